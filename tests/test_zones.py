"""
Zones: what of a page is its headline, its body and its furniture.
"""

from __future__ import annotations

import time

from itertools import pairwise
from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text.zones import body, zone_at, zones


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
LINES = [
    "",
    " ",
    "North Korea denies it all",
    "The ministry said on Tuesday that it had sold nothing at all.",
    "“Never,” he said.",
    "Related",
    "More From KCNA.kp (En)",
    "Press Review",
    "January 24, 2025",
    "(END)",
    "###",
    "Advertisement",
    "x",
]
PAGES = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join) | st.text(max_size=60)


def parts(text: str, zone: str) -> list[str]:
    """Show the lines of *text* that lie in *zone*."""
    spans = [text[z.start : z.end] for z in zones(text) if z.zone == zone]
    return [line.strip() for span in spans for line in span.splitlines() if line.strip()]


def page(*lines: str) -> str:
    """Set lines as paragraphs."""
    return "\n\n".join(lines)


LEAD = "The ministry said on Tuesday that it had never sold any shells to anybody."
SECOND = "A spokesman added that the ministry would go on saying so in the future."
LINKS = ("Lawmakers call for protection of victims", "New Houses Built", "Press Review")


class TestSeeds:
    """Five pages as they were saved."""

    @pytest.mark.parametrize(
        ("name", "start", "end", "first", "last"),
        [
            (
                "statements/000_b46a6c523cbdaaf1.txt",
                222,
                1200,
                "Pyongyang, November 8 (KCNA) -- ",
                "without any reason. -0-",
            ),
            (
                "statements/001_5090525799506049.txt",
                247,
                1458,
                "Pyongyang, September 22 (KCNA) -- ",
                "keep its mouth shut. -0-",
            ),
            (
                "articles/002_3c154f0e185e03d1.txt",
                190,
                1813,
                "SEOUL, Sept. 22 (Yonhap) -- ",
                "yunhwanchae@yna.co.kr",
            ),
            (
                "articles/003_13a056770685a8c2.txt",
                47,
                3370,
                "The North Korean official ",
                "rehabilitation, it claimed.",
            ),
            (
                "articles/004_7f96b5ab2eb36f0a.txt",
                770,
                2938,
                "A senior North Korean defense",
                "“keep its mouth shut.”",
            ),
        ],
        ids=lambda value: value.split("_")[0] if isinstance(value, str) else None,
    )
    def test_body(self, name: str, start: int, end: int, first: str, last: str) -> None:
        """The body runs from the first paragraph to the last, and no further."""
        text = (SEEDS / name).read_text(encoding="utf-8")
        ((a, b),) = body(zones(text))
        assert text[a:b].startswith(first)
        assert text[a:b].rstrip().endswith(last)
        assert (start, end) == (a, len(text[:b].rstrip()))

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            (
                "002_3c154f0e185e03d1.txt",
                ["date 2022-09-22 (LEAD) N. Korea's military says it has never exported weapons"],
            ),
            ("003_13a056770685a8c2.txt", ["North Korea denies sending weapons to Russia."]),
            (
                "004_7f96b5ab2eb36f0a.txt",
                [
                    "North Korea denies sending arms to Russia",
                    "Pyongyang has responded to US accusations",
                    "North Korea denies sending arms to Russia",
                ],
            ),
        ],
        ids=["yonhap", "blog", "rt"],
    )
    def test_headline(self, name: str, expected: list[str]) -> None:
        """Headlines are headlines, with or without a full stop."""
        text = (SEEDS / "articles" / name).read_text(encoding="utf-8")
        found = parts(text, "headline")
        assert expected == [line[: len(e)] for line, e in zip(found, expected, strict=True)]

    def test_furniture(self) -> None:
        """Icon names, the date line, bylines and notes to editors are outside."""
        rt = (SEEDS / "articles" / "004_7f96b5ab2eb36f0a.txt").read_text(encoding="utf-8")
        yonhap = (SEEDS / "articles" / "002_3c154f0e185e03d1.txt").read_text(encoding="utf-8")
        assert "8 Nov, 2022 06:58" == parts(rt, "outside")[-1]
        assert "outside" == zone_at(zones(rt), rt.index("icon bookmark"))
        assert "outside" == zone_at(zones(yonhap), yonhap.index("(ATTN"))
        assert "outside" == zone_at(zones(yonhap), yonhap.index("By Chae"))

    def test_link_list(self) -> None:
        """The word that a U.S. official said stands in no body of the statement's page."""
        text = (SEEDS / "statements" / "000_b46a6c523cbdaaf1.txt").read_text(encoding="utf-8")
        assert "outside" == zone_at(zones(text), text.index("Significantly"))


class TestEndOfPage:
    """Where a body ends."""

    @pytest.mark.parametrize(
        "mark",
        ["###", "# # #", "-30-", "- 30 -", "–30–", "(END)", "-0-", "ENDS", "Ends", "-END-"],
    )
    def test_end_mark(self, mark: str) -> None:
        """What follows the end mark of a release is outside, be it prose."""
        text = page(
            LEAD, SECOND, mark, "About the ministry", "It was founded by somebody long ago."
        )
        assert [LEAD, SECOND] == parts(text, "body")

    def test_end_mark_in_line(self) -> None:
        """An end mark behind the last words may be quoted with them."""
        assert [LEAD, f"{SECOND} -0-"] == parts(page(LEAD, f"{SECOND} -0-", *LINKS), "body")

    def test_title_elsewhere(self) -> None:
        """
        A short first sentence is no headline, and a last one without a stop no link, where the
        title is known and another.
        """
        short, last = "Rice transplantation has begun in the DPRK.", "It ends in the north in June"
        text = page(short, LEAD, SECOND, last)
        assert [short] == parts(text, "headline")
        assert ["headline", "body", "outside"] == [z.zone for z in zones(text)]
        assert ["body"] == [z.zone for z in zones(text, "Rice Planting Begins")]
        assert zones(text) == zones(text, short.title())

    @pytest.mark.parametrize(
        "line", ["The -0- is a mark", "It ends (END) here, said the ministry."]
    )
    def test_no_end_mark(self, line: str) -> None:
        """A mark in the middle of a line ends nothing."""
        assert SECOND in parts(page(LEAD, line, SECOND), "body")

    @pytest.mark.parametrize(
        "heading",
        [
            "Related stories",
            "More From KCNA.kp (En)",
            "Most read",
            "You may also like",
            "Recommended for you",
            "Leave a Comment",
            "3 comments",
            "Latest news",
        ],
    )
    def test_link_list(self, heading: str) -> None:
        """A heading over links ends the body, though a teaser be a sentence."""
        text = page(LEAD, SECOND, heading, *LINKS, "All of them were greeted very warmly by it.")
        assert [LEAD, SECOND] == parts(text, "body")

    def test_links_without_heading(self) -> None:
        """Lines that do not end like sentences are links at the end of a page."""
        assert [LEAD, SECOND] == parts(page(LEAD, SECOND, *LINKS), "body")

    @pytest.mark.parametrize("line", ["Related", "Advertisement", "Read more: Press Review"])
    def test_heading_in_the_middle(self, line: str) -> None:
        """A heading with paragraphs after it ends nothing."""
        text = page(LEAD, line, SECOND, LEAD)
        assert [LEAD, line, SECOND, LEAD] == parts(text, "body")

    def test_advertisement_before_links(self) -> None:
        """Paragraphs between an advertisement and the links stay in the body."""
        text = page(LEAD, "Advertisement", SECOND, LEAD, *LINKS, *LINKS)
        assert LEAD == parts(text, "body")[-1]

    @pytest.mark.parametrize(
        "line",
        [
            "Related to this, the ministry said, is the question of who spread the rumor.",
            "More from the ministry is expected on Friday, the agency said in its report.",
            "Subscribe to no rumor, “keep your mouth shut,” the ministry told everybody.",
        ],
    )
    def test_paragraph_like_a_heading(self, line: str) -> None:
        """A last paragraph that opens like a heading is a paragraph."""
        assert [LEAD, line] == parts(page(LEAD, line), "body")

    def test_all_rights_reserved(self) -> None:
        """A copyright line is no paragraph."""
        line = "© 2022 The Agency. All rights reserved."
        assert [line] == parts(page(LEAD, SECOND, line), "outside")

    def test_draft(self) -> None:
        """A draft whose last line lacks its full stop but quotes somebody keeps it."""
        line = "He called on them to “keep its mouth shut” and to go"
        assert [LEAD, line] == parts(page(LEAD, line), "body")

    def test_interview(self) -> None:
        """Question and answer lines are body, the shortest last answer too."""
        lines = ("Q: Did you ever sell any shells to them, as they say?", "A: No.", "Q: Why?")
        assert [*lines, "A: Never."] == parts(page(*lines, "A: Never."), "body")


class TestStartOfPage:
    """Where a body begins."""

    @pytest.mark.parametrize("line", ["“We did not,” he said.", "“We never did it.”"])
    def test_short_quotation(self, line: str) -> None:
        """A short first line that quotes somebody is a paragraph."""
        assert [line, LEAD] == parts(page("North Korea denies it", line, LEAD), "body")

    @pytest.mark.parametrize(
        "line",
        [
            'Kim tells U.S. to "keep its mouth shut"',
            "North Korea says it has never exported any weapons to “Russia”",
            "North Korea denies it all.",
            "May 9 parade in Moscow called off",
            "By sending arms, North Korea helps Russia",
            "Decision 12 shakes the council",
        ],
    )
    def test_headline(self, line: str) -> None:
        """A headline is no paragraph, though it quotes, and no date or byline."""
        assert [line] == parts(page(line, LEAD, SECOND), "headline")

    @pytest.mark.parametrize(
        "line",
        [
            "By Chae Yun-hwan",
            "Tuesday, 8 November 2022 06:58 GMT",
            "Nov. 8, 2022 | 6:58 a.m.",
            "Published on 8/11/2022",
            "Date: 08/11/2022 | Source: KCNA.kp (En)",
            "yunhwanchae@yna.co.kr and others",
            "Share",
        ],
    )
    def test_no_headline(self, line: str) -> None:
        """Bylines, dates and buttons above the text are outside."""
        expected = [] if "@" in line else [line]
        assert expected == [x for x in parts(page(line, LEAD), "outside") if "@" not in x]


@pytest.mark.parametrize(
    "text",
    ["", "Never", "\n\n", "one line without a stop", "Line one\nLine two\nLine three"],
    ids=["empty", "one-word", "blank", "one-line", "no-stop"],
)
def test_no_paragraph(text: str) -> None:
    """A text without any paragraph is body throughout."""
    assert [(0, len(text), "body")] == [(z.start, z.end, z.zone) for z in zones(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to our newsletter and read the best stories of every day.",
        "Copyright 2012 by the agency, all rights reserved in every country.\n\nNews\n\nSports",
    ],
    ids=["widget", "rights"],
)
def test_first_paragraph_like_furniture(text: str) -> None:
    """The first paragraph is body even where it reads like the end of a page."""
    assert parts(text, "body")[0].startswith(text.split("\n", maxsplit=1)[0])


@given(PAGES)
def test_cover(text: str) -> None:
    """The zones follow one another from the first character to the last."""
    found = zones(text)
    edges = [0, *(z.end for z in found)]
    assert [z.start for z in found] == edges[:-1]
    assert len(text) == edges[-1]
    assert all(z.start < z.end for z in found) or not text
    assert all(a.zone != b.zone for a, b in pairwise(found))


def test_zone_at() -> None:
    """Every place of a page has its zone, and there is none beyond it."""
    text = page("North Korea denies it all", LEAD)
    found = [zone_at(zones(text), at) for at in (0, 27, len(text) - 1, len(text))]
    assert ["headline", "body", "body", "outside"] == found


@pytest.mark.parametrize("line", ["a", "Related", "x. ", "“", "Advertisement\n", LEAD])
def test_no_blow_up(line: str) -> None:
    """A page of a hundred thousand lines or one endless line takes no longer than its length."""
    began = time.process_time()
    zones(f"{LEAD}\n" + (line + "\n") * (200_000 // len(line)))
    zones(f"{LEAD}\n" + line * (200_000 // len(line)))
    assert time.process_time() - began < 4


def test_first_paragraph_without_a_stop() -> None:
    """A long paragraph that lacks its full stop is still the first of the body."""
    first = (
        "We hereby state that the council will not sell one drop of the water of the dam and that "
        "nobody has ever asked it to do so, and we say so for the last time"
    )
    [found] = zones(f"{first}\n\nThe mayor thanked all who had come to hear him.")

    assert ("body", 0) == (found.zone, found.start)


def test_link_list_without_an_end_mark() -> None:
    """Teasers below a heading are no body, even where the agency's end mark is missing."""
    page = (SEEDS / "statements" / "000_b46a6c523cbdaaf1.txt").read_text("utf-8")
    text = page.replace("-0-", "")
    [(start, end)] = body(zones(text))

    assert "without any reason." in text[start:end]
    assert "Press Review" not in text[start:end]
