"""What a quotation says beside what its passages say: each comparison fires, and keeps silent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from quoteprov import Quotation, Verifier
from quoteprov.align.meaning import Judgement, compare
from quoteprov.align.meaning.figures import read
from quoteprov.align.meaning.reasons import Reason, judged


SEEDS = Path(__file__).parents[1] / "examples" / "seeds"
KP = frozenset({"KP"})

EXPORT = (
    "We have never exported weapons or ammunition to Russia before and we will not plan to "
    "export them."
)
RUMOR = (
    'Recently, the U.S. and other hostile forces talked about the "violation of a resolution" '
    'of the UNSC, spreading a "rumor of arms dealings" between the DPRK and Russia.'
)
SURE = (
    "It is not sure from where the rumor originated which the U.S. is spreading, but it is "
    "aimed at tarnishing the DPRK's image."
)
WARN = (
    "We condemn the U.S. for thoughtlessly circulating the rumor against the DPRK to pursue "
    "its base political and military aim, and we warn the U.S. to stop making reckless "
    "remarks pulling up the DPRK and to keep its mouth shut."
)
CLANS = (
    "The ROK clans will be weary from digging a long ditch, and must be ready for "
    "selling a very fine orchard for their old debts."
)
PLAY = (
    "Despite the written complaints of the DPRK, the ROK bands are not stopping this loud and "
    "silly music."
)
CHANGE = (
    "Opening this market, we gladly announce with pleasure that the south Korean "
    "dealers and thrifty collectors around the town should not expect any discount from the "
    "DPRK."
)
TRAIN = (
    "Pak Sun Ok sailed away from a small and windy island at 08:30 November 19, "
    "2011, on deck during a heavy autumn storm."
)


def meaning(quoted: str, passage: str) -> str:
    """The meaning alone."""
    return compare(quoted, passage, ours=KP).meaning


def reasons(quoted: str, passage: str) -> tuple[str, ...]:
    """The reasons alone."""
    return compare(quoted, passage, ours=KP).reasons


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        ("We have exported weapons to Russia before.", EXPORT, "shifted"),
        ("We have never exported weapons to Russia", EXPORT, "kept"),
        ("North Korea has not exported weapons to Russia", EXPORT, "kept"),
        ("there are no plans to export weapons", EXPORT, "kept"),
        ("we plan to export weapons to Russia", EXPORT, "shifted"),
        ("It is sure from where the rumor originated", SURE, "shifted"),
        # the speaker's side denies outside the marks: nobody is said to do it
        ("exported weapons to Russia", EXPORT, "kept"),
        # another denial stands for the negation
        ("the ROK bands refuse to stop this loud and silly music", PLAY, "kept"),
        ("South Korean bands continue this silly music", PLAY, "kept"),
        ("the ROK bands are stopping this silly music", PLAY, "shifted"),
        # "not only" denies nothing
        (
            "the export and import are the lawful right of a state",
            "Not only the production, but also the export and import are a state's lawful right.",
            "kept",
        ),
        (
            "the export is the unlawful right of a sovereign state",
            "The export is the lawful right of a sovereign state.",
            "shifted",
        ),
        (
            "the export is no unlawful act of a state",
            "The export is a lawful act of a state.",
            "kept",
        ),
        # No. 43 is no negation
        (
            "the kite landed in the district Alder-dong",
            "The kite landed in the district No. 43, Alder-dong No. 2.",
            "kept",
        ),
        # an apostrophe was lost
        ("plans havent been printed", "But plans haven't been printed.", "kept"),
        # two negations in one clause do not cancel
        (
            "Lindqvist was not shown the map",
            "Lindqvist did not ask and was not shown the map.",
            "kept",
        ),
        # the negation stands elsewhere
        ("No grain grows on the dunes", "Grain does not grow on the dunes.", "kept"),
        ("Our bridge is not yet painted", "Our bridge is not painted.", "kept"),
        # a verb that only one side negates by what it means
        (
            "the mayor refused to move the market day",
            "The mayor also denied a grower request to move the market day.",
            "kept",
        ),
        (
            "They failed to answer the letter.",
            "They answered the letter.",
            "shifted",
        ),
    ],
)
def test_polarity(quoted: str, passage: str, expected: str) -> None:
    """A negation is compared by the word it bears on."""
    found = meaning(quoted, passage)
    assert expected == ("kept" if found == "unclear" else found)


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        ("The ROK clans may be weary", CLANS, "softened"),
        ("The ROK clans must be weary", CLANS, "hardened"),
        ("The South Korean family is weary", CLANS, "shifted"),
        ("The ROK clans will be weary", CLANS, "kept"),
        ("they should be ready for selling a very fine orchard", CLANS, "softened"),
        ("they have to be ready for selling a very fine orchard", CLANS, "kept"),
        # reported speech puts will into would
        ("clans would be weary from digging", CLANS, "kept"),
        # a plan looks ahead by itself
        ("we have no plan to export them", EXPORT, "kept"),
        # "May" is a month, and "cuts" is no verb here
        (
            "The regatta began May 9 after Uganda finished the harbor",
            "The regatta began after Uganda finished the harbor.",
            "unclear",
        ),
        (
            "Lindqvist would pay by canceling the price cuts",
            "It would be paid for by canceling the price cuts.",
            "kept",
        ),
        (
            "It has to be below the dam, but I have to deepen the dam,",
            "It going to be below the dam but I have to deepen the dam",
            "hardened",
        ),
        ("they will fight", "They have the will to fight.", "kept"),
        ("This is a threat to peace", "This may be a threat to peace.", "hardened"),
        (
            "it is difficult to count the swallows",
            "It would be difficult to count the swallows.",
            "kept",
        ),
        # an order is no fact
        ("do not expect any discount", CHANGE, "kept"),
        ("the river will rise to 90", "The river is expected to rise to 90.", "kept"),
        ("the boat is insured", "The boat is insured should a guest sink it.", "kept"),
        # what forbids, forbids
        ("The clans may not cross the border", "The clans must not cross the border.", "kept"),
        # what is being done may be to come
        ("the library will not lend maps", "The library is not lending maps.", "kept"),
    ],
)
def test_modality(quoted: str, passage: str, expected: str) -> None:
    """May, should, will and must are steps; a fact stands apart from all of them."""
    found = meaning(quoted, passage)
    assert expected == ("kept" if expected == "kept" and found == "unclear" else found)


@pytest.mark.parametrize(
    ("quoted", "cue", "expected"),
    [
        ("we ask the U.S. to stop making reckless remarks", "", "softened"),
        ("we warn the U.S. to stop making reckless remarks", "", "kept"),
        ("the U.S. should stop making reckless remarks", "", "softened"),
        ("stop making reckless remarks", "demanded", "softened"),
        ("stop making reckless remarks", "warned", "kept"),
        ("stop making reckless remarks", "said", "kept"),
    ],
)
def test_directives(quoted: str, cue: str, expected: str) -> None:
    """To ask is milder than to demand, and that is milder than to warn."""
    assert expected == compare(quoted, WARN, ours=KP, cue=cue).meaning


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        ("20 per cent of the shells", "20% of the shells were sent.", "kept"),
        ("30 percent of the shells", "20% of the shells were sent.", "shifted"),
        ("29 old anchors were found", "Twenty-nine old anchors were found.", "kept"),
        ("39 old anchors were found", "Twenty-nine old anchors were found.", "shifted"),
        ("the missile flew 621 miles", "The missile flew 1,000 km.", "kept"),
        ("the missile flew 521 miles", "The missile flew 1,000 km.", "shifted"),
        ("101 kilometres", "The missile flew 100 km.", "shifted"),
        ("dozens of old anchors", "Twenty-nine old anchors were found.", "kept"),
        ("sailed away at 8:30 a.m. Nov. 19", TRAIN, "kept"),
        ("sailed away at 08.30 Nov 19, 2011, on deck", TRAIN, "kept"),
        ("sailed away at 8:30 p.m. Nov. 19", TRAIN, "shifted"),
        ("sailed away on November 20", TRAIN, "shifted"),
        ("$39 billion will stay", "The rest - $38.7 billion - will stay.", "kept"),
        ("$7.99 for a lantern", "The store sold a lantern for $7.95.", "shifted"),
    ],
)
def test_figures(quoted: str, passage: str, expected: str) -> None:
    """Figures are equal by value, in digits or words, in any unit; not by their shape."""
    assert expected == meaning(quoted, passage)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between one and three", [(3, "")]),
        ("one hundred and five men", [(105, "man")]),
        ("two thousand three hundred", [(2300, "")]),
        ("the 17th, an F-16A", []),
        ("since 1983", [(1983, "year")]),
        ("One thing is clear", []),
    ],
)
def test_reading_figures(text: str, expected: list[tuple[float, str]]) -> None:
    """Words and digits are read alike; what is no quantity is not read."""
    assert expected == [(f.value, f.kind) for f in read(text)]


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        (
            "cooked up by Washington and its vassal forces",
            "It was cooked up by the U.S. and its vassal forces.",
            "kept",
        ),
        (
            "cooked up by Japan and its vassal forces",
            "It was cooked up by the U.S. and its vassal forces.",
            "shifted",
        ),
        ("tarnishing North Korea's image", SURE, "kept"),
        ("tarnishing our image", SURE, "kept"),
        ("tarnishing South Korea's image", SURE, "shifted"),
        # a name that was left out is no other name
        ("other hostile forces talked about the violation of a resolution", RUMOR, "kept"),
    ],
)
def test_names(quoted: str, passage: str, expected: str) -> None:
    """Another name of the same is the same; one in the place of another is not."""
    assert expected == meaning(quoted, passage)


def test_person() -> None:
    """I for we is another speaker; the state's name for we is not."""
    assert ("“I” speaks where “we” does",) == reasons(
        "I warn the U.S. to stop making reckless remarks", WARN
    )
    assert "kept" == meaning("We warn the U.S. to stop making reckless remarks", WARN)
    assert "kept" == meaning("North Korea has never exported weapons", EXPORT)
    assert "kept" == meaning(
        "we have never exported weapons", "The DPRK has never exported weapons."
    )
    # both stand in one sentence
    assert "unclear" == meaning(
        "I think the path that we are walking on is the driest",
        "The path we're walking on is the driest.",
    )


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        ("We should not expect any discount", CHANGE, "shifted"),
        ("We Do not expect any discount", CHANGE, "shifted"),
        (
            "thrifty collectors around the town should not expect any discount from us",
            CHANGE,
            "kept",
        ),
        ("The U.S. attacked the DPRK.", "The DPRK attacked the U.S.", "shifted"),
        ("The DPRK was attacked by the U.S.", "The DPRK attacked the U.S.", "shifted"),
        ("The DPRK was attacked by the U.S.", "The U.S. attacked the DPRK.", "kept"),
        ("Washington attacked North Korea", "The U.S. attacked the DPRK.", "kept"),
        # those who speak may name themselves in many ways
        (
            "We will plant the orchard",
            "The army and people will plant the orchard.",
            "kept",
        ),
        ("I just got locked out", "He says he just got locked out.", "kept"),
    ],
)
def test_roles(quoted: str, passage: str, expected: str) -> None:
    """Who does what to whom is read only where it is plain."""
    assert expected == meaning(quoted, passage)


def test_rumor_into_fact() -> None:
    """What the statement calls a rumor is not what happened."""
    fact = (
        "The hostile powers, notably the United States, just announced the armaments transaction."
    )

    assert (
        "“rumor of arms dealings” is held at arm's length in the statement"
        in reasons(fact, RUMOR)[0]
    )
    assert "shifted" == meaning(fact, RUMOR)


def test_fact_into_rumor() -> None:
    """What the statement says as a fact is not what is alleged."""
    [said] = reasons("the alleged weapons export has begun", "The weapons export has begun.")

    assert said.startswith("“alleged weapons export” holds at arm's length what is a fact")


@pytest.mark.parametrize(
    "quoted",
    [
        "hostile forces talked, spreading rumors of the arms trade",
        "the so-called arms dealings are a plot",
        "is spreading a groundless rumor of arms dealings",
        "arms dealings",
        "we never had arms dealings with Russia",
        "they spoke of ‘arms dealings’ with Russia",
        "the DPRK denies the arms dealings with Russia",
    ],
)
def test_rumor_stays_rumor(quoted: str) -> None:
    """A hedge of another kind, marks, a denial and a bare noun assert nothing."""
    assert meaning(quoted, RUMOR) in {"kept", "unclear"}


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        (
            "The US should refrain from saying anything and quit promoting such remarks",
            WARN,
            "softened",
        ),
        ("We criticize the U.S. for circulating the rumor", WARN, "softened"),
        ("We denounce the U.S. for circulating the rumor", WARN, "kept"),
        ("We strongly condemn the U.S. for circulating the rumor", WARN, "hardened"),
        ("We will annihilate the enemy", "We will strike the enemy.", "hardened"),
        # both words of the scale are there: the quotation takes one of them
        ("We will strike the enemy", "We will strike and destroy the enemy.", "kept"),
        ("All the leaflets were found", "Some of the leaflets were found.", "hardened"),
        ("Several leaflets were found", "Some leaflets were found.", "kept"),
    ],
)
def test_intensity(quoted: str, passage: str, expected: str) -> None:
    """Words of one scale are compared by their steps."""
    assert expected == meaning(quoted, passage)


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        ("The state will import weapons", "The state will export weapons.", "shifted"),
        ("The state will import weapons", "The state will export and import weapons.", "kept"),
        # "first" stands elsewhere
        (
            "in its debut last year it took in much",
            "It took in much in its first weekend.",
            "unclear",
        ),
    ],
)
def test_contraries(quoted: str, passage: str, expected: str) -> None:
    """A contrary in the place of a word, and nowhere else."""
    assert expected == meaning(quoted, passage)


def test_what_has_no_counterpart_is_said() -> None:
    """Words that nothing stands for leave the meaning open, and are named."""
    found = compare("stop circulating false newspapers", WARN)

    assert "unclear" == found.meaning
    assert "“newspapers”" in found.reasons[0]


def test_wrapped_lines() -> None:
    """A line end inside a sentence ends nothing."""
    wrapped = "I warn the U.S.\nto stop making\nreckless remarks"

    assert reasons(wrapped.replace("\n", " "), WARN) == reasons(wrapped, WARN)


def test_brackets_are_the_writers() -> None:
    """What stands in brackets is not compared."""
    assert "kept" == meaning("the (South Korean) clans will be weary [of 5 wars]", CLANS)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((), Judgement("kept")),
        ((Reason("unclear", "a"),), Judgement("unclear", ("a",))),
        ((Reason("unclear", "a"), Reason("softened", "b")), Judgement("softened", ("b",))),
        (
            (Reason("softened", "a"), Reason("shifted", "b")),
            Judgement("shifted", ("b", "a")),
        ),
        ((Reason("softened", "a"), Reason("hardened", "b")), Judgement("shifted", ("a", "b"))),
        ((Reason("softened", "a"), Reason("softened", "a")), Judgement("softened", ("a",))),
    ],
)
def test_summing_up(given: tuple[Reason, ...], expected: Judgement) -> None:
    """The gravest is said first, and what is both softer and harder is another thing."""
    assert expected == judged(given)


@cache
def _verifier() -> Verifier:
    return Verifier(SEEDS / "statements")


def _check(article: str) -> Quotation:
    return _verifier().verify(article).quotations[0]


def _says(quoted: str) -> str:
    return f"A North Korean official said on September 22: “{quoted}”"


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("keep its mouth shut", "kept"),
        ("unlawful sanctions resolution against the DPRK", "kept"),
        ("We have exported weapons or ammunition to Russia before", "shifted"),
        # the same verb stands below, and is denied there too
        ("ever exported weapons or ammunition to Russia before and we will not plan", "shifted"),
        ("are the unlawful right peculiar to a sovereign state", "shifted"),
        ("which was cooked up by China and its vassal forces", "shifted"),
        ("it is aimed at tarnishing North Korea's image", "kept"),
        ("we warn the U.S. to stop making purple remarks pulling up the DPRK", "unclear"),
        ("I have never exported weapons or ammunition to Russia before", "shifted"),
        ("we may not plan to export them", "softened"),
        ("Russia before and we will … plan to export them", "unclear"),
    ],
)
def test_traced(quoted: str, expected: str) -> None:
    """Of words that were changed in their place, the place tells, too."""
    assert expected == _check(_says(quoted)).meaning


def _quoted(article: str, statement: str, folder: Path) -> Quotation:
    (folder / "statement.txt").write_text(statement, "utf-8")
    return Verifier(folder / "statement.txt").verify(article).quotations[0]


def test_subject_cut_in_two(tmp_path: Path) -> None:
    """What depends on a preposition is no subject, unless the writer gives the rest."""
    text = f"Pyongyang, December 30 (KCNA) -- The NDC issued this statement:\n\n{CHANGE}"
    cut = _quoted("“The Town Should Not Expect Any Discount,” North Korea said.", text, tmp_path)
    whole = _quoted(
        "Collectors around “the town should not expect any discount,” it said.", text, tmp_path
    )
    part = _quoted("“expect any discount from the DPRK,” North Korea said.", text, tmp_path)

    assert ("verbatim", "shifted") == (cut.verdict, cut.meaning)
    assert "QP115" in cut.rules
    assert "thrifty collectors around The Town" in cut.reasons[0]
    assert ("kept", "kept") == (whole.meaning, part.meaning)


def test_no_subject_cut(tmp_path: Path) -> None:
    """Behind a conjunction, and behind an adverbial, a sentence begins."""
    text = (
        "Before the DPRK will be provoked it acts. In this year the world should expect no change."
    )
    first = _quoted("“the DPRK will be provoked,” North Korea said.", text, tmp_path)
    second = _quoted("“the world should expect no change,” North Korea said.", text, tmp_path)

    assert ("kept", "kept") == (first.meaning, second.meaning)


def test_object_cut_off(tmp_path: Path) -> None:
    """To inform somebody is to inform them of something."""
    text = (
        "The leaflet fully serves the aim of informing the neighbors, who have crowded the "
        "narrow ferry lately, of our winter timetable."
    )
    head = text.partition(" lately")[0]
    cut = _quoted(f"“{head} lately,” KCNA said.", text, tmp_path)
    whole = _quoted(f"“{text}” KCNA said.", text, tmp_path)
    told = _quoted(f"KCNA: “{head} lately,” of its timetable.", text, tmp_path)
    fragment = _quoted("It is “informing the neighbors,” KCNA said.", text, tmp_path)

    assert ("shifted", "kept") == (cut.meaning, whole.meaning)
    assert ("kept", "kept") == (told.meaning, fragment.meaning)
    assert "“of our winter timetable”" in cut.reasons[0]


def test_messages() -> None:
    """The finding says what became of the meaning, and by which words."""
    report = _verifier().verify(SEEDS / "articles" / "003_13a056770685a8c2.txt")
    said = [f.message for f in report.findings if f.code == "QP115"]

    assert ["meaning softened", "meaning shifted", "meaning softened"] == [
        message.partition(":")[0] for message in said
    ]
    assert "“demanded” is milder than “warn … to stop”" in said[0]
    assert "“rumor of arms dealings” is held at arm's length in the statement" in said[1]
    assert "“I” speaks where “we” does" in said[1]
    assert "“refrain from saying” is milder than “keep its mouth shut”" in said[2]


@pytest.mark.parametrize("quoted", [EXPORT, RUMOR, SURE, WARN, CLANS, PLAY, CHANGE, TRAIN])
def test_same_words(quoted: str) -> None:
    """The same words mean the same, whole or cut anywhere."""
    spoken = quoted.split()

    found = {meaning(" ".join(spoken[n:]), quoted) for n in range(len(spoken))}
    found |= {meaning(" ".join(spoken[:n]), quoted) for n in range(1, len(spoken))}

    assert "kept" == meaning(quoted, quoted)
    assert found <= {"kept", "unclear"}


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        (
            "The committee criticised the ministry",
            "The ministry criticised the committee",
            "shifted",
        ),
        (
            "The steel firm has never sold land to the city",
            "The city has never sold land to the steel firm",
            "shifted",
        ),
        ("The committee met the ministry", "The ministry met the committee", "kept"),
        (
            "The ministry was criticised by the committee",
            "The committee criticised the ministry",
            "kept",
        ),
        (
            "The port is lost, said the mayor of the town",
            "The mayor of the town said the port is lost",
            "kept",
        ),
        (
            "A letter sent by the mayor asked the board",
            "The mayor sent a letter and asked the board",
            "kept",
        ),
    ],
)
def test_nouns_that_change_places(quoted: str, passage: str, expected: str) -> None:
    """Who does it to whom is turned round, unless the verb says the same of both."""
    assert expected == meaning(quoted, passage)


@pytest.mark.parametrize(
    ("quoted", "passage", "expected"),
    [
        ("I demand that the town pay its share", "I urge the town to pay its share", "hardened"),
        ("I urge the town to pay its share", "I demand that the town pay its share", "softened"),
        ("I demand the town to pay its share", "I demand that the town pay its share", "kept"),
        ("We urge them to leave", "We demand that they leave", "unclear"),
    ],
)
def test_what_is_demanded(quoted: str, passage: str, expected: str) -> None:
    """What is asked for may stand behind “that”; a verb of another force has no counterpart."""
    assert expected == meaning(quoted, passage)


@pytest.mark.parametrize(
    ("quoted", "passage"),
    [("He might resign", "He will quit"), ("few of them voted", "some of them voted")],
)
def test_too_few_words(quoted: str, passage: str) -> None:
    """One word in common is not enough to say that another one is no matter."""
    assert "unclear" == meaning(quoted, passage)
