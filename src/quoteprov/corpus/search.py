"""
Finding statements for the words of a quotation.

Three questions, three methods: `Search.exact` proves a verbatim run of words with all its places,
`Search.candidates` ranks statements that share rare words and runs of words, and `Search.about`
those on the same matter. Only the body of a statement is indexed, so that nothing on a page around
it is ever matched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from math import log
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

import numpy as np
import numpy.typing as npt

from quoteprov.corpus.index import BLOCK, key_of
from quoteprov.corpus.renditions import DATELINE, Families
from quoteprov.limits import PLACES
from quoteprov.text.aliases import names
from quoteprov.text.language import language, primary
from quoteprov.text.sentences import sentences
from quoteprov.text.terms import Sentence, sentence
from quoteprov.text.tokens import term_of, word_hash
from quoteprov.text.words import Word, words
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from quoteprov.corpus.index import Index, Positions, Postings
    from quoteprov.models import Statement
    from quoteprov.text.tokens import Hashes, Tokens


K = TypeVar("K", bound="Hashable")
V = TypeVar("V")

Numbers = npt.NDArray[np.int64]

_KEPT = 1_000
"""Statements whose words and sentences are remembered."""
_KEPT_RANGES = 100_000
"""Words and runs of which it is remembered where their postings are."""
_KEPT_BLOCKS = 16_384
"""Blocks of postings that are remembered: 200 MB."""
_BUDGET = 8_000
"""Postings that are read for one quotation, rare words and runs first. Without a bound, the common
words of a large corpus would be most of the work and none of the answer."""
_FIRST = 1_000
"""Postings that are read in a first round; most quotations need no second."""
_SURE = 0.7
"""Share of all that was asked for in the first round which a statement holds if it is the one."""
_ABOUT_BUDGET = 30_000
"""The same for statements on a matter."""
_TOGETHER = 64
"""Words among which terms count as standing together: those of two or three sentences."""
_PLACE_BITS = 20
_PLACES = (1 << _PLACE_BITS) - 1
"""More words than are ever looked at for one quotation."""
_LONG, _SHARED = 150, 0.98
"""Words of a long text, and the share of them that near-copies have in common: another link,
another day, a corrected word."""
_NEVER = 1 << 32
_REST = (1 << 32) - 1
"""The bits of a key behind its word."""
_PROBES = 4
"""Triples by which a run of words is found first; only they need to be read."""
_OPENING = "\"'“‘«(["
"""Marks that may stand before the first word of a sentence."""
_STARTS = 8
"""Beginnings that are told of a statement; a splice of two parts has two."""
_SHORT = 64
"""Postings whose statements are looked up alone, and not those of their whole block."""
_FEW = 16
"""Places that are compared word by word rather than narrowed further."""


_AKIN = 0.15
_RARE = 3


class Place(NamedTuple):
    """A run of words of a statement: its number, the first word and one past the last."""

    statement: int
    first: int
    last: int


class Holding(NamedTuple):
    """Words by their positions, and the numbers of the statements that hold them."""

    positions: Numbers
    owners: Numbers


_NONE = np.empty(0, np.int64)


class Candidate(NamedTuple):
    """
    A statement with the weight of what it shares with a quotation.

    ``starts`` are the numbers of its words with which the quotation would begin, were it there as
    its words and runs are; the likeliest first.
    """

    statement: int
    score: float
    starts: tuple[int, ...] = ()


class _Shared(NamedTuple):
    """
    What statements share with a quotation: their numbers, their scores, where the places of each
    begin among *begins*; for each place where the quotation would begin, and what it is worth.
    """

    numbers: Numbers = _NONE
    scores: npt.NDArray[np.float64] = np.empty(0)
    edges: Numbers = _NONE
    begins: Numbers = _NONE
    worth: npt.NDArray[np.float64] = np.empty(0)

    def ranked(self) -> Iterator[Candidate]:
        """Give the statements, the best first."""
        for rank in np.lexsort((self.numbers, -self.scores)).tolist():
            own = slice(self.edges[rank], self.edges[rank + 1])
            support: dict[int, float] = defaultdict(float)
            for start, value in zip(
                self.begins[own].tolist(), self.worth[own].tolist(), strict=True
            ):
                support[start] += value
            likely = sorted(support, key=lambda start: (-round(support[start], 6), start))
            yield Candidate(
                int(self.numbers[rank]), float(self.scores[rank]), tuple(likely[:_STARTS])
            )


def body_words(statement: Statement) -> list[Word]:
    """The words of a statement's body, with offsets into its text."""
    return [w for a, b in body(statement.zones) for w in words(statement.text, a, b)]


def body_spans(statement: Statement) -> list[tuple[int, int]]:
    """The spans of the sentences of a statement's body."""
    text = unwrap(statement.text)
    return [s for a, b in body(statement.zones) for s in sentences(text, a, b)]


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


def _among(wanted: Numbers, positions: Numbers) -> npt.NDArray[np.bool_]:
    """Which of *wanted* are *positions*; a tenth of the time of `numpy.isin`."""
    there = np.sort(positions)
    place = np.minimum(np.searchsorted(there, wanted), len(there) - 1)
    found: npt.NDArray[np.bool_] = there[place] == wanted
    return found


class Stretch(Sequence[Word]):
    """
    The words of a statement's body by their numbers; a stretch of them is at hand.
    """

    def __init__(self, search: Search, number: int, first: int, at_hand: Sequence[Word]) -> None:
        self._search, self._number = search, number
        self._first, self._at_hand = first, at_hand
        self._last = first + len(at_hand)

    @overload
    def __getitem__(self, number: int) -> Word: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Word]: ...
    def __getitem__(self, number: int | slice) -> Word | Sequence[Word]:
        """Give a word, or several."""
        if isinstance(number, slice):
            a, b, step = number.indices(len(self))
            if step == 1 and self._first <= a and b <= self._last:
                return self._at_hand[a - self._first : b - self._first]
        elif self._first <= number < self._last:
            return self._at_hand[number - self._first]
        return self._search.words(self._number)[number]

    def __len__(self) -> int:
        """Count all words of the body."""
        return len(self._search.tokens(self._number).starts)


class Search:
    """
    Search in an index.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._blocks: _Kept[int, Postings] = _Kept(index.block, _KEPT_BLOCKS)
        self._known: dict[tuple[int, int], tuple[int, int]] = {}
        self._owned: _Kept[int, Holding] = _Kept(
            lambda block: self._owners(self._blocks[block].positions), _KEPT_BLOCKS
        )
        self._places: _Kept[tuple[str, ...], list[Place]] = _Kept(self._find_places)
        self._statements: _Kept[int, Statement] = _Kept(index.statement)
        self._hashes: _Kept[int, Hashes] = _Kept(index.hashes)
        self._tokens: _Kept[int, Tokens] = _Kept(index.tokens)
        self._words: _Kept[int, list[Word]] = _Kept(
            lambda number: body_words(self._statements[number])
        )
        self._spans: _Kept[int, list[tuple[int, int]]] = _Kept(
            lambda number: body_spans(self._statements[number])
        )
        self._sentences: _Kept[int, list[Sentence]] = _Kept(self._take_apart)
        self._keys: _Kept[int, str] = _Kept(index.key, _KEPT_RANGES)
        self._terms: _Kept[str, list[tuple[int, int]]] = _Kept(self._find_forms)
        self._languages: _Kept[int, str] = _Kept(self._find_language)
        self._openings: _Kept[int, frozenset[int]] = _Kept(self._find_openings)

    def statement(self, number: int) -> Statement:
        """A statement by its number; the last thousand asked for are kept, as all that follows."""
        return self._statements[number]

    def id(self, number: int) -> str:
        """The id of a statement, without reading the rest of it."""
        known = self._statements.get(number)
        return known.id if known else self._index.id(number)

    def __len__(self) -> int:
        """Count the statements."""
        return self._index.info.statements

    def hashes(self, number: int) -> Hashes:
        """The words of a statement's body as numbers, without their places."""
        return self._hashes[number]

    def tokens(self, number: int) -> Tokens:
        """The words of a statement's body as numbers."""
        return self._tokens[number]

    def words(self, number: int) -> list[Word]:
        """The words of a statement's body."""
        return self._words[number]

    def keys(self, number: int, first: int = 0, last: int | None = None) -> list[str]:
        """
        The keys of the words *first* to *last* (one past it) of a statement's body, read off their
        numbers: of two words that share one, it may be the other.
        """
        known = self._keys
        return [known[word] for word in self._hashes[number][first:last].tolist()]

    def day(self, number: int) -> int:
        """The day of a statement (proleptic Gregorian ordinal), 0 if it is not known."""
        return int(self._index.days[number])

    @cached_property
    def _by_day(self) -> list[tuple[int, int]]:
        """The days of statements, and how many are of each."""
        days, counts = np.unique(self._index.days, return_counts=True)
        return list(zip(days.tolist(), counts.tolist(), strict=True))

    def of_days(self, wanted: Callable[[int], bool]) -> int:
        """How many statements are of days (ordinals, 0 if not known) that are *wanted*."""
        return sum(n for day, n in self._by_day if wanted(day))

    def between(self, first: int, last: int) -> list[int]:
        """The numbers of the statements of the days (ordinals) *first* to *last*."""
        days = self._index.days
        return np.flatnonzero((first <= days) & (days <= last)).tolist()

    def age(self, number: int) -> tuple[int, int]:
        """
        What sorts statements by the day on which they were released or carried; those without one
        are the last, and those of one day stand as in the corpus.
        """
        return self.day(number) or _NEVER, number

    def is_copy(self, number: int, other: int) -> bool:
        """
        Whether two statements are one: a rendition of the other, the same words but for those of a
        dateline, or in a long text nearly all of them.

        Short items that differ in a name or a figure are two: every country has its greetings.
        """
        if self.families and self.families.first(number) == self.families.first(other):
            return True
        own, theirs = self.hashes(number), self.hashes(other)
        if np.array_equal(own[DATELINE:], theirs[DATELINE:]) and len(own) > 2 * DATELINE:
            return True
        least, most = sorted((len(own), len(theirs)))
        if least < _LONG or least < _SHARED * most:
            return False
        common = Counter(own.tolist()) & Counter(theirs.tolist())
        return common.total() >= _SHARED * most

    @cached_property
    def families(self) -> Families:
        """Which statements are published wordings of one another."""
        given = self._index.info.renditions
        return Families({int(n): name for n, name in given.items()}, self._index.number)

    def renditions(self, number: int) -> tuple[int, ...]:
        """
        A statement and its published wordings in the same language, the one that they render
        first.
        """
        if not self.families:
            return (number,)
        own = self._languages[number]
        return tuple(n for n in self.families.members(number) if self._languages[n] == own)

    def _find_language(self, number: int) -> str:
        one = self.statement(number)
        return (primary(one.lang) if one.lang else None) or language(one.text)

    def spans(self, number: int) -> list[tuple[int, int]]:
        """The spans of the sentences of a statement's body."""
        return self._spans[number]

    def sentences(self, number: int) -> list[Sentence]:
        """The same sentences, taken apart."""
        return self._sentences[number]

    def _take_apart(self, number: int) -> list[Sentence]:
        text, starts = self.statement(number).text, self.tokens(number).starts.tolist()
        spoken = list(zip(starts, self.keys(number), strict=True))
        return [
            sentence(text, a, b, spoken[bisect_left(starts, a) : bisect_left(starts, b)])
            for a, b in self.spans(number)
        ]

    def openings(self, number: int) -> frozenset[int]:
        """The numbers of the words that begin a sentence of a statement."""
        return self._openings[number]

    def _find_openings(self, number: int) -> frozenset[int]:
        text, starts = self.statement(number).text, self.tokens(number).starts
        found = []
        for start, _ in self.spans(number):
            word = int(np.searchsorted(starts, start))
            if word < len(starts) and not text[start : starts[word]].strip(_OPENING):
                found.append(word)
        return frozenset(found)

    def passage(self, number: int, first: int = 0, last: int = 0) -> Stretch:
        """
        The words of a statement's body by their numbers, of which those from *first* to *last*
        (one past it) are at hand: it costs more to ask for others.
        """
        return Stretch(self, number, first, self.run(number, first, last) if first < last else ())

    def run(self, number: int, first: int, last: int) -> list[Word]:
        """
        The words *first* to *last* (one past it) of a statement's body, without taking all of it
        apart.
        """
        if number in self._words:
            return self._words[number][first:last]
        tokens, one = self.tokens(number), self.statement(number)
        last = min(last, len(tokens.starts))
        start = int(tokens.starts[first])
        _, end = next((a, b) for a, b in body(one.zones) if a <= start < b)
        if last < len(tokens.starts):
            end = min(end, int(tokens.starts[last]))
        found = words(one.text, start, end)
        if [word_hash(w.key) for w in found] == tokens.hashes[first:last].tolist():
            return found
        return self.words(number)[first:last]

    def exact(self, keys: Sequence[str]) -> list[Place]:
        """
        List every place where *keys* stand in this order without a gap, whole words only.

        Words are compared by their numbers; `holds` compares the words themselves. There are
        `limits.PLACES` at most.
        """
        return self._places[tuple(keys)]

    def _find_places(self, keys: tuple[str, ...]) -> list[Place]:
        if not keys:
            return []
        hashes = [word_hash(key) for key in keys]
        n = len(hashes)
        # some triples first, then the rest of them: most runs end at the first
        rest = list(range(max(1, n - 1)))
        probes = sorted({rest[len(rest) * k // _PROBES] for k in range(_PROBES)} | {rest[-1]})
        first, last = self._ranges([key_of(hashes[i : i + 3]) for i in probes])
        order = np.argsort(last - first, kind="stable").tolist()
        if last[order[0]] == first[order[0]]:
            return []
        found = self._holding(first[order[0]], last[order[0]]).positions - probes[order[0]]
        for k in order[1:]:
            # a common run is longer to read than a few places are to compare
            if len(found) <= _FEW or last[k] - first[k] > _BUDGET:
                break
            found = found[_among(found + probes[k], self._holding(first[k], last[k]).positions)]
        found = np.sort(found[found >= 0])[:PLACES]
        owners = np.searchsorted(self._index.starts, found, side="right") - 1
        places = []
        wanted = np.array(hashes, np.uint32)
        for number, at in zip(owners.tolist(), found.tolist(), strict=True):
            start = at - int(self._index.starts[number])
            if np.array_equal(self._hashes[number][start : start + n], wanted):
                places.append(Place(number, start, start + n))
        return places

    def holds(self, place: Place, keys: Sequence[str]) -> bool:
        """Tell whether *keys* themselves stand in *place*."""
        return [w.key for w in self.run(*place)] == list(keys)

    def candidates(self, keys: Iterable[str], limit: int = 12) -> list[Candidate]:
        """List the first statements of a `ranking`."""
        return list(islice(self.ranking(keys), limit))

    def ranking(self, keys: Iterable[str]) -> Iterator[Candidate]:
        """
        Rank statements by the rarity of the words and of the runs of two and three words that
        they share with *keys*; what follows the first few costs only who asks for it.

        Common words alone stand in half of the statements: where "the Juche idea is … of
        revolution in the era" comes from is told by its runs.
        """
        hashes = [word_hash(key) for key in keys]
        grams: dict[tuple[int, int], int] = {}
        for n in (3, 2, 1):
            for i in range(len(hashes) - n + 1):
                grams.setdefault(key_of(hashes[i : i + n]), i)
        if not grams:
            return iter(())
        offsets = np.array(list(grams.values()), np.int64)
        first, last = self._ranges(list(grams))
        counts = last - first
        order = np.argsort(counts, kind="stable")
        order = order[counts[order] > 0]
        if not len(order):
            return iter(())
        spent = np.cumsum(counts[order])
        worth = np.log((self._index.info.words + 1) / counts[order])
        found = _Shared()
        for budget in (_FIRST, _BUDGET):
            n = max(1, int(np.searchsorted(spent, budget, side="right")))
            chosen = order[:n]
            holding = [self._holding(first[g], min(last[g], first[g] + budget)) for g in chosen]
            found = self._shared(holding, offsets[chosen], worth[:n])
            if n == len(order) or found.scores.max() >= _SURE * worth[:n].sum():
                break
        return found.ranked()

    def _shared(
        self, holding: Sequence[Holding], offsets: Numbers, worth: npt.NDArray[np.float64]
    ) -> _Shared:
        """
        What statements *holding* words or runs share with a quotation into which each stands
        *offsets* words.
        """
        at = np.concatenate([found.positions for found in holding])
        owner = np.concatenate([found.owners for found in holding])
        gram = np.repeat(np.arange(len(holding)), [len(found.owners) for found in holding])
        # by statement, and within one by gram, since that is how they come
        order = np.sort(owner.astype(np.int64) << _PLACE_BITS | np.arange(len(at))) & _PLACES
        owner, gram = owner[order], gram[order]
        begins = at[order] - self._index.starts[owner] - offsets[gram]
        is_first = np.diff(owner, prepend=-1) != 0
        once = is_first | (np.diff(gram, prepend=-1) != 0)
        heads = np.flatnonzero(is_first)
        scores = np.add.reduceat(worth[gram] * once, heads).round(6)
        return _Shared(owner[heads], scores, np.append(heads, len(owner)), begins, worth[gram])

    def about(self, wanted: Iterable[str], limit: int = 50) -> list[Candidate]:
        """
        Rank statements by BM25 over the terms *wanted* (k1 = 1.2, b = 0.75; Robertson and
        Zaragoza, "The Probabilistic Relevance Framework", 2009), rare terms first.
        """
        terms = sorted(set(wanted))
        forms = [self._forms_of(term) for term in terms]
        cut = np.cumsum([0, *map(len, forms)])
        first, last = self._ranges([key for own in forms for key in own])
        counts = np.diff(np.append(0, np.cumsum(last - first))[cut])
        starts, n = self._index.starts, self._index.info.statements
        mean = (self._index.info.words / n) or 1.0
        order = [t for t in np.argsort(counts, kind="stable").tolist() if counts[t]]
        if not order:
            return []
        spent = np.cumsum(counts[order])
        chosen = order[: max(1, int(np.searchsorted(spent, _ABOUT_BUDGET, side="right")))]
        held = [
            [self._holding(first[k], last[k]).owners for k in range(cut[t], cut[t + 1])]
            for t in chosen
        ]
        every = np.sort(
            np.repeat(np.arange(len(chosen)) << 32, counts[chosen])
            | np.concatenate([owners for own in held for owners in own])
        )
        heads = np.flatnonzero(np.diff(every, prepend=-1))
        term, owner = every[heads] >> 32, every[heads] & _REST
        holders = np.bincount(term)
        idf = np.log(1 + (n - holders + 0.5) / (holders + 0.5))
        times = np.diff(np.append(heads, len(every)))
        lengths = starts[owner + 1] - starts[owner]
        weights = idf[term] * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * lengths / mean))
        owners, inverse = np.unique(owner, return_inverse=True)
        scores = np.bincount(inverse, weights).round(6)
        ranked = np.lexsort((owners, -scores))[:limit]
        return [Candidate(int(owners[i]), float(scores[i])) for i in ranked]

    def akin(self, number: int) -> list[int]:
        """
        The statements on the same matter as another one, the likeliest first.

        Two statements are, that share a seventh of the weight of their terms, the rare ones above
        all (a weighted Jaccard index): the two of the sample share a fifth, and of 1,400 pairs of
        the same weeks of KCNA four in a thousand share as much.
        """
        own = self._about(number)
        near = (c.statement for c in self.about(own) if c.statement != number)
        return [n for n in near if self._in_common(own, self._about(n)) >= _AKIN]

    def _about(self, number: int) -> frozenset[str]:
        """All terms of a statement."""
        return frozenset().union(*(s.terms for s in self.sentences(number)))

    def _in_common(self, own: frozenset[str], other: frozenset[str]) -> float:
        worth = {term: told**_RARE for term, told in self.rarity(own | other).items()}
        every = sum(worth.values())
        return sum(worth[t] for t in own & other) / every if every else 0.0

    def rarity(self, wanted: Iterable[str]) -> dict[str, float]:
        """
        How much each term tells: 1 if it stands nowhere, 0 if nothing else does, on a scale of the
        logarithm of its share of all words.
        """
        everything = log(self._index.info.words + 2)
        found = {}
        for term in wanted:
            first, last = self._ranges(self._forms_of(term))
            found[term] = 1 - log(int((last - first).sum()) + 1) / everything
        return found

    def together(
        self, clauses: Sequence[Sequence[str]], number: int, worth: Mapping[str, float]
    ) -> list[float]:
        """
        Estimate for each clause the terms that a statement holds together, counting what each is
        *worth*: the most that stand among any 64 of its words or so.

        It is quick, and knows neither synonyms nor names of more than one word.
        """
        terms = {term: k for k, term in enumerate(sorted(worth))}
        forms = sorted(
            (low >> 32, k)
            for term, k in terms.items()
            for low, high in self._forms_of(term)
            if high - low == 1 << 32
        )
        hashes = self.hashes(number)
        if not forms or not len(hashes):
            return [0.0] * len(clauses)
        known = np.array([form for form, _ in forms], np.int64)
        place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        at = np.flatnonzero(known[place] == hashes)
        term = np.array([k for _, k in forms])[place[at]]
        value = np.array([worth[t] for t in sorted(worth)])
        found = []
        for own in clauses:
            within = np.isin(term, [terms[t] for t in own])
            most = 0.0
            for shift in (0, _TOGETHER // 2):
                pairs = np.unique((at[within] + shift) // _TOGETHER * len(terms) + term[within])
                sums = np.bincount(pairs // len(terms), value[pairs % len(terms)])
                most = max(most, float(sums.max(initial=0.0)))
            found.append(most)
        return found

    def forms(self, key: str) -> list[int]:
        """The hashes of all forms of the word with the key *key* that there are."""
        return [low >> 32 for low, _ in self._forms_of(term_of(key))]

    def _forms_of(self, term: str) -> list[tuple[int, int]]:
        """The ranges of keys of a term: all names of a state, or all forms of a word."""
        return self._terms[term]

    def _find_forms(self, term: str) -> list[tuple[int, int]]:
        if term.startswith("@"):
            runs = {tuple(w.key for w in words(name))[:3] for name in names(term[1:])}
            return [key_of([word_hash(key) for key in run]) for run in sorted(runs) if run]
        own = word_hash(term)
        forms = self._index.forms
        a, b = np.searchsorted(forms, np.array([own << 32, own + 1 << 32], np.uint64))
        found = {own, *(int(form) & _REST for form in forms[a:b])}
        return [key_of([form]) for form in sorted(found)]

    def _ranges(self, keys: Sequence[tuple[int, int]]) -> tuple[Numbers, Numbers]:
        """The numbers of the first posting of each range of keys and of one past the last."""
        if missing := [key for key in dict.fromkeys(keys) if key not in self._known]:
            if len(self._known) > _KEPT_RANGES:
                self._known.clear()
                missing = list(dict.fromkeys(keys))
            self._known.update(zip(missing, self._find_ranges(missing), strict=True))
        found = np.array([self._known[key] for key in keys], np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _find_ranges(self, keys: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """
        Find the postings of words in the list of words, those of runs, where their first word is
        there, in the blocks.
        """
        found = dict.fromkeys(keys, (0, 0))
        words_there = self._index.words
        first = np.array([low & ~_REST for low, _ in keys], np.uint64)
        places = np.searchsorted(words_there, first).tolist()
        runs = []
        for key, place in zip(keys, places, strict=True):
            if place < len(words_there) and int(words_there[place]) >> 32 == key[0] >> 32:
                if key[1] - key[0] == 1 << 32:
                    after = words_there[place + 1 : place + 2].tolist() or [self._index.info.words]
                    found[key] = int(words_there[place]) & _REST, after[0] & _REST
                else:
                    runs.append(key)
        if runs:
            found.update(zip(runs, self._in_blocks(runs), strict=True))
        return [found[key] for key in keys]

    def _in_blocks(self, keys: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        fences = self._index.fences
        low = np.array([a for a, _ in keys], np.uint64)
        high = np.array([b - 1 for _, b in keys], np.uint64)
        low_block = np.maximum(np.searchsorted(fences, low) - 1, 0)
        high_block = np.maximum(np.searchsorted(fences, high, side="right") - 1, 0)
        blocks = np.unique(np.concatenate([low_block, high_block]))
        known = np.concatenate([self._blocks[b].keys for b in blocks.tolist()])
        shift = (blocks - np.arange(len(blocks))) * BLOCK
        first = np.searchsorted(known, low) + shift[np.searchsorted(blocks, low_block)]
        last = (
            np.searchsorted(known, high, side="right")
            + (shift[np.searchsorted(blocks, high_block)])
        )
        return list(zip(first.tolist(), last.tolist(), strict=True))

    def _holding(self, first: int, last: int) -> Holding:
        """The words that the postings *first* to *last* (one past it) stand for."""
        if first >= last:
            return Holding(_NONE, _NONE)
        blocks = range(first // BLOCK, (last - 1) // BLOCK + 1)
        own = slice(first - blocks[0] * BLOCK, last - blocks[0] * BLOCK)
        if last - first < _SHORT and len(blocks) == 1 and blocks[0] not in self._owned:
            return self._owners(self._blocks[blocks[0]].positions[own])
        found = [self._owned[b] for b in blocks]
        if len(found) == 1:
            return Holding(found[0].positions[own], found[0].owners[own])
        return Holding(*(np.concatenate(parts)[own] for parts in zip(*found, strict=True)))

    def _owners(self, positions: Positions) -> Holding:
        at = positions.astype(np.int64)
        return Holding(at, np.searchsorted(self._index.starts, at, side="right") - 1)
