"""
``quoteprov rules`` and ``quoteprov explain``.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

from quoteprov.cli.terminal import CLEAN, show
from quoteprov.rules import registry
from quoteprov.rules.selection import named


if TYPE_CHECKING:
    import argparse


def rules(arguments: argparse.Namespace) -> int:
    """
    List the rules.
    """
    known = registry.RULES.values()
    if arguments.form == "json":
        told = [
            {"code": r.code, "name": r.name, "severity": r.severity, "page": r.page} for r in known
        ]
        show([json.dumps(told, ensure_ascii=False, indent=2)])
    else:
        show(f"{r.code}  {r.severity:8}{r.name}" for r in known)
    return CLEAN


def explain(arguments: argparse.Namespace) -> int:
    """
    Show the page of a rule.
    """
    rule = named(arguments.code)
    show([f"{rule.code} {rule.name} ({rule.severity})", "", rule.page])
    return CLEAN
