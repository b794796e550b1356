"""
Saved web pages: the article of the page, its quotation marks and block quotes, what it is called.

trafilatura tells the article from menus, teasers and comments; whatever gives plain text drops
``<q>`` and ``<blockquote>``, so its tree is read. What stood in the article and did not arrive is
said. Nothing is ever fetched: trafilatura is given a tree, never an address.
"""

from __future__ import annotations

import codecs
import logging

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import ATTRIBUTES
from quoteprov.readers import Document, printable
from quoteprov.readers.text import BINARY, byte_order, decode_part, load


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


EMPTY = "holds no text of an article; save its text as .txt and check that"
LOST = 0.1
"""Share of the letters of an article whose loss is told, whether anything was quoted there or
not."""

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
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption h1 h2 "
    "h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td th thead tr ul "
    "cell head item list quote row".split()
)
_BREAKS = frozenset({"br", "lb"})
_CONTROL = regex.compile(r"[\p{Cc}\p{Noncharacter_Code_Point}--[\t\n\r]]", regex.VERSION1)
_SPACE = regex.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = regex.compile(r"\s*\n[ \t]*\n\s*")
_INNER = frozenset({"p", "blockquote"})
_PROSE_WORDS, _QUOTED_WORDS = 8, 3
_STOP = regex.compile(r"[.!?…。？！][)\]\"”’»」』]*\Z")
_MARK = regex.compile(r"[\"“”„«»‹›「」『』]")
_WORD = regex.compile(r"\w+")
_TOKEN = regex.compile(rf"\w+|{_MARK.pattern}")
_ARRIVED = 0.5
_SHOWN = 60


for _library in ("trafilatura", "htmldate", "courlan"):  # what they find odd is not printed
    logging.getLogger(_library).addHandler(logging.NullHandler())


class _Paragraph(NamedTuple):
    """A paragraph of the page as it stands there, and the element that holds it."""

    text: str
    home: Any


def read_html(path: Path) -> Iterator[Document]:
    """
    Read a page as one document; its id is the file name.

    Raises:
        EmptyInputError: No article was found on the page.
        InputError: It cannot be read, or the extra ``html`` is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        missing = error.name or "what trafilatura needs"
        msg = f'is a web page, and {missing} is not installed: pip install "quoteprov[html]"'
        raise InputError(msg) from error

    markup = decode_page(load(path))
    try:
        page = _tree(markup)
        paragraphs = list(_paragraphs(page))
        found: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    except Exception as error:  # whatever it is, the other pages are read
        msg = f"cannot be taken apart ({type(error).__name__}); save its text as .txt"
        raise InputError(msg) from error
    text = _text(found.body) if found is not None and found.body is not None else ""
    if not text:
        raise EmptyInputError(EMPTY)
    title = _title(found)
    yield Document(
        id=printable(path.name),
        text=printable(_headed(title, text)),
        path=printable(path.as_posix()),
        fields={key: printable(value) for key, value in _fields(found, title) if value},
        losses=tuple(losses(paragraphs, text)),
    )


def decode_page(data: bytes) -> str:
    """
    Decode a page by its byte order mark, or by the encoding that it declares, else as UTF-8.

    Raises:
        EmptyInputError: There is nothing but white space.
        InputError: It is binary, or not in the encoding that it declares.
    """
    mark, encoding = byte_order(data)
    declared = None if mark else _DECLARED.search(data, 0, _HEAD_BYTES)
    text = decode_part(data[len(mark) :], _codec(declared[1]) if declared else encoding, len(mark))
    if "\0" in text:
        raise InputError(BINARY)
    if not text.strip():
        raise EmptyInputError(EMPTY)
    if any(_attributes(m.group()) > ATTRIBUTES for m in _LONG_TAG.finditer(text)):
        msg = f"has an element with more than {ATTRIBUTES:,} attributes; save its text as .txt"
        raise InputError(msg)
    return text


def _attributes(tag: str) -> int:
    """About how many a tag has, with a value and without one."""
    named, n = _VALUE.subn("", tag)
    return n + len(named.partition(">")[0].split())


def _codec(label: bytes) -> str:
    """The codec of Python for an encoding that a page declares."""
    name = label.decode("ascii", "replace").lower()
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


def _tree(markup: str) -> Any:
    """
    The page as a tree in which quotation marks are characters.

    Nested ``<q>`` come out of trafilatura in another order, and ``<pre>`` as a quotation.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = _CONTROL.sub(" ", markup).encode("utf-8", "replace")
    try:
        page = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # it holds no element
        page = html.document_fromstring(b"<html></html>")
    for quote in page.iter("q"):
        _mark(quote)
    for block in page.iter("pre"):
        _unformat(block)
    etree.strip_tags(page, "q")
    return page


def _mark(quote: Any) -> None:
    """Put marks into a ``<q>``, single ones within another, none where it has its own."""
    inner = "".join(quote.itertext()).strip()
    if not inner or _MARK.match(inner):
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


def _fields(found: Any, title: str | None) -> Iterator[tuple[str, str | None]]:
    """
    What the page says of itself. ``page_date`` is htmldate's, one in ten of which is wrong.
    """
    yield "title", title
    yield "url", found.url
    yield "outlet", found.sitename
    # of a page that gives a year alone, a copyright line for one, htmldate makes its first day
    yield "page_date", None if (found.date or "").endswith("-01-01") else found.date


def _title(found: Any) -> str | None:
    """The heading of the article, else what the page is called."""
    heading = next((h for h in found.body.iter("head") if h.get("rend") == "h1"), None)
    words = _SPACE.sub(" ", "".join(heading.itertext())).strip() if heading is not None else ""
    return words or found.title


def _headed(title: str | None, text: str) -> str:
    """The text with its headline first."""
    opening = text[: len(title) + _SHOWN] if title else ""
    return text if not title or title.casefold() in opening.casefold() else f"{title}\n\n{text}"


def _text(body: Any) -> str:
    """
    The paragraphs of an extracted tree, with blank lines between them; before the lines of a block
    quote stands what Markdown puts there.
    """
    blocks = groupby(_split(body), lambda found: _block_quote(found[1]))
    return "\n\n".join(
        text
        for quote, found in blocks
        for text in _lined((text for text, _ in found), quoted=quote is not None)
    )


def _block_quote(holder: Any) -> Any:
    """The block quote in which an element stands, or which it is."""
    around = (holder, *holder.iterancestors())
    return next((one for one in reversed(around) if one.tag == "quote"), None)


def _lined(paragraphs: Iterable[str], *, quoted: bool) -> Iterable[str]:
    # a link may begin with an arrow, which would make a quotation of it; in lines, as mail quotes
    plain = [p if "\n" in p else p.lstrip("> ") for p in paragraphs]
    if not quoted:
        return plain
    return ["\n".join(f"> {line}".rstrip() for line in "\n\n".join(plain).split("\n"))]


def _split(root: Any) -> Iterator[tuple[str, Any]]:
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
    return _SPACE.sub(" ", text or "")


def _broken(words: str) -> Iterator[str]:
    """The paragraphs between empty lines."""
    for paragraph in _BLANK_LINES.split(words):
        if paragraph.strip():
            lines = paragraph.strip().split("\n")
            yield "\n".join(_SPACE.sub(" ", line).strip() for line in lines)


def _paragraphs(page: Any) -> Iterator[_Paragraph]:
    """The prose of a page, and the element that holds it with its like."""
    for text, holder in _split(next(page.iter("body"), page)):
        words = _WORD.findall(text)
        if len(words) < (_QUOTED_WORDS if _MARK.search(text) else _PROSE_WORDS):
            continue
        if _STOP.search(text):
            around = (holder, *holder.iterancestors())
            yield _Paragraph(text, next(one for one in around if one.tag not in _INNER))


def losses(paragraphs: Sequence[_Paragraph], text: str) -> Iterator[str]:
    """
    Say what stands in the article on the page and not in the *text* that was read.

    The article goes from the first of its paragraphs that arrived to the last, with all that stand
    in the same element as one of them: comments and teasers stand elsewhere.
    """
    runs = _runs(text)
    shares = [_share(p.text, runs) for p in paragraphs]
    arrived = [i for i, share in enumerate(shares) if share >= _ARRIVED]
    if not arrived:
        return
    homes = {id(paragraphs[i].home) for i in arrived}
    own = [
        (p.text, share)
        for i, (p, share) in enumerate(zip(paragraphs, shares, strict=True))
        if arrived[0] <= i <= arrived[-1] or id(p.home) in homes
    ]
    marks = [shown for paragraph, _ in own for shown in _lost_marks(paragraph, runs)]
    if marks:
        yield (
            f"{len(marks)} of the quotation marks of the web page were not read, "
            f"the first in {marks[0]!r}"
        )
    lengths = [(len(paragraph), share) for paragraph, share in own]
    lost = sum(n * (1 - share) for n, share in lengths) / sum(n for n, _ in lengths)
    if lost > LOST:
        yield f"{lost:.0%} of the article on the web page were not read"


def _runs(text: str) -> set[tuple[str, ...]]:
    """Its words by two, and its quotation marks with the two words on either side."""
    tokens = _TOKEN.findall(text)
    words = [t for t in tokens if not _MARK.match(t)]
    return {*pairwise(words), *(run for i, t in enumerate(tokens) for run in _beside(tokens, i))}


def _beside(tokens: Sequence[str], i: int) -> Iterator[tuple[str, ...]]:
    if _MARK.match(tokens[i]):
        yield tuple(tokens[max(0, i - 2) : i + 1])
        yield tuple(tokens[i : i + 3])


def _share(paragraph: str, runs: set[tuple[str, ...]]) -> float:
    """How much of a paragraph is there, 0 to 1."""
    pairs = list(pairwise(t for t in _TOKEN.findall(paragraph) if not _MARK.match(t)))
    return sum(pair in runs for pair in pairs) / max(1, len(pairs))


def _lost_marks(paragraph: str, runs: set[tuple[str, ...]]) -> Iterator[str]:
    """The marks of a paragraph that are not there with the words on either side."""
    found = list(_TOKEN.finditer(paragraph))
    tokens = [m.group() for m in found]
    for i, match in enumerate(found):
        beside = list(_beside(tokens, i))
        if beside and runs.isdisjoint(beside):
            start = max(0, match.start() - _SHOWN // 2)
            yield paragraph[start : match.end() + _SHOWN // 2].strip()
