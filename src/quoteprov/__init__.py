"""
quoteprov: quotations checked against what was really said.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from quoteprov.corpus.corpus import Corpus
    from quoteprov.errors import QuoteprovError
    from quoteprov.models import (
        Alignment,
        Article,
        Day,
        Edit,
        Finding,
        Passage,
        Quotation,
        Report,
        Statement,
    )
    from quoteprov.rules.acceptance import Acceptance
    from quoteprov.verifier import Verifier, verify


__all__ = [
    "Acceptance",
    "Alignment",
    "Article",
    "Corpus",
    "Day",
    "Edit",
    "Finding",
    "Passage",
    "Quotation",
    "QuoteprovError",
    "Report",
    "Statement",
    "Verifier",
    "verify",
]

_HOMES = {
    "Acceptance": "quoteprov.rules.acceptance",
    "Corpus": "quoteprov.corpus.corpus",
    "QuoteprovError": "quoteprov.errors",
    "Verifier": "quoteprov.verifier",
    "verify": "quoteprov.verifier",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used: spaCy alone costs two seconds."""
    if name == "__version__":
        from importlib.metadata import version

        return version("quoteprov")
    if name not in __all__:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES.get(name, "quoteprov.models")), name)


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]
