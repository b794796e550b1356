"""
Run a command in the project's own virtual environment, and set that up first if need be.

::

    python3 tools/in_venv.py --extra lint -- ruff check

The environment is ``.venv`` in the checkout, or the folder that ``QUOTEPROV_VENV`` names, or a
temporary one where the checkout cannot be written. It holds the project as its users get it: built
and installed, not linked. What was installed is noted in it, so that a second run starts at once
and a changed source is installed anew. Only the standard library is needed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


ROOT = Path(__file__).resolve().parents[1]
BIN = "Scripts" if os.name == "nt" else "bin"
OLDEST = (3, 11)
LOCK_SECONDS = 900


def run(command: Sequence[str], *, extras: Iterable[str] = ()) -> int:
    """
    Run *command* in the checkout with the project and its *extras* installed; give its exit code.
    """
    venv = prepared(extras)
    env = {
        **os.environ,
        "VIRTUAL_ENV": str(venv),
        "PATH": os.pathsep.join([str(venv / BIN), os.environ.get("PATH", os.defpath)]),
    }
    program = shutil.which(command[0], path=env["PATH"])
    if program is None:
        sys.exit(f"{command[0]} is neither in {venv} nor on the path")
    return subprocess.run([program, *command[1:]], cwd=ROOT, env=env, check=False).returncode


def prepared(extras: Iterable[str]) -> Path:
    """
    Make sure that the environment holds today's project and *extras*; give its folder.
    """
    if sys.version_info < OLDEST:
        sys.exit(f"quoteprov needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    venv = _folder()
    with _locked(venv):
        note = venv / "quoteprov-installed.json"
        before = json.loads(note.read_text("utf-8")) if note.is_file() else {}
        wanted = {
            "python": sys.version,
            "project": _digest([ROOT / "pyproject.toml"]),
            "source": _digest(sorted((ROOT / "src").rglob("*"))),
            "extras": ",".join(sorted({*extras, *before.get("extras", "").split(",")} - {""})),
        }
        if wanted != before or not _python(venv).exists():
            note.unlink(missing_ok=True)
            _install(venv, wanted, before)
            note.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    return venv


def _folder() -> Path:
    if named := os.environ.get("QUOTEPROV_VENV"):
        return Path(named).resolve()
    if os.access(ROOT, os.W_OK):
        return ROOT / ".venv"
    return Path(tempfile.mkdtemp(prefix="quoteprov-"))


@contextlib.contextmanager
def _locked(venv: Path) -> Iterator[None]:
    # SQLite's lock is the one that the standard library has for every system, and it ends with
    # the process that holds it.
    venv.parent.mkdir(parents=True, exist_ok=True)
    lock = venv.with_name(venv.name + ".lock")
    with contextlib.closing(sqlite3.connect(lock, timeout=LOCK_SECONDS)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _python(venv: Path) -> Path:
    return venv / BIN / ("python.exe" if os.name == "nt" else "python")


def _install(venv: Path, wanted: dict[str, str], before: dict[str, str]) -> None:
    print(f"setting up {venv} (the first time takes a minute or two) ...", file=sys.stderr)
    if before.get("python") != wanted["python"] or not _python(venv).exists():
        _call(sys.executable, "-m", "venv", *(["--clear"] if before else []), str(venv))
    if before and {**before, "source": wanted["source"]} == wanted:
        what = ["--no-deps", "--force-reinstall", "."]  # nothing but the source has changed
    else:
        what = [f".[{wanted['extras']}]" if wanted["extras"] else "."]
    pip = [str(_python(venv)), "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _call(*pip, "install", *what)


def _call(*command: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit(f"this failed, see above: {' '.join(command)}")


def main() -> int:
    """
    Read the command line and run the command that stands after ``--``.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--extra", action="append", default=[], help="an extra of the project")
    parser.add_argument("command", nargs="+", help="the command and its arguments, after --")
    arguments = parser.parse_args()
    return run(arguments.command, extras=arguments.extra)


if __name__ == "__main__":
    sys.exit(main())
