"""
The day of an event: which sentences tell it, and which do not.
"""

from __future__ import annotations

import datetime as dt

import pytest

from quoteprov.dates.events import names_day, told


WEDNESDAY = dt.date(2024, 5, 29)


@pytest.mark.parametrize(
    ("sentence", "start", "end", "words"),
    [
        ("The envoys met the minister in Oslo on Monday.", 27, 27, "on Monday"),
        ("The minister, who is ill, on May 21 sent a letter to the envoys.", 21, 21, "on May 21"),
        ("The chairman Tuesday visited the works.", 28, 28, "Tuesday"),
        ("He opened the hall on the evening of May 28.", 28, 28, "on the evening of May 28"),
        ("The hall was opened Tuesday evening.", 28, 28, "Tuesday evening"),
        ("On May 28 the chairman made a speech.", 28, 28, "On May 28"),
        ("The fair took place in Oslo from May 20 to 24.", 20, 24, "from May 20 to 24"),
        ("Shows were held here on May 20-24.", 20, 24, "on May 20-24"),
        ("Games were held on Sunday and Tuesday.", 26, 28, "on Sunday and Tuesday"),
        ("A meeting was held on May 27, the tenth anniversary.", 27, 27, "on May 27"),
        ("Prices rose by a third, the bureau said on May 23.", 23, 23, "on May 23"),
        ("“We met on May 3,” the envoy said on Tuesday.", 28, 28, "on Tuesday"),
        ("The union (founded on May 3, 1950) met on Tuesday.", 28, 28, "on Tuesday"),
    ],
    ids=lambda v: v if isinstance(v, str) and len(v) > 30 else "",
)
def test_told(sentence, start, end, words):
    """A verb of the main clause that is told as past has the day beside it."""
    expected = dt.date(2024, 5, start), dt.date(2024, 5, end), words
    assert expected == told(sentence, WEDNESDAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The forum will be held in Oslo on May 30.",
        "The party left to attend the forum of May 30.",
        "They left here to meet the minister on May 28.",
        "The team announced that it would play on May 30.",
        "The statement issued on May 27 enjoys support.",
        "The talks held on May 27 failed.",
        "A survey made by them on May 27 shows it.",
        "He praised the men who visited the farm on May 27.",
        "The envoy said the fleet on Monday left the port.",
        "They marked the anniversary of the May 27 Farm.",
        "They met at the May 27 joint forum.",
        "They visited the October 10 Factory.",
        "They read Monday's paper and met.",
        "They met every Monday.",
        "They have met since Monday.",
        "They met last Monday.",
        "They met on May 27 last year.",
        "They met on May 27, Juche 63 (1974).",
        "They met on May 27, 1974.",
        "They met on Monday and parted on Tuesday.",
        "From May 27 they met.",
        "“We met on Monday.”",
        "The chairman had met them on Monday.",
        "The works are open on Monday.",
        "He made public the findings on Monday.",
        "They met on February 30.",
        "They met here.",
    ],
)
def test_not_told(sentence):
    """What is to come, what others did, what is long ago or a name: no day."""
    assert told(sentence, WEDNESDAY) is None


def test_a_later_day_is_told_as_it_stands():
    """The caller sees that the text contradicts itself."""
    found = told("They met on May 31.", WEDNESDAY)
    assert found is not None
    assert found.start == dt.date(2024, 5, 31)


def test_the_second_sentence_must_go_on_with_the_first():
    """Another event in the sentence after the first is not what is reported."""
    assert told("The fleet left the port on Monday.", WEDNESDAY, goes_on=True) is None
    assert told("They left the port on Monday.", WEDNESDAY, goes_on=True) is not None


def test_where_a_day_is_named():
    """The first day between two places."""
    text = "In March the Marshal met 3 men on May 3."
    assert (34, -1) == (names_day(text, 0, len(text)), names_day(text, 0, 30))
