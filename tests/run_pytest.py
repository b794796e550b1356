"""
Run the tests.

Arguments go to pytest::

    python3 tests/run_pytest.py -k marks

The first run makes a virtual environment and installs the project into it.
"""

from __future__ import annotations

import sys

from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import in_venv


if __name__ == "__main__":
    command = ["python", "-m", "pytest", *sys.argv[1:]]
    sys.exit(in_venv.run(command, extras=["all", "completion", "test"]))
