"""
The nouns: frozen values that every room of the house exchanges.

All offsets are Unicode code points into the *original* text of a document, half-open, named
``start`` and ``end``. No model holds logic beyond what reads its own fields.
"""

from __future__ import annotations

import datetime as dt

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from pydantic_core import core_schema

from quoteprov.errors import PolicyError, QuoteprovError


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pydantic import GetCoreSchemaHandler


Zone = Literal["headline", "body", "outside"]
Verdict = Literal[
    "verbatim",
    "edited",
    "altered",
    "reworded",
    "not-found",
    "other-speaker",
    "not-a-quotation",
]
Extent = Literal["whole", "part"]
Meaning = Literal["kept", "softened", "hardened", "shifted", "unclear"]
Tier = Literal["exact", "typography", "case", "spelling", "words"]
Use = Literal["title", "term", "nickname", "scare"]
"""What quotation marks that credit nobody set off: the name of a work, a term, the byname of a
person, words that the writer keeps at a distance."""
Severity = Literal["error", "warning", "info"]
Trust = Literal["stated", "corroborated", "single", "low", "contradicted"]
DateVerdict = Literal[
    "no-date-claim",
    "no-canonical",
    "consistent",
    "carriage-not-release",
    "release-not-carriage",
    "off-by-timezone",
    "publication-day",
    "near-miss",
    "unresolvable",
    "internal-conflict",
    "old-as-new",
    "date-of-other-statement",
    "anachronistic",
    "contradicted",
]
"""What was found on a day, or why none was checked; the mildest first."""
DateRole = Literal["said", "carried"]
"""What an article dates: that words were said or issued, or that an agency carried them."""
DateLink = Literal["clause", "sentence", "frame", "inherited", "beside"]
"""How a day belongs to words: by the clause that credits them or its noun phrase; by standing in
its sentence, which may as well be what was reported; by a time frame that the sentence before
opens; by an earlier sentence on the same speech; by the next sentence, which dates what the same
speaker is told to have said, perhaps elsewhere."""
DayOf = Literal["uttered", "released", "carried", "published", "claimed"]
"""What a day is the day of, in the order in which these come to pass."""
EditOp = Literal["replace", "insert", "delete", "move"]
EditKind = Literal[
    "punctuation",
    "inner-marks",
    "spelling",
    "abbreviation",
    "inflection",
    "function-word",
    "content-word",
    "negation",
    "modality",
    "number",
    "unit",
    "date",
    "name",
    "person",
]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Model(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Shown:
    """
    What shows itself in a notebook: as HTML, as Markdown, and as plain text where neither is shown
    or trusted. ``quoteprov.render`` does it, imported when it is asked.
    """

    __slots__ = ()

    def __init_subclass__(cls, **options: Any) -> None:
        """IPython takes the ``__repr__`` of a class before the plain text of its base."""
        super().__init_subclass__(**options)
        cls._repr_pretty_ = Shown._repr_pretty_  # type: ignore[method-assign]

    def _repr_html_(self) -> str:
        from quoteprov.render.notebook import html

        return html(self)

    def _repr_markdown_(self) -> str:
        from quoteprov.render.notebook import markdown

        return markdown(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - as IPython calls
        """All of it as plain text; within a list or a dict, the one line of its ``repr``."""
        from quoteprov.render.notebook import text

        del cycle
        printer.text(text(self) if len(printer.stack) == 1 else repr(self))


class Day(Model):
    """
    A date as a closed interval of days.

    Args:
        start: First day.
        end: Last day, the same as *start* for a single day.
        read_from: The words or field it was read from (``from`` in JSON).
        trust: ``stated`` (a field of the document or the caller says so), ``corroborated`` (two
            places agree), ``single`` (one place says so), ``low`` (one place says so that is wrong
            now and then, as the metadata of a web page are one time in ten: never enough against
            anybody) or ``contradicted`` (places disagree: never to be used against anybody).
    """

    start: dt.date
    end: dt.date
    read_from: str = Field(alias="from")
    trust: Trust

    @classmethod
    def stated(cls, date: dt.date, field: str) -> Day:
        """A single day that *field* of the document, or the caller, gives as such."""
        return cls(start=date, end=date, read_from=field, trust="stated")

    @property
    def iso(self) -> str:
        """The day as an ISO 8601 date, an interval as ``start/end``."""
        return f"{self.start}" if self.start == self.end else f"{self.start}/{self.end}"


class Span(Model):
    """A stretch of a document: code points, half-open, with its text."""

    start: int
    end: int
    text: str


class ZoneSpan(Model):
    """A stretch of a document and what it is: headline, body, or outside (page furniture)."""

    start: int
    end: int
    zone: Zone


class Ignore(Model):
    """
    A comment in an article that accepts findings of the quotation after it.

    Args:
        start: Where it stands in the text: the quotation that begins here, or next, is meant.
        rules: Codes, beginnings of codes or names, as written.
        reason: Why they are accepted, in the words of whoever did.
        line: The line of the file on which it stands (1-based).
        wrong: What keeps it from being read, in a sentence; empty if nothing does.
    """

    start: int
    rules: tuple[str, ...]
    reason: str = ""
    line: int = 1
    wrong: str = ""


class Article(Model):
    """
    A derivative text that quotes: news story, blog post, wire copy.

    Args:
        id: Its own id, else the file name with its ending.
        text: The original text; all offsets refer to it.
        path: Where it was read, as given, ``/``-separated; None for text passed in.
        line: First line of the document in *path*, for line-based containers such as JSONL.
        clock: The time zone of its desk, an IANA name or an offset such as ``UTC+09:00``; None
            where nothing tells it.
        lang: Its language as a tag such as ``fr`` or ``zh-Hant``; None to have it detected.
        losses: What of its file is not in *text* though it belongs there, as a reader found.
        ignores: Its comments that accept findings.
    """

    id: str
    text: str
    title: str | None = None
    path: str | None = None
    line: int = 1
    published: Day | None = None
    clock: str | None = None
    url: str | None = None
    outlet: str | None = None
    lang: str | None = None
    losses: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()


class Statement(Model):
    """
    A canonical text: what was really said or issued.

    Args:
        issuer: Who speaks, in the words of the document; None when it does not say.
        uttered: The day on which the speech, the meeting or the visit that it reports took place,
            or the interval of days; None where it does not say so clearly.
        released: The day it was issued, of what was written.
        carried: The day an agency published it.
        clock: The time zone in which these are reckoned, as of an `Article`.
        zones: Which parts are the statement itself; only ``body`` is ever matched.
        rendition_of: The id of the statement that this is another published wording of.
        carrier: The agency that published it.
    """

    id: str
    text: str
    title: str | None = None
    issuer: str | None = None
    uttered: Day | None = None
    released: Day | None = None
    carried: Day | None = None
    clock: str | None = None
    url: str | None = None
    lang: str | None = None
    rendition_of: str | None = None
    carrier: str | None = None
    path: str | None = None
    zones: tuple[ZoneSpan, ...] = ()

    @property
    def days(self) -> dict[DayOf, Day]:
        """Those of its days that are known."""
        own: dict[DayOf, Day | None] = {
            "uttered": self.uttered,
            "released": self.released,
            "carried": self.carried,
        }
        return {what: day for what, day in own.items() if day is not None}


class Marks(Model):
    """The marks that enclose a quotation; ``repaired`` says what had to be mended, if anything."""

    open: str
    close: str
    repaired: tuple[str, ...] = ()


class Speaker(Model):
    """
    Who a quotation is credited to.

    Args:
        text: The mention beside the quotation ("the official", "he"); for a quotation that goes on
            with the speaker before it (rule ``floating``), the mention there.
        start: Where the mention begins in the article.
        end: Where it ends.
        resolved: The fullest description of the same speaker met so far in the article.
        carrier: Who passes the words on, where the article names one ("as quoted by KCNA").
        rule: The pattern that found it.
        confidence: How likely this is the speaker, 0 to 1, as far as the sentence tells.
        others: The fullest descriptions of others who are as likely.
    """

    text: str
    start: int
    end: int
    resolved: str
    carrier: str | None = None
    rule: str = ""
    confidence: float = 1.0
    others: tuple[str, ...] = ()


class Reported(Span):
    """
    Speech reported without quotation marks: its span and words, who is said to have said it.

    It is not judged for its wording.
    """

    speaker: Speaker
    cue: Span | None = None


class Passage(Span):
    """A span of a statement that a quotation renders."""


class Edit(Model):
    """
    One difference between a quotation and its passages.

    ``start``/``end`` lie in the article, ``passage_start``/``passage_end`` in the statement; an
    insertion has an empty passage side, a deletion an empty article side. ``marked`` says that the
    writer showed the change (… [ ] or a gloss in parentheses).
    """

    op: EditOp
    marked: bool
    kind: EditKind
    start: int
    end: int
    text: str
    passage_start: int
    passage_end: int
    passage_text: str


class StatementRef(Model):
    """What a report says of a statement. Days are ISO dates, intervals ``start/end``."""

    id: str
    title: str | None
    issuer: str | None
    released: str | None
    carried: str | None
    url: str | None


class DateCheck(Model):
    """
    The day an article gives to a quotation, held against the days of its statement.

    Args:
        verdict: What was found.
        text: The words that give the day.
        start: Where they begin in the article.
        end: Where they end.
        claimed: The day that they mean, as an ISO date; an interval as ``start/end``.
        role: What they date: that words were ``said`` (or issued) or ``carried`` by an agency.
        against: The nearest day of the statement.
        link: How they belong to the quotation: by the ``clause`` that credits it, by standing in
            its ``sentence``, by a time ``frame`` that goes on, ``inherited`` from words on the
            same speech further up, or given ``beside`` it to what the speaker is told to have
            said.
        statement: The id of the statement whose day it is held against.
        other: The id of another statement of the same speaker or matter, whose day it is.
        candidates: All that the words may mean, where they can be read in several ways.
        doubts: Why it is not held against anybody, or less so.
    """

    verdict: DateVerdict
    text: str | None = None
    start: int | None = None
    end: int | None = None
    claimed: str | None = None
    role: DateRole | None = None
    against: str | None = None
    link: DateLink | None = None
    statement: str | None = None
    other: str | None = None
    candidates: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Dated(Model):
    """
    A day of an article's timeline.

    Args:
        day: As an ISO date; an interval as ``start/end``.
        what: What happened on it, or is claimed of it.
        text: The words or the field that it was read from.
        trust: How far it may be relied on, as of a `Day`; None for a claim.
        statement: The id of the statement that was said, released or carried, or is dated so.
        start: Where the words of a claim begin in the article.
        end: Where they end.
        quotations: The quotations that are dated so.
        verdict: What was found on a claim.
    """

    day: str
    what: DayOf
    text: str
    trust: Trust | None = None
    statement: str | None = None
    start: int | None = None
    end: int | None = None
    quotations: tuple[str, ...] = ()
    verdict: DateVerdict | None = None


class Alignment(Shown, Span):
    """
    A quotation held against the passages that it renders, word by word.

    Args:
        start: First code point of the quotation in the article.
        end: One past its last.
        text: Its words.
        statement: That the passages are spans of.
        passages: In the order in which the quotation renders them.
        edits: What differs.
        tier: The loosest folding that was needed.
        kept: Share of the words that stand in order in the passages, 0 to 1.
        verdict: Of the quotation.
    """

    statement: StatementRef
    passages: tuple[Passage, ...]
    edits: tuple[Edit, ...]
    tier: Tier | None
    kept: float
    verdict: Verdict

    def __repr__(self) -> str:
        """One line: which characters of the article render which of the statement."""
        places = ", ".join(f"{p.start}–{p.end}" for p in self.passages)
        return (
            f"<Alignment {self.start}–{self.end} with {places} of {_line(self.statement.id)}: "
            f"{self.verdict}, {len(self.edits)} edits>"
        )

    __str__ = __repr__


class Quotation(Shown, Model):
    """
    A span of an article presented as somebody's words, and all that was found out about it.

    Args:
        id: Number within its article, in order of appearance: ``q1``, ``q2`` …
        start: First code point inside the marks.
        end: One past the last code point inside the marks.
        parent: Id of the quotation it is nested in.
        use: What else the marks are for, None for a quotation. A quotation whose speaker is
            unknown has neither *speaker* nor *use*.
        reasons: Why its meaning is what it is, each in one line with the words of both sides; none
            where it is kept.
        kept: Share of its words that stand in order in its passages, 0 to 1.
        passages: Spans of *statement*, in the order the quotation renders them.
        rivals: Ids of other statements that hold the same words; near-copies of *statement* come
            first.
        alternatives: Ids of other statements that hold the same sentence with other figures, dates
            or names, where nothing else differs in *statement* either.
        rules: Codes of the rules that fired.
    """

    id: str
    start: int
    end: int
    text: str
    zone: Zone
    marks: Marks
    parent: str | None = None
    speaker: Speaker | None = None
    cue: Span | None = None
    use: Use | None = None
    verdict: Verdict = "not-found"
    extent: Extent | None = None
    meaning: Meaning | None = None
    reasons: tuple[str, ...] = ()
    tier: Tier | None = None
    kept: float = 0.0
    statement: StatementRef | None = None
    passages: tuple[Passage, ...] = ()
    edits: tuple[Edit, ...] = ()
    rivals: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    date: DateCheck | None = None
    rules: tuple[str, ...] = ()

    @property
    def alignment(self) -> Alignment | None:
        """Its words held against its passages; None where it was not traced."""
        if self.statement is None:
            return None
        own = {name: getattr(self, name) for name in Alignment.model_fields}
        return Alignment.model_construct(**own)

    def __repr__(self) -> str:
        """One line: where it stands, its verdict and its first words."""
        rules = f" {' '.join(self.rules)}" if self.rules else ""
        what = f"{self.id} {self.start}–{self.end}: {self.verdict}{rules}"
        return f"<Quotation {_line(what)}: {_short(self.text)}>"

    __str__ = __repr__


class Finding(Model):
    """
    One rule that fired.

    ``line`` and ``column`` are 1-based, in code points. ``fingerprint`` depends on the rule, the
    quoted words and the statement, not on the place, so that it survives edits elsewhere.
    """

    code: str
    name: str
    severity: Severity
    message: str
    start: int
    end: int
    line: int
    column: int
    quotation: str | None = None
    statement: str | None = None
    passage: Passage | None = None
    help: str
    fingerprint: str

    def __repr__(self) -> str:
        """One line: the rule, the place and what it says."""
        what = f"{self.code} {self.name} at {self.line}:{self.column}"
        return f"<{type(self).__name__} {_line(what)}: {_short(self.message)}>"

    __str__ = __repr__


def _line(text: str) -> str:
    """A text on one line in which no character acts, as ``repr`` shows it without its marks."""
    return repr(" ".join(text.split()))[1:-1]


def _short(text: str) -> str:
    """The beginning of a text on one line, as ``repr`` shows it."""
    words = " ".join(text.split())
    return repr(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")


_SHOWN = 60
"""Most characters of a text in the one line of a value."""


class Findings(tuple[Finding, ...]):  # noqa: SLOT001 - pydantic and pickle need its dict
    """
    The findings of a report: a tuple that equals a list of the same, so that a test may say
    ``report.findings == []``.
    """

    where: str = ""
    """The path of the article, or its id."""
    verdicts: Mapping[str, Verdict] = MappingProxyType({})
    """Of the quotations that they are about, by their ids."""

    def about(self, report: Report) -> Findings:
        """The same, told which report they are of."""
        self.where = report.where
        self.verdicts = {q.id: q.verdict for q in report.quotations}
        return self

    def __eq__(self, other: object) -> bool:
        """Whether *other* is a tuple or list of equal findings."""
        if not isinstance(other, tuple | list):
            return NotImplemented
        return tuple.__eq__(self, tuple(other))

    def __ne__(self, other: object) -> bool:
        """Whether it is none."""
        return not self == other

    __hash__ = tuple.__hash__

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Validate as a tuple."""
        del source
        own = handler.generate_schema(tuple[Finding, ...])
        return core_schema.no_info_after_validator_function(cls, own)


class Accepted(Finding):
    """
    A finding that somebody looked at and accepted; it fails nothing.

    Args:
        reason: Why it is accepted, in the words of whoever did.
        until: The last day on which it is; None for good.
        by: What says so: ``entry`` (its fingerprint, in the configuration) or ``comment`` (in the
            article).
    """

    reason: str
    until: dt.date | None = None
    by: Literal["entry", "comment"]


class CorpusInfo(Model):
    """What was searched: number of statements, newest day (ISO) and a digest of all of them."""

    statements: int
    newest: str | None
    digest: str


class PolicyInfo(Model):
    """The profile a report was made under and the fingerprint of all that could change it."""

    profile: str
    fingerprint: str


class ArticleInfo(Model):
    """What a report says of its article; ``lang`` is the language it was read in, or ``und``, and
    ``clock`` the time zone of its desk, if that is known.
    """

    id: str
    path: str | None = None
    title: str | None = None
    published: Day | None = None
    clock: str | None = None
    lang: str | None = None


class FindingsError(QuoteprovError):
    """
    Raised by `Report.raise_for_findings` and by nothing else.
    """


@dataclass(frozen=True, slots=True)
class Texts:
    """
    The texts that a report is about, for whoever shows it beside them.

    Args:
        article: What was checked; None where it could not be read, or a report was read from JSON.
        statements: Those that its quotations were traced to, by their ids.
    """

    article: Article | None = None
    statements: Mapping[str, Statement] = field(default_factory=dict)


class Report(Shown, Model):
    """Everything known about one article: its quotations, its findings, and what was searched."""

    article: ArticleInfo
    corpus: CorpusInfo
    policy: PolicyInfo
    model: str
    quotations: tuple[Quotation, ...]
    findings: Findings
    reported: tuple[Reported, ...] = ()
    """What the article says without quotation marks that somebody said."""
    timeline: tuple[Dated, ...] = ()
    """The days of the statements quoted, of the article, and those it claims, in their order."""
    unlisted: int = 0
    """Quotations outside the body (page furniture), left out unless they are asked for."""
    accepted: tuple[Accepted, ...] = ()
    """Findings that were accepted; they are not among the *findings*."""
    _texts: Texts = PrivateAttr(default_factory=Texts)

    def model_post_init(self, context: Any) -> None:
        """Tell the findings what they are about."""
        del context
        self.findings.about(self)

    @property
    def texts(self) -> Texts:
        """
        The texts it is about. They are not written with it, and two reports that say the same are
        equal whatever texts stand beside them.
        """
        return self._texts

    def beside(self, texts: Texts) -> Report:
        """The same report with the texts that it is about."""
        report = self.model_copy()
        report._texts = texts  # noqa: SLF001 - its own
        return report

    def __eq__(self, other: object) -> bool:
        """Whether *other* says the same."""
        return self.__dict__ == other.__dict__ if isinstance(other, Report) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    @property
    def where(self) -> str:
        """The path of its article, or the id where that is in no file."""
        return self.article.path or self.article.id

    @property
    def was_checked(self) -> bool:
        """Whether its article could be read and checked; where not, a finding says why."""
        return self.model != "none"

    def findings_from(self, fail_on: Severity) -> Findings:
        """
        Give the findings that are as severe as *fail_on*.

        Raises:
            PolicyError: *fail_on* is not a severity.
        """
        if fail_on not in SEVERITIES:
            msg = f"fail_on={fail_on!r} is not a severity; use one of: {', '.join(SEVERITIES)}"
            raise PolicyError(msg)
        alarming = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return Findings(f for f in self.findings if f.severity in alarming).about(self)

    def ok(self, fail_on: Severity = "error") -> bool:
        """
        Tell whether no finding is as severe as *fail_on*.

        Raises:
            PolicyError: *fail_on* is not a severity.
        """
        return not self.findings_from(fail_on)

    def raise_for_findings(
        self, *, fail_on: Severity = "error", ignore: Iterable[str] = ()
    ) -> None:
        """
        Raise `FindingsError` with all that is known of every finding as severe as *fail_on*,
        unless its rule is in *ignore*: codes, beginnings of codes or names.

        Raises:
            PolicyError: *fail_on* is not a severity, or *ignore* names no rule.
        """
        __tracebackhide__ = True  # pytest shows the line of the test
        from quoteprov.render.failure import explained, unignored

        left = unignored(self.findings_from(fail_on), ignore)
        if left:
            msg = "\n".join(explained(self, left))
            raise FindingsError(msg)

    def to_records(self) -> list[dict[str, str | int | float | None]]:
        """
        Give a flat record for each finding about the article itself and for each quotation, with
        the columns of the output format CSV.
        """
        from quoteprov.render.records import records

        return list(records(self))

    def to_frame(self, library: Literal["pandas", "polars"] | None = None) -> Any:
        """
        Give the records as a DataFrame, which has the same columns and types even where it is
        empty.

        Args:
            library: Whose; if nothing is said, that of pandas, else of polars.

        Raises:
            InputError: The library is not installed.
        """
        from quoteprov.render.records import frame

        return frame(self.to_records(), library)

    def to_displacy(self) -> dict[str, Any]:
        """
        Give what ``displacy.render(…, style="ent", manual=True)`` draws: the article with its
        quotations, those that are nested in others left out.

        Raises:
            InputError: The text of the article is not at hand, as in a report read from JSON.
        """
        from quoteprov.render.notebook import displacy

        return displacy(self)

    def to_html(self, path: Path | str) -> None:
        """
        Write the page that ``quoteprov check -o report.html`` writes, whole or not at all.

        Raises:
            InputError: The file cannot be written.
        """
        from quoteprov.render.files import draft
        from quoteprov.render.html import render_html

        with draft(path) as write:
            write(f"{line}\n" for line in render_html([self]))

    def __repr__(self) -> str:
        """One line: the article and how many quotations have which verdict."""
        verdicts = [q.verdict for q in self.quotations]
        counts = ", ".join(f"{verdicts.count(v)} {v}" for v in dict.fromkeys(verdicts))
        return f"<Report {_line(self.article.id)}: {len(verdicts)} quotations: {counts or 'none'}>"

    __str__ = __repr__
