"""
On whose side a speaker stands: is it somebody whose statements the corpus holds?
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quoteprov.text.affiliation import affiliation, person_name
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quoteprov.models import Speaker, Statement


Side = Literal["held", "foreign", "unknown"]

# An agency also carries what others say: one message of a foreign party among thousands of its own
# statements must not make every foreigner somebody whose statements the corpus holds.
_MAIN_SHARE = 0.1
_ENOUGH = 2
"""Words that two names share: "Kim" alone is half of Korea."""


@dataclass(frozen=True, slots=True)
class Voices:
    """
    Who speaks in a corpus.

    Args:
        entities: States and bodies that issue a good part of its statements.
        names: Folded words of the personal names of issuers.
        unnamed: Those of *entities* that also issue statements without a person's name.
        carriers: Folded short names of the agencies that carry its statements.
    """

    entities: frozenset[str]
    names: frozenset[frozenset[str]]
    unnamed: frozenset[str]
    carriers: frozenset[str] = frozenset()


def voices(statements: Iterable[Statement]) -> Voices:
    """
    Collect the voices of a corpus from the issuers of its statements.
    """
    known = list(statements)
    issuers = Counter(s.issuer for s in known if s.issuer)
    carriers = frozenset(s.carrier.casefold() for s in known if s.carrier)
    counts: Counter[str] = Counter()
    names: set[frozenset[str]] = set()
    unnamed: set[str] = set()
    for issuer, count in sorted(issuers.items()):
        entity, name = affiliation(issuer), person_name(issuer)
        if entity:
            counts[entity] += count
        if name:
            names.add(name)
        elif entity:
            unnamed.add(entity)
    main = frozenset(e for e, n in counts.items() if n >= _MAIN_SHARE * counts.total())
    return Voices(main, frozenset(names), main & frozenset(unnamed), carriers)


def side(speaker: Speaker | None, known: Voices, context: frozenset[str] = frozenset()) -> Side:
    """
    Say whether *speaker* is one of the *known* voices, somebody else, or cannot be told.

    A speaker who cannot be told is on the side of the agency that passes the words on.

    Args:
        speaker: Of a quotation.
        known: Who speaks in the corpus.
        context: Entities that the article names.
    """
    if speaker is None:
        return "unknown"
    own = side_of(speaker.resolved, known, context)
    if own == "unknown" and speaker.carrier:
        carried = side_of(speaker.carrier, known, context)
        return carried if carried == "held" and not person_name(speaker.resolved) else own
    return own


def side_of(description: str, known: Voices, context: frozenset[str] = frozenset()) -> Side:
    """
    Say the same of a description.

    A person of the same state as an unnamed issuer may be that issuer; a person of another state,
    or a named person where only other named persons speak, is not.

    >>> from quoteprov.models import Statement
    >>> known = voices([Statement(id="1", text="", issuer="a spokesman for the DPRK")])
    >>> side_of("John Kirby, a White House spokesman", known), side_of("Pyongyang", known)
    ('foreign', 'held')
    """
    entity, name = affiliation(description, context=context), person_name(description)
    if any(_is_issuer(name, other) for other in known.names):
        return "held"
    if entity is None and known.carriers & {w.key for w in words(description)}:
        return "held"
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

    >>> from quoteprov.models import Speaker, Statement
    >>> known = voices([Statement(id="1", text="", issuer="Jane Doe")])
    >>> one = Speaker(text="la ministre", start=0, end=11, resolved="la ministre Jane Doe")
    >>> foreign_side(one, known), foreign_side(None, known)
    ('held', 'unknown')
    """
    name = person_name(speaker.resolved) if speaker else frozenset()
    return "held" if any(_is_issuer(name, other) for other in known.names) else "unknown"


def _is_issuer(name: frozenset[str], issuer: frozenset[str]) -> bool:
    """Two shared words, or a surname alone; an issuer called "Paul" is not "Paul Ryan"."""
    return len(name & issuer) >= _ENOUGH or (len(name) == 1 and name <= issuer)


def _same_person(name: frozenset[str], other: frozenset[str]) -> bool:
    """Two shared words, or a single name that is part of the other: "Kirby" for "John Kirby"."""
    shared = name & other
    return len(shared) >= _ENOUGH or (bool(shared) and min(len(name), len(other)) == 1)


def article_side(known: Side, speaker: Speaker | None, proven: Sequence[str]) -> Side:
    """
    Settle a side that the issuers leave open, by the speakers *proven* to be quoted from it.
    """
    if known != "unknown" or speaker is None or not proven:
        return known
    name, entity = person_name(speaker.resolved), affiliation(speaker.resolved)
    if any(speaker.resolved == p or _same_person(name, person_name(p)) for p in proven):
        return "held"
    if (name or entity) and not any(_same_speaker(speaker.resolved, p) for p in proven):
        return "foreign"
    return "unknown"


def _same_speaker(one: str, other: str) -> bool:
    """Whether no name or entity speaks against two descriptions meaning one speaker."""
    names = person_name(one), person_name(other)
    if all(names) and not _same_person(*names):
        return False
    entities = affiliation(one), affiliation(other)
    return not all(entities) or entities[0] == entities[1]
