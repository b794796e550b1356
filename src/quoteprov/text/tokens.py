"""
Words as numbers, for many texts at once: what an index is made of.

A token is the 32-bit hash of a word's key and the place where the word begins. The words are those
of `quoteprov.text.words.words`, found a different way: a text is cut at its white space, and each
of the pieces, which repeat, is taken apart once.
"""

from __future__ import annotations

import unicodedata
import zlib

from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from quoteprov.text.fold import spelling_key
from quoteprov.text.lemmas import lemma
from quoteprov.text.words import words


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


Hashes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]

KNOWN_PIECES = 500_000
"""Pieces of text that are remembered, which takes about 100 MB; two years of KCNA have 190,000."""

# What Python takes for white space and no pattern of a word does, and marks folded in twos.
_ODD = ("`", "\x1c", "\x1d", "\x1e", "\x1f")
_SPACES = np.array(
    [0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000], np.uint32
)
_STOPS = '.,;:!?"()'
# what a piece may be beside its words
_PER, _CENT, _STRAY = 1, 2, 4
_HALVES = frozenset({"per", "cent"})


class Tokens(NamedTuple):
    """
    The words of a text.

    Args:
        hashes: Of their keys, as `word_hash` gives them.
        starts: Where they begin (code points).
    """

    hashes: Hashes
    starts: Places


def word_hash(key: str) -> int:
    """
    Give the 32-bit number that stands for the word with the key *key* (CRC-32 of its UTF-8).

    Two words may share one: what is found by numbers is compared as words before anything is said
    of it.

    >>> word_hash("rumor")
    95431447
    """
    return zlib.crc32(key.encode("utf-8", "surrogatepass"))


class _Pieces:
    """
    The words of whatever stands between two blanks, one piece after another.

    The kind of a piece says that it may end in the first half of "per cent", which is one word of
    two pieces, or begin with the second, or begins with a mark that belongs to the letter before.
    """

    def __init__(self) -> None:
        self.hashes, self.offsets = array("q"), array("q")
        self.lengths, self.kinds = array("q"), array("q")

    def __len__(self) -> int:
        return len(self.lengths)

    def add(self, hashes: Sequence[int], offsets: Sequence[int], kind: int = 0) -> int:
        """Add a piece and give its number."""
        self.hashes.extend(hashes)
        self.offsets.extend(offsets)
        self.lengths.append(len(hashes))
        self.kinds.append(kind)
        return len(self) - 1


class Tokenizer:
    """
    Finds the tokens of texts and remembers every piece it has seen.

    ``forms`` are pairs of numbers, packed as ``term << 32 | word``: the content term of each word
    seen whose term is another word. ``vocabulary`` has every key seen by its hash; of two that
    share one, the first in the alphabet.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = _Numbers(self._learn)
        self._pieces = _Pieces()
        self._forms: set[int] = set()
        self._keys: set[str] = set()
        self.vocabulary: dict[int, str] = {}

    @property
    def forms(self) -> npt.NDArray[np.uint64]:
        """The pairs of term and word, sorted."""
        return np.array(sorted(self._forms), np.uint64)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """
        List the tokens of each text.

        >>> [found] = Tokenizer().tokens(["Stop the U.S. rumour"])
        >>> found.starts.tolist(), int(found.hashes[-1])
        ([0, 5, 9, 14], 95431447)
        """
        if len(self._pieces) > KNOWN_PIECES:
            self._numbers.clear()
            self._pieces = _Pieces()
            self._keys.clear()
        found: dict[int, Tokens] = {}
        whole = [i for i, text in enumerate(texts) if not any(sign in text for sign in _ODD)]
        for ascii_only in (True, False):
            own = [i for i in whole if texts[i].isascii() == ascii_only]
            found |= zip(own, self._by_pieces([texts[i] for i in own]), strict=True)
        return [found[i] if i in found else self._by_words(texts[i]) for i in range(len(texts))]

    def _by_pieces(self, texts: Sequence[str]) -> Iterator[Tokens]:
        joined = "\n".join(texts)
        pieces = joined.split()
        numbers = np.fromiter(map(self._numbers.__getitem__, pieces), np.int64, len(pieces))
        begins = _piece_starts(joined)
        known = self._pieces
        length = np.array(known.lengths)
        n = length[numbers]
        first = (np.cumsum(length) - length)[numbers]
        flat = np.arange(n.sum()) + np.repeat(first - (np.cumsum(n) - n), n)
        starts = np.repeat(begins, n) + np.array(known.offsets)[flat]
        found = np.array(known.hashes)[flat].astype(np.uint32)
        kind = np.array(known.kinds)[numbers]
        parted = begins[1:][(kind[:-1] & _PER > 0) & (kind[1:] & _CENT > 0)]
        odd = np.sort(np.concatenate([parted, begins[kind & _STRAY > 0]]))
        edges = np.cumsum([0, *(len(text) + 1 for text in texts)])
        cut, split = np.searchsorted(starts, edges), np.searchsorted(odd, edges)
        for i, text in enumerate(texts):
            if split[i + 1] > split[i]:
                yield self._by_words(text)
            else:
                own = slice(cut[i], cut[i + 1])
                yield Tokens(found[own], starts[own] - edges[i])

    def _learn(self, text: str) -> int:
        word = text.strip(_STOPS)
        if word.isascii() and word.isalpha() and word.lower() not in _HALVES:
            # the commonest pieces, letters with stops around them, need no pattern
            return self._pieces.add([self._hash(spelling_key(word))], [text.index(word)])
        own, folded = words(text), text.casefold()
        kind = _PER * folded.endswith("per") | _CENT * folded.startswith("cent")
        kind |= _STRAY * (unicodedata.category(text[0])[0] in "MC")
        return self._pieces.add([self._hash(w.key) for w in own], [w.start for w in own], kind)

    def _by_words(self, text: str) -> Tokens:
        own = words(text)
        return Tokens(
            np.array([self._hash(w.key) for w in own], np.uint32),
            np.array([w.start for w in own], np.int64),
        )

    def _hash(self, key: str) -> int:
        number = word_hash(key)
        if key not in self._keys:
            self._keys.add(key)
            self.vocabulary[number] = min(key, self.vocabulary.get(number, key))
            term = term_of(key)
            if term != key:
                self._forms.add(word_hash(term) << 32 | number)
        return number


class _Numbers(dict[str, int]):
    """Numbers what it is asked for the first time."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, text: str) -> int:
        number = self[text] = self._learn(text)
        return number


def term_of(key: str) -> str:
    """
    Give the content term of a word: its lemma, without a possessive ending.

    >>> term_of("exported"), term_of("country's")
    ('export', 'country')
    """
    return lemma(key.removesuffix("'s"))


def _piece_starts(joined: str) -> Places:
    """Where the pieces between blanks begin."""
    plain = joined.isascii()
    letters = (
        np.frombuffer(joined.encode(), np.uint8)
        if plain
        else np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    )
    ink = (letters > ord(" ")) | (letters < ord("\t"))
    ink |= (letters > ord("\r")) & (letters < ord(" "))
    if not plain:
        ink &= ~np.isin(letters, _SPACES)
    begins = ink.copy()
    begins[1:] &= ~ink[:-1]
    return np.flatnonzero(begins)
