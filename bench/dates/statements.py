"""
The statements of the simulation: of our own, in the shape of an agency's pages, or real ones.

Ours carry real days of 2011 to 2024: turns of months and years, leap days, weekends. As of the
real ones of 2024 that name both days, three of four were issued on the day on which they were
carried, the others on the day before. The sentences stand in ``matters.tsv``, two to a statement.
"""

from __future__ import annotations

import datetime as dt

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.tracing.corpora import Document, real
from bench.tracing.folding import folded, sentences


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov import Corpus, Statement

MATTERS: Final = Path(__file__).with_name("matters.tsv")
CARRIED: Final = """
    2011-03-01+ 2011-05-30 2011-08-31 2011-12-19 2011-12-30 2012-01-01+ 2012-02-28 2012-02-29
    2012-03-02 2012-06-30 2012-10-28+ 2013-01-24 2013-03-11 2013-04-30 2013-09-01+ 2013-12-31
    2014-02-28 2014-06-01 2014-07-06 2014-11-23+ 2015-01-01 2015-03-29 2015-08-15+ 2015-10-31
    2016-01-31 2016-02-29 2016-03-01+ 2016-09-09 2017-01-02 2017-04-30 2017-07-05+ 2017-08-10
    2018-03-01 2018-05-16 2018-12-31 2019-03-01+ 2019-08-31 2019-09-01 2019-12-08 2020-02-29
    2020-03-01+ 2020-06-13 2021-01-01+ 2021-05-02 2021-10-31 2022-02-28 2022-05-01+ 2022-09-30
    2022-12-31 2023-01-01+ 2023-03-26 2023-07-10 2023-10-29 2024-01-01+ 2024-02-29 2024-03-10+
    2024-06-30 2024-11-03
""".split()
"""Days of carriage; ``+``: issued on the day before."""
ISSUERS: Final = (
    ("a spokesman for the Foreign Ministry of the DPRK", "the spokesman"),
    ("a spokesperson for the Ministry of National Defence of the DPRK", "the spokesperson"),
    (
        "the vice director general of the General Bureau of Equipment of the DPRK",
        "the vice director general",
    ),
    ("the spokesman for the Committee for the Peaceful Reunification of Korea", "the spokesman"),
    ("the director of the press office of the General Staff of the KPA", "the director"),
    ("the director general of the Department of U.S. Affairs of the DPRK", "the official"),
    ("a spokesman for the Ministry of Railways of the DPRK", "the spokesman"),
)
"""Who speaks, in the words of the statement and in those of an article that goes on."""
MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NEXT: Final = dt.timedelta(days=1)
_JUCHE: Final = 1911
SINCE: Final = "kcna-2023"
"""The younger of the two archives begins in December 2023, and keeps the datelines."""
_SHORTEST, _LONGEST = 8, 40
"""Words of a sentence of a real statement that is quoted."""
_FILLER: Final = (
    "Much has been said about this in the past days, and little of it was true.",
    "We take this opportunity to make our position clear.",
)


class Pair(NamedTuple):
    """
    A statement with its two days.

    Args:
        first: A sentence of it, without its stop.
        second: Another one.
        who: Who speaks, for the middle of a sentence.
        short: The same person later on.
    """

    id: str
    released: dt.date
    carried: dt.date
    first: str
    second: str
    who: str
    short: str


def composed() -> tuple[list[Pair], list[Document]]:
    """
    Give the statements of our own and their pages.
    """
    lines = MATTERS.read_text("utf-8").splitlines()
    pairs: list[Pair] = []
    pages: list[Document] = []
    for number, (when, line) in enumerate(zip(CARRIED, lines, strict=True)):
        carried = dt.date.fromisoformat(when.rstrip("+"))
        released = carried - NEXT if when.endswith("+") else carried
        first, second = line.split("\t")
        who, short = ISSUERS[number % len(ISSUERS)]
        pair = Pair(f"own-{carried}", released, carried, first, second, who, short)
        pairs.append(pair)
        pages.append(Document(pair.id, _page(pair, number), {}))
    return pairs, pages


def _page(pair: Pair, number: int) -> str:
    """A page as the agency's site shows it, or as an archive saved it with a line of its own."""
    carried, released = pair.carried, pair.released
    issued = (
        f"on {WEEKDAYS[released.weekday()]}"
        if number % 2
        else f"on {MONTHS[released.month - 1]} {released.day}"
    )
    header = f"Date: {carried:%d/%m/%Y} | Source: KCNA.kp (En)\n\n" if number % 3 == 0 else ""
    return (
        f"Press Statement on a Matter of These Days\n\n{header}"
        f"Pyongyang, {MONTHS[carried.month - 1]} {carried.day} (KCNA) -- "
        f"{pair.who[0].upper()}{pair.who[1:]} issued the following press statement {issued}:\n\n"
        f"{_FILLER[0]}\n\n{pair.first}.\n\n{_FILLER[1]} {pair.second}. -0-\n\n"
        f"www.kcna.kp (Juche{carried.year - _JUCHE}.{carried.month}.{carried.day}.)\n"
    )


def agency(data: Path) -> list[Document]:
    """
    Give the texts of the younger archive.
    """
    kept, held_out, _ = real(data)
    return [one for one in (*kept, *held_out) if one.id >= SINCE]


def archived(data: Path, corpus: Corpus) -> list[Pair]:
    """
    Give the real statements of *corpus* that name both days, one day apart at most, and have a
    sentence which no other text holds.
    """
    every = "\n".join(folded(one.text) for one in agency(data))
    pairs = (_pair(one, every) for one in corpus.statements)
    return [pair for pair in pairs if pair]


def _pair(statement: Statement, every: str) -> Pair | None:
    released, carried, issuer = statement.released, statement.carried, statement.issuer
    if not (released and carried and issuer) or "contradicted" in {released.trust, carried.trust}:
        return None
    if carried.start - released.start not in {NEXT * 0, NEXT}:
        return None  # a letter from abroad
    own = [one for one in _quotable(statement) if every.count(folded(one)) == 1][:2]
    if not own:
        return None
    name, comma, _ = issuer.partition(",")
    # "Kim Yo Jong, vice department director of …, said"
    who = f"{issuer}," if comma else issuer
    if name.startswith(("A ", "An ", "The ")):
        who, name = who[0].lower() + who[1:], "the official"
    return Pair(statement.id, released.start, carried.start, own[0], own[-1], who, name)


def _quotable(statement: Statement) -> Iterator[str]:
    """Sentences below the lead without marks of their own, without their stops."""
    for start, end in islice(sentences(statement.text), 1, None):
        text = statement.text[start:end]
        plain = not set('"“”\n():…') & set(text) and text.endswith(".")
        if plain and _SHORTEST <= len(text.split()) <= _LONGEST:
            yield text[:-1]
