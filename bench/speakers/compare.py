"""
Whether a change made quotations and speakers better: two files of predictions, paired by article.

::

    python bench/speakers/compare.py before/quoteprov-blank.jsonl after/quoteprov-blank.jsonl

Both are files that ``run.py --save`` wrote. A difference whose 95 % interval leaves out nought is
starred; the interval is that of a bootstrap in which both are given the same articles each time.
"""

from __future__ import annotations

import argparse

from pathlib import Path
from typing import TYPE_CHECKING

from answers import from_record
from polnear import FOLDER, KINDS, article, records
from score import FIGURES, Scores, by_kind, counts, interval


if TYPE_CHECKING:
    from collections.abc import Sequence

    from score import Ratio


def main() -> None:
    """Read the options, score both files, print the differences."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    options.add_argument("before", type=Path)
    options.add_argument("after", type=Path)
    options.add_argument("--data", type=Path, default=FOLDER, help="folder of the gold articles")
    options.add_argument("--split", choices=("dev", "train"), default="train")
    chosen = options.parse_args()
    before, after = (
        {record["doc_id"]: from_record(record) for record in records(path)}
        for path in (chosen.before, chosen.after)
    )
    articles = [
        one
        for one in map(article, records(chosen.data / f"{chosen.split}.jsonl.xz"))
        if one.id in before and one.id in after
    ]
    if not articles:
        options.error(f"the two files have no article of {chosen.split} in common")
    first, second = (Scores([counts(a, side[a.id]) for a in articles]) for side in (before, after))
    print(f"{len(articles)} articles\n")
    for title, ratios in FIGURES.items():
        print_difference(title, ratios, first, second)
    for kind in KINDS:
        for title, ratios in zip(("recall", "speaker"), by_kind(kind), strict=True):
            print_difference(f"{kind}, {title}", ratios, first, second)


def print_difference(title: str, ratios: Sequence[Ratio], before: Scores, after: Scores) -> None:
    """Print both figures, the difference and its interval."""
    old, new = before.figure(ratios), after.figure(ratios)
    low, high = interval(after.resampled(ratios) - before.resampled(ratios))
    star = "*" if low > 0 or high < 0 else ""
    print(f"{title:30} {old:6.1f} {new:6.1f} {new - old:+6.1f} [{low:+.1f} {high:+.1f}] {star}")


if __name__ == "__main__":
    main()
