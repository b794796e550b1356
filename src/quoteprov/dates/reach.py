"""
How far a day reaches: what ends it between the words that give it and others, or moves it.

Each of these was met as a false alarm: words of one day were held against the day of another
speaker, of an earlier statement, or of the week before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.ties import REACH


if TYPE_CHECKING:
    from quoteprov.dates.expressions import Expression


# "said on Tuesday, days after the ministry warned that “…”"
_SECOND = regex.compile(
    r"""; | \b(?:after|before|though|although|while|whereas|since|when|who|which|whose|repeating
    |recalling|echoing|quoting|citing|said|says|warned|told|stated|called|denounced|vowed|declared
    |wrote|spoke)\b | \band\s+(?:the\s+)?\p{Lu}""",
    regex.VERBOSE,
)
# "State television on Tuesday read out the statement again"
_ONCE_MORE = regex.compile(
    r"""\b(?:again|once\s+more|recall(?:s|ed|ing)?|reprint(?:s|ed|ing)?|reaffirm(?:s|ed|ing)?
    |repeat(?:s|ed|ing)?|rall(?:y|ies|ied)|chant(?:s|ed|ing)?|re-?aired|documentary
    |first\s+used)\b""",
    regex.VERBOSE,
)
# "A week earlier, on Sunday"; "Monday of last week"; "the previous Monday"
_SHIFTED = regex.compile(
    r"\b(?:week|month|year)s?\s+(?:earlier|before|ago|later|and)\W+(?:on\s+)?(?:the\s+)?$"
)
_OF_ANOTHER = regex.compile(r"\s+of\s+(?:last|that|the|next|this)\b")
_ANOTHER_WEEK = regex.compile(r"day\s+of\b|(?i:previous|following)\b")
# "in an earlier statement", "before her trip", "weeks ago"
_ANOTHER_TIME = regex.compile(
    r"""\b(?:previous(?:ly)?|earlier|(?:days|weeks|months|years)\s+ago|shortly|once|recently
    |mid-\p{L}+|in\s+the\s+past|last\s+time
    |(?i:before|after|when|since)\s+(?:her|his|its|their|the|that|this)
    |(?:second|new|another|separate|subsequent|different)\s+(?:\p{Ll}+\s+)?statement)\b""",
    regex.VERBOSE,
)
# "has long said", "said in the past"
_LONG_SINCE = regex.compile(
    r"\b(?:(?:has|have|had)(?:\s+\p{Ll}+){0,2}|repeatedly|often|always|long)\s*$"
)
_BEFORE_NOW = regex.compile(r"\s*(?:before|in\s+the\s+past|at\s+the\s+time)\b")


def is_crossed(masked: str, start: int, end: int) -> bool:
    """Tell whether another speaker or another time begins between two places of a sentence."""
    return _SECOND.search(masked, start, end) is not None


def is_once_more(masked: str, start: int, end: int) -> bool:
    """Tell whether a sentence tells of words that are said, read, printed or shouted once more."""
    return _ONCE_MORE.search(masked, start, end) is not None


def is_shifted(masked: str, e: Expression) -> bool:
    """Tell whether the words beside a day make it that of another week, month or year."""
    before = masked[max(0, e.start - REACH) : e.start]
    beside = _SHIFTED.search(before) or _OF_ANOTHER.match(masked, e.end)
    return bool(beside or _ANOTHER_WEEK.search(e.text))


def is_of_another_time(masked: str, start: int, end: int, cue: tuple[int, int] | None) -> bool:
    """Tell whether the words of a sentence are told as said some time before what is news."""
    if _ANOTHER_TIME.search(masked, start, end):
        return True
    if cue is None:
        return False
    before = masked[max(0, cue[0] - REACH) : cue[0]]
    return bool(_LONG_SINCE.search(before) or _BEFORE_NOW.match(masked, cue[1]))
