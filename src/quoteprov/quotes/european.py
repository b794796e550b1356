"""
Who says it in French, German and Spanish: a cue beside a quotation, and its subject.

The three share a plan. Behind a quotation the verb comes first (« … », a dit X; „…“, sagte X;
«…», dijo X), before it the subject does (X a dit : « … ») unless something else opens the
sentence (Am Montag sagte X: „…“). A speaker's phrase is read word by word: it begins with an
article, a name or a pronoun and ends at punctuation, at a preposition of time, place or addressee,
or at an article that no "of" leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import regex

from quoteprov.quotes.foreign_cues import Credit, Place, forms
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class _Cue:
    """
    A verb that credits: where it stands, where a subject before it ends and one behind it begins.
    ``who`` is a subject inside it: a-t-il ajouté.
    """

    start: int
    end: int
    before: int
    after: int
    who: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Grammar:
    """
    The small words that decide where a phrase begins and ends, and the patterns of the cues.

    Args:
        determiners: Begin a phrase.
        pronouns: Are a phrase.
        links: Go on inside a phrase: "of", particles of names.
        stops: End one.
        openers: Stand before one at the beginning of a clause, or show that it is none.
        adverbs: Stand between subject and verb, or right behind the verb.
        clitics: Stand right before a verb: "lui a dit", "lo dijo".
        bare: Plural nouns and numbers that begin a phrase without a determiner.
        conjunctions: Begin a clause.
        any_verb: What may be a finite verb by its ending.
        cue: Finite verbs, and participles with their auxiliaries.
        participle: One behind a quotation that stands between it and its auxiliary.
        according: Prepositions: selon, laut, según.
        final: A German clause with "wie".
        separable: Particles of German verbs that credit only with one.
        verb_second: Whatever opens a sentence, the verb follows it, and then the subject.
    """

    determiners: frozenset[str]
    pronouns: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    openers: frozenset[str]
    adverbs: frozenset[str]
    clitics: frozenset[str]
    bare: frozenset[str]
    conjunctions: frozenset[str]
    any_verb: regex.Pattern[str]
    cue: regex.Pattern[str]
    participle: regex.Pattern[str]
    according: regex.Pattern[str]
    final: regex.Pattern[str]
    separable: dict[str, frozenset[str]]
    verb_second: bool


LANGUAGES = ("fr", "de", "es")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORDS = {
    "fr": {
        "determiners": _set("le la l les un une des ce cet cette ces son sa ses leur leurs"),
        "pronouns": _set("il elle ils elles on celui-ci celle-ci ceux-ci celles-ci"),
        "links": _set("de du des d et von van der den bin al el ben da di y"),
        "stops": _set(
            """
        à au aux dans lors sur pour devant par avec en pendant après avant depuis auprès chez vers
        qui que dont où mais car alors quand lorsque comme si sans sous contre selon afin
        lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui ce matin soir
        également aussi ensuite encore puis enfin notamment toutefois ajoutant citant interrogé
        interrogée a ont est sont avait était
        """
        )
        - {"ce"},
        "openers": _set(
            """
        à au aux dans lors sur pour devant par avec en pendant après avant depuis auprès chez vers
        selon comme si sans sous contre mais et ou car donc or ainsi puis ensuite enfin aussi
        toutefois cependant pourtant alors quand lorsque interrogé interrogée hier aujourd'hui
        demain lundi mardi mercredi jeudi vendredi samedi dimanche plus tard je j nous vous ne ni
        que qui dont où c'est il y parmi malgré face grâce outre concernant quant entre dès
        """
        )
        - {"il"},
        "adverbs": _set(
            """
        lundi mardi mercredi jeudi vendredi samedi dimanche hier aussi également ensuite encore
        déjà toutefois cependant alors notamment lui-même elle-même récemment ainsi enfin matin
        soir même toujours
        """
        ),
        "clitics": _set("lui leur nous se s l y en ne m t le la les"),
        "bare": _set("plusieurs certains quelques deux trois sources"),
        "conjunctions": _set("que mais car donc or puis lorsque quand si comme où dont qui"),
    },
    "de": {
        "determiners": _set(
            """
        der die das dem den des ein eine einer einem eines dieser diese dieses sein seine seiner
        ihr ihre ihrer mehrere einige viele beide zwei drei
        """
        ),
        "pronouns": _set("er sie dieser diese letzterer"),
        "links": _set("der des von vom und für van zu zur zum de la bin al el"),
        "stops": _set(
            """
        am im in bei beim auf aus nach vor zu zum zur gegenüber mit laut an ans über unter während
        durch seit dass wenn weil und_zwar den dem heute gestern weiter außerdem zudem später dann
        auch noch nun hinzu hin ein klar fest ab bekannt hervor deutlich zurück jedoch allerdings
        daraufhin dazu bereits schon kürzlich anschließend sich nicht ihm ihr ihnen uns mir montag
        dienstag mittwoch donnerstag freitag samstag sonntag hat hatte haben habe ist war es
        """
        ),
        "openers": _set(
            """
        am im in bei beim auf aus nach vor zu zum zur gegenüber mit laut an über unter während
        durch seit dazu zuvor später außerdem zudem zugleich gleichzeitig dabei damit darauf
        daraufhin dann danach anschließend heute gestern wörtlich weiter so wie wenn als weil dass
        ob auch doch aber denn und oder schon bereits ferner schließlich jedoch allerdings hierzu
        ich wir es angesichts trotz wegen ohne um gegen für von vom bis kurz erst zunächst
        einerseits andererseits demnach deshalb deswegen jetzt nun man vorher vergangene
        vergangenen letzte diese_woche mehrfach immer wieder
        """
        ),
        "adverbs": _set(
            """
        auch heute gestern jedoch allerdings später zudem außerdem dann am nun wiederum selbst
        daraufhin dazu sich
        """
        ),
        "clitics": _set("sich"),
        "bare": _set("mehrere einige viele"),
        "conjunctions": _set("dass wenn weil aber denn oder ob als obwohl während doch wie"),
    },
    "es": {
        "determiners": _set(
            "el la los las un una unos unas su sus este esta estos ese esa al del"
        ),
        "pronouns": _set("él ella ellos ellas éste ésta"),
        "links": _set("de del y e la los las san santa von van bin al da dos"),
        "stops": _set(
            """
        a al en ante por con para sobre durante tras desde hasta entre sin contra según cuando
        mientras que quien quienes donde este esta ayer hoy también además luego después antes
        lunes martes miércoles jueves viernes sábado domingo anoche pero si como ha han había
        """
        ),
        "openers": _set(
            """
        a al en ante por con para sobre durante tras desde hasta entre sin contra según cuando
        mientras que si como pero y e o además también asimismo luego después antes así ayer hoy
        mañana anoche aunque porque yo nosotros lo le les se no ni más sin_embargo entonces
        finalmente posteriormente mediante ahora ya al respecto preguntado preguntada
        """
        ),
        "adverbs": _set(
            """
        también ayer hoy además ya luego después este lunes martes miércoles jueves viernes
        sábado domingo mismo misma siempre asimismo entonces
        """
        ),
        "clitics": _set("lo le les se nos me te no"),
        "bare": _set("fuentes varios varias algunos algunas expertos analistas testigos ambos"),
        "conjunctions": _set("que pero si porque aunque mientras cuando como donde y sino"),
    },
}

_HOW = r"(?:(?:\p{Ll}+ment|aussi|ensuite|encore|déjà|toutefois|même|ainsi|également)\s+)?"
_HOW_ES = r"(?:(?:\p{Ll}+mente|también|además|asimismo)\s+)?"
_IL = r"(?P<who>ils?|elles?|on)"
_CUES = {
    "fr": rf"""
        (?<![\p{{L}}-])(?P<cue>
          (?:a|ont|avait|avaient|aurait|auraient|s['’](?:est|était)|se\ (?:sont|serait))
          (?:-(?:t-)?{_IL})?\s+{_HOW}(?:\L<participle>|(?:tenu\ à|voulu)\s\p{{Ll}}+)
        | (?:a|ont|avait|avaient)-(?:t-)?{_IL}\s+{_HOW}\p{{Ll}}+(?:é|i|u|it|is)
        | (?:se\s|s['’])?\L<finite>(?:-(?:t-)?{_IL})?
        )(?![\p{{L}}'’-])""",
    "es": rf"""
        (?<![\p{{L}}-])(?P<cue>
          (?:se\s)?(?:(?:ha|han|había|habían|hubo)\s+{_HOW_ES}\L<participle> | \L<finite>)
        )(?![\p{{L}}-])""",
    "de": rf"""
        (?<![\p{{L}}-])(?:
          (?P<aux>hat|habe|hatte|haben|hatten)\s[^{MASK}.;:\n]{{0,160}}?\b(?P<cue>\L<participle>)
        | (?P<cue>\L<finite>)
        )(?![\p{{L}}-])""",
}
_TOKEN = regex.compile(
    r"(?:(?:\p{Lu}|Dr|Mme|Mlle|Mr|Sra?|Dra|Prof|Gen|St|Sta|Lic|Ing)\.)+(?!\p{Ll})"
    r"|[\p{L}\p{N}]++(?:[’'-][\p{L}\p{N}]++)*+|\([\p{L}\p{N}.-]++\)"
)
_ELIDED = regex.compile(r"(?:[lLdDsSnNjJcCmMtT]|[qQ]u)['’](?=\p{L})")
_FOR = regex.compile(r"\s*(?P<cue>Pour|Para|Für)\s+")
_ZUFOLGE = regex.compile(rf"(?P<who>\b\p{{Lu}}[^,.;:{MASK}\n]{{2,120}}?)\s+(?P<cue>zufolge)\b")
_OF = regex.compile(r"(?:de|von)\s+|d['’]", regex.IGNORECASE)
_CLAUSE = regex.compile(rf"[;:!?…(){MASK}«»“”„\"]+|\s[–—-]+\s|[–—]|,")
_GAP = regex.compile(r"[\s,.;–—-]*")
_HAVE = regex.compile(r"\b(?:hat|habe|hatte|haben|hatten)\b")
_ANY_VERB = {
    "fr": regex.compile(
        r"\s?,\s+(?P<cue>(?:a|ont|avait|avaient)\s+\p{Ll}{2,}(?:é|i|u|it|is)"
        r"|(?:se\s|s['’])?\p{Ll}{2,}(?:e|it|ait|a|ent|nt|nd))\s+"
    ),
    "de": regex.compile(r"\s?,\s+(?P<cue>\p{Ll}{2,}te[nt]?)\s+"),
    "es": regex.compile(r"\s?,\s+(?P<cue>(?:se\s)?\p{Ll}{2,}(?:ó|a|e|aron|ieron|aban?|ían?))\s+"),
}
_ASIDE = regex.compile(rf"\s*,[^,.;:{MASK}\n]{{1,60}},\s*")  # a dit, vendredi, le ministre
_COMMA = regex.compile(r"\s*(?:,|[–—]|\s-)\s*")
_PARTICIPLES = ("é", "ée", "és", "ées", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_AND = frozenset({"et", "und", "y", "e"})
_LONGEST = 300
"""Code points of the longest clause in which a subject is sought."""
_MOST_TOKENS = 16
"""Words of the longest phrase that names a speaker."""
_PARTICLE_AHEAD = 200
"""Code points within which the particle of a German verb stands: teilte … mit."""


@cache
def _grammar(language: str) -> _Grammar:
    particles: dict[str, set[str]] = {}
    for form in forms(language, "separable"):
        head, _, particle = form.partition("+")
        particles.setdefault(head, set()).add(particle)
    finite = forms(language, "finite")
    return _Grammar(
        **_WORDS[language],
        any_verb=_ANY_VERB[language],
        cue=regex.compile(
            _CUES[language],
            regex.VERBOSE | regex.IGNORECASE,
            finite=finite | particles.keys(),
            participle=forms(language, "participle"),
        ),
        participle=regex.compile(
            rf"[^,.;:{MASK}\n]{{0,80}}?\b(?P<cue>\L<participle>)\b",
            participle=forms(language, "participle"),
        ),
        according=regex.compile(
            r"(?<!\p{L})(?P<cue>\L<according>)(?!\p{L})\s+",
            regex.IGNORECASE,
            according=forms(language, "according"),
        ),
        final=regex.compile(
            rf"[\s,]*\bwie\s+(?P<who>[^,.;:{MASK}\n]{{2,120}}?)\s+(?P<cue>\L<final>)(?!\p{{L}})",
            regex.IGNORECASE,
            final=finite | forms(language, "final"),
        ),
        separable={h: frozenset(p) for h, p in particles.items() if h not in finite},
        verb_second=language == "de",
    )


def credit(place: Place, language: str) -> Credit | None:
    """Find who is credited with the quotation at *place*, in ``fr``, ``de`` or ``es``."""
    g = _grammar(language)
    text, masked, start, end, left, right = place
    return (
        _adjacent(masked, end, right, g)
        or _introducing(masked, left, start, g)
        or _framed(place, g)
        or _subject_first(masked, end, right, g)
        or _later(masked, end, right, g)
        or _label(masked, left, start, g)
        or _unlisted(masked, end, right, g)
        or _inside(text, start, end, g)
        or _in_the_eyes(masked, left, start, g)
        or _unnamed(masked, end, right, g)
    )


def _cues(masked: str, start: int, end: int, g: _Grammar) -> Iterator[_Cue]:
    """The verbs of the lexicon, German ones with their particles."""
    for match in g.cue.finditer(masked, start, end):
        own = match.groupdict()
        head = match["cue"].lower()
        if head in g.separable:
            ahead = masked[match.end() : match.end() + _PARTICLE_AHEAD].split("\n", maxsplit=1)[0]
            if not g.separable[head] & {w.lower() for w in regex.findall(r"\p{L}+", ahead)}:
                continue
        auxiliary = own.get("aux")
        after = match.end("aux") if auxiliary else match.end()
        who = match.span("who") if own.get("who") else None
        yield _Cue(*match.span("cue"), match.start(), after, who)


def _adjacent(masked: str, end: int, right: int, g: _Grammar) -> Credit | None:
    """« … », a dit X; „…“, so X; «…», según X: right behind the quotation."""
    gap = _GAP.match(masked, end, right)
    at = gap.end() if gap else end
    stopped = "." in masked[end:at]
    if masked[at : at + 1].isupper():
        return None  # a sentence of its own
    cue = next(_cues(masked, at, right, g), None)
    if cue and cue.before == at:
        return _behind(masked, cue, right, g)
    if not stopped and (match := g.according.match(masked, at, right)):
        return _according(masked, match, right, g)
    match = g.final.match(masked, end, right)
    return _final(masked, match, g) if match else None


def _behind(masked: str, cue: _Cue, right: int, g: _Grammar) -> Credit | None:
    """The subject behind a verb, perhaps after an adverb or "à la presse"."""
    if cue.who:
        return Credit(*cue.who, cue.start, cue.end, "inverted")
    aside = _ASIDE.match(masked, cue.after, right)
    begin = aside.end() if aside else cue.after
    tokens = list(islice(_tokens(masked, begin, right), 2 * _MOST_TOKENS))
    at = _skip(_words(masked, tokens), 0, g)
    at = _past_outlet(masked, tokens, at, g)
    who = _phrase(masked, tokens[at][0], right, g) if at < len(tokens) else None
    if who is None:
        return None
    return Credit(*_with_name(masked, who, right, g), cue.start, cue.end, "inverted")


def _according(masked: str, match: regex.Match[str], right: int, g: _Grammar) -> Credit | None:
    of = _OF.match(masked, match.end(), right)
    at = of.end() if of else match.end()
    who = _phrase(masked, at, right, g)
    if not who or (match["cue"] == "so" and _is_pronoun(masked, who, g)):
        return None
    return Credit(*_with_name(masked, who, right, g), *match.span("cue"), "according")


def _final(masked: str, match: regex.Match[str], g: _Grammar) -> Credit | None:
    """„…“, wie X mitteilte."""
    who = _phrase(masked, *match.span("who"), g)
    return Credit(*who, *match.span("cue"), "finite") if who else None


def _introducing(masked: str, left: int, start: int, g: _Grammar) -> Credit | None:
    """X a dit : « … »; Am Montag sagte X: „…“; Selon X, « … »: the last before the quotation."""
    found: list[Credit] = []
    for cue in _cues(masked, left, start, g):
        who = None if cue.who else _before(masked, left, cue.before, g)
        own = Credit(*who, cue.start, cue.end, "finite") if who else None
        found += filter(None, [own or _behind(masked, cue, start, g)])
    for match in g.according.finditer(masked, left, start):
        found += filter(None, [_according(masked, match, start, g)])
    if g.verb_second:
        found += _german(masked, left, start, g)
    return max(found, key=lambda c: c.cue_start, default=None)


def _framed(place: Place, g: _Grammar) -> Credit | None:
    """X hatte die Vorwürfe als „absurd“ bezeichnet."""
    _, masked, start, end, left, right = place
    auxiliary = _HAVE.search(masked, left, start) if g.verb_second else None
    match = g.participle.match(masked, end, right) if auxiliary else None
    if auxiliary is None or match is None:
        return None
    who = _before(masked, left, auxiliary.start(), g)
    who = who or _phrase(masked, auxiliary.end() + 1, start, g)
    return Credit(*who, *match.span("cue"), "finite") if who else None


def _german(masked: str, left: int, start: int, g: _Grammar) -> Iterator[Credit]:
    """Dem Sprecher zufolge ist sie „sicher“; wie X mitteilte, sei er „tot“."""
    for pattern, rule in ((_ZUFOLGE, "according"), (g.final, "finite")):
        for match in pattern.finditer(masked, left, start):
            if who := _phrase(masked, *match.span("who"), g):
                yield Credit(*who, *match.span("cue"), rule)


def _subject_first(masked: str, end: int, right: int, g: _Grammar) -> Credit | None:
    """« … », le ministre a dit."""
    if not (comma := _COMMA.match(masked, end, right)):
        return None
    cue = next(_cues(masked, comma.end(), right, g), None)
    who = _before(masked, comma.end(), cue.before, g) if cue and not cue.who else None
    if not cue or not who or who[0] != comma.end():
        return None
    return Credit(*who, cue.start, cue.end, "finite")


def _later(masked: str, end: int, right: int, g: _Grammar) -> Credit | None:
    """« … » pour éviter une crise, a déclaré X: further on in the sentence."""
    for cue in _cues(masked, end, right, g):
        comma = masked[end : cue.before].rstrip().endswith((",", "–", "—", MASK))
        if comma and (found := _behind(masked, cue, right, g)):
            return found
    match = g.final.search(masked, end, right)
    if match and (found := _final(masked, match, g)):
        return found
    every = (_according(masked, m, right, g) for m in g.according.finditer(masked, end, right))
    return next(filter(None, every), None)


def _label(masked: str, left: int, start: int, g: _Grammar) -> Credit | None:
    """Marie Dupont : « … »."""
    colon = masked[left:start].rstrip()
    if not colon.endswith(":"):
        return None
    stop = left + len(colon) - 1
    who = _phrase(masked, left, stop, g)
    whole = who is not None and not masked[who[1] : stop].strip()
    return Credit(*who, stop, stop + 1, "colon") if who and whole else None


def _unlisted(masked: str, end: int, right: int, g: _Grammar) -> Credit | None:
    """« … », souffle Ahmed: where a verb and its subject stand right behind, any verb will do."""
    match = g.any_verb.match(masked, end, right)
    word = match["cue"].split()[-1] if match else ""
    if not match or word in g.openers | g.stops | g.determiners | g.links | g.adverbs:
        return None
    who = _phrase(masked, match.end(), right, g)
    return (
        Credit(*_with_name(masked, who, right, g), *match.span("cue"), "inverted") if who else None
    )


def _inside(text: str, start: int, end: int, g: _Grammar) -> Credit | None:
    """« C'est, dit-il, une erreur »; «El país —subrayó Ortega— necesita paz»."""
    for comma in islice(_COMMA.finditer(text, start, end), _MOST_TOKENS):
        cue = next(_cues(text, comma.end(), min(end, comma.end() + _LONGEST), g), None)
        found = _behind(text, cue, end, g) if cue and cue.before == comma.end() else None
        if found and _COMMA.match(text, max(found.end, found.cue_end), end):
            return found
    return None


def _in_the_eyes(masked: str, left: int, start: int, g: _Grammar) -> Credit | None:
    """Pour Nadia Belkacem, … « … »: somebody with a name, at the beginning of a sentence."""
    match = _FOR.match(masked, left, start)
    who = _phrase(masked, match.end(), start, g) if match else None
    named = who is not None and regex.search(r"\p{Lu}\p{L}+\s+\p{Lu}", masked[slice(*who)])
    if not match or not who or not named or not _COMMA.match(masked, who[1], start):
        return None
    return Credit(*who, *match.span("cue"), "according")


def _unnamed(masked: str, end: int, right: int, g: _Grammar) -> Credit | None:
    """«…», añadió: nobody is named, who spoke before goes on."""
    gap = _COMMA.match(masked, end, right)
    cue = next(_cues(masked, gap.end(), right, g), None) if gap else None
    return (
        Credit(end, end, cue.start, cue.end, "dropped")
        if gap and cue and cue.before == gap.end()
        else None
    )


def _tokens(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words one blank apart, elided articles by themselves; punctuation ends them."""
    at = start
    for match in _TOKEN.finditer(masked, start, end):
        if masked[at : match.start()].strip():
            return
        elided = _ELIDED.match(masked, *match.span())
        if elided:
            yield elided.span()
            yield elided.end(), match.end()
        else:
            yield match.span()
        at = match.end()


def _phrase(masked: str, start: int, end: int, g: _Grammar) -> tuple[int, int] | None:
    """The phrase that begins at *start*, None if none does."""
    first = stop = named = 0
    link = True  # an article or a small word may follow
    spoken = False
    for number, (a, b) in enumerate(_tokens(masked, start, end)):
        token, low = masked[a:b], masked[a:b].lower().rstrip("'’")
        if number == 0:
            first, stop = a, b
            if low in g.pronouns:
                return a, b
            begins = low in g.determiners or low in g.bare or token[0].isupper()
            if not begins or low in g.openers - g.determiners or low in {"je", "j", "ich", "yo"}:
                return None
            spoken = low in g.bare or low not in g.determiners
            named = int(spoken and token[0].isupper())
            link = not named
            continue
        if number >= _MOST_TOKENS or not _goes_on(token, low, link=link, named=bool(named), g=g):
            break
        if low in _AND and not _joins(masked, b, end, g):
            break
        linked = low in g.links or low in _AND
        # "de la Banque centrale": an adjective may follow where "of" led to the noun
        link = linked or (link and (not token[0].isupper() or not g.verb_second))
        named += token[0].isupper()
        if low not in g.links and low not in g.determiners and low not in _AND:
            stop, spoken = b, True
    return (first, stop) if spoken else None


def _goes_on(token: str, low: str, *, link: bool, named: bool, g: _Grammar) -> bool:
    """Tell whether a word belongs to the phrase before it."""
    if low in _AND or low in g.links:
        return True
    if low in g.determiners:
        return link
    if low in g.stops or (named and token.endswith(_PARTICIPLES) and token.islower()):
        return False
    return token[0].isupper() or token[0] == "(" or token[0].isdigit() or link or not named


def _joins(masked: str, at: int, end: int, g: _Grammar) -> bool:
    """Tell whether "and" joins two names or nouns: what follows is an article or a capital."""
    following = next(_tokens(masked, at, end), None)
    if following is None:
        return False
    word = masked[slice(*following)]
    return word[0].isupper() or word.lower().rstrip("'’") in g.determiners


def _is_pronoun(masked: str, who: tuple[int, int], g: _Grammar) -> bool:
    return masked[slice(*who)].lower() in g.pronouns


def _with_name(masked: str, who: tuple[int, int], end: int, g: _Grammar) -> tuple[int, int]:
    """Le ministre de la Défense, Jean Dupont: an office and, between commas, the name."""
    office = masked[slice(*next(_tokens(masked, *who)))].lower().rstrip("'’") in g.determiners
    comma = regex.compile(r",\s+").match(masked, who[1], end)
    if not office or not comma:
        return who
    name = _phrase(masked, comma.end(), end, g)
    if name is None or not masked[name[0]].isupper() or " " not in masked[slice(*name)]:
        return who
    return (
        (who[0], name[1])
        if masked[name[1] : name[1] + 1] in {"", ",", ".", ";", ":", " "}
        else who
    )


def _words(masked: str, tokens: Sequence[tuple[int, int]]) -> list[str]:
    return [masked[a:b].lower().rstrip("'’") for a, b in tokens]


def _skip(words: Sequence[str], at: int, g: _Grammar) -> int:
    """Step over adverbs and short phrases of time, place and addressee: "mardi à la presse"."""
    while at < len(words):
        if _is_adverb(words[at], g) or (at == 0 and words[at].endswith(_PARTICIPLES[4:])):
            at += 1  # "confesó emocionada la ganadora"
        elif words[at] in g.openers:
            at += 1
            while at < len(words) and words[at] in g.determiners | {"des", "d"}:
                at += 1
            at += 1
            while at < len(words) and words[at] in {"de", "d", "del"}:
                at += 2
        else:
            break
    return at


def _past_outlet(masked: str, tokens: Sequence[tuple[int, int]], at: int, g: _Grammar) -> int:
    """Step over the rest of an addressee: "a la agencia Efe el jefe"."""
    here = at
    while 0 < here < len(tokens) and masked[tokens[here][0]].isupper():
        here += 1
    word = masked[slice(*tokens[here])].lower().rstrip("'’") if here < len(tokens) else ""
    return here if word in g.determiners - g.links else at


def _is_adverb(word: str, g: _Grammar) -> bool:
    return word in g.adverbs or word.endswith(("amment", "emment", "ement", "mente"))


def _before(masked: str, left: int, stop: int, g: _Grammar) -> tuple[int, int] | None:
    """
    The subject that ends where a verb begins: the clause before it, without what opens it.

    "Jean Dupont, maire de Lyon, a dit": past an aside the subject is what stands before it.
    """
    *others, last = [(left, left), *(m.span() for m in _CLAUSE.finditer(masked, left, stop))]
    if masked[last[1] : stop].strip():
        return _subject(masked, last[1], stop, g)
    if not others or masked[slice(*last)] != ",":
        return None
    *earlier, comma = others
    who = _subject(masked, earlier[-1][1], comma[0], g) if earlier else None
    return _with_name(masked, who, stop, g) if who else _subject(masked, comma[1], last[0], g)


def _subject(masked: str, begin: int, stop: int, g: _Grammar) -> tuple[int, int] | None:
    """The phrase that fills the clause from *begin* to *stop* but for adverbs at either end."""
    tokens = list(_tokens(masked, max(begin, stop - _LONGEST), stop))
    words = _words(masked, tokens)
    while words and (_is_adverb(words[-1], g) or words[-1] in g.clitics):
        if words[-2:-1] and words[-2] in g.determiners | g.links and words[-1] not in g.adverbs:
            break  # "du gouvernement" only ends like an adverb
        words.pop()
    if not words or (g.verb_second and words[0] in g.openers):
        return None
    end = tokens[len(words) - 1][1]
    at = max((n + 1 for n, word in enumerate(words) if word in g.conjunctions), default=0)
    while (at := _skip(words, at, g)) < len(words):
        who = _phrase(masked, tokens[at][0], end, g)
        if who and who[1] == end:
            return who
        at += 1
    return None
