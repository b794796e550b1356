"""
What a value shows of itself in a notebook: a fragment of HTML, Markdown, or plain text.

The fragment stands among other people's cells, on a page of any colours: it has no script, no id
and no link, its style sheet names nothing outside it, and its own colours are tints and lines. A
notebook keeps every output, so it stays under `MOST` bytes whatever a report holds: what is left
out is counted. Whatever comes from a text goes through ``escape`` of the HTML page.
"""

from __future__ import annotations

import html as markup

from functools import cache, partial
from importlib.resources import files
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from quoteprov.corpus.corpus import Corpus
from quoteprov.errors import InputError
from quoteprov.models import SEVERITIES, Alignment, Quotation, Report
from quoteprov.render.full import alignment_lines, quotation_lines, render_full
from quoteprov.render.holdings import facts, heard, render_holdings
from quoteprov.render.html import card, changes, environment, row
from quoteprov.render.markdown import quotation_lines as markdown_lines
from quoteprov.render.markdown import render_markdown
from quoteprov.render.marked import WHOLE, paragraphs, quoted
from quoteprov.render.phrases import count
from quoteprov.render.places import by_quotation, gravest
from quoteprov.render.summary import searched
from quoteprov.render.terminal import escape as on_one_line
from quoteprov.rules.registry import RULES
from quoteprov.rules.rule import shorten
from quoteprov.text.language import primary
from quoteprov.text.script import visible
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Edit, Finding, Shown
    from quoteprov.render.marked import Paragraph


MOST = 100_000
"""Bytes that no fragment reaches."""
_NOTES = 1_000
"""Bytes kept for what says that something was left out."""
_ABOUT, _ARTICLE = 15_000, 40_000
"""Most bytes of the findings about an article, and of its text."""
_SIDE, _FOUND = 10_000, 15_000
"""Most bytes of either side of a comparison, and of the findings about a quotation."""
_MARKS, _CARDS = 300, 60
"""Most quotations that are marked in a text, and whose words are compared."""
_WORDS, _STRETCH = 1_500, 160
"""Most code points of a side that is shown whole; a longer one is cut within its stretches, each
of which may have so many."""
_ALL = "report.to_html(path) writes them all"
_EDIT = {
    "replace": "“{text}” stands for “{passage_text}”",
    "insert": "“{text}” was put in",
    "delete": "“{passage_text}” was left out",
    "move": "“{text}” stands elsewhere",
}


class _Way(NamedTuple):
    """How values of a kind are shown."""

    html: Callable[[Any], str]
    markdown: Callable[[Any], Iterable[str]]
    text: Callable[[Any], Iterable[str]]


def html(value: Shown) -> str:
    """
    Give a report, a quotation, an alignment or a corpus as a fragment of HTML of less than `MOST`
    bytes.
    """
    return _way(value).html(value)


def markdown(value: Shown) -> str:
    """
    Give the same as Markdown, of as many bytes at most.
    """
    rest = ("", f"The rest is left out: {_ALL}.")
    return "\n".join(_fitting(_way(value).markdown(value), MOST - _NOTES, *rest))


def text(value: Shown) -> str:
    """
    Give the same as plain text, complete: where a notebook is not trusted, nothing else is shown.
    """
    return "\n".join(_way(value).text(value))


def _way(value: Shown) -> _Way:
    return next(way for kind, way in _WAYS.items() if isinstance(value, kind))


def displacy(report: Report) -> dict[str, Any]:
    """
    Give what ``displacy.render(…, style="ent", manual=True)`` draws.

    displaCy repeats the text of spans that overlap, so nested quotations are left out. It escapes
    the text and not the title.

    Raises:
        InputError: The text of the article is not at hand.
    """
    article = report.texts.article
    if article is None:
        msg = (
            f"{report.where}: its text is not at hand, as in a report read from JSON; "
            "check the article again, or use report.quotations"
        )
        raise InputError(msg)
    outer: list[dict[str, Any]] = []
    for q in sorted(report.quotations, key=lambda q: (q.start, -q.end)):
        if not outer or q.start >= outer[-1]["end"]:
            outer.append({"start": q.start, "end": q.end, "label": q.verdict})
    title = markup.escape(visible(report.article.title or report.article.id))
    return {"text": article.text, "ents": outer, "title": title}


@cache
def _templates() -> Any:
    made = environment().overlay()
    made.filters = {**made.filters, "short": short, "opening": lambda text: shorten(text[:500])}
    return made.get_template("notebook.html.jinja").module


def short(text: str, most: int = WHOLE) -> str:
    r"""
    Show the beginning and the end of a text of more than *most* code points, or of one that grows
    to more than twice as many where characters are shown as ``<U+202E>``.

    >>> short("0123456789", 6)
    '0123 [… 4 characters …] 89'
    """
    grows = len(visible(text[:most])) > 2 * most
    keep = most // 5 if grows else most
    if len(text) <= keep:
        return visible(text)
    tail = keep // 3
    left = len(text) - keep
    ends = visible(text[: keep - tail]), visible(text[len(text) - tail :])
    return f" [… {count(left, 'character')} …] ".join(ends)


def _size(part: str) -> int:
    return len(part.encode()) + 1  # a line end


def _fitting(chunks: Iterable[str], room: int, *instead: str) -> Iterator[str]:
    """As many as fit into a number of bytes, from the first, and what stands for the rest."""
    for chunk in chunks:
        room -= _size(chunk)
        if room < 0:
            yield from instead
            return
        yield chunk


def _counted(chunks: Iterable[str], n: int, room: int, more: Callable[[int], str]) -> list[str]:
    """As many of *n* chunks as fit, and what says how many *more* there are."""
    shown = [*_fitting(chunks, room)]
    return [*shown, more(n - len(shown))] if len(shown) < n else shown


def _section(parts: Iterable[str]) -> str:
    style = files("quoteprov.render").joinpath("templates/notebook.css").read_text("utf-8")
    return str(_templates().section(Markup(style), [*parts]))  # noqa: S704 - our own file


def _report(report: Report) -> str:
    """
    The counts, what was found about the article, its text with the quotations marked, each of
    these with the words that differ, and what was searched.
    """
    templates = _templates()
    groups = by_quotation(report)
    head = templates.head(row(report), report)
    foot = templates.facts(searched(report))
    about = _found(groups.get(None, ()), _ABOUT)
    article = _article(report)
    room = MOST - _NOTES - _size(_section([head, *about, *article, foot]))
    cards = _cards(report, groups, room)
    left = len(report.quotations) - len(cards)
    notes = [_more("quotation", left)] if left else []
    return _section([head, *about, *article, *cards, *notes, foot])


def _found(findings: Iterable[Finding], room: int) -> list[str]:
    """The gravest of the findings, and how many there are more."""
    templates = _templates()
    given = sorted(findings, key=gravest)
    chunks = map(templates.finding, given)
    return _counted(chunks, len(given), room, partial(_more, "finding"))


def _more(noun: str, n: int) -> str:
    told: str = _templates().left_out(f"{count(n, f'more {noun}')}: {_ALL}")
    return told


def _article(report: Report) -> list[str]:
    """The text with its quotations marked; nothing where it is not at hand."""
    article = report.texts.article
    if article is None:
        return []
    lang = primary(report.article.lang or "")
    return [_templates().article([*_lines(report, article.text)], lang)]


def _lines(report: Report, text: str) -> Iterator[str]:
    """As many lines of the article as fit, and what is left out."""
    templates, room, end = _templates(), _ARTICLE, len(text)
    marks = sorted(quoted(report, text))
    unmarked = len(marks)
    areas = zones(text) if len(text) <= WHOLE else ()
    for p in _folded(paragraphs(text, marks[:_MARKS], areas)):
        if isinstance(p, str):
            line = templates.left_out(p)
        else:
            chunks = [*_fitting(map(templates.piece, p.pieces), room)]
            line = templates.line(chunks)
            end = p.pieces[len(chunks)].start if len(chunks) < len(p.pieces) else end
            unmarked -= sum(len(piece.begun) for piece in p.pieces[: len(chunks)])
        yield line
        room -= _size(line)
        if end < len(text):
            break
    if left := len(text) - end:
        yield templates.left_out(count(left, "more character"))
    if unmarked:
        yield templates.left_out(f"{count(unmarked, 'more quotation')} in the text")


def _folded(found: Iterable[Paragraph]) -> Iterator[Paragraph | str]:
    """The paragraphs, and what is told in place of those that are not shown."""
    for is_furniture, run in groupby(found, attrgetter("is_furniture")):
        if is_furniture:
            yield f"{count(len([*run]), 'line')} outside the body"
            continue
        for p in run:
            yield p if p.pieces else f"{count(p.left, 'character')} not shown"


def _cards(report: Report, groups: Mapping[str | None, Sequence[Finding]], room: int) -> list[str]:
    """The quotations in their order; where not all of them fit, the gravest."""

    def grave(number: int) -> int:
        found = groups.get(report.quotations[number].id, ())
        return min(map(gravest, found), default=len(SEVERITIES) + 1)

    shown: dict[int, str] = {}
    for number in sorted(range(len(report.quotations)), key=grave)[:_CARDS]:
        q = report.quotations[number]
        told = _templates().card(_card(q, groups.get(q.id, ())))
        if _size(told) <= room:
            room -= _size(told)
            shown[number] = told
    return [shown[number] for number in sorted(shown)]


def _card(q: Quotation, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    """A quotation with both sides and its findings; without these, with the rules that fired."""
    own = card(q, findings)
    rules = [f"{code} {RULES[code].name}" if code in RULES else code for code in q.rules]
    return {
        **own,
        **_sides(own),
        "found": _found(findings, _FOUND),
        "rules": () if findings else rules,
    }


def _sides(own: Mapping[str, Any]) -> dict[str, list[str]]:
    """Both sides of a comparison in pieces that fit."""
    theirs = [part for passage in own["theirs"] for part in ((" … ", None), *passage)][1:]
    return {
        "own": _stretches(own["own"], "ins", "added"),
        "theirs": _stretches(theirs, "del", "left out"),
    }


def _stretches(parts: Sequence[tuple[str, str | None]], tag: str, word: str) -> list[str]:
    is_short = sum(len(words) for words, _ in parts) <= _WORDS
    most = _WORDS if is_short else max(_STRETCH, _WORDS // len(parts))
    chunks = (_templates().stretch(short(words, most), how, tag, word) for words, how in parts)
    return _counted(chunks, len(parts), _SIDE, lambda n: f" [… {count(n, 'more part')} …]")


def _alignment(alignment: Alignment) -> str:
    templates = _templates()
    own = changes(alignment)
    chunks = (templates.edit(_edit(edit)) for edit in alignment.edits)
    edits = _counted(
        chunks, len(alignment.edits), _FOUND, lambda n: templates.edit(count(n, "more edit"))
    )
    return _section([templates.alignment(alignment, {**own, **_sides(own)}, edits)])


def _edit(edit: Edit) -> str:
    """What was changed, in words."""
    how = "marked by the writer, " * edit.marked + edit.kind
    return f"{_EDIT[edit.op].format(**edit.model_dump())} ({how})"


def _corpus(corpus: Corpus) -> str:
    info = corpus.info
    told = {"newest": info.newest or "unknown", "digest": info.digest, **facts(corpus)}
    return _section([_templates().corpus(info, told, heard(corpus))])


def _alignment_text(alignment: Alignment) -> Iterator[str]:
    yield on_one_line(repr(alignment))
    yield from alignment_lines(alignment)
    yield from (f"    {on_one_line(_edit(edit))}" for edit in alignment.edits)


def _block(lines: Callable[[Any], Iterable[str]]) -> Callable[[Any], Iterable[str]]:
    """The same lines as a block of code in Markdown, where nothing means anything."""
    return lambda value: (f"    {line}" for line in lines(value))


_WAYS = {
    Report: _Way(
        _report, lambda one: render_markdown([one]), lambda one: render_full([one], width=100)
    ),
    Quotation: _Way(
        lambda q: _section([_templates().card(_card(q), open=True)]),
        markdown_lines,
        quotation_lines,
    ),
    Alignment: _Way(_alignment, _block(_alignment_text), _alignment_text),
    Corpus: _Way(_corpus, _block(render_holdings), render_holdings),
}
