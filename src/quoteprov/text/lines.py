"""
Lines and columns of a text.
"""

from __future__ import annotations


def position(text: str, offset: int) -> tuple[int, int]:
    r"""
    Give line and column of an offset, both 1-based; columns count code points, and lines end with
    a line feed.

    >>> position("one\ntwo", 5)
    (2, 2)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
