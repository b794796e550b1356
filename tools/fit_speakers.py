"""
Fit the weights of quotes/weights.tsv on articles with annotated speakers.

::

    python3 tools/in_venv.py -- python tools/fit_speakers.py TRAIN.jsonl.xz [--articles 0:840]

The file is a conversion of PolNeAR (Newell, Margolin, Ruths 2018): one JSON object a line with
``text`` and ``quotes``. Maximises the probability that the right options get together, with a
penalty on large weights; an option is right if it is the annotated mention or holds its head word.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import re

from pathlib import Path
from typing import Any

import numpy as np

from quoteprov.quotes import credit
from quoteprov.quotes.find import find, outer
from quoteprov.quotes.speakers import mask, read_sentences
from quoteprov.quotes.syntax import governors
from quoteprov.pipeline import parse_of
from quoteprov.quotes.use import describe
from quoteprov.text.zones import zones


WEIGHTS = Path(__file__).parents[1] / "src" / "quoteprov" / "quotes" / "weights.tsv"
PENALTY = 0.5
RARE = 8
STEPS = 400
STOP = re.compile(
    r",|;|\(| who\b| whose\b| which\b| that\b| of\b| for\b| at\b| in\b| on\b| from\b| with\b"
    r"| and\b| to\b| by\b|\s[-—–]",
    re.IGNORECASE,
)


def head(source: str) -> str:
    """The head word of a mention: the last before its first modifier."""
    found = re.findall(r"[\w’'-]+", STOP.split(source.strip(), 1)[0] or source)
    return re.sub(r"['’]s?$", "", (found or [""])[-1].lower())


def holds(mention: str, word: str) -> bool:
    return word in {re.sub(r"['’]s?$", "", x) for x in re.findall(r"[\w’'-]+", mention.lower())}


def examples(document: dict[str, Any], parse: Any = None, *, use: bool = False) -> list[tuple[list[tuple[str, ...]], list[bool]]]:
    """For each quotation the features of its options, nobody last, and which are right."""
    text = document["text"]
    spans = zones(text)
    quotations = [q for q in find(text, spans) if q.parent is None and q.zone != "outside"]
    masked = mask(text, quotations)
    found = read_sentences(masked, spans, parse)
    made = []
    last: credit.Last | None = None
    before: dict[str, Any] | None = None
    for q in quotations:
        gold = annotated(document["quotes"], q.start, q.end)
        at = next((i for i, s in enumerate(found) if s.end > q.start), None)
        if gold is None or at is None or gold["style"] == "single":
            continue
        span = outer(text, q)
        options = list(credit.options(
            masked, span, found, at, last, governors(parse, masked, *span) if parse else None))
        right = [is_right(text, o.clause, gold, before) for o in options]
        described = [o.features for o in options]
        described.append(credit.nobody(text, span, masked, found[at]))
        right.append(not any(right))
        if use:
            shares = credit.likelihoods(described, parsed=parse is not None)
            no = describe(text, masked, span, (q.start, q.end), q.zone, options, shares)
            made.append(([("quotation",), no], [gold["attributed"], not gold["attributed"]]))
        elif gold["attributed"]:
            made.append((described, right))
        if gold["speaker_text"]:
            rule = next(
                (o.clause.rule if o.clause else "floating" for o, r in zip(options, right) if r),
                "none",
            )
            last, before = credit.Last(span[1], at, rule), gold
    return made


def annotated(quotes: list[dict[str, Any]], start: int, end: int) -> dict[str, Any] | None:
    """The annotated quotation that begins in this one or covers it."""
    found = [q for q in quotes if q["start"] < end and start < q["end"]]
    return found[0] if found else None


def is_right(text: str, clause: Any, gold: dict[str, Any], before: dict[str, Any] | None) -> bool:
    if not gold["attributed"] or not gold["speaker_text"]:
        return False
    if clause is None:
        if before is None:
            return False
        same = before["speaker_frags"] == gold["speaker_frags"]
        return same or (
            not gold["speaker_pronoun"]
            and holds(before["speaker_text"], head(gold["speaker_text"]))
        )
    overlaps = any(a < clause.end and clause.start < b for a, b in gold["speaker_frags"])
    mention = text[clause.start : clause.end]
    return overlaps or (
        not gold["speaker_pronoun"] and holds(mention, head(gold["speaker_text"]))
    )


def fit(
    data: list[tuple[list[tuple[str, ...]], list[bool]]], *, penalty: float, steps: int
) -> dict[str, float]:
    counts: dict[str, int] = {}
    for described, _ in data:
        for features in described:
            for feature in features:
                counts[feature] = counts.get(feature, 0) + 1
    names = sorted(f for f, n in counts.items() if n >= RARE)
    number = {name: i for i, name in enumerate(names)}
    rows: list[int] = []
    columns: list[int] = []
    group: list[int] = []
    right: list[bool] = []
    for g, (described, marks) in enumerate(data):
        for features, mark in zip(described, marks, strict=True):
            for feature in features:
                if feature in number:
                    rows.append(len(group))
                    columns.append(number[feature])
            group.append(g)
            right.append(mark)
    row, column = np.array(rows), np.array(columns)
    groups, marked = np.array(group), np.array(right)
    fixed = np.array([name in credit.BY_HAND for name in names])
    weights = np.array([credit.BY_HAND.get(name, 0.0) for name in names])
    first = second = np.zeros(len(names))
    for step in range(1, steps + 1):
        scores = np.bincount(row, weights[column], len(groups))
        top = np.full(len(data), -np.inf)
        np.maximum.at(top, groups, scores)
        raised = np.exp(scores - top[groups])
        share = raised / np.bincount(groups, raised)[groups]
        wanted = np.where(marked, raised, 0.0)
        target = wanted / np.bincount(groups, wanted)[groups]
        slope = np.bincount(column, (share - target)[row], len(names)) + penalty * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        rate = 0.1 * (1 - step / (steps + 1))
        weights = weights - ~fixed * rate * (first / (1 - 0.9**step)) / (
            np.sqrt(second / (1 - 0.99**step)) + 1e-8
        )
        if step % 100 == 0:
            loss = -np.log(np.bincount(groups, wanted) / np.bincount(groups, raised)).mean()
            print(f"step {step}: {loss:.4f}")
    rounded = zip(names, np.round(weights, 2), strict=True)
    return {name: value for name, value in rounded if name not in credit.BY_HAND}


def parsed(path):
    import spacy
    from spacy.tokens import DocBin
    for doc in DocBin().from_disk(path).get_docs(spacy.blank("en").vocab):
        yield parse_of(doc)


def main() -> None:
    """Read, fit, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("train", type=Path)
    options.add_argument("parses", type=Path)
    options.add_argument("--articles", default="0:840")
    options.add_argument("--penalty", type=float, default=PENALTY)
    given = options.parse_args()
    low, high = map(int, given.articles.split(":"))
    with lzma.open(given.train, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines][low:high]
    rows = []
    kinds = {"blank": [None] * len(documents), "parsed": list(itertools.islice(parsed(given.parses), low, high))}
    for use in (False, True):
        for column, parses in kinds.items():
            data = [e for d, p in zip(documents, parses, strict=True) for e in examples(d, p, use=use)]
            print(f"{column}: {len(data)} quotations, {sum(len(d) for d, _ in data)} options")
            weights = fit(data, penalty=given.penalty, steps=STEPS)
            rows += [f"{column}\t{name}\t{v:g}" for name, v in sorted(weights.items()) if v]
        note = "# feature, weight: fitted by tools/fit_speakers.py, which says on what"
        WEIGHTS.write_text("\n".join([note, *rows, ""]), "utf-8")
        credit.weights.cache_clear()
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
