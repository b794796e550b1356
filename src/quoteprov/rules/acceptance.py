"""
Accepting findings: by the fingerprint that an entry names, or by a comment before the quotation.

What is accepted moves from the findings of a report to its ``accepted``, with the reason, and
fails nothing any more. An article that was not read or checked has nothing that could be accepted.
"""

from __future__ import annotations

import re

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.errors import PolicyError
from quoteprov.models import Accepted, Findings
from quoteprov.rules.selection import matching


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Finding, Ignore, Report


_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """
    An entry that accepts a finding.

    Args:
        fingerprint: Of the finding.
        reason: Why it is accepted; never blank.
        until: The last day on which it counts; None for good.
        where: It stands, as ``quoteprov.toml:7``; empty for what was passed in.

    Raises:
        PolicyError: The fingerprint is none, or the reason is blank.
    """

    fingerprint: str
    reason: str
    until: dt.date | None = None
    where: str = ""

    def __post_init__(self) -> None:
        if not _FINGERPRINT.fullmatch(self.fingerprint):
            msg = (
                f"{self.fingerprint!r} is not the fingerprint of a finding: that has 12 digits "
                "of 0–9 and a–f, as the screen shows them behind the help"
            )
            raise PolicyError(msg)
        if not self.reason.strip():
            msg = f"{self.fingerprint} is accepted without a reason; say why in a few words"
            raise PolicyError(msg)

    def holds(self, today: dt.date) -> bool:
        """Tell whether it counts on a day."""
        return self.until is None or today <= self.until


def settle(
    report: Report, entries: Iterable[Acceptance], ignores: Sequence[Ignore], today: dt.date
) -> Report:
    """
    Give a report with its accepted findings apart; a comment comes before an entry.

    Args:
        report: Of one article.
        entries: Those of the project.
        ignores: The comments of the article.
        today: An entry that holds only until a day before it does not count.
    """
    if not report.was_checked:
        return report
    by_entry = {entry.fingerprint: entry for entry in entries if entry.holds(today)}
    comments = _Comments.of(report, ignores)
    accepted: list[Accepted] = []
    left: list[Finding] = []
    for finding in report.findings:
        told = dict(finding)
        if (at := comments.about(finding)) is not None:
            accepted.append(Accepted(**told, reason=ignores[at].reason.strip(), by="comment"))
        elif entry := by_entry.get(finding.fingerprint):
            accepted.append(Accepted(**told, reason=entry.reason, until=entry.until, by="entry"))
        else:
            left.append(finding)
    if not accepted:
        return report
    findings = Findings(left).about(report)
    return report.model_copy(update={"findings": findings, "accepted": tuple(accepted)})


def stale_comments(report: Report, ignores: Sequence[Ignore]) -> Iterator[tuple[int, str]]:
    """
    Tell of the comments of a settled report what keeps them from counting, or that they silenced
    nothing: the line in the file, and a sentence.
    """
    if not report.was_checked:
        return
    comments = _Comments.of(report, ignores)
    used = {comments.about(finding) for finding in report.accepted if finding.by == "comment"}
    for at, ignore in enumerate(ignores):
        codes, wrong = _read(ignore)
        yield from ((ignore.line, message) for message in wrong)
        if codes and at not in used:
            asked = ", ".join(ignore.rules)
            yield ignore.line, f"ignore {asked}: the quotation after it has no such finding"


def _read(ignore: Ignore) -> tuple[list[str], list[str]]:
    """The codes that a comment names, none if it does not count, and what is wrong with it."""
    if ignore.wrong:
        return [], [ignore.wrong]
    asked = ", ".join(ignore.rules)
    if not asked:
        return [], ["ignore: names no rule; write: ignore QP106 -- reason"]
    if not ignore.reason.strip():
        return [], [f"ignore {asked}: does not count without a reason: ignore {asked} -- reason"]
    codes: list[str] = []
    wrong: list[str] = []
    for name in ignore.rules:
        try:
            codes += matching(name)
        except PolicyError as error:
            wrong.append(f"ignore {asked}: {error}")
    return codes, wrong


class _Comments(NamedTuple):
    """Which comment, by its number, is about a quotation and a rule."""

    by_quotation: Mapping[str, Mapping[str, int]]
    parents: Mapping[str, str | None]

    @classmethod
    def of(cls, report: Report, ignores: Sequence[Ignore]) -> _Comments:
        """Each is about the first quotation that begins at or after it."""
        inside_last = sorted(report.quotations, key=lambda q: (q.start, -q.end))
        starts = [q.start for q in inside_last]
        by_quotation: dict[str, dict[str, int]] = {}
        for number, ignore in enumerate(ignores):
            at = bisect_left(starts, ignore.start)
            if at < len(starts):
                meant = by_quotation.setdefault(inside_last[at].id, {})
                for code in _read(ignore)[0]:
                    meant.setdefault(code, number)
        return cls(by_quotation, {q.id: q.parent for q in report.quotations})

    def about(self, finding: Finding) -> int | None:
        """The comment about the quotation of a finding, or one that it is nested in."""
        quotation = finding.quotation
        while quotation is not None:
            if (at := self.by_quotation.get(quotation, {}).get(finding.code)) is not None:
                return at
            quotation = self.parents.get(quotation)
        return None
