"""
The printed lines of a PDF, by PDFium, which comes with the extra ``pdf``.

A few kilobytes can make PDFium take all memory there is, and no Python stands between: so it works
in a process of its own, with bounds of time and, on Linux, of memory.
"""

from __future__ import annotations

import json
import subprocess
import sys

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from quoteprov.errors import InputError
from quoteprov.limits import PDF_CHARACTERS, PDF_MEMORY_BYTES, PDF_PAGES, PDF_SECONDS
from quoteprov.readers import library


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_SCAN = (
    "holds no text; where its pages are pictures, have the text recognised first, for example "
    "with: ocrmypdf IN.pdf OUT.pdf"
)
_LOCKED = "is encrypted; save it without a password"
_WRONG = "is no PDF file or a damaged one; print it anew as PDF, or save its text as .txt"
_ENDED = "is more than PDFium gets through; print it anew as PDF, or save its text as .txt"
_BROKEN = frozenset("\x02\ufffe\xad")  # PDFium's marks for the hyphen at a line end
_LINE_ENDS = frozenset("\r\n")
_CHILD = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from quoteprov.readers.pages import main; main()"
)


class Line(NamedTuple):
    """
    A line as it is printed; measures are points, from the left and the foot of the page.

    Args:
        text: Its words.
        page: The number of its page.
        left: Where it begins.
        right: Where it ends.
        foot: How high it stands.
        height: That of its letters.
        first: The width of its first word.
        broken: It ends in the middle of a word.
    """

    text: str
    page: int
    left: float
    right: float
    foot: float
    height: float
    first: float
    broken: bool


def printed(path: Path) -> tuple[list[Line], list[str], dict[str, str]]:
    """
    The lines of all pages in the order of the file, what is told of pages without any, and what
    the file says of itself.

    Raises:
        InputError: It is no PDF, encrypted, too long or a scan, PDFium does not get through it,
            or the extra ``pdf`` is not installed.
    """
    library("pypdfium2", "a PDF file", "pdf")
    places = json.dumps([entry for entry in sys.path if isinstance(entry, str)])
    try:
        # -P: a file of the working directory must not pass for a module
        done = subprocess.run(  # noqa: S603 - this interpreter, with our own words
            [sys.executable, "-P", "-c", _CHILD, places],
            input=path.read_bytes(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PDF_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        msg = f"takes more than {PDF_SECONDS:g} seconds to read; split it"
        raise InputError(msg) from error
    if done.returncode:
        raise InputError(_ENDED)
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise InputError(answer["error"])
    return [Line(*line) for line in answer["lines"]], answer["told"], answer["about"]


def main() -> None:
    """
    Read a PDF from standard input in a process of its own; print what `printed` gives as JSON.
    """
    with suppress(ImportError, OSError, ValueError):  # where the system has no such bound
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY_BYTES, PDF_MEMORY_BYTES))
    try:
        answer = _read(sys.stdin.buffer.read())
    except InputError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise InputError(_LOCKED if "password" in str(error).lower() else _WRONG) from error
    if len(pdf) > PDF_PAGES:
        msg = f"has {len(pdf):,} pages; a PDF of more than {PDF_PAGES:,} is not read, split it"
        raise InputError(msg)
    lines: list[Line] = []
    silent, characters = 0, 0
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > PDF_CHARACTERS:
            msg = f"has more than {PDF_CHARACTERS:,} characters; split it"
            raise InputError(msg)
        found = list(_lines(text, pdfium.raw.FPDFText_GetUnicode, number))
        silent += not found and pdfium.raw.FPDFPage_CountObjects(page) > 0
        lines += found
        text.close()
        page.close()
    if not lines:
        raise InputError(_SCAN)
    told = [f"{silent} of {len(pdf)} pages hold pictures and no text"] * (silent > 0)
    return {"lines": lines, "told": told, "about": pdf.get_metadata_dict()}


def _lines(text: Any, character: Any, page: int) -> Iterator[Line]:
    """The lines of a page."""
    letters = [chr(character(text, i)) for i in range(text.count_chars())]
    begin = 0
    for i, letter in enumerate([*letters, "\n"]):
        if letter not in _LINE_ENDS and letter not in _BROKEN:
            continue
        inked = [at for at in range(begin, i) if not letters[at].isspace()]
        if inked:
            first = next((at for at in range(inked[0], i) if letters[at].isspace()), i) - 1
            left, foot, _, head = text.get_charbox(inked[0], loose=True)
            yield Line(
                text=" ".join("".join(letters[begin:i]).split()),
                page=page,
                left=left,
                right=text.get_charbox(inked[-1], loose=True)[2],
                foot=foot,
                height=head - foot,
                first=text.get_charbox(first, loose=True)[2] - left,
                broken=letter in _BROKEN,
            )
        begin = i + 1
