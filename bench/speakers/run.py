"""
How well quotations and their speakers are found: quoteprov, textacy and sayswho side by side.

::

    python3 tools/in_venv.py --extra bench -- python bench/speakers/run.py

Every system reads the same articles in the same run; figures in %, with their 95 % interval by a
bootstrap over the articles. The 84 articles of ``dev`` cannot separate systems that are closer
than four points: tune on ``--split train``, and judge a change with ``compare.py``, for which
``--save`` keeps what was found. Speed is measured on the first articles only, in several rounds in
which the systems take turns, in CPU seconds, because a shared machine stretches the others.

``--damage 0.25`` damages the marks of a quarter of the quotations instead, kind by kind.
"""

from __future__ import annotations

import argparse
import json
import time

from math import isnan
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from answers import as_record
from damage import DAMAGES, FLAT, damaged
from polnear import FOLDER, KINDS, article, records
from score import FIGURES, Scores, by_kind, counts
from systems import BARE, BLANK, OURS, SYSTEMS, TEXTACY, systems


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from answers import Answer, System
    from polnear import Article, Record
    from score import Ratio


def main() -> None:
    """Read the options, run the systems, print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    options.add_argument("--data", type=Path, default=FOLDER, help="folder of the gold articles")
    options.add_argument("--split", choices=("dev", "train"), default="dev")
    options.add_argument("--limit", type=int, help="only the first so many articles")
    options.add_argument("--systems", nargs="+", choices=SYSTEMS, metavar="NAME", help="not all")
    options.add_argument("--rounds", type=int, default=3, help="of measuring speed; 0 for none")
    options.add_argument("--timed", type=int, default=20, help="articles in such a round")
    options.add_argument("--save", type=Path, help="folder for what was found")
    options.add_argument("--damage", type=float, metavar="SHARE", help="of the quotations")
    options.add_argument("--seed", type=int, default=0, help="of the damage")
    chosen = options.parse_args()
    documents = records(chosen.data / f"{chosen.split}.jsonl.xz", chosen.limit)
    if chosen.damage is not None:
        named = systems(chosen.systems or [BLANK])
        print_damage(documents, named, share=chosen.damage, seed=chosen.seed)
        return
    named = systems(chosen.systems or list(SYSTEMS))
    articles = [article(document) for document in documents]
    print_scores(articles, named, chosen.save)
    if chosen.rounds:
        print_speed([a.text for a in articles[: chosen.timed]], named, chosen.rounds)


def print_scores(
    articles: Sequence[Article], named: dict[str, System], folder: Path | None
) -> None:
    """
    Print what each system has right.
    """
    scores = {}
    for name, system in named.items():
        if name != BARE:
            answers = [system(a.text) for a in articles]
            scores[name] = scored(articles, answers)
            if folder:
                save(folder / f"{name.replace(' ', '-')}.jsonl", articles, answers)
    print(f"{len(articles)} articles, {words(a.text for a in articles):,} words\n")
    print_row("", scores)
    print_row("---", ["---:"] * len(scores))
    for title, key in COUNTS.items():
        print_row(title, [f"{s.total[key]:,}" for s in scores.values()])
    lost = {k for s in scores.values() for k in s.total if k.startswith("lost as")}
    for key in sorted({"lost as outside", *lost}):
        print_row(key, [f"{s.total[key]:,}" for s in scores.values()])
    for title, ratios in FIGURES.items():
        print_row(title, [with_interval(s, ratios) for s in scores.values()])
    for kind in KINDS:
        n_gold = max(s.total[f"gold, {kind}"] for s in scores.values())
        cells = [" / ".join(percent(s.figure(r)) for r in by_kind(kind)) for s in scores.values()]
        print_row(f"{kind} ({n_gold:,}): recall / speaker", cells)


COUNTS = {
    "articles": "articles",
    "… that raised an exception": "raised",
    "exceptions": "exceptions",
    "spans found": "found",
    "attributed spans": "gold",
}


def scored(articles: Sequence[Article], answers: Iterable[Answer]) -> Scores:
    """Score the answers to all articles."""
    return Scores([counts(a, answer) for a, answer in zip(articles, answers, strict=True)])


def with_interval(scores: Scores, ratios: Sequence[Ratio]) -> str:
    """Write a figure with its interval."""
    figure, bounds = scores.figure(ratios), scores.interval(ratios)
    return f"{percent(figure)} [{'–'.join(map(percent, bounds))}]"


def percent(figure: float) -> str:
    """Write a figure, a dash where there was nothing to count."""
    return "-" if isnan(figure) else f"{figure:.1f}"


def print_row(title: str, cells: Iterable[str]) -> None:
    """Print a row of a Markdown table."""
    print("|", " | ".join([title, *cells]), "|", flush=True)


def save(path: Path, articles: Sequence[Article], answers: Iterable[Answer]) -> None:
    """Keep what a system found, a line for each article."""
    lines = [
        json.dumps(as_record(a.id, answer), ensure_ascii=False)
        for a, answer in zip(articles, answers, strict=True)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def print_speed(texts: Sequence[str], named: dict[str, System], rounds: int) -> None:
    """
    Print words a CPU second of each system, and how that compares.
    """
    per_round = [speeds(texts, named, first=n) for n in range(rounds)]
    print(f"\nwords a CPU second: median of {rounds} rounds over {len(texts)} articles\n")
    for name in named:
        print(f"{median(speed[name] for speed in per_round):9,.0f}  {name}")
    for ours, other, unit, wanted in (
        (BLANK, TEXTACY, 1, "times that of"),
        (OURS, BARE, 100, "% of that of the"),
    ):
        if {ours, other} <= named.keys():
            ratio = median(unit * speed[ours] / speed[other] for speed in per_round)
            print(f"{ours}: {ratio:.1f} {wanted} {other}")


def words(texts: Iterable[str]) -> int:
    """Count words, between white space."""
    return sum(len(text.split()) for text in texts)


def speeds(texts: Sequence[str], named: dict[str, System], first: int) -> dict[str, float]:
    """
    Give words a CPU second of each system; article by article they take turns.
    """
    seconds = dict.fromkeys(named, 0.0)
    order = list(named)
    for turn, text in enumerate(texts, start=first):
        for name in order[turn % len(order) :] + order[: turn % len(order)]:
            begin = time.process_time()
            named[name](text)
            seconds[name] += time.process_time() - begin
    return {name: words(texts) / spent for name, spent in seconds.items()}


def print_damage(
    documents: Sequence[Record], named: dict[str, System], *, share: float, seed: int
) -> None:
    """
    Print exact F1 with damaged marks: each kind by itself, all of them, and without paragraphs.
    """
    rows = {
        "none": (),
        **{kind: (kind,) for kind in DAMAGES},
        "all of these": tuple(DAMAGES),
        FLAT: (FLAT,),
        "all of these, flat": (*DAMAGES, FLAT),
    }
    print(f"{len(documents)} articles, {share:.0%} of the quotations damaged: exact F1\n")
    print_row("", named)
    print_row("---", ["---:"] * len(named))
    for title, kinds in rows.items():
        articles = [article(damaged(document, share, seed, kinds)) for document in documents]
        scores = [
            scored(articles, [system(a.text) for a in articles]) for system in named.values()
        ]
        print_row(title, [exact_f1(one) for one in scores])


def exact_f1(scores: Scores) -> str:
    """Write the exact F1, and how many articles raised an exception."""
    raised = scores.total["raised"]
    return with_interval(scores, FIGURES["exact F1"]) + (f" ({raised} raised)" if raised else "")


if __name__ == "__main__":
    main()
