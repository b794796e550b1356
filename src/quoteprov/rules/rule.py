"""
What a rule is and what it sees.
"""

from __future__ import annotations

import inspect

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quoteprov.align.edits import is_word_edit, restyles


if TYPE_CHECKING:
    from quoteprov.models import Edit, Quotation, Severity


@dataclass(frozen=True, slots=True)
class Case:
    """
    One quotation with all that is known about it when the rules look at it.

    Args:
        quotation: With speaker, statement, passages and edits; its verdict is set before the
        rules. n_words: How many words it has.
        side: Whether the corpus holds statements of its speaker.
        searched: How many statements were searched.
        how: ``aligned`` word by word, ``resembling`` sentences in other words, None if not found.
        spliced: Its passages follow one another without an ellipsis between them, or backwards.
        decided: False if several statements hold the words and nothing chose among them.
        hidden: (offset, name) of characters that a reader cannot see.
        foreign: The language of the quotation, if no statement searched is in it.
    """

    quotation: Quotation
    n_words: int
    side: Literal["held", "foreign", "unknown"]
    searched: int
    how: Literal["aligned", "resembling"] | None = None
    spliced: bool = False
    decided: bool = True
    hidden: tuple[tuple[int, str], ...] = ()
    foreign: str | None = None

    @property
    def changes(self) -> tuple[Edit, ...]:
        """The changes of words that the writer did not mark."""
        return tuple(e for e in self.quotation.edits if is_word_edit(e) and not e.marked)

    @property
    def restyled(self) -> tuple[Edit, ...]:
        """The changes that only give another name of the same state or body."""
        return tuple(e for e in self.changes if restyles(e))

    @property
    def altered(self) -> bool:
        """The sentence is there with other words: the verdict is ``altered``."""
        return self.quotation.verdict == "altered"


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A rule fired: what to say, where, what to do; *severity* only where it differs from the rule's.
    """

    message: str
    help: str
    start: int | None = None
    end: int | None = None
    severity: Severity | None = None


Check = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule: code, name, severity, page and check. ``page`` is the docstring of the check, in
    Markdown.
    """

    code: str
    name: str
    severity: Severity
    page: str
    check: Check


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Rule]:
    """
    Make a rule of a check; its docstring becomes the rule's page.
    """

    def make(check: Check) -> Rule:
        return Rule(code, name, severity, inspect.cleandoc(check.__doc__ or ""), check)

    return make


def shorten(text: str, most: int = 60) -> str:
    """Cut *text* for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
