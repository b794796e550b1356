"""The one path: what goes in, what comes out, and what happens to bad input."""

from __future__ import annotations

import json

from pathlib import Path

import pytest

from quoteprov import Article, Corpus, QuoteprovError, Verifier, verify
from quoteprov.errors import InputError
from quoteprov.limits import ARTICLE_CHARACTERS, QUOTATIONS
from quoteprov.models import FindingsError


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
ARTICLE = SEEDS / "articles" / "004_7f96b5ab2eb36f0a.txt"


@pytest.fixture(name="verifier", scope="module")
def _verifier() -> Verifier:
    return Verifier(SEEDS / "statements")


def test_text_path_and_article_are_one(verifier: Verifier) -> None:
    """A str is text, a Path its file, an Article itself: the quotations are the same."""
    text = ARTICLE.read_text("utf-8")
    given = (text, ARTICLE, Article(id="rt", text=text))
    first, *others = [verifier.verify(one).quotations for one in given]

    assert [first, first] == others


def test_verify_builds_what_it_needs() -> None:
    """The one-call form takes a folder of statements."""
    assert 9 == len(verify(ARTICLE, against=SEEDS / "statements").quotations)


def test_index_file_is_a_corpus(tmp_path: Path, verifier: Verifier) -> None:
    """A saved corpus gives the same report, digest included."""
    Corpus.build(SEEDS / "statements", tmp_path / "kcna.qpx")
    again = Verifier(tmp_path / "kcna.qpx").verify(ARTICLE)

    assert verifier.verify(ARTICLE) == again


def test_bad_files_stop_nothing(tmp_path: Path, verifier: Verifier) -> None:
    """Each unreadable article has its own report with QP904; the others are checked."""
    (tmp_path / "a.txt").write_bytes(b"\x00\x01binary")
    (tmp_path / "b.txt").write_text("", "utf-8")
    (tmp_path / "c.txt").write_bytes("“naïve”".encode("cp1252"))
    (tmp_path / "d.txt").write_text(ARTICLE.read_text("utf-8"), "utf-8")
    (tmp_path / "e.jsonl").write_text(
        "not json\n" + json.dumps({"id": "x", "text": "“keep its mouth shut,” Pyongyang said."}),
        "utf-8",
    )
    reports = list(verifier.verify_many([tmp_path, tmp_path / "gone.txt"]))
    codes = {r.article.id: [f.code for f in r.findings if f.code == "QP904"] for r in reports}

    assert {
        "a.txt": ["QP904"],
        "b.txt": ["QP904"],
        "c.txt": ["QP904"],
        "d.txt": [],
        "e.jsonl": ["QP904"],
        "x": [],
        "gone.txt": ["QP904"],
    } == codes


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.txt", None, "no such file or folder"),
        ("empty.txt", b" \n", "is empty"),
        ("latin.txt", "“x”".encode("cp1252"), "is not UTF-8"),
        ("many.jsonl", b'{"text": "a"}\n{"text": "b"}\n', "holds 2 documents, not one"),
        ("page.odt", b"x", "cannot read files ending in '.odt'"),
    ],
)
def test_one_bad_file_raises(
    tmp_path: Path, verifier: Verifier, name: str, content: bytes | None, message: str
) -> None:
    """verify() of a single file says what is wrong with it."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(QuoteprovError, match=message):
        verifier.verify(tmp_path / name)


def test_limits_are_said(verifier: Verifier) -> None:
    """A text or a list of quotations that is too long is cut, with a finding that says so."""
    text = "“So be it,” he said. " * (QUOTATIONS + 5)
    many = verifier.verify(text)
    long = verifier.verify("x " * (ARTICLE_CHARACTERS // 2 + 5))

    assert (QUOTATIONS, ["QP903"]) == (
        len(many.quotations),
        [f.code for f in many.findings if f.code == "QP903"],
    )
    assert ["the last 10 of 1,000,010 characters were not read"] == [
        f.message for f in long.findings
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kim said that we will, as he " * 600 + "put it, “win”.", "so many verbs of saying"),
        ("“" + "so be it and " * 500 + "” Pyongyang said.", "only sought verbatim"),
        ("'a' " * 25_000, "so many quotation marks"),
    ],
    ids=["cues", "quotation", "marks"],
)
def test_every_limit_is_said(verifier: Verifier, text: str, said: str) -> None:
    """What was not read, aligned or searched is said with QP903."""
    messages = [f.message for f in verifier.verify(text).findings if f.code == "QP903"]

    assert said in "; ".join(messages)


def test_raise_for_findings(verifier: Verifier) -> None:
    """A report raises its findings on demand, all but the codes that are ignored."""
    report = verifier.verify(ARTICLE)

    report.raise_for_findings()
    report.raise_for_findings(fail_on="warning", ignore=["QP109"])
    with pytest.raises(FindingsError, match=r"verbatim QP109 .*004_7f96b5ab2eb36f0a.txt:11:47:"):
        report.raise_for_findings(fail_on="warning")


def test_ok_knows_severities(verifier: Verifier) -> None:
    """ok() is about findings as severe as asked, and refuses a severity that does not exist."""
    report = verifier.verify(ARTICLE)

    assert (True, False) == (report.ok(), report.ok(fail_on="warning"))
    with pytest.raises(QuoteprovError, match="'fatal' is not a severity"):
        report.ok(fail_on="fatal")  # type: ignore[arg-type]


def test_repr_is_one_line(verifier: Verifier) -> None:
    """A report shows its article and its verdicts."""
    expected = "<Report 004_7f96b5ab2eb36f0a.txt: 9 quotations: 8 verbatim, 1 other-speaker>"

    assert expected == repr(verifier.verify(ARTICLE))


def test_fingerprints_survive_moves(verifier: Verifier) -> None:
    """A finding keeps its fingerprint when the text moves and the marks are restyled."""
    text = ARTICLE.read_text("utf-8")
    there = {f.fingerprint for f in verifier.verify(text).findings}
    moved = {f.fingerprint for f in verifier.verify("Update follows.\n\n" + text).findings}

    assert there == moved


def test_unknown_profile() -> None:
    """A profile that does not exist is refused with what there is."""
    with pytest.raises(QuoteprovError, match="Did you mean 'speech'"):
        Verifier(SEEDS / "statements", profile="spech")


def test_profile_changes_severity_and_fingerprint() -> None:
    """A stricter profile makes an error of lost inner marks and has another fingerprint."""
    document = verify(ARTICLE, against=SEEDS / "statements")
    strict = verify(ARTICLE, against=SEEDS / "statements", profile="strict")
    severities = {f.severity for f in strict.findings if f.code == "QP109"}

    assert {"error"} == severities
    assert document.policy.fingerprint != strict.policy.fingerprint


@pytest.mark.parametrize("name", [str(ARTICLE), "articles/that/are/elsewhere.docx"])
def test_name_of_a_file_is_no_text(verifier: Verifier, name: str) -> None:
    """A str is a text; the name of a file would be an article in which nothing is wrong."""
    with pytest.raises(
        InputError, match=rf"^'{name}' is taken for a text; .*write Path\('{name}'"
    ):
        verifier.verify(name)
    assert () == verifier.verify("See kcna.txt").quotations
    assert () == verifier.verify("a\0.txt b").quotations
