"""
Characters that nobody sees, or takes for others.
"""

from __future__ import annotations

import time

from pathlib import Path

import pytest

from quoteprov.text.script import hidden_characters


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
QUOTED = "stop making reckless remarks and keep its mouth shut"


def found(text: str) -> list[tuple[int, str]]:
    """List the hidden characters of the whole *text*."""
    return hidden_characters(text, 0, len(text))


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("\u200b", "ZERO WIDTH SPACE"),
        ("\u200c", "ZERO WIDTH NON-JOINER"),
        ("\u200d", "ZERO WIDTH JOINER"),
        ("\u200f", "RIGHT-TO-LEFT MARK"),
        ("\u2060", "WORD JOINER"),
        ("\u2063", "INVISIBLE SEPARATOR"),
        ("\u202e", "RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066", "LEFT-TO-RIGHT ISOLATE"),
        ("\u3164", "HANGUL FILLER"),
        ("\ufe0f", "VARIATION SELECTOR-16"),
        ("\ufeff", "ZERO WIDTH NO-BREAK SPACE"),
        ("\U000e0041", "TAG LATIN CAPITAL LETTER A"),
        ("\U000e0002", "U+E0002"),
    ],
)
def test_hidden(mark: str, name: str) -> None:
    """A character that prints nothing inside a word is named with its place."""
    assert [(8, name)] == found(QUOTED[:8] + mark + QUOTED[8:])


def test_row() -> None:
    """Every one of several hidden characters in a row is named."""
    assert [1, 2, 3] == [at for at, _ in found("m\u200d\u200c\u200douth")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k\u0435ep its mouth", [(1, "CYRILLIC SMALL LETTER IE")]),
        ("\u0420yongyang", [(0, "CYRILLIC CAPITAL LETTER ER")]),
        ("DPR\u039a", [(3, "GREEK CAPITAL LETTER KAPPA")]),
        ("n\u0435v\u0435r", [(1, "CYRILLIC SMALL LETTER IE"), (3, "CYRILLIC SMALL LETTER IE")]),
    ],
)
def test_look_alike(text: str, expected: list[tuple[int, str]]) -> None:
    """A letter of another script inside a Latin word is named."""
    assert expected == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        QUOTED,
        "“keep its mouth shut,” he said … ½ €5",
        "co\u00adoperation",
        "\ufeffNorth Korea",
        "Россия и США сказали",
        "Η Βόρεια Κορέα",
        "조선민주주의인민공화국",
        "朝鮮民主主義人民共和国",
        "من\u200cها و \u2067سلام\u2069",
        "שלום\u200f!",
        "ក\u200bខ",
        "5 μg, αβ",
        "1\ufe0f\u20e3 ❤\ufe0f 👨\u200d👩",
    ],
    ids=lambda text: text[:8] or "empty",
)
def test_honest(text: str) -> None:
    """Other scripts, typesetting and emoji hide nothing."""
    assert [] == found(text)


def test_part() -> None:
    """Only what stands between the offsets counts, with offsets into the whole text."""
    text = "a\u200bb c\u200bd"
    assert [(5, "ZERO WIDTH SPACE")] == hidden_characters(text, 3, len(text))


def test_seeds() -> None:
    """The saved pages hide nothing."""
    pages = [p.read_text(encoding="utf-8") for p in sorted(SEEDS.rglob("*.txt"))]
    assert [[]] * 5 == [found(page) for page in pages]


@pytest.mark.parametrize("run", ["a", "о", "aо", "\u200b", "a\u200d"])
def test_no_blow_up(run: str) -> None:
    """A word of a hundred thousand letters takes no longer than many words."""
    began = time.process_time()
    found(run * (100_000 // len(run)) + "é")
    assert time.process_time() - began < 1
