"""
Who says each quotation: the mention that is credited, and whom it means.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quoteprov.models import Quotation, Reported, Span, Speaker, Use, ZoneSpan
from quoteprov.quotes.clauses import Clause, carrier, clauses, is_beyond_limit
from quoteprov.quotes.credit import (
    QUOTATION,
    Last,
    Option,
    Sentence,
    likelihoods,
    nobody,
    options,
)
from quoteprov.quotes.find import outer, spoken_turns
from quoteprov.quotes.mentions import resolve
from quoteprov.quotes.phrases import MASK
from quoteprov.quotes.reported import LONGEST, reported_spans
from quoteprov.quotes.syntax import Parse, governors, merged, parsed_clauses
from quoteprov.quotes.use import DOUBT, describe, use_of
from quoteprov.text.sentences import sentences, trim
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


EQUAL = 0.1
"""Difference of confidence within which two speakers are equally likely, and both are kept."""
_CERTAIN = frozenset({"finite", "inverted", "according", "as-saying", "colon", "participle", "credit"})
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


@dataclass(frozen=True, slots=True)
class _Credit:
    """
    The choice for one quotation: the clause, its share of probability, others as likely.
    """

    clause: Clause
    rule: str
    confidence: float
    carrier: str | None
    others: tuple[Clause, ...]


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
    masked = mask(text, quotations)
    found = read_sentences(masked, zones, parse)
    credits, uses = _choose(text, masked, quotations, found, parse)
    reported = [r for s in found for r in reported_spans(masked, s)]
    spans = {(c.start, c.end) for s in found for c in s.clauses if c.rule in _CERTAIN and c.parsed != "parsed"}
    for credit in credits.values():
        spans |= {(c.start, c.end) for c in (credit.clause, *credit.others)}
    meant = resolve(text, masked, sorted(spans))
    spoken = _spoken(text, quotations, credits, meant)
    return Attribution(
        tuple(q.model_copy(update={"use": uses.get(q.id)}) for q in spoken),
        tuple(_reported(text, reported, meant)),
        any(is_beyond_limit(masked, s.start, s.end) for s in found if s.end - s.start > LONGEST),
    )


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


def read_sentences(
    masked: str, zones: Sequence[ZoneSpan], parse: Parse | None = None
) -> list[Sentence]:
    """
    List the sentences of headline and body with their clauses.
    """
    spans = [
        span
        for zone in zones
        if zone.zone != "outside"
        for span in _sentences(masked, zone.start, zone.end)
    ]
    quoting = [MASK in masked[a:b] for _, a, b in spans]
    # the sentence before a quotation may introduce its speaker: "Holm was upbeat. “We won.”"
    near = [own or after for own, after in zip(quoting, [*quoting[1:], False], strict=False)]
    found: list[Sentence] = []
    for (number, a, b), loose in zip(spans, near, strict=True):
        plain = clauses(masked, a, b, loose=loose)
        if parse is not None and loose:
            plain = merged(plain, list(parsed_clauses(parse, masked, a, b)))
        found.append(Sentence(a, b, number, tuple(plain)))
    return found


def _sentences(masked: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(start of the paragraph, start, end) of the sentences of a zone."""
    for line in regex.finditer(r"[^\r\n]+", masked, pos=start, endpos=end):
        for a, b in sentences(masked, line.start(), line.end()):
            yield line.start(), a, b


def _choose(
    text: str,
    masked: str,
    quotations: Sequence[Quotation],
    found: Sequence[Sentence],
    parse: Parse | None,
) -> tuple[dict[str, _Credit], dict[str, Use]]:
    """
    Choose a speaker for each quotation that is nested in no other, in order, or another use.
    """
    credits: dict[str, _Credit] = {}
    uses: dict[str, Use] = {}
    spoken = _turns(text)
    last: tuple[Last, _Credit] | None = None
    for q in quotations:
        at = sentence_of(found, q) if q.parent is None else -1
        if at < 0:
            continue
        if label := spoken.get(q.start):
            credits[q.id] = _Credit(label, label.rule, 1.0, None, ())
            last = Last(at, label.rule), credits[q.id]
            continue
        span = outer(text, q)
        choices = options_for(masked, span, found, at, last[0] if last else None, parse)
        described = [*(o.features for o in choices), nobody(masked, span, found[at])]
        shares = likelihoods(described, parsed=parse is not None)
        other = describe(masked, span, q, choices, shares)
        if likelihoods([QUOTATION, other], parsed=parse is not None)[1] > DOUBT:
            uses[q.id] = use_of(masked, span, q)
            continue
        credit = _credit(choices, shares, last[1] if last else None)
        if credit is None:
            continue
        sentence = found[at]
        by = carrier(
            masked, max(sentence.start, q.start - LONGEST), min(sentence.end, q.end + LONGEST)
        )
        named = " ".join(text[slice(*by)].split()) if by else None
        if credit.rule != "floating":
            credit = _Credit(credit.clause, credit.rule, credit.confidence, named, credit.others)
        credits[q.id] = credit
        last = Last(at, credit.rule), credit
    return credits, uses


def _credit(
    choices: Sequence[Option], shares: Sequence[float], before: _Credit | None
) -> _Credit | None:
    """
    The likeliest mention, where the options that name the same one count together; None if nobody
    is likelier. Its cue is that of its likeliest option with a word of the lexicon.
    """
    named = [
        (o, o.clause or before.clause, share)
        for o, share in zip(choices, shares, strict=False)
        if o.clause or before
    ]
    totals: dict[int, float] = {}
    for _, clause, share in named:
        totals[clause.start] = totals.get(clause.start, 0.0) + share
    start = max(totals, key=lambda at: totals[at], default=None)
    if start is None or totals[start] < shares[-1]:
        return None
    own = [entry for entry in named if entry[1].start == start]
    option, chosen, _ = max(own, key=lambda e: (e[0].clause is None or e[0].lexical, e[2]))
    others = {
        c.start: c
        for _, c, _ in named
        if c.start != start and totals[c.start] >= totals[start] - EQUAL
    }
    floating = option.clause is None or option.where == "previous"
    return _Credit(
        chosen,
        "floating" if floating else chosen.rule,
        round(totals[start] * (before.confidence if before and floating else 1.0), 2),
        before.carrier if before and floating else None,
        tuple(others.values()),
    )


def _turns(text: str) -> dict[int, Clause]:
    """The labels of a transcript, by where the quotations of their turns begin."""
    return {
        start: Clause(
            turn.label_start, turn.label_end, turn.label_end, turn.label_end + 1, "turn"
        )
        for turn, (start, _) in spoken_turns(text)
    }


def options_for(
    masked: str,
    span: tuple[int, int],
    found: Sequence[Sentence],
    at: int,
    last: Last | None,
    parse: Parse | None,
) -> list[Option]:
    """
    List whoever may be credited, with what the parse says of it; as `quotes.credit.options`.
    """
    above = governors(parse, masked, *span) if parse else None
    return list(options(masked, span, found, at, last, above))


def sentence_of(found: Sequence[Sentence], q: Quotation) -> int:
    """
    Give the index of the first sentence that holds a part of *q*, -1 if none does.
    """
    at = bisect_right(found, q.start, key=lambda s: s.end)
    return at if at < len(found) and found[at].start < q.end + 1 else -1


def _spoken(
    text: str,
    quotations: Sequence[Quotation],
    credits: dict[str, _Credit],
    meant: dict[int, str],
) -> Iterator[Quotation]:
    """The quotations with their speakers; a nested one has the speaker of the one around it."""
    done: dict[str, Quotation] = {}
    for q in quotations:
        if q.parent is not None:
            around = done[q.parent]
            update = {"speaker": around.speaker, "cue": around.cue}
        elif credit := credits.get(q.id):
            floating = credit.rule == "floating"
            update = {
                "speaker": Speaker(
                    **_mention(text, credit.clause, meant),
                    carrier=credit.carrier,
                    rule=credit.rule,
                    confidence=credit.confidence,
                    others=tuple(
                        meant[c.start] for c in credit.others if meant[c.start] != meant[credit.clause.start]
                    ),
                ),
                "cue": None if floating else _cue(text, credit.clause),
            }
        else:
            update = {"speaker": None, "cue": None}
        done[q.id] = q.model_copy(update=update)
        yield done[q.id]


def _mention(text: str, clause: Clause, meant: dict[int, str]) -> dict[str, object]:
    return {
        "text": text[clause.start : clause.end],
        "start": clause.start,
        "end": clause.end,
        "resolved": meant[clause.start],
    }


def _cue(text: str, clause: Clause) -> Span | None:
    start, end = trim(text, clause.cue_start, clause.cue_end)
    return Span(start=start, end=end, text=text[start:end]) if start < end else None


def _reported(
    text: str, reported: Sequence[tuple[Clause, int, int]], meant: dict[int, str]
) -> Iterator[Reported]:
    for clause, start, end in reported:
        yield Reported(
            speaker=Speaker(**_mention(text, clause, meant), rule=clause.rule),
            cue=_cue(text, clause),
            start=start,
            end=end,
            text=text[start:end],
        )
