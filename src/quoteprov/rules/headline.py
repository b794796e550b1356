"""
QP5xx: the article as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.rules.rule import Case, Hit, Rule, article_rule, rule, shorten
from quoteprov.text.words import keys


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_ELLIPSIS = regex.compile(r"\s*(?:…|\.(?:\s?\.){2,}|\[|\])\s*")


_FOUND = frozenset({"verbatim", "edited", "altered", "reworded"})


@article_rule("QP501", "rewriting-pattern", "info")
def rewriting_pattern(cases: Sequence[Case]) -> Iterator[Hit]:
    """
    ## What it does
    Says that most quotations of one speaker were written anew: they are reworded, or altered with
    a quarter of their words changed. It asks for three quotations at least of more than three
    words, and speaks once for the article.

    ## Why is this bad?
    One reworded quotation may be a slip. Where nearly all are, the article was probably
    translated back from another language, or spun by a machine, and what it quotes are nobody's
    words.

    ## Example
    An article whose three quotations of an official share a third of their words with the
    statement.

    ## Use instead
    The published wording, or the statement in indirect speech; look for the article that this one
    was made of.
    """
    by_speaker: dict[str, list[Case]] = {}
    for case in cases:
        q = case.quotation
        if q.verdict in _FOUND and not (case.is_short or q.parent):
            by_speaker.setdefault(_speaker(case), []).append(case)
    for who, own in by_speaker.items():
        anew = [case for case in own if _is_rewritten(case)]
        limits = own[0].policy.thresholds
        if len(own) >= limits.pattern and len(anew) > limits.pattern_share * len(own):
            yield Hit(
                f"{len(anew)} of {len(own)} quotations of “{shorten(who, 90)}” are in other words "
                "than the statement: the article looks machine-spun or translated",
                "look for the text that it was made of, and quote the published wording",
                anew[0].quotation.start,
                anew[0].quotation.end,
            )
            return


def _speaker(case: Case) -> str:
    """Whose words they are: the issuer of their statement, else who is credited with them."""
    speaker, statement = case.quotation.speaker, case.statement
    if statement and statement.issuer:
        return statement.issuer
    return speaker.resolved if speaker else (statement and statement.title) or "one speaker"


def _is_rewritten(case: Case) -> bool:
    q = case.quotation
    changed = q.verdict == "altered" and q.kept < case.policy.thresholds.rewritten
    return q.verdict == "reworded" or changed


@rule("QP502", "headline-quote", "warning")
def headline_quote(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports quoted words of a headline that stand neither in the text below it nor in a statement
    that the article quotes.

    ## Why is this bad?
    Quotation marks in a headline say that somebody used these words, and the article does not
    show who. Most readers see nothing but the headline.

    ## Example
    ‘We will crush them’ in the headline, where the text and the statement only have “we will
    respond”.

    ## Use instead
    Words that the text quotes, or a headline without marks.
    """
    q = case.quotation
    if q.zone != "headline" or q.parent or case.statement or not case.article.below:
        return
    if not all(case.article.is_below(keys(part)) for part in _ELLIPSIS.split(q.text)):
        yield Hit(
            f"“{shorten(q.text)}” stands neither in the text below nor in a statement it quotes",
            "quote words that the article has, or leave the marks off",
        )


RULES: tuple[Rule, ...] = (rewriting_pattern, headline_quote)
