"""
Characters that a reader cannot see or cannot tell apart.

Zero-width characters, direction overrides, invisible tag letters, and letters of another script
inside a word (Cyrillic "е" in "keep"). They change what software reads and not what people read, so
they are reported and never silently accepted. Soft hyphens, joiners inside scripts that need them
and byte order marks are ordinary typesetting.
"""

from __future__ import annotations

import unicodedata

import regex


_HIDDEN = regex.compile(
    r"[\u200B\u2060-\u2064\u202A-\u202E\u2066-\u2069\U000E0000-\U000E007F]"
    r"|(?<=[\p{Latin}\d])[\u200C\u200D\uFEFF](?=[\p{Latin}\d])"
)
# Cyrillic and Greek letters that look like Latin ones; "μg" and "αβ" are honest.
_LOOK_ALIKES = "асеорхуіјѕһԁАВЕКМНОРСТХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_MIXED = regex.compile(rf"(?=\w*\p{{Latin}})(?=\w*[{_LOOK_ALIKES}])\b[\p{{Latin}}{_LOOK_ALIKES}]+\b")


def hidden_characters(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """
    List (offset, name) of every hidden or look-alike character between *start* and *end*.

    >>> hidden_characters("keep its m\\u200bouth shut", 0, 20)
    [(10, 'ZERO WIDTH SPACE')]
    """
    found = [(m.start(), _name(m.group())) for m in _HIDDEN.finditer(text, start, end)]
    for match in _MIXED.finditer(text, start, end):
        found += [
            (match.start() + i, _name(c))
            for i, c in enumerate(match.group())
            if c in _LOOK_ALIKES
        ]
    return sorted(found)


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")
