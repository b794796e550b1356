"""The command line, as a user calls it."""

from __future__ import annotations

import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

from contextlib import closing
from pathlib import Path

import pytest

from quoteprov.cli import main


ROOT = Path(__file__).parents[1]
ARTICLES, STATEMENTS = "examples/seeds/articles", "examples/seeds/statements"


@pytest.fixture(autouse=True)
def _at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quoteprov", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def test_seeds(capsys: pytest.CaptureFixture[str]) -> None:
    """Only the article that says something else has errors; the screen says what was searched."""
    code = main(["check", ARTICLES, "--against", STATEMENTS])
    shown = capsys.readouterr()

    assert (1, "") == (code, shown.err)
    assert (
        "3 articles, 20 quotations: 3 errors, 6 warnings, 9 info; searched 2 statements"
        in shown.out
    )
    assert "~ reworded" in shown.out
    assert 3 == shown.out.count("error QP115 meaning-shift")


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on(level: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """--fail-on sets the lowest severity that gives exit code 1."""
    given = [
        "check",
        f"{ARTICLES}/004_7f96b5ab2eb36f0a.txt",
        "--against",
        STATEMENTS,
        "--fail-on",
        level,
        "--output-format",
        "concise",
    ]

    assert code == main(given)
    assert 5 == len(capsys.readouterr().out.splitlines())


def test_json_has_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON object has the keys of the reference and nothing is missing."""
    main(
        [
            "check",
            ARTICLES,
            "--against",
            STATEMENTS,
            "--output-format",
            "json",
            "--published",
            "2022-11-08",
        ]
    )
    found = json.loads(capsys.readouterr().out)
    report = found["reports"][1]
    quotation = report["quotations"][1]

    assert {"schema", "tool", "policy", "corpus", "reports"} == set(found)
    assert {"statements": 2, "newest": "2022-11-08"} == {
        k: found["corpus"][k] for k in ("statements", "newest")
    }
    assert {
        "start": "2022-11-08",
        "end": "2022-11-08",
        "from": "published",
        "trust": "stated",
    } == report["article"]["published"]
    assert {
        *("id", "start", "end", "text", "zone", "parent", "marks", "speaker", "cue", "verdict"),
        *("extent", "meaning", "tier", "kept", "statement", "passages", "edits", "rivals", "date"),
        *("rules", "use", "alternatives", "reasons"),
    } == set(quotation)
    assert {"id", "title", "issuer", "released", "carried", "url"} == set(quotation["statement"])
    assert {"text", "start", "end", "resolved"} <= set(quotation["speaker"])
    assert {
        *("op", "marked", "kind", "start", "end", "text"),
        *("passage_start", "passage_end", "passage_text"),
    } == set(quotation["edits"][0])
    assert {
        *("code", "name", "severity", "message", "start", "end", "line", "column", "quotation"),
        *("statement", "passage", "help", "fingerprint"),
    } == set(report["findings"][0])


def test_jsonl_is_one_object_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON lines carry one whole report each."""
    main(["check", ARTICLES, "--against", STATEMENTS, "--output-format", "jsonl"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert ["002", "003", "004"] == [line["article"]["id"][:3] for line in lines]


def test_same_bytes_for_any_hash_seed_and_workers() -> None:
    """Output does not depend on the hash seed or on the number of processes."""
    given = ("check", ARTICLES, "--against", STATEMENTS, "--output-format", "json")
    outputs = {
        _run(*given, PYTHONHASHSEED="0").stdout,
        _run(*given, PYTHONHASHSEED="7").stdout,
        _run(*given, "--workers", "2", PYTHONHASHSEED="9").stdout,
    }

    assert 1 == len(outputs)
    assert "" not in outputs


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """- is the text on standard input."""
    stdin = io.TextIOWrapper(io.BytesIO("“keep its mouth shut,” North Korea said.".encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    main(["check", "-", "--against", STATEMENTS, "--output-format", "jsonl"])
    report = json.loads(capsys.readouterr().out)

    assert ("-", ["verbatim"]) == (
        report["article"]["id"],
        [q["verdict"] for q in report["quotations"]],
    )


def test_bad_input_among_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unreadable articles are findings; the others are still checked and the code is 1."""
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
    code = main(
        ["check", str(tmp_path / "bad.txt"), "gone.txt", ARTICLES, "--against", STATEMENTS]
    )
    shown = capsys.readouterr().out

    assert 1 == code
    assert "gone.txt" in shown
    assert 2 == shown.count("error QP904 unreadable-input")
    assert "5 articles, 20 quotations: 5 errors" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "gone.txt", "--against", STATEMENTS], "none of the articles could be read"),
        (["check", ARTICLES, "--against", "gone"], "gone: no such file or folder"),
        (
            ["check", ARTICLES, "--against", "src/quoteprov/align"],
            "nothing readable in this folder",
        ),
        (
            ["check", "CHANGELOG.md", "--against", "pyproject.toml"],
            "no statement to check against",
        ),
        (
            ["check", ARTICLES, "--against", STATEMENTS, "--published", "8.11.2022"],
            "is not a date",
        ),
        (["check", ARTICLES, "--against", STATEMENTS, "--profile", "x"], "no profile 'x'"),
        (
            ["check", ARTICLES, "--against", STATEMENTS, "--model", "xx_y"],
            "'xx_y' is not installed",
        ),
        (["explain", "QP999"], "no rule 'QP999'"),
        (["explain", "QP5"], "'QP5' stands for 2 rules; name one."),
        (["corpus", "info", "gone.qpx"], "no such index file"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_nothing_checked_is_code_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nothing could be checked the code is 2 and standard error says why."""
    code = main(arguments)

    assert 2 == code
    assert message in capsys.readouterr().err


def test_no_quotation_is_not_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An article without quotations is nothing to check, not a clean result."""
    (tmp_path / "plain.txt").write_text("The harvest was good. Nobody said anything.", "utf-8")
    code = main(["check", str(tmp_path), "--against", STATEMENTS])
    shown = capsys.readouterr()

    assert 2 == code
    assert "no quotation found" in shown.out
    assert "nothing to check" in shown.err


def test_bad_line_of_statements_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken line of a statement file is named on standard error; the rest is searched."""
    lines = [json.dumps({"id": "s", "text": "We will keep our word to the letter."}), "[1]"]
    (tmp_path / "s.jsonl").write_text("\n".join(lines), "utf-8")
    main(["check", ARTICLES, "--against", str(tmp_path), "--output-format", "concise"])

    assert "line 2 is a JSON list; expected an object" in capsys.readouterr().err


def test_hostile_text_cannot_act(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Escape sequences and direction overrides are shown, never sent."""
    (tmp_path / "x.txt").write_text(
        "Pyongyang said “\x1b]52;c;aGk=\x07 we shall \u202enever yield an inch\x9b2J”.", "utf-8"
    )
    main(["check", str(tmp_path), "--against", STATEMENTS])
    shown = capsys.readouterr().out

    assert not set(shown) & {"\x1b", "\x07", "\x9b", "\u202e"}
    assert "<U+202E>" in shown


def test_colour_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Colour is off when piped and on with --color always; the words are the same."""
    given = ["check", ARTICLES, "--against", STATEMENTS]
    main(given)
    plain = capsys.readouterr().out
    main([*given, "--color", "always"])
    coloured = capsys.readouterr().out

    assert "\x1b[" not in plain
    assert "\x1b[32mverbatim" not in coloured
    assert "\x1b[32m✓ verbatim\x1b[0m" in coloured


@pytest.mark.parametrize("width", ["60", "100", "160"])
def test_screen_fits_the_terminal(
    width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No line is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", width)
    main(["check", ARTICLES, "--against", STATEMENTS])

    assert [] == [line for line in capsys.readouterr().out.splitlines() if len(line) > int(width)]


def test_rules_and_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """Rules lists every rule; explain shows the page of one, by code or name."""
    main(["rules"])
    listed = capsys.readouterr().out
    main(["explain", "QP106"])
    by_code = capsys.readouterr().out
    main(["explain", "reworded-quote"])

    assert "QP106  warning reworded-quote" in listed
    assert by_code.startswith("QP106 reworded-quote (warning)\n\n## What it does")
    assert by_code == capsys.readouterr().out


class TestCorpus:
    """Index files, from the first to the last."""

    def test_build_and_info(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """An index is built, described, and used like the folder it was made from."""
        index = tmp_path / "kcna.qpx"
        main(["corpus", "build", STATEMENTS, "-o", str(index)])
        main(["corpus", "info", str(index)])
        shown = capsys.readouterr()
        built, info, *details = shown.out.splitlines()
        main(["check", ARTICLES, "--against", str(index), "--output-format", "json"])
        from_index = capsys.readouterr().out
        main(["check", ARTICLES, "--against", STATEMENTS, "--output-format", "json"])

        assert "" == shown.err
        assert built == f"{index}: {info}"
        assert info.startswith("2 statements, newest 2022-11-08, digest ")
        assert ["languages  en", "carriers   KCNA"] == details[1:3]
        assert f"file       {index.stat().st_size:,} bytes, format " in details[3]
        assert "      1  The vice director general of" in details[5]
        assert from_index == capsys.readouterr().out

    def test_the_commonest_issuers(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Who speaks most comes first, ten are named, and none of them can act."""
        names = ["\x1b[2JB", *("AC" * 2), *map(str, range(20))]
        lines = [json.dumps({"text": f"We say {i}.", "speaker": n}) for i, n in enumerate(names)]
        (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
        main(["corpus", "info", str(tmp_path)])
        shown = capsys.readouterr().out

        assert "issuers    23\n        2  A\n        2  C\n        1  <U+001B>[2JB\n" in shown
        assert shown.endswith("  and 13 more\n")

    def test_add_and_remove(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Statements are added and removed, in place or into another file."""
        first, second = str(tmp_path / "a.qpx"), str(tmp_path / "b.qpx")
        main(["corpus", "build", STATEMENTS, "-o", first])
        (before,) = capsys.readouterr().out.splitlines()
        added = main(["corpus", "add", first, "tests/other/union-statement.txt", "-o", second])
        listed = io.TextIOWrapper(io.BytesIO(b"union-statement.txt\n"))
        monkeypatch.setattr("sys.stdin", listed)
        removed = main(["corpus", "remove", second, "--from", "-"])
        main(["corpus", "add", first, STATEMENTS, "tests/other/union-statement.txt"])
        main(["corpus", "remove", first, "001_5090525799506049.txt#2", "-o", second])
        shown = capsys.readouterr()

        assert (0, 0) == (added, removed)
        assert ["3", "2", "5", "4"] == [
            line.split(": ")[1].split()[0] for line in shown.out.splitlines()
        ]
        assert shown.out.splitlines()[1] == before.replace("a.qpx", "b.qpx")
        assert 2 == shown.err.count("comes twice; here it is called")

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (
                ["remove", "INDEX", "x", "y"],
                "no statement has the id 'x', 'y'; nothing was removed",
            ),
            (["remove", "INDEX"], "no id was given"),
            (["remove", "INDEX", "--from", "gone"], "gone: cannot be opened: No such file"),
            (["add", "INDEX", "gone"], "gone: no such file or folder"),
            (["add", "INDEX", "pyproject.toml"], "nothing was added"),
            (["add", "gone.qpx", STATEMENTS], "no such index file"),
            (["verify", "gone.qpx"], "no such index file"),
            (["build", STATEMENTS, "-o", "gone/a.qpx"], "the index cannot be written (No such"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    def test_what_cannot_be_done_is_code_2(
        self,
        arguments: list[str],
        message: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """It is said in a sentence, and the index stays as it was."""
        index = tmp_path / "a.qpx"
        main(["corpus", "build", STATEMENTS, "-o", str(index)])
        before = index.read_bytes()

        assert 2 == main(["corpus", *(str(index) if a == "INDEX" else a for a in arguments)])
        assert message in capsys.readouterr().err
        assert [(index, before)] == [(p, p.read_bytes()) for p in tmp_path.iterdir()]

    @pytest.mark.parametrize("command", [["build", STATEMENTS, "-o"], ["add"], ["verify"]])
    def test_another_ending(self, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """A text is never written over, nor read as an index, by a slip of the keyboard."""
        with pytest.raises(SystemExit, match="2"):
            main(["corpus", *command, "CHANGELOG.md", "x"])
        assert "'CHANGELOG.md' is no index file; its name ends in .qpx" in capsys.readouterr().err

    def test_verify(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """What was read is said; damage is code 2 and a sentence, and so it is for a check."""
        index = tmp_path / "a.qpx"
        main(["corpus", "build", STATEMENTS, "-o", str(index)])
        whole = main(["corpus", "verify", str(index)])
        shown = capsys.readouterr().out
        with closing(sqlite3.connect(index)) as connection:
            ((packed,), *_) = connection.execute("SELECT data FROM postings")
        data = index.read_bytes()
        index.write_bytes(data.replace(packed[:100], bytes(100)))
        damaged = main(["corpus", "verify", str(index)])
        unchecked = main(["check", ARTICLES, "--against", str(index)])
        told = capsys.readouterr().err.splitlines()

        assert "whole: 2 statements and the places of 378 words were read and compared" in shown
        assert (0, 2, 2) == (whole, damaged, unchecked)
        assert 2 == len(told)
        assert all("a.qpx: the index is damaged or cut off (" in line for line in told)

    def test_many_problems_are_told_together(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Twenty are told one by one, and then how many more there are."""
        lines = [*(["[1]"] * 1_030), json.dumps({"text": "We will keep our word."})]
        (tmp_path / "s.jsonl").write_text("\n".join(lines), "utf-8")
        main(["corpus", "build", str(tmp_path), "-o", str(tmp_path / "a.qpx")])
        told = capsys.readouterr().err.splitlines()

        assert 21 == len(told)
        assert "line 20 is a JSON list" in told[19]
        assert "quoteprov: warning: and 1,010 more" == told[20]

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
    def test_progress_on_a_terminal(self, tmp_path: Path) -> None:
        """A terminal sees how far it is; the last word is that of standard output."""
        import pty
        import select
        import termios

        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))  # a terminal without a width shows no bar
        index = str(tmp_path / "a.qpx")
        for given in (["build", STATEMENTS, "-o", index], ["verify", index]):
            subprocess.run(
                [sys.executable, "-m", "quoteprov", "corpus", *given],
                stdout=subprocess.DEVNULL,
                stderr=theirs,
                check=True,
            )
        shown = os.read(ours, 100_000).decode() if select.select([ours], [], [], 5)[0] else ""
        os.close(theirs)
        os.close(ours)

        assert "0 statements [00:00" in shown
        assert "0/2 [00:00" in shown

    @pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
    @pytest.mark.parametrize("given", ["build", "add"])
    def test_interrupted(self, tmp_path: Path, given: str) -> None:
        """Ctrl-C leaves the index as it was and nothing beside it, and the code is 130."""
        index, draft = tmp_path / "a.qpx", tmp_path / ".a.qpx.draft"
        main(["corpus", "build", STATEMENTS, "-o", str(index)])
        before = index.read_bytes()
        text = (ROOT / STATEMENTS / "001_5090525799506049.txt").read_text("utf-8")
        source = tmp_path / "many.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for i in range(3_000):
                file.write(json.dumps({"id": f"{i}", "text": text}) + "\n")
        named = [str(index), str(source)] if given == "add" else [str(source), "-o", str(index)]
        run = subprocess.Popen(
            [sys.executable, "-m", "quoteprov", "corpus", given, *named], stderr=subprocess.PIPE
        )
        while not draft.exists():
            assert run.poll() is None
            time.sleep(0.01)
        time.sleep(0.2)
        run.send_signal(signal.SIGINT)
        _, told = run.communicate(timeout=60)

        assert (130, b"quoteprov: interrupted\n") == (run.returncode, told)
        assert {index, source} == {*tmp_path.iterdir()}
        assert before == index.read_bytes()


@pytest.mark.parametrize(
    "code",
    [
        "import quoteprov",
        "import quoteprov.cli; quoteprov.cli.parser().format_help()",
        "import quoteprov.cli; quoteprov.cli.main(['rules'])",
    ],
)
def test_start_loads_no_spacy(code: str) -> None:
    """Importing, help and the list of rules load no spaCy; the first two no pydantic."""
    check = f"{code}\nimport sys; print('spacy' in sys.modules, 'pydantic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    spacy, pydantic = run.stdout.splitlines()[-1].split()

    assert ("False", "rules" in code) == (spacy, pydantic == "True")


def test_internal_fault_is_code_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of the program itself is no finding."""
    monkeypatch.setattr("quoteprov.rules.registry.RULES", None)

    assert 2 == main(["rules"])
    assert "this is a fault of quoteprov" in capsys.readouterr().err
