"""
How firmly a thing is said: as possible, as due, as coming, as necessary, or as a fact; and how
firmly it is asked for.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.align.meaning.polarity import denials
from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import (
    AKIN,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECTS,
    quote,
)
from quoteprov.text.lemmas import MODALS, is_verb, lemmas


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quoteprov.align.meaning.sides import Match, Pair, Side
    from quoteprov.models import Meaning


FACT, POSSIBLE, DUE, COMING, NECESSARY = range(5)
MODAL: Mapping[str, int] = {
    **dict.fromkeys(["may", "might", "can", "could"], POSSIBLE),
    **dict.fromkeys(["should", "ought"], DUE),
    **dict.fromkeys(["will", "would", "shall"], COMING),
    "must": NECESSARY,
}
"""The modals in order of strength (Quirk and others 1985, section 4.49 to 4.66). "Would", "could"
and "might" count as "will", "can" and "may": reported speech makes the one of the other."""

SEMI_MODAL: Mapping[tuple[str, ...], int] = {
    ("have", "to"): NECESSARY,
    ("need", "to"): NECESSARY,
    ("force", "to"): NECESSARY,
    ("oblige", "to"): NECESSARY,
    ("compel", "to"): NECESSARY,
    ("bind", "to"): NECESSARY,
    ("go", "to"): COMING,
    ("have", "better"): DUE,
    ("suppose", "to"): DUE,
    ("well", "advised"): DUE,
    ("advise", "to"): DUE,
    ("likely", "to"): POSSIBLE,
    ("be", "to"): COMING,
}
"""Phrases that do a modal's work (the same, sections 3.40 to 3.51), by their heads."""

BE = frozenset("am are be been is was were".split())
FINITE = BE - {"be", "been"}
INFINITE = frozenset("be been being having".split())
"""Forms of auxiliaries that need another before them."""

OPEN = frozenset({"can", "could", "would"})
"""What can be done is often said as done ("can see" for "sees"), and what would be so as so."""

INTENT = frozenset("aim expect hope intend mean plan seek try want wish".split())
"""Verbs that look ahead by themselves: "will not plan" is "have no plans" (Palmer 2001 on the
future of intention)."""

EFFECT: Mapping[tuple[int, int], Meaning] = {
    (POSSIBLE, FACT): "hardened",
    (POSSIBLE, DUE): "shifted",
    (POSSIBLE, COMING): "hardened",
    (POSSIBLE, NECESSARY): "hardened",
    (DUE, FACT): "shifted",
    (DUE, COMING): "hardened",
    (DUE, NECESSARY): "hardened",
    (COMING, FACT): "shifted",
    (COMING, NECESSARY): "hardened",
    (NECESSARY, FACT): "shifted",
}
"""What it does to say the first as the second; the other way round it softens, or shifts."""


class Mood(NamedTuple):
    """How firmly a word is said, and the first word that says so."""

    level: int
    first: int


def modality(match: Match) -> Iterator[Reason]:
    """
    Find words that are said more or less firmly than in the statement; the first of each clause.
    """
    told: set[int] = set()
    for pair in match.pairs:
        clause = match.own.tokens[pair.own].clause
        if pair.grade < AKIN or clause in told or not match.support(pair):
            continue
        here, there = mood(match.own, pair.own), mood(match.other, pair.other)
        if here is None or there is None or here.level == there.level:
            continue
        if _forbids(match.own, pair.own, here) and _forbids(match.other, pair.other, there):
            continue
        if FACT in {here.level, there.level} and _is_open(match, pair, here, there):
            continue
        told.add(clause)
        yield _said(match, pair, here, there)


def _forbids(side: Side, i: int, one: Mood) -> bool:
    """Whether a thing may not be: "must not", "may not" and "cannot" forbid alike."""
    return one.level not in {FACT, COMING} and bool(denials(side, i))


def _is_open(match: Match, pair: Pair, here: Mood, there: Mood) -> bool:
    """Whether what one side says as a fact may be no other thing than what may or will be."""
    heads = lemmas(match.own.key(pair.own)) | lemmas(match.other.key(pair.other))
    modal = match.own.key(here.first), match.other.key(there.first)
    return (
        not heads.isdisjoint(INTENT)
        or not OPEN.isdisjoint(modal)
        or any(
            _is_progressive(*place)
            for place in ((match.own, here, pair.own), (match.other, there, pair.other))
        )
        or any(t.key in CONDITIONS for side in (match.own, match.other) for t in side.tokens)
    )


CONDITIONS = frozenset({"if", "unless"})
"""Where one stands, "would be" may be what "is" is without it."""


def _is_progressive(side: Side, one: Mood, i: int) -> bool:
    """Whether a thing is being done: what is, may be what is to come."""
    return one.level == FACT and side.key(i).endswith("ing")


def mood(side: Side, i: int, *, loose: bool = False) -> Mood | None:
    """
    Give the modal that a word stands under; a fact needs a finite verb. None if it cannot be told.

    Args:
        side: Of the word.
        i: Its number.
        loose: Other words may stand between the modal and it: "should refrain … and quit".
    """
    at = _copula(side, i)
    if at == i and (side.key(i - 1) in MARKED or side.key(i).endswith("ly")):
        return None
    if side.key(at) in FINITE:
        return Mood(FACT, at)
    for j in side.before(at):
        if (level := _level(side, j)) is not None:
            return Mood(level, j)
        closed = side.tokens[j].is_content and not side.key(j).endswith("ly")
        if side.key(j) in SUBJECTS or (closed and not loose):
            break
        if side.key(j) in PREPOSITIONS - {"to"} and not loose:
            return None
    first = _predicate(side, at)
    return None if first is None else Mood(FACT, first)


PRONOUNS = frozenset("another any each some that these this those".split())
"""Determiners that may stand alone: "this may be"."""

MARKED = (PREPOSITIONS - {"to"}) | DETERMINERS
"""Behind one of these stands no finite verb."""


def _copula(side: Side, i: int) -> int:
    """Where "be" stands for a word said of something by it: "be a threat", "be within the law"."""
    k = i - 1
    while i - k < BETWEEN and side.key(k) in MARKED:
        k -= 1
    return k if k < i - 1 and side.key(k) in BE else i


def _level(side: Side, j: int) -> int | None:
    """
    The level of the modal or phrase that begins at a word; "May 7" and "should a user lose it"
    hold none.
    """
    for phrase, level in SEMI_MODAL.items():
        if phrase[0] in lemmas(side.key(j)) and all(
            side.key(j + n) == word for n, word in enumerate(phrase[1:], 1)
        ):
            return level
    month = side.said(j) == "May" and j > 0
    first = side.clauses[side.tokens[j].clause].start == j
    noun = side.key(j - 1) in DETERMINERS - PRONOUNS  # the will to fight
    turned = first and side.key(j) == "should" and side.key(j + 1) in SUBJECTS | DETERMINERS
    return None if month or noun or turned else MODAL.get(side.key(j))


BETWEEN = 3
"""Words that may stand between an auxiliary and its verb."""


def _predicate(side: Side, i: int) -> int | None:
    """Where the verb of a word begins, if it is one or stands behind an auxiliary: "is tired"."""
    for j in islice(side.before(i), BETWEEN):
        if side.key(j) in AUXILIARIES - INFINITE:
            orders = side.key(j) == "do" and j == side.clauses[side.tokens[j].clause].start
            return None if orders else j
        if side.key(j) in INFINITE:
            return None
        if side.key(j) in PREPOSITIONS or (
            side.tokens[j].is_content and not side.key(j).endswith("ly")
        ):
            break
    return i if side.is_finite(i) else None


def _said(match: Match, pair: Pair, here: Mood, there: Mood) -> Reason:
    own, other = match.own.said(here.first, pair.own), match.other.said(there.first, pair.other)
    return by_level(here.level, there.level, quote(own), quote(other))


def by_level(here: int, there: int, own: str, other: str) -> Reason:
    """
    Say what it does to put the level *here* for that *there*, with the words of both.
    """
    step = there, here
    meaning = EFFECT.get(step) or OPPOSED[EFFECT[step[::-1]]]
    how = {"softened": "is less firm than", "hardened": "is firmer than"}
    return Reason(meaning, f"{own} {how.get(meaning, 'stands for')} {other}")


OPPOSED: Mapping[Meaning, Meaning] = {
    "hardened": "softened",
    "softened": "hardened",
    "shifted": "shifted",
}

DIRECTIVE: Mapping[str, int] = {
    head: level
    for level, heads in enumerate(
        (
            "ask appeal beg invite request",
            "advise call encourage recommend suggest urge",
            "demand insist order require tell",
            "caution threaten warn",
        )
    )
    for head in heads.split()
}
"""Verbs that ask for something, by force: the directives of Searle 1976, ordered after Vanderveken
1990; a warning says what follows if it is not done."""
ADVICE = 1
"""The level of "should"."""
LATEST = 10
"""Words between a verb that asks and what it asks for."""


def asks(match: Match) -> frozenset[int]:
    """The words of the quotation that ask for something as firmly as words of the passages do."""
    levels = {_level_of(token.key) for token in match.other.tokens} - {None}
    own = enumerate(match.own.tokens)
    return frozenset(i for i, token in own if _level_of(token.key) in levels)


def directives(match: Match, cue: str = "") -> Iterator[Reason]:
    """
    Find what is asked for more or less firmly than in the statement; the first.

    Args:
        match: Both sides.
        cue: The words that introduce the quotation, for one that begins with what is asked for.
    """
    for pair in match.pairs:
        there = _asked(match.other, pair.other)
        if pair.grade < AKIN or there is None or not match.support(pair):
            continue
        asking = match.other.said(there[1])
        here = _asked(match.own, pair.own)
        modal = mood(match.own, pair.own, loose=True)
        if here is not None:
            level, own = here[0], match.own.said(here[1])
        elif modal and modal.level == DUE:
            level, own = ADVICE, match.own.said(modal.first)
        elif pair.own == 0 and (found := _directive(cue.split())):
            level, own = found
        else:
            continue
        if level != there[0]:
            milder = level < there[0]
            how = "is milder than" if milder else "is harsher than"
            yield Reason(
                "softened" if milder else "hardened",
                f"{quote(own)} {how} {quote(f'{asking} … to {match.other.said(pair.other)}')}",
            )
            return


def _asked(side: Side, i: int) -> tuple[int, int] | None:
    """
    The level and the place of the verb that asks for a word: "warn the U.S. to stop", "demand that
    it stop".
    """
    if not _is_base(side.key(i)):
        return None
    infinite = side.key(i - 1) == "to"
    # the clause behind "that" is another one
    before = (
        islice(side.before(i), LATEST) if infinite else range(i - 1, max(i - LATEST, 0) - 1, -1)
    )
    for j in before:
        if (level := _level_of(side.key(j))) is not None:
            return (level, j) if infinite or side.key(j + 1) == "that" else None
        if side.key(j) in MODALS:
            return None
    return None


def _is_base(key: str) -> bool:
    return key in lemmas(key) and not is_verb(key)


def _level_of(key: str) -> int | None:
    return next((DIRECTIVE[head] for head in lemmas(key) if head in DIRECTIVE), None)


def _directive(spoken: list[str]) -> tuple[int, str] | None:
    levels = ((level, word) for word in spoken if (level := _level_of(word.lower())) is not None)
    return next(levels, None)
