"""
On whose side a speaker stands, for corpora of an agency, of a company and of nobody named.
"""

from __future__ import annotations

from collections import Counter

import pytest

from quoteprov.models import Speaker
from quoteprov.quotes.sides import article_side, side, side_of, surroundings, voices


def corpus(*issuers: str | None, carrier: str | None = None):
    """The voices of a corpus with one statement for each issuer."""
    return voices(Counter(filter(None, issuers)), frozenset(filter(None, [carrier])))


def speaker(resolved: str, carrier: str | None = None) -> Speaker:
    """A speaker of whom an article says this much."""
    return Speaker(text=resolved, start=0, end=len(resolved), resolved=resolved, carrier=carrier)


AGENCY = corpus(
    "A spokesman for the Foreign Ministry of the Democratic People's Republic of Korea",
    "Kim Yo Jong, vice department director of the Workers' Party of Korea",
    "The vice director general of the Ministry of National Defence of the DPRK",
    carrier="KCNA",
)
COMPANY = corpus("Norrvik AB", "Astrid Lund, chief executive of Norrvik", "Norrvik AB")
PEOPLE = corpus("Jane Doe", "Amara Okafor")
NOBODY = corpus(None, None)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Pyongyang", "held"),
        ("North Korea", "held"),
        ("the North's defense ministry", "unknown"),
        ("the vice director at the North Korean Defense Ministry", "held"),
        ("Kim Yo-jong, the leader's sister", "held"),
        ("Kim Yo Jong", "held"),
        ("the Korean Central News Agency (KCNA)", "held"),
        ("KCNA", "held"),
        ("John Kirby, a White House spokesman", "foreign"),
        ("a U.S. state department spokesperson", "foreign"),
        ("Vassily Nebenzia, the Russian ambassador to the UN", "foreign"),
        ("South Korea's unification ministry", "foreign"),
        ("Seoul", "foreign"),
        ("the official", "unknown"),
        ("he", "unknown"),
        ("experts", "foreign"),
        ("a North Korea expert at a bank in Oslo", "foreign"),
        ("North Korean experts", "held"),
        ("a North Korean defector", "foreign"),
        ("Jane Doe, a professor at Ruritania University", "foreign"),
        ("local media", "foreign"),
        ("state media", "unknown"),
        ("Kim Jong Un", "unknown"),
        ("Kim Jong Un's sister", "unknown"),
        ("Vladimir Putin", "foreign"),
        ("Kirby", "foreign"),
    ],
)
def test_an_agency(description, expected):
    """The state of the issuers is held under all its names, other states are foreign."""
    assert expected == side(speaker(description), AGENCY)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Astrid Lund", "held"),
        ("Lund", "held"),
        ("Norrvik", "held"),
        ("chief executive Astrid Lund", "held"),
        ("the company", "unknown"),
        ("analysts", "unknown"),
        ("Per Holm, who leads the union", "foreign"),
    ],
)
def test_a_company(description, expected):
    """Issuers without a state are known by name; other named people are foreign."""
    assert expected == side(speaker(description), COMPANY)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Ms. Doe", "held"),
        ("Amara Okafor, the minister", "held"),
        ("John Kirby", "foreign"),
        ("the minister", "unknown"),
    ],
)
def test_people(description, expected):
    """Where only named persons speak, another name is somebody else, and no name is open."""
    assert expected == side(speaker(description), PEOPLE)


@pytest.mark.parametrize("description", ["John Kirby", "Pyongyang", "the official", "Norrvik"])
def test_a_corpus_that_names_nobody(description):
    """Without any issuer nobody can be told to be outside."""
    assert side(speaker(description), NOBODY) == "unknown"


def test_no_speaker():
    """A quotation without a speaker is on no side."""
    assert side(None, AGENCY) == "unknown"


class TestMinority:
    """One foreign message among many own statements."""

    def test_it_makes_no_voice(self):
        """A state with one message in twenty does not become one whose statements are held."""
        known = corpus(
            *["a spokesman for the DPRK"] * 19, "the president of Russia", carrier="KCNA"
        )
        assert frozenset({"KP"}) == known.entities
        assert side(speaker("the Kremlin"), known) == "foreign"

    def test_its_named_author_is_held(self):
        """The words of a named author are in the corpus, however few they are."""
        known = corpus(
            *["a spokesman for the DPRK"] * 19,
            "Tamaz Orlov, chairman of a party of Russia",
            carrier="KCNA",
        )
        assert side(speaker("Tamaz Orlov"), known) == "held"

    def test_two_voices_of_weight(self):
        """A joint archive holds both states."""
        known = corpus(*["the DPRK"] * 3, *["the government of Russia"] * 2)
        assert frozenset({"KP", "RU"}) == known.entities


@pytest.mark.parametrize(
    ("description", "carrier", "expected"),
    [
        ("the official", "KCNA", "held"),
        ("the official", "Pyongyang’s state-run Korean Central News Agency (KCNA)", "held"),
        ("the official", "the AP news agency", "unknown"),
        ("an unnamed US official", "KCNA", "foreign"),
        ("Tamaz Orlov", "KCNA", "unknown"),
        ("the official", None, "unknown"),
    ],
)
def test_who_passes_the_words_on(description, carrier, expected):
    """A nameless speaker is on the side of the agency that carries him; a name or state is not."""
    assert expected == side(speaker(description, carrier), AGENCY)


class TestIntroduced:
    """What an article says of somebody anywhere holds wherever only the name stands."""

    @pytest.mark.parametrize(
        ("article", "name", "expected"),
        [
            ("White House aide Ann Moss was there.", "Moss", "foreign"),
            ("Ann Moss, an analyst at a bank, shrugged.", "Ann Moss", "foreign"),
            ("North Korean general Han Gyong Ho was there.", "Han Gyong Ho", "held"),
            ("Ann Moss was there.", "Ann Moss", "unknown"),
            ("Swedish aide Ann Moss and North Korean aide Pak Moss met.", "Moss", "unknown"),
            ("North Korean aide Vladimir Putin was there.", "Vladimir Putin", "held"),
        ],
    )
    def test_side(self, article, name, expected):
        """The introductions decide if they agree; a well-known name only where there is none."""
        assert expected == side(speaker(name), AGENCY, surroundings(article))

    def test_a_known_name_is_never_held(self):
        """That somebody is known to speak for a state does not make their words its statements."""
        assert "unknown" == side(speaker("Vladimir Putin"), corpus("the Kremlin, Russia"))


def test_doubtful_attribution_makes_nobody_foreign():
    """An attribution that is likely wrong puts nobody out of the corpus."""
    doubtful = speaker("the Kremlin").model_copy(update={"confidence": 0.4})
    assert "unknown" == side(doubtful, AGENCY)


def test_roles_of_the_issuers():
    """An analyst speaks in a corpus of analysts."""
    known = corpus("an analyst at a bank of Norway", "an analyst of Norway", "Norway")
    assert "unknown" == side(speaker("an analyst"), known)


def test_context_tells_the_north():
    """An army of "the North" is that of the state which the article is about."""
    army = "the North's army"
    assert side_of(army, AGENCY, frozenset({"KP", "KR"})) == "held"


@pytest.mark.parametrize(
    ("known", "description", "proven", "expected"),
    [
        ("unknown", "Per Holm", ["Per Holm"], "held"),
        ("unknown", "Holm", ["Per Holm, the union leader"], "held"),
        ("unknown", "Amara Okafor", ["Per Holm"], "foreign"),
        ("unknown", "a White House spokesman", ["the Kremlin"], "foreign"),
        ("unknown", "the official", ["Per Holm"], "unknown"),
        ("unknown", "Per Holm", [], "unknown"),
        ("held", "Amara Okafor", ["Per Holm"], "held"),
        ("foreign", "Per Holm", ["Per Holm"], "foreign"),
    ],
)
def test_the_speakers_proven_to_be_quoted(known, description, proven, expected):
    """An open side is settled by those whose words were found; a settled one stays."""
    assert expected == article_side(known, speaker(description), proven)


def test_no_speaker_stays_open():
    """Nothing is settled for a quotation without a speaker."""
    assert article_side("unknown", None, ["Per Holm"]) == "unknown"


def test_voices_do_not_depend_on_order():
    """The same issuers in another order are the same voices."""
    issuers = ["a spokesman for the DPRK", "Norrvik AB", "Jane Doe of Russia", None]
    assert corpus(*issuers) == corpus(*issuers[::-1])


@pytest.mark.parametrize(
    ("description", "expected"), [("Paul Ryan", "unknown"), ("Paul", "held"), ("Kim", "held")]
)
def test_one_name_in_common(description, expected):
    """A first name alone makes nobody an issuer, but a single name may be short for one."""
    known = corpus("Paul", "Kim Yo Jong", "A spokesman for the DPRK")

    assert expected == side_of(description, known)
