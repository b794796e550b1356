"""Profiles, and what is asked for beside them."""

from __future__ import annotations

import json

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy

from quoteprov import Article, Corpus, Verifier, verify
from quoteprov.cli import main
from quoteprov.config.settings import find_config
from quoteprov.errors import PolicyError
from quoteprov.models import Statement, ZoneSpan
from quoteprov.policy import PROFILES, Policy, Thresholds, policy
from quoteprov.rules.judge import _asked
from quoteprov.rules.registry import RULES
from quoteprov.rules.rule import Hit
from quoteprov.rules.selection import chosen, matching


if TYPE_CHECKING:
    from collections.abc import Mapping

    from quoteprov.models import Quotation, Report, Severity


ROOT = Path(__file__).parents[1]
STATEMENTS = ROOT / "examples/seeds/statements"
BLOG = ROOT / "examples/seeds/articles/003_13a056770685a8c2.txt"
RT = ROOT / "examples/seeds/articles/004_7f96b5ab2eb36f0a.txt"


def _verdicts(report: Report) -> list[object]:
    return [(q.verdict, q.meaning, q.extent, q.edits) for q in report.quotations]


class TestChosen:
    """Which rules are applied."""

    def test_all_by_default(self) -> None:
        """A profile alone leaves nothing out."""
        assert policy("document") == chosen()

    @pytest.mark.parametrize(
        ("select", "ignore", "code", "applied"),
        [
            (["QP1"], [], "QP101", True),
            (["QP1"], [], "QP201", False),
            (["qp1", "short-quote"], [], "QP205", True),
            ([], ["QP2"], "QP201", False),
            ([], ["QP2"], "QP101", True),
            (["QP101"], ["QP1"], "QP101", True),
            (["QP1"], ["QP101"], "QP101", False),
            (["altered-words"], ["QP10"], "QP101", True),
            (["QP101"], ["QP101"], "QP101", False),
            (["ALL"], ["QP"], "QP101", False),
            (["QP1,QP201"], [], "QP201", True),
        ],
    )
    def test_longer_namings_count(
        self, select: list[str], ignore: list[str], code: str, applied: bool
    ) -> None:
        """Codes, their beginnings and names choose rules; of two namings the longer counts."""
        found = chosen(select=select, ignore=ignore)

        assert applied == (code not in found.ignored)

    def test_a_string_is_a_list(self) -> None:
        """A string with commas is not taken letter by letter."""
        assert chosen(select=["QP1", "QP201"]) == chosen(select="QP1, QP201")

    def test_severities(self) -> None:
        """A severity for a family is overruled by one for a rule, in whatever order."""
        given = {"QP107": "error", "QP1": "info", "short-quote": "warning"}
        found = chosen("strict", severities=given).severities

        assert ("error", "info", "warning") == (found["QP107"], found["QP106"], found["QP205"])

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"profile": "spech"}, "no profile 'spech'. Did you mean 'speech'?"),
            ({"select": ["short-quot"]}, "no rule 'short-quot'. Did you mean 'short-quote'?"),
            ({"ignore": ["QP310"]}, "no rule 'QP310'"),
            ({"ignore": ["Q"]}, "no rule 'Q'"),
            ({"severities": {"QP107": "eror"}}, "is no severity. Did you mean 'error'?"),
            ({"severities": {"QP777": "error"}}, "no rule 'QP777'"),
        ],
    )
    def test_unknown(self, arguments: Mapping[str, object], message: str) -> None:
        """What does not exist is refused with what may have been meant."""
        with pytest.raises(PolicyError) as caught:
            chosen(**arguments)  # type: ignore[arg-type]

        assert message in str(caught.value)

    def test_beginnings(self) -> None:
        """The beginning of a code stands for all that begin so."""
        assert list(RULES) == matching("QP") == matching("all")
        assert ["QP501", "QP502"] == matching("qp5")


class TestFingerprint:
    """Whatever changes a report changes the fingerprint of the policy."""

    @pytest.mark.parametrize(
        "changed",
        [
            chosen(ignore=["QP205"]),
            chosen(select=["QP1"]),
            chosen(severities={"QP107": "error"}),
            replace(policy("document"), thresholds=Thresholds(half=0.4)),
            replace(policy("document"), thresholds=Thresholds(pattern=4)),
            replace(policy("document"), cleanup=policy("speech").cleanup),
            *(one for name, one in PROFILES.items() if name != "document"),
        ],
    )
    def test_changes(self, changed: Policy) -> None:
        """Each part of a policy counts."""
        assert policy("document").fingerprint != changed.fingerprint

    def test_is_the_same(self) -> None:
        """It is the rules that count, not how they were named."""
        one = chosen(ignore=["short-quote", "QP9"])
        other = chosen(ignore=["QP901,QP902,QP903", "QP904", "QP205"])

        assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize(
    ("code", "said", "asked", "expected"),
    [
        ("QP201", "info", None, "info"),
        ("QP201", "info", "error", "info"),
        ("QP103", "warning", "info", "info"),
        ("QP103", None, "info", "info"),
        ("QP205", "error", None, "error"),
        ("QP205", "error", "warning", "error"),
    ],
)
def test_severity_of_a_hit(
    code: str, said: Severity | None, asked: Severity | None, expected: Severity
) -> None:
    """A doubt makes a finding milder than its rule, whatever is asked for, and never graver."""
    rules = Policy("document", {code: asked} if asked else {})

    assert expected == _asked(RULES[code], Hit("", "", severity=said), rules)


class TestReports:
    """What a policy does to a report, and what it does not."""

    def test_verdicts_stay(self) -> None:
        """Findings go and come with the rules; what is known of the quotations stays."""
        whole = verify(BLOG, STATEMENTS)
        part = verify(BLOG, STATEMENTS, select=["QP1"], ignore=["QP901"])

        assert {"QP106", "QP115"} == {f.code for f in part.findings}
        assert {"QP106", "QP115"} == {code for q in part.quotations for code in q.rules}
        assert _verdicts(whole) == _verdicts(part)
        assert whole.policy.fingerprint != part.policy.fingerprint

    def test_severities(self) -> None:
        """A severity that is asked for is given."""
        report = verify(RT, STATEMENTS, severities={"nested-marks-dropped": "error"})

        assert {"error"} == {f.severity for f in report.findings if f.code == "QP109"}

    def test_a_short_quote_is_never_an_error(self) -> None:
        """No severity makes an error of three words or fewer."""
        report = verify(BLOG, STATEMENTS, severities={"ALL": "error"})

        assert {"warning"} == {f.severity for f in report.findings if f.code == "QP205"}

    def test_workers_have_the_same(self) -> None:
        """A worker process judges by the policy of its parent."""
        verifier = Verifier(
            STATEMENTS, ignore=["QP9"], severities={"QP109": "error"}, profile="speech"
        )

        assert [verifier.verify(RT)] == list(verifier.verify_many([RT], deadline=100))

    def test_component(self) -> None:
        """The component takes the same from its configuration, and keeps it there."""
        config = {
            "corpus": str(STATEMENTS),
            "profile": "strict",
            "select": ["QP1"],
            "severities": {"QP109": "info"},
        }
        nlp = spacy.blank("en")
        nlp.add_pipe("quoteprov", config=config)
        doc = nlp(RT.read_text("utf-8"))
        report = doc._.quoteprov
        expected = verify(
            RT, STATEMENTS, profile="strict", select=["QP1"], severities={"QP109": "info"}
        )

        assert expected.policy == report.policy
        assert expected.findings == report.findings
        assert ["QP1"] == nlp.config["components"]["quoteprov"]["select"]

    def test_unread_articles_are_told(self, tmp_path: Path) -> None:
        """No choice of rules makes a clean result of an article that could not be read."""
        (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
        (report,) = Verifier(STATEMENTS, select=["QP1"]).verify_many([tmp_path / "bad.txt"])

        assert ["QP904"] == [f.code for f in report.findings]
        assert not report.ok()


SPOKEN = """We, uh, we will never- never give up our, you know, our weapons. \
I- I mean, the committee has um decided that pol- political talks are over. \
We was going to leave — we were going to leave the talks in March. \
They don't want peace, and I'm gonna say so to the the whole world, er, tomorrow. \
We do not accept it, okay, and we are not, um, going to accept it. \
We have, uh, three reactors. Uh, you know. And we need all of the three reactors."""


def _said(text: str, profile: str, spoken: str = SPOKEN) -> tuple[Quotation, dict[str, Severity]]:
    """A quotation of what was spoken, and the findings on it."""
    statement = Statement(
        id="s",
        text=spoken,
        issuer="Defense Minister John Doe",
        zones=(ZoneSpan(start=0, end=len(spoken), zone="body"),),
    )
    article = Article(id="a", text=f"“{text},” Defense Minister John Doe said on Monday.")
    report = verify(article, Corpus([statement]), profile=profile)
    (quotation,) = report.quotations
    return quotation, {f.code: f.severity for f in report.findings if f.code != "QP403"}


class TestSpeech:
    """The profile for what was spoken."""

    @pytest.mark.parametrize(
        "text",
        [
            "We will never give up our weapons",
            "The committee has decided that political talks are over",
            "They do not want peace, and I am going to say so to the whole world tomorrow",
            "We have three reactors. And we need all of the three reactors",
        ],
        ids=["filler", "false start", "contraction", "sentence of fillers"],
    )
    def test_cleaned_up(self, text: str) -> None:
        """Fillers, false starts, repetitions and contractions are grammar, and an information."""
        quotation, found = _said(text, "speech")

        assert ("altered", "kept") == (quotation.verdict, quotation.meaning)
        assert {"QP107": "info"} == found

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("We do accept it, okay, and we are not going to accept it", "QP102"),
            ("We have two reactors. And we need all of the three reactors", "QP103"),
            ("The committee has decided that peaceful talks are over", "QP101"),
        ],
        ids=["not", "three", "political"],
    )
    def test_not_cleaned_up(self, text: str, code: str) -> None:
        """A word that says something is none that may be left out."""
        assert "error" == _said(text, "speech")[1][code]

    def test_a_false_start_with_not(self) -> None:
        """Who takes back a negation said it: leaving it out is no matter of grammar."""
        spoken = "We will not pay — we will pay for the damage to the harbour next year, in full."
        text = "We will pay for the damage to the harbour next year, in full"

        assert "verbatim" == _said(text, "speech", spoken)[0].verdict
        spoken = "Of course we will not — we will pay for the damage to the harbour, in full."
        text = "Of course we will pay for the damage to the harbour, in full"

        assert "QP107" not in _said(text, "speech", spoken)[1]

    def test_documents_are_not_spoken(self) -> None:
        """In a written statement whatever is left out is an omission."""
        _, found = _said("The committee has decided that political talks are over", "document")

        assert "error" == found["QP104"]


CONFIG = """
[tool.quoteprov]
profile = "strict"
ignore = ["QP901"]
fail-on = "warning"

[tool.quoteprov.severity]
QP109 = "info"
"""


class TestConfig:
    """The table of a pyproject.toml, on the command line."""

    @pytest.fixture(autouse=True)
    def _project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "pyproject.toml").write_text(CONFIG, encoding="utf-8")
        (tmp_path / "drafts").mkdir()
        (tmp_path / "drafts/pyproject.toml").write_text("[project]\nname = 'x'\n", "utf-8")
        monkeypatch.chdir(tmp_path / "drafts")

    def _run(self, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, set[object]]:
        arguments = ["check", str(RT), "--against", str(STATEMENTS), "--output-format", "json"]
        code = main([*arguments, *options])
        report = json.loads(capsys.readouterr().out)
        found = {(f["code"], f["severity"]) for r in report["reports"] for f in r["findings"]}
        return code, {report["policy"]["profile"], *found}

    @pytest.mark.parametrize(
        ("options", "code", "expected"),
        [
            ([], 0, {"strict", ("QP109", "info"), ("QP306", "info")}),
            (["--fail-on", "info"], 1, {"strict", ("QP109", "info"), ("QP306", "info")}),
            (
                ["--severity", "QP109=warning"],
                1,
                {"strict", ("QP109", "warning"), ("QP306", "info")},
            ),
            (["--profile", "speech", "--ignore", "QP109,QP3"], 0, {"speech", ("QP901", "info")}),
            (
                ["--select", "QP9,QP109", "--severity", "QP1=error"],
                0,
                {"strict", ("QP109", "info")},
            ),
            (
                ["--isolated"],
                0,
                {"document", ("QP109", "warning"), ("QP306", "info"), ("QP901", "info")},
            ),
        ],
        ids=lambda value: " ".join(value) or "none" if isinstance(value, list) else "",
    )
    def test_command_line(
        self,
        options: list[str],
        code: int,
        expected: set[object],
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """The nearest table counts, the command line more, and --isolated reads none."""
        assert (code, expected) == self._run(capsys, *options)

    def test_file(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """--config names a file instead."""
        other = tmp_path / "other.toml"
        other.write_text('[tool.quoteprov]\nselect = ["QP9"]\n', "utf-8")

        assert (0, {"document", ("QP901", "info")}) == self._run(capsys, "--config", str(other))

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[tool.quoteprov]\nignores = []", "no key 'ignores'. Did you mean 'ignore'?"),
            ("[tool.quoteprov]\nignore = 'QP1'", "is not a list of codes"),
            ("[tool.quoteprov]\nignore = ['QP101', 1]", "is not a list of codes"),
            ("[tool.quoteprov]\nfail-on = 'fatal'", "is not one of error, warning, info"),
            ("[tool.quoteprov]\nseverity = 'error'", "is not a table of rules"),
            ("[tool.quoteprov]\nprofile = 1", "is not the name of a profile"),
            ("[tool]\nquoteprov = 1", "is not a table"),
            ("[tool.quoteprov]\nselect = ['QP77']", "no rule 'QP77'"),
            ("[tool.quoteprov]\nprofile = 'sppech'", "Did you mean 'speech'?"),
            ("[tool.quoteprov", "is not TOML"),
        ],
    )
    def test_refused(
        self, text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """A table of another form ends the run with what is wrong in it."""
        (tmp_path / "pyproject.toml").write_text(text, "utf-8")
        code = main(["check", str(RT), "--against", str(STATEMENTS)])

        assert 2 == code
        assert message in capsys.readouterr().err

    def test_missing(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A file that is named must be there and have the table."""
        for name, message in [("gone.toml", "cannot be opened"), ("pyproject.toml", "no table")]:
            code = main(["check", str(RT), "--against", str(STATEMENTS), "--config", name])

            assert 2 == code
            assert message in capsys.readouterr().err

    def test_nothing_found(self, tmp_path: Path) -> None:
        """Without a table everything is as by default."""
        (tmp_path / "pyproject.toml").unlink()

        assert {} == find_config(tmp_path / "drafts").said
