"""Wrapped text files read like the same text unwrapped."""

from __future__ import annotations

import textwrap

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov import Article, Verifier
from quoteprov.text.wrapping import unwrap


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
ARTICLES = sorted(p.name for p in (SEEDS / "articles").iterdir())


def _wrapped(text: str, width: int) -> str:
    """Every paragraph wrapped at *width*, with an empty line between paragraphs."""
    lines = [line for line in text.splitlines() if line.strip()]
    return "\n\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("name", ARTICLES)
def test_same_verdicts(name: str, width: int) -> None:
    """A wrapped article has the quotations and verdicts of the article, at its own offsets."""
    text = (SEEDS / "articles" / name).read_text("utf-8")
    verifier = Verifier(SEEDS / "statements")
    wrapped = _wrapped(text, width)
    plain, folded = verifier.verify(text), verifier.verify(Article(id="w", text=wrapped))

    assert [(q.text, q.verdict, q.rules) for q in plain.quotations] == [
        (" ".join(q.text.split()), q.verdict, q.rules) for q in folded.quotations
    ]
    assert all(q.text == wrapped[q.start : q.end] for q in folded.quotations)


def test_wrapped_statement(tmp_path: Path) -> None:
    """A wrapped statement keeps its issuer, its days and its sentences."""
    name = "001_5090525799506049.txt"
    text = (SEEDS / "statements" / name).read_text("utf-8")
    (tmp_path / name).write_text(_wrapped(text, 72), "utf-8")
    article = SEEDS / "articles" / ARTICLES[0]
    plain, folded = (Verifier(p).verify(article) for p in (SEEDS / "statements" / name, tmp_path))

    assert [(q.verdict, q.extent, q.statement) for q in plain.quotations] == [
        (q.verdict, q.extent, q.statement) for q in folded.quotations
    ]


def test_two_lines_of_a_sentence() -> None:
    """A paragraph of two lines is one if the second goes on in small letters."""
    text = (
        "SEOUL, Sept. 23 (Post) -- The vice director general of the General Bureau of Equipment\n"
        "of the DPRK said on Wednesday: “We have ever exported weapons or ammunition.”\n"
    )
    report = Verifier(SEEDS / "statements").verify(text)
    speaker = report.quotations[0].speaker

    assert text.replace("\n", " ", 1) == unwrap(text)
    assert speaker is not None
    assert "The vice director general of the General Bureau of Equipment of the DPRK" == " ".join(
        speaker.text.split()
    )


MEANT = {
    "verse": [
        "We went down to the harbour in the morning light,",
        "and nobody was there.",
        "The boats had gone.",
    ],
    "headline": [
        "Kim sister threatens South with 'gruesome price' over leaflets",
        "By Staff Writer",
    ],
    "list": [
        "- one line of a list that goes on until here",
        "- and another that is as long as the first",
        "- and a third one that is just as long as they",
    ],
    "dialogue": [
        "Anna: I have never seen that paper in all my life.",
        "Bert: But you signed it on the third of May.",
        "Anna: Then somebody else must have held my hand.",
    ],
    "long lines": [
        "First paragraph of a page that puts each on one line, however long it is. " * 2,
        "Second paragraph of the page, which is as long as the first one or longer. " * 2,
    ],
}


@pytest.mark.parametrize("lines", MEANT.values(), ids=MEANT)
def test_meant_breaks_stay(lines: list[str]) -> None:
    """Lines that are lines stay apart."""
    text = "\n".join(lines)

    assert text == unwrap(text)


@given(st.text(alphabet=st.sampled_from("ab .\n\r>-"), max_size=300))
def test_length_stays(text: str) -> None:
    """Nothing but line breaks is touched, and the length never changes."""
    found = unwrap(text)

    assert len(text) == len(found)
    assert all(a == b or (a in "\r\n" and b == " ") for a, b in zip(text, found, strict=True))


def test_many_lines_take_no_longer_than_their_length() -> None:
    """A text of a hundred thousand lines is read in one go."""
    text = "nothing but short lines\n" * 100_000

    assert text == unwrap(text)
