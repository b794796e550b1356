"""Articles in a Spark DataFrame: the same reports as from Python, in typed columns."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sys

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import quoteprov.spark

from quoteprov import Article, Corpus, Day, QuoteprovError, Report, Verifier
from quoteprov.render.structured import render_jsonl


if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame, SparkSession


for package in ("pyspark", "pandas", "pyarrow"):
    pytest.importorskip(package, reason=f'no {package}: pip install "quoteprov[spark]"')
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    why = "Spark needs Java: there is none on the path, and JAVA_HOME is not set"
    pytest.skip(why, allow_module_level=True)


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
STATEMENTS = SEEDS / "statements"
TEXTS = {p.name: p.read_text("utf-8") for p in sorted((SEEDS / "articles").glob("*.txt"))}
FIRST, *_ = TEXTS
DAY = dt.date(2022, 11, 8)
OWN = dt.date(2022, 9, 22)


@pytest.fixture(name="session", scope="module")
def _session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A Spark of two workers on this machine."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "localhost")  # nothing asks what this machine is called
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(name="index", scope="module")
def _index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "kcna.qpx"
    Corpus.build(STATEMENTS, path)
    return path


@pytest.fixture(name="articles", scope="module")
def _articles(session: SparkSession) -> DataFrame:
    """The sample articles, each with the row of the crawl it came with."""
    rows = [(name, text, DAY, number) for number, (name, text) in enumerate(TEXTS.items())]
    return session.createDataFrame(rows, "id string, text string, published date, crawl_id int")


@pytest.fixture(name="reports", scope="module")
def _reports() -> list[Report]:
    """What is said of the same articles without Spark."""
    published = Day.stated(DAY, "published")
    given = [Article(id=name, text=text, published=published) for name, text in TEXTS.items()]
    return list(Verifier(STATEMENTS).verify_many(given))


def _written(record: dict[str, Any]) -> str:
    """As JSON, in which 1 is not 1.0."""
    return json.dumps(record, default=str, ensure_ascii=False)


def _collected(result: DataFrame) -> list[dict[str, Any]]:
    return sorted((r.asDict(recursive=True) for r in result.collect()), key=_written)


class TestResult:
    """What comes out."""

    def test_is_what_the_verifier_says(self, articles, index, reports) -> None:
        """Every field of every report is the same, whole numbers and missing ones included."""
        result = quoteprov.spark.verify(articles, index)

        assert sorted(_written(r.model_dump(by_alias=True)) for r in reports) == [
            _written(record) for record in _collected(result)
        ]

    @pytest.mark.parametrize("partitions", [1, 3])
    def test_does_not_depend_on_partitions(self, articles, index, partitions) -> None:
        """More articles than a worker holds at a time, cut in any way, give the same rows."""
        many = articles.crossJoin(articles.sparkSession.range(30).withColumnRenamed("id", "copy"))
        result = quoteprov.spark.verify(
            many.repartition(partitions), index, keep=["id", "copy"]
        ).selectExpr("id", "copy", "size(quotations)", "size(findings)")
        once = quoteprov.spark.verify(articles, index, keep=["id"]).collect()
        sizes = {r.id: (len(r.quotations), len(r.findings)) for r in once}

        assert sorted((name, n, *sizes[name]) for name in TEXTS for n in range(30)) == sorted(
            tuple(row) for row in result.collect()
        )

    def test_schema_is_that_of_the_models(self) -> None:
        """Names, types and what may be missing agree with the JSON schema pydantic makes."""
        whole = Report.model_json_schema(mode="serialization")

        assert _json_shape(whole, whole["$defs"]) == _spark_shape(quoteprov.spark.schema())

    def test_schema_is_what_is_announced(self, articles, index) -> None:
        """The columns are the kept ones and those of schema()."""
        result = quoteprov.spark.verify(articles, index, keep=["crawl_id"], report_json=True)
        announced = quoteprov.spark.schema(report_json=True)

        assert [articles.schema["crawl_id"], *announced.fields] == result.schema.fields

    def test_report_as_json(self, articles, index, reports) -> None:
        """The column report_json holds the line that --output-format jsonl prints."""
        result = quoteprov.spark.verify(articles, index, report_json=True).select("report_json")

        assert sorted(render_jsonl(reports)) == sorted(row.report_json for row in result.collect())

    def test_options_arrive(self, articles, index) -> None:
        """The profile and the zones asked for are those the workers use."""
        options: dict[str, Any] = {"profile": "strict", "all_zones": True}
        result = quoteprov.spark.verify(articles, index, **options)
        verifier = Verifier(STATEMENTS, **options)
        expected = [verifier.verify(text) for text in TEXTS.values()]

        assert sorted((r.policy.profile, len(r.quotations)) for r in expected) == sorted(
            tuple(r) for r in result.selectExpr("policy.profile", "size(quotations)").collect()
        )


def _json_shape(node: dict[str, Any], defs: dict[str, Any]) -> Any:
    if "$ref" in node:
        return _json_shape(defs[node["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in node:
        [node] = [one for one in node["anyOf"] if one != {"type": "null"}]
        return _json_shape(node, defs)
    if node["type"] == "object":
        return {
            name: (_json_shape(field, defs), {"type": "null"} in field.get("anyOf", []))
            for name, field in node["properties"].items()
        }
    if node["type"] == "array":
        return [_json_shape(node["items"], defs)]
    simple = {"integer": "bigint", "number": "double"}
    return node.get("format") or simple.get(node["type"], node["type"])


def _spark_shape(kind: Any) -> Any:
    if hasattr(kind, "fields"):
        return {f.name: (_spark_shape(f.dataType), f.nullable) for f in kind.fields}
    if hasattr(kind, "elementType"):
        return [_spark_shape(kind.elementType)]
    return kind.simpleString()


class TestRows:
    """What goes in."""

    def test_rows_without_text_stop_nothing(self, session, index) -> None:
        """They keep their id and have one finding, QP904; the row beside them is checked."""
        rows = [("a", None), ("b", ""), ("c", " \n"), ("d", TEXTS[FIRST])]
        result = quoteprov.spark.verify(
            session.createDataFrame(rows, "id string, text string"), index
        )
        codes = result.selectExpr("article.id", "model = 'none'", "findings.code").collect()

        assert [("a", True, ["QP904"]), ("b", True, ["QP904"]), ("c", True, ["QP904"])] == sorted(
            tuple(row) for row in codes if row.id != "d"
        )
        assert [False] == [row[1] for row in codes if row.id == "d"]

    def test_what_is_no_language_stops_nothing(self, session, index) -> None:
        """The finding names the language."""
        rows = [("a", TEXTS[FIRST], "English"), ("b", TEXTS[FIRST], "en-GB")]
        given = session.createDataFrame(rows, "id string, text string, lang string")
        found = quoteprov.spark.verify(given, index).selectExpr("article.id", "findings").collect()

        assert {"a": True, "b": False} == {
            row.id: any(f.code == "QP904" and "'English'" in f.message for f in row.findings)
            for row in found
        }

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("date '2022-11-08'", DAY),
            ("timestamp '2022-11-08 23:59:00'", DAY),
            ("'2022-11-08T10:00:00Z'", DAY),
            ("'last Tuesday'", OWN),
            ("cast(null as date)", OWN),
        ],
    )
    def test_day_of_publication(self, articles, index, value, expected) -> None:
        """A date, a time or an ISO string is the day; else the article tells its own."""
        given = articles.where(f"id = '{FIRST}'").selectExpr("text", f"{value} as published")
        [row] = quoteprov.spark.verify(given, index).select("article.published").collect()

        assert expected == (row.published and row.published.start)

    def test_columns_of_other_names(self, articles, index) -> None:
        """Columns can be named, also with characters that SQL minds, or left unread."""
        given = articles.selectExpr(
            "text as `the ``body``.en`", "crawl_id as n", "'x y z' as lang"
        )
        columns = {"text": "the `body`.en", "id": "n", "lang": None}
        result = quoteprov.spark.verify(given, index, columns=columns)

        assert [("0", "en"), ("1", "en"), ("2", "en")] == sorted(
            tuple(row) for row in result.select("article.id", "article.lang").collect()
        )

    def test_kept_columns_pass_through(self, articles, index) -> None:
        """They come first, as they were: type, value, and null."""
        given = articles.where(f"id = '{FIRST}'").selectExpr(
            "text",
            "id",
            "cast(1.50 as decimal(5, 2)) as price",
            "timestamp '2022-11-08 01:02:03' as `seen.at`",
            "named_struct('a', array(1, null)) as nested",
            "cast(null as int) as nothing",
        )
        keep = ["nothing", "nested", "seen.at", "price", "id"]
        result = quoteprov.spark.verify(given, index, keep=keep)
        names = [f"`{name}`" for name in keep]

        assert keep == result.columns[:5]
        assert given.select(*names).schema == result.select(*names).schema
        assert given.select(*names).collect() == result.select(*names).collect()


class TestIndex:
    """How the workers come by the statements."""

    def test_read_where_it_lies(self, articles, index) -> None:
        """An index on shared storage is opened there."""
        result = quoteprov.spark.verify(articles, index, ship=False)

        assert {Corpus.open(index).info.digest} == {
            row.digest for row in result.select("corpus.digest").collect()
        }

    def test_read_among_the_files_sent(self, articles, tmp_path) -> None:
        """A relative path is a file that Spark was told to send."""
        corpus = Corpus.build(STATEMENTS, tmp_path / "sent-by-hand.qpx")
        articles.sparkSession.sparkContext.addFile(str(tmp_path / "sent-by-hand.qpx"))
        result = quoteprov.spark.verify(articles, "sent-by-hand.qpx", ship=False)

        assert {corpus.info.digest} == {
            row.digest for row in result.select("corpus.digest").collect()
        }

    def test_built_anew(self, articles, tmp_path) -> None:
        """The index that is shipped is the one that lies there now, not the first of its name."""
        index = tmp_path / "kcna.qpx"
        digests = []
        for paths in [sorted(STATEMENTS.glob("*.txt"))[:1], [STATEMENTS]]:
            built = Corpus.build(paths, index).info.digest
            result = quoteprov.spark.verify(articles, index).select("corpus.digest")
            digests.append((built, {row.digest for row in result.collect()}))

        assert [{built} for built, _ in digests] == [found for _, found in digests]
        assert 2 == len({built for built, _ in digests})

    def test_opened_once_by_a_worker(self, session, index) -> None:
        """A process keeps its Verifier from task to task, until the file changes."""
        task = quoteprov.spark._Task(str(index), "{}", False, ())
        first, second = task.verifier(), task.verifier()
        os.utime(index, (1, 1))

        assert first is second
        assert first is not task.verifier()

    def test_a_worker_without_it_says_so(self, articles, tmp_path) -> None:
        """The job fails with what to do: without statements nothing could be checked."""
        result = quoteprov.spark.verify(articles, tmp_path / "gone.qpx", ship=False)

        with pytest.raises(Exception, match=r"gone\.qpx: this worker sees no such index file"):
            result.collect()


class TestRefused:
    """What is said on the driver, before anything runs."""

    @pytest.mark.parametrize(
        ("expressions", "options", "message"),
        [
            (["id"], {}, r'no column "text" \(there are: id\)'),
            (["text"], {"columns": {"text": "test"}}, "no column 'test' .* did you mean 'text'"),
            (
                ["text"],
                {"columns": {"body": "text"}},
                "columns= names 'body'; what is read is: text",
            ),
            (["text"], {"columns": {"text": None}}, 'no column "text"'),
            (
                ["encode(text, 'utf-8') as text"],
                {},
                "column 'text' is binary, .* from string; cast",
            ),
            (["text", "array(id) as title"], {}, "column 'title' is array<string>"),
            (["text", "1.5 as id"], {}, r"column 'id' is decimal\(2,1\), .* string or tinyint or"),
            (["text"], {"keep": ["crawl_id"]}, "no column 'crawl_id'"),
            (["text"], {"keep": "text"}, r"give a list of names: keep=\['text'\]"),
            (["text", "1 as Model"], {"keep": ["Model"]}, "'Model', which the result has already"),
            (["text"], {"keep": ["text", "text"]}, "'text', which the result has already"),
            (["text"], {"profile": "documents"}, "no profile 'documents'"),
        ],
    )
    def test_what_cannot_be_asked(self, articles, index, expressions, options, message) -> None:
        """Columns that are missing or of another type, and options that do not exist."""
        with pytest.raises(QuoteprovError, match=message):
            quoteprov.spark.verify(articles.selectExpr(*expressions), index, **options)

    def test_no_index(self, articles, tmp_path) -> None:
        """An index that is not there is not shipped."""
        with pytest.raises(QuoteprovError, match="no such index file"):
            quoteprov.spark.verify(articles, tmp_path / "gone.qpx")
