"""
Try the installed wheel where nothing but its own dependencies is at hand; argument: the seeds.
"""

from __future__ import annotations

import json
import subprocess
import sys

from pathlib import Path


HEAVY = {"pydantic", "spacy"}
WITHIN_SECONDS = 300


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    """
    Run this interpreter with *arguments*, apart from the folder it is called in.
    """
    command = [sys.executable, "-P", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=WITHIN_SECONDS, check=False
    )


def main(seeds: Path) -> None:
    """
    Import the package, ask for help, and check the sample articles.
    """
    loaded = call("-c", "import sys, quoteprov; print(*sys.modules)")
    assert loaded.returncode == 0, loaded.stderr
    assert not HEAVY & set(loaded.stdout.split()), "import quoteprov loads what it should not"

    script = Path(sys.executable).with_name("quoteprov")
    asked = subprocess.run([script, "--help"], capture_output=True, encoding="utf-8", check=False)
    assert asked.returncode == 0, asked.stderr
    assert "check" in asked.stdout

    articles, statements = seeds / "articles", seeds / "statements"
    checked = call(
        *("-m", "quoteprov", "check", str(articles)),
        *("--against", str(statements), "--output-format", "json"),
    )
    assert checked.returncode in {0, 1}, checked.stderr
    assert len(json.loads(checked.stdout)["reports"]) == len(list(articles.glob("*.txt")))

    page = call(
        "-m",
        "quoteprov",
        "check",
        str(articles),
        "--against",
        str(statements),
        "--output-format",
        "html",
    )
    assert page.returncode in {0, 1}, page.stderr
    assert page.stdout.startswith("<!DOCTYPE html>"), "the templates of the page are not installed"
    print("imports lightly, helps, and checks the sample articles")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
