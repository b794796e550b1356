"""
Reading the day expressions of a text, one after another.

Nearly every word opens no rule, which one look into a table tells; the others are tried with the
few rules that they may open. Every rule reads a bounded number of characters, so that the time is
linear in the length of the text.
"""

from __future__ import annotations

import datetime as dt
import re

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import regex

from quoteprov.dates.expressions import (
    anaphora,
    composed,
    korean,
    relative,
    weekdays,
    written,
)
from quoteprov.dates.expressions.rule import REACH, Place, Rule
from quoteprov.dates.expressions.senses import Expression, Interval, Sense
from quoteprov.dates.expressions.words import (
    A_ZONE,
    JOINED_WEEKDAY,
    LOCAL,
    ZONE_SIGNS,
    ZONES,
)
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from quoteprov.dates.expressions.senses import Grain


_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_HANGUL, _SYLLABLES = "가", 2
# Of rules that open with the same word the earlier is asked first: what goes on with another
# expression before what that one would be alone.
_TABLES = (
    composed.RULES,
    weekdays.RULES,
    relative.RULES,
    anaphora.RULES,
    written.RULES,
    korean.RULES,
)
_BY_WORD: defaultdict[str, list[Rule]] = defaultdict(list)
for _rule in chain.from_iterable(_TABLES):
    for _word in _rule.opens:
        _BY_WORD[_word].append(_rule)
_RULES: Mapping[str, Sequence[Rule]] = {word: tuple(rules) for word, rules in _BY_WORD.items()}

# "(0845 GMT)" beside a day only tells the hour once more.
_ZONE_AFTER = regex.compile(
    rf"\s?\((?P<zone>{A_ZONE})\)"
    rf"|[,\s]{{1,2}}(?:at\s+)?(?:\d{{1,2}}(?::\d\d)?\s?(?:[ap]\.?m\.?,?)?\s?)?(?P<zone>{A_ZONE})"
)
_ZONE_BEFORE = regex.compile(rf"(?:\((?P<zone>{A_ZONE})\)|(?P<zone>{A_ZONE}),?)\s+(?:on\s+)?$")
_ZONE_CHARACTERS = 32
_WEEKDAY_AFTER = regex.compile(
    rf"\s?[(（](?P<weekday>{JOINED_WEEKDAY}|[월화수목금토일])(?:요일)?[)）]"
)
_DATES = {"iso", "numeric", "full", "month-day", "korean", "juche"}
_SOME_DAY = dt.date(2000, 1, 1)
_RANKS: Mapping[Grain, int] = {"day": 0, "days": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}
_DEEPEST = 2


def expressions(
    text: str,
    anchor: dt.date | dt.datetime | None,
    *,
    day_first: bool | None = None,
    home: str = "Asia/Seoul",
) -> list[Expression]:
    """
    Find the words of a text that name days, in their order; none overlaps another.

    Args:
        text: The text; U+25AE stands for what is hidden in it.
        anchor: The day of the article, with its time and zone if they are known.
        day_first: Whether 08/11/2022 is in November, None where nobody says.
        home: The zone of the statements, which "local time" means.

    >>> found = expressions("He spoke on Monday, a day after Nov. 6.", dt.date(2022, 11, 8))
    >>> [(e.text, e.rule, str(e.readings[0].first)) for e in found]
    [('Monday', 'weekday', '2022-11-07'), ('a day after Nov. 6', 'anaphoric', '2022-11-07')]
    """
    return list(_Reading(text, anchor, day_first=day_first, home=home).each())


class _Reading:
    """
    What is known while a text is read.

    Args:
        text: The text.
        anchor: The day of the article.
        day_first: The convention of numeric days.
        home: The zone of the statements.
    """

    def __init__(
        self, text: str, anchor: dt.date | None, *, day_first: bool | None, home: str
    ) -> None:
        self.text, self.anchor, self.day_first, self.home = text, anchor, day_first, home
        self.date = anchor.date() if isinstance(anchor, dt.datetime) else anchor or _SOME_DAY
        aware = isinstance(anchor, dt.datetime) and anchor.tzinfo is not None
        self.zoned = aware and any(map(text.__contains__, ZONE_SIGNS))
        self.seen: list[tuple[int, tuple[Interval, ...]] | None] = [None] * len(_RANKS)

    def each(self) -> Iterator[Expression]:
        """Yield the expressions in their order."""
        end = 0
        last = None
        for token in _TOKEN.finditer(self.text):
            start = token.start()
            if start >= end and (rules := _RULES.get(_key(token[0]))):
                before = self._before(last, start)
                found = self._read(rules, start, before, 0)
                if found:
                    end = found.end
                    self.seen[_RANKS[found.grain]] = (start, found.readings)
                    yield found
            last = token

    def _before(self, last: re.Match[str] | None, start: int) -> str:
        """The word before a place, if only space stands between."""
        return last[0].lower() if last and self.text[last.end() : start].isspace() else ""

    def _inside(self, start: int, before: str, depth: int) -> Expression | None:
        token = _TOKEN.match(self.text, start)
        rules = _RULES.get(_key(token[0])) if token else None
        return self._read(rules, start, before.lower(), depth + 1) if rules else None

    def _read(
        self, rules: Sequence[Rule], start: int, before: str, depth: int
    ) -> Expression | None:
        """The first rule that can read what begins here does."""
        for rule in rules:
            if rule.composed and depth >= _DEEPEST:
                continue
            match = rule.pattern.match(self.text, start, start + REACH)
            sense = self._sense(rule, match, before, depth) if match else None
            if match and sense:
                end = match.end() if sense.end is None else sense.end
                hidden = self._goes_on_hidden(start, end)
                return None if hidden else self._made(rule, sense, start, end)
        return None

    def _sense(self, rule: Rule, match: regex.Match[str], before: str, depth: int) -> Sense | None:
        try:
            sense = rule.read(match, self._place(match, before, depth))
        except (KeyError, OverflowError, ValueError):
            # a word that only looks like one of the table (ſeven), or no such day in the calendar
            return None
        return self._with_weekday(rule, sense, match.end()) if sense else None

    def _place(self, match: regex.Match[str], before: str, depth: int) -> Place:
        start, end = match.span()
        return Place(
            self.text,
            start,
            end,
            before,
            self._today(start, end),
            self.day_first,
            self._back,
            lambda at, word: self._inside(at, word, depth),
        )

    def _with_weekday(self, rule: Rule, sense: Sense, end: int) -> Sense:
        """A weekday in brackets behind a date: 2022-09-21 (Wed)."""
        if sense.grain != "day" or rule.name not in _DATES:
            return sense
        end = end if sense.end is None else sense.end
        beside = _WEEKDAY_AFTER.match(self.text, end, end + REACH)
        if beside is None:
            return sense
        number = weekdays.weekday_number(beside["weekday"])
        return weekdays.checked(sense, number)._replace(end=beside.end())

    def _made(self, rule: Rule, sense: Sense, start: int, end: int) -> Expression:
        """Of what had to be reckoned from a day that is not known only the words are told."""
        lost = sense.anchor == "article" and self.anchor is None
        return Expression(
            start,
            end,
            self.text[start:end],
            sense.rule or rule.name,
            sense.grain,
            () if lost else sense.readings,
            sense.anchor,
            "unanchored" if lost else sense.problem,
            sense.month_day,
            sense.weekday,
        )

    def _goes_on_hidden(self, start: int, end: int) -> bool:
        """Its number may go on where it is hidden."""
        first, last = self.text[max(0, start - 1) : start + 1], self.text[end - 1 : end + 1]
        return (first[:1] == MASK and first[-1].isdigit()) or (
            last[1:] == MASK and last[0].isdigit()
        )

    def _today(self, start: int, end: int) -> dt.date:
        """The article's day, in the zone that stands beside an expression."""
        if not self.zoned or not isinstance(self.anchor, dt.datetime):
            return self.date
        beside = _ZONE_AFTER.match(self.text, end, end + REACH) or _ZONE_BEFORE.search(
            self.text, max(0, start - _ZONE_CHARACTERS), start
        )
        if beside is None:
            return self.date
        zone = {**ZONES, LOCAL: self.home}.get(beside["zone"].lower())
        return self.anchor.astimezone(ZoneInfo(zone)).date() if zone else self.date

    def _back(self, grain: Grain) -> tuple[Interval, ...] | None:
        """The readings of the latest expression that is as fine as a grain, or finer."""
        near = filter(None, self.seen[: _RANKS[grain] + 1])
        return max(near, key=lambda seen: seen[0], default=(0, None))[1]


def _key(word: str) -> str:
    if word[0].isdigit():
        return "#"
    return word[:_SYLLABLES] if word[0] >= _HANGUL else word.lower()
