"""The index file: made in one piece or not at all, and answering as a scan of all words would."""

from __future__ import annotations

import datetime as dt
import math
import os
import sqlite3
import subprocess
import sys

from collections import defaultdict
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from bench import damage_index
from quoteprov.corpus import draft, search
from quoteprov.corpus import index as room
from quoteprov.corpus.corpus import Corpus
from quoteprov.corpus.index import key_of
from quoteprov.errors import CorpusError
from quoteprov.models import Day, Statement, ZoneSpan
from quoteprov.text import tokens
from quoteprov.text.tokens import term_of, word_hash
from quoteprov.verifier import Verifier


ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "examples" / "seeds" / "statements"
ARTICLES = sorted((ROOT / "examples" / "seeds" / "articles").glob("*.txt"))


def statement(name: str, text: str) -> Statement:
    """A statement that is body throughout."""
    return Statement(
        id=name, text=text, zones=(ZoneSpan(start=0, end=len(text), zone="body"),) if text else ()
    )


FULL = Statement(
    id="día/1 #2",
    text="A headline\n\nWe “never” sold 武器; 할 것이다.\n\nMore from us",
    zones=(
        ZoneSpan(start=0, end=12, zone="headline"),
        ZoneSpan(start=12, end=42, zone="body"),
        ZoneSpan(start=42, end=54, zone="outside"),
    ),
    title="A headline",
    issuer="Pak Jong Chon",
    uttered=Day(
        start=dt.date(2022, 11, 5), end=dt.date(2022, 11, 6), read_from="on Nov. 5-6", trust="low"
    ),
    released=Day.stated(dt.date(2022, 11, 7), "released"),
    carried=Day.stated(dt.date(2022, 11, 8), "carried"),
    url="https://example.org/?a=1&b=2",
    lang="en-GB",
    rendition_of="día/1",
    carrier="KCNA",
    path="a/b.txt",
)
HARD = [
    FULL,
    statement("empty", ""),
    statement("nothing said", "…"),
    statement("nul \0", "A nul \0 is a character."),
    statement("far", "one" + " " * 1000 + "two" + "\n" * 255 + "three" + "-" * 254 + "four"),
    statement("long", "word " * 3000),
]


@pytest.fixture(scope="module")
def many() -> list[Statement]:
    """Fifty statements made of the sentences of the seeds."""
    return list(damage_index.statements(50))


@contextmanager
def settings_of(**values: int):
    """Other sizes, so that a small corpus goes the ways of a large one."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            for module in (room, draft, search):
                if hasattr(module, name):
                    patch.setattr(module, name, value)
        yield


class TestRoundTrip:
    """What is kept is what was given."""

    def test_all_fields(self, tmp_path):
        """Every field of a statement, and texts with nothing or with everything in them."""
        corpus = Corpus(HARD)
        corpus.save(tmp_path / "a.qpx")
        opened = Corpus.open(tmp_path / "a.qpx")
        assert list(opened.statements) == HARD == list(corpus.statements)
        assert [one.id for one in HARD] == list(opened.ids)
        assert {one.id: one for one in HARD} == opened.by_id([*opened.ids, "none"])
        assert ({"KCNA"}, {"Pak Jong Chon": 1}) == ({*opened.carriers}, {**opened.issuers})
        assert opened.holds("en")
        opened.verify()

    def test_only_the_body_is_found(self, tmp_path):
        """Words have their places in the whole text, and those around the body are not there."""
        path = tmp_path / "a.qpx"
        Corpus(HARD).save(path)
        corpus = Corpus.open(path)
        found = [(one.id, one.text[a:b]) for one, a, b in corpus.search("never sold 武器")]
        assert [("día/1 #2", "never” sold 武器")] == found
        assert [] == corpus.search("headline") == corpus.search("more from")
        assert [("far", "four")] == [
            (one.id, one.text[a:b]) for one, a, b in corpus.search("four")
        ]

    def test_the_words_themselves_are_there(self, tmp_path, many):
        """Their keys are read off their numbers, and those of a longer corpus too."""
        before = Corpus(HARD)
        for corpus in (before, before.add(many), before.add(many, tmp_path / "a.qpx")):
            for number, one in enumerate(corpus.statements):
                keys = [word.key for word in search.body_words(one)]
                assert keys == corpus.index.keys(number)
                assert keys[3:7] == corpus.index.keys(number, 3, 7)
            corpus.verify()

    def test_words_that_share_a_number(self, monkeypatch):
        """The first in the alphabet is taken, in whatever order they came."""
        monkeypatch.setattr(tokens, "word_hash", len)
        found = tokens.Tokenizer()
        found.tokens(["ship arms", "boat"])

        assert {4: "arms"} == found.vocabulary

    def test_the_sorter_with_files_gives_the_same_bytes(self, tmp_path, many):
        """More postings than are sorted in memory make the same file."""
        Corpus(many).save(tmp_path / "memory.qpx")
        with settings_of(_SORTED=100):
            draft.write_index(tmp_path / "files.qpx", many).close()
            Corpus.open(tmp_path / "memory.qpx").save(tmp_path / "again.qpx")
        whole = (tmp_path / "memory.qpx").read_bytes()
        assert (
            whole == (tmp_path / "files.qpx").read_bytes() == (tmp_path / "again.qpx").read_bytes()
        )

    def test_batches_change_no_answer(self, tmp_path, many):
        """Statements taken apart one by one answer as those taken apart together."""
        with settings_of(_BATCH=1, BLOCK=500):
            draft.write_index(tmp_path / "one.qpx", many).close()
        one, all_ = Corpus.open(tmp_path / "one.qpx"), Corpus(many)
        one.verify()
        assert (one.info, one.statements) == (all_.info, all_.statements)
        assert one.search("arms dealings") == all_.search("arms dealings")

    def test_other_processes_make_the_same_bytes(self, tmp_path):
        """Nothing in the file depends on the hash seed of a process."""
        code = (
            "import sys; from pathlib import Path; from quoteprov.corpus.corpus import Corpus;"
            "Corpus.build(Path(sys.argv[1]), Path(sys.argv[2]))"
        )
        for seed in ("1", "2"):
            subprocess.run(
                [sys.executable, "-c", code, SEEDS, tmp_path / f"{seed}.qpx"],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
                check=True,
            )
        assert (tmp_path / "1.qpx").read_bytes() == (tmp_path / "2.qpx").read_bytes()


class TestAddAndRemove:
    """Indexes made of others."""

    @pytest.mark.parametrize("cut", [1, 9, 49])
    def test_adding_is_building_all_at_once(self, tmp_path, many, cut):
        """A part, and the rest added in place, answers as the whole does."""
        path = tmp_path / "a.qpx"
        Corpus(many[:cut]).save(path)
        grown = Corpus.open(path).add(many[cut:], path)
        whole = Corpus(many)
        grown.verify()
        assert (grown.info, grown.statements) == (whole.info, whole.statements)
        sought = ["arms", "dealings", "of", "the", "resolution"]
        for ask in (
            lambda c: c.search("arms dealings"),
            lambda c: c.index.candidates(sought),
            lambda c: c.index.about(["@KP", "resolution", "export"]),
            lambda c: (c.issuers, c.carriers, c.by_id(["made 40"])),
        ):
            assert ask(whole) == ask(grown)

    def test_a_path_is_added_with_new_ids(self, tmp_path):
        """A file that is already there comes again under another id, and that is said."""
        corpus = Corpus.build(SEEDS).add(SEEDS / "001_5090525799506049.txt", tmp_path / "a.qpx")
        assert list(corpus.ids)[2] == "001_5090525799506049.txt#2"
        assert ["comes twice" in p.message for p in corpus.problems] == [True]

    def test_remove(self, tmp_path, many):
        """What is removed is gone, and the rest is as if it had never been there."""
        path = tmp_path / "a.qpx"
        Corpus(many).save(path)
        gone = [many[0].id, "made 7"]
        left = Corpus.open(path).remove(gone, path)
        rest = Corpus([one for one in many if one.id not in gone])
        left.verify()
        rest.save(tmp_path / "b.qpx")
        assert path.read_bytes() == (tmp_path / "b.qpx").read_bytes()
        assert {} == left.by_id(gone)

    def test_remove_what_is_not_there(self, tmp_path, many):
        """An unknown id removes nothing, and not all can be removed."""
        corpus = Corpus(many)
        with pytest.raises(CorpusError, match="no statement has the id 'x'; nothing was removed"):
            corpus.remove(["made 1", "x"])
        with pytest.raises(CorpusError, match="no statement to check against"):
            corpus.remove(list(corpus.ids))

    def test_the_third_of_three_ids_of_one_hash(self, monkeypatch):
        """Ids that share a hash are told apart, and two that are the same are refused."""
        for module in (draft, room):
            monkeypatch.setattr(module, "word_hash", len)
        corpus = Corpus([statement(i, "We won.") for i in ("a", "bb", "c", "d")])
        assert [(i, i) for i in "acd"] == [(i, s.id) for i, s in corpus.by_id("acde").items()]
        with pytest.raises(CorpusError, match="two statements have the id 'a'"):
            Corpus([statement(i, "We won.") for i in ("a", "b", "a")])


# -- answers by brute force

VOCABULARY = "we the arms export exported exports won left".split()
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=6)
FLAT = {"BLOCK": 3, "_FEW": 1, "_TOGETHER": 2}


def made(texts: list[list[str]]) -> Corpus:
    """A corpus of words."""
    return Corpus([statement(f"s{i}", " ".join(text)) for i, text in enumerate(texts)])


def scan(texts: list[list[str]], run: list[str]) -> list[tuple[int, int]]:
    """Every place of a run of words: the statement and the word."""
    return [
        (number, first)
        for number, text in enumerate(texts)
        for first in range(len(text) - len(run) + 1)
        if text[first : first + len(run)] == run
    ]


@given(TEXTS, st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6))
def test_exact_is_a_scan(texts, run):
    """Runs of any length, over postings in many blocks."""
    with settings_of(**FLAT):
        found = made(texts).index.exact(run)
    assert [(n, a, a + len(run)) for n, a in scan(texts, run)] == [tuple(place) for place in found]


@given(TEXTS)
def test_every_word_pair_and_triple_has_its_range(texts):
    """The postings between the two ends of a range are all places of the run, and no other."""
    starts = [sum(map(len, texts[:i])) for i in range(len(texts))]
    with settings_of(**FLAT):
        corpus = made(texts)
        corpus.verify()
        for n in (1, 2, 3):
            runs = {tuple(text[i : i + n]) for text in texts for i in range(len(text) - n + 1)}
            for run in sorted(runs | {("the",) * n}):
                (first,), (last,) = corpus.index._ranges([key_of([word_hash(w) for w in run])])
                expected = [starts[number] + at for number, at in scan(texts, list(run))]
                assert expected == sorted(corpus.index._holding(first, last).positions.tolist())


def ranked(scores: dict[int, float], limit: int) -> list[tuple[int, float]]:
    """Statements by their scores, then by their numbers."""
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]


@given(TEXTS, WORDS)
def test_candidates_are_those_of_a_scan(texts, sought):
    """Every word, pair and triple counts once a statement, by how rare it is."""
    runs = {
        tuple(sought[i : i + n]): i
        for n in (3, 2, 1)
        for i in reversed(range(len(sought) - n + 1))
    }
    total = sum(map(len, texts))
    scores: dict[int, float] = defaultdict(float)
    begins: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for run, offset in runs.items():
        places = scan(texts, list(run))
        for number in {number for number, _ in places}:
            scores[number] += math.log((total + 1) / len(places))
        for number, at in places:
            begins[number][at - offset] += math.log((total + 1) / len(places))
    expected = [
        (
            number,
            score,
            tuple(sorted(begins[number], key=lambda b: (-round(begins[number][b], 6), b))[:8]),
        )
        for number, score in ranked({n: round(s, 6) for n, s in scores.items()}, 4)
    ]
    with settings_of(**FLAT):
        assert expected == [tuple(c) for c in made(texts).index.candidates(sought, 4)]


@given(TEXTS, st.lists(st.sampled_from([*VOCABULARY, "zebra"]), max_size=4))
def test_about_is_bm25_over_all_forms(texts, wanted):
    """A term stands for all words whose term it is, and for itself."""
    total, n = sum(map(len, texts)), len(texts)
    scores: dict[int, float] = defaultdict(float)
    for term in sorted(set(wanted)):
        times = [sum(w == term or term_of(w) == term for w in text) for text in texts]
        holders = sum(map(bool, times))
        idf = math.log(1 + (n - holders + 0.5) / (holders + 0.5))
        for number, tf in enumerate(times):
            if tf:
                norm = 1.2 * (0.25 + 0.75 * len(texts[number]) * n / total)
                scores[number] += idf * tf * 2.2 / (tf + norm)
    expected = ranked(scores, 50)
    with settings_of(**FLAT):
        found = made(texts).index.about(wanted)
    assert [pytest.approx(score, abs=2e-6) for _, score in expected] == [c.score for c in found]
    assert {number for number, _ in expected} == {c.statement for c in found}
    assert found == sorted(found, key=lambda c: (-c.score, c.statement))


def test_about_a_state():
    """A state is found by any of its names."""
    index = made([["the", "White", "House"], ["Pyongyang"], ["the", "DPRK", "won"]]).index
    assert {1, 2} == {c.statement for c in index.about(["@KP"])}


# -- writing


class TestWriting:
    """One writer at a time; the old file or the new one."""

    def test_a_reader_keeps_the_file_it_opened(self, tmp_path, many):
        """Other processes go on with the old file while it is replaced; then the new is read."""
        path = tmp_path / "a.qpx"
        Corpus(many).save(path)
        code = (
            "import sys; from pathlib import Path; from quoteprov.corpus.corpus import Corpus;"
            "p = Path(sys.argv[1]); c = Corpus.open(p); print(len(c), flush=True); input();"
            "c.verify(); print(len(c), len(list(c.statements)), len(Corpus.open(p)))"
        )
        own = Corpus.open(path)
        with subprocess.Popen(
            [sys.executable, "-c", code, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
        ) as other:
            assert other.stdout
            assert "50\n" == other.stdout.readline()
            larger = own.add([statement("new", "More.")], path)
            shown, _ = other.communicate("\n")
        own.verify()
        assert ("50 50 51\n", 51, 50) == (shown, len(larger), len(own))

    def test_two_at_once(self, tmp_path, many):
        """The second is refused at once, and neither it nor its end disturbs the first."""
        path, told = tmp_path / "a.qpx", []

        def given():
            yield many[0]
            with pytest.raises(CorpusError, match="another run is writing it; wait for its end"):
                Corpus(many).save(path)
            told.append([p.name for p in tmp_path.iterdir()])
            yield from many[1:]

        draft.write_index(path, given()).close()
        assert [[".a.qpx.draft"]] == told
        assert [path] == list(tmp_path.iterdir())
        Corpus.open(path).verify()

    @pytest.mark.parametrize("stale", [b"", b"SQLite format 3\0", b"x" * 100_000])
    def test_a_stale_draft(self, tmp_path, many, stale):
        """What a killed run left stops nobody and leaves nothing."""
        path = tmp_path / "a.qpx"
        Corpus(many).save(tmp_path / "clean.qpx")
        (tmp_path / ".a.qpx.draft").write_bytes(stale)
        Corpus(many).save(path)
        assert path.read_bytes() == (tmp_path / "clean.qpx").read_bytes()
        assert {"a.qpx", "clean.qpx"} == {p.name for p in tmp_path.iterdir()}

    @pytest.mark.parametrize("end", [KeyboardInterrupt, ValueError])
    def test_what_ends_in_the_middle_leaves_nothing(self, tmp_path, many, end):
        """An interruption, or a fault of who gives the statements, is handed on."""
        path = tmp_path / "a.qpx"
        Corpus(many).save(path)
        before = path.read_bytes()

        def given():
            yield many[0]
            raise end

        with pytest.raises(end):
            draft.write_index(path, given())
        assert [(path, before)] == [(p, p.read_bytes()) for p in tmp_path.iterdir()]

    def test_a_folder_that_may_not_be_written(self, tmp_path, many):
        """It is told which file could not be written and why."""
        folder = tmp_path / "closed"
        folder.mkdir()
        folder.chmod(0o500)
        # before somebody else does: he may not even read the modules of Python
        held = Corpus(many)
        was = os.geteuid()
        if not was:
            os.seteuid(65534)
        try:
            with pytest.raises(CorpusError, match=r"a\.qpx: .* cannot be written \(Permission"):
                held.save(folder / "a.qpx")
        finally:
            os.seteuid(was)

    def test_an_index_of_nothing(self):
        """There is none."""
        with pytest.raises(CorpusError, match="no statement to check against"):
            draft.write_index(None, [])

    def test_more_words_than_can_be_counted(self, monkeypatch, many):
        """Places are numbers of 32 bits."""
        monkeypatch.setattr(draft, "LOW", 10)
        with pytest.raises(CorpusError, match="more than 4,294,967,295 words; make several"):
            draft.write_index(None, many)

    def test_a_file_that_may_not_be_read(self, tmp_path, many):
        """It is told which could not be opened and why."""
        path = tmp_path / "a.qpx"
        held = Corpus(many)
        held.save(path)
        path.chmod(0)
        tmp_path.chmod(0o755)
        was = os.geteuid()
        if not was:
            for folder in tmp_path.parents[:2]:
                folder.chmod(0o755)
            os.seteuid(65534)
        try:
            with pytest.raises(CorpusError, match=r"a\.qpx: the index cannot be opened \(Permis"):
                Corpus.open(path)
        finally:
            os.seteuid(was)

    def test_a_disk_that_is_full(self, tmp_path, many):
        """Where the file cannot grow, the old one stays, and nothing else."""
        path = tmp_path / "a.qpx"
        Corpus(many).save(path)
        before = path.read_bytes()
        code = (
            "import resource, sys; from pathlib import Path\n"
            "from quoteprov.corpus.corpus import Corpus\n"
            "from quoteprov.errors import CorpusError\n"
            "p = Path(sys.argv[1]); c = Corpus.open(p)\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n"
            "try: c.add([c.statements[0].model_copy(update={'id': 'new'})], p)\n"
            "except CorpusError as error: print(error)"
        )
        run = subprocess.run(
            [sys.executable, "-c", code, path],
            env={**os.environ, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            text=True,
        )
        assert run.stdout.startswith(f"{path.as_posix()}: the index cannot be written (")
        assert [(path, before)] == [(p, p.read_bytes()) for p in tmp_path.iterdir()]


# -- damage


class TestDamage:
    """Bits, lengths and kills of chance; `bench/damage_index.py` does more of the same."""

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
    def test_killed_at_any_moment(self):
        """The old index, the new one, or none where there was none."""
        run = self.run("--kills", "24", "--flips", "0")
        assert (0, "0 damaged, 24 killed: 0 wrong") == run

    def test_bits_and_lengths(self):
        """The same answers, or a refusal: never other answers, a crash or a hang."""
        run = self.run("--kills", "0", "--flips", "40", "--seed", "7")
        assert (0, "40 damaged, 0 killed: 0 wrong") == run

    @staticmethod
    def run(*arguments: str) -> tuple[int, str]:
        """Run the script and give its exit code and its last line."""
        found = subprocess.run(
            [sys.executable, "bench/damage_index.py", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            text=True,
            check=False,
        )
        assert not found.stderr
        return found.returncode, found.stdout.splitlines()[-1]

    @pytest.mark.parametrize("workers", [1, 2])
    def test_a_damaged_index_stops_the_check(self, tmp_path, workers):
        """It is wrong for every article, so no report is given that an article is at fault."""
        path = tmp_path / "a.qpx"
        Corpus.build(SEEDS, path)
        data = bytearray(path.read_bytes())
        with closing(sqlite3.connect(path)) as connection:
            ((packed,), *_) = connection.execute("SELECT data FROM tokens")
        at = data.index(packed[:200])
        data[at + 100] ^= 4
        path.write_bytes(data)
        verifier = Verifier(path)
        with pytest.raises(CorpusError, match=r"a\.qpx: the index is damaged or cut off"):
            list(verifier.verify_many(ARTICLES, workers=workers))
        with pytest.raises(CorpusError, match="the index is damaged or cut off"):
            list(map(verifier.verify, ARTICLES))

    def test_an_id_that_is_changed_is_not_an_id_that_is_missing(self, tmp_path, many):
        """No statement is said not to be there because its id cannot be read."""
        path = tmp_path / "a.qpx"
        Corpus(many).save(path)
        data = path.read_bytes()
        path.write_bytes(data.replace(b"made 17", b"made_17"))
        corpus = Corpus.open(path)
        for ask in (lambda: corpus.by_id(["made 17"]), lambda: list(corpus.ids), corpus.verify):
            with pytest.raises(CorpusError, match="statement 19 does not fit its checksum"):
                ask()
        with pytest.raises(CorpusError, match="statement 19 does not fit its checksum"):
            corpus.add([statement("new", "More.")], tmp_path / "b.qpx")
        assert [path] == list(tmp_path.iterdir())
