"""
The days of an article as a drawing: a column a day, a row for each statement and each claim.

Columns stand for the days that are named and not for time: two days of one week and a third one
two months before would lie on top of each other. A gap says how many days lie between.
"""

from __future__ import annotations

import datetime as dt

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quoteprov.models import Dated


LABEL, COLUMN, GAP = 250, 112, 44
"""Widths of the labels, of a day and of the days left out between two, in pixels."""
HEAD, ROW = 52, 46
"""Heights of the heading and of a row, in pixels."""


class Column(NamedTuple):
    """A day: where its middle is, and what is written above it."""

    x: int
    day: dt.date
    weekday: str
    date: str


class Sign(NamedTuple):
    """What is drawn in a row: a day from *x* to *right*, of a kind."""

    x: int
    right: int
    what: str


class Row(NamedTuple):
    """A row: its middle, its two lines of words, its signs, and whether its claim was faulted."""

    y: int
    label: str
    detail: str
    signs: tuple[Sign, ...]
    faulted: bool


class Drawing(NamedTuple):
    """All of it, in pixels; *gaps* are places with the number of days that are left out there."""

    width: int
    height: int
    columns: tuple[Column, ...]
    gaps: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]


FAULTLESS = frozenset({"consistent", "carriage-not-release", "unresolvable", "no-canonical"})
"""What is found on a claim that is no fault of it."""


def drawn(timeline: Sequence[Dated]) -> Drawing | None:
    """
    Lay out the days of an article; None where there is none.
    """
    found = {one.day: _span(one.day) for one in timeline}
    spans = {day: span for day, span in found.items() if span}
    timeline = [one for one in timeline if one.day in spans]
    days = sorted({day for span in spans.values() for day in span})
    if not days:
        return None
    places, gaps, x = {}, [], LABEL + COLUMN // 2
    for before, day in pairwise([days[0], *days]):
        left_out = (day - before).days - 1
        if left_out > 0:
            gaps.append((x - COLUMN // 2 + GAP // 2, left_out))
            x += GAP
        places[day] = x
        x += COLUMN
    rows = [
        Row(
            HEAD + n * ROW + ROW // 2,
            label,
            detail,
            # a claim that fits one quotation and not another is drawn once
            tuple(dict.fromkeys(_sign(spans[one.day], one.what, places) for one in own)),
            any(one.verdict is not None and one.verdict not in FAULTLESS for one in own),
        )
        for n, (label, detail, own) in enumerate(_rows(timeline))
    ]
    columns = [Column(places[d], d, f"{d:%a}", f"{d.day} {d:%b %Y}") for d in days]
    width = x - COLUMN // 2
    return Drawing(width, HEAD + ROW * len(rows), tuple(columns), tuple(gaps), tuple(rows))


def _sign(span: tuple[dt.date, dt.date], what: str, places: Mapping[dt.date, int]) -> Sign:
    return Sign(places[span[0]], places[span[1]], what)


def _span(day: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day; what another tool wrote may be none."""
    first, _, last = day.partition("/")
    try:
        return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    except ValueError:
        return None


def _rows(timeline: Iterable[Dated]) -> Iterable[tuple[str, str, list[Dated]]]:
    """A row for each statement with its days, one for the article, one for each claim."""
    own = [one for one in timeline if one.what != "claimed"]
    by_statement = groupby(sorted(own, key=_statement), key=_statement)
    for statement, days in by_statement:
        found = list(days)
        yield statement or "article", ", ".join(one.what for one in found), found
    claims = sorted((one for one in timeline if one.what == "claimed"), key=_place)
    for _, same in groupby(claims, key=_place):
        found = list(same)
        said = "; ".join(f"{', '.join(one.quotations)}: {one.verdict}" for one in found)
        yield f"“{found[0].text}”", said, found


def _statement(one: Dated) -> str:
    return one.statement or ""


def _place(one: Dated) -> tuple[str, int, int]:
    return one.day, one.start or 0, one.end or 0
