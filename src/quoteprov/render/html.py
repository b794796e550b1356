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
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from quoteprov.models import SEVERITIES, Accepted
from quoteprov.render.fragments import web_url
from quoteprov.render.phrases import SYMBOLS, count, pieces, shows, speaker
from quoteprov.render.places import by_quotation, passage_link
from quoteprov.render.summary import Tally
from quoteprov.render.timeline import drawn
from quoteprov.rules.registry import RULES
from quoteprov.text.script import visible
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Edit, Finding, Passage, Quotation, Report, Statement, ZoneSpan


WHOLE = 8_000
"""Longest text that is shown whole, in code points; of a longer one, what is quoted and what
stands around it: a speech of 60,000 for one sentence would bury it, and 500 articles must stay
under 25 MB."""
AROUND = 700
"""What is shown on either side of a passage of a longer text, in code points."""
MANY = 20
"""Articles from which a browser lays out only those in sight; it then also prints and pictures
them by guess, which a few need not suffer."""
_SIGNS = {"error": "✖", "warning": "▲", "info": "●"}


class Mark(NamedTuple):
    """A span that is highlighted: of the quotation with a name, whose verdict gives the style."""

    start: int
    end: int
    quotation: str
    verdict: str
    ref: int


class Piece(NamedTuple):
    """A stretch of a paragraph, with the marks that cover it and those that begin at it."""

    text: str
    marks: tuple[Mark, ...]
    begun: tuple[Mark, ...]


class Paragraph(NamedTuple):
    """A line of a text: its number, its pieces, and whether it is folded away as furniture of the
    page. Without pieces, *left* code points were left out here.
    """

    line: int
    pieces: tuple[Piece, ...]
    left: int = 0
    is_furniture: bool = False


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
            rows.append(_row(report, tally.articles))
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
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("quoteprov.render"),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        symbols=SYMBOLS, signs=_SIGNS, severities_all=SEVERITIES, count=count, known=RULES
    )
    return environment


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
    page: Any = _environment().get_template("report.html.jinja").module
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


def _row(report: Report, number: int) -> Row:
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
    template = _environment().get_template("article.html.jinja")
    article = report.texts.article
    groups = by_quotation(report)
    statements = [_statement(one, report.quotations) for one in report.texts.statements.values()]
    return template.render(
        n=row.number,
        report=report,
        row=row,
        parts=_shown(report, article.text) if article else [],
        about=sorted(groups.get(None, ()), key=_gravest),
        cards=[_card(q, report, groups.get(q.id, ())) for q in report.quotations],
        statements=statements,
        days=report.timeline,
        drawing=drawn(report.timeline),
    )


def _shown(report: Report, text: str) -> list[tuple[bool, list[Paragraph]]]:
    return _parts(paragraphs(text, _quoted(report, text), zones(text)))


def _quoted(report: Report, text: str) -> list[Mark]:
    """The quotations as marks of the article; a link stands before the quotation mark."""
    marks = []
    for q in report.quotations:
        before = q.start - len(q.marks.open)
        ref = before if before >= 0 and text.startswith(q.marks.open, before) else q.start
        marks.append(Mark(q.start, q.end, q.id, q.verdict, ref))
    return marks


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


def paragraphs(
    text: str, marks: Sequence[Mark], areas: Sequence[ZoneSpan] = ()
) -> Iterator[Paragraph]:
    """
    Cut a text into paragraphs with their marked pieces; together they are the text without its
    line ends, or of a long one the parts around the marks. Lines that were only wrapped are one
    paragraph, with blanks between them.
    """
    at = 0
    marks = [m._replace(ref=_inked(text, m)) for m in marks]
    outside = [(z.start, z.end) for z in areas if z.zone == "outside"]
    unwrapped = unwrap(text)
    for start, end in _windows(text, marks):
        if start > at:
            yield Paragraph(0, (), start - at)
        for line, offset, words in _lines(text, unwrapped, start, end):
            pieces = tuple(_pieces(words, offset, marks))
            is_outside = any(a <= offset < b for a, b in outside)
            is_furniture = is_outside and not any(piece.marks for piece in pieces)
            yield Paragraph(line, pieces, is_furniture=is_furniture)
        at = end
    if at < len(text):
        yield Paragraph(0, (), len(text) - at)


def _inked(text: str, mark: Mark) -> int:
    """Where the link of a mark stands: not on a line without words, which is not shown."""
    return next((i for i in range(mark.ref, mark.end) if not text[i].isspace()), mark.ref)


def _lines(text: str, unwrapped: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Number, offset and words of each line that has any; those that were wrapped are one."""
    offset, counted, line = start, 0, 1
    for words in unwrapped[start:end].split("\n"):
        if words.strip():
            line += text.count("\n", counted, offset)
            counted = offset
            yield line, offset, words.rstrip("\r")
        offset += len(words) + 1


def _windows(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """What is shown of a text: all, or what lies around its marks; ends at blanks."""
    if len(text) <= WHOLE:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    for mark in sorted(marks) or [Mark(0, 0, "", "", 0)]:
        start = max(0, mark.ref - AROUND)
        end = min(len(text), mark.end + AROUND)
        start = text.rfind("\n", max(0, start - AROUND), start + 1) + 1 or start
        end = (text.find("\n", end, end + AROUND) + 1 or end + 1) - 1
        if found and start <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _pieces(words: str, offset: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The pieces of a paragraph that begins at *offset*, cut wherever a mark or a link begins."""
    end = offset + len(words)
    here = [m for m in marks if min(m.start, m.ref) < end and m.end > offset]
    edges = {offset, end, *(i for m in here for i in (m.start, m.end, m.ref) if offset < i < end)}
    cuts = sorted(edges)
    for a, b in pairwise(cuts):
        cover = sorted((m for m in here if m.start <= a and b <= m.end), key=_length)
        begun = tuple(m for m in here if m.ref == a)
        yield Piece(words[a - offset : b - offset], tuple(cover), begun)


def _length(mark: Mark) -> int:
    return mark.end - mark.start


def _card(q: Quotation, report: Report, findings: Sequence[Finding]) -> dict[str, Any]:
    """A quotation with its changes and findings."""
    statement = report.texts.statements.get(q.statement.id) if q.statement else None
    edits = [e for e in q.edits if shows(e) or e.kind == "inner-marks"]
    links = (passage_link(statement.url, p, statement) for p in q.passages if statement)
    told = " ".join(f.message for f in findings)
    return {
        "q": q,
        "speaker": speaker(q),
        "own": list(pieces(q, [(e.start, e.end, _how(e, q)) for e in edits])),
        "theirs": [list(pieces(p, _spans(p, q, edits))) for p in q.passages],
        "differs": bool(edits),
        "is_shown": statement is not None and report.texts.article is not None,
        "findings": sorted(findings, key=_gravest),
        "reasons": [reason for reason in q.reasons if reason not in told],
        "links": list(filter(None, links)),
    }


def _spans(p: Passage, q: Quotation, edits: Iterable[Edit]) -> Iterator[tuple[int, int, str]]:
    """
    What was changed in a passage. A move that reaches over several says that these stand the other
    way round: none of their words was left out.
    """
    for e in edits:
        if e.op != "move" or _is_within(e, p):
            yield e.passage_start, e.passage_end, _how(e, q)


def _how(edit: Edit, q: Quotation) -> str:
    """How a change is shown: as ``marked`` by the writer, ``moved`` or ``changed``."""
    if edit.marked:
        return "marked"
    is_moved = edit.op == "move" and any(_is_within(edit, p) for p in q.passages)
    return "moved" if is_moved else "changed"


def _is_within(edit: Edit, p: Passage) -> bool:
    return p.start <= edit.passage_start and edit.passage_end <= p.end


def _gravest(finding: Finding) -> int:
    """The gravest first, and at the end what was accepted."""
    accepted = isinstance(finding, Accepted)
    return len(SEVERITIES) if accepted else SEVERITIES.index(finding.severity)
