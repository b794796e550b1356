"""A pipeline with quoteprov in it, saved and read again, and sent to other processes."""

from __future__ import annotations

import shutil
import subprocess
import sys

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import spacy
import srsly

from quoteprov import Corpus
from quoteprov.errors import CorpusError, InputError
from tests.test_pipeline import SEEDS, STAGES, TEXT


if TYPE_CHECKING:
    from spacy.language import Language

    from quoteprov.models import Report
    from quoteprov.pipeline import WithCorpus


ONE = "001_5090525799506049.txt"


def pipeline(*names: str, **config: Any) -> Language:
    """A pipeline of components, those that need a corpus with a configuration."""
    nlp = spacy.blank("en")
    for name in names or ("quoteprov",):
        needs = name not in STAGES[:2]
        nlp.add_pipe(name, config=config if needs else {})
    return nlp


def component(nlp: Language, name: str = "quoteprov") -> WithCorpus:
    """A component that has a corpus."""
    return cast("WithCorpus", nlp.get_pipe(name))


def report(nlp: Language) -> Report:
    """The report of the article."""
    return cast("Report", nlp(TEXT)._.quoteprov)


@pytest.fixture(name="statements")
def _statements(tmp_path: Path) -> Path:
    """A folder of statements, which may go."""
    return Path(shutil.copytree(SEEDS / "statements", tmp_path / "statements"))


@pytest.fixture(name="saved")
def _saved(tmp_path: Path, statements: Path) -> Path:
    """A pipeline that was saved, and whose statements are gone."""
    pipeline(corpus=str(statements)).to_disk(tmp_path / "saved")
    shutil.rmtree(statements)
    return tmp_path / "saved"


class TestDisk:
    """On disk."""

    def test_works_in_another_process(self, saved: Path) -> None:
        """A process that imports nothing but spaCy gives the same report without the files."""
        code = (
            f"import sys, spacy; nlp = spacy.load({str(saved)!r}); "
            "print(nlp(sys.stdin.read())._.quoteprov.model_dump_json())"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], input=TEXT.encode(), capture_output=True, check=True
        )

        expected = report(pipeline(corpus=str(SEEDS / "statements"))).model_dump_json()
        assert expected == run.stdout.decode().rstrip()

    def test_configuration_comes_back(self, tmp_path: Path, statements: Path) -> None:
        """Profile, rules and severities are those that were configured."""
        config = {
            "corpus": str(statements),
            "profile": "speech",
            "ignore": ["QP3"],
            "severities": {"QP106": "error"},
            "spans_key": "quotes",
        }
        nlp = pipeline(**config)
        nlp.to_disk(tmp_path / "saved")
        again = spacy.load(tmp_path / "saved")

        assert report(nlp) == report(again)
        assert ["quotes"] == list(again(TEXT).spans)

    def test_corpus_that_was_set(self, tmp_path: Path) -> None:
        """A corpus from memory is saved too."""
        nlp = pipeline()
        component(nlp).corpus = Corpus.build(SEEDS / "statements")
        nlp.to_disk(tmp_path / "saved")

        assert report(nlp) == report(spacy.load(tmp_path / "saved"))

    def test_read_into_a_pipeline(self, saved: Path) -> None:
        """`from_disk` gives a pipeline without a corpus the one that was saved."""
        nlp = pipeline().from_disk(saved)

        assert report(spacy.load(saved)) == report(nlp)

    def test_saved_where_it_was_read(self, saved: Path) -> None:
        """A pipeline that reads its index from a folder may be saved there once more."""
        nlp = spacy.load(saved)
        nlp.to_disk(saved)

        assert report(nlp) == report(spacy.load(saved))

    def test_stages_save_one_index(self, tmp_path: Path, statements: Path) -> None:
        """Stages that share a corpus keep one copy of it, and share it again when it is read."""
        nlp = pipeline(*STAGES, corpus=str(statements))
        nlp.to_disk(tmp_path / "saved")
        shutil.rmtree(statements)
        again = spacy.load(tmp_path / "saved")

        found = [p.relative_to(tmp_path / "saved") for p in tmp_path.rglob("*.qpx")]
        assert [Path("quoteprov_align", "corpus.qpx")] == found
        assert report(nlp) == report(again)
        assert component(again, "quoteprov_align").corpus is component(again, STAGES[4]).corpus

    @pytest.mark.parametrize("exclude", ["quoteprov", "corpus"])
    def test_left_out(self, tmp_path: Path, statements: Path, exclude: str) -> None:
        """Without its index the pipeline asks for the files that were named."""
        nlp = pipeline(corpus=str(statements))
        nlp.to_disk(tmp_path / "saved", exclude=["quoteprov"])
        if exclude == "corpus":
            component(nlp).to_disk(tmp_path / "saved" / "quoteprov", exclude=[exclude])
        again = spacy.load(tmp_path / "saved")

        assert report(nlp) == report(again)
        shutil.rmtree(statements)
        with pytest.raises(InputError, match="statements: no such file or folder"):
            report(spacy.load(tmp_path / "saved"))

    def test_left_unread(self, saved: Path) -> None:
        """What was saved is not read if that is asked."""
        nlp = pipeline()
        component(nlp).from_disk(saved / "quoteprov", exclude=["corpus"])

        with pytest.raises(CorpusError, match="'quoteprov' has no corpus"):
            report(nlp)

    def test_another_corpus_is_named(self, saved: Path) -> None:
        """A corpus that is named as the pipeline is loaded counts more than the one saved."""
        other = {"components": {"quoteprov": {"corpus": str(SEEDS / "statements" / ONE)}}}

        assert 2 == len(component(spacy.load(saved)).corpus)
        assert 1 == len(component(spacy.load(saved, config=other)).corpus)

    def test_no_corpus_to_save(self, saved: Path) -> None:
        """A pipeline without a corpus is saved without, and takes no older one for its own."""
        pipeline().to_disk(saved)

        with pytest.raises(CorpusError, match="'quoteprov' has no corpus"):
            report(spacy.load(saved))

    def test_corpus_that_is_gone(self, tmp_path: Path) -> None:
        """A pipeline whose corpus cannot be read is not saved as if it had none."""
        with pytest.raises(InputError, match="gone: no such file or folder"):
            pipeline(corpus=str(tmp_path / "gone")).to_disk(tmp_path / "saved")

    @pytest.mark.parametrize(
        ("name", "data", "said"),
        [
            ("corpus.qpx", b"", r"corpus\.qpx: not a quoteprov index"),
            ("corpus.qpx", None, r"corpus\.qpx: the index is damaged or cut off"),
            ("cfg", b"{", "'quoteprov' cannot be loaded: its cfg is not as it was saved"),
            ("cfg", b"[]", "'quoteprov' cannot be loaded: its cfg is not as it was saved"),
        ],
    )
    def test_damage(self, saved: Path, name: str, data: bytes | None, said: str) -> None:
        """A file that was damaged is named when the pipeline is loaded."""
        file = saved / "quoteprov" / name
        file.write_bytes(file.read_bytes()[:-100] if data is None else data)

        with pytest.raises(CorpusError, match=said):
            spacy.load(saved)


class TestBytes:
    """As bytes."""

    def test_come_back(self, statements: Path) -> None:
        """The bytes of a pipeline hold its index, so that the files may go."""
        nlp = pipeline(*STAGES, corpus=str(statements))
        data = nlp.to_bytes()
        shutil.rmtree(statements)
        again = spacy.util.load_model_from_config(nlp.config).from_bytes(data)

        assert report(nlp) == report(again)

    def test_another_corpus_is_named(self) -> None:
        """A corpus that is named for the pipeline counts more than the one in the bytes."""
        data = pipeline(corpus=str(SEEDS / "statements")).to_bytes()
        nlp = pipeline(corpus=str(SEEDS / "statements" / ONE)).from_bytes(data)

        assert 1 == len(component(nlp).corpus)

    def test_left_out(self) -> None:
        """Without its index a component has what is named, or nothing."""
        nlp = pipeline(corpus=str(SEEDS / "statements"))
        data = component(nlp).to_bytes(exclude=["corpus"])
        again = pipeline()
        component(again).from_bytes(data)

        assert len(data) < 1_000
        with pytest.raises(CorpusError, match="'quoteprov' has no corpus"):
            report(again)

    def test_damage(self) -> None:
        """Bytes that were cut off or lost a part are refused."""
        whole = component(pipeline(corpus=str(SEEDS / "statements"))).to_bytes()
        kept = srsly.msgpack_loads(whole)
        index = kept["corpus.qpx"]
        for part, said in (
            ({**kept, "corpus.qpx": index[:-1]}, "the index is damaged or cut off"),
            ({**kept, "corpus.qpx": b""}, "not a quoteprov index"),
            ({"corpus.qpx": index}, "its cfg is not as it was saved"),
        ):
            with pytest.raises(CorpusError, match=said):
                component(pipeline()).from_bytes(srsly.msgpack_dumps(part))


SCRIPT = """
import json, multiprocessing, sys
from pathlib import Path
import spacy
from quoteprov import Corpus

def pipeline(corpus):
    nlp = spacy.blank("en")
    config = {"corpus": corpus} if isinstance(corpus, str) else {}
    component = nlp.add_pipe("quoteprov", config={"profile": "speech", **config})
    if not config:
        component.corpus = corpus
    return nlp

def reports(docs):
    return [doc._.quoteprov.model_dump_json() for doc in docs]

if __name__ == "__main__":
    method, names, statements, index, *articles = sys.argv[1:]
    multiprocessing.set_start_method(method)
    texts = [Path(name).read_text("utf-8") for name in articles]
    one = reports(pipeline(statements).pipe(texts))
    file = Corpus.build(Path(statements), Path(index))
    memory = Corpus.build(Path(statements))
    corpora = {"folder": statements, "path": index, "file": file, "memory": memory}
    for name in names.split():
        nlp = pipeline(corpora[name])
        given = [texts[0], *map(nlp.make_doc, texts[1:])]
        told = nlp.pipe(zip(given, articles), as_tuples=True, n_process=2, batch_size=1)
        docs, contexts = zip(*told)
        spans = [[s._.quoteprov for s in doc.spans["quoteprov"]] for doc in docs]
        assert spans == [list(doc._.quoteprov.quotations) for doc in docs]
        assert list(contexts) == articles
        assert reports(docs) == one
        print(name)
"""


@pytest.mark.parametrize(
    ("method", "corpora"), [("fork", "folder path file memory"), ("spawn", "path memory")]
)
def test_processes(tmp_path: Path, method: str, corpora: str) -> None:
    """Two processes give what one gives, however they are started and the corpus is given."""
    if method == "fork" and sys.platform in {"win32", "darwin"}:
        pytest.skip("processes are not forked there")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, "utf-8")
    articles = [str(path) for path in sorted((SEEDS / "articles").glob("*.txt"))]
    told = [method, corpora, str(SEEDS / "statements"), str(tmp_path / "kcna.qpx"), *articles]
    run = subprocess.run(
        [sys.executable, str(script), *told], capture_output=True, text=True, check=False
    )

    assert (corpora.split(), 0) == (run.stdout.split(), run.returncode), run.stderr
