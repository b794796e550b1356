"""
Clauses that credit words to somebody: "the official said", "said the official", "according to …".

Patterns over the text outside quotation marks, sentence by sentence; they need no parser.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from quoteprov.quotes.cues import ADVERBS, AUXILIARIES, BARE, FINITE, PARTICIPLES, PASSIVE


if TYPE_CHECKING:
    from collections.abc import Iterator


MASK = "▮"
"""Stands for every character of a quotation, so that offsets stay and its words are not read."""


@dataclass(frozen=True, slots=True)
class Clause:
    """
    Somebody and the words that say so (code points of the article).

    ``rule`` is one of ``finite``, ``inverted``, ``participle``, ``according``, ``as-saying``,
    ``colon``.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: str


_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CUE = regex.compile(
    r"(?P<going>(?:went|goes|going)\s+on|continued|proceeded)\s+(?:to\s+(?P<bare>\p{Ll}+)|by\s+(?P<by>\p{Ll}+ing))"
    r"|(?P<word>\p{L}+)\b"
)
_AS_SAYING = regex.compile(
    rf"\bquot(?:ed|ing|es)\s+(?P<who>[^{MASK}]{{2,250}}?)\s+as\s+(?:saying|stating|telling|claiming|warning)\b"
)
_CARRIED = regex.compile(
    r"\b(?:quoted|cited|carried|published|reported|released|distributed|aired|relayed)\s+(?:\p{Ll}+ly\s+)?(?:by|in|on)\s+(?P<who>[^;:▮\n]+)"
)
_WAS_QUOTED = regex.compile(
    r"\b(?:was|were|is|been)\s+(?:also\s+)?quoted\s+(?:by\s+[^,▮]{1,80}\s+)?as\s+saying\b"
)
_ACCORDING = regex.compile(
    r"\b(?:[Aa]ccording\s+to|[Ii]n\s+the\s+words\s+of)\s+(?P<who>[^;:▮\n]+)"
)
_COLON = regex.compile(rf"^[\s>*_]*(?P<who>\p{{Lu}}[^:{MASK}.!?]{{1,80}}?)[*_]*:\s*(?={MASK})")
# Where a noun phrase that began further left can no longer go on.
_BOUNDARY = regex.compile(
    rf"[.;:!?{MASK}—–\"()]+|,|\s-{{1,2}}\s|\b(?i:that|and|but|while|because|when|after|as|if|where|which|who|"
    r"although|though|since|before|so|than|how|whether|or|what|for\s+which)\b"
)
_TRAIL = regex.compile(
    rf"(?:^|(?<=[\s,]))(?:{'|'.join(sorted(ADVERBS | AUXILIARIES))}|\p{{Ll}}+ly|(?:on\s+|late\s+|early\s+)?{_WEEKDAY}"
    r"(?:\s+(?:morning|afternoon|evening|night))?)\s*$"
)
_LEAD = regex.compile(
    rf"^\s*(?:(?:on|late|early)\s+{_WEEKDAY}|(?:last|this|earlier\s+this|later\s+this|next)\s+"
    r"(?:week|month|year|day|morning)|(?:in|on|by|since)\s+\p{Lu}\p{Ll}+\.?(?:\s+\d{1,4})?(?=\s+\p{Lu})"
    r"|meanwhile|however|still|earlier|later|today|yesterday|also|then|finally|moreover|instead|"
    r"in\s+response|in\s+(?:a|the|an)\s+(?:\p{Ll}+\s+){0,2}(?:statement|interview|report|speech|letter)"
    r"|(?<=^\s*)(?:and|but))\s+",
    regex.IGNORECASE,
)
_RELATIVE = regex.compile(
    r"^\s*(?:who|which|whose|where|when|in|on|at|after|speaking|citing|during|amid|as|including)\b"
)
_DANGLING = regex.compile(
    r"\b(?:of|to|in|on|at|for|from|with|by|over|about|into|the|a|an|and|or|but|that|their|his|her|its|any|"
    r"all|some|no|not|is|are|was|were|be)$",
    regex.IGNORECASE,
)
_REJECTED = regex.compile(
    r"^(?:there|which|who|that|what|this|to|not|was|were|is|are|been|being|by)\b", regex.IGNORECASE
)
_PERSON_LIKE = regex.compile(
    r"\p{Lu}|^(?:he|she|they|it|we|i|one|the|a|an|another|his|her|its|their|some|many|several|"
    r"state|officials?|experts?|analysts?|sources?|media|critics|both|two)\b",
    regex.IGNORECASE,
)
_FORWARD = regex.compile(
    rf"\s*,?\s*(?P<who>(?:(?!\b(?:in|on|at|to|during|after|when|while|as|that|adding|who|before|with|because|"
    rf"about|last|this|earlier|later|{_WEEKDAY}|{'|'.join(sorted(FINITE))})\b)[^,.;:!?{MASK}\n]|\.(?=\S)|\b\p{{Lu}}\.|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov|Lt|Maj|Adm)\."
    r"|(?:at|in)\s+the\s+(?=(?:\p{Lu}|North|South|ministry|office))|at\s+(?=\p{Lu})){2,160})"
)
_MAX_WORDS = 30


def clauses(masked: str, start: int, end: int) -> list[Clause]:
    """
    List the crediting clauses of one sentence of *masked* text, in order of their cues.
    """
    found = [*_quoted_as_saying(masked, start, end), *_according(masked, start, end)]
    found += [*_colon(masked, start, end)]
    taken = [(c.cue_start, c.cue_end) for c in found]
    for match in _CUE.finditer(masked, start, end):
        if any(a <= match.start() < b for a, b in taken):
            continue
        clause = _clause(masked, start, end, match, found)
        if clause is not None:
            found.append(clause)
    return sorted(found, key=lambda c: (c.cue_start, c.start))


def _clause(
    masked: str, start: int, end: int, match: regex.Match[str], found: list[Clause]
) -> Clause | None:
    word = (match["bare"] or match["by"] or match["word"]).lower()
    following = masked[match.end() : end].split(None, 1)
    if following[:1] == ["by"]:  # "reported by": the one who reports comes after it
        return None
    if match["going"]:
        spoken = word in BARE or word in PARTICIPLES
        return _finite(masked, start, match) if spoken else None
    if word in FINITE:
        before = masked[start : match.start()].rstrip()
        if before.endswith(("to", "the")) and before[-4:-3] in {" ", ""}:
            return None
        inverted = _inverted(masked, start, end, match)
        return (
            inverted if inverted or match["word"][0].isupper() else _finite(masked, start, match)
        )
    if word in PARTICIPLES:
        return _participle(masked, start, match, found)
    return None


def carrier(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """
    Find who passes words on in a sentence: "KCNA quoted …", "as quoted by the state agency".
    """
    if match := _AS_SAYING.search(masked, start, end):
        return noun_phrase_before(masked, start, match.start())
    match = _CARRIED.search(masked, start, end)
    return _noun_phrase_after(masked, match.start("who"), end) if match else None


def _finite(masked: str, start: int, match: regex.Match[str]) -> Clause | None:
    """
    "NP said": the noun phrase to the left of the cue.
    """
    who = noun_phrase_before(masked, start, match.start())
    return Clause(*who, match.start(), match.end(), "finite") if who else None


def _inverted(masked: str, start: int, end: int, match: regex.Match[str]) -> Clause | None:
    """
    "… ," said NP: the cue stands right behind a quotation and a noun phrase follows it.
    """
    before = masked[start : match.start()].rstrip(" ,.?!\n\t")
    if not before.endswith(MASK):
        return None
    who = _noun_phrase_after(masked, match.end(), end)
    return Clause(*who, match.start(), match.end(), "inverted") if who else None


def _participle(
    masked: str, start: int, match: regex.Match[str], found: list[Clause]
) -> Clause | None:
    """
    "…, calling on Washington to …": its subject is that of the clause before it.
    """
    before = [c for c in found if c.cue_end <= match.start() and c.rule in {"finite", "inverted"}]
    if not before:
        return None
    subject = max(before, key=lambda c: c.cue_start)
    return Clause(subject.start, subject.end, match.start(), match.end(), "participle")


def _quoted_as_saying(masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    "KCNA quoted NP as saying": NP speaks, the subject only carries.
    """
    for match in _AS_SAYING.finditer(masked, start, end):
        yield Clause(match.start("who"), match.end("who"), match.start(), match.end(), "as-saying")
    for match in _WAS_QUOTED.finditer(masked, start, end):
        if who := noun_phrase_before(masked, start, match.start()):
            yield Clause(*who, match.start(), match.end(), "as-saying")


def _according(masked: str, start: int, end: int) -> Iterator[Clause]:
    for match in _ACCORDING.finditer(masked, start, end):
        if who := _noun_phrase_after(masked, match.start("who"), end):
            yield Clause(*who, match.start(), match.start("who"), "according")


def _colon(masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    "Name: “…”", as in interviews and transcripts.
    """
    match = _COLON.search(masked[start:end])
    if match and not any(w.lower() in FINITE for w in match["who"].split()):
        a, b = start + match.start("who"), start + match.end("who")
        yield Clause(a, b, b, b + 1, "colon")


def noun_phrase_before(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """
    Find the noun phrase that ends at *end*, beginning not before *start*.

    >>> text = "Earlier this month, a State Department spokesperson said"
    >>> text[slice(*noun_phrase_before(text, 0, len(text) - 5))]
    'a State Department spokesperson'
    """
    stop = _strip_trail(masked, start, end)
    left = masked[start:stop]
    if left.endswith(")") and "(" in left:  # "the Korean Central News Agency (KCNA)"
        left = left[: left.rindex("(")].rstrip()
        stop = start + len(left)
    if regex.search(rf"\b(?:{'|'.join(PASSIVE)})$", left):
        return None
    aside = None
    if left.endswith(","):
        comma = left.rfind(",", 0, len(left) - 1)
        if comma < 0:
            return None
        aside = left[comma + 1 : -1]
        if MASK in aside:
            return None
        stop = start + (comma if _RELATIVE.match(aside) else len(left) - 1)
        left = left[:comma]
    begin = start + _phrase_start(left)
    begin += len(masked[begin:stop]) - len(masked[begin:stop].lstrip())
    while lead := _LEAD.match(masked[begin:stop]):
        begin += lead.end()
    stop = begin + len(masked[begin:stop].rstrip(" ,"))
    return (begin, stop) if _is_speaker(masked[begin:stop], plain=aside is None) else None


def _strip_trail(masked: str, start: int, end: int) -> int:
    """Step back over adverbs, auxiliaries and weekdays: "North Korea on Tuesday also said"."""
    stop = start + len(masked[start:end].rstrip())
    while match := _TRAIL.search(masked[start:stop]):
        if not masked[start : start + match.start()].strip():
            break
        stop = start + len(masked[start : start + match.start()].rstrip())
    return stop


def _phrase_start(left: str) -> int:
    """
    Offset of the last noun phrase of *left*; "Kim and Lee" and "Trade and Industry" stay whole.
    """
    boundaries = list(_BOUNDARY.finditer(left))
    while boundaries:
        last = boundaries.pop()
        joined = last.group().lower() == "and" and regex.search(
            r"\p{Lu}\p{L}*\s+$", left[: last.start()]
        )
        inside = last.group() == "." and regex.search(
            r"\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov)$", left[: last.start()]
        )
        if inside or (joined and regex.match(r"\s+\p{Lu}", left[last.end() :])):
            continue
        return last.end()
    return 0


def _is_speaker(phrase: str, *, plain: bool = True) -> bool:
    n_words = len(phrase.split())
    return (
        0 < n_words <= _MAX_WORDS
        and MASK not in phrase
        and not (plain and _DANGLING.search(phrase))
        and not _REJECTED.match(phrase)
        and _PERSON_LIKE.search(phrase) is not None
    )


def _noun_phrase_after(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the noun phrase that begins at *start*: "said the official in a statement"."""
    match = _FORWARD.match(masked, start, end)
    if match is None:
        return None
    a, b = match.span("who")
    a, b = a + len(masked[a:b]) - len(masked[a:b].lstrip()), a + len(masked[a:b].rstrip(" ,"))
    b = a + len(regex.sub(r"\s+(?:reported|cited|quoted)$", "", masked[a:b]))
    return (a, b) if _is_speaker(masked[a:b]) else None
