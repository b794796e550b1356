"""
What newsrooms and editors do to words: each change reads a quotation and gives another, or None
where there is nothing for it to change.

Everything is drawn from the generator that is passed in, so that one seed always gives the same.
"""

# ruff: noqa: PLR2004 - shares and lengths are what these changes consist of

from __future__ import annotations

import re

from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

_BRITISH_AMERICAN: Final = """
defence defense; centre center; programme program; programmes programs; labour labor;
honour honor; honoured honored; favour favor; favourable favorable; colour color;
neighbour neighbor; neighbouring neighboring; behaviour behavior; harbour harbor; rumour rumor;
rumours rumors; endeavour endeavor; endeavours endeavors; organisation organization;
organise organize; realise realize; recognise recognize; modernise modernize;
denuclearise denuclearize; theatre theater; metre meter; metres meters; kilometre kilometer;
kilometres kilometers; offence offense; licence license; travelled traveled;
cancelled canceled; traveller traveler; judgement judgment; ageing aging; grey gray;
cheque check; tonnes tons; catalogue catalog; dialogue dialog; plough plow; aluminium aluminum;
armour armor; vigour vigor; splendour splendor; valour valor; candour candor; saviour savior;
counsellor counselor; fulfil fulfill; fulfilment fulfillment; skilful skillful; enrol enroll;
fibre fiber; sabre saber; artefact artifact; mould mold; manoeuvre maneuver;
manoeuvres maneuvers; mobilise mobilize; mobilisation mobilization; analyse analyze;
criticise criticize; emphasise emphasize; legalise legalize; militarise militarize;
militarisation militarization; normalise normalize; organising organizing; organised organized;
organisations organizations; organizations organisations; realised realized;
realization realisation; recognised recognized; utilise utilize; apologise apologize;
stabilise stabilize; nationalise nationalize; civilisation civilization;
demilitarised demilitarized; worshipped worshiped; toward towards; among amongst; while whilst;
afterward afterwards
"""
_SYNONYMS: Final = """
big large great; nation country state; country nation state; people public population;
statement declaration announcement; army military troops; war conflict warfare;
struggle fight battle; leader chief head; government authorities administration;
situation circumstances conditions; peace stability calm; issue question matter;
question issue matter; policy line course; moves actions steps; actions moves deeds;
force power might; forces troops powers; threat menace danger; threats menaces dangers;
crime offence wrongdoing; crimes offences wrongs; help assist support; support back backing;
show demonstrate display; showed demonstrated displayed; said stated declared;
says states declares; stressed underlined emphasized; noted observed remarked;
important significant crucial; great major grand; new fresh novel; strong powerful firm;
firm resolute strong; heavy serious severe; serious grave severe; reckless rash irresponsible;
hostile unfriendly antagonistic; build construct erect; built constructed erected;
develop advance expand; development progress advancement; improve better enhance;
achieve attain accomplish; achieved attained accomplished; achievements feats successes;
success achievement victory; victory triumph win; defend protect guard; destroy ruin wreck;
attack assault strike; attacks assaults strikes; weapons arms armaments; nuclear atomic;
world globe international; international global worldwide; peninsula region area;
relations ties links; friendship amity; friendly cordial amicable;
cooperation collaboration coordination; agreement accord pact; meeting conference gathering;
held staged convened; visit trip tour; met encountered; party delegation group;
members participants; officials functionaries cadres; workers labourers employees;
work effort labour; production output manufacture; factory plant works; economy industry;
economic financial; socialist communist; history past annals; historic epochal landmark;
anniversary jubilee; death demise passing; born begotten; birthday birth;
sent dispatched conveyed; message letter note; congratulatory celebratory;
greetings regards wishes; warm hearty cordial; wish hope desire; wished hoped desired;
believe trust hold; belief conviction trust; demand call urge; demanded called urged;
oppose resist reject; reject refuse deny; denounced condemned censured;
condemned denounced blasted; branded labelled described; urged pressed called;
aimed intended designed; serve work function; children kids youngsters; young youthful;
youth youngsters; students pupils; school academy; teachers instructors; women females;
men males; house home dwelling; houses homes dwellings; city town municipality;
province region; area zone district; water rainwater; river stream; mountain peak;
sea ocean waters; ship vessel boat; plane aircraft jet; train railway; road highway;
visited toured inspected; inspected examined reviewed; participants attendees; attended joined;
art artwork; songs tunes; film movie; performance show concert; exhibition display show;
prize award; win gain; won gained earned; lost forfeited; begin start commence;
began started commenced; end finish conclude; ended finished concluded;
continue proceed persist; stop halt cease; halt stop cease; give grant provide;
given granted provided; take seize grab; taken seized; made produced created;
make produce create; use employ utilize; used employed utilized; need require;
should must ought; must should ought; will shall would; can may could; never not;
always constantly forever; all every entire; many numerous various; several some various;
very extremely highly; so thus; also likewise too; however nevertheless; therefore hence thus;
because since as; if should provided; when while as; under beneath; against versus;
between among; during throughout; after following; before prior; through via;
about regarding concerning; puppet stooge lackey; authorities rulers regime; group clique band;
regime rule government; traitor turncoat renegade; provocation incitement;
provocations incitements; confrontation standoff clash; reunification unification;
independent sovereign autonomous; independence autonomy sovereignty;
dialogue talks negotiations; talks negotiations dialogue; resolution decision;
sanctions penalties embargo; missile rocket; missiles rockets; exercises drills manoeuvres;
drills exercises; aggression invasion assault; invasion aggression; occupation seizure;
dignity honour pride; cause undertaking mission; spirit soul mettle; idea thought ideology;
thought idea notion; exploits feats deeds; immortal undying imperishable;
undying immortal everlasting; brilliant splendid shining; happy joyful glad;
happiness joy bliss; life living existence; prosperity affluence boom;
prosperous thriving booming; effort endeavour; efforts endeavours; task job duty;
tasks jobs duties; plan scheme project; plans schemes projects; step measure; measures steps;
result outcome; results outcomes; reason cause; way road manner; day date; days dates;
year twelvemonth; time moment; place site spot; part portion section; number figure;
high lofty tall; long lengthy; full complete total; true genuine real; good fine; bad poor;
right correct; wrong mistaken; clear evident plain; deep profound; wide broad; free liberated
"""


def _rows(table: str) -> Iterator[list[str]]:
    return (row.split() for row in table.replace("\n", " ").split(";"))


def _spellings() -> dict[str, str]:
    """Each spelling with the other one; the first that is listed counts."""
    found: dict[str, str] = {}
    for one, other in _rows(_BRITISH_AMERICAN):
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


SPELLINGS: Final = _spellings()
SYNONYMS: Final = {first: others for first, *others in _rows(_SYNONYMS)}
NAMES: Final = (
    ("DPRK", ("North Korea", "Democratic People's Republic of Korea", "the North")),
    ("Democratic People's Republic of Korea", ("North Korea", "DPRK")),
    ("south Korea", ("South Korea", "the ROK", "Seoul")),
    ("south Korean", ("South Korean", "ROK")),
    ("U.S.", ("US", "United States", "Washington")),
    ("ROK", ("South Korea", "Seoul")),
    ("Workers' Party of Korea", ("WPK", "Workers Party")),
    ("WPK", ("Workers' Party of Korea",)),
    ("Kim Jong Il", ("Kim Jong-il", "Kim Jong Un")),
    ("Kim Il Sung", ("Kim Il-sung", "Kim Jong Il")),
    ("Kim Jong Un", ("Kim Jong-un", "Kim")),
    ("UN", ("United Nations",)),
    ("UNSC", ("UN Security Council", "Security Council")),
    ("Rodong Sinmun", ("the party newspaper",)),
    ("Lee Myung Bak", ("Lee Myung-bak",)),
    ("Japan", ("Tokyo", "China")),
    ("China", ("Beijing", "Russia")),
    ("Russia", ("Moscow", "China")),
    ("Pyongyang", ("Seoul",)),
    ("Korean People's Army", ("KPA", "North Korean army")),
    ("KPA", ("Korean People's Army",)),
    ("Cuba", ("Vietnam",)),
    ("Syria", ("Iran",)),
    ("Iran", ("Syria",)),
    ("Laos", ("Vietnam",)),
    ("Korea", ("North Korea",)),
)
"""Names as the agency writes them, and what others put."""

_GLOSSES: Final = (
    ("DPRK", "[North Korea]"),
    ("U.S.", "[United States]"),
    ("Workers' Party of Korea", "[ruling party]"),
    ("south Korea", "[South Korea]"),
    ("WPK", "[ruling party]"),
    (" it ", " [the country] "),
    (" he ", " [Kim] "),
    (" they ", " [the authorities] "),
    (" its ", " [North Korea's] "),
    (" his ", " [Kim's] "),
    (" their ", " [the troops'] "),
)
_INSERTIONS: Final = (
    "[the]",
    "[sic]",
    "[North Korea]",
    "[and]",
    "[its]",
    "[North Korean]",
    "[of the country]",
)
_OTHER_WORDS: Final = (
    "danger wheat railway harvest teacher window music border winter fisheries budget weapon "
    "rumour garden uniform prisoner market statue bridge signature"
).split()
_NUMBERS: Final = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty "
    "fifty hundred thousand million"
).split()
_FUNCTION_WORDS: Final = frozenset(
    "the a an of and to in on for with by at from as is are was were be been it its this that "
    "these those their his her our your they he she we you i not no or but which who whom will "
    "would should can could has have had do does did than then there so if into over under "
    "about".split()
)
_AUXILIARIES: Final = "is|are|was|were|will|would|should|can|could|has|have|had|must|do|does|did"
_IRREGULAR: Final = {
    "has": "had",
    "have": "has",
    "had": "has",
    "is": "was",
    "was": "is",
    "are": "were",
    "were": "are",
    "will": "would",
    "would": "will",
    "says": "said",
    "said": "says",
    "goes": "went",
    "can": "could",
    "made": "makes",
    "this": "that",
    "these": "those",
    "its": "their",
    "their": "its",
}
_LOOKALIKES: Final = {
    "m": "rn",
    "l": "1",
    "o": "0",
    "e": "c",
    "h": "b",
    "i": "l",
    "s": "5",
    "d": "cl",
    "u": "v",
    "n": "u",
}
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz"

_WORD: Final = re.compile(
    r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*(?:th|st|nd|rd)?|[^\W_]+(?:['’-][^\W_]+)*"
)
_NEGATION: Final = re.compile(r"\b(not|never|no)\b ?")
_AUXILIARY: Final = re.compile(rf"\b({_AUXILIARIES})\b")
_DIGITS: Final = re.compile(r"\d[\d,.]*\d|\d")
_NUMBER_WORD: Final = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_CLAUSE: Final = re.compile(r"[,;] | (?=and |in |on |for |by |with |from |after |before )")
DENIABLE: Final = re.compile(rf"\b(not|never|no|{_AUXILIARIES})\b")
"""Where a negation can be dropped or put in."""


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the words of a stretch of text stand; a number or a name with hyphens is one."""
    stretch = text[start:end]
    return [(m.start() + start, m.end() + start) for m in _WORD.finditer(stretch)]


def curly(_draw: Random, text: str) -> str:
    """Set apostrophes and inner quotation marks as typographers do."""
    opens, out = False, []
    for character in text.replace("'", "’"):
        if character == '"':
            opens = not opens
            out.append("‘" if opens else "’")
        else:
            out.append(character)
    return "".join(out)


def typographic(draw: Random, text: str) -> str | None:
    """Change marks, dashes, blanks, dots and the first capital, and nothing else."""
    before = text
    if '"' in text:
        text = curly(draw, text) if draw.random() < 0.6 else text.replace('"', "'")
    text = text.replace("'", "’").replace("--", "—").replace(" - ", " – ")
    if "-" in text and draw.random() < 0.5:
        text = text.replace("-", draw.choice(["\u2010", "\u2011", "\u2013"]))
    if draw.random() < 0.4 and (blanks := _places(" ", text)):
        at = draw.choice(blanks)
        text = f"{text[:at]}\u00a0{text[at + 1 :]}"
    if "U.S." in text and draw.random() < 0.6:
        text = text.replace("U.S.", "US")
    if draw.random() < 0.4 and text[0].islower():
        text = text[0].upper() + text[1:]
    if draw.random() < 0.4:
        text += ","
    if ", " in text and draw.random() < 0.4:
        text = text.replace(", ", " ", 1)
    middle = len(text) // 2
    if draw.random() < 0.1 and text[middle - 1 : middle + 1].isalpha():
        text = f"{text[:middle]}\u00ad{text[middle:]}"
    return text if text != before else None


def _places(wanted: str, text: str) -> list[int]:
    return [m.start() for m in re.finditer(wanted, text)]


def scare_stripped(_draw: Random, text: str) -> str:
    """Leave inner quotation marks out."""
    return text.replace('"', "")


def inflection(draw: Random, text: str) -> str:
    """Change tense, number or article of up to three words."""
    most = 1 if len(text) < 60 else draw.choice([1, 2, 2, 3])
    return _edited(draw, text, lambda word: _inflected(draw, word), most)


def _inflected(draw: Random, word: str) -> str | None:  # noqa: PLR0911 - a table of endings
    low = word.lower()
    if low in {"the", "a", "an"}:
        return draw.choice(["", "the" if low != "the" else "a"])
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    for ending, length, others in (("ing", 7, ["ed"]), ("ied", 6, ["ies"])):
        if low.endswith(ending) and len(low) >= length:
            return word[: -len(ending)] + others[0]
    if low.endswith("ed") and len(low) > 5:
        return word[:-2] + draw.choice(["ing", "s"])
    if low.endswith("ies") and len(low) > 5:
        return word[:-3] + "y"
    if low.endswith("s") and not low.endswith("ss") and len(low) > 4:
        return word[:-1]
    is_plain = len(low) > 4 and low.isalpha() and word.islower()
    if is_plain and low not in _FUNCTION_WORDS and not low.endswith("y"):
        return word + "s"
    return None


def _edited(draw: Random, text: str, change: Callable[[str], str | None], most: int) -> str:
    """Change up to so many words, in an order that is drawn; an empty word is left out."""
    spans = word_spans(text)
    draw.shuffle(spans)
    done: list[tuple[int, int, str]] = []
    for start, end in spans:
        if len(done) >= most:
            break
        other = change(text[start:end])
        if other is not None and other != text[start:end]:
            done.append((start, end, other))
    for start, end, other in sorted(done, reverse=True):
        if other:
            text = text[:start] + other + text[end:]
        else:
            text = text[:start].rstrip() + " " + text[end:].lstrip()
    return text.strip()


def spelling(draw: Random, text: str) -> str:
    """Spell up to two words as they are spelt on the other side of the Atlantic."""
    return _edited(draw, text, SPELLINGS.get, 2)


def word_substituted(draw: Random, text: str) -> str:
    """Put another word for one word of content."""

    def other(word: str) -> str | None:
        return draw.choice(SYNONYMS.get(word.lower(), _OTHER_WORDS)) if _content(word) else None

    return _edited(draw, text, other, 1)


def _content(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) >= 4 and word not in _FUNCTION_WORDS


def negation(draw: Random, text: str) -> str | None:
    """Drop a negation or put one in."""
    found = list(_NEGATION.finditer(text))
    if found and draw.random() < 0.6:
        one = draw.choice(found)
        return (text[: one.start()] + text[one.end() :]).strip()
    if found := [m for m in _AUXILIARY.finditer(text) if m.end() < len(text)]:
        one = draw.choice(found)
        return text[: one.end()] + draw.choice([" not", " never"]) + text[one.end() :]
    return None


def number(draw: Random, text: str) -> str | None:
    """Change one digit, or one number in words."""
    found = [*_DIGITS.finditer(text), *_NUMBER_WORD.finditer(text)]
    if not found:
        return None
    one = draw.choice(found)
    value = one.group()
    if value[0].isdigit():
        at = draw.choice([i for i, c in enumerate(value) if c.isdigit()])
        digit = draw.choice([c for c in "123456789" if c != value[at]])
        value = value[:at] + digit + value[at + 1 :]
    else:
        value = draw.choice([n for n in _NUMBERS if n != value])
    return text[: one.start()] + value + text[one.end() :]


def entity(draw: Random, text: str) -> str | None:
    """Put another name for a name: of the same, or of another."""
    found = [
        (*m.span(), others)
        for name, others in NAMES
        for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
    ]
    if not found:
        return None
    start, end, others = draw.choice(found)
    return text[:start] + draw.choice(others) + text[end:]


def bracket_insert(draw: Random, text: str) -> str | None:
    """Put a gloss in brackets beside or instead of a name or pronoun, or anywhere."""
    found = [(text.find(word), word, gloss) for word, gloss in _GLOSSES if word in text]
    if found and draw.random() < 0.6:
        at, word, gloss = draw.choice(found)
        end = at + len(word)
        if draw.random() < 0.7 or word[0] == " ":
            return text[:at] + gloss + text[end:]
        return f"{text[:end]} {gloss}{text[end:]}"
    blanks = _places(" ", text)
    if len(blanks) < 2:
        return None
    at = draw.choice(blanks[1:])
    return f"{text[:at]} {draw.choice(_INSERTIONS)}{text[at:]}"


def word_order(draw: Random, text: str) -> str | None:
    """Exchange two neighbours, or the two parts of a sentence."""
    own = [text[start:end] for start, end in word_spans(text)]
    if len(own) < 6:
        return None
    if draw.random() < 0.5:
        at = draw.randint(1, len(own) - 3)
        own[at], own[at + 1] = own[at + 1], own[at]
        return " ".join(own) if own[at].lower() != own[at + 1].lower() else None
    cuts = [
        m.end()
        for m in _CLAUSE.finditer(text)
        if min(len(text[: m.end()].split()), len(text[m.end() :].split())) >= 3
    ]
    if not cuts:
        return None
    at = draw.choice(cuts)
    return f"{text[at:].strip(' ,;')}, {text[:at].strip(' ,;')}"


def typo_ocr(draw: Random, text: str) -> str:
    """Mistype or misread 1 to 4 % of the letters."""
    for _ in range(max(1, round(len(text) * draw.uniform(0.01, 0.04)))):
        at = draw.choice([i for i, c in enumerate(text) if c.isalpha()])
        text = text[:at] + _mistyped(draw, text, at)
    return text


def _mistyped(draw: Random, text: str, at: int) -> str:
    """The text from *at* on with one slip: left out, exchanged, doubled, broken or misread."""
    letter, rest, slip = text[at], text[at + 1 :], draw.random()
    before_letter = rest[:1].isalpha()
    if slip < 0.25:
        return rest
    if slip < 0.5 and before_letter:
        return rest[0] + letter + rest[1:]
    if slip < 0.7:
        return letter + letter + rest
    if slip < 0.8:
        breaks = 0 < at < len(text) - 2 and before_letter
        return letter + ("- " if breaks else "") + rest
    other = draw.choice(_ALPHABET)
    return _LOOKALIKES.get(letter, other) + rest


def paraphrase(draw: Random, text: str) -> str | None:
    """Put other words for a fifth to three fifths of the words."""
    own = [text[start:end] for start, end in word_spans(text)]
    done = [_reworded(draw, word) for word in own]
    changed = sum(other != word for word, other in zip(own, done, strict=True))
    if changed < max(2, 0.2 * len(own)) or changed > 0.6 * len(own):
        return None
    return " ".join(word for word in done if word)


def _reworded(draw: Random, word: str) -> str:
    low = word.lower()
    if low in SYNONYMS and draw.random() < 0.75:
        return draw.choice(SYNONYMS[low])
    if low in {"the", "a", "an", "its", "also"} and draw.random() < 0.35:
        return ""
    if _content(word) and draw.random() < 0.15:
        return _inflected(draw, word) or word
    if low in {"is", "was"} and draw.random() < 0.3:
        return "remains"
    return word
