"""
Who is credited with a quotation: every mention that may be, weighed against the others.

The options are the clauses of the quotation's sentence and of its neighbours, and the speaker of
the quotation before. Each is described by features (on which side it stands, how far, by which
rule, by which verb), and the sum of their weights makes it more or less likely: a log-linear
choice among options, one of which is nobody. The weights stand in ``weights.tsv`` and were fitted
on the training part of PolNeAR by ``tools/fit_speakers.py``.
"""

from __future__ import annotations

import math

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from quoteprov.quotes.cues import FINITE, PARTICIPLES, SAY
from quoteprov.quotes.phrases import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.quotes.clauses import Clause


BY_HAND = {"credit": 12.0, "as-saying": 10.0, "colon": 8.0, "use before so-called": 4.0}
"""Weights of what leaves no doubt and is rare in the news that the others were fitted on: a line
of credit, “…” — Jane Doe; KCNA quoted the minister as saying “…”; Doe: “…”; the so-called “…”."""

NEAR = 6
"""Clauses on either side of a quotation that are weighed."""
QUOTATION = ("quotation",)
"""The features of a quotation, against another use of marks."""

_LETTERS = 6
"""Code points of a word with its blank."""
LOOSE_WORDS = 2
"""Most words beside a quotation that is a sentence of its own: “But …”."""

_PRONOUN = regex.compile(r"(?:he|she|they|it|we|i|who)", regex.IGNORECASE)
_ASIDE = regex.compile(r"\b(?:where|which|whom|when)\s+$")
_THAT = regex.compile(r"\s*,?\s*(?:that|as|how|for|to be|about|of)\b")
_BINS = ((0, "0"), (2, "1-2"), (5, "3-5"), (9, "6-9"), (16, "10-16"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    A sentence of the masked text with the clauses that may credit somebody.

    ``paragraph`` is where its paragraph begins; all in code points.
    """

    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]


class Option(NamedTuple):
    """
    A possible speaker: the clause that names it, None for the speaker of the quotation before.

    ``where`` is the place of the clause: ``before``, ``after``, ``next``, ``introduction``,
    ``previous``.
    """

    clause: Clause | None
    features: tuple[str, ...]
    where: str = ""
    lexical: bool = True


class Last(NamedTuple):
    """The quotation before, if it has a speaker: in which sentence it stands, its rule."""

    sentence: int
    rule: str


def nobody(masked: str, span: tuple[int, int], sentence: Sentence) -> tuple[str, ...]:
    """
    Describe a quotation as something that nobody is credited with.
    """
    n = (span[1] - span[0]) // _LETTERS
    around = masked[sentence.start : sentence.end].replace(MASK, "").strip(" .,?!")
    alone = len(around.split()) <= LOOSE_WORDS
    return (
        "nobody",
        f"nobody:words {_bin(n)}",
        f"nobody:alone {alone}",
        f"nobody:words {_bin(n)} alone {alone}",
    )


def options(
    masked: str,
    span: tuple[int, int],
    found: Sequence[Sentence],
    at: int,
    last: Last | None,
    above: dict[int, int] | None = None,
) -> Iterator[Option]:
    """
    List whoever may be credited with the quotation at *span*, marks included.

    Args:
        masked: The text with its quotations hidden.
        span: Of the quotation (code points).
        found: The sentences of the text.
        at: The index of the one that holds the quotation.
        last: The quotation before.
        above: Where the words above the quotation in a parse begin, and how many steps up.
    """
    start, end = span
    sentence = found[at]
    around = masked[sentence.start : sentence.end].replace(MASK, "").strip(" .,?!")
    alone = len(around.split()) <= LOOSE_WORDS
    shape = "alone" if alone else "full" if masked[end - 1] in ".?!" else "part"
    opens = not masked[sentence.start : start].strip()
    own = sentence.clauses
    middle = bisect_left(own, start, key=lambda c: c.cue_start)
    before = nearest([c for c in reversed(own[:middle]) if c.cue_end <= start])
    after = nearest(own[middle:])
    for clause in own:
        if clause.rule == "as-saying":
            yield Option(clause, ("as-saying",))
        elif clause.rule == "colon" and not masked[clause.cue_end : start].strip():
            yield Option(clause, ("colon",))
    for clauses, where in ((before, "before"), (after, "after")):
        lexical = [i for i, c in enumerate(clauses) if is_lexical(masked, c)]
        for rank, clause in enumerate(clauses):
            features = _clause_features(masked, clause, span, where, rank, shape, above)
            nearer = sum(i < rank for i in lexical)
            farther = sum(i > rank for i in lexical)
            kind = "lexical" if rank in lexical else "other"
            yield Option(
                clause,
                (
                    *features,
                    f"{where} {kind} nearer {min(nearer, 2)}",
                    f"{where} {kind} farther {min(farther, 2)}",
                    f"{where} {clause.rule} nearer {min(nearer, 1)} farther {min(farther, 1)}",
                ),
                where,
                rank in lexical,
            )
    following = found[at + 1].clauses if at + 1 < len(found) else ()
    if following and not masked[end : found[at + 1].start].strip(" \t."):
        for rank, clause in enumerate([c for c in following if c.rule not in BY_HAND][:2]):
            features = _clause_features(masked, clause, span, "next", rank, shape, above)
            yield Option(clause, features, "next")
    for clause in (*sentence.clauses, *following):
        behind = clause.rule == "credit" and clause.cue_start >= end
        if behind and not masked[end : clause.cue_start].strip(" \t\r\n.,"):
            yield Option(clause, ("credit",))
    for back in (1, 2):
        if at < back or (back > 1 and found[at - back].paragraph != sentence.paragraph):
            break
        where = f"previous {back}"
        if found[at - back].paragraph != sentence.paragraph:
            where = "introduction"
            if not opens:
                break
        for rank, clause in enumerate(reversed(found[at - back].clauses[-NEAR:])):
            if clause.rule not in BY_HAND:
                features = _clause_features(masked, clause, span, where, rank, shape, above)
                yield Option(clause, features, where.partition(" ")[0])
    if last is not None:
        yield Option(None, _floating_features(masked, span, found, at, last, shape))


def nearest(clauses: Sequence[Clause]) -> list[Clause]:
    """
    The first few of each kind: those with a word of the lexicon, and the others.
    """
    plain = 0
    kept: list[Clause] = []
    for clause in clauses:
        loose = clause.rule in {"verb", "parsed"}
        plain += loose
        if clause.rule not in BY_HAND and (not loose or plain <= NEAR):
            kept.append(clause)
    return kept[: 3 * NEAR]


def is_lexical(masked: str, clause: Clause) -> bool:
    """Whether its cue is a word of the lexicon."""
    cue = masked[clause.cue_start : clause.cue_end].lower()
    return clause.rule not in {"verb", "verb inverted", "agent", "possessive"} and (
        clause.rule != "parsed" or cue in FINITE or cue in PARTICIPLES
    )


def _clause_features(
    masked: str,
    clause: Clause,
    span: tuple[int, int],
    where: str,
    rank: int,
    shape: str,
    above: dict[int, int] | None,
) -> tuple[str, ...]:
    start, end = span
    low, high = min(clause.start, clause.cue_start), max(clause.end, clause.cue_end)
    gap = masked[end:low] if low >= end else masked[high:start] if high <= start else ""
    n = len(gap.replace(MASK, " ").split())
    adjacent = not gap.strip(" ,:\n\t") and where not in {"previous 1", "previous 2"}
    place = f"{where} touching" if adjacent else where
    who = masked[clause.start : clause.end]
    cue = masked[clause.cue_start : clause.cue_end].lower()
    kind = "say" if cue in SAY else "lexicon" if cue in FINITE or cue in PARTICIPLES else "other"
    named = (
        "pronoun"
        if _PRONOUN.fullmatch(who)
        else "name"
        if any(c.isupper() for c in who[1:2] + who[:1]) or " " in who and who[:1].isupper()
        else "description"
    )
    features = [
        place,
        f"{place} {clause.rule}",
        f"{place} {kind}",
        f"{place} rank {min(rank, 3)}",
        f"{place} {shape}",
        f"{clause.rule} {kind}",
        f"{named}",
        f"{place} {named}",
        f"{where} gap {_bin(n)}",
    ]
    if above is not None:
        steps = above.get(clause.cue_start)
        governs = "no" if steps is None else str(min(steps, 3))
        features += [
            f"governs {governs}",
            f"{where} governs {governs}",
            f"{kind} governs {governs}",
            f"{clause.rule} governs {governs}",
            f"{clause.parsed} governs {governs}",
            f"{place} parsed {clause.parsed}",
            f"{clause.rule} parsed {clause.parsed}",
        ]
    if MASK in gap:
        features += ["other quotation between", f"{place} other quotation between"]
    if gap.endswith(":") or gap.endswith(": "):
        features += [f"{where} colon"]
    if _THAT.match(gap):
        features += [f"{where} that"]
    if "," in gap.strip(" ,"):
        features += [f"{where} comma between"]
    if where == "after" and _ASIDE.search(masked, max(end, low - 10), low):
        features += ["after aside"]
    return tuple(features)


def _floating_features(
    masked: str,
    span: tuple[int, int],
    found: Sequence[Sentence],
    at: int,
    last: Last,
    shape: str,
) -> tuple[str, ...]:
    sentence, before = found[at], found[last.sentence]
    between = at - last.sentence
    paragraphs = masked[before.paragraph : sentence.start].count("\n")
    same = sentence.paragraph == before.paragraph
    where = "floating" if same else "floating over"
    own = any(c.rule in {"finite", "inverted", "according", "colon"} for c in sentence.clauses)
    clauses = any(s.clauses for s in found[last.sentence + 1 : at])
    place = f"{where} {shape}"
    return (
        where,
        place,
        f"{place} sentences {min(between, 4)}",
        f"{place} other clause {own}",
        f"{place} clauses between {clauses}",
        f"{where} paragraphs {min(paragraphs, 3)}",
        f"{where} after {last.rule}",
    )


def _bin(n: int) -> str:
    return next((name for most, name in _BINS if n <= most), "more")


@cache
def weights(kind: Literal["blank", "parsed"]) -> dict[str, float]:
    """The weight of each feature, without a parse or with one."""
    source = resources.files("quoteprov.quotes").joinpath("weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in source.splitlines() if not line.startswith("#"))
    return {name: float(value) for column, name, value in rows if column == kind} | BY_HAND


def likelihoods(described: Sequence[tuple[str, ...]], *, parsed: bool) -> list[float]:
    """
    The share of probability of each option, 0 to 1.
    """
    known = weights("parsed" if parsed else "blank")
    weight = known.get
    scores = [sum([weight(f, 0.0) for f in features]) for features in described]
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    whole = sum(raised)
    return [r / whole for r in raised]
