"""
The folding ladder: exact → typography → case → spelling.

Each rung is a transducer that rewrites a text and keeps, for every folded character, the stretch of
the original it came from. A folded copy is only ever searched through that map: NFKC changes the
length of 1,237 code points, so an offset into a naively folded copy points at other words.
"""

from __future__ import annotations

import unicodedata

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from quoteprov.text.spelling import american


TIERS = ("exact", "typography", "case", "spelling")


@dataclass(frozen=True, slots=True)
class Folded:
    """
    A folded text with the way back.

    Args:
        text: The folded text.
        starts: For every folded character, where its original begins (code points).
        ends: For every folded character, where its original ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """
        Give the original span of the folded span *start* to *end* (not empty).
        """
        return self.starts[start], self.ends[end - 1]


# Quotation marks and primes; the grave accent is an opening mark in ``…'' typesetting.
_MARKS = {
    **dict.fromkeys("“”„‟«»″〝〞＂「」『』《》", '"'),
    **dict.fromkeys("‘’‚‛′´`ʼ‹›＇", "'"),
    "``": '"',
    "''": '"',
}
_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣－", "-")
# Soft hyphens, zero-width and direction controls vanish; script.py reports the suspicious ones.
_INVISIBLE = regex.compile(r"[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]")
_MARK = regex.compile("``|''|[" + "".join(k for k in _MARKS if len(k) == 1) + "]")
_DASH = regex.compile("[" + "".join(_DASHES) + "]")
_SPACE = regex.compile(r"\s+")
# A base with its combining marks, a run of Hangul jamo, or any other non-ASCII character.
_COMPOSABLE = regex.compile(r"[\u1100-\u11FF]+|\P{M}\p{M}+|[^\x00-\x7F]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[-.'][\p{L}\p{M}\p{N}]+)*\.?")


def _compose(match: regex.Match[str]) -> str:
    """
    NFKC, but never for superscripts and fractions: "10²" is not "102".
    """
    found = match.group()
    form = "NFC" if any(unicodedata.category(c) == "No" for c in found) else "NFKC"
    return unicodedata.normalize(form, found)


def rewrite(
    folded: Folded, pattern: regex.Pattern[str], replace: Callable[[regex.Match[str]], str]
) -> Folded:
    """
    Replace every match; each new character maps to all of the original that the match came from.
    """
    source, pieces, starts, ends = folded.text, [], [], []
    at = 0
    for match in pattern.finditer(source):
        new = replace(match)
        if new == match.group() or match.start() == match.end():
            continue
        pieces += (source[at : match.start()], new)
        starts.extend(folded.starts[at : match.start()])
        ends.extend(folded.ends[at : match.start()])
        start, end = folded.original(match.start(), match.end())
        starts.extend([start] * len(new))
        ends.extend([end] * len(new))
        at = match.end()
    if not pieces:
        return folded
    pieces.append(source[at:])
    starts.extend(folded.starts[at:])
    ends.extend(folded.ends[at:])
    return Folded("".join(pieces), starts, ends)


def _exact(text: str) -> Folded:
    return Folded(text, range(len(text)), range(1, len(text) + 1))


def _typography(folded: Folded) -> Folded:
    if not folded.text.isascii():
        folded = rewrite(folded, _INVISIBLE, lambda m: "")
        # marks before NFKC: it would turn the acute accent U+00B4 into a blank and an accent
        folded = rewrite(folded, _MARK, lambda m: _MARKS[m.group()])
        folded = rewrite(folded, _DASH, lambda m: "-")
        folded = rewrite(folded, _COMPOSABLE, _compose)
    folded = rewrite(folded, _MARK, lambda m: _MARKS[m.group()])
    return rewrite(folded, _SPACE, lambda m: " ")


def _case(folded: Folded) -> Folded:
    return rewrite(folded, _WORD, lambda m: case_key(m.group()))


def _spelling(folded: Folded) -> Folded:
    return rewrite(folded, _WORD, lambda m: spelling_key(m.group()))


def fold(text: str, tier: str) -> Folded:
    """
    Fold *text* up to and including *tier*: one of ``exact``, ``typography``, ``case``, ``spelling``.

    >>> fold("“Rumour”", "spelling").text
    '"rumor"'
    >>> fold("ﬁnal ½", "typography").original(0, 2)
    (0, 1)
    """
    folded = _exact(text)
    for rung in (_typography, _case, _spelling)[: TIERS.index(tier)]:
        folded = rung(folded)
    return folded


_THOUSANDS = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INITIALS = regex.compile(r"\p{L}(?:\.\p{L})+\.?")


def case_key(word: str) -> str:
    """
    Fold the case of a word, except that ``US`` stays itself: it is not the pronoun "us".
    """
    return word if word == "US" else word.casefold()


def spelling_key(word: str) -> str:
    """
    Fold a word to American spelling, without the dots of initials and the commas of thousands.

    >>> [spelling_key(w) for w in ("U.S.", "US", "us", "defence", "5,000")]
    ['u.s.', 'u.s.', 'us', 'defense', '5000']
    """
    if word == "US" or word.casefold() in {"u.s.", "u.s"}:
        return "u.s."
    if _INITIALS.fullmatch(word):
        return word.casefold().replace(".", "")
    if _THOUSANDS.fullmatch(word):
        return word.replace(",", "")
    return american(word.casefold())
