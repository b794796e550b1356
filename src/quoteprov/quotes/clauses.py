"""
Clauses that credit words to somebody: "the official said", "said the official", "according to …".

Patterns over the text outside quotation marks, sentence by sentence; they need no parser.
"""

from __future__ import annotations

import re

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.limits import SENTENCE_CUES
from quoteprov.quotes import phrases
from quoteprov.quotes.cues import BARE, FINITE, PARTICIPLES, PASSIVE, PHRASAL, PRONOUNS, SPEECHES
from quoteprov.text.lemmas import is_verb
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Clause(NamedTuple):
    """
    Somebody and the words that say so (code points of the article).

    ``rule`` is one of ``finite``, ``inverted``, ``participle``, ``according``, ``as-saying``,
    ``colon``, ``noun`` and, with less trust, ``verb``, ``relative``, ``agent``, ``possessive``,
    ``credit``; ``parsed`` for one that only a parser found. ``parsed`` is the relation that the
    parser gives it and ``label`` the kind of name it finds in the mention, empty without one.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: str
    parsed: str = ""
    label: str = ""


_CUE = regex.compile(
    r"(?P<going>(?:went|goes|going)\s+on|continued|proceeded)\s+"
    r"(?:to\s+(?P<bare>\p{Ll}+)|by\s+(?P<by>\p{Ll}+ing))"
    rf"|(?P<phrasal>{'|'.join(sorted(PHRASAL))})\b"
    r"|(?P<word>\p{L}+)\b"
)
_SAYING = r"as\s+(?:saying|stating|telling|claiming|warning)\b"
_AS_SAYING = regex.compile(
    rf"\bquot(?:ed|ing|es)\s+(?!by\b)(?P<who>[^{MASK}]{{2,250}}?)\s+{_SAYING}"
)
_WAS_QUOTED = regex.compile(
    r"\b(?:was|were|is|been)\s+(?:also\s+)?quoted\s+(?:by\s+[^,▮]{1,80}\s+)?as\s+saying\b"
)
_CARRIED = regex.compile(
    r"\b(?:(?:quoted|cited|carried|published|reported|released|distributed|aired|relayed)\s+"
    r"(?:\p{Ll}+ly\s+)?(?:by|in|on|through|via)|as\s+saying\s+(?:by|in|on))"
    r"\s+(?P<who>[^;:▮\n]+)"
)
_CITING = regex.compile(r"\s*,?\s*(?:citing|quoting)(?=\s)")
_ACCORDING = regex.compile(
    r"\b(?:[Aa]ccording\s+to|[Ii]n\s+the\s+words\s+of)\s+(?P<who>[^;:▮\n]+)"
)
_COLON = regex.compile(rf"^[\s>*_]*(?P<who>\p{{Lu}}[^:{MASK}.!?]{{1,80}}?)[*_]*:\s*(?={MASK})")
# "Mr. Ito's claim that “…”"
_NOUN = regex.compile(
    r"(?<![\p{L}.-])(?P<who>(?:\p{Lu}[\p{L}.-]*+\s+){0,6}\p{Lu}[\p{L}-]*+)['’]s?"
    rf"\s+(?:\p{{Ll}}+\s+){{0,2}}?(?P<cue>(?:{'|'.join(sorted(SPEECHES))})s?)\b"
)
_BY = regex.compile(r"\s+by\b")
# "a farce, in the words of …" is `_ACCORDING`; this is "called a farce by …"
_AGENT = regex.compile(rf"\b(?P<cue>by)\s+(?P<who>[^;:{MASK}\n]+)")
_POSSESSIVE = regex.compile(
    r"(?:(?<![\p{L}.-])(?P<who>(?:(?:\p{Lu}[\p{L}.-]*+|the|of)\s+){0,6}\p{Lu}[\p{L}-]*+)(?:['’]s|['’])"
    rf"|(?<!\p{{L}})(?P<who>[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur))"
    rf"\s+(?P<cue>(?:[\p{{L}}-]+\s+){{0,4}}?){MASK}"
)
# "“…” — Jane Doe, mayor of Ostby"
_CREDIT = regex.compile(
    rf"(?:{MASK}[.,]?\s*|^\s*)(?P<cue>[—–―~]|--?)\s*"
    rf"(?P<who>[\p{{Lu}}@][^{MASK}\n()\[\]:;!?—–]{{1,80}}?)\.?\s*(?:[(\[].*)?$"
)
_DASHES = "—–―~-"
_CONTRACTED = frozenset("that it there here what who he she let this how where".split())
"""What stands before 's for "is": “That's “news” to us” has no owner."""
_END = regex.compile(r"[\s.]*+$")
_DASH = regex.compile(r"\s[-–—]{1,2}\s+")
_WHO = regex.compile(r"\b(?:who|which|that)$")
_NO_VERB = regex.compile(r"\b(?:to|the)\s*$")
_NOT_PAST = frozenset({"read", "say"})
_MODAL = regex.compile(
    r"\b(?:can|could|will|would|shall|should|may|might|must|did|do|does)(?:\s+(?:also|not|only))?\s*$"
)
_COORDINATED = regex.compile(r"\b(?:and|but|then)\s*$")
_SUBJECTS = {"finite", "inverted"}
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_WORD = re.compile("[a-zA-Z]{3,}")
"""Finds all of `_FIRST`, and parts of other words, in half the time."""
_FIRST = frozenset(
    form
    for word in (*FINITE, *PARTICIPLES, *PHRASAL, *"went goes going continued proceeded".split())
    for form in (word.split()[0], word.split()[0].capitalize())
)
"""The words that a cue may begin with."""
_PARTICIPLE = regex.compile(r"\s+(?:(?:\p{Ll}+ly|also|never|not|then)\s+)?(?P<word>\p{Ll}+)")
_NEAR_VERBS = 12
"""Verbs before a quotation whose subjects are looked at."""


def clauses(masked: str, start: int, end: int, *, loose: bool = True) -> list[Clause]:
    """
    List the crediting clauses of one sentence of *masked* text, in order of their cues; those of
    the first `limits.SENTENCE_CUES`.

    Args:
        masked: The text with its quotations hidden.
        start: Of the sentence (code points).
        end: Its end.
        loose: List also those that only may credit somebody, if there is a quotation near.
    """
    found: list[Clause] = []
    for signs, find in _FORMS:
        if signs.search(masked, start, end):
            found += islice(find(masked, start, end), SENTENCE_CUES)
    taken = [range(c.cue_start, c.cue_end) for c in found]
    for match in islice(_cues(masked, start, end), SENTENCE_CUES):
        if taken and any(match.start() in cue for cue in taken):
            continue
        clause = _clause(masked, start, end, match, found)
        if clause is not None:
            found.append(clause)
    if loose:
        found += _loose(masked, start, end, found)
    return sorted(found, key=lambda c: (c.cue_start, c.start))


def _loose(masked: str, start: int, end: int, found: Sequence[Clause]) -> Iterator[Clause]:
    """
    Whoever may also be the speaker of a quotation in this sentence: the subjects of other verbs,
    the agent of a passive, an owner, a line of credit.
    """
    piece = masked[start:end]
    for match in _AGENT.finditer(masked, start, end) if "by " in piece else ():
        if who := phrases.after(masked, match.start("who"), end):
            yield Clause(*who, *match.span("cue"), "agent")
    for match in _POSSESSIVE.finditer(masked, start, end) if MASK in piece else ():
        if match["who"].lower() not in _CONTRACTED:
            yield Clause(*match.span("who"), *match.span("cue"), "possessive")
    taken = {c.cue_start for c in found}
    for verb in _verbs(masked, start, end):
        at, word = verb.start(), verb.group()
        told = word in PASSIVE and _told(masked, verb.end(), end)
        if told or word in FINITE or at in taken or any(c.start <= at < c.end for c in found):
            continue
        if inverted := _inverted(masked, start, end, verb):
            yield inverted._replace(rule="verb inverted")
        elif who := _verb_subject(masked, start, at):
            yield Clause(*who, *verb.span(), "verb")


def _verbs(masked: str, start: int, end: int) -> list[re.Match[str]]:
    """The last verbs before the last quotation of a sentence, and the first one behind it."""
    last = masked.rfind(MASK, start, end)
    last = end if last < 0 else last
    before = [m for m in _WORD.finditer(masked, start, last) if is_verb(m.group())]
    behind = (m for m in _WORD.finditer(masked, last, end) if is_verb(m.group()))
    return [*before[-_NEAR_VERBS:], *islice(behind, 1)]


def _told(masked: str, start: int, end: int) -> bool:
    """Tell "were told", "was also quoted": whoever is told does not speak."""
    match = _PARTICIPLE.match(masked, start, min(end, start + 60))
    return match is not None and (match["word"] in FINITE or match["word"] == "quoted")


def _verb_subject(masked: str, start: int, at: int) -> tuple[int, int] | None:
    stop = phrases.before_verb(masked, start, at)
    if relative := _WHO.search(masked, max(start, stop - 10), stop):
        return relative.span()
    who = phrases.before(masked, start, at, stop)
    # "Holm said it was": the subject of "was" begins behind "said"
    said = [m.end() for m in _WORD.finditer(masked, *who) if m.group() in FINITE] if who else []
    return phrases.before(masked, said[-1], at) if said else who


def is_beyond_limit(masked: str, start: int, end: int) -> bool:
    """
    Whether the sentence has more cues than are read.
    """
    return any(islice(_cues(masked, start, end), SENTENCE_CUES, None))


def _cues(masked: str, start: int, end: int) -> Iterator[regex.Match[str]]:
    """The words of the lexicon; most words are not in it, and many sentences have none."""
    if _FIRST.isdisjoint(_PLAIN_WORD.findall(masked, start, end)):
        return
    after = start
    for found in _PLAIN_WORD.finditer(masked, start, end):
        if found[0] not in _FIRST or (at := found.start()) < after:
            continue
        is_part = at > start and _WORD.match(masked, at - 1, at)
        match = None if is_part else _CUE.match(masked, at, end)
        if match is None:
            continue
        plain = match["word"]
        if plain is None or plain.lower() in FINITE or plain.lower() in PARTICIPLES:
            after = match.end()
            yield match


def _clause(
    masked: str, start: int, end: int, match: regex.Match[str], found: list[Clause]
) -> Clause | None:
    # "reported by": the one who reports comes after it. The bound keeps regex from looking for
    # "by" through a sentence of a million characters, once a word
    if _BY.match(masked, match.end(), min(end, match.end() + 10)):
        return None
    word = (match["bare"] or match["by"] or match["word"] or "").lower()
    if match["going"]:
        spoken = word in BARE or word in PARTICIPLES
        return _finite(masked, start, match, found) if spoken else None
    if match["phrasal"] or word in FINITE:
        was_told = word == "told" and _END.match(masked, match.end(), end)  # "…, court told"
        before = max(start, match.start() - 20), match.start()
        # "one should also read the next line"
        modal = word in _NOT_PAST and _MODAL.search(masked, *before)
        if was_told or modal or _NO_VERB.search(masked, *before):
            return None
        inverted = _inverted(masked, start, end, match)
        if inverted or match.group()[0].isupper():
            return inverted
        return _finite(masked, start, match, found)
    return _participle(masked, start, match, found) if word in PARTICIPLES else None


def carrier(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """
    Find who passes words on in a sentence: "KCNA quoted …", "as quoted by the state agency".
    """
    if match := _AS_SAYING.search(masked, start, end):
        return phrases.before(masked, start, match.start())
    match = _CARRIED.search(masked, start, end)
    return phrases.after(masked, match.start("who"), end) if match else None


def cited_by(masked: str, clause: Clause, end: int) -> Clause | None:
    """
    Find whom an outlet cites: "KCNA said, citing a spokesman of the ministry".
    """
    match = _CITING.match(masked, clause.cue_end, end)
    who = phrases.after(masked, match.end(), end) if match else None
    return Clause(*who, clause.cue_start, clause.cue_end, "citing") if who else None


def _finite(
    masked: str, start: int, match: regex.Match[str], found: list[Clause]
) -> Clause | None:
    """
    "NP said": the noun phrase to the left of the cue; "NP met reporters and said": the subject.
    """
    stop = phrases.before_verb(masked, start, match.start())
    who = phrases.before(masked, start, match.start(), stop)
    if who is None:
        if relative := _WHO.search(masked, max(start, stop - 10), stop):
            return Clause(*relative.span(), match.start(), match.end(), "relative")
        if _COORDINATED.search(masked, max(start, stop - 10), stop):
            who = _shared_subject(masked, start, match.start(), found)
    return Clause(*who, match.start(), match.end(), "finite") if who else None


def _shared_subject(
    masked: str, start: int, end: int, found: list[Clause]
) -> tuple[int, int] | None:
    """The subject of the clause before, else that of the sentence."""
    earlier = [c for c in found if c.cue_end <= end and c.rule in _SUBJECTS]
    if earlier:
        nearest = max(earlier, key=lambda c: c.cue_start)
        return nearest.start, nearest.end
    return phrases.subject(masked, start, end)


def _inverted(
    masked: str, start: int, end: int, match: regex.Match[str] | re.Match[str]
) -> Clause | None:
    """
    "… ," said NP: the cue stands right behind a quotation and a noun phrase follows it.
    """
    before = masked[max(start, match.start() - 10) : match.start()].rstrip(" ,.?!\n\t")
    first = match.group()[0].isupper() and not before
    if not before.endswith(MASK) and not first:
        return None
    who = phrases.after(masked, match.end(), end)
    if who and masked[slice(*who)].lower() in PRONOUNS:
        return None  # "the “liberals” said they would vote"
    return Clause(*who, match.start(), match.end(), "inverted") if who else None


def _participle(
    masked: str, start: int, match: regex.Match[str], found: list[Clause]
) -> Clause | None:
    """
    "…, calling on Washington to …": its subject is that of the clause before it.
    """
    who = _shared_subject(masked, start, match.start(), found)
    if who is None:  # "with the senator telling reporters"
        who = phrases.before(masked, start, match.start())
    return Clause(*who, match.start(), match.end(), "participle") if who else None


def _quoted_as_saying(masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    "KCNA quoted NP as saying": NP speaks, the subject only carries.
    """
    for match in _AS_SAYING.finditer(masked, start, end):
        yield Clause(*match.span("who"), *match.span(), "as-saying")
    for match in _WAS_QUOTED.finditer(masked, start, end):
        if who := phrases.before(masked, start, match.start()):
            yield Clause(*who, *match.span(), "as-saying")


def _according(masked: str, start: int, end: int) -> Iterator[Clause]:
    for match in _ACCORDING.finditer(masked, start, end):
        if who := phrases.after(masked, match.start("who"), end):
            yield Clause(*who, match.start(), match.start("who"), "according")


def _credit(masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    "“…” — Name": a line of credit, also when it is a line of its own.
    """
    piece = masked[start:end]
    if MASK not in piece and piece.lstrip()[:1] not in _DASHES:
        return
    for match in _CREDIT.finditer(piece):
        a, b = match.span("who")
        yield Clause(
            start + a, start + b, start + match.start("cue"), start + match.end("cue"), "credit"
        )


def _colon(masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    "Name: “…”", as in interviews and transcripts.
    """
    match = _COLON.search(masked[start:end])
    if match is None:
        return
    a, b = start + match.start("who"), start + match.end("who")
    for dash in _DASH.finditer(masked, a, b):  # "Gas tax fails – Jane Doe:"
        a = dash.end()
    words = masked[a:b].split()
    # "The company assures its shareholders:" is a sentence, no label
    if not any(w.lower() in FINITE or (w.islower() and is_verb(w)) for w in words):
        yield Clause(a, b, b, b + 1, "colon")


def _noun(masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    "NP's claim that": a noun of speech with its owner.
    """
    for match in _NOUN.finditer(masked, start, end):
        yield Clause(*match.span("who"), *match.span("cue"), "noun")


# each form with signs without which it cannot be there: most sentences have none of them
_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, int, int], Iterator[Clause]]], ...] = (
    (re.compile("quot"), _quoted_as_saying),
    (re.compile("ccording|n the words"), _according),
    (re.compile(":"), _colon),
    (re.compile(rf"['’]s?\s+(?:\w+\s+){{0,2}}?(?:{'|'.join(sorted(SPEECHES))})"), _noun),
    (re.compile(f"[{_DASHES}]"), _credit),
)
