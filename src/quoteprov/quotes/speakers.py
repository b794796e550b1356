"""
Who says each quotation: the clause that credits it, and whom the clause means.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quoteprov.models import Quotation, Span, Speaker, ZoneSpan
from quoteprov.quotes.clauses import Clause, carrier, clauses, is_beyond_limit
from quoteprov.quotes.find import outer
from quoteprov.quotes.phrases import MASK
from quoteprov.text.affiliation import affiliation
from quoteprov.text.sentences import sentences, trim
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Sequence


_REMEMBERED = 200
"""Mentions and names back to which a short mention may refer."""
_NEAR_CLAUSES = 20
"""Clauses on either side of a quotation, within its sentence, that may credit it."""
_FAR = 2_000
"""Code points beyond which a sentence without end is no longer looked at."""
_REPORT_WORDS = 4
"""Fewest words behind a cue, outside marks, that are reported speech."""
_LOOSE_WORDS = 2
"""Most words beside a quotation that is a sentence of its own: “But …”."""
_SECOND = 2
# "Kabul, where the army still claims ground, said": the first cue is inside an aside
_RELATIVE = regex.compile(r"\b(?:where|which|whom|when)\s+$")


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
    """
    The quotations with their speakers, and the reported sentences around them.

    ``cut`` says that a sentence has more cues than were read.
    """

    quotations: tuple[Quotation, ...]
    reported: tuple[Reported, ...]
    cut: bool = False


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

    Sentence by sentence, by patterns (the rule that fired is kept): a clause right behind the
    quotation counts most, then one before it, then "according to", then a later one; a quotation
    that is a sentence of its own goes on with the speaker before it. Nested quotations take over
    the speaker of the outer one. A mention ("the official", "he", "Kirby") is resolved to the last
    fuller one.
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
        Reported(resolved[c.start], c.cue_end, min(s.end, c.cue_end + _FAR))
        for s in found
        for c in s.clauses
        if c.rule == "finite"
        and _n_words(masked[c.cue_end : min(s.end, c.cue_end + _FAR)]) >= _REPORT_WORDS
    ]
    cut = any(is_beyond_limit(masked, s.start, s.end) for s in found if s.end - s.start > _FAR)
    return Attribution(tuple(spoken), tuple(reported), cut)


def _n_words(masked: str) -> int:
    return len(masked.replace(MASK, "").split())


def mask(text: str, quotations: Sequence[Quotation]) -> str:
    """
    Hide the quotations of *text*, code point for code point.

    A full stop at the end of a quotation stays where its closing mark was, so that the sentence
    ends there: “We won.” The official left.
    """
    out = list(unwrap(text))
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
    names = [(m.end(), m.group()) for m in _NAME.finditer(masked)]
    for clause in found:
        if clause.start in speakers:
            continue
        mention = " ".join(text[clause.start : clause.end].split())
        before = names[: bisect_left(names, (clause.start + 1, ""))][-_REMEMBERED:]
        meant = _antecedent(mention, memory) or _full_name(mention, before) or mention
        if meant in memory:
            memory.remove(meant)
        memory = [*memory, meant][-_REMEMBERED:]
        speakers[clause.start] = Speaker(
            text=text[clause.start : clause.end],
            start=clause.start,
            end=clause.end,
            resolved=meant,
            rule=clause.rule,
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


_NAME = regex.compile(
    r"(?<![\p{L}'’-])\p{Lu}[\p{L}'’-]++(?:[ ]\p{Lu}?[\p{L}'’-]++)?[ ]\p{Lu}[\p{L}'’-]++"
)


def _full_name(mention: str, before: Sequence[tuple[int, str]]) -> str | None:
    """
    The last full name *before* that begins or ends with *mention*: "Kim" for "Kim Yo Jong".
    """
    if " " in mention or not mention[:1].isupper() or _PRONOUN.fullmatch(mention):
        return None
    full = [n for _, n in before if mention in (n.split()[0], n.split()[-1])]
    return full[-1] if full and affiliation(full[-1]) is None else None


def _assign(
    text: str,
    masked: str,
    quotations: Sequence[Quotation],
    found: Sequence[_Sentence],
    resolved: dict[int, Speaker],
) -> list[Quotation]:
    """
    Give every quotation its speaker: a clause's, the outer quotation's, or the one before.
    """
    done: dict[str, Quotation] = {}
    last: tuple[int, Speaker] | None = None
    for q in quotations:
        update: dict[str, object] = {"speaker": None, "cue": None}
        at = _sentence_of(found, q)
        if q.parent is not None:
            update = {"speaker": done[q.parent].speaker, "cue": done[q.parent].cue}
        elif at and (clause := _credit(masked, outer(text, q), found, at)):
            start, end = (
                max(found[at - 1].start, q.start - _FAR),
                min(found[at - 1].end, q.end + _FAR),
            )
            by = carrier(masked, start, end)
            rest = {
                "rule": clause.rule,
                "carrier": " ".join(text[slice(*by)].split()) if by else None,
            }
            speaker = resolved[clause.start].model_copy(update=rest)
            last = found[at - 1].paragraph, speaker
            update = {"speaker": speaker, "cue": _cue(text, clause)}
        elif at and last and _goes_on(masked, q, found[at - 1], last[0]):
            last = found[at - 1].paragraph, last[1].model_copy(update={"rule": "floating"})
            update = {"speaker": last[1]}
        done[q.id] = q.model_copy(update=update)
    return [done[q.id] for q in quotations]


def _cue(text: str, clause: Clause) -> Span:
    start, end = trim(text, clause.cue_start, clause.cue_end)
    return Span(start=start, end=end, text=text[start:end])


def _sentence_of(found: Sequence[_Sentence], q: Quotation) -> int:
    """Number (from 1) of the first sentence that holds a part of *q*, 0 if none does."""
    at = bisect_right(found, q.start, key=lambda s: s.end)
    return at + 1 if at < len(found) and found[at].start < q.end + 1 else 0


def _credit(
    masked: str, span: tuple[int, int], found: Sequence[_Sentence], at: int
) -> Clause | None:
    """
    The clause that credits the quotation at *span*: the best kind first, the nearest among equals.
    """
    sentence = found[at - 1]
    start, end = span
    middle = bisect_left(sentence.clauses, end, key=lambda c: c.cue_start)
    own = sentence.clauses[max(0, middle - _NEAR_CLAUSES) : middle + _NEAR_CLAUSES]
    later = [c for c in own if min(c.start, c.cue_start) >= end]
    behind = [c for c in later if not _RELATIVE.search(masked, max(end, c.start - 10), c.start)]
    adjacent = [c for c in behind if not masked[end : min(c.start, c.cue_start)].strip(" ,\n\t")]
    before = [c for c in own if c.cue_end <= start and c.rule not in {"according", "noun"}]
    choices = (
        adjacent[:1],
        [c for c in behind if c.rule == "as-saying"][:1],
        before[-1:],
        [c for c in own if c.rule == "according"][:1],
        [c for c in own if c.cue_end <= start and c.rule == "noun"][-1:],
        behind[:1],
        _next_sentence(masked, end, found, at),
        _introduced(masked, start, found, at),
    )
    return next((c[0] for c in choices if c), None)


def _next_sentence(masked: str, end: int, found: Sequence[_Sentence], at: int) -> list[Clause]:
    """
    “We won!” Kim said: the mark inside the quotation only looks like the end of the sentence.
    """
    if at >= len(found):
        return []
    following = found[at]
    between = masked[end : following.start]
    if between.strip() or "\n" in between or end < found[at - 1].end - 1:
        return []
    return [c for c in following.clauses[:1] if min(c.start, c.cue_start) <= following.start + 1]


def _introduced(masked: str, start: int, found: Sequence[_Sentence], at: int) -> list[Clause]:
    """
    "The mayor said:", and the quotation is the next paragraph.
    """
    if at < _SECOND or masked[found[at - 1].start : start].strip():
        return []
    introduction = found[at - 2]
    ends = masked[introduction.start : introduction.end].endswith(":")
    return list(introduction.clauses[-1:]) if ends else []


def _goes_on(masked: str, q: Quotation, sentence: _Sentence, paragraph: int) -> bool:
    """
    Tell whether *q* is a sentence of its own, in or right after the paragraph of the last speaker.
    """
    around = masked[sentence.start : sentence.end].replace(MASK, "").strip(" .,?!")
    if len(around.split()) > _LOOSE_WORDS:
        return False
    between = masked[paragraph : q.start].count("\n")
    return sentence.paragraph == paragraph or (
        between > 0 and masked[paragraph : q.start].strip() != ""
    )
