"""
TOML as text: where keys and values stand, which ``tomllib`` reads and does not tell, and how a
text is written.

A document that ``tomllib`` has read is walked token by token, so that every spelling is found:
dotted and quoted keys, tables in a line, arrays over many lines.
"""

from __future__ import annotations

import re
import tomllib

from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterator


Path = tuple[str | int, ...]
"""The keys that lead to a value, and the numbers of the elements of arrays on the way."""


class Place(NamedTuple):
    """A stretch of one line of a document: offsets in code points, half-open."""

    start: int
    end: int


class Places(NamedTuple):
    """
    The places of all keys of a document, and of all values; an array of tables has for each table
    that of its head.
    """

    keys: dict[Path, Place]
    values: dict[Path, Place]


_TOKEN = re.compile(
    r'''
      (?P<text>
          """(?:[^\\]|\\.)*?"{3,5}
        | \'\'\'.*?\'{3,5}
        | "(?:[^"\\\n]|\\.)*"
        | '[^'\n]*'
      )
    | (?P<comment>\#[^\n]*)
    | (?P<blank>[ \t\r]+)
    | (?P<sign>[\n\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,."'#]+)
    ''',
    re.VERBOSE | re.DOTALL,
)


def places(text: str) -> Places:
    r"""
    Find the keys and values of *text*, which ``tomllib`` has read.

    >>> found = places('a.b = [1,\n  "two"]')
    >>> found.keys["a", "b"], found.values["a", "b", 1]
    (Place(start=2, end=3), Place(start=12, end=17))
    """
    return _Walk(text).done()


def quoted(text: str) -> str:
    r"""
    Give a text of TOML on one line, where nothing that is not seen stands as it is.

    >>> print(quoted('He said "so".\n'))
    "He said \"so\".\U0000000A"
    """
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in plain) + '"'


class _Walk:
    """One walk through a document."""

    def __init__(self, text: str) -> None:
        matches = (m for m in _TOKEN.finditer(text) if m.lastgroup not in {"comment", "blank"})
        self._tokens = [(m.lastgroup or "", m.group(), Place(*m.span())) for m in matches]
        self._at = 0
        self._counts: dict[Path, int] = {}
        self._places = Places({}, {})

    def done(self) -> Places:
        """Walk to the end."""
        table: Path = ()
        while self._at < len(self._tokens):
            if self._takes("\n"):
                continue
            if self._takes("["):
                many = self._takes("[")
                table = self._key(())
                if many:
                    self._counts[table] = self._counts.get(table, -1) + 1
                    table = (*table, self._counts[table])
                    self._places.values[table] = self._tokens[self._at - 1][2]
                self._takes("]")
                self._takes("]")
            else:
                self._pair(table)
        return self._places

    def _takes(self, sign: str) -> bool:
        """Whether a sign comes next; if so, it is passed."""
        found = self._at < len(self._tokens) and self._tokens[self._at][:2] == ("sign", sign)
        self._at += found
        return found

    def _pair(self, table: Path) -> None:
        path = self._key(table)
        self._takes("=")
        self._value(path)

    def _key(self, table: Path) -> Path:
        """A key with all its parts; one that names an array of tables means its last."""
        path = table
        while True:
            if path in self._counts:
                path = (*path, self._counts[path])
            kind, word, place = self._tokens[self._at]
            self._at += 1
            path = (*path, tomllib.loads(f"x = {word}")["x"] if kind == "text" else word)
            self._places.keys.setdefault(path, place)
            if not self._takes("."):
                return path

    def _value(self, path: Path) -> None:
        first = self._tokens[self._at][2]
        if self._takes("["):
            for number in self._elements("]"):
                self._value((*path, number))
        elif self._takes("{"):
            for _ in self._elements("}"):
                self._pair(path)
        else:
            self._at += 1
            # a number has a point in it, a time a blank before it
            while self._at < len(self._tokens) and (
                self._tokens[self._at][0] == "bare" or self._tokens[self._at][1] == "."
            ):
                self._at += 1
        self._places.values[path] = Place(first.start, self._tokens[self._at - 1][2].end)

    def _elements(self, end: str) -> Iterator[int]:
        """The numbers of the elements up to the bracket that closes them."""
        number = 0
        while not self._takes(end):
            if not (self._takes("\n") or self._takes(",")):
                yield number
                number += 1
