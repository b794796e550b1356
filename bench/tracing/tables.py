"""
The results of a run as Markdown tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bench.tracing.generate import NEGATIVES
from bench.tracing.measure import OURS
from bench.tracing.score import MARKS, Share


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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


def print_tables(result: dict[str, Any]) -> None:
    """
    Print what was measured on one corpus, as Markdown.
    """
    systems, n_bytes = result["systems"], result["text_bytes"]
    print(f"\n## {result['statements']:,} statements, {n_bytes / 1e6:.1f} MB of text")
    print(f"\n{result['quotations']:,} quotations, seeds {result['seeds']}; CPU time\n")
    print_rows(
        SPEED, ([name, *speed(one, n_bytes, systems[OURS])] for name, one in systems.items())
    )
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


def speed(one: dict[str, Any], n_bytes: int, ours: dict[str, Any]) -> list[str]:
    """What a system needed, and how many times as fast quoteprov is."""
    kept = one["keeps"]
    return [
        f"{one['build_s']:.1f}",
        f"{one['index_bytes'] / n_bytes:.2f}" if kept else "not kept",
        f"{one['open_ms']:,.1f}",
        f"{one['peak_mb']:,.0f}" if one["peak_mb"] else "-",
        f"{one['per_second']:,.1f}",
        f"{ours['per_second'] / one['per_second']:,.2f}",
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
