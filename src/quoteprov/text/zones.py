"""
What is body and what is page furniture.

Saved pages carry crawl dates, icon names, link lists and teasers around the text. Words in them are
nobody's quotation and nobody's statement: a US official's "significant" stands inside "Significantly
Greeted" in the link list of a KCNA page. The rules are general: agency end marks, headings that open a
link list, runs of short lines without a full stop at either end; none knows a site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from quoteprov.models import Zone, ZoneSpan


# Agencies end a dispatch with a mark of its own: KCNA -0-, Yonhap (END), press releases ### or -30-.
_END_MARK = regex.compile(
    r"(?:^|(?<=\s))(?:-0-|[-–—]\s?30\s?[-–—]|\(END\)|\[END\])\s*$|^\s*(?:\#\s?\#\s?\#|ENDS?|-ENDS?-)\s*$"
)
# Headings after which a page goes on with links, comments or advertisements.
_FURNITURE = regex.compile(
    r"""\s*(?:
      more\s+(?:from|stories|news|articles|headlines|on\s+this|in\s+this)\b.* | related\b.*
    | (?:read|see|watch)\s+(?:more|next|also)\b.*  | recommended\b.* | you\s+(?:may|might)\s+(?:also\s+)?like\b.*
    | most\s+(?:read|popular|viewed|shared)\b.* | trending\b.* | latest\s+(?:news|stories|headlines)\b.*
    | leave\s+a\s+(?:comment|reply)\b.* | (?:\d+\s+)?comments?(?:\s*\(\d+\))?
    | share\s+this\b.* | (?:sign\s+up|subscribe)\b.* | tags?\s*:.* | filed\s+under\b.* | advertisement
    )\s*""",
    regex.VERBOSE | regex.IGNORECASE,
)
_TERMINAL = regex.compile(r"[.?!:;…。？！][\"”’'»」』)\]]*\s*$|[\"”»」』]\s*$")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*"
_NOT_A_HEADLINE = regex.compile(
    rf"""\s*(?:
      (?:published|updated|posted)\b.*\d.* | (?:date|source)\s*:.*  # Date: 08/11/2022 | Source: …
    | \(.*\)                                              # (ATTN: UPDATES throughout)
    | by\s+\p{{Lu}}.*                                       # bylines
    | (?:\p{{L}}+,?\s+)?(?:{_MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})\b.*   # dates
    | \S+@\S+
    )\s*""",
    regex.VERBOSE | regex.IGNORECASE,
)
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}.'’-]*")
_QUOTE = regex.compile("[\"“”„«»「『]")
_LINE = regex.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    n_words: int

    @property
    def is_prose(self) -> bool:
        """A paragraph: it ends like a sentence and is long, or short but quoting somebody."""
        ends = _TERMINAL.search(self.text) is not None
        return ends and (self.n_words >= 8 or (self.n_words >= 3 and bool(_QUOTE.search(self.text))))

    @property
    def is_headline(self) -> bool:
        return 3 <= self.n_words <= 30 and not _NOT_A_HEADLINE.fullmatch(self.text)


def _lines(text: str) -> list[_Line]:
    return [
        _Line(m.start(), m.end(), m.group(), len(_WORD.findall(m.group())))
        for m in _LINE.finditer(text)
        if not m.group().isspace()
    ]


def _first_prose(lines: Sequence[_Line]) -> int | None:
    """
    Index of the first paragraph of the body.

    A headline with a full stop is short and stands alone, so one short sentence is not yet prose.
    """
    return next((i for i, line in enumerate(lines) if line.is_prose), None)


def _end_mark(lines: Sequence[_Line]) -> tuple[int, int] | None:
    """The index of the line that carries the first end mark, and where the mark begins."""
    for i, line in enumerate(lines):
        if match := _END_MARK.search(line.text):
            return i, line.start + match.start()
    return None


def _furniture(lines: Sequence[_Line]) -> int:
    """
    Index of the first line of the link list that ends the page, ``len(lines)`` if there is none.

    A heading counts only if less prose than links follows: "Related" may also open a paragraph.
    """
    for i, line in enumerate(lines):
        if _FURNITURE.fullmatch(line.text):
            rest = lines[i + 1 :]
            if sum(x.is_prose for x in rest) * 2 <= len(rest):
                return i
    return len(lines)


def _tail(lines: Sequence[_Line]) -> int:
    """
    Index after the last paragraph, skipping the run of link lines at the end.

    A single last line that quotes somebody stays: a draft may lack its full stop.
    """
    last = len(lines)
    while last > 0 and not lines[last - 1].is_prose and lines[last - 1].n_words <= 20:
        last -= 1
    run = lines[last:]
    if len(run) == 1 and _QUOTE.search(run[0].text):
        return len(lines)
    return last or len(lines)


def zones(text: str) -> tuple[ZoneSpan, ...]:
    """
    Divide *text* into headline, body and outside; the spans follow one another and cover it.

    A text without any paragraph is body throughout.

    >>> [z.zone for z in zones("North Korea denies it all\\n\\nA spokesman said that it was not so.")]
    ['headline', 'body']
    """
    lines = _lines(text)
    first = _first_prose(lines)
    if first is None:
        return (ZoneSpan(start=0, end=len(text), zone="body"),)
    body, body_end = lines[first:], len(text)
    if mark := _end_mark(body):
        body, body_end = body[: mark[0] + 1], mark[1]
    else:
        body = body[: _furniture(body)]
        body = body[: _tail(body)]
        body_end = body[-1].end
    head = [(x.start, x.end, "headline" if x.is_headline else "outside") for x in lines[:first]]
    spans = [*head, (lines[first].start, body_end, "body")]
    return _cover(text, spans)


def _cover(text: str, spans: Sequence[tuple[int, int, Zone]]) -> tuple[ZoneSpan, ...]:
    """Fill the gaps between *spans* with ``outside`` and join neighbours of one kind."""
    filled: list[tuple[int, int, Zone]] = []
    at = 0
    for start, end, zone in [*spans, (len(text), len(text), "outside")]:
        for a, b, kind in ((at, start, "outside"), (start, end, zone)):
            blank = not text[a:b].strip()
            if blank and filled:
                filled[-1] = (filled[-1][0], b, filled[-1][2])
            elif filled and filled[-1][2] == kind:
                filled[-1] = (filled[-1][0], b, filled[-1][2])
            elif a < b and not blank:
                filled.append((0 if not filled else a, b, kind))
        at = end
    return tuple(ZoneSpan(start=a, end=b, zone=z) for a, b, z in filled if a < b)


def zone_at(spans: Sequence[ZoneSpan], offset: int) -> Zone:
    """Name the zone that holds *offset*; ``outside`` beyond the last one."""
    return next((z.zone for z in spans if z.start <= offset < z.end), "outside")


def body(spans: Sequence[ZoneSpan]) -> list[tuple[int, int]]:
    """List the spans of the body."""
    return [(z.start, z.end) for z in spans if z.zone == "body"]
