"""
The day an article gives to a quotation, held against the days of the statement it renders.

A statement has a day on which it was said or issued and a day on which an agency carried it; an
article may give either, in the calendar of its own desk. Of 3,910 honest claims on 55 statements a
rule "claimed day = day of release" would accuse 32 in a hundred; the verdicts here leave every
one of them alone.
"""

from __future__ import annotations

import datetime as dt

from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, get_args

from quoteprov.dates.days import zone_of
from quoteprov.dates.expressions.almanac import beside, one_day
from quoteprov.models import DateVerdict


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quoteprov.dates.expressions import Expression, Interval
    from quoteprov.models import DateRole, Day, Statement


MILDEST: tuple[DateVerdict, ...] = get_args(DateVerdict)
"""The verdicts, the mildest first. Where an expression has two readings or the words stand in
several statements, the mildest of all counts."""

DESKS = ("UTC", "Europe/London", "Europe/Moscow", "America/New_York", "America/Los_Angeles")
"""Where an article may have been written whose own zone is not known."""

LATE = 14
"""Days before the carriage on which words may have been said whose own day no statement tells:
messages of foreign bodies were carried after three to nine days (KCNA 2011 to 2012)."""

REPORTED = 2
"""Days after an event within which an article on it is published, so that a single place that
gives its day is confirmed by the event."""

_DAY = dt.timedelta(days=1)


class Outcome(NamedTuple):
    """
    What became of a claim.

    Args:
        verdict: One of `MILDEST`.
        claimed: The days claimed, in the reading that counts; None if there is none.
        against: The day of the statement that it was held against: of those the nearest.
        event: The statement, which may be another that holds the same words.
        other: Another statement of the same speaker or matter, whose day is claimed.
    """

    verdict: DateVerdict
    claimed: Interval | None = None
    against: Day | None = None
    event: Event | None = None
    other: Event | None = None

    @property
    def gravity(self) -> int:
        """Its place among the verdicts."""
        return MILDEST.index(self.verdict)

    @property
    def away(self) -> int:
        """Days between the claim and the nearest day, 0 if either is not known."""
        if self.claimed is None or self.against is None:
            return 0
        return _away(self.claimed, self.against.start, self.against.end)


def trusted(*days: Day | None) -> tuple[Day, ...]:
    """
    Leave out the days that are not known, those on which the places disagree, and those at the end
    of the calendar, which have no day before or after.
    """
    return tuple(
        day
        for day in days
        if day is not None and day.trust != "contradicted"
        if dt.date.min.year < day.start.year and day.end.year < dt.date.max.year
    )


@dataclass(frozen=True)
class Event:
    """
    A statement as something that happened: its days, as far as they are trusted.

    Args:
        id: Of the statement.
        said: When it was spoken or issued.
        carried: When an agency published it.
        clock: The time zone in which these are reckoned, if that is known.
    """

    id: str
    said: tuple[Day, ...]
    carried: tuple[Day, ...]
    clock: str | None = None

    @property
    def days(self) -> tuple[Day, ...]:
        """All of them."""
        return self.said + self.carried

    @cached_property
    def first(self) -> dt.date:
        """The first day of them all."""
        return min(day.start for day in self.days)

    @cached_property
    def last(self) -> dt.date:
        """The last day of them all."""
        return max(day.end for day in self.days)

    def of(self, role: DateRole) -> tuple[Day, ...]:
        """The days of a role; where they are not known, those of the other."""
        own, other = (self.said, self.carried)[:: 1 if role == "said" else -1]
        return own or other

    def holds(self, date: dt.date) -> bool:
        """Whether a date is one of its days."""
        return any(day.start <= date <= day.end for day in self.days)


def event(statement: Statement) -> Event:
    """
    Give the trusted days of a statement.
    """
    said = trusted(statement.uttered, statement.released)
    return Event(statement.id, said, trusted(statement.carried), statement.clock)


def check(
    claimed: Expression,
    role: DateRole,
    events: Sequence[Event],
    *,
    published: Day | None,
    clock: str | None = None,
    others: Sequence[Event] = (),
) -> Outcome:
    """
    Hold a claimed day against those of the statements that hold the words.

    Args:
        claimed: The expression, resolved as far as the article allows.
        role: What it dates.
        events: The statements that the words may be of, the likeliest first.
        published: The day of the article.
        clock: The time zone of its desk, if that is known.
        others: Further statements of the same speaker or matter.
    """
    article = _Desk(next(iter(trusted(published)), None), clock)
    found = [_of_event(claimed, role, one, article, others) for one in events]
    return min(found, key=attrgetter("gravity"), default=Outcome("unresolvable"))


class _Desk(NamedTuple):
    """Where an article was written: its day and its time zone, as far as they are known."""

    day: Day | None
    clock: str | None


def _of_event(
    claimed: Expression, role: DateRole, one: Event, desk: _Desk, others: Sequence[Event]
) -> Outcome:
    """The mildest outcome of all readings against one statement."""
    readings = claimed.readings or _of_its_year(claimed, one)
    if not one.days or not readings or claimed.problem == "ambiguous":
        return Outcome("unresolvable", readings[0] if len(readings) == 1 else None)
    cases = [
        _Facts(reading, claimed.grain == "day", role, one, desk, others) for reading in readings
    ]
    if claimed.problem == "conflict":
        return cases[0].outcome("internal-conflict")
    if desk.day is not None and one.first - desk.day.end > _DAY:
        return cases[0].outcome("anachronistic")
    return min((case.outcome(_verdict(case)) for case in cases), key=attrgetter("gravity"))


def _of_its_year(claimed: Expression, one: Event) -> tuple[Interval, ...]:
    """A month and day in the year that brings it nearest to the statement."""
    if claimed.month_day is None or not one.days:
        return ()
    date = beside(one.first, *claimed.month_day)
    return (one_day(date),) if date else ()


@dataclass(frozen=True)
class _Facts:
    """One reading of a claim against one statement."""

    reading: Interval
    is_day: bool
    role: DateRole
    event: Event
    desk: _Desk
    others: Sequence[Event]

    @cached_property
    def nearest(self) -> Day:
        """The day of the statement, of the role's where two are equally near."""
        days = (*self.event.of(self.role), *self.event.days)
        return min(days, key=lambda day: _away(self.reading, day.start, day.end))

    @cached_property
    def away(self) -> int:
        """Days between the claim and the nearest day."""
        return _away(self.reading, self.nearest.start, self.nearest.end)

    def meets(self, days: Sequence[Day]) -> bool:
        """Whether a claimed day is one of *days*."""
        return self.is_day and any(not _away(self.reading, d.start, d.end) for d in days)

    @property
    def is_article_day(self) -> bool:
        """Whether the article says the day on which it was itself published."""
        own = self.desk.day
        return own is not None and own.start == own.end == self.reading.first == self.reading.last

    @property
    def other(self) -> Event | None:
        """The first of the other statements that is of the day."""
        others = (o for o in self.others if o.id != self.event.id)
        return next((o for o in others if self.is_day and o.holds(self.reading.first)), None)

    def outcome(self, verdict: DateVerdict) -> Outcome:
        """All that is said of it."""
        other = self.other if verdict == "date-of-other-statement" else None
        return Outcome(verdict, self.reading, self.nearest, self.event, other)


def _away(reading: Interval, first: dt.date, last: dt.date) -> int:
    """Days between two intervals, 0 if they meet."""
    return max(0, (first - reading.last).days, (reading.first - last).days)


def _within(facts: _Facts) -> bool:
    """Some of several days lie between the day before the first and the last of the event."""
    around = facts.event.first - _DAY, facts.event.last
    return not facts.is_day and not _away(facts.reading, *around)


def _elsewhere(facts: _Facts) -> bool:
    """
    It was that day where the article was written, or may have been.

    What was carried is seen from the day of carriage alone: "reported two days ago" is not
    explained by the clock of the day on which something was issued.
    """
    days = facts.event.days if facts.role == "said" else facts.event.of("carried")
    home, clock = facts.event.clock, facts.desk.clock
    if home is None or not facts.is_day:
        return False
    return any(
        facts.reading.first in _seen(day.end, home, zone)
        for day in days
        for zone in ((clock,) if clock else DESKS)
    )


def _unknown_before(facts: _Facts) -> bool:
    """The statement does not say when it was said, only when it was carried, and that is later."""
    is_told = any(day.trust != "low" for day in facts.event.said)
    early = facts.reading.last < max(day.end for day in facts.event.carried or facts.event.days)
    return not is_told and early and facts.away <= LATE


_CHECKS: tuple[tuple[DateVerdict, Callable[[_Facts], bool]], ...] = (
    ("consistent", lambda f: f.meets(f.event.of(f.role)) or _within(f)),
    ("carriage-not-release", lambda f: f.role == "said" and f.meets(f.event.carried)),
    # "KCNA reported on Wednesday" is true in New York of what it carried on Thursday
    ("off-by-timezone", lambda f: f.desk.clock is not None and _elsewhere(f)),
    ("release-not-carriage", lambda f: f.role == "carried" and f.meets(f.event.said)),
    ("off-by-timezone", _elsewhere),
    ("publication-day", lambda f: f.is_article_day and f.reading.first == f.event.last + _DAY),
    ("near-miss", lambda f: f.away <= 1),
    ("unresolvable", _unknown_before),
    ("date-of-other-statement", lambda f: f.other is not None),
    ("old-as-new", lambda f: f.is_article_day and f.reading.first > f.event.last),
)
"""What makes a verdict; the first that holds is the verdict."""


def _verdict(facts: _Facts) -> DateVerdict:
    return next((name for name, holds in _CHECKS if holds(facts)), "contradicted")


@lru_cache(4_096)
def _seen(date: dt.date, home: str, zone: str) -> frozenset[dt.date]:
    """The dates elsewhere while it is *date* at home."""
    start = dt.datetime.combine(date, dt.time.min, zone_of(home))
    end = dt.datetime.combine(date, dt.time.max, zone_of(home))
    return frozenset(moment.astimezone(zone_of(zone)).date() for moment in (start, end))


def is_confirmed(published: Day | None, events: Sequence[Event]) -> bool:
    """
    Tell whether the day of an article is sure enough to hold against anybody.

    It is if it was stated, if two places agree on it, or if one place gives it and an event that
    the article reports is of the same days: what a saved page shows first may be the day on which
    it was saved.
    """
    if published is None or published.start != published.end:
        return False
    if published.trust in {"stated", "corroborated"}:
        return True
    after = [(published.start - day.end).days for one in events for day in one.days]
    return published.trust == "single" and any(0 <= days <= REPORTED for days in after)
