"""
From an alignment to passages and edits: what stands there, and what was changed on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from quoteprov.align.align import ASIDE, EQUAL, REPLACED, Alignment, Pair, Unit
from quoteprov.models import Edit, EditKind, EditOp, Passage, Tier
from quoteprov.text.aliases import canonical, mentions
from quoteprov.text.fold import TIERS, fold
from quoteprov.text.lemmas import NEGATIONS, is_function_word, is_known, lemmas, related
from quoteprov.text.words import Word, tier_of


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


EDGE_WORDS = 2
"""Changed words at either end of a quotation that still belong to its passage."""
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
    edits += [_joint(sides, a[-1], b[0]) for a, b in pairwise(runs)]
    core = [u for u in sides.quoted if not u.editorial] or list(sides.quoted)
    return Rendering(
        passages=tuple(_passage(sides, run) for run in runs),
        edits=tuple(sorted(edits, key=lambda e: (e.start, e.end, e.passage_start))),
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
    return [*_edge(sides, found[0], -1), *found, *_edge(sides, found[-1], 1)]


def _edge(sides: Sides, anchor: Pair, way: int) -> list[Pair]:
    """
    The one or two words beyond an anchor, if they stand for the words of the same sentence there.
    """
    i, j, found = anchor.quoted + way, anchor.passage + way, []
    while 0 <= i < len(sides.quoted) and 0 <= j < len(sides.passage):
        crossed = j + (way < 0) in sides.sentence_starts
        unit, other = sides.quoted[i], sides.passage[j]
        if crossed or unit.editorial or not _stands_for(unit.word, other):
            break
        found.append(Pair(i, j, REPLACED))
        i, j = i + way, j + way
    all_of_them = i in {-1, len(sides.quoted)} and len(found) <= EDGE_WORDS
    return sorted(found) if all_of_them else []


def _stands_for(own: Word, other: Word) -> bool:
    """
    Tell whether one word was changed to another, instead of added: "22" for "21", "shut" for
    "closed", "polit" for "political".
    """
    figures = [any(c.isdigit() for c in w.key) for w in (own, other)]
    if any(figures) or own.key in _MODALS or other.key in _MODALS:
        return all(figures) or {own.key, other.key} <= _MODALS
    return (
        other.key.startswith(own.key)
        or related(own.key, other.key)
        or _is_opposite(own.key, other.key)
        or classify([own], [other]) in {"name", "person"}
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
    skipped = after.passage - before.passage - 1
    written = after.quoted - before.quoted - 1
    ends = any(j in sides.sentence_starts for j in range(before.passage + 1, after.passage + 1))
    return ends and skipped - written >= SWALLOWED_WORDS


def _gap(sides: Sides, before: Pair, after: Pair) -> bool:
    """Whether an ellipsis stands between two anchors."""
    return any(u.gap for u in sides.quoted[before.quoted + 1 : after.quoted + 1])


def _is_splice(sides: Sides, before: Pair, after: Pair) -> bool:
    """Backwards, or without an ellipsis."""
    return after.passage <= before.passage or not _gap(sides, before, after)


def _passage(sides: Sides, run: Sequence[Pair]) -> Passage:
    start = sides.passage[run[0].passage].start
    end = sides.passage[run[-1].passage].end
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
    """A word for another; brackets inside it show the change: export[ed]."""
    unit, other = sides.quoted[pair.quoted], sides.passage[pair.passage]
    marked = unit.editorial or "[" in sides.article[unit.word.start : unit.word.end]
    return _exchange(sides, [unit], [other], marked=marked)


def _exchange(sides: Sides, own: Sequence[Unit], other: Sequence[Word], *, marked: bool) -> Edit:
    kind = classify([u.word for u in own], other)
    here = own[0].word.start, own[-1].word.end
    return _edit(sides, "replace", kind, here, (other[0].start, other[-1].end), marked=marked)


def _edges(sides: Sides, pairs: Sequence[Pair]) -> list[Edit]:
    """
    Words of the quotation before the first and after the last anchor: they stand in no passage.
    """
    first, last = pairs[0], pairs[-1]
    at_start = sides.passage[first.passage].start
    at_end = sides.passage[last.passage].end
    return [
        *_inserted(sides, 0, first.quoted, at_start),
        *_inserted(sides, last.quoted + 1, len(sides.quoted), at_end),
    ]


def _inserted(sides: Sides, first: int, last: int, at: int) -> list[Edit]:
    """One insertion for each run of words that the writer set alike."""
    edits, start = [], first
    for i in range(first, last):
        if i + 1 == last or sides.quoted[i + 1].editorial != sides.quoted[i].editorial:
            run = sides.quoted[start : i + 1]
            span = run[0].word.start, run[-1].word.end
            kind = classify([u.word for u in run], [])
            edits.append(_edit(sides, "insert", kind, span, (at, at), marked=run[0].editorial))
            start = i + 1
    return edits


def _between(sides: Sides, before: Pair, after: Pair) -> list[Edit]:
    """
    The edits between two neighbouring anchors of one passage.
    """
    own = sides.quoted[before.quoted + 1 : after.quoted]
    other = sides.passage[before.passage + 1 : after.passage]
    gap = _gap(sides, before, after)
    if not own and not other:
        return _punctuation(sides, before, after, marked=gap)
    at = sides.passage[before.passage].end
    if not other:
        return _inserted(sides, before.quoted + 1, after.quoted, at)
    editorial = all(u.editorial for u in own)
    if gap and not editorial and len(other) > len(own):
        return list(_beside_gap(sides, before, after))
    if own:
        return [_exchange(sides, own, other, marked=editorial)]
    here = sides.quoted[before.quoted].word.end
    there = sides.quoted[after.quoted].word.start if gap else here
    hidden = other[0].start, other[-1].end
    return [_edit(sides, "delete", classify([], other), (here, there), hidden, marked=gap)]


def _beside_gap(sides: Sides, before: Pair, after: Pair) -> Iterator[Edit]:
    """
    Changed words beside an ellipsis: as many words of the statement as there are on either side of
    it were changed, those in the middle were left out.
    """
    own = sides.quoted[before.quoted + 1 : after.quoted + 1]
    other = sides.passage[before.passage + 1 : after.passage]
    k = next(i for i, u in enumerate(own) if u.gap)
    rest = len(other) - (len(own) - 1 - k)
    if k:
        yield _exchange(sides, own[:k], other[:k], marked=False)
    left = sides.quoted[before.quoted + k].word.end, own[k].word.start
    hidden = other[k:rest]
    place = hidden[0].start, hidden[-1].end
    yield _edit(sides, "delete", classify([], hidden), left, place, marked=True)
    if rest < len(other):
        yield _exchange(sides, own[k:-1], other[rest:], marked=False)


def _joint(sides: Sides, before: Pair, after: Pair) -> Edit:
    """
    What lies between two passages: text that was left out, or passages in another order.
    """
    here = sides.quoted[before.quoted].word.end, sides.quoted[after.quoted].word.start
    if after.passage <= before.passage:
        start, end = sides.passage[after.passage].start, sides.passage[before.passage].end
        return _edit(sides, "move", "content-word", here, (start, end), marked=False)
    hidden = sides.passage[before.passage + 1 : after.passage]
    place = hidden[0].start, hidden[-1].end
    marked = _gap(sides, before, after)
    return _edit(sides, "delete", classify([], hidden), here, place, marked=marked)


POSSESSIVE = regex.compile(r"['’]s\b")
# An opening mark stands before a word; "the workers' party" has none.
_INNER_MARK = regex.compile(r"""(?:^|[\s(\[-])["']$""")
_NOT_PUNCTUATION = regex.compile(r"""[\s"'\[\]()-]+""")


def _punctuation(sides: Sides, before: Pair, after: Pair, *, marked: bool) -> list[Edit]:
    """
    Differences between two words that are neighbours on both sides: inner marks, commas.
    """
    own = sides.quoted[before.quoted].word.end, sides.quoted[after.quoted].word.start
    other = sides.passage[before.passage].end, sides.passage[after.passage].start
    here = fold(sides.article[slice(*own)], "typography").text
    there = fold(sides.statement[slice(*other)], "typography").text
    if here == there or not (here.strip() or there.strip()):
        return []
    inner = bool(_INNER_MARK.search(here)), bool(_INNER_MARK.search(there))
    if inner[0] != inner[1]:
        op: EditOp = "delete" if inner[1] else "insert"
        return [_edit(sides, op, "inner-marks", own, other, marked=False)]
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


def is_word_edit(edit: Edit) -> bool:
    """Tell whether an edit touches words, not only marks and punctuation."""
    return edit.kind not in {"inner-marks", "punctuation"}


def restyles(edit: Edit) -> bool:
    """
    Tell whether an edit only gives another name of the same state or body.
    """
    return edit.kind == "name" and edit.op == "replace" and _one_name(edit.text, edit.passage_text)


def _one_name(*names: str) -> bool:
    named = {canonical(POSSESSIVE.sub("", name)) for name in names}
    return len(named) == 1 and None not in named


_NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion trillion dozen dozens hundreds thousands millions "
    "billions first second third half twice percent".split()
)
_DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december today tomorrow yesterday".split()
)
_MODALS = frozenset("will would shall should can could may might must need ought".split())
_PERSONS = (
    frozenset("i me my mine myself".split()),
    frozenset("we us our ours ourselves".split()),
    frozenset("you your yours yourself yourselves".split()),
    frozenset("he him his she her hers they them their theirs it its one".split()),
)
_THIRD = 3
_CONTRACTED = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "shan't": "shall not",
    "'ll": " will",
    "n't": " not",
    "'re": " are",
    "'ve": " have",
    "'m": " am",
}
_OPPOSITES = ("un", "dis", "in", "im", "il", "ir", "non")
_SHORTEST_OPPOSITE = 4  # "due" has an opposite, but "to" and "into" are none


def classify(own: Sequence[Word], other: Sequence[Word]) -> EditKind:
    """
    Name the kind of a change from the words *other* of a statement to the words *own* of a
    quotation.

    The gravest kind wins: a change that drops "never" and a comma is a negation.
    """
    mine, theirs = (_written_out([w.key for w in side]) for side in (own, other))
    changed = set(mine) ^ set(theirs)
    kinds: tuple[tuple[EditKind, bool], ...] = (
        ("function-word", mine == theirs),
        ("negation", _is_negated(mine, theirs)),
        ("number", any(c.isdigit() for k in changed for c in k) or bool(changed & _NUMBER_WORDS)),
        ("date", bool(changed & _DATE_WORDS)),
        ("name", _same_name(own, other) or _other_name(own, other)),
        ("modality", bool(changed & _MODALS)),
        ("person", _is_person_shift(mine, theirs)),
    )
    return next((kind for kind, applies in kinds if applies), _plain_kind(mine, theirs))


def _written_out(keys: Sequence[str]) -> list[str]:
    """The words without contractions: "don't" is "do not"."""
    found = []
    for key in keys:
        ending = next((e for e in _CONTRACTED if key.endswith(e)), None)
        found += (key.removesuffix(ending) + _CONTRACTED[ending]).split() if ending else [key]
    return found


def _is_negated(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """
    One side denies what the other does not, by a word of its own or by a prefix.
    """
    counts = [sum(k in NEGATIONS or k == "non" for k in side) for side in (mine, theirs)]
    only_mine, only_theirs = set(mine) - set(theirs), set(theirs) - set(mine)
    prefixed = sum(_is_opposite(a, b) for a in only_mine for b in only_theirs)
    return (counts[0] + counts[1] + prefixed) % 2 == 1


def _is_opposite(one: str, other: str) -> bool:
    """Tell whether one word is the other with a prefix that denies: unlawful, dishonest."""
    short, long = sorted((one, other), key=len)
    if is_function_word(short) or len(long) < _SHORTEST_OPPOSITE + len("un"):
        return False
    heads = lemmas(long)
    return any(prefix + head in heads for prefix in _OPPOSITES for head in lemmas(short))


def _is_person_shift(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """
    I, we, you or they stand for another of them or for a noun; "the" for "its" is only a word.
    """
    persons = _person(mine) ^ _person(theirs)
    both = bool(_person(mine) and _person(theirs))
    return bool(mine and theirs and persons) and (both or persons != {_THIRD})


def _person(keys: Sequence[str]) -> frozenset[int]:
    return frozenset(n for n, forms in enumerate(_PERSONS) if forms & set(keys))


def _same_name(own: Sequence[Word], other: Sequence[Word]) -> bool:
    return _one_name(*(" ".join(w.text for w in side) for side in (own, other)))


def _other_name(own: Sequence[Word], other: Sequence[Word]) -> bool:
    """
    Both sides hold a proper name, and differ in it; "Terrible" at the start of a sentence is none.
    """
    return any(
        mine and theirs and mine != theirs
        for mine, theirs in ((f(own), f(other)) for f in (_entities, _capitalised))
    )


def _entities(side: Sequence[Word]) -> set[str]:
    return {m.entity for m in mentions(" ".join(w.text for w in side))}


def _capitalised(side: Sequence[Word]) -> set[str]:
    return {
        POSSESSIVE.sub("", w.text) for w in side if w.text[:1].isupper() and not is_known(w.key)
    }


def _plain_kind(mine: Sequence[str], theirs: Sequence[str]) -> EditKind:
    """Inflection, if the content words of both sides are forms of one another, one by one."""
    one, other = ([k for k in side if not is_function_word(k)] for side in (mine, theirs))
    if not one and not other:
        return "function-word"
    if len(one) == len(other) and all(
        lemmas(a) & lemmas(b) for a, b in zip(one, other, strict=True)
    ):
        return "inflection"
    return "content-word"
