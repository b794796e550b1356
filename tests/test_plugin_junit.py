"""JUnit XML of pytest has what was found as properties."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tests.newsroom import PASSED, PLAIN, cases


def properties(newsroom, *options):
    """Those of each test by their names, from the file that a run writes."""
    newsroom.runpytest_inprocess(*PLAIN, "--junitxml=report.xml", *options)
    suite = ET.parse(newsroom.path / "report.xml")  # noqa: S314 - our own
    return {
        case.get("name"): {p.get("name"): p.get("value") for p in case.iter("property")}
        for case in suite.iter("testcase")
    }


def test_properties_of_cases(newsroom):
    """Verdict, rules, statement and policy of each quotation."""
    cases(newsroom)

    found = properties(newsroom)

    policy = {"quoteprov.policy": found["no-other-findings"]["quoteprov.policy"]}
    assert {
        PASSED[0]: {
            "quoteprov.verdict": "verbatim",
            "quoteprov.rules": "QP306",
            "quoteprov.statement": "001_5090525799506049.txt",
            **policy,
        },
        PASSED[1]: {
            "quoteprov.verdict": "other-speaker",
            "quoteprov.rules": "",
            "quoteprov.statement": "",
            **policy,
        },
    } == {name: found[name] for name in PASSED}
    assert 12 == len(policy["quoteprov.policy"])


def test_properties_of_tests(newsroom):
    """A test has those of all that it checked; one that checks nothing has none."""
    newsroom.makepyfile(
        """
        from pathlib import Path

        def test_two(quoteprov):
            quoteprov.verify(Path("articles/rt.txt"))
            quoteprov.verify(Path("articles/blog.txt"))

        def test_none(quoteprov):
            pass
        """
    )

    found = properties(newsroom)

    assert {} == found["test_none"]
    assert "reworded other-speaker not-found" == found["test_two"]["quoteprov.verdict"]
    names = ("verdict", "rules", "statement", "policy")
    assert {f"quoteprov.{name}" for name in names} == set(found["test_two"])
