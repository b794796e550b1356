"""The sample newsroom passes and fails as its README describes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

from pathlib import Path

import pytest
import srsly


SAMPLE = Path(__file__).parents[1] / "examples" / "newsroom"
README = (SAMPLE / "README.md").read_text("utf-8")
WORKFLOW = srsly.yaml_loads((SAMPLE / ".github/workflows/factcheck.yml").read_text("utf-8"))
SHOWN = re.findall(r"```sh\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)


@pytest.fixture(name="repository")
def _repository(tmp_path, monkeypatch):
    """A copy of the sample, where it is run."""
    shutil.copytree(SAMPLE, tmp_path / "newsroom")
    monkeypatch.chdir(tmp_path / "newsroom")
    return tmp_path / "newsroom"


def run(command, **environment):
    """A command of the sample, with the quoteprov and the pytest that run these tests."""
    name, *words = command.split()
    own = {k: v for k, v in os.environ.items() if k not in {"CI", "BUILD_NUMBER"}}
    settings = {"COLUMNS": "100", "PYTEST_ADDOPTS": "-p no:randomly -p no:cacheprovider"}
    return subprocess.run(
        [sys.executable, "-m", name, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**own, **settings, **environment},
    )


@pytest.mark.parametrize(
    ("commands", "shown", "code"),
    [(*SHOWN[0], 0), (*SHOWN[1], 1)],
    ids=["passes", "fails"],
)
def test_as_the_readme_says(repository, commands, shown, code):
    """The output is what it shows, but for the seconds."""
    done = run(commands.splitlines()[-1])

    lines = re.sub(r" in \d+\.\d+s", "", done.stdout).strip().splitlines()
    assert (code, shown.splitlines()) == (done.returncode, [line.rstrip() for line in lines])


def test_draft_in_python(repository):
    """The first line of what it says tells verdict, rule and place."""
    done = run("pytest -q drafts/test_drafts.py")

    line = next(line for line in done.stdout.splitlines() if line.startswith("E "))
    assert "assert reworded QP115 meaning-shift (error) at drafts/blog.txt:3:151: " in line


def test_workflow(repository):
    """Its steps run the tests, and write the page whether they passed or not."""
    steps = WORKFLOW["jobs"]["quotations"]["steps"]
    install, tests, page = (step["run"] for step in steps if "run" in step)

    assert "python -m pip install -r requirements.txt" == install
    assert ["pytest", "pytest-xdist", "quoteprov"] == Path("requirements.txt").read_text().split()
    # as in CI, with as many processes as fit
    assert 0 == run(tests.replace("auto", "2"), CI="true").returncode
    assert 0 == run(page).returncode
    assert {"factcheck.xml", "factcheck.html"} == {p.name for p in repository.glob("factcheck.*")}


def test_writing_one(repository):
    """What is written of an article passes."""
    command = re.search(r"^quoteprov cases .*$", README, re.MULTILINE)
    assert command

    assert 0 == run(command[0]).returncode
    again = run("pytest -q published/again.quoteprov.toml")
    assert "7 passed" in again.stdout
