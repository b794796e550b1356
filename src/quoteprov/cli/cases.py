"""
``quoteprov cases``.
"""

from __future__ import annotations

import os

from pathlib import Path
from typing import TYPE_CHECKING

from quoteprov.cases.writing import Top, first
from quoteprov.cli.corpus import opened
from quoteprov.cli.project import day, in_force
from quoteprov.cli.terminal import CLEAN, say, show
from quoteprov.config.settings import settled, statements, verifier_for
from quoteprov.config.source import near
from quoteprov.errors import InputError
from quoteprov.render.files import draft


if TYPE_CHECKING:
    import argparse


def cases(arguments: argparse.Namespace) -> int:
    """
    Check an article and write what is found as cases.

    Raises:
        InputError: The file is there already, or the article cannot be read.
    """
    output: Path | None = arguments.output
    if output is not None and os.path.lexists(output):
        msg = (
            f"{output.as_posix()}: is there already; change it by hand, have verdicts written "
            "with pytest --quoteprov-update=changed, or name another file"
        )
        raise InputError(msg)
    config = in_force(arguments)
    said = settled(config, {"against": arguments.against, "lang": arguments.lang})
    published = day(arguments.published, "--published")
    verifier = verifier_for(config, said, opened(statements(said["against"], "--against")))
    article = Path(arguments.article)
    report = verifier.verify(article, published=published, lang=said["lang"].value)
    folder = output.parent if output else Path()
    top = Top(
        article=near(article, folder),
        published=published,
        against=tuple(near(Path(one), folder) for one in arguments.against or ()),
        lang=arguments.lang,
        fail_on=said["fail-on"].value,
    )
    text = first(report, top)
    if output is None:
        show(text.splitlines())
        return CLEAN
    with draft(output) as write:
        write([text])
    say(f"{output.as_posix()}: written; read it, and run: pytest")
    return CLEAN
