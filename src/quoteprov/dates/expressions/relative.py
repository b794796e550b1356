"""
Days told from another day: weekdays, today and yesterday, last week, two days ago, the next day.

The Associated Press writes weekdays within seven days of publication, and "last" and "next" only
where the tense leaves a doubt. Agencies abroad write the weekday of Seoul, which may be a day
ahead of the desk's own (90 of 303 dated quotations of PolNeAR name the day before, 152 the day).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.almanac import (
    AT,
    days_from,
    nearest_day_of_month,
    part_of,
    week_of,
    weekday_ahead,
    weekday_back,
    weekend_of,
)
from quoteprov.dates.expressions.rule import Rule, a_day, from_article
from quoteprov.dates.expressions.senses import Interval, Sense
from quoteprov.dates.expressions.tense import FUTURE, PAST
from quoteprov.dates.expressions.words import (
    A_COUNT,
    A_WEEKDAY,
    COUNTS,
    JOINED_WEEKDAY,
    WEEKDAY_NUMBERS,
    one_of,
)
from quoteprov.dates.expressions.written import NUMBER


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable

    from quoteprov.dates.expressions.rule import Place, Reader
    from quoteprov.dates.expressions.senses import Expression, Grain

    Match = regex.Match[str]


_WEEK, _SUNDAY = 7, 6


# --- weekdays


def weekday_number(word: str) -> int:
    """0 for a Monday, however it is written."""
    return WEEKDAY_NUMBERS[word.rstrip(".").lower()]


def _weekday(m: Match, place: Place) -> Sense | None:
    """The latest on or before the article's day, or the next where the clause looks ahead."""
    if _is_no_day(m, place):
        return None
    weekday = weekday_number(m["weekday"])
    if m["week"]:
        week = week_of(days_from(place.today, _WEEK * _NEAR[m["week"].lower()]))
        return from_article(a_day(days_from(week.first, weekday)))
    which = " ".join((m["which"] or "").lower().split())
    days = _BY_WORD.get(which, _plain)(weekday, place)
    return from_article(a_day(*dict.fromkeys(days)))


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
    """The latest before today; on the days just after it perhaps that of the week before."""
    latest = weekday_back(days_from(place.today, -1), weekday)
    week = week_of(days_from(place.today, -_WEEK))
    return [latest, days_from(week.first, weekday)]


def _next(weekday: int, place: Place) -> list[dt.date]:
    first = weekday_ahead(days_from(place.today, 1), weekday)
    week = week_of(days_from(place.today, _WEEK))
    return [first, days_from(week.first, weekday)]


def _past(weekday: int, place: Place) -> list[dt.date]:
    return [weekday_back(place.today, weekday)]


_BY_WORD = {
    "last": _last,
    "past": _past,
    "this past": _past,
    "this": _this,
    "next": _next,
    "coming": _next,
    "this coming": _next,
}
# Sunday Times, Black Friday, Friday the 13th, every Friday, one Sunday.
_BEFORE_NAME = set(
    """
    black bloody good ash palm easter super giving cyber holy maundy fat sheffield whit casual ruby
    any every each whole most many girl mail independent scotland welt dark red blue solidarity
    taco manic stormy shrove spy passion pentecost trinity orthodox
    """.split()
)
_NAME_AFTER = regex.compile(
    r"(?:['’]s)?\s+(?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|World|Sun|Star|People|Night"
    r"|Evening\sPost|Mosque|Addams|School|Independent|Business\sPost|Tribune|Morning\sPost"
    r"|Group|Club|Movement|Agreement|Review|the\s13th|school|best|prayers?\sleader)\b"
)
_ARTICLES = {"a", "one", "some", "another"}
_SPACE = regex.compile(r"(?:\s+\p{Ll}|[-–]\p{L})")


def _is_no_day(m: Match, place: Place) -> bool:
    """A name, or any such day: "on a Friday", but "a Friday statement" is of a day."""
    if place.before in _BEFORE_NAME or place.goes_on(_NAME_AFTER, m.end("weekday")):
        return True
    if place.before == "on" and place.text[: place.start].endswith(("Mail on ", "Scotland on ")):
        return True
    return place.before in _ARTICLES and not place.goes_on(_NOUN)


_NOUN = regex.compile(
    r"\s+(?:\p{Ll}+\s+){0,2}(?:statement|interview|speech|press|news|briefing|report|article|meeting"
    r"|editorial|commentary|dispatch|address|announcement|launch|test|ceremony|call|tweet|post"
    r"|email|letter|hearing|attack|strike|deadline|summit|vote|conference|broadcast)\b"
)


def _weekdays(m: Match, place: Place) -> Sense | None:
    """From a weekday to another; with "and" only after "between"."""
    if "and" in m["to"] and place.before != "between":
        return None
    last = _plain(weekday_number(m["weekday2"]), place)[0]
    first = weekday_back(days_from(last, -1), weekday_number(m["weekday"]))
    return from_article(Sense("days", (Interval(first, last),)))


def _joined(m: Match, place: Place) -> Sense | None:
    """A weekday and a date, which must fit each other: "Thursday, Sept. 21, 2022"."""
    if place.goes_on(_NAME_AFTER, m.end("weekday")):
        return None
    found = place.inside(m.end(), "on")
    if found is None or found.rule not in _DATES or found.grain != "day":
        return None
    end = found.end + (m["bracket"] is not None and place.text[found.end : found.end + 1] == ")")
    sense = _as_sense(found)._replace(end=end)
    if m["bracket"] and end == found.end:
        return None
    return checked(sense, weekday_number(m["weekday"]))


_DATES = {"iso", "numeric", "full", "month-day", "day-only", "korean"}


def checked(sense: Sense, weekday: int) -> Sense:
    """The sense of a date beside which a weekday stands."""
    fits = tuple(days for days in sense.readings if days.first.weekday() == weekday)
    if fits:
        return sense._replace(readings=fits, problem="")
    return sense._replace(problem="conflict") if sense.readings else sense


# --- days of a month


def _day_only(m: Match, place: Place) -> Sense | None:
    """On the 21st: the latest such day, where no noun follows."""
    number = int(m["day"])
    if m["which"]:
        back = AT["month"][1](place.today, _NEAR[m["which"].lower()])
        return from_article(a_day(back.first.replace(day=number)))
    if place.before not in _DAY_BEFORE or not place.goes_on(_NO_NOUN):
        return None
    return from_article(a_day(nearest_day_of_month(place.today, number, place.leaning)))


_DAY_BEFORE = {"on", "of", "since", "until", "by"}
_NO_NOUN = regex.compile(
    r"\s*(?:[,.;:)!?—–-]|$)|\s+(?:and|that|in|at|by|to|with|from|when|after|before|for|local|as|said"
    r"|the|a|an|but|he|she|it|they|who|which|while|morning|night|evening|afternoon)\b"
)


# --- today, last week, two days ago


def _deictic(m: Match, place: Place) -> Sense:
    word = " ".join(m["word"].lower().split())
    date = days_from(place.today, _DEICTIC[word])
    return from_article(a_day(date, place.today) if word in _NIGHT else a_day(date))


_DEICTIC = {
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "tonight": 0,
    **{f"this {part}": 0 for part in ("morning", "afternoon", "evening")},
    "last night": -1,
    "last evening": -1,
}
_NIGHT = {"last night"}


def _overnight(_: Match, place: Place) -> Sense:
    return from_article(Sense("days", (Interval(days_from(place.today, -1), place.today),)))


def _ago(m: Match, place: Place) -> Sense | None:
    if place.before in _VAGUE:
        return None
    unit, count = m["unit"].lower(), _count(m["count"])
    if unit in {"hour", "minute"}:
        return _overnight(m, place)
    if m["weekday"]:
        weekday = weekday_number(m["weekday"])
        latest = weekday_back(place.today, weekday)
        return from_article(a_day(days_from(latest, -_WEEK * count)))
    grain, at = AT[unit]
    readings: tuple[Interval, ...] = (at(place.today, -count),)
    if unit == "week":
        readings += (_around(days_from(place.today, -_WEEK * count)),)
    return from_article(Sense(grain, readings))


_VAGUE = {"than", "over", "least", "under", "almost", "nearly", "or", "to"}


def _around(date: dt.date) -> Interval:
    """Three days to either side."""
    return Interval(days_from(date, -3), days_from(date, 3))


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else COUNTS[word.lower()]


def _coarse(m: Match, place: Place) -> Sense | None:
    """Last week, this month, next year; a week may begin on a Sunday too."""
    if place.before == "the":
        return None
    units, unit = _NEAR[m["which"].lower()], m["unit"].lower()
    grain, at = AT[unit]
    if unit == "weekend":
        return from_article(Sense("days", (_weekend(units, place),)))
    readings: tuple[Interval, ...] = (at(place.today, units),)
    if unit == "week":
        readings += (week_of(days_from(place.today, _WEEK * units), _SUNDAY),)
    return from_article(Sense(grain, readings))


_NEAR = {"last": -1, "this": 0, "current": 0, "the current": 0, "next": 1, "the same": 0}


def _weekend(units: int, place: Place) -> Interval:
    """On Monday "this weekend" is the one past if the clause tells of the past."""
    begun = weekend_of(place.today)
    if units == 0 and place.leaning != PAST and begun.last < place.today:
        units = 1
    elif units < 0 and begun.last < place.today:
        units = 0
    return Interval(days_from(begun.first, _WEEK * units), days_from(begun.last, _WEEK * units))


def _the_weekend(_: Match, place: Place) -> Sense | None:
    if place.before not in {"over", "at", "during", "on", "through", "of", "throughout"}:
        return None
    return from_article(Sense("days", (weekend_of(place.today),)))


def _lately(m: Match, place: Place) -> Sense:
    """The past week, the last three days: up to today."""
    _, at = AT[m["unit"].lower()]
    count = _count(m["count"] or "a")
    if m["unit"].lower() in {"month", "year"}:
        first = at(place.today, -count).first
    else:
        first = days_from(place.today, -count * (_WEEK if m["unit"].lower() == "week" else 1))
    return from_article(Sense("days", (Interval(first, place.today),)))


# --- told from a day before in the text


def _from_text(grain: Grain, place: Place, shift: Callable[[Interval], Interval]) -> Sense:
    """Reckoned from the latest day of the text, else from the article's."""
    known = place.back(grain)
    if known is None:
        today = Interval(place.today, place.today)
        return from_article(Sense(grain, (shift(today),)))
    return Sense(grain, tuple(map(shift, known)), "text", "" if known else "unanchored")


def _later(m: Match, place: Place) -> Sense | None:
    """Two days earlier; "two weeks later" is a day, or that week."""
    if place.before in _VAGUE or (m["to"].lower() in _NEEDS_END and not place.goes_on(_END)):
        return None
    units = _count(m["count"]) * (-1 if m["to"].lower() in _EARLIER else 1)
    return _moved(m["unit"].lower(), units, place)


def _moved(unit: str, units: int, place: Place) -> Sense:
    if unit in {"week", "fortnight"}:
        days = units * (_WEEK if unit == "week" else 2 * _WEEK)
        sense = _from_text("day", place, lambda known: _shifted(known, days))
        weeks = tuple(week_of(days_.first) for days_ in sense.readings[:1])
        return sense._replace(readings=sense.readings + weeks)
    grain, at = AT[unit]
    if grain == "day":
        return _from_text(grain, place, lambda known: _shifted(known, units))
    return _from_text(grain, place, lambda known: at(known.first, units))


def _shifted(known: Interval, days: int) -> Interval:
    """One day: from the first of several back, from the last of them on."""
    date = days_from(known.first if days < 0 else known.last, days)
    return Interval(date, date) if days else known


_EARLIER = {"earlier", "before", "prior", "previously"}
_NEEDS_END = {"before", "after", "prior"}
_END = regex.compile(r"\s*(?:[,.;:)!?—–-]|$)|\s+(?:that|the\s+(?:ministry|agency))\b")


def _that_day(m: Match, place: Place) -> Sense | None:
    """The same day, the following week, that afternoon, later in the day."""
    which, unit = (m["which"] or "same").lower(), m["unit"].lower()
    if which == "next" and place.before in _DURATION:
        return None
    units = _BESIDE.get(which, 0)
    if unit in AT and unit != "day":
        return _moved_whole(unit, units, place)
    return _from_text("day", place, lambda known: _shifted(known, units))


_BESIDE = {
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "next": 1,
    "following": 1,
    "before": -1,
    "after": 1,
}
_DURATION = {"over", "within", "for", "in", "during", "through"}


def _moved_whole(unit: str, units: int, place: Place) -> Sense:
    grain, at = AT[unit]
    return _from_text(grain, place, lambda known: at(known.first, units))


def _day_beside(m: Match, place: Place) -> Sense | None:
    """The day before, the night before, next day."""
    if not place.goes_on(_END):
        return None
    units = _BESIDE[m["which"].lower()]
    return _from_text("day", place, lambda known: _shifted(known, units))


# --- told from another expression in the same words


def _as_sense(found: Expression) -> Sense:
    return Sense(
        found.grain,
        found.readings,
        found.anchor,
        found.problem,
        found.month_day,
        found.rule,
        found.end,
    )


def _part(m: Match, place: Place) -> Sense | None:
    """Early September, late last week, earlier this month; late Monday is Monday."""
    found = place.inside(m.end(), m["part"])
    if found is None:
        return None
    sense = _as_sense(found)
    if found.grain in {"day", "days"} or found.rule in _NO_PARTS:
        return sense if m["part"].lower() in _OF_DAYS else None
    part = m["part"].lower()
    if part in {"earlier", "later"} and any(
        days.first <= place.today <= days.last for days in sense.readings
    ):
        return sense._replace(
            readings=tuple(_so_far(days, place.today, part) for days in sense.readings)
        )
    name = _THIRDS[part]
    return sense._replace(
        readings=tuple(part_of(days, name, found.grain) for days in sense.readings)
    )


_NO_PARTS = {"ago", "anaphoric"}
_OF_DAYS = {"early", "earlier", "late", "later", "mid"}
_THIRDS = {
    **dict.fromkeys(("early", "earlier", "beginning", "start"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "later", "end", "close"), "late"),
}


def _so_far(days: Interval, today: dt.date, part: str) -> Interval:
    return Interval(days.first, today) if part == "earlier" else Interval(today, days.last)


def _before_another(m: Match, place: Place) -> Sense | None:
    """The day before yesterday, a day after Monday's launch, two weeks before Nov. 8."""
    found = place.inside(m.end(), "of")
    if found is None or found.grain != "day":
        return None
    unit = m["unit"].lower()
    count = _count(m["count"] or "a") * (-1 if m["to"].lower() in {"before", "prior to"} else 1)
    days = count * {"week": _WEEK, "fortnight": 2 * _WEEK}.get(unit, 1)
    moved = tuple(_shifted(known, days) for known in found.readings)
    return _as_sense(found)._replace(readings=moved, month_day=None, rule="anaphoric")


def _week_of(m: Match, place: Place) -> Sense | None:
    """The week of Sept. 5, the week ending Friday."""
    found = place.inside(m.end(), "in")
    if found is None:
        return None
    if found.grain == "month" and m["nth"]:
        weeks = tuple(_nth_week(days, m["nth"].lower()) for days in found.readings)
        return _as_sense(found)._replace(grain="week", readings=weeks)
    if found.grain != "day" or m["nth"]:
        return None
    weeks = tuple(_week_from(days.first, m["of"].lower()) for days in found.readings)
    return _as_sense(found)._replace(grain="week", readings=weeks, month_day=None)


_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


def _nth_week(days: Interval, word: str) -> Interval:
    if word not in _NTH:
        return Interval(days_from(days.last, 1 - _WEEK), days.last)
    first = days_from(days.first, _WEEK * _NTH[word])
    return Interval(first, days_from(first, _WEEK - 1))


def _week_from(date: dt.date, of: str) -> Interval:
    """A week "of" a Sunday or a Monday begins with it."""
    if of == "ending":
        return Interval(days_from(date, 1 - _WEEK), date)
    if of == "of" and date.weekday() not in {0, _SUNDAY}:
        return week_of(date)
    return Interval(date, days_from(date, _WEEK - 1))


def _overnight_of(m: Match, place: Place) -> Sense | None:
    """Overnight Monday: into Tuesday, or out of Sunday; overnight into Tuesday: out of Monday."""
    found = place.inside(m.end(), "on")
    if found is None or found.grain != "day":
        return None
    out = [Interval(days_from(days.first, -1), days.first) for days in found.readings]
    into = [Interval(days.first, days_from(days.first, 1)) for days in found.readings]
    nights = out if m["into"] else into + out
    return _as_sense(found)._replace(grain="days", readings=tuple(nights), month_day=None)


# --- the table

_UNIT = "(?P<unit>day|week|fortnight|month|year|decade)s?"
_PIECE = "day|morning|afternoon|evening|night"
_COUNT = rf"(?<![\d.,-])(?P<count>{A_COUNT})"
_NEAR_WEEK = r"(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?"
_NO_ADVERB = """
    train stay flight bus success sensation visit trip delivery shift shipping guest camp low rate
    lows temperatures index loan
""".split()
# USA Today
_MASTHEAD = r"\b(?:USA|Russia|India|Pakistan|Malaysia|China|Africa|Arab|Japan|News|History)"
_COUNT_WORDS = frozenset(COUNTS) | NUMBER
_WEEKDAY_WORDS = frozenset(WEEKDAY_NUMBERS)


def _rule(
    name: str, opens: str | frozenset[str], pattern: str, read: Reader, *, whole: bool = False
) -> Rule:
    words = frozenset(opens.split()) if isinstance(opens, str) else opens
    return Rule(name, words, regex.compile(pattern), read, whole)


RULES = (
    _rule(
        "part",
        "early earlier mid late later",
        r"(?P<part>(?i:early|earlier|mid|late|later))(?:\s+(?:in|on|of))?[\s-]\s{0,2}",
        _part,
        whole=True,
    ),
    _rule(
        "part",
        "the beginning start middle end close",
        r"(?:[Tt]he\s+)?(?P<part>(?i:beginning|start|middle|end|close))\s+of\s+",
        _part,
        whole=True,
    ),
    _rule(
        "weekday-date",
        _WEEKDAY_WORDS,
        rf"(?P<weekday>{JOINED_WEEKDAY})(?:\s+(?:{_PIECE}))?,?\s{{0,2}}(?P<bracket>\()?(?:on\s+)?",
        _joined,
        whole=True,
    ),
    _rule(
        "anaphoric",
        _COUNT_WORDS | {"the"},
        rf"(?:{_COUNT}\s+{_UNIT}|(?i:the)\s+(?P<unit>day|night|morning|evening|week))"
        r"\s+(?P<to>before|after|following|prior\s+to|from)\s+",
        _before_another,
        whole=True,
    ),
    _rule(
        "coarse",
        "the week first second third fourth last final",
        r"(?:[Tt]he\s+)?(?:(?P<nth>(?i:first|second|third|fourth|last|final))\s+)?(?i:week)\s+"
        r"(?P<of>of|in|beginning|starting|commencing|ending)\s+(?:on\s+)?",
        _week_of,
        whole=True,
    ),
    _rule(
        "deictic",
        "overnight",
        r"(?i:overnight)\s+(?:on\s+|from\s+|(?P<into>into\s+))?",
        _overnight_of,
        whole=True,
    ),
    _rule(
        "range",
        _WEEKDAY_WORDS,
        rf"(?P<weekday>{A_WEEKDAY})\s{{0,2}}(?P<to>-|–|—|to|through|thru|until|till|and)\s{{0,2}}"
        rf"(?P<weekday2>{A_WEEKDAY})",
        _weekdays,
    ),
    _rule(
        "weekday",
        _WEEKDAY_WORDS | frozenset(["last", "past", "this", "next", "coming"]),
        r"(?:(?P<which>(?i:last|this\s+past|this\s+coming|past|this|next|coming))\s+)?"
        rf"(?P<weekday>{A_WEEKDAY})(?:\s+(?i:{_PIECE}|noon|midday|midnight)\b)?{_NEAR_WEEK}",
        _weekday,
    ),
    _rule(
        "day-only",
        "the",
        r"(?i:the)\s+(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)\b"
        r"(?:\s+of\s+(?P<which>last|this|next)\s+month\b)?",
        _day_only,
    ),
    _rule(
        "deictic",
        "today yesterday tomorrow tonight this last",
        rf"(?<!{_MASTHEAD}\s)(?P<word>(?i:today|yesterday|tomorrow|tonight|this\s+(?:morning|afternoon|evening)"
        r"|last\s+(?:night|evening)))\b(?!['’]s\s+(?:world|age|society|generation|youth|young))"
        rf"(?:\s+(?:{_PIECE}))?",
        _deictic,
    ),
    _rule(
        "deictic",
        "overnight",
        rf"(?i:overnight)\b(?!\s+{one_of(_NO_ADVERB)})",
        _overnight,
    ),
    _rule(
        "ago",
        _COUNT_WORDS,
        rf"{_COUNT}\s+(?:(?P<unit>week)s?\s+ago\s+(?:on\s+)?(?P<weekday>{JOINED_WEEKDAY})"
        rf"|(?:{_UNIT}|(?P<unit>hour|minute)s?)\s+ago\b(?P<weekday>))",
        _ago,
    ),
    _rule(
        "anaphoric",
        _COUNT_WORDS,
        rf"{_COUNT}\s+{_UNIT}\s+(?P<to>earlier|later|before|after|afterwards?|prior|previously)\b(?!\s+than\b)",
        _later,
    ),
    _rule(
        "anaphoric",
        "that the",
        r"(?:(?i:that)(?:\s+(?:very|same))?|(?i:the)\s+(?:very\s+)?"
        r"(?P<which>same|previous|next|following|preceding|prior))\s+"
        rf"(?P<unit>{_PIECE}|weekend|week|month|quarter|year)\b(?!-)",
        _that_day,
    ),
    _rule(
        "anaphoric",
        "early earlier late later",
        r"(?i:early|earlier|late|later)\s+in\s+the\s+(?P<unit>day)\b(?P<which>)",
        _that_day,
    ),
    _rule(
        "anaphoric",
        "the next previous",
        rf"(?:(?i:the)\s+(?:{_PIECE})\s+(?P<which>before|after)|(?P<which>(?i:next|previous))\s+day)\b",
        _day_beside,
    ),
    _rule(
        "coarse",
        "last this next current",
        r"(?P<which>(?i:last|this|next|current))\s+(?P<unit>weekend|week|month|quarter|year)\b(?!\s+of\b|-\p{L})",
        _coarse,
    ),
    _rule("coarse", "the", r"(?i:the)\s+weekend\b(?!\s+of\b)", _the_weekend),
    _rule(
        "coarse",
        "the past last",
        r"(?:(?i:the)\s+)?(?i:past|last)\s+"
        rf"(?:{_COUNT}\s+(?P<unit>day|week|month|year)s?|(?<=(?i:the)\s+(?i:past|last)\s+)(?P<unit>week|month|year))\b(?!\s+of\b)",
        _lately,
    ),
)
"""As in the table of written dates, the more words a rule asks for, the earlier it stands."""
