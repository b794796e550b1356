"""
How gold is read: words without their typography, and sentences.

Written apart from ``quoteprov.text``, so that the measure does not share the mistakes of what it
measures. Two texts hold the same words if their folded words are the same: case, accents, marks,
dashes, apostrophes and the dots of "U.S." do not count.
"""

from __future__ import annotations

import re
import unicodedata

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterator


class Word(NamedTuple):
    """A folded word and where it stands (code points)."""

    key: str
    start: int
    end: int


# A run of letters and digits, joined by apostrophes and invisible characters, by the commas of
# numbers, and by the dots of initials.
_VANISHING: Final = "'‘’\u00ad\u200b"
_WORD: Final = re.compile(
    rf"[^\W_]+(?:(?:[{_VANISHING}]+|(?<=\d),(?=\d)|(?<=[A-Za-z])(?<![A-Za-z][A-Za-z])\.(?=[A-Za-z]\b))"
    r"[^\W_]+)*"
)
_DROPPED: Final = str.maketrans("", "", _VANISHING + ",.")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Mt|No|Nos|Co|Ltd|Inc|Corp|Jr|Gen|Col"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|C\.C|U\.S|[ap]\.m)\.$"
)
_LONGEST_ABBREVIATION: Final = 8


def words(text: str) -> list[Word]:
    """
    Give the folded words of a text with their offsets.

    >>> [word.key for word in words("The U.S.' café cost 1,200 – it’s so")]
    ['the', 'us', 'cafe', 'cost', '1200', 'its', 'so']
    """
    return [Word(_folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def folded(text: str) -> str:
    """
    Write the folded words of a text with a blank between each two.
    """
    return " ".join(map(_folded, _WORD.findall(text)))


def _folded(word: str) -> str:
    plain = word if word.isalnum() else word.translate(_DROPPED)
    return plain.lower() if plain.isascii() else "".join(map(_folded_character, plain))


@cache
def _folded_character(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character)
    base = "".join(c for c in parts if not unicodedata.combining(c)).lower()
    return base[0] if base[:1].isalnum() else ""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """
    Give the spans of the sentences of a text; a line break ends one.
    """
    begin = 0
    for gap in _SENTENCE_END.finditer(text):
        before = text[max(0, gap.start() - _LONGEST_ABBREVIATION) : gap.start()]
        if "\n" not in gap.group() and _ABBREVIATION.search(before):
            continue
        end = gap.start() + (gap.group()[:1] in {'"', "”"})
        if text[begin:end].strip():
            yield begin, end
        begin = gap.end()
    if text[begin:].strip():
        yield begin, len(text)
