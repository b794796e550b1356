"""
How large the HTML report of many articles is, and how long Chromium takes to open it.

::

    python3 tools/in_venv.py --extra browser -- python -m bench.report

The articles are the three of ``examples/seeds``, over and over, or those of ``--articles``. A page
is open when it is laid out and drawn; what is printed is the middle of several runs.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import statistics
import tempfile
import time

from pathlib import Path
from typing import TYPE_CHECKING, Any

from quoteprov import Verifier
from quoteprov.render.html import render_html


if TYPE_CHECKING:
    from collections.abc import Sequence

    from quoteprov import Report


SEEDS = Path("examples/seeds")
DRAWN = """() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""


def reports(articles: Path, statements: Path, number: int) -> list[Report]:
    """As many reports as are asked for."""
    found = list(Verifier(statements).verify_many([articles]))
    return list(itertools.islice(itertools.cycle(found), number))


def opened(browser: Any, page: Path) -> float:
    """Seconds until a page is drawn, by its own clock."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(page.as_uri())
    milliseconds: float = tab.evaluate(DRAWN)
    tab.close()
    return milliseconds / 1000


def main(arguments: Sequence[str] | None = None) -> None:
    """Print size and times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--number", type=int, default=500, help="of articles; default: 500")
    parser.add_argument("--runs", type=int, default=5, help="of the browser; default: 5")
    parser.add_argument("--articles", type=Path, default=SEEDS / "articles")
    parser.add_argument("--statements", type=Path, default=SEEDS / "statements")
    options = parser.parse_args(arguments)

    from playwright.sync_api import sync_playwright

    found = reports(options.articles, options.statements, options.number)
    begin = time.process_time()
    text = "\n".join(render_html(found))
    rendered = time.process_time() - begin
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        times = [opened(browser, page) for _ in range(options.runs)]
        size = page.stat().st_size
        browser.close()
    quotations = sum(len(r.quotations) for r in found)
    print(f"articles    {len(found):,}, {quotations:,} quotations")
    print(f"rendered    {rendered:.1f} CPU seconds")
    print(f"size        {size / 1e6:.1f} MB")
    print(f"open        {statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})")


if __name__ == "__main__":
    main()
