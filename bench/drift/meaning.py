"""
How often the comparison of meaning is right, where people have said what changed.

::

    python3 tools/in_venv.py -- python -m bench.drift.meaning [--show]

Three measures, each skipped where its texts are not at hand:

- real articles whose quotations were labelled by hand (the same, or shifted): each quotation is
  compared with the whole sentences that it renders, so that nothing depends on finding them;
- news sentences that say the same or do not (MSRP), and people's rewordings of them (APT);
- sentences about everyday scenes that follow from one another or contradict one another (SICK).

The tables of the comparison were written with the first at hand and without the others, whose
false alarms were looked at on their training halves.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import lzma

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from quoteprov.align.meaning import Judgement, compare
from quoteprov.align.meaning.cuts import cuts
from quoteprov.align.meaning.reasons import judged
from quoteprov.text.sentences import sentences


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DATA: Final = Path(__file__).resolve().parents[2].parent / "shared" / "data"
SPEAKER: Final = frozenset({"KP"})
ACCUSED: Final = frozenset({"softened", "hardened", "shifted"})
SOUND: Final = frozenset({"verbatim", "truncated"})
MARKS: Final = "\"'“”‘’ "


class Rendered(NamedTuple):
    """
    A quotation with the words that it renders, and what people say of it.

    Args:
        lead: What stands before it in the article.
        before: What stands before the passage in its sentence.
        after: What stands behind it there.
    """

    id: str
    label: str
    meaning: str
    quoted: str
    passage: str
    lead: str
    before: str
    after: str


def articles(data: Path = DATA) -> Iterator[Rendered]:
    """
    Read the labelled quotations that render a statement.
    """
    found = [
        json.loads(p.read_text("utf-8")) for p in sorted((data / "derivative").glob("*.json"))
    ]
    spans = {q["id"]: _place(q) for a in found for q in a["quotes"] if q["gold_span"]}
    texts = dict(_statements(data, {place[0] for place in spans.values()}))
    for article in found:
        for q in article["quotes"]:
            if q["id"] in spans:
                name, start, end = spans[q["id"]]
                text = texts[name]
                first, last = _widened(text, start, end)
                if q["label"] not in SOUND:
                    start, end = first, last
                yield Rendered(
                    q["id"],
                    q["label"],
                    q["meaning"],
                    q["quote"].strip(MARKS),
                    text[start:end],
                    article["text"][: q["start"]],
                    text[first:start],
                    text[end:last],
                )


def _place(quote: Mapping[str, Any]) -> tuple[str, int, int]:
    span = quote["gold_span"]
    place = span["kcna_span"] or span
    return span["kcna_id"] or span["doc"], place["start"], place["end"]


def _statements(data: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    lines = (data / "derivative" / "canon_seed.jsonl").read_text("utf-8").splitlines()
    for archive in sorted((data / "kcna").glob("*.jsonl.xz")):
        with lzma.open(archive, "rt", encoding="utf-8") as file:
            lines += file
    for line in lines:
        one = json.loads(line)
        if one["id"] in wanted:
            yield one["id"], one["text"]


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole sentences around a span."""
    within = [(a, b) for a, b in sentences(text) if a < end and start < b]
    return within[0][0], within[-1][1]


def pairs(data: Path = DATA) -> Iterator[tuple[str, str, str]]:
    """
    Read the labelled sentence pairs: what people say of them, and both.
    """
    folder = data / "paraphrase"
    for row in _rows(folder / "msrp_train.tsv.gz"):
        yield "MSRP " + ("same" if row[0] == "1" else "not the same"), row[3], row[4]
    for row in _rows(folder / "apt_human_train.tsv.gz"):
        yield "APT " + ("same" if row[2] == "1" else "not the same"), row[0], row[1]
    for row in _rows(folder / "sick_train.tsv.gz"):
        yield f"SICK {row[4].lower()}", row[1], row[2]


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        yield from (row for row in rows if len(row) > 2)  # noqa: PLR2004 - a broken line


def judge(one: Rendered) -> Judgement:
    """
    Compare a quotation; one whose words are right may still have been cut in the wrong place.
    """
    cut = judged(cuts(one.quoted, one.before, one.after, one.lead))
    return cut if cut.reasons else compare(one.quoted, one.passage, ours=SPEAKER)


def table(counts: Counter[tuple[str, str]], names: Iterable[str]) -> Iterator[str]:
    """
    Lay out how many of each label got which meaning.
    """
    meanings = ("kept", "unclear", "softened", "hardened", "shifted")
    yield f"| {'label':<28} | " + " | ".join(f"{m:>8}" for m in meanings) + " |  accused |"
    yield "|" + "-" * 30 + "|" + "---------:|" * (len(meanings) + 1)
    for name in names:
        row = [counts[name, m] for m in meanings]
        share = sum(counts[name, m] for m in ACCUSED) / max(sum(row), 1)
        yield f"| {name:<28} | " + " | ".join(f"{n:>8}" for n in row) + f" | {share:>8.1%} |"


def show(name: str, quoted: str, passage: str, judgement: Judgement) -> None:
    """
    Print one comparison with its reasons.
    """
    print(f"[{name}] {judgement.meaning}\n  Q {quoted}\n  P {passage}")
    print("".join(f"  * {reason}\n" for reason in judgement.reasons))


def main() -> None:
    """
    Print the tables.
    """
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--show", metavar="LABEL", help="print what is accused of one label")
    wanted = parser.parse_args().show
    if not DATA.is_dir():
        print("the texts lie outside the repository and are not here")
        return
    counts: Counter[tuple[str, str]] = Counter()
    for one in articles():
        judgement = judge(one)
        name = f"{one.meaning}, {'right' if one.label in SOUND else 'other'} words"
        counts[name, judgement.meaning] += 1
        if name == wanted and judgement.meaning in ACCUSED:
            show(one.id, one.quoted, one.passage, judgement)
    print("\n".join(table(counts, sorted({name for name, _ in counts}))), end="\n\n")
    counts.clear()
    for name, first, second in pairs():
        judgement = compare(first, second)
        counts[name, judgement.meaning] += 1
        if name == wanted and judgement.meaning in ACCUSED:
            show(name, first, second, judgement)
    print("\n".join(table(counts, sorted({name for name, _ in counts}))))


if __name__ == "__main__":
    main()
