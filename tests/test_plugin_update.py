"""``--quoteprov-update`` writes into case files what is found, and shows what it wrote."""

from __future__ import annotations

import pytest

from tests.newsroom import CASES, NEVER, PLAIN, cases, failures


NEW = "--quoteprov-update=new"
CHANGED = "--quoteprov-update=changed"
MISSING = CASES.replace('verdict = "verbatim"\n', "").replace("[[quote]]", "  [[quote]]  # ours")
OTHER = (
    CASES.replace('"verbatim"', '"altered"  # see to it')
    .replace("001_5090525799506049.txt", "000_b46a6c523cbdaaf1.txt")
    .replace("2022-09-22", "2022-09-21")
    .replace("vice director general of", "spokesman of")
)


def test_missing_verdicts(newsroom):
    """A verdict is put below the words; all else in the file stays as it is."""
    path = cases(newsroom, MISSING)

    result = newsroom.runpytest_inprocess(*PLAIN, NEW)

    result.assert_outcomes(passed=3)
    before, after = MISSING.split('export them"\n')
    assert f'{before}export them"\nverdict = "verbatim"\n{after}' == path.read_text("utf-8")
    result.stdout.fnmatch_lines(
        [
            "*= quoteprov: case files written =*",
            "--- yonhap.quoteprov.toml",
            "+++ yonhap.quoteprov.toml",
            "@@ -4,2 +4,3 @@",
            f' text = "{NEVER} export them"',
            '+verdict = "verbatim"',
            ' speaker = "vice director general of the General Bureau of Equipment"',
        ],
        consecutive=True,
    )
    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=3)


def test_changed_values(newsroom):
    """What is not as it was expected is written anew, a day as the text that it is."""
    path = cases(newsroom, OTHER)

    newsroom.runpytest_inprocess(*PLAIN, CHANGED).assert_outcomes(passed=3)

    lines = path.read_text("utf-8").splitlines()
    assert [
        'verdict = "verbatim"  # see to it',
        (
            "speaker = \"the vice director general of the General Bureau of Equipment at the North's "
            'defense ministry"'
        ),
        'statement = "001_5090525799506049.txt"',
        'date = "2022-09-22"',
    ] == lines[4:8]
    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=3)


def test_kinds_are_kept_apart(newsroom):
    """New leaves what is expected, changed does not decide what nobody has; together they do both."""
    text = OTHER.replace('verdict = "other-speaker"\n', "")
    path = cases(newsroom, text)

    newsroom.runpytest_inprocess(*PLAIN, NEW).assert_outcomes(passed=2, failed=1)
    assert text.replace('shells"\n', 'shells"\nverdict = "other-speaker"\n') == path.read_text(
        "utf-8"
    )
    path.write_text(text, "utf-8")
    result = newsroom.runpytest_inprocess(*PLAIN, CHANGED)
    result.assert_outcomes(passed=2, failed=1)
    (lines,) = failures(result).values()
    assert "other-speaker, no verdict expected yet at articles/yonhap.txt:5:107" == lines[0]
    assert '  to expect it: verdict = "other-speaker" (pytest --quoteprov-update=new writes it)' == lines[1]  # fmt: skip
    path.write_text(text, "utf-8")
    newsroom.runpytest_inprocess(*PLAIN, f"{NEW},changed").assert_outcomes(passed=3)


def test_only_what_ran_is_written(newsroom):
    """Cases that were not chosen stay."""
    path = cases(
        newsroom, CASES.replace("verbatim", "altered").replace("other-speaker", "altered")
    )

    newsroom.runpytest_inprocess(*PLAIN, CHANGED, "-k", "millions").assert_outcomes(
        passed=1, deselected=2
    )

    assert CASES.replace("verbatim", "altered") == path.read_text("utf-8")


def test_what_cannot_be_written_fails(newsroom):
    """Where nobody is credited there is no speaker to write; where nothing is quoted, no verdict."""
    text = (
        'article = "articles/yonhap.txt"\n[[quote]]\ntext = "missiles"\nverdict = "verbatim"\n'
        '[[quote]]\ntext = "millions of rockets and artillery shells"\nstatement = "x.txt"\n'
        'verdict = "other-speaker"\n'
    )
    path = cases(newsroom, text)

    result = newsroom.runpytest_inprocess(*PLAIN, CHANGED)

    result.assert_outcomes(failed=2, passed=1)
    assert text == path.read_text("utf-8")
    first = "other-speaker, statement is none, expected x.txt at articles/yonhap.txt:5:107"
    assert first in {lines[0] for lines in failures(result).values()}
    assert not any("case files written" in line for line in result.outlines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('quote = [{text = "millions of"}]', 'quote = [{text = "millions of", verdict = "other-speaker"}]'),
        ("[[quote]]\r\ntext = 'millions of'\r\n", "[[quote]]\r\ntext = 'millions of'\r\nverdict = \"other-speaker\"\r\n"),
        ("[[quote]]\n\ttext = '''\nmillions\nof'''", "[[quote]]\n\ttext = '''\nmillions\nof'''\n\tverdict = \"other-speaker\""),
        ("[[quote]]\nquote.text = 1", None),
    ],
    ids=["within braces", "line ends", "over lines", "no text"],
)  # fmt: skip
def test_every_way_to_write_toml(newsroom, text, expected):
    """A value is put where it belongs in each."""
    head = 'article = "articles/yonhap.txt"\n'
    path = cases(newsroom)
    path.write_bytes((head + text).encode())

    newsroom.runpytest_inprocess(*PLAIN, NEW)

    assert (head + (expected or text)).encode() == path.read_bytes()


def test_file_that_was_changed_meanwhile(newsroom):
    """It is left as it is, and that is said."""
    path = cases(newsroom, MISSING)
    newsroom.makeconftest(
        f"""
        import pathlib
        def pytest_runtest_teardown():
            pathlib.Path({str(path)!r}).write_text("# mine", "utf-8")
        """
    )

    result = newsroom.runpytest_inprocess(*PLAIN, NEW)

    assert "# mine" == path.read_text("utf-8")
    message = "yonhap.quoteprov.toml: was changed while the tests ran, and is left as it is; run *"
    result.stdout.fnmatch_lines([message])


@pytest.mark.parametrize(
    ("options", "variable", "message"),
    [
        ([NEW], "CI", "--quoteprov-update is refused in CI (CI is set): what a case expects is for *"),
        ([CHANGED], "BUILD_NUMBER", "*refused in CI (BUILD_NUMBER is set)*"),
        ([NEW, "-n2"], None, "--quoteprov-update cannot be combined with pytest-xdist; run it with -n 0"),
        (["--quoteprov-update=all"], None, "--quoteprov-update: 'all' is no kind of update; use: new, changed"),
    ],
)  # fmt: skip
def test_is_refused(newsroom, monkeypatch, options, variable, message):
    """In CI, under xdist, and where the kind is none, nothing runs."""
    path = cases(newsroom, MISSING)
    if variable:
        monkeypatch.setenv(variable, "true")

    result = newsroom.runpytest_subprocess(*PLAIN, *options)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([f"ERROR: {message}"])
    assert MISSING == path.read_text("utf-8")


def test_empty_variable_is_no_ci(newsroom, monkeypatch):
    """As pytest has it."""
    cases(newsroom)
    monkeypatch.setenv("CI", "")

    newsroom.runpytest_inprocess(*PLAIN, NEW, "-n0").assert_outcomes(passed=3)
