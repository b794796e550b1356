"""
The day an article was published, from what it says itself.
"""

from __future__ import annotations

import regex


_OFFSET = regex.compile(
    r"\d{1,2}[:.]\d{2}[\d:.,]*\s*(?:(?P<utc>Z|GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})?"
    r"|(?P<utc>Z|GMT|UTC)\b)"
)


def zone_of(words: str) -> str | None:
    """
    The zone of the time of day in *words*, None if they tell none.

    >>> zone_of("2022-09-21T19:30:00-04:00"), zone_of("06:58 GMT"), zone_of("06:58")
    ('UTC-04:00', 'UTC', None)
    """
    match = _OFFSET.search(words)
    if match is None:
        return None
    if match["sign"] is None or {match["hours"], match["minutes"]} <= {"00", None}:
        return "UTC"
    return f"UTC{match['sign']}{match['hours']}:{match['minutes'] or '00'}"
