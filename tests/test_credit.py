"""Who is credited: shares of probability, forms that leave no doubt, and doubt that is told."""

from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys

from importlib import resources

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.models import ZoneSpan
from quoteprov.quotes.clauses import Clause
from quoteprov.quotes.credit import (
    BY_HAND,
    QUOTATION,
    Last,
    Quoted,
    Sentence,
    likelihoods,
    nobody,
    options,
    weights,
)
from quoteprov.quotes.find import find
from quoteprov.quotes.speakers import attribute
from quoteprov.text.words import MASK


ROWS = [
    line.split("\t")
    for line in resources.files("quoteprov.quotes")
    .joinpath("weights.tsv")
    .read_text("utf-8")
    .splitlines()
    if not line.startswith("#")
]
KNOWN = sorted({*BY_HAND, *(row[1] for row in ROWS)})
DESCRIBED = st.lists(st.lists(st.sampled_from(KNOWN), max_size=6).map(tuple), min_size=1)


def attribution(text: str):
    """Attribute a text that is body throughout."""
    body = (ZoneSpan(start=0, end=len(text), zone="body"),)
    return attribute(text, find(text, body), body)


def speakers(text: str):
    """The speaker of each quotation."""
    return [q.speaker for q in attribution(text).quotations]


def told(text: str) -> list[tuple[str, str] | None]:
    """The mention and the rule of each quotation."""
    return [(s.text, s.rule) if s else None for s in speakers(text)]


class TestShares:
    """A softmax over sums of weights."""

    @given(DESCRIBED, st.booleans())
    def test_naive(self, described, parsed):
        """The shares are those of the exponentials, and sum to one."""
        table = weights("parsed" if parsed else "blank")
        raised = [math.exp(math.fsum(table.get(f, 0.0) for f in fs)) for fs in described]
        expected = [one / math.fsum(raised) for one in raised]
        actual = likelihoods(described, parsed=parsed)
        assert expected == pytest.approx(actual)
        assert 1 == pytest.approx(math.fsum(actual))

    @given(DESCRIBED.flatmap(lambda d: st.tuples(st.just(d), st.permutations(range(len(d))))))
    def test_any_order(self, given_order):
        """An option is as likely at any place of the list."""
        described, order = given_order
        shares = likelihoods(described, parsed=False)
        moved = likelihoods([described[i] for i in order], parsed=False)
        assert [shares[i] for i in order] == pytest.approx(moved)

    def test_unknown_features(self):
        """Features that were never met weigh nothing."""
        assert [0.5, 0.5] == likelihoods([("never met",), ()], parsed=False)

    def test_large_weights(self):
        """Sums of a thousand do not overflow."""
        assert [1, 0] == pytest.approx(likelihoods([("credit",) * 99, ()], parsed=False))


_WHERE = ("before", "after", "next", "introduction")
PLACES = {*_WHERE, *(f"{where} touching" for where in _WHERE), "previous 1", "previous 2"}
RULES = {
    *"finite inverted participle according as-saying colon noun verb relative agent".split(),
    *"possessive credit parsed none floating turn".split(),
    "verb inverted",
}
KINDS = {"say", "lexicon", "other", "lexical"}
NAMED = {"pronoun", "name", "description"}
FIRST = {
    *PLACES, *RULES, *KINDS, *NAMED, *(place.split()[0] for place in PLACES), "floating over",
    "governs", "nobody", "use", "quotation", "use said", "other quotation between",
    "",  # the relation of a clause in a sentence that was not parsed
    "nsubj", "nsubjpass", "csubj", "relcl", "shared", "by", "poss",
}  # fmt: skip


class TestWeights:
    """The table of weights."""

    def test_rows(self):
        """Each has a kind, a feature and a finite number, and stands there once."""
        assert {3} == {len(row) for row in ROWS}
        assert {"blank", "parsed"} == {kind for kind, _, _ in ROWS}
        assert all(math.isfinite(float(value)) and float(value) for _, _, value in ROWS)
        assert len(ROWS) == len({(kind, name) for kind, name, _ in ROWS})

    def test_nothing_by_hand(self):
        """What is set by hand is not fitted."""
        assert [] == [name for _, name, _ in ROWS if name in BY_HAND]

    def test_features(self):
        """Each feature opens with a place, a rule, a kind or a use that descriptions have."""
        odd = [
            name
            for _, name, _ in ROWS
            if not any(name == one or name.startswith((f"{one} ", f"{one}:")) for one in FIRST)
        ]
        assert [] == odd

    def test_no_feature_of_a_parse_without_one(self):
        """What only a parse tells has no weight without it."""
        signs = ("governs", " parsed ", "name PERSON", "name none")
        assert [] == [n for kind, n, _ in ROWS if kind == "blank" and any(s in n for s in signs)]

    def test_features_are_met(self):
        """Sentences of every shape are described by features of which most have a weight."""
        befores = ("", "Holm said ", "Holm ran. ", "Holm: ")
        afters = ("", " said Ito.", " Ito said.", " and")
        words = [f"{a}{MASK * 9}{b}" for a, b in itertools.product(befores, afters)]
        met: set[str] = {*QUOTATION}
        for masked in words:
            start = masked.index(MASK)
            clause = Clause(0, 4, 5, 9, "finite")
            sentence = Sentence(0, len(masked), 0, (clause,) if start > 8 else ())
            quoted = Quoted(masked, start, start + 9, sentence, [sentence], 0, Last(0, "finite"))
            met.update(f for o in options(quoted) for f in o.features)
            met.update(nobody(quoted))
        assert 30 < len(met & set(weights("blank")))


FORMS = [
    (
        "“We never sold the harbour.” — Jane Doe",
        [("Jane Doe", "credit")],
    ),
    (
        "“We never sold the harbour.”\n— Jane Doe, mayor of Ostby",
        [("Jane Doe, mayor of Ostby", "credit")],
    ),
    ("“We never sold the harbour.”\n– Jane Doe", [("Jane Doe", "credit")]),
    ("“We won.” --Jane Doe (2019)", [("Jane Doe", "credit")]),
    (
        (
            "“We won.”\n— Jane Doe\n\n“They lost.”\n— Per Holm\n\n"
            "“Nobody cared.”\n— Ann Ito, fisher"
        ),
        [("Jane Doe", "credit"), ("Per Holm", "credit"), ("Ann Ito, fisher", "credit")],
    ),
    (
        "KCNA quoted the vice minister as saying that the drill was “a mad gamble.”",
        [("the vice minister", "as-saying")],
    ),
    (
        "“We won,” KCNA quoted Jane Doe as saying, adding that it was “a joy.”",
        [("Jane Doe", "as-saying"), ("Jane Doe", "as-saying")],
    ),
    (
        "The vice minister was quoted by KCNA as saying the drill was “a mad gamble.”",
        [("The vice minister", "as-saying")],
    ),
    ("Doe: “We won.”", [("Doe", "colon")]),
    ("Doe: “We won.” Holm: “You lost.”", [("Doe", "colon"), ("Holm", "colon")]),
    (
        "Doe: “We won.” Holm: “You lost.” Doe: “So what?”",
        [("Doe", "colon"), ("Holm", "colon"), ("Doe", "colon")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms_without_doubt(text, expected):
    """A line of credit, words passed on and a colon are credited, by their own rule."""
    assert expected == told(text)


@pytest.mark.parametrize("text", [text for text, _ in FORMS])
def test_forms_without_doubt_are_certain(text):
    """… with nobody else as likely."""
    found = [s for s in speakers(text) if s]
    assert all(s.confidence >= 0.9 and s.others == () for s in found)


def test_who_carries_a_passive():
    """Who is named behind "quoted by" passes on and does not speak."""
    (speaker,) = speakers("The minister was quoted by KCNA as saying the drill was “mad.”")
    assert speaker is not None
    assert "KCNA" == speaker.carrier


def test_equally_likely():
    """Of two who may have said it, both are kept."""
    (speaker,) = speakers("When Holm asked and Ito answered, it was “too late.”")
    assert speaker is not None
    assert {"Holm", "Ito"} == {speaker.resolved, *speaker.others}
    assert speaker.confidence < 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Both Holm, who said it first, and Ito, who wrote it down, called it “a ruin.”",
        "The mayor stood beside the bishop. “This is a day of joy.”",
        "Holm won the first race and Ito won the second, “a great day.”",
    ],
)
def test_little_confidence(text):
    """A guess is told as one."""
    (speaker,) = speakers(text)
    assert speaker is not None
    assert speaker.confidence < 0.7


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was quiet on Sunday. “Nobody has come for the boats since April.”",
        "The walls are painted green. “All of us were told to leave the house.”",
    ],
)
def test_things_do_not_speak(text):
    """A harbour and a wall say nothing."""
    assert [None] == told(text)


TEXTS = st.lists(
    st.sampled_from(
        "“We won.” “late” said Holm , . — the official told he KCNA quoted as saying according to "
        "and \n who Mr. film so-called".split(" ")
    ),
    max_size=40,
).map(" ".join)


@given(TEXTS)
def test_confidence_is_a_share(text):
    """Whatever the text, confidence lies between nothing and certainty; the others are others."""
    for speaker in speakers(text):
        if speaker:
            assert 0 <= speaker.confidence <= 1
            assert speaker.resolved not in speaker.others


ARTICLE = (
    "Per Holm met Ito and said it was “over.” When Holm asked and Ito answered, it was “too late.”"
    "\n\n“We won.”\n— Jane Doe\n\nThe film “A Long Way” opened. The official called it “a farce.”"
)


def test_any_seed_of_hashes():
    """Who is credited does not depend on the order of sets."""
    code = (
        "import sys; from quoteprov.models import ZoneSpan;"
        "from quoteprov.quotes.find import find; "
        "from quoteprov.quotes.speakers import attribute; text = sys.argv[1];"
        "body = (ZoneSpan(start=0, end=len(text), zone='body'),);"
        "done = attribute(text, find(text, body), body);"
        "print(ascii([one.model_dump() for one in (*done.quotations, *done.reported)]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, ARTICLE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert 1 == len(outputs)
    assert b"Jane Doe" in outputs.pop()


def test_after_other_articles():
    """What is remembered of other articles changes nothing."""
    before = attribution(ARTICLE)
    for text, _ in FORMS:
        attribution(text)
        attribution(ARTICLE.replace("Holm", "Ito"))
    assert before == attribution(ARTICLE)
