"""
What is right: spans and speakers that a system found, held against the annotated ones.

exact
    The same span, but for white space, marks and ``.,;:!?…-—–`` at either end.
overlap
    Recall: half of the annotated span is covered. Precision: the span found covers half of an
    attributed one, or lies in one by half.
speaker
    Of the attributed spans that are covered and have a speaker: the mention found overlaps the
    annotated one, or holds the head word of it where that is not a pronoun.
joint
    Overlap and the right speaker.

Spans without a speaker in the annotation (scare quotes, titles) are negatives. Those in single
marks, and what a system finds away from all double marks (indirect speech), do not count.
"""

from __future__ import annotations

import re

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from answers import Answer, Found
    from numpy.typing import NDArray
    from polnear import Article, Gold

    Numbers = NDArray[np.float64]

_EDGE: Final = "\"“”„‟«»〝〞＂'‘’`" + " \t\r\n\xa0.,;:!?…-—–"
_DOUBLE: Final = re.compile(r"[\"“”„‟«»〝〞＂]|''|``")
_WORD: Final = re.compile(r"[\w’'-]+")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_MODIFIER: Final = re.compile(
    r",|;|\(|\s[-—–]| (?:who|whose|which|that|of|for|at|in|on|from|with|and|to|by)\b",
    re.IGNORECASE,
)
_AFTER_NAME: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_NEAR: Final = 2
"""Code points from a span found within which a double mark makes it a quotation."""


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """
    Leave white space, marks and punctuation off both ends of a span.
    """
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def head(mention: str) -> str:
    """
    Give the head word of a mention: the last one before its first modifier.

    >>> head("Maria Lund Jr., a spokeswoman for the mayor")
    'lund'
    """
    core = _MODIFIER.split(mention.strip(), maxsplit=1)[0] or mention
    found = [w for w in _WORD.findall(core) if w.lower().strip(".") not in _AFTER_NAME]
    return _POSSESSIVE.sub("", (found or _WORD.findall(mention) or [""])[-1].lower())


def holds(mention: str, word: str) -> bool:
    """
    Tell whether *word* is one of a mention's, whatever the case, possessives aside.
    """
    return word in {_POSSESSIVE.sub("", w) for w in _WORD.findall(mention.lower())}


def counts(article: Article, answer: Answer) -> Counter[str]:
    """
    Count what *answer* has right and wrong in *article*.
    """
    found = _in_scope(article, answer.found)
    double = [gold for gold in article.gold if not gold.single]
    attributed = [gold for gold in double if gold.attributed]
    exact = {trim(article.text, gold.start, gold.end) for gold in attributed}
    matches = [_match(article.text, gold, found) for gold in attributed]
    right = {m.span for m in matches if m.speaker["right"]}
    total = Counter(
        {
            "articles": 1,
            "raised": bool(answer.errors),
            "exceptions": len(answer.errors),
            "found": len(found),
            "exact": len(exact & found.keys()),
            "found half": sum(_is_half_of_any(span, attributed) for span in found),
            "found right": len(right),
            "negatives": len(double) - len(attributed),
            "negatives hit": sum(
                _match(article.text, gold, found).is_hit for gold in double if not gold.attributed
            ),
        }
    )
    for match in matches:
        one = Counter(gold=1, half=match.is_hit, sources=match.gold.speaker is not None)
        one += match.speaker
        total += one
        for kind in match.gold.kinds:
            total += Counter({f"{key}, {kind}": n for key, n in one.items()})
        if not match.is_hit and (why := _why_left(match.gold, answer)):
            total[f"lost as {why}"] += 1
    return total


class _Match(NamedTuple):
    """An annotated span, whether it is half covered, and by which span found most of all."""

    gold: Gold
    is_hit: bool
    span: tuple[int, int] | None
    speaker: Counter[str]


def _match(text: str, gold: Gold, found: dict[tuple[int, int], Found]) -> _Match:
    start, end = trim(text, gold.start, gold.end)
    span = (start, end) if start < end else (gold.start, gold.end)
    best = max(found, key=lambda one: (_shared(span, one), one), default=None)
    if best is None or 2 * _covered(span, found) < span[1] - span[0]:
        return _Match(gold, is_hit=False, span=None, speaker=Counter())
    return _Match(gold, is_hit=True, span=best, speaker=_speaker(gold, found[best]))


def _is_half_of_any(span: tuple[int, int], gold: Iterable[Gold]) -> bool:
    return any(
        2 * _shared(span, (g.start, g.end)) >= min(g.end - g.start, span[1] - span[0])
        for g in gold
    )


def _why_left(gold: Gold, answer: Answer) -> str | None:
    return next((one.why for one in answer.left if one.start <= gold.start < one.end), None)


def _in_scope(article: Article, found: Iterable[Found]) -> dict[tuple[int, int], Found]:
    """
    Give the spans found, trimmed and once each, without those that are outside the task.
    """
    kept: dict[tuple[int, int], Found] = {}
    for one in found:
        span = trim(article.text, one.start, one.end)
        length = span[1] - span[0]
        shares = [(gold.single, _shared(span, (gold.start, gold.end))) for gold in article.gold]
        is_on_double = any(share for single, share in shares if not single)
        is_on_single = any(2 * share >= length for single, share in shares if single)
        has_double = _DOUBLE.search(article.text, max(0, one.start - _NEAR), one.end + _NEAR)
        if length and (is_on_double or (has_double and not is_on_single)):
            kept.setdefault(span, one)
    return kept


def _shared(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _covered(span: tuple[int, int], found: Iterable[tuple[int, int]]) -> int:
    """Count the code points of *span* that are in any span of *found*."""
    covered, last = 0, span[0]
    for start, end in sorted(found):
        covered += _shared(span, (max(start, last), end))
        last = max(last, end)
    return covered


def _speaker(gold: Gold, found: Found) -> Counter[str]:
    if gold.speaker is None:
        return Counter()
    is_given = bool((found.speaker_text or "").strip())
    is_right = is_given and _is_speaker(gold.speaker, gold, found)
    return Counter(asked=1, given=is_given, right=is_right, wrong=is_given and not is_right)


def _is_speaker(speaker: str, gold: Gold, found: Found) -> bool:
    said = found.speaker_text or ""
    if found.speaker_start is None or found.speaker_end is None:
        if gold.pronoun:
            return said.strip().lower() == head(speaker)
        return holds(said, head(speaker))
    place = (found.speaker_start, found.speaker_end)
    is_mention = any(_shared(place, mention) for mention in gold.mentions)
    return is_mention or (not gold.pronoun and holds(said, head(speaker)))


Ratio = tuple[str, str]
FIGURES: Final[dict[str, tuple[Ratio, ...]]] = {
    "exact P": (("exact", "found"),),
    "exact R": (("exact", "gold"),),
    "exact F1": (("exact", "found"), ("exact", "gold")),
    "overlap P": (("found half", "found"),),
    "overlap R": (("half", "gold"),),
    "overlap F1": (("found half", "found"), ("half", "gold")),
    "speaker given": (("given", "asked"),),
    "named but wrong": (("wrong", "asked"),),
    "speaker right": (("right", "asked"),),
    "joint P": (("found right", "found"),),
    "joint R": (("right", "sources"),),
    "joint F1": (("found right", "found"), ("right", "sources")),
    "negatives called a quotation": (("negatives hit", "negatives"),),
}
"""Each figure in %: a ratio of two counts, or the harmonic mean of two ratios."""
RESAMPLES: Final = 2_000
SEED: Final = 20_261_121


class Scores:
    """
    The figures of one system over many articles.

    Args:
        counted: What `counts` gave for each article, in the order that compared systems share.
    """

    def __init__(self, counted: Sequence[Counter[str]]) -> None:
        self.total: Counter[str] = sum(counted, Counter())
        self._counted = counted

    def figure(self, ratios: Sequence[Ratio]) -> float:
        """The figure in %, not a number where there is nothing to count."""
        return float(self._figures(ratios, np.ones((1, len(self._counted))))[0])

    def resampled(self, ratios: Sequence[Ratio]) -> Numbers:
        """
        The figure of each bootstrap sample of the articles: the same samples for every system.
        """
        return self._figures(ratios, _samples(len(self._counted)))

    def interval(self, ratios: Sequence[Ratio]) -> tuple[float, float]:
        """The 95 % interval of the figure."""
        return interval(self.resampled(ratios))

    def _figures(self, ratios: Sequence[Ratio], samples: Numbers) -> Numbers:
        def summed(key: str) -> Numbers:
            counted: Numbers = samples @ np.array([float(one[key]) for one in self._counted])
            return counted

        with np.errstate(divide="ignore", invalid="ignore"):
            inverse = np.array([summed(whole) / summed(part) for part, whole in ratios])
            if len(ratios) > 1:  # whoever finds nothing is not precise
                inverse = np.nan_to_num(inverse, nan=np.inf, posinf=np.inf)
            percent: Numbers = 100 / np.mean(inverse, axis=0)
        return percent


@cache
def _samples(n_articles: int) -> Numbers:
    even = [1 / n_articles] * n_articles
    drawn = np.random.default_rng(SEED).multinomial(n_articles, even, size=RESAMPLES)
    return drawn.astype(np.float64)


def interval(values: Numbers) -> tuple[float, float]:
    """
    Give the bounds of the middle 95 % of *values*, leaving out what is not a number.
    """
    numbers = values[~np.isnan(values)]
    low, high = np.percentile(numbers, (2.5, 97.5)) if numbers.size else (np.nan, np.nan)
    return float(low), float(high)


def by_kind(kind: str) -> Iterator[tuple[Ratio, ...]]:
    """
    Give the figures of one kind of quotation: recall, and speakers right of those recalled.
    """
    yield ((f"half, {kind}", f"gold, {kind}"),)
    yield ((f"right, {kind}", f"asked, {kind}"),)
