"""
Korean days: 9월 22일, 2022년 9월 21일, 주체111(2022)년, 지난 21일, 어제.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.dates.expressions.almanac import (
    AT,
    JUCHE,
    MONTHS_OF_YEAR,
    day,
    days_from,
    month_of,
    nearest,
    nearest_day_of_month,
    nearest_month,
    weekday_back,
    year_of,
)
from quoteprov.dates.expressions.rule import a_day, from_article, rule
from quoteprov.dates.expressions.senses import Sense
from quoteprov.dates.expressions.tense import FUTURE, NEITHER, PAST
from quoteprov.dates.expressions.weekdays import weekday_number


if TYPE_CHECKING:
    import regex

    from quoteprov.dates.expressions.rule import Place

    Match = regex.Match[str]


_UNITS = {"주": "week", "달": "month"}
_NEAR = {"지난": -1, "이번": 0, "이": 0, "다음": 1}
_DAYS = {"오늘": 0, "어제": -1, "그저께": -2, "그제": -2, "내일": 1, "모레": 2}
_YEARS = {"지난해": -1, "작년": -1, "올해": 0, "내년": 1}
_MONTHS = {"지난달": -1, "이달": 0, "이번 달": 0, "다음 달": 1, "내달": 1}


def _read(m: Match, place: Place) -> Sense | None:
    """A year, a month of a year or a day of a month, as much as is written."""
    juche, year = m["juche"], int(m["year"] or 0) or None
    if juche:
        reckoned = int(juche) + JUCHE
        if year and year != reckoned:
            return Sense("day" if m["day"] else "year", (), "itself", "conflict")
        year = reckoned
    if m["which"]:
        year = place.today.year + _YEARS[m["which"]]
    sense = _with_year(m, year) if year else _without_year(m, place)
    return from_article(sense) if m["which"] else sense


def _with_year(m: Match, year: int) -> Sense:
    if m["day"]:
        found = day(year, int(m["month"]), int(m["day"]))
        if found is None:
            raise ValueError(m["day"])
        return a_day(found)
    if m["month"]:
        return Sense("month", (month_of(year, _checked(m["month"])),))
    return Sense("year", (year_of(year),))


def _without_year(m: Match, place: Place) -> Sense:
    month = _checked(m["month"])
    lean = PAST if m["past"] else FUTURE if m["ahead"] else NEITHER
    if m["day"]:
        number = int(m["day"])
        near = a_day(nearest(place.today, month, number, lean))
        return from_article(near._replace(month_day=(month, number)))
    return from_article(Sense("month", (nearest_month(place.today, month, lean),)))


def _checked(month: str) -> int:
    if not 1 <= int(month) <= MONTHS_OF_YEAR:
        raise ValueError(month)
    return int(month)


def _day_of_month(m: Match, place: Place) -> Sense | None:
    number = int(m["day"])
    if m["which"]:
        months = _MONTHS[" ".join(m["which"].split())]
        start = month_of(place.today.year, place.today.month + months).first
        found = day(start.year, start.month, number)
    else:
        found = nearest_day_of_month(place.today, number, FUTURE if m["ahead"] else PAST)
    return from_article(a_day(found)) if found else None


def _bare_day(m: Match, place: Place) -> Sense:
    """7일: the seventh, as Korean papers write it; not 7일간, seven days."""
    return from_article(a_day(nearest_day_of_month(place.today, int(m["day"]), PAST)))


def _coarse(m: Match, place: Place) -> Sense:
    """지난주, 지난달, 지난주 금요일; 금요일."""
    if not m["unit"]:
        return from_article(a_day(weekday_back(place.today, weekday_number(m["weekday"]))))
    grain, at = AT[_UNITS[m["unit"]]]
    whole = at(place.today, _NEAR[m["near"]])
    if m["weekday"]:
        return from_article(a_day(days_from(whole.first, weekday_number(m["weekday"]))))
    return from_article(Sense(grain, (whole,)))


def _deictic(m: Match, place: Place) -> Sense:
    return from_article(a_day(days_from(place.today, _DAYS[m.group()])))


_OPENS = frozenset(["#", "주체", "지난", "오는", "작년", "올해", "내년"])

RULES = (
    rule(
        "korean",
        _OPENS,
        r"""(?x)(?<![\d.])(?:(?P<past>지난)\s{1,2}|(?P<ahead>오는)\s{1,2})?
            (?:
              (?:주체\s?(?P<juche>\d{1,3})\s?(?:\((?P<year>\d{4})\))?\s?년
                |(?P<year>(?:1[89]|20)\d\d)년|(?P<which>지난해|작년|올해|내년))
              (?:\s{0,2}(?P<month>\d{1,2})월(?:\s{0,2}(?P<day>\d{1,2})일)?)?
            | (?P<month>\d{1,2})월(?:\s{0,2}(?P<day>\d{1,2})일)?
            )(?![간째])""",
        _read,
    ),
    rule(
        "korean",
        frozenset(["지난", "이달", "이번", "다음", "내달", "오는"]),
        r"(?:지난|(?P<ahead>오는)|(?P<which>지난달|이달|이번\s달|다음\s달|내달))"
        r"\s{0,2}(?P<day>\d{1,2})일(?!\s?(?:간|째|동안|만에))",
        _day_of_month,
    ),
    rule(
        "korean",
        frozenset(["#"]),
        r"(?<![\d.,])(?P<day>[12]?\d|3[01])일"
        r"(?!\s?(?:간|째|동안|만[에의]|분|치|짜리|남|이상|이내|정도|후|뒤|전|부터\s\d{1,2}일간))",
        _bare_day,
    ),
    rule(
        "korean",
        frozenset(["지난", "이번", "이달", "다음", *(f"{day}요" for day in "월화수목금토일")]),
        r"(?:(?P<near>지난|이번|다음)\s?(?P<unit>주)(?:\s?(?P<weekday>[월화수목금토일])요일)?"
        r"|(?P<weekday>[월화수목금토일])요일|(?P<near>지난|이번|다음|이)\s?(?P<unit>달))",
        _coarse,
    ),
    rule(
        "korean",
        frozenset(["오늘", "어제", "그저", "그제", "내일", "모레"]),
        "오늘|어제|그저께|그제|내일|모레",
        _deictic,
    ),
)
