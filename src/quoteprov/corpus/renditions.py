"""
Renditions: which statements are published wordings of one another, as far as they say so
(`Families`), and which may be (`suggest`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from rapidfuzz.distance import LCSseq

from quoteprov.text.lemmas import is_function_word


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from quoteprov.corpus.search import Search


DATELINE = 12
"""Words of a page's beginning that may be its dateline."""

DAYS = 1
"""Days between two renditions: what is printed again later is another item ("Vice-Premier of China
Arrives", "Li Keqiang Returns Home")."""

LEAST_WORDS, LEAST_COPIED = 150, 50
"""Words of a rendition that is suggested, and of a copy: short items are formulas with another
name in them."""

RENDERS = 0.6
"""
Share of the words of the longer of two statements that stand in the same order in the other, less
the share of its names and figures that stand in one of them alone, from which they are suggested.

Chosen on 18,998 articles of KCNA: the 20 pairs that pass are one text twice by their titles, days
and openings; of those that share nearly half of their words in order and do not pass, one in six
is.
"""

_RARE = 400
"""Statements that hold a word by which two are brought together."""
_SHARED, _WEIGHT = 0.3, 20.0
"""Share of their rare words, and the weight of these, from which two statements are compared."""
_LISTED = 8_000_000
"""Pairs of places of rare words that are held: half a gigabyte."""
_KEPT = 1_000

Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


class Families:
    """
    Statements that are published wordings of one another.

    Chains lead to one statement; renditions of one that is not held, and those that name one
    another in a circle, still belong together.

    Args:
        given: The ids that statements render, by the numbers of these.
        number: Looks up the number of a statement by its id.
    """

    def __init__(self, given: Mapping[int, str], number: Callable[[str], int | None]) -> None:
        self._given = given
        found = {one: number(name) for one, name in given.items()}
        self._above: dict[int | str, int | str] = {
            one: given[one] if there is None else there for one, there in found.items()
        }
        self._first: dict[int, int] = {}
        self._members: dict[int, tuple[int, ...]] = {}
        families: dict[int | str, set[int]] = {}
        for one in self._above:
            top = self._top(one)
            families.setdefault(top, set()).update(n for n in (one, top) if isinstance(n, int))
        for top, own in families.items():
            first = top if isinstance(top, int) else min(own)
            self._members[first] = (first, *sorted(own - {first}))
            self._first.update(dict.fromkeys(own, first))

    def _top(self, one: int | str) -> int | str:
        """Where a chain ends; of a circle the smallest number."""
        passed: dict[int | str, None] = {}
        while one in self._above and one not in passed:
            passed[one] = None
            one = self._above[one]
        if one not in passed:
            return one
        circle = list(passed)[list(passed).index(one) :]
        return min(n for n in circle if isinstance(n, int))

    def first(self, number: int) -> int:
        """The statement that a statement renders in the end; itself if it renders none."""
        return self._first.get(number, number)

    def members(self, number: int) -> tuple[int, ...]:
        """A statement and all its renditions, the one that they render first."""
        return self._members.get(self.first(number), (number,))

    def problems(self) -> Iterator[tuple[int, str]]:
        """Statements whose ``rendition_of`` leads nowhere, and why."""
        for one, name in self._given.items():
            if isinstance(self._above[one], str):
                yield one, f"is a rendition of {name!r}, which is not there"
            elif self._is_circular(one):
                yield one, f"is a rendition of {name!r}, which leads back to it"

    def _is_circular(self, one: int) -> bool:
        at, passed = self._above[one], {one}
        while isinstance(at, int) and at in self._above and at not in passed:
            passed.add(at)
            at = self._above[at]
        return at == one

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._given)


class Suggestion(NamedTuple):
    """
    Two statements that may be one.

    Args:
        kind: ``copy``, the same words but for a few, or ``rendition``, the same in other words.
        number: Of the later one.
        other: Of the earlier one, which it would be a rendition of.
        shared: Share of the words of the longer one that stand in the other in the same order.
    """

    kind: Literal["copy", "rendition"]
    number: int
    other: int
    shared: float


def suggest(search: Search) -> list[Suggestion]:
    """
    List pairs of statements that may be renditions of one another, those that share most first.

    They are nothing but suggestions: who knows the statements joins them with ``rendition_of``.
    """
    words = [search.hashes(number) for number in range(len(search))]
    days = np.array([search.age(number)[0] for number in range(len(search))], np.int64)
    # as a copy of another, whose pairs would be the same
    first = _copies(words, search)
    pairs = [p for p in _alike(words, days) if not any(n in first for n in p)]
    compare = _Comparison(search)
    found = [Suggestion("copy", *_ordered(search, *p), 1.0) for p in first.items()]
    found += [s for s in map(compare.suggestion, pairs) if s]
    families = search.families
    fresh = (s for s in found if families.first(s.number) != families.first(s.other))
    return sorted(fresh, key=lambda s: (s.kind == "copy", -s.shared, s.number))


def _ordered(search: Search, one: int, other: int) -> tuple[int, int]:
    """The later of two statements and the earlier."""
    return (one, other) if search.age(one) > search.age(other) else (other, one)


def _copies(words: Sequence[npt.NDArray[np.uint32]], search: Search) -> dict[int, int]:
    """Statements with the same words as another, but for a dateline, with the first of these."""
    alike: dict[bytes, int] = {}
    found = {}
    for number in sorted(range(len(words)), key=search.age):
        first = alike.setdefault(words[number][DATELINE:].tobytes(), number)
        if first != number and len(words[number]) >= LEAST_COPIED:
            found[number] = first
    return found


def _alike(words: Sequence[npt.NDArray[np.uint32]], days: Numbers) -> list[tuple[int, int]]:
    """
    Pairs of statements of about one day that share many of their rare words.

    Statements are sorted by their days, so that those that share a word and are near one another
    stand side by side in its list.
    """
    order = np.argsort(days, kind="stable")
    keys = np.concatenate(
        [
            np.unique(words[number]).astype(np.uint64) << np.uint64(32) | np.uint64(place)
            for place, number in enumerate(order.tolist())
        ]
    )
    keys.sort()
    word, place = keys >> np.uint64(32), (keys & np.uint64((1 << 32) - 1)).astype(np.int64)
    counts = np.unique(word, return_counts=True)[1]
    holders = np.repeat(counts, counts)
    rare = (holders > 1) & (holders <= _RARE)
    word, place = word[rare], place[rare]
    if not len(word):
        return []
    worth = 1 + np.log(len(words) / holders[rare])
    total = np.bincount(place, worth, minlength=len(words))
    one, other = _neighbours(word, days[order][place])
    both, weights = place[one] * len(words) + place[other], worth[one]
    pair, where = np.unique(both, return_inverse=True)
    shared = np.bincount(where, weights)
    one, other = pair // len(words), pair % len(words)
    enough = (shared > _WEIGHT) & (shared >= _SHARED * np.maximum(total[one], total[other]))
    found = zip(order[one[enough]].tolist(), order[other[enough]].tolist(), strict=True)
    return list(found)


def _neighbours(word: Keys, day: Numbers) -> tuple[Numbers, Numbers]:
    """
    The places in a list of words, sorted by word and day, that share a word and nearly a day.

    Words with the most such neighbours are left out, if there are more than can be held.
    """
    number = np.cumsum(np.diff(word, prepend=word[:1]) != 0)
    key = number * (int(day.max()) + DAYS + 1) + day
    after = np.searchsorted(key, key + DAYS, side="right") - np.arange(len(key)) - 1
    pairs = np.bincount(number, after)
    fewest = np.argsort(pairs, kind="stable")
    kept = np.zeros(len(pairs), bool)
    kept[fewest[np.cumsum(pairs[fewest]) <= _LISTED]] = True
    after *= kept[number]
    one = np.repeat(np.arange(len(key)), after)
    step = np.arange(len(one)) - np.repeat(np.cumsum(after) - after, after)
    return one, one + 1 + step


class _Comparison:
    """Compares two statements word by word."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._names = lru_cache(_KEPT)(self._find_names)

    def suggestion(self, pair: tuple[int, int]) -> Suggestion | None:
        """What a pair is, None if nothing in particular."""
        search, (one, other) = self._search, _ordered(self._search, *pair)
        own, theirs = search.hashes(one).tolist(), search.hashes(other).tolist()
        shared = LCSseq.similarity(own, theirs) / max(len(own), len(theirs))
        if min(len(own), len(theirs)) >= LEAST_COPIED and search.is_copy(one, other):
            return Suggestion("copy", one, other, shared)
        if min(len(own), len(theirs)) < LEAST_WORDS or shared < RENDERS:
            return None
        named = self._names(one), self._names(other)
        alone = len(named[0] - set(theirs)) + len(named[1] - set(own))
        if shared - alone / max(len(named[0]), 1) < RENDERS:
            return None
        return Suggestion("rendition", one, other, shared)

    def _find_names(self, number: int) -> frozenset[int]:
        """The words of a statement that are figures or have a capital which no sentence gives."""
        openings = self._search.openings(number)
        hashes = self._search.hashes(number).tolist()
        own = enumerate(zip(self._search.words(number), hashes, strict=True))
        return frozenset(
            number
            for i, (word, number) in own
            if any(c.isdigit() for c in word.key)
            or (word.text[:1].isupper() and i not in openings and not is_function_word(word.key))
        )
