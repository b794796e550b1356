"""
Damage to quotation marks, as pages show that were scraped, retyped or rewritten by machine.
"""

from __future__ import annotations

import random
import re

from typing import TYPE_CHECKING, Any, Final, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


Record = dict[str, Any]


class Edit(NamedTuple):
    """A stretch of the text, in code points, and what is put in its place."""

    start: int
    end: int
    new: str


class Marks(NamedTuple):
    """The places of both marks of a quotation, without white space inside them."""

    opener: tuple[int, int]
    closer: tuple[int, int]


def _closer_dropped(text: str, marks: Marks) -> Edit:
    del text
    return Edit(*marks.closer, "")


def _opener_dropped(text: str, marks: Marks) -> Edit:
    del text
    return Edit(*marks.opener, "")


def _closer_flipped(text: str, marks: Marks) -> Edit:
    start, end = marks.closer
    return Edit(start, end + text.startswith(" ", end), " “")


def _mixed(text: str, marks: Marks) -> Edit:
    start, end = marks.closer
    return Edit(start, end, '"' if text[start:end] in "“”" else "”")


def _unclosed(text: str, marks: Marks) -> Edit | None:
    rest = text[marks.closer[1] :].split("\n", 1)[0]
    return None if _DOUBLE.search(rest) else Edit(*marks.closer, "")


_DOUBLE: Final = re.compile(r"[\"“”„‟«»＂]|''|``")
_BREAK: Final = re.compile(r"\n[\n ]*")

# what each makes of  “I am ready,” he said.
DAMAGES: Final[dict[str, Callable[[str, Marks], Edit | None]]] = {
    "closer dropped": _closer_dropped,  # “I am ready, he said.
    "opener dropped": _opener_dropped,  # I am ready,” he said.
    "closer flipped": _closer_flipped,  # “I am ready, “he said.
    "mixed marks": _mixed,  # “I am ready," he said.
    "unclosed": _unclosed,  # “I am ready, he said.   and no other mark up to the paragraph's end
}
FLAT: Final = "flat"
"""All paragraphs on one line."""


def damaged(document: Record, share: float, seed: int, kinds: Sequence[str]) -> Record:
    """
    Damage the marks of a *share* of the quotations of *document*, and move its offsets along.

    Args:
        document: A line of the data: ``doc_id``, ``text`` and ``quotes``.
        share: Of the quotations that have both marks, 0 to 1; `FLAT` needs none.
        seed: With the id of the document, the same seed makes the same damage.
        kinds: Of `DAMAGES`, of which each damaged quotation gets one; and `FLAT`.

    Returns:
        A document whose quotations are still what was said.
    """
    text, draw = document["text"], random.Random(f"{seed}:{document['doc_id']}")  # noqa: S311
    edits = [Edit(*m.span(), " ") for m in _BREAK.finditer(text) if FLAT in kinds]
    whole = [marks for quote in document["quotes"] if (marks := _marks(text, quote))]
    possible = [
        choice
        for marks in whole
        if (choice := [e for kind in kinds if kind != FLAT if (e := DAMAGES[kind](text, marks))])
    ]
    n_damaged = min(len(possible), round(share * len(whole)))
    edits += [draw.choice(choice) for choice in draw.sample(possible, n_damaged)]
    edits.sort()
    return {
        **document,
        "text": _edited(text, edits),
        "quotes": [_moved(quote, edits) for quote in document["quotes"]],
    }


def _marks(text: str, quote: Record) -> Marks | None:
    """
    Find the marks of a quotation in double marks that has both.
    """
    start, end = quote["start"], quote["end"]
    opener = text[quote["outer_start"] : start].strip()
    closer = text[end : quote["outer_end"]].strip()
    if quote["style"] == "single" or not opener or not closer:
        return None
    opens, closes = text.rindex(opener, 0, start), text.index(closer, end)
    return Marks((opens, opens + len(opener)), (closes, closes + len(closer)))


def _edited(text: str, edits: Iterable[Edit]) -> str:
    pieces, last = [], 0
    for start, end, new in edits:
        pieces += [text[last:start], new]
        last = end
    return "".join([*pieces, text[last:]])


def _moved(quote: Record, edits: Sequence[Edit]) -> Record:
    """
    Give *quote* with its offsets in the edited text.
    """

    def span(start: int, end: int) -> tuple[int, int]:
        return _place(start, edits), _place(end, edits)

    start, end = span(quote["start"], quote["end"])
    outer_start, outer_end = span(quote["outer_start"], quote["outer_end"])
    return {
        **quote,
        "start": start,
        "end": end,
        "outer_start": min(outer_start, start),
        "outer_end": max(outer_end, end),
        "speaker_frags": [span(*mention) for mention in quote["speaker_frags"]],
    }


def _place(at: int, edits: Iterable[Edit]) -> int:
    """
    Move an offset; inside an edited stretch it stays as far from its beginning as it can.
    """
    moved = at
    for start, end, new in edits:
        if start >= at:
            break
        moved += min(len(new), at - start) - (at - start) if at < end else len(new) - (end - start)
    return moved
