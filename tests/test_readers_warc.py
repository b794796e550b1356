"""
Web archives: which records are pages, how they were sent, and archives that are damaged.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
import zlib

import pytest

from quoteprov import limits
from quoteprov.readers import Document, Problem, read
from tests.files import ADDRESS, HTML, STORY, page, problem, warc


PAGE = page().encode()


def items(path):
    """What is read: the ids of documents, the messages of problems."""
    return [i.id if isinstance(i, Document) else i.message for i in read(path)]


@pytest.fixture(params=["a.warc", "a.warc.gz"])
def archive(request, tmp_path):
    """The path of an archive, plain or packed record by record."""
    return tmp_path / request.param


class TestRecords:
    """Which of them are read."""

    def test_pages_and_nothing_else(self, archive):
        """Pictures and redirects are passed over; each page is known by its address."""
        picture = ("https://courier.example/a.png", b"\x89PNG", {"Content-Type": "image/png"})
        other = "https://courier.example/2"
        warc(archive, [(ADDRESS, PAGE, HTML), picture, (other, PAGE, HTML)])
        found = list(read(archive))
        assert [(ADDRESS, STORY), (other, STORY)] == [
            (i.id, i.text) for i in found if isinstance(i, Document)
        ]
        assert 2 == len(found)

    @pytest.mark.parametrize("status", ["404 Not Found", "301 Moved Permanently"])
    def test_a_page_that_was_not_there(self, archive, status):
        """What a server says of an error is no article."""
        warc(archive, [(ADDRESS, PAGE, HTML)], status)
        assert problem(archive).message.startswith("is a web archive without a page")

    def test_a_bad_page_stops_no_other(self, archive):
        """It is named by its address."""
        bad = "https://courier.example/bad"
        warc(archive, [(bad, b"<html></html>", HTML), (ADDRESS, PAGE, HTML)])
        first, second = items(archive)
        assert first.startswith(f"the page {bad} holds no text of an article")
        assert ADDRESS == second


def _chunked(data: bytes, size: int = 99) -> bytes:
    pieces = [data[i : i + size] for i in range(0, len(data), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


class TestSending:
    """How a page was sent."""

    @pytest.mark.parametrize(
        ("told", "declared", "codec"),
        [
            ("text/html; charset=windows-1252", "utf-8", "cp1252"),
            ('text/html;charset="utf-8"', "windows-1252", "utf-8"),
            ("text/html", "windows-1252", "cp1252"),
            ("application/xhtml+xml", "", "utf-8"),
            ("text/html; charset=latin-1", "latin-1", "utf-8-sig"),
        ],
    )
    def test_encodings(self, tmp_path, told, declared, codec):
        """The header counts before the declaration, a byte order mark before both."""
        body = page(head=f'<meta charset="{declared}">' if declared else "").encode(codec)
        (found,) = read(warc(tmp_path / "a.warc", [(ADDRESS, body, {"Content-Type": told})]))
        assert isinstance(found, Document)
        assert STORY == found.text

    @pytest.mark.parametrize(
        ("headers", "body"),
        [
            pytest.param({"Content-Encoding": "gzip"}, gzip.compress(PAGE), id="gzip"),
            pytest.param({"Content-Encoding": "deflate"}, zlib.compress(PAGE), id="deflate"),
            pytest.param(
                {"Content-Encoding": "deflate"}, zlib.compress(PAGE, wbits=-15), id="deflate-bare"
            ),
            pytest.param({"Content-Encoding": "gzip"}, PAGE, id="unpacked-by-the-crawler"),
            pytest.param({"Transfer-Encoding": "chunked"}, _chunked(PAGE), id="chunked"),
            pytest.param({"Transfer-Encoding": "chunked"}, PAGE, id="joined-by-the-crawler"),
            pytest.param(
                {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
                _chunked(gzip.compress(PAGE)),
                id="both",
            ),
        ],
    )
    def test_packings(self, tmp_path, headers, body):
        """A page is read as it was before it was sent."""
        (found,) = read(warc(tmp_path / "a.warc", [(ADDRESS, body, HTML | headers)]))
        assert isinstance(found, Document)
        assert STORY == found.text

    def test_a_packing_that_is_not_read(self, tmp_path):
        """It is told by name."""
        headers = HTML | {"Content-Encoding": "br"}
        message = problem(warc(tmp_path / "a.warc", [(ADDRESS, PAGE, headers)])).message
        assert f"the page {ADDRESS} is packed as 'br', which is not read" in message

    @pytest.mark.parametrize(
        ("headers", "body"),
        [
            ({}, b"<p>" + b" " * limits.FILE_BYTES),
            ({"Content-Encoding": "gzip"}, gzip.compress(b" " * (limits.FILE_BYTES * 9))),
        ],
        ids=["long", "bomb"],
    )
    def test_a_page_without_end(self, archive, headers, body):
        """One above the limit is told, however it is packed, and the next one is read."""
        warc(archive, [("https://x.example", body, HTML | headers), (ADDRESS, PAGE, HTML)])
        long, good = items(archive)
        assert long.startswith("the page https://x.example has more than 20,000,000 bytes; ")
        assert ADDRESS == good


class TestDamage:
    """Archives that are cut off, damaged or made to do harm."""

    def test_wherever_it_is_cut_off(self, archive, capfd):
        """What stands before the cut is read, that there is a cut is told, nothing is printed."""
        warc(archive, [(ADDRESS, PAGE, HTML)] * 3)
        whole = archive.read_bytes()
        for end in range(1, len(whole) - 4, len(whole) // 23):
            archive.write_bytes(whole[:end])
            *pages, last = items(archive)
            assert [ADDRESS] * len(pages) == pages
            assert len(pages) <= 3
            assert last.startswith(
                ("ends in the middle of a record; what follows", "holds what is no record (")
            ), end
        assert ("", "") == capfd.readouterr()

    @pytest.mark.parametrize(
        ("length", "told"),
        [
            (b"1", "holds a record that is longer than it says"),
            (b"-5", "holds a record that is longer than it says"),
            (b"x", "holds a record that is longer than it says"),
            (b"%d" % (len(PAGE) * 9), "ends in the middle of a record"),
        ],
    )
    def test_a_wrong_length(self, tmp_path, capfd, length, told):
        """Where a record is longer or shorter than it says, the rest is not read, and told."""
        path = warc(tmp_path / "a.warc", [(ADDRESS, PAGE, HTML)] * 2)
        head, number, rest = path.read_bytes().rpartition(b"\r\nContent-Length: ")
        path.write_bytes(head + number + length + rest[rest.index(b"\r\n") :])
        first, last = items(path)
        assert ADDRESS == first
        assert f"{told}; what follows in the file was not read" == last
        assert ("", "") == capfd.readouterr()

    @pytest.mark.parametrize(
        ("at", "told"),
        [(-40_000, "holds damaged gzip data"), (-100_300, "holds what is no record (")],
        ids=["within-a-record", "at-its-head"],
    )
    def test_damaged_gzip(self, tmp_path, capfd, at, told):
        """Bytes that were changed are told, and not passed over."""
        noise = random.Random(7).randbytes(100_000)
        picture = ("https://courier.example/a.png", noise, {"Content-Type": "image/png"})
        path = warc(tmp_path / "a.warc.gz", [(ADDRESS, PAGE, HTML), picture])
        data = bytearray(path.read_bytes())
        data[at : at + 90] = b"\xff" * 90
        path.write_bytes(data)
        first, last = items(path)
        assert ADDRESS == first
        assert last.startswith(told)
        assert last.endswith("; what follows in the file was not read")
        assert ("", "") == capfd.readouterr()

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"", "is empty"),
            (
                b"words\n" * 99,
                "holds what is no record (ArchiveLoadFailed); try: warcio recompress",
            ),
            (
                b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nHello\r\n\r\n",
                "holds what is no record (",
            ),
            (
                b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000,
                "holds a record with more than 1,000,000 byt",
            ),
            (b"WARC/1.0 " + b"x" * 2_000_000, "holds a record with more than 1,000,000 bytes of"),
        ],
        ids=["nothing", "text", "no-address", "endless-headers", "an-endless-header"],
    )
    def test_what_is_no_archive(self, tmp_path, data, told):
        """It is told what was found, packed or not."""
        (tmp_path / "a.warc").write_bytes(data)
        assert problem(tmp_path / "a.warc").message.startswith(told)
        if data:
            (tmp_path / "a.warc.gz").write_bytes(gzip.compress(data))
            assert problem(tmp_path / "a.warc.gz").message.startswith(told)

    def test_packed_as_a_whole(self, tmp_path):
        """Records that are not packed one by one are told, with the cure."""
        path = warc(tmp_path / "a.warc", [(ADDRESS, PAGE, HTML)])
        (tmp_path / "b.warc.gz").write_bytes(gzip.compress(path.read_bytes()))
        assert "try: warcio recompress" in problem(tmp_path / "b.warc.gz").message

    def test_a_bomb(self, tmp_path):
        """A small file that unpacks to gigabytes is left at its limit."""
        head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 9000000000\r\n\r\n"
        packer = zlib.compressobj(9, wbits=31)
        data = packer.compress(head)
        data += b"".join(packer.compress(b"\0" * 10_000_000) for _ in range(15))
        path = tmp_path / "a.warc.gz"
        path.write_bytes(data + packer.flush())
        assert path.stat().st_size < 200_000
        begin = time.process_time()
        assert problem(path).message.startswith("unpacks to more than 100,000,000 bytes")
        assert time.process_time() - begin < 10

    @pytest.mark.parametrize(("library", "extra"), [("warcio", "warc"), ("trafilatura", "html")])
    def test_without_the_extra(self, tmp_path, monkeypatch, library, extra):
        """The message names what is missing and how to install it."""
        path = warc(tmp_path / "a.warc", [(ADDRESS, PAGE, HTML)])
        monkeypatch.setitem(sys.modules, library, None)
        found = problem(path)
        assert isinstance(found, Problem)
        assert f'{library} is not installed: pip install "quoteprov[{extra}]"' in found.message
