"""
One page to read, to print and to send: article and statement side by side, every change, the days.

The page is one file without a script. It needs neither CSS nor colour to be understood, and its
content policy lets a browser apply the style sheet in it and load nothing. Whatever comes from a
text goes through `escape`; the template has no other way in.
"""

from __future__ import annotations

import hashlib

from base64 import b64encode
from collections import Counter
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from quoteprov.models import SEVERITIES
from quoteprov.render.fragments import web_url
from quoteprov.render.marked import Mark, Paragraph, paragraphs, quoted
from quoteprov.render.phrases import SYMBOLS, count, pieces, shows, speaker
from quoteprov.render.places import by_quotation, gravest, passage_link
from quoteprov.render.summary import Tally
from quoteprov.render.timeline import drawn
from quoteprov.rules.registry import RULES
from quoteprov.text.script import visible
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Alignment, Edit, Finding, Passage, Quotation, Report, Statement


MANY = 20
"""Articles from which a browser lays out only those in sight; it then also prints and pictures
them by guess, which a few need not suffer."""
_SIGNS = {"error": "✖", "warning": "▲", "info": "●"}


class Row(NamedTuple):
    """What the overview says of an article."""

    number: int
    where: str
    title: str
    verdicts: Counter[str]
    severities: Counter[str]
    accepted: int
    was_checked: bool


def render_html(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the page; of a run that is interrupted, with what was done.
    """
    rows: list[Row] = []
    sections: list[str] = []
    codes: set[str] = set()
    tally = Tally()
    try:
        for report in reports:
            tally.add(report)
            rows.append(row(report, tally.articles))
            sections.append(_section(report, rows[-1]))
            codes.update(f.code for f in (*report.findings, *report.accepted))
    except KeyboardInterrupt:
        yield from _page(rows, sections, codes, tally, interrupted=True)
        raise
    yield from _page(rows, sections, codes, tally)


def escape(value: object) -> object:
    r"""
    Show what could act on a reader, before the template escapes what could act in markup.

    >>> escape("its\u202emouth")
    'its<U+202E>mouth'
    """
    return value if isinstance(value, Markup) else visible(str(value))


@cache
def environment() -> Environment:
    """
    Give what fills the templates, with `escape` before all that comes from a report.
    """
    made = Environment(
        loader=PackageLoader("quoteprov.render"),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        symbols=SYMBOLS, signs=_SIGNS, severities_all=SEVERITIES, count=count, known=RULES
    )
    return made


def _page(
    rows: Sequence[Row],
    sections: Iterable[str],
    codes: set[str],
    tally: Tally,
    *,
    interrupted: bool = False,
) -> Iterator[str]:
    style = files("quoteprov.render").joinpath("templates/report.css").read_text("utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    verdicts: Counter[str] = sum((row.verdicts for row in rows), Counter())
    page: Any = environment().get_template("report.html.jinja").module
    yield page.head(
        style=Markup(style),  # noqa: S704 - our own file
        digest=digest,
        rows=rows,
        verdicts=[(v, verdicts[v]) for v in SYMBOLS if verdicts[v]],
        tally=tally,
        version=version("quoteprov"),
        interrupted=interrupted,
        many=MANY,
    )
    yield from sections
    yield page.tail([RULES[code] for code in sorted(codes & RULES.keys())])


def row(report: Report, number: int = 1) -> Row:
    """
    Count what there is of an article.
    """
    return Row(
        number,
        report.where,
        report.article.title or report.article.id,
        Counter(sorted((q.verdict for q in report.quotations), key=list(SYMBOLS).index)),
        Counter(f.severity for f in report.findings),
        len(report.accepted),
        report.was_checked,
    )


def _section(report: Report, row: Row) -> str:
    template = environment().get_template("article.html.jinja")
    article = report.texts.article
    groups = by_quotation(report)
    statements = [_statement(one, report.quotations) for one in report.texts.statements.values()]
    return template.render(
        n=row.number,
        report=report,
        row=row,
        parts=_shown(report, article.text) if article else [],
        about=sorted(groups.get(None, ()), key=gravest),
        cards=[_card(q, report, groups.get(q.id, ())) for q in report.quotations],
        statements=statements,
        days=report.timeline,
        drawing=drawn(report.timeline),
    )


def _shown(report: Report, text: str) -> list[tuple[bool, list[Paragraph]]]:
    return _parts(paragraphs(text, quoted(report, text), zones(text)))


def _statement(statement: Statement, quotations: Iterable[Quotation]) -> dict[str, Any]:
    """A statement with what is quoted of it."""
    marks = {
        (q.id, p.start): Mark(p.start, p.end, q.id, q.verdict, p.start)
        for q in quotations
        if q.statement and q.statement.id == statement.id
        for p in q.passages
    }
    return {
        "statement": statement,
        "url": web_url(statement.url),
        "parts": _parts(paragraphs(statement.text, [*marks.values()], statement.zones)),
    }


def _parts(found: Iterable[Paragraph]) -> list[tuple[bool, list[Paragraph]]]:
    """The paragraphs in a row that are furniture, and those that are none."""
    return [(folded, list(row)) for folded, row in groupby(found, lambda p: p.is_furniture)]


def _card(q: Quotation, report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """A quotation with what is linked from it."""
    statement = report.texts.statements.get(q.statement.id) if q.statement else None
    links = (passage_link(statement.url, p, statement) for p in q.passages if statement)
    return {
        **card(q, findings),
        "is_shown": statement is not None and report.texts.article is not None,
        "links": list(filter(None, links)),
    }


def card(q: Quotation, findings: Sequence[Finding]) -> dict[str, Any]:
    """
    Give a quotation with its changes and findings, the gravest first.
    """
    told = " ".join(f.message for f in findings)
    return {
        "q": q,
        "speaker": speaker(q),
        **changes(q),
        "findings": sorted(findings, key=gravest),
        "reasons": [reason for reason in q.reasons if reason not in told],
    }


def changes(q: Quotation | Alignment) -> dict[str, Any]:
    """
    Give the words of both sides in pieces, each with how it is shown.
    """
    edits = [e for e in q.edits if shows(e) or e.kind == "inner-marks"]
    return {
        "own": list(pieces(q, [(e.start, e.end, _how(e, q)) for e in edits])),
        "theirs": [list(pieces(p, _spans(p, q, edits))) for p in q.passages],
        "differs": bool(edits),
    }


def _spans(
    p: Passage, q: Quotation | Alignment, edits: Iterable[Edit]
) -> Iterator[tuple[int, int, str]]:
    """
    What was changed in a passage. A move that reaches over several says that these stand the other
    way round: none of their words was left out.
    """
    for e in edits:
        if e.op != "move" or _is_within(e, p):
            yield e.passage_start, e.passage_end, _how(e, q)


def _how(edit: Edit, q: Quotation | Alignment) -> str:
    """How a change is shown: as ``marked`` by the writer, ``moved`` or ``changed``."""
    if edit.marked:
        return "marked"
    is_moved = edit.op == "move" and any(_is_within(edit, p) for p in q.passages)
    return "moved" if is_moved else "changed"


def _is_within(edit: Edit, p: Passage) -> bool:
    return p.start <= edit.passage_start and edit.passage_end <= p.end
