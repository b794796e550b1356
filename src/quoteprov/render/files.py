"""
Files that are written whole or not at all.
"""

from __future__ import annotations

import os
import secrets
import shutil

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from quoteprov.errors import InputError


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@contextmanager
def draft(path: Path | str) -> Iterator[Callable[[Iterable[str]], None]]:
    """
    Open a file at once, and give what writes it, a piece of text after another, and puts it in
    its place.

    Until then it stands beside *path* under another name, and is gone if it was not written. A
    device or pipe is written to as it is.

    Raises:
        InputError: The file cannot be written.
    """
    path, place = Path(path), Path(os.path.realpath(path))
    is_special = place.exists() and not place.is_file()
    beside = place if is_special else place.with_name(f".{place.name}.{secrets.token_hex(4)}")

    def write(pieces: Iterable[str]) -> None:
        with _or_unwritable(path), file:
            file.writelines(pieces)
            if place.is_file():
                shutil.copymode(place, beside)
            if not is_special:
                file.close()
                beside.replace(place)

    with _or_unwritable(path):
        file = beside.open(
            "w" if is_special else "x", encoding="utf-8", errors="backslashreplace", newline=""
        )
    try:
        yield write
    finally:
        file.close()
        if not is_special:
            beside.unlink(missing_ok=True)


@contextmanager
def _or_unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        msg = f"{path.as_posix()}: cannot be written: {error.strerror or error}"
        raise InputError(msg) from error
