"""
JSON: one object for a run, or one a line for each article. The shape is in the reference.
"""

from __future__ import annotations

import json

from importlib.metadata import version
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Report


SCHEMA = 1


def render_json(reports: Sequence[Report]) -> Iterator[str]:
    """
    Give one object with all *reports* (at least one), pretty-printed.
    """
    whole = {**_run(reports[0]), "reports": [_report(r) for r in reports]}
    yield json.dumps(whole, ensure_ascii=False, indent=2)


def render_jsonl(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give one object a line for each report, so that a long run can be read while it goes on.
    """
    for report in reports:
        yield json.dumps({**_run(report), **_report(report)}, ensure_ascii=False)


def _run(report: Report) -> dict[str, Any]:
    """What is the same for every article of a run."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "quoteprov", "version": version("quoteprov")},
        "policy": report.policy.model_dump(mode="json"),
        "corpus": report.corpus.model_dump(mode="json"),
    }


def _report(report: Report) -> dict[str, Any]:
    return report.model_dump(mode="json", by_alias=True, exclude={"policy", "corpus"})
