"""
Who says each quotation of an article that is not in English.

Quotation by quotation: what stands beside it in its sentence credits it, by the patterns of its
language (`european`, `east_asian`); failing that, a quotation that stands by itself goes on with
the speaker before it.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

import regex

from quoteprov.models import Quotation, Span, Speaker, Use, ZoneSpan
from quoteprov.quotes import east_asian, european
from quoteprov.quotes.find import is_title, outer
from quoteprov.quotes.foreign_cues import Place
from quoteprov.quotes.speakers import Attribution, mask
from quoteprov.text.sentences import sentences
from quoteprov.text.words import MASK, amount, words
from quoteprov.text.zones import zone_at


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.quotes.foreign_cues import Credit


_CREDIT = {
    **dict.fromkeys(european.LANGUAGES, european.credit),
    **dict.fromkeys(east_asian.LANGUAGES, east_asian.credit),
}
LANGUAGES = tuple(_CREDIT)
"""ISO 639-1 codes of the languages whose speakers are found here."""

TERM_WORDS = 4
"""Words up to which marks that nobody is credited with are no quotation."""
_REMEMBERED = 200
"""Speakers back to which a short mention may refer."""
_FAR = 400
"""Code points beyond which a sentence without end is no longer looked at."""
_LOOSE = 12
"""Most letters beside a quotation that is a sentence of its own."""
_MOST_APART = 2
"""Paragraphs between a quotation that goes on and the one before it."""

_PRONOUNS = frozenset(
    """
    il elle ils elles on er sie él ella ellos ellas 그 그녀 그들 彼 彼女 他 她 他们 她们 他們
    """.split()
)
_TITLED = regex.compile(r"(?<=.)(?:氏|さん|先生|女士|씨)$")
_INTRODUCES = regex.compile(r"[:：][\s*_]*$|(?:次|以下)の(?:よう|通り)|다음과\s같이")
_LETTERS = regex.compile(r"\p{L}")
_SMALL = frozenset(
    """
    le la les l un une du de des d der die das dem den ein eine el los las del una en al m mme mlle
    herr frau señor señora sr sra don doña dr
    """.split()
)


def attribute(
    text: str, quotations: Sequence[Quotation], zones: Sequence[ZoneSpan], language: str
) -> Attribution:
    """
    Find the speaker and cue of every quotation of a *text* in one of `LANGUAGES`.

    Reported speech without marks is not sought.

    Args:
        text: Of the article.
        quotations: Of `quoteprov.quotes.find.find`.
        zones: Of the article; nothing outside headline and body is credited.
        language: ISO 639-1.
    """
    return Attribution(tuple(_Reader(text, quotations, zones, language).assigned()), ())


def _other_use(text: str, quotation: Quotation) -> Use | None:
    """What marks are for that nobody is credited with, if they hold a title or a few words."""
    if is_title(text, quotation):
        return "title"
    return "scare" if amount(words(quotation.text)) <= TERM_WORDS else None


class _Reader:
    """One text, read from its first quotation to its last."""

    def __init__(
        self,
        text: str,
        quotations: Sequence[Quotation],
        zones: Sequence[ZoneSpan],
        language: str,
    ) -> None:
        self._text, self._quotations, self._language = text, quotations, language
        self._zones = zones
        speech = [q for q in quotations if q.marks.open not in east_asian.TITLE_MARKS]
        self._masked = mask(text, quotations if language == "ko" else speech)
        self._lines = [m.span() for m in regex.finditer(r"[^\r\n]+", self._masked)]
        self._lines = [s for s in self._lines if self._masked[slice(*s)].strip()]
        self._sentences = [s for line in self._lines for s in sentences(self._masked, *line)]
        self._memory: list[str] = []
        self._last: tuple[int, Speaker] | None = None

    def assigned(self) -> Iterator[Quotation]:
        """The quotations with their speakers and cues, in order."""
        done: dict[str, Quotation] = {}
        for q in self._quotations:
            around = done.get(q.parent or "")
            speaker, cue = (around.speaker, around.cue) if around else self._credited(q)
            use = None if speaker or around else _other_use(self._text, q)
            done[q.id] = q.model_copy(update={"speaker": speaker, "cue": cue, "use": use})
            yield done[q.id]

    def _credited(self, q: Quotation) -> tuple[Speaker | None, Span | None]:
        span = outer(self._text, q)
        if zone_at(self._zones, q.start) == "outside" or not self._is_speech(q, span[1]):
            return None, None
        place = Place(self._text, self._masked, *span, *self._around(span))
        credit = _CREDIT[self._language](place, self._language)
        line = bisect_right(self._lines, q.start, key=itemgetter(0))
        near = self._last is not None and line - self._last[0] <= _MOST_APART
        if credit and credit.start < credit.end:
            speaker = self._speaker(credit)
        elif self._last and near and (credit or self._is_alone(span)):
            rule = credit.rule if credit else "floating"
            speaker = self._last[1].model_copy(update={"rule": rule})
        else:
            return None, self._cue(credit)
        self._last = line, speaker
        return speaker, self._cue(credit)

    def _is_speech(self, q: Quotation, end: int) -> bool:
        if self._language not in east_asian.LANGUAGES:
            return True
        return east_asian.is_speech(self._masked, end, q.marks.open, self._language)

    def _around(self, span: tuple[int, int]) -> tuple[int, int]:
        """
        Where the sentence of a quotation begins, or the one that introduces it, and where what
        stands behind the quotation ends.
        """
        start, end = span
        at = max(0, bisect_right(self._sentences, start, key=itemgetter(0)) - 1)
        left = self._sentences[at][0] if self._sentences else start
        if not self._masked[left:start].strip(f" {MASK}") and at > 0:
            previous = slice(*self._sentences[at - 1])
            if _INTRODUCES.search(self._masked[previous][-_FAR:]):
                left = previous.start
        line = self._lines[bisect_right(self._lines, start, key=itemgetter(0)) - 1]
        ahead = len(self._masked[end : end + _FAR]) - len(self._masked[end : end + _FAR].lstrip())
        if (
            self._masked[end - 1] in ".?!"
            and self._masked[end + ahead : end + ahead + 1].isupper()
        ):
            return max(left, start - _FAR), end  # “We won.” The official left
        last = bisect_right(self._sentences, end + ahead, key=itemgetter(0)) - 1
        right = min(self._sentences[last][1], max(line[1], end)) if last >= 0 else end
        return max(left, start - _FAR), max(end, min(right, end + _FAR))

    def _is_alone(self, span: tuple[int, int]) -> bool:
        """Tell whether hardly anything but quotations stands in the sentence around *span*."""
        left, right = self._around(span)
        around = self._masked[left : span[0]] + self._masked[span[1] : right]
        return len(_LETTERS.findall(around)) <= _LOOSE

    def _cue(self, credit: Credit | None) -> Span | None:
        if credit is None or credit.cue_start == credit.cue_end:
            return None
        start, end = credit.cue_start, credit.cue_end
        return Span(start=start, end=end, text=self._text[start:end])

    def _speaker(self, credit: Credit) -> Speaker:
        text = self._text[credit.start : credit.end]
        carrier = self._text[slice(*credit.carrier)] if credit.carrier else None
        meant = self._meant(" ".join(text.split()))
        return Speaker(
            text=text,
            start=credit.start,
            end=credit.end,
            resolved=meant,
            carrier=carrier,
            rule=credit.rule,
        )

    def _meant(self, mention: str) -> str:
        """The last fuller mention of whom a pronoun, a surname or an office stands for."""
        recent = reversed(self._memory)
        if mention.lower() in _PRONOUNS:
            return next(recent, mention)
        meant = next((m for m in recent if m != mention and _is_short_for(mention, m)), mention)
        if meant in self._memory:
            self._memory.remove(meant)
        self._memory = [*self._memory, meant][-_REMEMBERED:]
        return meant


def _is_short_for(mention: str, full: str) -> bool:
    """
    Whether every word of *mention* belongs to the *full* one: 岸田氏 for 岸田文雄首相, 김 부부장
    for 김여정 부부장, "le ministre" for "le ministre Jean Dupont".
    """
    short = _TITLED.sub("", mention)
    if not short.isascii() and not regex.search(r"\p{Latin}", short):
        words = short.split()
        return bool(words) and all(word in full for word in words) and len(short) < len(full)
    own = set(regex.findall(r"[\p{L}-]+", short.lower())) - _SMALL
    return bool(own) and own < set(regex.findall(r"[\p{L}-]+", full.lower())) - _SMALL
