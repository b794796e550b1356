"""
SARIF 2.1.0, for code hosts and editors: one run, a result for each finding.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json

from importlib.metadata import metadata
from typing import TYPE_CHECKING, Any

from quoteprov.models import SEVERITIES, Accepted
from quoteprov.render.places import Place, place, place_in, uri
from quoteprov.render.terminal import escape as on_one_line
from quoteprov.rules.registry import RULES


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Finding, Passage, Report

    Object = dict[str, Any]


SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS = 25_000
"""Most results of a run: GitHub refuses a file with more, and shows the gravest 5,000
(https://docs.github.com/code-security/code-scanning, "SARIF support")."""
MESSAGE = 100_000
"""Longest message, in code points; GitHub takes less than a megabyte."""
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_BASE = "%SRCROOT%"


def render_sarif(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the whole file; if the reports are interrupted, with those before and with the word that
    the run did not succeed.
    """
    done: list[Report] = []
    try:
        done.extend(reports)
    except KeyboardInterrupt:
        yield _file(done, interrupted=True)
        raise
    yield _file(done)


def escape(text: str) -> str:
    r"""
    Put *text* on one line of a message, where ``[text](place)`` is a link and ``{0}`` is replaced
    (sections 3.11.5 and 3.11.6).

    A backslash would do in theory, but viewers look for "](" alone.

    >>> escape("[W]e {0} [see](1)")
    '[W]e {{0}} [see] (1)'
    """
    shown = on_one_line(text).replace("](", "] (")
    cut = shown if len(shown) <= MESSAGE else f"{shown[:MESSAGE]}… (cut)"
    return _literal(cut)


def _literal(text: str) -> str:
    """Of our own or escaped *text*, with braces that stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def _file(reports: Sequence[Report], *, interrupted: bool = False) -> str:
    told = [(report, f) for report in reports for f in (*report.findings, *report.accepted)]
    kept = _gravest(told)
    codes = sorted({finding.code for _, finding in kept})
    notes = [_notice(r, f) for r in reports if not r.was_checked for f in r.findings]
    if interrupted:
        notes.append(_note("error", "the run was interrupted"))
    if len(told) > len(kept):
        notes.append(_note("warning", _left_out(len(told))))
    failed = any(note["level"] == "error" for note in notes)
    run = {
        "tool": {"driver": _driver(codes)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": "where quoteprov was run"}}},
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": notes}],
        "results": [_result(report, f, codes.index(f.code)) for report, f in kept],
        **({"properties": _searched(reports[-1])} if reports else {}),
    }
    return json.dumps(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _gravest(told: Sequence[tuple[Report, Finding]]) -> Sequence[tuple[Report, Finding]]:
    """As many as may be told, the gravest, in their order."""
    if len(told) <= RESULTS:
        return told
    by_weight = sorted(range(len(told)), key=lambda i: SEVERITIES.index(told[i][1].severity))
    return [told[i] for i in sorted(by_weight[:RESULTS])]


def _left_out(found: int) -> str:
    return f"{found - RESULTS:,} of {found:,} findings, the mildest, are left out of this file"


def _driver(codes: Iterable[str]) -> Object:
    about = metadata("quoteprov")
    docs = documentation(about.get_all("Project-URL") or ())
    return {
        "name": about["Name"],
        "version": about["Version"],
        "semanticVersion": about["Version"],
        **({"informationUri": docs} if docs else {}),
        "rules": [_rule(code, docs) for code in codes],
    }


def documentation(urls: Iterable[str]) -> str | None:
    """
    Find where the documentation stands on the web among the URLs of a package, as it names them.

    >>> documentation(["Source, https://example.org/git", "Documentation, https://example.org/"])
    'https://example.org'
    """
    named = dict(url.split(", ", 1) for url in urls)
    return named["Documentation"].rstrip("/") if "Documentation" in named else None


def _rule(code: str, docs: str | None) -> Object:
    rule = RULES.get(code)
    if rule is None:  # of another version, in a report that was read from JSON
        return {"id": on_one_line(code)}
    _, what = rule.parts[0]
    page = f"{docs}/reference/rules.html#{code.lower()}-{rule.name}"
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": escape(what)},
        "help": {"text": _literal(rule.page), "markdown": _literal(rule.page)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        **({"helpUri": page} if docs else {}),
    }


def _result(report: Report, finding: Finding, index: int) -> Object:
    at = place(report, finding)
    words = f" ({at.words})" if at.words else ""
    return {
        "ruleId": on_one_line(finding.code),
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": escape(f"{finding.message}{words}; {finding.help}")},
        "locations": [_location(report.article.path, report.article.id, at)],
        "relatedLocations": list(_passages(report, finding)),
        "partialFingerprints": {"quoteprov/v1": on_one_line(finding.fingerprint)},
        "suppressions": [_suppression(finding)] if isinstance(finding, Accepted) else [],
    }


def _location(path: str | None, name: str, at: Place) -> Object:
    """A place in a file; of what is in no file, its name."""
    if path is None:
        return {"logicalLocations": [{"fullyQualifiedName": on_one_line(name)}]}
    region = {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
        "charOffset": at.start,
        "charLength": at.length,
    }
    told = {key: value for key, value in region.items() if value is not None}
    physical = {"artifactLocation": _artifact(path), **({"region": told} if told else {})}
    return {"physicalLocation": physical}


def _artifact(path: str) -> Object:
    reference = uri(path)
    base = {} if reference.startswith("file:") else {"uriBaseId": _BASE}
    return {"uri": reference, **base}


def _passages(report: Report, finding: Finding) -> Iterator[Object]:
    """What the statement has, each passage at its place."""
    if finding.statement is None:
        return
    quotation = next((q for q in report.quotations if q.id == finding.quotation), None)
    one = finding.passage
    passages: Sequence[Passage] = quotation.passages if quotation else (one,) if one else ()
    statement = report.texts.statements.get(finding.statement)
    for number, passage in enumerate(passages):
        at = place_in(statement, passage.start, passage.end) if statement else Place()
        words = f" ({at.words})" if at.words else ""
        message = escape(f"statement {finding.statement}{words}: “{passage.text}”")
        path = statement.path if statement else None
        yield {
            "id": number,
            **_location(path, finding.statement, at),
            "message": {"text": message},
        }


def _suppression(accepted: Accepted) -> Object:
    until = f" (until {accepted.until})" if accepted.until else ""
    return {
        "kind": "external" if accepted.by == "entry" else "inSource",
        "justification": on_one_line(f"{accepted.reason}{until}"),
    }


def _notice(report: Report, finding: Finding) -> Object:
    """Why an article was not checked."""
    location = _location(report.article.path, report.article.id, place(report, finding))
    return {**_note("error", finding.message), "locations": [location]}


def _note(level: str, message: str) -> Object:
    return {"level": level, "message": {"text": escape(message)}}


def _searched(report: Report) -> Mapping[str, Any]:
    return {
        "corpus": report.corpus.model_dump(mode="json"),
        "policy": report.policy.model_dump(mode="json"),
        "model": report.model,
    }
