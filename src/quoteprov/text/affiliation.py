"""
Whom a description speaks for: "the Russian ambassador to the UN" speaks for Russia.
"""

from __future__ import annotations

import regex

from quoteprov.text.aliases import mentions
from quoteprov.text.words import words


# "ambassador to the UN", "claims against the DPRK": the other party, not one's own.
_OTHER_PARTY = regex.compile(r"\b(?:to|in|on|with|against|towards?|about)\s+(?:the\s+)?$")
# "Department of U.S. Affairs": what an office deals with, not whose it is.
_TOPIC = regex.compile(r"(?:['’]s)?\s+(?:Affairs|Studies|Relations|Policy|Policies|Desk|Issues)\b")
_LINK = regex.compile(r"\s(?:of|at|for|from)\s|,")


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


# Capitalised words of offices and honorifics: they are no part of a person's name.
_OFFICE = frozenset(
    """
    academy administration adviser admiral advisor affairs agency ambassador army assembly
    assistant associate association authority board brigade bureau cabinet captain central
    chair chairman chairperson chairwoman chancellor chief chiefs club colonel command
    commander commission commissioner committee communist company comrade conference congress
    consul corporation corps council court defence defense delegate democratic department
    deputy director division dr emperor envoy equipment executive external federal finance
    first force forces foreign foundation front general government governor group head health
    high house inc information institute intelligence interior international joint judge
    justice king lady leader league lieutenant lord madam major managing marshal mayor member
    military minister ministry miss mr mrs ms national navy news nuclear office officer
    official organization parliament party peninsula people people's permanent police policy
    political premier presidency president press prime prince princess prof professor
    prosecutor public queen representative republic respected sea secretariat secretary
    security senator senior sergeant service sir society spokesman spokesperson spokeswoman
    staff state states statement supreme team trade treasury undersecretary union united
    university vice workers workers' world the a an this his her its their our of and for in at
    on to by with monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december
    """.split()
)
_NAME = regex.compile(
    r"\p{Lu}[\p{L}'’.]*(?:[-\s]+(?:\p{Lu}[\p{L}'’.]*|(?<=-)\p{Ll}+|de|van|von|al|bin|da))*"
)


def person_name(description: str) -> frozenset[str]:
    """
    Give the folded words of the personal name in *description*, empty if there is none.

    Names of states and words of office are left out; a name written "Kim Yo-jong" has the same
    words as "Kim Yo Jong".

    >>> sorted(person_name("Kim Yo-jong, vice department director of the WPK Central Committee"))
    ['jong', 'kim', 'yo']
    """
    taken = [(m.start, m.end) for m in mentions(description)]
    best: list[str] = []
    for match in _NAME.finditer(description):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        own = [w.key.removesuffix("'s") for w in words(match.group())]
        own = [w for w in own if w not in _OFFICE and len(w) > 1]
        if len(own) > len(best):
            best = own
    return frozenset(best)
