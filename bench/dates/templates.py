"""
How articles say when a statement was made: wires, papers, weeklies and blogs.

A template is an article around a quotation. ``{when}`` is the day that it claims, in the words of
its wording; a wording that cannot say a day as of the day of publication gives nothing, as no desk
writes "Thursday" of a day three weeks ago. All other days in a template are of other matters:
``{before}`` and ``{next}`` are weekdays of events, ``{past}`` is the month and day of something
two months old.
"""

from __future__ import annotations

import datetime as dt

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from bench.dates.statements import MONTHS, NEXT, WEEKDAYS, Pair


if TYPE_CHECKING:
    from collections.abc import Callable

Role = Literal["said", "carried"]
AP: Final = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
_WEEK: Final = 7
_HALF_YEAR: Final = 180
_YEAR: Final = 365


class Template(NamedTuple):
    """
    An article to be filled in.

    Args:
        role: Whether the claimed day is said of the speaker or of the carrier.
        wording: One of `WORDINGS`.
        printed: When it is published: ``desk`` (as the statement reaches it, or on the day after
            it was carried), or so many days after the claimed day, or on the last day of its month
            (``month``).
        told: Who tells the day of publication: the caller (``given``), the article (``text``), or
            nobody.
    """

    name: str
    role: Role
    wording: str
    text: str
    printed: int | Literal["desk", "month"] = "desk"
    told: Literal["given", "text", "nobody"] = "given"


def ap(day: dt.date) -> str:
    """
    Write a month and day as American agencies do.
    """
    return f"{AP[day.month - 1]} {day.day}"


def _weekday(day: dt.date, published: dt.date) -> str | None:
    # an American desk may write the day of Seoul, which is its own tomorrow
    near = -NEXT <= published - day < dt.timedelta(_WEEK)
    return WEEKDAYS[day.weekday()] if near else None


def _near(form: Callable[[dt.date], str]) -> Callable[[dt.date, dt.date], str | None]:
    """A month and day without a year: of the last months."""

    def worded(day: dt.date, published: dt.date) -> str | None:
        return form(day) if published - day < dt.timedelta(_HALF_YEAR) else None

    return worded


def _ago(days: int, words: str) -> Callable[[dt.date, dt.date], str | None]:
    return lambda day, published: words if published - day == dt.timedelta(days) else None


def _last_week(day: dt.date, published: dt.date) -> str | None:
    """Of the last week by either way of counting: from Monday, and from Sunday."""
    weeks = (
        (published + NEXT * shift).isocalendar()[:2]
        == (day + NEXT * (shift + _WEEK)).isocalendar()[:2]
        for shift in (0, 1)
    )
    return "last week" if all(weeks) else None


def _earlier_this_month(day: dt.date, published: dt.date) -> str | None:
    same = (day.year, day.month) == (published.year, published.month)
    return "earlier this month" if same and published - day > NEXT * 2 else None


def _month(day: dt.date, published: dt.date) -> str | None:
    past = dt.timedelta(0) < published - day < dt.timedelta(_YEAR - 31)
    return MONTHS[day.month - 1] if past and day.month != published.month else None


WORDINGS: Final[dict[str, Callable[[dt.date, dt.date], str | None]]] = {
    "weekday": _weekday,
    "ap": _near(ap),
    "ap-weekday": _near(lambda day: f"{WEEKDAYS[day.weekday()]}, {ap(day)}"),
    "day-first": _near(lambda day: f"{day.day} {MONTHS[day.month - 1]}"),
    "full": lambda day, _: f"{MONTHS[day.month - 1]} {day.day}, {day.year}",
    "full-weekday": lambda day, _: f"{WEEKDAYS[day.weekday()]}, {ap(day)}, {day.year}",
    "full-day-first": lambda day, _: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "iso": lambda day, _: day.isoformat(),
    "korean": _near(lambda day: f"{day.month}월 {day.day}일"),
    "today": _ago(0, "today"),
    "yesterday": _ago(1, "yesterday"),
    "two days earlier": _ago(3, "two days earlier"),
    "two days ago": _ago(2, "two days ago"),
    "the previous day": _ago(1, "the previous day"),
    "last week": _last_week,
    "earlier this month": _earlier_this_month,
    "month": _month,
}

COARSE: Final = frozenset({"last week", "earlier this month", "month"})
"""Wordings of several days, which are right of more than one."""

TEMPLATES: Final = (
    Template("said Thursday", "said", "weekday", "“{first},” {who} said {when}."),
    Template("on Thursday", "said", "weekday", "“{first},” {who} said on {when}."),
    Template("day at the head", "said", "weekday", "On {when}, {who} said: “{first}.”"),
    Template("day before the verb", "said", "weekday", "{Who} on {when} said that “{first}.”"),
    Template(
        "in a statement on Thursday",
        "said",
        "weekday",
        "“{first},” {who} said in a statement on {when}.",
    ),
    Template(
        "a statement released Wednesday",
        "said",
        "weekday",
        "“{first},” {who} said in a statement released {when}.",
    ),
    Template(
        "Monday's statement",
        "said",
        "weekday",
        "{Who} left no doubt in {when}’s statement: “{first}.”",
    ),
    Template(
        "in the statement, issued Monday",
        "said",
        "weekday",
        "In the statement, which was issued on {when}, {who} said: “{first}.”",
    ),
    Template(
        "earlier on Thursday", "said", "weekday", "Earlier on {when}, {who} said: “{first}.”"
    ),
    Template("early Thursday", "said", "weekday", "“{first},” {who} said early {when}."),
    Template("late on Thursday", "said", "weekday", "“{first},” {who} warned late on {when}."),
    Template("on Thursday morning", "said", "weekday", "“{first},” {who} said {when} morning."),
    Template("told on Thursday", "said", "weekday", "{Who} announced on {when}: “{first}.”"),
    Template(
        "according to a statement dated",
        "said",
        "ap",
        "“{first},” according to a statement of {who} dated {when}.",
    ),
    Template("Sept. 21", "said", "ap", "“{first},” {who} said on {when}."),
    Template("Wednesday, Sept. 21", "said", "ap-weekday", "On {when}, {who} said: “{first}.”"),
    Template("21 September", "said", "day-first", "“{first},” {who} said on {when}."),
    Template("September 21, 2022", "said", "full", "On {when}, {who} said: “{first}.”"),
    Template(
        "Wednesday, Sept. 21, 2022", "said", "full-weekday", "“{first},” {who} said on {when}."
    ),
    Template("21 September 2022", "said", "full-day-first", "“{first},” {who} said on {when}."),
    Template("2022-09-21", "said", "iso", "{when}: {who} said, “{first}.”"),
    Template(
        "a Sept. 21 statement", "said", "ap", "In a {when} statement, {who} said: “{first}.”"
    ),
    Template("yesterday", "said", "yesterday", "“{first},” {who} said yesterday."),
    Template("today", "said", "today", "“{first},” {who} said today."),
    Template(
        "two days ago", "said", "two days ago", "{Who} said two days ago: “{first}.”", printed=2
    ),
    Template(
        "two days earlier",
        "said",
        "two days earlier",
        "Seoul summoned nobody on {yesterday}. Two days earlier, {who} had said: “{first}.”",
        printed=3,
    ),
    Template(
        "the previous day",
        "said",
        "the previous day",
        "Shares in Seoul fell on {today}. {Who} had said the previous day: “{first}.”",
        printed=1,
    ),
    Template("last week", "said", "last week", "“{first},” {who} said last week.", printed=7),
    Template(
        "earlier this month",
        "said",
        "earlier this month",
        "“{first},” {who} said earlier this month.",
        printed="month",
    ),
    Template("in September", "said", "month", "In {when}, {who} said: “{first}.”", printed=45),
    Template(
        "in September … later",
        "said",
        "month",
        "In {when}, Washington spoke of a breach. {Who} later said: “{first}.”",
        printed=45,
    ),
    Template(
        "back in September, from afar",
        "said",
        "month",
        "{Who} said back in {when} that “{first}.” On {before}, Seoul asked again.",
        printed=75,
    ),
    Template(
        "carried by KCNA on Thursday",
        "carried",
        "weekday",
        "“{first},” {who} said in a statement carried by KCNA on {when}.",
    ),
    Template(
        "KCNA reported on Thursday",
        "carried",
        "weekday",
        "KCNA reported on {when} that {who} said: “{first}.”",
    ),
    Template(
        "state media reported Thursday",
        "carried",
        "weekday",
        "“{first},” {who} said, state media reported {when}.",
    ),
    Template(
        "published by KCNA on Sept. 22",
        "carried",
        "ap",
        "In a statement published by KCNA on {when}, {who} said: “{first}.”",
    ),
    Template(
        "KCNA quoted, 22 September",
        "carried",
        "day-first",
        "On {when}, the Korean Central News Agency (KCNA) quoted {who} as saying: “{first}.”",
    ),
    Template(
        "the North's news agency, September 22, 2022",
        "carried",
        "full",
        "“{first},” {who} said, according to the North’s news agency KCNA on {when}.",
    ),
    Template(
        "lead dated, quotation three paragraphs below",
        "said",
        "weekday",
        "{Who} rejected the allegations on {when}.\n\nThe reaction was expected in Seoul.\n\nNo"
        " ministry there would comment.\n\n“{first},” {short} said.\n\n“{second},” {short} added.",
    ),
    Template(
        "lead dated, another speaker between",
        "said",
        "weekday",
        "{Who} said on {when} that the matter was closed.\n\nJohn Kirby of the White House had"
        " said on {past} that it was wide open. “We will keep looking at it,” he told reporters."
        "\n\n“{first},” {short} said in the statement.",
    ),
    Template(
        "two speakers with days of their own",
        "said",
        "weekday",
        "“We do not comment on such words,” State Department spokesman Ned Hill said on {before}."
        "\n\n“{first},” {who} said on {when}.",
    ),
    Template(
        "other's remarks in the sentence",
        "said",
        "weekday",
        "Rejecting {past} remarks by John Kirby, {who} said on {when}: “{first}.”",
    ),
    Template(
        "event that began on Monday",
        "said",
        "weekday",
        "{Who} said on {when} that the drills that began on {before} were a rehearsal."
        " “{first},” {short} said.",
    ),
    Template(
        "event that will be on Friday",
        "said",
        "weekday",
        "The allies will hold another round on {next}. “{first},” {who} said on {when}.",
    ),
    Template(
        "after the events of a day",
        "said",
        "weekday",
        "{Who} said on {when}, after warships had left Busan on {before}: “{first}.”",
    ),
    Template(
        "date inside another quotation",
        "said",
        "weekday",
        "“{first},” {who} said on {when}. Kirby had promised “a full answer by {next} or by"
        " {past} of next year”.",
    ),
    Template(
        "an older statement in the background",
        "said",
        "weekday",
        "“{first},” {who} said on {when}.\n\nIn a statement on {past}, the ministry had called"
        " the same report an old wives' tale.",
    ),
    Template(
        "declaration with a date for a name",
        "said",
        "weekday",
        "{Who} recalled the June 15 Joint Declaration and the October 10 Factory on {when}."
        " “{first},” {short} said.",
    ),
    Template(
        "wire with a dateline and a header",
        "said",
        "weekday",
        "The North is not amused\n\n{header}\n\nSEOUL, {dateline} (News) -- {Who} said {when} that"
        " the matter is closed.\n\n“{first},” {short} said.\n\n(END)\n\nOthers read\n",
        told="text",
    ),
    Template(
        "paper with a header",
        "said",
        "weekday",
        "Words from the North\n\nBy Anna Berg\n\n{header}\n\n“{first},” {who} said on {when}.\n",
        told="text",
    ),
    Template(
        "wire with a dateline, carried",
        "carried",
        "weekday",
        "SEOUL, {dateline} (News) -- “{first},” {who} said in a statement carried by KCNA on"
        " {when}.\n\n“{second},” {short} added.",
        told="text",
    ),
    Template(
        "no day of publication, weekday",
        "said",
        "weekday",
        "“{first},” {who} said on {when}.",
        told="nobody",
    ),
    Template(
        "no day of publication, Sept. 21",
        "said",
        "ap",
        "On {when}, {who} said: “{first}.”",
        told="nobody",
    ),
    Template(
        "no day of publication, in full",
        "said",
        "full",
        "“{first},” {who} said on {when}.",
        told="nobody",
    ),
    Template(
        "blog that quotes KCNA, no day",
        "carried",
        "ap",
        "The war of words goes on. On {when}, KCNA quoted {who} with the following words:"
        " “{first}.”\n\nWhat is one to make of that?",
        told="nobody",
    ),
    Template(
        "block quote below a dated line",
        "said",
        "ap",
        "On {when}, {who} released this:\n\n> {first}. {second}.\n\nThat is all there is.",
    ),
    Template("Korean day", "said", "korean", "“{first},” {who} said ({when})."),
)


def filled(template: Template, pair: Pair, claimed: dt.date, published: dt.date) -> str | None:
    """
    Write the article, or nothing where its wording cannot say the day.
    """
    when = WORDINGS[template.wording](claimed, published)
    if when is None:
        return None
    past = published - NEXT * 61
    return template.text.format(
        first=pair.first,
        second=pair.second,
        who=pair.who,
        Who=pair.who[0].upper() + pair.who[1:],
        short=pair.short,
        when=when,
        before=WEEKDAYS[(claimed - NEXT * 3).weekday()],
        next=WEEKDAYS[(published + NEXT * 3).weekday()],
        past=ap(past),
        yesterday=WEEKDAYS[(published - NEXT).weekday()],
        today=WEEKDAYS[published.weekday()],
        dateline=ap(published),
        header=f"{published.day} {MONTHS[published.month - 1]} {published.year}",
    )
