"""
Comments of the writer that ask for silence: ``<!-- quoteprov: ignore QP106 -- reason -->``.

What they name is looked up where findings are; here they are found, and told when they are
malformed. In Markdown every HTML comment is hidden from whoever reads the page, so its words are
blanked out: one space for each character, so that all offsets, lines and columns stay.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import regex


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.models import Ignore


FORM = "write <!-- quoteprov: ignore QP106 -- reason -->"
_DIRECTIVE = regex.compile(
    r"\s*+quoteprov(?:\s*+(?P<colon>:)|(?=\s++ignore\b))(?P<said>.*+)",
    regex.DOTALL | regex.IGNORECASE,
)
_REASON = regex.compile(r"(?:^|\s)--(?:\s|$)")
_RULE = regex.compile(r"[\w-]+")
_SHOWN = 40


def directive(comment: str, start: int, line: int) -> Ignore | None:
    """
    Read the words of a comment that stands at *start* on *line*; None if it is another comment.

    >>> directive(" quoteprov: ignore QP106, QP109 -- as published ", 0, 1).rules
    ('QP106', 'QP109')
    >>> directive(" quoteprov: ingore QP106 ", 0, 1).wrong[:36]
    "says 'ingore', which means nothing: "
    """
    from quoteprov.models import Ignore

    match = _DIRECTIVE.fullmatch(comment)
    if match is None:
        return None
    order, *rest = _REASON.split(match["said"], 1)
    verb, _, listed = " ".join(order.split()).partition(" ")
    rules = [rule.strip() for rule in listed.split(",")] if listed else []
    bad = next((rule for rule in rules if not _RULE.fullmatch(rule)), None)
    wrong = ""
    if match["colon"] is None:
        wrong = f"lacks the colon behind 'quoteprov'; {FORM}"
    elif not verb:
        wrong = f"says nothing; {FORM}"
    elif verb.lower() != "ignore":
        wrong = f"says {verb[:_SHOWN]!r}, which means nothing: {FORM}"
    elif not rules:
        wrong = f"names no rule; {FORM}"
    elif bad is not None:
        wrong = f"names {bad[:_SHOWN]!r}, which is no rule (a comma parts rules); {FORM}"
    return Ignore(
        start=start,
        rules=() if wrong else tuple(rules),
        reason=" ".join("".join(rest).split()),
        line=line,
        wrong=wrong,
    )


_FENCE = r"(?m:^)[ \t>]*+(?:`{3,}+(?=[^`\n]*+(?m:$))|~{3,}+)"  # a list or a quote may hold it
_OPENER = regex.compile(
    rf"\\[\\`<]|(?P<fence>{_FENCE})|(?P<code>`++)|(?P<block>(?m:^)[ \t>]*+<!--)|(?P<inline><!--)"
)
_FENCE_END = regex.compile(r"(?m:^)[ \t>]*+(`{3,}+|~{3,}+)[ \t\r]*+(?m:$)")
_BACKTICKS = regex.compile(r"`++")
_PARAGRAPH_END = regex.compile(rf"(?m:^)[^\S\n]*+(?m:$)|{_FENCE}")
_VISIBLE = regex.compile(r"\S")


class _Comment(NamedTuple):
    """Where a comment stands; one that is not closed is given to the end of its line."""

    start: int
    end: int
    closed: bool


def without_comments(text: str) -> tuple[str, tuple[Ignore, ...]]:
    """
    Put spaces for the comments of a Markdown text; list those that accept findings.

    In fenced code and in code spans a comment is shown, so it stays. So does one that is never
    closed: Markdown would hide all the rest of the page, and that is never passed over.

    >>> without_comments("She said <!-- checked --> “no”.")[0]
    'She said                  “no”.'
    """
    pieces: list[str] = []
    ignores: list[Ignore] = []
    at, line = 0, 1
    for start, end, closed in _comments(text) if "<!--" in text else ():
        line += text.count("\n", at, start)
        words = text[start:end]
        found = directive(words[4:].removesuffix("-->"), start, line)
        if found and not closed:
            found = found.model_copy(update={"rules": (), "wrong": f"is never closed; {FORM}"})
        ignores += [found] if found else []
        pieces.append(text[at:start])
        at = start
        if closed:
            pieces.append(_VISIBLE.sub(" ", words))
            line += words.count("\n")
            at = end
    return "".join([*pieces, text[at:]]), tuple(ignores)


def _comments(text: str) -> Iterator[_Comment]:
    """
    Find comments as CommonMark does (0.31, sections 4.6 and 6.6): what opens first counts.

    One that begins a line goes on to its end, any other no further than its paragraph. The time is
    linear in the text, whatever stands in it.
    """
    runs: dict[int, list[int]] = defaultdict(list)
    for run in _BACKTICKS.finditer(text):
        runs[len(run.group())].append(run.start())
    breaks = [m.start() for m in _PARAGRAPH_END.finditer(text)]
    last = text.rfind("-->")
    at = 0
    while opener := _OPENER.search(text, at):
        at = opener.end()
        if opener["fence"]:
            at = _fence_end(text, at, opener["fence"].lstrip(" \t>"))
        elif opener["code"]:
            marks = len(opener["code"])
            closing = _after(runs[marks], at, len(text))
            at = closing + marks if closing < _after(breaks, at, len(text)) else at
        elif opener.lastgroup:
            start = at - len("<!--")
            limit = last + 3 if opener["block"] else _after(breaks, at, len(text))
            closing = text.find("-->", start + 2, limit)  # <!--> is whole
            if closing < 0:
                yield _Comment(start, _line_end(text, at), closed=False)
            else:
                at = closing + len("-->")
                yield _Comment(start, at, closed=True)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _fence_end(text: str, at: int, marks: str) -> int:
    """Where fenced code that opened with *marks* ends."""
    for closing in _FENCE_END.finditer(text, at):
        if closing[1].startswith(marks):
            return closing.end()
    return len(text)


def _after(places: Sequence[int], at: int, default: int) -> int:
    """The first of the sorted *places* that is not before *at*."""
    i = bisect_left(places, at)
    return places[i] if i < len(places) else default
