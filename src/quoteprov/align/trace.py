"""
From links to quotations that name their statement, passages and edits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quoteprov.align.align import EQUAL, Alignment, align
from quoteprov.align.edits import NAME_WORDS, Rendering, Sides, is_word_edit, render
from quoteprov.align.kinds import classify
from quoteprov.align.resemblance import within
from quoteprov.models import Edit, Extent, Passage, Quotation, Statement, StatementRef
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.align.link import Link, Search


@dataclass(frozen=True, slots=True)
class Traced:
    """A quotation with its passages, and how they were found."""

    quotation: Quotation
    how: Literal["aligned", "resembling"] | None
    spliced: bool = False
    decided: bool = True


def trace(
    article: str,
    quotation: Quotation,
    link: Link,
    statements: Sequence[Statement],
    search: Search,
) -> Traced:
    """
    Follow one link to the characters of both texts.
    """
    if link.statement is None:
        return Traced(quotation, None)
    statement = statements[link.statement]
    sides = Sides(
        article,
        link.quoted,
        statement.text,
        search.passage(link.statement, *_reach(link)),
        search.openings(link.statement),
    )
    found: dict[str, object] = {
        "statement": reference(statement),
        "rivals": tuple(search.id(n) for n in link.rivals),
    }
    if link.alignment is None or not link.alignment.pairs:
        found |= _resembling(sides, link)
        return Traced(quotation.model_copy(update=found), "resembling")
    rendering = render(sides, _true(sides, link.alignment))
    if _is_twin(rendering):
        found["alternatives"] = tuple(
            search.id(n)
            for n in link.alternatives
            if _holds_twin(article, link, n, statements[n], search)
        )
    found |= {
        "passages": rendering.passages,
        "edits": rendering.edits,
        "kept": round(rendering.kept, 4),
        "tier": rendering.tier,
        "extent": _extent(statement.text, rendering, search.spans(link.statement)),
    }
    return Traced(quotation.model_copy(update=found), "aligned", rendering.spliced, link.decided)


def _true(sides: Sides, alignment: Alignment) -> Alignment:
    """
    The alignment, if the words that it calls equal are: they were found by numbers that stand for
    words, and two words may share one.
    """
    equal = (p for p in alignment.pairs if p.kind == EQUAL)
    if all(sides.quoted[p.quoted].word.key == sides.passage[p.passage].key for p in equal):
        return alignment
    return align(sides.quoted, [word.key for word in sides.passage])


ITEM_WORDS = 6
"""Words that a date or a name has at most; who leaves out more has left out more than that."""
_ITEM = frozenset({"number", "unit", "date", "name"})


def _is_twin(rendering: Rendering) -> bool:
    """
    Whether nothing but figures, dates and names differs: agencies repeat their sentences with
    another one of them, so that the words may be those of another item.
    """
    changed = [e for e in rendering.edits if is_word_edit(e) and not e.marked]
    return bool(changed) and all(map(_is_of_item, changed))


def _holds_twin(
    article: str, link: Link, number: int, statement: Statement, search: Search
) -> bool:
    """Whether another statement has the same sentence too, with one more figure, date or name."""
    own = search.words(number)
    alignment = align(link.quoted, [word.key for word in own])
    sides = Sides(article, link.quoted, statement.text, own, search.openings(number))
    return bool(alignment.pairs) and _is_twin(render(sides, alignment))


def _is_of_item(edit: Edit) -> bool:
    """Whether a change only puts a figure, date or name for another."""
    if edit.kind not in _ITEM or edit.op == "move":
        return False
    alike = edit.kind == "name" or classify(words(edit.text), ()) == edit.kind
    short = len(words(edit.passage_text)) <= ITEM_WORDS
    return short and (alike or not edit.text)


def _reach(link: Link) -> tuple[int, int]:
    """
    The words of the statement that an alignment needs: those it reaches, and a few around them.
    """
    if link.alignment is None or not link.alignment.pairs:
        return 0, 0
    first = min(pair.passage for pair in link.alignment.pairs)
    last = max(pair.passage_end for pair in link.alignment.pairs)
    return max(first - NAME_WORDS, 0), last + NAME_WORDS


def _resembling(sides: Sides, link: Link) -> dict[str, object]:
    """
    What is known of a reworded quotation: its sentences, and the words it still shares with them.
    """
    passages = tuple(Passage(start=a, end=b, text=sides.statement[a:b]) for a, b in link.sentences)
    there = within(sides.passage, link.sentences)
    alignment = align(link.quoted, [sides.passage[j].key for j in there])
    found: dict[str, object] = {"passages": passages, "kept": 0.0, "tier": "words"}
    if alignment.pairs:
        rendering = render(sides, alignment.moved(there))
        found |= {"kept": round(rendering.kept, 4), "edits": rendering.edits}
    return found


# What may stand between a quotation's edge and the end of a sentence or clause.
_STOPS = ".?!;:…"
_MARKS = " \t\n\r\"'“”‘’«»()[]-–—"


def _extent(text: str, rendering: Rendering, spans: Sequence[tuple[int, int]]) -> Extent:
    """
    ``whole`` if every passage begins and ends with a sentence, or at a semicolon or colon.
    """
    return "whole" if all(_is_whole(text, p, spans) for p in rendering.passages) else "part"


def _is_whole(text: str, passage: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    before = next((text[a : passage.start] for a, b in spans if a <= passage.start < b), "")
    after = next((text[passage.end : b] for a, b in spans if a < passage.end <= b), "")
    begins = not before.strip(_MARKS) or before.rstrip(_MARKS)[-1:] in ";:"
    ends = not after.strip(_MARKS + _STOPS) or after.lstrip(_MARKS)[:1] in ";:"
    return begins and ends


def reference(statement: Statement) -> StatementRef:
    """What a report says of a statement."""
    return StatementRef(
        id=statement.id,
        title=statement.title,
        issuer=statement.issuer,
        released=statement.released.iso if statement.released else None,
        carried=statement.carried.iso if statement.carried else None,
        url=statement.url,
    )
