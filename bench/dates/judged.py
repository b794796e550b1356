"""
What the benches of days read from a report: its findings about days, and whom they accuse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from quoteprov import Finding, Quotation, Report

CODES: Final = {
    "contradicted": "QP301",
    "date-of-other-statement": "QP302",
    "anachronistic": "QP303",
    "old-as-new": "QP304",
    "release-not-carriage": "QP305",
    "carriage-not-release": "QP306",
    "near-miss": "QP307",
    "internal-conflict": "QP308",
}
"""The rule that a verdict about a day sets off; the others are silent, or QP309."""
RULES: Final = (*CODES.values(), "QP309")
ALARMS: Final = frozenset({"QP301", "QP302", "QP303", "QP304", "QP308"})
"""An honest article never gets one of these."""


def dated(report: Report) -> list[Finding]:
    """
    Give the findings about days.
    """
    return [one for one in report.findings if one.code in RULES]


def codes(report: Report) -> list[str]:
    """
    Give the codes of the findings about days.
    """
    return sorted(one.code for one in dated(report))


def verdict(quotation: Quotation | None) -> str:
    """
    Give the verdict about the day of a quotation; none is ``no-date-claim``.
    """
    date = quotation.date if quotation else None
    return date.verdict if date else "no-date-claim"
