"""
What every output says in the same words: verdicts, who speaks, what is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.edits import is_word_edit
from quoteprov.quotes.sides import DOUBTFUL


if TYPE_CHECKING:
    from quoteprov.models import Edit, Quotation


SYMBOLS = {
    "verbatim": "✓",
    "edited": "✓",
    "altered": "✗",
    "reworded": "~",
    "not-found": "?",
    "other-speaker": "·",
    "not-a-quotation": "·",
}
"""How a verdict is shown beside its word, in the order in which verdicts are listed."""

_USES = {
    "title": "a title",
    "term": "a term",
    "nickname": "a nickname",
    "scare": "words at a distance",
}
"""What marks are for that credit nobody."""


def speaker(q: Quotation) -> str:
    """
    Say who is credited and how surely, or what the marks are for.
    """
    if q.speaker is None:
        other = _USES.get(q.use or "") if q.verdict == "not-a-quotation" else None
        return other or "speaker unknown"
    doubt = "perhaps " * (q.speaker.confidence < DOUBTFUL)
    return doubt + " or ".join((q.speaker.resolved, *q.speaker.others))


def shows(edit: Edit) -> bool:
    """
    Tell whether an edit is shown: one of words, and of moves none of a mark alone.
    """
    return is_word_edit(edit) and (edit.op != "move" or edit.text.strip(" .,;:…[]()") != "")


def count(n: int, noun: str) -> str:
    """
    Count things in words.

    >>> count(1, "quotation"), count(1200, "quotation")
    ('1 quotation', '1,200 quotations')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
