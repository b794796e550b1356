"""
The results of a run as Markdown tables, printed or put into a page.

::

    python -m bench.tracing.tables results.json docs/explanation/tracing.md

A comment ``<!-- tables: speed 20305 -->`` owns the table below it: that of the corpus of so many
statements.
"""

from __future__ import annotations

import argparse
import json
import re

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.tracing.generate import NEGATIVES
from bench.tracing.measure import OURS
from bench.tracing.score import FEW, MARKS, Share


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Result = dict[str, Any]

SPEED: Final = (
    "",
    "build s",
    "index / text",
    "open + first ms",
    "peak MB",
    "quotations/s",
    f"{OURS} is × as fast",
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
GROUPS: Final = ("kinds", "lengths")
_OWNED: Final = re.compile(r"(<!-- tables: (\w+) (\d+) -->\n)(?:\n?\|[^\n]*\n)*")


def main() -> None:
    """Put the tables of a run into pages."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    options.add_argument("results", type=Path)
    options.add_argument("pages", type=Path, nargs="+")
    chosen = options.parse_args()
    fill(chosen.results, chosen.pages)


def fill(results: Path, pages: Iterable[Path]) -> None:
    """
    Put the tables of the results file into the pages.
    """
    by_size = {r["statements"]: tables(r) for r in json.loads(results.read_text("utf-8"))}
    for page in pages:
        text = page.read_text("utf-8")
        filled = _OWNED.sub(lambda m: f"{m[1]}\n{by_size[int(m[3])][m[2]]}", text)
        page.write_text(filled, encoding="utf-8")


def print_tables(result: Result) -> None:
    """
    Print what was measured on one corpus.
    """
    print(f"\n## {result['statements']:,} statements, {result['text_bytes'] / 1e6:.1f} MB of text")
    print(f"\n{result['quotations']:,} quotations, seeds {result['seeds']}; CPU time")
    for one in tables(result).values():
        print(f"\n{one}", end="", flush=True)


def tables(result: Result) -> dict[str, str]:
    """
    Write the tables of one corpus: speed, accuracy, kinds for all systems, details for quoteprov.
    """
    systems, n_bytes = result["systems"], result["text_bytes"]
    ours = systems[OURS]
    rows = [(group, row) for group in GROUPS for row in ours[group]]
    return {
        "speed": _table(SPEED, ([n, *_speed(s, n_bytes, ours)] for n, s in systems.items())),
        "accuracy": _table(
            ["in %", *TITLES.values(), *(f"{kind} found" for kind in NEGATIVES)],
            ([name, *_accuracy(one)] for name, one in systems.items()),
        ),
        "kinds": _table(
            ["statement / ends in %", *systems],
            (
                [_name(row), *(_cell(one, group, row) for one in systems.values())]
                for group, row in rows
            ),
        ),
        "details": _table(
            [f"{OURS}, in %", "n", *TITLES.values(), "µs"],
            ([_name(row), *_details(ours[group][row])] for group, row in rows),
        ),
    }


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *rows))


def _name(row: str) -> str:
    """The kind, or the length in words."""
    return f"{row} words" if row[0].isdigit() else row.replace("_", " ")


def _speed(one: Result, n_bytes: int, ours: Result) -> list[str]:
    """What a system needed, and how many times as fast quoteprov is."""
    return [
        f"{one['build_s']:.1f}",
        f"{one['index_bytes'] / n_bytes:.2f}" if one["keeps"] else "not kept",
        f"{one['open_ms']:,.1f}",
        f"{one['peak_mb']:,.0f}" if one["peak_mb"] else "-",
        f"{one['per_second']:,.1f}",
        f"{ours['per_second'] / one['per_second']:,.2f}",
        f"{one['p50_ms']:.2f}",
        f"{one['p99_ms']:.2f}",
        f"{one['answered']:,}",
    ]


def _accuracy(one: Result) -> list[str]:
    """What a system had right of all, and what it found wrongly."""
    right = ("-" if _is_untold(one, mark) else _interval(*one["all"][mark]) for mark in TITLES)
    wrong = (one["kinds"].get(kind, {}).get("is_found", (0, 0)) for kind in NEGATIVES)
    return [*right, *(_interval(*share) for share in wrong)]


def _is_untold(one: Result, mark: str) -> bool:
    """Whether a mark is for places, and the system names statements only."""
    return mark in MARKS[1:] and not one["gives_places"]


def _details(figures: Result) -> list[str]:
    """What a system had right of a kind."""
    n = figures["statement"][1]
    return [
        f"{n:,}",
        *(_percent(figures[mark], 1) for mark in TITLES),
        f"{figures['us'] or 0:,.0f}",
    ]


def _cell(one: Result, group: str, row: str) -> str:
    """Statement and ends of a kind; of a negative, how many were found."""
    figures = one[group].get(row)
    if figures is None or figures["statement"][1] < FEW:
        return "-"
    marks = ("is_found",) if row in NEGATIVES else ("statement", "ends")
    return " / ".join("-" if _is_untold(one, m) else _percent(figures[m]) for m in marks)


def _percent(share: Sequence[int], digits: int = 0) -> str:
    return f"{Share(*share).percent:.{digits}f}" if share[1] else "-"


def _interval(right: int, of: int) -> str:
    low, high = Share(right, of).interval()
    return f"{_percent((right, of), 1)} [{low:.1f}–{high:.1f}]" if of else "-"


if __name__ == "__main__":
    main()
