"""
One line a finding: path, line, column, severity, code, message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quoteprov.models import Report
from quoteprov.render.terminal import escape


def render_concise(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the findings of *reports*, a line each, without line ends.
    """
    for report in reports:
        where = escape(report.article.path or report.article.id)
        for f in report.findings:
            message = f"{f.severity} {f.code} {f.name}: {escape(f.message)}"
            yield f"{where}:{f.line}:{f.column}: {message}"
