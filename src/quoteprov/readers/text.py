"""
Plain text and Markdown: UTF-8, or UTF-16 with a byte order mark; nothing is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import FILE_BYTES
from quoteprov.readers import Document, printable


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_BINARY = "is a binary file, or UTF-16 without a byte order mark; give a text file in UTF-8"
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def decode(data: bytes) -> str:
    """
    Decode *data* strictly.

    Guessing an encoding shifts every offset and turns curly quotation marks into other characters,
    so it is left to the user.

    Raises:
        EmptyInputError: There is nothing but white space.
        InputError: The data is binary or not UTF-8.
    """
    encoding = next((e for bom, e in _BOMS.items() if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and b"\0" in data:
            raise InputError(_BINARY) from error
        name = encoding.upper().removesuffix("-SIG")
        msg = (
            f"is not {name} (byte 0x{data[error.start]:02x} at offset {error.start}); "
            "save it as UTF-8 first, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        )
        raise InputError(msg) from error
    if "\0" in text:
        raise InputError(_BINARY)
    if not text.strip():
        msg = "is empty; there is nothing to check in it"
        raise EmptyInputError(msg)
    return text


def load(path: Path) -> bytes:
    """
    Read a regular file of bounded size.

    Raises:
        InputError: It is not a regular file, or larger than `limits.FILE_BYTES`.
    """
    if not path.is_file():
        msg = "is not a regular file; give a text file"
        raise InputError(msg)
    size = path.stat().st_size
    if size > FILE_BYTES:
        msg = f"has {size:,} bytes; files of more than {FILE_BYTES:,} bytes are not read, split it"
        raise InputError(msg)
    return path.read_bytes()


def read_text(path: Path) -> Iterator[Document]:
    """Read a file as one document; its id is the file name."""
    text = decode(load(path))
    yield Document(id=printable(path.name), text=text, path=printable(path.as_posix()))
