"""
From an article and the statements it quotes to the days it gives them, and what becomes of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.dates.check import MILDEST, Outcome, check, event, is_confirmed
from quoteprov.dates.claims import Attribution, Claim, claims, issues
from quoteprov.dates.expressions import expressions
from quoteprov.dates.expressions.almanac import nearest
from quoteprov.models import DateCheck, Dated, Day
from quoteprov.text.outlets import carrier_in, names_carrier, names_outlet


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from quoteprov.dates.check import Event, Role
    from quoteprov.models import Quotation, Reported, Statement

    Others = Callable[[Statement, dt.date], Sequence[Event]]


_MILD = MILDEST[: MILDEST.index("near-miss") + 1]
_SAID = {"sentence": _MILD, "beside": ("publication-day", "near-miss")}
"""What may be said of a day that perhaps dates something else: nothing against anybody."""


_UNDATED = DateCheck(verdict="no-date-claim")
_UNTRACED = DateCheck(verdict="no-canonical")


def date_quotations(
    masked: str,
    quotations: Sequence[Quotation],
    reported: Iterable[Reported],
    statements: Mapping[str, Statement],
    *,
    published: Day | None,
    has_year: bool,
    day_first: bool | None,
    held: Callable[[Quotation], bool],
    speaks: Callable[[str], bool],
    others: Others,
) -> dict[str, DateCheck]:
    """
    Check the days given to the quotations of an article, by their ids.

    Args:
        masked: The article with its quotations hidden, code point for code point.
        quotations: Those of its body that are nested in no other, in order.
        reported: Speech without marks of those whose statements are held.
        statements: By their ids, those that hold words of the quotations.
        published: The day of the article.
        has_year: Whether anything tells its year; if not, it was taken from a statement.
        day_first: Whether its numbers begin with the day, if that is known.
        held: Whether statements of the speaker of a quotation are held.
        speaks: The same of somebody by a description.
        others: Gives the events of a day that are of the same speaker or matter as a statement.
    """
    anchor = published.start if published and _is_day(published) else None
    if not any(q.statement for q in quotations):
        return dict.fromkeys((q.id for q in quotations), _UNTRACED)
    read = expressions(masked, anchor, day_first=day_first)
    found = [e for e in read if "\n" not in e.text]  # the next line is another matter
    if not found:
        return {q.id: _UNDATED if q.statement else _UNTRACED for q in quotations}
    told = [*_told(reported), *((one, None) for one in issues(masked, speaks))]
    words = sorted([*_quoted(quotations, held), *told], key=lambda pair: pair[0][:2])
    given = claims(masked, [a for a, _ in words], found, published=anchor)
    judge = _Judge(statements, published, others, has_year=has_year)
    return {
        q.id: judge.check(q, given.get(number, ()))
        for number, (_, q) in enumerate(words)
        if q is not None
    }


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


def assumed(dateline: tuple[tuple[int, int], str], events: Sequence[Event]) -> Day | None:
    """
    Give the day of a dateline without a year, in the year that brings it nearest to the last of
    the events that the article reports.
    """
    (month, number), words = dateline
    last = max((one.last for one in events if one.days), default=None)
    date = last and nearest(last, month, number)
    return Day(start=date, end=date, read_from=words, trust="single") if date else None


def timeline(
    quotations: Sequence[Quotation], statements: Mapping[str, Statement], published: Day | None
) -> tuple[Dated, ...]:
    """
    Put the days of the statements quoted, of the article, and those it claims in their order.

    Args:
        quotations: With their statements and dates.
        statements: By their ids.
        published: The day of the article.
    """
    linked = dict.fromkeys(q.statement.id for q in quotations if q.statement)
    found = [day for i in linked for day in _days_of(statements[i])]
    if published is not None:
        found.append(Dated(day=published.iso, what="published", text=published.read_from))
    found += _claimed(quotations)
    return tuple(sorted(found, key=lambda d: (d.day, _ORDER.index(d.what), d.start or 0)))


_ORDER = ("uttered", "released", "carried", "published", "claimed")


def _days_of(statement: Statement) -> Iterator[Dated]:
    own = {
        "uttered": statement.uttered,
        "released": statement.released,
        "carried": statement.carried,
    }
    for what, day in own.items():
        if day is not None and day.trust != "contradicted":
            yield Dated.model_validate(
                {
                    "day": day.iso,
                    "what": what,
                    "text": day.read_from,
                    "statement": statement.id,
                }
            )


def _claimed(quotations: Iterable[Quotation]) -> Iterator[Dated]:
    """Each day that the article claims, once, with all the quotations it dates."""
    by_place: dict[tuple[int, str, str], list[Quotation]] = {}
    for q in quotations:
        if q.date and q.date.claimed and q.date.start is not None:
            key = q.date.start, q.date.claimed, q.date.verdict
            by_place.setdefault(key, []).append(q)
    for dated in by_place.values():
        date = dated[0].date
        if date is not None and date.claimed is not None:
            yield Dated(
                day=date.claimed,
                what="claimed",
                text=date.text or "",
                statement=date.statement,
                start=date.start,
                end=date.end,
                quotations=tuple(q.id for q in dated),
                verdict=date.verdict,
            )


_ELSEWHERE = frozenset({"contradicted", "old-as-new"})
"""What a day may be found to be before it is sought among the days of other statements."""


class _Judge:
    """Holds the claims of one article against the statements that its quotations render."""

    def __init__(
        self,
        statements: Mapping[str, Statement],
        published: Day | None,
        others: Others,
        *,
        has_year: bool,
    ) -> None:
        self._has_year = has_year
        self._statements = statements
        self._published = published
        self._others = others

    def check(self, quotation: Quotation, given: Sequence[Claim]) -> DateCheck:
        """Judge the days given to a quotation; of several the gravest verdict counts."""
        if quotation.statement is None:
            return _UNTRACED
        found = [self._outcome(quotation, self._weighed(quotation, claim)) for claim in given]
        sure = [(c, o) for c, o in found if o.verdict in _SAID.get(c.link, MILDEST)]
        if not sure:
            return _UNDATED
        claim, outcome = max(sure, key=lambda pair: MILDEST.index(pair[1].verdict))
        return self._told(quotation, claim, outcome)

    def _weighed(self, quotation: Quotation, claim: Claim) -> Claim:
        """
        A day of the month may be of any month, and another outlet than the statement's own may
        quote it on any later day.
        """
        own = self._statements[quotation.statement.id] if quotation.statement else None
        by, carrier = claim.by, (own and own.carrier) or ""
        its = (carrier and names_carrier(by, carrier)) or (carrier_in(by) and not names_outlet(by))
        loose = (claim.role == "carried" and not its) or claim.expression.rule == "day-only"
        return claim._replace(link="sentence") if loose and claim.link != "beside" else claim

    def _events(self, quotation: Quotation) -> list[Event]:
        """The statement, and those that hold the same words."""
        own = quotation.statement
        ids = (own.id, *quotation.rivals) if own else ()
        return [event(self._statements[i]) for i in ids]

    def _outcome(self, quotation: Quotation, claim: Claim) -> tuple[Claim, Outcome]:
        """
        What became of a claim. Words that only take over the day on which an agency reported others
        may as well have been said on it: the milder of the two counts.
        """
        roles: tuple[Role, ...] = (claim.role,)
        if claim.link == "inherited" and claim.role == "carried":
            roles = ("carried", "said")
        found = [(claim._replace(role=r), self._checked(quotation, claim, r)) for r in roles]
        return min(found, key=lambda pair: MILDEST.index(pair[1].verdict))

    def _checked(self, quotation: Quotation, claim: Claim, role: Role) -> Outcome:
        events = self._events(quotation)
        given = claim.expression, role, events
        outcome = check(*given, published=self._published)
        if outcome.claimed is None or outcome.verdict not in _ELSEWHERE:
            return outcome
        others = self._others(self._statements[events[0].id], outcome.claimed.first)
        return check(*given, published=self._published, others=others)

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
            statement=outcome.statement,
            other=outcome.other,
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
            ids = {outcome.statement, outcome.other} - {None}
            near = [event(self._statements[i]) for i in sorted(ids & set(self._statements))]
            if self._published and not is_confirmed(self._published, near):
                yield "the day of the article is read from one place only"
        own = quotation.statement
        if own and outcome.statement not in {None, own.id}:
            yield f"the same words stand in {own.id}, of another day"


def _iso(first: dt.date, last: dt.date) -> str:
    return f"{first}" if first == last else f"{first}/{last}"
