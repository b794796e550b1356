"""
What becomes of the days in small articles composed to be hard, against what is right.

::

    python3 tools/in_venv.py -- python -m bench.dates.cases [--about QP302] [--id NAME] [--show]

``tests/gold/date_articles.jsonl`` holds an article a line; two thirds are honest. The statements
are the two of ``examples/seeds`` (here ``september`` and ``november``) and those of
``tests/gold/date_statements.jsonl``. A line has

- ``text``, and ``published``: what the caller says of the day, null for nothing;
- ``quotations``: where each stands, the verdicts about its day that are right (``accept``; no
  verdict at all counts as ``no-date-claim``), and the ``words`` of the claimed day, null where
  nothing is said of them;
- ``findings``: what must be found, each a list of codes of which one will do, and ``may``: what
  else is right. Whatever else is found about days is wrong;
- ``about``: the rules that it tries, and ``why`` what is expected is right;
- ``without``: statements that are not in the corpus.

A disagreement is ``accused`` (an alarm that should not be), ``missed`` (a finding that should be),
``stray`` (a note that should not be), ``verdict``, ``words`` (the day was read elsewhere), or
``untraced`` (the quotation was not found, or not its statement, so that the case tries nothing).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.dates.judged import ALARMS, CODES, RULES, dated, verdict
from quoteprov import Article, Corpus, Verifier
from quoteprov.verifier import stated_day


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from quoteprov import Quotation, Report

ROOT: Final = Path(__file__).resolve().parents[2]
ARTICLES: Final = ROOT / "tests" / "gold" / "date_articles.jsonl"
STATEMENTS: Final = ROOT / "tests" / "gold" / "date_statements.jsonl"
SEEDS: Final = {"november": "000", "september": "001"}
KINDS: Final = ("accused", "missed", "stray", "verdict", "words", "untraced")
_SILENT: Final = frozenset({"no-date-claim", "no-canonical", "unresolvable"})


class Disagreement(NamedTuple):
    """What is not as it should be; *kind* is one of `KINDS`."""

    case: str
    kind: str
    what: str


def records(file: Path) -> list[dict[str, Any]]:
    """
    Read the lines of a file.
    """
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def statements() -> list[dict[str, Any]]:
    """
    Give all statements, those of the seeds among them.
    """
    folder = ROOT / "examples" / "seeds" / "statements"
    seeds = [
        {"id": name, "text": next(folder.glob(f"{number}_*")).read_text("utf-8")}
        for name, number in SEEDS.items()
    ]
    return [*seeds, *records(STATEMENTS)]


class Bench:
    """
    Checks the articles, each against the statements that its case has.

    Args:
        folder: An empty one, for the corpora.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._verifiers: dict[frozenset[str], Verifier] = {}

    def report(self, case: Mapping[str, Any]) -> Report:
        """Check the article of a case."""
        published = stated_day(case["published"], "date")
        article = Article(id=case["id"], text=case["text"], published=published)
        return self._verifier(frozenset(case.get("without", ()))).verify(article)

    def _verifier(self, without: frozenset[str]) -> Verifier:
        if without not in self._verifiers:
            file = self._folder / f"{len(self._verifiers)}.jsonl"
            held = [one for one in statements() if one["id"] not in without]
            file.write_text("\n".join(map(json.dumps, held)), "utf-8")
            self._verifiers[without] = Verifier(Corpus.build(file))
        return self._verifiers[without]


def disagreements(case: Mapping[str, Any], report: Report) -> Iterator[Disagreement]:
    """
    Yield what a report says otherwise than its case.
    """
    for kind, what in (*_findings(case, report), *_quotations(case, report)):
        yield Disagreement(case["id"], kind, what)


def _findings(case: Mapping[str, Any], report: Report) -> Iterator[tuple[str, str]]:
    found = dated(report)
    codes = {one.code for one in found}
    right = {code for group in case["findings"] for code in group} | {*case["may"]}
    for group in case["findings"]:
        if not codes & set(group):
            yield "missed", " or ".join(group)
    for one in found:
        if one.code not in right:
            kind = "accused" if one.code in ALARMS else "stray"
            words = case["text"][one.start : one.end]
            yield kind, f"{one.code} ({one.severity}) “{words}”: {one.message}"


def _quotations(case: Mapping[str, Any], report: Report) -> Iterator[tuple[str, str]]:
    for gold in case["quotations"]:
        found = _found(gold, report.quotations)
        if found is None or (found.statement is None and "no-canonical" not in gold["accept"]):
            said = found.verdict if found else "no quotation"
            yield "untraced", f"“{gold['text']}”: {said}"
            continue
        about = verdict(found)
        if about not in gold["accept"]:
            wanted = " or ".join(gold["accept"])
            yield "verdict", f"{about}, not {wanted}: “{gold['text']}”{_day(found)}"
        elif gold["words"] and about not in _SILENT and not _reads(found, gold["words"]):
            yield "words", f"read from{_day(found)}, not from “{gold['words']['text']}”"


def _found(gold: Mapping[str, Any], quotations: Sequence[Quotation]) -> Quotation | None:
    meeting = (q for q in quotations if q.start < gold["end"] and gold["start"] < q.end)
    return next(meeting, None)


def _reads(quotation: Quotation, words: Mapping[str, Any]) -> bool:
    """The day was read from *words*, or from some of them; or nothing is said of where."""
    date = quotation.date
    if date is None or date.start is None or date.end is None:
        return True
    return bool(date.start < words["end"] and words["start"] < date.end)


def _day(quotation: Quotation) -> str:
    date = quotation.date
    return f" “{date.text}” {date.claimed} as {date.role} against {date.against}" if date else ""


def tables(cases: Iterable[tuple[Mapping[str, Any], Report]], *, show: bool) -> Iterator[str]:
    """
    Give the lines: a table of the rules, then the disagreements, the worst first.
    """
    found: list[Disagreement] = []
    every: list[tuple[Mapping[str, Any], list[Disagreement]]] = []
    told: list[str] = []
    for case, report in cases:
        own = list(disagreements(case, report))
        every.append((case, own))
        found += own
        if own or show:
            told += _told(case, report, own)
    yield "| rule | must fire | does | must not | as it should be |"
    yield "|---|--:|--:|--:|--:|"
    for code in RULES:
        tried = [(case, own) for case, own in every if code in case["about"]]
        must = [own for case, own in tried if _wants(case, code)]
        quiet = [own for case, own in tried if not _wants(case, code)]
        fires = sum(not any(one.kind == "missed" for one in own) for own in must)
        still = sum(not any(one.what.startswith(code) for one in own) for own in quiet)
        yield f"| {code} | {len(must)} | {fires} | {len(quiet)} | {still} |"
    yield ""
    counts = Counter(one.kind for one in found)
    agreed = sum(not own for _, own in every)
    kinds = ", ".join(f"{kind} {counts[kind]}" for kind in KINDS)
    yield f"{agreed} of {len(every)} articles as they should be; {kinds}"
    yield from told


def _wants(case: Mapping[str, Any], code: str) -> bool:
    return any(code in group for group in case["findings"])


def _told(case: Mapping[str, Any], report: Report, own: Iterable[Disagreement]) -> Iterator[str]:
    yield ""
    yield f"{case['id']} (published {case['published'] or '?'}): {case['why']}"
    yield from (f"  ! {one.kind}: {one.what}" for one in sorted(own, key=_rank))
    for one in report.quotations:
        held = one.statement.id if one.statement else one.verdict
        yield f"  “{one.text[:40]}…” {held}: {verdict(one)}{_day(one)}"
    yield from (f"  | {line}" for line in case["text"].splitlines() if line)


def _rank(one: Disagreement) -> int:
    return KINDS.index(one.kind)


def problems(case: Mapping[str, Any]) -> Iterator[str]:
    """
    Yield what is wrong with a case itself.
    """
    text = case["text"]
    spans = [span for gold in case["quotations"] for span in (gold, gold["words"]) if span]
    yield from (f"“{s['text']}”" for s in spans if text[s["start"] : s["end"]] != s["text"])
    right = {code for group in case["findings"] for code in group} | {*case["may"]}
    yield from (f"{code} is no rule" for code in (*right, *case["about"]) if code not in RULES)
    accepted = {name for gold in case["quotations"] for name in gold["accept"]}
    # a finding needs a verdict that sets it off; an ambiguous day has no verdict of its own
    able = {CODES[name] for name in accepted if name in CODES} | {"QP309"}
    for group in case["findings"]:
        if not able & set(group):
            yield f"no verdict sets off {' or '.join(group)}"


def main() -> None:
    """
    Print the tables; the exit code is 1 if there is a disagreement.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--about", help="only what tries this rule")
    parser.add_argument("--id", help="only the case of this name")
    parser.add_argument("--show", action="store_true", help="list what is right, too")
    args = parser.parse_args()
    cases = [
        case
        for case in records(ARTICLES)
        if args.about in {None, *case["about"]} and args.id in {None, case["id"]}
    ]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        checked = [(case, bench.report(case)) for case in cases]
    for line in tables(checked, show=args.show):
        print(line)
    sys.exit(any(True for case, report in checked for _ in disagreements(case, report)))


if __name__ == "__main__":
    main()
