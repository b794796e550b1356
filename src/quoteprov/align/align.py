"""
Word alignment of a quotation with a statement.

Every word of the quotation is matched, replaced or skipped; the statement is free before the first
and after the last matched word. A hole costs by the word up to the price of a jump, a jump
backwards a little more, so that both parts of a splice and parts quoted out of order are found.
Only whole words are ever compared.
"""

from __future__ import annotations

import re

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from rapidfuzz import fuzz, process

from quoteprov.align.names import counterparts, other_names
from quoteprov.align.sums import (
    JUMP,
    JUMP_BACK,
    REPLACE,
    SKIP_PASSAGE,
    Matrix,
    Named,
    Row,
    fill,
    totals,
)
from quoteprov.text.lemmas import KNOWN_WORDS, concepts, is_function_word, lemma
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import Word, words


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quoteprov.text.tokens import Hashes


Wide = npt.NDArray[np.int64]

ANOTHER_NAME, SYNONYM = 2, 2
"""What it costs to name somebody otherwise, or to say a thing by another word (better than 3
on changed quotations, `bench/tracing`)."""
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
    """
    Word *quoted* of the quotation renders word *passage* of the statement, as ``kind``; a name and
    another name of the same may have several words each.
    """

    quoted: int
    passage: int
    kind: str
    n_quoted: int = 1
    n_passage: int = 1

    @property
    def quoted_end(self) -> int:
        """One past the last word of the quotation."""
        return self.quoted + self.n_quoted

    @property
    def passage_end(self) -> int:
        """One past the last word of the statement."""
        return self.passage + self.n_passage


EQUAL, NEAR, REPLACED = "equal", "near", "replaced"
NAMED = "named"
"""Another name of the same."""
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
        pairs = tuple(
            p._replace(
                passage=places[p.passage],
                n_passage=places[p.passage_end - 1] + 1 - places[p.passage],
            )
            for p in self.pairs
        )
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

_MAY_BE_SET = re.compile(r"[\[(…]|\.\s?\.")
"""What one of these has; most quotations have none, which is soon seen."""


def units(text: str, start: int, end: int) -> list[Unit]:
    """
    List the words of the quotation between *start* and *end* of *text* with their setting.

    >>> text = "“[W]e warn the U.S. [...] to keep [its] mouth shut”"
    >>> [(u.word.key, u.editorial, u.gap) for u in units(text, 1, len(text) - 1)][4:7]
    [('to', False, True), ('keep', False, False), ('its', True, False)]
    """
    if not _MAY_BE_SET.search(text, start, end):
        return _units(words(text, start, end), gap=False)
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


def align(quoted: Sequence[Unit], passage: Sequence[str], places: Row | None = None) -> Alignment:
    """
    Align the words of a quotation with the words of a statement.

    Words in brackets or parentheses take no part, for they may be the writer's; where the
    statement has them too in that place, they are found there. A quotation that is nothing but
    such words is taken literally.

    Args:
        quoted: The words of the quotation.
        passage: The keys of words of the statement.
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
    pairs = [
        p._replace(quoted=core[p.quoted], n_quoted=core[p.quoted_end - 1] + 1 - core[p.quoted])
        for p in fit.pairs
    ]
    total = sum(weight(u.word.key) for u in own)
    keys = dict(zip(numbers.tolist(), words_there, strict=True))
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
    used = {j for p in pairs for j in range(p.passage, p.passage_end)}
    for first, last in _asides(quoted):
        keys = [u.word.key for u in quoted[first:last]]
        before = next((p.passage_end for p in pairs if p.quoted_end == first), None)
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


def _window(keys: Sequence[str], passage: Sequence[str]) -> Row:
    """
    The numbers of the passage words to compare: all, or in a long statement those with the most
    shared content words around them, a word counting the more the rarer it is there.
    """
    if len(keys) * len(passage) <= CELLS:
        return np.arange(len(passage), dtype=np.int32)
    counts = Counter(passage)
    worth = {k: 1 / counts[k] for k in keys if k in counts and not is_function_word(k)}
    summed = np.cumsum([0.0, *(worth.get(key, 0.0) for key in passage)])
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


def _scores(own: Sequence[Unit], passage: Sequence[str]) -> Matrix:
    """
    What it is worth to set word i against word j: its weight if they are equal, one less if
    nearly, two less if they are synonyms and the passage has not the word itself, else a price.
    """
    numbers = {key: n for n, key in enumerate(dict.fromkeys(passage))}
    p = np.array([numbers[key] for key in passage], dtype=np.int32)
    q = np.array([numbers.get(u.word.key, -1) for u in own], dtype=np.int32)
    w = np.array([weight(u.word.key) for u in own], dtype=np.int32)
    scores = np.where(q[:, None] == p[None, :], w[:, None], np.int32(REPLACE))
    able = [i for i in range(len(own)) if _may_be_near(own[i].word.key)]
    if able:
        near = _near([own[i].word.key for i in able], list(numbers))[:, p]
        scores[able] = np.where(near & (scores[able] < 0), w[able, None] - 1, scores[able])
    if absent := [i for i in able if q[i] < 0 and concepts(own[i].word.key)]:
        alike = _synonyms([own[i].word.key for i in absent], list(numbers))[:, p]
        scores[absent] = np.where(
            alike & (scores[absent] < 0), w[absent, None] - SYNONYM, scores[absent]
        )
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


def _synonyms(keys: Sequence[str], distinct: Sequence[str]) -> npt.NDArray[np.bool_]:
    """
    Which of *keys* (rows) may mean the same as which of *distinct* (columns), by WordNet.
    """
    columns: dict[int, list[int]] = defaultdict(list)
    for column, other in enumerate(distinct):
        for concept in concepts(other):
            columns[concept].append(column)
    alike = np.zeros((len(keys), len(distinct)), np.bool_)
    for row, key in enumerate(keys):
        alike[row, [c for concept in concepts(key) for c in columns.get(concept, ())]] = True
    return alike


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
    named: Sequence[Named]


def _fit(own: Sequence[Unit], passage: Sequence[str], places: Row) -> _Fit:
    """
    Fit the words of a quotation into the passage words numbered *places*.
    """
    scores = _scores(own, passage)
    ramp = np.concatenate([places[:1], places + 1]).astype(np.int32) * SKIP_PASSAGE
    named = _named(own, passage, places)
    step, best = fill(scores, ramp, [_jump(own, i + 1) for i in range(len(own))], named)
    last = int(step[-1].argmax())
    pairs = [
        p._replace(passage=int(places[p.passage]), kind=_kind(p, own, passage))
        for p in _trace(_Table(own, scores, step, best, ramp, named), last)
    ]
    return _Fit(pairs, int(step[-1, last]))


def _kind(pair: Pair, own: Sequence[Unit], passage: Sequence[str]) -> str:
    same = own[pair.quoted].word.key == passage[pair.passage]
    return EQUAL if same and pair.kind != NAMED else pair.kind


def _named(own: Sequence[Unit], passage: Sequence[str], places: Row) -> list[Named]:
    """
    The names in a quotation that stand for other names of the same in the passage.

    They are worth less than the same words beside a short hole: "the Korean People's Army (KPA)"
    has both.
    """
    found = []
    for names in counterparts([u.word for u in own], passage):
        quoted = own[names.first : names.last]
        there = places[names.other_first : names.other_last]
        in_a_row = there[-1] - there[0] + 1 == len(there)
        if in_a_row and not any(u.gap for u in quoted[1:]):
            found.append(Named(*names, sum(weight(u.word.key) for u in quoted) - ANOTHER_NAME))
    return found


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
    found = np.max([_estimated(rows, there, ramp, forms) for rows in _rows(own, there)], axis=0)
    fractions: list[float] = np.maximum(found, 0.0).tolist()
    return fractions


class _Wanted(NamedTuple):
    """A word of a quotation as an estimate sees it, or a name of several as one word."""

    word: Word
    weight: int
    jump: int
    others: Sequence[int] = ()
    """The hashes of words that may begin another name of the same."""


def _rows(own: Sequence[Unit], there: Wide) -> list[list[_Wanted]]:
    """
    The words of a quotation, and if it has names of several words that have others *there*, with
    these as one.
    """
    rows = [_Wanted(u.word, weight(u.word.key), _jump(own, i + 1)) for i, u in enumerate(own)]
    whole, after = [], 0
    for name, others in other_names([row.word for row in rows], there):
        if name.last == name.first + 1:
            rows[name.first] = rows[name.first]._replace(others=others)
        whole += rows[after : name.first]
        worth = sum(row.weight for row in rows[name.first : name.last])
        whole.append(_Wanted(rows[name.first].word, worth, rows[name.last - 1].jump, others))
        after = name.last
    whole += rows[after:]
    return [rows, whole] if len(whole) < len(rows) else [rows]


def _estimated(
    rows: Sequence[_Wanted],
    there: Wide,
    ramps: Matrix,
    forms: Callable[[str], Sequence[int]],
) -> npt.NDArray[np.float64]:
    keys = np.array([word_hash(row.word.key) for row in rows], np.int64)
    weights = np.array([row.weight for row in rows], np.int32)
    # one comparison for all words of the quotation
    scores = np.where(keys[:, None, None] == there, weights[:, None, None], np.int32(REPLACE))
    present = set(np.flatnonzero((scores > 0).any(axis=(1, 2))).tolist())
    for i, row in enumerate(rows):
        if others := row.others or (() if i in present else forms(row.word.key)):
            near = np.isin(there, others)
            scores[i] = np.where(near & (scores[i] < 0), weights[i] - 1, scores[i])
    return totals(scores, ramps, [row.jump for row in rows]) / int(weights.sum())


def _jump(own: Sequence[Unit], i: int) -> int:
    """The price of a jump behind word i: nothing where the writer set an ellipsis."""
    return 0 if i < len(own) and own[i].gap else JUMP


def _trace(table: _Table, last: int) -> list[Pair]:
    """The words that the best sum at column *last* sets together, by their rows and columns."""
    pairs = []
    i, j = len(table.own), last
    while i > 0:
        if pair := _met(table, i, j):
            pairs.append(pair)
            i, j = pair.quoted, pair.passage
        else:
            i -= 1
        if i > 0:
            j = _landing(table, i, j)
    return pairs[::-1]


def _met(table: _Table, i: int, j: int) -> Pair | None:
    """The words before row i and column j, if the best sum there sets them together."""
    value = table.step[i, j]
    if j > 0 and value == table.best[i - 1, j - 1] + (score := table.scores[i - 1, j - 1]):
        return Pair(i - 1, j - 1, NEAR if score > 0 else REPLACED)
    for first, last, start, end, worth in table.named:
        if (last, end) == (i, j) and value == table.best[first, start] + worth:
            return Pair(first, start, NAMED, i - first, j - start)
    return None


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
