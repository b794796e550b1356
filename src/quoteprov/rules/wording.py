"""
QP1xx: what was done to the words.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quoteprov.rules.rule import Case, Hit, Rule, rule, shorten


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.models import Edit, Quotation


_HELP = "quote the words of the statement, mark the change with … or [ ], or leave the marks off"
_SAID = 3  # changes that a message names; the others are counted
_GRAMMAR = frozenset({"inflection", "function-word"})
_TYPED = frozenset({"negation", "number", "date", "person"})


def _say(edit: Edit) -> str:
    own, other = shorten(edit.text), shorten(edit.passage_text)
    if edit.op == "insert":
        return f"“{own}” is not in the statement"
    if edit.op == "delete":
        return f"“{other}” was left out"
    return f"“{own}” stands for “{other}”"


def _hits(edits: list[Edit], text: str, help_text: str = _HELP) -> Iterator[Hit]:
    """One hit for all *edits* of a quotation, at the first of them."""
    if edits:
        said = "; ".join(_say(e) for e in edits[:_SAID])
        more = f"; and {len(edits) - _SAID} more" if len(edits) > _SAID else ""
        yield Hit(f"{text}: {said}{more}", help_text, edits[0].start, edits[0].end)


def _is_omission(edit: Edit) -> bool:
    return edit.op == "delete" and edit.kind not in _GRAMMAR | _TYPED


def _is_name(case: Case, edit: Edit) -> bool:
    return edit.kind == "name" and edit not in case.restyled


@rule("QP101", "altered-words", "error")
def altered_words(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports words inside quotation marks that the statement does not have in that place, without a
    mark that shows the change.

    ## Why is this bad?
    Words between quotation marks are the speaker's own (AP: never alter quotations; NYT: every
    word between marks is what the speaker or writer said).

    ## Example
    “stop making *careless* remarks”, where the statement has “stop making reckless remarks”.

    ## Use instead
    “stop making reckless remarks”, or the sentence without quotation marks.
    """
    if case.altered:
        edits = [
            e
            for e in case.changes
            if e.kind in {"content-word", "modality", "spelling"} and e.op in {"replace", "insert"}
        ]
        yield from _hits(edits, "words were changed")


@rule("QP102", "polarity-flip", "error")
def polarity_flip(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a negation (not, never, no, without …) that was dropped or added inside quotation
    marks.

    ## Why is this bad?
    It turns a statement into its opposite while almost every word stays: “never exported” and
    “ever exported” are 98 % similar.

    ## Example
    “we will plan to export them”, where the statement has “we will not plan to export them”.

    ## Use instead
    The words of the statement.
    """
    if case.altered:
        yield from _hits(
            [e for e in case.changes if e.kind == "negation"], "a negation was changed"
        )


@rule("QP103", "figure-changed", "error")
def figure_changed(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a number, unit, date or name inside quotation marks that differs from the statement's.

    ## Why is this bad?
    Figures and names are what readers take from a quotation, and a changed one may belong to
    another statement. Where the sentence recurs in several statements with other figures, dates or
    names, it is a warning: the words may be those of an item that was not searched.

    ## Example
    “on September 12”, where the statement has “on September 21”.

    ## Use instead
    The statement's figure; if the statement is wrong, say so outside the marks.
    """
    if case.altered:
        edits = [e for e in case.changes if e.kind in {"number", "date"} or _is_name(case, e)]
        hits = _hits(edits, "a figure or name was changed")
        # a sentence that recurs with other figures may be one of an item that is not held
        yield from (replace(hit, severity="warning") if case.is_twin else hit for hit in hits)


@rule("QP104", "unmarked-omission", "error")
def unmarked_omission(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports words that were left out of the middle of a quotation without an ellipsis.

    ## Why is this bad?
    The reader takes what is left for one run of words. AP, Reuters and Bluebook rule 5 ask for a
    mark.

    ## Example
    “stop making reckless remarks and to keep its mouth shut”, where the statement has “stop making
    reckless remarks pulling up the DPRK and to keep its mouth shut”.

    ## Use instead
    “stop making reckless remarks … and to keep its mouth shut”.
    """
    if case.altered and not case.spliced:
        edits = [e for e in case.changes if _is_omission(e)]
        yield from _hits(
            edits, "words were left out without a mark", "put … where words are left out"
        )


@rule("QP105", "splice", "error")
def splice(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that runs two passages together as one, or turns their order round.

    ## Why is this bad?
    Words that were never said together look as if they were (Daily Press: quotations from
    different parts are not to be connected).

    ## Example
    “We have never exported weapons. We warn the U.S. to keep its mouth shut.”, where three
    sentences stand between the two.

    ## Use instead
    Two quotations, or an ellipsis between them.
    """
    if case.altered and case.spliced:
        n = len(case.quotation.passages)
        yield Hit(
            f"{n} passages of the statement are run together without a mark, or out of order",
            "quote them one by one, in their order",
        )


@rule("QP106", "reworded-quote", "warning")
def reworded_quote(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that renders a passage in other words: fewer than half of its words stand
    in order in the statement.

    ## Why is this bad?
    Quotation marks promise the wording. Other words may be another translation of the same
    statement (agencies publish in several languages, and desks translate on their own); then say
    whose it is.

    ## Example
    “stop circulating false news information”, where the statement has “stop making reckless
    remarks … and to keep its mouth shut”.

    ## Use instead
    The published wording, or the sentence without quotation marks.
    """
    if case.quotation.verdict == "reworded":
        share = round(case.quotation.kept * case.n_words)
        yield Hit(
            f"{share} of {case.n_words} words stand in order in the passage: "
            f"“{shorten(case.quotation.passages[0].text, 90)}”{_judged(case.quotation)}",
            "quote the published wording, name the translator, or leave the marks off",
        )


def _judged(quotation: Quotation) -> str:
    """What is known of the sense of other words."""
    if quotation.meaning == "kept":
        return "; the sense is the same: it may be another translation"
    if quotation.meaning == "unclear":
        return (
            f"; whether the sense is the same could not be judged: {'; '.join(quotation.reasons)}"
        )
    return ""


@rule("QP107", "grammar-cleanup", "warning")
def grammar_cleanup(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation in which only inflections or function words were changed.

    ## Why is this bad?
    AP and NYT forbid to clean up grammar inside quotation marks; the Guardian allows it for speech
    (profile `speech`: info).

    ## Example
    “we do not plan to export them”, where the statement has “we will not plan to export them”.

    ## Use instead
    The words of the statement, or a paraphrase.
    """
    changes = [e for e in case.changes if e not in case.restyled]
    if case.altered and changes and all(e.kind in _GRAMMAR for e in changes):
        yield from _hits(changes, "only grammar was changed")


@rule("QP108", "restyled-document", "warning")
def restyled_document(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports another name of the same state or body inside a written quotation.

    ## Why is this bad?
    House style may touch speech, never a quoted document; which name it uses is part of what a
    statement says.

    ## Example
    “North Korea's image”, where the statement has “the DPRK's image”.

    ## Use instead
    “the DPRK's image”, or “[North Korea]'s image”.
    """
    if case.altered:
        yield from _hits(
            list(case.restyled), "a name was restyled", "put the other name in brackets"
        )


@rule("QP109", "nested-marks-dropped", "warning")
def nested_marks_dropped(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports quotation marks of the statement that the quotation left out.

    ## Why is this bad?
    The statement held the word at arm's length: a "rumor of arms dealings" is not a rumor that it
    admits. Bluebook rule 5 keeps inner marks.

    ## Example
    “spreading a groundless rumor of arms dealings”, where the statement has “spreading a
    groundless "rumor of arms dealings"”.

    ## Use instead
    “spreading a groundless ‘rumor of arms dealings’”.
    """
    lost = [e for e in case.quotation.edits if e.kind == "inner-marks" and e.op == "delete"]
    if lost and not case.quotation.parent:
        after = shorten(case.quotation.text[lost[0].end - case.quotation.start :].strip(), 30)
        yield Hit(
            f"the statement has quotation marks before “{after}”",
            "keep the inner marks as ‘ ’",
            lost[0].start,
            lost[0].end,
        )


@rule("QP114", "person-shift", "error")
def person_shift(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a pronoun of another person inside quotation marks: I, we, you, it.

    ## Why is this bad?
    It changes who speaks, or to whom.

    ## Example
    “keep your mouth shut”, where the statement has “keep its mouth shut”.

    ## Use instead
    The statement's pronoun, or “[its]” for yours.
    """
    if case.altered:
        edits = [e for e in case.changes if e.kind == "person"]
        yield from _hits(edits, "the person was changed")


RULES: tuple[Rule, ...] = (
    altered_words,
    polarity_flip,
    figure_changed,
    unmarked_omission,
    splice,
    reworded_quote,
    grammar_cleanup,
    restyled_document,
    nested_marks_dropped,
    person_shift,
)
