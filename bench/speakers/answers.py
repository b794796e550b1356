"""
What a system says of a text, and how that is kept in a file of predictions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation that a system found, and its speaker's mention; offsets in code points."""

    start: int
    end: int
    speaker_text: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A stretch in which a system sees no quotation, and why."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system says of a text; *errors* are the exceptions it raised."""

    found: tuple[Found, ...] = ()
    left: tuple[Left, ...] = ()
    errors: tuple[str, ...] = ()


System = Callable[[str], Answer]


def guarded(system: System) -> System:
    """
    Make a system whose exceptions are part of its answer.
    """

    def run(text: str) -> Answer:
        try:
            return system(text)
        except Exception as error:  # noqa: BLE001 - whatever it raises is one of its results
            return Answer(errors=(f"{type(error).__name__}: {error}",))

    return run


def as_record(document: str, answer: Answer) -> dict[str, Any]:
    """
    Make a line of a file of predictions.
    """
    return {"doc_id": document, **asdict(answer)}


def from_record(record: dict[str, Any]) -> Answer:
    """
    Read a line of a file of predictions.
    """
    return Answer(
        tuple(Found(**found) for found in record["found"]),
        tuple(Left(**left) for left in record["left"]),
        tuple(record["errors"]),
    )
