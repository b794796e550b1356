"""
Days as agencies write them in leads: a month and a day, a weekday.

Where the place already says that a day is meant, so that no clause around it need be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.almanac import beside, day, weekday_back
from quoteprov.text.quantities import MONTHS, WEEKDAY, WEEKDAYS


if TYPE_CHECKING:
    import datetime as dt


MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DAY = rf"(?:{MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+\d{{4}})?|{WEEKDAY})"
_DAY = regex.compile(
    rf"""
      (?P<month>{MONTH})\s+(?P<day>\d{{1,2}})(?:,\s*(?P<year>\d{{4}}))?
    | (?P<day>\d{{1,2}})\s+(?P<month>{MONTH})(?:,?\s+(?P<year>\d{{4}}))?
    | (?P<weekday>{WEEKDAY})
    """,
    regex.VERBOSE,
)


def resolve(expression: str, anchor: dt.date) -> dt.date | None:
    """
    Resolve a day expression that reports something past, as seen from *anchor*.

    A weekday is the latest one on or before the anchor, the anchor's own included (AP usage); a
    month and day without a year is the nearest such day. None if the expression is none of these.

    >>> import datetime as dt
    >>> resolve("Sept. 21", dt.date(2022, 9, 22)), resolve("Monday", dt.date(2022, 11, 8))
    (datetime.date(2022, 9, 21), datetime.date(2022, 11, 7))
    """
    match = _DAY.fullmatch(expression)
    if match is None:
        return None
    if match["weekday"]:
        return weekday_back(anchor, WEEKDAYS.index(match["weekday"].lower()))
    month, number = MONTHS[match["month"].rstrip(".").lower()], int(match["day"])
    if match["year"]:
        return day(int(match["year"]), month, number)
    return beside(anchor, month, number)
