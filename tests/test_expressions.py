"""
Day expressions: the list of the study, sentences of many papers, names that are no days, and what
holds for any text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import time

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from quoteprov.dates.expressions import Expression, Interval, expressions


if TYPE_CHECKING:
    from collections.abc import Iterator


GOLD = Path(__file__).parent / "gold"
TUESDAY = dt.date(2022, 11, 8)
MASK = "▮"
CONVENTIONS = {"df": True, "mf": False}
DATES = st.dates(dt.date(1950, 1, 1), dt.date(2049, 12, 31))


def rows(name: str) -> Iterator[str]:
    """The lines of a file of cases."""
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without braces, and where they stood."""
    plain, spans = "", []
    for i, piece in enumerate(re.split(r"[{}]", text)):
        if i % 2:
            spans.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, spans


def days(text: str) -> Interval:
    """An interval as the files write it: a day, or two with a slash."""
    first, _, last = text.partition("/")
    return Interval(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))


class Case(NamedTuple):
    """A sentence with one expression, and the days that it means."""

    today: dt.date
    text: str
    span: tuple[int, int]
    expected: Interval
    day_first: bool | None


def cases() -> Iterator[Case]:
    """The sentences of many papers."""
    for row in rows("date_cases.tsv"):
        today, sentence, expected, *convention = row.split("\t")
        text, (span,) = unmarked(sentence)
        first = CONVENTIONS[convention[0]] if convention else None
        yield Case(dt.date.fromisoformat(today), text, span, days(expected), first)


STUDY = [json.loads(row) for row in rows("date_expressions.jsonl")]
# Others take from their sentence what day they are reckoned from, which zone, whether it looks
# ahead, or that a number is a day at all.
BY_SENTENCE = {"x011", "x046", "x063", "x101"}
ALONE = [
    row
    for row in STUDY
    if row["expected"] and row["cat"] != "anaphoric" and row["id"] not in BY_SENTENCE
]
CASES = list(cases())
TRAPS = [unmarked(row) for row in rows("date_traps.tsv")]


def only(text: str, anchor: dt.date | None = TUESDAY, **knobs) -> Expression:
    """The only expression of a text."""
    (found,) = expressions(text, anchor, **knobs)
    return found


class TestStudy:
    """The list of the study of dates: 101 expressions with a value, 14 without."""

    @pytest.mark.parametrize("row", STUDY, ids=lambda row: row["id"])
    def test_in_its_sentence(self, row):
        """The words are found, and their likeliest reading is the day meant; traps are not."""
        text, start = row["ctx"], row["ctx"].index(row["expr"])
        end = start + len(row["expr"])
        found = [
            e
            for e in expressions(
                text, dt.datetime.fromisoformat(row["anchor"]), day_first=row.get("dayfirst")
            )
            if e.start < end and start < e.end
        ]
        if row["expected"] is None:
            assert found == []
        else:
            read = [[str(day) for day in e.readings[0]] for e in found]
            assert read in [[value] for value in (row["expected"], *row["alt"])]

    @pytest.mark.parametrize("row", ALONE, ids=lambda row: row["id"])
    def test_alone(self, row):
        """The same words alone mean the same, where they can."""
        before = "in " if row["cat"] == "coarse" else ""
        anchor = dt.datetime.fromisoformat(row["anchor"])
        found = only(before + row["expr"], anchor, day_first=row.get("dayfirst"))
        read = [str(day) for day in found.readings[0]]
        assert read in [row["expected"], *row["alt"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[slice(*case.span)])
def test_words_of_many_papers(case):
    """Exactly the words in braces are read as the days meant."""
    found = expressions(case.text, case.today, day_first=case.day_first)
    read = [e.readings[0] for e in found if (e.start, e.end) == case.span]
    assert [case.expected] == read


@pytest.mark.parametrize(("text", "spans"), TRAPS, ids=lambda value: str(value)[:30])
def test_what_is_no_day(text, spans):
    """Names, verbs, amounts and scores are left alone."""
    touched = [
        e.text
        for e in expressions(text, TUESDAY)
        for start, end in spans
        if e.start < end and start < e.end
    ]
    assert touched == []


def test_there_are_enough_cases():
    """The lists are what they are said to be."""
    assert len([row for row in STUDY if row["expected"]]) == 101
    assert len(CASES) >= 120
    assert sum(len(spans) for _, spans in TRAPS) >= 40


class TestReadings:
    """What is told beside the likeliest day."""

    def test_a_weekday_may_be_tomorrow(self):
        """On Wednesday in Washington it is Thursday in Seoul, and the desk may write that."""
        found = only("The North said Wednesday it had no plan.")
        assert found.readings == (days("2022-11-02"), days("2022-11-09"))
        assert (found.rule, found.grain, found.anchor, found.problem) == (
            "weekday",
            "day",
            "article",
            "",
        )

    def test_other_weekdays_have_one_reading(self):
        """A day that is further off is not meant."""
        assert only("The North said Thursday it had no plan.").readings == (days("2022-11-03"),)

    def test_a_week_may_begin_on_sunday(self):
        """Monday to Sunday first."""
        expected = (days("2022-10-31/2022-11-06"), days("2022-10-30/2022-11-05"))
        assert expected == only("It was denied last week.").readings

    def test_numbers_without_a_convention(self):
        """Both readings, and the word that they are two."""
        found = only("Date: 08/11/2022")
        assert found.readings == (days("2022-11-08"), days("2022-08-11"))
        assert (found.problem, found.anchor) == ("ambiguous", "itself")

    @pytest.mark.parametrize("text", ["22/09/2022", "09/22/2022", "09/09/2022", "08.11.2022"])
    def test_numbers_that_tell_themselves(self, text):
        """A month beyond December is a day; points are written by those who put the day first."""
        found = only(text)
        assert (len(found.readings), found.problem) == (1, "")

    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("Thursday, Sept. 21, 2022", "2022-09-21"),
            ("on Monday (November 8)", "2022-11-08"),
            ("Sept. 21, 2022 (Friday)", "2022-09-21"),
        ],
    )
    def test_a_weekday_that_does_not_fit(self, text, read):
        """The date is kept, the conflict told."""
        found = only(text)
        assert (found.readings, found.problem) == ((days(read),), "conflict")

    def test_the_sun_is_no_weekday(self):
        """KCNA: "The Day of the Sun, April 15"."""
        assert only("The Day of the Sun, April 15, 2011").problem == ""

    def test_the_day_of_a_month_just_told(self):
        """It may be of that month or of this."""
        found = expressions("It was said on Sept. 23, and again on the 25th.", TUESDAY)[-1]
        assert found.readings == (days("2022-10-25"), days("2022-09-25"))

    def test_a_weekday_settles_the_numbers(self):
        """Of two readings the one whose weekday it is."""
        found = only("Monday, 8/7/2024")
        assert (found.readings, found.problem) == ((days("2024-07-08"),), "")

    @pytest.mark.parametrize("text", ["June 30, Juche 29 (1930)", "주체29(1930)년 6월 30일"])
    def test_years_that_contradict_each_other(self, text):
        """Neither is taken; KCNA has printed the first."""
        found = only(text)
        assert (found.readings, found.problem) == ((), "conflict")

    @pytest.mark.parametrize(
        ("text", "month_day"),
        [("Sept. 21", (9, 21)), ("21 September", (9, 21)), ("9월 3일", (9, 3))],
    )
    def test_a_day_without_a_year(self, text, month_day):
        """Its month and day are told, so that a caller may try a year."""
        with_day, without = only(text), only(text, None)
        assert month_day == with_day.month_day == without.month_day
        assert (with_day.anchor, with_day.problem) == ("article", "")
        assert (without.readings, without.problem) == ((), "unanchored")

    def test_a_day_with_a_year_has_no_month_day(self):
        """Nothing is left to try."""
        assert only("Sept. 21, 2022").month_day is None


class TestAnchors:
    """What an expression is reckoned from."""

    @pytest.mark.parametrize(
        "text", ["said Monday", "last week", "today", "on Sept. 21", "in September", "overnight"]
    )
    def test_without_the_day_of_the_article(self, text):
        """The words are found, their day is not."""
        found = only(text, None)
        assert (found.readings, found.anchor, found.problem) == ((), "article", "unanchored")

    @pytest.mark.parametrize("text", ["2022-09-21", "Sept. 21, 2022", "Juche111.9.21.", "in 2022"])
    def test_dates_stand_for_themselves(self, text):
        """No other day is needed."""
        found = only(text, None)
        assert (found.anchor, found.problem) == ("itself", "")
        assert found.readings == only(text).readings != ()

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("a day earlier", "2022-09-20"),
            ("two days prior", "2022-09-19"),
            ("the next day", "2022-09-22"),
            ("that afternoon", "2022-09-21"),
            ("that day", "2022-09-21"),
        ],
    )
    def test_the_latest_day_of_the_text(self, words, expected):
        """A week or a month between them does not stand in the way."""
        text = f"On Sept. 21, 2022, and not last week, it was denied; {words}, it was not."
        found = expressions(text, None)[-1]
        assert (found.text, found.anchor, found.problem) == (words, "text", "")
        assert days(expected) == found.readings[0]

    def test_the_day_of_the_article(self):
        """Where the text has named none."""
        found = only("A day earlier it was denied.")
        assert (found.anchor, found.readings[0]) == ("article", days("2022-11-07"))

    def test_neither(self):
        """Nothing to reckon from."""
        found = only("A day earlier it was denied.", None)
        assert (found.readings, found.problem) == ((), "unanchored")

    def test_a_day_of_the_text_that_is_not_known(self):
        """An older one must not take its place."""
        text = "On Sept. 21, 2022, it was said; on Monday it was denied, and a day later again."
        found = expressions(text, None)[-1]
        assert (found.readings, found.anchor, found.problem) == ((), "text", "unanchored")

    def test_a_chain(self):
        """Each is reckoned from the one before it."""
        text = "It began on Sept. 5, 2022. The next day it went on; two days later it ended."
        read = [str(e.readings[0].first) for e in expressions(text, None)]
        assert read == ["2022-09-05", "2022-09-06", "2022-09-08"]


class TestZones:
    """The zone beside an expression moves the day that it is reckoned from."""

    NEW_YORK = dt.datetime(2022, 9, 21, 19, 30, tzinfo=ZoneInfo("America/New_York"))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("said Thursday local time", "2022-09-22"),
            ("said Thursday (KST)", "2022-09-22"),
            ("said at 8 a.m. KST Thursday", "2022-09-22"),
            ("said Thursday, Korea time", "2022-09-22"),
            ("said today, Seoul time,", "2022-09-22"),
            ("said Thursday", "2022-09-15"),
            ("said at 5 p.m. EDT Wednesday", "2022-09-21"),
            ("said (2100 GMT Wednesday)", "2022-09-21"),
            ("said at 21:00 GMT on Wednesday", "2022-09-21"),
            ("said at 6 a.m. (KST) Thursday", "2022-09-22"),
            ("said Wednesday U.S. time", "2022-09-21"),
        ],
    )
    def test_a_zone(self, text, expected):
        """In Seoul it is already Thursday."""
        assert days(expected) == only(text, self.NEW_YORK).readings[0]

    def test_an_hour_in_brackets_moves_nothing(self):
        """It only tells once more when it was: the weekday is that of the place."""
        seoul = dt.datetime(2022, 11, 3, 5, 0, tzinfo=ZoneInfo("Asia/Seoul"))
        found = only("They fired at 4:45 a.m. (1945 GMT) on Thursday.", seoul)
        assert found.readings == (days("2022-11-03"),)

    def test_local_time_is_the_time_of_the_statements(self):
        """Which the caller names."""
        found = only("said Thursday local time", self.NEW_YORK, home="Europe/London")
        assert found.readings == (days("2022-09-22"),)

    def test_a_day_without_a_time_is_not_moved(self):
        """Nobody knows what time it was."""
        found = only("said Thursday local time", self.NEW_YORK.date())
        assert found.readings == (days("2022-09-15"), days("2022-09-22"))


class TestMask:
    """What a quotation holds is not read."""

    def test_it_decides_nothing(self):
        """The future of the words quoted is not that of the clause."""
        said = "He said: “We will strike on ” Friday."
        hidden = said.replace("We will strike on ", MASK * len("We will strike on "))
        assert only(hidden).readings[0] == days("2022-11-04")

    @given(st.data())
    def test_nothing_hidden_is_read(self, data):
        """Wherever the mask falls, no expression covers a part of it."""
        text = "On Thursday, Sept. 21, 2022, and again on 3-5 November, two days after that day."
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        masked = text[:start] + MASK * (end - start) + text[end:]
        for found in expressions(masked, TUESDAY):
            assert MASK not in found.text
            assert found.end <= start or end <= found.start

    def test_a_number_that_goes_on_where_it_is_hidden(self):
        """Nov. 2 may be Nov. 21."""
        assert expressions(f"On Nov. 2{MASK} it was denied.", TUESDAY) == []


# What a text of days is made of, so that a generator meets the rules.
PIECES = st.sampled_from(
    """
    Monday|Tues.|Sun|Sept.|May|March|21|7th|2022|'22|08/11/2022|9/21|2022-09-21|20220921|,|.|(|)|-|–
    |and|to|the|of|on|last|next|this|early|late|week|month|year|weekend|day|days|two|a|ago|earlier
    |before|after|prior|overnight|today|yesterday|that|same|Juche|111|(2022)|9월|22일|주체|지난|어제|KST
    |GMT|local time|will|said|to meet|▮|\n|\t|Feb. 29|February 30|0|99|99999|year 9999
    """.replace("\n    ", "").split("|")
)
ANCHORS = st.none() | st.dates() | st.datetimes() | st.datetimes(timezones=st.timezones())


class TestAnyText:
    """Properties."""

    @given(st.text() | st.lists(PIECES).map(" ".join), ANCHORS, st.none() | st.booleans())
    @settings(max_examples=400, deadline=None)
    def test_expressions_are_sound(self, text, anchor, day_first):
        """No text is refused; spans are true, ordered and apart; readings and problems agree."""
        end = 0
        for found in expressions(text, anchor, day_first=day_first):
            assert end <= found.start < found.end <= len(text)
            assert text[found.start : found.end] == found.text == found.text.strip()
            assert all(first <= last for first, last in found.readings)
            assert len(set(found.readings)) == len(found.readings)
            assert found.readings or found.problem
            if found.grain == "day":
                assert all(first == last for first, last in found.readings)
            end = found.end

    @pytest.mark.parametrize(
        "text",
        ["Tuesday ſix weeks ago", "Thursday unsc time", "Thursday ſeoul time", "laſt week", "²/³"],
    )
    def test_letters_that_fold_alike(self, text):
        """A long s is an s to a pattern that heeds no case, and in no table."""
        assert isinstance(expressions(text, TestZones.NEW_YORK), list)

    @pytest.mark.parametrize("year", [1, 9999])
    def test_the_ends_of_the_calendar(self, year):
        """What would lie beyond is no day."""
        anchor = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
        text = "Thursday PDT, last year, a decade later, 400 years ago, the weekend before last"
        for at in (anchor, anchor.replace(month=12, day=31, hour=23)):
            assert isinstance(expressions(text, at), list)

    FORMATS = (
        "%Y-%m-%d",
        "%Y%m%d",
        "%Y/%m/%d",
        "%Y.%m.%d.",
        "%B %d, %Y",
        "%b. %d, %Y",
        "%b %d %Y",
        "%d %B %Y",
        "%d %b %Y",
        "%dth of %B, %Y",
        "%A, %B %d, %Y",
        "%a, %d %b %Y",
        "%A %d %B %Y",
        "%d-%b-%Y",
        "%d %b '%y",
        "%Y년 %m월 %d일",
        "%Y-%m-%d (%a)",
        "%A (%B %d, %Y)",
    )

    @given(DATES, st.sampled_from(FORMATS))
    def test_a_date_is_read_back(self, date, written):
        """Whatever the format, and whether or not the article's day is known."""
        if written.endswith("%y") and not 1969 <= date.year <= 2068:
            return
        text = date.strftime(written)
        for anchor in (None, TUESDAY):
            found = only(f"({text})" if "(" not in text else text, anchor)
            assert (found.readings, found.problem) == ((Interval(date, date),), "")

    @given(DATES, st.booleans())
    def test_numbers_are_read_back(self, date, day_first):
        """By their convention."""
        written = "%d/%m/%Y" if day_first else "%m/%d/%Y"
        found = only(date.strftime(written), day_first=day_first)
        assert found.readings == (Interval(date, date),)

    @given(DATES)
    def test_juche_is_read_back(self, date):
        """N + 1911."""
        year = date.year - 1911
        for text in (
            f"Juche{year}.{date.month}.{date.day}.",
            f"{date:%B} {date.day}, Juche {year} ({date.year})",
            f"주체{year}({date.year})년 {date.month}월 {date.day}일",
        ):
            assert only(text, None).readings == (Interval(date, date),)

    @given(DATES, st.integers(-150, 150))
    def test_a_day_without_a_year_is_near(self, today, away):
        """Without a sign of the tense the nearest is meant."""
        date = today + dt.timedelta(days=away)
        found = only(f"({date:%B} {date.day})", today)
        assert found.readings == (Interval(date, date),)

    @given(DATES, st.integers(0, 6))
    def test_a_weekday_looks_back(self, today, back):
        """The latest on or before the day of the article."""
        date = today - dt.timedelta(days=back)
        assert only(f"It was said {date:%A}.", today).readings[0].first == date

    @given(DATES, st.integers(0, 6))
    def test_a_weekday_looks_ahead(self, today, ahead):
        """In a clause about the future."""
        date = today + dt.timedelta(days=ahead)
        assert only(f"They will meet {date:%A}.", today).readings[0].first == date


@pytest.mark.parametrize(
    "piece",
    """
    1|1.|1/|1-|2022-|2022.|Nov |May |Monday |Sunday, |the |a |early |a day after |the day before |
    Sept. 5-9, |1.1.2022 |on the 21st |the week of |overnight |9월 |주체|Mon, (|EDT |▮| |said
    |U.S. |“
    """.replace("\n    ", "").split("|"),
)
def test_time_is_linear(piece):
    """A hundred thousand characters of digits, points, months take no more than seconds."""
    text = (piece * 100_000)[:100_000] or "Monday" * 10_000
    anchor = dt.datetime(2022, 11, 8, tzinfo=dt.UTC)
    start = time.process_time()
    expressions(text, anchor)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two leaders will\nmeet on Friday.", "2022-11-11"),
        ("Leaders will meet\n\nThe ministry lied on Friday.", "2022-11-04"),
        ("Leaders will meet. On Friday they spoke.", "2022-11-04"),
        ("Gen. Kim will meet Mr. Park on Friday.", "2022-11-11"),
    ],
)
def test_a_clause_may_be_wrapped(text, expected):
    """A line is no clause, a paragraph and a sentence are."""
    assert only(text).readings[0] == days(expected)
