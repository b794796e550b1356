"""
QP1xx: what was done to the words.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quoteprov.align.edits import restyles
from quoteprov.align.kinds import GRAMMAR
from quoteprov.rules.rule import Case, Hit, Rule, rule, shorten
from quoteprov.text.lemmas import is_function_word
from quoteprov.text.words import keys, words


if TYPE_CHECKING:
    from collections.abc import Iterator

    from quoteprov.align.renditions import Support
    from quoteprov.models import Edit, Quotation


_HELP = "quote the words of the statement, mark the change with … or [ ], or leave the marks off"
_SAID = 3  # changes that a message names; the others are counted
_ALONE = 2  # words that a typed change has at most: "Sept. 21", "five tons"
_TYPED = frozenset({"negation", "number", "unit", "date", "person"})


def _say(edit: Edit) -> str:
    own, other = shorten(edit.text), shorten(edit.passage_text)
    if edit.op == "insert":
        return f"“{own}” is not in the statement"
    if edit.op == "delete":
        return f"“{other}” was left out"
    if edit.op == "move" and keys(edit.text) == keys(edit.passage_text):
        return f"“{own}” was moved"
    return f"“{own}” stands for “{other}”"


def _hits(edits: list[Edit], text: str, help_text: str = _HELP) -> Iterator[Hit]:
    """One hit for all *edits* of a quotation, at the first of them."""
    if edits:
        said = "; ".join(_say(e) for e in edits[:_SAID])
        more = f"; and {len(edits) - _SAID} more" if len(edits) > _SAID else ""
        yield Hit(f"{text}: {said}{more}", help_text, edits[0].start, edits[0].end)


_ONE_WORDING = "keep to the words of one published wording"


def _unless_supported(
    case: Case, edits: list[Edit], text: str, advice: str = _HELP
) -> Iterator[Hit]:
    """The hits of changes; those that another rendition of the statement has are milder."""
    backed = [e for e in edits if case.supported_by(e)]
    yield from _hits([e for e in edits if e not in backed], text, advice)
    for hit in _hits(backed, text, _ONE_WORDING):
        first = backed[0]
        own = f"has “{shorten(first.text)}”" if first.text.strip() else "has not got them"
        message = f"{hit.message}; the rendition {case.supported_by(first)} {own}"
        yield replace(hit, message=message, severity="warning")


def _is_omission(edit: Edit) -> bool:
    """Words were left out, and more than a negation, a figure or a pronoun."""
    if edit.op != "delete" or edit.kind in GRAMMAR:
        return False
    content = [key for key in keys(edit.passage_text) if not is_function_word(key)]
    return edit.kind not in _TYPED or len(content) > _ALONE


def _is_reordered(edit: Edit) -> bool:
    return edit.op == "move" and edit.kind not in GRAMMAR


def _is_name(case: Case, edit: Edit) -> bool:
    return edit.kind == "name" and edit not in case.restyled and edit.op != "move"


def _is_figure(edit: Edit) -> bool:
    return edit.kind in {"number", "unit", "date"} and edit.op != "move"


@rule("QP101", "altered-words", "error")
def altered_words(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports words inside quotation marks that the statement does not have in that place, without a
    mark that shows the change.

    ## Why is this bad?
    Words between quotation marks are the speaker's own (AP: never alter quotations; NYT: every
    word between marks is what the speaker or writer said). Words that another rendition of the
    statement has are a warning: two published wordings were mixed.

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
        yield from _unless_supported(case, edits, "words were changed")


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
        edits = [e for e in case.changes if _is_figure(e) or _is_name(case, e)]
        hits = _hits(edits, "a figure or name was changed")
        # a sentence that recurs with other figures may be one of an item that is not held
        yield from (replace(hit, severity="warning") if case.is_twin else hit for hit in hits)


@rule("QP104", "unmarked-omission", "error")
def unmarked_omission(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports words that were left out of the middle of a quotation without an ellipsis; a warning
    where another rendition of the statement has not got them.

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
        advice = "put … where words are left out"
        yield from _unless_supported(case, edits, "words were left out without a mark", advice)


@rule("QP105", "splice", "error")
def splice(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that runs two passages together as one, or turns the order of words or
    passages round.

    ## Why is this bad?
    Words that were never said together look as if they were (Daily Press: quotations from
    different parts are not to be connected), and their order may say who does what to whom.

    ## Example
    “We have never exported weapons. We warn the U.S. to keep its mouth shut.”, where three
    sentences stand between the two.

    ## Use instead
    Two quotations, or an ellipsis between them.
    """
    if case.altered and case.spliced:
        joint = _joints(case)
        yield Hit("; ".join(joint), "quote them one by one, in their order")
    elif case.altered:
        edits = [e for e in case.changes if _is_reordered(e)]
        yield from _hits(edits, "words stand in another order", "quote them in their order")


def _joints(case: Case) -> Iterator[str]:
    """What was done to each pair of passages: both, and what stands between them."""
    text = case.statement.text if case.statement else ""
    joints = [e for e in case.quotation.edits if not e.marked]
    for one, other in pairwise(case.quotation.passages):
        both = f"“{shorten(one.text, 50)}” and “{shorten(other.text, 50)}”"
        if other.start < one.end:
            yield f"{both} stand the other way round in the statement"
        elif any(one.end <= e.passage_start and e.passage_end <= other.start for e in joints):
            between = shorten(text[one.end : other.start].strip(" .,;:"), 90)
            yield f"{both} are run together without a mark; between them stands “{between}”"


@rule("QP106", "reworded-quote", "warning")
def reworded_quote(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that renders a passage in other words: fewer than half of its words stand
    in order in the statement.

    Where half of its content words stand in the statement or in another rendition of it, this is
    only an information.

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
        best = max(case.support, key=lambda s: s.kept, default=None)
        half = case.policy.thresholds.half
        backing = best if best and best.kept >= half > case.quotation.kept else None
        more = f"; {_in_either(case, backing)}" if backing else ""
        yield Hit(
            f"{share} of {case.n_words} words stand in order in the passage: "
            f"“{shorten(case.quotation.passages[0].text, 90)}”{more}{_judged(case.quotation)}",
            "quote the published wording, name the translator, or leave the marks off",
            severity="info" if backing else None,
        )


def _in_either(case: Case, backing: Support) -> str:
    """What a rendition adds to a reworded quotation."""
    edits = [case.quotation.edits[k] for k in backing.edits]
    told = next((f" has “{shorten(e.text)}”, and" for e in edits if e.kind == "content-word"), ":")
    share = f"{backing.kept:.0%} of the content words stand in one of the two"
    return f"the rendition {backing.statement}{told} {share}"


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
    (profile `speech`: info, with fillers, repetitions and false starts that were left out).

    ## Example
    “we do not plan to export them”, where the statement has “we will not plan to export them”.

    ## Use instead
    The words of the statement, or a paraphrase.
    """
    changes = [e for e in case.changes if e not in case.restyled]
    if case.altered and changes and all(e.kind in GRAMMAR for e in changes):
        yield from _hits(changes, "only grammar was changed")


@rule("QP108", "restyled-document", "warning")
def restyled_document(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports another name of the same state or body inside a written quotation, or a figure,
    month or unit that is written short or in full there.

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
            list(case.restyled),
            "words were restyled",
            "keep the form of the statement, or put yours in brackets",
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


@rule("QP110", "bracket-swap", "warning")
def bracket_swap(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports brackets that stand for a content word, a figure or a name of somebody else, or that
    put a negation in.

    ## Why is this bad?
    Brackets are for the writer's help: a name for a pronoun, a letter, an ending. A content word
    that they replace is gone, and the reader cannot tell what it was.

    ## Example
    “stop making [false] remarks”, where the statement has “stop making reckless remarks”.

    ## Use instead
    “stop making reckless remarks”, or an ellipsis.
    """
    if case.how == "aligned" and case.quotation.verdict in {"edited", "altered"}:
        swaps = [e for e in case.quotation.edits if _is_swap(e)]
        yield from _hits(swaps, "brackets hide words", "keep the words, or leave them out with …")


def _is_swap(edit: Edit) -> bool:
    """Brackets that say something else, unlike "warn[ed]", or "[the country]" for "the DPRK"."""
    if not edit.marked or edit.kind in {"spelling", "inflection", "function-word", "person"}:
        return False
    if edit.op == "insert":
        return edit.kind == "negation"
    lost = [w for w in words(edit.passage_text) if not is_function_word(w.key)]
    described = edit.kind == "content-word" and all(w.text[:1].isupper() for w in lost)
    return edit.op == "replace" and not described and not restyles(edit)


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


@rule("QP116", "other-rendition", "info")
def other_rendition(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that the words are those of another published wording than the statement that it renders,
    where that one has other words; once for each wording.

    ## Why is this bad?
    It is not; but whoever looks the words up in the first wording does not find them, and an
    article should keep to one.

    ## Example
    “keep silence”, as the second English text has it, where the first has “keep its mouth shut”.

    ## Use instead
    The wording of the article's other quotations, or the name of the publisher.
    """
    statement = case.quotation.statement
    if case.main and statement and case.quotation.verdict in {"verbatim", "edited", "altered"}:
        yield Hit(
            f"the wording is that of {statement.id}, a rendition of {case.main}",
            "say which published text is quoted, or quote one only",
            once=statement.id,
        )


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
    bracket_swap,
    person_shift,
    other_rendition,
)
