"""
What a project has settled for its checks: ``[tool.quoteprov]`` of its pyproject.toml, or its
quoteprov.toml, which has the same keys at the top.

::

    [tool.quoteprov]
    against = ["statements"]
    profile = "speech"
    ignore = ["QP205", "second-hand"]
    fail-on = "warning"

    [tool.quoteprov.severity]
    QP107 = "error"

The files are looked for as ruff looks for its own: in the working directory, then in those above
it; the nearest folder that has either counts, and no other. Only the command line reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from quoteprov.config.keys import KEYS, is_day, look, unknown
from quoteprov.config.source import Source, near, text_of
from quoteprov.errors import InputError, PolicyError
from quoteprov.rules.acceptance import Acceptance
from quoteprov.verifier import Verifier


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Iterable, Iterator, Mapping

    from quoteprov.corpus.corpus import Corpus


PYPROJECT, OWN = "pyproject.toml", "quoteprov.toml"
DEFAULT = "default"
ACCEPT = "accept"


class Setting(NamedTuple):
    """
    The value of a key.

    Args:
        value: As it is used; None where nothing is said and nothing is the default.
        origin: What says so: ``default``, a file with its line, or an option.
        folder: That its paths and patterns are relative to.
    """

    value: Any
    origin: str = DEFAULT
    folder: Path = Path()


@dataclass(frozen=True, slots=True)
class Config:
    """
    What the files of a project say.

    Args:
        said: The keys that they hold.
        accept: The findings that are accepted.
        files: Those that were read.
    """

    said: Mapping[str, Setting] = field(default_factory=dict)
    accept: tuple[Acceptance, ...] = ()
    files: tuple[Path, ...] = ()


def find_sources(folder: Path) -> list[tuple[Path, str]]:
    """
    Read the files of the nearest folder, from *folder* upward, that has a configuration.

    Raises:
        PolicyError: A file on the way cannot be read, or is not TOML.
    """
    for where in (folder, *folder.parents):
        there = [where / name for name in (PYPROJECT, OWN) if (where / name).is_file()]
        sources = [(path, text_of(path)) for path in there]
        if found := [one for one in sources if _table(_read(*one)) is not None]:
            return found
    return []


def find_config(folder: Path) -> Config:
    """
    Read the nearest configuration; without one, nothing is said.

    Raises:
        PolicyError: It cannot be read, or says what there is not.
    """
    return config_of(find_sources(folder))


def read_source(path: Path) -> tuple[Path, str]:
    """
    Read the configuration *path*, whatever its name is.

    Raises:
        PolicyError: It cannot be read, or has no table of ours.
    """
    text = text_of(path)
    if _table(_read(path, text)) is None:
        msg = f"{near(path)}: has no table [tool.quoteprov]"
        raise PolicyError(msg)
    return path, text


def config_of(sources: Iterable[tuple[Path, str]]) -> Config:
    """
    Read configurations, each a path and its text, that count together.

    Raises:
        PolicyError: One of them says what there is not, or two say the same key. Its notes show
            the line.
    """
    said: dict[str, Setting] = {}
    accept: dict[str, Acceptance] = {}
    files: list[Path] = []
    for source in (_read(*one) for one in sources):
        files.append(source.path)
        for key, value in (_table(source) or {}).items():
            path = (*source.prefix, key)
            if key == ACCEPT:
                for entry in _entries(source, value, accept):
                    accept[entry.fingerprint] = entry
            elif key not in KEYS:
                unknown(source, path, (*KEYS, ACCEPT), _hint(source, key))
            elif key in said:
                message = f"{key} is said in {said[key].origin} too; say it in one place"
                source.refuse(message, source.places.keys.get(path))
            else:
                look(source, path, KEYS[key], value)
                origin = source.line(source.places.keys.get(path))
                said[key] = Setting(value, origin, source.path.parent)
    return Config(said, tuple(accept.values()), tuple(files))


def settled(config: Config, options: Mapping[str, Any]) -> dict[str, Setting]:
    """
    Give every key its value: that of an option, else of a file, else the default.

    Severities on the command line are added to those of the file.

    Args:
        config: Of the project.
        options: By their keys, None where nothing is said.
    """
    found: dict[str, Setting] = {}
    for key, one in KEYS.items():
        setting = config.said.get(key, Setting(one.default))
        asked = options.get(key)
        if asked is not None:
            both = key == "severity" and setting.value
            value = {**setting.value, **asked} if both else asked
            origin = f"{setting.origin}, --{key}" if both else f"--{key}"
            setting = Setting(value, origin)
        found[key] = setting
    return found


def _read(path: Path, text: str) -> Source:
    """A file of ours; a quoteprov.toml has our keys at its top."""
    source = Source.of(path, text, "mend it, or use --isolated")
    tools = path.name != OWN and (path.name == PYPROJECT or "tool" in source.data)
    return source._replace(prefix=("tool", "quoteprov") if tools else ())


def statements(said: Setting, option: str) -> list[str]:
    """
    Give the paths of statements, as somebody in the working directory would write them.

    Args:
        said: The setting ``against``.
        option: That can say it too.

    Raises:
        InputError: None are said.
    """
    if not said.value:
        msg = (
            f"no statements to check against: name them with {option} PATH, or in the "
            'configuration with against = ["statements"]'
        )
        raise InputError(msg)
    return [near(said.folder / path) if said.folder != Path() else path for path in said.value]


def rules(said: Mapping[str, Setting]) -> dict[str, Any]:
    """
    Give what is said of rules, as a `Verifier` takes it.
    """
    return {
        "profile": said["profile"].value,
        "select": said["select"].value,
        "ignore": said["ignore"].value,
        "severities": said["severity"].value,
    }


def verifier_for(
    config: Config, said: Mapping[str, Setting], corpus: Corpus, today: dt.date | None = None
) -> Verifier:
    """
    Give what checks articles as a project has settled.
    """
    return Verifier(
        corpus,
        **rules(said),
        model=said["model"].value,
        all_zones=said["all-zones"].value,
        accept=config.accept,
        comments=said["comments"].value,
        today=today,
    )


def head_of(path: Path, text: str) -> str:
    """
    Give the head of the tables that accept findings, as a configuration has it.
    """
    return _head(_read(path, text))


def _head(source: Source) -> str:
    return f"[[{'.'.join((*source.prefix, ACCEPT))}]]"


def _table(source: Source) -> dict[str, Any] | None:
    """Our table of a file; None if it has none."""
    found: Any = source.data
    for key in source.prefix:
        found = found.get(key) if isinstance(found, dict) else None
    if found is not None and not isinstance(found, dict):
        source.refuse("[tool.quoteprov] is not a table", source.places.values.get(source.prefix))
    return found


def _hint(source: Source, key: str) -> str:
    """What may be wrong about a key that stands where there is no such key."""
    if key == "tool":
        return " In this file the keys stand at the top, without [tool.quoteprov]."
    return f" It stands below {_head(source)}; put it above." if key in KEYS else ""


def _entries(source: Source, value: Any, before: Mapping[str, Acceptance]) -> Iterator[Acceptance]:
    """The entries that accept findings."""
    head = _head(source)
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        place = source.places.keys.get((*source.prefix, ACCEPT))
        source.refuse(f"accept is no table {head}", place, f"write {head} and its keys below")
    seen = dict(before)
    for number, entry in enumerate(value):
        path: tuple[str | int, ...] = (*source.prefix, ACCEPT, number)
        here = source.places.values.get(path)
        for key, said in entry.items():
            if key not in _EXAMPLES:
                unknown(source, (*path, key), _EXAMPLES, _hint(source, key))
            if not (is_day(said) if key == "until" else isinstance(said, str)):
                form = "a date without quotation marks" if key == "until" else "a text"
                at = source.places.values.get((*path, key))
                source.refuse(f"{key} = {said!r} is not {form}", at, f"{key} = {_EXAMPLES[key]}")
        if missing := [key for key in ("fingerprint", "reason") if key not in entry]:
            source.refuse(f"an entry of {head} has no {missing[0]}", here)
        try:
            found = Acceptance(**entry, where=source.line(here))
        except PolicyError as error:
            source.refuse(str(error), here)
        if found.fingerprint in seen:
            other = seen[found.fingerprint].where
            source.refuse(f"{found.fingerprint} is accepted in {other} too", here, "keep one")
        seen[found.fingerprint] = found
        yield found


_EXAMPLES = {
    "fingerprint": '"5f0c2a9b71de"',
    "reason": '"translated by the desk"',
    "until": "2027-01-31",
}
