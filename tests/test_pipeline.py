"""The spaCy face."""

from __future__ import annotations

import subprocess
import sys

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
import spacy

from spacy.tokens import Doc, DocBin

from quoteprov import Corpus, QuoteprovError, Verifier
from quoteprov.pipeline import BoundedTokenizer, Quoteprov, text_of


if TYPE_CHECKING:
    from spacy.language import Language


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
STAGES = (
    "quoteprov_find",
    "quoteprov_attribute",
    "quoteprov_align",
    "quoteprov_date",
    "quoteprov_judge",
)


@pytest.fixture(name="text")
def _text() -> str:
    return (SEEDS / "articles" / "003_13a056770685a8c2.txt").read_text("utf-8")


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


def test_plain_data_survives_bytes(nlp: Language, text: str) -> None:
    """The report comes back from DocBin: nothing but plain values is stored."""
    doc = nlp(text)
    kept = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [again] = DocBin().from_bytes(kept).get_docs(nlp.vocab)

    assert doc._.quoteprov == again._.quoteprov


def test_works_without_import() -> None:
    """Entry points register the factory: nothing of quoteprov has to be imported."""
    code = (
        "import spacy; nlp = spacy.blank('en'); "
        f"nlp.add_pipe('quoteprov', config={{'corpus': {str(SEEDS / 'statements')!r}}}); "
        "doc = nlp('“keep its mouth shut,” North Korea said.'); "
        "print(doc._.quoteprov.quotations[0].verdict)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ("verbatim\n", 0) == (run.stdout, run.returncode)


def test_no_corpus_is_a_clear_error() -> None:
    """Without a corpus the first text says how to give one."""
    nlp = spacy.blank("en")
    nlp.add_pipe("quoteprov")

    with pytest.raises(QuoteprovError, match="'quoteprov' has no corpus"):
        nlp("“So be it,” he said.")


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
