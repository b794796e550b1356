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
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.dates.expressions import Interval
from quoteprov.dates.reach import is_crossed, is_of_another_time, is_once_more, is_shifted
from quoteprov.dates.ties import (
    DOCUMENT,
    FARTHEST,
    FRONT,
    REACH,
    SAYING,
    WORD,
    Tie,
    bars,
    dated_role,
    is_of_document,
    tie,
)
from quoteprov.text.affiliation import other_person, person
from quoteprov.text.outlets import carrier_in
from quoteprov.text.quantities import WEEKDAY
from quoteprov.text.sentences import sentences
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Iterator, Sequence

    from quoteprov.dates.expressions import Expression
    from quoteprov.models import DateLink, DateRole


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
        issues: Whether it tells of a statement and none of its words.
    """

    start: int
    end: int
    speaker: tuple[int, int] | None
    cue: tuple[int, int] | None
    name: str
    held: bool
    statement: str | None = None
    issues: bool = False


class Claim(NamedTuple):
    """
    A day given to words: the expression, what it dates, how it belongs to them, the words that
    name who carried them, and whether it was taken over from somebody described otherwise.
    """

    expression: Expression
    role: DateRole
    link: DateLink
    by: str = ""
    other: bool = False


# As agencies write them: SEOUL, Nov. 8 (Yonhap) -- and Seoul [South Korea], October 24 (ANI):
_DATELINE = regex.compile(
    r"""\s*\p{Lu}(?:[\p{L}.'’-]|,?\s(?=[\p{Lu}\d\[])|\[[^\[\]]{1,40}\]){1,70},?\s
    (?:\p{Lu}\p{L}+day\b|[\p{L}.]{0,10}\s?\d{1,2}(?:\s\p{L}{3,9}\.?)?(?:,?\s\d{4})?)\.?\s*
    (?:(?:\([^()]{1,40}\)|/\p{Lu}+/\.?)\s*(?:--|[-–—:])?|(?:--|[-–—:]))\s*""",
    regex.VERBOSE,
)
_SEQUENCE = regex.compile(
    r"\b(?:later|then|subsequently|afterwards?|soon|in\s+response|responding|in\s+turn)\b",
    regex.IGNORECASE,
)
_MOVING = frozenset({"ago", "anaphoric"})
"""Rules of expressions that move a weekday behind them: "two weeks ago, on Monday"."""
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
    rf"""(?P<front>{FRONT.pattern})(?P<who>[^;:{MASK}]{{2,160}}?),?\s+
    (?:(?:has|had|was|were|been|also|then|later|on|late|early|earlier|{WEEKDAY})\s+){{0,3}}
    (?P<cue>(?P<issued>issued|released|published|carried|delivered|gave|came|posted)
    |said|says|stated|insisted|rejected|denied|dismissed|accused|warned|condemned|criticized
    |criticised|slammed|blasted|denounced|responded|replied|reacted|threatened|vowed|announced|claimed|confirmed|lashed)\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_DAY_FIRST = regex.compile(r"[^,]{0,30}(?:day|\d)[^,]{0,10},?\s+(?=(?:the|an?|its)\s|\p{Lu})")
_NAMES_DOCUMENT = regex.compile(rf"\b{DOCUMENT}\b")
_SAME = regex.compile(
    rf"\b(?:the|this|that|its)\s+(?:[\p{{L}}-]+\s+){{0,3}}{DOCUMENT}$", regex.IGNORECASE
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
        match = _ISSUE.match(masked, _opening(masked, start, end), end)
        if match is None:
            continue
        # "On Thursday, the ministry issued …": the day is nobody
        lead = _DAY_FIRST.match(match["who"])
        begin = match.start("who") + (lead.end() if lead else 0)
        who = masked[begin : match.end("who")]
        named = _NAMES_DOCUMENT.search(masked, begin, min(end, match.end() + _NEAR))
        if (match["issued"] and not named) or bars(who):
            continue
        if _SAME.search(masked, start, match.end("who")) or speaks(who):
            yield Attribution(
                match.start("cue"),
                match.end("cue"),
                (begin, match.end("who")),
                match.span("cue"),
                who,
                held=True,
                issues=match["issued"] is not None,
            )


def _sentences(masked: str) -> list[tuple[int, int]]:
    return [
        piece
        for line in regex.finditer(r"[^\r\n]+", masked)
        for span in sentences(masked, line.start(), line.end())
        for piece in _pieces(masked, *span)
    ]


def _pieces(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    A sentence, cut where it has more words than any: a list of a thousand lines without a stop is
    no sentence. What is quoted does not count.
    """
    if end - start > _LONGEST:
        words = 0
        for word in _WORDS.finditer(masked, start, end):
            words += word.end() - word.start()
            if words > _LONGEST:
                yield start, word.start()
                start, words = word.start(), 0
    yield start, end


_WORDS = regex.compile(rf"[^{MASK}\s]+")
_LONGEST = 1_500
"""Code points of words that a sentence has at most."""


def _opening(masked: str, start: int, end: int) -> int:
    """Where a sentence begins behind a dateline."""
    dateline = _DATELINE.match(masked, start, end)
    return dateline.end() if dateline else start


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
        start = _opening(self._masked, start, end)
        tied = self._tied(one, start, end)
        strong = [
            e for strength, e in tied if strength == "clause" and self._is_its(one, e, start)
        ]
        weak = [e for _, e in tied if e not in strong]
        kind: DateLink = "clause" if strong else "sentence"
        return tuple(
            self._claim(one, start, e, kind) for e in strong or (weak if len(weak) == 1 else [])
        )

    def _is_its(self, one: Attribution, e: Expression, start: int) -> bool:
        """Whether a day in the clause of a credit is the one on which these very words fell."""
        credited = max(e.end, *(span[1] for span in (one.speaker, one.cue) if span), 0)
        crossed = one.start > credited and is_crossed(self._masked, credited, one.start)
        again = is_once_more(self._masked, *self._spans[self._number(start)])
        return not (crossed or again or self._is_moved(e))

    def _is_moved(self, e: Expression) -> bool:
        """
        Whether something before a day may move it: "Last week, on Monday"; what "the previous day"
        is reckoned from is often another day than the last one told.
        """
        if e.anchor == "text" or is_shifted(self._masked, e):
            return True
        if e.rule != "weekday":
            return e.rule in _MOVING and self._masked.endswith(" and ", 0, e.start)
        number = self._number(e.start)
        start, above = self._spans[number][0], self._spans[max(0, number - 1)][0]
        moved = any(x.grain != "day" or x.rule in _MOVING for x in self._in(start, e.start))
        return moved or any(x.grain == "week" for x in self._in(above, start))

    def _tied(self, one: Attribution, start: int, end: int) -> list[tuple[Tie, Expression]]:
        """
        The days that belong to a credit; before that of the words themselves none: "on Tuesday
        recalled its words of Sept. 21".
        """
        credit = one.speaker, one.cue
        places = [at for span in credit if span for at in span]
        if not places:
            return []
        near = max(start, min(places) - 2 * FARTHEST), min(end, max(places) + FARTHEST)
        tied = [
            (strength, e)
            for e in self._in(*near)
            if (strength := tie(self._masked, start, end, credit, e))
        ]
        own = [e.start for _, e in tied if is_of_document(self._masked, start, e)]
        return [(strength, e) for strength, e in tied if e.start >= min(own, default=0)]

    def _claim(self, one: Attribution, start: int, e: Expression, kind: DateLink) -> Claim:
        mention = self._masked[slice(*one.speaker)].lower() if one.speaker else ""
        by_carrier = carrier_in(one.name) and mention not in {"he", "she"}
        role = dated_role(self._masked, start, one.cue, e, by_carrier=by_carrier)
        near, cue = max(start, e.start - REACH), one.cue or (e.end, e.end)
        if role == "carried":
            by = f"{one.name}, {self._masked[near : max(e.end, cue[0])]}"
        else:  # "said, according to a Reuters report on Thursday"
            by = self._masked[max(near, cue[1]) : e.start]
        return Claim(e, role, kind, by)

    def _verb(self, start: int, one: Attribution, end: int) -> tuple[int, int] | None:
        """The verb beside words whose speaker no pattern found, or only the sentence before."""
        before = list(WORD.finditer(self._masked, max(start, one.start - REACH), one.start))
        after = list(WORD.finditer(self._masked, one.end, min(end, one.end + 2 * REACH)))
        beside = [*reversed(before), *after]
        return next((m.span() for m in beside if m.group() in SAYING), None)

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
                if self._published and first > self._published:
                    return ()  # "In January a new Congress will sit. It would then be seen …"
                last = max(fronted.readings[0].last, self._published or first)
                opened = replace(fronted, grain="days", readings=(Interval(first, last),))
                return (Claim(opened, "said", "frame"),)
        return ()

    def _fronted(self, start: int, end: int) -> Expression | None:
        """The day that opens a sentence."""
        first = next(iter(self._in(start, end)), None)
        opens = first and FRONT.fullmatch(self._masked, start, first.start)
        return first if opens else None

    def is_apart(self, one: Attribution) -> bool:
        """
        Tell whether words are told as said some other time than what stands above: "has long
        said", "in an earlier statement", or with any day of its own.
        """
        number = self._number(_place(one))
        if number >= len(self._spans):
            return True
        span = self._spans[number]
        return bool(self._in(*span)) or is_of_another_time(self._masked, *span, one.cue)

    def is_same(self, one: int, other: int) -> bool:
        """Tell whether two places stand in one sentence."""
        return self._number(one) == self._number(other)

    def is_next(self, earlier: int, later: int) -> bool:
        """Tell whether two places stand in a sentence and the next one of the same paragraph."""
        beside = self._number(later) - self._number(earlier) == 1
        return beside and "\n" not in self._masked[earlier:later]

    def is_broken(self, other: Attribution, one: Attribution) -> bool:
        """
        Tell whether another time frame or another speaker stands between two attributions: "Last
        week the envoy left. …", beside the second, or "after the ministry warned that …".
        """
        earlier, later = _place(other), _place(one)
        if self.is_same(earlier, later):
            after = max(other.end, other.cue[1] if other.cue else 0)
            return not other.issues and is_crossed(self._masked, after, one.start)
        if self.is_apart(one):
            return True
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
    owners = {found[n][0].expression.start: attributions[n].statement for n in sorted(found)}
    for number, one in enumerate(attributions):
        if number in found or not (one.held and one.name and one.statement):
            continue
        for earlier in sorted((n for n in found if n < number), reverse=True):
            day = found[earlier][0].expression.start
            if owners[day] not in {None, one.statement} or found[earlier][0].link == "sentence":
                continue
            other = attributions[earlier]
            if _is_other(other, one) or linker.is_broken(other, one):
                break
            owners[day] = one.statement
            # "KCNA published a statement on November 8, in which a vice director said"
            here = linker.is_same(_place(other), _place(one)) and other.issues
            yield (
                number,
                tuple(
                    c._replace(
                        link="clause" if here else "inherited", other=other.name != one.name
                    )
                    for c in found[earlier]
                ),
            )
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
