"""
The example notebooks: as they are stored, run from top to bottom, and drawn.

Running and drawing need the extra ``notebooks``, which `.ci/run` installs.
"""

from __future__ import annotations

import base64
import importlib.util
import io
import itertools
import json
import re
import shutil

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from quoteprov import Corpus, Report, Verifier


if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "examples" / "notebooks"
ARTICLES = NOTEBOOKS / "articles.jsonl"
STATEMENTS = ROOT / "examples" / "seeds" / "statements"
FIRST, STUDY = "first-report.ipynb", "drift-study.ipynb"
MOST = 100_000
"""Bytes of HTML that an output may have."""
SECONDS = 300

needs_kernel = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("ipykernel", "ipywidgets", "nbclient", "matplotlib"))),
    reason="needs the extra notebooks",
)


def _module(path: Path) -> ModuleType:
    """A script or a module beside a notebook."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """What is found in the hundred articles."""
    return list(Verifier(STATEMENTS).verify_many([ARTICLES]))


def test_articles_are_what_the_tool_composes() -> None:
    """The same tables and the same seed give the same bytes, a hundred lines of six outlets."""
    lines = list(_module(ROOT / "tools" / "compose_articles.py").composed())

    assert "".join(lines).encode() == ARTICLES.read_bytes()
    articles = [json.loads(line) for line in lines]
    assert 100 == len({article["id"] for article in articles})
    assert 6 == len({article["outlet"] for article in articles})


def test_habits(reports) -> None:
    """What an outlet was made to do to words is what is found in its articles, and little else."""
    found: dict[str, Counter[str]] = {}
    for report in reports:
        own = found.setdefault(report.texts.article.outlet, Counter())
        own.update(q.verdict for q in report.quotations if q.statement)
        own.update(f.code for f in report.findings if f.severity == "error")

    assert {"verbatim"} == set(found["Meridian Wire"])
    assert {"verbatim", "edited"} == set(found["Lamplight Daily"])
    assert {"verbatim", "QP301", "QP302"} == set(found["Almanac Online"])
    for outlet, habits in {
        "Quay Courier": {"altered", "QP104", "QP105"},
        "The Daily Siren": {"altered", "QP101", "QP102", "QP115"},
        "Two Rivers Blog": {"reworded", "QP115", "QP201"},
    }.items():
        assert habits <= set(found[outlet])
    assert found["Two Rivers Blog"]["reworded"] > 4 * found["Two Rivers Blog"]["verbatim"]


@pytest.mark.parametrize("name", [FIRST, STUDY])
def test_stored_without_outputs(name: str) -> None:
    """A notebook is stored as it was written: no outputs, and ids that say what a cell is for."""
    notebook = json.loads((NOTEBOOKS / name).read_text("utf-8"))
    cells = notebook["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]

    assert (4, 5) == (notebook["nbformat"], notebook["nbformat_minor"])
    assert "python3" == notebook["metadata"]["kernelspec"]["name"]
    assert all((cell["outputs"], cell["execution_count"]) == ([], None) for cell in code)
    assert all(cell["metadata"] == {} for cell in cells)
    assert len({cell["id"] for cell in cells}) == len(cells)
    assert [] == [
        cell["id"] for cell in cells if not re.fullmatch(r"[a-z]+(-[a-z]+)*", cell["id"])
    ]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Iterator[Path]:
    """The folder of the notebooks in a copy of the examples; Jupyter keeps its files elsewhere."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples", folder / "examples")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR"):
            patch.setenv(variable, str(tmp_path_factory.mktemp("home")))
        yield folder / "examples" / "notebooks"


class Outputs(dict[str, list[Any]]):
    """The outputs of a notebook that was run, by the ids of its cells."""

    def told(self, cell: str) -> str:
        """What a cell printed."""
        return "".join(one.text for one in self[cell] if one.output_type == "stream")

    def data(self, mime: str, cell: str | None = None) -> list[str]:
        """What a cell, or all of them, showed as a type."""
        shown = self[cell] if cell else itertools.chain(*self.values())
        return [one.data[mime] for one in shown if mime in one.get("data", {})]


def _run(path: Path) -> Outputs:
    """Run a notebook in its folder, from top to bottom; a cell that fails raises."""
    import nbformat

    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources=where).execute()
    outputs = Outputs((cell.id, cell.get("outputs", [])) for cell in notebook.cells)
    streams = [one for one in itertools.chain(*outputs.values()) if one.output_type == "stream"]
    assert [] == [one.text for one in streams if one.name != "stdout"]
    assert MOST > max(len(page.encode()) for page in outputs.data("text/html"))
    return outputs


@pytest.fixture(scope="module")
def first(checkout: Path) -> Outputs:
    """The notebook of the five seeds, run."""
    return _run(checkout / FIRST)


@pytest.fixture(scope="module")
def study(checkout: Path) -> Outputs:
    """The notebook of the hundred articles, run."""
    return _run(checkout / STUDY)


@needs_kernel
class TestFirstReport:
    def test_shows_what_was_found(self, first: Outputs) -> None:
        """The corpus, both reports, a quotation and its alignment show themselves."""
        pages = {cell: first.data("text/html", cell) for cell in first}

        assert "2 statements" in pages["build"][0]
        assert 5 == pages["verify"][0].count("verbatim</") // 2
        assert "reworded" in pages["blog"][0]
        assert "QP115" in pages["quotation"][0]
        assert "In the statement" in pages["words"][0]
        assert 3 == pages["displacy"][0].count(">reworded<")

    def test_shows_all_where_it_is_not_trusted(self, first: Outputs) -> None:
        """The plain text of an output, which an untrusted notebook shows, is complete."""
        texts = {cell: "".join(first.data("text/plain", cell)) for cell in first}

        assert 5 == texts["verify"].count("✓ verbatim")
        assert "We have never exported weapons" in texts["verify"]
        assert "QP115 meaning-shift" in texts["blog"]
        assert "we take this opportunity" in " ".join(texts["words"].split())
        assert "The vice director of the Military Foreign Affairs" in texts["build"]

    def test_tells_the_days(self, first: Outputs) -> None:
        """The Tuesday of RT is held against the Monday of the statement."""
        assert (
            "claimed  2022-11-08 (Tuesday)\nreleased 2022-11-07\ncarried  2022-11-08\n"
            "carriage-not-release\n"
        ) == first.told("date")
        assert "Pyongyang, November 8 (KCNA) --" in first.data("text/html", "timeline")[0]

    def test_gives_data(self, first: Outputs) -> None:
        """Findings, a frame and a page of HTML come out of the reports."""
        assert (
            "002_3c154f0e185e03d1.txt passes\n"
            "003_13a056770685a8c2.txt has errors\n"
            "004_7f96b5ab2eb36f0a.txt passes\n"
        ) == first.told("errors")
        assert 3 == first.data("text/plain", "list")[0].count("<Finding QP115 meaning-shift at ")
        assert 9 == first.data("text/html", "frame")[0].count("<td>q")
        assert re.fullmatch(r"blog\.html: \d\d,\d{3} characters\n", first.told("html"))


@needs_kernel
class TestDriftStudy:
    def test_counts_the_verdicts(self, study: Outputs, reports) -> None:
        """The table has the verdicts of the reports, outlet by outlet."""
        (table,) = study.data("text/html", "outlets")
        header, *rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        verdicts = re.findall(r"<th>(.+?)</th>", header)[1:]
        shown: dict[tuple[str, str], int] = {}
        for row in rows:
            outlet, *_ = re.findall(r"<th>(.+?)</th>", row)
            cells = re.findall(r"<td>(\d+)</td>", row)
            shown.update(zip(((outlet, v) for v in verdicts), map(int, cells), strict=False))
        counted = Counter(
            key
            for report in reports
            for q in report.quotations
            if q.parent is None
            for outlet in (report.texts.article.outlet, "all")
            for key in ((outlet, q.verdict), (outlet, "all"))
        )

        assert {key: n for key, n in shown.items() if n} == counted

    def test_draws_two_pictures(self, study: Outputs) -> None:
        """Both drawings hold every colour and shape of their legends, and are not too wide."""
        from matplotlib import colors, image

        drawings = _module(NOTEBOOKS / "drawings.py")
        pictures = study.data("image/png")

        assert 2 == len(pictures)
        for picture, legend in zip(pictures, (drawings.VERDICTS, drawings.GRAVEST), strict=True):
            pixels = image.imread(io.BytesIO(base64.b64decode(picture)))
            drawn = {tuple(pixel) for pixel in (pixels[..., :3] * 255).round().reshape(-1, 3)}
            wanted = {tuple(round(255 * x) for x in colors.to_rgb(c)) for c, _ in legend.values()}
            assert wanted <= drawn
            assert 1_000 >= pixels.shape[1]  # at 100 to the inch

    def test_shows_what_changed_most(self, study: Outputs) -> None:
        """Three quotations stand beside their passages, each with its outlet."""
        assert 3 == study.told("alignments").count("Two Rivers Blog, 2022-")
        pages = study.data("text/html", "alignments")
        assert 3 == len(pages)
        assert all("In the statement" in page for page in pages)

    def test_own_articles(self, checkout: Path, tmp_path, monkeypatch) -> None:
        """Two variables name other articles, of no outlet, and an index of statements."""
        Corpus.build(STATEMENTS, tmp_path / "kcna.qpx")
        monkeypatch.setenv("QUOTEPROV_ARTICLES", str(ROOT / "examples" / "seeds" / "articles"))
        monkeypatch.setenv("QUOTEPROV_STATEMENTS", str(tmp_path / "kcna.qpx"))

        outputs = _run(checkout / STUDY)

        assert "no outlet given" in outputs.data("text/html", "outlets")[0]
        assert 2 == len(outputs.data("image/png"))


@needs_kernel
class TestDrawings:
    @pytest.fixture
    def table(self, reports) -> Any:
        """The frame of all reports."""
        import pandas as pd

        return pd.concat([report.to_frame("pandas") for report in reports], ignore_index=True)

    def test_no_days(self, table) -> None:
        """Articles without days are refused by a sentence."""
        drawings = _module(NOTEBOOKS / "drawings.py")

        with pytest.raises(ValueError, match="no article has a day of its own"):
            drawings.plot_days(table.assign(published=None))

    @pytest.fixture(params=["as they are", "hard names"])
    def named(self, request, table) -> Any:
        """The frame, and one with many outlets, long names, signs of mathematics, no titles."""
        if request.param == "as they are":
            return table
        many = table["article"].str.slice(-2) + " $\\frac{1}$ Courier of a very long name indeed"
        far = table["published"].mask(table["outlet"] == "Meridian Wire", "2021-01-01")
        return table.assign(outlet=many, published=far, statement_title=None).astype(table.dtypes)

    @pytest.mark.parametrize("name", ["plot_kept", "plot_days"])
    def test_labels_stand_apart(self, named, name: str) -> None:
        """No label leaves the drawing or lies upon another one."""
        plt = pytest.importorskip("matplotlib.pyplot")
        plt.switch_backend("agg")
        drawings = _module(NOTEBOOKS / "drawings.py")
        traced = named[named["statement"].notna()] if name == "plot_kept" else named

        getattr(drawings, name)(traced)

        figure = plt.gcf()
        try:
            figure.draw_without_rendering()
            texts = [t for t in figure.findobj(plt.Text) if t.get_visible() and t.get_text()]
            boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
            page = figure.bbox.extents
            assert [] == [
                text
                for text, box in boxes
                if (box.extents[:2] < page[:2]).any() or (box.extents[2:] > page[2:]).any()
            ]
            assert [] == [
                (one, other)
                for (one, a), (other, b) in itertools.combinations(boxes, 2)
                if a.padded(-2).overlaps(b.padded(-2))
            ]
            assert 10 >= figure.get_figwidth()
        finally:
            plt.close(figure)
