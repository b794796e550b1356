"""What is said of changed words, of brackets, and of what an ellipsis or an edge cuts off."""

from __future__ import annotations

from functools import cache

import pytest

from quoteprov import Article, Corpus, Finding, Statement, Verifier
from quoteprov.models import ZoneSpan


# sentences of the statement of September 22, 2022, and some built like those of other statements
STATEMENT = """
We have never exported weapons or ammunition to Russia before and we will not plan to export them.

It is not sure from where the rumor originated which the U.S. is spreading, but it is aimed at \
tarnishing the DPRK's image.

However, if the landlords in town and country dare raise the rents, misreading the tenants' will \
for order, the greedy owners will never escape heavy fines.

The above-named quarrels will never cease among U.S. fishermen as long as the U.S. insists on \
quotas and levies.

Most villages of the valley, except Upper and Lower Holm, received a modest amount of firewood \
on May 16-17, with no relief of the shortage.

NORWAT voiced concern that salty sludge mixed with meltwater may flow downhill to badly spoil \
wells and pasture.

The city council plans to turn the five quarries and meadows around them into bathing places \
though they are very steep meadows where a bank may slide down any moment.

The U.S. has never cared about a smokeless city and only dreams of heating the city by brown coal.

Not only the development, production, possession of military equipment, but also their export and \
import are the lawful right peculiar to a sovereign state, and nobody is entitled to criticize it.

Japan's repair of its old dams is the state obligation and legal and civic duty that can not be \
postponed in the light of water law and from the practical and civic viewpoints.

The atlas shows all wooden bridges built in the North, including Korea, until the early 17th \
century, with spans divided into 90 classes.

The Iranian weavers would never forget the advice and patterns he lent to them.

The Secretariat of the Society for the Complete Mapping of Korea issued river bulletin No. 1006 \
Saturday, in which it put the damage at 5 percent and 70 km of roads.
"""


@cache
def _verifier() -> Verifier:
    body = ZoneSpan(start=0, end=len(STATEMENT), zone="body")
    return Verifier(Corpus([Statement(id="statement", text=STATEMENT, zones=(body,))]))


def _found(quoted: str) -> list[Finding]:
    """The findings on a quotation, but for those on who carried it."""
    text = f"State media were quick to react.\n\nKCNA said in a report: “{quoted}”\n"
    report = _verifier().verify(Article(id="article", text=text))
    return [f for f in report.findings if f.code[:3] == "QP1"]


def _codes(quoted: str) -> set[str]:
    return {f.code for f in _found(quoted)}


@pytest.mark.parametrize(
    ("quoted", "hidden"),
    [
        ("We have never exported weapons and we will … export them.", "not"),
        ("We have … exported weapons or ammunition to Russia before", "never"),
        ("It is … sure from where the rumor originated", "not"),
        ("However … the greedy owners will never escape heavy fines.", "if"),
        ("The above-named quarrels will [...] cease among U.S. fishermen", "never"),
        ("Most villages of the valley … received a modest amount of firewood", "except"),
        ("salty sludge mixed with meltwater … flow downhill", "may"),
        ("The U.S. has … cared about a smokeless city", "never"),
    ],
)
def test_distorting_ellipsis(quoted: str, hidden: str) -> None:
    """What denies, limits or hedges the words that are kept must not be hidden."""
    [message] = [f.message for f in _found(quoted) if f.code == "QP112"]

    assert message.startswith(f"the ellipsis hides “{hidden}”, which bears on the words")


@pytest.mark.parametrize(
    "quoted",
    [
        "We have never exported weapons … to Russia before and we will not plan to export them.",
        "We have never exported weapons or ammunition to Russia … it is aimed at tarnishing",
        "received a modest amount of firewood on May 16-17 … NORWAT voiced concern",
        "However, if the landlords … dare raise the rents",
        "The city council plans to turn the five quarries … into bathing places",
        "The city council plans to turn the five quarries … NORWAT voiced concern",
        "The U.S. … only dreams of heating the city by brown coal.",
        "Not only the development … but also their export and import are the lawful right",
        "are the lawful right peculiar to a sovereign state … The Secretariat of the Society",
        "The Secretariat … issued river bulletin No. 1006",
        "is the state obligation and legal … and from the practical and civic viewpoints.",
        "built in the North, including Korea … with spans divided into 90 classes.",
        "The Iranian weavers … and patterns he lent to them.",
    ],
)
def test_honest_ellipsis(quoted: str) -> None:
    """A negation in a clause or a sentence of its own is no matter."""
    assert "QP112" not in _codes(quoted)


def test_bridge() -> None:
    """An ellipsis that hides a whole sentence shows it; one between neighbours is none."""
    [bridge] = _found(
        "we will not plan to export them … if the landlords in town and country dare"
    )

    assert "QP111" == bridge.code
    assert "hides a whole sentence: “It is not sure from where the rumor" in bridge.message
    assert "QP111" not in _codes(
        "exported weapons … but it is aimed at tarnishing the DPRK's image"
    )


@pytest.mark.parametrize(
    ("quoted", "said"),
    [
        ("The above-named quarrels will never cease among U.S. fishermen", "as long as the U.S."),
        ("turn the five quarries and meadows around them into bathing places", "though they"),
        (
            "It is not sure from where the rumor originated which the U.S. is spreading",
            "but it is",
        ),
        ("exported weapons or ammunition to Russia", "We have never"),
        ("plan to export them.", "we will not"),
    ],
)
def test_dropped_qualifier(quoted: str, said: str) -> None:
    """A quotation stops before what limits it, or begins behind what denies it; that is said."""
    [found] = [f for f in _found(quoted) if f.code == "QP113"]

    assert ("info", True) == (found.severity, said in found.message)


@pytest.mark.parametrize(
    "quoted",
    [
        "We have never exported weapons or ammunition to Russia before",
        "Not only the development, production, possession of military equipment",
        "the greedy owners will never escape heavy fines",
        "The U.S. has never cared about a smokeless city",
        "in which it put the damage at 5 percent and 70 km of roads",
    ],
)
def test_nothing_dropped(quoted: str) -> None:
    """What only goes on is no qualifier, and "but also" limits nothing."""
    assert set() == _codes(quoted)


def test_qualifier_is_given_outside() -> None:
    """An article that gives the condition in its own words has not dropped it."""
    text = (
        "KCNA said: “The above-named quarrels will never cease among U.S. fishermen” as long as "
        "Washington goes on. It had never “exported weapons or ammunition to Russia”, KCNA said."
    )
    report = _verifier().verify(Article(id="article", text=text))

    assert {q.verdict for q in report.quotations} == {"verbatim"}
    assert "QP113" not in {f.code for f in report.findings}


@pytest.mark.parametrize(
    ("quoted", "swap"),
    [
        ("the [shameless] owners will never escape heavy fines", True),
        ("put the damage at [15] percent and 70 km of roads", True),
        ("but it is aimed at tarnishing [Japan]'s image", True),
        ("it is [not] aimed at tarnishing the DPRK's image", True),
        ("but it is aimed at tarnishing [North Korea]'s image", False),
        ("[the rumor] is aimed at tarnishing the DPRK's image", False),
        ("but it is aimed at tarnishing [the country's] image", False),
        ("it is aim[ing] at tarnishing the DPRK's image", False),
        ("the [truly] greedy owners will never escape heavy fines", False),
    ],
)
def test_bracket_swap(quoted: str, swap: bool) -> None:
    """Brackets may help with a name or a letter, and not say something else."""
    assert swap == ("QP110" in _codes(quoted))


@pytest.mark.parametrize(
    ("quoted", "codes"),
    [
        ("issued river bulletin 1006 Saturday", {"QP107"}),
        ("it put the damage at five percent and 70 kilometers of roads", {"QP108"}),
        ("it put the damage at 5% and 70 km of roads", {"QP108"}),
        ("it put the damage at 5 percent and 70 miles of roads", {"QP103"}),
        ("it put the damage at 5 tons and 70 km of roads", {"QP103"}),
        ("it put the damage at fifteen percent and 70 km of roads", {"QP103"}),
        ("Mapping of Korea issued river bulletin No. 1006 Sunday", {"QP103"}),
        (
            "which the U.S. is spreading, but she is aimed at tarnishing the DPRK's image",
            {"QP114"},
        ),
        (
            "We have exported ammunition or weapons to Russia before and we will not plan to",
            {"QP102", "QP105"},
        ),
        ("the damage at 70 km and 5 percent of roads", {"QP105"}),
    ],
)
def test_kinds_of_changes(quoted: str, codes: set[str]) -> None:
    """Each change is reported by the rule for its kind, and house style is no changed figure."""
    assert codes == _codes(quoted) - {"QP113", "QP115"}


def test_splice_names_its_passages() -> None:
    """The message has both passages and what was swallowed between them."""
    [splice] = _found(
        "We have never exported weapons or ammunition to Russia before, misreading the "
        "tenants' will for order."
    )

    assert "QP105" == splice.code
    assert "“We have never exported weapons or ammunition to R…” and “misreading" in splice.message
    assert "between them stands “and we will not plan to export them. It is" in splice.message
