"""
Characters that a reader cannot see or cannot tell apart.

Zero-width characters, direction overrides, invisible tag letters, and letters of another script
inside a word (Cyrillic "е" in "keep"). They change what software reads and not what people read,
so they are reported and never silently accepted. Soft hyphens, byte order marks, and what a script
needs (joiners, direction marks around Arabic, zero-width spaces in Khmer) are ordinary
typesetting.
"""

from __future__ import annotations

import unicodedata

import regex

from quoteprov.text.fold import with_plain_marks


_RIGHT_TO_LEFT = r"\p{Arabic}\p{Hebrew}\p{Syriac}\p{Thaana}\p{Nko}"
_UNSPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}"
_HIDDEN = regex.compile(
    rf"""
      [\u2060-\u2064\u202D\u202E\U000E0000-\U000E007F]
    | (?<![{_UNSPACED}])\u200B(?![{_UNSPACED}])
    | [\u202A\u202B\u2066-\u2068](?![{_RIGHT_TO_LEFT}])
    | (?<![{_RIGHT_TO_LEFT}])[\u202C\u2069]
      # joiners, direction marks, variation selectors and fillers, inside a Latin word or a number
    | (?<=[\p{{Latin}}\d])
      [\u034F\u061C\u115F\u1160\u180E\u200C-\u200F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]++
      (?=[\p{{Latin}}\d])
    """,
    regex.VERBOSE,
)
# Cyrillic and Greek letters that look like Latin ones; "μg" and "αβ" are honest.
_LOOK_ALIKES = "асеорхуіјѕһԁАВЕКМНОРСТХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_LOOK_ALIKE = regex.compile(f"[{_LOOK_ALIKES}]")
_WORD = regex.compile(rf"\b[\p{{Latin}}{_LOOK_ALIKES}]++\b")
_LATIN = regex.compile(r"\p{Latin}")


def hidden_characters(text: str, start: int, end: int) -> list[tuple[int, str]]:
    r"""
    List (offset, name) of every hidden or look-alike character between *start* and *end*, with
    offsets into *text* (code points).

    >>> hidden_characters("keep its m\u200bouth shut", 0, 20)
    [(10, 'ZERO WIDTH SPACE')]
    """
    if with_plain_marks(text[start:end]).isascii():
        return []
    places = [i for m in _HIDDEN.finditer(text, start, end) for i in range(*m.span())]
    for match in _WORD.finditer(text, start, end):
        if _LATIN.search(match.group()):
            places += [match.start() + m.start() for m in _LOOK_ALIKE.finditer(match.group())]
    return [(i, _name(text[i])) for i in sorted(places)]


_ACTING = regex.compile(
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}--[\t\n]]", regex.VERSION1
)


def visible(text: str) -> str:
    r"""
    Show every character that could act on whoever reads *text*, or that nobody sees, as
    ``<U+202E>``; tabs and line ends stay.

    By general category (controls, formats, surrogates, private use, separators): stripping known
    escape sequences leaves others alive.

    >>> visible("its\u202emouth\x1b[2J")
    'its<U+202E>mouth<U+001B>[2J'
    """
    return text if text.isascii() and text.isprintable() else _ACTING.sub(_code, text)


def _code(match: regex.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")
