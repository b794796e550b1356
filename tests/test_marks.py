"""Quotation marks: clean ones are found as printed, damaged ones are repaired and say so."""

from __future__ import annotations

import json
import time

from pathlib import Path

import pytest

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quoteprov import limits
from quoteprov.quotes.marks import MarkedSpan, is_beyond_limit, marked_spans


HERE = Path(__file__).parent
SEEDS = ("002_3c154f0e185e03d1.txt", "003_13a056770685a8c2.txt", "004_7f96b5ab2eb36f0a.txt")


def contents(text: str) -> list[str]:
    """What stands inside the marks of each span."""
    return [text[span.start : span.end] for span in marked_spans(text)]


def repairs(text: str) -> list[tuple[str, ...]]:
    """The repairs of each span."""
    return [span.repaired for span in marked_spans(text)]


CLEAN = {
    "straight": ('It will "never" sell "arms."', ["never", "arms."]),
    "curly": ("It will “never” sell “arms.”", ["never", "arms."]),
    "NYT and LaTeX": ("``No,'' he said, ``never.''", ["No,", "never."]),
    "NYT, both alike": ("''No,'' he said.", ["No,"]),
    "LaTeX nested": ("``He said `yes.''' Then he left.", ["He said `yes.'", "yes."]),
    "German": ("„Ja“, sagte er, „‚nie‘ heißt nie“.", ["Ja", "‚nie‘ heißt nie", "nie"]),
    "Polish": ("„Tak”, powiedział.", ["Tak"]),
    "full width": ("＂朝鲜＂表示", ["朝鲜"]),
    "primes": ("〝朝鲜〞表示", ["朝鲜"]),
    "French, spaced": (
        "« Jamais », dit-il, « ni “demain” ni hier ».",
        ["Jamais", "ni “demain” ni hier", "demain"],
    ),
    "German guillemets": (
        "»Nie«, sagte er, »›jemals‹ wieder«.",
        ["Nie", "›jemals‹ wieder", "jemals"],
    ),
    "Chinese and Japanese": (
        "外務省は「『制裁決議』を認めない」と述べた。《労働新聞》〈社説〉",
        ["『制裁決議』を認めない", "制裁決議", "労働新聞", "社説"],
    ),
    "single in double": (
        "\"We never recognized the 'sanctions resolution' of the UNSC,\" he said.",
        ["We never recognized the 'sanctions resolution' of the UNSC,", "sanctions resolution"],
    ),
    "British": ("‘He said “never” to me,’ she said.", ["He said “never” to me,", "never"]),
    "headline": (
        "(LEAD) Suspect says 'very sorry' as BTS' RM greets fans",
        ["very sorry"],
    ),
    "plural possessive within": (
        "'the workers' party is strong,' he said",
        ["the workers' party is strong,"],
    ),
    "ends in s": ("ties against 'hostile forces' and the workers' party", ["hostile forces"]),
    "apostrophes": (
        "Don't tell 'em that in the '90s, 'tis said, rock 'n' roll was the forces' own",
        [],
    ),
    "curly apostrophes": ("Don’t tell ’em ‘bout the ‘90s and ’tis done, the forces’ own", []),
    "same kind nested": ("“ He said “yes” to me ”, she added.", ["He said “yes” to me", "yes"]),
    "same straight kind nested": ('"He said "yes" to me"', ['He said "yes" to me', "yes"]),
    "doubled by a CSV file": ('""I am ready,"" he said', ["I am ready,"]),
    "all of it another's": ("“‘Yes,’ he told us,” she said.", ["‘Yes,’ he told us,", "Yes,"]),
    "inches": ('He is 6\'2", she is 5\' 11", with a 12" gun, 30″ long, at 40°26\'46" N.', []),
    "inches within": ('"A 12" gun is big," he said.', ['A 12" gun is big,']),
    "ditto": ('Pyongyang\t5 t\n"\t"\t6 t\n', []),
    "divider": ('"""\nText\n"""\n‘‘‘‘‘\n', []),
    "markup": ('<a href="https://kcna.kp" id=\'x\'>"Never,"</a>', ["Never,"]),
    "possessive of a title": (
        '"Hamilton"\'s cast, the "no"s and "yes"-men',
        ["Hamilton", "no", "yes"],
    ),
    "nothing inside": ('“” “ ” “ … ” " . "', []),
    "emphasis": ('*"Never,"* he said. _"No."_', ["Never,", "No."]),
    "block quote": (
        "KCNA said:\n\n> We have never\n> exported “arms.”\n>\n\nThat was all.",
        ["We have never\n> exported “arms.”", "arms."],
    ),
    "block quote without a blank line": (
        "KCNA said:\n> We have never exported any weapons.\n",
        ["We have never exported any weapons."],
    ),
    "no block quote": ("sanctions hit\n> 5 % of trade\n", []),
}


@pytest.mark.parametrize(("text", "expected"), CLEAN.values(), ids=CLEAN)
def test_correct_marks(text: str, expected: list[str]) -> None:
    """Marks that are correct in their style are found as printed and need no repair."""
    assert expected == contents(text)
    assert [()] * len(expected) == repairs(text)


NO_CLOSER = "no closing mark; ends "
NO_OPENER = "no opening mark; begins "
DAMAGED = {
    "mixed": (
        'The US “is spreading a rumor" and “will pay,” it said.',
        [
            ("is spreading a rumor", 'mixed marks: opened with “ and closed with "'),
            ("will pay,", None),
        ],
    ),
    "closer printed as an opener": (
        "“There are no plans to do so in the future “On September 21, the North’s agency said.",
        [
            (
                "There are no plans to do so in the future",
                "closed with an opening mark “",
            )
        ],
    ),
    "closer glued to the attribution": (
        "“Quit promoting such absurd rumours, “Added the official.",
        [("Quit promoting such absurd rumours,", "closed with an opening mark “")],
    ),
    "opener printed as a closer": (
        "He says, ”there are people who never get listened to.”",
        [("there are people who never get listened to.", "opened with a closing mark ”")],
    ),
    "no closer before an attribution": (
        "“I am ready, he said. “And I am steady,” she said.",
        [("I am ready,", NO_CLOSER + "before its attribution"), ("And I am steady,", None)],
    ),
    "no closer, an office": (
        '"Stop it! the foreign ministry said on Friday.',
        [("Stop it!", NO_CLOSER + "before its attribution")],
    ),
    "no closer, the verb first": (
        '"Stop it! said Kim Yo Jong.',
        [("Stop it!", NO_CLOSER + "before its attribution")],
    ),
    "no closer of a part": (
        "It saw a “significant number of shells. Others did not.",
        [("significant number of shells.", NO_CLOSER + "with its sentence")],
    ),
    "no closer at all": (
        "He said: “We are ready. We are many.",
        [("We are ready. We are many.", NO_CLOSER + "with its paragraph")],
    ),
    "closed with a single mark": (
        "She tweeted: “Let’s go. We can stop it.’ She was in the room.",
        [("Let’s go. We can stop it.", "mixed marks: opened with “ and closed with ’")],
    ),
    "no opener": (
        "I am ready,” he said.",
        [("I am ready,", NO_OPENER + "with its sentence")],
    ),
    "no opener after an earlier quotation": (
        "“I am ready,” he said. We shall go,” she said.",
        [("I am ready,", None), ("We shall go,", NO_OPENER + "with its sentence")],
    ),
    "no opener after an attribution": (
        "Of the plan she added, it is a proven failure.”",
        [("it is a proven failure.", NO_OPENER + "after its attribution")],
    ),
    "one closer too many": ("“I am ready,” Kim said.”", [("I am ready,", None)]),
}


@pytest.mark.parametrize(("text", "expected"), DAMAGED.values(), ids=DAMAGED)
def test_damaged_marks(text: str, expected: list[tuple[str, str | None]]) -> None:
    """A damaged mark costs no quotation its place, and the span says what was wrong."""
    assert [inside for inside, _ in expected] == contents(text)
    assert [(why,) if why else () for _, why in expected] == repairs(text)


@pytest.mark.parametrize("newline", ["\n", "\n\n", "\r\n\r\n", "\u2029", "\u2028"])
def test_several_paragraphs(newline: str) -> None:
    """Paragraphs that each open with a mark, the last one closing, are one correct quotation."""
    pieces = ["We are one.", "“I said, ‘Why?’ Nobody knew.", "“We are three,"]
    expected = newline.join(pieces)
    text = f"He wrote: “{expected}” he added."
    outer, inner = marked_spans(text)
    assert (expected, ()) == (text[outer.start : outer.end], outer.repaired)
    why = "Why?"
    assert (why, 0) == (text[inner.start : inner.end], inner.parent)


def test_unfinished_paragraphs_stay_apart() -> None:
    """Paragraphs that open with a mark, none of which closes, are not joined."""
    text = "“We are one.\n\n“We are two.\n\nThat was all."
    expected = ["We are one.", "We are two."]
    assert expected == contents(text)


def test_offsets_with_and_without_marks() -> None:
    """Inner offsets leave out the marks and white space, outer ones hold the marks."""
    closed = MarkedSpan(3, 5, 1, 7, "«", "»", (), None)
    assert closed == marked_spans(" « Oh »")[0]
    unclosed = MarkedSpan(1, 4, 0, 4, '"', "", (NO_CLOSER + "with its paragraph",), None)
    assert unclosed == marked_spans('"Oh. ')[0]


@pytest.mark.parametrize("name", SEEDS)
def test_seeds(name: str) -> None:
    """Every quotation of a real article is found with its exact offsets and nesting."""
    article = HERE.parent / "examples" / "seeds" / "articles" / name
    lines = (HERE / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {record["id"]: record for record in map(json.loads, lines)}
    places = {key: (record["start"], record["end"]) for key, record in gold.items()}
    expected = {
        (*places[key], places.get(record["nested_in"]))
        for key, record in gold.items()
        if record["article"] == name
    }
    spans = marked_spans(article.read_text(encoding="utf-8"))
    around = [None if span.parent is None else spans[span.parent] for span in spans]
    actual = {
        (span.start, span.end, parent and (parent.start, parent.end))
        for span, parent in zip(spans, around, strict=True)
    }
    missed = expected - actual
    assert not missed


# A naive oracle: prose is written by a small grammar that knows where its quotations stand.

PAIRS: dict[str, list[tuple[str, str]]] = {
    "double": [("“", "”"), ('"', '"'), ("„", "“"), ("„", "”"), ("``", "''")],
    "guillemet": [("«", "»")],
    "single guillemet": [("‹", "›")],
    "corner": [("「", "」"), ("『", "』")],
    "single": [("‘", "’"), ("'", "'")],
}
PHRASES = st.sampled_from(
    [
        "we don’t sell arms",
        "the forces' own workers",
        "it is 6'2\" tall",
        "in the '90s",
        "Pyongyang won't yield",
        "never",
        "the UN’s (so-called) resolution of 1718",
    ]
)


@st.composite
def quoting(
    draw: st.DrawFn, families: tuple[str, ...] = tuple(PAIRS), depth: int = 0
) -> tuple[str, list[tuple[int, int, int]]]:
    """Draw a paragraph and the (start, end, depth) of its quotations; no family within itself."""
    text = draw(PHRASES)
    spans: list[tuple[int, int, int]] = []
    for _ in range(draw(st.integers(0, 3 - depth))):
        family = draw(st.sampled_from(families))
        opener, closer = draw(st.sampled_from(PAIRS[family]))
        rest = tuple(name for name in families if name != family)
        inside, within = draw(quoting(families=rest, depth=depth + 1)) if depth < 2 else ("no", [])
        # a single closer after a letter s is a possessive as well as a closer
        inside += draw(st.sampled_from(",.!?")) if family == "single" else ""
        text += ", " + opener
        start = len(text)
        spans.append((start, start + len(inside), depth))
        spans += [(start + low, start + high, level) for low, high, level in within]
        text += inside + closer + " " + draw(PHRASES)
    return text, spans


@settings(max_examples=300, deadline=None)
@given(st.lists(quoting(), min_size=1, max_size=3))
def test_written_quotations_come_back(
    paragraphs: list[tuple[str, list[tuple[int, int, int]]]],
) -> None:
    """Well-formed prose gives back exactly the quotations it was written with."""
    text = ""
    expected: list[tuple[int, int, int]] = []
    for paragraph, places in paragraphs:
        expected += [(len(text) + start, len(text) + end, depth) for start, end, depth in places]
        text += paragraph + ".\n\n"
    spans = marked_spans(text)
    assert sorted(expected, key=lambda span: (span[0], -span[1])) == [
        (span.start, span.end, depth_of(spans, span)) for span in spans
    ]


def depth_of(spans: list[MarkedSpan], span: MarkedSpan) -> int:
    """How many spans a span stands in."""
    return 0 if span.parent is None else 1 + depth_of(spans, spans[span.parent])


ANYTHING = st.text("\"“”„‟＂〝〞'‘’‚‛`«»‹›「」『』《》〈〉>aAs6.,! \n\t\r\u2029=|", max_size=60)


@settings(max_examples=1000, deadline=None)
@given(ANYTHING)
@example("“«a” b»")
@example("> “a\n\n> “b”")
@example("“a \n> “b”")
@example("\"'a\"'")
def test_any_text(text: str) -> None:
    """Whatever the text, spans are inside it, trimmed, sorted, and disjoint or nested."""
    spans = marked_spans(text)
    assert spans == marked_spans(text)
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    for number, span in enumerate(spans):
        inside = text[span.start : span.end]
        assert inside
        assert inside == inside.strip()
        assert 0 <= span.outer_start <= span.start < span.end <= span.outer_end <= len(text)
        assert text.startswith(span.open, span.outer_start)
        assert text[: span.outer_end].endswith(span.close)
        for other in spans[:number]:
            assert other.outer_end <= span.outer_start or (
                other.start <= span.outer_start and span.outer_end <= other.end
            )
        if span.parent is not None:
            assert span.parent < number


def test_parent_is_the_innermost() -> None:
    """A span's parent is the innermost span around it."""
    text = "“He said ‘she told me «no» twice,’ and left,” they said."
    expected = [None, 0, 1]
    assert expected == [span.parent for span in marked_spans(text)]


def test_overlong_paragraph_alternates() -> None:
    """Beyond the limit of one paragraph each mark is paired with the next."""
    text = '"a" b ' * limits.PARAGRAPH_MARKS
    expected = ["a"] * limits.PARAGRAPH_MARKS
    assert expected == contents(text)


def test_marks_beyond_the_limit() -> None:
    """Of a text that is nothing but marks only the first ones are paired."""
    text = '"a" ' * limits.MARKS
    assert limits.MARKS // 2 >= len(marked_spans(text)) > 0
    assert [True, False] == [is_beyond_limit(text), is_beyond_limit(text[: limits.MARKS])]


GLYPHS = [*"\"“”„‟＂〝〞«»‹›「」『』《》〈〉'‘’‚‛`>", "``", "''", "6'2\""]
SHAPES = ["{}", "{}a", "{} ", " {}a", "a{} ", "{}a ", "{}\n", "{}a\n", "“{}a", "{}A, he said. "]


def seconds(text: str, enough: float = 0.0) -> float:
    """CPU time of one call: the best of two, of five where that is not below *enough*."""
    times: list[float] = []
    while len(times) < 2 or (enough < min(times) and len(times) < 5):
        start = time.process_time()
        marked_spans(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("number", range(len(SHAPES)), ids=SHAPES)
def test_linear_time(number: int) -> None:
    """A megabyte of any mark takes under a second, and twice the text about twice the time."""
    # each mark meets two of the shapes; all of them together take two minutes
    for glyph in GLYPHS[number % 5 :: 5]:
        unit = SHAPES[number].format(glyph)
        megabyte = (unit * (1_000_000 // len(unit) + 1))[:1_000_000]
        assert seconds(megabyte, enough=1.0) < 1.0
        # below the limits that keep the megabyte in bounds
        limit = 3 * seconds(megabyte[:10_000]) + 0.05
        assert seconds(megabyte[:20_000], enough=limit) < limit
