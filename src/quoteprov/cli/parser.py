"""
The options of all commands. Nothing here loads what a command needs.
"""

from __future__ import annotations

import argparse
import sys

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from quoteprov.render import FORMATS


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - has no public name


SHELLS = ("bash", "zsh", "tcsh")
_EPILOG = "Exit codes: 0 clean, 1 findings at or above --fail-on, 2 nothing could be checked."
_STATEMENTS = "files, folders, patterns or index files of statements"
_IN_PLACE = "write this index file instead; default: in place"


class Parser(argparse.ArgumentParser):
    """
    Says what may have been meant by an option, command or choice that does not exist.
    """

    def __init__(self, **options: Any) -> None:
        # the beginning of an option may be that of two in the next version
        super().__init__(**options, allow_abbrev=False)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse what is left over here, where the options of the command are known."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(self._unexpected(unknown))
        return found, unknown

    def _unexpected(self, unknown: Sequence[str]) -> str:
        from quoteprov.policy import meant

        first = unknown[0].partition("=")[0]
        if first.startswith("-") and first != "-":
            return f"no option {first!r}.{meant(first, self._option_string_actions)}"
        return (
            f"{first!r} was not expected here; name all paths in one row, with the options "
            "before or after them"
        )

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = action.choices
        if choices is None or value in choices:
            return
        from quoteprov.policy import meant

        # a command may have an old name that is not shown
        known = [
            name
            for name in map(str, choices)
            if not isinstance(choices, dict) or choices[name].prog.endswith(f" {name}")
        ]
        name = "/".join(action.option_strings) or action.metavar
        hint = meant(str(value), known)
        self.error(f"{name} {value!r} does not exist.{hint} There are: {', '.join(known)}")

    def error(self, message: str) -> NoReturn:
        """
        End with exit code 2, what was wrong and where to read on.
        """
        from quoteprov.render.terminal import escape

        if "required: ARTICLE" in message:
            message += "; name articles first, for --against takes all paths after it"
        print(f"{self.prog}: error: {escape(message)}", file=sys.stderr)
        print(f"  help: {self.prog} --help", file=sys.stderr)
        self.exit(2)


def parser() -> Parser:
    """
    Build the parser of the whole command line.
    """
    top = Parser(
        prog="quoteprov",
        description="Check quotations against what was really said.",
        epilog=_EPILOG,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_accept(commands)
    _add_cases(commands)
    _add_config(commands)
    _add_corpus(commands)
    _add_rules(commands)
    _add_completion(commands)
    return top


class _Version(argparse.Action):
    """Asks for the version only when it is wanted."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"quoteprov {version('quoteprov')}")
        parser.exit()


class _Output(argparse.Action):
    """Keeps formats and files in the order in which they are given."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        del parser, option_string
        namespace.outputs = [*namespace.outputs, (self.metavar == "FORMAT", values)]


def _add_check(commands: Commands) -> None:
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
        help="files, folders or patterns such as 'drafts/**/*.md', or - for standard input",
    )
    _add_settings(check)
    check.add_argument("--published", metavar="DATE", help="day of the articles, as 2022-11-08")
    outputs = check.add_argument_group(
        "outputs", "Both may be given several times; a format is that of the file after it."
    )
    outputs.add_argument(
        "--output-format",
        action=_Output,
        dest="outputs",
        choices=list(FORMATS),
        default=[],
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; default: full",
    )
    outputs.add_argument(
        "-o",
        "--output-file",
        action=_Output,
        dest="outputs",
        default=[],
        metavar="FILE",
        help="write to this file, in the format of its ending if none was given, or to - for "
        "standard output",
    )
    outputs.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="default: auto"
    )
    much = outputs.add_mutually_exclusive_group()
    much.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="full and concise show only what is as severe as --fail-on; no progress",
    )
    much.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="say on standard error what is used, and each article as it is done",
    )
    code = check.add_argument_group("exit code")
    code.add_argument(
        "--exit-zero", action="store_true", help="0 instead of 1 where something was found"
    )
    code.add_argument(
        "--allow-empty", action="store_true", help="0 instead of 2 where nobody is quoted"
    )
    check.set_defaults(run="check:check")


def _add_settings(command: argparse.ArgumentParser) -> None:
    """The options that a configuration may say too."""
    _add_against(command, "after the articles")
    command.add_argument(
        "--include",
        action="append",
        metavar="GLOB",
        help="of folders and patterns, take the files that match this, written as in .gitignore",
    )
    command.add_argument(
        "--exclude",
        action="append",
        metavar="GLOB",
        help="of these, leave out the files that match this",
    )
    command.add_argument(
        "--lang", metavar="LANG", help="language of the articles, as fr; default: detected"
    )
    command.add_argument(
        "--model", help="blank, auto, or the name of a spaCy pipeline; default: blank"
    )
    command.add_argument(
        "--all-zones",
        action=argparse.BooleanOptionalAction,
        help="list quotations outside the body too",
    )
    command.add_argument(
        "--comments",
        action=argparse.BooleanOptionalAction,
        help="let comments in the articles accept findings; default: yes",
    )
    command.add_argument("--workers", type=processes, metavar="N", help="processes; default: 1")
    command.add_argument(
        "--timeout",
        type=seconds,
        metavar="SECONDS",
        help="most time for an article, in a worker process even if that is one; "
        "default: 30 with more workers than one, else none",
    )
    group = command.add_argument_group(
        "what is reported", "Said here, it takes the place of what the configuration says."
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
    group.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        help="lowest severity that gives exit code 1; default: error",
    )
    _add_project(command)


def _add_against(command: argparse.ArgumentParser, where: str) -> None:
    command.add_argument(
        "--against",
        nargs="+",
        action="extend",
        metavar="PATH",
        help=f"{_STATEMENTS}; {where}",
    )


def _add_project(command: argparse.ArgumentParser) -> None:
    files = command.add_mutually_exclusive_group()
    _add_config_file(files)
    files.add_argument("--isolated", action="store_true", help="read no configuration")


def _add_config_file(command: argparse._ActionsContainer) -> None:
    command.add_argument(
        "--config",
        metavar="FILE",
        help="a pyproject.toml or quoteprov.toml; default: those of the nearest folder, upward "
        "from the working directory, that has either",
    )


def _add_accept(commands: Commands) -> None:
    accept = commands.add_parser(
        "accept",
        help="accept a finding, with a reason",
        description="Accept a finding: write its fingerprint into the quoteprov.toml beside the "
        "configuration, or in the working directory.",
    )
    accept.add_argument("fingerprint", metavar="FINGERPRINT", help="12 digits, as in the report")
    accept.add_argument("--reason", required=True, metavar="TEXT", help="why it is accepted")
    accept.add_argument("--until", metavar="DATE", help="last day on which it is, as 2027-01-31")
    _add_config_file(accept)
    accept.set_defaults(run="project:accept", isolated=False)


def _add_cases(commands: Commands) -> None:
    cases = commands.add_parser(
        "cases",
        help="write what is found in an article as cases for pytest",
        description="Write what is found in an article as a case file: pytest then tests that it "
        "stays so. Name it *.quoteprov.toml.",
    )
    cases.add_argument("article", metavar="ARTICLE", help="file of one article")
    _add_against(cases, "after the article; written into the file")
    cases.add_argument("--published", metavar="DATE", help="day of the article, as 2022-11-08")
    cases.add_argument("--lang", metavar="LANG", help="language of the article, as fr")
    cases.add_argument(
        "-o",
        "--output",
        type=case_file,
        metavar="FILE",
        help="new file ending in .quoteprov.toml; default: standard output",
    )
    _add_project(cases)
    cases.set_defaults(run="cases:cases")


def _add_config(commands: Commands) -> None:
    config = commands.add_parser(
        "config",
        help="show what is set, and where",
        description="Show each key of the configuration with its value and what says so. Takes "
        "the options of check that a configuration may say too.",
    )
    _add_settings(config)
    _add_form(config, "json")
    config.set_defaults(run="project:config")


def _add_form(command: argparse.ArgumentParser, other: str) -> None:
    command.add_argument(
        "--output-format",
        dest="form",
        choices=("full", other),
        default="full",
        help="default: full",
    )


def _add_rules(commands: Commands) -> None:
    rules = commands.add_parser("rules", help="list the rules", description="List the rules.")
    _add_form(rules, "json")
    rules.set_defaults(run="rules:rules")
    explain = commands.add_parser(
        "explain", help="explain a rule", description="Explain a rule: what, why, example."
    )
    explain.add_argument("code", metavar="CODE", help="code or name, such as QP106")
    explain.set_defaults(run="rules:explain")


def _add_completion(commands: Commands) -> None:
    completion = commands.add_parser(
        "completion",
        help="print a script with which a shell completes commands",
        description="Print a script with which a shell completes commands, options and files.",
    )
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))
    completion.set_defaults(run="completion:completion")


def _add_corpus(commands: Commands) -> None:
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
    build.set_defaults(run="corpus:build")
    add = kinds.add_parser(
        "add",
        help="add statements to an index file",
        description="Add statements to an index file. A statement whose id is there already gets "
        "a number behind it.",
    )
    add.add_argument("index", type=index_file, metavar="FILE", help="index file")
    add.add_argument("paths", nargs="+", metavar="PATH", help=_STATEMENTS)
    add.add_argument("-o", "--output", type=index_file, metavar="NEW", help=_IN_PLACE)
    add.set_defaults(run="corpus:add")
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
    remove.set_defaults(run="corpus:remove")
    info = kinds.add_parser(
        "info", help="say what an index holds", description="Say what an index or folder holds."
    )
    info.add_argument("path", metavar="PATH", help="index file, file or folder")
    info.set_defaults(run="corpus:info")
    suggest = kinds.add_parser(
        "suggest",
        help="suggest which statements are one in several wordings",
        description="Suggest which statements may be published wordings of one another, or "
        "copies. Nothing is joined: put rendition_of into those that you know to be.",
    )
    suggest.add_argument("paths", nargs="+", metavar="PATH", help=_STATEMENTS)
    _add_form(suggest, "jsonl")
    suggest.set_defaults(run="corpus:suggest")
    kinds._name_parser_map["renditions"] = suggest  # noqa: SLF001 - its name until 0.2, not shown
    verify = kinds.add_parser(
        "verify",
        help="look whether an index file is whole",
        description="Read the whole of an index file, and look whether it fits together.",
        epilog="Exit codes: 0 whole, 2 damaged.",
    )
    verify.add_argument("index", type=index_file, metavar="FILE", help="index file")
    verify.set_defaults(run="corpus:verify")


def named(kind: str, ending: str) -> Callable[[str], Path]:
    """
    Give what reads the name of a file of ours: one with another *ending* would be taken for a text
    wherever it is read, or not be found.
    """

    def read(value: str) -> Path:
        """
        Read a name.

        Raises:
            ArgumentTypeError: It has another ending.
        """
        if not value.endswith(ending):
            msg = f"{value!r} is no {kind}; its name ends in {ending}"
            raise argparse.ArgumentTypeError(msg)
        return Path(value)

    return read


index_file, case_file = named("index file", ".qpx"), named("case file", ".quoteprov.toml")


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
    Read a number of seconds.

    Raises:
        ArgumentTypeError: It is none, or not above zero.
    """
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not number > 0:
        msg = f"{value!r} is not a number of seconds above zero"
        raise argparse.ArgumentTypeError(msg)
    return number


def processes(value: str) -> int:
    """
    Read a number of processes.

    Raises:
        ArgumentTypeError: It is none, or below one.
    """
    if not value.isdecimal() or (number := int(value)) < 1:
        msg = f"{value!r} is not a number of processes; write 1 or more"
        raise argparse.ArgumentTypeError(msg)
    return number
