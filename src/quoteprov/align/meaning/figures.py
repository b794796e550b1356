"""
Numbers with their units, times of day and dates, however they are written.
"""

from __future__ import annotations

import math
import re

from typing import TYPE_CHECKING, NamedTuple

from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import OPPOSITE, quote
from quoteprov.text.lemmas import is_function_word, lemma, related
from quoteprov.text.quantities import MONTHS, NUMBERS, ONES, POWERS, UNITS, WEEKDAYS


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.align.meaning.sides import Match, Side


CLOSE = 0.015
"""Share by which a converted figure may differ: it is rounded."""

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"""\b(?:(?<![:.,\d])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})\b\.?
    (?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d))?""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = re.compile(
    r"\b(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?!\d|\s*(?:%|per\s?cent|million|billion))"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?P<sign>[$€£])?\s?(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)|(?P<word>[a-z]+)", re.IGNORECASE
)
_NEXT = re.compile(r"[\s-]*(?:per\s+cent\b|(?P<unit>%|[A-Za-z]+))")
_JOIN = re.compile(r"[\s-]+(?:and\s+)?")
_LETTERS = re.compile(r"[A-Za-z]+")
_POWER = re.compile(r"[\s-]+([A-Za-z]+)")
_FORENOON = 12
YEARS = range(1500, 2100)


class Figure(NamedTuple):
    """
    A quantity.

    Args:
        start: Where it begins (code points).
        end: Where it ends, with its unit.
        value: In the base unit of its kind; a date as month × 100 + day, a time in minutes.
        kind: What is measured, ``date``, ``day``, ``clock``, or the head of what is counted.
        step: How finely it is given: 0.1 for "64.7", a million for "5 million".
    """

    start: int
    end: int
    value: float
    kind: str
    step: float = 1


def figures(match: Match) -> Iterator[Reason]:
    """
    Find figures of a quotation that the passages do not have, where they have another of the kind
    in its place; one that no figure answers to cannot be judged.
    """
    own, other = match.own.text, match.other.text
    mine, theirs = read(own), read(other)
    free = [t for t in theirs if not any(_is_equal(m, t) for m in mine)]
    for one in mine:
        if any(_is_equal(one, t) for t in theirs):
            continue
        rivals = [t for t in free if _is_alike(one, t) and _is_in_place(match, one, t)]
        said = quote(own[one.start : one.end])
        if rivals:
            there = quote(other[rivals[0].start : rivals[0].end])
            yield Reason("shifted", f"{said} stands for {there}")
            free.remove(rivals[0])
        else:
            yield Reason("unclear", f"{said} has no counterpart in the statement")


def _is_in_place(match: Match, one: Figure, other: Figure) -> bool:
    """Whether words beside two figures stand for one another."""
    here, there = _beside(match.own, one), _beside(match.other, other)
    return any(p.grade > OPPOSITE and p.own in here and p.other in there for p in match.pairs)


BESIDE = 3
"""Words around a figure that show its place."""


def _beside(side: Side, one: Figure) -> set[int]:
    inside = [i for i, t in enumerate(side.tokens) if one.start <= t.start < one.end]
    if not inside:
        return set()
    around = range(inside[0] - BESIDE, inside[-1] + BESIDE + 1)
    sentence = side.tokens[inside[0]].sentence
    return {i for i in around if 0 <= i < len(side.tokens) and side.tokens[i].sentence == sentence}


def _is_equal(one: Figure, other: Figure) -> bool:
    apart = abs(one.value - other.value)
    if apart == 0:
        return _is_alike(one, other) or _is_bare(one) or _is_bare(other)
    coarse, fine = sorted((one.step, other.step), reverse=True)
    if one.kind in MEASURED and one.kind == other.kind and not _is_decimal(coarse / fine):
        return apart <= max((coarse + fine) / 2, CLOSE * max(one.value, other.value))
    return coarse != fine and apart <= coarse / 2 and _is_alike(one, other)


def _is_decimal(ratio: float) -> bool:
    """Whether two figures are given in one unit, or in two of the metric system."""
    return math.log10(ratio).is_integer()


MEASURED = frozenset({"length", "mass", "area"})
"""What is given in units of two systems: the figures are rounded."""
TYPED = frozenset({"date", "clock", "day", "year"})
KINDS = frozenset(kind for kind, _ in UNITS.values()) | TYPED


def _is_bare(one: Figure) -> bool:
    """Whether a number has no unit, but perhaps a noun behind it."""
    return one.kind not in KINDS


def _is_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures say how much of one thing there is."""
    if one.kind == other.kind:
        return True
    typed = {one.kind, other.kind} & KINDS
    return not typed and bool(one.kind) and bool(other.kind) and related(one.kind, other.kind)


def read(text: str) -> list[Figure]:
    """
    Read the figures of a text, in order.

    >>> [(f.value, f.kind) for f in read("20 percent of 5,000 shells on Dec. 17, 2 km off")]
    [(20.0, 'share'), (5000.0, 'shell'), (1217, 'date'), (2000.0, 'length')]
    """
    found = [*_dates(text), *_times(text)]
    taken = {i for f in found for i in range(f.start, f.end)}
    return sorted([*found, *(one for one in _numbers(text) if one.start not in taken)])


def _dates(text: str) -> Iterator[Figure]:
    for m in _DATE.finditer(text):
        day = m["day"] or m["after"]
        if day and (m["month"][0].isupper() or m["month"].lower() not in {"may", "march", "sun"}):
            value = 100 * MONTHS[m["month"].lower()] + int(day)
            yield Figure(m.start(), m.end(), value, "date")
    for m in re.finditer(r"\b[A-Z][a-z]+day\b", text):
        if m[0].lower() in WEEKDAYS:
            yield Figure(m.start(), m.end(), sorted(WEEKDAYS).index(m[0].lower()), "day")


def _times(text: str) -> Iterator[Figure]:
    for m in _CLOCK.finditer(text):
        hour, minute = int(m["hour"]), int(m["minute"])
        pointed = ":" not in m[0] and not m["half"] and not m["hour"].startswith("0")
        if hour > 2 * _FORENOON or pointed:
            continue
        half = (m["half"] or "").lower()
        hour = hour % _FORENOON + _FORENOON * (half == "p") if half else hour
        yield Figure(m.start(), m.end(), 60 * hour + minute, "clock")


def _numbers(text: str) -> Iterator[Figure]:
    """Numbers in digits or words with what they count; "one" alone is no figure."""
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end()
        one = _spelled(text, match) if match["word"] else _written(text, match)
        if one is None:
            continue
        end, power = _power(text, one.end)
        raised = one._replace(end=end, value=one.value * power, step=one.step * power)
        found = _with_unit(text, raised)
        at = max(at, found.end)
        yield found


def _spelled(text: str, match: re.Match[str]) -> Figure | None:
    """A number in words."""
    if match["word"].lower() not in NUMBERS:
        return None
    value, end = _worded(text, match.start())
    alone = text[match.start() : end].lower() in {"one", "zero", *POWERS}
    return None if alone else Figure(match.start(), end, value, "")


def _written(text: str, match: re.Match[str]) -> Figure | None:
    """A number in digits; "17th" and "F-16A" hold none."""
    start = match.start("sign") if match["sign"] else match.start("digits")
    unit = _LETTERS.match(text, match.end())
    joined = unit is not None and unit[0].lower() not in UNITS
    if joined or (start and text[start - 1].isalpha()):
        return None
    decimals = len(match["digits"].partition(".")[2])
    value = float(match["digits"].replace(",", ""))
    return Figure(start, match.end(), value, match["sign"] or "", 10.0**-decimals)


def _worded(text: str, at: int) -> tuple[float, int]:
    """The value of a number in words that begins at a place, and where it ends."""
    total = part = 0
    end = at
    while (m := _LETTERS.match(text, at)) and m[0].lower() in NUMBERS:
        word = m[0].lower()
        if word == "hundred":
            part = max(part, 1) * POWERS[word]
        elif word in POWERS:
            total, part = total + max(part, 1) * POWERS[word], 0
        elif part % 10 or (part % 100 and word not in ONES[:10]):
            break  # "two three" are two numbers
        else:
            part += NUMBERS[word]
        end = m.end()
        join = _JOIN.match(text, end)
        if not join or ("and" in join[0] and word not in POWERS):
            break
        at = join.end()
    return total + part, end


def _power(text: str, end: int) -> tuple[int, int]:
    """Where "5 million" ends, and the million."""
    m = _POWER.match(text, end)
    if m and m[1].lower() in POWERS:
        return m.end(), POWERS[m[1].lower()]
    return end, 1


def _with_unit(text: str, one: Figure) -> Figure:
    """A number with the unit, or what is counted, behind it."""
    if one.kind:
        return one
    m = _NEXT.match(text, one.end)
    if m is None:
        return _counting(text, one)
    if m["unit"] is None:
        return one._replace(end=m.end(), kind="share")
    word = m["unit"].lower()
    for name in (word, lemma(word)):
        if name in UNITS:
            kind, factor = UNITS[name]
            return one._replace(
                end=m.end(), value=one.value * factor, kind=kind, step=one.step * factor
            )
    return _counting(text, one)


def _counting(text: str, one: Figure) -> Figure:
    """A number with what it counts; alone, it may be a year."""
    counted = _counted(text, one.end)
    year = not counted and one.value in YEARS and text[one.start : one.end].isdecimal()
    return one._replace(kind="year" if year else counted)


def _counted(text: str, end: int) -> str:
    """The head of what is counted: the last of the next words before a small one."""
    head = ""
    for m in re.finditer(r"[\s-]*([A-Za-z][A-Za-z']*)", text[end : end + 60]):
        if m.start() and not text[end : end + 60][m.start() - 1].isalpha():
            break
        word = m[1].lower()
        if is_function_word(word):
            break
        head = lemma(word)
    return head
