"""
Sentences: where they end and where a stop is only part of a word.
"""

from __future__ import annotations

import time

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text.sentences import sentences, trim


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
TEXTS = st.text(st.sampled_from("aB.?!…。”\")' \n\rU1"), max_size=40) | st.text(max_size=40)


def split(text: str) -> list[str]:
    """Show the sentences of *text*."""
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We warn the U.S. officials.",
        "We warn the U.S. State Department.",
        "On Sept. 21 Mr. Kim met Gen. No Kwang Chol at 9 a.m. Monday.",
        "George W. Bush met J. A. Smith.",
        "It is Resolution No. 1718, see Fig. 3 below.",
        "It costs 1.5 million.",
        "We condemn ... and warn.",
        "“Why?” asked the official.",
        "Wait!… no.",
    ],
)
def test_one(text: str) -> None:
    """A stop inside a sentence does not end it."""
    assert split(text) == ([text] if text else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We warn the U.S. The rest is known.", ["We warn the U.S.", "The rest is known."]),
        ("They said no. We say yes.", ["They said no.", "We say yes."]),
        ("That was in World War I. We won.", ["That was in World War I.", "We won."]),
        ("He left Acme Inc. The firm closed.", ["He left Acme Inc.", "The firm closed."]),
        ("It is “over.” We left.", ["It is “over.”", "We left."]),
        ("Go! (Now.) He went.", ["Go!", "(Now.)", "He went."]),
        ("Stop ... But why?", ["Stop ...", "But why?"]),
        ("One\r\n\r\nTwo\rThree", ["One", "Two", "Three"]),
        ("일본이다. 끝.", ["일본이다.", "끝."]),
        ("日本語。「次の文。」終わり", ["日本語。", "「次の文。」", "終わり"]),
    ],
)
def test_many(text: str, expected: list[str]) -> None:
    """A sentence ends at a stop, or with its line."""
    assert expected == split(text)


def test_seed() -> None:
    """The last paragraph of a statement is one sentence, whatever the U.S. in it."""
    text = (SEEDS / "statements" / "001_5090525799506049.txt").read_text(encoding="utf-8")
    assert (1230, 1454) in sentences(text, 247, 1455)


@given(TEXTS, st.data())
def test_cover(text: str, data: st.DataObject) -> None:
    """Sentences stand in order and hold all that is not white space."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = sentences(text, start, end)
    places = [i for a, b in found for i in range(a, b)]
    assert sorted(set(places)) == places
    expected = {i for i in range(start, end) if not text[i].isspace()}
    assert expected <= set(places)
    assert all(not text[a].isspace() and not text[b - 1].isspace() for a, b in found)


@pytest.mark.parametrize("run", [".", "!?", "…", "。", " ", "\n", '."', "。」", "A.", ". "])
def test_no_blow_up(run: str) -> None:
    """A long run of one thing takes no longer than other text."""
    began = time.process_time()
    sentences(run * (100_000 // len(run)) + "x")
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("span", "expected"),
    [((0, 11), (1, 10)), ((2, 9), (2, 9)), ((0, 1), (0, 0)), ((4, 4), (4, 4))],
)
def test_trim(span: tuple[int, int], expected: tuple[int, int]) -> None:
    """White space at either end is left out; nothing but white space is empty."""
    assert expected == trim(" two words ", *span)
