"""
What days are read from the pages of a news agency, and whether they are the right ones.

::

    python3 tools/in_venv.py -- python -m bench.dates.agency [--data DIR] [--show]

The items of two archives are read: one keeps the datelines, the other has lost them. The day that
an archive has recorded is the measure; the reader is given it too, and must flag whatever
disagrees with it (``contradicted``).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import lzma
import re
import sys

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.tracing.corpora import DATA
from quoteprov.corpus.agency import Dispatch, read_dispatch
from quoteprov.dates.events import names_day
from quoteprov.text.sentences import sentences


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteprov.models import Day

JUCHE: Final = 1911
"""A year of the era and this are a year of ours."""
_ERA: Final = re.compile(r"\bJuche\s?(\d{1,3})\s?\((\d{4})\)")
_LINK: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})-?(?:\d+)?ee\b")
_FOOTER: Final = re.compile(r"\[(?:Juche\s?(\d{1,3})|(\d{4}))\.(\d{1,2})\.(\d{1,2})\.?\]")
_LEAD: Final = 1_000
"""Characters in which the first two sentences stand."""


class Read(NamedTuple):
    """An item, the day that its archive has recorded, and what was read from it."""

    archive: str
    record: dict[str, Any]
    recorded: dt.date
    found: Dispatch

    @property
    def dateline(self) -> bool:
        """Whether the day of carriage was read from a dateline."""
        return self.found.carried is not None and "(KCNA)" in self.found.carried.read_from

    @property
    def flagged(self) -> bool:
        """Whether the day of carriage is not to be trusted."""
        return self.found.carried is not None and self.found.carried.trust == "contradicted"

    @property
    def agrees(self) -> bool:
        """Whether the day of carriage is that recorded."""
        return self.found.carried is not None and self.found.carried.start == self.recorded

    @property
    def told(self) -> Day | None:
        """The day of what it reports or issues."""
        return self.found.uttered or self.found.released


def read(data: Path) -> Iterator[Read]:
    """
    Read every item of the archives below the folder *data*.
    """
    files = sorted((data / "kcna").glob("*.jsonl.xz"))
    if not files:
        sys.exit(f"{data} lacks kcna/*.jsonl.xz; name it with --data")
    for file in files:
        for line in lzma.decompress(file.read_bytes()).decode().splitlines():
            record = json.loads(line)
            recorded = dt.date.fromisoformat(record["date"])
            found = read_dispatch(
                record["text"], url=record["url"], listed=recorded, title=record["title"]
            )
            if found is None:
                sys.exit(f"{record['id']} is not read as an item of the agency")
            yield Read(file.name.removesuffix(".jsonl.xz"), record, recorded, found)


def tables(found: Iterable[Read], *, show: bool = False) -> Iterator[str]:
    """
    Give the lines of the tables.
    """
    every = list(found)
    for archive in dict.fromkeys(one.archive for one in every):
        own = [one for one in every if one.archive == archive]
        yield f"## {archive}: {len(own)} items"
        yield from _carriage(own)
        yield from _trust(own)
        yield from _lags(own)
        yield from _marks(own)
        yield ""
    if show:
        yield from _disagreements(every)


def _carriage(own: list[Read]) -> Iterator[str]:
    """Dateline against recorded day, and what is flagged."""
    dated = [one for one in own if one.dateline]
    right = [one for one in dated if one.agrees]
    yield f"dateline: {_share(len(dated), len(own))}"
    yield f"  the day recorded: {_share(len(right), len(dated))}"
    wrong = [one for one in dated if not one.agrees]
    yield f"  another day, flagged: {_share(sum(one.flagged for one in wrong), len(wrong))}"
    yield f"  the day recorded, flagged: {_share(sum(one.flagged for one in right), len(right))}"
    others = [one for one in own if not one.dateline]
    yield f"no dateline, flagged: {_share(sum(one.flagged for one in others), len(others))}"


def _trust(own: list[Read]) -> Iterator[str]:
    """How many have which day, and how far it is trusted."""
    for name in ("uttered", "released", "carried"):
        days = [getattr(one.found, name) for one in own]
        counts = Counter(day.trust for day in days if day is not None)
        shown = ", ".join(f"{trust} {n}" for trust, n in counts.most_common())
        yield f"{name}: {_share(counts.total(), len(own))}: {shown or 'none'}"
    named = [one for one in own if _names_day(one.record["text"])]
    told = sum(one.told is not None for one in named)
    yield f"a day in the first two sentences, and uttered or released: {_share(told, len(named))}"


def _names_day(text: str) -> bool:
    start = text.find("(KCNA)") + 1  # behind the dateline, if there is one
    own = sentences(text, start, min(len(text), start + _LEAD))[:2]
    return bool(own) and names_day(text, start, own[-1][1]) >= 0


def _lags(own: list[Read]) -> Iterator[str]:
    """Days from release or event to carriage, by whether a weekday or a date tells it."""
    for name in ("uttered", "released"):
        lags: dict[str, Counter[int]] = {"weekday": Counter(), "date": Counter()}
        for one in own:
            day = getattr(one.found, name)
            if day is not None:
                kind = "date" if any(map(str.isdigit, day.read_from)) else "weekday"
                lags[kind][(one.recorded - day.end).days] += 1
        for kind, counts in lags.items():
            shown = ", ".join(f"{lag}: {n}" for lag, n in sorted(counts.items()))
            yield f"days from {name} ({kind}) to carriage: {shown or 'none'}"


def _marks(own: list[Read]) -> Iterator[str]:
    """Footers in titles, years of the era, days in links: whether they agree."""
    footers = [
        (one, match) for one in own for match in _FOOTER.finditer(one.record["title"] or "")
    ]
    agree = sum(one.recorded == _footer_day(match) for one, match in footers)
    yield f"footers in titles, of the day recorded: {_share(agree, len(footers))}"
    years = [match for one in own for match in _ERA.finditer(one.record["text"])]
    agree = sum(int(match[1]) + JUCHE == int(match[2]) for match in years)
    yield f"years of the era in the text, as reckoned: {_share(agree, len(years))}"
    links = [(one, match) for one in own if (match := _LINK.search(one.record["url"] or ""))]
    agree = sum(f"{one.recorded}" == "-".join(match.groups()) for one, match in links)
    yield f"days in links, of the day recorded: {_share(agree, len(links))}"


def _footer_day(match: re.Match[str]) -> dt.date:
    year = int(match[1]) + JUCHE if match[1] else int(match[2])
    return dt.date(year, int(match[3]), int(match[4]))


def _disagreements(every: Iterable[Read]) -> Iterator[str]:
    """Every item whose day of carriage is not that recorded, or is flagged."""
    for one in every:
        if one.flagged or not one.agrees:
            carried, told = one.found.carried, one.told
            day = f"{carried.iso} from “{carried.read_from}”" if carried else "none"
            event = f", tells of {told.iso} (“{told.read_from}”)" if told else ""
            mark = "flagged" if one.flagged else "not flagged"
            yield f"{one.record['id']}: recorded {one.recorded}, carried {day}{event}: {mark}"
    for one in every:
        for match in _ERA.finditer(one.record["text"]):
            if int(match[1]) + JUCHE != int(match[2]):
                yield f"{one.record['id']}: {match.group()}"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / max(whole, 1):.1f} %)"


def main() -> None:
    """
    Print the tables.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--show", action="store_true", help="list the disagreements")
    args = parser.parse_args()
    for line in tables(read(args.data), show=args.show):
        print(line)


if __name__ == "__main__":
    main()
