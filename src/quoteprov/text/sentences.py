"""
Sentences with their places, by the same rule on both sides of a comparison.

A closed rule instead of a model: a statement's sentence must end at the same place whatever
pipeline happens to be installed.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

import regex

from quoteprov.text.lemmas import is_function_word


if TYPE_CHECKING:
    from collections.abc import Iterator


# Abbreviations after which a sentence goes on: titles, whatever follows ("Gen. No"); those of
# months, firms and streets, and initials, unless a small word of the language follows with a
# capital ("of Acme Inc. The firm"); those of figures only before a figure ("No. 5").
_TITLES = frozenset(
    "mr mrs ms dr prof messrs gen col lt maj capt sgt adm cmdr rep sen gov rev hon".split()
)
_ABBREVIATIONS = frozenset(
    "st mt vs jan feb mar apr jun jul aug sep sept oct nov dec co corp inc ltd bros jr sr al etc "
    "dept univ".split()
)
_FIGURES = frozenset("no nos fig figs vol vols p pp art ch sec".split())

_END = regex.compile(
    r"""
      (?<![.?!…。？！])(?:
        (?P<stop>[.?!…]++)(?P<close>["”’'»)\]」』]*+)(?=\s+(?P<next>\S))
      | (?P<stop>[。？！]++)(?P<close>["”’'»)\]」』]*+)(?=\s*(?P<next>\S))  # no blank follows
      )
    | (?P<break>\s*[\n\r\u2028\u2029]\s*)
    """,
    regex.VERBOSE,
)
_SIGN = re.compile("[.?!…。？！\n\r\u2028\u2029]")
_LAST = regex.compile(r"(?<![\p{L}.])\p{L}+(?:\.\p{L}+)*+$", regex.REVERSE)
_NEXT = regex.compile(r"\s*[\p{P}\p{S}]*(\p{L}[\p{L}'’]*|\d)")


def _goes_on(text: str, start: int, match: regex.Match[str]) -> bool:
    """
    Tell whether a stop is inside a sentence: "U.S. officials", "Sept. 21", "... and".
    """
    if match["next"].islower():
        return True
    if match["stop"] != ".":
        return False
    last = _LAST.match(text, start, match.start())
    if last is None:
        return False
    word = last.group()
    folded = word.lower()
    if folded in _TITLES:
        return True
    if folded in _FIGURES:
        return _following(text, match.end()).isdigit()
    initial = "." in word or (len(word) == 1 and word.isupper())
    shortened = initial or folded in _ABBREVIATIONS
    return shortened and not _begins(_following(text, match.end()))


def _following(text: str, at: int) -> str:
    """The next word, or the first figure of a number."""
    found = _NEXT.match(text, at)
    return found[1] if found else ""


def _begins(word: str) -> bool:
    """
    Tell whether a word with a capital begins a sentence: "The", not "State" nor the initial "A".
    """
    return len(word) > 1 and is_function_word(word.lower().replace("’", "'"))


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """
    List the sentences between *start* and *end* of *text* as (start, end) in code points, without
    the white space around them.

    >>> text = "We warn the U.S. State Department. Sept. 21 was a Wednesday."
    >>> [text[a:b] for a, b in sentences(text)]
    ['We warn the U.S. State Department.', 'Sept. 21 was a Wednesday.']
    """
    return list(each_sentence(text, start, end))


def each_sentence(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """
    Find the sentences of `sentences` one after another, for who needs only the first.
    """
    end = len(text) if end is None else end
    for span in _between(text, start, end):
        first, last = trim(text, *span)
        if first < last:
            yield first, last


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The text from one end of a sentence to the next, with white space around it."""
    at = start
    for match in _ends(text, start, end):
        if match["break"] is None and _goes_on(text, at, match):
            continue
        yield at, match.start() if match["break"] else match.end()
        at = match.end()
    yield at, end


def _ends(text: str, start: int, end: int) -> Iterator[regex.Match[str]]:
    """Every stop and line break; the pattern is tried only where one stands."""
    at = start
    for sign in _SIGN.finditer(text, start, end):
        if sign.start() < at:
            continue
        if match := _END.match(text, sign.start(), end):
            at = match.end()
            yield match


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """
    Move *start* and *end* (code points) inwards over white space.

    >>> trim(" two words ", 0, 11)
    (1, 10)
    """
    inner = text[start:end]
    kept = inner.strip()
    if kept:
        start += len(inner) - len(inner.lstrip())
    return start, start + len(kept)
