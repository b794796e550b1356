"""
Case files as pytest collects them. To list their tests loads neither pydantic nor spaCy; what runs
them is imported when they run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quoteprov.cases import outline
from quoteprov.config.source import near
from quoteprov.errors import QuoteprovError
from quoteprov.pytest_plugin import MARKER, checker_of


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quoteprov.cases.expected import Head
    from quoteprov.cases.matching import Difference
    from quoteprov.cases.outline import Item
    from quoteprov.config.source import Source
    from quoteprov.models import Report, Severity
    from quoteprov.pytest_plugin.checker import Checker


class CaseFile(pytest.File):
    """A case file: what is expected of the quotations of an article."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for each quotation, and one for all other findings."""
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
        return checker_of(self.config)

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
        from quoteprov.cases.told import failure
        from quoteprov.pytest_plugin.checker import properties

        number = self.number or 0
        case = expected(self.file.source, number)
        report = self.file.report
        found = meant(report, outline.texts(self.file.source), number)
        self.user_properties += properties(report, found)
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
        from quoteprov.pytest_plugin.checker import properties

        head, report = self.file.head, self.file.report
        fail_on: Severity = head.fail_on or self.file.checker.settled[1]["fail-on"].value
        cases = list(all_expected(self.file.source))
        left = unaccounted(report, head.allow, cases, fail_on)
        self.user_properties += properties(report, ())
        return unexpected(report, left, self.file.where(self.line)) if left else []


class Broken(_Test):
    """A case file that cannot be read."""

    def __init__(self, *, error: Exception, **named: Any) -> None:
        super().__init__(**named)
        self._error = error

    def failure(self) -> Iterable[str]:
        """Say why."""
        raise self._error
