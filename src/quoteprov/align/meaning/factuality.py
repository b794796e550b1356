"""
What the statement holds at arm's length and the quotation gives for a fact, or the other way
round.
"""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from quoteprov.align.meaning.polarity import denials
from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import AKIN, DETERMINERS, quote
from quoteprov.text.lemmas import NEGATIONS, lemmas


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.align.meaning.sides import Match, Side


HEDGES = frozenset(
    """
    allegation alleged allegedly canard claim hearsay non-existent purported purportedly rumor
    rumored so-called speculation supposed supposedly suspected suspicion unconfirmed
    """.split()
)
"""Nouns, adjectives and adverbs that leave open, or deny, that a thing is so: the shell nouns of
Schmid 2000 that speak of what is only said, and the reportive evidentials of English."""

NOUNS = frozenset("allegation canard claim hearsay rumor speculation suspicion".split())
"""Hedges that hold a noun by "of" or "about"."""

DISTANCING = frozenset("accuse allege deny dismiss fabricate invent refute reject".split())
"""Verbs whose object need not be so."""

REACH = 4
"""Words between a hedge and the noun it holds."""
MARKS = "\"'“‘«"


def factuality(match: Match) -> Iterator[Reason]:
    """
    Find a noun that one side hedges and the other asserts; the first each way.
    """
    yield from islice(_asserted(match), 1)
    if not _hedges(match.other):
        yield from islice(_hedged(match), 1)


def _asserted(match: Match) -> Iterator[Reason]:
    for there, here in _held(match.turned()):
        if _is_fact(match.own, here):
            said = match.other.said(there[0], there[-1]), match.own.said(here[0], here[-1])
            yield Reason(
                "shifted",
                f"{quote(said[0])} is held at arm's length in the statement and a fact in the "
                f"quotation: {quote(said[1])}",
            )


def _hedged(match: Match) -> Iterator[Reason]:
    """A hedge that the quotation adds to what the statement says as a fact."""
    for here, there in _held(match):
        if _is_fact(match.other, there):
            said = match.own.said(here[0], here[-1]), match.other.said(there[0], there[-1])
            yield Reason(
                "shifted",
                f"{quote(said[0])} holds at arm's length what is a fact in the statement: "
                f"{quote(said[1])}",
            )


def _held(match: Match) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
    """
    Each hedge of the one side with the words it holds, and the words of the other that stand for
    these, all of them.
    """
    for hedge in _hedges(match.own):
        held = _noun(match.own, hedge)
        firm = [p for i in held if (p := match.by_own.get(i)) and p.grade >= AKIN]
        if held and len(firm) == len(held) and match.support(firm[0]):
            yield [hedge, *held], sorted(p.other for p in firm)


def _is_fact(side: Side, noun: Sequence[int]) -> bool:
    """Whether a sentence says of a noun that it is, without hedge, denial or marks."""
    sentence = side.tokens[noun[0]].sentence
    heads = [lemmas(t.key) for t in side.tokens if t.sentence == sentence]
    hedged = sentence in {side.tokens[h].sentence for h in _hedges(side)}
    marked = noun[0] > 0 and side.text[side.tokens[noun[0]].start - 1] in MARKS
    return (
        side.asserts(noun[-1])
        and not (marked or hedged)
        and all(head.isdisjoint(NEGATIONS | DISTANCING) for head in heads)
        and not denials(side, noun[-1])
    )


def _hedges(side: Side) -> Sequence[int]:
    found = []
    for i, token in enumerate(side.tokens):
        heads = lemmas(token.key)
        compound = f"{token.key}-{side.key(i + 1)}" in HEDGES
        if token.entity is None and (compound or not heads.isdisjoint(HEDGES)):
            found.append(i + compound)
    return found


def _noun(side: Side, hedge: int) -> Sequence[int]:
    """
    The noun behind a hedge with what stands before it: "arms dealings" of "rumor of arms
    dealings".
    """
    behind = [k for k in islice(side.after(hedge), REACH) if side.key(k) not in DETERMINERS]
    if not lemmas(side.key(hedge)).isdisjoint(NOUNS):
        behind = behind[1:] if side.key(hedge + 1) in {"of", "about"} else []
    return list(takewhile(lambda k: _is_plain(side, k), behind))


def _is_plain(side: Side, i: int) -> bool:
    return side.tokens[i].is_content and side.tokens[i].entity is None
