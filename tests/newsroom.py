"""
A folder as a newsroom has it, for the tests of the pytest plugin: articles, statements, settings.

A run within this process forgets the modules that it imported, and numpy cannot be imported twice,
so what checks articles is imported before.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil

from pathlib import Path

import pytest


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
YONHAP, BLOG, RT = "yonhap.txt", "blog.txt", "rt.txt"
SETTINGS = '[tool.quoteprov]\nagainst = ["statements"]\n'
PLAIN = ("-p", "no:randomly", "-p", "no:cacheprovider")

NEVER = "We have never exported weapons or ammunition to Russia before and we will not plan to"
CASES = f"""\
article = "articles/yonhap.txt"

[[quote]]
text = "{NEVER} export them"
verdict = "verbatim"
speaker = "vice director general of the General Bureau of Equipment"
statement = "001_5090525799506049.txt"
date = 2022-09-22

[[quote]]
text = "millions of rockets and artillery shells"
verdict = "other-speaker"
note = "a spokesperson of the U.S. state department"
"""
PASSED = (
    "we-have-never-exported-weapons-or-ammunition-to",
    "millions-of-rockets-and-artillery-shells",
)


@pytest.fixture(scope="session", name="loaded")
def _loaded() -> None:
    """Import what checks articles, before a test remembers which modules there are."""
    importlib.import_module("tests.rendering").seeds()
    for room in ("cases", "config", "render"):
        package = importlib.import_module(f"quoteprov.{room}")
        for module in pkgutil.iter_modules(package.__path__, f"quoteprov.{room}."):
            importlib.import_module(module.name)


@pytest.fixture(name="newsroom")
def _newsroom(
    loaded: None, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> pytest.Pytester:
    """Settings, two statements and three articles, in the working directory of the test."""
    for variable in ("CI", "BUILD_NUMBER", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    shutil.copytree(SEEDS / "statements", pytester.path / "statements")
    articles = pytester.mkdir("articles")
    for name, seed in zip((YONHAP, BLOG, RT), sorted((SEEDS / "articles").iterdir()), strict=True):
        shutil.copy(seed, articles / name)
    pytester.makefile(".toml", pyproject=SETTINGS)
    return pytester


def cases(newsroom: pytest.Pytester, text: str = CASES, name: str = "yonhap") -> Path:
    """Write a case file."""
    path = newsroom.path / f"{name}.quoteprov.toml"
    path.write_text(text, "utf-8")
    return path


def failures(result: pytest.RunResult) -> dict[str, list[str]]:
    """The texts of the failures of a run that shows no source, by the names of the tests."""
    found: dict[str, list[str]] = {}
    own: list[str] | None = None
    for line in result.outlines:
        if line.startswith("___"):
            own = found.setdefault(line.strip("_ "), [])
        elif line.startswith(("===", "quoteprov: ")):
            own = None
        elif own is not None:
            own.append(line)
    return found
