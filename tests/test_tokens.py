"""Words as numbers: the same words as `words` finds, whatever else is taken apart with them."""

from __future__ import annotations

import hashlib

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text import tokens as room
from quoteprov.text.tokens import Tokenizer, term_of, word_hash
from quoteprov.text.words import FOLDING, words


SEEDS = sorted((Path(__file__).parents[1] / "examples" / "seeds").glob("*/*.txt"))

# What is one word of two pieces, or no piece alone, or white space for some and not for others.
PIECES = [
    *("per", "cent", "Per", "cents", "per cent", "paper", "percent", "U.S.", "U", "S", "US", "us"),
    *("co-", "co\u00adoperate", "operate", "e-mail", "-5", "5,000", "5", "½", "1/2", "٣", "²"),
    *(
        "'",
        "’",
        "‘",
        "“",
        "”",
        "''",
        "``",
        "`",
        "’s",
        "'s",
        ".",
        ",",
        ":",
        "/",
        "_",
        "-",
        "\u2011",
    ),
    *("—", "―", "–", "\u2212", "…", "...", "(", "[", ")", "$", "%", "&", "°", "\x00", "\x7f"),
    *(" ", "  ", "\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x1f", "\x85"),
    *("\xa0", "\u1680", "\u2003", "\u2028", "\u2029", "\u202f", "\u3000", "\u180e"),
    *("\u200b", "\u200d", "\ufeff", "\u00ad", "\u200e", "\u202e"),
    *("\u0301", "\u20dd", "e\u0301", "é", "ﾞ", "ｶ", "ｶﾞ", "\u0e33", "क", "्", "\u0640"),
    *("한국", "할 것", "이다", "ᄒ", "ᅡ", "ᆫ", "人民", "ー", "ａ", "Ａ", "ﬁ", "℀"),
    *("Straße", "İ", "ı", "ſ", "rumour", "Z", "a", "\ud800", "\udc00", "😀"),
]
TEXTS = st.lists(
    st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=30)),
    max_size=6,
)


def numbered(text: str) -> list[tuple[int, int]]:
    """The tokens of a text, as its words say."""
    return [(word_hash(w.key), w.start) for w in words(text)]


def found(tokenizer: Tokenizer, texts: list[str]) -> list[list[tuple[int, int]]]:
    """The tokens of texts, as the tokenizer finds them together."""
    return [
        list(zip(own.hashes.tolist(), own.starts.tolist(), strict=True))
        for own in tokenizer.tokens(texts)
    ]


KEPT = Tokenizer()


@given(TEXTS)
def test_tokens_are_the_words(texts):
    """With all pieces to learn, and with those of all texts before, the words are the same."""
    expected = list(map(numbered, texts))
    assert expected == found(Tokenizer(), texts)
    assert expected == found(KEPT, texts)


def test_seeds_together():
    """Whole articles and statements, all at once and one by one."""
    texts = [path.read_bytes().decode() for path in SEEDS]
    expected = list(map(numbered, texts))
    assert len(texts) == 5
    assert expected == found(Tokenizer(), texts)
    assert expected == [found(KEPT, [text])[0] for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "\n",
            "per\ncent",
            "per\u00a0cent",
            "per \r\n cent",
            "per cent per cent",
            "5 per",
        ),
        *(
            "cent",
            "co-operate",
            "co- operate",
            "(-5)",
            "weapons —5,000",
            "U. S. A.",
            "the U.S.\nof",
        ),
        *(
            "\u0301a",
            "a \u0301b",
            "a\n\u0301b",
            "``we''",
            "won`t",
            "a\u0085b",
            "a\x1cb",
            "\ud800 a",
        ),
        pytest.param("a" * 200_000, id="letters"),
        pytest.param("\u0301" * 50_000, id="marks"),
        pytest.param("per " * 20_000 + "cent", id="pers"),
        pytest.param("U." * 50_000, id="initials"),
        pytest.param("人" * 50_000, id="characters"),
        pytest.param("-" * 100_000 + "5", id="hyphens"),
    ],
)
def test_nasty_texts(text):
    """What is cut differently by white space than by words, alone and between others."""
    one = numbered(text)
    assert [one] == found(Tokenizer(), [text])
    assert [numbered("per"), one, numbered("cent")] == found(KEPT, ["per", text, "cent"])


def test_forgetting_changes_nothing(monkeypatch):
    """What is forgotten, where there is too much to remember, is learnt again."""
    monkeypatch.setattr(room, "KNOWN_PIECES", 3)
    small, texts = Tokenizer(), [path.read_bytes().decode() for path in SEEDS]
    for text in texts:
        assert [numbered(text)] == found(small, [text])
    large = Tokenizer()
    large.tokens(texts)
    assert large.forms.tolist() == small.forms.tolist()


def test_forms_of_terms():
    """Each form points from its term to the word; what is its own term has none."""
    tokenizer = Tokenizer()
    tokenizer.tokens(["He exported arms to the country's friends"])
    pairs = {(int(f) >> 32, int(f) & 0xFFFFFFFF) for f in tokenizer.forms}
    assert (word_hash("export"), word_hash("exported")) in pairs
    assert (word_hash("country"), word_hash("country's")) in pairs
    assert word_hash("to") not in {word for _, word in pairs}


SAMPLE = """
The U.S. ‘rumour’ of 5,000 shells, “Arms Dealings” -- 12.5 per cent & $3 – said Vice-Director Pak's
e-mail; we'll co-operate, (-5) or ―5, towards colour, organised, defence, travelled; the Émigré,
E\u0301tat, Straße, ﬁnal, ½, ２０２２, 할 것이다, 我们警告你们, カタカナ, ｶﾞｽ, İstanbul,
US and us, it’s, ''so'', whilst amongst.
"""


def test_a_change_of_folding_raises_its_number():
    """
    An index keeps the hashes of keys, and one made by other foldings finds nothing.

    If this fails, words, their keys or terms have changed: raise `FOLDING`, so that older indexes
    are refused, and then write the new pair here.
    """
    texts = [SAMPLE, *(path.read_bytes().decode() for path in SEEDS)]
    keys = "\n".join(f"{w.key} {term_of(w.key)}" for text in texts for w in words(text))
    digest = hashlib.sha256(keys.encode()).hexdigest()[:16]
    assert (2, "4b8873328e7d2d18") == (FOLDING, digest)
