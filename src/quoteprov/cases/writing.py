"""
Case files as text: a first one out of a report, and one with verdicts written into it.
"""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.cases.expected import Expected
from quoteprov.cases.matching import has_words, unaccounted
from quoteprov.cases.outline import QUOTE
from quoteprov.config.source import near, text_of
from quoteprov.config.toml import quoted
from quoteprov.render.files import draft
from quoteprov.render.places import by_quotation
from quoteprov.render.terminal import escape
from quoteprov.text.script import visible


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Iterator, Mapping, Sequence

    from quoteprov.config.source import Source
    from quoteprov.models import Quotation, Report, Severity


Change = tuple[int, str]
"""The number of a quotation in its case file, and a key of it."""
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def rewritten(source: Source, changes: Mapping[Change, str]) -> str:
    """
    Give the text of a case file with other values: one that is there is replaced, one that is not
    is put on a line of its own below the words. Everything else stays as it is.

    Args:
        source: The file.
        changes: Texts by the quotation and the key that get them.
    """
    edits: list[tuple[int, int, str]] = []
    for (number, key), value in changes.items():
        if place := source.places.values.get((QUOTE, number, key)):
            edits.append((*place, quoted(value)))
        else:
            at, between = _below(source, number)
            edits.append((at, at, f"{between}{key} = {quoted(value)}"))
    text = source.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _below(source: Source, number: int) -> tuple[int, str]:
    """
    Where a key of a quotation is put, and what stands before it: the end of the line of its words
    and a line end, or within braces a comma right behind them.
    """
    text = source.text
    start = source.places.keys[QUOTE, number, "text"].start
    end = source.places.values[QUOTE, number, "text"].end
    before = text[text.rfind("\n", 0, start) + 1 : start]
    if before.strip():
        return end, ", "
    line_end = "\r\n" if "\r\n" in text else "\n"
    at = text.find(line_end, end)
    return (len(text) if at < 0 else at), line_end + before


def written(source: Source, changes: Mapping[Change, str]) -> Iterator[str]:
    """
    Write a case file with other values, and give the lines that differ, as ``diff -u`` shows them.

    Args:
        source: The file as it was read.
        changes: As of `rewritten`.

    Raises:
        PolicyError: The file cannot be read any more.
        InputError: It cannot be written.
    """
    where, now = near(source.path), text_of(source.path)
    if now.removeprefix(_BOM) != source.text:
        yield f"{where}: was changed while the tests ran, and is left as it is; run them again"
        return
    text = rewritten(source, changes)
    with draft(source.path) as write:
        write([_BOM * now.startswith(_BOM), text])
    before, after = source.text.splitlines(), text.splitlines()
    yield from map(visible, unified_diff(before, after, where, where, n=1, lineterm=""))


class Top(NamedTuple):
    """
    What a first case file says at its top.

    Args:
        article: The path of the article, relative to the file.
        published: The day of the article, if it was told.
        against: The paths of statements, relative to the file; none for those of the project.
        lang: The language of the article, if it was told.
        fail_on: How severe a finding must be to be accounted for.
    """

    article: str
    published: dt.date | None
    against: tuple[str, ...]
    lang: str | None
    fail_on: Severity


def first(report: Report, top: Top) -> str:
    """
    Write a case file that passes today: its article as it is found to be, for somebody to look at.

    Marks that credit nobody are no cases, and neither is a quotation without a word.
    """
    quotations = [
        q for q in report.quotations if q.verdict != "not-a-quotation" and has_words(q.text)
    ]
    cases = [_expected(q) for q in quotations]
    groups = by_quotation(report)
    rows = [
        "# What was found in this article. Look at each case before you keep it: a test passes as",
        "# long as the article says what stands here, whether that is as it should be or not.",
        f"article = {quoted(top.article)}",
        *([f"published = {top.published}"] if top.published else ()),
        *([f"against = [{', '.join(map(quoted, top.against))}]"] if top.against else ()),
        *([f"lang = {quoted(top.lang)}"] if top.lang else ()),
        *_allowed(report, cases, top),
    ]
    for q, case in zip(quotations, cases, strict=True):
        rows += ["", f"[[{QUOTE}]]", *_entry(case)]
        rows += [
            f"# {f.code} {f.name} ({f.severity}): {escape(f.message)}"
            for f in groups.get(q.id, ())
        ]
    return "".join(f"{row}\n" for row in rows)


def _expected(q: Quotation) -> Expected:
    """What is found of a quotation, as something to expect of it."""
    is_settled = q.speaker is not None and not q.speaker.others
    return Expected(
        text=" ".join(q.text.split()),
        verdict=q.verdict,
        speaker=q.speaker.resolved if q.speaker and is_settled else None,
        statement=q.statement.id if q.statement else None,
        date=q.date.verdict if q.date and q.date.claimed else None,
        note="",
        allow=frozenset(),
    )


def _entry(case: Expected) -> Iterator[str]:
    told = (
        ("text", case.text),
        ("verdict", case.verdict),
        ("speaker", case.speaker),
        ("statement", case.statement),
        ("date", case.date),
    )
    yield from (f"{key} = {quoted(str(value))}" for key, value in told if value is not None)


def _allowed(report: Report, cases: Sequence[Expected], top: Top) -> Iterator[str]:
    """The rules whose findings no case accounts for."""
    left = unaccounted(report, (), cases, top.fail_on)
    if left:
        yield "allow = ["
        yield from sorted({f"  {quoted(f.code)},  # {f.name}" for f in left})
        yield "]"
