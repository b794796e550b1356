"""
The terminal screen: each quotation with its verdict, article and statement side by side, and what
fired.
"""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from quoteprov.models import Accepted
from quoteprov.render.phrases import SYMBOLS, compared, count, speaker
from quoteprov.render.places import by_quotation
from quoteprov.render.summary import Tally, summary
from quoteprov.render.terminal import cells, escape, pad, style, wrap
from quoteprov.rules.rule import shorten


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Alignment, Finding, Quotation, Report, Severity


_COLOURS = {"verbatim": "good", "edited": "good", "altered": "error", "reworded": "warning"}
_SIDE_BY_SIDE = 90
_INDENT = " " * 4
_MOST_LINES = 14


def render_full(
    reports: Iterable[Report],
    *,
    width: int = 100,
    colour: bool = False,
    least: Severity | None = None,
) -> Iterator[str]:
    """
    Give the lines of the screen.

    Args:
        reports: Of one run.
        width: Of the terminal, in cells; below 90 article and statement stand one above the other.
        colour: Use ANSI colours.
        least: Show findings that are so severe and their quotations, and no others.
    """
    tally = Tally()
    for report in reports:
        tally.add(report)
        if least is None or report.findings_from(least):
            yield from _article(report, least, width=width, colour=colour)
    yield from wrap(escape(summary(tally)), width)


def _alarming(report: Report, least: Severity) -> Report:
    """What of a report is as severe as *least*."""
    found = report.findings_from(least)
    quoted = {finding.quotation for finding in found}
    left = [q for q in report.quotations if q.id in quoted]
    return report.model_copy(
        update={"findings": found, "quotations": tuple(left), "accepted": (), "timeline": ()}
    )


def _article(report: Report, least: Severity | None, *, width: int, colour: bool) -> Iterator[str]:
    where = escape(report.where)
    verdicts = Counter(q.verdict for q in report.quotations)
    said = ", ".join(f"{n} {v}" for v, n in verdicts.items())
    yield style(where, "bold", colour=colour)
    noun = count(len(report.quotations), "quotation")
    yield f"  {noun}: {said}" if said else f"  {_nothing(report)}"
    yield ""
    if least is not None:
        report = _alarming(report, least)
    groups = by_quotation(report)
    for finding in groups.get(None, ()):
        yield from _finding(finding, report, width=width, colour=colour)
        yield ""
    for quotation in report.quotations:
        found = groups.get(quotation.id, ())
        yield from quotation_lines(quotation, found, width=width, colour=colour)
        for finding in found:
            yield from _finding(finding, report, width=width, colour=colour)
        yield ""
    yield from _timeline(report, width)


def _timeline(report: Report, width: int) -> Iterator[str]:
    """The days of an article that dates what it quotes, one line each."""
    if not any(one.what == "claimed" for one in report.timeline):
        return
    yield "  days"
    for one in report.timeline:
        by = f" of {escape(', '.join(one.quotations))}: {one.verdict}" if one.quotations else ""
        of = f" {escape(one.statement)}" if one.statement and not one.quotations else ""
        stated, said = one.trust == "stated", escape(shorten(one.text))
        words = f" (field “{said}”)" if stated else f" (“{said}”)"
        words += ", contradicted elsewhere" * (one.trust == "contradicted")
        yield from _hanging(f"{escape(one.day)}  {one.what}{of}{words}{by}", width)
    yield ""


def _nothing(report: Report) -> str:
    if not report.was_checked:
        return "not checked"
    outside = f" ({report.unlisted} outside the body: --all-zones lists them)" * bool(
        report.unlisted
    )
    return f"no quotation found{outside}: no text between quotation marks and no block quote"


def quotation_lines(
    q: Quotation, found: Sequence[Finding] = (), *, width: int = 100, colour: bool = False
) -> Iterator[str]:
    """
    Give the lines of a quotation, without those of the findings that are shown below it.
    """
    verdict = f"{SYMBOLS[q.verdict]} {q.verdict}"
    detail = ", ".join(d for d in (q.extent, q.meaning and f"meaning {q.meaning}") if d)
    nested = f" in {q.parent}" if q.parent else ""
    how = f" ({detail})" if detail else ""
    head = f"{escape(q.id + nested)}  {verdict}{how}, {escape(speaker(q))}"
    first, *others = _hanging(head, width, indent="  ")
    yield first.replace(verdict, style(verdict, _COLOURS.get(q.verdict, "bold"), colour=colour), 1)
    yield from others
    alignment = q.alignment
    if alignment is None:
        yield from _block(f"“{escape(q.text)}”", width)
    else:
        more = f"; the same words in {len(q.rivals)} more" * bool(q.rivals)
        yield from alignment_lines(alignment, more, width=width)
    told = " ".join(finding.message for finding in found)
    for reason in q.reasons:
        if reason not in told:
            yield from _hanging(f"meaning {q.meaning}: {escape(reason)}", width)


def alignment_lines(a: Alignment, more: str = "", *, width: int = 100) -> Iterator[str]:
    """
    Give where the words of a quotation stand and, if they differ, both sides with the changes.
    """
    same = not a.edits and a.verdict == "verbatim"
    if same:
        yield from _block(f"“{escape(a.text)}”", width)
    yield from _block(f"{_source(a)}{more}", width)
    if not same:
        yield from _compare(a, width)


def _source(a: Alignment) -> str:
    """Where the words stand: statement, its days, the characters."""
    one = a.statement
    days = [
        f"{name} {escape(day)}"
        for name, day in (("released", one.released), ("carried", one.carried))
        if day
    ]
    places = ", ".join(f"{p.start}–{p.end}" for p in a.passages)
    return f"= {escape(one.id)} ({', '.join([*days, f'characters {places}'])})"


def _block(text: str, width: int) -> Iterator[str]:
    for line in wrap(text, max(20, width - len(_INDENT))):
        yield _INDENT + line


def _hanging(text: str, width: int, *, indent: str = _INDENT) -> Iterator[str]:
    """Wrap with the lines after the first set in."""
    for n, line in enumerate(wrap(text, max(20, width - len(indent) - 2))):
        yield f"{indent}{'  ' * (n > 0)}{line}"


def _compare(a: Alignment, width: int) -> Iterator[str]:
    """Quotation and passages with the changes marked: {+ added +} here, [- left out -] there."""
    own, other = compared(a, escape)
    if width < _SIDE_BY_SIDE:
        yield from _block(f"article:   {own}", width)
        yield from _block(f"statement: {other}", width)
        return
    half = (width - len(_INDENT) - 3) // 2
    left, right = list(wrap(own, half)), list(wrap(other, half))
    yield f"{_INDENT}{pad('article', half)} │ statement"
    for own, other in zip_longest(_window(left), _window(right), fillvalue=""):
        yield f"{_INDENT}{pad(own, half)} │ {other}".rstrip()


def _window(lines: Sequence[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return list(lines)
    return [*lines[: _MOST_LINES - 1], f"… {len(lines) - _MOST_LINES + 1} more lines"]


def _finding(finding: Finding, report: Report, *, width: int, colour: bool) -> Iterator[str]:
    """A finding with what to do; one that was accepted is dim, and says why."""
    severity = finding.severity
    text = escape(f"{severity} {finding.code} {finding.name}: {finding.message}")
    place = f"{finding.line}:{finding.column}"
    if isinstance(finding, Accepted):
        until = f", until {finding.until}" if finding.until else ""
        reason = f"  reason: {escape(finding.reason)}{until} (by {finding.by})"
        lines = [*_hanging(f"{place} accepted {text}", width), *_block(reason, width)]
        yield from (style(line, "dim", colour=colour) for line in lines)
        return
    first, *others = _hanging(f"{place} {text}", width)
    yield first.replace(severity, style(severity, severity, colour=colour), 1)
    yield from others
    *lines, last = _block(f"  help: {escape(finding.help)}", width)
    yield from lines
    if not report.was_checked:  # what was not checked cannot be accepted
        yield last
        return
    accept = f"[accept {escape(finding.fingerprint)}]"
    shown = style(accept, "dim", colour=colour)
    if cells(last) + 1 + len(accept) <= width:
        yield f"{last} {shown}"
    else:
        yield last
        yield f"{_INDENT}  {shown}"
