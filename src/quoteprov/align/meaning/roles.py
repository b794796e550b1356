"""
Who does what to whom: the subject of a verb, and what it is done to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quoteprov.align.meaning.names import FIRST
from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import (
    AUXILIARIES,
    OPENERS,
    PREPOSITIONS,
    SAME,
    SUBJECTS,
    quote,
)
from quoteprov.text.lemmas import MODALS, NEGATIONS, is_function_word, lemmas


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.align.meaning.sides import Match, Pair, Side


OURSELVES = "@we"

COLLECTIVES = frozenset(
    """
    administration army authority bureau cabinet command commission committee company compatriot
    council country delegation department force government group leadership member ministry nation
    office official organization participant party people president republic servicepersons side
    spokesman spokesperson spokeswoman staff state union
    """.split()
)
"""Nouns by which those who speak for a body may name it, or themselves: "the army and people"."""

ADVERBS = frozenset("also always ever even just never now often once only still then".split())


MUTUAL = frozenset(
    """
    agree argue be become border collide communicate compete confer consult cooperate correspond
    differ equal fight have intersect marry match meet mix negotiate remain resemble say seem state
    talk tell trade
    """.split()
)
"""Verbs that say the same with both sides exchanged (Levin 1993, 36; Quirk and others 1985,
13.60), verbs that only link, and those that may stand before who says it."""


class Role(NamedTuple):
    """What fills a role: the entity or pronoun class, and its place."""

    who: str
    first: int
    last: int


def roles(match: Match, ours: frozenset[str] = frozenset()) -> Iterator[Reason]:
    """
    Find verbs whose subject is another, or is what it was done to.

    Args:
        match: Both sides.
        ours: States and bodies for whom the speaker speaks.
    """
    for pair in match.pairs:
        if pair.grade != SAME or not (match.own.asserts(pair.own) and _is_verbal(match, pair)):
            continue
        reason = (
            _swapped(match, pair, ours) or _flipped(match, pair, ours) or _crossed(match, pair)
        )
        if reason:
            yield reason
            return


def _is_verbal(match: Match, pair: Pair) -> bool:
    return all(
        side.is_finite(i) or _has_auxiliary(side, i)
        for side, i in ((match.own, pair.own), (match.other, pair.other))
    )


def _skip(side: Side, i: int) -> int:
    """The word before the auxiliaries, negations and adverbs of a verb."""
    j = i - 1
    start = side.clauses[side.tokens[i].clause].start
    while j >= start and side.tokens[j].entity is None:
        key = side.key(j)
        small = key in AUXILIARIES | MODALS | NEGATIONS | ADVERBS or key.endswith("ly")
        if not small:
            break
        j -= 1
    return j


def _has_auxiliary(side: Side, i: int) -> bool:
    return any(side.key(j) in AUXILIARIES | MODALS for j in range(_skip(side, i) + 1, i))


def _is_passive(side: Side, i: int) -> bool:
    be = {"am", "are", "is", "was", "were", "be", "been", "being"}
    return side.key(i - 1) in be or (side.key(i - 1).endswith("ly") and side.key(i - 2) in be)


def _phrase(side: Side, i: int) -> range:
    """The words of the subject: all before the verb up to a verb or the end of the clause."""
    last = _skip(side, i)
    start = side.clauses[side.tokens[i].clause].start
    first = last
    while first >= start and side.key(first) not in OPENERS and not side.is_finite(first):
        first -= 1
    return range(first + 1, last + 1)


def _head(side: Side, phrase: range) -> range:
    """The subject without the phrases that depend on it: "politicians" of "around the world"."""
    cut = next(
        (k for k in phrase if side.key(k) in PREPOSITIONS and k > phrase.start), phrase.stop
    )
    return range(phrase.start, cut)


def _who(side: Side, place: range, ours: frozenset[str]) -> Role | None:
    """Who a phrase names: an entity, or one of the persons of speech."""
    if not place:
        return None
    keys = [side.key(k) for k in place]
    named = [side.tokens[k].entity for k in place if side.tokens[k].entity]
    if len(place) == 1 and keys[0] in FIRST:
        return Role(OURSELVES, place[0], place[-1])
    last = side.tokens[place[-1]]
    if last.entity and len(set(named)) == 1:
        who = OURSELVES if last.entity in ours else last.entity
        return Role(who, place[0], place[-1])
    return None


def _subject(side: Side, i: int, ours: frozenset[str]) -> Role | None:
    return _who(side, _head(side, _phrase(side, i)), ours)


def _agent(side: Side, i: int, ours: frozenset[str]) -> Role | None:
    """Whoever stands behind "by"."""
    for k in side.after(i):
        if side.key(k) == "by":
            return _first_name(side, k, ours)
    return None


def _first_name(side: Side, i: int, ours: frozenset[str]) -> Role | None:
    """A name right behind a word, but for small words."""
    for k in side.after(i):
        if side.tokens[k].entity or side.key(k) in FIRST:
            return _who(side, range(k, k + 1), ours)
        if not is_function_word(side.key(k)) or side.key(k) in PREPOSITIONS:
            return None
    return None


def _acts(side: Side, i: int, ours: frozenset[str]) -> tuple[Role | None, Role | None]:
    """Who does it, and to whom."""
    subject = _subject(side, i, ours)
    if _is_passive(side, i):
        return _agent(side, i, ours), subject
    return subject, _first_name(side, i, ours)


def _swapped(match: Match, pair: Pair, ours: frozenset[str]) -> Reason | None:
    """Both sides name the same two, in each other's place."""
    does, done = _acts(match.own, pair.own, ours)
    did, was = _acts(match.other, pair.other, ours)
    if not (does and done and did and was) or does.who == done.who:
        return None
    if (does.who, done.who) != (was.who, did.who):
        return None
    own = match.own.said(min(does.first, done.first), max(does.last, done.last, pair.own))
    other = match.other.said(min(did.first, was.first), max(did.last, was.last, pair.other))
    return Reason("shifted", f"{quote(own)} turns round {quote(other)}")


def _crossed(match: Match, pair: Pair) -> Reason | None:
    """
    The noun before the verb stands for one behind it, and the other way round.

    Verbs that are true of both sides alike are left out, and where the one who does it may stand
    behind: "A met B", "A was attacked by B", "said A".
    """
    if not lemmas(match.own.key(pair.own)).isdisjoint(MUTUAL):
        return None
    if _is_turned(match.own, pair.own) or _is_turned(match.other, pair.other):
        return None
    does, did = _noun(match.own, pair.own), _noun(match.other, pair.other)
    if does is None or did is None:
        return None
    to, by = match.by_own.get(does), match.by_other.get(did)
    if not (to and by and to.other > pair.other and by.own > pair.own):
        return None
    if to.other not in match.other.after(pair.other) or by.own not in match.own.after(pair.own):
        return None
    own, other = match.own.said(does, by.own), match.other.said(did, to.other)
    return Reason("shifted", f"{quote(own)} turns round {quote(other)}")


def _is_turned(side: Side, i: int) -> bool:
    """Whether the subject of a verb may stand behind it: "sent by her", "was sent"."""
    return _is_passive(side, i) or side.key(i + 1) in {"by", "from"}


def _noun(side: Side, i: int) -> int | None:
    """The last word of content or name of the subject of a verb, without what depends on it."""
    head = _head(side, _phrase(side, i))
    told = [k for k in head if side.tokens[k].is_content or side.tokens[k].entity]
    return told[-1] if told else None


def _flipped(match: Match, pair: Pair, ours: frozenset[str]) -> Reason | None:
    """
    The speaker does what the statement says of others, or others what it says of the speaker.
    """
    if _is_passive(match.own, pair.own) or _is_passive(match.other, pair.other):
        return None
    mine, theirs = _phrase(match.own, pair.own), _phrase(match.other, pair.other)
    if not mine or not theirs:
        return None
    here, there = (_side_of(s, p, ours) for s, p in ((match.own, mine), (match.other, theirs)))
    if {here, there} != {"we", "others"}:
        return None
    head = _head(match.other, theirs)
    own, other = match.own.said(mine[0], pair.own), match.other.said(head[0], head[-1])
    return Reason("shifted", f"{quote(own)} is said of {quote(other)} in the statement")


def _side_of(side: Side, phrase: range, ours: frozenset[str]) -> str:
    """Whether a subject is surely the speaker ("we"), surely others, or neither ("")."""
    keys = {side.key(k) for k in phrase}
    named = {side.tokens[k].entity for k in phrase} - {None}
    if len(phrase) == 1 and keys <= {"we", "i"}:
        return "we"
    if keys & FIRST or named & ours:
        return ""
    head = _head(side, phrase)
    last = head[-1]
    heads = lemmas(side.key(last))
    plain = side.tokens[last].is_content and heads.isdisjoint(COLLECTIVES)
    named_other = side.tokens[last].entity is not None and bool(ours)
    if named_other or (plain and not side.tokens[last].entity and keys.isdisjoint(SUBJECTS)):
        return "others"
    return ""
