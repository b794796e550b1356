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
    sys.exit(
        in_venv.run(
            ["python", "-m", "pytest", *sys.argv[1:]], extras=["completion", "html", "test"]
        )
    )
