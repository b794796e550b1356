"""
What the statement holds at arm's length and the quotation gives for a fact, or the other way
round.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from quoteprov.align.meaning.polarity import denials
from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import AKIN, quote
from quoteprov.text.lemmas import NEGATIONS, lemmas


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.align.meaning.sides import Match, Side


HEDGES = frozenset(
    """
    allegation alleged allegedly canard claim fabrication fiction gossip groundless hearsay
    misinformation myth non-existent purported purportedly rumor rumored so-called speculation
    story supposed supposedly suspected suspicion theory unconfirmed
    """.split()
)
"""Nouns, adjectives and adverbs that leave open, or deny, that a thing is so: the shell nouns of
Schmid 2000 that speak of what is only said, and the reportive evidentials of English."""

SAYING = frozenset("rumor claim allegation speculation suspicion story hearsay gossip".split())

REACH = 4
"""Words between a hedge and the noun it holds."""
OPEN_MARKS = "\"'“‘«"


def factuality(match: Match) -> Iterator[Reason]:
    """
    Find a noun that one side hedges and the other asserts; the first each way.
    """
    yield from islice(_asserted(match), 1)
    if not _hedges(match.other):
        yield from islice(_hedged(match), 1)


def _asserted(match: Match) -> Iterator[Reason]:
    hedged = {match.own.tokens[h].sentence for h in _hedges(match.own)}
    for hedge in _hedges(match.other):
        held = list(_held(match.other, hedge))
        found = [match.by_other[j] for j in held if j in match.by_other]
        firm = [p for p in found if p.grade >= AKIN]
        if not held or len(firm) < len(held) or not match.support(firm[0]):
            continue
        last = firm[-1].own
        sentence = match.own.tokens[last].sentence
        if sentence in hedged or not match.own.asserts(last) or denials(match.own, last):
            continue
        if _is_marked(match.own, min(p.own for p in firm)):
            continue
        there = match.other.said(hedge, held[-1])
        here = match.own.said(min(p.own for p in firm), max(p.own for p in firm))
        yield Reason(
            "shifted",
            f"{quote(there)} is held at arm's length in the statement and a fact in the "
            f"quotation: {quote(here)}",
        )


def _hedged(match: Match) -> Iterator[Reason]:
    """A hedge that the quotation adds to what the statement says as a fact."""
    for hedge in _hedges(match.own):
        held = list(_held(match.own, hedge))
        firm = [match.by_own[i] for i in held if i in match.by_own]
        if held and len(firm) == len(held) and all(p.grade >= AKIN for p in firm):
            if not match.support(firm[0]) or not match.other.asserts(firm[-1].other):
                continue
            here = match.own.said(hedge, held[-1])
            there = match.other.said(firm[0].other, firm[-1].other)
            yield Reason(
                "shifted",
                f"{quote(here)} holds at arm's length what is a fact in the statement: "
                f"{quote(there)}",
            )


def _hedges(side: Side) -> Sequence[int]:
    found = []
    for i, token in enumerate(side.tokens):
        heads = lemmas(token.key)
        compound = f"{token.key}-{side.key(i + 1)}" in HEDGES
        if token.entity is None and (compound or not heads.isdisjoint(HEDGES)):
            found.append(i + compound)
    return found


def _held(side: Side, hedge: int) -> Iterator[int]:
    """
    The noun behind a hedge with what stands before it: "arms dealings" of "rumor of arms
    dealings"; a hedge that is a noun needs "of", "about" or "that".
    """
    links = {"of", "about", "on", "that"}
    if not lemmas(side.key(hedge)).isdisjoint(SAYING) and side.key(hedge + 1) not in links:
        return
    behind = [k for k in islice(side.after(hedge), REACH) if side.key(k) not in {"the", "a", "an"}]
    for k in behind[1:] if side.key(hedge + 1) in links else behind:
        token = side.tokens[k]
        if not token.is_content or token.key in NEGATIONS or token.entity:
            return
        yield k


def _is_marked(side: Side, i: int) -> bool:
    return side.text[: side.tokens[i].start].rstrip(" ")[-1:] in OPEN_MARKS and i > 0
