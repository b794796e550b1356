"""
Fit the weights by which speakers are credited (``quotes/weights.tsv``).

::

    python3 tools/in_venv.py --extra bench -- python bench/speakers/fit.py

Reads ``train``, never ``dev``. Two log-linear choices are fitted, without a parse and with one:
which of the mentions around a quotation is its speaker (those annotated as such get together what
probability they can), and then whether marks enclose a quotation at all. Large weights are
penalised, rare features left out. ``--articles 0:560`` keeps the others for judging a change with
``run.py --split train``.
"""

from __future__ import annotations

import argparse

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from polnear import FOLDER, article, records
from score import head, holds
from systems import shared

from quoteprov.pipeline import parse_of
from quoteprov.quotes import credit, use
from quoteprov.quotes.find import find
from quoteprov.quotes.speakers import quoted_in, read, sentence_of
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polnear import Article, Gold

    from quoteprov.quotes.clauses import Clause
    from quoteprov.quotes.syntax import Parse

WEIGHTS = Path(credit.__file__).with_name("weights.tsv")
PENALTY = 2.0
RAREST = 8
STEPS = 400
RATE, SLOW, SLOWER = 0.1, 0.9, 0.99
"""Step of the gradient descent and the two averages of Adam (Kingma and Ba 2015)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The features of the options of one decision, and which of them are right."""

    features: Sequence[Sequence[str]]
    right: Sequence[bool]


class Previous(NamedTuple):
    """The quotation before, as annotated."""

    last: credit.Last
    gold: Gold


def decisions(one: Article, parse: Parse | None, *, of_use: bool) -> Iterator[Choice]:
    """
    Give the decisions of an article: who speaks, nobody last; or whether it is a quotation.
    """
    spans = zones(one.text)
    quotations = [q for q in find(one.text, spans) if not q.parent and q.zone != "outside"]
    reading = read(one.text, quotations, spans, parse)
    previous: Previous | None = None
    for q in quotations:
        gold = next((g for g in one.gold if g.start < q.end and q.start < g.end), None)
        at = sentence_of(reading.found, q)
        if gold is None or gold.single or at < 0:
            continue
        last = previous.last if previous else None
        quoted = quoted_in(reading, q, last)
        choices = credit.options(quoted)
        features = [*(c.features for c in choices), credit.nobody(quoted)]
        right = [
            gold.attributed and _is_right(one.text, c.clause, gold, previous) for c in choices
        ]
        if of_use:
            shares = credit.likelihoods(features, parsed=parse is not None)
            other = use.describe(quoted, q, choices, shares)
            yield Choice([credit.QUOTATION, other], [gold.attributed, not gold.attributed])
        elif gold.attributed:
            yield Choice(features, [*right, not any(right)])
        if gold.speaker:
            rules = [c.clause.rule if c.clause else "floating" for c in choices]
            rule = next((r for r, is_right in zip(rules, right, strict=True) if is_right), "none")
            previous = Previous(credit.Last(at, rule), gold)


def _is_right(text: str, clause: Clause | None, gold: Gold, previous: Previous | None) -> bool:
    if not gold.speaker:
        return False
    if clause is None:
        before = previous.gold if previous else None
        same = before is not None and before.mentions == gold.mentions
        return same or (before is not None and _is_named(before.speaker or "", gold))
    mention = text[clause.start : clause.end]
    overlaps = any(a < clause.end and clause.start < b for a, b in gold.mentions)
    return overlaps or _is_named(mention, gold)


def _is_named(mention: str, gold: Gold) -> bool:
    return not gold.pronoun and holds(mention, head(gold.speaker or ""))


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """
    Fit the weight of each feature that is neither rare nor set by hand.
    """
    names = _common(choices)
    number = {name: i for i, name in enumerate(names)}
    table = [
        (number[f], row)
        for row, features in enumerate(fs for c in choices for fs in c.features)
        for f in features
        if f in number
    ]
    column, row = np.array(table).T
    group = np.repeat(np.arange(len(choices)), [len(c.right) for c in choices])
    right = np.array([r for c in choices for r in c.right])
    first_of_group = np.flatnonzero(np.diff(group, prepend=-1))
    weights = np.zeros(len(names))
    first, second = np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        scores = np.bincount(row, weights[column], len(group))
        raised = np.exp(scores - np.maximum.reduceat(scores, first_of_group)[group])
        share = raised / np.bincount(group, raised)[group]
        wanted = np.where(right, raised, 0.0)
        target = wanted / np.bincount(group, wanted)[group]
        slope = np.bincount(column, (share - target)[row], len(names)) + PENALTY * weights
        first = SLOW * first + (1 - SLOW) * slope
        second = SLOWER * second + (1 - SLOWER) * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        weights -= (
            rate * (first / (1 - SLOW**step)) / (np.sqrt(second / (1 - SLOWER**step)) + 1e-8)
        )
    rounded = zip(names, np.round(weights, 2), strict=True)
    return {name: float(weight) for name, weight in rounded if weight}


def _common(choices: Sequence[Choice]) -> list[str]:
    counts: dict[str, int] = {}
    for choice in choices:
        for features in choice.features:
            for feature in features:
                counts[feature] = counts.get(feature, 0) + 1
    return sorted(f for f, n in counts.items() if n >= RAREST and f not in credit.BY_HAND)


def fitted(articles: Sequence[Article], parses: dict[str, Sequence[Parse | None]]) -> None:
    """
    Fit and write: first who speaks, then, with these weights, what is a quotation.
    """
    rows: list[str] = []
    for of_use in (False, True):
        for kind, parsed in parses.items():
            pairs = zip(articles, parsed, strict=True)
            choices = [c for a, p in pairs for c in decisions(a, p, of_use=of_use)]
            weights = fit(choices)
            rows += [f"{kind}\t{name}\t{weight:g}" for name, weight in sorted(weights.items())]
            print(f"{kind}: {len(choices)} decisions, {len(weights)} weights")
        head_line = "# kind, feature, weight: fitted by bench/speakers/fit.py, which says on what"
        WEIGHTS.write_text("\n".join([head_line, *rows, ""]), "utf-8", newline="\n")
        credit.weights.cache_clear()
        credit.score.cache_clear()


def main() -> None:
    """Read the articles, parse them, fit."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    options.add_argument("--data", type=Path, default=FOLDER, help="folder of the gold articles")
    options.add_argument("--articles", default="0:840", help="from which to before which")
    chosen = options.parse_args()
    low, high = map(int, chosen.articles.split(":"))
    articles = [article(r) for r in records(chosen.data / "train.jsonl.xz", high)[low:]]
    parses = [parse_of(doc) for doc in shared().pipe(a.text for a in articles)]
    fitted(articles, {"blank": [None] * len(articles), "parsed": parses})


if __name__ == "__main__":
    main()
