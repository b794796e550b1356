"""
A corpus: the statements that quotations are checked against, and where they came from.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import reprlib

from functools import cached_property, lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from pydantic import ValidationError

from quoteprov.corpus.agency import AGENCY, CARRIER, read_dispatch
from quoteprov.corpus.search import Place, SearchIndex
from quoteprov.errors import CorpusError, InputError
from quoteprov.models import CorpusInfo, Day, Statement, ZoneSpan
from quoteprov.readers import Document, Problem, read
from quoteprov.text.language import language, primary
from quoteprov.text.words import words
from quoteprov.text.wrapping import unwrap
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


FORMAT = 1
_SUFFIX = ".qpx"
# "Remarks by Jane Doe, chief of …", "Spokesman for … Issues Press Statement"
_ISSUER_IN_TITLE = regex.compile(
    r"^(?:full\s+text\s+of\s+(?:the\s+)?)?(?:(?!of\b|on\b|to\b)\p{L}+\s+){0,2}?(?:statement|remarks|speech|address"
    r"|letter|message|answer)\s+(?:of|by|from)\s+(?P<issuer>[^:;|]+?)\s*(?:[:;|(].*|\son\s.*)?$"
    r"|^(?P<issuer>.+?)\s+(?:issues|releases|makes(?:\s+public)?|gives|delivers)\s+.*"
    r"\b(?:statement|remarks|speech|address|answers?)\b",
    regex.IGNORECASE,
)
# "Statement of DPRK NDC Supported by Swiss Organizations" is about a statement, by others.
_ABOUT = regex.compile(r"\s\p{L}+ed\s+(?:by|in|at)\s|\sand$", regex.IGNORECASE)


class Corpus:
    """
    Statements with their index. Immutable; `add` gives a new one.

    Args:
        statements: Their ids must differ.
        problems: What could not be read while they were collected.
        path: The index file they were read from, if there is one.

    Raises:
        CorpusError: There is no statement, or two share an id.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        problems: Sequence[Problem] = (),
        path: Path | None = None,
    ) -> None:
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
        self.path = path

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
            found = [Statement.model_validate_json(line) for line in lines[1:] if line]
        except ValidationError as error:
            msg = f"{path.as_posix()}: the index holds what is no statement; build it again"
            raise CorpusError(msg) from error
        return cls(found, path=path)

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


def statement(document: Document, problems: list[Problem]) -> Statement:
    """
    Make a statement of a document: fields first, then what the page says of itself.

    A field that is no ISO date or no language tag is left out and named in *problems*.
    """
    text, fields = document.text, document.fields
    spans = zones(text)
    listed = _date(document, "date", problems)
    dispatch = read_dispatch(
        unwrap(text), url=fields.get("url"), listed=listed, title=fields.get("title")
    )
    title = fields.get("title") or (dispatch and dispatch.title) or _headline(text, spans)
    return Statement(
        id=document.id,
        text=text,
        title=title,
        issuer=fields.get("speaker")
        or (dispatch and dispatch.issuer)
        or _issuer(title)
        or (AGENCY if dispatch else None),
        released=_day(document, "released", problems) or (dispatch and dispatch.released),
        carried=_day(document, "carried", problems)
        or (dispatch.carried if dispatch else listed and Day.stated(listed, "date")),
        url=fields.get("url"),
        lang=_lang(document, problems),
        rendition_of=fields.get("rendition_of"),
        carrier=CARRIER if dispatch else None,
        path=document.path,
        zones=spans,
    )


def _date(document: Document, field: str, problems: list[Problem]) -> dt.date | None:
    value = document.fields.get(field)
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value[:10])
    except ValueError:
        message = f'"{field}" is {value[:40]!r}, not a date like 2022-09-21; it is ignored'
        problems.append(Problem(document.path, document.line, message))
        return None


def _day(document: Document, field: str, problems: list[Problem]) -> Day | None:
    date = _date(document, field, problems)
    return Day.stated(date, field) if date else None


def _lang(document: Document, problems: list[Problem]) -> str | None:
    value = document.fields.get("lang")
    if value and primary(value) is None:
        message = f'"lang" is {value[:40]!r}, not a code like "fr" or "zh-Hant"; it is ignored'
        problems.append(Problem(document.path, document.line, message))
        return None
    return value


def _headline(text: str, spans: Sequence[ZoneSpan]) -> str | None:
    """The first line of the headline zone, as a title."""
    span = next((z for z in spans if z.zone == "headline"), None)
    return text[span.start : span.end].strip().splitlines()[0].strip() if span else None


def _issuer(title: str | None) -> str | None:
    match = _ISSUER_IN_TITLE.search(title) if title else None
    return match["issuer"].strip() if match and not _ABOUT.search(match["issuer"]) else None
