"""
Every format over the reports of the three articles, as it was last looked at.

After a change that is meant, this renews the files, whose differences are then read:
``QUOTEPROV_RENEW_SNAPSHOTS=1 python3 tests/run_pytest.py tests/test_render_snapshots.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys

from importlib.metadata import version
from pathlib import Path

import pytest

from quoteprov.render import FORMATS, renderer
from tests.rendering import ARTICLES, ROOT, STATEMENTS, seeds


SNAPSHOTS = Path(__file__).parent / "snapshots"
PROGRAM = f"""
import hashlib, sys
from pathlib import Path
from quoteprov import Verifier
from quoteprov.render import FORMATS, renderer
checker = Verifier(Path({STATEMENTS.as_posix()!r}))
reports = list(checker.verify_many([Path({ARTICLES.as_posix()!r})], workers=int(sys.argv[1])))
for name in FORMATS:
    told = "\\n".join(renderer(name)(reports))
    print(name, len(reports), hashlib.sha256(told.encode()).hexdigest())
"""


@pytest.mark.parametrize("name", FORMATS)
def test_snapshot(name: str) -> None:
    """Nobody changes what a format says without looking at it."""
    told = "\n".join(renderer(name)(seeds())) + "\n"
    for before in ('"', "quoteprov "):
        told = told.replace(f"{before}{version('quoteprov')}", f"{before}VERSION")
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("QUOTEPROV_RENEW_SNAPSHOTS"):
        path.write_text(told, encoding="utf-8")

    assert path.read_text("utf-8") == told


def test_same_bytes() -> None:
    """Every format is the same in other processes, for any seed of hashes and 1 or 2 workers."""
    said = set()
    for seed in range(5):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(1 + seed % 2)],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        )
        said.add(done.stdout)
    (only,) = said

    assert [f"{name} 3" for name in FORMATS] == [
        line.rpartition(" ")[0] for line in only.decode().splitlines()
    ]
