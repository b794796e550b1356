"""
From an article and the statements it quotes to the days it gives them, and what becomes of these.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import regex

from quoteprov.dates.check import MILDEST, check, event, is_confirmed
from quoteprov.dates.claims import Attribution, claims, issues
from quoteprov.dates.expressions import Interval, day, expressions
from quoteprov.dates.expressions.almanac import nearest
from quoteprov.models import DateCheck, Day
from quoteprov.text.affiliation import other_person, person
from quoteprov.text.outlets import carrier_in, names_carrier, names_outlet


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from quoteprov.dates.check import Event, Outcome
    from quoteprov.dates.claims import Claim
    from quoteprov.dates.expressions import Expression
    from quoteprov.models import DateRole, DateVerdict, Quotation, Reported, Statement

    Others = Callable[[str, dt.date], Sequence[Event]]


_MILD = MILDEST[: MILDEST.index("near-miss") + 1]
_NEAR: tuple[DateVerdict, ...] = ("publication-day", "near-miss")
_SEVERAL = 3
"""Quotations of a statement that show that the lead of an article is on it, whoever that credits;
one less, where it credits the same."""
_UNDATED = DateCheck(verdict="no-date-claim")
_UNTRACED = DateCheck(verdict="no-canonical")


def date_quotations(
    masked: str,
    whole: str,
    quotations: Sequence[Quotation],
    reported: Iterable[Reported],
    statements: Mapping[str, Statement],
    *,
    published: Day | None,
    clock: str | None,
    has_year: bool,
    day_first: bool | None,
    held: Callable[[Quotation], bool],
    speaks: Callable[[str], bool],
    sure: Callable[[], Collection[str]],
    others: Others,
) -> dict[str, DateCheck]:
    """
    Check the days given to the quotations of an article, by their ids.

    Args:
        masked: The body of the article with its quotations hidden, code point for code point.
        whole: All of the article with its quotations hidden.
        quotations: Those of its body that are nested in no other, in order.
        reported: Speech without marks of those whose statements are held.
        statements: By their ids, those that hold words of the quotations.
        published: The day of the article.
        clock: The time zone of its desk, if that is known.
        has_year: Whether anything tells its year; if not, it was taken from a statement.
        day_first: Whether its numbers begin with the day, if that is known.
        held: Whether statements of the speaker of a quotation are held.
        speaks: The same of somebody by a description.
        sure: Gives the quotations that are surely of their statements, by their ids.
        others: Gives the events of a day that are of the same speaker or matter as a statement, by
            its id.
    """
    anchor = published.start if published and _is_day(published) else None
    if not any(q.statement for q in quotations):
        return dict.fromkeys((q.id for q in quotations), _UNTRACED)
    read = expressions(masked, anchor, day_first=day_first)
    years = _years(whole, published)
    # the next line is another matter
    found = [_of_years(e, years) for e in read if "\n" not in e.text]
    if not found:
        return {q.id: _UNDATED if q.statement else _UNTRACED for q in quotations}
    told = [*_told(reported), *((one, None) for one in issues(masked, speaks))]
    words = sorted([*_quoted(quotations, held), *told], key=lambda pair: pair[0][:2])
    given = claims(masked, [a for a, _ in words], found, published=anchor)
    judge = _Judge(quotations, statements, published, clock, others, has_year=has_year, sure=sure)
    return {
        q.id: judge.check(q, given.get(number, ()))
        for number, (_, q) in enumerate(words)
        if q is not None
    }


def _years(masked: str, published: Day | None) -> list[int]:
    """The years that an article names."""
    named = {int(match.group()) for match in _YEAR.finditer(masked)}
    if published and _LAST_YEAR.search(masked):
        named |= {published.start.year - 1, published.start.year - 2}
    return sorted(named)


def _of_years(e: Expression, years: Iterable[int]) -> Expression:
    """
    A month and day without a year may be of any year that the article names: "It began in October
    2024. On October 11 the ministry said".
    """
    if e.anchor != "article" or not e.readings or (e.month_day is None and e.rule != "month"):
        return e
    first, last = e.readings[0]
    moved = (_in_year(first, last, year) for year in years)
    more = tuple(one for one in moved if one and one not in e.readings)
    if e.problem != "conflict":
        return replace(e, readings=e.readings + more)
    # a weekday that does not fit the nearest year may fit another
    fits = tuple(one for one in more if one.first.weekday() == e.weekday)
    return replace(e, readings=fits, problem="") if fits else e


def _in_year(first: dt.date, last: dt.date, year: int) -> Interval | None:
    """The same day or days of a month in another year."""
    begin = day(year, first.month, first.day)
    end = day(year, last.month, last.day) or day(year, last.month, last.day - 1)
    return Interval(begin, end) if begin and end else None


_YEAR = regex.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_LAST_YEAR = regex.compile(
    r"\b(?i:last|previous)\s+(?:year|[JFMASOND]\p{Ll}{2,8})\b|\byear\s+(?:before|earlier|ago)\b"
)


def _is_day(day: Day) -> bool:
    return day.start == day.end and day.trust != "contradicted"


def _quoted(
    quotations: Iterable[Quotation], held: Callable[[Quotation], bool]
) -> Iterator[tuple[Attribution, Quotation | None]]:
    for q in quotations:
        speaker, cue = q.speaker, q.cue
        mention = (speaker.start, speaker.end) if speaker and speaker.rule != "floating" else None
        one = Attribution(
            q.start,
            q.end,
            mention,
            (cue.start, cue.end) if cue else None,
            speaker.resolved if speaker else "",
            held(q),
            q.statement.id if q.statement else None,
        )
        yield one, q


def _told(reported: Iterable[Reported]) -> Iterator[tuple[Attribution, None]]:
    for r in reported:
        speaker, cue = r.speaker, r.cue
        span = (cue.start, cue.end) if cue else None
        mention = speaker.start, speaker.end
        yield Attribution(r.start, r.end, mention, span, speaker.resolved, held=True), None


_ELSEWHERE = frozenset({"contradicted", "old-as-new"})
"""What a day may be found to be before it is sought among the days of other statements."""


class _Judge:
    """Holds the claims of one article against the statements that its quotations render."""

    def __init__(
        self,
        quotations: Iterable[Quotation],
        statements: Mapping[str, Statement],
        published: Day | None,
        clock: str | None,
        others: Others,
        *,
        has_year: bool,
        sure: Callable[[], Collection[str]],
    ) -> None:
        self._has_year, self._sure = has_year, sure
        self._own = {q.id: q.statement.id for q in quotations if q.statement}
        self._quoted = Counter(self._own.values())
        self._statements = statements
        self._published = published
        self._clock = clock
        self._others = others

    def check(self, quotation: Quotation, given: Sequence[Claim]) -> DateCheck:
        """Judge the days given to a quotation; of several the gravest verdict counts."""
        if quotation.id not in self._own:
            return _UNTRACED
        outcomes = [self._outcome(quotation, claim) for claim in given]
        found = [(c, self._sayable(quotation, c, o)) for c, o in outcomes]
        said = [(c, o) for c, o in found if o is not None]
        if not said:
            return _UNDATED
        claim, outcome = max(said, key=lambda pair: pair[1].gravity)
        return self._told(quotation, claim, outcome)

    def _sayable(self, quotation: Quotation, claim: Claim, outcome: Outcome) -> Outcome | None:
        """
        Give what may be said, None if nothing. Where the words may be another statement's, a day
        in their own clause that does not fit leaves it open.
        """
        if claim.link == "beside":
            return outcome if outcome.verdict in _NEAR else None
        if outcome.verdict in _MILD:
            return outcome
        if self._is_loose(quotation, claim):
            return None
        if quotation.id in self._sure():
            return outcome
        return outcome._replace(verdict="unresolvable") if claim.link == "clause" else None

    def _is_loose(self, quotation: Quotation, claim: Claim) -> bool:
        """
        Tell whether a day may be that of something else: a day of any month, the day on which
        another outlet quoted the words, that of a lead, for the only words of the statement, or
        that on which somebody else says them.
        """
        own = self._own[quotation.id]
        several = _SEVERAL if claim.other else _SEVERAL - 1
        return (
            claim.link == "sentence"
            or claim.expression.rule == "day-only"
            or (claim.link == "inherited" and self._quoted[own] < several)
            or self._is_anothers(quotation)
            or self._is_second_hand(own, claim)
        )

    def _is_anothers(self, quotation: Quotation) -> bool:
        """Whether the words are credited to another person than the one who issued them."""
        speaker = quotation.speaker.resolved if quotation.speaker else ""
        issuer = self._statements[self._own[quotation.id]].issuer
        return other_person(person(speaker), person(issuer or ""))

    def _is_second_hand(self, statement: str, claim: Claim) -> bool:
        """Whether a day is that of a report by none that carried the statement."""
        by, carrier = claim.by, self._statements[statement].carrier
        if carrier is not None and names_carrier(by, carrier):
            return False
        return names_outlet(by) or (claim.role == "carried" and not carrier_in(by))

    def _events(self, quotation: Quotation) -> list[Event]:
        """The statement, and those that hold the same words."""
        return [event(self._statements[i]) for i in (self._own[quotation.id], *quotation.rivals)]

    def _outcome(self, quotation: Quotation, claim: Claim) -> tuple[Claim, Outcome]:
        """
        What became of a claim. Words that only take over the day on which an agency reported
        others may as well have been said on it: the milder of the two counts.
        """
        roles: tuple[DateRole, ...] = (claim.role,)
        if claim.link == "inherited" and claim.role == "carried":
            roles = ("carried", "said")
        found = [(claim._replace(role=r), self._checked(quotation, claim, r)) for r in roles]
        return min(found, key=lambda pair: pair[1].gravity)

    def _checked(self, quotation: Quotation, claim: Claim, role: DateRole) -> Outcome:
        events = self._events(quotation)
        held = partial(
            check, claim.expression, role, events, published=self._published, clock=self._clock
        )
        outcome = held()
        if outcome.claimed is None or outcome.verdict not in _ELSEWHERE:
            return outcome
        others = self._others(events[0].id, outcome.claimed.first)
        return held(others=others)

    def _told(self, quotation: Quotation, claim: Claim, outcome: Outcome) -> DateCheck:
        expression, claimed, against = claim.expression, outcome.claimed, outcome.against
        return DateCheck(
            verdict=outcome.verdict,
            text=expression.text,
            start=expression.start,
            end=expression.end,
            claimed=claimed and _iso(*claimed),
            role=claim.role,
            against=against and against.iso,
            link=claim.link,
            statement=outcome.event and outcome.event.id,
            other=outcome.other and outcome.other.id,
            candidates=tuple(_iso(*r) for r in expression.readings)
            if expression.problem == "ambiguous"
            else (),
            doubts=tuple(self._doubts(quotation, claim, outcome)),
        )

    def _doubts(self, quotation: Quotation, claim: Claim, outcome: Outcome) -> Iterator[str]:
        """Why a day proves less than it says."""
        expression = claim.expression
        if claim.link in {"inherited", "frame"}:
            yield "it stands with other words on the same speech"
        no_year = expression.anchor == "article" and not self._has_year
        if no_year or (not expression.readings and expression.month_day):
            yield "the article gives no year"
        if expression.anchor == "article" or outcome.verdict == "anachronistic":
            near = [one for one in (outcome.event, outcome.other) if one]
            if self._published and not is_confirmed(self._published, near):
                yield "the day of the article is read from one place only"
        if outcome.against and outcome.against.trust == "low":
            yield "the statement tells its day loosely"
        own = self._own[quotation.id]
        if outcome.verdict == "anachronistic" and self._quoted[own] == 1:
            yield "an earlier statement with the same words may be missing"
        if outcome.verdict == "unresolvable" and quotation.id not in self._sure():
            yield "the words may be another statement's"
        if outcome.event and outcome.event.id != own:
            yield f"the same words stand in {own}, of another day"


def assumed(dateline: tuple[tuple[int, int], str], events: Sequence[Event]) -> Day | None:
    """
    Give the day of a dateline without a year, in the year that brings it nearest to the last of
    the events that the article reports.
    """
    (month, number), words = dateline
    last = max((one.last for one in events if one.days), default=None)
    date = last and nearest(last, month, number)
    return Day(start=date, end=date, read_from=words, trust="single") if date else None


def _iso(first: dt.date, last: dt.date) -> str:
    return f"{first}" if first == last else f"{first}/{last}"
