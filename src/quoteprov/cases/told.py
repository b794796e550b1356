"""
The text of a case that failed: its first line alone tells verdict, rule and place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.cases.matching import differences, is_whole, nearest
from quoteprov.render.failure import explained, words
from quoteprov.render.phrases import count
from quoteprov.render.places import by_quotation, spot
from quoteprov.render.terminal import escape
from quoteprov.rules.rule import shorten


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from quoteprov.cases.expected import Expected
    from quoteprov.cases.matching import Difference
    from quoteprov.models import Finding, Quotation, Report


def failure(
    report: Report,
    case: Expected,
    found: Sequence[Quotation],
    where: str,
    *,
    spared: Collection[str] = (),
) -> list[str]:
    """
    Say why a case fails, in lines; none where it does not.

    Args:
        report: Of the article.
        case: What is expected.
        found: The quotations that it names.
        where: It stands, as ``yonhap.quoteprov.toml:9``.
        spared: Keys of what is written anew, and so need not be as expected.
    """
    if not found:
        return list(_unmatched(report, case, where))
    if len(found) > 1 and not is_whole(found, case.text):
        return list(_ambiguous(report, case, found, where))
    for q in found:
        if wrong := [one for one in differences(q, case) if one.key not in spared]:
            return list(_different(report, q, case, wrong, where))
    return []


def _unmatched(report: Report, case: Expected, where: str) -> Iterator[str]:
    n = count(len(report.quotations), "quotation")
    yield f"not quoted: {escape(report.where)} has {n}, and none with these words"
    yield f"  words:     “{escape(case.text)}”"
    if (q := nearest(report, case.text)) is not None:
        yield f"  nearest:   “{escape(q.text)}” ({q.verdict}, {spot(report, q)})"
    yield from _case(case, where)


def _ambiguous(
    report: Report, case: Expected, found: Sequence[Quotation], where: str
) -> Iterator[str]:
    yield f"{len(found)} quotations of {escape(report.where)} have these words; give more of them"
    yield f"  words:     “{escape(case.text)}”"
    for q in found:
        yield f"  {spot(report, q)}: “{escape(shorten(q.text, 80))}”"
    yield from _case(case, where)


def _different(
    report: Report, q: Quotation, case: Expected, wrong: Sequence[Difference], where: str
) -> Iterator[str]:
    findings = by_quotation(report).get(q.id, ())
    told = " and ".join(_expected(one) for one in wrong)
    rules = ", ".join(f"{f.code} {f.name}" for f in findings)
    at = f"at {escape(report.where)}:{spot(report, q)}"
    yield f"{q.verdict}, {told}{f': {rules}' * bool(rules)} {at}"
    if any(not one.expected for one in wrong):
        yield f'  to expect it: verdict = "{q.verdict}" (pytest --quoteprov-update=new writes it)'
    yield from words(q)
    for f in findings:
        yield f"  {f.code} {f.name} ({f.severity}): {escape(f.message)}"
    yield from _case(case, where)


def _expected(one: Difference) -> str:
    if one.key == "verdict":
        return f"expected {one.expected}" if one.expected else "no verdict expected yet"
    found = escape(one.found) if one.found else "none"
    return f"{one.key} is {found}, expected {escape(one.expected)}"


def unexpected(report: Report, findings: Sequence[Finding], where: str) -> Iterator[str]:
    """
    Say which findings a case file does not account for.
    """
    yield from explained(report, findings)
    codes = ", ".join(f'"{code}"' for code in sorted({f.code for f in findings}))
    yield f"  accounted for by: a [[quote]] with what is found, or allow = [{codes}]"
    yield f"  case:      {escape(where)}"


def _case(case: Expected, where: str) -> Iterator[str]:
    yield f"  case:      {escape(where)}"
    if case.note:
        yield f"  note:      {escape(case.note)}"
