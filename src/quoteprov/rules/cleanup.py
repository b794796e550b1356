"""
What was only cleaned up in speech: fillers, repetitions, false starts, words as they are said.

Both sides are cleaned with the words around them; if they are the same then, the change counts as
one of grammar. Which words say nothing is data of the profile.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from quoteprov.align.edits import is_word_edit
from quoteprov.align.kinds import GRAMMAR, classify
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.models import Edit, EditKind, Passage
    from quoteprov.policy import Cleanup
    from quoteprov.rules.rule import Case
    from quoteprov.text.words import Word


_AROUND = 60
"""Code points of the statement on either side with which a change is looked at."""
_BREAK = regex.compile(r"\s*(?:-\s|[–—]|--|…|\.\.\.)")
"""Where a speaker breaks off: "I- I mean", "we were — we are"."""
_TELLING: frozenset[EditKind] = frozenset({"negation", "number", "unit", "date", "modality"})
"""What is no mere false start: "we will not— we will"."""


def cleaned(case: Case) -> Case:
    """
    Give the case with the kind ``function-word`` for changes that only clean up speech, where the
    profile has it so.
    """
    cleanup, statement = case.policy.cleanup, case.statement
    if cleanup is None or statement is None or case.how != "aligned":
        return case
    speech = _Speech(cleanup, statement.text)
    edits = tuple(speech.read(e) for e in case.quotation.edits)
    return replace(
        case,
        quotation=case.quotation.model_copy(update={"edits": edits}),
        spliced=case.spliced and not _is_run_on(case.quotation.passages, edits),
    )


def _is_run_on(passages: Sequence[Passage], edits: Sequence[Edit]) -> bool:
    """Whether nothing but grammar, or what the writer marked, lies between the passages."""
    left = [
        e for e in edits if e.op == "delete" and is_word_edit(e) and (e.marked or _is_grammar(e))
    ]
    return all(
        any(a.end <= e.passage_start and e.passage_end <= b.start for e in left)
        for a, b in pairwise(passages)
    )


def _is_grammar(edit: Edit) -> bool:
    return edit.kind in GRAMMAR


class _Speech:
    """What was said, and what of it may be left out."""

    def __init__(self, cleanup: Cleanup, statement: str) -> None:
        self._statement, self._restart = statement, cleanup.restart
        self._fillers = [filler.split() for filler in cleanup.fillers]
        self._spoken = cleanup.spoken

    def read(self, edit: Edit) -> Edit:
        """The edit, of the kind that is left when both sides are cleaned up."""
        if edit.marked or not is_word_edit(edit) or _is_grammar(edit) or edit.op == "move":
            return edit
        before = self._statement[max(0, edit.passage_start - _AROUND) : edit.passage_start]
        after = self._statement[edit.passage_end : edit.passage_end + _AROUND]
        mine, theirs = (
            self._clean(f"{before} {text} {after}") for text in (edit.text, edit.passage_text)
        )
        if mine == theirs:
            return edit.model_copy(update={"kind": "function-word"})
        if edit.op == "replace":
            own, other = (words(" ".join(self._clean(t))) for t in (edit.text, edit.passage_text))
            if (kind := classify(own, other)) in GRAMMAR:
                return edit.model_copy(update={"kind": kind})
        return edit

    def _clean(self, text: str) -> list[str]:
        """The keys of what is left of the words of a text."""
        found = self._without_starts(text, words(text))
        keys = " ".join(self._spoken.get(w.key, w.key) for w in found).split()
        return _without_repeats(self._without_fillers(keys), self._restart)

    def _without_starts(self, text: str, own: Sequence[Word]) -> list[Word]:
        """The words without those that are broken off and begun anew."""
        kept: list[Word] = []
        for word, following in pairwise([*own, None]):
            if word is None:
                break
            kept.append(word)
            if following and _BREAK.match(text, word.end):
                kept = self._resumed(kept, following)
        return kept

    def _resumed(self, kept: list[Word], following: Word) -> list[Word]:
        """What is left when a speaker goes on with *following*: "pol- political", "I was- I"."""
        if following.key.startswith(kept[-1].key):
            return kept[:-1]
        for n in range(2, min(self._restart, len(kept)) + 1):
            if kept[-n].key == following.key and classify([], kept[-n:]) not in _TELLING:
                return kept[:-n]
        return kept

    def _without_fillers(self, keys: list[str]) -> list[str]:
        kept: list[str] = []
        for key in keys:
            kept.append(key)
            for filler in self._fillers:
                if kept[-len(filler) :] == filler:
                    del kept[-len(filler) :]
        return kept


def _without_repeats(keys: list[str], most: int) -> list[str]:
    """
    Leave out runs of words that are said again at once.

    >>> _without_repeats("we will we will go to the the sea".split(), 4)
    ['we', 'will', 'go', 'to', 'the', 'sea']
    """
    kept: list[str] = []
    for key in keys:
        kept.append(key)
        for n in range(1, most + 1):
            if len(kept) >= 2 * n and kept[-n:] == kept[-2 * n : -n]:
                del kept[-n:]
    return kept
