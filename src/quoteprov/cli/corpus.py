"""
``quoteprov corpus``: index files.
"""

from __future__ import annotations

import sys

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quoteprov.cli.terminal import CLEAN, show, warn
from quoteprov.config.paths import spread
from quoteprov.corpus.corpus import Corpus
from quoteprov.errors import CorpusError, InputError
from quoteprov.readers.text import decode
from quoteprov.render.holdings import described, render_holdings
from quoteprov.render.renditions import render_renditions, render_renditions_jsonl


if TYPE_CHECKING:
    import argparse

    from collections.abc import Callable, Iterator, Sequence


def opened(paths: Sequence[str]) -> Corpus:
    """
    Read statements, and say what was wrong with their documents.
    """
    corpus = Corpus.build(spread(paths))
    _tell_problems(corpus)
    return corpus


def _tell_problems(corpus: Corpus) -> None:
    warn([f"{problem.path}: {problem.message}" for problem in corpus.problems])


@contextmanager
def _progress(total: int | None = None) -> Iterator[Callable[[int], object]]:
    """Count statements on standard error, if that is a terminal."""
    from tqdm import tqdm

    with tqdm(total=total, unit=" statements", leave=False, disable=None) as bar:
        yield bar.update


def build(arguments: argparse.Namespace) -> int:
    """
    Make an index file.
    """
    paths = spread(arguments.paths)
    with _progress() as count:
        corpus = Corpus.build(paths, arguments.output, on_progress=count)
    _written(corpus)
    return CLEAN


def add(arguments: argparse.Namespace) -> int:
    """
    Add statements to an index file.

    Raises:
        CorpusError: None could be read.
    """
    before, paths = Corpus.open(arguments.index), spread(arguments.paths)
    with _progress() as count:
        corpus = before.add(paths, arguments.output or arguments.index, on_progress=count)
    _written(corpus)
    if len(corpus) == len(before):
        msg = "nothing was added: no statement could be read"
        raise CorpusError(msg)
    return CLEAN


def remove(arguments: argparse.Namespace) -> int:
    """
    Remove statements from an index file.

    Raises:
        InputError: No id was given.
    """
    ids = [*arguments.ids, *_listed(arguments.listed)]
    if not ids:
        msg = "no id was given; name the statements to remove, or their list with --from"
        raise InputError(msg)
    corpus = Corpus.open(arguments.index)
    _written(corpus.remove(ids, arguments.output or arguments.index))
    return CLEAN


def _listed(path: str | None) -> list[str]:
    """The lines of a file or of standard input."""
    if path is None:
        return []
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        msg = f"{path}: cannot be opened: {error.strerror or error}"
        raise InputError(msg) from error
    return [line for line in decode(data).splitlines() if line]


def _written(corpus: Corpus) -> None:
    """Say what was written, and what was wrong with what was read."""
    _tell_problems(corpus)
    show([f"{corpus.path}: {described(corpus)}"])


def info(arguments: argparse.Namespace) -> int:
    """
    Say what an index holds.
    """
    show(render_holdings(opened([arguments.path])))
    return CLEAN


def suggest(arguments: argparse.Namespace) -> int:
    """
    Suggest which statements are one in several wordings.
    """
    corpus = opened(arguments.paths)
    render = render_renditions if arguments.form == "full" else render_renditions_jsonl
    show(render(corpus.renditions(), corpus.statements))
    return CLEAN


def verify(arguments: argparse.Namespace) -> int:
    """
    Look whether an index file is whole.
    """
    corpus = Corpus.open(arguments.index)
    with _progress(len(corpus)) as count:
        corpus.verify(on_progress=count)
    read = f"{len(corpus):,} statements and the places of {corpus.words:,} words"
    show([f"{corpus.path}: {described(corpus)}", f"whole: {read} were read and compared"])
    return CLEAN
