"""
Corpora: what they are made of, how they are kept, and how they are searched.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import sqlite3
import subprocess
import sys

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.corpus.agency import AGENCY
from quoteprov.corpus.corpus import Corpus
from quoteprov.corpus.index import sealed
from quoteprov.errors import CorpusError, InputError
from quoteprov.models import Statement, ZoneSpan
from quoteprov.text.words import words
from quoteprov.verifier import Verifier


if TYPE_CHECKING:
    from collections.abc import Mapping


SEEDS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"


def statement(name: str, text: str) -> Statement:
    """A statement that is body throughout."""
    zones = (ZoneSpan(start=0, end=len(text), zone="body"),)
    return Statement(id=name, text=text, zones=zones)


@pytest.fixture(scope="module")
def seeds():
    """The corpus of the two KCNA statements."""
    return Corpus.build(SEEDS)


@pytest.fixture
def saved(tmp_path, seeds):
    """An index file of the seeds."""
    path = tmp_path / "kcna.qpx"
    seeds.save(path)
    return path


def change(index: Path, sql: str, *values: object) -> None:
    """Change an index file behind our back."""
    with closing(sqlite3.connect(index)) as connection:
        connection.execute(sql, values)
        connection.commit()


def jsonl(path: Path, *records: Mapping[str, object]) -> Path:
    """Write records as JSON lines."""
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


class TestBuild:
    """From files to statements."""

    def test_from_a_folder(self, seeds):
        """A folder gives a statement for each file, named after it."""
        expected = ["000_b46a6c523cbdaaf1.txt", "001_5090525799506049.txt"]
        assert expected == [s.id for s in seeds.statements]

    def test_from_a_file(self):
        """A single file is a corpus of one."""
        path = SEEDS / "001_5090525799506049.txt"
        expected = [path.read_bytes().decode()]
        assert expected == [s.text for s in Corpus.build(path).statements]

    def test_from_several_paths_and_an_index(self, saved, tmp_path):
        """Files and index files go together, in the order they are named."""
        extra = tmp_path / "extra.txt"
        extra.write_text("We will not take part.", encoding="utf-8")
        corpus = Corpus.build([extra, saved])
        expected = ["extra.txt", "000_b46a6c523cbdaaf1.txt", "001_5090525799506049.txt"]
        assert expected == [s.id for s in corpus.statements]

    def test_fields_of_a_line(self, tmp_path):
        """What a JSON line says of a statement is taken as stated."""
        path = jsonl(
            tmp_path / "a.jsonl",
            {
                "id": "n1",
                "text": "We will not take part.",
                "title": "On the talks",
                "speaker": "Norrvik AB",
                "uttered": "2024-02-29",
                "released": "2024-03-01",
                "carried": "2024-03-02",
                "lang": "en",
                "url": "https://example.org/n1",
                "rendition_of": "n0",
            },
        )
        (one,) = Corpus.build(path).statements
        expected = ("n1", "Norrvik AB", "On the talks", "en", "https://example.org/n1", "n0", None)
        actual = one.id, one.issuer, one.title, one.lang, one.url, one.rendition_of, one.carrier
        assert expected == actual
        days = one.uttered, one.released, one.carried
        expected_days = [
            ("2024-02-29", "uttered", "stated"),
            ("2024-03-01", "released", "stated"),
            ("2024-03-02", "carried", "stated"),
        ]
        assert expected_days == [(d.iso, d.read_from, d.trust) for d in days if d]

    @pytest.mark.parametrize("field", ["uttered", "released", "carried", "date"])
    @pytest.mark.parametrize("value", ["09/21/2022", "2022-02-30", "September", "2022"])
    def test_a_bad_date_is_told_and_the_statement_kept(self, tmp_path, field, value):
        """A field that is no date becomes a problem with file, line and field; the text stays."""
        good = {"text": "One."}
        path = jsonl(tmp_path / "a.jsonl", good, {"text": "Two.", field: value})
        corpus = Corpus.build(path)
        expected = f'"{field}" is {value!r}, not a date like 2022-09-21; it is ignored'
        (problem,) = corpus.problems
        assert (path.as_posix(), 2, expected) == (problem.path, problem.line, problem.message)
        assert [s.text for s in corpus.statements] == ["One.", "Two."]

    def test_a_bad_line_stops_no_other(self, tmp_path):
        """What cannot be read is kept as a problem beside the statements."""
        path = tmp_path / "a.jsonl"
        path.write_text('nothing\n{"text": "We will not take part."}\n', encoding="utf-8")
        corpus = Corpus.build(path)
        assert (len(corpus), [p.line for p in corpus.problems]) == (1, [1])

    def test_nothing_to_check_against(self, tmp_path):
        """A corpus without a statement is refused, with the reasons."""
        (tmp_path / "a.txt").write_bytes(b"")
        with pytest.raises(CorpusError, match=r"no statement to check against.*\n.*is empty"):
            Corpus.build(tmp_path)

    @pytest.mark.parametrize("make", [Corpus.build, Corpus.open, Verifier])
    def test_a_string_for_a_path(self, make):
        """A string, which is text everywhere else, is refused and not taken apart."""
        with pytest.raises(CorpusError, match=r"given as pathlib\.Path, and this is str: 'kcna/'"):
            make("kcna/")

    @pytest.mark.parametrize("given", [["kcna/"], [SEEDS, "kcna/"]])
    def test_a_string_among_paths(self, given):
        """So is one in a list."""
        with pytest.raises(CorpusError, match="this is str: 'kcna/'"):
            Corpus.build(given)

    def test_a_missing_path(self, tmp_path):
        """A path that does not exist is an input error."""
        with pytest.raises(InputError, match="no such file or folder"):
            Corpus.build([SEEDS, tmp_path / "missing"])

    def test_files_of_one_name_are_two_statements(self, tmp_path):
        """The second of two equal ids is numbered."""
        for folder in ("a", "b"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "x.txt").write_text(f"We are {folder}.", encoding="utf-8")
        expected = [("x.txt", "We are a."), ("x.txt#2", "We are b.")]
        corpus = Corpus.build(tmp_path)
        assert expected == [(s.id, s.text) for s in corpus.statements]
        said = "the id 'x.txt' comes twice; here it is called 'x.txt#2'"
        assert [said] == [p.message for p in corpus.problems]

    @pytest.mark.parametrize(
        ("title", "issuer"),
        [
            ("Statement by Jane Doe, mayor of Ostby", "Jane Doe, mayor of Ostby"),
            ("Full text of the speech of President Ito: On trade", "President Ito"),
            ("Press Statement of Norrvik AB on March 3", "Norrvik AB"),
            ("Spokesman for Union Releases Press Statement", "Spokesman for Union"),
            ("Minister Gives Answers to Questions", "Minister"),
            ("Statement of Union Supported by Workers", None),
            ("Anniversary of Statement of Union Marked", None),
            ("Union Meets Press and Makes Statement", None),
            ("On the talks", None),
        ],
        ids=lambda v: v,
    )
    def test_the_issuer_in_a_title(self, tmp_path, title, issuer):
        """A title of a statement names its issuer; one about a statement does not."""
        record = {"title": title, "text": "We stand by what we agreed."}
        (one,) = Corpus.build(jsonl(tmp_path / "a.jsonl", record)).statements
        assert issuer == one.issuer

    def test_an_agency_item_that_names_nobody(self, tmp_path):
        """The agency itself speaks where neither lead nor title names anybody."""
        record = {
            "text": "Pyongyang, May 3 (KCNA) -- Factories boost production.",
            "date": "2024-05-03",
        }
        (one,) = Corpus.build(jsonl(tmp_path / "a.jsonl", record)).statements
        assert (one.issuer, one.carrier) == (AGENCY, "KCNA")


class TestAdd:
    """A corpus with statements added."""

    def test_add_leaves_the_first_alone(self, seeds):
        """`add` gives a new corpus."""
        larger = seeds.add([statement("new", "We will not take part.")])
        assert (len(seeds), len(larger)) == (2, 3)
        assert [(s.id, a, b) for s, a, b in larger.search("will not take")] == [("new", 3, 16)]

    def test_an_id_that_is_taken(self, seeds):
        """Two statements of one id are refused, naming it."""
        with pytest.raises(CorpusError, match=r"two statements have the id '000_b46a6c523cbdaaf1"):
            seeds.add([seeds.statements[0]])


class TestFile:
    """The index file."""

    def test_round_trip(self, seeds, saved):
        """What is opened is what was saved, digest included."""
        opened = Corpus.open(saved)
        assert (seeds.statements, seeds.info) == (opened.statements, opened.info)

    def test_build_writes_and_reads_it(self, tmp_path, seeds):
        """`build` keeps an index file, and opens one that is the only path."""
        path = tmp_path / "out.qpx"
        Corpus.build(SEEDS, path)
        assert seeds.statements == Corpus.build(path).statements

    def test_the_same_statements_give_the_same_bytes(self, tmp_path, seeds, saved):
        """An index file holds no time and no order of chance."""
        again = tmp_path / "again.qpx"
        seeds.save(again)
        assert saved.read_bytes() == again.read_bytes()

    def test_a_missing_file(self, tmp_path):
        """An index file that is not there is told with the way to make it."""
        with pytest.raises(InputError, match="no such index file; make it with: quoteprov corpus"):
            Corpus.open(tmp_path / "no.qpx")

    @pytest.mark.parametrize(
        ("damage", "told"),
        [
            pytest.param(lambda b: b[:-9], "damaged or cut off", id="cut-off"),
            pytest.param(lambda b: b[: len(b) // 2], "damaged or cut off", id="half"),
            pytest.param(lambda b: b + b"\n{}", "damaged or cut off", id="more"),
            pytest.param(lambda b: b[:20], "damaged or cut off", id="cut-in-the-head"),
            pytest.param(lambda b: b[:16] + b"\xff" * 80, "damaged or cut off", id="head"),
            pytest.param(lambda _: b"", "not a quoteprov index", id="empty"),
            pytest.param(lambda _: b"\x89PNG\r\n\x1a\n\0", "not a quoteprov index", id="binary"),
            pytest.param(lambda _: b"Words.\n", "not a quoteprov index", id="text"),
            pytest.param(lambda _: b"[1]\n", "not a quoteprov index", id="json"),
        ],
    )
    def test_a_bad_file_is_refused_in_one_sentence(self, saved, damage, told):
        """A damaged or foreign file is never half read; the message names it."""
        saved.write_bytes(damage(saved.read_bytes()))
        with pytest.raises(CorpusError) as caught:
            Corpus.open(saved)
        message = str(caught.value)
        assert message.startswith(f"{saved.as_posix()}: ")
        assert told in message
        assert message.count("\n") == 0

    @pytest.mark.parametrize(
        ("sql", "told"),
        [
            ("PRAGMA user_version = 99", "index format 99, this version reads format"),
            ("PRAGMA application_id = 7", "not a quoteprov index"),
            ("CREATE TABLE more (x)", "it has other tables"),
            ("DROP TABLE tokens", "it has other tables"),
            ("DELETE FROM header WHERE name = 'info'", "info is missing"),
            ("UPDATE header SET data = 'x' WHERE name = 'info'", "not fit its checksum"),
            ("UPDATE header SET data = x'00' WHERE name = 'info'", "not fit its checksum"),
        ],
    )
    def test_another_database_is_refused(self, saved, sql, told):
        """So is a newer format, and a database that is whole, but not as we write it."""
        change(saved, sql)
        with pytest.raises(CorpusError, match=told):
            Corpus.open(saved)

    def test_a_changed_statement_is_refused_when_it_is_read(self, saved):
        """The rest of the index can be used; what is damaged is not answered from."""
        change(saved, "UPDATE statement SET data = ? WHERE number = 0", b"\0\0\0\0 never")
        corpus = Corpus.open(saved)
        assert corpus.statements[1].id.startswith("001")
        with pytest.raises(CorpusError, match="damaged or cut off"):
            _ = corpus.statements[0]

    def test_other_foldings_are_refused(self, saved):
        """Words that were numbered by other rules would not be found."""
        with closing(sqlite3.connect(saved)) as connection:
            ((data,),) = connection.execute("SELECT data FROM header WHERE name = 'info'")
        info = {**json.loads(data[4:]), "folding": 0}
        _, changed = sealed("header", "info", json.dumps(info).encode())
        change(saved, "UPDATE header SET data = ? WHERE name = 'info'", changed)
        with pytest.raises(CorpusError, match=r"another set of foldings \(0, .*build it again"):
            Corpus.open(saved)

    def test_a_write_that_fails_leaves_the_old_file(self, saved, seeds, monkeypatch):
        """When the new file cannot take its place, the old one and nothing else is left."""
        old = saved.read_bytes()

        def refuse(self, target):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(CorpusError, match=r"cannot be written \(No space left on device\)"):
            seeds.add([statement("new", "More.")]).save(saved)
        assert (old, [saved]) == (saved.read_bytes(), list(saved.parent.iterdir()))

    def test_a_folder_that_is_not_there(self, tmp_path, seeds):
        """A path that cannot be written is a corpus error."""
        with pytest.raises(CorpusError, match="the index cannot be written"):
            seeds.save(tmp_path / "no" / "a.qpx")


class TestDigest:
    """The digest of all statements."""

    def test_it_does_not_depend_on_order(self, seeds):
        """The same statements in another order have the same digest."""
        assert seeds.info == Corpus(seeds.statements[::-1]).info

    def test_it_does_not_depend_on_the_place(self, tmp_path, seeds):
        """Copies of the files in another folder have the same digest."""
        for path in SEEDS.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        assert seeds.info == Corpus.build(tmp_path).info

    def test_it_depends_on_every_word(self, seeds):
        """One changed word changes it."""
        first, second = seeds.statements
        changed = first.model_copy(update={"text": first.text.replace("never", "often")})
        assert seeds.info.digest != Corpus([changed, second]).info.digest

    def test_it_does_not_depend_on_the_process(self, seeds):
        """Another process with another hash seed finds the same digest and the same places."""
        code = (
            "import sys; from pathlib import Path; from quoteprov.corpus.corpus import Corpus;"
            "c = Corpus.build(Path(sys.argv[1])); print(c.info.digest,"
            " [(s.id, a) for s, a, b in c.search('arms dealings')],"
            " c.index.candidates(['rumor', 'arms', 'the', 'we']))"
        )
        seen = {
            subprocess.run(
                [sys.executable, "-c", code, str(SEEDS)],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
                capture_output=True,
                check=True,
                text=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(seen) == 1
        assert seen.pop().startswith(seeds.info.digest)

    def test_newest_day(self, seeds):
        """The newest day is the latest release or carriage."""
        assert (seeds.info.statements, seeds.info.newest) == (2, "2022-11-08")


class TestSearch:
    """Words in statements."""

    @pytest.mark.parametrize(
        ("words_sought", "expected"),
        [
            ("arms dealings", ["000", "000", "000", "001"]),
            ("“Arms Dealings”", ["000", "000", "000", "001"]),
            ("keep its mouth shut", ["001"]),
            ("Ministry of National Defence", ["000", "000", "001"]),
            ("Ministry of National Defense", ["000", "000", "001"]),
            ("significant", []),
            ("significantly", []),
            ("arm dealing", []),
            ("dealings arms", []),
            ("", []),
            ("…", []),
        ],
    )
    def test_places_in_the_seeds(self, seeds, words_sought, expected):
        """Whole words in order are found with all their places; parts of words never."""
        assert expected == [s.id[:3] for s, _, _ in seeds.search(words_sought)]

    def test_places_are_true(self, seeds):
        """The offsets point at the words in the original text."""
        for one, start, end in seeds.search("arms dealings"):
            assert one.text[start:end] == "arms dealings"

    @pytest.mark.parametrize(
        "furniture",
        [
            "More From KCNA",
            "NK News is hiring",
            "Press Review",
            "January 02, 2026",
            "Read original version at source",
            "Significantly Greeted",
            "www.kcna.kp",
            "Juche111.11.8",
            "Textile Mills",
            "More Articles",
            "Coal Production Goes Up",
        ],
    )
    def test_page_furniture_is_never_found(self, seeds, furniture):
        """Words around the statement on its page are nobody's statement."""
        stripped = [w.text for w in words(furniture)]
        held = [s for s in seeds.statements if stripped[0] in s.text]
        assert held
        assert seeds.search(furniture) == []

    def test_two_statements_with_the_same_words(self):
        """Both are found, in the order of the corpus."""
        corpus = Corpus([statement("a", "We won. We left."), statement("b", "Yes, we won.")])
        expected = [("a", 0, 6), ("b", 5, 11)]
        assert expected == [(s.id, a, b) for s, a, b in corpus.search("we won")]

    def test_words_do_not_run_from_one_statement_into_the_next(self):
        """The end of one statement and the beginning of the next are no run of words."""
        corpus = Corpus([statement("a", "We never sold"), statement("b", "weapons to them")])
        assert corpus.search("sold weapons") == []

    def test_rare_words_rank_first(self, seeds):
        """A statement that shares the rarer words is the better candidate."""
        best = seeds.index.candidates(["mouth", "shut", "the"])
        assert seeds.statements[best[0].statement].id.startswith("001")

    def test_about_ranks_by_what_is_told(self, seeds):
        """A statement on tarnishing by resolution is preferred for these terms."""
        best = seeds.index.about(["possession", "equipment", "sovereign"])
        assert seeds.statements[best[0].statement].id.startswith("001")

    def test_unknown_words_have_no_candidate(self, seeds):
        """Nothing shared, nothing ranked."""
        assert (seeds.index.candidates(["zebra"]), seeds.index.about(["zebra"])) == ([], [])


VOCABULARY = st.sampled_from("we the won left never arms".split())
TEXTS = st.lists(st.lists(VOCABULARY, max_size=12), min_size=1, max_size=5)


@given(TEXTS, st.lists(VOCABULARY, min_size=1, max_size=4))
def test_exact_finds_what_a_naive_scan_finds(texts, sought):
    """The postings give the same places as comparing every run of words, in the same order."""
    index = Corpus([statement(f"s{i}", " ".join(t)) for i, t in enumerate(texts)]).index
    expected = [
        (number, first, first + len(sought))
        for number, text in enumerate(texts)
        for first in range(len(text) - len(sought) + 1)
        if text[first : first + len(sought)] == sought
    ]
    assert expected == [tuple(place) for place in index.exact(sought)]


@given(TEXTS, st.lists(VOCABULARY, max_size=6), st.randoms(use_true_random=False))
def test_ranking_by_terms_does_not_depend_on_their_order(texts, sought, chance):
    """Terms in any order, and more than once, rank the same; words do so far as none is a run."""
    index = Corpus([statement(f"s{i}", " ".join(t)) for i, t in enumerate(texts)]).index
    mixed = list(sought)
    chance.shuffle(mixed)
    assert index.about(sought) == index.about([*mixed, *sought])
    apart, again = ([f for w in given for f in (w, f"x{w}")] for given in (sought, mixed))
    expected = [(c.statement, c.score) for c in index.candidates(apart)]
    assert expected == [(c.statement, c.score) for c in index.candidates(again)]


def test_runs_of_common_words_find_their_statement():
    """Where every statement holds all words, the one that holds them in a row comes first."""
    sought = "the idea is of the era".split()
    texts = ["era of the idea is the", "of is the era the idea", "the new idea is of the era"]
    index = Corpus([statement(f"s{i}", text) for i, text in enumerate(texts)]).index
    assert 2 == index.candidates(sought)[0].statement


def test_dates_of_the_seeds(seeds):
    """Release and carriage of both seeds, as read by hand."""
    expected = [
        (dt.date(2022, 11, 7), dt.date(2022, 11, 8)),
        (dt.date(2022, 9, 21), dt.date(2022, 9, 22)),
    ]
    days = [(s.released, s.carried) for s in seeds.statements]
    assert expected == [(a.start, b.start) for a, b in days if a and b]


class TestBytes:
    """As bytes, and in other processes."""

    @pytest.mark.parametrize("fixture", ["seeds", "saved"])
    def test_come_back(self, fixture, request):
        """A corpus of memory and one of a file give bytes that answer as they do."""
        given = request.getfixturevalue(fixture)
        corpus = Corpus.build(given) if isinstance(given, Path) else given
        again = Corpus.from_bytes(corpus.to_bytes())
        again.verify()

        assert (corpus.info, corpus.statements) == (again.info, again.statements)
        assert corpus.search("a sovereign state") == again.search("a sovereign state") != []

    def test_same_statements_same_bytes(self, seeds):
        """Nothing but the statements goes into them."""
        assert seeds.to_bytes() == Corpus.build(SEEDS).to_bytes()

    @pytest.mark.parametrize(
        ("cut", "said"),
        [
            (slice(0), "not a quoteprov index"),
            (slice(10), "not a quoteprov index"),
            (slice(1, None), "not a quoteprov index"),
            (slice(-1), r"damaged or cut off \(its size is wrong\)"),
        ],
    )
    def test_cut_off(self, seeds, cut, said):
        """What is not a whole index is refused."""
        with pytest.raises(CorpusError, match=f"the corpus: .*{said}"):
            Corpus.from_bytes(seeds.to_bytes()[cut])

    def test_sent(self, tmp_path):
        """A corpus of memory is sent whole, with what could not be read."""
        (tmp_path / "good.txt").write_text("We will not take part.", encoding="utf-8")
        (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00")
        corpus = Corpus.build(tmp_path)
        again = copy.copy(corpus)

        assert ["bad.txt"] == [Path(p.path).name for p in again.problems]
        assert (corpus.info, corpus.problems) == (again.info, again.problems)
