"""
Web Annotations: what https://www.w3.org/TR/annotation-model/ asks of each, and the exact words.
"""

from __future__ import annotations

import json

from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from quoteprov import Article
from quoteprov.models import Statement, Texts
from quoteprov.render.annotations import render_annotations
from quoteprov.render.places import around
from tests.rendering import (
    ROOT,
    URL,
    accepting,
    altered,
    checked,
    everything,
    on_the_web,
    seeds,
    without_texts,
)


if TYPE_CHECKING:
    from quoteprov import Report


IRI = {"type": "string", "pattern": r"^[!-~]+$", "not": {"pattern": r'[<>"{}|\\^`]'}}
MOTIVATIONS = [
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
    *(
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    ),
]
SELECTORS: dict[str, Any] = {
    "oneOf": [
        {  # 4.2.4
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                **{name: {"type": "string"} for name in ("exact", "prefix", "suffix")},
            },
            "required": ["type", "exact"],
            "additionalProperties": False,
        },
        {  # 4.2.5
            "properties": {
                "type": {"const": "TextPositionSelector"},
                **{name: {"type": "integer", "minimum": 0} for name in ("start", "end")},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
    ]
}
RESOURCE: dict[str, Any] = {  # 4
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": IRI,
        "selector": {"type": "array", "minItems": 1, "items": SELECTORS},
        "purpose": {"enum": MOTIVATIONS},
    },
    "required": ["type", "source", "selector"],
    "additionalProperties": False,
}
BODY: dict[str, Any] = {
    "oneOf": [
        {  # 3.2.4
            "properties": {
                "type": {"const": "TextualBody"},
                "purpose": {"enum": MOTIVATIONS},
                "format": {"const": "text/plain"},
                "language": {"const": "en"},
                "value": {"type": "string"},
            },
            "required": ["type", "value"],
            "additionalProperties": False,
        },
        RESOURCE,
        {  # 3.2.1, 3.2.2
            "properties": {
                "id": IRI,
                "type": {"const": "Text"},
                "format": {"type": "string"},
            },
            "required": ["id"],
            "additionalProperties": False,
        },
    ]
}
MODEL: dict[str, Any] = {
    "properties": {  # 5.1
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "properties": {  # 5.2
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"const": 0},
                "items": {
                    "type": "array",
                    "items": {
                        "properties": {  # 3.1
                            "id": IRI,
                            "type": {"const": "Annotation"},
                            "motivation": {"enum": MOTIVATIONS},
                            "body": {"type": "array", "minItems": 1, "items": BODY},
                            "target": RESOURCE,
                        },
                        "required": ["id", "type", "motivation", "body", "target"],
                        "additionalProperties": False,
                    },
                },
            },
            "required": ["id", "type", "startIndex", "items"],
            "additionalProperties": False,
        },
    },
    "required": ["@context", "id", "type", "first", "total"],
    "additionalProperties": False,
}
VALID = jsonschema.Draft202012Validator(MODEL)


def items(*reports: Report) -> list[dict[str, Any]]:
    """The annotations of a collection that fits the model."""
    (told,) = render_annotations(reports)
    collection = json.loads(told)
    VALID.validate(collection)
    found: list[dict[str, Any]] = collection["first"]["items"]
    ids = [one["id"] for one in (collection, collection["first"], *found)]
    assert len(set(ids)) == len(ids)
    assert collection["total"] == len(found)
    return found


def test_valid() -> None:
    """Everything a report can hold fits the model, with texts and without; so does nothing."""
    assert len(items(*everything())) == len(items(*map(without_texts, everything())))
    assert [] == items()


def test_the_exact_words() -> None:
    """Both selectors give the same code points of the file, and the words around them."""
    found = items(*seeds())
    resources = [one["target"] for one in found]
    resources += [one["body"][0] for one in found if one["motivation"] == "linking"]

    assert 39 + 19 == len(resources)
    for resource in resources:
        quote, place = resource["selector"]
        text = (ROOT / resource["source"]).read_text("utf-8")
        assert quote["exact"] == text[place["start"] : place["end"]]
        before, after = quote.get("prefix", ""), quote.get("suffix", "")
        assert text[: place["start"]].endswith(before)
        assert text[place["end"] :].startswith(after)
        assert min(32, place["start"]) == len(before)
        assert min(32, len(text) - place["end"]) == len(after)


def test_assessed_and_linked() -> None:
    """A quotation is assessed with verdict and findings, and linked to the words it renders."""
    assessed, linked = items(on_the_web(altered()))
    tag, verdict, *findings = assessed["body"]
    passage, link = linked["body"]

    assert ("assessing", "linking") == (assessed["motivation"], linked["motivation"])
    assert assessed["target"] == linked["target"]
    assert f"{URL}/post" == assessed["target"]["source"]
    assert ("tagging", "altered") == (tag["purpose"], tag["value"])
    assert verdict["value"].startswith(
        "altered, meaning shifted; The vice director general of the"
    )
    assert ["info QP403 carrier-missing", "error QP102 polarity-flip"] == [
        finding["value"].partition(":")[0] for finding in findings
    ]
    assert URL == passage["source"]
    assert {
        "id": f"{URL}#:~:text=We%20have%20never%20exported,plan%20to%20export%20them,-%2E",
        "type": "Text",
        "format": "text/html",
    } == link


def test_accepted() -> None:
    """What was accepted says so."""
    (assessed, _) = items(accepting(altered(), "QP102"))
    assert assessed["body"][-1]["value"].endswith("(accepted: the desk knows, 0)")


def test_ids_stay() -> None:
    """The same quotation of the same article has the same ids in any run; another has others."""
    alone, together = items(seeds()[1]), items(*seeds())
    other = items(altered())

    assert {one["id"] for one in alone} <= {one["id"] for one in together}
    assert not {one["id"] for one in together} & {one["id"] for one in other}


def test_without_texts() -> None:
    """Where the text is not at hand, the words stand without those around them."""
    (assessed, linked) = items(without_texts(altered()))
    quote = assessed["target"]["selector"][0]

    assert {"type", "exact"} == set(quote)
    assert "drafts/post.txt" == assessed["target"]["source"]
    assert linked["body"][0]["source"].startswith("urn:uuid:")
    assert 1 == len(linked["body"])


def test_exact_is_exact() -> None:
    """Words are data and stay as they are; what is shown of them is made visible."""
    words = "so \u202ebe\u202c it"
    report = checked(Article(id="a", text=f"“{words}”, the DPRK\u202e said.", path="a.txt"))
    (assessed,) = items(report)

    assert words == assessed["target"]["selector"][0]["exact"]
    assert "\u202e" not in json.dumps([b["value"] for b in assessed["body"]], ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("abc", 1, 2, ("a", "c")),
        ("a" * 40 + "X" + "b" * 40, 40, 41, ("a" * 32, "b" * 32)),
        # 31 letters leave one code point, and a letter with its accent is two
        ("e\u0301" + "a" * 31 + "X" + "b" * 31 + "e\u0301", 33, 34, ("a" * 31, "b" * 31)),
        ("👩‍👩‍👧‍👦" * 5, 14, 21, ("👩‍👩‍👧‍👦" * 2, "👩‍👩‍👧‍👦" * 2)),
        ("🇺🇦" * 20 + "X", 40, 41, ("🇺🇦" * 16, "")),
        ("a" + "\u0301" * 60 + "X", 61, 62, ("", "")),
    ],
)
def test_around(text: str, start: int, end: int, expected: tuple[str, str]) -> None:
    """The words around are 32 code points, or fewer where a character would be cut."""
    assert expected == around(text, start, end)


def test_links_only_to_pages() -> None:
    """What is no page is not linked to."""
    bad = on_the_web(altered(), "javascript:alert(1)")
    (_, linked) = items(bad)

    assert 1 == len(linked["body"])
    assert "examples/seeds/statements/001_5090525799506049.txt" == linked["body"][0]["source"]


def test_link_where_statement_is_long() -> None:
    """The link names the words before and after, on their line."""
    q = altered().quotations[0]
    assert q.statement
    passage = q.passages[0].model_copy(update={"start": 300, "end": 305, "text": "never"})
    text = "x " * 149 + "z never w " + "y " * 200
    one = q.model_copy(update={"passages": (passage,)})
    report = on_the_web(altered().model_copy(update={"quotations": (one,)}))
    statement = Statement(id=q.statement.id, text=text, url=URL)
    (_, linked) = items(report.beside(Texts(altered().texts.article, {q.statement.id: statement})))

    assert f"{URL}#:~:text=x%20x%20x%20z-,never,-w%20y%20y%20y" == linked["body"][1]["id"]
