"""
Words: which they are, what is the same word, and where they stand.
"""

from __future__ import annotations

import time

from itertools import pairwise
from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text.fold import WORD, fold
from quoteprov.text.words import keys, spelled, tier_of, words


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
TRICKY = "aAé.,:'`\"-—0½5 \n\tUS％$&%日本がﾞ\u0301\u200b\ufe0f℀㍿ﬁ[]()"
SINGLE = TRICKY.translate(dict.fromkeys(map(ord, "℀㍿ﾞ\u0301")))
PRINTED = [
    *"aB.,'`’“”–5 -",
    "…",
    "é",
    "\u0301",
    "\n",
    "\nA",
    "\ncent",
    "\r\n",
    "per",
    "ｐｅｒ",
    "\xa0",
]
TEXTS = st.text(st.sampled_from(TRICKY), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("—", []),
        ("the U.S. said", ["the", "u.s.", "said"]),
        ("US told us", ["u.s.", "told", "us"]),
        ("the US-led plot", ["the", "u.s.", "led", "plot"]),
        ("the U.S.'s, the US’s", ["the", "u.s.'s", "the", "u.s.'s"]),
        ("U.N. and UN", ["un", "and", "un"]),
        ("N.Korea", ["n", "korea"]),
        ("5,000 shells, 1.5 tons", ["5000", "shells", "1.5", "tons"]),
        ("In 2022, 240mm", ["in", "2022", "240mm"]),
        ("at -5 degrees", ["at", "-5", "degrees"]),
        ("−5 (-6) 7-8", ["-5", "-6", "7", "8"]),
        ("weapons —5,000 of them", ["weapons", "5000", "of", "them"]),
        ("at 9:30, 11/8", ["at", "9:30", "11/8"]),
        ("10² and 2½", ["10²", "and", "2½"]),
        ("the DPRK's image", ["the", "dprk's", "image"]),
        ("the DPRK’s 'image'", ["the", "dprk's", "image"]),
        ("rock'n'roll, rock`n`roll", ["rock'n'roll", "rock'n'roll"]),
        ("vice-director", ["vice", "director"]),
        ("co-operate, cooperate", ["cooperate", "cooperate"]),
        ("e-mail", ["email"]),
        ("50 per cent", ["50", "percent"]),
        ("50 per\r\ncent", ["50", "percent"]),
        ("per centimetre", ["per", "centimeter"]),
        ("$5, 50 %", ["$", "5", "50", "%"]),
        ("you & I", ["you", "and", "i"]),
        ("朝鮮 は", ["朝", "鮮", "は"]),
        ("조선중앙통신 보도", ["조", "선", "중", "앙", "통", "신", "보", "도"]),
        ("one\r\ntwo\rthree", ["one", "two", "three"]),
        ("hos\u00adtile\u200b", ["hostile"]),
        ("❤️ and ☕️", ["and"]),
        ("x ㍿ ℀ y", ["x", "株式会社", "a/c", "y"]),
        ("defence defense", ["defense", "defense"]),
        ("significantly", ["significantly"]),
    ],
)
def test_keys(text: str, expected: list[str]) -> None:
    """A text has these words, spelled one way."""
    assert expected == [w.key for w in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We condemn”", [(1, 3), (4, 11)]),
        ("a\u0301 ﬁre", [(0, 2), (3, 6)]),
        ("co\u00adoperate", [(0, 10)]),
        ("weapons —5", [(0, 7), (9, 10)]),
        ("50 per\ncent", [(0, 2), (3, 11)]),
        ("the U.S.’s", [(0, 3), (4, 10)]),
    ],
)
def test_places(text: str, expected: list[tuple[int, int]]) -> None:
    """A word lies where it is printed, with all that was folded away inside it."""
    assert expected == [(w.start, w.end) for w in words(text)]


class TestAnyText:
    """What holds for whatever is read."""

    @given(TEXTS)
    def test_offsets(self, text: str) -> None:
        """What stands between the offsets of a word is the word."""
        for word in words(text):
            assert word.text == fold(text[word.start : word.end], "typography").text

    @given(TEXTS)
    def test_order(self, text: str) -> None:
        """Words follow one another and share no character."""
        found = words(text)
        assert all(0 <= w.start < w.end <= len(text) for w in found)
        assert all(a.end <= b.start for a, b in pairwise(found))

    @given(TEXTS, st.data())
    def test_part(self, text: str, data: st.DataObject) -> None:
        """The words of a part are those of the part by itself, moved."""
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        expected = [(w.start + start, w.key) for w in words(text[start:end])]
        assert expected == [(w.start, w.key) for w in words(text, start, end)]

    @given(
        st.text(st.sampled_from("aZ.,:'\"-059 \n\t\x0b\x1cUSper centco-e-mail$&%@"), max_size=40)
    )
    def test_short_cut(self, text: str) -> None:
        """Plain text, which is not folded first, has the words that folding would find."""
        expected = [m.group() for m in WORD.finditer(fold(text, "typography").text)]
        assert expected == [w.text for w in words(text)]

    @given(st.lists(st.sampled_from(PRINTED), max_size=12).map("".join))
    def test_printed(self, text: str) -> None:
        """So has printed text, whose marks are made plain and whose lines are read one by one."""
        expected = [m.group() for m in WORD.finditer(fold(text, "typography").text)]
        assert expected == [w.text for w in words(text)]

    @given(TEXTS)
    def test_without_places(self, text: str) -> None:
        """Words are the same ones where their places are not asked for."""
        found = words(text)
        assert [w.text for w in found] == spelled(text)
        assert [w.key for w in found] == keys(text)

    @given(st.text(st.sampled_from(SINGLE), max_size=40))
    def test_spelling_tier(self, text: str) -> None:
        """A word beside others has the key that it has alone."""
        for word in words(text):
            assert [word.key] == [w.key for w in words(word.text)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("DPRK's", "DPRK's", "exact"),
        ("DPRK’s", "DPRK's", "typography"),
        ("hostile", "hos\u00adtile", "typography"),
        ("We", "we", "case"),
        ("US", "us", None),
        ("US", "U.S.", "spelling"),
        ("rumour", "Rumor", "spelling"),
        ("per cent", "percent", "spelling"),
        ("5,000", "5000", "spelling"),
        ("significant", "significantly", None),
    ],
)
def test_tier(one: str, other: str, expected: str | None) -> None:
    """Two words are equal from a tier on, or never."""
    (first,), (second,) = words(one), words(other)
    assert expected == tier_of(first, second, one, other)


def test_seed() -> None:
    """A statement has the words that it is printed with."""
    text = (SEEDS / "statements" / "001_5090525799506049.txt").read_text(encoding="utf-8")
    found = words(text, 1230, 1352)
    expected = (
        "we condemn the u.s. for thoughtlessly circulating the rumor against the dprk to pursue "
        "its base political and military aim"
    )
    assert expected == " ".join(w.key for w in found)
    assert (1230, 1232, "We") == found[0][:3]


def test_speed() -> None:
    """A million words of plain text take a few seconds, not minutes."""
    text = "We have never exported weapons or ammunition to Russia before. " * 20_000
    began = time.process_time()
    assert 200_000 == len(words(text))
    assert time.process_time() - began < 3
