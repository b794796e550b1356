"""
Floors of the check of days: on articles composed for it, on a simulation, and on the labelled
articles where they are at hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.dates import cases, labelled, simulate


DATA = Path(__file__).parents[1].parent / "shared" / "data"


def test_composed_articles(tmp_path: Path) -> None:
    """None is accused that is right, and nearly all that is wrong is told."""
    bench = cases.Bench(tmp_path)
    own = cases.records(cases.ARTICLES)
    found = {c["id"]: list(cases.disagreements(c, bench.report(c))) for c in own}
    kinds = Counter(one.kind for several in found.values() for one in several)

    assert 0 == kinds["accused"] == kinds["stray"]
    assert kinds["missed"] <= 1
    assert sum(map(bool, found.values())) <= 3


def test_simulated_articles(tmp_path: Path) -> None:
    """
    No honest day is accused, wherever it was written; of those two days off and more, four in five
    are.
    """
    pairs, verifier = simulate.prepared(None, tmp_path / "corpus")
    results = [simulate.checked(verifier, *one) for one in simulate.drawn(pairs, 10, seed=3)]
    honest = [one for one in results if not one.claim.shift]
    far = [one for one in results if abs(one.claim.shift) > 2]

    assert [] == [one.text for one in honest if one.is_accused]
    assert len(honest) > 500
    assert sum(one.is_accused for one in far) >= 0.8 * len(far) > 100


@pytest.mark.skipif(
    not (DATA / "derivative").is_dir(),
    reason="the labelled articles lie outside the repository and are not here",
)
def test_labelled_articles() -> None:
    """What real articles say of the day is caught where it is wrong, and left alone where not."""
    found = [one for one in labelled.seen(DATA) if one.published]

    assert [] == [(one.article, one.own) for one in found if not one.is_right]
    assert len(found) > 30
