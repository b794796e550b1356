"""
Comments in Markdown and in web pages: nobody reads their words, and some accept findings.
"""

from __future__ import annotations

import time

from pathlib import Path

import pytest

from hypothesis import given
from hypothesis import strategies as st

import quoteprov

from quoteprov.models import Article, Ignore
from quoteprov.readers.ignores import FORM, directive, without_comments
from quoteprov.verifier import articles
from tests.files import ADDRESS, EXPORTED, HTML, LEAD, MARKUP, document, page, problem, warc


SEEDS = Path(__file__).parents[1] / "examples" / "seeds" / "statements"
IGNORE = "<!-- quoteprov: ignore QP106 -- the editor agreed -->"
AGREED = "the editor agreed"
PIECES = [*"a“\n-`\\ ", "\n\n", "``", "```\n", "~~~", "> ", "<!--", "-->", "quoteprov: ignore X"]
"""Of which Markdown is made that may be taken for something else."""


class TestDirective:
    """What a comment says to quoteprov."""

    @pytest.mark.parametrize(
        ("comment", "rules", "reason"),
        [
            (" quoteprov: ignore QP106 -- as published ", ("QP106",), "as published"),
            ("quoteprov:ignore QP106,reworded-quote--", ("QP106", "reworded-quote--"), ""),
            ("\nQuoteprov : IGNORE QP1 , QP2\n -- so\n it -- is\n", ("QP1", "QP2"), "so it -- is"),
            ("quoteprov: ignore QP106", ("QP106",), ""),
            ("quoteprov: ignore QP106 --", ("QP106",), ""),
        ],
    )
    def test_rules_and_reason(self, comment, rules, reason):
        """Rules as they are written, parted by commas, and what stands behind two dashes."""
        assert Ignore(start=7, rules=rules, reason=reason, line=2) == directive(comment, 7, 2)

    @pytest.mark.parametrize(
        ("comment", "wrong"),
        [
            ("quoteprov ignore QP106", "lacks the colon behind 'quoteprov'"),
            ("quoteprov: ingore QP106", "says 'ingore', which means nothing"),
            ("quoteprov:", "says nothing; "),
            ("quoteprov: ignore -- why", "names no rule"),
            ("quoteprov: ignore QP106 QP109", "names 'QP106 QP109', which is no rule"),
            ("quoteprov: ignore QP106,", "names '', which is no rule"),
        ],
    )
    def test_what_is_malformed_is_told(self, comment, wrong):
        """It is kept without rules, with a sentence on what is wrong and the right form."""
        found = directive(comment, 0, 1)
        assert found is not None
        assert () == found.rules
        assert found.wrong.startswith(wrong)
        assert found.wrong.endswith(FORM)

    @pytest.mark.parametrize("comment", ["", "TODO", "quoteprov was run on this", "quoteproved:"])
    def test_other_comments_are_none(self, comment):
        """What is not for quoteprov is nobody's mistake."""
        assert directive(comment, 0, 1) is None


class TestMarkdown:
    """Comments in Markdown."""

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("a ⟨<!-- “b” -->⟩ c", id="inline"),
            pytest.param("⟨<!-- “b”\n\n\nc -->⟩\nd", id="block-with-blank-lines"),
            pytest.param("> ⟨<!-- “b”\n>\n> c -->⟩\n> d", id="in-a-block-quote"),
            pytest.param("a ⟨<!-- b\nc -->⟩ d", id="over-a-line-end"),
            pytest.param("a <!-- b\n\nc --> d", id="not-over-a-paragraph"),
            pytest.param("a ⟨<!-->⟩ b --> c ⟨<!--->⟩ d", id="the-short-forms"),
            pytest.param("a `<!-- b -->` c ⟨<!-- d -->⟩", id="code-span"),
            pytest.param("a ``<!-- ` -->`` ⟨<!-- d -->⟩", id="code-span-of-two-backticks"),
            pytest.param("a ` <!-- ` --> b", id="code-that-opens-first"),
            pytest.param("a ` b\n\n⟨<!-- ` -->⟩", id="a-lone-backtick-ends-with-its-paragraph"),
            pytest.param(r"a \` ⟨<!-- b -->⟩ `", id="an-escaped-backtick"),
            pytest.param(r"a \<!-- b --> c", id="an-escaped-comment"),
            pytest.param("```\n<!-- a -->\n```\n⟨<!-- b -->⟩", id="fence"),
            pytest.param("~~~~ x\n<!-- a -->\n~~~\n<!-- b -->", id="fence-that-goes-on"),
            pytest.param("- a\n\n  ```\n  <!-- a -->\n  ```\n⟨<!-- b -->⟩", id="fence-in-a-list"),
            pytest.param("a `\n```\n<!-- ` -->\n```\n⟨<!-- b -->⟩", id="a-fence-ends-a-paragraph"),
            pytest.param("```a`b\n⟨<!-- c -->⟩", id="no-fence"),
            pytest.param("a <!-- b\nc", id="never-closed"),
            pytest.param("<!-- a\n\n“b”", id="block-never-closed"),
        ],
    )
    def test_what_is_a_comment(self, text):
        """As CommonMark has it; between ⟨ ⟩ stands what is one."""
        plain = text.replace("⟨", "").replace("⟩", "")
        head, *parts = text.split("⟨")
        expected = head + "".join(
            _blank(comment) + rest for comment, _, rest in (p.partition("⟩") for p in parts)
        )
        assert expected == without_comments(plain)[0]

    @given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
    def test_against_a_naive_reader(self, text):
        """Character by character, the same is hidden, and all else stays where it was."""
        found, ignores = without_comments(text)
        assert _naive(text) == found
        assert len(text) == len(found)
        assert [i.line for i in ignores] == [text.count("\n", 0, i.start) + 1 for i in ignores]
        assert all(text.startswith("<!--", i.start) for i in ignores)

    def test_offsets_lines_and_columns_stay(self, tmp_path):
        """The quotation of an article stands where it stands in the file."""
        text = f"# Arms\r\n\r\n<!-- She “lied”,\n he said. -->\n{LEAD}\n\n{IGNORE}\n{EXPORTED}\n"
        path = tmp_path / "a.md"
        path.write_bytes(text.encode())
        (article,) = articles(path)
        assert isinstance(article, Article)
        start = text.index(IGNORE)
        ignore = Ignore(start=start, rules=("QP106",), reason=AGREED, line=7)
        assert (ignore,) == article.ignores
        assert text.index(EXPORTED) == article.text.index(EXPORTED)
        assert "lied" not in article.text
        report = quoteprov.verify(path, against=SEEDS)
        (quotation,) = report.quotations
        assert text[quotation.start : quotation.end] == quotation.text

    def test_one_that_is_never_closed_is_told(self):
        """Its words stay to be read, and it accepts nothing."""
        text, (ignore,) = without_comments("a\nb <!-- quoteprov: ignore QP106 -- so\n\n“c”")
        assert "“c”" in text
        assert ((), 4, 2) == (ignore.rules, ignore.start, ignore.line)
        assert f"is never closed; {FORM}" == ignore.wrong

    def test_a_file_of_comments_is_empty(self, tmp_path):
        """There is nothing that anybody reads."""
        path = tmp_path / "a.md"
        path.write_text(IGNORE, encoding="utf-8")
        assert "is empty; there is nothing to check in it" == problem(path).message

    def test_text_has_no_comments(self, tmp_path):
        """In a .txt file every character is shown."""
        path = tmp_path / "a.txt"
        path.write_text(IGNORE, encoding="utf-8")
        assert (IGNORE, ()) == (document(path).text, document(path).ignores)

    @pytest.mark.parametrize(
        "piece", ["<!--\n", "a <!--\n\n", "`a``b", "```\n", "<!-- a -->", "~~~~\n~~~\n", "> " * 99]
    )
    def test_the_time_is_linear(self, piece):
        """Half a million characters of openings take a second, not an hour."""
        begin = time.process_time()
        without_comments(piece * (500_000 // len(piece)) + "<!--")
        assert time.process_time() - begin < 10


def _blank(text: str) -> str:
    return "".join(c if c.isspace() else " " for c in text)


def _naive(text: str) -> str:
    """The same by looking at every character with nothing remembered."""
    out, at = list(text), 0
    while at < len(text):
        line = text.rfind("\n", 0, at) + 1
        heads = not text[line:at].strip(" \t>")
        if text[at] == "\\" and text[at + 1 : at + 2] in {"\\", "`", "<"}:
            at += 2
        elif heads and _fence(text, at):
            marks = _fence(text, at)
            at = _line_end(text, at)
            while at < len(text):
                at += 1
                end = _line_end(text, at)
                found = text[at:end].rstrip(" \t\r").lstrip(" \t>")
                at = end
                if found and set(found) == {marks[0]} and len(found) >= len(marks):
                    break
        elif text[at] == "`":
            marks = _run(text, at)
            close = at + len(marks)
            limit = _paragraph_end(text, close)
            while close < limit and _run(text, close) != marks:
                close += max(1, len(_run(text, close)))
            at = close + len(marks) if close < limit else at + len(marks)
        elif text.startswith("<!--", at):
            limit = len(text) if heads else _paragraph_end(text, at + 4)
            close = text.find("-->", at + 2, limit)
            if close >= 0:
                out[at : close + 3] = _blank(text[at : close + 3])
            at = close + 3 if close >= 0 else at + 4
        else:
            at += 1
    return "".join(out)


def _run(text: str, at: int, mark: str = "`") -> str:
    end = at
    while text[end : end + 1] == mark:
        end += 1
    return text[at:end]


def _fence(text: str, at: int) -> str:
    marks = _run(text, at) or _run(text, at, "~")
    plain = "`" not in text[at + len(marks) : _line_end(text, at)] or marks[:1] == "~"
    return marks if len(marks) > 2 and plain else ""


def _line_end(text: str, at: int) -> int:
    return text.find("\n", at) if "\n" in text[at:] else len(text)


def _paragraph_end(text: str, at: int) -> int:
    """The next beginning of a line that is blank or a fence."""
    for start in range(at, len(text) + 1):
        if start == 0 or text[start - 1 : start] == "\n":
            line = text[start : _line_end(text, start)]
            opened = line.lstrip(" \t>")
            if not line.strip() or _fence(opened, 0):
                return start
    return len(text)


class TestPages:
    """Comments in web pages."""

    @pytest.fixture
    def found(self, tmp_path):
        """Save a page, and read it back."""

        def _found(markup: str):
            path = tmp_path / "a.html"
            path.write_text(markup, encoding="utf-8")
            return document(path)

        return _found

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            pytest.param("<p><q>We have never", "“We have never", id="before-a-paragraph"),
            pytest.param("<q>We have never", "“We have never", id="before-a-quotation"),
            pytest.param("<blockquote>", "We condemn", id="before-a-block-quote"),
            pytest.param("<p>We condemn", "We condemn", id="in-a-block-quote"),
            pytest.param("never recognized", "never recognized", id="in-a-paragraph"),
            pytest.param("<h1>", "North Korea denies", id="before-the-headline"),
            pytest.param("<head>", "North Korea denies", id="in-the-head"),
            pytest.param("<!doctype", "North Korea denies", id="before-all"),
        ],
    )
    def test_it_keeps_its_place(self, found, before, after):
        """The text is that of the page without it, and it counts from the words behind it."""
        plain = found(page())
        noted = found(page().replace(before, IGNORE + before, 1))
        assert (plain.text, plain.fields, plain.losses) == (noted.text, noted.fields, ())
        start = plain.text.index(after)
        line = plain.text.count("\n", 0, start) + 1
        expected = Ignore(start=start, rules=("QP106",), reason=AGREED, line=line)
        assert (expected,) == noted.ignores

    def test_several_in_order(self, found):
        """Each has its own place, and two before the same words both count."""
        wrong = "<!-- quoteprov ignore QP1 -->"
        markup = page(MARKUP.replace("<p>", f"{IGNORE}{wrong}<!-- other --><p>"))
        ignores = found(markup).ignores
        assert 2 * MARKUP.count("<p>") == len(ignores)
        assert sorted(i.start for i in ignores) == [i.start for i in ignores]
        assert ["QP106", ""] * MARKUP.count("<p>") == ["".join(i.rules) for i in ignores]

    def test_one_that_stands_beside_the_article_is_told(self, found):
        """Where nothing was read, nothing can be accepted; its token is nowhere."""
        document = found(page().replace("</article>", f"</article><footer>{IGNORE}x</footer>"))
        assert () == document.ignores
        (lost,) = document.losses
        assert lost.startswith("a comment for quoteprov stands where nothing of the web page was")
        assert "'quoteprov: ignore QP106" in lost
        assert found(page()).text == document.text

    def test_in_an_archive_it_is_the_publishers(self, tmp_path):
        """Whoever published a page does not accept findings on it."""
        body = page().replace("<p>", f"{IGNORE}<p>").encode()
        path = warc(tmp_path / "a.warc", [(ADDRESS, body, HTML)])
        assert ((), ()) == (document(path).ignores, document(path).losses)
