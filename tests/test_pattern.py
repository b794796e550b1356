"""QP501: most quotations of one speaker are in other words than the statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quoteprov import Verifier


if TYPE_CHECKING:
    from quoteprov.models import Finding


SEEDS = Path(__file__).parents[1] / "examples/seeds"
BLOG = SEEDS / "articles/003_13a056770685a8c2.txt"
STATEMENT = SEEDS / "statements"
SOUND = """

“We have never exported weapons or ammunition to Russia before and we will not plan to export \
them,” the vice director general of the General Bureau of Equipment of the Ministry of National \
Defence said.

“We warn the U.S. to stop making reckless remarks pulling up the DPRK and to keep its mouth \
shut,” the vice director general of the General Bureau of Equipment said.

“Not only the development, production, possession of military equipment, but also their export \
and import are the lawful right peculiar to a sovereign state,” the vice director general said.
"""


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    """The statements of the seeds."""
    return Verifier(STATEMENT)


def _patterns(verifier: Verifier, text: str) -> list[Finding]:
    return [f for f in verifier.verify(text).findings if f.code == "QP501"]


def test_the_blog(verifier: Verifier) -> None:
    """One line for the whole article, at the first of the quotations, and of none of them."""
    text = BLOG.read_text("utf-8")
    (found,) = _patterns(verifier, text)

    assert "info" == found.severity
    assert found.message.startswith("3 of 3 quotations of “The vice director general")
    assert text[found.start : found.end].startswith("stop circulating false news")
    assert found.quotation is None


def test_two_are_no_pattern(verifier: Verifier) -> None:
    """The blog without its last quotation of the official has two reworded ones."""
    text = BLOG.read_text("utf-8")

    assert [] == _patterns(verifier, text[: text.index("I have no idea")])


def test_half_is_not_most(verifier: Verifier) -> None:
    """Where as many are sound, nothing is said of the article."""
    before, last = BLOG.read_text("utf-8").split("“I have no idea", 1)

    assert [] == _patterns(verifier, f"{before.rstrip()}{SOUND}\n“I have no idea{last}")


@pytest.mark.parametrize("name", ["002", "004"])
def test_agencies(name: str, verifier: Verifier) -> None:
    """Articles that quote the published wording have no pattern."""
    (path,) = (SEEDS / "articles").glob(f"{name}*")

    assert [] == _patterns(verifier, path.read_text("utf-8"))
