"""
Word alignment of a quotation with a statement.

Every word of the quotation is matched, replaced or skipped; the statement is free before the first and
after the last matched word. A hole costs by the word up to the price of a jump, a jump backwards a
little more, so that both parts of a splice and parts quoted out of order are found. Only whole words
are ever compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from rapidfuzz import fuzz, process

from quoteprov.text.lemmas import is_function_word, lemma
from quoteprov.text.words import Word, words


Matrix = npt.NDArray[np.int32]

# Prices, in the same unit as the weight of a matched word (2 to 4). A jump costs as much as two
# content words, so that a single chance word elsewhere is never worth one.
SKIP_QUOTED, SKIP_PASSAGE, JUMP, JUMP_BACK, REPLACE = 2, 1, 6, 9, -2
_NEAR = 80  # rapidfuzz ratio from which two words are near-equal: typing errors, inflections
_WINDOW = 3_000_000  # cells of a matrix; a longer statement is aligned around the rare words only


class Unit(NamedTuple):
    """
    A word of a quotation and how the writer set it.

    ``editorial`` is true inside brackets or parentheses; ``gap`` says that an ellipsis stands before.
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


@dataclass(frozen=True, slots=True)
class Alignment:
    """
    The pairs of an alignment, in the order of the quotation, and its weighted fraction (0 to 1).
    """

    pairs: tuple[Pair, ...]
    fraction: float

    @property
    def kept(self) -> int:
        """How many words stand in the statement as they are."""
        return sum(pair.kind == EQUAL for pair in self.pairs)

    def moved(self, places: Sequence[int]) -> Alignment:
        """The same alignment where word *i* of the passage is word ``places[i]`` of a longer one."""
        pairs = tuple(p._replace(passage=places[p.passage]) for p in self.pairs)
        return Alignment(pairs, self.fraction)


_ELLIPSIS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
_SETTING = regex.compile(
    rf"""
      (?P<gap>\[\s*{_ELLIPSIS}\s*\]|\(\s*{_ELLIPSIS}\s*\)|{_ELLIPSIS})
    | (?P<sic>\[\s*sic\.?\s*\])
    | (?P<letter>(?<!\p{{L}})\[\p{{L}}\](?=\p{{L}}))        # [W]e
    | (?P<ending>(?<=\p{{L}})\[\p{{L}}+\])                  # export[ed]
    | (?P<aside>\[[^\[\]]*\]|\([^()]*\))                  # [North Korea], a gloss (so called)
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
    for match in [*_SETTING.finditer(text, start, end), None]:
        stop = match.start() if match else end
        if match and match["letter"]:
            continue
        if match and match["ending"]:
            continue
        for word in _plain(text, at, stop):
            found.append(Unit(word, editorial=False, gap=gap and bool(found)))
            gap = False
        if match is None:
            break
        gap = gap or match["gap"] is not None
        if match["aside"]:
            for word in words(text, match.start(), match.end()):
                found.append(Unit(word, editorial=True, gap=False))
        at = match.end()
    return found


_BRACKETED_LETTERS = regex.compile(r"\[(\p{L}+)\]")


def _plain(text: str, start: int, end: int) -> list[Word]:
    """Words without brackets around single letters or endings: "[W]e" is "We"."""
    if "[" not in text[start:end]:
        return words(text, start, end)
    bare = _BRACKETED_LETTERS.sub(r"\1", text[start:end])
    places = [i for i in range(start, end) if text[i] not in "[]"]
    if len(places) != len(bare):  # an odd bracket: take the text as it is
        return words(text, start, end)
    return [
        Word(places[w.start], places[w.end - 1] + 1, w.text, w.key) for w in words(bare)
    ]


def weight(key: str) -> int:
    """
    What a matched word is worth: figures 4, content words 3, function words 2.
    """
    if any(c.isdigit() for c in key):
        return 4
    return 2 if is_function_word(key) else 3


def align(quoted: Sequence[Unit], passage: Sequence[Word]) -> Alignment:
    """
    Align the words of a quotation with the words of a statement.

    Words in brackets take no part: they are the writer's. A quotation that is nothing but such words
    is taken literally.
    """
    core = [i for i, u in enumerate(quoted) if not u.editorial] or list(range(len(quoted)))
    if not core or not passage:
        return Alignment((), 0.0)
    own = [quoted[i] for i in core]
    window = _window([u.word.key for u in own], passage)
    pairs, score = _fit(own, [passage[j] for j in window])
    total = sum(weight(u.word.key) for u in own)
    return Alignment(
        tuple(Pair(core[p.quoted], window[p.passage], p.kind) for p in pairs),
        max(0.0, score / total),
    )


def _window(keys: Sequence[str], passage: Sequence[Word]) -> Sequence[int]:
    """
    The passage words to compare: all, or in a long statement those around shared content words.
    """
    if len(keys) * len(passage) <= _WINDOW:
        return range(len(passage))
    wanted = {k for k in keys if not is_function_word(k)}
    reach = 2 * len(keys) + 20
    near = np.zeros(len(passage) + 1, dtype=np.int32)
    for j, word in enumerate(passage):
        if word.key in wanted:
            near[max(0, j - reach)] += 1
            near[min(len(passage), j + reach)] -= 1
    chosen = np.flatnonzero(np.cumsum(near[:-1]) >= max(1, len(wanted) // 3))
    most = _WINDOW // len(keys)
    return [int(j) for j in chosen[:most]]


def _scores(own: Sequence[Unit], passage: Sequence[Word]) -> Matrix:
    """
    What it is worth to set word i against word j: its weight if equal, one less if nearly, else a price.
    """
    numbers = {key: n for n, key in enumerate(dict.fromkeys(w.key for w in passage))}
    p = np.array([numbers[w.key] for w in passage], dtype=np.int32)
    q = np.array([numbers.get(u.word.key, -1) for u in own], dtype=np.int32)
    w = np.array([weight(u.word.key) for u in own], dtype=np.int32)
    scores = np.where(q[:, None] == p[None, :], w[:, None], np.int32(REPLACE))
    absent = [i for i in range(len(own)) if q[i] < 0 and len(own[i].word.key) >= 3]
    if absent:
        distinct = list(numbers)
        ratios = process.cdist(
            [own[i].word.key for i in absent], distinct, scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        for row, i in enumerate(absent):
            near = _near(own[i].word.key, distinct, ratios[row])
            scores[i] = np.where(near[p], w[i] - 1, scores[i])
    return scores


def _near(key: str, distinct: Sequence[str], ratios: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """
    Which words are forms of one another; never two different figures: 1,500 is not nearly 1,600.
    """
    figure = any(c.isdigit() for c in key)
    head = lemma(key)
    return np.array(
        [
            not figure and not any(c.isdigit() for c in other) and (ratio > 0 or lemma(other) == head)
            for other, ratio in zip(distinct, ratios, strict=True)
        ],
        dtype=bool,
    )


def _fit(own: Sequence[Unit], passage: Sequence[Word]) -> tuple[list[Pair], int]:
    scores = _scores(own, passage)
    m, n = scores.shape
    ramp = np.arange(n + 1, dtype=np.int32) * SKIP_PASSAGE
    best = np.zeros((m + 1, n + 1), dtype=np.int32)  # after word i, with or without a hole behind it
    step = np.zeros((m + 1, n + 1), dtype=np.int32)  # after word i, no hole behind it yet
    for i in range(1, m + 1):
        row = best[i - 1] - SKIP_QUOTED
        np.maximum(row[1:], best[i - 1, :-1] + scores[i - 1], out=row[1:])
        step[i] = row
        holes = np.maximum.accumulate(row + ramp) - ramp
        jumps = np.maximum.accumulate(row) - _jump(own, i)
        best[i] = np.maximum(np.maximum(holes, jumps), row.max() - JUMP_BACK)
    last = int(step[m].argmax())
    return _trace(own, passage, scores, best, step, last), int(step[m, last])


def _jump(own: Sequence[Unit], i: int) -> int:
    """The price of a jump behind word i: nothing where the writer set an ellipsis."""
    return 0 if i < len(own) and own[i].gap else JUMP


def _trace(
    own: Sequence[Unit],
    passage: Sequence[Word],
    scores: Matrix,
    best: Matrix,
    step: Matrix,
    last: int,
) -> list[Pair]:
    pairs = []
    i, j = len(own), last
    while i > 0:
        if j > 0 and step[i, j] == best[i - 1, j - 1] + scores[i - 1, j - 1]:
            score = scores[i - 1, j - 1]
            same = own[i - 1].word.key == passage[j - 1].key
            pairs.append(Pair(i - 1, j - 1, EQUAL if same else NEAR if score > 0 else REPLACED))
            j -= 1
        i -= 1
        if i > 0:
            j = _landing(own, best, step, i, j)
    return pairs[::-1]


def _landing(own: Sequence[Unit], best: Matrix, step: Matrix, i: int, j: int) -> int:
    """
    Where the hole or jump that ends at column j behind word i began; j itself if there is none.
    """
    value, row = best[i, j], step[i]
    if row[j] == value:
        return j
    columns = np.arange(j)
    for found in (
        np.flatnonzero(row[:j] - (j - columns) * SKIP_PASSAGE == value),
        np.flatnonzero(row[:j] - _jump(own, i) == value),
        np.flatnonzero(row - JUMP_BACK == value),
    ):
        if len(found):
            return int(found[-1])
    msg = "the alignment matrix contradicts itself"
    raise AssertionError(msg)
