"""The other systems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.tracing.systems import System

PEERS: Final[dict[str, Callable[[], System]]] = {}
