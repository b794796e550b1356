"""The five real documents the project starts from, against their hand-checked expectations."""

from __future__ import annotations

import json

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quoteprov import Quotation, Report, Verifier


ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "examples" / "seeds"
GOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "seeds.jsonl").read_text("utf-8").splitlines()
]
INSIDE = [g for g in GOLD if g["verdict"] != "outside-body"]
OUTSIDE = [g for g in GOLD if g["verdict"] == "outside-body"]
SOUND = {"verbatim", "other-speaker", "not-a-quotation"}
Record = Mapping[str, Any]
EDGES = " .,\"'“”‘’"


@cache
def _reports() -> dict[str, Report]:
    """Every article checked once, quotations outside the body included."""
    verifier = Verifier(SEEDS / "statements", all_zones=True)
    return {r.article.id: r for r in verifier.verify_many([SEEDS / "articles"])}


@cache
def _statement(name: str) -> str:
    return (SEEDS / "statements" / name).read_text("utf-8")


def _found(record: Record) -> Quotation:
    """The quotation at exactly the characters of *record*."""
    quotations = _reports()[record["article"]].quotations
    [found] = [q for q in quotations if (q.start, q.end) == (record["start"], record["end"])]
    return found


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without marks and stops at its edges: whether they belong to it is a convention."""
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return start, end


def _id(record: Record) -> str:
    return str(record["id"])


@pytest.mark.parametrize("record", INSIDE, ids=_id)
class TestGold:
    """Each quotation comes out as a person read it."""

    def test_text(self, record: Record) -> None:
        """The quotation has exactly the characters between its marks."""
        assert record["text"] == _found(record).text

    def test_verdict(self, record: Record) -> None:
        """The verdict is one that the gold accepts."""
        assert _found(record).verdict in record["accept"]

    def test_statement(self, record: Record) -> None:
        """The statement is the one that was quoted, or none."""
        statement = _found(record).statement

        assert record["statement"] == (statement.id if statement else None)

    def test_passages(self, record: Record) -> None:
        """The passages are the characters of the statement that the words render."""
        if not record["passages"]:
            assert _found(record).passages == ()
            return
        text = _statement(record["statement"])
        expected = [_core(text, a, b) for a, b in record["passages"]]

        assert expected == [_core(text, p.start, p.end) for p in _found(record).passages]

    def test_extent(self, record: Record) -> None:
        """A quotation of whole sentences is told from a part of one."""
        assert record["extent"] == _found(record).extent

    def test_meaning(self, record: Record) -> None:
        """What the words say beside what they said is what a person judged."""
        assert record["meaning"] == _found(record).meaning

    def test_rules(self, record: Record) -> None:
        """The rules, but those on dates, fire where they should and nowhere else."""
        here = {r for r in _found(record).rules if not r.startswith("QP3")}

        assert set(record["rules"]) == here

    def test_date(self, record: Record) -> None:
        """The day it is given is what a person judged."""
        date = _found(record).date

        assert record["date"] == (date and date.verdict)

    def test_parent(self, record: Record) -> None:
        """A quotation inside a quotation is its child."""
        parents = [g for g in GOLD if g["id"] == record["nested_in"]]
        expected = _found(parents[0]).id if parents else None

        assert expected == _found(record).parent

    def test_offsets(self, record: Record) -> None:
        """Every offset of the report points at the text it claims, in the original."""
        found = _found(record)
        article = (SEEDS / "articles" / record["article"]).read_text("utf-8")
        statement = _statement(found.statement.id) if found.statement else ""

        assert found.text == article[found.start : found.end]
        assert [p.text for p in found.passages] == [
            statement[p.start : p.end] for p in found.passages
        ]
        assert all(e.text == article[e.start : e.end] for e in found.edits)
        assert all(
            e.passage_text == statement[e.passage_start : e.passage_end] for e in found.edits
        )
        if found.cue:
            assert found.cue.text == article[found.cue.start : found.cue.end]
        if found.speaker:
            assert found.speaker.text == article[found.speaker.start : found.speaker.end]


@pytest.mark.parametrize("record", OUTSIDE, ids=_id)
def test_link_list_is_outside(record: Record) -> None:
    """Words in the link list below an article are listed with their zone and never matched."""
    found = _found(record)

    assert ("outside", "not-a-quotation", None, ()) == (
        found.zone,
        found.verdict,
        found.statement,
        found.rules,
    )


def test_nothing_else_is_found() -> None:
    """The body of the seeds holds the quotations of the gold and no other."""
    expected = {(g["article"], g["start"], g["end"]) for g in INSIDE}
    found = {
        (name, q.start, q.end)
        for name, report in _reports().items()
        for q in report.quotations
        if q.zone != "outside"
    }

    assert expected == found


def test_no_false_accusation() -> None:
    """No sound quotation gets an error."""
    sound = {_found(g).id + str(g["article"]) for g in GOLD if g["verdict"] in SOUND}
    accused = {
        str(f.quotation) + name
        for name, report in _reports().items()
        for f in report.findings
        if f.severity == "error"
    }

    assert set() == sound & accused


@pytest.mark.parametrize(
    ("name", "released", "carried"),
    [
        ("000_b46a6c523cbdaaf1.txt", "2022-11-07", "2022-11-08"),
        ("001_5090525799506049.txt", "2022-09-21", "2022-09-22"),
    ],
)
def test_days_of_the_statements(name: str, released: str, carried: str) -> None:
    """The days are read from lead, dateline and footer, never from the crawl date above."""
    references = {
        q.statement for report in _reports().values() for q in report.quotations if q.statement
    }
    [found] = [s for s in references if s.id == name]

    assert (released, carried) == (found.released, found.carried)
