"""
The command line: ``quoteprov check | accept | config | corpus | rules | explain | completion``.

Results go to standard output, everything else to standard error. Exit codes: 0 clean, 1 findings
at or above ``--fail-on``, 2 usage, unreadable input or nothing to check, 130 interrupted. The
module of a command is imported when it runs, so that ``--help`` loads neither spaCy nor pydantic.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import traceback

from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from quoteprov.cli.parser import parser
from quoteprov.cli.terminal import FAILED, FOUND, INTERRUPTED, say


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType


__all__ = ["main", "parser"]

AGAIN = 0.02
"""Seconds after which a run that was told to end, and could not, tries it again."""


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run the command line and give its exit code.
    """
    from quoteprov.errors import QuoteprovError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args(argv)
    try:
        with _told_to_end() as arguments.go_on:
            module, _, function = arguments.run.partition(":")
            return int(getattr(import_module(f"{__name__}.{module}"), function)(arguments))
    except QuoteprovError as error:
        say(f"error: {error}", getattr(error, "__notes__", ()))
    except BrokenPipeError:
        # the reader has seen enough; nothing may be flushed into the closed pipe at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - exit code 1 would say "findings"
        traceback.print_exc()
        say("error: this is a fault of quoteprov; please report it with the lines above")
    return FAILED


@contextmanager
def _told_to_end() -> Iterator[Callable[[], None]]:
    """
    SIGTERM is an interruption like Ctrl-C: what is done is shown, and no process is left.

    Imports and ``__del__`` swallow exceptions or complain of them, so that their end is waited
    for. What is given raises the interruption again if it was lost elsewhere.
    """
    told = False

    def tell(sign: int, frame: FrameType | None) -> None:
        nonlocal told
        told = True
        if _swallows(frame):
            again = threading.Timer(AGAIN, _thread.interrupt_main, [sign])
            again.daemon = True
            again.start()
        else:
            raise KeyboardInterrupt

    def check() -> None:
        if told:
            raise KeyboardInterrupt

    before = {}
    with suppress(ValueError):  # only the main thread is told
        before = {sign: signal.signal(sign, tell) for sign in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield check
        check()
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _swallows(frame: FrameType | None) -> bool:
    """Whether a module is being imported, or an object thrown away."""
    while frame is not None and not (
        frame.f_code.co_name == "__del__"
        or frame.f_code.co_filename == "<frozen importlib._bootstrap>"
    ):
        frame = frame.f_back
    return frame is not None
