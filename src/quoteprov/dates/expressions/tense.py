"""
Whether the clause around a day expression tells of the past or of the future.

The nearest sign before the expression decides, else the first one after it. Words of a quotation
are hidden, so that "We will meet," he said on Monday, tells of the past.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

import regex

from quoteprov.dates.expressions.words import DONE
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


PAST, NEITHER, FUTURE = -1, 0, 1
_BEFORE, _AFTER = 140, 70  # characters, about two lines of a newspaper column each

# A line that goes on with a small letter is wrapped.
_CLAUSE_END = regex.compile(
    r"[;:“”\"(]|\n(?!\p{Ll})|\s(?:--|[–—])\s"
    r"|(?<!\b\p{Lu}|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Rep|Sen|Gov|St|No|Jan|Feb|Mar|Apr|Aug|Sept?"
    r"|Oct|Nov|Dec|a\.m|p\.m))[.!?]\s+(?=\p{Lu})"
)
_WORD = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+)?|{MASK}+")

_FUTURE = frozenset(
    """
    will shall won't 'll would may might upcoming scheduled slated due expected planned planning
    poised intends begins starts opens expires reconvenes takes tomorrow ahead forthcoming
    """.split()
)
# Of these only another sign makes sure: "was closed until Friday", "he could not say on Friday".
_PERHAPS_FUTURE = frozenset("until by deadline later could can should must".split())
_IRREGULAR = frozenset(
    """
    said told was were had did spoke met made gave held took came began went sent wrote saw heard
    found read got became brought bought built caught chose drew drove fell felt fought flew hit
    kept knew led left lost meant paid ran rose sat set shot sold stood struck swore taught thought
    threw understood won broke hurt put quit withdrew lay lit been begun gone done
    shown spoken written given taken known seen driven fallen flown chosen sworn stolen broken
    frozen withdrawn thrown risen
    """.split()
)
# They end in -ed and are no verbs of the clause.
_NO_VERB = frozenset(
    """
    armed united allied unnamed called aimed related based advanced combined limited
    alleged need speed indeed hundred sacred naked wicked exceed proceed succeed embed
    """.split()
)
_INFINITIVES = frozenset(
    """
    be meet leave visit hold take begin start expire attend resume open vote go arrive travel
    deliver convene discuss sign launch face return host address appear testify report speak come
    run join conduct stage carry release issue announce publish decide
    """.split()
)
# "agreed to meet on Friday" looks ahead, "travelled to meet him on Friday" does not.
_PLANS = frozenset(
    """
    agreed decided invited pledged vowed promised planned scheduled expected due slated set poised
    likely going plan plans wants hopes intends asked urged called prepared preparing ready
    is are about
    """.split()
)
# "The vote is on Friday."
_PRESENT = {(verb, word) for verb in ("is", "are") for word in ("on", "for", "due", "until")}
# "would not say on Friday", "could not be reached on Friday"
_REFUSED = frozenset("say comment confirm discuss elaborate speculate answer respond be".split())
_SIGNS = _FUTURE | _PERHAPS_FUTURE | _IRREGULAR | {"to"}
_ENDINGS = ("ed", "'ll")
_DONE = frozenset(word.rstrip("s") for word in DONE)


def leaning(text: str, start: int, end: int) -> int:
    """
    -1 if the clause around an expression tells of the past, 1 if of the future, 0 if of neither.

    >>> leaning("The two will meet on Friday.", 21, 27), leaning("He said Friday it will.", 8, 14)
    (1, -1)
    """
    after = _words_after(text, end)
    if text[end : end + 2] in {"'s", "’s"}:
        after = after[1:]
        if after and after[0].rstrip("s") in _DONE:
            return PAST
    before = _words_before(text, start)
    if text.startswith(" ", end) and before[-1:] != ["for"] and (beside := _beside(after)):
        return beside
    if tuple(before[-2:]) in _PRESENT:
        return FUTURE
    signs = _signs(before)[::-1]
    return (
        _first(before, signs, _sure)
        or _first(after, _signs(after), _sure)
        or _first(before, signs, _perhaps)
    )


def _words_before(text: str, start: int) -> list[str]:
    begin = max(0, start - _BEFORE)
    for boundary in _CLAUSE_END.finditer(text, begin, start):
        begin = boundary.end()
    return [word.lower().replace("’", "'") for word in _WORD.findall(text, begin, start)]


def _words_after(text: str, end: int) -> list[str]:
    boundary = _CLAUSE_END.search(text, end, end + _AFTER)
    stop = boundary.start() if boundary else end + _AFTER
    return [word.lower().replace("’", "'") for word in _WORD.findall(text, end, stop)]


def _beside(after: Sequence[str]) -> int:
    """The verb at once behind a day is its own: "a summit on Friday will settle it"."""
    if after[:1] in (["will"], ["shall"]) or tuple(after[:2]) in {("is", "to"), ("are", "to")}:
        return FUTURE
    return PAST if after[:1] in (["had"], ["was"], ["were"]) else NEITHER


def _signs(words: Sequence[str]) -> list[int]:
    """Where words stand that may tell the time."""
    return [i for i, word in enumerate(words) if word in _SIGNS or word.endswith(_ENDINGS)]


def _first(
    words: Sequence[str], places: Iterable[int], sign: Callable[[Sequence[str], int], int]
) -> int:
    return next(filter(None, (sign(words, i) for i in places)), NEITHER)


def _sure(words: Sequence[str], i: int) -> int:
    word = words[i]
    if word in {"would", "could"} and _refused(words[i + 1 : i + 3]):
        return PAST
    if word in _FUTURE or word.endswith("'ll"):
        return NEITHER if words[i + 1 : i + 2] == ["have"] else FUTURE
    if word == "to" and words[i + 1 : i + 2] and words[i + 1] in _INFINITIVES:
        return PAST if i and words[i - 1] not in _PLANS and _is_past(words[i - 1]) else FUTURE
    return PAST if _is_past(word) and not _passive(words, i) else NEITHER


def _perhaps(words: Sequence[str], i: int) -> int:
    return FUTURE if words[i] in _PERHAPS_FUTURE else NEITHER


def _refused(after: Sequence[str]) -> bool:
    return after[:1] == ["not"] and after[-1] in _REFUSED


def _is_past(word: str) -> bool:
    if word in _IRREGULAR:
        return True
    return word.endswith("ed") and len(word) > len("need") and word not in _NO_VERB


def _passive(words: Sequence[str], i: int) -> bool:
    """In "will be held" and "to be released" the verb before it tells the time."""
    return "be" in words[max(0, i - 2) : i]
