"""An encoder helps to choose among the sentences of a statement, and does nothing else."""

from __future__ import annotations

import json

from pathlib import Path

import numpy as np
import pytest

from quoteprov import Verifier
from quoteprov.errors import ModelError


EXAMPLES = Path(__file__).parents[1] / "examples" / "seeds"
BLOG = EXAMPLES / "articles" / "003_13a056770685a8c2.txt"
STATEMENTS = [EXAMPLES / "statements"]
SENSES = (("compensated", "money", "repaid"), ("met", "meeting"))
TOWN = (
    "The council met all fishermen of the harbour in spring. Whoever fishes there gets his money "
    "back from the town. The mayor thanks the voters."
)


def by_sense(texts: list[str]) -> list[list[float]]:
    """Encode texts by which of a few senses their words express."""
    return [[float(any(word in t for word in sense)) for sense in SENSES] for t in texts]


def test_it_chooses_the_sentence(tmp_path: Path) -> None:
    """
    The sentence that shares more words is not the one on money; statement and verdict stay.
    """
    record = {"id": "town", "text": TOWN, "speaker": "Ann Berg, mayor"}
    (tmp_path / "town.jsonl").write_text(json.dumps(record), encoding="utf-8")
    article = "“Every fisherman in our old harbour will be fully compensated,” Ann Berg said."
    plain = Verifier([tmp_path]).verify(article)
    helped = Verifier([tmp_path], encode=by_sense).verify(article)
    [one], [other] = plain.quotations, helped.quotations

    assert one.verdict == other.verdict == "reworded"
    assert one.statement == other.statement
    assert one.passages[0].text.startswith("The council met all fishermen")
    assert other.passages[0].text.startswith("Whoever fishes there gets his money")
    assert helped.model == f"{plain.model} + encoder"


def test_an_encoder_that_knows_nothing_changes_nothing() -> None:
    """If all texts are alike to it, the passages stay what they were."""
    plain = Verifier(STATEMENTS).verify(BLOG)
    helped = Verifier(STATEMENTS, encode=lambda texts: np.zeros((len(texts), 4))).verify(BLOG)

    assert plain.quotations == helped.quotations


@pytest.mark.parametrize(
    "encode",
    [
        lambda _: [1.0, 2.0],
        lambda texts: np.zeros((len(texts) + 1, 4)),
        lambda texts: np.full((len(texts), 4), np.nan),
    ],
)
def test_what_is_no_encoder(encode: object) -> None:
    """What gives no row of numbers for each text is refused, for every article alike."""
    verifier = Verifier(STATEMENTS, encode=encode)  # type: ignore[arg-type]

    with pytest.raises(ModelError, match="one row of finite numbers for each"):
        list(verifier.verify_many([BLOG]))


def test_no_encoder_in_workers() -> None:
    """A function cannot be sent to a worker process, which is said at once."""
    verifier = Verifier(STATEMENTS, encode=by_sense)

    with pytest.raises(ModelError, match="workers=1"):
        next(verifier.verify_many([BLOG], workers=2))
