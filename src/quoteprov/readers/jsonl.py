"""
JSON lines: one document a line, ``text`` required, everything else optional.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

import regex

from quoteprov.readers import Document, Problem
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

_SURROGATE = regex.compile(r"[\uD800-\uDFFF]")


def read_jsonl(path: Path) -> Iterator[Document | Problem]:
    """
    Read every line; a line that is no document becomes a `Problem` and the others are still read.
    """
    for number, line in enumerate(decode(load(path)).split("\n"), start=1):
        if line.strip():
            yield parse_line(line, path.as_posix(), f"{path.name}:{number}", number)


def parse_line(line: str, path: str, default_id: str, number: int) -> Document | Problem:
    """
    Read one line of JSON as a document.
    """
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        return Problem(
            path, number, f"line {number} is not JSON ({reason}); expected one object a line"
        )
    if not isinstance(record, dict):
        found = type(record).__name__
        return Problem(
            path, number, f'line {number} is a JSON {found}; expected an object with "text"'
        )
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        found = ", ".join(sorted(map(str, record)))[:80] or "no keys"
        return Problem(path, number, f'line {number} has no "text" (found: {found}); add the text')
    for key in ("id", *_FIELDS):
        if not isinstance(record.get(key, ""), str | int | None):
            return Problem(path, number, f'line {number}: "{key}" must be a string')
    fields = {key: str(record[key]) for key in _FIELDS if record.get(key) not in (None, "")}
    # a lone surrogate cannot be written again as UTF-8; it is replaced, one code point for one
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return Document(str(record.get("id") or default_id), text, path, number, fields)
