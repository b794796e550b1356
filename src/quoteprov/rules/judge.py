"""
From a case to its verdict, and from the rules that fire to findings.
"""

from __future__ import annotations

import hashlib

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from quoteprov.align.meaning import Judgement, meaning_of
from quoteprov.models import SEVERITIES, Finding, Span
from quoteprov.rules.cleanup import cleaned
from quoteprov.rules.registry import RULES
from quoteprov.rules.verdict import verdict
from quoteprov.text.aliases import entities
from quoteprov.text.fold import fold
from quoteprov.text.lines import position


if TYPE_CHECKING:
    from collections.abc import Iterable

    from quoteprov.models import Quotation, Severity, Verdict
    from quoteprov.policy import Policy
    from quoteprov.rules.rule import Case, Hit, Rule


_TRACED: frozenset[Verdict] = frozenset({"verbatim", "edited", "altered", "reworded"})

START = Span(start=0, end=0, text="")
"""The place of a finding about a whole input."""


class Judged(NamedTuple):
    """The quotations of an article with all that is known of them, and the findings."""

    quotations: list[Quotation]
    findings: list[Finding]


def judge(text: str, cases: Iterable[Case], policy: Policy) -> Judged:
    """
    Give all cases of an article their verdict, meaning, extent and rules, and the findings.

    Page furniture gets a verdict and no finding. Rules that the policy ignores find nothing.

    Args:
        text: The article.
        cases: Its quotations.
        policy: The profile.
    """
    rules = [rule for rule in RULES.values() if rule.code not in policy.ignored]
    said: set[tuple[str, str]] = set()
    judged: list[Case] = []
    findings: list[Finding] = []
    for case in cases:
        one = _with_verdict(cleaned(case))
        hits = [
            (rule, hit)
            for rule in (rules if one.quotation.zone != "outside" else ())
            for hit in rule.check(one)
            if _is_new(rule, hit, said)
        ]
        fired = tuple(dict.fromkeys(rule.code for rule, _ in hits))
        quotation = one.quotation.model_copy(update={"rules": fired})
        judged.append(replace(one, quotation=quotation))
        findings += [_finding(text, judged[-1], rule, hit) for rule, hit in hits]
    within = [case for case in judged if case.quotation.zone != "outside"]
    findings += [
        _overall_finding(text, rule, hit, policy) for rule in rules for hit in rule.overall(within)
    ]
    return Judged([case.quotation for case in judged], findings)


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


def _finding(text: str, case: Case, rule: Rule, hit: Hit) -> Finding:
    q = case.quotation
    statement = q.statement.id if q.statement else None
    start = q.start if hit.start is None else hit.start
    end = q.end if hit.end is None else hit.end
    # a day or a speaker that is another one now is another finding
    beside = "" if hit.start is None else text[start:end]
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=_severity(case, rule, hit),
        message=hit.message,
        start=start,
        end=end,
        quotation=q.id,
        statement=statement,
        passage=q.passages[0] if q.passages else None,
        help=hit.help,
        fingerprint=_fingerprint(rule.code, q.text, statement or "", beside),
        **_place(text, start),
    )


def _overall_finding(text: str, rule: Rule, hit: Hit, policy: Policy) -> Finding:
    """A finding about the article, at the place that shows it."""
    start, end = hit.start or 0, hit.end or 0
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=_asked(rule, hit, policy),
        message=hit.message,
        start=start,
        end=end,
        help=hit.help,
        fingerprint=_fingerprint(rule.code, text[start:end], ""),
        **_place(text, start),
    )


def _asked(rule: Rule, hit: Hit, policy: Policy) -> Severity:
    """
    As the profile or the rule says; a hit that is milder than its rule is at most that, a graver
    one at least.
    """
    own = policy.severities.get(rule.code) or rule.severity
    if hit.severity is None:
        return own
    is_milder = SEVERITIES.index(hit.severity) > SEVERITIES.index(rule.severity)
    return (max if is_milder else min)(own, hit.severity, key=SEVERITIES.index)


def _severity(case: Case, rule: Rule, hit: Hit) -> Severity:
    """
    As is asked for, but so few words prove nothing against anybody, nor do words
    that may be somebody else's, nor a translation, nor those at an edge that was guessed: where an
    opening mark is missing, "Headline: … On Friday:" may be taken for quoted.
    """
    severity = _asked(rule, hit, case.policy)
    surely_there = case.policy.thresholds.surely_there
    unsure = case.side == "unknown" and case.quotation.kept < surely_there
    guessed = any(reason.startswith("no ") for reason in case.quotation.marks.repaired)
    weak = case.is_short or unsure or guessed or case.foreign is not None
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
    line, column = position(text, offset)
    return {"line": line, "column": column}


def _fingerprint(code: str, quoted: str, statement: str, beside: str = "") -> str:
    """
    Twelve hexadecimal digits that stay when a quotation moves or its marks are restyled.
    """
    folded = "\0".join(fold(words, "case").text for words in (quoted, beside) if words)
    return hashlib.sha256(f"{code}\0{folded}\0{statement}".encode()).hexdigest()[:12]
