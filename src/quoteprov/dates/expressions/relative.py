"""
Days reckoned from the day of the article: today, last week, two days ago, on the 21st, overnight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.almanac import (
    AT,
    DAYS_OF_WEEK,
    NEAR,
    SUNDAY,
    around,
    day,
    days_from,
    nearest_day_of_month,
    week_of,
    weekday_back,
    weekend_of,
)
from quoteprov.dates.expressions.rule import a_day, from_article, rule
from quoteprov.dates.expressions.senses import Interval, Sense
from quoteprov.dates.expressions.tense import PAST
from quoteprov.dates.expressions.weekdays import weekday_number
from quoteprov.dates.expressions.words import (
    A_COUNTED_UNIT,
    A_PIECE,
    COUNT_WORDS,
    END_OF_PHRASE,
    JOINED_WEEKDAY,
    THE_COUNT,
    VAGUE,
    count_of,
    one_of,
)


if TYPE_CHECKING:
    from quoteprov.dates.expressions.rule import Place

    Match = regex.Match[str]


def _deictic(m: Match, place: Place) -> Sense:
    word = " ".join(m["word"].lower().split())
    date = days_from(place.today, _DEICTIC[word])
    return from_article(a_day(date, place.today) if word == _LAST_NIGHT else a_day(date))


_LAST_NIGHT = "last night"
"""Of the article's day too, where it was after midnight."""
_DEICTIC = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    _LAST_NIGHT: -1,
    "last evening": -1,
}


def _overnight(_: Match, place: Place) -> Sense:
    return from_article(Sense("days", (Interval(days_from(place.today, -1), place.today),)))


def _day_of_month(m: Match, place: Place) -> Sense | None:
    """On the 21st: the latest such day, or that of the month just told, where no noun follows."""
    number = int(m["day"])
    if m["which"]:
        back = AT["month"][1](place.today, NEAR[m["which"].lower()])
        return from_article(a_day(back.first.replace(day=number)))
    asked = place.before in {"on", "since", "until", "by"} or place.ends(_PIECE_OF)
    if not (asked and place.goes_on(_NO_NOUN)):
        return None
    near = nearest_day_of_month(place.today, number, place.leaning)
    named = [day(known.first.year, known.first.month, number) for known in place.back("day") or ()]
    return from_article(a_day(near, *filter(None, named)))


_PIECE_OF = ("night of ", "morning of ", "afternoon of ", "evening of ")
_NO_NOUN = regex.compile(END_OF_PHRASE)


def _ago(m: Match, place: Place) -> Sense | None:
    """Three days ago; two weeks ago is that week, or about then."""
    if place.before in VAGUE:
        return None
    unit, count = m["unit"].lower(), count_of(m["count"])
    if unit in {"hour", "minute"}:
        return _overnight(m, place)
    if m["weekday"]:
        latest = weekday_back(place.today, weekday_number(m["weekday"]))
        return from_article(a_day(days_from(latest, -DAYS_OF_WEEK * count)))
    grain, at = AT[unit]
    readings = (at(place.today, -count), *around(place.today, unit, -count))
    return from_article(Sense(grain, readings))


def _coarse(m: Match, place: Place) -> Sense | None:
    """Last week, this month, next year; a week may begin on a Sunday too."""
    if place.before == "the":
        return None
    units, unit = NEAR[m["which"].lower()], m["unit"].lower()
    grain, at = AT[unit]
    if unit == "weekend":
        return from_article(Sense("days", (_weekend(units, place),)))
    readings = [at(place.today, units)]
    if unit == "week":
        readings.append(week_of(days_from(place.today, DAYS_OF_WEEK * units), SUNDAY))
    return from_article(Sense(grain, tuple(readings)))


def _weekend(units: int, place: Place) -> Interval:
    """On Monday "this weekend" is the one past if the clause tells of the past."""
    begun = weekend_of(place.today)
    over = begun.last < place.today
    if units == 0 and place.leaning != PAST and over:
        units = 1
    elif units < 0 and over:
        units = 0
    return weekend_of(days_from(begun.first, DAYS_OF_WEEK * units))


def _the_weekend(m: Match, place: Place) -> Sense | None:
    if m["article"] and place.before not in _WEEKEND_BEFORE:
        return None
    return from_article(Sense("days", (weekend_of(place.today),)))


_WEEKEND_BEFORE = {"over", "at", "during", "on", "through", "of", "throughout"}


def _before_last(m: Match, place: Place) -> Sense:
    grain, at = AT[m["unit"].lower()]
    return from_article(Sense(grain, (at(place.today, -2),)))


def _lately(m: Match, place: Place) -> Sense:
    """The past week, the last three days: up to today."""
    unit, count = m["unit"].lower(), count_of(m["count"] or "a")
    if unit in {"day", "week"}:
        first = days_from(place.today, -count * (DAYS_OF_WEEK if unit == "week" else 1))
    else:
        first = AT[unit][1](place.today, -count).first
    return from_article(Sense("days", (Interval(first, place.today),)))


_NO_ADVERB = """
    train stay flight bus success sensation visit trip delivery shift shipping guest camp low rate
    lows temperatures index loan confinement
""".split()
_MASTHEADS = "USA Russia India Pakistan Malaysia China Africa Arab Japan News History".split()

RULES = (
    rule(
        "day-only",
        "the",
        r"(?i:the)\s+(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b"
        r"(?:\s+of\s+(?P<which>last|this|next)\s+month\b|(?!\s+of\b))",
        _day_of_month,
    ),
    rule(
        "deictic",
        "today yesterday tomorrow tonight this last",
        rf"(?<!\b{one_of(_MASTHEADS)}\s)(?!This\s+Morning)"  # papers and broadcasts
        r"(?P<word>(?i:today|yesterday|tomorrow|tonight|last\s+(?:night|evening)"
        r"|this\s+(?:morning|afternoon|evening)))\b"
        r"(?!['’]s\s+(?:world|age|society|generation|youth|young))"
        rf"(?:\s+{A_PIECE})?",
        _deictic,
    ),
    rule("deictic", "overnight", rf"(?i:overnight)\b(?!\s+{one_of(_NO_ADVERB)})", _overnight),
    rule(
        "ago",
        COUNT_WORDS,
        rf"{THE_COUNT}\s+(?:(?P<unit>week)s?\s+ago\s+(?:on\s+)?(?P<weekday>{JOINED_WEEKDAY})"
        rf"|(?:{A_COUNTED_UNIT}|(?P<unit>hour|minute)s?)\s+ago\b)",
        _ago,
    ),
    rule(
        "coarse",
        "last this next current",
        r"(?P<which>(?i:last|this|next|current))\s+(?P<unit>weekend|week|month|quarter|year)\b"
        r"(?!\s+of\b|-\p{L})",
        _coarse,
    ),
    rule(
        "coarse",
        "the this",
        r"(?i:(?P<article>the)|this\s+past)\s+weekend\b(?!\s+of\b)",
        _the_weekend,
    ),
    rule(
        "coarse",
        "the weekend week month year",
        r"(?:(?i:the)\s+)?(?P<unit>(?i:weekend|week|month|year))\s+before\s+last\b",
        _before_last,
    ),
    rule(
        "coarse",
        "the past last",
        rf"(?:(?:(?i:the)\s+)?(?i:past|last)\s+{THE_COUNT}\s+(?P<unit>day|week|month|year)s?"
        r"|(?i:the)\s+(?i:past|last)\s+(?P<unit>week|month|year))\b(?!\s+of\b)",
        _lately,
    ),
)
