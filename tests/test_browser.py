"""
The page in a real browser: Chromium shows it, reads it out, prints it, and nothing in it acts.

It needs the extra ``browser`` and a Chromium; `.ci/run` installs both.
"""

from __future__ import annotations

import itertools
import shutil

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from quoteprov import Article, Report, Statement
from quoteprov.models import Shown, Texts
from quoteprov.render.html import render_html
from quoteprov.render.notebook import html
from tests.hostile import HOSTILE, hostile
from tests.rendering import altered, everything, seeds, verifier


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra browser")
axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="needs the extra browser"
)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in BROWSERS if (path := shutil.which(name))), None)
if CHROMIUM is None:
    pytest.skip("needs a Chromium on the path", allow_module_level=True)

DESK, PHONE, NARROWEST = (1280, 900), (360, 740), (320, 640)
"""Windows, in CSS pixels; WCAG 2.2 asks for no scrolling aside at 320 (1.4.10)."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """What is found in the three articles, and in one with altered words and a marked change."""
    text = (
        "Weapons denied\n\n"
        "“We have ever exported weapons […] to Russia before,” the vice director general of the "
        "General Bureau of Equipment said on Friday. “Nobody is entitled to condemn it,” he said."
    )
    article = Article(id="altered.txt", text=text, path="drafts/altered.txt", lang="en")
    return [*seeds(), verifier().verify(article)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless Chromium; as root it runs without its sandbox."""
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


class Opened:
    """A page that is open, and what it did."""

    def __init__(self, tab: Any, path: Path) -> None:
        self.tab = tab
        self.requests: list[str] = []
        self.said: list[str] = []
        self.dialogs: list[str] = []
        tab.on("request", lambda request: self.requests.append(request.url))
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("pageerror", lambda error: self.said.append(str(error)))
        tab.on("dialog", self._dismiss)
        tab.goto(path.as_uri())
        self.url = path.as_uri()

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def acted(self) -> list[str]:
        """All it did but being loaded."""
        return [*self.dialogs, *self.said, *(url for url in self.requests if url != self.url)]


Open: TypeAlias = "Callable[..., Opened]"


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Open the page of reports, or another, in a window of a size."""
    contexts = []

    def _open(given: list[Report] | str, size: tuple[int, int] = DESK, **how: Any) -> Opened:
        path = tmp_path / "report.html"
        page = given if isinstance(given, str) else "\n".join(render_html(given))
        path.write_text(page, encoding="utf-8")
        width, height = size
        how = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce", **how}
        contexts.append(browser.new_context(**how))
        return Opened(contexts[-1].new_page(), path)

    yield _open
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(open_page: Open, reports: list[Report], size: Any, scheme: str) -> None:
    """axe-core finds nothing against WCAG 2.2 AA, with every detail unfolded."""
    tab = open_page(reports, size, color_scheme=scheme).tab
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    found = axe.Axe().run(tab, options={"runOnly": {"type": "tag", "values": TAGS}})

    assert [] == [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]]
    assert len(found.response["passes"]) > 20


@pytest.mark.parametrize("size", [DESK, PHONE, NARROWEST])
def test_fits_the_window(open_page: Open, reports: list[Report], size: Any) -> None:
    """Nothing is wider than the window; tables and drawings scroll in their own frame."""
    tab = open_page(reports, size).tab

    assert size[0] == tab.evaluate("document.documentElement.scrollWidth")


def test_side_by_side(open_page: Open, reports: list[Report]) -> None:
    """Article and statement stand beside each other on a desk, one above the other on a phone."""
    for size, beside in ((DESK, True), (PHONE, False)):
        tab = open_page(reports, size).tab
        article, statement = (tab.locator(".pane").nth(n).bounding_box() for n in (0, 1))
        assert beside is (article["y"] == statement["y"])
        assert beside is (article["x"] < statement["x"])


def test_keyboard_reaches_every_finding(open_page: Open, reports: list[Report]) -> None:
    """Tab goes from the skip link to the end of the page, past every quotation and finding."""
    tab = open_page(reports).tab
    seen: list[dict[str, Any]] = []
    for _ in range(1_000):
        tab.keyboard.press("Tab")
        seen.append(
            tab.evaluate(
                """() => {
                    const at = document.activeElement, box = at.getBoundingClientRect();
                    // of a frame that scrolls a part is enough (WCAG 2.4.11)
                    const shown = at.tagName === 'DIV'
                        ? box.bottom > 0 && box.top < innerHeight
                        : box.top >= 0 && box.bottom <= innerHeight + 1;
                    return {
                        tag: at.tagName, text: at.textContent.trim(),
                        href: at.getAttribute('href'), shown,
                        finding: at.closest('.finding')?.querySelector('code').textContent,
                        ring: getComputedStyle(at).outlineStyle,
                    }
                }"""
            )
        )
        if seen[-1]["tag"] == "BODY":
            break
    findings = [f.fingerprint for r in reports for f in r.findings]

    assert "Skip to the articles" == seen[0]["text"]
    assert "BODY" == seen.pop()["tag"]
    assert sorted(findings) == sorted(s["finding"] for s in seen if s["finding"])
    assert {f"#a{n}-{q.id}" for n, r in enumerate(reports, 1) for q in r.quotations} <= {
        s["href"] for s in seen
    }
    assert [] == [s for s in seen if not s["shown"]]
    assert {"solid"} == {s["ring"] for s in seen}


def test_enter_goes_there_and_back(open_page: Open, reports: list[Report]) -> None:
    """From a quotation to what was found, to its passage, and back into the article."""
    tab = open_page(reports).tab
    shown = (
        "el => { const b = el.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight }"
    )
    tab.locator("#a1-q4-there").press("Enter")
    assert tab.locator("#a1-q4").evaluate(shown)

    tab.locator("#a1-q4 .facts a[href*='-at-']").press("Enter")
    passage = tab.locator(":target")
    assert passage.evaluate(shown)
    assert "q4" in passage.inner_text()

    passage.press("Enter")
    assert tab.url.endswith("#a1-q4-there")
    assert tab.locator("#a1-q4-there").evaluate(shown)


@pytest.mark.parametrize("script", [True, False])
def test_filter(open_page: Open, reports: list[Report], script: bool) -> None:
    """With the keyboard alone, and without any script, only one verdict is shown."""
    tab = open_page(reports, java_script_enabled=script).tab
    tab.locator("#show-all").focus()
    for _ in range(3):
        tab.keyboard.press("ArrowRight")

    assert tab.locator("#show-reworded").is_checked()
    assert 3 == tab.locator(".quotation:visible").count()
    assert 1 == tab.locator("section.article:visible").count()
    assert 1 == tab.locator(".overview tbody tr:visible").count()
    tab.locator("#show-all").check()
    assert 22 == tab.locator(".quotation:visible").count()


def test_without_style_sheet(open_page: Open, reports: list[Report]) -> None:
    """Without CSS and without script every verdict, finding, change and day is there as text."""
    opened = open_page(reports, java_script_enabled=False)
    opened.tab.locator("style").evaluate("style => style.remove()")
    text = opened.tab.inner_text("body")

    for report in reports:
        assert all(f"{q.verdict}" in text for q in report.quotations)
        assert all(f.message in text and f.code in text for f in report.findings)
        assert all(one.day in text for one in report.timeline)
    assert "[left out: never]" in text
    assert "[added: ever]" in text


def test_printed(open_page: Open, reports: list[Report], tmp_path: Path) -> None:
    """On paper changes are told by signs, each article begins a page, and nothing is cut off."""
    pdfium = pytest.importorskip("pypdfium2")
    opened = open_page(reports)
    target = tmp_path / "report.pdf"
    opened.tab.pdf(path=target, prefer_css_page_size=True)
    document = pdfium.PdfDocument(target)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    text = " ".join(pages)

    for n, report in enumerate(reports):
        assert all(f.fingerprint in text for f in report.findings)
        (own,) = [p for p in pages if p.startswith(report.article.id)]
        assert n + 1 <= pages.index(own)
    assert "−{never}" in text
    assert "+{ever}" in text
    assert "Show quotations" not in text
    # the last words of the longest pane, which a window of the screen cuts off
    assert "continues to be chronically short of supplies" in text
    document.close()


def test_nothing_acts(open_page: Open, reports: list[Report]) -> None:
    """
    Three hundred strings that act elsewhere, in every field of a report and in both texts: no
    dialog, no request, no message of the content policy, no element that does not belong there.
    """
    assert len(HOSTILE) >= 300
    strings = itertools.cycle(HOSTILE)
    again = partial(next, strings)
    bad, used = [], 0
    while used < len(HOSTILE):
        for report in reports:
            texts = report.texts
            assert texts.article is not None
            own = [hostile(report, strings)]
            quotations = {q.statement.id for q in own[0].quotations if q.statement}
            text = "\n".join(HOSTILE)
            article = texts.article.model_copy(update={"text": text + texts.article.text})
            statements = {
                i: Statement(id=i, text=text, title=again(), issuer=again(), url=again())
                for i in quotations
            }
            bad.append(own[0].beside(Texts(article, statements)))
            used += 40
    opened = open_page(bad)
    opened.tab.wait_for_timeout(500)
    opened.tab.mouse.move(300, 300)
    elements = set(opened.tab.evaluate("[...document.querySelectorAll('*')].map(e => e.tagName)"))
    handlers = opened.tab.evaluate(
        "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())"
        ".filter(n => n.startsWith('on') || n === 'style' || n === 'srcdoc')"
    )
    links = opened.tab.evaluate("[...document.links].map(a => a.protocol)")

    assert [] == opened.acted()
    assert not elements & {"SCRIPT", "IMG", "IFRAME", "OBJECT", "EMBED", "FORM", "BASE", "AUDIO"}
    assert 1 == opened.tab.locator("style").count()
    assert [] == handlers
    assert {"file:", "http:", "https:"} >= set(links)
    assert "its<U+202E>mouth" in opened.tab.inner_text("body")


NOTEBOOK = """<!DOCTYPE html><html lang="en"><title>A notebook</title><style>
body { margin: 0; font: 14px/1.6 system-ui, sans-serif; background: %s; color: %s; }
.cell { padding: 5px; overflow: auto; }
/* JupyterLab on what is in an output, where it says something of our elements */
.out p { text-align: left; margin: 0; }
.out * + p, .out * + blockquote { margin-top: 1em; }
.out blockquote { margin: 1em 2em; padding: 0 1em; border-left: 5px solid #8886; }
.out ul { margin: 0 1em; padding-left: 2em; }
.out mark { background: yellow; }
</style><main>%s</main></html>"""
GROUNDS = {"light": ("#fff", "rgba(0, 0, 0, .87)"), "dark": ("#111", "#ccc")}


def notebook(ground: str) -> str:
    """Cells that show a value each, some of one that is shown already."""
    (q,) = altered().quotations
    many = seeds()[1].model_copy(update={"quotations": seeds()[1].quotations * 30})
    assert q.alignment is not None
    values: list[Shown] = [*everything(), altered(), q, q.alignment, verifier().corpus, many]
    strings = itertools.cycle(HOSTILE)
    values += [hostile(report, strings).beside(report.texts) for report in everything()]
    cells = "".join(
        f'<div class="cell"><div class="out">{html(one)}</div></div>' for one in values
    )
    return NOTEBOOK % (*GROUNDS[ground], cells)


@pytest.mark.parametrize("size", [(300, 640), (900, 900)])
@pytest.mark.parametrize("ground", GROUNDS)
def test_in_a_notebook(open_page: Open, ground: str, size: Any) -> None:
    """
    In the cells of a notebook nothing is wider than its cell, nothing acts, and axe-core finds
    nothing against WCAG 2.2 AA, on any ground and with every detail unfolded.
    """
    opened = open_page(notebook(ground), size)
    tab = opened.tab
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    wide = tab.evaluate(
        "[...document.querySelectorAll('.cell')].map(e => e.scrollWidth - e.clientWidth)"
    )
    rules = {"runOnly": {"type": "tag", "values": TAGS}, "rules": HEADINGS}
    found = axe.Axe().run(tab, options=rules)

    assert {0} == set(wide)
    assert [] == [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]]
    assert [] == opened.acted()


HEADINGS = {"page-has-heading-one": {"enabled": False}}
"""What a notebook has in its cells of text."""


def test_without_style_sheet_in_a_notebook(open_page: Open) -> None:
    """Where a viewer takes styles away, verdicts, findings and changes are told in words."""
    tab = open_page(notebook("light")).tab
    tab.evaluate("document.querySelectorAll('style').forEach(style => style.remove())")
    tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    text = tab.locator(".out").first.inner_text()

    for told in ("✗ altered", "✖ error QP102", "[left out: never]", "[added: ever]"):
        assert told in text
