"""
Words for numbers, months, weekdays and units of measure, and what they are worth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Mapping


ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
POWERS: Mapping[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
NUMBERS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(ONES)},
    **{word: 10 * n for n, word in enumerate(TENS, 2)},
    **POWERS,
}

MONTHS: Mapping[str, int] = {
    name: n
    for n, names in enumerate(
        """
        january jan;february feb;march mar;april apr;may;june jun;july jul;august aug;
        september sept sep;october oct;november nov;december dec
        """.split(";"),
        1,
    )
    for name in names.split()
}
"""Months and how they are written short, by their numbers."""
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
"""A pattern for them as they are written."""

_MEASURES: Mapping[str, Mapping[str, float]] = {
    "share": {"% percent pct": 1},
    "length": {
        "mm millimeter millimetre": 0.001,
        "cm centimeter centimetre": 0.01,
        "inch": 0.0254,
        "foot feet ft": 0.3048,
        "yard": 0.9144,
        "m meter metre": 1,
        "km kilometer kilometre": 1000,
        "mile": 1609.344,
    },
    "mass": {
        "g gram gramme": 0.001,
        "pound lb": 0.45359237,
        "kg kilogram kilogramme kilo": 1,
        "ton tonne": 1000,
    },
    "area": {"hectare ha": 10_000, "acre": 4046.8564224},
    "time": {"second": 1, "minute": 60, "hour": 3600},
    "span": {"day": 1, "week": 7},
    "age": {"month": 1, "year": 12, "decade": 120, "century": 1200},
    "$": {"$ dollar usd": 1},
    "€": {"€ euro": 1},
    "£": {"£": 1},
}
UNITS: Mapping[str, tuple[str, float]] = {
    name: (kind, factor)
    for kind, measures in _MEASURES.items()
    for names, factor in measures.items()
    for name in names.split()
}
"""Units by what they measure, and their size there (BIPM, The International System of Units, 2019;
NIST Handbook 44, appendix C). A ton is taken for a tonne, as news do."""
