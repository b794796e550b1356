"""
Finding statements for the words of a quotation.

Three questions, three methods: `Search.exact` proves a verbatim run of words with all its places,
`Search.candidates` ranks statements that share rare words and runs of words, and `Search.about`
those on the same matter. Only the body of a statement is indexed, so that nothing on a page around
it is ever matched.
"""

from __future__ import annotations

import math

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from quoteprov.corpus.index import BLOCK, key_of
from quoteprov.text.aliases import names
from quoteprov.text.sentences import sentences
from quoteprov.text.terms import Sentence, sentence
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import Word, words
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from quoteprov.corpus.index import Index, Postings
    from quoteprov.models import Statement
    from quoteprov.text.tokens import Tokens


K = TypeVar("K", bound="Hashable")
V = TypeVar("V")

Numbers = npt.NDArray[np.int64]

_KEPT = 1_000
"""Statements whose words and sentences are remembered."""
_KEPT_BLOCKS = 16_384
"""Blocks of postings that are remembered: 100 MB."""
_BUDGET = 20_000
"""Postings that are read for one quotation, rare words and runs first. Without a bound, the common
words of a large corpus would be most of the work and none of the answer."""
_FIRST = 1_000
"""Postings that are read in a first round; most quotations need no second."""
_SURE = 0.7
"""Share of all that was asked for in the first round which a statement holds if it is the one."""
_ABOUT_BUDGET = 30_000
"""The same for statements on a matter."""
_FEW = 64
"""Places that are compared word by word rather than narrowed further."""


class Place(NamedTuple):
    """A run of words of a statement: its number, the first word and one past the last."""

    statement: int
    first: int
    last: int


class Candidate(NamedTuple):
    """
    A statement with the weight of what it shares with a quotation.

    ``hits`` are the numbers of its words with which a shared run begins, in order.
    """

    statement: int
    score: float
    hits: tuple[int, ...] = ()


def body_words(statement: Statement) -> list[Word]:
    """The words of a statement's body, with offsets into its text."""
    return [w for a, b in body(statement.zones) for w in words(statement.text, a, b)]


def body_sentences(statement: Statement) -> list[Sentence]:
    """The sentences of a statement's body, taken apart."""
    text = unwrap(statement.text)
    spans = [s for a, b in body(statement.zones) for s in sentences(text, a, b)]
    return [sentence(statement.text, *span) for span in spans]


def _begins(text: str, start: int, sentence_starts: set[int]) -> bool:
    """Tell whether a word begins a sentence, with nothing but marks before it."""
    while start > 0 and start not in sentence_starts and text[start - 1] in "\"'“‘«([":
        start -= 1
    return start in sentence_starts


class _Kept(dict[K, V]):
    """What was made lately; when it is full, it begins anew."""

    def __init__(self, make: Callable[[K], V], most: int = _KEPT) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        made = self[key] = self._make(key)
        return made


class Search:
    """
    Search in an index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._blocks: _Kept[int, Postings] = _Kept(index.block, _KEPT_BLOCKS)
        self._statements = _Kept(index.statement)
        self._tokens = _Kept(index.tokens)
        self._words = _Kept(lambda number: body_words(self._statements[number]))
        self._sentences = _Kept(lambda number: body_sentences(self._statements[number]))
        self._openings = _Kept(self._find_openings)

    def statement(self, number: int) -> Statement:
        """A statement by its number; the last thousand asked for are kept, as all that follows."""
        return self._statements[number]

    def tokens(self, number: int) -> Tokens:
        """The words of a statement's body as numbers."""
        return self._tokens[number]

    def words(self, number: int) -> list[Word]:
        """The words of a statement's body."""
        return self._words[number]

    def sentences(self, number: int) -> list[Sentence]:
        """The sentences of a statement's body."""
        return self._sentences[number]

    def openings(self, number: int) -> frozenset[int]:
        """The numbers of the words that begin a sentence of a statement."""
        return self._openings[number]

    def _find_openings(self, number: int) -> frozenset[int]:
        text, starts = self.statement(number).text, {s.start for s in self.sentences(number)}
        own = enumerate(self.words(number))
        return frozenset(j for j, word in own if _begins(text, word.start, starts))

    def run(self, number: int, first: int, last: int) -> list[Word]:
        """
        The words *first* to *last* (one past it) of a statement's body, without taking all of it
        apart.
        """
        if number in self._words:
            return self._words[number][first:last]
        tokens, one = self.tokens(number), self.statement(number)
        start = int(tokens.starts[first])
        spans = body(one.zones)
        if last < len(tokens.starts) and any(
            a <= start and tokens.starts[last] < b for a, b in spans
        ):
            found = words(one.text, start, int(tokens.starts[last]))
            if [word_hash(w.key) for w in found] == tokens.hashes[first:last].tolist():
                return found
        return self.words(number)[first:last]

    def exact(self, keys: Sequence[str]) -> list[Place]:
        """
        List every place where *keys* stand in this order without a gap, whole words only.

        Words are compared by their numbers; `holds` compares the words themselves.
        """
        if not keys:
            return []
        hashes = [word_hash(key) for key in keys]
        n = len(hashes)
        grams = [hashes[i : i + 3] for i in range(n)] if n > 2 else [hashes]  # noqa: PLR2004
        first, last = self._ranges([key_of(gram) for gram in grams])
        order = np.argsort(last - first, kind="stable").tolist()
        if last[order[0]] == first[order[0]]:
            return []
        found = self._positions(first[order[0]], last[order[0]]) - order[0]
        for i in order[1:]:
            # a common run is longer to read than a few places are to compare
            if len(found) <= _FEW or last[i] - first[i] > _BUDGET:
                break
            found = found[np.isin(found + i, self._positions(first[i], last[i]))]
        found = np.sort(found[found >= 0])
        owners = np.searchsorted(self._index.starts, found, side="right") - 1
        places = []
        wanted = np.array(hashes, np.uint32)
        for number, at in zip(owners.tolist(), found.tolist(), strict=True):
            start = at - int(self._index.starts[number])
            if np.array_equal(self.tokens(number).hashes[start : start + n], wanted):
                places.append(Place(number, start, start + n))
        return places

    def holds(self, place: Place, keys: Sequence[str]) -> bool:
        """Tell whether *keys* themselves stand in *place*."""
        return [w.key for w in self.run(*place)] == list(keys)

    def candidates(self, keys: Iterable[str], limit: int = 12) -> list[Candidate]:
        """
        Rank statements by the rarity of the words and of the runs of two and three words that
        they share with *keys*.

        Common words alone stand in half of the statements: where "the Juche idea is … of
        revolution in the era" comes from is told by its runs.
        """
        hashes = [word_hash(key) for key in keys]
        grams = dict.fromkeys(
            key_of(hashes[i : i + n]) for n in (3, 2, 1) for i in range(len(hashes) - n + 1)
        )
        if not grams:
            return []
        first, last = self._ranges(list(grams))
        counts = last - first
        order = np.argsort(counts, kind="stable")
        order = order[counts[order] > 0]
        if not len(order):
            return []
        spent = np.cumsum(counts[order])
        worth = np.log((self._index.info.words + 1) / counts[order])
        best: list[Candidate] = []
        for budget in (_FIRST, _BUDGET):
            n = max(1, int(np.searchsorted(spent, budget, side="right")))
            chosen = order[:n]
            positions = [self._positions(first[g], min(last[g], first[g] + budget)) for g in chosen]
            best = self._shared(positions, worth[:n], limit)
            if n == len(order) or best[0].score >= _SURE * worth[:n].sum():
                break
        return best

    def _shared(
        self, positions: Sequence[Numbers], worth: npt.NDArray[np.float64], limit: int
    ) -> list[Candidate]:
        """Rank the statements that hold *positions*, each gram counting once."""
        at = np.concatenate(positions)
        gram = np.repeat(np.arange(len(positions)), [len(p) for p in positions])
        owner = np.searchsorted(self._index.starts, at, side="right") - 1
        pairs = np.unique(owner * len(positions) + gram)
        holders = pairs // len(positions)
        heads = np.flatnonzero(np.diff(holders, prepend=-1))
        scores = np.add.reduceat(worth[pairs % len(positions)], heads).round(6)
        numbers = holders[heads]
        ranked = np.lexsort((numbers, -scores))[:limit]
        return [
            Candidate(
                int(numbers[i]),
                float(scores[i]),
                tuple(np.unique(at[owner == numbers[i]] - self._index.starts[numbers[i]]).tolist()),
            )
            for i in ranked
        ]

    def about(self, wanted: Iterable[str], limit: int = 50) -> list[Candidate]:
        """
        Rank statements by BM25 over the terms *wanted* (k1 = 1.2, b = 0.75; Robertson and
        Zaragoza, "The Probabilistic Relevance Framework", 2009), rare terms first.
        """
        terms = sorted(set(wanted))
        ranges = [self._ranges(self._forms_of(term)) for term in terms]
        counts = np.array([int((last - first).sum()) for first, last in ranges], np.int64)
        order = [int(t) for t in np.argsort(counts, kind="stable") if counts[t]]
        starts, n = self._index.starts, self._index.info.statements
        mean = (self._index.info.words / n) or 1.0
        found, weights, left = [], [], _ABOUT_BUDGET
        for t in order:
            if (left := left - int(counts[t])) < 0 and found:
                break
            at = np.concatenate([self._positions(a, b) for a, b in zip(*ranges[t], strict=True)])
            owners, times = np.unique(
                np.searchsorted(starts, at, side="right") - 1, return_counts=True
            )
            lengths = starts[owners + 1] - starts[owners]
            idf = math.log(1 + (n - len(owners) + 0.5) / (len(owners) + 0.5))
            norm = 1.2 * (0.25 + 0.75 * lengths / mean)
            found.append(owners)
            weights.append(idf * times * 2.2 / (times + norm))
        if not found:
            return []
        owners, inverse = np.unique(np.concatenate(found), return_inverse=True)
        scores = np.bincount(inverse, np.concatenate(weights)).round(6)
        ranked = np.lexsort((owners, -scores))[:limit]
        return [Candidate(int(owners[i]), float(scores[i])) for i in ranked]

    def _forms_of(self, term: str) -> list[tuple[int, int]]:
        """The ranges of keys of a term: all names of a state, or all forms of a word."""
        if term.startswith("@"):
            runs = {tuple(w.key for w in words(name))[:3] for name in names(term[1:])}
            return [key_of([word_hash(key) for key in run]) for run in sorted(runs) if run]
        own = word_hash(term)
        forms = self._index.forms
        a, b = np.searchsorted(forms, np.array([own << 32, own + 1 << 32], np.uint64))
        return [key_of([form]) for form in {own, *(int(f) & 0xFFFFFFFF for f in forms[a:b])}]

    def _ranges(self, keys: Sequence[tuple[int, int]]) -> tuple[Numbers, Numbers]:
        """The numbers of the first posting of each range of keys and of one past the last."""
        fences = self._index.fences
        if not len(fences):
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.int64)
        low = np.array([a for a, _ in keys], np.uint64)
        high = np.array([b - 1 for _, b in keys], np.uint64)
        low_block = np.maximum(np.searchsorted(fences, low) - 1, 0)
        high_block = np.maximum(np.searchsorted(fences, high, side="right") - 1, 0)
        blocks = np.unique(np.concatenate([low_block, high_block]))
        known = np.concatenate([self._blocks[b].keys for b in blocks.tolist()])
        shift = (blocks - np.arange(len(blocks))) * BLOCK
        return (
            np.searchsorted(known, low) + shift[np.searchsorted(blocks, low_block)],
            np.searchsorted(known, high, side="right") + shift[np.searchsorted(blocks, high_block)],
        )

    def _positions(self, first: int, last: int) -> Numbers:
        """The positions of the postings *first* to *last* (one past it)."""
        if first >= last:
            return np.empty(0, np.int64)
        blocks = range(first // BLOCK, (last - 1) // BLOCK + 1)
        found = [self._blocks[b].positions for b in blocks]
        start = first - blocks[0] * BLOCK
        own = found[0] if len(found) == 1 else np.concatenate(found)
        return own[start : start + last - first].astype(np.int64)
