"""
Whether a changed quotation is ever taken for a true one, and a sound one ever accused.

::

    python3 tools/in_venv.py --extra bench -- python bench/drift/run.py

It stands for ``python -m bench.drift`` in the folder of the project; ``--help`` lists what can
be chosen. Other benches have modules of the same names, so that this one goes by its full name.
"""

from __future__ import annotations

import runpy
import sys

from pathlib import Path


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    runpy.run_module("bench.drift", run_name="__main__", alter_sys=False)
