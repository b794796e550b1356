"""JUnit XML: a suite for each article, a case for each quotation, valid for Jenkins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lxml import etree

from quoteprov import Article
from quoteprov.render.junit import render_junit
from tests.rendering import (
    accepting,
    altered,
    checked,
    everything,
    seeds,
    unread,
    without_texts,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov import Report


SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def suites(*reports: Report) -> list[Any]:
    """The suites of a file that is valid."""
    root = etree.fromstring("\n".join(render_junit(reports)).encode())
    SCHEMA.assertValid(root)
    return list(root)


def test_valid() -> None:
    """The file is valid, whatever the reports hold; so it is without reports."""
    assert 5 == len(suites(*everything()))
    assert 5 == len(suites(*map(without_texts, everything())))
    assert [] == suites()


def test_counts() -> None:
    """A case is a quotation, not a finding; what is said of an article is one case more."""
    yonhap, blog, rt = suites(*seeds())

    assert ("6", "0", "0", "0") == tuple(
        map(yonhap.get, ("tests", "failures", "errors", "skipped"))
    )
    assert ("6", "3", "0", "0") == tuple(map(blog.get, ("tests", "failures", "errors", "skipped")))
    assert ("9", "0", "0", "0") == tuple(map(rt.get, ("tests", "failures", "errors", "skipped")))
    assert "the article" == blog.find("testcase").get("name")
    assert {suite.get("name") for suite in (yonhap, blog, rt)} == {
        case.get("classname") for suite in (yonhap, blog, rt) for case in suite.iter("testcase")
    }


def test_failure() -> None:
    """The first line alone tells verdict, rule and place; the words of both sides follow."""
    (suite,) = suites(altered())
    (case,) = suite.iter("testcase")
    failure = case.find("failure")

    assert "“We have ever exported weapons or [any] ammunition to Russia…”" == case.get("name")
    assert "QP102" == failure.get("type")
    assert "altered QP102 polarity-flip drafts/post.txt:1:115" == failure.get("message")
    assert "a negation was changed: “ever” stands for “never”; help: " in failure.text
    output = case.findtext("system-out").splitlines()
    assert output[1].startswith("article: We have ever exported")
    assert output[2].startswith("statement: We have never exported")
    assert output[3].startswith("info QP403 carrier-missing at drafts/post.txt:1:107: ")


def test_properties() -> None:
    """A suite says what was searched, and of each quotation what was found."""
    (suite,) = suites(altered())
    told = {p.get("name"): p.get("value") for p in suite.iter("property")}

    assert ("document", "2", "2022-11-08") == (
        told["profile"],
        told["statements"],
        told["newest"],
    )
    assert ("altered", "QP102 QP115 QP403", "001_5090525799506049.txt") == (
        told["q1.verdict"],
        told["q1.rules"],
        told["q1.statement"],
    )


def test_accepted() -> None:
    """What was accepted is skipped, and says why; beside an error it does not hide it."""
    (suite,) = suites(accepting(altered(), "QP102"))
    (blog,) = suites(accepting(seeds()[1], "QP106", "QP501"))
    (case,) = suite.iter("testcase")

    assert "1" == suite.get("skipped")
    assert "accepted QP102 polarity-flip: the desk knows, 0" == case.find("skipped").get("message")
    assert ("1", "3") == (blog.get("skipped"), blog.get("failures"))
    assert "accepted QP106 reworded-quote: the desk knows, 0" in blog.findtext(".//failure")


def test_not_read() -> None:
    """An article that was not checked is an error, not a failure."""
    (suite,) = suites(unread())
    (error,) = suite.iter("error")

    assert ("1", "1", "0") == tuple(map(suite.get, ("tests", "errors", "failures")))
    assert "not checked QP904 unreadable-input drafts/none.txt:1" == error.get("message")


def test_names_are_unique() -> None:
    """Two quotations with the same words are two cases; nothing depends on their order alone."""
    report = checked(Article(id="twice", text="He said “so be it”. She said “so be it”, too."))
    (suite,) = suites(report)

    assert ["“so be it”", "“so be it” (2)"] == [c.get("name") for c in suite.iter("testcase")]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("a.html", "a.html:7 (line 1, column 115 of its text)"),
        ("a.MD", "a.MD:1:115"),
        (None, "post (line 1, column 115 of its text)"),
    ],
)
def test_places(path: str | None, place: str) -> None:
    """Only a file that holds its text as it is has a line and a column of it."""
    (suite,) = suites(altered(path, 7))
    assert suite.find(".//failure").get("message").endswith(f"flip {place}")


def test_interrupted() -> None:
    """A run that is interrupted leaves a file that is whole."""

    def interrupted() -> Iterator[Report]:
        yield altered()
        raise KeyboardInterrupt

    lines: list[str] = []
    told = render_junit(interrupted())
    with pytest.raises(KeyboardInterrupt):
        lines += iter(told.__next__, None)

    assert 1 == len(etree.fromstring("\n".join(lines).encode()))
