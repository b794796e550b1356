"""
Reckoning with days, weeks, months and years.

A day that does not exist raises ValueError, one beyond the calendar OverflowError: an expression
that leads there is none.
"""

from __future__ import annotations

import calendar
import datetime as dt

from typing import TYPE_CHECKING

from quoteprov.dates.expressions.senses import Interval


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quoteprov.dates.expressions.senses import Grain


MONTHS_OF_YEAR, DAYS_OF_WEEK, SATURDAY, SUNDAY = 12, 7, 5, 6
# News write no year for a day nearer than about half a year. How far ahead a clause about
# the future, and how far back one about the past, still draws such a day; beyond, the nearest is
# meant. Found on the development half of the news texts of the study of dates.
AHEAD, BACK, NOT_SO_SOON = 200, 300, 45
# POSIX: two digits below 69 are of this century.
PIVOT, CENTURY = 69, 100
JUCHE = 1911
"""Juche N is the year N + 1911 (KCNA; 908 of 909 such pairs in its texts)."""


def day(year: int, month: int, day_of_month: int) -> dt.date | None:
    """Make a date, None if there is no such day."""
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        return None


def one_day(date: dt.date) -> Interval:
    """The interval of a single day."""
    return Interval(date, date)


def days_from(date: dt.date, days: int) -> dt.date:
    """The date so many days later, or earlier."""
    return date + dt.timedelta(days=days)


def month_of(year: int, month: int) -> Interval:
    """All days of a month; months beyond the twelfth are those of later years."""
    years, month = divmod(month - 1, MONTHS_OF_YEAR)
    year, month = year + years, month + 1
    last = calendar.monthrange(year, month)[1]
    return Interval(dt.date(year, month, 1), dt.date(year, month, last))


def year_of(year: int) -> Interval:
    """All days of a year."""
    return Interval(dt.date(year, 1, 1), dt.date(year, 12, 31))


def week_of(date: dt.date, begins: int = 0) -> Interval:
    """The week of a day, Monday to Sunday unless it *begins* on another weekday."""
    first = days_from(date, -((date.weekday() - begins) % DAYS_OF_WEEK))
    return Interval(first, days_from(first, DAYS_OF_WEEK - 1))


def weekend_of(date: dt.date) -> Interval:
    """The latest weekend that has begun on a day."""
    saturday = weekday_back(date, SATURDAY)
    return Interval(saturday, days_from(saturday, 1))


def quarter_of(year: int, quarter: int) -> Interval:
    """A quarter of a year, from 1; those beyond the fourth are of later years."""
    first, last = month_of(year, 3 * quarter - 2), month_of(year, 3 * quarter)
    return Interval(first.first, last.last)


def _month_at(date: dt.date, units: int) -> Interval:
    return month_of(date.year, date.month + units)


def _quarter_at(date: dt.date, units: int) -> Interval:
    return quarter_of(date.year, (date.month + 2) // 3 + units)


AT: Mapping[str, tuple[Grain, Callable[[dt.date, int], Interval]]] = {
    "day": ("day", lambda date, units: one_day(days_from(date, units))),
    "weekend": ("days", lambda date, units: weekend_of(days_from(date, 7 * units))),
    "week": ("week", lambda date, units: week_of(days_from(date, 7 * units))),
    "fortnight": ("week", lambda date, units: week_of(days_from(date, 14 * units))),
    "month": ("month", _month_at),
    "quarter": ("quarter", _quarter_at),
    "year": ("year", lambda date, units: year_of(date.year + units)),
    "decade": ("year", lambda date, units: year_of(date.year + 10 * units)),
}
"""By the word for a unit: its grain, and the one that lies so many units from a day."""


NEAR = {"last": -1, "this": 0, "current": 0, "next": 1}
_LENGTHS = {"week": 7, "fortnight": 14, "month": 30.44, "year": 365.25, "decade": 3652.5}


def around(date: dt.date, unit: str, units: int) -> tuple[Interval, ...]:
    """Half a unit to either side of the day that lies so many from a day; nothing for days."""
    if unit not in _LENGTHS:
        return ()
    middle, half = round(_LENGTHS[unit] * units), int(_LENGTHS[unit] / 2)
    return (Interval(days_from(date, middle - half), days_from(date, middle + half)),)


def weekday_back(date: dt.date, weekday: int) -> dt.date:
    """The latest such weekday on or before a day."""
    return days_from(date, -((date.weekday() - weekday) % DAYS_OF_WEEK))


def weekday_ahead(date: dt.date, weekday: int) -> dt.date:
    """The first such weekday on or after a day."""
    return days_from(date, (weekday - date.weekday()) % DAYS_OF_WEEK)


def of_years(date: dt.date, month: int, day_of_month: int, around: int) -> list[dt.date]:
    """Such days of the year of a date and of so many before and behind it, where they exist."""
    years = range(date.year - around, date.year + around + 1)
    return [found for year in years if (found := day(year, month, day_of_month))]


def beside(date: dt.date, month: int, day_of_month: int) -> dt.date | None:
    """The nearest such day to a date, in its year or in one beside it; None without one."""
    near = of_years(date, month, day_of_month, 1)
    return min(near, key=lambda one: abs(one - date), default=None)


def nearest(today: dt.date, month: int, day_of_month: int, leaning: int = 0) -> dt.date:
    """
    The nearest such day, drawn by a clause that leans to the past (-1) or to the future (1).

    February 29 may be four years away.
    """
    known = of_years(today, month, day_of_month, 4)
    found = min(known, key=lambda date: abs(date - today), default=None)
    if found is None:
        msg = f"no such day near {today}"
        raise ValueError(msg)
    if leaning > 0:
        ahead = next((date for date in known if date >= today), found)
        return ahead if (ahead - today).days <= AHEAD else found
    if leaning < 0 and (found - today).days > 1:
        back = next((date for date in reversed(known) if date <= today), found)
        drawn = (today - back).days <= BACK or (found - today).days > NOT_SO_SOON
        return back if drawn else found
    return found


def last_or_next(today: dt.date, month: int, day_of_month: int, which: str) -> dt.date:
    """The last such day before today, the next after it, or that of this year."""
    if which == "this":
        return dt.date(today.year, month, day_of_month)
    years = range(-1, -9, -1) if which == "last" else range(1, 9)
    for found in (day(today.year + n, month, day_of_month) for n in (0, *years)):
        if found and (found < today if which == "last" else found > today):
            return found
    msg = f"no such day near {today}"
    raise ValueError(msg)


def nearest_month(today: dt.date, month: int, leaning: int = 0) -> Interval:
    """The latest such month that has begun, or with a clause about the future the next to end."""
    began = month <= today.month
    ahead = leaning > 0 and month < today.month
    year = today.year + (1 if ahead else 0 if began or leaning > 0 else -1)
    return month_of(year, month)


def nearest_day_of_month(today: dt.date, day_of_month: int, leaning: int = 0) -> dt.date:
    """The latest such day of a month on or before *today*, or with a future clause the next."""
    ahead = leaning > 0
    for months in (0, 1, 2) if ahead else (0, -1, -2):
        start = month_of(today.year, today.month + months).first
        found = day(start.year, start.month, day_of_month)
        if found and (found >= today if ahead else found <= today):
            return found
    msg = f"no such day near {today}"
    raise ValueError(msg)


def full_year(digits: str) -> int:
    """A year of four digits, or of two."""
    year = int(digits)
    if year >= CENTURY:
        return year
    return year + (2000 if year < PIVOT else 1900)


THIRDS = {
    **dict.fromkeys(("early", "earlier", "beginning", "start"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "later", "end", "close"), "late"),
}
"""By the word for a part: which third it is."""


def part_of(whole: Interval, part: str, grain: Grain) -> Interval:
    """
    The early, middle or late third: of a month its days 1-10, 11-20 and 21 on, of a year four
    months.
    """
    first, last = whole
    if grain == "year":
        middle, late = (month_of(first.year, month).first for month in (5, 9))
    else:
        step = dt.timedelta(days=10) if grain == "month" else (last - first) / 3
        middle, late = first + step, first + 2 * step
    if part == "early":
        return Interval(first, days_from(middle, -1))
    return Interval(middle, days_from(late, -1)) if part == "mid" else Interval(late, last)
