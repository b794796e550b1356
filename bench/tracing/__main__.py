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
import tempfile

from dataclasses import asdict
from itertools import chain
from pathlib import Path
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Any, Final

from bench.tracing import corpora, generate
from bench.tracing.generate import NEGATIVES, Quotation
from bench.tracing.measure import END_TO_END, OURS, measured
from bench.tracing.peers import PEERS
from bench.tracing.score import MARKS, Share, by_kind, by_length, decided, positives, row, share


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    add("--seconds", type=float, default=20.0, help="CPU seconds for the answers of a peer")
    add("--data", type=Path, default=corpora.DATA, help="folder of the real texts")
    add("--cache", type=Path, default=CACHE, help="folder for the corpora")
    add("--output", type=Path, help="JSON file for all figures")
    add("--answers", type=Path, help="folder for what was answered")
    chosen = options.parse_args()
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
        asked.sort(key=lambda q: q.id.rpartition("-")[2])
        result = compared(systems, folder, asked, chosen)
        results.append({"statements": size, "seeds": chosen.seed, **result})
        print_tables(results[-1])
    if chosen.output:
        chosen.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


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
            one = measured(name, folder, Path(work) / "index", [q.text for q in asked], budget)
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


def print_tables(result: dict[str, Any]) -> None:
    """
    Print what was measured on one corpus, as Markdown.
    """
    systems, n_bytes = result["systems"], result["text_bytes"]
    print(f"\n## {result['statements']:,} statements, {n_bytes / 1e6:.1f} MB of text")
    print(f"\n{result['quotations']:,} quotations, seeds {result['seeds']}; CPU time\n")
    print_rows(SPEED, ([name, *speed(one, n_bytes)] for name, one in systems.items()))
    print_rows(
        ["in %", *TITLES.values(), *(f"{kind} found" for kind in NEGATIVES)],
        map(accuracy, systems, systems.values()),
    )
    print_rows(
        ["statement / ends in %", *systems],
        (
            [kind, *(_cell(one, group, kind) for one in systems.values())]
            for group in ("kinds", "lengths")
            for kind in systems[OURS][group]
        ),
    )
    print_rows(
        [f"{OURS}, in %", "n", *TITLES.values(), "µs"],
        (
            [kind, *details(figures)]
            for group in ("kinds", "lengths")
            for kind, figures in systems[OURS][group].items()
        ),
    )


SPEED: Final = (
    "",
    "build s",
    "index / text",
    "open + first ms",
    "peak MB",
    "quotations/s",
    "p50 ms",
    "p99 ms",
    "answered",
)
TITLES: Final = {
    "statement": "statement",
    "half": "IoU ≥ .5",
    "ends": "both ends",
    "parts": "all parts",
    "found_right": "found and right",
    "is_found": "found",
}


def speed(one: dict[str, Any], n_bytes: int) -> list[str]:
    """What a system needed."""
    kept = one["keeps"]
    return [
        f"{one['build_s']:.1f}",
        f"{one['index_bytes'] / n_bytes:.2f}" if kept else "not kept",
        f"{one['open_ms']:,.1f}",
        f"{one['peak_mb']:,.0f}" if one["peak_mb"] else "-",
        f"{one['per_second']:,.1f}",
        f"{one['p50_ms']:.2f}",
        f"{one['p99_ms']:.2f}",
        f"{one['answered']:,}",
    ]


def accuracy(name: str, one: dict[str, Any]) -> list[str]:
    """What a system had right of all, and what it found wrongly."""
    wrong = (one["kinds"].get(kind, {}).get("is_found", (0, 0)) for kind in NEGATIVES)
    right = ("-" if _is_untold(one, mark) else _interval(*one["all"][mark]) for mark in TITLES)
    return [name, *right, *(_interval(*w) for w in wrong)]


def _is_untold(one: dict[str, Any], mark: str) -> bool:
    """Whether a mark is for places, and the system names statements only."""
    return mark in MARKS[1:] and not one["gives_places"]


def details(figures: dict[str, Any]) -> list[str]:
    """What a system had right of a kind."""
    shares = (f"{Share(*figures[mark]).percent:.1f}" for mark in TITLES)
    n = figures["statement"][1]
    return [f"{n:,}", *shares, f"{figures['us']:,.0f}" if n else "-"]


def _cell(one: dict[str, Any], group: str, kind: str) -> str:
    """Statement and ends of a kind; of a negative, how many were found."""
    figures = one[group].get(kind)
    if figures is None:
        return "-"
    marks = ("is_found",) if kind in NEGATIVES else ("statement", "ends")
    shares = (
        "-" if _is_untold(one, mark) else f"{Share(*figures[mark]).percent:.0f}" for mark in marks
    )
    return " / ".join(shares)


def _interval(right: int, of: int) -> str:
    one = Share(right, of)
    return f"{one.percent:.1f} [{'–'.join(f'{bound:.1f}' for bound in one.interval())}]"


def print_rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table."""
    for cells in (head, ["---", *["---:"] * (len(head) - 1)], *rows):
        print("|", " | ".join(cells), "|")
    print(flush=True)


if __name__ == "__main__":
    main()
