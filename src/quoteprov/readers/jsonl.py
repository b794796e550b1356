"""
JSON lines: one document a line, ``text`` required, everything else optional.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

from quoteprov.readers import Document, Problem, printable
from quoteprov.readers.text import decode, load


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_FIELDS = (
    "title",
    "date",
    "url",
    "outlet",
    "speaker",
    "released",
    "carried",
    "lang",
    "rendition_of",
)


def read_jsonl(path: Path) -> Iterator[Document | Problem]:
    """
    Read every line; one that is no document becomes a `Problem` and the others are still read.
    """
    name, where = printable(path.name), printable(path.as_posix())
    for number, line in enumerate(decode(load(path)).split("\n"), start=1):
        if line.strip():
            yield parse_line(line, where, f"{name}:{number}", number)


def parse_line(line: str, path: str, default_id: str, number: int) -> Document | Problem:
    """
    Read one line of JSON as a document.
    """
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long"
        message = f"line {number} is not JSON ({reason}); expected one object a line"
        return Problem(path, number, message)
    if wrong := _wrong(record):
        return Problem(path, number, f"line {number} {wrong}")
    fields = {key: printable(str(record[key])) for key in _FIELDS if _given(record, key)}
    own = printable(str(record["id"])) if _given(record, "id") else default_id
    return Document(own, printable(record["text"]), path, number, fields)


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
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            return f'has a "{key}" that is a {type(value).__name__}; it must be a string'
    return None


def _given(record: dict[str, object], key: str) -> bool:
    return record.get(key) not in {None, ""}
