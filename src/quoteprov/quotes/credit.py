"""
Who is credited with a quotation: every mention that may be, weighed against the others.

The options are the clauses of the quotation's sentence and of its neighbours, and the speaker of
the quotation before. Each is described by features (on which side it stands, how far, by which
rule, by which verb), and the sum of their weights makes it more or less likely: a log-linear
choice (McCullagh and Nelder 1989, chapter 5) among options, one of which is nobody. The weights
stand in ``weights.tsv`` and were fitted by ``bench/speakers/fit.py`` on the training part of
PolNeAR.
"""

from __future__ import annotations

import math

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from quoteprov.quotes.cues import FINITE, PARTICIPLES, PRONOUNS, SAY
from quoteprov.text.lemmas import is_function_word, is_known
from quoteprov.text.titles import is_office_word
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quoteprov.quotes.clauses import Clause


BY_HAND = {
    "credit": 12.0,
    "as-saying": 10.0,
    "colon": 8.0,
    "use before so-called": 4.0,
    "use surely nickname": 6.0,
    "use surely titled": 2.0,
}
"""Weights of what leaves no doubt and is rare in the news that the others were fitted on: a line
of credit, “…” — Jane Doe; KCNA quoted the minister as saying “…”; Doe: “…”; the so-called “…”;
Marko “The Butcher” Petrov; the film “A Long Way”."""

NEAR = 6
"""Clauses without a word of the lexicon that are weighed on either side of a quotation."""
FAR = 1_000
"""Code points on either side of a quotation beyond which its sentence is no longer looked at."""
MOST = 40
"""Clauses on either side of it that are looked at."""
NEXT = 2
"""Clauses of the next sentence that are weighed: “We won!” Holm said."""
LOOSE_WORDS = 2
"""Most words beside a quotation that is a sentence of its own: “But …”."""
QUOTATION = ("quotation",)
"""The features of a quotation, against another use of marks."""

_KNOWN = 65_536
"""Descriptions that are remembered."""
_LETTERS = 6
"""Code points of a word with its blank."""
_BINS = (0, 2, 5, 9, 16)
_BIN_NAMES = ("0", "1-2", "3-5", "6-9", "10-16", "more")
_LOOSE = frozenset({"verb", "parsed"})
_NO_LEXICON = frozenset({"verb", "verb inverted", "agent", "possessive"})
_LEXICON = FINITE | PARTICIPLES
_PLAIN = frozenset({"finite", "inverted", "according", "colon"})

_PRONOUNS = PRONOUNS | {"who"}
_ASIDE = regex.compile(r"\b(?:where|which|whom|when)\s+$")
_COORDINATED = regex.compile(
    rf"{MASK}[\s,;]*(?:but|and|while|whereas|though|although|yet)?[\s,]*$"
)
_CONJUNCTION = 16
"""Code points that a conjunction takes with what stands around it."""
_THAT = regex.compile(r"\s*,?\s*(?:that|as|how|for|to be|about|of)\b")


class Sentence(NamedTuple):
    """
    A sentence of the masked text with the clauses that may credit somebody.

    ``paragraph`` is where its paragraph begins; all in code points.
    """

    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]


class Last(NamedTuple):
    """The quotation before, if it has a speaker: in which sentence it stands, its rule."""

    sentence: int
    rule: str


def near(sentence: Sentence, start: int, end: int) -> Sentence:
    """
    Give what of a sentence stands near a quotation: a text without a full stop is one sentence.
    """
    if sentence.end - sentence.start <= FAR:
        return sentence
    first = bisect_left(sentence.clauses, start - FAR, key=lambda c: c.cue_start)
    middle = bisect_left(sentence.clauses, start, key=lambda c: c.cue_start)
    last = bisect_left(sentence.clauses, end + FAR, key=lambda c: c.cue_start)
    return Sentence(
        max(sentence.start, start - FAR),
        min(sentence.end, end + FAR),
        sentence.paragraph,
        sentence.clauses[max(first, middle - MOST) : min(last, middle + MOST)],
    )


@dataclass(frozen=True)
class Quoted:
    """
    A quotation and what stands around it.

    Args:
        masked: The text with its quotations hidden.
        start: Of the quotation, marks included (code points).
        end: Its end.
        sentence: The one that holds it, as far as `FAR` on either side.
        found: The sentences of the text.
        at: The index of the one that holds the quotation.
        last: The quotation before.
        above: Where the words above the quotation in a parse begin, and how many steps up; None
            without a parse.
    """

    masked: str
    start: int
    end: int
    sentence: Sentence
    found: Sequence[Sentence]
    at: int
    last: Last | None = None
    above: Mapping[int, int] | None = None

    @cached_property
    def is_alone(self) -> bool:
        """It is a sentence of its own."""
        rest = self.masked[self.sentence.start : self.sentence.end].replace(MASK, "")
        return len(rest.strip(" .,?!").split()) <= LOOSE_WORDS

    @cached_property
    def shape(self) -> str:
        """A sentence of its own, one inside another, or a part."""
        if self.is_alone:
            return "alone"
        return "full" if self.masked[self.end - 1] in ".?!" else "part"


class Option(NamedTuple):
    """
    A possible speaker: the clause that names it, None for the speaker of the quotation before.

    ``where`` is the place of the clause: ``before``, ``after``, ``next``, ``introduction``,
    ``previous``. ``lexical`` says that it has a word of the lexicon.
    """

    clause: Clause | None
    features: tuple[str, ...]
    where: str = ""
    lexical: bool = True


def nobody(quoted: Quoted) -> tuple[str, ...]:
    """
    Describe a quotation as something that nobody is credited with.
    """
    size = f"nobody:words {_bin((quoted.end - quoted.start) // _LETTERS)}"
    alone = quoted.is_alone
    return "nobody", size, f"nobody:alone {alone}", f"{size} alone {alone}"


def options(quoted: Quoted) -> list[Option]:
    """
    List whoever may be credited with a quotation.
    """
    return [
        *_certain(quoted),
        *_beside(quoted),
        *_next(quoted),
        *_previous(quoted),
        *_floating(quoted),
    ]


def _certain(quoted: Quoted) -> Iterator[Option]:
    """The forms that leave no doubt, described by nothing else."""
    following = quoted.found[quoted.at + 1 : quoted.at + 2]
    for clause in quoted.sentence.clauses:
        if clause.rule == "as-saying" or (
            clause.rule == "colon"
            and not quoted.masked[clause.cue_end : quoted.start].strip(" \t\r\n")
        ):
            yield Option(clause, (clause.rule,))
    after = (c for s in following for c in s.clauses[:NEXT])
    for clause in (*quoted.sentence.clauses, *after):
        gap = quoted.masked[quoted.end : clause.cue_start]
        if (
            clause.rule == "credit"
            and clause.cue_start >= quoted.end
            and not gap.strip(" \t\r\n.,")
        ):
            yield Option(clause, (clause.rule,))


def _beside(quoted: Quoted) -> Iterator[Option]:
    """The clauses of its own sentence, and how many with a word of the lexicon stand nearer."""
    own = quoted.sentence.clauses
    middle = bisect_left(own, quoted.start, key=lambda c: c.cue_start)
    sides = {
        "before": _nearest([c for c in reversed(own[:middle]) if c.cue_end <= quoted.start]),
        "after": _nearest(own[middle:]),
    }
    for where, clauses in sides.items():
        lexical = [i for i, c in enumerate(clauses) if _is_lexical(quoted.masked, c)]
        for rank, clause in enumerate(clauses):
            nearer, farther = sum(i < rank for i in lexical), sum(i > rank for i in lexical)
            kind = "lexical" if rank in lexical else "other"
            features = _features(quoted, clause, where, rank)
            overtaken = "other quotation between" in features and any(
                clauses[i].start != clause.start and _begins(quoted.masked, clauses[i])
                for i in lexical
                if i < rank
            )
            order = _order(where, kind, clause.rule, min(nearer, 2), min(farther, 2), overtaken)
            yield Option(clause, features + order, where, rank in lexical)


@lru_cache(_KNOWN)
def _order(  # noqa: PLR0917 - the cache compares them by place
    where: str,
    kind: str,
    rule: str,
    nearer: int,
    farther: int,
    overtaken: bool,  # noqa: FBT001
) -> tuple[str, ...]:
    """How many clauses with a word of the lexicon stand nearer and farther on the same side."""
    return (
        f"{where} {kind} nearer {nearer}",
        f"{where} {kind} farther {farther}",
        f"{where} {rule} nearer {min(nearer, 1)} farther {min(farther, 1)}",
        f"{where} overtaken {overtaken}",
    )


def _next(quoted: Quoted) -> Iterator[Option]:
    """“We won!” Kim said: the mark inside only looks like the end of the sentence."""
    for following in quoted.found[quoted.at + 1 : quoted.at + 2]:
        if quoted.masked[quoted.end : following.start].strip(" \t."):
            return
        clauses = (c for c in following.clauses if c.rule not in BY_HAND)
        for rank, clause in enumerate(islice(clauses, NEXT)):
            yield Option(clause, _features(quoted, clause, "next", rank), "next")


def _previous(quoted: Quoted) -> Iterator[Option]:
    """
    The sentences before: two of the paragraph, or the last one of the paragraph before if the
    quotation opens its own: "The mayor said:".
    """
    opens = not quoted.masked[quoted.sentence.start : quoted.start].strip()
    for back in (1, 2):
        if quoted.at < back:
            return
        before = quoted.found[quoted.at - back]
        same = before.paragraph == quoted.sentence.paragraph
        if not same and (back > 1 or not opens):
            return
        where = f"previous {back}" if same else "introduction"
        for rank, clause in enumerate(reversed(before.clauses[-NEAR:])):
            silent = clause.rule in _LOOSE and not _may_speak(quoted.masked, clause)
            if clause.rule not in BY_HAND and not silent:
                features = _features(quoted, clause, where, rank)
                yield Option(clause, features, where.partition(" ")[0])


def _may_speak(masked: str, clause: Clause) -> bool:
    """
    Whether a subject is somebody: "Rain fell. “Nobody has come.”" A word of the dictionary that
    opens a sentence is a name if it stands with a capital inside another one.
    """
    words = masked[clause.start : clause.end].split()
    if not words or words[0].lower() in _PRONOUNS:
        return bool(words)
    if is_office_word(words[-1].lower()) or any(w[:1].isupper() for w in words[1:]):
        return True
    first = words[0].removesuffix("'s").removesuffix("’s")
    if not first[:1].isupper() or is_function_word(first.lower()):
        return False
    return not is_known(first.lower()) or f", {first}" in masked or _inside(masked, first)


def _inside(masked: str, word: str) -> bool:
    """Whether a word stands with its capital behind a small one."""
    at = masked.find(f" {word}")
    while at > 0 and not masked[at - 1].islower():
        at = masked.find(f" {word}", at + 1)
    return at > 0


def _nearest(clauses: Sequence[Clause]) -> list[Clause]:
    """The first few without a word of the lexicon, and all others within some distance."""
    plain = 0
    kept: list[Clause] = []
    for clause in clauses:
        loose = clause.rule in _LOOSE
        plain += loose
        if clause.rule not in BY_HAND and (not loose or plain <= NEAR):
            kept.append(clause)
    return kept[: 3 * NEAR]


def _is_lexical(masked: str, clause: Clause) -> bool:
    if clause.rule != "parsed":
        return clause.rule not in _NO_LEXICON
    cue = masked[clause.cue_start : clause.cue_end].lower()
    return cue in _LEXICON


def _features(quoted: Quoted, clause: Clause, where: str, rank: int) -> tuple[str, ...]:
    masked = quoted.masked
    low, high = min(clause.start, clause.cue_start), max(clause.end, clause.cue_end)
    gap = (
        masked[quoted.end : low]
        if low >= quoted.end
        else masked[high : quoted.start]
        if high <= quoted.start
        else ""
    )
    cue = masked[clause.cue_start : clause.cue_end].lower()
    steps = quoted.above.get(clause.cue_start) if quoted.above is not None else None
    # "“…”, in Kabul, where the army said": the cue is inside an aside
    aside = where == "after" and _ASIDE.search(masked, max(quoted.end, low - 10), low) is not None
    return _described(
        where,
        touching=not gap.strip(" ,:\n\t") and not where.startswith("previous"),
        rule=clause.rule,
        kind="say" if cue in SAY else "lexicon" if cue in _LEXICON else "other",
        named=_named(masked[clause.start : clause.end]),
        rank=min(rank, 3),
        shape=quoted.shape,
        distance=_bin(len(gap.replace(MASK, " ").split())),
        other=MASK in gap,
        colon=gap.rstrip(" ").endswith(":"),
        that=_THAT.match(gap) is not None,
        comma="," in gap.strip(" ,"),
        aside=aside,
        parsed=None if quoted.above is None else (clause.parsed, clause.label),
        governs="governs no" if steps is None else f"governs {min(steps, 3)}",
    )


@lru_cache(_KNOWN)
def _described(
    where: str,
    *,
    touching: bool,
    rule: str,
    kind: str,
    named: str,
    rank: int,
    shape: str,
    distance: str,
    other: bool,
    colon: bool,
    that: bool,
    comma: bool,
    aside: bool,
    parsed: tuple[str, str] | None,
    governs: str,
) -> tuple[str, ...]:
    """The features of a clause; most of them come back, so that they are remembered."""
    place = f"{where} touching" if touching else where
    features = [
        place,
        f"{place} {rule}",
        f"{place} {kind}",
        f"{place} rank {rank}",
        f"{place} {shape}",
        f"{rule} {kind}",
        named,
        f"{place} {named}",
        f"{where} gap {distance}",
    ]
    if parsed is not None:
        relation, label = parsed
        features += [
            governs,
            f"{where} {governs}",
            f"{kind} {governs}",
            f"{rule} {governs}",
            f"{relation} {governs}",
            f"{place} parsed {relation}",
            f"{rule} parsed {relation}",
            f"name {label}",
            f"{place} name {label}",
            f"{named} name {label}",
        ]
    given = {
        "other quotation between": other,
        f"{place} other quotation between": other,
        f"{where} colon": colon,
        f"{where} that": that,
        f"{where} comma between": comma,
        f"{where} aside": aside,
    }
    return (*features, *(name for name, is_so in given.items() if is_so))


def _named(who: str) -> str:
    """Whether a mention is a pronoun, begins like a name, or describes."""
    if who.lower() in _PRONOUNS:
        return "pronoun"
    return "name" if who[:1].isupper() or who[1:2].isupper() else "description"


def _floating(quoted: Quoted) -> Iterator[Option]:
    """The speaker of the quotation before, if there is one."""
    if quoted.last is None:
        return
    sentence, before = quoted.sentence, quoted.found[quoted.last.sentence]
    same = sentence.paragraph == before.paragraph
    paragraphs = 0 if same else quoted.masked.count("\n", before.paragraph, sentence.start)
    where = "floating" if same else "floating over"
    place = f"{where} {quoted.shape}"
    own = any(c.rule in _PLAIN for c in sentence.clauses)
    between = any(s.clauses for s in quoted.found[quoted.last.sentence + 1 : quoted.at])
    begun = _has_begun(quoted)
    features = (
        where,
        place,
        f"{place} sentences {min(quoted.at - quoted.last.sentence, 4)}",
        f"{place} other clause {own}",
        f"{place} clauses between {between}",
        f"{where} paragraphs {min(paragraphs, 3)}",
        f"{where} after {quoted.last.rule}",
        f"{place} somebody has begun {begun}",
    )
    yield Option(None, features)


def _has_begun(quoted: Quoted) -> bool:
    """Whether somebody else begins to speak between the quotation before and this one."""
    return any(
        clause.cue_end <= quoted.start and _begins(quoted.masked, clause)
        for clause in quoted.sentence.clauses
    )


def _begins(masked: str, clause: Clause) -> bool:
    """Whether a clause begins right behind a quotation: “a shame,” but Ito called it."""
    before = masked[max(0, clause.start - _CONJUNCTION) : clause.start]
    return clause.rule == "finite" and _COORDINATED.search(before) is not None


def _bin(n: int) -> str:
    return _BIN_NAMES[bisect_left(_BINS, n)]


@cache
def weights(kind: Literal["blank", "parsed"]) -> Mapping[str, float]:
    """
    Give the weight of each feature, fitted without a parse or with one.
    """
    source = resources.files("quoteprov.quotes").joinpath("weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in source.splitlines() if not line.startswith("#"))
    return {name: float(value) for column, name, value in rows if column == kind} | BY_HAND


@lru_cache(_KNOWN)
def score(features: tuple[str, ...], kind: Literal["blank", "parsed"]) -> float:
    """
    Add the weights of *features* up.
    """
    weight = weights(kind).get
    return sum([weight(feature, 0.0) for feature in features])


def likelihoods(described: Sequence[Sequence[str]], *, parsed: bool) -> list[float]:
    """
    Give the share of probability of each option, 0 to 1, in order.
    """
    kind: Literal["blank", "parsed"] = "parsed" if parsed else "blank"
    scores = [score(tuple(features), kind) for features in described]
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    whole = sum(raised)
    return [one / whole for one in raised]
