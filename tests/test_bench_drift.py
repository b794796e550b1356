"""The changed and the sound quotations that the bench makes, and what it says of them."""

from __future__ import annotations

import re

from argparse import Namespace
from pathlib import Path

import pytest

from bench.drift.__main__ import Held, Quoted, Result, checked, cut, made, rows, run, sources
from bench.drift.articles import article
from bench.drift.changes import CHANGES, Source
from bench.drift.treatments import TREATMENTS
from bench.tracing.corpora import Document, seeded, write
from bench.tracing.folding import folded
from quoteprov import Corpus, Verifier


# two sentences of the statement of September 22, 2022, and some built like those of the agency
STATEMENT = Document(
    "statement",
    (Path(__file__).parent / "gold" / "sentences.txt").read_text("utf-8"),
    {"date": "2012-05-15", "url": "http://www.kcna.co.jp/item/2012/201205/2012-05-15ee.html"},
)
KINDS = {kind: one.change for kind, one in CHANGES.items()}


@pytest.fixture(scope="module")
def own() -> list[Source]:
    """The sentences of the statement."""
    return sources([STATEMENT])


@pytest.fixture(scope="module")
def changed(own) -> list[Quoted]:
    """Three quotations of each change."""
    return list(made(KINDS, own, Held([STATEMENT]), seed=7, count=3 * len(KINDS)))


@pytest.fixture(scope="module")
def verifier(tmp_path_factory) -> Verifier:
    """Against the statement."""
    folder = tmp_path_factory.mktemp("drift") / "corpus"
    write([STATEMENT], folder)
    return Verifier(Corpus.build(folder))


def test_seed(own, changed):
    """One seed always makes the same quotations, another one others."""
    again, other = (
        list(made(KINDS, own, Held([STATEMENT]), seed=seed, count=3 * len(KINDS)))
        for seed in (7, 8)
    )

    assert again == changed
    assert [q.text for q in other] != [q.text for q in changed]
    assert [q.kind for q in changed] == [kind for kind in KINDS for _ in range(3)]


def test_changed_is_not_true(changed):
    """What was changed differs in its words, and stands nowhere."""
    held = Held([STATEMENT])

    assert all(folded(q.text) != folded(q.source.text) for q in changed)
    assert not [q.text for q in changed if q.text in held]
    assert "Japan would be well advised to listen" in held


@pytest.mark.parametrize("kind", TREATMENTS)
def test_sound_keeps_the_words(kind, own):
    """A treatment only hides or adds words behind a mark."""
    draw = seeded("test", kind)
    texts = [(s, TREATMENTS[kind](draw, s)) for s in own for _ in range(8)]
    found = [(s, t) for s, t in texts if t and t != s.text]

    assert found or kind == "spelling"
    for source, text in found:
        if kind in {"marks", "end", "cut"}:
            assert folded(text) in " ".join([folded(source.text), *map(folded, source.later)])
        elif kind != "spelling":
            assert re.search(r"[\[(…]|\. ?\.", text)


def test_cut():
    """A part of a changed sentence has the change and words on both sides of it."""
    true = "a b c d e f g h i j k l m n o p q r s t"
    changed = true.replace("j k", "X Y Z")

    found = {cut(seeded(n), true, changed) for n in range(200)}

    assert all("h i X Y Z l m" in text and len(text.split()) >= 8 for text in found)
    assert changed in found
    assert len(found) > 50


def test_roles_change_owners(own):
    """Names of the same owner are never exchanged, nor equal ones."""
    draw = seeded("test")
    same = Source("", "Washington said on Monday that the U.S. has talks with the U.S. in view.")
    found = [CHANGES["roles"].change(draw, s) or "" for s in own for _ in range(5)]

    assert CHANGES["roles"].change(draw, same) is None
    assert any(text.startswith("On the same day, Vietnam and Russia") for text in found)


def test_article(own):
    """The article has the quotation as one, with its inner marks single."""
    text = article(seeded("test"), 'They repaired the "Heron" bridge.')

    assert "“They repaired the ‘Heron’ bridge" in text
    assert 1 == text.count("“") == text.count("”")


def test_sources_are_one_of_a_kind():
    """A sentence that recurs with another name is not taken, nor what follows the end mark."""
    one = "Kim Yong Nam sent a message of greeting to the president of Iran on Tuesday."
    other = "Kim Yong Nam sent a message of greeting to the president of Cuba on Friday."
    after = Document("c", "So much. -0-\n\n" + one, {})

    assert sources([Document("a", one, {}), Document("b", other, {})]) == []
    assert sources([after]) == []
    assert [s.text for s in sources([Document("a", one, {})])] == [one]


def test_judged(verifier, changed):
    """A true sentence is right as a sound one and wrong as a changed one; those have errors."""
    true = changed[0].source
    sound = checked(verifier, Quoted("cut", true, true.text, article(seeded("x"), true.text)))
    results = [checked(verifier, one) for one in changed]

    assert ("verbatim", (), True) == (sound.verdict, sound.errors, sound.is_right)
    assert not sound._replace(quoted=sound.quoted._replace(kind="word")).is_right
    assert not Result(changed[0], "altered", ("QP101",), ()).is_right
    assert not {r.verdict for r in results} & {"verbatim", "edited"}
    assert all(r.is_right for r in results if r.quoted.kind not in {"drop", "order"})


def test_table(verifier, changed):
    """The table counts each kind."""
    table = list(rows(checked(verifier, one) for one in changed))

    assert [row[0] for row in table] == ["kind", "---", *KINDS]
    assert all(row[1:3] == ("3", "0") for row in table[2:])


def test_run(verifier):
    """A run makes only the kinds that were asked for, in the shares they have."""
    chosen = Namespace(changed=36, sound=18, kind=["negation", "sic"])

    results = run(verifier, [STATEMENT], 7, chosen)

    assert ["negation"] * 3 + ["sic"] * 2 == [r.quoted.kind for r in results]
    assert all(r.is_right for r in results)
