"""
The last line of a run: what was checked, what was found, and what was searched.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quoteprov.models import SEVERITIES
from quoteprov.render.phrases import count


if TYPE_CHECKING:
    from quoteprov.models import Report


@dataclass(slots=True)
class Tally:
    """
    What a run has come by so far.

    Args:
        articles: All of them.
        unread: Those that could not be read or checked.
        quotations: That are listed.
        outside: Quotations outside the body that are not.
        severities: Findings by how severe they are.
        accepted: Findings that were accepted.
        last: The last report.
    """

    articles: int = 0
    unread: int = 0
    quotations: int = 0
    outside: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    last: Report | None = None

    def add(self, report: Report) -> None:
        """
        Count a report.
        """
        self.articles += 1
        self.unread += not report.was_checked
        self.quotations += len(report.quotations)
        self.outside += report.unlisted
        self.severities.update(finding.severity for finding in report.findings)
        self.accepted += len(report.accepted)
        self.last = report


def summary(tally: Tally) -> str:
    """
    Say it in one line; nothing where there was no report.
    """
    if tally.last is None:
        return ""
    found = [
        f"{tally.severities[s]:,} info" if s == "info" else count(tally.severities[s], s)
        for s in SEVERITIES
    ]
    if tally.accepted:
        found.append(f"{tally.accepted:,} accepted")
    return (
        f"{count(tally.articles, 'article')}, {count(tally.quotations, 'quotation')}: "
        f"{', '.join(found)}; {searched(tally.last)}"
    )


def searched(report: Report) -> str:
    """
    Say what was searched, and how.
    """
    corpus, policy = report.corpus, report.policy
    newest = f"newest {corpus.newest}, " if corpus.newest else ""
    return (
        f"searched {count(corpus.statements, 'statement')} "
        f"({newest}digest {corpus.digest}), policy {policy.profile} "
        f"{policy.fingerprint}, pipeline {report.model}"
    )
