"""
Text for a terminal: the one gate through which untrusted text passes, and its width in cells.
"""

from __future__ import annotations

import unicodedata

from typing import TYPE_CHECKING

from quoteprov.text.script import visible


if TYPE_CHECKING:
    from collections.abc import Iterator


_STYLES = {"error": "31;1", "warning": "33;1", "info": "36", "good": "32", "bold": "1", "dim": "2"}


def escape(text: str) -> str:
    r"""
    Put *text* on one line and show every character that could act on a terminal as ``<U+202E>``.

    >>> escape("keep\nits\u202emouth\x1b[2J")
    'keep its<U+202E>mouth<U+001B>[2J'
    """
    return visible(" ".join(text.split()))


def cells(text: str) -> int:
    """
    Count terminal cells: two for wide East Asian characters, none for combining marks.
    """
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> Iterator[str]:
    """
    Break *text* at blanks into lines of at most *width* cells; a longer word is broken anywhere.
    """
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) > width:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        start = 0
        while (cut := _cut(line, width, start)) < len(line):
            yield line[start:cut]
            start = cut
        line = line[start:]
    if line:
        yield line


def _cut(text: str, width: int, start: int) -> int:
    """Where *width* cells end that begin at *start*, at least one character on."""
    used = 0
    for i in range(start, len(text)):
        used += _cells(text[i])
        if used > width:
            return max(start + 1, i)
    return len(text)


def pad(text: str, width: int) -> str:
    """Fill *text* with blanks to *width* cells."""
    return text + " " * max(0, width - cells(text))


def style(text: str, name: str, *, colour: bool) -> str:
    """Colour *text*, which is already escaped; colour never says what the words do not."""
    return f"\x1b[{_STYLES[name]}m{text}\x1b[0m" if colour else text
