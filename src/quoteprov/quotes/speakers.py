"""
Who says each quotation: the clause that credits it, and whom the clause means.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quoteprov.models import Quotation, Span, Speaker, ZoneSpan
from quoteprov.quotes.clauses import MASK, Clause, carrier, clauses
from quoteprov.quotes.find import outer
from quoteprov.text.affiliation import affiliation
from quoteprov.text.sentences import sentences


if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Reported:
    """
    Reported speech without marks: who, and the span of what they are said to have said.
    """

    speaker: Speaker
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """The quotations with their speakers, and the reported sentences around them."""

    quotations: tuple[Quotation, ...]
    reported: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]


def attribute(
    text: str, quotations: Sequence[Quotation], zones: Sequence[ZoneSpan]
) -> Attribution:
    """
    Find the speaker and cue of every quotation of *text*, and the speech reported without marks.

    Sentence by sentence, by patterns (the rule that fired is kept): a clause right behind the quotation
    counts most, then one before it, then "according to", then a later one; a quotation that is a
    sentence of its own goes on with the speaker before it. Nested quotations take over the speaker of
    the outer one. A mention ("the official", "he", "Kirby") is resolved to the last fuller one.
    """
    masked = mask(text, quotations)
    found = [
        _Sentence(a, b, number, tuple(clauses(masked, a, b)))
        for zone in zones
        if zone.zone != "outside"
        for number, a, b in _sentences(masked, zone.start, zone.end)
    ]
    resolved = _resolve(text, masked, [c for s in found for c in s.clauses])
    spoken = _assign(text, masked, quotations, found, resolved)
    reported = [
        Reported(resolved[c.start], c.cue_end, s.end)
        for s in found
        for c in s.clauses
        if c.rule == "finite" and len(masked[c.cue_end : s.end].replace(MASK, "").split()) >= 4
    ]
    return Attribution(tuple(spoken), tuple(reported))


def mask(text: str, quotations: Sequence[Quotation]) -> str:
    """
    Hide the quotations of *text*, code point for code point.

    A full stop at the end of a quotation stays where its closing mark was, so that the sentence ends
    there: “We won.” The official left.
    """
    out = list(text)
    for q in quotations:
        if q.parent is not None:
            continue
        start, end = outer(text, q)
        out[start:end] = MASK * (end - start)
        if q.text[-1:] in ".?!":
            out[end - 1] = q.text[-1]
    return "".join(out)


def _sentences(masked: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """(paragraph number, start, end) of the sentences of a zone."""
    found = []
    for line in regex.finditer(r"[^\r\n]+", masked, pos=start, endpos=end):
        found += [(line.start(), a, b) for a, b in sentences(masked, line.start(), line.end())]
    return found


_PRONOUN = regex.compile(r"(?:he|she|they|it|we|i)\b", regex.IGNORECASE)
_DESCRIPTION = regex.compile(
    r"(?i:the|this|that|his|her|its|their|another)\s+(?P<noun>[\p{Ll}\s'’-]+)"
)
_THING = frozenset(
    "statement report article commentary agency paper newspaper commission ministry".split()
)


def _resolve(text: str, masked: str, found: Sequence[Clause]) -> dict[int, Speaker]:
    """
    Map the start of every mention to a speaker with the fullest mention met so far.
    """
    memory: list[str] = []
    speakers: dict[int, Speaker] = {}
    for clause in found:
        if clause.start in speakers:
            continue
        mention = text[clause.start : clause.end]
        meant = (
            _antecedent(mention, memory) or _full_name(mention, masked[: clause.start]) or mention
        )
        if meant in memory:
            memory.remove(meant)
        memory.append(meant)
        speakers[clause.start] = Speaker(
            text=mention, start=clause.start, end=clause.end, resolved=meant, rule=clause.rule
        )
    return speakers


def _antecedent(mention: str, memory: Sequence[str]) -> str | None:
    """
    The earlier mention that a pronoun, a bare description or a surname stands for.
    """
    recent = list(reversed(memory))
    if _PRONOUN.fullmatch(mention):
        return recent[0] if recent else None
    if description := _DESCRIPTION.fullmatch(mention):
        if affiliation(mention):
            return None
        noun = description["noun"].split()[-1].lower()
        same = [m for m in recent if noun in m.lower()]
        if same or noun in _THING:
            return same[0] if same else None
        return recent[0] if recent else None
    if " " not in mention and mention[:1].isupper() and affiliation(mention) is None:
        return next(
            (m for m in recent if mention in m.replace(",", "").split() and m != mention), None
        )
    return None


_NAME = regex.compile(r"\p{Lu}[\p{L}'’-]+(?:[ -]\p{Lu}?[\p{L}'’-]+)?[ ]\p{Lu}[\p{L}'’-]+")


def _full_name(mention: str, before: str) -> str | None:
    """
    The last full name before that has *mention* for its first or last word: "Kim" for "Kim Yo Jong".
    """
    if " " in mention or not mention[:1].isupper() or _PRONOUN.fullmatch(mention):
        return None
    full = [n for n in _NAME.findall(before) if mention in (n.split()[0], n.split()[-1])]
    return full[-1] if full and affiliation(full[-1]) is None else None


def _assign(
    text: str,
    masked: str,
    quotations: Sequence[Quotation],
    found: Sequence[_Sentence],
    resolved: dict[int, Speaker],
) -> list[Quotation]:
    done: dict[str, Quotation] = {}
    last: tuple[int, Speaker] | None = None
    for q in quotations:
        speaker: Speaker | None = None
        cue: Span | None = None
        if q.parent is not None:
            speaker, cue = done[q.parent].speaker, done[q.parent].cue
        elif at := _sentence_of(found, q):
            clause = _credit(masked, outer(text, q), found, at)
            if clause:
                by = carrier(masked, found[at - 1].start, found[at - 1].end)
                update = {"rule": clause.rule, "carrier": text[slice(*by)] if by else None}
                speaker = resolved[clause.start].model_copy(update=update)
                span = clause.cue_start, clause.cue_end
                cue = Span(start=span[0], end=span[1], text=text[slice(*span)].strip())
            elif last and _goes_on(masked, q, found[at - 1], last[0]):
                speaker = last[1].model_copy(update={"rule": "floating"})
            if speaker:
                last = found[at - 1].paragraph, speaker
        done[q.id] = q.model_copy(update={"speaker": speaker, "cue": cue})
    return [done[q.id] for q in quotations]


def _sentence_of(found: Sequence[_Sentence], q: Quotation) -> int:
    """Number (from 1) of the sentence that holds the end of *q*, 0 if none does."""
    return next((i for i, s in enumerate(found, 1) if s.start < q.end + 1 and q.start < s.end), 0)


def _credit(
    masked: str, span: tuple[int, int], found: Sequence[_Sentence], at: int
) -> Clause | None:
    """
    The clause that credits the quotation at *span*: the best kind first, the nearest among equals.
    """
    sentence = found[at - 1]
    start, end = span
    own = sentence.clauses
    behind = [c for c in own if min(c.start, c.cue_start) >= end]
    adjacent = [c for c in behind if not masked[end : min(c.start, c.cue_start)].strip(" ,\n\t")]
    before = [c for c in own if c.cue_end <= start and c.rule != "according"]
    choices = (
        adjacent[:1],
        [c for c in behind if c.rule == "as-saying"][:1],
        before[-1:],
        [c for c in own if c.rule == "according"][:1],
        behind[:1],
        _next_sentence(masked, end, found, at),
    )
    return next((c[0] for c in choices if c), None)


def _next_sentence(masked: str, end: int, found: Sequence[_Sentence], at: int) -> list[Clause]:
    """
    “We won!” Kim said: the mark inside the quotation only looks like the end of the sentence.
    """
    if at >= len(found) or masked[end : found[at].start].strip():
        return []
    following = found[at]
    first = [c for c in following.clauses[:1] if min(c.start, c.cue_start) <= following.start + 1]
    bare = first and len(masked[max(first[0].cue_end, first[0].end) : following.end].split()) <= 4
    return first if bare else []


def _goes_on(masked: str, q: Quotation, sentence: _Sentence, paragraph: int) -> bool:
    """
    Tell whether *q* stands alone as a sentence, in or right after the paragraph of the last speaker.
    """
    around = masked[sentence.start : sentence.end].replace(MASK, "").strip(" .,?!")
    if len(around.split()) > 2:
        return False
    between = masked[paragraph : q.start].count("\n")
    return sentence.paragraph == paragraph or (
        between > 0 and masked[paragraph : q.start].strip() != ""
    )
