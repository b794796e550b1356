"""
The other systems, each set up as its documentation says, or as well as we know how.

rapidfuzz
    ``process.extractOne`` with ``partial_ratio`` over all statements, and its alignment with the
    best one.
SQLite FTS5
    All runs of three words as phrases, joined by OR; of the ten best by BM25 the one that
    rapidfuzz aligns best.
tantivy
    The same with the runs of three and of two words, in an index on disk.
krokai
    A text file for each statement, its ``Corpus`` over them, and ``verify.check``. It names a file
    and gives no offsets. All its verdicts but "not found" count as found.
cite-right
    A ``PreparedCitationCorpus`` in Rust, with one citation of several spans. The quotation is kept
    whole, for its own segmenter cuts at "Oct.". "Supported" counts as found.

The first three do not decide what is found; see `decided`. They read statements and quotations in
lower case and with plain marks, character for character, so that offsets stay true. Where an end
that rapidfuzz gives lies inside a word, it is moved to the nearer edge of it.
"""

from __future__ import annotations

import re
import sqlite3
import weakref

from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rapidfuzz import fuzz, process

from bench.tracing.corpora import read
from bench.tracing.score import Answer


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.tracing.systems import System

_CANDIDATES: Final = 10
_WORD: Final = re.compile(r"[^\W_]+")
_PLAIN: Final = str.maketrans("‘’“”–—\u2010\u2011\u00a0\u00ad", "''\"\"---- -")


def plain(text: str) -> str:
    """Lower case and plain marks, each character in its place."""
    lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_PLAIN)


def runs(text: str, length: int) -> list[str]:
    """All runs of so many words, or all words where there are not more; each once."""
    found = _WORD.findall(text)
    if len(found) <= length:
        return [" ".join(found)] if found else []
    every = (" ".join(found[i : i + length]) for i in range(len(found) - length + 1))
    return list(dict.fromkeys(every))


class Brute:
    """rapidfuzz over everything."""

    keeps: ClassVar[bool] = False

    def build(self, folder: Path, index: Path) -> None:
        """Nothing is kept."""

    def open(self, folder: Path, index: Path) -> None:
        """Read all statements."""
        del index
        self._texts = {one.id: plain(one.text) for one in read(folder)}

    def trace(self, text: str) -> Answer:
        """Compare the quotation with all of them."""
        quoted = plain(text)
        best = process.extractOne(quoted, self._texts, scorer=fuzz.partial_ratio)
        return aligned(quoted, [(best[2], best[0])]) if best else Answer()


def aligned(quoted: str, candidates: Iterable[tuple[str, str]]) -> Answer:
    """The candidate that rapidfuzz aligns best."""
    answer = Answer(is_found=None)
    for identifier, text in candidates:
        found = fuzz.partial_ratio_alignment(quoted, text, score_cutoff=answer.score)
        # the shorter of the two is the one that is sought, whichever comes first
        if found and found.score > answer.score and len(quoted) <= len(text):
            span = nearest_edge(text, found.dest_start), nearest_edge(text, found.dest_end)
            answer = Answer(identifier, (span,), found.score, is_found=None)
    return answer


def nearest_edge(text: str, at: int) -> int:
    """The edge of the word that *at* lies in, whichever is nearer; *at* itself between words."""
    start = end = at
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start if at - start < end - at else end


class FullText:
    """SQLite's full-text index."""

    keeps: ClassVar[bool] = True

    def build(self, folder: Path, index: Path) -> None:
        """Write the database."""
        with sqlite3.connect(index) as database:
            database.execute("CREATE VIRTUAL TABLE statements USING fts5(id UNINDEXED, text)")
            rows = ((one.id, plain(one.text)) for one in read(folder))
            database.executemany("INSERT INTO statements VALUES (?, ?)", rows)
            database.execute("INSERT INTO statements(statements) VALUES ('optimize')")
        database.close()

    def open(self, folder: Path, index: Path) -> None:
        """Open the database."""
        del folder
        self._database = sqlite3.connect(index)
        weakref.finalize(self, self._database.close)

    def trace(self, text: str) -> Answer:
        """Ask for the runs of three words, and align with the best."""
        quoted = plain(text)
        phrases = " OR ".join(f'"{run}"' for run in runs(quoted, 3))
        if not phrases:
            return Answer(is_found=None)
        found = self._database.execute(
            "SELECT id, text FROM statements WHERE statements MATCH ? ORDER BY rank LIMIT ?",
            (phrases, _CANDIDATES),
        )
        return aligned(quoted, found)


class Tantivy:
    """The search library of Rust."""

    keeps: ClassVar[bool] = True

    def build(self, folder: Path, index: Path) -> None:
        """Write the index folder."""
        import tantivy

        index.mkdir()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("text", stored=True)
        written = tantivy.Index(schema.build(), path=str(index))
        writer = written.writer(heap_size=200_000_000, num_threads=1)
        for one in read(folder):
            writer.add_document(tantivy.Document(id=one.id, text=plain(one.text)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path, index: Path) -> None:
        """Open the index folder."""
        import tantivy

        del folder
        self._index = tantivy.Index.open(str(index))
        self._searcher = self._index.searcher()

    def trace(self, text: str) -> Answer:
        """Ask for the runs of three and of two words, and align with the best."""
        quoted = plain(text)
        wanted = dict.fromkeys(chain(runs(quoted, 3), runs(quoted, 2)))
        if not wanted:
            return Answer(is_found=None)
        phrases = " OR ".join(f'"{run}"' for run in wanted)
        query = self._index.parse_query(phrases, ["text"])
        hits = self._searcher.search(query, _CANDIDATES).hits
        found = (self._searcher.doc(address) for _, address in hits)
        return aligned(quoted, ((d["id"][0], d["text"][0]) for d in found))


class Krokai:
    """The verifier of legal quotations."""

    keeps: ClassVar[bool] = False

    def build(self, folder: Path, index: Path) -> None:
        """Nothing is kept."""

    def open(self, folder: Path, index: Path) -> None:
        """Write and read the files."""
        from krokai.corpus import Corpus
        from krokai.verify import check

        index.mkdir()
        for one in read(folder):
            (index / f"{one.id}.txt").write_text(one.text, encoding="utf-8")
        corpus = Corpus([str(index)], derived_re=None, quiet=True)
        self._check = partial(check, corpus=corpus)

    def trace(self, text: str) -> Answer:
        """Ask for its verdict and the file."""
        verdict, where, _ = self._check(text)
        is_found = verdict not in {"NOT_FOUND", "NO_SOURCE_ON_DISK"}
        return Answer(Path(where).stem if where else None, is_found=is_found)


class CiteRight:
    """The aligner of generated answers with their sources."""

    keeps: ClassVar[bool] = False

    def build(self, folder: Path, index: Path) -> None:
        """Nothing is kept."""

    def open(self, folder: Path, index: Path) -> None:
        """Prepare the corpus."""
        from cite_right import CitationConfig, PreparedCitationCorpus, SourceDocument

        del index
        sources = [SourceDocument(id=one.id, text=one.text) for one in read(folder)]
        config = CitationConfig(top_k=1, multi_span_evidence=True)
        self._corpus = PreparedCitationCorpus.from_sources(sources, config=config)

    def trace(self, text: str) -> Answer:
        """Ask for the best citation of the whole quotation."""
        (found,) = self._corpus.align(text, answer_segmenter=_Whole())
        if not found.citations:
            return Answer()
        best = found.citations[0]
        spans = tuple((span.char_start, span.char_end) for span in best.evidence_spans)
        return Answer(best.source_id, spans, best.score, is_found=found.status == "supported")


class _Whole:
    """Takes an answer of several sentences for one."""

    def segment(self, answer: str) -> list[Any]:
        """Give all of it."""
        from cite_right import AnswerSpan

        return [AnswerSpan(text=answer, char_start=0, char_end=len(answer))]


PEERS: Final[dict[str, Callable[[], System]]] = {
    "rapidfuzz": Brute,
    "SQLite FTS5": FullText,
    "tantivy": Tantivy,
    "krokai": Krokai,
    "cite-right": CiteRight,
}
