"""Real articles that quote KCNA, where they are at hand: who is told to be somebody else."""

from __future__ import annotations

import json
import lzma

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quoteprov import Article, Verifier
from quoteprov.corpus.corpus import Corpus


DATA = Path(__file__).parents[1].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not (DATA / "derivative").is_dir(),
    reason="the articles lie outside the repository and are not here",
)
CODES = {"QP401", "QP402"}


def _articles() -> list[dict[str, Any]]:
    files = sorted((DATA / "derivative").glob("*.json"))
    return [json.loads(f.read_text("utf-8")) for f in files]


def _corpus(folder: Path) -> Corpus:
    """The statements that the articles quote."""
    spans = [q["gold_span"] or {} for a in _articles() for q in a["quotes"]]
    wanted = {s.get("kcna_id") for s in spans}
    lines = (DATA / "derivative" / "canon_seed.jsonl").read_text("utf-8").splitlines()
    for archive in sorted((DATA / "kcna").glob("*.jsonl.xz")):
        with lzma.open(archive, "rt", encoding="utf-8") as file:
            lines += [line.strip() for line in file if json.loads(line)["id"] in wanted]
    (folder / "statements.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return Corpus.build(folder / "statements.jsonl")


@cache
def _checked(folder: Path) -> tuple[Counter[tuple[str, str]], list[str]]:
    """(label, verdict) of all quotations with a speaker, and the findings on speakers."""
    verifier = Verifier(_corpus(folder))
    counts: Counter[tuple[str, str]] = Counter()
    said = []
    for article in _articles():
        report = verifier.verify(Article(id=article["slug"], text=article["text"]))
        said += [f"{report.article.id} {f.code}" for f in report.findings if f.code in CODES]
        for gold in article["quotes"]:
            found = [
                q
                for q in report.quotations
                if q.start < gold["end"] and gold["start"] < q.end and q.speaker
            ]
            counts.update((gold["label"], q.verdict) for q in found[:1])
    return counts, said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the statements are put."""
    return tmp_path_factory.mktemp("statements")


def test_others_are_told(folder: Path) -> None:
    """Of the quotations of others that have a speaker, nine in ten are `other-speaker`."""
    counts, _ = _checked(folder)
    others = {v: n for (label, v), n in counts.items() if label == "other_speaker"}

    assert others["other-speaker"] >= 0.9 * sum(others.values())


@pytest.mark.parametrize("label", ["verbatim", "truncated", "paraphrased"])
def test_no_sound_quotation_is_anothers(label: str, folder: Path) -> None:
    """Words of a statement are never said to be out of scope."""
    counts, _ = _checked(folder)

    assert 0 == counts[label, "other-speaker"]


def test_findings_on_speakers(folder: Path) -> None:
    """The one article that moves an official to another ministry is the only one reported."""
    _, said = _checked(folder)

    assert {"gnt-202211 QP401"} == set(said)
