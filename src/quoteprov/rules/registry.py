"""
All rules by code.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from quoteprov.rules import (
    attribution,
    cuts,
    dates,
    headline,
    inputs,
    meaning,
    provenance,
    wording,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from quoteprov.rules.rule import Rule


_FAMILIES = (wording, cuts, meaning, provenance, dates, attribution, headline, inputs)

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.code: rule
        for rule in sorted((r for f in _FAMILIES for r in f.RULES), key=lambda r: r.code)
    }
)
