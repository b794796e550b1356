"""What a parse adds to the patterns: subjects of verbs, without what only looks like one."""

from __future__ import annotations

import pytest

from quoteprov.quotes.syntax import Parse, parsed_clauses


def subjects(words: str, heads: list[int], deps: str, tags: str) -> list[str]:
    """The subjects of a sentence whose words, heads, relations and tags are given."""
    starts, ends, at = [], [], 0
    for word in words.split():
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    parse = Parse(starts, ends, heads, deps.split(), tags.split())
    return [words[c.start : c.end] for c in parsed_clauses(parse, words, 0, len(words))]


def test_a_subject_with_its_apposition() -> None:
    """The noun phrase is given whole."""
    found = subjects("The mayor left", [1, 2, 2], "det nsubj ROOT", "DET NOUN VERB")
    assert ["The mayor"] == found


@pytest.mark.parametrize("word", ["That", "This", "There", "You"])
def test_nobody(word: str) -> None:
    """A demonstrative speaks for nobody."""
    assert [] == subjects(f"{word} left", [1, 1], "nsubj ROOT", "PRON VERB")


def test_a_bracket_that_is_cut_off() -> None:
    """A parse that ends inside brackets gives what stands before them."""
    found = subjects(
        "Rep. Doe (D-Calif. left", [1, 3, 1, 3], "compound nsubj appos ROOT", "PROPN PROPN X VERB"
    )
    assert ["Rep. Doe"] == found
