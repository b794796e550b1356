"""
The reference of the rules, read from the rules themselves.

A rule's docstring is its page. ``{quoteprov-rules} table`` lists all rules, ``{quoteprov-rules}
pages`` shows their pages, with headings that belong to the page the directive stands on.
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
DEPTH = 1
"""How much deeper the headings of a rule's page lie in the reference than in its docstring."""


class Rules(SphinxDirective):
    """
    Show all rules.
    """

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """
        Read the registry anew with every build.
        """
        self.env.note_reread()
        rules = _rules()
        if not rules:
            return self.parse_text_to_nodes("This version has no rules.")
        if self.arguments == ["table"]:
            return self.parse_text_to_nodes("\n".join(_table(rules)))
        pages = "\n".join(line for code in sorted(rules) for line in _page(rules[code]))
        return self.parse_text_to_nodes(pages, allow_section_headings=True)


def _rules() -> Mapping[str, Any]:
    try:
        rules: Mapping[str, Any] = import_module(REGISTRY).RULES
    except ModuleNotFoundError as error:
        if error.name is None or not REGISTRY.startswith(error.name):
            raise
        return {}
    return rules


def _table(rules: Mapping[str, Any]) -> Iterator[str]:
    yield from ("| code | name | severity |", "|---|---|---|")
    for code, rule in sorted(rules.items()):
        yield f"| [{code}](#{code.lower()}-{rule.name}) | {rule.name} | {rule.severity} |"


def _page(rule: Any) -> Iterator[str]:
    yield from ("", f"## {rule.code} {rule.name}", "")
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
