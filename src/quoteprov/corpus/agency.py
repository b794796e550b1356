"""
Pages of the Korean Central News Agency, the only place that knows how they look.

A dispatch opens with a dateline, names the issuer of a statement and the day of its release in the
lead, ends at ``-0-`` and carries the year of carriage in a Juche footer (Juche N = N + 1911). Copies
saved from KCNA Watch add a crawl date above the text; it is never read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.dates.days import weigh
from quoteprov.dates.expressions import DAY, MONTH, day, resolve
from quoteprov.models import Day


if TYPE_CHECKING:
    import datetime as dt


CARRIER = "KCNA"
AGENCY = "Korean Central News Agency (KCNA) of the Democratic People's Republic of Korea"
"""Issuer of a dispatch whose lead names no other."""

_DATELINE = regex.compile(
    rf"(?m)^[ \t]*\p{{Lu}}[\p{{L}} .'-]*,\s+(?P<day>{MONTH}\s+\d{{1,2}})\s+\(KCNA\)\s*(?:--|[-–—])\s*"
)
_FOOTER = regex.compile(
    r"[(\[]Juche\s?(?P<juche>\d{1,3})\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.?[)\]]"
)
# KCNA Watch writes the day first: its "22/09/2022" settles "08/11/2022".
_ADDRESS = regex.compile(r"^https?://(?:[\w-]+\.)*kcna(?:watch)?\.\w+", regex.IGNORECASE)
_HEADER = regex.compile(
    r"(?m)^Date:\s*(?P<day>\d{2})/(?P<month>\d{2})/(?P<year>\d{4})\s*\|\s*Source:.*$"
)
_LEAD = regex.compile(
    rf"""(?P<issuer>\p{{Lu}}[^.:\n]*?(?:\.\p{{Lu}}\.[^.:\n]*?)*?),?
    (?:\s+on)?(?:\s+(?P<before>{DAY}))?
    \s+(?:released|issued|made\s+public|published|gave)
    (?:\s+(?:on\s+)?(?P<between>{DAY}))?
    \s+(?:the\s+following|an?)\s+(?:\p{{L}}+\s+)?(?:statement|answer|communiqu[eé]|report|notice|warning)\b
    (?P<rest>[^\n]*)""",
    regex.VERBOSE,
)
_ON_DAY = regex.compile(rf"\bon\s+(?P<after>{DAY})[^\n]{{0,20}}?[:.]?\s*$|\bon\s+(?P<after>{DAY})")


class Dispatch(NamedTuple):
    """What a page says of itself: the issuer, the day of release and the day of carriage."""

    issuer: str
    released: Day | None
    carried: Day | None
    title: str | None


def read_dispatch(
    text: str, *, url: str | None = None, listed: dt.date | None = None
) -> Dispatch | None:
    """
    Read a KCNA page; None if neither its dateline, its footer nor its address says that it is one.

    Args:
        text: The whole page.
        url: Its address; archives strip the dateline.
        listed: The day under which an archive lists the item; it only confirms.
    """
    dateline, footer = _DATELINE.search(text), _FOOTER.search(text)
    if dateline is None and footer is None and not (url and _ADDRESS.match(url)):
        return None
    header = _HEADER.search(text)
    carried = _carried(dateline, footer, header, listed)
    lead = _LEAD.match(text, dateline.end() if dateline else 0)
    return Dispatch(
        issuer=" ".join(lead["issuer"].split()) if lead else AGENCY,
        released=_released(lead, carried) if lead else None,
        carried=carried,
        title=_title(text, header) if header else None,
    )


def _carried(
    dateline: regex.Match[str] | None,
    footer: regex.Match[str] | None,
    header: regex.Match[str] | None,
    listed: dt.date | None,
) -> Day | None:
    dated = []
    if footer:
        numbers = int(footer["juche"]) + 1911, int(footer["month"]), int(footer["day"])
        dated.append((day(*numbers), footer.group()))
    if header:
        numbers = int(header["year"]), int(header["month"]), int(header["day"])
        dated.append((day(*numbers), header.group().split("|")[0].strip()))
    dated.append((listed, "date"))
    evidence = [(d, words) for d, words in dated if d]
    if dateline and evidence:
        in_text = resolve(dateline["day"], evidence[0][0])
        evidence.insert(0, (in_text or evidence[0][0], dateline.group().strip()))
    return weigh(evidence)


def _released(lead: regex.Match[str], carried: Day | None) -> Day | None:
    """
    The day in the lead, seen from the day of carriage; one after it is a contradiction.
    """
    if carried is None or carried.trust == "contradicted":
        return None
    after = _ON_DAY.search(lead["rest"])
    words = lead["before"] or lead["between"] or (after and after["after"])
    date = resolve(words, carried.start) if words else None
    if date is None:
        return None
    trust = "single" if date <= carried.start else "contradicted"
    return Day(start=date, end=date, read_from=words, trust=trust)


def _title(text: str, header: regex.Match[str]) -> str | None:
    """The last line above the header of a saved page."""
    above = [line.strip() for line in text[: header.start()].splitlines() if line.strip()]
    return above[-1] if above else None
