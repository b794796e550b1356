"""
Whom a description speaks for, whose name it holds, and what a sentence is about.
"""

from __future__ import annotations

import pytest

from quoteprov.text.affiliation import affiliation, person
from quoteprov.text.terms import terms


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("the official", None),
        ("the vice director at the North Korean Defense Ministry", "KP"),
        ("the vice director general at the North's defense ministry", None),
        ("the Russian ambassador to the UN", "RU"),
        ("Vassily Nebenzia, the Russian ambassador to the UN", "RU"),
        ("White House National Security spokesperson John Kirby", "US"),
        ("John Kirby, a spokesman for the US National Security Council", "US"),
        ("director of the Department of U.S. Affairs of the Foreign Ministry of the DPRK", "KP"),
        ("the U.N. chief", "UN"),
        ("a spokesman of the Foreign Ministry in Moscow", None),
        ("Pyongyang", "KP"),
        ("Satellite imagery", None),
    ],
)
def test_affiliation(description: str, expected: str | None) -> None:
    """A speaker speaks for the side of the office, not for the other party named."""
    assert expected == affiliation(description)


def test_context() -> None:
    """The North is the Korea that the text around is about."""
    context = frozenset({"KP", "KR"})
    assert "KP" == affiliation("the ministry of the North", context=context)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Kim Yo-jong, vice department director of the WPK Central Committee", "jong kim yo"),
        ("Kim Yo Jong", "jong kim yo"),
        ("White House National Security spokesperson John Kirby", "john kirby"),
        ("Vassily Nebenzia, the Russian ambassador to the UN", "nebenzia vassily"),
        ("President Putin’s spokesman", "putin"),
        ("the Vice Director General of the General Bureau of Equipment", ""),
        ("North Korea", ""),
        ("he", ""),
    ],
)
def test_person(description: str, expected: str) -> None:
    """A person's name is what is left without sides and offices."""
    assert expected == " ".join(sorted(person(description)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea never exported weapons.", ["@KP", "never", "export", "weapon"]),
        ("The DPRK's image", ["@KP", "image"]),
        ("It is not so.", ["not"]),
        ("the rumours of 5,000 shells", ["rumor", "5000", "shell"]),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    """A sentence is about its names, its content words and what it denies."""
    assert expected == [t.term for t in terms(text)]


def test_terms_of_part() -> None:
    """Terms of a part have offsets into the whole text."""
    text = "We warn. The DPRK never sold arms."
    found = terms(text, 9)
    assert ["DPRK", "never", "sold", "arms"] == [text[t.start : t.end] for t in found]
