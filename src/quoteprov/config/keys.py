"""
The keys of a table that somebody writes: their defaults, and what is wrong with a value.

`KEYS` are those of a configuration.
"""

from __future__ import annotations

import datetime as dt

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from quoteprov.errors import PolicyError
from quoteprov.models import SEVERITIES
from quoteprov.policy import meant, policy
from quoteprov.render import FORMATS
from quoteprov.rules.selection import chosen, listed, matching
from quoteprov.text.language import primary


if TYPE_CHECKING:
    from quoteprov.config.source import Source


Wrong = Iterator[tuple[tuple[str | int, ...], str]]
"""What is wrong within a value: the way to it, and a sentence. A way to a key ends in the empty
key."""
THE_KEY = ""


class Key(NamedTuple):
    """
    A key of the configuration.

    Args:
        default: Its value where nobody says one.
        form: What it must be, in words.
        wrong: What is wrong with a value.
    """

    default: Any
    form: str
    wrong: Callable[[Any], Wrong]


def look(source: Source, path: tuple[str | int, ...], key: Key, value: Any) -> None:
    """
    Look whether the value at *path* has the form of its key.

    Raises:
        PolicyError: It has another.
    """
    for way, message in key.wrong(value):
        is_key = way[-1:] == (THE_KEY,)
        known = source.places.keys if is_key else source.places.values
        at = known.get((*path, *(way[:-1] if is_key else way)))
        source.refuse(message, at or source.places.keys.get(path), f"{path[-1]} is {key.form}")


def unknown(
    source: Source, path: tuple[str | int, ...], known: Iterable[str], hint: str = ""
) -> NoReturn:
    """
    Refuse the key at *path*, which is none of those that are known.

    Raises:
        PolicyError: Always.
    """
    key = str(path[-1])
    message = f"no key {key!r}.{hint or meant(key, known)}"
    source.refuse(message, source.places.keys.get(path), f"the keys are: {', '.join(known)}")


def texts(value: Any) -> Wrong:
    """
    Say what is wrong with a list of texts.
    """
    if not isinstance(value, list):
        yield (), f"{value!r} is not a list of texts"
        return
    yield from (((i,), f"{v!r} is not a text") for i, v in enumerate(value) if not is_name(v))


def is_name(value: Any) -> bool:
    """
    Tell whether a value is a text that is not blank.
    """
    return isinstance(value, str) and bool(value.strip())


def is_day(value: Any) -> bool:
    """
    Tell whether a value is a day, which a time is to Python too.
    """
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def rules(value: Any) -> Wrong:
    """
    Say what is wrong with a list of codes, beginnings of codes or names of rules.
    """
    if not isinstance(value, list) or not all(is_name(one) for one in value):
        yield (), f"{value!r} is not a list of codes or names of rules"
        return
    for i, one in enumerate(value):
        for name in listed([one]):
            yield from _refused((i,), matching, name)


def _severities(value: Any) -> Wrong:
    if not isinstance(value, dict):
        yield (), f'{value!r} is not a table of rules, such as QP107 = "error"'
        return
    for name, asked in value.items():
        yield from _refused((name, THE_KEY), matching, name)
        yield from _refused((name,), lambda n=name, a=asked: chosen(severities={n: a}))


def _profile(value: Any) -> Wrong:
    if not isinstance(value, str):
        yield (), f"{value!r} is not the name of a profile"
        return
    yield from _refused((), policy, value)


def _refused(way: tuple[str | int, ...], look: Callable[..., object], *asked: str) -> Wrong:
    """What a look says against a value."""
    try:
        look(*asked)
    except PolicyError as error:
        yield way, str(error)


def one_of(known: Iterable[str]) -> Callable[[Any], Wrong]:
    """
    Give what says whether a value is one of those that are known.
    """
    names = list(known)

    def wrong(value: Any) -> Wrong:
        if value not in names:
            yield (), f"{value!r} is not one of {', '.join(names)}.{meant(str(value), names)}"

    return wrong


def plain(form: str, fits: Callable[[Any], bool], *, default: Any = None) -> Key:
    """
    Give a key whose values fit or do not.
    """

    def wrong(value: Any) -> Wrong:
        if not fits(value):
            yield (), f"{value!r} is not {form}"

    return Key(default, form, wrong)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "against": Key([], "a list of paths, relative to this file", texts),
        "include": Key([], "a list of patterns", texts),
        "exclude": Key([], "a list of patterns", texts),
        "profile": Key("document", "the name of a profile", _profile),
        "select": Key([], "a list of codes or names of rules", rules),
        "ignore": Key([], "a list of codes or names of rules", rules),
        "severity": Key({}, 'a table of rules, such as QP107 = "error"', _severities),
        "fail-on": Key("error", f"one of {', '.join(SEVERITIES)}", one_of(SEVERITIES)),
        "output-format": Key("full", f"one of {', '.join(FORMATS)}", one_of(FORMATS)),
        "lang": plain(
            "the tag of a language, such as fr",
            lambda value: isinstance(value, str) and primary(value) is not None,
        ),
        "model": plain("blank, auto, or the name of a pipeline", is_name, default="blank"),
        "all-zones": plain("true or false", _is_bool, default=False),
        "comments": plain("true or false", _is_bool, default=True),
        "workers": plain(
            "a whole number, one or more",
            lambda value: type(value) is int and value >= 1,
            default=1,
        ),
        "timeout": plain(
            "a number of seconds above zero",
            lambda value: type(value) in {int, float} and value > 0,
        ),
    }
)
"""All keys, in the order in which they are listed."""
