"""
A statement in several published wordings: one of them is named, and the others may support what
differs from it.

Statements are chosen before, a statement with all its renditions counting as one; here a quotation
is aligned with each of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from quoteprov.align.align import EQUAL, Alignment, align
from quoteprov.align.edits import is_word_edit
from quoteprov.align.resemblance import HasSentences, Resemblance, within
from quoteprov.text.lemmas import is_function_word
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from quoteprov.align.align import Unit
    from quoteprov.align.link import Link
    from quoteprov.align.resemblance import Best
    from quoteprov.models import Edit
    from quoteprov.text.words import Word


SIBLING = 0.99
"""What a rendition has of the votes for another one: hardly less, so that the wording in which
most quotations of an article are is the one that is named."""

BETTER = 0.01
"""Weighted fraction by which another rendition must hold more of the words."""

AS_IT_STANDS = 0.5
"""Share of a quotation's words that must stand in order for it to be aligned with a rendition that
it was not found in."""


class HasRenditions(HasSentences, Protocol):
    """A corpus that knows the renditions of its statements."""

    def renditions(self, number: int, /) -> tuple[int, ...]:
        """A statement and its wordings in the same language, the one that they render first."""

    def id(self, number: int, /) -> str:
        """The id of a statement."""

    def words(self, number: int, /) -> Sequence[Word]:
        """The words of a statement's body."""

    def keys(self, number: int, first: int = 0, last: int | None = None, /) -> Sequence[str]:
        """Their keys."""


@dataclass(frozen=True, slots=True)
class Support:
    """
    What another rendition has of a quotation.

    Args:
        statement: Its id.
        edits: The numbers of the changes whose words it has, or which leave out what it has not.
        kept: Share of the quotation's content words that stand in order there or in the one it was
            traced to.
    """

    statement: str
    edits: tuple[int, ...]
    kept: float


def shares(numbers: Iterable[int], search: HasRenditions) -> dict[int, float]:
    """
    Share one vote among statements: all renditions of one have what it has, and it is no less for
    there being several.
    """
    held = set(numbers)
    families = {search.renditions(number) for number in held}
    return {
        number: (1.0 if number in held else SIBLING) / len(families)
        for own in families
        for number in own
    }


def best_rendition(article: str, link: Link, search: HasRenditions) -> Link:
    """
    Give the link to the rendition that holds most of the words, which may be the one it has.
    """
    if link.statement is None:
        return link
    others = _others(link.statement, search)
    if not others:
        return link
    found = {n: _aligned(article, link, n, search) for n in others}
    aligned = link.alignment if link.alignment and link.alignment.pairs else None
    best = max(others, key=lambda n: found[n].fraction)
    moved = replace(link, rivals=(), alternatives=())
    least = max(aligned.fraction + BETTER if aligned else 0.0, AS_IT_STANDS)
    if found[best].fraction >= least:
        return replace(moved, statement=best, alignment=found[best], sentences=())
    if aligned:
        return link
    like = max(
        (_resembling(article, link, n, search) for n in (link.statement, *others)), key=_beyond
    )
    is_other = like.statement != link.statement
    return replace(moved, statement=like.statement, sentences=like.spans) if is_other else link


def _others(number: int, search: HasRenditions) -> list[int]:
    """The other renditions of a statement."""
    return [n for n in search.renditions(number) if n != number]


def main_wording(link: Link, search: HasRenditions) -> str | None:
    """
    Give the id of the statement that the one of a link renders in the same language, if that has
    not the same words.
    """
    if link.statement is None:
        return None
    first, *others = search.renditions(link.statement)
    own = {link.statement, *link.rivals}
    return search.id(first) if others and first not in own else None


def _resembling(article: str, link: Link, number: int, search: HasRenditions) -> Best:
    """The sentences of a rendition that a quotation resembles most."""
    span = link.claim.start, link.claim.end
    return Resemblance(unwrap(article), search).best(span, number)


def _beyond(best: Best) -> float:
    return round(best.beyond, 6)


def _aligned(article: str, link: Link, number: int, search: HasRenditions) -> Alignment:
    """
    The alignment of a quotation with the sentences of a rendition that it resembles, or with all
    of it where it stands nearly word for word.
    """
    if link.alignment and link.alignment.pairs:
        whole = align(link.quoted, search.keys(number))
        if whole.fraction > link.alignment.fraction:
            return whole
    spans = _resembling(article, link, number, search).spans
    there, keys = within(search.words(number), spans), search.keys(number)
    return align(link.quoted, [keys[j] for j in there]).moved(there)


def supports(
    article: str, link: Link, edits: Sequence[Edit], search: HasRenditions
) -> tuple[Support, ...]:
    """
    List what the other renditions of a statement have of the words that differ from it.

    Args:
        article: The text.
        link: Of the quotation.
        edits: Between the quotation and the statement.
        search: In the statements.
    """
    if link.statement is None:
        return ()
    others = _others(link.statement, search)
    core = _content(link.quoted, range(len(link.quoted)))
    own = _held(link.alignment) if link.alignment else {}
    if others and not own:
        own = _held(_aligned(article, link, link.statement, search))
    found = []
    for number in others:
        held = _held(_aligned(article, link, number, search))
        found.append(
            Support(
                search.id(number),
                tuple(k for k, e in enumerate(edits) if _is_held(e, link.quoted, held)),
                round(len((held.keys() | own.keys()).intersection(core)) / max(len(core), 1), 4),
            )
        )
    return tuple(found)


def _held(alignment: Alignment) -> dict[int, int]:
    """The words of a quotation that stand in an alignment as they are, with their places."""
    return {p.quoted: p.passage for p in alignment.pairs if p.kind == EQUAL}


def _is_held(edit: Edit, quoted: Sequence[Unit], held: Mapping[int, int]) -> bool:
    """
    Whether all content words of a change are held, or all words if it has no others; or the words
    on both sides of what was left out, side by side.
    """
    if edit.marked or edit.op == "move" or not is_word_edit(edit):
        return False
    own = [i for i, u in enumerate(quoted) if edit.start <= u.word.start < edit.end]
    if own:
        return held.keys() >= set(_content(quoted, own) or own)
    after = sum(u.word.start < edit.end for u in quoted)
    places = held.get(after - 1), held.get(after)
    return places[0] is not None and places[1] == places[0] + 1


def _content(quoted: Sequence[Unit], numbers: Iterable[int]) -> list[int]:
    """Those of some words of a quotation that are its own and of content."""
    return [
        i for i in numbers if not quoted[i].editorial and not is_function_word(quoted[i].word.key)
    ]
