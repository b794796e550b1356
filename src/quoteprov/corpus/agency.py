"""
Pages of the Korean Central News Agency, the only place that knows how they look.

A dispatch opens with a dateline, names the issuer of a statement and the day of its release in the
lead, or the day of what it reports, ends at ``-0-`` and carries the year of carriage in a Juche
footer (Juche N = N + 1911). Copies saved from KCNA Watch add a crawl date above the text and the
beginnings of other items below it; neither is ever read.
"""

from __future__ import annotations

import datetime as dt

from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.dates.days import weigh
from quoteprov.dates.events import names_day, told
from quoteprov.dates.expressions import DAY, MONTH, day, resolve
from quoteprov.models import Day
from quoteprov.text.quantities import WEEKDAY
from quoteprov.text.sentences import each_sentence


if TYPE_CHECKING:
    from collections.abc import Iterator


CARRIER = "KCNA"
CLOCK = "Asia/Seoul"
"""Where its days are reckoned. From August 2015 to May 2018 Pyongyang was half an hour behind
Seoul, which changes no day that an hour unknown could."""
AGENCY = "Korean Central News Agency (KCNA) of the Democratic People's Republic of Korea"
"""Issuer of a dispatch that names no other."""

_DATELINE = regex.compile(
    rf"(?m)^[ \t]*\p{{Lu}}[\p{{L}} .'-]*,\s+(?P<day>{MONTH}\s+\d{{1,2}})\s+"
    r"\(KCNA\)\s*(?:--|[-–—])\s*"
)
# Until October 2024 "(Juche113.9.10.)", since then "[2024.10.29.]", which alone proves nothing.
_FOOTER = regex.compile(
    r"[(\[](?:Juche\s?(?P<juche>\d{1,3})|(?P<year>\d{4}))"
    r"\.(?P<month>\d{1,2})\.(?P<day>\d{1,2})\.?[)\]]"
)
_JUCHE = 1911
# Below it stand the beginnings of other items, each with a dateline of its own.
_OTHERS = regex.compile(r"(?m)^More\s+(?:From\b|Articles$)")
_ADDRESS = regex.compile(r"^https?://(?:[\w-]+\.)*kcna(?:watch)?\.\w+", regex.IGNORECASE)
_HEADER = regex.compile(
    r"(?m)^Date:\s*(?P<first>\d{2})/(?P<second>\d{2})/(?P<year>\d{4})\s*\|\s*Source:\s*KCNA.*$"
)
_DOCUMENT = (
    r"(?:statement|answer|communiqu[eé]|report|notice|warning|declaration|appeal|memorandum|speech"
    r"|white\s+paper|(?:information\s+)?bulletin|letter|message|commentary|article|indictment"
    r"|resolution|questionnaire|press\s+release)\b"
)
_ADVERB = r"(?:recently|again|jointly|separately|also)"
_VERBS = ("released", "issued", "published", "gave", "delivered", "made")
_ISSUED = rf"""\s+(?:made\s+public|{"|".join(_VERBS)})
    (?:\s+(?:on\s+)?(?P<between>{DAY}))?
    \s+(?:the\s+following\s+|an?\s+|its\s+|(?=information\s))(?:[\p{{L}}-]+\s+){{0,2}}?
    (?P<document>{_DOCUMENT})(?:\s+[Nn]o\.\s*\d+)?"""
# What every lead holds, and most pages do not: found much sooner than that a lead does not match.
_ISSUES = regex.compile(_ISSUED, regex.VERBOSE)
_FOLLOWS = "the following"
_ANNOUNCES = regex.compile(r"\b(?:gave|issued|released|made\s+public)\b.*\bthe\s+following\b")
# A lead: "NP on Monday issued the following press statement titled …"
_LEAD = regex.compile(
    rf"""\s*(?:In\s+this\s+(?:regard|connection|respect),?\s+)?(?P<issuer>(?:On\s+(?P<opening>{DAY})(?!,?\s+Juche),?\s+)?\p{{L}}[^:\n]*?),?
    (?:\s+{_ADVERB})?(?:\s+on)?(?:\s+(?P<before>{DAY}),?)?(?:\s+{_ADVERB})?
    {_ISSUED}(?P<rest>.*)""",
    regex.VERBOSE | regex.DOTALL,
)
# Another lead: "The following is the press statement of NP, titled …"
_FOLLOWING = regex.compile(
    rf"""\s*(?:The\s+)?[Ff]ollowing\s+is\s+(?:the|an?)\s+(?:full\s+text\s+of\s+(?:the|an?)\s+)?
    (?:[\p{{L}}-]+\s+){{0,2}}?{_DOCUMENT}\s+(?:(?:issued|released|made\s+public)\s+)?(?:of|by|from)\s+
    (?P<issuer>[^:\n]+?),?
    (?P<rest>
      \s+(?:(?:en)?titled|under\s+the\s+title|on\s+{DAY}|issued|released)\b.* | \s*[:.]?\s*$
    )""",
    regex.VERBOSE | regex.DOTALL,
)
# A day that belongs to the release: at once behind the noun and its title, or at the end of the
# sentence. "June 15 Joint Declaration" is a name.
_NOT_NAME = r"(?!\s+(?:\p{Lu}|joint\b))"
_HOUR = r"(?:\s+(?:morning|afternoon|evening|night))?"
_AT_ONCE = regex.compile(
    rf"(?:\s+(?:(?:en)?titled\s+|under\s+the\s+title\s+(?:of\s+)?)?[\"“][^\"“”]+[\"”])?"
    rf"(?:\s+at\s+[\d:]+)?\s+(?:on\s+)?(?P<day>{DAY})\b{_NOT_NAME}"
)
_AT_END = regex.compile(rf"\s(?:on\s+(?P<day>{DAY})|(?P<day>{WEEKDAY})){_HOUR}\s*[:.]?\s*$")
# Anywhere else it may be the day of what the statement is about: "the launch on Tuesday".
_ELSEWHERE = regex.compile(rf"\bon\s+(?P<day>{DAY}){_NOT_NAME}")
# "gave the following answer to a question put by KCNA Thursday …"
_ASKED = regex.compile(rf"\bby\s+(?:the\s+)?KCNA\s+(?:on\s+)?(?P<day>{DAY})\b")
_NEAR = dt.timedelta(days=1)
# A lead with a verb of its own tells about a statement: "anger rose after NP released one".
_TELLS = regex.compile(
    r"\b(?:has|have|had|was|were|is|are|after|when|since|because|said)\b|\b(?:and|they|which\s+\p{Ll}+)$"
)
_INITIALS = regex.compile(r"(?<!\p{Lu})\p{Lu}\.$")
_LEAD_CHARACTERS = 2_000
# No lead without one of these: two pages of three need not be cut into sentences.
_LEAD_WORDS = (*_VERBS, "ollowing")
_OPENING = regex.compile(r"(?:On|In|At|After|Following|Upon|By|With)\b")
# What a paper prints is issued on its day: "the paper Monday says in a bylined article".
_ORGANS = ("Rodong Sinmun", "Minju Joson", "Tongil Sinbo")
_PRINTING = (*_ORGANS, "KCNA reported")
_ORGAN = rf"(?:{'|'.join(_ORGANS)})".replace(" ", r"\s")
_PIECE = r"(?:article|commentary|comment|editorial|essay)\b"
_PRINTED = regex.compile(
    rf"""{_ORGAN}\s+(?:on\s+)?(?P<day>{WEEKDAY})\s+(?:\p{{Ll}}+\s+){{0,6}}?
      (?:an?|its)\s+(?:[\p{{Ll}}-]+\s+){{0,2}}{_PIECE}
    | {_ORGAN}\s+(?:on\s+)?(?P<day>{WEEKDAY})\s+in\s+an?\s+(?:[\p{{Ll}}-]+\s+){{0,2}}{_PIECE}
    | {_ORGAN}\s+(?:\p{{Ll}}+\s+){{0,2}}in\s+an?\s+(?:[\p{{Ll}}-]+\s+){{0,2}}{_PIECE}
      \s+(?:on\s+)?(?P<day>{WEEKDAY})
    | \A\s*(?:KCNA|{_ORGAN})\s+reported\s+on\s+(?P<day>{DAY})\s+that\b""",
    regex.VERBOSE,
)
_PRINTED_CHARACTERS = 1_000
# Opinion, which tells of what others did only to comment on it.
_OPINION = (
    "comment",
    "kcna",
    "rodong",
    "minju",
    "article",
    "white paper",
    "statement",
    "memorandum",
    "analyst",
    "bulletin",
)
"""Words of its title …"""
_BYLINED = ("bylined", "co-signed", "news analyst", "commentator")
"""… and of what it says first."""
_BYLINE_CHARACTERS = 600


class Dispatch(NamedTuple):
    """What a page says of itself; ``issuer`` is None where its lead names nobody."""

    issuer: str | None
    uttered: Day | None
    released: Day | None
    carried: Day | None
    title: str | None


def read_dispatch(
    text: str,
    *,
    url: str | None = None,
    listed: dt.date | None = None,
    title: str | None = None,
) -> Dispatch | None:
    """
    Read a KCNA page; None if neither dateline, footer, header nor address says that it is one.

    Args:
        text: The whole page.
        url: Its address; archives strip the dateline.
        listed: The day under which an archive lists the item; it only confirms.
        title: The title that an archive gives it, which may hold the footer.
    """
    # a word that each of the three holds is seen at once; most pages of an archive have none
    end, below = _ends(text)
    dateline = _DATELINE.search(text, 0, end) if "(KCNA)" in text else None
    header = _HEADER.search(text, 0, end) if "Date:" in text else None
    footer = _footer(text, below) or (_footer(title, len(title)) if title else None)
    addressed = url is not None and _ADDRESS.match(url) is not None
    if not (dateline or header or addressed or (footer and footer["juche"])):
        return None
    carried = weigh(list(_carried(dateline, footer, header, listed)))
    own = _title(text, header) if header else None
    body = text[dateline.end() if dateline else header.end() if header else 0 : end]
    first = _sentence(body, 0)
    lead = _lead(body, first)
    released, uttered = None, None
    if carried and carried.trust != "contradicted":
        released = _released(lead, carried) if lead else _printed(body, carried)
        if lead is None and released is None:
            uttered = _uttered(body, first, carried, title or own or "")
        elif lead and lead.groupdict().get("document") == "speech":
            released, uttered = None, released
        if any(day is not None and day.trust == "contradicted" for day in (released, uttered)):
            carried = carried.model_copy(update={"trust": "contradicted"})
    return Dispatch(
        issuer=_issuer(lead) if lead else None,
        uttered=uttered,
        released=released,
        carried=carried,
        title=own,
    )


def _ends(text: str) -> tuple[int, int]:
    """Where the item ends, and where its footer must have come."""
    end = text.find("-0-")
    others = _OTHERS.search(text) if "\nMore " in text else None
    below = others.start() if others else len(text)
    return (min(end, below) if end >= 0 else below), below


def _carried(
    dateline: regex.Match[str] | None,
    footer: regex.Match[str] | None,
    header: regex.Match[str] | None,
    listed: dt.date | None,
) -> Iterator[tuple[dt.date, str]]:
    """
    Yield the days of carriage with the words that say them, the dateline first.
    """
    printed = _footer_day(footer) if footer else None
    saved = _header_days(header) if header else []
    anchor = printed or (saved[0] if saved else None) or listed
    in_text = resolve(dateline["day"], anchor) if dateline and anchor else None
    if dateline and in_text:
        yield in_text, dateline.group().strip()
    if footer and printed:
        yield printed, footer.group()
    if header and saved:
        # KCNA Watch writes the day first; a copy that does not is settled by dateline and footer
        agreed = next((d for d in saved if d in {in_text, printed}), saved[0])
        yield agreed, header.group().split("|")[0].strip()
    if listed:
        yield listed, "date"


def _footer(text: str, end: int) -> regex.Match[str] | None:
    return _FOOTER.search(text, 0, end) if "(" in text or "[" in text else None


def _footer_day(footer: regex.Match[str]) -> dt.date | None:
    year = int(footer["juche"]) + _JUCHE if footer["juche"] else int(footer["year"])
    return day(year, int(footer["month"]), int(footer["day"]))


def _header_days(header: regex.Match[str]) -> list[dt.date]:
    """Both readings of a header's "08/11/2022", the day first."""
    first, second, year = int(header["first"]), int(header["second"]), int(header["year"])
    return [d for d in (day(year, second, first), day(year, first, second)) if d]


def _lead(body: str, first: int) -> regex.Match[str] | None:
    """The lead of a statement: the first sentence, which ends at *first*, or the one after it."""
    head, match = body[:first], None
    if any(map(head.__contains__, _LEAD_WORDS)):
        match = _FOLLOWING.match(body, 0, first)
        if match is None and _ISSUES.search(body, 0, first):
            match = _LEAD.match(body, 0, first)
    if _FOLLOWS not in head and _FOLLOWS in body[first : first + _LEAD_CHARACTERS]:
        second = _sentence(body, first)
        if _ANNOUNCES.search(body, first, second):
            match = _LEAD.match(body, first, second) or match
    return None if match is None or _TELLS.search(match["issuer"]) else match


def _sentence(body: str, start: int) -> int:
    """Where one ends; "Department of U.S. Affairs" looks like two sentences and is one."""
    end = start
    for _, end in each_sentence(body, start, min(len(body), start + _LEAD_CHARACTERS)):
        if not _INITIALS.search(body, max(start, end - 2), end):
            break
    return end


def _issuer(lead: regex.Match[str]) -> str:
    """
    The issuer in a lead, without a phrase before it: "On receiving his work, the institute".
    """
    issuer = " ".join(lead["issuer"].split())
    if _OPENING.match(issuer):
        found = list(regex.finditer(r",\s+(?=(?:the|an?)\s|\p{Lu})", issuer))
        return issuer[found[-1].end() :] if found else issuer
    return issuer


def _released(lead: regex.Match[str], carried: Day) -> Day | None:
    """
    The day in the lead, seen from the day of carriage.
    """
    groups = lead.groupdict()
    rest = lead["rest"]
    beside = _AT_ONCE.match(rest) or _ASKED.search(rest) or _AT_END.search(rest)
    words = groups.get("opening") or groups.get("before") or groups.get("between")
    words = words or (beside["day"] if beside else None)
    elsewhere = None if words else _ELSEWHERE.search(rest)
    words = words or (elsewhere["day"] if elsewhere else None)
    date = resolve(words, carried.start) if words else None
    if words is None or date is None or (elsewhere and abs(carried.start - date) > _NEAR):
        return None
    return _before(date, date, words, carried)


def _printed(body: str, carried: Day) -> Day | None:
    """
    The day of the paper that a dispatch says its words stand in.
    """
    head = body[:_PRINTED_CHARACTERS]
    found = _PRINTED.search(head) if any(map(head.__contains__, _PRINTING)) else None
    date = resolve(found["day"], carried.start) if found else None
    return _before(date, date, found["day"], carried) if found and date else None


def _uttered(body: str, first: int, carried: Day, title: str) -> Day | None:
    """
    The day of the event that a dispatch reports in one of its first two sentences; none of what
    a comment only refers to.
    """
    at = names_day(body, 0, _LEAD_CHARACTERS)
    if at < 0 or any(map(title.lower().__contains__, _OPINION)):
        return None
    second = _sentence(body, first) if at >= first else first
    if at >= second:
        return None
    sentence = body[:first] if at < first else body[first:second]
    event = told(sentence.strip(), carried.start, goes_on=at >= first)
    head = body[:_BYLINE_CHARACTERS]
    if event is None or any(map(head.__contains__, _BYLINED)):
        return None
    return _before(*event, carried)


def _before(start: dt.date, end: dt.date, words: str, carried: Day) -> Day:
    """
    A day that should come at most a day before that of carriage: later ones contradict it, and
    those long before it are those of bodies abroad, whose days are told loosely.
    """
    lag = (carried.start - end).days
    trust = "contradicted" if lag < 0 else "single" if lag <= _NEAR.days else "low"
    return Day(start=start, end=end, read_from=words, trust=trust)


def _title(text: str, header: regex.Match[str]) -> str | None:
    """The last line above the header of a saved page."""
    above = [line.strip() for line in text[: header.start()].splitlines() if line.strip()]
    return above[-1] if above else None
