"""
How a day belongs to a credit in the same sentence: "the ministry said in a statement on Tuesday".

A closed grammar of what may stand between the two. What opens another clause parts them; what the
grammar does not know leaves them loosely tied, so that nothing is held against anybody: "said of
the flights on July 3" dates the flights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import regex

from quoteprov.text.outlets import carrier_in
from quoteprov.text.titles import is_office_word
from quoteprov.text.words import MASK


if TYPE_CHECKING:
    from quoteprov.dates.expressions import Expression
    from quoteprov.models import DateRole


Tie = Literal["clause", "sentence", ""]
"""By the clause of the credit, perhaps, not at all."""

FARTHEST = 250
"""Code points between a credit and its day: of 343 days in the sentence of their cue, all but 30
stand within 15 words (PolNeAR)."""

DOCUMENT = (
    r"(?:statements?|remarks?|comments?|commentar(?:y|ies)|speech(?:es)?|address|dispatch(?:es)?"
    r"|reports?|articles?|editorials?|interview|letter|messages?|answers?|communiqu[eé]|release"
    r"|words|announcement|declaration|post|tweet|text|account)"
)
_OCCASION = (
    r"(?:briefing|conference|meeting|ceremony|rally|session|interview|congress|plenum|plenary"
    r"|visit|event|banquet|parade|forum|debate|hearing|speech|reception|gathering|inspection|tour"
    r"|talks)"
)
_OWNER = r"(?:(?:the|an?|its|his|her|their|this|that|another|[\p{L}.-]+['’]s?)\s+)?"
_KIND = r"(?:(?!(?:to|in|on|of|by|at|for|and|or|with|from)\b)[\p{L}’'-]+\s+){0,4}?"
_BUT = r"(?!(?:of|on|at|in|to|with|from)\b)"
_NAMED = (
    rf"(?:the\s+)?(?:{_BUT}[\p{{L}}.’'-]+\s+){{0,6}}?{_BUT}[\p{{L}}.’'-]+(?:\s+\([^()]{{1,30}}\))?"
)
_NAMES = r"\p{Lu}[\p{L}.’'-]*(?:\s+(?:of\s+)?(?:the\s+)?\p{Lu}[\p{L}.’'-]*){0,5}"
_SENT_OUT = (
    r"(?:issued|released|published|posted|carried|broadcast|aired|dated|delivered|given|run"
    r"|printed|made(?:\s+public)?)"
)
_A_DAY = r"(?:\s+(?:on\s+)?\p{Lu}\p{L}+\.?(?:\s+\d{1,2})?)?"
_OUT = rf"""(?:(?:\p{{Ll}}+ly|late|early|first)\s+)?{_SENT_OUT}
    (?:\s+(?:by|through|via|in|on|to|from)\s+{_NAMED})?"""
_SENT = rf"(?:,?\s+(?:(?:which|that)\s+(?:was|were)\s+)?{_OUT}(?:{_A_DAY}\s+and\s+{_OUT})?)?"
_OF_IT = rf"{_OWNER}{_KIND}{DOCUMENT}(?:\s+(?:of|by|from)\s+{_NAMED})?{_SENT}"
_PHRASE = rf"""(?:
      late|early|earlier|again|also|here|there|later|just|only|back|first|in\s+turn|\p{{Ll}}+ly
    | (?:in|from|with|through|via|quoting|citing)\s+{_OF_IT}
    | (?:in|at|during|from|on)\s+{_OWNER}{_KIND}{_OCCASION}
    | (?:in|at|from|near|outside)\s+(?:the\s+)?{_NAMES}
    | to\s+(?:reporters|journalists|lawmakers|parliament|(?:the\s+)?(?:state|local)\s+media
      |(?:the\s+)?{_NAMES})
    | (?:through|via|according\s+to|as\s+(?:quoted|cited|reported|carried)\s+(?:by|in)
      |(?:quoted|cited|reported)\s+(?:as\s+saying\s+)?by|citing|quoting)\s+{_NAMED}
    | on\s+(?:the\s+)?(?:(?:state|national)\s+)?(?:television|tv|radio|social\s+media|\p{{Lu}}\S*)
    | (?:speaking|talking|appearing)
)"""
_ON = r"(?:(?:on|in|at|during|over)\s+)?(?:the\s+)?"
_MANNER = regex.compile(rf"(?:[\s,(]+{_PHRASE}){{0,5}}[\s,(]*{_ON}", regex.VERBOSE)
_IN_DOCUMENT = regex.compile(
    rf"[\s,]+(?:in|from|with|through|via|quoting|citing|according\s+to)\s+{_OF_IT}"
    r",?\s+(?:(?:of|from|dated|on)\s+)?",
    regex.VERBOSE,
)
# "issued a rare press statement on Thursday"
_ITSELF = regex.compile(rf"\s+{_OWNER}{_KIND}{DOCUMENT}{_SENT},?\s+(?:on\s+)?", regex.VERBOSE)
_ISSUES = frozenset("issued released published posted carried delivered gave made".split())
# "rejected the allegations on Friday", but "condemned remarks made by others on Friday"
_REJECTED = regex.compile(
    rf"""\s+{_OWNER}{_KIND}
    (?:allegation|accusation|claim|charge|rumou?r|assertion|suggestion|report)s?\s+(?:on\s+)?""",
    regex.VERBOSE,
)
# "a statement released Wednesday": behind the statement itself
_RELEASED = regex.compile(rf"{_SENT},?\s+(?:on\s+)?", regex.VERBOSE)
_BY_AGENCY = regex.compile(r"\s+by\s+(?P<who>[^,;:]{2,80}?)\s+(?:on\s+)?")
_ITS = regex.compile(r"(?:.*\s|)(?:in|from|with|through|via)\s+(?:the|an?|its|his|her|their)?\s*")
_DOCUMENT_OF = regex.compile(
    rf"(?:.*\s)?{_OF_IT},?\s+(?:(?:of|from|dated|on)\s+)?(?:the\s+)?", regex.VERBOSE | regex.DOTALL
)
_OF_DOCUMENT = regex.compile(rf"(?:['’]s?)?\s+{_KIND}{DOCUMENT}\b")
_ENDS_DOCUMENT = regex.compile(rf"\b{DOCUMENT}$")
_HAS_DOCUMENT = regex.compile(rf"\b{DOCUMENT}\b")
_OWNS = regex.compile(r"['’]s?\s+\S")
# "the Tuesday launch", "his October 17 visit"
_QUALIFIED = regex.compile(r"\b(?:the|an?|its|his|her|their|this|that)\s+$|['’]s?\s+$")
_QUALIFIED_WITHIN = regex.compile(r"\sthe\s+\p{Lu}\S+(?:\s+\d+)?$")
_QUALIFIES = regex.compile(
    r"\s+(?!(?:and|or|to|in|on|of|by|at|for|from|through|via|with|as)\b)\p{L}"
)

# What opens another clause between a credit and a day, so that the day is not the credit's.
_BARRIER = regex.compile(
    r"""[;:—–] | \s-+\s
    | \b(?:that|which|who|whom|whose|when|while|whether|after|before|since|because|if|unless|where
      |why|how|although|though|amid|following|ahead|until|till|and|but|than|about|regarding
      |concerning|over|against|despite|response|responding|reply|replying
      |is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|shall|should|did
      |does|do)\b
    | \bas\b(?!\s+(?:saying|quoted|cited|reported|carried)) | \bto\s+(?!(?:the|an?|its|his|her
      |their|our|state|local|foreign|reporters?|journalists?|lawmakers|parliament|media)\b)\p{Ll}
    | \b(?!(?:according|speaking|talking|appearing|addressing|writing|citing|quoting|meeting
      |briefing|gathering|hearing|morning|evening|saying|during|being
      |Beijing|Nanjing|Chongqing)\b)\p{L}\p{Ll}+ing\b""",
    regex.VERBOSE,
)
_SUBORDINATE = regex.compile(
    r"\b(?i:after|before|when|while|since|because|until|though|although)\b"
)
# What opens no clause of its own: "(KCNA)", "the statement, which was issued on Monday".
_ASIDE = regex.compile(
    rf"\([^()]{{0,80}}\)|\b(?:which|that)\s+(?:was|were|had\s+been)\s+(?={_SENT_OUT}\b)"
    rf"|(?<={_SENT_OUT}\b.{{0,80}})\band\b(?=\s+{_SENT_OUT}\b)"
)
_HEARERS = frozenset({"told", "tells", "telling", "informed", "addressed", "assured"})
_HEARD = regex.compile(r"\s+(?:(?!(?:of|on|in|at)\b)[\p{L}.’'-]+\s+){0,6}?[\p{L}.’'-]+(?=\s)")
_QUOTES = regex.compile(rf"[\s,:]*{MASK}+[.,?!]?")
FRONT = regex.compile(
    r"""[\s\W]*(?:(?:as\s+(?:recently|early|late)\s+as|it\s+was|but|and|then|later|earlier|also|however|meanwhile|separately|late|early|only
    |just|back|again|still|so|yet|in\s+turn|for\s+its\s+part)\b[\s,]*)*
    (?:(?:on|in|at|by|during|over|since)\s+)?(?:(?:the|an?|its|his|her|their)\s+)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
"""What may stand before a day that opens a sentence."""
_LITTLE = regex.compile(
    r"[\s,:]*(?:(?:the|an?|its|his|her|their|top|senior|official)\s+){0,3}"
    r"(?:(?:\p{Lu}[\p{L}.'’-]*|of)[\s,]+){0,6}"
)
_IT_WAS = regex.compile(r"\s*[Ii]t\s+was\b")
_TOLD = regex.compile(r"\s+that\s+(?:(?:the|an?|its|his|her|their)\s+)?")
_LAST_PART = regex.compile(r".*(?:[,;]|\b(?:and|but|while)\b)", regex.DOTALL)
_TOPIC = regex.compile(r"\W*(?:on|of|about|to)\b", regex.IGNORECASE)
_PLACED = regex.compile(r"\s*(?:on|in)\s", regex.IGNORECASE)
_PLACES = regex.compile(
    r"[\s,]*(?:(?:in|at|from|to|through|via|by|according\s+to)\s+[^,;:]{1,80},\s*)+"
    r"(?:(?:the|an?|its|his|her|their)\s+)?"
)
_TOPIC_OF = regex.compile(
    r"\sof\s+(?:(?:the|an?|his|her|its)\s+)?(?:\p{Ll}+\s+){0,4}(?P<last>\p{Ll}+)$"
)
_PAST = regex.compile(
    r"\s(?!(?:unnamed|unidentified|named|armed|retired|respected|appointed|based|affiliated)\b)"
    r"\p{Ll}+ed\s"
)
_BESIDE = 4
"""Words between a speaker and the cue: "Kim later in the day again said"."""
_WHO = regex.compile(r"[^,;]*?(?P<last>[\p{L}.’'-]+)\s+(?:(?:late|early|only)\s+)?(?:on\s+)?")
_AGENCY = regex.compile(
    r"[\s,]+(?P<who>[^,;:]{2,80}?)\s+(?:reported|said|reports|says)\s+(?:on\s+)?"
)

_CARRYING = frozenset(
    "carried reported reports reporting quoted quoting quotes cited citing cites relayed aired "
    "broadcast ran run distributed republished".split()
)
_ISSUING = frozenset("issued released published posted dated delivered gave given".split())
SAYING = frozenset(
    "said says saying told spoke stated warned declared claimed vowed added".split()
)
"""Verbs that tell of speech without a doubt."""
WORD = regex.compile(r"\p{L}+")
REACH = 80
"""Code points before a day in which the word that it dates is sought."""

Span = tuple[int, int]


def tie(
    masked: str, start: int, end: int, credit: tuple[Span | None, Span | None], e: Expression
) -> Tie:
    """
    Tell how a day belongs to a credit in the same sentence.

    Args:
        masked: The article with its quotations hidden.
        start: Where the sentence begins.
        end: Where it ends.
        credit: Where the speaker is named, and the cue.
        e: The day.
    """
    spans = sorted(s for s in credit if s and start <= s[0] < end)
    if not spans or dates_another(masked, e):
        return ""
    first, last = spans[0][0], max(b for _, b in spans)
    if e.end <= first:
        return _before(masked, start, first, e)
    if e.start >= last:
        cue = masked[slice(*credit[1])].lower() if credit[1] else ""
        tied = _after(masked, last, cue, e)
        return "sentence" if tied and _is_astray(masked, *credit) else tied
    return _inside(masked, start, spans, credit[0], e)


def _is_astray(masked: str, speaker: Span | None, cue: Span | None) -> bool:
    """
    Whether a credit is read into something else: "she described the package announced on Friday
    as", "said Kim of the event on Friday".
    """
    who = masked[slice(*speaker)] if speaker else ""
    topic = _TOPIC_OF.search(who)
    between = masked[speaker[1] : cue[0]].rstrip() if speaker and cue else ""
    aside = between.endswith(",")  # "Kim, who is the sister of the leader, said"
    far = len(between.split()) > _BESIDE or _PAST.search(between) is not None
    if (far and not aside) or _PAST.search(who):
        return True
    return topic is not None and not is_office_word(topic["last"].lower())


def dates_another(masked: str, e: Expression) -> bool:
    """Whether a day qualifies a noun that is no statement: "Tuesday's launch"."""
    if document(masked, e):
        return False
    within = _QUALIFIED_WITHIN.search(e.text)  # "a month after the Oct. 10 anniversary"
    qualifies = (within or _is_qualified(masked, e)) and _QUALIFIES.match(masked, e.end)
    return bool(_OWNS.match(masked, e.end) or qualifies)


def document(masked: str, e: Expression) -> regex.Match[str] | None:
    """The statement that a day qualifies: "Sunday's statement", "a Sept. 21 press statement"."""
    behind = _OF_DOCUMENT.match(masked, e.end)
    return behind if _OWNS.match(masked, e.end) or _is_qualified(masked, e) else None


def is_of_document(masked: str, start: int, e: Expression) -> bool:
    """Whether a day is that of a statement: "Sunday's statement", "words of Sept. 21"."""
    front = masked[max(start, e.start - REACH) : e.start]
    return bool(document(masked, e) or _DOCUMENT_OF.fullmatch(front))


def _is_qualified(masked: str, e: Expression) -> bool:
    """Whether an article or an owner stands before a day: "the Tuesday launch"."""
    return _QUALIFIED.search(masked[max(0, e.start - 12) : e.start]) is not None


def bars(words: str) -> bool:
    """Tell whether words open another clause."""
    return _BARRIER.search(_ASIDE.sub("", words)) is not None


def _after(masked: str, last: int, cue: str, e: Expression) -> Tie:
    """A day behind a credit: "said in a statement on Tuesday"."""
    gap = masked[last : e.start]
    if len(gap) > FARTHEST:
        return ""
    agency = _AGENCY.fullmatch(gap[gap.rfind(MASK) + 1 :])
    if agency and carrier_in(agency["who"]):
        return "clause"  # "the minister said, KCNA reported on Monday"
    quoted = _QUOTES.match(gap)
    rest = gap[quoted.end() :] if quoted else gap
    if bars(rest):
        return ""
    if MASK in rest:
        return "sentence"
    if cue in _HEARERS and not quoted and (heard := _HEARD.match(rest)):
        rest = rest[heard.end() :]
    if document(masked, e):
        return "clause" if _ITS.fullmatch(rest) else "sentence"
    manner = _MANNER.fullmatch(rest) or _IN_DOCUMENT.fullmatch(rest) or _REJECTED.fullmatch(rest)
    if cue in _ISSUES:
        manner = manner or _ITSELF.fullmatch(rest)
    if _ENDS_DOCUMENT.search(masked, max(0, last - REACH), last):
        manner = manner or _RELEASED.fullmatch(rest)
    by = _BY_AGENCY.fullmatch(rest)
    return "clause" if manner or (by and carrier_in(by["who"])) else "sentence"


def _before(masked: str, start: int, credit: int, e: Expression) -> Tie:
    """A day before a credit: "On Tuesday, the official said", "In Tuesday's statement, …"."""
    start = max(start, e.start - 2 * FARTHEST)
    front, between = masked[start : e.start], masked[e.end : credit]
    its = document(masked, e)
    gap = _ASIDE.sub("", masked[its.end() : credit] if its else between)
    clause = front[front.rfind(MASK) + 1 :]
    if its and _TOPIC.match(clause):
        return ""  # "On the September 26 announcement, she said"
    if _TOLD.fullmatch(gap):  # "KCNA reported on Thursday that the minister said"
        told = (carrier_in(front) and not bars(front)) or _IT_WAS.match(front)
        return "clause" if told else ""
    quoted = _QUOTES.match(gap) if gap.lstrip().startswith(",") else None
    gap = gap[quoted.end() :] if quoted else gap  # "Two months ago, “…,” Kim said"
    near = len(gap) <= FARTHEST and (
        _LITTLE.fullmatch(gap) or _PLACES.fullmatch(gap) or _names_one(between)
    )
    return _fronted(front, clause, between) if near else ""


def _fronted(front: str, clause: str, between: str) -> Tie:
    """A day right before a credit, with nothing but *front* before it in the sentence."""
    if _opens(clause) or (not between.strip() and _names_somebody(clause)):
        # "Two days before she threatened “…” on Tuesday, she said"
        return "" if MASK in front and _SUBORDINATE.search(front) else "clause"
    opened = f" {clause.lstrip()[:1].lower()}{clause.lstrip()[1:]}"
    if bars(opened):
        return ""
    manner = _MANNER.fullmatch(opened) or _IN_DOCUMENT.fullmatch(opened)
    # "They “agreed” in Beijing last Friday, according to the North"
    return "clause" if manner and MASK not in front else "sentence"


def _opens(clause: str) -> bool:
    """Whether a day behind these words opens a clause: "…, and on Friday she added"."""
    last = _LAST_PART.sub("", clause)
    opens = FRONT.fullmatch(clause) or (_PLACED.match(last) and FRONT.fullmatch(last))
    return bool(opens) or _names_one(clause)  # "KCNA on Monday quoted"


def _names_one(gap: str) -> bool:
    """Whether what stands beside a day is an agency: "On Monday, KCNA quoted … as saying"."""
    own = gap.strip(" ,")
    return "," not in own and carrier_in(own) and not _BARRIER.search(own)


def _names_somebody(front: str) -> bool:
    """Whether the words before a day are a name or an office: "Ri on July 18", not "born on"."""
    match = None if bars(front) else _WHO.fullmatch(front)
    return match is not None and (match["last"][0].isupper() or is_office_word(match["last"]))


def _inside(
    masked: str, start: int, spans: list[Span], speaker: Span | None, e: Expression
) -> Tie:
    """A day within a credit: "Monday's statement said", "the official on Monday said"."""
    if speaker and speaker[0] <= e.start < speaker[1]:
        front = masked[speaker[0] : e.start]
        if not front.strip() and FRONT.fullmatch(masked[start : e.start]):
            return "clause"  # "Last Wednesday Kim said", with no comma behind the day
        if bars(front) or front.count("(") > front.count(")"):
            return ""
        its = document(masked, e) or _DOCUMENT_OF.fullmatch(front)
        ends = e.end >= speaker[1] and _names_somebody(front)  # "Ri on July 18 said"
        return "clause" if its or ends else "sentence"
    gap, rest = masked[spans[0][1] : e.start], masked[e.end : spans[-1][0]]
    if bars(gap) or bars(rest):
        return ""
    return "clause" if _MANNER.fullmatch(gap) and _MANNER.fullmatch(rest) else "sentence"


def dated_role(
    masked: str, start: int, cue: Span | None, e: Expression, *, by_carrier: bool
) -> DateRole:
    """
    Tell what a day dates: "carried by KCNA on Monday", "KCNA reported on Monday", or the words.

    The nearest word of saying or carrying before it decides, else the credit itself.

    Args:
        masked: The article with its quotations hidden.
        start: Where the sentence begins.
        cue: Of the credit.
        e: The day.
        by_carrier: Whether the one who is credited is an outlet.
    """
    if document(masked, e) and not by_carrier:
        return "said"
    near = masked[max(start, e.start - REACH) : e.start]
    for match in reversed(list(WORD.finditer(near))):
        word = match.group().lower()
        if word in _CARRYING or (word in _ISSUING and carrier_in(near[match.end() :])):
            return "carried"
        if word in _ISSUING or (_HAS_DOCUMENT.fullmatch(word) and not by_carrier):
            return "said"
        if word in SAYING:
            break
    credited = masked[slice(*cue)].lower().split() if cue else []
    return "carried" if by_carrier or _CARRYING.intersection(credited) else "said"
