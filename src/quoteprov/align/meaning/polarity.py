"""
Who denies what: the same word is denied on one side and not on the other.

A negation is compared by the word it bears on, its focus, so that "will not plan" and "there are
no plans" agree, and what the quotation leaves out with its negation is no change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.meaning.reasons import Reason
from quoteprov.align.meaning.sides import (
    AKIN,
    AUXILIARIES,
    DETERMINERS,
    OPPOSITE,
    PREPOSITIONS,
    quote,
)
from quoteprov.text.lemmas import MODALS, NEGATIONS, lemmas


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.align.meaning.sides import Match, Pair, Side


DENIERS = frozenset(
    """
    abstain avoid cease decline deny desist fail forget hesitate neglect quit refrain refuse stop
    unable unwilling
    """.split()
)
"""Words after which what is to be done is not done: the negative implicatives of Karttunen 1971
and Nairn, Condoravdi and Karttunen 2006 ("fail to", "refuse to", "refrain from"), and words for an
end. They deny only a verb: who stops a car denies nothing."""

HIDDEN = frozenset(
    """
    absence ban block cancel denial deny end exclude failure forbid halt impossible lack loss
    prevent prohibit refusal reject rejection rule suspend unless without
    """.split()
)
"""Other words that may deny what "not" denies on the other side: "a halt to" for "will not"."""

UNMARKED = frozenset(n.replace("'", "") for n in NEGATIONS if "'" in n)
"""Contracted negations that lost their apostrophe."""

LACKS = frozenset("bereft devoid lack lacking".split())
"""Words that deny the noun behind them."""

NO_NEGATION = frozenset(
    " ".join(phrase.split())
    for phrase in """
    not only;not just;not merely;not simply;not to mention;no doubt;no matter;no less;no fewer;
    no more than;not least;no sooner;nothing but;none other;no wonder;without doubt;without fail;
    not until
    """.split(";")
)
"""Phrases that hold a negation and deny nothing (Quirk and others 1985, section 10.62)."""


def polarity(match: Match) -> Iterator[Reason]:
    """
    Find a word that one side denies and the other does not, and contraries that stand for one
    another.
    """
    for pair in match.pairs:
        if not match.support(pair):
            continue
        here, there = denials(match.own, pair.own), denials(match.other, pair.other)
        differ = (len(here) - len(there)) % 2 == 1
        if pair.grade == OPPOSITE and not differ and _is_contrary(match, pair):
            own, other = match.own.said(pair.own), match.other.said(pair.other)
            yield Reason("shifted", f"{quote(own)} is the contrary of {quote(other)}")
        elif (
            pair.grade >= AKIN
            and differ
            and match.own.asserts(pair.own)
            and _is_borne_on(match, pair, here, there)
        ):
            yield _denied(match, pair, here, there)
            return  # one negation bears on all that follows


def _is_contrary(match: Match, pair: Pair) -> bool:
    """Whether one of two contraries stands in the place of the other, which its side has not."""
    own, other = match.own.key(pair.own), match.other.key(pair.other)
    both = (own, match.other), (other, match.own)
    apart = all(lemmas(key).isdisjoint(lemmas(t.key)) for key, side in both for t in side.tokens)
    return apart and match.is_set_alike(pair)


def denials(side: Side, i: int) -> list[int]:
    """
    List the negations that reach a word, the nearest first: the last before it in its clause, and
    one that bears on that: "not" and "refuse" of "will not refuse to stop".
    """
    nearest = next((j for j in side.before(i) if _denies(side, j)), None)
    found: list[int] = []
    while nearest is not None:
        found.append(nearest)
        last = nearest
        before = (j for j in side.before(last) if _denies(side, j))
        nearest = next((j for j in before if _focus(side, j) == last), None)
    return found


def _denies(side: Side, i: int) -> bool:
    key = side.key(i)
    if _negates(key):
        phrases = {" ".join(side.key(i + k) for k in range(n)) for n in (2, 3)}
        numbered = key == "no" and side.key(i + 1)[:1].isdigit()  # No. 76
        joined = (
            side.text[side.tokens[i].end :][:1] == "-" and key != "non"
        )  # the do-not-call list
        return not (numbered or joined) and phrases.isdisjoint(NO_NEGATION)
    if side.tokens[i].entity is not None:
        return False
    heads = lemmas(key)
    if not heads.isdisjoint(LACKS):
        return True
    behind = [side.key(i + n) for n in (1, 2)]
    verbal = behind[0] == "to" or any(key.endswith("ing") for key in behind)
    return verbal and not heads.isdisjoint(DENIERS)


def _negates(key: str) -> bool:
    return key in NEGATIONS or key in UNMARKED or key == "non"


def _focus(side: Side, i: int) -> int | None:
    """The word that a negation bears on: the next that says something and is no adverb."""
    behind = (j for j in side.after(i) if side.tokens[j].is_content)
    return next((j for j in behind if not side.key(j).endswith("ly")), None)


def _is_borne_on(match: Match, pair: Pair, here: list[int], there: list[int]) -> bool:
    """
    Whether the nearest negation on either side bears on a word itself, and nothing on the other
    side does the same: neither the word at another place, nor a word that may deny it.
    """
    borne = (here and _focus(match.own, here[0]) == pair.own) or (
        there and _focus(match.other, there[0]) == pair.other
    )
    said = _is_said(match.own, pair.own) and _is_said(match.other, pair.other)
    if not borne or not said or _is_elsewhere(match, pair, here, there):
        return False
    turned = match.turned()
    if _count(match.own, pair.own) == _count(match.other, pair.other):
        return False  # it may only stand elsewhere: "no data exist" for "data do not exist"
    cues = [match.own.key(k) for k in here] + [match.other.key(k) for k in there]
    if any(_negates(cue) for cue in cues):
        return not (_may_deny(match, pair.own) or _may_deny(turned, pair.other))
    return _is_covered(match, pair.own, here) and _is_covered(turned, pair.other, there)


def _count(side: Side, i: int) -> int:
    """How many words of the sentence of a word negate."""
    sentence = side.tokens[i].sentence
    return sum(_denies(side, k) for k, t in enumerate(side.tokens) if t.sentence == sentence)


def _is_said(side: Side, i: int) -> bool:
    """Whether a word is not only named: the "arms" of "a rumor of arms" are nobody's yet."""
    before = side.key(i - 2) if side.key(i - 1) in DETERMINERS else side.key(i - 1)
    return before not in PREPOSITIONS - {"to", "without"}


def _is_elsewhere(match: Match, pair: Pair, here: list[int], there: list[int]) -> bool:
    """Whether a word stands elsewhere on its side as it does on the other."""
    sides = (match.own, pair.own, len(there)), (match.other, pair.other, len(here))
    return any(
        len(denials(side, k)) % 2 == wanted % 2
        for side, i, wanted in sides
        for k in side.content
        if k != i and lemmas(side.key(k)) & lemmas(side.key(i))
    )


def _may_deny(match: Match, i: int) -> bool:
    """Whether the sentence of a word denies in a way of its own, which the other side has not."""
    theirs = frozenset().union(*(lemmas(t.key) for t in match.other.tokens))
    return any(
        not lemmas(t.key).isdisjoint(HIDDEN | DENIERS | LACKS) and lemmas(t.key).isdisjoint(theirs)
        for t in match.own.tokens
        if t.sentence == match.own.tokens[i].sentence
    )


def _is_covered(match: Match, i: int, cues: list[int]) -> bool:
    """Whether all else that the clause of a word says has a counterpart."""
    clause = match.own.clauses[match.own.tokens[i].clause]
    return all(
        k in match.by_own for k in clause if match.own.tokens[k].is_content and k not in cues
    )


def _denied(match: Match, pair: Pair, here: list[int], there: list[int]) -> Reason:
    own, other = _verb(match.own, pair.own, here), _verb(match.other, pair.other, there)
    how = "denies what the statement says" if len(here) % 2 else "says what the statement denies"
    return Reason("shifted", f"{quote(own)} {how}: {quote(other)}")


def _verb(side: Side, i: int, cues: list[int]) -> str:
    """A word with the negation or the auxiliary before it."""
    auxiliary = side.key(i - 1) in AUXILIARIES | MODALS
    return side.said(cues[0] if cues else i - auxiliary, i)
