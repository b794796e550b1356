"""
ClaimReview: what schema.org and https://developers.google.com/search/docs/appearance/
structured-data/factcheck ask for, but for what only the desk knows.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from quoteprov.models import Day
from quoteprov.render.claimreview import RATINGS, render_claimreview
from tests.hostile import HOSTILE
from tests.rendering import URL, accepting, altered, everything, on_the_web, seeds, without_texts


if TYPE_CHECKING:
    from quoteprov import Report


WORK: dict[str, Any] = {
    "properties": {
        "@type": {"const": "CreativeWork"},
        "name": {"type": "string", "minLength": 1},
        "url": {"type": "string", "pattern": "^https?://[!-~]+$"},
        "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
    },
    "required": ["@type", "name"],
    "additionalProperties": False,
}
VALID = jsonschema.Draft202012Validator(
    {
        "properties": {
            "@context": {"const": "https://schema.org"},
            "@graph": {
                "type": "array",
                "items": {
                    "properties": {
                        "@type": {"const": "ClaimReview"},
                        "claimReviewed": {"type": "string", "minLength": 1},
                        "itemReviewed": {
                            "properties": {"@type": {"const": "Claim"}, "appearance": WORK},
                            "required": ["@type", "appearance"],
                            "additionalProperties": False,
                        },
                        "reviewRating": {
                            "properties": {
                                "@type": {"const": "Rating"},
                                "ratingValue": {"type": "integer", "minimum": 1, "maximum": 4},
                                "bestRating": {"const": 4},
                                "worstRating": {"const": 1},
                                "alternateName": {
                                    "enum": [words for _, words in RATINGS.values()]
                                },
                                "ratingExplanation": {"type": "string", "minLength": 1},
                            },
                            "required": ["@type", "ratingValue", "alternateName"],
                            "additionalProperties": False,
                        },
                        "isBasedOn": WORK,
                    },
                    "required": ["@type", "claimReviewed", "itemReviewed", "reviewRating"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["@context", "@graph"],
        "additionalProperties": False,
    }
)


def reviews(*reports: Report) -> list[dict[str, Any]]:
    """The reviews of an object that holds what is asked for."""
    (told,) = render_claimreview(reports)
    assert not set(told) & set("<>&")
    whole = json.loads(told)
    VALID.validate(whole)
    return list(whole["@graph"])


def test_valid() -> None:
    """There is a review of each quotation that was traced, and of no other."""
    traced = [q for r in seeds() for q in r.quotations if q.statement]

    assert 16 == len(traced) == len(reviews(*seeds()))
    assert len(reviews(*everything())) == len(reviews(*map(without_texts, everything())))
    assert [] == reviews()


def test_what_is_rated() -> None:
    """The rating speaks of words, with what was found; the links lead to both texts."""
    (review,) = reviews(on_the_web(altered()))

    assert review["claimReviewed"].startswith("The vice director general of the General Bureau")
    assert "DPRK: “We have ever exported weapons or [any] ammunition" in review["claimReviewed"]
    assert (2, "Words of the statement were changed") == (
        review["reviewRating"]["ratingValue"],
        review["reviewRating"]["alternateName"],
    )
    assert "“ever” stands for “never”" in review["reviewRating"]["ratingExplanation"]
    assert f"{URL}/post" == review["itemReviewed"]["appearance"]["url"]
    assert review["isBasedOn"]["url"].startswith(f"{URL}#:~:text=We%20have%20never%20exported,")
    assert "2022-09-22" == review["isBasedOn"]["datePublished"]


def test_what_the_desk_supplies() -> None:
    """Who reviews, where and when is left out."""
    assert not {"author", "url", "datePublished"} & set().union(*reviews(*seeds()))


def test_accepted() -> None:
    """What was accepted explains no rating."""
    (review,) = reviews(accepting(altered(), "QP102", "QP403"))
    assert "ratingExplanation" not in review["reviewRating"]


def test_days() -> None:
    """An interval of days is no date that schema.org knows."""
    month = Day.model_validate(
        {"start": "2022-09-01", "end": "2022-09-30", "from": "date", "trust": "stated"}
    )
    report = altered()
    info = report.article.model_copy(update={"published": month})
    (review,) = reviews(report.model_copy(update={"article": info}))

    assert "datePublished" not in review["itemReviewed"]["appearance"]


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.strip()])
def test_within_a_page(text: str) -> None:
    """Between the tags of a page no title ends the script or begins another."""
    report = altered()
    info = report.article.model_copy(update={"title": text})
    (review,) = reviews(report.model_copy(update={"article": info}))

    assert review["itemReviewed"]["appearance"]["name"].isprintable()
