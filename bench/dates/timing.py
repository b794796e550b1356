"""
What the reading, linking and checking of days costs.

::

    python3 tools/in_venv.py -- python -m bench.dates.timing [--repeat 20]

Articles of 500 words quote a statement of our own, with no day at all, with a right one to each
quotation and with one in each sentence. Others give a wrong day to every quotation, for which
another statement is sought, or hold two thousand days in a row, or are built to lead a grammar
astray. Each
is timed in three ways: the grammar alone over the whole text, the stage of the pipeline that works
on days, and the whole check. Times are CPU milliseconds, the middle of the repeats; the limit is
for the stage in an article of 500 words.
"""

from __future__ import annotations

import argparse
import sys
import tempfile

from functools import wraps
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.dates.simulate import prepared
from bench.dates.statements import NEXT, composed
from bench.dates.templates import TEMPLATES, filled
from quoteprov import pipeline
from quoteprov.dates import expressions


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from quoteprov import Verifier

WORDS: Final = 500
MANY: Final = 2_000
PAIR: Final = composed()[0][-1]
"""The statement that is quoted."""
ANCHOR: Final = PAIR.carried
LIMIT: Final = 10.0
"""CPU milliseconds that the stage may take in an article of 500 words."""
_PLAIN: Final = (
    "The ministry in Seoul said it would read the text with care and answer in its own time."
)
_DATED: Final = (
    "Shares fell on Thursday, as they had on {n} September 2022 and, a day earlier, on Tuesday.",
    "From Sept. {n} to Oct. {n}, 2021, and again last week, ships were seen at 10:30 p.m. KST.",
    "“We met on May {n},” an aide said early Monday, a day after 2024-03-{n:02d} and 08/{n}/2022.",
    "In March Juche 111 (2022), and earlier this month, 9월 {n}일, the port was closed overnight.",
)


class Times(NamedTuple):
    """Milliseconds of the grammar, of the stage that works on days, and of the whole check."""

    grammar: float
    stage: float
    check: float


def articles() -> dict[str, str]:
    """
    Compose the articles; the long ones open with a quotation, without which no day is sought.
    """
    right, wrong = _quoting(0), _quoting(9)
    first = f"{right[0]}\n\n"
    dated = [one.format(n=n) for one in _DATED for n in (3, 21)]
    week = "Sunday, Monday, Tuesday or Wednesday "
    return {
        "500 words, no day": _long(["“{first},” {who} said.", _PLAIN]),
        "500 words, a day to a quotation": _long([part for q in right for part in (q, _PLAIN)]),
        "500 words, quotations and days": _long(right),
        "500 words, a day in each sentence": first + _long(dated),
        "all days wrong, 500 words": _long(wrong),
        "2,000 days": first + " ".join(dated[n % len(dated)] for n in range(MANY // 4)),
        "2,000 days, a line each": first
        + "\n\n".join(f"On Sept. {n % 28 + 1}." for n in range(MANY)),
        "2,000 weekdays": first + week * (MANY // 4),
        "20,000 digits and strokes": first + "11/11/" * 3_400,
        "20,000 blanks between month and day": f"{first}September{' ' * 20_000}21",
        "4,000 months without a day": first + "September " * 4_000,
        "4,000 numbers without a month": first + "21 22 23, " * 1_333,
        "2,000 credits and days": first + "he said on Monday, " * MANY,
    }


def _quoting(back: int) -> list[str]:
    """The articles of the simulation, as of days so long before the right one."""
    day = PAIR.released - NEXT * back
    found = (filled(template, PAIR, day, PAIR.carried) for template in TEMPLATES)
    return [text for text in found if text]


def _long(parts: list[str]) -> str:
    """Repeat the parts until there are 500 words; what is left open is filled with a statement."""
    text = "\n\n".join(parts * WORDS).replace("{first}", PAIR.first).replace("{who}", PAIR.who)
    return " ".join(text.split(" ")[:WORDS])


def clocked(function: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    """
    Wrap a function so that the milliseconds of each call are put into *spent*.
    """

    @wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:
        begin = process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent.append(1_000 * (process_time() - begin))

    return timed


def measured(verifier: Verifier, repeat: int) -> Iterator[tuple[str, str, Times]]:
    """
    Time all articles; the first run of each is not counted.
    """
    grammar: list[float] = []
    stage: list[float] = []
    check: list[float] = []
    read, verify = clocked(expressions.expressions, grammar), clocked(verifier.verify, check)
    untimed = pipeline.date_stage
    pipeline.date_stage = clocked(untimed, stage)
    try:
        for name, text in articles().items():
            for spent in (grammar, stage, check):
                spent.clear()
            for _ in range(repeat + 1):
                read(text, ANCHOR)
                verify(text, published=ANCHOR)
            yield name, text, Times(*(median(one[1:]) for one in (grammar, stage, check)))
    finally:
        pipeline.date_stage = untimed


def main() -> None:
    """
    Print the table; the exit code is 1 if an article of 500 words takes more than the limit.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=20)
    args = parser.parse_args()
    over = False
    print("| article | words | grammar | stage | whole check |")
    print("|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        _, verifier = prepared(None, Path(folder) / "corpus")
        for name, text, times in measured(verifier, args.repeat):
            late = name.startswith(str(WORDS)) and times.stage > LIMIT
            over |= late
            cells = " | ".join(f"{one:.2f}" for one in times)
            print(f"| {name}{' !!' * late} | {len(text.split())} | {cells} |")
    sys.exit(over)


if __name__ == "__main__":
    main()
