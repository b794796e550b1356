"""The page: every text is in it as it is, every link leads somewhere, and nothing in it acts."""

from __future__ import annotations

import re
import textwrap

from typing import TYPE_CHECKING, Any

import html5lib
import pytest

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

from quoteprov import Article
from quoteprov.models import Dated
from quoteprov.render.html import render_html
from quoteprov.render.marked import WHOLE, Mark, paragraphs
from quoteprov.render.timeline import drawn
from tests import rendering
from tests.rendering import ARTICLES, ROOT, everything, flat


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from quoteprov import Report, Verifier


@pytest.fixture
def verifier() -> Verifier:
    """Checks against the two statements."""
    return rendering.verifier()


@pytest.fixture
def reports() -> list[Report]:
    """What is found in the three articles."""
    return list(rendering.seeds())


def page(reports: Iterable[Report]) -> Any:
    """The page as a tree."""
    return markup.document_fromstring("\n".join(render_html(reports)))


def words(element: Any) -> str:
    """The text of an element, without what is said to those who do not see it."""
    copy = markup.fromstring(markup.tostring(element, encoding="unicode", with_tail=False))
    for hidden in copy.xpath("//*[@class='vh' or contains(@class, 'ref')]"):
        hidden.drop_tree()
    text: str = copy.text_content()
    return text


def highlighted(tree: Any, pane: str, quotation: str) -> str:
    """What is highlighted of a quotation in the article, or of its passages in the statements."""
    found = tree.xpath(f"//*[@aria-labelledby='{pane}']//mark")
    return "".join(m.text for m in found if quotation in m.get("data-q").split())


def test_quotations_stand_at_their_characters(reports: list[Report]) -> None:
    """What is highlighted is the quotation, character by character, and so are its passages."""
    tree = page(reports)
    shown = 0
    for n, report in enumerate(reports, 1):
        for q in report.quotations:
            assert flat(q.text) == highlighted(tree, f"a{n}-article", q.id)
            covered = {i for p in q.passages for i in range(p.start, p.end)}
            text = report.texts.statements[q.statement.id].text if q.statement else ""
            own = "".join(text[i] for i in sorted(covered))
            assert flat(own) == highlighted(tree, f"a{n}-statements", q.id)
            shown += 1
    assert 20 == shown


def test_links_lead_both_ways(reports: list[Report]) -> None:
    """From the article to what was found, to the passage, and back; no link leads nowhere."""
    tree = page(reports)
    ids = [e.get("id") for e in tree.xpath("//*[@id]")]
    targets = [a.get("href")[1:] for a in tree.xpath("//a[starts-with(@href, '#')]")]

    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    for n, report in enumerate(reports, 1):
        for q in report.quotations:
            assert {f"a{n}-{q.id}", f"a{n}-{q.id}-there"} <= set(targets)
            assert {f"a{n}-{q.id}-at-{p.start}" for p in q.passages} <= set(targets)


def test_changed_words(verifier: Verifier) -> None:
    """Words that were put in and left out are marked as such, on either side, and nothing else."""
    quoted = "We have ever exported weapons or ammunition to Russia before"
    article = Article(id="a", text=f"The vice director general said: “{quoted}.” He left on foot.")
    (card,) = page([verifier.verify(article)]).xpath("//*[@id='a1-q1']")

    assert ["ever"] == [words(e) for e in card.iter("ins")]
    assert ["never"] == [words(e) for e in card.iter("del")]
    assert f"“{quoted}.”" == words(card.xpath(".//blockquote")[0])
    assert "✗ altered" in card.text_content()
    assert "[left out: never]" in card.text_content()


def test_moved_words(verifier: Verifier) -> None:
    """Words that only stand elsewhere are neither added nor left out."""
    quoted = "We have never exported ammunition or weapons to Russia before"
    article = Article(id="a", text=f"The vice director general said: “{quoted}.” He left on foot.")
    (card,) = page([verifier.verify(article)]).xpath("//*[@id='a1-q1']")

    assert [] == [*card.iter("ins"), *card.iter("del")]
    assert ["ammunition or weapons", "weapons or ammunition"] == [
        words(e) for e in card.xpath(".//*[@class='moved']")
    ]


def test_passages_the_other_way_round(verifier: Verifier) -> None:
    """What was put before words that precede it is there, and is not shown as left out."""
    quoted = (
        "the U.S. to stop making reckless remarks that We have never recognized the UNSC "
        "unlawful “sanctions resolution” against the DPRK"
    )
    text = f"The vice director general said: “{quoted}.” He left on foot."
    report = verifier.verify(Article(id="a", text=text))
    (card,) = page([report]).xpath("//*[@id='a1-q1']")

    assert "QP105" in report.quotations[0].rules
    assert ["that"] == [words(e).strip() for e in card.iter("ins")]
    assert [] == [words(e) for e in card.iter("del")]
    assert [] == card.xpath(".//*[@class='moved']")


def test_changes_that_the_writer_marked(verifier: Verifier) -> None:
    """An ellipsis is no fault, and is not shown as one."""
    quoted = "We have never exported weapons […] to Russia before"
    article = Article(id="a", text=f"The vice director general said: “{quoted}.” He left on foot.")
    (card,) = page([verifier.verify(article)]).xpath("//*[@id='a1-q1']")

    assert [] == [*card.iter("ins"), *card.iter("del")]
    assert ["or ammunition"] == [
        e.text_content().strip()
        for e in card.xpath(".//*[@class='by-writer'][not(contains(., '…'))]")
    ]


def test_facts_of_the_drawing_stand_in_the_table(reports: list[Report]) -> None:
    """Who does not see the drawing misses nothing."""
    tree = page(reports)
    for n, report in enumerate(reports, 1):
        (days,) = tree.xpath(f"//div[@class='days'][.//*[@aria-labelledby='a{n}-days']]")
        rows = [[words(cell).strip() for cell in row] for row in days.xpath(".//tbody/tr")]

        assert len(report.timeline) == len(rows)
        for one, row in zip(report.timeline, rows, strict=True):
            assert [one.day, one.what, one.verdict or ""] == [row[0], row[1], row[4]]
            assert one.text in row[2]
        drawing = drawn(report.timeline)
        assert drawing is not None
        # a claim that fits one quotation and not another is drawn once
        drawn_twice = sum(row.detail.count(";") for row in drawing.rows)
        assert len(report.timeline) == drawn_twice + sum(len(row.signs) for row in drawing.rows)


def test_days_far_apart() -> None:
    """Two days of a week and one two months later are three columns, and the gap is told."""
    days = ["2022-09-21", "2022-09-22", "2022-11-08"]
    drawing = drawn([Dated(day=day, what="carried", text="", statement="s") for day in days])

    assert drawing is not None
    assert days == [f"{c.day}" for c in drawing.columns]
    assert [46] == [left_out for _, left_out in drawing.gaps]
    assert drawn([]) is None


def test_valid() -> None:
    """The page is HTML without an error, whatever a report holds."""
    html5lib.HTMLParser(strict=True).parse("\n".join(render_html(everything())))


def test_many_articles(reports: list[Report]) -> None:
    """Of more articles than one there is an overview, a row each."""
    rows = page(reports).xpath("//section[@class='overview']//tbody/tr")

    assert [r.article.id for r in reports] == [row.xpath("string(.//a)") for row in rows]
    assert [] == page(reports[:1]).xpath("//section[@class='overview']")


def test_nothing_was_checked() -> None:
    """A page without articles says so."""
    assert "No article was checked." in page([]).text_content()


def test_interrupted(reports: list[Report]) -> None:
    """A run that ends early leaves a page of what was done, that says so."""

    def broken_off() -> Iterator[Report]:
        yield reports[0]
        raise KeyboardInterrupt

    lines = render_html(broken_off())
    shown: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        shown.extend(lines)
    tree = markup.document_fromstring("\n".join(shown))

    assert 1 == len(tree.xpath("//section[contains(@class, 'article')]"))
    assert "The run was interrupted" in tree.text_content()


def test_without_texts(reports: list[Report]) -> None:
    """A report that was read from JSON has no texts; what it says is shown all the same."""
    bare = [type(r).model_validate_json(r.model_dump_json(by_alias=True)) for r in reports]
    tree = page(bare)

    assert [] == tree.xpath("//*[contains(@class, 'pane')]")
    assert 20 == len(tree.xpath("//div[starts-with(@class, 'quotation')]"))
    ids = {e.get("id") for e in tree.xpath("//*[@id]")}
    assert {a.get("href")[1:] for a in tree.xpath("//a[starts-with(@href, '#')]")} <= ids


@pytest.mark.parametrize("place", [0, 30_000, 59_000])
def test_long_texts_are_shown_around_what_is_quoted(verifier: Verifier, place: int) -> None:
    """Of a long article what is left out is counted, and nothing that is quoted is."""
    filler = "The weather was fine that day, and nobody said a word about it. " * 1_000
    quoted = "We have never exported weapons or ammunition to Russia before"
    said = f"\nThe vice director general said: “{quoted}.”\n"
    text = filler[:place] + said + filler[place:]
    report = verifier.verify(Article(id="a", text=text))
    tree = page([report])

    assert quoted in highlighted(tree, "a1-article", "q1")
    left = [
        e.text_content()
        for e in tree.xpath("//div[@aria-labelledby='a1-article']//*[@class='left-out']")
    ]
    assert len(left) in {1, 2}
    shown = sum(
        len(words(p)) for p in tree.xpath("//div[@aria-labelledby='a1-article']//p[@data-line]")
    )
    told = sum(int(n.replace(",", "")) for line in left for n in re.findall(r"[\d,]+", line))
    breaks = text.count("\n") + len(left)
    assert len(text) - breaks <= shown + told <= len(text)
    assert shown < WHOLE


def test_wrapped_lines_are_one_paragraph(verifier: Verifier) -> None:
    """A file that breaks its lines at 72 looks like the same file without these breaks."""
    text = (ROOT / ARTICLES / "003_13a056770685a8c2.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    wrapped = "\n\n".join(textwrap.fill(line, 72, break_on_hyphens=False) for line in lines)
    plain, folded = (page([verifier.verify(Article(id="a", text=t))]) for t in (text, wrapped))
    own = "//div[@aria-labelledby='a1-article']//p[@data-line]"
    before, shown = plain.xpath(own), folded.xpath(own)

    assert [words(p) for p in before] == [words(p) for p in shown]
    for paragraph in shown:
        line = wrapped.split("\n")[int(paragraph.get("data-line")) - 1]
        assert " ".join(words(paragraph).split()).startswith(line)


TEXTS = st.text(st.sampled_from("ab “”\n\r\u202e<"), max_size=60)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_paragraphs_are_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """The pieces of all paragraphs are the text, and a mark covers its characters and no other."""
    marks = [
        Mark(min(a, len(text)), min(max(a, b), len(text)), f"q{n}", "altered", min(a, len(text)))
        for n, (a, b) in enumerate(spans)
    ]
    pieces = [piece for p in paragraphs(text, marks) for piece in p.pieces]
    lines = [(i, line) for i, line in _offsets(text) if line.strip()]
    naive = [
        (character, {m.quotation for m in marks if m.start <= i + k < m.end})
        for i, line in lines
        for k, character in enumerate(line.rstrip("\r"))
    ]

    assert naive == [(c, {m.quotation for m in p.marks}) for p in pieces for c in p.text]
    for mark in marks:
        if text[mark.start : mark.end].strip():
            assert 1 == sum(mark.quotation in {m.quotation for m in p.begun} for p in pieces)


def _offsets(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1
