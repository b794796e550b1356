"""
The cue lexicon of the languages besides English, from ``foreign.tsv``, whose head explains it.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

import regex


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Credit(NamedTuple):
    """
    Somebody and the words that say so (code points); nobody is named where ``start == end``.

    ``rule`` is one of ``finite``, ``inverted``, ``according``, ``colon``, ``noun`` and
    ``dropped``: the verb has no subject, who spoke before goes on.
    """

    start: int
    end: int
    cue_start: int
    cue_end: int
    rule: str
    carrier: tuple[int, int] | None = None


class Place(NamedTuple):
    """
    A quotation in its text (code points).

    Args:
        text: The text.
        masked: The same with its quotations hidden.
        start: The quotation with its marks.
        end: Where it ends.
        left: Where what stands before it begins: its sentence, or the one that introduces it.
        right: Where what stands behind it ends.
    """

    text: str
    masked: str
    start: int
    end: int
    left: int
    right: int


@cache
def table() -> Mapping[tuple[str, str], frozenset[str]]:
    """Map (language, kind) to the forms of ``foreign.tsv``."""
    source = resources.files("quoteprov.quotes").joinpath("foreign.tsv").read_text("utf-8")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in source.splitlines():
        if not line.startswith("#"):
            language, kind, forms = line.split("\t")
            found[language, kind].update(form.replace("_", " ") for form in forms.split())
    return {key: frozenset(forms) for key, forms in found.items()}


def forms(language: str, kind: str) -> frozenset[str]:
    """
    The forms of one kind, regular verbs inflected for ``finite`` and ``participle``.

    >>> "affirme" in forms("fr", "finite"), "afirmaron" in forms("es", "finite")
    (True, True)
    """
    own = table().get((language, kind), frozenset())
    inflect = _INFLECTED.get((language, kind))
    verbs = table().get((language, _REGULAR.get(language, "")), frozenset())
    return own | {form for verb in verbs for form in inflect(verb)} if inflect else own


def _french_finite(verb: str) -> Iterator[str]:
    """Present, imperfect and simple past of a verb in -er: annoncer, annonça; répéter, répète."""
    stem = verb.removeprefix("s'")[:-2]
    soft = regex.sub("c$", "ç", regex.sub("g$", "ge", stem))
    grave = regex.sub(r"é(?=[^aeiouyé]+$)", "è", stem)
    yield from (grave + "e", grave + "ent", stem + "èrent")
    yield from (soft + ending for ending in ("a", "ait", "aient"))


def _french_participle(verb: str) -> Iterator[str]:
    stem = verb.removeprefix("s'")[:-2]
    yield from (stem + ending for ending in ("é", "ée", "és", "ées"))


_SPANISH = {
    "ar": "ó aron a an aba aban",
    "er": "ió ieron e en ía ían",
    "ir": "ió ieron e en ía ían",
}


def _spanish_finite(verb: str) -> Iterator[str]:
    yield from (verb[:-2] + ending for ending in _SPANISH[verb[-2:]].split())


def _spanish_participle(verb: str) -> Iterator[str]:
    yield verb[:-2] + ("ado" if verb.endswith("ar") else "ido")


_REGULAR = {"fr": "er", "es": "regular"}
_INFLECTED = {
    ("fr", "finite"): _french_finite,
    ("fr", "participle"): _french_participle,
    ("es", "finite"): _spanish_finite,
    ("es", "participle"): _spanish_participle,
}
