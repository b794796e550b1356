"""
The records of a web archive, by warcio, which comes with the extra ``warc``.

warcio prints what it finds odd, takes a truncated file for a whole one, and holds headers of any
size. Here each of these is an error.
"""

from __future__ import annotations

import zlib

from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import DecompressingBufferedReader

from quoteprov.errors import InputError
from quoteprov.limits import WARC_HEADER_BYTES


if TYPE_CHECKING:
    from typing import BinaryIO


CUT = "ends in the middle of a record"


class _Reader(DecompressingBufferedReader):  # type: ignore[misc]
    """Unpacks what it is asked for, up to *most* bytes, and reads only short headers."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        super().__init__(file)
        self.most = most
        self.header_bytes = 0

    def _process_read(self, data: bytes) -> None:
        super()._process_read(data)
        if self.num_read > self.most:
            msg = f"unpacks to more than {self.most:,} bytes"
            raise InputError(msg)

    def _decompress(self, data: bytes) -> bytes:
        if not (self.decompressor and self.num_block_read):
            first: bytes = super()._decompress(data)  # it may be no gzip at all
            return first
        try:
            unpacked: bytes = self.decompressor.decompress(data)
        except zlib.error as error:
            msg = "holds damaged gzip data"
            raise InputError(msg) from error
        return unpacked

    def readline(self, length: int | None = None) -> bytes:
        left = WARC_HEADER_BYTES - self.header_bytes + 1
        line: bytes = super().readline(left if length is None else min(left, length))
        self.header_bytes += len(line)
        if self.header_bytes > WARC_HEADER_BYTES:
            msg = f"holds a record with more than {WARC_HEADER_BYTES:,} bytes of headers"
            raise InputError(msg)
        return line


class Records(WARCIterator):  # type: ignore[misc]
    """
    The records of *file*, which may unpack to *most* bytes.

    Raises:
        InputError: While it is iterated: the file is cut off, damaged or too large, or its records
            do not follow upon one another.
    """

    def __init__(self, file: BinaryIO, most: int) -> None:
        super().__init__(file)
        self.reader = _Reader(self.fh, most)

    def _next_record(self, next_line: bytes | None) -> Any:
        self.reader.header_bytes = 0
        try:
            record = super()._next_record(next_line)
        except EOFError:
            packed = self.reader.decompressor
            if next_line or self.reader.header_bytes or (packed and not packed.eof):
                raise InputError(CUT) from None
            raise
        if record.length is None:
            raise InputError(CUT)
        return record

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        self.reader.header_bytes = blank = 0
        while line := self.reader.readline():
            if line.strip() and not blank:
                msg = "holds a record that is longer than it says"
                raise InputError(msg)
            if line.strip():
                return line, blank
            blank += len(line)
        return None, blank
