"""
Items of IPTC ninjs, from 1.0 to 3.x.
"""

from __future__ import annotations

import json
import sys

import pytest

from tests.files import ADDRESS, MARKUP, document, ninjs, problem


def test_version_1(tmp_path):
    """One headline, bodies by the endings of their names, names in lower case."""
    found = document(
        ninjs(
            tmp_path / "a.json",
            uri=ADDRESS,
            versioncreated="2013-07-09T10:37:00Z",
            language="en",
            headline="Captain on trial",
            byline="Jane Doe",
            body_text="One “text”.",
            body_xhtml="<p>One <q>text</q>.</p><p>Two.</p>",
        )
    )
    assert (ADDRESS, "Captain on trial\n\nOne “text”.\n\nTwo.") == (found.id, found.text)
    assert {
        "title": "Captain on trial",
        "date": "2013-07-09T10:37:00Z",
        "url": ADDRESS,
        "lang": "en",
    } == found.fields


def test_version_2(tmp_path):
    """Lists of headlines and bodies, names in lower case, an id that is no address."""
    found = document(
        ninjs(
            tmp_path / "a.json",
            uri="urn:newsml:agency.example:1",
            versioncreated="2019-05-10T16:02:28+02:00",
            copyrightholder="An agency",
            language="german",
            headlines=[{"value": "Derby"}],
            bodies=[
                {"contenttype": "text/plain", "value": "Er sagte: «Nein.»\r\n\r\nMehr nicht."}
            ],
        )
    )
    assert "Derby\n\nEr sagte: «Nein.»\r\n\r\nMehr nicht." == found.text
    assert {
        "title": "Derby",
        "date": "2019-05-10T16:02:28+02:00",
        "outlet": "An agency",
    } == found.fields


def test_the_main_body_counts(tmp_path):
    """Of several in HTML that with the role, else the first."""
    bodies = [
        {"role": role, "contentType": "text/html", "value": f"<p>{role}</p>"}
        for role in ("short", "main")
    ]
    assert "main" == document(ninjs(tmp_path / "a.json", bodies=bodies)).text
    assert "short" == document(ninjs(tmp_path / "a.json", bodies=bodies[:1])).text


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is empty"),
        ("{", "is not JSON ("),
        ("[" * 100_000, "is not JSON (too deep or too long)"),
        ('{"a": ' * 100_000, "is not JSON (too deep or too long)"),
        ("[]", "is a JSON list; expected a ninjs item, which is an object"),
        ('{"name": "x"}', "is no ninjs item with a body (found: name); JSON of another form"),
        ("{}", "is no ninjs item with a body (found: no keys)"),
        ('{"uri": 1, "bodies": 5, "headline": []}', "is no ninjs item with a body"),
        ('{"uri": "x", "bodies": [7, {"value": {}}]}', "is no ninjs item with a body"),
        (
            json.dumps({"bodies": [{"contentType": "text/vnd.IPTC.NITF", "value": "<nitf/>"}]}),
            "has no body in HTML or plain text (found: text/vnd.iptc.nitf)",
        ),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_item(tmp_path, content, told):
    """It is told what was found and what is read instead."""
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert problem(path).message.startswith(told)


def test_plain_text_needs_nothing(tmp_path, monkeypatch):
    """Only a body in HTML needs lxml, and the message says how it is installed."""
    monkeypatch.setitem(sys.modules, "lxml.html", None)
    assert "Words." == document(ninjs(tmp_path / "a.json", body_text="Words.")).text
    told = (
        "is a ninjs item with a body in HTML, and lxml.html is not installed: "
        'pip install "quoteprov[ninjs]"'
    )
    path = ninjs(tmp_path / "a.json", body_text="Words.", body_html=MARKUP)
    assert told == problem(path).message
