"""
Names that stand for one another: "DPRK" for "Democratic People's Republic of Korea", "Washington"
for "the U.S.", "WPK" for "Workers' Party of Korea".

They are seldom equally long, so that words set one against another do not find them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.text.aliases import phrases
from quoteprov.text.lemmas import is_function_word
from quoteprov.text.tokens import word_hash
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.text.words import Word


LEAST_INITIALS = 3
"""Words that a name needs to be known by its initials; two letters stand for anything."""


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


def counterparts(own: Sequence[Word], other: Sequence[Word]) -> list[Counterpart]:
    """
    List the names in *own* with all other names of the same in *other*.

    >>> quoted, passage = words("the U.S. and DPRK"), words("Washington and the North")
    >>> [tuple(found) for found in counterparts(quoted, passage)]
    [(1, 2, 0, 1), (3, 4, 3, 4)]
    """
    short, other_short = list(_initials(own)), list(_initials(other))
    mine = [*_states(own), *short, *_spelled(own, {name.entity for name in other_short})]
    if not mine:
        return []
    theirs = [*_states(other), *other_short, *_spelled(other, {name.entity for name in short})]
    return sorted(
        {
            Counterpart(a.first, a.last, b.first, b.last)
            for a in mine
            for b in theirs
            if a.entity == b.entity and _keys(own, a) != _keys(other, b)
        }
    )


def other_names(own: Sequence[Word]) -> list[tuple[Name, frozenset[int]]]:
    """
    List the names in *own* with the hashes of the words with which other names of the same begin.
    """
    states = [(name, _beginnings()[name.entity]) for name in _states(own)]
    short = [(run, frozenset([word_hash(run.entity)])) for run in _spelled(own, None)]
    return sorted(states + short, key=lambda found: found[0])


def _keys(side: Sequence[Word], name: Name) -> list[str]:
    return [_bare(word) for word in side[name.first : name.last]]


def _bare(word: Word) -> str:
    return word.key.removesuffix("'s")


def _states(side: Sequence[Word]) -> Iterator[Name]:
    """The longest names of states that follow one another; "North" is one behind "the"."""
    table, after = _table(), 0
    for i, word in enumerate(side):
        for keys, entity, is_relative in table.get(word.key, ()) if i >= after else ():
            own = side[i : i + len(keys)]
            if (
                [w.key for w in own] == keys
                and any(w.text[:1].isupper() for w in own)
                and (not is_relative or (i > 0 and side[i - 1].key == "the"))
            ):
                after = i + len(keys)
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
        *head, last = [w.key for w in words(name)]
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


def _initials(side: Sequence[Word]) -> Iterator[Name]:
    """Words in capitals that may stand for several."""
    for i, word in enumerate(side):
        if word.text[1:2].isupper() or word.text[1:2] == ".":
            letters = _bare(word).replace(".", "")
            if len(letters) >= LEAST_INITIALS and letters.isalpha():
                yield Name(i, i + 1, letters)


def _spelled(side: Sequence[Word], wanted: set[str] | None) -> Iterator[Name]:
    """
    Capitalised words whose initials are *wanted*, or all of those in a row; small words between
    them are passed over ("Workers' Party of Korea": WPK).
    """
    for run in _runs(side) if wanted is None or wanted else ():
        initials = "".join(side[i].key[0] for i in run)
        for letters in sorted(wanted) if wanted is not None else (initials,):
            at = initials.find(letters)
            if at >= 0:
                yield Name(run[at], run[at + len(letters) - 1] + 1, letters)


def _runs(side: Sequence[Word]) -> Iterator[list[int]]:
    """Three or more capitalised words with nothing but small words between them."""
    run: list[int] = []
    for i, word in enumerate(side):
        is_small = is_function_word(word.key)
        if word.text[:1].isupper() and not is_small:
            run.append(i)
        elif not is_small:
            if len(run) >= LEAST_INITIALS:
                yield run
            run = []
    if len(run) >= LEAST_INITIALS:
        yield run
