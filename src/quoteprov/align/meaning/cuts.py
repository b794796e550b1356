"""
What a quotation that is right word for word was cut from, where the cut alone changes the sense.
"""

from __future__ import annotations

import re

from typing import TYPE_CHECKING

from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import (
    AUXILIARIES,
    PREPOSITIONS,
    quote,
    side,
)
from quoteprov.text.lemmas import MODALS, is_verb, lemmas
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterator


OF_VERBS = frozenset(
    """
    absolve accuse acquit apprise assure convict convince cure deprive inform notify persuade
    relieve remind rid rob strip suspect
    """.split()
)
"""Verbs that say of what somebody is informed, accused or deprived: without it they say something
else (the deprive, rob and inform classes of Levin 1993, sections 10.6, 10.8 and 37.2)."""

CONJUNCTIONS = frozenset("after before except for like since till until".split())
"""Prepositions that may open a clause, too: "before the world should expect"."""

LONGEST_SUBJECT = 4
"""Words of a subject that can be seen to be the end of a longer one."""
FEWEST = 4
"""Words from which a quotation says something by itself."""

_REST = re.compile(r"\s*,?\s*((?:of|that|about)\s+[^\s.,;:]+(?:\s+[^\s.,;:]+){0,3})")
_CLOSING = " ,.;\"'“”‘’"
_LAST = re.compile(r"([A-Za-z']+)(?:\s+(?:the|an?))?\s*[\"'“”‘’]*\s*$", re.IGNORECASE)


def cuts(quoted: str, before: str, after: str, lead: str = "", tail: str = "") -> Iterator[Reason]:
    """
    Find a subject or an object of which the quotation has only a part.

    Args:
        quoted: The words.
        before: What stands before them in their sentence of the statement.
        after: What stands behind them there.
        lead: What stands before them in the article: the writer may say there what was cut.
        tail: What stands behind them there.
    """
    yield from _subject(quoted, before, lead)
    if _REST.match(tail.lstrip(_CLOSING)) is None:
        yield from _object(quoted, after)


def _subject(quoted: str, before: str, lead: str) -> Iterator[Reason]:
    """
    "The town should not expect", where "collectors around the town should not".

    What depends on a word by a preposition cannot be the subject of a verb.
    """
    link = _LAST.search(before)
    own = _LAST.search(lead)
    if link is None or link[1].lower() not in PREPOSITIONS - CONJUNCTIONS:
        return
    if own and own[1].lower() in PREPOSITIONS:
        return
    spoken = side(quoted)
    verb = next(
        (i for i, t in enumerate(spoken.tokens) if t.key in AUXILIARIES | MODALS),
        len(spoken.tokens),
    )
    plain = not any(
        spoken.key(i) in PREPOSITIONS or _is_clausal(spoken.key(i)) for i in range(verb)
    )
    one = bool(spoken.tokens) and verb < len(spoken.tokens) and spoken.tokens[verb].clause == 0
    if one and 0 < verb <= LONGEST_SUBJECT and plain and len(spoken.tokens) >= FEWEST:
        cut = before[-60:].split()[-3:]
        yield Reason(
            "shifted",
            f"{quote(spoken.said(0, verb - 1))} is only the end of who is spoken of: "
            f"{quote(' '.join([*cut, spoken.said(0, verb - 1)]))}",
        )


def _is_clausal(key: str) -> bool:
    return key in {"what", "who", "which", "that", "how", "whether", "to"} or key.endswith("ing")


def _object(quoted: str, after: str) -> Iterator[Reason]:
    """
    "the aim of informing the neighbors", where "of our winter timetable" follows.
    """
    rest = _REST.match(after)
    said = side(quoted)
    if rest is None or not any(said.is_finite(i) for i in range(len(said.tokens))):
        return
    spoken = [w.key for w in words(quoted)]
    for n in reversed(range(len(spoken))):
        verb = is_verb(spoken[n]) or spoken[n].endswith("ing") or spoken[n - 1 : n] == ["to"]
        if verb and not lemmas(spoken[n]).isdisjoint(OF_VERBS):
            behind = spoken[n + 1 :]
            if behind and not {"of", "that", "about"}.intersection(_outside(behind)):
                yield Reason(
                    "shifted",
                    f"the quotation stops before {quote(rest[1])}, without which "
                    f"{quote(spoken[n])} says something else",
                )
            return


def _outside(behind: list[str]) -> list[str]:
    """The words up to a relative clause, which has an "of" of its own."""
    for n, key in enumerate(behind):
        if key in {"who", "which", "whom", "whose"}:
            return behind[:n]
    return behind
