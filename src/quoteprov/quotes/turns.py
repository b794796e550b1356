"""
Who speaks when in an interview or a transcript: words without marks, after the name of a speaker.

::

    Q: Will you talk?
    A: We have no plans to.

    KIRBY: We have no plans to.

Headlines, lists, recipes, datelines and tables also put a word and a colon before a line. So a
label alone is nothing: it must be a name, a role or Q and A, another one must answer it, one must
come back, and what follows must be speech, in which people ask, or say *I*, *we* and *you*.
"""

from __future__ import annotations

import re

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from quoteprov.text.lemmas import is_function_word, is_known
from quoteprov.text.sentences import trim


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet


FEWEST_TURNS: Final = 3
"""Turns of a transcript, one speaker of two coming back; a question and its answer are enough."""

LONGEST_PAUSE: Final = 3
"""Most paragraphs without a label inside a turn of an article that shows a piece of a transcript:
after more, the reporter is speaking again."""

LONGEST_SPEECH: Final = 20
"""The same in a text that is a transcript throughout: a label before every fourth paragraph."""

_THROUGHOUT: Final = 4
_SPOKEN: Final = 3
"""Of so many turns one must be told for speech by its words: "Clinton: 547." is none."""

_ENDED: Final = 2
"""Of so many turns one must end like a sentence: headlines do not."""

_WORD: Final = r"\p{Lu}[\p{L}.'’-]{0,24}"
_PARTICLE: Final = r"(?:d[aeu]|del|v[ao]n|bin|al|el|of|the)\b"
_LABEL: Final = regex.compile(
    rf"""
    (?m:^) [^\S\n]{{0,8}}+ (?: [*_]{{1,3}} )?+
    (?P<label>
        (?P<name> {_WORD} (?: [ ] (?: {_WORD} | {_PARTICLE} ) ){{0,5}} )
        (?: , [ ] [^:\n]{{1,60}} )?+
        (?: [ ] [(\[] [^()\[\]:\n]{{1,40}} [)\]] )?+
      | (?P<name> 记者 | 記者 | 主持人 | [问問答문답] | 기자 | 질문 | 답변 )
    )
    (?: (?: [*_]{{1,3}} )? [:：] | (?<= \b[QA] ) [.] ) (?: [*_]{{1,3}} )?
    (?: (?<= ： ) | (?= \s | ["“‘「] ) ) [^\S\n]*+
    """,
    regex.VERBOSE,
)
_LONGEST_LABEL: Final = 300
"""Code points that `_LABEL` reads at most, its sign included: 275."""
_ASKING: Final = frozenset(
    "q question reporter journalist interviewer moderator host "
    "问 問 记者 記者 主持人 문 질문 기자".split()
)
_ANSWERING: Final = frozenset("a answer 答 답 답변".split())
_TITLES: Final = frozenset("mr mrs ms dr sen rep gov gen sir prof col adm the".split())
# what stands before a colon in newspapers, recipes, minutes, tables and fact checks
_NO_SPEAKERS: Final = frozenset(
    """
    related read watch see listen more also next previous live breaking update updated updates new
    published posted modified correction clarification note notes source sources photo photos image
    images video videos picture graphic credit credits caption copyright tags topics category filed
    subject from to cc bcc sent re date time location venue address phone tel fax email contact
    website where when what who why how which present absent apologies attending agenda item items
    action actions minutes decision resolved ingredients method serves preparation directions step
    steps tip tips price prices cost total rating score scores result results verdict claim claims
    fact facts truth reality myth pros cons winner winners loser losers summary background context
    analysis opinion comment comments poll survey democrats republicans full text transcript title
    headline name age occupation hometown education born party sentence offense chapter section
    part article figure table example warning important key best worst story sign subscribe follow
    share click monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december
    """.split()
)
_SAID: Final = regex.compile(r"\b(?:said|says|told|noted|added|wrote|asked|follows|say|this)\b")
_SPEECH: Final = regex.compile(
    r"[?？]|\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us|[Yy]es|Well|Thanks?)\b"
)
# in a digest of news, "we" stands in marks behind a dateline
_IN_MARKS: Final = regex.compile(r'“[^”\n]*+”|"[^"\n]*+"')
_FIRST_PERSON: Final = regex.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_STOP: Final = regex.compile(r"[.?!…。？！—–-][\"”’'»」』)\]]*+\s*+\Z")
_PARAGRAPH: Final = regex.compile(r"(?m:^)[^\S\n]*+\S[^\n]*+")
_LONG_WORD: Final = regex.compile(r"\p{L}[\p{L}'’-]{3,}")
_STAGE_DIRECTION: Final = regex.compile(r"\s*+(?:[(\[][^()\[\]]*+[)\]]\s*+|[^\p{L}\p{N}]*+)")
_TWO_NAMES: Final = regex.compile(r"(?=\b(\p{Lu}[\p{L}.]{1,24}) (\p{Lu}\p{L}{1,24}))")


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What one speaker says until the next one does; offsets in code points.

    Args:
        label_start: Start of the name or role, without emphasis.
        label_end: Its end, before the colon.
        start: Start of the words.
        end: Their end, without white space and stage directions.
    """

    label_start: int
    label_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Label:
    """A label, its number among the paragraphs, and the name by which it comes back."""

    start: int
    end: int
    words: int
    paragraph: int
    key: str
    name: str


_QUOTED: Final = regex.compile(r"(?m:^)[^\S\n]*+[\"“](?P<first>[^\n]*+)(?:\n\s*+[\"“][^\n]*+)++")
# without it no paragraph but the first opens with a mark
_NEXT_OPENS: Final = re.compile(r"\n[^\S\n]*[\"“]")
_OPENED: Final = regex.compile(r"(?m:^)(?P<blank>[^\S\n]*+)[\"“]")
_CLOSED: Final = regex.compile(r"[\"”](?=\s*+\Z)")


def without_outer_marks(text: str) -> str:
    r"""
    Blank the marks around a transcript that is quoted as a whole; the length stays.

    Each of its paragraphs opens with a mark, as the paragraphs of one quotation do, but it has
    several speakers.

    >>> without_outer_marks('"Q: Will you talk?\n\n"A: We have no plans to."')
    ' Q: Will you talk?\n\n A: We have no plans to. '
    """
    return _QUOTED.sub(_unmarked, text) if _NEXT_OPENS.search(text) else text


def _unmarked(quoted: regex.Match[str]) -> str:
    bare = _CLOSED.sub(" ", _OPENED.sub(r"\g<blank> ", quoted.group()))
    return bare if len(turns(bare)) > 1 else quoted.group()


def turns(text: str) -> list[Turn]:
    r"""
    List the turns of the interviews and transcripts in *text*, in order.

    Args:
        text: Any text; paragraphs are lines, so wrapped text is to be unwrapped before, and a
            transcript in quotation marks to be freed of them.

    >>> text = "Q: Will you talk?\nA: We have no plans to."
    >>> [(text[t.label_start : t.label_end], text[t.start : t.end]) for t in turns(text)]
    [('Q', 'Will you talk?'), ('A', 'We have no plans to.')]
    """
    matches = list(_labelled(text))
    if len(matches) < 2:  # noqa: PLR2004 - a question and an answer
        return []
    paragraphs = [found.span() for found in _PARAGRAPH.finditer(text)]
    labels = [label for match in matches if (label := _label(match, paragraphs))]
    if labels and labels[0].paragraph == 0 and _is_headline(text[slice(*paragraphs[0])]):
        del labels[0]
    if len(labels) < 2:  # noqa: PLR2004
        return []
    throughout = _THROUGHOUT * len(labels) >= len(paragraphs) - labels[0].paragraph
    pause = LONGEST_SPEECH if throughout else LONGEST_PAUSE
    named = {word for pair in _TWO_NAMES.finditer(text) for word in pair.groups()}
    found: list[Turn] = []
    for stretch in _stretches(labels, pause):
        said = _said(text, stretch, paragraphs)
        if _is_transcript(text, stretch, said, named):
            found += said
    return found


def _labelled(text: str) -> Iterator[regex.Match[str]]:
    """The labels at the beginnings of lines; the pattern is tried only where its sign stands."""
    at = 0
    for line in text.split("\n"):
        head = line[:_LONGEST_LABEL]
        if ":" in head or "Q." in head or "A." in head or "：" in head:
            match = _LABEL.match(text, at)
            if match:
                yield match
        at += len(line) + 1


def _is_headline(line: str) -> bool:
    """Tell whether a line is set like "Lee: Talks Are Over"."""
    words: list[str] = _LONG_WORD.findall(line)
    return len(words) > FEWEST_TURNS and all(word[0].isupper() for word in words)


def _label(match: regex.Match[str], paragraphs: Sequence[tuple[int, int]]) -> _Label | None:
    """Read a label, None if it is no speaker's."""
    name = match["name"]
    words = [word.strip(".").lower() for word in name.split()]
    key = words[-1]
    asked = key in _ASKING or key in _ANSWERING
    if not asked and (
        _NO_SPEAKERS.intersection(words)
        or _SAID.search(match["label"])
        or (is_function_word(words[0]) and words[0] not in _TITLES)
    ):
        return None
    number = bisect_right(paragraphs, (match.start("label"), len(match.string))) - 1
    return _Label(*match.span("label"), match.end(), number, key, name)


def _stretches(labels: Sequence[_Label], pause: int) -> list[list[_Label]]:
    """Divide labels where too many paragraphs without one stand between."""
    stretches: list[list[_Label]] = []
    for label in labels:
        if stretches and label.paragraph - stretches[-1][-1].paragraph <= pause + 1:
            stretches[-1].append(label)
        else:
            stretches.append([label])
    return [_alike(stretch) for stretch in stretches]


def _alike(stretch: list[_Label]) -> list[_Label]:
    """Leave out what is no label among labels in capitals: "On Friday: the tape"."""
    capitals = [label for label in stretch if label.name.isupper()]
    return stretch if len(capitals) < FEWEST_TURNS else capitals


def _said(
    text: str, stretch: Sequence[_Label], paragraphs: Sequence[tuple[int, int]]
) -> list[Turn]:
    """Return the turns; the last one ends where nobody says *I* or *we* any more."""
    found = []
    for number, label in enumerate(stretch):
        if number + 1 < len(stretch):
            last = stretch[number + 1].paragraph - 1
        else:
            last = label.paragraph
            while _goes_on(text, paragraphs[last + 1 : last + 2]):
                last += 1
        while last > label.paragraph and _STAGE_DIRECTION.fullmatch(text, *paragraphs[last]):
            last -= 1
        start, end = trim(text, label.words, max(label.words, paragraphs[last][1]))
        if start < end:
            found.append(Turn(label.start, label.end, start, end))
    return found


def _goes_on(text: str, following: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the paragraph after the last turn is still the speaker's."""
    if not following or _LABEL.match(text, *following[0]):
        return False
    if not _FIRST_PERSON.search(text, *following[0]):
        return False
    return _STOP.search(text, *following[0]) is not None


def _is_transcript(
    text: str, stretch: Sequence[_Label], said: Sequence[Turn], named: AbstractSet[str]
) -> bool:
    """
    Tell whether labels are those of people who answer one another, and their words speech.

    A name is in capitals, of two words, comes back, is no word of the dictionary, or stands beside
    another name in the text (is in *named*).
    """
    keys = [label.key for label in stretch]
    counts = Counter(keys)
    outside = [_IN_MARKS.sub("", text[turn.start : turn.end]) for turn in said]
    spoken = sum(_SPEECH.search(words) is not None for words in outside)
    ended = sum(_STOP.search(text, turn.start, turn.end) is not None for turn in said)
    if spoken * _SPOKEN < max(1, len(said)) or ended * _ENDED < len(said):
        return False
    if _ASKING.intersection(keys):
        return not _ASKING.issuperset(keys)
    enough = len(keys) >= FEWEST_TURNS and 1 < len(set(keys)) < len(keys)
    return enough and all(
        label.name.isupper()
        or " " in label.name
        or label.name in named
        or counts[label.key] > 1
        or not is_known(label.name.lower())
        for label in stretch
    )
