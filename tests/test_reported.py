"""Speech reported without marks: who is said to have said what, and where it stands."""

from __future__ import annotations

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.models import Reported, ZoneSpan
from quoteprov.quotes.find import find
from quoteprov.quotes.speakers import attribute


def reported(text: str) -> tuple[Reported, ...]:
    """The reported speech of a text that is body throughout."""
    body = (ZoneSpan(start=0, end=len(text), zone="body"),)
    return attribute(text, find(text, body), body).reported


SPEECH = [
    # finite, with and without that
    ("Jane Doe said that <the port would stay closed until May.>", "Jane Doe", "said"),
    ("Jane Doe said <the port would stay closed until May.>", "Jane Doe", "said"),
    ("The bank announced <it would cut a thousand jobs by May.>", "The bank", "announced"),
    ("He warned that <the dam could break before the summer.>", "He", "warned"),
    ("Holm denied that <he had ever met the smuggler.>", "Holm", "denied"),
    ("The minister has said that <the port would be sold.>", "The minister", "said"),
    # at the end
    ("<The port will stay closed until May>, the mayor said.", "the mayor", "said"),
    ("<The port will stay closed until May>, he told reporters.", "he", "told"),
    ("The port is closed. <It will stay so until May>, she said.", "she", "said"),
    ("<The port will stay closed until May>, the mayor of Ostby told reporters on Monday.",
     "the mayor of Ostby", "told"),
    # in the middle: its second part
    ("The port, Holm said, <will stay closed until the ice has gone.>", "Holm", "said"),
    ("As the mayor said, <the port will stay closed until May.>", "the mayor", "said"),
    # according to
    ("According to the mayor, <the port stays closed until May.>", "the mayor", "According to"),
    ("<The port stays closed until May>, according to the mayor.", "the mayor", "according to"),
    # questions
    ("Holm asked <whether the port would open in May.>", "Holm", "asked"),
    ("Holm asked <why the bank had never opened its books.>", "Holm", "asked"),
    ("<Will the port open in May>, Holm asked.", "Holm", "asked"),
    # nested: only the outer
    ("Holm said that <Ito had claimed that the port was safe for ships.>", "Holm", "said"),
    # marks inside, and beside
    ("The mayor said that <the port was “a ruin” and would be sold in May.>", "The mayor", "said"),
    ("“We won,” Holm said, <adding that the port would open in May.>", "Holm", "said"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "who", "cue"), SPEECH)
def test_speech(marked, who, cue):
    """Speaker, cue and words stand where they are said to stand."""
    text = marked.replace("<", "").replace(">", "")
    start, end = marked.index("<"), marked.index(">") - 1
    (one,) = reported(text)
    assert (start, end, text[start:end]) == (one.start, one.end, one.text)
    assert who == one.speaker.text == text[one.speaker.start : one.speaker.end]
    assert one.cue is not None
    assert cue == one.cue.text == text[one.cue.start : one.cue.end]


@pytest.mark.parametrize(
    "text",
    [
        "Holm said no.",
        "Holm said on Tuesday.",
        "Holm said it was over.",
        "“We won,” Holm said.",
        "Holm said it was “not for sale to anybody on earth.”",
        "The port stays closed until May.",
        "Holm praised the plan for the port in May.",
        "",
        # where and when it was said
        "“It will be long and hard.” The envoy said as she left the room.",
        "“It will be long and hard,” the envoy stated in a press release on Tuesday.",
        # a noun, not the verb
        "Six western states hold their votes on the first Tuesday of March.",
    ],
)
def test_no_speech(text):
    """Fewer than four words outside marks, or no verb of saying, is no reported speech."""
    assert () == reported(text)


@pytest.mark.xfail(reason="known: patterns that are not read")
@pytest.mark.parametrize(
    "text",
    [
        "The port will be sold, said the mayor of Ostby.",
        "According to the ministry of trade the port stays closed until May.",
        "Holm wondered why the port had been closed for years.",
        "Holm, who said that the port was lost to the town, left the room.",
    ],
)
def test_missed(text):
    """These report speech, too."""
    assert reported(text)


@pytest.mark.xfail(reason="known: the words of another clause behind the marks are counted")
def test_another_speaker_behind():
    """What follows a quotation is not reported if somebody else says it."""
    assert () == reported("Jane Doe said “we won” — and Per Holm said “we lost.”")


def test_speakers_are_resolved():
    """The speaker of reported speech is told in the fullest words, as that of a quotation is."""
    text = (
        "Per Holm, the mayor of Ostby, said “no.”\n\n"
        "He said that the port would stay closed until May."
    )
    assert ["Per Holm, the mayor of Ostby"] == [r.speaker.resolved for r in reported(text)]


TEXTS = st.lists(
    st.sampled_from(
        "“We won.” “late” said Holm , . — the port official told that whether he according "
        "to asked and \n who claimed ? :".split(" ")
    ),
    max_size=50,
).map(" ".join)


@given(TEXTS)
def test_any_text(text):
    """Whatever the text, spans are true, in order, and hold four words outside marks."""
    found = reported(text)
    assert list(found) == sorted(found, key=lambda r: r.start)
    for one in found:
        assert one.text == text[one.start : one.end]
        assert one.speaker.text == text[one.speaker.start : one.speaker.end]
        assert len(one.text.split()) >= 4
