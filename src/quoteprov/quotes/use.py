"""
Is it a quotation? Marks also set off titles, terms, nicknames and words used at a distance.

Described by features and weighed as speakers are (`quotes.credit`), with weights fitted on the
same news: what annotators credited with nobody against what they credited with somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.quotes.phrases import MASK


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.models import Quotation, Use
    from quoteprov.quotes.credit import Option


_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’.-]*")
_SMALL = frozenset("a an and as at but by for from in into of on or nor the to vs with".split())
_NAMING = frozenset(
    "called dubbed titled entitled named nicknamed labeled labelled billed known headlined termed".split()
)
_WORK = frozenset(
    "album article ballad blog book campaign cartoon channel column comedy documentary drama essay "
    "exhibition film game hashtag headline hit memoir movie musical network newspaper novel "
    "operation opera painting paper play poem podcast program programme project publication report "
    "rule series show single sitcom song special tour track trilogy tune video watch".split()
)
_TERM = frozenset("term terms word words phrase expression concept label notion theory slogan".split())
_OWNERS = frozenset("his her its their our my your".split())
_NAME_AHEAD = regex.compile(r"\s\p{Lu}\p{Ll}+")
_PREPOSITIONS = frozenset("about as at by for from in like of on to with".split())
_DETERMINERS = frozenset("the a an this that these those any some no every another such".split())

_FEW = 8
DOUBT = 0.6
"""Share of probability from which marks are taken for something else than a quotation."""


def describe(
    masked: str,
    span: tuple[int, int],
    quotation: Quotation,
    choices: Sequence[Option],
    shares: Sequence[float],
) -> tuple[str, ...]:
    """
    Describe what stands in marks as something that is no quotation.

    Args:
        masked: The article with its quotations hidden.
        span: With the marks (code points).
        quotation: What stands in them.
        choices: Who may be credited.
        shares: How likely each is; the last one is nobody.
    """
    words, zone = _WORD.findall(quotation.text), quotation.zone
    n = len(words)
    size = "1" if n <= 1 else "2" if n == 2 else "3-4" if n < 5 else "5-8" if n < 9 else "more"
    case = letter_case(words)
    final = quotation.text[-1:]
    end = "sentence" if final in ".?!" else "comma" if final == "," else "open"
    lead = masked[max(0, span[0] - 60) : span[0]].split()[-4:]
    work = any(w.lower() in _WORK for w in lead)
    again = 0 < n <= _FEW and " " + quotation.text.strip(",.?! ") in masked
    beside = any(MASK in w for w in lead[-2:]) or MASK in masked[span[1] : span[1] + 8]
    left = kind_before(lead[-1].lstrip("(").lower() if lead else "")
    after = masked[span[1] : span[1] + 2].lstrip()[:1]
    right = "noun" if after.isalpha() and after != MASK else "hyphen" if after in "-–" else "stop"
    best = max(range(len(shares)), key=lambda i: shares[i])
    nobody = f"{round(4 * shares[-1])}"
    top = choices[best].features[0] if best < len(choices) else "none"
    rule = (choices[best].clause.rule if choices[best].clause else "floating") if best < len(choices) else "none"
    return (
        "use",
        f"use size {size}",
        f"use case {case}",
        f"use size {size} case {case}",
        f"use end {end}",
        f"use end {end} size {size}",
        f"use before {left}",
        f"use before {left} case {case}",
        f"use after {right}",
        f"use after {right} size {size}",
        f"use after {right} case {case}",
        f"use zone {zone}",
        f"use zone {zone} case {case}",
        f"use nobody {nobody}",
        f"use nobody {nobody} size {size}",
        f"use nobody {nobody} case {case}",
        f"use place {top}",
        f"use rule {rule}",
        f"use rule {rule} size {size}",
        f"use left {left} right {right}",
        f"use work before {work}",
        f"use work before {work} case {case}",
        f"use said without marks {again}",
        f"use beside another {beside} case {case}",
        f"use beside another {beside} size {size}",
        *(f"use credit {f}" for f in (choices[best].features if best < len(choices) else ())[1:4]),
        f"use before {left} nobody {nobody}",
        f"use before {left} size {size}",
        f"use end {end} nobody {nobody}",
        f"use case {case} end {end}",
    )


def use_of(masked: str, span: tuple[int, int], quotation: Quotation) -> Use:
    """
    Name the use of marks that credit nobody: Dwayne “The Rock” Doe is a nickname, the film “A Long
    Way” a title, the so-called “smart grid” a term; the rest are words held at a distance.

    Args:
        masked: The article with its quotations hidden.
        span: With the marks (code points).
        quotation: What stands in them.
    """
    words = _WORD.findall(quotation.text)
    lead, rest = masked[max(0, span[0] - 60) : span[0]], masked[span[1] : span[1] + 60]
    before = _WORD.findall(lead)
    kind = kind_before((before or [""])[-1].lower())
    work = any(w.lower() in _WORK for w in before[-4:])
    if before and before[-1][:1].isupper() and lead.endswith(" ") and _NAME_AHEAD.match(rest):
        return "nickname"
    if work or letter_case(words) in {"title", "capitals"}:
        return "title"
    return "term" if kind in {"naming", "term", "so-called"} else "scare"


def letter_case(words: Sequence[str]) -> str:
    """
    Name the case of *words*: ``title``, ``capitals``, ``sentence``, ``name`` or ``lower``.
    """
    if not words:
        return "none"
    if len(words) > 1 and all(w.isupper() for w in words):
        return "capitals"
    telling = [w for w in words[1:] if w.lower() not in _SMALL]
    if words[0][:1].isupper():
        if not telling:
            return "name"
        return "title" if all(w[:1].isupper() or w[:1].isdigit() for w in telling) else "sentence"
    return "mixed" if any(w[:1].isupper() for w in telling) else "lower"


def kind_before(word: str) -> str:
    """
    Name the kind of the word before an opening mark.
    """
    if word == "so-called":
        return word
    tables = {
        "preposition": _PREPOSITIONS, "naming": _NAMING, "work": _WORK, "term": _TERM, "owner": _OWNERS, "determiner": _DETERMINERS,
    }  # fmt: skip
    found = next((kind for kind, table in tables.items() if word in table), None)
    return found or ("owner" if word.endswith(("'s", "’s", "s'", "s’")) else "none" if not word else "other")
