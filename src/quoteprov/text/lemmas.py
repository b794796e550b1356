"""
Heads of words and what the heads may mean, from a table made of WordNet 3.0.

WordNet (Miller 1995) groups words of one meaning; ``tools/build_lexicon.py`` says what is kept of
it. Nothing here reads a context: a word is compared in all of its readings, so that `related` says
*may mean the same*, never *means the same*.
"""

from __future__ import annotations

import gzip
import importlib.resources
import re

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.text.spelling import american


if TYPE_CHECKING:
    from collections.abc import Iterator


KNOWN_WORDS = 65_536
"""Words whose readings are remembered; two years of KCNA's articles hold 35,000."""

SHORTEST_STEM = 3
"""Letters that must be left of an unknown word when an ending is taken off it."""

DETERMINERS = """
    a all an another any both each either enough every few fewer less many more most much other
    others own same several some such that the these this those
"""
PRONOUNS = """
    anybody anyone anything everybody everyone everything he her hers herself him himself his i
    it its itself me mine my myself oneself our ours ourselves she somebody someone something
    their theirs them themself themselves they us we what whatever which whichever who whoever
    whom whomever whose you your yours yourself yourselves
"""
PREPOSITIONS = """
    about above across after against along alongside amid amidst among amongst around as at
    before behind below beneath beside besides between beyond by concerning despite down during
    except excluding for from in including inside into like near of off on onto out outside over
    per regarding since than through throughout till to toward towards under underneath unlike
    until unto up upon versus via with within
"""
CONJUNCTIONS = """
    although and because but if lest once or provided so though unless when whenever where
    whereas whereby wherein whereupon wherever whether while whilst yet
"""
AUXILIARIES = """
    am are be been being can could did do does doing done had has have having is may might must
    ought shall should was were will would
"""
PARTICLES = """
    also away even ever hence here how however just only quite rather so still then thence there
    thereby therefore therein thereof thus too very why
"""
CONTRACTIONS = """
    he'd he'll he's here's how's i'd i'll i'm i've it'd it'll it's let's she'd she'll she's
    that'd that'll that's there'd there'll there's they'd they'll they're they've we'd we'll
    we're we've what're what's where's who'd who'll who's who've you'd you'll you're you've
"""
FUNCTION_WORDS = frozenset(
    f"""{DETERMINERS} {PRONOUNS} {PREPOSITIONS} {CONJUNCTIONS} {AUXILIARIES} {PARTICLES}
    {CONTRACTIONS}""".split()
)
"""The closed classes of English after Quirk, Greenbaum, Leech and Svartvik 1985, chapter 2, and
contracted forms, lower case and with a straight apostrophe. What denies is in `NEGATIONS`."""

NEGATIONS = frozenset(
    """
    ain't aren't barely can't cannot couldn't daren't didn't doesn't don't hadn't hardly hasn't
    haven't isn't mayn't mightn't mustn't needn't neither never no nobody none nor not nothing
    nowhere oughtn't scarcely seldom shan't shouldn't wasn't weren't without won't wouldn't
    """.split()
)
"""Words that deny or nearly deny their clause: the negative words and the broad negatives of Quirk
and others 1985, sections 10.54 to 10.60, and *without*."""

MODALS = frozenset("can could may might must ought shall should will would".split())

PREFIXES = ("un", "dis", "in", "im", "il", "ir", "non")
"""Prefixes that deny (Quirk and others 1985, appendix I.21)."""
SHORTEST_ROOT = 4
"""Letters that must be left of a word whose prefix denies: "into" is not the contrary of "to"."""

CONTRACTED = (
    ("won't", "will not"),
    ("can't", "can not"),
    ("cannot", "can not"),
    ("shan't", "shall not"),
    ("n't", " not"),
    ("'ll", " will"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'m", " am"),
)
"""Contracted forms and what they are short for; ``'d`` is had or would, and is left."""

AUXILIARY_HEADS = {
    form: head
    for head, forms in {
        "be": "am are been being is was were",
        "do": "did does doing done",
        "have": "had has having",
    }.items()
    for form in forms.split()
}

DETACHMENTS = {
    "n": "s: ses:s xes:x zes:z ches:ch shes:sh men:man ies:y",
    "v": "s: ses:s xes:x zes:z ches:ch shes:sh oes:o ies:y ed:e ed: ing:e ing:",
    "a": "er: est: er:e est:e",
}
"""The rules of detachment of WordNet's morphy(7WN), ``ending:replacement`` by part of speech, but
that a verb loses ``-es`` only after a hissing sound or an o: *bees* are no form of *be*."""

RULES = [(pos, *rule.split(":")) for pos, rules in DETACHMENTS.items() for rule in rules.split()]

STEM = re.compile("[a-z-]*[aeiouy][a-z-]*")
"""What may stand before an ending: without a vowel *bed* would be a form of *be*."""

NO_STEMS = frozenset(["de", "fe", "he", "ne", "re", "se", "te", "we"])
"""What stands before -ed in *deed*, *feed*, *seed* and their like: they are no forms of *see*."""

WHOLE = 2
"""Binary digits by which a regular inflection must be more frequent as a word of its own to stay
one: *evening* is no form of *even*, but *dealings* and *warning* of *deal* and *warn*."""

UNKNOWN_ENDINGS = [
    (re.compile(ending), stem)
    for ending, stem in (
        (r"'s?$", ""),
        (r"ies$", "y"),
        (r"(?<=ss|sh|ch)es$|(?<=[xz])es$", ""),
        (r"(?<![suia])s$", ""),
        # these stems are not English without their e: denuclearizing, co-located, tasered
        (r"(?<=[aeiouy][cvz])(?:ed|ing)$|(?<=iz|yz|at)(?:ed|ing)$", "e"),
        (r"([bdgkmnprt])\1(?:ed|ing)$", r"\1"),
        (r"(?<=[a-z])(?:ed|ing)$", ""),
    )
]


AUXILIARIES_SET = frozenset(AUXILIARIES.split())


class Reading(NamedTuple):
    """A head that a word may be a form of, with the binary digits of its count in tagged texts."""

    frequency: int
    head: str


class Lexicon(NamedTuple):
    """The blocks of the table; a head's line is taken apart only when it is asked for."""

    irregular: dict[str, list[tuple[str, list[str]]]]
    heads: dict[str, str]
    antonyms: dict[str, set[str]]


@cache
def lexicon() -> Lexicon:
    """The table of the package."""
    packed = (importlib.resources.files("quoteprov.text") / "lexicon.txt.gz").read_bytes()
    _, irregular, heads, opposites = gzip.decompress(packed).decode().split("\n\n")
    forms: dict[str, list[tuple[str, list[str]]]] = {}
    for line in irregular.splitlines():
        form, pos, *bases = line.split()
        forms.setdefault(form, []).append((pos, bases))
    pairs: dict[str, set[str]] = {}
    for line in opposites.splitlines():
        one, other = line.split()
        pairs.setdefault(one, set()).add(other)
        pairs.setdefault(other, set()).add(one)
    return Lexicon(forms, dict(line.split(" ", 1) for line in heads.splitlines()), pairs)


def is_function_word(word: str) -> bool:
    """
    Whether *word* belongs to a closed class and says little about what a text is about.

    Negations are no function words: they carry the meaning.

    Args:
        word: A word in lower case.

    >>> is_function_word("of"), is_function_word("not"), is_function_word("rumor")
    (True, False, False)
    """
    return word in FUNCTION_WORDS


def is_known(word: str) -> bool:
    """
    Whether *word* is a form of an English word, so that a capital does not make a name of it.

    >>> is_known("commander"), is_known("kirby")
    (True, False)
    """
    return word in FUNCTION_WORDS or word in NEGATIONS or bool(_readings(american(word)))


def lemma(word: str) -> str:
    """
    The head of *word*: the one form that all of its inflections share.

    The irregular forms and the rules of detachment are those of WordNet's ``morphy``. Where they
    lead to several heads (*saw*: see, saw), the most frequent one in WordNet's tagged texts is
    taken; a regular form stays a word of its own only where it is much more frequent than its
    head (*evening*). A word that the table does not know loses a regular ``-s``, ``-ed`` or
    ``-ing``.

    Args:
        word: A word in lower case, British or American.

    Returns:
        The head in American spelling, never empty for a word that is not; its own `lemma`.

    >>> [lemma(word) for word in ("exported", "rumours", "said", "us")]
    ['export', 'rumor', 'say', 'us']
    """
    return _lemma(word.replace("’", "'"))


@lru_cache(KNOWN_WORDS)
def _lemma(word: str) -> str:
    head = _shorter(word)
    while head != word:
        word, head = head, _shorter(head)
    return head


def _shorter(word: str) -> str:
    """One step from *word* towards its head."""
    if word in AUXILIARY_HEADS:
        return AUXILIARY_HEADS[word]
    folded = american(word)
    if folded in FUNCTION_WORDS or folded in NEGATIONS:
        return folded
    found = _readings(folded)
    if not found:
        return _stripped(folded)
    return max(found, key=lambda one: (one.frequency, one.head == folded, one.head)).head


def _stripped(word: str) -> str:
    """*word* without a regular ending, or as it is where fewer than three letters would stay."""
    for ending, stem in UNKNOWN_ENDINGS:
        short = ending.sub(stem, word)
        if short != word:
            return short if len(short) >= SHORTEST_STEM else word
    return word


def _readings(word: str) -> set[Reading]:
    """The heads of the table that *word* may be a form of."""
    irregular = lexicon().irregular.get(word, ())
    regular = [
        Reading(frequency, base)
        for pos, base in _detached(word)
        for frequency in _frequencies(base, pos)
    ]
    penalty = WHOLE if regular else 0
    return {
        *regular,
        *(Reading(f - penalty, word) for pos in "nvar" for f in _frequencies(word, pos)),
        *(
            Reading(f, base)
            for pos, bases in irregular
            for base in bases
            for f in _frequencies(base, pos)
        ),
    }


def _detached(word: str) -> Iterator[tuple[str, str]]:
    """The part of speech and the base of which *word* would be a regular form."""
    for pos, ending, replacement in RULES:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        # morphy leaves nouns such as "class" and "us" whole
        whole = pos == "n" and (word.endswith("ss") or len(word) <= len("us"))
        if not whole and stem not in NO_STEMS and STEM.fullmatch(stem):
            yield pos, stem + replacement


def _frequencies(head: str, pos: str) -> list[int]:
    """The frequency of *head* as *pos*, or nothing where the table has no such head."""
    line = lexicon().heads.get(head)
    if line is None:
        return []
    readings = line.partition(" ")[0]
    return [int(digit, 36) for digit in readings.partition(pos)[2][:1]]


@lru_cache(KNOWN_WORDS)
def lemmas(word: str) -> frozenset[str]:
    """
    All heads that *word* may be a form of, as a noun, a verb, an adjective or an adverb.

    Args:
        word: A word in lower case, British or American.

    Returns:
        The heads, with ``lemma(word)`` always among them.

    >>> sorted(lemmas("leaves"))
    ['leaf', 'leave']
    """
    head = lemma(word)
    if head in FUNCTION_WORDS or head in NEGATIONS:
        return frozenset([head])
    return frozenset([head, *(one.head for one in _readings(american(word)))])


@lru_cache(KNOWN_WORDS)
def is_verb(word: str) -> bool:
    """
    Whether *word* may be a past or present form of a verb, and no other word is more frequent.

    Args:
        word: A word in lower case.

    >>> [is_verb(w) for w in ("groused", "thinks", "is", "has", "minister", "red", "points")]
    [True, True, True, True, False, False, False]
    """
    if word in AUXILIARIES_SET:
        return True
    if word in FUNCTION_WORDS or word in NEGATIONS:
        return False
    folded = american(word)
    inflected = [(pos, b) for pos, b in _detached(folded) if not folded.endswith("ing")]
    inflected += [(pos, b) for pos, bs in lexicon().irregular.get(folded, ()) for b in bs]
    verb = max((f for pos, b in inflected if pos == "v" for f in _frequencies(b, "v")), default=-1)
    if verb < 0:
        return False
    other = [(pos, folded) for pos in "nar"] + [(pos, b) for pos, b in inflected if pos != "v"]
    return verb >= max((0, *(f for pos, b in other for f in _frequencies(b, pos))))


def written_out(word: str) -> list[str]:
    """
    The words that a contracted form is short for, or the word itself.

    Args:
        word: A word in lower case, with a straight apostrophe.

    >>> written_out("don't"), written_out("cannot"), written_out("peace")
    (['do', 'not'], ['can', 'not'], ['peace'])
    """
    for ending, full in CONTRACTED:
        if word.endswith(ending):
            return (word.removesuffix(ending) + full).split()
    return [word]


def has_denying_prefix(one: str, other: str) -> bool:
    """
    Whether one of two words is the other with a prefix that denies.

    Args:
        one: A word in lower case.
        other: Another word in lower case.

    >>> has_denying_prefix("lawful", "unlawful"), has_denying_prefix("to", "into")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_ROOT or is_function_word(long):
        return False
    heads = {long, *lemmas(long)}
    return any(p + head in heads for p in PREFIXES for head in (short, *lemmas(short)))


@lru_cache(KNOWN_WORDS)
def concepts(word: str) -> frozenset[int]:
    """
    The numbers of the meanings that *word* may express, in its three usual senses.

    Args:
        word: A word in lower case, British or American.

    Returns:
        Numbers that mean something only when compared with those of another word; none for
        function words, negations and words that the table does not know.

    >>> concepts("denounced") & concepts("denunciation") != frozenset()
    True
    """
    if lemma(word) in FUNCTION_WORDS or lemma(word) in NEGATIONS:
        return frozenset()
    lines = [lexicon().heads.get(head, "") for head in lemmas(word)]
    return frozenset(int(number, 36) for line in lines for number in line.split()[1:])


def related(one: str, other: str) -> bool:
    """
    Whether two words share a head or may be synonyms or derivations of one another.

    Args:
        one: A word in lower case.
        other: Another word in lower case.

    >>> related("arms", "weaponry"), related("aim", "objectives"), related("buy", "sell")
    (True, True, False)
    """
    return not (
        lemmas(one).isdisjoint(lemmas(other)) and concepts(one).isdisjoint(concepts(other))
    )


def antonyms(word: str) -> frozenset[str]:
    """
    The heads that may mean the opposite of *word*, by WordNet's direct antonyms.

    Args:
        word: A word in lower case, British or American.

    >>> sorted(antonyms("imports"))
    ['export']
    """
    pairs = lexicon().antonyms
    return frozenset(other for head in lemmas(word) for other in pairs.get(head, ()))
