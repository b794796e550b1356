"""
Words of one scale that stand for one another at another strength.

The scales are our own: few, and short, of what statements and those who quote them say of one
another. What stands in none is not compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import AKIN, SAME, quote
from quoteprov.text.lemmas import lemmas


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quoteprov.align.meaning.sides import Match, Side
    from quoteprov.models import Meaning


SCALES: Mapping[str, Sequence[str]] = {
    "silence": (
        "refrain from say;refrain from speak;keep silent;stay silent;remain silent;say nothing",
        "hold its tongue;hold their tongue;hold your tongue",
        "keep its mouth shut;keep their mouth shut;keep your mouth shut;shut its mouth;shut up",
    ),
    "blame": (
        "criticize;disapprove;object;question;regret",
        "reject;oppose;dismiss;rebuke;protest",
        "condemn;denounce;decry;deplore;slam;blast;lash out",
    ),
    "harm": (
        "hit;strike;attack;target",
        "destroy;smash;crush;defeat;shatter",
        "annihilate;wipe out;exterminate;obliterate;eradicate;mop up",
    ),
    "untruth": (
        "mistaken;inaccurate;incorrect;misleading",
        "false;untrue;groundless;baseless;unfounded",
        "lie;fabrication;fabricate;concoct;hoax",
    ),
    "anger": (
        "concern;worry;displeasure;dissatisfaction",
        "anger;indignation;resentment",
        "fury;rage;outrage;wrath;hatred",
    ),
    "bad": (
        "unfortunate;regrettable;unpleasant",
        "bad;wrong;grave;serious",
        "evil;heinous;atrocious;monstrous;hideous",
    ),
}
"""Words and phrases by their heads, the mildest first. Those of one step count as equal."""

BOOSTERS = frozenset(
    """
    absolutely bitterly categorically completely firmly fiercely fully harshly resolutely sharply
    sternly strongly thoroughly totally utterly vehemently vigorously violently
    """.split()
)
"""Adverbs that raise a word of a scale by a step: the maximizers and boosters of Quirk and others
1985, sections 8.104 and 8.105, that go with blame and harm."""


class Strength(NamedTuple):
    """A place in a text whose words stand on a scale."""

    level: int
    first: int
    last: int


def intensity(match: Match) -> Iterator[Reason]:
    """
    Find words that stand for milder or harsher ones of their scale: neither side has the other's.
    """
    yield from _boosted(match)
    for scale in SCALES.values():
        own, other = _found(match.own, scale), _found(match.other, scale)
        mine = [s for s in own if not _is_there(match, s)]
        theirs = [s for s in other if not _is_there(match.turned(), s)]
        if not mine or not theirs or len(mine) < len(own) or len(theirs) < len(other):
            continue
        here, there = max(mine), max(theirs)
        if here.level == there.level or not _is_held(match, here, there):
            continue
        milder = here.level < there.level
        said = match.own.said(*here[1:]), match.other.said(*there[1:])
        how = "is milder than" if milder else "is harsher than"
        meaning: Meaning = "softened" if milder else "hardened"
        yield Reason(meaning, f"{quote(said[0])} {how} {quote(said[1])}")


def _boosted(match: Match) -> Iterator[Reason]:
    """Find the same word with a booster that the statement has not."""
    for pair in match.pairs:
        before = match.own.key(pair.own - 1), match.other.key(pair.other - 1)
        raised = before[0] in BOOSTERS and not before[1].endswith("ly")
        if raised and pair.grade == SAME and _steps(match.own.key(pair.own)):
            said = match.own.said(pair.own - 1, pair.own), match.other.said(pair.other)
            yield Reason("hardened", f"{quote(said[0])} is harsher than {quote(said[1])}")


def _steps(key: str) -> list[str]:
    """The scales that a word stands on."""
    return [
        name
        for name, scale in SCALES.items()
        if not lemmas(key).isdisjoint(head for step in scale for head in step.split(";"))
    ]


def on_one_scale(match: Match) -> set[int]:
    """
    List the words of the quotation that stand on a scale together with words of the statement.
    """
    return {
        i
        for scale in SCALES.values()
        if _found(match.other, scale)
        for place in _found(match.own, scale)
        for i in range(place.first, place.last + 1)
    }


def _found(side: Side, scale: Sequence[str]) -> list[Strength]:
    found = []
    for level, phrases in enumerate(scale):
        for phrase in phrases.split(";"):
            heads = phrase.split()
            for i in range(len(side.tokens) - len(heads) + 1):
                if all(_is_form(side, i + n, head) for n, head in enumerate(heads)):
                    raised = i > 0 and side.key(i - 1) in BOOSTERS
                    last = i + len(heads) - 1
                    found.append(Strength(level + raised, i - raised, last))
    return found


def _is_form(side: Side, i: int, head: str) -> bool:
    return side.tokens[i].entity is None and (side.key(i) == head or head in lemmas(side.key(i)))


def _is_there(match: Match, place: Strength) -> bool:
    """Whether the words of a scale, of the quotation, stand in the statement too."""
    heads = [lemmas(match.own.key(i)) for i in range(place.first, place.last + 1)]
    theirs = frozenset().union(*(lemmas(t.key) for t in match.other.tokens))
    own = [h for h in heads[-1:] if h]
    return all(not h.isdisjoint(theirs) for h in own)


def _is_held(match: Match, here: Strength, there: Strength) -> bool:
    """Whether other words of the two sentences stand for one another."""
    mine, theirs = match.own.tokens[here.first], match.other.tokens[there.first]
    return any(
        match.own.tokens[p.own].sentence == mine.sentence
        and match.other.tokens[p.other].sentence == theirs.sentence
        for p in match.pairs
        if p.grade >= AKIN and not here.first <= p.own <= here.last
    )
