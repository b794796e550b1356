"""What the comparison of meaning must not fall below, where the labelled texts are at hand."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.drift.meaning import ACCUSED, DATA, SOUND, Rendered, articles, judge, pairs, table
from quoteprov.align.meaning import compare


HERE = pytest.mark.skipif(
    not (DATA / "derivative").is_dir(),
    reason="the labelled texts lie outside the repository and are not here",
)


@HERE
def test_articles() -> None:
    """No right words are accused, few others that say the same, and most that do not."""
    found = [(one, judge(one).meaning in ACCUSED) for one in articles()]
    same = [(one, accused) for one, accused in found if one.meaning == "same"]
    shifted = [accused for one, accused in found if one.meaning == "shifted"]

    assert [] == [one.id for one, accused in same if accused and one.label in SOUND]
    assert sum(accused for _, accused in same) <= 0.02 * len(same)
    assert sum(shifted) >= 0.7 * len(shifted)


@HERE
def test_everyday_sentences() -> None:
    """Contradictions are found out, and what follows is not accused."""
    counts: Counter[str] = Counter()
    accused: Counter[str] = Counter()
    for name, one, other in (pair for pair in pairs() if pair[0].startswith("SICK")):
        if counts[name] < 200:
            counts[name] += 1
            accused[name] += compare(one, other).meaning in ACCUSED

    assert accused["SICK contradiction"] >= 150
    assert accused["SICK entailment"] <= 2


def test_judge() -> None:
    """A quotation is judged by its cut, and by its words."""
    town = Rendered(
        id="q",
        label="truncated",
        meaning="shifted",
        quoted="The Town Should Not Expect Any Discount",
        passage="the town should not expect any discount",
        lead="",
        before="we declare that collectors around ",
        after=" from the DPRK.",
    )

    assert "shifted" == judge(town).meaning
    assert "kept" == judge(town._replace(before="we declare that ")).meaning
    changed = town._replace(before="", quoted="the town should expect a discount")
    assert "shifted" == judge(changed).meaning


def test_table() -> None:
    """Each label has its line, with the share that is accused."""
    lines = list(table(Counter({("same", "kept"): 3, ("same", "shifted"): 1}), ["same"]))

    assert 3 == len(lines)
    assert "25.0%" in lines[2]
