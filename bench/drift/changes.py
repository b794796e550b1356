"""
Changes that make a quotation say something else: each reads a true sentence and gives another, or
None where there is nothing for it to change.

Everything is drawn from the generator that is passed in. What is put in is never what stood there,
so that the sentence differs for certain; whether it differs from *every* statement is for the
caller to see. A change names the rules of which one must report it; none where any error will do.
"""

# ruff: noqa: PLR2004 - shares and lengths are what these changes consist of

from __future__ import annotations

import re

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from bench.tracing.changes import SPELLINGS, SYNONYMS


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random


class Source(NamedTuple):
    """A true sentence, and the sentences of the same statement further on than the next."""

    statement: str
    text: str
    later: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A change, and the codes of the rules of which one must report it."""

    change: Callable[[Random, Source], str | None]
    rules: frozenset[str] = frozenset()


def _table(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read rows of ``words > other | other``, parted by semicolons."""
    rows = (row.split(">") for row in " ".join(text.split()).split(";"))
    return tuple(
        (old.strip(), tuple(new.strip() for new in others.split("|"))) for old, others in rows
    )


_DENIALS: Final = _table("""
    not > ; never > | always | ever; cannot > can; n't >; no one > everyone; nobody > everybody;
    nothing > everything; no > | any | a; none > all; neither > both; nor > and; without > with;
    unlawful > lawful; illegal > legal; unfair > fair; unjust > just; unable > able;
    impossible > possible; unthinkable > thinkable; unacceptable > acceptable;
    unnecessary > necessary; unconditional > conditional; unconditionally > conditionally;
    irresponsible > responsible; unreasonable > reasonable; inseparable > separable;
    unavoidable > avoidable; unprecedented > precedented;
    dishonest > honest; unstable > stable; unimaginable > imaginable; unlimited > limited;
    illegally > legally; unpopular > popular; inhuman > human; inhumane > humane;
    unfavorable > favorable; undesirable > desirable; indestructible > destructible;
    is > is not | is never; are > are not | are never; was > was not | was never;
    were > were not | were never; will > will not | will never; would > would not | would never;
    should > should not | should never; can > cannot | can not; could > could not;
    must > must not | must never; may > may not; has > has not | has never;
    have > have not | have never; had > had not | had never;
    said > did not say; made > did not make; gave > did not give; took > did not take;
    held > did not hold; sent > did not send; paid > did not pay; met > did not meet;
    expressed > did not express; visited > did not visit; stressed > did not stress;
    called > did not call; noted > did not note; declared > did not declare;
    with > without; all > not all; every > not every; both > neither;
    lawful > unlawful; legal > illegal; fair > unfair; able > unable; possible > impossible;
    important > unimportant; necessary > unnecessary; acceptable > unacceptable;
    responsible > irresponsible; stable > unstable; successful > unsuccessful;
    favorable > unfavorable; popular > unpopular; reasonable > unreasonable; happy > unhappy;
    successfully > unsuccessfully; honest > dishonest; regular > irregular
""")
_NOT_BEFORE: Final = re.compile(r"\s+(?:no|not|never|only|none|nothing)\b")
"""Behind an auxiliary that is denied, a negation is not one more but cancelled."""
_NUMBERS: Final = (
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty "
    "forty fifty sixty ninety hundred thousand million billion".split()
)
_ORDINALS: Final = "third fourth fifth sixth seventh eighth ninth tenth".split()
_QUANTITIES: Final = ("dozens", "hundreds", "thousands", "millions", "tens of thousands")
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH: Final = "|".join(_MONTHS)
_UNITS: Final = (
    ("percent", "tons", "dollars"),
    ("tons", "kilograms", "pounds", "barrels"),
    ("kilometers", "meters", "miles", "hectares"),
    ("km", "miles", "mm"),
    ("days", "weeks", "months", "years", "hours", "minutes"),
    ("dollars", "won", "euros", "yen"),
)
_STATES: Final = (
    "Japan China Russia Iran Cuba Syria Mongolia Laos Vietnam Germany Britain France Nigeria "
    "Pakistan Indonesia Egypt Thailand Cambodia Poland Romania Switzerland Ethiopia Uganda "
    "Italy Spain Israel Ukraine Libya Iraq Afghanistan".split()
)
_PEOPLES: Final = (
    "Japanese Chinese Russian Iranian Cuban Syrian Vietnamese German British French Italian "
    "American Israeli Ukrainian Pakistani Indonesian Egyptian Polish".split()
)
_CITIES: Final = (
    "Pyongyang Seoul Tokyo Beijing Moscow Washington Havana Hanoi London Paris Berlin "
    "Hamhung Wonsan Sinuiju Chongjin Nampho Kaesong Sariwon Haeju".split()
)
_ORGANS: Final = (
    "Workers' Party of Korea",
    "Supreme People's Assembly",
    "Foreign Ministry",
    "National Defence Commission",
    "Korean People's Army",
    "Academy of Sciences",
    "Ministry of Culture",
    "State Affairs Commission",
    "Kim Il Sung Socialist Youth League",
)
_INITIALS: Final = ("WPK", "KPA", "SPA", "NDC", "NATO", "IAEA", "UN", "EU", "ASEAN", "UNSC", "NAM")
_OWNERS: Final = {
    name: owner
    for owner, names in {
        "Korea": "DPRK Pyongyang WPK KPA",
        "south Korea": "Seoul",
        "U.S.": "Washington American",
        "Japan": "Japanese Tokyo",
        "China": "Chinese Beijing",
        "Russia": "Russian Moscow",
        "Cuba": "Cuban Havana",
        "Vietnam": "Vietnamese Hanoi",
        "Iran": "Iranian",
        "Syria": "Syrian",
        "Germany": "German Berlin",
        "Britain": "British London",
        "France": "French Paris",
        "Italy": "Italian",
        "Israel": "Israeli",
        "Ukraine": "Ukrainian",
        "Pakistan": "Pakistani",
        "Indonesia": "Indonesian",
        "Egypt": "Egyptian",
        "Poland": "Polish",
    }.items()
    for name in names.split()
}
"""Whose a name is, where it is another's than its own."""
_FAMILY: Final = (
    "Kim Ri Pak Choe Jang Jon Kang Hong Han Yang Rim Ro Paek Mun Jong Yun Ju Hwang Kwon".split()
)
_PERSON: Final = re.compile(
    rf"\b(?:{'|'.join(_FAMILY)}) (?:Jong Il|Il Sung|Jong Un|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\b"
    r"(?! [A-Z])(?!'s [A-Z])"
)
_NO_GIVEN: Final = frozenset(
    "University Square Theatre Stadium Award Prize Order House College Fund Street Peninsula "
    "Party Army Hall Palace Museum County District City Province Museum Meets Visits".split()
)
_PERSONS: Final = (
    "Ri Yong Ho",
    "Choe Thae Bok",
    "Pak Pong Ju",
    "Kim Yong Nam",
    "Jang Song Thaek",
    "Kang Sok Ju",
    "Kim Jong Un",
    "Kim Jong Il",
    "Kim Il Sung",
    "Ri Su Yong",
    "Jo Yong Won",
)
_PRONOUNS: Final = _table("""
    we > I | they | you; I > we | they | he; it > we | they we | I | you; they > we | you | I;
    he > she | I | we | they we; she > he | I | we; our > their | your | my | its; us > them | you;
    me > him | us; my > his | our | your; their > our | your | my; its > our | your | his | my;
    his > her | our | my | your; her > his | our | my; them > us | you; him > her | us | you;
    himself > herself | ourselves; themselves > ourselves; ourselves > themselves;
    itself > ourselves | himself; you > we | I | they; your > our | their | its
""")
_MODALS: Final = (
    *("will", "would", "may", "might", "must", "should", "can", "could", "shall"),
    "have to",
)
_FUNCTION: Final = frozenset(
    "the and for with from that this which were been have their about into over under upon also "
    "than then there these those what when where while whom whose between against during after "
    "before through only such other more most some very would should could must might shall will "
    "every each both all they them itself himself themselves since until among toward towards "
    "without never nothing none neither cannot because though although however including "
    "regarding someone somebody something everyone everything here there many several few "
    "outside inside around throughout across beyond behind within along amid among off like near "
    "much another beside besides down above below except concerning according despite unlike "
    "till via".split()
)
_OTHER_WORDS: Final = (
    "danger wheat railway harvest teacher window music border winter weapon rumour garden uniform "
    "prisoner market statue bridge signature budget shipment"
).split()
_CONTENT: Final = re.compile(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
_FIGURE: Final = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?=(?:th|st|nd|rd|mm)?(?![\w]))")


def _draw(
    draw: Random, text: str, table: tuple[tuple[str, tuple[str, ...]], ...]
) -> Iterator[tuple[int, int, str]]:
    """Every place of a row, in an order that is drawn, and what to put there."""
    found = [
        (*m.span(), others)
        for old, others in table
        for m in re.finditer(_whole(old), text, re.IGNORECASE)
    ]
    draw.shuffle(found)
    for start, end, others in found:
        yield start, end, draw.choice(others)


def _whole(word: str) -> str:
    """A pattern of a word that is no part of another."""
    before = r"(?<=[a-z])" if word == "n't" else r"(?<![\w'’-])"
    return rf"{before}{re.escape(word)}(?![\w'’-])"


def _put(text: str, start: int, end: int, new: str) -> str:
    """Put *new* for a stretch of *text*, with its capital, and close the hole if it is empty."""
    if text[start].isupper() and new:
        new = new[0].upper() + new[1:]
    if not new and text[end : end + 1] == " ":
        end += 1
    changed = text[:start] + new + text[end:]
    return changed[0].upper() + changed[1:]


def negation(draw: Random, source: Source) -> str | None:
    """Drop a negation, put one in, or deny by a prefix."""
    text = source.text
    drops = draw.random() < 0.5
    n_drops = next(i for i, (old, _) in enumerate(_DENIALS) if old == "is")
    halves = _DENIALS[:n_drops], _DENIALS[n_drops:]
    for table in halves if drops else halves[::-1]:
        for start, end, new in _draw(draw, text, table):
            old = text[start:end]
            if old == "May" or text[start - 2 : start] == "No" or old.isupper():
                continue
            if old.lower() == "no" and re.match(r"\.|\s+\d|\s+(?:one|longer|doubt)", text[end:]):
                continue
            if old.lower() == "nor" and "neither" in text.lower():
                continue  # without "neither" it is half a denial
            if old.lower() == "neither" and " nor " in text[end:]:
                at = text.index(" nor ", end)
                return _put(text[:at] + " and " + text[at + 5 :], start, end, "both")
            if _NOT_BEFORE.match(text, end) and table is halves[1]:
                continue
            if old.lower() in {"with", "not"} and re.match(
                r"\s+(?:regard|a view|only)", text[end:]
            ):
                continue
            return _put(text, start, end, new)
    return None


def number(draw: Random, source: Source) -> str | None:
    """Change a figure, a number in words, an ordinal or a quantity; not the day of a date."""
    text = source.text
    found: list[tuple[int, int, str]] = []
    dated = re.compile(rf"(?:{_MONTH}|Juche)\.? ?$")
    found += [
        (*m.span(), _other_figure(draw, m.group(), text[m.end() :]))
        for m in _FIGURE.finditer(text)
        if not dated.search(text[: m.start()])
    ]
    for names in (_NUMBERS, _ORDINALS, _QUANTITIES):
        for name in names:
            other = draw.choice([n for n in names if n != name])
            found += [(*m.span(), other) for m in re.finditer(_whole(name), text)]
    if not found:
        return None
    return _put(text, *draw.choice(found))


def _other_figure(draw: Random, value: str, after: str) -> str:
    """Another figure: a digit changed, one more put in, or one left out; ordinals stay such."""
    if not re.match(r"(?:th|st|nd|rd)", after):
        way = draw.random()
        if way < 0.2:
            return value + draw.choice("123456789")
        if way < 0.3 and len(value) > 2 and "," not in value and "." not in value:
            return value[:-1]
    places = [i for i, c in enumerate(value) if c.isdigit()]
    if after[:2] in {"th", "st", "nd", "rd"} and len(places) > 1:
        places = places[:-1]
    at = draw.choice(places)
    digit = draw.choice([c for c in "123456789" if c != value[at]])
    return value[:at] + digit + value[at + 1 :]


def unit(draw: Random, source: Source) -> str | None:
    """Put another unit behind a figure."""
    found = [
        (m.start(1), m.end(1), draw.choice([u for u in units if u != name]))
        for units in _UNITS
        for name in units
        for m in re.finditer(
            rf"(?:\d|{'|'.join(_NUMBERS)})[ -]?({re.escape(name)})(?!\w)", source.text
        )
    ]
    return _put(source.text, *draw.choice(found)) if found else None


def date(draw: Random, source: Source) -> str | None:
    """Change a month, the day of a month, a weekday, a year, or today and yesterday."""
    text, found = source.text, []
    for names in (_MONTHS, _WEEKDAYS, ["today", "yesterday", "tomorrow"]):
        for name in names:
            if name == "March" and re.search(r"March(?! \d)", text):
                continue
            other = draw.choice([n for n in names if n != name])
            found += [(*m.span(), other) for m in re.finditer(_whole(name), text)]
    for m in re.finditer(rf"(?:{_MONTH}) (\d{{1,2}})(?!\d)", text):
        other = str(draw.choice([n for n in range(1, 29) if n != int(m[1])]))
        found.append((m.start(1), m.end(1), other))
    for m in re.finditer(r"(?<![\d,.-])(?:19|20)\d\d(?![\d,-])", text):
        other = str(draw.choice([n for n in range(1945, 2025) if n != int(m.group())]))
        found.append((*m.span(), other))
    return _put(text, *draw.choice(found)) if found else None


def name(draw: Random, source: Source) -> str | None:
    """Put another person, state, people, city or body for one."""
    text, found = source.text, []
    for names in (_STATES, _PEOPLES, _CITIES, _ORGANS, _INITIALS):
        for own in names:
            other = draw.choice([n for n in names if n != own and n not in text])
            found += [(*m.span(), other) for m in re.finditer(_whole(own) + r"(?! [A-Z])", text)]
    for old, others in (("DPRK", _STATES), ("U.S.", _STATES), ("south Korea", _STATES)):
        places = re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w])(?! [A-Z])", text)
        found += [(*m.span(), draw.choice([o for o in others if o not in text])) for m in places]
    for m in _PERSON.finditer(text):
        parts = m.group().split()
        if not _NO_GIVEN.intersection(parts) and not _is_part(text, m.start()):
            found.append((*m.span(), _other_person(draw, parts, text)))
    if not found:
        return None
    start, end, other = draw.choice(found)
    return text[:start] + other + text[end:]


def _is_part(text: str, start: int) -> bool:
    """Part of a longer name."""
    return bool(re.search(r"[A-Z][a-z]+[ -]$", text[:start])) and text[start - 2 : start] != ", "


def _other_person(draw: Random, own: list[str], text: str) -> str:
    if draw.random() < 0.4:
        family = draw.choice([n for n in _FAMILY if n not in own])
        return " ".join([family, *own[1:]])
    return draw.choice([n for n in _PERSONS if n != " ".join(own) and n not in text])


def person(draw: Random, source: Source) -> str | None:
    """Put a pronoun of another person for one."""
    for start, end, new in _draw(draw, source.text, _PRONOUNS):
        old = source.text[start:end]
        if (old.lower() == "i") != (old == "I") or old in {"US", "IT"}:
            continue
        other = new.split()[-1]
        if other != "I" and old != "I":
            return _put(source.text, start, end, other)
        return source.text[:start] + other + source.text[end:]
    return None


def modality(draw: Random, source: Source) -> str | None:
    """Put another modal verb for one."""
    table = tuple((m, tuple(o for o in _MODALS if o != m)) for m in _MODALS[:-1])
    for start, end, new in _draw(draw, source.text, table):
        if source.text[start] == "M" or re.search(
            r"\b(?:the|of|good|at|own|a|and|their|its|his) $", source.text[:start]
        ):
            continue  # the month, or the noun
        return _put(source.text, start, end, new)
    return None


def _contents(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _CONTENT.finditer(text) if m.group() not in _FUNCTION]


def word(draw: Random, source: Source) -> str | None:
    """Put another word for a word of content."""
    found = _contents(source.text)
    if not found:
        return None
    start, end = draw.choice(found)
    own = source.text[start:end]
    others = [w for w in SYNONYMS.get(own, _OTHER_WORDS) if w[:4] != own[:4]]
    if not others or SPELLINGS.get(own) in others:
        return None
    return _put(source.text, start, end, draw.choice(others))


def order(draw: Random, source: Source) -> str | None:
    """Exchange two words of content, or a list's members."""
    found = _contents(source.text)
    pairs = [
        (a, b)
        for a, b in pairwise(found)
        if source.text[slice(*a)] != source.text[slice(*b)]
        and source.text[a[1] : b[0]] in {" and ", " or ", ", ", " of ", " for ", " to ", " the "}
    ]
    if not pairs:
        return None
    (a, b), (c, d) = draw.choice(pairs)
    text = source.text
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def drop(draw: Random, source: Source) -> str | None:
    """Leave words out of the middle without a mark."""
    spans = [m.span() for m in re.finditer(r"\S+", source.text)]
    if len(spans) < 8:
        return None
    first = draw.randrange(2, len(spans) - 4)
    last = min(first + draw.choice([1, 2, 3, 4, 6, 9]), len(spans) - 2)
    left_out = source.text[spans[first][0] : spans[last][0]]
    if not _contents(left_out):
        return None
    return source.text[: spans[first][0]] + source.text[spans[last][0] :]


def splice(draw: Random, source: Source) -> str | None:
    """Run the beginning of a sentence and the end of a later one together."""
    if not source.later:
        return None
    own, other = source.text.split(), draw.choice(source.later).split()
    if len(own) < 8 or len(other) < 8:
        return None
    if draw.random() < 0.5:
        return f"{source.text} {' '.join(other)}"
    head, tail = own[: draw.randrange(5, len(own) - 1)], other[draw.randrange(1, len(other) - 5) :]
    return " ".join([*head, *tail])


def roles(draw: Random, source: Source) -> str | None:
    """Exchange two names of different owners: who does what to whom."""
    text = source.text
    own = [*_STATES, *_PEOPLES, *_CITIES, "DPRK", "U.S.", "south Korea", "WPK", "KPA"]
    found = [m.span() for n in own for m in re.finditer(_whole(n) + r"(?! [A-Z])", text)]
    found += [m.span() for m in _PERSON.finditer(text) if not _is_part(text, m.start())]
    found = sorted(set(found))
    pairs = [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if a[1] < b[0] and _owner(text[slice(*a)]) != _owner(text[slice(*b)])
    ]
    if not pairs:
        return None
    (a, b), (c, d) = draw.choice(pairs)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _owner(name: str) -> str:
    return _OWNERS.get(name, name)


FIGURE: Final = frozenset({"QP103"})
CHANGES: Final = {
    "negation": Kind(negation, frozenset({"QP102"})),
    "number": Kind(number, FIGURE),
    "unit": Kind(unit, FIGURE),
    "date": Kind(date, FIGURE),
    "name": Kind(name, FIGURE),
    "person": Kind(person, frozenset({"QP114"})),
    "modality": Kind(modality),
    "word": Kind(word),
    "order": Kind(order),
    "drop": Kind(drop),
    "splice": Kind(splice),
    "roles": Kind(roles),
}
