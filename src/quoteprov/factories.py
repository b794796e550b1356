"""
The factories of the spaCy components, and the extensions they bring.

spaCy imports this module with every Language that is made, whether or not quoteprov is wanted in
it. So it imports nothing but spaCy; the components are imported when one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span


if TYPE_CHECKING:
    from quoteprov.models import Quotation, Report


Component = Callable[[Doc], Doc]

KEY = "quoteprov"
"""Name of the span group, and of the extensions that show what was found."""

STATE = "quoteprov_state"
"""Name of the extension that keeps what the components leave on a Doc."""


def report_of(doc: Doc) -> Report | None:
    """Give ``doc._.quoteprov``."""
    from quoteprov import pipeline

    return pipeline.report_of(doc)


def quotation_of(span: Span) -> Quotation | None:
    """Give ``span._.quoteprov``."""
    from quoteprov import pipeline

    return pipeline.quotation_of(span)


_EXTENSIONS: tuple[tuple[type[Doc | Span], str, dict[str, Any]], ...] = (
    (Doc, KEY, {"getter": report_of}),
    (Doc, STATE, {"default": None}),
    (Span, KEY, {"getter": quotation_of}),
)

for _of, _name, _how in _EXTENSIONS:
    if not _of.has_extension(_name):
        _of.set_extension(_name, **_how)


_STATE = [f"doc._.{STATE}"]
_SHOWN = ["doc.spans", f"doc._.{KEY}", f"span._.{KEY}"]
_CORPUS: dict[str, Any] = {"corpus": None}
_JUDGE: dict[str, Any] = {
    **_CORPUS,
    "profile": "document",
    "select": [],
    "ignore": [],
    "severities": {},
    "all_zones": False,
    "spans_key": KEY,
}


@Language.factory("quoteprov_find", assigns=_STATE)
def make_finder(nlp: Language, name: str) -> Component:
    """Make the component that finds quotations."""
    from quoteprov.pipeline import Finder

    del nlp
    return Finder(name)


@Language.factory("quoteprov_attribute", assigns=_STATE, requires=_STATE)
def make_attributor(nlp: Language, name: str) -> Component:
    """Make the component that finds speakers; after ``quoteprov_find``."""
    from quoteprov.pipeline import Attributor

    del nlp
    return Attributor(name)


@Language.factory("quoteprov_align", assigns=_STATE, requires=_STATE, default_config=_CORPUS)
def make_aligner(nlp: Language, name: str, corpus: str | None) -> Component:
    """Make the component that finds statements; after ``quoteprov_attribute``."""
    from quoteprov.pipeline import Aligner

    return Aligner(nlp, name, corpus)


@Language.factory("quoteprov_date", assigns=_STATE, requires=_STATE, default_config=_CORPUS)
def make_dater(nlp: Language, name: str, corpus: str | None) -> Component:
    """Make the component that checks days; after ``quoteprov_align``."""
    from quoteprov.pipeline import Dater

    return Dater(nlp, name, corpus)


def _judging(component: str) -> Callable[..., Component]:
    """Make the factory of a component that gives verdicts."""

    def make(  # noqa: PLR0917 - as spaCy calls it
        nlp: Language,
        name: str,
        corpus: str | None,
        profile: str,
        select: list[str],
        ignore: list[str],
        severities: dict[str, str],
        all_zones: bool,  # noqa: FBT001 - spaCy passes the configuration by name
        spans_key: str,
    ) -> Component:
        from quoteprov import pipeline
        from quoteprov.rules.selection import chosen

        rules = chosen(profile, select=select, ignore=ignore, severities=severities)
        kind: Callable[..., Component] = getattr(pipeline, component)
        return kind(nlp, name, corpus, rules, all_zones=all_zones, spans_key=spans_key)

    return make


make_judge = Language.factory(
    "quoteprov_judge",
    assigns=[*_STATE, *_SHOWN],
    requires=_STATE,
    default_config=_JUDGE,
    func=_judging("Judge"),
)
"""Makes the component that gives verdicts; after ``quoteprov_align``."""

make_quoteprov = Language.factory(
    "quoteprov", assigns=[*_STATE, *_SHOWN], default_config=_JUDGE, func=_judging("Quoteprov")
)
"""Makes the component that does everything."""
