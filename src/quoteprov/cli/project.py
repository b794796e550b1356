"""
What a project has settled: ``quoteprov config`` and ``quoteprov accept``.
"""

from __future__ import annotations

import datetime as dt
import json

from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteprov.cli.terminal import CLEAN, show
from quoteprov.config.keys import KEYS
from quoteprov.config.settings import (
    OWN,
    Config,
    config_of,
    find_sources,
    head_of,
    read_source,
    settled,
)
from quoteprov.config.source import near
from quoteprov.config.toml import quoted
from quoteprov.errors import InputError, PolicyError
from quoteprov.readers import printable
from quoteprov.render.files import draft
from quoteprov.render.terminal import escape
from quoteprov.rules.acceptance import Acceptance


if TYPE_CHECKING:
    import argparse


def in_force(arguments: argparse.Namespace) -> Config:
    """
    Read the configuration that an invocation asks for.
    """
    return config_of(_sources(arguments))


def _sources(arguments: argparse.Namespace) -> list[tuple[Path, str]]:
    if arguments.config:
        return [read_source(Path(arguments.config))]
    return [] if arguments.isolated else find_sources(Path.cwd())


def options(arguments: argparse.Namespace) -> dict[str, Any]:
    """
    Give what the command line says by the keys of the configuration.
    """
    said = {key: getattr(arguments, key.replace("-", "_"), None) for key in KEYS}
    return {**said, "severity": dict(arguments.severity) if arguments.severity else None}


def day(value: str | None, option: str) -> dt.date | None:
    """
    Read the date of an option.

    Raises:
        InputError: It is none.
    """
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as error:
        msg = f"{option} {value!r} is not a date; write it as 2022-11-08"
        raise InputError(msg) from error


def config(arguments: argparse.Namespace) -> int:
    """
    Show each key with its value and what says so.
    """
    found = in_force(arguments)
    said = settled(found, options(arguments))
    if arguments.form == "json":
        told = {
            "files": [near(path) for path in found.files],
            "settings": {key: {"value": v.value, "from": v.origin} for key, v in said.items()},
            "accept": [
                {
                    "fingerprint": one.fingerprint,
                    "reason": one.reason,
                    "until": one.until.isoformat() if one.until else None,
                    "from": one.where,
                }
                for one in found.accept
            ],
        }
        show([json.dumps(told, ensure_ascii=False, indent=2)])
        return CLEAN
    rows = [
        *(
            (key, json.dumps(one.value, ensure_ascii=False), one.origin)
            for key, one in said.items()
        ),
        *(("accept", described(one), one.where) for one in found.accept),
    ]
    wide = max(len(value) for _, value, _ in rows if len(value) <= _WIDE)
    show(f"{key:14} {escape(value):{wide}}  {escape(origin)}" for key, value, origin in rows)
    return CLEAN


_WIDE = 40
"""Longest value, in characters, that the column of origins makes room for."""


def described(entry: Acceptance) -> str:
    """
    Say what an entry accepts.
    """
    until = f" until {entry.until}" if entry.until else ""
    return f"{entry.fingerprint}{until}: {entry.reason}"


def accept(arguments: argparse.Namespace) -> int:
    """
    Write an entry below a configuration.

    Raises:
        PolicyError: The entry is wrong or there already, or the file cannot take it.
    """
    until = day(arguments.until, "--until")
    if until and until < dt.datetime.now().astimezone().date():
        msg = f"--until {until} is past; name a day that is still to come"
        raise PolicyError(msg)
    entry = Acceptance(arguments.fingerprint, printable(arguments.reason).strip(), until)
    sources = dict(_sources(arguments))
    path = next(iter(sources), Path.cwd() / OWN)
    if not arguments.config:
        path = path.with_name(OWN)
    for other in config_of(sources.items()).accept:
        if other.fingerprint == entry.fingerprint:
            msg = f"there is an entry already, in {other.where}: {described(other)}; change that"
            raise PolicyError(msg)
    text = with_entry(sources.get(path, ""), entry, head_of(path, sources.get(path, "")))
    config_of({**sources, path: text}.items())
    with draft(path) as write:
        write([text])
    show([f"{near(path)}: accepts {escape(described(entry))}"])
    return CLEAN


def with_entry(text: str, entry: Acceptance, head: str) -> str:
    r"""
    Give a configuration with an entry below all that is there.

    >>> with_entry("", Acceptance("5f0c2a9b71de", 'a "note"'), "[[accept]]")
    '[[accept]]\nfingerprint = "5f0c2a9b71de"\nreason = "a \\"note\\""\n'
    """
    end = "\r\n" if "\r\n" in text else "\n"
    between = end * bool(text) + end * (bool(text) and not text.endswith("\n"))
    rows = [head, f'fingerprint = "{entry.fingerprint}"', f"reason = {quoted(entry.reason)}"]
    rows += [f"until = {entry.until}"] * bool(entry.until)
    return text + between + "".join(f"{row}{end}" for row in rows)
