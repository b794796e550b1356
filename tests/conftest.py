"""
What all tests share: the count of the errors that they reached.

``--every-error`` fails a run of the whole suite that leaves an error message of the package
unreached: nobody has read it, and its code may not even run.
"""

from __future__ import annotations

import argparse
import ast
import sys

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import quoteprov

from quoteprov.errors import QuoteprovError
from quoteprov.readers import Problem


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


pytest_plugins = ["pytester", "tests.newsroom"]

PACKAGE = Path(quoteprov.__file__).parent
ROOTS = (QuoteprovError, Problem, argparse.ArgumentTypeError)
ELSEWHERE = {
    # reached in processes of their own, by tests of that process
    "pages.py",
    "spark.py",
    "workers.py",
}
"""Modules whose errors are raised where they cannot be counted."""

_reached: set[tuple[str, int]] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.addoption(
        "--every-error",
        action="store_true",
        help="fail if an error message of the package is reached by no test",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note where each error is made, and each problem of an input."""
    if config.getoption("--every-error"):
        for root in ROOTS:
            root.__init__ = _noted(root.__init__)  # type: ignore[method-assign]


def _noted(init: Callable[..., None]) -> Callable[..., None]:
    def noted(self: object, *arguments: Any, **named: Any) -> None:
        frame = sys._getframe(1)
        _reached.add((frame.f_code.co_filename, frame.f_lineno))
        init(self, *arguments, **named)

    return noted


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say which were not reached."""
    if config.getoption("--every-error") and (left := list(_unreached())):
        terminalreporter.section("errors that no test reaches")
        for line in left:
            terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail if any was not."""
    if session.config.getoption("--every-error") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED if any(_unreached()) else exitstatus


def _unreached() -> Iterator[str]:
    names = {root.__name__ for root in ROOTS} | {child.__name__ for child in _children()}
    for path in sorted(PACKAGE.rglob("*.py")):
        reached = {line for file, line in _reached if file == str(path)}
        if path.name in ELSEWHERE:
            continue
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
            if name in names and reached.isdisjoint(lines):
                yield f"{path.relative_to(PACKAGE)}:{call.lineno}: {name}"


def _children() -> Iterator[type]:
    """All kinds of our errors."""
    todo = [QuoteprovError]
    while todo:
        children = todo.pop().__subclasses__()
        yield from children
        todo += children
