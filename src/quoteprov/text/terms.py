"""
Content terms: what a sentence is about, for comparing different wordings of one thing.

A term is the lemma of a content word, or ``@XX`` for any name of a state or body, so that "the
DPRK", "North Korea's" and "Pyongyang" are one term.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.text.aliases import Mention, mentions
from quoteprov.text.lemmas import KNOWN_WORDS, concepts, is_function_word, lemma, lemmas
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterable


class Term(NamedTuple):
    """A term with its place (code points); ``word`` is the folded word, empty for an entity."""

    start: int
    end: int
    term: str
    word: str


def terms(text: str, start: int = 0, end: int | None = None) -> list[Term]:
    """
    List the content terms between *start* and *end* of *text*, with offsets into *text*.

    >>> [t.term for t in terms("North Korea never exported weapons.")]
    ['@KP', 'never', 'export', 'weapon']
    """
    end = len(text) if end is None else end
    named, taken = _named(text, start, end)
    found = [Term(m.start + start, m.end + start, f"@{m.entity}", "") for m in named]
    found += [
        Term(word.start, word.end, _told(word.key)[0], word.key)
        for word in words(text, start, end)
        if word.start not in taken and _tells(word.key)
    ]
    return sorted(found)


class Sentence(NamedTuple):
    """
    A sentence with what it is compared by.

    Args:
        start: Where it begins (code points).
        end: Where it ends.
        terms: Its distinct terms.
        heads: All heads its words may be forms of.
        concepts: All meanings its words may express.
    """

    start: int
    end: int
    terms: frozenset[str]
    heads: frozenset[str]
    concepts: frozenset[int]


def sentence(text: str, start: int, end: int, spoken: Iterable[tuple[int, str]]) -> Sentence:
    """
    Take the sentence between *start* and *end* of *text* apart.

    Args:
        text: Any text.
        start: Of the sentence (code points).
        end: One past its last code point.
        spoken: Where its words begin, and their keys.

    >>> own = [(0, "pyongyang"), (10, "exported"), (19, "arms")]
    >>> sorted(sentence("Pyongyang exported arms.", 0, 24, own).terms)
    ['@KP', 'arm', 'export']
    """
    named, taken = _named(text, start, end)
    told = [_told(key) for at, key in spoken if at not in taken and _tells(key)]
    return Sentence(
        start,
        end,
        frozenset([f"@{m.entity}" for m in named] + [term for term, _, _ in told]),
        frozenset().union(*(heads for _, heads, _ in told)),
        frozenset().union(*(meant for _, _, meant in told)),
    )


def _named(text: str, start: int, end: int) -> tuple[list[Mention], set[int]]:
    """The names between *start* and *end*, from there on, and all places in *text* they take."""
    named = mentions(text[start:end])
    return named, {i for m in named for i in range(m.start + start, m.end + start)}


@lru_cache(KNOWN_WORDS)
def _tells(key: str) -> bool:
    """Whether a word is a term; negations are."""
    return key in _TELLING or not is_function_word(key)


@lru_cache(KNOWN_WORDS)
def _told(key: str) -> tuple[str, frozenset[str], frozenset[int]]:
    """The term of a word, its heads and its concepts."""
    return lemma(key.removesuffix("'s")), lemmas(key), concepts(key)


def resembles(term: Term, other: Sentence) -> bool:
    """
    Tell whether a word of *other* shares a head with *term* or may be its synonym.
    """
    if not term.word:
        return False
    return not (
        lemmas(term.word).isdisjoint(other.heads)
        and concepts(term.word).isdisjoint(other.concepts)
    )


# Closed-class words that still say what a sentence claims.
_TELLING = frozenset({"never", "not", "no", "nobody", "nothing", "none", "cannot"})
