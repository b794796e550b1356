"""
Plain text and Markdown: UTF-8, or UTF-16 with a byte order mark; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import FILE_BYTES
from quoteprov.readers import Document, printable
from quoteprov.readers.ignores import without_comments


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


BINARY = "is a binary file, or UTF-16 without a byte order mark; give a text file in UTF-8"
EMPTY = "is empty; there is nothing to check in it"
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"\xef\xbb\xbf": "utf-8"}


def byte_order(data: bytes) -> tuple[bytes, str]:
    """
    Give the byte order mark with which *data* begins, if any, and the encoding it tells.
    """
    return next((m for m in _BOMS.items() if data.startswith(m[0])), (b"", "utf-8"))


def decode(data: bytes) -> str:
    """
    Decode *data* strictly.

    Guessing an encoding shifts every offset and turns curly quotation marks into other characters,
    so it is left to the user.

    Raises:
        EmptyInputError: There is nothing but white space.
        InputError: The data is binary or not UTF-8.
    """
    mark, encoding = byte_order(data)
    if encoding == "utf-8" and b"\0" in data:
        raise InputError(BINARY)
    return worded(decode_part(data[len(mark) :], encoding, len(mark)))


def worded(text: str, empty: str = EMPTY) -> str:
    """
    Give *text* back, which must be one.

    Raises:
        EmptyInputError: There is nothing but white space; *empty* says so.
        InputError: It is binary.
    """
    if "\0" in text:
        raise InputError(BINARY)
    if not text.strip():
        raise EmptyInputError(empty)
    return text


def decode_part(data: bytes | bytearray, encoding: str, at: int) -> str:
    """
    Decode *data*, which stands at the offset *at* of a file, strictly.

    Raises:
        InputError: The data is not in *encoding*.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        msg = (
            f"is not {name} (byte 0x{data[error.start]:02x} at offset {at + error.start}); "
            "save it as UTF-8 first, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        )
        raise InputError(msg) from error


def check_regular(path: Path) -> None:
    """
    Refuse what is no regular file: pipes and devices may never end.

    Raises:
        InputError: It is not a regular file.
    """
    if not path.is_file():
        msg = "is not a regular file; give a text file"
        raise InputError(msg)


def check_size(path: Path, most: int = FILE_BYTES) -> None:
    """
    Refuse what is no regular file, and a file that is too large.

    Raises:
        InputError: It is not a regular file, or has more than *most* bytes.
    """
    check_regular(path)
    size = path.stat().st_size
    if size > most:
        msg = f"has {size:,} bytes; files of more than {most:,} bytes are not read, split it"
        raise InputError(msg)


def load(path: Path) -> bytes:
    """
    Read a regular file of bounded size.

    Raises:
        InputError: It is not a regular file, or larger than `limits.FILE_BYTES`.
    """
    check_size(path)
    return path.read_bytes()


def read_text(path: Path) -> Iterator[Document]:
    """Read a file as one document; its id is the file name."""
    text = decode(load(path))
    yield Document(id=printable(path.name), text=text, path=printable(path.as_posix()))


def read_markdown(path: Path) -> Iterator[Document]:
    """
    Read a file as one document without the words of its comments; those that accept findings are
    kept beside it.

    Raises:
        EmptyInputError: It holds nothing but comments.
    """
    for document in read_text(path):
        text, ignores = without_comments(document.text)
        if not text.strip():
            raise EmptyInputError(EMPTY)
        yield replace(document, text=text, ignores=ignores)
