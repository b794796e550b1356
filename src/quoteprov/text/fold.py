"""
The folding ladder: exact → typography → case → spelling.

Each rung is a transducer that rewrites a text and keeps, for every folded character, the stretch
of the original it came from. A folded copy is only ever searched through that map: NFKC changes
the length of over 1,200 code points, so an offset into a naively folded copy points at other
words.
"""

from __future__ import annotations

import re
import unicodedata

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quoteprov.text.spelling import american


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


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
        Give the original span of the folded span *start* to *end* (code points, not empty).

        >>> fold("ﬁnal ½", "typography").original(0, 2)
        (0, 1)
        """
        return self.starts[start], self.ends[end - 1]


# Quotation marks, primes and accents standing for them, and dashes; one character for one.
_PLAIN = {
    **dict.fromkeys("“”„‟«»″〝〞＂「」『』《》", '"'),
    **dict.fromkeys("‘’‚‛′´`ʼ‹›＇", "'"),
    **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
}
_MARKS = re.compile(f"[{''.join(_PLAIN)}]")
# Soft hyphens, zero-width, direction and variation controls vanish; script.py reports the
# suspicious ones.
_INVISIBLE = regex.compile(
    r"[\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF"
    r"\U000E0000-\U000E01EF]"
)
_DOUBLED = regex.compile("''")  # ``…'' typesetting, the grave accents being apostrophes by now
_SPACE = regex.compile(r"\s\s+|[^\S ]")
# A base with its combining marks, or any other non-ASCII character. Thirty marks are the bound of
# the stream-safe format (UAX 15): sorting more of them is quadratic.
_COMPOSABLE = regex.compile(r"\P{M}[\p{M}\uFF9E\uFF9F]{1,30}|[^\x00-\x7F]")
_JAMO = regex.compile(
    r"[\u1100-\u1112][\u1161-\u1175][\u11A8-\u11C2]?|[\uAC00-\uD7A3][\u11A8-\u11C2]"
)
_CASED = regex.compile(r"(?<!\w)US(?!\w)|\p{Changes_When_Casefolded}")

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}"
WORD = regex.compile(
    rf"""
      \p{{L}}(?:\.\p{{L}})+(?!\p{{L}})\.?(?:'\p{{L}}+)?          # U.S.  a.m.
    | (?i:per\s+cent)\b
    | (?i:co-(?=[io])|e-(?=mail))\p{{L}}+                  # co-operate is cooperate
    | (?<![^\s("'\[])-(?=\p{{N}})\p{{N}}+(?:[.,]\p{{N}}+)*     # -5
      # 5,000  1.5  9:30  240mm, but not 8日在
    | \p{{N}}[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]*
      (?:[.,:/]\p{{N}}[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]*)*
    | [[{_UNSPACED}]&&\p{{L}}]\p{{M}}*                   # spaces do not part them, or not alike
    | [\p{{L}}--[{_UNSPACED}]][[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]*(?:'[\p{{L}}\p{{M}}]+)*
    | [\p{{Sc}}%‰°&]
    """,
    regex.VERBOSE | regex.VERSION1,
)
"""A word of a text after typographic folding; `quoteprov.text.words` says what counts as one."""


def _compose(match: regex.Match[str]) -> str:
    """
    NFKC, but never for superscripts and fractions: "10²" is not "102", "Sony™" not "SonyTM".
    """
    found = match.group()
    if any(
        unicodedata.category(c) == "No" or unicodedata.decomposition(c).startswith("<super>")
        for c in found
    ):
        return unicodedata.normalize("NFC", found)
    return unicodedata.normalize("NFKC", found)


def _rewrite(
    folded: Folded, pattern: regex.Pattern[str], replace: Callable[[regex.Match[str]], str]
) -> Folded:
    """
    Replace every match; each new character maps to all of the original that the match came from.
    """
    source = folded.text
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in pattern.finditer(source):
        new = replace(match)
        if new == match.group():
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


def with_plain_marks(text: str) -> str:
    """
    Put plain marks and dashes for the typographer's, one character for one.

    >>> with_plain_marks("“We won” — so he says")
    '"We won" - so he says'
    """
    if text.isascii() and "`" not in text:
        return text
    return _MARKS.sub(lambda mark: _PLAIN[mark[0]], text)


def _plain(folded: Folded) -> Folded:
    return Folded(with_plain_marks(folded.text), folded.starts, folded.ends)


def _exact(text: str) -> Folded:
    return Folded(text, range(len(text)), range(1, len(text) + 1))


def _typography(folded: Folded) -> Folded:
    if not folded.text.isascii():
        folded = _rewrite(folded, _INVISIBLE, lambda _: "")
        # marks before NFKC: it would turn the acute accent U+00B4 into a blank and an accent
        folded = _rewrite(_plain(folded), _COMPOSABLE, _compose)
        folded = _rewrite(folded, _JAMO, _compose)
    folded = _rewrite(_plain(folded), _DOUBLED, lambda _: '"')
    return _rewrite(folded, _SPACE, lambda _: " ")


def _case(folded: Folded) -> Folded:
    return _rewrite(folded, _CASED, lambda m: case_key(m.group()))


def _spelling(folded: Folded) -> Folded:
    return _rewrite(folded, WORD, lambda m: spelling_key(m.group()))


def fold(text: str, tier: str) -> Folded:
    """
    Fold *text* up to and including *tier*: ``exact``, ``typography``, ``case`` or ``spelling``.

    >>> fold("“Rumour”", "spelling").text
    '"rumor"'
    """
    folded = _exact(text)
    for rung in (_typography, _case, _spelling)[: TIERS.index(tier)]:
        folded = rung(folded)
    return folded


_THOUSANDS = regex.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INITIALS = regex.compile(r"(\p{L}(?:\.\p{L})+)\.?")
_FUSED = {"per cent": "percent", "&": "and"}


def case_key(word: str) -> str:
    """
    Fold the case of a word, except that ``US`` stays itself: it is not the pronoun "us".

    >>> case_key("US"), case_key("Us")
    ('US', 'us')
    """
    return word if word == "US" or word.startswith("US'") else word.casefold()


def spelling_key(word: str) -> str:
    """
    Fold a word to American spelling, without the dots of initials and the commas of thousands.

    >>> [spelling_key(w) for w in ("U.S.", "US", "us", "U.S.'s", "defence", "5,000")]
    ['u.s.', 'u.s.', 'us', "u.s.'s", 'defense', '5000']
    """
    stem, apostrophe, ending = word.partition("'")
    folded = stem.casefold()
    if stem == "US" or folded in {"u.s.", "u.s"}:
        return f"u.s.{apostrophe}{ending.casefold()}"
    if _INITIALS.fullmatch(stem):
        return folded.replace(".", "") + apostrophe + ending.casefold()
    if _THOUSANDS.fullmatch(word):
        return word.replace(",", "")
    folded = " ".join(word.casefold().split())
    return _FUSED.get(folded) or american(folded)
