"""
Markup to text: what HTML says with ``<q>``, ``<blockquote>`` and ``<pre>`` in characters.

The one way for whatever holds HTML: web pages, Word files as mammoth gives them, entries of feeds,
the bodies of ninjs. Quotation marks become characters, a block quote gets ``>`` before its lines,
blank lines stand between paragraphs, and what browsers do not show is left out.
"""

from __future__ import annotations

import codecs

from itertools import groupby
from typing import TYPE_CHECKING, Any

import regex

from quoteprov.errors import InputError
from quoteprov.limits import ATTRIBUTES
from quoteprov.readers.text import byte_order, decode_part, worded
from quoteprov.text.language import primary


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


EMPTY = "holds no text of an article; save its text as .txt and check that"

_DECLARED = regex.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:+-]+)""",
    regex.IGNORECASE,
)
_HEAD_BYTES = 4_096
_UTF_16 = ("utf-16", "utf-32")
"""Whatever a page says in bytes of ASCII is in neither, so it is UTF-8 (as browsers do)."""
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
"""What browsers read under these names (WHATWG, Encoding): curly quotation marks are in it."""
_ENCODINGS = regex.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[ru]|big5.*|euc_.*|gb.*|iso2022_\w+|mac-.*"
)

# Up to the next tag: a ">" may stand in a value, and a quotation mark in the text behind the tag.
_LONG_TAG = regex.compile(r"<\p{L}[^<]{2000,}+")
_VALUE = regex.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)""")

# What no reader takes for words of the article, and what begins a paragraph, in HTML and in the
# trees of trafilatura.
_HIDDEN = frozenset(
    "script style noscript template nav aside footer button select figure iframe svg object audio "
    "video canvas math".split()
)
_UNSEEN = _HIDDEN | {"head"}
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption h1 h2 "
    "h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td th thead tr ul "
    "cell head item list quote row".split()
)
_QUOTES = frozenset({"blockquote", "quote"})
_BREAKS = frozenset({"br", "lb"})
_CONTROL = regex.compile(r"[\p{Cc}\p{Noncharacter_Code_Point}--[\t\n\r]]", regex.VERSION1)
SPACE = regex.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = regex.compile(r"\s*\n[ \t]*\n\s*")
MARK = regex.compile(r"[\"“”„«»‹›「」『』]")
_NEAR = 60
_ARROWS = "> \t\r\n\f"  # before a paragraph they are no words of it


def headed(title: str | None, text: str) -> str:
    """Give the text with its headline first, once."""
    opening = text[: len(title) + _NEAR] if title else ""
    return text if not title or title.casefold() in opening.casefold() else f"{title}\n\n{text}"


_LIMITS = frozenset({"ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR"})  # the latter before 2.14
_TOO_MUCH = (
    "has elements nested more than 256 deep, or 10,000,000 characters without a tag; "
    "save its text as .txt"
)


def language_tag(value: str) -> str:
    """Give a language as its container names it, and nothing for what is no tag."""
    return value if value and primary(value) else ""


def web_address(value: str) -> str:
    """Give an identifier where it is the address of a page, and nothing for any other."""
    return value if value.startswith(("http://", "https://")) else ""


def plain(markup: str) -> str:
    """
    Give the text of a part of a page.

    Raises:
        InputError: It has an element that no parser gets through in time.
    """
    check_tags(markup)
    return text_of(tree(markup))


def decode_page(data: bytes, told: str = "") -> str:
    """
    Decode a page as `decode_declared` does.

    Raises:
        EmptyInputError: There is nothing but white space.
        InputError: It is binary, not in the encoding that it declares, or has an element that no
            parser gets through in time.
    """
    text = decode_declared(data, told)
    check_tags(text)
    return text


def decode_declared(data: bytes, told: str = "") -> str:
    """
    Decode markup by its byte order mark, or by the encoding that was *told* with it, or that it
    declares, else as UTF-8.

    Raises:
        EmptyInputError: There is nothing but white space.
        InputError: It is binary, or not in the encoding that it declares.
    """
    mark, encoding = byte_order(data)
    if not mark:
        declared = _DECLARED.search(data, 0, _HEAD_BYTES)
        label = told or (declared[1].decode("ascii", "replace") if declared else "")
        encoding = _codec(label) if label else encoding
    return worded(decode_part(data[len(mark) :], encoding, len(mark)), EMPTY)


def check_tags(markup: str) -> None:
    """
    Refuse what libxml2 takes quadratic time over.

    Raises:
        InputError: An element has more attributes than `limits.ATTRIBUTES`.
    """
    if any(_attributes(m.group()) > ATTRIBUTES for m in _LONG_TAG.finditer(markup)):
        msg = f"has an element with more than {ATTRIBUTES:,} attributes; save its text as .txt"
        raise InputError(msg)


def _attributes(tag: str) -> int:
    """About how many a tag has, with a value and without one."""
    named, n = _VALUE.subn("", tag)
    return n + len(named.partition(">")[0].split())


def _codec(label: str) -> str:
    """The codec of Python for an encoding that a page declares."""
    name = label.lower()
    if name.startswith(_UTF_16):
        return "utf-8"
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        codec = ""
    codec = _SUPERSETS.get(codec, codec)
    if not _ENCODINGS.fullmatch(codec):  # Python has codecs that are no encodings of text
        msg = f"declares the encoding {name[:40]!r}, which is not known; save it as UTF-8"
        raise InputError(msg)
    return codec


def tree(markup: str, keep: Callable[[str], str] = lambda _: "") -> Any:
    """
    Parse markup to a tree in which quotation marks are characters.

    Nested ``<q>`` come out of trafilatura in another order, and ``<pre>`` as a quotation.

    Args:
        markup: A page or a part of one.
        keep: Called with the words of each comment; what it gives is put before the next words
            that a reader sees.

    Raises:
        InputError: libxml2 stopped at one of its own limits and lost what follows.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    data = _CONTROL.sub(" ", markup).encode("utf-8", "replace")
    try:
        page = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # it holds no element
        page = html.document_fromstring(b"<html></html>")
    if any(error.type_name in _LIMITS for error in parser.error_log.filter_from_fatals()):
        raise InputError(_TOO_MUCH)
    for quote in page.iter("q"):
        _mark(quote)
    _replace_comments(page, keep)
    for block in page.iter("pre"):
        _unformat(block)
    etree.strip_tags(page, "q")
    return page


def _replace_comments(page: Any, keep: Callable[[str], str]) -> None:
    """Take the comments out, and put what is kept of them before the words that follow."""
    from lxml import etree

    def kept(comments: Iterable[Any]) -> str:
        return "".join(keep(one.text or "") for one in comments)

    waiting = kept(reversed([*page.itersiblings(etree.Comment, preceding=True)]))
    walk = etree.iterwalk(page, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start" and element.tag in _UNSEEN:
            waiting += kept(element.iter(etree.Comment))
            walk.skip_subtree()
        elif event == "start":
            element.text, waiting = _before_words(element.text, waiting)
        elif element is not page:
            waiting += kept([element]) if event == "comment" else ""
            element.tail, waiting = _before_words(element.tail, waiting)
    etree.strip_tags(page, etree.Comment)


def _before_words(text: str | None, waiting: str) -> tuple[str | None, str]:
    """Put what is *waiting* before the first word of a text, if there is one."""
    words = (text or "").lstrip(_ARROWS)
    if not waiting or not text or not words:
        return text, waiting
    return text.removesuffix(words) + waiting + words, ""


def _mark(quote: Any) -> None:
    """Put marks into a ``<q>``, single ones within another, none where it has its own."""
    inner = "".join(quote.itertext()).strip()
    if not inner or MARK.match(inner):
        return
    opened, closed = "‘’" if sum(1 for _ in quote.iterancestors("q")) % 2 else "“”"
    quote.text = opened + (quote.text or "").lstrip()
    if len(quote):
        quote[-1].tail = (quote[-1].tail or "").rstrip() + closed
    else:
        quote.text = quote.text.rstrip() + closed


def _unformat(block: Any) -> None:
    """Make paragraphs of a ``<pre>``: old archives keep whole statements in one."""
    from lxml import etree

    pieces = [p for p in _BLANK_LINES.split("".join(block.itertext())) if p.strip()]
    tail = block.tail
    block.clear()
    block.tag, block.tail = "div", tail
    for piece in pieces:
        etree.SubElement(block, "p").text = _CONTROL.sub(" ", piece)


def text_of(body: Any) -> str:
    """
    The paragraphs of an extracted tree, with blank lines between them; before the lines of a block
    quote stands what Markdown puts there.
    """
    blocks = groupby(split(body), lambda found: _block_quote(found[1]))
    return "\n\n".join(
        text
        for quote, found in blocks
        for text in _lined((text for text, _ in found), quoted=quote is not None)
    )


def _block_quote(holder: Any) -> Any:
    """The block quote in which an element stands, or which it is."""
    around = (holder, *holder.iterancestors())
    return next((one for one in reversed(around) if one.tag in _QUOTES), None)


def _lined(paragraphs: Iterable[str], *, quoted: bool) -> Iterable[str]:
    # a link may begin with an arrow, which would make a quotation of it; in lines, as mail quotes
    plain = [p if "\n" in p else p.lstrip(_ARROWS) for p in paragraphs]
    if not quoted:
        return plain
    return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(plain).split("\n"))]


def split(root: Any) -> Iterator[tuple[str, Any]]:
    """
    The paragraphs below *root*, each with the element that holds its words; what browsers do not
    show, and what stands beside the article, is left out.
    """
    from lxml import etree

    words: list[str] = []
    holder = root
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        is_block = element.tag in _BLOCKS
        if is_block:
            yield from ((one, holder) for one in _broken("".join(words)))
            words.clear()
        if event == "start":
            holder = element if is_block else holder
            if element.tag in _HIDDEN:
                walk.skip_subtree()
            else:
                words.append("\n" if element.tag in _BREAKS else _spaced(element.text))
        elif element is not root:
            holder = element.getparent() if is_block else holder
            words.append(_spaced(element.tail))


def _spaced(text: str | None) -> str:
    return SPACE.sub(" ", text or "")


def _broken(words: str) -> Iterator[str]:
    """The paragraphs between empty lines."""
    for paragraph in _BLANK_LINES.split(words):
        if paragraph.strip():
            lines = paragraph.strip().split("\n")
            yield "\n".join(SPACE.sub(" ", line).strip() for line in lines)
