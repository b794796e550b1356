"""
Which rules are asked for, and how grave they are: a profile with what the caller changes in it.

The rules are chosen as ruff chooses its own: by ``ALL``, the beginning of a code, a code or a
name, where the longer one counts more.
"""

from __future__ import annotations

import re

from dataclasses import replace
from typing import TYPE_CHECKING

from quoteprov.errors import PolicyError
from quoteprov.models import SEVERITIES
from quoteprov.policy import Policy, meant, policy
from quoteprov.rules.registry import RULES


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quoteprov.models import Severity
    from quoteprov.rules.rule import Rule


ALL = "ALL"
_PREFIX = re.compile(r"QP[1-9]?\d?")
_LIST = "List the rules with: quoteprov rules"


def chosen(
    profile: str = "document",
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, str] | None = None,
) -> Policy:
    """
    Give a profile with the rules that are asked for.

    Args:
        profile: Its name.
        select: The rules to apply, by code, name or beginning of a code; all if nothing is said.
        ignore: Those to leave out; where a rule is named in both, the longer naming counts.
        severities: Of rules, named in the same ways.

    Raises:
        PolicyError: There is no such profile, rule or severity.

    >>> sorted(chosen(select=["QP9"], ignore=["QP903", "short-quote"]).ignored)[-2:]
    ['QP502', 'QP903']
    """
    found = policy(profile)
    wanted = _ranked(listed(select) or [ALL])
    unwanted = _ranked(listed(ignore))
    ignored = {code for code in RULES if wanted.get(code, -1) <= unwanted.get(code, -1)}
    return replace(
        found,
        severities={**found.severities, **_severities(severities or {})},
        ignored=frozenset(ignored),
    )


def named(asked: str) -> Rule:
    """
    Look up a rule by its code or name.

    Raises:
        PolicyError: There is none.
    """
    codes = matching(asked)
    if len(codes) != 1 or asked.upper() == ALL:
        msg = f"{asked!r} stands for {len(codes)} rules; name one. {_LIST}"
        raise PolicyError(msg)
    return RULES[codes[0]]


def matching(asked: str) -> list[str]:
    """
    List the codes that a code, the beginning of one, a name or ``ALL`` stands for.

    Raises:
        PolicyError: It stands for none.
    """
    code = asked.strip().upper()
    if code == ALL:
        return list(RULES)
    if code in RULES:
        return [code]
    found = [r.code for r in RULES.values() if r.name == asked.strip().lower()]
    if not found and _PREFIX.fullmatch(code):
        found = [known for known in RULES if known.startswith(code)]
    if not found:
        hint = meant(asked, [*RULES, *(r.name for r in RULES.values())])
        msg = f"no rule {asked!r}.{hint} {_LIST}"
        raise PolicyError(msg)
    return found


def codes(names: Iterable[str]) -> frozenset[str]:
    """
    Give all codes that codes, beginnings of codes and names stand for.

    Raises:
        PolicyError: One of them stands for none.

    >>> sorted(codes(["QP90", "short-quote"]))
    ['QP205', 'QP901', 'QP902', 'QP903', 'QP904']
    """
    return frozenset(code for name in listed(names) for code in matching(name))


def listed(given: Iterable[str]) -> list[str]:
    """
    Give names one by one; those in one string have commas between them.

    >>> listed("QP1, QP201"), listed(["QP1,QP201", "short-quote"])
    (['QP1', 'QP201'], ['QP1', 'QP201', 'short-quote'])
    """
    parts = [given] if isinstance(given, str) else given
    return [name for part in parts for one in part.split(",") if (name := one.strip())]


def _ranked(names: Iterable[str]) -> dict[str, int]:
    """Each code that is named, with how exactly it is."""
    ranks: dict[str, int] = {}
    for name in names:
        codes = matching(name)
        for code in codes:
            ranks[code] = max(ranks.get(code, 0), _exactness(name, codes))
    return ranks


def _exactness(name: str, codes: list[str]) -> int:
    """How exactly a name tells its rules: letters of a code, or all of them; none for ``ALL``."""
    if name.strip().upper() == ALL:
        return 0
    return len(name.strip()) if codes[0].startswith(name.strip().upper()) else len(codes[0])


def _severities(given: Mapping[str, str]) -> dict[str, Severity]:
    """The severities of single rules, the less exactly named first."""
    found: dict[str, tuple[int, Severity]] = {}
    for name, asked in given.items():
        severity = next((s for s in SEVERITIES if s == asked), None)
        if severity is None:
            hint = meant(str(asked), SEVERITIES)
            msg = f"{asked!r}, for {name}, is no severity.{hint} Use: {', '.join(SEVERITIES)}"
            raise PolicyError(msg)
        codes = matching(name)
        for code in codes:
            exactness = _exactness(name, codes)
            if exactness >= found.get(code, (-1,))[0]:
                found[code] = exactness, severity
    return {code: severity for code, (_, severity) in found.items()}
