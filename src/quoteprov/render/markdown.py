"""
Markdown (CommonMark with the tables of GitHub), for comments on a change and for wikis.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from quoteprov.models import SEVERITIES, Accepted
from quoteprov.render.fragments import text_fragment
from quoteprov.render.phrases import SYMBOLS, compared, speaker
from quoteprov.render.places import by_quotation, place
from quoteprov.render.summary import Tally, summary
from quoteprov.render.terminal import escape as on_one_line


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Finding, Quotation, Report


_PLAIN = regex.compile(
    r"""
    (?! .* [.] \p{L}{2} )             # example.org
    (?! .* \b [0-9a-fA-F]{7} )        # the hash of a commit
    (?! .* \b [A-Za-z]+ - \d )        # GH-1 and other numbers of issues
    (?! .* [!%] [\w"] )               # !1, %1: a merge request, a milestone
    (?! .* : \w )                     # :smile:, a scheme
    (?! .* // )
    (?: [^\p{ASCII}] | [A-Za-z0-9.,;:?!'"()\[\]%/\-] )+
    """,
    regex.VERBOSE,
)
"""A word that means nothing to a renderer of Markdown, nor to a host that looks for names, issues,
commits and addresses in what was rendered. A backslash stops only the former."""
_TICKS = regex.compile(r"`+")


def render_markdown(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give what was found and searched, an overview as a table, then each article.
    """
    done = list(reports)
    tally = Tally()
    for report in done:
        tally.add(report)
    yield "## Quotations checked"
    yield from ("", escape(summary(tally)) or "No article was checked.")
    if done:
        yield from ("", "| article | quotations | errors | warnings | info | accepted |")
        yield "|---|---|---:|---:|---:|---:|"
    yield from (_row(report) for report in done)
    for report in done:
        yield from _article(report)


def escape(text: str) -> str:
    r"""
    Put *text* on one line, with every word that could mean something in a code span.

    >>> print(escape("He *never* told @anne [so]."))
    He `*never*` told `@anne` \[so\].
    """
    words = on_one_line(text).split(" ")
    runs = groupby(words, lambda word: not word or _PLAIN.fullmatch(word) is not None)
    return " ".join((_plain if plain else _code)(" ".join(run)) for plain, run in runs)


def _plain(text: str) -> str:
    """Words in which only brackets could mean something."""
    return text.replace("[", r"\[").replace("]", r"\]")


def _code(text: str) -> str:
    """A code span; its marks are longer than any inside."""
    marks = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    blank = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{marks}{blank}{text}{blank}{marks}"


def _cell(text: str) -> str:
    """Escape *text* for a table, where a bar ends a cell even within a code span."""
    return escape(text).replace("|", "\\|")


def _row(report: Report) -> str:
    severities = Counter(f.severity for f in report.findings)
    numbers = [severities[severity] for severity in SEVERITIES] + [len(report.accepted)]
    cells = [_cell(report.where), _verdicts(report), *map(str, numbers)]
    return f"| {' | '.join(cells)} |"


def _verdicts(report: Report) -> str:
    if not report.was_checked:
        return "**not checked**"
    verdicts = Counter(q.verdict for q in report.quotations)
    return ", ".join(f"{n} {verdict}" for verdict, n in verdicts.items()) or "none"


def _article(report: Report) -> Iterator[str]:
    groups = by_quotation(report)
    yield from ("", f"### Article {escape(report.where)}")
    if report.article.title:
        yield from ("", f"Title: {escape(report.article.title)}")
    about = groups.get(None, ())
    if about:
        yield ""
        yield from _findings(report, about, "")
    for q in report.quotations:
        yield ""
        yield from quotation_lines(q)
        yield from _findings(report, groups.get(q.id, ()), "  ")


def quotation_lines(q: Quotation) -> Iterator[str]:
    """
    Give a quotation as an item of a list, without its findings.
    """
    detail = ", ".join(d for d in (q.extent, q.meaning and f"meaning {q.meaning}") if d)
    nested = f" in {q.parent}" if q.parent else ""
    told = f" ({detail})" if detail else ""
    yield (
        f"- {SYMBOLS[q.verdict]} **{q.verdict}**{told}: quotation {escape(q.id + nested)}, "
        f"{escape(speaker(q))}"
    )
    own, other = compared(q, escape, left_out=(r"\[-", r"-\]"))
    yield f"  - article: “{own}”"
    if q.statement is None:
        return
    days = {"released": q.statement.released, "carried": q.statement.carried}
    dated = "".join(f", {name} {escape(day)}" for name, day in days.items() if day)
    yield f"  - statement {escape(q.statement.id)}{dated}{_link(q)}: “{other}”"


def _link(q: Quotation) -> str:
    """A link to the first passage on the page of its statement."""
    if q.statement is None or not q.passages:
        return ""
    link = text_fragment(q.statement.url or "", q.passages[0].text)
    return f", [read it there](<{link}>)" if link else ""


def _findings(report: Report, findings: Sequence[Finding], indent: str) -> Iterator[str]:
    for f in findings:
        at = place(report, f)
        numbers = ":".join(str(n) for n in (at.line, at.column) if n is not None)
        told = at.words or (f"at {numbers}" if numbers else "")
        severity = "accepted" if isinstance(f, Accepted) else f.severity
        yield (
            f"{indent}- **{severity}** {escape(f'{f.code} {f.name} {told}')}: {escape(f.message)}"
        )
        if isinstance(f, Accepted):
            until = f" (until {f.until})" if f.until else ""
            yield f"{indent}  - reason: {escape(f.reason)}{until}"
        else:
            yield f"{indent}  - help: {escape(f.help)}"
