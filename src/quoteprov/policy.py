"""
Profiles: which rule counts how much. A profile is data; its fingerprint stands in every report.
"""

from __future__ import annotations

import difflib
import hashlib
import json

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from quoteprov.errors import PolicyError


if TYPE_CHECKING:
    from collections.abc import Mapping

    from quoteprov.models import Severity


REVISION = 4
"""Raised with every change that can alter a verdict on unchanged input."""


@dataclass(frozen=True, slots=True)
class Policy:
    """
    A profile: severities that differ from the rules' own.

    ``document`` is for written statements, whose words must stand as they are; ``speech`` lets
    grammar be cleaned up; ``strict`` makes every change of a word an error.
    """

    profile: str
    severities: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits of SHA-256 over the profile and the revision of the rules."""
        data = json.dumps([REVISION, self.profile, sorted(self.severities.items())])
        return hashlib.sha256(data.encode()).hexdigest()[:12]


PROFILES: Mapping[str, Policy] = MappingProxyType(
    {
        "document": Policy("document"),
        "speech": Policy("speech", MappingProxyType({"QP107": "info", "QP109": "info"})),
        "strict": Policy(
            "strict",
            MappingProxyType(
                {"QP106": "error", "QP107": "error", "QP108": "error", "QP109": "error"}
            ),
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
    close = difflib.get_close_matches(profile, PROFILES, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    msg = f"no profile {profile!r}.{hint} There are: {', '.join(PROFILES)}"
    raise PolicyError(msg)
