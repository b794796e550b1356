"""
Words with their places: what alignment compares and search looks up.

A word is a maximal run of letters, marks and digits with its inner apostrophes; a number with its
inner points, commas and colons; initials with their dots; or a sign that carries meaning ($ % &).
Hyphens separate words, so that "vice-director" and "vice director" differ in typography only.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from quoteprov.text.fold import case_key, fold, spelling_key


class Word(NamedTuple):
    """
    A word of a text.

    Args:
        start: Where it begins in the original text (code points).
        end: Where it ends.
        text: The word after typographic folding.
        key: The word after all foldings: equal keys are the same word.
    """

    start: int
    end: int
    text: str
    key: str


_WORD = regex.compile(
    r"""
      \p{L}(?:\.\p{L})+(?!\p{L})\.?                        # U.S.  a.m.
    | (?i:per\ cent)\b
    | (?i:co-(?=[io])|e-(?=mail))\p{L}+                    # co-operate is cooperate
    | (?<![^\s("'\[])-(?=\p{N})\p{N}+(?:[.,]\p{N}+)*       # -5
    | \p{N}[\p{L}\p{M}\p{N}]*(?:[.,:/]\p{N}[\p{L}\p{M}\p{N}]*)*  # 5,000  1.5  9:30  240mm
    | [\p{Han}\p{Hiragana}\p{Katakana}]                    # written without spaces
    | [\p{L}\p{M}--\p{Han}--\p{Hiragana}--\p{Katakana}][\p{L}\p{M}\p{N}--\p{Han}--\p{Hiragana}--\p{Katakana}]*
      (?:'[\p{L}\p{M}]+)*
    | [\p{Sc}%‰°&]
    """,
    regex.VERBOSE | regex.VERSION1,
)
_FUSED = {"per cent": "percent", "&": "and"}


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    return _FUSED.get(word.casefold()) or spelling_key(word)


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """
    List the words between *start* and *end* of *text*, with offsets into *text*.

    >>> [w.key for w in words("The U.S. ‘rumour’ of 5,000 shells")]
    ['the', 'u.s.', 'rumor', 'of', '5000', 'shells']
    """
    folded = fold(text[start:end], "typography")
    found = []
    for match in _WORD.finditer(folded.text):
        a, b = folded.original(match.start(), match.end())
        word = match.group()
        found.append(Word(a + start, b + start, word, _key(word)))
    return found


def tier_of(word: Word, other: Word, original: str, other_original: str) -> str | None:
    """
    Name the first tier at which two words are equal, None if they never are.

    *original* and *other_original* are the words as printed.
    """
    if original == other_original:
        return "exact"
    if word.text == other.text:
        return "typography"
    if case_key(word.text) == case_key(other.text):
        return "case"
    return "spelling" if word.key == other.key else None
