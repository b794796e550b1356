"""The lexical tables: lemmas, synonyms, antonyms, function words and British spelling."""

from __future__ import annotations

import gzip
import importlib.resources
import importlib.util
import re

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hypothesis import given
from hypothesis import strategies as st

from quoteprov.text.lemmas import (
    FUNCTION_WORDS,
    NEGATIONS,
    antonyms,
    concepts,
    is_function_word,
    lemma,
    lemmas,
    lexicon,
    related,
)
from quoteprov.text.spelling import american


if TYPE_CHECKING:
    from types import ModuleType

WORDNET = Path("/usr/share/wordnet")
SCRIPT = Path(__file__).parents[1] / "tools" / "build_lexicon.py"
PACKED = importlib.resources.files("quoteprov.text") / "lexicon.txt.gz"

letters = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz-'’"), min_size=1, max_size=15)
endings = st.sampled_from(
    ["", "s", "es", "ies", "ed", "ing", "ings", "ise", "ising", "isations", "our", "oured", "'s"]
)


def table(rows: str) -> list[tuple[str, str]]:
    """Two words a row; rows stand apart by commas or line breaks."""
    pairs = (row.split() for row in re.split(r"[,\n]", rows) if row.strip())
    return [(one, other) for one, other in pairs]


@st.composite
def known_words(draw: st.DrawFn) -> str:
    """A head of the table with an ending that may or may not suit it."""
    return draw(st.sampled_from(sorted(lexicon().heads))) + draw(endings)


anything = st.one_of(st.text(), letters, known_words(), st.builds(str.__add__, letters, endings))


class TestLemma:
    @pytest.mark.parametrize(
        ("word", "head"),
        table("""
            weapons weapon, exported export, circulating circulate, policies policy
            spreading spread, stopping stop, dying die, committed commit, possesses possess
            said say, left leave, made make, sent send, men man, crises crisis, better good
            dealings deal, dealing deal, warning warn, building build, statements statement
            was be, has have, doing do, being be, evening evening, news news
            rumours rumor, rumors rumor, programmes program, licences license
            organised organize, co-operated cooperate, practising practice, towards toward
        """),
    )
    def test_inflections_share_a_head(self, word: str, head: str) -> None:
        """Regular, irregular and British forms lead to one American head."""
        assert lemma(word) == head

    @pytest.mark.parametrize(
        "word",
        "us his this its as does-not during always perhaps press business series bed seed need "
        "number offer ring thing king wound ground spring less others nothing never".split(),
    )
    def test_what_only_looks_inflected_stays(self, word: str) -> None:
        """A function word or a head keeps letters that merely look like an ending."""
        assert lemma(word) == word

    @pytest.mark.parametrize(
        ("word", "head"),
        table("""
            tweeted tweet, drones drone, denuclearizing denuclearize, denuclearised denuclearize
            kims kim, websites website, dprk's dprk, pyongyang’s pyongyang, gas gas, zis zis
        """),
    )
    def test_unknown_words_lose_a_regular_ending(self, word: str, head: str) -> None:
        """A word outside WordNet loses a regular ending, but never falls below three letters."""
        assert lemma(word) == head

    @given(anything)
    def test_lemma_of_a_lemma_is_itself(self, word: str) -> None:
        """A head is its own head."""
        assert lemma(lemma(word)) == lemma(word)

    @given(anything)
    def test_a_word_has_a_lemma_among_its_lemmas(self, word: str) -> None:
        """The one head stands among all heads, and only the empty word has an empty one."""
        assert lemma(word) in lemmas(word)
        assert bool(lemma(word)) == bool(word)

    def test_every_head_and_irregular_form_settles(self) -> None:
        """No word of the table leads to a head that leads on to another one."""
        words = [*lexicon().heads, *lexicon().irregular]

        restless = [word for word in words if lemma(lemma(word)) != lemma(word)]

        assert restless == []

    @pytest.mark.parametrize(
        ("word", "heads"),
        [
            ("leaves", {"leaf", "leave"}),
            ("saw", {"saw", "see"}),
            ("arms", {"arm", "arms"}),
            ("could", {"could"}),
            ("kimilsungism", {"kimilsungism"}),
        ],
    )
    def test_all_readings(self, word: str, heads: set[str]) -> None:
        """A form of several words leads to all of their heads."""
        assert lemmas(word) == heads


class TestRelated:
    @pytest.mark.parametrize(
        ("one", "other"),
        table("""
            denounced denunciation, armaments arms, arms weaponry, transaction dealings
            circulating propagating, spreading propagated, objectives aim, legal lawful
            absurd ridiculous, possess possession, quit stop, groundless baseless
            develop development, persistently persistent, rumours hearsay, export exported
            organise organization, defence defending
        """),
    )
    def test_synonyms_and_derivations(self, one: str, other: str) -> None:
        """Words of one meaning and derivations of one another are related, in both directions."""
        assert related(one, other)
        assert related(other, one)

    @pytest.mark.parametrize(
        ("one", "other"),
        table("buy sell, export import, war peace, weapon rumor, of from, not without, us states"),
    )
    def test_other_meanings(self, one: str, other: str) -> None:
        """Opposites, function words and words of other things are not related."""
        assert not related(one, other)

    @given(anything, anything)
    def test_relation_has_no_direction(self, one: str, other: str) -> None:
        """A word is related to itself, and to another one as that one is to it."""
        assert related(one, one)
        assert related(one, other) == related(other, one)

    @pytest.mark.parametrize("word", ["the", "us", "was", "nothing", "zzyzx", ""])
    def test_no_concepts(self, word: str) -> None:
        """Function words, negations and unknown words express no concept."""
        assert concepts(word) == frozenset()


class TestAntonyms:
    @pytest.mark.parametrize(
        ("word", "opposite"),
        table("export import, exported import, war peace, legal illegal, hostile friendly"),
    )
    def test_direct_antonyms(self, word: str, opposite: str) -> None:
        """Antonyms are found for any form of a word, and in both directions."""
        assert opposite in antonyms(word)
        assert lemma(word) in antonyms(opposite)

    def test_none(self) -> None:
        """A word without an opposite has no antonyms."""
        assert antonyms("ammunition") == frozenset()


class TestClosedClasses:
    @pytest.mark.parametrize("word", "the of and we they've would between whose us".split())
    def test_function_words(self, word: str) -> None:
        """Determiners, pronouns, prepositions, conjunctions and auxiliaries are function words."""
        assert is_function_word(word)

    @pytest.mark.parametrize("word", "not never won't cannot without hardly weapon one".split())
    def test_words_that_say_something(self, word: str) -> None:
        """Negations and content words are no function words."""
        assert not is_function_word(word)

    def test_negations_stand_apart(self) -> None:
        """No word is a function word and a negation at once."""
        assert FUNCTION_WORDS.isdisjoint(NEGATIONS)

    def test_closed_classes_are_lower_case(self) -> None:
        """Closed classes hold words of lower-case letters and a straight apostrophe."""
        odd = [word for word in FUNCTION_WORDS | NEGATIONS if not re.fullmatch("[a-z']+", word)]

        assert odd == []


class TestSpelling:
    @pytest.mark.parametrize(
        ("british", "expected"),
        table("""
            rumours rumors, neighbouring neighboring, honourable honorable, saviour savior
            centre center, centres centers, centred centered, centring centering, fibre fiber
            theatres theaters, kilometres kilometers, lustreless lusterless, sabre saber
            defence defense, offences offenses, pretence pretense, licence license
            licensed licensed, practised practiced, practising practicing
            dialogue dialog, catalogued cataloged, cataloguing cataloging
            travelled traveled, cancelling canceling, labelled labeled, counsellors counselors
            marvellous marvelous, panellist panelist, councillor councilor, modelling modeling
            fulfil fulfill, fulfils fulfills, instalment installment, enrols enrolls
            skilful skillful, wilfully willfully
            paediatric pediatric, anaemia anemia, haemorrhage hemorrhage, oestrogen estrogen
            manoeuvre maneuver, manoeuvres maneuvers, manoeuvred maneuvered
            manoeuvring maneuvering, manoeuvrable maneuverable, foetus fetus
            archaeology archeology, praesidium presidium
            organise organize, organisations organizations, recognised recognized
            militarising militarizing, recognisable recognizable, analyse analyze
            paralysed paralyzed, aggrandisement aggrandizement, provocatise provocatize
            towards toward, afterwards afterward, north-eastwards north-eastward
            grey gray, greyish grayish, programme program, ploughed plowed, moulds molds
            sceptics skeptics, aluminium aluminum, tyres tires, kerb curb, ageing aging
            judgement judgment, acknowledgements acknowledgments, jewellery jewelry
            pyjamas pajamas, moustaches mustaches, draughty drafty, gaoled jailed
            whisky whiskey, cheques checks, roubles rubles, artefacts artifacts, sizeable sizable
            likeably likably
            co-operation cooperation, co-ordinated coordinated, e-mails emails
            self-defence self-defense, reorganisation's reorganization's
        """),
    )
    def test_british_becomes_american(self, british: str, expected: str) -> None:
        """A British spelling, in any inflection, becomes the American one."""
        assert american(british) == expected

    @pytest.mark.parametrize(
        "word",
        """
        four hour our tour your pour source course court journal contour velour troubadour
        acre massacre genre ogre cadre timbre sombrero
        fence hence rogue vogue league prologue fatigue
        controlled compelled excelled installed rebelled called chancellor cancellous metallic
        wise rise arise advise advisable revise exercise promise compromise surprise enterprise
        premises franchise merchandise supervise despise demise devise disguise improvisation
        uncompromising uprising sunrise likewise raised noise cruise praise kaiser miser precise
        irises trellises penises analyses paralyses advertisement
        prise storey tonne disc practice license defense
        rewards awards stewards forwards words
        poem phoenix aegis paean subpoena greyhound exchequer kerbala chilling
        cooperate co-op email unskilled until instill
        """.split(),
    )
    def test_other_words_stay(self, word: str) -> None:
        """A word that only looks like a British variant keeps its spelling."""
        assert american(word) == word

    @given(anything)
    def test_american_is_american(self, word: str) -> None:
        """What is American stays so, and only the empty word becomes empty."""
        assert american(american(word)) == american(word)
        assert bool(american(word)) == bool(word)

    def test_no_two_heads_of_other_meaning_fall_together(self) -> None:
        """Two heads of the table that get one spelling share a concept, as variants do."""
        heads = lexicon().heads
        folded = [(word, american(word)) for word in heads if american(word) != word]

        numbers = {word: set(line.split()[1:]) for word, line in heads.items()}
        strangers = [
            (word, spelt)
            for word, spelt in folded
            if spelt in heads and numbers[word].isdisjoint(numbers[spelt])
        ]

        assert strangers == []


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """The script that builds the table, as a module."""
    spec = importlib.util.spec_from_file_location("build_lexicon", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestTable:
    @pytest.mark.skipif(
        not (WORDNET / "data.noun").exists(),
        reason=f"WordNet 3.0 is not in {WORDNET} (Debian package wordnet-base)",
    )
    def test_is_what_the_script_builds(self, builder: ModuleType) -> None:
        """The table in the package is what the script makes of WordNet 3.0."""
        text = gzip.decompress(PACKED.read_bytes()).decode()

        assert text == builder.table(builder.read(WORDNET))

    def test_same_bytes_every_time(self, builder: ModuleType) -> None:
        """Neither time nor file name get into the compressed table."""
        header = builder.compressed("one two\n")[:10]

        flags, time = header[3], header[4:8]
        assert (flags, time) == (0, bytes(4))

    def test_is_small(self) -> None:
        """The table adds no more than 350 KiB to the package."""
        assert len(PACKED.read_bytes()) <= 350 * 1024

    def test_names_its_source(self) -> None:
        """The table carries the notice that WordNet's licence asks for."""
        notice = gzip.decompress(PACKED.read_bytes()).decode().partition("\n\n")[0]

        assert "WordNet 3.0 Copyright 2006 by Princeton University" in notice
