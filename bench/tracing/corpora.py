"""
The texts that are quoted: real statements, and as many more as a size asks for.

The statements of the Korean Central News Agency and the news articles are not part of this
repository; they are read from ``../shared/data`` beside it, where ``SOURCE.md`` says where they
come from. One article in forty is held out: it is in no corpus, and its sentences are quotations
of the same agency that no corpus holds.
"""

from __future__ import annotations

import json
import lzma
import random
import sys

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.tracing.folding import sentences


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA: Final = Path(__file__).resolve().parents[3] / "shared" / "data"
HELD_OUT: Final = 40
"""One article of so many is held out."""
SEED: Final = 20_305
"""Of the corpora; quotations have a seed of their own."""
PART_BYTES: Final = 18_000_000
"""A file of a corpus stays below what quoteprov reads."""


class Document(NamedTuple):
    """A text with its id and what else is known of it."""

    id: str
    text: str
    fields: dict[str, str]


class Real(NamedTuple):
    """The real texts: statements, those held out, and news articles on other matters."""

    statements: list[Document]
    held_out: list[Document]
    news: list[Document]


def real(data: Path) -> Real:
    """
    Read the real texts below the folder *data*; exit where it lacks them.
    """
    files = sorted((data / "kcna").glob("*.jsonl.xz"))
    news = data / "polnear" / "train.jsonl.xz"
    if not files or not news.is_file():
        sys.exit(f"{data} lacks kcna/*.jsonl.xz or polnear/train.jsonl.xz; name it with --data")
    agency = [_document(r, r["id"]) for file in files for r in _records(file)]
    statements: list[Document] = []
    held_out: list[Document] = []
    for one in agency:
        # the end of an id is a digest of the article, so the choice has nothing to do with dates
        digest = int(one.id.rpartition("-")[2], 16)
        (statements if digest % HELD_OUT else held_out).append(one)
    return Real(statements, held_out, [_document(r, r["doc_id"]) for r in _records(news)])


def _records(file: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(record: dict[str, Any], identifier: str) -> Document:
    fields = {key: record[key] for key in ("title", "date", "url") if record.get(key)}
    return Document(identifier, record["text"], fields)


def sample(statements: Sequence[Document], size: int) -> list[Document]:
    """
    Give *size* of the real statements, or all of them where there are not more.
    """
    draw = seeded(SEED, "sample")
    chosen = sorted(draw.sample(range(len(statements)), min(size, len(statements))))
    return [statements[n] for n in chosen]


def resampled(statements: Sequence[Document], count: int) -> Iterator[Document]:
    """
    Make *count* statements more: each has the date, the opening and the length of a real one, and
    its further sentences are drawn from all of them.
    """
    draw = seeded(SEED, "resampled")
    own = [[one.text[a:b] for a, b in sentences(one.text)] for one in statements]
    every = [sentence for one in own for sentence in one]
    for number in range(count):
        which = draw.randrange(len(statements))
        opening, *others = own[which]
        text = "\n\n".join([opening, *(draw.choice(every) for _ in others)])
        yield Document(f"resampled-{number:06d}", text, statements[which].fields)


def write(documents: Iterable[Document], folder: Path) -> None:
    """
    Write documents as JSON lines into the parts of a new *folder*.
    """
    folder.mkdir(parents=True)
    part, room = 0, 0
    for one in documents:
        record = {"id": one.id, **one.fields, "text": one.text}
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        if len(line) > room:
            part, room = part + 1, PART_BYTES
        room -= len(line)
        with (folder / f"part-{part:03d}.jsonl").open("ab") as file:
            file.write(line)


def read(folder: Path) -> Iterator[Document]:
    """
    Read the documents that `write` wrote.
    """
    for part in sorted(folder.glob("part-*.jsonl")):
        with part.open(encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield Document(record.pop("id"), record.pop("text"), record)


def seeded(*names: object) -> random.Random:
    """Make a generator that always gives the same for the same *names*."""
    return random.Random("/".join(map(str, names)))  # noqa: S311 - nothing here is secret
