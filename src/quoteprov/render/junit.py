"""
JUnit XML: a suite for each article, a case for each quotation.

It keeps to the schema of Jenkins' xUnit plugin (junit-10.xsd), which knows properties of suites
only: those of a case begin with the id of its quotation.
"""

from __future__ import annotations

import html

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.models import Accepted
from quoteprov.render.phrases import speaker
from quoteprov.render.places import by_quotation, place
from quoteprov.render.terminal import escape as on_one_line
from quoteprov.rules.rule import shorten


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Finding, Quotation, Report


class _Case(NamedTuple):
    """A test: its name, its outcome (an element of JUnit, or none) and what else it tells."""

    name: str
    outcome: str | None
    type: str
    message: str
    details: Sequence[str]
    output: Sequence[str]


def render_junit(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the file, a suite as soon as its article is checked; it is closed if they are interrupted.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<testsuites name="quoteprov">'
    try:
        for report in reports:
            yield from _suite(report)
    except KeyboardInterrupt:
        yield "</testsuites>"
        raise
    yield "</testsuites>"


def escape(text: str) -> str:
    r"""
    Put *text* on one line of an element or an attribute; what XML may not hold is shown as a code.

    >>> escape("a<b]]>\x00")
    'a&lt;b]]&gt;&lt;U+0000&gt;'
    """
    return html.escape(on_one_line(text))


def _suite(report: Report) -> Iterator[str]:
    name = escape(report.where)
    cases = list(_cases(report))
    counts = Counter(case.outcome for case in cases)
    yield (
        f'  <testsuite name="{name}" tests="{len(cases)}" failures="{counts["failure"]}" '
        f'errors="{counts["error"]}" skipped="{counts["skipped"]}">'
    )
    yield "    <properties>"
    for key, value in _properties(report).items():
        yield f'      <property name="{escape(key)}" value="{escape(value)}"/>'
    yield "    </properties>"
    for case in cases:
        yield from _case(case, name)
    yield "  </testsuite>"


def _properties(report: Report) -> Mapping[str, str]:
    """What was searched, and of each quotation what was found."""
    own = {
        "profile": report.policy.profile,
        "policy": report.policy.fingerprint,
        "statements": str(report.corpus.statements),
        "newest": report.corpus.newest or "",
        "digest": report.corpus.digest,
    }
    for q in report.quotations:
        told = {
            "verdict": q.verdict,
            "meaning": q.meaning,
            "kept": f"{q.kept:.4g}",
            "statement": q.statement and q.statement.id,
            "rules": " ".join(q.rules),
        }
        own |= {f"{q.id}.{key}": value for key, value in told.items() if value}
    return own


def _cases(report: Report) -> Iterator[_Case]:
    groups = by_quotation(report)
    about = groups.get(None, ())
    if not report.was_checked:
        first = about[0]
        message = _first_line(report, "not checked", first)
        yield _Case("the article", "error", first.code, message, _details(report, about), ())
        return
    if about:
        yield _judged(report, "the article", "article", about, ())
    names: Counter[str] = Counter()
    for q in report.quotations:
        name = f"“{shorten(q.text)}”"
        names[name] += 1
        again = f" ({names[name]})" if names[name] > 1 else ""
        yield _judged(report, name + again, q.verdict, groups.get(q.id, ()), list(_words(q)))


def _judged(
    report: Report, name: str, verdict: str, findings: Sequence[Finding], about: Sequence[str]
) -> _Case:
    """A case that fails for an error, is skipped where something was accepted, else passes."""
    accepted = [f for f in findings if isinstance(f, Accepted)]
    errors = [f for f in findings if f.severity == "error" and f not in accepted]
    others = [f for f in findings if f not in errors and f not in accepted]
    output = [*about, *_details(report, others)]
    if errors:
        message = _first_line(report, verdict, errors[0])
        details = [*_details(report, errors), *_reasons(accepted)]
        return _Case(name, "failure", errors[0].code, message, details, output)
    if accepted:
        message = "; ".join(_reasons(accepted))
        return _Case(name, "skipped", accepted[0].code, message, (), output)
    return _Case(name, None, "", "", (), output)


def _first_line(report: Report, verdict: str, finding: Finding) -> str:
    """Verdict, rule and place: many a summary shows no more."""
    return f"{verdict} {finding.code} {finding.name} {_at(report, finding)}"


def _at(report: Report, finding: Finding) -> str:
    at = place(report, finding)
    numbers = "".join(f":{number}" for number in (at.line, at.column) if number is not None)
    return f"{report.where}{numbers}" + (f" ({at.words})" if at.words else "")


def _details(report: Report, findings: Iterable[Finding]) -> list[str]:
    return [
        f"{f.severity} {f.code} {f.name} at {_at(report, f)}: {f.message}; help: {f.help} "
        f"[{f.fingerprint}]"
        for f in findings
    ]


def _reasons(accepted: Iterable[Accepted]) -> list[str]:
    return [f"accepted {f.code} {f.name}: {f.reason}" for f in accepted]


def _words(q: Quotation) -> Iterator[str]:
    """The words on both sides, each in full."""
    yield f"{q.id}: {speaker(q)}"
    yield f"article: {q.text}"
    if q.statement:
        yield f"statement: {' … '.join(p.text for p in q.passages)} ({q.statement.id})"


def _case(case: _Case, suite: str) -> Iterator[str]:
    yield f'    <testcase classname="{suite}" name="{escape(case.name)}">'
    if case.outcome:
        yield (
            f'      <{case.outcome} type="{escape(case.type)}" message="{escape(case.message)}">'
            f"{_lines(case.details)}</{case.outcome}>"
        )
    if case.output:
        yield f"      <system-out>{_lines(case.output)}</system-out>"
    yield "    </testcase>"


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(escape(text) for text in texts)
