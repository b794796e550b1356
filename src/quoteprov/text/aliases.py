"""
Which side a phrase names: states and international bodies under all their usual names.

"Pyongyang", "the North", "N. Korea", "DPRK" and "Democratic People's Republic of Korea" are one
entity, ``KP``. The names stand in ``nations.tsv`` beside this module, whose head explains them.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterator


__all__ = ["Mention", "canonical", "entities", "mentions", "names", "phrases"]


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A place in a text that names a state or an international body.

    Attributes:
        start:
            First code point, without "the".

        end:
            End in code points, half-open, without the possessive "'s".

        entity:
            ISO 3166-1 alpha-2 code of a state (``KP``, ``US``), or the short key of a body
            (``UN``, ``NATO``, ``EU``).

        kind:
            ``name``, ``demonym``, ``capital`` (Washington), or ``organ`` (an institution that
            speaks for it: White House, Kremlin).
    """

    start: int
    end: int
    entity: str
    kind: str


class _Alias(NamedTuple):
    text: str
    entity: str
    kind: str
    flags: str


_KINDS = ("name", "demonym", "capital", "organ")
_DECOY = "-"
_KOREAS = frozenset({"KP", "KR"})
_RELATIVE = frozenset("*+")

# One code point for one, so that offsets hold; two line ends stay two blanks and match no alias.
_APOSTROPHES, _HYPHENS, _BLANKS = "\u2018\u2019\u02bc", "\u2010\u2011", "\n\t\u00a0\u2009\u202f"
_FOLDS = tuple(
    (old, new)
    for new, olds in (("'", _APOSTROPHES), ("-", _HYPHENS), (" ", _BLANKS))
    for old in olds
)

_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]")
_ALIAS = re.compile(r"(?P<text>.+?)(?P<plural>\(s\))?(?P<flags>[=*+~]*)")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_ADDRESS = frozenset("/@.")
_HOST = re.compile(r"\.\w|@")
_SHORT_WORD = re.compile(r"\b([A-Z]|St)\. ")

_MASTHEAD = r" (?:Morning )?(?:Times|Post|Herald|Tribune|Gazette|Examiner|Inquirer|Daily|Shimbun)"
_TREATY = (
    r" (?:climate )?(?:[Aa]greements?|[Aa]ccords?|[Cc]onventions?|[Pp]rotocols?|Treaty|Pact"
    r"|[Mm]emorandum|Statute|[Ss]ummit|Olympics?|Games|Peace Conference|Film Festival)"
)
_OTHER_THING_AFTER = {
    kind: re.compile(rf"(?:{pattern})(?![\w-])")
    for kind, pattern in (
        ("name", _MASTHEAD),
        ("demonym", rf"{_MASTHEAD}|[- ]language|[- ]speak(?:ing|ers?)"),
        ("capital", f"{_MASTHEAD}|{_TREATY}"),
    )
}

# What may stand capitalised before "Washington" at the head of a sentence without being a
# given name; words in -ing and -ly (Accusing Washington, Recently Washington) are as free.
_NO_GIVEN_NAME = frozenset(
    """
    A About After Against All Although Among And Are As At Because Before Behind Between Beyond
    Both But By Can Could Day Despite Did Does Earlier Even Every For From Given Had Has Have
    However If In Inside Instead Into Is Last Later Like May Maybe Meanwhile Most Near Neither
    Next No Nor Not Now Of On Once Only Or Other Otherwise Out Outside Over Perhaps Since So Soon
    Still Than That The Then There Therefore Though Through Thus To Today Told Tomorrow Toward
    Towards Under Unless Unlike Until Upon Via Was Were What When Where Whereas Whether Which
    While Who Whose Why Will With Within Without Would Yesterday Yet
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    January February March April May June July August September October November December
    """.split()
)
_INITIAL_OR_TITLE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr)\.? |(?<![\w.])[A-Z]\. )\Z")
_CAPITALISED_BEFORE = re.compile(r"(?<![\w'.-])(?P<word>[A-Z][a-z]+) \Z")
_FAMILY_NAME_AFTER = re.compile(
    r" (?!(?:King|Queen|Prince|Crown|Prime|Foreign|Defen[cs]e|President|Premier|Minist|Ambassador"
    r"|Government|Parliament|Army|Armed|Air|Police|Mayor|Embassy|Mon|Tues|Wednes|Thurs|Fri|Satur"
    r"|Sun)[a-z]*\b)[A-Z][a-z]+"
)
_LONG_SMALL_WORD = re.compile(r"(?<![\w'-])[a-z]{5,}")
_HEADLINE_WORDS = 4
_SHORTEST_SMALL = 4

_ARTICLE_BEFORE = re.compile(
    r"(?<!\w)[Tt]he (?:nuclear-armed |communist |reclusive |isolated |secretive |impoverished )?\Z"
)
_OTHER_KOREA_AFTER = re.compile(r" (?:and|or) (?:the )?(?:North|South) Korea")
# "the North Atlantic", "the South of France", but "the North Thursday denied"
_DIRECTION_AFTER = re.compile(r" (?:of\b|(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z])")


def mentions(text: str, *, context: frozenset[str] = frozenset()) -> list[Mention]:
    """
    Find what *text* names, in order and without overlaps; the longest name wins.

    "the North" and "the South" count where a Korea is named elsewhere in *text* or *context*.
    An organ right after another state's name is that state's ("Pakistan's Foreign Office").
    "Washington" after a given name is a person, "Washington Post" a newspaper: neither counts.

    Args:
        text:
            Any text; offsets refer to it as it is.

        context:
            Entities that are known to be meant, for example those of the whole article.

    >>> [(m.entity, m.kind) for m in mentions("Seoul warned the North, the White House said.")]
    [('KR', 'capital'), ('KP', 'name'), ('US', 'organ')]
    """
    found: list[Mention] = []
    relative: set[Mention] = set()
    for alias, mention in _matches(text):
        last = found[-1] if found else None
        if alias.kind == "organ" and last and _belongs_to(last, mention, text):
            continue
        found.append(mention)
        if "~" in alias.flags:
            relative.add(mention)
    if relative and not _KOREAS & context:
        absolute = [mention for mention in found if mention not in relative]
        if not any(mention.entity in _KOREAS for mention in absolute):
            return absolute
    return found


def entities(text: str, *, context: frozenset[str] = frozenset()) -> frozenset[str]:
    """
    Return the keys of all that *text* names; *context* is that of `mentions`.

    >>> sorted(entities("the North Korean-Russian armaments transaction"))
    ['KP', 'RU']
    """
    return frozenset(mention.entity for mention in mentions(text, context=context))


def canonical(text: str, *, context: frozenset[str] = frozenset()) -> str | None:
    """
    Return the entity of a phrase that is nothing but its names, else None.

    "the", a possessive and white space at the edges are passed over; *context* is that of
    `mentions`.

    >>> canonical("the United States"), canonical("US State Department"), canonical("U.S. aide")
    ('US', 'US', None)
    """
    found = mentions(text, context=context)
    named = {mention.entity for mention in found}
    edges = [0, *itertools.chain.from_iterable((m.start, m.end) for m in found), len(text)]
    gaps = (_fold(text[a:b]).strip().lower() for a, b in zip(edges[::2], edges[1::2], strict=True))
    if len(named) != 1 or next(gaps) not in {"", "the"} or not set(gaps) <= {"", "'s", "'"}:
        return None
    return named.pop()


@cache
def names(entity: str) -> frozenset[str]:
    """
    Return the names of *entity* that stand for it wherever they stand; none if there is no such
    entity.

    >>> sorted(names("KP"))[1:3]
    ['D.P.R.K.', 'DPR Korea']
    """
    return frozenset(
        alias.text
        for alias in _rows()
        if alias.entity == entity and not _RELATIVE.intersection(alias.flags)
    )


@cache
def phrases() -> tuple[tuple[str, str, bool], ...]:
    """
    List every spelling of the names, adjectives and capitals of all entities, with the entity, and
    whether it is a relative name, which needs "the" ("the North").

    >>> [(name, entity) for name, entity, relative in phrases() if relative]
    [('North', 'KP'), ('South', 'KR')]
    """
    return tuple(
        (spelling, alias.entity, "~" in alias.flags)
        for alias in _rows()
        if alias.kind != "organ" and alias.entity != _DECOY
        for spelling in _spellings(alias.text)
    )


def _matches(text: str) -> Iterator[tuple[_Alias, Mention]]:
    """Yield all aliases in place, relative ones and organs of whomever included."""
    folded = _fold(text)
    table = _table()
    end = 0
    for word in _WORD.finditer(folded):
        if (candidates := table.get(word[0])) is None or (start := word.start()) < end:
            continue
        for form, alias in candidates:
            if folded.startswith(form, start) and _is_whole(form, folded, start):
                # Also a decoy takes its words out of play: "Guinea-Bissau Times" is not Guinea.
                end = start + len(form)
                mention = Mention(start, end, alias.entity, alias.kind)
                if not _is_other_thing(mention, alias.flags, folded, text):
                    yield alias, mention
                break


def _fold(text: str) -> str:
    for old, new in _FOLDS:
        text = text.replace(old, new)
    return text


def _is_whole(form: str, folded: str, start: int) -> bool:
    """Say whether the *form* at *start* is no part of a longer word, initials or address."""
    end = start + len(form)
    after = folded[end : end + 2]
    if after[:1].isalnum() or after[:1] == "_":
        return not (form[-1].isalnum() or form[-1] == ".")
    # "U.S.C. 1001" and "U.S.S. Enterprise" begin like "U.S"
    if after[:1] == "." and form[-2:-1] == ".":
        return False
    # "kcna.example/russia/2", "info@china.example"
    address = folded[start - 1 : start] in _ADDRESS or _HOST.match(after) is not None
    return not (address and form[0].islower())


def _is_other_thing(mention: Mention, flags: str, folded: str, text: str) -> bool:
    """Say whether the neighbours of a name make it a person, a newspaper, a direction."""
    if mention.entity == _DECOY:
        return True
    start, end = mention.start, mention.end
    veto = _OTHER_THING_AFTER.get(mention.kind)
    if veto is not None and veto.match(folded, end):
        return True
    if not flags.strip("="):
        return False
    before = folded[max(0, start - 32) : start]
    if "~" in flags:
        return not _is_relative_name(before, folded, end)
    if "*" in flags and _INITIAL_OR_TITLE.search(before):
        return True
    person = ("*" in flags and _ends_in_given_name(before)) or (
        "+" in flags and _FAMILY_NAME_AFTER.match(folded, end) is not None
    )
    return person and not _in_headline(text, start)


def _ends_in_given_name(before: str) -> bool:
    found = _CAPITALISED_BEFORE.search(before)
    return (
        found is not None
        and found["word"] not in _NO_GIVEN_NAME
        and not found["word"].endswith(("ing", "ly"))
    )


def _is_relative_name(before: str, folded: str, end: int) -> bool:
    if _OTHER_KOREA_AFTER.match(folded, end):
        return True
    article = _ARTICLE_BEFORE.search(before)
    return article is not None and _DIRECTION_AFTER.match(folded, end) is None


def _in_headline(text: str, start: int) -> bool:
    """Say whether capitals prove nothing, as in "Kim Warns Washington Over Drills"."""
    # Bounded, or a line of a million names would be read a million times.
    line_start = text.rfind("\n", max(0, start - 120), start) + 1 or max(0, start - 120)
    line_end = text.find("\n", start, start + 120)
    line = text[line_start : line_end if line_end >= 0 else start + 120].rstrip()
    if line.endswith(".") or _LONG_SMALL_WORD.search(line) is not None:
        return False
    return len(line.split()) >= _HEADLINE_WORDS


def _belongs_to(last: Mention, organ: Mention, text: str) -> bool:
    """Say whether the *last* mention claims the *organ* for another state."""
    between = _fold(text[last.end : organ.start])
    return last.entity != organ.entity and between in {" ", "'s ", "' "}


@cache
def _table() -> dict[str, list[tuple[str, _Alias]]]:
    """Index all forms of all aliases by their first word, the longest first."""
    forms: dict[str, _Alias] = {}
    for alias in _rows():
        for form in _forms(alias):
            forms.setdefault(form, alias)
    index: dict[str, list[tuple[str, _Alias]]] = {}
    for form in sorted(forms, key=len, reverse=True):
        index.setdefault(_NO_WORD.split(form, 1)[0], []).append((form, forms[form]))
    return index


def _rows() -> Iterator[_Alias]:
    """Read the aliases of the data file as they are written there, plurals apart."""
    source = resources.files("quoteprov.text").joinpath("nations.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line.startswith("#"):
            continue
        entity, *cells = line.split("\t")
        for kind, cell in zip(_KINDS, cells, strict=False):
            for written in () if cell.startswith("#") else filter(None, cell.split("|")):
                parts = _ALIAS.fullmatch(written)
                assert parts is not None, written  # noqa: S101 - any test finds it
                yield _Alias(parts["text"], entity, kind, parts["flags"])
                if parts["plural"]:
                    yield _Alias(parts["text"] + "s", entity, kind, parts["flags"])


def _forms(alias: _Alias) -> Iterator[str]:
    """Yield *alias* in all its spellings, each as written, in capitals and in lower case."""
    if "~" in alias.flags:
        yield alias.text
        return
    small = alias.kind != "organ" and "=" not in alias.flags
    for spelling in _spellings(alias.text):
        yield spelling
        yield spelling.upper()
        if small and len(spelling) >= _SHORTEST_SMALL and not spelling.isupper():
            yield spelling.lower()
        if spelling.startswith(("North ", "South ")):  # as Pyongyang writes "south Korean"
            yield spelling[0].lower() + spelling[1:]


def _spellings(text: str) -> Iterator[str]:
    """Yield *text* with its points, marks and hyphens set in the usual ways."""
    yield text
    if not text.isascii():
        bare = unicodedata.normalize("NFD", text)
        yield "".join(c for c in bare if not unicodedata.combining(c))
    if (initials := _INITIALS.search(text)) is not None:
        dotted = initials[0]
        for other in (dotted[:-1], dotted.replace(".", ""), dotted[:-1].replace(".", ". ") + "."):
            yield text.replace(dotted, other)
    elif _SHORT_WORD.search(text) is not None:
        yield _SHORT_WORD.sub(r"\1.", text)
        yield _SHORT_WORD.sub(r"\1 ", text)
    elif text.startswith(("North ", "South ", "United ", "White ", "Guinea-")):
        yield text.replace("-", " ") if "-" in text else text.replace(" ", "-")
