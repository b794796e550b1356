"""How people are introduced, far from their words, and what their name alone shows."""

from __future__ import annotations

import time

import pytest

from quoteprov.text.aliases import entities
from quoteprov.text.introductions import _persons, described, entity_of, introductions


TEXT = (
    "Last week White House spokesman John Kirby spoke. US President Joe Biden's aides left. "
    "U.S. Secretary of State Antony Blinken flew home. In Washington, Kim Yo Jong was not heard. "
    "South Korea's Yoon Suk Yeol agreed with Hong Min, a senior researcher at an institute. "
    "Analyst Jane Doe said so. John Roe of Yonsei University did not. The two met the U.S. and "
    "Rick Roe said nothing."
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("john kirby", ["White House spokesman John Kirby"]),
        ("kirby", ["White House spokesman John Kirby"]),
        ("joe biden", ["US President Joe Biden's"]),
        ("antony blinken", ["U.S. Secretary of State Antony Blinken"]),
        ("yoon suk yeol", ["South Korea's Yoon Suk Yeol"]),
        ("hong min", ["Hong Min, a senior researcher at an institute"]),
        ("jane doe", ["Analyst Jane Doe"]),
        ("john roe", ["John Roe of Yonsei University did not"]),
        ("kim yo jong", []),
        ("rick roe", []),
        ("doe", ["Analyst Jane Doe"]),
        ("smith", []),
    ],
)
def test_described(name: str, expected: list[str]) -> None:
    """What stands right before a name, or behind it after a comma, says who it is."""
    assert expected == described(tuple(name.split()), introductions(TEXT))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("john kirby", "US"),
        ("kirby", "US"),
        ("putin", "RU"),
        ("yoon suk yeol", "KR"),
        ("yoon", None),
        ("kim", None),
        ("jane doe", None),
        ("doe", None),
    ],
)
def test_entity_of(name: str, expected: str | None) -> None:
    """A full name of the table tells a state, a family name only if it can be nobody else's."""
    assert expected == entity_of(tuple(name.split()))


def test_table() -> None:
    """Every name of the table stands for an entity that can be named."""
    full, alone = _persons()
    named = entities(
        "the US, South Korea, Japan, China, Russia, Ukraine, Britain, France, Germany"
    )
    used = set(full.values())

    assert named <= used
    assert set(alone.values()) <= used
    assert not {"kim", "lee", "park", "li", "wang", "smith"} & set(alone)


@pytest.mark.parametrize(
    "text", ["John Kirby " * 20_000, "A. " * 100_000, "President " * 50_000, "Xx" * 100_000]
)
def test_linear(text: str) -> None:
    """A text of nothing but names is read in seconds."""
    began = time.perf_counter()
    introductions(text)

    assert time.perf_counter() - began < 5
