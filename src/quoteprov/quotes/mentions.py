"""
Whom a mention means: pronouns, descriptions and surnames along an article.

An article names a speaker in full once and goes on with "he", "the official", "Kirby". Each such
mention stands for the last fuller one that fits it in gender, number and role.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from quoteprov.quotes import phrases
from quoteprov.quotes.cues import PASSIVE
from quoteprov.text.affiliation import affiliation, person
from quoteprov.text.lemmas import is_verb
from quoteprov.text.titles import is_office_word, office


if TYPE_CHECKING:
    from collections.abc import Sequence


_KNOWN = 4_096
"""Descriptions of which it is remembered whether they are persons."""
REMEMBERED = 200
"""Mentions and names back to which a short mention may refer."""

_GENDERS = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "they": "p", "their": "p", "we": "p", "our": "p",
    "i": "?", "my": "?", "one": "?",
}  # fmt: skip
"""The pronouns, and what they say of whom they mean: m, f, n(o person), p(lural), ? (anybody)."""
_WRITER = frozenset("i my we our".split())
"""Outside quotation marks they are the writer, whoever spoke before."""
_RELATIVES = frozenset({"who", "whom", "which", "that"})
_DESCRIPTION = regex.compile(r"(?i:the|this|that|his|her|its|their)\s+(?P<noun>[\p{Ll}\s'’-]+)")
# "The editor of a newsletter" is somebody new; taken for the official before, words that no
# statement can hold were not found in any.
_INTRODUCED = regex.compile(r"\s(?:of|at|for|from|in|on|with)\s+(?:an?|another|one)\s")
# "the woman who runs the shop said": the words behind say who she is
_TOLD_OF = regex.compile(r"\s+who\s")
# "Jane van Doe", but not "Tuesday by Brightwell"
_NAME = regex.compile(
    r"(?<![\p{L}'’-])\p{Lu}[\p{L}'’-]++"
    r"(?:[ ](?:\p{Lu}[\p{L}'’-]*+|al|bin|da|de|del|der|di|el|ibn|la|van|von))?"
    r"[ ]\p{Lu}[\p{L}'’-]++"
)
_TITLE = regex.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Gen|Sen|Rep|Gov|Col|Prof|President|Senator|Governor|Minister)\.?\s+"
    r"(?P<name>\p{Lu}[\p{L}'’-]+)"
)
_FEMALE = regex.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Madam|Queen|Princess|[\p{L}]*woman|mother|wife|daughter|sister|actress"
    r"|girl|widow|Congresswoman|first\slady|heroine|duchess|aunt|grandmother)\b",
    regex.IGNORECASE,
)
_MALE = regex.compile(
    r"\b(?:Mr|Sir|Lord|King|Prince|[\p{L}]*(?<!wo)man|father|husband|son|brother|actor|boy|uncle"
    r"|priest|grandfather|duke)\b",
    regex.IGNORECASE,
)
_MODIFIER = regex.compile(r",|\s(?:of|for|in|at|on|who|with|from|to)\s")
_PLURAL = regex.compile(
    r"\b\p{Ll}{3,}(?<![su])s$|\b(?:(?i:two|three|many|several|people)|\p{Ll}*men)\b"
)
_THING = frozenset(
    "statement report article commentary agency paper newspaper commission ministry department "
    "government office committee council court company group union party bank campaign study "
    "survey poll document letter email message text sign website site post tweet caption headline "
    "editorial board association university institute network channel station command army "
    "military embassy foundation organization organisation research data court jury foods motors "
    "airlines airways industries holdings firm business maker inc corp ltd llc plc".split()
)
"""Head nouns of what is no person."""


def resolve(text: str, masked: str, spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """
    Map the start of each mention to the fullest description of whom it means.

    Args:
        text: The article.
        masked: The same with its quotations hidden.
        spans: The mentions (code points), in order.
    """
    memory: list[str] = []
    found: dict[int, str] = {}
    names: list[tuple[int, str]] | None = None
    for start, end in spans:
        if start in found:
            continue
        mention = " ".join(text[start:end].split())
        if mention.lower() in _RELATIVES and (whom := phrases.relative_head(masked, start)):
            mention = " ".join(text[slice(*whom)].split())
        is_new = mention.lower() in _WRITER or _TOLD_OF.match(text, end) is not None
        meant = None if is_new else _antecedent(mention, memory)
        short = _short(mention)
        if meant is None and _is_short_name(short):
            if names is None:  # a text may hold none
                names = [(m.end(), m.group()) for m in _NAME.finditer(masked)]
            before = names[: bisect_left(names, (start + 1, ""))][-REMEMBERED:]
            meant = _full_name(short, before)
        meant = meant or mention
        if (mention.lower() not in _GENDERS or meant != mention) and not _is_clause(meant):
            if meant in memory:
                memory.remove(meant)
            memory = [*memory, meant][-REMEMBERED:]
        found[start] = meant
    return found


def _antecedent(mention: str, memory: Sequence[str]) -> str | None:
    """
    The earlier mention that a pronoun, a bare description or a surname stands for.
    """
    recent = list(reversed(memory))
    if gender := _GENDERS.get(mention.lower()):
        fitting = [m for m in recent if _fits(gender, m)]
        return next((m for m in fitting if _is_person(m)), next(iter(fitting), None))
    if description := _DESCRIPTION.fullmatch(mention):
        if affiliation(mention):
            return None
        noun = description["noun"].split()[-1].lower()
        same = [m for m in recent if noun in m.lower()]
        if same or noun in _THING or _PLURAL.search(mention) or _INTRODUCED.search(mention):
            return same[0] if same else None
        gender = "f" if _FEMALE.search(mention) else "m" if _MALE.search(mention) else "?"
        people = [m for m in recent if _fits(gender, m) and not _is_plural(m)]
        return next((m for m in people if _is_person(m)), next(iter(people), None))
    short = _short(mention)
    if titled := _TITLE.fullmatch(short):
        short = titled["name"]
    if _is_short_name(short) and affiliation(short) is None:
        return next((m for m in recent if m != mention and _is_called(m, short)), None)
    return None


@lru_cache(_KNOWN)
def _short(mention: str) -> str:
    """
    The name before an aside: "Doe, a Republican" is Doe; "Doe, the governor" says more than that.
    """
    name, comma, aside = mention.partition(",")
    return mention if comma and (office(aside).ranks or affiliation(aside)) else name


@lru_cache(_KNOWN)
def _is_called(mention: str, short: str) -> bool:
    """
    Whether *short* is part of the name in *mention*: "Doe" of "Jane Doe", not of "a spokesman for
    Jane Doe" nor of "Doe advisers".
    """
    name = person(mention)
    if not name:
        return short in mention.replace(",", "").split()
    own = person(short)
    owner = f"{short}'s" in mention.replace("’", "'")
    fuller = 0 < len(own) < len(name) and set(own) <= set(name)
    return fuller and not (owner or _is_plural(mention))


def _is_clause(mention: str) -> bool:
    """
    Whether a mention ran on over a verb: "Doe was poised to take the state", which may stand for
    nobody else.
    """
    words = mention.lower().split()
    return not PASSIVE.isdisjoint(words) and _RELATIVES.isdisjoint(words)


def _is_plural(mention: str) -> bool:
    return _PLURAL.search(mention.partition(",")[0]) is not None


@lru_cache(_KNOWN)
def _fits(gender: str, mention: str) -> bool:
    """Whether a pronoun of this gender may mean *mention*; what cannot be told fits."""
    female, male = _FEMALE.search(mention), _MALE.search(mention)
    thing = _is_thing(mention)
    plural = _is_plural(mention)
    return {
        "m": not (thing or plural or (female and not male)),
        "f": not (thing or plural or (male and not female)),
        "n": thing or not (female or male or plural or person(mention)),
        "p": plural or thing,
        "?": not thing,
    }[gender]


@lru_cache(_KNOWN)
def _is_person(mention: str) -> bool:
    """Whether *mention* has a person's name or office: "The official", not "a position"."""
    return bool(person(mention)) or is_office_word(_head(mention).lower())


@lru_cache(_KNOWN)
def _is_thing(mention: str) -> bool:
    """Whether *mention* is a state, a body or a text, not a person."""
    head = _head(mention)
    if head.lower() in _THING or (mention.isupper() and " " not in mention):
        return True
    return bool(affiliation(mention)) and not person(mention) and head[:1].isupper()


def _head(mention: str) -> str:
    """The last word before the first modifier: "the ministry of trade" → "ministry"."""
    words = _MODIFIER.split(mention, maxsplit=1)[0].split()
    return words[-1].rstrip(".") if words else ""


def _is_short_name(mention: str) -> bool:
    return " " not in mention and mention[:1].isupper() and mention.lower() not in _GENDERS


def _full_name(mention: str, before: Sequence[tuple[int, str]]) -> str | None:
    """
    The last full name *before* that begins or ends with *mention*: "Kim" for "Kim Yo Jong".
    """
    full = [n for _, n in before if mention in (n.split()[0], n.split()[-1]) and not _says(n)]
    return full[-1] if full and affiliation(full[-1]) is None else None


def _says(name: str) -> bool:
    """Tell a headline in capitals, "Network Fires Doe", from a name."""
    return any(is_verb(word.lower()) for word in name.split()[1:-1])
