"""Which statement a quotation renders, decided by the article as a whole."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov import Statement, Verifier
from quoteprov.align.link import FEW, Claim, link
from quoteprov.align.resemblance import OUT_OF_TURN, Resemblance, _in_order, clause_terms
from quoteprov.corpus.corpus import Corpus
from quoteprov.text.tokens import word_hash
from quoteprov.text.zones import zones


STATEMENTS = (
    "The bridge will be closed on Sunday. We regret the noise of the night shifts.",
    "The tunnel will be closed on Sunday. Nobody was hurt when the scaffold of our builder fell.",
    "The city council thanks all voters.",
)
TEXTS = [Statement(id=f"s{i}", text=text, zones=zones(text)) for i, text in enumerate(STATEMENTS)]
INDEX = Corpus(TEXTS).index


def _links(article: str, side: str = "held", reported: str | None = None) -> list[str | None]:
    """The ids of the statements that the quotations of *article* are linked to."""
    claims: list[Claim] = []
    at = 0
    while (start := article.find("“", at)) >= 0:
        at = article.index("”", start)
        claims.append(Claim(f"q{len(claims)}", start + 1, at, side))  # type: ignore[arg-type]
    spans = []
    if reported:
        spans = [(article.index(reported), article.index(reported) + len(reported))]
    found = link(article, claims, spans, TEXTS, INDEX)
    return [None if one.statement is None else TEXTS[one.statement].id for one in found]


class TestLink:
    """Quotations of one side choose their statements together."""

    def test_verbatim(self) -> None:
        """A run of words goes to the statement that holds it."""
        assert ["s0"] == _links("“We regret the noise of the night shifts”")

    def test_shared_words_follow_the_others(self) -> None:
        """Words that two statements hold go where the article's other quotation stands."""
        article = "“will be closed on Sunday” and “Nobody was hurt when the scaffold fell”"

        assert ["s1", "s1"] == _links(article)

    def test_what_stands_beside_the_same_words(self) -> None:
        """
        Four words that two statements share do not decide: "elaying" is "delaying" misspelt, and
        stood for "charging" when the first alignment was taken for both.
        """
        ends = ("charging them.", "delaying the case.")
        texts = [
            Statement(id=end[:8], text=text, zones=zones(text))
            for end in ends
            for text in [f"The lawyer spoke on Friday, accusing the prosecution of {end}"]
        ]
        quoted = "“accusing the prosecution of elaying”"
        claim = Claim("q", 1, len(quoted) - 1, "held")
        for some in (texts, texts[::-1]):
            [found] = link(quoted, [claim], [], some, Corpus(some).index)
            assert found.statement is not None
            assert "delaying" == some[found.statement].id

    def test_two_words_alone(self) -> None:
        """Two words prove nothing until another quotation has chosen a statement."""
        assert [None] == _links("“night shifts”", side="unknown")
        assert ["s0", "s0"] == _links("“night shifts” and “We regret the noise of the night”")

    def test_foreign_words(self) -> None:
        """A short run of somebody else's words is not looked for; a long one is somebody's own."""
        assert [None] == _links("“closed on Sunday”", side="foreign")
        assert ["s0"] == _links("“We regret the noise of the night shifts”", side="foreign")

    def test_altered(self) -> None:
        """A sentence with a changed word goes to its statement."""
        assert ["s0"] == _links("“We regret the noise of the day shifts”")

    def test_reworded(self) -> None:
        """A sentence in other words goes to the statement that it resembles."""
        article = "“The builder's scaffold falling down did not hurt a soul”"

        assert ["s1"] == _links(article)

    def test_reported_speech_votes(self) -> None:
        """Reported speech of the same side helps to choose, without being judged itself."""
        article = "The council said that the scaffold fell and nobody was hurt: “closed on Sunday”"
        told = "the scaffold fell and nobody was hurt"

        assert ["s1"] == _links(article, reported=told)

    def test_unrelated_words(self) -> None:
        """What resembles no statement is linked to none."""
        assert [None] == _links("“Fresh strawberries taste of long summers and of grandmothers”")

    @pytest.mark.parametrize(
        ("article", "side", "expected"),
        [
            ("“weapons of mass destruction”", "unknown", None),
            ("“weapons of mass destruction”", "held", "w"),
            ("“Nobody may own weapons of mass destruction”", "unknown", "w"),
        ],
    )
    def test_phrase_of_everybody(self, article: str, side: str, expected: str | None) -> None:
        """In a large corpus a short phrase is somebody's only if it is clear who speaks."""
        text = "Nobody may own weapons of mass destruction."
        many = [f"Day {n} was sunny." for n in range(FEW)]
        large = [Statement(id="w", text=text, zones=zones(text))]
        large += [Statement(id=f"d{n}", text=t, zones=zones(t)) for n, t in enumerate(many)]
        claim = Claim("q", 1, len(article) - 1, side)  # type: ignore[arg-type]
        [found] = link(article, [claim], [], large, Corpus(large).index)

        assert expected == (None if found.statement is None else large[found.statement].id)

    @pytest.mark.parametrize(
        ("article", "expected"),
        [
            ("“council (of the town) thanks”", "s2"),
            ("“hurt when the of our builder fell”", "s1"),
        ],
    )
    def test_what_agrees(self, article: str, expected: str | None) -> None:
        """All own words in one run agree, with one word of content too."""
        assert [expected] == _links(article)

    @pytest.mark.parametrize(("n_others", "expected"), [(0, "s1"), (FEW, None)])
    def test_resemblance_beside_sure_words(self, n_others: int, expected: str | None) -> None:
        """
        In a large corpus something always resembles: beside words that stand in one statement for
        sure, other words are not sought in the next.
        """
        article = "“We regret the noise of the night shifts” “The builder hurt nobody”"
        days = [f"Day {n} was sunny." for n in range(n_others)]
        large = [*TEXTS, *(Statement(id=t, text=t, zones=zones(t)) for t in days)]
        claims = [Claim("q0", 1, 40, "held"), Claim("q1", 43, len(article) - 1, "held")]
        found = link(article, claims, [], large, Corpus(large).index)

        assert ["s0", expected] == [
            None if one.statement is None else large[one.statement].id for one in found
        ]

    @pytest.mark.parametrize(
        ("article", "expected"),
        [("“THE TOWN HELPED US ALL IN 2020”", True), ("“the town helped US all in 2020”", False)],
    )
    def test_us_in_capitals(self, article: str, expected: bool) -> None:
        """Among capitals only, US may be the pronoun; else it is the country."""
        text = "The town helped us all in 2020 and later."
        one = [Statement(id="u", text=text, zones=zones(text))]
        [found] = link(
            article, [Claim("q", 1, len(article) - 1, "held")], [], one, Corpus(one).index
        )
        kinds = {p.kind for p in found.alignment.pairs} if found.alignment else set()

        assert expected == (kinds == {"equal"})

    def test_one_word_in_common(self) -> None:
        """A short quotation that shares one word with a statement is not a rendering of it."""
        assert [None] == _links("“It is the people's bridge”")

    @pytest.mark.parametrize("article", ["“”", "“…”", "“[…]”", "“!”"])
    def test_no_words(self, article: str) -> None:
        """Marks around nothing are linked to nothing."""
        assert [None] == _links(article)


def _worth(scores: list[list[float]], chosen: tuple[int, ...], reached: int) -> float:
    """What a choice of sentences is worth, the slow obvious way."""
    own = sum(row[j] for row, j in zip(scores, chosen, strict=True))
    steps = pairwise([reached, *chosen])
    return own - OUT_OF_TURN * sum(after <= before for before, after in steps)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 4).map(float), min_size=n, max_size=n), min_size=1, max_size=4
        )
    ),
    st.integers(-1, 3),
)
def test_order_is_the_best_there_is(scores: list[list[float]], reached: int) -> None:
    """The sentences chosen for clauses are worth as much as the best of all choices."""
    every = product(range(len(scores[0])), repeat=len(scores))
    best = max(_worth(scores, choice, reached) for choice in every)

    assert best == _worth(scores, tuple(_in_order(scores, reached)), reached)


def test_clauses() -> None:
    """Sentences are cut at colons and semicolons; what holds no term is left out."""
    text = "I want to be clear: we pay; we always paid. Of it!"
    found = [[t.term for t in clause] for clause in clause_terms(text, 0, len(text))]

    assert [["want", "clear"], ["pay"], ["always", "pay"]] == found


def test_resemblance_beyond_chance() -> None:
    """A paraphrase goes beyond chance, an unrelated sentence does not."""
    article = "The scaffold fell and hurt nobody. Strawberries taste of summer."
    compared = Resemblance(article, INDEX)
    end = article.index(".") + 1

    assert compared.best((0, end), 1).beyond > 1 > compared.best((end, len(article)), 1).beyond


def statement(name: str, text: str) -> Statement:
    """A statement of the ministry."""
    return Statement(id=name, text=text, zones=zones(text), issuer="The Ministry of Ports")


GREETING = (
    "The head of state sent a basket of flowers to the president of {} on its {} anniversary."
)
ITEMS = [
    statement(f"i{n}", f"{GREETING.format(country, which)} It was handed over on Monday.")
    for n, (country, which) in enumerate([("Laos", "36th"), ("Cuba", "52nd"), ("Peru", "40th")])
]


class TestTwins:
    """Agencies repeat their sentences with another figure, date or name."""

    @staticmethod
    def _checked(quoted: str, statements: list[Statement]):
        article = f"“{quoted}” the Ministry of Ports said."
        report = Verifier(Corpus(statements)).verify(article)
        return report.quotations[0], {f.code: f.severity for f in report.findings}

    def test_another_item(self) -> None:
        """What differs in a figure alone may be another item: alternatives, and no error."""
        found, codes = self._checked(GREETING.format("Laos", "37th"), ITEMS)

        assert "altered" == found.verdict
        assert "i0" == (found.statement and found.statement.id)
        assert {"i1", "i2"} == set(found.alternatives)
        assert ("warning", "info") == (codes.get("QP103"), codes.get("QP203"))

    def test_the_only_item(self) -> None:
        """Where the sentence stands once, a changed figure is an error."""
        found, codes = self._checked(GREETING.format("Laos", "37th"), ITEMS[:1])

        assert () == found.alternatives
        assert "error" == codes.get("QP103")

    def test_a_copy_is_no_rival(self) -> None:
        """The same statement under another link is one with the first; which it is, is decided."""
        words = "We have never planned to move the port, and nobody asked us to plan it. " * 4
        copies = [statement(f"c{n}", f"{words}") for n in range(2)]
        other = statement("d", f"{words[:72]} The harbour master said so in his speech at noon.")
        one, codes = self._checked("never planned to move the port", copies)
        two, more = self._checked("never planned to move the port", [*copies, other])

        assert (("c1",), None) == (one.rivals, codes.get("QP203"))
        assert (("c1", "d"), "info") == (two.rivals, more.get("QP203"))


class TestNumbers:
    """Words are found by numbers, and two words may share one."""

    PAIR = "nutelodi", "birimabi"
    STATEMENT = "We will never sell the {} works of Ostby to anybody who asks for them."

    @pytest.mark.parametrize(
        "quoted",
        [
            STATEMENT.format(PAIR[1]),
            STATEMENT.format(PAIR[1]).replace("anybody", "somebody"),
            f"sell the {PAIR[1]} works",
        ],
    )
    def test_the_same_number_is_not_the_same_word(self, quoted: str) -> None:
        """What stands there as a number alone is never verbatim."""
        assert word_hash(self.PAIR[0]) == word_hash(self.PAIR[1])

        held = Corpus([statement("s", self.STATEMENT.format(self.PAIR[0]))])
        report = Verifier(held).verify(f"“{quoted}” the Ministry of Ports said.")

        assert "verbatim" != report.quotations[0].verdict
        assert [] == held.search(quoted)
