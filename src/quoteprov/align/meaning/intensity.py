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


def _phrases() -> Mapping[str, Sequence[tuple[str, int, Sequence[str]]]]:
    """All words and phrases of the scales by their first head."""
    found: dict[str, list[tuple[str, int, Sequence[str]]]] = {}
    for name, scale in SCALES.items():
        for level, step in enumerate(scale):
            for phrase in step.split(";"):
                heads = phrase.split()
                found.setdefault(heads[0], []).append((name, level, heads))
    return found


PHRASES = _phrases()


def intensity(match: Match) -> Iterator[Reason]:
    """
    Find words that stand for milder or harsher ones of their scale, where neither side has those
    of the other; and a booster that the statement has not.
    """
    yield from _boosted(match)
    own, other = _found(match.own), _found(match.other)
    for name in SCALES:
        if name not in own or name not in other:
            continue
        here, there = max(own[name]), max(other[name])
        shared = _stands(match.other, match.own, own[name]) or _stands(
            match.own, match.other, other[name]
        )
        if here.level != there.level and not shared and _is_held(match, here, there):
            said = match.own.said(*here[1:]), match.other.said(*there[1:])
            yield _reason(*said, milder=here.level < there.level)


def _reason(own: str, other: str, *, milder: bool) -> Reason:
    how = "is milder than" if milder else "is harsher than"
    return Reason("softened" if milder else "hardened", f"{quote(own)} {how} {quote(other)}")


def _boosted(match: Match) -> Iterator[Reason]:
    for pair in match.pairs:
        before = match.own.key(pair.own - 1), match.other.key(pair.other - 1)
        raised = before[0] in BOOSTERS and not before[1].endswith("ly")
        graded = not lemmas(match.own.key(pair.own)).isdisjoint(PHRASES)
        if raised and graded and pair.grade == SAME:
            own = match.own.said(pair.own - 1, pair.own)
            yield _reason(own, match.other.said(pair.other), milder=False)


def on_one_scale(match: Match) -> set[int]:
    """
    List the words of the quotation that stand on a scale together with words of the statement.
    """
    own, other = _found(match.own), _found(match.other)
    places = (place for name in own.keys() & other.keys() for place in own[name])
    return {i for place in places for i in range(place.first, place.last + 1)}


def _found(side: Side) -> Mapping[str, list[Strength]]:
    """Where words of each scale stand."""
    found: dict[str, list[Strength]] = {}
    for i in side.content:
        for head in {side.key(i), *lemmas(side.key(i))}:
            for name, level, heads in PHRASES.get(head, ()):
                last = i + len(heads) - 1
                if all(_is_form(side, i + n, head) for n, head in enumerate(heads)):
                    raised = side.key(i - 1) in BOOSTERS
                    found.setdefault(name, []).append(Strength(level + raised, i - raised, last))
    return found


def _is_form(side: Side, i: int, head: str) -> bool:
    return side.key(i) == head or head in lemmas(side.key(i))


def _stands(there: Side, side: Side, places: Sequence[Strength]) -> bool:
    """Whether any word of a scale, of one side, stands on the other, too."""
    heads = frozenset().union(*(lemmas(side.key(place.last)) for place in places))
    return any(not heads.isdisjoint(lemmas(token.key)) for token in there.tokens)


def _is_held(match: Match, here: Strength, there: Strength) -> bool:
    """Whether other words of the two sentences stand for one another."""
    mine, theirs = match.own.tokens[here.first], match.other.tokens[there.first]
    return any(
        match.own.tokens[p.own].sentence == mine.sentence
        and match.other.tokens[p.other].sentence == theirs.sentence
        for p in match.pairs
        if p.grade >= AKIN and not here.first <= p.own <= here.last
    )
