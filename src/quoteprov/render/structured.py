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


def render_json(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give one object with all *reports*, pretty-printed; if they are interrupted, with those before.

    What was searched is told by the reports: a run that ended before the first does not say it.
    """
    run = _run()
    done: list[str] = []
    try:
        # rendered as they come, so that an interruption need not wait for it
        for report in reports:
            run = run if done else _run(report)
            done.append(json.dumps(_report(report), ensure_ascii=False, indent=2))
    except KeyboardInterrupt:
        yield _whole(run, done)
        raise
    yield _whole(run, done)


def _whole(run: dict[str, Any], done: Sequence[str]) -> str:
    """The object of a run with the objects of its reports."""
    head = json.dumps({**run, "reports": []}, ensure_ascii=False, indent=2)
    inner = ",".join(f"\n{report}".replace("\n", "\n    ") for report in done)
    return head.removesuffix("]\n}") + inner + "\n  " * bool(done) + "]\n}"


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
