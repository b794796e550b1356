"""
Where something stands: lines of a file, URIs, the words around, findings by quotation.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import regex

from quoteprov.models import SEVERITIES, Accepted
from quoteprov.render.fragments import text_fragment
from quoteprov.text.lines import position


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quoteprov.models import Finding, Passage, Quotation, Report, Statement


_AS_IT_IS = (".txt", ".text", ".md", ".markdown")
"""Endings of files that hold their text as it is; the text of any other was taken out of it, so
that its lines are not those of the file."""
CONTEXT = 32
"""Most code points of the words before and after that help to find words again."""
_BESIDE = 200
"""Code points on either side of a passage by which a link to it may find it."""
_DRIVE = regex.compile(r"[A-Za-z]:/")
_CLUSTER = regex.compile(r"\X")


class Place(NamedTuple):
    """
    A stretch of a file, 1-based, in code points; the end is one past the last one.

    Args:
        line: Of the file; None where it is not known.
        column: None where only the line is known.
        end_line: None where the text is not at hand.
        end_column: Of *end_line*.
        start: Its offset, where the text is the file's.
        length: From *start* on.
        words: The place in words, where the lines of the file do not tell it.
    """

    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    start: int | None = None
    length: int | None = None
    words: str = ""


def place(report: Report, finding: Finding) -> Place:
    """
    Say where in the article's file a finding stands.
    """
    article = report.texts.article
    if not report.was_checked:
        return Place(finding.line)
    if _holds_its_text(report.article.path):
        if article is None:
            return Place(finding.line, finding.column)
        return _stretch(article.text, finding.start, finding.end)
    words = f"line {finding.line}, column {finding.column} of its text"
    return Place(article.line if article and article.path else None, words=words)


def spot(report: Report, q: Quotation) -> str:
    """
    Say where in the text of its article a quotation begins: line and column, if the text is at
    hand.
    """
    article = report.texts.article
    if article is None:
        return f"characters {q.start}–{q.end}"
    return "{}:{}".format(*position(article.text, q.start))


def place_in(statement: Statement, start: int, end: int) -> Place:
    """
    Say where in the file of its statement a passage stands.
    """
    if _holds_its_text(statement.path):
        return _stretch(statement.text, start, end)
    return Place(words="line {}, column {} of its text".format(*position(statement.text, start)))


def _stretch(text: str, start: int, end: int) -> Place:
    return Place(*position(text, start), *position(text, end), start, end - start)


def _holds_its_text(path: str | None) -> bool:
    return (path or "").lower().endswith(_AS_IT_IS)


def uri(path: str) -> str:
    """
    Give a ``/``-separated path as a URI reference; an absolute one as a ``file:`` URI (RFC 8089).

    >>> uri("a b/ü:1.txt"), uri("/news/a.txt"), uri("C:/a.txt")
    ('a%20b/%C3%BC%3A1.txt', 'file:///news/a.txt', 'file:///C:/a.txt')
    """
    if _DRIVE.match(path):
        return f"file:///{path[:2]}{quote(path[2:])}"
    if path.startswith("//"):  # of a server
        return f"file:{quote(path)}"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)


def passage_link(url: str | None, passage: Passage, statement: Statement | None) -> str:
    """
    Give a link to a passage on the page at *url*, found by the words around it if the *statement*
    is at hand; nothing where there is no page.
    """
    if statement is None:
        return text_fragment(url or "", passage.text)
    start, end = max(0, passage.start - _BESIDE), passage.end + _BESIDE
    before, after = statement.text[start : passage.start], statement.text[passage.end : end]
    return text_fragment(url or "", passage.text, before, after)


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """
    Give the words before and after a stretch of *text*, at most `CONTEXT` code points of each.

    No grapheme cluster is cut (https://www.w3.org/TR/annotation-model/#text-quote-selector).
    """
    before = _CLUSTER.findall(text[max(0, start - 3 * CONTEXT) : start])
    after = _CLUSTER.findall(text[end : end + 3 * CONTEXT])
    return "".join(reversed(_first(reversed(before)))), "".join(_first(after))


def _first(clusters: Iterable[str]) -> list[str]:
    """As many as fit."""
    left = CONTEXT

    def fits(cluster: str) -> bool:
        nonlocal left
        left -= len(cluster)
        return left >= 0

    return list(takewhile(fits, clusters))


def by_quotation(report: Report) -> Mapping[str | None, Sequence[Finding]]:
    """Group findings, then accepted ones, by the quotation they are about; None: the article."""
    groups: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in (*report.findings, *report.accepted):
        groups[finding.quotation].append(finding)
    return groups


def gravest(finding: Finding) -> int:
    """
    Sort by it: the gravest first, and at the end what was accepted.
    """
    accepted = isinstance(finding, Accepted)
    return len(SEVERITIES) if accepted else SEVERITIES.index(finding.severity)
