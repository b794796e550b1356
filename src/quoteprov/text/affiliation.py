"""
Whom a description speaks for: "the Russian ambassador to the UN" speaks for Russia.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from rapidfuzz import fuzz

from quoteprov.text.aliases import mentions
from quoteprov.text.words import keys


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_KNOWN = 8_192
"""Descriptions that are remembered: the same few come back all through an article."""

# "ambassador to the UN", "claims against the DPRK": the other party, not one's own.
_OTHER_PARTY = regex.compile(r"\b(?:to|in|on|with|against|towards?|about)\s+(?:the\s+)?$")
# "Department of U.S. Affairs": what an office deals with, not whose it is.
_TOPIC = regex.compile(r"(?:['’]s)?\s+(?:Affairs|Studies|Relations|Policy|Policies|Desk|Issues)\b")
_LINK = regex.compile(r"\s(?:of|at|for|from)\s|,")


@lru_cache(_KNOWN)
def affiliation(description: str, *, context: frozenset[str] = frozenset()) -> str | None:
    """
    Name the entity that a speaker's description speaks for, None if it names none.

    What stands before the head noun decides ("the Russian ambassador to the UN"); without that the
    last link of the chain does ("director of the Department of U.S. Affairs … of the DPRK").

    Args:
        description: Of a speaker.
        context: Entities that the text around names, for "the North's ministry".

    >>> affiliation("the vice director at the North Korean Defense Ministry")
    'KP'
    """
    own = [
        m
        for m in mentions(description, context=context)
        if not _OTHER_PARTY.search(description, 0, m.start)
        and not _TOPIC.match(description, m.end)
    ]
    if not own:
        return None
    link = _LINK.search(description)
    head = link.start() if link else len(description)
    before = [m for m in own if m.start < head]
    return (before[0] if before else own[-1]).entity


# Words of offices and honorifics: they are no part of a person's name.
OFFICE_WORDS = frozenset(
    """
    academy acting activist administration admiral adviser advisor affairs agency agriculture
    aide ambassador analyst anchor army artillery assembly assistant associate association
    attorney author authority bank board brigade brother bureau cabinet campaign captain
    central ceo cfo chair chairman chairperson chairwoman chancellor chief chiefs club college
    colonel columnist command commander commission commissioner committee communist company
    comrade conference congress consul cooperation corporation corps correspondent council
    court critic culture defence defense delegate democrat democratic department deputy
    diplomat director division dr east eastern economic economist economy editor education
    emperor energy environment envoy equipment executive expert external federal finance first
    force forces foreign former foundation front general gop government governor group guard
    head health high historian hospital host house inc industry information institute
    intelligence interim interior international joint journalist judge justice king korean
    labor lady lawyer leader league lieutenant lord madam major managing marshal mayor member
    military minister ministry miss missile mr mrs ms national navy news north northern nuclear
    office officer official organization parliament party peninsula people people's permanent
    police policy political pope premier presidency president presidential press prime prince
    princess prof professor prosecutor public queen rear reporter representative republic
    republican researcher respected reunification rev reverend saint school science sea
    secretariat secretary security senator senior sergeant service sir sister society south
    southern space spokesman spokesmen spokesperson spokeswoman staff state statement states
    supreme team technology trade transport treasury undersecretary unification union united
    university vice warrant west western workers workers' world
    """.split()
)
_SMALL = frozenset(
    """
    a an the this his her its their our of and for in at on to by with monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september
    october november december
    """.split()
)
_NAME = regex.compile(
    r"\p{Lu}[\p{L}'’.]*(?:[-\s]+(?:\p{Lu}[\p{L}'’.]*|(?<=-)\p{Ll}+|(?:de|van|von|al|bin|da)\b))*"
)
_ENOUGH = 2
"""Words that two names share: "Kim" alone is half of Korea."""
_FULL = 3
_ALIKE = 0.6
"""Likeness of two spellings of one name: Gwon and Kwon, Choe and Choi, Zelensky and Zelenskyy."""


def person(description: str) -> tuple[str, ...]:
    """
    Give the folded words of the personal name in *description*, in order, empty if there is none.

    Names of states and words of office are left out; a name written "Kim Yo-jong" has the same
    words as "Kim Yo Jong".

    >>> person("Kim Yo-jong, vice department director of the WPK Central Committee")
    ('kim', 'yo', 'jong')
    """
    names = _all_names(description)
    return max(names, key=lambda n: (n[1], len(n[0])), default=((), False))[0]


def own_name(description: str) -> tuple[str, ...]:
    """
    Give the name that *description* gives the one whom it describes: neither that of a company or
    a superior ("the head of Norrvik Shipping") nor an owner's ("Kim Jong Un's sister").

    >>> own_name("Jane Doe, who speaks for John Smith"), own_name("John Smith's widow")
    (('jane', 'doe'), ())
    """
    own = [name for name, is_own in _all_names(description) if is_own]
    return next((name for name in own if len(name) >= _ENOUGH), own[0] if own else ())


# "the head of Norrvik", "Kim Jong Un's sister": the one who is named is somebody else
_OTHERS_BEFORE = regex.compile(r"\b(?:of|at|for|from|in|with|to|by)\s+(?:the\s+)?[|\s]*$")
_NEXT = regex.compile(r"\s+(?P<word>\p{Ll}++)")
_PORTFOLIOS = frozenset(
    "state defense justice labor energy commerce education treasury interior health staff".split()
)
_OWNER = regex.compile(r"['’]s?\s+\p{Ll}|(?<=['’]s?)\s+\p{Ll}")


@lru_cache(_KNOWN)
def _all_names(description: str) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """Every name, and whether it is that of the one described."""
    out = list(description)
    for m in mentions(description):
        out[m.start : m.end] = "|" * (m.end - m.start)
    plain = "".join(out)
    return tuple(
        (name, not (_is_of(plain, m) or _OWNER.match(plain, m.end()) or _is_before(plain, m)))
        for m in _NAME.finditer(plain)
        if (name := name_in(keys(m.group())))
    )


def _is_before(plain: str, run: regex.Match[str]) -> bool:
    """Whether an office stands right behind a name: "Norrvik Shipping chairwoman Jane Doe"."""
    behind = _NEXT.match(plain, run.end())
    return behind is not None and behind["word"] in OFFICE_WORDS


def _is_of(plain: str, run: regex.Match[str]) -> bool:
    """Whether a name is that of a body: "of Norrvik", "the MFA"; but "of State John Kerry"."""
    linked = _OTHERS_BEFORE.search(plain, max(0, run.start() - 60), run.start())
    return run.group().isupper() or (
        linked is not None and keys(run.group())[0] not in _PORTFOLIOS
    )


def name_in(run: Iterable[str]) -> tuple[str, ...]:
    """
    Give the name in the keys of a *run* of capitalised words, empty if there is none: what stands
    behind the last word of office.

    >>> name_in(["unification", "minister", "jane", "doe"])
    ('jane', 'doe')
    """
    own: list[str] = []
    for word in run:
        key = word.removesuffix("'s")
        if key in OFFICE_WORDS or key in _SMALL:
            own = []  # what stands before a word of office is its subject: "Equipment Department"
        elif len(key) > 1:
            own.append(key)
    return tuple(own)


def same_person(name: Sequence[str], other: Sequence[str]) -> bool:
    """
    Whether two names are one person's: two words shared, or a single one that is part of the
    other.

    >>> same_person(("kirby",), ("john", "kirby"))
    True
    """
    if min(len(name), len(other)) <= 1:
        return bool(set(name) & set(other))
    return len(set(name) & set(other)) >= _ENOUGH and not other_person(name, other)


def other_person(name: Sequence[str], other: Sequence[str]) -> bool:
    """
    Whether two names are surely those of two persons, however they are spelt.

    >>> other_person(("kim", "jong", "un"), ("kim", "yo", "jong"))
    True
    >>> other_person(("ri", "son", "gwon"), ("lee", "son", "kwon"))
    False
    """
    if min(len(name), len(other)) <= 1 or set(name) <= set(other) or set(other) <= set(name):
        return bool(name and other) and not set(name) & set(other)
    if min(len(name), len(other)) >= _FULL:
        return sum(_alike(a, b) for a, b in zip(name, other, strict=False)) < _ENOUGH
    return not any(_alike(a, b) for a in name for b in other)


def _alike(word: str, other: str) -> bool:
    return word == other or fuzz.ratio(word, other) >= 100 * _ALIKE
