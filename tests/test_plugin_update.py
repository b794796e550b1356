"""``--quoteprov-update`` writes into case files what is found, and shows what it wrote."""

from __future__ import annotations

import pytest

from tests.newsroom import CASES, NEVER, PLAIN, cases, failures


MINISTRY = (
    "the vice director general of the General Bureau of Equipment at the North's defense ministry"
)
UPDATE = "--quoteprov-update"
NEW, CHANGED = f"{UPDATE}=new", f"{UPDATE}=changed"
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
        f'speaker = "{MINISTRY}"',
        'statement = "001_5090525799506049.txt"',
        'date = "2022-09-22"',
    ] == lines[4:8]
    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=3)


def test_kinds_are_kept_apart(newsroom):
    """New leaves what is expected, changed decides nothing that nobody has; together do both."""
    text = OTHER.replace('verdict = "other-speaker"\n', "")
    path = cases(newsroom, text)

    newsroom.runpytest_inprocess(*PLAIN, NEW).assert_outcomes(passed=2, failed=1)
    decided = text.replace('shells"\n', 'shells"\nverdict = "other-speaker"\n')
    assert decided == path.read_text("utf-8")
    path.write_text(text, "utf-8")
    result = newsroom.runpytest_inprocess(*PLAIN, CHANGED)
    result.assert_outcomes(passed=2, failed=1)
    (lines,) = failures(result).values()
    assert "other-speaker, no verdict expected yet at articles/yonhap.txt:5:107" == lines[0]
    way = "pytest --quoteprov-update=new writes it"
    assert f'  to expect it: verdict = "other-speaker" ({way})' == lines[1]
    path.write_text(text, "utf-8")
    newsroom.runpytest_inprocess(*PLAIN, f"{NEW},changed").assert_outcomes(passed=3)


def test_only_what_ran_is_written(newsroom):
    """Cases that were not chosen stay."""
    first_wrong = CASES.replace("verbatim", "altered")
    path = cases(newsroom, first_wrong.replace("other-speaker", "altered"))

    result = newsroom.runpytest_inprocess(*PLAIN, CHANGED, "-k", "millions")

    result.assert_outcomes(passed=1, deselected=2)
    assert first_wrong == path.read_text("utf-8")


def test_what_cannot_be_written_fails(newsroom):
    """Where there is no statement there is none to write; where nothing is quoted, no verdict."""
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


VERDICT = 'verdict = "other-speaker"'
SPELLINGS = {
    "braces": ('quote = [{text = "millions of"}]', 'millions of"', f", {VERDICT}"),
    "line ends": ("[[quote]]\r\ntext = 'millions of'\r\n", "of'", f"\r\n{VERDICT}"),
    "over lines": ("[[quote]]\n\ttext = '''\nmillions\nof'''", "of'''", f"\n\t{VERDICT}"),
    "a comment": ("[[quote]]\ntext = 'millions of'  # see\n", "# see", f"\n{VERDICT}"),
    "a mark of order": ("[[quote]]\ntext = 'millions of'", "of'", f"\n{VERDICT}"),
    "no text": ("[[quote]]\nquote.text = 1", "text = 1", ""),
}
"""A way to write a case, what a verdict is put behind, and how it is written."""


def test_every_way_to_write_toml(newsroom):
    """A value is put where it belongs in each."""
    head = 'article = "articles/yonhap.txt"\n'
    paths = {name: cases(newsroom, "", name) for name in SPELLINGS}
    for name, path in paths.items():
        path.write_text(marks(name) + head + SPELLINGS[name][0], "utf-8", newline="")

    newsroom.runpytest_inprocess(*PLAIN, NEW)

    for name, (text, behind, added) in SPELLINGS.items():
        expected = marks(name) + head + text.replace(behind, behind + added)
        assert expected.encode() == paths[name].read_bytes(), name


def marks(name):
    """The mark of byte order that some editors put before a text."""
    return "\N{ZERO WIDTH NO-BREAK SPACE}" * (name == "a mark of order")


def test_file_that_is_gone(newsroom):
    """What was to be written is said not to be, and the others are."""
    gone, path = cases(newsroom, MISSING, "gone"), cases(newsroom, MISSING)
    newsroom.makeconftest(
        f"""
        import pathlib
        def pytest_runtest_teardown():
            pathlib.Path({str(gone)!r}).unlink(missing_ok=True)
        """
    )

    result = newsroom.runpytest_inprocess(*PLAIN, NEW)

    result.stdout.fnmatch_lines(
        ["gone.quoteprov.toml: cannot be opened: No such file or directory"]
    )
    assert 'verdict = "verbatim"' in path.read_text("utf-8")


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
        ([NEW], "CI", " is refused in CI (CI is set): what a case expects is for *"),
        ([CHANGED], "BUILD_NUMBER", " is refused in CI (BUILD_NUMBER is set)*"),
        ([NEW, "-n2"], None, " cannot be combined with pytest-xdist; run it with -n 0"),
        ([f"{UPDATE}=all"], None, ": 'all' is no kind of update; use: new, changed"),
    ],
    ids=["CI", "another CI", "xdist", "kind"],
)
def test_is_refused(newsroom, monkeypatch, options, variable, message):
    """In CI, under xdist, and where the kind is none, nothing runs."""
    path = cases(newsroom, MISSING)
    if variable:
        monkeypatch.setenv(variable, "true")

    result = newsroom.runpytest_inprocess(*PLAIN, *options)

    assert pytest.ExitCode.USAGE_ERROR == result.ret
    result.stderr.fnmatch_lines([f"ERROR: {UPDATE}{message}"])
    assert MISSING == path.read_text("utf-8")


def test_empty_variable_is_no_ci(newsroom, monkeypatch):
    """As pytest has it."""
    cases(newsroom)
    monkeypatch.setenv("CI", "")

    newsroom.runpytest_inprocess(*PLAIN, NEW, "-n0").assert_outcomes(passed=3)
