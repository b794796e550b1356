"""
A text cut into paragraphs with its marked pieces, for whoever shows it with its quotations.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.models import Report, ZoneSpan


WHOLE = 8_000
"""Longest text that is shown whole, in code points; of a longer one, what is quoted and what
stands around it: a speech of 60,000 for one sentence would bury it, and 500 articles must stay
under 25 MB."""
AROUND = 700
"""What is shown on either side of a passage of a longer text, in code points."""


class Mark(NamedTuple):
    """A span that is highlighted: of the quotation with a name, whose verdict gives the style."""

    start: int
    end: int
    quotation: str
    verdict: str
    ref: int


class Piece(NamedTuple):
    """A stretch of a paragraph, with the marks that cover it and those that begin at it; *start*
    is its offset in the text.
    """

    start: int
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


def quoted(report: Report, text: str) -> list[Mark]:
    """
    Give the quotations as marks of the article; a link stands before the quotation mark.
    """
    marks = []
    for q in report.quotations:
        before = q.start - len(q.marks.open)
        ref = before if before >= 0 and text.startswith(q.marks.open, before) else q.start
        marks.append(Mark(q.start, q.end, q.id, q.verdict, ref))
    return marks


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
        yield Piece(a, words[a - offset : b - offset], tuple(cover), begun)


def _length(mark: Mark) -> int:
    return mark.end - mark.start
