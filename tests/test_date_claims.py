"""Which day belongs to which words: real sentences of news English around real quotations."""

from __future__ import annotations

import datetime as dt

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quoteprov import Verifier


if TYPE_CHECKING:
    from quoteprov.models import DateCheck

SEEDS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
FRIDAY = dt.date(2022, 9, 23)
Q = (
    "“We have never exported weapons or ammunition to Russia before and we will not plan to "
    "export them”"
)
W = "“the lawful right peculiar to a sovereign state”"


@cache
def _verifier() -> Verifier:
    return Verifier(SEEDS)


def _date(text: str) -> DateCheck:
    """What is found on the day of the last quotation."""
    last = _verifier().verify(text, published=FRIDAY).quotations[-1].date
    assert last is not None
    return last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("{Q}, a North Korean official said on Thursday.", "Thursday"),
        ("{Q}, a North Korean official said Thursday.", "Thursday"),
        ("{Q}, a North Korean official said in a statement Thursday.", "Thursday"),
        ("{Q}, the North said in a statement carried by the KCNA on Thursday.", "Thursday"),
        (
            (
                "{Q}, the North said in an English-language statement carried by the Korean "
                "Central News Agency (KCNA) on Thursday."
            ),
            "Thursday",
        ),
        ("On Thursday, North Korea said: {Q}", "Thursday"),
        ("On Wednesday North Korea said: {Q}", "Wednesday"),
        ("Late on Wednesday, the North Korean ministry said: {Q}", "Late on Wednesday"),
        ("In a statement on Wednesday, the North Korean ministry said: {Q}", "Wednesday"),
        ("In a statement issued Wednesday, the North Korean ministry said: {Q}", "Wednesday"),
        ("In Wednesday’s statement, the North Korean ministry said: {Q}", "Wednesday"),
        ("In a Sept. 21 statement, the North Korean ministry said: {Q}", "Sept. 21"),
        ("The North Korean official on Thursday said: {Q}", "Thursday"),
        ("KCNA on Thursday quoted a North Korean official as saying: {Q}", "Thursday"),
        ("On Thursday, KCNA quoted a North Korean official as saying: {Q}", "Thursday"),
        ("{Q}, said the North Korean official on Thursday.", "Thursday"),
        ("{Q}, KCNA reported on Thursday.", "Thursday"),
        ("{Q}, state media in Pyongyang reported on Thursday.", "Thursday"),
        ("A statement released on Wednesday by North Korea said: {Q}", "Wednesday"),
        (
            "North Korea’s defence ministry told reporters in Pyongyang on Wednesday: {Q}",
            "Wednesday",
        ),
        ("North Korea said on Thursday that it is {W}.", "Thursday"),
        ("North Korea on Thursday called exports {W}.", "Thursday"),
    ],
)
def test_a_day_in_the_clause_of_the_cue(text, day):
    """It dates the words."""
    found = _date(text.format(Q=Q, W=W))
    assert (found.text, found.link) == (day, "clause")


@pytest.mark.parametrize(
    "text",
    [
        "{Q}, a North Korean official said after Kirby spoke on Tuesday.",
        "{Q}, a North Korean official said, rejecting Tuesday’s remarks by Kirby.",
        "{Q}, a North Korean official said of the drills that began on Monday.",
        "Rejecting Monday’s report, a North Korean official said: {Q}",
        "In response to remarks on Monday, a North Korean official said: {Q}",
        "After Kirby spoke on Monday, a North Korean official said: {Q}",
        "Kirby spoke on Monday, and a North Korean official said: {Q}",
        "{Q}, said a North Korean official who visited Moscow on Monday.",
        "{Q}, a North Korean official said. Kirby spoke on Monday.",
        "{Q}, a North Korean official said, two days before Monday’s vote.",
        "{Q}, a North Korean official said about the launch on Monday.",
        "North Korea said that on Monday its exports were {W}.",
        "Kirby said on Monday that it was lying. {Q}, a North Korean official said.",
        (
            "The U.S. State Department said Monday that it had proof. “Lies.” {Q}, the North’s "
            "official said."
        ),
    ],
)
def test_a_day_of_something_else(text):
    """What dates other words, or what is reported, dates none of these."""
    found = _date(text.format(Q=Q, W=W))
    assert found.verdict == "no-date-claim"


@pytest.mark.parametrize(
    "text",
    [
        "North Korea said its exports on Monday were {W}.",
        "North Korea said the drills would violate {W} on Monday.",
        "North Korea denounced the drills on Monday as a violation of {W}.",
    ],
)
def test_a_day_that_may_be_reported_accuses_nobody(text):
    """Monday is two days before the statement; the drills may have been on that day."""
    found = _date(text.format(Q=Q, W=W))
    assert found.verdict == "no-date-claim"


@pytest.mark.parametrize(
    "text",
    [
        "North Korea said Thursday it had sold nothing.\n\n{Q}, the official said.",
        (
            "“We condemn the U.S. for thoughtlessly circulating the rumor against the DPRK”, the "
            "North Korean official said on Thursday.\n\n{Q}, he added."
        ),
        (
            "North Korea said Thursday it had sold nothing.\n\nEarlier this month, the U.S. State "
            "Department said it had proof.\n\n{Q}, the North Korean official said."
        ),
        (
            "On Thursday, a North Korean officer issued a rare press statement.\n\n{Q}, "
            "the official said."
        ),
        (
            "A North Korean officer issued a rare press statement on Thursday. {Q}, the "
            "official said."
        ),
        (
            "A North Korean official denied it. The statement was released on Thursday."
            "\n\n{Q}, the official said."
        ),
    ],
)
def test_words_on_the_same_speech_take_its_day_over(text):
    """The nearest earlier day of the same speech, whoever else speaks in between."""
    found = _date(text.format(Q=Q))
    assert (found.text, found.link) == ("Thursday", "inherited")
