"""
What a comparison finds: which way the meaning goes, and why, in one line with both words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable

    from quoteprov.models import Meaning


class Reason(NamedTuple):
    """One difference: what it does to the meaning, and the words on both sides."""

    meaning: Meaning
    text: str


class Judgement(NamedTuple):
    """The meaning of a quotation beside that of its passages, and the reasons."""

    meaning: Meaning
    reasons: tuple[str, ...] = ()


KEPT = Judgement("kept")


def judged(reasons: Iterable[Reason]) -> Judgement:
    """
    Sum up: what shifts comes first, what is both softer and harder shifts, and what cannot be
    judged counts only where nothing else was found.
    """
    found = list(dict.fromkeys(reasons))
    kinds = {r.meaning for r in found} - {"unclear"}
    if not found:
        return KEPT
    if not kinds:
        return Judgement("unclear", tuple(r.text for r in found))
    both = {"softened", "hardened"} <= kinds
    meaning: Meaning = "shifted" if "shifted" in kinds or both else next(iter(kinds))
    ordered = sorted(found, key=lambda r: r.meaning != meaning)  # stable
    return Judgement(meaning, tuple(r.text for r in ordered if r.meaning != "unclear"))
