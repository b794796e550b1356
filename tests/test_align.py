"""
Alignment: the same sum as trying everything, and the right words of real statements.
"""

from __future__ import annotations

import time

from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.align.align import (
    ANOTHER_NAME,
    ASIDE,
    EQUAL,
    NAMED,
    NEAR,
    REPLACED,
    SYNONYM,
    Alignment,
    Pair,
    Unit,
    align,
    estimates,
    units,
    weight,
)
from quoteprov.align.sums import JUMP, JUMP_BACK, REPLACE, SKIP_PASSAGE, SKIP_QUOTED
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import Word, keys, words


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
RELEASE = (SEEDS / "statements" / "001_5090525799506049.txt").read_text(encoding="utf-8")[247:1454]

VOCABULARY = ["we", "never", "export", "weapons", "exporting", "russia", "to", "5", "6", "rumour"]
NAMES = (["u.s."], ["united", "states"], ["washington"])
ABOUT_STATES = ["we", "warn", "to", "U.S.", "United", "States", "Washington"]
PASSAGES = st.lists(st.sampled_from([*VOCABULARY, "them"]), max_size=9)
QUOTED = st.lists(st.tuples(st.sampled_from([*VOCABULARY, "arms"]), st.booleans()), max_size=6)


def keys_of(found: list[Word]) -> list[str]:
    """List the keys of words."""
    return [word.key for word in found]


def as_units(quoted: list[tuple[str, bool]]) -> list[Unit]:
    """Make units of (word, whether an ellipsis stands before)."""
    text = " ".join(word for word, _ in quoted)
    gaps = [gap and i > 0 for i, (_, gap) in enumerate(quoted)]
    return [Unit(w, editorial=False, gap=g) for w, g in zip(words(text), gaps, strict=True)]


def names_in(keys: list[str]) -> list[tuple[int, int]]:
    """List the names of the one state that has several here."""
    return [
        (i, i + len(name))
        for i in range(len(keys))
        for name in NAMES
        if keys[i : i + len(name)] == name
    ]


def price(quoted: Unit, passage: Word) -> int:
    """Say what it is worth to set one word against another, from the pairs that may be near."""
    one, other = quoted.word.key, passage.key
    if one == other:
        return weight(one)
    if {one, other} == {"export", "exporting"}:
        return weight(one) - 1
    if {one, other} == {"arms", "weapons"}:
        return weight(one) - SYNONYM
    return REPLACE


def naive(quoted: list[Unit], passage: list[Word], places: list[int] | None = None) -> int:
    """
    Try everything: every word matched or skipped, every hole and jump behind it.

    A hole is as long as the *places* of the words say, which are all that stand there if nothing
    is said.
    """
    edges = [p + 1 for p in places] if places is not None else list(range(1, len(passage) + 1))
    edges.insert(0, places[0] if places else 0)
    own, other = [u.word.key for u in quoted], [w.key for w in passage]
    named = {
        (b, d): (a, c, sum(map(weight, own[a:b])) - ANOTHER_NAME)
        for a, b in names_in(own)
        for c, d in names_in(other)
        if own[a:b] != other[c:d] and edges[d] - edges[c + 1] == d - c - 1
        if not any(u.gap for u in quoted[a + 1 : b])
    }

    @cache
    def after(i: int, j: int) -> int:
        """Give the best sum of the first i words that ends right at column j."""
        skipped = behind(i - 1, j) - SKIP_QUOTED
        a, c, value = named.get((i, j), (0, 0, 0))
        name = behind(a, c) + value if value else skipped
        word = behind(i - 1, j - 1) + price(quoted[i - 1], passage[j - 1]) if j else skipped
        return max(skipped, name, word)

    @cache
    def behind(i: int, j: int) -> int:
        """Give the best sum with a hole or a jump behind."""
        if i == 0:
            return 0
        jump = 0 if i < len(quoted) and quoted[i].gap else JUMP
        forward = (
            after(i, k) - min((edges[j] - edges[k]) * SKIP_PASSAGE, jump) for k in range(j + 1)
        )
        back = (after(i, k) - JUMP_BACK for k in range(len(passage) + 1))
        return max(*forward, *back)

    return max(after(len(quoted), j) for j in range(len(passage) + 1))


def total(quoted: list[Unit], passage: list[Word], found: Alignment) -> int:
    """Add up what the pairs of an alignment are worth, and the holes between them."""
    value = -SKIP_QUOTED * (len(quoted) - sum(p.n_quoted for p in found.pairs))
    for pair in found.pairs:
        own = quoted[pair.quoted]
        if pair.kind == NAMED:
            value += sum(weight(u.word.key) for u in quoted[pair.quoted : pair.quoted_end])
            value -= ANOTHER_NAME
            continue
        value += price(own, passage[pair.passage])
    for a, b in pairwise(found.pairs):
        gap = any(u.gap for u in quoted[a.quoted_end : b.quoted + 1])
        hole = b.passage - a.passage_end
        value -= JUMP_BACK if hole < 0 else min(hole * SKIP_PASSAGE, 0 if gap else JUMP)
    return value


class TestOracle:
    """The matrix against a recursion over everything."""

    @given(QUOTED.filter(bool), PASSAGES.filter(bool))
    def test_best_sum(self, quoted: list[tuple[str, bool]], passage: list[str]) -> None:
        """An alignment is worth as much as the best of all, and as its pairs add up to."""
        own, other = as_units(quoted), words(" ".join(passage))
        found = align(own, keys_of(other))
        best = naive(own, other)
        whole = sum(weight(u.word.key) for u in own)
        assert max(0, best) / whole == found.fraction
        assert best == total(own, other, found)

    @given(
        st.lists(st.tuples(st.sampled_from(ABOUT_STATES), st.booleans()), min_size=1, max_size=6),
        st.lists(st.sampled_from(ABOUT_STATES), min_size=1, max_size=9),
        st.data(),
    )
    def test_names(self, quoted, passage, data) -> None:
        """So it is with names that stand for one another, in a part of a statement too."""
        own, other = as_units(quoted), words(" ".join(passage))
        steps = data.draw(st.lists(st.integers(1, 2), min_size=len(other), max_size=len(other)))
        whole = sum(weight(u.word.key) for u in own)
        for places in (None, list(accumulate(steps))):
            numbers = None if places is None else np.array(places, np.int32)
            found, best = align(own, keys_of(other), numbers), naive(own, other, places)
            assert max(0, best) / whole == found.fraction
            if places is None:
                assert best == total(own, other, found)

    @given(QUOTED.filter(bool), PASSAGES.filter(bool), st.data())
    def test_a_part_of_a_statement(self, quoted, passage, data) -> None:
        """With some words of a statement, holes are as long as in the whole of it."""
        own, other = as_units(quoted), words(" ".join(passage))
        steps = data.draw(st.lists(st.integers(1, 9), min_size=len(other), max_size=len(other)))
        places = list(accumulate(steps))
        found = align(own, keys_of(other), np.array(places, np.int32))
        best = naive(own, other, places)

        assert max(0.0, best / sum(weight(u.word.key) for u in own)) == found.fraction
        assert {p.passage for p in found.pairs} <= set(places)

    @given(QUOTED.filter(bool), st.lists(PASSAGES, min_size=1, max_size=4))
    def test_estimates(self, quoted, passages) -> None:
        """
        Passages one below the other get no more than alone, and as much if the forms of a word are
        known and no passage has two of them, or a synonym.
        """
        own, others = as_units(quoted), [words(" ".join(p)) for p in passages]
        windows = [
            (
                np.array([word_hash(w.key) for w in other], np.uint32),
                np.arange(len(other), dtype=np.int32),
            )
            for other in others
        ]
        spoken = {w.key for other in others for w in other}
        forms = {"export": ["exporting"], "exporting": ["export"]}
        found = estimates(
            own, windows, lambda key: [word_hash(f) for f in forms.get(key, ()) if f in spoken]
        )
        alone = [align(own, keys_of(other)).fraction for other in others]

        # a word that one passage has is looked for as it is in all of them, a synonym in none
        is_plain = len(passages) == 1 and not spoken.issuperset(forms) and "weapons" not in spoken
        assert all(
            one == pytest.approx(other) or (one < other and not is_plain)
            for one, other in zip(found, alone, strict=True)
        )

    @given(QUOTED, PASSAGES)
    def test_pairs(self, quoted: list[tuple[str, bool]], passage: list[str]) -> None:
        """Pairs stand in the order of the quotation, and equal words are equal."""
        own, other = as_units(quoted), words(" ".join(passage))
        pairs = align(own, keys_of(other)).pairs
        assert all(a.quoted < b.quoted for a, b in pairwise(pairs))
        for pair in pairs:
            same = own[pair.quoted].word.key == other[pair.passage].key
            assert same == (pair.kind == EQUAL)

    @given(QUOTED.filter(bool), PASSAGES, PASSAGES)
    def test_verbatim(
        self, quoted: list[tuple[str, bool]], head: list[str], tail: list[str]
    ) -> None:
        """What stands there word for word is found whole."""
        own = [(word, False) for word, _ in quoted]
        other = words(" ".join([*head, *(word for word, _ in own), *tail]))
        found = align(as_units(own), keys_of(other))
        assert (1.0, len(own)) == (found.fraction, found.kept)


def place(found: Alignment, passage: list[Word], text: str) -> list[str]:
    """Show the runs of words that an alignment found."""
    runs: list[list[int]] = []
    for pair in found.pairs:
        if pair.kind == REPLACED:
            continue
        if runs and pair.passage == runs[-1][-1] + 1:
            runs[-1].append(pair.passage)
        else:
            runs.append([pair.passage])
    return [text[passage[run[0]].start : passage[run[-1]].end] for run in runs]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("keep its mouth shut", ["keep its mouth shut"]),
        ("KEEP ITS MOUTH SHUT!", ["keep its mouth shut"]),
        (
            "We have never exported weapons or ammunition. We warn the US to keep its mouth shut",
            [
                "We have never exported weapons or ammunition",
                "we warn the U.S.",
                "to keep its mouth shut",
            ],
        ),
        (
            "We condemn the U.S. … to keep its mouth shut",
            ["We condemn the U.S.", "to keep its mouth shut"],
        ),
        (
            "stop making reckless remarks ... We have never exported weapons",
            ["stop making reckless remarks", "We have never exported weapons"],
        ),
        ("exports their and import", ["export and import"]),
    ],
    ids=["verbatim", "case", "silent-splice", "ellipsis", "reversed", "near"],
)
def test_release(quotation: str, expected: list[str]) -> None:
    """The parts of a quotation are found where they stand in the statement."""
    passage = words(RELEASE)
    found = align(units(quotation, 0, len(quotation)), keys_of(passage))
    assert expected == place(found, passage, RELEASE)


def test_ellipsis_is_free() -> None:
    """Leaving out behind an ellipsis costs nothing; without one it does."""
    passage = words(RELEASE)
    marked, silent = "resolution … keep its mouth shut", "resolution keep its mouth shut"
    assert 1.0 == align(units(marked, 0, len(marked)), keys_of(passage)).fraction
    assert align(units(silent, 0, len(silent)), keys_of(passage)).fraction < 1


@pytest.mark.parametrize(
    ("quotation", "statement"),
    [
        ("significant", "New Year 2026 Significantly Greeted"),
        ("us", "the US"),
        ("port", "export"),
        ("5", "50"),
        ("1,500", "1,600"),
        ("240mm", "240 mm"),
        ("2022", "2023"),
        ("is", "it"),
    ],
)
def test_whole_words(quotation: str, statement: str) -> None:
    """A word is found as a whole word, and a figure only as itself."""
    found = align(units(quotation, 0, len(quotation)), keys(statement))
    assert 0 == found.kept
    assert found.fraction < 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("rumour", "rumor", EQUAL),
        ("exports", "exported", NEAR),
        ("sold", "sells", NEAR),
        ("Pyongyang", "Pyongyong", NEAR),
        ("unlawful", "lawful", NEAR),
        ("1,500", "1,600", REPLACED),
        ("5th", "6th", REPLACED),
        ("240mm", "241mm", REPLACED),
        ("weapons", "rumors", REPLACED),
    ],
)
def test_kind(one: str, other: str, expected: str) -> None:
    """Words are equal, forms of one another, or replaced; figures are never forms."""
    quotation, statement = f"we say {one} again", f"we say {other} again"
    found = align(units(quotation, 0, len(quotation)), keys(statement))
    assert Pair(2, 2, expected) in found.pairs


def test_nothing() -> None:
    """Without words on both sides there is nothing to align."""
    some = units("keep", 0, 4)
    assert [((), 0.0)] * 2 == [(a.pairs, a.fraction) for a in (align([], ["a"]), align(some, []))]


@pytest.mark.parametrize("part", ["rare", "common"])
def test_long_statement(part: str) -> None:
    """Three hundred words are found in a statement of sixty thousand, and soon."""
    line = "We have never exported weapons to Russia and do not plan to export them again. "
    rare = "".join(
        f"On item{i} the ministry warns region{i} of exports and weapons. " for i in range(30)
    )
    filler = line * 2_100
    own = rare if part == "rare" else line * 20
    statement = filler + (rare if part == "rare" else "") + filler
    passage, quoted = words(statement), units(own, 0, len(own))
    assert len(passage) > 60_000
    assert len(quoted) >= 300
    began = time.process_time()
    found = align(quoted, keys_of(passage))
    spent = time.process_time() - began
    start = passage[found.pairs[0].passage].start
    assert statement[start : start + len(own)] == own
    assert 1.0 == found.fraction
    assert spent < 2


def test_long_splice() -> None:
    """Both parts of a splice are found in a long statement, far from one another."""
    filler = "The people of the country worked hard for the good harvest of the year. " * 2_500
    parts = [
        "".join(f"On item{i} the ministry warns region{i} of exports. " for i in numbers)
        for numbers in (range(20), range(50, 70))
    ]
    statement = filler + parts[0] + filler + parts[1] + filler
    own = "".join(parts)
    passage = words(statement)
    found = align(units(own, 0, len(own)), keys_of(passage))
    expected = [statement.index(part) for part in parts]
    starts = [passage[p.passage].start for p in found.pairs]
    assert expected == [starts[0], min(s for s in starts if s >= expected[1])]
    assert found.kept == len(words(own))


class TestUnits:
    """How the writer set the words of a quotation."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("[W]e warn", "We warn"),
            ("export[ed] arms", "exported arms"),
            ("we … warn", "we … warn"),
            ("we [...] warn", "we … warn"),
            ("we (…) warn", "we … warn"),
            ("we . . . warn", "we … warn"),
            ("we … [now] warn", "we [now] … warn"),
            ("… we warn …", "we warn"),
            ("against [North Korea] to", "against [North] [Korea] to"),
            ("[North Korea]'s, [its]’s", "[North] [Korea] [its]"),
            ("remarks [sic] stop", "remarks stop"),
            ("KCNA (so called) said", "KCNA [so] [called] said"),
            ("an [odd bracket", "an odd bracket"),
            ("[...]", ""),
            ("", ""),
        ],
    )
    def test_setting(self, text: str, expected: str) -> None:
        """Brackets and parentheses are the writer's; an ellipsis stands before a word."""
        found = units(text, 0, len(text))
        shown = (
            ("… " if u.gap else "") + (f"[{u.word.text}]" if u.editorial else u.word.text)
            for u in found
        )
        assert expected == " ".join(shown)

    @given(st.text(st.sampled_from("aW. …[]()é5 \u200b"), max_size=30))
    def test_offsets(self, text: str) -> None:
        """Units stand in order inside the quotation."""
        found = units(text, 0, len(text))
        assert all(a.word.end <= b.word.start for a, b in pairwise(found))
        assert all(0 <= u.word.start < u.word.end <= len(text) for u in found)

    @pytest.mark.parametrize("run", ["[", "(", "[a", "...", ". ", "a]", "…["])
    def test_no_blow_up(self, run: str) -> None:
        """A long run of brackets or stops takes no longer than its length."""
        text = run * (20_000 // len(run))
        began = time.process_time()
        units(text, 0, len(text))
        assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("quotation", "statement", "expected"),
    [
        ("the DPRK (North Korea) said", "the DPRK said", ["the DPRK said"]),
        ("at 9 a.m. (local time) he", "at 9 a.m. (local time) he", ["at 9 a.m. (local time) he"]),
        ("at 9 (local time)", "at 9 (local time) he", ["at 9 (local time"]),
        ("(KCNA) the vice", "said (KCNA) the vice", ["KCNA) the vice"]),
        ("to [North Korea] it", "to North Korea it", ["to North Korea it"]),
        ("[North Korea]", "to North Korea it", ["North Korea"]),
    ],
)
def test_asides(quotation: str, statement: str, expected: list[str]) -> None:
    """Words in brackets are found where the statement has them too."""
    passage = words(statement)
    found = align(units(quotation, 0, len(quotation)), keys_of(passage))
    assert expected == place(found, passage, statement)


def test_asides_are_not_kept() -> None:
    """Words in brackets do not count among the quotation's own words."""
    text = "at 9 (local time) he"
    found = align(units(text, 0, len(text)), keys(text))
    assert [EQUAL, EQUAL, ASIDE, ASIDE, EQUAL] == [p.kind for p in found.pairs]
    assert 3 == found.kept
