"""
Dates that are written out: ISO 8601, numbers, months by name, Juche years, ranges of them.

The Associated Press and most American papers write Sept. 21, 2022, the British and the French-run
agencies 21 September 2022; KCNA counts years from 1912.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.almanac import (
    JUCHE,
    day,
    full_year,
    last_or_next,
    month_of,
    nearest,
    nearest_month,
    year_of,
)
from quoteprov.dates.expressions.rule import a_day, from_article, rule
from quoteprov.dates.expressions.senses import Interval, Sense
from quoteprov.dates.expressions.tense import PAST
from quoteprov.dates.expressions.words import (
    A_DAY,
    A_MONTH,
    A_YEAR,
    DONE,
    END_OF_PHRASE,
    HELD,
    TO,
    one_of,
)
from quoteprov.text.quantities import MONTHS


if TYPE_CHECKING:
    import datetime as dt

    from quoteprov.dates.expressions.rule import Place

    Match = regex.Match[str]


NUMBER = frozenset("#")
MONTH_WORDS = frozenset(MONTHS)
_THE = frozenset(["the"])

_SHORT_YEAR = "'’‘"
# Points are written by those who put the day first.
_POINT = "."
_WIDEST = 183
"""Days. A range from a day to one before it is none: "Sept. 9-5" """
_BY_YEARS = {"last": -1, "this": 0, "next": 1}
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<which>{one_of(_BY_YEARS)}|the\s+same|that)\s+year\b)?"


def _date(year: str | int, month: str | int, day_of_month: str) -> dt.date:
    found = day(_year(year), _month(month), _day(day_of_month))
    if found is None:
        msg = f"no such day: {day_of_month}"
        raise ValueError(msg)
    return found


def _year(word: str | int) -> int:
    return word if isinstance(word, int) else full_year(word.lstrip(_SHORT_YEAR))


def _month(word: str | int) -> int:
    if isinstance(word, int) or word.isdecimal():
        return int(word)
    return MONTHS[word.rstrip(".").lower()]


def _day(word: str) -> int:
    return int(word.rstrip("stndrhSTNDRH"))


def _year_first(m: Match, _: Place) -> Sense:
    return a_day(_date(m["year"], m["month"], m["day"]))


def _numeric(m: Match, place: Place) -> Sense | None:
    """Day and month in the order of the convention, in either where there is none."""
    a, b, year = int(m["a"]), int(m["b"]), full_year(m["year"])
    points = m["mark"] == _POINT and place.day_first is None
    return _either(day(year, b, a), day(year, a, b), first=points or place.day_first)


def _either(
    day_first: dt.date | None, month_first: dt.date | None, *, first: bool | None
) -> Sense | None:
    found = [date for date in (day_first, month_first) if date]
    if not found:
        return None
    if found[0] == found[-1]:
        return a_day(found[0])
    if first is None:
        return a_day(*found)._replace(problem="ambiguous")
    return a_day(found[0] if first else found[1])


def _numeric_month_day(m: Match, place: Place) -> Sense | None:
    """The 9/21 statement: only before such a noun, or after "on"; 9/11 is a name."""
    a, b = int(m["a"]), int(m["b"])
    if (a, b) in _NUMERIC_NAMES or not (m["noun"] or place.before == "on"):
        return None
    lean = PAST if m["noun"] else place.leaning
    sense = _either(_near(place, b, a, lean), _near(place, a, b, lean), first=place.day_first)
    if sense is None:
        return None
    (date, _), *others = sense.readings
    month_day = None if others else (date.month, date.day)
    return from_article(sense._replace(end=m.end("b"), month_day=month_day))


def _near(place: Place, month: int, day_of_month: int, lean: int) -> dt.date | None:
    """The nearest such day, None if there is none in any year."""
    exists = day(2000, month, day_of_month) is not None
    return nearest(place.today, month, day_of_month, lean) if exists else None


def _full(m: Match, _: Place) -> Sense:
    return a_day(_date(m["year"], m["month"], m["day"]))


def _month_and_day(m: Match, place: Place) -> Sense | None:
    """The nearest, drawn to the past or to the future by its clause (study of dates, 5.4)."""
    month, number = _month(m["month"]), _day(m["day"])
    if _is_name(place, (month, number)):
        return None
    if m["which"]:
        return _of_year(m, place)
    if m["nth"]:
        return from_article(a_day(last_or_next(place.today, month, number, m["nth"].lower())))
    near = a_day(nearest(place.today, month, number, place.leaning))
    return from_article(near._replace(month_day=(month, number)))


def _of_year(m: Match, place: Place) -> Sense:
    """Sept. 21 last year, Sept. 21 of the same year."""
    if m["which"] in _BY_YEARS:
        year = place.today.year + _BY_YEARS[m["which"]]
        return from_article(a_day(_date(year, m["month"], m["day"])))
    known = place.back("year")
    if known is None:
        return from_article(a_day(_date(place.today.year, m["month"], m["day"])))
    found = [_date(days.first.year, m["month"], m["day"]) for days in known]
    return a_day(*found)._replace(anchor="text", problem="" if found else "unanchored")


# --- names that begin like a day

_HEADS = """
    declaration agreement accord accords pact treaty uprising revolution movement massacre coup era
""".split()
_CAPITAL_HEADS = """
    Factory House School Schools Hospital Farm Festival Prize Award Stadium Children Youth Theatre
    Theater Power Day Incident Attack Attacks Square Street Bridge University Brigade Cooperative
    Committee Society Association Combine Cadres Works Mine Museum Avenue Institute College Army
""".split()
_NAME = regex.compile(
    rf"""\s+(?:
      Joint\b | (?i:north-south)\b
    | (?:(?i:joint|military|peace|basic|inter-korean)\s+){{0,2}}(?i:{one_of(_HEADS)})\b
    | {one_of(_CAPITAL_HEADS)}\b
    )""",
    regex.VERBOSE,
)
_LONG_NAME = regex.compile(
    rf"(?:\s+\p{{Lu}}[\p{{L}}'’-]{{1,20}}){{1,3}}\s+{one_of(_CAPITAL_HEADS)}\b"
)
# Days that the news call by their numbers alone, years after.
_EVENTS = {(9, 11), (1, 6), (10, 7), (7, 7)}
_EVENT = regex.compile(
    r"\s+(?:terror\w{0,6}\s+)?(?:attacks?|hijack\w{0,4}|insurrection|riots?|committee|commission"
    r"|memorial|victims|survivors|massacre|assault|raid|bombings?)\b"
)
_NUMERIC_NAMES = {(9, 11), (7, 7), (24, 7)}


def _is_name(place: Place, month_day: tuple[int, int]) -> bool:
    """June 15 Joint Declaration, October 10 Factory, Sept. 19 military agreement."""
    article = place.before == "the" or place.text.startswith(("the ", "The "), place.start)
    long = article and place.goes_on(_LONG_NAME)
    return long or place.goes_on(_NAME) or (month_day in _EVENTS and place.goes_on(_EVENT))


# --- ranges


def _range(m: Match, place: Place) -> Sense | None:
    """Between two days of a month or of two."""
    if "and" in m["to"] and place.before not in _SPAN_BEFORE and not place.goes_on(_ENDS):
        return None
    month, month2 = _month(m["month"] or m["month2"]), _month(m["month2"] or m["month"])
    if m["year"]:
        last = _date(m["year"], month2, m["day2"])
    else:
        last = nearest(place.today, month2, _day(m["day2"]), place.leaning)
    first = _date(last.year - (month > month2), month, m["day"])
    if not 0 < (last - first).days <= _WIDEST:
        return None
    sense = Sense("days", (Interval(first, last),))
    return sense if m["year"] else from_article(sense)


_SPAN_BEFORE = {"between", "from", "on", "both"}
_ENDS = regex.compile(END_OF_PHRASE)


# --- months and years

# A month that stands alone, and so may be a name or a verb, follows one of these.
_PARTS = frozenset("early earlier mid middle late later beginning start end close".split())
_MONTH_BEFORE = _PARTS | set(
    """
    in since until till by during from through throughout between before after
    """.split()
)
_CAPITAL = regex.compile(r"(?:['’]s)?\s+\p{Lu}\p{Ll}")
_PEOPLE = {"april", "may", "june", "august"}
_OF_PEOPLE = {"by", "from", "after", "before", "between"}
_NO_PERSON = regex.compile(
    r"(?!,\s+who)\s*(?:[,.;:)—–-]|$)|\s+(?:and|or|when|to|until|through|on|of)\b"
)
_YEAR_BEFORE = _PARTS | set(
    "in since until till by during from through throughout before after between year and".split()
)


def _month_year(m: Match, place: Place) -> Sense:
    year = _year(m["year"]) if m["year"] else place.today.year + _BY_YEARS[m["which"]]
    first, last = _months(m, year)
    sense = Sense("month", (Interval(first.first, last.last),))
    return sense if m["year"] else from_article(sense)


def _months(m: Match, year: int) -> tuple[Interval, Interval]:
    """The first and the last month of a span, the last of *year*."""
    month, month2 = _month(m["month"]), _month(m["month2"] or m["month"])
    return month_of(year - (month > month2), month), month_of(year, month2)


def _month_alone(m: Match, place: Place) -> Sense | None:
    """The latest that has begun, unless the clause looks ahead; it follows a word like "in"."""
    if not _is_month(m, place) or _is_person(m, place):
        return None
    year = _year_of_month(m, place)
    first, last = _months(m, year)
    return from_article(Sense("month", (Interval(first.first, last.last),)))


def _is_month(m: Match, place: Place) -> bool:
    if m["nth"] or place.before in _MONTH_BEFORE:
        return True
    named = place.before in {"the", "its", "their", "his", "a"} or place.goes_on(_POSSESSIVE)
    return named and m["month"].lower() not in _PEOPLE and place.goes_on(_MONTH_NOUN)


_MONTH_NOUN = regex.compile(rf"(?:['’]s)?\s+(?:press\s+)?{one_of((*DONE, *HELD))}\b")
_POSSESSIVE = regex.compile("['’]s")


def _year_of_month(m: Match, place: Place) -> int:
    month, today = _month(m["month2"] or m["month"]), place.today
    if not m["nth"]:
        return nearest_month(today, month, place.leaning).first.year
    which = m["nth"].lower()
    if which == "this":
        return today.year
    if which == "last":
        return today.year - (month >= today.month)
    return today.year + (month <= today.month)


def _is_person(m: Match, place: Place) -> bool:
    """April Kim, or Theresa May: "by May" may be either where a verb follows."""
    if m["month"].lower() not in _PEOPLE:
        return False
    if place.goes_on(_CAPITAL):
        return not (m["nth"] or place.before in {"in", "during"})
    return place.before in _OF_PEOPLE and not place.goes_on(_NO_PERSON)


def _year_alone(m: Match, place: Place) -> Sense | None:
    if place.before not in _YEAR_BEFORE:
        return None
    first, last = year_of(_year(m["year"])), year_of(_year(m["year2"] or m["year"]))
    return Sense("year", (Interval(first.first, last.last),)) if first <= last else None


# --- the years of Juche


def _juche_day(m: Match, _: Place) -> Sense:
    return a_day(_date(int(m["juche"]) + JUCHE, m["month"], m["day"]))


def _juche(m: Match, _: Place) -> Sense:
    """A day, a month or a year; both years must agree (KCNA has printed "Juche 29 (1930)")."""
    year = int(m["juche"]) + JUCHE
    if m["day"]:
        sense = a_day(_date(year, m["month"], m["day"]))
    elif m["month"]:
        sense = Sense("month", (month_of(year, _month(m["month"])),))
    else:
        sense = Sense("year", (year_of(year),))
    conflict = m["year"] and int(m["year"]) != year
    return sense._replace(readings=(), problem="conflict") if conflict else sense


# --- the table

_FOUR = r"(?:1[89]|20)\d\d"
_NOT_IN_NUMBER = r"(?<![\d.,/$£€+-])"
_D, _D2 = rf"(?P<day>{A_DAY})", rf"(?P<day2>{A_DAY})"
_M, _M2, _Y = rf"(?P<month>{A_MONTH})", rf"(?P<month2>{A_MONTH})", rf"(?P<year>{A_YEAR})"
_DAY_MONTH = rf"{_NOT_IN_NUMBER}{_D}\s{{0,2}}(?:of\s+)?{_M}"
_MONTH_DAY = rf"{_M}\s{{0,3}}(?:the\s+)?{_D}"
_AMOUNTS = """
    percent people tons tonnes troops soldiers million billion km kilometers kilometres miles
    meters metres won dollars shells rounds
""".split()
_NO_AMOUNT = rf"(?!\s{{0,2}}(?:%|per\s+cent\b|{one_of(_AMOUNTS)}\b))"
_NTH = r"(?:(?P<nth>(?i:last|this|next))\s+)?"
_NTH_WORDS = frozenset(_BY_YEARS)
_NOT_JUCHE = r"(?!\s{0,2},?\s{0,2}\(?Juche)"


RULES = (
    rule(
        "iso",
        NUMBER,
        r"(?<![\d-])(?P<year>(?:1[89]|20)\d\d)-(?P<month>[01]?\d)-(?P<day>[0-3]?\d)(?!\d)"
        r"(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z\b|[+-]\d\d:?\d\d)?)?(?![\d])",
        _year_first,
    ),
    rule(
        "iso",
        NUMBER,
        r"(?<![\d$£€,.-])(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d|[.,]\d)",
        _year_first,
    ),
    rule(
        "numeric",
        NUMBER,
        r"(?<![\d/.])(?P<year>(?:19|20)\d\d)\s?(?P<mark>[./])\s?(?P<month>[01]?\d)\s?(?P=mark)"
        r"\s?(?P<day>[0-3]?\d)(?!\d)\.?(?!\d)",
        _year_first,
    ),
    rule(
        "numeric",
        NUMBER,
        r"(?<![\d/.,$£€-])(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)"
        r"(?:(?P<year>(?:19|20)\d\d)|(?<=/)(?P<year>\d\d))(?![\d/]|[.,-]\d)",
        _numeric,
    ),
    rule(
        "numeric",
        NUMBER,
        rf"(?<![\d/.,$£€-])(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\d/%]|[.,]\d|\s+of\b)"
        rf"(?P<noun>\s+(?:press\s+)?{one_of((*DONE, *HELD))}\b)?",
        _numeric_month_day,
    ),
    rule(
        "juche",
        frozenset(["juche", "주체"]),
        r"(?:Juche|주체)\s?(?P<juche>\d{2,3})\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?!\d)\.?",
        _juche_day,
    ),
    rule(
        "juche",
        MONTH_WORDS | {"juche"},
        rf"(?:{_M}\s{{0,2}}{_D}?,?\s{{0,2}})?Juche\s?(?P<juche>\d{{1,3}})(?!\d|\.\d)"
        r"(?:\s?\((?P<year>\d{4})\))?",
        _juche,
    ),
    rule(
        "range",
        MONTH_WORDS,
        rf"{_M}\s{{0,3}}{_D}(?:(?:,\s{{0,2}}{A_DAY}){{1,5}},?(?=\s+and\b))?{TO}"
        rf"(?:{_M2}\s{{0,3}})?{_D2}(?:,?\s{{0,2}}{_Y})?",
        _range,
    ),
    rule(
        "range",
        NUMBER,
        rf"{_NOT_IN_NUMBER}{_D}(?:\s{{0,2}}{_M})?{TO}{_D2}\s{{0,2}}{_M2}(?:,?\s{{0,2}}{_Y})?",
        _range,
    ),
    rule(
        "full", MONTH_WORDS, rf"{_M}\.?\s{{0,3}}(?:the\s+)?{_D}(?:,\s{{0,2}}|\s{{1,2}}){_Y}", _full
    ),
    rule("full", NUMBER | _THE, rf"(?:[Tt]he\s+)?{_DAY_MONTH}(?:,\s{{0,2}}|\s{{1,2}}){_Y}", _full),
    rule(
        "full",
        NUMBER,
        rf"{_NOT_IN_NUMBER}{_D}[-/]{_M}[-/](?P<year>(?:19|20)?\d\d)(?!\d)",
        _full,
    ),
    rule(
        "month-day",
        MONTH_WORDS | _NTH_WORDS,
        rf"{_NTH}{_MONTH_DAY}{_NO_AMOUNT}{_OF_YEAR}",
        _month_and_day,
    ),
    rule(
        "month-day",
        NUMBER | _THE,
        rf"(?:[Tt]he\s+)?{_DAY_MONTH}(?!\s{{0,2}}\d){_OF_YEAR}(?P<nth>)",
        _month_and_day,
    ),
    rule(
        "month",
        MONTH_WORDS,
        rf"{_M}(?:{TO}{_M2})?,?\s+(?:of\s+)?(?:{_Y}|(?P<which>last|this|next)\s+year\b)",
        _month_year,
    ),
    rule(
        "month",
        MONTH_WORDS | _NTH_WORDS,
        rf"{_NTH}{_M}(?:{TO}{_M2})?(?!\w|-\d|\s{{0,2}}\d){_NOT_JUCHE}",
        _month_alone,
    ),
    rule(
        "year",
        NUMBER,
        rf"(?<![\d$£€.,/])(?<!(?<!mid|Mid|end)-)(?P<year>{_FOUR})"
        rf"(?:\s?(?:-|–|to|and)\s?(?P<year2>{_FOUR}))?"
        rf"(?![\d%/-]|[.,:]\d|['’]?s\b){_NO_AMOUNT}",
        _year_alone,
    ),
)
"""The more words a rule asks for, the earlier it stands: the first that can read does."""
