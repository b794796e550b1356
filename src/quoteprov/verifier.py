"""
The one path that every face walks: articles in, reports out.
"""

from __future__ import annotations

import datetime as dt

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteprov.corpus.corpus import Corpus
from quoteprov.errors import InputError
from quoteprov.limits import ARTICLE_CHARACTERS
from quoteprov.models import Article, ArticleInfo, Day, PolicyInfo, Report, Statement
from quoteprov.policy import policy
from quoteprov.readers import Document, Problem, read
from quoteprov.rules.judge import input_finding
from quoteprov.text.language import primary


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language


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
        model: ``blank``, ``auto`` (a trained English pipeline if one is installed) or its name.
        all_zones: List quotations outside the body too; they are never matched.

    Raises:
        QuoteprovError: The corpus cannot be read, or there is no such profile.
    """

    def __init__(
        self,
        against: Corpus | Path | Iterable[Path],
        *,
        profile: str = "document",
        model: str = "blank",
        all_zones: bool = False,
    ) -> None:
        self.corpus = against if isinstance(against, Corpus) else Corpus.build(against)
        self._policy = policy(profile)
        self._model = model
        self._all_zones = all_zones
        self._language: Language | None = None
        self._described = ""

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
        items = list(articles(article))
        if len(items) != 1:
            msg = f"{article}: holds {len(items)} documents; use verify_many for more than one"
            raise InputError(msg)
        if isinstance(items[0], _Unreadable):
            problem = items[0].problem
            msg = f"{problem.path}: {problem.message}"
            raise problem.error(msg)
        return self.report(_told(items[0], published, lang))

    def verify_many(
        self,
        given: Iterable[str | Path | Article],
        *,
        workers: int = 1,
        published: dt.date | None = None,
        lang: str | None = None,
    ) -> Iterator[Report]:
        """
        Check articles in order, one report for each; folders and JSONL files count with all they
        hold.

        An article that cannot be read gets a report with finding QP904 and stops no other.

        Args:
            given: As for `verify`.
            workers: Number of processes; the reports are the same for any number.
            published: The day all of them were published, if it is known.
            lang: The language of all of them, if it is known.

        Raises:
            InputError: *lang* is no language tag.
        """
        items = (_told(item, published, lang) for one in given for item in articles(one))
        if workers <= 1:
            yield from map(self.report, items)
            return
        options = {
            "profile": self._policy.profile,
            "model": self._model,
            "all_zones": self._all_zones,
        }
        given_to_all = self.corpus.statements, options
        with ProcessPoolExecutor(workers, initializer=_start, initargs=given_to_all) as pool:
            yield from pool.map(_work, items, chunksize=8)

    def report(self, item: Article | _Unreadable) -> Report:
        """Check one article that was read, or report that it could not be."""
        from quoteprov import pipeline

        if isinstance(item, _Unreadable):
            return self._unread(item.problem)
        if self._language is None:
            self._language = pipeline.build_language(
                self.corpus,
                profile=self._policy.profile,
                model=self._model,
                all_zones=self._all_zones,
            )
            self._described = pipeline.describe(self._language)
        nlp, text = self._language, item.text[:ARTICLE_CHARACTERS]
        doc = nlp.make_doc(text)
        doc.user_data[pipeline.KEY] = {
            "article": {
                **item.model_dump(include=set(ArticleInfo.model_fields)),
                "lang": _code(item.lang),
            },
            "outlet": item.outlet,
            "limits": _limits(item.text),
            "model": self._described,
        }
        report = pipeline.report_of(nlp(doc))
        if report is None:
            msg = "the pipeline left no report"
            raise AssertionError(msg)
        return report

    def _unread(self, problem: Problem) -> Report:
        advice = "mend the file and check it again"
        finding = input_finding("QP904", problem.message, advice, policy=self._policy)
        return Report(
            article=ArticleInfo(
                id=Path(problem.path).name, path=problem.path, title=None, published=None
            ),
            corpus=self.corpus.info,
            policy=PolicyInfo(profile=self._policy.profile, fingerprint=self._policy.fingerprint),
            model="none",
            quotations=(),
            findings=(finding.model_copy(update={"line": problem.line}),),
        )


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
    """
    if isinstance(given, Article):
        yield given
    elif isinstance(given, str):
        yield Article(id="text", text=given)
    else:
        try:
            items = read(given)
        except InputError as error:
            where = given.as_posix()
            message = str(error).removeprefix(f"{where}: ")
            yield _Unreadable(Problem(where, 1, message, type(error)))
            return
        yield from (_article(item) for item in items)


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
        published=_published(fields.get("date")),
        url=fields.get("url"),
        outlet=fields.get("outlet"),
        lang=lang,
    )


def _published(value: str | None) -> Day | None:
    """The day of a ``date`` field; anything but an ISO date is left to the article's own words."""
    try:
        return Day.stated(dt.date.fromisoformat(value[:10]), "date") if value else None
    except ValueError:
        return None


class _Worker:
    """The Verifier of a worker process, which has no other place to keep it."""

    verifier: Verifier | None = None


def _start(statements: tuple[Statement, ...], options: dict[str, Any]) -> None:
    _Worker.verifier = Verifier(Corpus(statements), **options)


def _work(item: Article | _Unreadable) -> Report:
    if _Worker.verifier is None:
        msg = "the worker was not started"
        raise AssertionError(msg)
    return _Worker.verifier.report(item)


def verify(
    article: str | Path | Article,
    against: Corpus | Path | Iterable[Path],
    *,
    profile: str = "document",
    model: str = "blank",
    all_zones: bool = False,
) -> Report:
    """
    Check one article against statements; see `Verifier`, which keeps corpus and pipeline for the
    next.

    Raises:
        QuoteprovError: Something that was asked for cannot be read.
    """
    checker = Verifier(against, profile=profile, model=model, all_zones=all_zones)
    return checker.verify(article)
