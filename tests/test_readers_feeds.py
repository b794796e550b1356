"""
Feeds: which words of an entry are read, and what no feed may do.
"""

from __future__ import annotations

import socket
import sys
import time

import pytest

from quoteprov import limits
from quoteprov.readers import Document, Problem, read
from tests.files import atom, document, problem


RSS = '<rss version="2.0"><channel><title>The Courier</title>{}</channel></rss>'
BOMB = '<!DOCTYPE rss [<!ENTITY a "ha">{}]>'.format(
    "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
)


@pytest.fixture
def write(tmp_path):
    """Write a feed and give its path."""

    def _write(content: str | bytes):
        path = tmp_path / "a.xml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


@pytest.fixture
def fields(write):
    """Write a feed of one entry, and give the fields that are read of it."""

    def _fields(entry: str) -> dict[str, str]:
        found = document(write(RSS.format(f"<item>{entry}<title>T</title></item>")))
        return found.fields

    return _fields


class TestEntries:
    """One document for each entry."""

    def test_many(self, write):
        """Each has its own id: its guid, else its address, else the file's with its number."""
        entries = (
            "<item><guid>urn:7</guid><description>One.</description></item>"
            "<item><link>https://courier.example/2</link><title>Two &amp; more</title></item>"
            "<item><title>Three</title><description>Not &lt;i>1&lt;/i> word.</description></item>"
        )
        found = [i for i in read(write(RSS.format(entries))) if isinstance(i, Document)]
        assert [
            ("urn:7", "One."),
            ("https://courier.example/2", "Two & more"),
            ("a.xml:3", "Three\n\nNot 1 word."),
        ] == [(i.id, i.text) for i in found]

    def test_one_without_words_stops_no_other(self, write):
        """It is a problem with its number."""
        entries = "<item><link>x</link></item><item><title>Two</title></item>"
        first, second = read(write(RSS.format(entries)))
        assert isinstance(first, Problem)
        assert "entry 1 has neither a title nor a text" == first.message
        assert isinstance(second, Document)

    def test_the_longest_text_counts(self, write):
        """A summary beside the whole text is not read."""
        entry = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><summary>Short.</summary>'
            '<content type="text">A &lt; b, he said: “No.”</content></entry></feed>'
        )
        assert "A < b, he said: “No.”" == document(write(entry)).text

    @pytest.mark.parametrize(
        ("given", "date"),
        [
            ("<pubDate>Tue, 08 Nov 2022 06:58:00 +0300</pubDate>", "2022-11-08T06:58:00+03:00"),
            ("<pubDate>2022-11-08T23:58:00-05:00</pubDate>", "2022-11-08T23:58:00-05:00"),
            ("<pubDate>Nov 8 2022</pubDate>", "2022-11-08T00:00:00Z"),
            ("<pubDate>yesterday</pubDate>", None),
            (
                '<d:date xmlns:d="http://purl.org/dc/elements/1.1/">2022-11-08</d:date>',
                "2022-11-08",
            ),
        ],
    )
    def test_the_day(self, fields, given, date):
        """With its clock, as it was given; what is no day is none."""
        assert date == fields(given).get("date")

    def test_where_it_stood(self, fields):
        """An entry that names its source is that outlet's; an address is one of the web."""
        given = '<source url="https://o.example/f">The Other</source><link>urn:x</link>'
        assert {"title": "T", "outlet": "The Other"} == fields(given)

    @pytest.mark.parametrize(
        ("given", "lang"), [("fr-fr", "fr-fr"), ("en_US", "en-US"), ("?", None)]
    )
    def test_its_language(self, write, given, lang):
        """As the feed says; what is no tag is left to be detected."""
        feed = RSS.format(f"<language>{given}</language><item><title>T</title></item>")
        assert lang == document(write(feed)).fields.get("lang")


class TestProblems:
    """Files that are none, too large, or made to do harm."""

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("", "holds no text"),
            ("<a/>", "is no RSS and no Atom; save its text as .txt"),
            (RSS.format(""), "is a feed without entries"),
            (RSS.format("<item>")[:-9], "is not well-formed XML ("),
            (RSS.format("&nbsp;"), "is not well-formed XML (undefined entity, line 1)"),
            (RSS.format("é").encode("cp1252"), "is not UTF-8 (byte 0xe9"),
            (BOMB + RSS.format("&i;"), "declares entities of its own, which are not read"),
            (
                '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RSS.format("&x;"),
                "declares entities of its own",
            ),
            (RSS.format("<item/>" * (limits.FEED_ENTRIES + 1)), "has more than 5,000 entries"),
            (RSS.format("<a/>" * (limits.FEED_ELEMENTS + 1)), "has more than 500,000 elements"),
            (RSS.format("<a>" * 400_000 + "</a>" * 400_000), "is a feed without entries"),
        ],
        ids=lambda value: value[:24] if isinstance(value, str) else "bytes",
    )
    def test_what_is_not_read(self, write, content, told):
        """Each says what was found, and soon."""
        begin = time.process_time()
        assert problem(write(content)).message.startswith(told)
        assert time.process_time() - begin < 30

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            ("<p " + " ".join(f"a{i}" for i in range(2_000)) + ">", "more than 1,000 attributes"),
            ("<div>" * 1_000 + "x", "elements nested more than 256 deep"),
        ],
    )
    def test_hostile_html_in_an_entry(self, write, body, told):
        """One entry that cannot be read stops no other."""
        entries = f"<item><description><![CDATA[{body}]]></description></item>"
        bad, good = read(write(RSS.format(f"{entries}<item><title>Two</title></item>")))
        assert isinstance(bad, Problem)
        assert bad.message.startswith("entry 1 has ")
        assert told in bad.message
        assert isinstance(good, Document)

    def test_nothing_is_fetched(self, write, monkeypatch):
        """Neither a document type nor a style sheet nor a picture."""

        def refuse(*_):
            pytest.fail("something was fetched")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        feed = (
            '<?xml-stylesheet href="http://192.0.2.1/a.xsl"?>'
            '<!DOCTYPE rss SYSTEM "http://192.0.2.1/a.dtd">'
            + RSS.format(
                "<item><title>T</title><description>"
                "&lt;img src='http://192.0.2.1/a.png'>Words.</description></item>"
            )
        )
        assert "T\n\nWords." == document(write(feed)).text

    @pytest.mark.parametrize("library", ["feedparser", "lxml.html"])
    def test_without_the_extra(self, tmp_path, monkeypatch, library):
        """The message names what is missing and how to install it."""
        monkeypatch.setitem(sys.modules, library, None)
        told = f'is a feed, and {library} is not installed: pip install "quoteprov[feeds]"'
        assert told == problem(atom(tmp_path / "a.atom")).message
