"""
The command line: ``quoteprov check | rules | explain | corpus``.

Results go to standard output, everything else to standard error. Exit codes: 0 clean, 1 findings
at or above ``--fail-on``, 2 usage, unreadable input or nothing to check, 130 interrupted. What a
command needs is imported inside it, so that ``--help`` loads neither spaCy nor pydantic.
"""

from __future__ import annotations

import _thread
import argparse
import os
import signal
import sys
import threading
import traceback

from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import FrameType

    from quoteprov.config import Config
    from quoteprov.corpus.corpus import Corpus
    from quoteprov.models import Article, Report, Severity


CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
WARNINGS = 20
"""Problems of documents that are told one by one."""
ISSUERS = 10
"""Issuers that are named, the commonest first."""
AGAIN = 0.02
"""Seconds after which a run that was told to end, and could not, tries it again."""
FORMATS = ("full", "concise", "json", "jsonl")
_EPILOG = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 nothing could be checked."


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command line and give its exit code.
    """
    from quoteprov.errors import QuoteprovError

    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _told_to_end() as arguments.go_on:
            return int(arguments.run(arguments))
    except QuoteprovError as error:
        _say(f"error: {error}")
    except BrokenPipeError:
        # the reader has seen enough; nothing may be flushed into the closed pipe at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - exit code 1 would say "findings"
        traceback.print_exc()
        _say("error: this is a fault of quoteprov; please report it with the lines above")
    return FAILED


@contextmanager
def _told_to_end() -> Iterator[Callable[[], None]]:
    """
    SIGTERM is an interruption like Ctrl-C: what is done is shown, and no process is left.

    Imports and ``__del__`` swallow exceptions or complain of them, so that their end is waited
    for. What is given raises the interruption again if it was lost elsewhere.
    """
    told = False

    def tell(sign: int, frame: FrameType | None) -> None:
        nonlocal told
        told = True
        if _swallows(frame):
            again = threading.Timer(AGAIN, _thread.interrupt_main, [sign])
            again.daemon = True
            again.start()
        else:
            raise KeyboardInterrupt

    def check() -> None:
        if told:
            raise KeyboardInterrupt

    before = {}
    with suppress(ValueError):  # only the main thread is told
        before = {sign: signal.signal(sign, tell) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield check
        check()
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _swallows(frame: FrameType | None) -> bool:
    """Whether a module is being imported, or an object thrown away."""
    while frame is not None and not (
        frame.f_code.co_name == "__del__"
        or frame.f_code.co_filename == "<frozen importlib._bootstrap>"
    ):
        frame = frame.f_back
    return frame is not None


def parser() -> argparse.ArgumentParser:
    """
    Build the parser of the whole command line.
    """
    top = argparse.ArgumentParser(
        prog="quoteprov",
        description="Check quotations against what was really said.",
        epilog=_EPILOG,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_rules(commands)
    _add_corpus(commands)
    return top


class _Version(argparse.Action):
    """Asks for the version only when it is wanted."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"quoteprov {version('quoteprov')}")
        parser.exit()


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser(
        "check",
        help="check the quotations of articles",
        description="Check the quotations of articles against statements.",
        epilog=_EPILOG,
    )
    check.add_argument(
        "articles",
        nargs="+",
        metavar="ARTICLE",
        help="file or folder of .txt, .md, .jsonl or .html, or - for standard input",
    )
    check.add_argument(
        "--against",
        nargs="+",
        action="extend",
        required=True,
        metavar="PATH",
        help="files, folders or an index file with the statements; after the articles",
    )
    check.add_argument("--output-format", choices=FORMATS, default="full", help="default: full")
    check.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        help="lowest severity that gives exit code 1; default: error",
    )
    check.add_argument("--published", metavar="DATE", help="day of the articles, as 2022-11-08")
    check.add_argument(
        "--lang", metavar="LANG", help="language of the articles, as fr; default: detected"
    )
    _add_policy(check)
    check.add_argument(
        "--model",
        default="blank",
        help="blank, auto, or the name of a spaCy pipeline; default: blank",
    )
    check.add_argument(
        "--all-zones", action="store_true", help="list quotations outside the body too"
    )
    check.add_argument("--workers", type=int, default=1, metavar="N", help="processes; default: 1")
    check.add_argument(
        "--timeout",
        type=seconds,
        metavar="SECONDS",
        help="most time for an article, in a worker process even if that is one; "
        "default: 30 with more workers than one, else none",
    )
    check.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="default: auto"
    )
    check.set_defaults(run=_check)


def _add_policy(check: argparse.ArgumentParser) -> None:
    group = check.add_argument_group(
        "what is reported", "Said here, it takes the place of what [tool.quoteprov] says."
    )
    group.add_argument("--profile", help="document, speech or strict; default: document")
    group.add_argument(
        "--select",
        action="append",
        metavar="RULES",
        help="apply these rules only: codes, beginnings of codes, names or ALL, as QP1,QP201",
    )
    group.add_argument(
        "--ignore",
        action="append",
        metavar="RULES",
        help="leave these rules out; of two namings of a rule the longer counts",
    )
    group.add_argument(
        "--severity",
        action="append",
        type=severity,
        metavar="RULE=SEVERITY",
        help="take these rules for so grave: error, warning or info",
    )
    files = group.add_mutually_exclusive_group()
    files.add_argument(
        "--config",
        metavar="FILE",
        help="a pyproject.toml to read; default: the nearest with a table [tool.quoteprov]",
    )
    files.add_argument("--isolated", action="store_true", help="read no pyproject.toml")


def _add_rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    rules = commands.add_parser("rules", help="list the rules", description="List the rules.")
    rules.set_defaults(run=_rules)
    explain = commands.add_parser(
        "explain", help="explain a rule", description="Explain a rule: what, why, example."
    )
    explain.add_argument("code", metavar="CODE", help="code or name, such as QP106")
    explain.set_defaults(run=_explain)


def _add_corpus(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    corpus = commands.add_parser(
        "corpus",
        help="make, change and inspect index files",
        description="Make, change and inspect index files.",
    )
    kinds = corpus.add_subparsers(title="commands", required=True, metavar="COMMAND")
    build = kinds.add_parser(
        "build",
        help="make an index file",
        description="Make an index file. It is put in its place when it is whole.",
    )
    build.add_argument("paths", nargs="+", metavar="PATH", help=_STATEMENTS)
    build.add_argument(
        "-o", "--output", required=True, type=index_file, metavar="FILE", help="ending in .qpx"
    )
    build.set_defaults(run=_corpus_build)
    add = kinds.add_parser(
        "add",
        help="add statements to an index file",
        description="Add statements to an index file. A statement whose id is there already gets "
        "a number behind it.",
    )
    add.add_argument("index", type=index_file, metavar="FILE", help="index file")
    add.add_argument("paths", nargs="+", metavar="PATH", help=_STATEMENTS)
    add.add_argument("-o", "--output", type=index_file, metavar="NEW", help=_IN_PLACE)
    add.set_defaults(run=_corpus_add)
    remove = kinds.add_parser(
        "remove",
        help="remove statements from an index file",
        description="Remove statements from an index file: all that are named, or none.",
    )
    remove.add_argument("index", type=index_file, metavar="FILE", help="index file")
    remove.add_argument("ids", nargs="*", metavar="ID", help="id of a statement")
    remove.add_argument(
        "--from",
        dest="listed",
        metavar="LIST",
        help="file with an id a line, or - for standard input",
    )
    remove.add_argument("-o", "--output", type=index_file, metavar="NEW", help=_IN_PLACE)
    remove.set_defaults(run=_corpus_remove)
    info = kinds.add_parser(
        "info", help="say what an index holds", description="Say what an index or folder holds."
    )
    info.add_argument("path", metavar="PATH", help="index file, file or folder")
    info.set_defaults(run=_corpus_info)
    renditions = kinds.add_parser(
        "renditions",
        help="suggest which statements are one in several wordings",
        description="Suggest which statements may be published wordings of one another, or "
        "copies. Nothing is joined: put rendition_of into those that you know to be.",
    )
    renditions.add_argument("paths", nargs="+", metavar="PATH", help=_STATEMENTS)
    renditions.add_argument(
        "--output-format", choices=("full", "jsonl"), default="full", help="default: full"
    )
    renditions.set_defaults(run=_corpus_renditions)
    verify = kinds.add_parser(
        "verify",
        help="look whether an index file is whole",
        description="Read the whole of an index file, and look whether it fits together.",
        epilog="Exit codes: 0 whole, 2 damaged.",
    )
    verify.add_argument("index", type=index_file, metavar="FILE", help="index file")
    verify.set_defaults(run=_corpus_verify)


_STATEMENTS = "files, folders and index files of statements"
_IN_PLACE = "write this index file instead; default: in place"


def index_file(value: str) -> Path:
    """
    Read the name of an index file; another would be taken for a text wherever it is read.

    Raises:
        ArgumentTypeError: It has another ending.
    """
    if not value.endswith(".qpx"):
        msg = f"{value!r} is no index file; its name ends in .qpx"
        raise argparse.ArgumentTypeError(msg)
    return Path(value)


def severity(value: str) -> tuple[str, str]:
    """
    Read the severity of a rule; which there are is known where the rules are.

    Raises:
        ArgumentTypeError: It has another form.
    """
    rule, equals, asked = value.partition("=")
    if not (rule and equals and asked):
        msg = f"{value!r} is not RULE=SEVERITY, such as QP107=error"
        raise argparse.ArgumentTypeError(msg)
    return rule.strip(), asked.strip()


def seconds(value: str) -> float:
    """
    Read a number of seconds; the name is what ``argparse`` calls it.

    Raises:
        ValueError: It is none, or not above zero.
    """
    number = float(value)
    if not number > 0:
        raise ValueError
    return number


def _say(message: str) -> None:
    from quoteprov.render.terminal import escape

    for line in message.splitlines():
        print(f"quoteprov: {escape(line)}", file=sys.stderr)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        # at once: whoever ends a long run has what was done
        print(line, flush=True)


def _check(arguments: argparse.Namespace) -> int:
    from quoteprov.rules.selection import chosen
    from quoteprov.verifier import Verifier

    published, config = _published(arguments.published), _config(arguments)
    rules: dict[str, Any] = {
        "profile": config.profile or "document",
        "select": config.select,
        "ignore": config.ignore,
        "severities": config.severity,
    }
    chosen(**rules)  # what is wrong with it is told before a large corpus is read
    verifier = Verifier(
        _corpus(arguments.against),
        **rules,
        model=arguments.model,
        all_zones=arguments.all_zones,
    )
    reports = verifier.verify_many(
        (item for path in arguments.articles for item in _articles(path)),
        workers=arguments.workers,
        deadline=arguments.timeout,
        published=published,
        lang=arguments.lang,
    )
    tally = _Tally(config.fail_on or "error", arguments.go_on)
    with closing(reports):
        _print(_rendered(tally.count(reports), arguments))
    return tally.exit_code()


def _config(arguments: argparse.Namespace) -> Config:
    """What the command line says, and where it is silent the project."""
    from quoteprov.config import Config, find_config, read_config

    if arguments.config:
        found = read_config(Path(arguments.config))
    else:
        found = Config() if arguments.isolated else find_config(Path.cwd())
    return Config(
        profile=arguments.profile or found.profile,
        select=arguments.select or found.select,
        ignore=arguments.ignore or found.ignore,
        severity={**found.severity, **dict(arguments.severity or ())},
        fail_on=arguments.fail_on or found.fail_on,
    )


class _Tally:
    """Counts what goes by, for the exit code."""

    def __init__(self, fail_on: Severity, go_on: Callable[[], None]) -> None:
        self._fail_on, self._go_on = fail_on, go_on
        self._articles = self._unread = self._quotations = self._outside = 0
        self._failed = False

    def count(self, reports: Iterable[Report]) -> Iterator[Report]:
        for report in reports:
            self._articles += 1
            self._unread += report.model == "none"
            self._quotations += len(report.quotations)
            self._outside += report.unlisted
            self._failed |= not report.ok(self._fail_on)
            yield report
            self._go_on()

    def exit_code(self) -> int:
        """
        Say on standard error if nothing was checked: no finding must not look like a clean result.
        """
        if self._unread == self._articles:
            _say(f"error: none of the articles could be read or checked ({self._articles} given)")
            return FAILED
        if not self._quotations:
            outside = f", {self._outside} outside the body" * bool(self._outside)
            _say(
                f"error: nothing to check: no quotation found in {self._articles - self._unread} "
                f"article(s){outside}; give texts that quote somebody in quotation marks"
            )
            return FAILED
        return FOUND if self._failed else CLEAN


def _rendered(reports: Iterable[Report], arguments: argparse.Namespace) -> Iterator[str]:
    form = arguments.output_format
    if form == "json":
        from quoteprov.render.structured import render_json

        return render_json(reports)
    if form == "jsonl":
        from quoteprov.render.structured import render_jsonl

        return render_jsonl(reports)
    if form == "concise":
        from quoteprov.render.concise import render_concise

        return render_concise(reports)
    import shutil

    from quoteprov.render.full import render_full

    width = shutil.get_terminal_size((100, 24)).columns
    return render_full(reports, width=max(40, min(width, 160)), colour=_colour(arguments.color))


def _colour(asked: str) -> bool:
    """https://no-color.org, and FORCE_COLOR, and a terminal that can."""
    if asked != "auto":
        return asked == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and sys.stdout.isatty()


def _published(value: str | None) -> dt.date | None:
    import datetime as dt

    from quoteprov.errors import InputError

    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        msg = f"--published {value!r} is not a date; write it as 2022-11-08"
        raise InputError(msg) from error


def _corpus(paths: Sequence[str]) -> Corpus:
    from quoteprov.corpus.corpus import Corpus

    corpus = Corpus.build([Path(p) for p in paths])
    _warn(corpus)
    return corpus


def _warn(corpus: Corpus) -> None:
    """What was wrong with the documents of a corpus, the first of it one by one."""
    for problem in corpus.problems[:WARNINGS]:
        _say(f"warning: {problem.path}: {problem.message}")
    if (more := len(corpus.problems) - WARNINGS) > 0:
        _say(f"warning: and {more:,} more")


def _articles(path: str) -> Iterator[Article | Path]:
    """A path, or the text on standard input."""
    from quoteprov.models import Article
    from quoteprov.readers.text import decode

    if path == "-":
        yield Article(id="-", text=decode(sys.stdin.buffer.read()))
    else:
        yield Path(path)


def _rules(arguments: argparse.Namespace) -> int:
    from quoteprov.rules.registry import RULES

    del arguments
    _print(f"{r.code}  {r.severity:8}{r.name}" for r in RULES.values())
    return CLEAN


def _explain(arguments: argparse.Namespace) -> int:
    from quoteprov.rules.selection import named

    rule = named(arguments.code)
    _print([f"{rule.code} {rule.name} ({rule.severity})", "", rule.page])
    return CLEAN


@contextmanager
def _progress(total: int | None = None) -> Iterator[Callable[[int], object]]:
    """Count statements on standard error, if that is a terminal."""
    from tqdm import tqdm

    with tqdm(total=total, unit=" statements", leave=False, disable=None) as bar:
        yield bar.update


def _corpus_build(arguments: argparse.Namespace) -> int:
    from quoteprov.corpus.corpus import Corpus

    paths = [Path(p) for p in arguments.paths]
    with _progress() as count:
        corpus = Corpus.build(paths, arguments.output, on_progress=count)
    _written(corpus)
    return CLEAN


def _corpus_add(arguments: argparse.Namespace) -> int:
    from quoteprov.corpus.corpus import Corpus
    from quoteprov.errors import CorpusError

    before, paths = Corpus.open(arguments.index), [Path(p) for p in arguments.paths]
    with _progress() as count:
        corpus = before.add(paths, arguments.output or arguments.index, on_progress=count)
    _written(corpus)
    if len(corpus) == len(before):
        msg = "nothing was added: no statement could be read"
        raise CorpusError(msg)
    return CLEAN


def _corpus_remove(arguments: argparse.Namespace) -> int:
    from quoteprov.corpus.corpus import Corpus
    from quoteprov.errors import InputError

    ids = [*arguments.ids, *_listed(arguments.listed)]
    if not ids:
        msg = "no id was given; name the statements to remove, or their list with --from"
        raise InputError(msg)
    corpus = Corpus.open(arguments.index)
    _written(corpus.remove(ids, arguments.output or arguments.index))
    return CLEAN


def _listed(path: str | None) -> list[str]:
    """The lines of a file or of standard input."""
    from quoteprov.errors import InputError
    from quoteprov.readers.text import decode

    if path is None:
        return []
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        msg = f"{path}: cannot be opened: {error.strerror or error}"
        raise InputError(msg) from error
    return [line for line in decode(data).splitlines() if line]


def _written(corpus: Corpus) -> None:
    """Say what was written, and what was wrong with what was read."""
    _warn(corpus)
    _print([f"{corpus.path}: {_described(corpus)}"])


def _corpus_info(arguments: argparse.Namespace) -> int:
    _print(_details(_corpus([arguments.path])))
    return CLEAN


def _corpus_renditions(arguments: argparse.Namespace) -> int:
    from quoteprov.render.renditions import render_renditions, render_renditions_jsonl

    corpus = _corpus(arguments.paths)
    is_full = arguments.output_format == "full"
    render = render_renditions if is_full else render_renditions_jsonl
    _print(render(corpus.renditions(), corpus.statements))
    return CLEAN


def _corpus_verify(arguments: argparse.Namespace) -> int:
    from quoteprov.corpus.corpus import Corpus

    corpus = Corpus.open(arguments.index)
    with _progress(len(corpus)) as count:
        corpus.verify(on_progress=count)
    read = f"{len(corpus):,} statements and the places of {corpus.words:,} words"
    _print([f"{corpus.path}: {_described(corpus)}", f"whole: {read} were read and compared"])
    return CLEAN


def _details(corpus: Corpus) -> Iterator[str]:
    from quoteprov.corpus.index import FORMAT
    from quoteprov.render.terminal import escape
    from quoteprov.text.words import FOLDING

    yield _described(corpus)
    yield f"words      {corpus.words:,}"
    yield f"languages  {escape(', '.join(sorted(corpus.languages))) or 'unknown'}"
    yield f"carriers   {escape(', '.join(sorted(corpus.carriers))) or 'none named'}"
    if corpus.path:
        size = corpus.path.stat().st_size
        yield f"file       {size:,} bytes, format {FORMAT}, folding {FOLDING}"
    common = sorted(corpus.issuers.items(), key=lambda item: (-item[1], item[0]))
    yield f"issuers    {len(common):,}"
    for name, times in common[:ISSUERS]:
        yield f"  {times:7,}  {escape(name)}"
    if (more := len(common) - ISSUERS) > 0:
        yield f"  and {more:,} more"


def _described(corpus: Corpus) -> str:
    info = corpus.info
    newest = info.newest or "unknown"
    return f"{info.statements:,} statements, newest {newest}, digest {info.digest}"
