"""
Which day an article gives to which words: expressions linked to the clauses that credit somebody.

Found nowhere in the literature as gold, so it is built on what was counted: of 4,127 quoted
attributions of American news (PolNeAR) 8.3 % have a day in the sentence of their cue, 0.3 % two
different ones, 56.5 % only one further up; from cue to day it is up to two words in half of them.
A day belongs to a cue where nothing between them opens another clause; what the words reported say
of days is theirs and no claim.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from quoteprov.dates.expressions import Interval
from quoteprov.text.affiliation import other_person, person
from quoteprov.text.outlets import carrier_in
from quoteprov.text.sentences import sentences


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Iterator, Sequence

    from quoteprov.dates.check import Role
    from quoteprov.dates.expressions import Expression


Link = Literal["clause", "sentence", "frame", "inherited", "beside"]
"""How a day belongs to words: by the clause that credits them or its noun phrase; by standing in
its sentence, which may as well be what was reported; by a time frame that the sentence before
opens; by an earlier sentence on the same speech; by the next sentence, which dates what the same
speaker is told to have said, perhaps elsewhere."""


class Attribution(NamedTuple):
    """
    Words that an article credits to somebody (code points of the article).

    Args:
        start: Where they begin.
        end: Where they end, with their marks.
        speaker: Where the speaker is named, if that is in the same sentence.
        cue: The word that credits them, if there is one.
        name: The fullest description of the speaker.
        held: Whether the corpus holds statements of the speaker.
        statement: The id of the statement that the words were traced to.
    """

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    name: str
    held: bool
    statement: str | None = None


class Claim(NamedTuple):
    """A day given to words: the expression, what it dates, how it belongs to them."""

    expression: Expression
    role: Role
    link: Link


MASK = "▮"

_DOCUMENT = (
    r"(?:statements?|remarks?|comments?|commentar(?:y|ies)|speech(?:es)?|address|dispatch(?:es)?"
    r"|reports?|articles?|editorials?|interview|letter|messages?|briefing|conference|answers?"
    r"|communiqu[eé]|release|words|announcement|declaration|post|tweet|text|story|account)"
)
_OF_DOCUMENT = regex.compile(
    rf"(?:['’]s?)?\s+(?:(?!(?:to|in|on|of|by|at|for)\b)[\p{{L}}-]+\s+){{0,3}}?{_DOCUMENT}\b"
)
_DOCUMENT_OF = regex.compile(
    rf"\b{_DOCUMENT},?\s+(?:(?:of|from|dated|issued|released|carried\s+by\s+[^,;]{{1,60}})\s+)?(?:on\s+)?$"
)
_HAS_DOCUMENT = regex.compile(rf"\b{_DOCUMENT}\b")
_OWNS = regex.compile(r"['’]s?\s+\p{L}")
# "the Tuesday launch", "his October 17 visit"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_QUALIFIED = regex.compile(r"\b(?:the|an?|its|his|her|their|this|that)\s+$|['’]s?\s+$")
_QUALIFIES = regex.compile(
    r"\s+(?!(?:and|or|to|in|on|of|by|at|for|from|through|via|with|as)\b)\p{Ll}"
)

# What opens another clause between a cue and a day, so that the day is not the cue's.
_BARRIER = regex.compile(
    r"""[;:—–] | \s-+\s
    | \b(?:that|which|who|whom|whose|when|while|whether|after|before|since|because|if|unless|where
      |why|how|although|though|amid|following|ahead|until|till|and|but|than|about|regarding
      |concerning|over|against|despite|response|responding
      |is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|shall|should|did
      |does|do)\b
    | \bas\b(?!\s+saying) | \bto\s+(?!(?:the|an?|its|his|her|their|our|state|local|foreign
      |reporters?|journalists?|lawmakers|parliament|media|mark)\b)\p{Ll}
    | \b(?!(?:according|speaking|talking|addressing|writing|citing|quoting|meeting|briefing|morning
      |evening|saying|during|being|Beijing|Nanjing|Chongqing)\b)\p{L}\p{Ll}+ing\b""",
    regex.VERBOSE,
)
# What opens no clause of its own: "(KCNA)", "the statement, which was issued on Monday".
_ASIDE = regex.compile(
    r"\([^()]{0,80}\)|\b(?:which|that)\s+(?:was|were|had\s+been)\s+"
    r"(?=issued|released|published|carried|posted|delivered|made|given|dated)"
)
# What may stand between a cue and its own day.
_MANNER = regex.compile(
    r"""[\s,(]* (?: (?:on|in|at|to|from|through|via|by|during|with|for|of|late|early|earlier|again
      |also|here|there|later|just|only|back|first|exclusively|\p{Ll}+ly
      |carried|released|issued|published|posted|made|dated|broadcast|aired|given|delivered|run
      |speaking|talking|addressing|writing|quoted|cited|reported|citing|quoting|according
      |reporters|journalists|lawmakers|parliament|state|local|media)\b .* )? """,
    regex.VERBOSE | regex.DOTALL,
)
_HEARERS = frozenset({"told", "tells", "telling", "informed", "addressed", "assured"})
_QUOTES = regex.compile(rf"[\s,:]*{MASK}+[.,?!]?")
# What may stand before a day that opens a sentence.
_FRONT = regex.compile(
    r"""[\s\W]*(?:(?:but|and|then|later|earlier|also|however|meanwhile|separately|late|early|only
    |just|back|again|still|so|yet|in\s+turn|for\s+its\s+part)\b[\s,]*)*
    (?:(?:on|in|at|by|during|over|since)\s+)?(?:the\s+)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_LITTLE = regex.compile(
    r"[\s,:]*(?:(?:the|an?|its|his|her|their|top|senior|official)\s+){0,3}"
    r"(?:(?:\p{Lu}[\p{L}.'’-]*|of)[\s,]+){0,6}"
)
_TOLD = regex.compile(r"\s+that\s+(?:(?:the|an?|its|his|her|their)\s+)?")
_LAST_PART = regex.compile(r".*(?:[,;]|\b(?:and|but|while)\b)", regex.DOTALL)
_PLACES = regex.compile(
    r"[\s,]*(?:(?:in|at|from|to|through|via|by|according\s+to)\s+[^,;:]{1,80},\s*)+"
    r"(?:(?:the|an?|its|his|her|their)\s+)?"
)
_BEGINS_DOCUMENT = regex.compile(
    rf"[\s\W]*(?:(?:but|and|then|later|earlier|also)\b[\s,]*)*(?:in|at|during|from|through|via"
    rf"|according\s+to|quoting|citing)\s[^;:{MASK}]*$",
    regex.IGNORECASE,
)
_DATELINE = regex.compile(
    r"\s*\p{Lu}[\p{L} .,'’-]{1,50}[\d.,]*\s*(?:\([^()]{1,40}\)|/\p{Lu}+/)?\s*(?:--|[-–—]|(?<=/.))\s+"
)
_SEQUENCE = regex.compile(
    r"\b(?:later|then|subsequently|afterwards?|soon|in\s+response|responding|in\s+turn)\b",
    regex.IGNORECASE,
)

_CARRYING = frozenset(
    "carried reported reports reporting quoted quoting quotes cited citing cites relayed aired "
    "broadcast ran run distributed republished".split()
)
_ISSUING = frozenset("issued released published posted dated delivered gave given".split())
_SAYING = frozenset(
    "said says saying told spoke stated warned announced declared claimed vowed added".split()
)
_WORD = regex.compile(r"\p{L}+")
_REACH = 80
"""Code points before a day in which the word that it dates is sought."""
_FRAMES = 2
"""Sentences before one with "later" in which the time frame is sought that it goes on from."""


def claims(
    masked: str,
    attributions: Sequence[Attribution],
    expressions: Sequence[Expression],
    *,
    published: dt.date | None = None,
) -> dict[int, tuple[Claim, ...]]:
    """
    Give the days that an article gives to words, by the numbers of their attributions.

    Several where a clause has two: "issued on Wednesday and carried on Thursday".

    Args:
        masked: The article with its quotations hidden, code point for code point.
        attributions: In order of their places.
        expressions: The days it names, in order.
        published: Its own day, where a time frame that is still open ends.
    """
    linker = _Linker(masked, attributions, expressions, published)
    found: dict[int, tuple[Claim, ...]] = {}
    for number, one in enumerate(attributions):
        if one.held and (own := linker.direct(one) or linker.frame(one)):
            found[number] = own
    found |= dict(_inherited(attributions, found, linker))
    return {**found, **dict(_beside(attributions, found, linker))}


_ISSUE = regex.compile(
    rf"""(?P<front>{_FRONT.pattern})(?P<who>[^;:{MASK}]{{2,160}}?),?\s+
    (?:(?:has|had|was|were|been|also|then|later|on|late|early|earlier|{_WEEKDAY})\s+){{0,3}}
    (?P<cue>(?P<issued>issued|released|published|carried|delivered|gave|came|posted)
    |rejected|denied|dismissed|accused|warned|condemned|criticized|criticised|slammed|blasted
    |denounced|responded|replied|reacted|threatened|vowed|announced|claimed|confirmed|lashed)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SAME = regex.compile(
    rf"\b(?:the|this|that|its)\s+(?:[\p{{L}}-]+\s+){{0,3}}{_DOCUMENT}$", regex.IGNORECASE
)
_NEAR = 60
"""Code points behind "issued" within which the statement is named."""


def issues(masked: str, speaks: Callable[[str], bool]) -> Iterator[Attribution]:
    """
    Find the sentences that tell of a statement and few of its words: "the ministry issued a rare
    press statement on Wednesday", "The statement was released on Wednesday", "North Korea on
    Tuesday rejected the report".

    Args:
        masked: The article with its quotations hidden.
        speaks: Whether statements of somebody described so are held.
    """
    for start, end in _sentences(masked):
        match = _ISSUE.match(masked, start, end)
        if match is None:
            continue
        who, around = match["who"], masked[match.start("who") : match.end() + _NEAR]
        named = _HAS_DOCUMENT.search(around[: end - match.start("who")])
        if match["issued"] and not named:
            continue
        if _SAME.search(masked, start, match.end("who")) or speaks(who):
            yield Attribution(
                match.start("cue"),
                match.end("cue"),
                match.span("who"),
                match.span("cue"),
                who,
                held=True,
            )


def _sentences(masked: str) -> list[tuple[int, int]]:
    return [
        span
        for line in regex.finditer(r"[^\r\n]+", masked)
        for span in sentences(masked, line.start(), line.end())
    ]


class _Linker:
    """The sentences of an article and the days in them."""

    def __init__(
        self,
        masked: str,
        attributions: Sequence[Attribution],
        expressions: Sequence[Expression],
        published: dt.date | None,
    ) -> None:
        self._masked = masked
        self._expressions = expressions
        self._published = published
        self._spans = _sentences(masked)
        self._starts = [e.start for e in expressions]
        self._credited = {self._number(_place(one)) for one in attributions}

    def _number(self, at: int) -> int:
        """The number of the sentence that holds a place, or of the next."""
        return bisect_right(self._spans, at, key=lambda span: span[1])

    def _in(self, start: int, end: int) -> Sequence[Expression]:
        """The days named within a span."""
        return self._expressions[
            bisect_right(self._starts, start - 1) : bisect_right(self._starts, end - 1)
        ]

    def direct(self, one: Attribution) -> tuple[Claim, ...]:
        """The days in the clause that credits the words, or else one in its sentence."""
        number = self._number(_place(one))
        if number >= len(self._spans):
            return ()
        start, end = self._spans[number]
        if not (one.cue or one.speaker):
            one = one._replace(cue=self._verb(start, one, end))
        dateline = _DATELINE.match(self._masked, start, end)
        start = dateline.end() if dateline else start
        tied = [(tie(self._masked, start, end, one, e), e) for e in self._in(start, end)]
        strong = [e for strength, e in tied if strength == "clause"]
        weak = [e for strength, e in tied if strength == "sentence"]
        kind: Link = "clause" if strong else "sentence"
        # "on Tuesday recalled its words of Sept. 21": the day of the words is the later one
        own = next((e.start for e in strong if _is_of_document(self._masked, start, e)), 0)
        chosen = [e for e in strong if e.start >= own] or (weak if len(weak) == 1 else [])
        return tuple(Claim(e, role(self._masked, start, one, e), kind) for e in chosen)

    def _verb(self, start: int, one: Attribution, end: int) -> tuple[int, int] | None:
        """The verb beside words whose speaker no pattern found, or only the sentence before."""
        before = list(_WORD.finditer(self._masked, max(start, one.start - _REACH), one.start))
        after = list(_WORD.finditer(self._masked, one.end, min(end, one.end + 2 * _REACH)))
        beside = [*reversed(before), *after]
        return next((m.span() for m in beside if m.group() in _SAYING), None)

    def frame(self, one: Attribution) -> tuple[Claim, ...]:
        """The time frame that "later" goes on from: "In September … North Korea later said"."""
        number = self._number(_place(one))
        if number >= len(self._spans) or not _SEQUENCE.search(self._masked, *self._spans[number]):
            return ()
        line = self._masked.rfind("\n", 0, self._spans[number][0])
        for start, end in reversed(self._spans[max(0, number - _FRAMES) : number]):
            fronted = self._fronted(start, end) if start > line else None
            if fronted is not None and fronted.readings:
                first = fronted.readings[0].first
                last = max(fronted.readings[0].last, self._published or first)
                opened = replace(fronted, grain="days", readings=(Interval(first, last),))
                return (Claim(opened, "said", "frame"),)
        return ()

    def _fronted(self, start: int, end: int) -> Expression | None:
        """The day that opens a sentence."""
        first = next(iter(self._in(start, end)), None)
        opens = first and _FRONT.fullmatch(self._masked, start, first.start)
        return first if opens else None

    def is_next(self, earlier: int, later: int) -> bool:
        """Tell whether two places stand in a sentence and the next one of the same paragraph."""
        beside = self._number(later) - self._number(earlier) == 1
        return beside and "\n" not in self._masked[earlier:later]

    def is_broken(self, earlier: int, later: int) -> bool:
        """
        Tell whether another time frame opens between two places, beside the second: "Last week
        the envoy left. …".
        """
        line = self._masked.rfind("\n", 0, later)
        between = range(self._number(earlier) + 1, self._number(later))
        return any(
            self._spans[n][0] > line and self._fronted(*self._spans[n]) is not None
            for n in between
            if n not in self._credited
        )


def _place(one: Attribution) -> int:
    """Where an attribution stands: at its cue, or its speaker, or its words."""
    return (one.cue or one.speaker or (one.start, one.end))[0]


def tie(
    masked: str, start: int, end: int, one: Attribution, expression: Expression
) -> Literal["clause", "sentence", ""]:
    """
    Tell how a day belongs to a credit in the same sentence: by its clause, perhaps, or not at all.

    Args:
        masked: The article with its quotations hidden.
        start: Where the sentence begins.
        end: Where it ends.
        one: The attribution.
        expression: The day.
    """
    spans = [s for s in (one.speaker, one.cue) if s and start <= s[0] < end]
    if not spans or _dates_another(masked, expression):
        return ""
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    a, b = expression.start, expression.end
    if b <= first:
        return _before(masked, start, first, expression)
    if a >= last:
        cue = masked[one.cue[0] : one.cue[1]].lower() if one.cue else ""
        tied = _after(masked[last:a], cue)
        return "clause" if tied and _is_of_document(masked, last, expression) else tied
    return _inside(masked, one, expression)


def _is_of_document(masked: str, start: int, expression: Expression) -> bool:
    """Whether a day is that of a statement: "Sunday's statement", "words of Sept. 21"."""
    front = masked[max(start, expression.start - _REACH) : expression.start]
    return bool(_document(masked, expression) or _DOCUMENT_OF.search(front))


def _document(masked: str, expression: Expression) -> regex.Match[str] | None:
    """The statement that a day qualifies: "Sunday's statement", "a Sept. 21 press statement"."""
    behind = _OF_DOCUMENT.match(masked, expression.end)
    is_owner = _OWNS.match(masked, expression.end)
    return behind if is_owner or _is_qualified(masked, expression) else None


def _is_qualified(masked: str, expression: Expression) -> bool:
    """Whether an article or an owner stands before a day: "the Tuesday launch"."""
    front = masked[max(0, expression.start - 12) : expression.start]
    return _QUALIFIED.search(front) is not None


def _dates_another(masked: str, expression: Expression) -> bool:
    """Whether the day qualifies a noun that is no statement: "Tuesday's launch"."""
    if _document(masked, expression):
        return False
    qualifies = _is_qualified(masked, expression) and _QUALIFIES.match(masked, expression.end)
    return bool(_OWNS.match(masked, expression.end) or qualifies)


def _after(gap: str, cue: str) -> Literal["clause", "sentence", ""]:
    """A day behind a credit: "said in a statement on Tuesday"."""
    plain = _ASIDE.sub("", gap)
    if _BARRIER.search(plain):
        return ""
    quoted = _QUOTES.match(plain)
    rest = plain[quoted.end() :] if quoted else plain
    if MASK in rest:
        return "sentence"
    if cue in _HEARERS and not quoted:
        return "clause"
    return "clause" if _MANNER.fullmatch(rest) else "sentence"


def _before(
    masked: str, start: int, credit: int, expression: Expression
) -> Literal["clause", "sentence", ""]:
    """A day before a credit: "On Tuesday, the official said", "In Tuesday's statement, …"."""
    front, between = masked[start : expression.start], masked[expression.end : credit]
    document = _document(masked, expression)
    gap = _ASIDE.sub("", masked[document.end() : credit] if document else between)
    if _TOLD.fullmatch(gap) and carrier_in(front) and not _BARRIER.search(_ASIDE.sub("", front)):
        return "clause"  # "KCNA reported on Thursday that the minister said"
    if not (_LITTLE.fullmatch(gap) or _PLACES.fullmatch(gap) or _names_one(between)):
        return ""
    if _FRONT.fullmatch(front) or _names_one(front[front.rfind(MASK) + 1 :]):
        return "clause"
    clause = front[front.rfind(MASK) + 1 :]
    if _FRONT.fullmatch(_LAST_PART.sub("", clause)):
        return "clause"  # "…, and on Friday she added"
    if _BARRIER.search(_ASIDE.sub("", clause)):
        return ""
    named = document or _HAS_DOCUMENT.search(clause)
    return "clause" if named and _BEGINS_DOCUMENT.match(clause) else "sentence"


def _names_one(gap: str) -> bool:
    """Whether what stands beside a day is an agency: "On Monday, KCNA quoted … as saying"."""
    own = gap.strip(" ,")
    return "," not in own and carrier_in(own) and not _BARRIER.search(own)


def _inside(
    masked: str, one: Attribution, expression: Expression
) -> Literal["clause", "sentence", ""]:
    """A day within a credit: "Monday's statement said", "the official on Monday said"."""
    who = one.speaker
    if who and who[0] <= expression.start < who[1]:
        front = masked[who[0] : expression.start]
        if _BARRIER.search(front):
            return ""
        said = _HAS_DOCUMENT.search(masked, *who) or _document(masked, expression)
        return "clause" if said else "sentence"
    spans = sorted(s for s in (one.speaker, one.cue) if s)
    gap = masked[spans[0][1] : expression.start], masked[expression.end : spans[-1][0]]
    barred = any(_BARRIER.search(_ASIDE.sub("", part)) for part in gap)
    return "" if barred else "clause"


def role(masked: str, start: int, one: Attribution, expression: Expression) -> Role:
    """
    Tell what a day dates: "carried by KCNA on Monday", "KCNA reported on Monday", or the words.

    The nearest word of saying or carrying before it decides, else the credit itself.
    """
    near = masked[max(start, expression.start - _REACH) : expression.start]
    for match in reversed(list(_WORD.finditer(near))):
        word = match.group().lower()
        if word in _CARRYING or (word in _ISSUING and carrier_in(near[match.end() :])):
            return "carried"
        if word in _ISSUING or (_HAS_DOCUMENT.fullmatch(word) and not _is_carrier(one)):
            return "said"
        if word in _SAYING:
            break
    cue = masked[one.cue[0] : one.cue[1]].lower() if one.cue else ""
    return "carried" if _is_carrier(one) or _CARRYING.intersection(cue.split()) else "said"


def _is_carrier(one: Attribution) -> bool:
    return carrier_in(one.name)


def _inherited(
    attributions: Sequence[Attribution],
    found: dict[int, tuple[Claim, ...]],
    linker: _Linker,
) -> Iterator[tuple[int, tuple[Claim, ...]]]:
    """
    Give undated words the day of the same speech further up.

    Speech reported without marks has no statement of its own; the first quotation that takes its
    day over says which one it is.
    """
    owners: dict[int, str | None] = {n: attributions[n].statement for n in found}
    for number, one in enumerate(attributions):
        if number in found or not one.held or one.statement is None:
            continue
        for earlier in sorted((n for n in found if n < number), reverse=True):
            if owners[earlier] not in {None, one.statement}:
                continue
            if _is_other(attributions[earlier], one) or linker.is_broken(
                _place(attributions[earlier]), _place(one)
            ):
                break
            owners[earlier] = one.statement
            yield number, tuple(c._replace(link="inherited") for c in found[earlier])
            break


def _beside(
    attributions: Sequence[Attribution],
    found: dict[int, tuple[Claim, ...]],
    linker: _Linker,
) -> Iterator[tuple[int, tuple[Claim, ...]]]:
    """Give undated words the day of what the next sentence reports of the same speaker."""
    for number, (one, other) in enumerate(pairwise(attributions)):
        given = found.get(number + 1, ())
        if number in found or not one.held or one.statement is None or other.statement is not None:
            continue
        if linker.is_next(_place(one), _place(other)) and not _is_other(one, other):
            tied = tuple(c._replace(link="beside") for c in given if c.link == "clause")
            if tied:
                yield number, tied


def _is_other(one: Attribution, other: Attribution) -> bool:
    """Whether two are credited to different persons."""
    return other_person(person(one.name), person(other.name))
