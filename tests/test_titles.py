"""Offices held against one another: what is the same, shorter, vaguer, and what is not."""

from __future__ import annotations

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text.aliases import mentions
from quoteprov.text.titles import _rows, agreement, is_topic, office, roles


BUREAU = (
    "The vice director general of the General Bureau of Equipment of the Ministry of National "
    "Defence of the DPRK"
)
FOREIGN_SECTION = (
    "The vice director of the Military Foreign Affairs of the Ministry of National Defence of the "
    "DPRK"
)
SISTER = (
    "Kim Yo Jong, vice department director of the Central Committee of the Workers' Party of Korea"
)
COMMISSION = "The National Defence Commission of the DPRK"
SPOKESMAN = "A spokesman for the Foreign Ministry of the DPRK"
VICE_MINISTER = "Kim Son Gyong, vice-minister for International Organizations of the DPRK"
STAFF = "The General Staff of the Korean People's Army (KPA)"
COMPANY = "Maria Lindqvist, chief executive of Norrvik Shipping"
SECRETARY = "Antony Blinken, Secretary of State of the United States"


@pytest.mark.parametrize(
    ("issuer", "description", "expected"),
    [
        (BUREAU, "the vice director general of the General Bureau of Equipment", "fits"),
        (BUREAU, "a vice director general at the North's defense ministry", "fits"),
        (BUREAU, "a deputy director-general of the equipment bureau", "fits"),
        (BUREAU, "the deputy head of the ministry's equipment bureau", "fits"),
        (BUREAU, "a senior defense ministry official", "fits"),
        (BUREAU, "the military", "fits"),
        (BUREAU, "the MND", "fits"),
        (BUREAU, "The North Korean official", "vague"),
        (BUREAU, "Pyongyang", "vague"),
        (BUREAU, "deputy director of the Defense Ministry’s Equipment Department", "rank"),
        (BUREAU, "the director general of the General Bureau of Equipment", "rank"),
        (BUREAU, "a spokesman for the defence ministry", "rank"),
        (BUREAU, "the vice director general of the Equipment Department", "office"),
        (BUREAU, "the vice director general of the General Bureau of Artillery", "office"),
        (BUREAU, "a foreign ministry official", "organ"),
        (BUREAU, "a White House official", "state"),
        (FOREIGN_SECTION, "a vice director at the military foreign affairs office", "fits"),
        (FOREIGN_SECTION, "vice director for military foreign affairs", "fits"),
        (FOREIGN_SECTION, "a deputy director of the foreign ministry's military office", "organ"),
        (FOREIGN_SECTION, "the deputy director", "fits"),
        (FOREIGN_SECTION, "the director", "rank"),
        (SISTER, "Kim Yo-jong", "fits"),
        (SISTER, "Kim", "fits"),
        (SISTER, "Kim Yo-jong, a senior party official", "fits"),
        (SISTER, "Kim Yo Jong, vice director of the party's Central Committee", "fits"),
        (SISTER, "Kim Yo Jong, vice department director of the Workers' Party", "fits"),
        (SISTER, "Kim Yo Jong, the powerful sister of leader Kim Jong Un", "unknown"),
        (SISTER, "Kim Yo Jong, deputy head of the propaganda department", "unknown"),
        (SISTER, "Kim Yo Jong, department director of the Central Committee", "rank"),
        (SISTER, "Kim Jong Un's sister", "unknown"),
        (SISTER, "the North Korean leader's sister", "unknown"),
        (SISTER, "North Korean leader Kim Jong Un", "person"),
        (COMMISSION, "the commission", "fits"),
        (COMMISSION, "defence chiefs", "fits"),
        (COMMISSION, "a newscaster", "unknown"),
        (COMMISSION, "the foreign ministry", "organ"),
        (SPOKESMAN, "the ministry spokeswoman", "fits"),
        (SPOKESMAN, "a press officer of the Ministry of Foreign Affairs", "fits"),
        (SPOKESMAN, "the MFA", "fits"),
        (SPOKESMAN, "a defense ministry spokesman", "organ"),
        (SPOKESMAN, "the foreign minister", "rank"),
        (SPOKESMAN, "Foreign Minister Choe Son Hui", "unknown"),
        (SPOKESMAN, "a party official", "unknown"),
        (VICE_MINISTER, "Kim Son-gyong, a vice minister", "fits"),
        (VICE_MINISTER, "deputy minister Kim Son Gyong", "fits"),
        (VICE_MINISTER, "minister Kim Son Gyong", "rank"),
        (STAFF, "a spokesman for the General Staff", "fits"),
        (STAFF, "the army", "fits"),
        (STAFF, "the ministry", "unknown"),
        (STAFF, "the defense ministry", "unknown"),
        (COMPANY, "the head of Norrvik Shipping", "fits"),
        (COMPANY, "Norrvik's Maria Lindqvist", "fits"),
        (COMPANY, "Norrvik chairwoman Maria Lindqvist", "rank"),
        (COMPANY, "Norrvik Shipping chief Maria Lindqvist", "fits"),
        (COMPANY, "Norrvik Shipping's Maria Lindqvist", "fits"),
        (COMPANY, "Norrvik Shipping chief executive Per Dahl", "person"),
        (COMPANY, "Per Dahl, chairman of the union", "person"),
        (SECRETARY, "U.S. Secretary of State Antony Blinken", "fits"),
        (SECRETARY, "Deputy Secretary of State Antony Blinken", "rank"),
        (SECRETARY, "the Kremlin spokesman", "state"),
    ],
)
def test_agreement(issuer: str, description: str, expected: str) -> None:
    """What a person would say of the two."""
    assert expected == agreement(description, issuer)


@pytest.mark.parametrize(
    "issuer",
    [
        BUREAU,
        FOREIGN_SECTION,
        SISTER,
        COMMISSION,
        SPOKESMAN,
        VICE_MINISTER,
        STAFF,
        COMPANY,
        SECRETARY,
        "Garib Alam, president of the League of Peru and head of the Pisco Research Centre",
        "The committee for the centenary of the birth of President Kim Il Sung",
        "The prime ministers of Russia, Belarus and Kazakhstan",
    ],
)
def test_an_issuer_is_itself(issuer: str) -> None:
    """No issuer contradicts itself, whole or cut at its first comma."""
    found = {agreement(issuer, issuer), agreement(issuer.split(",", maxsplit=1)[0], issuer)}

    assert found <= {"fits", "vague", "unknown"}


@given(st.text("abcKDM ,'’.-of", max_size=60))
def test_any_text(text: str) -> None:
    """Nothing that is written breaks the comparison, and no text contradicts itself."""
    assert agreement(text, text) in {"fits", "vague", "unknown"}


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Jane Doe, a political analyst at a bank", {"analyst"}),
        ("a professor at Ruritania University", {"scholar"}),
        ("villagers", {"resident"}),
        ("local media", {"media"}),
        ("the official", set()),
        ("state media", set()),
    ],
)
def test_roles(description: str, expected: set[str]) -> None:
    """Analysts, scholars and residents speak for no state; officials and state media may."""
    assert expected == roles(description)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("a North Korea expert", True),
        ("a veteran Russia policy analyst", True),
        ("North Korean experts", False),
        ("Russia's analysts", False),
        ("an analyst in Moscow", False),
    ],
)
def test_topic(description: str, expected: bool) -> None:
    """A state's name before a role is what somebody studies; its adjective is where they live."""
    assert expected is is_topic(description)


def test_table() -> None:
    """Every line of the table has four cells, and no variant of a kind stands for two terms."""
    rows = _rows()
    variants = [(kind, v) for kind, _, _, cell in rows for v in cell.split("|")]

    assert {4} == {len(row) for row in rows}
    assert len(set(variants)) == len(variants)


def test_states_are_no_subject() -> None:
    """The name of a state is no part of an office."""
    found = office("the defence ministry of South Korea")

    assert mentions("South Korea")
    assert (("ministry", frozenset({"defense"})),) == found.bodies
