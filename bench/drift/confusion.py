"""
What becomes of the quotations of real articles that people have labelled.

::

    python3 tools/in_venv.py -- python -m bench.drift.confusion [--dates] [--show]

Each article is checked against all statements there are, 19,000 of an agency; with ``--dates`` it
says on which day it was published. Labels and texts lie outside the repository.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import tempfile

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.tracing.corpora import DATA
from quoteprov import Article, Corpus, Verifier
from quoteprov.verifier import stated_day


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WANTED: Final = {
    "verbatim": {"verbatim", "edited"},
    "truncated": {"verbatim", "edited"},
    "altered": {"altered"},
    "paraphrased": {"reworded"},
    "other_speaker": {"other-speaker", "not-a-quotation"},
    "not_in_corpus": {"not-found", "not-a-quotation"},
}
"""The verdicts that are right for a label; an edited one is the same words but for marked cuts."""
SOUND: Final = frozenset({"verbatim", "truncated", "other_speaker"})


class Seen(NamedTuple):
    """
    A labelled quotation and what the check made of it.

    Args:
        where: ``right``, ``rival`` (the right statement is named among those that hold the same
            words), ``other``, ``none``; empty if no statement holds it.
        errors: Codes of findings at the level of errors.
    """

    article: str
    label: str
    meaning: str
    text: str
    verdict: str
    said: str | None
    where: str
    errors: tuple[str, ...]


def seen(data: Path, *, dates: bool) -> Iterator[Seen]:
    """
    Check every article below the folder *data*.
    """
    files = sorted((data / "derivative").glob("*.json"))
    if not files:
        sys.exit(f"{data} lacks derivative/*.json; name it with --data")
    with tempfile.TemporaryDirectory() as folder:
        verifier = Verifier(everything(data, Path(folder)))
        ids = {statement.id for statement in verifier.corpus.statements}
        for file in files:
            record = json.loads(file.read_text("utf-8"))
            yield from _checked(verifier, record, ids, dates=dates)


def everything(data: Path, folder: Path) -> Corpus:
    """
    Build the corpus of all statements below *data*, by way of an empty *folder*.
    """
    for packed in sorted((data / "kcna").glob("*.jsonl.xz")):
        (folder / packed.stem).write_bytes(lzma.decompress(packed.read_bytes()))
    own = data / "derivative" / "canon_seed.jsonl"
    (folder / own.name).write_bytes(own.read_bytes())
    return Corpus.build(folder)


def _checked(
    verifier: Verifier, record: dict[str, Any], ids: set[str], *, dates: bool
) -> Iterator[Seen]:
    published = stated_day(record.get("page_date"), "date") if dates else None
    report = verifier.verify(Article(id=record["slug"], text=record["text"], published=published))
    for gold in record["quotes"]:
        right = [(gold["gold_span"] or {}).get("kcna_id"), *(g["id"] for g in gold["gold"] or ())]
        wanted = next((i for i in right if i in ids), None)
        found = next(
            (q for q in report.quotations if q.start < gold["end"] and gold["start"] < q.end),
            None,
        )
        base = (record["slug"], gold["label"], gold["meaning"], gold["quote"])
        if found is None:
            yield Seen(*base, "missed", None, "none" if wanted else "", ())
            continue
        named = found.statement.id if found.statement else None
        where = "none" if named is None else "right" if named == wanted else "other"
        where = "rival" if wanted in found.rivals else where
        errors = (
            f.code for f in report.findings if f.quotation == found.id and f.severity == "error"
        )
        yield Seen(
            *base, found.verdict, found.meaning, where if wanted else "", tuple(sorted(errors))
        )


def tables(found: Iterable[Seen], *, show: bool = False) -> Iterator[str]:
    """
    Give the lines of the tables.
    """
    every = list(found)
    held = [one for one in every if one.where]
    yield f"statement: {_share(one.where == 'right' for one in held)}"
    yield f"statement, or a rival: {_share(one.where in {'right', 'rival'} for one in held)}"
    yield f"verdict: {_share(one.verdict in WANTED[one.label] for one in every)}"
    shifted = [one for one in every if one.meaning == "shifted"]
    yield f"shifted and said so: {_share(one.said == 'shifted' for one in shifted)}"
    same = [one for one in every if one.meaning == "same" and one.said]
    moved = {"shifted", "softened", "hardened"}
    yield f"the same, but said to be changed: {_share(one.said in moved for one in same)}"
    accused = [one for one in every if one.errors and one.label in SOUND]
    yield f"sound or another's, with an error: {len(accused)}"
    verdicts = sorted({one.verdict for one in every})
    yield ""
    yield f"| label | {' | '.join(verdicts)} |"
    yield f"|---{'|--:' * len(verdicts)}|"
    for label in WANTED:
        counts = Counter(one.verdict for one in every if one.label == label)
        yield f"| {label} | {' | '.join(str(counts[v]) for v in verdicts)} |"
    if show:
        yield ""
        for one in every:
            wrong = one.verdict not in WANTED[one.label] or one.where in {"other", "none"}
            if wrong or one in accused:
                yield f"{one.article}: {one.label} → {one.verdict} ({one.where}): {one.text[:90]}"


def _share(right: Iterable[bool]) -> str:
    counts = Counter(right)
    return (
        f"{counts[True]} of {counts.total()} ({100 * counts[True] / max(counts.total(), 1):.1f} %)"
    )


def main() -> None:
    """
    Print the tables.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--dates", action="store_true", help="say when articles were published")
    parser.add_argument("--show", action="store_true", help="list what is not as labelled")
    args = parser.parse_args()
    for line in tables(seen(args.data, dates=args.dates), show=args.show):
        print(line)


if __name__ == "__main__":
    main()
