"""
All rules by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quoteprov.rules import inputs, provenance, wording
from quoteprov.rules.rule import Rule


RULES: Mapping[str, Rule] = MappingProxyType(
    {r.code: r for r in sorted((*wording.RULES, *provenance.RULES, *inputs.RULES), key=lambda r: r.code)}
)
