"""
Whether honest days are ever accused, and how often wrong ones are seen, through whole articles.

::

    python3 tools/in_venv.py -- python -m bench.dates.simulate [--data DIR] [--per 40] [--show]

Some sixty statements with their days of release and carriage are quoted word by word in some sixty
kinds of articles, and each article is checked against all statements. An honest article gives the
statement's own day, of release or of carriage as its words ask, or the local day on which the
statement reached a desk in Seoul, in London or in Los Angeles; it is published as the statement
arrives, or on the day after it was carried. A shifted one gives a day that lies so many days
before or after the right one, and is published as an honest one, or on the shifted day where that
is later. A wording that cannot say a day says nothing: nobody writes "on Thursday" of last month.

Without ``--data`` the statements are our own; with it, they are those of the agency's archive of
2024 beneath that folder that name both days, checked against all texts of it.

The first table must have no alarm. The second is by days of shift: +1 from a release is the day of
carriage of some statements, which nobody can call wrong. For comparison, both have what would
become of the claims without their articles: by the two naive rules that hold the claimed day
against the release, or against the dateline, and by ``quoteprov.dates.check`` alone.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile

from collections import Counter, defaultdict
from functools import cache
from itertools import product
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from bench.dates.judged import ALARMS, CODES, codes, verdict
from bench.dates.statements import NEXT, Pair, agency, archived, composed
from bench.dates.templates import COARSE, TEMPLATES, Template, filled
from bench.tracing.corpora import seeded, write
from quoteprov import Article, Corpus, Verifier
from quoteprov.dates.check import Event, check
from quoteprov.dates.expressions import Expression, Interval
from quoteprov.models import Day


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

DESKS: Final = (
    "Asia/Seoul",
    "UTC",
    "Europe/London",
    "Europe/Moscow",
    "America/New_York",
    "America/Los_Angeles",
)
HOME: Final = ZoneInfo(DESKS[0])
SHIFTS: Final = (-30, -14, -7, -3, -2, -1, 1, 2, 3, 7)


class Claim(NamedTuple):
    """
    A day that an article gives to a statement.

    Args:
        shift: Days from the right one; 0 is honest.
        desk: Where its clock hangs; empty for a shifted one.
    """

    template: Template
    pair: Pair
    claimed: dt.date
    published: dt.date
    shift: int = 0
    desk: str = ""


class Seen(NamedTuple):
    """What the check made of a claim: the verdict about the day, and all codes about days."""

    claim: Claim
    text: str
    verdict: str
    codes: tuple[str, ...]

    @property
    def is_accused(self) -> bool:
        """It has an alarm."""
        return bool(ALARMS & set(self.codes))


def _checked_alone(claim: Claim) -> bool:
    """Whether the check of a day, told all that is true of the statement, would accuse it."""
    claimed, pair = claim.claimed, claim.pair
    days = (
        Day(start=day, end=day, read_from=what, trust="stated")
        for day, what in ((pair.released, "released"), (pair.carried, "carried"))
    )
    said, carried = days
    outcome = check(
        Expression(0, 0, "", "full", "day", (Interval(claimed, claimed),), "itself"),
        claim.template.role,
        [Event(pair.id, (said,), (carried,), DESKS[0])],
        published=Day.stated(claim.published, "published"),
    )
    return CODES.get(outcome.verdict) in ALARMS


PLAIN: Final[dict[str, Callable[[Claim], bool]]] = {
    "release": lambda claim: claim.claimed != claim.pair.released,
    "dateline": lambda claim: claim.claimed != claim.pair.carried,
    "check": _checked_alone,
}
"""Rules that see only the claim, and whether they would accuse it."""


@cache
def arrivals(carried: dt.date) -> dict[dt.date, str]:
    """
    Give the local days on which what an agency carried may have reached a desk, each with the
    first such desk.

    >>> sorted(map(str, arrivals(dt.date(2012, 3, 1))))
    ['2012-02-29', '2012-03-01']
    """
    found: dict[dt.date, str] = {}
    for desk, hour in product(DESKS, range(24)):
        clock = dt.datetime.combine(carried, dt.time(hour), HOME)
        found.setdefault(clock.astimezone(ZoneInfo(desk)).date(), desk)
    return found


def right(template: Template, pair: Pair) -> dt.date:
    """
    Give the day that is meant: of carriage where the agency is said to have carried it.
    """
    return pair.carried if template.role == "carried" else pair.released


def honest(template: Template, pair: Pair) -> Iterator[Claim]:
    """
    Yield all honest claims.
    """
    local = arrivals(pair.carried)
    # the day of carriage may stand for that of release: it is when the world heard of it
    desks = {right(template, pair): "its own", pair.carried: "its own", **local}
    desks |= {right(template, pair): "its own"}
    for claimed, desk in sorted(desks.items()):
        for published in sorted(_printed(template, claimed, {*local, pair.carried + NEXT})):
            yield Claim(template, pair, claimed, published, 0, desk)


def _printed(template: Template, claimed: dt.date, desk: set[dt.date]) -> set[dt.date]:
    """The days on which an article with such a claim is published."""
    if isinstance(template.printed, int):
        return {claimed + NEXT * template.printed}
    if template.printed == "month":
        return {(claimed.replace(day=1) + NEXT * 31).replace(day=1) - NEXT}
    return {day for day in desk if day >= claimed - NEXT}


def shifted(template: Template, pair: Pair, shift: int) -> Iterator[Claim]:
    """
    Yield the claims that are wrong by so many days, as of the days on which honest articles are
    published; those that lie ahead are published on the shifted day. A coarse wording may be right
    of the shifted day as well, and is left out.
    """
    if template.wording in COARSE:
        return
    meant = right(template, pair)
    claimed = meant + NEXT * shift
    desk = {*arrivals(pair.carried), pair.carried + NEXT}
    for day in sorted(_printed(template, meant, {day for day in desk if day >= meant})):
        yield Claim(template, pair, claimed, max(day, claimed), shift)


def drawn(pairs: list[Pair], per: int, seed: int) -> Iterator[tuple[Claim, str]]:
    """
    Yield *per* honest claims of each template, and a tenth as many of each shift, with their
    articles; all that can be said where there are not as many.
    """
    for template in TEMPLATES:
        for shift in (0, *SHIFTS):
            every = [
                (claim, text)
                for pair in pairs
                for claim in (shifted(template, pair, shift) if shift else honest(template, pair))
                if (text := filled(template, pair, claim.claimed, claim.published))
            ]
            most = min(len(every), max(1, per // 10) if shift else per)
            yield from seeded(seed, template.name, shift).sample(every, most)


def checked(verifier: Verifier, claim: Claim, text: str) -> Seen:
    """
    Check an article and find the quotation whose day it gives.
    """
    given = claim.template.told == "given"
    published = Day.stated(claim.published, "published") if given else None
    report = verifier.verify(Article(id="article", text=text, published=published))
    at = text.index(claim.pair.first)
    found = next((q for q in report.quotations if q.start <= at < q.end), None)
    about = "not found" if found is None or found.statement is None else verdict(found)
    return Seen(claim, text, about, tuple(codes(report)))


def tables(results: Iterable[Seen], *, show: bool = False) -> Iterator[str]:
    """
    Give the lines of the tables.
    """
    every = list(results)
    sound = [one for one in every if not one.claim.shift]
    yield from _sound(sound)
    yield ""
    yield from _shifted(every)
    listed = [one for one in sound if one.is_accused]
    if show:
        listed += [one for one in every if one.claim.shift and abs(one.claim.shift) > 1]
        listed = [one for one in listed if one.is_accused != bool(one.claim.shift)]
    for one in listed:
        yield ""
        yield from _told(one)


def _sound(results: list[Seen]) -> Iterator[str]:
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in results:
        groups[one.claim.template.name].append(one)
    yield f"| honest | claims | alarms | {' | '.join(PLAIN)} | findings | verdicts |"
    yield f"|---|--:|--:|{'--:|' * len(PLAIN)}---|---|"
    for name, group in (*groups.items(), ("all", results)):
        plain = (str(sum(rule(one.claim) for one in group)) for rule in PLAIN.values())
        found = Counter(code for one in group for code in set(one.codes))
        about = Counter(one.verdict for one in group)
        cells = (
            name,
            str(len(group)),
            str(sum(one.is_accused for one in group)),
            *plain,
            _counts(found),
            _counts(about),
        )
        yield f"| {' | '.join(cells)} |"


def _shifted(results: list[Seen]) -> Iterator[str]:
    names = ("days", "claims", "contradicted", "alarm", "finding", *PLAIN, "verdicts")
    yield f"| {' | '.join(names)} |"
    yield f"|{'--:|' * (len(names) - 1)}---|"
    for shift in SHIFTS:
        group = [one for one in results if one.claim.shift == shift]
        rates = (
            [one.verdict == "contradicted" for one in group],
            [one.is_accused for one in group],
            [bool(one.codes) for one in group],
            *([rule(one.claim) for one in group] for rule in PLAIN.values()),
        )
        cells = (f"{sum(one) / max(1, len(one)):.2f}" for one in rates)
        about = _counts(Counter(one.verdict for one in group))
        yield f"| {shift:+d} | {len(group)} | {' | '.join(cells)} | {about} |"


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counted.most_common())


def _told(one: Seen) -> Iterator[str]:
    claim, pair = one.claim, one.claim.pair
    yield f"{claim.template.name}: {one.verdict}, {' '.join(one.codes) or 'no finding'}"
    yield (
        f"  issued {pair.released}, carried {pair.carried}, claimed {claim.claimed}"
        f" ({claim.desk or f'{claim.shift:+d}'}), published {claim.published}"
    )
    yield from (f"  {line}" for line in one.text.splitlines() if line)


def main() -> None:
    """
    Print the tables; the exit code is 1 if an honest article is accused.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="take the real statements beneath this folder")
    parser.add_argument("--per", type=int, default=40, help="honest claims of each template")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--show", action="store_true", help="list the shifted that pass, too")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pairs, verifier = prepared(args.data, Path(folder) / "corpus")
        begin = process_time()
        results = [checked(verifier, *one) for one in drawn(pairs, args.per, args.seed)]
        seconds = process_time() - begin
    for line in tables(results, show=args.show):
        print(line)
    print(f"\n{len(pairs)} statements, {len(results)} articles, {seconds:.0f} s of CPU")
    sys.exit(any(one.is_accused and not one.claim.shift for one in results))


def prepared(data: Path | None, folder: Path) -> tuple[list[Pair], Verifier]:
    """
    Give the statements, and what checks against them.
    """
    if data:
        write(agency(data), folder)
        corpus = Corpus.build(folder)
        return archived(data, corpus), Verifier(corpus)
    pairs, pages = composed()
    write(pages, folder)
    return pairs, Verifier(Corpus.build(folder))


if __name__ == "__main__":
    main()
