"""
Words with their places: what alignment compares and search looks up.

A word is a maximal run of letters, marks and digits with its inner apostrophes; a number with its
inner points, commas and colons; initials with their dots; or a sign that carries meaning ($ % &).
Hyphens separate words, so that "vice-director" and "vice director" differ in typography only.
Each Chinese, Japanese and Korean character is a word: the first two are written without spaces,
and Pyongyang and Seoul set those of the third in different places (할것이다, 할 것이다).
"""

from __future__ import annotations

import re

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.text.fold import WORD, case_key, fold, spelling_key, with_plain_marks


if TYPE_CHECKING:
    from collections.abc import Iterable

    from quoteprov.text.fold import Folded


MASK = "▮"
"""Stands for every code point of a quotation: offsets stay, and its words are not read."""

FOLDING = 2
"""Raised with every change of what a word or its key is: an index keeps words as numbers, and one
that was made with others is refused."""


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


# The same words as `WORD` finds, in texts that need no folding to find them.
_ASCII_WORD = re.compile(
    r"""
      [A-Za-z](?:\.[A-Za-z])+(?![A-Za-z])\.?(?:'[A-Za-z]+)?
    | [Pp][Ee][Rr][ \t-\r]+[Cc][Ee][Nn][Tt]\b
    | (?:[Cc][Oo]-(?=[IiOo])|[Ee]-(?=[Mm][Aa][Ii][Ll]))[A-Za-z]+
    | (?<![^ \t-\r("'\[])-[0-9]+(?:[.,][0-9]+)*
    | [0-9][A-Za-z0-9]*(?:[.,:/][0-9][A-Za-z0-9]*)*
    | [A-Za-z][A-Za-z0-9]*(?:'[A-Za-z]+)*
    | [$%&]
    """,
    re.VERBOSE,
)
_BROKEN_PER_CENT = re.compile(r"[Pp][Ee][Rr](?:[\t-\r]| [ \t-\r])")
# between lines that are folded apart as they are together: "per\ncent" is one word, and an accent
# that begins a line stands on the line end
_CUT = re.compile(r"(?<=\n)(?=[ABD-Zabd-z0-9“\"])")
_PAUSE = re.compile("[—―](?![ A-Za-z])")  # never a minus: "weapons —5,000 of them"

_new = tuple.__new__
key_of = lru_cache(maxsize=200_000)(spelling_key)
"""The key of a word, as `Word` has it; most words come back."""


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """
    List the words between *start* and *end* of *text*, with offsets into *text* (code points).

    >>> [w.key for w in words("The U.S. ‘rumour’ of 5,000 shells")]
    ['the', 'u.s.', 'rumor', 'of', '5000', 'shells']
    """
    piece = text[start:end]
    plain = with_plain_marks(piece)
    if not plain.isascii() or _BROKEN_PER_CENT.search(plain):
        lines = _CUT.split(piece)
        if len(lines) > 1:  # most need no map
            places = accumulate(map(len, lines), initial=start)
            return [word for a, b in pairwise(places) for word in words(text, a, b)]
        folded = fold(piece, "typography")
        if not isinstance(folded.starts, range):
            return _mapped(piece, start, folded)
        plain = folded.text
    # a quarter faster than Word(…), which hands its arguments on
    found = [
        _new(Word, (m.start() + start, m.end() + start, word := m.group(), key_of(word)))
        for m in _pattern(plain).finditer(plain)
    ]
    return [_behind_pause(text, word) for word in found] if _PAUSE.search(piece) else found


def _pattern(folded: str) -> re.Pattern[str] | regex.Pattern[str]:
    return _ASCII_WORD if folded.isascii() else WORD


def _behind_pause(text: str, word: Word) -> Word:
    """A word without the dash before it that is no minus."""
    if not _PAUSE.match(text, word.start):
        return word
    return Word(word.start + 1, word.end, word.text[1:], key_of(word.text[1:]))


def spelled(text: str) -> list[str]:
    """
    List the words of *text* after typographic folding, without their places.

    >>> spelled("The U.S. ‘rumour’ of 5,000 shells")
    ['The', 'U.S.', 'rumour', 'of', '5,000', 'shells']
    """
    plain = with_plain_marks(text)
    if not plain.isascii() or _BROKEN_PER_CENT.search(plain) or _PAUSE.search(text):
        return [word.text for word in words(text)]
    return _ASCII_WORD.findall(plain)


def keys(text: str) -> list[str]:
    """
    List the keys of the words of *text*.

    >>> keys("The U.S. ‘rumour’ of 5,000 shells")
    ['the', 'u.s.', 'rumor', 'of', '5000', 'shells']
    """
    return [key_of(word) for word in spelled(text)]


_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_PER_WORD = 2


def amount(found: Iterable[Word]) -> int:
    """
    How much is said in words as an English text has them: two East Asian characters are as one.

    >>> amount(words("we warn")), amount(words("我们警告你们"))
    (2, 3)
    """
    own = [word.key for word in found]
    unspaced = sum(not key.isascii() and _UNSPACED.match(key) is not None for key in own)
    return len(own) - unspaced + (unspaced + 1) // _PER_WORD


def _mapped(piece: str, start: int, folded: Folded) -> list[Word]:
    """The words of *folded* by its map; two that share a character, as in "℀", are one."""
    found: list[Word] = []
    has_pauses = _PAUSE.search(piece) is not None
    joined = 0  # where the last word begins in the folded text
    for match in _pattern(folded.text).finditer(folded.text):
        first, last = _whole(folded, *match.span())
        if has_pauses and _PAUSE.match(piece, folded.starts[first]):
            first += 1
        if found and folded.starts[first] + start < found[-1].end:
            first = joined
            found.pop()
        joined, word = first, folded.text[first:last]
        a, b = folded.original(first, last)
        found.append(Word(a + start, b + start, word, key_of(word)))
    return found


def _whole(folded: Folded, first: int, last: int) -> tuple[int, int]:
    """Widen a folded span until no character of the original is cut."""
    while first > 0 and folded.ends[first - 1] > folded.starts[first]:
        first -= 1
    while last < len(folded.text) and folded.starts[last] < folded.ends[last - 1]:
        last += 1
    return first, last


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
