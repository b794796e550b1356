"""
The articles that a command line names.
"""

from __future__ import annotations

import os
import sys

from typing import TYPE_CHECKING

from quoteprov.config.paths import files_of, matcher
from quoteprov.errors import InputError
from quoteprov.limits import FILE_BYTES
from quoteprov.models import Article
from quoteprov.readers.text import decode


if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from quoteprov.config.settings import Setting


STDIN = "-"


def articles(given: Iterable[str], include: Setting, exclude: Setting) -> list[Path | Article]:
    """
    List the files of articles, each once, in the order in which they are given.

    What is named outright is taken as it is, there or not: a file that cannot be read is for the
    report. Folders and patterns give the files that match *include*, or where that is silent
    those that end as texts do, without those that match *exclude*.

    Raises:
        InputError: A pattern matches nothing, or nothing is left of a folder or pattern.
    """
    wanted, unwanted = matcher(include), matcher(exclude)
    found: dict[str, Path | Article] = {}
    for name in given:
        if name == STDIN:
            if STDIN not in found:
                found[STDIN] = Article(id=STDIN, text=_standard_input())
            continue
        for path in files_of(name, wanted, unwanted):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _standard_input() -> str:
    data = sys.stdin.buffer.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES:
        msg = f"standard input: holds more than {FILE_BYTES:,} bytes; split the text"
        raise InputError(msg)
    try:
        return decode(data)
    except InputError as error:
        msg = f"standard input: {error}"
        raise InputError(msg) from error
