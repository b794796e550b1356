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
    Give one object with all *reports*, pretty-printed.

    What was searched is told by the reports: a run that ended before the first does not say it.
    """
    whole = {**_run(*reports[:1]), "reports": [_report(r) for r in reports]}
    yield json.dumps(whole, ensure_ascii=False, indent=2)


def render_jsonl(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give one object a line for each report, so that a long run can be read while it goes on.
    """
    for report in reports:
        yield json.dumps({**_run(report), **_report(report)}, ensure_ascii=False)


def _run(report: Report | None = None) -> dict[str, Any]:
    """What is the same for every article of a run."""
    tool = {"name": "quoteprov", "version": version("quoteprov")}
    searched = {"policy": report.policy, "corpus": report.corpus} if report else {}
    told = {name: value.model_dump(mode="json") for name, value in searched.items()}
    return {"schema": SCHEMA, "tool": tool, **told}


def _report(report: Report) -> dict[str, Any]:
    return report.model_dump(mode="json", by_alias=True, exclude={"policy", "corpus"})
