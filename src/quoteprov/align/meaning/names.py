"""
Who is named, under any of their names, and in which person the speaker speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import AKIN, SAME, Pair, quote


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.align.meaning.sides import Match, Side


PERSONS = (
    (frozenset({"i"}), frozenset({"we"})),
    (frozenset({"me"}), frozenset({"us"})),
    (frozenset({"my", "mine"}), frozenset({"our", "ours"})),
)
"""The forms of the first person, one speaker's and several's."""
FIRST = frozenset().union(*(forms for pair in PERSONS for forms in pair))
SECOND = frozenset("you your yours yourself yourselves".split())


def names(match: Match, ours: frozenset[str] = frozenset()) -> Iterator[Reason]:
    """
    Find a state or body that stands in the place of another.

    Args:
        match: Both sides.
        ours: Those for whom the speaker speaks: "we" names them, too.
    """
    here, there = ({t.entity for t in s.tokens if t.entity} for s in (match.own, match.other))
    if any(t.key in FIRST for t in match.other.tokens):
        there |= ours
    for i, token in enumerate(match.own.tokens):
        if token.entity is None or token.entity in there:
            continue
        for j, other in enumerate(match.other.tokens):
            if other.entity and other.entity not in here and match.is_set_alike(Pair(i, j, SAME)):
                own, theirs = match.own.said(i), match.other.said(j)
                yield Reason("shifted", f"{quote(own)} stands for {quote(theirs)}")
                break


def person(match: Match) -> Iterator[Reason]:
    """
    Find a speaker who says I where the statement says we, or the other way round.
    """
    for mine, theirs in [*PERSONS, *(pair[::-1] for pair in PERSONS)]:
        for pair in match.pairs:
            if pair.grade < AKIN or not match.support(pair):
                continue
            own, other = (
                _spoken(match.own, pair.own, mine),
                _spoken(match.other, pair.other, theirs),
            )
            if own is None or other is None:
                continue
            if not (_mixed(match.own, pair.own, theirs) or _mixed(match.other, pair.other, mine)):
                said = quote(match.own.said(own)), quote(match.other.said(other))
                yield Reason("shifted", f"{said[0]} speaks where {said[1]} does")
                return


def _spoken(side: Side, i: int, forms: frozenset[str]) -> int | None:
    """Where a pronoun stands in the clause of a word."""
    return next((k for k in side.clauses[side.tokens[i].clause] if side.key(k) in forms), None)


def _mixed(side: Side, i: int, forms: frozenset[str]) -> bool:
    """Whether a pronoun stands anywhere in the sentence of a word."""
    return any(t.key in forms and t.sentence == side.tokens[i].sentence for t in side.tokens)
