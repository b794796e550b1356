"""
Clauses that credit words to somebody, read off a dependency parse.

The labels are those of spaCy's English pipelines (ClearNLP's, after de Marneffe and Manning 2008).
A parser is often wrong around quotation marks, so that its clauses stand beside those of the
patterns and are weighed with them.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quoteprov.quotes.clauses import Clause
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "acl", "ccomp", "dep", "prep"})
_LEFT_OUT = frozenset({"relcl", "punct", "acl", "advcl", "ccomp", "parataxis", "dep"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_NOBODY = frozenset({"that", "this", "these", "those", "there", "what", "you"})
"""Subjects that speak for nobody: "That is “news” to us"."""
_STEPS = 8
"""Heads above a quotation, and above a verb without a subject, that are looked at."""
_LOOKED_AT = 12
"""Tokens of a quotation whose heads are asked for what governs it."""


@dataclass(frozen=True, slots=True)
class Parse:
    """
    The tokens of a text with their heads; plain lists, so that no room but one knows spaCy.

    Args:
        starts: Where each token begins (code points).
        ends: Where it ends.
        heads: The number of its head, its own for a root.
        deps: Its relation to the head.
        tags: Its part of speech (Universal Dependencies).
        names: Start, end and kind of the names that a recogniser found, in order.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    heads: Sequence[int]
    deps: Sequence[str]
    tags: Sequence[str]
    names: Sequence[tuple[int, int, str]] = ()
    children: dict[int, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        children: dict[int, list[int]] = {}
        for i, head in enumerate(self.heads):
            if head != i:
                children.setdefault(head, []).append(i)
        object.__setattr__(self, "children", children)

    def between(self, start: int, end: int) -> range:
        """The tokens that begin between two offsets."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def label(self, start: int, end: int) -> str:
        """The kind of the first name in a span; ``none`` if there is none."""
        at = bisect_left(self.names, start, key=lambda name: name[1] - 1)
        found = self.names[at][0] < end if at < len(self.names) else False
        return self.names[at][2] if found else "none"


def parsed_clauses(parse: Parse, masked: str, start: int, end: int) -> Iterator[Clause]:
    """
    List the subjects of all verbs outside quotation marks between *start* and *end*.
    """
    tokens = [i for i in parse.between(start, end) if masked[parse.starts[i]] != MASK]
    for i in tokens:
        dep = parse.deps[i]
        if dep in _SUBJECTS:
            yield from _subject(parse, masked, i, dep)
        elif dep == "agent" or (dep == "prep" and masked[parse.starts[i] : parse.ends[i]] == "by"):
            for child in parse.children.get(i, ()):
                if parse.deps[child] == "pobj" and (who := _phrase(parse, masked, child)):
                    yield Clause(*who, parse.starts[i], parse.ends[i], "parsed", "by")
        elif dep == "poss" and (who := _phrase(parse, masked, i)):
            noun = parse.heads[i]
            if parse.starts[noun] > parse.starts[i]:
                yield Clause(*who, parse.starts[noun], parse.ends[noun], "parsed", "poss")


def merged(
    plain: Sequence[Clause], parse: Parse, masked: str, start: int, end: int
) -> list[Clause]:
    """
    Put the clauses of the patterns and of the parser together, those that agree as one.
    """
    parsed = parsed_clauses(parse, masked, start, end)
    left = {(c.cue_start, c.start, c.end): c for c in parsed}
    found: list[Clause] = []
    for clause in plain:
        same = next(
            (
                key
                for key, c in left.items()
                if c.start < clause.end
                and clause.start < c.end
                and clause.cue_start <= c.cue_start < clause.cue_end
            ),
            None,
        )
        relation = left.pop(same).parsed if same else "none"
        found.append(clause._replace(parsed=relation))
    together = sorted([*found, *left.values()], key=lambda c: (c.cue_start, c.start))
    return [c._replace(label=parse.label(c.start, c.end)) for c in together]


def _subject(parse: Parse, masked: str, i: int, dep: str) -> Iterator[Clause]:
    verb = parse.heads[i]
    word = masked[parse.starts[i] : parse.ends[i]].lower()
    rule = dep
    if word in _RELATIVES and parse.deps[verb] == "relcl":
        rule = "relcl"
    who = _phrase(parse, masked, i)
    if who is None or (word in _NOBODY and rule != "relcl"):
        return
    if masked[parse.starts[verb]] != MASK:
        yield Clause(*who, parse.starts[verb], parse.ends[verb], "parsed", rule)
    for other in _verbs_below(parse, masked, verb):
        yield Clause(*who, parse.starts[other], parse.ends[other], "parsed", "shared")


def _verbs_below(parse: Parse, masked: str, verb: int) -> Iterator[int]:
    """The verbs that have no subject of their own and share that of *verb*."""
    stack = [(verb, 0)]
    while stack:
        above, depth = stack.pop()
        for child in parse.children.get(above, ()):
            if parse.deps[child] not in _SHARING or depth > 2:  # noqa: PLR2004
                continue
            verbal = parse.tags[child] in {"VERB", "AUX"}
            if not verbal and parse.deps[child] != "prep":
                continue
            own = any(parse.deps[c] in _SUBJECTS for c in parse.children.get(child, ()))
            if own:
                continue
            if verbal and masked[parse.starts[child]] != MASK:
                yield child
            stack.append((child, depth + 1))


def _phrase(parse: Parse, masked: str, head: int) -> tuple[int, int] | None:
    """The noun phrase around *head*, with what stands in apposition, without its clauses."""
    if masked[parse.starts[head]] == MASK:
        return None
    first = last = head
    stack = [head]
    while stack:
        token = stack.pop()
        for child in parse.children.get(token, ()):
            if parse.deps[child] in _LEFT_OUT or masked[parse.starts[child]] == MASK:
                continue
            first, last = min(first, child), max(last, child)
            stack.append(child)
    start, end = parse.starts[first], parse.ends[last]
    opened = masked.rfind("(", start, end)
    if opened > start and masked.find(")", opened, end) < 0:  # "Rep. Jane Doe (D-Calif.": cut off
        end = start + len(masked[start:opened].rstrip())
    return None if MASK in masked[start:end] else (start, end)


def governors(parse: Parse, masked: str, start: int, end: int) -> dict[int, int]:
    """
    Map where each word above a quotation begins to the steps from the quotation up to it.

    Args:
        parse: Of the text.
        masked: The text with its quotations hidden.
        start: Of the quotation with its marks (code points).
        end: Its end.
    """
    tokens = parse.between(start, end)
    found: dict[int, int] = {}
    for token in tokens[:_LOOKED_AT]:
        up = parse.heads[token]
        steps = 0
        while steps < _STEPS and up not in tokens and masked[parse.starts[up]] != MASK:
            at = parse.starts[up]
            if found.get(at, _STEPS) > steps:
                found[at] = steps
            steps += 1
            if parse.heads[up] == up:
                break
            up = parse.heads[up]
    for token in tokens:  # "We won," Holm said: the verb may hang below the quotation
        for child in parse.children.get(token, ()):
            if child not in tokens and parse.tags[child] in {"VERB", "AUX"}:
                found.setdefault(parse.starts[child], -1)
    return found
