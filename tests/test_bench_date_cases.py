"""The composed articles about days, and what the benches make of a report."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.dates.cases import (
    ARTICLES,
    Bench,
    disagreements,
    problems,
    records,
    statements,
    tables,
)
from bench.dates.judged import ALARMS, CODES, RULES
from bench.dates.labelled import about
from quoteprov import Finding
from quoteprov.models import DateCheck


CASES = {case["id"]: case for case in records(ARTICLES)}


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Bench:
    """Checks the articles."""
    return Bench(tmp_path_factory.mktemp("cases"))


def _finding(code, quotation):
    return Finding(
        code=code,
        name=code,
        severity="info",
        message="as it should be",
        start=quotation.start,
        end=quotation.end,
        line=1,
        column=1,
        quotation=quotation.id,
        help="",
        fingerprint="",
    )


def _dated(report, case, verdicts):
    """The report with these verdicts about the days of the quotations of a case."""
    quotations = []
    for q in report.quotations:
        at = [n for n, gold in enumerate(case["quotations"]) if gold["start"] == q.start]
        date = None
        if at:
            words = case["quotations"][at[0]]["words"] or {}
            date = DateCheck(verdict=verdicts[at[0]], **words)
        quotations.append(q.model_copy(update={"date": date}))
    return report.model_copy(update={"quotations": tuple(quotations)})


def _found(report, codes):
    findings = tuple(_finding(code, report.quotations[0]) for code in codes)
    return report.model_copy(update={"findings": findings})


def _right(bench, case):
    """What a perfect check would say."""
    report = bench.report(case)
    dated = _dated(report, case, [gold["accept"][0] for gold in case["quotations"]])
    return _found(dated, [group[0] for group in case["findings"]])


def test_cases_are_whole():
    """Spans hold their texts, and each expected finding has a verdict that sets it off."""
    assert not {case["id"]: list(problems(case)) for case in CASES.values() if any(problems(case))}
    assert len(CASES) == len(records(ARTICLES)) >= 150


def test_each_rule_is_tried():
    """Six articles for each rule in which it must fire, ten in which it must not."""
    fires: Counter[str] = Counter()
    still: Counter[str] = Counter()
    for case in CASES.values():
        codes = {code for group in case["findings"] for code in group}
        fires.update(codes & {*case["about"]})
        still.update({*case["about"]} - codes)
    accused = [c for c in CASES.values() if ALARMS & {x for g in c["findings"] for x in g}]

    assert {code for code in RULES if fires[code] >= 6} == {*RULES}
    assert {code for code in RULES if still[code] >= 10} == {*RULES}
    assert 0.2 < len(accused) / len(CASES) < 0.4


def test_statements():
    """The seeds go by the names that cases use."""
    ids = [one["id"] for one in statements()]

    assert {"november", "september"} == {*ids[:2]}
    assert len(ids) == len({*ids}) >= 8
    assert {x for case in CASES.values() for x in case.get("without", ())} < {*ids}


def test_all_are_traced(bench):
    """Each quotation is found with its statement, so that its day can be judged."""
    kinds = Counter(
        one.kind for case in CASES.values() for one in disagreements(case, bench.report(case))
    )

    assert 0 == kinds["untraced"]


@pytest.mark.parametrize("name", CASES)
def test_right(bench, name):
    """What is expected agrees with itself."""
    assert list(disagreements(CASES[name], _right(bench, CASES[name]))) == []


def test_wrong(bench):
    """Each kind of disagreement is told."""
    case = CASES["said-carriage"]
    right = _right(bench, case)
    accused = _found(_dated(right, case, ["contradicted"]), ["QP301", "QP307"])
    [quotation] = right.quotations
    elsewhere = DateCheck(verdict="carriage-not-release", text="We", start=1, end=3)
    moved = right.model_copy(
        update={"quotations": (quotation.model_copy(update={"date": elsewhere}),)}
    )

    assert [] == [one.kind for one in disagreements(case, right)]
    assert ["missed", "accused", "stray", "verdict"] == [
        one.kind for one in disagreements(case, accused)
    ]
    assert ["words"] == [one.kind for one in disagreements(case, moved)]
    none = right.model_copy(update={"quotations": ()})
    assert ["untraced"] == [one.kind for one in disagreements(case, none)]


def test_case_table(bench):
    """A rule is counted where it must fire and where it must not."""
    case, quiet = CASES["wrong-weekday"], CASES["said-release"]
    reports = [(case, _right(bench, case)), (quiet, _found(_right(bench, quiet), ["QP301"]))]

    lines = list(tables(reports, show=False))

    assert "| QP301 | 1 | 1 | 1 | 0 |" in lines
    assert "1 of 2 articles as they should be; accused 1, missed 0, stray 0" in "\n".join(lines)
    assert any(line.startswith("said-release (published 2022-09-22)") for line in lines)
    assert {*CODES.values()} < {*RULES}


def test_labelled(bench):
    """A finding belongs to a claim by its place, by the day that was read, or by what it is of."""
    text = (
        "Seoul was quiet on Friday. A North Korean official said on Sunday that it was over. “We"
        " have never exported weapons or ammunition to Russia before and we will not plan to"
        " export them,” the official said. Nobody asked again. “But we take this opportunity to"
        " make clear one thing,” the official added."
    )
    claim = {"claim": "said on Sunday", "verdict": "wrong"}
    case = {"id": "labelled", "text": text, "published": None}
    report = bench.report(case)
    near, far = (q.model_copy(update={"date": None}) for q in report.quotations)
    report = report.model_copy(update={"quotations": (near, far)})
    at = text.index("Sunday")
    date = DateCheck(verdict="contradicted", text="Sunday", start=at, end=at + len("Sunday"))
    inherited = report.model_copy(
        update={"quotations": (near, far.model_copy(update={"date": date}))}
    )

    def judged(report, quotation):
        found = report.model_copy(update={"findings": (_finding("QP301", quotation),)})
        return about(found, text, claim, None)

    assert (("QP301",), ()) == judged(report, near)[3:5]
    assert ((), ("QP301",)) == judged(report, far)[3:5]
    assert (("QP301",), ()) == judged(inherited, far)[3:5]
    assert not judged(report, far).is_right
    assert judged(report, near).is_right
    assert not judged(report, near)._replace(claim={**claim, "verdict": "soft"}).is_right
