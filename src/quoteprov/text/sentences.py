"""
Sentences with their places, by the same rule on both sides of a comparison.

A closed rule instead of a model: a statement's sentence must end at the same place whatever pipeline
happens to be installed.
"""

from __future__ import annotations

import regex


# Abbreviations after which news and agency copy goes on with a capital or a figure.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st mt no nos vs gen col lt maj capt sgt adm cmdr rep sen gov pres rev hon "
    "jan feb mar apr jun jul aug sep sept oct nov dec co corp inc ltd jr sr al etc fig vol pp".split()
)
_END = regex.compile(
    r"""
      (?P<stop>[.?!]+|…|[。？！])(?P<close>["”’'»)\]」』]*)(?=\s+(?P<next>\S))
    | (?P<break>\s*\n\s*)
    """,
    regex.VERBOSE,
)
_LAST = regex.compile(r"(\p{L}+(?:\.\p{L}+)*)$")


def _goes_on(text: str, start: int, match: regex.Match[str]) -> bool:
    """
    Tell whether a stop is inside a sentence: "U.S. officials", "Sept. 21", "... and".
    """
    following = match["next"]
    if following.islower():
        return True
    if match["stop"] != ".":
        return False
    last = _LAST.search(text, start, match.start())
    if last is None:
        return False
    word = last.group()
    initial = len(word) == 1 and word.isupper()
    dotted = "." in word and not regex.match(r"[A-Z“\"‘]", following)
    return initial or dotted or word.lower() in _ABBREVIATIONS


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """
    List the sentences between *start* and *end* of *text* as (start, end), without the white space
    around them.

    >>> text = "We warn the U.S. officials. Sept. 21 was a Wednesday."
    >>> [text[a:b] for a, b in sentences(text)]
    ['We warn the U.S. officials.', 'Sept. 21 was a Wednesday.']
    """
    end = len(text) if end is None else end
    found, at = [], start
    for match in _END.finditer(text, start, end):
        if match["break"] is None and _goes_on(text, at, match):
            continue
        stop = match.start() if match["break"] is not None else match.end()
        found.append((at, stop))
        at = match.end()
    found.append((at, end))
    return [span for a, b in found if (span := trim(text, a, b))[0] < span[1]]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Move *start* and *end* inwards over white space."""
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return (start + left, start + len(inner.rstrip())) if inner.strip() else (start, start)
