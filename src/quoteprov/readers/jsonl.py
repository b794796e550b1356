"""
JSON lines: one document a line, ``text`` required, everything else optional.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import FILE_BYTES
from quoteprov.readers import Document, Problem, printable
from quoteprov.readers.text import BINARY, EMPTY, byte_order, check_regular, decode_part


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


_FIELDS = (
    "title",
    "date",
    "url",
    "outlet",
    "speaker",
    "uttered",
    "released",
    "carried",
    "lang",
    "rendition_of",
)
_PLAIN = {str, int, type(None)}  # what a field may be; a bool is no int here
_PIECE = 65_536


def read_jsonl(path: Path) -> Iterator[Document | Problem]:
    """
    Read one line after another; one that is no document becomes a `Problem` and stops no other.

    Raises:
        EmptyInputError: There are only blank lines.
        InputError: It is no regular file, or begins like a binary one.
    """
    check_regular(path)
    name, where = printable(path.name), printable(path.as_posix())
    empty = True
    with path.open("rb") as file:
        head = file.peek()
        mark, encoding = byte_order(head)
        if "\0" in head.decode(encoding, "replace"):
            raise InputError(BINARY)
        file.seek(len(mark))
        for number, (at, data) in enumerate(_lines(file, "\n".encode(encoding)), start=1):
            try:
                line = _decoded(data, encoding, at)
            except InputError as error:
                empty = False
                yield Problem(where, number, f"line {number} {error}")
                continue
            if line.strip():
                empty = False
                yield parse_line(line, where, f"{name}:{number}", number)
    if empty:
        raise EmptyInputError(EMPTY)


def _lines(file: BinaryIO, end: bytes) -> Iterator[tuple[int, bytearray]]:
    """
    Every line with its offset and its *end*; of one that is too long only the beginning.
    """
    at = file.tell()
    while line := _line(file, end):
        yield at, line
        at += len(line)
        while line and not line.endswith(end):
            line = _line(file, end)
            at += len(line)


def _line(file: BinaryIO, end: bytes) -> bytearray:
    """
    What is left of a line, or enough of it to see that it is too long.

    In UTF-16 a byte 0x0A may be half of another character, so that a piece is no line yet.
    """
    line = bytearray()
    while len(line) <= FILE_BYTES and (piece := file.readline(_PIECE)):
        line += piece
        line += file.read(len(piece) % len(end))
        if line.endswith(end):
            break
    return line


def _decoded(data: bytearray, encoding: str, at: int) -> str:
    if len(data) > FILE_BYTES:
        msg = f"has more than {FILE_BYTES:,} bytes; lines as long as that are not read, split it"
        raise InputError(msg)
    return decode_part(data, encoding, at).removesuffix("\n")


def parse_line(line: str, path: str, default_id: str, number: int) -> Document | Problem:
    """
    Read one line of JSON as a document.
    """
    try:
        record = load_json(line)
    except InputError as error:
        return Problem(path, number, f"line {number} {error}; expected one object a line")
    if wrong := _wrong(record):
        return Problem(path, number, f"line {number} {wrong}")
    fields = {key: printable(str(record[key])) for key in _FIELDS if _given(record, key)}
    own = printable(str(record["id"])) if _given(record, "id") else default_id
    return Document(own, printable(record["text"]), path, number, fields)


def load_json(text: str) -> Any:
    """
    Read a value of JSON.

    Raises:
        InputError: It is none, or deeper nested than the interpreter goes.
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long"
        msg = f"is not JSON ({reason})"
        raise InputError(msg) from error


def _wrong(record: object) -> str | None:
    """What keeps *record* from being a document, and what to do about it."""
    if not isinstance(record, dict):
        return f'is a JSON {type(record).__name__}; expected an object with "text"'
    text = record.get("text")
    if text is not None and not isinstance(text, str):
        return f'has a "text" that is a {type(text).__name__}; it must be a string'
    if not text or not text.strip():
        found = ", ".join(sorted(map(str, record)))[:80] or "no keys"
        return f'has no "text" (found: {printable(found)}); add the text'
    for key in ("id", *_FIELDS):
        value = record.get(key)
        if type(value) not in _PLAIN:
            return f'has a "{key}" that is a {type(value).__name__}; it must be a string'
    return None


def _given(record: dict[str, object], key: str) -> bool:
    return record.get(key) not in {None, ""}
