"""
Where results go: which format to which file.
"""

from __future__ import annotations

import os
import shutil

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.cli.terminal import is_coloured
from quoteprov.errors import InputError
from quoteprov.render import FORMATS, renderer


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from quoteprov.models import Report, Severity


STDOUT = "-"
_WIDTH = 100
"""Of the screen in a file, and where a terminal does not say its own."""


class Output(NamedTuple):
    """A format, and the file it goes to; None for standard output."""

    form: str
    path: Path | None


def paired(given: Sequence[tuple[bool, str]], default: str = "full") -> list[Output]:
    """
    Pair formats with files: a format belongs to the file after it.

    One format and one file belong together whatever their order; a format that is left over goes
    to standard output.

    Args:
        given: In the order of the command line, each with whether it is a format.
        default: Where neither a format nor the ending of the file says one.

    Raises:
        InputError: Two would go to standard output, or to one file.

    >>> paired([(True, "github"), (False, "-"), (False, "a.html")])
    [Output(form='github', path=None), Output(form='html', path=PosixPath('a.html'))]
    """
    if [is_format for is_format, _ in given] == [False, True]:
        given = given[::-1]
    found: list[Output] = []
    waiting: str | None = None
    for is_format, name in given or [(True, default)]:
        if is_format:
            if waiting:
                found.append(Output(waiting, None))
            waiting = name
        else:
            path = None if name == STDOUT else Path(name)
            found.append(Output(waiting or _of_ending(name) or default, path))
            waiting = None
    if waiting:
        found.append(Output(waiting, None))
    _look_for_two(found)
    return found


def _of_ending(name: str) -> str | None:
    ending = Path(name).suffix.lower()
    return next((form for form, one in FORMATS.items() if ending in one.endings), None)


def _look_for_two(found: Sequence[Output]) -> None:
    shown = [output.form for output in found if output.path is None]
    if len(shown) > 1:
        msg = (
            f"{' and '.join(shown)} would both go to standard output; "
            "name a file for one of them behind it, with -o FILE"
        )
        raise InputError(msg)
    places = [os.path.realpath(output.path) for output in found if output.path]
    if twice := next((place for place in places if places.count(place) > 1), None):
        msg = f"{twice}: two outputs would go to this file; name two files"
        raise InputError(msg)


def lines(
    output: Output, reports: Iterable[Report], *, least: Severity | None, color: str
) -> Iterator[str]:
    """
    Render reports for an output.

    Args:
        output: The screen in a file is 100 cells wide and has no colours.
        reports: Of the run.
        least: Show what is so severe and no more, where the format is one for people.
        color: As on the command line.
    """
    render: Callable[..., Iterator[str]] = renderer(output.form)
    options: dict[str, object] = {}
    if output.form in {"full", "concise"} and least:
        options["least"] = least
    if output.form == "full" and output.path is None:
        width = shutil.get_terminal_size((_WIDTH, 24)).columns
        options |= {"width": max(40, min(width, 160)), "colour": is_coloured(color)}
    return render(reports, **options)
