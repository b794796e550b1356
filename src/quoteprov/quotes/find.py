"""
The quotations of a text: its marked spans and turns, numbered, with zones and parents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.limits import QUOTATIONS
from quoteprov.models import Marks, Quotation, ZoneSpan
from quoteprov.quotes.marks import marked_spans
from quoteprov.quotes.turns import turns
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import zone_at


if TYPE_CHECKING:
    from collections.abc import Sequence


def find(text: str, zones: Sequence[ZoneSpan]) -> tuple[Quotation, ...]:
    """
    List the quotations of *text*, in order, parents before the ones nested in them.

    The turns of an interview are quotations without marks. At most `limits.QUOTATIONS`; whoever
    calls says so when there are more.
    """
    unwrapped = unwrap(text)
    spoken = [(turn.start, turn.end) for turn in turns(unwrapped)]
    spans = marked_spans(unwrapped, spoken)[: QUOTATIONS + 1]
    return tuple(
        Quotation(
            id=f"q{number}",
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            zone=zone_at(zones, span.start),
            marks=Marks(open=span.open, close=span.close, repaired=span.repaired),
            parent=None if span.parent is None else f"q{span.parent + 1}",
        )
        for number, span in enumerate(spans, start=1)
    )


def outer(text: str, quotation: Quotation) -> tuple[int, int]:
    """
    Give the span of a quotation with its marks, and with the white space inside them.
    """
    start, end = quotation.start, quotation.end
    before, after = text[:start].rstrip(), len(text) - len(text[end:].lstrip())
    opened, closed = quotation.marks.open, quotation.marks.close
    if opened and before.endswith(opened):
        start = len(before) - len(opened)
    if closed and text.startswith(closed, after):
        end = after + len(closed)
    return start, end


_HANGUL = regex.compile(r"\p{Hangul}")
_BESIDE = 10


def is_title(text: str, quotation: Quotation) -> bool:
    """
    Tell whether the marks of a quotation are those of a title: 《晨报》, 〈社説〉.

    In Korean only 〈…〉 outside other marks is one: the North prints its quotations as 《…》, and
    〈…〉 within them.
    """
    if quotation.marks.open not in {"《", "〈"}:
        return False
    korean = _HANGUL.search(text, quotation.start, quotation.end + _BESIDE) is not None
    return not korean or (quotation.marks.open == "〈" and quotation.parent is None)
