"""
From an alignment to passages and edits: what stands there, and what was changed on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from rapidfuzz import fuzz

from quoteprov.align.align import ASIDE, EQUAL, REPLACED, Alignment, Pair, Unit
from quoteprov.align.kinds import (
    DATES,
    GRAVEST,
    NUMBER_SIGN,
    PRONOUNS,
    classify,
    in_name,
    is_name,
    one_name,
)
from quoteprov.models import Edit, EditKind, EditOp, Passage, Tier
from quoteprov.text.aliases import mentions
from quoteprov.text.fold import TIERS, fold
from quoteprov.text.lemmas import (
    MODALS,
    NEGATIONS,
    has_denying_prefix,
    is_function_word,
    is_known,
    related,
)
from quoteprov.text.spelling import american
from quoteprov.text.words import Word, keys, tier_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


EDGE_WORDS = 2
"""Changed words at either end of a quotation that still belong to its passage."""
FIRM = 2
"""Words in a row beside which one changed word at the edge of a quotation still has its place:
"place in a warm" for "took place in a warm" leaves out what was changed (two is best of one to
three on changed quotations, `bench/tracing`)."""
NAME_WORDS = 6
"""Words of the longest name that is looked for at an edge."""
_ARTICLES = frozenset({"a", "an", "the"})
ALIKE = 60
"""Ratio of rapidfuzz (percent) from which a word at the edge is another one misspelt."""
SWALLOWED_WORDS = 2
"""Words left out across the end of a sentence from which there are two passages."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """
    How a quotation renders a statement.

    Args:
        passages: In the order of the quotation.
        edits: In the order of the quotation.
        kept: Share of the quotation's own words that stand in order in the passages, 0 to 1.
        tier: The loosest folding that was needed.
        spliced: Some passages follow one another without an ellipsis between them, or backwards.
    """

    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]
    kept: float
    tier: Tier
    spliced: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Both texts and their words; the quotation's as units."""

    article: str
    quoted: Sequence[Unit]
    statement: str
    passage: Sequence[Word]
    sentence_starts: frozenset[int]
    """Numbers of the passage words that begin a sentence."""


def render(sides: Sides, alignment: Alignment) -> Rendering:
    """
    Describe an alignment that has at least one pair.
    """
    pairs = _anchored(sides, alignment.pairs)
    runs = _runs(sides, pairs)
    edits = _edges(sides, pairs)
    for run in runs:
        for before, after in pairwise(run):
            edits += _between(sides, before, after)
        edits += [_replaced(sides, p) for p in run if p.kind not in {EQUAL, ASIDE}]
        edits += [e for p in run if p.kind == EQUAL for e in _written(sides, p)]
    edits += [_joint(sides, a[-1], b[0]) for a, b in pairwise(runs)]
    passages = [_passage(sides, run) for run in runs]
    if any(e.op == "delete" and e.passage_text.lower() in _ARTICLES for e in edits) and (
        dropped := _dropped_article(sides, pairs[0])
    ):
        edits.append(dropped)
        passages[0] = _cut(sides, dropped.passage_start, passages[0].end)
    core = [u for u in sides.quoted if not u.editorial] or list(sides.quoted)
    return Rendering(
        passages=tuple(passages),
        edits=tuple(_with_moves(sides, edits)),
        kept=sum(p.kind == EQUAL for p in pairs) / len(core),
        tier=_tier(sides, runs, edits),
        spliced=any(_is_splice(sides, a[-1], b[0]) for a, b in pairwise(runs)),
    )


def _anchored(sides: Sides, pairs: Sequence[Pair]) -> list[Pair]:
    """
    The words that were found, and one or two replaced words at either end; all pairs if no word
    was found. Other replaced words lie between anchors.
    """
    found = [p for p in pairs if p.kind != REPLACED]
    if not found:
        return list(pairs)
    found = _held(sides, _held(sides, found)[::-1])[::-1]
    before, after = (_is_firm(run) for run in (found[:FIRM], found[-FIRM:]))
    return [
        *_edge(sides, found[0], -1, firm=before),
        *found,
        *_edge(sides, found[-1], 1, firm=after),
    ]


def _held(sides: Sides, found: list[Pair]) -> list[Pair]:
    """
    Leave off what comes first of the words that were found if they are a small word alone, or a
    name in the place of another: the second "the" of "of the the North" is not that of "of the
    DPRK. The people", and who puts "Kim Jong Il" for a name has not quoted him from elsewhere.
    """
    n = next((n for n, (a, b) in enumerate(pairwise(found), 1) if _is_elsewhere(sides, a, b)), 0)
    lead = [sides.quoted[p.quoted].word for p in found[:n]]
    small = [is_function_word(word.key) for word in lead]
    if not lead or _gap(sides, *sorted(found[n - 1 : n + 1])):
        return found
    named = all(less or is_name(word) for less, word in zip(small, lead, strict=True))
    replaces = named and not all(small) and _stands_beside_name(sides, found[:n], found[n])
    return found[n:] if small == [True] or replaces else found


def _stands_beside_name(sides: Sides, lead: Sequence[Pair], anchor: Pair) -> bool:
    """
    Whether another name than those of *lead* stands in their place, in the sentence of the anchor.
    """
    at_start = lead[0].quoted < anchor.quoted
    j = anchor.passage - 1 if at_start else anchor.passage_end
    crossed = (j + 1 if at_start else j) in sides.sentence_starts
    moved = {k for p in lead for k in range(p.passage, p.passage_end)}
    within = 0 <= j < len(sides.passage) and not crossed and j not in moved
    return within and is_name(sides.passage[j])


def _is_elsewhere(sides: Sides, one: Pair, other: Pair) -> bool:
    """
    Whether the words of two pairs, in either order, stand in different sentences, not side by
    side, or the other way round.
    """
    first, second = sorted((one, other))
    if second.passage < first.passage_end:
        return True
    apart = range(first.passage_end, second.passage + 1)
    return len(apart) > 1 and any(j in sides.sentence_starts for j in apart)


def _is_firm(run: Sequence[Pair]) -> bool:
    """Whether so many words stand together on both sides that a word more has its place there."""
    steps = ((b.quoted - a.quoted_end, b.passage - a.passage_end) for a, b in pairwise(run))
    return len(run) == FIRM and all(step == (0, 0) for step in steps)


def _edge(sides: Sides, anchor: Pair, way: int, *, firm: bool) -> list[Pair]:
    """
    The one or two words beyond an anchor, if they stand for the words of the same sentence there;
    a name may be longer than what it stands for. They stand for whatever words of their
    class are there, if the words beside them are *firm*.
    """
    if way > 0:
        i, j = anchor.quoted_end, anchor.passage_end
    else:
        i, j = anchor.quoted - 1, anchor.passage - 1
    found: list[Pair] = []
    while 0 <= i < len(sides.quoted) and 0 <= j < len(sides.passage):
        crossed = j + (way < 0) in sides.sentence_starts
        unit, other = sides.quoted[i], sides.passage[j]
        if crossed or unit.editorial:
            break
        named = _names_at(sides, i, j, way)
        fits = named or _stands_for(sides, unit, other) or (firm and _is_alike(unit.word, other))
        if not fits:
            break
        n, m = named or (1, 1)
        kind = EQUAL if unit.word.key == other.key and not named else REPLACED
        found.append(Pair(min(i, i + (n - 1) * way), min(j, j + (m - 1) * way), kind, n, m))
        i, j = i + n * way, j + m * way
    if found and i < 0 <= j and sides.passage[j].key in NEGATIONS:
        found.append(_with_negation(sides, found.pop()))
    rest = sides.quoted[i:] if way > 0 else sides.quoted[: i + 1]
    a_name = bool(found) and len(rest) <= EDGE_WORDS and all(is_name(u.word) for u in rest)
    return sorted(found) if len(found) <= EDGE_WORDS and (a_name or not rest) else []


def _with_negation(sides: Sides, first: Pair) -> Pair:
    """
    The first words of a quotation, which were changed, and the negation before those they stand
    for: "Everyone" for "No one".
    """
    if first.passage in sides.sentence_starts or first.kind == EQUAL:
        return first
    return first._replace(passage=first.passage - 1, n_passage=first.n_passage + 1)


def _names_at(sides: Sides, i: int, j: int, way: int) -> tuple[int, int] | None:
    """
    How many words the names have that begin, or end, at word *i* of the quotation and at word *j*
    of the statement, if there is one at both, and they share no word.
    """
    if not is_name(sides.quoted[i].word):
        return None
    quoted = [u.word for u in (sides.quoted[k] for k in _onwards(i, way, len(sides.quoted)))]
    passage = [sides.passage[k] for k in _onwards(j, way, len(sides.passage))]
    own = quoted[: _name_length(quoted, sides.article, way)]
    other = passage[: _name_length(passage, sides.statement, way)]
    apart = {word.key for word in own}.isdisjoint(word.key for word in other)
    return (len(own), len(other)) if own and other and apart else None


def _onwards(k: int, way: int, n: int) -> range:
    """The numbers of the words of a name from *k* on, of *n* words."""
    return range(k, min(k + NAME_WORDS, n)) if way > 0 else range(k, max(k - NAME_WORDS, -1), -1)


def _name_length(run: Sequence[Word], text: str, way: int) -> int:
    """How many of the first words of *run* are one name: "Kim Jong Un", "south Korea"."""
    start, end = min(w.start for w in run), max(w.end for w in run)
    edge = (run[0].start if way > 0 else run[0].end) - start
    for m in mentions(text[start:end]):
        if edge == (m.start if way > 0 else m.end):
            return sum(m.start <= w.start - start < m.end for w in run)
    ends = (not is_name(word) or word.key in DATES for word in run)
    parted = (max(a.start, b.start) - min(a.end, b.end) > 1 for a, b in pairwise(run))
    stops = [
        n
        for n, (ended, apart) in enumerate(zip(ends, (False, *parted), strict=True))
        if ended or apart
    ]
    return min(stops, default=len(run))


def _is_alike(own: Word, other: Word) -> bool:
    """Whether both words are of one class, or their letters are much the same ("tbey", "they")."""
    small = [is_function_word(word.key) or word.key in PRONOUNS for word in (own, other)]
    return small[0] == small[1] or fuzz.ratio(own.key, other.key) >= ALIKE


def _stands_for(sides: Sides, unit: Unit, other: Word) -> bool:
    """
    Tell whether one word was changed to another, instead of added: "22" for "21", "shut" for
    "closed", "polit" for "political", "they" for "it".
    """
    own = unit.word
    figures = [any(c.isdigit() for c in w.key) for w in (own, other)]
    if any(figures) or own.key in MODALS or other.key in MODALS:
        return all(figures) or {own.key, other.key} <= MODALS
    if own.key in NEGATIONS or other.key in NEGATIONS:  # "any" for "no"
        return all(is_function_word(key) or key in NEGATIONS for key in (own.key, other.key))
    return (
        other.key.startswith(own.key)
        or related(own.key, other.key)
        or has_denying_prefix(own.key, other.key)
        or {own.key, other.key} <= PRONOUNS
        or _kind(sides, [unit], [other]) in {"name", "date", "person"}
    )


def _runs(sides: Sides, pairs: Sequence[Pair]) -> list[list[Pair]]:
    """
    Split the pairs into passages: where the statement is read backwards, and where a hole swallows
    the end of a sentence.
    """
    runs = [[pairs[0]]]
    for before, after in pairwise(pairs):
        if after.passage <= before.passage or _swallows(sides, before, after):
            runs.append([])
        runs[-1].append(after)
    return runs


def _swallows(sides: Sides, before: Pair, after: Pair) -> bool:
    skipped = after.passage - before.passage_end
    written = after.quoted - before.quoted_end
    return skipped - written >= SWALLOWED_WORDS and any(
        j in sides.sentence_starts for j in range(before.passage_end, after.passage + 1)
    )


def _gap(sides: Sides, before: Pair, after: Pair) -> bool:
    """Whether an ellipsis stands between two anchors."""
    return any(u.gap for u in sides.quoted[before.quoted_end : after.quoted + 1])


def _is_splice(sides: Sides, before: Pair, after: Pair) -> bool:
    """Backwards, or without an ellipsis."""
    return after.passage <= before.passage or not _gap(sides, before, after)


def _dropped_article(sides: Sides, first: Pair) -> Edit | None:
    """
    The article with which the sentence begins whose next word is the first of the quotation: who
    drops others, as headlines do, renders the sentence from there.
    """
    at = first.passage - 1
    if first.quoted or at not in sides.sentence_starts or sides.passage[at].key not in _ARTICLES:
        return None
    here, article = sides.quoted[0].word.start, sides.passage[at]
    place = article.start, article.end
    return _edit(sides, "delete", "function-word", (here, here), place, marked=False)


def _passage(sides: Sides, run: Sequence[Pair]) -> Passage:
    start, end = sides.passage[run[0].passage].start, sides.passage[run[-1].passage_end - 1].end
    return _cut(sides, start, end)


def _cut(sides: Sides, start: int, end: int) -> Passage:
    return Passage(start=start, end=end, text=sides.statement[start:end])


def _edit(
    sides: Sides,
    op: EditOp,
    kind: EditKind,
    own: tuple[int, int],
    other: tuple[int, int],
    *,
    marked: bool,
) -> Edit:
    return Edit(
        op=op,
        marked=marked,
        kind=kind,
        start=own[0],
        end=own[1],
        text=sides.article[own[0] : own[1]],
        passage_start=other[0],
        passage_end=other[1],
        passage_text=sides.statement[other[0] : other[1]],
    )


def _replaced(sides: Sides, pair: Pair) -> Edit:
    """A word or name for another; brackets inside it show the change: export[ed]."""
    own = sides.quoted[pair.quoted : pair.quoted_end]
    other = sides.passage[pair.passage : pair.passage_end]
    marked = own[0].editorial or "[" in sides.article[own[0].word.start : own[-1].word.end]
    return _exchange(sides, own, other, marked=marked)


def _written(sides: Sides, pair: Pair) -> Iterator[Edit]:
    """The same word, of which the writer marked a changed letter, or that is spelt otherwise."""
    own, other = sides.quoted[pair.quoted].word, sides.passage[pair.passage]
    there = other.start, other.end
    if "]" in sides.article[own.start : own.end]:  # [W]e
        start = own.start - (sides.article[own.start - 1 : own.start] == "[")
        yield _edit(sides, "replace", "spelling", (start, own.end), there, marked=True)
    elif _pair_tier(sides, pair) == "spelling":
        kind = _spelt(own.text, other.text)
        yield _edit(sides, "replace", kind, (own.start, own.end), there, marked=False)


def _spelt(one: str, other: str) -> EditKind:
    """How two words differ that are the same: 5,000 and 5000, labour and labor, US and U.S."""
    if any(c.isdigit() for c in one):
        return "punctuation"
    same = american(one.casefold()) == american(other.casefold())
    return "spelling" if same else "abbreviation"


def _kind(sides: Sides, own: Sequence[Unit], other: Sequence[Word]) -> EditKind:
    """`classify`, where the capital of a sentence's first word proves no name."""
    first = sides.quoted[0].word.start
    mine = [_lowered(u.word, sides.article, opens=u.word.start == first) for u in own]
    return classify(mine, [_lowered(w, sides.statement) for w in other])


_NAME_BEHIND = regex.compile(r"\s(\p{Lu}\p{Ll}+)")
_NUMBERED = regex.compile(r"\.?\s*\d")  # No. 5
_BEFORE_WORD = regex.compile(r"""(?:\A|[.?!:;…\n])[\s"'“”‘’«»(\[]*\Z""")


def _is_date(word: Word, text: str) -> bool:
    """A date keeps its capital: "Monday", "May 5" and "March 2012", but not "May it be"."""
    return word.key in DATES and (
        word.key not in {"may", "march"} or _NUMBERED.match(text, word.end) is not None
    )


def _begins_name(text: str, at: int) -> bool:
    """Whether a proper name goes on behind a word: "Rim Jong Il", not "Comrade of"."""
    found = _NAME_BEHIND.match(text, at)
    return found is not None and not is_known(found[1].lower())


def _lowered(word: Word, text: str, *, opens: bool = False) -> Word:
    """An English word without the capital that it has at the head of a sentence; not "Japan"."""
    if word.key == "no" and _NUMBERED.match(text, word.end):
        return word._replace(text=NUMBER_SIGN, key=NUMBER_SIGN)
    if not word.text[:1].isupper() or not is_known(word.key) or mentions(word.text):
        return word
    if _is_date(word, text) or _begins_name(text, word.end):
        return word
    if opens or _BEFORE_WORD.search(text[max(0, word.start - 8) : word.start]):
        return word._replace(text=word.text.lower())
    return word


def _exchange(sides: Sides, own: Sequence[Unit], other: Sequence[Word], *, marked: bool) -> Edit:
    kind = _kind(sides, own, other)
    here = own[0].word.start, own[-1].word.end
    return _edit(sides, "replace", kind, here, (other[0].start, other[-1].end), marked=marked)


def _edges(sides: Sides, pairs: Sequence[Pair]) -> list[Edit]:
    """
    Words of the quotation before the first and after the last anchor: they stand in no passage.
    """
    first, last = pairs[0], pairs[-1]
    at_start = sides.passage[first.passage].start
    at_end = sides.passage[last.passage_end - 1].end
    return [
        *_inserted(sides, 0, first.quoted, at_start),
        *_inserted(sides, last.quoted_end, len(sides.quoted), at_end),
    ]


def _inserted(sides: Sides, first: int, last: int, at: int) -> list[Edit]:
    """One insertion for each run of words that the writer set alike."""
    edits, start = [], first
    for i in range(first, last):
        if i + 1 == last or sides.quoted[i + 1].editorial != sides.quoted[i].editorial:
            run = sides.quoted[start : i + 1]
            span = run[0].word.start, run[-1].word.end
            kind = _kind(sides, run, [])
            own = [u.word for u in sides.quoted]
            if kind == "content-word" and (
                in_name(own, start, i + 1) or _is_whole_name(sides, own[start : i + 1])
            ):
                kind = "name"
            edits.append(_edit(sides, "insert", kind, span, (at, at), marked=run[0].editorial))
            start = i + 1
    return edits


def _is_whole_name(sides: Sides, run: Sequence[Word]) -> bool:
    """Whether words of the quotation are a name and nothing else: "in China", "Ri Yong Ho"."""
    first = sides.quoted[0].word.start
    lowered = (_lowered(word, sides.article, opens=word.start == first) for word in run)
    content = [word for word in lowered if not is_function_word(word.key)]
    return bool(content) and all(map(is_name, content))


def _between(sides: Sides, before: Pair, after: Pair) -> list[Edit]:
    """
    The edits between two neighbouring anchors of one passage.
    """
    gap = _gap(sides, before, after)
    if before.quoted_end == after.quoted and before.passage_end == after.passage:
        return _punctuation(sides, before, after, marked=gap)
    own = sides.quoted[before.quoted_end : after.quoted]
    other = sides.passage[before.passage_end : after.passage]
    at = sides.passage[before.passage_end - 1].end
    if not other:
        return _inserted(sides, before.quoted_end, after.quoted, at)
    editorial = all(u.editorial for u in own)
    if gap and not editorial and len(other) > len(own):
        return list(_beside_gap(sides, before, after))
    if own:
        return [_exchange(sides, own, other, marked=editorial)]
    here = sides.quoted[before.quoted_end - 1].word.end
    there = sides.quoted[after.quoted].word.start if gap else here
    hidden = other[0].start, other[-1].end
    kind = _kind(sides, [], other)
    if kind == "content-word" and in_name(sides.passage, before.passage_end, after.passage):
        kind = "name"
    return [_edit(sides, "delete", kind, (here, there), hidden, marked=gap)]


def _beside_gap(sides: Sides, before: Pair, after: Pair) -> Iterator[Edit]:
    """
    Changed words beside an ellipsis: as many words of the statement as there are on either side of
    it were changed, those in the middle were left out.
    """
    own = sides.quoted[before.quoted_end : after.quoted + 1]
    other = sides.passage[before.passage_end : after.passage]
    k = next(i for i, u in enumerate(own) if u.gap)
    rest = len(other) - (len(own) - 1 - k)
    if k:
        yield _exchange(sides, own[:k], other[:k], marked=False)
    left = sides.quoted[before.quoted_end + k - 1].word.end, own[k].word.start
    hidden = other[k:rest]
    place = hidden[0].start, hidden[-1].end
    yield _edit(sides, "delete", _kind(sides, [], hidden), left, place, marked=True)
    if rest < len(other):
        yield _exchange(sides, own[k:-1], other[rest:], marked=False)


def _joint(sides: Sides, before: Pair, after: Pair) -> Edit:
    """
    What lies between two passages: text that was left out, or passages in another order.
    """
    here = sides.quoted[before.quoted_end - 1].word.end, sides.quoted[after.quoted].word.start
    if after.passage <= before.passage:
        start, end = sides.passage[after.passage].start, sides.passage[before.passage_end - 1].end
        return _edit(sides, "move", "content-word", here, (start, end), marked=False)
    hidden = sides.passage[before.passage_end : after.passage]
    place = hidden[0].start, hidden[-1].end
    marked = _gap(sides, before, after)
    return _edit(sides, "delete", _kind(sides, [], hidden), here, place, marked=marked)


# An opening mark stands before a word; "the workers' party" has none.
_INNER_MARK = regex.compile(r"""(?:^|[\s(\[-])["']$""")
_SIC = regex.compile(r"\[\s*sic\.?\s*\]")
_NOT_PUNCTUATION = regex.compile(r"""[\s"'\[\]()-]+""")


def _punctuation(sides: Sides, before: Pair, after: Pair, *, marked: bool) -> list[Edit]:
    """
    Differences between two words that are neighbours on both sides: inner marks, commas.
    """
    own = sides.quoted[before.quoted_end - 1].word.end, sides.quoted[after.quoted].word.start
    other = sides.passage[before.passage_end - 1].end, sides.passage[after.passage].start
    here, there = sides.article[slice(*own)], sides.statement[slice(*other)]
    if here == there:
        return []
    here, there = fold(here, "typography").text, fold(there, "typography").text
    if here == there or not (here.strip() or there.strip()):
        return []
    inner = bool(_INNER_MARK.search(here)), bool(_INNER_MARK.search(there))
    if inner[0] != inner[1]:
        op: EditOp = "delete" if inner[1] else "insert"
        return [_edit(sides, op, "inner-marks", own, other, marked=False)]
    if _SIC.search(here) and not _SIC.search(there):
        return [_edit(sides, "insert", "spelling", own, (other[0], other[0]), marked=True)]
    if _NOT_PUNCTUATION.sub("", here) != _NOT_PUNCTUATION.sub("", there):
        return [_edit(sides, "replace", "punctuation", own, other, marked=marked)]
    return []


def _tier(sides: Sides, runs: Sequence[Sequence[Pair]], edits: Sequence[Edit]) -> Tier:
    if any(is_word_edit(e) and not e.marked for e in edits):
        return "words"
    loosest = max(TIERS.index(_pair_tier(sides, p)) for run in runs for p in run)
    if loosest == 0:
        first, last = sides.quoted[runs[0][0].quoted], sides.quoted[runs[-1][-1].quoted]
        own = sides.article[first.word.start : last.word.end]
        loosest = int(own != _passage(sides, runs[0]).text)
    names: tuple[Tier, ...] = ("exact", "typography", "case", "spelling")
    return names[loosest]


def _pair_tier(sides: Sides, pair: Pair) -> str:
    own, other = sides.quoted[pair.quoted].word, sides.passage[pair.passage]
    printed = sides.article[own.start : own.end], sides.statement[other.start : other.end]
    return tier_of(own, other, *printed) or "spelling"


_MARKS_ONLY: frozenset[EditKind] = frozenset({"inner-marks", "punctuation"})
_SPELLINGS: frozenset[EditKind] = frozenset({"spelling", "abbreviation"})


def is_word_edit(edit: Edit) -> bool:
    """
    Tell whether an edit touches words: not only marks and punctuation, or how the same word is
    spelt.
    """
    if edit.kind in _MARKS_ONLY:
        return False
    folded = edit.kind in _SPELLINGS and not edit.marked
    return not folded or keys(edit.text) != keys(edit.passage_text)


def restyles(edit: Edit) -> bool:
    """
    Tell whether an edit only gives another name of the same state or body, or writes the same
    short or in full: "Sept." for "September", "5" for "five".
    """
    if edit.op != "replace" or not is_word_edit(edit):
        return False
    return edit.kind == "abbreviation" or (
        edit.kind == "name" and one_name(edit.text, edit.passage_text)
    )


def _with_moves(sides: Sides, edits: Sequence[Edit]) -> list[Edit]:
    """
    The edits in order, with one move for two of them that exchange words, or that leave words out
    in one place of a sentence and put them in at another.
    """
    left = sorted(edits, key=lambda e: (e.start, e.end, e.passage_start))
    found = []
    while left:
        edit = left.pop(0)
        if sorted(keys(edit.text)) == sorted(keys(edit.passage_text)) and is_word_edit(edit):
            edit = edit.model_copy(update={"op": "move"})
        elif other := next((e for e in left if _exchanges(sides, edit, e)), None):
            left.remove(other)
            edit = _moved(sides, edit, other)
        found.append(edit)
    return found


def _exchanges(sides: Sides, edit: Edit, other: Edit) -> bool:
    """Whether what one edit leaves out the other puts in, and the other way round."""
    if edit.marked or other.marked or not (is_word_edit(edit) and is_word_edit(other)):
        return False
    own, lost, lost_there, own_there = (
        sorted(set(keys(text)) - _ARTICLES)
        for text in (edit.text, edit.passage_text, other.passage_text, other.text)
    )
    if (own, lost) != (lost_there, own_there) or own == lost:
        return False
    low, high = sorted((edit.passage_start, other.passage_start))
    return not any(low < sides.passage[j].start <= high for j in sides.sentence_starts)


def _moved(sides: Sides, edit: Edit, other: Edit) -> Edit:
    """
    One move: of the words that were put in elsewhere than they were left out, or of the stretch in
    which words were exchanged.
    """
    kind = min(edit.kind, other.kind, key=GRAVEST.index)
    both = (edit, other) if edit.text and other.text else ()
    put_in, left_out = (edit, other) if edit.text else (other, edit)
    own = (edit.start, other.end) if both else (put_in.start, put_in.end)
    there = (
        (min(e.passage_start for e in both), max(e.passage_end for e in both))
        if both
        else (left_out.passage_start, left_out.passage_end)
    )
    return _edit(sides, "move", kind, own, there, marked=False)
