"""
schema.org ClaimReview in JSON-LD, for a desk to complete: a review of each traced quotation.

It rates the wording, nothing else. Who reviews, where and when, a tool cannot know: ``author``,
``url`` and ``datePublished`` are the desk's to supply.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any

import regex

from quoteprov.models import Accepted
from quoteprov.render.fragments import text_fragment, web_url
from quoteprov.render.phrases import speaker
from quoteprov.render.places import by_quotation
from quoteprov.render.terminal import escape


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quoteprov.models import Finding, Quotation, Report

    Object = dict[str, Any]


RATINGS: Mapping[str, tuple[int, str]] = {
    "verbatim": (4, "The words of the statement"),
    "edited": (3, "The words of the statement, changes marked"),
    "altered": (2, "Words of the statement were changed"),
    "reworded": (1, "Other words than the statement's"),
}
"""What is said of a wording, the best first. The other verdicts are about no wording."""
_DAY = regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""The object is put between the tags of a page, where ``</script>`` would end it."""


def render_claimreview(reports: Iterable[Report]) -> Iterator[str]:
    """
    Give one object with the reviews of all quotations that were traced.
    """
    reviews = [
        _review(report, q, groups.get(q.id, ()))
        for report in reports
        for groups in [by_quotation(report)]
        for q in report.quotations
        if q.verdict in RATINGS
    ]
    whole = {"@context": "https://schema.org", "@graph": reviews}
    yield json.dumps(whole, ensure_ascii=False, indent=2).translate(_MARKUP)


def _review(report: Report, q: Quotation, findings: Sequence[Finding]) -> Object:
    value, words = RATINGS[q.verdict]
    told = [f.message for f in findings if not isinstance(f, Accepted)]
    return {
        "@type": "ClaimReview",
        "claimReviewed": escape(f"{speaker(q)}: “{q.text}”"),
        "itemReviewed": {"@type": "Claim", "appearance": _article(report)},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": value,
            "bestRating": max(value for value, _ in RATINGS.values()),
            "worstRating": min(value for value, _ in RATINGS.values()),
            "alternateName": words,
            **({"ratingExplanation": escape("; ".join(told))} if told else {}),
        },
        **({"isBasedOn": _statement(q)} if q.statement else {}),
    }


def _article(report: Report) -> Object:
    article, texts = report.article, report.texts.article
    return _work(
        name=article.title or article.id,
        url=web_url(texts.url) if texts else None,
        datePublished=_day(article.published.iso if article.published else None),
    )


def _statement(q: Quotation) -> Object:
    one = q.statement
    if one is None:
        return {}
    link = text_fragment(one.url or "", q.passages[0].text) if q.passages else ""
    return _work(
        name=one.title or one.id,
        url=link or web_url(one.url),
        datePublished=_day(one.carried or one.released),
    )


def _day(iso: str | None) -> str | None:
    """A single day; schema.org knows no intervals."""
    return iso if iso and _DAY.fullmatch(iso) else None


def _work(**fields: str | None) -> Object:
    told = {name: escape(value) for name, value in fields.items() if value}
    return {"@type": "CreativeWork", **told}
