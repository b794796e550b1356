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

from quoteprov.align.resemblance import SYNONYM, HasSentences
from quoteprov.text.terms import Sentence, Term, resembles


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence


POOLED, EACH = 20, 3
"""Statements that are compared: the first for all clauses together, and for each of them."""

MOST_ELECTED = 5
"""Statements that an article may render."""

AHEAD = 1.2
"""Times that the best must outweigh the second (Reciprocal rank fusion needs as much on the same
articles, where the right statement leads by 1.28 at least)."""

LEAST = 0.4
"""Share of the weight of all clauses that a statement must account for."""

ACCOUNTED = 0.5
"""Share of the weight of a clause from which the elected statement accounts for it."""

FEWEST = 5
"""Terms that may elect a statement; "the current situation" is anybody's."""

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

    def rarity(self, wanted: Iterable[str], /) -> Mapping[str, float]:
        """How much each term tells, by how rare it is."""

    def age(self, number: int, /) -> tuple[int, int]:
        """What sorts the statements by their days, the earliest first."""

    def day(self, number: int, /) -> int:
        """The day of a statement (proleptic Gregorian ordinal), 0 if it is not known."""

    def is_copy(self, number: int, other: int, /) -> bool:
        """Whether two statements are near-copies."""


class Days(NamedTuple):
    """The days (proleptic Gregorian ordinals) of which a statement probably is."""

    first: int
    last: int


class Election:
    """
    Weighs statements against all that one side says in an article.

    It is worked out when it is asked for, for in most articles nothing is left open.

    Args:
        clauses: The terms of all clauses of that side, quoted and reported.
        known: Statements that words of the article vote for already.
        search: In the statements.
        days: Of which the statements probably are, if that is known.
        least: Share of the weight of all clauses that the first must account for.
    """

    def __init__(
        self,
        clauses: Iterable[Sequence[Term]],
        known: Collection[int],
        search: Electorate,
        days: Days | None = None,
        least: float = LEAST,
    ) -> None:
        self._given, self._firm, self._search, self._days = clauses, known, search, days
        self._least = least
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
        """The statements that are compared."""
        if not self.clauses:
            return []
        pooled = self._ranked([t.term for clause in self.clauses for t in clause])[:POOLED]
        each = (self._ranked([t.term for t in clause])[:EACH] for clause in self.clauses)
        return list(dict.fromkeys([*self._firm, *pooled, *(n for own in each for n in own)]))

    def _ranked(self, terms: Sequence[str]) -> list[int]:
        """Statements about some terms; those of the days in question first."""
        ranked = [r.statement for r in self._search.about(terms)]
        if self._days is None:
            return ranked
        return sorted(ranked, key=lambda n: not self._is_within(n))

    def _is_within(self, number: int) -> bool:
        day = self._search.day(number)
        return self._days is not None and self._days.first <= day <= self._days.last

    def weights(self, number: int) -> list[float]:
        """The weight of each clause that a sentence of a statement accounts for."""
        if number not in self._weights:
            own = self._search.sentences(number)
            factor = WITHIN if self._is_within(number) else 1.0
            self._weights[number] = [factor * self._weight(c, own) for c in self.clauses]
        return self._weights[number]

    def _weight(self, clause: Sequence[Term], own: Sequence[Sentence]) -> float:
        return max((sum(self._shared(t, s) for t in clause) for s in own), default=0.0)

    def _shared(self, term: Term, own: Sentence) -> float:
        if term.term in own.terms:
            return self._rarity[term.term]
        return SYNONYM * self._rarity[term.term] if resembles(term, own) else 0.0

    def share(self, number: int) -> float:
        """The share of the weight of all clauses that a statement accounts for."""
        if number not in self.candidates:
            return 0.0
        return round(sum(self.weights(number)) / self._total, 6)

    @cached_property
    def elected(self) -> list[int]:
        """The statements that the article renders, the likeliest first."""
        found: list[int] = []
        left = list(range(len(self.clauses)))
        while len(found) < MOST_ELECTED:
            best = self._best(left, found)
            if best is None:
                break
            found.append(best)
            weights = self.weights(best)
            left = [k for k in left if weights[k] < ACCOUNTED * self._worth(k)]
        return found

    def _worth(self, k: int) -> float:
        return sum(self._rarity[t.term] for t in self.clauses[k])

    def _best(self, left: Sequence[int], found: Sequence[int]) -> int | None:
        """The statement that accounts for some clauses, if one is clearly ahead of all others."""
        if len({t.term for k in left for t in self.clauses[k]}) < FEWEST:
            return None
        total = sum(self._worth(k) for k in left)
        sums = {
            n: sum(self.weights(n)[k] for k in left) / total
            for n in self.candidates
            if n not in found
        }
        ranked = sorted(sums, key=lambda n: (-round(sums[n], 6), self._search.age(n)))
        if not ranked or sums[ranked[0]] < self._least:
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
