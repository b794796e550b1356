"""The quotations that tracing is measured with, and the measure."""

from __future__ import annotations

import json
import re

from argparse import Namespace
from pathlib import Path

import pytest

from bench.tracing.__main__ import compared, mixed
from bench.tracing.corpora import Document, read, resampled, seeded, write
from bench.tracing.folding import folded, sentences, words
from bench.tracing.generate import (
    KINDS,
    LONGEST,
    Holder,
    Quotation,
    held_out,
    news,
    quotations,
    trim,
    with_gold,
)
from bench.tracing.measure import OURS, SYSTEMS
from bench.tracing.peers import PEERS
from bench.tracing.score import Answer, Row, Share, by_length, decided, overlap, row
from bench.tracing.tables import fill


SEEDS = Path(__file__).resolve().parents[1] / "examples" / "seeds"
# the dispatch alone: in the rest of its page quoteprov rightly seeks nothing
DISPATCH = re.compile(r"Pyongyang, .*?(?= -0-)", re.DOTALL)
STATEMENTS = [
    Document(path.name, DISPATCH.findall(path.read_text("utf-8"))[0], {})
    for path in sorted((SEEDS / "statements").glob("*.txt"))
]
ARTICLES = [
    Document(path.name, path.read_text("utf-8"), {})
    for path in sorted((SEEDS / "articles").glob("*.txt"))
]
# the first statement once more, behind a line of its own
COPY = Document("copy", f"Once more.\n\n{STATEMENTS[0].text}", {})
CORPUS = [*STATEMENTS, COPY]
TEXTS = {one.id: one.text for one in CORPUS}
BRIDGE = "The mayor said the bridge, too, is “safe.” Nobody else did."


@pytest.fixture(scope="module")
def made() -> list[Quotation]:
    """Three quotations of each kind."""
    holder = Holder(CORPUS)
    return list(with_gold(quotations(CORPUS, holder, seed=7, per_kind=3), CORPUS, holder))


def row_of(quotation, statement, *passages, is_found=True):
    """How an answer is marked."""
    answer = Answer(statement, passages, is_found=is_found)
    return row(quotation, answer, 0.0, TEXTS.get(statement, BRIDGE))


def test_seed(made):
    """One seed always makes the same quotations, another one others."""
    again = list(quotations(CORPUS, Holder(CORPUS), seed=7, per_kind=3))
    other = list(quotations(CORPUS, Holder(CORPUS), seed=8, per_kind=3))

    assert [q.text for q in again] == [q.text for q in made]
    assert [q.text for q in other] != [q.text for q in made]
    assert [q.kind for q in made] == [kind for kind in KINDS for _ in range(3)]


def test_places(made):
    """The places of a quotation hold the words it was made of, letter to letter."""
    for one in made:
        source = [folded(TEXTS[one.source][a:b]) for a, b in one.parts]
        assert all(source)
        for statement, ways in one.gold.items():
            for way in ways:
                assert [folded(TEXTS[statement][a:b]) for a, b in way] == source
                assert all(trim(TEXTS[statement], a, b) == (a, b) for a, b in way)


def test_rivals(made):
    """Every statement that holds the words is right."""
    first = STATEMENTS[0].id

    assert any(first in one.gold for one in made)
    assert all((first in one.gold) == ("copy" in one.gold) for one in made)


def test_changed(made):
    """What is changed stands nowhere as it is quoted; what is only typeset does."""
    holder = Holder(CORPUS)

    kept = {one.kind for one in made if holder.is_held(folded(one.text))}

    assert kept >= {"exact", "scare_stripped", "truncated"}
    assert kept <= {"exact", "typographic", "scare_stripped", "truncated"}
    assert all(3 <= len(words(one.text)) <= 2 * LONGEST for one in made)


def test_negatives():
    """Negatives stand in no statement."""
    holder = Holder(STATEMENTS[:1])

    away = list(held_out(STATEMENTS[1:], holder, seed=7, count=5))
    other = list(news(ARTICLES, holder, seed=7, count=4))

    assert [len(away), len(other)] == [5, 4]
    assert all(one.gold is None and not holder.is_held(folded(one.text)) for one in away + other)


def test_words():
    """Words are folded, and keep their places."""
    text = "The U.S.' café cost 1,200 – it’s\nso"

    assert folded(text) == "the us cafe cost 1200 its so"
    found = [text[w.start : w.end] for w in words(text)]
    assert found == ["The", "U.S", "café", "cost", "1,200", "it’s", "so"]


def test_sentences():
    """A sentence ends before a capital, and not after an abbreviation."""
    text = 'On Oct. 3 he left. "No," said Dr. Berg.\nThe end'

    assert [text[a:b] for a, b in sentences(text)] == [
        "On Oct. 3 he left.",
        '"No," said Dr. Berg.',
        "The end",
    ]


def test_perfect_and_shifted(made):
    """A perfect answer has all marks, a shifted one none but the statement."""
    for one in made:
        length = len(TEXTS[one.source])
        shifted = [((a + length // 2) % length, (b + length // 2) % length) for a, b in one.parts]
        perfect, wrong = row_of(one, one.source, *one.parts), row_of(one, one.source, *shifted)

        assert perfect[3:7] == (True, True, True, True)
        assert wrong[3:7] == (True, False, False, False)


def test_copy(made):
    """The copy of a statement is as good as the statement."""
    one = next(q for q in made if "copy" in q.gold)
    way = one.gold["copy"][0]

    assert row_of(one, "copy", *way)[3:7] == (True, True, True, True)
    assert row_of(one, "another", *way)[3:7] == (False, False, False, False)
    assert row_of(one, None)[3:7] == (False, False, False, False)


def test_marks_and_parts():
    """Marks and full stops at the ends do not count, the gap of a splice does."""
    start, end = BRIDGE.index("the bridge"), BRIDGE.index("is “safe") + 2
    gold = ((start, start + 10), (end - 2, end))
    one = Quotation("1", "silent_splice", "the bridge is", gold={"b": [gold]})

    assert row_of(one, "b", (start - 1, start + 12), (end - 3, end + 2))[3:7] == (True,) * 4
    assert row_of(one, "b", (start, end))[3:7] == (True, True, True, False)
    assert row_of(one, "b", (start, start + 10))[3:7] == (True, True, False, False)
    assert row_of(one, "b")[3:7] == (True, False, False, False)


def test_overlap():
    """Overlap is that of all parts together."""
    assert overlap([(0, 10)], [(5, 15)]) == pytest.approx(1 / 3)
    assert overlap([(0, 10), (20, 30)], [(0, 10), (20, 30)]) == 1
    assert overlap([], []) == 0


def test_decided():
    """A bare score counts from where one news quotation in a hundred passes."""
    right = [Row("exact", 5, 0.0, True, True, True, True, score, None) for score in (97.5, 99.0)]
    wrong = [Row("news", 5, 0.0, False, False, False, False, n / 2, None) for n in range(200)]

    done = decided([*right, *wrong])

    assert [r.is_found for r in done[:2]] == [False, True]
    assert sum(bool(r.is_found) for r in done[2:]) == 2
    assert decided([right[0]._replace(is_found=False)])[0].is_found is False


def test_interval():
    """An interval lies around its share, and within 0 and 100 %."""
    assert Share(97, 100).percent == 97
    assert Share(97, 100).interval() == pytest.approx((91.5, 99.0), abs=0.1)
    assert Share(0, 20).interval()[0] == 0


def test_lengths(made):
    """Every quotation is counted under its length."""
    rows = [row_of(one, one.source, *one.parts) for one in made]

    grouped = by_length(rows)

    assert list(grouped) == ["3–4", "5–8", "9–15", "16–25", "26+"]
    assert sum(map(len, grouped.values())) == len(rows)
    assert all(9 <= r.n_words <= 15 for r in grouped["9–15"])


def test_mixed():
    """Every stretch of the questions has as much of each kind, for those who stop early."""
    asked = [
        Quotation(f"{k}-{n}", k, "") for k, count in (("a", 10), ("b", 20)) for n in range(count)
    ]

    first = [q.kind for q in mixed(asked)[:15]]

    assert [first.count("a"), first.count("b")] == [5, 10]


def test_resampled(tmp_path):
    """More statements are made of the sentences there are, always the same."""
    made = list(resampled(STATEMENTS, 30))
    own = {s for one in STATEMENTS for a, b in sentences(one.text) for s in [one.text[a:b]]}

    write(made, tmp_path / "corpus")

    assert made == list(resampled(STATEMENTS, 30))
    assert len({one.id for one in made}) == 30
    assert all(s in own for one in made for s in one.text.split("\n\n"))
    assert list(read(tmp_path / "corpus")) == made


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # krokai's files
@pytest.mark.parametrize("name", [OURS, *PEERS])
def test_systems(name, tmp_path):
    """Every system finds what stands word for word, and those that keep an index do."""
    module = {"tantivy": "tantivy", "krokai": "krokai", "cite-right": "cite_right"}.get(name)
    if module:
        pytest.importorskip(module)
    write(STATEMENTS, tmp_path / "corpus")
    text = "We have never exported weapons"
    holder = next(one for one in STATEMENTS if text in one.text)
    at = holder.text.index(text)
    system = SYSTEMS[name]()
    (tmp_path / "kept").mkdir()

    system.build(tmp_path / "corpus", tmp_path / "kept" / "index")
    system.open(tmp_path / "corpus", tmp_path / "kept" / "index")
    answer = system.trace(text)

    assert answer.statement == holder.id
    assert answer.passages == (() if name == "krokai" else ((at, at + len(text)),))
    kept = list((tmp_path / "kept").iterdir())
    assert bool(kept) or not system.keeps


def test_chart(tmp_path):
    """The chart of the same results is the same file."""
    pytest.importorskip("matplotlib")
    from bench.tracing.chart import draw

    kinds = {kind: {"ends": (n, 20)} for n, kind in enumerate(KINDS)}
    systems = {name: {"per_second": 10.0, "kinds": kinds} for name in (OURS, *PEERS)}
    results = [{"statements": size, "systems": systems} for size in (10, 1000)]

    for name in ("one", "other"):
        draw(results, results[0], tmp_path / f"{name}.svg")

    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
    assert "paraphrase" in (tmp_path / "one.svg").read_text("utf-8")


def test_run(tmp_path, made):
    """A run answers all questions on a kept index, and its tables go where a page wants them."""
    write(CORPUS, tmp_path / "corpus")
    asked = [one for one in made if one.kind in {"exact", "truncated"}]
    chosen = Namespace(seconds=60.0, cache=tmp_path, answers=tmp_path / "answers")
    page = "# Tracing\n\n<!-- tables: accuracy 3 -->\n\n| old |\n| --- |\n\nThe end.\n"
    (tmp_path / "page.md").write_text(page, "utf-8")

    result = compared([OURS, "SQLite FTS5"], tmp_path / "corpus", asked, chosen)
    (tmp_path / "results.json").write_text(json.dumps([{"statements": 3, **result}]), "utf-8")
    fill(tmp_path / "results.json", [tmp_path / "page.md"])

    ours = result["systems"][OURS]
    assert ours["all"]["found_right"] == ours["all"]["ends"] == (6, 6)
    assert ours["keeps"]
    assert ours["index_bytes"] > 0
    assert len((tmp_path / "answers" / f"{OURS}-3.jsonl").read_text("utf-8").splitlines()) == 6
    filled = (tmp_path / "page.md").read_text("utf-8")
    assert f"| {OURS} | 100.0 [61.0–100.0] |" in filled
    assert "old" not in filled
    assert filled.endswith("|\n\nThe end.\n")


def test_seeded():
    """A generator is named by all that it is for."""
    assert seeded(7, "exact").random() == seeded(7, "exact").random()
    assert seeded(7, "exact").random() != seeded(7, "number").random()
