"""The day claimed against the days of the statement, on hand-checked cases."""

from __future__ import annotations

import datetime as dt
import json

from pathlib import Path
from typing import Any

import pytest

from quoteprov.dates.check import check, event
from quoteprov.dates.expressions import Expression, Interval
from quoteprov.models import Day, Statement


CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "gold" / "date_verdicts.jsonl")
    .read_text("utf-8")
    .splitlines()
]
WITH_CLAIM = [c for c in CASES if c["claim"] and c["canonical"]]


def _day(iso: str | None) -> Day | None:
    if iso is None:
        return None
    return Day.stated(dt.date.fromisoformat(iso), "gold")


def _statement(record: dict[str, Any]) -> Statement:
    return Statement(
        id=record["id"],
        text="",
        released=_day(record["release"]),
        carried=_day(record["carried"]),
        clock="Asia/Seoul",
    )


def _claimed(claim: dict[str, Any], expr: str) -> Expression:
    first, last = (claim[k] and dt.date.fromisoformat(claim[k]) for k in ("d0", "d1"))
    return Expression(
        start=0,
        end=len(expr),
        text=expr,
        rule="gold",
        grain=claim.get("grain", "day"),
        readings=(Interval(first, last),) if first else (),
        anchor="article",
        problem="conflict" if claim.get("conflict") else "",
    )


@pytest.mark.parametrize("case", WITH_CLAIM, ids=lambda c: c["id"])
def test_verdict(case):
    """What was found by hand is found again."""
    claim = case["claim"]
    found = check(
        _claimed(claim, case["expr"]),
        claim.get("role", "said"),
        [event(_statement(case["canonical"]))],
        published=_day(claim.get("pub")),
        clock=claim.get("tz"),
        others=[event(_statement(other)) for other in case["others"]],
    )
    assert case["expected"] == found.verdict
