"""
Annotations of GitHub Actions: a workflow command for each finding.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.render.places import place
from quoteprov.text.script import visible


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quoteprov.models import Finding, Report


_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
# as the runner's own toolkit does (actions/toolkit, packages/core/src/command.ts)
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({":": "%3A", ",": "%2C"})


def render_github(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give a command a line for each finding; accepted ones are left out.
    """
    for report in reports:
        for finding in report.findings:
            yield _command(report, finding)


def escape(text: str) -> str:
    r"""
    Keep *text* on the line of its command.

    >>> escape("100\u202e%\n::error::x")
    '100<U+202E>%25%0A::error::x'
    """
    return visible(text).translate(_DATA)


def _command(report: Report, finding: Finding) -> str:
    at = place(report, finding)
    one_line = at.end_line is None or at.end_line == at.line
    properties: Mapping[str, str | int | None] = {
        "title": f"quoteprov {finding.code} {finding.name}",
        "file": report.article.path,
        "line": at.line,
        "endLine": at.end_line,
        # of a span that crosses lines, GitHub takes no columns
        "col": at.column if one_line else None,
        "endColumn": at.end_column if one_line else None,
    }
    told = ",".join(
        f"{name}={escape(str(value)).translate(_PROPERTY)}"
        for name, value in properties.items()
        if value is not None and (name == "title" or report.article.path)
    )
    of = "" if report.article.path else f"{report.article.id}: "
    words = f" ({at.words})" if at.words else ""
    message = escape(f"{of}{finding.message}{words}\nhelp: {finding.help}")
    return f"::{_LEVELS[finding.severity]} {told}::{message}"
