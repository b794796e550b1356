"""
A TOML file that somebody wrote, its data, and where each key of it stands, so that what is wrong
is shown in its line.
"""

from __future__ import annotations

import os
import re
import tomllib

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from quoteprov.config.toml import Place, Places, places
from quoteprov.errors import PolicyError
from quoteprov.render.terminal import cells
from quoteprov.text.lines import position
from quoteprov.text.script import visible


if TYPE_CHECKING:
    from collections.abc import Iterator


def near(path: Path, folder: Path = Path()) -> str:
    """
    Give a path as somebody in *folder*, the working directory if none is named, would write it.
    """
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


class Source(NamedTuple):
    """
    A TOML file.

    Args:
        path: Of the file.
        text: Without a byte order mark.
        data: What it says.
        places: Where its keys and values stand in the text.
        prefix: The keys before ours.
    """

    path: Path
    text: str
    data: dict[str, Any]
    places: Places
    prefix: tuple[str, ...] = ()

    @classmethod
    def of(cls, path: Path, text: str, *advice: str) -> Source:
        """
        Read TOML.

        Args:
            path: Of the file.
            text: What it holds.
            advice: What to do where it is none.

        Raises:
            PolicyError: It is none.
        """
        text = text.removeprefix("\ufeff")
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message, place = _located(str(error), text)
            source = cls(path, text, {}, Places({}, {}))
            source.refuse(f"is not TOML: {message}", place, *advice)
        return cls(path, text, data, places(text))

    def line(self, place: Place | None) -> str:
        """The file, with the line of a place."""
        where = near(self.path)
        return f"{where}:{position(self.text, place.start)[0]}" if place else where

    def refuse(self, message: str, place: Place | None, *advice: str) -> NoReturn:
        """
        Raises:
            PolicyError: Always, with the line and a caret in its notes.
        """
        column = f":{position(self.text, place.start)[1]}" if place else ""
        error = PolicyError(f"{self.line(place)}{column}: {message}")
        shown = excerpt(self.text, place) if place else ()
        for note in (*shown, *(f"help: {one}" for one in advice)):
            error.add_note(note)
        raise error


def excerpt(text: str, place: Place) -> Iterator[str]:
    r"""
    Show the line of a place with a caret below it.

    >>> print(*excerpt("a = 1\nb = 2", Place(10, 11)), sep="\n")
        2 | b = 2
          |     ^
    """
    first = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", place.start)
    last = min(len(text) if end < 0 else end, place.start + _LINE)
    before, marked, after = (
        visible(text[a:b].replace("\t", " ").rstrip("\r\n"))
        for a, b in (
            (max(first, place.start - _LINE // 2), place.start),
            (place.start, min(place.end, last)),
            (min(place.end, last), last),
        )
    )
    yield f"{position(text, first)[0]:5} | {before}{marked}{after}".rstrip()
    yield f"{'':5} | {' ' * cells(before)}{'^' * max(1, cells(marked))}"


_LINE = 200
"""Most characters of a line that are shown."""
_AT = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def _located(message: str, text: str) -> tuple[str, Place | None]:
    """What ``tomllib`` says, without the place, and the place."""
    match = _AT.fullmatch(message)
    if match is None:
        return message, None
    if match[2] is None:
        return f"{match[1]} at the end", Place(len(text), len(text))
    # it counts without the carriage returns
    start = sum(len(line) for line in text.splitlines(keepends=True)[: int(match[2]) - 1])
    start += int(match[3]) - 1
    return match[1], Place(start, start + 1)


def text_of(path: Path) -> str:
    """
    Read the text of a TOML file.

    Raises:
        PolicyError: It cannot be opened, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode()
    except OSError as error:
        msg = f"{near(path)}: cannot be opened: {error.strerror or error}"
        raise PolicyError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{near(path)}: is not TOML: byte {error.start} is not UTF-8; mend it"
        raise PolicyError(msg) from error
