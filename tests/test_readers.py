"""
Reading files: what is read, what becomes a problem, and how the problem is told.
"""

from __future__ import annotations

import json
import os
import tracemalloc

from pathlib import Path

import pytest

from quoteprov import limits
from quoteprov.errors import InputError
from quoteprov.readers import Document, Problem, printable, read


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
QUOTED = "He said: “We won’t.”"


@pytest.fixture
def write(tmp_path):
    """Write a file of the given name and bytes (or text) and give its path."""

    def _write(name: str, content: bytes | str) -> Path:
        path: Path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


def only(path: Path) -> Document | Problem:
    """Read what must be a single document or problem."""
    (item,) = read(path)
    return item


def problem(path: Path) -> Problem:
    """Read what must be a single problem."""
    item = only(path)
    assert isinstance(item, Problem)
    return item


def text_of(path: Path) -> str:
    """Read what must be a single document; give its text."""
    item = only(path)
    assert isinstance(item, Document)
    return item.text


class TestText:
    """Plain text and Markdown."""

    @pytest.mark.parametrize("path", sorted(SEEDS.glob("*/*.txt")), ids=lambda p: p.name[:3])
    def test_a_seed_is_read_as_it_stands(self, path):
        """Every code point of the file stays, so that offsets are true."""
        document = only(path)
        expected = Document(id=path.name, text=path.read_bytes().decode(), path=path.as_posix())
        assert expected == document

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(QUOTED.encode(), id="utf-8"),
            pytest.param(b"\xef\xbb\xbf" + QUOTED.encode(), id="utf-8-bom"),
            pytest.param(b"\xff\xfe" + QUOTED.encode("utf-16-le"), id="utf-16-little-endian"),
            pytest.param(b"\xfe\xff" + QUOTED.encode("utf-16-be"), id="utf-16-big-endian"),
        ],
    )
    def test_the_encodings_that_say_what_they_are(self, write, data):
        """UTF-8 and UTF-16 with a byte order mark give the same text, without the mark."""
        assert text_of(write("a.txt", data)) == QUOTED

    def test_line_ends_stay(self, write):
        """Carriage returns are kept: an offset counts them."""
        assert text_of(write("a.txt", b"One.\r\n\r\nTwo.\r\n")) == "One.\r\n\r\nTwo.\r\n"

    @pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a.md", "a.markdown"])
    def test_endings_in_any_case(self, write, name):
        """Every ending of a text is read, capitals or not."""
        assert text_of(write(name, "Words.")) == "Words."

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            pytest.param(b"", "is empty; there is nothing to check", id="empty"),
            pytest.param(b" \n\t\r\n", "is empty; there is nothing to check", id="white-space"),
            pytest.param(b"\xef\xbb\xbf", "is empty; there is nothing to check", id="bom-only"),
            pytest.param(b"PK\x03\x04\0\0", "is a binary file", id="zeros"),
            pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0", "is a binary file", id="png"),
            pytest.param("Words.".encode("utf-16-le"), "UTF-16 without a byte", id="utf-16-bare"),
            pytest.param("Words.".encode("utf-32"), "is a binary file", id="utf-32"),
            pytest.param(
                b"He said: \x93We won\x92t.\x94",
                "is not UTF-8 (byte 0x93 at offset 9); save it as UTF-8 first",
                id="cp1252-quotes",
            ),
            pytest.param(b"\xff\xfeW\0o", "is not UTF-16", id="utf-16-cut-off"),
        ],
    )
    def test_what_is_no_text_is_told(self, write, data, told):
        """A file that is no text becomes one problem, which says what was found."""
        if told == "is not UTF-16":
            data += b"\0\xd8"  # half of a surrogate pair
        found = problem(write("a.txt", data))
        assert told in found.message

    def test_the_problem_names_the_file(self, write):
        """A problem carries path and line."""
        path = write("deep/a.txt", b"")
        found = problem(path)
        assert (path.as_posix(), 1) == (found.path, found.line)

    def test_an_encoding_problem_says_what_to_do(self, write):
        """The message for a wrong encoding holds a command that mends it."""
        assert "iconv -f WINDOWS-1252" in problem(write("a.txt", b"caf\xe9")).message

    def test_a_huge_file_is_not_read(self, tmp_path):
        """A file above the limit is told with both numbers, without being read."""
        path = tmp_path / "a.txt"
        with path.open("wb") as file:
            file.truncate(limits.FILE_BYTES + 1)
        message = problem(path).message
        assert "20,000,001 bytes" in message
        assert "20,000,000 bytes are not read, split it" in message

    @pytest.mark.parametrize(
        ("name", "told"),
        [
            (
                "a.png",
                "cannot read files ending in '.png'; give a text with one of the endings .txt",
            ),
            ("README", "cannot read files without an ending; give a text"),
        ],
    )
    def test_other_endings_are_told(self, write, name, told):
        """A file named outright that cannot be read is a problem, not a silence."""
        assert told in problem(write(name, "Words.")).message

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_pipe_is_refused_at_once(self, tmp_path):
        """A named pipe nobody writes to would block for ever; it is refused."""
        path = tmp_path / "a.txt"
        os.mkfifo(path)
        assert problem(path).message == "is not a regular file; give a text file"

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
    def test_a_device_is_refused_at_once(self, tmp_path):
        """A link to an endless device is refused."""
        path = tmp_path / "a.txt"
        path.symlink_to("/dev/zero")
        assert problem(path).message == "is not a regular file; give a text file"

    @pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs real permissions")
    def test_a_file_without_permission_is_told(self, write):
        """A file that may not be opened is a problem."""
        path = write("a.txt", "Words.")
        path.chmod(0)
        assert problem(path).message.startswith("cannot be opened: ")


class TestFolder:
    """Folders and missing paths."""

    @pytest.mark.parametrize("name", ["missing.txt", "missing", "x" * 300])
    def test_a_missing_path_raises(self, tmp_path, name):
        """A path that does not exist is an error, whatever it ends in and however long it is."""
        with pytest.raises(InputError, match=r"no such file or folder; check the path"):
            read(tmp_path / name)

    def test_a_folder_with_nothing_readable_raises(self, write, tmp_path):
        """The error says how many files there are and which endings are read."""
        write("a.json", b"{}")
        write("sub/b.png", b"\x89PNG")
        with pytest.raises(InputError, match=r"nothing readable in this folder \(2 files, none"):
            read(tmp_path)

    def test_an_empty_folder_raises(self, tmp_path):
        """An empty folder holds nothing to check."""
        with pytest.raises(InputError, match=r"\(0 files"):
            read(tmp_path)

    def test_the_order_is_that_of_the_paths(self, write, tmp_path):
        """Files come in the order of their paths, folder by folder, whenever they were written."""
        # settings end in .json and .xml, and Word leaves ~$ files beside open documents
        others = ["a/note.png", "a/settings.json", "pom.xml", "~$note.docx"]
        for name in ["b.txt", "a/z.md", "a/b/c.txt", "B.txt", "a.txt", *others]:
            write(name, "Words.")
        expected = ["B.txt", "a/b/c.txt", "a/z.md", "a.txt", "b.txt"]
        assert expected == [Path(i.path).relative_to(tmp_path).as_posix() for i in read(tmp_path)]

    def test_one_bad_file_stops_no_other(self, write, tmp_path):
        """A folder with an unreadable file gives the other documents and a problem."""
        write("a.txt", "One.")
        write("b.txt", b"\x93")
        write("c.txt", "Two.")
        kinds = [type(item) for item in read(tmp_path)]
        assert [Document, Problem, Document] == kinds

    @pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
    def test_a_name_that_is_no_unicode(self, tmp_path):
        """A file name that is no UTF-8 gets replacement characters: it can be written again."""
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
        try:
            path.write_text("Words.")
        except OSError:
            pytest.skip("this file system only takes Unicode names")
        document = only(path)
        assert isinstance(document, Document)
        assert (document.id, document.text) == ("caf\ufffd.txt", "Words.")


class TestJsonl:
    """One document a line."""

    def test_all_fields(self, write):
        """Known fields are kept as strings, unknown and empty ones are left out."""
        record = {
            "id": 7,
            "text": "Words.",
            "title": "T",
            "date": "2022-09-22",
            "released": "2022-09-21",
            "rendition_of": "k1",
            "speaker": "",
            "url": None,
            "colour": "red",
        }
        path = write("a.jsonl", json.dumps(record) + "\n")
        fields = {
            "title": "T",
            "date": "2022-09-22",
            "released": "2022-09-21",
            "rendition_of": "k1",
        }
        assert Document("7", "Words.", path.as_posix(), 1, fields) == only(path)

    def test_lines_are_counted_and_blank_ones_skipped(self, write):
        """A document without an id is named after file and line; blank lines count."""
        path = write("a.jsonl", '{"text": "One."}\r\n\n \n{"text": "Two."}')
        assert [(i.id, i.line, i.text) for i in read(path) if isinstance(i, Document)] == [
            ("a.jsonl:1", 1, "One."),
            ("a.jsonl:4", 4, "Two."),
        ]

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("{text: 1}", "line 2 is not JSON (Expecting property name"),
            ('{"text": "cut', "line 2 is not JSON (Unterminated string"),
            (
                "[" * 100_000,
                "line 2 is not JSON (too deep or too long); expected one object a line",
            ),
            ('{"id": ' + "9" * 5_000 + "}", "line 2 is not JSON (too deep or too long)"),
            ('["text"]', 'line 2 is a JSON list; expected an object with "text"'),
            ("null", 'line 2 is a JSON NoneType; expected an object with "text"'),
            ("{}", 'line 2 has no "text" (found: no keys); add the text'),
            ('{"body": "b", "id": "x"}', 'line 2 has no "text" (found: body, id); add the text'),
            ('{"text": " "}', 'line 2 has no "text" (found: text); add the text'),
            ('{"text": 5}', 'line 2 has a "text" that is a int; it must be a string'),
            ('{"text": ["a"]}', 'line 2 has a "text" that is a list; it must be a string'),
            ('{"text": "a", "id": {}}', 'line 2 has a "id" that is a dict; it must be a string'),
            ('{"text": "a", "id": true}', 'line 2 has a "id" that is a bool; it must be a string'),
            (
                '{"text": "a", "date": [1]}',
                'line 2 has a "date" that is a list; it must be a string',
            ),
            ('{"text": "a", "title": NaN}', 'line 2 has a "title" that is a float'),
        ],
        ids=lambda v: v[:24],
    )
    def test_a_line_that_is_no_document(self, write, line, told):
        """A bad line becomes a problem with its number; the lines around it are still read."""
        path = write("a.jsonl", f'{{"text": "One."}}\n{line}\n{{"text": "Three."}}\n')
        first, bad, last = read(path)
        assert isinstance(bad, Problem)
        assert (path.as_posix(), 2) == (bad.path, bad.line)
        assert told in bad.message
        assert [i.text for i in (first, last) if isinstance(i, Document)] == ["One.", "Three."]

    def test_an_id_that_comes_twice_is_read_twice(self, write):
        """The reader keeps both; telling them apart is left to the corpus."""
        path = write("a.jsonl", '{"id": "x", "text": "One."}\n{"id": "x", "text": "Two."}')
        assert [i.id for i in read(path) if isinstance(i, Document)] == ["x", "x"]

    def test_lone_surrogates_are_replaced_one_for_one(self, write):
        """Half of a surrogate pair keeps its place as U+FFFD, in the text and in every field."""
        line = r'{"id": "\ud800", "text": "a\udc00b", "title": "\ud83d\ude00", "url": "\ud800"}'
        document = only(write("a.jsonl", line))
        assert isinstance(document, Document)
        assert (document.id, document.text) == ("\ufffd", "a\ufffdb")
        assert document.fields == {"title": "\N{GRINNING FACE}", "url": "\ufffd"}

    @pytest.mark.parametrize(
        ("mark", "encoding", "bad", "told"),
        [
            pytest.param(b"", "utf-8", b"\x93\n", "UTF-8 (byte 0x93", id="utf-8"),
            pytest.param(b"\xef\xbb\xbf", "utf-8", b"\x93\n", "UTF-8 (byte 0x93", id="bom"),
            pytest.param(
                b"\xff\xfe", "utf-16-le", b"\0\xd8\n\0", "UTF-16 (byte 0x00", id="little-endian"
            ),
            pytest.param(
                b"\xfe\xff", "utf-16-be", b"\xd8\0\0\n", "UTF-16 (byte 0xd8", id="big-endian"
            ),
        ],
    )
    def test_a_line_in_another_encoding_stops_no_other(self, write, mark, encoding, bad, told):
        """A bad line is told with the offset of its first bad byte; the others are still read."""
        # in UTF-16 a half of each of these letters is the byte of a line end
        text = "\N{GURMUKHI LETTER A} \N{LATIN CAPITAL LETTER C WITH DOT ABOVE}"
        good = f'{{"text": "{text}"}}\n'.encode(encoding)
        first, second, *rest = read(write("a.jsonl", mark + good + bad + good + good))
        assert isinstance(second, Problem)
        assert f"line 2 is not {told} at offset {len(mark + good)})" in second.message
        found = [(i.line, i.text) for i in (first, *rest) if isinstance(i, Document)]
        assert found == [(1, text), (3, text), (4, text)]

    def test_only_a_line_feed_ends_a_line(self, write):
        """Other line ends of Unicode may stand inside a string."""
        assert (
            text_of(write("a.jsonl", '{"text": "One.\u2028Two.\x85"}\r\n')) == "One.\u2028Two.\x85"
        )

    @pytest.mark.parametrize("data", [b"PK\x03\x04\0\0\n", '{"text": "a"}\n'.encode("utf-16-le")])
    def test_a_binary_file_is_told_once(self, write, data):
        """Its lines are no lines."""
        assert "is a binary file" in problem(write("a.jsonl", data * 9)).message

    def test_a_large_file_is_read_line_by_line(self, tmp_path):
        """A file of any size is read, and no more of it is held than a line."""
        path = tmp_path / "a.jsonl"
        line = json.dumps({"text": "We will keep every word. " * 4_000}).encode() + b"\n"
        number = limits.FILE_BYTES // len(line) + 1
        with path.open("wb") as file:
            file.writelines(line for _ in range(number))
        tracemalloc.start()
        lines = [item.line for item in read(path)]
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert path.stat().st_size > limits.FILE_BYTES
        assert lines == list(range(1, number + 1))
        assert peak < 20 * len(line)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_line_that_is_too_long_stops_no_other(self, tmp_path, encoding):
        """A line above the limit is a problem, is never held whole, and the next one is read."""
        path = tmp_path / "a.jsonl"
        with path.open("w", encoding=encoding, newline="\n") as file:
            file.write('{"text": "One."}\n{"text": "')
            for _ in range(60):
                file.write("x" * (limits.FILE_BYTES // 20))
            file.write('"}\n{"text": "Three."}\n')
        tracemalloc.start()
        first, long, last = read(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert isinstance(long, Problem)
        assert long.line == 2
        assert "line 2 has more than 20,000,000 bytes" in long.message
        assert [(i.line, i.text) for i in (first, last) if isinstance(i, Document)] == [
            (1, "One."),
            (3, "Three."),
        ]
        assert peak < 4 * limits.FILE_BYTES

    def test_what_is_not_asked_for_is_not_read(self, write, tmp_path):
        """Documents come one by one: a file is opened when its turn comes."""
        write("a.jsonl", '{"text": "One."}\n')
        later = write("b.jsonl", '{"text": "Two."}\n')
        items = read(tmp_path)
        assert isinstance(next(items), Document)
        later.write_text('{"text": "Three."}\n', "utf-8")
        assert [i.text for i in items if isinstance(i, Document)] == ["Three."]

    @pytest.mark.parametrize(
        "data", [b"", b"\n\n", b"\xff\xfe\n\0"], ids=["nothing", "blank-lines", "mark-only"]
    )
    def test_an_empty_file_is_told(self, write, data):
        """A file without a line is empty, not silently nothing."""
        assert "is empty" in problem(write("a.jsonl", data)).message

    def test_a_byte_order_mark_is_no_part_of_the_first_line(self, write):
        """A mark that an editor put before the first brace does no harm."""
        assert text_of(write("a.jsonl", b'\xef\xbb\xbf{"text": "One."}')) == "One."


def test_printable_keeps_all_else():
    """Only lone surrogates are replaced: astral, combining and zero-width characters stay."""
    text = "e\u0301 \U0001f600 \u200b\ufffe"
    assert text == printable(text)
