"""
W3C Web Annotations (https://www.w3.org/TR/annotation-model/): a collection in JSON-LD.

Each quotation is assessed, and linked to each passage that it renders. The words stand as they
are in ``exact``, ``prefix`` and ``suffix``; what is to be shown goes through ``escape``.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from quoteprov.models import Accepted
from quoteprov.render.fragments import web_url
from quoteprov.render.phrases import speaker
from quoteprov.render.places import around, by_quotation, passage_link, uri
from quoteprov.render.terminal import escape


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from quoteprov.models import Finding, Passage, Quotation, Report, Span

    Object = dict[str, Any]


def render_annotations(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give the collection, with all annotations on its first page.
    """
    items = [item for report in reports for item in _annotations(report)]
    name = " ".join(item["id"] for item in items)
    page = {
        "id": _urn("page", name),
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _urn("collection", name),
        "type": "AnnotationCollection",
        "label": "quoteprov",
        "total": len(items),
        "first": page,
    }
    yield json.dumps(collection, ensure_ascii=False, indent=2)


def _annotations(report: Report) -> Iterator[Object]:
    groups = by_quotation(report)
    article = report.texts.article
    source = _source(article.url if article else None, report.article.path, report.article.id)
    line = article.line if article else ""
    for q in report.quotations:
        name = "\n".join((source, f"{line}", q.id, q.text))
        target = _resource(source, q, article.text if article else None)
        yield {
            "id": _urn("assessing", name),
            "type": "Annotation",
            "motivation": "assessing",
            "body": list(_bodies(q, groups.get(q.id, ()))),
            "target": target,
        }
        for number, passage in enumerate(q.passages):
            yield {
                "id": _urn("linking", f"{name}\n{number}"),
                "type": "Annotation",
                "motivation": "linking",
                "body": _links(report, q, passage),
                "target": target,
            }


def _urn(kind: str, name: str) -> str:
    """An IRI that is the same for the same annotation, whenever it is made (RFC 9562)."""
    return uuid5(NAMESPACE_URL, f"quoteprov:{kind}:{name}").urn


def _source(url: str | None, path: str | None, name: str) -> str:
    """The IRI of a document: on the web, in its file, or a name."""
    return web_url(url) or (uri(path) if path else _urn("document", name))


def _resource(source: str, span: Span | Quotation, text: str | None) -> Object:
    """A stretch of a document, by its words and by its place."""
    before, after = around(text, span.start, span.end) if text is not None else ("", "")
    words = {
        **({"prefix": before} if before else {}),
        "exact": span.text,
        **({"suffix": after} if after else {}),
    }
    return {
        "type": "SpecificResource",
        "source": source,
        "selector": [
            {"type": "TextQuoteSelector", **words},
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _bodies(q: Quotation, findings: Sequence[Finding]) -> Iterator[Object]:
    """The verdict as a tag, then in words, then each finding."""
    yield _body("tagging", q.verdict)
    of = f", meaning {q.meaning}" if q.meaning else ""
    yield _body("assessing", f"{q.verdict}{of}; {speaker(q)}")
    for f in findings:
        accepted = f" (accepted: {f.reason})" if isinstance(f, Accepted) else ""
        said = f"{f.severity} {f.code} {f.name}: {f.message}; {f.help}{accepted}"
        yield _body("commenting", said)


def _body(purpose: str, value: str) -> Object:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "format": "text/plain",
        "language": "en",
        "value": escape(value),
    }


def _links(report: Report, q: Quotation, passage: Passage) -> list[Object]:
    """The passage in its statement, and the link that a browser opens."""
    name = q.statement.id if q.statement else ""
    url = q.statement.url if q.statement else None
    statement = report.texts.statements.get(name)
    source = _source(url, statement.path if statement else None, name)
    text = statement.text if statement else None
    body = {**_resource(source, passage, text), "purpose": "linking"}
    link = passage_link(url, passage, statement)
    return [body, *([{"id": link, "type": "Text", "format": "text/html"}] if link else [])]
