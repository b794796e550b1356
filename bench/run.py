"""
How many articles a second, and where the time goes.

::

    python3 tools/in_venv.py -- python bench/run.py [--copies 1000]

Checks copies of the three sample articles against the two sample statements in one run. Reports
CPU seconds, because a shared machine stretches the others; compares the time for an article in a
short and in a long run, which must not grow.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time

from pathlib import Path

from quoteprov import Article, Verifier


SEEDS = Path(__file__).resolve().parents[1] / "examples" / "seeds"
STAGES = {
    "spaCy's tokenizer": ("language.py", "make_doc"),
    "find": ("pipeline.py", "find_stage"),
    "attribute": ("pipeline.py", "attribute_stage"),
    "align": ("pipeline.py", "align_stage"),
    "judge": ("pipeline.py", "judge_stage"),
}


def main() -> None:
    """Time a short and a long run, then profile a short one."""
    options = argparse.ArgumentParser(description="Time the check of many articles.")
    options.add_argument("--copies", type=int, default=1000, help="of each of the three articles")
    copies = options.parse_args().copies
    verifier = Verifier(SEEDS / "statements")
    texts = [p.read_text("utf-8") for p in sorted((SEEDS / "articles").glob("*.txt"))]
    seconds(verifier, texts, 2)  # fills the caches

    short = seconds(verifier, texts, max(1, copies // 20))
    long = seconds(verifier, texts, copies)
    print(f"{1 / long:.0f} articles a CPU second over {3 * copies:,} articles")
    print(f"{1e3 * short:.1f} ms an article in a short run, {1e3 * long:.1f} ms in the long one")
    print(f"ratio long to short: {long / short:.2f}")
    shares(verifier, texts, max(1, copies // 20))


def seconds(verifier: Verifier, texts: list[str], copies: int) -> float:
    """CPU seconds for one article."""
    articles = (Article(id=f"{i}", text=text) for i in range(copies) for text in texts)
    begin = time.process_time()
    checked = sum(1 for _ in verifier.verify_many(articles))
    return (time.process_time() - begin) / checked


def shares(verifier: Verifier, texts: list[str], copies: int) -> None:
    """What each stage takes of the whole, by the profiler."""
    profile = cProfile.Profile()
    profile.enable()
    seconds(verifier, texts, copies)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = max(cumulative for _, _, _, cumulative, _ in stats.values())
    for name, (file, function) in STAGES.items():
        own = sum(
            row[3] for key, row in stats.items() if key[0].endswith(file) and key[2] == function
        )
        print(f"{name:18} {own / whole:4.0%}")


if __name__ == "__main__":
    main()
