"""
quoteprov in pytest: the fixture ``quoteprov``, case files, and failures that explain themselves.

Every pytest run of an environment loads this module, so it imports pytest and ``typing`` only;
what checks articles is imported by the first test that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import pytest


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Generator, Iterable, Iterator, Mapping
    from pathlib import Path

    from quoteprov.cases.expected import Head
    from quoteprov.cases.matching import Difference
    from quoteprov.cases.outline import Item
    from quoteprov.cases.summary import Seen
    from quoteprov.config.settings import Config, Setting
    from quoteprov.config.source import Source
    from quoteprov.corpus.corpus import Corpus
    from quoteprov.models import Article, Quotation, Report, Severity
    from quoteprov.verifier import Verifier


UPDATES = {
    "new": "where a case has no verdict yet",
    "changed": "where it is not what was expected any more",
}
"""What ``--quoteprov-update`` writes."""
MARKER = "quoteprov"


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
    config.stash[CHECKER] = Checker(config, _updates(config))


def _updates(config: pytest.Config) -> frozenset[str]:
    """What of case files is to be written."""
    asked = config.getoption("quoteprov_update")
    kinds = frozenset(asked.split(",")) if asked else frozenset()
    if unknown := sorted(kinds - UPDATES.keys()):
        known = ", ".join(UPDATES)
        _refuse(f"--quoteprov-update: {unknown[0]!r} is no kind of update; use: {known}")
    if kinds and (variable := _ci()):
        _refuse(
            f"--quoteprov-update is refused in CI ({variable} is set): what a case expects is for "
            "somebody to decide; run it where you can look at the difference"
        )
    if kinds and (hasattr(config, "workerinput") or config.getoption("dist", "no") != "no"):
        _refuse("--quoteprov-update cannot be combined with pytest-xdist; run it with -n 0")
    return kinds


def _refuse(message: str) -> NoReturn:
    raise pytest.UsageError(message)


def _ci() -> str | None:
    """The variable that tells that this is CI, those that pytest itself looks at."""
    import os

    return next((name for name in ("CI", "BUILD_NUMBER") if os.environ.get(name)), None)


class Checker:
    """
    The fixture ``quoteprov``: checks articles as the project has settled, with one corpus and one
    pipeline for all tests of a process.
    """

    def __init__(self, config: pytest.Config, updates: frozenset[str]) -> None:
        self._config = config
        self.updates = updates
        self.seen: dict[str, Seen] = {}
        self.problems: dict[str, None] = {}
        self.changed: list[CaseFile] = []
        self.diffs: list[str] = []
        self.item: pytest.Item | None = None
        self._settled: tuple[Config, Mapping[str, Setting]] | None = None
        self._verifiers: dict[object, Verifier] = {}

    def __repr__(self) -> str:
        """One line, as the failure of a test shows it."""
        return "<quoteprov fixture>"

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
            self.item.user_properties += _properties(report, report.quotations)
        return report

    @property
    def verifier(self) -> Verifier:
        """
        What checks articles against the statements that are settled; made on first use.

        Raises:
            QuoteprovError: The settings are wrong, or the statements cannot be read.
        """
        if None not in self._verifiers:
            from quoteprov.config.settings import statements

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
            from pathlib import Path

            from quoteprov.config.settings import (
                Setting,
                config_of,
                find_config,
                read_source,
                settled,
            )

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
        from quoteprov.cases.summary import seen

        lang = lang or self.settled[1]["lang"].value
        report = verifier.verify(article, published=published, lang=lang)
        self.seen |= seen(report)
        return report

    def _against(self, given: Corpus | Path | Iterable[Path]) -> Verifier:
        from pathlib import Path

        from quoteprov.corpus.corpus import Corpus

        if isinstance(given, Corpus):
            if given not in self._verifiers:
                self._verifiers[given] = self._checking(given)
            return self._verifiers[given]
        paths = [given] if isinstance(given, Path) else given
        return self.among(tuple(str(self._found(path)) for path in paths))

    def _made(self, paths: Iterable[str]) -> Verifier:
        from quoteprov.config.paths import spread
        from quoteprov.corpus.corpus import Corpus

        return self._checking(Corpus.build(spread(paths)))

    def _checking(self, corpus: Corpus) -> Verifier:
        from quoteprov.config.settings import checker

        self.problems |= {f"{one.path}: {one.message}": None for one in corpus.problems}
        return checker(*self.settled, corpus)

    def _found(self, given: Any) -> Any:
        """
        A path as somebody in the working directory would write it; a relative one that is not
        there is one below the root of the tests.
        """
        from pathlib import Path

        from quoteprov.config.source import near

        if not isinstance(given, Path):
            return given
        below = self._config.rootpath / given
        return Path(near(given if given.exists() or not below.exists() else below))


CHECKER = pytest.StashKey[Checker]()


@pytest.fixture(scope="session", name="quoteprov")
def _quoteprov(request: pytest.FixtureRequest) -> Checker:
    """Check articles against the statements of the project: ``quoteprov.verify(Path(…))``."""
    checker = request.config.stash[CHECKER]
    request.config.pluginmanager.register(_Current(checker))
    return checker


class _Current:
    """Knows the test that runs, so that its properties can be told; only where somebody asks."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        self._checker.item = item
        try:
            return (yield)
        finally:
            self._checker.item = None


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
    file: CaseFile = CaseFile.from_parent(parent, path=file_path)
    return file


class CaseFile(pytest.File):
    """A case file: what is expected of the quotations of an article."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for each quotation, and one for all other findings."""
        from quoteprov.cases import outline
        from quoteprov.errors import QuoteprovError

        self._report: Report | Exception | None = None
        self.changes: dict[tuple[int, str], str] = {}
        try:
            self.source: Source = outline.read(self.path)
        except QuoteprovError as error:
            # as a test that fails: an error of collection would stop all others
            yield Broken.from_parent(self, name="case-file", error=error)
            return
        for one in outline.items(self.source):
            kind = OtherFindings if one.number is None else Case
            yield kind.from_parent(self, name=one.name, told=one)

    @property
    def checker(self) -> Checker:
        """What checks the article."""
        return self.config.stash[CHECKER]

    @property
    def head(self) -> Head:
        """
        What the file says of its article.

        Raises:
            PolicyError: Something in it is wrong.
        """
        from quoteprov.cases.expected import head

        return head(self.source)

    @property
    def report(self) -> Report:
        """
        The report of the article, made once for all its cases.

        Raises:
            QuoteprovError: The article or the statements cannot be read.
        """
        from quoteprov.errors import QuoteprovError

        if self._report is None:
            head, checker = self.head, self.checker
            article = self._near(head.article)
            try:
                verifier = checker.among(head.against)
                self._report = checker.checked(verifier, article, head.published, head.lang)
            except QuoteprovError as error:
                self._report = error
        if isinstance(self._report, Exception):
            raise self._report
        return self._report

    def write(self, number: int, values: Mapping[str, str]) -> None:
        """Have values of a quotation written when all tests are done."""
        self.changes |= {(number, key): value for key, value in values.items()}
        if values and self not in self.checker.changed:
            self.checker.changed.append(self)

    def _near(self, path: Path) -> Path:
        """A path as somebody in the working directory would write it."""
        from pathlib import Path

        from quoteprov.config.source import near

        return Path(near(path))

    def where(self, line: int) -> str:
        """A line of the file, as failures name it."""
        return f"{self._near(self.path).as_posix()}:{line}"


class _Test(pytest.Item):
    """A test of a case file; all that it needs is imported when it runs."""

    file: CaseFile

    def __init__(self, *, parent: CaseFile, told: Item | None = None, **named: Any) -> None:
        super().__init__(parent=parent, **named)
        self.file = parent
        self.line, self.number = (told.line, told.number) if told else (1, None)
        self.add_marker(MARKER)

    def runtest(self) -> None:
        """Fail with what is not as expected; what cannot be read fails with why."""
        from quoteprov.errors import QuoteprovError

        try:
            lines = list(self.failure())
        except QuoteprovError as error:
            lines = [str(error), *getattr(error, "__notes__", ())]
        if lines:
            pytest.fail("\n".join(lines), pytrace=False)

    def failure(self) -> Iterable[str]:
        """Why the test fails, in lines; none where it does not."""
        raise NotImplementedError

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What pytest shows, with the case as its place (``--tb=line``, editors)."""
        shown = super().repr_failure(excinfo, style)
        if (crash := getattr(shown, "reprcrash", None)) is not None:
            crash.path, crash.lineno = str(self.path), self.line
        return shown

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands: the file, the line from 0, the name."""
        return self.path, self.line - 1, self.name


class Case(_Test):
    """What is expected of one quotation."""

    def failure(self) -> Iterable[str]:
        """Hold the quotation against it."""
        from quoteprov.cases.expected import expected
        from quoteprov.cases.matching import differences, meant
        from quoteprov.cases.outline import texts
        from quoteprov.cases.told import failure

        number = self.number or 0
        case = expected(self.file.source, number)
        report = self.file.report
        found = meant(report, texts(self.file.source), number)
        self.user_properties += _properties(report, found)
        wrong = differences(found[0], case) if len(found) == 1 else []
        news = {one.key: one.found for one in wrong if one.found and self._updates(one)}
        self.file.write(number, news)
        return failure(report, case, found, self.file.where(self.line), spared=news)

    def _updates(self, one: Difference) -> bool:
        """Whether a value is written anew."""
        return ("changed" if one.expected else "new") in self.file.checker.updates


class OtherFindings(_Test):
    """That the article holds no finding which the cases do not account for."""

    def failure(self) -> Iterable[str]:
        """List those that it holds."""
        from quoteprov.cases.expected import all_expected
        from quoteprov.cases.matching import unaccounted
        from quoteprov.cases.told import unexpected

        head, report = self.file.head, self.file.report
        fail_on: Severity = head.fail_on or self.file.checker.settled[1]["fail-on"].value
        cases = list(all_expected(self.file.source))
        left = unaccounted(report, head.allow, cases, fail_on)
        self.user_properties += _properties(report, ())
        return unexpected(report, left, self.file.where(self.line)) if left else []


class Broken(_Test):
    """A case file that cannot be read."""

    def __init__(self, *, error: Exception, **named: Any) -> None:
        super().__init__(**named)
        self._error = error

    def failure(self) -> Iterable[str]:
        """Say why."""
        raise self._error


def _properties(report: Report, quotations: Iterable[Quotation]) -> list[tuple[str, object]]:
    """What JUnit XML says of a test: verdicts, rules, statements, and the policy."""
    told = list(quotations)
    values: dict[str, Iterable[str]] = {
        "verdict": (q.verdict for q in told),
        "rules": (code for q in told for code in q.rules),
        "statement": (q.statement.id for q in told if q.statement),
        "policy": [report.policy.fingerprint],
    }
    return [(f"quoteprov.{name}", " ".join(dict.fromkeys(one))) for name, one in values.items()]


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
    from quoteprov.render.failure import difference

    verbosity = config.get_verbosity(pytest.Config.VERBOSITY_ASSERTIONS)
    return difference(found, expected, whole=verbosity > 1 or _ci() is not None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write case files; hand what was seen to the process that started this one."""
    checker = session.config.stash[CHECKER]
    if checker.changed:
        from quoteprov.cases.writing import written

        checker.diffs = [
            line for file in checker.changed for line in written(file.source, file.changes)
        ]
    if hasattr(session.config, "workeroutput"):
        told = {"seen": checker.seen, "problems": list(checker.problems)}
        session.config.workeroutput["quoteprov"] = told


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process of pytest-xdist has seen."""
    told = getattr(node, "workeroutput", {}).get("quoteprov")
    if told:
        checker = node.config.stash[CHECKER]
        checker.seen.update(told["seen"])
        checker.problems.update(dict.fromkeys(told["problems"]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in a line what was checked, and show what was written; nothing where nothing was."""
    checker = terminalreporter.config.stash[CHECKER]
    if checker.diffs:
        terminalreporter.section("quoteprov: case files written")
        for line in checker.diffs:
            terminalreporter.line(line)
    if checker.seen or checker.problems:
        from quoteprov.cases.summary import summary

        for line in summary(checker.seen, checker.problems):
            terminalreporter.line(line)
