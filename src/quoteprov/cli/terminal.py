"""
What the commands say: results on standard output, everything else on standard error.
"""

from __future__ import annotations

import os
import sys

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager


CLEAN, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130
WARNINGS = 20
"""Warnings of one kind that are told one by one."""


def say(message: str, notes: Iterable[str] = ()) -> None:
    """
    Say something on standard error; *notes* are lines below it, whose blanks stay.
    """
    from quoteprov.render.terminal import escape
    from quoteprov.text.script import visible

    print(f"quoteprov: {escape(message)}", file=sys.stderr)
    for note in notes:
        print(f"  {visible(note)}", file=sys.stderr)


def warn(messages: Sequence[str]) -> None:
    """
    Say the first of some warnings one by one, and how many more there are.
    """
    for message in messages[:WARNINGS]:
        say(f"warning: {message}")
    if (more := len(messages) - WARNINGS) > 0:
        say(f"warning: and {more:,} more")


def show(
    lines: Iterable[str], aside: Callable[[], AbstractContextManager[object]] | None = None
) -> None:
    """
    Print results, each line at once: whoever ends a long run has what was done.

    Args:
        lines: Without their ends.
        aside: Puts what else is drawn on the terminal aside while a line is printed.
    """
    for line in lines:
        if aside is None:
            print(line, flush=True)
        else:
            with aside():
                print(line, flush=True)


def is_coloured(asked: str) -> bool:
    """
    Follow https://no-color.org, and FORCE_COLOR, and a terminal that can.
    """
    if asked != "auto":
        return asked == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return not plain and sys.stdout.isatty()
