"""
The line in which a run of tests says what it checked.
"""

from __future__ import annotations

import hashlib

from collections import Counter
from typing import TYPE_CHECKING, Any

from quoteprov.render.phrases import SYMBOLS, count
from quoteprov.render.terminal import escape


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quoteprov.models import Report

Seen = dict[str, Any]
"""What is remembered of a report, plain so that it passes between processes."""

_MOST = 5
"""Most statements that could not be read which are named."""


def seen(report: Report) -> dict[str, Seen]:
    """
    Give what is remembered of a report by its article: one that several tests check counts once.
    """
    article = report.texts.article
    digest = hashlib.sha256(article.text.encode()).hexdigest() if article else ""
    verdicts = dict(Counter(q.verdict for q in report.quotations))
    own = {
        "verdicts": verdicts,
        "searched": f"{count(report.corpus.statements, 'statement')} {report.corpus.digest}",
        "policy": f"{report.policy.profile} {report.policy.fingerprint}",
    }
    return {f"{report.where} {digest}": own}


def summary(told: Mapping[str, Seen], problems: Iterable[str]) -> Iterator[str]:
    """
    Say what was checked, in one line, and what of the statements could not be read.
    """
    if told:
        verdicts: Counter[str] = Counter()
        for one in told.values():
            verdicts.update(one["verdicts"])
        found = ", ".join(f"{verdicts[v]:,} {v}" for v in SYMBOLS if verdicts[v]) or "none"
        empty = sum(not one["verdicts"] for one in told.values())
        searched, policy = (
            ", ".join(sorted({one[key] for one in told.values()}))
            for key in ("searched", "policy")
        )
        yield (
            f"quoteprov: {count(verdicts.total(), 'quotation')} in {count(len(told), 'article')}: "
            f"{found}{f' ({empty} without any)' * bool(empty)}; searched {searched}; "
            f"policy {policy}"
        )
    listed = sorted(problems)
    yield from (f"quoteprov: warning: {escape(one)}" for one in listed[:_MOST])
    if (more := len(listed) - _MOST) > 0:
        yield f"quoteprov: warning: and {more:,} more"
