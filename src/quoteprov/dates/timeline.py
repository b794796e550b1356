"""
The days of an article and of the statements it quotes, in their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from quoteprov.models import Dated, DayOf


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Day, Quotation, Statement


_ORDER: tuple[DayOf, ...] = get_args(DayOf)


def timeline(
    quotations: Sequence[Quotation], statements: Mapping[str, Statement], published: Day | None
) -> tuple[Dated, ...]:
    """
    Put the days of the statements quoted, of the article, and those it claims in their order.

    Args:
        quotations: With their statements and dates.
        statements: By their ids.
        published: The day of the article.
    """
    linked = dict.fromkeys(q.statement.id for q in quotations if q.statement)
    found = [_dated(what, day, i) for i in linked for what, day in statements[i].days.items()]
    if published is not None:
        found.append(_dated("published", published))
    found += _claimed(quotations)
    return tuple(sorted(found, key=lambda d: (d.day, _ORDER.index(d.what), d.start or 0)))


def _dated(what: DayOf, day: Day, statement: str | None = None) -> Dated:
    return Dated(day=day.iso, what=what, text=day.read_from, trust=day.trust, statement=statement)


def _claimed(quotations: Iterable[Quotation]) -> Iterator[Dated]:
    """Each day that the article claims, once, with all the quotations it dates."""
    by_place: dict[tuple[int, str, str], list[Quotation]] = {}
    for q in quotations:
        if q.date and q.date.claimed and q.date.start is not None:
            key = q.date.start, q.date.claimed, q.date.verdict
            by_place.setdefault(key, []).append(q)
    for dated in by_place.values():
        date = dated[0].date
        if date is not None and date.claimed is not None:
            yield Dated(
                day=date.claimed,
                what="claimed",
                text=date.text or "",
                statement=date.statement,
                start=date.start,
                end=date.end,
                quotations=tuple(q.id for q in dated),
                verdict=date.verdict,
            )
