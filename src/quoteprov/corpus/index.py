"""
The index file: statements, their words as numbers, and where every word and run of words stands.

One SQLite file, which is never changed: whatever makes, adds or removes writes a new file beside
it and puts that in its place, so that who reads the old one goes on reading it, and a run that is
killed leaves the old one or none. It is opened read-only and shared by all processes through the
system's page cache.

::

    header      info (JSON: counts, digest, folding, who speaks), arrays for the whole: where
                statements and blocks begin, hashes of ids, all words, forms of terms
    statement   number, id, the statement as compressed JSON
    tokens      number, hash and place of each word of its body
    postings    blocks of 500 entries (key, position), in the order of their keys

The key of a posting is the word's hash (32 bits), half of the next word's (its high 16 bits) and
half of the one's after it (its low 16): one sorted list answers for words, pairs and triples as
ranges of it. A position is the number of the word among all words of all statements.

Every row carries a checksum over its name and its content, and every row that must be there is
missed when it is not, so that a damaged file is refused and never answered from. That is also why
no index of SQLite's is asked for an id: nothing would tell one that is damaged from one that is
not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import weakref
import zlib

from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt

from pydantic import ValidationError

from quoteprov.errors import CorpusError, InputError
from quoteprov.models import Statement
from quoteprov.text.tokens import Hashes, Tokenizer, Tokens, word_hash
from quoteprov.text.words import FOLDING
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path


FORMAT = 6
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
_TOGETHER = 200
"""Statements that are verified together."""
_BROKEN = (sqlite3.Error, OverflowError, UnicodeError)
"""What SQLite raises at damage; its messages may quote bytes that are no text."""

SCHEMA = (
    "CREATE TABLE header (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE statement (number INTEGER PRIMARY KEY, id TEXT NOT NULL, data BLOB NOT NULL)",
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
        newest: The newest of their days, as an ISO date.
        digest: Sixteen hexadecimal digits of SHA-256 over the statements, whatever their order.
        folding: `quoteprov.text.words.FOLDING` when it was made.
        issuers: Who speaks, as the statements say it, and how often.
        carriers: The agencies that published them.
        languages: Codes of the languages they are in, as given or as detected.
        renditions: The ids of the statements that some are another published wording of, by the
            numbers of these.
    """

    statements: int
    words: int
    newest: str | None
    digest: str
    folding: int
    issuers: dict[str, int] = field(default_factory=dict)
    carriers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    renditions: dict[str, str] = field(default_factory=dict)


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
        # Python 3.13 complains of one that is left open
        weakref.finalize(self, connection.close)
        self._check()
        self.info = self._info()

    # -- what the file holds; arrays are read when they are first asked for

    @cached_property
    def fences(self) -> Keys:
        """The first key of each block."""
        return self._array("fences", np.uint64, -(-self.info.words // BLOCK))

    @cached_property
    def starts(self) -> Numbers:
        """The position of each statement's first word, and one past the last of all."""
        found = self._array("starts", np.uint32, self.info.statements + 1).astype(np.int64)
        if found[0] or found[-1] != self.info.words or (np.diff(found) < 0).any():
            self._refuse("the numbers of words contradict one another")
        return found

    @cached_property
    def words(self) -> Keys:
        """The hashes of all words, sorted: ``hash << 32 | number of its first posting``."""
        return self._array("words", np.uint64, None)

    @cached_property
    def vocabulary(self) -> bytes:
        """The keys of all words as UTF-8, a line each, in the order of ``words``."""
        return self._header("vocabulary")

    @cached_property
    def _lines(self) -> Numbers:
        """Where the lines of the vocabulary end."""
        found = np.flatnonzero(np.frombuffer(self.vocabulary, np.uint8) == ord("\n"))
        if len(found) != len(self.words):
            self._refuse("the vocabulary has other words")
        return found

    def key(self, word: int) -> str:
        """
        Give the key of the word with the hash *word*, which must be one of the corpus; of two that
        share a hash, one.

        Raises:
            CorpusError: The file is damaged.
        """
        place = int(np.searchsorted(self.words, np.uint64(word << 32)))
        if place == len(self.words) or int(self.words[place]) >> 32 != word:
            self._refuse(f"no word has the number {word}")
        start, end = int(self._lines[place - 1]) + 1 if place else 0, int(self._lines[place])
        return self.vocabulary[start:end].decode("utf-8", "surrogatepass")

    @cached_property
    def days(self) -> Numbers:
        """The day on which each statement was released or carried (ordinal), 0 if unknown."""
        return self._array("days", np.uint32, self.info.statements).astype(np.int64)

    @cached_property
    def forms(self) -> Keys:
        """The forms of terms, sorted: ``term << 32 | word``."""
        return self._array("forms", np.uint64, None)

    @cached_property
    def ids(self) -> Keys:
        """The ids of statements, sorted: ``hash << 32 | number``."""
        return self._array("ids", np.uint64, self.info.statements)

    @cached_property
    def dictionary(self) -> bytes:
        """What statements begin like; they are packed by what they share with it."""
        return self._header("dictionary")

    def statement(self, number: int) -> Statement:
        """
        Read a statement.

        Raises:
            CorpusError: The file is damaged.
        """
        *_, packed = self._row("statement", number)
        reader = zlib.decompressobj(-WINDOW, zdict=self.dictionary)
        try:
            record = reader.decompress(packed, _LARGEST)
            if not reader.eof:
                self._refuse(f"statement {number} is cut off")
            return Statement.model_validate_json(record)
        except (zlib.error, ValidationError) as error:
            self._refuse(f"statement {number} cannot be read", error)

    def id(self, number: int) -> str:
        """
        Read the id of a statement.

        Raises:
            CorpusError: The file is damaged.
        """
        return str(self._row("statement", number)[1])

    def number(self, statement_id: str) -> int | None:
        """
        Look up the number of the statement with the id *statement_id*.

        Raises:
            CorpusError: The file is damaged.
        """
        own = word_hash(statement_id)
        edges = np.searchsorted(self.ids, np.array([own << 32, own + 1 << 32], np.uint64))
        for number in (self.ids[slice(*edges)] & LOW).tolist():
            if self._row("statement", number)[1] == statement_id:
                return int(number)
        return None

    def hashes(self, number: int) -> Hashes:
        """
        Read the words of a statement's body as numbers.

        Raises:
            CorpusError: The file is damaged.
        """
        n = int(self.starts[number + 1] - self.starts[number])
        *_, data = self._row("tokens", number)
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
        *_, data = self._row("tokens", number)
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
        *_, data = self._row("postings", number)
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
    def digests(self) -> list[bytes]:
        """The digest of each statement."""
        data = self._header("digests")
        return [data[i : i + _DIGEST] for i in range(0, len(data), _DIGEST)]

    def rows(self, table: str) -> Iterator[tuple[Any, ...]]:
        """
        Give all rows of ``statement`` or ``tokens``, without their checksums.

        Raises:
            CorpusError: The file is damaged.
        """
        query = f"SELECT * FROM {table} ORDER BY number"  # noqa: S608 - a table of SCHEMA
        found = 0
        try:
            for row in self._connection.execute(query):
                if row[0] != found:
                    break
                yield self._opened(table, row)
                found += 1
        except _BROKEN as error:
            self._refuse(str(error), error)
        if found != self.info.statements:
            self._refuse(f"{table} {found} is missing")

    def to_bytes(self) -> bytes:
        """
        Give the content of the file, also of one in memory.
        """
        return self._connection.serialize()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def verify(self, on_progress: Callable[[int], object] | None = None) -> None:
        """
        Read everything, and look whether it fits together.

        Args:
            on_progress: Called with the number of statements that were looked at since.

        Raises:
            CorpusError: The file is damaged; the message says where.
        """
        try:
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check")]
        except _BROKEN as error:
            self._refuse(str(error), error)
        if found != ["ok"]:
            self._refuse(str(found[0]))
        tokenizer, digests, mixed = Tokenizer(), [], 0
        for first in range(0, self.info.statements, _TOGETHER):
            last = min(first + _TOGETHER, self.info.statements)
            some = [self.statement(number) for number in range(first, last)]
            mixed += self._verify_words(first, body_tokens(some, tokenizer))
            for number, one in enumerate(some, start=first):
                if self.number(one.id) != number:
                    self._refuse(f"statement {number} is not found by its id")
                digests.append(digest(one))
            if on_progress is not None:
                on_progress(len(some))
        if whole_digest(digests) != self.info.digest or digests != self.digests:
            self._refuse("the statements are not those it was made of")
        self._verify_vocabulary(tokenizer)
        if (mixed - self._verify_order()) % (1 << 64):
            self._refuse("the postings are not those of the statements")

    def _verify_vocabulary(self, fresh: Tokenizer) -> None:
        """Compare all words and their forms with those kept."""
        if not np.array_equal(self.forms, fresh.forms):
            self._refuse("the forms of words are not those of the statements")
        if any(self.key(word) != key for word, key in fresh.vocabulary.items()):
            self._refuse("the words are not those of the statements")

    def _verify_words(self, first: int, fresh: Sequence[Tokens]) -> int:
        """Compare the words of statements with those kept; give the sum of their postings."""
        for number, own in enumerate(fresh, start=first):
            kept = self.tokens(number)
            if not (
                np.array_equal(kept.hashes, own.hashes) and np.array_equal(kept.starts, own.starts)
            ):
                self._refuse(f"the words of statement {number} are not those of its text")
        lengths = np.array([len(own.hashes) for own in fresh], np.int64)
        hashes = np.concatenate([own.hashes for own in fresh])
        return _mixed(postings(hashes, lengths, int(self.starts[first])))

    def _verify_order(self) -> int:
        """Look whether the postings are in order; give their sum."""
        mixed, key, position, firsts = 0, -1, -1, [np.empty(0, np.uint64)]
        for number, fence in enumerate(self.fences.tolist()):
            block = self.block(number)
            keys, positions = block
            rises = keys[1:] > keys[:-1]
            rises |= (keys[1:] == keys[:-1]) & (positions[1:] > positions[:-1])
            if fence != keys[0] or (fence, int(positions[0])) <= (key, position):
                self._refuse(f"block {number} is out of order")
            if not rises.all():
                self._refuse(f"block {number} is out of order")
            own = word_firsts(keys, number * BLOCK)
            firsts.append(own[int(own[0] >> WORD_BITS == key >> 32) :])
            key, position = int(keys[-1]), int(positions[-1])
            mixed += _mixed(block)
        if not np.array_equal(np.concatenate(firsts), self.words):
            self._refuse("the words are not those of the postings")
        return mixed

    # -- reading rows

    def _row(self, table: str, number: int) -> tuple[Any, ...]:
        query = f"SELECT * FROM {table} WHERE number = ?"  # noqa: S608 - a table of SCHEMA
        row = self._one(query, number)
        if row is None:
            self._refuse(f"{table} {number} is missing")
        return self._opened(table, row)

    def _one(self, query: str, key: object) -> tuple[Any, ...] | None:
        try:
            found: tuple[Any, ...] | None = self._connection.execute(query, (key,)).fetchone()
        except _BROKEN as error:
            self._refuse(str(error), error)
        return found

    def _opened(self, table: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """A row whose checksum fits, without it."""
        *names, data = row
        if not isinstance(data, bytes) or data[:4] != checksum((table, *names), data[4:]):
            self._refuse(f"{table} {names[0]} does not fit its checksum")
        return *names, data[4:]

    def _array(self, name: str, kind: type, length: int | None) -> npt.NDArray[Any]:
        data = self._header(name)
        found: npt.NDArray[Any] | None
        found = np.frombuffer(data, kind) if len(data) % np.dtype(kind).itemsize == 0 else None
        if found is None or (length is not None and len(found) != length):
            self._refuse(f"{name} has another length than the counts say")
        return found

    def _header(self, name: str) -> bytes:
        row = self._one("SELECT * FROM header WHERE name = ?", name)
        if row is None:
            self._refuse(f"its {name} is missing")
        data: bytes = self._opened("header", row)[-1]
        return data

    def _check(self) -> None:
        """The marks of the file, before anything in it is believed."""
        try:
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        except _BROKEN as error:
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
        except _BROKEN as error:
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
        reason = " ".join(what.split())  # SQLite may say it in several lines
        msg = f"{self.name}: the index is damaged or cut off ({reason}); build it again"
        raise CorpusError(msg) from error


_SETTINGS = (f"mmap_size = {_MAPPED}", "cell_size_check = ON", "trusted_schema = OFF")
_HEAD = 100
"""Bytes of the header of SQLite's file."""


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
    # immutable: no lock is taken and no journal looked for, since the file never changes
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with path.open("rb") as file:
            head, size = file.read(_HEAD), os.fstat(file.fileno()).st_size
    except OSError as error:
        _unopened(name, error)
    return _connected(uri, name, head, size)


def index_of(data: bytes) -> Index:
    """
    Read an index from the content of its file into memory.

    Raises:
        CorpusError: It is not an index, is damaged, or was made by another version.
    """
    return _connected(":memory:", "the corpus", data[:_HEAD], len(data), data)


def _connected(uri: str, name: str, head: bytes, size: int, data: bytes | None = None) -> Index:
    """The index of a database with the first bytes *head*, filled with *data* if it is empty."""
    if head[:16] == b"SQLite format 3\0" and size != PAGE * int.from_bytes(head[28:32]):
        msg = f"{name}: the index is damaged or cut off (its size is wrong); build it again"
        raise CorpusError(msg)
    try:
        with ExitStack() as stack:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            stack.callback(connection.close)
            if data is not None:
                connection.deserialize(data or b"\0")  # nothing at all is a MemoryError
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            stack.pop_all()
    except _BROKEN as error:
        _unopened(name, error)
    return Index(connection, name)


def _unopened(name: str, error: Exception) -> NoReturn:
    reason = getattr(error, "strerror", None) or error
    msg = f"{name}: the index cannot be opened ({reason})"
    raise CorpusError(msg) from error


def word_firsts(keys: Keys, first: int) -> Keys:
    """
    Give each word of sorted keys with the number of its first posting: ``hash << 32 | number``.

    Args:
        keys: Of postings.
        first: The number of the first of them.
    """
    high = keys >> WORD_BITS
    heads = np.flatnonzero(np.concatenate([[True], high[1:] != high[:-1]])[: len(keys)])
    return high[heads] << WORD_BITS | (heads + first).astype(np.uint64)


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


def postings(hashes: Hashes, lengths: npt.NDArray[np.int64], first: int) -> Postings:
    """
    Give the postings of the words of statements that follow one another, from position *first*.

    A key does not reach over the end of a statement.

    Args:
        hashes: Of all their words.
        lengths: How many words each has.
        first: The position of the first word.
    """
    words = hashes.astype(np.uint64)
    following = np.zeros(len(words) + 2, np.uint64)
    following[: len(words)] = words
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(words))  # this one is counted
    second = np.where(left > 1, following[1:-1] >> NEXT_BITS, 0).astype(np.uint64)
    third = np.where(left > 2, following[2:] & np.uint64(0xFFFF), 0).astype(np.uint64)  # noqa: PLR2004
    keys = words << WORD_BITS | second << NEXT_BITS | third
    return Postings(keys, np.arange(first, first + len(words), dtype=np.uint32))


def _mixed(found: Postings) -> int:
    """
    A sum that differs between any two sets of postings, but for one case in 2⁶⁴ (the steps are
    those of SplitMix64).
    """
    mixed = found.keys ^ found.positions.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ mixed >> np.uint64(shift)) * np.uint64(factor)
    return int((mixed ^ mixed >> np.uint64(31)).sum())


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


def checksum(names: Iterable[object], data: bytes) -> bytes:
    """Give the checksum of a row, which also tells it from every other row."""
    name = " ".join(map(str, names)).encode("utf-8", "surrogatepass")
    return zlib.crc32(data, zlib.crc32(name)).to_bytes(4, "little")


def sealed(table: str, *row: Any) -> tuple[Any, ...]:
    """Put the checksum of a row before its data, the last of its columns."""
    *names, data = row
    return *names, checksum((table, *names), data) + data
