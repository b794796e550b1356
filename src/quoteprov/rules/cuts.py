"""
QP111 to QP113: what an ellipsis hides, and what stands beyond the edges of a quotation.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import regex

from quoteprov.rules.rule import Case, Hit, Rule, rule, shorten
from quoteprov.text.lemmas import AUXILIARIES_SET, NEGATIONS, is_function_word
from quoteprov.text.sentences import sentences
from quoteprov.text.words import keys


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.models import Edit


_SHOWN = 120  # characters of what was cut
_STATEMENTS = 256  # statements whose sentences are remembered


@lru_cache(_STATEMENTS)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))


class _Cut(NamedTuple):
    """What an ellipsis hides: an edit, and the sentences of the statement that it touches."""

    edit: Edit
    text: str
    touched: tuple[tuple[int, int], ...]

    @property
    def swallowed(self) -> int:
        """The sentences that are hidden from the first to the last word."""
        whole = [
            1
            for a, b in self.touched
            if not keys(self.text[a : max(a, self.edit.passage_start)])
            and not keys(self.text[self.edit.passage_end : max(b, self.edit.passage_end)])
        ]
        return len(whole)


def _cuts(case: Case) -> Iterator[_Cut]:
    """The stretches that the writer left out and marked."""
    if case.statement is None or case.how != "aligned" or case.quotation.verdict == "reworded":
        return
    text = case.statement.text
    for edit in case.quotation.edits:
        if edit.op == "delete" and edit.marked and edit.passage_text:
            a, b = edit.passage_start, edit.passage_end
            yield _Cut(edit, text, tuple(s for s in _sentences(text) if s[0] < b and a < s[1]))


@rule("QP111", "ellipsis-bridge", "warning")
def ellipsis_bridge(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports an ellipsis that hides a whole sentence or more.

    ## Why is this bad?
    The reader takes an ellipsis for a few words. What stands sentences apart was not said in one
    breath (Daily Press: quotations from different parts are not to be connected).

    ## Example
    “We have never exported weapons … keep its mouth shut”, where four sentences stand between the
    two.

    ## Use instead
    Two quotations.
    """
    for cut in _cuts(case):
        if n := cut.swallowed:
            said = "a whole sentence" if n == 1 else f"{n} whole sentences"
            yield Hit(
                f"the ellipsis hides {said}: “{shorten(cut.edit.passage_text, _SHOWN)}”",
                "make two quotations of it",
                cut.edit.start,
                cut.edit.end,
            )


@rule("QP112", "ellipsis-distorts", "error")
def ellipsis_distorts(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports an ellipsis that hides a negation, a condition or a hedge of the words that are kept.
    What is hidden must bear on them: a negation in another sentence or in a clause of its own is
    no matter.

    ## Why is this bad?
    The words are all the speaker's, and together they say what was not said.

    ## Example
    “we will … export them”, where the statement has “we will not plan to export them”.

    ## Use instead
    The words that were left out.
    """
    for cut in _cuts(case):
        if word := next((w for piece in _pieces(cut) if (w := _bears(piece))), None):
            yield Hit(
                f"the ellipsis hides “{word}”, which bears on the words that are kept: "
                f"“{shorten(cut.edit.passage_text, _SHOWN)}”",
                "keep what denies or limits the words",
                cut.edit.start,
                cut.edit.end,
            )


class _Piece(NamedTuple):
    """
    A hidden stretch of one sentence.

    ``opens`` says that kept words go on into it without punctuation, ``runs_on`` that it goes on
    into kept words with neither punctuation nor another clause; ``before`` that kept words of its
    sentence stand before it.
    """

    text: str
    opens: bool
    runs_on: bool
    before: bool


def _pieces(cut: _Cut) -> Iterator[_Piece]:
    """What is hidden of the first and of the last sentence, of which other words are kept."""
    start, end = cut.edit.passage_start, cut.edit.passage_end
    for a, b in cut.touched:
        before, after = cut.text[a : max(a, start)], cut.text[end : max(b, end)]
        first, last = bool(keys(before)), bool(keys(after)) and b > end
        if first or last:
            own = cut.text[max(a, start) : min(b, end)]
            goes_on = last and not _PAUSE.search(_edge(after)) and keys(after)[0] not in _JOINTS
            yield _Piece(own, first and not _PAUSE.search(_edge(before[::-1])), goes_on, first)


_PAUSE = regex.compile(r"[,;:()–—]|--")
_INK = regex.compile(r"[\p{L}\p{N}]")


def _edge(text: str) -> str:
    """What stands before the first letter."""
    found = _INK.search(text)
    return text[: found.start()] if found else text


_CONDITIONS = (
    *("if", "unless", "except", "provided", "providing", "only if", "only when", "only after"),
    *("so long as", "as long as", "on condition", "in case", "until"),
)
_HEDGES = frozenset(
    "may might perhaps possibly probably allegedly reportedly supposedly seemingly apparently "
    "seems seem appears appear likely".split()
)
_JOINTS = frozenset(
    "and but or nor while whereas because which who whom whose where when as since so than".split()
)
"""With these another clause begins."""
_SUBJECTS = frozenset("i we you he she it they this that these those there".split())
_NO_DENIAL = regex.compile(
    r"\b(?:not only|not to mention|no less|no doubt|nothing but)\b", regex.I
)
_NO_LIMIT = regex.compile(
    r"until (?:the )?(?:\d|now|then|today|end|late|early|mid|middle)|if (?:only|ever|any|not)\b"
)


def _bears(piece: _Piece) -> str | None:
    """
    The word of a hidden stretch that denies, limits or hedges words that are kept.
    """
    parts = _PAUSE.split(_NO_DENIAL.sub("", piece.text))
    for i, part in enumerate(parts):
        own = keys(part)
        line = " ".join(own)
        opens = i == 0 and piece.opens
        runs_on = i == len(parts) - 1 and piece.runs_on
        starts = piece.before or runs_on or i < len(parts) - 1
        condition = next((c for c in _CONDITIONS if f"{line} ".startswith(f"{c} ")), None)
        if condition and starts and not _NO_LIMIT.match(line):
            return condition
        for n, key in enumerate(own):
            if (key in NEGATIONS or key in _HEDGES) and key != "without":
                if runs_on and not _JOINTS.intersection(own[n:]):
                    return key
                if opens and all(map(_leads_on, own[:n])):
                    return key
    return None


def _leads_on(key: str) -> bool:
    """Whether a clause goes on over a word, which is neither its subject nor its verb: "to"."""
    return is_function_word(key) and key not in _JOINTS | _SUBJECTS | AUXILIARIES_SET


_LIMITS = (
    *_CONDITIONS,
    *("but", "save for", "without", "although", "though", "subject to", "with the exception"),
    *("apart from", "other than", "at least", "perhaps", "possibly", "probably", "allegedly"),
    *("it seems", "as far as", "insofar as", "in so far as"),
)


@rule("QP113", "dropped-qualifier", "info")
def dropped_qualifier(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that stops before words of its sentence that limit it, such as *unless*,
    *if*, *except*, *but*, *until*, *so long as*, or begins right behind a negation.

    ## Why is this bad?
    “We will use our forces” is true of “We will use our forces if we are attacked”, and says
    something else.

    ## Example
    “we will sell them”, where the statement goes on “unless they are withdrawn”.

    ## Use instead
    The whole sentence, or the rest of it in your own words.
    """
    q = case.quotation
    told = case.statement is not None and q.verdict in {"verbatim", "edited", "altered"}
    if not told or q.parent or case.is_short or not case.statement:
        return
    text = case.statement.text
    first, last = q.passages[0], q.passages[-1]
    around = case.article.text
    after = _rest(text, last.end)
    if (limit := _limit(after)) and limit.split()[0] not in keys(around[q.end :])[:_NEAR]:
        yield Hit(
            f"the sentence goes on: “{shorten(after.strip(_TRIM), _SHOWN)}”",
            "quote the sentence to its end, or say what limits it",
            q.start,
            q.end,
        )
    before = _behind(text, first.start)
    said = keys(around[max(0, q.start - _BEFORE) : q.start])[-_NEAR:]
    if _denies(before) and not NEGATIONS.intersection(said):
        yield Hit(
            f"before these words the statement has “{' '.join(before.split()[-_NEAR:])}”",
            "quote the sentence from its beginning, or say what denies it",
            q.start,
            q.end,
        )


_TRIM = " \t\n\r\"'“”‘’,;:-–—"
_NEAR = 8  # words of the article beside a quotation that may say the same
_BEFORE = 120  # characters in which they stand
_DENIED = 3  # words before a quotation of which one may deny it


def _rest(text: str, at: int) -> str:
    """The rest of the sentence from *at* on."""
    return next((text[at:b] for a, b in _sentences(text) if a < at < b), "")


def _behind(text: str, at: int) -> str:
    """The sentence up to *at*."""
    return next((text[a:at] for a, b in _sentences(text) if a < at < b), "")


def _limit(after: str) -> str | None:
    """The words that limit what they stand behind, if any; "but also" does not."""
    own = keys(after)
    line = f"{' '.join(own)} "
    if own[:2] in (["but", "also"], ["but", "rather"]) or _NO_LIMIT.match(line):
        return None
    return next((limit for limit in _LIMITS if line.startswith(f"{limit} ")), None)


def _denies(before: str) -> bool:
    """Whether a sentence up to a quotation ends in a negation of it: "have never", "not to"."""
    own: Sequence[str] = keys(before)[-_DENIED:]
    if _INK.search(_edge(before[::-1])) or _PAUSE.search(_edge(before[::-1])):
        return False
    at = next((n for n, key in enumerate(own) if key in NEGATIONS - {"without", "nor"}), None)
    return at is not None and not _JOINTS.intersection(own[at:])


RULES: tuple[Rule, ...] = (ellipsis_bridge, ellipsis_distorts, dropped_qualifier)
