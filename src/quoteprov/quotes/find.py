"""
The quotations of a text: its marked spans and turns, numbered, with zones and parents.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import regex

from quoteprov.limits import QUOTATIONS
from quoteprov.models import Marks, Quotation, ZoneSpan
from quoteprov.quotes.marks import marked_spans
from quoteprov.quotes.turns import Turn, turns, without_outer_marks
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import zone_at


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def find(text: str, zones: Sequence[ZoneSpan]) -> tuple[Quotation, ...]:
    """
    List the quotations of *text*, in order, parents before the ones nested in them.

    The turns of an interview are quotations without marks. At most `limits.QUOTATIONS`; whoever
    calls says so when there are more.
    """
    plain, spoken, marks = _transcript(text)
    spans = marked_spans(plain, [span for _, span in spoken])[: QUOTATIONS + 1]
    return tuple(
        Quotation(
            id=f"q{number}",
            start=span.start,
            end=span.end,
            text=text[span.start : span.end],
            zone=zone_at(zones, span.start),
            marks=Marks(
                open=span.open or marks.get(span.start, ""),
                close=span.close,
                repaired=span.repaired,
            ),
            parent=None if span.parent is None else f"q{span.parent + 1}",
        )
        for number, span in enumerate(spans, start=1)
    )


def spoken_turns(text: str) -> list[tuple[Turn, tuple[int, int]]]:
    """
    List the turns of the interviews and transcripts in *text*, each with the span (code points) of
    its quotation: its words, or, where the transcript stands in marks as a whole, all that is
    between them, the label too: “LEE: Will you talk?
    """
    return list(_transcript(text)[1])


@lru_cache(2)
def _transcript(
    text: str,
) -> tuple[str, tuple[tuple[Turn, tuple[int, int]], ...], Mapping[int, str]]:
    """The text without the marks around transcripts, the turns, and the marks where they stood."""
    unwrapped = unwrap(text)
    plain = without_outer_marks(unwrapped)
    found = turns(plain)
    marks = {
        turn.label_start: unwrapped[turn.label_start - 1]
        for turn in found
        if plain[turn.label_start - 1 : turn.label_start]
        != unwrapped[turn.label_start - 1 : turn.label_start]
    }
    spans = [(t.label_start if t.label_start in marks else t.start, t.end) for t in found]
    return plain, tuple(zip(found, spans, strict=True)), MappingProxyType(marks)


def outer(text: str, quotation: Quotation) -> tuple[int, int]:
    """
    Give the span of a quotation with its marks, and with the white space inside them.
    """
    start, end = quotation.start, quotation.end
    opened, closed = quotation.marks.open, quotation.marks.close
    before, after = start, end
    while text[before - 1 : before].isspace():
        before -= 1
    while text[after : after + 1].isspace():
        after += 1
    if opened and text.endswith(opened, 0, before):
        start = before - len(opened)
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
