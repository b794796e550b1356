"""
What a case file expects, held against the report of its article.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from quoteprov.cases.expected import DAYS
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from quoteprov.cases.expected import Expected
    from quoteprov.models import Finding, Quotation, Report, Severity


FAITHFUL = frozenset({"verbatim", "edited"})
"""Verdicts that say nothing is wrong with the words, so that a finding on them is news."""
_KNOWN = 8_192
"""Texts whose words are remembered: each case is held against every quotation of its article."""


class Difference(NamedTuple):
    """
    What is not as it was expected.

    Args:
        key: Of the case file.
        expected: What it says; empty where it says nothing yet.
        found: What the report says, as a case file would; None where there is nothing.
    """

    key: str
    expected: str
    found: str | None


def meant(report: Report, texts: Sequence[str], number: int) -> list[Quotation]:
    """
    Give the quotations that a text of a case file names: those of just these words, else those
    that hold them in a row. Quotation marks, case and white space do not count.

    Where as many texts of the file have the same words as quotations have them, each names one, in
    their order: the words may be right in one place and not in another. Marks that credit nobody
    count only where no quotation has the words, or each has a text of its own.
    """
    wanted = _keys(texts[number])
    if not wanted:
        return []
    own = [(q, _keys(q.text)) for q in report.quotations]
    whole = [q for q, keys in own if keys == wanted]
    alike = [n for n, text in enumerate(texts) if _keys(text) == wanted]
    for found in (whole, _credited(whole)):
        if len(alike) == len(found):
            return [found[alike.index(number)]]
    return _credited(whole) or _credited([q for q, keys in own if _holds(keys, wanted)])


def _credited(found: list[Quotation]) -> list[Quotation]:
    """Those that somebody is credited with, or all where nobody is."""
    return [q for q in found if q.verdict != "not-a-quotation"] or found


def is_whole(found: Iterable[Quotation], text: str) -> bool:
    """
    Tell whether quotations have just the words of *text*, and no others.
    """
    wanted = _keys(text)
    return all(_keys(q.text) == wanted for q in found)


def has_words(text: str) -> bool:
    """
    Tell whether a text has a word by which it can be named.
    """
    return bool(_keys(text))


def nearest(report: Report, text: str) -> Quotation | None:
    """
    Give the quotation whose words are nearest to *text*, if half of it is alike.
    """
    found = process.extractOne(
        " ".join(_keys(text)),
        [" ".join(_keys(q.text)) for q in report.quotations],
        scorer=fuzz.ratio,
        score_cutoff=50,
    )
    return report.quotations[found[2]] if found else None


def differences(q: Quotation, expected: Expected) -> list[Difference]:
    """
    Give what of a quotation is not as expected.
    """
    found: list[Difference] = []
    if expected.verdict != q.verdict:
        found.append(Difference("verdict", expected.verdict or "", q.verdict))
    if expected.speaker is not None and not _is_credited(q, expected.speaker):
        who = q.speaker.resolved if q.speaker else None
        found.append(Difference("speaker", expected.speaker, who))
    # near-copies and later quotations of the words hold them as well
    places = [q.statement.id, *q.rivals] if q.statement else [None]
    if expected.statement is not None and expected.statement not in places:
        found.append(Difference("statement", expected.statement, places[0]))
    if expected.date is not None and (day := _day(q, expected.date)) != expected.date:
        found.append(Difference("date", expected.date, day))
    return found


def _is_credited(q: Quotation, speaker: str) -> bool:
    """Whether the words of *speaker* stand in those of who is credited."""
    if q.speaker is None:
        return False
    wanted = _keys(speaker)
    descriptions = (q.speaker.resolved, q.speaker.text, *q.speaker.others)
    return any(_holds(_keys(one), wanted) for one in descriptions)


def _day(q: Quotation, expected: str) -> str:
    """What is found on the day of a quotation, or where a day is expected, that which is given."""
    if q.date is None:
        return "no-date-claim"
    return q.date.verdict if expected in DAYS else q.date.claimed or q.date.verdict


def unaccounted(
    report: Report, allow: Collection[str], cases: Sequence[Expected], fail_on: Severity
) -> list[Finding]:
    """
    Give the findings as severe as *fail_on* that a case file does not account for.

    It accounts for those of the rules that it allows (*allow*, their codes), and for those about a
    quotation that it names as far as it says what they are about: a verdict that is not faithful
    for the words and where they stand (QP1, QP2), a date for its day (QP3), a speaker for who is
    credited (QP4). Where a verdict is not what was expected, the test of that quotation says so.
    """
    allowed: dict[str, set[str]] = {}
    texts = [case.text for case in cases]
    for number, case in enumerate(cases):
        for q in meant(report, texts, number):
            is_faithful = case.verdict == q.verdict and q.verdict in FAITHFUL
            families = [
                *(() if is_faithful else ("QP1", "QP2")),
                *(("QP3",) if case.date is not None else ()),
                *(("QP4",) if case.speaker is not None else ()),
            ]
            allowed.setdefault(q.id, set()).update(families, case.allow)

    def is_accounted_for(f: Finding) -> bool:
        own = allowed.get(f.quotation or "", ())
        return f.code in allow or f.code in own or f.code[:3] in own

    return [f for f in report.findings_from(fail_on) if not is_accounted_for(f)]


@lru_cache(_KNOWN)
def _keys(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(word.key for word in words(text))


def _holds(keys: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether some words stand in a row in others."""
    n = len(wanted)
    return any(keys[at : at + n] == wanted for at in range(len(keys) - n + 1))
