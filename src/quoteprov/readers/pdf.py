"""
PDF files: the words of their pages, put back into paragraphs.

A PDF knows characters and places, no paragraphs. PDFium gives the characters in the order of the
page with their boxes, and from these it is told where a line was only wrapped: its end has no room
for the first word of the next. Words broken at a line end are joined; what repeats at the head or
foot of the pages is left out and told, since it would stand in the middle of sentences.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

import regex

from quoteprov.limits import PACKED_FILE_BYTES
from quoteprov.readers import Document, printable
from quoteprov.readers.pages import printed
from quoteprov.readers.text import check_size
from quoteprov.text.lemmas import is_function_word, is_known


if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from quoteprov.readers.pages import Line


_HEAD, _TAIL = regex.compile(r"\A\p{L}+"), regex.compile(r"[\p{L}\p{M}’']+\Z")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}’']*+(?:-\p{L}[\p{L}\p{M}’']*+)*+")
_DIGITS = regex.compile(r"\d+")
_CREATED = regex.compile(r"D:(\d{4})(\d\d)(\d\d)")
_RUNNING_PAGES, _RUNNING_SHARE = 3, 0.3
_EDGE = 2  # lines at the head and at the foot of a page that may be running ones
_SHOWN = 60
# In heights of a line, but for the gap, which is in distances of lines, and the column, in points.
_OTHER_SIZE, _SAME_LINE, _INDENT, _BLANK, _FAR = 0.15, 0.3, 0.6, 0.25, 3
_GAP = 1.25
_COLUMN, _FEW, _ANY = 25, 5, -1
_BULLET = regex.compile(r"[•‣◦▪●]\s")


def read_pdf(path: Path) -> Iterator[Document]:
    """
    Read a PDF as one document; its id is the file name.

    Raises:
        InputError: It is no PDF, encrypted, too long or a scan, or the extra ``pdf`` is not
            installed.
    """
    check_size(path, PACKED_FILE_BYTES)
    lines, told, about = printed(path)
    running = _running(lines)
    left_out = [line for line in lines if _place(line) in running]
    kept = [line for line in lines if _place(line) not in running]
    if left_out and kept:
        told.append(
            f"{len(left_out)} lines that repeat at the head or foot of the pages were not read, "
            f"the first is {left_out[0].text[:_SHOWN]!r}"
        )
    text = "\n\n".join(_paragraphs(kept or lines))
    created = _CREATED.match(about.get("CreationDate", ""))
    title = about.get("Title", "").strip()
    fields = {
        "title": title if title and title in text[: 2 * len(title) + _SHOWN] else "",
        "page_date": "-".join(created.groups()) if created else "",
    }
    yield Document(
        id=printable(path.name),
        text=printable(text),
        path=printable(path.as_posix()),
        fields={key: printable(value) for key, value in fields.items() if value},
        losses=tuple(told),
    )


def _place(line: Line) -> tuple[str, int]:
    """What a running line has in common on all pages: its words but for numbers, its height."""
    return _DIGITS.sub("0", line.text), round(line.foot)


def _running(lines: Sequence[Line]) -> set[tuple[str, int]]:
    """The places of the lines that repeat at the head or the foot of many pages."""
    seen: Counter[tuple[str, int]] = Counter()
    pages = 0
    measured = zip(lines, _pitches(lines), strict=True)
    for _, page in groupby(measured, lambda one: one[0].page):
        up = sorted(page, key=lambda one: one[0].foot)
        seen.update({_place(line) for line in (*_edge(up), *_edge(up[::-1]))})
        pages += 1
    least = max(_RUNNING_PAGES, _RUNNING_SHARE * pages)
    return {place for place, n in seen.items() if n >= least}


def _edge(measured: Sequence[tuple[Line, float]]) -> list[Line]:
    """The first lines, where they are set apart from those that follow, each with its pitch."""
    found: list[Line] = []
    outermost = measured[: _EDGE + 1]
    for n, ((outer, _), (inner, pitch)) in enumerate(pairwise(outermost), start=1):
        apart = abs(outer.foot - inner.foot) > _GAP * pitch
        if apart or _size(outer) != _size(inner):
            found = [line for line, _ in outermost[:n]]
    return found


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The paragraphs of all pages, each in one line."""
    known = {word.lower() for line in lines for word in _WORD.findall(line.text)[1:-1]}
    pieces = [line.text for line in lines[:1]]
    measures = zip(_pitches(lines), _margins(lines), strict=True)
    for (above, below), (pitch, margin) in zip(pairwise(lines), measures, strict=False):
        hyphen = above.text.endswith("-") and _TAIL.search(above.text[:-1])
        if not above.broken and not _goes_on(above, below, pitch, margin):
            yield " ".join(pieces)
            pieces = [below.text]
        elif above.broken or hyphen:
            pieces[-1] = _mended(pieces[-1].removesuffix("-"), below.text, known)
        else:
            pieces.append(below.text)
    yield " ".join(pieces)


def _goes_on(above: Line, below: Line, pitch: float, margin: float) -> bool:
    """
    Tell whether *below* is the rest of a paragraph that *above* has no room for.

    Args:
        above: A line.
        below: The next.
        pitch: How far apart the lines of a paragraph are.
        margin: Where the lines of the column of *above* end.
    """
    height = max(above.height, below.height)
    if abs(above.height - below.height) > _OTHER_SIZE * height or _BULLET.match(below.text):
        return False
    down = above.foot - below.foot
    if above.page == below.page and down > -height:
        if abs(down) < _SAME_LINE * height:
            return True
        indented = below.left - above.left > _INDENT * height and not _BULLET.match(above.text)
        if indented or down > _GAP * pitch:
            return False
    return margin - above.right < below.first + _BLANK * height


def _pitches(lines: Sequence[Line]) -> list[float]:
    """How far below each line the next of its paragraph stands: as most of its size do."""
    steps: dict[int, list[float]] = defaultdict(list)
    for above, below in pairwise(lines):
        down = above.foot - below.foot
        if above.page == below.page and _size(above) == _size(below):
            steps[_size(above)] += [down] if 0 < down < _FAR * above.height else []
    usual = {size: median(found) for size, found in steps.items() if found}
    return [usual.get(_size(line), line.height) for line in lines]


def _margins(lines: Sequence[Line]) -> list[float]:
    """
    Where the lines of the column of each line end at most.

    A column is told by where its lines begin and their size; one of few lines is as wide as on the
    other pages.
    """
    ends: dict[tuple[int, int, int], list[float]] = defaultdict(list)
    for line in lines:
        own = round(line.left / _COLUMN)
        for column in (own - 1, own, own + 1):
            for page in (line.page, _ANY):
                ends[page, column, _size(line)].append(line.right)
    widest = {place: max(rights) for place, rights in ends.items()}

    def margin(line: Line) -> float:
        place = line.page, round(line.left / _COLUMN), _size(line)
        return widest[place if len(ends[place]) >= _FEW else (_ANY, *place[1:])]

    return [margin(line) for line in lines]


def _size(line: Line) -> int:
    return round(line.height)


def _mended(tail: str, head: str, known: Container[str]) -> str:
    """
    Join the parts of a word that a hyphen at a line end divides, with the hyphen or without.

    As the word stands elsewhere in the file, else without where that is a word or both parts are
    none: "Equip-ment", "well-known".
    """
    one, other = _TAIL.search(tail), _HEAD.match(head)
    if one is None or other is None or other.group()[0].isupper():
        return f"{tail}-{head}"
    parts = one.group().lower(), other.group().lower()
    whole, compound = "".join(parts), "-".join(parts)
    if (
        whole in known
        or is_known(whole)
        or (compound not in known and not all(map(_is_word, parts)))
    ):
        return f"{tail}{head}"
    return f"{tail}-{head}"


def _is_word(word: str) -> bool:
    return is_known(word) or is_function_word(word)
