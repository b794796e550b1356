"""
Which statements an article renders: all that one side says there elects them together.

Sentence by sentence, search finds half of what was said in other words; the statement that most
of an article's quotations and reported sentences resemble is the right one nearly always. The
rarer a term, the more it counts. What one statement does not account for may elect another; where
the best is hardly ahead of the second, nobody is elected.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from quoteprov.align.resemblance import HasSentences, likeness


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from quoteprov.text.terms import Term


POOLED, MOST_COMPARED = 10, 6
"""The first statements for all clauses together, of which an estimate is made, and those of them
that are compared; more of them, or the first for each clause, only lead astray."""

BEHIND = 0.65
"""Part of the best estimate below which a statement is not compared."""

NEARLY = 0.75
"""Part of what is asked that an estimate without synonyms must reach."""

MOST_ELECTED = 5
"""Statements that an article may render."""

AHEAD = 1.15
"""Times that the best must outweigh the second: in four of five of 60 articles the right statement
leads by 1.2 and more, and where it was taken away the best of the rest leads so in one of six."""

LEAST, LEAST_UNKNOWN = 0.4, 0.55
"""
Share of the weight of all clauses that a statement must account for, and where it is not clear of
anybody that the corpus holds his statements: with the first, 13 of 3,500 quotations in articles on
other matters were taken for renderings of KCNA.
"""

ACCOUNTED = 0.5
"""Share of the weight of a clause from which the elected statement accounts for it."""

LEAST_WEIGHT = 3.0
"""Weight of the terms that a statement must account for, where a term that stands nowhere else
weighs 1. Less is anybody's: 2.3 took words on the KPA of 2022 to a statement of 2024."""

OTHERS_WEIGHT = 1.5
"""The same of the other quotations and reported sentences, for a quotation to be sought there by
weaker evidence: alone in its article, one of forty of ordinary news was taken for a rendering."""

TWIN = 0.75
"""Part of what a statement accounts for from which another on the same event may be meant."""

WITHIN = 1.25
"""How much more a statement counts that is of the days in question."""


SAME_DAYS = 1
"""Days between two reports on one event."""


class RankedLike(Protocol):
    """A statement in a ranking."""

    @property
    def statement(self) -> int:
        """Its number."""


class Electorate(HasSentences, Protocol):
    """What an election asks of a corpus."""

    def about(self, wanted: Iterable[str], /) -> Sequence[RankedLike]:
        """Statements that share terms, best first."""

    def together(
        self, clauses: Sequence[Sequence[str]], number: int, worth: Mapping[str, float], /
    ) -> Sequence[float]:
        """A quick estimate of the weight of each clause that a statement accounts for."""

    def rarity(self, wanted: Iterable[str], /) -> Mapping[str, float]:
        """How much each term tells, 0 to 1, by how rare it is."""

    def age(self, number: int, /) -> tuple[int, int]:
        """What sorts the statements by their days, the earliest first."""

    def day(self, number: int, /) -> int:
        """The day of a statement (proleptic Gregorian ordinal), 0 if it is not known."""

    def of_days(self, wanted: Callable[[int], bool], /) -> int:
        """How many statements are of days (ordinals, 0 if not known) that are *wanted*."""

    def is_copy(self, number: int, other: int, /) -> bool:
        """Whether two statements are near-copies."""


class Days(NamedTuple):
    """
    The days of which a statement probably is.

    Args:
        first: The first of a stretch (proleptic Gregorian ordinal), 0 if none is known.
        last: The last of it; a statement of later days cannot be rendered.
    """

    first: int = 0
    last: int = 0

    def hold(self, day: int) -> bool:
        """Whether a statement of *day* (an ordinal, 0 if not known) is probably meant."""
        return bool(day) and self.first <= day <= self.last


class Election:
    """
    Weighs statements against all that one side says in an article.

    It is worked out when it is asked for, for in most articles nothing is left open.

    Args:
        clauses: The terms of all clauses of that side, quoted and reported.
        known: Statements that words of the article stand in for sure.
        search: In the statements.
        days: Of which the statements probably are, if that is known.
        least: Share of the weight of all clauses that the first must account for.
        few: There are so few statements that all may be compared.
    """

    def __init__(
        self,
        clauses: Iterable[Sequence[Term]],
        known: Sequence[int],
        search: Electorate,
        days: Days = Days(),  # noqa: B008 - nothing is known
        least: float = LEAST,
        *,
        few: bool = False,
    ) -> None:
        self._given, self._known, self._search, self._days = clauses, known, search, days
        self._least, self._few = least, few
        self._weights: dict[int, list[float]] = {}

    @cached_property
    def clauses(self) -> list[Sequence[Term]]:
        """The terms of each clause."""
        return [clause for clause in self._given if clause]

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        return self._search.rarity({t.term for clause in self.clauses for t in clause})

    @cached_property
    def _total(self) -> float:
        return sum(self._rarity[t.term] for clause in self.clauses for t in clause)

    @cached_property
    def candidates(self) -> list[int]:
        """
        The statements that are compared: those that a quick estimate puts first, if any comes near
        what is asked.
        """
        if not self.clauses:
            return []
        clauses = [[t.term for t in clause] for clause in self.clauses]
        pooled = self._ranked([t for clause in clauses for t in clause])[:POOLED]
        estimated = {
            n: sum(self._search.together(clauses, n, self._rarity))
            for n in pooled
            if n not in self._known
        }
        enough = NEARLY * self._least * self._total
        ranked = sorted(estimated, key=lambda n: (-round(estimated[n], 6), n))
        if self._few:
            return [*self._known, *ranked]
        if not self._known and ranked and estimated[ranked[0]] < enough:
            return []
        near = [n for n in ranked if estimated[n] >= BEHIND * estimated[ranked[0]]]
        most = min(MOST_COMPARED, 2 + len(self.clauses))
        return [*self._known, *near[:most]]

    def _ranked(self, terms: Sequence[str]) -> list[int]:
        """Statements about some terms; those of the days in question first, none of later days."""
        ranked = [r.statement for r in self._search.about(terms)]
        last = self._days.last
        told = [n for n in ranked if not last or self._search.day(n) <= last]
        return sorted(told, key=lambda n: not self._is_within(n))

    def _is_within(self, number: int) -> bool:
        return self._days.hold(self._search.day(number))

    def order(self, number: int) -> tuple[int, int, int]:
        """
        What sorts statements that hold the same words: shortly before the article the latest comes
        first, for it is the news that is quoted; else the earliest, which others repeat.
        """
        day = self._search.day(number)
        if day and self._days.first <= day <= self._days.last:
            return 0, -day, number
        return 1, *self._search.age(number)

    def among(self, number: int, every: int) -> int:
        """Of how many statements one is: those of the days in question, or *every* one."""
        return self._search.of_days(self._days.hold) if self._is_within(number) else every

    def weights(self, number: int) -> list[float]:
        """The weight of each clause that a sentence of a statement accounts for."""
        if number not in self._weights:
            factor = WITHIN if self._is_within(number) else 1.0
            own = self._search.sentences(number)
            distinct = {(t.term, t.word): t for clause in self.clauses for t in clause}
            worth = {
                key: [factor * self._rarity[t.term] * likeness(t, s) for s in own]
                for key, t in distinct.items()
            }
            self._weights[number] = [
                max(map(sum, zip(*(worth[t.term, t.word] for t in c), strict=True)), default=0.0)
                for c in self.clauses
            ]
        return self._weights[number]

    def share(self, number: int) -> float:
        """The share of the weight of all clauses that a statement accounts for."""
        if number not in self.candidates:
            return 0.0
        return round(sum(self.weights(number)) / self._total, 6)

    @cached_property
    def elected(self) -> list[int]:
        """The statements that the article renders: the known ones, then the likeliest."""
        found: list[int] = []
        known = iter(self._known)
        while len(found) < MOST_ELECTED:
            best = next(known, None)
            if best is None:
                best = self._best(found)
            if best is None:
                break
            found.append(best)
        return found

    def others(self, start: int, end: int) -> list[int]:
        """The numbers of the clauses that do not begin from *start* to *end*."""
        return [k for k, own in enumerate(self.clauses) if not start <= own[0].start < end]

    def elected_by_others(self, start: int, end: int) -> list[int]:
        """
        The statements elected for which others vouch than the words from *start* to *end*: what
        these alone elect is only what they resemble most.
        """
        others = self.others(start, end)
        if not others:
            return list(self._known)
        return [
            n
            for n in self.elected
            if n in self._known or sum(self._accounted(n, k) for k in others) >= OTHERS_WEIGHT
        ]

    def twins(self, number: int) -> list[int]:
        """Other statements on the event of one that account for nearly as much."""
        enough = TWIN * self.share(number)
        return [
            n
            for n in self.candidates
            if n != number and self.share(n) >= enough and self._is_same_event(number, n)
        ]

    def _accounted(self, number: int, k: int) -> float:
        """The weight of a clause that a statement accounts for, if it is the better part of it."""
        weight = self.weights(number)[k]
        return weight if weight >= ACCOUNTED * self._worth(k) else 0.0

    @cached_property
    def likest(self) -> list[int]:
        """The one that accounts for most of what is left, sure or not; none if none does."""
        sums = self._sums(self.elected, self._left(self.elected))
        best = max(sums, key=lambda n: (round(sums[n], 6), -n), default=None)
        return [best] if best is not None and sums[best] else []

    def _left(self, found: Sequence[int]) -> list[int]:
        """The numbers of the clauses that no statement that was *found* accounts for."""
        return [
            k for k in range(len(self.clauses)) if not any(self._accounted(n, k) for n in found)
        ]

    def _sums(self, found: Sequence[int], left: Sequence[int]) -> dict[int, float]:
        """The weight that each other statement accounts for of the clauses *left*."""
        return {
            n: sum(self.weights(n)[k] for k in left) for n in self.candidates if n not in found
        }

    def _worth(self, k: int) -> float:
        return sum(self._rarity[t.term] for t in self.clauses[k])

    def _best(self, found: Sequence[int]) -> int | None:
        """The statement that accounts for what is left, if one is clearly ahead of all others."""
        left = self._left(found)
        sums = self._sums(found, left)
        ranked = sorted(sums, key=lambda n: (-round(sums[n], 6), self._search.age(n)))
        total = sum(self._worth(k) for k in left)
        if not ranked or sums[ranked[0]] < max(self._least * total, LEAST_WEIGHT):
            return None
        best, rest = ranked[0], ranked[1:]
        second = next((n for n in rest if not self._is_same_event(best, n)), None)
        ahead = second is None or sums[best] >= AHEAD * sums[second]
        return best if ahead else None

    def _is_same_event(self, one: int, other: int) -> bool:
        """
        Whether two statements are near-copies or of one day: of two reports on one launch either
        may be quoted, and the better one is.
        """
        days = self._search.day(one), self._search.day(other)
        same_day = all(days) and abs(days[0] - days[1]) <= SAME_DAYS
        return same_day or self._search.is_copy(one, other)
