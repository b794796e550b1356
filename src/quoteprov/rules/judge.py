"""
From a case to its verdict, and from the rules that fire to findings.
"""

from __future__ import annotations

import hashlib

from dataclasses import replace
from typing import TYPE_CHECKING

from quoteprov.align.meaning import Judgement, meaning_of
from quoteprov.models import Finding, Span
from quoteprov.rules.provenance import SHORT_QUOTE
from quoteprov.rules.registry import RULES
from quoteprov.rules.verdict import verdict
from quoteprov.text.aliases import entities
from quoteprov.text.fold import fold


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov.models import Quotation, Severity, Verdict
    from quoteprov.policy import Policy
    from quoteprov.rules.rule import Case, Hit, Rule


SURELY_THERE = 0.9
"""Share of words in order from which a quotation is the statement's, whoever is credited: "a clear
threat to international peace and security" is everybody's."""

_TRACED: frozenset[Verdict] = frozenset({"verbatim", "edited", "altered", "reworded"})

START = Span(start=0, end=0, text="")
"""The place of a finding about a whole input."""


def judge(
    text: str, case: Case, policy: Policy, said: set[tuple[str, str]] | None = None
) -> tuple[Case, Sequence[Finding]]:
    """
    Give the case with verdict, meaning, extent and rules, and the findings on it.

    Page furniture gets a verdict and no finding.

    Args:
        text: The article.
        case: One of its quotations.
        policy: The profile.
        said: What was said of the article already and is not said twice; added to.
    """
    judged = _with_verdict(case)
    if judged.quotation.zone == "outside":
        return judged, ()
    hits = [
        (rule, hit)
        for rule in RULES.values()
        for hit in rule.check(judged)
        if said is None or _is_new(rule, hit, said)
    ]
    fired = tuple(dict.fromkeys(rule.code for rule, _ in hits))
    quotation = judged.quotation.model_copy(update={"rules": fired})
    judged = replace(judged, quotation=quotation)
    return judged, [_finding(text, judged, rule, hit, policy) for rule, hit in hits]


def _is_new(rule: Rule, hit: Hit, said: set[tuple[str, str]]) -> bool:
    """Whether a hit was not said before; remembers it."""
    if hit.once is None:
        return True
    key = rule.code, hit.once
    if key in said:
        return False
    said.add(key)
    return True


def _with_verdict(case: Case) -> Case:
    decision = verdict(case)
    aligned = decision in {"verbatim", "edited", "altered"}
    extent = case.quotation.extent if aligned else None
    told = case.quotation.model_copy(update={"verdict": decision, "extent": extent})
    judgement = _meaning(case, told)
    update = {"meaning": judgement.meaning, "reasons": judgement.reasons} if judgement else {}
    return replace(case, quotation=told.model_copy(update=update))


def _meaning(case: Case, quotation: Quotation) -> Judgement | None:
    """What a splice says cannot be read off its words."""
    statement = case.statement
    if quotation.verdict not in _TRACED or statement is None:
        return None
    named = (statement.issuer, statement.carrier, quotation.speaker and quotation.speaker.resolved)
    ours = frozenset().union(*(entities(name) for name in named if name))
    judgement = meaning_of(quotation, statement.text, article=case.article.text, ours=ours)
    if case.spliced and judgement.meaning == "kept":
        return Judgement("unclear", ("passages from several places stand there as one",))
    return judgement


def _finding(text: str, case: Case, rule: Rule, hit: Hit, policy: Policy) -> Finding:
    q = case.quotation
    statement = q.statement.id if q.statement else None
    start = q.start if hit.start is None else hit.start
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=_severity(case, rule, hit, policy),
        message=hit.message,
        start=start,
        end=q.end if hit.end is None else hit.end,
        quotation=q.id,
        statement=statement,
        passage=q.passages[0] if q.passages else None,
        help=hit.help,
        fingerprint=_fingerprint(rule.code, q.text, statement or ""),
        **_place(text, start),
    )


def _severity(case: Case, rule: Rule, hit: Hit, policy: Policy) -> Severity:
    """
    As the rule or the profile says, but so few words prove nothing against anybody, nor do words
    that may be somebody else's, nor a translation, nor those at an edge that was guessed: where an
    opening mark is missing, "Headline: … On Friday:" may be taken for quoted.
    """
    severity = hit.severity or policy.severities.get(rule.code) or rule.severity
    unsure = case.side == "unknown" and case.quotation.kept < SURELY_THERE
    guessed = any(reason.startswith("no ") for reason in case.quotation.marks.repaired)
    weak = case.n_words <= SHORT_QUOTE or unsure or guessed or case.foreign is not None
    return "warning" if severity == "error" and weak else severity


def input_finding(
    code: str, message: str, advice: str, *, policy: Policy, text: str = "", span: Span = START
) -> Finding:
    """
    Give a finding about a whole input: QP903 or QP904.

    Args:
        code: Of the rule.
        message: What was found.
        advice: What to do.
        policy: The profile.
        text: The article, if it could be read.
        span: Where in it.
    """
    rule = RULES[code]
    return Finding(
        code=code,
        name=rule.name,
        severity=policy.severities.get(code) or rule.severity,
        message=message,
        start=span.start,
        end=span.end,
        help=advice,
        fingerprint=_fingerprint(code, message, ""),
        **_place(text, span.start),
    )


def _place(text: str, offset: int) -> dict[str, int]:
    """Line and column of an offset, 1-based, in code points."""
    return {
        "line": text.count("\n", 0, offset) + 1,
        "column": offset - text.rfind("\n", 0, offset),
    }


def _fingerprint(code: str, quoted: str, statement: str) -> str:
    """
    Twelve hexadecimal digits that stay when a quotation moves or its marks are restyled.
    """
    folded = fold(quoted, "case").text
    return hashlib.sha256(f"{code}\0{folded}\0{statement}".encode()).hexdigest()[:12]
