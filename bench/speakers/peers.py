"""
The other libraries, run as their documentation says.

textacy's ``direct_quotations`` reads the whole text, or one paragraph at a time, because it
refuses any text with an odd number of marks. Of sayswho it is the finder alone: its coreference
needs models that no package index holds.
"""

from __future__ import annotations

import re
import subprocess
import sys

from functools import partial
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING, Final

from answers import Answer, Found, System, guarded
from rapidfuzz.distance import Levenshtein


if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Span, Token

_LINE: Final = re.compile(r"[^\n]*\S")


def textacy(nlp: Language) -> System:
    """Run textacy on whole texts."""
    from textacy.extract import direct_quotations

    return lambda text: Answer(tuple(map(_found, direct_quotations(nlp(text)))))


def textacy_by_paragraph(nlp: Language) -> System:
    """Run textacy on each paragraph; those that raise an exception give nothing."""
    whole = guarded(textacy(nlp))

    def run(text: str) -> Answer:
        found: list[Found] = []
        errors: list[str] = []
        for line in _LINE.finditer(text):
            answer = whole(line.group())
            found += (_placed(one, partial(add, line.start())) for one in answer.found)
            errors += answer.errors
        return Answer(tuple(found), errors=tuple(errors))

    return run


def sayswho(nlp: Language) -> System:
    """
    Run the finder of sayswho on the text as it rewrites it, and put what it finds back in place.

    It goes into a folder of its own, without its dependencies: it asks for an old regex and an old
    pytest that its finder has no need of, and the environment is to stay consistent.
    """
    folder = str(Path(sys.prefix) / "quoteprov-bench-peers")
    if not Path(folder, "sayswho").is_dir():
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--no-deps", "--target", folder, "sayswho==0.1.4"], check=True)
    sys.path.append(folder)
    from sayswho.helpers import prep_text_for_quote_detection
    from sayswho.quote_finder import quote_finder

    def run(text: str) -> Answer:
        rewritten = prep_text_for_quote_detection(text)
        found = [_found(triple) for triple in quote_finder(nlp(rewritten))]
        place = origin(rewritten, text)
        return Answer(tuple(_placed(one, place.__getitem__) for one in found))

    return run


def _found(triple: tuple[list[Token], list[Token], Span]) -> Found:
    """Read speaker, cue and content, which has its marks."""
    speaker, _, content = triple
    start, end = speaker[0].idx, speaker[-1].idx + len(speaker[-1])
    words = " ".join(token.text for token in speaker)
    return Found(content.start_char, content.end_char, words, start, end)


def _placed(found: Found, place: Callable[[int], int]) -> Found:
    def moved(at: int | None) -> int | None:
        return None if at is None else place(at)

    start, end = moved(found.speaker_start), moved(found.speaker_end)
    return Found(place(found.start), place(found.end), found.speaker_text, start, end)


def origin(rewritten: str, text: str) -> list[int]:
    """
    Give the offset in *text* of each offset in *rewritten*, its end included.
    """
    places: list[int] = []
    for step in Levenshtein.opcodes(rewritten, text):
        last = max(step.dest_start, step.dest_end - (step.tag != "delete"))
        places += [min(step.dest_start + n, last) for n in range(step.src_end - step.src_start)]
    return [*places, len(text)]
