"""
quoteprov, through two doors: linking alone, and whole articles.

Alone, a quotation is linked and traced as the pipeline does it, with nothing around it. Whole, it
is the only quotation of a one-sentence article, which is found, attributed, linked and judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from bench.tracing.score import Answer
from quoteprov import Article, Verifier
from quoteprov.align.link import Claim, link
from quoteprov.align.trace import trace
from quoteprov.corpus.corpus import Corpus
from quoteprov.models import Marks, Quotation


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class System(Protocol):
    """Finds the places of quotations; kept by a process of its own."""

    keeps: ClassVar[bool]
    """Whether its index is a file that is opened again."""

    def build(self, folder: Path, index: Path) -> None:
        """Make the index of the statements in *folder*, if it is kept."""

    def open(self, folder: Path, index: Path) -> None:
        """Be ready to answer."""

    def trace(self, text: str) -> Answer:
        """Find a quotation."""


class Linking:
    """Links and traces a quotation by itself."""

    keeps: ClassVar[bool] = True

    def build(self, folder: Path, index: Path) -> None:
        """Make the index file."""
        Corpus.build([folder], index.with_suffix(".qpx"))

    def open(self, folder: Path, index: Path) -> None:
        """Open the index file."""
        del folder
        self._corpus = Corpus.open(index.with_suffix(".qpx"))

    def trace(self, text: str) -> Answer:
        """Link the quotation as one of a speaker whom the corpus holds."""
        statements, search = self._corpus.statements, self._corpus.index
        claim = Claim("q1", 0, len(text), "held")
        (found,) = link(text, [claim], [], statements, search)
        marks = Marks(open="“", close="”")
        quotation = Quotation(id="q1", start=0, end=len(text), text=text, zone="body", marks=marks)
        return _answer(trace(text, quotation, found, statements, search).quotation)


class EndToEnd:
    """Verifies an article that holds the quotation."""

    keeps: ClassVar[bool] = True
    build = Linking.build

    def open(self, folder: Path, index: Path) -> None:
        """Open the index file."""
        del folder
        self._verifier = Verifier(Corpus.open(index.with_suffix(".qpx")))

    def trace(self, text: str) -> Answer:
        """Read statement and passages of the quotation in the report."""
        article = f"“{text}”, the Korean Central News Agency said on Tuesday."
        report = self._verifier.verify(Article(id="a", text=article))
        spans = {(q.start, q.end): q for q in report.quotations}
        nearest = max(spans, key=lambda s: min(s[1], 1 + len(text)) - max(s[0], 1), default=None)
        if nearest is None or spans[nearest].verdict == "not-found":
            return Answer()
        return _answer(spans[nearest])


def _answer(quotation: Quotation) -> Answer:
    if quotation.statement is None:
        return Answer()
    return Answer(quotation.statement.id, tuple(_parts(quotation)), quotation.kept, is_found=True)


def _parts(quotation: Quotation) -> Iterator[tuple[int, int]]:
    """
    The passages, cut where the quotation leaves out several words of one, which quoteprov reports
    as an edit.
    """
    for passage in quotation.passages:
        begin = passage.start
        for edit in sorted(quotation.edits, key=lambda e: e.passage_start):
            is_gap = edit.op == "delete" and len(edit.passage_text.split()) > 1
            if is_gap and begin < edit.passage_start and edit.passage_end < passage.end:
                yield begin, edit.passage_start
                begin = edit.passage_end
        yield begin, passage.end
