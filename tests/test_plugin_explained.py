"""``assert report.findings == []`` explains itself, within what pytest shows."""

from __future__ import annotations

import fnmatch
import re

from contextlib import suppress
from pathlib import Path

import pytest

from quoteprov.models import Findings
from quoteprov.render.failure import CHARACTERS, LINES, difference
from quoteprov.render.failure import explained as explained_in_full
from tests import rendering
from tests.newsroom import PLAIN, failures


PAGE = (
    Path(__file__)
    .parents[1]
    .joinpath("docs/how-to/test-quotations-with-pytest.md")
    .read_text("utf-8")
)
BLOG = """
from pathlib import Path

def test_blog(quoteprov):
    report = quoteprov.verify(Path("articles/blog.txt"))
    assert report.findings == []
"""
FIRST = (
    "assert reworded QP115 meaning-shift (error) at articles/blog.txt:3:151"
    ": meaning softened: “demanded” is milder than “warn … to stop” == []"
)


def explained(result):
    """The lines that explain a failed assertion."""
    return [line for line in result.outlines if line.startswith("E ")]


def test_first_line_and_how_many_more(newsroom):
    """The gravest comes first with verdict, rule and place; what is left is counted."""
    newsroom.makepyfile(BLOG)

    first, *others = explained(newsroom.runpytest_inprocess(*PLAIN))

    assert first.endswith(FIRST)
    indent = "E" + " " * 9
    assert others[0].startswith(
        f"{indent}reworded QP115 meaning-shift (error) at articles/blog.txt:5:2"
    )
    more = "… and 7 more: report.raise_for_findings(fail_on='info') tells them all"
    assert indent + more == others[-1]
    assert not any("truncated" in line for line in others)


def test_page_shows_what_is_said(newsroom):
    """The page on pytest has the test and what pytest says of it."""
    test = re.search(r"```python\n(def test_blog.*?)```", PAGE, re.DOTALL)
    said = re.search(r"```text\n(E .*?)```", PAGE, re.DOTALL)
    assert test
    assert said
    newsroom.makepyfile(f"from pathlib import Path\n\n{test[1]}")

    lines = explained(newsroom.runpytest_inprocess(*PLAIN))

    # pytest leaves the kind of error out, or not, by the length of the line
    assert said[1].replace("AssertionError: ", "").splitlines() == [
        line.replace("AssertionError: ", "") for line in lines
    ]


@pytest.mark.parametrize("way", ["-vv", "CI"])
def test_all_of_it_on_demand(newsroom, monkeypatch, way):
    """With -vv, and in CI where pytest cuts nothing, every finding is shown whole."""
    newsroom.makepyfile(BLOG)
    if way == "CI":
        monkeypatch.setenv("CI", "true")

    lines = explained(newsroom.runpytest_inprocess(*PLAIN, *([way] if way == "-vv" else ())))

    assert 12 == len(lines)
    assert lines[0].endswith(FIRST)
    assert any(line.endswith("“I” speaks where “we” does") for line in lines)


COMPARISONS = {
    "[] == report.findings": f"E  *{FIRST}",
    "report.findings == ()": f"E  *{FIRST}",
    'report.findings_from("error") == []': f"E  *{FIRST}",
    "report.findings == report.findings[:-1]": "E  *QP205 short-quote (info) at articles/*",
    "report.findings_from('error') == report.findings": "E  *missing: * QP106 reworded-*",
    "report.findings == report.findings[::-1]": "E  *assert the same findings in another *",
    "report.findings == 3": "E  *assert (<Finding QP106 reworded-quote at 3:151*",
    "report.findings != report.findings": "E  *assert (<Finding QP106*",
    "[1] == [2]": "E  *At index 0 diff: 1 != 2",
}
"""What is compared, and what is said of it."""


def test_other_comparisons(newsroom):
    """Either side may be the report's; what is no comparison of findings is left to pytest."""
    newsroom.makepyfile(
        *(
            BLOG.replace("report.findings == []", comparison).replace("_blog", f"_{n}")
            for n, comparison in enumerate(COMPARISONS)
        )
    )

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.assert_outcomes(failed=len(COMPARISONS))
    told = failures(result)
    for n, line in enumerate(COMPARISONS.values()):
        assert fnmatch.filter(told[f"test_{n}"], line.replace("[", "[[]")), told[f"test_{n}"]


def test_passes_where_there_is_none(newsroom):
    """A tuple of no findings equals an empty list, on either side."""
    newsroom.makepyfile(
        """
        def test_nothing(quoteprov):
            findings = quoteprov.verify("Nobody said a word.").findings
            assert findings == []
            assert [] == findings
            assert not (findings != [])
            assert findings == ()
        """
    )

    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=1)


@pytest.mark.parametrize("n", range(13))
@pytest.mark.parametrize("report", rendering.everything(), ids=lambda report: report.where)
def test_nothing_is_cut(report, n):
    """Whatever the findings are, pytest shows the whole explanation, as one line each."""
    found = Findings((list(report.findings) * 13)[: n + 1]).about(report)
    with suppress(IndexError):
        found[0]
        lines = difference(found, [], whole=False)

        assert len(lines) <= LINES
        assert len("".join(lines)) <= CHARACTERS
        assert not any(set(line) & set("\n\r\x1b\u202e") for line in lines)
        shown = sum(" at " in line for line in lines)
        more = [int(line.split()[2]) for line in lines if line.startswith("… and ")]
        assert shown + sum(more) == len(found)


def test_words_are_shown_once():
    """They stand below the first finding on a quotation, and not below the others."""
    report = rendering.seeds()[1]

    lines = list(explained_in_full(report, report.findings))

    assert len(report.findings) == sum(" at " in line and line[0] != " " for line in lines)
    quoted = {finding.quotation for finding in report.findings} - {None}
    assert len(quoted) == sum(line.startswith("  article: ") for line in lines)
