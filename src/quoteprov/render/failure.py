"""
Findings as the text of a failed test: the first line alone tells verdict, rule and place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.render.phrases import compared
from quoteprov.render.places import gravest, place
from quoteprov.render.terminal import escape
from quoteprov.rules.rule import shorten
from quoteprov.rules.selection import codes


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Finding, Findings, Quotation, Report


LINES, CHARACTERS = 8, 640
"""Of an explanation that pytest shows whole without ``-vv``
(https://docs.pytest.org/en/stable/how-to/output.html#truncation-limits)."""


def unignored(findings: Iterable[Finding], ignore: Iterable[str]) -> list[Finding]:
    """
    Give the findings whose rules are not in *ignore*: codes, beginnings of codes or names.

    Raises:
        PolicyError: One of them stands for no rule.
    """
    ignored = codes(ignore)
    return [f for f in findings if f.code not in ignored]


def explained(report: Report, findings: Iterable[Finding]) -> Iterator[str]:
    """
    Give all that is known of findings of a report, in lines; the first of each says the verdict,
    the rule and the place. The words of a quotation stand below the first of its findings.
    """
    quotations = {q.id: q for q in report.quotations}
    shown: set[str] = set()
    for f in findings:
        q = quotations.get(f.quotation or "")
        at = place(report, f)
        numbers = [f"{n}" for n in (at.line, at.column) if n is not None]
        where = ":".join([report.where, *numbers])
        told = f" ({at.words})" if at.words else ""
        yield _said(f, q.verdict if q else None, f"{where}{told}")
        if q and q.id not in shown:
            shown.add(q.id)
            yield from words(q)
        yield f"  help: {escape(f.help)}"


def _said(f: Finding, verdict: str | None, where: str) -> str:
    """A finding in a line; verdict and rule come first, for the line may be cut."""
    about = f"{verdict} " if verdict else ""
    return escape(f"{about}{f.code} {f.name} ({f.severity}) at {where}: {f.message}")


def words(q: Quotation) -> Iterator[str]:
    """
    Show the words of a quotation, and those of its passages, with the changes marked.
    """
    own, other = compared(q, escape)
    yield f"  article:   “{own}”"
    if q.statement:
        yield f"  statement: “{other}” ({escape(q.statement.id)})"


def difference(found: Findings, expected: Sequence[Finding], *, whole: bool) -> list[str]:
    """
    Explain why findings are not what a test expected, in so few words that pytest shows them all:
    a line for each finding, the gravest first, and how many there are more.

    Args:
        found: Of a report.
        expected: By the test.
        whole: Show everything, however long.
    """
    more = [f for f in found if f not in expected]
    missing = [f for f in expected if f not in found]

    def line(f: Finding) -> str:
        where = f"{found.where}:{f.line}:{f.column}"
        return _said(f, found.verdicts.get(f.quotation or ""), where)

    lines = [line(f) for f in sorted(more, key=gravest)]
    lines += [f"missing: {line(f)}" for f in missing]
    first, *others = lines or ["the same findings in another order"]
    if whole:
        return [f"{first} == {_listed(expected)}", *others]
    shown = [f"{shorten(first, _FIRST)} == {_listed(expected)}"]
    left = CHARACTERS - len(shown[0]) - len(_MORE)
    for n, other in enumerate(others):
        short = shorten(other, _EACH)
        left -= len(short) + 1
        if left < 0 or (n == LINES - 2 and n + 1 < len(others)):
            return [*shown, _MORE.format(len(others) - n)]
        shown.append(short)
    return shown


_FIRST, _EACH = 200, 100
"""Most characters of the first line of an explanation, and of each other one."""
_MORE = "… and {} more: report.raise_for_findings(fail_on='info') tells them all"


def _listed(expected: Sequence[Finding]) -> str:
    return "[]" if not expected else f"{len(expected)} expected"
