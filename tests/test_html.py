"""
Saved web pages: what arrives of the article, what it is called, what was lost on the way.
"""

from __future__ import annotations

import socket
import sys

import pytest

from quoteprov import Article, Corpus, Verifier, limits
from quoteprov.corpus.documents import statement
from quoteprov.quotes.find import find
from quoteprov.readers import Document, Problem, read
from quoteprov.readers.html import _paragraphs
from quoteprov.readers.losses import losses
from quoteprov.readers.markup import tree
from quoteprov.text.zones import zones
from quoteprov.verifier import articles


for package in ("lxml", "trafilatura"):
    pytest.importorskip(package, reason=f'no {package}: pip install "quoteprov[html]"')


HEADLINE = "Norrvik denies selling its ferries"
LEAD = (
    "The harbour council of Norrvik said on Tuesday that it had sold none of its ferries, after a "
    "newspaper reported that three of them had left for another country in the spring."
)
SAID = (
    "“We have never sold a ferry, and we will not plan to sell one,” a spokeswoman told reporters."
)
LAST = (
    "The newspaper said that it stood by its story, which it had from two officials who asked not "
    "to be named because they were not allowed to talk about the fleet."
)
MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>'
TEASERS = (
    "<aside><h3>More stories</h3><ul>"
    '<li><a href="/1">“We are very sorry,” says the mayor of Sundvall</a></li>'
    '<li><a href="/2">Ferry runs aground</a></li></ul></aside>'
)
COMMENTS = (
    '<section id="comments"><h3>Comments</h3><div class="comment"><p>“They always lie about it,” '
    "my uncle said when he read this.</p></div></section>"
)


def page(*inner: str, head: str = "", after: str = TEASERS) -> str:
    """A page with an article of which *inner* is the middle."""
    middle = "".join(one if one.startswith("<") else f"<p>{one}</p>" for one in inner)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title>'
        f"{head}</head><body>{MENU}<article><h1>{HEADLINE}</h1><p>{LEAD}</p>{middle}<p>{LAST}</p>"
        f"</article>{after}<footer>© 2026 The Norrvik Courier</footer></body></html>"
    )


@pytest.fixture
def saved(tmp_path):
    """Save a page, and read it back as what must be a single document or problem."""

    def _saved(content: str | bytes, name: str = "page.html") -> Document | Problem:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        (item,) = read(path)
        return item

    return _saved


@pytest.fixture
def read_page(saved):
    """Save a page, and read it back as what must be a document."""

    def _read_page(content: str | bytes) -> Document:
        item = saved(content)
        assert isinstance(item, Document), item
        return item

    return _read_page


def quoted(text: str) -> list[str]:
    """The quotations that the finder sees in a text."""
    return [q.text for q in find(text, zones(text))]


class TestText:
    """The words of the article."""

    def test_headline_paragraphs_and_nothing_else(self, read_page):
        """Headline first, blank lines between paragraphs; menu, teasers and footer stay out."""
        text = read_page(page(SAID)).text
        assert f"{HEADLINE}\n\n{LEAD}\n\n{SAID}\n\n{LAST}" == text

    def test_the_headline_of_the_metadata_is_put_first(self, read_page):
        """Where the article holds no heading, what the page is called stands above it."""
        bare = page(SAID).replace(f"<h1>{HEADLINE}</h1>", "")
        assert read_page(bare).text.startswith(f"{HEADLINE}\n\n{LEAD}")

    def test_subheads_stay(self, read_page):
        """A heading within the article is a paragraph of its own."""
        text = read_page(page(SAID, "<h2>What the newspaper says</h2>")).text
        assert f"{SAID}\n\nWhat the newspaper says\n\n{LAST}" in text

    @pytest.mark.parametrize(
        ("markup", "expected"),
        [
            pytest.param(
                "She said <q>we sold none</q>, and left.",
                "She said “we sold none”, and left.",
                id="marks-are-put-in",
            ),
            pytest.param(
                "She said <q>we sold <q>not one</q> of them</q> there.",
                "She said “we sold ‘not one’ of them” there.",
                id="nested",
            ),
            pytest.param(
                "She said <q>“we sold none”</q>, and left.",
                "She said “we sold none”, and left.",
                id="marks-of-its-own",
            ),
            pytest.param(
                "She said <q cite='x'>we <b>never</b> did</q>.",
                "She said “we never did”.",
                id="with-elements",
            ),
            pytest.param(
                "She said &ldquo;we sold <em>none</em>&rdquo;, and&nbsp;left.",
                "She said “we sold none”, and left.",
                id="entities",
            ),
            pytest.param(
                'She said "we <a href="/f">sold</a> none", and\n   left.',
                'She said "we sold none", and left.',
                id="links-and-line-ends",
            ),
        ],
    )
    def test_quotation_marks_arrive(self, read_page, markup, expected):
        """Marks as characters stay, ``<q>`` becomes marks, in the order of the page."""
        document = read_page(page(markup))
        assert f"\n\n{expected}\n\n" in document.text
        assert () == document.losses

    def test_a_block_quote_is_a_quotation(self, read_page):
        """``<blockquote>`` becomes one block quote that the finder knows, whole."""
        block = (
            "<p>The council wrote:</p><blockquote><p>We have never sold a ferry.</p>"
            "<p>We regard this story as made up.</p></blockquote>"
        )
        text = read_page(page(block)).text
        assert (
            "\n\n> We have never sold a ferry.\n>\n> We regard this story as made up.\n\n" in text
        )
        (found,) = quoted(text)
        assert found.startswith("We have never sold")
        assert found.endswith("made up.")

    def test_a_block_quote_without_paragraphs(self, read_page):
        """Its words may stand in it directly, with line breaks."""
        block = "<blockquote>We have never sold a ferry.<br>Nor will we.</blockquote>"
        text = read_page(page("They wrote:", block)).text
        assert "\n\n> We have never sold a ferry.\n> Nor will we.\n\n" in text

    def test_an_arrow_makes_no_quotation(self, read_page):
        """Links that begin with ">" are not taken for a block quote."""
        text = read_page(
            page(SAID, "&gt; Read also: why three ferries left Norrvik in spring")
        ).text
        assert [SAID.partition(",”")[0].removeprefix("“") + ","] == quoted(text)

    def test_an_old_archive_in_pre(self, read_page):
        """A statement in ``<pre>`` is paragraphs, not one quotation."""
        lines = f"{LEAD}\n\n{SAID}\n\n{LAST}"
        text = read_page(
            f"<html><title>{HEADLINE}</title><body><pre>{lines}</pre></body></html>"
        ).text
        assert f"{HEADLINE}\n\n{lines}" == text

    def test_line_breaks_for_paragraphs(self, read_page):
        """Pages that know no ``<p>`` keep their lines apart."""
        body = f"<div id=story>{LEAD}<br><br>{SAID}<br><br>{LAST}</div>"
        text = read_page(f"<html><title>{HEADLINE}</title><body>{body}</body></html>").text
        assert [LEAD, SAID, LAST] == [line for line in text.split("\n") if line][-3:]

    def test_a_forum_copy(self, read_page):
        """A post that copies an article keeps its quotations."""
        copied = f"<blockquote><p>{LEAD}</p><p>{SAID}</p></blockquote>"
        post = f"<div class=post><p>Saw this today:</p>{copied}</div>"
        text = read_page(f"<html><title>Ferries?</title><body>{MENU}{post}</body></html>").text
        assert f"> {LEAD}\n>\n> {SAID}" in text


class TestFields:
    """What the page says of itself."""

    OPEN_GRAPH = (
        '<meta property="og:site_name" content="The Norrvik Courier">'
        '<meta property="og:url" content="https://courier.example/ferries">'
        '<meta property="article:published_time" content="2022-11-08T06:58:00+00:00">'
        '<meta property="article:modified_time" content="2022-11-10T09:00:00+00:00">'
    )
    JSON_LD = (
        '<script type="application/ld+json">{"@context": "https://schema.org", '
        '"@type": "NewsArticle", "headline": "' + HEADLINE + '", '
        '"datePublished": "2022-11-08T06:58:00Z", "dateModified": "2022-11-10"}</script>'
    )

    @pytest.mark.parametrize(
        ("head", "inner"),
        [
            pytest.param(OPEN_GRAPH, "", id="open-graph"),
            pytest.param(JSON_LD, "", id="json-ld"),
            pytest.param("", '<time datetime="2022-11-08T06:58">yesterday</time>', id="time"),
            pytest.param('<meta name="date" content="2022-11-08">', "", id="meta-date"),
        ],
    )
    def test_the_day_is_of_low_trust(self, saved, tmp_path, head, inner):
        """The day of publication in the metadata is told as such and never as stated."""
        saved(page(f"<p>{SAID}</p>{inner}", head=head))
        (article,) = articles(tmp_path / "page.html")
        assert isinstance(article, Article)
        assert article.published is not None
        assert ("2022-11-08", "low") == (article.published.iso, article.published.trust)
        assert article.published.read_from == "page metadata"

    def test_outlet_address_and_title(self, read_page):
        """Where it stood and what it is called."""
        fields = read_page(page(SAID, head=self.OPEN_GRAPH)).fields
        expected = {
            "title": HEADLINE,
            "url": "https://courier.example/ferries",
            "outlet": "The Norrvik Courier",
            "page_date": "2022-11-08",
        }
        assert expected == fields

    def test_a_copyright_line_is_no_day(self, read_page):
        """A year alone is not the first of January."""
        assert "page_date" not in read_page(page(SAID)).fields


class TestEncodings:
    """The page declares its encoding; nothing is guessed."""

    @pytest.mark.parametrize(
        ("declared", "codec"),
        [
            pytest.param('<meta charset="windows-1252">', "cp1252", id="windows-1252"),
            pytest.param('<meta charset="iso-8859-1">', "cp1252", id="latin-1-as-browsers-do"),
            pytest.param(
                '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
                "cp1251",
                id="http-equiv",
            ),
            pytest.param('<meta charset="utf-16">', "utf-8", id="what-cannot-be-is-utf-8"),
            pytest.param("", "utf-8", id="none-is-utf-8"),
            pytest.param("", "utf-16", id="byte-order-mark"),
            pytest.param('<meta charset="latin-2">', "utf-8-sig", id="mark-before-declaration"),
        ],
    )
    def test_curly_marks_in_any_encoding(self, read_page, declared, codec):
        """The same words and marks arrive from each."""
        markup = page(SAID).replace('<meta charset="utf-8">', declared).replace("©", "(c)")
        assert f"\n\n{SAID}\n\n" in read_page(markup.encode(codec)).text

    def test_korean(self, read_page):
        """EUC-KR is read with its extensions."""
        text = (
            "국방성은 화요일 “우리는 무기를 수출한 적이 없다”고 밝혔다. 펲시콜라도 마찬가지이다."
        )
        markup = page(*[text] * 3).replace('charset="utf-8"', 'charset="euc-kr"').replace("©", "")
        assert text in read_page(markup.encode("cp949")).text

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            pytest.param(page(SAID).encode("cp1252"), "is not UTF-8 (byte 0x93", id="wrong"),
            pytest.param(b'<meta charset="zip">x', "declares the encoding 'zip'", id="no-text"),
            pytest.param(b'<meta charset="klingon">x', "the encoding 'klingon'", id="unknown"),
            pytest.param(b"<p>Wor\0ds</p>", "is a binary file", id="binary"),
        ],
    )
    def test_what_is_not_as_declared_is_told(self, saved, data, told):
        """No encoding is guessed in place of the one that is declared."""
        found = saved(data)
        assert isinstance(found, Problem)
        assert told in found.message


class TestProblems:
    """Pages that cannot be read."""

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("<html><body></body></html>", id="no-words"),
            pytest.param("<html><script>var a = 1;</script></html>", id="script-only"),
            pytest.param("https://courier.example/ferries", id="an-address"),
            pytest.param("<!-- nothing -->", id="comment"),
        ],
    )
    def test_a_page_without_text(self, saved, monkeypatch, content):
        """It is a problem, and nothing is fetched to mend it."""

        def refuse(*_):
            pytest.fail("a page was fetched")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        found = saved(content)
        assert isinstance(found, Problem)
        assert found.message.startswith("holds no text of an article")

    @pytest.mark.parametrize("content", ["", " \n"])
    def test_an_empty_file(self, saved, content):
        """A file without anything is a problem."""
        assert isinstance(saved(content), Problem)

    @pytest.mark.parametrize("name", ["a.html", "a.HTM"])
    def test_without_the_extra(self, saved, monkeypatch, name):
        """The message names what is missing and how to install it."""
        monkeypatch.setitem(sys.modules, "trafilatura", None)
        found = saved(page(SAID), name)
        assert isinstance(found, Problem)
        assert 'trafilatura is not installed: pip install "quoteprov[html]"' in found.message

    def test_a_huge_page_is_not_read(self, tmp_path):
        """The limit is that of all files."""
        path = tmp_path / "a.html"
        with path.open("wb") as file:
            file.truncate(limits.FILE_BYTES + 1)
        (found,) = read(path)
        assert isinstance(found, Problem)
        assert "are not read" in found.message

    @pytest.mark.parametrize("attribute", [' a{}="b c"', " a{}", ' x=">" a{}=b'])
    def test_an_element_of_endless_attributes(self, saved, attribute):
        """A page on which the parser would spend minutes is refused at once."""
        attributes = "".join(attribute.format(i) for i in range(limits.ATTRIBUTES + 1))
        found = saved(page(SAID).replace("<body>", f"<body{attributes}>"))
        assert isinstance(found, Problem)
        assert "more than 1,000 attributes" in found.message

    @pytest.mark.parametrize(
        "inner", ["<div>" * 300 + SAID, "word " * 3_000_000], ids=["deep", "long"]
    )
    def test_what_libxml2_gives_up_on(self, saved, inner):
        """It would lose all that follows without a word."""
        found = saved(page(f"<p>{inner}"))
        assert isinstance(found, Problem)
        assert found.message.startswith("has elements nested more than 256 deep, or 10,000,000")

    def test_nothing_is_printed(self, saved, capfd):
        """What the libraries find odd about a page is no output of ours."""
        saved("<p>")
        assert ("", "") == capfd.readouterr()


class TestLosses:
    """What stands in the article and did not arrive."""

    MAYOR = "<p>The mayor called the story “made up” and “a bad joke” when he was asked.</p>"

    @pytest.mark.parametrize(
        ("gone", "put", "told"),
        [
            pytest.param(
                "The mayor called the story “made up” and “a bad joke” when he was asked.",
                "",
                ["4 of the quotation marks of the web page were not read, the first in 'The"],
                id="a-paragraph",
            ),
            pytest.param("“made up”", "made up", ["2 of the quotation marks"], id="two-marks"),
            pytest.param(LAST, "", [], id="the-last-but-one-of-many-without-marks"),
            pytest.param(f"\n\n{LAST}", "", ["% of the article on the web"], id="all-of-them"),
            pytest.param("\n\n", "\n", [], id="blank-lines-only"),
        ],
    )
    def test_what_is_lost(self, read_page, gone, put, told):
        """Quotation marks are missed one by one, other words from a tenth of the article on."""
        markup = page(SAID, *[LAST] * 3, self.MAYOR, *[LEAD] * 3)
        text = read_page(markup).text
        assert gone in text
        text = text.replace(gone, put, 1 if gone == LAST else -1)
        found = list(losses(list(_paragraphs(tree(markup))), text))
        assert len(found) == len(told)
        assert all(said in one for said, one in zip(told, found, strict=True))

    def test_a_loss_of_the_extraction_is_told(self, read_page):
        """Words that stand straight in a div are dropped; that they are missing is said."""
        straight = "<div>The mayor called the story “made up” and “a bad joke” twice.</div>"
        document = read_page(page(*[SAID, "<table><tr><td>1</td></tr></table>", straight] * 9))
        assert "bad joke" in document.text or "quotation marks" in " ".join(document.losses)

    @pytest.mark.parametrize("after", [TEASERS, COMMENTS, TEASERS + COMMENTS])
    def test_what_stands_beside_the_article_is_no_loss(self, read_page, after):
        """Teasers and comments that were left out are not missed."""
        document = read_page(page(SAID, after=after))
        assert "very sorry" not in document.text
        assert () == document.losses

    def test_the_report_says_it(self, saved, tmp_path):
        """Article and statement: finding QP903, and a problem of the corpus."""
        given = Article(id="a", text=f"{LEAD}\n\n{SAID}", losses=("2 marks were not read",))
        corpus = Corpus.build(statement_page(tmp_path))
        report = Verifier(corpus).verify(given)
        (finding,) = [f for f in report.findings if f.code == "QP903"]
        assert "2 marks were not read" == finding.message
        assert "save the text of the article" in finding.help

        problems: list[Problem] = []
        statement(Document("a.html", LEAD, "a.html", losses=("2 marks were not read",)), problems)
        assert [Problem("a.html", 1, "2 marks were not read")] == problems


def statement_page(folder):
    """A folder with a page that holds what was really said."""
    folder = folder / "statements"
    folder.mkdir()
    words = "We have never sold a ferry before and we will not plan to sell one to anybody."
    (folder / "statement.html").write_text(
        page(words, head='<meta name="author" content="Harbour council">'), encoding="utf-8"
    )
    return folder


def test_a_page_at_which_trafilatura_fails(tmp_path, monkeypatch):
    """Whatever happens in it is told of that page, and the next one is read."""
    import trafilatura

    extract = trafilatura.bare_extraction

    def fails(tree, **options):
        if "boom" in tree.text_content():
            raise ZeroDivisionError
        return extract(tree, **options)

    monkeypatch.setattr(trafilatura, "bare_extraction", fails)
    statement_page(tmp_path)
    (tmp_path / "a.html").write_text(page("She said: <q>boom</q>"), encoding="utf-8")
    bad, good = read(tmp_path)

    assert isinstance(bad, Problem)
    assert "cannot be taken apart (ZeroDivisionError); save its text as .txt" == bad.message
    assert isinstance(good, Document)


def test_pages_against_pages(tmp_path):
    """An article on a page is held against a statement on a page, with true offsets."""
    path = tmp_path / "article.htm"
    path.write_text(
        page(
            "She said: <q>We have never sold a ferry before and we will not plan to sell one.</q>"
        ),
        encoding="utf-8",
    )
    report = Verifier(Corpus.build(statement_page(tmp_path))).verify(path)
    (quotation,) = report.quotations
    assert "verbatim" == quotation.verdict
    assert "statement.html" == (quotation.statement and quotation.statement.id)
