"""SARIF 2.1.0: valid, at the exact characters, within the limits of the hosts that take it."""

from __future__ import annotations

import json

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from quoteprov.render import sarif
from quoteprov.render.places import uri
from quoteprov.render.sarif import documentation, escape, render_sarif
from tests.rendering import (
    ROOT,
    accepting,
    altered,
    everything,
    seeds,
    unread,
    with_statement,
    without_texts,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov import Report


SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
OURS = "001_5090525799506049.txt"


@cache
def validator() -> jsonschema.Draft4Validator:
    """Of the official schema."""
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def run(*reports: Report) -> dict[str, Any]:
    """The run of a file that is valid."""
    (told,) = render_sarif(reports)
    log = json.loads(told)
    validator().validate(log)
    (only,) = log["runs"]
    return dict(only)


def test_valid() -> None:
    """The file is valid, whatever the reports hold; so it is without reports."""
    found = everything()

    assert sum(len(r.findings) + len(r.accepted) for r in found) == len(run(*found)["results"])
    assert run(*map(without_texts, found))["results"]
    assert ([], True) == (
        run()["results"],
        run()["invocations"][0]["executionSuccessful"],
    )


def region_of(result: dict[str, Any]) -> tuple[str, dict[str, int]]:
    """File and region of a location."""
    physical = result["physicalLocation"]
    assert "%SRCROOT%" == physical["artifactLocation"]["uriBaseId"]
    return physical["artifactLocation"]["uri"], physical["region"]


def test_regions_are_the_characters() -> None:
    """Lines, columns and offsets mean the same characters, in articles and in statements."""
    results = run(*seeds())["results"]
    findings = [f for report in seeds() for f in report.findings]
    told = [(r["locations"][0], None) for r in results] + [
        (related, related["message"]["text"]) for r in results for related in r["relatedLocations"]
    ]

    assert 18 == len(results) == len(findings)
    for location, message in told:
        path, region = region_of(location)
        text = (ROOT / path).read_text("utf-8")
        start, end = region["charOffset"], region["charOffset"] + region["charLength"]
        lines = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
        assert start == lines[region["startLine"] - 1] + region["startColumn"] - 1
        assert end == lines[region["endLine"] - 1] + region["endColumn"] - 1
        if message:
            assert message == escape(f"statement {Path(path).name}: “{text[start:end]}”")
    assert [(f.start, f.end - f.start) for f in findings] == [
        (r["charOffset"], r["charLength"])
        for _, r in (region_of(one["locations"][0]) for one in results)
    ]


def test_what_a_result_says() -> None:
    """A result names its rule, its weight, what to do, and stays the same when text moves."""
    (told,) = [r for r in run(altered())["results"] if r["ruleId"] == "QP102"]
    (finding,) = [f for f in altered().findings if f.code == "QP102"]

    assert "error" == told["level"]
    assert told["message"]["text"].startswith(
        "a negation was changed: “ever” stands for “never”; quote the words"
    )
    assert {"quoteprov/v1": finding.fingerprint} == told["partialFingerprints"]
    assert [0] == [related["id"] for related in told["relatedLocations"]]
    assert [] == told["suppressions"]


def test_rules() -> None:
    """The rules that fired are described by their pages, each once."""
    driver = run(*seeds())["tool"]["driver"]
    rules = driver["rules"]
    (own,) = [rule for rule in rules if rule["id"] == "QP106"]

    assert "quoteprov" == driver["name"]
    assert driver["version"] == driver["semanticVersion"]
    assert sorted({f.code for r in seeds() for f in r.findings}) == [rule["id"] for rule in rules]
    assert ("reworded-quote", "reworded quote", "warning") == (
        own["name"],
        own["shortDescription"]["text"],
        own["defaultConfiguration"]["level"],
    )
    assert own["fullDescription"]["text"].startswith("Reports a quotation that renders a passage")
    assert own["help"]["markdown"].startswith("## What it does\nReports")
    for result in run(*seeds())["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]


def test_pages_of_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package says where its documentation stands, every rule links to its page."""
    monkeypatch.setattr(sarif, "documentation", lambda _: "https://docs.example.org/en")
    driver = run(altered())["tool"]["driver"]

    assert "https://docs.example.org/en" == driver["informationUri"]
    assert [
        "https://docs.example.org/en/reference/rules.html#qp102-polarity-flip",
        "https://docs.example.org/en/reference/rules.html#qp403-carrier-missing",
    ] == [rule["helpUri"] for rule in driver["rules"]]
    assert documentation(["Source, https://example.org"]) is None


def test_a_rule_of_another_version() -> None:
    """A report of a version with other rules is shown, without their pages."""
    finding = altered().findings[0].model_copy(update={"code": "QP999"})
    driver = run(altered().model_copy(update={"findings": (finding,)}))["tool"]["driver"]

    assert [{"id": "QP999"}] == driver["rules"]


def test_accepted() -> None:
    """What was accepted is suppressed, where it was accepted, for the reason that was given."""
    results = run(accepting(seeds()[1], "QP106"))["results"]
    ours = [r["suppressions"] for r in results if r["ruleId"] == "QP106"]

    assert [
        [{"kind": "external", "justification": "the desk knows, 0"}],
        [{"kind": "inSource", "justification": "the desk knows, 1"}],
        [{"kind": "external", "justification": "the desk knows, 2"}],
    ] == ours
    assert {0} == {len(r["suppressions"]) for r in results if r["ruleId"] != "QP106"}


def test_not_read() -> None:
    """An article that was not read makes the run unsuccessful, and a notification says why."""
    told = run(*seeds(), unread())
    (invocation,) = told["invocations"]
    (note,) = invocation["toolExecutionNotifications"]

    assert invocation["executionSuccessful"] is False
    assert ("error", "no such file or folder; check the path") == (
        note["level"],
        note["message"]["text"],
    )
    assert ("drafts/none.txt", {"startLine": 1}) == region_of(note["locations"][0])
    assert run(*seeds())["invocations"] == [
        {"executionSuccessful": True, "toolExecutionNotifications": []}
    ]


def test_interrupted() -> None:
    """A run that is interrupted gives what it has and says so."""

    def interrupted() -> Iterator[Report]:
        yield altered()
        raise KeyboardInterrupt

    told = render_sarif(interrupted())
    log = json.loads(next(told))
    with pytest.raises(KeyboardInterrupt):
        next(told)
    validator().validate(log)
    (own,) = log["runs"]

    assert 2 == len(own["results"])
    assert own["invocations"][0]["executionSuccessful"] is False
    assert "the run was interrupted" in json.dumps(own["invocations"])


@pytest.mark.parametrize("path", ["a.html", "a.jsonl", "a.docx"])
def test_other_files(path: str) -> None:
    """Of a text that was taken out of its file only the line of its beginning is claimed."""
    report = with_statement(altered(path, 7), path="statements.jsonl")
    (told,) = [r for r in run(report)["results"] if r["ruleId"] == "QP102"]
    (related,) = told["relatedLocations"]

    assert (path, {"startLine": 7}) == region_of(told["locations"][0])
    assert "“never” (line 1, column 115 of its text); quote" in told["message"]["text"]
    assert "region" not in related["physicalLocation"]
    assert f"statement {OURS} (line 20, column 1 of its text): “We" in related["message"]["text"]


def test_no_file() -> None:
    """A text that is in no file is named."""
    (first, *_) = run(altered(None))["results"]

    assert [{"logicalLocations": [{"fullyQualifiedName": "post"}]}] == first["locations"]
    assert "of its text" in first["message"]["text"]


def test_without_texts() -> None:
    """What was read back from JSON has the line and column of its beginning, and no more."""
    (told,) = [r for r in run(without_texts(altered()))["results"] if r["ruleId"] == "QP102"]
    (related,) = told["relatedLocations"]

    assert region_of(told["locations"][0])[1] == {"startLine": 1, "startColumn": 115}
    assert [{"fullyQualifiedName": OURS}] == related["logicalLocations"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/c#d?e%.txt", "a%20b/c%23d%3Fe%25.txt"),
        ("статья.md", "%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F.md"),
        ("a:b.txt", "a%3Ab.txt"),
        ("../a.txt", "../a.txt"),
        ("a\\b.txt", "a%5Cb.txt"),
        ("/news/a b.txt", "file:///news/a%20b.txt"),
        ("C:/news/a.txt", "file:///C:/news/a.txt"),
        ("//server/share/a.txt", "file://server/share/a.txt"),
    ],
)
def test_uris(path: str, expected: str) -> None:
    """A path is a reference from where quoteprov was run, or a file URI."""
    assert expected == uri(path)
    artifact = run(altered(path))["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]
    assert ("uriBaseId" in artifact) is not expected.startswith("file:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see [this](https://example.org)", "see [this] (https://example.org)"),
        ("[a\\](1)", "[a\\] (1)"),
        ("[W]e [...]", "[W]e [...]"),
        ("{0} }", "{{0}} }}"),
        ("a\nb\u202e", "a b<U+202E>"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    """No message holds a link or a placeholder."""
    assert expected == escape(text)


def test_long_message() -> None:
    """A message that a host would refuse is cut, and says so."""
    shown = escape("x" * 100_001)

    assert "x" * 100_000 + "… (cut)" == shown
    assert "x" * 100_000 == escape("x" * 100_000)


def test_too_many_results() -> None:
    """Of more results than a host takes the mildest are left out, and the file says so."""
    blog = seeds()[1]
    many = blog.model_copy(update={"findings": blog.findings * 2_500})
    (told,) = json.loads(next(render_sarif([many])))["runs"]  # the schema takes its time
    (note,) = told["invocations"][0]["toolExecutionNotifications"]
    levels = [r["level"] for r in told["results"]]

    assert 30_000 == len(many.findings)
    assert 25_000 == len(levels)
    assert (7_500, 10_000, 7_500) == tuple(map(levels.count, ("error", "warning", "note")))
    assert (
        "5,000 of 30,000 findings, the mildest, are left out of this file"
        == (note["message"]["text"])
    )
    assert told["invocations"][0]["executionSuccessful"]


def test_what_was_searched() -> None:
    """The run says what was searched under which policy."""
    told = run(*seeds())

    assert "unicodeCodePoints" == told["columnKind"]
    assert {"statements", "newest", "digest"} == set(told["properties"]["corpus"])
    assert "document" == told["properties"]["policy"]["profile"]
    assert "%SRCROOT%" in told["originalUriBaseIds"]
