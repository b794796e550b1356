"""
QP5xx: the article as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from quoteprov.rules.rule import Case, Hit, Rule, rule, shorten
from quoteprov.text.words import keys


if TYPE_CHECKING:
    from collections.abc import Iterator


_ELLIPSIS = regex.compile(r"\s*(?:…|\.(?:\s?\.){2,}|\[|\])\s*")


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


RULES: tuple[Rule, ...] = (headline_quote,)
