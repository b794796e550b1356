"""
Files to documents: one module a format, chosen by the ending of the name.

A reader gives plain fields; what is an article and what a statement is decided by who asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regex

from quoteprov.errors import InputError


if TYPE_CHECKING:
    from quoteprov.models import Ignore


_SURROGATE = regex.compile(r"[\uD800-\uDFFF]")


@dataclass(frozen=True, slots=True)
class Document:
    """
    A text as read, with the fields its container gives.

    Args:
        id: Its own id, else the file name with its ending.
        text: The text.
        path: Where it was read, ``/``-separated.
        line: The line of *path* on which it begins (1-based).
        fields: ``title``, ``date``, ``url``, ``outlet``, ``speaker``, ``uttered``, ``released``,
            ``carried``, ``lang``, ``rendition_of``, as far as given; ``page_date`` is the day that
            the metadata of a web page or a PDF give, which is often wrong.
        losses: What of the container is not in the text though it belongs there.
        ignores: Its comments that accept findings, in order.
    """

    id: str
    text: str
    path: str
    line: int = 1
    fields: dict[str, str] = field(default_factory=dict)
    losses: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Something that could not be read: where, one sentence on what and what to do, and the error it
    is where it was all that was asked for.
    """

    path: str
    line: int
    message: str
    error: type[InputError] = InputError


Reader = Callable[[Path], Iterator[Document | Problem]]

_READERS = {
    ".txt": "text:read_text",
    ".text": "text:read_text",
    ".md": "text:read_markdown",
    ".markdown": "text:read_markdown",
    ".jsonl": "jsonl:read_jsonl",
    ".html": "html:read_html",
    ".htm": "html:read_html",
    ".docx": "docx:read_docx",
    ".pdf": "pdf:read_pdf",
    ".rss": "feeds:read_feed",
    ".atom": "feeds:read_feed",
    ".xml": "feeds:read_feed",
    ".json": "ninjs:read_ninjs",
    ".warc": "warc:read_warc",
    ".warc.gz": "warc:read_warc",
}
"""The module and function for each ending; a module is imported when its first file is read."""


def library(name: str, what: str, extra: str) -> Any:
    """
    Import the library that reads *what*; it comes with an extra.

    Raises:
        InputError: It, or something that it needs, is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        absent = error.name or f"what {name} needs"
        msg = f'is {what}, and {absent} is not installed: pip install "quoteprov[{extra}]"'
        raise InputError(msg) from error


def _reader(path: Path) -> Reader | None:
    """The reader for the ending of a name; other packages are asked last."""
    for ending in _endings(path):
        if ending in _READERS:
            module, _, function = _READERS[ending].partition(":")
            reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
            return reader
    from quoteprov.readers.plugins import plugins, read_by

    points = next((p for e in _endings(path) if (p := plugins().get(e))), None)
    return partial(read_by, points) if points else None


def _endings(path: Path) -> Iterator[str]:
    """What the name may end in: ``.warc.gz``, then ``.gz``."""
    yield "".join(path.suffixes[-2:]).lower()
    yield path.suffix.lower()


def printable(text: str) -> str:
    """
    Replace lone surrogates, one code point for one: they cannot be written again as UTF-8.

    JSON may hold them as escapes, and file names that are no UTF-8 have them in Python.
    """
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


SUFFIXES = tuple(ending for ending in _READERS if ending not in {".json", ".xml"})
"""What is read of a folder: there, settings end in ``.json`` and ``.xml`` too."""


def read(path: Path) -> Iterator[Document | Problem]:
    """
    Read every document of a file or, recursively, of a folder; in the order of their paths.

    A path is checked at once, and documents are read as they are asked for: of a corpus of any
    size, one is held at a time. What cannot be read becomes a `Problem`, so that one bad file
    never stops the others.

    Raises:
        InputError: *path* does not exist, or is a folder with nothing readable in it.
    """
    where = printable(path.as_posix())
    if not _exists(path):
        msg = f"{where}: no such file or folder; check the path"
        raise InputError(msg)
    if not path.is_dir():
        return _read_file(path)
    found = files(path)
    if not found:
        there = sum(1 for f in path.rglob("*") if f.is_file())
        msg = (
            f"{where}: nothing readable in this folder ({there} files, none ends in "
            f"{', '.join(_with_plugins(SUFFIXES))}); name a folder that holds texts"
        )
        raise InputError(msg)
    return (item for file in found for item in _read_file(file))


def files(folder: Path, wanted: Callable[[Path], bool] | None = None) -> list[Path]:
    """
    List the files of a folder, and of those in it, that are read; in the order of their paths.

    Args:
        folder: A folder that is there.
        wanted: Chooses among all that can be read; those that surely are documents, if nothing is
            said.
    """
    endings = set(_with_plugins(_READERS if wanted else SUFFIXES))
    return sorted(
        file
        for file in folder.rglob("*")
        if not endings.isdisjoint(_endings(file))
        and not file.name.startswith(_LOCK)
        and (wanted is None or wanted(file))
        and file.is_file()
    )


_LOCK = "~$"
"""Before the name of what Word puts beside a document that is open."""


def _with_plugins(endings: Iterable[str]) -> list[str]:
    """Endings, and behind them those for which other packages bring a reader."""
    from quoteprov.readers.plugins import plugins

    return [*endings, *sorted(plugins().keys() - _READERS.keys())]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long for the system
        return False


def _read_file(path: Path) -> Iterator[Document | Problem]:
    where = printable(path.as_posix())
    reader = _reader(path)
    if reader is None:
        ending = f"ending in {path.suffix!r}" if path.suffix else "without an ending"
        message = (
            f"cannot read files {ending}; "
            f"give a text with one of the endings {', '.join(_with_plugins(_READERS))}"
        )
        yield Problem(where, 1, message)
        return
    try:
        yield from reader(path)
    except InputError as error:
        yield Problem(where, 1, str(error), type(error))
    except OSError as error:
        yield Problem(where, 1, f"cannot be opened: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - whatever a library makes of it, the others are read
        message = f"cannot be taken apart ({type(error).__name__}); save its text as .txt"
        yield Problem(where, 1, message)
