"""
Days reckoned from a day before them in the text, else from the article's: a day earlier, two weeks
later, the next day, that afternoon, the following Monday, later in the month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.almanac import (
    AT,
    THIRDS,
    around,
    days_from,
    one_day,
    part_of,
    weekday_ahead,
    weekday_back,
)
from quoteprov.dates.expressions.rule import from_article, rule
from quoteprov.dates.expressions.senses import Interval, Sense
from quoteprov.dates.expressions.weekdays import weekday_number
from quoteprov.dates.expressions.words import (
    A_COUNTED_UNIT,
    A_PIECE,
    A_WEEKDAY,
    COUNT_WORDS,
    THE_COUNT,
    VAGUE,
    count_of,
)


if TYPE_CHECKING:
    from collections.abc import Callable

    from quoteprov.dates.expressions.rule import Place
    from quoteprov.dates.expressions.senses import Grain

    Match = regex.Match[str]


def _from_text(grain: Grain, place: Place, shift: Callable[[Interval], Interval]) -> Sense:
    """Reckoned from the latest expression that is as fine, else from the article's day."""
    known = place.back(grain)
    if known is None:
        return from_article(Sense(grain, (shift(one_day(place.today)),)))
    return Sense(grain, tuple(map(shift, known)), "text", "" if known else "unanchored")


def shifted(known: Interval, days: int) -> Interval:
    """A day: from the first of several back, from the last of them on."""
    return one_day(days_from(known.first if days < 0 else known.last, days)) if days else known


def _day_at(place: Place, days: int) -> Sense:
    sense = _from_text("day", place, lambda known: shifted(known, days))
    several = any(first < last for first, last in sense.readings)
    return sense._replace(grain="days") if several else sense


def _unit_at(place: Place, unit: str, units: int) -> Sense:
    """The same day, the following week, the year before."""
    grain, at = AT[unit]
    if grain == "day":
        return _day_at(place, units)
    return _from_text(grain, place, lambda known: at(known.first, units))


def _later(m: Match, place: Place) -> Sense | None:
    """Two days earlier is a day; two weeks later is one too, or about then."""
    to, unit = m["to"].lower(), m["unit"].lower()
    if place.before in VAGUE or (to in _NEEDS_END and not place.goes_on(_END)):
        return None
    units = count_of(m["count"]) * (-1 if to in _EARLIER else 1)
    base: Grain
    if unit in WEEKS:
        base, sense = "day", _day_at(place, units * WEEKS[unit])._replace(grain="week")
    else:
        base, sense = AT[unit][0], _unit_at(place, unit, units)
    if not sense.readings:
        return sense
    known = (place.back(base) or (one_day(place.today),))[0]
    return sense._replace(readings=(*sense.readings, *around(known.first, unit, units)))


WEEKS = {"week": 7, "fortnight": 14}
_EARLIER = {"earlier", "before", "prior", "previously"}
# "two days after" with a noun behind it is reckoned from what the noun tells.
_NEEDS_END = {"before", "after", "prior"}
_END = regex.compile(r"\s*(?:[,.;:)!?—–-]|$)|\s+(?:that|the\s+(?:ministry|agency))\b")


def _that_day(m: Match, place: Place) -> Sense | None:
    """The same day, the following week, that afternoon; "over the next week" looks ahead."""
    which, unit = (m["which"] or "same").lower(), m["unit"].lower()
    if which == "next" and place.before in _DURATION:
        return None
    return _unit_at(place, unit if unit in AT else "day", _BESIDE[which])


_DURATION = {"over", "within", "for", "in", "during", "through"}
_BESIDE = {
    "same": 0,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "next": 1,
    "following": 1,
    "before": -1,
    "after": 1,
}


def _day_beside(m: Match, place: Place) -> Sense | None:
    """The day before, the week after, next day."""
    if not place.goes_on(_END):
        return None
    unit = (m["unit"] or "day").lower()
    return _unit_at(place, unit if unit in AT else "day", _BESIDE[m["which"].lower()])


def _weekday_beside(m: Match, place: Place) -> Sense:
    """The following Monday, the previous Friday."""
    weekday, ahead = weekday_number(m["weekday"]), _BESIDE[m["which"].lower()] > 0

    def beside(known: Interval) -> Interval:
        if ahead:
            return one_day(weekday_ahead(days_from(known.last, 1), weekday))
        return one_day(weekday_back(days_from(known.first, -1), weekday))

    return _from_text("day", place, beside)


def _part_of_that(m: Match, place: Place) -> Sense:
    """Later in the day, the end of the month."""
    sense = _unit_at(place, m["unit"].lower(), 0)
    part = m["part"].lower()
    if sense.grain in {"day", "days"} or part in {"earlier", "later"}:
        return sense
    parts = tuple(part_of(days, THIRDS[part], sense.grain) for days in sense.readings)
    return sense._replace(readings=parts)


RULES = (
    rule(
        "anaphoric",
        COUNT_WORDS,
        rf"{THE_COUNT}\s+{A_COUNTED_UNIT}\s+"
        r"(?P<to>earlier|later|before|after|afterwards?|prior|previously)\b(?!\s+than\b)",
        _later,
    ),
    rule(
        "anaphoric",
        "that the",
        r"(?:(?i:that)(?:\s+(?:very|same))?|(?i:the)\s+(?:very\s+)?"
        r"(?P<which>same|previous|next|following|preceding|prior))\s+"
        rf"(?P<unit>{A_PIECE}|weekend|week|month|quarter|year)\b(?!-)",
        _that_day,
    ),
    rule(
        "anaphoric",
        "the next previous",
        rf"(?:(?i:the)\s+(?P<unit>{A_PIECE}|week|month|year)\s+(?P<which>before|after)"
        r"|(?P<which>(?i:next|previous))\s+day)\b",
        _day_beside,
    ),
    rule(
        "anaphoric",
        "the",
        rf"(?i:the)\s+(?P<which>following|next|previous|preceding)\s+(?P<weekday>{A_WEEKDAY})"
        rf"(?:\s+{A_PIECE})?",
        _weekday_beside,
    ),
    rule(
        "anaphoric",
        "early earlier late later",
        r"(?P<part>(?i:early|earlier|late|later))\s+in\s+the\s+(?P<unit>day|week|month|year)\b",
        _part_of_that,
    ),
    rule(
        "anaphoric",
        "the beginning start middle end",
        r"(?:(?i:the)\s+)?(?P<part>(?i:beginning|start|middle|end))\s+of\s+the\s+"
        r"(?P<unit>week|month|year)\b",
        _part_of_that,
    ),
)
