"""CSV: a row for each quotation and each finding about an article, and no formula."""

from __future__ import annotations

import csv

from typing import TYPE_CHECKING

import pytest

from quoteprov.render.csv import escape, render_csv
from quoteprov.render.records import COLUMNS
from tests.hostile import HOSTILE
from tests.rendering import accepting, altered, on_the_web, seeds, unread, without_texts


if TYPE_CHECKING:
    from quoteprov import Report


def rows(*reports: Report) -> list[dict[str, str]]:
    """The rows as a program reads them."""
    lines = list(render_csv(reports))
    assert lines[0].startswith('\ufeff"article","path",')
    lines[0] = lines[0].removeprefix("\ufeff")
    read = list(csv.reader(lines, strict=True))
    assert list(COLUMNS) == read[0]
    assert {len(COLUMNS)} == {len(row) for row in read}
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


def test_a_row_for_each_quotation() -> None:
    """Each quotation has a row, and so has what is said of an article."""
    found = rows(*seeds())

    assert 21 == len(found)
    assert [("", "QP501")] == [(r["quotation"], r["rules"]) for r in found if not r["quotation"]]
    assert 1 == sum(r["parent"] != "" for r in found if r["article"].startswith("002"))


def test_what_a_row_says() -> None:
    """A row holds the words of both sides, the verdict and the findings with their advice."""
    (row,) = rows(on_the_web(altered()))
    expected = {
        "article": "post",
        "path": "drafts/post.txt",
        "quotation": "q1",
        "line": "1",
        "column": "107",
        "start": "106",
        "verdict": "altered",
        "statement": "001_5090525799506049.txt",
        "released": "2022-09-21",
        "url": "https://example.org/kcna/2022-09-22",
        "severity": "error",
        "rules": "QP403 QP102",
        "accepted": "",
        "statements": "2",
    }

    assert expected == {key: row[key] for key in expected}
    assert row["text"].startswith("We have ever exported weapons or [any] ammunition")
    assert row["passages"].startswith("We have never exported weapons or ammunition")
    assert " / QP102 a negation was changed: “ever” stands for “never”" in row["messages"]


def test_accepted() -> None:
    """What was accepted has its reason and no weight."""
    (row,) = rows(accepting(altered(), "QP102"))

    assert ("info", "QP403", "QP102") == (row["severity"], row["rules"], row["accepted"])
    assert "the desk knows, 0" == row["reasons"]


def test_not_read() -> None:
    """An article that was not read has a row that says so."""
    (row,) = rows(unread())

    assert ("drafts/none.txt", "", "error", "QP904") == (
        row["path"],
        row["quotation"],
        row["severity"],
        row["rules"],
    )


def test_without_texts() -> None:
    """Where the text is not at hand, the line is not told; the characters are."""
    ((own,), (back,)) = rows(altered()), rows(without_texts(altered()))

    assert ("", "", "106") == (back["line"], back["column"], back["start"])
    assert {k: v for k, v in own.items() if k not in {"line", "column"}} == {
        k: v for k, v in back.items() if k not in {"line", "column"}
    }


def test_nothing_at_all() -> None:
    """A run without articles gives the header."""
    assert [] == rows()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1", "'＝1"),
        ("－1", "'－1"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("a,=1", "a,'=1"),
        ("a; -1", "a; '-1"),
        ('a"=1', "a\"'=1"),
        ("“-1”", "“'-1”"),
        ("a|@x", "a|'@x"),
        ("a-b = c", "a-b = c"),
        ("\u200b=1", "<U+200B>=1"),
        ("a\nb", "a b"),
    ],
)
def test_formulas(text: str, cell: str) -> None:
    """No cell begins to calculate, as it is or cut in two at what may be taken for its end."""
    assert cell == escape(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_formula_at_any_cut(text: str) -> None:
    """Whatever separator and quote a spreadsheet takes, no part of a cell is a formula."""
    shown = escape(text)
    for separator in ",;|\"'“”\t\r\n":
        parts = shown.split(separator)
        for number, part in enumerate(parts):
            begins = part.lstrip()[:1]
            assert begins not in set("=+@＝＋－＠−-") or (number and separator == "'"), shown
