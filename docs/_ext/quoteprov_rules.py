"""
The reference of the rules, read from the rules themselves.

A rule's docstring is its page; ``{quoteprov-rules}`` shows a table of all rules and then each page.
"""

from __future__ import annotations

import inspect
import re

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx.util.docutils import SphinxDirective


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx


REGISTRY = "quoteprov.rules.registry"
DEPTH = 2
"""How much deeper the headings of a rule's page lie in the reference than in its docstring."""


class Rules(SphinxDirective):
    """
    Show all rules.
    """

    def run(self) -> list[nodes.Node]:
        """
        Read the registry anew with every build.
        """
        self.env.note_reread()
        text = "\n".join(_reference(_rules()))
        return self.parse_text_to_nodes(text, allow_section_headings=True)


def _rules() -> Mapping[str, Any]:
    try:
        rules: Mapping[str, Any] = import_module(REGISTRY).RULES
    except ModuleNotFoundError as error:
        if error.name is None or not REGISTRY.startswith(error.name):
            raise
        return {}
    return rules


def _reference(rules: Mapping[str, Any]) -> Iterator[str]:
    if not rules:
        yield "This version has no rules."
        return
    yield from ("| code | name | severity |", "|---|---|---|")
    for code, rule in sorted(rules.items()):
        yield f"| [{code}](#{code.lower()}) | {rule.name} | {rule.severity} |"
    for code, rule in sorted(rules.items()):
        yield from ("", f"({code.lower()})=", f"## {code} {rule.name}", "")
        yield from (f"Severity: *{rule.severity}*", "")
        yield from _deeper(inspect.cleandoc(rule.page).splitlines())


def _deeper(page: Iterable[str]) -> Iterator[str]:
    fenced = False
    for line in page:
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        heading = not fenced and re.match(r"#{1,4} ", line)
        yield "#" * DEPTH + line if heading else line


def setup(app: Sphinx) -> dict[str, bool]:
    """
    Announce the directive to Sphinx.
    """
    app.add_directive("quoteprov-rules", Rules)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
