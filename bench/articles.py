"""
How many articles a second end to end, where the time goes, and what a second worker adds.

::

    python3 tools/in_venv.py -- python -m bench.articles [--articles 600]

Articles of about 500 words with eight quotations are made of real texts: each quotes one of the
18,998 statements of the Korean Central News Agency, four times as it stands, twice changed, once
in a few words, and somebody else once; around that stand sentences of real news. They follow from
the seed. Where the texts are not at hand, copies of the three sample articles are checked against
their two statements, which is faster.

Times are CPU seconds, because a shared machine stretches the others; only workers are compared by
the clock on the wall, beside the load of the machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import resource
import sys
import tempfile
import time

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import wraps
from itertools import chain, cycle, islice
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, quantiles
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import spacy

import quoteprov

from bench.tracing import changes, corpora
from bench.tracing.corpora import seeded
from bench.tracing.folding import sentences
from quoteprov import Article, Corpus, Verifier, pipeline


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from bench.tracing.corpora import Document, Real

SEEDS: Final = Path(__file__).resolve().parents[1] / "examples" / "seeds"
CACHE: Final = Path(tempfile.gettempdir()) / "quoteprov-bench-articles"
WARM: Final = 50
"""Articles that are checked before the clock is started."""

WORDS: Final = 480
"""Below headline and first line; with these and what stands over, an article has 500."""
VERBATIM, CHANGED = 4, 2
FRAGMENT: Final = (3, 5)
CLAUSE, SENTENCE = 5, 40
"""Fewest words of a quoted clause, most of a quoted sentence."""
CURLY, WHOLE = 0.6, 0.6
"""Share of the articles with curly marks, and of the quotations that are whole sentences."""
CHANGES: Final = (
    changes.inflection,
    changes.word_substituted,
    changes.negation,
    changes.number,
    changes.entity,
    changes.bracket_insert,
    changes.word_order,
    changes.paraphrase,
)
AGENCY: Final = "the Korean Central News Agency"
WHO: Final = (AGENCY, "KCNA", "North Korea’s official news agency", "the North’s state media")
FRAMES: Final = (
    "“{said},” {who} said.",
    "“{said},” it added.",
    "“{said},” {who} said in a statement on Tuesday.",
    "“{said},” a spokesman for the Foreign Ministry said, according to {who}.",
    "According to {who}, “{said}.”",
    "In a commentary, {who} warned: “{said}.”",
    "A spokesman for the North Korean Foreign Ministry said that “{said}.”",
)
FRAGMENT_FRAMES: Final = (
    "A report by {who} spoke of “{said}.”",
    "It was all about “{said},” {who} said.",
    "A spokesman for the ministry called that “{said},” {who} reported.",
)
_STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")
_MARKS: Final = re.compile(r"[\"“”]|''|‘‘")
_SAID_BY: Final = re.compile(
    r"“[A-Z][^“”\n]{25,300}[,.?!]” (?:[A-Z]\w+ ){1,3}(?:said|says|told)\b[^“”\n]*\."
    r"|“[A-Z][^“”\n]{25,300}[,.?!]” (?:said|says) [A-Z][^“”\n]*\."
)

STAGES: Final = {
    "spaCy's tokenizer": (pipeline.BoundedTokenizer, "__call__"),
    "find": (pipeline, "find_stage"),
    "attribute": (pipeline, "attribute_stage"),
    "align": (pipeline, "align_stage"),
    "judge": (pipeline, "judge_stage"),
}


def main() -> None:
    """Read the options, make the articles, measure, print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    add = options.add_argument
    add("--articles", type=int, default=600, metavar="N", help=f"after {WARM} to warm up")
    add("--seed", type=int, default=7, metavar="N", help="of the articles")
    add("--workers", type=int, nargs="*", default=[1, 2], metavar="N", help="processes to compare")
    add("--data", type=Path, default=corpora.DATA, help="folder of the real texts")
    add("--cache", type=Path, default=CACHE, help="folder for the index")
    add("--reports", type=Path, help="JSONL file for all reports")
    chosen = options.parse_args()
    given = made if (chosen.data / "kcna").is_dir() else samples
    index, texts = given(chosen)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        one = pool.submit(alone, index, texts).result()
        staged = pool.submit(by_stage, index, texts).result()
    print_alone(one, texts)
    print_stages(staged, texts)
    if chosen.reports:
        chosen.reports.write_text("".join(f"{line}\n" for line in one.reports), encoding="utf-8")
    for workers in chosen.workers:
        print_crew(workers, crew(index, texts, workers), one)


def samples(chosen: argparse.Namespace) -> tuple[Path, list[str]]:
    """
    Give the index of the sample statements, and as many copies of the sample articles.
    """
    print(f"{chosen.data} has no kcna/: copies of the sample articles, against two statements")
    index = built([SEEDS / "statements"], chosen.cache / "samples.qpx")
    texts = [p.read_text("utf-8") for p in sorted((SEEDS / "articles").glob("*.txt"))]
    return index, list(islice(cycle(texts), WARM + chosen.articles))


def made(chosen: argparse.Namespace) -> tuple[Path, list[str]]:
    """
    Give the index of all statements, and the articles that quote them.
    """
    real = corpora.real(chosen.data)
    statements = [*real.statements, *real.held_out]
    index = chosen.cache / f"{_digest(statements)}.qpx"
    if not index.is_file():
        with tempfile.TemporaryDirectory() as work:
            corpora.write(statements, Path(work) / "statements")
            built([Path(work) / "statements"], index)
    return index, list(drafts(real, seed=chosen.seed, count=WARM + chosen.articles))


def _digest(statements: Sequence[Document]) -> str:
    """A digest of the texts and of the code that an index follows from."""
    digest = hashlib.sha256()
    code = Path(quoteprov.__file__).parent
    for module in sorted(chain(code.glob("corpus/*.py"), code.glob("text/*.py"))):
        digest.update(module.read_bytes())
    for one in statements:
        digest.update(one.text.encode())
    return digest.hexdigest()[:12]


def built(source: list[Path], index: Path) -> Path:
    """
    Make the index file and give its path.
    """
    index.parent.mkdir(parents=True, exist_ok=True)
    Corpus.build(source, index)
    return index


def drafts(real: Real, *, seed: int, count: int) -> Iterator[str]:
    """
    Make *count* articles, each about another statement.
    """
    news = [[one.text[a:b] for a, b in sentences(one.text)] for one in real.news]
    plain = [s for s in chain(*news) if not _MARKS.search(s) and s.endswith(".")]
    others = [m.group() for one in real.news for m in _SAID_BY.finditer(one.text)]
    statements = sorted(real.statements, key=lambda d: d.id)
    seeded(seed, "statements").shuffle(statements)
    quoted = ((s, q) for s in statements if (q := _quotable(s.text)))
    for number, (statement, own) in enumerate(islice(quoted, count)):
        draw = seeded(seed, "article", number)
        yield _draft(draw, statement, own, plain, draw.choice(others))


def _quotable(text: str) -> list[str]:
    """The sentences of a statement that can be quoted, if they are enough."""
    found = [text[a:b].strip() for a, b in list(sentences(text))[1:]]
    fit = [
        s.removesuffix(".")
        for s in found
        if s.endswith(".")
        and s.count('"') % 2 == 0
        and CLAUSE < len(changes.word_spans(s)) <= SENTENCE
    ]
    return fit if len(fit) > VERBATIM + CHANGED else []


def _draft(
    draw: Random, statement: Document, own: Sequence[str], plain: Sequence[str], other: str
) -> str:
    chosen = draw.sample(own, VERBATIM + CHANGED + 1)
    verbatim, changed = chosen[:VERBATIM], chosen[VERBATIM:-1]
    said = [
        *(_framed(draw, _part(draw, s)) for s in verbatim),
        *(_framed(draw, _changed(draw, s)) for s in changed),
        _framed(draw, _fragment(draw, chosen[-1]), FRAGMENT_FRAMES),
        other,
    ]
    draw.shuffle(said)
    at = draw.randrange(len(plain))
    filler = islice(cycle(plain), at, None)
    paragraphs, n_words = [f"{AGENCY[0].upper()}{AGENCY[1:]} made itself heard again."], 0
    for number, sentence in enumerate(said, 1):
        own_words, paragraph = len(sentence.split()), [sentence]
        while n_words + own_words < WORDS * number / len(said):
            paragraph.append(next(filler))
            own_words += len(paragraph[-1].split())
        n_words += own_words
        # the words of others stand apart, so that nobody is credited with the wrong ones
        paragraphs += [paragraph[0], " ".join(paragraph[1:])] if paragraph[1:] else paragraph
    title = statement.fields.get("title", "A statement")
    text = "\n\n".join([f"North Korea: {title}", *paragraphs])
    return text if draw.random() < CURLY else text.translate(_STRAIGHT)


def _part(draw: Random, sentence: str) -> str:
    """A sentence, or what stands before or after one of its commas."""
    cuts = [
        m
        for m in re.finditer(", ", sentence)
        if min(sentence.count(" ", 0, m.start()), sentence.count(" ", m.end())) + 1 >= CLAUSE
        and sentence.count('"', 0, m.start()) % 2 == 0
    ]
    if not cuts or draw.random() < WHOLE:
        return sentence
    cut = draw.choice(cuts)
    return draw.choice([sentence[: cut.start()], sentence[cut.end() :]])


def _changed(draw: Random, sentence: str) -> str:
    """A sentence after one of the changes."""
    while True:
        other = draw.choice(CHANGES)(draw, sentence)
        if other and other != sentence:
            return other


def _fragment(draw: Random, sentence: str) -> str:
    """A few words of a sentence from one word of content to another, if there are such."""
    own = [(sentence[a:b], a, b) for a, b in changes.word_spans(sentence)]
    length = draw.randint(*FRAGMENT)
    runs = [own[n : n + length] for n in range(len(own) - length + 1)]
    telling = [run for run in runs if _is_content(run[0][0]) and _is_content(run[-1][0])]
    run = draw.choice(telling or runs)
    return sentence[run[0][1] : run[-1][2]].replace('"', "")


def _is_content(word: str) -> bool:
    return word.islower() and len(word) > FRAGMENT[1]


def _framed(draw: Random, said: str, frames: Sequence[str] = FRAMES) -> str:
    """Words with who says them."""
    frame = draw.choice(frames)
    return frame.format(said=changes.curly(draw, said), who=draw.choice(WHO))


def _articles(texts: Sequence[str]) -> Iterator[Article]:
    return (Article(id=f"article-{n:04d}", text=text) for n, text in enumerate(texts))


class Alone(NamedTuple):
    """
    How one process did: the CPU seconds of each article when it is warm, the seconds of the wall
    for one, and the reports of all.
    """

    seconds: list[float]
    wall: float
    reports: list[str]
    peak_mb: float


def alone(index: Path, texts: Sequence[str]) -> Alone:
    """
    Check the articles in this process.
    """
    verifier = Verifier(Corpus.open(index))
    reports, seconds, begun = [], [], 0.0
    last = time.process_time()
    for number, report in enumerate(verifier.verify_many(_articles(texts)), 1):
        seconds.append(time.process_time() - last)
        reports.append(report.model_dump_json(by_alias=True))
        if number == WARM:
            begun = time.perf_counter()
        last = time.process_time()
    wall = (time.perf_counter() - begun) / (len(texts) - WARM)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Alone(seconds[WARM:], wall, reports, peak)


def by_stage(index: Path, texts: Sequence[str]) -> dict[str, float]:
    """
    Give the CPU seconds of each stage, of the whole, and of spaCy's tokenizer by itself.
    """
    verifier = Verifier(Corpus.open(index))
    spent = dict.fromkeys(STAGES, 0.0)
    for name, (owner, attribute) in STAGES.items():
        setattr(owner, attribute, _clocked(getattr(owner, attribute), name, spent))
    articles = list(_articles(texts))
    for _ in verifier.verify_many(articles[:WARM]):
        pass
    spent.update(dict.fromkeys(spent, 0.0))
    begin = time.process_time()
    for _ in verifier.verify_many(articles[WARM:]):
        pass
    whole = time.process_time() - begin
    nlp = spacy.blank("en")
    for text in texts[:WARM]:
        nlp.make_doc(text)
    begin = time.process_time()
    for text in texts[WARM:]:
        nlp.make_doc(text)
    return {**spent, "whole": whole, "spacy.blank": time.process_time() - begin}


def _clocked(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Any:
    @wraps(function)
    def clocked(*arguments: Any, **named: Any) -> Any:
        begin = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.process_time() - begin

    return clocked


class Crew(NamedTuple):
    """
    How long worker processes took for an article, and what that cost the process that asks them.
    """

    wall: float
    parent: float
    reports: list[str]


def crew(index: Path, texts: Sequence[str], workers: int) -> Crew:
    """
    Check the articles in worker processes; the clock runs when each of them is warm.
    """
    warm = min(WARM * workers, len(texts) // 2)
    verifier = Verifier(Corpus.open(index))
    reports, wall, parent = [], time.perf_counter(), time.process_time()
    given = verifier.verify_many(_articles(texts), workers=workers, deadline=60)
    for number, report in enumerate(given, 1):
        reports.append(report)
        if number == warm:
            wall, parent = time.perf_counter(), time.process_time()
    n_articles = len(texts) - warm
    wall = (time.perf_counter() - wall) / n_articles
    parent = (time.process_time() - parent) / n_articles
    lines = [report.model_dump_json(by_alias=True) for report in reports]
    return Crew(wall, parent, lines)


def print_alone(one: Alone, texts: Sequence[str]) -> None:
    """
    Print what the articles are, how many are checked a second, and how long one takes.
    """
    reports = [json.loads(line) for line in one.reports]
    quotations = [q for report in reports for q in report["quotations"]]
    verdicts = Counter(q["verdict"] for q in quotations)
    n_outer = sum(q["parent"] is None for q in quotations) / len(texts)
    n_words = fmean(len(text.split()) for text in texts)
    corpus = f"{reports[0]['corpus']['statements']:,} statements"
    print(f"{len(texts):,} articles of {n_words:.0f} words, {n_outer:.1f} quotations; {corpus}")
    print("verdicts: " + ", ".join(f"{n:,} {verdict}" for verdict, n in verdicts.most_common()))
    cuts = quantiles(one.seconds, n=100)
    half = len(one.seconds) // 2
    growth = fmean(one.seconds[half:]) / fmean(one.seconds[:half])
    print(f"\n{1 / fmean(one.seconds):.1f} articles a CPU second in one process")
    print(f"p50 {1e3 * cuts[49]:.1f} ms, p99 {1e3 * cuts[98]:.1f} ms, peak {one.peak_mb:.0f} MB")
    print(f"second half to first: {growth:.2f}\n")


def print_stages(spent: dict[str, float], texts: Sequence[str]) -> None:
    """
    Print what each stage takes of an article.
    """
    n_articles = len(texts) - WARM
    whole, tokenizer = spent.pop("whole"), spent.pop("spacy.blank")
    spent["the rest"] = whole - sum(spent.values())
    for name, seconds in {**spent, "whole": whole}.items():
        print(f"{name:18}{1e3 * seconds / n_articles:7.2f} ms{seconds / whole:6.0%}")
    print(f"spacy.blank('en').make_doc alone: {1e3 * tokenizer / n_articles:.2f} ms an article\n")


def print_crew(workers: int, many: Crew, one: Alone) -> None:
    """
    Print what workers did beside one process, and whether they say the same.
    """
    same = "the same" if many.reports == one.reports else "OTHER"
    print(
        f"{workers} worker(s): {1 / many.wall:.1f} articles a second on the wall, "
        f"{one.wall / many.wall:.2f} × one process without workers; "
        f"parent {1e3 * many.parent:.2f} ms of CPU an article; {same} reports; "
        f"load average {os.getloadavg()[0]:.1f}"
    )
    if many.reports != one.reports:
        sys.exit("the reports differ")


if __name__ == "__main__":
    main()
