"""The fixture ``quoteprov``: one corpus and one pipeline for all tests of a process."""

from __future__ import annotations

import pytest

from tests.newsroom import PLAIN, failures


PASSING = """
from pathlib import Path

def test_rt(quoteprov):
    report = quoteprov.verify(Path("articles/rt.txt"))
    report.raise_for_findings()
    assert report.findings_from("error") == []
    assert report.quotations[0].verdict == "verbatim"
"""


def test_passes(newsroom):
    """A report is had for a path; settings come from the configuration of the project."""
    newsroom.makepyfile(PASSING)

    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=1)


def test_in_a_process_of_its_own(newsroom):
    """It works where nothing was imported before, with the summary in one line."""
    newsroom.makepyfile(PASSING)

    result = newsroom.runpytest_subprocess(*PLAIN)

    result.assert_outcomes(passed=1)
    assert 1 == sum("quoteprov: " in line for line in result.outlines)
    found = "9 quotations in 1 article: 8 verbatim, 1 other-speaker"
    searched = "searched 2 statements 9589e6b6c8636cec"
    result.stdout.fnmatch_lines([f"quoteprov: {found}; {searched}; policy document {'?' * 12}"])


def test_findings_are_raised_with_all_that_is_known(newsroom):
    """Nothing is cut; a rule that is ignored by its code or name is not raised."""
    newsroom.makepyfile(
        """
        from pathlib import Path

        def test_blog(quoteprov):
            report = quoteprov.verify(Path("articles/blog.txt"))
            report.raise_for_findings(ignore=["QP115"])
            report.raise_for_findings(ignore=["meaning-shift"])
            report.raise_for_findings()

        def test_unknown(quoteprov):
            quoteprov.verify(Path("articles/blog.txt")).raise_for_findings(ignore=["QP777"])
        """
    )

    result = newsroom.runpytest_inprocess(*PLAIN, "--tb=short")

    told = failures(result)
    first = "reworded QP115 meaning-shift (error) at articles/blog.txt:3:151: meaning softened:"
    assert told["test_blog"][2].startswith(f"E   quoteprov.models.FindingsError: {first}")
    help_line = "quote the words of the statement, or say without quotation marks what they mean"
    assert f"E     help: {help_line}" in told["test_blog"]
    assert 3 == sum("QP115 meaning-shift (error) at " in line for line in told["test_blog"])
    # the line of the test is shown, and none of quoteprov's own
    assert told["test_blog"][:2] == [
        "test_findings_are_raised_with_all_that_is_known.py:7: in test_blog",
        "    report.raise_for_findings()",
    ]
    assert any("PolicyError: no rule 'QP777'" in line for line in told["test_unknown"])


def test_second_test_costs_only_its_article(newsroom):
    """Corpus and pipeline are made once, for tests, cases and other statements alike."""
    newsroom.makepyfile(
        """
        from pathlib import Path
        import pytest
        made = set()

        @pytest.mark.parametrize("name", ["rt", "blog", "yonhap"])
        def test_article(quoteprov, name):
            report = quoteprov.verify(Path(f"articles/{name}.txt"))
            other = quoteprov.verify(Path(f"articles/{name}.txt"), against=Path("statements"))
            assert report == other
            verifiers = [quoteprov.verifier, *quoteprov._verifiers.values()]
            made.update((id(one), id(one.corpus), id(one._pipeline())) for one in verifiers)
            assert len(made) == 2
        """
    )

    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=3)


def test_paths_are_found_from_anywhere(newsroom, monkeypatch):
    """A relative path is sought in the working directory, then below the root of the tests."""
    newsroom.makepyfile(PASSING)
    elsewhere = newsroom.mkdir("elsewhere")
    monkeypatch.chdir(elsewhere)

    newsroom.runpytest_inprocess(
        *PLAIN, "--rootdir", newsroom.path, newsroom.path
    ).assert_outcomes(passed=1)


def test_other_statements(newsroom):
    """Statements may be named for one article: a path, several, or a corpus."""
    newsroom.makepyfile(
        """
        from pathlib import Path
        from quoteprov import Corpus

        def test_against(quoteprov):
            article = Path("articles/rt.txt")
            path = Path("statements/001_5090525799506049.txt")
            ways = (path, [path], Corpus.build(path))
            reports = [quoteprov.verify(article, against=one) for one in ways]
            assert reports[0] == reports[1] == reports[2]
            assert reports[0].corpus.statements == 1
        """
    )

    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("settings", "options", "told"),
    [
        ("", (), "--quoteprov-against PATH, or in the configuration with against = ["),
        ('[tool.quoteprov]\nagainst = ["none"]\n', (), "none: no such file or folder"),
        ('[tool.quoteprov]\nagainsst = ["none"]\n', (), "pyproject.toml:2:1: no key 'againsst'"),
        ("", ("--quoteprov-config=none.toml",), "none.toml: cannot be opened"),
        ("", ("--quoteprov-against=nothing-*",), "nothing-*: nothing matches this pattern"),
    ],
)
def test_wrong_settings(newsroom, settings, options, told):
    """What is wrong with them is what the failure says."""
    newsroom.makefile(".toml", pyproject=settings)
    newsroom.makepyfile(PASSING)

    result = newsroom.runpytest_inprocess(*PLAIN, *options)

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"E  *{told.replace('[', '[[]')}*"])


@pytest.mark.parametrize("way", ["option", "ini", "config"])
def test_statements_are_named(newsroom, way):
    """By an option, in the configuration of pytest, or in a file that an option names."""
    newsroom.makefile(".toml", pyproject="")
    newsroom.makefile(".toml", other='against = ["statements"]\n')
    newsroom.path.joinpath("other.toml").rename(newsroom.mkdir("etc") / "quoteprov.toml")
    newsroom.path.joinpath("statements").rename(newsroom.path / "etc" / "statements")
    options = {
        "option": [f"--quoteprov-against=etc/statements/{name}" for name in ("000*", "001*")],
        "ini": ["-o", "quoteprov_against=etc/statements"],
        "config": ["--quoteprov-config=etc/quoteprov.toml"],
    }
    newsroom.makepyfile(PASSING)

    newsroom.runpytest_inprocess(*PLAIN, *options[way]).assert_outcomes(passed=1)


def test_language_of_the_project(newsroom):
    """It counts where the test says none."""
    newsroom.makefile(
        ".toml", pyproject='[tool.quoteprov]\nagainst = ["statements"]\nlang = "fr"\n'
    )
    newsroom.makepyfile(
        """
        from pathlib import Path

        def test_lang(quoteprov):
            article = Path("articles/rt.txt")
            assert quoteprov.verify(article).article.lang == "fr"
            assert quoteprov.verify(article, lang="en").article.lang == "en"
        """
    )

    newsroom.runpytest_inprocess(*PLAIN).assert_outcomes(passed=1)


def test_name_of_a_file_is_not_taken_for_its_text(newsroom):
    """It would pass, with nothing checked."""
    newsroom.makepyfile(PASSING.replace('Path("articles/rt.txt")', '"articles/rt.txt"'))

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.stdout.fnmatch_lines(["E  *InputError: 'articles/rt.txt' is taken for a text*"])


def test_what_was_not_read_is_told(newsroom):
    """Statements that cannot be read, and articles that quote nobody, stand in the summary."""
    (newsroom.path / "statements" / "none.txt").write_text("", "utf-8")
    newsroom.makepyfile(
        """
        def test_text(quoteprov):
            assert quoteprov.verify("Nobody said a word.").findings == []
        """
    )

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.stdout.fnmatch_lines(
        [
            "quoteprov: 0 quotations in 1 article: none (1 without any); searched 2 statements *",
            "quoteprov: warning: statements/none.txt: *",
        ]
    )
