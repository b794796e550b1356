"""The public surface."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import subprocess
import sys

from importlib.metadata import version

import pytest

import quoteprov
import quoteprov.spark

from quoteprov import QuoteprovError


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


def test_module_for_spark_loads_none() -> None:
    """It can be imported where the extra is not installed."""
    code = "import sys, quoteprov.spark; print({'pandas', 'pyarrow', 'pyspark'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

    assert b"set()" == done.stdout.strip()


@pytest.mark.parametrize("missing", ["pyspark", "pandas", "pyarrow"])
def test_extra_for_spark_is_asked_for(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    """The error names what is not installed and the extra that brings it."""
    for name in ("pyspark", "pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, name, None if name == missing else pytest)

    with pytest.raises(QuoteprovError, match=rf'^{missing} .*pip install "quoteprov\[spark\]"'):
        quoteprov.spark.schema()
