"""``python -m quoteprov``."""

from __future__ import annotations

import sys

from quoteprov.cli import main


if __name__ == "__main__":
    sys.exit(main())
