"""
QP9xx: what was odd about the input.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteprov.rules.rule import Case, Hit, Rule, rule


if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("QP901", "malformed-marks", "info")
def malformed_marks(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that quotation marks were mixed, reversed or missing, and how they were read.

    ## Why is this bad?
    A reader, and most software, may see another quotation than was meant.

    ## Example
    “… in the future “On September 21, the agency quoted …”, closed with an opening mark.

    ## Use instead
    One kind of marks, opened and closed.
    """
    if case.quotation.marks.repaired:
        yield Hit("; ".join(case.quotation.marks.repaired), "mend the quotation marks")


@rule("QP902", "hidden-characters", "error")
def hidden_characters(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports zero-width characters, direction controls, invisible tag letters and look-alike letters
    of another script inside a quotation.

    ## Why is this bad?
    Software reads other words than people do; a quotation can be made to pass, or to fail, unseen.

    ## Example
    “kеep its mouth shut” with a Cyrillic “е”.

    ## Use instead
    The plain characters.
    """
    if case.hidden:
        offset, name = case.hidden[0]
        more = f" and {len(case.hidden) - 1} more" if len(case.hidden) > 1 else ""
        yield Hit(f"holds {name}{more}", "remove the hidden characters", offset, offset + 1)


def _never(case: Case) -> Iterator[Hit]:
    """Rules of whole inputs are applied by the verifier, which sees them."""
    del case
    yield from ()


@rule("QP903", "input-limit", "warning")
def input_limit(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Says that a text or a quotation is longer than what is analysed, and what was left out; or that
    an article took longer than it was given, which was not checked at all, so it is an error; or
    that something in the article of a web page did not arrive in the text that was read of it.

    ## Why is this bad?
    What was left out was not checked.

    ## Example
    An article of more than 1,000,000 characters.

    ## Use instead
    Split the text, or give it more time with `--timeout`; save the text of a page as `.txt`.
    """
    return _never(case)


@rule("QP904", "unreadable-input", "error")
def unreadable_input(case: Case) -> Iterator[Hit]:
    """
    ## What it does
    Reports an article that could not be read: missing, empty, binary, not UTF-8, a line of JSON
    that is no document, or a web page without an article or without the extra `html`; or one at
    which the check itself failed. The others are still checked.

    ## Why is this bad?
    It was not checked.

    ## Example
    A file in Windows-1252.

    ## Use instead
    A text in UTF-8.
    """
    return _never(case)


RULES: tuple[Rule, ...] = (malformed_marks, hidden_characters, input_limit, unreadable_input)
