"""Markdown, rendered as hosts render it: the words are there, and nothing else is made of them."""

from __future__ import annotations

from collections import Counter
from itertools import repeat
from typing import TYPE_CHECKING

import pytest

from markdown_it import MarkdownIt

from quoteprov.render.fragments import web_url
from quoteprov.render.markdown import escape, render_markdown
from quoteprov.text.script import visible
from tests.hostile import HOSTILE, hostile
from tests.rendering import (
    accepting,
    altered,
    everything,
    on_the_web,
    seeds,
    unread,
    without_texts,
)


if TYPE_CHECKING:
    from markdown_it.token import Token

    from quoteprov import Report


GFM = MarkdownIt("gfm-like", {"linkify": True, "html": True})
PAGE = "https://example.org/kcna/2022-09-22"


def tokens(text: str) -> list[Token]:
    """Everything a page is made of, in order."""
    return [one for token in GFM.parse(text) for one in (token, *(token.children or ()))]


def kinds(text: str) -> Counter[str]:
    """How many of which elements a page has, code spans apart."""
    return Counter(
        t.type for t in tokens(text) if t.type not in {"code_inline", "text", "text_special"}
    )


def words(text: str) -> str:
    """What a reader of the page sees, on one line."""
    shown = [
        t.content if t.type in {"text", "text_special", "code_inline"} else " "
        for t in tokens(text)
        if t.type in {"text", "text_special", "code_inline", "inline", "softbreak"}
        or (t.type.endswith("_close") and t.block)
    ]
    return " ".join("".join(shown).split())


def told(*reports: Report) -> str:
    """The whole page in Markdown."""
    return "\n".join(render_markdown(reports))


def test_overview() -> None:
    """The table has a row for each article, those that were not checked too."""
    found = tokens(told(*seeds(), unread()))
    rows = [t for t in found if t.type == "tr_open"]

    assert 5 == len(rows)
    page = words(told(*seeds(), unread()))
    assert "003_13a056770685a8c2.txt 3 reworded, 1 other-speaker, 1 not-found 3 4 5 0" in page
    assert "drafts/none.txt not checked 1 0 0 0" in page
    assert "drafts/none.txt error QP904 unreadable-input at 1: no such file or folder; " in page


def test_a_bar_in_a_path() -> None:
    """A bar ends no cell of the table, not even within a code span."""
    assert "a|`b|.txt 1 altered 1 0 1 0" in words(told(altered("a|`b|.txt")))


def test_a_quotation() -> None:
    """Each quotation has its verdict, both sides with their changes, and its findings."""
    page = words(told(on_the_web(altered())))

    assert "✗ altered (whole, meaning shifted): quotation q1, The vice director general" in page
    assert "article: “We have {+ever+} exported weapons or [{+any+}] ammunition to" in page
    assert "read it there: “We have [-never-] exported weapons or ammunition to" in page
    assert "error QP102 polarity-flip at 1:115: a negation was changed: “ever” stands" in page
    assert page.startswith(
        "Quotations checked 1 article, 1 quotation: 1 error, 0 warnings, 1 info; searched 2 state"
    )
    (link,) = [t for t in tokens(told(on_the_web(altered()))) if t.type == "link_open"]
    assert (
        f"{PAGE}#:~:text=We%20have%20never%20exported,plan%20to%20export%20them"
        == link.attrs["href"]
    )


def test_accepted() -> None:
    """What was accepted stands apart, with the reason."""
    page = words(told(accepting(altered(), "QP102")))

    assert "accepted QP102 polarity-flip at 1:115: a negation was changed" in page
    assert "reason: the desk knows, 0" in page
    assert "drafts/post.txt 1 altered 0 0 1 1" in page


def test_about_an_article() -> None:
    """What is said of an article as a whole stands before its quotations."""
    page = told(seeds()[1])

    assert page.index("QP501") < page.index("quotation q1")


def test_without_texts() -> None:
    """A report that was read back from JSON is the same page."""
    assert told(*map(without_texts, everything())) == told(*everything())


def test_nothing_checked() -> None:
    """A run without articles says so."""
    assert "Quotations checked No article was checked." == words(told())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was 50% of 1,000 (or so), U.S. officials said: “no”!", None),
        ("[W]e […] and/or you?", r"\[W\]e \[…\] and/or you?"),
        ("see @octocat.", "see `@octocat.`"),
        ("a #1 GH-1 !1 %1 x", "a `#1 GH-1 !1 %1` x"),
        ("at example.org and //x now", "at `example.org` and `//x` now"),
        ("in deadbeef1", "in `deadbeef1`"),
        ("a :smile: b", "a `:smile:` b"),
        ("``a` b", "``` ``a` ``` b"),
        ("x\ny\u202e", "x `y<U+202E>`"),
    ],
)
def test_escape(text: str, expected: str | None) -> None:
    """Plain words stay plain; what a host could make something of stands in a code span."""
    assert (expected or text) == escape(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_words_stay_words(text: str) -> None:
    """A string is shown as it is, as text alone, in a paragraph, a list and a table."""
    shown = " ".join(visible(" ".join(text.split())).split())
    plain = kinds("- a: “word”\n\n| a | b |\n|---|---|\n| word | b |")
    cell = escape(text).replace("|", r"\|")
    page = f"- a: “{escape(text)}”\n\n| a | b |\n|---|---|\n| {cell} | b |"

    assert plain == kinds(page)
    assert f"a: “{shown}” a b {f'{shown} ' if shown else ''}b" == words(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile(text: str) -> None:
    """A string in every field of a report makes no element that a plain word does not make."""
    plain = kinds(told(*(hostile(one, repeat("word")) for one in everything())))
    found = kinds(told(*(hostile(one, repeat(text)) for one in everything())))
    traced = sum(bool(q.statement) for one in everything() for q in one.quotations)
    links = traced if web_url(text) else 0
    titled = {"heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline"}

    assert links == found.pop("link_open", 0) == found.pop("link_close", 0)
    assert set(plain) == set(found)
    assert all(found[kind] == plain[kind] for kind in found if text.strip() or kind not in titled)
