"""The articles that speed is measured with."""

from __future__ import annotations

import re

from pathlib import Path

from bench.articles import VERBATIM, drafts
from bench.tracing.corpora import Document, Real
from quoteprov import Verifier


SEEDS = Path(__file__).resolve().parents[1] / "examples" / "seeds"
# the dispatch alone: in the rest of its page quoteprov rightly seeks nothing
DISPATCH = re.compile(r"Pyongyang, .*?(?= -0-)", re.DOTALL)
STATEMENTS = [
    Document(path.name, DISPATCH.findall(path.read_text("utf-8"))[0], {})
    for path in sorted((SEEDS / "statements").glob("*.txt"))
]
NEWS = Document(
    "news",
    "The bridge was closed on Monday. Nobody was hurt, and it is open again. “The bridge is safe "
    "for everybody who wants to cross it,” Mayor Jane Smith said on Tuesday. Work goes on.",
    {},
)
REAL = Real(STATEMENTS, [], [NEWS])


def test_seed():
    """One seed always makes the same article, another one another."""
    (made,) = drafts(REAL, seed=7, count=1)

    assert list(drafts(REAL, seed=7, count=1)) == [made]
    assert list(drafts(REAL, seed=8, count=1)) != [made]


def test_quotations():
    """An article of 500 words quotes one statement, four times as it stands, and a mayor."""
    (made,) = drafts(REAL, seed=7, count=1)
    report = Verifier(SEEDS / "statements").verify(made)
    outer = [q for q in report.quotations if q.parent is None]

    assert 450 < len(made.split()) < 560
    assert len(outer) == 8
    assert len({q.statement.id for q in outer if q.statement}) == 1
    assert sum(q.verdict == "verbatim" for q in outer) >= VERBATIM
    speakers = [q.speaker and q.speaker.text for q in outer if "bridge" in q.text]
    assert speakers == ["Mayor Jane Smith"]
