"""
Offices: what a description says that somebody is, and whether an issuer is that.

"Deputy director of the Equipment Department" and "vice director general of the General Bureau of
Equipment" are taken apart into ranks and bodies and compared part by part. The words stand in
``titles.tsv`` beside this module, whose head explains them; what stands in no table is compared
word by word. Whatever is not known to differ fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from quoteprov.text.affiliation import OFFICE_WORDS, affiliation, other_person, own_name
from quoteprov.text.aliases import entities, mentions
from quoteprov.text.words import keys, words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


Agreement = Literal["fits", "vague", "rank", "office", "organ", "person", "state", "unknown"]
"""
How a description agrees with an issuer: it ``fits`` (all it says is said of the issuer), is
``vague`` (says no office: "an official", "Pyongyang"), gives another ``rank`` or another
``office`` of the same body, names another ``organ``, ``person`` or ``state``, or it is
``unknown``: what it says can be held against nothing in the issuer.
"""


class Body(NamedTuple):
    """A body or a part of one: its kind (None if only its subject is known) and its subjects."""

    kind: str | None
    subjects: frozenset[str]


class Rank(NamedTuple):
    """A rank, with "vice" and the like before it."""

    key: str
    degrees: frozenset[str]


class Office(NamedTuple):
    """
    What a description says of somebody's place in a state, a party, a company.

    Args:
        ranks: In order.
        bodies: In order.
        beside: Somebody beside the one whose office is named: "the president's sister".
    """

    ranks: tuple[Rank, ...]
    bodies: tuple[Body, ...]
    beside: bool


@dataclass(slots=True)
class _Read:
    """What was read of an office so far."""

    ranks: list[Rank] = field(default_factory=list)
    bodies: list[Body] = field(default_factory=list)
    beside: bool = False


class _Term(NamedTuple):
    kind: str
    key: str


_KNOWN = 8_192
"""Descriptions that are remembered."""

# Words that tell no body from another: "Ministry of National Defence" is the defence ministry.
_FILLERS = frozenset(
    """
    the a an affairs affair national ruling people people's peoples korea korean republic
    democratic general new own its his her their this that other senior top high ranking level
    workers workers' north south unnamed unidentified anonymous working another one 's
    """.split()
)
_SPLIT = regex.compile(
    r"(?:(?P<comma>[,;:()/\[\]])|['’]s\b"
    r"|\b(?P<link>of|for|and)\b|\b(?:at|in|from|on|to|with|by|who|which|whose)\b)",
    regex.IGNORECASE,
)
_BEHIND = regex.compile(r"(?:[ -]\p{L}+){1,2}")
_MOST_WORDS = 4  # of a term of the table


def agreement(
    description: str, issuer: str, *, context: frozenset[str] = frozenset()
) -> Agreement:
    """
    Hold the *description* of a speaker against the *issuer* of a statement.

    Args:
        description: Of the speaker, as the article has it.
        issuer: Of the statement, as the statement has it.
        context: Entities that the article names, for "the North's ministry".

    >>> issuer = "The vice director general of the General Bureau of Equipment of the DPRK"
    >>> agreement("the deputy director of its Equipment Department", issuer)
    'rank'
    >>> agreement("a North Korean official", issuer)
    'vague'
    """
    state = affiliation(description, context=context)
    if state and affiliation(issuer) and state not in entities(issuer):
        return "state"
    name, other = own_name(description), own_name(issuer)
    if name and other and other_person(name, other):
        return "person" if min(len(name), len(other)) > 1 else "unknown"
    said, issued = office(description), office(issuer)
    if not said.ranks and not said.bodies:
        return "fits" if name and other else "vague"
    if name and not other:
        return "unknown"
    return _offices(said, issued, named=bool(name and other))


@lru_cache(_KNOWN)
def office(description: str) -> Office:
    """
    Take a description apart into ranks and bodies; names of states and persons are left out.

    >>> office("a spokesman for the Ministry of Foreign Affairs").bodies
    (Body(kind='ministry', subjects=frozenset({'foreign'})),)
    """
    found = _Read()
    for link, chunk in _chunks(_without_names(description)):
        _read(found, link, chunk)
    return Office(tuple(found.ranks), tuple(found.bodies), found.beside)


@lru_cache(_KNOWN)
def roles(description: str) -> frozenset[str]:
    """
    Give the words in *description* that make somebody no voice of a state: analyst, resident.

    >>> sorted(roles("Jane Doe, a political analyst at a bank"))
    ['analyst']
    """
    return frozenset(t.key for t, _ in _terms(keys(description)) if t and t.kind == "outsider")


def is_topic(description: str) -> bool:
    """
    Tell whether a state in *description* is what somebody deals with: "a North Korea expert".
    """
    return any(
        m.kind in {"name", "capital"}
        and (behind := _words_behind(description, m.end))
        and any(roles(w) for w in behind)
        for m in mentions(description)
    )


def _words_behind(description: str, end: int) -> list[str]:
    """The next two words, unless the state is their owner ("North Korea's experts")."""
    match = _BEHIND.match(description, end)
    return match.group().split() if match else []


@lru_cache(maxsize=10_000)
def is_office_word(key: str) -> bool:
    """Tell whether the folded word *key* is a rank, a body, a role or a word of them."""
    return (key,) in _table() or key in OFFICE_WORDS


def _without_names(description: str) -> str:
    """Blank out states and persons; "the White House" stays, as the body it is."""
    out = list(description)
    taken = [(m.start, m.end) for m in mentions(description) if m.kind != "organ"]
    own = set(own_name(description))
    taken += [
        (w.start, w.end)
        for w in words(description)
        if w.key.removesuffix("'s") in own and (len(own) > 1 or not is_office_word(w.key))
    ]
    for start, end in taken:
        out[start:end] = " " * (end - start)
    return "".join(out)


def _chunks(text: str) -> Iterator[tuple[str, list[str]]]:
    """The phrases between "of", "for", commas …, each with what stands before it."""
    at, link = 0, ","
    for match in [*_SPLIT.finditer(text), None]:
        end = match.start() if match else len(text)
        chunk = keys(text[at:end])
        if chunk:
            yield link, chunk
        if match:
            at = match.end()
            link = match["link"] or match["comma"] or "at"


def _read(found: _Read, link: str, chunk: list[str]) -> None:
    """
    Add what a phrase says: the words before a rank or body are its subject, a phrase without
    either is the subject of the body before it.
    """
    before: set[str] = set()
    degrees: set[str] = set()
    loose = True
    for term, text in _terms(chunk):
        if term is None or term.kind == "subject":
            before |= {term.key if term else text} - _FILLERS
        elif term.kind == "degree":
            degrees.add(term.key)
        else:
            _add(found, term, text, before, degrees)
            loose, before = False, set()
    if not before:
        return
    last = found.bodies[-1] if found.bodies else Body(None, frozenset())
    if loose and link.lower() in {"of", "for", "and"} and last.kind:
        found.bodies[-1] = Body(last.kind, last.subjects | before)
    else:
        found.bodies.append(Body(None, frozenset(before)))


def _add(found: _Read, term: _Term, text: str, before: set[str], degrees: set[str]) -> None:
    """Add a rank with its degrees, or a body; a vague word only says that it has a subject."""
    if term.kind == "kin":
        found.beside = True
    elif term.kind == "rank":
        found.ranks.append(Rank(term.key, frozenset(degrees)))
        degrees.clear()
    if term.kind in {"top", "part"}:
        found.bodies.append(Body(term.key, frozenset(before | _subjects_of(text))))
    elif before:
        found.bodies.append(Body(None, frozenset(before)))


def _subjects_of(text: str) -> frozenset[str]:
    """The subject that a body has by its name: an army is one of defence."""
    return frozenset(t.key for t in _table().get(tuple(text.split()), ()) if t.kind == "subject")


def _terms(own: Sequence[str]) -> Iterator[tuple[_Term | None, str]]:
    """The terms of the table in words, the longest first, and the other words as they are."""
    at, table = 0, _table()
    while at < len(own):
        for size in range(min(_MOST_WORDS, len(own) - at), 0, -1):
            if terms := table.get(tuple(own[at : at + size])):
                yield terms[0], " ".join(own[at : at + size])
                at += size
                break
        else:
            yield None, own[at]
            at += 1


@cache
def _table() -> dict[tuple[str, ...], list[_Term]]:
    """Every variant, as its words, with the terms it stands for, in the order of the file."""
    table: dict[tuple[str, ...], list[_Term]] = {}
    for kind, key, _, variants in _rows():
        for variant in variants.split("|"):
            form = tuple(keys(variant))
            table.setdefault(form, []).append(_Term(kind, key))
    return table


@cache
def _families() -> dict[str, str]:
    return {key: family for kind, key, family, _ in _rows() if kind == "rank"}


@cache
def _subjects() -> frozenset[str]:
    return frozenset(key for kind, key, _, _ in _rows() if kind == "subject")


@cache
def _kinds() -> dict[str, str]:
    return {key: kind for kind, key, _, _ in _rows()}


def _rows() -> list[list[str]]:
    source = resources.files("quoteprov.text").joinpath("titles.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in source.splitlines() if not line.startswith("#")]


def _offices(said: Office, issued: Office, *, named: bool) -> Agreement:
    """Compare two offices of one side: first the bodies, then the ranks."""
    if said.beside or not (issued.ranks or issued.bodies):
        return "unknown"
    bodies = [_body(b, issued) for b in said.bodies]
    if "organ" in bodies:
        return "unknown" if named else "organ"
    matched = "fits" in bodies or "office" in bodies
    rank = _rank(said, issued, strict=named or not matched)
    if rank == "rank":
        return rank
    if "office" in bodies:
        return "office"
    return "fits" if "unknown" not in bodies and rank == "fits" else "unknown"


def _body(body: Body, issued: Office) -> Agreement:
    """
    Compare one body with those of the issuer.

    Parts of one subject and different kinds are another office; two bodies of their own with
    different subjects are different organs: the foreign ministry and the defence ministry.
    """
    everything = frozenset(s for b in issued.bodies for s in b.subjects)
    tops = [b for b in issued.bodies if _kind(b) == "top" and b.subjects]
    if _kind(body) == "top" and body.subjects and any(_apart(body, b) for b in tops):
        return "unknown" if any(body.subjects & b.subjects for b in tops) else "organ"
    kin = [b for b in issued.bodies if body.subjects & b.subjects or not body.subjects]
    if any(b.kind == body.kind or None in {b.kind, body.kind} for b in kin):
        return "fits" if body.subjects <= everything else "unknown"
    if _kind(body) != "part" or not body.subjects:
        return "unknown"
    if any(_kind(b) == "part" for b in kin):
        return "office"
    same = [b for b in issued.bodies if b.kind == body.kind]
    apart = same and all(b.subjects for b in same) and not body.subjects & everything
    return "office" if apart else "unknown"


def _kind(body: Body) -> str | None:
    return _kinds().get(body.kind) if body.kind else None


def _apart(body: Body, other: Body) -> bool:
    """Two bodies that cannot be one: of one kind or of known subjects, which differ."""
    if "party" in {body.kind, other.kind}:
        return False  # whoever is of the army or a ministry is of the party too
    known = _subjects()
    return not body.subjects & other.subjects and (
        body.kind == other.kind or bool(body.subjects & known and other.subjects & known)
    )


def _rank(said: Office, issued: Office, *, strict: bool) -> Agreement:
    """
    Compare the rank. Several of them prove nothing; *strict* asks that both be steps of one
    ladder, for a person may truly hold other offices.
    """
    if not said.ranks or not issued.ranks:
        return "fits"
    if len(said.ranks) > 1:
        return "unknown"
    own = said.ranks[0]
    if any(_same_rank(own, other) for other in issued.ranks):
        return "fits"
    ladder = any(_families()[own.key] == _families()[other.key] for other in issued.ranks)
    return "rank" if ladder or not strict else "unknown"


_HEADED = frozenset({"director", "minister", "head", "secretary", "commander"})


def _same_rank(rank: Rank, other: Rank) -> bool:
    """Whoever leads a body is its "head" or "chief" too."""
    if ("vice" in rank.degrees) != ("vice" in other.degrees):
        return False
    generic = "head" in {rank.key, other.key}
    return rank.key == other.key or (
        generic and {_families()[rank.key], _families()[other.key]} <= _HEADED
    )
