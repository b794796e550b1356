"""
What is body and what is page furniture.

Saved pages carry crawl dates, icon names, link lists and teasers around the text. Words in them
are nobody's quotation and nobody's statement: a US official's "significant" stands inside
"Significantly Greeted" in the link list of a KCNA page. The rules are general: agency end marks,
headings that open a link list, runs of short lines without a full stop at either end; none knows a
site.
"""

from __future__ import annotations

import re

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.models import Zone, ZoneSpan
from quoteprov.text.lemmas import is_function_word
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Sequence


# Lengths in words, read off newspaper pages: what is shorter than a sentence of prose, what a
# quoted exclamation needs, what a headline has, what a link at the end of a page has at most.
PROSE_WORDS, QUOTED_WORDS, HEADLINE_WORDS, LINK_WORDS = 8, 3, range(3, 31), 20
# Longer than any headline, and than the teasers of a link list, which are cut at two dozen words.
LONG_WORDS = range(HEADLINE_WORDS.stop, 10_000)
# Every fourth word of a sentence is a small one at least; RT's list of icon names has one in nine.
SMALL_WORDS = 4

# Agencies end a dispatch with a mark of its own: KCNA -0-, Yonhap (END), press releases ### or
# -30-.
_END_MARK = regex.compile(
    r"""
      (?:^|(?<=\s))(?:-0-|[-–—]\s?30\s?[-–—]|\(END\)|\[END\])\s*$
    | ^\s*(?:\#\s?\#\s?\#|(?i:-?\s?ends?\s?-?))\s*$
    """,
    regex.VERBOSE,
)
_MARK_ENDS = frozenset("-–—)]#")
_MARK_CHARACTERS = len("- ends")  # of a mark that may end otherwise
# Headings after which a page goes on with links or comments.
_LINK_LIST = regex.compile(
    r"""\s*(?:
      more\s+(?:from|stories|news|articles|headlines|on\s+this|in\s+this)\b.* | related\b.*
    | recommended\b.* | you\s+(?:may|might)\s+(?:also\s+)?like\b.*
    | most\s+(?:read|popular|viewed|shared)\b.* | trending\b.*
    | latest\s+(?:news|stories|headlines)\b.*
    | leave\s+a\s+(?:comment|reply)\b.* | (?:\d+\s+)?comments?(?:\s*\(\d+\))?
    )\s*""",
    regex.VERBOSE | regex.IGNORECASE,
)
# What also stands between paragraphs, and ends the page only where no paragraph follows.
_WIDGET = regex.compile(
    r"""\s*(?:
      (?:read|see|watch)\s+(?:more|next|also)\b.* | share\s+this\b.* | (?:sign\s+up|subscribe)\b.*
    | tags?\s*:.* | filed\s+under\b.* | advertisement | (?:©|\(c\)|copyright\b).*
    )\s*""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Either of them, and nearly every line is neither: it is tried once.
_HEADING = regex.compile(
    f"{_LINK_LIST.pattern}|{_WIDGET.pattern}", regex.VERBOSE | regex.IGNORECASE
)
_RIGHTS = regex.compile(r"\ball\s+rights\s+reserved\b", regex.IGNORECASE)
_STOPS = frozenset(".?!:;…。？！")
_CLOSERS = "\"”’'»」』)]"
_CLOSED = regex.compile(r"[\"”»」』]\s*$")
# “…” ― Jane Doe: the line of a collection of answers, without a stop of its own
_CREDITED = regex.compile(r"[\"”’»」』]\s*(?:[—–―]|--)\s*\p{Lu}[^.!?]*$")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NOT_A_HEADLINE = regex.compile(
    rf"""\s*(?:
      (?:published|updated|posted)\b.*\d.* | (?:date|source)\s*:.*  # Date: 08/11/2022 | Source: …
    | \(.*\)                                              # (ATTN: UPDATES throughout)
    | by\s+(?-i:\p{{Lu}}).*                                 # bylines
    | (?:\p{{L}}+day,?\s+)?(?:{_MONTH}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})   # dates
      (?:[\s\d,.:|/()+-]|{_MONTH}|\b(?:[ap]\.?m|gmt|utc|kst|[ecmp][ds]?t|[cb]st|at|\p{{L}}+day)\b)*
    | \S+@\S+
    )\s*""",
    regex.VERBOSE | regex.IGNORECASE,
)
# Two Chinese or Japanese characters are as much as a word.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]{1,2}"
    r"|[\p{L}\p{N}][[\p{L}\p{N}.'’\-]--[\p{Han}\p{Hiragana}\p{Katakana}]]*+",
    regex.VERSION1,
)
_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_FAR = re.compile("[\u2e80-\U0010ffff]")  # all of these and more, seen ten times as fast
_WESTERN_WORD = re.compile(r"[^\W_]+(?:[.'’-]+[^\W_]*)*")
_QUOTE = regex.compile('["“”„«»「『]')
_LINE_ENDS = ("\r", "\u2028", "\u2029")


class _Line(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def n_words(self) -> int:
        return len(_word(self.text).findall(self.text))

    def has_words(self, least: int) -> bool:
        """It has as many words; the others of a long paragraph are not counted."""
        return any(islice(_word(self.text).finditer(self.text), least - 1, None))

    @property
    def stops(self) -> bool:
        """It ends like a sentence."""
        last = self.text.rstrip().rstrip(_CLOSERS)[-1:]
        return last in _STOPS or _CREDITED.search(self.text) is not None

    @property
    def quotes(self) -> bool:
        return _QUOTE.search(self.text) is not None

    @property
    def opens(self) -> bool:
        """
        The first paragraph of a body: it ends like a sentence and is long, or short but quoting
        somebody. A headline may end with a quotation mark, but then without a full stop. A
        paragraph that lacks its stop is told from a list of names by its small words.
        """
        enough = self.has_words(PROSE_WORDS) or (self.has_words(QUOTED_WORDS) and self.quotes)
        return (enough and self.stops) or (self.n_words in LONG_WORDS and self._reads_on)

    @property
    def _reads_on(self) -> bool:
        found = _WORD.findall(self.text)
        return SMALL_WORDS * sum(map(is_function_word, map(str.lower, found))) >= len(found)

    @property
    def is_prose(self) -> bool:
        """A paragraph inside a body, which may also end with a bare quotation mark."""
        return self.opens or (
            _CLOSED.search(self.text) is not None and self.has_words(QUOTED_WORDS)
        )

    @property
    def is_widget(self) -> bool:
        rights = self.may_reserve and _RIGHTS.search(self.text)
        return bool(rights or _WIDGET.fullmatch(self.text)) and not self.quotes

    @property
    def may_reserve(self) -> bool:
        """Seen at once: most lines hold no word like "reserved"."""
        return "erved" in self.text.lower()

    @property
    def is_headline(self) -> bool:
        return self.n_words in HEADLINE_WORDS and not _NOT_A_HEADLINE.fullmatch(self.text)


def _lines(text: str) -> list[_Line]:
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(_Line(at, at + len(line), line))
        at += len(line) + 1
    return lines


def _word(line: str) -> re.Pattern[str] | regex.Pattern[str]:
    return _WORD if _FAR.search(line) and _EAST.search(line) else _WESTERN_WORD


def _marked_end(lines: Sequence[_Line]) -> int | None:
    """
    Where the first line with an end mark ends, or begins if it is nothing else: a mark behind the
    last words may be quoted with them.
    """
    for line in lines:
        shown = line.text.strip()
        likely = shown[-1] in _MARK_ENDS or len(shown) <= _MARK_CHARACTERS
        if likely and (match := _END_MARK.search(line.text)):
            return line.end if line.text[: match.start()].strip() else line.start
    return None


def _furniture(lines: Sequence[_Line]) -> int:
    """
    Index of the first line of what ends the page, ``len(lines)`` if there is nothing.

    A heading counts only if a link follows it, and less prose than links: "Related" may also stand
    between two paragraphs, or begin one.
    """
    prose = 0
    first = len(lines)
    if not any(_HEADING.fullmatch(line.text) or line.may_reserve for line in lines):
        return first
    for i in reversed(range(len(lines))):
        line, follow = lines[i], lines[i + 1 : i + 2]
        widget = line.is_widget
        listed = _LINK_LIST.fullmatch(line.text) and not (follow and follow[0].is_prose)
        if line.is_prose and not widget:
            prose += 1
        elif (listed and prose * 2 <= len(lines) - i - 1) or (widget and prose == 0):
            first = i
    return first


def _tail(lines: Sequence[_Line]) -> int:
    """
    Index after the last paragraph, skipping the run of link lines at the end.

    A single last line that quotes somebody stays: a draft may lack its full stop. So does a short
    last sentence: links seldom end with a stop.
    """
    last = len(lines)
    while last > 0 and _is_link(lines[last - 1]):
        last -= 1
    run = lines[last:]
    if len(run) == 1 and run[0].quotes:
        return len(lines)
    return last or len(lines)


def _is_link(line: _Line) -> bool:
    return not line.stops and not line.is_prose and line.n_words <= LINK_WORDS


def zones(text: str, title: str | None = None) -> tuple[ZoneSpan, ...]:
    r"""
    Divide *text* into headline, body and outside; the spans (code points) follow one another and
    cover it.

    A text without any paragraph is body throughout. A headline with a full stop is short and
    stands alone, so one short sentence is not yet the first paragraph. Where the *title* is known
    and stands elsewhere, the text is no page: it begins with its body, and ends with a sentence
    that lacks its stop rather than with a link.

    >>> text = "North Korea denies it all\n\nA spokesman said that it was not so."
    >>> [(z.zone, z.start) for z in zones(text)]
    [('headline', 0), ('body', 27)]
    """
    text = unwrap(text)
    lines = _lines(text)
    first = next((i for i, line in enumerate(lines) if line.opens), None)
    if first is None:
        return (ZoneSpan(start=0, end=len(text), zone="body"),)
    is_page = title is None or title.casefold() in text.casefold()
    above: Zone = "headline" if is_page else "body"
    spans: list[tuple[int, int, Zone]] = [
        (x.start, x.end, above if x.is_headline else "outside") for x in lines[:first]
    ]
    spans.append((lines[first].start, _body_end(lines[first:], is_page=is_page), "body"))
    return _cover(text, spans)


def _body_end(body: Sequence[_Line], *, is_page: bool) -> int:
    """Where the body that begins with the first line of *body* ends."""
    if (marked := _marked_end(body)) is not None:
        return marked
    body = body[: max(1, _furniture(body))]  # the paragraph that opens it is no furniture
    return body[(_tail(body) if is_page else len(body)) - 1].end


def _cover(text: str, spans: Sequence[tuple[int, int, Zone]]) -> tuple[ZoneSpan, ...]:
    """
    Fill the gaps between *spans* with ``outside``; neighbours of one kind, and the blanks between
    two spans, are one with what stands before them.
    """
    filled: list[tuple[int, int, Zone]] = []
    at = 0
    for start, end, zone in [*spans, (len(text), len(text), spans[-1][2])]:
        gap: tuple[int, int, Zone] = (at, start, "outside")
        for a, b, kind in (gap, (start, end, zone)):
            blank = not text[a:b].strip()
            if filled and (blank or filled[-1][2] == kind):
                filled[-1] = (filled[-1][0], b, filled[-1][2])
            elif not blank:
                filled.append((a if filled else 0, b, kind))
        at = end
    return tuple(ZoneSpan(start=a, end=b, zone=z) for a, b, z in filled)


def zone_at(spans: Sequence[ZoneSpan], offset: int) -> Zone:
    """Name the zone that holds *offset*; ``outside`` beyond the last one."""
    return next((z.zone for z in spans if z.start <= offset < z.end), "outside")


def body(spans: Sequence[ZoneSpan]) -> list[tuple[int, int]]:
    """List the spans of the body."""
    return [(z.start, z.end) for z in spans if z.zone == "body"]
