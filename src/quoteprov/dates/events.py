"""
The day on which what a report tells took place, as its first sentences say.

"The minister met the envoys in Oslo on Monday": only an event that is told as past, its verb
beside the day, is read. Whatever stands in a clause of its own, in brackets or in a quotation, and
every sentence that names a second day, says nothing: no day is better than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import re

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from quoteprov.dates.expressions import MONTH, resolve
from quoteprov.text.quantities import MONTHS, WEEKDAY, WEEKDAYS
from quoteprov.text.words import MASK


class Event(NamedTuple):
    """The days of an event, a closed interval, and the words that say them."""

    start: dt.date
    end: dt.date
    words: str


_FAR = dt.timedelta(days=31)
"""A month and a day further away may be of another year."""
# Any day, found at once: every alternative begins with a letter, and `re` looks for these alone.
_NAMED = re.compile(
    "|".join(
        [rf"{name.title()}[a-z]*\.?\s?\d" for name in MONTHS if name in {"may", name[:3]}]
        + [name.title() for name in WEEKDAYS]
    )
)
_HIDDEN = re.compile(r'"[^"]*"|“[^”]*”|\([^()]*\)')
_HOUR = r"(?:morning|noon|afternoon|evening|night)"
_DAY = rf"(?:{MONTH}\s?\d{{1,2}}(?:,\s*\d{{4}})?|{WEEKDAY})"
# "on Monday", "on the evening of Sept. 11", "from August 28 to 30", "on April 1 and 2", "Friday"
_WHEN = regex.compile(
    rf"""(?<![\p{{L}}\d-])
    (?P<in>(?:[Oo]n|[Ff]rom|[Bb]etween)\s+(?:the\s+{_HOUR}\s+of\s+)?)?
    (?P<first>{_DAY})(?!\d)
    (?P<range>(?:\s+(?:and|to|through)\s+|\s?[-–]\s?)(?P<last>{_DAY}|\d{{1,2}})(?!\d))?
    (?:\s+{_HOUR}\b)?
    """,
    regex.VERBOSE,
)
_BEFORE = len("between the afternoon of ")
# "October 10 Factory", "June 15 joint declaration", "Monday's", "June 5, Juche 26"
_NAME = re.compile(r"\s+(?:[A-Z]|joint\b)")
_NO_DAY = re.compile(r",?\s*(?:Juche\b|\d)|['’]s\b|\s+(?:last|next|this)\b")
_OF_SOMETHING = frozenset(
    "last next every each this of by since until till from for dated the and or".split()
)

# What takes an object: "the talks held on Monday", "a survey made by them" tell nothing of it.
_TRANSITIVE = frozenset(
    """
    had held received hosted gave given paid laid visited toured inspected sent conveyed presented
    handed signed conducted launched made delivered staged adopted inaugurated accused condemned
    denounced slammed criticized rejected expressed arranged formed
    """.split()
)
_NO_OBJECT = frozenset("public by in at on from between to with been".split())
_SAID = frozenset(
    "said told stated declared announced warned stressed reiterated clarified".split()
)
_VERBS = _TRANSITIVE.union(
    _SAID,
    """
    arrived left returned departed flew met took attended participated convened presided guided
    supervised observed watched enjoyed called urged demanded opened closed began started learned
    acquainted agreed
    """.split(),
)
_PERFECT = frozenset("had has have been be being".split())
_AFTER = re.compile(
    rf",?\s+(?:[a-z]+ly\s+|also\s+|again\s+)?(?:{'|'.join(sorted(_VERBS))})\b(?!\s+public)"
)
_FUTURE = frozenset("will shall would".split())
# The second sentence goes on with the event of the first, or tells who said so.
_GOES_ON = _SAID.union("they he she it this place was were".split())
_CLAUSE = frozenset(
    """
    who whom whose which that when where while after before since until as if because
    said says reported told according
    """.split()
)
_BETWEEN = _CLAUSE.difference(_SAID, ["says", "reported", "according"]).union(
    """
    marking upcoming scheduled slated next made given issued released delivered published signed
    concluded adopted declared announced carried posted will would shall
    """.split()
)
_DETERMINERS = frozenset("the a an its his her their".split())


# the items of a day name the same few
_resolved = lru_cache(1024)(resolve)


def names_day(text: str, start: int, end: int) -> int:
    """Where the first day is named between *start* and *end*; -1 if there is none."""
    found = _NAMED.search(text, start, end)
    return found.start() if found else -1


def told(sentence: str, anchor: dt.date, *, goes_on: bool = False) -> Event | None:
    """
    Read the day of the event that a sentence tells, which appeared on *anchor*.

    It may come after *anchor*: then the text contradicts itself.

    Args:
        sentence: The first of a report that names a day.
        anchor: The day of the report.
        goes_on: It is not the first sentence, and tells of the same event only if it says so.

    >>> found = told("The envoys met the minister in Oslo on Monday.", dt.date(2024, 5, 1))
    >>> print(found.start, found.words)
    2024-04-29 on Monday
    """
    plain = _HIDDEN.sub(lambda m: MASK * len(m.group()), sentence)
    named = [match.start() for match in _NAMED.finditer(plain)]
    when = _WHEN.search(plain, max(0, named[0] - _BEFORE)) if named else None
    if when is None or named[-1] > when.end():
        return None
    before, after = plain[: when.start()].split(), plain[when.end() :]
    if goes_on and _GOES_ON.isdisjoint(map(str.lower, [*before, *after.split()])):
        return None
    if not _is_day(when, before, after) or not _has_verb(before, after):
        return None
    days = _days(when, anchor)
    if days is None or abs(anchor - days[1]) > _FAR or days[1] - days[0] > _FAR:
        return None
    return Event(*days, when.group())


def _is_day(when: regex.Match[str], before: list[str], after: str) -> bool:
    """Whether it says when, and is neither a name nor a day of long ago."""
    preposition = when["in"]
    if preposition is None:
        # "the meeting Monday", but neither "the Monday meeting" nor "since Monday"
        good = when["first"].endswith("day") and before[-1:] and before[-1] not in _OF_SOMETHING
    else:
        good = preposition[0] in "Oo" or when["range"]
    is_name = _NAME.match(after) and (before or preposition is None)
    return bool(good) and not is_name and not _NO_DAY.match(after)


def _has_verb(before: list[str], after: str) -> bool:
    """Whether a verb of the main clause, told as past, has the day beside it."""
    if before and _AFTER.match(after):
        return not _is_open(before)
    words = before or after.split()
    verb = _verb(words)
    if verb is None or _is_open(words[:verb]):
        return False
    between = before[verb + 1 :]
    return _BETWEEN.isdisjoint(between) and not ("to" in between and _has_purpose(between))


def _verb(words: list[str]) -> int | None:
    """The number of the first verb that tells what the subject did, or what was done."""
    for n in sorted(words.index(verb) for verb in _VERBS.intersection(words)):
        word, helper, following = words[n], words[n - 1] if n else "", words[n + 1 : n + 2]
        active = word not in _TRANSITIVE or (following and following[0] not in _NO_OBJECT)
        if word == "had":  # "had a talk", but not "had left"
            active = following and following[0] in _DETERMINERS
        if helper in {"was", "were"} or (active and helper not in _PERFECT):
            return n if _FUTURE.isdisjoint(words[:n]) else None
    return None


def _has_purpose(words: list[str]) -> bool:
    """Whether "to" goes with a verb: "left to meet him", not "a visit to the town"."""
    return any(a == "to" and b not in _DETERMINERS and b.islower() for a, b in pairwise(words))


def _is_open(words: list[str]) -> bool:
    """Whether what comes next stands in a clause that no comma has closed."""
    if not _CLAUSE.isdisjoint(words):
        for word in reversed(words):
            if word.endswith(","):
                return False
            if word in _CLAUSE:
                return True
    return False


def _days(when: regex.Match[str], anchor: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and the last day; "April 1 and 2" has the month once."""
    first, last = when["first"], when["last"]
    if last is None:
        one = _resolved(first, anchor)
        return (one, one) if one else None
    if last.isdigit():
        last = regex.sub(r"\d{1,2}(?=\D*$)", last, first)
    end = _resolved(last, anchor)
    begin = _resolved(first, end) if end else None
    return (begin, end) if begin and end and begin <= end else None
