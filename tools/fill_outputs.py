"""
Put real output into the documentation, or check that it is there.

::

    python3 tools/in_venv.py -- python tools/fill_outputs.py [--check] README.md docs/*/*.md

A comment ``<!-- output: COMMAND -->`` owns the fenced block below it; the block is replaced by
what the command prints on standard output when a shell runs it in the checkout.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import subprocess
import sys

from pathlib import Path


ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(
    r"^(?P<head><!-- output: (?P<command>[^\n]+) -->\n(?P<fence>`{3,})\w*\n)"
    r"(?P<body>.*?)"
    r"^(?P<tail>(?P=fence)$)",
    re.DOTALL | re.MULTILINE,
)
FINDINGS = 1


def filled(block: re.Match[str]) -> str:
    """
    Give the block with what its command prints.
    """
    done = subprocess.run(  # noqa: S602 - the commands stand in our own pages
        block["command"],
        shell=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > FINDINGS or not done.stdout:
        sys.exit(f"exit code {done.returncode}, nothing to show: {block['command']}")
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    return block["head"] + "\n".join(lines) + "\n" + block["tail"]


def main() -> int:
    """
    Fill the pages, or with ``--check`` only say where they are behind.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1")
    parser.add_argument("page", nargs="+", type=Path)
    arguments = parser.parse_args()
    behind = 0
    for page in arguments.page:
        before = page.read_text(encoding="utf-8")
        after = BLOCK.sub(filled, before)
        if after == before:
            continue
        behind = 1
        if arguments.check:
            difference = difflib.unified_diff(
                before.splitlines(), after.splitlines(), str(page), "what is printed", lineterm=""
            )
            print(*difference, sep="\n")
        else:
            page.write_text(after, encoding="utf-8", newline="\n")
            print(f"filled {page}")
    return behind if arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
