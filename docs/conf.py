"""
How the documentation is built.

Everything is strict: a reference that leads nowhere is an error.
"""

from __future__ import annotations

import sys

from importlib.metadata import version as installed_version
from pathlib import Path


sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "quoteprov"
author = "The quoteprov authors"
copyright = author  # noqa: A001 - the name Sphinx asks for
release = installed_version("quoteprov")
version = release.rpartition(".")[0]

extensions = [
    "myst_parser",
    "quoteprov_api",
    "quoteprov_rules",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"quoteprov {release}"
html_copy_source = False

nitpicky = True
nitpick_ignore_regex = [
    # names of other libraries, and of the standard one: the pages are built without the network
    ("py:.*", r"(pydantic|spacy|pathlib|datetime|dt|collections|typing)\..*"),
    ("py:.*", r"(Path|Iterable|Iterator|Sequence|Mapping|Literal|Language|Any)"),
    # values of inner rooms that a public one holds
    ("py:.*", r"(.*\.)?(Problem|Search|Encode)"),
    # what Spark has for its own
    ("py:.*", r"DataFrame|StructType"),
    # the names of closed sets of words, which the reference lists as tables
    ("py:.*", r"(.*\.)?(Verdict|Extent|Meaning|Tier|Severity|Zone|EditOp|EditKind|Model)"),
]

autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
default_role = "code"  # what docstrings put between single backticks is code

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
