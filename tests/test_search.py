"""
What search knows of a statement: its words by their numbers, its sentences, its near-copies.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteprov import Corpus, Statement
from quoteprov.text.sentences import sentences
from quoteprov.text.terms import terms
from quoteprov.text.words import words
from quoteprov.text.zones import zones


SEEDS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
NASTY = (
    "We said “no” to 5 per\u00a0cent — and to the U.S.’s ‘rumour’.\r\n\r\n"
    "“(Nobody) asked.” «Never!» 할 것이다. ﬁnal ½ of it -5 degrees, "
    "co-operate\u00ad, per\ncent more."
)


def corpus(*texts: str) -> Corpus:
    """A corpus of these texts."""
    return Corpus([Statement(id=f"s{i}", text=t, zones=zones(t)) for i, t in enumerate(texts)])


@pytest.fixture(scope="module")
def held() -> Corpus:
    """The sample statements and one with all that is hard about words."""
    seeds = [one.model_copy(update={"path": None}) for one in Corpus.build(SEEDS).statements]
    return Corpus([*seeds, *corpus(NASTY).statements])


class TestWords:
    """A stretch of words costs less than all of them and is the same."""

    def test_a_run_is_a_slice(self, held: Corpus) -> None:
        """Whatever stands on either side of it."""
        for number in range(len(held)):
            fresh = Corpus(held.statements[number : number + 1]).index
            expected = held.index.words(number)
            for first in range(0, len(expected), 3):
                for last in (first + 1, first + 7, len(expected) - 1):
                    assert expected[first:last] == fresh.run(0, first, last)
            assert expected[-3:] == fresh.run(0, len(expected) - 3, len(expected))

    def test_a_stretch_is_all_words(self, held: Corpus) -> None:
        """Words beyond the stretch are there too."""
        expected = held.index.words(0)
        stretch = held.index.passage(0, 10, 20)

        assert list(stretch) == expected
        assert len(stretch) == len(expected)
        assert [stretch[12], stretch[2], stretch[-1]] == [expected[12], expected[2], expected[-1]]
        assert [stretch[11:15], stretch[5:15]] == [expected[11:15], expected[5:15]]
        with pytest.raises(IndexError):
            stretch[len(expected)]

    def test_openings(self, held: Corpus) -> None:
        """A word opens a sentence if nothing but marks stands before it there."""
        for number, one in enumerate(held.statements):
            starts = {
                start
                for zone in one.zones
                if zone.zone == "body"
                for start, _ in sentences(one.text, zone.start, zone.end)
            }
            expected = set()
            for j, word in enumerate(held.index.words(number)):
                at = word.start
                while at > 0 and at not in starts and one.text[at - 1] in "\"'“‘«([":
                    at -= 1
                if at in starts:
                    expected.add(j)
            assert expected == held.index.openings(number)


class TestCopies:
    """One statement under two links, and two items that are much alike."""

    BODY = " ".join(f"The {n}th clause of the treaty binds both parties to it." for n in range(30))

    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            pytest.param(BODY, BODY, True, id="the same"),
            pytest.param(f"Ostby, May 2. {BODY}", f"Ostby, May 3. {BODY}", True, id="another day"),
            pytest.param(BODY, BODY.replace("7th", "8th"), True, id="a corrected figure"),
            pytest.param(BODY, BODY.replace("binds", "frees"), False, id="another treaty"),
            pytest.param(BODY, BODY[:900], False, id="a part"),
            pytest.param(
                "The mayor sent a wreath to the people of Ostby on their great holiday.",
                "The mayor sent a wreath to the people of Westby on their great holiday.",
                False,
                id="short items",
            ),
        ],
    )
    def test_words(self, one: str, other: str, expected: bool) -> None:
        """By their words."""
        index = corpus(one, other).index

        assert expected == index.is_copy(0, 1) == index.is_copy(1, 0)

    def test_renditions(self) -> None:
        """A statement and its rendition are one, whatever their words."""
        first, second = corpus("We will not go.", "Nobody of us shall leave.").statements
        linked = second.model_copy(update={"rendition_of": first.id})

        assert Corpus([first, linked]).index.is_copy(0, 1)


def test_terms_that_stand_together(held: Corpus) -> None:
    """The estimate of shared terms finds what a sentence says in other forms of its words."""
    clause = [t.term for t in terms("The weapon was exporting an ammunition.")]
    own = {
        t.term
        for w in held.index.sentences(1)
        for t in terms(held.statements[1].text, w.start, w.end)
    }
    expected = len(set(clause) & own)

    assert 3 == expected
    assert 2 <= sum(held.index.together([clause], 1, dict.fromkeys(clause, 1.0))) <= expected
    assert [0.0] == held.index.together([["zeppelin"]], 1, {"zeppelin": 1.0})
    assert words("exporting")[0].key != "export"
