"""
Profiles: which rule counts how much. A profile is data; its fingerprint stands in every report.
"""

from __future__ import annotations

import difflib
import hashlib
import json

from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from quoteprov.errors import PolicyError


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quoteprov.models import Severity


REVISION = 6
"""Raised with every change that can alter a verdict on unchanged input."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """
    The numbers that verdicts and findings turn on, as far as they are a matter of policy.

    Args:
        half: Share of words in order below which a quotation is reworded, not altered.
        short_quote: Words up to which a quotation is too short to be traced alone, or to prove
            anything against anybody.
        surely_there: Share of words in order from which a quotation is the statement's, whoever is
            credited: "a clear threat to international peace and security" is everybody's.
        rewritten: Share of words in order below which an altered quotation counts among those that
            were written anew.
        pattern: Quotations of one speaker from which a pattern is seen in them.
        pattern_share: Share of them above which it is one.
    """

    half: float = 0.5
    short_quote: int = 3
    surely_there: float = 0.9
    rewritten: float = 0.75
    pattern: int = 3
    pattern_share: float = 0.5


@dataclass(frozen=True, slots=True)
class Cleanup:
    """
    What may be cleaned up in speech without a mark, so that it counts as grammar.

    Args:
        fillers: Words that say nothing.
        spoken: Words as they are said, and as they are written.
        restart: Most words of a false start or of a repetition: "I was— I were".
    """

    fillers: tuple[str, ...]
    spoken: Mapping[str, str]
    restart: int


@dataclass(frozen=True, slots=True)
class Policy:
    """
    A profile: what differs from the rules' own severities, and the numbers they turn on.

    ``document`` is for written statements, whose words must stand as they are; ``speech`` lets
    fillers, false starts and grammar be cleaned up; ``strict`` makes every change of a word an
    error. It is sent to other processes with what holds it, so that its mappings are plain dicts.

    Args:
        profile: Its name.
        severities: By the codes of rules, where they differ from the rules' own.
        ignored: Codes of the rules that are left out.
        thresholds: The numbers.
        cleanup: What counts as grammar; None if only grammar does.
    """

    profile: str
    severities: Mapping[str, Severity] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    thresholds: Thresholds = field(default_factory=Thresholds)
    cleanup: Cleanup | None = None

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits of SHA-256 over all of it and the revision of the rules."""
        cleanup = self.cleanup
        data = [
            REVISION,
            self.profile,
            sorted(self.severities.items()),
            sorted(self.ignored),
            asdict(self.thresholds),
            cleanup and [cleanup.fillers, sorted(cleanup.spoken.items()), cleanup.restart],
        ]
        return hashlib.sha256(json.dumps(data).encode()).hexdigest()[:12]


_SPEECH = Cleanup(
    fillers=(*"uh um er erm ah eh hm hmm mm mhm oh".split(), "you know", "i mean"),
    spoken={
        "gonna": "going to",
        "wanna": "want to",
        "gotta": "got to",
        "kinda": "kind of",
        "sorta": "sort of",
        "lemme": "let me",
        "gimme": "give me",
        "dunno": "do not know",
        "yeah": "yes",
        "yep": "yes",
        "nope": "no",
        "em": "them",
    },
    restart=4,
)

PROFILES: Mapping[str, Policy] = MappingProxyType(
    {
        "document": Policy("document"),
        "speech": Policy("speech", {"QP107": "info", "QP109": "info"}, cleanup=_SPEECH),
        "strict": Policy(
            "strict", {"QP106": "error", "QP107": "error", "QP108": "error", "QP109": "error"}
        ),
    }
)


def policy(profile: str) -> Policy:
    """
    Look up a profile.

    Raises:
        PolicyError: There is none of that name; the message names those there are.
    """
    if profile in PROFILES:
        return PROFILES[profile]
    msg = f"no profile {profile!r}.{meant(profile, PROFILES)} There are: {', '.join(PROFILES)}"
    raise PolicyError(msg)


def meant(asked: str, known: Iterable[str]) -> str:
    """
    Suggest what may have been meant by a word that is not *known*, as a sentence or nothing.

    >>> meant("spech", ["speech", "strict"])
    " Did you mean 'speech'?"
    """
    by_letters = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(asked.casefold(), by_letters, n=1)
    return f" Did you mean {by_letters[close[0]]!r}?" if close else ""
