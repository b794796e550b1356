"""
Finding statements for the words of a quotation, in memory.

Three questions, three methods: `SearchIndex.exact` proves a verbatim run of words with all its
places, `SearchIndex.candidates` ranks statements that share rare words and runs, and
`SearchIndex.about` those on the same matter. Only the body of a statement is indexed, so that
nothing on a page around it is ever matched.
"""

from __future__ import annotations

import math

from array import array
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from quoteprov.text.sentences import sentences
from quoteprov.text.terms import Sentence, sentence, terms
from quoteprov.text.words import Word, words
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from quoteprov.models import Statement


T = TypeVar("T")

_KEPT = 1_000
"""Statements whose words and sentences are remembered."""
_FEW = 50
"""Statements up to which even the commonest word is looked up."""
_RUN = 4
"""Words of a run that statements are ranked by: what is left of seven words with one changed in
the middle is three and three, of nine four and four."""
_STEPS = 20_000
"""Places of words that are looked at for the runs of one quotation, rare runs first."""


class Place(NamedTuple):
    """A run of words of a statement: its number, the first word and one past the last."""

    statement: int
    first: int
    last: int


class Candidate(NamedTuple):
    """A statement with the weight of what it shares with a quotation."""

    statement: int
    score: float


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


def _kept(cache: dict[int, T], number: int, make: Callable[[], T]) -> T:
    """What *cache* keeps of a statement, made when it is first asked for."""
    if number not in cache:
        if len(cache) >= _KEPT:
            cache.clear()
        cache[number] = make()
    return cache[number]


class SearchIndex:
    """
    Postings over the folded words and the terms of the bodies of *statements*.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._starts = array("L", [0])
        self._keys: list[str] = []
        self._places: dict[str, array[int]] = defaultdict(lambda: array("L"))
        self._docs: dict[str, dict[int, int]] = defaultdict(dict)
        self._lengths = array("L")
        for number, statement in enumerate(statements):
            self._add(number, statement)
        self._words: dict[int, list[Word]] = {}
        self._sentences: dict[int, list[Sentence]] = {}
        self._openings: dict[int, frozenset[int]] = {}

    def words(self, number: int) -> list[Word]:
        """The words of a statement's body; the last thousand asked for are kept."""
        return _kept(self._words, number, lambda: body_words(self._statements[number]))

    def _add(self, number: int, statement: Statement) -> None:
        for word in body_words(statement):
            self._places[word.key].append(len(self._keys))
            self._keys.append(word.key)
        self._starts.append(len(self._keys))
        length = 0
        for a, b in body(statement.zones):
            for term in terms(statement.text, a, b):
                docs = self._docs[term.term]
                docs[number] = docs.get(number, 0) + 1
                length += 1
        self._lengths.append(length)

    def sentences(self, number: int) -> list[Sentence]:
        """The sentences of a statement's body; the last thousand statements asked for are kept."""
        return _kept(self._sentences, number, lambda: body_sentences(self._statements[number]))

    def openings(self, number: int) -> frozenset[int]:
        """The numbers of the words that begin a sentence of a statement; kept as the others."""
        return _kept(self._openings, number, lambda: self._find_openings(number))

    def _find_openings(self, number: int) -> frozenset[int]:
        text, starts = self._statements[number].text, {s.start for s in self.sentences(number)}
        own = enumerate(self.words(number))
        return frozenset(j for j, word in own if _begins(text, word.start, starts))

    def exact(self, keys: Sequence[str]) -> list[Place]:
        """
        List every place where *keys* stand in this order without a gap, whole words only.
        """
        if not keys or any(key not in self._places for key in keys):
            return []
        rarest = min(range(len(keys)), key=lambda i: len(self._places[keys[i]]))
        wanted, found = list(keys), []
        for position in self._places[keys[rarest]]:
            first = position - rarest
            if first >= 0 and self._keys[first : first + len(wanted)] == wanted:
                number = bisect_right(self._starts, first) - 1
                start = self._starts[number]
                if first + len(wanted) <= self._starts[number + 1]:
                    found.append(Place(number, first - start, first - start + len(wanted)))
        return found

    def candidates(self, keys: Iterable[str], limit: int = 12) -> list[Candidate]:
        """
        Rank statements by the rarity of the words and of the runs of words that they share with
        *keys*.

        Common words alone stand in half of the statements: where "the Juche idea is … of
        revolution in the era" comes from is told by its runs.
        """
        keys = list(keys)
        scores = self._sharing_runs(keys)
        most = max(20, len(self._keys) // 50)
        for key in sorted(set(keys)):
            places = self._places.get(key)
            if not places or (len(places) > most and len(self._statements) > _FEW):
                continue
            self._weigh(self._holders(key), scores)
        return _best(scores, limit)

    def _holders(self, key: str) -> list[int]:
        """The numbers of the statements that hold a word."""
        found = np.searchsorted(self._starts, self._places[key], side="right") - 1
        return [int(number) for number in np.unique(found)]

    def _weigh(self, docs: Collection[int], scores: dict[int, float]) -> None:
        """Add to the scores of *docs* what it is worth to be one of so few."""
        weight = math.log((len(self._statements) + 1) / (len(docs) - 0.5)) if docs else 0.0
        for doc in docs:
            scores[doc] += weight

    def _sharing_runs(self, keys: Sequence[str]) -> dict[int, float]:
        """Score the statements that hold runs of *keys*."""
        runs = {tuple(keys[i : i + _RUN]) for i in range(len(keys) - _RUN + 1)}
        costs = {run: min(len(self._places.get(key, ())) for key in run) for run in runs}
        scores: dict[int, float] = defaultdict(float)
        steps = 0
        for run in sorted(runs, key=lambda run: (costs[run], run)):
            steps += costs[run]
            if steps > _STEPS:
                break
            self._weigh({place.statement for place in self.exact(run)}, scores)
        return scores

    def about(self, wanted: Iterable[str], limit: int = 50) -> list[Candidate]:
        """
        Rank statements by BM25 over the terms *wanted* (k1 = 1.2, b = 0.75; Robertson and
        Zaragoza, "The Probabilistic Relevance Framework", 2009).
        """
        scores: dict[int, float] = defaultdict(float)
        n, mean = len(self._statements), (sum(self._lengths) / len(self._lengths)) or 1.0
        for term in sorted(set(wanted)):
            docs = self._docs.get(term, {})
            idf = math.log(1 + (n - len(docs) + 0.5) / (len(docs) + 0.5))
            for doc, count in docs.items():
                norm = 1.2 * (0.25 + 0.75 * self._lengths[doc] / mean)
                scores[doc] += idf * count * 2.2 / (count + norm)
        return _best(scores, limit)


def _best(scores: dict[int, float], limit: int) -> list[Candidate]:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Candidate(doc, score) for doc, score in ranked[:limit]]
