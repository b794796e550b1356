"""
Statements that may be one in several wordings, for a reader and for a program.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

from quoteprov.render.terminal import escape


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.corpus.renditions import Suggestion
    from quoteprov.models import Statement


_HEADS = {
    "rendition": "The same in other words:",
    "copy": "The same words, but for a few:",
}


def render_renditions(
    found: Sequence[Suggestion], statements: Sequence[Statement]
) -> Iterator[str]:
    """
    Show each pair with its ids, days and titles, and what they share.
    """
    for kind, head in _HEADS.items():
        pairs = [one for one in found if one.kind == kind]
        if pairs:
            yield head
            yield ""
        for one in pairs:
            own, other = statements[one.number], statements[one.other]
            yield f"{one.shared:5.0%}  {escape(own.id)} rendition_of {escape(other.id)}"
            yield from (f"       {_line(each)}" for each in (own, other))
            yield ""
    counts = [sum(one.kind == kind for one in found) for kind in _HEADS]
    yield (
        f"{len(statements):,} statements: {counts[0]:,} pairs that may be renditions, "
        f"{counts[1]:,} that may be copies; nothing was joined"
    )


def _line(one: Statement) -> str:
    return escape(f"{_day(one) or 'no day'} {one.title or 'no title'}")


def _day(one: Statement) -> str | None:
    day = one.released or one.carried
    return day.iso if day else None


def render_renditions_jsonl(
    found: Sequence[Suggestion], statements: Sequence[Statement]
) -> Iterator[str]:
    """
    Give each pair as one line of JSON with the fields ``id`` and ``rendition_of``.
    """
    for one in found:
        both = statements[one.number], statements[one.other]
        record = {
            "id": both[0].id,
            "rendition_of": both[1].id,
            "kind": one.kind,
            "shared": round(one.shared, 4),
            "days": [_day(each) for each in both],
            "titles": [each.title for each in both],
        }
        yield json.dumps(record, ensure_ascii=False)
