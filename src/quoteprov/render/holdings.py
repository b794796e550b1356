"""
What a corpus holds, for whoever asks what was searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.corpus.index import FORMAT
from quoteprov.render.terminal import escape
from quoteprov.text.words import FOLDING


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.corpus.corpus import Corpus


ISSUERS = 10
"""Issuers that are named, the commonest first."""


def described(corpus: Corpus) -> str:
    """
    Say in a line what a corpus holds.
    """
    newest = corpus.info.newest or "unknown"
    return f"{corpus.info.statements:,} statements, newest {newest}, digest {corpus.info.digest}"


def facts(corpus: Corpus) -> dict[str, str]:
    """
    Say each thing that is known of a corpus as a whole under its name.
    """
    told = {
        "words": f"{corpus.words:,}",
        "languages": ", ".join(sorted(corpus.languages)) or "unknown",
        "carriers": ", ".join(sorted(corpus.carriers)) or "none named",
    }
    if corpus.path and corpus.path.exists():
        size = corpus.path.stat().st_size
        where = corpus.path.as_posix()
        told["file"] = f"{size:,} bytes, format {FORMAT}, folding {FOLDING}, at {where}"
    if corpus.problems:
        told["problems"] = f"{len(corpus.problems):,}"
    return told


def heard(corpus: Corpus) -> tuple[list[tuple[str, int]], int]:
    """
    Give those who speak most often, each with the number of statements, and how many more speak.
    """
    common = sorted(corpus.issuers.items(), key=lambda item: (-item[1], item[0]))
    return common[:ISSUERS], max(0, len(common) - ISSUERS)


def render_holdings(corpus: Corpus) -> Iterator[str]:
    """
    Give the lines of what a corpus holds.
    """
    yield described(corpus)
    for name, told in facts(corpus).items():
        yield f"{name:<10} {escape(told)}"
    named, more = heard(corpus)
    yield f"issuers    {len(named) + more:,}"
    for name, times in named:
        yield f"  {times:7,}  {escape(name)}"
    if more:
        yield f"  and {more:,} more"
