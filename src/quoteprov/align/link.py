"""
Which statement each quotation of an article renders: the article is judged as a whole.

Every quotation and every reported sentence of one side votes for statements: verbatim and nearly
verbatim ones with their words, reworded ones with the sentences they resemble. Only then does each
quotation take its place: a fragment of one or two words stands in a thousand statements and is decided
by what the others chose, and a reworded quotation is sought only where others were found.
"""

from __future__ import annotations

import math

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from quoteprov.align.align import EQUAL, Alignment, Unit, align, units
from quoteprov.models import Statement
from quoteprov.text.lemmas import is_function_word
from quoteprov.text.sentences import sentences
from quoteprov.text.terms import Sentence, Term, resembles, terms
from quoteprov.text.words import Word


# A run of so many words is somebody's own even where the article credits another: attribution errs
# more often than six words agree by chance (0 of 400 news quotations against 19,000 KCNA articles).
LONG_RUN = 6
# Weighted fraction of an alignment that counts as found: stricter for short quotations, which fit
# anywhere (96.2 % found, 0 of 400 news quotations wrongly, on two seeds of the quotation benchmark).
FOUND_SHORT, FOUND, SHORT = 0.65, 0.5, 8
# Where it is not clear who speaks, three quarters: a crowd's "Destroy Lee Myung-bak" is not the army's.
FOUND_UNKNOWN = 0.75
# A quotation shares a fifth of its terms with the sentences of any statement on the same matter. It
# counts as reworded if it shares more than chance gives one time in six (one standard deviation of the
# binomial): 95 % of 58 reworded quotations of KCNA pass, 10 % of them against another statement. Where
# it is not clear who speaks, two deviations are asked for.
CHANCE, RESEMBLES, RESEMBLES_UNKNOWN = 0.2, 1.0, 2.0
_SYNONYM = 0.8  # a synonym against the word itself
HALF = 0.5
SHORT_QUOTE = 3


class PlaceLike(Protocol):
    """A run of words of a statement."""

    @property
    def statement(self) -> int: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


class RankedLike(Protocol):
    """A statement in a ranking."""

    @property
    def statement(self) -> int: ...


class Search(Protocol):
    """What linking asks of a corpus."""

    def exact(self, keys: Sequence[str], /) -> Sequence[PlaceLike]: ...
    def candidates(self, keys: Iterable[str], /) -> Sequence[RankedLike]: ...
    def about(self, wanted: Iterable[str], /) -> Sequence[RankedLike]: ...
    def words(self, number: int, /) -> Sequence[Word]: ...
    def sentences(self, number: int, /) -> Sequence[Sentence]: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """
    A quotation as linking sees it.

    Args:
        id: Of the quotation.
        start: In the article.
        end: In the article.
        side: Whether the corpus holds statements of its speaker.
        parent: Id of the quotation it is nested in.
    """

    id: str
    start: int
    end: int
    side: Literal["held", "foreign", "unknown"]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """
    What a quotation was linked to.

    Args:
        claim: The quotation.
        quoted: Its words.
        statement: Number of the statement; None if none was found.
        alignment: Word by word, unless it is reworded.
        sentences: The sentences a reworded quotation renders, as spans of the statement.
        rivals: Numbers of other statements that hold the same words.
        decided: False if nothing but the order of the corpus chose among the rivals.
    """

    claim: Claim
    quoted: tuple[Unit, ...]
    statement: int | None = None
    alignment: Alignment | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    rivals: tuple[int, ...] = ()
    decided: bool = True


@dataclass(slots=True)
class _Evidence:
    """What was found for one quotation before the vote."""

    claim: Claim
    quoted: tuple[Unit, ...]
    places: dict[int, Sequence[int]] = field(default_factory=dict)
    """Statement → the words of its first verbatim place."""
    near: dict[int, Alignment] = field(default_factory=dict)

    @property
    def n_words(self) -> int:
        return len(self.quoted)

    @property
    def telling(self) -> bool:
        """Three words with one of content: enough to stand alone in its own side's statements."""
        return self.n_words >= 3 and any(not is_function_word(u.word.key) for u in self.quoted)


def link(
    article: str,
    claims: Sequence[Claim],
    reported: Sequence[tuple[int, int]],
    statements: Sequence[Statement],
    search: Search,
) -> list[Link]:
    """
    Link every quotation of *article* to the statement it renders.

    Args:
        article: The text.
        claims: Its quotations, parents before children.
        reported: Spans of reported speech of the side whose statements the corpus holds.
        statements: The corpus, by number.
        search: Over the same numbers.
    """
    found = [_evidence(article, c, statements, search) for c in claims]
    votes = _votes(found)
    judge = _Resemblance(article, search)
    judge.elect(found, reported, votes)
    links: dict[str, Link] = {}
    for one in found:
        links[one.claim.id] = _decide(one, votes, links, statements, search, judge)
    return [links[c.id] for c in claims]


def _evidence(
    article: str, claim: Claim, statements: Sequence[Statement], search: Search
) -> _Evidence:
    quoted = tuple(units(article, claim.start, claim.end))
    one = _Evidence(claim, quoted)
    if claim.parent is not None or (claim.side == "foreign" and len(quoted) < LONG_RUN):
        return one
    keys = [u.word.key for u in quoted]
    for place in search.exact(keys):
        one.places.setdefault(place.statement, range(place.first, place.last))
    plain = [u for u in quoted if not u.editorial]
    if not one.places and len(plain) >= 2 and claim.side != "foreign":
        for candidate in search.candidates(u.word.key for u in plain):
            alignment = align(quoted, search.words(candidate.statement))
            if alignment.fraction >= _asked(claim, len(plain)) and _tells(quoted, alignment):
                one.near[candidate.statement] = alignment
    return one


def _asked(claim: Claim, n_words: int) -> float:
    """The weighted fraction that counts as found."""
    if claim.side == "unknown":
        return FOUND_UNKNOWN
    return FOUND_SHORT if n_words <= SHORT else FOUND


def _tells(quoted: Sequence[Unit], alignment: Alignment) -> bool:
    """
    Whether two content words besides names agree: "let's kill Kim Jong-un" is nobody's statement.
    """
    agreed = [quoted[p.quoted].word for p in alignment.pairs if p.kind == EQUAL]
    telling = [w for w in agreed if not is_function_word(w.key) and not w.text[:1].isupper()]
    return len(telling) >= 2


def _votes(found: Sequence[_Evidence]) -> dict[int, float]:
    """
    Words that each statement accounts for; words that stand in several are shared among them.
    """
    votes: dict[int, float] = defaultdict(float)
    for one in found:
        if one.telling:
            for number in one.places:
                votes[number] += one.n_words / len(one.places)
            best = max((a.fraction for a in one.near.values()), default=0.0)
            tops = [n for n, a in one.near.items() if a.fraction >= best - 0.05]
            for number in tops:
                votes[number] += best * one.n_words / len(tops)
    return votes


class _Resemblance:
    """
    Compares clauses of the article with sentences of statements by their terms.
    """

    def __init__(self, article: str, search: Search) -> None:
        self._article, self._search = article, search
        self._reached: dict[int, int] = {}
        self._ends: dict[tuple[str, int], int] = {}
        self.elected: list[int] = []

    def elect(
        self,
        found: Sequence[_Evidence],
        reported: Sequence[tuple[int, int]],
        votes: dict[int, float],
    ) -> None:
        """
        Choose the statements in which reworded quotations may be sought, by all that one side says.
        """
        spans = [
            (one.claim.start, one.claim.end)
            for one in found
            if one.claim.side != "foreign" and not one.places and not one.near and one.n_words >= 3
        ]
        spoken = [c for span in [*spans, *reported] for c in clause_terms(self._article, *span)]
        firm = sorted(votes, key=lambda n: (-votes[n], n))[:5]
        ranked = self._search.about(t.term for clause in spoken for t in clause)[:20]
        numbers = list(dict.fromkeys([*firm, *(r.statement for r in ranked)]))
        scores = {n: sum(self._best(clause, n) for clause in spoken) for n in numbers}
        soft = sorted((n for n in numbers if scores[n] > 0), key=lambda n: (-scores[n], n))
        self.elected = list(dict.fromkeys([*soft[:1], *firm]))

    def _best(self, clause: Sequence[Term], number: int) -> float:
        """What a clause shares with the sentence of a statement that it resembles most."""
        return max((_shared(clause, own) for own in self._search.sentences(number)), default=0.0)

    def settle(self, claim: Claim, number: int) -> None:
        """
        Take *claim* for a rendering of statement *number*: the next one probably goes on from there.
        """
        self._reached[number] = self._ends[claim.id, number]

    def render(self, claim: Claim, number: int) -> tuple[float, list[tuple[int, int]]]:
        """
        How far a quotation resembles its best sentences beyond chance, in standard deviations, and
        these sentences.
        """
        own = self._search.sentences(number)
        asked = clause_terms(self._article, claim.start, claim.end)
        scores = [[_shared(clause, there) for there in own] for clause in asked]
        total = sum(len(clause) for clause in asked)
        if not total or not own:
            return 0.0, []
        chosen = _in_order(scores, self._reached.get(number, -1))
        shared = sum(row[j] for row, j in zip(scores, chosen, strict=True))
        spread = math.sqrt(total * CHANCE * (1 - CHANCE))
        used = sorted({j for row, j in zip(scores, chosen, strict=True) if row[j] > 0})
        self._ends[claim.id, number] = chosen[-1]
        return (shared - CHANCE * total) / spread, [(own[j].start, own[j].end) for j in used]


# A sentence is seldom rendered twice and seldom before the one that precedes it: either must be worth
# one more term ("the fundamental objective remains to harm …" is not the sentence on the "base aim").
_OUT_OF_TURN = 1.0


def _in_order(scores: Sequence[Sequence[float]], reached: int) -> list[int]:
    """
    Choose a sentence for each clause: the best sum, where going forward through the statement is free.

    *reached* is the sentence that the article's last reworded quotation ended with, -1 for none.
    """
    n = len(scores[0])
    best = [s - (_OUT_OF_TURN if j <= reached else 0.0) for j, s in enumerate(scores[0])]
    came = []
    for row in scores[1:]:
        ahead = _best_before(best)
        anywhere = max(range(n), key=lambda k: (best[k], -k))
        back = [_before(best, ahead[j], anywhere) for j in range(n)]
        best = [
            row[j] + best[k] - (_OUT_OF_TURN if k >= j else 0.0) for j, k in enumerate(back)
        ]
        came.append(back)
    chosen = [max(range(n), key=lambda j: (best[j], -j))]
    for back in reversed(came):
        chosen.append(back[chosen[-1]])
    return chosen[::-1]


def _best_before(best: Sequence[float]) -> list[int]:
    """For each place the best one before it, -1 for the first."""
    found, top = [], -1
    for j, value in enumerate(best):
        found.append(top)
        if top < 0 or value > best[top]:
            top = j
    return found


def _before(best: Sequence[float], ahead: int, anywhere: int) -> int:
    """The better of the best place before, for nothing, and the best of all, out of turn."""
    if ahead >= 0 and best[ahead] >= best[anywhere] - _OUT_OF_TURN:
        return ahead
    return anywhere


def _shared(clause: Sequence[Term], own: Sentence) -> float:
    """How many terms of a clause stand in a sentence, synonyms counting a little less."""
    return sum(
        1.0 if t.term in own.terms else _SYNONYM * resembles(t, own) for t in clause
    )


def clause_terms(text: str, start: int, end: int) -> list[list[Term]]:
    """
    The terms of each clause between *start* and *end*: sentences, cut again at colons and semicolons.
    """
    found = []
    for a, b in sentences(text, start, end):
        at = a
        for stop in [*(i for i in range(a, b - 1) if text[i] in ":;" and text[i + 1] == " "), b]:
            found.append(terms(text, at, stop))
            at = stop
    return [clause for clause in found if clause]


def _decide(
    one: _Evidence,
    votes: dict[int, float],
    links: dict[str, Link],
    statements: Sequence[Statement],
    search: Search,
    judge: _Resemblance,
) -> Link:
    claim = one.claim
    if claim.parent is not None:
        return _nested(one, links[claim.parent], search)
    if one.places:
        return _verbatim(one, votes, judge, statements, search)
    if one.near:
        return _near(one, votes, statements)
    if claim.side != "foreign" and one.n_words >= 3:
        return _reworded(one, judge, search)
    return Link(claim, one.quoted)


def _verbatim(
    one: _Evidence,
    votes: dict[int, float],
    judge: _Resemblance,
    statements: Sequence[Statement],
    search: Search,
) -> Link:
    """
    The statement that the article's quotations chose, else the earliest that holds the words.

    One or two words are only sought in statements that others chose.
    """
    others = {n: votes.get(n, 0.0) for n in one.places}
    if one.telling:
        others = {n: v - one.n_words / len(one.places) for n, v in others.items()}
    elif max(others.values()) <= 0:
        elected = [n for n in judge.elected[:1] if n in others and one.claim.side == "held"]
        if not elected:
            return Link(one.claim, one.quoted)
        others[elected[0]] = 1.0
    ranked = sorted(one.places, key=lambda n: (-round(others[n], 6), *_age(statements[n])))
    best = ranked[0]
    decided = len(ranked) == 1 or others[ranked[1]] < others[best] - 1e-6
    own = search.words(best)
    window = one.places[best]
    alignment = align(one.quoted, own[window[0] : window[-1] + 1])
    shifted = tuple(p._replace(passage=p.passage + window[0]) for p in alignment.pairs)
    return Link(
        one.claim,
        one.quoted,
        best,
        Alignment(shifted, alignment.fraction),
        rivals=tuple(ranked[1:]),
        decided=decided,
    )


def _age(statement: Statement) -> tuple[str, str]:
    day = statement.released or statement.carried
    return (f"{day.start}" if day else "9999", statement.id)


def _near(one: _Evidence, votes: dict[int, float], statements: Sequence[Statement]) -> Link:
    ranked = sorted(
        one.near,
        key=lambda n: (-round(one.near[n].fraction, 2), -votes.get(n, 0.0), *_age(statements[n])),
    )
    best = ranked[0]
    same = [n for n in ranked[1:] if one.near[n].fraction >= one.near[best].fraction - 0.01]
    return Link(one.claim, one.quoted, best, one.near[best], rivals=tuple(same))


def _reworded(one: _Evidence, judge: _Resemblance, search: Search) -> Link:
    """
    The elected statement whose sentences the quotation resembles most.

    Where half of its words still stand there in order, it is aligned word by word.
    """
    for number in judge.elected if one.n_words > SHORT_QUOTE and one.claim.side == "held" else ():
        alignment = align(one.quoted, search.words(number))
        if alignment.fraction >= FOUND and _tells(one.quoted, alignment):
            return Link(one.claim, one.quoted, number, alignment)
    results = [(*judge.render(one.claim, number), number) for number in judge.elected]
    if not results:
        return Link(one.claim, one.quoted)
    beyond, spans, number = max(results, key=lambda r: (r[0], -judge.elected.index(r[2])))
    asked = RESEMBLES if one.claim.side == "held" else RESEMBLES_UNKNOWN
    if beyond < asked or not spans:
        return Link(one.claim, one.quoted)
    judge.settle(one.claim, number)
    own = search.words(number)
    within = [j for j, w in enumerate(own) if any(a <= w.start < b for a, b in spans)]
    alignment = align(one.quoted, [own[j] for j in within])
    if alignment.kept >= HALF * len([u for u in one.quoted if not u.editorial]):
        if one.claim.side != "held" and not _tells(one.quoted, alignment):
            return Link(one.claim, one.quoted)
        pairs = tuple(p._replace(passage=within[p.passage]) for p in alignment.pairs)
        return Link(one.claim, one.quoted, number, Alignment(pairs, alignment.fraction))
    return Link(one.claim, one.quoted, number, sentences=tuple(spans))


def _nested(one: _Evidence, parent: Link, search: Search) -> Link:
    """
    A quotation inside a quotation is sought in the words that the outer one renders.
    """
    if parent.statement is None or parent.alignment is None:
        return Link(one.claim, one.quoted)
    wanted = [u.word.key for u in one.quoted]
    own = search.words(parent.statement)
    within = sorted(p.passage for p in parent.alignment.pairs)
    for first in range(within[0], within[-1] + 1) if within else ():
        if [w.key for w in own[first : first + len(wanted)]] == wanted:
            alignment = align(one.quoted, own[first : first + len(wanted)])
            pairs = tuple(p._replace(passage=p.passage + first) for p in alignment.pairs)
            return Link(one.claim, one.quoted, parent.statement, Alignment(pairs, 1.0))
    window = own[within[0] : within[-1] + 1] if within else []
    alignment = align(one.quoted, window)
    if alignment.fraction < FOUND or not alignment.pairs:
        return Link(one.claim, one.quoted)
    pairs = tuple(p._replace(passage=p.passage + within[0]) for p in alignment.pairs)
    return Link(one.claim, one.quoted, parent.statement, Alignment(pairs, alignment.fraction))
