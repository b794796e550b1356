"""
All comparisons of two wordings, one after another.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

from quoteprov.align.meaning.coverage import amounts, coverage
from quoteprov.align.meaning.factuality import factuality
from quoteprov.align.meaning.figures import figures
from quoteprov.align.meaning.intensity import intensity
from quoteprov.align.meaning.modality import directives, modality
from quoteprov.align.meaning.names import names, person
from quoteprov.align.meaning.polarity import polarity
from quoteprov.align.meaning.reasons import judged
from quoteprov.align.meaning.roles import roles
from quoteprov.align.meaning.sides import match, side
from quoteprov.text.aliases import entities


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.align.meaning.reasons import Judgement, Reason


ASIDE = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
"""What a writer sets in brackets."""
LEAST = 0.3
"""Share of a quotation's content words that need a counterpart before anything is said against it:
with fewer the passages may be others than it renders. Labelled renderings have 0.33 and more in
nine cases of ten, the likest wrong sentences half of what was found against them below it."""


def compare(
    quoted: str, passages: str, *, ours: frozenset[str] = frozenset(), cue: str = ""
) -> Judgement:
    """
    Compare the words of a quotation with those of its passages.

    What the writer set in brackets is not compared. What the quotation leaves out is no change by
    itself: the passages may be whole sentences.

    Args:
        quoted: The words between the marks.
        passages: The words they render, in the order of the statement.
        ours: States and bodies for whom the speaker speaks, as `aliases.entities` has them.
        cue: The words that introduce the quotation.

    >>> compare("It may stop the drills.", "It will stop the drills.").reasons
    ('“may stop” is less firm than “will stop”',)
    """
    return judged(differences(quoted, passages, ours=ours, cue=cue))


def differences(
    quoted: str,
    passages: str,
    *,
    ours: frozenset[str] = frozenset(),
    cue: str = "",
    known: Sequence[tuple[int, int]] = (),
) -> Iterator[Reason]:
    """
    List what `compare` sums up; *known* are spans of the quotation whose words only have another
    form.
    """
    plain = ASIDE.sub(lambda m: " " * len(m[0]), quoted)
    context = entities(quoted) | entities(passages)
    both = match(side(plain, context=context), side(passages, context=context))
    yield from coverage(both, ours, known)
    if both.share < LEAST:
        return
    yield from polarity(both)
    yield from factuality(both)
    yield from roles(both, ours)
    yield from names(both, ours)
    yield from person(both)
    yield from figures(both)
    yield from modality(both)
    yield from directives(both, cue)
    yield from intensity(both)
    yield from amounts(both)
