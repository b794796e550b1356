"""
Quotation marks: where quotations begin and end, also where the marks are damaged.

A paragraph is a line. In each, the marks of one family (Latin double marks, guillemets, corner
brackets, ...) are paired by three kinds of evidence at once: the glyph (“ opens, ” closes, " does
either), the spacing (a gap before and a word after speak for an opener) and the alternation of
openers and closers. A paragraph in which nothing contradicts plain alternation is paired without
further ado; the others are weighed: the cheapest way to read all their marks wins, with `COSTS`
as its only parameters. Single marks come last, because most of them are apostrophes.

All offsets are Unicode code points into the text as given, half-open. The time taken is linear in
the length of the text.
"""

from __future__ import annotations

import bisect
import itertools
import math
import re

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from quoteprov import limits
from quoteprov.quotes.blocks import block_quotes
from quoteprov.text.sentences import sentences


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


COSTS: Final = {
    "glyph": 1.4,  # an opening glyph that closes, or a closing glyph that opens
    "spacing": 2.0,  # a gap on the wrong side, none on the right one
    "mixed": 0.5,  # opened with “, closed with "
    "unclosed": 2.3,  # the closer is missing
    "attributed": -1.0,  # ... but ", he said" shows where the quotation ended
    "crossed": 1.75,  # ", he said" inside the marks
    "unopened": 1.75,  # the opener is missing
    "credited": -1.0,  # ... but a comma stands before the closer, or "he said" after it
    "nested": 2.95,  # “ inside “
    "nested other": 2.0,  # “ inside "
    "ignored": 3.5,  # the mark does not take part
    "inch": 0.5,  # ... and it follows a number: a 12" gun
    "cue": -2.0,  # a closer printed as an opener, with "he said" right after it
    "apostrophe": 0.3,  # a single mark that is ignored: the workers' party, '90s, 'em, goin' home
    "stray": 1.5,  # ... where nothing shows that it is an apostrophe
    "stray in sentence": 1.2,  # ... but it begins a word in lower case: she's 'ere
    "possessive": 0.6,  # a single mark closes: the 'sanctions' regime, and may be an apostrophe
    "far": 0.01,  # ... the more, the farther the opener: for each code point
    "elision": 2.5,  # a single mark opens and may be an apostrophe: '90s, 'em
    "year": 0.9,  # ... '16 may be a year and the beginning of '16 dead'
    "detached": 0.6,  # a single mark between two blanks
    "never": 99.0,
}
"""What each irregularity costs; the cheapest reading of a paragraph wins."""

_BEAM: Final = 8
_NEIGHBOURS: Final = 4

# the family of each glyph and the role it is printed for
_GLYPHS: Final = {
    **dict.fromkeys(("“", "„", "‟", "〝", "``", "‘‘"), ("double", "opens")),
    **dict.fromkeys(("&ldquo;", "&#8220;"), ("double", "opens")),
    **dict.fromkeys(("”", "〞", "〟", "’’", "&rdquo;", "&#8221;"), ("double", "closes")),
    **dict.fromkeys(('"', "＂", "״", "''", "&quot;", "&#34;", "\ufdd0"), ("double", "either")),
    "\ufdd1": ("guillemet", "either"),
    "«": ("guillemet", "opens"),
    "»": ("guillemet", "closes"),
    "‹": ("single guillemet", "opens"),
    "›": ("single guillemet", "closes"),
    "「": ("corner", "opens"),
    "」": ("corner", "closes"),
    "『": ("white corner", "opens"),
    "』": ("white corner", "closes"),
    "《": ("double angle", "opens"),
    "》": ("double angle", "closes"),
    "〈": ("angle", "opens"),
    "〉": ("angle", "closes"),
    **dict.fromkeys(("‘", "‚", "‛", "`"), ("single", "opens")),
    "’": ("single", "closes"),
    "'": ("single", "either"),
}
_FAMILIES: Final = tuple(dict.fromkeys(family for family, _ in _GLYPHS.values()))
_TURNABLE: Final = frozenset("«»‹›")  # German sets »…« where French sets «…»
_OTHER_ROLE: Final = {"opens": "closes", "closes": "opens"}
_CORRECT: Final = frozenset(
    {
        *zip('“„„‟"＂״〝〝«»‹›「『《〈', '”“””"＂״〞〟»«›‹」』》〉', strict=True),
        *zip("‘'‚‚‛`", "’'‘’’'", strict=True),
        *(("``", "''"), ("''", "''"), ("‘‘", "’’"), ("\ufdd0", "\ufdd0"), ("\ufdd1", "\ufdd1")),
        *(("&quot;", "&quot;"), ("&#34;", "&#34;")),
        *(("&ldquo;", "&rdquo;"), ("&#8220;", "&#8221;")),
    }
)
# Swedish and Finnish open with the mark they close with: ”Aldrig”, »Aldrig». Where a text does,
# these stand for the marks while it is read; they are no characters, so no text holds them.
_BOTH_WAYS: Final = {"”": "\ufdd0", "»": "\ufdd1"}
_OPENED: Final = {"”": re.compile(r"(?<![^\s(–-])”\w"), "»": re.compile(r"(?<![^\s(–-])»\w")}
_OTHERS: Final = {"”": '“„‟"', "»": "«"}
_FEWEST: Final = 2

_ANY: Final = "\"“”„‟＂״〝〞〟\ufdd0\ufdd1«»‹›「」『』《》〈〉'‘’‚‛`"
_CJK: Final = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_MARK: Final = re.compile(
    rf"""
    (?=[{_ANY}′&]) (?:                                 # tried first: few characters are marks
      (?<=[\w.,!?…]) ' (?=''(?!'))                  # ``He said `yes.'''
    | ([{_ANY}]) \1{{2,}}                              # a divider
    | (?<=\d) ['’′] [ ]? \d{{1,2}} (?:\.\d+)? ["”]     # 6'2", 40°26'46"
    | ` [^`'’\n\u2028\u2029]{{1,80}} `                    # code
    | (?<=\w=) (?: "[^"<>\n\u2028\u2029]*" | '[^'<>\n\u2028\u2029]*' )   # <a href="...">
    | (?P<ditto>
        (?:(?m:^) | (?<=[\t|]) | (?<=\|[ ])) " (?= \t | [ ]?\|) | (?<=\t) " (?=\r?(?m:$))
        | (?<=\s\s) " (?=\s\s)
      )
    | (?P<letters> (?<=[א-ת]) ["״] (?=[א-ת]\b))                     # צה"ל
    | '' | ’’ | ‘‘ | `` | &(?:quot|[lr]dquo|\#34|\#822[01]);
    | ["“”„‟＂״〝〞〟\ufdd0\ufdd1«»‹›「」『』《》〈〉]
    | (?<!\w) ['‘’‚‛`] | ['‘’‛`] (?!\w)                # an apostrophe has letters on both sides
    | ['‘’] (?=[{_CJK}]) | (?<=[{_CJK}]) ['‘’]        # ... but not in ‘제재’를
    )
    """,
    re.VERBOSE,
)
_LINE: Final = re.compile(r"[^\n\u2028\u2029]+")
_SIGN: Final = re.compile(f"[{_ANY}&]")
_PREFIX: Final = re.compile(r"\s*(?:>[> ]*)?")
_NEXT_OPENER: Final = re.compile(
    r"\s*(?:>[> \n]*)?(``|''|‘‘|[\"“„‟＂〝\ufdd0\ufdd1«»‹›「『《〈]|[‘'‚])"
)

# what stands beside a mark: g(ap), w(ord), p(unctuation that ends a clause) or e(ither)
_BEFORE: Final = (
    dict.fromkeys("([{<=+~|¿¡$:", "g") | dict.fromkeys("-–—/", "e") | dict.fromkeys(",.!?…", "p")
)
_AFTER: Final = dict.fromkeys(")]}>.,;:!?%|", "g") | dict.fromkeys("-–—/…", "e")
_SKIPPED: Final = frozenset(_ANY + "*_")
# the share of COSTS["spacing"] that it takes to open and to close between two such sides
_SPACING: Final = {
    "gw": (0.0, 1.0),
    "ge": (0.0, 0.5),
    "ew": (0.0, 0.5),
    "wg": (1.0, 0.0),
    "pg": (2.0, 0.0),
    "pe": (1.0, 0.0),
    "pw": (0.0, 0.0),
    "we": (1.0, 0.0),
    "eg": (0.5, 0.0),
    "gg": (0.0, 0.0),
    "ww": (0.0, 0.0),
    "ee": (0.0, 0.0),
}

_SAY: Final = (
    "(?i:said|says|say|told|tells|added|adds|wrote|writes|asked|asks|explained|explains|continued|"
    "continues|noted|notes|argued|argues|claimed|claims|warned|warns|insisted|insists|tweeted|"
    "replied|replies|responded|concluded|concludes|recalled|recalls|stated|states|declared|"
    "announced|reiterated|remarked|observed|joked|lamented|complained|acknowledged|admitted|"
    "conceded|predicted|suggested|testified|recounted|stressed|emphasized|vowed|promised|pledged|"
    "wondered|quipped|mused|exclaimed|shouted|cried|yelled|whispered)"
)
_WHO: Final = (
    r"(?:he|she|they|it|(?:the|a|an|one|his|her|their|another)(?:\s[\w'’-]{1,30}){1,6}?"
    r"|(?!I\b)(?:[a-z-]{4,30}\s){0,2}?(?:[A-Z][\w.'’-]{0,30}\s){0,4}?[A-Z][\w.'’-]{0,30})"
)
_ASIDE: Final = r"(?:,\s[^,.!?\n“”\"]{2,80},)?"
_HOW: Final = r"(?:\w{1,20}ly\s|also\s|then\s|later\s)?"
_CUE: Final = (
    rf"(?:{_WHO}{_ASIDE}\s{_HOW}{_SAY}\b"
    rf"(?!\s(?:that|he|she|they|it|we|I|you|there|nothing)\b)|{_SAY}\s{_WHO}\b)"
)
# after a full stop "He said" mostly begins a sentence of its own
_ATTRIBUTION: Final = re.compile(
    rf"(?<=[,!?…—–])\s{{1,3}}{_CUE}|(?<=[.])\s{{1,3}}{_SAY}\s{_WHO}\b"
)
_INTRODUCTION: Final = re.compile(
    rf"\b{_WHO}{_ASIDE}\s{_HOW}{_SAY}[,:]\s+|(?<=[a-z]):\s+(?=[A-Z])"
)
_LONGEST_INTRODUCTION: Final = 60
_STRAY_CLOSER: Final = re.compile(r"(?<=[.,!?…])['’](?=\s|\Z)")
_CUE_AHEAD: Final = re.compile(_CUE)
_CREDITED: Final = re.compile(rf"[,?!]|..{{1,2}}\s{_CUE}")
_LONGEST_UNOPENED: Final = 3
"""Sentences of one quotation, where its opener is missing: most have one or two."""
_SINGLE_OPENER: Final = re.compile(r"‘|(?<!\w)'")
_SENTENCE_END: Final = re.compile(r"[.!?…][)\]\"”'’]*\s+(?=[^\w\s]*[A-Z\d])")
# “judgment and “honesty”: what links two quotations is in neither
_LINK: Final = re.compile(r"(?<=\w)[,;]?\s(?:and|or|but)(?:\s[a-z’']+){0,3}\s*\Z")
_LONGEST_LINK: Final = 40
_MID_SENTENCE: Final = re.compile(r"(?<=[a-z]\s)\S{1,2}[a-z]")
_SUBSTANCE: Final = regex.compile(r"[\p{L}\p{N}\p{So}\p{Sc}\p{Sm}]")

# '90s, 'em, ’tis: no opener, whatever the glyph
_ELISION: Final = re.compile(
    r"\d\ds\b|[kmst](?=\s)|(?:em|tis|twas|twere|til|till|cause|cos|n|round|bout|nuff|tude)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\d\d\b")
# l'“urgence”, dell'«emergenza»
_ARTICLE: Final = re.compile(r"(?<!\w)(?i:[cdjlmnst]|qu|un|\w{0,6}ll)['’]\Z")
_LONGEST_ARTICLE: Final = 10
# the workers' party, goin' home, rock 'n' roll, o' the, an' all, th' end
_CUT_SHORT: Final = re.compile(
    r"(?<=[sSzZ])['’]\s[^\W\d_]|(?:(?<=in)|(?<=['’‘]n)|(?<=\b[oO])|(?<=\b[aA]n)|(?<=\bth))['’]"
)
_SINGLE: Final = frozenset(glyph for glyph, (family, _) in _GLYPHS.items() if family == "single")
_INSIDE_SENTENCE: Final = re.compile(r"(?<=[a-z]\s).[a-z]")
_SURE_OPENER: Final = re.compile(r"(?m:(?:^|(?<=[,:.?!]\s)|(?<=[(“\"])).)[“\"]?[A-Z]")
_OPENING: Final = frozenset({"gw", "ge", "ew"})
_ENDS_WITH_PARAGRAPH: Final = "no closing mark; ends with its paragraph"


class MarkedSpan(NamedTuple):
    """
    A stretch of text presented as a quotation by its marks; offsets in code points.

    Args:
        start: First code point inside the marks, white space trimmed.
        end: End inside the marks, white space trimmed.
        outer_start: Start with the opening mark.
        outer_end: End with the closing mark.
        open: The opening mark as printed, ``>`` for a Markdown block quote, empty if missing, for
            an indented block quote and for what is spoken.
        close: The closing mark as printed, empty if missing and for what has no marks.
        repaired: What was wrong with the marks, in words; empty for correct style.
        parent: Index in the list of spans of the innermost span around this one.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    open: str
    close: str
    repaired: tuple[str, ...]
    parent: int | None


@dataclass(slots=True)
class _Budget:
    """How many more marks of a text are paired, and how many weighed."""

    marks: int
    weighed: int


class _Paragraph(NamedTuple):
    """A line without its block quote prefix, or what stands inside the marks of one family."""

    start: int
    end: int


class _Mark(NamedTuple):
    """A mark of one paragraph, with the cost of each role it can play."""

    start: int
    end: int
    glyph: str
    opens: float
    closes: float  # by its spacing alone
    misprint: float  # to be added to *closes* where the opener does not explain the glyph
    ignored: float
    unopened: float
    unclosed: float
    credited: bool  # a comma before it or "he said" after it: surely a closer, of whole sentences
    apostrophe: bool = False


class _Pair(NamedTuple):
    """Indices of an opener and its closer; without a closer, of the mark it ends before."""

    opener: int | None
    closer: int | None
    before: int | None = None


class _Path(NamedTuple):
    """One reading of the marks so far: its cost, the openers still open, its last decision."""

    cost: float
    stack: tuple[int, ...] = ()
    pair: _Pair | None = None
    previous: _Path | None = None


class _Found(NamedTuple):
    """A span with its marks; *continues_at* is the mark that takes it up in the next paragraph."""

    start: int
    end: int
    open: str
    close: str
    repaired: tuple[str, ...] = ()
    continues_at: int | None = None

    @property
    def inside(self) -> _Paragraph:
        """What stands between its marks."""
        return _Paragraph(self.start + len(self.open), self.end - len(self.close))


def marked_spans(text: str, spoken: Sequence[tuple[int, int]] = ()) -> list[MarkedSpan]:
    """
    Find everything that stands in quotation marks or in a block quote.

    Marks that are missing, mixed or turned the wrong way are repaired, and the span says how.
    A quotation over several paragraphs, each of which opens with a mark while only the last one
    closes, is one span. Apostrophes, inches, ditto marks and dividers are left alone.

    Args:
        text: Any text; nothing is raised for any.
        spoken: Start and end of what is presented as somebody's words without marks; what stands
            in marks there is nested in it.

    Returns:
        The spans, offsets in code points, sorted by ``(start, -end)``. Each two are disjoint or
        nested.

    >>> [span.repaired for span in marked_spans('It “never sold arms" to “anybody.”')]
    [('mixed marks: opened with “ and closed with "',), ()]
    """
    both_ways = {
        mark: stand_in for mark, stand_in in _BOTH_WAYS.items() if _is_used_both_ways(text, mark)
    }
    for mark, stand_in in both_ways.items():
        text = text.replace(mark, stand_in)
    spans = _marked_spans(text, spoken)
    return _as_printed(spans, both_ways) if both_ways else spans


def _is_used_both_ways(text: str, mark: str) -> bool:
    """Tell whether a text opens and closes its quotations with the same curly mark."""
    if mark not in text or any(other in text for other in _OTHERS[mark]):
        return False
    return len(list(itertools.islice(_OPENED[mark].finditer(text), _FEWEST))) == _FEWEST


def _as_printed(spans: list[MarkedSpan], both_ways: Mapping[str, str]) -> list[MarkedSpan]:
    """Put the marks back that stand-ins were set for."""
    back = {ord(stand_in): mark for mark, stand_in in both_ways.items()}
    return [
        span._replace(
            open=span.open.translate(back),
            close=span.close.translate(back),
            repaired=tuple(reason.translate(back) for reason in span.repaired),
        )
        for span in spans
    ]


def _marked_spans(text: str, spoken: Sequence[tuple[int, int]]) -> list[MarkedSpan]:
    """Find the spans of a text in which a curly mark opens or closes, not both."""
    found: list[_Found] = []
    budget = _Budget(limits.MARKS, limits.WEIGHED_MARKS)
    for line in _LINE.finditer(text):
        if not _SIGN.search(text, *line.span()):
            continue
        glyphs = _glyphs(text, line, budget.marks)
        budget.marks -= 1 + sum(map(len, glyphs.values()))
        if glyphs:
            found += _spans_of_line(text, line, glyphs, budget)
        if budget.marks <= 0:
            break
    bare = [_Found(start, end, "", "") for start, end in spoken]
    blocks = [_Found(start, end, mark, "") for start, end, mark in block_quotes(text)]
    return _finished(text, [*bare, *blocks, *_joined(found)])


def _glyphs(text: str, line: re.Match[str], most: int) -> dict[str, list[re.Match[str]]]:
    """Return the marks of a line by family, without what only looks like one."""
    families: dict[str, list[re.Match[str]]] = defaultdict(list)
    for mark in itertools.islice(_MARK.finditer(text, *line.span()), most):
        glyph = _GLYPHS.get(mark.group())
        if glyph and mark.lastgroup is None:
            families[glyph[0]].append(mark)
    return families


def _spans_of_line(
    text: str, line: re.Match[str], glyphs: dict[str, list[re.Match[str]]], budget: _Budget
) -> list[_Found]:
    """Pair the marks of one line, family by family, each inside the spans of those before it."""
    prefix = _PREFIX.match(text, *line.span())
    paragraph = _Paragraph(prefix.end() if prefix else line.start(), line.end())
    found: list[_Found] = []
    for family in _FAMILIES:
        marks = glyphs.get(family, [])
        for room, group in _by_container(paragraph, marks, found) if marks else ():
            if len(marks) <= limits.PARAGRAPH_MARKS:
                found += _weighed_spans(text, room, group, budget)
            elif family != "single":
                found += _alternating_spans(group)
    return found


def _by_container(
    paragraph: _Paragraph, marks: list[re.Match[str]], found: list[_Found]
) -> list[tuple[_Paragraph, list[re.Match[str]]]]:
    """Group marks by the innermost span they stand in, so that no pair crosses a span."""
    spans = sorted(found, key=lambda span: (span.start, -span.end))
    groups: dict[_Paragraph, list[re.Match[str]]] = defaultdict(list)
    inside: list[_Found] = []
    following = 0
    for mark in marks:
        while following < len(spans) and spans[following].start <= mark.start():
            inside.append(spans[following])
            following += 1
        while inside and inside[-1].end <= mark.start():
            inside.pop()
        groups[inside[-1].inside if inside else paragraph].append(mark)
    return list(groups.items())


def _alternating_spans(marks: Sequence[re.Match[str]]) -> list[_Found]:
    """Pair each mark with the next: for what is no prose."""
    return [
        _closed(opener.start(), closer.end(), opener.group(), closer.group())
        for opener, closer in zip(marks[::2], marks[1::2], strict=False)
    ]


def _closed(start: int, end: int, opener: str, closer: str) -> _Found:
    """Return a span with both marks, and what is wrong with them."""
    if (opener, closer) in _CORRECT:
        return _Found(start, end, opener, closer)
    if _GLYPHS[closer][1] == "opens":
        reason = f"closed with an opening mark {closer}"
    elif opener == closer:
        reason = f"opened with a closing mark {opener}"
    else:
        reason = f"mixed marks: opened with {opener} and closed with {closer}"
    return _Found(start, end, opener, closer, (reason,))


def _weighed_spans(
    text: str, paragraph: _Paragraph, printed: Sequence[re.Match[str]], budget: _Budget
) -> list[_Found]:
    """Pair the marks of one family in one paragraph by glyph, spacing and alternation."""
    single = printed[0].group() in _SINGLE
    marks = (_with_single_costs if single else _with_costs)(text, paragraph, printed)
    if _is_clean(marks) or (budget.weighed <= 0 and not single):
        return _alternating_spans(printed)
    if single and (budget.weighed <= 0 or all(mark.apostrophe for mark in marks)):
        return []
    budget.weighed -= 1 + len(marks)
    cues = [cue.start() for cue in _ATTRIBUTION.finditer(text, *paragraph)]
    ahead = _NEXT_OPENER.match(text, paragraph.end)
    path = _cheapest(marks, cues, ahead[1] if ahead else "")
    found: list[_Found] = []
    floor = paragraph.start
    span: _Found | None
    for pair in _pairs(path):
        if pair.closer is None:
            following = None if pair.before is None else marks[pair.before]
            span = _unclosed(text, paragraph, marks[pair.opener or 0], following)
        elif pair.opener is None:
            span = _unopened(text, paragraph, floor, marks[pair.closer])
        else:
            opener, closer = marks[pair.opener], marks[pair.closer]
            span = _closed(opener.start, closer.end, opener.glyph, closer.glyph)
        if span:
            found.append(span)
        floor = max(floor, span.end if span else marks[pair.closer or 0].end)
    if ahead and path.stack and _goes_on(path, marks, cues, ahead[1]):
        # the last one found may be nested in it: "He said “never” to me.¶"Nothing else."
        opened = marks[path.stack[0]].start
        found = [
            span._replace(
                end=paragraph.end,
                close="",
                repaired=(_ENDS_WITH_PARAGRAPH,),
                continues_at=ahead.start(1),
            )
            if span.start == opened
            else span
            for span in found
        ]
    return found


def _with_costs(text: str, paragraph: _Paragraph, printed: Sequence[re.Match[str]]) -> list[_Mark]:
    """Say of each mark what its glyph and its spacing make of each role."""
    sides = [_sides(text, paragraph, mark) for mark in printed]
    turned = _is_turned(printed, sides)
    marks: list[_Mark] = []
    for mark, beside in zip(printed, sides, strict=True):
        opens, closes = (share * COSTS["spacing"] for share in _SPACING[beside])
        if closes and _CUE_AHEAD.match(text, mark.end()):
            closes += COSTS["cue"]
        credited = opens > 0 and _CREDITED.match(text, mark.start() - 1) is not None
        if credited and not marks and _is_introduced(text, paragraph, mark.start()):
            opens, credited = 0.0, False  # He says,” we are ready.”
        unopened = COSTS["unopened"] + COSTS["credited"] * credited
        role = _GLYPHS[mark.group()][1]
        if turned:
            role = _OTHER_ROLE.get(role, role)
        marks.append(
            _Mark(
                *mark.span(),
                mark.group(),
                opens=opens + COSTS["glyph"] * (role == "closes"),
                closes=closes,
                misprint=COSTS["glyph"] * (role == "opens"),
                ignored=COSTS["inch" if _is_inch(text, mark) else "ignored"],
                unopened=unopened if mark.start() > paragraph.start else COSTS["never"],
                unclosed=COSTS["unclosed"],
                credited=credited,
            )
        )
    return marks


def _is_introduced(text: str, paragraph: _Paragraph, place: int) -> bool:
    """Tell whether "he says," stands right before *place*."""
    before = text[max(paragraph.start, place - _LONGEST_INTRODUCTION) : place] + " "
    return any(found.end() == len(before) for found in _INTRODUCTION.finditer(before))


def _with_single_costs(
    text: str, paragraph: _Paragraph, printed: Sequence[re.Match[str]]
) -> list[_Mark]:
    """Say the same of single marks, most of which are apostrophes."""
    marks = []
    for mark, place in zip(_with_costs(text, paragraph, printed), printed, strict=True):
        beside = _sides(text, paragraph, place)
        elided = bool(
            _ELISION.match(text, mark.end)
            or _ARTICLE.search(text, max(0, mark.start - _LONGEST_ARTICLE), mark.end)
        )
        possessive = _CUT_SHORT.match(text, mark.start, mark.end + 2) is not None
        year = _YEAR.match(text, mark.end) is not None
        apostrophe = elided or year or possessive or (mark.glyph == "’" and beside in _OPENING)
        detached = COSTS["detached"] * (beside == "gg")
        stray = "stray in sentence" if _INSIDE_SENTENCE.match(text, mark.start) else "stray"
        marks.append(
            mark._replace(
                opens=mark.opens + detached + COSTS["elision"] * elided + COSTS["year"] * year,
                closes=mark.closes + detached + COSTS["possessive"] * possessive,
                misprint=COSTS["never"] if mark.glyph == "`" else mark.misprint,
                ignored=min(mark.ignored, COSTS["apostrophe" if apostrophe else stray]),
                unopened=mark.unopened if mark.credited and beside == "pg" else COSTS["never"],
                unclosed=mark.unclosed if _SURE_OPENER.match(text, mark.start) else COSTS["never"],
                apostrophe=apostrophe,
            )
        )
    return marks


def _sides(text: str, paragraph: _Paragraph, mark: re.Match[str]) -> str:
    """Say what stands before and after a mark, looking past other marks and emphasis."""
    left = range(mark.start() - 1, max(paragraph.start, mark.start() - _NEIGHBOURS) - 1, -1)
    right = range(mark.end(), min(paragraph.end, mark.end() + _NEIGHBOURS))
    return _side(text, left, _BEFORE) + _side(text, right, _AFTER)


def _side(text: str, places: Iterable[int], kinds: dict[str, str]) -> str:
    """Return the kind of the first code point that is no mark itself."""
    for place in places:
        character = text[place]
        if (
            character in "'’"
            and kinds is _BEFORE
            and _ARTICLE.search(text, max(0, place - _LONGEST_ARTICLE), place + 1)
        ):
            return "g"
        if character not in _SKIPPED:
            return "g" if character.isspace() else kinds.get(character, "w")
    return "g"


def _is_turned(printed: Sequence[re.Match[str]], sides: Sequence[str]) -> bool:
    """Tell whether guillemets point inwards here, by their spacing."""
    if printed[0].group() not in _TURNABLE:
        return False
    votes = 0.0
    for mark, beside in zip(printed, sides, strict=True):
        opens, closes = _SPACING[beside]
        votes += opens - closes if _GLYPHS[mark.group()][1] == "opens" else closes - opens
    return votes > 0


def _is_inch(text: str, mark: re.Match[str]) -> bool:
    """Tell whether a mark may be inches or seconds: a 12" gun."""
    return mark.group() in '"”' and text[mark.start() - 1 : mark.start()].isdigit()


def _is_clean(marks: Sequence[_Mark]) -> bool:
    """Tell whether nothing speaks against pairing each mark with the next."""
    return len(marks) % 2 == 0 and all(
        not (opener.opens or closer.closes)
        and (opener.glyph, closer.glyph) in _CORRECT
        and closer.ignored > COSTS["inch"]
        for opener, closer in zip(marks[::2], marks[1::2], strict=True)
    )


def _cheapest(marks: Sequence[_Mark], cues: Sequence[int], ahead: str) -> _Path:
    """Return the cheapest reading of a paragraph; *ahead* is the mark that begins the next."""
    paths = [_Path(0.0)]
    for number in range(len(marks)):
        best: dict[tuple[str, ...], _Path] = {}
        for path in paths:
            for step in _steps(path, marks, number, cues):
                state = tuple(marks[opener].glyph for opener in step.stack)
                if state not in best or step.cost < best[state].cost:
                    best[state] = step
        paths = sorted(best.values(), key=lambda path: path.cost)[:_BEAM]
    return min(paths, key=lambda path: path.cost + _open_cost(path, marks, cues, ahead))


def _steps(
    path: _Path, marks: Sequence[_Mark], number: int, cues: Sequence[int]
) -> Iterator[_Path]:
    """Every role the next mark can play after *path*."""
    mark = marks[number]
    cost, stack = path.cost, path.stack
    yield path._replace(cost=cost + mark.ignored)
    if not stack:
        yield path._replace(cost=cost + mark.opens, stack=(number,))
        closes = cost + mark.unopened + mark.closes + mark.misprint
        yield _Path(closes, (), _Pair(None, number), path)
        return
    opener = marks[stack[-1]]
    matches = (opener.glyph, mark.glyph) in _CORRECT
    closes = cost + mark.closes + (0.0 if matches else max(COSTS["mixed"], mark.misprint))
    closes += COSTS["crossed"] * _is_attributed(opener, cues, mark.start)
    closes += COSTS["far"] * (mark.start - opener.end) * mark.apostrophe
    yield _Path(closes, stack[:-1], _Pair(stack[-1], number), path)
    missing = _missing_closer(opener, cues, mark.start)
    reopened = (*stack[:-1], number)
    yield _Path(cost + missing + mark.opens, reopened, _Pair(stack[-1], None, number), path)
    if len(stack) == 1:
        nested = COSTS["nested" if opener.glyph == mark.glyph else "nested other"]
        yield path._replace(cost=cost + nested + mark.opens, stack=(*stack, number))


def _missing_closer(opener: _Mark, cues: Sequence[int], end: float = math.inf) -> float:
    """Return what it costs that a quotation has no closer before *end*."""
    return opener.unclosed + COSTS["attributed"] * _is_attributed(opener, cues, end)


def _is_attributed(opener: _Mark, cues: Sequence[int], end: float) -> bool:
    """Tell whether ", he said" stands between an opener and *end*."""
    cue = bisect.bisect_left(cues, opener.end)
    return cue < len(cues) and cues[cue] < end


def _open_cost(path: _Path, marks: Sequence[_Mark], cues: Sequence[int], ahead: str) -> float:
    """Return what it costs to leave quotations open at the end of the paragraph."""
    if _goes_on(path, marks, cues, ahead):
        return 0.0
    return sum(_missing_closer(marks[opener], cues) for opener in path.stack)


def _goes_on(path: _Path, marks: Sequence[_Mark], cues: Sequence[int], ahead: str) -> bool:
    """Tell whether the next paragraph takes the open quotation up again."""
    if len(path.stack) != 1:
        return False
    opener = marks[path.stack[0]]
    # French may repeat the closing mark instead: « Un. ¶ » Deux. »
    taken_up = opener.glyph == ahead or (opener.glyph, ahead) == ("«", "»")
    return taken_up and bisect.bisect_left(cues, opener.end) == len(cues)


def _pairs(path: _Path) -> list[_Pair]:
    """Return the decisions of a reading in order of appearance, what stays open included."""
    pairs = [_Pair(opener, None) for opener in path.stack]
    node: _Path | None = path
    while node is not None:
        if node.pair is not None:
            pairs.append(node.pair)
        node = node.previous
    return sorted(pairs, key=lambda pair: min(p for p in pair[:2] if p is not None))


def _unopened(text: str, paragraph: _Paragraph, floor: int, closer: _Mark) -> _Found | None:
    """
    Return a span without an opener: it begins after what introduces it, else with its paragraph,
    after the attribution of the quotation before it, or at least with its sentence.
    """
    said = [start for start, _ in sentences(text, floor, closer.start)][floor > paragraph.start :]
    whole = floor > paragraph.start or closer.credited
    introduced = [said.end() for said in _INTRODUCTION.finditer(text, floor, closer.start)]
    if introduced:
        start, reason = introduced[-1], "no opening mark; begins after its attribution"
    elif said:
        start = said[0] if whole and len(said) <= _LONGEST_UNOPENED else said[-1]
        reason = "no opening mark; begins with its sentence"
    else:
        return None  # “I am ready,” he said.": one closer too many
    return _Found(start, closer.end, "", closer.glyph, (reason,))


def _unclosed(text: str, paragraph: _Paragraph, opener: _Mark, following: _Mark | None) -> _Found:
    """Return a span without a closer: it ends before its attribution, or as late as it can."""
    limit = following.start if following else paragraph.end
    cue = _ATTRIBUTION.search(text, opener.end, limit)
    sentence = _SENTENCE_END.search(text, opener.end, limit)
    single = _STRAY_CLOSER.search(text, opener.end, cue.start() if cue else limit)
    if (
        single
        and opener.glyph not in _SINGLE
        and not _SINGLE_OPENER.search(text, opener.end, single.start())
    ):
        return _closed(opener.start, single.end(), opener.glyph, single.group())
    if cue:
        end, reason = cue.start(), "no closing mark; ends before its attribution"
    elif sentence and _MID_SENTENCE.match(text, opener.start):
        end, reason = sentence.end(), "no closing mark; ends with its sentence"
    elif following:
        link = _LINK.search(text, max(opener.end, limit - _LONGEST_LINK), limit)
        end = link.start() if link else limit
        reason = "no closing mark; ends before the next quotation"
    else:
        end, reason = limit, _ENDS_WITH_PARAGRAPH
    return _Found(opener.start, end, opener.glyph, "", (reason,))


def _joined(found: list[_Found]) -> list[_Found]:
    """Join the paragraphs of a quotation: each opens with a mark, the last one closes."""
    by_start = {span.start: span for span in found}
    joined: list[_Found] = []
    members: set[int] = set()
    for span in found:
        if span.start in members:
            continue
        chain = [span]
        while (ahead := chain[-1].continues_at) in by_start:
            chain.append(by_start[ahead])
        members.update(piece.start for piece in chain[1:])
        if len(chain) > 1 and chain[-1].close:
            joined.append(_closed(span.start, chain[-1].end, span.open, chain[-1].close))
        else:
            joined += [piece for piece in chain if not _is_loose_single(piece)]
    return joined


def _is_loose_single(span: _Found) -> bool:
    """Tell whether a single mark opened what the next paragraph did not take up."""
    return span.open in _SINGLE and span.repaired == (_ENDS_WITH_PARAGRAPH,)


def _finished(text: str, found: list[_Found]) -> list[MarkedSpan]:
    """Trim, sort and nest the spans; drop the empty ones and those that would cross another."""
    spans: list[MarkedSpan] = []
    around: list[int] = []
    drafts = (_trimmed(text, span) for span in found)
    for draft in sorted(filter(None, drafts), key=lambda draft: (draft.start, -draft.end)):
        while around and spans[around[-1]].outer_end <= draft.outer_start:
            around.pop()
        if around:
            outer = spans[around[-1]]
            if (outer.start, outer.end) == (draft.outer_start, draft.outer_end):
                if outer.open == draft.open:  # ""doubled"" marks, as CSV files leave them
                    spans[around[-1]] = outer._replace(start=draft.start, end=draft.end)
                    continue
                if not (outer.open or outer.close):  # Lee: “Never.”
                    spans[around[-1]] = draft._replace(parent=outer.parent)
                    continue
            if draft.outer_start < outer.start or outer.end < draft.outer_end:
                continue
        spans.append(draft._replace(parent=around[-1]) if around else draft)
        around.append(len(spans) - 1)
    return spans


def _trimmed(text: str, found: _Found) -> MarkedSpan | None:
    """Return a span without the white space inside its marks; None if nothing else is there."""
    start, end = found.inside
    inside = text[start:end]
    if not _SUBSTANCE.search(inside):
        return None
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    outer_start = found.start if found.open else start
    outer_end = found.end if found.close else end
    return MarkedSpan(
        start, end, outer_start, outer_end, found.open, found.close, found.repaired, None
    )


def is_beyond_limit(text: str) -> bool:
    """
    Whether *text* may hold more marks than are paired, so that its end was not looked at.

    Args:
        text: Any text; every mark and every line counts, apostrophes too.
    """
    return len(text) > limits.MARKS < sum(map(text.count, _ANY + "&\n"))
