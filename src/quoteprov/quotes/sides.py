"""
On whose side a speaker stands: is it somebody whose statements the corpus holds?
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import regex

from quoteprov.text.affiliation import affiliation, person, same_person
from quoteprov.text.aliases import mentions
from quoteprov.text.introductions import described, entity_of, introductions
from quoteprov.text.outlets import names_carrier, names_outlet
from quoteprov.text.titles import is_topic, roles


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quoteprov.models import Quotation, Speaker
    from quoteprov.text.introductions import Introductions


Side = Literal["held", "foreign", "unknown"]

# An agency also carries what others say: one message of a foreign party among thousands of its own
# statements must not make every foreigner somebody whose statements the corpus holds.
_MAIN_SHARE = 0.1
DOUBTFUL = 0.5
"""Confidence of an attribution below which it shows nobody to be somebody else."""
LOOSE = frozenset({"verb", "verb inverted", "possessive", "agent", "parsed"})
"""Rules without a word of saying: "The U.S. flaunts its “three assets”" is the statement's words
about the U.S."""
SETTLED = 0.8
"""Confidence from which a quotation of somebody else need not be sought at all."""
_KNOWN = 4_096
"""Descriptions whose sides are remembered."""


@dataclass(frozen=True, slots=True)
class Voices:
    """
    Who speaks in a corpus.

    Args:
        entities: States and bodies that issue a good part of its statements.
        names: Folded words of the personal names of issuers, in order.
        unnamed: Those of *entities* that also issue statements without a person's name.
        carriers: Short names of the agencies that carry its statements.
        roles: What a good part of the issuers is and no state's voice is: analysts, activists.
    """

    entities: frozenset[str]
    names: frozenset[tuple[str, ...]]
    unnamed: frozenset[str]
    carriers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """
    What an article says that helps to tell its speakers.

    Args:
        entities: States and bodies that it names.
        introductions: How it introduces the people it names.
    """

    entities: frozenset[str] = frozenset()
    introductions: Introductions = field(default_factory=dict)


NOTHING = Surroundings()


@lru_cache(2)
def surroundings(text: str) -> Surroundings:
    """
    Collect what an article says of those it names.
    """
    named = mentions(text)
    return Surroundings(frozenset(m.entity for m in named), introductions(text, named))


def voices(issuers: Mapping[str, int], carriers: frozenset[str] = frozenset()) -> Voices:
    """
    Collect the voices of a corpus from the issuers of its statements, with the number of each, and
    the agencies that carry them.
    """
    counts: Counter[str] = Counter()
    held_roles: Counter[str] = Counter()
    names: set[tuple[str, ...]] = set()
    unnamed: set[str] = set()
    for issuer, count in sorted(issuers.items()):
        entity, name = affiliation(issuer), person(issuer)
        held_roles.update(dict.fromkeys(roles(issuer), count))
        if entity:
            counts[entity] += count
        if name:
            names.add(name)
        elif entity:
            unnamed.add(entity)
    main = frozenset(e for e, n in counts.items() if n >= _MAIN_SHARE * counts.total())
    return Voices(
        main,
        frozenset(names),
        main & frozenset(unnamed),
        carriers,
        frozenset(r for r, n in held_roles.items() if n >= _MAIN_SHARE * sum(issuers.values())),
    )


def side(speaker: Speaker | None, known: Voices, around: Surroundings = NOTHING) -> Side:
    """
    Say whether *speaker* is one of the *known* voices, somebody else, or cannot be told.

    What the article says of the same name anywhere counts as if it stood beside the quotation. A
    speaker who cannot be told is on the side of the agency that passes the words on.

    Args:
        speaker: Of a quotation.
        known: Who speaks in the corpus.
        around: What the article says of those it names.
    """
    if speaker is None:
        return "unknown"
    name = person(speaker.resolved)
    own = side_of(speaker.resolved, known, around.entities)
    if own == "unknown" and speaker.text != speaker.resolved:
        own = side_of(speaker.text, known, around.entities)
    if own == "unknown" and name:
        own = _introduced_side(name, known, around)
    outside = own == "foreign" and affiliation(speaker.resolved, context=around.entities) is None
    if speaker.carrier and not name and (own == "unknown" or outside):
        carried = side_of(speaker.carrier, known, around.entities)
        own = carried if carried == "held" else own
    doubtful = speaker.confidence < DOUBTFUL and own == "foreign"
    return "unknown" if doubtful else own


def is_settled(speaker: Speaker | None) -> bool:
    """
    Whether it is so clear who speaks that the words of somebody else are not sought.
    """
    return speaker is not None and speaker.rule not in LOOSE and speaker.confidence >= SETTLED


def told_outlet(text: str, quotation: Quotation, known: Voices) -> bool:
    """
    Tell whether the words were said to an outlet that carries none of the statements: an
    interview, which they need not hold, whoever gave it.

    Args:
        text: The article.
        quotation: With its cue.
        known: Who speaks in the corpus.
    """
    cue = quotation.cue
    if cue is None or not cue.text.lower().endswith("told"):
        return False
    to = _TO_WHOM.match(text, cue.end)
    if to is None or not names_outlet(to.group()):
        return False
    return not any(names_carrier(to.group(), carrier) for carrier in known.carriers)


_TO_WHOM = regex.compile(r"\s+(?:the\s+)?(?:\p{Lu}[\p{L}.]*[ ]?){1,5}")


def _introduced_side(name: tuple[str, ...], known: Voices, around: Surroundings) -> Side:
    """
    The side on which the article's introductions of *name* agree; without any, whether the name is
    known to be somebody else's.
    """
    said = described(name, around.introductions)
    found = {side_of(d, known, around.entities) for d in said} - {"unknown"}
    if found:
        return found.pop() if len(found) == 1 else "unknown"
    entity = entity_of(name)
    return "foreign" if entity and known.entities and entity not in known.entities else "unknown"


@lru_cache(_KNOWN)
def side_of(description: str, known: Voices, context: frozenset[str] = frozenset()) -> Side:
    """
    Say the same of a description.

    A person of the same state as an unnamed issuer may be that issuer; a person of another state,
    or a named person where only other named persons speak, is not. Where states speak, analysts,
    residents or defectors do not.

    >>> known = voices({"a spokesman for the DPRK": 1})
    >>> side_of("John Kirby, a White House spokesman", known), side_of("Pyongyang", known)
    ('foreign', 'held')
    >>> side_of("a North Korea analyst at a bank", known)
    'foreign'
    """
    entity, name = affiliation(description, context=context), person(description)
    if _is_known(name, known.names):
        return "held"
    if entity is None and any(names_carrier(description, c) for c in known.carriers):
        return "held"
    if known.entities and _is_outsider(description, entity, known):
        return "foreign"
    if entity is not None and known.entities:
        if entity not in known.entities:
            return "foreign"
        return "held" if entity in known.unnamed or not name else "foreign"
    only_named = known.names and not known.entities
    return "foreign" if name and only_named else "unknown"


def foreign_side(speaker: Speaker | None, known: Voices) -> Side:
    """
    Say the same of a speaker described in another language than English.

    Only the name of an issuer tells: what a description says of states is read in English alone
    ("ambassadeur en Iran"), and German nouns look like names.

    >>> from quoteprov.models import Speaker
    >>> known = voices({"Jane Doe": 1})
    >>> one = Speaker(text="la ministre", start=0, end=11, resolved="la ministre Jane Doe")
    >>> foreign_side(one, known), foreign_side(None, known)
    ('held', 'unknown')
    """
    name = person(speaker.resolved) if speaker else ()
    return "held" if _is_known(name, known.names) else "unknown"


def _is_outsider(description: str, entity: str | None, known: Voices) -> bool:
    """
    Whether the description is of somebody who speaks for no state: an analyst, a defector. "A
    North Korean expert" may be one of the state's own, "a North Korea expert" is not.
    """
    own = roles(description) - known.roles
    return bool(own) and (entity is None or "defector" in own or is_topic(description))


def _is_known(name: tuple[str, ...], names: frozenset[tuple[str, ...]]) -> bool:
    """Whether one of the *names* of issuers is the same person's."""
    by_word = _by_word(names)
    return any(_is_issuer(name, other) for word in name for other in by_word.get(word, ()))


@lru_cache(2)
def _by_word(names: frozenset[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """The names that hold a word: those of one person share one."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names):
        for word in name:
            found.setdefault(word, []).append(name)
    return found


def _is_issuer(name: tuple[str, ...], issuer: tuple[str, ...]) -> bool:
    """The same person; but an issuer called "Paul" is not "Paul Ryan"."""
    return len(name) <= len(issuer) and bool(name) and same_person(name, issuer)


def article_side(known: Side, speaker: Speaker | None, proven: Sequence[str]) -> Side:
    """
    Settle a side that the issuers leave open, by the speakers *proven* to be quoted from it.
    """
    if known != "unknown" or speaker is None or not proven:
        return known
    name, entity = person(speaker.resolved), affiliation(speaker.resolved)
    if any(speaker.resolved == p or same_person(name, person(p)) for p in proven):
        return "held"
    if (name or entity) and not any(_same_speaker(speaker.resolved, p) for p in proven):
        return "foreign"
    return "unknown"


def _same_speaker(one: str, other: str) -> bool:
    """Whether no name or entity speaks against two descriptions meaning one speaker."""
    names = person(one), person(other)
    if all(names) and not same_person(*names):
        return False
    entities = affiliation(one), affiliation(other)
    return not all(entities) or entities[0] == entities[1]
