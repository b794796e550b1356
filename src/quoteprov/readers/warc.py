"""
Web archives: each page of a WARC file, one document each.

Of the records only responses that are a page are read; pictures, scripts, requests, redirects and
pages that were not found are passed over. warcio takes the records apart; what it would print,
hold without bound or pass over in silence is an error here.
"""

from __future__ import annotations

import zlib

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import regex

from quoteprov.errors import EmptyInputError, InputError
from quoteprov.limits import FILE_BYTES, WARC_EXPANSION, WARC_LEAST_BYTES
from quoteprov.readers import Document, Problem, library, printable
from quoteprov.readers.html import extractor, page_document
from quoteprov.readers.markup import decode_page
from quoteprov.readers.text import EMPTY, check_regular


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO


class _Page(NamedTuple):
    """A response as it stands in its record."""

    address: str
    headers: Any
    body: bytes


_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_CHARSET = regex.compile(r"""charset\s*=\s*["']?([\w.:+-]+)""", regex.IGNORECASE)
_PIECE = 65_536
_NO_PAGE = "is a web archive without a page; name one that holds a response of type text/html"


def read_warc(path: Path) -> Iterator[Document | Problem]:
    """
    Read one page after another; its id is its address.

    A page that cannot be read becomes a `Problem` and stops no other. Where the records themselves
    cannot be told apart any more, a last `Problem` says so.

    Raises:
        EmptyInputError: There is no page.
        InputError: It is no regular file, or an extra is not installed.
    """
    extract = extractor()
    library("warcio", "a web archive", "warc")
    check_regular(path)
    size = path.stat().st_size
    if not size:
        raise EmptyInputError(EMPTY)
    where, empty = printable(path.as_posix()), True
    with path.open("rb") as file:
        for page in _pages(file, size):
            empty = False
            if isinstance(page, InputError):
                yield Problem(where, 1, f"{page}; what follows in the file was not read")
                return
            try:
                markup = decode_page(_decoded(page), _charset(page))
                found = page_document(markup, path, printable(page.address), extract)
                # whoever published the page does not say what the desk accepts
                yield replace(found, ignores=())
            except InputError as error:
                message = f"the page {printable(page.address)} {error}"
                yield Problem(where, 1, message, type(error))
    if empty:
        raise EmptyInputError(_NO_PAGE)


def _pages(file: BinaryIO, size: int) -> Iterator[_Page | InputError]:
    """The responses that are pages, and at last what kept the file from being read further."""
    from quoteprov.readers.records import CUT, Records

    try:
        for record in Records(file, max(WARC_LEAST_BYTES, WARC_EXPANSION * size)):
            page, stream = _is_page(record), record.raw_stream
            body = stream.read(FILE_BYTES + 1) if page else b""
            while stream.read(_PIECE):
                pass
            if getattr(stream, "limit", 0):
                yield InputError(CUT)
                return
            if page:
                address = record.rec_headers.get_header("WARC-Target-URI")
                yield _Page(address, record.http_headers, body)
    except InputError as error:
        yield error
    except Exception as error:  # noqa: BLE001 - warcio raises what it happens upon
        msg = f"holds what is no record ({type(error).__name__}); try: warcio recompress"
        yield InputError(msg)


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    kind = (headers.get_header("Content-Type") or "").partition(";")[0]
    return kind.strip().lower() in _PAGES


def _charset(page: _Page) -> str:
    """The encoding that was told with the page."""
    match = _CHARSET.search(page.headers.get_header("Content-Type"))
    return match[1] if match else ""


def _decoded(page: _Page) -> bytes:
    """
    The bytes of the page, as they were before they were sent.

    Raises:
        InputError: There are too many of them, or they are packed in a way that is not read.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    data = page.body
    if "chunked" in (page.headers.get_header("Transfer-Encoding") or "").lower():
        data = ChunkedDataReader(BytesIO(data)).read()
    packing = (page.headers.get_header("Content-Encoding") or "").strip().lower()
    if packing in {"gzip", "x-gzip", "deflate"}:
        data = _unpacked(data)
    elif packing not in {"", "identity"}:
        msg = f"is packed as {packing[:40]!r}, which is not read; save the page as .html"
        raise InputError(msg)
    if len(page.body) > FILE_BYTES or len(data) > FILE_BYTES:
        msg = f"has more than {FILE_BYTES:,} bytes; pages as long as that are not read"
        raise InputError(msg)
    return data


def _unpacked(data: bytes) -> bytes:
    """What gzip or deflate packed; crawlers also leave the header on pages that they unpacked."""
    for form in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        try:
            return zlib.decompressobj(form).decompress(data, FILE_BYTES + 1)
        except zlib.error:
            continue
    return data
