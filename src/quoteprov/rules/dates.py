"""
QP3xx: whether an article gives the words the day on which they were said or carried.

What is said of one speech is said once, where its day stands. An error needs a day in the clause
that credits the words, an article whose own day is sure, and words that surely are the
statement's; where one of these is missing, the finding is a warning that says which.
"""

from __future__ import annotations

import datetime as dt

from typing import TYPE_CHECKING

from quoteprov.rules.rule import Case, Hit, Rule, rule, shorten
from quoteprov.text.quantities import WEEKDAYS


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quoteprov.models import DateCheck, Day, DayOf, Severity


_VERBS: Mapping[DayOf, str] = {"uttered": "said", "released": "issued", "carried": "carried"}


def _with(case: Case, *verdicts: str) -> DateCheck | None:
    """The day given to a quotation, if one of *verdicts* was found on it."""
    date = case.quotation.date
    return date if date is not None and date.verdict in verdicts else None


def _hit(date: DateCheck, message: str, advice: str, severity: Severity | None = None) -> Hit:
    """What was found on a day, once for all words that it dates."""
    once = f"{date.start} {date.verdict}"
    return Hit(message, advice, date.start, date.end, severity, once=once)


def _weighed(case: Case, date: DateCheck, message: str, advice: str) -> Hit:
    """The same of a rule that is an error, which is a warning where anything is in doubt."""
    doubts = [*date.doubts, *_doubts(case)]
    said = "; ".join([message, *doubts])
    return _hit(date, said, advice, "warning" if doubts else None)


def _doubts(case: Case) -> Iterator[str]:
    """Why the words may be another statement's."""
    if case.quotation.verdict in {"altered", "reworded"}:
        yield "the words are not the statement's"
    elif case.is_twin or not case.decided:
        yield "the words stand in other statements too, or nearly so"


def _claim(date: DateCheck) -> str:
    """The words that give a day, and the day: "“Sept. 21” is Wednesday 2022-09-21"."""
    words, claimed = date.text or "", date.claimed or ""
    named = _named(claimed)
    return f"“{shorten(words)}” is {claimed if named.split()[0] in words else named}"


def _named(iso: str) -> str:
    """A day with its weekday; an interval as it is."""
    try:
        return f"{WEEKDAYS[dt.date.fromisoformat(iso).weekday()].title()} {iso}"
    except ValueError:
        return iso.replace("/", " to ")


def _days(case: Case, date: DateCheck) -> str:
    """The days of the statement, each with the words it was read from."""
    statement = case.article.statements.get(date.statement or "")
    if statement is None:
        return "no day of the statement is known"
    told = [
        f"{_VERBS[what]} on {_named(day.iso)} ({_read_from(day)})"
        for what, day in statement.days.items()
        if day.trust != "contradicted"
    ]
    own = case.quotation.statement
    which = "the statement" if own and own.id == date.statement else date.statement
    return f"{which} was {' and '.join(told)}"


def _read_from(day: Day) -> str:
    words = shorten(day.read_from)
    return f"field “{words}”" if day.trust == "stated" else f"“{words}”"


_CHECK_DAY = "check the day, and whether these are the words of that day"


@rule("QP301", "contradicted-date", "error")
def contradicted_date(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a day that lies two days or more from every day of the statement: the day on which it
    was said or issued, and the day on which it was carried. Days that the clock of another country
    explains are none of these.

    ## Why is this bad?
    Who looks for the statement under that day does not find it, and who reads it puts it before or
    behind something that it was not.

    ## Example
    “said on Friday”, in an article of Tuesday, of a statement that was issued on Monday.

    ## Use instead
    The day on which it was issued or that on which the agency carried it, and which of the two.
    """
    if date := _with(case, "contradicted"):
        yield _weighed(case, date, f"{_claim(date)}; {_days(case, date)}", _CHECK_DAY)


@rule("QP302", "date-of-other-statement", "error")
def date_of_other_statement(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports words under the day of another statement of the same speaker, or of another that the
    article quotes: two days or more from their own.

    ## Why is this bad?
    Words of one day are told as said on another; what they answered to is changed.

    ## Example
    “keep its mouth shut”, of a statement of September, under “said on Tuesday” in an article on
    the one of November.

    ## Use instead
    The day of the statement that the words are from: “in September”.
    """
    if date := _with(case, "date-of-other-statement"):
        message = f"{_claim(date)}, a day of {date.other}; {_days(case, date)}"
        yield _weighed(case, date, message, "give these words their own day")


@rule("QP303", "anachronistic-date", "error")
def anachronistic_date(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports an article that gives a day to words of a statement, and is itself dated two days or
    more before that was issued.

    ## Why is this bad?
    The day of the article is wrong, or its words are those of an earlier statement that was not
    searched.

    ## Example
    An article of September 12 that quotes a statement of September 21.

    ## Use instead
    The right day of the article, or the statement that it quotes.
    """
    if date := _with(case, "anachronistic"):
        own = case.article.published
        of = f" is of {_named(own.iso)} ({_read_from(own)})" if own else " is older"
        yield _weighed(
            case,
            date,
            f"the article{of}; {_days(case, date)}",
            "check the day of the article, and look for an earlier statement with the same words",
        )


@rule("QP304", "old-as-new", "warning")
def old_as_new(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports words that are dated on the very day of the article, although their statement was
    carried two days or more before.

    ## Why is this bad?
    Old words are told as new.

    ## Example
    “said on Tuesday”, in an article of that Tuesday in November, of a statement of September.

    ## Use instead
    The day of the statement, or no day.
    """
    if date := _with(case, "old-as-new"):
        message = f"{_claim(date)}, the day of the article; {_days(case, date)}"
        yield _weighed(case, date, message, _CHECK_DAY)


@rule("QP305", "release-not-carriage", "warning")
def release_not_carriage(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that an agency is given the day on which the statement was issued, and that it carried it
    on the next. It is only an information where it may still have been that day where the article
    was written.

    ## Why is this bad?
    Who looks for the report under that day does not find it.

    ## Example
    “KCNA reported on Wednesday”, of a statement issued on Wednesday and carried on Thursday.

    ## Use instead
    “issued on Wednesday”, or “carried on Thursday”.
    """
    if date := _with(case, "release-not-carriage"):
        yield _hit(
            date,
            f"{_claim(date)}, the day of issue; {_days(case, date)}",
            "say that it was issued on that day, or carried on the next",
            "info" if date.doubts or case.article.clock is None else None,
        )


@rule("QP306", "carriage-not-release", "info")
def carriage_not_release(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that words are dated on the day on which the agency carried them; they were issued on the
    day before.

    ## Why is this bad?
    It mostly is not: papers date what they read. In a chronology it is a day off.

    ## Example
    “said on Tuesday”, of a statement issued on Monday and carried on Tuesday.

    ## Use instead
    “in a statement carried on Tuesday”, or the day of issue.
    """
    if date := _with(case, "carriage-not-release"):
        yield _hit(
            date,
            f"{_claim(date)}, the day of carriage; {_days(case, date)}",
            "nothing to do; say “carried” or give the day of issue where the day matters",
        )


@rule("QP307", "near-miss-date", "info")
def near_miss_date(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that a day is one day off the days of the statement. Where the clock of the article is
    known and explains it, nothing is said.

    ## Why is this bad?
    It may not be: a day begins in Seoul while it is still the day before in London, and a paper of
    the next morning may say its own day. Without the hour nobody can tell.

    ## Example
    “on October 13”, of a statement issued and carried on October 12.

    ## Use instead
    The day of the statement.
    """
    if date := _with(case, "near-miss", "publication-day", "off-by-timezone"):
        if date.verdict == "off-by-timezone" and case.article.clock:
            return
        why = {
            "near-miss": "a day off",
            "publication-day": "the day of the article, a day after it was carried",
            "off-by-timezone": "which it may have been where the article was written",
        }[date.verdict]
        message = f"{_claim(date)}, {why}; {_days(case, date)}"
        yield _hit(date, message, "look whether the day is right")


@rule("QP308", "weekday-conflict", "warning")
def weekday_conflict(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a day whose weekday is not that of its date, or whose two years differ.

    ## Why is this bad?
    One of the two is wrong.

    ## Example
    “Thursday, Sept. 21, 2022”, which was a Wednesday.

    ## Use instead
    The weekday of the date, or the date of the weekday.
    """
    if date := _with(case, "internal-conflict"):
        message = f"{_claim(date)}, which does not fit; {_days(case, date)}"
        yield _weighed(case, date, message, "correct the weekday or the date")


@rule("QP309", "ambiguous-date", "info")
def ambiguous_date(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that a day was not checked: it can be read in two ways, the statement does not say on
    which day it was issued, or it does not fit and the words may be another statement's.

    ## Why is this bad?
    “08/11/2022” is a day of August in one country and of November in another.

    ## Example
    “on 08/11/2022”.

    ## Use instead
    The month by its name.
    """
    date = case.quotation.date
    if date is None:
        return
    if date.candidates:
        readings = " or ".join(map(_named, date.candidates))
        message = f"“{shorten(date.text or '')}” is {readings}; {_days(case, date)}"
        yield _hit(date, message, "write the month by its name")
    elif date.verdict == "unresolvable" and date.against and not case.is_short:
        why = "; ".join(date.doubts) or "it does not say when it was issued"
        message = f"{_claim(date)}; {_days(case, date)}; {why}"
        yield _hit(date, message, "look whether the day is right, and which statement is quoted")


RULES: tuple[Rule, ...] = (
    contradicted_date,
    date_of_other_statement,
    anachronistic_date,
    old_as_new,
    release_not_carriage,
    carriage_not_release,
    near_miss_date,
    weekday_conflict,
    ambiguous_date,
)
