"""
Names that stand for one another: "DPRK" for "Democratic People's Republic of Korea", "Washington"
for "the U.S.", "WPK" for "Workers' Party of Korea".

They are seldom equally long, so that words set one against another do not find them.
"""

from __future__ import annotations

import re

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.text.aliases import phrases
from quoteprov.text.lemmas import is_function_word
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import numpy.typing as npt

    from quoteprov.text.words import Word


INITIALS = range(3, 7)
"""Letters of initials that stand for as many words; two stand for anything."""


_THE = re.compile(r"\s*the\s+", re.IGNORECASE)


class Name(NamedTuple):
    """A name among words: its first word, one past its last, and what it names."""

    first: int
    last: int
    entity: str


class Counterpart(NamedTuple):
    """The words of a name, and those of another name of the same: numbers, the last one past."""

    first: int
    last: int
    other_first: int
    other_last: int


def counterparts(own: Sequence[Word], other: Sequence[str]) -> list[Counterpart]:
    """
    List the names in *own* with all other names of the same among words with the keys *other*.

    >>> passage = "washington and the north".split()
    >>> [tuple(found) for found in counterparts(words("the U.S. and DPRK"), passage)]
    [(1, 2, 0, 1), (3, 4, 3, 4)]
    """
    found = {*_abbreviated(own, other), *_spelled_out(own, other)}
    if mine := _proper(own):
        keys, theirs = [word.key for word in own], list(_states(other))
        found |= {
            Counterpart(a.first, a.last, b.first, b.last)
            for a in mine
            for b in theirs
            if a.entity == b.entity
            and _bare(keys[a.first : a.last]) != _bare(other[b.first : b.last])
        }
    return sorted(found)


def is_same(one: str, other: str) -> bool:
    """
    Tell whether two phrases are names of the same.

    >>> is_same("KPA", "the Korean People's Army"), is_same("the North", "south Korea")
    (True, False)
    """
    own, theirs = (words("the " + _THE.sub("", phrase)) for phrase in (one, other))
    whole = Counterpart(1, len(own), 1, len(theirs))
    return whole in counterparts(own, [word.key for word in theirs])


def other_names(
    own: Sequence[Word], there: npt.NDArray[np.int64]
) -> list[tuple[Name, Sequence[int]]]:
    """
    List the names in *own* of which others, or what others begin with, are among the words with
    the hashes *there*, and the hashes of these; no two share a word.
    """
    states = [
        (name, _beginnings()[name.entity] - {word_hash(own[name.first].key)})
        for name in _proper(own)
    ]
    initials = [
        (Name(*run, letters), {word_hash(letters)})
        for letters, run in _names_by_initials(own).items()
    ]
    said = set(there.ravel().tolist()) if states or initials else set()
    found: list[tuple[Name, Sequence[int]]] = []
    for name, hashes in [*states, *initials]:
        taken = any(name.first < n.last and n.first < name.last for n, _ in found)
        if not taken and (others := sorted(said & hashes)):
            found.append((name, others))
    return sorted(found)


def _bare(keys: Sequence[str]) -> list[str]:
    return [key.removesuffix("'s") for key in keys]


def _proper(own: Sequence[Word]) -> list[Name]:
    """The states that words name, one of which has a capital: "china" may be of the table."""
    found = _states([word.key for word in own])
    return [n for n in found if any(w.text[:1].isupper() for w in own[n.first : n.last])]


def _states(keys: Sequence[str]) -> Iterator[Name]:
    """The longest names of states that follow one another; "North" is one behind "the"."""
    table, after = _table(), 0
    for i, key in enumerate(keys):
        for name, entity, is_relative in table.get(key, ()) if i >= after else ():
            alone = is_relative and (i == 0 or keys[i - 1] != "the")
            if not alone and list(keys[i : i + len(name)]) == name:
                after = i + len(name)
                yield Name(i, after, entity)
                break


@cache
def _table() -> dict[str, list[tuple[list[str], str, bool]]]:
    """
    The keys of all names, also in the possessive, their entities, and whether they need "the", by
    their first keys.
    """
    found: dict[str, list[tuple[list[str], str, bool]]] = defaultdict(list)
    for name, entity, is_relative in phrases():
        *head, last = [word.key for word in words(name)]
        for ending in ("", "'s"):
            keys = [*head, last + ending]
            found[keys[0]].append((keys, entity, is_relative))
    return {first: sorted(some, key=lambda n: (-len(n[0]), n)) for first, some in found.items()}


@cache
def _beginnings() -> dict[str, frozenset[int]]:
    """The hashes of the first words of all names of an entity."""
    found: dict[str, set[int]] = defaultdict(set)
    for first, names in _table().items():
        for _, entity, _ in names:
            found[entity].add(word_hash(first))
    return {entity: frozenset(hashes) for entity, hashes in found.items()}


def _abbreviated(own: Sequence[Word], other: Sequence[str]) -> Iterator[Counterpart]:
    """Initials in *own* of words that follow one another, but for small ones, in *other*."""
    for i, word in enumerate(own):
        letters = word.key.removesuffix("'s")
        if len(letters) in INITIALS and word.text[: len(letters)].isupper():
            content = [j for j, key in enumerate(other) if not is_function_word(key)]
            at = "".join(other[j][0] for j in content).find(letters)
            if at >= 0:
                yield Counterpart(i, i + 1, content[at], content[at + len(letters) - 1] + 1)


def _spelled_out(own: Sequence[Word], other: Sequence[str]) -> Iterator[Counterpart]:
    """Names in *own* whose initials are words of *other*."""
    if names := _names_by_initials(own):
        for j, key in enumerate(other):
            if run := names.get(key.removesuffix("'s")):
                yield Counterpart(*run, j, j + 1)


def _names_by_initials(own: Sequence[Word]) -> Mapping[str, tuple[int, int]]:
    """
    Capitalised words by their initials, the first and one past the last; small words between them
    are passed over ("Workers' Party of Korea": wpk).
    """
    found: dict[str, tuple[int, int]] = {}
    run: list[int] = []
    for i, word in enumerate(own):
        if word.text[:1].isupper() and not is_function_word(word.key):
            run.append(i)
            for n in INITIALS:
                if len(run) >= n:
                    letters = "".join(own[k].key[0] for k in run[-n:])
                    found.setdefault(letters, (run[-n], i + 1))
        elif not is_function_word(word.key):
            run = []
    return found
