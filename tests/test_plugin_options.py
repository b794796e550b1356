"""The plugin beside others: options, markers, and runs that do not use it."""

from __future__ import annotations

import ast
import sys

from pathlib import Path

import pytest

from quoteprov import pytest_plugin
from tests.newsroom import PASSED, PLAIN, cases


TESTS = """
def test_plain():
    pass

def test_quotations(quoteprov):
    pass
"""
LOADED = """
import sys

def pytest_unconfigure():
    names = {"numpy", "pydantic", "regex", "rapidfuzz", "spacy"} & {*sys.modules}
    print("loaded:", sorted(names))
"""


ALONE = ("-p", "quoteprov.pytest_plugin", "-s")
"""Without the plugins of others, which may load anything."""


def test_imports_pytest_and_typing_only():
    """Every pytest run of an environment imports the module."""
    body = ast.parse(Path(pytest_plugin.__file__).read_text("utf-8")).body
    imported = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]

    assert ["__future__", "typing", "pytest"] == [
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in imported
    ]


@pytest.mark.parametrize(
    ("has_cases", "loaded"), [(False, "[]"), (True, "['regex']")], ids=["none", "cases"]
)
def test_nothing_is_loaded_to_collect(newsroom, monkeypatch, has_cases, loaded):
    """Neither spaCy nor pydantic; where there are case files, what reads them."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    newsroom.makepyfile(TESTS)
    newsroom.makeconftest(LOADED)
    if has_cases:
        cases(newsroom)

    result = newsroom.runpytest_subprocess(*ALONE, "--collect-only", "-q")

    result.stdout.fnmatch_lines([f"loaded: {loaded}".replace("[", "[[]")])


def test_run_that_does_not_use_it(newsroom, monkeypatch):
    """Nothing is loaded, and nothing is said."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    newsroom.makepyfile("def test_plain():\n    assert (1, 2) == (1, 2)\n")
    newsroom.makeconftest(LOADED)

    result = newsroom.runpytest_subprocess(*ALONE)

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["loaded: [[]]"])
    assert not any("quoteprov: " in line for line in result.outlines)


def test_can_be_turned_off(newsroom):
    """Then case files are not collected, and there is no fixture."""
    newsroom.makepyfile(TESTS)
    cases(newsroom)

    result = newsroom.runpytest_inprocess(*PLAIN, "-p", "no:quoteprov")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["E       fixture 'quoteprov' not found"])


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (["-m", "quoteprov"], [*PASSED, "no-other-findings", "test_quotations"]),
        (["-m", "not quoteprov"], ["test_plain"]),
        (["-k", "never-exported"], [PASSED[0]]),
        (["-k", "other-findings or plain"], ["no-other-findings", "test_plain"]),
        ([f"yonhap.quoteprov.toml::{PASSED[1]}"], [PASSED[1]]),
    ],
)
def test_tests_are_chosen(newsroom, options, names):
    """By marker, by words, by their ids."""
    newsroom.makepyfile(TESTS)
    cases(newsroom)

    result = newsroom.runpytest_inprocess(*PLAIN, "--collect-only", "-q", *options)

    assert sorted(names) == sorted(
        line.rpartition("::")[2] for line in result.outlines if "::" in line
    )


def test_strict_settings(newsroom):
    """The marker is registered and the settings are known, so strict runs pass."""
    newsroom.makepyfile(TESTS)
    cases(newsroom)

    result = newsroom.runpytest_inprocess(
        *PLAIN, "--strict-markers", "--strict-config", "-W", "error"
    )

    result.assert_outcomes(passed=5)
    meaning = "a test of quotations; every case, and every test with the fixture"
    newsroom.runpytest_inprocess(*PLAIN, "--markers").stdout.fnmatch_lines(
        [f"@pytest.mark.quoteprov: {meaning}"]
    )
    newsroom.runpytest_inprocess(*PLAIN, "--fixtures").stdout.fnmatch_lines(
        ["quoteprov [[]session scope[]] -- *", "    Check articles against the statements *"]
    )


def test_options_have_a_prefix(newsroom):
    """All of them, on the command line and in the configuration."""
    result = newsroom.runpytest_inprocess(*PLAIN, "--help")

    start = result.outlines.index("quotations checked against statements:")
    end = result.outlines.index("", start)
    options = [line.split()[0] for line in result.outlines[start + 1 : end] if line[2:3] == "-"]
    assert options
    assert all(option.startswith("--quoteprov-") for option in options)
    result.stdout.fnmatch_lines(["  quoteprov_against (paths):*"])


def test_python_of_another_test_is_not_touched(newsroom):
    """What is no case file is not read."""
    (newsroom.path / "quoteprov.toml").write_text("against = 3", "utf-8")
    (newsroom.path / "x.toml").write_text("=", "utf-8")
    newsroom.makepyfile("def test_plain():\n    pass\n")

    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=1)


def test_one_line_in_a_traceback(newsroom):
    """The fixture shows itself in a line."""
    newsroom.makepyfile("def test_fails(quoteprov):\n    assert not quoteprov\n")

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.stdout.fnmatch_lines(["quoteprov = <quoteprov fixture>"])
    assert "spacy" in sys.modules  # it was there before, and the run in this process left it
