"""
Measures one system on one corpus, in processes of its own, in CPU seconds.

A shared machine stretches the seconds of the wall clock; memory is what the tracing process had at
most, without what building took where the index is kept.
"""

from __future__ import annotations

import multiprocessing
import time

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.tracing.peers import PEERS
from bench.tracing.systems import EndToEnd, Linking, System


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.tracing.score import Answer

OURS: Final = "quoteprov"
END_TO_END: Final = "quoteprov, whole articles"
SYSTEMS: Final[dict[str, Callable[[], System]]] = {OURS: Linking, END_TO_END: EndToEnd, **PEERS}


@dataclass(slots=True)
class Measured:
    """
    What a system needed and what it answered.

    Args:
        keeps: Its index is a file.
        build: CPU seconds until it could answer; where the index is kept, until that was written.
        index_bytes: Of the files it keeps.
        open_ms: CPU milliseconds to open what is kept and give a first answer.
        peak_mb: Most memory of the process that answers; None where the system does not tell.
        answers: With the CPU seconds of each, in the order of the quotations, as many as time
            allowed.
    """

    keeps: bool
    build: float = 0.0
    index_bytes: int = 0
    open_ms: float = 0.0
    peak_mb: float | None = None
    answers: list[tuple[Answer, float]] = field(default_factory=list)


def measured(
    name: str, folder: Path, index: Path, texts: Sequence[str], budget: float | None
) -> Measured:
    """
    Run a system on the corpus in *folder*; it keeps files only in the folder of *index*.
    """
    keeps = SYSTEMS[name]().keeps
    build = _apart(_built, name, folder, index) if keeps else 0.0
    done: Measured = _apart(_traced, name, folder, index, texts, budget)
    if keeps:
        done.build = build
        done.index_bytes = sum(f.stat().st_size for f in index.parent.rglob("*") if f.is_file())
    return done


def _apart(function: Callable[..., Any], *arguments: Any) -> Any:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(function, *arguments).result()


def _built(name: str, folder: Path, index: Path) -> float:
    system = SYSTEMS[name]()
    begin = time.process_time()
    system.build(folder, index)
    return time.process_time() - begin


def _traced(
    name: str, folder: Path, index: Path, texts: Sequence[str], budget: float | None
) -> Measured:
    system = SYSTEMS[name]()
    begin = time.process_time()
    system.open(folder, index)
    opened = time.process_time()
    system.trace(texts[0])
    first = time.process_time()
    done = Measured(system.keeps, build=opened - begin, open_ms=1e3 * (first - begin))
    for text in texts:
        before = time.process_time()
        answer = system.trace(text)
        now = time.process_time()
        done.answers.append((answer, now - before))
        if budget is not None and now - first > budget:
            break
    done.peak_mb = _peak()
    return done


def _peak() -> float | None:
    """The most memory of this process, which Linux tells; not that of the one it came from."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return None
    lines = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024
