"""Other speakers, other matters: nothing is tied to the seeds."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from quoteprov import Article, Quotation, Report, Statement, Verifier
from quoteprov.corpus.corpus import Corpus
from quoteprov.text.zones import zones


HERE = Path(__file__).parent / "other"


@cache
def _report() -> Report:
    return Verifier([HERE / "norrvik-statement.txt", HERE / "union-statement.txt"]).verify(
        HERE / "article.txt"
    )


def _quotation(words: str) -> Quotation:
    [found] = [q for q in _report().quotations if q.text.startswith(words)]
    return found


@pytest.mark.parametrize(
    ("words", "verdict", "statement", "rules"),
    [
        ("We never asked", "verbatim", "norrvik-statement.txt", ()),
        ("so-called ‘cost", "edited", "norrvik-statement.txt", ()),
        ("cost programme", "verbatim", "norrvik-statement.txt", ()),
        ("the rescuers of [", "edited", "norrvik-statement.txt", ()),
        ("We shall publish", "verbatim", "norrvik-statement.txt", ()),
        ("I want to thank", "altered", "norrvik-statement.txt", ("QP102", "QP115", "QP901")),
        ("with 321 passengers", "altered", "norrvik-statement.txt", ("QP103", "QP115")),
        ("A ferry is not", "verbatim", "union-statement.txt", ()),
        ("For two years", "verbatim", "union-statement.txt", ("QP901",)),
        ("had warned about", "reworded", "union-statement.txt", ("QP106",)),
        ("nobody was seriously", "other-speaker", None, ()),
        ("full picture", "other-speaker", None, ()),
        ("Kattegat scare", "not-a-quotation", None, ()),
    ],
)
def test_ferry(words: str, verdict: str, statement: str | None, rules: tuple[str, ...]) -> None:
    """A ferry owner, a union and a minister are told apart and their words judged."""
    found = _quotation(words)
    named = found.statement.id if found.statement else None

    assert (verdict, statement, rules) == (found.verdict, named, found.rules)


def test_link_list_is_counted_not_listed() -> None:
    """The quotation in the link list is left out, and the report says how many were."""
    assert 1 == _report().unlisted


def _statement(number: int, text: str, issuer: str | None = None) -> Statement:
    return Statement(id=f"s{number}", text=text, issuer=issuer, zones=zones(text))


def test_without_issuers() -> None:
    """
    Where no statement names its issuer, whoever is quoted from it word for word is its voice, and
    a word of somebody else is not looked for.
    """
    corpus = Corpus(
        [
            _statement(
                1, "The dam held through the night and a significant amount of water was let go."
            )
        ]
    )
    article = (
        "“The dam held through the night and a significant amount of water was let go,” "
        "Jane Doe said. Senator Rick Roe called the loss “significant” in a speech."
    )
    verdicts = [q.verdict for q in Verifier(corpus).verify(article).quotations]

    assert ["verbatim", "other-speaker"] == verdicts


def test_whole_words_only() -> None:
    """The word "significant" does not stand in "significantly"."""
    text = "The harvest has significantly grown this year, said the ministry of Ruritania."
    corpus = Corpus([_statement(1, text, "the ministry of agriculture")])
    report = Verifier(corpus).verify(
        "The ministry of agriculture said the harvest was “significant”."
    )

    assert ["not-found"] == [q.verdict for q in report.quotations]


def test_two_statements_with_the_same_words() -> None:
    """Words of two statements go to the one that the article's other quotations chose."""
    corpus = Corpus(
        [
            _statement(
                1, "We will not bow. Our hands are clean and our books are open.", "Ann Lee"
            ),
            _statement(
                2, "We will not bow. The strike goes on until the mill is safe.", "Ann Lee"
            ),
        ]
    )
    text = (
        "“The strike goes on until the mill is safe,” Ann Lee said. “We will not bow,” Lee added."
    )
    report = Verifier(corpus).verify(Article(id="a", text=text))

    assert ["s2", "s2"] == [q.statement.id for q in report.quotations if q.statement]
    assert (("s1",), ()) == (report.quotations[1].rivals, report.findings)


def test_ambiguous_statement_is_said() -> None:
    """Where nothing chooses among statements, the report names the rivals and says so."""
    corpus = Corpus(
        [
            _statement(1, "We will not bow before anybody. Our books are open.", "Ann Lee"),
            _statement(2, "We will not bow before anybody. The strike goes on.", "Ann Lee"),
        ]
    )
    report = Verifier(corpus).verify("“We will not bow before anybody,” Ann Lee said on Monday.")

    assert ("verbatim", ("s2",), ("QP203",)) == (
        report.quotations[0].verdict,
        report.quotations[0].rivals,
        report.quotations[0].rules,
    )
