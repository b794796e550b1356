"""
Word files: paragraphs, headings, lists, tables, text boxes and block quotes, as last saved.

mammoth makes HTML of what the styles mean. What was deleted with tracked changes is left out, what
was inserted stands; notes, comments, headers and footers are no part of the text. mammoth gets
only the parts that hold XML, checked for size and for what no Word file may hold: a document type
declaration, with which a few bytes can become gigabytes.
"""

from __future__ import annotations

import zipfile
import zlib

from io import BytesIO
from typing import TYPE_CHECKING, Any

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import DOCX_PARTS, DOCX_TAGS, DOCX_XML_BYTES, PACKED_FILE_BYTES
from quoteprov.readers import Document, library, printable
from quoteprov.readers.losses import Paragraph, is_prose, losses
from quoteprov.readers.markup import SPACE, text_of, tree
from quoteprov.readers.text import EMPTY, check_size


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


_QUOTES = ("Quote", "Intense Quote", "Block Text", "Quotations")
"""Paragraph styles of block quotes: Word writes these names in every language, the last is
LibreOffice's."""
_STYLES = "\n".join(
    (
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => h2:fresh",
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in _QUOTES),
    )
)
_WRONG = "is no Word file (.docx) or a damaged one; save it again as .docx, or as .txt"
_OLD = b"\xd0\xcf\x11\xe0"
_LOCKED = "is encrypted, or a Word file of before 2007; save it as .docx without a password"
_END, _LARGE_END = b"PK\x05\x06", b"PK\x06\x07"
_END_BYTES, _PART_BYTES = 65_557, 400  # the most that the end may have, and a part be named with
_DOCTYPE = "<!DOCTYPE"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_WORD = "wordprocessingml"


def read_docx(path: Path) -> Iterator[Document]:
    """
    Read a Word file as one document; its id is the file name.

    Raises:
        EmptyInputError: It holds no words.
        InputError: It is no Word file, is too large, or the extra ``docx`` is not installed.
    """
    mammoth = library("mammoth", "a Word file", "docx")
    library("lxml.etree", "a Word file", "docx")
    check_size(path, PACKED_FILE_BYTES)
    parts = _parts(path)
    markup, notes = _converted(mammoth, parts)
    page = tree(markup)
    text = text_of(page)
    if not text:
        raise EmptyInputError(EMPTY)
    title = _title(page, parts)
    told = list(losses(_paragraphs(parts), text, "the pages"))
    if notes:
        told.append(f"{notes} of the notes at the foot of the pages were not read")
    yield Document(
        id=printable(path.name),
        text=printable(text),
        path=printable(path.as_posix()),
        fields={"title": printable(title)} if title else {},
        losses=tuple(told),
    )


def _parts(path: Path) -> dict[str, bytes]:
    """
    The XML of a Word file by the names of its parts.

    Raises:
        InputError: It is no Word file, or unpacks to more than the limits allow.
    """
    with path.open("rb") as file:
        if file.read(len(_OLD)) == _OLD:
            raise InputError(_LOCKED)
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        _check_directory(file.read())
        try:
            return _unpacked(zipfile.ZipFile(file))
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError) as error:
            raise InputError(_WRONG) from error


def _check_directory(tail: bytes) -> None:
    """
    Refuse a directory of endless parts before it is read.

    Raises:
        InputError: There are too many parts, or it is no zip file.
    """
    at = tail.rfind(_END)
    if at < 0:
        raise InputError(_WRONG)
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if size > DOCX_PARTS * _PART_BYTES or _LARGE_END in tail:
        msg = f"has more than {DOCX_PARTS:,} parts; Word files of so many are not read"
        raise InputError(msg)


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    wanted = [one for one in packed.infolist() if one.filename.endswith((".xml", ".rels"))]
    if any(one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for one in wanted):
        raise InputError(_WRONG)
    # a part never unpacks to more than is written here
    if sum(one.file_size for one in wanted) > DOCX_XML_BYTES:
        msg = f"unpacks to more than {DOCX_XML_BYTES:,} bytes of text; split it"
        raise InputError(msg)
    parts = {one.filename: packed.read(one) for one in wanted}
    if any(_DOCTYPE.encode(e) in p for p in parts.values() for e in ("utf-8", "utf-16-le")):
        msg = "declares a document type, which no Word file does; save it again as .docx"
        raise InputError(msg)
    if sum(part.count(b"<") for part in parts.values()) > DOCX_TAGS:
        msg = f"has more than {DOCX_TAGS:,} tags; split it"
        raise InputError(msg)
    return parts


def _converted(mammoth: Any, parts: Mapping[str, bytes]) -> tuple[str, int]:
    """The HTML of the document, and how many notes were left out of it."""
    from mammoth import documents, transforms

    notes: list[object] = []

    def drop(note: object) -> object:
        notes.append(note)
        return documents.text("")

    copy = BytesIO()
    with zipfile.ZipFile(copy, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    try:
        found = mammoth.convert_to_html(
            copy,
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda _: [],
            transform_document=transforms.element_of_type(documents.NoteReference, drop),
        )
    except OSError as error:  # there is no main part
        raise InputError(_WRONG) from error
    return found.value, len(notes)


def _title(page: Any, parts: Mapping[str, bytes]) -> str:
    """The paragraph with the style of a title, else what the properties of the file say."""
    own = next((h for h in page.iter("h1") if h.get("class") == "title"), None)
    if own is None and "docProps/core.xml" in parts:
        own = next(_xml(parts["docProps/core.xml"]).iter(_TITLE), None)
    return SPACE.sub(" ", "".join(own.itertext())).strip() if own is not None else ""


def _xml(part: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))


def _paragraphs(parts: Mapping[str, bytes]) -> list[Paragraph]:
    """The prose of the document, as it stands in the file."""
    main = [part for name, part in parts.items() if name.startswith("word/document")]
    return [Paragraph(text, home=parts) for part in main for text in _raw(_xml(part))]


def _raw(root: Any) -> Iterator[str]:
    """The paragraphs of prose with their own words, in text boxes too."""
    from lxml import etree

    open_ones: list[list[str]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = etree.QName(element)
        if _WORD not in (name.namespace or ""):
            continue
        if name.localname == "p" and event == "start":
            open_ones.append([])
        elif name.localname == "p":
            text = "".join(open_ones.pop()).strip()
            if is_prose(text):
                yield text
        elif event == "start" and name.localname in {"del", "moveFrom"}:
            walk.skip_subtree()
        elif event == "start" and open_ones:
            open_ones[-1].append(_words(name.localname, element.text))


def _words(name: str, text: str | None) -> str:
    return (text or "") if name == "t" else " " * (name in {"tab", "br"})
