"""
Flat records for tables: one for each quotation, and one for each finding about an article.
"""

from __future__ import annotations

from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from quoteprov.errors import InputError
from quoteprov.models import SEVERITIES, Accepted
from quoteprov.render.phrases import speaker
from quoteprov.render.places import by_quotation
from quoteprov.text.lines import position


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Finding, Quotation, Report


Value = str | int | float | None

COLUMNS = (
    *("article", "path", "title", "published", "quotation", "parent", "zone", "line", "column"),
    *("start", "end", "text", "speaker", "verdict", "extent", "meaning", "tier", "kept"),
    *("statement", "statement_title", "issuer", "released", "carried", "url"),
    *("passage_start", "passage_end", "passages", "rivals"),
    *("day_verdict", "day_claimed", "day_against"),
    *("severity", "rules", "messages", "help", "fingerprints", "accepted", "reasons"),
    *("profile", "policy", "statements", "newest", "digest"),
    "outlet",
)
"""The fields of a record. One is never renamed or moved; new ones come at the end."""

_KINDS = {
    **dict.fromkeys(COLUMNS, "text"),
    **dict.fromkeys(("line", "column", "start", "end"), "whole"),
    **dict.fromkeys(("passage_start", "passage_end", "statements"), "whole"),
    "kept": "share",
}
"""What each column holds, whatever its rows leave out: frames of several reports fit together."""


def records(report: Report) -> Iterator[dict[str, Value]]:
    """
    Give the records of a report, each with all `COLUMNS` in their order.
    """
    groups = by_quotation(report)
    for finding in groups.get(None, ()):
        yield _record(report, _place(finding), [finding])
    for quotation in report.quotations:
        yield _record(report, _quotation(report, quotation), groups.get(quotation.id, ()))


def _record(
    report: Report, own: Mapping[str, Value], findings: Sequence[Finding]
) -> dict[str, Value]:
    """The record of a quotation, or of the article, with its findings."""
    open_ones = [f for f in findings if not isinstance(f, Accepted)]
    accepted = [f for f in findings if isinstance(f, Accepted)]
    article, corpus, read = report.article, report.corpus, report.texts.article
    severities = [f.severity for f in open_ones]
    told: dict[str, Value] = {
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
        "outlet": read.outlet if read else None,
    }
    return {column: told.get(column) for column in COLUMNS}


def _place(finding: Finding) -> dict[str, Value]:
    return {
        "line": finding.line,
        "column": finding.column,
        "start": finding.start,
        "end": finding.end,
    }


def _quotation(report: Report, q: Quotation) -> dict[str, Value]:
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


def frame(rows: Sequence[Mapping[str, Value]], library: str | None = None) -> Any:
    """
    Give records as a DataFrame, with the same columns and types whatever they hold.

    Args:
        rows: Of `records`.
        library: ``pandas`` or ``polars``; if nothing is said, the first of them that is installed.

    Raises:
        InputError: There is no such library, or it is not installed.
    """
    names = [library] if library else list(_FRAMES)
    if unknown := [name for name in names if name not in _FRAMES]:
        msg = f"library={unknown[0]!r} gives no frame here; use one of: {', '.join(_FRAMES)}"
        raise InputError(msg)
    name = next((name for name in names if find_spec(name)), None)
    if name is None:
        msg = (
            f"a frame needs {' or '.join(names)}, and none is installed: "
            f"python3 -m pip install {names[0]} (to_records() needs none)"
        )
        raise InputError(msg)
    return _FRAMES[name]({column: [row[column] for row in rows] for column in COLUMNS})


def _pandas(columns: Mapping[str, list[Value]]) -> Any:
    import pandas as pd

    # the types with a missing value of their own, so that offsets stay whole numbers
    types = {"text": "string", "whole": "Int64", "share": "float64"}
    return pd.DataFrame(
        {name: pd.Series(column, dtype=types[_KINDS[name]]) for name, column in columns.items()}
    )


def _polars(columns: Mapping[str, list[Value]]) -> Any:
    import polars as pl

    types = {"text": pl.String, "whole": pl.Int64, "share": pl.Float64}
    return pl.DataFrame(columns, schema={name: types[_KINDS[name]] for name in columns})


_FRAMES: Mapping[str, Callable[[Mapping[str, list[Value]]], Any]] = MappingProxyType(
    {"pandas": _pandas, "polars": _polars}
)
"""Who makes frames, in the order in which they are asked."""
