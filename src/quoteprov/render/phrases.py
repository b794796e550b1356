"""
What every output says in the same words: verdicts, who speaks, what changed, what is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.edits import is_word_edit
from quoteprov.quotes.sides import DOUBTFUL


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def compared(
    q: Quotation,
    escape: Callable[[str], str],
    *,
    added: tuple[str, str] = ("{+", "+}"),
    left_out: tuple[str, str] = ("[-", "-]"),
) -> tuple[str, str]:
    """
    Give the quotation and its passages, each on one line, with the changes marked.

    A reworded quotation is given as it is: where every second word differs, marks hide the words.

    Args:
        q: A quotation that was traced.
        escape: Of the renderer.
        added: What stands around words that only the article has.
        left_out: What stands around words that only the statement has.
    """
    shown = [e for e in q.edits if shows(e) and q.verdict != "reworded"]
    here, there = _marking(escape, added), _marking(escape, left_out)
    own = here(q.start, q.text, [(e.start, e.end) for e in shown])
    hidden = [(e.passage_start, e.passage_end) for e in shown]
    return own, " … ".join(there(p.start, p.text, hidden) for p in q.passages)


def _marking(
    escape: Callable[[str], str], brackets: tuple[str, str]
) -> Callable[[int, str, Sequence[tuple[int, int]]], str]:
    """What sets the spans that lie wholly in a text between *brackets*."""

    def piece(text: str) -> str:
        """Escape a piece of a line and keep the blanks at its ends."""
        before, after = text[:1].isspace(), len(text) > 1 and text[-1:].isspace()
        words = f"{' ' * before}{escape(text)}{' ' * after}"
        return words if text.strip() else " " * bool(text)

    def marked(offset: int, text: str, spans: Sequence[tuple[int, int]]) -> str:
        inside = sorted(
            (a - offset, b - offset) for a, b in spans if offset <= a < b <= offset + len(text)
        )
        out, at = [], 0
        for a, b in inside:
            if a >= at and text[a:b].strip():
                out += [piece(text[at:a]), brackets[0], piece(text[a:b]), brackets[1]]
                at = b
        return "".join([*out, piece(text[at:])]).strip()

    return marked


def count(n: int, noun: str) -> str:
    """
    Count things in words.

    >>> count(1, "quotation"), count(1200, "quotation")
    ('1 quotation', '1,200 quotations')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
