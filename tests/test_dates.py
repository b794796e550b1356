"""
Day expressions and the weight of evidence for a day.
"""

from __future__ import annotations

import datetime as dt

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.dates.days import weigh
from quoteprov.dates.expressions import day, resolve
from quoteprov.models import Day
from quoteprov.verifier import stated_day


THURSDAY = dt.date(2022, 9, 22)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("Thursday", "2022-09-22"),
        ("Wednesday", "2022-09-21"),
        ("Friday", "2022-09-16"),
        ("Sept. 21", "2022-09-21"),
        ("September 21", "2022-09-21"),
        ("Sep 21", "2022-09-21"),
        ("21 September", "2022-09-21"),
        ("21 Sept. 2021", "2021-09-21"),
        ("Sept. 21, 2021", "2021-09-21"),
        ("21 September, 2021", "2021-09-21"),
        ("Dec. 31", "2022-12-31"),
        ("January 2", "2023-01-02"),
        ("May 1", "2022-05-01"),
    ],
)
def test_resolve_sees_the_nearest_day(expression, expected):
    """Weekdays look back, the anchor's own included; days without a year take the nearest."""
    assert dt.date.fromisoformat(expected) == resolve(expression, THURSDAY)


@pytest.mark.parametrize(
    "expression",
    [
        "we",
        "We",
        "Wed",
        "may",
        "now",
        "Sept. 31",
        "February 30",
        "Feb. 29, 2022",
        "22",
        "Sept.",
        "",
    ],
)
def test_resolve_leaves_other_words_alone(expression):
    """Words that are no day, and days that do not exist, give none."""
    assert resolve(expression, THURSDAY) is None


def test_resolve_across_the_new_year():
    """At the turn of the year the nearest day may lie in another year."""
    expected = [dt.date(2021, 12, 31), dt.date(2023, 1, 2)]
    seen = [
        resolve("Dec. 31", dt.date(2022, 1, 2)),
        resolve("January 2", dt.date(2022, 12, 31)),
    ]
    assert expected == seen


def test_a_leap_day_is_sought_in_the_years_around():
    """February 29 without a year is that of a leap year nearby, or none."""
    seen = [resolve("Feb. 29", dt.date(2023, 3, 1)), resolve("Feb. 29", dt.date(2022, 3, 1))]
    assert [dt.date(2024, 2, 29), None] == seen


@given(DATES, st.integers(0, 6))
def test_a_weekday_is_at_most_six_days_back(anchor, back):
    """Every weekday resolves to the day of that name in the week that ends with the anchor."""
    expected = anchor - dt.timedelta(days=back)
    assert expected == resolve(WEEKDAYS[expected.weekday()], anchor)


@given(DATES, st.integers(-180, 180))
def test_a_month_and_day_near_the_anchor_comes_back(anchor, away):
    """A day within half a year is found again from its month and day."""
    expected = anchor + dt.timedelta(days=away)
    month = expected.strftime("%B")
    assert expected == resolve(f"{month} {expected.day}", anchor)


@pytest.mark.parametrize("numbers", [(2022, 13, 1), (2022, 2, 30), (0, 1, 1), (10_000, 1, 1)])
def test_no_such_day(numbers):
    """Numbers that are no day give none."""
    assert day(*numbers) is None


class TestWeigh:
    """Evidence to a day."""

    def test_nothing(self):
        """No evidence, no day."""
        assert weigh([]) is None

    @pytest.mark.parametrize(
        ("dates", "trust"),
        [
            ([22], "single"),
            ([22, 22], "corroborated"),
            ([22, 22, 22], "corroborated"),
            ([22, 21], "contradicted"),
            ([22, 22, 21], "contradicted"),
        ],
        ids=str,
    )
    def test_trust(self, dates, trust):
        """Two that agree corroborate; one that disagrees takes all trust."""
        found = weigh([(dt.date(2022, 9, d), f"place {i}") for i, d in enumerate(dates)])
        assert found is not None
        expected = (THURSDAY, THURSDAY, "place 0", trust)
        assert expected == (found.start, found.end, found.read_from, found.trust)

    def test_a_stated_day(self):
        """A field of a document is taken at its word."""
        found = Day.stated(THURSDAY, "released")
        assert (found.iso, found.read_from, found.trust) == ("2022-09-22", "released", "stated")

    @pytest.mark.parametrize(
        ("field", "expected"),
        [
            ("2022-09-22", "2022-09-22"),
            ("2022-09-22T08:30:00Z", "2022-09-22"),
            ("2024-02", "2024-02-01/2024-02-29"),
            ("2022", "2022-01-01/2022-12-31"),
            ("2022-13", None),
            ("2022-09-31", None),
            ("20220922", None),
            ("22 Sept. 2022", None),
            ("", None),
            (None, None),
        ],
    )
    def test_a_field(self, field: str | None, expected: str | None):
        """A field that names a month or a year stands for all of its days."""
        found = stated_day(field, "date")
        assert expected == (found and found.iso)
