"""
What becomes of an index that is damaged, and of one whose making is killed.

::

    python3 tools/in_venv.py -- python bench/damage_index.py --flips 2000 --kills 200

An index of fifty statements gets a bit flipped, or is cut off, at a place of chance; then it is
asked a fixed set of questions. Right are the same answers as before, or a `CorpusError` of one
sentence. And a process that builds and appends again and again is killed (SIGKILL) at a moment of
chance; right is the old index, the new one, or none where there was none. Exit code 1 says that
anything else happened.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any


ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the workers import this file by its name

from quoteprov import Verifier  # noqa: E402
from quoteprov.corpus import draft  # noqa: E402
from quoteprov.corpus.corpus import Corpus  # noqa: E402
from quoteprov.errors import CorpusError  # noqa: E402
from quoteprov.models import Day, Statement, ZoneSpan  # noqa: E402
from quoteprov.text.words import keys  # noqa: E402
from quoteprov.workers import Lost, ordered_map  # noqa: E402


if TYPE_CHECKING:
    import datetime as dt

    from collections.abc import Callable, Iterator, Mapping


SEEDS = ROOT / "examples" / "seeds"
STATEMENTS = 50
SECONDS = 60.0
"""For the questions to one index; more is a hang."""
PHRASES = (
    "arms dealings",
    "keep its mouth shut",
    "the DPRK",
    "Ministry of National Defence",
    "we",
)


def statements(number: int) -> Iterator[Statement]:
    """The two seeds, and more made of their sentences."""
    seeds = list(Corpus.build(SEEDS / "statements").statements)
    yield from seeds
    parts = [part for one in seeds for part in one.text.split(". ") if len(part) > 20]  # noqa: PLR2004
    chance = random.Random(0)  # noqa: S311 - texts, not secrets
    released = seeds[0].released
    day: dt.date | None = released.start if released else None
    for i in range(number - len(seeds)):
        text = ". ".join(chance.sample(parts, 12))
        yield Statement(
            id=f"made {i}",
            text=text,
            title=f"Statement {i}",
            issuer=f"Speaker {i % 7}",
            released=Day.stated(day, "released") if day else None,
            rendition_of="made 0" if i % 5 == 1 else None,
            zones=(ZoneSpan(start=0, end=len(text), zone="body"),),
        )


MORE = Statement(id="more", text="We shall never take part in arms dealings of that kind.")


# -- questions


def questions(verifier: Verifier, folder: Path) -> dict[str, Callable[[], object]]:
    """Questions to an index; each is asked by itself."""
    corpus, known = verifier.corpus, Corpus.build(SEEDS / "statements").statements
    article = min((SEEDS / "articles").glob("*.txt")).read_text("utf-8")
    sought = keys(known[1].text)[200:240]

    def added() -> object:
        larger = corpus.add([MORE], folder / "added.qpx")
        larger.verify()
        return larger.info.model_dump(), larger.by_id(["more"])["more"].text

    def removed() -> object:
        smaller = corpus.remove(["made 3"], folder / "removed.qpx")
        smaller.verify()
        return smaller.info.model_dump()

    ids = ["made 0", "made 17", known[0].id, "unknown"]
    return {
        "info": lambda: [corpus.info.model_dump(), [*corpus.issuers.items()], corpus.holds("en")],
        "ids": lambda: list(corpus.ids),
        "by_id": lambda: [(i, found.text) for i in ids for found in corpus.by_id([i]).values()],
        "search": lambda: [(p, one.id, a, b) for p in PHRASES for one, a, b in corpus.search(p)],
        "candidates": lambda: [corpus.index.candidates(sought), corpus.index.candidates(["arms"])],
        "about": lambda: corpus.index.about(["@KP", "resolution", "export", "sovereign"]),
        "statements": lambda: [one.model_dump(mode="json") for one in corpus.statements],
        "article": lambda: verifier.verify(article).model_dump(mode="json"),
        "added": added,
        "removed": removed,
    }


def answers(path: Path, folder: Path) -> dict[str, str]:
    """The answer to each question, or the sentence with which it is refused."""
    try:
        verifier = Verifier(Corpus.open(path))
    except CorpusError as error:
        return {"open": _refused(error)}
    found = {}
    for name, ask in questions(verifier, folder).items():
        try:
            found[name] = json.dumps(ask())
        except CorpusError as error:
            found[name] = _refused(error)
    try:
        verifier.corpus.verify()
        found["verify"] = "whole"
    except CorpusError as error:
        found["verify"] = _refused(error)
    return found


def _refused(error: CorpusError) -> str:
    if "\n" in str(error):
        msg = f"more than a sentence: {error}"
        raise AssertionError(msg)
    return "refused"


# -- bits and lengths


def examine(start: str) -> Callable[[str], str]:
    """The work of a process that may crash: to damage a copy and ask it."""
    told = json.loads(start)
    whole, right, folder = Path(told["index"]).read_bytes(), told["right"], Path(told["folder"])
    path = folder / f"{os.getpid()}.qpx"

    def asked(message: str) -> str:
        where, bit = json.loads(message)
        data = bytearray(whole)
        if bit is None:
            del data[where:]
        else:
            data[where] ^= 1 << bit
        path.write_bytes(data)
        own = folder / str(os.getpid())
        own.mkdir(exist_ok=True)
        try:
            found = answers(path, own)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            return json.dumps({"wrong": f"{type(error).__name__}: {error}"})
        wrong = [name for name, one in found.items() if one not in {"refused", right.get(name)}]
        refused = [name for name, one in found.items() if one == "refused"]
        return json.dumps({"wrong": ", ".join(wrong), "refused": refused})

    return asked


def flips(number: int, seed: int, workers: int = 1) -> tuple[Counter[str], list[str]]:
    """
    Damage an index *number* times, three times of four by a bit and else by its length.

    Returns:
        How often what was refused, and what was wrong.
    """
    from bench import damage_index as own

    chance = random.Random(seed)  # noqa: S311 - places, not secrets
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "whole.qpx"
        Corpus(statements(STATEMENTS)).save(path)
        right, size = answers(path, folder), path.stat().st_size
        if "refused" in right.values():
            msg = f"the whole index is refused: {right}"
            raise AssertionError(msg)
        cases = [
            (chance.randrange(size), chance.randrange(8) if i % 4 else None) for i in range(number)
        ]
        start = json.dumps({"index": str(path), "folder": name, "right": right})
        jobs = ((case, json.dumps(case)) for case in cases)
        for case, answer in ordered_map(
            jobs, own.examine, start, workers=workers, deadline=SECONDS
        ):
            if not isinstance(answer, str):
                how = answer.how if isinstance(answer, Lost) else "no answer"
                wrong.append(f"{case}: {how or 'a hang'}")
                continue
            told: dict[str, Any] = json.loads(answer)
            if told["wrong"]:
                wrong.append(f"{case}: {told['wrong']}")
                continue
            kind = "cut" if case[1] is None else "bit"
            counts[f"{kind}: {_share(told['refused'])}"] += 1
            noticed = not told["refused"] or {"verify", "open"} & {*told["refused"]}
            if not noticed:
                wrong.append(f"{case}: verify did not notice")
    return counts, wrong


def _share(refused: list[str]) -> str:
    if not refused:
        return "all answered as before"
    return "not opened" if "open" in refused else "some questions refused"


# -- kills


def kills(number: int, seed: int) -> tuple[Counter[str], list[str]]:
    """
    Kill *number* builds and appends.

    Returns:
        How often what was left, and what was wrong.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    given = list(statements(STATEMENTS))
    draft._SORTED = 5_000  # noqa: SLF001 - so that the sorter writes files
    states = {c.info.digest: c.search(PHRASES[0]) for c in _states(given)}
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "killed.qpx"
        for _ in range(number):
            if chance.random() < 0.3:  # noqa: PLR2004
                path.unlink(missing_ok=True)
            existed = path.exists()
            child = os.fork()
            if not child:
                _work(path, given)
            time.sleep(chance.uniform(0, 0.4))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            left = sorted(p.name for p in path.parent.iterdir())
            try:
                counts[_left(path, states, existed=existed)] += 1
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                wrong.append(f"{type(error).__name__}: {error}")
            if not {*left} <= {path.name, f".{path.name}.draft"}:
                wrong.append(f"left behind: {left}")
            counts["drafts left"] += len(left) > path.exists()
        Corpus(given).save(path)
        if [p.name for p in path.parent.iterdir()] != [path.name]:
            wrong.append("a draft outlived the next run")
    return counts, wrong


def _states(given: list[Statement]) -> Iterator[Corpus]:
    whole = Corpus(given)
    yield from (whole, whole.add([MORE]))


def _work(path: Path, given: list[Statement]) -> None:
    """Build and append until killed, in a process of its own."""
    try:
        while True:
            draft.write_index(path, given).close()
            Corpus.open(path).add([MORE], path)
    finally:
        os._exit(1)


def _left(path: Path, states: Mapping[str, object], *, existed: bool) -> str:
    if not path.exists():
        if existed:
            msg = "the old index is gone"
            raise AssertionError(msg)
        return "none"
    corpus = Corpus.open(path)
    corpus.verify()
    if states[corpus.info.digest] != corpus.search(PHRASES[0]):
        msg = "another answer"
        raise AssertionError(msg)
    return f"{len(corpus)} statements"


def main() -> int:
    """Damage and kill as often as was asked, and say what became of it."""
    options = argparse.ArgumentParser(description="Damage indexes, and kill their making.")
    options.add_argument("--flips", type=int, default=2000, help="of bits and lengths")
    options.add_argument("--kills", type=int, default=200, help="of builds and appends")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--workers", type=int, default=1)
    given = options.parse_args()
    damaged, wrong = flips(given.flips, given.seed, given.workers) if given.flips else ({}, [])
    killed, more = kills(given.kills, given.seed) if given.kills else ({}, [])
    for found in (damaged, killed):
        for what, times in sorted(found.items()):
            print(f"{times:6,}  {what}")
    for one in (*wrong, *more):
        print(f"WRONG  {one}")
    print(f"{given.flips:,} damaged, {given.kills:,} killed: {len(wrong) + len(more)} wrong")
    return 1 if wrong or more else 0


if __name__ == "__main__":
    sys.exit(main())
