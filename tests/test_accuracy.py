"""
Floors of accuracy, which nothing may lower quietly: on the statements of this repository, and on
the labelled articles where they are at hand.
"""

from __future__ import annotations

import tempfile

from collections import Counter
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from bench.drift.__main__ import Held, Quoted, Result, checked, made, sources
from bench.drift.changes import CHANGES
from bench.drift.confusion import SOUND, WANTED, Seen, seen
from bench.drift.treatments import TREATMENTS
from bench.tracing.corpora import Document, write
from quoteprov import Corpus, Verifier


STATEMENTS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
SENTENCES = Path(__file__).parent / "gold" / "sentences.txt"
DATA = Path(__file__).parents[1].parent / "shared" / "data"
KINDS = {kind: one.change for kind, one in CHANGES.items()}
GRAVE = ("negation", "number", "name", "person")
EACH = 25


@cache
def _results() -> list[Result]:
    """Sentences of the statements, changed and treated in every way they can be."""
    files = [*sorted(STATEMENTS.glob("*.txt")), SENTENCES]
    own = [Document(p.name, p.read_text("utf-8"), {}) for p in files]
    with tempfile.TemporaryDirectory() as folder:
        write(own, Path(folder) / "statements")
        verifier = Verifier(Corpus.build(Path(folder) / "statements"))
    quotable, held = sources(own), Held(own)
    quoted = [
        one
        for kinds in (KINDS, TREATMENTS)
        for kind in kinds
        for one in _few({kind: kinds[kind]}, quotable, held)
    ]
    return [checked(verifier, one) for one in quoted]


def _few(kinds, own, held) -> list[Quoted]:
    """Up to `EACH` quotations of a kind: a few statements do not hold as many of each."""
    found = []
    with suppress(SystemExit):
        for one in made(kinds, own, held, seed=1, count=EACH):
            found.append(one)  # noqa: PERF402 - it stops where there are no more
    return found


def test_as_many_as_there_are() -> None:
    """Nearly every kind of change and treatment is tried, grave ones often."""
    counts = Counter(r.quoted.kind for r in _results())

    assert len(counts) >= len(KINDS) + len(TREATMENTS) - 2
    assert sum(counts[kind] for kind in GRAVE) >= 60
    assert counts.total() >= 350


def test_no_changed_quotation_passes() -> None:
    """Never verbatim wrongly, nor edited."""
    passed = {"verbatim", "edited"}

    assert [] == [
        r.quoted.text for r in _results() if r.quoted.kind in KINDS and r.verdict in passed
    ]


@pytest.mark.parametrize("kind", GRAVE)
def test_grave_changes_have_the_right_error(kind: str) -> None:
    """A changed negation, number, name or person is an error under its own rule."""
    assert [] == [
        (r.quoted.text, r.errors) for r in _results() if r.quoted.kind == kind and not r.is_right
    ]


def test_no_sound_quotation_is_accused() -> None:
    """Typography, spelling, marked cuts and brackets are no errors."""
    sound = [r for r in _results() if r.quoted.kind in TREATMENTS]

    assert [] == [(r.quoted.text, r.errors) for r in sound if r.errors]


@pytest.mark.skipif(
    not (DATA / "derivative").is_dir(),
    reason="the articles lie outside the repository and are not here",
)
class TestLabelledArticles:
    """Real articles against 19,000 statements, without the day of any article."""

    @staticmethod
    @cache
    def _seen() -> list[Seen]:
        return list(seen(DATA, dates=False))

    def test_nobody_sound_is_accused(self) -> None:
        """No error on words that are true, or another's."""
        assert [] == [one for one in self._seen() if one.errors and one.label in SOUND]

    def test_statements(self) -> None:
        """The right statement is found, or named among those with the same words."""
        held = [one for one in self._seen() if one.where]

        assert sum(one.where in {"right", "rival"} for one in held) >= 0.85 * len(held)

    def test_verdicts(self) -> None:
        """The verdict is that of the label."""
        right = [one.verdict in WANTED[one.label] for one in self._seen()]

        assert sum(right) >= 0.8 * len(right)

    def test_meaning(self) -> None:
        """What was shifted is said to be, and what was not is not."""
        told = Counter((one.meaning, one.said == "shifted") for one in self._seen() if one.said)

        assert told["shifted", True] >= 0.7 * (told["shifted", True] + told["shifted", False])
        assert told["same", True] <= 0.05 * (told["same", True] + told["same", False])
