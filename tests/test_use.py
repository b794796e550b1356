"""Not every mark quotes: titles, terms, nicknames and words held at a distance."""

from __future__ import annotations

import pytest

from quoteprov import Corpus, Quotation, Statement, Verifier
from quoteprov.models import ZoneSpan


TEXT = "We have no plans to sell the old port of Ostby to anybody."
CORPUS = Corpus(
    [
        Statement(
            id="s",
            text=TEXT,
            issuer="The mayor of Ostby",
            zones=(ZoneSpan(start=0, end=len(TEXT), zone="body"),),
        )
    ]
)
VERIFIER = Verifier(CORPUS)


def only(text: str) -> Quotation:
    """The one quotation of a text, checked."""
    (quotation,) = VERIFIER.verify(text).quotations
    return quotation


USES = {
    "title": [
        "Critics praised the podcast “Cold Harbour” for its patience.",
        "The band closed the evening with the song “Blue River.”",
        "The film “A Long Way Home” opened in Lagos on Friday.",
        "She played a nurse in the television series “Night Ward” for nine years.",
        "His paper “On the Motion of Small Boats” was never printed.",
        "The documentary “Harbour Lights” is shown at nine.",
        "Viewers of the talk show “Late With Lena” sent flowers.",
        "The Oscar went to “The Lighthouse Keeper” this year.",
        "The album “Northern Rooms” was recorded in a barn.",
        "Holm wrote the book “Ten Years at Sea” in prison.",
        "The painting “Girl With a Lamp” was stolen in 1987.",
        "The opera “The Drowned Bell” had its first night in Ostby.",
        "The campaign song “Stronger Together” was played twice.",
        "He appeared on “Good Morning Ostby” in March.",
    ],
    "term": [
        "The so-called “smart grid” failed on the first cold day.",
        "The so-called “flower bond” pays no interest.",
        "A so-called “sunset clause” ends the law in May.",
    ],
    "nickname": [
        "Police arrested Marko “The Butcher” Petrov near the border.",
        "Dwayne “The Rock” Hansen opened the fair.",
        "The trial of Joaquín “Shorty” Ruiz begins in May.",
        "Bobby “Blue Eyes” Carver sold the club.",
        "Former boxer Ray “Iron Fist” Okoro lives in Accra.",
        "The late James “Jim” Hale built the first bridge.",
    ],
    "scare": [
        "Its “independent” inspectors are paid by the bank.",
        "The “smart” fridge broke down after a week.",
        "His “friends” in the council stayed away.",
        "The “temporary” bridge has stood for forty years.",
        "The town’s “new” buses are older than their drivers.",
    ],
}


@pytest.mark.parametrize(
    ("text", "use"), [(text, use) for use, texts in USES.items() for text in texts]
)
def test_marks_that_quote_nobody(text, use):
    """What is no quotation is named for what it is, credited to nobody and never judged."""
    actual = only(text)
    assert (use, None, None, "not-a-quotation", ()) == (
        actual.use,
        actual.speaker,
        actual.cue,
        actual.verdict,
        actual.rules,
    )


TAKEN_FOR_QUOTATIONS = [
    "Her first novel, “The Salt Road,” sold a million copies.",
    "Doctors use the term “brain fog” for it.",
    "The word “genocide” is not in the treaty.",
    "The phrase “peak oil” went out of fashion.",
    "The method is known as “soft landing” among pilots.",
    "The new office was named “work hub” by its architects.",
    "The concept “slow food” comes from Italy.",
    "The missile is called “flying torch” in the trade.",
    "Engineers use the expression “dead man’s switch” for such a lever.",
    "A pool of this kind is called a “tailings pond” by miners.",
    "Nobody asked the “experts” of the committee.",
    "Their “peace plan” was two pages long.",
    "The “free” school lunch costs three euros.",
    "It was the third “final” warning of the year.",
    "The village lost its “doctor” to the city.",
]


@pytest.mark.xfail(reason="known: the weights want more certainty than such sentences give")
@pytest.mark.parametrize("text", TAKEN_FOR_QUOTATIONS)
def test_marks_that_quote_nobody_and_are_missed(text):
    """These are no quotations either."""
    assert only(text).use is not None


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody has come for the boats since the ice went out in April.”",
        (
            "Rain fell on the harbour all night.\n\n“Nobody has come for the boats since April.”"
            "\n\nThe lamps were lit at five."
        ),
        "The judge let Holm finish, “over and done.”",
    ],
)
def test_unknown_speaker(text):
    """A quotation that nobody is credited with is a quotation: it is sought, and not found."""
    actual = only(text)
    assert (None, None, "not-found") == (actual.use, actual.speaker, actual.verdict)


def test_unknown_speaker_of_true_words():
    """Without a speaker the words are still found."""
    assert "verbatim" == only(f"“{TEXT}”").verdict


SHORT = """
The mayor called it “a farce.”|The mayor
Jane Doe called the plan “reckless.”|Jane Doe
“Nonsense,” said the minister.|the minister
“Never,” he said.|he
Holm described the strike as “inevitable.”|Holm
Ito said the vote was “rigged.”|Ito
The bank said profits were “in line.”|The bank
“We won,” Holm said.|Holm
“Not yet,” the spokeswoman replied.|the spokeswoman
“No comment,” the envoy told reporters.|the envoy
The ministry called the report “pure invention.”|The ministry
The union dismissed the offer as “a joke.”|The union
She said the talks had been “useful.”|She
The general said his troops were “ready.”|The general
Kenya rejected the ruling, calling it “null and void.”|Kenya
The governor branded the protesters “thugs.”|The governor
A spokesman said the delay was “regrettable.”|A spokesman
The coach called his keeper “brilliant.”|The coach
Moscow called the accusation “groundless.”|Moscow
The judge said the evidence was “thin.”|The judge
The senator said he was “deeply troubled.”|The senator
Doctors said her condition was “stable.”|Doctors
Police called the death “suspicious.”|Police
The prime minister said the deal was “close.”|The prime minister
The author called the trial “absurd.”|The author
Holm told the court he felt “betrayed.”|Holm
The airline said the incident was “isolated.”|The airline
“Absolutely,” Ms. Okafor added.|Ms. Okafor
“Why not?” asked Ito.|Ito
The president vowed “fire and fury.”|The president
The agency warned of “serious consequences.”|The agency
According to the port, the damage is “minor.”|the port
The bishop said the law was “an insult.”|The bishop
The trade office said tariffs were “on the table.”|The trade office
Her lawyer called the charges “politically motivated.”|Her lawyer
The victim’s brother said he wanted “justice.”|The victim’s brother
The club said it was “in mourning.”|The club
The tenants called the landlord “a ghost.”|The tenants
The chairman spoke of “a new era.”|The chairman
The pilot reported “a loud bang.”|The pilot
""".strip().splitlines()


@pytest.mark.parametrize("line", SHORT)
def test_short_quotations(line):
    """One word or four of somebody who is named are no term: they stay quotations, judged."""
    text, who = line.split("|")
    actual = only(text)
    assert actual.speaker is not None
    assert (None, who) == (actual.use, actual.speaker.text)
    assert "not-a-quotation" != actual.verdict
