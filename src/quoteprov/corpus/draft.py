"""
Making an index file: from a stream of statements, in bounded memory, in one piece or not at all.

The words of a few thousand statements at a time become postings; sorted runs of these are kept in
memory, or parted into files without a name where they are too many, and written in one go.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import tempfile
import zlib

from array import array
from collections import Counter
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Self

import numpy as np
import numpy.typing as npt

from quoteprov.corpus.index import (
    APPLICATION,
    BLOCK,
    FORMAT,
    LOW,
    PAGE,
    SCHEMA,
    WINDOW,
    WORD_BITS,
    Index,
    Info,
    Postings,
    body_tokens,
    digest,
    open_index,
    packed_block,
    packed_tokens,
    postings,
    sealed,
    whole_digest,
    word_firsts,
)
from quoteprov.errors import CorpusError
from quoteprov.text.language import UNDETERMINED, language, primary
from quoteprov.text.tokens import Tokenizer, word_hash
from quoteprov.text.words import FOLDING


if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from quoteprov.corpus.index import Keys, Positions
    from quoteprov.models import Statement
    from quoteprov.text.tokens import Hashes


_BATCH = 2_000_000
"""Characters that are taken apart together."""
_SORTED = 16_000_000
"""Postings that are sorted in memory; more are parted by the first bits of their keys before."""
_PARTS = 64


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
        connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        with contextlib.ExitStack() as stack:
            stack.callback(connection.close)
            _fill(connection, statements, base, None)
            stack.pop_all()
        return Index(connection, "the corpus")
    draft = path.with_name(f".{path.name}.draft")
    try:
        with _owned(draft):
            uri = f"{draft.absolute().as_uri()}?nolock=1"  # it is locked as a whole
            with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as own:
                _fill(own, statements, base, path.parent)
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            draft.replace(path)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        msg = f"{path.as_posix()}: the index cannot be written ({reason})"
        raise CorpusError(msg) from error
    return open_index(path)


@contextlib.contextmanager
def _owned(draft: Path) -> Iterator[None]:
    """
    Own a draft while it is written, and remove it if that fails.

    What a killed run left is taken over. One lock is held from the first byte until the draft has
    another name, so that nobody removes, or puts in place, what somebody else is writing.

    Raises:
        OSError: Another run is writing it, or it cannot be written.
    """
    with contextlib.ExitStack() as stack:
        if sys.platform == "win32":  # where a file that somebody has open cannot be removed
            draft.unlink(missing_ok=True)
        else:
            stack.enter_context(_locked(draft))
        try:
            yield
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


def _locked(draft: Path) -> IO[bytes]:
    """
    Open a draft, empty and locked as long as it is open.

    Raises:
        OSError: Another run is writing it, or it cannot be written.
    """
    while True:
        file = draft.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(file.fileno()), draft.stat()):
                file.truncate(0)
                return file
            file.close()  # who had it put it in its place
        except FileNotFoundError:
            file.close()
        except OSError as error:
            file.close()
            if isinstance(error, BlockingIOError):
                error.strerror = "another run is writing it; wait for its end"
            raise


def _fill(
    connection: sqlite3.Connection,
    statements: Iterable[Statement],
    base: Index | None,
    folder: Path | None,
) -> None:
    """Write everything in one transaction."""
    for setting in (
        f"page_size = {PAGE}",
        "journal_mode = OFF",  # a draft that fails is thrown away
        "synchronous = OFF",  # it is synchronised once, when it is whole
        f"application_id = {APPLICATION}",
        f"user_version = {FORMAT}",
    ):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    for statement in SCHEMA:
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
        self._ids = array("Q")
        self._digests: list[bytes] = []
        self._days: list[int] = []
        self._newest: str | None = None
        self._issuers: Counter[str] = Counter()
        self._carriers: set[str] = set()
        self._languages: set[str] = set()
        self._renditions: dict[str, str] = {}

    def copy(self, base: Index) -> None:
        """Take over all that *base* holds."""
        info = base.info
        for table in ("statement", "tokens"):
            self._insert(table, base.rows(table))
        self._ids.extend(base.ids.tolist())
        self._lengths.append(np.diff(base.starts))
        self._statements, self._words = info.statements, info.words
        self._digests, self._dictionary = base.digests, base.dictionary
        self._days = base.days.tolist()
        self._newest = info.newest
        self._issuers.update(info.issuers)
        self._carriers.update(info.carriers)
        self._languages.update(info.languages)
        self._renditions.update(info.renditions)
        self._forms.append(base.forms)
        lines = base.vocabulary.decode("utf-8", "surrogatepass").split("\n")
        self._tokenizer.vocabulary.update(
            zip((base.words >> WORD_BITS).tolist(), lines, strict=False)
        )
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
        words: list[Keys] = [np.empty(0, np.uint64)]
        self._insert("postings", self._blocks(fences, words))
        starts = np.cumsum(np.concatenate([np.zeros(1, np.int64), *self._lengths]))
        forms = np.unique(np.concatenate([*self._forms, self._tokenizer.forms]))
        all_words = np.concatenate(words)
        keys, hashes = self._tokenizer.vocabulary, (all_words >> WORD_BITS).tolist()
        info = Info(
            statements=self._statements,
            words=self._words,
            newest=self._newest,
            digest=whole_digest(self._digests),
            folding=FOLDING,
            issuers=dict(sorted(self._issuers.items())),
            carriers=tuple(sorted(self._carriers)),
            languages=tuple(sorted(self._languages)),
            renditions=self._renditions,
        )
        header = {
            "info": json.dumps(asdict(info)).encode(),
            "words": all_words.astype("<u8").tobytes(),
            "vocabulary": "".join(f"{keys[word]}\n" for word in hashes).encode(
                "utf-8", "surrogatepass"
            ),
            "fences": np.array(fences, np.uint64).astype("<u8").tobytes(),
            "starts": starts.astype("<u4").tobytes(),
            "days": np.array(self._days, np.uint32).astype("<u4").tobytes(),
            "forms": forms.astype("<u8").tobytes(),
            "ids": self._sorted_ids().astype("<u8").tobytes(),
            "digests": b"".join(self._digests),
            "dictionary": self._dictionary or b"",
        }
        self._insert("header", header.items())

    def _write(self) -> None:
        """Take the statements that wait apart, and write them."""
        if not self._waiting:
            return
        found = body_tokens(self._waiting, self._tokenizer)
        first, self._statements = self._statements, self._statements + len(found)
        self._write_records(first)
        lengths = np.array([len(own.hashes) for own in found], np.int64)
        hashes = np.concatenate([own.hashes for own in found])
        self._insert("tokens", enumerate(packed_tokens(found, hashes, lengths), start=first))
        if self._words + len(hashes) > LOW:
            msg = "more than 4,294,967,295 words; make several indexes"
            raise CorpusError(msg)
        self._sorter.add(postings(hashes, lengths, self._words))
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
        fresh = zlib.compressobj(1, zlib.DEFLATED, -WINDOW, 7, zdict=self._dictionary)
        rows = []
        for number, (one, record) in enumerate(
            zip(self._waiting, records, strict=True), start=first
        ):
            packer = fresh.copy()
            rows.append((number, one.id, packer.compress(record) + packer.flush()))
            self._ids.append(word_hash(one.id) << 32 | number)
            self._note(number, one)
        self._insert("statement", rows)

    def _note(self, number: int, one: Statement) -> None:
        """What the header says of all statements."""
        self._digests.append(digest(one))
        first = one.released or one.carried or one.uttered
        self._days.append(first.start.toordinal() if first else 0)
        for day in one.days.values():
            if self._newest is None or f"{day.end}" > self._newest:
                self._newest = f"{day.end}"
        if one.issuer:
            self._issuers[one.issuer] += 1
        if one.carrier:
            self._carriers.add(one.carrier)
        if one.rendition_of is not None:
            self._renditions[str(number)] = one.rendition_of

    def _sorted_ids(self) -> Keys:
        """
        Sort the hashes of ids, with their numbers.

        Raises:
            CorpusError: Two ids are the same, not only their hashes.
        """
        ids = np.sort(np.array(self._ids, np.uint64))
        _, which, counts = np.unique(ids >> WORD_BITS, return_inverse=True, return_counts=True)
        seen: set[str] = set()
        for number in (ids[counts[which] > 1] & LOW).tolist():
            query = "SELECT id FROM statement WHERE number = ?"
            (one,) = self._connection.execute(query, (number,)).fetchone()
            if one in seen:
                msg = f"two statements have the id {one!r}; give every statement an id of its own"
                raise CorpusError(msg)
            seen.add(one)
        return ids

    def _blocks(self, fences: list[int], words: list[Keys]) -> Iterator[tuple[int, bytes]]:
        """
        Cut the sorted postings into blocks, and note their first keys in *fences*, and where each
        word begins in *words*.
        """
        keys, positions = np.empty(0, np.uint64), np.empty(0, np.uint32)
        for more in self._sorter.sorted():
            words.append(word_firsts(more.keys, len(fences) * BLOCK + len(keys)))
            keys = np.concatenate([keys, more.keys])
            positions = np.concatenate([positions, more.positions])
            whole = len(keys) // BLOCK * BLOCK
            for at in range(0, whole, BLOCK):
                fences.append(int(keys[at]))
                yield (
                    len(fences) - 1,
                    packed_block(keys[at : at + BLOCK], positions[at : at + BLOCK]),
                )
            keys, positions = keys[whole:], positions[whole:]
        if len(keys):
            fences.append(int(keys[0]))
            yield len(fences) - 1, packed_block(keys, positions)

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        places = "?, ?, ?" if table == "statement" else "?, ?"
        self._connection.executemany(
            f"INSERT INTO {table} VALUES ({places})",  # noqa: S608 - a table of SCHEMA
            (sealed(table, *row) for row in rows),
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
            self._files = [
                tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - closed by __exit__
                for _ in range(_PARTS)
            ]
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
    ranks <<= WORD_BITS
    ranks |= order.astype(np.uint64)
    ranks.sort()
    return Postings(keys, positions[ranks & LOW])


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
