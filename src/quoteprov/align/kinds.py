"""
What kind of change a change of words is: of a negation, a number, a name, a form of grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.align.names import is_same
from quoteprov.text.aliases import canonical, mentions
from quoteprov.text.lemmas import (
    MODALS,
    NEGATIONS,
    antonyms,
    has_denying_prefix,
    is_function_word,
    is_known,
    lemma,
    lemmas,
    written_out,
)
from quoteprov.text.quantities import MONTHS, ONES, UNITS, WEEKDAYS
from quoteprov.text.words import Word, words


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.models import EditKind


POSSESSIVE = regex.compile(r"['’]s$")
_CARDINALS = [*ONES, "twenty"]
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_NUMBERS = frozenset(
    "thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion "
    "dozen dozens tens hundreds thousands millions billions trillions half twice thrice "
    "thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split()
)
_ALSO_NO_NUMBERS = frozenset(["one", "1", "first", "1st", "second", "2nd"])


def _table(text: str) -> dict[str, str]:
    """Read ``name: other ways to write it; …`` as each of the ways with its name."""
    rows = (row.split(":") for row in text.split(";"))
    return {way: name.strip() for name, ways in rows for way in (name.strip(), *ways.split())}


_UNITS = {
    **{name: f"{kind} {size:g}" for name, (kind, size) in UNITS.items()},
    **_table("""
        kiloton: kt; megaton:; liter: litre; barrel:; won: ₩; yen: ¥; ruble: rouble; yuan: rmb;
        watt:; kilowatt: kw; megawatt: mw; knot:; degree: °
    """),
}
"""Units and what they are, however they are written; only those of `UNITS` are converted."""
_ALSO_NO_UNITS = frozenset(
    "meter foot pound won degree day week month year hour minute century decade gram".split()
)
"""What has other meanings; it is a unit where it stands for another one."""
NUMBER_SIGN = "№"
"""What "No." is before a figure: no negation, and nothing is lost with it."""
_MONTHS = {name: f"month {n}" for name, n in MONTHS.items() if name != "mar"}
DATES = {
    **_MONTHS,
    **{name: name for name in WEEKDAYS},
}
_DAYS = frozenset("today tomorrow yesterday tonight".split())
_SHORT = _table("""
    versus: vs; mister: mr; doctor: dr; general: gen; lieutenant: lt; colonel: col; government:
    govt; department: dept; company: co; corporation: corp; number: nos
""")
_MODALS = MODALS | {"need"}
_FIRST, _WE, _YOU, _HE, _SHE, _IT, _THEY = range(7)
_PERSONS = {
    _FIRST: frozenset("i me my mine myself".split()),
    _WE: frozenset("we us our ours ourselves".split()),
    _YOU: frozenset("you your yours yourself yourselves".split()),
    _HE: frozenset("he him his himself".split()),
    _SHE: frozenset("she her hers herself".split()),
    _IT: frozenset("it its itself".split()),
    _THEY: frozenset("they them their theirs themselves one".split()),
}
_THIRD = frozenset([_HE, _SHE, _IT, _THEY])
PRONOUNS = frozenset().union(*_PERSONS.values())
_DENYING = frozenset("refuse fail deny decline lack unable cease stop".split())
"""Heads of words that deny what depends on them."""


def classify(own: Sequence[Word], other: Sequence[Word]) -> EditKind:
    """
    Name the kind of a change from the words *other* of a statement to the words *own* of a
    quotation.

    The gravest kind wins: a change that drops "never" and a comma is a negation.
    """
    mine, theirs = _written_out(own), _written_out(other)
    changed = set(mine) ^ set(theirs)
    kinds: tuple[tuple[EditKind, bool], ...] = (
        ("function-word", mine == theirs),
        ("abbreviation", _is_alike(mine, theirs)),
        ("negation", _is_negated(mine, theirs)),
        ("number", _is_other_number(mine, theirs)),
        ("unit", _is_other_unit(mine, theirs)),
        ("date", _dates(own) != _dates(other)),
        ("name", _same_name(own, other) or _other_name(own, other)),
        ("modality", bool(changed & _MODALS)),
        ("person", _is_person_shift(mine, theirs)),
    )
    return next((kind for kind, applies in kinds if applies), _plain_kind(mine, theirs))


GRAVEST: tuple[EditKind, ...] = (
    *("negation", "number", "unit", "date", "name", "modality", "person"),
    *("content-word", "inflection", "abbreviation", "function-word"),
)
"""The kinds of changed words, the gravest first."""
GRAMMAR: frozenset[EditKind] = frozenset({"inflection", "function-word"})
"""Those that change nothing but grammar."""

_WITH_UNIT = regex.compile(r"(\d[\d.,]*)(\p{L}+)")


def _written_out(side: Sequence[Word]) -> list[str]:
    """The words without contractions, and units apart: "don't" is "do not"."""
    found: list[str] = []
    for key in (word.key for word in side):
        unit = _WITH_UNIT.fullmatch(key)
        found += unit.groups() if unit and _unit(unit[2]) else written_out(key)
    return found


def _is_alike(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the words are the same, some written short or as a figure: 5 km, five kilometers."""
    return len(mine) == len(theirs) and all(
        a == b or not _values(a).isdisjoint(_values(b)) for a, b in zip(mine, theirs, strict=True)
    )


_TIME = regex.compile(r"\d\d?[.:]\d\d")  # 08:30 and 8.30
_ORDINAL = regex.compile(r"(\d+)(?:st|nd|rd|th)")


def _values(key: str) -> frozenset[str]:
    """What a word may stand for, written out: "5" is five, "5th" five (of May) or fifth."""
    if ordinal := _ORDINAL.fullmatch(key):
        return frozenset([ordinal[1], f"{ordinal[1]}."])
    for words_, ending in ((_CARDINALS, ""), (_ORDINALS, ".")):
        if key in words_:
            return frozenset([f"{words_.index(key) + (words_ is _ORDINALS)}{ending}"])
    if _TIME.fullmatch(key):
        return frozenset([key.replace(":", ".").removeprefix("0")])
    named = (_unit(key), _MONTHS.get(key), _SHORT.get(key))
    return frozenset(name for name in named if name) or frozenset([key])


def _unit(key: str) -> str | None:
    """What a word measures in, one or many."""
    return _UNITS.get(key) or _UNITS.get(lemma(key))


def _is_number(key: str) -> bool:
    named = key in _NUMBERS or key in _CARDINALS or key in _ORDINALS
    return named or any(c.isdigit() for c in key)


def _is_other_number(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """
    A number stands on one side and not on the other; "one thing" for "that" is no figure, "one"
    for "two" is.
    """
    only = [_numbers_only(mine, theirs), _numbers_only(theirs, mine)]
    return all(only) or any(key not in _ALSO_NO_NUMBERS for keys in only for key in keys)


def _numbers_only(side: Sequence[str], other: Sequence[str]) -> list[str]:
    there = [_values(key) for key in other]
    return [
        key
        for key in side
        if _is_number(key) and all(_values(key).isdisjoint(values) for values in there)
    ]


def _is_other_unit(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """A unit stands for another, or one that is nothing else was put in or left out."""
    one, other = ({_unit(key): key for key in side if _unit(key)} for side in (mine, theirs))
    only = one.keys() ^ other.keys()
    told = ({key, lemma(key)} for key in ((one | other)[unit] for unit in only))
    return bool(only) and (bool(one and other) or not all(map(_ALSO_NO_UNITS.intersection, told)))


def _dates(side: Sequence[Word]) -> set[str]:
    """The months, weekdays and days that words name; "march" and "may" need a capital."""
    return {
        DATES.get(word.key, word.key)
        for word in side
        if word.key in _DAYS or (word.key in DATES and word.text[:1].isupper())
    }


def _is_negated(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """
    One side denies what the other does not, by a word of its own or by a prefix; but "refuses to
    stop" is "does not stop", and so is "continues".
    """
    counts = [sum(k in NEGATIONS or k == "non" for k in side) for side in (mine, theirs)]
    only_mine, only_theirs = set(mine) - set(theirs), set(theirs) - set(mine)
    pairs = [(a, b) for a in only_mine for b in only_theirs]
    opposite = [pair for pair in pairs if has_denying_prefix(*pair)]
    if (counts[0] + counts[1] + len(opposite)) % 2 == 0:
        return False
    told = NEGATIONS.union(*opposite)
    implied = sum(lemma(key) in _DENYING for key in (only_mine | only_theirs) - told)
    turned = any(antonyms(a) & lemmas(b) for a, b in pairs if not told & {a, b})
    return implied % 2 == 0 and not turned


def _is_person_shift(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """
    A pronoun stands for one of another person or for a noun; "the" for "its" is only a word, and
    so is "they" for whom others call "it", "he" or "she".
    """
    one, other = _person(mine), _person(theirs)
    changed = one ^ other
    if not mine or not theirs or not changed:
        return False
    if changed <= _THIRD:
        return bool(one and other) and _THEY not in changed
    return True


def _person(keys: Sequence[str]) -> frozenset[int]:
    return frozenset(n for n, forms in _PERSONS.items() if forms & set(keys))


def one_name(one: str, other: str) -> bool:
    """Tell whether two phrases are names of the same."""
    one, other = POSSESSIVE.sub("", one), POSSESSIVE.sub("", other)
    if is_same(one, other):
        return True
    entity = canonical(one)
    if entity is None or entity != canonical(other):
        return False
    organs = [any(m.kind == "organ" for m in mentions(name)) for name in (one, other)]
    return not any(organs) or (all(organs) and _one_organ(one, other))


def _one_organ(one: str, other: str) -> bool:
    """
    Whether two organs of one state are the same: the same words and some more. The party is not
    the army.
    """
    short, long = sorted((_content(one), _content(other)), key=len)
    return set(short) <= set(long)


def _content(name: str) -> list[str]:
    found = (word.key for word in words(name))
    return [key for key in found if not is_function_word(key)]


def _same_name(own: Sequence[Word], other: Sequence[Word]) -> bool:
    return one_name(*(" ".join(w.text for w in side) for side in (own, other)))


def _other_name(own: Sequence[Word], other: Sequence[Word]) -> bool:
    """
    Both sides hold a proper name, and differ in it: "Japan" for "Kim", "Asia" for "Korea".
    """
    mine, theirs = _names(own), _names(other)
    return bool(mine and theirs and mine != theirs)


def _names(side: Sequence[Word]) -> set[str]:
    """
    States and bodies by their entity, and other words with the capital of a name.

    An English word may be shouted, or is no name; one that is a function word never is.
    """
    text = " ".join(w.text for w in side)
    found = mentions(text)
    names = {text[m.start : m.end] if m.kind == "organ" else m.entity for m in found}
    at = 0
    for word in side:
        start, at = at, at + len(word.text) + 1
        mentioned = any(m.start <= start < m.end for m in found)
        if not mentioned and is_name(word):
            names.add(POSSESSIVE.sub("", word.text))
    return names


def in_name(side: Sequence[Word], first: int, last: int) -> bool:
    """
    Whether some words are part of a longer name: "Sung" in "Kim Il Sung", but not "Comrade".

    An English word is part of a name only behind a part that is none.
    """
    run = side[first:last]
    proper = all(_is_proper(word) for word in run)
    before, after = side[max(first - 1, 0) : first], side[last : last + 1]
    behind = any(is_name(w) and w.end + 1 == run[0].start for w in before)
    if behind and all(is_name(word) for word in run):
        return proper or _is_proper(before[0])
    return proper and any(_is_proper(w) and run[-1].end + 1 == w.start for w in after)


def _is_proper(word: Word) -> bool:
    return is_name(word) and not is_known(word.key)


def is_name(word: Word) -> bool:
    """Tell whether a word has the capital of a name, and more letters than a shout."""
    if is_function_word(word.key) or word.key in NEGATIONS:
        return False
    return word.text[:1].isupper() and (word.text[1:].islower() or not is_known(word.key))


def _plain_kind(mine: Sequence[str], theirs: Sequence[str]) -> EditKind:
    """Inflection, if the content words of both sides are forms of one another, one by one."""
    one, other = (
        [k for k in side if k != NUMBER_SIGN and not is_function_word(k)]
        for side in (mine, theirs)
    )
    if not one and not other:
        return "function-word"
    if len(one) == len(other) and all(
        lemmas(a) & lemmas(b) for a, b in zip(one, other, strict=True)
    ):
        return "inflection"
    return "content-word"
