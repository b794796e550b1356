"""Twenty ways to treat a sentence, on which other checkers were run: ours, one by one."""

from __future__ import annotations

import textwrap

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from quoteprov import Article, Verifier


ROOT = Path(__file__).parents[1]
ARTICLE = (
    "Pyongyang rejected the reports. “{}” the vice director general of the General Bureau of "
    "Equipment of North Korea's defense ministry said, according to KCNA."
)
SOUND = frozenset({"verbatim", "edited"})


class Probe(NamedTuple):
    """A sentence of a statement as it is quoted, and what must be said of it."""

    id: str
    quoted: str
    verdict: str
    rules: frozenset[str] = frozenset()


def _probe(name: str, quoted: str, verdict: str, *rules: str) -> Probe:
    return Probe(name, quoted, verdict, frozenset(rules))


NEVER = "We have never exported weapons or ammunition to Russia before and we will not plan to"
CONDEMN = "We condemn the U.S. for thoughtlessly circulating the rumor against the DPRK"
WARN = (
    "warn the U.S. to stop making reckless remarks pulling up the DPRK and to keep its mouth shut"
)
PROBES = [
    _probe("P01 exact", f"{CONDEMN} to pursue its base political and military aim", "verbatim"),
    _probe("P02 never dropped", f"{NEVER.replace('never ', '')} export them", "altered", "QP102"),
    _probe("P03 not dropped", f"{NEVER.replace('not ', '')} export them.", "altered", "QP102"),
    _probe(
        "P04 lawful to unlawful",
        "their export and import are the unlawful right peculiar to a sovereign state",
        *("altered", "QP102"),
    ),
    _probe("P05 synonym", CONDEMN.replace("thoughtlessly", "recklessly"), "altered", "QP101"),
    _probe(
        "P06 order",
        "We have never exported ammunition or weapons to Russia before",
        *("altered", "QP105"),
    ),
    _probe("P07 …", f"We {WARN}.".replace("pulling up the DPRK", "…"), "edited"),
    _probe("P08 [...]", f"we {WARN}.".replace("pulling up the DPRK", "[...]"), "edited"),
    _probe("P09 [name]", f"{CONDEMN} to pursue".replace("the DPRK", "[North Korea]"), "edited"),
    _probe("P10 [W]e", f"[W]e {WARN}", "edited"),
    _probe(
        "P11 silent omission",
        f"we {WARN}".replace("pulling up the DPRK ", ""),
        *("altered", "QP104"),
    ),
    _probe("P12 silent splice", f"{NEVER.partition(' and')[0]}. We {WARN}.", "altered", "QP105"),
    _probe(
        "P13 … across two statements",
        "We have never had “arms dealings” with Russia … and we warn the U.S. to stop making "
        "reckless remarks pulling up the DPRK",
        "altered",
    ),
    _probe("P14 … reversed", f"keep its mouth shut … {CONDEMN}", "altered", "QP105"),
    _probe("P15 inside a word", f"{CONDEMN} to pursue its base polit", "altered", "QP101"),
    _probe("P16 white space", f"{CONDEMN} to  pursue its  base political", "verbatim"),
    _probe("P17 case", f"{CONDEMN} to pursue".replace("We condemn", "WE CONDEMN"), "verbatim"),
    _probe("P18 US", f"{CONDEMN} to pursue its base".replace("U.S.", "US"), "verbatim"),
    _probe(
        "P19 invented",
        "We shall build three hundred new factories for tractors along the eastern coast",
        *("not-found", "QP201"),
    ),
    _probe(
        "P20 date",
        "The vice director general of the General Bureau of Equipment of the Ministry of National "
        "Defence of the DPRK released the following press statement on Sept. 12",
        *("altered", "QP103"),
    ),
]


@cache
def _verifier() -> Verifier:
    return Verifier(ROOT / "examples" / "seeds" / "statements")


@pytest.mark.parametrize("probe", PROBES, ids=lambda p: p.id)
def test_probe(probe: Probe) -> None:
    """A changed sentence is an error of the right kind, a sound one none."""
    text = textwrap.fill(ARTICLE.format(probe.quoted), 72)
    report = _verifier().verify(Article(id="probe", text=text))
    [found] = [q for q in report.quotations if q.parent is None]
    errors = {f.code for f in report.findings if f.severity == "error"}

    assert probe.verdict == found.verdict
    assert probe.rules <= errors
    assert bool(errors) == (probe.verdict not in SOUND)
