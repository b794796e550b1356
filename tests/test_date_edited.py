"""The real articles with one day changed: what was found by hand on each is found through all."""

from __future__ import annotations

import datetime as dt

from functools import cache
from pathlib import Path

import pytest

from quoteprov import Report, Verifier


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
YONHAP, BLOG, RT = (
    (SEEDS / "articles" / name).read_text("utf-8")
    for name in (
        "002_3c154f0e185e03d1.txt",
        "003_13a056770685a8c2.txt",
        "004_7f96b5ab2eb36f0a.txt",
    )
)
LATER = "North Korea later dismissed that report"
SEPTEMBER = "001_5090525799506049.txt"


@cache
def _verifier(only: str = "") -> Verifier:
    return Verifier(SEEDS / "statements" / only)


def _edited(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def _found(report: Report, words: str) -> tuple[str, set[tuple[str, str]]]:
    """The verdict on the day of the quotation that holds *words*, and the findings on days."""
    [one] = [q for q in report.quotations if words in q.text]
    assert one.date is not None
    codes = {(f.code, str(f.severity)) for f in report.findings if f.code.startswith("QP3")}
    return one.date.verdict, codes


@pytest.mark.parametrize(
    ("article", "edit", "words", "verdict", "finding"),
    [
        pytest.param(
            YONHAP,
            ("military said Thursday", "military said Sunday"),
            "We have never exported",
            "contradicted",
            ("QP301", "warning"),
            id="Sunday for Thursday",
        ),
        pytest.param(
            BLOG,
            ("On September 21", "On September 12"),
            "The hostile powers",
            "contradicted",
            ("QP301", "warning"),
            id="digits swapped, no year",
        ),
        pytest.param(
            RT,
            ("said on Tuesday", "said on Friday"),
            "We once again make clear",
            "contradicted",
            ("QP301", "warning"),
            id="Friday for Tuesday",
        ),
        pytest.param(
            RT,
            ("In September, US", "In summer, US"),
            "keep its mouth shut",
            "no-date-claim",
            None,
            id="no time frame",
        ),
        pytest.param(
            RT,
            (LATER, "North Korea dismissed that report on Tuesday"),
            "keep its mouth shut",
            "no-date-claim",
            None,
            id="a day of the object, perhaps",
        ),
        pytest.param(
            RT,
            (LATER, "On Tuesday North Korea dismissed that report"),
            "keep its mouth shut",
            "date-of-other-statement",
            ("QP302", "warning"),  # the first of the two quotations has two words
            id="words of September under the Tuesday of November",
        ),
        pytest.param(
            YONHAP,
            ("military said Thursday", "military said on September 22, 2021, that"),
            "We have never exported",
            "contradicted",
            ("QP301", "warning"),
            id="the year before",
        ),
        pytest.param(
            RT,
            ("said on Tuesday", "said last month"),
            "We once again make clear",
            "contradicted",
            ("QP301", "warning"),
            id="last month",
        ),
        pytest.param(
            YONHAP,
            ("military said Thursday", "military said on Thursday, Sept. 21, 2022,"),
            "We have never exported",
            "internal-conflict",
            ("QP308", "warning"),
            id="a Wednesday that is called Thursday",
        ),
        pytest.param(
            YONHAP,
            ("military said Thursday", "military said on 09/10/2022 that"),
            "We have never exported",
            "unresolvable",
            ("QP309", "info"),
            id="two readings",
        ),
        pytest.param(
            YONHAP,
            ("military said Thursday", "military said Wednesday"),
            "We have never exported",
            "consistent",
            None,
            id="the day of issue",
        ),
    ],
)
def test_edited(article, edit, words, verdict, finding):
    """The verdict is the hand-checked one, and nothing graver than its finding is said."""
    found, codes = _found(_verifier().verify(_edited(article, *edit)), words)
    others = {("QP305", "info"), ("QP306", "info")}

    assert (verdict, {finding} - {None}) == (found, codes - others)


def test_old_as_new():
    """Without the statement of that Tuesday, old words are told as new."""
    text = _edited(RT, LATER, "On Tuesday North Korea dismissed that report")
    found, codes = _found(_verifier(SEPTEMBER).verify(text), "keep its mouth shut")

    assert ("old-as-new", {("QP304", "warning")}) == (found, codes)


def test_an_article_before_its_statement():
    """Dated nine days before the statement was issued, one of the two days is wrong."""
    text = _edited(YONHAP, "SEOUL, Sept. 22", "SEOUL, Sept. 12").replace(
        "2022-09-22", "2022-09-12"
    )
    found, codes = _found(_verifier().verify(text), "We have never exported")

    assert ("anachronistic", {("QP303", "warning")}) == (found, codes)


def test_the_day_that_is_stated_counts():
    """--published makes the day of an article sure, so that what contradicts it is an error."""
    text = f"On Sunday, North Korea said: “{_SENTENCE}”"
    report = _verifier().verify(text, published=dt.date(2022, 9, 22))

    assert ("contradicted", {("QP301", "error")}) == _found(report, "never exported")


_SENTENCE = (
    "We have never exported weapons or ammunition to Russia before and we will not plan to export "
    "them."
)
