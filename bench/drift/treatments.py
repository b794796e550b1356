"""
What editors may do to a quotation: it stays sound, for only its dress changes or the change is
marked.
"""

# ruff: noqa: PLR2004 - shares and lengths are what these treatments consist of

from __future__ import annotations

import re

from typing import TYPE_CHECKING, Final

from bench.tracing.changes import spelling, typographic


if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from bench.drift.changes import Source

_ELLIPSES: Final = (" … ", " ... ", " . . . ", " [...] ", " […] ", "... ", " (...) ", "…")
_GLOSSES: Final = (
    ("DPRK", "North Korea"),
    ("U.S.", "United States"),
    ("WPK", "ruling Workers' Party"),
    ("KPA", "North Korean army"),
    ("ROK", "South Korea"),
    ("south Korea", "the South"),
    ("Juche", "self-reliance"),
    ("Songun", "military-first"),
)
_PRONOUNS: Final = (
    (" it ", "the country"),
    (" he ", "Kim"),
    (" they ", "the troops"),
    (" its ", "North Korea's"),
    (" his ", "Kim's"),
    (" their ", "the troops'"),
    (" them ", "the enemies"),
)
_BEARING: Final = re.compile(
    r"\b(?:not|n't|no|never|none|nor|neither|nothing|nobody|cannot|without|unless|if|except|until|"
    r"only|but|hardly|may|might|can|could|would|should|will|must|perhaps|possibl\w+|allegedly|"
    r"provided|however|though|although|in case|so long|as long|rather|fail\w*|refus\w*|den\w+|"
    r"stop\w*|ceas\w*|reject\w*|against|oppos\w*|halt\w*|prevent\w*|lest|far from|instead|when|"
    r"whether|said|say\w*|claim\w*|call\w*|believ\w*|likely|seem\w*|appear\w*)\b",
    re.IGNORECASE,
)
"""What is hidden behind an ellipsis must be none of these, or the treatment may not be sound."""


def marks(draw: Random, source: Source) -> str | None:
    """Change marks, dashes, blanks and the like."""
    return typographic(draw, source.text)


def spelt(draw: Random, source: Source) -> str | None:
    """Spell words as on the other side of the Atlantic."""
    return spelling(draw, source.text)


def end(draw: Random, source: Source) -> str | None:
    """Put a comma, a question mark or nothing for the stop at the end."""
    return source.text.rstrip(".") + draw.choice([",", "", " …", "...", "!"])


def cut(draw: Random, source: Source) -> str | None:
    """Quote only a part: from a word on, up to a word, or both."""
    own = source.text.split()
    if len(own) < 9:
        return None
    n = draw.randrange(6, len(own))
    first = draw.randrange(0, len(own) - n + 1)
    return " ".join(own[first : first + n]).strip(",;:")


def ellipsis(draw: Random, source: Source) -> str | None:
    """Leave out what nothing that stays depends on, with a mark; or the sentences between two."""
    text, mark = source.text, draw.choice(_ELLIPSES)
    if source.later and draw.random() < 0.3:
        return f"{text.rstrip('.')}{mark}{source.later[0]}"
    stretches = [
        (m.start(1), m.end(1))
        for m in re.finditer(r"(?<=\w)(, [^,;.]{8,90},)(?= \w)", text)
        if not _BEARING.search(m.group(1))
    ] + [
        (m.start(1), m.end(1))
        for m in re.finditer(
            r"(?<=\w)( (?:in|on|at|during|from|of) [a-zA-Z ']{8,60}?),? (?=and )", text
        )
        if not _BEARING.search(m.group(1))
    ]
    if not stretches:
        return None
    a, b = draw.choice(stretches)
    if min(len(text[:a].split()), len(text[b:].split())) < 3:
        return None
    return text[:a] + mark + text[b:].lstrip(" ")


def letter(draw: Random, source: Source) -> str | None:
    """Mark a changed first letter: [W]e, or [w]e."""
    own = source.text
    if draw.random() < 0.5:
        places = [m.start(1) for m in re.finditer(r"(?:, | and )([a-z])", own)]
        places = [p for p in places if len(own[p:].split()) >= 6]
        if places:
            own = own[draw.choice(places) :]
            return f"[{own[0].upper()}]{own[1:]}"
    if not own[0].isalpha() or not own[1:2].isalpha():
        return None
    return f"[{own[0].lower()}]{own[1:]}"


def bracket(draw: Random, source: Source) -> str | None:
    """Put another name of the same, or the noun for a pronoun, in brackets."""
    table = [*_GLOSSES[:5], *_PRONOUNS]
    found = [
        (m.span(), old, new)
        for old, new in table
        for m in re.finditer(re.escape(old), source.text)
    ]
    if not found:
        return None
    (a, b), old, new = draw.choice(found)
    if source.text[b : b + 1].isalpha() or source.text[a - 1 : a].isalpha():
        return None
    blank = " " if old[0] == " " else ""
    return f"{source.text[:a]}{blank}[{new}]{blank}{source.text[b:]}"


def gloss(draw: Random, source: Source) -> str | None:
    """Explain a name behind it in parentheses or brackets."""
    found = [
        (m.end(), new)
        for old, new in _GLOSSES
        for m in re.finditer(rf"\b{re.escape(old)}(?![\w'])", source.text)
    ]
    if not found:
        return None
    at, new = draw.choice(found)
    return source.text[:at] + draw.choice([f" ({new})", f" [{new}]"]) + source.text[at:]


def sic(draw: Random, source: Source) -> str | None:
    """Put [sic] behind a word."""
    places = [m.end() for m in re.finditer(r"\w{4,}(?=[ ,])", source.text)]
    if not places:
        return None
    at = draw.choice(places)
    return source.text[:at] + " [sic]" + source.text[at:]


TREATMENTS: Final[dict[str, Callable[[Random, Source], str | None]]] = {
    "marks": marks,
    "spelling": spelt,
    "end": end,
    "cut": cut,
    "ellipsis": ellipsis,
    "letter": letter,
    "bracket": bracket,
    "gloss": gloss,
    "sic": sic,
}
