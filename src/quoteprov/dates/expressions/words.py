"""
The words of day expressions, and patterns for them that other patterns are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.text.quantities import MONTHS, NUMBERS, WEEKDAYS


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


MASK = "\u25ae"
"""Stands for every code point that is hidden because somebody else said it."""


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# Capitals tell March from the verb and Sat. from the past of sit; a headline may be all capitals.
def _as_names(words: Iterable[str]) -> str:
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
# Mon, Wed, Fri, Sat and Sun are other words too, unless a point or a date follows.
_SHORT = ("mon", "wed", "weds", "fri", "sat", "sun")
_FULL = (*WEEKDAYS, "tue", "tues", "thu", "thur", "thurs")
A_WEEKDAY = rf"(?:{_as_names(_FULL)}\b(?:(?<!day|DAY)\.)?|(?<![Tt]he\s){_as_names(_SHORT)}\.)"
"""A weekday that stands alone."""
JOINED_WEEKDAY = (
    rf"(?:(?:{_as_names(_FULL)}|(?<![Tt]he\s){_as_names(_SHORT)})\b(?:(?<!day|DAY)\.)?)"
)
"""A weekday beside a date, which may be as short as "Mon"."""

_SHORT_MONTHS = "jan feb mar apr jun jul aug sept sep oct nov dec".split()
A_MONTH = rf"(?:{_as_names(_SHORT_MONTHS)}\.|{_as_names(MONTHS)}(?!\p{{L}}))"
A_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?+(?![\d%\p{L}]|[.:]\d|,\d{3}(?!\d))"
A_YEAR = r"(?:(?:1[89]|20)\d\d(?![\d%]|[.,]\d)|['’‘]\d\d(?!\d))"

A_PIECE = r"(?:day|morning|afternoon|evening|night)"
TO = r"\s{0,2}(?P<to>-|–|—|to|through|thru|until|till|and|&)\s{0,2}"

COUNTS: Mapping[str, int] = {
    **{word: n for word, n in NUMBERS.items() if 0 < n < 100},  # noqa: PLR2004
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
    "America/New_York": ("EDT|EST|ET", "Eastern|U.S. Eastern|Washington|New York"),
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
A_ZONE = (
    rf"(?:{one_of(z for short, _ in _ZONES.values() for z in short.split('|') if z)}\b"
    rf"|(?i:{one_of(z for z in (*ZONES, LOCAL) if ' ' in z)})\b)"
)
