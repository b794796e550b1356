"""
Draw what ``run.py --output`` wrote: speed against size, and accuracy by kind.

::

    python -m bench.tracing.chart results.json docs/_static/tracing.svg

The same results always give the same file. Its colours are of middling lightness, without a
background, so that it can be read on light and on dark pages.
"""

from __future__ import annotations

import argparse
import json
import math

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl

from bench.tracing.generate import KINDS
from bench.tracing.measure import OURS
from bench.tracing.peers import PEERS
from bench.tracing.score import FEW, Share


if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

INK: Final = "#7d7d7d"
COLOURS: Final = dict(
    zip(
        (OURS, *PEERS),
        ("#d55e00", "#3a87c8", "#00976e", "#b0699a", "#a58a00", "#8069c9"),
        strict=True,
    )
)
MARKERS: Final = dict(zip((OURS, *PEERS), "osD^vP", strict=True))
MARK: Final = "ends"
STYLE: Final = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlesize": 10,
    "font.family": "sans-serif",
    "font.size": 9,
    "grid.alpha": 0.3,
    "grid.color": INK,
    "legend.frameon": False,
    "legend.labelcolor": INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "quoteprov",
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def main() -> None:
    """Read the options, draw the chart."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    options.add_argument("results", type=Path)
    options.add_argument("picture", type=Path)
    options.add_argument("--accuracy-at", type=int, metavar="N", help="statements; else most real")
    chosen = options.parse_args()
    results = json.loads(chosen.results.read_text("utf-8"))
    sizes = [one["statements"] for one in results]
    at = chosen.accuracy_at or sorted(sizes)[(len(sizes) - 1) // 2]
    draw(results, results[sizes.index(at)], chosen.picture)


def draw(results: Sequence[dict[str, Any]], detailed: dict[str, Any], picture: Path) -> None:
    """
    Write the chart: speed from all *results*, accuracy from the *detailed* one.
    """
    mpl.use("svg")
    from matplotlib import pyplot as plt

    with mpl.rc_context(STYLE):
        figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4.2), layout="constrained")
        draw_speed(left, results)
        draw_accuracy(right, detailed)
        figure.savefig(picture, transparent=True, metadata={"Date": None, "Creator": None})
        plt.close(figure)


def draw_speed(axes: Axes, results: Sequence[dict[str, Any]]) -> None:
    """Quotations a second of each system against the size of the corpus."""
    lines = {
        name: [
            (one["statements"], one["systems"][name]["per_second"])
            for one in sorted(results, key=lambda one: one["statements"])
            if name in one["systems"]
        ]
        for name in COLOURS
    }
    fastest_last = sorted((n for n in lines if lines[n]), key=lambda n: -lines[n][-1][1])
    for name in fastest_last:
        axes.plot(
            *zip(*lines[name], strict=True),
            color=COLOURS[name],
            label=name,
            linewidth=2.5 if name == OURS else 1.4,
            marker=MARKERS[name],
            markersize=6 if name == OURS else 4.5,
        )
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="statements",
        ylabel="quotations a CPU second",
        title="Speed",
    )
    sizes = sorted(one["statements"] for one in results)
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.grid(visible=True)
    axes.legend(fontsize=8)


def draw_accuracy(axes: Axes, result: dict[str, Any]) -> None:
    """Both ends exact, of quoteprov and of the peer that is best at each kind."""
    systems, rows = result["systems"], list(KINDS)
    ours = [percent(systems[OURS], kind) for kind in rows]
    peers = [name for name in PEERS if name in systems]
    others = [[percent(systems[name], kind) for name in peers] for kind in rows]
    best = [max((p for p in row if not math.isnan(p)), default=math.nan) for row in others]
    places = range(len(rows))
    axes.hlines(places, best, ours, color=INK, alpha=0.4, linewidth=1)
    axes.scatter(best, places, s=26, color=COLOURS["rapidfuzz"], marker="s", label="best other")
    axes.scatter(ours, places, s=34, color=COLOURS[OURS], label=OURS, zorder=3)
    axes.set_yticks(places, [kind.replace("_", " ") for kind in rows])
    axes.invert_yaxis()
    title = f"Both ends exact, {result['statements']:,} statements"
    axes.set(xlim=(-2, 102), xlabel="% of the quotations", title=title)
    axes.grid(visible=True, axis="x")
    axes.legend(fontsize=8, loc="lower left")


def percent(system: dict[str, Any], kind: str) -> float:
    """How many of a kind have both ends; not a number where few were asked."""
    share = Share(*system["kinds"].get(kind, {}).get(MARK, (0, 0)))
    return share.percent if share.of >= FEW else math.nan


if __name__ == "__main__":
    main()
