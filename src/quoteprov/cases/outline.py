"""
The tests of a case file, by their names and lines: what is needed to list them. Neither pydantic
nor spaCy is loaded for that, and what is wrong with a case is for its test to say.
"""

from __future__ import annotations

import re

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.config.source import Source, text_of
from quoteprov.text.lines import position


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


QUOTE = "quote"
"""The key of the tables that are the cases."""
OTHERS = "no-other-findings"
"""The test that the article holds no finding which the cases do not account for."""

ID = re.compile(r"[\w-]+")
_WORDS, _LONGEST = 8, 60
"""Most words of a quotation in the name of its test, and most characters."""


class Item(NamedTuple):
    """
    A test of a case file.

    Args:
        name: Unique in its file, and the same as long as the words are.
        line: Of the file, 1-based.
        number: Of its table among those of the file, from 0; None for the test of other findings.
    """

    name: str
    line: int
    number: int | None


def read(path: Path) -> Source:
    """
    Read a case file.

    Raises:
        PolicyError: It cannot be read, or is not TOML.
    """
    return Source.of(path, text_of(path), "mend it")


def items(source: Source) -> list[Item]:
    """
    List the tests of a case file: one for each quotation, and one for all other findings.
    """
    told = source.data.get(QUOTE)
    entries = told if isinstance(told, list) else []
    taken = {OTHERS}
    found: list[Item] = []
    for number, entry in enumerate(entries):
        name = _name(entry if isinstance(entry, dict) else {})
        unique = next(one for one in _numbered(name) if one not in taken)
        taken.add(unique)
        found.append(Item(unique, line(source, QUOTE, number), number))
    return [*found, Item(OTHERS, line(source, "article"), None)]


def texts(source: Source) -> list[str]:
    """
    Give the words that each case names its quotation by; none where it has none.
    """
    entries = [one if isinstance(one, dict) else {} for one in source.data.get(QUOTE, ())]
    return [str(one.get("text", "")) for one in entries]


def line(source: Source, *path: str | int) -> int:
    """
    Give the line of a key or table of a case file, 1-based; the first where it is not there.
    """
    place = source.places.keys.get(path) or source.places.values.get(path)
    return position(source.text, place.start)[0] if place else 1


def slug(text: str) -> str:
    """
    Make a name of the first words of a quotation.

    >>> slug("“We don’t plan to export them …”")
    'we-dont-plan-to-export-them'
    """
    words = re.findall(r"\w+", re.sub("['’]", "", text.casefold()))
    return "-".join(words[:_WORDS])[:_LONGEST].strip("-") or QUOTE


def _name(entry: dict[str, object]) -> str:
    """The name that an entry has, or that its words give it."""
    own = entry.get("id")
    if isinstance(own, str) and ID.fullmatch(own):
        return own
    return slug(str(entry.get("text", "")))


def _numbered(name: str) -> Iterator[str]:
    """A name, and what it is called where others have it too."""
    yield name
    yield from (f"{name}-{n}" for n in count(2))
