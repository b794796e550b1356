"""
The gold articles: PolNeAR's attributions, converted to quoted spans.

They are not part of this repository, for the article texts are their publishers'; they are read
from ``../shared/data/polnear`` beside it, where ``SOURCE.md`` says how they were made. Never look
into the texts of ``dev``: tune on ``train``.
"""

from __future__ import annotations

import json
import lzma
import sys

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any


FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "polnear"
Record = dict[str, Any]
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Gold:
    """
    A span in quotation marks, as annotated; offsets in code points, without the marks.

    Args:
        attributed: False for a scare quote, title or label: no quotation.
        single: It stands in single marks (headlines): out of scope.
        speaker: The mention that is annotated as its speaker, if any.
        mentions: The pieces of that mention.
        pronoun: Whether the mention is a pronoun.
        kinds: The groups under which it is counted, "direct", "mixed" …
    """

    start: int
    end: int
    attributed: bool
    single: bool
    speaker: str | None
    mentions: tuple[tuple[int, int], ...]
    pronoun: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its annotated spans."""

    id: str
    text: str
    gold: tuple[Gold, ...]


KINDS = ("direct", "mixed", "≤ 3 words", "pronoun source", "other paragraph", "multi-paragraph")


def records(path: Path, limit: int | None = None) -> list[Record]:
    """
    Read the first *limit* lines of a ``.jsonl`` or ``.jsonl.xz`` file; exit where it is missing.
    """
    if not path.is_file():
        sys.exit(f"there is no {path}; name the folder of the gold articles with --data")
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, limit)]


def article(record: Record) -> Article:
    """
    Make an article of a line of the data.
    """
    return Article(record["doc_id"], record["text"], tuple(map(_gold, record["quotes"])))


def _gold(quote: Record) -> Gold:
    is_of_kind = {
        quote["kind"]: True,
        "≤ 3 words": len(quote["text"].split()) <= _SHORT,
        "pronoun source": quote["speaker_pronoun"],
        "other paragraph": quote["speaker_same_paragraph"] is False,
        "multi-paragraph": quote["chain"] is not None,
    }
    return Gold(
        start=quote["start"],
        end=quote["end"],
        attributed=quote["attributed"],
        single=quote["style"] == "single",
        speaker=quote["speaker_text"],
        mentions=tuple((start, end) for start, end in quote["speaker_frags"]),
        pronoun=bool(quote["speaker_pronoun"]),
        kinds=tuple(kind for kind in KINDS if is_of_kind.get(kind)),
    )
