"""
Who says each quotation: the mention that is credited, and whom it means.
"""

from __future__ import annotations

import re

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.models import Quotation, Reported, Span, Speaker, Use, ZoneSpan
from quoteprov.quotes.clauses import Clause, carrier, cited_by, clauses, is_beyond_limit
from quoteprov.quotes.credit import (
    QUOTATION,
    Last,
    Option,
    Quoted,
    Sentence,
    likelihoods,
    near,
    nobody,
    options,
)
from quoteprov.quotes.find import outer, spoken_turns
from quoteprov.quotes.mentions import resolve
from quoteprov.quotes.reported import LONGEST, reported_spans
from quoteprov.quotes.syntax import Parse, governors, merged
from quoteprov.quotes.use import DOUBT, describe, use_of
from quoteprov.text.affiliation import person
from quoteprov.text.outlets import carrier_in
from quoteprov.text.sentences import sentences, trim
from quoteprov.text.words import MASK
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


EQUAL = 0.1
"""Difference of confidence within which two speakers are equally likely, and both are kept."""
_LINE = re.compile(r"[^\r\n]+")
_CERTAIN = frozenset(
    {"finite", "inverted", "according", "as-saying", "colon", "participle", "credit"}
)
"""Rules whose speakers are remembered as such, whether or not a quotation was credited to them."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """
    The quotations with their speakers, and the reported speech around them.

    ``cut`` says that a sentence has more cues than were read.
    """

    quotations: tuple[Quotation, ...]
    reported: tuple[Reported, ...]
    cut: bool = False


class _Credit(NamedTuple):
    """
    The choice for one quotation: the clause, how likely it is, who carries, others as likely.
    """

    clause: Clause
    rule: str
    confidence: float = 1.0
    carrier: str | None = None
    others: tuple[Clause, ...] = ()


_Choice = _Credit | Use
"""What was decided for a quotation: a speaker, or what else the marks are for."""


def attribute(
    text: str,
    quotations: Sequence[Quotation],
    zones: Sequence[ZoneSpan],
    parse: Parse | None = None,
) -> Attribution:
    """
    Find the speaker and cue of every quotation of *text*, and the speech reported without marks.

    Every mention that may be credited is weighed against the others (`quotes.credit`), in order,
    for a quotation may go on with the speaker of the one before; nested quotations take over the
    speaker of the outer one. A mention ("the official", "he", "Kirby") is then resolved to the
    last fuller one (`quotes.mentions`).

    Args:
        text: The article.
        quotations: Its quotations, parents before children.
        zones: Its zones; nobody is credited in page furniture.
        parse: Its dependency parse, if there is one.
    """
    reading = read(text, quotations, zones, parse)
    masked, found = reading.masked, reading.found
    chosen = dict(_chosen(reading, quotations))
    reported = [r for s in found for r in reported_spans(masked, s)]
    meant = resolve(text, masked, _mentions(masked, found, chosen.values()))
    return Attribution(
        tuple(_spoken(text, quotations, chosen, meant)),
        tuple(_reported(text, reported, meant)),
        any(is_beyond_limit(masked, s.start, s.end) for s in found if s.end - s.start > LONGEST),
    )


def _mentions(
    masked: str, found: Sequence[Sentence], chosen: Iterable[_Choice]
) -> list[tuple[int, int]]:
    """Where somebody is named who speaks, in order."""
    sure = {
        (c.start, c.end)
        for s in found
        for c in s.clauses
        if c.rule in _CERTAIN and c.parsed != "parsed"
    }
    credited = {
        (c.start, c.end)
        for one in chosen
        if isinstance(one, _Credit)
        for c in (one.clause, *one.others)
    }
    return sorted(sure | credited | set(_introduced(masked, found)))


def _introduced(masked: str, found: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """
    List the persons that sentences without a quotation are about.

    "Jane Doe was upbeat. “We won,” she said."
    """
    for sentence in found:
        first = next(iter(sentence.clauses), None)
        if first is None or first.rule != "verb" or MASK in masked[sentence.start : sentence.end]:
            continue
        if len(person(masked[first.start : first.end])) > 1:
            yield first.start, first.end


def mask(text: str, quotations: Sequence[Quotation]) -> str:
    """
    Hide the quotations of *text*, code point for code point.

    A full stop at the end of a quotation stays where its closing mark was, so that the sentence
    ends there: “We won.” The official left.
    """
    plain = unwrap(text)
    out, at = [], 0
    for q in quotations:
        if q.parent is not None:
            continue
        start, end = outer(text, q)
        last = q.text[-1] if q.text[-1] in ".?!" else MASK
        out += [plain[at:start], MASK * (end - start - 1), last]
        at = end
    return "".join([*out, plain[at:]])


@dataclass(frozen=True, slots=True)
class Reading:
    """
    An article read for speakers: its text, that with its quotations hidden, its sentences.
    """

    text: str
    masked: str
    found: tuple[Sentence, ...]
    parse: Parse | None = None


def read(
    text: str,
    quotations: Sequence[Quotation],
    zones: Sequence[ZoneSpan],
    parse: Parse | None = None,
) -> Reading:
    """
    Hide the quotations of *text* and list the sentences of headline and body with their clauses.
    """
    masked = mask(text, quotations)
    spans = [
        span
        for zone in zones
        if zone.zone != "outside"
        for span in _sentences(masked, zone.start, zone.end)
    ]
    # the sentence before a quotation may introduce its speaker: "Holm was upbeat. “We won.”"
    opens = [*(masked[a] == MASK for _, a, _ in spans[1:]), False]
    close = [MASK in masked[a:b] or after for (_, a, b), after in zip(spans, opens, strict=False)]
    found: list[Sentence] = []
    for (number, a, b), loose in zip(spans, close, strict=True):
        plain = clauses(masked, a, b, loose=loose)
        if parse is not None and loose:
            plain = merged(plain, parse, masked, a, b)
        found.append(Sentence(a, b, number, tuple(plain)))
    return Reading(text, masked, tuple(found), parse)


def _sentences(masked: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(start of the paragraph, start, end) of the sentences of a zone."""
    for line in _LINE.finditer(masked, start, end):
        for a, b in sentences(masked, line.start(), line.end()):
            yield line.start(), a, b


def _chosen(reading: Reading, quotations: Sequence[Quotation]) -> Iterator[tuple[str, _Choice]]:
    """
    Choose a speaker for each quotation that is nested in no other, in order, or another use.
    """
    turns = _turns(reading.text)
    last: tuple[Last, _Credit] | None = None
    for q in quotations:
        at = sentence_of(reading.found, q) if q.parent is None else -1
        if at < 0:
            continue
        if label := turns.get(q.start):
            choice: _Choice | None = _Credit(label, label.rule)
        else:
            quoted = quoted_in(reading, q, last[0] if last else None)
            choice = _choice(quoted, q, last[1] if last else None)
        if choice is None:
            continue
        if isinstance(choice, _Credit):
            if choice.rule not in {"floating", "turn"}:
                by = choice.carrier or _carrier(reading, q, reading.found[at])
                choice = choice._replace(carrier=by)
            last = Last(at, choice.rule), choice
        yield q.id, choice


def _turns(text: str) -> dict[int, Clause]:
    """The labels of a transcript, by where the quotations of their turns begin."""
    return {
        start: Clause(turn.label_start, turn.label_end, turn.label_end, turn.label_end + 1, "turn")
        for turn, (start, _) in spoken_turns(text)
    }


def quoted_in(reading: Reading, quotation: Quotation, last: Last | None) -> Quoted:
    """
    Give a quotation with what stands around it.

    Args:
        reading: Of the article.
        quotation: One of its quotations, in a sentence of headline or body.
        last: The quotation before.
    """
    start, end = outer(reading.text, quotation)
    at = sentence_of(reading.found, quotation)
    above = governors(reading.parse, reading.masked, start, end) if reading.parse else None
    sentence = near(reading.found[at], start, end)
    return Quoted(reading.masked, start, end, sentence, reading.found, at, last, above)


def _choice(quoted: Quoted, quotation: Quotation, before: _Credit | None) -> _Choice | None:
    choices = options(quoted)
    parsed = quoted.above is not None
    shares = likelihoods([*(o.features for o in choices), nobody(quoted)], parsed=parsed)
    other = describe(quoted, quotation, choices, shares)
    if likelihoods([QUOTATION, other], parsed=parsed)[1] > DOUBT:
        return use_of(quoted, quotation)
    credit = _credit(choices, shares, before)
    return _spoken_by(quoted, credit, choices, shares) if credit else None


def _spoken_by(
    quoted: Quoted, credit: _Credit, choices: Sequence[Option], shares: Sequence[float]
) -> _Credit:
    """
    Look behind an outlet: "KCNA said, citing the ministry", "according to KCNA, Kim said".
    """
    clause = credit.clause
    outlet = _on_one_line(quoted.masked, (clause.start, clause.end))
    if credit.rule not in {"finite", "inverted", "according"} or not carrier_in(outlet):
        return credit
    if cited := cited_by(quoted.masked, clause, quoted.sentence.end):
        return credit._replace(clause=cited, rule=cited.rule, carrier=outlet)
    behind = [
        (share, option.clause)
        for option, share in zip(choices, shares, strict=False)
        if option.clause and option.clause.rule in {"finite", "inverted"} and option.lexical
        if option.where in {"before", "after"} and option.clause.start != clause.start
    ]
    if credit.rule != "according" or not behind:
        return credit
    _, speaker = max(behind, key=lambda one: one[0])
    return credit._replace(clause=speaker, rule=speaker.rule, carrier=outlet)


def _credit(
    choices: Sequence[Option], shares: Sequence[float], before: _Credit | None
) -> _Credit | None:
    """
    The likeliest mention, where the options that name the same one count together; None if nobody
    is likelier. Its cue is that of its likeliest option with a word of the lexicon.
    """
    named = [
        (option, clause, share)
        for option, share in zip(choices, shares, strict=False)
        if (clause := option.clause or (before.clause if before else None))
    ]
    totals: dict[int, float] = defaultdict(float)
    for _, clause, share in named:
        totals[clause.start] += share
    start = max(totals, key=totals.__getitem__, default=-1)
    if start < 0 or totals[start] < shares[-1]:
        return None
    own = [entry for entry in named if entry[1].start == start]
    option, chosen, _ = max(own, key=lambda e: (e[0].clause is None or e[0].lexical, e[2]))
    others = {
        clause.start: clause
        for _, clause, _ in named
        if clause.start != start and totals[clause.start] >= totals[start] - EQUAL
    }
    floating = option.clause is None or option.where == "previous"
    goes_on = before if floating else None
    return _Credit(
        chosen,
        "floating" if floating else chosen.rule,
        round(totals[start] * (goes_on.confidence if goes_on else 1.0), 2),
        goes_on.carrier if goes_on else None,
        tuple(others.values()),
    )


def _carrier(reading: Reading, q: Quotation, sentence: Sentence) -> str | None:
    """Who passes the words on."""
    start, end = max(sentence.start, q.start - LONGEST), min(sentence.end, q.end + LONGEST)
    by = carrier(reading.masked, start, end)
    return _on_one_line(reading.text, by) if by else None


def _on_one_line(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].split())


def sentence_of(found: Sequence[Sentence], quotation: Quotation) -> int:
    """
    Give the index of the first sentence that holds a part of *quotation*, -1 if none does.
    """
    at = bisect_right(found, quotation.start, key=lambda s: s.end)
    return at if at < len(found) and found[at].start < quotation.end + 1 else -1


def _spoken(
    text: str,
    quotations: Sequence[Quotation],
    chosen: Mapping[str, _Choice],
    meant: Mapping[int, str],
) -> Iterator[Quotation]:
    """The quotations with their speakers; a nested one has the speaker of the one around it."""
    done: dict[str, Quotation] = {}
    for q in quotations:
        around, choice = done.get(q.parent or ""), chosen.get(q.id)
        update: dict[str, object] = {"speaker": None, "cue": None, "use": None}
        if around:
            update |= {"speaker": around.speaker, "cue": around.cue}
        elif isinstance(choice, _Credit):
            cue = None if choice.rule == "floating" else _cue(text, choice.clause)
            update |= {"speaker": _speaker(text, choice, meant), "cue": cue}
        else:
            update["use"] = choice
        done[q.id] = q.model_copy(update=update)
        yield done[q.id]


def _speaker(text: str, credit: _Credit, meant: Mapping[int, str]) -> Speaker:
    clause = credit.clause
    resolved = meant[clause.start]
    others = dict.fromkeys(meant[c.start] for c in credit.others)
    return Speaker(
        text=text[clause.start : clause.end],
        start=clause.start,
        end=clause.end,
        resolved=resolved,
        carrier=credit.carrier,
        rule=credit.rule,
        confidence=credit.confidence,
        others=tuple(o for o in others if o != resolved),
    )


def _cue(text: str, clause: Clause) -> Span | None:
    start, end = trim(text, clause.cue_start, clause.cue_end)
    return Span(start=start, end=end, text=text[start:end]) if start < end else None


def _reported(
    text: str, reported: Sequence[tuple[Clause, int, int]], meant: Mapping[int, str]
) -> Iterator[Reported]:
    for clause, start, end in reported:
        yield Reported(
            speaker=_speaker(text, _Credit(clause, clause.rule), meant),
            cue=_cue(text, clause),
            start=start,
            end=end,
            text=text[start:end],
        )
