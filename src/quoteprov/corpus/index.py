"""
The index file: statements, their words as numbers, and where every word and run of words stands.

One SQLite file, which is never changed: whatever makes, adds or removes writes a new file beside
it and puts that in its place, so that who reads the old one goes on reading it, and a run that is
killed leaves the old one or none. It is opened read-only and shared by all processes through the
system's page cache.

::

    header      info (JSON: counts, digest, folding, who speaks), arrays for the whole
    statement   number, id, the statement as compressed JSON
    tokens      number, hash and place of each word of its body
    postings    blocks of 500 entries (key, position), in the order of their keys

The key of a posting is the word's hash (32 bits), half of the next word's (its high 16 bits) and
half of the one's after it (its low 16): one sorted list answers for words, pairs and triples as
ranges of it. A position is the number of the word among all words of all statements.

Every row carries a checksum over its name and its content, and every row that must be there is
missed when it is not, so that a damaged file is refused and never answered from.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib

from dataclasses import dataclass, field, fields
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt

from pydantic import ValidationError

from quoteprov.errors import CorpusError, InputError
from quoteprov.models import Statement
from quoteprov.text.tokens import Hashes, Tokenizer, Tokens
from quoteprov.text.words import FOLDING
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


FORMAT = 2
"""Of the file; raised with every change of what stands in it."""

BLOCK = 500
"""Postings of a block: 4.1 kB with their heads, so that four fill a page."""

APPLICATION = 0x71707276  # "qprv", in the header of SQLite's file
PAGE = 16_384
WINDOW = 14
"""Bits of the distance over which statements are packed, and so what unpacking one needs."""
_FAR = 255
"""A word so many characters behind the one before has its distance in a list of its own."""
_DIGEST = 16
"""Bytes of the digest of a statement."""
_LARGEST = 100_000_000
"""Characters of a statement as JSON beyond which it is not unpacked."""
_MAPPED = 1 << 40
"""Bytes of the file that SQLite may read by memory mapping: all."""

SCHEMA = (
    "CREATE TABLE header (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE statement (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, data BLOB)",
    "CREATE TABLE tokens (number INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE postings (number INTEGER PRIMARY KEY, data BLOB NOT NULL)",
)

Keys = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]

LOW = np.uint64(0xFFFFFFFF)
WORD_BITS, NEXT_BITS = np.uint64(32), np.uint64(16)


class Postings(NamedTuple):
    """Entries of the list, in its order: equally long arrays of keys and positions."""

    keys: Keys
    positions: Positions


@dataclass(frozen=True, slots=True)
class Info:
    """
    What an index says of itself.

    Args:
        statements: How many.
        words: Of their bodies, together.
        newest: The newest day of release or carriage, as an ISO date.
        digest: Sixteen hexadecimal digits of SHA-256 over the statements, whatever their order.
        folding: `quoteprov.text.words.FOLDING` when it was made.
        issuers: Who speaks, as the statements say it, and how often.
        carriers: The agencies that published them.
        languages: Codes of the languages they are in, as given or as detected.
    """

    statements: int
    words: int
    newest: str | None
    digest: str
    folding: int
    issuers: dict[str, int] = field(default_factory=dict)
    carriers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Index:
    """
    An index that is open for reading.

    Args:
        connection: To the database.
        name: What messages call it.

    Raises:
        CorpusError: It is no index, is damaged, or was made by another version.
    """

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self._connection = connection
        self._check()
        self.info = self._info()
        self._fences: Keys | None = None
        self._starts: Numbers | None = None
        self._days: Numbers | None = None
        self._forms: Keys | None = None
        self._dictionary: bytes | None = None

    # -- what the file holds

    @property
    def fences(self) -> Keys:
        """The first key of each block."""
        if self._fences is None:
            self._fences = self._array("fences", np.uint64, -(-self.info.words // BLOCK))
        return self._fences

    @property
    def starts(self) -> Numbers:
        """The position of each statement's first word, and one past the last of all."""
        if self._starts is None:
            found = self._array("starts", np.uint32, self.info.statements + 1).astype(np.int64)
            if found[0] or found[-1] != self.info.words or (np.diff(found) < 0).any():
                self._refuse("the numbers of words contradict one another")
            self._starts = found
        return self._starts

    @property
    def days(self) -> Numbers:
        """The day on which each statement was released or carried (ordinal), 0 if unknown."""
        if self._days is None:
            self._days = self._array("days", np.uint32, self.info.statements).astype(np.int64)
        return self._days

    @property
    def forms(self) -> Keys:
        """The forms of terms, sorted: ``term << 32 | word``."""
        if self._forms is None:
            self._forms = self._array("forms", np.uint64, None)
        return self._forms

    def statement(self, number: int) -> Statement:
        """
        Read a statement.

        Raises:
            CorpusError: The file is damaged.
        """
        packed = self._row("statement", number)
        reader = zlib.decompressobj(-WINDOW, zdict=self.dictionary)
        try:
            record = reader.decompress(packed, _LARGEST)
            if not reader.eof:
                self._refuse(f"statement {number} is cut off")
            return Statement.model_validate_json(record)
        except (zlib.error, ValidationError) as error:
            self._refuse(f"statement {number} cannot be read", error)

    def number(self, statement_id: str) -> int | None:
        """Look up the number of the statement with the id *statement_id*."""
        try:
            row = self._connection.execute(
                "SELECT number FROM statement WHERE id = ?", (statement_id,)
            ).fetchone()
        except sqlite3.DatabaseError as error:
            self._refuse(str(error), error)
        return row[0] if row else None

    def hashes(self, number: int) -> Hashes:
        """
        Read the words of a statement's body as numbers.

        Raises:
            CorpusError: The file is damaged.
        """
        n = int(self.starts[number + 1] - self.starts[number])
        data = self._row("tokens", number)
        if len(data) < 5 * n:
            self._refuse(f"the words of statement {number} have another number")
        return np.frombuffer(data, np.uint32, n)

    def tokens(self, number: int) -> Tokens:
        """
        Read the words of a statement's body as numbers, with their places in its text.

        Raises:
            CorpusError: The file is damaged.
        """
        n = int(self.starts[number + 1] - self.starts[number])
        data = self._row("tokens", number)
        steps = np.frombuffer(data, np.uint8, n, offset=4 * n) if len(data) >= 5 * n else None
        if steps is None or len(data) != 5 * n + 4 * int((steps == _FAR).sum()):
            self._refuse(f"the words of statement {number} have another number")
        jumps = steps.astype(np.int64)
        jumps[steps == _FAR] = np.frombuffer(data, np.uint32, offset=5 * n)
        return Tokens(np.frombuffer(data, np.uint32, n), np.cumsum(jumps))

    def block(self, number: int) -> Postings:
        """
        Read a block of postings.

        Raises:
            CorpusError: The file is damaged.
        """
        data = self._row("postings", number)
        n = min(BLOCK, self.info.words - number * BLOCK)
        heads = int.from_bytes(data[:2], "little")
        if len(data) != 2 + 6 * heads + 8 * n:
            self._refuse(f"block {number} has another length than its words need")
        at = 2 + 4 * heads
        runs = np.frombuffer(data, np.uint16, heads, offset=2 + 4 * heads)
        high = np.frombuffer(data, np.uint32, heads, offset=2).astype(np.uint64)
        at += 2 * heads
        low = np.frombuffer(data, np.uint32, n, offset=at)
        positions = np.frombuffer(data, np.uint32, n, offset=at + 4 * n)
        if int(runs.sum()) != n:
            self._refuse(f"block {number} has other words than it says")
        return Postings(np.repeat(high << WORD_BITS, runs) | low, positions)

    @property
    def dictionary(self) -> bytes:
        """What statements begin like; they are packed by what they share with it."""
        if self._dictionary is None:
            self._dictionary = self._header("dictionary")
        return self._dictionary

    @property
    def digests(self) -> list[bytes]:
        """The digest of each statement."""
        data = self._header("digests")
        return [data[i : i + _DIGEST] for i in range(0, len(data), _DIGEST)]

    def rows(self, query: str) -> Iterator[tuple[object, ...]]:
        """
        Give the rows of *query* as they stand in the file.

        Raises:
            CorpusError: The file is damaged.
        """
        try:
            yield from self._connection.execute(query)
        except sqlite3.DatabaseError as error:
            self._refuse(str(error), error)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def verify(self) -> None:
        """
        Read everything, and look whether it fits together.

        Raises:
            CorpusError: The file is damaged; the message says where.
        """
        try:
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check")]
        except sqlite3.DatabaseError as error:
            self._refuse(str(error), error)
        if found != ["ok"]:
            self._refuse(str(found[0]))
        digests = []
        tokenizer = Tokenizer()
        for number in range(self.info.statements):
            one = self.statement(number)
            if self.number(one.id) != number:
                self._refuse(f"statement {number} is not found by its id")
            kept, (fresh,) = self.tokens(number), body_tokens([one], tokenizer)
            if (kept.hashes.tolist(), kept.starts.tolist()) != (
                fresh.hashes.tolist(),
                fresh.starts.tolist(),
            ):
                self._refuse(f"the words of statement {one.id!r} are not those of its text")
            digests.append(digest(one))
        if whole_digest(digests) != self.info.digest:
            self._refuse("the statements are not those it was made of")
        last = np.uint64(0)
        for number in range(len(self.fences)):
            keys = self.block(number).keys
            if keys[0] != self.fences[number] or keys[0] < last or (keys[1:] < keys[:-1]).any():
                self._refuse(f"block {number} is out of order")
            last = keys[-1]

    # -- reading rows

    def _row(self, table: str, number: int) -> bytes:
        query = f"SELECT data FROM {table} WHERE number = ?"  # noqa: S608 - a table of SCHEMA
        return self._checked(query, number, f"{table} {number}")

    def _checked(self, query: str, key: object, name: str) -> bytes:
        try:
            row = self._connection.execute(query, (key,)).fetchone()
        except (sqlite3.DatabaseError, OverflowError) as error:
            self._refuse(str(error), error)
        if row is None or not isinstance(row[0], bytes):
            self._refuse(f"{name} is missing")
        seal, data = row[0][:4], row[0][4:]
        if seal != checksum(name, data):
            self._refuse(f"{name} does not fit its checksum")
        return data

    def _array(self, name: str, kind: type, length: int | None) -> npt.NDArray[Any]:
        data = self._header(name)
        found: npt.NDArray[Any] | None
        found = np.frombuffer(data, kind) if len(data) % np.dtype(kind).itemsize == 0 else None
        if found is None or (length is not None and len(found) != length):
            self._refuse(f"{name} has another length than the counts say")
        return found

    def _header(self, name: str) -> bytes:
        return self._checked("SELECT data FROM header WHERE name = ?", name, name)

    def _check(self) -> None:
        """The marks of the file, before anything in it is believed."""
        try:
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            msg = f"{self.name}: not a quoteprov index; make one with: quoteprov corpus build"
            raise CorpusError(msg) from error
        if application != APPLICATION:
            msg = f"{self.name}: not a quoteprov index; make one with: quoteprov corpus build"
            raise CorpusError(msg)
        if version != FORMAT:
            msg = (
                f"{self.name}: index format {version}, this version reads format {FORMAT}; "
                "build it again, or update quoteprov"
            )
            raise CorpusError(msg)
        try:
            rows = self._connection.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
            ).fetchall()
        except sqlite3.DatabaseError as error:
            self._refuse(str(error), error)
        if [row[0] for row in rows] != list(SCHEMA):
            self._refuse("it has other tables")

    def _info(self) -> Info:
        try:
            given = json.loads(self._header("info"))
            info = Info(**{f.name: given[f.name] for f in fields(Info)})
        except (ValueError, KeyError, TypeError) as error:
            self._refuse("its counts cannot be read", error)
        if info.folding != FOLDING:
            msg = (
                f"{self.name}: made with another set of foldings ({info.folding}, this version "
                f"has {FOLDING}); build it again"
            )
            raise CorpusError(msg)
        return info

    def _refuse(self, what: str, error: Exception | None = None) -> NoReturn:
        msg = f"{self.name}: the index is damaged or cut off ({what}); build it again"
        raise CorpusError(msg) from error


def open_index(path: Path) -> Index:
    """
    Open an index file.

    Raises:
        InputError: There is no such file.
        CorpusError: It is not an index, is damaged, or was made by another version.
    """
    name = path.as_posix()
    if not path.is_file():
        msg = f"{name}: no such index file; make it with: quoteprov corpus build"
        raise InputError(msg)
    with path.open("rb") as file:
        head = file.read(100)
    if head[:16] == b"SQLite format 3\0":
        size = int.from_bytes(head[16:18]) % 65_535 * int.from_bytes(head[28:32])
        if size != path.stat().st_size:
            msg = f"{name}: the index is damaged or cut off (its size is wrong); build it again"
            raise CorpusError(msg)
    # immutable: no lock is taken and no journal looked for, since the file never changes
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        for setting in (f"mmap_size = {_MAPPED}", "cell_size_check = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.DatabaseError as error:
        msg = f"{name}: the index cannot be opened ({error})"
        raise CorpusError(msg) from error
    return Index(connection, name)


def key_of(hashes: Sequence[int]) -> tuple[int, int]:
    """
    Give the range of keys of one, two or three words by their hashes: the first, and one past the
    last.

    >>> key_of([1]), key_of([1, 0x20003])
    ((4294967296, 8589934592), (4295098368, 4295163904))
    """
    first = hashes[0] << 32
    if len(hashes) == 1:
        return first, first + (1 << 32)
    first |= hashes[1] >> 16 << 16
    if len(hashes) == 2:  # noqa: PLR2004
        return first, first + (1 << 16)
    first |= hashes[2] & 0xFFFF
    return first, first + 1


def packed_block(keys: Keys, positions: Positions) -> bytes:
    """
    Pack a block: the words of its keys with the number of each, the rest of the keys, positions.
    """
    high = (keys >> WORD_BITS).astype("<u4")
    heads = np.concatenate([[0], np.flatnonzero(high[1:] != high[:-1]) + 1])
    runs = np.diff(np.append(heads, len(keys))).astype("<u2")
    return b"".join(
        (
            len(heads).to_bytes(2, "little"),
            high[heads].tobytes(),
            runs.tobytes(),
            keys.astype("<u4").tobytes(),
            positions.astype("<u4").tobytes(),
        )
    )


def packed_tokens(
    found: Sequence[Tokens], hashes: Hashes, lengths: npt.NDArray[np.int64]
) -> Iterator[bytes]:
    """
    For each statement the hashes of its words, the distance of each from the one before, and the
    distances that are no byte.
    """
    starts = np.concatenate([own.starts for own in found])
    edges = np.cumsum(np.concatenate([np.zeros(1, np.int64), lengths]))
    steps = np.diff(starts, prepend=0)
    heads = edges[:-1][lengths > 0]
    steps[heads] = starts[heads]
    far = steps >= _FAR
    small = np.where(far, _FAR, steps).astype(np.uint8).tobytes()
    large, before = steps[far].astype("<u4").tobytes(), np.cumsum(np.append(0, far)).tolist()
    words = hashes.astype("<u4").tobytes()
    for a, b in pairwise(edges.tolist()):
        yield words[4 * a : 4 * b] + small[a:b] + large[4 * before[a] : 4 * before[b]]


def body_tokens(statements: Sequence[Statement], tokenizer: Tokenizer) -> list[Tokens]:
    """The words of the bodies of statements, with their places in the whole texts."""
    spans = [body(one.zones) for one in statements]
    pieces = iter(
        tokenizer.tokens(
            [one.text[a:b] for one, own in zip(statements, spans, strict=True) for a, b in own]
        )
    )
    found = []
    for own in spans:
        parts = [(next(pieces), a) for a, _ in own]
        found.append(
            Tokens(
                np.concatenate([p.hashes for p, _ in parts]) if parts else np.empty(0, np.uint32),
                np.concatenate([p.starts + a for p, a in parts])
                if parts
                else np.empty(0, np.int64),
            )
        )
    return found


def digest(one: Statement) -> bytes:
    """Give the digest of a statement, wherever it was read."""
    record = one.model_dump_json(by_alias=True, exclude={"path"})
    return hashlib.sha256(record.encode()).digest()[:_DIGEST]


def whole_digest(digests: Iterable[bytes]) -> str:
    """Give the digest of statements by theirs, in whatever order."""
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()[:16]


def checksum(name: str, data: bytes) -> bytes:
    """Give the checksum of a row, which also tells it from every other row."""
    return zlib.crc32(data, zlib.crc32(name.encode())).to_bytes(4, "little")


def sealed(name: str, data: bytes) -> bytes:
    """Put the checksum before the data of a row."""
    return checksum(name, data) + data
