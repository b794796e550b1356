"""
From a document to a statement: its own fields first, then what the page says of itself.
"""

from __future__ import annotations

import datetime as dt

from typing import TYPE_CHECKING

import regex

from quoteprov.corpus.agency import AGENCY, CARRIER, CLOCK, Dispatch, read_dispatch
from quoteprov.models import Day, Statement
from quoteprov.readers import Document, Problem
from quoteprov.text.language import primary
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.models import ZoneSpan


# "Remarks by Jane Doe, chief of …", "Spokesman for … Issues Press Statement"
_ISSUER_IN_TITLE = regex.compile(
    r"^(?:full\s+text\s+of\s+(?:the\s+)?)?(?:(?!of\b|on\b|to\b)\p{L}+\s+){0,2}?(?:statement|remarks|speech|address"
    r"|letter|message|answer)\s+(?:of|by|from)\s+(?P<issuer>[^:;|]+?)\s*(?:[:;|(].*|\son\s.*)?$"
    r"|^(?P<issuer>.+?)\s+(?:issues|releases|makes(?:\s+public)?|gives|delivers)\s+.*"
    r"\b(?:statement|remarks|speech|address|answers?)\b",
    regex.IGNORECASE,
)
# "Statement of DPRK NDC Supported by Swiss Organizations" is about a statement, by others.
_ABOUT = regex.compile(r"\s\p{L}+ed\s+(?:by|in|at)\s|\sand$", regex.IGNORECASE)


def statement(document: Document, problems: list[Problem]) -> Statement:
    """
    Make a statement of a document: fields first, then what the page says of itself.

    A field that is no ISO date or no language tag is left out and named in *problems*, and so is
    what the reader lost.
    """
    text, fields = document.text, document.fields
    problems += [Problem(document.path, document.line, lost) for lost in document.losses]
    spans = zones(text, fields.get("title"))
    listed = _date(document, "date", problems)
    dispatch = read_dispatch(
        unwrap(text), url=fields.get("url"), listed=listed, title=fields.get("title")
    )
    title = fields.get("title") or (dispatch and dispatch.title) or _headline(text, spans)
    return Statement(
        id=document.id,
        text=text,
        title=title,
        issuer=fields.get("speaker")
        or (dispatch and dispatch.issuer)
        or _issuer(title)
        or (AGENCY if dispatch else None),
        **_days(document, dispatch, listed, problems),
        clock=CLOCK if dispatch else None,
        url=fields.get("url"),
        lang=_lang(document, problems),
        rendition_of=fields.get("rendition_of"),
        carrier=CARRIER if dispatch else None,
        path=document.path,
        zones=spans,
    )


def _days(
    document: Document, dispatch: Dispatch | None, listed: dt.date | None, problems: list[Problem]
) -> dict[str, Day | None]:
    """The days of a statement."""
    own: dict[str, Day | None] = {"uttered": None, "released": None, "carried": None}
    if dispatch:
        own = {name: getattr(dispatch, name) for name in own}
    elif listed:
        own["carried"] = Day.stated(listed, "date")
    return {name: _day(document, name, problems) or day for name, day in own.items()}


def _date(document: Document, field: str, problems: list[Problem]) -> dt.date | None:
    value = document.fields.get(field)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        message = f'"{field}" is {value[:40]!r}, not a date like 2022-09-21; it is ignored'
        problems.append(Problem(document.path, document.line, message))
        return None


def _day(document: Document, field: str, problems: list[Problem]) -> Day | None:
    date = _date(document, field, problems)
    return Day.stated(date, field) if date else None


def _lang(document: Document, problems: list[Problem]) -> str | None:
    value = document.fields.get("lang")
    if value and primary(value) is None:
        message = f'"lang" is {value[:40]!r}, not a code like "fr" or "zh-Hant"; it is ignored'
        problems.append(Problem(document.path, document.line, message))
        return None
    return value


def _headline(text: str, spans: Sequence[ZoneSpan]) -> str | None:
    """The first line of the headline zone, as a title."""
    span = next((z for z in spans if z.zone == "headline"), None)
    return text[span.start : span.end].strip().splitlines()[0].strip() if span else None


def _issuer(title: str | None) -> str | None:
    match = _ISSUER_IN_TITLE.search(title) if title else None
    return match["issuer"].strip() if match and not _ABOUT.search(match["issuer"]) else None
