"""
What the pytest plugin costs a run that does not use it, and what one that does pays for each test.

::

    python3 tools/in_venv.py --extra test -- python -m bench.pytest_runs

Runs alternate, and what is printed are the medians of their CPU seconds and the ratio of these:
a test file of one passing test, with the plugin and with ``-p no:quoteprov``; then a file that
checks a sample article once, twice and eleven times.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Sequence


SEEDS = Path("examples/seeds").resolve()
UNRELATED = "def test_plain():\n    assert 1 + 1 == 2\n"
CHECKS = """
from pathlib import Path

import pytest


@pytest.mark.parametrize("again", range({n}))
def test_article(quoteprov, again):
    quoteprov.verify(Path("article.txt")).raise_for_findings()
"""
TIMES = (1, 2, 11)
OFF = ("-p", "no:quoteprov")


def seconds(folder: Path, *options: str) -> float:
    """CPU seconds of a run of pytest in a folder."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def medians(runs: int, ways: dict[str, tuple[Path, tuple[str, ...]]]) -> dict[str, float]:
    """The medians of runs that alternate."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, (folder, options) in ways.items():
            taken[name].append(seconds(folder, *options))
    return {name: statistics.median(values) for name, values in taken.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="of each; default: 15")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unrelated = folder / "unrelated"
        unrelated.mkdir()
        (unrelated / "test_plain.py").write_text(UNRELATED)
        ways = {"with the plugin": (unrelated, ()), "without it": (unrelated, OFF)}
        found = medians(asked.runs, ways)
        for way, taken in found.items():
            print(f"unrelated run, {way}: {taken:.3f} s")
        print(f"  ratio {found['with the plugin'] / found['without it']:.3f}")
        ways = {}
        for n in TIMES:
            own = folder / f"times{n}"
            shutil.copytree(SEEDS / "statements", own / "statements")
            shutil.copy(max((SEEDS / "articles").iterdir()), own / "article.txt")
            (own / "quoteprov.toml").write_text('against = ["statements"]\n')
            (own / "test_article.py").write_text(CHECKS.format(n=n))
            ways[f"{n}"] = own, ()
        found = medians(max(3, asked.runs // 3), ways)
        for times, taken in found.items():
            print(f"article checked in {times} tests: {taken:.3f} s")
        more = (found["11"] - found["1"]) / (TIMES[-1] - 1)
        print(f"  each further test {more:.3f} s, the first {found['1']:.3f} s")


if __name__ == "__main__":
    main()
