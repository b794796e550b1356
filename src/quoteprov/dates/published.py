"""
The day an article was published, from what it says itself: its dateline and the lines above it.

Saved pages also carry the day on which they were saved, related headlines with days of their own
and the datelines of other items. None of them is read: a dateline opens the first paragraph or
stands alone above it, a line of the head is a day and nothing but what belongs to one, and a day
at the very top yields to whatever else there is.
"""

from __future__ import annotations

import datetime as dt

from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

import regex

from quoteprov.dates.days import weigh
from quoteprov.dates.expressions import expressions
from quoteprov.dates.expressions.almanac import nearest
from quoteprov.dates.expressions.words import A_MONTH, JOINED_WEEKDAY, ZONES
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.dates.expressions import Expression
    from quoteprov.models import Day, ZoneSpan


_Kind = Literal["dateline", "header", "bare", "updated"]
_KINDS = ("dateline", "header", "bare", "updated")  # the surest first


class _Place(NamedTuple):
    """
    Where a day is read: its words, what it may be (more than one day where nothing tells the day
    from the month, none without a year) and the zone of its time.
    """

    kind: _Kind
    words: str
    days: tuple[dt.date, ...]
    month_day: tuple[int, int] | None
    zone: str | None


HEAD_LINES, LINE_CHARACTERS = 400, 300
"""Most lines above an article that are read, and the longest of them: menus are longer."""
_NEAR = dt.timedelta(days=7)
"""Days by which two places may differ and still mean one year, or one order of day and month. That
a day at the top is so near another by chance happens to one page in twenty-five."""
PROSE_WORDS, SUMMARY_WORDS = 8, 20
"""Words of a paragraph at least, and of a summary at most."""

_TIME = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2,6})*\s*(?:[ap]\.?m\b\.?|h\b)?|\d{1,2}\s*[ap]\.?m\b\.?"
    r"|\d{1,2}[시時时]\s?\d{1,2}[분分])"
)
_ZONE = r"(?:\(?\b(?-i:\p{Lu}{1,5})\b(?:[+-]\d{1,2})?\)?|[+-]\d{2}:?\d{2}|local\s+time)"
_PUBLISHED = (
    r"(?:(?:first\s+|originally\s+)?(?:published|posted|issued|released|uploaded|created|filed)"
    r"|(?:pub(?:lish(?:ed)?|lication)?[\s_]*|release\s+)?date|(?:(?:기사)?\s*입력|등록|승인|송고|게시|작성)(?:시간|일시|일)?"
    r"|发布时间|發布時間|掲載|公開)"
)
_UPDATED = (
    r"(?:(?:last[\s_]*)?(?:updated?|modified|mod|revised|edited)(?:[\s_]at)?"
    r"|(?:최종)?\s*수정|업데이트|更新)"
)
_BYLINE = r"by\s+\p{L}[^\d|]{1,60}?"
_BEFORE = regex.compile(
    rf"""[\s\#*_("'\[]*
    (?P<by>{_BYLINE}[\s,–—-]+)?
    (?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))?+
    [\s:,.*_"'–—-]*(?:on\b|at\b|{_TIME}(?:\s*{_ZONE})?)?[\s:,.("'–—-]*""",
    regex.VERBOSE | regex.IGNORECASE,
)
_AFTER = regex.compile(
    rf"""[\s,.)("'*_–—-]*(?:(?:at|@|오전|오후)\s*)?(?:{_TIME})?(?:\s*{_ZONE})?[\s,.)\]"'*_–—-]*
    (?P<by>{_BYLINE}\s*)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_HEADED = regex.compile(r"\p{L}\s*:\s*\Z|date\s*\Z", regex.IGNORECASE)
_BESIDE = regex.compile(
    rf"\s*(?:{_BYLINE}|source\s*:.*|\d+\s+min(?:ute)?s?\s+read|(?:\S+\s+)?\S+)\s*",
    regex.IGNORECASE,
)
_BORDER = regex.compile(
    rf"\s*[|•·∙▪‖\t]\s*|\s+/\s+|\s{{3,}}|\s+(?=\(?(?:{_UPDATED})\b)", regex.IGNORECASE
)
_LINE = regex.compile(r"[^\n\r\u2028\u2029]+")
_CLOCK = regex.compile(_TIME, regex.IGNORECASE)
_BYLINE_ALONE = regex.compile(rf"\s*{_BYLINE}\s*", regex.IGNORECASE)
_DIGIT = regex.compile(r"\d")
_WORD = regex.compile(r"\w+")
_FRONT_MATTER = regex.compile(r"\A---[ \t]*\n(?:[^\n]*\n){0,60}?---[ \t]*(?:\n|\Z)")

_DASH = r"(?:--|[-–—])(?=\s|\Z|[\p{Lu}\"“])"
_NAME = r"\p{Lu}[\p{L}.'’-]*"
_DATELINE = regex.compile(
    rf"""\s*(?:[*_]{{1,2}})?
    (?!(?:On|In|At|By|From|Since|After|Before|Until|Late|Early|Between)\b)
    (?P<place>
      {_NAME}(?:[\s/]+(?:{_NAME}|de|del|la|am|an|der|d[ao]s?|and))*
      (?:,\s+{_NAME}(?:\s+{_NAME})*)?? ,
    | (?:\p{{Lu}}{{2,}}[\p{{Lu}}.'’-]*[\s/]+)+
    )?
    \s*(?P<date>(?:{JOINED_WEEKDAY},?\s+)?(?:{A_MONTH}\s*\d|\d)[^()/\n—–]{{0,24}}?)
    [.,]?\s*
    (?:
      (?:\((?P<agency>[^()\n]{{2,60}})\)|/(?P<agency>[^/\n]{{2,40}})/)\s*[.:]?\s*(?P<dash>{_DASH})?
    | (?P<dash>{_DASH})
    )(?:[*_]{{1,2}})?""",
    regex.VERBOSE,
)
_NO_AGENCY = regex.compile(r"\p{L}+day\b|local\s|[^\p{Lu}]+\Z")
_AGENCY = regex.compile(r"[(/](\w+)[)/]")
_INTRODUCES = regex.compile(
    r":\s*\Z|\b(?:following|below|text|translation|statement|reprint\w*|courtesy|reads?)\b",
    regex.IGNORECASE,
)
# (평양 9월 22일발 조선중앙통신), 新华社北京11月8日电
_EASTERN = regex.compile(
    r"\s*[(（【\[]?[^\s\d\p{P}]{2,20}?\s?(?P<date>(?:\d{4}년\s?)?\d{1,2}월\s?\d{1,2}일)\s?[발電电讯訊発發]"
)
_AS_KOREAN = str.maketrans("年月日", "년월일")  # one for one, so that offsets stay

# Cities from which is written about what agencies carry, by their zones.
_CITIES = {
    city: zone
    for zone, cities in {
        "Asia/Seoul": "SEOUL|PYONGYANG|BUSAN|PANMUNJOM",
        "Asia/Tokyo": "TOKYO|OSAKA",
        "Asia/Shanghai": "BEIJING|SHANGHAI|DANDONG|SHENYANG",
        "Asia/Hong_Kong": "HONG KONG",
        "Asia/Taipei": "TAIPEI",
        "Asia/Singapore": "SINGAPORE|KUALA LUMPUR",
        "Asia/Bangkok": "BANGKOK|HANOI",
        "Asia/Kolkata": "NEW DELHI|DELHI|MUMBAI",
        "Asia/Tehran": "TEHRAN",
        "Europe/Moscow": "MOSCOW|ST. PETERSBURG",
        "Asia/Vladivostok": "VLADIVOSTOK",
        "Europe/Kyiv": "KYIV|KIEV",
        "Europe/London": "LONDON",
        "Europe/Paris": "PARIS|BRUSSELS|GENEVA|BERLIN|VIENNA|ROME|MADRID|THE HAGUE",
        "America/New_York": "WASHINGTON|NEW YORK|UNITED NATIONS|OTTAWA",
        "America/Los_Angeles": "LOS ANGELES|SAN FRANCISCO|SEATTLE",
        "Australia/Sydney": "SYDNEY|CANBERRA|MELBOURNE",
    }.items()
    for city in cities.split("|")
}

_OFFSET = regex.compile(
    rf"{_TIME}\s*\(?(?:(?:Z|GMT|UTC)?(?P<sign>[+-])(?P<hours>\d{{1,2}}):?(?P<minutes>\d{{2}})?"
    r"|(?P<name>[A-Z]{1,4})\b)"
)


class Published(NamedTuple):
    """The day an article was published and the time zone of its desk; None if nothing tells it."""

    day: Day | None
    clock: str | None


def published(
    text: str, zones: Sequence[ZoneSpan], stated: Day | None, *, day_first: bool | None = None
) -> Published:
    """
    Tell the day an article was published, and where.

    Args:
        text: The article.
        zones: Of the article.
        stated: The day that the caller or a field gives: it counts more than what the article
            says, unless its trust is ``low``; then it only confirms, or stands alone.
        day_first: Whether a number such as 08/11/2022 begins with the day; None if that must be
            settled by the other places.
    """
    places = list(_places(text, zones, day_first=day_first))
    if stated is not None and stated.trust != "low":
        city = next((p.zone for p in places if p.kind == "dateline" and p.zone), None)
        return Published(stated, city)
    return _weighed(places, stated)


def yearless(text: str, zones: Sequence[ZoneSpan]) -> tuple[tuple[int, int], str] | None:
    """
    Give month and day of a dateline whose year nothing tells, and its words; None without one.
    """
    told = (p for p in _places(text, zones, day_first=None) if p.kind == "dateline")
    return next(((p.month_day, p.words) for p in told if p.month_day and not p.days), None)


_NUMBERS = regex.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:19|20)\d{2}(?!\d)")


def day_first(text: str) -> bool | None:
    """
    Tell whether the numbers of a page begin with the day, by one that can be read in one way only;
    None without any, or where two differ.

    >>> day_first("29/11/2022"), day_first("11/29/2022"), day_first("08/11/2022")
    (True, False, None)
    """
    most = 12
    found = {
        int(one[1]) > most
        for one in _NUMBERS.finditer(text)
        if (int(one[1]) > most) != (int(one[3]) > most)
    }
    return found.pop() if len(found) == 1 else None


def zone_in(words: str) -> str | None:
    """
    The zone of the time of day in *words*, None if they tell none.

    >>> zone_in("2022-09-21T19:30:00-04:00"), zone_in("6:58 am EST"), zone_in("06:58")
    ('UTC-04:00', 'America/New_York', None)
    """
    match = _OFFSET.search(words)
    if match is None:
        return None
    if match["name"]:
        return "UTC" if match["name"] == "Z" else ZONES.get(match["name"].lower())
    hours, minutes = match["hours"].zfill(2), match["minutes"] or "00"
    return "UTC" if hours == minutes == "00" else f"UTC{match['sign']}{hours}:{minutes}"


def _places(text: str, zones: Sequence[ZoneSpan], *, day_first: bool | None) -> Iterator[_Place]:
    """The places above and at the beginning of the body, in their order."""
    opening = ""
    for line, is_prose in _head(text, zones):
        shown = line[: LINE_CHARACTERS + 1].translate(_AS_KOREAN)
        if is_prose:
            found = _dateline(shown, alone=False)
            yield from (p for p in found if not opening or _sums_up(opening, p))
            opening = opening or line
        elif len(shown) <= LINE_CHARACTERS and _DIGIT.search(shown):
            yield from _dateline(shown, alone=True)
            yield from _header(shown, apart=bool(opening), day_first=day_first)


def _head(text: str, zones: Sequence[ZoneSpan]) -> Iterator[tuple[str, bool]]:
    """The lines up to the second paragraph of prose, each with whether it is prose."""
    front = _FRONT_MATTER.match(text)
    above = front.end() if front else 0
    start = next((start for start, _ in body(zones)), 0)
    paragraphs = 0
    for match in islice(_LINE.finditer(text), HEAD_LINES):
        is_prose = match.start() >= max(above, start) and (
            match.start() == start > above or _is_long(match.group())
        )
        yield match.group(), is_prose
        paragraphs += is_prose
        if paragraphs > 1:
            return


def _sums_up(opening: str, dateline: _Place) -> bool:
    """
    The first paragraph is a headline or summary with a full stop, and the article begins below it;
    it does not introduce the copy of somebody else's item.
    """
    agencies = _AGENCY.findall(dateline.words)
    is_short = len(_WORD.findall(opening)) <= SUMMARY_WORDS
    return is_short and not _INTRODUCES.search(opening) and not any(a in opening for a in agencies)


def _is_long(line: str) -> bool:
    return len(_WORD.findall(line)) >= PROSE_WORDS


def _dateline(line: str, *, alone: bool) -> Iterator[_Place]:
    """The dateline that opens a line, or is all of it."""
    match = _DATELINE.match(line) or _EASTERN.match(line)
    if match is None or (alone and line[match.end() :].strip()):
        return
    if match.re is _DATELINE:
        credited = match["agency"] and not _NO_AGENCY.match(match["agency"])
        if not credited and not (match["place"] and match["dash"]):
            return
    for found in _read(match["date"]):
        if (found.start, found.end) == (0, len(match["date"])):
            place = _place("dateline", match.group().strip(), found)
            yield place._replace(zone=place.zone or _zone_of_city(match))


def _zone_of_city(match: regex.Match[str]) -> str | None:
    """The zone of the city of a dateline: who writes there says the day as it is there."""
    city = (match.groupdict().get("place") or "").split(",")[0].strip().upper()
    return _CITIES.get(city)


def _header(line: str, *, apart: bool, day_first: bool | None) -> Iterator[_Place]:
    """
    The days of a line of the head. Behind the first paragraph (*apart*) a day alone may be that
    of an event, unless there is a time.
    """
    segments = [one for one in _BORDER.split(line) if one.strip()]
    places = [_segment(one, day_first=day_first) for one in segments]
    beside = [one for one, place in zip(segments, places, strict=True) if place is None]
    credited = any(_BYLINE_ALONE.fullmatch(one) for one in beside)
    for place in filter(None, places):
        kind = place.kind
        if kind == "bare":
            # a day beside a headline is that of a teaser
            if not all(map(_BESIDE.fullmatch, beside)) or (apart and not _CLOCK.search(line)):
                continue
            kind = "header" if credited else "bare"
        yield place._replace(kind=kind)


def _segment(words: str, *, day_first: bool | None = None) -> _Place | None:
    """A day with its label, its time and the writer; None if anything else stands beside it."""
    found = _read(words, day_first=day_first)
    if not found or any(one.readings != found[0].readings for one in found):
        return None
    before = _BEFORE.fullmatch(words, 0, found[0].start)
    after = _AFTER.fullmatch(words, found[-1].end)
    if before is None or (after is None and not _HEADED.search(before.group())):
        return None
    kind: _Kind = "bare"
    if before["updated"]:
        kind = "updated"
    elif before["published"] or before["by"] or (after and after["by"]):
        kind = "header"
    return _place(kind, words.strip(), found[0])


def _read(words: str, *, day_first: bool | None = None) -> list[Expression]:
    """The days in *words*; one that contradicts itself is none."""
    if not _DIGIT.search(words):
        return []
    found = expressions(words, None, day_first=day_first)
    return [one for one in found if one.grain == "day" and one.problem != "conflict"]


def _place(kind: _Kind, words: str, found: Expression) -> _Place:
    days = tuple(one.first for one in found.readings)
    return _Place(kind, words, days, found.month_day, zone_in(words))


def _weighed(places: Sequence[_Place], stated: Day | None) -> Published:
    """The day that the places tell together; *stated* is one of low trust, which only confirms."""
    told = _settled(_without_strays(places), stated)
    first = [one for one in told if one[1].kind != "updated"] or told[:1]
    if not first:
        if stated and any(p.kind == "dateline" for p in places):
            stated = stated.model_copy(update={"trust": "contradicted"})
        return Published(stated, None)
    date, surest = first[0]
    confirming = [(one, p.words) for one, p in told if p.kind == "updated" and p is not surest]
    # the metadata may have been taken from the very line that says when it was updated
    if stated and surest.kind != "updated":
        confirming.append((stated.start, stated.read_from))
    evidence = [(one, p.words) for one, p in first]
    day = weigh([*evidence, *(one for one in confirming if one[0] == date)])
    if day is None or day.trust == "contradicted":
        return Published(day, None)
    return Published(day, next((p.zone for one, p in first if p.zone and one == date), None))


def _without_strays(places: Sequence[_Place]) -> Sequence[_Place]:
    """
    Without the day at the very top that is far from all others, on which the page was saved, and
    without days that stand alone and differ, which are those of a list.
    """
    if len(places) > 1 and places[0].kind == "bare":
        first, *others = places
        dated = [q for q in others if q.days] or others
        places = places if any(_near(first, other) for other in dated) else others
    bare = {p.days or p.month_day for p in places if p.kind == "bare"}
    return [p for p in places if p.kind != "bare" or len(bare) == 1]


def _settled(places: Sequence[_Place], stated: Day | None) -> list[tuple[dt.date, _Place]]:
    """The places that tell one day, by the others where they leave a choice; the surest first."""
    low = [stated.start] if stated else []
    told: list[tuple[dt.date, _Place]] = []
    for place in places:
        others = [q for q in places if q is not place]
        # not by metadata: they may be a guess at the very same number
        sure = len(place.days) == 1
        agreed = [d for d in place.days if sure or any(_tells(q, d) for q in others)]
        told += [(d, place) for d in agreed[:1]]
    told.sort(key=lambda one: _KINDS.index(one[1].kind))
    for place in places:
        if place.month_day and (told or low):
            date = nearest(told[0][0] if told else low[0], *place.month_day)
            told += [(date, place)] if told or abs(date - low[0]) <= _NEAR else []
    return sorted(told, key=lambda one: _KINDS.index(one[1].kind))


def _near(place: _Place, other: _Place) -> bool:
    return any(_tells(other, d) for d in place.days) or any(_tells(place, d) for d in other.days)


def _tells(place: _Place, date: dt.date) -> bool:
    """A place may tell a day near *date*, in its year if it gives none."""
    days = (nearest(date, *place.month_day),) if place.month_day else place.days
    return any(abs(d - date) <= _NEAR for d in days)
