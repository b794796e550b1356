"""
Real sentences in, changed quotations with their true places out.

Everything follows from the seed. A quotation is made of 3 to 40 words of one sentence, or of two
places of one statement, and is changed in one of sixteen ways (``KINDS``). Its words are drawn
anew where more than twelve statements hold them, because stock phrases have no one source, or
where they stand in the corpus as they were changed. Negatives are sentences of statements that
were held out, and quotations of news articles on other matters.

The gold of a quotation is every place that holds the words it was made of, in any statement.
"""

# ruff: noqa: PLR2004 - shares and lengths are what drawing consists of

from __future__ import annotations

import random
import re

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.tracing import changes
from bench.tracing.changes import curly, word_spans
from bench.tracing.corpora import seeded
from bench.tracing.folding import folded, sentences, words


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from random import Random

    from bench.tracing.corpora import Document

Span = tuple[int, int]

MOST_HOLDING: Final = 12
"""Statements that may hold the words of a quotation."""
SOURCES: Final = 800
"""Statements that are quoted, of so many code points or more."""
SOURCE_LENGTH, HELD_OUT_LENGTH = 400, 300
LENGTHS: Final = ((3, 4), (5, 8), (9, 15), (16, 25), (26, 40))
SHARES: Final = (10, 25, 30, 25, 10)
LONGEST: Final = 40
NEGATIVES: Final = ("held-out", "news")
_ATTEMPTS: Final = 5_000
_COMBINED: Final = 8
"""Places of each part that are combined, of words that one statement holds again and again."""
_QUOTED: Final = re.compile(r"[“\"]([^“”\"\n]{12,400})[”\"]")
_ELLIPSES: Final = (" ... ", " … ", "... ", "… ", " [...] ", " . . . ", " (...) ", " […] ")
_JOINTS: Final = (" ", ", ", ". ")


@dataclass(frozen=True, slots=True)
class Quotation:
    """
    A quotation and where its words come from.

    Args:
        id: Its kind and a number.
        kind: One of `KINDS` or of `NEGATIVES`.
        text: As it is quoted.
        source: Id of the statement it was made of; None for a negative.
        parts: The spans of that statement.
        gold: Id of each statement that holds the words → the ways in which it holds them, each a
            span for every part.
    """

    id: str
    kind: str
    text: str
    source: str | None = None
    parts: tuple[Span, ...] = ()
    gold: dict[str, list[tuple[Span, ...]]] | None = None


class Kind(NamedTuple):
    """
    A way to change words, and what words it can be tried on.

    Args:
        change: None if it is made of spans, not of words.
        shortest: Fewest words.
        suits: Whether there is anything to change; may draw.
        is_same: The words are still the same, folded.
        has_typography: Apostrophes are set as they are, whatever the newspaper does.
    """

    change: Callable[[Random, str], str | None] | None
    shortest: int = 3
    suits: Callable[[Random, str], object] | None = None
    is_same: bool = False
    has_typography: bool = False


KINDS: Final[dict[str, Kind]] = {
    "exact": Kind(lambda _, text: text, is_same=True, has_typography=True),
    "typographic": Kind(changes.typographic, is_same=True, has_typography=True),
    "scare_stripped": Kind(
        changes.scare_stripped,
        5,
        lambda _, text: text.count('"') > 1 and text[0] != '"' != text[-1],
        is_same=True,
    ),
    "truncated": Kind(None, is_same=True),
    "ellipsis_splice": Kind(None),
    "silent_splice": Kind(None),
    "bracket_insert": Kind(changes.bracket_insert, 4),
    "inflection": Kind(changes.inflection, 4),
    "spelling": Kind(
        changes.spelling,
        4,
        lambda _, text: any(word in changes.SPELLINGS for word in text.split()),
    ),
    "word_substituted": Kind(changes.word_substituted, 4),
    "negation": Kind(changes.negation, 5, lambda _, text: changes.DENIABLE.search(text)),
    "number": Kind(changes.number, 4, changes.number),
    "entity": Kind(changes.entity, 4, changes.entity),
    "word_order": Kind(changes.word_order, 7),
    "typo_ocr": Kind(changes.typo_ocr, suits=lambda _, text: len(text) > 15),
    "paraphrase": Kind(changes.paraphrase, 7),
}


class Holder:
    """
    Tells which statements hold a phrase, and where: by reading all of them.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._starts: list[int] = []
        parts, at = [], 0
        for one in documents:
            part = f" {folded(one.text)} \n".encode()
            self._starts.append(at)
            parts.append(part)
            at += len(part)
        self._text = b"".join(parts)
        self._ends = [*self._starts[1:], at]

    def _places(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Number of a statement, and place of the phrase in the folded text of all."""
        wanted = f" {phrase} ".encode()
        at = self._text.find(wanted)
        while at >= 0:
            yield bisect_right(self._starts, at) - 1, at
            at = self._text.find(wanted, at + 1)

    def is_held(self, phrase: str) -> bool:
        """Whether a statement holds the folded *phrase*."""
        return f" {phrase} ".encode() in self._text

    def is_stock(self, phrase: str) -> bool:
        """Whether too many statements hold the folded *phrase*."""
        wanted, at = f" {phrase} ".encode(), 0
        for _ in range(MOST_HOLDING + 1):
            found = self._text.find(wanted, at)
            if found < 0:
                return False
            at = self._ends[bisect_right(self._starts, found) - 1]
        return True

    def places(self, phrase: str) -> dict[str, list[Span]]:
        """Id of each statement that holds the folded *phrase* → its spans in the text."""
        found: dict[str, list[Span]] = defaultdict(list)
        length = phrase.count(" ") + 1
        for number, at in self._places(phrase):
            first = self._text.count(b" ", self._starts[number], at)
            own = words(self._documents[number].text)
            span = own[first].start, own[first + length - 1].end
            found[self._documents[number].id].append(span)
        return found


class Taken(NamedTuple):
    """Words of a statement: their span, and that of the sentence they stand in."""

    document: Document
    span: Span
    sentence: Span

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.document.text[slice(*self.span)]


class Made(NamedTuple):
    """Spans of a statement, and the quotation that was made of them."""

    document: Document
    parts: tuple[Span, ...]
    text: str


class Drawer:
    """
    Draws words out of documents.
    """

    def __init__(self, documents: Sequence[Document], draw: Random, holder: Holder) -> None:
        self.draw = draw
        self.holder = holder
        self._documents = documents
        self._sentences: dict[str, list[Span]] = {}

    def sentences(self, document: Document) -> list[Span]:
        """The sentences of a document."""
        if document.id not in self._sentences:
            self._sentences[document.id] = list(sentences(document.text))
        return self._sentences[document.id]

    def sentence(self, shortest: int) -> tuple[Document, Span, list[Span]]:
        """Draw a sentence of at least so many words; with its words."""
        while True:
            document = self.draw.choice(self._documents)
            span = self.draw.choice(self.sentences(document))
            own = word_spans(document.text, *span)
            if len(own) >= shortest:
                return document, span, own

    def _length(self) -> int:
        return self.draw.randint(*self.draw.choices(LENGTHS, SHARES)[0])

    def words(self, kind: Kind) -> Taken:
        """Draw a run of words of one sentence that *kind* can change, in a third all of it."""
        for _ in range(_ATTEMPTS):
            length = max(kind.shortest, self._length())
            document, sentence, own = self.sentence(kind.shortest)
            length = min(length, len(own))
            if self.draw.random() < 0.35 and len(own) <= LONGEST:
                first, length = 0, len(own)
            else:
                first = self.draw.randint(0, len(own) - length)
            taken = Taken(document, (own[first][0], own[first + length - 1][1]), sentence)
            if length > LONGEST or len(words(taken.text)) < kind.shortest:
                continue
            if kind.suits and not kind.suits(self.draw, taken.text):
                continue
            if not self.holder.is_stock(folded(taken.text)):
                return taken
        msg = f"there are no words for {kind}"
        raise LookupError(msg)


def _changed(name: str, drawer: Drawer) -> Made | None:
    """One attempt at words that are changed."""
    kind, draw = KINDS[name], drawer.draw
    taken = drawer.words(kind)
    before = taken.text
    if "\n" in before or kind.change is None:
        return None
    text = kind.change(draw, before)
    if text is None or not text.strip() or (name != "exact" and text == before):
        return None
    if not kind.is_same and (
        folded(text) == folded(before) or drawer.holder.is_held(folded(text))
    ):
        return None
    if not kind.has_typography and draw.random() < 0.3:
        text = text.replace("'", "’")
    return Made(taken.document, (taken.span,), text)


def _truncated(drawer: Drawer) -> Made | None:
    """One attempt at a sentence that is cut off at one end, whether or not that is shown."""
    draw = drawer.draw
    taken = drawer.words(KINDS["truncated"])
    if "\n" in taken.text:
        return None
    own = word_spans(taken.document.text, *taken.sentence)
    if not 8 <= len(own) <= 60:
        return None
    cut = min(draw.randint(2, len(own) - 4), len(own) - 4)
    is_tail = draw.random() < 0.6
    kept = own[: len(own) - cut] if is_tail else own[cut:]
    span = kept[0][0], kept[-1][1]
    text = taken.document.text[slice(*span)]
    if len(kept) > LONGEST or drawer.holder.is_stock(folded(text)):
        return None
    if draw.random() < 0.4:
        if is_tail:
            text += draw.choice(["...", " ...", "…"])
        else:
            text = draw.choice(["...", "... ", "…"]) + text
    elif draw.random() < 0.5:
        text += draw.choice([".", ","])
    if draw.random() < 0.3:
        text = text.replace("'", "’")
    return Made(taken.document, (span,), text)


def _spliced(name: str, drawer: Drawer) -> Made | None:
    """One attempt at two places of one statement as one quotation."""
    draw = drawer.draw
    document, _, own = drawer.sentence(14)
    if draw.random() < 0.5 and len(own) <= 60:
        parts = _two_clauses(draw, own)
    else:
        parts = _two_sentences(drawer, document, is_silent=name == "silent_splice")
    if parts is None:
        return None
    one, other = (document.text[slice(*part)] for part in parts)
    between = document.text[parts[0][1] : parts[1][0]]
    if not one[-1:].isalnum() or len(between) <= 3 or "\n" in one + other:
        return None
    if len(words(between)) < 2:
        return None
    if any(drawer.holder.is_stock(folded(part)) for part in (one, other)):
        return None
    text = one + draw.choice(_ELLIPSES if name == "ellipsis_splice" else _JOINTS) + other
    if drawer.holder.is_held(folded(text)):
        return None
    if draw.random() < 0.3:
        text = curly(draw, text)
    return Made(document, parts, text)


def _two_clauses(draw: Random, own: Sequence[Span]) -> tuple[Span, Span] | None:
    """Four to fourteen words before and after a gap in one sentence."""
    gap = draw.randint(4, max(4, len(own) - 9))
    after = gap + draw.randint(2, max(2, len(own) - gap - 4))
    if len(own) - after < 4:
        return None
    first = max(0, gap - draw.randint(4, 14))
    last = min(len(own), after + draw.randint(4, 14)) - 1
    return (own[first][0], own[gap - 1][1]), (own[after][0], own[last][1])


def _two_sentences(
    drawer: Drawer, document: Document, *, is_silent: bool
) -> tuple[Span, Span] | None:
    """The end of a sentence and the beginning of one of the next three."""
    draw = drawer.draw
    every = [
        own for s in drawer.sentences(document) if len(own := word_spans(document.text, *s)) >= 4
    ]
    if len(every) < 3:
        return None
    at = draw.randrange(len(every) - 2)
    to = min(len(every) - 1, at + draw.choice([1, 2, 2, 3]))
    one, other = every[at], every[to]
    n_one, n_other = draw.randint(4, 16), draw.randint(4, 16)
    before = one[max(0, len(one) - n_one)][0], one[-1][1]
    after = other[0][0], other[min(len(other), n_other) - 1][1]
    are_cut = n_one < len(one) and n_other < len(other)
    if is_silent and to == at + 1 and are_cut and draw.random() < 0.8:
        # so that something is missing between them
        before = one[0][0], one[n_one - 1][1]
    return before, after


def quotations(
    documents: Sequence[Document], holder: Holder, *, seed: int, per_kind: int
) -> Iterator[Quotation]:
    """
    Make so many quotations of each kind out of *documents*, which *holder* holds.
    """
    long = sorted((d for d in documents if len(d.text) >= SOURCE_LENGTH), key=lambda d: d.id)
    pool = random.Random(seed).sample(long, min(SOURCES, len(long)))  # noqa: S311
    for name in KINDS:
        drawer = Drawer(pool, seeded(seed, name), holder)
        for number in range(per_kind):
            made = _made(name, drawer)
            yield Quotation(f"{name}-{number:03d}", name, made.text, made.document.id, made.parts)


def _made(name: str, drawer: Drawer) -> Made:
    for _ in range(_ATTEMPTS):
        if name in {"ellipsis_splice", "silent_splice"}:
            made = _spliced(name, drawer)
        elif name == "truncated":
            made = _truncated(drawer)
        else:
            made = _changed(name, drawer)
        if made is not None:
            return made
    msg = f"no quotation could be made for {name}"
    raise LookupError(msg)


def held_out(
    documents: Sequence[Document], holder: Holder, *, seed: int, count: int
) -> Iterator[Quotation]:
    """
    Give *count* pieces of statements that no corpus holds, and that do not stand in one.
    """
    long = [d for d in documents if len(d.text) >= HELD_OUT_LENGTH]
    drawer = Drawer(long, seeded(seed, "neg_heldout"), holder)
    number = 0
    while number < count:
        text = drawer.words(Kind(None, 5)).text
        if "\n" not in text and not holder.is_held(folded(text)):
            yield Quotation(f"held-out-{number:03d}", "held-out", text)
            number += 1


def news(
    documents: Sequence[Document], holder: Holder, *, seed: int, count: int
) -> Iterator[Quotation]:
    """
    Give up to *count* quotations of news articles, two of each at most.
    """
    draw = seeded(seed, "neg_news")
    shuffled = sorted(documents, key=lambda d: d.id)
    draw.shuffle(shuffled)
    number = 0
    for one in shuffled:
        if number == count:
            return
        quoted = [m[1].strip() for m in _QUOTED.finditer(one.text)]
        fit = [q for q in quoted if _is_fit(q) and not holder.is_held(folded(q))]
        for text in draw.sample(fit, min(2, len(fit))):
            if number < count:
                yield Quotation(f"news-{number:03d}", "news", text)
                number += 1


def _is_fit(text: str) -> bool:
    return 3 <= len(words(text)) <= LONGEST


def with_gold(
    made: Iterable[Quotation], documents: Sequence[Document], holder: Holder
) -> Iterator[Quotation]:
    """
    Add every place in *documents*, which *holder* holds, that has the words of a quotation.
    """
    by_id = {one.id: one for one in documents}
    for one in made:
        if one.source is None:
            yield one
            continue
        text = by_id[one.source].text
        found = [holder.places(folded(text[a:b])) for a, b in one.parts]
        gold = {i: _ways([part[i] for part in found]) for i in set.intersection(*map(set, found))}
        own = tuple(trim(text, *part) for part in one.parts)
        if own not in gold.setdefault(one.source, []):
            gold[one.source].append(own)
        yield replace(one, gold=dict(sorted(gold.items())))


def _ways(parts: Sequence[Sequence[Span]]) -> list[tuple[Span, ...]]:
    """The ways to take a span for every part, in order where that is possible."""
    if len(parts) == 1:
        return [(span,) for span in parts[0]]
    ways = list(product(*(part[:_COMBINED] for part in parts)))
    in_order = [(one, other) for one, other in ways if other[0] >= one[1]]
    return [*in_order] or ways[:1]


def trim(text: str, start: int, end: int) -> Span:
    """
    Leave what is neither letter nor digit off both ends of a span.
    """
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
