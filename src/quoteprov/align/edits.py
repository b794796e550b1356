"""
From an alignment to passages and edits: what stands there, and what was changed on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from quoteprov.align.align import EQUAL, NEAR, Alignment, Pair, Unit
from quoteprov.models import Edit, EditKind, EditOp, Passage, Tier
from quoteprov.text.aliases import canonical
from quoteprov.text.fold import TIERS, fold
from quoteprov.text.lemmas import NEGATIONS, is_function_word, is_known, lemmas
from quoteprov.text.words import Word, tier_of


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
    edits: list[Edit] = _edges(sides, pairs)
    for run in runs:
        for before, after in pairwise(run):
            edits += _between(sides, before, after)
        edits += [_replaced(sides, p) for p in run if p.kind == NEAR]
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
    The equal and near pairs, all of them if there are none; replaced words lie between anchors.
    """
    anchors = [p for p in pairs if p.kind in {EQUAL, NEAR}]
    del sides
    return anchors or list(pairs)


def _runs(sides: Sides, pairs: Sequence[Pair]) -> list[list[Pair]]:
    """
    Split the pairs into passages: where the statement is read backwards, and where a hole swallows the
    end of a sentence.
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
    return ends and skipped - written >= 2


def _is_splice(sides: Sides, before: Pair, after: Pair) -> bool:
    """Backwards, or without an ellipsis."""
    marked = any(sides.quoted[i].gap for i in range(before.quoted + 1, after.quoted + 1))
    return after.passage <= before.passage or not marked


def _passage(sides: Sides, run: Sequence[Pair]) -> Passage:
    start = sides.passage[run[0].passage].start
    end = sides.passage[run[-1].passage].end
    return Passage(start=start, end=end, text=sides.statement[start:end])


def _edit(
    sides: Sides, op: EditOp, kind: EditKind, own: tuple[int, int], other: tuple[int, int], *, marked: bool
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
    own, other = sides.quoted[pair.quoted].word, sides.passage[pair.passage]
    marked = "[" in sides.article[own.start : own.end]
    kind = classify([own], [other])
    return _edit(sides, "replace", kind, (own.start, own.end), (other.start, other.end), marked=marked)


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
    gap = any(sides.quoted[i].gap for i in range(before.quoted + 1, after.quoted + 1))
    if not own and not other:
        return _punctuation(sides, before, after)
    at = sides.passage[before.passage].end
    if not other:
        return _inserted(sides, before.quoted + 1, after.quoted, at)
    hidden = other[0].start, other[-1].end
    if not own:
        here = sides.quoted[before.quoted].word.end
        there = sides.quoted[after.quoted].word.start if gap else here
        return [_edit(sides, "delete", classify([], other), (here, there), hidden, marked=gap)]
    span = own[0].word.start, own[-1].word.end
    marked = all(u.editorial for u in own) or (gap and all(u.editorial for u in own))
    kind = classify([u.word for u in own], other)
    return [_edit(sides, "replace", kind, span, hidden, marked=marked)]


def _joint(sides: Sides, before: Pair, after: Pair) -> Edit:
    """
    What lies between two passages: text that was left out, or passages in another order.
    """
    here = sides.quoted[before.quoted].word.end, sides.quoted[after.quoted].word.start
    marked = any(sides.quoted[i].gap for i in range(before.quoted + 1, after.quoted + 1))
    if after.passage <= before.passage:
        start, end = sides.passage[after.passage].start, sides.passage[before.passage].end
        return _edit(sides, "move", "content-word", here, (start, end), marked=False)
    hidden = sides.passage[before.passage + 1 : after.passage]
    kind = classify([], hidden)
    return _edit(sides, "delete", kind, here, (hidden[0].start, hidden[-1].end), marked=marked)


POSSESSIVE = regex.compile(r"['’]s\b")
# An opening mark stands before a word; "the workers' party" has none.
_INNER_MARK = regex.compile(r"""(?:^|[\s(\[-])["']\s*$""")
_NOT_PUNCTUATION = regex.compile(r"""[\s"'\[\]()-]+""")


def _punctuation(sides: Sides, before: Pair, after: Pair) -> list[Edit]:
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
        return [_edit(sides, "replace", "punctuation", own, other, marked=False)]
    return []


def _tier(sides: Sides, runs: Sequence[Sequence[Pair]], edits: Sequence[Edit]) -> Tier:
    if any(is_word_edit(e) and not e.marked for e in edits):
        return "words"
    loosest = 0
    for pair in (p for run in runs for p in run):
        own, other = sides.quoted[pair.quoted].word, sides.passage[pair.passage]
        printed = sides.article[own.start : own.end], sides.statement[other.start : other.end]
        loosest = max(loosest, TIERS.index(tier_of(own, other, *printed) or "spelling"))
    if loosest == 0:
        own_span = sides.quoted[runs[0][0].quoted].word.start, sides.quoted[runs[-1][-1].quoted].word.end
        same = sides.article[slice(*own_span)] == _passage(sides, runs[0]).text
        loosest = 0 if same else 1
    names: tuple[Tier, ...] = ("exact", "typography", "case", "spelling")
    return names[loosest]


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
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million billion trillion dozen dozens hundreds thousands millions billions first second "
    "third half twice percent".split()
)
_DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december today tomorrow yesterday".split()
)
_MODALS = frozenset("will would shall should can could may might must need ought".split())
_PERSONS = (
    frozenset("i me my mine myself we us our ours ourselves".split()),
    frozenset("you your yours yourself yourselves".split()),
    frozenset("he him his she her hers they them their theirs it its one".split()),
)


def classify(own: Sequence[Word], other: Sequence[Word]) -> EditKind:
    """
    Name the kind of a change from the words *other* of a statement to the words *own* of a quotation.

    The gravest kind wins: a change that drops "never" and a comma is a negation.
    """
    mine, theirs = [w.key for w in own], [w.key for w in other]
    changed = set(mine) ^ set(theirs)
    if _count(mine, NEGATIONS) % 2 != _count(theirs, NEGATIONS) % 2:
        return "negation"
    if any(c.isdigit() for key in changed for c in key) or changed & _NUMBER_WORDS:
        return "number"
    if changed & _DATE_WORDS:
        return "date"
    if _same_name(own, other) or _capitalised(own, other):
        return "name"
    if changed & _MODALS:
        return "modality"
    if _person(mine) != _person(theirs) and (mine and theirs):
        return "person"
    return _plain_kind(mine, theirs)


def _count(keys: Sequence[str], wanted: frozenset[str]) -> int:
    return sum(k in wanted or k.endswith("n't") for k in keys)


def _person(keys: Sequence[str]) -> frozenset[int]:
    return frozenset(n for n, forms in enumerate(_PERSONS) if forms & set(keys))


def _same_name(own: Sequence[Word], other: Sequence[Word]) -> bool:
    return _one_name(*(" ".join(w.text for w in side) for side in (own, other)))


def _capitalised(own: Sequence[Word], other: Sequence[Word]) -> bool:
    """
    Both sides hold a proper name, and differ in it; "Terrible" at the start of a sentence is none.
    """
    proper = [
        {POSSESSIVE.sub("", w.text) for w in side if w.text[:1].isupper() and not is_known(w.key)}
        for side in (own, other)
    ]
    return bool(proper[0] and proper[1]) and proper[0] != proper[1]


def _plain_kind(mine: Sequence[str], theirs: Sequence[str]) -> EditKind:
    content = [[k for k in side if not is_function_word(k)] for side in (mine, theirs)]
    if not content[0] and not content[1]:
        return "function-word"
    if len(content[0]) == len(content[1]) and all(
        lemmas(a) & lemmas(b) for a, b in zip(*content, strict=True)
    ):
        return "inflection"
    return "content-word"
