"""
Check the sample articles through the Python API and print one line a quotation.

::

    python3 tools/in_venv.py -- python examples/verify_seeds.py
"""

from __future__ import annotations

from pathlib import Path

import quoteprov


SEEDS = Path(__file__).parent / "seeds"


def main() -> None:
    """
    Verify each article against the statements; print its quotations and what was found.
    """
    for article in sorted((SEEDS / "articles").glob("*.txt")):
        report = quoteprov.verify(article, against=SEEDS / "statements")
        print(article.name)
        for quotation in report.quotations:
            place = quotation.statement.id if quotation.statement else "-"
            words = " ".join(quotation.text.split())
            print(f"  {quotation.verdict:16} {place:24} {words:.60}")
        for finding in report.findings:
            print(f"  {finding.line}:{finding.column} {finding.code} {finding.message}")


if __name__ == "__main__":
    main()
