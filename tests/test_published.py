"""
The day an article was published, from its own dateline and the lines above it.
"""

from __future__ import annotations

import datetime as dt
import json
import time

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.dates.published import published, yearless, zone_in
from quoteprov.models import Article, Day
from quoteprov.text.zones import zones
from quoteprov.verifier import articles, stated_day


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"

HEADLINE = "North Korea denies sending arms to Russia"
FIRST = (
    "A senior North Korean defense official said on Tuesday that Pyongyang does not supply Russia "
    "with any weapons and does not intend to do so."
)
NEAR = 7  # days
SECOND = (
    "The official said in a statement carried by state media on Sept. 21, 2019, that the United "
    "States was spreading a groundless rumor."
)
THIRD = "The ministry was not available for comment when it was asked on Wednesday."


def read(text: str, stated: Day | None = None, *, day_first: bool | None = None) -> Day | None:
    """The day of a text."""
    return published(text, zones(text), stated, day_first=day_first).day


def clock(text: str) -> str | None:
    """Give the time zone of its desk."""
    return published(text, zones(text), None).clock


def article(*above: str, dateline: str = "", below: str = "") -> str:
    """An article with lines above its first paragraph and a dateline in it."""
    paragraphs = [*above, dateline + FIRST, SECOND, THIRD, *([below] if below else [])]
    return "\n\n".join(paragraphs) + "\n"


def told(day: Day | None) -> str:
    """The day and its trust in one line."""
    return f"{day.iso} {day.trust}" if day else "none"


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("statements/000", "2022-11-08 corroborated"),
        ("statements/001", "2022-09-22 corroborated"),
        ("articles/002", "2022-09-22 corroborated"),
        ("articles/003", "none"),
        ("articles/004", "2022-11-08 single"),
    ],
)
def test_the_seeds(seed, expected):
    """Crawl dates above the two pages are not read; a blog without a day has none."""
    (path,) = SEEDS.glob(f"{seed}_*.txt")
    assert expected == told(read(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("SEOUL, Sept. 22 (Yonhap) -- ", "2022-09-22 corroborated"),
        ("WASHINGTON, Sep 22 (Reuters) - ", "2022-09-22 corroborated"),
        ("Sept 22 (Reuters) - ", "2022-09-22 corroborated"),
        ("WASHINGTON/SEOUL, Sept 22 (Reuters) - ", "2022-09-22 corroborated"),
        ("MOSCOW, September 22. /TASS/. ", "2022-09-22 corroborated"),
        ("BEIJING, Sept. 22 (Xinhua) -- ", "2022-09-22 corroborated"),
        ("PARIS, 22 September (AFP) – ", "2022-09-22 corroborated"),
        ("SEOUL, South Korea, Sept. 22 (AP) — ", "2022-09-22 corroborated"),
        ("UNITED NATIONS, Sept. 22 (AP) — ", "2022-09-22 corroborated"),
        ("Pyongyang, September 22 (KCNA) -- ", "2022-09-22 corroborated"),
        ("Tokyo, Sept. 22, 2022 — ", "2022-09-22 corroborated"),
        ("St. Petersburg, Thursday, Sept. 22 — ", "2022-09-22 corroborated"),
        ("Rio de Janeiro, Sept. 22 (EFE).- ", "2022-09-22 corroborated"),
        ("**SEOUL, Sept. 22 (Yonhap)** -- ", "2022-09-22 corroborated"),
        ("SEOUL Sept 22 (Reuters) - ", "2022-09-22 corroborated"),
        ("SEOUL, Sept. 20 (Yonhap) -- ", "2022-09-20 contradicted"),
        ("SEOUL, Sept. 20 and after (Yonhap) -- ", "2022-09-22 single"),
        ("SEOUL (AP) — ", "2022-09-22 single"),
        ("(서울=연합뉴스) 채윤환 기자 = ", "2022-09-22 single"),
        ("(평양 9월 22일발 조선중앙통신) ", "2022-09-22 corroborated"),
        ("新华社北京9月22日电 ", "2022-09-22 corroborated"),
        ("On September 20, ", "2022-09-22 single"),
        ("On September 20 -- a Tuesday -- ", "2022-09-22 single"),
        ("In Seoul, Sept. 20 -- as before -- ", "2022-09-22 single"),
        ("Seoul, September 20 was rainy. ", "2022-09-22 single"),
        ("Seoul, September 20 (Tuesday), was rainy. ", "2022-09-22 single"),
        ("Sept. 20 – ", "2022-09-22 single"),
        ("“SEOUL, Sept. 20 (Yonhap) -- It is so,” it read. ", "2022-09-22 single"),
    ],
)
def test_datelines(dateline, expected):
    """
    The dateline of any agency, in the year of the header; what is none changes nothing.
    """
    assert expected == told(read(article(HEADLINE, "Published: 2022-09-22", dateline=dateline)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("8 Nov, 2022 06:58", "2022-11-08 single"),
        ("November 8, 2022", "2022-11-08 single"),
        ("Tuesday, November 8, 2022", "2022-11-08 single"),
        ("NOVEMBER 8, 2022", "2022-11-08 single"),
        ("Nov. 8, 2022, 6:58 a.m. ET", "2022-11-08 single"),
        ("2022-11-08 06:58:12 +0300", "2022-11-08 single"),
        ("2022年11月8日 06:58", "2022-11-08 single"),
        ("Published: 8 November 2022", "2022-11-08 single"),
        ("Published 06:58 GMT 8 November 2022", "2022-11-08 single"),
        ("Published on November 8, 2022 at 6:58 am", "2022-11-08 single"),
        ("Posted on November 8, 2022 by admin", "2022-11-08 single"),
        ("November 8, 2022 by admin", "2022-11-08 single"),
        ("date 2022-11-08", "2022-11-08 single"),
        ("Date: 22/11/2022 | Source: KCNA.kp (En)", "2022-11-22 single"),
        ("By Jane Doe | Nov. 8, 2022 6:58 am EST", "2022-11-08 single"),
        ("By Jane Doe, Nov. 8, 2022", "2022-11-08 single"),
        ("By JANE DOE and JOHN ROE • November 8, 2022 • 4 min read", "2022-11-08 single"),
        ("입력 2022.11.08. 09:10", "2022-11-08 single"),
        ("입력 2022.11.08. 09:10 | 수정 2022.11.09. 10:12", "2022-11-08 single"),
        ("Published 8 Nov 2022 | Updated 9 Nov 2022", "2022-11-08 single"),
        ("Published Nov 8, 2022 Updated Nov 9, 2022", "2022-11-08 single"),
        ("송고시간2022-11-08 09:10", "2022-11-08 single"),
        ("2022年11月8日 6時58分", "2022-11-08 single"),
        ("Updated Nov. 9, 2022", "2022-11-09 single"),
        ("Last modified: 2022-11-09T10:00:00Z", "2022-11-09 single"),
        ("World | Nov. 8, 2022", "2022-11-08 single"),
        # which is the day and which the month
        ("Date: 08/11/2022", "none"),
        # no year
        ("Published Nov. 8", "none"),
        # the weekday does not fit
        ("Published: Monday, November 8, 2022", "none"),
        # not days of publication
        ("Issued on Nov. 8, 2022 statement denies arms sales", "none"),
        ("N. Korea fires missile | Sept. 20, 2022", "none"),
        ("Sept. 20, 2022 - N. Korea fires a missile over Japan", "none"),
        ("Events of Nov. 8, 2022, in brief", "none"),
        ("© 2022 The Courier", "none"),
        ("Nov. 8 to Nov. 12, 2022", "none"),
        ("Nov. 8, 2022, Nov. 12, 2022", "none"),
        ("November 2022", "none"),
    ],
)
def test_lines_above_the_body(line, expected):
    """A line of the head tells a day where it holds nothing but what belongs to one."""
    assert expected == told(read(article(HEADLINE, line)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            article("January 02, 2026Jan 02, 2026", HEADLINE, "Date: 22/09/2022 | Source: KCNA"),
            "2022-09-22 single",
            id="crawl-date-above-a-header",
        ),
        pytest.param(
            article("January 02, 2026", HEADLINE, dateline="SEOUL, Sept. 22 (Yonhap) -- "),
            "none",
            id="crawl-date-above-a-dateline-without-a-year",
        ),
        pytest.param(
            article("January 02, 2026", HEADLINE, dateline="Tokyo, Sept. 22, 2022 — "),
            "2022-09-22 single",
            id="crawl-date-above-a-dateline",
        ),
        pytest.param(
            article("January 02, 2026", HEADLINE),
            "2026-01-02 single",
            id="a-day-at-the-top-alone-may-be-a-crawl-date",
        ),
        pytest.param(
            article("November 8, 2022", HEADLINE, dateline="SEOUL, Nov. 8 (Yonhap) -- "),
            "2022-11-08 corroborated",
            id="a-day-at-the-top-that-fits",
        ),
        pytest.param(
            article(HEADLINE, dateline="SEOUL, Sept. 22 (Yonhap) -- "), "none", id="no-year"
        ),
        pytest.param(
            article(
                "Latest",
                "A missile is fired",
                "Sept. 20, 2022",
                "A test",
                "Sept. 21, 2022",
                HEADLINE,
            ),
            "none",
            id="days-of-a-list",
        ),
        pytest.param(
            article(
                *("A missile is fired", "Sept. 20, 2022", "A test", "Sept. 21, 2022", HEADLINE),
                "Published: Sept. 22, 2022",
            ),
            "2022-09-22 single",
            id="a-header-under-a-list",
        ),
        pytest.param(
            article(HEADLINE, below="-0-\n\nMore From KCNA\n\nPublished: Jan. 3, 2026"),
            "none",
            id="below-the-end-mark",
        ),
        pytest.param(
            article(
                HEADLINE, below="(END)\n\nSEOUL, Sept. 20, 2022 (Yonhap) -- Another item is this."
            ),
            "none",
            id="dateline-of-a-teaser",
        ),
        pytest.param(
            article("SEOUL, Sept. 20, 2022 (Yonhap) -- Another item", HEADLINE),
            "none",
            id="dateline-of-a-teaser-above",
        ),
        pytest.param(
            article(HEADLINE, "SEOUL, Sept. 20, 2022 (Yonhap) --"),
            "2022-09-20 single",
            id="dateline-on-a-line-of-its-own",
        ),
        pytest.param(
            f"{HEADLINE}\n\n{FIRST}\n\nPyongyang, September 22, 2022 (KCNA) -- {SECOND}\n",
            "none",
            id="dateline-of-what-is-copied",
        ),
        pytest.param(
            f"{HEADLINE} in its war.\n\nMOSCOW, November 8, 2022. /TASS/. {FIRST}",
            "2022-11-08 single",
            id="dateline-under-a-summary",
        ),
        pytest.param(
            f"It was carried by KCNA in English today.\n\nSeoul, Sept. 22, 2022 (KCNA) -- {FIRST}",
            "none",
            id="dateline-of-the-agency-that-is-copied",
        ),
        pytest.param(
            f"This is the full text as it was sent to us:\n\nTokyo, Sept. 22, 2022 -- {FIRST}",
            "none",
            id="dateline-of-a-text-that-is-copied",
        ),
        pytest.param(
            f"{HEADLINE}\n\n{FIRST}\n\n8 Nov, 2022 06:58\n\n{SECOND}\n",
            "2022-11-08 single",
            id="day-with-a-time-under-a-summary",
        ),
        pytest.param(
            f"{HEADLINE}\n\n{FIRST}\n\nSept. 20, 2022\n\n{SECOND}\n",
            "none",
            id="day-of-a-chronicle",
        ),
        pytest.param(
            f"---\ntitle: Arms\ndate: 2022-09-22\ntags: [a, b]\n---\n\n# {HEADLINE}\n\n{FIRST}\n",
            "2022-09-22 single",
            id="front-matter",
        ),
        pytest.param(
            f'---\npublished: "2022-09-22T08:00:00+09:00"\nlastmod: 2022-09-25\n'
            f"description: {FIRST}\n---\n{FIRST}\n",
            "2022-09-22 single",
            id="front-matter-with-prose",
        ),
        pytest.param(
            f"---\ndate: 2022-09-22\n---\n\nSEOUL, Sept. 22 (Yonhap) -- {FIRST}\n",
            "2022-09-22 corroborated",
            id="front-matter-and-dateline",
        ),
        pytest.param(
            f"---\ndate: 2022-09-22\nlead: {FIRST}\n---\n\nSEOUL, Sept. 22 (Yonhap) -- {FIRST}\n",
            "2022-09-22 corroborated",
            id="front-matter-with-prose-and-dateline",
        ),
        pytest.param(
            "朝鲜否认向俄罗斯出售武器\n\n2022年9月22日 06:58\n\n新华社北京9月22日电 国防部"
            "发言人周四在例行记者会上表示，朝鲜从未向俄罗斯出口武器，也没有这样的计划。\n",
            "2022-09-22 corroborated",
            id="without-blanks-between-words",
        ),
        pytest.param(
            article("A missile is fired", "Sept. 20, 2022", "By Jane Doe | Sept. 22, 2022"),
            "2022-09-22 contradicted",
            id="a-day-beside-its-writer-is-no-list",
        ),
        pytest.param(
            article(HEADLINE, "Updated Sept. 25, 2022", "Updated Sept. 26, 2022"),
            "2022-09-25 single",
            id="two-updates",
        ),
        pytest.param(
            article(HEADLINE, "Updated Sept. 25, 2022", dateline="SEOUL, Sept. 22 (Yonhap) -- "),
            "2022-09-22 single",
            id="an-update-gives-the-year",
        ),
        pytest.param(
            article(HEADLINE, "Updated Sept. 22, 2022", dateline="SEOUL, Sept. 22 (Yonhap) -- "),
            "2022-09-22 corroborated",
            id="an-update-confirms",
        ),
        pytest.param(
            article(HEADLINE, "Date: 08/11/2022", dateline="SEOUL, Nov. 8 (Yonhap) -- "),
            "2022-11-08 corroborated",
            id="a-dateline-tells-the-day-from-the-month",
        ),
        pytest.param(
            article(HEADLINE, "Date: 08/11/2022", dateline="SEOUL, Aug. 11 (Yonhap) -- "),
            "2022-08-11 corroborated",
            id="or-the-month-from-the-day",
        ),
        pytest.param(
            article(HEADLINE, "Date: 01/02/2023", "Published: 1 February 2023"),
            "2023-02-01 corroborated",
            id="another-line-tells-them-apart",
        ),
        pytest.param(
            article(HEADLINE, "Published: 2 January 2023", dateline="SEOUL, Dec. 31 (Yonhap) -- "),
            "2022-12-31 contradicted",
            id="over-the-turn-of-the-year",
        ),
        pytest.param(
            article(HEADLINE, "Published: Nov. 8, 2022", "Posted on Nov. 10, 2022"),
            "2022-11-08 contradicted",
            id="two-headers-that-disagree",
        ),
        pytest.param(f"{HEADLINE}\n", "none", id="a-headline-alone"),
        pytest.param("", "none", id="nothing"),
        pytest.param("8 Nov, 2022", "2022-11-08 single", id="a-day-alone"),
    ],
)
def test_heads_of_articles(text, expected):
    """Which of several days counts, and how much."""
    assert expected == told(read(text))


def test_the_convention_of_the_caller():
    """Where the caller knows, a numeric day is read."""
    text = article(HEADLINE, "Date: 08/11/2022")
    assert "2022-11-08 single" == told(read(text, day_first=True))
    assert "2022-08-11 single" == told(read(text, day_first=False))


def test_what_is_stated_counts_more():
    """A stated day, or a month of days, is left as it is; a dateline only tells its clock."""
    text = article(HEADLINE, "Published: Nov. 8, 2022", dateline="SEOUL, Nov. 8 (Yonhap) -- ")
    for value in ("2022-11-10", "2022-11"):
        stated = stated_day(value, "date")
        assert (stated, "Asia/Seoul") == published(text, zones(text), stated)


def test_a_dateline_without_a_year():
    """It tells month and day, to be held against the year of what is quoted."""
    text = article(HEADLINE, dateline="SEOUL, Nov. 8 (Yonhap) -- ")
    assert ((11, 8), "SEOUL, Nov. 8 (Yonhap) --") == yearless(text, zones(text))
    assert yearless(article(HEADLINE), zones(article(HEADLINE))) is None


class TestLowTrust:
    """The day that the metadata of a web page give confirms and is held against nothing."""

    @pytest.mark.parametrize(
        ("low", "above", "dateline", "expected"),
        [
            ("2022-09-22", [], "", "2022-09-22 low"),
            ("2022-09-22", ["Published: 22 Sept 2022"], "", "2022-09-22 corroborated"),
            ("2022-09-23", ["Published: 22 Sept 2022"], "", "2022-09-22 single"),
            ("2022-09-22", [], "SEOUL, Sept. 22 (Yonhap) -- ", "2022-09-22 corroborated"),
            ("2022-09-23", [], "SEOUL, Sept. 22 (Yonhap) -- ", "2022-09-22 single"),
            ("2026-01-02", [], "SEOUL, Sept. 22 (Yonhap) -- ", "2026-01-02 contradicted"),
            ("2022-09-08", ["Date: 08/09/2022"], "", "2022-09-08 low"),
            ("2022-09-25", ["Updated Sept. 25, 2022"], "", "2022-09-25 single"),
            ("2026-01-02", ["Date: 08/09/2022"], "", "2026-01-02 low"),
        ],
    )
    def test_it_confirms(self, low, above, dateline, expected):
        """It gives a year only where the dateline is near it."""
        day = Day(start=low, end=low, read_from="page metadata", trust="low")
        assert expected == told(read(article(HEADLINE, *above, dateline=dateline), day))


class TestZone:
    """Where the day is reckoned, if a time tells it."""

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ("2022-09-21T19:30:00-04:00", "UTC-04:00"),
            ("2022-09-21T19:30:00.123+0900", "UTC+09:00"),
            ("2022-09-21T19:30:00Z", "UTC"),
            ("2022-09-21T19:30:00+00:00", "UTC"),
            ("06:58 GMT", "UTC"),
            ("06:58 (GMT+9)", "UTC+09:00"),
            ("6:58 am EST", "America/New_York"),
            ("6 p.m. KST", "Asia/Seoul"),
            ("2022-09-21T19:30:00", None),
            ("8 Nov, 2022 06:58", None),
            ("2022-09-21", None),
        ],
    )
    def test_zones(self, words, expected):
        """By an offset or by its name."""
        assert expected == zone_in(words)

    def test_it_stands_with_the_day(self):
        """The header's zone is told with the day, and the dateline has none."""
        text = article(HEADLINE, "By Jane Doe | Nov. 8, 2022 6:58 am EST")
        assert "America/New_York" == clock(text)

    def test_it_is_not_that_of_another_day(self):
        """Where the dateline has another day than the header, its zone is not known."""
        above = "Published: Sept. 21, 2022 9:30 pm EST"
        text = article(HEADLINE, above, dateline="SEOUL, Sept. 22 (Yonhap) -- ")
        assert "2022-09-22 contradicted" == told(read(text))
        assert clock(text) is None

    def test_of_a_field(self, tmp_path):
        """A record's time keeps its offset, unless it is that of the system."""
        path = tmp_path / "a.jsonl"
        records = [
            {"text": "“We won,” Holm said.", "date": f"2022-09-21T19:30:00{offset}"}
            for offset in ("-04:00", "Z", "")
        ]
        path.write_text("\n".join(map(json.dumps, records)), "utf-8")
        found = [one for one in articles(path) if isinstance(one, Article)]

        assert ["UTC-04:00", None, None] == [one.clock for one in found]
        assert {"2022-09-21 stated"} == {told(one.published) for one in found}


@given(
    st.dates(dt.date(1995, 1, 1), dt.date(2030, 12, 31)),
    st.sampled_from(["{d:%B} {d.day}, {d.year}", "{d.day} {d:%b} {d.year} 06:58", "{d}"]),
    st.integers(-400, 400),
)
def test_a_header_and_its_dateline_agree(day, form, away):
    """The dateline takes the year of a header; a day at the top that is far is not read."""
    month = f"{day:%B} {day.day}"
    above = [form.format(d=day)]
    if abs(away) > NEAR:
        above = [f"{day + dt.timedelta(days=away)}", HEADLINE, f"Published: {above[0]}"]
    text = article(*above, dateline=f"SEOUL, {month} (Yonhap) -- ")
    assert f"{day} corroborated" == told(read(text))


def test_it_takes_no_time():
    """Of an article of 500 words it costs a fraction of a millisecond of CPU."""
    text = (SEEDS / "articles" / "004_7f96b5ab2eb36f0a.txt").read_text(encoding="utf-8")
    spans = zones(text)
    begin = time.process_time()
    for _ in range(100):
        published(text, spans, None)
    assert (time.process_time() - begin) / 100 < 0.002
