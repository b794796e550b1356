"""
CSV (RFC 4180) for spreadsheets: a row for each quotation, and for each finding about an article.
"""

from __future__ import annotations

import csv
import io

from typing import TYPE_CHECKING

import regex

from quoteprov.render.records import COLUMNS, records
from quoteprov.render.terminal import escape as on_one_line


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteprov.models import Report
    from quoteprov.render.records import Value


_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it, Excel reads UTF-8 as the code page of its country and garbles every “ and ’."""
_FORMULA = regex.compile(
    r"""(?: \A | [,;|"'“”‘’＂＇] ) \s* \K (?= [=+\-@＝＋－＠−] )""", regex.VERBOSE
)
"""Where a spreadsheet may begin to calculate: at the start of a cell, and after what it may take
for the end of one (https://owasp.org/www-community/attacks/CSV_Injection)."""


def render_csv(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the header, behind a byte order mark, and the rows.
    """
    yield _BOM + _row(COLUMNS)
    for report in reports:
        yield from (_row(record.values()) for record in records(report))


def escape(text: str) -> str:
    """
    Put *text* on one line, with an apostrophe before whatever a spreadsheet may calculate.

    >>> escape("=1+1"), escape("he said, -1")
    ("'=1+1", "he said, '-1")
    """
    return _FORMULA.sub("'", on_one_line(text))


def _row(cells: Iterable[Value]) -> str:
    line = io.StringIO()
    told = [escape(cell) if isinstance(cell, str) else cell for cell in cells]
    # all quoted, so that no reader takes another separator than the comma
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(told)
    return line.getvalue()
