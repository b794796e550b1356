"""
The paths and patterns that people write to the files that they mean.
"""

from __future__ import annotations

import glob
import os
import re

from pathlib import Path
from typing import TYPE_CHECKING

from quoteprov.errors import InputError
from quoteprov.readers import files


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quoteprov.config.settings import Setting

    Matcher = Callable[[Path], bool]


def spread(given: Iterable[str]) -> list[Path]:
    """
    Put the files that patterns match in the place of these, each once.

    Raises:
        InputError: A pattern matches nothing.
    """
    found: dict[str, Path] = {}
    for name in given:
        named = [Path(name)] if _matches(name) is None else files_of(name)
        found |= {os.path.realpath(path): path for path in named}
    return list(found.values())


def files_of(
    name: str, include: Matcher | None = None, exclude: Matcher | None = None
) -> list[Path]:
    """
    List the files of a folder or pattern; what is named outright is taken as it is.

    Args:
        name: Of a file or folder, or a pattern.
        include: Which files of folders and patterns are taken.
        exclude: Which of these are left out.

    Raises:
        InputError: A pattern matches nothing, or nothing is left.
    """
    matches = _matches(name)
    if matches is None and not os.path.isdir(name):  # noqa: PTH112 - a name may be too long
        return [Path(name)]
    found: list[Path] = []
    for path in [Path(name)] if matches is None else matches:
        if path.is_dir():
            found += files(path, include)
        elif include is None or include(path):
            found.append(path)
    left = [path for path in found if exclude is None or not exclude(path)]
    if not left and (include or exclude):
        msg = f"{name}: include and exclude leave none of its files; see: quoteprov config"
        raise InputError(msg)
    return left or [Path(name)]  # the reader of a folder says what is in it


def _matches(name: str) -> list[Path] | None:
    """What a pattern matches; None for a name."""
    if not name:
        msg = "a path is empty; name a file or folder"
        raise InputError(msg)
    if not glob.has_magic(name) or os.path.lexists(name):
        return None
    found = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - from any folder
    if not found:
        msg = f"{name}: nothing matches this pattern; check it, from the folder {Path.cwd()}"
        raise InputError(msg)
    return [Path(one) for one in found]


def matcher(patterns: Setting) -> Matcher | None:
    """
    Give what tells whether a file matches, seen from the folder in which the patterns are said;
    None where there are none.

    Raises:
        InputError: One is no pattern.
    """
    if not patterns.value:
        return None
    from pathspec import GitIgnoreSpec

    for pattern in patterns.value:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error) as error:
            msg = f"{patterns.origin}: {pattern!r} is no pattern as in .gitignore"
            raise InputError(msg) from error
    spec = GitIgnoreSpec.from_lines(patterns.value)

    def matches(path: Path) -> bool:
        try:
            inside = os.path.relpath(path, patterns.folder)
        except ValueError:  # another drive
            inside = os.pardir
        if inside.startswith(os.pardir):
            whole = path.absolute()
            inside = str(whole.relative_to(whole.anchor))
        return spec.match_file(inside)

    return matches
