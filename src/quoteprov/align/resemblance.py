"""
How much a quotation in other words resembles the sentences of a statement, beyond chance.

Terms and their synonyms, clause by clause, in the order of the statement: what works without a
model. Similarity never grades a quotation here; it only finds the sentences to set beside it.
"""

from __future__ import annotations

import math

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from quoteprov.errors import ModelError
from quoteprov.text.sentences import sentences
from quoteprov.text.terms import Sentence, Term, resembles, terms


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quoteprov.models import Statement
    from quoteprov.text.words import Word


Encode = Callable[[list[str]], npt.ArrayLike]
"""Gives each of some texts a row of numbers: texts of like meaning get rows of like direction."""

CHANCE = 0.2
"""Share of its terms that a quotation has in common with the sentences of any statement on the
same matter (median of 55 quotations of KCNA against another of its statements)."""

SYNONYM = 0.8
"""What a synonym counts against the word itself (the best of 0, 0.6 and 0.8 on the same
quotations)."""

OUT_OF_TURN = 1.0
"""Terms that it costs to render a sentence twice, or before the one that precedes it: "the
fundamental objective remains to harm …" is not the sentence on the "base aim"."""


class HasSentences(Protocol):
    """A corpus that takes the sentences of its statements apart."""

    def sentences(self, number: int, /) -> Sequence[Sentence]:
        """The sentences of a statement's body."""

    def statement(self, number: int, /) -> Statement:
        """The statement itself."""


class Best(NamedTuple):
    """
    The sentences of a statement that a quotation resembles most.

    Args:
        statement: Number of the statement.
        shared: How many terms they have in common, synonyms counting less.
        beyond: How far that goes beyond chance, in standard deviations.
        spans: The sentences (code points of the statement), in its order.
        rendered: Those that the quotation renders, if an encoder has its say; else the same.
        last: Number of the sentence that the quotation ends with.
    """

    statement: int
    shared: float
    beyond: float
    spans: tuple[tuple[int, int], ...]
    rendered: tuple[tuple[int, int], ...]
    last: int


class Resemblance:
    """
    Compares the clauses of one article with the sentences of statements.

    It remembers how far each statement was rendered, for the next quotation probably goes on from
    there.

    Args:
        article: The text.
        corpus: The statements.
        encode: Helps to choose among the sentences of a statement, and has no other say: it does
            not find statements, nor does it tell whether a quotation resembles one at all.
    """

    def __init__(self, article: str, corpus: HasSentences, encode: Encode | None = None) -> None:
        self._article, self._corpus, self._encode = article, corpus, encode
        self._reached: dict[int, int] = {}

    def clauses(self, spans: Iterable[tuple[int, int]]) -> list[list[Term]]:
        """The terms of all clauses in *spans* of the article."""
        return [clause for span in spans for clause in clause_terms(self._article, *span)]

    def shared(self, clauses: Sequence[Sequence[Term]], number: int) -> float:
        """How many terms of *clauses* stand in the sentence that each resembles most."""
        own = self._corpus.sentences(number)
        return sum(max((_shared(c, there) for there in own), default=0.0) for c in clauses)

    def best(self, span: tuple[int, int], number: int) -> Best:
        """
        Find the sentences of statement *number* for the quotation at *span*.
        """
        own = self._corpus.sentences(number)
        clauses = clauses_of(self._article, *span)
        total = sum(len(clause.terms) for clause in clauses)
        if not total or not own:
            return Best(number, 0.0, 0.0, (), (), -1)
        scores = [[_shared(clause.terms, there) for there in own] for clause in clauses]
        reached = self._reached.get(number, -1)
        chosen = _in_order(scores, reached)
        found = [(row[j], j) for row, j in zip(scores, chosen, strict=True)]
        shared = sum(score for score, _ in found)
        alike = rendered = {j for score, j in found if score > 0}
        if self._encode and alike:
            chosen = _in_order(self._with_sense(self._encode, scores, clauses, number), reached)
            rendered = set(chosen)
        return Best(
            number,
            shared,
            beyond_chance(shared, total),
            _spans(own, alike),
            _spans(own, rendered),
            chosen[-1],
        )

    def _with_sense(
        self,
        encode: Encode,
        scores: Sequence[Sequence[float]],
        clauses: Sequence[Clause],
        number: int,
    ) -> list[list[float]]:
        """
        The scores, to which each sentence's cosine counts as much as all terms of a clause.

        Raises:
            ModelError: What the encoder gives is no row of finite numbers for each text.
        """
        text = self._corpus.statement(number).text
        there = [text[s.start : s.end] for s in self._corpus.sentences(number)]
        own = [self._article[clause.start : clause.end] for clause in clauses]
        rows = _encoded(encode, [*own, *there])
        cosines = (rows[: len(own)] @ rows[len(own) :].T).round(6).tolist()
        return [
            [score + len(clause.terms) * cosine for score, cosine in zip(line, near, strict=True)]
            for line, near, clause in zip(scores, cosines, clauses, strict=True)
        ]

    def settle(self, best: Best) -> None:
        """Take *best* for what the article renders."""
        self._reached[best.statement] = best.last


def beyond_chance(shared: float, total: int) -> float:
    """
    How far *shared* of *total* terms go beyond chance, in standard deviations of the binomial.

    >>> round(beyond_chance(5.0, 10), 2)
    2.37
    """
    return (shared - CHANCE * total) / math.sqrt(total * CHANCE * (1 - CHANCE)) if total else 0.0


class Clause(NamedTuple):
    """A clause of a text: where it is (code points), and its terms."""

    start: int
    end: int
    terms: list[Term]


def clauses_of(text: str, start: int, end: int) -> list[Clause]:
    """
    List the clauses between *start* and *end* that have terms: sentences, cut again at colons and
    semicolons.
    """
    found = []
    for a, b in sentences(text, start, end):
        stops = (i for i in range(a, b - 1) if text[i] in ":;" and text[i + 1] == " ")
        found += [Clause(i, j, terms(text, i, j)) for i, j in pairwise([a, *stops, b])]
    return [clause for clause in found if clause.terms]


def clause_terms(text: str, start: int, end: int) -> list[list[Term]]:
    """
    List the terms of each clause between *start* and *end*.
    """
    return [clause.terms for clause in clauses_of(text, start, end)]


def _spans(own: Sequence[Sentence], some: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple((own[j].start, own[j].end) for j in sorted(some))


def _encoded(encode: Encode, texts: list[str]) -> npt.NDArray[np.float64]:
    """One row of length 1 for each text."""
    rows = np.asarray(encode(texts), dtype=np.float64)
    if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():  # noqa: PLR2004
        msg = (
            f"encode gave an array of shape {rows.shape} for {len(texts)} texts; it must give one "
            "row of finite numbers for each"
        )
        raise ModelError(msg)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1.0)


def likeness(term: Term, own: Sentence) -> float:
    """What a term counts in a sentence: 1 if it stands there, less for a synonym, else 0."""
    return 1.0 if term.term in own.terms else SYNONYM * resembles(term, own)


def _shared(clause: Sequence[Term], own: Sentence) -> float:
    """How many terms of a clause stand in a sentence."""
    return sum(likeness(t, own) for t in clause)


def within(own: Iterable[Word], spans: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers of the words that begin in some spans."""
    return [j for j, word in enumerate(own) if any(a <= word.start < b for a, b in spans)]


def _in_order(scores: Sequence[Sequence[float]], reached: int) -> list[int]:
    """
    Choose a sentence for each clause: the best sum, where going forward through the statement is
    free.

    *reached* is the sentence that the article's last reworded quotation ended with, -1 for none.
    """
    n = len(scores[0])
    best = [s - (OUT_OF_TURN if j <= reached else 0.0) for j, s in enumerate(scores[0])]
    came = []
    for row in scores[1:]:
        ahead = _best_before(best)
        anywhere = max(range(n), key=lambda k: (best[k], -k))
        back = [_before(best, ahead[j], anywhere) for j in range(n)]
        best = [row[j] + best[k] - (OUT_OF_TURN if k >= j else 0.0) for j, k in enumerate(back)]
        came.append(back)
    chosen = [max(range(n), key=lambda j: (best[j], -j))]
    for back in reversed(came):
        chosen.append(back[chosen[-1]])
    return chosen[::-1]


def _best_before(best: Sequence[float]) -> list[int]:
    """For each place the best one before it, -1 for the first."""
    found, top = [], -1
    for j, value in enumerate(best):
        found.append(top)
        if top < 0 or value > best[top]:
            top = j
    return found


def _before(best: Sequence[float], ahead: int, anywhere: int) -> int:
    """The better of the best place before, for nothing, and the best of all, out of turn."""
    if ahead >= 0 and best[ahead] >= best[anywhere] - OUT_OF_TURN:
        return ahead
    return anywhere
