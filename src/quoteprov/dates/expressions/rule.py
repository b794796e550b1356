"""
What a rule of the grammar is, and what it knows of the place where it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.dates.expressions.almanac import one_day
from quoteprov.dates.expressions.senses import Sense
from quoteprov.dates.expressions.tense import leaning


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from quoteprov.dates.expressions.senses import Expression, Grain, Interval

    Reader = Callable[[regex.Match[str], "Place"], Sense | None]


REACH = 160
"""Characters, more than any expression has. A pattern may look no further: the time stays linear
however long a text is, and a search for a word that the pattern needs stops there too."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a rule reads.

    Args:
        text: The whole text.
        start: Where the words of the rule begin.
        end: Where they end.
        before: The word before them, "" if anything but space stands between.
        today: The day of the article in the zone that the text names beside the words; any day
            where it is not known, because then nobody is told what was reckoned from it.
        day_first: Whether numeric days stand before their months, None where nobody says.
        back: The readings of the latest expression of the text of a grain or a finer one: () if
            they are not known, None if there is none.
        inside: Reads the expression that begins at a place inside the words.
    """

    text: str
    start: int
    end: int
    before: str
    today: dt.date
    day_first: bool | None
    back: Callable[[Grain], tuple[Interval, ...] | None]
    inside: Callable[[int, str], Expression | None]

    def goes_on(self, pattern: regex.Pattern[str], end: int | None = None) -> bool:
        """Whether the text goes on like a pattern, behind the words or from a place in them."""
        end = self.end if end is None else end
        return pattern.match(self.text, end, end + REACH) is not None

    def ends(self, words: tuple[str, ...]) -> bool:
        """Whether the text before the words ends with any of some others."""
        return self.text.endswith(words, max(0, self.start - REACH), self.start)

    @property
    def leaning(self) -> int:
        """Whether the clause around tells of the past (-1) or of the future (1)."""
        return leaning(self.text, self.start, self.end)


class Rule(NamedTuple):
    """
    A rule of the grammar.

    Args:
        name: What it is called in an expression.
        opens: Words, in small letters, one of which its words begin with; ``#`` is any number. A
            word of Hangul counts with its first two syllables.
        pattern: Its words.
        read: What they mean; None, ValueError or OverflowError if they are no day.
        composed: It begins with its own words and goes on with another expression.
    """

    name: str
    opens: frozenset[str]
    pattern: regex.Pattern[str]
    read: Reader
    composed: bool = False


def rule(
    name: str, opens: str | AbstractSet[str], pattern: str, read: Reader, *, composed: bool = False
) -> Rule:
    """A rule whose pattern is still text, and whose words may be."""
    words = opens.split() if isinstance(opens, str) else opens
    return Rule(name, frozenset(words), regex.compile(pattern), read, composed)


def a_day(*dates: dt.date) -> Sense:
    """A day that stands for itself, the likeliest first of all that may be meant."""
    return Sense("day", tuple(map(one_day, dict.fromkeys(dates))))


def as_sense(found: Expression) -> Sense:
    """The sense of an expression inside another."""
    return Sense(*(getattr(found, field) for field in Sense._fields))


def from_article(sense: Sense) -> Sense:
    """The same, reckoned from the day of the article."""
    return sense._replace(anchor="article")
