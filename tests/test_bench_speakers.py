"""The measure of quotations and speakers, and the damage to marks."""

from __future__ import annotations

import re

from collections import Counter

import pytest
import spacy

from answers import Answer, Found, Left, as_record, from_record, guarded
from damage import DAMAGES, FLAT, damaged
from hypothesis import given
from hypothesis import strategies as st
from peers import origin
from polnear import Article, article
from score import FIGURES, Scores, by_kind, counts, head, interval, trim
from systems import answer_of, paragraphs, quoteprov


TEXT = (
    "Mayor pledges a bridge\n\n"
    "“We will build the bridge,” said Maria Lund, the mayor. She called the plan “bold.”\n\n"
    "Ove Berg read “The Old Ferry” on the quay."
)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where *words* stand."""
    return text.index(words), text.index(words) + len(words)


def record(text=TEXT, quoted=()):
    """A line of the data: quoted words, and the mention that says them."""
    quotes = []
    for words, speaker in quoted:
        start, end = span(words, text)
        quotes.append(
            {
                "start": start,
                "end": end,
                "text": words,
                "outer_start": start - 1,
                "outer_end": end + 1,
                "attributed": speaker is not None,
                "kind": "direct" if speaker else None,
                "style": "curly",
                "speaker_text": speaker,
                "speaker_frags": [span(speaker, text)] if speaker else [],
                "speaker_pronoun": speaker == "She",
                "speaker_same_paragraph": True,
                "chain": None,
            }
        )
    return {"doc_id": "a", "text": text, "quotes": quotes}


RECORD = record(
    quoted=(
        ("We will build the bridge,", "Maria Lund, the mayor"),
        ("bold.", "She"),
        ("The Old Ferry", None),
    )
)
ARTICLE = article(RECORD)


def found(words: str, speaker: str | None = None) -> Found:
    """What a system finds: words, and the mention that says them."""
    start, end = span(words)
    return Found(start, end, speaker, *span(speaker)) if speaker else Found(start, end)


def figures(*spans_found):
    """The figures of one answer."""
    scores = Scores([counts(ARTICLE, Answer(spans_found))])
    return {title: round(scores.figure(ratios), 1) for title, ratios in FIGURES.items()}


class TestScore:
    def test_everything_right_is_100_percent(self):
        """Right spans with right speakers, and no title, leave nothing to wish for."""
        right = figures(
            found("“We will build the bridge,”", "Maria Lund"), found("“bold.”", "She")
        )

        assert right == {
            **dict.fromkeys(FIGURES, 100.0),
            "named but wrong": 0.0,
            "negatives called a quotation": 0.0,
        }

    def test_marks_and_punctuation_at_the_edges_do_not_count(self):
        """A span without its comma and one with its marks are the same span."""
        assert figures(found("We will build the bridge"))["exact P"] == 100.0

    def test_half_a_quotation_overlaps(self):
        """Less than the whole is no exact span, but half of it is overlap."""
        half = figures(found("build the bridge"))

        assert (half["exact P"], half["overlap P"], half["overlap R"]) == (0.0, 100.0, 50.0)

    def test_a_title_is_no_quotation(self):
        """A span that the annotators credit to nobody costs precision."""
        title = figures(found("The Old Ferry"))

        assert (title["exact P"], title["negatives called a quotation"]) == (0.0, 100.0)

    def test_silence_is_better_than_a_wrong_name(self):
        """A speaker that is not given is not right; one that is wrong is counted as that, too."""
        silent, wrong = figures(found("bold.")), figures(found("bold.", "Ove Berg"))

        assert [silent[x] for x in ("speaker given", "named but wrong", "joint P")] == [0, 0, 0]
        assert [wrong[x] for x in ("speaker given", "named but wrong", "joint P")] == [100, 100, 0]

    def test_another_mention_of_the_same_name_is_right(self):
        """Elsewhere "Lund" is right for "Maria Lund, the mayor"; "she" elsewhere is not."""
        start, end = span("We will build the bridge,")
        elsewhere = Found(start, end, "Lund", 0, 5)

        assert figures(elsewhere)["speaker right"] == 100.0
        assert (
            figures(Found(*span("bold."), speaker_text="She", speaker_start=0, speaker_end=5))[
                "speaker right"
            ]
            == 0.0
        )

    def test_indirect_speech_is_out_of_scope(self):
        """What is found away from all double marks is neither right nor wrong."""
        assert counts(ARTICLE, Answer((found("Mayor pledges"),)))["found"] == 0

    def test_who_finds_nothing_has_f1_nought(self):
        """Precision of nothing is no number, but F1 is 0."""
        assert figures()["exact F1"] == 0.0

    def test_an_exception_is_a_missed_article(self):
        """A system that raises has found nothing, and it is counted."""
        answer = guarded(lambda _: Answer((1 // 0,)))(TEXT)  # type: ignore[arg-type]

        total = counts(ARTICLE, answer)

        assert answer.errors == ("ZeroDivisionError: integer division or modulo by zero",)
        assert (total["raised"], total["gold"], total["half"]) == (1, 2, 0)

    def test_a_quotation_that_was_left_is_missed_and_says_why(self):
        """What is taken for page furniture or a title is counted with its reason."""
        total = counts(ARTICLE, Answer(left=(Left(0, 60, "outside"),)))

        assert (total["lost as outside"], total["half"]) == (1, 0)

    def test_recall_and_speakers_by_kind(self):
        """A pronoun is a kind of its own."""
        scores = Scores([counts(ARTICLE, Answer((found("bold.", "She"),)))])

        assert [scores.figure(r) for r in by_kind("pronoun source")] == [100.0, 100.0]
        assert [scores.figure(r) for r in by_kind("direct")] == [50.0, 100.0]

    @pytest.mark.parametrize(
        ("mention", "expected"),
        [
            ("Maria Lund, the mayor", "lund"),
            ("the mayor of Norrvik", "mayor"),
            ("Ove Berg Jr.", "berg"),
            ("the union’s", "union"),
            ("She", "she"),
        ],
    )
    def test_head_of_a_mention(self, mention, expected):
        """The last word before the first modifier."""
        assert head(mention) == expected

    def test_interval_holds_the_figure_and_is_the_same_each_time(self):
        """The bootstrap has a fixed seed."""
        good = counts(ARTICLE, Answer((found("bold.", "She"),)))
        scores = Scores([good, counts(ARTICLE, Answer())] * 10)
        low, high = scores.interval(FIGURES["exact R"])

        assert low < scores.figure(FIGURES["exact R"]) < high
        assert (low, high) == scores.interval(FIGURES["exact R"])

    def test_systems_are_compared_on_the_same_samples(self):
        """A system differs from itself by nothing in any sample."""
        some = [counts(ARTICLE, Answer((found("bold."),))), counts(ARTICLE, Answer())]
        first, second = (Scores(some).resampled(FIGURES["exact R"]) for _ in range(2))

        assert interval(first - second) == (0.0, 0.0)

    def test_predictions_are_kept_whole(self):
        """A file of predictions holds all of an answer."""
        answer = Answer((found("bold.", "She"),), (Left(0, 5, "title"),), ("ValueError: odd",))

        assert from_record(as_record("a", answer)) == answer


class TestOurAnswer:
    def test_what_the_library_finds_is_right(self):
        """On a blank pipeline, both quotations with their speakers."""
        total = counts(ARTICLE, quoteprov(spacy.blank("en"))(TEXT))

        assert [total[k] for k in ("gold", "half", "right", "exceptions")] == [2, 2, 2, 0]

    def test_paragraphs_of_one_quotation_count_as_pieces(self):
        """Each without the mark that opens it, as the annotation has them."""
        text = "“We came early.\n\n“We left late, too.\n> “And tired.”"
        pieces = [text[start:end] for start, end in paragraphs(text, 1, len(text) - 1)]

        assert pieces == ["We came early.", "We left late, too.", "And tired."]

    def test_nested_left_and_outside_quotations_do_not_count(self):
        """Only what is presented as a quotation of the article is found."""
        plain = {"start": 0, "end": 4, "zone": "body", "parent": None, "speaker": None}
        state = {
            "zones": [{"start": 90, "end": 99, "zone": "outside"}],
            "quotations": [
                plain | {"use": None},
                plain | {"parent": "q1"},
                plain | {"zone": "outside"},
                plain | {"start": 6, "end": 9, "use": "title"},
            ],
        }

        assert answer_of("word" * 25, state) == Answer(
            (Found(0, 4),), (Left(90, 99, "outside"), Left(6, 9, "title"))
        )


class TestOrigin:
    @pytest.mark.parametrize(
        ("rewritten", "text", "words"),
        [
            ('"Yes," he said.', "''Yes,'' he said.", "Yes"),
            ("The unions'x “plan”", "The unions' “plan”", "plan"),
            ('No.\n"It went on."', 'No.\n\n"It went on.', "It went on"),
            ("same", "same", "same"),
        ],
    )
    def test_offsets_of_a_rewritten_text(self, rewritten, text, words):
        """Marks made one, an x or a mark put in, blank lines left out."""
        place = origin(rewritten, text)
        start, end = (place[at] for at in span(words, rewritten))

        assert trim(text, start, end) == span(words, text)

    @given(st.text("ab\n '\"", max_size=30), st.text("ab\n '\"", max_size=30))
    def test_every_offset_has_a_place(self, rewritten, text):
        """In order, and within the text."""
        place = origin(rewritten, text)

        assert len(place) == len(rewritten) + 1
        assert place == sorted(place)
        assert place[-1] == len(text)


class TestDamage:
    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            ("closer dropped", "“We go, he said. “Now.”"),
            ("opener dropped", "We go,” he said. “Now.”"),
            ("closer flipped", "“We go, “he said. “Now.”"),
            ("mixed marks", '“We go," he said. “Now.”'),
        ],
    )
    def test_each_kind(self, kind, expected):
        """What each does to the one quotation that the annotation has."""
        document = record("“We go,” he said. “Now.”", [("We go,", "he")])

        assert damaged(document, 1.0, 0, [kind])["text"] == expected

    def test_unclosed_is_the_last_of_its_paragraph(self):
        """With a mark behind it a quotation would be closed by that."""
        document = record("“We go,” he said. “Now.”\n\nNo.", [("We go,", "he"), ("Now.", "he")])

        assert damaged(document, 1.0, 0, ["unclosed"])["text"] == "“We go,” he said. “Now.\n\nNo."

    def test_flat_puts_all_paragraphs_on_one_line(self):
        """And nothing else changes."""
        assert damaged(RECORD, 0.0, 0, [FLAT])["text"] == re.sub(r"\n+", " ", TEXT)

    @given(
        share=st.floats(0, 1),
        seed=st.integers(0, 99),
        kinds=st.sets(st.sampled_from([*DAMAGES, FLAT])),
    )
    def test_what_was_said_and_who_said_it_stay(self, share, seed, kinds):
        """The annotation moves along with the text, whatever is done to its marks."""
        done = damaged(RECORD, share, seed, sorted(kinds))

        before, after = article(RECORD), article(done)
        assert read(after) == read(before)

    def test_the_same_seed_makes_the_same_damage(self):
        """Another seed makes another one."""
        texts = [damaged(RECORD, 0.5, seed, list(DAMAGES))["text"] for seed in (0, 0, 1, 2, 3)]

        assert texts[0] == texts[1]
        assert len(Counter(texts)) > 1

    def test_a_share_of_nought_changes_nothing(self):
        """Nor does the input ever change."""
        before = repr(RECORD)

        assert damaged(RECORD, 0.0, 0, list(DAMAGES)) == RECORD
        assert damaged(RECORD, 1.0, 0, list(DAMAGES)) != RECORD
        assert repr(RECORD) == before


def read(one: Article) -> list[tuple[str, list[str]]]:
    """The words of each annotated span and of its speaker's mention, without line breaks."""

    def words(start: int, end: int) -> str:
        return " ".join(one.text[start:end].split())

    return [
        (words(gold.start, gold.end), [words(*mention) for mention in gold.mentions])
        for gold in one.gold
    ]
