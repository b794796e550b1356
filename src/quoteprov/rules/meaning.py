"""
QP115: what the words say, beside what they said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.rules.rule import Case, Hit, Rule, rule


if TYPE_CHECKING:
    from collections.abc import Iterator


_WORDED = frozenset({"altered", "reworded"})
_HELP = "quote the words of the statement, or say without quotation marks what they mean"


@rule("QP115", "meaning-shift", "error")
def meaning_shift(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports a quotation that says something softer, harder or other than its passage, and why.
    Compared one by one are negations, modals (may, should, will, must), verbs that ask (urge,
    demand, warn), figures with their units, names, I and we, who does what to whom, what is a fact
    and what only a rumor, and words of a short scale (criticize, reject, condemn). Words left out
    are no change by themselves, but for a subject or an object that was cut in two.

    ## Why is this bad?
    The reader is misled, whether the change is one word or all of them. A translation may use
    other words; it may not say something else.

    Where the sentence recurs in several statements with other figures or names, it is a warning;
    so it is where the words are true and only cut, for editors differ on where to cut.

    ## Example
    “just announced the armaments transaction”, where the statement has “spreading a "rumor of arms
    dealings"”: what it holds at arm's length is given for a fact.

    ## Use instead
    The words of the statement.
    """
    q = case.quotation
    worded = q.verdict in _WORDED
    worse = {"softened", "hardened", "shifted"} if worded else {"shifted"}
    if q.meaning in worse:
        said = "; ".join(q.reasons)
        mild = case.is_twin or not worded
        yield Hit(f"meaning {q.meaning}: {said}", _HELP, severity="warning" if mild else None)


RULES: tuple[Rule, ...] = (meaning_shift,)
