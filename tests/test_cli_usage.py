"""How the command line helps: mistakes, help, completion."""

from __future__ import annotations

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quoteprov.cli import main, parser
from quoteprov.cli.parser import SHELLS
from quoteprov.config.keys import KEYS
from quoteprov.rules.registry import RULES


if TYPE_CHECKING:
    from collections.abc import Iterator


ROOT = Path(__file__).parents[1]


def _commands(command: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A command and all below it."""
    yield command
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in dict.fromkeys(action.choices.values()):
                yield from _commands(below)


class TestMistakes:
    """A slip of the keyboard is told with what was meant, and is code 2."""

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ("chekc a", "COMMAND 'chekc' does not exist. Did you mean 'check'? There are: check,"),
            ("corpus bild a", "COMMAND 'bild' does not exist. Did you mean 'build'?"),
            ("corpus x", "There are: build, add, remove, info, suggest, verify\n"),
            ("check a --agianst b", "no option '--agianst'. Did you mean '--against'?"),
            ("check a --against b --workers=2 --outptu-file=x", "Did you mean '--output-file'?"),
            ("check a --fail-on eror", "--fail-on 'eror' does not exist. Did you mean 'error'?"),
            (
                "check a --output-format jsn",
                "--output-format 'jsn' does not exist. Did you mean 'json'",
            ),
            ("check a --out x", "no option '--out'."),
            ("completion fish", "SHELL 'fish' does not exist. There are: bash, zsh, tcsh"),
            (
                "check --against a b",
                "required: ARTICLE; name articles first, for --against takes all",
            ),
            ("check a -q b", "'b' was not expected here; name all paths in one row"),
            ("check a -q -v", "not allowed with argument"),
            ("check a --workers 0", "'0' is not a number of processes; write 1 or more"),
            ("check a --workers two", "'two' is not a number of processes"),
            ("check a --timeout 0", "'0' is not a number of seconds above zero"),
            ("check a --timeout soon", "'soon' is not a number of seconds above zero"),
            ("check a --severity QP1", "'QP1' is not RULE=SEVERITY, such as QP107=error"),
            ("accept 5f0c2a9b71de", "required: --reason"),
            ("", "required: COMMAND"),
        ],
    )
    def test_told(self, given: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
        """It is told in one line, and the next says where to read on."""
        with pytest.raises(SystemExit, match="2"):
            main(given.split())
        out, err = capsys.readouterr()
        told, below = err.splitlines()

        assert "" == out
        assert message in f"{told}\n"
        assert re.fullmatch(r"  help: (quoteprov[ \w]*) --help", below)
        assert told.startswith(f"{below[8:-7]}: error: ")

    def test_hostile_word(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What was typed cannot act on the terminal."""
        with pytest.raises(SystemExit):
            main(["\x1b[2J\u202e"])

        assert "COMMAND '\\x1b[2J\\u202e' does not exist" in capsys.readouterr().err


class TestHelp:
    """What commands say of themselves."""

    @pytest.mark.parametrize("command", [*_commands(parser())], ids=lambda one: one.prog)
    def test_loads_nothing(self, command: argparse.ArgumentParser) -> None:
        """No library is loaded for help."""
        given = command.prog.split()[1:]
        code = (
            "import sys\nfrom quoteprov.cli import main\n"
            f"try:\n    main({[*given, '--help']!r})\nexcept SystemExit:\n"
            "    heavy = {'numpy', 'pathspec', 'pydantic', 'regex', 'shtab', 'spacy', 'tqdm'}\n"
            "    print(sorted(heavy & set(sys.modules)))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

        assert b"[]" == run.stdout.splitlines()[-1]

    @pytest.mark.skipif(sys.platform == "win32", reason="needs resource")
    def test_cpu(self) -> None:
        """Help takes less than 60 ms of CPU over the bare interpreter."""

        def cpu(*given: str) -> float:
            times = []
            for _ in range(7):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([sys.executable, *given], stdout=subprocess.DEVNULL, check=True)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
            return min(times)

        assert cpu("-m", "quoteprov", "check", "--help") - cpu("-c", "pass") < 0.06

    @pytest.mark.parametrize("command", [*_commands(parser())], ids=lambda one: one.prog)
    def test_stands_in_the_reference(self, command: argparse.ArgumentParser) -> None:
        """The page on the command line shows the help of every command."""
        page = (ROOT / "docs/reference/command-line.md").read_text("utf-8")
        directive = " ".join(["```{quoteprov-help}", *command.prog.split()[1:]])

        assert f"\n{directive}\n```\n" in page

    def test_every_key_has_its_option_and_its_row(self) -> None:
        """What a configuration may say, the command line may, and the reference tells."""
        (check,) = (one for one in _commands(parser()) if one.prog == "quoteprov check")
        page = (ROOT / "docs/reference/configuration.md").read_text("utf-8")

        assert [] == [key for key in KEYS if f"--{key}" not in check._option_string_actions]
        assert [] == [key for key in (*KEYS, "accept") if f"\n| `{key}` |" not in page]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script of bash, in a file."""
    pytest.importorskip("shtab")
    path = tmp_path_factory.mktemp("completion") / "quoteprov.bash"
    run = subprocess.run(
        [sys.executable, "-m", "quoteprov", "completion", "bash"], capture_output=True, check=True
    )
    path.write_bytes(run.stdout)
    return path


class TestCompletion:
    """Scripts for shells."""

    @pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("quoteprov che", ["check"]),
            ("quoteprov corpus su", ["suggest"]),
            ("quoteprov check --again", ["--against"]),
            ("quoteprov check --output-format js", ["json", "jsonl"]),
            ("quoteprov check exam", ["examples"]),
        ],
    )
    def test_bash(self, script: Path, words: str, expected: list[str]) -> None:
        """Bash takes the script, and completes commands, options, choices and files."""
        code = f"""
            set -e
            source {script}
            COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
            how=($(complete -p quoteprov)); how=${{how[*]#*-F }}; how=${{how#* -F }}
            ${{how%% *}} quoteprov "${{COMP_WORDS[-1]}}" "${{COMP_WORDS[-2]}}" || true
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        run = subprocess.run(
            ["bash", "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
        )

        assert expected == run.stdout.split()

    @pytest.mark.parametrize("shell", SHELLS)
    def test_shells(self, shell: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Each shell has its script."""
        pytest.importorskip("shtab")

        assert 0 == main(["completion", shell])
        assert "quoteprov" in capsys.readouterr().out

    def test_extra(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Without the extra, the error names it."""
        monkeypatch.setitem(sys.modules, "shtab", None)

        assert 2 == main(["completion", "bash"])
        assert 'pip install "quoteprov[completion]"' in capsys.readouterr().err


def test_rules_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of rules is there for programs, with the page of each."""
    assert 0 == main(["rules", "--output-format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert [(r.code, r.name, r.severity, r.page) for r in RULES.values()] == [
        (one["code"], one["name"], one["severity"], one["page"]) for one in told
    ]


def test_old_name_of_suggest(capsys: pytest.CaptureFixture[str]) -> None:
    """`corpus renditions` still works, and stands in no help."""
    statements = str(ROOT / "examples/seeds/statements")
    main(["corpus", "suggest", statements])
    suggested = capsys.readouterr().out
    main(["corpus", "renditions", statements])
    (corpus,) = (one for one in _commands(parser()) if one.prog == "quoteprov corpus")

    assert "nothing was joined" in suggested
    assert suggested == capsys.readouterr().out
    assert "renditions" not in corpus.format_help()
