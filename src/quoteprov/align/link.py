"""
Which statement each quotation of an article renders: the article is judged as a whole.

Every quotation and every reported sentence of one side votes for statements: verbatim and nearly
verbatim ones with their words, reworded ones with the sentences they resemble. Only then does
each quotation take its place: a fragment of one or two words stands in a thousand statements and
is decided by what the others chose, and a reworded quotation is sought only where others were
found.
"""

from __future__ import annotations

import math

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from rapidfuzz import fuzz

from quoteprov.align.align import (
    EQUAL,
    NAMED,
    Alignment,
    Pair,
    Unit,
    align,
    estimates,
    units,
)
from quoteprov.align.election import (
    LEAST,
    LEAST_UNKNOWN,
    MOST_ELECTED,
    Days,
    Election,
    Electorate,
    RankedLike,
)
from quoteprov.align.renditions import HasRenditions, shares
from quoteprov.align.resemblance import SYNONYM, Encode, Resemblance, beyond_chance, within
from quoteprov.limits import QUOTATION_CHARACTERS
from quoteprov.text.lemmas import is_function_word, lemmas
from quoteprov.text.words import amount
from quoteprov.text.wrapping import unwrap


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.align.sums import Row
    from quoteprov.models import Statement
    from quoteprov.text.tokens import Hashes
    from quoteprov.text.words import Word


LONG_RUN = 6
"""A run of so many words is somebody's own even where the article credits another: attribution
errs more often than six words agree by chance (0 of 400 news quotations against 19,000 KCNA
articles)."""

FOUND = 0.5
"""Weighted fraction of an alignment from which words are found in a statement that others vouch
for."""

FOUND_ALONE = ((9, 1, 0.3), (5, 4, 0.5), (5, 1, 0.55), (4, 1, 0.7), (0, 0, 1.0))
"""
The same where nobody vouches: for quotations of so many words, of which so many agree in a row.

Chosen on 3,200 changed quotations (98 % found) and 2,796 of ordinary news (7 wrongly found, of
four to six words: "the beginning of the end"), `bench/tracing`, seeds 7, 11 and 100 to 107.
"""

FOUND_UNKNOWN = 0.75
"""The same where it is not clear who speaks: a crowd's "Destroy Lee Myung-bak" is not the
army's."""

TELLING = 3
"""Words, one of them of content, that stand alone in the statements of their own side."""

FEW = 100
"""Statements in which three words do not stand by chance; 19,000 hold "weapons of mass
destruction", whoever says it."""

RESEMBLES, RESEMBLES_UNKNOWN = 1.0, 4.0
"""Standard deviations beyond chance from which a quotation counts as reworded, and where it is
not clear who speaks: 95 % of 58 reworded quotations of KCNA pass the first, 10 % of them against
another statement; with the second, none of 1,039 quotations in 84 articles on other matters is
taken for a rendering of KCNA, where 2.0 took 48."""

BY_CHANCE = 0.5
"""Part of what the largest of many draws goes beyond chance that is asked of a statement which the
quotation alone chose. Without it, 5 of 200 quotations of news, each alone in its article, were
taken for renderings; with all of it, 7 more of 195 that are renderings were not."""

RESEMBLES_ELECTED, RESEMBLES_ELECTED_UNKNOWN = 0.0, 2.0
"""The same in statements that all that one side says elects."""

NEARLY = 2.0
"""Standard deviations by which an estimate without synonyms may fall short."""

FAR_BEHIND = 2
"""Times that the best candidate's rare words and runs outweigh one that is not aligned any more:
what holds the sentence with a changed word holds most of them."""

SLACK = 0.15
"""How far behind the best estimate a statement may be that is aligned: near-equal words do not
count in an estimate, and one of them may be a third of a short quotation."""

SHORT = 4
"""Words of a quotation that are looked at one by one."""

FEW_ESTIMATED, MANY_ESTIMATED, DOUBTFUL = 12, 50, (0.3, 0.75)
"""Statements for which an estimate is made, and for which it is made if the best of the first lies
between these fractions: where every third word was changed, rare runs lead astray."""

MOST_ALIGNED = 8
"""Statements that a quotation is aligned with; more than a few only differ in a date or a name."""

MOST_GROUPED = 20
"""Statements that are compared as wholes; a phrase that stands in more is nobody's copy."""

TWIN = 0.2
"""How far behind the best a statement may be that holds the same sentence with another date, name
or number: one word of five."""

VOUCHED = 0.35
"""The same for one that the article renders for sure."""

CERTAIN = 0.9
"""Weighted fraction from which a statement is taken whatever the rest of the article renders."""

AROUND = 12
"""Words around the place of a quotation with which it is aligned: a name may be five longer, and
what was put in or left out moves the rest."""

AGREEING = 2
"""Content words besides names that an alignment must share, and terms of a reworded quotation."""


class PlaceLike(Protocol):
    """A run of words of a statement."""

    @property
    def statement(self) -> int:
        """Its number."""

    @property
    def first(self) -> int:
        """Number of the first word."""


class CandidateLike(RankedLike, Protocol):
    """A statement in a ranking by the words and runs it shares."""

    @property
    def score(self) -> float:
        """The weight of what it shares."""

    @property
    def starts(self) -> Sequence[int]:
        """The numbers of its words with which the quotation may begin, the likeliest first."""


class Search(Electorate, HasRenditions, Protocol):
    """What linking asks of a corpus."""

    def exact(self, keys: Sequence[str], /) -> Sequence[PlaceLike]:
        """Every place that holds the words in this order."""

    def ranking(self, keys: Iterable[str], /) -> Iterator[CandidateLike]:
        """Statements that share rare words, best first."""

    def id(self, number: int, /) -> str:
        """The id of a statement."""

    def forms(self, key: str, /) -> Sequence[int]:
        """The hashes of all forms of a word."""

    def words(self, number: int, /) -> Sequence[Word]:
        """The words of a statement's body."""

    def keys(self, number: int, first: int = 0, last: int | None = None, /) -> Sequence[str]:
        """The keys of some of them, or all, without taking the body apart."""

    def passage(self, number: int, first: int, last: int, /) -> Sequence[Word]:
        """All of them by their numbers, some being at hand."""

    def hashes(self, number: int, /) -> Hashes:
        """The words of a statement's body as numbers."""

    def spans(self, number: int, /) -> Sequence[tuple[int, int]]:
        """The spans of the sentences of a statement's body."""

    def openings(self, number: int, /) -> frozenset[int]:
        """The numbers of the words that begin a sentence."""


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
        english: Small words and synonyms are known of English alone: in other languages words are
            aligned, and more of them are asked, but no sentence counts as reworded.
    """

    id: str
    start: int
    end: int
    side: Literal["held", "foreign", "unknown"]
    parent: str | None = None
    english: bool = True


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
        rivals: Numbers of other statements that hold the same words; near-copies of the statement
            come first.
        alternatives: Numbers of other statements that hold nearly as many of the words.
        decided: False if nothing but the order of the corpus chose among the rivals, and not all
            of them are near-copies.
    """

    claim: Claim
    quoted: tuple[Unit, ...]
    statement: int | None = None
    alignment: Alignment | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    rivals: tuple[int, ...] = ()
    alternatives: tuple[int, ...] = ()
    decided: bool = True


@dataclass(slots=True)
class _Evidence:
    """What was found for one quotation before the vote."""

    claim: Claim
    quoted: tuple[Unit, ...]
    few: bool
    """The corpus holds few statements."""
    places: dict[int, int] = field(default_factory=dict)
    """Statement → the first word of its first verbatim place."""
    near: dict[int, Alignment] = field(default_factory=dict)
    n_words: int = field(init=False)

    def __post_init__(self) -> None:
        self.n_words = amount(u.word for u in self.quoted)

    @property
    def stands_alone(self) -> bool:
        """
        Enough words to find a statement by: where it is clear who speaks, or where the statements
        are too few to hold any phrase by chance, as many as are telling, else a long run.
        """
        content = any(not is_function_word(u.word.key) for u in self.quoted)
        sure = self.claim.side == "held" or self.few
        return content and self.n_words >= (TELLING if sure else LONG_RUN)

    @property
    def tells(self) -> bool:
        """
        Words that may be those of a statement which the article renders: of its side, or two of
        which one is of content.
        """
        content = any(not is_function_word(u.word.key) for u in self.quoted)
        return self.claim.side == "held" or (content and self.n_words > 1)

    @property
    def too_long(self) -> bool:
        """Longer than what is aligned; it is only sought verbatim."""
        return self.claim.end - self.claim.start > QUOTATION_CHARACTERS

    @property
    def unlinked(self) -> Link:
        """What is left if nothing is found."""
        return Link(self.claim, self.quoted)

    def linked(self, number: int, alignment: Alignment) -> Link:
        """The quotation aligned with a statement."""
        return Link(self.claim, self.quoted, number, alignment)


@dataclass(frozen=True)
class _Bench:
    """What every decision looks at."""

    statements: Sequence[Statement]
    few: bool
    """They are so few that none has to stand out."""
    search: Search
    votes: dict[int, float]
    firm: Sequence[int]
    """The statements that most words vote for."""
    election: Election
    resemblance: Resemblance

    @cached_property
    def elected(self) -> Sequence[int]:
        """
        Statements in which reworded quotations may be sought, the likeliest first; among a few the
        likest, sure or not.
        """
        likest = self.election.likest if self.few else ()
        elected = self.election.elected
        twins = (t for n in elected for t in self.election.twins(n))
        return list(dict.fromkeys([*elected, *twins, *likest, *self.firm]))

    def sure(self, claim: Claim) -> Sequence[int]:
        """The statements that the rest of the article elects."""
        sure = self.election.elected_by_others(claim.start, claim.end)
        return list(dict.fromkeys([*sure, *(t for n in sure for t in self.election.twins(n))]))

    def comes_near(self, clauses: Sequence[Sequence[str]], number: int, asked: float) -> bool:
        """
        Whether a statement is worth comparing with clauses, by a quick estimate of how far their
        terms go beyond chance there: taking its sentences apart costs fifty times as much.
        """
        if self.few:
            return True
        alike = {term: 1.0 for clause in clauses for term in clause}
        shared = sum(self.search.together(clauses, number, alike))
        return beyond_chance(shared, sum(map(len, clauses))) >= asked - NEARLY


def link(
    article: str,
    claims: Sequence[Claim],
    reported: Iterable[tuple[int, int]],
    statements: Sequence[Statement],
    search: Search,
    *,
    days: Days = Days(),  # noqa: B008 - nothing is known
    encode: Encode | None = None,
) -> list[Link]:
    """
    Link every quotation of *article* to the statement it renders.

    Args:
        article: The text.
        claims: Its quotations, parents before children.
        reported: Spans of reported speech of the side whose statements the corpus holds; only
            read if something is open that they may settle.
        statements: The corpus, by number.
        search: Over the same numbers.
        days: Of which the statements probably are, if that is known.
        encode: Helps to choose the sentences that a reworded quotation renders.
    """
    few = len(statements) <= FEW
    found = [_evidence(article, claim, search, few=few) for claim in claims]
    votes = _votes(found, search)
    resemblance = Resemblance(unwrap(article), search, encode)
    # three words that stand in a dozen of many statements choose none of them
    able = [n for n in votes if few or votes[n] >= TELLING]
    firm = sorted(able, key=lambda n: (-votes[n], n))[:MOST_ELECTED]
    spans = chain(_spoken(found), reported)
    clauses = (clause for span in spans for clause in resemblance.clauses([span]))
    known = [n for n in firm if votes[n] >= LONG_RUN]
    told = bool(firm) or any(claim.side == "held" for claim in claims)
    least = LEAST if told else LEAST_UNKNOWN
    election = Election(clauses, known, search, days, least, few=few)
    bench = _Bench(statements, few, search, votes, firm, election, resemblance)
    links: dict[str, Link] = {}
    for one in found:
        parent = links.get(one.claim.parent or "")
        link = _nested(one, parent, search) if parent else _decide(one, bench)
        # signs alone, as in “he wrote ‘>’”, are no words that anything could hold
        links[one.claim.id] = link if one.quoted else one.unlinked
    return [links[c.id] for c in claims]


def _evidence(article: str, claim: Claim, search: Search, *, few: bool) -> _Evidence:
    quoted = tuple(units(article, claim.start, claim.end))
    one = _Evidence(claim, quoted, few)
    if claim.parent is not None or (claim.side == "foreign" and one.n_words < LONG_RUN):
        return one
    for reading in _readings(quoted):
        for place in search.exact([u.word.key for u in reading]):
            one.places.setdefault(place.statement, place.first)
        if one.places:
            one.quoted = reading
            break
    plain = [u for u in quoted if not u.editorial]
    aligned = one.stands_alone or (claim.side == "held" and len(plain) >= AGREEING)
    if aligned and not one.too_long and not one.places and claim.side != "foreign":
        one.near = {
            number: alignment
            for number, alignment in _aligned(claim, quoted, search)
            if alignment.fraction >= _asked(claim, quoted, alignment)
            and (_is_long(claim, plain) or _agrees(quoted, alignment))
        }
    return one


def _aligned(
    claim: Claim, quoted: tuple[Unit, ...], search: Search
) -> Iterator[tuple[int, Alignment]]:
    """
    Align a quotation with the statements that share its rare words and runs, those that hold most
    of it by a first estimate.
    """
    keys = [u.word.key for u in quoted if not u.editorial]
    ranking = search.ranking(keys)
    windows: list[tuple[int, Hashes, list[tuple[int, int]], Row]] = []
    estimated: list[float] = []
    least_score = 0.0
    for most in (FEW_ESTIMATED, MANY_ESTIMATED - FEW_ESTIMATED):
        fresh = []
        for candidate in islice(ranking, most):
            least_score = least_score or candidate.score / FAR_BEHIND
            if candidate.score < least_score:
                break
            hashes = search.hashes(candidate.statement)
            spans = _spans(candidate.starts, len(quoted), len(hashes))
            own = np.concatenate([hashes[a:b] for a, b in spans])
            fresh.append((candidate.statement, own, spans, _numbers(spans)))
        windows += fresh
        passages = [(own, places) for _, own, _, places in fresh]
        # the only one is aligned whatever it holds
        is_only = len(windows) == 1
        estimated += [1.0] if is_only else estimates(quoted, passages, search.forms)
        if not DOUBTFUL[0] <= max(estimated, default=0.0) < DOUBTFUL[1] or len(fresh) < most:
            break
    least = min(fraction for *_, fraction in FOUND_ALONE) if _is_sure(claim) else FOUND_UNKNOWN
    enough = max(max(estimated, default=0.0), least) - SLACK
    likely = sorted(range(len(windows)), key=lambda k: (-round(estimated[k], 6), k))
    done: list[tuple[Hashes, Alignment]] = []
    for k in likely[:MOST_ALIGNED]:
        if estimated[k] >= enough:
            number, own, spans, places = windows[k]
            alignment = _same(done, own, places)
            if alignment is None:
                there = [key for a, b in spans for key in search.keys(number, a, b)]
                alignment = align(quoted, there, places)
                if _is_spanning(quoted, alignment):
                    done.append((_reached(alignment, own, places), alignment))
            yield number, alignment


def _is_spanning(quoted: Sequence[Unit], alignment: Alignment) -> bool:
    """
    Whether the first and the last word have their places: another statement with the same words
    cannot have better ones beside them ("of elaying" for "of delaying", not "of charging").
    """
    own = [i for i, u in enumerate(quoted) if not u.editorial]
    pairs = alignment.pairs
    return bool(own and pairs) and {own[0], own[-1]} <= {
        i for p in (pairs[0], pairs[-1]) for i in range(p.quoted, p.quoted_end)
    }


def _reached(alignment: Alignment, own: Hashes, places: Row) -> Hashes:
    """The words of a window from the first to the last that an alignment reaches."""
    start = min((pair.passage for pair in alignment.pairs), default=0)
    end = max((pair.passage_end for pair in alignment.pairs), default=0)
    first, last = np.searchsorted(places, [start, end])
    in_a_row = start < end and last - first == end - start
    return own[first:last] if in_a_row else own[:0]


def _same(done: Sequence[tuple[Hashes, Alignment]], own: Hashes, places: Row) -> Alignment | None:
    """
    The alignment with the same words of another statement, for agencies repeat their sentences.
    """
    for reached, alignment in done:
        n = len(reached)
        for at in (
            np.flatnonzero(own[: max(len(own) - n + 1, 0)] == reached[0]).tolist() if n else ()
        ):
            if places[at + n - 1] - places[at] == n - 1 and np.array_equal(
                own[at : at + n], reached
            ):
                return alignment.shifted(
                    int(places[at]) - min(pair.passage for pair in alignment.pairs)
                )
    return None


def _spans(starts: Iterable[int], n_quoted: int, n_words: int) -> list[tuple[int, int]]:
    """
    The words of a statement around the places where a quotation may begin, as spans of their
    numbers.
    """
    spans: list[tuple[int, int]] = []
    for start in sorted(starts):
        first, last = max(start - AROUND, 0), min(start + n_quoted + AROUND, n_words)
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(last, spans[-1][1])
        elif first < last:
            spans.append((first, last))
    return spans


def _numbers(spans: Iterable[tuple[int, int]]) -> Row:
    return np.concatenate([np.arange(a, b, dtype=np.int32) for a, b in spans])


def _readings(quoted: tuple[Unit, ...]) -> list[tuple[Unit, ...]]:
    """The words as they are, and among capitals only also with "US" as the pronoun."""
    if any(u.word.text != u.word.text.upper() for u in quoted):
        return [quoted]
    pronouns = tuple(
        u._replace(word=u.word._replace(key="us")) if u.word.text == "US" else u for u in quoted
    )
    return [quoted, pronouns] if pronouns != quoted else [quoted]


def _is_long(claim: Claim, plain: Sequence[Unit]) -> bool:
    """
    Whether a quotation has so many words, and is so surely one of those whose statements the
    corpus holds, that those which agree need not be looked at: five are not names alone.
    """
    return _is_sure(claim) and len(plain) > SHORT


def _is_sure(claim: Claim) -> bool:
    return claim.side != "unknown" and claim.english


def _asked(claim: Claim, quoted: Sequence[Unit], alignment: Alignment) -> float:
    """The weighted fraction that counts as found."""
    if not _is_sure(claim):
        return FOUND_UNKNOWN
    n_words, longest = sum(not u.editorial for u in quoted), len(_longest(quoted, alignment))
    return next(
        fraction for words, run, fraction in FOUND_ALONE if n_words >= words and longest >= run
    )


def _longest(quoted: Sequence[Unit], alignment: Alignment) -> list[Pair]:
    """The words that agree in a row, where most do."""
    equal = [p for p in alignment.pairs if p.kind == EQUAL]
    return max(_runs(quoted, equal), key=len, default=[])


def _agrees(quoted: Sequence[Unit], alignment: Alignment) -> bool:
    """
    Whether enough content words besides names agree: "let's kill Kim Jong-un" is nobody's
    statement. So does a long run of words, names apart, and all own words in one run.
    """
    own = [quoted[p.quoted].word for p in alignment.pairs if p.kind == EQUAL]
    content = [w for w in own if not is_function_word(w.key) and not w.text[:1].isupper()]
    longest = _longest(quoted, alignment)
    run = [quoted[p.quoted].word for p in longest]
    return (
        len(content) >= AGREEING
        or len(longest) == sum(not u.editorial for u in quoted)
        or amount(w for w in run if not w.text[:1].isupper()) >= LONG_RUN
    )


def _runs(quoted: Sequence[Unit], pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The runs of pairs whose words are neighbours on both sides, whatever the writer put in."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        last = runs[-1][-1] if runs else None
        between = quoted[last.quoted + 1 : pair.quoted] if last else ()
        if last and pair.passage == last.passage + 1 and all(u.editorial for u in between):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _votes(found: Sequence[_Evidence], search: Search) -> dict[int, float]:
    """
    Words that each statement accounts for; words that stand in several are shared among them.
    """
    votes: dict[int, float] = defaultdict(float)
    for one in found:
        if one.stands_alone:
            for number, share in shares(one.places, search).items():
                votes[number] += one.n_words * share
            best = max((a.fraction for a in one.near.values()), default=0.0)
            tops = [n for n, a in one.near.items() if a.fraction >= best - 0.05]
            for number, share in shares(tops, search).items():
                votes[number] += best * one.n_words * share
    return votes


def _spoken(found: Sequence[_Evidence]) -> list[tuple[int, int]]:
    """The quotations that may be of the statements searched."""
    return [
        (one.claim.start, one.claim.end)
        for one in found
        if one.claim.side != "foreign" and one.claim.parent is None and not one.too_long
    ]


def _decide(one: _Evidence, bench: _Bench) -> Link:
    found = _verbatim(one, bench) or _near(one, bench)
    if found is None and one.claim.side != "foreign" and one.tells and not one.too_long:
        found = _altered(one, bench) or _reworded(one, bench)
    return found or one.unlinked


def _verbatim(one: _Evidence, bench: _Bench) -> Link | None:
    """
    The statement that the article's quotations chose, else the earliest that holds the words.

    Words that cannot stand alone are only sought in statements that others chose, or that all that
    their side says elects.
    """
    places = one.places
    own = shares(places, bench.search) if one.stands_alone else {}
    votes = {n: round(bench.votes.get(n, 0.0) - one.n_words * own.get(n, 0), 6) for n in places}
    if not one.stands_alone and not any(n > 0 for n in votes.values()):
        held = one.claim.side == "held"
        elected = bench.elected if held else bench.sure(one.claim) if one.tells else ()
        votes = {n: 0.0 for n in elected if n in places}
    if not votes:
        return None
    tied = Counter(votes.values())
    asked = len(votes) > 1 and bench.election.others(one.claim.start, one.claim.end)
    chosen = {
        n: (vote, round(bench.election.share(n), 6) if asked and tied[vote] > 1 else 0.0)
        for n, vote in votes.items()
    }
    ranked = sorted(votes, key=lambda n: (*(-c for c in chosen[n]), bench.election.order(n)))
    best = ranked[0]
    copies, others = _grouped(best, ranked[1:], bench.search)
    return Link(
        one.claim,
        one.quoted,
        best,
        _as_it_stands(one.quoted, one.places[best]),
        rivals=(*copies, *others),
        decided=not others or chosen[others[0]] < chosen[best],
    )


def _grouped(best: int, others: Sequence[int], search: Search) -> tuple[list[int], list[int]]:
    """Part the near-copies of a statement from other statements."""
    if len(others) > MOST_GROUPED:
        return [], list(others)
    copies = [n for n in others if search.is_copy(best, n)]
    return copies, [n for n in others if n not in copies]


def _as_it_stands(quoted: Sequence[Unit], first: int) -> Alignment:
    """The alignment of a quotation that stands word for word from word *first* on."""
    return Alignment(tuple(Pair(i, first + i, EQUAL) for i in range(len(quoted))), 1.0)


def _near(one: _Evidence, bench: _Bench) -> Link | None:
    """
    The statement that holds most of the words, among equals the one that others chose, then the
    one whose words are written most alike.
    """
    if not one.near:
        return None
    near = _vouched(one, bench)
    top = max(round(a.fraction, 2) for a in near.values())
    alike: dict[tuple[int, int], float] = {}
    best, *same = sorted(
        (n for n, a in near.items() if round(a.fraction, 2) == top),
        key=lambda n: (
            -bench.votes.get(n, 0.0),
            -_likeness_of_letters(one.quoted, near[n].pairs, n, bench.search, alike),
            bench.election.order(n),
        ),
    )
    close = [n for n, a in near.items() if top - 0.01 <= round(a.fraction, 2) < top]
    copies, others = _grouped(best, [*same, *close], bench.search)
    behind = (n for n, a in near.items() if a.fraction >= top - TWIN and n not in same)
    return Link(
        one.claim,
        one.quoted,
        best,
        near[best],
        rivals=(*copies, *others),
        alternatives=tuple(
            n for n in behind if n not in {best, *close} and not bench.search.is_copy(best, n)
        ),
    )


def _vouched(one: _Evidence, bench: _Bench) -> dict[int, Alignment]:
    """
    The statements that nearly hold the words: those that the article renders for sure and no
    other, if one of them holds nearly as much as the best of all. "We should not expect any
    discount" is not what another statement says the buyers should expect.
    """
    top = max(a.fraction for a in one.near.values())
    own = sum(not u.editorial for u in one.quoted)
    if one.claim.side == "foreign" or (top >= CERTAIN and own >= LONG_RUN):
        return one.near
    best = {n for n, a in one.near.items() if round(a.fraction, 2) == round(top, 2)}
    # what words vote for need not be asked for at all
    sure = bench.sure(one.claim) if best.isdisjoint(bench.firm[:1]) else ()
    if not best.isdisjoint(sure):
        return one.near
    elected = {n: one.near.get(n) or align(one.quoted, bench.search.keys(n)) for n in sure}
    enough = max(top - VOUCHED, FOUND)
    return {n: a for n, a in elected.items() if a.fraction >= enough} or one.near


def _likeness_of_letters(
    quoted: Sequence[Unit],
    pairs: Iterable[Pair],
    number: int,
    search: Search,
    known: dict[tuple[int, int], float],
) -> float:
    """
    How alike the words are written that were set against one another, in percent, summed up.

    What is *known* of a word of the quotation and the number of another is not looked up again.
    """
    hashes, total = search.hashes(number), 0.0
    for pair in pairs:
        if pair.kind not in {EQUAL, NAMED}:
            both = pair.quoted, int(hashes[pair.passage])
            if both not in known:
                (other,) = search.keys(number, pair.passage, pair.passage + 1)
                known[both] = fuzz.ratio(quoted[pair.quoted].word.key, other)
            total += known[both]
    return round(total, 3)


def _altered(one: _Evidence, bench: _Bench) -> Link | None:
    """
    An elected statement that holds half of the words in order: others vouch for it.
    """
    asked = FOUND if one.claim.english else FOUND_UNKNOWN
    sure = bench.sure(one.claim)
    for number in bench.elected if one.claim.side == "held" else sure:
        there = bench.search.keys(number)
        alignment = align(one.quoted, there)
        few = one.n_words <= TELLING and number in sure and one.claim.side == "held"
        if alignment.fraction >= asked and (
            _agrees(one.quoted, alignment) or (few and _holds_term(one.quoted, there, alignment))
        ):
            return one.linked(number, alignment)
    return None


def _holds_term(quoted: Sequence[Unit], there: Sequence[str], alignment: Alignment) -> bool:
    """
    Whether a content word, or a form of it, has its place *there*: what so few words can show, and
    what synonyms cannot.
    """
    pairs = ((quoted[p.quoted].word.key, there[p.passage]) for p in alignment.pairs)
    return any(not is_function_word(own) and lemmas(own) & lemmas(other) for own, other in pairs)


def _asked_beyond(claim: Claim, number: int, bench: _Bench, *, is_sure: bool) -> float:
    """
    Standard deviations beyond chance from which a quotation counts as reworded in a statement.

    Of k draws the largest lies about sqrt(2 ln k) out: by a part of it farther must a statement be
    that nothing but the quotation itself chose among k.
    """
    held = claim.side == "held"
    if is_sure:
        return RESEMBLES_ELECTED if held else RESEMBLES_ELECTED_UNKNOWN
    many = not bench.few and number not in bench.firm
    k = bench.election.among(number, len(bench.statements)) if many else 1
    chosen = BY_CHANCE * math.sqrt(2 * math.log(k))
    return chosen + (RESEMBLES if held else RESEMBLES_UNKNOWN)


def _reworded(one: _Evidence, bench: _Bench) -> Link | None:
    """
    The elected statement whose sentences the quotation resembles most.

    Where half of its words still stand there in order, it is aligned word by word.
    """
    span = one.claim.start, one.claim.end
    held = one.claim.side == "held"
    clauses = [[t.term for t in clause] for clause in bench.resemblance.clauses([span])]
    sure = bench.sure(one.claim)
    asked = {n: _asked_beyond(one.claim, n, bench, is_sure=n in sure) for n in bench.elected}
    found = [
        bench.resemblance.best(span, n)
        for n, least in asked.items()
        if held or bench.comes_near(clauses, n, least)
    ]
    found = [f for f in found if f.beyond >= asked[f.statement]]
    best = max(found, key=lambda f: f.beyond, default=None)
    # one word in common is none: "the people's dam" is not every sentence on the dam
    few = sum(map(len, clauses)) <= TELLING
    if best is None or best.shared < SYNONYM * (1 if few and best.statement in sure else AGREEING):
        return None
    own = bench.search.words(best.statement)
    places = within(own, best.spans)
    there = [own[j].key for j in places]
    alignment = align(one.quoted, there)
    if alignment.kept * 2 >= sum(not u.editorial for u in one.quoted):
        if not held and best.statement not in sure and not _agrees(one.quoted, alignment):
            return None
        bench.resemblance.settle(best)
        return one.linked(best.statement, alignment.moved(places))
    # synonyms alone are none either: "sustained, resolute" is no "tough response"
    if not one.claim.english or not _holds_term(one.quoted, there, alignment):
        return None
    bench.resemblance.settle(best)
    return Link(one.claim, one.quoted, best.statement, sentences=best.rendered)


def _nested(one: _Evidence, parent: Link, search: Search) -> Link:
    """
    A quotation inside a quotation is sought in the words that the outer one renders.
    """
    if parent.statement is None or parent.alignment is None or not parent.alignment.pairs:
        return one.unlinked
    pairs = parent.alignment.pairs
    within = range(min(p.passage for p in pairs), max(p.passage_end for p in pairs))
    own = search.words(parent.statement)
    wanted = [u.word.key for u in one.quoted]
    for first in within:
        if [w.key for w in own[first : first + len(wanted)]] == wanted:
            return one.linked(parent.statement, _as_it_stands(one.quoted, first))
    alignment = align(one.quoted, [own[j].key for j in within])
    if alignment.fraction < FOUND or not alignment.pairs:
        return one.unlinked
    return one.linked(parent.statement, alignment.moved(within))
