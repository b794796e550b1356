"""
The meaning of a quotation that was traced: what its words say, and what its cut and its edits do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.align.edits import is_word_edit, restyles
from quoteprov.align.meaning.compare import ASIDE, differences
from quoteprov.align.meaning.cuts import cuts
from quoteprov.align.meaning.modality import MODAL, by_level
from quoteprov.align.meaning.names import PERSONS
from quoteprov.align.meaning.reasons import Reason, judged
from quoteprov.align.meaning.roles import ADVERBS
from quoteprov.align.meaning.sides import quote
from quoteprov.text.aliases import entities
from quoteprov.text.lemmas import NEGATIONS, is_function_word, is_known
from quoteprov.text.sentences import sentences
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quoteprov.align.meaning.reasons import Judgement
    from quoteprov.models import Edit, EditKind, Passage, Quotation


# An ellipsis or a bracket that hides one of these may hide the point: "we will … export them".
_TELLING: frozenset[EditKind] = frozenset({"negation", "number", "date"})
_FORMS: frozenset[EditKind] = frozenset({"spelling", "abbreviation", "function-word"})
_LEAD = 80
"""Characters around a quotation in which its writer may say what was cut."""


def meaning_of(
    quotation: Quotation, statement: str, *, article: str, ours: frozenset[str] = frozenset()
) -> Judgement:
    """
    Judge a quotation by its verdict, passages and edits.

    Args:
        quotation: With its verdict.
        statement: The text that its passages lie in.
        article: The text that it lies in itself.
        ours: States and bodies for whom the speaker speaks.
    """
    reasons = [*_cut(quotation, statement, article), *_hidden(quotation.edits)]
    if quotation.verdict in {"altered", "reworded"}:
        passages = "\n\n".join(_whole(p, statement) for p in quotation.passages)
        cue = quotation.cue.text if quotation.cue else ""
        known = [
            (e.start - quotation.start, e.end - quotation.start)
            for e in quotation.edits
            if e.kind in _FORMS
        ]
        reasons += differences(quotation.text, passages, ours=ours, cue=cue, known=known)
    if quotation.verdict == "altered":
        reasons += _by_place(quotation.edits)
    return judged(reasons)


def _sentence(passage: Passage, statement: str) -> tuple[int, int]:
    """From the start of the sentence in which a passage begins to the end of its last one."""
    first = statement.rfind("\n", 0, passage.start) + 1
    last = statement.find("\n", passage.end)
    spans = sentences(statement, first, len(statement) if last < 0 else last)
    start = max((a for a, _ in spans if a <= passage.start), default=passage.start)
    return start, min((b for _, b in spans if b >= passage.end), default=passage.end)


def _whole(passage: Passage, statement: str) -> str:
    """The sentences of a passage: subject and object may stand before and behind it."""
    return statement[slice(*_sentence(passage, statement))]


def _cut(quotation: Quotation, statement: str, article: str) -> Iterator[Reason]:
    """What the cut alone changes, at either end; the words there must be the statement's."""
    if any(
        not e.marked and is_word_edit(e) and e.start <= quotation.start for e in quotation.edits
    ):
        return
    first, last = quotation.passages[0], quotation.passages[-1]
    before = statement[_sentence(first, statement)[0] : first.start]
    after = statement[last.end : _sentence(last, statement)[1]]
    lead = article[max(0, quotation.start - _LEAD) : quotation.start]
    tail = article[quotation.end : quotation.end + _LEAD]
    yield from cuts(ASIDE.sub(" ", quotation.text), before, after, lead, tail)


def _hidden(edits: Sequence[Edit]) -> Iterator[Reason]:
    """What the writer left out with a mark and the point may hang on."""
    for edit in edits:
        if edit.marked and edit.op != "insert" and edit.kind in _TELLING:
            said = quote(edit.passage_text)
            yield Reason("unclear", f"what was left out with a mark holds a {edit.kind}: {said}")


def _by_place(edits: Sequence[Edit]) -> Iterator[Reason]:
    """Changes that their place shows, where the same words may stand elsewhere, too."""
    plain = [e for e in edits if not e.marked]
    for edit in plain:
        if edit.op == "replace":
            yield from _replaced(edit)
    denying = [e for e in plain if e.kind == "negation"]
    if len(denying) % 2 and all(map(_is_bare, denying)):
        own, other = quote(denying[0].text), quote(denying[0].passage_text)
        told = {
            "insert": f"{own} was added",
            "delete": f"{other} was left out",
            "replace": f"{own} stands for {other}",
        }
        yield Reason("shifted", told[denying[0].op])


def _replaced(edit: Edit) -> Iterator[Reason]:
    """One word or figure for another of its kind."""
    own, other = edit.text, edit.passage_text
    said = f"{quote(own)} stands for {quote(other)}"
    mine, theirs = own.lower(), other.lower()
    if edit.kind == "name" and _is_proper(own) and _is_proper(other) and not restyles(edit):
        yield Reason("shifted", said)
    if edit.kind in {"number", "date"} and own.isdecimal() and other.isdecimal():
        yield Reason("shifted", said)
    if any({mine, theirs} == one | several for one, several in PERSONS[:2]):
        yield Reason("shifted", f"{quote(own)} speaks where {quote(other)} does")
    if mine in MODAL and theirs in MODAL and MODAL[mine] != MODAL[theirs]:
        yield by_level(MODAL[mine], MODAL[theirs], quote(own), quote(other))


def _is_proper(text: str) -> bool:
    """Whether a text names a state, or has a word with a capital that is not English."""
    return bool(entities(text)) or any(
        w.text[:1].isupper() and not is_known(w.key) for w in words(text)
    )


def _is_bare(edit: Edit) -> bool:
    """Whether nothing but a negation was added or left out, as it is by "ever" for "never"."""
    sides = [[w.key for w in words(text)] for text in (edit.text, edit.passage_text)]
    denied = [any(key in NEGATIONS for key in keys) for keys in sides]
    return (
        edit.op != "move"
        and denied[0] != denied[1]
        and all(k in NEGATIONS | ADVERBS or is_function_word(k) for keys in sides for k in keys)
    )
