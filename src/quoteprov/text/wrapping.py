"""
Lines that were only wrapped: a paragraph set in lines of one width is one paragraph.

Text files and mails break paragraphs at 60 to 80 characters. A line of such a file is no unit of
anything: a quotation that runs over two of them is one quotation.
"""

from __future__ import annotations

from functools import lru_cache

import regex


NARROWEST, WIDEST = 45, 100
"""Widths, in code points, at which text is wrapped; longer lines are paragraphs of their own."""

PAIR = 2
"""Lines that alone do not show that a text was wrapped."""

# anchored: tried inside a line, a paragraph of one line would be read once a character
_BLOCK = regex.compile(r"(?m:^)[^\S\n]*+\S[^\n]*+(?:\n[^\S\n]*+\S[^\n]*+)++")
_BREAK = regex.compile(r"\r?\n")
# a list, a block quote, a dialogue: there every line is meant
_MEANT = regex.compile(r"\s*(?:[-*•>#|]|\d+[.)]\s|\p{Lu}[\p{L} .]{0,30}:\s)")


@lru_cache(2)
def unwrap(text: str) -> str:
    r"""
    Put blanks for the line breaks inside wrapped paragraphs; the length stays, and so all offsets.

    A paragraph was wrapped if every break in it stands where the next word would have made the
    line wider than the widest line of the text's wrapped paragraphs; or than its own widest, if
    every line below goes on in small letters.

    >>> from textwrap import fill
    >>> unwrap(fill("We will keep every word of it. " * 8, 60)).count("\n")
    0
    """
    if text.count("\n") == 2 * text.count("\n\n"):
        return text  # no line stands right below another
    blocks = [m for m in _BLOCK.finditer(text) if _may_be_wrapped(m.group())]
    # two lines of a length may be a headline and what stands below it
    widths = [len(s) for m in blocks if len(own := _lines(m.group())) > PAIR for s in own]
    width = max(widths, default=WIDEST)
    out, at = [], 0
    for match in blocks:
        lines = _lines(match.group())
        if _is_filled(lines, width) or _goes_on(lines):
            joined = _BREAK.sub(lambda m: " " * len(m.group()), match.group())
            out += [text[at : match.start()], joined]
            at = match.end()
    return "".join([*out, text[at:]]) if out else text


def _lines(block: str) -> list[str]:
    return [line.rstrip() for line in block.split("\n")]


def _may_be_wrapped(block: str) -> bool:
    """Filled by its own width, and not made of the lines of a list or a dialogue."""
    lines = _lines(block)
    width = max(map(len, lines))
    meant = sum(_MEANT.match(line) is not None for line in lines[1:])
    plain = 2 * meant < len(lines) - 1
    return NARROWEST <= width <= WIDEST and plain and _is_filled(lines, width)


def _goes_on(lines: list[str]) -> bool:
    """
    Whether every line below the first begins in the middle of a sentence, as no headline and no
    paragraph does; filled by its own width it is.
    """
    return all(line.lstrip()[:1].islower() for line in lines[1:])


def _is_filled(lines: list[str], width: int) -> bool:
    """Whether the first word of each line would have been too much for the line before."""
    words = [line.split(None, 1)[0] for line in lines[1:]]
    return all(len(line) + 1 + len(word) > width for line, word in zip(lines, words, strict=False))
