"""
quoteprov in pytest: the fixture ``quoteprov``, case files, and failures that explain themselves.

Every pytest run of an environment loads this module, and where no bytecode may be written it is
compiled for each, so it holds the hooks alone, and imports pytest and ``typing`` only. What they
need is imported by the first test that needs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest


if TYPE_CHECKING:
    from pathlib import Path

    from quoteprov.pytest_plugin.checker import Checker
    from quoteprov.pytest_plugin.items import CaseFile


MARKER = "quoteprov"
CHECKER: pytest.StashKey[Checker] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, all of which begin with ``--quoteprov-``."""
    group = parser.getgroup("quoteprov", "quotations checked against statements")
    group.addoption(
        "--quoteprov-against",
        dest="quoteprov_against",
        action="append",
        metavar="PATH",
        help="files, folders, patterns or index files of statements, in place of those settled",
    )
    group.addoption(
        "--quoteprov-config",
        dest="quoteprov_config",
        metavar="FILE",
        help="a pyproject.toml or quoteprov.toml; default: those of the nearest folder, upward "
        "from the root of the tests, that has either",
    )
    group.addoption(
        "--quoteprov-update",
        dest="quoteprov_update",
        metavar="KINDS",
        help="write verdicts into case files: new (missing ones), changed (others than expected), "
        "or new,changed; not in CI, and not with pytest-xdist",
    )
    parser.addini(
        "quoteprov_against",
        "files, folders, patterns or index files of statements, in place of those of "
        "[tool.quoteprov]",
        type="paths",
    )


def pytest_configure(config: pytest.Config) -> None:
    """
    Register the marker, and look whether what is asked for can be done.

    Raises:
        pytest.UsageError: Case files cannot be updated in this run.
    """
    config.addinivalue_line(
        "markers", f"{MARKER}: a test of quotations; every case, and every test with the fixture"
    )
    if config.getoption("quoteprov_update"):
        checker_of(config)


def checker_of(config: pytest.Config) -> Checker:
    """
    Give what checks articles in a run; made on first use.
    """
    if CHECKER not in config.stash:
        from quoteprov.pytest_plugin.checker import Checker

        config.stash[CHECKER] = Checker(config)
    return config.stash[CHECKER]


@pytest.fixture(scope="session", name="quoteprov")
def _quoteprov(request: pytest.FixtureRequest) -> Checker:
    """Check articles against the statements of the project: ``quoteprov.verify(Path(…))``."""
    return checker_of(request.config).watching()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use the fixture, before ``-m`` chooses."""
    for item in items:
        if "quoteprov" in getattr(item, "fixturenames", ()):
            item.add_marker(MARKER)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Collect the cases of a case file."""
    if not file_path.name.endswith(".quoteprov.toml"):
        return None
    from quoteprov.pytest_plugin.items import CaseFile

    file: CaseFile = CaseFile.from_parent(parent, path=file_path)
    return file


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Explain ``assert report.findings == []`` with the findings."""
    import sys

    models = sys.modules.get("quoteprov.models")
    if models is None or op != "==":
        return None
    found, expected = (left, right) if isinstance(left, models.Findings) else (right, left)
    if not isinstance(found, models.Findings) or not isinstance(expected, list | tuple):
        return None
    from quoteprov.pytest_plugin.checker import in_ci
    from quoteprov.render.failure import difference

    # pytest 7 has one verbosity for everything
    own = getattr(config, "get_verbosity", lambda _: config.getoption("verbose"))
    return difference(found, expected, whole=own("assertions") > 1 or in_ci() is not None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write case files; hand what was seen to the process that started this one."""
    if CHECKER in session.config.stash:
        session.config.stash[CHECKER].finish()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process of pytest-xdist has seen."""
    if told := getattr(node, "workeroutput", {}).get("quoteprov"):
        checker_of(node.config).take(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a line what was checked, and show what was written; nothing where nothing was."""
    if CHECKER in terminalreporter.config.stash:
        terminalreporter.config.stash[CHECKER].summarise(terminalreporter)
