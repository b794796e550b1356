"""Findings that somebody looked at and accepted."""

from __future__ import annotations

import datetime as dt

from pathlib import Path

import pytest

from quoteprov import Acceptance, Article, Finding, Report, Verifier
from quoteprov.errors import PolicyError
from quoteprov.models import FindingsError, Ignore
from quoteprov.rules.acceptance import stale_comments


ROOT = Path(__file__).parents[1]
STATEMENTS = ROOT / "examples/seeds/statements"
BLOG = ROOT / "examples/seeds/articles/003_13a056770685a8c2.txt"
RT = ROOT / "examples/seeds/articles/004_7f96b5ab2eb36f0a.txt"
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def blog() -> Report:
    """The report of the article that rewords, with nothing accepted."""
    return Verifier(STATEMENTS).verify(BLOG)


def _accepting(*entries: Acceptance, ignores: tuple[Ignore, ...] = ()) -> Report:
    """The report of the same article, with what is accepted."""
    article = Article(id=BLOG.name, text=BLOG.read_text("utf-8"), ignores=ignores)
    return Verifier(STATEMENTS, accept=entries, today=TODAY).verify(article)


def _one(report: Report, code: str) -> Finding:
    """The first finding of a rule."""
    return next(finding for finding in report.findings if finding.code == code)


class TestEntries:
    """Entries name the fingerprint of a finding."""

    def test_moves(self, blog: Report) -> None:
        """An accepted finding stands with its reason among the accepted, and nowhere else."""
        finding = _one(blog, "QP115")
        report = _accepting(Acceptance(finding.fingerprint, "the desk's own translation"))
        (accepted,) = report.accepted

        assert tuple(f for f in blog.findings if f != finding) == report.findings
        assert dict(finding).items() <= dict(accepted).items()
        assert ("the desk's own translation", None, "entry") == (
            accepted.reason,
            accepted.until,
            accepted.by,
        )
        assert blog.quotations == report.quotations

    def test_nothing_fails_any_more(self, blog: Report) -> None:
        """What is left decides whether a report is in order."""
        errors = [f for f in blog.findings if f.severity == "error"]
        report = _accepting(*(Acceptance(f.fingerprint, "seen") for f in errors))
        report.raise_for_findings()
        with pytest.raises(FindingsError):
            blog.raise_for_findings()

        assert (3, True, False) == (len(errors), report.ok(), blog.ok())
        assert not report.ok("warning")

    @pytest.mark.parametrize(("days", "accepted"), [(-1, 0), (0, 1), (1, 1)])
    def test_until(self, blog: Report, days: int, accepted: int) -> None:
        """The last day counts, the day after it does not."""
        until = TODAY + dt.timedelta(days=days)
        report = _accepting(Acceptance(blog.findings[0].fingerprint, "till then", until))

        assert accepted == len(report.accepted)
        assert [until] * accepted == [finding.until for finding in report.accepted]

    def test_workers_have_the_same(self, blog: Report) -> None:
        """What is accepted does not depend on where the article was checked."""
        ignore = Ignore(start=0, rules=("ALL",), reason="all of the first")
        given = Article(id="a", text=BLOG.read_text("utf-8"), ignores=(ignore,))
        last = [f for f in blog.findings if f.code == "QP115"][-1]
        entry = Acceptance(last.fingerprint, "seen")
        verifier = Verifier(STATEMENTS, accept=[entry], today=TODAY)
        here, there = verifier.verify(given), next(verifier.verify_many([given], deadline=100))

        assert here == there
        assert {"entry", "comment"} == {finding.by for finding in here.accepted}
        assert there.texts.article == given

    def test_what_was_not_checked_is_never_accepted(self, tmp_path: Path) -> None:
        """No entry makes a clean result of an article that could not be read."""
        bad = tmp_path / "bad.txt"
        bad.write_bytes(b"\xff\xfe\x00")
        (unread,) = Verifier(STATEMENTS).verify_many([bad])
        entry = Acceptance(unread.findings[0].fingerprint, "never mind")
        (report,) = Verifier(STATEMENTS, accept=[entry]).verify_many([bad])

        assert unread == report
        assert [] == list(stale_comments(report, (Ignore(start=0, rules=("QP1",)),)))
        assert not report.ok()

    @pytest.mark.parametrize(
        "wrong", ["", "5f0c2a9b71d", "5f0c2a9b71def", "5F0C2A9B71DE", "x" * 12]
    )
    def test_fingerprint(self, wrong: str) -> None:
        """Neither the beginning of a fingerprint nor another form is one."""
        with pytest.raises(PolicyError, match="is not the fingerprint of a finding"):
            Acceptance(wrong, "a reason")

    def test_reason(self) -> None:
        """Nothing is accepted without a reason."""
        with pytest.raises(PolicyError, match="accepted without a reason; say why"):
            Acceptance("5f0c2a9b71de", " \n")


class TestComments:
    """Comments are about the quotation after them."""

    @pytest.fixture
    def at(self, blog: Report) -> int:
        """Where the third quotation of the article begins, which has a finding QP115."""
        quotation = next(q for q in blog.quotations if q.id == _one(blog, "QP115").quotation)
        return quotation.start - 1

    @pytest.mark.parametrize("rule", ["QP115", "qp115", "QP11", "meaning-shift"])
    def test_next_quotation(self, blog: Report, at: int, rule: str) -> None:
        """A rule is named by its code, its name or the beginning of codes; one finding goes."""
        finding = _one(blog, "QP115")
        report = _accepting(ignores=(Ignore(start=at, rules=(rule,), reason=" desk "),))

        assert [(finding.fingerprint, "desk", "comment", None)] == [
            (f.fingerprint, f.reason, f.by, f.until) for f in report.accepted
        ]
        assert [] == list(stale_comments(report, report.texts.article.ignores))  # type: ignore[union-attr]

    def test_nested(self) -> None:
        """A comment is about the quotations within the one after it, and about no other."""
        text = (
            "“The general said ‘we have never exported weapons to anybody in our whole life’ and "
            "left,” North Korea’s defence ministry said. “We have never exported a single tank "
            "to Russia before,” it said."
        )
        ignore = Ignore(start=0, rules=("ALL",), reason="house style")
        plain = Verifier(STATEMENTS).verify(Article(id="a", text=text))
        report = Verifier(STATEMENTS).verify(Article(id="a", text=text, ignores=(ignore,)))
        outer, inner, other = plain.quotations

        assert outer.id == inner.parent
        assert {outer.id, inner.id} == {f.quotation for f in report.accepted}
        assert {other.id} == {f.quotation for f in report.findings if f.quotation}

    def test_comments_of_somebody_else(self, blog: Report) -> None:
        """A page of others cannot accept what is found about it, unless it is asked to."""
        ignore = Ignore(start=0, rules=("ALL",), reason="as published")
        given = Article(id=BLOG.name, text=BLOG.read_text("utf-8"), ignores=(ignore,))

        assert 2 == len(Verifier(STATEMENTS).verify(given).accepted)
        assert blog.findings == Verifier(STATEMENTS, comments=False).verify(given).findings

    def test_comment_before_entry(self, blog: Report, at: int) -> None:
        """Where both accept a finding the comment, which stands beside the words, is named."""
        entry = Acceptance(_one(blog, "QP115").fingerprint, "entry")
        ignore = Ignore(start=at, rules=("QP115",), reason="comment")

        assert ["comment"] == [f.reason for f in _accepting(entry, ignores=(ignore,)).accepted]

    @pytest.mark.parametrize(
        ("ignore", "message"),
        [
            (Ignore(start=0, rules=("QP115",), line=3), "does not count without a reason"),
            (Ignore(start=0, rules=(), reason="so", line=3), "names no rule"),
            (
                Ignore(start=0, rules=("QP999",), reason="so", line=3),
                "ignore QP999: no rule 'QP999'. Did you mean",
            ),
            (
                Ignore(start=0, rules=("QP304",), reason="so", line=3),
                "ignore QP304: the quotation after it has no such finding",
            ),
            (
                Ignore(start=999_999, rules=("ALL",), reason="so", line=3),
                "ignore ALL: the quotation after it has no such finding",
            ),
            (Ignore(start=0, rules=(), line=3, wrong="is not closed"), "is not closed"),
        ],
    )
    def test_stale(self, blog: Report, ignore: Ignore, message: str) -> None:
        """A comment that does nothing is told with its line and accepts nothing."""
        report = _accepting(ignores=(ignore,))
        ((line, told),) = stale_comments(report, (ignore,))

        assert blog.findings == report.findings
        assert (3, True) == (line, message in told)

    def test_a_known_rule_beside_an_unknown_one(self, blog: Report, at: int) -> None:
        """What is wrong in a comment does not keep the rest from counting."""
        ignore = Ignore(start=at, rules=("QP115", "QP999"), reason="so", line=7)
        report = _accepting(ignores=(ignore,))

        assert ["QP115"] == [f.code for f in report.accepted]
        assert [7] == [line for line, _ in stale_comments(report, (ignore,))]
