"""
All rules by code.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from quoteprov.rules import inputs, provenance, wording


if TYPE_CHECKING:
    from collections.abc import Mapping

    from quoteprov.rules.rule import Rule


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        r.code: r
        for r in sorted((*wording.RULES, *provenance.RULES, *inputs.RULES), key=lambda r: r.code)
    }
)
