"""The public surface."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

from importlib.metadata import version

import pytest

import quoteprov


MODULES = sorted(
    m.name
    for m in pkgutil.walk_packages(quoteprov.__path__, "quoteprov.")
    if "__main__" not in m.name
)


def test_all_is_sorted_and_there() -> None:
    """Every public name can be imported, and dir() shows it."""
    assert sorted(quoteprov.__all__) == quoteprov.__all__
    assert [n for n in quoteprov.__all__ if getattr(quoteprov, n).__doc__ is None] == []
    assert set(quoteprov.__all__) <= set(dir(quoteprov))


def test_version_is_the_installed_one() -> None:
    """The version is read from the installed package."""
    assert version("quoteprov") == quoteprov.__version__


def test_unknown_name() -> None:
    """A name that does not exist is an AttributeError."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        getattr(quoteprov, "nonsense")  # noqa: B009 - the name is unknown on purpose


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    """Every example in a docstring does what it says."""
    assert 0 == doctest.testmod(importlib.import_module(name)).failed
