"""
What a project has settled for its checks: the table ``[tool.quoteprov]`` of its pyproject.toml.

::

    [tool.quoteprov]
    profile = "speech"
    select = ["ALL"]
    ignore = ["QP205", "second-hand"]
    fail-on = "warning"

    [tool.quoteprov.severity]
    QP107 = "error"

The file is looked for as ruff looks for its own: in the working directory, then in those above it;
the nearest that has the table counts, and no other. Only the command line reads it.
"""

from __future__ import annotations

import tomllib

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quoteprov.errors import PolicyError
from quoteprov.models import SEVERITIES
from quoteprov.policy import meant


if TYPE_CHECKING:
    from pathlib import Path

    from quoteprov.models import Severity


NAME = "pyproject.toml"
_LISTS, _TEXTS = ("select", "ignore"), ("profile", "fail-on")
_KEYS = (*_TEXTS, *_LISTS, "severity")


@dataclass(frozen=True, slots=True)
class Config:
    """
    What a table says; None or nothing where it is silent.

    Args:
        profile: As for `quoteprov.Verifier`, like the others.
        select: The rules to apply.
        ignore: The rules to leave out.
        severity: Of rules.
        fail_on: Lowest severity that gives exit code 1.
    """

    profile: str | None = None
    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    severity: dict[str, str] = field(default_factory=dict)
    fail_on: Severity | None = None


def find_config(folder: Path) -> Config:
    """
    Read the nearest table above *folder*; without one, everything is as by default.

    Raises:
        PolicyError: A pyproject.toml on the way is not TOML, or the table has another form.
    """
    for where in (folder, *folder.parents):
        path = where / NAME
        if path.is_file() and (table := _table(path)) is not None:
            return _config(path, table)
    return Config()


def read_config(path: Path) -> Config:
    """
    Read the table of the file *path*.

    Raises:
        PolicyError: It cannot be read, has no such table, or the table has another form.
    """
    table = _table(path)
    if table is None:
        msg = f"{path.as_posix()}: has no table [tool.quoteprov]"
        raise PolicyError(msg)
    return _config(path, table)


def _table(path: Path) -> Any:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"{path.as_posix()}: cannot be opened: {error.strerror or error}"
        raise PolicyError(msg) from error
    except ValueError as error:  # no UTF-8, or no TOML
        msg = f"{path.as_posix()}: is not TOML: {error}; mend it, or use --isolated"
        raise PolicyError(msg) from error
    tool = found.get("tool")
    return tool.get("quoteprov") if isinstance(tool, dict) else None


def _config(path: Path, table: Any) -> Config:
    where = f"{path.as_posix()}, [tool.quoteprov]"
    if not isinstance(table, dict):
        msg = f"{where}: is not a table"
        raise PolicyError(msg)
    for key, value in table.items():
        if key not in _KEYS:
            msg = f"{where}: no key {key!r}.{meant(key, _KEYS)} There are: {', '.join(_KEYS)}"
            raise PolicyError(msg)
        if not _is_formed(key, value):
            msg = f"{where}: {key} = {value!r} is not {_FORMS[key]}"
            raise PolicyError(msg)
    return Config(**{key.replace("-", "_"): value for key, value in table.items()})


_FORMS = {
    "profile": "the name of a profile",
    "fail-on": f"one of {', '.join(SEVERITIES)}",
    "select": "a list of codes or names of rules",
    "ignore": "a list of codes or names of rules",
    "severity": 'a table of rules, such as QP107 = "error"',
}


def _is_formed(key: str, value: Any) -> bool:
    if key == "fail-on":
        return value in SEVERITIES
    if key in _LISTS:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key == "severity":
        return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    return isinstance(value, str)
