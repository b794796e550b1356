"""
Block quotes: words without marks, set apart as a paragraph of their own.

Markdown puts ``>`` before each line. Elsewhere the paragraph is indented, behind a line that ends
with a colon; since code, lists and the first lines of paragraphs are indented too, that line must
say that somebody said or wrote what follows, must not be indented itself, and prose must follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import regex

from quoteprov.text.sentences import trim


if TYPE_CHECKING:
    from collections.abc import Iterator


class Block(NamedTuple):
    """Start and end of the words of a block quote, in code points, and the mark before them."""

    start: int
    end: int
    mark: str


FEWEST_WORDS: Final = 6
"""Words of an indented paragraph that is prose: "    Kim Lee, chairman" is an address."""

_LONGEST_INTRODUCTION: Final = 300
# `regex`, not `re`: until Python 3.11.4 that took a character too many in a possessive group
_QUOTED_LINES: Final = regex.compile(
    r"""
    (?P<blank> \A | (?m:^|(?<=[\u2028\u2029])) [^\S\n\u2028\u2029]*+ [\n\u2028\u2029] )?
    (?P<lines> (?:
        (?m:^|(?<=[\u2028\u2029])) [ ]{0,3}> (?:[ ][^\n\u2028\u2029]*)? \r? (?:[\n\u2028\u2029]|\Z)
    )++ )
    """,
    regex.VERBOSE,
)
_BARE_LINES: Final = regex.compile(r"(?:[ ]{0,3}>[^\S\n\u2028\u2029]*+[\n\u2028\u2029])*+[ ]{0,3}")
_LINE_OF_WORDS: Final = regex.compile(
    r"(?:^|[\n\u2028\u2029])[ ]{0,3}>(?:[^\w\n\u2028\u2029]++\w++){5}"
)
_LINE_END: Final = regex.compile(r"[\n\u2028\u2029]|\Z")

_COLON: Final = regex.compile(r":[^\S\n]*+\n(?:[^\S\n]*+\n)*+(?=[ ]{4}|[ ]{0,3}\t)")
_SAYS: Final = regex.compile(
    r"\b(?:said|says|saying|wrote|writes|writing|reads?|reading|statement|letter|message|memo|post|"
    r"posted|tweet|tweeted|text|declared|declaration|speech|remarks|words|quotes?|quoted|added|"
    r"continued|concluded|replied|asked|stated|states)\b",
    regex.IGNORECASE,
)
_INDENTED: Final = regex.compile(
    r"(?m:^)(?:[ ]{4}|[ ]{0,3}\t)[^\S\n]*+\S[^\n]*+(?:\n(?P<blank>(?:[^\S\n]*+\n)*+)|\Z)"
)
_LINE: Final = regex.compile(r"(?m:^)[^\S\n]*+\S")
_WORD: Final = regex.compile(r"\w+")
_STOP: Final = regex.compile(r"[.!?…。][)\]\"”’']*\Z")


def block_quotes(text: str) -> list[Block]:
    r"""
    List the block quotes of *text*, in order.

    >>> text = "The statement read:\n\n    We have no plans to talk to them.\n\nThat was all."
    >>> [text[start:end] for start, end, _ in block_quotes(text)]
    ['We have no plans to talk to them.']
    """
    return sorted([*_markdown(text), *_indented(text)])


def _markdown(text: str) -> Iterator[Block]:
    """Find lines that begin with ``>``."""
    for quote in _QUOTED_LINES.finditer(text) if ">" in text else ():
        lines = quote["lines"]
        # "> 5 %" in the middle of a paragraph is no quotation
        if quote["blank"] is not None or _LINE_OF_WORDS.search(lines):
            bare = _BARE_LINES.match(lines)
            offset = quote.start("lines")
            end = _LINE_END.search(lines, len(lines.rstrip("> \t\r\n\u2028\u2029")))
            if bare and end:
                yield Block(offset + bare.end(), offset + end.start(), ">")


def _indented(text: str) -> Iterator[Block]:
    """Find indented paragraphs behind "The statement read:", where few others are indented."""
    introductions = [colon for colon in _COLON.finditer(text) if _introduces(text, colon.start())]
    if introductions and 2 * len(_INDENTED.findall(text)) > len(_LINE.findall(text)):
        return
    for colon in introductions:
        at, apart = colon.end(), False
        while line := _INDENTED.match(text, at):
            at, apart = line.end(), line["blank"] != "" or line.end() == len(text)
        start, end = trim(text, colon.end(), at)
        # in wrapped lines of which the first of each paragraph is indented, no blank line follows
        if apart and _is_prose(text[start:end]):
            yield Block(start, end, "")


def _introduces(text: str, colon: int) -> bool:
    """Tell whether the line that ends with *colon* is not indented and says that somebody said."""
    start = text.rfind("\n", 0, colon) + 1
    if text[start].isspace():
        return False
    return _SAYS.search(text, max(start, colon - _LONGEST_INTRODUCTION), colon) is not None


def _is_prose(block: str) -> bool:
    """Tell sentences from lists, addresses and code, and from what stands in marks."""
    enough = len(_WORD.findall(block)) >= FEWEST_WORDS
    return enough and block[0].isalpha() and _STOP.search(block) is not None
