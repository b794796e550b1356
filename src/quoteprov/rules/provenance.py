"""
QP2xx: whether the words were found, and where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.limits import QUOTATION_CHARACTERS
from quoteprov.quotes.sides import DOUBTFUL
from quoteprov.rules.rule import Case, Hit, Rule, rule, shorten
from quoteprov.text.affiliation import affiliation
from quoteprov.text.language import name
from quoteprov.text.outlets import is_outlet, names_carrier, names_outlet
from quoteprov.text.titles import roles


if TYPE_CHECKING:
    from collections.abc import Iterator


_UNCLEAR = "it is not clear whether its speaker is among those searched"


@rule("QP201", "not-found", "error")
def not_found(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that stands in none of the statements searched, although its speaker is one
    whose statements they are. If it is not clear who speaks, or no statement is in the language
    of the quotation, this is only an information.

    ## Why is this bad?
    Either the words are not the speaker's, or the statement is missing from the corpus. The
    message says how many statements were searched; it does not say that anything was invented.

    ## Example
    “we will test another satellite”, credited to the spokesman, found in none of 2 statements.

    ## Use instead
    Add the statement to the corpus, correct the words, or credit the one who said them.
    """
    if case.quotation.verdict == "not-found" and not case.is_short:
        doubt = _doubt(case)
        yield Hit(
            f"not found in {_statements(case)}" + (f"; {doubt}" if doubt else ""),
            _GIVE_RENDITION.format(name(case.foreign)) if case.foreign else _LOOK,
            severity="info" if doubt else None,
        )


_LOOK = "look for a statement that is missing from the corpus, or check the words"
_GIVE_RENDITION = "add the statement in {}, as a rendition of the one you have"


def _doubt(case: Case) -> str | None:
    """Why a quotation that is not found may yet be right."""
    if case.foreign:
        return f"it is in {name(case.foreign)}, and no statement in {name(case.foreign)} is held"
    if case.quotation.end - case.quotation.start > QUOTATION_CHARACTERS:
        return "so long that it was only sought verbatim"
    speaker = case.quotation.speaker
    if speaker and speaker.confidence < DOUBTFUL:
        return "it is not clear who speaks"
    return None if case.side == "held" else _UNCLEAR


@rule("QP203", "ambiguous-statement", "info")
def ambiguous_statement(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that the words stand in several statements and that nothing in the article chooses among
    them; or that a sentence stands in several with other figures, dates or names, so that the
    quotation may be of another item than those searched.

    ## Why is this bad?
    It is not; but the statement named in the report is then only the earliest, or the latest
    of the two weeks before the article.

    ## Example
    “reckless remarks”, which stands in a hundred statements.

    ## Use instead
    A longer quotation, or the day of the statement.
    """
    if case.quotation.rivals and not case.decided:
        n = len(case.quotation.rivals)
        yield Hit(
            f"the same words stand in {n} other statement{'s' if n > 1 else ''}; "
            "the likeliest by its day is named",
            "quote more words or say which statement is meant",
        )
    if n := len(case.quotation.alternatives):
        yield Hit(
            f"{n} other statement{'s have' if n > 1 else ' has'} the same sentence with other "
            "figures, dates or names; it may be another item that is quoted",
            "look whether the statement that is quoted is among those searched",
        )


@rule("QP204", "second-hand", "info")
def second_hand(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that words are quoted by way of another outlet: one that is neither the agency that
    carried the statement nor the article's own.

    ## Why is this bad?
    Every copy may have changed a word or the translation; what was copied is not what was said.

    ## Example
    “Yonhap quoted the spokesman as saying”, where KCNA carried the statement.

    ## Use instead
    The statement itself, or the other outlet and the date of its report.
    """
    by = _outlet(case)
    if by:
        yield Hit(f"quoted by way of “{shorten(by)}”", "quote the statement itself")


def _outlet(case: Case) -> str | None:
    """
    The outlet that the words are credited by way of; None where it may be the statement's own.
    """
    speaker, statement = case.quotation.speaker, case.statement
    if speaker is None or case.quotation.parent or case.side == "foreign":
        return None
    by = speaker.carrier or ("" if roles(speaker.resolved) else speaker.resolved)
    issuer = (statement and statement.issuer) or ""
    if not names_outlet(by) or is_outlet(by, f"{case.article.outlet}, {issuer}"):
        return None
    if any(names_carrier(by, carrier) for carrier in case.article.carriers):
        return None
    if statement is None:
        return by if case.side == "held" and speaker.carrier else None
    state = affiliation(issuer)
    # a state's statement whose carrier is not known may have been carried by this one
    return None if state and (not statement.carrier or affiliation(by) == state) else by


@rule("QP205", "short-quote", "info")
def short_quote(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that a quotation of three words or fewer could not be traced: so few words stand in many
    texts by chance, so that neither finding nor missing them would prove anything.

    ## Why is this bad?
    It is not; it is a limit of the check.

    ## Example
    “hegemonic”, credited to a capital.

    ## Use instead
    A longer quotation, where there is one.
    """
    if case.quotation.verdict == "not-found" and case.is_short:
        count = f"{case.n_words} word{'' if case.n_words == 1 else 's'}"
        yield Hit(
            f"{count}: too little to trace in {_statements(case)}",
            "nothing to do; a longer quotation could be checked",
        )


def _statements(case: Case) -> str:
    return f"{case.searched:,} statement{'' if case.searched == 1 else 's'}"


RULES: tuple[Rule, ...] = (not_found, ambiguous_statement, second_hand, short_quote)
