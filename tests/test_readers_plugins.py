"""
Readers that other packages bring, each a small distribution on the path.
"""

from __future__ import annotations

import datetime as dt
import sys

from email.message import EmailMessage
from pathlib import Path

import pytest
import regex

from quoteprov import Verifier
from quoteprov.errors import InputError
from quoteprov.readers import Document, Problem, files, plugins, read
from tests.files import EXPORTED, document, problem
from tests.test_readers_ignores import SEEDS


INPUTS = Path(__file__).parents[1] / "docs" / "reference" / "inputs.md"
READER = """
from quoteprov.readers import Document, Problem

def read_note(path):
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        yield Document(f"{path.name}:{number}", line, path.as_posix(), number)
"""
WITHOUT_TEXT = """
from quoteprov.readers import Document

def read_note(path):
    yield Document(path.name, None, path.as_posix())
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Install a distribution that brings readers: a module and its entry points."""
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    plugins.plugins.cache_clear()

    def _install(name: str, points: dict[str, str], source: str = READER) -> None:
        (site / f"{name}.py").write_text(source, encoding="utf-8")
        about = site / f"{name}-1.2.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        lines = "".join(f"{ending} = {name}:{value}\n" for ending, value in points.items())
        (about / "entry_points.txt").write_text(f"[quoteprov.readers]\n{lines}")
        monkeypatch.delitem(sys.modules, name, raising=False)

    yield _install
    plugins.plugins.cache_clear()


@pytest.fixture
def note(tmp_path):
    """A file with an ending of its own."""
    path = tmp_path / "texts" / "a.note"
    path.parent.mkdir()
    path.write_text(EXPORTED, encoding="utf-8")
    return path


class TestReading:
    """Plug-ins that work."""

    @pytest.mark.parametrize("ending", [".note", ".NOTE", "note"])
    def test_an_ending_is_added(self, install, note, ending):
        """A file with it is read, and its quotations are checked."""
        install("notebook", {ending: "read_note"})
        assert EXPORTED == document(note).text
        (quotation,) = Verifier(SEEDS).verify(note).quotations
        assert "verbatim" == quotation.verdict

    def test_in_folders_too(self, install, note):
        """A folder is searched for it, behind what is built in."""
        install("notebook", {".note": "read_note"})
        (note.parent / "b.txt").write_text("Words.", encoding="utf-8")
        (note.parent / "c.other").write_text("Words.", encoding="utf-8")
        assert ["a.note", "b.txt"] == [path.name for path in files(note.parent)]
        assert ["a.note:1", "b.txt"] == [
            i.id for i in read(note.parent) if isinstance(i, Document)
        ]

    def test_messages_name_it(self, install, note, tmp_path):
        """Whoever asks for what cannot be read is told that this can."""
        install("notebook", {".note": "read_note"})
        other = note.rename(note.with_suffix(".other"))
        assert problem(other).message.endswith(".warc, .warc.gz, .note")
        with pytest.raises(InputError, match=r"none ends in .*\.warc\.gz, \.note\)"):
            read(note.parent)

    def test_built_in_endings_stay(self, install, tmp_path):
        """What the text of an article is does not depend on what is installed."""
        install("notebook", {".txt": "read_note", ".json": "read_note"})
        path = tmp_path / "a.txt"
        path.write_text("One.\nTwo.", encoding="utf-8")
        assert "One.\nTwo." == document(path).text

    def test_they_are_not_looked_for_in_vain(self, install, tmp_path, monkeypatch):
        """A file with a built-in ending is read without a look at what is installed."""

        def refuse(**_):
            pytest.fail("the installed packages were searched")

        monkeypatch.setattr(plugins, "entry_points", refuse)
        path = tmp_path / "a.txt"
        path.write_text("Words.", encoding="utf-8")
        assert "Words." == document(path).text


def test_the_worked_example(install, tmp_path):
    """The package of the documentation reads a mail, and says what is wrong with another."""
    (source,) = regex.findall(
        r"(?s)```python\n(# quoteprov_mail.+?)```", INPUTS.read_text("utf-8")
    )
    install("quoteprov_mail", {".eml": "read_mail"}, source)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "Arms", "a@courier.example", "<1@x>"
    mail["Date"] = dt.datetime(2022, 9, 22, 18, tzinfo=dt.timezone(dt.timedelta(hours=9)))
    mail.set_content(EXPORTED)
    path = tmp_path / "a.eml"
    path.write_bytes(mail.as_bytes())
    found = document(path)
    assert ("<1@x>", EXPORTED) == (found.id, " ".join(found.text.split()))
    assert {
        "title": "Arms",
        "outlet": "a@courier.example",
        "date": "2022-09-22T18:00:00+09:00",
    } == found.fields
    mail.set_content("<p>Words.</p>", subtype="html")
    path.write_bytes(mail.as_bytes())
    assert "is a mail without plain text; save its text as .txt" == problem(path).message


class TestProblems:
    """Plug-ins that do not work stop nothing."""

    @pytest.mark.parametrize(
        ("value", "source", "told"),
        [
            ("missing", READER, "AttributeError: module 'notebook' has no attribute 'missing'"),
            (
                "read_note",
                "import no_such_module",
                "ModuleNotFoundError: No module named 'no_such_module'",
            ),
            ("read_note", "1 / 0", "ZeroDivisionError: division by zero"),
            ("read_note", "def read_note(path): raise KeyError(path.name)", "KeyError: 'a.note'"),
            ("read_note", "def read_note(path): return 7", "TypeError: 'int' object is not iter"),
            (
                "read_note",
                "def read_note(path): yield 'words'",
                "TypeError: its reader gave a str instead of a Document",
            ),
            (
                "read_note",
                WITHOUT_TEXT,
                "ValueError: its reader gave a Document without a text",
            ),
        ],
    )
    def test_the_package_is_named(self, install, note, value, source, told):
        """The problem says which package it is and what it did; the next file is read."""
        install("notebook", {".note": value}, source)
        (note.parent / "b.txt").write_text("Words.", encoding="utf-8")
        bad, good = read(note.parent)
        assert isinstance(bad, Problem)
        assert bad.message.startswith(f"cannot be read by the package notebook 1.2 ({told}")
        assert bad.message.endswith("); mend or uninstall that")
        assert isinstance(good, Document)

    def test_what_was_read_before_a_fault_stays(self, install, note):
        """Documents come as they are read."""
        install("notebook", {".note": "read_note"}, READER + "    raise OSError('no more')\n")
        first, last = read(note)
        assert isinstance(first, Document)
        assert isinstance(last, Problem)
        assert "cannot be opened: no more" == last.message

    def test_its_own_errors_are_passed_on(self, install, note):
        """A plug-in says what is wrong with a file as the built-in readers do."""
        source = (
            "from quoteprov.errors import InputError\n"
            "def read_note(path): raise InputError('is locked; open it first')\n"
        )
        install("notebook", {".note": "read_note"}, source)
        assert "is locked; open it first" == problem(note).message

    def test_two_packages_for_one_ending(self, install, note):
        """Which of them is meant cannot be told, so both are named."""
        install("notebook", {".note": "read_note"})
        install("another", {".note": "read_note"})
        told = "can be read by several packages (another 1.2, notebook 1.2); uninstall all but one"
        assert told == problem(note).message
