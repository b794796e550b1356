"""The reports that the tests of the output formats show."""

from __future__ import annotations

import contextlib

from functools import cache
from pathlib import Path

from quoteprov import Article, Report, Verifier
from quoteprov.models import Accepted, Findings, Statement, Texts
from quoteprov.text.script import visible


ROOT = Path(__file__).parents[1]
ARTICLES = Path("examples/seeds/articles")
STATEMENTS = Path("examples/seeds/statements")
URL = "https://example.org/kcna/2022-09-22"
ALTERED = (
    "SEOUL, Sept. 23 (Post) -- The vice director general of the General Bureau of Equipment of "
    "the DPRK said, “We have ever exported weapons or [any] ammunition to Russia before and we "
    "will not plan to export them.”\n"
)


@cache
def verifier() -> Verifier:
    """Checks against the two statements, by paths from the root of the repository."""
    with contextlib.chdir(ROOT):
        checker = Verifier(STATEMENTS)
        checker.verify("“Yes,” he said.")
    return checker


@cache
def seeds() -> tuple[Report, ...]:
    """What is found in the three articles of the examples."""
    with contextlib.chdir(ROOT):
        return tuple(verifier().verify_many([ARTICLES]))


def checked(article: Article) -> Report:
    """What is found in another one."""
    report = verifier().verify(article)
    # of a changed negation, one error is enough here
    findings = Findings(f for f in report.findings if f.code != "QP115").about(report)
    return report.model_copy(update={"findings": findings})


@cache
def altered(path: str | None = "drafts/post.txt", line: int = 1) -> Report:
    """An article that changes the words of a statement."""
    return checked(Article(id="post", text=ALTERED, path=path, line=line, url=f"{URL}/post"))


@cache
def unread() -> Report:
    """An article that was not read."""
    (report,) = verifier().verify_many([Path("drafts/none.txt")])
    return report


def accepting(report: Report, *codes: str) -> Report:
    """The report with the findings of these rules accepted, by entries and comments in turn."""
    ways = ("entry", "comment")
    chosen = [f for f in report.findings if f.code in codes]
    accepted = tuple(
        Accepted.model_validate(
            {**f.model_dump(), "reason": f"the desk knows, {n}", "by": ways[n % 2]}
        )
        for n, f in enumerate(chosen)
    )
    left = Findings(f for f in report.findings if f not in chosen).about(report)
    return report.model_copy(update={"findings": left, "accepted": accepted})


def on_the_web(report: Report, url: str = URL) -> Report:
    """The report as it were if its statements stood at *url*."""
    quotations = tuple(
        q.model_copy(
            update={"statement": q.statement and q.statement.model_copy(update={"url": url})}
        )
        for q in report.quotations
    )
    return report.model_copy(update={"quotations": quotations})


def without_texts(report: Report) -> Report:
    """The report as it is read back from JSON."""
    return Report.model_validate_json(report.model_dump_json(by_alias=True))


def with_statement(report: Report, **fields: str) -> Report:
    """The report with statements that were read elsewhere."""
    texts = report.texts
    moved: dict[str, Statement] = {
        name: one.model_copy(update=fields) for name, one in texts.statements.items()
    }
    return report.beside(Texts(texts.article, moved))


def everything() -> list[Report]:
    """Reports with everything that a report can hold."""
    rt, blog, yonhap = seeds()
    return [
        on_the_web(accepting(altered(), "QP110")),
        accepting(blog, "QP106", "QP501"),
        rt,
        yonhap,
        unread(),
    ]


def flat(text: str) -> str:
    """A text as a page shows it, paragraph by paragraph."""
    return visible("".join(line.rstrip("\r") for line in text.split("\n") if line.strip()))
