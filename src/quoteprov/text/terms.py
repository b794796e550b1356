"""
Content terms: what a sentence is about, for comparing different wordings of one thing.

A term is the lemma of a content word, or ``@XX`` for any name of a state or body, so that "the DPRK",
"North Korea's" and "Pyongyang" are one term.
"""

from __future__ import annotations

from typing import NamedTuple

from quoteprov.text.aliases import mentions
from quoteprov.text.lemmas import is_function_word, lemma
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


# Closed-class words that still say what a sentence claims.
_TELLING = frozenset({"never", "not", "no", "nobody", "nothing", "none", "cannot"})
