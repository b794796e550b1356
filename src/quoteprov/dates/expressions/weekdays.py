"""
Weekdays: Thursday, last Thursday, Thursday of last week, Monday to Friday, Thursday, Sept. 22.

The Associated Press writes weekdays within seven days of publication, and "last" and "next" only
where the tense leaves a doubt. Agencies abroad write the weekday of Seoul, which may be a day
ahead of the desk's own (of 303 dated quotations of PolNeAR 152 name the day of publication, 90 the
day before).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.almanac import (
    DAYS_OF_WEEK,
    NEAR,
    days_from,
    week_of,
    weekday_ahead,
    weekday_back,
)
from quoteprov.dates.expressions.rule import a_day, as_sense, from_article, rule
from quoteprov.dates.expressions.senses import Interval, Sense
from quoteprov.dates.expressions.tense import FUTURE, PAST
from quoteprov.dates.expressions.words import (
    A_COUNT,
    A_MONTH,
    A_PIECE,
    A_WEEKDAY,
    DONE,
    HELD,
    JOINED_WEEKDAY,
    TO,
    WEEKDAY_NUMBERS,
    count_of,
    one_of,
)


if TYPE_CHECKING:
    import datetime as dt

    from quoteprov.dates.expressions.rule import Place

    Match = regex.Match[str]


def weekday_number(word: str) -> int:
    """0 for a Monday, however it is written."""
    return WEEKDAY_NUMBERS[word.rstrip(".").lower()]


def _weekday(m: Match, place: Place) -> Sense | None:
    """The latest on or before the article's day, or the next where the clause looks ahead."""
    if _is_no_day(m, place):
        return None
    weekday = weekday_number(m["weekday"])
    if m["week"]:
        week = week_of(days_from(place.today, DAYS_OF_WEEK * NEAR[m["week"].lower()]))
        return from_article(a_day(days_from(week.first, weekday)))
    if m["ago"]:
        latest = weekday_back(place.today, weekday)
        return from_article(a_day(days_from(latest, -DAYS_OF_WEEK * count_of(m["ago"]))))
    which = " ".join((m["which"] or m["behind"] or "").lower().split())
    return from_article(a_day(*_BY_WORD.get(which, _plain)(weekday, place)))


def _plain(weekday: int, place: Place) -> list[dt.date]:
    """Two readings where the next such weekday is tomorrow: it may be today in Seoul."""
    back, ahead = weekday_back(place.today, weekday), weekday_ahead(place.today, weekday)
    if place.leaning == FUTURE:
        return [ahead, back]
    return [back, ahead] if (ahead - place.today).days == 1 else [back]


def _this(weekday: int, place: Place) -> list[dt.date]:
    days = [weekday_ahead(place.today, weekday), weekday_back(place.today, weekday)]
    return days[::-1] if place.leaning == PAST else days


def _last(weekday: int, place: Place) -> list[dt.date]:
    """The latest before today; in the days just after it perhaps that of the week before."""
    latest = weekday_back(days_from(place.today, -1), weekday)
    week = week_of(days_from(place.today, -DAYS_OF_WEEK))
    return [latest, days_from(week.first, weekday)]


def _next(weekday: int, place: Place) -> list[dt.date]:
    first = weekday_ahead(days_from(place.today, 1), weekday)
    week = week_of(days_from(place.today, DAYS_OF_WEEK))
    return [first, days_from(week.first, weekday)]


def _past(weekday: int, place: Place) -> list[dt.date]:
    return [weekday_back(place.today, weekday)]


def _before_last(weekday: int, place: Place) -> list[dt.date]:
    return [days_from(date, -DAYS_OF_WEEK) for date in _last(weekday, place)]


def _a_week_on(weekday: int, place: Place) -> list[dt.date]:
    """Tuesday week, as the British say."""
    return [days_from(weekday_ahead(place.today, weekday), DAYS_OF_WEEK)]


_BY_WORD = {
    "last": _last,
    "past": _past,
    "this past": _past,
    "this": _this,
    "next": _next,
    "coming": _next,
    "this coming": _next,
    "before last": _before_last,
    "week": _a_week_on,
}

# Black Friday, every Friday, the first Friday of a month; the Mail on Sunday.
_BEFORE_NAME = set(
    """
    black bloody good ash palm easter super giving cyber holy maundy fat sheffield whit casual ruby
    any every each whole most many girl mail independent scotland welt dark red blue solidarity
    first second third fourth final taco manic stormy shrove spy passion pentecost trinity orthodox
    """.split()
)
_ON_SUNDAY = ("Mail on ", "Scotland on ", "Independent on ")
# Sunday Times, Friday Mosque, Friday the 13th.
_NAME_AFTER = regex.compile(
    r"(?:['’]s)?\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|World|Sun|Star|People|Night"
    r"|Evening\sPost|Mosque|Addams|School|Independent|Business\sPost|Tribune|Morning\sPost"
    r"|Group|Club|Movement|Agreement|Review|the\s13th|school|best|prayers?\sleader)\b"
)
_OF_MONTH = regex.compile(rf"\s+(?:of|in)\s+(?:{A_MONTH}|the\s+(?:month|year)\b)")
# "on a Friday" is any, "in a Friday statement" is one.
_ARTICLES = {"a", "one", "some", "another"}
_NOUN = regex.compile(rf"\s+(?:\p{{Ll}}+\s+){{0,2}}{one_of((*DONE, *HELD))}\b")


def _is_no_day(m: Match, place: Place) -> bool:
    """Any such day, or a part of a name."""
    after = m.end("weekday")
    return (
        place.before in _BEFORE_NAME
        or (place.before in _ARTICLES and not place.goes_on(_NOUN))
        or (place.before == "on" and place.ends(_ON_SUNDAY))
        or place.goes_on(_NAME_AFTER, after)
        or place.goes_on(_OF_MONTH, after)
    )


def _weekdays(m: Match, place: Place) -> Sense | None:
    """From a weekday to another; with "and" only after "between"."""
    if m["to"] in {"and", "&"} and place.before != "between":
        return None
    last = _plain(weekday_number(m["weekday2"]), place)[0]
    first = weekday_back(days_from(last, -1), weekday_number(m["weekday"]))
    return from_article(Sense("days", (Interval(first, last),)))


def _joined(m: Match, place: Place) -> Sense | None:
    """A weekday and a date, which must fit each other: "Thursday, Sept. 22, 2022"."""
    if place.goes_on(_NAME_AFTER, m.end("weekday")):
        return None
    found = place.inside(m.end(), "on")
    if found is None or found.rule not in _DATES or found.grain != "day":
        return None
    closed = place.text.startswith(")", found.end)
    if m["bracket"] and not closed:
        return None
    end = found.end + len(m["bracket"] or "")
    return checked(as_sense(found)._replace(end=end), weekday_number(m["weekday"]))


_DATES = {"iso", "numeric", "full", "month-day", "day-only", "korean"}


def checked(sense: Sense, weekday: int) -> Sense:
    """The sense of a date beside which a weekday stands: those of its days that have the name."""
    sense = sense._replace(weekday=weekday)
    fits = tuple(days for days in sense.readings if days.first.weekday() == weekday)
    if fits:
        return sense._replace(readings=fits, problem="")
    return sense._replace(problem="conflict") if sense.readings else sense


_WEEKDAY_WORDS = frozenset(WEEKDAY_NUMBERS)

RULES = (
    rule(
        "weekday-date",
        _WEEKDAY_WORDS | {"last", "this", "next"},
        rf"(?:(?i:last|this|next)\s+)?(?P<weekday>{JOINED_WEEKDAY})(?:\s+{A_PIECE})?"
        rf",?\s{{0,2}}(?P<bracket>\()?(?:on\s+)?(?!{JOINED_WEEKDAY})",
        _joined,
        composed=True,
    ),
    rule(
        "range",
        _WEEKDAY_WORDS,
        rf"(?P<weekday>{A_WEEKDAY}){TO}(?P<weekday2>{A_WEEKDAY})",
        _weekdays,
    ),
    rule(
        "weekday",
        _WEEKDAY_WORDS | set("last past this next coming".split()),
        r"(?:(?P<which>(?i:last|this\s+past|this\s+coming|past|this|next|coming))\s+)?"
        rf"(?P<weekday>{A_WEEKDAY})(?:\s+(?:{A_PIECE}|noon|midday|midnight)\b)?"
        r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b"
        rf"|,?\s+(?P<ago>{A_COUNT})\s+weeks?\s+ago\b"
        r"|\s+(?P<behind>last|next|week|before\s+last)(?=\s*(?:[,.;:)!?]|$)))?",
        _weekday,
    ),
)
