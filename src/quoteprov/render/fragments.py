"""
Links to the words of a web page: text fragments, as browsers open them.

The grammar is that of https://wicg.github.io/scroll-to-text-fragment/:
``#:~:text=[prefix-,]start[,end][,-suffix]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_EDGE = 4  # words of a start, an end, a prefix or a suffix
_WHOLE = 2 * _EDGE  # words of a passage that is given whole
_LONGEST = 80  # code points of a prefix or suffix; in scripts without blanks a word is a sentence
_KEPT = ":/?#[]@!$&'()*+,;=%~"
"""What has a meaning in a URL (RFC 3986) and is left as it is; "%" may already encode."""
_UNRESERVED = str.maketrans({"-": "%2D", ".": "%2E", "_": "%5F", "~": "%7E"})
"""What `quote` leaves though a directive gives a meaning to the first of them."""


def web_url(url: str | None) -> str | None:
    r"""
    Give *url* so that it can be written as a link; None where it leads to no web page.

    Whoever opens a link to ``javascript:`` or ``data:`` runs what an article brought along. What
    may not stand in a URL is percent-encoded.

    >>> web_url("https://example.org/a b\u202e"), web_url("javascript:alert(1)")
    ('https://example.org/a%20b%E2%80%AE', None)
    """
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:  # a bracket that is no address
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return quote(parts.geturl(), safe=_KEPT)


def text_fragment(url: str, passage_text: str, before: str = "", after: str = "") -> str:
    """
    Give a link to *passage_text* on the page at *url*, as browsers scroll to it.

    A long passage, or one of several lines, is given by its first and last words. Prefix and
    suffix are taken from the same line only, since a page may have anything between two of them.

    Args:
        url: Of the page; a fragment that it has is kept, an older directive is not.
        passage_text: The words.
        before: What stands before them; 200 code points are enough.
        after: What stands after them.

    Returns:
        The link, or nothing where *url* is no web page or there are no words.

    >>> text_fragment("https://example.org/#top", "half-truths, twice", "told ", " over.")
    'https://example.org/#top:~:text=told-,half%2Dtruths%2C%20twice,-over%2E'
    """
    page = web_url(url)
    lines = [words for line in passage_text.splitlines() if (words := line.split())]
    if page is None or not lines:
        return ""
    directive = ",".join(_directive(lines, before, after))
    mark = "" if "#" in page else "#"
    return f"{page.partition(':~:')[0]}{mark}:~:text={directive}"


def _directive(lines: Sequence[list[str]], before: str, after: str) -> Iterator[str]:
    """The parts of a text directive, encoded."""
    prefix = _short(_line(before, -1).split()[-_EDGE:], drop=0)
    suffix = _short(_line(after, 0).split()[:_EDGE], drop=-1)
    if prefix:
        yield f"{_encode(prefix)}-"
    if len(lines) > 1 or len(lines[0]) > _WHOLE:
        yield _encode(lines[0][:_EDGE])
        yield _encode(lines[-1][-_EDGE:])
    else:
        yield _encode(lines[0])
    if suffix:
        yield f"-{_encode(suffix)}"


def _line(text: str, number: int) -> str:
    """The line that touches the passage; nothing where a line ends there."""
    return text.split("\n")[number]


def _short(words: list[str], drop: int) -> list[str]:
    """As many of *words* as stay short, those next to the passage; *drop* says where to cut."""
    while words and len(" ".join(words)) > _LONGEST:
        words.pop(drop)
    return words


def _encode(words: Sequence[str]) -> str:
    """Percent-encode all but letters and digits of ASCII."""
    return quote(" ".join(words), safe="").translate(_UNRESERVED)
