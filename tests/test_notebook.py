"""What a report shows of itself in a notebook, and what it hands on to tables and to displaCy."""

from __future__ import annotations

import contextlib
import csv
import itertools
import re
import sys

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import html5lib
import pytest

from lxml import html as markup

from quoteprov import Article, Corpus
from quoteprov.cli import main
from quoteprov.errors import InputError
from quoteprov.models import (
    ArticleInfo,
    CorpusInfo,
    Edit,
    Findings,
    Passage,
    PolicyInfo,
    Report,
    Shown,
    Statement,
    Texts,
)
from quoteprov.render.csv import escape as cell
from quoteprov.render.csv import render_csv
from quoteprov.render.full import render_full
from quoteprov.render.html import render_html
from quoteprov.render.markdown import render_markdown
from quoteprov.render.notebook import MOST, html, markdown, text
from quoteprov.render.records import COLUMNS
from tests.hostile import HOSTILE, hostile
from tests.rendering import (
    ARTICLES,
    ROOT,
    STATEMENTS,
    altered,
    everything,
    flat,
    seeds,
    unread,
    verifier,
    without_texts,
)


if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from quoteprov import Quotation


STYLE = files("quoteprov.render").joinpath("templates/notebook.css").read_text("utf-8")
ELEMENTS = set(
    "section style p b bdi small span mark ins del details summary div blockquote ul li".split()
)
ATTRIBUTES = {"class", "dir", "data-q", "lang", "title", "open"}
EMPTY = "He did not say anything of the kind."
UNITS = {
    "letters": "x",
    "words": "no more. ",
    "lines": "a\n",
    "Hangul": "조선",
    "marks": '"',
    "tags": "<b>",
    "controls": "\u202e",
    "planes": "\U0010ffff",
}


def shown(value: Any) -> Any:
    """The fragment as a tree."""
    fragment = html(value)
    assert len(fragment.encode()) < MOST
    return markup.fragment_fromstring(fragment)


def words(element: Any, *hidden: str) -> str:
    """The text of an element, without what is said to those who do not see it, or in *hidden*."""
    copy = markup.fromstring(markup.tostring(element, encoding="unicode", with_tail=False))
    for name in ("vh", *hidden):
        for one in copy.find_class(name):
            one.drop_tree()
    told: str = copy.text_content()
    return told


def notes(tree: Any) -> list[str]:
    """What is said to be left out."""
    return [one.text_content().strip("… ") for one in tree.find_class("left-out")]


def told(report: Report, body: str, quotations: Iterable[Quotation], **more: Any) -> Report:
    """A report of another text, with other quotations."""
    own = report.texts.article
    assert own is not None
    changed = report.model_copy(update={"quotations": tuple(quotations), **more})
    return changed.beside(Texts(own.model_copy(update={"text": body}), report.texts.statements))


# ---------------------------------------------------------------------------------- the fragment


@pytest.mark.parametrize("number", range(5))
def test_quotations_stand_at_their_characters(number: int) -> None:
    """What is highlighted is the quotation, character by character."""
    report = everything()[number]
    marks = shown(report).xpath(".//mark")
    for q in report.quotations:
        own = [m.text for m in marks if q.id in m.get("data-q").split()]
        assert flat(q.text) == "".join(own)
    assert report.texts.article is None or marks


def test_the_article_is_whole() -> None:
    """With what lies outside the body counted, the paragraphs are the text."""
    for report in [*seeds(), altered()]:
        assert report.texts.article is not None
        whole = flat(report.texts.article.text)
        (frame,) = shown(report).find_class("text")
        at = 0
        for line in frame.xpath("./p[@dir]"):
            at = whole.index(flat(words(line, "at")), at) + len(flat(words(line, "at")))
        folded = [int(n) for note in notes(frame) for n in re.findall(r"^(\d+) lines?", note)]
        lines = [one for one in report.texts.article.text.split("\n") if one.strip()]
        assert len(lines) == len(frame.xpath("./p[@dir]")) + sum(folded)


def test_bodythat_differ() -> None:
    """A change is told by element and, where styles are taken away, by words."""
    (card,) = shown(altered()).find_class("card")
    both = card.find_class("both")[0]

    assert ["ever"] == [words(e) for e in both.iter("ins")]
    assert ["never"] == [words(e) for e in both.iter("del")]
    assert "We have [added: ever] exported weapons or [any] ammunition" in both.text_content()
    assert "We have [left out: never] exported weapons" in both.text_content()
    assert "q1 ✗ altered, meaning shifted · “We have ever exported" in words(card[0])
    assert "✖ error QP102 polarity-flip" in words(card[0])
    assert "a negation was changed: “ever” stands for “never”" in card.text_content()
    assert "What to do: quote the words of the statement" in card.text_content()


def test_reworded() -> None:
    """Where every second word differs, the words stand by themselves first."""
    report = seeds()[1]
    (card,) = [c for c in shown(report).find_class("card") if words(c[0]).startswith("q2 ~")]
    plain, word_by_word = card.find_class("both")

    assert [] == [*plain.iter("ins", "del")]
    assert "Word by word" == word_by_word.getparent()[0].text
    assert [*word_by_word.iter("ins")]
    assert "…" in words(plain)


def test_counts_and_what_was_searched() -> None:
    """At the top stand the verdicts and findings, at the end what was searched."""
    report = everything()[1]
    top, counts, *_, foot = shown(report).xpath("./p")
    corpus = report.corpus

    assert f"{report.article.id} {report.where}" == words(top)
    assert (
        "3 ~ reworded, 1 ? not-found, 1 · other-speaker "
        "· ✖ 3 errors · ▲ 1 warning · ● 4 info · ☑ 4 accepted"
    ) == " ".join(words(counts).split())
    assert f"searched 2 statements (newest {corpus.newest}, digest {corpus.digest})" in words(foot)
    assert "Accepted: the desk knows, 1" in words(shown(report))


def test_without_texts() -> None:
    """A report read from JSON has no article, and still both sides of every quotation."""
    own, back = shown(altered()), shown(without_texts(altered()))

    assert [] == back.xpath(".//mark")
    assert [words(c) for c in own.find_class("card")] == [
        words(c) for c in back.find_class("card")
    ]


def test_not_read() -> None:
    """An article that could not be read says so, with what to do."""
    said = words(shown(unread()))

    assert "Not checked · ✖ 1 error" in said
    assert "QP904 unreadable-input: no such file or folder" in said
    assert "not checked" in text(unread())


def test_nothing_found() -> None:
    """An article without quotations says that there are none, and where there are some."""
    none = verifier().verify(EMPTY)
    outside = none.model_copy(update={"unlisted": 2})

    assert "No quotation found" == words(shown(none)[2]).strip()
    assert "No quotation found in the body; 2 outside it" == words(shown(outside)[2]).strip()


def test_valid() -> None:
    """The fragment is HTML without an error; only its style sheet stands where pages have none."""
    for report in everything():
        page = f"<!DOCTYPE html><title>notebook</title>{html(report)}{html(report)}"
        html5lib.HTMLParser(strict=True).parse(page)


def test_many_in_one_notebook() -> None:
    """Nothing in a fragment has a name that another could have, and the style names only it."""
    for value in [*everything(), altered().quotations[0], verifier().corpus]:
        tree = shown(value)
        assert [] == tree.xpath(".//@id | .//@name | .//@for | .//@href | .//@src | .//@style")
        assert ELEMENTS >= {e.tag for e in tree.iter()}
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", STYLE)
    assert 20 < len(rules)
    assert all(rule.strip().startswith(".quoteprov") for rule in rules)
    assert not re.search(r"url|@|position: (fixed|sticky)|z-index|\bcolor: (?!inherit)", STYLE)


def test_colours_on_any_ground() -> None:
    """Lines are told from white and from black (WCAG 2.2, 1.4.11: 3 to 1); tints let text be."""

    def light(*rgb: float) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    tones = set(re.findall(r"(?:--qp: |rgb\()(\d+) (\d+) (\d+)", STYLE))
    tints = re.findall(r"/ (\.\d+)\)", STYLE)

    assert 5 == len(tones)
    for tone in tones:
        own = light(*(int(c) / 255 for c in tone))
        assert (light(1, 1, 1) + 0.05) / (own + 0.05) >= 3
        assert (own + 0.05) / (light(*[0x11 / 255] * 3) + 0.05) >= 3
    assert tints
    assert max(map(float, tints)) <= 0.2


def test_nothing_acts() -> None:
    """
    Three hundred strings that act elsewhere, in every field and in the text: no element and no
    attribute that does not belong there, and the same style sheet.
    """
    strings = itertools.cycle(HOSTILE)
    seen = ""
    for n, report in enumerate(everything() * 8):
        article = "\n".join(HOSTILE[n::8])
        own = hostile(report, strings)
        if report.texts.article is not None:
            own = told(own.beside(report.texts), article + report.texts.article.text, [])
            own = own.model_copy(update={"quotations": hostile(report, strings).quotations})
        alignments = [q.alignment for q in own.quotations if q.alignment]
        values: list[Shown] = [own, *own.quotations, *alignments]
        for value in values:
            tree = shown(value)
            seen += tree.text_content()
            assert ELEMENTS >= {e.tag for e in tree.iter()}
            assert ATTRIBUTES >= {name for e in tree.iter() for name in e.attrib}
            assert [STYLE] == [e.text for e in tree.iter("style")]
            assert repr(value).isprintable()
            assert text(value).replace("\n", "").isprintable()
    assert "its<U+202E>mouth" in seen
    assert "<script>" in seen


# ------------------------------------------------------------------------------------- its size


def composed(unit: str, shape: str) -> Report:
    """A report of a size that no article has."""
    base = seeds()[1]
    q, long = base.quotations[1], (unit * 1_000_000)[:1_000_000]
    if shape == "one quotation":
        own = Passage(start=0, end=len(long), text=long)
        one = {"start": 0, "end": len(long), "text": long, "edits": (), "passages": (own,)}
        return told(base, long, [q.model_copy(update=one)])
    if shape == "fields":
        article = ArticleInfo(id=long, path=long, title=long, lang=long)
        corpus = CorpusInfo(statements=1, newest=long, digest=long)
        policy = PolicyInfo(profile=long, fingerprint=long)
        return told(base, "", [], article=article, corpus=corpus, policy=policy, model=long)
    if shape == "findings":
        some = (
            base.findings[n % 3].model_copy(
                update={
                    "message": long[:3_000],
                    "help": long[:3_000],
                    "quotation": ("q1", None)[n % 2],
                }
            )
            for n in range(500)
        )
        return told(
            base, long[:5_000], [q.model_copy(update={"id": "q1"})], findings=Findings(some)
        )
    if shape == "edits":
        edits = tuple(
            Edit(
                op="replace",
                marked=False,
                kind="name",
                start=n,
                end=n + 1,
                text=long[n],
                passage_start=n,
                passage_end=n + 1,
                passage_text=long[n],
            )
            for n in range(0, 2_000, 2)
        )
        passage = Passage(start=0, end=2_000, text=long[:2_000])
        one = {"start": 0, "end": 2_000, "text": long[:2_000], "edits": edits}
        changed = q.model_copy(update={**one, "passages": (passage,), "verdict": "altered"})
        return told(base, long[:2_000], [changed] * 3)
    spans = [
        (n * 400, n * 400 + 300) if shape == "apart" else (n, 9_000 - n) for n in range(2_000)
    ]
    every = spans if shape == "apart" else spans[:400]
    return told(
        base,
        long,
        [
            q.model_copy(update={"id": f"q{n}", "start": a, "end": b, "text": long[a:b]})
            for n, (a, b) in enumerate(every, 1)
        ],
    )


@pytest.mark.parametrize(
    "shape", ["one quotation", "fields", "findings", "edits", "apart", "nested"]
)
@pytest.mark.parametrize("unit", UNITS)
def test_small(unit: str, shape: str) -> None:
    """Whatever a report holds, it stays under the limit and is whole HTML."""
    report = composed(UNITS[unit], shape)
    fragment = html(report)

    assert len(fragment.encode()) < MOST
    assert fragment.rstrip().endswith("</section>")
    for q in report.quotations[:1]:
        assert len(html(q).encode()) < MOST
        assert len(html(q.alignment).encode()) < MOST if q.alignment else True


def test_what_is_left_out_is_counted() -> None:
    """Of two thousand quotations, those that are shown and those that are not are all of them."""
    report = composed("no more. ", "apart")
    tree = shown(report)
    *_, last = notes(tree)
    (rest,) = [note for note in notes(tree) if note.endswith("in the text")]
    cards, labels = tree.find_class("card"), tree.find_class("at")

    assert f"{2_000 - len(cards):,} more quotations: report.to_html(path) writes them all" == last
    assert f"{2_000 - len(labels):,} more quotations in the text" == rest
    assert 10 < len(cards) <= 60
    assert 40 < len(labels)


def test_characters_left_out_are_counted() -> None:
    """Of a quotation of a megabyte, the ends are shown, and how much is between them."""
    q = composed("no more. ", "one quotation").quotations[0]
    (article, passage) = shown(q).iter("blockquote")

    for side in (article, passage):
        (left,) = re.findall(r"\[… ([\d,]+) characters …\]", words(side))
        assert 1_000_000 - 1_500 == int(left.replace(",", ""))


def test_edits_left_out_are_counted() -> None:
    """Of a thousand edits, those that are listed and those that are not are all of them."""
    alignment = composed("x", "edits").quotations[0].alignment
    *listed, last = shown(alignment).iter("li")

    assert f"{1_000 - len(listed)} more edits" == last.text
    assert 100 < len(listed)


def test_the_gravest_are_kept() -> None:
    """Where not all quotations fit, one with an error is shown before those without findings."""
    base = composed("no more. ", "apart")
    error = seeds()[1].findings_from("error")[0]
    late = Findings([error.model_copy(update={"quotation": "q1999"})])
    tree = shown(base.model_copy(update={"findings": late}))
    first, *_, last = (words(card[0]).split()[0] for card in tree.find_class("card"))

    assert ("q1", "q1999") == (first, last)


def test_findings_left_out_are_counted() -> None:
    """Of five hundred findings, half of them about one quotation, the rest is counted there."""
    tree = shown(composed("x", "findings"))
    left = [int(note.split()[0]) for note in notes(tree) if "more findings" in note]

    assert 2 == len(left)
    assert 500 == sum(left) + len(tree.find_class("finding"))


def test_long_markdown() -> None:
    """Markdown is as small, and says that there is more."""
    told = markdown(composed("no more. ", "apart"))

    assert len(told.encode()) < MOST
    assert told.endswith("\n\nThe rest is left out: report.to_html(path) writes them all.")


# ------------------------------------------------------------------- the other kinds and formats


def test_same_as_the_formats() -> None:
    """Markdown and plain text are those of the command line; the text is complete."""
    for report in everything():
        assert "\n".join(render_markdown([report])) == markdown(report)
        assert "\n".join(render_full([report], width=100)) == text(report)
        assert all(finding.code in text(report) for finding in report.findings)
        assert all(f"  {q.id}" in text(report) for q in report.quotations)


def test_a_quotation() -> None:
    """A quotation shows both sides, why, and the rules that fired."""
    (q,) = altered().quotations
    (card,) = shown(q).find_class("card")

    assert "open" in card.attrib
    assert ["never"] == [words(e) for e in card.iter("del")]
    assert "QP102 polarity-flip" in words(card)
    assert "Meaning shifted: “ever” stands for “never”" in words(card)
    assert "[-never-]" in text(q)
    assert "**altered**" in markdown(q)


def test_a_quotation_that_was_not_traced() -> None:
    """Without a statement there is one side, and no alignment."""
    (q,) = verifier().verify("“The moon is made of old cheese,” a baker said.").quotations

    assert q.alignment is None
    assert 1 == len(shown(q).xpath(".//blockquote"))
    assert "“The moon is made of old cheese,”" in text(q)


def test_an_alignment() -> None:
    """An alignment lists its edits in words, in every form."""
    (q,) = altered().quotations
    assert q.alignment is not None
    edits = [
        "“ever” stands for “never” (negation)",
        "“any” was put in (marked by the writer, function-word)",
    ]

    assert edits == [li.text for li in shown(q.alignment).iter("li")]
    assert [f"    {told}" for told in edits] == text(q.alignment).split("\n")[-2:]
    assert f"    {text(q.alignment)}".replace("\n", "\n    ") == markdown(q.alignment)


def test_a_corpus(tmp_path: Path) -> None:
    """A corpus says what it holds and who is heard most."""
    statements = [
        Statement(id=f"{n}-{k}", text=f"So said {n} {k} times.", issuer=f"<b>Speaker {n}\x1b")
        for n in range(13)
        for k in range(n + 1)
    ]
    corpus = Corpus(statements)
    corpus.save(tmp_path / "kept.qpx")
    opened = Corpus.open(tmp_path / "kept.qpx")
    speakers = [words(li) for li in shown(opened).iter("li")]

    assert "Corpus of 91 statements" in words(shown(corpus))
    assert "file: " not in words(shown(corpus))
    assert "kept.qpx" in words(shown(opened))
    assert opened.info.digest in words(shown(opened))
    assert "<b>Speaker 12<U+001B>: 13" == speakers[0]
    assert ["<b>Speaker 3<U+001B>: 4", "3 more speakers"] == speakers[-2:]
    assert "       13  <b>Speaker 12<U+001B>" in text(opened)
    assert f"    {text(opened)}".replace("\n", "\n    ") == markdown(opened)


def test_problems_of_a_corpus(tmp_path: Path) -> None:
    """What could not be read is counted."""
    (tmp_path / "one.txt").write_text("We will never do so.", encoding="utf-8")
    (tmp_path / "two.txt").write_bytes(b"\x00\x01\x02")
    corpus = Corpus.build(tmp_path)

    assert 1 == len(corpus.problems)
    assert "problems: 1" in words(shown(corpus))
    assert "problems   1" in text(corpus)


def test_in_ipython() -> None:
    """IPython is given all three forms; in a list, each report is one line."""
    formatters = pytest.importorskip("IPython.core.formatters", reason="needs IPython")
    own = formatters.DisplayFormatter()
    report = altered()
    (q,) = report.quotations
    assert q.alignment is not None
    for value in (report, q, q.alignment, verifier().corpus):
        data, _ = own.format(value)
        assert html(value) == data["text/html"]
        assert markdown(value) == data["text/markdown"]
        assert text(value) == data["text/plain"]
    data, _ = own.format([report, q, report.findings[0]])

    assert {"text/plain"} == set(data)
    assert f"[{report!r},\n {q!r},\n {report.findings[0]!r}]" == data["text/plain"]


def test_the_page_of_the_command_line(tmp_path: Path) -> None:
    """to_html writes the bytes that the command line writes."""
    with contextlib.chdir(ROOT):
        given = ["check", str(ARTICLES / seeds()[0].article.id), "--against", str(STATEMENTS)]
        main([*given, "--output-format", "html", "-o", str(tmp_path / "line.html"), "-q"])
    seeds()[0].to_html(tmp_path / "own.html")

    assert (tmp_path / "line.html").read_bytes() == (tmp_path / "own.html").read_bytes()
    with pytest.raises(InputError, match="cannot be written"):
        seeds()[0].to_html(str(tmp_path / "none" / "own.html"))


@pytest.mark.parametrize("workers", [1, 2])
def test_progress(workers: int) -> None:
    """on_progress is called for each report when it is given, for one that was not read too."""
    seen: list[int] = []
    given: list[str | Path] = ["“So be it,” he said.", ROOT / "none.txt", EMPTY]
    steps = [
        len(seen) for _ in verifier().verify_many(given, workers=workers, on_progress=seen.append)
    ]

    assert [1, 2, 3] == steps
    assert [1, 1, 1] == seen


# --------------------------------------------------------------------------------------- tables


def test_records_are_the_rows() -> None:
    """The records of reports are the rows of their CSV, with the exact texts."""
    lines = [*render_csv(everything())][1:]
    records = [record for report in everything() for record in report.to_records()]

    assert [
        [
            "" if value is None else cell(value) if isinstance(value, str) else f"{value}"
            for value in r.values()
        ]
        for r in records
    ] == [*csv.reader(lines, strict=True)]
    assert {COLUMNS} == {tuple(record) for record in records}
    for report in everything():
        own = [r["text"] for r in report.to_records() if r["quotation"]]
        assert [q.text for q in report.quotations] == own


def test_outlet() -> None:
    """A record names the outlet of the article."""
    article = Article(id="a", text="“So be it,” he said.", outlet="The Courier")
    (record,) = verifier().verify(article).to_records()

    assert "The Courier" == record["outlet"]


def test_frames_of_pandas() -> None:
    """Frames have the types of their columns, empty or not, and are joined without a loss."""
    pandas = pytest.importorskip("pandas", reason="needs pandas")
    reports = [*everything(), verifier().verify(EMPTY)]
    frames = [report.to_frame("pandas") for report in reports]
    (types,) = {tuple(map(str, frame.dtypes)) for frame in frames}
    whole = pandas.concat(frames, ignore_index=True)
    records = [record for report in reports for record in report.to_records()]

    assert {"string", "Int64", "float64"} == set(types)
    assert {COLUMNS} == {tuple(frame.columns) for frame in frames}
    assert 0 == len(frames[-1])
    assert types == tuple(map(str, whole.dtypes))
    assert records == whole.astype(object).where(whole.notna(), None).to_dict("records")
    assert type(frames[0]) is type(reports[0].to_frame())


def test_frames_of_polars() -> None:
    """The same of polars."""
    polars = pytest.importorskip("polars", reason="needs polars")
    reports = [*everything(), verifier().verify(EMPTY)]
    frames = [report.to_frame("polars") for report in reports]
    (schema,) = {tuple(frame.schema.items()) for frame in frames}
    records = [record for report in reports for record in report.to_records()]

    assert {polars.String, polars.Int64, polars.Float64} == {kind for _, kind in schema}
    assert COLUMNS == tuple(name for name, _ in schema)
    assert (0, len(COLUMNS)) == frames[-1].shape
    assert records == polars.concat(frames).to_dicts()


def test_polars_where_there_is_no_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas, a frame is one of polars."""
    polars = pytest.importorskip("polars", reason="needs polars")
    monkeypatch.setitem(sys.modules, "pandas", None)

    assert isinstance(altered().to_frame(), polars.DataFrame)


def test_no_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a library is missing or unknown, that is said with what to do."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)

    with pytest.raises(InputError, match="needs pandas or polars, and none is installed: python3"):
        altered().to_frame()
    with pytest.raises(InputError, match="needs polars, and none is installed: python3 -m pip"):
        altered().to_frame("polars")
    with pytest.raises(
        InputError, match="library='arrow' gives no frame here; use one of: pandas"
    ):
        altered().to_frame("arrow")  # type: ignore[arg-type]


# -------------------------------------------------------------------------------------- displaCy


def test_displacy() -> None:
    """What displaCy draws is the article as it is, each outer quotation with its verdict."""
    displacy = pytest.importorskip("spacy.displacy")
    for report in seeds():
        assert report.texts.article is not None
        given = report.to_displacy()
        drawn = displacy.render(given, style="ent", manual=True, jupyter=False)
        tree = markup.fragment_fromstring(f"<div>{drawn.replace('<br>', chr(10))}</div>")
        (entities,) = tree.find_class("entities")
        marks = entities.find_class("entity")
        outer = [q for q in report.quotations if q.parent is None]
        assert report.texts.article.text == given["text"]
        assert [(q.start, q.end, q.verdict) for q in outer] == [
            (one["start"], one["end"], one["label"]) for one in given["ents"]
        ]
        assert [q.text for q in outer] == [m.text.strip() for m in marks]
        assert [q.verdict for q in outer] == [m[0].text for m in marks]
        for mark in marks:  # its label and the blanks around
            mark.text = mark.text.strip()
            mark[0].drop_tree()
            mark.drop_tag()
        assert "".join(given["text"].split()) == "".join(entities.text_content().split())
    assert any(q.parent for report in seeds() for q in report.quotations)


def test_displacy_and_a_title_that_acts() -> None:
    """A title is written by displaCy as it is, so nothing in it is left that acts."""
    displacy = pytest.importorskip("spacy.displacy")
    title = "<script>alert(1)</script>\u202e"
    report = verifier().verify(Article(id="a", text="“So be it,” he said.", title=title))
    drawn = displacy.render(report.to_displacy(), style="ent", manual=True, jupyter=False)

    assert "<script" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;</h2>" in drawn


def test_displacy_without_a_text() -> None:
    """A report read from JSON has no text to draw."""
    with pytest.raises(InputError, match="its text is not at hand"):
        without_texts(altered()).to_displacy()


def test_one_page_of_all() -> None:
    """What the page shows of a quotation, the fragment shows too."""
    page = markup.document_fromstring("\n".join(render_html([altered()])))

    assert [words(e) for e in page.xpath("//ins | //del")] == [
        words(e) for e in shown(altered()).xpath(".//ins | .//del")
    ]
