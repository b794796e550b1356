"""
Check the articles of a Spark DataFrame, one a row, on all the workers of a cluster.

::

    from quoteprov.spark import verify

    reports = verify(articles, Path("kcna.qpx"), keep=["crawl_id"])
    reports.select("crawl_id", F.explode("quotations").alias("q")).groupBy("q.verdict").count()

It takes the extra ``spark``, and on every worker quoteprov itself. A row is checked where it lies:
nothing is shuffled, and each Python worker opens the index once. The result has the columns of the
JSON report, typed; they are read off `quoteprov.models`, so the two cannot part.

Rows travel as Arrow batches (``mapInArrow``), not as pandas frames: pandas makes floats of whole
numbers where one is missing, and would rebuild the columns that only pass through.
"""

from __future__ import annotations

import atexit
import datetime as dt
import difflib
import json
import os
import shutil
import tempfile

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from quoteprov.corpus.corpus import Corpus
from quoteprov.errors import InputError, QuoteprovError
from quoteprov.models import Article, ArticleInfo, Finding, Findings, Report
from quoteprov.render.structured import render_jsonl
from quoteprov.rules.selection import chosen, listed
from quoteprov.verifier import Verifier, stated_day


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyarrow import RecordBatch
    from pydantic import BaseModel
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import DataType, StructField, StructType


_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("string",),
        "id": ("string", "tinyint", "smallint", "int", "bigint"),
        "title": ("string",),
        "url": ("string",),
        "outlet": ("string",),
        "lang": ("string",),
        "published": ("string", "date", "timestamp", "timestamp_ntz"),
    }
)
"""What is read of a row, and the Spark types it may have; only ``text`` must be there."""

_ROWS = 64
"""Reports that a worker holds at a time, whatever the size of the batches it is given: a report
weighs many times its article."""


def verify(
    df: DataFrame,
    corpus_path: Path | str,
    *,
    columns: Mapping[str, str | None] | None = None,
    keep: Sequence[str] = (),
    ship: bool = True,
    profile: str = "document",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, str] | None = None,
    model: str = "blank",
    all_zones: bool = False,
    report_json: bool = False,
) -> DataFrame:
    """
    Check every row of *df* as an article against the statements of an index file.

    Gives one row for each, in the columns of `schema`, after those in *keep*. A row without a text
    gets a report with finding QP904 and stops no other. Nothing runs before the result is used.

    Args:
        df: Its columns ``text``, ``id``, ``title``, ``url``, ``outlet``, ``lang`` and
            ``published`` are read, as far as it has them; only ``text`` must be there.
        corpus_path: An index file, as ``quoteprov corpus build`` makes it.
        columns: Other names for these columns: ``{"text": "body", "published": "crawled_at"}``;
            None for a column that shall not be read.
        keep: Columns that pass through untouched, to join the result with.
        ship: Send the index to the workers. Else they open *corpus_path* themselves: on storage
            they share, or, where it is relative, among the files that Spark has sent them.
        profile: ``document``, ``speech`` or ``strict``.
        select: The rules to apply, as for `quoteprov.Verifier`.
        ignore: The rules to leave out.
        severities: Of rules.
        model: ``blank``, ``auto`` or the name of a spaCy pipeline installed on the workers.
        all_zones: List quotations outside the body too.
        report_json: Add the column ``report_json``, the report as one line of JSON.

    Raises:
        InputError: A column is missing or has a type that cannot be read, a name in *keep* is one
            of the result's, or there is no such index file.
        CorpusError: The index is damaged, or was made by a newer version.
        PolicyError: There is no such profile, rule or severity.
        quoteprov.QuoteprovError: The extra ``spark`` is not installed.
    """
    _installed()
    read = _columns(df.schema, columns or {})
    result = schema(report_json=report_json)
    kept = _kept(df.schema, keep, result)
    rules: dict[str, Any] = {
        "profile": profile,
        "select": listed(select),
        "ignore": listed(ignore),
        "severities": dict(severities or {}),
    }
    chosen(**rules)
    where = _shipped(df.sparkSession, Path(corpus_path)) if ship else str(corpus_path)
    names = tuple(field.name for field in kept)
    options = json.dumps({**rules, "model": model, "all_zones": all_zones})
    task = _Task(where, options, report_json, names)
    given = df.selectExpr(  # mapInArrow stumbles over names with a dot, so none is left
        *(f"{_quoted(name)} as kept_{number}" for number, name in enumerate(names)),
        *(f"cast({_quoted(read[f]) if f in read else 'null'} as string) as {f}" for f in _FIELDS),
    )
    return given.mapInArrow(partial(_checked, task=task), type(result)([*kept, *result.fields]))


def schema(*, report_json: bool = False) -> StructType:
    """
    Give the columns of the result, without those that are kept: the fields of the JSON report.

    Raises:
        quoteprov.QuoteprovError: The extra ``spark`` is not installed.
    """
    _installed()
    columns: StructType = _struct(Report)
    return columns.add("report_json", "string", nullable=False) if report_json else columns


def _installed() -> None:
    # PySpark asks for pandas too, if only to see its version
    if missing := [name for name in ("pyspark", "pandas", "pyarrow") if find_spec(name) is None]:
        msg = f'{missing[0]} is not installed; install it with: pip install "quoteprov[spark]"'
        raise QuoteprovError(msg)


def _struct(model: type[BaseModel]) -> StructType:
    from pyspark.sql.types import StructField, StructType

    return StructType(
        [
            StructField(field.alias or name, _type(field.annotation), _optional(field.annotation))
            for name, field in model.model_fields.items()
        ]
    )


def _type(annotation: Any) -> DataType:
    """The Spark type of a field of a model."""
    from pyspark.sql import types

    if annotation is Findings:
        return _type(tuple[Finding, ...])
    arguments = [a for a in get_args(annotation) if a is not NoneType]
    if _optional(annotation):
        return _type(arguments[0])
    if get_origin(annotation) is Literal:
        return types.StringType()
    if get_origin(annotation) is tuple:
        return types.ArrayType(_type(arguments[0]), containsNull=False)
    simple: dict[type, DataType] = {
        str: types.StringType(),
        int: types.LongType(),
        float: types.DoubleType(),
        bool: types.BooleanType(),
        dt.date: types.DateType(),
    }
    return simple[annotation] if annotation in simple else _struct(annotation)


def _optional(annotation: Any) -> bool:
    return get_origin(annotation) in {Union, UnionType}


def _columns(given: StructType, named: Mapping[str, str | None]) -> dict[str, str]:
    """The column that each field is read from, for the fields that have one."""
    if unknown := [field for field in named if field not in _FIELDS]:
        msg = f"columns= names {unknown[0]!r}; what is read is: {', '.join(_FIELDS)}"
        raise InputError(msg)
    names = {f: named.get(f, f if f in given.names else None) for f in _FIELDS}
    read = {field: name for field, name in names.items() if name is not None}
    if "text" not in read:
        msg = f'no column "text"{_there(given)}; name the one that holds it: columns={{"text": …}}'
        raise InputError(msg)
    for field, name in read.items():
        found = _field(given, name).dataType.simpleString()
        if found not in _FIELDS[field]:
            readable = " or ".join(_FIELDS[field])
            msg = (
                f"column {name!r} is {found}, and {field!r} is read from {readable}; "
                f"cast it, or name another: columns={{{field!r}: …}}"
            )
            raise InputError(msg)
    return read


def _field(given: StructType, name: str) -> StructField:
    if name not in given.names:
        close = difflib.get_close_matches(name, given.names, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        msg = f"no column {name!r}{_there(given)}{hint}"
        raise InputError(msg)
    return given[name]


def _there(given: StructType) -> str:
    return f" (there are: {', '.join(given.names)})"


def _kept(given: StructType, keep: Sequence[str], result: StructType) -> list[StructField]:
    if isinstance(keep, str):
        msg = f"keep={keep!r} is one string; give a list of names: keep=[{keep!r}]"
        raise InputError(msg)
    taken = {name.lower() for name in result.names}  # Spark does not tell names by their case
    for name in keep:
        if name.lower() in taken:
            msg = f"keep= names {name!r}, which the result has already; rename the column first"
            raise InputError(msg)
        taken.add(name.lower())
    return [_field(given, name) for name in keep]


def _quoted(name: str) -> str:
    """A name as SQL writes it, whatever characters it has."""
    return "`" + name.replace("`", "``") + "`"


def _shipped(spark: SparkSession, path: Path) -> str:
    """Send the index to the workers; give the name they find it under."""
    digest = Corpus.open(path).info.digest  # a damaged index is refused here, not on the workers
    copy = _named_apart(path.resolve(), digest, path.stat().st_mtime_ns)
    if type(spark).__module__.startswith("pyspark.sql.connect."):  # it has no context
        spark.addArtifacts(str(copy), file=True)
    else:
        spark.sparkContext.addFile(str(copy))
    return copy.name


@cache  # a folder lasts as long as the driver, for workers that come late
def _named_apart(path: Path, digest: str, written: int) -> Path:
    """
    The index under a name of its own: Spark keeps the first file of a name, and would go on with
    it after the index was built anew.
    """
    folder = tempfile.mkdtemp(prefix="quoteprov-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = Path(folder, f"{path.stem}-{digest}-{written:x}{path.suffix}")
    try:
        os.link(path, copy)
    except OSError:  # another file system, or one without links
        shutil.copyfile(path, copy)
    return copy


@dataclass(frozen=True, slots=True)
class _Task:
    """
    What a worker is told.

    Args:
        index: The name of a file that Spark has sent, or a path.
        options: Of the Verifier, as JSON.
        kept: The names of the columns that pass through; they are the first of every batch.
    """

    index: str
    options: str
    report_json: bool
    kept: tuple[str, ...]

    def verifier(self) -> Verifier:
        """The Verifier of this process."""
        from pyspark import SparkFiles

        path = Path(SparkFiles.get(self.index))  # an absolute path stays what it is
        if not path.is_file():
            msg = f"{path}: this worker sees no such index file; leave ship=True to send it"
            raise InputError(msg)
        state = path.stat()
        return _verifier(path, state.st_size, state.st_mtime_ns, self.options)


@lru_cache(maxsize=1)
def _verifier(path: Path, size: int, written: int, options: str) -> Verifier:
    """A Verifier, kept from task to task while the file is the same."""
    del size, written
    return Verifier(Corpus.open(path), **json.loads(options))


def _checked(batches: Iterable[RecordBatch], *, task: _Task) -> Iterator[RecordBatch]:
    """Check the rows of a partition; runs on a worker."""
    import pyarrow as pa

    from pyspark.sql.pandas.types import to_arrow_schema

    result, kept = to_arrow_schema(schema(report_json=task.report_json)), len(task.kept)
    for whole in batches:
        for first in range(0, whole.num_rows, _ROWS):
            batch = whole.slice(first, _ROWS)
            fields = pa.RecordBatch.from_arrays(batch.columns[kept:], names=[*_FIELDS])
            verifier = task.verifier()
            reports = [_report(verifier, row) for row in fields.to_pylist()]
            rows = [_row(report, report_json=task.report_json) for report in reports]
            checked = pa.RecordBatch.from_pylist(rows, schema=result)
            yield pa.RecordBatch.from_arrays(
                [*batch.columns[:kept], *checked.columns], names=[*task.kept, *result.names]
            )


def _report(verifier: Verifier, row: Mapping[str, str | None]) -> Report:
    """Check one row; an empty string counts as nothing, as it does in a line of JSON."""
    given = {field: value or None for field, value in row.items()}
    fields = {
        **given,
        "id": given["id"] or "text",
        "published": stated_day(given["published"], "published"),
    }
    if not (given["text"] or "").strip():
        known = ArticleInfo.model_validate({f: fields[f] for f in ("id", "title", "published")})
        return verifier.unchecked(known, "QP904", "has no text", "mend the row")
    return verifier.safe_report(Article.model_validate(fields))


def _row(report: Report, *, report_json: bool) -> dict[str, Any]:
    line = {"report_json": next(render_jsonl([report]))} if report_json else {}
    return {**report.model_dump(by_alias=True), **line}
