"""Which statements an article renders: all that one side says there elects them together."""

from __future__ import annotations

import datetime as dt

import pytest

from quoteprov import Day, Statement
from quoteprov.align.election import LEAST, LEAST_UNKNOWN, Days, Election
from quoteprov.align.resemblance import clause_terms
from quoteprov.corpus.corpus import Corpus
from quoteprov.text.zones import zones


TEXTS = {
    "bridge-may": "The old bridge stays shut until autumn. Heavy lorries damaged two piers. "
    "The town regrets the detour.",
    "bridge-july": "The old bridge opens for cyclists. Two piers were repaired after heavy "
    "lorries had damaged them.",
    "harbour": "The harbour gets a new crane. Fishermen will be compensated for the noise.",
    "school": "The school starts an hour later. Pupils welcomed the decision of the board.",
    "party": "The mayor thanks all voters. He promises to keep taxes low.",
}
FILLER = [f"On day {n} the weather station measured nothing unusual." for n in range(120)]
DATES = {
    "bridge-may": dt.date(2024, 5, 3),
    "bridge-july": dt.date(2024, 7, 9),
    "harbour": dt.date(2024, 7, 9),
}


def _statement(name: str, text: str) -> Statement:
    day = Day.stated(DATES[name], "date") if name in DATES else None
    return Statement(id=name, text=text, zones=zones(text), released=day)


LARGE = [
    _statement(n, t) for n, t in (*TEXTS.items(), *((f"f{i}", t) for i, t in enumerate(FILLER)))
]
CORPUS = Corpus(LARGE)
NUMBERS = {CORPUS.index.id(n): n for n in range(len(CORPUS))}

NOTHING = Days()


def _election(said: str, days: Days = NOTHING, known: tuple[str, ...] = (), least: float = LEAST):
    clauses = clause_terms(said, 0, len(said))
    return Election(clauses, [NUMBERS[k] for k in known], CORPUS.index, days, least)


def _elected(said: str, days: Days = NOTHING, known: tuple[str, ...] = ()) -> list[str]:
    return [CORPUS.index.id(n) for n in _election(said, days, known).elected]


LORRIES = "The ancient bridge remains shut till fall. Two piers were harmed by heavy trucks. "
CRANE = "The harbour receives a new crane. Fishermen get compensated for the noise. "
PIERS = "Heavy lorries: damaged piers, two of them."


class TestElected:
    """The statements that account for what is said."""

    def test_other_words(self) -> None:
        """What is said in other words elects the statement that it renders."""
        assert ["bridge-may"] == _elected(LORRIES)

    def test_two_statements(self) -> None:
        """What the first does not account for elects a second."""
        assert {"bridge-may", "harbour"} == set(_elected(LORRIES + CRANE))

    def test_hardly_ahead(self) -> None:
        """Where two statements on one matter hold as much, nobody is elected."""
        assert [] == _elected(PIERS)

    def test_days(self) -> None:
        """The day of the article decides between them, and none is elected of later days."""
        may, july = (d.toordinal() for d in (DATES["bridge-may"], DATES["bridge-july"]))

        assert ["bridge-july"] == _elected(PIERS, Days(july - 14, july + 1))
        assert ["bridge-may"] == _elected(PIERS, Days(may - 14, may + 1))

    @pytest.mark.parametrize("said", ["Heavy lorries.", "The voters decided.", "It is so.", ""])
    def test_too_little(self, said: str) -> None:
        """A few words elect nobody."""
        assert [] == _elected(said)

    def test_another_matter(self) -> None:
        """Nor do words on another matter, though something always shares some."""
        assert [] == _elected(
            "The old minister resigned. Heavy storms sank five ships at sea last winter."
        )

    def test_known(self) -> None:
        """
        Statements in which words stand for sure come first; others account for the rest alone.
        """
        assert ["school", "bridge-may"] == _elected(LORRIES, known=("school",))

    def test_nobody_known_to_speak(self) -> None:
        """Where it is not clear of anybody that his statements are held, more is asked."""
        said = LORRIES + "Everybody else talked about football and pancakes."

        assert [NUMBERS["bridge-may"]] == _election(said).elected
        assert [] == _election(said, least=LEAST_UNKNOWN).elected


def test_shares() -> None:
    """A share lies between nothing and all, and is more where days are right."""
    election = _election(LORRIES)
    own = election.share(NUMBERS["bridge-may"])

    assert 0.5 < own <= 1
    assert 0 == election.share(NUMBERS["party"])
    may = DATES["bridge-may"].toordinal()
    assert own < _election(LORRIES, Days(may, may)).share(NUMBERS["bridge-may"])


def test_among_a_few() -> None:
    """Of a few statements all are compared, though an estimate without synonyms knows nothing."""
    said = clause_terms("The ancient viaduct: two pillars were hurt.", 0, 43)
    numbers = [NUMBERS[name] for name in TEXTS]
    many, few = (Election(said, [], CORPUS.index, few=f) for f in (False, True))

    assert [] == many.candidates
    assert NUMBERS["bridge-may"] in few.candidates
    assert set(few.candidates) <= {*numbers, *range(len(CORPUS))}


def test_order_of_equals() -> None:
    """Shortly before the article the latest is the likeliest, else the earliest."""
    may, july = (NUMBERS[name] for name in ("bridge-may", "bridge-july"))
    after = Days(DATES["bridge-may"].toordinal(), DATES["bridge-july"].toordinal() + 3)

    assert [may, july] == sorted([july, may], key=_election(LORRIES).order)
    assert [july, may] == sorted([may, july], key=_election(LORRIES, after).order)
