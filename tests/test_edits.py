"""
Edits: what was done to the words of a statement, named, placed and marked or not.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.align.align import align, units
from quoteprov.align.edits import Rendering, Sides, is_word_edit, render, restyles
from quoteprov.align.kinds import classify
from quoteprov.text.sentences import sentences
from quoteprov.text.words import words


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
RELEASE = (SEEDS / "statements" / "001_5090525799506049.txt").read_text(encoding="utf-8")[247:1454]

Shown = tuple[str, str, bool, str, str]


def rendered(quotation: str, statement: str = RELEASE) -> Rendering:
    """Align and describe a quotation."""
    own, other = units(quotation, 0, len(quotation)), words(statement)
    starts = [a for a, _ in sentences(statement)]
    first = frozenset(sum(w.start < a for w in other) for a in starts)
    return render(
        Sides(quotation, own, statement, other, first), align(own, [word.key for word in other])
    )


def shown(rendering: Rendering) -> list[Shown]:
    """Show edits as (op, kind, marked, words, words of the statement)."""
    return [(e.op, e.kind, e.marked, e.text, e.passage_text) for e in rendering.edits]


UNMARKED, MARKED = False, True


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        pytest.param(
            "We have exported weapons or ammunition to Russia before",
            [("delete", "negation", UNMARKED, "", "never")],
            id="P02-never-dropped",
        ),
        pytest.param(
            "we will plan to export them.",
            [("delete", "negation", UNMARKED, "", "not")],
            id="P03-not-dropped",
        ),
        pytest.param(
            "their export and import are the unlawful right peculiar to a sovereign state",
            [("replace", "negation", UNMARKED, "unlawful", "lawful")],
            id="P04-lawful-unlawful",
        ),
        pytest.param(
            "We condemn the U.S. for recklessly circulating the rumor",
            [("replace", "content-word", UNMARKED, "recklessly", "thoughtlessly")],
            id="P05-synonym",
        ),
        pytest.param(
            "We have never exported ammunition or weapons to Russia before",
            [
                (
                    *("move", "content-word", UNMARKED),
                    *("ammunition or weapons", "weapons or ammunition"),
                )
            ],
            id="P06-order",
        ),
        pytest.param(
            "stop making reckless remarks … and to keep its mouth shut.",
            [("delete", "content-word", MARKED, " … ", "pulling up the DPRK")],
            id="P07-ellipsis",
        ),
        pytest.param(
            "stop making reckless remarks [...] and to keep its mouth shut.",
            [("delete", "content-word", MARKED, " [...] ", "pulling up the DPRK")],
            id="P08-bracketed-ellipsis",
        ),
        pytest.param(
            "the rumor against [North Korea] to pursue its base political and military aim",
            [("replace", "name", MARKED, "North Korea", "the DPRK")],
            id="P09-bracket",
        ),
        pytest.param(
            "[W]e warn the U.S. to stop making reckless remarks",
            [("replace", "spelling", MARKED, "[W]e", "we")],
            id="P10-letter",
        ),
        pytest.param(
            "stop making reckless remarks and to keep its mouth shut.",
            [("delete", "content-word", UNMARKED, "", "pulling up the DPRK")],
            id="P11-silent-omission",
        ),
        pytest.param(
            "to pursue its base polit",
            [("replace", "content-word", UNMARKED, "polit", "political")],
            id="P15-inside-a-word",
        ),
        pytest.param("WE CONDEMN the u.s. for Thoughtlessly circulating", [], id="P17-case"),
        pytest.param(
            "We condemn the US for thoughtlessly circulating",
            [("replace", "abbreviation", UNMARKED, "US", "U.S.")],
            id="P18-house-style",
        ),
        pytest.param(
            "released the following press statement on Sept. 12",
            [("replace", "number", UNMARKED, "12", "21")],
            id="P20-date",
        ),
    ],
)
def test_damage(quotation: str, expected: list[Shown]) -> None:
    """Each change of a true quotation is named for what it is."""
    assert expected == shown(rendered(quotation))


class TestPassages:
    """Which stretches of the statement a quotation renders."""

    def test_splice(self) -> None:
        """P12: two sentences run together without a mark are a splice of two passages."""
        found = rendered(
            "We have never exported weapons or ammunition to Russia before. "
            "We warn the U.S. to stop making reckless remarks"
        )
        expected = [
            "We have never exported weapons or ammunition to Russia before",
            "we warn the U.S. to stop making reckless remarks",
        ]
        assert expected == [p.text for p in found.passages]
        assert found.spliced
        assert [("delete", UNMARKED, ". ")] == [(e.op, e.marked, e.text) for e in found.edits]

    def test_honest_ellipsis(self) -> None:
        """An ellipsis between two sentences makes two passages and no splice."""
        found = rendered("We have never exported weapons or ammunition … to keep its mouth shut")
        assert 2 == len(found.passages)
        assert not found.spliced
        assert [("delete", MARKED)] == [(e.op, e.marked) for e in found.edits]

    def test_reversed(self) -> None:
        """P14: an ellipsis does not excuse another order."""
        found = rendered("keep its mouth shut … We condemn the U.S. for thoughtlessly circulating")
        assert found.spliced
        assert [("move", UNMARKED)] == [(e.op, e.marked) for e in found.edits]
        assert "keep its mouth shut" == found.passages[0].text

    @pytest.mark.parametrize(
        ("quotation", "passage"),
        [
            ("to keep its mouth closed", "to keep its mouth shut"),
            ("Statement of Sept. 12", "statement on Sept. 21"),
            ("And we warn the U.S. again", "and we warn the U.S."),
            ("He said: we have never exported weapons", "We have never exported weapons"),
        ],
    )
    def test_edges(self, quotation: str, passage: str) -> None:
        """A changed word at the end belongs to the passage, an added one does not."""
        assert [passage] == [p.text for p in rendered(quotation).passages]

    @pytest.mark.parametrize(
        ("quotation", "kept"),
        [
            ("keep its mouth shut", 1.0),
            ("keep your mouth shut", 0.75),
            ("keep [its] mouth shut", 1.0),
            ("keeps its mouth shut", 0.75),
            ("keep its (its own) mouth shut", 1.0),
            ("its mouth shut keep", 0.75),
            ("nothing of this kind", 0.25),
        ],
    )
    def test_kept(self, quotation: str, kept: float) -> None:
        """The share counts the quotation's own words that stand there as they are."""
        assert kept == rendered(quotation).kept

    @pytest.mark.parametrize(
        ("quotation", "tier"),
        [
            ("to tarnish the “image of the DPRK”", "words"),
            ('the UNSC unlawful "sanctions resolution" against the DPRK', "exact"),
            ("the UNSC unlawful ‘sanctions resolution’ against the DPRK’s", "words"),
            ("the UNSC unlawful ‘sanctions resolution’ against the DPRK", "typography"),
            ("aimed at tarnishing the DPRK’s image", "typography"),
            ("keep  its\nmouth shut", "typography"),
            ("Keep its mouth shut", "case"),
            ("circulating the rumour against the DPRK", "spelling"),
            ("condemn the US for thoughtlessly", "spelling"),
            ("keep its mouth [firmly] shut", "typography"),
            ("keep its loose mouth shut", "words"),
        ],
    )
    def test_tier(self, quotation: str, tier: str) -> None:
        """The tier is the loosest folding that the words needed."""
        assert tier == rendered(quotation).tier


class TestMarks:
    """Quotation marks, punctuation, brackets and glosses."""

    @pytest.mark.parametrize(
        ("quotation", "expected"),
        [
            (
                "unlawful sanctions resolution against",
                [("delete", "inner-marks", UNMARKED, " ", ' "')],
            ),
            ("unlawful ‘sanctions resolution’ against", []),
            ("unlawful “sanctions resolution” against", []),
            (
                "the ‘lawful right’ peculiar to a sovereign state",
                [("insert", "inner-marks", UNMARKED, " ‘", " ")],
            ),
        ],
        ids=["dropped", "single", "double", "added"],
    )
    def test_inner_marks(self, quotation: str, expected: list[Shown]) -> None:
        """Inner marks may change their form, but when they come or go it is said."""
        assert expected == shown(rendered(quotation))

    @pytest.mark.parametrize(
        ("quotation", "statement", "kinds"),
        [
            ("the workers party of Korea", "the workers' party of Korea", []),
            ("arms, and shells", "arms and shells", ["punctuation"]),
            ("arms; shells", "arms, shells", ["punctuation"]),
            ("the vice director", "the vice-director", []),
            ("arms … and shells", "arms and shells", ["punctuation"]),
        ],
    )
    def test_punctuation(self, quotation: str, statement: str, kinds: list[str]) -> None:
        """Commas and stops are punctuation; hyphens and apostrophes are typography."""
        found = rendered(quotation, statement)
        assert kinds == [e.kind for e in found.edits]
        assert not any(is_word_edit(e) for e in found.edits)

    @pytest.mark.parametrize(
        ("quotation", "expected"),
        [
            (
                "tarnishing the DPRK’s (North Korea’s) image",
                ("insert", "name", MARKED, "North Korea’s", ""),
            ),
            (
                "tarnishing [North Korea]'s image",
                ("replace", "name", MARKED, "North Korea", "the DPRK's"),
            ),
            ("keep [your] mouth shut", ("replace", "person", MARKED, "your", "its")),
            ("warn[ed] the U.S. to stop", ("replace", "inflection", MARKED, "warn[ed]", "warn")),
            ("keep its mouth [firmly] shut", ("insert", "content-word", MARKED, "firmly", "")),
        ],
        ids=["gloss", "possessive", "pronoun", "ending", "word"],
    )
    def test_marked(self, quotation: str, expected: Shown) -> None:
        """What stands in brackets or parentheses is the writer's, and marked."""
        assert [expected] == shown(rendered(quotation))

    def test_own_parentheses(self) -> None:
        """Parentheses of the statement are no change."""
        found = rendered("Pyongyang, September 22 (KCNA) -- The vice director general")
        assert ([], "exact", 1.0) == (shown(found), found.tier, found.kept)

    def test_change_beside_ellipsis(self) -> None:
        """A word changed beside an ellipsis is not hidden by it."""
        found = rendered("We condemn the U.S. … we urge the U.S. to stop making reckless remarks")
        expected = ("replace", "content-word", UNMARKED, "urge", "warn")
        assert [MARKED, UNMARKED] == [e.marked for e in found.edits]
        assert expected == shown(found)[1]

    def test_words_on_both_sides(self) -> None:
        """Words changed before an ellipsis stand for as many; the rest was left out."""
        found = rendered("We condemn the U.S. and allies … circulating the rumor against the DPRK")
        expected = ("replace", "content-word", UNMARKED, "and allies", "for thoughtlessly")
        assert [expected] == [e for e in shown(found) if not e[2]]


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        ("your", "its", "person"),
        ("I", "we", "person"),
        ("they", "we", "person"),
        ("North Korea", "we", "person"),
        ("the", "its", "function-word"),
        ("may", "will", "modality"),
        ("must", "should", "modality"),
        ("5", "6", "number"),
        ("two", "three", "number"),
        ("billions", "millions", "number"),
        ("one", "two", "number"),
        ("first", "second", "number"),
        ("that", "one thing", "content-word"),
        ("Monday", "Tuesday", "date"),
        ("June", "May", "date"),
        ("Pak", "Kim", "name"),
        ("China", "the U.S.", "name"),
        ("Russian", "Russia", "name"),
        ("the Asia", "the Kim", "name"),
        ("South Europe", "South Korea", "name"),
        ("the KPA", "the WPK", "name"),
        ("comrade Japan", "comrade Kim Jong Un", "name"),
        ("GRAVE", "TERRIBLE", "content-word"),
        ("North Korea", "the DPRK", "name"),
        ("exported", "export", "inflection"),
        ("rumors", "rumor", "inflection"),
        ("is", "are", "function-word"),
        ("for", "to", "function-word"),
        ("won't", "will not", "function-word"),
        ("don't", "do not", "function-word"),
        ("we'll", "we will", "function-word"),
        ("don't", "do", "negation"),
        ("cannot", "can", "negation"),
        ("without", "with", "negation"),
        ("", "never", "negation"),
        ("no", "", "negation"),
        ("unlawful", "lawful", "negation"),
        ("legal", "illegal", "negation"),
        ("dishonest", "honest", "negation"),
        ("possible", "impossible", "negation"),
        ("indirect", "direct", "negation"),
        ("regular", "irregular", "negation"),
        ("disarmed", "armed", "negation"),
        ("not lawful", "unlawful", "content-word"),
        ("into", "to", "function-word"),
        ("unjust", "just", "negation"),
        ("ever", "never", "negation"),
        ("be unable", "be able", "negation"),
        ("precedented", "unprecedented", "negation"),
        ("refuses to", "does not", "content-word"),
        ("continues", "is not stopping", "content-word"),
        ("miles", "km", "unit"),
        ("70 miles", "70km", "unit"),
        ("5", "5 percent", "unit"),
        ("months", "years", "unit"),
        ("km", "kilometers", "abbreviation"),
        ("Sept", "September", "abbreviation"),
        ("5", "five", "abbreviation"),
        ("3rd", "third", "abbreviation"),
        ("21st", "21", "abbreviation"),
        ("08.30", "8:30", "abbreviation"),
        ("three", "third", "number"),
        ("800", "8000", "number"),
        ("fifth", "fourth", "number"),
        ("May", "June", "date"),
        ("march", "struggle", "content-word"),
        ("she", "he", "person"),
        ("his", "its", "person"),
        ("they", "it", "function-word"),
        ("under", "over", "function-word"),
        ("missiles", "rockets", "content-word"),
        ("Terrible", "grave", "content-word"),
        ("weapons", "", "content-word"),
        ("the", "", "function-word"),
    ],
)
def test_kind(own: str, other: str, kind: str) -> None:
    """A change has the gravest kind that applies to it."""
    assert kind == classify(words(own), words(other))


PARTY = "It was held there. Kim Il Sung founded the Party for the WPK. They met in Seoul."


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("Putin founded the Party for the WPK", [("replace", "name", "Putin", "Kim Il Sung")]),
        ("the Party for the Lee Myung Bak", ["replace"]),
        ("Kim Jong Il founded the Party", ["delete", "insert"]),
        ("Kim founded the Party for the WPK", ["delete"]),
    ],
)
def test_name_of_other_length(quotation: str, expected: list[object]) -> None:
    """One name for another is a changed name, whatever number of words they have."""
    found = rendered(quotation, PARTY).edits

    assert {"name"} == {e.kind for e in found}
    assert expected in (
        sorted(e.op for e in found),
        [(e.op, e.kind, e.text, e.passage_text) for e in found],
    )


@pytest.mark.parametrize(
    ("quotation", "statement", "expected"),
    [
        (
            "careful, thrifty and pro-market growers in Indonesia.",
            "the careful, thrifty and pro-market growers in south Korea. They met in Seoul.",
            [("replace", "name", UNMARKED, "Indonesia", "south Korea")],
        ),
        (
            "Rim Jong Il, who brought seedlings and sturdy ladders to the orchard",
            "Kim Jong Il, who brought seedlings and sturdy ladders to the orchard",
            [("replace", "name", UNMARKED, "Rim", "Kim")],
        ),
        (
            "Japan demanded an apology from the U.S. on the matter of missing records",
            "The U.S. demanded an apology from Japan on the matter of missing records",
            [
                (
                    *("move", "name", UNMARKED),
                    "Japan demanded an apology from the U.S.",
                    "U.S. demanded an apology from Japan",
                )
            ],
        ),
        (
            "The Kim Jong Un will always arrive early as it is advised by WPK.",
            "The WPK will always arrive early as it is advised by Kim Jong Un.",
            [
                (
                    *("move", "name", UNMARKED),
                    "Kim Jong Un will always arrive early as it is advised by WPK",
                    "WPK will always arrive early as it is advised by Kim Jong Un",
                )
            ],
        ),
        (
            "January 31 marks the 64th wedding anniversary of Pak Sun Ok",
            "July 31 marks the 64th wedding anniversary of Pak Sun Ok",
            [("replace", "date", UNMARKED, "January", "July")],
        ),
        (
            "Any country in the region keeps so many railway museums inland as the U.S.",
            "No country in the region keeps so many railway museums inland as the U.S.",
            [("replace", "negation", UNMARKED, "Any", "No")],
        ),
        (
            "Everyone spoke of a flood in those days.",
            "No one spoke of a flood in those days.",
            [("replace", "negation", UNMARKED, "Everyone", "No one")],
        ),
        (
            "grinding stone made by hand some 8 00 years ago and bone needle",
            "grinding stone made by hand some 8 000 years ago and bone needle",
            [("replace", "number", UNMARKED, "00", "000")],
        ),
        (
            "Bo Lan, Chinese consul in Russia, opened the bakery Tuesday",
            "Bo Lan, Chinese consul in Russia, Tuesday opened the bakery",
            [("move", "date", UNMARKED, "Tuesday", "Tuesday")],
        ),
        (
            "comparing himself or others to herself and taught him to be a friend of the birds",
            "comparing himself or herself to others and taught him to be a friend of the birds",
            [("move", "function-word", UNMARKED, "others to herself", "herself to others")],
        ),
    ],
)
def test_names_dates_and_moves(quotation: str, statement: str, expected: list[Shown]) -> None:
    """Sentences like those that the bench changed, and that were once misread."""
    assert expected == shown(rendered(quotation, statement))


def test_capital_at_the_head_of_a_sentence() -> None:
    """A capital that every sentence has makes no name of a word."""
    found = rendered("Grave loss. It was borne", "He died. Terrible loss. It was borne")

    assert ["content-word"] == [e.kind for e in found.edits]


def test_pronoun_at_the_edge() -> None:
    """A pronoun at the head of a quotation stands for the one there; it was not put in."""
    found = rendered("They was held there", PARTY)

    assert [("replace", "They", "It")] == [(e.op, e.text, e.passage_text) for e in found.edits]


def test_sic() -> None:
    """A [sic] is marked, and makes a quotation edited."""
    found = rendered("founded the Party [sic] for the WPK", PARTY)

    assert [("insert", "spelling", MARKED, " [sic] ", "")] == shown(found)


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("tarnishing North Korea's image", True),
        ("tarnishing South Korea's image", False),
        ("tarnishing the country's image", False),
        ("tarnishing the WPK's image", False),
    ],
)
def test_restyled(quotation: str, expected: bool) -> None:
    """Another name of the same state restyles, a name of another state does not."""
    assert expected == any(restyles(e) for e in rendered(quotation).edits)


@pytest.mark.parametrize(
    ("quotation", "passage"),
    [
        ("reckless remarks and spread false news", "reckless remarks and spread false rumors"),
        ("rocket hit target in the sea", "The rocket hit the target in the sea"),
        ("rocket hit the target in the ocean", "rocket hit the target in the sea"),
        ("rocket hit the target", "rocket hit the target"),
    ],
)
def test_edges_of_a_passage(quotation: str, passage: str) -> None:
    """
    A changed word beside two that stand there has its place. Who drops one article has dropped the
    first of the sentence too; who begins behind it may have cut it off.
    """
    statement = (
        "They made reckless remarks and spread false rumors. The rocket hit the target in the sea."
    )
    assert [passage] == [p.text for p in rendered(quotation, statement).passages]


def test_a_form_beside_the_word_itself() -> None:
    """A word is a form of its neighbour, even where it stands elsewhere as it is."""
    statement = "The people saw it. He is chief gardener of the Korean People's Army."
    found = rendered("chief gardener of the Korean People' Army", statement)

    assert [("replace", "inflection", UNMARKED, "People", "People's")] == shown(found)


def test_synonyms_stand_for_one_another() -> None:
    """Another word for the same has its place, word for word, and is a change of words."""
    statement = (
        "They will be ready for paying a rather large bill. We denied arms dealings with them."
    )

    assert [
        ("replace", "content-word", UNMARKED, "prepared", "ready"),
        ("replace", "function-word", UNMARKED, "to", "for"),
        ("replace", "inflection", UNMARKED, "pay", "paying"),
    ] == shown(rendered("They will be prepared to pay a rather large bill", statement))
    assert ["arms dealings"] == [p.text for p in rendered("weapons deals", statement).passages]


VOCABULARY = (
    "we never not export exported U.S. North Korea the DPRK's 5 6 … [it] (so) , “a” will .\n"
)
TEXTS = st.lists(st.sampled_from(VOCABULARY.split(" ")), min_size=1, max_size=14).map(" ".join)


@given(TEXTS.filter(words), TEXTS)
def test_offsets(quotation: str, statement: str) -> None:
    """Every edit and passage says what stands at its offsets, on both sides."""
    own, other = units(quotation, 0, len(quotation)), words(statement)
    alignment = align(own, [word.key for word in other])
    if not alignment.pairs:
        return
    found = rendered(quotation, statement)
    for edit in found.edits:
        assert edit.text == quotation[edit.start : edit.end]
        assert edit.passage_text == statement[edit.passage_start : edit.passage_end]
        assert edit.op != "insert" or edit.kind == "inner-marks" or not edit.passage_text
    for passage in found.passages:
        assert passage.text == statement[passage.start : passage.end]
    assert 0 <= found.kept <= 1


@given(TEXTS.filter(words), TEXTS)
def test_verbatim_means_verbatim(quotation: str, statement: str) -> None:
    """Without an edit of words, the own words are those of the passages, in order."""
    own, other = units(quotation, 0, len(quotation)), words(statement)
    if not align(own, [word.key for word in other]).pairs:
        return
    found = rendered(quotation, statement)
    if any(is_word_edit(e) for e in found.edits):
        return
    keys = [w.key for p in found.passages for w in words(p.text)]
    assert keys == [u.word.key for u in own]


def test_names_from_elsewhere() -> None:
    """
    Names that open the sentence and were put behind it are quoted from there; a name in the place
    of another is not, though the statement has it elsewhere.
    """
    statement = (
        "Friends of Nordland Fjord and harbour held a meeting on the ferry. Ola Berg spoke. Kari "
        "Holm thanked the crew of the ferry."
    )
    moved = rendered(
        "and harbour held a meeting on the ferry, Friends of Nordland Fjord", statement
    )
    other = rendered("Ola Berg thanked the crew of the ferry", statement)

    assert moved.spliced
    assert ["and harbour held a meeting on the ferry", "Friends of Nordland Fjord"] == [
        p.text for p in moved.passages
    ]
    assert not other.spliced
    assert [("name", "Ola Berg", "Kari Holm")] == [
        (e.kind, e.text, e.passage_text) for e in other.edits
    ]
