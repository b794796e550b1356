"""What stands on the site says what was said."""

from __future__ import annotations

from pathlib import Path

import pytest


ARTICLES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_no_quotation_needs_another_look(quoteprov, article):
    """An error in what is published is mended before anything else."""
    quoteprov.verify(article).raise_for_findings()


def test_never_exported(quoteprov):
    """The sentence that everybody quotes stands in the story word for word."""
    report = quoteprov.verify(Path("published/yonhap.txt"))

    (quotation,) = (q for q in report.quotations if "never exported" in q.text)
    assert quotation.verdict == "verbatim"
    assert quotation.statement.id == "kcna-2022-09-22.txt"
    (passage,) = quotation.passages
    assert passage.text.startswith("We have never exported weapons or ammunition to Russia before")
