"""
Whether a changed quotation is ever taken for a true one, and a sound one ever accused.

::

    python3 tools/in_venv.py --extra bench -- python bench/drift/run.py --seed 11

Real sentences of a news agency, or parts of them, are changed in twelve ways, or treated as
editors may treat them in nine; each is quoted in a small article, and checked against the
statements they come from.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile

from collections import Counter, defaultdict
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.drift.articles import article
from bench.drift.changes import CHANGES, FIGURE, Source
from bench.drift.treatments import TREATMENTS
from bench.tracing import corpora
from bench.tracing.folding import folded, sentences
from quoteprov import Article, Corpus, Verifier


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from random import Random

    from bench.tracing.corpora import Document

SHORTEST, LONGEST = 8, 60
"""Words of a sentence that is quoted."""
PARTS: Final = 0.5
"""Share of the changed quotations that are parts of a sentence."""
BESIDE: Final = 2
"""Words on either side of a change that are quoted with it."""
_TRIES: Final = 200
_PASSED: Final = frozenset({"verbatim", "edited"})


class Quoted(NamedTuple):
    """
    A quotation in its article.

    Args:
        kind: One of `CHANGES` or of `TREATMENTS`.
        source: The true sentence.
        text: As it is quoted.
        article: The whole of it.
    """

    kind: str
    source: Source
    text: str
    article: str


class Result(NamedTuple):
    """What the check said of a quotation: its verdict, and the codes of errors and of the rest."""

    quoted: Quoted
    verdict: str
    errors: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """A changed quotation has the error it should have, a sound one none."""
        if self.quoted.kind not in CHANGES:
            return not self.errors
        wanted = CHANGES[self.quoted.kind].rules
        found = wanted.intersection(self.errors) if wanted else self.errors
        return bool(found) and self.verdict not in _PASSED


_ITEM: Final = re.compile(
    r"\b(?:\d[\w,.]*|(?-i:[A-Z])\w+|a|an|the|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|[^\w ]"
)


def _plain(text: str) -> str:
    return " ".join(_ITEM.sub(" ", text).split())


def sources(statements: Iterable[Document]) -> list[Source]:
    """
    Give the sentences that can be quoted: whole ones, of some length, of which no other has the
    same words but for figures and names. Where words recur so, quoteprov says that they may be
    another item's, and only warns.
    """
    found: dict[str, Source | None] = {}
    for one in statements:
        body = one.text.partition("-0-")[0]  # what follows the end mark is no statement
        own = [" ".join(body[a:b].split()) for a, b in sentences(body)]
        for i, text in enumerate(own):
            if _can_be_quoted(text):
                later = tuple(t for t in own[i + 2 : i + 6] if _can_be_quoted(t))
                key = _plain(text)
                found[key] = None if key in found else Source(one.id, text, later)
    return [source for source in found.values() if source]


def _can_be_quoted(text: str) -> bool:
    plain = text[0].isupper() and text[-1] == "." and "(KCNA)" not in text
    marks = text.count('"') % 2 or re.search(r"[“”‘’\[(]|(?<!\w)'", text)
    return plain and not marks and SHORTEST <= len(text.split()) <= LONGEST


def cut(draw: Random, true: str, changed: str) -> str:
    """
    Quote only a part of a changed sentence: the change, two words or more on either side of it,
    and eight in all at least.
    """
    one, other = true.split(), changed.split()
    shorter = min(len(one), len(other))
    before = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    after = next((n for n in range(shorter - before) if one[-1 - n] != other[-1 - n]), 0)
    first = draw.randint(0, max(before - BESIDE, 0))
    last = draw.randint(min(len(other) - after + BESIDE, len(other)), len(other))
    wanted = SHORTEST + max(len(other) - before - after, 0)
    while last - first < wanted and (first or last < len(other)):
        first, last = max(first - 1, 0), min(last + 1, len(other))
    return " ".join(other[first:last]).strip(",;:")


class Held:
    """What stands in the statements, in folded words, and without figures and names."""

    def __init__(self, statements: Iterable[Document]) -> None:
        self._text = "\n".join(f" {folded(one.text)} " for one in statements)
        self._plain = "\n".join(f" {_plain(one.text)} " for one in statements)

    def recurs(self, text: str) -> bool:
        """Whether the words stand in several places, but for figures and names."""
        return self._plain.count(f" {_plain(text)} ") > 1

    def __contains__(self, text: str) -> bool:
        return f" {folded(text)} " in self._text


def made(
    kinds: dict[str, Callable[[Any, Source], str | None]],
    own: Sequence[Source],
    held: Held,
    *,
    seed: int,
    count: int,
) -> Iterator[Quoted]:
    """
    Make *count* quotations, as many of each kind; what is changed stands in no statement.
    """
    for n, (kind, change) in enumerate(kinds.items()):
        draw = corpora.seeded("drift", seed, kind)
        wanted = count // len(kinds) + (n < count % len(kinds))
        seen: set[str] = set()
        for _ in range(wanted * _TRIES):
            if len(seen) == wanted:
                break
            source = draw.choice(own)
            text = change(draw, source)
            if text is None or text in seen:
                continue
            if kind in CHANGES:
                text = cut(draw, source.text, text) if draw.random() < PARTS else text
                if text in seen or text in held or text.count('"') % 2:
                    continue
                if CHANGES[kind].rules == FIGURE and held.recurs(text):
                    continue
            seen.add(text)
            yield Quoted(kind, source, text, article(draw, text))
        else:
            sys.exit(f"no more sentences for {kind}: {len(seen)} of {wanted}")


def checked(verifier: Verifier, quoted: Quoted) -> Result:
    """
    Check the article of a quotation.
    """
    report = verifier.verify(Article(id="article", text=quoted.article))
    outer = [q for q in report.quotations if q.parent is None]
    if len(outer) != 1:
        return Result(quoted, f"{len(outer)} quotations", (), ())
    found = [(f.code, f.severity) for f in report.findings]
    return Result(
        quoted,
        outer[0].verdict,
        tuple(code for code, severity in found if severity == "error"),
        tuple(code for code, severity in found if severity != "error"),
    )


def rows(results: Iterable[Result]) -> Iterator[tuple[str, ...]]:
    """
    Give a table: kind, how many, how many passed as true, with an error, and rightly judged.
    """
    by_kind: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        by_kind[one.quoted.kind].append(one)
    yield ("kind", "n", "passed", "error", "right", "%", "verdicts")
    yield ("---", *["--:"] * 5, "---")
    for kind, own in by_kind.items():
        passed = sum(r.verdict in _PASSED for r in own)
        errors, right = sum(bool(r.errors) for r in own), sum(r.is_right for r in own)
        verdicts = Counter(r.verdict for r in own).most_common()
        shown = ", ".join(f"{n} {verdict}" for verdict, n in verdicts)
        counts = (len(own), passed, errors, right)
        yield (kind, *map(str, counts), f"{100 * right / len(own):.2f}", shown)


def main() -> None:
    """Read the options, check, print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    add = options.add_argument
    add("--statements", type=int, default=3_000, metavar="N")
    add("--seed", type=int, nargs="+", default=[1], metavar="N")
    add("--changed", type=int, default=10_000, metavar="N", help="changed quotations")
    add("--sound", type=int, default=5_000, metavar="N", help="sound quotations")
    add("--kind", nargs="+", choices=[*CHANGES, *TREATMENTS], metavar="NAME", help="not all")
    add("--failures", type=int, default=0, metavar="N", help="of each kind, to be printed")
    add("--data", type=Path, default=corpora.DATA, help="folder of the real texts")
    chosen = options.parse_args()
    statements = corpora.sample(corpora.real(chosen.data).statements, chosen.statements)
    with tempfile.TemporaryDirectory() as folder:
        corpora.write(statements, Path(folder) / "statements")
        verifier = Verifier(Corpus.build(Path(folder) / "statements"))
        for seed in chosen.seed:
            began = process_time()
            results = run(verifier, statements, seed, chosen)
            print(f"\nseed {seed}, {len(results)} quotations, {process_time() - began:.0f} CPU s")
            for row in rows(results):
                print(f"| {' | '.join(row)} |")
            for one in _failures(results, chosen.failures):
                print(json.dumps(one, ensure_ascii=False))


def run(
    verifier: Verifier, statements: Sequence[Document], seed: int, chosen: argparse.Namespace
) -> list[Result]:
    """
    Make the quotations of a seed and check them.
    """
    own, held = sources(statements), Held(statements)
    quoted: list[Quoted] = []
    for kinds, count in (
        ({kind: one.change for kind, one in CHANGES.items()}, chosen.changed),
        (TREATMENTS, chosen.sound),
    ):
        kept = {k: c for k, c in kinds.items() if not chosen.kind or k in chosen.kind}
        if kept:
            quoted += made(kept, own, held, seed=seed, count=count * len(kept) // len(kinds))
    return [checked(verifier, one) for one in quoted]


def _failures(results: Iterable[Result], most: int) -> Iterator[dict[str, Any]]:
    shown: Counter[str] = Counter()
    for one in results:
        if not one.is_right and shown[one.quoted.kind] < most:
            shown[one.quoted.kind] += 1
            yield {
                "kind": one.quoted.kind,
                "verdict": one.verdict,
                "errors": one.errors,
                "others": one.others,
                "quoted": one.quoted.text,
                "source": one.quoted.source.text,
            }


if __name__ == "__main__":
    main()
