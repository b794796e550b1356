"""The screen says who speaks, how surely, and what marks are for that credit nobody."""

from __future__ import annotations

import pytest

from quoteprov import Quotation, Report
from quoteprov.models import (
    ArticleInfo,
    CorpusInfo,
    Marks,
    PolicyInfo,
    Speaker,
    Use,
    Verdict,
)
from quoteprov.render.full import render_full


def screen(verdict: Verdict, speaker: Speaker | None = None, use: Use | None = None) -> str:
    """The line that names the speaker of one quotation."""
    quotation = Quotation(
        id="q1",
        start=1,
        end=5,
        text="late",
        zone="body",
        marks=Marks(open="“", close="”"),
        speaker=speaker,
        use=use,
        verdict=verdict,
    )
    report = Report(
        article=ArticleInfo(id="a"),
        corpus=CorpusInfo(statements=1, newest=None, digest="0"),
        policy=PolicyInfo(profile="document", fingerprint="0"),
        model="blank",
        quotations=(quotation,),
        findings=(),
    )
    return next(line.strip() for line in render_full([report]) if line.startswith("  q1"))


def spoken(resolved: str, confidence: float = 1.0, *others: str) -> Speaker:
    """A speaker, found with some confidence beside *others*."""
    return Speaker(
        text=resolved, start=0, end=1, resolved=resolved, confidence=confidence, others=others
    )


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (spoken("Jane Doe"), "Jane Doe"),
        (spoken("Jane Doe", 0.5), "Jane Doe"),
        (spoken("Jane Doe", 0.49), "perhaps Jane Doe"),
        (spoken("Jane Doe", 0.5, "Per Holm"), "Jane Doe or Per Holm"),
        (spoken("Jane Doe", 0.3, "Per Holm", "Ito"), "perhaps Jane Doe or Per Holm or Ito"),
        (spoken("Doe\x1b[2J", 0.5, "Ho\u202elm"), "Doe<U+001B>[2J or Ho<U+202E>lm"),
        (None, "speaker unknown"),
    ],
)
def test_who_speaks(speaker: Speaker | None, expected: str) -> None:
    """Doubt and others who are as likely are said, and nothing acts on the terminal."""
    assert f"q1  ? not-found, {expected}" == screen("not-found", speaker)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("title", "a title"),
        ("term", "a term"),
        ("nickname", "a nickname"),
        ("scare", "words at a distance"),
        (None, "speaker unknown"),
    ],
)
def test_what_marks_are_for(use: Use | None, expected: str) -> None:
    """Marks that credit nobody are named by their use."""
    assert f"q1  · not-a-quotation, {expected}" == screen("not-a-quotation", use=use)


def test_a_use_that_the_words_disproved() -> None:
    """Words that stand in a statement are a quotation, whatever their marks looked like."""
    assert "q1  ✓ verbatim, speaker unknown" == screen("verbatim", use="term")
