"""
Days told from another expression that follows: early September, late Monday, the week of Sept. 5,
the day before yesterday, a day after Monday's launch, overnight into Tuesday.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.dates.expressions.almanac import (
    DAYS_OF_WEEK,
    SUNDAY,
    THIRDS,
    days_from,
    part_of,
    week_of,
)
from quoteprov.dates.expressions.anaphora import WEEKS, shifted
from quoteprov.dates.expressions.rule import as_sense, rule
from quoteprov.dates.expressions.senses import Interval, Sense
from quoteprov.dates.expressions.words import A_COUNTED_UNIT, COUNT_WORDS, THE_COUNT, count_of


if TYPE_CHECKING:
    import datetime as dt

    import regex

    from quoteprov.dates.expressions.rule import Place

    Match = regex.Match[str]


def _part(m: Match, place: Place) -> Sense | None:
    """Early September, late last week, earlier this month; late Monday is Monday."""
    part = m["part"].lower()
    found = place.inside(m.end(), part)
    if found is None:
        return None
    sense = as_sense(found)
    if found.grain in {"day", "days"} or found.rule in {"ago", "anaphoric"}:
        return sense if part in _OF_DAYS else None
    parts = (_part_of(days, part, place.today, sense) for days in sense.readings)
    return sense._replace(readings=tuple(parts))


_OF_DAYS = {"early", "earlier", "late", "later", "mid"}


def _part_of(days: Interval, part: str, today: dt.date, sense: Sense) -> Interval:
    """Earlier this month ends today, later this month begins with it."""
    if part in {"earlier", "later"} and days.first <= today <= days.last:
        return Interval(days.first, today) if part == "earlier" else Interval(today, days.last)
    return part_of(days, THIRDS[part], sense.grain)


def _before_another(m: Match, place: Place) -> Sense | None:
    """The day before yesterday, a day after Monday's launch, two weeks before Nov. 8."""
    found = place.inside(m.end(), "in")
    if found is None or found.grain != "day":
        return None
    units = count_of(m["count"] or "a") * (1 if m["to"] in _AFTER else -1)
    moved = tuple(shifted(known, units * WEEKS.get(m["unit"], 1)) for known in found.readings)
    return as_sense(found)._replace(readings=moved, month_day=None, rule="anaphoric")


_AFTER = {"after", "following", "from"}


def _week_of(m: Match, place: Place) -> Sense | None:
    """The week of Sept. 5, the week ending Friday, the last week of September."""
    found = place.inside(m.end(), "in")
    if found is None or found.grain != ("month" if m["nth"] else "day"):
        return None
    if m["nth"]:
        weeks = [_nth_week(days, m["nth"].lower()) for days in found.readings]
    else:
        weeks = [_week_from(days.first, m["of"]) for days in found.readings]
    return as_sense(found)._replace(
        grain="week", readings=tuple(weeks), month_day=None, rule="coarse"
    )


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def _nth_week(days: Interval, word: str) -> Interval:
    """Seven days from the first on, or the last seven."""
    if word not in _NTH:
        return Interval(days_from(days.last, 1 - DAYS_OF_WEEK), days.last)
    first = days_from(days.first, DAYS_OF_WEEK * _NTH[word])
    return Interval(first, days_from(first, DAYS_OF_WEEK - 1))


def _week_from(date: dt.date, of: str) -> Interval:
    """A week "of" a Sunday or a Monday begins with it."""
    if of == "ending":
        return Interval(days_from(date, 1 - DAYS_OF_WEEK), date)
    if of in {"of", "in"} and date.weekday() not in {0, SUNDAY}:
        return week_of(date)
    return Interval(date, days_from(date, DAYS_OF_WEEK - 1))


def _overnight(m: Match, place: Place) -> Sense | None:
    """Overnight Monday: into Tuesday, or out of Sunday; overnight into Tuesday: out of Monday."""
    found = place.inside(m.end(), "on")
    if found is None or found.grain != "day":
        return None
    out = [Interval(days_from(days.first, -1), days.first) for days in found.readings]
    into = [Interval(days.first, days_from(days.first, 1)) for days in found.readings]
    nights = out if m["into"] else into + out
    return as_sense(found)._replace(
        grain="days", readings=tuple(nights), month_day=None, rule="deictic"
    )


RULES = (
    rule(
        "part",
        "early earlier mid late later end",
        r"(?P<part>(?i:early|earlier|mid|late|later|end))(?:\s+(?:in|on|of))?[\s-]\s{0,2}",
        _part,
        composed=True,
    ),
    rule(
        "part",
        "the beginning start middle end close",
        r"(?:(?i:the)\s+)?(?P<part>(?i:beginning|start|middle|end|close))\s+of\s+",
        _part,
        composed=True,
    ),
    rule(
        "anaphoric",
        COUNT_WORDS | {"the"},
        rf"(?:{THE_COUNT}\s+{A_COUNTED_UNIT}|(?i:the)\s+(?P<unit>day|night|morning|evening|week))"
        r"\s+(?P<to>before|after|following|prior\s+to|from)\s+(?:(?:the|an?|its|his)\s+)?",
        _before_another,
        composed=True,
    ),
    rule(
        "coarse",
        "the week first second third fourth last final",
        r"(?:(?i:the)\s+)?(?:(?P<nth>(?i:first|second|third|fourth|last|final))\s+)?(?i:week)\s+"
        r"(?P<of>of|in|beginning|starting|commencing|ending)\s+(?:on\s+)?",
        _week_of,
        composed=True,
    ),
    rule(
        "deictic",
        "overnight",
        r"(?i:overnight)\s+(?:on\s+|from\s+|(?P<into>into\s+))?",
        _overnight,
        composed=True,
    ),
)
