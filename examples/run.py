"""
Check three news articles against the two statements they quote.

Arguments go to quoteprov::

    python3 examples/run.py --output-format json

The first run makes a virtual environment and installs the project into it.
"""

from __future__ import annotations

import sys

from pathlib import Path


sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import in_venv


COMMAND = [
    "quoteprov",
    "check",
    "examples/seeds/articles",
    "--against",
    "examples/seeds/statements",
]
FINDINGS = 1


def main() -> int:
    """
    Run the check; findings are what it is there to show, so only a real failure fails.
    """
    command = [*COMMAND, *sys.argv[1:]]
    print("$", *command, file=sys.stderr, flush=True)
    code = in_venv.run(command)
    if code > FINDINGS:
        return code
    meaning = "there are findings of that severity" if code else "there is nothing to object to"
    print(f"(quoteprov exited with {code}: {meaning})", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
