"""
What a day expression means: closed intervals of days with their grain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple


if TYPE_CHECKING:
    import datetime as dt


Grain = Literal["day", "days", "week", "month", "quarter", "year"]
"""``days`` are several days: a range, a weekend, a night."""
Anchor = Literal["itself", "article", "text"]
Problem = Literal["", "conflict", "ambiguous", "unanchored"]


class Interval(NamedTuple):
    """Days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Expression:
    """
    Words of a text that name a day or several.

    Args:
        start: Where they begin (code points), without a preposition before them.
        end: Where they end, without a possessive 's.
        text: The words.
        rule: The rule of the grammar that read them.
        grain: How fine they are.
        readings: The days that they may mean, the likeliest first; none if they cannot be reckoned
            from what is known.
        anchor: What they are reckoned from: themselves, the article's day, a day earlier in the
            text.
        problem: ``conflict`` if they contradict themselves, ``ambiguous`` if nothing tells the day
            from the month, ``unanchored`` if the day to reckon from is not known.
        month_day: Month and day of a day without a year, so that a caller may try a year.
        weekday: The weekday beside a date, which a year that is tried must fit; 0 for a Monday.
    """

    start: int
    end: int
    text: str
    rule: str
    grain: Grain
    readings: tuple[Interval, ...]
    anchor: Anchor
    problem: Problem = ""
    month_day: tuple[int, int] | None = None
    weekday: int | None = None


class Sense(NamedTuple):
    """
    What a rule makes of its words; ``rule`` and ``end`` are those of the rule unless given here.
    """

    grain: Grain
    readings: tuple[Interval, ...]
    anchor: Anchor = "itself"
    problem: Problem = ""
    month_day: tuple[int, int] | None = None
    weekday: int | None = None
    rule: str | None = None
    end: int | None = None
