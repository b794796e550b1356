"""
Feeds: the entries of RSS and Atom, one document each.

What is read is what the feed holds, which may be a summary; no link is followed. feedparser knows
the many forms; it is given only what is well-formed, since what it does with the rest is to guess.
"""

from __future__ import annotations

from collections import Counter
from email.utils import parsedate_to_datetime
from io import BytesIO
from time import strftime
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import FEED_ELEMENTS, FEED_ENTRIES
from quoteprov.readers import Document, Problem, library, printable
from quoteprov.readers.markup import (
    SPACE,
    decode_declared,
    headed,
    language_tag,
    plain,
    web_address,
)
from quoteprov.readers.text import load


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_ENTRIES = frozenset({"item", "entry"})
_MOST = {"entries": FEED_ENTRIES, "elements": FEED_ELEMENTS}
_ADVICE = "save its text as .txt, or as a feed that a validator accepts"


def read_feed(path: Path) -> Iterator[Document | Problem]:
    """
    Read one entry after another; one without a text becomes a `Problem`.

    Raises:
        EmptyInputError: There are no entries.
        InputError: It is no well-formed feed, or is too long, or the extra ``feeds`` is
            not installed.
    """
    feedparser = library("feedparser", "a feed", "feeds")
    library("lxml.html", "a feed", "feeds")
    data = decode_declared(load(path)).encode("utf-8", "replace")
    _check(data)
    found: Any = feedparser.parse(
        BytesIO(data),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not found.entries:
        told = "is a feed without entries" if found.version else "is no RSS and no Atom"
        msg = f"{told}; {_ADVICE}"
        raise EmptyInputError(msg)
    where, name = printable(path.as_posix()), printable(path.name)
    for number, entry in enumerate(found.entries, start=1):
        try:
            yield _document(entry, found.feed, where, f"{name}:{number}")
        except InputError as error:
            yield Problem(where, 1, f"entry {number} {error}", type(error))


def _check(data: bytes) -> None:
    """
    Refuse what feedparser would have to guess about, and what grows when it is read.

    Raises:
        InputError: It is not well-formed, declares entities, or is too long.
    """
    seen = Counter[str]()

    def count(name: str, _: object) -> None:
        seen["entries"] += name.rpartition(" ")[2] in _ENTRIES
        seen["elements"] += 1
        for what, most in _MOST.items():
            if seen[what] > most:
                msg = (
                    f"has more than {most:,} {what}; a feed as long as that is not read, split it"
                )
                raise InputError(msg)

    def refuse(*_: object) -> None:
        msg = f"declares entities of its own, which are not read; {_ADVICE}"
        raise InputError(msg)

    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = count
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the last piece
    except expat.ExpatError as error:
        reason = f"{expat.ErrorString(error.code)}, line {error.lineno}"
        msg = f"is not well-formed XML ({reason}); {_ADVICE}"
        raise InputError(msg) from error


def _document(entry: Any, feed: Any, path: str, name: str) -> Document:
    title = _text(entry.get("title_detail"))
    contents = entry.get("content") or [entry.get("summary_detail")]
    body = max((_text(content) for content in contents), key=len)
    if not (body or title):
        msg = "has neither a title nor a text"
        raise EmptyInputError(msg)
    language = (contents[0] or {}).get("language") or feed.get("language") or ""
    link = entry.get("link") or ""
    fields = {
        "title": SPACE.sub(" ", title),
        "date": _date(entry),
        "url": web_address(link),
        "outlet": entry.get("source", feed).get("title"),
        "lang": language_tag(language.replace("_", "-")),
    }
    return Document(
        id=printable(entry.get("id") or link or name),
        text=printable(headed(fields["title"], body) if body else fields["title"]),
        path=path,
        fields={key: printable(value) for key, value in fields.items() if value},
    )


def _text(content: Any) -> str:
    """The text of a title, a summary or a content, by the type that it has."""
    value = (content or {}).get("value") or ""
    return value.strip() if (content or {}).get("type") == "text/plain" else plain(value)


def _date(entry: Any) -> str:
    """The day of publication, with its time and clock as given; of a bare RSS 1.0 its only day."""
    name = "published" if "published" in entry else "updated"
    value: str = entry.get(name) or ""
    if value[:4].isdigit():  # as Atom has it
        return value
    try:
        return parsedate_to_datetime(value).isoformat()
    except ValueError:
        parsed = entry.get(f"{name}_parsed")
        return strftime("%Y-%m-%dT%H:%M:%SZ", parsed) if parsed else ""
