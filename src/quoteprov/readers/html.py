"""
Saved web pages: the article of the page, its quotation marks and block quotes, what it is called.

trafilatura tells the article from menus, teasers and comments; whatever gives plain text drops
``<q>`` and ``<blockquote>``, so its tree is read. What stood in the article and did not arrive is
said. Nothing is ever fetched: trafilatura is given a tree, never an address.
"""

from __future__ import annotations

import logging

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import regex

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.readers import Document, library, printable
from quoteprov.readers.ignores import directive
from quoteprov.readers.losses import Paragraph, is_prose, losses
from quoteprov.readers.markup import EMPTY, SPACE, decode_page, headed, split, text_of, tree
from quoteprov.readers.text import load


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from quoteprov.models import Ignore

    Extract = Callable[..., Any]


_INNER = frozenset({"p", "blockquote"})
_SHOWN = 60
_LETTERS = str.maketrans("0123456789", "ghijklmnop")  # digits might be read as a day
_DIGITS = {letter: digit for digit, letter in _LETTERS.items()}


for _library in ("trafilatura", "htmldate", "courlan"):  # what they find odd is not printed
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read_html(path: Path) -> Iterator[Document]:
    """
    Read a page as one document; its id is the file name.

    Raises:
        EmptyInputError: No article was found on the page.
        InputError: It cannot be read, or the extra ``html`` is not installed.
    """
    extract = extractor()
    yield page_document(decode_page(load(path)), path, printable(path.name), extract)


def extractor() -> Extract:
    """
    What tells the article of a page from all that stands around it.

    Raises:
        InputError: The extra ``html`` is not installed.
    """
    extract: Extract = library("trafilatura", "a web page", "html").bare_extraction
    return extract


def page_document(markup: str, path: Path, name: str, extract: Extract) -> Document:
    """
    Read the article of a page as the document *name*.

    Raises:
        EmptyInputError: No article was found on the page.
        InputError: The page cannot be taken apart.
    """
    places = _Places(markup)
    try:
        page = tree(markup, places.keep)
        paragraphs = [p._replace(text=places.cleaned(p.text)) for p in _paragraphs(page)]
        found = extract(page, with_metadata=True, include_comments=False)
    except InputError:
        raise
    except Exception as error:  # whatever it is, the other pages are read
        msg = f"cannot be taken apart ({type(error).__name__}); save its text as .txt"
        raise InputError(msg) from error
    raw = text_of(found.body) if found is not None and found.body is not None else ""
    if not raw:
        raise EmptyInputError(EMPTY)
    heading = _title(found)
    title = heading and places.cleaned(heading)
    text = headed(title, places.cleaned(raw))
    ignores, lost = places.found(heading or "", raw, text)
    fields = {key: value and places.cleaned(value) for key, value in _fields(found, title)}
    return Document(
        id=name,
        text=printable(text),
        path=printable(path.as_posix()),
        fields={key: printable(value) for key, value in fields.items() if value},
        losses=(*losses(paragraphs, text), *lost),
        ignores=ignores,
    )


class _Places:
    """
    The places of the comments that accept findings, held through the extraction by tokens.

    A token is made of the digest of the page, so that no page can hold one of its own.
    """

    def __init__(self, markup: str) -> None:
        digest = sha256(markup.encode("utf-8", "replace")).hexdigest()[:12]
        self._stem = "⸨" + digest.translate(_LETTERS)
        self._token = regex.compile(rf"{self._stem}-(\p{{Ll}}+)⸩")
        self._comments: list[str] = []

    def keep(self, comment: str) -> str:
        """A token for a comment that is for quoteprov."""
        if directive(comment, 0, 1) is None:
            return ""
        self._comments.append(comment)
        return f"{self._stem}-{str(len(self._comments) - 1).translate(_LETTERS)}⸩"

    def cleaned(self, text: str) -> str:
        """The text without tokens."""
        return self._token.sub("", text) if self._comments else text

    def found(self, title: str, raw: str, text: str) -> tuple[tuple[Ignore, ...], tuple[str, ...]]:
        """The comments by the tokens of *raw*, which is the end of *text*, and what was lost."""
        starts: dict[int, int] = {}
        pieces = self._token.split(raw)
        at = len(text) - sum(map(len, pieces[::2]))
        for words, number in zip(pieces[::2], self._numbers(raw), strict=False):
            at += len(words)
            starts.setdefault(number, at)
        starts = dict.fromkeys(self._numbers(title), 0) | starts
        placed = sorted((start, number) for number, start in starts.items())
        ignores = (
            directive(self._comments[number], start, text.count("\n", 0, start) + 1)
            for start, number in placed
        )
        told = tuple(
            "a comment for quoteprov stands where nothing of the web page was read: "
            f"{' '.join(comment.split())[:_SHOWN]!r}"
            for number, comment in enumerate(self._comments)
            if number not in starts
        )
        return tuple(filter(None, ignores)), told

    def _numbers(self, text: str) -> list[int]:
        """Of the comments whose tokens stand in a text."""
        return [int(letters.translate(_DIGITS)) for letters in self._token.findall(text)]


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
    words = SPACE.sub(" ", "".join(heading.itertext())).strip() if heading is not None else ""
    return words or found.title


def _paragraphs(page: Any) -> Iterator[Paragraph]:
    """The prose of a page, and the element that holds it with its like."""
    for text, holder in split(next(page.iter("body"), page)):
        if is_prose(text):
            around = (holder, *holder.iterancestors())
            yield Paragraph(text, next(one for one in around if one.tag not in _INNER))
