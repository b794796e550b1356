"""
Names of the sides: which are found, which are passed over, and what the table holds.
"""

from __future__ import annotations

from importlib import resources

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text import aliases
from quoteprov.text.aliases import Mention, canonical, entities, mentions


# United Nations members, then those that are not.
STATES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG
CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH
GM GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ
LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG
NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN
SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW
TW PS XK VA HK
""".split()
BODIES = ["UN", "EU", "NATO", "IAEA", "WHO", "OPEC", "AFUN", "ASEAN"]
KOREAS = frozenset({"KP", "KR"})


def found(text: str, context: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """Show the mentions of *text* as (words, entity)."""
    return [(text[m.start : m.end], m.entity) for m in mentions(text, context=context)]


class TestProse:
    """Sentences as newsrooms and ministries write them."""

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("a U.S. state department spokesperson said Russia may buy them", "US US RU"),
            ("multiple U.N. Security Council (UNSC) resolutions on it", "UN UN"),
            ("the North Korean-Russian armaments transaction", "KP RU"),
            ("In letter to Xi, N. Korean leader highlights strong ties", "KP"),
            ("Yoon asks U.N. chief for stern response to N.K. provocations", "UN KP"),
            ("SEOUL, Sept. 22 (Yonhap) -- N.Korea and S. Korea", "KR KP KR"),
            ("the Democratic People’s Republic of Korea’s right", "KP"),
            ("of the Democratic People's Republic\nof Korea", "KP"),
            ("The Workers’ Party of Korea met in Pyongyang.", "KP KP"),
            ("Cheong Wa Dae, the Blue House, informed the ROK military", "KR KR KR"),
            ("US-ROK drills, a US-led plot, anti-American", "US KR US US"),
            ("The Kremlin, Downing Street and the Elysee declined", "RU GB FR"),
            ("the White House, the Pentagon and Capitol Hill", "US US US"),
            ("the Trump administration told the Knesset", "US IL"),
            ("Zhongnanhai, the Kantei and the Bundestag", "CN JP DE"),
            ("the U.K., the UAE, the PRC and the U.S.S.R.", "GB AE CN SU"),
            ("a treaty of the U.S", "US"),
            ("NORTH KOREA WARNS SOUTH KOREA AND THE UNITED STATES", "KP KR US"),
            ("north korea said on its page that russia bought nothing", "KP RU"),
            ("Turkey, Türkiye and the Turks; the Polish and a Pole", "TR TR TR PL PL"),
            ("Cote d'Ivoire, Côte d’Ivoire and the Ivory Coast", "CI CI CI"),
            ("the Republic of China and the People's Republic of China", "TW CN"),
            ("the IAEA told NATO, the EU, the WHO and OPEC+", "IAEA NATO EU WHO OPEC"),
            ("the African Union and ASEAN", "AFUN ASEAN"),
            ("the Holy See, Kosovo, Palestinians, Hong Kong, Taipei", "VA XK PS HK TW"),
        ],
    )
    def test_names(self, sentence: str, expected: str) -> None:
        """Every side named in a sentence is found, in order."""
        assert expected.split() == [entity for _, entity in found(sentence)]

    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("Niger and Nigeria", "NE NG"),
            ("Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", "GN GW GQ PG"),
            ("Dominica and the Dominican Republic", "DM DO"),
            ("Congo, DR Congo, the Republic of Congo, Congo-Brazzaville", "CD CD CG CG"),
            ("Sudan and South Sudan, Samoa and American Samoa", "SD SS WS"),
            ("the Republic of Korea, the Democratic People's Republic of Korea", "KR KP"),
            ("Ireland and Northern Ireland", "IE"),
            ("the Taiwan Affairs Office answered Taiwan", "CN TW"),
            ("Georgia", "GE"),
        ],
    )
    def test_names_in_names(self, sentence: str, expected: str) -> None:
        """A name inside another name is not found: the longest wins."""
        assert expected.split() == [entity for _, entity in found(sentence)]

    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("DPRK", "name"),
            ("North Koreans", "demonym"),
            ("Pyongyang", "capital"),
            ("Korean People's Army", "organ"),
        ],
    )
    def test_kinds(self, text: str, kind: str) -> None:
        """A mention says in which way it names its side."""
        assert [Mention(0, len(text), "KP", kind)] == mentions(text)


class TestFalseAlarms:
    """Words that look like a side and name none."""

    @pytest.mark.parametrize(
        "sentence",
        [
            "He told us to polish the table and carve the turkey on the best china.",
            "It was in March that it, who and am were said to be no names.",
            "the official reiterated that the country had never sent weapons",
            "Security on the Korean Peninsula since the Korean War, said Korean officials.",
            "Korea Herald, Korean Central News Agency (KCNA)",
            "Denzel Washington said he would return to the stage.",
            "Booker T. Washington wrote letters to Mr. Washington.",
            "Michael Jordan and Michael B. Jordan met Jordan Peterson and Chad Smith there.",
            "Kathy Ireland and Steve Israel read London Breed's letter.",
            "The Washington Post, the Moscow Times, China Daily and the Jordan Times",
            "the South China Morning Post and The New York Times reported",
            "Russia Today, the Times of Israel, NK News and Agence France-Presse reported",
            "Latin American and South American leaders; the Organization of American States",
            "ships in the South China Sea, the Indian Ocean and the Gulf of Mexico",
            "the Paris Agreement, the Vienna Convention, the Warsaw Pact, the Hanoi summit",
            "the Russian-language edition and Spanish-speaking readers",
            "the U.S.C. and the guinea pig",
            "It cost US$100.",
            "KIM JONG UN WATCHES; CONTACT US",
            "Write to press@russia.example or see www.china.example and /asia/japan",
            "A turkey march past the china cup",
            "the U.N. Command in Panmunjom",
            "National Security Council",
        ],
    )
    def test_no_mention(self, sentence: str) -> None:
        """A common word, a person, a newspaper or a sea is not a side."""
        assert found(sentence) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "In Washington, officials were silent about the report.",
            "Meanwhile Washington denied the whole report.",
            "Accusing Washington of hostility, the ministry issued a statement.",
            "On Monday Washington denied the whole report.",
            "Kim Warns Washington Over Drills in Spring",
        ],
    )
    def test_washington_speaks(self, sentence: str) -> None:
        """A capital is not taken for a family name after an opening word or in a headline."""
        assert found(sentence) == [("Washington", "US")]

    @pytest.mark.parametrize(
        "sentence",
        [
            "The king of Jordan spoke, and Amman listened.",
            "Then Jordan Foreign Minister Ayman Safadi spoke in Amman.",
            "Jordan Says Syria Talks Will Go On in Amman",
        ],
    )
    def test_jordan_speaks(self, sentence: str) -> None:
        """A state is not taken for a given name before an office or in a headline."""
        assert {"JO"} == entities(sentence) - {"SY"}


class TestRelativeNames:
    """Names that need to know whose: the North, the Foreign Office."""

    def test_the_north_of_korea(self) -> None:
        """Where the Koreas are named, "the North" and "the South" are they."""
        text = "North Korea replied. The North’s ministry, the North said, told the South."

        assert found(text) == [
            ("North Korea", "KP"),
            ("North", "KP"),
            ("North", "KP"),
            ("South", "KR"),
        ]

    @pytest.mark.parametrize("named", sorted(KOREAS))
    def test_from_context(self, named: str) -> None:
        """Either Korea may be named outside the text."""
        assert found("the North's defense ministry", frozenset({named})) == [("North", "KP")]

    def test_without_korea(self) -> None:
        """Without a Korea the North is a direction."""
        assert found("In the Civil War the North beat the South.") == []

    @pytest.mark.parametrize(
        "text",
        [
            "the North Atlantic",
            "the South of the city",
            "in the north",
            "North winds",
            "the North Pole",
            "South Hamgyong Province",
        ],
    )
    def test_directions(self, text: str) -> None:
        """Even beside the Koreas other Norths and Souths are none."""
        assert found(text, KOREAS) == []

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("the North Thursday denied it", "KP"),
            ("the nuclear-armed North", "KP"),
            ("North and South Korea", "KP KR"),
            ("between South and North Korea", "KR KP"),
        ],
    )
    def test_wordings(self, text: str, expected: str) -> None:
        """Agencies leave out an article or put a weekday behind the North."""
        assert expected.split() == [entity for _, entity in found(text, KOREAS)]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Pakistan's Foreign Office", {"PK"}),
            ("the German Foreign Office", {"DE"}),
            ("Russia’s Security Council", {"RU"}),
            ("the British Foreign Office", {"GB"}),
            ("the Security Council in New York", {"UN"}),
            ("Japan's U.N. Security Council seat", {"JP", "UN"}),
            ("South Korea's Joint Chiefs of Staff", {"KR"}),
        ],
    )
    def test_whose_organ(self, text: str, expected: set[str]) -> None:
        """An organ right behind another state's name is that state's."""
        assert expected == entities(text)


class TestOffsets:
    """Where a mention begins and ends."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("the United States' fleet", ["United States"]),
            ("North Korea’s and the DPRK's", ["North Korea", "DPRK"]),
            ("\U0001f1f0\U0001f1f5 “Pyongyang’s”", ["Pyongyang"]),
            ("left the U.S. They", ["U.S."]),
            ("U. S. troops", ["U. S."]),
            ("North\u00a0Korea, South\nKorea", ["North\u00a0Korea", "South\nKorea"]),
            ("headed North\n\nKorea is divided", []),
        ],
    )
    def test_words(self, text: str, expected: list[str]) -> None:
        """A mention covers the name as it is written, without "the" and possessive."""
        assert expected == [words for words, _ in found(text)]


class TestCanonical:
    """Phrases that are nothing but a name."""

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ("the United States", "US"),
            ("North Korean", "KP"),
            ("The DPRK’s", "KP"),
            (" US State Department ", "US"),
            ("U.S.", "US"),
            ("us", None),
            ("the official", None),
            ("a U.S. official", None),
            ("Russia and Russia", None),
            ("North Korean-Russian", None),
            ("Korea", None),
            ("the North", None),
            ("the", None),
            ("", None),
        ],
    )
    def test_phrase(self, phrase: str, expected: str | None) -> None:
        """A phrase has an entity if its names leave no other words."""
        assert expected == canonical(phrase)

    def test_relative(self) -> None:
        """A relative name has an entity in its context."""
        assert canonical("the North", context=KOREAS) == "KP"


ROWS = list(aliases._rows())
FORMS: dict[str, list[str]] = {}
for bucket in aliases._table().values():
    for form, alias in bucket:
        if "~" not in alias.flags:
            FORMS.setdefault(alias.entity, []).append(form)


class TestTable:
    """The data file."""

    @pytest.mark.parametrize("kind", ["name", "demonym", "capital"])
    def test_states_are_complete(self, kind: str) -> None:
        """Each state has names, demonyms and capitals, or the file says why not."""
        table = resources.files("quoteprov.text").joinpath("nations.tsv")
        column = 1 + ["name", "demonym", "capital"].index(kind)
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
        filled = {row[0] for row in rows if len(row) > column and row[column]}

        assert set() == {*STATES, *BODIES} - filled

    def test_every_state_has_a_name(self) -> None:
        """Names are never excused."""
        assert set() == {*STATES, *BODIES} - {row.entity for row in ROWS if row.kind == "name"}

    def test_one_meaning(self) -> None:
        """No alias stands for two entities."""
        meanings: dict[str, set[str]] = {}
        for row in ROWS:
            for spelling in aliases._forms(row):
                meanings.setdefault(spelling, set()).add(row.entity)

        assert {text: keys for text, keys in meanings.items() if len(keys) > 1} == {}

    @pytest.mark.parametrize("entity", sorted(FORMS.keys() - {"-"}))
    def test_alone_and_in_a_sentence(self, entity: str) -> None:
        """Each form of each alias is found on its own and among words."""
        for text in FORMS[entity]:
            sentence = f"A spokesman of {text}, in reply, denied “{text}’s” part."

            assert [(text, entity)] == found(text)
            assert [(text, entity)] * 2 == found(sentence)

    def test_decoys(self) -> None:
        """What only sounds like a side is none."""
        assert [text for text in FORMS["-"] if found(text)] == []


WORDS = """
the The North South Korea Korean N. S. U.S. US U S . U.N. UN Security Council Washington Jordan
Chad Denzel Times Post Guinea Bissau - Papua New Republic of Democratic People's People’s China 's
’s and Foreign Office White House KIM JONG us
""".split()
SCRAPS = st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "\u00a0", "\u0301"]))
TEXTS = st.one_of(st.text(), SCRAPS.map(" ".join), SCRAPS.map("".join))


class TestProperties:
    """What holds for any text."""

    @given(TEXTS, st.frozensets(st.sampled_from(["KP", "KR", "US"])))
    def test_ordered_and_apart(self, text: str, context: frozenset[str]) -> None:
        """Mentions never overlap, come in order and lie inside the text."""
        spans = [(m.start, m.end) for m in mentions(text, context=context)]
        flat = [offset for span in spans for offset in span]

        assert flat == sorted(flat)
        assert all(0 <= start < end <= len(text) for start, end in spans)

    @given(TEXTS)
    def test_whole_words(self, text: str) -> None:
        """No mention begins or ends within a word."""
        for m in mentions(text):
            before, after = text[m.start - 1 : m.start], text[m.end : m.end + 1]

            assert not before.isalnum()
            assert not after.isalnum()

    @given(TEXTS)
    def test_agreement(self, text: str) -> None:
        """The three functions tell the same story."""
        assert frozenset(m.entity for m in mentions(text)) == entities(text)
        assert canonical(text) in {*entities(text), None}

    @given(TEXTS)
    def test_context_only_adds(self, text: str) -> None:
        """Knowing more about the article takes no mention away, but that of a shared organ."""
        plain = {m for m in mentions(text) if m.kind != "organ"}

        assert plain <= set(mentions(text, context=KOREAS))
