"""Case files: a test for each quotation, and one for all other findings."""

from __future__ import annotations

import re

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


DIRECTOR = "vice director general of the General Bureau of Equipment"
MINISTRY = f"the {DIRECTOR} at the North's defense ministry"
RELEASE = "000_b46a6c523cbdaaf1.txt"


def test_each_key_is_held_against_the_report(newsroom):
    """The first line of a failure says verdict, what was expected, the rules and the place."""
    expected = {
        "verdict": ("altered", "expected altered"),
        "speaker": ("Kim Yo Jong", f"speaker is {MINISTRY}, expected Kim Yo Jong"),
        "statement": (RELEASE, f"statement is 001_5090525799506049.txt, expected {RELEASE}"),
        "date": ("consistent", "date is carriage-not-release, expected consistent"),
        "day": ("2022-09-21", "date is 2022-09-22, expected 2022-09-21"),
    }
    entries = [
        f'[[quote]]\nid = "{name}"\ntext = "{NEVER} export them"\nnote = "ask {name}"\n'
        + 'verdict = "verbatim"\n' * (name != "verdict")
        + f'{name.replace("day", "date")} = "{value}"\n'
        for name, (value, _) in expected.items()
    ]
    path = cases(newsroom, 'article = "articles/yonhap.txt"\n' + "".join(entries))

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.assert_outcomes(failed=5, passed=1)
    found = failures(result)
    assert [*expected] == [*found]
    rows = path.read_text("utf-8").splitlines()
    for (name, (_, told)), lines in zip(expected.items(), found.values(), strict=True):
        assert [
            f"verbatim, {told}: QP306 carriage-not-release at articles/yonhap.txt:7:2",
            f"  article:   “{NEVER} export them,”",
            f"  statement: “{NEVER} export them” (001_5090525799506049.txt)",
        ] == lines[:3]
        line = rows.index(f'id = "{name}"')
        assert [f"  case:      {path.name}:{line}", f"  note:      ask {name}"] == lines[-2:]


def test_the_summary_line_tells_verdict_and_rule(newsroom):
    """What pytest shows of a failure in its short summary is the first line."""
    words = "stop circulating false news information"
    text = f'article = "articles/blog.txt"\n[[quote]]\ntext = "{words}"\nverdict = "verbatim"\n'
    cases(newsroom, text, "blog")

    result = newsroom.runpytest_inprocess(*PLAIN, "--tb=line")

    rules = "QP106 reworded-quote, QP115 meaning-shift"
    first = f"Failed: reworded, expected verbatim: {rules} at articles/blog.txt:3:151"
    result.stdout.fnmatch_lines(
        [
            f"*/blog.quoteprov.toml:2: {first}",
            f"FAILED blog.quoteprov.toml::{words.replace(' ', '-')} - {first}*",
        ]
    )


def test_words_that_nobody_is_quoted_with(newsroom):
    """The nearest quotation is shown."""
    cases(newsroom, CASES.replace("millions of rockets", "millions of missiles"))

    (lines,) = failures(newsroom.runpytest_inprocess(*PLAIN)).values()

    assert [
        "not quoted: articles/yonhap.txt has 6 quotations, and none with these words",
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
    assert told["quote"][0].startswith("not quoted: articles/yonhap.txt has 6 quotations")


REPEATED = f"""\
Pyongyang, Sept. 23 -- The {DIRECTOR} said, “{NEVER} export them.”

A spokesman for the White House said, “{NEVER} export them.”
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


SO_CALLED = """\
The so-called “arms deal” made news. A spokesman for the White House said, “Arms deal!”

Kim Song said, “Arms deal.”
"""


def test_marks_that_credit_nobody(newsroom):
    """They are meant where each pair of marks has a case, and else where nobody is quoted."""
    (newsroom.path / "articles" / "deal.txt").write_text(SO_CALLED, "utf-8")
    head = 'article = "articles/deal.txt"\n'
    entry = '[[quote]]\ntext = "arms deal"\nverdict = "{}"\n'.format
    spokesman, kim = (
        f'{entry(verdict)}speaker = "{speaker}"\n'
        for verdict, speaker in (("other-speaker", "White House"), ("not-found", "Kim Song"))
    )
    cases(newsroom, head + entry("not-a-quotation") + spokesman + kim, "all")
    cases(newsroom, head + spokesman + kim, "quoted")
    cases(newsroom, head + entry("other-speaker"), "one")

    result = newsroom.runpytest_inprocess(*PLAIN)

    result.assert_outcomes(passed=3 + 1 + 2 + 1 + 1, failed=1)
    (lines,) = failures(result).values()
    assert lines[0].startswith("not-found, expected other-speaker: ")
    assert "  case:      one.quoteprov.toml:2" == lines[-1]


class TestOtherFindings:
    """no-other-findings: what the cases do not account for."""

    def left(self, newsroom, *texts):
        """What each of several case files is told not to account for."""
        for number, text in enumerate(texts):
            cases(newsroom, f'article = "articles/blog.txt"\n{text}', f"n{number}")
        result = newsroom.runpytest_inprocess(*PLAIN, "-k", "no-other-findings")
        found: list[list[str]] = [[] for _ in texts]
        lines: list[str] = []
        for line in failures(result).get("no-other-findings", ()):
            lines.append(line)
            if line.startswith("  case:"):
                (number,) = re.findall(r" n(\d+)\.quoteprov\.toml:1$", line)
                found[int(number)], lines = lines, []
        result.assert_outcomes(
            failed=sum(map(bool, found)),
            passed=found.count([]),
            deselected=sum(text.count("[[quote]]") for text in texts),
        )
        return found

    def test_a_finding_that_no_case_is_about(self, newsroom):
        """It fails with the finding, its words, and how to account for it."""
        ((first, article, statement, *others),) = self.left(newsroom, "")

        begins = "reworded QP115 meaning-shift (error) at articles/blog.txt:3:151: meaning soft"
        assert first.startswith(begins)
        assert "  article:   “stop circulating false news information.”" == article
        assert statement.startswith("  statement: “We condemn the U.S. for thoughtlessly circulat")
        assert [
            '  accounted for by: a [[quote]] with what is found, or allow = ["QP115"]',
            "  case:      n0.quoteprov.toml:1",
        ] == others[-2:]
        assert 3 == sum("QP115 meaning-shift (error) at" in line for line in [first, *others])

    def test_a_rule_that_is_allowed(self, newsroom):
        """Rules are named as everywhere: by code, name or the beginning of a code."""
        names = ('"QP115"', '"meaning-shift"', '"QP1"', '"QP1,QP2"', '"QP2"')

        *allowed, other = self.left(newsroom, *(f"allow = [{name}]\n" for name in names))

        assert [[]] * 4 == allowed
        assert other

    def test_cases_account_for_what_they_are_about(self, newsroom):
        """
        A case with a verdict accounts for findings on the words, one with a date for the day, one
        with a speaker for who is credited, and for rules of its own.
        """
        powers = '[[quote]]\ntext = "The hostile powers"\nverdict = "reworded"\n'
        text = (
            'fail-on = "info"\n'
            '[[quote]]\ntext = "stop circulating"\nverdict = "reworded"\n'
            '[[quote]]\ntext = "I have no idea"\nverdict = "reworded"\n'
            '[[quote]]\ntext = "hegemonic"\nverdict = "not-found"\n' + powers
        )
        more = ("date = 2022-09-21", 'speaker = "the deputy director"', 'allow = ["QP9"]')

        told = self.left(newsroom, text, *(f"{text}{row}\n" for row in more))

        rule = re.compile(r"^(?:[a-z-]+ )?(QP\d+) ", re.MULTILINE)
        assert [
            ["QP501", "QP901", "QP305", "QP402", "QP901"],
            ["QP501", "QP901", "QP402", "QP901"],
            ["QP501", "QP901", "QP305", "QP901"],
            ["QP501", "QP305", "QP402", "QP901"],
        ] == [rule.findall("\n".join(lines)) for lines in told]

    def test_a_faithful_verdict_accounts_for_nothing(self, newsroom):
        """What fires on words that are as they were said is news, whatever was expected."""
        cut = REPEATED.split("\n\n", maxsplit=1)[0].replace("will not plan", "will … plan")
        (newsroom.path / "articles" / BLOG).write_text(cut + "\n", "utf-8")
        entry = '[[quote]]\ntext = "have never exported weapons"\nverdict = "edited"\n'

        (lines,) = self.left(newsroom, entry)

        assert "edited QP112 ellipsis-distorts (error) at articles/blog.txt:1:" in lines[0]

    def test_a_case_that_fails_is_told_once(self, newsroom):
        """The findings of a quotation whose verdict is not what was expected stand at its case."""
        entries = "".join(
            f'[[quote]]\ntext = "{words}"\nverdict = "verbatim"\n'
            for words in ("stop circulating", "The hostile powers", "I have no idea")
        )

        assert [[]] == self.left(newsroom, entries)

    def test_severity_is_that_of_the_project(self, newsroom):
        """fail-on is a setting of the project, and of the case file, which counts more."""
        newsroom.makefile(".toml", quoteprov='fail-on = "warning"\n')
        text = 'allow = ["QP115"]\n'

        project, own = self.left(newsroom, text, text + 'fail-on = "error"\n')

        assert any("QP106" in line for line in project)
        assert [] == own


A = 'article = "a.txt"\n'
Q = f'{A}[[quote]]\ntext = "a"\n'
MALFORMED = [
    ('article = "a.txt\n', ":1:17", "is not TOML: Illegal character"),
    ("", "", "names no article"),
    ('artikel = "a.txt"\n', ":1:1", "no key 'artikel'. Did you mean 'article'?"),
    ("article = 3\n", ":1:11", "3 is not a path, relative to this file"),
    (f'{A}published = "2022-09-22"\n', ":2:13", "'2022-09-22' is not a date with"),
    (f"{A}published = 2022-09-22T10:00:00\n", ":2:13", "is not a date without"),
    (f'{A}allow = ["QP777"]\n', ":2:10", "no rule 'QP777'"),
    (f'{A}against = "x"\n', ":2:11", "'x' is not a list of texts"),
    (f'{A}verdict = "so"\n', ":2:1", "It belongs to a quotation; put it below [[quote]]"),
    (f"{Q}published = 2022-09-22\n", ":4:1", "It stands below [[quote]]; put it above"),
    (f'{A}[[quote]]\nverdict = "altered"\n', ":2:3", "has no text"),
    (f'{Q}verdict = "verbatm"\n', ":4:11", "Did you mean 'verbatim'?"),
    (f'{Q}date = "Monday"\n', ":4:8", "'Monday' is neither a day nor what is found on one"),
    (f'{Q}id = "a b"\n', ":4:6", "'a b' is not a name of letters"),
    (f"{Q}allow = [7]\n", ":4:9", "[7] is not a list of codes"),
    (f'{A}quote = ["a"]\n', ":2:9", "['a'] is not a list of tables"),
    (f'{A}quote = "a"\n', ":2:9", "'a' is not a list of tables"),
]
"""Case files, where they are wrong, and what is said."""


class TestMalformed:
    """What is wrong with a case file is said with its line, and stops nothing else."""

    def test_is_said_with_its_line(self, newsroom):
        """Each line has file, line, column and what is wrong; those below it show the place."""
        for number, (text, _, _) in enumerate(MALFORMED):
            cases(newsroom, text, f"bad{number}")

        result = newsroom.runpytest_inprocess(*PLAIN)

        told = [line for lines in failures(result).values() for line in lines]
        for number, (text, where, message) in enumerate(MALFORMED):
            place = f"bad{number}.quoteprov.toml{where}: "
            assert any(line.startswith(place) and message in line for line in told), text

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
        line = "yonhap.quoteprov.toml:17:11: 'so' is not one of verbatim, edited, altered, rew"
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
    head = 'against = ["only"]\nlang = "en"\npublished = 2022-11-08\nallow = ["ALL"]\n'
    entry = f'[[quote]]\ntext = "{NEVER}"\nverdict = "verbatim"\n'
    cases(newsroom, f'{head}article = "articles/yonhap.txt"\n{entry}')

    (lines,) = failures(newsroom.runpytest_inprocess(*PLAIN)).values()

    assert not lines[0].startswith("verbatim")


def test_ids_are_stable(newsroom):
    """A name is made of the words, whatever stands around them; one that is given is kept."""
    names = {
        "“Don’t”, he said": "dont-he-said",
        "핵무력": "핵무력",
        "!": "quote",
        "?": "quote-2",
        "no other findings": "no-other-findings-2",
        "x y": "x-y",
        'z"\nid = "mine': "mine",
    }
    entries = "".join(f'[[quote]]\ntext = "{text}"\n' for text in names)
    cases(newsroom, f'article = "articles/yonhap.txt"\n{entries}')

    result = newsroom.runpytest_inprocess(*PLAIN, "--collect-only", "-q")

    expected = [*names.values(), "no-other-findings"]
    assert [f"yonhap.quoteprov.toml::{name}" for name in expected] == result.outlines[:8]
