"""The page on CI: what it shows can be read and does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

from pathlib import Path
from typing import Any

import pytest
import srsly


ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "examples/seeds"
PAGE = (ROOT / "docs/how-to/check-drafts-in-ci.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    """The fenced blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


WORKFLOW, PRE_COMMIT = (srsly.yaml_loads(block) for block in _blocks("yaml"))
STEPS: list[dict[str, Any]] = WORKFLOW["jobs"]["quotations"]["steps"]
(HOOK,) = srsly.yaml_loads((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository as the page describes it."""
    shutil.copytree(SEEDS / "articles", tmp_path / "drafts")
    shutil.copytree(SEEDS / "statements", tmp_path / "statements")
    shutil.copy(tmp_path / "drafts/003_13a056770685a8c2.txt", tmp_path / "drafts/denial.md")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(command: str) -> subprocess.CompletedProcess[str]:
    """A command of the page, with the quoteprov that is tested."""
    name, *words = command.split()
    assert "quoteprov" == name
    return subprocess.run(
        [sys.executable, "-m", "quoteprov", *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )


def test_commands_of_the_workflow(project: Path) -> None:
    """Its steps build an index, annotate, write what the next ones upload, and fail at the end."""
    build, check = (step["run"] for step in STEPS if step.get("run", "").startswith("quoteprov "))
    uploads = [step["with"] for step in STEPS if "upload" in step.get("uses", "")]
    built, checked = _run(build), _run(check)

    assert (0, 1) == (built.returncode, checked.returncode)
    assert ["quotations.sarif", "quotations.html"] == [
        upload.get("sarif_file") or upload["path"] for upload in uploads
    ]
    assert all(line.startswith("::") for line in checked.stdout.splitlines())
    assert 3 + 3 == checked.stdout.count("::error ")
    assert "2.1.0" == json.loads((project / "quotations.sarif").read_bytes())["version"]
    assert (project / "quotations.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert {"statements.qpx"} == {
        step["with"]["path"] for step in STEPS if "cache" in step.get("uses", "")
    }


def test_clean_drafts_pass(project: Path) -> None:
    """Without findings the check of the workflow is code 0, and without drafts 2."""
    shutil.rmtree("drafts")
    (project / "drafts").mkdir()
    build, check = (step["run"] for step in STEPS if step.get("run", "").startswith("quoteprov "))
    _run(build)
    nothing = _run(check)
    (project / "drafts/a.md").write_text(
        "“keep its mouth shut,” the vice director general of the General Bureau of Equipment "
        "told the United States on September 21, 2022, KCNA said.",
        "utf-8",
    )
    clean = _run(check)

    assert (2, 0) == (nothing.returncode, clean.returncode), clean.stdout + clean.stderr


def test_other_commands(project: Path) -> None:
    """Every command of the page runs, and so does what the configuration leaves of it."""
    commands = [line for block in _blocks("sh") for line in block.splitlines()]
    codes = {command: _run(command).returncode for command in commands}
    (project / "quoteprov.toml").write_text(_blocks("toml")[0], "utf-8")

    assert 3 == len(commands)
    assert {1, 0} == set(codes.values())
    assert 0 == codes[commands[-1]]
    assert (project / "report.json").is_file()
    assert 1 == _run("quoteprov check drafts").returncode


def test_hook(project: Path) -> None:
    """The hook that the page names is there, and takes file names behind its arguments."""
    (configured,) = PRE_COMMIT["repos"][0]["hooks"]
    given = [HOOK["entry"], *configured["args"]]
    quoting, plain = "drafts/denial.md", "drafts/plain.md"
    (project / plain).write_text("The harvest was good.", "utf-8")

    assert HOOK["id"] == configured["id"]
    assert re.match(configured["files"], quoting)
    assert 1 == _run(" ".join([*given, quoting, plain])).returncode
    assert 0 == _run(" ".join([*given, plain])).returncode
