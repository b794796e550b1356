"""The command line in a project of its own: inputs, outputs, configuration, accepting."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import stat
import subprocess
import sys

from pathlib import Path

import pytest

from quoteprov.cli import main
from quoteprov.config.settings import find_config
from quoteprov.limits import FILE_BYTES


ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "examples/seeds"
NAMES = sorted(path.name for path in (SEEDS / "articles").iterdir())
BLOG = f"drafts/{NAMES[1]}"
CHECK = ["check", "drafts", "--against", "statements"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths are shown with /")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with drafts and statements, where the command line is called."""
    shutil.copytree(SEEDS / "articles", tmp_path / "drafts")
    shutil.copytree(SEEDS / "statements", tmp_path / "statements")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def _checked(capsys: pytest.CaptureFixture[str], *given: str) -> list[str]:
    """The paths of the articles that are checked."""
    main(["check", *given, "--against", "statements", "--output-format", "jsonl"])
    return [json.loads(line)["article"]["path"] for line in capsys.readouterr().out.splitlines()]


def _failed(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    """What is said where nothing is checked: nothing is shown, and the code is 2."""
    assert 2 == main([*given])
    shown = capsys.readouterr()
    assert "" == shown.out
    return shown.err


class TestInputs:
    """Which files are checked."""

    @pytest.fixture(autouse=True)
    def _more(self, project: Path) -> None:
        (project / "drafts/old").mkdir()
        shutil.copy(BLOG, "drafts/old/denial.md")
        shutil.copy(BLOG, "drafts/new.md")

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            (["drafts"], [*NAMES, "new.md", "old/denial.md"]),
            (["drafts/*.md"], ["new.md"]),
            (["drafts/**/*.md"], ["new.md", "old/denial.md"]),
            (["drafts/o*"], ["old/denial.md"]),
            (["drafts/new.md", "./drafts/new.md", "drafts/*.md"], ["new.md"]),
            (["drafts", "--exclude", "old/"], [*NAMES, "new.md"]),
            (["drafts", "--exclude", "/drafts/0*"], ["new.md", "old/denial.md"]),
            (["drafts", "--include", "*.md"], ["new.md", "old/denial.md"]),
            (["drafts", "--include", "drafts/*.md"], ["new.md"]),
            (["drafts", "--include", "*.md", "--exclude", "old", "--exclude", "new.*"], []),
            (["drafts/*", "--include", "*.md", "--exclude", "new.md"], ["old/denial.md"]),
            (["drafts/new.md", "--include", "*.txt", "--exclude", "*"], ["new.md"]),
            (["drafts", "--exclude", "*.md", "--exclude", "!new.md"], [*NAMES, "new.md"]),
        ],
        ids=" ".join,
    )
    def test_given(
        self, given: list[str], expected: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Folders and patterns give what is included and not excluded; names are taken."""
        if expected:
            assert [f"drafts/{name}" for name in expected] == _checked(capsys, *given)
        else:
            message = "drafts: include and exclude leave none of its files; see: quoteprov config"
            assert message in _failed(capsys, "check", *given, "--against", "statements")

    def test_other_endings(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file that a folder does not give by itself is given where it is included."""
        item = {"type": "text", "headline": "Denial", "body_text": Path(BLOG).read_text("utf-8")}
        (project / "drafts/item.json").write_text(json.dumps(item), "utf-8")

        assert "drafts/item.json" not in _checked(capsys, "drafts")
        assert ["drafts/item.json"] == _checked(capsys, "drafts", "--include", "*.json")

    def test_from_elsewhere(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Patterns of a configuration are read from its folder, wherever the check is called."""
        (project / "quoteprov.toml").write_text('exclude = ["/drafts/old/", "0*"]', "utf-8")
        monkeypatch.chdir(project / "statements")
        main(["check", "../drafts", "--against", ".", "--output-format", "jsonl"])
        (line,) = capsys.readouterr().out.splitlines()

        assert "../drafts/new.md" == json.loads(line)["article"]["path"]
        assert ["../drafts/new.md"] == _checked_in(capsys, "../drafts")

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            (["drafts/*.docx"], "drafts/*.docx: nothing matches this pattern; check it"),
            (["drafts/new[1].md"], "nothing matches this pattern"),
            ([""], "a path is empty; name a file or folder"),
        ],
    )
    def test_nothing_there(
        self, given: list[str], message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A pattern without a match is an error, of articles and of statements."""
        assert message in _failed(capsys, "check", *given, "--against", "statements")
        assert message in _failed(capsys, "check", "drafts", "--against", *given)

    @pytest.mark.parametrize("pattern", ["!", "\\", "a[z-a]"])
    def test_no_pattern(self, pattern: str, capsys: pytest.CaptureFixture[str]) -> None:
        """What is no pattern of .gitignore is said to be none, and where it stands."""
        assert f"--exclude: {pattern!r} is no pattern as in .gitignore" in _failed(
            capsys, *CHECK, "--exclude", "*.md", "--exclude", pattern
        )

    def test_a_name_is_no_pattern(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file whose name looks like a pattern is taken by its name."""
        shutil.copy(BLOG, "drafts/[1].md")

        assert ["drafts/[1].md"] == _checked(capsys, "drafts/[1].md")

    def test_standard_input_once(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """- named twice is one article."""
        stdin = io.TextIOWrapper(io.BytesIO(Path(BLOG).read_bytes()))
        monkeypatch.setattr("sys.stdin", stdin)

        assert [None] == _checked(capsys, "-", "-")

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"a" * (FILE_BYTES + 1), "holds more than 20,000,000 bytes; split the text"),
            (b" \n", "is empty; there is nothing to check in it"),
        ],
        ids=["large", "empty"],
    )
    def test_bad_standard_input(
        self,
        data: bytes,
        message: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """What is larger than the largest file is not read to its end; the error says of what."""
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))

        assert f"error: standard input: {message}\n" in _failed(
            capsys, "check", "-", "--against", "statements"
        )

    def test_patterns_of_statements(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A pattern may name statements too, for a check and for an index."""
        main(["check", BLOG, "--against", "statements/*.txt", "--output-format", "concise"])
        checked = capsys.readouterr()
        main(["corpus", "build", "statements/**", "-o", "a.qpx"])

        assert ("", 12) == (checked.err, len(checked.out.splitlines()))
        assert "a.qpx: 2 statements" in capsys.readouterr().out


def _checked_in(capsys: pytest.CaptureFixture[str], *given: str) -> list[str]:
    main(["check", *given, "--against", "../statements", "--output-format", "jsonl"])
    return [json.loads(line)["article"]["path"] for line in capsys.readouterr().out.splitlines()]


class TestOutputs:
    """What is written where."""

    @pytest.mark.parametrize(
        ("given", "shown", "written"),
        [
            ("", "full", {}),
            ("--output-format jsonl", "jsonl", {}),
            ("-o a.json", "", {"a.json": "json"}),
            ("-o a.JSONL -o b", "", {"a.JSONL": "jsonl", "b": "full"}),
            ("-o a --output-format concise", "", {"a": "concise"}),
            ("--output-format concise -o a.json", "", {"a.json": "concise"}),
            ("--output-format json --output-format jsonl -o a", "json", {"a": "jsonl"}),
            (
                "-o a.json -o b.txt --output-format jsonl",
                "jsonl",
                {"a.json": "json", "b.txt": "full"},
            ),
            ("--output-format concise -o - -o a.txt", "concise", {"a.txt": "full"}),
            ("-o -", "full", {}),
        ],
    )
    def test_pairs(
        self, given: str, shown: str, written: dict[str, str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Each output holds what the same format prints alone."""
        alone: dict[str, str] = {"": ""}
        for form in {shown, *written.values()} - {""}:
            main([*CHECK, "--output-format", form])
            alone[form] = capsys.readouterr().out
        code = main([*CHECK, *given.split()])
        out, err = capsys.readouterr()

        assert (1, alone[shown]) == (code, out)
        assert {n: alone[f] for n, f in written.items()} == {
            n: Path(n).read_text("utf-8") for n in written
        }
        assert {"drafts", "statements", *written} == {path.name for path in Path().iterdir()}
        if shown:
            assert "" == err
        else:
            assert err.startswith("quoteprov: 3 articles, 20 quotations: 3 errors, 6 warnings, 9 ")
            assert err.endswith(f"; written to {', '.join(written)}\n")

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            (
                "--output-format json --output-format csv",
                "json and csv would both go to standard output; name a file for one of them",
            ),
            ("-o - --output-format csv -o -", "full and csv would both go to standard output"),
            ("-o a.txt -o ./a.txt", "a.txt: two outputs would go to this file; name two files"),
            ("-o gone/a.json", "gone/a.json: cannot be written: No such file or directory"),
            ("-o drafts", "drafts: cannot be written: Is a directory"),
            (f"-o {BLOG}", f"{BLOG}: is one of the inputs; write to another file"),
            ("-o ./statements/../" + BLOG, "is one of the inputs"),
            ("-o quoteprov.toml", "quoteprov.toml: is one of the inputs"),
        ],
    )
    def test_refused(
        self, given: str, message: str, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What cannot be written is told before anything is checked, and nothing is left."""
        (project / "quoteprov.toml").write_text('lang = "en"', "utf-8")
        before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

        assert message in _failed(capsys, *CHECK, *given.split())
        assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    def test_statements_are_inputs(self, capsys: pytest.CaptureFixture[str]) -> None:
        """No report is written over a statement, nor over an index."""
        main(["corpus", "build", "statements", "-o", "a.qpx"])
        capsys.readouterr()
        statement = next(Path("statements").iterdir())

        assert "is one of the inputs" in _failed(capsys, *CHECK, "-o", str(statement))
        given = ("check", "drafts", "--against", "a.qpx", "-o", "a.qpx")
        assert "is one of the inputs" in _failed(capsys, *given)

    def test_old_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A file is replaced as a whole and keeps its permissions; a link stays a link."""
        report, link = Path("report.json"), Path("link.json")
        report.write_text("old", "utf-8")
        report.chmod(0o640)
        link.symlink_to(report)
        assert 1 == main([*CHECK, "-o", "link.json"])

        assert 3 == len(json.loads(report.read_bytes())["reports"])
        assert (True, 0o640) == (link.is_symlink(), stat.S_IMODE(report.stat().st_mode))

    def test_device(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A device is written to, never replaced."""
        assert 1 == main([*CHECK, "-o", "/dev/null"])
        assert Path("/dev/null").is_char_device()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_full_disk(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What cannot be written to the end is an error."""
        assert "/dev/full: cannot be written: No space left" in _failed(
            capsys, *CHECK, "-o", "/dev/full"
        )

    def test_files_are_whole_without_a_reader(self) -> None:
        """Whoever reads only the beginning of the screen has the whole file all the same."""
        command = [sys.executable, "-m", "quoteprov", *CHECK, "--output-format", "full"]
        with subprocess.Popen(
            [*command, "-o", "-", "-o", "a.json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as run:
            assert run.stdout is not None
            assert run.stderr is not None
            run.stdout.close()
            told = run.stderr.read()

        assert (1, b"") == (run.returncode, told)
        assert 3 == len(json.loads(Path("a.json").read_bytes())["reports"])

    def test_interrupted(self, project: Path) -> None:
        """Ctrl-C leaves a file with what is done, and nothing beside it."""
        text = Path(BLOG).read_text("utf-8")
        lines = [json.dumps({"id": f"{i}", "text": text}) for i in range(3_000)]
        (project / "many.jsonl").write_text("\n".join(lines), "utf-8")
        command = ["check", "many.jsonl", "--against", "statements", "--output-format", "concise"]
        with subprocess.Popen(
            [sys.executable, "-m", "quoteprov", *command, "-o", "-", "-o", "a.json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as run:
            assert run.stdout is not None
            run.stdout.readline()
            run.send_signal(signal.SIGINT)
            _, told = run.communicate(timeout=60)

        assert (130, b"quoteprov: interrupted\n") == (run.returncode, told)
        assert 1 <= len(json.loads(Path("a.json").read_bytes())["reports"]) < 3_000
        assert {"a.json", "drafts", "many.jsonl", "statements"} == {
            path.name for path in project.iterdir()
        }


class TestMuch:
    """How much is said."""

    def test_quiet(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Only what fails the run is shown; articles without it count in the summary."""
        code = main([*CHECK, "-q"])
        shown, err = capsys.readouterr()
        main([*CHECK, "-q", "--output-format", "concise"])
        lines = capsys.readouterr().out.splitlines()

        assert (1, "") == (code, err)
        assert [BLOG] == [line for line in shown.splitlines() if line.startswith("drafts/")]
        assert "\n  5 quotations: 3 reworded, 1 other-speaker, 1 not-found\n\n  q1  ~ " in shown
        assert 3 == shown.count("error QP115") == len(lines)
        assert "warning" not in shown.replace("6 warnings", "")
        assert "3 articles, 20 quotations: 3 errors, 6 warnings, 9 info;" in shown

    def test_quiet_at_another_severity(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What counts is --fail-on; an article that could not be read is shown."""
        Path("drafts/bad.txt").write_bytes(b"\xff\xfe\x00")
        main([*CHECK, "-q", "--fail-on", "warning", "--output-format", "concise"])
        lines = capsys.readouterr().out.splitlines()

        assert 3 + 6 + 1 == len(lines)
        assert not any(": info " in line for line in lines)
        assert "drafts/bad.txt:1:1: error QP904" in lines[-1]

    def test_verbose(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is used, what says so and each article stand on standard error."""
        (project / "quoteprov.toml").write_text('against = ["statements"]', "utf-8")
        main(["check", "drafts", "-v", "--fail-on", "warning", "--output-format", "concise"])
        told = capsys.readouterr().err.splitlines()

        assert "quoteprov: configuration: quoteprov.toml; 0 accepted findings" == told[0]
        assert "quoteprov: against = ['statements'] (quoteprov.toml:1)" in told
        assert "quoteprov: fail-on = 'warning' (--fail-on)" in told
        assert "quoteprov: model = 'blank' (default)" in told
        assert "quoteprov: statements: 2 statements, newest 2022-11-08, digest " in "\n".join(told)
        assert 1 == told.count("quoteprov: pipeline: blank:en")
        assert told[-2].startswith(f"quoteprov: {BLOG}: 5 quotations, 12 findings, ")
        assert told[-2].endswith(" s")

    @pytest.mark.parametrize(("given", "shows"), [([], True), (["-q"], False), (["-v"], False)])
    def test_progress(self, given: list[str], shows: bool, project: Path) -> None:
        """A terminal sees how far it is, and the results without a trace of that."""
        import pty
        import select
        import termios

        for i in range(9):
            shutil.copy(BLOG, f"drafts/{i}.txt")
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 100))
        command = [*CHECK, *given, "--output-format", "concise"]
        plain = subprocess.run(
            [sys.executable, "-m", "quoteprov", *command], capture_output=True, check=False
        ).stdout.decode()
        with subprocess.Popen(
            [sys.executable, "-m", "quoteprov", *command], stdout=theirs, stderr=theirs
        ) as run:
            os.close(theirs)
            data = b""
            while select.select([ours], [], [], 30)[0]:
                try:
                    data += os.read(ours, 65_536)
                except OSError:  # the other end is closed
                    break
        os.close(ours)
        # what stands on the screen: a carriage return begins the line again
        rows = [row.split("\r")[-1] for row in data.decode().replace("\r\n", "\n").split("\n")]

        assert 1 == run.returncode
        assert shows == ("/12 [" in data.decode())
        assert set(plain.splitlines()) <= set(rows)

    def test_exit_codes(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What was found may be taken for clean, and so may drafts that quote nobody."""
        (project / "plain.md").write_text("The harvest was good.", "utf-8")
        plain = ["check", "plain.md", "--against", "statements"]

        assert [0, 2, 0, 1] == [
            main([*CHECK, "--exit-zero"]),
            main([*plain, "--exit-zero"]),
            main([*plain, "--allow-empty"]),
            main([*CHECK, "--allow-empty"]),
        ]
        assert 2 == main(["check", "gone.md", "--against", "statements", "--allow-empty"])


class TestConfig:
    """The configuration on the command line."""

    def test_statements(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Statements may be said once, from the folder of the file; else both ways are told."""
        missing = _failed(capsys, "check", "drafts")
        (project / "quoteprov.toml").write_text('against = ["statements/*.txt"]', "utf-8")
        monkeypatch.chdir(project / "drafts")

        assert "with --against PATH, or in the configuration with against = [" in missing
        assert 1 == main(["check", NAMES[1], "-q"])
        assert "searched 2 statements" in capsys.readouterr().out

    def test_all_keys_are_used(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Each key does what its option does."""
        (project / "quoteprov.toml").write_text(
            'against = ["statements"]\nprofile = "speech"\nignore = ["QP1", "QP2", "QP9"]\n'
            'fail-on = "info"\noutput-format = "jsonl"\nworkers = 2\ntimeout = 60\n'
            'all-zones = true\nlang = "en"\ninclude = ["003*"]\nseverity = {QP402 = "error"}\n',
            "utf-8",
        )
        code = main(["check", "drafts"])
        (line,) = capsys.readouterr().out.splitlines()
        report = json.loads(line)
        main(["config", "--output-format", "json"])
        told = json.loads(capsys.readouterr().out)

        assert (1, "speech", "en") == (
            code,
            report["policy"]["profile"],
            report["article"]["lang"],
        )
        assert [("QP501", "info"), ("QP305", "info"), ("QP402", "error")] == [
            (f["code"], f["severity"]) for f in report["findings"]
        ]
        assert {"value": True, "from": "quoteprov.toml:8"} == told["settings"]["all-zones"]

    def test_shown(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Each key is shown with its value and what says so; what is accepted follows."""
        (project / "quoteprov.toml").write_text(
            '\nselect = ["QP1"]\n[[accept]]\nfingerprint = "5f0c2a9b71de"\nreason = "a\\u202eb"\n'
            "until = 2099-01-31\n",
            "utf-8",
        )
        assert 0 == main(["config", "--workers", "2", "--no-all-zones"])
        rows = capsys.readouterr().out.splitlines()
        main(["config", "--output-format", "json", "--severity", "QP1=info"])
        told = json.loads(capsys.readouterr().out)
        main(["config", "--isolated", "--output-format", "json"])

        assert ["against", "[]", "default"] == rows[0].split()
        assert ["select", '["QP1"]', "quoteprov.toml:2"] == rows[4].split()
        assert ["workers", "2", "--workers"] == rows[13].split()
        assert ["all-zones", "false", "--all-zones"] == rows[11].split()
        assert rows[-1].startswith("accept         5f0c2a9b71de until 2099-01-31: a<U+202E>b  quo")
        assert ["quoteprov.toml"] == told["files"]
        assert {"value": {"QP1": "info"}, "from": "--severity"} == told["settings"]["severity"]
        assert [
            {
                "fingerprint": "5f0c2a9b71de",
                "reason": "a\u202eb",
                "until": "2099-01-31",
                "from": "quoteprov.toml:3",
            }
        ] == told["accept"]
        assert [] == json.loads(capsys.readouterr().out)["files"]

    def test_error_shows_the_line(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What is wrong in a file is shown as a compiler shows it."""
        (project / "quoteprov.toml").write_text('lang = "en"\nprofile = "spech"', "utf-8")

        assert (
            "quoteprov: error: quoteprov.toml:2:11: no profile 'spech'. Did you mean 'speech'? "
            "There are: document, speech, strict\n"
            '      2 | profile = "spech"\n'
            "        |           ^^^^^^^\n"
            "  help: profile is the name of a profile\n"
        ) == _failed(capsys, *CHECK)


class TestAccept:
    """Accepting a finding from the command line."""

    @pytest.mark.parametrize(("option", "code"), [("--comments", 0), ("--no-comments", 1)])
    def test_comments_of_others(
        self, option: str, code: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Comments in a page count unless the command line says that they do not."""
        words = "stop circulating false news information"
        said = f"The vice director general said: “{words}.” He left."
        page = f"<!-- quoteprov: ignore ALL -- as published -->\n{said}\n"
        Path("page.md").write_text(f"Weapons denied\n\n{page}", "utf-8")

        assert code == main(
            ["check", "page.md", "--against", "statements", option, "--fail-on", "info"]
        )
        assert "" == capsys.readouterr().err

    @pytest.fixture
    def fingerprint(self, capsys: pytest.CaptureFixture[str]) -> str:
        """Of an error of the article that rewords, as the screen shows it."""
        main(["check", BLOG, "--against", "statements", "-q"])
        shown = capsys.readouterr().out
        return shown.partition("[accept ")[2][:12]

    def test_accepted(self, fingerprint: str, capsys: pytest.CaptureFixture[str]) -> None:
        """What the screen shows can be accepted, is shown as such and fails nothing."""
        given = ["check", BLOG, "--against", "statements"]
        told = main(["accept", fingerprint, "--reason", "our own translation"])
        written = capsys.readouterr().out
        main([*given, "--output-format", "json"])
        report = json.loads(capsys.readouterr().out)["reports"][0]
        main(given)
        shown = capsys.readouterr().out
        main([*given, "-q"])

        assert (0, f"quoteprov.toml: accepts {fingerprint}: our own translation\n") == (
            told,
            written,
        )
        assert [(fingerprint, "our own translation", None, "entry")] == [
            (f["fingerprint"], f["reason"], f["until"], f["by"]) for f in report["accepted"]
        ]
        assert 1 == shown.count(" accepted error QP115 meaning-shift: ")
        assert "\n    reason: our own translation (by entry)\n" in shown
        assert "2 errors, 4 warnings, 5 info, 1 accepted; searched" in shown
        assert fingerprint not in shown
        assert " accepted error" not in capsys.readouterr().out

    @pytest.mark.parametrize(
        "reason",
        [
            'a "note"',
            "back\\slash \\u0041",
            "tab\tline\nbell\x07del\x7f",
            "x\u202ey\u2028z",
            "한국어 🖊",
        ],
    )
    @pytest.mark.parametrize("before", ["", "lang = 'en'", "# no end\r\n[severity]\r\n", "\ufeff"])
    def test_any_reason(
        self, before: str, reason: str, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A reason comes back as it was given, and what was there stays byte for byte."""
        path = project / "quoteprov.toml"
        path.write_bytes(before.encode())
        given = ["--reason", reason, "--until", "2099-12-31"]

        assert 0 == main(["accept", "5f0c2a9b71de", *given])
        assert path.read_bytes().startswith(before.encode())
        assert 0 == main(["accept", "5f0c2a9b71df", *given])
        assert [(reason, "2099-12-31")] * 2 == [
            (entry.reason, str(entry.until)) for entry in find_config(project).accept
        ]
        rest = path.read_bytes().decode().removeprefix("\ufeff")
        assert rest.isprintable() or set(filter(lambda c: not c.isprintable(), rest)) <= {
            "\r",
            "\n",
        }
        assert ("\r\n" in before) == ("\r" in rest)

    def test_beside_the_configuration(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The entry goes beside the configuration in force, or into a file that is named."""
        (project / "pyproject.toml").write_text("[tool.quoteprov]\n", "utf-8")
        monkeypatch.chdir(project / "drafts")
        main(["accept", "5f0c2a9b71de", "--reason", "one"])
        main(["accept", "5f0c2a9b71df", "--reason", "two", "--config", "../pyproject.toml"])

        assert ["two", "one"] == [entry.reason for entry in find_config(project).accept]
        assert "[[tool.quoteprov.accept]]" in (project / "pyproject.toml").read_text("utf-8")
        assert "[[accept]]" in (project / "quoteprov.toml").read_text("utf-8")

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            (["5f0c2a", "--reason", "x"], "'5f0c2a' is not the fingerprint of a finding"),
            (["5f0c2a9b71de", "--reason", " "], "is accepted without a reason; say why"),
            (
                ["5f0c2a9b71de", "--reason", "x", "--until", "2020-01-01"],
                "--until 2020-01-01 is past; name a day that is still to come",
            ),
            (
                ["5f0c2a9b71de", "--reason", "x", "--until", "soon"],
                "--until 'soon' is not a date; write it as 2022-11-08",
            ),
            (
                ["5f0c2a9b71df", "--reason", "x"],
                "there is an entry already, in quoteprov.toml:2: 5f0c2a9b71df: y; change that",
            ),
            (
                ["5f0c2a9b71de", "--reason", "x", "--config", "gone.toml"],
                "gone.toml: cannot be opened",
            ),
        ],
    )
    def test_refused(
        self, given: list[str], message: str, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What cannot be an entry is refused, and the file stays as it was."""
        text = "lang = 'en'\naccept = [{fingerprint = '5f0c2a9b71df', reason = 'y'}]"
        (project / "quoteprov.toml").write_text(text, "utf-8")

        assert message in _failed(capsys, "accept", *given)
        assert text == (project / "quoteprov.toml").read_text("utf-8")

    def test_entries_in_one_line(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A file to which no table can be added is left as it is."""
        text = "accept = []"
        (project / "quoteprov.toml").write_text(text, "utf-8")

        assert "is not TOML: " in _failed(capsys, "accept", "5f0c2a9b71de", "--reason", "x")
        assert text == (project / "quoteprov.toml").read_text("utf-8")

    def test_stale(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Entries that ended or matched nothing are told, and fail nothing."""
        entries = [("5f0c2a9b71de", "2020-01-31"), ("5f0c2a9b71df", "2099-01-31")]
        (project / "quoteprov.toml").write_text(
            "".join(
                f'[[accept]]\nfingerprint = "{one}"\nreason = "r"\nuntil = {until}\n'
                for one, until in entries
            ),
            "utf-8",
        )
        ended = (
            "quoteprov: warning: quoteprov.toml:1: 5f0c2a9b71de was accepted until 2020-01-31; "
            "see to it, or take the entry out"
        )
        unmatched = (
            "quoteprov: warning: accepted, but matched nothing in this run: 5f0c2a9b71df "
            "(quoteprov.toml:5)"
        )
        code = main(CHECK)
        told = capsys.readouterr().err.splitlines()
        main([*CHECK, "-q"])
        quiet = capsys.readouterr().err.splitlines()
        main([*CHECK[:2], "gone.txt", *CHECK[2:]])

        assert (1, [ended, unmatched]) == (code, told)
        assert [ended] == quiet == capsys.readouterr().err.splitlines()

    def test_comments(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A comment in Markdown accepts findings; one that does nothing is told with its line."""
        text = Path(BLOG).read_text("utf-8").splitlines()
        row = next(i for i, line in enumerate(text) if "The US should refrain" in line)
        text[row:row] = ["<!-- quoteprov: ignore QP115, QP106 -- desk’s translation -->", ""]
        text[:0] = ["<!-- quoteprov: ignore QP304 -- no such finding -->", ""]
        text.append("\n<!-- quoteprov: ignore QP777 -- no such rule -->")
        draft = project / "draft.md"
        draft.write_text("\n".join(text), "utf-8")
        main(["check", "draft.md", "--against", "statements", "--output-format", "json"])
        out, err = capsys.readouterr()
        accepted = json.loads(out)["reports"][0]["accepted"]
        told = err.splitlines()

        assert [("QP106", "comment"), ("QP115", "comment")] == sorted(
            (f["code"], f["by"]) for f in accepted
        )
        assert {"desk’s translation"} == {f["reason"] for f in accepted}
        assert 2 == len(told)
        assert (
            "quoteprov: warning: draft.md:1: ignore QP304: the quotation after it has no such "
            "finding"
        ) == told[0]
        assert f"draft.md:{len(text) + 1}: ignore QP777: no rule 'QP777'" in told[1]
