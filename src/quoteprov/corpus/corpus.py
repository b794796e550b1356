"""
A corpus: the statements that quotations are checked against, and where they came from.
"""

from __future__ import annotations

import reprlib

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, overload

from quoteprov.corpus.documents import statement
from quoteprov.corpus.draft import write_index
from quoteprov.corpus.index import Index, index_of, open_index
from quoteprov.corpus.renditions import Suggestion, suggest
from quoteprov.corpus.search import Place, Search
from quoteprov.errors import CorpusError
from quoteprov.models import CorpusInfo, Shown, Statement
from quoteprov.readers import Document, Problem, read
from quoteprov.text.outlets import names_carrier
from quoteprov.text.words import keys, words


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Collection, Iterable, Iterator


SUFFIX = ".qpx"
"""Ending of the name of an index file."""


@dataclass(frozen=True, slots=True, eq=False)
class Statements(Sequence[Statement]):
    """The statements of an index, in its order; each is read when it is asked for."""

    _search: Search
    _n: int

    @overload
    def __getitem__(self, number: int) -> Statement: ...
    @overload
    def __getitem__(self, number: slice) -> list[Statement]: ...
    def __getitem__(self, number: int | slice) -> Statement | list[Statement]:
        """Read one, or several."""
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(self._n))]
        if not -self._n <= number < self._n:
            msg = f"no statement {number}: there are {self._n}"
            raise IndexError(msg)
        return self._search.statement(number % self._n)

    def __len__(self) -> int:
        """Count them."""
        return self._n

    def __eq__(self, other: object) -> bool:
        """Whether *other* holds equal statements in the same order."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


@dataclass(slots=True, eq=False)
class Linked(Mapping[str, Statement]):
    """
    Statements of a corpus by their ids, each read when it is asked for, and once: a stock phrase
    stands in thousands, and few of them are looked at.
    """

    _corpus: Corpus
    _known: dict[str, Statement | None]

    def __getitem__(self, statement_id: str) -> Statement:
        """Read one."""
        known = self._known[statement_id]
        if known is None:
            known = self._known[statement_id] = self._corpus.by_id([statement_id])[statement_id]
        return known

    def __iter__(self) -> Iterator[str]:
        """List the ids."""
        return iter(self._known)

    def __len__(self) -> int:
        """Count them."""
        return len(self._known)


class Corpus(Shown):
    """
    Statements with their index. Immutable; `add` and `remove` give a new one.

    Args:
        statements: Their ids must differ.
        problems: What could not be read while they were collected.

    Raises:
        CorpusError: There is no statement, or two share an id.
    """

    def __init__(self, statements: Iterable[Statement], problems: Sequence[Problem] = ()) -> None:
        self._index = write_index(None, _some(statements, problems))
        self._unread = tuple(problems)
        self.path: Path | None = None

    @classmethod
    def build(
        cls,
        source: Path | Iterable[Path],
        output: Path | None = None,
        *,
        on_progress: Callable[[int], object] | None = None,
    ) -> Corpus:
        """
        Read statements from files and folders; keep them in the index file *output*, if named.

        Statements are taken one after another: a file takes no more memory than its index needs.

        Args:
            source: Files, folders, index files.
            output: The index file; without it, the index is kept in memory.
            on_progress: Called with 1 for each statement that was read.

        Raises:
            InputError: A path does not exist, or a folder holds nothing readable.
            CorpusError: Nothing that was read is a statement, or *source* is no path.
        """
        paths = [_path(p) for p in ([source] if isinstance(source, Path | str) else source)]
        if len(paths) == 1 and paths[0].suffix == SUFFIX and output is None:
            return cls.open(paths[0])
        problems: list[Problem] = []
        found = _some(_read(paths, problems, set(), on_progress), problems)
        return cls._made(write_index(output, found), output, problems)

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """
        Open an index file.

        Raises:
            InputError: There is no such file.
            CorpusError: It is not an index, is damaged, or was made by a newer version.
        """
        return cls._made(open_index(_path(path)), path, ())

    @classmethod
    def from_bytes(cls, data: bytes) -> Corpus:
        """
        Read a corpus from what `to_bytes` gave, into memory.

        Raises:
            CorpusError: It is not an index, is damaged, or was made by another version.
        """
        return cls._made(index_of(data), None, ())

    def to_bytes(self) -> bytes:
        """
        Give the content of its index file, also where the index is kept in memory.
        """
        return self._index.to_bytes()

    @classmethod
    def _made(cls, index: Index, path: Path | None, problems: Sequence[Problem]) -> Corpus:
        corpus = cls.__new__(cls)
        corpus._index, corpus.path = index, path  # noqa: SLF001 - its own
        corpus._unread = tuple(problems)  # noqa: SLF001
        return corpus

    def save(self, path: Path) -> None:
        """
        Write the index file; a write that is cut off leaves the old file or none.

        Raises:
            CorpusError: The file cannot be written.
        """
        write_index(_path(path), (), base=self._index).close()

    def add(
        self,
        statements: Path | Iterable[Path | Statement],
        output: Path | None = None,
        *,
        on_progress: Callable[[int], object] | None = None,
    ) -> Corpus:
        """
        Give a corpus with *statements* added, kept in *output* if that is named.

        Args:
            statements: Statements, or the files and folders they are read from; an id that is
                taken gets a number there.
            output: The index file, which may be this corpus's own.
            on_progress: Called with 1 for each statement that was read.

        Raises:
            InputError: A path cannot be read.
            CorpusError: One of the statements has the id of another, or *output* cannot be
                written.
        """
        given = [statements] if isinstance(statements, Path | str) else statements
        problems = list(self._unread)
        more = self._more(given, problems, on_progress)
        return self._made(write_index(output, more, base=self._index), output, problems)

    def _more(
        self,
        given: Iterable[Path | Statement],
        problems: list[Problem],
        on_progress: Callable[[int], object] | None,
    ) -> Iterator[Statement]:
        taken: set[str] = set()
        for item in given:
            if isinstance(item, Statement):
                yield item
            else:
                taken = taken or set(self.ids)
                yield from _read([_path(item)], problems, taken, on_progress)

    def remove(self, ids: Collection[str], output: Path | None = None) -> Corpus:
        """
        Give a corpus without the statements *ids*, kept in *output* if that is named.

        Raises:
            CorpusError: There is no such statement, or none is left.
        """
        gone = set(ids)
        if missing := sorted(i for i in gone if self._index.number(i) is None):
            names = ", ".join(map(repr, missing[:5]))
            msg = f"no statement has the id {names}; nothing was removed"
            raise CorpusError(msg)
        left = _some((one for one in self.statements if one.id not in gone), ())
        return self._made(write_index(output, left), output, self._unread)

    def verify(self, *, on_progress: Callable[[int], object] | None = None) -> None:
        """
        Read the whole index and look whether it fits together.

        Args:
            on_progress: Called with the number of statements that were looked at since.

        Raises:
            CorpusError: It is damaged; the message says where.
        """
        self._index.verify(on_progress)

    def search(self, text: str) -> list[tuple[Statement, int, int]]:
        """
        List every place that holds the words of *text*: (statement, start, end), in code points.
        """
        keys = [w.key for w in words(text)]
        places = [p for p in self.index.exact(keys) if self.index.holds(p, keys)]
        return [(self.statements[p.statement], *self.span(p)) for p in places]

    def span(self, place: Place) -> tuple[int, int]:
        """Give the span of a place in the text of its statement (code points)."""
        own = self.index.run(*place)
        return own[0].start, own[-1].end

    def renditions(self) -> list[Suggestion]:
        """
        Suggest which statements may be published wordings of one another, or copies, and are not
        said to be: those that share most first. Nothing is joined.
        """
        return suggest(self.index)

    @cached_property
    def index(self) -> Search:
        """Search in the statements, by their numbers."""
        return Search(self._index)

    @cached_property
    def statements(self) -> Sequence[Statement]:
        """The statements, by their numbers."""
        return Statements(self.index, len(self))

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read while statements were collected, and renditions of nothing."""
        astray = (
            Problem(one.path or one.id, 1, f"{one.id!r} {message}")
            for number, message in self.index.families.problems()
            for one in (self.statements[number],)
        )
        return (*self._unread, *astray)

    @property
    def ids(self) -> Iterator[str]:
        """The ids of all statements."""
        return (name for _, name, _ in self._index.rows("statement"))

    def by_id(self, ids: Iterable[str]) -> dict[str, Statement]:
        """Look up those statements of *ids* that there are."""
        numbers = {i: self._index.number(i) for i in ids}
        return {i: self.statements[n] for i, n in numbers.items() if n is not None}

    def linked(self, ids: Iterable[str]) -> Mapping[str, Statement]:
        """Give the statements of *ids*, all of which there must be, each read when it is used."""
        return Linked(self, dict.fromkeys(ids))

    def akin(self, statement_id: str, day: dt.date) -> list[Statement]:
        """
        The statements of a day, or of one beside it, that are on the same matter as another one,
        or by the same speaker.

        An agency speaks every day, so that its own dispatches are by nobody: 18 to 29 in a hundred
        statements have an unrelated one on the next day.
        """
        number = self._index.number(statement_id)
        if number is None:
            return []
        near = set(self.index.between(day.toordinal() - 1, day.toordinal() + 1)) - {number}
        speaker = _speaker(self.statements[number])
        spoken = [n for n in sorted(near) if speaker and _speaker(self.statements[n]) == speaker]
        told = [n for n in self.index.akin(number, near) if n not in spoken] if near else []
        return [self.statements[n] for n in (*spoken, *told)]

    @property
    def issuers(self) -> Mapping[str, int]:
        """Who speaks, in the words of the statements, and how often."""
        return self._index.info.issuers

    @property
    def carriers(self) -> frozenset[str]:
        """The agencies that published statements."""
        return frozenset(self._index.info.carriers)

    @property
    def languages(self) -> frozenset[str]:
        """The codes of the languages of the statements, as given or as detected."""
        return frozenset(self._index.info.languages)

    @property
    def words(self) -> int:
        """How many words the statements have together, without what stands around them."""
        return self._index.info.words

    def holds(self, lang: str) -> bool:
        """
        Whether any statement is in the language with the code *lang*, as given or as detected.
        """
        return lang in self._index.info.languages

    @property
    def info(self) -> CorpusInfo:
        """How many statements there are, the newest day, and a digest of all of them."""
        own = self._index.info
        return CorpusInfo(statements=own.statements, newest=own.newest, digest=own.digest)

    def __len__(self) -> int:
        """Count the statements."""
        return self._index.info.statements

    def __repr__(self) -> str:
        """One line: how many statements, the newest day, the digest."""
        info = self.info
        return f"<Corpus {info.statements} statements, newest {info.newest}, {info.digest}>"

    def __reduce__(self) -> tuple[object, ...]:
        """Another process opens the file, or is sent what was in memory."""
        if self.path is not None:
            return Corpus.open, (self.path,)
        return Corpus.from_bytes, (self.to_bytes(),), {"_unread": self._unread}


def _speaker(statement: Statement) -> list[str]:
    """The words that describe the issuer, none for the agency itself."""
    issuer, carrier = statement.issuer or "", statement.carrier
    return [] if carrier and names_carrier(issuer, carrier) else keys(issuer)


def _path(given: object) -> Path:
    """A path as it is; a string could as well be a text, as it is for an article."""
    if not isinstance(given, Path):
        msg = (
            "a corpus is read from files and folders given as pathlib.Path, "
            f"and this is {type(given).__name__}: {reprlib.repr(given)}"
        )
        raise CorpusError(msg)
    return given


def _some(statements: Iterable[Statement], problems: Sequence[Problem]) -> Iterator[Statement]:
    """The statements, of which there must be one."""
    given = iter(statements)
    if (first := next(given, None)) is None:
        reasons = "".join(f"\n  {p.path}: {p.message}" for p in problems[:5])
        msg = f"no statement to check against: give files or folders of statements{reasons}"
        raise CorpusError(msg)
    return chain([first], given)


def _read(
    paths: Iterable[Path],
    problems: list[Problem],
    taken: set[str],
    on_progress: Callable[[int], object] | None,
) -> Iterator[Statement]:
    """
    Read statements; what cannot be read goes to *problems*.

    An id that is *taken* gets a number, and that is said: files of one name in two folders are two
    statements.
    """
    for item in (item for path in paths for item in _items(path)):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        one = item if isinstance(item, Statement) else statement(item, problems)
        if one.id in taken:
            fresh = next(i for n in count(2) if (i := f"{one.id}#{n}") not in taken)
            message = f"the id {one.id!r} comes twice; here it is called {fresh!r}"
            problems.append(Problem(one.path or one.id, 1, message))
            one = one.model_copy(update={"id": fresh})
        taken.add(one.id)
        yield one
        if on_progress is not None:
            on_progress(1)


def _items(path: Path) -> Iterable[Statement | Document | Problem]:
    return Corpus.open(path).statements if path.suffix == SUFFIX else read(path)
