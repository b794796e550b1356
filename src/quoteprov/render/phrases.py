"""
What every output says in the same words: verdicts, who speaks, what changed, what is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from quoteprov.align.edits import is_word_edit
from quoteprov.quotes.sides import DOUBTFUL


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quoteprov.models import Alignment, Edit, Quotation, Span

Kind = TypeVar("Kind")


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
    q: Quotation | Alignment,
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
    own = _marked(q, [(e.start, e.end, True) for e in shown], escape, added)
    hidden = [(e.passage_start, e.passage_end, True) for e in shown]
    return own, " … ".join(_marked(p, hidden, escape, left_out) for p in q.passages)


def _marked(
    whole: Span | Quotation,
    spans: Iterable[tuple[int, int, bool]],
    escape: Callable[[str], str],
    brackets: tuple[str, str],
) -> str:
    """The words of *whole* on one line, those of spans that lie in it between *brackets*."""
    inside = (one for one in spans if whole.start <= one[0] and one[1] <= whole.end)
    shown = ((_piece(text, escape), is_marked) for text, is_marked in pieces(whole, inside))
    opening, closing = brackets
    return "".join(
        f"{opening}{words}{closing}" if is_marked else words for words, is_marked in shown
    ).strip()


def _piece(text: str, escape: Callable[[str], str]) -> str:
    """Escape a piece of a line and keep the blanks at its ends."""
    before, after = text[:1].isspace(), len(text) > 1 and text[-1:].isspace()
    words = f"{' ' * before}{escape(text)}{' ' * after}"
    return words if text.strip() else " " * bool(text)


def pieces(
    whole: Span | Quotation, spans: Iterable[tuple[int, int, Kind]]
) -> Iterator[tuple[str, Kind | None]]:
    """
    Cut the words of a quotation or passage at *spans* of its text, each with what it is; give the
    pieces in order, with None for what lies in no span. Spans of blanks alone do not count.
    """
    at = whole.start
    for start, end, kind in sorted(spans, key=lambda one: one[:2]):
        a, b = max(at, start), min(whole.end, end)
        words = whole.text[a - whole.start : max(a, b) - whole.start]
        if words.strip():
            if at < a:
                yield whole.text[at - whole.start : a - whole.start], None
            yield words, kind
            at = b
    if at < whole.end:
        yield whole.text[at - whole.start :], None


def count(n: int, noun: str) -> str:
    """
    Count things in words.

    >>> count(1, "quotation"), count(1200, "quotation")
    ('1 quotation', '1,200 quotations')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
