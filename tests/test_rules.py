"""The rules as data: codes, names, pages."""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

import pytest

from quoteprov.rules.registry import RULES


if TYPE_CHECKING:
    from quoteprov.rules.rule import Rule


HEADINGS = ["What it does", "Why is this bad?", "Example", "Use instead"]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.code)
class TestRule:
    """Every rule has what users look for."""

    def test_page(self, rule: Rule) -> None:
        """The page has the four headings, in order, and text under each."""
        parts = re.split(r"^## (.+)$", rule.page, flags=re.MULTILINE)

        assert HEADINGS == parts[1::2]
        assert all(part.strip() for part in parts[2::2])

    def test_name(self, rule: Rule) -> None:
        """Code and name have their form."""
        assert re.fullmatch(r"QP[1-9]\d\d", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)


def test_contract() -> None:
    """Codes, names and severities are those of the vocabulary."""
    expected = {
        "QP101": ("altered-words", "error"),
        "QP102": ("polarity-flip", "error"),
        "QP103": ("figure-changed", "error"),
        "QP104": ("unmarked-omission", "error"),
        "QP105": ("splice", "error"),
        "QP106": ("reworded-quote", "warning"),
        "QP107": ("grammar-cleanup", "warning"),
        "QP108": ("restyled-document", "warning"),
        "QP109": ("nested-marks-dropped", "warning"),
        "QP110": ("bracket-swap", "warning"),
        "QP111": ("ellipsis-bridge", "warning"),
        "QP112": ("ellipsis-distorts", "error"),
        "QP113": ("dropped-qualifier", "info"),
        "QP114": ("person-shift", "error"),
        "QP115": ("meaning-shift", "error"),
        "QP116": ("other-rendition", "info"),
        "QP201": ("not-found", "error"),
        "QP203": ("ambiguous-statement", "info"),
        "QP204": ("second-hand", "info"),
        "QP205": ("short-quote", "info"),
        "QP301": ("contradicted-date", "error"),
        "QP302": ("date-of-other-statement", "error"),
        "QP303": ("anachronistic-date", "error"),
        "QP304": ("old-as-new", "warning"),
        "QP305": ("release-not-carriage", "warning"),
        "QP306": ("carriage-not-release", "info"),
        "QP307": ("near-miss-date", "info"),
        "QP308": ("weekday-conflict", "warning"),
        "QP309": ("ambiguous-date", "info"),
        "QP401": ("speaker-mismatch", "warning"),
        "QP402": ("title-altered", "warning"),
        "QP403": ("carrier-missing", "info"),
        "QP501": ("rewriting-pattern", "info"),
        "QP502": ("headline-quote", "warning"),
        "QP901": ("malformed-marks", "info"),
        "QP902": ("hidden-characters", "error"),
        "QP903": ("input-limit", "warning"),
        "QP904": ("unreadable-input", "error"),
    }

    assert expected == {code: (r.name, r.severity) for code, r in RULES.items()}
