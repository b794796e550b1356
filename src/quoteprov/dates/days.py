"""
From the places where a day can be read to a day with its trust.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.models import Day


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Sequence


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
