"""
What a rule is and what it sees.
"""

from __future__ import annotations

import inspect

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

from quoteprov.align.edits import is_word_edit, restyles
from quoteprov.policy import PROFILES, Policy
from quoteprov.quotes.find import find
from quoteprov.quotes.sides import surroundings
from quoteprov.text.outlets import carrier_in
from quoteprov.text.words import keys


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from quoteprov.align.renditions import Support
    from quoteprov.models import Day, Edit, Quotation, Severity, Statement, ZoneSpan
    from quoteprov.quotes.sides import Surroundings


_STATEMENTS = 256
"""Statements of which is remembered what they have in quotation marks."""


@dataclass(frozen=True)
class Whole:
    """
    The whole article around a quotation, for what no single quotation shows.

    Args:
        text: Of the article.
        zones: Its headline, body and furniture.
        outlet: That published it, if known.
        published: On which day, if known.
        clock: By which time zone, if known.
        statements: Those that hold words of any of its quotations, by their ids.
        carriers: The agencies that carry the statements searched.
    """

    text: str = ""
    zones: tuple[ZoneSpan, ...] = ()
    outlet: str | None = None
    published: Day | None = None
    clock: str | None = None
    statements: Mapping[str, Statement] = field(default_factory=dict)
    carriers: frozenset[str] = frozenset()

    @property
    def around(self) -> Surroundings:
        """What it says of those it names."""
        return surroundings(self.text)

    @cached_property
    def names_carrier(self) -> bool:
        """Whether it speaks of state media or a news agency at all, or of the statements' own."""
        if carrier_in(self.text):
            return True
        carriers = {s.carrier for s in self.statements.values() if s.carrier}
        return carrier_in(self.text, carriers)

    @cached_property
    def below(self) -> str:
        """The folded words of the body and of the statements, each between blanks."""
        bodies = [self.text[z.start : z.end] for z in self.zones if z.zone == "body"]
        if not bodies:
            return ""
        texts = (*bodies, *(s.text for s in self.statements.values()))
        return f" {' '.join(_singular(key) for text in texts for key in keys(text))} "

    def is_below(self, own: Sequence[str]) -> bool:
        """Whether words stand in this order below the headline, in any number."""
        return f" {' '.join(map(_singular, own))} " in self.below if own else True


@lru_cache(_STATEMENTS)
def _marked(text: str, zones: tuple[ZoneSpan, ...]) -> tuple[tuple[int, int], ...]:
    """What a statement has in quotation marks."""
    return tuple((q.start, q.end) for q in find(text, zones))


def _singular(key: str) -> str:
    return key.removesuffix("'s").removesuffix("s")


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
        article: All of it.
        policy: The profile, for its thresholds.
        main: The id of the statement that its statement is a rendition of, if that is worded
            otherwise.
        support: What other renditions of the statement have of the words that differ from it.
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
    article: Whole = field(default_factory=Whole)
    policy: Policy = PROFILES["document"]
    main: str | None = None
    support: tuple[Support, ...] = ()

    @property
    def is_short(self) -> bool:
        """So few words that they prove nothing by themselves."""
        return self.n_words <= self.policy.thresholds.short_quote

    @property
    def statement(self) -> Statement | None:
        """The statement that the quotation was traced to."""
        linked = self.quotation.statement
        return self.article.statements.get(linked.id) if linked else None

    @property
    def quoted_there(self) -> bool:
        """The statement itself has the words in quotation marks: they may be another's."""
        passages = self.quotation.passages
        if self.statement is None or not passages:
            return False
        marked = _marked(self.statement.text, self.statement.zones)
        return all(any(a <= p.start and p.end <= b for a, b in marked) for p in passages)

    @property
    def changes(self) -> tuple[Edit, ...]:
        """The changes of words that the writer did not mark."""
        return tuple(e for e in self.quotation.edits if is_word_edit(e) and not e.marked)

    @property
    def restyled(self) -> tuple[Edit, ...]:
        """The changes that only give another name of the same state or body."""
        return tuple(e for e in self.changes if restyles(e))

    @property
    def is_twin(self) -> bool:
        """The sentence recurs in several statements with other figures, dates or names."""
        return bool(self.quotation.alternatives)

    def supported_by(self, edit: Edit) -> str | None:
        """The id of another rendition of the statement that has the words of a change."""
        number = self.quotation.edits.index(edit)
        return next((s.statement for s in self.support if number in s.edits), None)

    @property
    def altered(self) -> bool:
        """The sentence is there with other words: the verdict is ``altered``."""
        return self.quotation.verdict == "altered"


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A rule fired: what to say, where, what to do; *severity* only where it differs from the rule's.

    Of hits of one rule with the same *once*, only the first in an article counts.
    """

    message: str
    help: str
    start: int | None = None
    end: int | None = None
    severity: Severity | None = None
    once: str | None = None


Check = Callable[[Case], Iterator[Hit]]
Overall = Callable[["Sequence[Case]"], Iterator[Hit]]


def _nothing(_: object) -> Iterator[Hit]:
    """Find nothing."""
    yield from ()


@dataclass(frozen=True, slots=True)
class Rule:
    """
    A rule: code, name, severity, page and check. ``page`` is the docstring of the check, in
    Markdown.

    It looks at each quotation (``check``), or at all of an article once they are judged
    (``overall``).
    """

    code: str
    name: str
    severity: Severity
    page: str
    check: Check = _nothing
    overall: Overall = _nothing

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts of its page: the heading of each, and its words on one line."""
        parts = (part.partition("\n") for part in self.page.removeprefix("## ").split("\n## "))
        return [(heading, " ".join(text.split())) for heading, _, text in parts]


def rule(code: str, name: str, severity: Severity) -> Callable[[Check], Rule]:
    """
    Make a rule of a check; its docstring becomes the rule's page.
    """

    def make(check: Check) -> Rule:
        return Rule(code, name, severity, inspect.cleandoc(check.__doc__ or ""), check)

    return make


def article_rule(code: str, name: str, severity: Severity) -> Callable[[Overall], Rule]:
    """
    Make a rule of a check of all quotations of an article; its hits say where.
    """

    def make(overall: Overall) -> Rule:
        page = inspect.cleandoc(overall.__doc__ or "")
        return Rule(code, name, severity, page, overall=overall)

    return make


def shorten(text: str, most: int = 60) -> str:
    """Cut *text* for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
