"""
``quoteprov check``.
"""

from __future__ import annotations

import datetime as dt
import os
import sys

from contextlib import ExitStack, closing
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from quoteprov.cli.corpus import opened
from quoteprov.cli.inputs import articles
from quoteprov.cli.outputs import lines, paired
from quoteprov.cli.project import day, in_force, options
from quoteprov.cli.terminal import CLEAN, FAILED, FOUND, say, show, warn
from quoteprov.config.paths import spread
from quoteprov.config.settings import rules, settled, statements, verifier_for
from quoteprov.config.source import near
from quoteprov.errors import InputError
from quoteprov.readers import files
from quoteprov.render.files import draft
from quoteprov.render.holdings import described
from quoteprov.render.phrases import count
from quoteprov.render.summary import Tally, summary
from quoteprov.rules.acceptance import stale_comments
from quoteprov.rules.selection import chosen


if TYPE_CHECKING:
    import argparse

    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from quoteprov.cli.outputs import Output
    from quoteprov.config.settings import Config, Setting
    from quoteprov.models import Article, Report, Severity


FEW = 5
"""Most articles that are checked without a progress bar."""


def check(arguments: argparse.Namespace) -> int:
    """
    Check articles and write their reports.
    """
    config = in_force(arguments)
    said = settled(config, options(arguments))
    outputs = paired(arguments.outputs, said["output-format"].value)
    published = day(arguments.published, "--published")
    chosen(**rules(said))  # what is wrong with it is told before a large corpus is read
    against = statements(said["against"], "--against")
    given = articles(arguments.articles, said["include"], said["exclude"])
    _spare_inputs(outputs, given, against, config.files)
    if arguments.verbose:
        _tell_settings(config, said)
    with ExitStack() as stack:
        # what cannot be written is told before anything is checked
        written = [(o, stack.enter_context(draft(o.path))) for o in outputs if o.path]
        today = dt.datetime.now().astimezone().date()
        verifier = verifier_for(config, said, opened(against), today)
        if arguments.verbose:
            say(f"statements: {described(verifier.corpus)}")
        reports = verifier.verify_many(
            given,
            workers=said["workers"].value,
            deadline=said["timeout"].value,
            published=published,
            lang=said["lang"].value,
        )
        run = _Run(
            reports,
            given,
            arguments,
            said["fail-on"].value,
            keeps=bool(written),
            comments=said["comments"].value,
        )
        with closing(reports):
            try:
                run.show([o for o in outputs if o.path is None])
            except KeyboardInterrupt:
                # with what is done; a file that would hold nothing stays what it was
                run.write(written if run.kept else [])
                raise
            run.write(written)
    if all(output.path for output in outputs):
        say(f"{summary(run.tally)}; written to {', '.join(str(o.path) for o in outputs)}")
    run.tell_stale(config, today)
    return run.exit_code()


class _Run:
    """One run: reports as they come, counted, shown and kept."""

    def __init__(
        self,
        reports: Iterable[Report],
        given: Sequence[Path | Article],
        arguments: argparse.Namespace,
        fail_on: Severity,
        *,
        keeps: bool,
        comments: bool,
    ) -> None:
        self.tally = Tally()
        self.kept: list[Report] = []
        self._arguments, self._fail_on, self._keeps = arguments, fail_on, keeps
        self._reads_comments = comments
        self._accepted: set[str] = set()
        self._comments: list[str] = []
        self._is_found = False
        self._bar: Any = None
        if not (arguments.quiet or arguments.verbose) and len(given) > FEW:
            from tqdm import tqdm

            self._bar = tqdm(total=len(given), unit=" files", leave=False, disable=None)
        self._reports = self._counted(reports)

    def _counted(self, reports: Iterable[Report]) -> Iterator[Report]:
        since, path, model = perf_counter(), None, "none"
        for report in reports:
            self.tally.add(report)
            self._is_found |= not report.ok(self._fail_on)
            self._accepted.update(finding.fingerprint for finding in report.accepted)
            article = report.texts.article
            ignores = article.ignores if article and self._reads_comments else ()
            self._comments += [
                f"{report.where}:{n}: {text}" for n, text in stale_comments(report, ignores)
            ]
            if self._keeps:
                self.kept.append(report)
            if self._arguments.verbose:
                if report.model not in {"none", model}:
                    model = report.model
                    say(f"pipeline: {model}")
                quoted = count(len(report.quotations), "quotation")
                found = count(len(report.findings), "finding")
                say(f"{report.where}: {quoted}, {found}, {perf_counter() - since:.2f} s")
            yield report
            if self._bar is not None and report.where != path:
                self._bar.update()
            since, path = perf_counter(), report.where
            self._arguments.go_on()

    def show(self, outputs: Sequence[Output]) -> None:
        """Check everything, and show it on standard output if that is one of the outputs."""
        try:
            for output in outputs:
                try:
                    show(self._lines(output, self._reports), self._aside())
                except BrokenPipeError:
                    if not self._keeps:
                        raise
                    # the reader has seen enough; the files are still wanted whole
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            for _ in self._reports:
                pass
        finally:
            if self._bar is not None:
                self._bar.close()

    def write(self, written: Iterable[tuple[Output, Callable[[Iterable[str]], None]]]) -> None:
        """Write the reports that were kept into files."""
        for output, write in written:
            write(f"{line}\n" for line in self._lines(output, self.kept))

    def _lines(self, output: Output, reports: Iterable[Report]) -> Iterator[str]:
        least = self._fail_on if self._arguments.quiet else None
        return lines(output, reports, least=least, color=self._arguments.color)

    def _aside(self) -> Callable[[], Any] | None:
        """What takes the bar from a terminal while results are printed to it."""
        if self._bar is None or self._bar.disable or not sys.stdout.isatty():
            return None
        aside: Callable[[], Any] = self._bar.external_write_mode
        return aside

    def tell_stale(self, config: Config, today: dt.date) -> None:
        """
        Tell of comments and entries that do nothing. An entry may be for an article that was not
        in this run, or that could not be read.
        """
        warn(self._comments)
        ended = [entry for entry in config.accept if not entry.holds(today)]
        warn(
            [
                f"{one.where}: {one.fingerprint} was accepted until {one.until}; see to it, or "
                "take the entry out"
                for one in ended
            ]
        )
        if self.tally.unread or self._arguments.quiet:
            return
        idle = [
            f"{one.fingerprint} ({one.where})"
            for one in config.accept
            if one not in ended and one.fingerprint not in self._accepted
        ]
        if idle:
            # one line: whoever checks one article of a project has all the others' entries idle
            more = f" and {len(idle) - FEW} more" * (len(idle) > FEW)
            warn([f"accepted, but matched nothing in this run: {', '.join(idle[:FEW])}{more}"])

    def exit_code(self) -> int:
        """
        Say on standard error if nothing was checked: no finding must not look like a clean result.
        """
        tally = self.tally
        if tally.unread == tally.articles:
            say(f"error: none of the articles could be read or checked ({tally.articles} given)")
            return FAILED
        if not tally.quotations and not self._arguments.allow_empty:
            outside = f", {tally.outside} outside the body" * bool(tally.outside)
            say(
                f"error: nothing to check: no quotation found in {tally.articles - tally.unread} "
                f"article(s){outside}; give texts that quote somebody in quotation marks"
            )
            return FAILED
        return FOUND if self._is_found and not self._arguments.exit_zero else CLEAN


def _spare_inputs(
    outputs: Iterable[Output],
    given: Iterable[Path | Article],
    against: Iterable[str],
    configured: Iterable[Path],
) -> None:
    """
    Look that no output is written over what is read.

    Raises:
        InputError: One would be.
    """
    places = {os.path.realpath(o.path): o.path for o in outputs if o.path and o.path.exists()}
    if not places:
        return
    statements = spread(against)
    read = [
        *(path for path in given if isinstance(path, Path)),
        *(file for path in statements for file in (files(path) if path.is_dir() else [path])),
        *configured,
    ]
    for path in read:
        if output := places.get(os.path.realpath(path)):
            msg = f"{output.as_posix()}: is one of the inputs; write to another file"
            raise InputError(msg)


def _tell_settings(config: Config, said: Mapping[str, Setting]) -> None:
    """What is used, and what says so."""
    read = ", ".join(near(path) for path in config.files) or "none"
    say(f"configuration: {read}; {count(len(config.accept), 'accepted finding')}")
    for key, one in said.items():
        say(f"{key} = {one.value!r} ({one.origin})")
