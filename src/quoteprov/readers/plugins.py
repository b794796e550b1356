"""
Readers that other packages bring, by the entry-point group ``quoteprov.readers``.

The name of an entry point is the ending, its value a function from a path to an iterator of
documents and problems. A built-in ending cannot be taken over: what the text of an article is, and
with it every offset, must not depend on what else is installed.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from quoteprov.errors import InputError
from quoteprov.readers import Document, Problem


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.metadata import EntryPoint
    from pathlib import Path


GROUP = "quoteprov.readers"


@cache
def plugins() -> Mapping[str, tuple[EntryPoint, ...]]:
    """
    Every ending in lower case with the entry points that claim it, by the names of their packages.
    """
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in sorted(entry_points(group=GROUP), key=_package):
        ending = "." + point.name.lower().lstrip(".")
        found[ending] = (*found.get(ending, ()), point)
    return found


def read_by(points: tuple[EntryPoint, ...], path: Path) -> Iterator[Document | Problem]:
    """
    Read a file with the plug-in for its ending.

    Raises:
        InputError: There are several, or it cannot be loaded, fails, or gives what is no document.
    """
    point, *others = points
    if others:
        packages = ", ".join(map(_package, points))
        msg = f"can be read by several packages ({packages}); uninstall all but one"
        raise InputError(msg)
    try:
        for item in point.load()(path):
            yield _checked(item)
    except (InputError, OSError):
        raise
    except Exception as error:
        told = f"{type(error).__name__}: {error}"[:200]
        msg = f"cannot be read by the package {_package(point)} ({told}); mend or uninstall that"
        raise InputError(msg) from error


def _checked(item: object) -> Document | Problem:
    if isinstance(item, Problem):
        return item
    if not isinstance(item, Document):
        msg = f"its reader gave a {type(item).__name__} instead of a Document"
        raise TypeError(msg)
    if not isinstance(item.text, str) or not item.text.strip():
        msg = "its reader gave a Document without a text"
        raise ValueError(msg)
    return item


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else point.value
