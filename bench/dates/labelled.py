"""
What becomes of the days in real articles that people have labelled.

::

    python3 tools/in_venv.py -- python -m bench.dates.labelled [--data DIR] [--show]

Sixty articles, condensed, say of some quotations when the words were said. Each such claim is
labelled: right (``ok``), right as news desks write (``soft``: the day of carriage for that of
release), or ``wrong``. They are checked against all statements of the agency there are, once as of
the day of their page and once without any.

A finding belongs to a claim if it overlaps the claim's sentence, or if the day of its quotation
was read there, or if its quotation stands in the next sentence. A wrong claim is caught if any
finding about days belongs to it. One that is not wrong may get notes on release and carriage
(QP305, QP306) and on a near miss (QP307); anything else is an alarm.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.dates.judged import dated, verdict
from bench.drift.confusion import everything
from bench.tracing.corpora import DATA
from bench.tracing.folding import sentences
from quoteprov import Article, Verifier
from quoteprov.verifier import stated_day


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quoteprov import Finding, Quotation, Report

ALLOWED: Final = frozenset({"QP305", "QP306", "QP307"})
"""What a claim that is not wrong may get."""
LABELS: Final = ("ok", "soft", "wrong")


class Seen(NamedTuple):
    """
    A labelled claim and what the check said.

    Args:
        published: The day of the page; None where the check was not told.
        own: Codes of the findings that belong to the claim.
        others: Those of the other findings about days in its article.
        verdicts: About the days of the quotations of its sentence and the next.
    """

    article: str
    claim: Mapping[str, str]
    published: str | None
    own: tuple[str, ...]
    others: tuple[str, ...]
    verdicts: tuple[str, ...]
    sentence: str

    @property
    def is_right(self) -> bool:
        """A wrong claim is caught, any other has no alarm."""
        caught, alarms = bool(self.own), set(self.own) - ALLOWED
        return caught if self.claim["verdict"] == "wrong" else not alarms


def seen(data: Path) -> Iterator[Seen]:
    """
    Check every article with labelled days beneath *data*, with and without the day of its page.
    """
    files = sorted((data / "derivative").glob("*.json"))
    records = [json.loads(file.read_text("utf-8")) for file in files]
    if not records:
        sys.exit(f"{data} lacks derivative/*.json; name it with --data")
    with tempfile.TemporaryDirectory() as folder:
        verifier = Verifier(everything(data, Path(folder)))
        for record in records:
            for published in (record["page_date"], None) if record["dates"] else ():
                yield from _checked(verifier, record, published)


def _checked(verifier: Verifier, record: Mapping[str, Any], published: str | None) -> list[Seen]:
    day = stated_day(published, "date")
    report = verifier.verify(Article(id=record["slug"], text=record["text"], published=day))
    return [about(report, record["text"], claim, published) for claim in record["dates"]]


def about(report: Report, text: str, claim: Mapping[str, str], published: str | None) -> Seen:
    """
    Sort the findings of a report into those that belong to a claim and the others.
    """
    at = text.index(claim["claim"])
    spans = list(sentences(text))
    number = next(n for n, (_, end) in enumerate(spans) if at < end)
    (start, end), (_, beyond) = spans[number], spans[min(number + 1, len(spans) - 1)]
    # a mark before the first word belongs to its sentence, though the cut may not say so
    near = [q for q in report.quotations if start <= q.start < beyond or q.start < end < q.end]
    read = [q for q in report.quotations if _reads(q, start, end)]
    ids = {q.id for q in (*near, *read)}
    own = [f for f in dated(report) if f.quotation in ids or _meets(f, start, end)]
    return Seen(
        article=report.article.id,
        claim=claim,
        published=published,
        own=tuple(f.code for f in own),
        others=tuple(f.code for f in dated(report) if f not in own),
        verdicts=tuple(verdict(q) for q in near),
        sentence=text[start:end],
    )


def _reads(quotation: Quotation, start: int, end: int) -> bool:
    """Its day was read between *start* and *end*."""
    date = quotation.date
    return bool(date and date.start is not None and start <= date.start < end)


def _meets(finding: Finding, start: int, end: int) -> bool:
    return finding.start < end and start < finding.end


def tables(found: Iterable[Seen], *, show: bool = False) -> Iterator[str]:
    """
    Give the lines of the tables.
    """
    every = list(found)
    yield "| label | page's day | claims | as it should be | any finding | in the article |"
    yield "|---|---|--:|--:|--:|--:|"
    for told in (True, False):
        for label in LABELS:
            group = [
                one
                for one in every
                if one.claim["verdict"] == label and bool(one.published) == told
            ]
            right = sum(one.is_right for one in group)
            own = sum(bool(one.own) for one in group)
            anything = sum(bool(one.own or one.others) for one in group)
            day = "given" if told else "unknown"
            yield f"| {label} | {day} | {len(group)} | {right} | {own} | {anything} |"
    for one in every:
        if show or not one.is_right:
            yield ""
            yield from _told(one)


def _told(one: Seen) -> Iterator[str]:
    claim = one.claim
    mark = "" if one.is_right else "!! "
    yield f"{mark}{one.article} (page of {one.published or 'an unknown day'}): {claim['verdict']}"
    yield f"  “{claim['claim']}” = {claim['resolved']}, truly {claim['gold']}; {claim['note']}"
    yield f"  findings: {' '.join(one.own) or '-'}; elsewhere: {' '.join(one.others) or '-'}"
    yield f"  verdicts near it: {', '.join(one.verdicts) or 'no quotation'}"
    yield f"  {one.sentence[:200]}"


def main() -> None:
    """
    Print the tables; the exit code is 1 if a claim is not judged as it should be as of the day of
    its page. Without that day most of the wrong ones cannot be told.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--show", action="store_true", help="list all claims")
    args = parser.parse_args()
    found = list(seen(args.data))
    for line in tables(found, show=args.show):
        print(line)
    sys.exit(not all(one.is_right for one in found if one.published))


if __name__ == "__main__":
    main()
