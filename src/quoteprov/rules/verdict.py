"""
The verdict on one quotation: by its edits, never by a score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.edits import is_word_edit


if TYPE_CHECKING:
    from quoteprov.models import Verdict
    from quoteprov.rules.rule import Case


TERM_WORDS = 4
"""Words up to which marks that nobody is credited with are a title, a term or a scare quote."""

HALF = 0.5
"""Share of words in order below which a quotation is reworded, not altered."""


def verdict(case: Case) -> Verdict:
    """
    Judge a quotation.

    A verbatim run with hidden characters in it is ``altered``: what people see was changed.
    """
    if case.how == "aligned":
        return _by_edits(case)
    if case.how == "resembling":
        return "reworded"
    if case.side == "foreign":
        return "other-speaker"
    if case.quotation.zone == "outside" or _is_term(case):
        return "not-a-quotation"
    return "not-found"


def _is_term(case: Case) -> bool:
    """Nobody is credited with it, and it is short or, in 《》 or 〈〉, the title of a work."""
    titled = case.quotation.marks.open in {"《", "〈"}
    return case.quotation.speaker is None and (titled or case.n_words <= TERM_WORDS)


def _by_edits(case: Case) -> Verdict:
    if case.quotation.kept < HALF:
        return "reworded"
    if case.changes or case.spliced or case.hidden:
        return "altered"
    marked = any(is_word_edit(e) and e.marked for e in case.quotation.edits)
    return "edited" if marked else "verbatim"
