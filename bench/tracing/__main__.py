"""
How well and how fast quotations are traced: quoteprov beside other tools, in one run.

::

    python bench/tracing/run.py --statements 1000 19000 200000 --seed 7 11

Corpora of these sizes are made once and kept in a temporary folder. Every system is given the same
quotations in the same order, the kinds mixed; a slow one gets as many as fit into ``--seconds`` of
CPU time, and the tables say how many. Figures in %; in brackets their 95 % interval.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile

from collections import Counter
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Any, Final

from bench.tracing import corpora, generate
from bench.tracing.generate import Quotation
from bench.tracing.measure import END_TO_END, OURS, measured
from bench.tracing.peers import PEERS
from bench.tracing.score import MARKS, by_kind, by_length, decided, positives, row, share
from bench.tracing.tables import print_tables


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.tracing.corpora import Real
    from bench.tracing.measure import Measured
    from bench.tracing.score import Row

CACHE: Final = Path(tempfile.gettempdir()) / "quoteprov-bench-tracing"


def main() -> None:
    """Read the options, run the systems on each corpus, print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    add = options.add_argument
    add("--statements", type=int, nargs="+", default=[1_000, 20_305, 200_000], metavar="N")
    add("--seed", type=int, nargs="+", default=[7], metavar="N", help="of the quotations")
    add("--per-class", type=int, default=100, metavar="N", help="quotations of each kind")
    add("--negatives", type=int, default=200, metavar="N", help="of either kind")
    add("--peers", nargs="*", choices=PEERS, default=list(PEERS), metavar="NAME", help="not all")
    add("--no-peers", action="store_const", const=[], dest="peers")
    add("--end-to-end", action="store_true", help="quoteprov on whole articles too")
    add("--seconds", type=float, default=30.0, help="CPU seconds for the answers of a peer")
    add("--data", type=Path, default=corpora.DATA, help="folder of the real texts")
    add("--cache", type=Path, default=CACHE, help="folder for the corpora")
    add("--output", type=Path, help="JSON file for all figures")
    add("--answers", type=Path, help="folder for what was answered")
    add("--results", type=Path, metavar="OUTPUT", help="only print the tables of a former run")
    chosen = options.parse_args()
    results = json.loads(chosen.results.read_text("utf-8")) if chosen.results else run(chosen)
    for result in results:
        print_tables(result)


def run(chosen: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """
    Run the systems on each corpus; give what is to be printed, and keep it where that was asked.
    """
    systems = [OURS, *([END_TO_END] if chosen.end_to_end else []), *chosen.peers]
    real = corpora.real(chosen.data)
    results = []
    for size in chosen.statements:
        folder = corpus(real, size, chosen.cache)
        asked = list(
            chain.from_iterable(
                questions(real, folder, size, seed, chosen) for seed in chosen.seed
            )
        )
        result = compared(systems, folder, mixed(asked), chosen)
        results.append({"statements": size, "seeds": chosen.seed, **result})
        if chosen.output:
            chosen.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        yield results[-1]


def corpus(real: Real, size: int, cache: Path) -> Path:
    """
    Give the folder of a corpus of this size, made if need be.
    """
    folder = cache / f"{_fingerprint()}-{size}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        own = corpora.sample(real.statements, size)
        more = corpora.resampled(real.statements, size - len(own))
        with tempfile.TemporaryDirectory(dir=cache) as draft:
            corpora.write(chain(own, more), Path(draft) / "corpus")
            (Path(draft) / "corpus").rename(folder)
    return folder


def _fingerprint() -> str:
    """A digest of the code that texts and quotations follow from."""
    code = hashlib.sha256()
    for module in ("corpora", "folding", "changes", "generate"):
        code.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    return code.hexdigest()[:12]


def questions(
    real: Real, folder: Path, size: int, seed: int, chosen: argparse.Namespace
) -> list[Quotation]:
    """
    Make the quotations of a seed; those made before are read.

    They are made of real statements, and their gold is every place of the whole corpus.
    """
    counts = f"{chosen.per_class}-{chosen.negatives}"
    kept = folder.with_name(f"{folder.name}-{seed}-{counts}.json")
    if not kept.is_file():
        own = corpora.sample(real.statements, size)
        holder = generate.Holder(own)
        count = chosen.negatives
        made = [
            *generate.quotations(own, holder, seed=seed, per_kind=chosen.per_class),
            *generate.held_out(real.held_out, holder, seed=seed, count=count),
            *generate.news(real.news, holder, seed=seed, count=count),
        ]
        if size > len(own):
            own = list(corpora.read(folder))
            holder = generate.Holder(own)
        made = list(generate.with_gold(made, own, holder))
        kept.write_text(json.dumps([asdict(q) for q in made]), encoding="utf-8")
    return [_quotation(record) for record in json.loads(kept.read_text("utf-8"))]


def _quotation(record: dict[str, Any]) -> Quotation:
    gold = record.pop("gold")
    ways = gold and {i: [tuple(map(tuple, way)) for way in of] for i, of in gold.items()}
    return Quotation(**record, gold=ways)


def mixed(asked: Sequence[Quotation]) -> list[Quotation]:
    """
    Put quotations in an order in which every stretch holds as much of each kind.
    """
    counts, seen = Counter(q.kind for q in asked), Counter[str]()
    places = []
    for one in asked:
        places.append(seen[one.kind] / counts[one.kind])
        seen[one.kind] += 1
    return [asked[n] for n in sorted(range(len(asked)), key=places.__getitem__)]


def compared(
    systems: Sequence[str], folder: Path, asked: Sequence[Quotation], chosen: argparse.Namespace
) -> dict[str, Any]:
    """
    Run every system on a corpus and sum up how it did.
    """
    texts = {one.id: one.text for one in corpora.read(folder)}
    done = {}
    for name in systems:
        with tempfile.TemporaryDirectory(dir=chosen.cache) as work:
            budget = chosen.seconds if name in PEERS else None
            try:
                one = measured(name, folder, Path(work) / "index", [q.text for q in asked], budget)
            except ImportError as error:
                print(f"{name} is left out: {error}", file=sys.stderr)
                continue
        pairs = list(zip(asked, one.answers, strict=False))
        rows = [row(q, a, seconds, texts.get(a.statement or "", "")) for q, (a, seconds) in pairs]
        done[name] = summed(decided(rows), one)
        if chosen.answers:
            keep(chosen.answers / f"{name}-{len(texts)}.jsonl", pairs, rows)
    n_bytes = sum(len(text.encode()) for text in texts.values())
    return {"text_bytes": n_bytes, "quotations": len(asked), "systems": done}


def keep(
    path: Path, pairs: Iterable[tuple[Quotation, tuple[Any, float]]], rows: Iterable[Row]
) -> None:
    """
    Keep what was answered and how it was marked, a line for each quotation.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({**asdict(q), "answer": asdict(a), "row": r._asdict()}, ensure_ascii=False)
        for (q, (a, _)), r in zip(pairs, rows, strict=True)
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def summed(rows: Sequence[Row], one: Measured) -> dict[str, Any]:
    """
    Sum up speed, accuracy by kind and by length, and what was found.
    """
    milliseconds = [1e3 * r.seconds for r in rows]
    cuts = quantiles(milliseconds, n=100) if len(rows) > 1 else milliseconds * 99
    right = positives(rows)
    return {
        "answered": len(rows),
        "keeps": one.keeps,
        "gives_places": any(a.passages for a, _ in one.answers),
        "build_s": one.build,
        "index_bytes": one.index_bytes,
        "open_ms": one.open_ms,
        "peak_mb": one.peak_mb,
        "per_second": 1e3 / fmean(milliseconds),
        "p50_ms": cuts[49],
        "p99_ms": cuts[98],
        "kinds": {kind: _figures(own) for kind, own in by_kind(rows).items()},
        "lengths": {length: _figures(own) for length, own in by_length(right).items()},
        "all": _figures(right),
    }


def _figures(rows: Sequence[Row]) -> dict[str, Any]:
    figures: dict[str, Any] = {mark: share(rows, mark) for mark in (*MARKS, "is_found")}
    both = [r for r in rows if r.statement and r.is_found]
    figures["found_right"] = len(both), len(rows)
    return {**figures, "us": 1e6 * fmean(r.seconds for r in rows) if rows else None}


if __name__ == "__main__":
    main()
