"""
What a case file says: of its article, and what it expects of each quotation.

::

    article = "../articles/yonhap.txt"
    published = 2022-09-22
    against = ["../statements"]
    allow = ["QP205"]

    [[quote]]
    text = "We have never exported weapons or ammunition to Russia before"
    verdict = "verbatim"
    speaker = "vice director general of the General Bureau of Equipment"
    statement = "001.txt"
    date = "consistent"
    note = "checked with the desk in Seoul"
"""

from __future__ import annotations

import re

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from quoteprov.cases.outline import ID, QUOTE
from quoteprov.config.keys import KEYS, Key, is_day, is_name, look, one_of, plain, unknown
from quoteprov.models import DateVerdict, Verdict
from quoteprov.policy import meant
from quoteprov.rules.selection import codes


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from quoteprov.config.keys import Wrong
    from quoteprov.config.source import Source
    from quoteprov.models import Severity


DAYS: tuple[str, ...] = get_args(DateVerdict)
"""What is found on a day."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")


def _date(value: Any) -> Wrong:
    is_interval = isinstance(value, str) and _DAY.fullmatch(value)
    if not is_day(value) and not is_interval and value not in DAYS:
        yield (), f"{value!r} is neither a day nor what is found on one.{meant(str(value), DAYS)}"


def _tables(value: Any) -> Wrong:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        yield (), f"{value!r} is not a list of tables; write [[{QUOTE}]] and its keys below"


HEAD: Mapping[str, Key] = MappingProxyType(
    {
        "article": plain("a path, relative to this file", is_name),
        "published": plain("a date without quotation marks, as 2022-11-08", is_day),
        "against": KEYS["against"],
        "lang": KEYS["lang"],
        "allow": KEYS["ignore"],
        "fail-on": KEYS["fail-on"]._replace(default=None),
        QUOTE: Key([], f"tables [[{QUOTE}]]", _tables),
    }
)
"""The keys of a case file."""

ENTRY: Mapping[str, Key] = MappingProxyType(
    {
        "id": plain(
            "a name of letters, digits, - and _",
            lambda value: isinstance(value, str) and ID.fullmatch(value) is not None,
        ),
        "text": plain("the words of a quotation", is_name),
        "verdict": Key(None, "what is found on the words", one_of(get_args(Verdict))),
        "speaker": plain("words of who is credited", is_name),
        "statement": plain("the id of a statement", is_name),
        "date": Key(None, "the day that the article gives, or what is found on it", _date),
        "note": plain("a text", lambda value: isinstance(value, str), default=""),
        "allow": KEYS["ignore"],
    }
)
"""The keys of one of its quotations."""


class Head(NamedTuple):
    """
    What a case file says of its article.

    Args:
        article: The file, from the working directory or absolute.
        published: The day of the article.
        against: Files, folders and patterns of statements; none for those of the project.
        lang: The language of the article.
        allow: Codes of rules whose findings are accounted for.
        fail_on: How severe a finding must be that is not; None for what the project says.
    """

    article: Path
    published: dt.date | None
    against: tuple[str, ...]
    lang: str | None
    allow: frozenset[str]
    fail_on: Severity | None


class Expected(NamedTuple):
    """
    What a case file expects of a quotation; None where it says nothing.

    Args:
        text: Its words, or some of them that no other quotation has.
        verdict: That it has.
        speaker: Words of who is credited.
        statement: The id of the statement that holds its words.
        date: The day that the article gives to it (ISO, an interval as ``start/end``), or what is
            found on that.
        note: For whoever reads the failure.
        allow: Codes of rules whose findings about it are accounted for.
    """

    text: str
    verdict: Verdict | None
    speaker: str | None
    statement: str | None
    date: str | None
    note: str
    allow: frozenset[str]


def head(source: Source) -> Head:
    """
    Give what a case file says of its article.

    Raises:
        PolicyError: A key or value of it is wrong. Its notes show the line.
    """
    said = _checked(source, source.data, (), HEAD)
    if said["article"] is None:
        source.refuse("names no article", None, 'write at its top: article = "articles/a.txt"')
    folder = source.path.parent
    return Head(
        folder / said["article"],
        said["published"],
        tuple(str(folder / one) for one in said["against"]),
        said["lang"],
        codes(said["allow"]),
        said["fail-on"],
    )


def expected(source: Source, number: int) -> Expected:
    """
    Give what a case file expects of its quotation *number*, from 0.

    Raises:
        PolicyError: A key or value of it is wrong. Its notes show the line.
    """
    path = (QUOTE, number)
    entry = source.data[QUOTE][number]
    if not isinstance(entry, dict):
        source.refuse(f"{entry!r} is not a table", source.places.values.get(path))
    said = _checked(source, entry, path, ENTRY)
    if said["text"] is None:
        here = source.places.values.get(path)
        source.refuse("has no text", here, 'write: text = "the words of the quotation"')
    own = {name: said[name] for name in Expected._fields}
    day = None if said["date"] is None else str(said["date"])
    return Expected(**{**own, "date": day, "allow": codes(said["allow"])})


def all_expected(source: Source) -> Iterator[Expected]:
    """
    Give what a case file expects of each of its quotations.

    Raises:
        PolicyError: A key or value of it is wrong. Its notes show the line.
    """
    return (expected(source, number) for number in range(len(source.data.get(QUOTE, ()))))


def _checked(
    source: Source, table: Mapping[str, Any], path: tuple[str | int, ...], keys: Mapping[str, Key]
) -> dict[str, Any]:
    """The values of a table, with defaults for those that it does not say."""
    for key, value in table.items():
        if key not in keys:
            unknown(source, (*path, key), tuple(keys), _astray(key, path))
        look(source, (*path, key), keys[key], value)
    return {key: table.get(key, one.default) for key, one in keys.items()}


def _astray(key: str, path: tuple[str | int, ...]) -> str:
    """What is wrong with a key of the other table."""
    if path and key in HEAD:
        return f" It stands below [[{QUOTE}]]; put it above the first of them."
    return f" It belongs to a quotation; put it below [[{QUOTE}]]." if key in ENTRY else ""
