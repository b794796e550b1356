"""
How many articles a core checks in an hour under Spark, and the memory of a worker.

::

    python3 tools/in_venv.py --extra spark -- python bench/spark.py [--articles N] [--cores 1 2]

Checks N articles, the sample ones over and over with their paragraphs in another order, so that no
text comes twice; ``--texts`` and ``--against`` name other articles and statements. A first, small
run starts the workers and is told apart. CPU seconds are those of the Python workers and, beside
them, of the JVM. Needs Java, and Linux, whose ``/proc`` tells CPU and memory of the workers.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time

from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from pyspark.sql import SparkSession

from quoteprov import Corpus
from quoteprov.readers import Document, read
from quoteprov.spark import verify


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyspark.sql import DataFrame


SEEDS = Path(__file__).resolve().parents[1] / "examples" / "seeds"
TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1024  # kilobytes


def main() -> None:
    """Measure with each number of cores and print the figures."""
    parser = argparse.ArgumentParser(description="Time the check of many articles under Spark.")
    parser.add_argument("--articles", type=int, default=2000, help="default: 2000")
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2], help="default: 1 2")
    parser.add_argument("--batch", type=int, default=100, help="rows of an Arrow batch")
    parser.add_argument("--texts", type=Path, default=SEEDS / "articles")
    parser.add_argument("--against", type=Path, default=SEEDS / "statements")
    options = parser.parse_args()
    texts = [d.text for d in read(options.texts) if isinstance(d, Document)]
    variants = list(islice(shuffled(texts), options.articles))
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder, "statements.qpx")
        corpus = Corpus.build(options.against, index)
        megabytes, length = index.stat().st_size / 1e6, sum(map(len, variants)) / len(variants)
        print(f"{len(corpus):,} statements, an index of {megabytes:,.1f} MB")
        print(f"{len(variants):,} articles of {length:,.0f} code points")
        for cores in options.cores:
            measure(variants, index, cores=cores, batch=options.batch)


def shuffled(texts: list[str]) -> Iterator[str]:
    """The texts again and again, each with its first line and the rest of its lines anew."""
    order = random.Random(20221108)  # noqa: S311 - the same articles in every run
    for text in cycle(texts):
        head, *body = text.splitlines(keepends=True)
        order.shuffle(body)
        yield head + "".join(body)


def measure(texts: list[str], index: Path, *, cores: int, batch: int) -> None:
    """Print what the check of *texts* takes on so many cores."""
    begin = time.perf_counter()
    session = (
        SparkSession.builder.master(f"local[{cores}]")
        .config("spark.driver.host", "localhost")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", batch)
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    print(f"\nlocal[{cores}]: Spark starts in {time.perf_counter() - begin:.1f} s")
    spent(session, texts[: 4 * cores], index, partitions=cores).told("first run", cores)
    spent(session, texts, index, partitions=4 * cores).told("warm", cores)
    largest = max(map(status, workers()), key=lambda state: state["VmHWM"])
    whole, own = largest["VmHWM"] / MEGABYTE, largest["RssAnon"] / MEGABYTE
    print(f"  largest worker: {whole:,.0f} MB at its peak; {own:,.0f} MB are not shared files")
    session.stop()


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took, in seconds."""

    articles: int
    quotations: int
    wall: float
    python: float
    java: float

    def told(self, name: str, cores: int) -> None:
        core, used = self.wall * cores / 3600, (self.python + self.java) / 3600
        print(f"  {name}: {self.articles:,} articles, {self.quotations:,} quotations")
        print(
            f"    wall {self.wall:.1f} s, "
            f"CPU of Python {self.python:.1f} s, of Java {self.java:.1f} s; articles a core-hour: "
            f"{self.articles / core:,.0f} by the wall, {self.articles / used:,.0f} by CPU"
        )


def spent(session: SparkSession, texts: list[str], index: Path, *, partitions: int) -> Spent:
    """Check *texts*, with every column carried over and counted."""
    rows = [(f"{number}", text) for number, text in enumerate(texts)]
    given: DataFrame = session.createDataFrame(rows, "id string, text string")
    given = given.repartition(partitions).cache()
    given.count()
    before, begin = cpu(), time.perf_counter()
    checked = verify(given, index).cache()
    [row] = checked.selectExpr("sum(size(quotations)) as quotations").collect()
    wall, after = time.perf_counter() - begin, cpu()
    checked.unpersist()
    given.unpersist()
    return Spent(len(texts), row.quotations, wall, after[0] - before[0], after[1] - before[1])


def cpu() -> tuple[float, float]:
    """CPU seconds so far of the Python workers with their daemon, and of the JVM."""
    every = list(descendants(os.getpid()))
    python = [p for p in every if "pyspark.daemon" in command(p)]
    return seconds(python), seconds(
        p for p in every if command(p).partition(" ")[0].endswith("java")
    )


def workers() -> list[int]:
    """The Python processes that check, without the daemon that they are forked from."""
    python = [p for p in descendants(os.getpid()) if "pyspark.daemon" in command(p)]
    return [p for p in python if parent(p) in python]


def descendants(process: int) -> Iterator[int]:
    for other in sorted(int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()):
        if parent(other) == process:
            yield other
            yield from descendants(other)


def fields(process: int) -> list[str]:
    """The fields of ``/proc/PID/stat`` after the name; none for a process that is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def parent(process: int) -> int:
    return int(fields(process)[1]) if fields(process) else 0


def seconds(processes: Iterable[int]) -> float:
    """User and system time."""
    return sum(int(f[11]) + int(f[12]) for p in processes if (f := fields(p))) / TICKS


def command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text("utf-8").replace("\0", " ")
    except OSError:
        return ""


def status(process: int) -> dict[str, int]:
    """The sizes in ``/proc/PID/status``, in kilobytes."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line.endswith("kB"))
    return {name: int(value.split()[0]) for name, value in pairs}


if __name__ == "__main__":
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    main()
