"""
What stood in the article and did not arrive in the text that was read of it.

A reader that loses words makes an accusation of silence: a quotation that lost its marks is never
checked. So what a file shows is held against what was read, and the difference is told.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from quoteprov.readers.markup import MARK


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


LOST = 0.1
"""Share of the letters of an article whose loss is told, whether anything was quoted there or
not."""

_PROSE_WORDS, _QUOTED_WORDS = 8, 3
_STOP = regex.compile(r"[.!?…。？！][)\]\"”’»」』]*\Z")
_WORD = regex.compile(r"\w+")
_TOKEN = regex.compile(rf"\w+|{MARK.pattern}")
_ARRIVED = 0.5
_SHOWN = 60


class Paragraph(NamedTuple):
    """A paragraph as it stands in the file, and the element that holds it."""

    text: str
    home: Any


def is_prose(text: str) -> bool:
    """Tell a paragraph of an article from a heading, a link and a line of a list."""
    few = _QUOTED_WORDS if MARK.search(text) else _PROSE_WORDS
    return len(_WORD.findall(text)) >= few and _STOP.search(text) is not None


def losses(paragraphs: Sequence[Paragraph], text: str, of: str = "the web page") -> Iterator[str]:
    """
    Say what stands in the article on the page and not in the *text* that was read *of* it.

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
            f"{len(marks)} of the quotation marks of {of} were not read, the first in {marks[0]!r}"
        )
    lengths = [(len(paragraph), share) for paragraph, share in own]
    lost = sum(n * (1 - share) for n, share in lengths) / sum(n for n, _ in lengths)
    if lost > LOST:
        yield f"{lost:.0%} of the article on {of} were not read"


def _runs(text: str) -> set[tuple[str, ...]]:
    """Its words by two, and its quotation marks with the two words on either side."""
    tokens = _TOKEN.findall(text)
    words = [t for t in tokens if not MARK.match(t)]
    return {*pairwise(words), *(run for i, t in enumerate(tokens) for run in _beside(tokens, i))}


def _beside(tokens: Sequence[str], i: int) -> Iterator[tuple[str, ...]]:
    if MARK.match(tokens[i]):
        yield tuple(tokens[max(0, i - 2) : i + 1])
        yield tuple(tokens[i : i + 3])


def _share(paragraph: str, runs: set[tuple[str, ...]]) -> float:
    """How much of a paragraph is there, 0 to 1."""
    pairs = list(pairwise(t for t in _TOKEN.findall(paragraph) if not MARK.match(t)))
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
