"""
What a configuration may say: its keys, their defaults, and what is wrong with a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from quoteprov.errors import PolicyError
from quoteprov.models import SEVERITIES
from quoteprov.policy import meant, policy
from quoteprov.render import FORMATS
from quoteprov.rules.selection import chosen, listed, matching
from quoteprov.text.language import primary


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


def _texts(value: Any) -> Wrong:
    if not isinstance(value, list):
        yield (), f"{value!r} is not a list of texts"
        return
    yield from (((i,), f"{v!r} is not a text") for i, v in enumerate(value) if not _is_name(v))


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _rules(value: Any) -> Wrong:
    if not isinstance(value, list) or not all(_is_name(one) for one in value):
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


def _one_of(known: Iterable[str]) -> Callable[[Any], Wrong]:
    names = list(known)

    def wrong(value: Any) -> Wrong:
        if value not in names:
            yield (), f"{value!r} is not one of {', '.join(names)}.{meant(str(value), names)}"

    return wrong


def _plain(form: str, fits: Callable[[Any], bool], *, default: Any = None) -> Key:
    """A key whose values fit or do not."""

    def wrong(value: Any) -> Wrong:
        if not fits(value):
            yield (), f"{value!r} is not {form}"

    return Key(default, form, wrong)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "against": Key([], "a list of paths, relative to this file", _texts),
        "include": Key([], "a list of patterns", _texts),
        "exclude": Key([], "a list of patterns", _texts),
        "profile": Key("document", "the name of a profile", _profile),
        "select": Key([], "a list of codes or names of rules", _rules),
        "ignore": Key([], "a list of codes or names of rules", _rules),
        "severity": Key({}, 'a table of rules, such as QP107 = "error"', _severities),
        "fail-on": Key("error", f"one of {', '.join(SEVERITIES)}", _one_of(SEVERITIES)),
        "output-format": Key("full", f"one of {', '.join(FORMATS)}", _one_of(FORMATS)),
        "lang": _plain(
            "the tag of a language, such as fr",
            lambda value: isinstance(value, str) and primary(value) is not None,
        ),
        "model": _plain("blank, auto, or the name of a pipeline", _is_name, default="blank"),
        "all-zones": _plain("true or false", _is_bool, default=False),
        "comments": _plain("true or false", _is_bool, default=True),
        "workers": _plain(
            "a whole number, one or more",
            lambda value: type(value) is int and value >= 1,
            default=1,
        ),
        "timeout": _plain(
            "a number of seconds above zero",
            lambda value: type(value) in {int, float} and value > 0,
        ),
    }
)
"""All keys, in the order in which they are listed."""
