"""
What the tests of a run share: settings, statements and pipeline, and what was seen.
"""

from __future__ import annotations

import os

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from quoteprov.cases.summary import seen, summary
from quoteprov.cases.writing import written
from quoteprov.config.paths import spread
from quoteprov.config.settings import (
    Setting,
    config_of,
    find_config,
    read_source,
    settled,
    statements,
    verifier_for,
)
from quoteprov.config.source import near
from quoteprov.corpus.corpus import Corpus
from quoteprov.errors import QuoteprovError


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Generator, Iterable, Mapping

    from quoteprov.cases.summary import Seen
    from quoteprov.config.settings import Config
    from quoteprov.models import Article, Quotation, Report
    from quoteprov.pytest_plugin.items import CaseFile
    from quoteprov.verifier import Verifier


UPDATES = ("new", "changed")
"""What ``--quoteprov-update`` writes: where a case has no verdict yet, and where a value is not
what was expected any more.
"""


class Checker:
    """
    The fixture ``quoteprov``: checks articles as the project has settled, with one corpus and one
    pipeline for all tests of a process.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self.updates = _updates(config)
        self.seen: dict[str, Seen] = {}
        self.problems: dict[str, None] = {}
        self.changed: list[CaseFile] = []
        self._diffs: list[str] = []
        self.item: pytest.Item | None = None
        self._settled: tuple[Config, Mapping[str, Setting]] | None = None
        self._verifiers: dict[object, Verifier] = {}

    def __repr__(self) -> str:
        """One line, as the failure of a test shows it."""
        return "<quoteprov fixture>"

    def watching(self) -> Checker:
        """The same, knowing from now on which test runs."""
        self._config.pluginmanager.register(_Current(self))
        return self

    def verify(
        self,
        article: str | Path | Article,
        *,
        against: Corpus | Path | Iterable[Path] | None = None,
        published: dt.date | None = None,
        lang: str | None = None,
    ) -> Report:
        """
        Check one article: a ``Path`` is its file, a ``str`` its text, an `Article` itself.

        A relative path is sought in the working directory, then below the root of the tests.

        Args:
            article: The article.
            against: A corpus, or files and folders of statements; those settled if nothing is
                said. Each is read once for all tests.
            published: The day it was published, if it is known.
            lang: Its language as a tag such as ``fr``, if it is known.

        Raises:
            QuoteprovError: Something that was asked for cannot be read.
        """
        verifier = self.verifier if against is None else self._against(against)
        report = self.checked(verifier, self._found(article), published, lang)
        if self.item is not None:
            self.item.user_properties += properties(report, report.quotations)
        return report

    @property
    def verifier(self) -> Verifier:
        """
        What checks articles against the statements that are settled; made on first use.

        Raises:
            QuoteprovError: The settings are wrong, or the statements cannot be read.
        """
        if None not in self._verifiers:
            said = self.settled[1]["against"]
            self._verifiers[None] = self._made(statements(said, "--quoteprov-against"))
        return self._verifiers[None]

    @property
    def settled(self) -> tuple[Config, Mapping[str, Setting]]:
        """
        The configuration of the project, and each setting with what says so.

        Raises:
            PolicyError: The configuration is wrong.
        """
        if self._settled is None:
            given = self._config.getoption("quoteprov_config")
            root = self._config.rootpath
            config = config_of([read_source(Path(given))]) if given else find_config(root)
            said = settled(config, {"against": self._config.getoption("quoteprov_against")})
            own = [str(path) for path in self._config.getini("quoteprov_against")]
            if own and not self._config.getoption("quoteprov_against"):
                said["against"] = Setting(own, "quoteprov_against", Path())
            self._settled = config, said
        return self._settled

    def among(self, paths: tuple[str, ...]) -> Verifier:
        """What checks articles against the statements of *paths*, or those settled without any."""
        if not paths:
            return self.verifier
        if paths not in self._verifiers:
            self._verifiers[paths] = self._made(paths)
        return self._verifiers[paths]

    def checked(
        self,
        verifier: Verifier,
        article: str | Path | Article,
        published: dt.date | None,
        lang: str | None,
    ) -> Report:
        """Check an article, and remember of its report what the summary says of it."""
        lang = lang or self.settled[1]["lang"].value
        report = verifier.verify(article, published=published, lang=lang)
        self.seen |= seen(report)
        return report

    def _against(self, given: Corpus | Path | Iterable[Path]) -> Verifier:
        if isinstance(given, Corpus):
            if given not in self._verifiers:
                self._verifiers[given] = self._checking(given)
            return self._verifiers[given]
        paths = [given] if isinstance(given, Path) else given
        return self.among(tuple(str(self._found(path)) for path in paths))

    def _made(self, paths: Iterable[str]) -> Verifier:
        return self._checking(Corpus.build(spread(paths)))

    def _checking(self, corpus: Corpus) -> Verifier:
        self.problems |= {f"{one.path}: {one.message}": None for one in corpus.problems}
        return verifier_for(*self.settled, corpus)

    def _found(self, given: Any) -> Any:
        """
        A path as somebody in the working directory would write it; a relative one that is not
        there is one below the root of the tests.
        """
        if not isinstance(given, Path):
            return given
        below = self._config.rootpath / given
        return Path(near(given if given.exists() or not below.exists() else below))

    def finish(self) -> None:
        """Write case files; hand what was seen to the process that started this one."""
        for file in self.changed:
            try:
                self._diffs += written(file.source, file.changes)
            except QuoteprovError as error:
                self._diffs.append(str(error))
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output["quoteprov"] = {"seen": self.seen, "problems": list(self.problems)}

    def take(self, told: Mapping[str, Any]) -> None:
        """Add what another process has seen."""
        self.seen.update(told["seen"])
        self.problems.update(dict.fromkeys(told["problems"]))

    def summarise(self, reporter: pytest.TerminalReporter) -> None:
        """Say in a line what was checked, and show what was written."""
        if self._diffs:
            reporter.section("quoteprov: case files written")
            for line in self._diffs:
                reporter.line(line)
        if self.seen or self.problems:
            for line in summary(self.seen, self.problems):
                reporter.line(line)


class _Current:
    """Knows the test that runs, so that its properties can be told; only where somebody asks."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Remember it."""
        self._checker.item = item
        try:
            return (yield)
        finally:
            self._checker.item = None


def properties(report: Report, quotations: Iterable[Quotation]) -> list[tuple[str, object]]:
    """
    Give what JUnit XML says of a test: verdicts, rules, statements, and the policy.
    """
    told = list(quotations)
    values: dict[str, Iterable[str]] = {
        "verdict": (q.verdict for q in told),
        "rules": (code for q in told for code in q.rules),
        "statement": (q.statement.id for q in told if q.statement),
        "policy": [report.policy.fingerprint],
    }
    return [(f"quoteprov.{name}", " ".join(dict.fromkeys(one))) for name, one in values.items()]


def _updates(config: pytest.Config) -> frozenset[str]:
    """What of case files is to be written."""
    asked = config.getoption("quoteprov_update")
    kinds = frozenset(asked.split(",")) if asked else frozenset()
    if unknown := sorted(kinds.difference(UPDATES)):
        known = ", ".join(UPDATES)
        _refuse(f"--quoteprov-update: {unknown[0]!r} is no kind of update; use: {known}")
    if kinds and (variable := in_ci()):
        _refuse(
            f"--quoteprov-update is refused in CI ({variable} is set): what a case expects is for "
            "somebody to decide; run it where you can look at the difference"
        )
    if kinds and (hasattr(config, "workerinput") or config.getoption("dist", "no") != "no"):
        _refuse("--quoteprov-update cannot be combined with pytest-xdist; run it with -n 0")
    return kinds


def _refuse(message: str) -> NoReturn:
    raise pytest.UsageError(message)


def in_ci() -> str | None:
    """
    Give the variable that tells that this is CI, if one of those that pytest looks at does.
    """
    return next((name for name in ("CI", "BUILD_NUMBER") if os.environ.get(name)), None)
