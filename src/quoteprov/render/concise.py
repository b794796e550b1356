"""
One line a finding: path, line, column, severity, code, message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.render.terminal import escape


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteprov.models import Report


def render_concise(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the findings of *reports*, a line each, without line ends.
    """
    for report in reports:
        where = escape(report.article.path or report.article.id)
        for f in report.findings:
            message = f"{f.severity} {f.code} {f.name}: {escape(f.message)}"
            yield f"{where}:{f.line}:{f.column}: {message}"
