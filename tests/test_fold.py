"""
Folding: what becomes equal at which tier, and that every folded character knows where it is from.
"""

from __future__ import annotations

import sys
import unicodedata

import pytest
import regex

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text.fold import TIERS, case_key, fold, spelling_key


CHANGED_LENGTH = [
    chr(n) for n in range(sys.maxunicode + 1) if len(unicodedata.normalize("NFKC", chr(n))) != 1
]
TRICKY = (
    "aAeUS.,:'`\"\n\t -0159²½ﬁ％Ａ“”‘’«»…—–−\u00ad\u200b\u200d\u2066\ufe0f\ufeff\u0301\u0327\u0338"
    "éßİŉ가각\u1100\u1161\u11a8ㅎㅏｶﾞ℀㏂㍿™ªⅧ㎏´¨\u3000\u00a0日本"
)
TEXTS = st.text(st.sampled_from(TRICKY), max_size=30) | st.text(max_size=30)

INVISIBLE = {0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF}.union(
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFE00, 0xFE10),
    range(0xE0000, 0xE01F0),
)
DOUBLE, SINGLE, DASHES = "“”„‟«»″〝〞＂「」『』《》", "‘’‚‛′´`ʼ‹›＇", "‐‑‒–—―−﹘﹣－"

Cells = list[tuple[str, int, int]]


def naive_typography(text: str) -> Cells:
    """Fold one cluster of letter and marks after another; cells are (character, start, end)."""
    cells = [(plain(c), i, i + 1) for i, c in enumerate(text) if ord(c) not in INVISIBLE]
    cells = [cell for cluster in clusters(cells) for cell in composed(cluster)]
    cells = hangul(cells)
    cells = [(plain(c), a, b) for c, a, b in cells]
    done: Cells = []
    for i, (c, a, b) in enumerate(cells):
        if c == "'" and quotes_before(cells, i) % 2:
            done[-1] = ('"', done[-1][1], b)
        elif c.isspace() and c not in "\x1c\x1d\x1e\x1f" and done and done[-1][0] == " ":
            done[-1] = (" ", done[-1][1], b)
        elif c.isspace() and c not in "\x1c\x1d\x1e\x1f":
            done.append((" ", a, b))
        else:
            done.append((c, a, b))
    return done


def plain(c: str) -> str:
    """Give the typewriter's mark or dash for *c*, else *c*."""
    return '"' if c in DOUBLE else "'" if c in SINGLE else "-" if c in DASHES else c


def clusters(cells: Cells) -> list[Cells]:
    """Put combining marks to what stands before them, thirty at most."""
    found: list[Cells] = []
    for cell in cells:
        mark = unicodedata.category(cell[0])[0] == "M"
        joins = mark or cell[0] in "\uff9e\uff9f"
        fits = found and len(found[-1]) <= 30 and unicodedata.category(found[-1][0][0])[0] != "M"
        if joins and fits:
            found[-1].append(cell)
        else:
            found.append([cell])
    return found


def composed(cluster: Cells) -> Cells:
    """Normalise one cluster; all that is new comes from the whole of it."""
    old = "".join(c for c, _, _ in cluster)
    apart = any(
        unicodedata.category(c) == "No" or "<super>" in unicodedata.decomposition(c) for c in old
    )
    new = unicodedata.normalize("NFC" if apart else "NFKC", old)
    return cluster if new == old else [(c, cluster[0][1], cluster[-1][2]) for c in new]


def hangul(cells: Cells) -> Cells:
    """Join a leading consonant, a vowel and a closing consonant to one syllable."""
    done: Cells = []
    for c, a, b in cells:
        joined = unicodedata.normalize("NFC", done[-1][0] + c) if done else ""
        if len(joined) == 1 and "\uac00" <= joined <= "\ud7a3" and joined != c:
            done[-1] = (joined, done[-1][1], b)
        else:
            done.append((c, a, b))
    return done


def quotes_before(cells: Cells, i: int) -> int:
    """Count the apostrophes right before place *i*."""
    n = 0
    while n < i and cells[i - n - 1][0] == "'":
        n += 1
    return n


class TestOracle:
    """The fast transducers against the slow and obvious way."""

    @given(TEXTS)
    def test_typography(self, text: str) -> None:
        """Typography gives the same text and the same map as folding cluster by cluster."""
        folded = fold(text, "typography")
        expected = naive_typography(text)
        assert expected == list(zip(folded.text, folded.starts, folded.ends, strict=True))

    @given(TEXTS)
    def test_case(self, text: str) -> None:
        """Case folds letter by letter and leaves the country US alone."""
        cells = naive_typography(text)
        expected, i = "", 0
        while i < len(cells):
            pair = "".join(c for c, _, _ in cells[i : i + 2])
            before = cells[i - 1][0] if i else " "
            after = cells[i + 2][0] if i + 2 < len(cells) else " "
            alone = not (is_word_character(before) or is_word_character(after))
            if pair == "US" and alone:
                expected, i = expected + "US", i + 2
            else:
                expected, i = expected + cells[i][0].casefold(), i + 1
        assert expected == fold(text, "case").text

    @pytest.mark.parametrize("tier", TIERS)
    @given(TEXTS)
    def test_map(self, tier: str, text: str) -> None:
        """Every folded character has its place, inside the text and in order."""
        folded = fold(text, tier)
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert sorted(folded.starts) == list(folded.starts)
        assert sorted(folded.ends) == list(folded.ends)
        assert all(
            0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True)
        )

    @pytest.mark.parametrize("tier", TIERS[:3])
    @given(TEXTS, st.data())
    def test_way_back(self, tier: str, text: str, data: st.DataObject) -> None:
        """The original of a folded span holds the span when it is folded by itself."""
        folded = fold(text.replace("'", "").replace("US", ""), tier)
        if folded.text:
            start = data.draw(st.integers(0, len(folded.text) - 1))
            end = data.draw(st.integers(start + 1, len(folded.text)))
            a, b = folded.original(start, end)
            source = text.replace("'", "").replace("US", "")
            assert stripped(folded.text[start:end]) in stripped(fold(source[a:b], tier).text)

    @pytest.mark.parametrize("tier", TIERS)
    @given(st.text(st.sampled_from("The U.S. defence rumours of 5,000—’“”…ﬁnal é"), max_size=40))
    def test_twice(self, tier: str, text: str) -> None:
        """Folding what is folded changes nothing."""
        once = fold(text, tier).text
        assert once == fold(once, tier).text


def is_word_character(c: str) -> bool:
    """Tell whether *c* keeps a US beside it from being a word."""
    return regex.match(r"\w", c) is not None


def stripped(text: str) -> str:
    """Leave out what two neighbours make together: blanks, marks, half syllables."""
    return "".join(
        c
        for c in text
        if not c.isspace()
        and c not in "'\"ﾞ"
        and unicodedata.category(c)[0] != "M"
        and not ("\u1100" <= c <= "\u11ff" or "\uac00" <= c <= "\ud7a3")
    )


@pytest.mark.parametrize("tier", TIERS[1:])
def test_every_code_point_of_another_length(tier: str) -> None:
    """No code point whose NFKC is longer or shorter moves the words around it."""
    assert len(CHANGED_LENGTH) > 1200
    for c in CHANGED_LENGTH:
        text = f"we {c} warn"
        folded = fold(text, tier)
        at = folded.text.index("warn")
        assert (5, 9) == folded.original(at, at + 4), f"U+{ord(c):04X}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10²", "10²"),
        ("½ of it", "½ of it"),
        ("Sony™", "Sony™"),
        ("ﬁnal oﬀer", "final offer"),
        ("ＤＰＲＫ　２０２２", "DPRK 2022"),
        ("co\u00adope\u200bration", "cooperation"),
        ("e\u0301lan", "élan"),
        ("e\u200b\u0301lan", "élan"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("ﾌﾞ", "ブ"),
        ("``so called''", '"so called"'),
        ("`so called'", "'so called'"),
        ("`' in plain text", '" in plain text'),
        ("`' in pläin text", '" in pläin text'),
        ("«sanctions» “resolution”", '"sanctions" "resolution"'),
        ("Kim‐Yo–jong—said", "Kim-Yo-jong-said"),
        ("stop … and", "stop ... and"),
        ("two \r\n\r\n lines", "two lines"),
        ("non\u00a0breaking", "non breaking"),
        ("\u2067keep\u2069 its", "keep its"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_typography(text: str, expected: str) -> None:
    """Characters that print the same thing become the same, and no others."""
    assert expected == fold(text, "typography").text


@pytest.mark.parametrize(
    ("tier", "expected"),
    [
        ("exact", "“The US-led defence of 5,000 U.S. ‘rumours’ told us”"),
        ("typography", "\"The US-led defence of 5,000 U.S. 'rumours' told us\""),
        ("case", "\"the US-led defence of 5,000 u.s. 'rumours' told us\""),
        ("spelling", "\"the u.s.-led defense of 5000 u.s. 'rumors' told us\""),
    ],
)
def test_ladder(tier: str, expected: str) -> None:
    """Each tier folds what its name says, and all that stands before it."""
    assert expected == fold("“The US-led defence of 5,000 U.S. ‘rumours’ told us”", tier).text


def test_zalgo() -> None:
    """A letter under a million marks is folded in no time and loses none of them."""
    assert 50_001 == len(fold("q" + "\u0301\u0327" * 25_000, "typography").text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("US", "US"),
        ("US's", "US's"),
        ("us", "us"),
        ("Us", "us"),
        ("USA", "usa"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
    ],
)
def test_case_key(word: str, expected: str) -> None:
    """Case is folded but for the country that would become a pronoun."""
    assert expected == case_key(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("U.S.", "u.s."),
        ("U.S", "u.s."),
        ("US", "u.s."),
        ("US's", "u.s.'s"),
        ("us", "us"),
        ("U.N.", "un"),
        ("UN", "un"),
        ("Per\ncent", "percent"),
        ("&", "and"),
        ("5,000", "5000"),
        ("-5,000", "-5000"),
        ("5,00", "5,00"),
        ("organisations", "organizations"),
        ("co-operate", "cooperate"),
    ],
)
def test_spelling_key(word: str, expected: str) -> None:
    """Two spellings of one word have one key."""
    assert expected == spelling_key(word)
