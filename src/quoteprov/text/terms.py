"""
Content terms: what a sentence is about, for comparing different wordings of one thing.

A term is the lemma of a content word, or ``@XX`` for any name of a state or body, so that "the
DPRK", "North Korea's" and "Pyongyang" are one term.
"""

from __future__ import annotations

from typing import NamedTuple

from quoteprov.text.aliases import mentions
from quoteprov.text.lemmas import concepts, is_function_word, lemma, lemmas
from quoteprov.text.words import words


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
    named = mentions(text[start:end])
    found = [Term(m.start + start, m.end + start, f"@{m.entity}", "") for m in named]
    taken = {i for m in named for i in range(m.start + start, m.end + start)}
    for word in words(text, start, end):
        if word.start in taken or (is_function_word(word.key) and word.key not in _TELLING):
            continue
        found.append(Term(word.start, word.end, lemma(word.key.removesuffix("'s")), word.key))
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


def sentence(text: str, start: int, end: int) -> Sentence:
    """
    Take the sentence between *start* and *end* of *text* apart.
    """
    found = terms(text, start, end)
    spoken = [t.word for t in found if t.word]
    return Sentence(
        start,
        end,
        frozenset(t.term for t in found),
        frozenset(head for word in spoken for head in lemmas(word)),
        frozenset(concept for word in spoken for concept in concepts(word)),
    )


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
