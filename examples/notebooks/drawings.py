"""
The two drawings of ``drift-study.ipynb``, of the frames that `Report.to_frame` gives.

The colours are those of Okabe and Ito (2008), which most people tell apart, and each has a shape
of its own for whoever does not.
"""

from __future__ import annotations

import textwrap

from typing import Any, Final

import matplotlib.dates as mdates
import matplotlib.pyplot as plt
import pandas as pd


VERDICTS: Final = {
    "verbatim": ("#0072B2", "o"),
    "edited": ("#56B4E9", "s"),
    "altered": ("#E69F00", "^"),
    "reworded": ("#CC79A7", "D"),
}
GRAVEST: Final = {
    "error": ("#D55E00", "X"),
    "warning": ("#E69F00", "^"),
    "info": ("#56B4E9", "s"),
    "no finding": ("#0072B2", "o"),
}
EDGE: Final = "#222222"
WRONG: Final = "QP301|QP302|QP303|QP304"
"""Rules about a day that is not the statement's."""
HIGH: Final = 10
"""Dots above one another."""
INCHES: Final = 9.8
"""Width of a drawing."""
WIDE: Final = 26
"""Most characters in a line of an outlet's name."""
DAY: Final = pd.Timedelta(days=1)
BEFORE, AFTER = 7 * DAY, 9 * DAY
"""What a timeline shows before and after the last day of its statement."""

plt.rcParams["text.parse_math"] = False  # a $ in a title is one


def lanes(names: pd.Series, most: int = 8) -> pd.Series:
    """
    Name the rarer outlets by one name, where there are more than fit.
    """
    named = names.fillna("no outlet given")
    return named.where(named.isin(named.value_counts().index[:most]), "all others")


def plot_kept(quotations: pd.DataFrame) -> None:
    """
    Draw each quotation in the lane of its outlet, by the share of its words that it keeps.
    """
    own = quotations.assign(outlet=lanes(quotations["outlet"]))
    own = own.sort_values(["outlet", "kept", "verdict"])
    every = own["kept"] == 1  # these would lie upon one another: they fill a block
    groups = own.groupby(["outlet", own["kept"].mul(40).round()])["kept"]
    nth, size = groups.cumcount(), groups.transform("size")
    block = nth % HIGH - (HIGH - 1) / 2
    pile = (nth - (size - 1) / 2) * (HIGH / size).clip(upper=1)
    outlets = own.groupby("outlet")["kept"].agg(["median", "mean", "size"])
    outlets = outlets.sort_values(["median", "mean"])
    own["x"] = own["kept"].mask(every, 1.025 + 0.0165 * (nth // HIGH))
    own["y"] = own["outlet"].map(outlets.index.get_loc) + 0.08 * pile.mask(every, block)

    figure, axes = plt.subplots(figsize=(INCHES, 1.4 + 0.85 * len(outlets)), layout="constrained")
    for verdict, (colour, marker) in VERDICTS.items():
        dots = own[own["verdict"] == verdict]
        _scatter(axes, dots, s=26, c=colour, marker=marker, label=f"{verdict} ({len(dots)})")
    for y, median in enumerate(outlets["median"]):
        axes.plot([median, median], [y - 0.4, y + 0.4], color="black", linewidth=2.5, zorder=1)
    _name_lanes(
        axes,
        [
            f"{textwrap.fill(row.Index, WIDE)}\n{row.size} quotations, median {row.median:.0%}"
            for row in outlets.itertuples()
        ],
    )
    shares = (0, 0.25, 0.5, 0.75, 1)
    axes.set_xticks(shares, [f"{share:.0%}" for share in shares], fontsize=10)
    axes.set_xlim(left=-0.02)
    axes.set_xlabel("words kept; the dots right of 100% keep every word", fontsize=11)
    axes.set_axisbelow(True)
    axes.grid(axis="x", color="#dddddd")
    figure.legend(loc="outside upper center", ncols=4, frameon=False, fontsize=11)


def plot_days(table: pd.DataFrame, most: int = 2) -> None:
    """
    Draw the articles about the statements that most articles quote.

    Raises:
        ValueError: There is no article to draw.
    """
    articles = _by_article(table)
    if articles.empty:
        msg = "no article has a day of its own and a quotation that was traced; give them a date"
        raise ValueError(msg)
    groups = [
        (table[table["statement"] == name].iloc[0], articles[articles["statement"] == name])
        for name in articles["statement"].value_counts().index[:most]
    ]
    heights = [1.4 + 0.6 * lanes(own["outlet"]).nunique() for _, own in groups]
    figure = plt.figure(figsize=(INCHES, 0.5 + sum(heights)), layout="constrained")
    panels = figure.subplots(len(groups), 1, squeeze=False, height_ratios=heights)
    for axes, (statement, own) in zip(panels.flat, groups, strict=True):
        _plot_statement(axes, statement, own)
    marks = [
        plt.Line2D([], [], c=colour, marker=marker, ls="", ms=8, mec=EDGE, label=label)
        for label, (colour, marker) in GRAVEST.items()
    ]
    marks.append(
        plt.Line2D([], [], c="black", marker="x", ls=":", label="the day it gives, if wrong")
    )
    figure.legend(handles=marks, loc="outside upper center", ncols=5, frameon=False, fontsize=11)


def _by_article(table: pd.DataFrame) -> pd.DataFrame:
    """A row for each article that quotes a statement and has a day of its own."""
    severity = table["severity"].fillna("no finding").map(list(GRAVEST).index)
    claimed = table["day_claimed"].where(table["rules"].str.contains(WRONG)).str.slice(0, 10)
    groups = table.assign(gravest=severity, claimed=claimed).groupby("article")
    articles = groups.agg(
        outlet=("outlet", "first"),
        published=("published", "first"),
        statement=("statement", lambda ids: ids.dropna().mode().get(0)),
        gravest=("gravest", lambda ranks: list(GRAVEST)[ranks.min()]),
        claimed=("claimed", "first"),
    ).dropna(subset=["published", "statement"])
    articles = articles[~articles["published"].str.contains("/")]  # a month is no day
    return articles.assign(**articles[["published", "claimed"]].apply(pd.to_datetime))


def _plot_statement(axes: Any, statement: pd.Series, own: pd.DataFrame) -> None:
    """Draw the articles about one statement, and its days."""
    days = {
        what: pd.Timestamp(statement[field][:10])
        for what, field in (("issued", "released"), ("carried", "carried"))
        if pd.notna(statement[field])
    }
    latest = max(days.values(), default=own["published"].min())
    first, last = latest - BEFORE, latest + AFTER
    own = own.assign(outlet=lanes(own["outlet"]), x=own["published"].clip(first, last))
    own = own.sort_values(["outlet", "x", "gravest"])
    outlets = sorted(own["outlet"].unique(), reverse=True)
    groups = own.groupby(["outlet", "x"])["x"]
    nth, size = groups.cumcount(), groups.transform("size")
    own["y"] = own["outlet"].map(outlets.index)
    own["y"] += (nth - (size - 1) / 2) * (0.9 / size).clip(upper=0.2)

    for what, day in days.items():
        style, side = {"issued": ("--", "right"), "carried": ("-", "left")}[what]
        axes.axvline(day, color="#444444", linewidth=1.2, linestyle=style, zorder=0)
        place = {"ha": side, "transform": axes.get_xaxis_transform()}
        axes.text(day, 1.01, f" {what} {_short(day)} {day.year} ", **place)
    for row in own[own["claimed"] < own["x"]].itertuples():
        start = max(row.claimed, first)
        axes.plot([start, row.x], [row.y, row.y], color="black", ls=":", lw=1, zorder=1)
        if start == row.claimed:
            axes.plot(start, row.y, color="black", marker="x", zorder=3)
        else:
            _far_away(axes, row.claimed, start, row.y)
    for row in own[own["published"] != own["x"]].itertuples():
        _far_away(axes, row.published, row.x, row.y)
    for label, (colour, marker) in GRAVEST.items():
        _scatter(axes, own[own["gravest"] == label], s=46, c=colour, marker=marker)

    title = statement[["statement_title", "statement"]].dropna().iloc[0]
    title = "\n".join(textwrap.wrap(title, 78, max_lines=2, placeholder=" …"))
    axes.set_title(title, fontsize=11, fontweight="bold", loc="left", pad=22)
    axes.set_xlim(first - 2 * DAY, last + 2 * DAY)
    axes.xaxis.set_major_locator(mdates.DayLocator(interval=2))
    axes.xaxis.set_major_formatter(_weekday)
    _name_lanes(axes, [textwrap.fill(name, WIDE) for name in outlets])
    axes.set_yticks([n - 0.5 for n in range(1, len(outlets))], minor=True)
    axes.grid(axis="y", which="minor", color="#dddddd")


def _far_away(axes: Any, day: pd.Timestamp, x: pd.Timestamp, y: float) -> None:
    """Name a day at the edge beyond which it lies."""
    text, side = (f"   {_short(day)} →", "left") if day > x else (f"← {_short(day)}   ", "right")
    axes.text(x, y, text, ha=side, va="center", fontsize=9)


def _scatter(axes: Any, dots: pd.DataFrame, **look: Any) -> None:
    axes.scatter(dots["x"], dots["y"], edgecolors=EDGE, linewidths=0.5, zorder=2, **look)


def _name_lanes(axes: Any, labels: list[str]) -> None:
    axes.set_yticks(range(len(labels)), labels, fontsize=10)
    axes.set_ylim(-0.6, len(labels) - 0.4)
    axes.tick_params(axis="y", which="both", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _short(day: Any) -> str:
    return f"{day.day} {day:%b}"


def _weekday(at: float, _: int) -> str:
    day = mdates.num2date(at)
    return f"{day:%a}\n{_short(day)}"
