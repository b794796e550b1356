"""Annotations of GitHub Actions: one command for each finding, at its place, and no other."""

from __future__ import annotations

import pytest

from quoteprov.render.github import escape, render_github
from tests.rendering import (
    ALTERED,
    accepting,
    altered,
    seeds,
    unread,
    without_texts,
)


def commands(*reports) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and message of each command, read as the runner reads them."""
    found = []
    for line in render_github(reports):
        head, _, message = line.removeprefix("::").partition("::")
        level, _, told = head.partition(" ")
        found.append((level, dict(p.split("=", 1) for p in told.split(",")), message))
    return found


def test_at_its_characters() -> None:
    """A finding is shown at its line and columns, with its advice."""
    (_, (level, properties, message)) = commands(altered())
    start = ALTERED.index("ever exported")

    assert "error" == level
    assert {
        "title": "quoteprov QP102 polarity-flip",
        "file": "drafts/post.txt",
        "line": "1",
        "endLine": "1",
        "col": str(start + 1),
        "endColumn": str(start + 5),
    } == properties
    assert message.startswith("a negation was changed: “ever” stands for “never”%0Ahelp: quote")


def test_levels() -> None:
    """Errors, warnings and notices, as many as there are."""
    levels = [level for level, _, _ in commands(*seeds())]

    assert (3, 6, 9) == tuple(levels.count(level) for level in ("error", "warning", "notice"))


def test_across_lines() -> None:
    """Of a span that crosses lines GitHub takes no columns."""
    blog = seeds()[1]
    assert blog.texts.article
    finding = blog.findings[0]
    below = blog.texts.article.text.index("\n", finding.start) + 1
    longer = (finding.model_copy(update={"end": below}),)
    ((_, properties, _),) = commands(blog.model_copy(update={"findings": longer}))

    assert {"title", "file", "line", "endLine"} == set(properties)
    assert ("3", "4") == (properties["line"], properties["endLine"])


@pytest.mark.parametrize("path", ["post.html", "post.docx", "articles.jsonl"])
def test_other_files(path: str) -> None:
    """Lines of a text that was taken out of its file are not lines of the file."""
    (_, (_, properties, message)) = commands(altered(path, 7))

    assert {"title", "file", "line"} == set(properties)
    assert "7" == properties["line"]
    assert "“never” (line 1, column 115 of its text)%0Ahelp" in message


def test_no_file() -> None:
    """A text that is in no file is named."""
    (_, (_, properties, message)) = commands(altered(None))

    assert {"title"} == set(properties)
    assert message.startswith("post: a negation was changed")


def test_without_texts() -> None:
    """What was read back from JSON is shown with the line and column of its beginning."""
    (_, (_, properties, _)) = commands(without_texts(altered()))

    assert {"title", "file", "line", "col"} == set(properties)
    assert ("1", "115") == (properties["line"], properties["col"])


def test_not_read() -> None:
    """An article that was not read is an error of its file."""
    ((level, properties, message),) = commands(unread())

    assert ("error", "drafts/none.txt") == (level, properties["file"])
    assert "no such file or folder; check the path%0Ahelp: mend the file and check it again" == (
        message
    )


def test_accepted() -> None:
    """What was accepted is not shown."""
    assert ["QP403"] == [
        p["title"].split()[1] for _, p, _ in commands(accepting(altered(), "QP102"))
    ]


def test_escape() -> None:
    """Nothing ends the line of a command or its properties."""
    report = altered("a,b:c%\r\n::error::x.txt")
    lines = list(render_github([report]))

    assert all(len(line.splitlines()) == 1 for line in lines)
    assert ",file=a%2Cb%3Ac%25<U+000D>%0A%3A%3Aerror%3A%3Ax.txt,line=1," in lines[0]
    assert "<U+001B>[2J" == escape("\x1b[2J")
