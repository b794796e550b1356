"""
The one path that every face walks: articles in, reports out.
"""

from __future__ import annotations

import datetime as dt
import json
import traceback

from calendar import monthrange
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import regex

from quoteprov.corpus.corpus import Corpus
from quoteprov.dates.published import zone_in
from quoteprov.errors import CorpusError, InputError, ModelError
from quoteprov.limits import ARTICLE_CHARACTERS, ARTICLE_SECONDS
from quoteprov.models import Article, ArticleInfo, Day, Findings, PolicyInfo, Report, Texts
from quoteprov.readers import SUFFIXES, Document, Problem, printable, read
from quoteprov.rules.acceptance import settle
from quoteprov.rules.judge import input_finding
from quoteprov.rules.selection import chosen, listed
from quoteprov.text.language import primary
from quoteprov.workers import Lost, ordered_map


if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from spacy.language import Language

    from quoteprov.align.resemblance import Encode
    from quoteprov.models import Model
    from quoteprov.rules.acceptance import Acceptance


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """An article that could not be read; it still gets a report."""

    problem: Problem


class Verifier:
    """
    Checks articles against a corpus. Builds its spaCy Language once, on first use.

    Args:
        against: A corpus, or the files and folders of its statements, or an index file.
        profile: ``document``, ``speech`` or ``strict``.
        select: The rules to apply: codes, beginnings of codes (``QP1``), names or ``ALL``; all if
            nothing is said.
        ignore: The rules to leave out, named in the same ways; where one is named in both, the
            longer naming counts. Verdicts stay what they are.
        severities: Of rules: ``{"QP107": "error"}``.
        model: ``blank``, ``auto`` (a trained English pipeline if one is installed) or its name.
        all_zones: List quotations outside the body too; they are never matched.
        encode: Gives each of a list of texts a row of numbers (an array of texts by dimensions);
            it helps to choose the sentences that a reworded quotation renders, within a statement
            that was found without it, and never grades. Not with worker processes.
        accept: Findings that somebody looked at: they are among the ``accepted`` of a report, and
            fail nothing.
        comments: Let comments in an article accept findings about it, as entries do. Not for pages
            that somebody else wrote.
        today: The day on which entries of *accept* that hold until a day are weighed; the present
            one if nothing is said.

    Raises:
        QuoteprovError: The corpus cannot be read, or there is no such profile, rule or severity.
    """

    def __init__(
        self,
        against: Corpus | Path | Iterable[Path],
        *,
        profile: str = "document",
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        severities: Mapping[str, str] | None = None,
        model: str = "blank",
        all_zones: bool = False,
        encode: Encode | None = None,
        accept: Iterable[Acceptance] = (),
        comments: bool = True,
        today: dt.date | None = None,
    ) -> None:
        asked: dict[str, Any] = {
            "profile": profile,
            "select": listed(select),
            "ignore": listed(ignore),
            "severities": dict(severities or {}),
        }
        self._policy = chosen(**asked)
        self.corpus = against if isinstance(against, Corpus) else Corpus.build(against)
        self._options: dict[str, Any] = {**asked, "model": model, "all_zones": all_zones}
        self._encode = encode
        self._accept, self._comments = tuple(accept), comments
        self._today = today or dt.datetime.now().astimezone().date()
        self._language: Language | None = None

    def verify(
        self,
        article: str | Path | Article,
        *,
        published: dt.date | None = None,
        lang: str | None = None,
    ) -> Report:
        """
        Check one article: a ``str`` is its text, a ``Path`` its file, an `Article` itself.

        Args:
            article: The article.
            published: The day it was published, if it is known; it counts more than any field.
            lang: Its language as a tag such as ``fr``, if it is known; it counts more than any
                field, and without either the language is detected.

        Raises:
            InputError: The file cannot be read or holds more than one document, or *lang* is no
                language tag.
        """
        items = articles(article)
        item = next(items, None)
        if (more := sum(1 for _ in items)) or item is None:
            n = more + (item is not None)
            msg = f"{article}: holds {n} documents, not one; name one article, or use verify_many"
            raise InputError(msg)
        if isinstance(item, _Unreadable):
            problem = item.problem
            msg = f"{problem.path}: {problem.message}"
            raise problem.error(msg)
        return self.report(_told(item, published, lang))

    def verify_many(
        self,
        given: Iterable[str | Path | Article],
        *,
        workers: int = 1,
        deadline: float | None = None,
        published: dt.date | None = None,
        lang: str | None = None,
        on_progress: Callable[[int], object] | None = None,
    ) -> Generator[Report, None, None]:
        """
        Check articles in order, one report for each; folders and JSONL files count with all they
        hold.

        *given* is read as reports are asked for, only a few articles ahead. An article that cannot
        be read, that takes too long, or at which the check itself fails gets a report that says so
        with finding QP903 or QP904, and stops no other. Worker processes end with the iterator:
        when it is at its end, closed or no longer used.

        Args:
            given: As for `verify`.
            workers: Number of processes; the reports are the same for any number. One is this
                process, unless there is a *deadline*.
            deadline: Seconds of wall time that one article may take in a worker process, 30 if
                nothing is said; given, there is a worker process even for one.
            published: The day all of them were published, if it is known.
            lang: The language of all of them, if it is known.
            on_progress: Called with 1 for each report before it is given.

        Raises:
            InputError: *lang* is no language tag.
            CorpusError: The index is damaged.
            ModelError: There is an encoder, which cannot be sent to worker processes.
            QuoteprovError: A worker process cannot be started.
        """
        _code(lang)
        items = (_told(item, published, lang) for one in given for item in articles(one))
        with closing(self._many(items, workers, deadline)) as reports:
            for report in reports:
                if on_progress is not None:
                    on_progress(1)
                yield report

    def _many(
        self, items: Iterable[Article | _Unreadable], workers: int, deadline: float | None
    ) -> Generator[Report, None, None]:
        """The reports of articles in order, from this process or from workers."""
        if workers <= 1 and deadline is None:
            yield from map(self.safe_report, items)
            return
        if self._encode is not None:
            msg = "encode= cannot be sent to a worker process; use workers=1 and no deadline"
            raise ModelError(msg)
        seconds = ARTICLE_SECONDS if deadline is None else deadline
        jobs = ((item, _job(item)) for item in items)
        with (
            _index_file(self.corpus) as path,
            closing(
                ordered_map(
                    jobs, _worker, self._as_text(path), workers=max(1, workers), deadline=seconds
                )
            ) as answers,
        ):
            for item, answer in answers:
                yield self._received(item, answer, seconds)

    def _as_text(self, index: Path) -> str:
        """All that a worker needs to be this Verifier."""
        return json.dumps(
            {"index": str(index), "digest": self.corpus.info.digest, "options": self._options}
        )

    def _received(
        self, item: Article | _Unreadable, answer: str | Lost | None, seconds: float
    ) -> Report:
        """The report that a worker sent, or why there is none."""
        if isinstance(answer, str):
            told = json.loads(answer)
            if _DAMAGE in told:
                raise CorpusError(told[_DAMAGE])
            return self._finished(Report.model_validate(told), item)
        if isinstance(item, _Unreadable) or answer is None:
            return self.report(item)
        if answer.how is None:
            message = f"was not checked: it took more than the {seconds:g} seconds it was given"
            advice = "give it more with --timeout (deadline= in Python), or split it"
            return self._failed(item, "QP903", message, advice)
        message = f"was not checked: the process that worked on it ended ({answer.how})"
        advice = "check it alone; SIGKILL often means that the memory was used up"
        return self._failed(item, "QP904", message, advice)

    def safe_report(self, item: Article | _Unreadable) -> Report:
        """
        The report, or one that says that the check failed: a fault at one stops no other.

        Raises:
            CorpusError: The index is damaged, which is wrong for every article.
        """
        if isinstance(item, _Unreadable):
            return self.report(item)
        self._pipeline()  # what is wrong with it is wrong for every article
        try:
            return self.report(item)
        except InputError as error:
            return self._failed(item, "QP904", str(error), "mend the article")
        except (CorpusError, ModelError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is
            message = f"was not checked: {type(error).__name__}: {error}"
            advice = f"this is a fault of quoteprov ({_where(error)}); please report it"
            return self._failed(item, "QP904", message, advice)

    def report(self, item: Article | _Unreadable) -> Report:
        """Check one article that was read, or report that it could not be."""
        if isinstance(item, _Unreadable):
            problem = item.problem
            article = ArticleInfo(id=Path(problem.path).name, path=problem.path)
            advice = "mend the file and check it again"
            return self.unchecked(article, "QP904", problem.message, advice, line=problem.line)
        from quoteprov import pipeline

        nlp, text = self._pipeline(), item.text[:ARTICLE_CHARACTERS]
        doc = nlp.make_doc(text)
        given = {
            "article": {
                **item.model_dump(include=set(ArticleInfo.model_fields)),
                "lang": _code(item.lang),
            },
            "outlet": item.outlet,
            "limits": _limits(item.text),
            "losses": list(item.losses),
            "model": pipeline.describe(nlp) + " + encoder" * (self._encode is not None),
        }
        doc._.quoteprov_state = given
        report = pipeline.report_of(nlp(doc))
        if report is None:
            msg = "the pipeline left no report"
            raise AssertionError(msg)
        return self._finished(report, item)

    def _finished(self, report: Report, item: Article | _Unreadable) -> Report:
        """The report with the texts that it is about, and with what is accepted apart."""
        if isinstance(item, _Unreadable):
            return report
        ids = {q.statement.id: None for q in report.quotations if q.statement}
        texts = Texts(item, self.corpus.linked(ids))
        ignores = item.ignores if self._comments else ()
        return settle(report, self._accept, ignores, self._today).beside(texts)

    def _pipeline(self) -> Language:
        if self._language is None:
            from quoteprov.pipeline import build_language

            self._language = build_language(self.corpus, encode=self._encode, **self._options)
        return self._language

    def _failed(self, article: Article, code: str, message: str, advice: str) -> Report:
        info = ArticleInfo.model_validate(
            article.model_dump(include=set(ArticleInfo.model_fields) - {"lang"})
        )
        return self.unchecked(info, code, message, advice, line=article.line)

    def unchecked(
        self, article: ArticleInfo, code: str, message: str, advice: str, *, line: int = 1
    ) -> Report:
        """The report of an article that was not checked: that is an error, whatever kept it."""
        finding = input_finding(code, message, advice, policy=self._policy)
        return Report(
            article=article,
            corpus=self.corpus.info,
            policy=PolicyInfo(profile=self._policy.profile, fingerprint=self._policy.fingerprint),
            model="none",
            quotations=(),
            findings=Findings([finding.model_copy(update={"line": line, "severity": "error"})]),
        )


@contextmanager
def _index_file(corpus: Corpus) -> Iterator[Path]:
    """The index file of a corpus; of one that has none, a temporary file."""
    if corpus.path is not None:
        yield corpus.path.resolve()
        return
    with TemporaryDirectory(prefix="quoteprov-") as folder:
        path = Path(folder) / "corpus.qpx"
        corpus.save(path)
        yield path


def _line(value: Model) -> str:
    """A value as one line of ASCII, whatever its texts hold."""
    return json.dumps(value.model_dump(mode="json", by_alias=True))


def _job(item: Article | _Unreadable) -> str | None:
    """What a worker is sent of an article: what is accepted is settled when its report is back."""
    return _line(item.model_copy(update={"ignores": ()})) if isinstance(item, Article) else None


_DAMAGE = "damage"
"""In place of a report: why no article can be checked any more."""


def _worker(start: str) -> Callable[[str], str]:
    """
    The work of a worker process: a line with an article to a line with its report.

    Raises:
        QuoteprovError: The index cannot be read any more, or the pipeline is not installed.
    """
    told = json.loads(start)
    corpus = Corpus.open(Path(told["index"]))
    if corpus.info.digest != told["digest"]:
        msg = f"{told['index']}: the index was changed while it was in use; check again"
        raise CorpusError(msg)
    verifier = Verifier(corpus, **told["options"])
    # what is built on first use is not on the clock of the first article
    verifier.safe_report(Article(id="first", text="“So be it,” he said."))

    def answer(line: str) -> str:
        try:
            return _line(verifier.safe_report(Article.model_validate(json.loads(line))))
        except CorpusError as error:
            return json.dumps({_DAMAGE: str(error)})

    return answer


def _where(error: Exception) -> str:
    """The line of quoteprov that was at work."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "quoteprov" in Path(f.filename).parts] or frames
    return f"{Path(own[-1].filename).name}, line {own[-1].lineno}"


def _limits(text: str) -> list[str]:
    if len(text) <= ARTICLE_CHARACTERS:
        return []
    left = len(text) - ARTICLE_CHARACTERS
    return [f"the last {left:,} of {len(text):,} characters were not read"]


def _told(
    item: Article | _Unreadable, published: dt.date | None, lang: str | None
) -> Article | _Unreadable:
    """The article with what the caller knows of it."""
    if isinstance(item, _Unreadable):
        return item
    day = {"published": Day.stated(published, "published")} if published else {}
    return item.model_copy(update={**day, **({"lang": lang} if lang else {})})


def _code(lang: str | None) -> str | None:
    """The language of a tag; what is no tag is refused."""
    code = primary(lang) if lang else None
    if lang and code is None:
        msg = f"lang={lang!r} is not a language; write a code such as 'fr' or 'zh-Hant'"
        raise InputError(msg)
    return code


def articles(given: str | Path | Article) -> Iterator[Article | _Unreadable]:
    """
    Read the articles of one input.

    A text as ``str`` has the id ``text``.

    Raises:
        InputError: The text is the name of a file.
    """
    if isinstance(given, Article):
        yield _printable(given)
    elif isinstance(given, str):
        if _names_a_file(given):
            msg = (
                f"{given!r} is taken for a text; for the file of that name, write Path({given!r})"
            )
            raise InputError(msg)
        yield _printable(Article(id="text", text=given))
    else:
        try:
            items = read(given)
        except InputError as error:
            where = given.as_posix()
            message = str(error).removeprefix(f"{where}: ")
            yield _Unreadable(Problem(where, 1, message, type(error)))
            return
        yield from (_article(item) for item in items)


def _names_a_file(text: str) -> bool:
    """
    Whether a text is the name of a file rather than an article: it would be checked, and nothing
    found wrong with it.
    """
    if len(text) > _NAME or "\n" in text:
        return False
    with suppress(OSError, ValueError):  # no name at all
        if Path(text).is_file():
            return True
    return text.endswith(SUFFIXES) and not any(map(str.isspace, text))


_NAME = 300
"""Longest text that is taken for the name of a file, in code points."""


def _printable(article: Article) -> Article:
    """As the readers leave it: a lone surrogate can neither be analysed nor sent."""
    texts = {name: printable(value) for name, value in article if isinstance(value, str)}
    return article.model_copy(update=texts)


def _article(item: Document | Problem) -> Article | _Unreadable:
    if isinstance(item, Problem):
        return _Unreadable(item)
    fields = item.fields
    lang = fields.get("lang")
    if lang and primary(lang) is None:
        message = f'has a "lang" that is {lang[:40]!r}; write a code such as "fr" or "zh-Hant"'
        return _Unreadable(Problem(item.path, item.line, f"line {item.line} {message}"))
    return Article(
        id=item.id,
        text=item.text,
        title=fields.get("title"),
        path=item.path,
        line=item.line,
        published=stated_day(fields.get("date"), "date") or _page_day(fields.get("page_date")),
        clock=_clock(fields.get("date")),
        url=fields.get("url"),
        outlet=fields.get("outlet"),
        lang=lang,
        losses=item.losses,
        ignores=item.ignores,
    )


_STATED = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?!\d))?)?(?=\D|$)")


def stated_day(value: str | None, field: str) -> Day | None:
    """
    The day that *field* gives, or all days of a month or year; what is no ISO date is left to the
    article's own words.

    >>> stated_day("2024-07", "date").iso, stated_day("July 2024", "date")
    ('2024-07-01/2024-07-31', None)
    """
    match = _STATED.match(value or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
        last = dt.date(first.year, month or 12, day or monthrange(first.year, month or 12)[1])
    except ValueError:
        return None
    return Day(start=first, end=last, read_from=field, trust="stated")


def _clock(stamp: str | None) -> str | None:
    """The offset of a time; systems write UTC whatever the clock of the desk."""
    zone = zone_in(stamp or "")
    return None if zone == "UTC" else zone


def _page_day(value: str | None) -> Day | None:
    """The day in the metadata of a web page."""
    day = stated_day(value, "page metadata")
    return day.model_copy(update={"trust": "low"}) if day else None


def verify(
    article: str | Path | Article,
    against: Corpus | Path | Iterable[Path],
    *,
    profile: str = "document",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, str] | None = None,
    model: str = "blank",
    all_zones: bool = False,
) -> Report:
    """
    Check one article against statements; see `Verifier`, which keeps corpus and pipeline for the
    next.

    Raises:
        QuoteprovError: Something that was asked for cannot be read.
    """
    checker = Verifier(
        against,
        profile=profile,
        select=select,
        ignore=ignore,
        severities=severities,
        model=model,
        all_zones=all_zones,
    )
    return checker.verify(article)
