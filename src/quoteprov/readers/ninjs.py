"""
News in JSON: an item after IPTC ninjs 1.x, 2.x or 3.x, as agencies deliver it.

The versions differ in the names: 1.x has ``headline`` and ``body_xhtml``, later ones lists
``headlines`` and ``bodies``; 3.x writes ``versionCreated`` where the others have
``versioncreated``. So names are compared in lower case, and the version is not asked for.
https://www.iptc.org/std/ninjs/userguide/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from quoteprov.errors import InputError
from quoteprov.readers import Document, library, printable
from quoteprov.readers.jsonl import load_json
from quoteprov.readers.markup import headed, language_tag, plain, web_address
from quoteprov.readers.text import decode, load


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_PLAIN = frozenset({"text/plain", "text", ""})
_SHOWN = 80


class _Body(NamedTuple):
    role: str
    kind: str
    value: str


def read_ninjs(path: Path) -> Iterator[Document]:
    """
    Read one item; its id is its ``uri``.

    Raises:
        InputError: It is no ninjs item with a body, or its body is HTML and lxml is not installed.
    """
    found = load_json(decode(load(path)))
    if not isinstance(found, dict):
        msg = f"is a JSON {type(found).__name__}; expected a ninjs item, which is an object"
        raise InputError(msg)
    item = _lowered(found)
    bodies = [*_listed(item, "bodies"), *_suffixed(item)]
    # block quotes and paragraphs are only in HTML
    body = _first(bodies, _HTML) or _first(bodies, _PLAIN)
    if body is None:
        raise InputError(_without_body(item, bodies))
    text = body.value
    if body.kind in _HTML:
        library("lxml.html", "a ninjs item with a body in HTML", "ninjs")
        text = plain(text)
    headlines = _listed(item, "headlines")
    title = _string(item, "headline") or (headlines[0].value if headlines else "")
    uri = _string(item, "uri")
    fields = {
        "title": title or _string(item, "title"),
        "date": _string(item, "versioncreated"),
        "url": web_address(uri),
        "outlet": _string(item, "copyrightholder"),
        "lang": language_tag(_string(item, "language")),
    }
    yield Document(
        id=printable(uri or path.name),
        text=printable(headed(fields["title"], text)),
        path=printable(path.as_posix()),
        fields={key: printable(value) for key, value in fields.items() if value},
    )


def _lowered(found: dict[str, object]) -> dict[str, object]:
    return {key.lower(): value for key, value in found.items()}


def _string(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    return value.strip() if isinstance(value, str) else ""


def _listed(item: dict[str, object], key: str) -> list[_Body]:
    """The texts of a list such as ``bodies`` (from 2.0 on), the main one first."""
    listed = item.get(key)
    parts = listed if isinstance(listed, list) else []
    parts = [_lowered(part) for part in parts if isinstance(part, dict)]
    found = [
        _Body(
            role=_string(part, "role"),
            kind=(_string(part, "contenttype") or _string(part, "role")).lower(),
            value=_string(part, "value"),
        )
        for part in parts
    ]
    return sorted((one for one in found if one.value), key=lambda one: one.role != "main")


def _suffixed(item: dict[str, object]) -> list[_Body]:
    """The texts ``body_text``, ``body_xhtml`` … of 1.x."""
    found = [(key.partition("_")[2], _string(item, key)) for key in item if key[:5] == "body_"]
    return [_Body(kind, kind, value) for kind, value in found if value]


def _first(bodies: list[_Body], kinds: frozenset[str]) -> _Body | None:
    return next((body for body in bodies if body.kind in kinds), None)


def _without_body(item: dict[str, object], bodies: list[_Body]) -> str:
    if bodies:
        kinds = ", ".join(sorted({body.kind for body in bodies}))
        return f"has no body in HTML or plain text (found: {kinds[:_SHOWN]}); save it as .txt"
    found = ", ".join(sorted(item))[:_SHOWN] or "no keys"
    return (
        f"is no ninjs item with a body (found: {found}); "
        'JSON of another form is read from a .jsonl file, one object with "text" a line'
    )
