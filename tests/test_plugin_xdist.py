"""Under pytest-xdist and pytest-randomly the results are the same."""

from __future__ import annotations

import re

from tests.newsroom import CASES, PLAIN, cases


TESTS = """
from pathlib import Path
import pytest

@pytest.mark.parametrize("name", ["rt", "blog", "yonhap"])
def test_article(quoteprov, name):
    quoteprov.verify(Path(f"articles/{name}.txt")).raise_for_findings()

def test_text(quoteprov):
    assert quoteprov.verify("“We will not plan to export them,” the official said.").findings == []
"""


def told(result):
    """What a run says of each failure and in the end, in an order of its own."""
    lines = (re.sub(r"^\[gw\d\] ", "[] ", line) for line in result.outlines)
    kept = [line for line in lines if line.startswith(("E ", "  ", "FAILED", "quoteprov: "))]
    return sorted(line for line in kept if not line.startswith("    "))


def test_same_results_in_any_way(newsroom):
    """Two processes, in another order too, tell the same of every test, and the same summary."""
    newsroom.makepyfile(TESTS)
    cases(newsroom)
    cases(newsroom, CASES.replace("yonhap", "blog"), "blog")
    (newsroom.path / "statements" / "empty.txt").write_text("", "utf-8")

    results = [
        newsroom.runpytest_inprocess(*PLAIN),
        newsroom.runpytest_subprocess(*PLAIN, "-n2"),
        newsroom.runpytest_subprocess("-p", "no:cacheprovider", "-n2", "--dist=loadfile"),
    ]

    for result in results:
        result.assert_outcomes(passed=5, failed=5)
    assert 1 == len({tuple(told(result)) for result in results})
    (line,) = (line for line in told(results[1]) if line.startswith("quoteprov: 2"))
    assert line.startswith("quoteprov: 21 quotations in 4 articles: 14 verbatim, 3 reworded, ")
    assert any("warning: statements/empty.txt" in line for line in told(results[1]))


def test_worker_that_is_lost(newsroom):
    """Its cases fail as pytest-xdist says; the summary is about what was seen."""
    cases(newsroom)
    newsroom.makepyfile("import os\ndef test_crash():\n    os._exit(1)\n")

    result = newsroom.runpytest_subprocess("-p", "no:randomly", "-n1")

    assert result.parseoutcomes()["passed"] == 3
    result.stdout.fnmatch_lines(["quoteprov: 6 quotations in 1 article: *"])
