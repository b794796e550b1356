# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
r"""
Build ``src/quoteprov/text/lexicon.txt.gz`` from the database files of WordNet 3.0.

    python tools/build_lexicon.py --wordnet /usr/share/wordnet

The files are those of Debian's package ``wordnet-base``, described in ``wndb(5WN)``: ``index.*``
and ``data.*``, the exception lists ``*.exc`` and the tag counts ``cntlist.rev``. The same files
give the same bytes on every run.

What is kept:

* **Senses.** The first ``SENSES`` of a word in each part of speech, in WordNet's order, which is
  the order of frequency in its tagged texts; the first ``UNTAGGED_SENSES`` of a word that these
  texts do not hold, since its order means nothing. A sense written in capitals only (``US``,
  ``WHO``, ``AIDS``) is left out, because the table is asked with lower-case words; so is a name
  that no tagged text holds.
* **Heads.** Single words of the letters a to z that the tagged texts hold, and their synonyms in
  a kept sense: the tagged texts are small, and *weaponry* is not in them, but *arms* is.
* **Concepts.** A head may express the synsets of its senses. Two words that a pointer ``+``
  (derivationally related form) or ``\`` (pertainym) joins express one another's synset as well,
  when both senses are kept: *denounce* and *denunciation*, *persistently* and *persistent*. An
  adjective also expresses the synsets that ``&`` (similar) joins to its own. A concept of one
  single head compares with nothing and is dropped.
* **Antonyms.** Pairs of heads that a pointer ``!`` joins in a kept sense.

Measured by soft containment on pairs of sentences (training parts of MSRP, STS 2012 to 2014 and
PAN), four senses serve as well as five or eight, ``+``, ``\`` and ``&`` each help a little, and
``$`` (verb group) does nothing. Hypernyms gained 0.002 AUC on MSRP, but brought the wrong
sentences of a statement nearer to the right one, so they are left out.

The table is UTF-8 text in four blocks, with one empty line between two of them:

1. comment lines, each beginning with ``#``;
2. irregular forms, ``form SP pos SP head [SP head …]``, where the rules of ``morphy(7WN)`` do not
   lead from the form to the head;
3. heads, ``head SP readings [SP concept …]``: a reading is a part of speech (``n``, ``v``, ``a``,
   ``r``) and a digit, the number of binary digits of its tag count; a concept is a number to base
   36, meaningful only inside one table;
4. antonyms, ``head SP head``, the alphabetically earlier one first.
"""

from __future__ import annotations

import argparse
import gzip
import io
import re

from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


SENSES = 4
UNTAGGED_SENSES = 8
FILES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSE_KEY_TYPES = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
WORD_POINTERS = {"+", "\\"}
SYNSET_POINTERS = {"&"}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TARGET = Path(__file__).parents[1] / "src/quoteprov/text/lexicon.txt.gz"
NOTICE = """\
# Made from WordNet 3.0 by tools/build_lexicon.py, which describes the format.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# Licence: LICENSES/WordNet-3.0.txt"""


class Key(NamedTuple):
    """A synset: part of speech and byte offset in its data file."""

    pos: str
    offset: str


class Reading(NamedTuple):
    """A word as one part of speech."""

    word: str
    pos: str


Senses = dict[Reading, list[Key]]


class Pointer(NamedTuple):
    """A relation; *source* and *target* count words from 1, and 0 stands for the whole synset."""

    symbol: str
    key: Key
    source: int
    target: int


class Synset(NamedTuple):
    """The words of one meaning, as written, and its pointers."""

    words: tuple[str, ...]
    pointers: tuple[Pointer, ...]

    def word(self, number: int) -> str:
        return self.words[number - 1].lower()

    def written(self, word: str) -> tuple[int, str]:
        """The number and the capitals of *word* in this synset."""
        number = [one.lower() for one in self.words].index(word)
        return number + 1, self.words[number]


class WordNet(NamedTuple):
    """What the database files say."""

    synsets: dict[Key, Synset]
    senses: Senses
    tags: dict[Reading, dict[int, int]]
    exceptions: dict[Reading, list[str]]


def lines(folder: Path, name: str) -> Iterator[str]:
    """The lines of a database file, without its licence, which is indented."""
    for line in (folder / name).read_text(encoding="ascii").splitlines():
        if not line.startswith(" "):
            yield line


def read_synset(line: str) -> tuple[str, Synset]:
    fields = line.partition("|")[0].split()
    pointers_at = 4 + 2 * int(fields[3], 16)
    words = tuple(re.sub(r"\(\w+\)$", "", word) for word in fields[4:pointers_at:2])
    raw = fields[pointers_at + 1 : pointers_at + 1 + 4 * int(fields[pointers_at])]
    pointers = tuple(
        Pointer(symbol, Key(pos.replace("s", "a"), offset), *divmod(int(ends, 16), 0x100))
        for symbol, offset, pos, ends in zip(*[iter(raw)] * 4, strict=True)
    )
    return fields[0], Synset(words, pointers)


def read_senses(line: str, pos: str) -> tuple[Reading, list[Key]]:
    fields = line.split()
    return Reading(fields[0], pos), [Key(pos, one) for one in fields[-int(fields[2]) :]]


def read_tags(folder: Path) -> dict[Reading, dict[int, int]]:
    tags: dict[Reading, dict[int, int]] = defaultdict(dict)
    for line in lines(folder, "cntlist.rev"):
        sense_key, number, count = line.split()
        word, _, rest = sense_key.partition("%")
        tags[Reading(word, SENSE_KEY_TYPES[rest[0]])][int(number)] = int(count)
    return tags


def read(folder: Path) -> WordNet:
    synsets: dict[Key, Synset] = {}
    senses: Senses = {}
    exceptions: dict[Reading, list[str]] = {}
    for name, pos in FILES.items():
        for line in lines(folder, f"data.{name}"):
            offset, synset = read_synset(line)
            synsets[Key(pos, offset)] = synset
        senses.update(read_senses(line, pos) for line in lines(folder, f"index.{name}"))
        for line in lines(folder, f"{name}.exc"):
            form, *bases = line.split()
            exceptions[Reading(form, pos)] = bases
    return WordNet(synsets, senses, read_tags(folder), exceptions)


def kept_senses(net: WordNet) -> Senses:
    """The senses that the table compares, for every reading of a head."""
    usual = {
        reading: usual_senses(net, reading)[: SENSES if reading in net.tags else UNTAGGED_SENSES]
        for reading in net.senses
        if re.fullmatch("[a-z]{2,}", reading.word)
    }
    tagged = {reading.word for reading in usual if reading in net.tags}
    shared = {key for reading, keys in usual.items() if reading.word in tagged for key in keys}
    heads = tagged | {reading.word for reading, keys in usual.items() if shared & set(keys)}
    return {reading: keys for reading, keys in usual.items() if keys and reading.word in heads}


def usual_senses(net: WordNet, reading: Reading) -> list[Key]:
    """The senses of *reading* but for words in capitals and names that no tagged text holds."""
    tagged = net.tags.get(reading, {})
    written = [net.synsets[key].written(reading.word)[1] for key in net.senses[reading]]
    return [
        key
        for number, (key, word) in enumerate(zip(net.senses[reading], written, strict=True), 1)
        if word.islower() or (number in tagged and not word.isupper())
    ]


def join(net: WordNet, kept: Senses) -> dict[str, set[Key]]:
    """The synsets that each head may express."""
    concepts: dict[str, set[Key]] = defaultdict(set)
    for reading, keys in kept.items():
        for key in keys:
            concepts[reading.word] |= {key, *joined(net, kept, reading.word, key)}
    users = Counter(key for keys in concepts.values() for key in keys)
    return {word: {key for key in keys if users[key] > 1} for word, keys in concepts.items()}


def joined(net: WordNet, kept: Senses, word: str, key: Key) -> Iterator[Key]:
    """The synsets that pointers join to *word* in the sense *key*."""
    synset = net.synsets[key]
    number, _ = synset.written(word)
    for pointer in synset.pointers:
        if pointer.symbol in SYNSET_POINTERS:
            yield pointer.key
        elif pointer.symbol in WORD_POINTERS and pointer.source == number:
            other = Reading(net.synsets[pointer.key].word(pointer.target), pointer.key.pos)
            if pointer.key in kept.get(other, ()):
                yield pointer.key


def antonyms(net: WordNet, kept: Senses) -> set[tuple[str, str]]:
    pairs = set()
    for reading, keys in kept.items():
        for key in keys:
            number, _ = net.synsets[key].written(reading.word)
            for pointer in net.synsets[key].pointers:
                if pointer.symbol == "!" and pointer.source == number:
                    other = net.synsets[pointer.key].word(pointer.target)
                    if pointer.key in kept.get(Reading(other, pointer.key.pos), ()):
                        pairs.add((min(reading.word, other), max(reading.word, other)))
    return pairs


def irregular_lines(net: WordNet, kept: Senses) -> Iterator[str]:
    for (form, pos), bases in sorted(net.exceptions.items()):
        heads = [base for base in bases if Reading(base, pos) in kept and base != form]
        if heads and re.fullmatch("[a-z]+", form):
            yield " ".join([form, pos, *heads])


def head_lines(net: WordNet, kept: Senses) -> Iterator[str]:
    concepts = join(net, kept)
    numbers: dict[Key, int] = {}
    for word in sorted(concepts):
        readings = "".join(
            f"{pos}{DIGITS[sum(net.tags.get(Reading(word, pos), {}).values()).bit_length()]}"
            for pos in FILES.values()
            if Reading(word, pos) in kept
        )
        ids = sorted(numbers.setdefault(key, len(numbers)) for key in sorted(concepts[word]))
        yield " ".join([word, readings, *map(base36, ids)])


def base36(number: int) -> str:
    quotient, digit = divmod(number, 36)
    return (base36(quotient) if quotient else "") + DIGITS[digit]


def table(net: WordNet) -> str:
    kept = kept_senses(net)
    blocks: list[Iterable[str]] = [
        [NOTICE],
        irregular_lines(net, kept),
        head_lines(net, kept),
        [" ".join(pair) for pair in sorted(antonyms(net, kept))],
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def compressed(text: str) -> bytes:
    """*text* as gzip without time and file name, so that equal tables are equal files."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(text.encode())
    return buffer.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the lexicon from WordNet 3.0.")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"), metavar="DIR")
    parser.add_argument("--output", type=Path, default=TARGET, metavar="FILE")
    options = parser.parse_args()
    options.output.write_bytes(compressed(table(read(options.wordnet))))


if __name__ == "__main__":
    main()
