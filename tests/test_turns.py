"""Interviews and transcripts: the words after a speaker's name are a quotation without marks."""

from __future__ import annotations

import json
import lzma
import time

from pathlib import Path

import pytest

from hypothesis import given, settings
from hypothesis import strategies as st

from quoteprov.models import ZoneSpan
from quoteprov.quotes.find import find
from quoteprov.quotes.turns import _LABEL, _labelled, turns


SHARED = Path(__file__).parents[2] / "shared" / "data"


def spoken(text: str) -> list[tuple[str, str]]:
    """The label and the words of each turn."""
    return [(text[t.label_start : t.label_end], text[t.start : t.end]) for t in turns(text)]


TRANSCRIPTS = {
    "questions": (
        "Q: Will you talk?\nA: We have no plans to.",
        [("Q", "Will you talk?"), ("A", "We have no plans to.")],
    ),
    "full stops, and an answer of two paragraphs at the end": (
        "Q. Will you talk?\n\nA. We have no plans to.\n\nWe told them so.\n\nIt was shortened.",
        [("Q", "Will you talk?"), ("A", "We have no plans to.\n\nWe told them so.")],
    ),
    "written out": (
        "Question: Will you talk?\n\nAnswer: There is no plan.",
        [("Question", "Will you talk?"), ("Answer", "There is no plan.")],
    ),
    "capitals, and an answer of two paragraphs": (
        (
            "MR. HALE: We have no plans to.\n\nThat is all I can say.\n\nQ: Why?\n\n"
            "MR. HALE: Because it is so.\n\nThe briefing ended at noon."
        ),
        [
            ("MR. HALE", "We have no plans to.\n\nThat is all I can say."),
            ("Q", "Why?"),
            ("MR. HALE", "Because it is so."),
        ],
    ),
    "bold": (
        "**Jane Doe:** Why did you go?\n\n**Kim Lee**: I was tired.\n\n**Jane Doe:** And now?",
        [("Jane Doe", "Why did you go?"), ("Kim Lee", "I was tired."), ("Jane Doe", "And now?")],
    ),
    "offices and stage directions": (
        (
            "JOHN HALE, ARMY SPOKESMAN: I think we are ready.\n\nTAPP (on camera): Are you?\n"
            "\n(END VIDEO CLIP)\n\nHALE: Yes.\n\nFollow us online"
        ),
        [
            ("JOHN HALE, ARMY SPOKESMAN", "I think we are ready."),
            ("TAPP (on camera)", "Are you?"),
            ("HALE", "Yes."),
        ],
    ),
    "a headline before it": (
        (
            "Governor Fall: Talks Are Over At Last\n\nThe host asked her on Sunday.\n\n"
            "JAKE TAPP: Are they over?\n\nFALL: I think they are.\n\nTAPP: Thank you."
        ),
        [("JAKE TAPP", "Are they over?"), ("FALL", "I think they are."), ("TAPP", "Thank you.")],
    ),
    "a reporter and two others": (
        (
            "Reporter: What will be built?\n\nJon: Spring is a good time for it.\n\n"
            "Hong: Trees come first."
        ),
        [
            ("Reporter", "What will be built?"),
            ("Jon", "Spring is a good time for it."),
            ("Hong", "Trees come first."),
        ],
    ),
    "names met before": (
        (
            "Alex Moor and Lucia Lopez met the press.\n\nMoor: We are ready.\n\nLopez: Are you?\n"
            "\nMoor: I said so."
        ),
        [("Moor", "We are ready."), ("Lopez", "Are you?"), ("Moor", "I said so.")],
    ),
    "zh": (
        "记者：你们会谈吗？\n答：我们没有计划。",
        [("记者", "你们会谈吗？"), ("答", "我们没有计划。")],
    ),
    "ko": (
        "기자: 대화합니까?\n답: 계획이 없습니다.",
        [("기자", "대화합니까?"), ("답", "계획이 없습니다.")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TRANSCRIPTS.values(), ids=TRANSCRIPTS)
def test_transcripts(text: str, expected: list[tuple[str, str]]) -> None:
    """Turns last to the next label, and are found by their labels."""
    assert expected == spoken(text)


OTHERS = {
    "one label": "KIRBY: We have no plans to.\n\nI said so.",
    "recipe": "Ingredients: 2 eggs.\nMethod: Do you mix?\nServes: four.\nIngredients: flour.",
    "datelines": "SEOUL: The North fired.\n\nTOKYO: Japan protested.\n\nSEOUL: So did the South.",
    "datelines that quote": "SEOUL: “We saw it,” they said.\nTOKYO: “Did you?”\nSEOUL: “I did.”",
    "headlines": "Trump: We Will Win\n\nClinton: No, We Will\n\nTrump: You Won't",
    "headline": "Lee: We Will Win\n\nThe minister spoke on Friday.\n\nUpdated: 10 am",
    "fact check": "Claim: We never sold arms.\nFact: You did.\nClaim: You know it.\nFact: No.",
    "minutes": "Present: Ms Lee, Mr Ito\nApologies: Mr Doe\nMs Lee: asked of the budget.",
    "table": "Clinton: 547.\nSanders: 46.\nClinton: 2,316.\nSanders: 1,547.",
    "live page": "Updated: 10 am\nRelated: What we know?\nUpdated: 11 am",
    "mail": "From: Ann\nTo: Bob\nSubject: You and I\nFrom: Cal\nTo: Dan",
    "law": "Article: We.\nSection: You.\nArticle: I.",
    "reported": "Ri Ju O, an officer, told KCNA:\n\nWe won.\n\nAn Il, a cook, said:\n\nI am glad.",
    "list": "A. We sell it.\nB. You buy it.\nA. I keep it.",
    "interviewees apart": "KIM: We won." + "\n\nThe match went on." * 30 + "\n\nLEE: We lost.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_no_transcripts(text: str) -> None:
    """A word and a colon before a line make no interview."""
    assert [] == turns(text)


def test_find() -> None:
    """A turn is a quotation without marks, what is quoted in it is its child."""
    text = "Q: Did he say “never”?\n\nA: “He did.”\n\nQ: And you?"
    body = ZoneSpan(start=0, end=len(text), zone="body")
    quotations = find(text, (body,))
    expected = [
        ("Did he say “never”?", "", None),
        ("never", "“", "q1"),
        ("He did.", "“", None),
        ("And you?", "", None),
    ]
    assert expected == [(q.text, q.marks.open, q.parent) for q in quotations]
    assert all(q.text == text[q.start : q.end] for q in quotations)
    assert not any(q.marks.repaired for q in quotations)


LINES = st.sampled_from(
    ["Q: ", "A: ", "KIM: ", "Lee: ", "I am.", "We?", "(x)", "", " ", "“", "Jane Doe: ", "**", ": "]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join) | st.lists(LINES, max_size=12).map("".join))
def test_any_text(text: str) -> None:
    """Whatever the text, turns follow one another, each after its label."""
    at = 0
    for turn in turns(text):
        assert at <= turn.label_start < turn.label_end < turn.start < turn.end <= len(text)
        assert text[turn.start : turn.end].strip() == text[turn.start : turn.end]
        at = turn.end


@pytest.mark.parametrize(
    "unit", ["Q: I?\n\nA: b.\n", "KIM: I a.\n", "Aa, bb\n", " ", "- ( ", "I we "]
)
def test_linear_time(unit: str) -> None:
    """A megabyte of labels takes seconds, not hours."""
    text = "Q: Why?\nA: b.\n" + unit * (1_000_000 // len(unit))
    start = time.process_time()
    turns(text)
    assert time.process_time() - start < 5.0


def test_no_transcript_among_statements() -> None:
    """Press statements, which are no interviews, have no turns."""
    path = SHARED / "kcna" / "kcna-2024.jsonl.xz"
    if not path.exists():
        pytest.skip("the agency's texts are not part of the repository")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        records = map(json.loads, lines)
        assert not [record["id"] for record in records if turns(record["text"])]


@given(st.text(alphabet="QA: .,\n(K)i：\r*", max_size=60))
def test_labels_are_tried_at_lines_only(text: str) -> None:
    """No label is missed by looking for its sign first."""
    assert [m.span() for m in _labelled(text)] == [m.span() for m in _LABEL.finditer(text)]


def test_longest_label() -> None:
    """The longest label there can be: every part of it as long as it is allowed."""
    name = " ".join(["A" * 25] * 6)
    text = f"\n{' ' * 8}***{name}, {'b' * 60} ({'c' * 40})***: Yes."
    assert [m["name"] for m in _labelled(text)] == [name]
