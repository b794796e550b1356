"""
The public names and the command line, as they are at build time.

``{quoteprov-api}`` documents every name of ``quoteprov.__all__``; ``{quoteprov-help} check`` shows
what ``quoteprov check --help`` prints.
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys

from importlib.util import find_spec
from typing import TYPE_CHECKING

import quoteprov

from sphinx.util.docutils import SphinxDirective


if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


COLUMNS = "88"


class Api(SphinxDirective):
    """
    Document the public names.
    """

    def run(self) -> list[nodes.Node]:
        """
        Hand each name to autodoc.
        """
        self.env.note_reread()
        names = [name for name in getattr(quoteprov, "__all__", ()) if not name.startswith("__")]
        lines = [line for name in names for line in _autodoc(name)]
        text = "\n".join(["```{eval-rst}", *lines, "```"])
        return self.parse_text_to_nodes(text if names else "This version has no public names.")


class Help(SphinxDirective):
    """
    Show what a command says about itself.
    """

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """
        Ask the command.
        """
        self.env.note_reread()
        if find_spec("quoteprov.cli") is None:
            return self.parse_text_to_nodes("This version has no command line.")
        asked = subprocess.run(
            [sys.executable, "-m", "quoteprov", *self.arguments, "--help"],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "COLUMNS": COLUMNS, "NO_COLOR": "1"},
            check=True,
        )
        return self.parse_text_to_nodes(f"```text\n{asked.stdout}\n```")


def _autodoc(name: str) -> list[str]:
    thing = getattr(quoteprov, name)
    if inspect.isclass(thing):
        kind = "autoexception" if issubclass(thing, Exception) else "autoclass"
    else:
        kind = "autofunction" if callable(thing) else "autodata"
    options = ["   :members:", "   :exclude-members: model_config"] if kind == "autoclass" else []
    return [f".. {kind}:: quoteprov.{name}", *options, ""]


def setup(app: Sphinx) -> dict[str, bool]:
    """
    Announce the directives to Sphinx.
    """
    app.add_directive("quoteprov-api", Api)
    app.add_directive("quoteprov-help", Help)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
