"""
On whose side a speaker stands: is it somebody whose statements the corpus holds?
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from quoteprov.text.affiliation import affiliation, person_name


Side = Literal["held", "foreign", "unknown"]


@dataclass(frozen=True, slots=True)
class Voices:
    """
    Who speaks in a corpus: the entities, the personal names, and which entities also speak unnamed.
    """

    entities: frozenset[str]
    names: frozenset[frozenset[str]]
    unnamed: frozenset[str]


def voices(issuers: Iterable[str | None]) -> Voices:
    """
    Collect the voices of a corpus from the issuers of its statements.
    """
    entities, names, unnamed = set(), set(), set()
    for issuer in sorted({i for i in issuers if i}):
        entity, name = affiliation(issuer), person_name(issuer)
        if entity:
            entities.add(entity)
        if name:
            names.add(name)
        elif entity:
            unnamed.add(entity)
    return Voices(frozenset(entities), frozenset(names), frozenset(unnamed))


def side(speaker: str | None, known: Voices) -> Side:
    """
    Say whether *speaker* is one of the *known* voices, somebody else, or cannot be told.

    A person of the same state as an unnamed issuer may be that issuer; a person of another state, or a
    named person among none but other named persons, is not.

    >>> side("John Kirby, a White House spokesman", voices(["a spokesman for the DPRK"]))
    'foreign'
    """
    if not speaker:
        return "unknown"
    entity, name = affiliation(speaker), person_name(speaker)
    if name and any(_same_person(name, other) for other in known.names):
        return "held"
    if entity is not None and known.entities:
        if entity not in known.entities:
            return "foreign"
        return "held" if entity in known.unnamed or not name else "foreign"
    only_named = known.names and not known.entities
    return "foreign" if name and only_named else "unknown"


def _same_person(name: frozenset[str], other: frozenset[str]) -> bool:
    """Two shared words, or a single name that is part of the other: "Kirby" for "John Kirby"."""
    shared = name & other
    return len(shared) >= 2 or (bool(shared) and min(len(name), len(other)) == 1)


def same_speaker(one: str, other: str) -> bool:
    """
    Tell whether two descriptions can mean one speaker: no name or entity speaks against it.
    """
    names = person_name(one), person_name(other)
    if all(names) and not _same_person(*names):
        return False
    entities = affiliation(one), affiliation(other)
    return not all(entities) or entities[0] == entities[1]


def article_side(known: Side, speaker: str | None, proven: Sequence[str]) -> Side:
    """
    Settle a side that the issuers leave open, by the speakers *proven* to be quoted from the corpus.

    >>> article_side("unknown", "Jane Doe", ["Jane Doe, mayor of Springfield"])
    'held'
    """
    if known != "unknown" or not speaker or not proven:
        return known
    name, entity = person_name(speaker), affiliation(speaker)
    if any(speaker == p or _same_person(name, person_name(p)) for p in proven):
        return "held"
    if (name or entity) and not any(same_speaker(speaker, p) for p in proven):
        return "foreign"
    return "unknown"
