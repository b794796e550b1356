"""
What is right: the statement and the places that a system gives, held against the true ones.

statement
    It holds the words the quotation was made of; which of several that do does not matter.
half
    The passages and the true places have half of their union in common, or more.
ends
    The first passage begins and the last one ends where the true places do, but for what is
    neither letter nor digit.
parts
    The passages are the true places, each with both ends.
"""

from __future__ import annotations

import math

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.tracing.folding import words
from bench.tracing.generate import LENGTHS, NEGATIVES, trim


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.tracing.generate import Quotation, Span

MARKS: Final = ("statement", "half", "ends", "parts")
HALF: Final = 0.5
FEW: Final = 10
"""Answers of a kind of which a share would say nothing."""
FALSE: Final = 0.01
"""Share of the news quotations that a system without a decision of its own may wrongly find."""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a system says of a quotation.

    Args:
        statement: Id of the statement it names, if any.
        passages: Spans of it.
        score: How sure it is, where it does not decide by itself.
        is_found: Its own decision; None if it leaves that to who asks.
    """

    statement: str | None = None
    passages: tuple[Span, ...] = ()
    score: float = 0.0
    is_found: bool | None = False


class Row(NamedTuple):
    """How a system did on one quotation."""

    kind: str
    n_words: int
    seconds: float
    statement: bool
    half: bool
    ends: bool
    parts: bool
    score: float
    is_found: bool | None


def row(quotation: Quotation, answer: Answer, seconds: float, text: str) -> Row:
    """
    Hold an answer against the gold; *text* is that of the statement it names.
    """
    gold = (quotation.gold or {}).get(answer.statement or "")
    half = ends = parts = False
    if gold is not None:
        trimmed = (trim(text, *span) for span in answer.passages)
        given = sorted(span for span in trimmed if span[0] < span[1])
        half = any(overlap(given, way) >= HALF for way in gold)
        ends = bool(given) and any(_envelope(given) == _envelope(way) for way in gold)
        parts = any(given == sorted(way) for way in gold)
    return Row(
        quotation.kind,
        len(words(quotation.text)),
        seconds,
        gold is not None,
        half,
        ends,
        parts,
        answer.score,
        answer.is_found,
    )


def overlap(some: Sequence[Span], others: Sequence[Span]) -> float:
    """Intersection over union of spans that do not overlap among themselves."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)
    union = sum(b - a for a, b in (*some, *others)) - shared
    return shared / union if union else 0.0


def _envelope(spans: Sequence[Span]) -> Span:
    return min(a for a, _ in spans), max(b for _, b in spans)


def decided(rows: Sequence[Row]) -> list[Row]:
    """
    Decide what is found where a system does not: above the score that only one news quotation in a
    hundred passes. That is generous, for the score is chosen on the quotations it is measured on.
    """
    wrong = sorted((r.score for r in rows if r.kind == "news"), reverse=True)
    most = wrong[int(FALSE * len(wrong))] if wrong else 0.0
    return [r._replace(is_found=r.score > most) if r.is_found is None else r for r in rows]


class Share(NamedTuple):
    """So many of so many."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        """In hundredths."""
        return 100 * self.right / self.of if self.of else math.nan

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """The 95 % interval in percent, by Wilson."""
        if not self.of:
            return math.nan, math.nan
        p, n = self.right / self.of, self.of
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def share(rows: Iterable[Row], mark: str) -> Share:
    """How many rows have a mark of ``MARKS``, or ``is_found``."""
    truth = [bool(getattr(r, mark)) for r in rows]
    return Share(sum(truth), len(truth))


def positives(rows: Iterable[Row]) -> list[Row]:
    """The rows of quotations that were made of a statement."""
    return [r for r in rows if r.kind not in NEGATIVES]


def by_kind(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each kind, in the order in which these come."""
    grouped: dict[str, list[Row]] = {}
    for one in rows:
        grouped.setdefault(one.kind, []).append(one)
    return grouped


def by_length(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of quotations of so many words."""
    bounds = [low for low, _ in LENGTHS]
    names = [*(f"{low}–{high}" for low, high in LENGTHS[:-1]), f"{bounds[-1]}+"]
    grouped: dict[str, list[Row]] = {name: [] for name in names}
    for one in rows:
        grouped[names[max(0, sum(one.n_words >= low for low in bounds) - 1)]].append(one)
    return grouped
