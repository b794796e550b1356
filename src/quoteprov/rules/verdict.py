"""
The verdict on one quotation: by its edits, never by a score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.edits import is_word_edit
from quoteprov.text.words import keys


if TYPE_CHECKING:
    from quoteprov.models import Verdict
    from quoteprov.rules.rule import Case


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
    if case.quotation.zone == "outside" or case.quotation.use:
        return "not-a-quotation"
    return "not-found"


def _by_edits(case: Case) -> Verdict:
    if case.quotation.kept + _in_other_forms(case) < case.policy.thresholds.half:
        return "reworded"
    if case.changes or case.spliced or case.hidden:
        return "altered"
    marked = any(is_word_edit(e) and e.marked for e in case.quotation.edits)
    return "edited" if marked else "verbatim"


_FORMS = frozenset({"inflection", "spelling", "abbreviation"})


def _in_other_forms(case: Case) -> float:
    """The share of words that stand there in other forms: "rumors" for "rumor" is no rewording."""
    forms = (e.text for e in case.quotation.edits if e.op == "replace" and e.kind in _FORMS)
    return sum(len(keys(text)) for text in forms) / max(case.n_words, 1)
