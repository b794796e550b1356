"""
Word files: what their styles mean, what is left out and told, and what no file may do.
"""

from __future__ import annotations

import sys
import time
import zipfile

from html import escape

import pytest

from quoteprov import limits
from tests.files import CONDEMN, EXPORTED, HEADLINE, LEAD, W, document, docx, paragraph, problem


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("See “elsewhere”, page 3.")}'
    "</w:footnote></w:footnotes>"
)
BOX = (
    "<w:r><mc:AlternateContent>"
    f'<mc:Choice Requires="wps"><wps:txbx><w:txbxContent>{paragraph(EXPORTED)}</w:txbxContent>'
    "</wps:txbx></mc:Choice>{fallback}</mc:AlternateContent></w:r>"
)
FALLBACK = (
    f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(EXPORTED)}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
)


class TestText:
    """The words of the document."""

    def test_block_quotes_of_both_styles_are_one(self, tmp_path):
        """Paragraphs that follow one another in a style of quotes are one block quote."""
        body = (
            paragraph("They wrote:")
            + paragraph(CONDEMN, "Zitat")
            + paragraph("No.", "IntenseQuote")
        )
        assert (
            f"They wrote:\n\n> {CONDEMN}\n>\n> No."
            == document(docx(tmp_path / "a.docx", body)).text
        )

    def test_tracked_changes_are_read_as_accepted(self, tmp_path):
        """What was put in stands, what was taken out does not."""
        body = (
            "<w:p><w:r><w:t>We have </w:t></w:r><w:ins><w:r><w:t>never </w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>always </w:delText></w:r></w:del>"
            "<w:r><w:t>sold a ferry to anybody in the world.</w:t></w:r></w:p>"
        )
        found = document(docx(tmp_path / "a.docx", body))
        assert "We have never sold a ferry to anybody in the world." == found.text
        assert () == found.losses

    def test_notes_are_left_out_and_told(self, tmp_path):
        """Neither their numbers nor their words stand in a sentence."""
        body = paragraph(LEAD, inside=NOTE) + paragraph(EXPORTED)
        found = document(docx(tmp_path / "a.docx", body, {"word/footnotes.xml": NOTES}))
        assert f"{LEAD}\n\n{EXPORTED}" == found.text
        assert ("1 of the notes at the foot of the pages were not read",) == found.losses

    def test_a_text_box_is_read(self, tmp_path):
        """Word writes it twice; it is read once, behind the paragraph that it hangs on."""
        box = BOX.format(fallback=FALLBACK)
        found = document(docx(tmp_path / "a.docx", paragraph(LEAD, inside=box)))
        assert f"{LEAD}\n\n{EXPORTED}" == found.text
        assert () == found.losses

    def test_a_text_box_that_is_lost_is_told(self, tmp_path):
        """One without the form for older programs is not read, and its marks are missed."""
        box = BOX.format(fallback="")
        found = document(docx(tmp_path / "a.docx", paragraph(LEAD, inside=box)))
        assert LEAD == found.text
        marks, words = found.losses
        assert marks.startswith("2 of the quotation marks of the pages were not read, the first")
        assert words.endswith("% of the article on the pages were not read")

    def test_tables_and_line_breaks(self, tmp_path):
        """Each cell is a paragraph, a break a line."""
        cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("One", "Two"))
        broken = "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r></w:p>"
        body = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{broken}"
        assert "One\n\nTwo\n\na\nb c" == document(docx(tmp_path / "a.docx", body)).text

    @pytest.mark.parametrize(
        ("style", "title"), [("Title", HEADLINE), ("Head", "Of the file"), ("", "Of the file")]
    )
    def test_the_title(self, tmp_path, style, title):
        """The paragraph in that style, else what the properties say; never put into the text."""
        core = (
            '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
            "<dc:title>Of the file</dc:title></cp:coreProperties>"
        )
        body = paragraph(HEADLINE, style) + paragraph(LEAD)
        found = document(docx(tmp_path / "a.docx", body, {"docProps/core.xml": core}))
        assert {"title": title} == found.fields
        assert f"{HEADLINE}\n\n{LEAD}" == found.text


class TestProblems:
    """Files that are none, too large, or made to do harm."""

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "is no Word file (.docx) or a damaged one"),
            (b"words", "is no Word file (.docx) or a damaged one"),
            (b"PK\x03\x04" + b"\0" * 99, "is no Word file (.docx) or a damaged one"),
            (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "is encrypted, or a Word file of before 2007"),
        ],
    )
    def test_what_is_no_word_file(self, tmp_path, data, told):
        """It is told what it is and what to do."""
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        assert problem(path).message.startswith(told)

    def test_a_file_that_was_cut_off(self, tmp_path):
        """Half of it is no Word file, wherever it ends."""
        data = docx(tmp_path / "a.docx").read_bytes()
        for end in range(1, len(data), len(data) // 9):
            (tmp_path / "b.docx").write_bytes(data[:end])
            assert "is no Word file" in problem(tmp_path / "b.docx").message

    def test_a_damaged_part(self, tmp_path):
        """A checksum that does not fit is told."""
        data = bytearray(docx(tmp_path / "a.docx", packing=zipfile.ZIP_STORED).read_bytes())
        at = data.index(b"North Korea")
        data[at : at + 5] = b"South"
        (tmp_path / "a.docx").write_bytes(data)
        assert "is no Word file" in problem(tmp_path / "a.docx").message

    def test_a_zip_of_something_else(self, tmp_path):
        """A zip file without a document is no Word file."""
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
            packed.writestr("content.xml", "<a/>")
        assert "is no Word file" in problem(tmp_path / "a.docx").message

    def test_other_packing_is_no_word_file(self, tmp_path):
        """Word packs in one way, and others unpack without bound."""
        assert (
            "is no Word file"
            in problem(docx(tmp_path / "a.docx", packing=zipfile.ZIP_LZMA)).message
        )

    @pytest.mark.parametrize("body", ["", "<w:p/>", "<w:p><w:r><w:t> </w:t></w:r></w:p>"])
    def test_without_words(self, tmp_path, body):
        """A document without words is empty."""
        assert "is empty; there is nothing" in problem(docx(tmp_path / "a.docx", body)).message

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "_rels/.rels"])
    def test_an_entity_bomb(self, tmp_path, part, encoding):
        """A document type, with which bytes become gigabytes or files are read, is refused."""
        lines = "".join(f'<!ENTITY a{i + 1} "{f"&a{i};" * 10}">' for i in range(12))
        bomb = (
            f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY a0 "bang">{lines}'
            '<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&a12;&x;</a>'
        )
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(docx(path), "a") as packed, pytest.warns(UserWarning, match="Dupl"):
            packed.writestr(part, bomb.encode(encoding))
        begin = time.process_time()
        assert "declares a document type, which no Word file does" in problem(path).message
        assert time.process_time() - begin < 5

    def test_a_zip_bomb(self, tmp_path):
        """A few kilobytes that unpack to more than the limit are refused unread."""
        many = paragraph("x" * 1_000_000) * (limits.DOCX_XML_BYTES // 1_000_000 + 1)
        path = docx(tmp_path / "a.docx", many)
        assert path.stat().st_size < 100_000
        assert "unpacks to more than 20,000,000 bytes of text" in problem(path).message

    def test_a_size_that_is_a_lie(self, tmp_path):
        """A part that is larger than the directory says is cut, and its checksum is wrong."""
        path = docx(tmp_path / "a.docx", paragraph("x" * 5_000_000))
        data = path.read_bytes()
        with zipfile.ZipFile(path) as packed:
            size = packed.getinfo("word/document.xml").file_size
        path.write_bytes(data.replace(size.to_bytes(4, "little"), (900).to_bytes(4, "little")))
        assert "is no Word file" in problem(path).message

    def test_endless_parts(self, tmp_path):
        """A directory of very many parts is refused before it is read."""
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(docx(path), "a") as packed:
            for i in range(limits.DOCX_PARTS * 8):
                packed.writestr(f"{i}", "")
        assert "has more than 5,000 parts" in problem(path).message

    def test_endless_tags(self, tmp_path):
        """More tags than mammoth gets through in time are refused."""
        path = docx(tmp_path / "a.docx", "<w:p/>" * limits.DOCX_TAGS)
        assert "has more than 300,000 tags" in problem(path).message

    def test_a_deep_nest(self, tmp_path):
        """Tables in tables in tables end in a sentence, not in a crash."""
        path = docx(tmp_path / "a.docx", "<w:tbl>" * 30_000 + "</w:tbl>" * 30_000)
        assert "cannot be taken apart (RecursionError)" in problem(path).message

    def test_a_large_file_is_not_read(self, tmp_path):
        """The file itself has a limit, with room for pictures."""
        path = tmp_path / "a.docx"
        with path.open("wb") as file:
            file.truncate(limits.PACKED_FILE_BYTES + 1)
        assert "files of more than 100,000,000 bytes are not read" in problem(path).message

    def test_what_it_links_to_is_not_read(self, tmp_path):
        """Neither a picture outside nor a main part outside the file is opened."""
        secret = tmp_path / "secret.xml"
        secret.write_text(
            f'<w:document xmlns:w="{W}"><w:body>{paragraph("secret")}</w:body></w:document>'
        )
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        targets = (escape(secret.as_uri()), "../../secret.xml", str(secret))
        links = "".join(
            f'<Relationship Id="r{i}" Type="{kind}" Target="{target}" TargetMode="External"/>'
            for i, target in enumerate(targets)
        )
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        outside = f'<Relationships xmlns="{package}">{links}</Relationships>'
        found = document(docx(tmp_path / "a.docx", more={"_rels/.rels": outside}))
        assert "secret" not in found.text

    @pytest.mark.parametrize("library", ["mammoth", "lxml.etree"])
    def test_without_the_extra(self, tmp_path, monkeypatch, library):
        """The message names what is missing and how to install it."""
        monkeypatch.setitem(sys.modules, library, None)
        message = problem(docx(tmp_path / "a.docx")).message
        assert (
            f'is a Word file, and {library} is not installed: pip install "quoteprov[docx]"'
            == message
        )
