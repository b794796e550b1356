"""
The words of day expressions, and patterns for them that other patterns are made of.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

from quoteprov.text.quantities import MONTHS, NUMBERS, POWERS, WEEKDAYS


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def _as_names(words: Iterable[str]) -> str:
    """
    Words with a capital, or all in capitals as in a headline: march and sat are verbs.
    """
    return one_of(form for word in words for form in (word.capitalize(), word.upper()))


WEEKDAY_NUMBERS: Mapping[str, int] = {
    **{name: n for n, name in enumerate(WEEKDAYS)},
    **{name[:3]: n for n, name in enumerate(WEEKDAYS)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    "weds": 2,
    **{name: n for n, name in enumerate("월화수목금토일")},
}
# These are other words too, unless a point or a date follows: Sun, Wed, Thu (a name in Vietnam).
_SHORT = "mon tue wed weds thu fri sat sun".split()
# Blogs write thursday and september, which are nothing else.
_LONG = (*WEEKDAYS, "tues", "thur", "thurs")
_LONG_WEEKDAY = rf"(?:{_as_names(_LONG)}|{one_of(WEEKDAYS)})\b(?:(?<!day|DAY)\.)?"
_SHORT_WEEKDAY = rf"(?<![Tt]he\s){_as_names(_SHORT)}"
A_WEEKDAY = rf"(?:{_LONG_WEEKDAY}|{_SHORT_WEEKDAY}\.)"
"""A weekday that stands alone."""
JOINED_WEEKDAY = rf"(?:{_LONG_WEEKDAY}|{_SHORT_WEEKDAY}\b\.?)"
"""A weekday beside a date, which may be as short as "Mon"."""

_SHORT_MONTHS = "jan feb mar apr jun jul aug sept sep oct nov dec".split()
_PLAIN_MONTHS = "january february april june july september october november december".split()
A_MONTH = (
    rf"(?:{_as_names(_SHORT_MONTHS)}\.|(?:{_as_names(MONTHS)}|{one_of(_PLAIN_MONTHS)})(?!\p{{L}}))"
)
A_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?+(?![\d%\p{L}]|[.:]\d|,\d{3}(?!\d))"
A_YEAR = r"(?:(?:1[89]|20)\d\d(?![\d%]|[.,]\d)|['’‘]\d\d(?!\d))"

DONE = """
    statement speech report announcement remarks comment comments declaration article interview
    dispatch commentary release briefing letter editorial address launch test firing attack strike
    email post tweet broadcast
""".split()
"""What is said or done on a day, and has been when news name the day: "Monday's statement"."""
HELD = "press news meeting ceremony call hearing deadline summit vote conference".split()
"""What is also told before its day."""
# What may follow a day, a number or a month that ends its phrase.
END_OF_PHRASE = (
    r"\s*(?:[,.;:)!?—–-]|$)|\s+(?:in|at|on|by|to|from|of|with|for|as|after|before|near|when|while"
    r"|and|but|that|which|who|the|an?|he|she|it|they|local|said|morning|night|evening|afternoon)\b"
)
A_PIECE = r"(?:day|morning|afternoon|evening|night)"
TO = r"\s{0,2}(?P<to>-|–|—|to|through|thru|until|till|and|&)\s{0,2}"

COUNTS: Mapping[str, int] = {
    **{word: n for word, n in NUMBERS.items() if n and word not in POWERS},
    "a": 1,
    "an": 1,
}
A_COUNT = rf"(?:\d{{1,2}}|(?i:{one_of(COUNTS)}))"
THE_COUNT = rf"(?<![\d.,-])(?P<count>{A_COUNT})"
A_COUNTED_UNIT = "(?P<unit>day|week|fortnight|month|year|decade)s?"
COUNT_WORDS = frozenset(COUNTS) | {"#"}
VAGUE = frozenset("than over least under almost nearly or to".split())
"""Before a count they leave open how much it is: "more than a week ago" is no day."""


def count_of(word: str) -> int:
    """What a word or digits count."""
    return int(word) if word.isdecimal() else COUNTS[word.lower()]


_ZONES: Mapping[str, tuple[str, str]] = {
    "Asia/Seoul": ("KST", "Korea|Korean|Korean standard|Seoul|Pyongyang"),
    "Asia/Tokyo": ("JST", "Japan|Tokyo"),
    "Asia/Shanghai": ("", "Beijing|China"),
    "UTC": ("GMT|UTC", "universal"),
    "Europe/London": ("BST", "London"),
    "Europe/Paris": ("CET|CEST", "Paris|Berlin|Brussels"),
    "Europe/Moscow": ("MSK", "Moscow"),
    "Europe/Kyiv": ("EEST|EET", "Kyiv|Kiev"),
    "America/New_York": ("EDT|EST|ET", "Eastern|U.S. Eastern|U.S.|Washington|New York"),
    "America/Chicago": ("CDT", "Central"),
    "America/Los_Angeles": ("PDT|PST|PT", "Pacific"),
}
LOCAL = "local time"
ZONES: Mapping[str, str] = {
    word.lower(): zone
    for zone, (short, places) in _ZONES.items()
    for word in (
        *filter(None, short.split("|")),
        *(f"{place} time" for place in places.split("|")),
    )
}
"""Words for a zone, as the IANA names it; desks that write EST in summer mean New York's time."""
_SHORT_ZONES = [word for short, _ in _ZONES.values() for word in short.split("|") if word]
ZONE_SIGNS = (*_SHORT_ZONES, " time", " Time")
"""A text without one of these names no zone."""
_LONG_ZONES = one_of(re.escape(word) for word in (*ZONES, LOCAL) if " " in word)
A_ZONE = rf"(?:{one_of(_SHORT_ZONES)}\b|(?i:{_LONG_ZONES})\b)"
