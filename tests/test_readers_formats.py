"""
One article in every format: the same words arrive, and its quotations are traced.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import quoteprov

from tests import files
from tests.files import HEADLINE, LEAD, STORY, document


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
PLAIN = STORY.replace("> ", "")


def _written(text: str):
    def write(path: Path) -> Path:
        path.write_text(text, encoding="utf-8")
        return path

    return write


def _archived(path: Path) -> Path:
    return files.warc(path, [(files.ADDRESS, files.page().encode(), files.HTML)])


FORMATS = {
    "a.txt": _written(STORY),
    "a.md": _written(STORY),
    "a.html": _written(files.page()),
    "a.docx": files.docx,
    "a.json": files.ninjs,
    "a.rss": files.rss,
    "a.atom": files.atom,
    "a.xml": files.atom,
    "a.warc": _archived,
    "a.warc.gz": _archived,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_words_arrive(tmp_path, name):
    """Headline, paragraphs, marks and block quote are the same, whatever held them."""
    found = document(FORMATS[name](tmp_path / name))
    assert STORY == found.text
    assert () == found.losses


@pytest.mark.parametrize("name", FORMATS)
def test_the_quotations_are_traced(tmp_path, name):
    """Each is found in the statement, at offsets into the text that was read."""
    path = FORMATS[name](tmp_path / name)
    report = quoteprov.verify(path, against=SEEDS / "statements")
    found = [(q.verdict, q.text, q.statement and q.statement.id) for q in report.quotations]
    statement = "001_5090525799506049.txt"
    assert [
        ("verbatim", files.EXPORTED[1:].partition("”")[0], statement),
        ("verbatim", files.CONDEMN, statement),
        ("verbatim", files.RESOLUTION.partition("“")[2][:-1], statement),
        ("verbatim", "sanctions resolution", statement),
    ] == found
    assert all(STORY[q.start : q.end] == q.text for q in report.quotations)


def test_a_pdf_is_traced(tmp_path):
    """Of a PDF the block quote is a paragraph like any other; what stands in marks is traced."""
    pages = [(LEAD, files.EXPORTED), (files.RESOLUTION,)]
    report = quoteprov.verify(
        files.pdf(tmp_path / "a.pdf", pages, title=HEADLINE), against=SEEDS / "statements"
    )
    text = document(tmp_path / "a.pdf").text
    assert 3 * ["verbatim"] == [q.verdict for q in report.quotations]
    assert all(text[q.start : q.end] == q.text for q in report.quotations)


def test_the_sentences_of_the_seeds_arrive_in_a_pdf(tmp_path):
    """A whole seed, set in two columns over several pages, gives each of its sentences back."""
    seed = SEEDS / "articles" / "003_13a056770685a8c2.txt"
    paragraphs = [p for p in seed.read_text("utf-8").split("\n\n") if len(p.split()) > 20]
    plain = [" ".join(p.split()) for p in paragraphs]
    made = files.pdf(tmp_path / "a.pdf", [plain], columns=2, align="L")
    assert plain == document(made).text.split("\n\n")


@pytest.mark.parametrize("name", ["a.json", "a.rss", "a.atom"])
def test_the_day_is_stated(tmp_path, name):
    """What an agency or a feed gives as the day of publication counts, with its clock."""
    from quoteprov.models import Article
    from quoteprov.verifier import articles

    (found,) = articles(FORMATS[name](tmp_path / name))
    assert isinstance(found, Article)
    assert found.published is not None
    assert ("2022-09-22", "stated", "UTC+09:00") == (
        found.published.iso,
        found.published.trust,
        found.clock,
    )
    assert ("The Courier", files.ADDRESS) == (found.outlet, found.url)
