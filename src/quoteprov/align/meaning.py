"""
Whether a changed wording still says the same, by typed comparison and never by a score.

A dropped "never" leaves 98 % of a sentence in place, so that similarity says nothing here. What
cannot be compared one by one is ``unclear`` and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.models import Edit, EditKind, Meaning


_SHIFTS: frozenset[EditKind] = frozenset({"negation", "number", "unit", "date", "name"})
# An ellipsis or a bracket that hides one of these may hide the point: "we will … export them".
_TELLING: frozenset[EditKind] = frozenset({"negation", "number", "unit", "date"})
_HARMLESS: frozenset[EditKind] = frozenset(
    {"punctuation", "inner-marks", "spelling", "abbreviation", "inflection", "function-word"}
)


def meaning_of(edits: Sequence[Edit], *, restyled: Sequence[Edit] = ()) -> Meaning:
    """
    Judge the *edits* of a quotation.

    Args:
        edits: As found by the alignment.
        restyled: Those that only give another name of the same state or body.
    """
    kinds = {e.kind for e in edits if not e.marked and e not in restyled}
    if kinds & _SHIFTS:
        return "shifted"
    hidden = {e.kind for e in edits if e.marked and e.op != "insert"}
    return "kept" if kinds <= _HARMLESS and not hidden & _TELLING else "unclear"
