"""
Reports to text: one module an output format, each a pure function of reports to lines.

A renderer takes the reports of one run as they come and gives lines without their ends. Untrusted
text goes through the one function ``escape`` of its module.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from quoteprov.models import Report

    Render = Callable[[Iterable[Report]], Iterator[str]]


class Format(NamedTuple):
    """
    An output format.

    Args:
        home: The module of its renderer, in this package, and the name of the function.
        endings: Of the names of files that are written in it unless another is asked for.
        what: It is, in a few words.
    """

    home: tuple[str, str]
    endings: tuple[str, ...]
    what: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "full": Format(("full", "render_full"), (".txt",), "the screen, article and statement"),
        "concise": Format(("concise", "render_concise"), (), "a line for each finding"),
        "json": Format(("structured", "render_json"), (".json",), "everything, in one object"),
        "jsonl": Format(("structured", "render_jsonl"), (".jsonl",), "an object for each article"),
        "html": Format(("html", "render_html"), (".html", ".htm"), "a page to read and to send"),
        "markdown": Format(("markdown", "render_markdown"), (".md",), "for comments and wikis"),
        "csv": Format(("csv", "render_csv"), (".csv",), "a row for each quotation"),
        "sarif": Format(("sarif", "render_sarif"), (".sarif",), "SARIF 2.1.0, for code hosts"),
        "junit": Format(("junit", "render_junit"), (".xml",), "JUnit XML, a case a quotation"),
        "github": Format(("github", "render_github"), (), "annotations of GitHub Actions"),
        "annotations": Format(
            ("annotations", "render_annotations"), (".jsonld",), "W3C Web Annotations, JSON-LD"
        ),
        "claimreview": Format(
            ("claimreview", "render_claimreview"), (), "schema.org ClaimReview, JSON-LD"
        ),
    }
)


def renderer(name: str) -> Render:
    """
    Give the renderer of a format; its module is imported only now.

    Raises:
        KeyError: There is no such format.
    """
    module, function = FORMATS[name].home
    render: Render = getattr(import_module(f"{__name__}.{module}"), function)
    return render
