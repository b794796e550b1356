"""The honest and the shifted days that the bench makes, and what it says of them."""

from __future__ import annotations

import datetime as dt

from itertools import product

import pytest

from bench.dates.judged import ALARMS, CODES
from bench.dates.simulate import (
    PLAIN,
    SHIFTS,
    arrivals,
    checked,
    drawn,
    honest,
    prepared,
    shifted,
    tables,
)
from bench.dates.statements import NEXT, composed
from bench.dates.templates import COARSE, TEMPLATES, WORDINGS, filled


DAY = dt.date.fromisoformat
BY_NAME = {template.name: template for template in TEMPLATES}


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    """The statements of our own, and what checks against them."""
    return prepared(None, tmp_path_factory.mktemp("dates") / "corpus")


def test_pages_say_their_days(simulated):
    """The days of each page are read as they were written."""
    pairs, verifier = simulated
    read = {s.id: (s.released, s.carried) for s in verifier.corpus.statements}

    assert len(pairs) == len(read) >= 55
    for pair in pairs:
        released, carried = read[pair.id]
        assert (pair.released, pair.carried) == (released.start, carried.start)
        assert "contradicted" not in {released.trust, carried.trust}


def test_pairs():
    """Fifteen were issued the day before; leap days, turns of years and week-ends are among
    them, and no sentence stands twice.
    """
    pairs, _ = composed()
    days = {pair.carried for pair in pairs}
    said = [words for pair in pairs for words in (pair.first, pair.second)]

    assert 15 == sum(pair.carried - pair.released == NEXT for pair in pairs)
    assert {DAY("2012-02-29"), DAY("2020-02-29"), DAY("2022-12-31"), DAY("2024-01-01")} <= days
    assert {5, 6} < {day.weekday() for day in days}
    assert len(said) == len(set(said))


def test_arrivals():
    """Midnight in Seoul is the day before in all other places; none is a day ahead."""
    assert arrivals(DAY("2024-03-01")) == {
        DAY("2024-03-01"): "Asia/Seoul",
        DAY("2024-02-29"): "UTC",
    }


@pytest.mark.parametrize(
    ("wording", "day", "published", "words"),
    [
        ("weekday", "2022-09-22", "2022-09-22", "Thursday"),
        ("weekday", "2022-09-22", "2022-09-21", "Thursday"),
        ("weekday", "2022-09-22", "2022-09-20", None),
        ("weekday", "2022-09-16", "2022-09-22", "Friday"),
        ("weekday", "2022-09-15", "2022-09-22", None),
        ("ap-weekday", "2022-09-21", "2022-09-22", "Wednesday, Sept. 21"),
        ("ap", "2021-09-21", "2022-09-22", None),
        ("last week", "2022-09-22", "2022-09-27", "last week"),
        ("last week", "2022-09-18", "2022-09-25", "last week"),
        ("last week", "2022-09-25", "2022-09-27", None),
        ("last week", "2022-09-24", "2022-09-25", None),
        ("earlier this month", "2022-09-05", "2022-09-22", "earlier this month"),
        ("earlier this month", "2022-08-31", "2022-09-22", None),
        ("month", "2022-09-21", "2022-11-08", "September"),
        ("month", "2021-09-21", "2022-11-08", None),
    ],
)
def test_wording(wording, day, published, words):
    """A wording says a day only as of days on which it means it."""
    assert words == WORDINGS[wording](DAY(day), DAY(published))


def test_honest(simulated):
    """The days of the statement and of desks west of it; the article is no older than a day."""
    pair = next(p for p in simulated[0] if p.carried == DAY("2022-05-01"))
    said = list(honest(BY_NAME["on Thursday"], pair))
    carried = list(honest(BY_NAME["carried by KCNA on Thursday"], pair))
    same = next(p for p in simulated[0] if p.carried == DAY("2022-09-30"))

    assert {DAY("2022-04-30"), DAY("2022-05-01")} == {c.claimed for c in said}
    assert {c.claimed for c in said} == {c.claimed for c in carried}
    assert {"2022-09-29", "2022-09-30"} == {
        str(c.claimed) for c in honest(BY_NAME["on Thursday"], same)
    }
    assert all(0 <= (c.published - c.claimed).days + 1 <= 3 for c in said + carried)
    assert {c.published for c in said} == {pair.carried + NEXT * n for n in (-1, 0, 1)}


def test_shifted(simulated):
    """A shifted day is that far from the day that is meant, and never ahead of its article."""
    for shift in SHIFTS:
        for template in TEMPLATES:
            for pair in simulated[0][:3]:
                meant = pair.carried if template.role == "carried" else pair.released
                for claim in shifted(template, pair, shift):
                    assert claim.claimed == meant + NEXT * shift
                    assert claim.published >= claim.claimed


def test_templates(simulated):
    """Each template can say an honest day, and its article quotes the statement as it stands."""
    assert len(BY_NAME) == len(TEMPLATES) >= 40
    for template in TEMPLATES:
        texts = [
            text
            for pair in simulated[0]
            for claim in honest(template, pair)
            if (text := filled(template, pair, claim.claimed, claim.published))
        ]
        assert texts, template.name
        assert not any("{" in text for text in texts)


def test_check_alone(simulated):
    """The check of a day leaves all honest claims alone and sees those three days off."""
    for template, pair in product(TEMPLATES, simulated[0][:9]):
        if template.wording not in COARSE:
            assert not any(map(PLAIN["check"], honest(template, pair)))
            assert all(PLAIN["check"](one) for n in (-3, 3) for one in shifted(template, pair, n))


def test_drawn(simulated):
    """A seed always draws the same claims, and all quotations are traced to their statements."""
    pairs, verifier = simulated
    claims = list(drawn(pairs, 2, seed=3))
    results = [checked(verifier, *one) for one in claims]

    assert claims == list(drawn(pairs, 2, seed=3))
    assert claims != list(drawn(pairs, 2, seed=4))
    assert "not found" not in {one.verdict for one in results}
    assert sum(not one.claim.shift for one in results) == 2 * len(TEMPLATES)


def test_tables(simulated):
    """Accused honest articles are counted and told; the naive rules count too."""
    pairs, verifier = simulated
    template, pair = BY_NAME["on Thursday"], pairs[0]
    assert pair.released != pair.carried
    claims = list(honest(template, pair))
    results = [
        checked(verifier, one, filled(template, pair, one.claimed, one.published) or "")
        for one in claims
    ]
    accused = [one._replace(verdict="contradicted", codes=("QP301",)) for one in results[:1]]

    lines = list(tables(accused + [one._replace(codes=()) for one in results[1:]]))
    n, late = len(claims), sum(c.claimed == pair.carried for c in claims)

    assert lines[2].startswith(f"| on Thursday | {n} | 1 | {late} | {n - late} | 0 | QP301 1 |")
    assert "on Thursday: contradicted, QP301" in lines
    assert set(CODES.values()) > ALARMS
