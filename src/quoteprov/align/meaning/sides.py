"""
The words of a quotation and of its passages, their clauses, and which of them stand for which.

Nothing is parsed: a clause ends at a stop, a comma, or a word that opens another. What a
comparison cannot see with so little it leaves alone.
"""

from __future__ import annotations

import re

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.text.aliases import mentions
from quoteprov.text.lemmas import (
    MODALS,
    NEGATIONS,
    PREFIXES,
    antonyms,
    concepts,
    has_denying_prefix,
    is_function_word,
    is_verb,
    lemmas,
    related,
    written_out,
)
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet


SAME, AKIN, OPPOSITE = 3, 2, 1
"""How one word stands for another: it is a form of it, it may mean the same, or the contrary."""

OPENERS = frozenset(
    """
    although because but if lest nor since that though unless until what when whenever where
    whereas wherever whether which while whilst who whom whose
    """.split()
)
"""Words that open a clause (Quirk, Greenbaum, Leech and Svartvik 1985, sections 14.11 to 14.13 and
15.3); "so", "once" and "yet" are more often adverbs."""

SUBJECTS = frozenset("he i it nobody none she there they this we you".split())
"""Behind "and" or "or" these open a clause; a noun may only go on with a list."""

PLURALS = frozenset("i they we you".split())
"""Behind these a verb has no ending: "we plan"."""

AUXILIARIES = frozenset("am are be been being did do does had has have having is was were".split())

PREPOSITIONS = frozenset(
    """
    about above across after against along among around as at before behind below beneath beside
    between beyond by concerning despite during except for from in inside into like near of off on
    onto out outside over regarding since through throughout till to toward towards under until
    upon via with within without
    """.split()
)

DETERMINERS = frozenset(
    "a an another any each every her his its my no our some that the their these this your".split()
)

_STOP = re.compile(r"[.?!…]|\n\s*\n")  # one line end may be a wrapped line's
_PAUSE = re.compile(r"[,;:—–()]")
_FIGURE = re.compile(r"\d")


NEAR = 3
"""Words within which neighbours of two words speak for them."""


class Token(NamedTuple):
    """
    A word, or a name of a state or body as one.

    Args:
        start: Where it begins in the text of its side (code points).
        end: Where it ends.
        key: The word after all foldings; of a contracted form, what it is short for.
        entity: What it names, for a state or body.
        clause: Number of its clause in the text.
        sentence: Number of its sentence.
    """

    start: int
    end: int
    key: str
    entity: str | None
    clause: int
    sentence: int

    @property
    def is_content(self) -> bool:
        """Whether it says what the text is about."""
        small = is_function_word(self.key) or self.key in NEGATIONS
        return self.entity is not None or not small


@dataclass(frozen=True)
class Side:
    """
    A text in words.

    Args:
        text: Of the quotation, or of its passages.
        tokens: Its words.
    """

    text: str
    tokens: Sequence[Token]

    @cached_property
    def content(self) -> Sequence[int]:
        """Numbers of the words that say what it is about."""
        return [i for i, token in enumerate(self.tokens) if token.is_content]

    @cached_property
    def clauses(self) -> Mapping[int, range]:
        """The words of each clause."""
        found: dict[int, range] = {}
        for i, token in enumerate(self.tokens):
            first = found[token.clause].start if token.clause in found else i
            found[token.clause] = range(first, i + 1)
        return found

    def before(self, i: int) -> Iterator[int]:
        """The words before the *i*-th in its clause, from there back."""
        return reversed(range(self.clauses[self.tokens[i].clause].start, i))

    def after(self, i: int) -> Iterator[int]:
        """The words behind the *i*-th in its clause."""
        return iter(range(i + 1, self.clauses[self.tokens[i].clause].stop))

    def neighbour(self, i: int, step: int) -> int | None:
        """The next content word before (-1) or behind (1) a word, not far off."""
        places = (
            k for k in range(i + step, i + (NEAR + 1) * step, step) if 0 <= k < len(self.tokens)
        )
        return next((k for k in places if self.tokens[k].is_content), None)

    def key(self, i: int) -> str:
        """The *i*-th word folded, empty beyond either end."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def said(self, first: int, last: int | None = None) -> str:
        """The text from one word through another, as printed."""
        last = first if last is None else last
        first, last = min(first, last), max(first, last)
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def is_finite(self, i: int) -> bool:
        """Whether a word is surely a verb that says what is, was or will be."""
        key = self.key(i)
        if key in MODALS or key in AUXILIARIES - {"be", "been", "being", "having"}:
            return True
        if self.tokens[i].entity or key.endswith("ing"):
            return False
        if self.key(i - 1) in PLURALS and self.tokens[i].is_content:
            return not key.endswith("ly")
        if not is_verb(key):
            return False
        behind = self.key(i - 1)
        noun = behind in PREPOSITIONS or behind in DETERMINERS
        return not noun and any(self.is_nominal(j) for j in self.before(i))

    def is_nominal(self, i: int) -> bool:
        """Whether a word may be, or end, a subject."""
        return self.key(i) in SUBJECTS or self.tokens[i].is_content

    def asserts(self, i: int) -> bool:
        """Whether the clause of a word has a finite verb, behind a subject of the sentence."""
        return any(
            self._is_verb(v) and any(self.is_nominal(s) for s in self._earlier(v))
            for v in self.clauses[self.tokens[i].clause]
        )

    def _is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        plain = self.key(i - 1) in PLURALS and token.is_content
        return plain or (token.entity is None and is_verb(token.key)) or token.key in MODALS

    def _earlier(self, i: int) -> Iterator[int]:
        """The words before the *i*-th in its sentence."""
        sentence = self.tokens[i].sentence
        return (j for j in range(i) if self.tokens[j].sentence == sentence)


def side(text: str, *, context: frozenset[str] = frozenset()) -> Side:
    """
    Take a text apart.

    Args:
        text: Any text.
        context: States and bodies that are known to be meant, as for `aliases.mentions`.

    >>> [token.key for token in side("We won't, North Korea said.").tokens]
    ['we', 'will', 'not', 'North Korea', 'said']
    """
    named = {m.start: m for m in mentions(text, context=context)}
    inside = {i for m in named.values() for i in range(m.start + 1, m.end)}
    tokens: list[Token] = []
    clause = sentence = end = 0
    spoken = words(text)
    for n, word in enumerate(spoken):
        if word.start in inside:
            end = word.end
            continue
        between = text[end : word.start]
        behind = spoken[n + 1].key if n + 1 < len(spoken) else ""
        stops = bool(_STOP.search(between)) and bool(tokens)
        opens = word.key in OPENERS or (word.key in {"and", "or"} and _is_subject(behind))
        if tokens and (stops or opens or _PAUSE.search(between)):
            clause += 1
        sentence += stops
        mention = named.get(word.start)
        place = mention.end if mention else word.end
        keys = [text[word.start : place]] if mention else _written_out(word.key)
        entity = mention.entity if mention else None
        tokens += [Token(word.start, place, key, entity, clause, sentence) for key in keys]
        end = place
    return Side(text, tokens)


def _is_subject(key: str) -> bool:
    return key in SUBJECTS or key in MODALS or key in NEGATIONS


def _written_out(key: str) -> list[str]:
    """A contracted form in full; a possessive without its ending."""
    full = written_out(key)
    return full if len(full) > 1 else [key.removesuffix("'s").removesuffix("'") or key]


class Pair(NamedTuple):
    """A word of the quotation, the word of the passages it stands for, and how."""

    own: int
    other: int
    grade: int


@dataclass(frozen=True)
class Match:
    """
    Which words stand for which.

    Args:
        own: The quotation.
        other: Its passages.
        pairs: In the order of the quotation, each word once.
    """

    own: Side
    other: Side
    pairs: Sequence[Pair]

    @cached_property
    def by_own(self) -> Mapping[int, Pair]:
        """The pairs by the word of the quotation."""
        return {pair.own: pair for pair in self.pairs}

    @cached_property
    def by_other(self) -> Mapping[int, Pair]:
        """The pairs by the word of the passages."""
        return {pair.other: pair for pair in self.pairs}

    @cached_property
    def share(self) -> float:
        """How much of the quotation's content words stands for something, 0 to 1."""
        firm = sum(pair.grade > OPPOSITE for pair in self.pairs)
        return firm / max(len(self.own.content), 1)

    def support(self, pair: Pair) -> int:
        """How many other words of both sentences stand for one another."""
        return self._together[self._sentences(pair)] - (pair.grade > OPPOSITE)

    @cached_property
    def _together(self) -> Counter[tuple[int, int]]:
        """How many words stand for one another, by their sentences."""
        return Counter(self._sentences(p) for p in self.pairs if p.grade > OPPOSITE)

    def _sentences(self, pair: Pair) -> tuple[int, int]:
        return self.own.tokens[pair.own].sentence, self.other.tokens[pair.other].sentence

    def is_set_alike(self, pair: Pair) -> bool:
        """Whether the next content word on the same side of both stands for the other."""
        beside = [
            (self.own.neighbour(pair.own, step), self.other.neighbour(pair.other, step))
            for step in (-1, 1)
        ]
        firm = (self.by_own.get(i) for i, j in beside if i is not None and j is not None)
        return any(p and p.grade > OPPOSITE and (p.own, p.other) in beside for p in firm)

    def turned(self) -> Match:
        """The same seen from the passages."""
        pairs = sorted(Pair(p.other, p.own, p.grade) for p in self.pairs)
        return Match(self.other, self.own, pairs)


def match(own: Side, other: Side) -> Match:
    """
    Set the content words of both sides against one another, each once: the surest first, and of
    those that are as sure the ones whose neighbours and clauses go together.
    """
    there: dict[str | int, set[int]] = {}
    for j in other.content:
        for sign in _signs(other.tokens[j]):
            there.setdefault(sign, set()).add(j)
    grades = {
        (i, j): grade
        for i in own.content
        for j in set().union(*(there.get(sign, ()) for sign in _sought(own.tokens[i])))
        if (grade := _grade(own.tokens[i], other.tokens[j]))
    }
    shared: dict[tuple[int, int], int] = {}
    for (i, j), grade in grades.items():
        here = own.tokens[i].clause, other.tokens[j].clause
        shared[here] = shared.get(here, 0) + (grade > OPPOSITE)
    place = {i: n for n, i in enumerate(own.content)}
    spot = {j: n for n, j in enumerate(other.content)}

    def worth(i: int, j: int) -> float:
        beside = sum(
            grades.get((own.content[a], other.content[b]), 0) > OPPOSITE
            for a in _around(place[i], len(own.content))
            for b in _around(spot[j], len(other.content))
        )
        together = shared[own.tokens[i].clause, other.tokens[j].clause]
        apart = abs(place[i] / len(own.content) - spot[j] / len(other.content))
        return 4 * grades[i, j] + min(beside, 3) + min(together, 4) / 2 - apart

    taken: tuple[set[int], set[int]] = (set(), set())
    found = []
    for i, j in sorted(grades, key=lambda pair: (-worth(*pair), pair)):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            found.append(Pair(i, j, grades[i, j]))
    return Match(own, other, sorted(found))


def _around(n: int, length: int) -> Iterator[int]:
    return (k for k in range(max(0, n - NEAR), min(length, n + NEAR + 1)) if k != n)


def _signs(token: Token) -> AbstractSet[str | int]:
    """What a word is found by: its entity, or its heads and meanings."""
    if token.entity:
        return {f"@{token.entity}"}
    return {token.key} | lemmas(token.key) | concepts(token.key)


def _sought(token: Token) -> AbstractSet[str | int]:
    """What a counterpart may be found by: the same, and what its contraries have."""
    found = _signs(token)
    if token.entity:
        return found
    heads = lemmas(token.key)
    negated = {prefix + head for prefix in PREFIXES for head in heads}
    bare = {head.removeprefix(prefix) for prefix in PREFIXES for head in heads}
    return found | antonyms(token.key) | negated | bare


def _grade(one: Token, other: Token) -> int:
    """How one word may stand for another, 0 if it cannot; figures are compared elsewhere."""
    if one.entity or other.entity:
        return SAME if one.entity == other.entity else 0
    if one.key == other.key:
        return SAME
    if _FIGURE.search(one.key) or _FIGURE.search(other.key):
        return 0
    if is_opposite(one.key, other.key):
        return OPPOSITE
    if lemmas(one.key) & lemmas(other.key):
        return SAME
    return AKIN if related(one.key, other.key) else 0


def is_opposite(one: str, other: str) -> bool:
    """
    Whether one word is the contrary of another, by WordNet's antonyms or a prefix that denies.

    >>> is_opposite("lawful", "unlawful"), is_opposite("imports", "export")
    (True, True)
    """
    return not antonyms(one).isdisjoint(lemmas(other)) or has_denying_prefix(one, other)


MOST = 50
"""Characters of either text that a reason shows."""


def quote(text: str) -> str:
    """A few words of a text for a reason, on one line between marks."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= MOST else line[: MOST - 1].rstrip() + '…'}”"
