"""The promises that come before everything, over the real statements of the examples."""

from __future__ import annotations

import random

from functools import cache
from pathlib import Path

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from quoteprov import Article, Quotation, Verifier
from quoteprov.rules.registry import RULES
from quoteprov.text.sentences import sentences
from quoteprov.text.words import words
from quoteprov.text.zones import body


STATEMENTS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
MANY = settings(max_examples=150, deadline=None)


@cache
def _verifier() -> Verifier:
    return Verifier(STATEMENTS)


@cache
def _sentences() -> list[str]:
    """The sentences of both statements without their final stop; no lead and no end mark."""
    found = []
    for one in _verifier().corpus.statements:
        for a, b in body(one.zones):
            found += [one.text[x:y] for x, y in sentences(one.text, a, b)][1:-1]
    # without inner marks: an odd one inside a quotation would end it
    return [s.rstrip(".").replace('"', "") for s in found]


def _check(quoted: str, opened: str = "“", closed: str = "”") -> Quotation:
    text = f"A North Korean official said in a report by KCNA: {opened}{quoted}{closed}"
    return _verifier().verify(Article(id="a", text=text)).quotations[0]


def _change(sentence: str, seed: int) -> str:
    """Drop, double, swap or replace one word; the result has other words than the sentence."""
    rng = random.Random(seed)
    tokens = sentence.split(" ")
    at = rng.randrange(len(tokens) - 1)
    kind = rng.choice(["drop", "insert", "swap", "replace"])
    if kind == "drop":
        changed = [*tokens[:at], *tokens[at + 1 :]]
    elif kind == "insert":
        changed = [*tokens[:at], rng.choice(["not", "never", "surely", "12"]), *tokens[at:]]
    elif kind == "swap":
        changed = [*tokens[:at], tokens[at + 1], tokens[at], *tokens[at + 2 :]]
    else:
        changed = [*tokens[:at], rng.choice(["ever", "may", "peace", "Japan"]), *tokens[at + 1 :]]
    return " ".join(changed)


class TestNeverVerbatimWrongly:
    """A changed word is never verbatim."""

    @MANY
    @given(st.integers(0, 10_000), st.integers(0, 10_000))
    def test_changed_word(self, which: int, seed: int) -> None:
        """A sentence with a word dropped, added, replaced or moved is not verbatim."""
        sentence = _sentences()[which % len(_sentences())]
        quoted = _change(sentence, seed)
        runs = [[w.key for w in words(s)] for s in _sentences()]
        keys = [w.key for w in words(quoted)]
        still = any(run[i : i + len(keys)] == keys for run in runs for i in range(len(run)))

        assert still == (_check(quoted).verdict == "verbatim")

    @pytest.mark.parametrize(
        ("quoted", "rule"),
        [
            ("We have ever exported weapons or ammunition to Russia before", "QP102"),
            ("we will plan to export them", "QP102"),
            ("We have never exported weapons or ammunition to China before", "QP103"),
            ("stop making reckless remarks and to keep its mouth shut", "QP104"),
            ("But we take this opportunity to make clear two things", "QP103"),
            ("keep your mouth shut and stop making reckless remarks", "QP105"),
            (
                "We condemn the U.S. for thoughtlessly circulating the lie against the DPRK",
                "QP101",
            ),
            ("We had never exported weapons or ammunition to Russia before", "QP107"),
            ("to keep your mouth shut", "QP114"),
            ("it is aimed at tarnishing North Korea's image", "QP108"),
        ],
    )
    def test_named_change(self, quoted: str, rule: str) -> None:
        """The rule names what was done to the words."""
        found = _check(quoted)

        assert ("altered", True) == (found.verdict, rule in found.rules)


class TestNoFalseAccusation:
    """Sound treatment of words is never an error."""

    @MANY
    @given(
        st.integers(0, 10_000),
        st.sampled_from(["as is", "upper", "inner", "spaces", "comma", "soft", "us", "part"]),
        st.sampled_from([("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")]),
    )
    def test_typography(self, which: int, treatment: str, marks: tuple[str, str]) -> None:
        """Marks, case, spaces, a comma inside the marks, U.S./US and cuts stay verbatim."""
        sentence = _sentences()[which % len(_sentences())]
        tokens = sentence.split(" ")
        quoted = {
            "as is": sentence,
            "upper": sentence[0].swapcase() + sentence[1:],
            "inner": sentence.replace("arms dealings", "‘arms dealings’"),
            "spaces": sentence.replace(" ", "\u00a0", 2).replace(" ", "  ", 1),
            "comma": sentence + ",",
            "soft": sentence.replace("tion", "ti\u00adon"),
            "us": sentence.replace("U.S.", "US"),
            "part": " ".join(tokens[1:]),
        }[treatment]

        assert "verbatim" == _check(quoted, *marks).verdict

    @pytest.mark.parametrize(
        "quoted",
        [
            "[W]e warn the U.S. … to keep its mouth shut.",
            "it is aimed at tarnishing [North Korea]'s image",
            "exported weapons or ammunition to Russia before [...] it is aimed at tarnishing",
            "rumor against the DPRK (Democratic People's Republic of Korea) to pursue its base",
        ],
        ids=["letter", "bracket", "ellipsis", "gloss"],
    )
    def test_marked_changes(self, quoted: str) -> None:
        """Changes that the writer marked make a quotation edited, without an error."""
        found = _check(quoted)

        assert "edited" == found.verdict
        assert {RULES[code].severity for code in found.rules} <= {"info"}

    def test_invented_words_of_another_side(self) -> None:
        """What a US official says is out of scope, found or not."""
        text = "US officials said that “the reckless remarks must stop now and for good”."
        found = _verifier().verify(text)

        assert ("other-speaker", ()) == (found.quotations[0].verdict, found.findings)

    def test_marked_negation_is_unclear(self) -> None:
        """An ellipsis that hides a negation is the writer's mark, and leaves the meaning open."""
        found = _check("Russia before and we will … plan to export them")

        assert ("edited", "unclear") == (found.verdict, found.meaning)

    def test_guessed_edge_is_no_error(self) -> None:
        """Where an opening mark is missing, narration taken for quoted words is no error."""
        found = _verifier().verify(
            "On Friday, We have never exported weapons or ammunition to Russia before,” said the "
            "North Korean official."
        )

        assert ["altered"] == [q.verdict for q in found.quotations]
        assert found.ok()

    def test_short_words_never_give_an_error(self) -> None:
        """Three words or fewer prove nothing."""
        found = _verifier().verify(
            "A North Korean official spoke, and said “wholly invented terms”."
        )

        assert {"info"} == {f.severity for f in found.findings}


def test_hidden_characters_are_not_verbatim() -> None:
    """A zero-width character inside a word is reported, and the words are not called verbatim."""
    found = _check("stop making reck\u200bless remarks pulling up the DPRK")

    assert ("altered", ("QP902",)) == (found.verdict, found.rules)


def test_long_invention_is_not_found() -> None:
    """Words of the right side that stand nowhere are not found, in so many statements."""
    report = _verifier().verify(
        "In Pyongyang, a North Korean official said: “Our cherry harvest broke all records again.”"
    )

    assert ["not found in 2 statements"] == [f.message for f in report.findings]
