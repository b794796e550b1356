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
from quoteprov.align.names import is_same
from quoteprov.models import Edit, EditKind, EditOp, Passage, Tier
from quoteprov.text.aliases import canonical, mentions
from quoteprov.text.fold import TIERS, fold
from quoteprov.text.lemmas import NEGATIONS, is_function_word, is_known, lemmas, related
from quoteprov.text.words import Word, tier_of, words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


EDGE_WORDS = 2
"""Changed words at either end of a quotation that still belong to its passage."""
FIRM = 2
"""Words in a row beside which one changed word at the edge of a quotation still has its place:
"place in a warm" for "took place in a warm" leaves out what was changed (two is best of one to
three on changed quotations, `bench/tracing`)."""
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
        edits += [_bracketed(sides, p) for p in run if p.kind == EQUAL and _brackets(sides, p)]
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
    found = _held(sides, _held(sides, found)[::-1])[::-1]
    before, after = (_is_firm(run) for run in (found[:FIRM], found[-FIRM:]))
    return [
        *_edge(sides, found[0], -1, firm=before),
        *found,
        *_edge(sides, found[-1], 1, firm=after),
    ]


def _held(sides: Sides, found: list[Pair]) -> list[Pair]:
    """
    Leave off what comes first of the words that were found if it is a small word alone, in another
    sentence: the second "the" of "of the the North" is not that of "of the DPRK. The people".
    """
    if len(found) == 1 or not is_function_word(sides.quoted[found[0].quoted].word.key):
        return found
    first, second = found[:2]
    low, high = sorted((first.passage, second.passage))
    ends = any(j in sides.sentence_starts for j in range(low + 1, high + 1))
    return found[1:] if ends else found


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
        if not _stands_for(sides, unit, other) and not (firm and _is_alike(unit.word, other)):
            break
        found.append(Pair(i, j, REPLACED))
        i, j = i + way, j + way
    rest = sides.quoted[i:] if way > 0 else sides.quoted[: i + 1]
    a_name = bool(found) and len(rest) <= EDGE_WORDS and all(_is_name(u.word) for u in rest)
    return sorted(found) if len(found) <= EDGE_WORDS and (a_name or not rest) else []


def _is_alike(own: Word, other: Word) -> bool:
    """Whether both words are of one class, or their letters are much the same ("tbey", "they")."""
    same = is_function_word(own.key) == is_function_word(other.key)
    return same or fuzz.ratio(own.key, other.key) >= ALIKE


def _stands_for(sides: Sides, unit: Unit, other: Word) -> bool:
    """
    Tell whether one word was changed to another, instead of added: "22" for "21", "shut" for
    "closed", "polit" for "political", "they" for "it".
    """
    own = unit.word
    figures = [any(c.isdigit() for c in w.key) for w in (own, other)]
    if any(figures) or own.key in _MODALS or other.key in _MODALS:
        return all(figures) or {own.key, other.key} <= _MODALS
    return (
        other.key.startswith(own.key)
        or related(own.key, other.key)
        or _is_opposite(own.key, other.key)
        or {own.key, other.key} <= _PRONOUNS
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


def _brackets(sides: Sides, pair: Pair) -> bool:
    """Whether the writer set part of a word in brackets: [W]e."""
    word = sides.quoted[pair.quoted].word
    return "]" in sides.article[word.start : word.end]


def _bracketed(sides: Sides, pair: Pair) -> Edit:
    """The same word, whose changed letter the writer marked."""
    own, other = sides.quoted[pair.quoted].word, sides.passage[pair.passage]
    start = own.start - (sides.article[own.start - 1 : own.start] == "[")
    spans = (start, own.end), (other.start, other.end)
    return _edit(sides, "replace", "spelling", *spans, marked=True)


def _kind(sides: Sides, own: Sequence[Unit], other: Sequence[Word]) -> EditKind:
    """`classify`, where the capital of a sentence's first word proves no name."""
    first = sides.quoted[0].word.start
    mine = [_lowered(u.word, sides.article, opens=u.word.start == first) for u in own]
    return classify(mine, [_lowered(w, sides.statement) for w in other])


_BEFORE_WORD = regex.compile(r"""(?:\A|[.?!:;…\n])[\s"'“”‘’«»(\[]*\Z""")


def _lowered(word: Word, text: str, *, opens: bool = False) -> Word:
    """An English word without the capital that it has at the head of a sentence; not "Japan"."""
    if not word.text[:1].isupper() or not is_known(word.key) or mentions(word.text):
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
            if kind == "content-word" and _in_name([u.word for u in sides.quoted], start, i + 1):
                kind = "name"
            edits.append(_edit(sides, "insert", kind, span, (at, at), marked=run[0].editorial))
            start = i + 1
    return edits


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
    if kind == "content-word" and _in_name(sides.passage, before.passage_end, after.passage):
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


POSSESSIVE = regex.compile(r"['’]s$")
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


def is_word_edit(edit: Edit) -> bool:
    """Tell whether an edit touches words, not only marks and punctuation."""
    return edit.kind not in {"inner-marks", "punctuation"}


def restyles(edit: Edit) -> bool:
    """
    Tell whether an edit only gives another name of the same state or body.
    """
    return edit.kind == "name" and edit.op == "replace" and _one_name(edit.text, edit.passage_text)


def _one_name(one: str, other: str) -> bool:
    one, other = POSSESSIVE.sub("", one), POSSESSIVE.sub("", other)
    if is_same(one, other):
        return True
    entity = canonical(one)
    if entity is None or entity != canonical(other):
        return False
    organs = [any(m.kind == "organ" for m in mentions(name)) for name in (one, other)]
    return not any(organs) or (all(organs) and _one_organ(one, other))


def _one_organ(one: str, other: str) -> bool:
    """
    Whether two organs of one state are the same: the same words and some more. The party is not
    the army.
    """
    short, long = sorted((_content(one), _content(other)), key=len)
    return set(short) <= set(long)


def _content(name: str) -> list[str]:
    found = (word.key for word in words(name))
    return [key for key in found if not is_function_word(key)]


_NUMBER_WORDS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion trillion dozen dozens hundreds thousands millions "
    "billions first second third half twice percent".split()
)
_ALSO_NO_NUMBERS = frozenset("one first second".split())
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
_PRONOUNS = frozenset().union(*_PERSONS)
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
        ("number", _is_other_number(set(mine), set(theirs))),
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


def _is_other_number(mine: set[str], theirs: set[str]) -> bool:
    """
    A number stands on one side and not on the other; "one thing" for "that" is no figure, "one"
    for "two" is.
    """
    changed = {k for k in mine ^ theirs if k in _NUMBER_WORDS or any(c.isdigit() for c in k)}
    return bool(changed - _ALSO_NO_NUMBERS) or bool(changed & mine and changed & theirs)


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
    Both sides hold a proper name, and differ in it: "Japan" for "Kim", "Asia" for "Korea".
    """
    mine, theirs = _names(own), _names(other)
    return bool(mine and theirs and mine != theirs)


def _names(side: Sequence[Word]) -> set[str]:
    """
    States and bodies by their entity, and other words with the capital of a name.

    An English word may be shouted, or is no name; one that is a function word never is.
    """
    text = " ".join(w.text for w in side)
    found = mentions(text)
    names = {text[m.start : m.end] if m.kind == "organ" else m.entity for m in found}
    at = 0
    for word in side:
        start, at = at, at + len(word.text) + 1
        mentioned = any(m.start <= start < m.end for m in found)
        if not mentioned and _is_name(word):
            names.add(POSSESSIVE.sub("", word.text))
    return names


def _in_name(side: Sequence[Word], first: int, last: int) -> bool:
    """
    Whether some words are part of a longer name: "Sung" in "Kim Il Sung", but not "Comrade".

    An English word is part of a name only behind a part that is none.
    """
    run = side[first:last]
    proper = all(_is_proper(word) for word in run)
    before, after = side[max(first - 1, 0) : first], side[last : last + 1]
    behind = any(_is_name(w) and w.end + 1 == run[0].start for w in before)
    if behind and all(_is_name(word) for word in run):
        return proper or _is_proper(before[0])
    return proper and any(_is_proper(w) and run[-1].end + 1 == w.start for w in after)


def _is_proper(word: Word) -> bool:
    return _is_name(word) and not is_known(word.key)


def _is_name(word: Word) -> bool:
    if is_function_word(word.key) or word.key in NEGATIONS:
        return False
    return word.text[:1].isupper() and (word.text[1:].islower() or not is_known(word.key))


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
