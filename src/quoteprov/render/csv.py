"""
CSV (RFC 4180) for spreadsheets: a row for each quotation, and for each finding about an article.
"""

from __future__ import annotations

import csv
import io

from typing import TYPE_CHECKING

import regex

from quoteprov.models import SEVERITIES, Accepted
from quoteprov.render.phrases import speaker
from quoteprov.render.places import by_quotation
from quoteprov.render.terminal import escape as on_one_line
from quoteprov.text.lines import position


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Finding, Quotation, Report


_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, Excel reads UTF-8 as the code page of its country and garbles every “ and ’."""
_FORMULA = regex.compile(
    r"""(?: \A | [,;|"'“”‘’＂＇] ) \s* \K (?= [=+\-@＝＋－＠−] )""", regex.VERBOSE
)
"""Where a spreadsheet may begin to calculate: at the start of a cell, and after what it may take
for the end of one (https://owasp.org/www-community/attacks/CSV_Injection)."""

Cell = str | int | float | None

COLUMNS = (
    *("article", "path", "title", "published", "quotation", "parent", "zone", "line", "column"),
    *("start", "end", "text", "speaker", "verdict", "extent", "meaning", "tier", "kept"),
    *("statement", "statement_title", "issuer", "released", "carried", "url"),
    *("passage_start", "passage_end", "passages", "rivals"),
    *("day_verdict", "day_claimed", "day_against"),
    *("severity", "rules", "messages", "help", "fingerprints", "accepted", "reasons"),
    *("profile", "policy", "statements", "newest", "digest"),
)
"""The header. A column is never renamed or moved; new ones come at the end."""


def render_csv(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the header, behind a byte order mark, and the rows.
    """
    yield _BOM + _row(COLUMNS)
    for report in reports:
        groups = by_quotation(report)
        for finding in groups.get(None, ()):
            yield _cells(report, _place(finding), [finding])
        for quotation in report.quotations:
            yield _cells(report, _quotation(report, quotation), groups.get(quotation.id, ()))


def escape(text: str) -> str:
    """
    Put *text* on one line, with an apostrophe before whatever a spreadsheet may calculate.

    >>> escape("=1+1"), escape("he said, -1")
    ("'=1+1", "he said, '-1")
    """
    return _FORMULA.sub("'", on_one_line(text))


def _row(cells: Iterable[Cell]) -> str:
    line = io.StringIO()
    told = [escape(cell) if isinstance(cell, str) else cell for cell in cells]
    # all quoted, so that no reader takes another separator than the comma
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(told)
    return line.getvalue()


def _cells(report: Report, own: dict[str, Cell], findings: Sequence[Finding]) -> str:
    """The row of a quotation, or of the article, with its findings."""
    open_ones = [f for f in findings if not isinstance(f, Accepted)]
    accepted = [f for f in findings if isinstance(f, Accepted)]
    article, corpus = report.article, report.corpus
    severities = [f.severity for f in open_ones]
    row: dict[str, Cell] = {
        "article": article.id,
        "path": article.path,
        "title": article.title,
        "published": article.published.iso if article.published else None,
        **own,
        "severity": min(severities, key=SEVERITIES.index) if severities else None,
        "rules": " ".join(f.code for f in open_ones),
        "messages": _joined(f"{f.code} {f.message}" for f in open_ones),
        "help": _joined(f.help for f in open_ones),
        "fingerprints": " ".join(f.fingerprint for f in open_ones),
        "accepted": " ".join(f.code for f in accepted),
        "reasons": _joined(f.reason for f in accepted),
        "profile": report.policy.profile,
        "policy": report.policy.fingerprint,
        "statements": corpus.statements,
        "newest": corpus.newest,
        "digest": corpus.digest,
    }
    return _row(row.get(column) for column in COLUMNS)


def _place(finding: Finding) -> dict[str, Cell]:
    return {
        "line": finding.line,
        "column": finding.column,
        "start": finding.start,
        "end": finding.end,
    }


def _quotation(report: Report, q: Quotation) -> dict[str, Cell]:
    article, statement, date = report.texts.article, q.statement, q.date
    line, column = position(article.text, q.start) if article else (None, None)
    return {
        "quotation": q.id,
        "parent": q.parent,
        "zone": q.zone,
        "line": line,
        "column": column,
        "start": q.start,
        "end": q.end,
        "text": q.text,
        "speaker": speaker(q),
        "verdict": q.verdict,
        "extent": q.extent,
        "meaning": q.meaning,
        "tier": q.tier,
        "kept": round(q.kept, 4),
        "statement": statement.id if statement else None,
        "statement_title": statement.title if statement else None,
        "issuer": statement.issuer if statement else None,
        "released": statement.released if statement else None,
        "carried": statement.carried if statement else None,
        "url": statement.url if statement else None,
        "passage_start": min((p.start for p in q.passages), default=None),
        "passage_end": max((p.end for p in q.passages), default=None),
        "passages": " … ".join(p.text for p in q.passages),
        "rivals": " ".join(q.rivals),
        "day_verdict": date.verdict if date else None,
        "day_claimed": date.claimed if date else None,
        "day_against": date.against if date else None,
    }


def _joined(parts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(parts))
