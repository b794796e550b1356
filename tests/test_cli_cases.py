"""``quoteprov cases`` writes what is found in an article as a case file, which pytest passes."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import textwrap
import tomllib

from pathlib import Path

import pytest

from quoteprov import Article, Verifier
from quoteprov.cases import outline
from quoteprov.cases.expected import all_expected, head
from quoteprov.cases.matching import meant, unaccounted
from quoteprov.cases.told import failure
from quoteprov.cases.writing import Top, first
from quoteprov.cli import main
from tests import rendering
from tests import test_derivative as real
from tests.hostile import HOSTILE
from tests.newsroom import BLOG, NEVER, PLAIN, RT, SETTINGS, YONHAP


DIRECTOR = "the vice director general of the General Bureau of Equipment"
OPENING = """\
# What was found in this article. Look at each case before you keep it: a test passes as
# long as the article says what stands here, whether that is as it should be or not.
"""


def ask(article, name, *options):
    """Have the cases of an article written: the text of their file."""
    path = Path(f"{name}.quoteprov.toml")
    assert 0 == main(["cases", f"{article}", *options, "-o", f"{path}"])
    return path.read_text("utf-8")


def write(newsroom, text, name="draft"):
    """Write an article and have its cases written: the text of their file."""
    article = f"articles/{name}.txt"
    newsroom.path.joinpath(article).write_bytes(text.encode())
    return ask(article, name)


def passed(newsroom):
    """How many tests a run has, all of which pass."""
    outcomes = newsroom.runpytest_inprocess(*PLAIN).parseoutcomes()
    assert ["passed"] == [*outcomes]
    return outcomes["passed"]


def failures(report, folder):
    """The cases of a first file, and what its tests say of the report that it was made of."""
    path = folder / "draft.quoteprov.toml"
    path.write_text(first(report, Top("draft.txt", None, (), None, "info")), "utf-8", newline="")
    source = outline.read(path)
    cases, texts = list(all_expected(source)), outline.texts(source)
    assert len(cases) + 1 == len({item.name for item in outline.items(source)})
    named = [meant(report, texts, number) for number in range(len(cases))]
    told = [failure(report, *one, path.name) for one in zip(cases, named, strict=True)]
    left = unaccounted(report, head(source).allow, cases, "info")
    return cases, [*itertools.chain(*told), *left]


def test_the_seeds_pass(newsroom, capsys):
    """Each quotation of three articles is a case, and pytest passes them all."""
    for article in (YONHAP, BLOG, RT):
        ask(f"articles/{article}", article.removesuffix(".txt"))

    out, err = capsys.readouterr()
    said = ["yonhap.quoteprov.toml", "blog.quoteprov.toml", "rt.quoteprov.toml"]
    assert [
        f"quoteprov: {one}: written; read it, and run: pytest" for one in said
    ] == err.splitlines()
    assert "" == out
    assert 6 + 5 + 9 + 3 == passed(newsroom)


def test_what_it_says(newsroom):
    """Words, verdict, speaker, statement and day of each; below, to be read, its findings."""
    text = write(
        newsroom,
        f"SEOUL, Sept. 23 -- In a statement of Sept. 21, {DIRECTOR} said, “{NEVER} export it.” "
        "A spokesman for the White House called that “the usual denial.” So much for “denial”.",
    )

    carried = "the statement was carried by KCNA; the article names no agency"
    assert (
        f"{OPENING}"
        'article = "articles/draft.txt"\n'
        "\n"
        "[[quote]]\n"
        f'text = "{NEVER} export it."\n'
        'verdict = "altered"\n'
        f'speaker = "{DIRECTOR}"\n'
        'statement = "001_5090525799506049.txt"\n'
        'date = "consistent"\n'
        f"# QP403 carrier-missing (info): {carried}\n"
        "# QP107 grammar-cleanup (warning): only grammar was changed: “it” stands for “them”\n"
        "\n"
        "[[quote]]\n"
        'text = "the usual denial."\n'
        'verdict = "other-speaker"\n'
        'speaker = "A spokesman for the White House"\n'
    ) == text


DENIAL = f"“{NEVER} export them.”"
WRAPPED = textwrap.fill(f"SEOUL -- On Thursday {DIRECTOR} said, {DENIAL} Nobody asked why.", 60)
LONG = "word " * 600
AWKWARD = {
    "twice": (
        f"In Pyongyang, {DIRECTOR} said, {DENIAL} A spokesman for the White House said, {DENIAL}",
        [DENIAL.strip("“”")] * 2,
    ),
    "so-called": (
        "The so-called “arms deal” made news. A spokesman for the White House said, “Arms deal!”",
        ["Arms deal!"],
    ),
    "marks": (
        'He said, “It is in C:\\desk, and "never" is \\"never\\".”',
        ['It is in C:\\desk, and "never" is \\"never\\".', "never", "never\\"],
    ),
    "controls": (
        "He said, “We \u202enever\u202c \x1b[31mdid\x07 \x7fthat\u200b.”",
        ["We \u202enever\u202c \x1b[31mdid\x07 \x7fthat\u200b."],
    ),
    "lines": (WRAPPED.replace("plan to", "plan\t to"), [DENIAL.strip("“”")]),
    "korean": (
        "그는 “우리는 무기를 수출한적이 없다”고 말했다.",
        ["우리는 무기를 수출한적이 없다"],
    ),
    "signs": (f"He said, “{NEVER} export ‘>’.” He added, “<”.", [f"{NEVER} export ‘>’."]),
    "empty": ("He said “” and then “ ” and “…” and left.", []),
    "long": (f"He said, “{LONG}.”", [f"{LONG}."]),
    "nobody": ("Nobody said a word.\n", []),
    "nested": (
        "He said, “They wrote ‘we have “never” done so’ to us.”",
        ["They wrote ‘we have “never” done so’ to us.", "we have “never” done so", "never"],
    ),
}
"""Articles, and the words of the cases of each."""


def test_awkward_articles(newsroom):
    """Whatever is quoted, and however it is written, the file is TOML and its tests pass."""
    for name, (article, texts) in AWKWARD.items():
        text = write(newsroom, article, name)
        assert texts == [one["text"] for one in tomllib.loads(text).get("quote", [])]
        assert text.replace("\n", "").isprintable()

    cases = sum(len(texts) for _, texts in AWKWARD.values())
    assert cases + len(AWKWARD) == passed(newsroom)


def test_speaker_who_is_not_sure(newsroom):
    """Of two who may have said the words, neither is expected."""
    text = write(newsroom, "When Holm asked and Ito answered, it was “too late.”")

    assert [{"text": "too late.", "verdict": "not-found"}] == tomllib.loads(text)["quote"]


def test_what_no_case_accounts_for_is_allowed(newsroom):
    """Findings on faithful words and on the article as a whole, as far as pytest would fail."""
    cut = f"In May {DIRECTOR} said, “{NEVER} export them.”".replace("will not", "will …")
    text = write(newsroom, cut)
    assert f'{OPENING}article = "articles/draft.txt"\nallow = [\n  "QP112",' in text

    newsroom.makefile(".toml", quoteprov='fail-on = "info"\n')
    text = ask(f"articles/{BLOG}", "all")
    allowed = [line for line in text.splitlines() if line.startswith("  ")]

    assert ['  "QP501",  # rewriting-pattern', '  "QP901",  # malformed-marks'] == allowed
    assert 1 + 5 + 1 + 1 == passed(newsroom)


@pytest.mark.parametrize(
    "form",
    [
        "“{}”",
        "«{}», said Kim {}.",
        f"The deputy {{}} director of the Ministry of National Defence said, “{NEVER} stop.”",
        f'In May {DIRECTOR} said, "{NEVER}" export {{}}.',
        "{} said: “We have never exported {} weapons. {}” He added, “{}” on Sept. 22.",
    ],
    ids=["alone", "named", "titled", "beside", "within"],
)
def test_hostile_strings(form, tmp_path):
    """Whatever stands within the marks or around them, the file is TOML and its tests pass."""
    numbers = []
    for text in HOSTILE:
        article = Article(id="draft", text=form.replace("{}", text))
        cases, told = failures(rendering.verifier().verify(article), tmp_path)
        assert [] == told, text
        numbers.append(len(cases))

    assert sum(numbers) >= len(HOSTILE) / 2


def test_paths(newsroom, monkeypatch):
    """They lead from the file to the article and the statements, wherever it was asked for."""
    newsroom.makefile(".toml", pyproject="")
    article, both = f"articles/{YONHAP}", ("statements", "statements/00*")
    desk = newsroom.mkdir("desk")

    texts = [ask(article, name, "--against", *both) for name in ("desk/a", "articles/b")]
    monkeypatch.chdir(desk)
    texts += [ask(newsroom.path / article, "c", "--against", f"{newsroom.path}/statements")]
    monkeypatch.chdir(newsroom.path)

    assert [
        ("../articles/yonhap.txt", ["../statements", "../statements/00*"]),
        ("yonhap.txt", ["../statements", "../statements/00*"]),
        ("../articles/yonhap.txt", ["../statements"]),
    ] == [(top["article"], top["against"]) for top in map(tomllib.loads, texts)]
    assert 3 * 7 == passed(newsroom)


def test_only_what_was_given(newsroom):
    """Statements, day and language of the command stand in the file; the project's do not."""
    newsroom.makefile(".toml", pyproject=f'{SETTINGS}lang = "fr"\n')
    article = f"articles/{YONHAP}"
    options = ("--against", "statements", "--published", "2022-09-23", "--lang", "en")

    texts = [ask(article, "own"), ask(article, "given", *options)]

    top = f'{OPENING}article = "{article}"\n'
    more = 'published = 2022-09-23\nagainst = ["statements"]\nlang = "en"\n'
    assert [top, top + more] == [text.partition("\n[[quote]]")[0] for text in texts]
    assert 2 * 7 == passed(newsroom)


def test_same_bytes(newsroom, capsys):
    """Without a file they go to standard output, in every run the same."""
    command = [sys.executable, "-m", "quoteprov", "cases", f"articles/{BLOG}"]
    text = ask(f"articles/{BLOG}", "blog")
    capsys.readouterr()

    assert 0 == main(command[3:])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, check=True
    )

    assert (text, "") == capsys.readouterr()
    assert (text.encode(), b"") == (done.stdout, done.stderr)


REFUSED = {
    f"articles/{RT} -o kept.quoteprov.toml": "kept.quoteprov.toml: is there already; change it",
    f"articles/{RT} -o gone.quoteprov.toml": "gone.quoteprov.toml: is there already; change it",
    f"articles/{RT} -o no/rt.quoteprov.toml": "no/rt.quoteprov.toml: cannot be written: No such",
    "articles/none.txt": "articles/none.txt: no such file or folder; check the path",
    "articles": "articles: holds 3 documents",
    "two.jsonl": "two.jsonl: holds 2 documents",
    f"articles/{RT} --isolated": "no statements to check against: name them with --against PATH",
    f"articles/{RT} --against none": "none: no such file or folder; check the path",
    f"articles/{RT} --published Monday": "--published 'Monday' is not a date; write it as 2022-",
}
"""What is asked for, and what is said."""


@pytest.mark.parametrize("asked", REFUSED)
def test_refused(newsroom, capsys, asked):
    """Nothing is written, and nothing that is there is changed."""
    (newsroom.path / "kept.quoteprov.toml").write_text("# mine", "utf-8")
    (newsroom.path / "gone.quoteprov.toml").symlink_to("nowhere")
    lines = (json.dumps({"id": one, "text": f"“{one},” he said."}) for one in ("Yes", "No"))
    (newsroom.path / "two.jsonl").write_text("\n".join(lines), "utf-8")
    there = sorted(newsroom.path.rglob("*"))

    assert 2 == main(["cases", *asked.split()])

    out, err = capsys.readouterr()
    assert ("", True) == (out, REFUSED[asked] in err), err
    assert there == sorted(newsroom.path.rglob("*"))
    assert "# mine" == (newsroom.path / "kept.quoteprov.toml").read_text("utf-8")


def test_name_that_pytest_does_not_find(newsroom, capsys):
    """It is refused before anything is read."""
    with pytest.raises(SystemExit):
        main(["cases", "none.txt", "-o", "rt.toml"])

    message = "'rt.toml' is no case file; its name ends in .quoteprov.toml"
    assert message in capsys.readouterr().err
    assert not (newsroom.path / "rt.toml").exists()


@real.pytestmark
def test_real_articles(tmp_path):
    """The tests pass for articles that quote KCNA, against the statements that they quote."""
    verifier = Verifier(real._corpus(tmp_path))
    numbers = []
    for one in real._articles():
        article = Article(id=one["slug"], text=one["text"])
        cases, told = failures(verifier.verify(article), tmp_path)
        assert [] == told, article.id
        numbers.append(len(cases))

    assert sum(numbers) > 200
