"""
Noun phrases that may name a speaker: the one before a cue, the one after it, the subject.

Found by where they can begin and end, without a parser: punctuation, conjunctions, asides between
commas, adverbs and days that stand between a subject and its verb.
"""

from __future__ import annotations

import regex

from quoteprov.quotes.cues import ADVERBS, AUXILIARIES, FINITE, PASSIVE, PAST
from quoteprov.text.lemmas import is_verb
from quoteprov.text.quantities import WEEKDAY, WEEKDAYS
from quoteprov.text.words import MASK


_TITLE = r"\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov|Lt|Maj|Adm|Prof|Rev|St)"
# Where a noun phrase that began further left can no longer go on.
_BOUNDARY = regex.compile(
    rf"[.;:!?{MASK}—–\"()]+|,|\s-{{1,2}}\s|\b(?i:that|and|but|while|because|when|after|as|if|where"
    r"|which|whom?|whose|although|though|since|before|until|unless|once|so|than|how|whether|or|nor"
    r"|yet|what|for\s+which)\b",
    regex.REVERSE,
)
_BETWEEN = ADVERBS | AUXILIARIES
_LATE = frozenset("on late early".split())
_HOURS = frozenset("morning afternoon evening night".split())
_PERIODS = frozenset("week month year night weekend".split())
_WHICH = frozenset("last this earlier".split())
_WEEKDAYS = frozenset(map(str.title, WEEKDAYS))
_OPENING = regex.compile(
    rf"^\s*(?:(?:on|late|early)\s+{WEEKDAY}"
    r"|(?:last|this|earlier\s+this|later\s+this|next)\s+(?:week|month|year|day|morning)"
    r"|(?:in|on|by|since)\s+\p{Lu}\p{Ll}+\.?(?:\s+\d{1,4})?(?=\s+\p{Lu})"
    r"|meanwhile|however|still|earlier|later|today|yesterday|also|then|finally|moreover|instead"
    r"|in\s+response|in\s+(?:a|the|an)\s+(?:\p{Ll}+\s+){0,2}"
    r"(?:statement|interview|report|speech|letter)"
    r"|(?<=^\s*)(?:and|but))\s+",
    regex.IGNORECASE,
)
_RELATIVE = regex.compile(
    r"^\s*(?:who|whom|which|whose|where|when|in|on|at|after|before|of|for|from|with|speaking|citing"
    r"|during|amid|as|including|while|since)\b"
)
_COMMA = regex.compile(r",|\s[—–-]{1,2}\s|—")
_DANGLING = regex.compile(
    r"\b(?:of|to|in|on|at|for|from|with|by|over|about|into|the|a|an|and|or|but|that|their|his|her"
    r"|its|any|all|some|no|not|is|are|was|were|be)$",
    regex.IGNORECASE,
)
_LONGEST_DANGLING = 7
"""Code points at the end of a phrase that are enough for it."""
_NO_SPEAKER = regex.compile(
    r"^(?:there|which|whom?|that|what|this|to|not|was|were|is|are|been|being|by|you|let|in|on|at"
    r"|during|after|before|since|with|from|despite|amid|under|of|for)\b",
    regex.IGNORECASE,
)
_PERSON_LIKE = regex.compile(
    r"\p{Lu}|^(?:he|she|they|it|we|i|one|the|a|an|another|his|her|its|their|some|many|several"
    r"|state|officials?|experts?|analysts?|sources?|media|critics|both|two)\b",
    regex.IGNORECASE,
)
_AFTER = regex.compile(
    r"\s*,?\s*(?P<who>(?:(?!\b(?:in|on|at|to|during|after|when|while|as|that|adding|who|before|with"
    rf"|because|about|last|this|earlier|later|{WEEKDAY}"
    rf"|{'|'.join(sorted(FINITE | AUXILIARIES | PASSIVE))})\b)[^,.;:!?{MASK}\n]"
    rf"|\.(?=\S)|(?<={_TITLE})\."
    r"|(?<=\bclose\s)to\s|(?<=\bfamiliar\s)with\s|with\s+(?=(?:\p{Ll}+\s+)?knowledge\b)"
    r"|(?:at|in)\s+the\s+(?=(?:\p{Lu}|North|South|ministry|office))|at\s+(?=\p{Lu})){2,160})"
)
# "After the talks, Mr. Ito met reporters and said": a phrase that opens the sentence, a subject,
# perhaps an adverb, and a verb of any kind.
_INTRODUCED = regex.compile(
    r"\s*(?:(?:After|Before|When|While|As|In|On|At|During|For|With|Since|Despite|Although|If|By|From"
    rf"|To|Asked|Speaking)\b[^,{MASK}]*,\s+)?"
)
_SUBJECT = regex.compile(
    r"(?P<who>(?:he|she|they|it|we|i)\b|(?:(?:\p{Lu}\.|Mr\.|Mrs\.|Ms\.|Dr\.|Sen\.|Rep\.|Gov\.|Gen\."
    r"|[\p{L}'’-]+)\s+){0,8}?(?:\p{Lu}\.|[\p{L}'’-]+))"
    rf"(?:,\s+however,)?(?:\s+(?:{'|'.join(sorted(ADVERBS))}|\p{{Ll}}+ly))?"
    rf"\s+(?:\p{{Ll}}+ed|{'|'.join(sorted(PAST | PASSIVE | AUXILIARIES))})\b",
    regex.IGNORECASE,
)
_FIRST_PRONOUN = regex.compile(r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I)(?=\s)")
_LAST_PRONOUN = regex.compile(r"(?<=\s)(?:he|she|they|we|I|(?<!ing\s)it)$")
_NAMED = regex.compile(r"\p{Lu}\p{L}*\s+$")
_TITLED = regex.compile(rf"{_TITLE}$")
_NAME_AHEAD = regex.compile(r"\s+\p{Lu}")
# "an official who declined to be named said": the one who speaks stands before it, and what is
# behind it, which begins with a verb, says who that is; but "the man who the official said …"
_TOLD_OF = regex.compile(
    r"(?<=[\p{L}'’]\s+)who\s+(?!(?:he|she|it|they|we|you|i|one|the|an?|this|that|these|those|his|her"
    r"|its|their|our|my|some|many|most|all)\b)\p{Ll}"
)
_REDUCED = regex.compile(r"\s+(?:reported|cited|quoted)$")
# what ends the phrase before it: "a letter from Jane Doe", but "the mayor of Ostby"
_NO_PART = regex.compile(r"\b(?:from|with|to|by|against|met|like|including)\s+")
_LOWER = regex.compile(r"(?<![\p{L}'’-])\p{Ll}+(?![\p{L}'’-])")
_MAX_WORDS = 30
_WINDOW = 500
"""Code points before a cue in which its subject is sought: a sentence may be a megabyte long."""


def before(masked: str, start: int, end: int, stop: int | None = None) -> tuple[int, int] | None:
    """
    Find the noun phrase that ends at *end*, beginning not before *start*; *stop* is what
    `before_verb` gives, for those who know.

    >>> text = "Earlier this month, a State Department spokesperson said"
    >>> text[slice(*before(text, 0, len(text) - 5))]
    'a State Department spokesperson'
    """
    start = max(start, end - _WINDOW)
    left = masked[start : before_verb(masked, start, end) if stop is None else stop]
    if left.endswith(")") and "(" in left:  # "the Korean Central News Agency (KCNA)"
        left = left[: left.rindex("(")].rstrip()
    if _ends_with_verb(left):
        return None
    if left.endswith((",", "—", "–", " -", " --")):
        return _before_aside(left, start)
    return _phrase(left, start, plain=True)


def _ends_with_verb(left: str) -> bool:
    """Tell "The soldiers were told": the one who tells is not named."""
    return left.rpartition(" ")[2] in PASSIVE


def _before_aside(left: str, start: int) -> tuple[int, int] | None:
    """
    "Jane Doe, who runs X, said": step left over commas until a phrase can be the subject.
    """
    inner = left[:-1].rstrip(" -")
    commas = list(_COMMA.finditer(inner))
    for number, comma in enumerate(reversed(commas)):
        aside, head = inner[comma.end() :], inner[: comma.start()]
        if aside.lstrip().startswith(MASK):
            return None
        relative = _RELATIVE.match(aside) is not None
        found = _phrase(head, start, plain=False)
        if found and not _RELATIVE.match(head[found[0] - start :]):
            keep = start + len(inner) if number == 0 and not relative else found[1]
            return found[0], keep
    return None


def _phrase(left: str, start: int, *, plain: bool) -> tuple[int, int] | None:
    """The last noun phrase of *left*, which begins at *start*."""
    begin = _phrase_start(left)
    begin += len(left[begin:]) - len(left[begin:].lstrip())
    while lead := _OPENING.match(left[begin:]):
        begin += lead.end()
    stop = begin + len(left[begin:].rstrip(" ,"))
    if not _is_speaker(left[begin:stop], plain=plain):
        return None
    if told := _TOLD_OF.search(left, begin, stop):
        stop = begin + len(left[begin : told.start()].rstrip())
    # "he did say he found", "Jane Doe, said she had told"
    one = _FIRST_PRONOUN.match(left, begin, stop) or _LAST_PRONOUN.search(left, begin, stop)
    a, b = one.span() if one else (begin, stop)
    return start + a, start + b


def relative_head(masked: str, end: int) -> tuple[int, int] | None:
    """
    Find whom a relative clause that begins at *end* tells of.

    >>> text = "They got a letter from Jane Doe, who said"
    >>> text[slice(*relative_head(text, len(text) - 8))]
    'Jane Doe'
    """
    start = max(0, end - _WINDOW)
    left = masked[start:end].rstrip(" ,")
    cut = max((m.end() for m in _NO_PART.finditer(left) if m.end() < len(left)), default=0)
    verbs = (m.end() for m in _LOWER.finditer(left, cut) if is_verb(m.group()))
    cut = max((at for at in verbs if at < len(left)), default=cut)
    return None if left.endswith(MASK) else _phrase(left[cut:], start + cut, plain=True)


def before_verb(masked: str, start: int, end: int) -> int:
    """
    Step back over adverbs, auxiliaries and weekdays: "North Korea on Tuesday also said".
    """
    start = max(start, end - _WINDOW)
    left = masked[start:end].rstrip()
    while shorter := _shorter(left):
        left = shorter
    return start + len(left)


def _shorter(left: str) -> str:
    """*left* without the adverb, auxiliary or weekday at its end; empty if there is none."""
    rest, last = _split_last(left)
    if last in _HOURS:
        day, hour = _split_last(rest)
        rest, last = (day, hour) if hour in _WEEKDAYS else (rest, "")
    if last in _PERIODS:
        before, which = _split_last(rest)
        return before if which in _WHICH and before else ""
    if last in _WEEKDAYS:
        before, on = _split_last(rest)
        return before if on in _LATE and before else rest
    between = last in _BETWEEN or (last.endswith("ly") and last.islower())
    return rest if between else ""


def _split_last(left: str) -> tuple[str, str]:
    """The text before the last word, and that word; a comma is a word's end too."""
    word = left.rpartition(" ")[2].rpartition(",")[2] if left else ""
    return left[: len(left) - len(word)].rstrip(" \n\t"), word


def _phrase_start(left: str) -> int:
    """
    Offset of the last noun phrase of *left*; "Kim and Lee" and "Trade and Industry" stay whole.
    """
    for last in _BOUNDARY.finditer(left):
        head = left[: last.start()]
        joined = last.group().lower() == "and" and _NAMED.search(head[-40:])
        titled = last.group() == "." and _TITLED.search(head[-8:])
        inside = titled or _TOLD_OF.match(left, last.start())
        if not inside and not (joined and _NAME_AHEAD.match(left, last.end())):
            return last.end()
    return 0


def _is_speaker(phrase: str, *, plain: bool = True) -> bool:
    return (
        0 < len(phrase.split()) <= _MAX_WORDS
        and MASK not in phrase
        and not (plain and _DANGLING.search(phrase, max(0, len(phrase) - _LONGEST_DANGLING)))
        and not _NO_SPEAKER.match(phrase)
        and _PERSON_LIKE.search(phrase) is not None
    )


def after(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """Find the noun phrase that begins at *start*: "said the official in a statement"."""
    match = _AFTER.match(masked, start, end)
    if match is None:
        return None
    a, b = match.span("who")
    a, b = a + len(masked[a:b]) - len(masked[a:b].lstrip()), a + len(masked[a:b].rstrip(" ,"))
    if reduced := _REDUCED.search(masked, a, b):
        b = reduced.start()
    return (a, b) if _is_speaker(masked[a:b]) else None


def subject(masked: str, start: int, end: int) -> tuple[int, int] | None:
    """
    Find the subject of the sentence from *start*, if its verb comes before *end*.

    >>> text = "After the talks, Mr. Ito met reporters, saying"
    >>> text[slice(*subject(text, 0, len(text)))]
    'Mr. Ito'
    """
    opened = _INTRODUCED.match(masked, start, end)
    at = opened.end() if opened else start
    while lead := _OPENING.match(masked[at:end]):
        at += lead.end()
    match = _SUBJECT.match(masked, at, end)
    return match.span("who") if match and _is_speaker(match["who"]) else None
