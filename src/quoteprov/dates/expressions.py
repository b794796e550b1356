"""
Day expressions of agency copy: month and day, weekdays, numeric days.

A closed grammar; whatever it does not know it leaves alone. Years are taken from an anchor.
"""

from __future__ import annotations

import datetime as dt

import regex


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DAY = rf"(?:{MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+\d{{4}})?|{WEEKDAY})"
_DAY = regex.compile(
    rf"""
      (?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:,\s*(?P<year>\d{{4}}))?
    | (?P<day>\d{{1,2}})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>\d{{4}}))?
    | (?P<weekday>{WEEKDAY})
    """,
    regex.VERBOSE,
)


def day(year: int, month: int, day_of_month: int) -> dt.date | None:
    """Make a date, None if there is no such day."""
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        return None


def resolve(expression: str, anchor: dt.date) -> dt.date | None:
    """
    Resolve a day expression that reports something past, as seen from *anchor*.

    A weekday is the latest one on or before the anchor, the anchor's own included (AP usage); a
    month and day without a year is the nearest such day. None if the expression is none of these.

    >>> resolve("Sept. 21", dt.date(2022, 9, 22)), resolve("Monday", dt.date(2022, 11, 8))
    (datetime.date(2022, 9, 21), datetime.date(2022, 11, 7))
    """
    match = _DAY.fullmatch(expression)
    if match is None:
        return None
    if match["weekday"]:
        back = (anchor.weekday() - _WEEKDAYS.index(match["weekday"][:3].lower())) % 7
        return anchor - dt.timedelta(days=back)
    month, number = _MONTHS.index(match["month"][:3].lower()) + 1, int(match["day"])
    if match["year"]:
        return day(int(match["year"]), month, number)
    near = (day(anchor.year + years, month, number) for years in (-1, 0, 1))
    return min((d for d in near if d), key=lambda d: abs(d - anchor), default=None)


def calendar_days(text: str) -> frozenset[tuple[int, int]]:
    """
    The months and days that *text* names, whatever the year.

    >>> sorted(calendar_days("On Tuesday (July 16) and on 3 May 2024, not in June."))
    [(5, 3), (7, 16)]
    """
    found = (m for m in _DAY.finditer(text) if m["month"])
    named = {(_MONTHS.index(m["month"][:3].lower()) + 1, int(m["day"])) for m in found}
    return frozenset((month, number) for month, number in named if day(2000, month, number))
