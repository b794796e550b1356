"""Strings that act elsewhere, in every field of a report and in its texts: no format lets them."""

from __future__ import annotations

import csv
import json

from itertools import repeat
from typing import TYPE_CHECKING, Any

import pytest

from lxml import etree

from quoteprov import Report
from quoteprov.models import Texts
from quoteprov.render import FORMATS, renderer
from quoteprov.render.records import COLUMNS
from quoteprov.text.script import visible
from tests.hostile import HOSTILE, hostile
from tests.rendering import accepting, altered, on_the_web, seeds, unread
from tests.test_render_annotations import VALID as ANNOTATIONS
from tests.test_render_claimreview import VALID as REVIEWS
from tests.test_render_junit import SCHEMA as JUNIT
from tests.test_render_sarif import validator


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def reports(text: str) -> list[Report]:
    """Reports in which every string is this one, with an article and a statement that begin so."""
    found = [
        accepting(on_the_web(altered()), "QP403"),
        accepting(seeds()[1], "QP106", "QP501"),
        unread(),
    ]
    return [hostile(one, repeat(text)).beside(_texts(one.texts, text)) for one in found]


def _texts(texts: Texts, text: str) -> Texts:
    if texts.article is None:
        return texts
    article = hostile(texts.article, repeat(text))
    statement = hostile(next(iter(texts.statements.values())), repeat(text))
    return Texts(
        article.model_copy(update={"text": text + texts.article.text}),
        {text: statement.model_copy(update={"text": text * 2_000})},
    )


def _screen(lines: Sequence[str], found: Sequence[Report]) -> None:
    told = "\n".join(lines)
    assert visible(told) == told
    assert found


def _a_line_each(lines: Sequence[str], found: Sequence[Report]) -> None:
    _screen(lines, found)
    assert sum(len(report.findings) for report in found) == len(lines)
    assert {1} == {len(line.splitlines()) for line in lines}


def _github(lines: Sequence[str], found: Sequence[Report]) -> None:
    _a_line_each(lines, found)
    for line, report in zip(lines, (r for r in found for _ in r.findings), strict=True):
        level, _, properties = line.partition("::")[2].partition("::")[0].partition(" ")
        assert level in {"error", "warning", "notice"}
        names = [one.partition("=")[0] for one in properties.split(",")]
        order = ["title", "file", "line", "endLine", "col", "endColumn"]
        assert [name for name in order if name in names] == names
        assert ("file" in names) is bool(report.article.path)


def _json(lines: Sequence[str], found: Sequence[Report]) -> None:
    told = json.loads("\n".join(lines))["reports"]
    assert [one.model_dump(mode="json", by_alias=True)["findings"] for one in found] == [
        one["findings"] for one in told
    ]


def _jsonl(lines: Sequence[str], found: Sequence[Report]) -> None:
    for line, report in zip(lines, found, strict=True):
        told = {k: v for k, v in json.loads(line).items() if k not in {"schema", "tool"}}
        assert report == Report.model_validate(told)


def _csv(lines: Sequence[str], found: Sequence[Report]) -> None:
    rows = list(csv.reader(lines, strict=True))
    of_articles = sum(f.quotation is None for r in found for f in (*r.findings, *r.accepted))
    assert 1 + of_articles + sum(len(report.quotations) for report in found) == len(rows)
    for row in rows:
        assert len(COLUMNS) == len(row)
        assert not any(cell.lstrip()[:1] in set("=+@-＝＋－＠") - {""} for cell in row)


def _markdown(lines: Sequence[str], found: Sequence[Report]) -> None:
    """The elements are counted in the tests of Markdown."""
    _screen(lines, found)


def _sarif(lines: Sequence[str], found: Sequence[Report]) -> None:
    log = json.loads("\n".join(lines))
    validator().validate(log)
    results = log["runs"][0]["results"]
    assert sum(len(r.findings) + len(r.accepted) for r in found) == len(results)
    for message in _messages(log):
        assert "](" not in message
        assert visible(message) == message


def _messages(value: Any) -> list[str]:
    """The text of every message."""
    if isinstance(value, dict):
        own = value.get("message", {})
        return [
            *([own["text"]] if own else []),
            *(m for v in value.values() for m in _messages(v)),
        ]
    return [m for v in value for m in _messages(v)] if isinstance(value, list) else []


def _junit(lines: Sequence[str], found: Sequence[Report]) -> None:
    root = etree.fromstring("\n".join(lines).encode())
    JUNIT.assertValid(root)
    assert len(found) == len(root)
    plain = etree.fromstring("\n".join(renderer("junit")(reports("word"))).encode())
    # a property without a value is left out
    assert _tags(plain) == _tags(root)


def _tags(root: Any) -> list[str]:
    return [one.tag for one in root.iter() if one.tag != "property"]


def _annotations(lines: Sequence[str], found: Sequence[Report]) -> None:
    told = json.loads("\n".join(lines))
    ANNOTATIONS.validate(told)
    items = told["first"]["items"]
    quotations = [q for report in found for q in report.quotations]
    assert len(quotations) + sum(len(q.passages) for q in quotations) == len(items)
    shown = [body["value"] for one in items for body in one["body"] if "value" in body]
    assert all(visible(value) == value for value in shown)


def _claimreview(lines: Sequence[str], found: Sequence[Report]) -> None:
    told = "\n".join(lines)
    assert visible(told) == told
    assert not set(told) & set("<>&")
    # a document without a name is refused before it is checked
    if any(report.article.id.strip() for report in found):
        REVIEWS.validate(json.loads(told))


CHECKS: dict[str, Callable[[Sequence[str], Sequence[Report]], None]] = {
    "full": _screen,
    "concise": _a_line_each,
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
    "csv": _csv,
    "sarif": _sarif,
    "junit": _junit,
    "github": _github,
    "annotations": _annotations,
    "claimreview": _claimreview,
}


def test_every_format() -> None:
    """No format is forgotten; the page has its own test, in a browser."""
    assert set(FORMATS) == {*CHECKS, "html"}
    assert 300 <= len(HOSTILE) == len(set(HOSTILE))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_acts(text: str) -> None:
    """What is written can be read again, and holds as much as with a plain word."""
    found = reports(text)
    for name, check in CHECKS.items():
        check(list(renderer(name)(found)), found)
