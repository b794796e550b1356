"""
From the places where a day can be read to a day with its trust, and where on earth it is reckoned.
"""

from __future__ import annotations

import datetime as dt

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import regex

from quoteprov.models import Day


if TYPE_CHECKING:
    from collections.abc import Sequence


_OFFSET = regex.compile(r"UTC(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})")


def weigh(evidence: Sequence[tuple[dt.date, str]]) -> Day | None:
    """
    Weigh (date, words it was read from) pairs, the most reliable first.

    Two that agree corroborate each other; any disagreement makes the day untrusted
    (``contradicted``), never an accusation. None without evidence.
    """
    if not evidence:
        return None
    date, words = evidence[0]
    trust = "single" if len(evidence) == 1 else "corroborated"
    if any(other != date for other, _ in evidence):
        trust = "contradicted"
    return Day(start=date, end=date, read_from=words, trust=trust)


@cache
def zone_of(name: str) -> dt.tzinfo:
    """
    Give the zone of an IANA name or of an offset such as ``UTC+09:00``.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: There is no such zone.
    """
    match = _OFFSET.fullmatch(name)
    if match is None:
        return ZoneInfo(name)
    away = dt.timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
    return dt.timezone(-away if match["sign"] == "-" else away)
