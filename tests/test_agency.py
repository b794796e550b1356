"""
Pages of the news agency: what they say of themselves, and how far it is trusted.
"""

from __future__ import annotations

import datetime as dt
import json
import lzma

from pathlib import Path

import pytest

from quoteprov.corpus.agency import read_dispatch


SEEDS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
SHARED = Path(__file__).parents[2] / "shared"
TITLES = ("Press Statement of", "Press Statement by")
SISTER = (
    "Kim Yo Jong, vice department director of the Central Committee of the Workers' Party of Korea"
)
AT = "https://www.kcna.co.jp/item/2012/201209/news07/20120907-01ee.html"


def day(found):
    """A day as (date, words it was read from, trust), None if there is none."""
    return (found.iso, found.read_from, found.trust) if found else None


def dispatch(lead: str, *, dateline: str = "May 29", footer: str = "(Juche113.5.29.)"):
    """Read an item with the given lead, one statement of text and a footer."""
    return read_dispatch(
        f"Pyongyang, {dateline} (KCNA) -- {lead}\n\nWe warn them. -0-\n\n{footer}"
    )


class TestSeeds:
    """The two saved pages."""

    @pytest.fixture(params=["000_b46a6c523cbdaaf1.txt", "001_5090525799506049.txt"])
    def page(self, request):
        """The text of a saved page, with what a reader finds in it."""
        of_military = (
            (
                "The vice director of the Military Foreign Affairs of the Ministry of National "
                "Defence of the Democratic People's Republic of Korea"
            ),
            ("2022-11-07", "Monday", "single"),
            ("2022-11-08", "Pyongyang, November 8 (KCNA) --", "corroborated"),
            (
                "Press Statement of Vice Director of Military Foreign Affairs of DPRK Ministry of "
                "National Defence"
            ),
        )
        of_equipment = (
            (
                "The vice director general of the General Bureau of Equipment of the Ministry of "
                "National Defence of the DPRK"
            ),
            ("2022-09-21", "Sept. 21", "single"),
            ("2022-09-22", "Pyongyang, September 22 (KCNA) --", "corroborated"),
            (
                "Vice Director General of General Bureau of Equipment of Ministry of National "
                "Defence of DPRK Issues Press Statement"
            ),
        )
        expected = of_military if request.param.startswith("000") else of_equipment
        return (SEEDS / request.param).read_text("utf-8"), expected

    def test_what_the_page_says(self, page):
        """Issuer, day of release, day of carriage and title; no crawl date and no teaser."""
        text, expected = page
        found = read_dispatch(text)
        assert found is not None
        assert expected == (found.issuer, day(found.released), day(found.carried), found.title)

    def test_without_the_dateline_the_footer_dates_it(self, page):
        """The header alone could be read in two ways; the footer settles it."""
        text, (_, _, (expected, *_), _) = page
        found = read_dispatch("\n".join(x for x in text.splitlines() if "(KCNA) --" not in x))
        assert found is not None
        assert found.carried is not None
        assert (expected, "corroborated") == (found.carried.iso, found.carried.trust)


@pytest.mark.parametrize(
    ("lead", "issuer", "released"),
    [
        (
            f"{SISTER}, issued the following press statement on Sunday:",
            SISTER,
            ("2024-05-26", "Sunday", "low"),
        ),
        (
            "The chief of the Policy Office on Saturday issued the following press statement:",
            "The chief of the Policy Office",
            ("2024-05-25", "Saturday", "low"),
        ),
        (
            "A spokesman for the Foreign Ministry Monday made public a statement as follows.",
            "A spokesman for the Foreign Ministry",
            ("2024-05-27", "Monday", "low"),
        ),
        (
            "A spokesman for the ministry released Tuesday the following press statement “Stop”:",
            "A spokesman for the ministry",
            ("2024-05-28", "Tuesday", "single"),
        ),
        (
            "A spokesman for the General Staff issued the following notice at 10:00 on May 28:",
            "A spokesman for the General Staff",
            ("2024-05-28", "May 28", "single"),
        ),
        (
            (
                'The Office issued the following press statement under the title "We Will Act" on '
                "Wednesday:"
            ),
            "The Office",
            ("2024-05-29", "Wednesday", "single"),
        ),
        (
            (
                'Kim Kang Il, vice-minister, released the following press statement "A Reply" on '
                "May 29 as regards the leaflets:"
            ),
            "Kim Kang Il, vice-minister",
            ("2024-05-29", "May 29", "single"),
        ),
        (
            (
                "The following is the press statement of Kim Yo Jong, vice department director, "
                'titled "Do not spout":'
            ),
            "Kim Yo Jong, vice department director",
            None,
        ),
        (
            (
                "A spokesman for the Foreign Ministry gave the following answer to a question "
                "raised by KCNA Monday as regards the drill:"
            ),
            "A spokesman for the Foreign Ministry",
            ("2024-05-27", "Monday", "low"),
        ),
        (
            "The Command released the following notice Friday:",
            "The Command",
            ("2024-05-24", "Friday", "low"),
        ),
        (
            (
                "The director of the Department of U.S. Affairs issued the following statement on "
                "May 29:"
            ),
            "The director of the Department of U.S. Affairs",
            ("2024-05-29", "May 29", "single"),
        ),
        (
            "The Foreign Ministry, on May 28, made public a statement on the talks.",
            "The Foreign Ministry",
            ("2024-05-28", "May 28", "single"),
        ),
        (
            "The Ministry recently issued a joint statement denouncing the sanctions.",
            "The Ministry",
            None,
        ),
        (
            "On receiving the work, the Cultural Institute released a statement on May 27.",
            "the Cultural Institute",
            ("2024-05-27", "May 27", "low"),
        ),
        (
            "The Committee issued a statement denouncing the drill that began on May 2 at sea.",
            "The Committee",
            None,
        ),
        (
            "The Council issued a statement on June 15 Joint Declaration anniversaries.",
            "The Council",
            None,
        ),
        ("Anger has grown after the Command released a statement on Monday.", None, None),
        ("Factories in the province boost production.", None, None),
    ],
    ids=lambda v: v[:44] if isinstance(v, str) else "",
)
def test_leads(lead, issuer, released):
    """The lead names the issuer and, beside the verb or the document, the day of release."""
    found = dispatch(lead)
    assert found is not None
    assert (issuer, released) == (found.issuer, day(found.released))


class TestCarried:
    """The day of carriage and its trust."""

    @pytest.mark.parametrize("footer", ["(Juche113.5.29.)", "[Juche113.5.29]", "[2024.05.29.]"])
    def test_dateline_and_footer_agree(self, footer):
        """Two places that agree corroborate each other, in either form of the footer."""
        found = dispatch("We boost production.", footer=footer)
        assert found is not None
        assert day(found.carried) == ("2024-05-29", "Pyongyang, May 29 (KCNA) --", "corroborated")

    def test_the_footer_may_stand_in_the_title(self):
        """An archive keeps the footer in the title of the item."""
        found = read_dispatch("Pyongyang, May 29 (KCNA) -- We build.", title="Visit [2024.05.29.]")
        assert found is not None
        assert day(found.carried) == ("2024-05-29", "Pyongyang, May 29 (KCNA) --", "corroborated")

    @pytest.mark.parametrize(
        ("dateline", "footer"),
        [
            ("May 29", "(Juche113.5.28.)"),
            ("May 29", "(Juche113.6.29.)"),
            ("May 2", "[2024.5.29]"),
        ],
    )
    def test_a_disagreement_is_never_taken_for_a_day(self, dateline, footer):
        """Dateline and footer of different days: contradicted, and no day of release is read."""
        lead = "The Office issued the following press statement on Monday:"
        found = dispatch(lead, dateline=dateline, footer=footer)
        assert found is not None
        assert found.carried is not None
        assert (found.carried.trust, found.released) == ("contradicted", None)

    def test_a_listing_day_that_disagrees(self):
        """An archive that lists an item a week later takes the trust from its dateline."""
        text = "Pyongyang, September 5 (KCNA) -- A delegation returned home on Sept. 11."
        found = read_dispatch(text, listed=dt.date(2024, 9, 12))
        assert found is not None
        assert found.carried is not None
        assert found.carried.trust == "contradicted"

    def test_a_release_after_carriage_is_a_contradiction(self):
        """A statement cannot be carried before it is issued: neither day is trusted."""
        found = dispatch("The Office issued the following press statement on June 3:")
        assert found is not None
        assert found.carried is not None
        assert day(found.released) == ("2024-06-03", "June 3", "contradicted")
        assert found.carried.trust == "contradicted"

    @pytest.mark.parametrize("listed", [None, dt.date(2024, 9, 12)])
    def test_an_event_after_carriage_is_a_contradiction(self, listed):
        """A dateline of September 5 above what happened on Sept. 11, listed or not, is no day."""
        found = read_dispatch(
            "Pyongyang, September 5 (KCNA) -- A delegation returned home by air on Sept. 11. -0-",
            listed=listed,
            title="Delegation Back [Juche113.9.5.]",
        )
        assert found is not None
        assert found.carried is not None
        assert found.carried.trust == "contradicted"
        assert found.uttered is None or found.uttered.trust == "contradicted"

    def test_what_is_to_come_contradicts_nothing(self):
        """A dispatch may announce what will take place after it."""
        for lead in (
            "A fair will be held here from June 3 to 5.",
            "A delegation left to attend the forum to be held on June 3.",
            "The team announced that it would play in Oslo on June 3.",
        ):
            found = dispatch(lead)
            assert found is not None
            assert found.carried is not None
            assert (found.uttered, found.carried.trust) == (None, "corroborated")

    @pytest.mark.parametrize("later", [1, 2, 3])
    def test_of_several_listings_the_first_is_kept(self, later):
        """An item listed again on a later day is not trusted there: the first listing counts."""
        text = "Pyongyang, October 29 (KCNA) -- The factory stands in the west of the city."
        first = dt.date(2024, 10, 29)
        once, again = (
            read_dispatch(text, listed=d) for d in (first, first + dt.timedelta(days=later))
        )
        assert once is not None
        assert again is not None
        assert once.carried is not None
        assert (once.carried.iso, once.carried.trust) == ("2024-10-29", "corroborated")
        assert again.carried is not None
        assert (again.carried.iso, again.carried.trust) == ("2024-10-29", "contradicted")

    @pytest.mark.parametrize("end", ["-0-\n\n", ""])
    def test_the_beginnings_of_other_items_are_never_read(self, end):
        """An item without dateline does not take that of a teaser below it, nor the crawl date."""
        text = (
            "January 24, 2025\nKCNA KCNA.kp (En)\n\nA Story\n\n"
            "Date: 07/05/2024 | Source: KCNA.kp (En) | Read original version at source\n\n"
            f"One day in May Juche 106 (2017) he came to the town. {end}\n\n"
            "More From KCNA.kp (En)\n\nPyongyang, January 24 (KCNA) -- A show opened on Friday\n\n"
            "January 24, 2025\n\n(Juche114.1.24.)"
        )
        found = read_dispatch(text)
        assert found is not None
        assert day(found.carried) == ("2024-05-07", "Date: 07/05/2024", "single")
        assert (found.uttered, found.released) == (None, None)

    @pytest.mark.parametrize(
        "opening",
        [
            "One day in May Juche 106 (2017) he visited the farm.",
            "He visited the then farm on the night of February 15, Juche 63 (1974).",
            "On June 30, Juche 29 (1930) he made a report on the line of the struggle.",
            "On May 27, 1998 he visited the farm.",
        ],
    )
    def test_the_first_day_of_a_feature_is_not_its_own(self, opening):
        """A feature without dateline tells of years ago; years that conflict change nothing."""
        found = read_dispatch(f"{opening}\n\nHe asked.", url=AT, listed=dt.date(2024, 5, 27))
        assert found is not None
        assert day(found.carried) == ("2024-05-27", "date", "single")
        assert (found.uttered, found.released) == (None, None)

    def test_a_dateline_alone_has_no_year(self):
        """Without footer, header or listing the year is unknown, and so is the day."""
        found = read_dispatch("Pyongyang, May 29 (KCNA) -- We build.")
        assert found is not None
        assert (found.carried, found.released) == (None, None)

    def test_the_turn_of_the_year(self):
        """A statement of December carried in January belongs to the year before."""
        found = dispatch(
            "The Office issued the following press statement on December 31:",
            dateline="January 1",
            footer="(Juche113.1.1.)",
        )
        assert found is not None
        assert day(found.released) == ("2023-12-31", "December 31", "single")

    @pytest.mark.parametrize("header", ["08/11/2022", "11/08/2022"])
    def test_dateline_and_footer_settle_a_header(self, header):
        """A numeric date is read as its neighbours have it, whichever number comes first."""
        text = (
            f"Title\n\nDate: {header} | Source: KCNA.kp (En) | Read original version at source\n\n"
            "Pyongyang, November 8 (KCNA) -- We build. -0-\n\n(Juche111.11.8.)"
        )
        found = read_dispatch(text)
        assert found is not None
        assert found.carried is not None
        assert (found.carried.iso, found.carried.trust) == ("2022-11-08", "corroborated")

    @pytest.mark.parametrize("header", ["08/11/2022", "31/31/2022"])
    def test_a_header_alone(self, header):
        """A header alone is read with the day first; an impossible one gives no day."""
        found = read_dispatch(f"Title\n\nDate: {header} | Source: KCNA.kp (En)\n\nWe build.")
        assert found is not None
        expected = ("2022-11-08", f"Date: {header}", "single") if header[0] == "0" else None
        assert expected == day(found.carried)

    @pytest.mark.parametrize("footer", ["(Juche111.13.1.)", "(Juche111.2.30.)", "[9999.99.99]"])
    def test_an_impossible_footer(self, footer):
        """A footer with no such day is no evidence."""
        found = dispatch("We build.", footer=footer)
        assert found is not None
        assert found.carried is None

    def test_an_address_with_a_listing_day(self):
        """Archives strip dateline and footer: the address says that it is an item."""
        found = read_dispatch("We build.", url=AT, listed=dt.date(2012, 9, 7))
        assert found is not None
        assert day(found.carried) == ("2012-09-07", "date", "single")


class TestUttered:
    """The day of what a dispatch reports."""

    @pytest.mark.parametrize(
        ("lead", "uttered"),
        [
            ("The minister visited the town on May 28.", ("2024-05-28", "on May 28", "single")),
            ("The minister on Monday met the envoys.", ("2024-05-27", "on Monday", "low")),
            ("The forum took place in Oslo on May 24.", ("2024-05-24", "on May 24", "low")),
            (
                "A contest was held on May 27 and 28.",
                ("2024-05-27/2024-05-28", "on May 27 and 28", "single"),
            ),
            (
                "He made a speech at the session on Tuesday.",
                ("2024-05-28", "Tuesday", "single"),
            ),
            (
                "The world wants peace. The envoy said this at a meeting on May 28.",
                ("2024-05-28", "on May 28", "single"),
            ),
            ("The world wants peace. Other states broke the pact on May 28.", None),
            ("The minister will visit the town on May 30.", None),
        ],
        ids=lambda v: v[:44] if isinstance(v, str) else "",
    )
    def test_event(self, lead, uttered):
        """It is trusted where it is at most a day before carriage, and not released."""
        found = dispatch(lead)
        assert found is not None
        assert (uttered, None) == (day(found.uttered), found.released)

    @pytest.mark.parametrize(
        ("title", "text"),
        [
            ("KCNA Commentary on Drill", "The troops staged a drill at sea on May 28."),
            ("Drill Flayed", "The troops staged a drill on May 28. A bylined article says so."),
            ("Statement of Spokesman", "The troops staged a drill at sea on May 28."),
        ],
    )
    def test_what_a_comment_refers_to_is_not_its_own_day(self, title, text):
        """The drill was on Tuesday; the words about it were not."""
        found = read_dispatch(text, url=AT, listed=dt.date(2024, 5, 29), title=title)
        assert found is not None
        assert (found.uttered, found.released) == (None, None)

    def test_what_is_issued_has_no_other_day(self):
        """A written statement is released, not uttered."""
        found = dispatch("The Office issued the following press statement on Tuesday:")
        assert found is not None
        assert (found.uttered, day(found.released)) == (None, ("2024-05-28", "Tuesday", "single"))


@pytest.mark.parametrize(
    ("text", "released"),
    [
        ("Peace is dear, says Rodong Sinmun Wednesday in a bylined article.", "2024-05-29"),
        ("Minju Joson on Tuesday says in a signed commentary in this regard:", "2024-05-28"),
        ("The drill went on. Rodong Sinmun in an article on Wednesday blames it.", "2024-05-29"),
        ("Rodong Sinmun Wednesday dedicates an editorial to the day.", "2024-05-29"),
        (
            "The drill began. In this regard a spokesman Tuesday gave the following answer:",
            "2024-05-28",
        ),
        (
            "The envoy made a speech on May 24. The Office gave the following answer on Tuesday:",
            "2024-05-28",
        ),
        ("The drill began in the DPRK. The Office issued a statement on Tuesday.", None),
        ("The Command released its information bulletin no. 7 on Tuesday.", "2024-05-28"),
        ("The paper said on Wednesday that Rodong Sinmun wrote of it.", None),
    ],
)
def test_more_leads(text, released):
    """What a paper prints is issued on its day; the lead may follow the sentence it answers to."""
    found = dispatch(text)
    assert found is not None
    assert released == (found.released.iso if found.released else None)


def test_a_release_long_before_carriage_is_trusted_little():
    """Bodies at home are carried on the same day or the next; those abroad later."""
    found = dispatch("The Friends Abroad issued a statement on May 21 on the anniversary.")
    assert found is not None
    assert day(found.released) == ("2024-05-21", "May 21", "low")


@pytest.mark.parametrize(
    "text",
    [
        "Norrvik AB issued the following press statement on Monday:\n\nWe will not sell.",
        "SEOUL, Sept. 22 (Yonhap) -- North Korea's military said Thursday it never did.",
        "MOSCOW, November 8. /TASS/. The Korean Central News Agency (KCNA) reported it.",
        "Date: 08/11/2022 | Source: Norrvik.example\n\nWe will not sell.",
        "We met on [2024.05.29.] and will meet again.",
        "",
    ],
    ids=["company", "yonhap", "tass", "other-header", "bracketed-day", "empty"],
)
def test_other_texts_are_no_dispatches(text):
    """A press release of somebody else, or a story about the agency, is not read as its page."""
    assert read_dispatch(text, url="https://norrvik.example/kcna") is None


@pytest.fixture(scope="module")
def archive():
    """The items of 2024 with what was read from them."""
    path = SHARED / "data" / "kcna" / "kcna-2024.jsonl.xz"
    if not path.exists():
        pytest.skip("the archive of 2024 lies outside the repository and is not here")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        items = [json.loads(line) for line in file]
    return [
        (item, read_dispatch(item["text"], url=item["url"], title=item["title"])) for item in items
    ]


def test_archive_datelines(archive):
    """Of a year's items, all but a handful of known re-listings carry the recorded day."""
    differ, seen = 0, 0
    for item, _ in archive:
        listed = dt.date.fromisoformat(item["date"])
        found = read_dispatch(item["text"], url=item["url"], listed=listed)
        assert found is not None
        assert found.carried is not None
        seen += 1
        if found.carried.start != listed:
            differ += 1
            assert found.carried.trust == "contradicted"
    assert (seen, differ) == (1004, 4)


def test_archive_events(archive):
    """The days that a year's items tell are at most a month before carriage, and few are later."""
    read = [
        read_dispatch(
            i["text"], url=i["url"], listed=dt.date.fromisoformat(i["date"]), title=i["title"]
        )
        for i, _ in archive
    ]
    days = [(d.uttered or d.released, d.carried) for d in read if d]
    told = [(a, b) for a, b in days if a and b]
    assert len(told) > 300
    assert all(0 <= (b.start - a.end).days <= 31 for a, b in told)


def test_archive_statements(archive):
    """Of the press statements of a year, all have an issuer and nearly all a day of release."""
    wanted = [
        i
        for i, _ in archive
        if i["title"].startswith(("Press Statement of", "Press Statement by"))
    ]
    read = [
        read_dispatch(i["text"], listed=dt.date.fromisoformat(i["date"]), url=i["url"])
        for i in wanted
    ]
    named = [d for d in read if d and d.issuer]
    dated = [d for d in named if d.released and d.carried]
    lags = {(d.carried.start - d.released.start).days for d in named if d.carried and d.released}
    assert (len(wanted), len(named)) == (len(read), len(wanted))
    assert len(dated) >= len(wanted) - 1
    assert lags == {0, 1}
