"""
``quoteprov completion``.
"""

from __future__ import annotations

import argparse

from quoteprov.cli.parser import parser
from quoteprov.cli.terminal import CLEAN, show
from quoteprov.errors import QuoteprovError


_PATHS = {"ARTICLE", "FILE", "LIST", "NEW", "PATH"}
"""What is a path, as the help calls it."""


def completion(arguments: argparse.Namespace) -> int:
    """
    Print the script of a shell.

    Raises:
        QuoteprovError: The extra is not installed.
    """
    try:
        import shtab
    except ImportError as error:
        msg = (
            'shtab is not installed, which writes the script; pip install "quoteprov[completion]"'
        )
        raise QuoteprovError(msg) from error
    top = parser()
    _complete_paths(top, shtab.FILE)
    show([shtab.complete(top, shell=arguments.shell)])
    return CLEAN


def _complete_paths(command: argparse.ArgumentParser, paths: object) -> None:
    for action in command._actions:  # noqa: SLF001 - argparse has no other way to walk
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for one in action.choices.values():
                _complete_paths(one, paths)
        elif action.metavar in _PATHS:
            action.complete = paths  # type: ignore[attr-defined]
