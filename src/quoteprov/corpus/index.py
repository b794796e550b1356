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

import contextlib
import hashlib
import json
import os
import sqlite3
import tempfile
import zlib

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from itertools import pairwise
from typing import IO, TYPE_CHECKING, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from pydantic import ValidationError

from quoteprov.errors import CorpusError, InputError
from quoteprov.models import Statement
from quoteprov.text.language import UNDETERMINED, language, primary
from quoteprov.text.tokens import Hashes, Tokenizer, Tokens, word_hash
from quoteprov.text.words import FOLDING
from quoteprov.text.zones import body


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


FORMAT = 2
"""Of the file; raised with every change of what stands in it."""

BLOCK = 500
"""Postings of a block: 4.1 kB with their heads, so that four fill a page."""

_APPLICATION = 0x71707276  # "qprv", in the header of SQLite's file
_PAGE = 16_384
_BATCH = 2_000_000
"""Characters that are taken apart together."""
_SORTED = 16_000_000
"""Postings that are sorted in memory; more are parted by the first bits of their keys before."""
_PARTS = 64
_WINDOW = 14
"""Bits of the distance over which statements are packed, and so what unpacking one needs."""
_LARGEST = 100_000_000
"""Characters of a statement as JSON beyond which it is not unpacked."""
_MAPPED = 1 << 40
"""Bytes of the file that SQLite may read by memory mapping: all."""

_SCHEMA = (
    "CREATE TABLE header (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE statement (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
    " data BLOB NOT NULL)",
    "CREATE TABLE tokens (number INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE postings (number INTEGER PRIMARY KEY, data BLOB NOT NULL)",
)

Keys = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.uint32]
Numbers = npt.NDArray[np.int64]

_LOW = np.uint64(0xFFFFFFFF)
_WORD_BITS, _NEXT_BITS = np.uint64(32), np.uint64(16)


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
                raise self._damaged("the numbers of words contradict one another")
            self._starts = found
        return self._starts

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
        reader = zlib.decompressobj(-_WINDOW, zdict=self.dictionary)
        try:
            record = reader.decompress(packed, _LARGEST)
            if not reader.eof:
                raise self._damaged(f"statement {number} is cut off")
            return Statement.model_validate_json(record)
        except (zlib.error, ValidationError) as error:
            raise self._damaged(f"statement {number} cannot be read") from error

    def number(self, statement_id: str) -> int | None:
        """Look up the number of the statement with the id *statement_id*."""
        try:
            row = self._connection.execute(
                "SELECT number FROM statement WHERE id = ?", (statement_id,)
            ).fetchone()
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error
        return row[0] if row else None

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
            raise self._damaged(f"the words of statement {number} have another number")
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
            raise self._damaged(f"block {number} has another length than its words need")
        at = 2 + 4 * heads
        runs = np.frombuffer(data, np.uint16, heads, offset=2 + 4 * heads)
        high = np.frombuffer(data, np.uint32, heads, offset=2).astype(np.uint64)
        at += 2 * heads
        low = np.frombuffer(data, np.uint32, n, offset=at)
        positions = np.frombuffer(data, np.uint32, n, offset=at + 4 * n)
        if int(runs.sum()) != n or int(positions.max()) >= self.info.words:
            raise self._damaged(f"block {number} points outside the statements")
        return Postings(np.repeat(high << _WORD_BITS, runs) | low, positions)

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
            raise self._damaged(str(error)) from error

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
            raise self._damaged(str(error)) from error
        if found != ["ok"]:
            raise self._damaged(str(found[0]))
        digests = []
        tokenizer = Tokenizer()
        for number in range(self.info.statements):
            one = self.statement(number)
            if self.number(one.id) != number:
                raise self._damaged(f"statement {number} is not found by its id")
            kept, (fresh,) = self.tokens(number), _tokens([one], tokenizer)
            if not all(np.array_equal(a, b) for a, b in zip(kept, fresh, strict=True)):
                raise self._damaged(f"the words of statement {one.id!r} are not those of its text")
            digests.append(_digest(one))
        if _whole_digest(digests) != self.info.digest:
            raise self._damaged("the statements are not those it was made of")
        last = np.uint64(0)
        for number in range(len(self.fences)):
            keys = self.block(number).keys
            if keys[0] != self.fences[number] or keys[0] < last or (keys[1:] < keys[:-1]).any():
                raise self._damaged(f"block {number} is out of order")
            last = keys[-1]

    # -- reading rows

    def _row(self, table: str, number: int) -> bytes:
        query = f"SELECT data FROM {table} WHERE number = ?"  # noqa: S608 - a table of _SCHEMA
        return self._checked(query, number, f"{table} {number}")

    def _checked(self, query: str, key: object, name: str) -> bytes:
        try:
            row = self._connection.execute(query, (key,)).fetchone()
        except (sqlite3.DatabaseError, OverflowError) as error:
            raise self._damaged(str(error)) from error
        if row is None or not isinstance(row[0], bytes):
            raise self._damaged(f"{name} is missing")
        seal, data = row[0][:4], row[0][4:]
        if seal != _checksum(name, data):
            raise self._damaged(f"{name} does not fit its checksum")
        return data

    def _array(self, name: str, kind: type, length: int | None) -> npt.NDArray[np.generic]:
        data = self._header(name)
        found = np.frombuffer(data, kind) if len(data) % np.dtype(kind).itemsize == 0 else None
        if found is None or (length is not None and len(found) != length):
            raise self._damaged(f"{name} has another length than the counts say")
        return found

    def _header(self, name: str) -> bytes:
        return self._checked("SELECT data FROM header WHERE name = ?", name, name)

    def _check(self) -> None:
        """The marks of the file, before anything in it is believed."""
        try:
            (application,) = self._connection.execute("PRAGMA application_id").fetchone()
            (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError as error:
            raise CorpusError(
                f"{self.name}: not a quoteprov index; make one with: quoteprov corpus build"
            ) from error
        if application != _APPLICATION:
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
            raise self._damaged(str(error)) from error
        if [row[0] for row in rows] != list(_SCHEMA):
            raise self._damaged("it has other tables")

    def _info(self) -> Info:
        try:
            given = json.loads(self._header("info"))
            info = Info(**{f.name: given[f.name] for f in fields(Info)})
        except (ValueError, KeyError, TypeError) as error:
            raise self._damaged("its counts cannot be read") from error
        if info.folding != FOLDING:
            msg = (
                f"{self.name}: made with another set of foldings ({info.folding}, this version "
                f"has {FOLDING}); build it again"
            )
            raise CorpusError(msg)
        return info

    def _damaged(self, what: str) -> CorpusError:
        return CorpusError(
            f"{self.name}: the index is damaged or cut off ({what}); build it again"
        )


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


# -- making


_FAR = 255
"""A word so many characters behind the one before has its distance in a list of its own."""


def write_index(
    path: Path | None, statements: Iterable[Statement], *, base: Index | None = None
) -> Index:
    """
    Make an index of *statements*, in *path* or in memory, and open it.

    Statements are taken one after another and not kept, so that there may be any number.

    Args:
        path: The file; None for an index in memory.
        statements: Their ids must differ.
        base: An index whose statements come first; their words are not taken apart again.

    Raises:
        CorpusError: The file cannot be written, two statements share an id, or there is none.
    """
    if path is None:
        connection = sqlite3.connect(
            ":memory:", check_same_thread=False, isolation_level=None
        )
        _fill(connection, statements, base, None)
        return Index(connection, "the corpus")
    draft = path.with_name(f".{path.name}.draft")
    try:
        _clear(draft)
        try:
            with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
                _fill(connection, statements, base, path.parent)
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"{path.as_posix()}: the index cannot be written ({reason})"
        raise CorpusError(msg) from error
    return open_index(path)


def _clear(draft: Path) -> None:
    """
    Remove what a killed run left; what another run is writing is held by its lock and stays.
    """
    if not draft.exists():
        return
    with contextlib.closing(sqlite3.connect(draft, timeout=0)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                msg = f"{draft.name} is being written by another run; wait for it to end"
                raise OSError(msg) from error
        except sqlite3.DatabaseError:
            pass  # cut off in the middle
    draft.unlink(missing_ok=True)


def _fill(
    connection: sqlite3.Connection,
    statements: Iterable[Statement],
    base: Index | None,
    folder: Path | None,
) -> None:
    """Write everything in one transaction."""
    for setting in (
        f"page_size = {_PAGE}",
        "journal_mode = OFF",  # a draft that fails is thrown away
        "synchronous = OFF",  # it is synchronised once, when it is whole
        "locking_mode = EXCLUSIVE",
        f"application_id = {_APPLICATION}",
        f"user_version = {FORMAT}",
    ):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN EXCLUSIVE")
    for statement in _SCHEMA:
        connection.execute(statement)
    with contextlib.ExitStack() as stack:
        draft = _Draft(connection, stack.enter_context(_Sorter(folder)))
        if base is not None:
            draft.copy(base)
        for one in statements:
            draft.add(one)
        draft.finish()
    connection.execute("COMMIT")


class _Draft:
    """An index in the making."""

    def __init__(self, connection: sqlite3.Connection, sorter: _Sorter) -> None:
        self._connection, self._sorter = connection, sorter
        self._tokenizer = Tokenizer()
        self._forms: list[Keys] = []
        self._waiting: list[Statement] = []
        self._characters = 0
        self._lengths: list[npt.NDArray[np.int64]] = []
        self._statements = self._words = 0
        self._dictionary: bytes | None = None
        self._digests: list[bytes] = []
        self._newest: str | None = None
        self._issuers: Counter[str] = Counter()
        self._carriers: set[str] = set()
        self._languages: set[str] = set()

    def copy(self, base: Index) -> None:
        """Take over all that *base* holds."""
        info = base.info
        for table, columns in (("statement", "number, id, data"), ("tokens", "number, data")):
            places = ", ".join("?" * (columns.count(",") + 1))
            self._connection.executemany(
                f"INSERT INTO {table} VALUES ({places})",  # noqa: S608 - tables of _SCHEMA
                base.rows(f"SELECT {columns} FROM {table} ORDER BY number"),  # noqa: S608
            )
        self._lengths.append(np.diff(base.starts))
        self._statements, self._words = info.statements, info.words
        self._digests, self._dictionary = base.digests, base.dictionary
        self._newest = info.newest
        self._issuers.update(info.issuers)
        self._carriers.update(info.carriers)
        self._languages.update(info.languages)
        self._forms.append(base.forms)
        for number in range(len(base.fences)):
            self._sorter.add(base.block(number))

    def add(self, one: Statement) -> None:
        """Add a statement."""
        self._waiting.append(one)
        self._characters += len(one.text)
        if self._characters >= _BATCH:
            self._write()

    def finish(self) -> None:
        """Write what is left: the postings and the header."""
        self._write()
        if not self._statements:
            msg = "no statement to check against: give files or folders of statements"
            raise CorpusError(msg)
        fences: list[int] = []
        self._insert("postings", self._blocks(fences))
        starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *self._lengths]))
        forms = np.unique(np.concatenate([*self._forms, self._tokenizer.forms]))
        info = Info(
            statements=self._statements,
            words=self._words,
            newest=self._newest,
            digest=_whole_digest(self._digests),
            folding=FOLDING,
            issuers=dict(sorted(self._issuers.items())),
            carriers=tuple(sorted(self._carriers)),
            languages=tuple(sorted(self._languages)),
        )
        header = {
            "info": json.dumps(asdict(info)).encode(),
            "fences": np.array(fences, np.uint64).astype("<u8").tobytes(),
            "starts": starts.astype("<u4").tobytes(),
            "forms": forms.astype("<u8").tobytes(),
            "digests": b"".join(self._digests),
            "dictionary": self._dictionary or b"",
        }
        self._connection.executemany(
            "INSERT INTO header VALUES (?, ?)",
            [(name, _sealed(name, data)) for name, data in header.items()],
        )

    def _write(self) -> None:
        """Take the statements that wait apart, and write them."""
        if not self._waiting:
            return
        found = _tokens(self._waiting, self._tokenizer)
        first, self._statements = self._statements, self._statements + len(found)
        self._write_records(first)
        lengths = np.array([len(own.hashes) for own in found], np.int64)
        hashes = np.concatenate([own.hashes for own in found])
        self._insert("tokens", enumerate(_packed(found, hashes, lengths), start=first))
        self._sorter.add(_keys(hashes, lengths, self._words))
        self._languages.update(_languages(self._waiting, hashes, lengths))
        self._lengths.append(lengths)
        self._words += len(hashes)
        self._waiting, self._characters = [], 0

    def _write_records(self, first: int) -> None:
        records = [
            one.model_dump_json(by_alias=True, exclude_none=True).encode() for one in self._waiting
        ]
        if self._dictionary is None:
            self._dictionary = b"".join(record[:1000] for record in records[:8])
        fresh = zlib.compressobj(1, zlib.DEFLATED, -_WINDOW, 7, zdict=self._dictionary)
        rows = []
        for number, (one, record) in enumerate(
            zip(self._waiting, records, strict=True), start=first
        ):
            packer = fresh.copy()
            data = packer.compress(record) + packer.flush()
            rows.append((number, one.id, _sealed(f"statement {number}", data)))
            self._note(one)
        try:
            self._connection.executemany("INSERT INTO statement VALUES (?, ?, ?)", rows)
        except sqlite3.IntegrityError as error:
            raise self._twice(first) from error

    def _note(self, one: Statement) -> None:
        """What the header says of all statements."""
        self._digests.append(_digest(one))
        for day in (one.released, one.carried):
            if day and (self._newest is None or f"{day.end}" > self._newest):
                self._newest = f"{day.end}"
        if one.issuer:
            self._issuers[one.issuer] += 1
        if one.carrier:
            self._carriers.add(one.carrier)

    def _twice(self, first: int) -> CorpusError:
        seen: set[str] = set()
        for one in self._waiting:
            query = "SELECT 1 FROM statement WHERE id = ? AND number < ?"
            before = self._connection.execute(query, (one.id, first)).fetchone()
            if one.id in seen or before:
                break
            seen.add(one.id)
        return CorpusError(
            f"two statements have the id {one.id!r}; give every statement an id of its own"
        )

    def _blocks(self, fences: list[int]) -> Iterator[tuple[int, bytes]]:
        """Cut the sorted postings into blocks, and note their first keys in *fences*."""
        keys, positions = np.empty(0, np.uint64), np.empty(0, np.uint32)
        for more in self._sorter.sorted():
            keys = np.concatenate([keys, more.keys])
            positions = np.concatenate([positions, more.positions])
            whole = len(keys) // BLOCK * BLOCK
            for at in range(0, whole, BLOCK):
                fences.append(int(keys[at]))
                yield len(fences) - 1, _block(keys[at : at + BLOCK], positions[at : at + BLOCK])
            keys, positions = keys[whole:], positions[whole:]
        if len(keys):
            fences.append(int(keys[0]))
            yield len(fences) - 1, _block(keys, positions)

    def _insert(self, table: str, rows: Iterable[tuple[int, bytes]]) -> None:
        self._connection.executemany(
            f"INSERT INTO {table} VALUES (?, ?)",  # noqa: S608 - a table of _SCHEMA
            ((number, _sealed(f"{table} {number}", data)) for number, data in rows),
        )


class _Sorter:
    """
    Sorts postings, in memory, or more of them part by part from files without a name.

    The files are gone when the run ends, however it ends.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._runs: list[Postings] = []
        self._waiting = 0
        self._files: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            file.close()

    def add(self, run: Postings) -> None:
        """Add a run; equal keys stay in the order in which they were added."""
        self._runs.append(run)
        self._waiting += len(run.keys)
        if self._waiting > _SORTED and self._folder is not None:
            self._part()

    def sorted(self) -> Iterator[Postings]:
        """All postings in the order of their keys."""
        if not self._files:
            if self._runs:
                yield _sorted(*map(np.concatenate, zip(*self._runs, strict=True)))
            return
        self._part()
        for file in self._files:
            file.seek(0)
            records = np.frombuffer(file.read(), _RECORD)
            file.truncate(0)
            yield _sorted(records["key"].copy(), records["position"].copy())

    def _part(self) -> None:
        """Part the runs by the first bits of their keys, and write them out."""
        if not self._files:
            self._files = [tempfile.TemporaryFile(dir=self._folder) for _ in range(_PARTS)]
        for run in self._runs:
            part = (run.keys >> _PART_BITS).astype(np.uint8)
            order = np.argsort(part, kind="stable")
            records = np.empty(len(order), _RECORD)
            records["key"], records["position"] = run.keys[order], run.positions[order]
            cut = np.searchsorted(part[order], np.arange(_PARTS + 1))
            for file, a, b in zip(self._files, cut[:-1], cut[1:], strict=True):
                file.write(records[a:b].tobytes())
        self._runs, self._waiting = [], 0


_RECORD = np.dtype([("key", "<u8"), ("position", "<u4")])
_PART_BITS = np.uint64(64 - 6)


def _sorted(keys: Keys, positions: Positions) -> Postings:
    """
    Sort postings by their keys, equal ones as they come.

    Sorting twice without regard to the order of equals, the second time by rank and order, takes
    two thirds of the time of one stable sort.
    """
    order = np.argsort(keys)
    keys = keys[order]
    ranks = np.zeros(len(keys), np.uint64)
    np.cumsum(keys[1:] != keys[:-1], out=ranks[1:])
    ranks <<= _WORD_BITS
    ranks |= order.astype(np.uint64)
    ranks.sort()
    return Postings(keys, positions[ranks & _LOW])


def _keys(hashes: Hashes, lengths: npt.NDArray[np.int64], first: int) -> Postings:
    """
    The postings of the words of several statements, *lengths* words each, from position *first*.

    A key does not reach over the end of a statement.
    """
    if first + len(hashes) > _LOW:
        msg = "more than 4,294,967,295 words; make several indexes"
        raise CorpusError(msg)
    words = hashes.astype(np.uint64)
    following = np.zeros(len(words) + 2, np.uint64)
    following[: len(words)] = words
    ends = np.cumsum(lengths)
    left = np.repeat(ends, lengths) - np.arange(len(words))  # words to the end, this one too
    second = np.where(left > 1, following[1:-1] >> _NEXT_BITS, 0).astype(np.uint64)
    third = np.where(left > 2, following[2:] & np.uint64(0xFFFF), 0).astype(np.uint64)  # noqa: PLR2004
    keys = words << _WORD_BITS | second << _NEXT_BITS | third
    return Postings(keys, np.arange(first, first + len(words), dtype=np.uint32))


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


def _block(keys: Keys, positions: Positions) -> bytes:
    high = (keys >> _WORD_BITS).astype("<u4")
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


def _packed(
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


def _tokens(statements: Sequence[Statement], tokenizer: Tokenizer) -> list[Tokens]:
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
                np.concatenate([p.starts + a for p, a in parts]) if parts else np.empty(0, np.int64),
            )
        )
    return found


# Words of which English has more than any other language, and a text of another nearly none.
_ENGLISH = np.array([word_hash(w) for w in ("the", "of", "and", "to")], np.uint32)
_ENGLISH_SHARE, _ENGLISH_WORDS = 0.15, 20


def _languages(
    statements: Sequence[Statement], hashes: Hashes, lengths: npt.NDArray[np.int64]
) -> Iterator[str]:
    """
    The languages of statements, as given or as detected; most show at once that they are English.
    """
    ends = np.cumsum(lengths)
    small = np.append(0, np.cumsum(np.isin(hashes, _ENGLISH)))
    shown = (small[ends] - small[ends - lengths] >= _ENGLISH_SHARE * lengths) & (
        lengths >= _ENGLISH_WORDS
    )
    for one, is_english in zip(statements, shown.tolist(), strict=True):
        if one.lang:
            yield primary(one.lang) or UNDETERMINED
        else:
            yield "en" if is_english else language(one.text)


def _digest(one: Statement) -> bytes:
    record = one.model_dump_json(by_alias=True, exclude={"path"})
    return hashlib.sha256(record.encode()).digest()[:_DIGEST]


_DIGEST = 16


def _whole_digest(digests: Iterable[bytes]) -> str:
    return hashlib.sha256(b"".join(sorted(digests))).hexdigest()[:16]


def _checksum(name: str, data: bytes | memoryview) -> bytes:
    return zlib.crc32(data, zlib.crc32(name.encode())).to_bytes(4, "little")


def _sealed(name: str, data: bytes) -> bytes:
    return _checksum(name, data) + data
