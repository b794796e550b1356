"""
The public names and the command line, as they are at build time.

``{quoteprov-api}`` documents every name of ``quoteprov.__all__``, then the values that reports are
made of; ``{quoteprov-help} check`` shows what ``quoteprov check --help`` prints.
"""

from __future__ import annotations

import inspect
import os
import subprocess
import sys

from importlib.util import find_spec
from operator import attrgetter
from typing import TYPE_CHECKING

from sphinx.util.docutils import SphinxDirective

import quoteprov

from quoteprov import models


if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


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
        public = [name for name in getattr(quoteprov, "__all__", ()) if not name.startswith("__")]
        parts = [f"models.{name}" for name in _nouns() if name not in public]
        lines = [line for name in [*public, *parts] for line in _autodoc(name)]
        return self.parse_text_to_nodes("\n".join(["```{eval-rst}", *lines, "```"]))


class Help(SphinxDirective):
    """
    Show what a command says about itself.
    """

    optional_arguments = 2

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


def _nouns() -> list[str]:
    return sorted(
        name
        for name, thing in vars(models).items()
        if inspect.isclass(thing)
        and thing.__module__ == models.__name__
        and thing not in {models.Model, models.FindingsError}
    )


def _autodoc(name: str) -> list[str]:
    thing = attrgetter(name)(quoteprov)
    if inspect.isclass(thing):
        kind = "autoexception" if issubclass(thing, Exception) else "autoclass"
    else:
        kind = "autofunction" if callable(thing) else "autodata"
    options = (
        ["   :members:", "   :exclude-members: model_config, model_post_init"]
        if kind == "autoclass"
        else []
    )
    return [f".. {kind}:: quoteprov.{name}", *options, ""]


def _found_by_public_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: nodes.TextElement
) -> nodes.Node | None:
    # A signature names the module that defines a class, the reference its public name.
    target = node.get("reftarget", "")
    public = "quoteprov." + target.rpartition(".")[2]
    if node.get("refdomain") != "py" or target == public:
        return None
    return env.domains["py"].resolve_xref(
        env, node["refdoc"], app.builder, "obj", public, node, shown
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """
    Announce the directives to Sphinx.
    """
    app.add_directive("quoteprov-api", Api)
    app.add_directive("quoteprov-help", Help)
    app.connect("missing-reference", _found_by_public_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
