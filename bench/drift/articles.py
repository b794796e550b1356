"""
Small articles around a quotation, as news agencies write them about another agency's statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.tracing.changes import curly


if TYPE_CHECKING:
    from random import Random

_FRAMES: Final = (
    "SEOUL — North Korea spoke out again on Friday.\n\n“{}” the Korean Central News Agency said.",
    "State media carried a long report on Thursday.\n\nThe Korean Central News Agency said: “{}”",
    "TOKYO (News) - Pyongyang reported on the matter in the morning.\n\n“{}” KCNA said.",
    "North Korea's official news agency was quick to react.\n\nKCNA said in its report: “{}”",
    "According to North Korea's KCNA, “{}”",
)
_ENDS: Final = (
    "The report could not be verified.",
    "Seoul had no comment.",
    "The agency gave no further details.",
    "Analysts in Seoul expect more of the same.",
    "Other media did not mention it.",
)


def article(draw: Random, quoted: str) -> str:
    """
    Put a quotation between curly marks into an article; its inner marks become single ones.
    """
    text = curly(draw, quoted) if '"' in quoted else quoted
    frame = draw.choice(_FRAMES)
    if text.endswith(".") and not text.endswith("..") and "” " in frame:
        text = f"{text[:-1]},"
    return f"{frame.format(text)}\n\n{draw.choice(_ENDS)}\n"
