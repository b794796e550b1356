"""
False alarms that were met, each in its form: days that honest articles give beside words of a
statement, and that are not those of these words, or are right by another reckoning.
"""

from __future__ import annotations

import datetime as dt
import time

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quoteprov import Verifier


if TYPE_CHECKING:
    from quoteprov.models import Report

SEEDS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
# Issued on Wednesday, September 21, 2022, carried on the day after.
Q = (
    "“We have never exported weapons or ammunition to Russia before and we will not plan to "
    "export them”"
)
# Issued on Monday, November 7, 2022, carried on the day after.
N = (
    "“We once again make clear that we have never had ‘arms dealings’ with Russia and that we "
    "have no plan to do so in the future”"
)
W = "“the lawful right peculiar to a sovereign state”"
HONEST = [
    # the year of the text around
    ("2023-12-10", "It began in September 2022. On September 21 North Korea said: {Q}."),
    (
        "2023-12-10",
        "On September 5, 2022, a paper spoke of shells. On September 21, it said: {Q}.",
    ),
    ("2023-09-30", "Last year, on Wednesday, September 21, North Korea said: {Q}."),
    ("2023-12-10", "It began in 2022. On Wed., Sept. 21, North Korea said: {Q}."),
    ("2023-12-10", "It began in 2022. On 21 September (Wed), North Korea said: {Q}."),
    ("2023-12-10", "2022\n\nSept. 21: North Korea says: {Q}.\n\nNov. 7: North Korea says: {N}."),
    ("2023-10-10", "A year earlier, in September, North Korea said: {Q}."),
    ("2023-10-10", "Last September, {Q}, a North Korean official said."),
    # what the previous day is reckoned from
    ("2022-11-08", "Kirby spoke of shells last Wednesday. {N}, the official said the day before."),
    (
        "2022-11-08",
        "The drill, begun on Wednesday, is {W}, North Korea said in a statement the previous day.",
    ),
    ("2022-12-08", "A month and a day ago, North Korea said: {N}."),
    # the day of the main clause, and words of another one
    (
        "2022-11-09",
        "{N}, North Korea said on Monday, weeks after its ministry warned that it is {W}.",
    ),
    ("2022-11-09", "{N}, North Korea said on Monday, repeating that trade is {W}."),
    ("2022-11-09", "{N}, North Korea said on Monday, though it had called trade {W}."),
    ("2022-11-09", "Weeks before it spoke of {N} on Monday, North Korea said trade is {W}."),
    # what moves a weekday
    ("2022-11-17", "Last week, on Monday, North Korea said: {N}."),
    ("2022-11-17", "Last week North Korea spoke twice. {N}, it said on Monday."),
    ("2022-11-21", "Two weeks ago, on Monday, North Korea said: {N}."),
    ("2022-11-16", "{N}, North Korea said on Monday of last week."),
    ("2022-11-16", "The previous Monday North Korea had said: {N}."),
    # words that are said once more
    ("2022-11-16", "North Korean television on Tuesday read out the statement again: {N}."),
    ("2022-11-16", "Thousands rallied in Pyongyang on Tuesday under the words {N}."),
    ("2022-11-16", "The North’s paper reprinted on Tuesday what had been said: {N}."),
    ("2022-11-16", "{N}, North Korea said, according to a Reuters report on Tuesday."),
    # another time, another text, another person
    (
        "2022-11-16",
        "North Korea said on Tuesday it had tested a missile. In an earlier text, it said: {N}.",
    ),
    (
        "2022-11-16",
        "North Korea said on Tuesday it had tested a missile. {N}, its ministry has long said.",
    ),
    (
        "2022-11-16",
        "North Korea said on Tuesday it had tested a missile. Shortly after that, it said: {N}.",
    ),
    (
        "2022-11-16",
        "North Korea said on Tuesday it had tested a missile. {N}, it also said of the shells.",
    ),
    (
        "2022-11-16",
        "Kim Jong Un said on Tuesday that the army was ready. {N}, a vice director said.",
    ),
    (
        "2022-11-16",
        "North Korea said of the drill of Friday that it was a rehearsal. {N}, the official said.",
    ),
    # a dateline is no claim
    ("2022-11-16", "SEOUL, Nov 14 (IANS): North Korea has called its trade {W}."),
    ("2022-11-16", "NEW DELHI, Nov 14 (PTI) North Korea has called its trade {W}."),
    ("2022-11-16", "Seoul [South Korea], November 14 (ANI): North Korea called trade {W}."),
    ("2022-11-16", "Tokyo, Nov. 14 (Jiji Press)--North Korea has called its trade {W}."),
    # the announcement, the remarks, the event of somebody else
    ("2022-11-16", "North Korea condemned remarks made by the White House on November 2 as {W}."),
    ("2022-11-16", "North Korea called a declaration issued by NATO on Friday {W}."),
    ("2022-11-16", "North Korea described the package announced last Thursday as {W}."),
    ("2022-11-16", "On remarks by Kirby on Thursday, North Korea said: {N}."),
    ("2022-11-16", "On the November 2 announcement, North Korea said: {N}."),
    ("2022-11-16", "Talks on Monday and Tuesday were {W}, North Korea said on September 22."),
    ("2022-11-16", "They “agreed” that it is {W} in Beijing last Friday, according to the North."),
    ("2022-11-16", "North Korea slammed Thursday’s $8 billion package as {W}."),
    ("2022-11-16", "{N}, said a North Korean official of the event on Tuesday."),
    # a few words, of any statement
    ("2022-11-16", "North Korea said on Tuesday that this was “reckless remarks”."),
    ("2022-06-16", "North Korea said on Tuesday that Washington should “keep its mouth shut”."),
]


@cache
def _verifier() -> Verifier:
    return Verifier(SEEDS)


def _report(day: str, text: str) -> Report:
    given = text.format(Q=Q, N=N, W=W)
    return _verifier().verify(given, published=dt.date.fromisoformat(day))


@pytest.mark.parametrize(("day", "text"), HONEST, ids=lambda value: str(value)[:60])
def test_nobody_is_accused(day, text):
    """Nothing is said of the day that is more than an information."""
    found = [
        (f.code, f.message)
        for f in _report(day, text).findings
        if f.code.startswith("QP3") and f.severity != "info"
    ]

    assert [] == found


@pytest.mark.parametrize(("day", "text"), HONEST, ids=lambda value: str(value)[:60])
def test_the_words_are_traced(day, text):
    """It is not for want of a statement that nothing is said."""
    assert any(q.statement for q in _report(day, text).quotations)


def test_a_statement_that_is_not_held():
    """
    Words that stand nearly so in the only statement held are not held against its days, for they
    may be those of one that is not.
    """
    verifier = Verifier(SEEDS / "001_5090525799506049.txt")
    text = f"On Monday, North Korea said: {N}. It spoke of a “rumor of arms dealings”."
    report = verifier.verify(text, published=dt.date(2022, 11, 8))
    codes = {f.code for f in report.findings if f.severity != "info"}

    assert codes.isdisjoint(f"QP30{n}" for n in range(10))


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-01", "0001-01-01", "0001-01-03"])
def test_the_ends_of_the_calendar(day):
    """A day that has no day after, or none before, stops nothing."""
    report = _report(day, "On Monday, North Korea said: {Q}.")

    assert ["verbatim"] == [q.verdict for q in report.quotations]


@pytest.mark.parametrize(
    "joined", [" and ", "\n", ", on Monday, "], ids=["one sentence", "lines", "days"]
)
def test_many_days_take_linear_time(joined):
    """Four times the text takes about four times as long, not sixteen."""
    one = "the official said on Monday “we will not plan to export them”"

    def seconds(times: int) -> float:
        text = joined.join([one] * times)
        begin = time.process_time()
        _verifier().verify(text, published=dt.date(2022, 9, 22))
        return time.process_time() - begin

    seconds(100)
    assert seconds(800) < 8 * seconds(200) + 1
