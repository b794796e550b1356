"""Names that stand for one another: which they are, where they end, and what is said of them."""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

import numpy as np
import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov import Article, Report, Verifier
from quoteprov.align.align import EQUAL, NAMED, align, units
from quoteprov.align.names import INITIALS, counterparts, is_same, other_names
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import keys, words


if TYPE_CHECKING:
    from pathlib import Path


RELEASE = (
    "The DPRK army and people will never approve the noisy games of the U.S. and the south "
    "Korean school teams to amuse the DPRK. The Korean People's Army is ready to sweep up the "
    "wrappers to the last bit. The Workers' Party of Korea (WPK) has said so."
)


def found(quotation: str, statement: str) -> list[tuple[str, str]]:
    """Show the names of a quotation and those that they stand for."""
    own, other = words(quotation), words(statement)
    return [
        (
            quotation[own[c.first].start : own[c.last - 1].end],
            statement[other[c.other_first].start : other[c.other_last - 1].end],
        )
        for c in counterparts(own, [w.key for w in other])
    ]


@pytest.mark.parametrize(
    ("quotation", "statement", "expected"),
    [
        ("the DPRK's army", "the army of North Korea", [("DPRK's", "North Korea")]),
        ("United States troops", "the U.S. troops", [("United States", "U.S.")]),
        ("South Korea", "the south Korean group", [("South Korea", "south Korean")]),
        ("of the North", "of the DPRK", [("North", "DPRK")]),
        ("north of the river", "of the DPRK", []),
        ("the KPA left", "the Korean People's Army left", [("KPA", "Korean People's Army")]),
        ("Workers' Party of Korea", "the WPK", [("Workers' Party of Korea", "WPK")]),
        ("workers party of korea", "the WPK", []),
        ("the WPK", "warm people of Korea", [("WPK", "warm people of Korea")]),
        ("on the best china", "Chinese tables", []),
        ("the U.S. and the U.S.", "the U.S.", []),
        ("It is so", "so it is", []),
    ],
)
def test_counterparts(quotation: str, statement: str, expected: list[tuple[str, str]]) -> None:
    """
    Names of states under the usual names, and words under their initials.

    Initials may stand for words that are no name: the alignment decides by what stands around.
    """
    assert expected == found(quotation, statement)


def checked(article: str, folder: Path) -> Report:
    """Check an article against the release."""
    record = {"id": "s", "speaker": "Kim Chol", "text": RELEASE}
    (folder / "release.jsonl").write_text(json.dumps(record), "utf-8")
    return Verifier(folder).verify(Article(id="a", text=article))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("KPA", "the Korean People's Army", True),
        ("Democratic People's Republic of Korea", "DPRK", True),
        ("the North", "North Korea's", True),
        ("ROK", "south Korean", True),
        ("Washington", "the U.S.", True),
        ("South Korea", "North Korea", False),
        ("the army", "the party", False),
        ("Korean People's Army", "Korean people", False),
        ("", "DPRK", False),
    ],
)
def test_is_same(one: str, other: str, *, same: bool) -> None:
    """Whole phrases that name the same, in either order."""
    assert (same, same) == (is_same(one, other), is_same(other, one))


def test_other_names_that_are_there() -> None:
    """Only what stands in one of the passages can be meant, and no word is of two names."""
    own = words("the Democratic People's Republic of Korea and the Korean People's Army")
    there = np.array([word_hash(key) for key in ("dprk", "kpa", "warn")])
    nowhere = np.array([word_hash("warn")])
    shown = [(own[n.first].text, own[n.last - 1].text) for n, _ in other_names(own, there)]

    assert [("Democratic", "Korea"), ("Korean", "Army")] == shown
    assert [] == other_names(own, nowhere)


@pytest.mark.parametrize(
    ("quotation", "passage"),
    [
        ("amuse the Democratic People's Republic of Korea", "amuse the DPRK"),
        (
            "Democratic People's Republic of Korea army and people will never approve",
            "DPRK army and people will never approve",
        ),
        ("the KPA is ready to sweep up", "The Korean People's Army is ready to sweep up"),
        ("KPA is ready to sweep up", "Korean People's Army is ready to sweep up"),
        ("noisy games of the United States", "noisy games of the U.S."),
        (
            "The Workers' Party of Korea has said so",
            "The Workers' Party of Korea (WPK) has said so",
        ),
    ],
)
def test_edges(quotation: str, passage: str, tmp_path: Path) -> None:
    """A passage that begins or ends with a name has all of it, however long the other is."""
    [q] = checked(f"“{quotation},” Kim Chol said.", tmp_path).quotations

    assert [passage] == [p.text for p in q.passages]


def test_a_name_is_no_figure(tmp_path: Path) -> None:
    """
    Other initials of an army were once called a changed figure, an error, and its state's long
    name other words.
    """
    quoted = (
        "“The Democratic People's Republic of Korea army and people will never approve the "
        "noisy games,” Kim Chol said. “The KPA is ready to sweep up the "
        "wrappers,” it said."
    )
    report = checked(quoted, tmp_path)
    edits = [(e.op, e.kind) for q in report.quotations for e in q.edits]

    assert [("replace", "name")] * 2 == edits
    assert {"QP108"} == {f.code for f in report.findings if f.code < "QP2"}
    assert ["kept", "kept"] == [q.meaning for q in report.quotations]


TEXTS = st.lists(
    st.sampled_from("the DPRK U.S. North Korea Korean People's Army KPA of warns".split()),
    max_size=9,
).map(" ".join)


@given(TEXTS, TEXTS)
def test_spans(quotation: str, statement: str) -> None:
    """Counterparts lie inside both sides and differ; an alignment uses no word twice."""
    own, other = words(quotation), keys(statement)
    for c in counterparts(own, other):
        assert 0 <= c.first < c.last <= len(own)
        assert 0 <= c.other_first < c.other_last <= len(other)
        assert c.last - c.first == 1 or c.other_last - c.other_first <= 2 * INITIALS.stop
        assert [w.key for w in own[c.first : c.last]] != other[c.other_first : c.other_last]
    pairs = align(units(quotation, 0, len(quotation)), other).pairs
    taken = [j for p in pairs for j in range(p.quoted, p.quoted_end)]
    assert sorted(set(taken)) == taken
    assert all(p.kind == NAMED or (p.n_quoted, p.n_passage) == (1, 1) for p in pairs)
    equal = [p for p in pairs if p.kind == EQUAL]
    assert all(own[p.quoted].key == other[p.passage] for p in equal)
