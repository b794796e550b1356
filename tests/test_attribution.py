"""Who is credited against who issued: each false alarm and each miss is a sentence here."""

from __future__ import annotations

import pytest

from quoteprov import Article, Finding, Quotation, Statement, Verifier
from quoteprov.corpus.corpus import Corpus
from quoteprov.models import Marks, Speaker
from quoteprov.rules.provenance import not_found
from quoteprov.rules.rule import Case
from quoteprov.text.zones import zones


PORTS = "The deputy director general of the General Bureau of Ports of the Ministry of Transport"
ISSUER = f"{PORTS} of Norway"
TEXT = (
    "Not a single container of arms has left our harbours, and none will leave them as long as "
    "this bureau is in charge. The rumours from abroad serve nobody but those who spread them. "
    'A foreign paper wrote that "the harbours of the north are open to every smuggler on earth". '
    "We ask those who write such things to come and see the locks for themselves."
)
QUOTED = "Not a single container of arms has left our harbours"
OTHER = "none will leave them as long as this bureau is in charge"
FAMILY = {"QP204", "QP401", "QP402", "QP403", "QP502"}


def statement(issuer: str | None = ISSUER, carrier: str | None = "NTB") -> Statement:
    """A statement on harbours."""
    return Statement(id="s", text=TEXT, issuer=issuer, carrier=carrier, zones=zones(TEXT))


def check(
    text: str, *, issuer: str | None = ISSUER, carrier: str | None = "NTB", outlet: str = ""
) -> list[Finding]:
    """The findings on who said what."""
    article = Article(id="a", text=text, outlet=outlet or None)
    report = Verifier(Corpus([statement(issuer, carrier)])).verify(article)
    return [f for f in report.findings if f.code in FAMILY]


def codes(text: str, **given: str | None) -> list[str]:
    """The codes of `check`, for articles that name the carrier below."""
    return [f.code for f in check(f"{text} The statement was carried by NTB.", **given)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "speaker",
    [
        "the deputy director general of the General Bureau of Ports",
        "the vice director-general of Norway's ports bureau",
        "a deputy director general at the transport ministry",
        "a senior transport ministry official",
        "an official of the Ministry of Transport",
        "a Norwegian official",
        "the official",
        "the ministry",
        "Norway",
        "Oslo",
        "the government",
        "NTB",
        "state media",
        "the country's national news agency",
        "the deputy head of the ports bureau",
    ],
)
def test_who_fits(speaker: str) -> None:
    """A shorter or vaguer description, a capital and whoever carries the words are fine."""
    assert [] == codes(f"“{QUOTED},” {speaker} said.")


@pytest.mark.parametrize(
    "speaker",
    [
        "the director general of the General Bureau of Ports",
        "the deputy director of the General Bureau of Ports",
        "the deputy director general of the Ports Department",
        "the deputy director general of the General Bureau of Railways",
        "a transport ministry spokesman",
        "the transport minister",
    ],
)
def test_title_altered(speaker: str) -> None:
    """Another rank or another office of the same ministry is reported."""
    assert ["QP402"] == codes(f"“{QUOTED},” {speaker} said.")


@pytest.mark.parametrize(
    "speaker",
    [
        "the deputy director general of Norway's Ministry of Finance",
        "a defence ministry spokesman",
        "a spokesman for the Danish Ministry of Transport",
        "Danish transport minister Karl Bock",
    ],
)
def test_speaker_mismatch(speaker: str) -> None:
    """Another ministry, and an office of another state, cannot be the issuer."""
    assert ["QP401"] == codes(f"“{QUOTED},” {speaker} said.")


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Anna Berg", []),
        ("Berg", []),
        ("Anna-Maria Berg, a deputy director", []),
        ("Anna Bergh", []),
        ("the deputy director of the harbour board", []),
        ("Anna Berg's husband", []),
        ("Harbour Watch", ["QP401"]),
        ("Karl Bock", ["QP401"]),
        ("Karl Bock, a banker,", ["QP401"]),
        ("Anna Berg, the director of the harbour board", ["QP402"]),
    ],
)
def test_named_issuer(speaker: str, expected: list[str]) -> None:
    """Two names are held against each other, however they are spelt."""
    issuer = "Anna Berg, deputy director of the Harbour Board of Norway"
    assert expected == codes(f"“{QUOTED},” {speaker} said.", issuer=issuer)


class TestNoEvidence:
    """Where one side does not say who it is, nothing is said against the other."""

    def test_short_words(self) -> None:
        """Five words may be anybody's."""
        assert [] == codes("“a single container of arms,” Danish minister Karl Bock said.")

    def test_another_capital(self) -> None:
        """A capital stands for many; a wrong attribution is likelier than a wrong speaker."""
        assert [] == codes(f"“{QUOTED},” Copenhagen said.")

    def test_pronoun(self) -> None:
        """Whom "he" means is a guess."""
        text = f"A defence ministry spokesman met reporters in Oslo. “{QUOTED},” he said."
        assert [] == codes(text)

    def test_no_issuer(self) -> None:
        """A statement that names nobody contradicts nobody."""
        assert [] == codes(f"“{QUOTED},” a Danish defence ministry spokesman said.", issuer=None)

    def test_agency_report(self) -> None:
        """An agency's own report tells what many said."""
        issuer = "The Norwegian agency NTB"
        assert [] == codes(f"“{QUOTED},” the transport minister said.", issuer=issuer)

    def test_words_that_the_statement_quotes(self) -> None:
        """What the statement has in marks may be somebody else's."""
        words = "the harbours of the north are open to every smuggler on earth"
        assert [] == codes(f"A Danish defence ministry spokesman said that “{words}”.")

    @pytest.mark.parametrize(
        ("second", "expected"), [(ISSUER, {"QP401"}), ("The Finance Ministry of Norway", set())]
    )
    def test_two_statements(self, second: str, expected: set[str]) -> None:
        """Words of two statements are held against both issuers."""
        copy = statement(second).model_copy(update={"id": "t"})
        text = f"“{QUOTED},” a finance ministry spokesman said. NTB carried it."
        found = Verifier(Corpus([statement(), copy])).verify(text).findings

        assert expected == {f.code for f in found} & {"QP401", "QP402"}


def test_no_agency() -> None:
    """It does not matter whether an agency carried the statement."""
    found = check(f"“{QUOTED},” a defence ministry spokesman said.", carrier=None)

    assert ["QP401"] == [f.code for f in found]


def test_message_names_both() -> None:
    """The finding stands at the description and names both sides."""
    text = f"“{QUOTED},” a defence ministry spokesman said in a statement carried by NTB."
    [finding] = check(text)

    assert "a defence ministry spokesman" == text[finding.start : finding.end]
    assert "warning" == finding.severity
    assert (
        "credited to “a defence ministry spokesman”; the statement was issued by "
        f"“{ISSUER}”" == finding.message
    )


@pytest.mark.parametrize(
    "text",
    [
        f"According to Karl Bock, the bureau's promise that “{QUOTED}” is worthless.",
        f"Karl Bock reminded reporters of her words: “{QUOTED}.”",
        f"Karl Bock rejected Norway's claim “{QUOTED}”.",
        f"Karl Bock mocked the ministry's claim to have shown that “{QUOTED}”.",
        f"Karl Bock dismissed the statement that “{QUOTED}”.",
        f"Asked about the claim that “{QUOTED},” Karl Bock declined to comment.",
        f"Karl Bock, a banker, noted that Oslo had said “{QUOTED}.”",
    ],
)
def test_words_of_an_owner(text: str) -> None:
    """Whoever speaks of another's promise, claim or words is not credited with them."""
    assert "QP401" not in codes(text, issuer="Anna Berg")


@pytest.mark.parametrize("text", [f"Karl Bock said in his statement: “{QUOTED}.”"])
def test_own_words(text: str) -> None:
    """One's own statement, or one's own claim, is credited to oneself."""
    assert ["QP401"] == codes(text, issuer="Anna Berg")


@pytest.mark.parametrize(
    "text",
    [
        f"“{QUOTED},” said Tess Ek, a spokeswoman for Norrvik Ports.",
        f"Tess Ek, head of communications at Norrvik, was contrite. “{QUOTED},” Ek told us.",
        f"“{QUOTED},” said Norrvik chief executive Karl Bock in a statement.",
    ],
)
def test_who_speaks_for_a_company(text: str) -> None:
    """The statement of a company is its spokeswoman's and its chief executive's too."""
    assert [] == codes(text, issuer="Norrvik Ports")


def test_who_speaks_for_another_company() -> None:
    """The spokeswoman of another company is somebody else."""
    text = f"“{QUOTED},” said Tess Ek, a spokeswoman for Halden Ferries."
    assert ["QP401"] == codes(text, issuer="Norrvik Ports")


def test_mismatch_is_said_once() -> None:
    """Two quotations of one description need one finding."""
    text = f"“{QUOTED},” Karl Bock said. “{OTHER},” Karl Bock added."
    assert ["QP401"] == codes(text, issuer="Anna Berg")


def test_title_is_said_once() -> None:
    """A description is reported where it is first used."""
    text = f"“{QUOTED},” the transport minister said. “{OTHER},” the transport minister added."
    assert ["QP402"] == codes(text)


class TestCarrier:
    """QP403: the agency that carried a statement."""

    def test_missing(self) -> None:
        """An article that names no agency is told so once."""
        text = f"“{QUOTED},” a Norwegian official said. “{OTHER},” the official said."
        [finding] = check(text)

        assert ("QP403", "info") == (finding.code, finding.severity)
        assert "the statement was carried by NTB; the article names no agency" == finding.message

    @pytest.mark.parametrize(
        "credit",
        [
            "NTB reported",
            "the Norsk Telegram Byraa reported",
            "according to state-run media",
            "the official news agency said",
            "Reuters reported",
            "it said in a letter read on state television",
            "as Norwegian media reported",
        ],
    )
    def test_named(self, credit: str) -> None:
        """The agency, any other and any state media will do."""
        text = f"“{QUOTED},” a Norwegian official said. That was all, {credit}."
        assert "QP403" not in {f.code for f in check(text)}

    def test_no_carrier(self) -> None:
        """A statement that nobody carried needs none."""
        assert [] == check(f"“{QUOTED},” a Norwegian official said.", carrier=None)


class TestSecondHand:
    """QP204: words by way of another outlet."""

    @pytest.mark.parametrize(
        "text",
        [
            f"Reuters quoted a Norwegian official as saying “{QUOTED}”.",
            f"“{QUOTED},” a Norwegian official said, as quoted by the Yonhap news agency.",
            f"“{QUOTED},” according to Reuters.",
        ],
    )
    def test_another_outlet(self, text: str) -> None:
        """An agency that did not carry the statement is named."""
        assert ["QP204"] == codes(text)

    @pytest.mark.parametrize(
        "text",
        [
            f"NTB quoted a Norwegian official as saying “{QUOTED}”.",
            f"State media quoted a Norwegian official as saying “{QUOTED}”.",
            f"“{QUOTED},” a Norwegian official told reporters.",
            f"“{QUOTED},” a Norwegian official told Reuters.",
            f"“{QUOTED},” a Norwegian official said.",
            "Reuters quoted a Danish minister as saying “there is a flood of rifles in port”.",
        ],
    )
    def test_none(self, text: str) -> None:
        """The carrier, an interview and a speaker who is not searched are no second hand."""
        assert [] == codes(text)

    def test_a_columnist(self) -> None:
        """A paper whose columnist is the issuer passes nothing on, nor does the columnist."""
        issuer = "New York Times columnist Karl Bock"
        for who in (issuer, "The New York Times", "Times columnist Karl Bock"):
            assert [] == codes(f"{who} said “{QUOTED}”.", issuer=issuer)

    def test_own_outlet(self) -> None:
        """An agency's own report is not by way of it."""
        text = f"Reuters quoted a Norwegian official as saying “{QUOTED}”."
        assert [] == codes(text, outlet="Reuters via The Harbour Times")


class TestHeadline:
    """QP502: quoted words of a headline."""

    BODY = (
        "\n\nBy Ann Lee\nMarch 3, 2023\n\n"
        f"A Norwegian official rejected the rumours on Friday. “{QUOTED},” the official said in a "
        "statement carried by NTB, which did not say when it was written or to whom it was sent.\n"
    )

    @pytest.mark.parametrize(
        ("headline", "expected"),
        [
            ("Oslo: ‘We will sink every ship of the smugglers’", ["QP502"]),
            ("Oslo says harbours are ‘totally clean’", ["QP502"]),
            ("Oslo rejects arms ‘rumours’", []),
            ("Oslo rejects arms ‘rumour’", []),
            ("Oslo: ‘not a single container of arms’", []),
            ("Oslo: ‘not a single container … has left our harbours’", []),
            ("Oslo tells papers to ‘come and see’", []),
            ("Oslo rejects rumours of arms", []),
        ],
    )
    def test_words(self, headline: str, expected: list[str]) -> None:
        """Words of the text or of the statement pass, in any number and with an ellipsis."""
        assert expected == [f.code for f in check(headline + self.BODY)]


def test_interview_is_no_error() -> None:
    """What was said to a foreign agency need not stand in any statement."""
    words = "“Tomorrow the king opens a bakery beside the old cathedral”"
    text = f"{words}, a Norwegian official told {{}}."
    corpus = Corpus([statement()])
    told = Verifier(corpus).verify(text.format("the AP news agency"))
    carried = Verifier(corpus).verify(text.format("NTB"))

    assert (["info"], ["error"]) == (
        [f.severity for f in told.findings],
        [f.severity for f in carried.findings],
    )


def test_a_guess_at_the_speaker_proves_nobody() -> None:
    """Words that only seem to go on with a speaker do not make the other ones an error."""
    text = (
        "My late colleague Ruth Abel called it “a policy of waiting for the weather”.\n\n"
        f"But one should also read the next line: “{QUOTED}.” That is plain English."
    )
    report = Verifier(Corpus([statement(None, None)])).verify(Article(id="a", text=text))

    assert [("QP201", "info")] == [(f.code, f.severity) for f in report.findings]


@pytest.mark.parametrize(("confidence", "severity"), [(0.49, "info"), (0.5, None)])
def test_not_found_of_perhaps(confidence: float, severity: str | None) -> None:
    """What only perhaps was said by somebody who is held is no error when it is not found."""
    speaker = Speaker(text="Oslo", start=0, end=4, resolved="Oslo", confidence=confidence)
    quotation = Quotation(
        id="q1",
        start=5,
        end=9,
        text="late",
        zone="body",
        marks=Marks(open="“", close="”"),
        speaker=speaker,
    ).model_copy(update={"verdict": "not-found"})
    (hit,) = not_found.check(Case(quotation=quotation, n_words=6, side="held", searched=1))

    assert severity == hit.severity
