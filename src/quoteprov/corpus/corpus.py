"""
A corpus: the statements that quotations are checked against, and where they came from.
"""

from __future__ import annotations

import hashlib
import json
import os
import reprlib

from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from quoteprov.corpus.documents import statement
from quoteprov.corpus.search import Place, SearchIndex
from quoteprov.errors import CorpusError, InputError
from quoteprov.models import CorpusInfo, Statement
from quoteprov.readers import Document, Problem, read
from quoteprov.text.language import language, primary
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


FORMAT = 1
_SUFFIX = ".qpx"


class Corpus:
    """
    Statements with their index. Immutable; `add` gives a new one.

    Args:
        statements: Their ids must differ.
        problems: What could not be read while they were collected.

    Raises:
        CorpusError: There is no statement, or two share an id.
    """

    def __init__(self, statements: Sequence[Statement], problems: Sequence[Problem] = ()) -> None:
        if not statements:
            reasons = "".join(f"\n  {p.path}: {p.message}" for p in problems[:5])
            msg = f"no statement to check against: give files or folders of statements{reasons}"
            raise CorpusError(msg)
        ids = [s.id for s in statements]
        if len(set(ids)) < len(ids):
            twice = next(i for i in ids if ids.count(i) > 1)
            msg = f"two statements have the id {twice!r}; give every statement an id of its own"
            raise CorpusError(msg)
        self.statements = tuple(statements)
        self.problems = tuple(problems)

    @classmethod
    def build(cls, source: Path | Iterable[Path], output: Path | None = None) -> Corpus:
        """
        Read statements from files and folders; keep them in the index file *output*, if named.

        Raises:
            InputError: A path does not exist, or a folder holds nothing readable.
            CorpusError: Nothing that was read is a statement, or *source* is no path.
        """
        paths = [_path(p) for p in ([source] if isinstance(source, Path | str) else source)]
        if len(paths) == 1 and paths[0].suffix == _SUFFIX and output is None:
            return cls.open(paths[0])
        statements: list[Statement] = []
        problems: list[Problem] = []
        for item in (item for path in paths for item in _items(path)):
            if isinstance(item, Statement):
                statements.append(item)
            elif isinstance(item, Problem):
                problems.append(item)
            else:
                statements.append(statement(item, problems))
        corpus = cls(_unique(statements, problems), problems)
        if output is not None:
            corpus.save(output)
        return corpus

    @classmethod
    def open(cls, path: Path) -> Corpus:
        """
        Open an index file.

        Raises:
            InputError: There is no such file.
            CorpusError: It is not an index, is damaged, or was made by a newer version.
        """
        path = _path(path)
        if not path.is_file():
            msg = f"{path.as_posix()}: no such index file; make it with: quoteprov corpus build"
            raise InputError(msg)
        lines = path.read_bytes().split(b"\n")
        header = _header(path, lines[0])
        body = b"\n".join(lines[1:])
        if hashlib.sha256(body).hexdigest() != header["sha256"]:
            msg = f"{path.as_posix()}: the index is damaged or cut off; build it again"
            raise CorpusError(msg)
        try:
            return cls([Statement.model_validate_json(line) for line in lines[1:] if line])
        except ValidationError as error:
            msg = f"{path.as_posix()}: the index holds what is no statement; build it again"
            raise CorpusError(msg) from error

    def save(self, path: Path) -> None:
        """
        Write the index file; a write that is cut off leaves the old file or none.

        Raises:
            CorpusError: The file cannot be written.
        """
        body = "\n".join(s.model_dump_json(by_alias=True) for s in self.statements).encode()
        header = {"quoteprov-index": FORMAT, "sha256": hashlib.sha256(body).hexdigest()}
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with draft.open("wb") as file:
                file.write(json.dumps(header).encode() + b"\n" + body)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            msg = f"{path.as_posix()}: the index cannot be written ({error.strerror or error})"
            raise CorpusError(msg) from error
        finally:
            draft.unlink(missing_ok=True)

    def add(self, statements: Iterable[Statement]) -> Corpus:
        """
        Give a corpus with *statements* added.

        Raises:
            CorpusError: One of them has the id of another.
        """
        return Corpus([*self.statements, *statements], self.problems)

    def search(self, text: str) -> list[tuple[Statement, int, int]]:
        """
        List every place that holds the words of *text*: (statement, start, end), in code points.
        """
        keys = [w.key for w in words(text)]
        return [(self.statements[p.statement], *self.span(p)) for p in self.index.exact(keys)]

    def span(self, place: Place) -> tuple[int, int]:
        """Give the span of a place in the text of its statement (code points)."""
        own = self.index.words(place.statement)
        return own[place.first].start, own[place.last - 1].end

    @cached_property
    def index(self) -> SearchIndex:
        """The postings, built on first use."""
        return SearchIndex(self.statements)

    @lru_cache(maxsize=8)  # noqa: B019 - a corpus lives as long as its process
    def holds(self, lang: str) -> bool:
        """
        Whether any statement is in the language with the code *lang*, as given or as detected.
        """
        return any(
            (primary(s.lang) if s.lang else language(s.text)) == lang for s in self.statements
        )

    @cached_property
    def info(self) -> CorpusInfo:
        """How many statements there are, the newest day, and a digest of all of them."""
        digest = hashlib.sha256()
        for one in sorted(self.statements, key=lambda s: s.id):
            digest.update(one.model_dump_json(by_alias=True, exclude={"path"}).encode())
        days = [d.end for s in self.statements for d in (s.released, s.carried) if d]
        newest = f"{max(days)}" if days else None
        return CorpusInfo(
            statements=len(self.statements), newest=newest, digest=digest.hexdigest()[:16]
        )

    def __len__(self) -> int:
        """Count the statements."""
        return len(self.statements)

    def __repr__(self) -> str:
        """One line: how many statements, the newest day, the digest."""
        info = self.info
        return f"<Corpus {info.statements} statements, newest {info.newest}, {info.digest}>"


def _path(given: object) -> Path:
    """A path as it is; a string could as well be a text, as it is for an article."""
    if not isinstance(given, Path):
        msg = (
            "a corpus is read from files and folders given as pathlib.Path, "
            f"and this is {type(given).__name__}: {reprlib.repr(given)}"
        )
        raise CorpusError(msg)
    return given


def _items(path: Path) -> Iterable[Statement | Document | Problem]:
    return Corpus.open(path).statements if path.suffix == _SUFFIX else read(path)


def _unique(statements: Sequence[Statement], problems: list[Problem]) -> list[Statement]:
    """
    Number the ids that come twice, and say so: files of one name in two folders are two
    statements.
    """
    taken = {one.id for one in statements}
    seen: set[str] = set()
    named = []
    for one in statements:
        if one.id in seen:
            fresh = next(i for n in count(2) if (i := f"{one.id}#{n}") not in taken)
            message = f"the id {one.id!r} comes twice; here it is called {fresh!r}"
            problems.append(Problem(one.path or one.id, 1, message))
            taken.add(fresh)
            named.append(one.model_copy(update={"id": fresh}))
        else:
            named.append(one)
        seen.add(one.id)
    return named


def _header(path: Path, line: bytes) -> dict[str, str]:
    try:
        header = json.loads(line)
        version = header["quoteprov-index"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        msg = f"{path.as_posix()}: not a quoteprov index; make one with: quoteprov corpus build"
        raise CorpusError(msg) from error
    if version != FORMAT:
        msg = (
            f"{path.as_posix()}: index format {version}, this version reads format {FORMAT}; "
            "build it again, or update quoteprov"
        )
        raise CorpusError(msg)
    return {"sha256": str(header.get("sha256"))}
