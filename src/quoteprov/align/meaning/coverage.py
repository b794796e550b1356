"""
What of a quotation has no counterpart in its passages, and what quantity replaces another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.meaning.figures import read
from quoteprov.align.meaning.intensity import on_one_scale
from quoteprov.align.meaning.modality import asks
from quoteprov.align.meaning.names import FIRST
from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import AKIN, OPPOSITE, SAME, quote
from quoteprov.align.names import counterparts
from quoteprov.text.lemmas import MODALS, NEGATIONS
from quoteprov.text.quantities import POWERS
from quoteprov.text.words import keys, words


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quoteprov.align.meaning.sides import Match, Side
    from quoteprov.models import Meaning


AMOUNTS: Mapping[str, int] = {
    word: level
    for level, group in enumerate(
        ("few", "several some", "many numerous", "most", "", "all entire every whole")
    )
    for word in group.split()
}
"""Words for how many or how much, by their share (Quirk and others 1985, sections 5.13 to 5.26).
"""
ENOUGH = 2
"""Words with a counterpart from which others are compared: "might resign", "will quit"."""
NAMED = 3
"""Uncovered words that a reason names."""


def amounts(match: Match) -> Iterator[Reason]:
    """
    Find "some" for "all" before one word; the next step of the scale is a matter of style.
    """
    for pair in match.pairs:
        if pair.grade < SAME or match.own.key(pair.own) in POWERS:
            continue
        own, other = _amount(match.own, pair.own), _amount(match.other, pair.other)
        if own is None or other is None:
            continue
        here, there = AMOUNTS[match.own.key(own)], AMOUNTS[match.other.key(other)]
        if abs(here - there) > 1:
            said = match.own.said(own, pair.own), match.other.said(other, pair.other)
            meaning: Meaning = "hardened" if here > there else "softened"
            how = "more" if here > there else "less"
            yield Reason(meaning, f"{quote(said[0])} is {how} than {quote(said[1])}")


def _amount(side: Side, i: int) -> int | None:
    before = [k for k in range(max(0, i - 3), i) if side.key(k) not in {"of", "the", "our", "its"}]
    last = before[-1] if before else None
    return last if last is not None and side.key(last) in AMOUNTS else None


def coverage(
    match: Match, ours: frozenset[str] = frozenset(), known: Sequence[tuple[int, int]] = ()
) -> Iterator[Reason]:
    """
    Name the words of the quotation that nothing in the passages stands for; one line.

    Args:
        match: Both sides.
        ours: States and bodies for whom the speaker speaks: "we" and they stand for one another.
        known: Spans of the quotation whose words only have another form: "going to" for "gonna".
    """
    spoken = words(match.own.text)
    covered = {
        spoken[k].start
        for c in counterparts(spoken, keys(match.other.text))
        for k in range(c.first, c.last)
    }
    covered |= {i for figure in read(match.own.text) for i in range(figure.start, figure.end)}
    graded = on_one_scale(match) | asks(match)
    open_ = [
        i
        for i in match.own.content
        if match.own.tokens[i].start not in covered
        and not any(a <= match.own.tokens[i].start < b for a, b in known)
        and i not in graded
        and not _is_covered(match, i, ours)
    ]
    if open_:
        named = ", ".join(quote(match.own.said(i)) for i in open_[:NAMED])
        more = f" and {len(open_) - NAMED} more" if len(open_) > NAMED else ""
        verb = "has" if len(open_) == 1 else "have"
        yield Reason("unclear", f"{named}{more} {verb} no counterpart in the statement")
    elif sum(pair.grade > OPPOSITE for pair in match.pairs) < ENOUGH:
        yield from _too_little(match)


def _too_little(match: Match) -> Iterator[Reason]:
    """
    Name words that deny, allow or count and that the passages lack, where too little else is there
    to compare them by.
    """
    theirs = {token.key for token in match.other.tokens}
    telling = NEGATIONS | MODALS | AMOUNTS.keys()
    own = [t.key for t in match.own.tokens if t.key in telling and t.key not in theirs]
    if own:
        yield Reason("unclear", f"too few words are there to compare {quote(own[0])}")


def _is_covered(match: Match, i: int, ours: frozenset[str]) -> bool:
    token = match.own.tokens[i]
    if i in match.by_own:
        return match.by_own[i].grade >= AKIN
    theirs = match.other.tokens
    if token.entity:
        we = token.entity in ours and any(t.key in FIRST for t in theirs)
        return we or any(t.entity == token.entity for t in theirs)
    return any(t.key == token.key for t in theirs)
