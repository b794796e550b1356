"""
Word alignment of a quotation with a statement.

Every word of the quotation is matched, replaced or skipped; the statement is free before the first
and after the last matched word. A hole costs by the word up to the price of a jump, a jump
backwards a little more, so that both parts of a splice and parts quoted out of order are found.
Only whole words are ever compared.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from rapidfuzz import fuzz, process

from quoteprov.text.lemmas import KNOWN_WORDS, is_function_word, lemma
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import Word, words


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quoteprov.text.tokens import Hashes


Matrix = npt.NDArray[np.int32]
Row = npt.NDArray[np.int32]

# Prices, in the same unit as the weight of a matched word (2 to 4). A jump costs as much as two
# content words, so that a single chance word elsewhere is never worth one.
SKIP_QUOTED, SKIP_PASSAGE, JUMP, JUMP_BACK, REPLACE = 2, 1, 6, 9, -2
NEAR_RATIO = 80
"""Ratio of rapidfuzz (percent) from which two words are near-equal: typing errors, inflections."""
NEAR_LETTERS = 3
"""Letters that a word needs to be near-equal to another: "is" is not nearly "it"."""
CELLS = 3_000_000
"""
Cells of a matrix; in a longer statement only the surroundings of shared words are aligned.
"""
REACH = 20
"""Passage words beyond the length of the quotation that count as surroundings."""


class Unit(NamedTuple):
    """
    A word of a quotation and how the writer set it.

    ``editorial`` is true inside brackets or parentheses; ``gap`` says that an ellipsis stands
    before.
    """

    word: Word
    editorial: bool
    gap: bool


class Pair(NamedTuple):
    """Word *quoted* of the quotation renders word *passage* of the statement, as ``kind``."""

    quoted: int
    passage: int
    kind: str


EQUAL, NEAR, REPLACED = "equal", "near", "replaced"
ASIDE = "aside"
"""Equal, but in brackets or parentheses: not counted among the quotation's own words."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """
    Its pairs, in the order of the quotation, and its weighted fraction (0 to 1).
    """

    pairs: tuple[Pair, ...]
    fraction: float

    @property
    def kept(self) -> int:
        """How many of the quotation's own words stand in the statement as they are."""
        return sum(pair.kind == EQUAL for pair in self.pairs)

    def shifted(self, by: int) -> Alignment:
        """The same alignment with a passage that stands so many words further on."""
        return Alignment(
            tuple(p._replace(passage=p.passage + by) for p in self.pairs), self.fraction
        )

    def moved(self, places: Sequence[int]) -> Alignment:
        """The same alignment, word *i* of the passage being word ``places[i]`` of a longer one."""
        pairs = tuple(p._replace(passage=places[p.passage]) for p in self.pairs)
        return Alignment(pairs, self.fraction)


_ELLIPSIS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
_SETTING = regex.compile(
    rf"""
      (?P<gap>\[\s*{_ELLIPSIS}\s*\]|\(\s*{_ELLIPSIS}\s*\)|{_ELLIPSIS})
    | (?P<sic>\[\s*sic\.?\s*\])
    | (?P<letter>(?<!\p{{L}})\[\p{{L}}\](?=\p{{L}}))        # [W]e
    | (?P<ending>(?<=\p{{L}})\[\p{{L}}+\])                  # export[ed]
    | (?P<aside>\[[^\[\]]*\]|\([^()]*\))(?:['’]s(?!\p{{L}}))?   # [North Korea]'s, (so called)
    """,
    regex.VERBOSE,
)


def units(text: str, start: int, end: int) -> list[Unit]:
    """
    List the words of the quotation between *start* and *end* of *text* with their setting.

    >>> text = "“[W]e warn the U.S. [...] to keep [its] mouth shut”"
    >>> [(u.word.key, u.editorial, u.gap) for u in units(text, 1, len(text) - 1)][4:7]
    [('to', False, True), ('keep', False, False), ('its', True, False)]
    """
    found: list[Unit] = []
    gap, at = False, start
    for match in _SETTING.finditer(text, start, end):
        if match["letter"] or match["ending"]:
            continue  # they are read with their word
        own = _plain(text, at, match.start())
        found += _units(own, gap=gap and bool(found))
        gap = (gap and not own) or match["gap"] is not None
        if match["aside"]:
            aside = words(text, *match.span("aside"))
            found += [Unit(word, editorial=True, gap=False) for word in aside]
        at = match.end()
    return found + _units(_plain(text, at, end), gap=gap and bool(found))


def _units(own: Sequence[Word], *, gap: bool) -> list[Unit]:
    return [Unit(word, editorial=False, gap=gap and i == 0) for i, word in enumerate(own)]


_BRACKETED_LETTERS = regex.compile(r"\[(\p{L}+)\]")


def _plain(text: str, start: int, end: int) -> list[Word]:
    """Words without brackets around single letters or endings: "[W]e" is "We"."""
    if "[" not in text[start:end]:
        return words(text, start, end)
    bare = _BRACKETED_LETTERS.sub(r"\1", text[start:end])
    places = [i for i in range(start, end) if text[i] not in "[]"]
    if len(places) != len(bare):  # an odd bracket: take the text as it is
        return words(text, start, end)
    own = ((places[w.start], places[w.end - 1] + 1, w) for w in words(bare))
    return [Word(a, b + _is_cut(text[a:b], text[b:end]), w.text, w.key) for a, b, w in own]


def _is_cut(word: str, after: str) -> bool:
    """The bracket of an ending closes right behind the word: export[ed]."""
    return after.startswith("]") and word.rfind("[") > word.rfind("]")


def weight(key: str) -> int:
    """
    What a matched word is worth: figures 4, content words 3, function words 2.

    >>> weight("240"), weight("rocket"), weight("of")
    (4, 3, 2)
    """
    if _is_figure(key):
        return 4
    return 2 if is_function_word(key) else 3


@lru_cache(KNOWN_WORDS)
def _is_figure(key: str) -> bool:
    return any(c.isdigit() for c in key)


def align(quoted: Sequence[Unit], passage: Sequence[Word], places: Row | None = None) -> Alignment:
    """
    Align the words of a quotation with the words of a statement.

    Words in brackets or parentheses take no part, for they may be the writer's; where the
    statement has them too in that place, they are found there. A quotation that is nothing but
    such words is taken literally.

    Args:
        quoted: The words of the quotation.
        passage: Words of the statement.
        places: Their numbers in the statement, rising, if they are not all of its words; holes
            count as long as they are there, and pairs give these numbers.
    """
    core = _core(quoted)
    if not core or not passage:
        return Alignment((), 0.0)
    own = [quoted[i] for i in core]
    if places is None:
        within = _window([u.word.key for u in own], passage)
        numbers, words_there = within, [passage[j] for j in within.tolist()]
    else:
        numbers, words_there = places, list(passage)
    fit = _fit(own, words_there, numbers)
    pairs = [Pair(core[p.quoted], p.passage, p.kind) for p in fit.pairs]
    total = sum(weight(u.word.key) for u in own)
    keys = dict(zip(numbers.tolist(), (w.key for w in words_there), strict=True))
    return Alignment(tuple(_with_asides(pairs, quoted, keys)), max(0.0, fit.score / total))


def _core(quoted: Sequence[Unit]) -> list[int]:
    """The numbers of the quotation's own words, or of all if it has none."""
    return [i for i, u in enumerate(quoted) if not u.editorial] or list(range(len(quoted)))


def _with_asides(
    pairs: Sequence[Pair], quoted: Sequence[Unit], there: Mapping[int, str]
) -> list[Pair]:
    """
    Add the words in brackets or parentheses that the statement has beside the words around them.

    *there* are the words of the statement by their numbers.
    """
    found = list(pairs)
    used = {p.passage for p in pairs}
    for first, last in _asides(quoted):
        keys = [u.word.key for u in quoted[first:last]]
        before = next((p.passage + 1 for p in pairs if p.quoted == first - 1), None)
        after = next((p.passage - len(keys) for p in pairs if p.quoted == last), None)
        start = before if before is not None else after
        if start is None or start < 0:
            continue
        own = range(start, start + len(keys))
        if used.isdisjoint(own) and [there.get(j) for j in own] == keys:
            found += [Pair(first + k, j, ASIDE) for k, j in enumerate(own)]
    return sorted(found)


def _asides(quoted: Sequence[Unit]) -> list[tuple[int, int]]:
    """The runs of words in brackets or parentheses."""
    edges = [
        i
        for i in range(len(quoted) + 1)
        if (i > 0 and quoted[i - 1].editorial) != (i < len(quoted) and quoted[i].editorial)
    ]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _window(keys: Sequence[str], passage: Sequence[Word]) -> Row:
    """
    The numbers of the passage words to compare: all, or in a long statement those with the most
    shared content words around them, a word counting the more the rarer it is there.
    """
    if len(keys) * len(passage) <= CELLS:
        return np.arange(len(passage), dtype=np.int32)
    counts = Counter(w.key for w in passage)
    worth = {k: 1 / counts[k] for k in keys if k in counts and not is_function_word(k)}
    summed = np.cumsum([0.0, *(worth.get(w.key, 0.0) for w in passage)])
    reach = len(keys) + REACH
    middle = np.arange(len(passage))
    high = np.minimum(middle + reach, len(passage))
    around = summed[high] - summed[np.maximum(middle - reach, 0)]
    chosen = np.zeros(len(passage), dtype=bool)
    for j in np.argsort(-around.round(9), kind="stable"):
        if not chosen[j]:
            chosen[max(j - reach, 0) : j + reach] = True
        if chosen.sum() * len(keys) >= CELLS:
            break
    return np.flatnonzero(chosen).astype(np.int32)


def _scores(own: Sequence[Unit], passage: Sequence[Word]) -> Matrix:
    """
    What it is worth to set word i against word j: its weight if they are equal, one less if
    nearly, else a price.
    """
    numbers = {key: n for n, key in enumerate(dict.fromkeys(w.key for w in passage))}
    p = np.array([numbers[w.key] for w in passage], dtype=np.int32)
    q = np.array([numbers.get(u.word.key, -1) for u in own], dtype=np.int32)
    w = np.array([weight(u.word.key) for u in own], dtype=np.int32)
    scores = np.where(q[:, None] == p[None, :], w[:, None], np.int32(REPLACE))
    absent = [i for i in range(len(own)) if q[i] < 0 and _may_be_near(own[i].word.key)]
    if absent:
        near = _near([own[i].word.key for i in absent], list(numbers))
        for row, i in enumerate(absent):
            scores[i] = np.where(near[row][p], w[i] - 1, scores[i])
    return scores


def _may_be_near(key: str) -> bool:
    """Never a figure: 1,500 is not nearly 1,600."""
    return len(key) >= NEAR_LETTERS and not _is_figure(key)


def _near(keys: Sequence[str], distinct: Sequence[str]) -> npt.NDArray[np.bool_]:
    """
    Which of *keys* (rows) are forms of which of *distinct* (columns).
    """
    ratios = process.cdist(keys, distinct, scorer=fuzz.ratio, score_cutoff=NEAR_RATIO)
    heads = np.array([lemma(other) for other in distinct])
    same = np.array([lemma(key) for key in keys])[:, None] == heads[None, :]
    words_only = np.array([not _is_figure(other) for other in distinct])
    near: npt.NDArray[np.bool_] = ((ratios > 0) | same) & words_only[None, :]
    return near


class _Fit(NamedTuple):
    """The pairs of a quotation's own words with passage words, and what they are worth."""

    pairs: list[Pair]
    score: int


@dataclass(frozen=True, slots=True)
class _Table:
    """
    The best sums of a quotation's first words (rows) that end at a passage word (columns).

    ``step`` is right behind a word, ``best`` also behind a hole or jump that follows it, ``ramp``
    the price of all passage words before a column.
    """

    own: Sequence[Unit]
    scores: Matrix
    step: Matrix
    best: Matrix
    ramp: Row


def _fit(own: Sequence[Unit], passage: Sequence[Word], places: Row) -> _Fit:
    """
    Fit the words of a quotation into the passage words numbered *places*.
    """
    scores = _scores(own, passage)
    m, n = scores.shape
    ramp = np.concatenate([places[:1], places + 1]).astype(np.int32) * SKIP_PASSAGE
    best = np.zeros((m + 1, n + 1), dtype=np.int32)
    step = np.zeros((m + 1, n + 1), dtype=np.int32)
    for i in range(1, m + 1):
        _advance((best[i - 1], step[i], best[i]), scores[i - 1], ramp, _jump(own, i))
    last = int(step[m].argmax())
    pairs = _trace(_Table(own, scores, step, best, ramp), last)
    kinds = ((p, own[p[0]].word.key == passage[p[1]].key) for p in pairs)
    return _Fit(
        [Pair(i, int(places[j]), _kind(scores[i, j], same=same)) for (i, j), same in kinds],
        int(step[m, last]),
    )


def _advance(sums: tuple[Row, Row, Row], scores: Row, ramp: Row, jump: int) -> None:
    """
    Fill the *sums* of one more word of the quotation: from the best before it, those right behind
    it and those also behind a hole or jump that follows. The rows of several statements may lie
    one below the other.
    """
    before, step, best = sums
    np.subtract(before, SKIP_QUOTED, out=step)
    inner = step[..., 1:]
    np.maximum(inner, before[..., :-1] + scores, out=inner)
    np.add(step, ramp, out=best)
    np.maximum.accumulate(best, axis=-1, out=best)
    np.subtract(best, ramp, out=best)
    furthest = np.maximum.accumulate(step, axis=-1)
    back = furthest[..., -1:] - JUMP_BACK
    np.subtract(furthest, jump, out=furthest)
    np.maximum(best, furthest, out=best)
    np.maximum(best, back, out=best)


def estimates(
    quoted: Sequence[Unit],
    passages: Sequence[tuple[Hashes, Row]],
    forms: Callable[[str], Sequence[int]] = lambda _: (),
) -> list[float]:
    """
    Give for each passage the weighted fraction that `align` would, if of near-equal words only
    forms of one word counted: all passages at once, by the hashes of their words.

    Args:
        quoted: The words of the quotation.
        passages: Hashes of words of a statement, and their numbers in it.
        forms: The hashes of the forms of a word, by its key.
    """
    core = _core(quoted)
    own = [quoted[i] for i in core]
    if not own or not passages:
        return [0.0] * len(passages)
    n = max(len(hashes) for hashes, _ in passages)
    # words that are not there are nobody's
    there = np.full((len(passages), n), -1, np.int64)
    ramp = np.zeros((len(passages), n + 1), np.int32)
    for k, (hashes, places) in enumerate(passages):
        there[k, : len(hashes)] = hashes
        ramp[k, 1 : len(hashes) + 1] = places + 1
        ramp[k, 0] = places[0] if len(places) else 0
        ramp[k, len(hashes) + 1 :] = ramp[k, len(hashes)]
    keys = np.array([word_hash(u.word.key) for u in own], np.int64)
    weights = np.array([weight(u.word.key) for u in own], np.int32)
    # one comparison for all words of the quotation
    scores = np.where(keys[:, None, None] == there, weights[:, None, None], np.int32(REPLACE))
    absent = ~(scores > 0).any(axis=(1, 2))
    for i in np.flatnonzero(absent).tolist():
        if others := forms(own[i].word.key):
            scores[i][np.isin(there, others)] = weights[i] - 1
    best = np.zeros((len(passages), n + 1), np.int32)
    step = np.zeros_like(best)
    after = np.zeros_like(best)
    for i in range(len(own)):
        _advance((best, step, after), scores[i], ramp, _jump(own, i + 1))
        best, after = after, best
    found: list[float] = np.maximum(step.max(axis=1) / int(weights.sum()), 0.0).tolist()
    return found


def _kind(score: int, *, same: bool) -> str:
    if same:
        return EQUAL
    return NEAR if score > 0 else REPLACED


def _jump(own: Sequence[Unit], i: int) -> int:
    """The price of a jump behind word i: nothing where the writer set an ellipsis."""
    return 0 if i < len(own) and own[i].gap else JUMP


def _trace(table: _Table, last: int) -> list[tuple[int, int]]:
    """The rows and columns of the words that the best sum at column *last* sets together."""
    pairs = []
    i, j = len(table.own), last
    while i > 0:
        if j > 0 and (table.step[i, j] == table.best[i - 1, j - 1] + table.scores[i - 1, j - 1]):
            pairs.append((i - 1, j - 1))
            j -= 1
        i -= 1
        if i > 0:
            j = _landing(table, i, j)
    return pairs[::-1]


def _landing(table: _Table, i: int, j: int) -> int:
    """
    Where the hole or jump that ends at column j behind word i began; j itself if there is none.
    """
    value, row = table.best[i, j], table.step[i]
    if row[j] == value:
        return j
    for found in (
        np.flatnonzero(row[:j] - (table.ramp[j] - table.ramp[:j]) == value),
        np.flatnonzero(row[:j] - _jump(table.own, i) == value),
        np.flatnonzero(row - JUMP_BACK == value),
    ):
        if len(found):
            return int(found[-1])
    msg = "the alignment matrix contradicts itself"
    raise AssertionError(msg)
