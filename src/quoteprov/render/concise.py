"""
One line a finding: path, line, column, severity, code, message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.render.terminal import escape


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteprov.models import Report, Severity


def render_concise(reports: Iterable[Report], *, least: Severity = "info") -> Iterator[str]:
    """
    Give the findings of *reports*, a line each, without line ends.

    Args:
        reports: Of one run.
        least: Give those that are so severe, and no others.
    """
    for report in reports:
        where = escape(report.where)
        for f in report.findings_from(least):
            message = escape(f"{f.severity} {f.code} {f.name}: {f.message}")
            yield f"{where}:{f.line}:{f.column}: {message}"
