"""Case files: a test for each quotation, and one for all other findings."""

from __future__ import annotations

import pytest

from tests.newsroom import BLOG, CASES, NEVER, PASSED, PLAIN, cases, failures


def test_cases_pass(newsroom):
    """Each quotation is a test with a name of its words; the last is about all other findings."""
    cases(newsroom)

    result = newsroom.runpytest_inprocess(*PLAIN, "-v")

    result.assert_outcomes(passed=3)
    names = [*PASSED, "no-other-findings"]
    result.stdout.fnmatch_lines(
        [f"yonhap.quoteprov.toml::{name} PASSED*" for name in names], consecutive=True
    )


@pytest.mark.parametrize(
    ("key", "value", "first"),
    [
        ("verdict", "altered", "verbatim, expected altered: QP306 carriage-not-release at "),
        (
            "speaker",
            "Kim Yo Jong",
            (
                "verbatim, speaker is the vice director general of the General Bureau of Equipment at "
                "the North's defense ministry, expected Kim Yo Jong: QP306 carriage-not-release at "
            ),
        ),
        (
            "statement",
            "000_b46a6c523cbdaaf1.txt",
            (
                "verbatim, statement is 001_5090525799506049.txt, expected 000_b46a6c523cbdaaf1.txt: "
                "QP306 carriage-not-release at "
            ),
        ),
        (
            "date",
            "consistent",
            (
                "verbatim, date is carriage-not-release, expected consistent: "
                "QP306 carriage-not-release at "
            ),
        ),
        (
            "date",
            "2022-09-21",
            "verbatim, date is 2022-09-22, expected 2022-09-21: QP306 carriage-not-release at ",
        ),
    ],
)
def test_each_key_is_held_against_the_report(newsroom, key, value, first):
    """The first line of a failure says verdict, what was expected, the rules and the place."""
    cases(
        newsroom,
        f'article = "articles/yonhap.txt"\n[[quote]]\ntext = "{NEVER} export them"\n'
        + "".join(f'{k} = "{v}"\n' for k, v in {"verdict": "verbatim", key: value}.items())
        + 'note = "asked the desk"\n',
    )

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.assert_outcomes(failed=1, passed=1)
    (lines,) = failures(result).values()
    assert f"{first}articles/yonhap.txt:7:2" == lines[0]
    assert [
        f"  article:   “{NEVER} export them,”",
        f"  statement: “{NEVER} export them” (001_5090525799506049.txt)",
    ] == lines[1:3]
    assert ["  case:      yonhap.quoteprov.toml:2", "  note:      asked the desk"] == lines[-2:]


def test_the_summary_line_tells_verdict_and_rule(newsroom):
    """What pytest shows of a failure in its short summary is the first line."""
    cases(newsroom, 'article = "articles/blog.txt"\n[[quote]]\ntext = "stop circulating false news '
          'information"\nverdict = "verbatim"\n', "blog")  # fmt: skip

    result = newsroom.runpytest_inprocess(*PLAIN, "--tb=line")

    first = "reworded, expected verbatim: QP106 reworded-quote, QP115 meaning-shift at articles/bl"
    result.stdout.fnmatch_lines(
        [
            f"*/blog.quoteprov.toml:2: Failed: {first}og.txt:3:151",
            f"FAILED blog.quoteprov.toml::stop-circulating-false-news-information - Failed: {first}*",
        ]
    )


def test_words_that_nobody_is_quoted_with(newsroom):
    """The nearest quotation is shown."""
    cases(newsroom, CASES.replace("millions of rockets", "millions of missiles"))

    (lines,) = failures(newsroom.runpytest_inprocess(*PLAIN)).values()

    assert [
        "not quoted: none of the 6 quotations of articles/yonhap.txt has these words",
        "  words:     “millions of missiles and artillery shells”",
        "  nearest:   “millions of rockets and artillery shells” (other-speaker, 5:107)",
        "  case:      yonhap.quoteprov.toml:10",
        "  note:      a spokesperson of the U.S. state department",
    ] == lines


def test_part_of_a_quotation_names_it(newsroom):
    """Some words are enough if one quotation has them, and more are asked for if two have."""
    cases(
        newsroom,
        'article = "articles/yonhap.txt"\n'
        '[[quote]]\ntext = "NEVER EXPORTED \'weapons\'"\nverdict = "verbatim"\n'
        '[[quote]]\ntext = "by the U.S. and"\nverdict = "verbatim"\n'
        '[[quote]]\ntext = "we"\nverdict = "verbatim"\n'
        '[[quote]]\ntext = "…"\nverdict = "verbatim"\n',
    )

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.assert_outcomes(passed=3, failed=2)
    told = failures(result)
    assert {"we", "quote"} == set(told)
    assert (
        "3 quotations of articles/yonhap.txt have these words; give more of them" == told["we"][0]
    )
    assert told["we"][2].startswith("  7:2: “We have never exported weapons or ammunition to Rus")
    assert told["quote"][0].startswith("not quoted: none of the 6 quotations")


REPEATED = """\
Pyongyang, Sept. 23 -- The vice director general of the General Bureau of Equipment said, “We have \
never exported weapons or ammunition to Russia before and we will not plan to export them.”

A spokesman for the White House said, “We have never exported weapons or ammunition to Russia \
before and we will not plan to export them.”
"""


def test_words_that_are_quoted_twice(newsroom):
    """Each of two cases means one of two quotations of the same words; a single one means both."""
    (newsroom.path / "articles" / "twice.txt").write_text(REPEATED, "utf-8")
    head = 'article = "articles/twice.txt"\n'
    entry = f'[[quote]]\ntext = "{NEVER} export them."\nverdict = "verbatim"\nspeaker = "{{}}"\n'
    cases(newsroom, head + entry.format("vice director") + entry.format("White House"), "both")
    cases(newsroom, head + entry.format("vice director"), "one")

    result = newsroom.runpytest_inprocess(*PLAIN, "-v")

    result.assert_outcomes(passed=4, failed=1)
    name = PASSED[0]
    result.stdout.fnmatch_lines(
        [
            f"both.quoteprov.toml::{name} PASSED*",
            f"both.quoteprov.toml::{name}-2 PASSED*",
            f"one.quoteprov.toml::{name} FAILED*",
        ]
    )
    who = "verbatim, speaker is A spokesman for the White House, expected vice director: QP401 "
    assert failures(result)[name][0].startswith(who)


class TestOtherFindings:
    """no-other-findings: what the cases do not account for."""

    def run(self, newsroom, text):
        cases(newsroom, text, "blog")
        result = newsroom.runpytest_inprocess(*PLAIN, "-k", "no-other-findings")
        return [line for lines in failures(result).values() for line in lines]

    def test_a_finding_that_no_case_is_about(self, newsroom):
        """It fails with the finding, its words, and how to account for it."""
        first, article, statement, *others = self.run(newsroom, 'article = "articles/blog.txt"\n')

        assert first.startswith(
            "reworded QP115 meaning-shift (error) at articles/blog.txt:3:151: meaning softened: “dem"
        )
        assert "  article:   “stop circulating false news information.”" == article
        assert statement.startswith("  statement: “We condemn the U.S. for thoughtlessly circulat")
        assert [
            '  accounted for by: a [[quote]] with what is found, or allow = ["QP115"]',
            "  case:      blog.quoteprov.toml:1",
        ] == others[-2:]
        assert 3 == sum("QP115 meaning-shift (error) at" in line for line in [first, *others])

    @pytest.mark.parametrize("allow", ['["QP115"]', '["meaning-shift"]', '["QP1"]', '["QP1,QP2"]'])
    def test_a_rule_that_is_allowed(self, newsroom, allow):
        """Rules are named as everywhere: by code, name or the beginning of a code."""
        assert [] == self.run(newsroom, f'article = "articles/blog.txt"\nallow = {allow}\n')

    def test_cases_account_for_what_they_are_about(self, newsroom):
        """A case with a verdict accounts for findings on the words, one with a date for the day."""
        entries = [
            '[[quote]]\ntext = "stop circulating"\nverdict = "reworded"\n',
            '[[quote]]\ntext = "The hostile powers"\nverdict = "reworded"\n',
            '[[quote]]\ntext = "I have no idea"\nverdict = "reworded"\n',
            '[[quote]]\ntext = "hegemonic"\nverdict = "not-found"\n',
        ]
        text = 'article = "articles/blog.txt"\nfail-on = "info"\n' + "".join(entries)

        codes = [line.split()[1] for line in self.run(newsroom, text) if " at articles/" in line]

        rules = [rule for rule in codes if rule.startswith("QP")]
        assert ["QP901", "QP305", "QP402", "QP901"] == rules[:4]
        dated = text.replace('"The hostile powers"\n', '"The hostile powers"\ndate = 2022-09-21\n')
        assert not any("QP305" in line for line in self.run(newsroom, dated))
        credited = text.replace('"The hostile powers"\n', '"The hostile powers"\nspeaker = "the deputy director"\n')  # fmt: skip
        assert not any("QP402" in line for line in self.run(newsroom, credited))
        allowing = text.replace(
            '"The hostile powers"\n', '"The hostile powers"\nallow = ["QP9"]\n'
        )
        assert 1 == sum("QP901" in line for line in self.run(newsroom, allowing) if " at " in line)

    def test_a_faithful_verdict_accounts_for_nothing(self, newsroom):
        """What fires on words that are as they were said is news, though the verdict was expected."""
        cut = REPEATED.split("\n\n", maxsplit=1)[0].replace("will not plan", "will … plan")
        (newsroom.path / "articles" / BLOG).write_text(cut + "\n", "utf-8")
        entry = '[[quote]]\ntext = "have never exported weapons"\nverdict = "edited"\n'

        lines = self.run(newsroom, 'article = "articles/blog.txt"\n' + entry)

        assert "edited QP112 ellipsis-distorts (error) at articles/blog.txt:1:" in lines[0]

    def test_a_case_that_fails_is_told_once(self, newsroom):
        """The findings of a quotation whose verdict is not what was expected stand at its case."""
        entries = "".join(
            f'[[quote]]\ntext = "{words}"\nverdict = "verbatim"\n'
            for words in ("stop circulating", "The hostile powers", "I have no idea")
        )

        assert [] == self.run(newsroom, 'article = "articles/blog.txt"\n' + entries)

    def test_severity_is_that_of_the_project(self, newsroom):
        """fail-on is a setting of the project, and of the case file, which counts more."""
        newsroom.makefile(".toml", quoteprov='fail-on = "warning"\n')
        text = 'article = "articles/blog.txt"\nallow = ["QP115"]\n'

        assert any("QP106" in line for line in self.run(newsroom, text))
        assert [] == self.run(newsroom, text + 'fail-on = "error"\n')


class TestMalformed:
    """What is wrong with a case file is said with its line, and stops nothing else."""

    @pytest.mark.parametrize(
        ("text", "where", "message"),
        [
            ('article = "a.txt\n', "1:17", "is not TOML: Illegal character"),
            ("", "", "names no article"),
            ('artikel = "a.txt"\n', "1:1", "no key 'artikel'. Did you mean 'article'?"),
            ("article = 3\n", "1:11", "3 is not a path, relative to this file"),
            ('article = "a.txt"\npublished = "2022-09-22"\n', "2:13", "'2022-09-22' is not a date with"),
            ('article = "a.txt"\npublished = 2022-09-22T10:00:00\n', "2:13", "is not a date without"),
            ('article = "a.txt"\nallow = ["QP777"]\n', "2:10", "no rule 'QP777'"),
            ('article = "a.txt"\nagainst = "x"\n', "2:11", "'x' is not a list of texts"),
            ('article = "a.txt"\nverdict = "altered"\n', "2:1", "It belongs to a quotation; put it below [[quote]]"),
            ('article = "a.txt"\n[[quote]]\ntext = "a"\npublished = 2022-09-22\n', "4:1", "It stands below [[quote]]; put it above"),
            ('article = "a.txt"\n[[quote]]\nverdict = "altered"\n', "2:3", "has no text"),
            ('article = "a.txt"\n[[quote]]\ntext = "a"\nverdict = "verbatm"\n', "4:11", "Did you mean 'verbatim'?"),
            ('article = "a.txt"\n[[quote]]\ntext = "a"\ndate = "yesterday"\n', "4:8", "'yesterday' is neither a day nor what is found on one"),
            ('article = "a.txt"\n[[quote]]\ntext = "a"\nid = "a b"\n', "4:6", "'a b' is not a name of letters"),
            ('article = "a.txt"\n[[quote]]\ntext = "a"\nallow = [7]\n', "4:9", "[7] is not a list of codes"),
            ('article = "a.txt"\nquote = ["a"]\n', "2:9", "['a'] is not a list of tables"),
            ('article = "a.txt"\nquote = "a"\n', "2:9", "'a' is not a list of tables"),
        ],
    )  # fmt: skip
    def test_is_said_with_its_line(self, newsroom, text, where, message):
        """The first line has file, line, column and what is wrong; the others show it."""
        cases(newsroom, text, "bad")

        result = newsroom.runpytest_inprocess(*PLAIN)

        told = [lines[0] for lines in failures(result).values()]
        place = f"bad.quoteprov.toml{where and ':'}{where}: "
        assert any(line.startswith(place) and message in line for line in told), told

    def test_not_utf8(self, newsroom):
        """A file in another encoding is said to be one."""
        (newsroom.path / "bad.quoteprov.toml").write_bytes('article = "é"'.encode("latin-1"))

        (lines,) = failures(newsroom.runpytest_inprocess(*PLAIN)).values()

        assert ["bad.quoteprov.toml: is not TOML: byte 11 is not UTF-8; mend it"] == lines

    def test_one_bad_case_stops_no_other(self, newsroom):
        """The cases beside it run; that of other findings says why it cannot."""
        cases(newsroom, CASES + '\n[[quote]]\ntext = "x"\nverdict = "so"\n')
        cases(newsroom, "article =", "bad")

        result = newsroom.runpytest_inprocess(*PLAIN, "-k", "not case-file")

        result.assert_outcomes(passed=2, failed=2, deselected=1)
        line = (
            "yonhap.quoteprov.toml:17:11: 'so' is not one of verbatim, edited, altered, reworded,"
        )
        assert {"x", "no-other-findings"} == set(failures(result))
        assert all(lines[0].startswith(line) for lines in failures(result).values())
        assert ['   17 | verdict = "so"', "      |           ^^^^"] == failures(result)["x"][1:3]


def test_article_that_cannot_be_read(newsroom):
    """Every case says so in its first line."""
    cases(newsroom, CASES.replace("yonhap.txt", "none.txt"))

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.assert_outcomes(failed=3)
    assert {"articles/none.txt: no such file or folder"} == {
        lines[0].split(";")[0] for lines in failures(result).values()
    }


def test_against_lang_and_published(newsroom):
    """A case file may name its statements, the day of the article and its language."""
    only = newsroom.mkdir("only")
    (newsroom.path / "statements" / "000_b46a6c523cbdaaf1.txt").rename(only / "000.txt")
    head = 'against = ["only"]\nlang = "en"\npublished = 2022-11-08\n'
    cases(newsroom, head + 'article = "articles/yonhap.txt"\nallow = ["ALL"]\n'
          f'[[quote]]\ntext = "{NEVER}"\nverdict = "verbatim"\n')  # fmt: skip

    (lines,) = failures(newsroom.runpytest_inprocess(*PLAIN)).values()

    assert not lines[0].startswith("verbatim")


def test_ids_are_stable(newsroom):
    """A name is made of the words, whatever stands around them; one that is given is kept."""
    entry = '[[quote]]\ntext = "{}"\nid = "{}"\n'
    texts = ("“Don’t”, he said", "핵무력", "!", "!", "no other findings", "x y")
    cases(
        newsroom,
        'article = "articles/yonhap.txt"\n'
        + "".join(entry.format(t, "").replace('id = ""\n', "") for t in texts)
        + entry.format("z", "mine"),
    )

    result = newsroom.runpytest_inprocess(*PLAIN, "--collect-only", "-q")

    assert [
        f"yonhap.quoteprov.toml::{name}"
        for name in ("dont-he-said", "핵무력", "quote", "quote-2", "no-other-findings-2", "x-y",
                     "mine", "no-other-findings")
    ] == result.outlines[:8]  # fmt: skip
