"""
How a text introduces the people it names: "White House spokesman John Kirby", "Jane Doe, an
analyst at a bank".

Once introduced, somebody is only called "Kirby"; what was said of him anywhere holds everywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.text.affiliation import name_in, same_person
from quoteprov.text.aliases import mentions
from quoteprov.text.titles import is_office_word
from quoteprov.text.words import keys, words
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.text.aliases import Mention


class Introduction(NamedTuple):
    """The folded words of a name, in order, and all that stands with it."""

    name: tuple[str, ...]
    description: str


# "Vedant Patel", "Yoon Suk Yeol", "Mao Ning", "Shinzo Abe", "Ursula von der Leyen", "Ri Yong-ho"
_RUN = regex.compile(
    r"(?:\p{Lu}\.|\p{Lu}[\p{L}'’]*)"
    r"(?:[- ](?:\p{Lu}\.(?=\s\p{Lu})|\p{Lu}[\p{L}'’]*|(?<=-)\p{Ll}+"
    r"|(?:de|der|van|von|al|bin|da)\b))*"
)
_BEFORE = 100
_AFTER = 120
_STOP = regex.compile(r"[,;:!?()\n\"“”‘—–|]|(?<!\b\p{L})\.\s|’\s")
_LINKS = frozenset("of for the and state new then s".split())
_PHRASE = r"(?:[^,;:()\n“”\".]|(?<=\b\p{L})\.|\.(?=\p{L}))"
_BEHIND = tuple(
    regex.compile(pattern)
    for pattern in (
        rf"(?:['’]s)?(?:,|\s\()\s*{_PHRASE}{{3,110}}",
        rf"\s(?:of|at|from|with)\s{_PHRASE}{{3,80}}",
    )
)
_MOST_WORDS = 12
"""Words of a name; a line of nothing but capitals is none."""
_MOST_KEPT = 10
"""Different introductions that are kept for a word of a name."""


Introductions = Mapping[str, Sequence[Introduction]]
"""Introductions by every word of the name, in the order of the text."""


def introductions(text: str, named: Sequence[Mention] | None = None) -> Introductions:
    """
    Collect the names of two words or more in *text* that stand with an office, a role or a state.

    Args:
        text: An article.
        named: The states and bodies that it names, for those who know.

    >>> text = "Asked about it, White House spokesman John Kirby shrugged. Kirby left."
    >>> introductions(text)["kirby"][0].description
    'White House spokesman John Kirby'
    """
    plain = unwrap(text)
    found = mentions(plain) if named is None or plain != text else named
    starts = [m.start for m in found]
    index: dict[str, dict[Introduction, None]] = {}
    for run in _RUN.finditer(plain):
        if run.group().isascii() and run.group().isalpha():
            continue  # a single word
        for introduction in _of_run(plain, run, found, starts):
            for word in introduction.name:
                own = index.setdefault(word, {})
                if len(own) < _MOST_KEPT:
                    own[introduction] = None
    return {word: tuple(own) for word, own in index.items()}


def _of_run(
    text: str, run: regex.Match[str], found: Sequence[Mention], starts: Sequence[int]
) -> Iterator[Introduction]:
    """The name at the end of a run of capitalised words, with what stands before and behind."""
    begin, end = run.span()
    last = bisect_right(starts, end - 1) - 1
    if last >= 0 and begin < found[last].end:
        begin = max(begin, min(end, found[last].end))
    name = name_in(keys(text[begin:end]))
    if not 1 < len(name) <= _MOST_WORDS:
        return
    own = [w for w in words(text, begin, end) if len(w.key) > 1][-len(name)]
    start = _office_start(text, own.start, found, starts)
    if start < own.start:
        yield Introduction(name, _line(text, start, end))
    for pattern in _BEHIND:
        behind = pattern.match(text, end, min(len(text), end + _AFTER))
        if behind and any(map(is_office_word, keys(behind.group()))):
            yield Introduction(name, _line(text, own.start, behind.end()))


def _line(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _office_start(text: str, end: int, found: Sequence[Mention], starts: Sequence[int]) -> int:
    """Where the words of office and the names of states begin that stand right before *end*."""
    stops = list(_STOP.finditer(text, max(0, end - _BEFORE), end))
    start = end
    for word in reversed(words(text, stops[-1].end() if stops else max(0, end - _BEFORE), end)):
        key = word.key.removesuffix("'s")
        at = bisect_right(starts, word.start) - 1
        named = at >= 0 and word.start < found[at].end
        if named or is_office_word(key):
            start = word.start
        elif key not in _LINKS or start == end:
            break
    return start


def described(name: Sequence[str], known: Introductions) -> list[str]:
    """
    List how those are introduced that *name* may mean.

    >>> known = introductions("South Korean President Yoon Suk Yeol spoke.")
    >>> described(("yoon",), known)
    ['South Korean President Yoon Suk Yeol']
    """
    found = {i: None for word in name for i in known.get(word, ()) if same_person(name, i.name)}
    return [i.description for i in found]


def entity_of(name: Sequence[str]) -> str | None:
    """
    Name the state or body for which a person of that *name* is known to speak, None if unknown.

    The names stand in ``persons.tsv`` beside this module; they age, so that this is the last
    resort where a text does not say who somebody is.

    >>> entity_of(("vladimir", "putin")), entity_of(("jane", "doe"))
    ('RU', None)
    """
    full, alone = _persons()
    if len(name) == 1:
        return alone.get(name[0])
    return full.get(frozenset(name))


@cache
def _persons() -> tuple[dict[frozenset[str], str], dict[str, str]]:
    """Entities by full name and, where it can be nobody else's, by family name."""
    full: dict[frozenset[str], str] = {}
    alone: dict[str, str] = {}
    source = resources.files("quoteprov.text").joinpath("persons.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line.startswith("#"):
            continue
        entity, names = line.split("\t")
        for name in names.split("|"):
            own = keys(name)
            full[frozenset(own)] = entity
            if "*" in name:
                marked = name.split("*")[1]
                alone[keys(marked)[0]] = entity
    return full, alone
