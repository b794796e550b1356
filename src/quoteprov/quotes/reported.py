"""
Reported speech: what somebody is said to have said, without quotation marks.

"The official stated that …" is not judged for its wording, but it tells of which statement an
article speaks, and on which day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.quotes.cues import NOUNS_TOO, SPEAKING
from quoteprov.text.sentences import trim
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.quotes.clauses import Clause
    from quoteprov.quotes.credit import Sentence


FEWEST_WORDS = 4
"""Fewest words, outside marks, that are reported speech: "said on Tuesday" is none."""
LONGEST = 2_000
"""Code points beyond which a sentence without end is no longer taken for speech."""

_LEAD = regex.compile(r"\s*,?\s*(?:that\b\s*)?")
_THAT = regex.compile(r"\s*,?\s*that\b")
_WHERE = regex.compile(
    r"\s*(?:about|after|as|at|before|by|during|for|from|in|of|on|to|upon|when|while|with)\b"
)
_COMMA = regex.compile(r",\s*$")


def reported_spans(masked: str, sentence: Sentence) -> Iterator[tuple[Clause, int, int]]:
    """
    Give the clause and the span (code points) of what is reported in a sentence.

    The first clause counts: what stands inside reported speech is its words. "…, the mayor said"
    reports what stands before it.
    """
    for clause in sentence.clauses:
        cue = masked[clause.cue_start : clause.cue_end].lower()
        if clause.rule == "according":
            span = _beside(masked, sentence, clause)
        elif clause.rule == "finite" and (cue in SPEAKING or " " in cue):
            if cue in NOUNS_TOO and not _THAT.match(masked, clause.cue_end):
                continue
            span = _after(masked, sentence, clause)
            if not _is_speech(masked, span):
                span = _before(masked, sentence, clause.start)
        else:
            continue
        if _is_speech(masked, span) and not _is_tail(masked, sentence, clause, span):
            yield (clause, *trim(masked, *span))
            return


def _after(masked: str, sentence: Sentence, clause: Clause) -> tuple[int, int]:
    lead = _LEAD.match(masked, clause.cue_end)
    start = lead.end() if lead else clause.cue_end
    return start, min(sentence.end, start + LONGEST)


def _before(masked: str, sentence: Sentence, end: int) -> tuple[int, int]:
    """What stands before a comma at *end*: "The bridge is closed, the mayor said"."""
    comma = _COMMA.search(masked, sentence.start, end)
    return sentence.start, comma.start() if comma else sentence.start


def _beside(masked: str, sentence: Sentence, clause: Clause) -> tuple[int, int]:
    """Around "according to the mayor": what follows its comma, or what stands before it."""
    if masked[sentence.start : clause.cue_start].strip():
        before = _before(masked, sentence, clause.cue_start)
        return before if before[0] < before[1] else (sentence.start, clause.cue_start)
    comma_at = masked.find(",", clause.end, sentence.end)
    start = comma_at + 1 if comma_at >= 0 else clause.end
    return start, min(sentence.end, start + LONGEST)


def _is_tail(masked: str, sentence: Sentence, clause: Clause, span: tuple[int, int]) -> bool:
    """Tell "“…,” the official said in a statement carried by the agency"."""
    said = masked[slice(*span)]
    if _WHERE.match(said) and not _THAT.search(said):
        return True  # "…,” the envoy said as she left the room"
    behind = masked[sentence.start : clause.start].rstrip(" ,").endswith(MASK)
    return behind and not _THAT.search(said)


def _is_speech(masked: str, span: tuple[int, int]) -> bool:
    return len(masked[slice(*span)].replace(MASK, "").split()) >= FEWEST_WORDS
