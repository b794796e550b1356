"""Drafts that are not ready yet."""

from __future__ import annotations

from pathlib import Path


def test_blog(quoteprov):
    """A draft may not go out while an error or a warning is found in it."""
    report = quoteprov.verify(Path(__file__).with_name("blog.txt"))

    assert report.findings_from("warning") == []
