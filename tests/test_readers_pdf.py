"""
PDFs: paragraphs out of lines, words out of halves, and what PDFium must not do to us.
"""

from __future__ import annotations

import sys
import time
import zlib

import pytest

from fpdf import FPDF

from quoteprov import limits
from quoteprov.models import Article
from quoteprov.readers import pages as child
from quoteprov.readers.pdf import _mended
from quoteprov.verifier import articles
from tests.files import EXPORTED, HEADLINE, LEAD, RESOLUTION, document, pdf, problem


STORY = (LEAD, EXPORTED, "No more was said.", RESOLUTION)


class TestText:
    """The words of the pages."""

    @pytest.mark.parametrize("align", ["L", "J"])
    @pytest.mark.parametrize("columns", [1, 2, 3])
    def test_paragraphs(self, tmp_path, align, columns):
        """Whether set ragged or justified, in one column or three, over pages, they come back."""
        path = pdf(tmp_path / "a.pdf", [STORY * 9], columns=columns, align=align, title=HEADLINE)
        assert [HEADLINE, *STORY * 9] == document(path).text.split("\n\n")

    def test_a_paragraph_goes_on_over_a_page(self, tmp_path):
        """A quotation that a page break divides is one, and the running lines are not in it."""
        path = pdf(tmp_path / "a.pdf", [STORY * 9], running="The Norrvik Courier, page")
        with_breaks = document(path)
        assert [*STORY * 9] == with_breaks.text.split("\n\n")
        (told,) = with_breaks.losses
        assert told.endswith(
            "lines that repeat at the head or foot of the pages were not read, "
            "the first is 'The Norrvik Courier, page 1'"
        )

    def test_few_pages_have_no_running_lines(self, tmp_path):
        """What stands on two pages may be meant; it is read."""
        found = document(pdf(tmp_path / "a.pdf", [(LEAD,), (RESOLUTION,)], running="Courier"))
        assert ["Courier 1", LEAD, "Courier 2", RESOLUTION] == found.text.split("\n\n")
        assert () == found.losses

    def test_broken_words(self, tmp_path):
        """A word that a line end breaks is one again; a compound keeps its hyphen."""
        lines = (
            "It is a well-known fact that the vice director general of the Bureau of Equip-\n"
            "ment spoke, and that the well-\nknown agency of the country quoted the words of the "
            "Anglo-\nSaxon."
        )
        path = tmp_path / "a.pdf"
        made = FPDF()
        made.add_page()
        made.set_font("Times", size=12)
        made.multi_cell(0, 6, lines, align="L")
        made.output(str(path))
        text = document(path).text
        assert "Bureau of Equipment spoke" in text
        assert "well-known fact" in text
        assert "the well-known agency" in text
        assert "the Anglo-Saxon." in text

    @pytest.mark.parametrize(
        ("tail", "head", "known", "expected"),
        [
            ("of Equip", "ment said", (), "of Equipment said"),
            ("a well", "known man", (), "a well-known man"),
            ("co", "operate", ("co-operate",), "cooperate"),
            ("Bundes", "kanzler", (), "Bundeskanzler"),
            ("the on", "site work", ("onsite",), "the onsite work"),
            ("Jong", "un said", ("jong-un",), "Jong-un said"),
            ("2020", "21", (), "2020-21"),
            ("the", "DPRK", (), "the-DPRK"),
        ],
    )
    def test_with_a_hyphen_or_without(self, tail, head, known, expected):
        """As it stands elsewhere, else as the words are."""
        assert expected == _mended(tail, head, set(known))

    def test_title_and_day(self, tmp_path):
        """A title counts if it stands at the head, the day of the file is of low trust."""
        path = pdf(tmp_path / "a.pdf", title=HEADLINE)
        (article,) = articles(path)
        assert isinstance(article, Article)
        assert HEADLINE == article.title
        assert article.published is not None
        assert ("2022-09-23", "low") == (article.published.iso, article.published.trust)

    def test_pages_that_are_all_alike(self, tmp_path):
        """Where nothing would be left, what repeats is read."""
        found = document(pdf(tmp_path / "a.pdf", [("Not to be quoted.",)] * 4))
        assert " ".join(4 * ["Not to be quoted."]) == found.text
        assert () == found.losses

    def test_a_list(self, tmp_path):
        """Each point is a paragraph, however full its lines are."""
        points = [f"• {text}" for text in (LEAD, RESOLUTION)]
        path = tmp_path / "a.pdf"
        made = FPDF(format=(148, 210))
        made.core_fonts_encoding = "windows-1252"
        made.add_page()
        made.set_font("Times", size=11)
        for point in points:
            made.multi_cell(0, 6, point, align="J", new_x="LMARGIN", new_y="NEXT")
        made.output(str(path))
        assert points == document(path).text.split("\n\n")

    def test_a_page_without_text_is_told(self, tmp_path):
        """Of a PDF in which some pages are pictures, that is said."""
        path = tmp_path / "a.pdf"
        made = FPDF()
        made.add_page()
        made.set_font("Times", size=12)
        made.multi_cell(0, 6, "It is said that words stand on this page.")
        made.add_page()
        made.rect(10, 10, 50, 50)
        made.output(str(path))
        assert ("1 of 2 pages hold pictures and no text",) == document(path).losses


def raw(content: bytes, pages: int = 1, packing: str = "/FlateDecode") -> bytes:
    """A PDF whose pages all show *content*."""
    kids = b"3 0 R " * pages
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d/Filter[%b]>>stream\n%b\nendstream"
        % (len(content), packing.encode(), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F 5 0 R>>>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def shown(*operators: bytes) -> bytes:
    """Content that writes what the operators say."""
    return zlib.compress(b"BT /F 12 Tf 50 700 Td " + b" ".join(operators) + b" ET", 9)


class TestProblems:
    """Files that are none, too large, or made to do harm."""

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            pytest.param(b"", "is no PDF file or a damaged one", id="nothing"),
            pytest.param(b"words", "is no PDF file or a damaged one", id="text"),
            pytest.param(
                b"%PDF-1.7\n" + bytes(range(256)) * 99,
                "is no PDF file or a damaged one",
                id="garbage",
            ),
            pytest.param(raw(zlib.compress(b" ")), "holds no text; where its", id="no-text"),
            pytest.param(
                raw(zlib.compress(b"0 0 m 9 9 l S")),
                "holds no text; where its pages",
                id="a-drawing",
            ),
            pytest.param(
                raw(shown(b"(a)Tj"), pages=limits.PDF_PAGES + 1), "has 1,001 pages", id="pages"
            ),
            pytest.param(
                raw(shown(b"(%b)Tj" % (b"a " * 10_000)), pages=500),
                "has more than 5,000,000 characters",
                id="characters",
            ),
        ],
    )
    def test_what_is_not_read(self, tmp_path, data, told):
        """Each says what was found and what to do."""
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        assert problem(path).message.startswith(told)

    def test_the_handmade_file_is_one(self, tmp_path):
        """The files above fail for what they hold, not for how they are made."""
        path = tmp_path / "a.pdf"
        path.write_bytes(raw(shown(b"(We have never sold a ferry.)Tj")))
        assert "We have never sold a ferry." == document(path).text

    def test_a_truncated_file(self, tmp_path):
        """Whatever is left of it, there is a text or a sentence, soon."""
        data = pdf(tmp_path / "a.pdf", [STORY * 9]).read_bytes()
        for end in range(9, len(data), len(data) // 5):
            (tmp_path / "b.pdf").write_bytes(data[:end])
            assert "is no PDF file or a damaged one" in problem(tmp_path / "b.pdf").message

    def test_an_encrypted_file(self, tmp_path):
        """It is told that it needs a password."""
        made = FPDF()
        made.set_encryption(owner_password="owner", user_password="user")  # noqa: S106
        made.add_page()
        made.output(str(tmp_path / "a.pdf"))
        assert "is encrypted; save it without a password" == problem(tmp_path / "a.pdf").message

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory")
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(raw(zlib.compress(b"q " * 20_000_000, 9)), id="a-stack-of-states"),
            pytest.param(
                raw(
                    zlib.compress(zlib.compress(b" " * 500_000_000, 9)),
                    packing="/FlateDecode/FlateDecode",
                ),
                id="packed-twice",
            ),
        ],
    )
    def test_a_bomb(self, tmp_path, monkeypatch, data):
        """A few kilobytes that take gigabytes end their own process, and no other."""
        monkeypatch.setattr(child, "_CHILD", child._CHILD.replace("main;", "main; " + _SMALL))
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        assert len(data) < 100_000
        assert problem(path).message.startswith("is more than PDFium gets through")

    def test_one_that_takes_too_long(self, tmp_path, monkeypatch):
        """Its process is ended when its time is over."""
        monkeypatch.setattr(child, "PDF_SECONDS", 0.01)
        begin = time.monotonic()
        message = problem(pdf(tmp_path / "a.pdf")).message
        assert "takes more than 0.01 seconds to read; split it" == message
        assert time.monotonic() - begin < 10

    def test_a_large_file_is_not_read(self, tmp_path):
        """The file itself has a limit, with room for pictures."""
        path = tmp_path / "a.pdf"
        with path.open("wb") as file:
            file.truncate(limits.PACKED_FILE_BYTES + 1)
        assert "files of more than 100,000,000 bytes are not read" in problem(path).message

    def test_without_the_extra(self, tmp_path, monkeypatch):
        """The message names what is missing and how to install it."""
        path = pdf(tmp_path / "a.pdf")
        monkeypatch.setitem(sys.modules, "pypdfium2", None)
        told = 'is a PDF file, and pypdfium2 is not installed: pip install "quoteprov[pdf]"'
        assert told == problem(path).message

    def test_a_name_that_is_an_option(self, tmp_path, monkeypatch):
        """A file name never becomes an option of the interpreter."""
        monkeypatch.chdir(tmp_path)
        pdf(tmp_path / "-c.pdf")
        (found,) = articles(tmp_path.__class__("-c.pdf"))
        assert isinstance(found, Article)


_SMALL = "import quoteprov.readers.pages as p; p.PDF_MEMORY_BYTES = 600_000_000; "
"""A smaller bound, so that a test takes less of the machine."""
