"""Many articles: in order, as they come, by any number of processes, and how such a run ends."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import quoteprov

from quoteprov import Corpus
from quoteprov.errors import CorpusError, PolicyError, QuoteprovError
from quoteprov.limits import WINDOW
from quoteprov.verifier import _worker
from quoteprov.workers import Lost, _Life, ordered_map


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from quoteprov import Article, Report, Verifier


ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "examples" / "seeds"
ARTICLES = sorted((SEEDS / "articles").iterdir())
STATEMENTS = SEEDS / "statements"
SLOW = "“We will not, as he put it, yield an inch,” he said. " * 18_000
"""Takes a process longer than any deadline here."""

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def worker(start: str) -> Callable[[str], str]:
    """A worker that does as it is told."""
    if start == "policy":
        msg = "no such profile"
        raise PolicyError(msg)
    if start == "die":
        os._exit(3)
    if start == "slow":
        time.sleep(0.8)

    def answer(line: str) -> str:
        order, _, value = line.partition(" ")
        orders: dict[str, Callable[[], object]] = {
            "touch": lambda: Path(value).touch(),
            "sleep": lambda: time.sleep(float(value)),
            "kill": lambda: os.kill(os.getpid(), getattr(signal, value)),
            "exit": lambda: os._exit(int(value)),
            "print": lambda: print(value, sys.stdin.read(), flush=True),  # noqa: T201
        }
        orders.get(order, str)()
        return f"{os.getpid()} {line}"

    return answer


def run(
    messages: Iterable[str | None], *, start: str = "", workers: int = 2, deadline: float = 30
) -> Iterator[str | Lost | None]:
    """The answers, without the number of the process."""
    jobs = ((n, message) for n, message in enumerate(messages))
    answers = ordered_map(jobs, worker, start, workers=workers, deadline=deadline)
    for expected, (n, answer) in enumerate(answers):
        assert expected == n
        yield answer.partition(" ")[2] if isinstance(answer, str) else answer


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and is a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """The processes that a process started, but for the helper of Python's own pools."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8").rpartition(")")[2].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        own = int(fields[1]) == pid and fields[0] != "Z"
        if own and b"multiprocessing.resource_tracker" not in command:
            found.append(int(stat.parent.name))
    return found


def until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


class TestOrderedMap:
    """The map itself, which knows nothing of quotations."""

    def test_order_is_kept(self) -> None:
        """A slow answer holds back the quick ones after it; an item without message has none."""
        messages = ["sleep 0.3", "a", None, "sleep 0.1", "b", None]

        assert messages == list(run(messages))

    @pytest.mark.parametrize("workers", [1, 2])
    def test_input_is_read_as_it_is_needed(self, workers: int) -> None:
        """An endless input works, and is never read more than the window ahead."""
        read = itertools.count()
        jobs = ((n, f"{n}") for n in read)
        with closing(ordered_map(jobs, worker, "", workers=workers, deadline=30)) as answers:
            given = [item for item, _ in itertools.islice(answers, 20)]

        assert list(range(20)) == given
        assert next(read) <= 20 + WINDOW * workers

    def test_late_worker_is_killed_and_replaced(self) -> None:
        """The deadline is one message's; the time until a worker is ready does not count."""
        messages = ["a", "sleep 60", "b", "sleep 0.1"]
        began = time.monotonic()
        answers = list(run(messages, start="slow", workers=1, deadline=0.7))

        assert ["a", Lost(None), "b", "sleep 0.1"] == answers
        assert time.monotonic() - began < 20

    def test_message_sent_ahead(self) -> None:
        """
        What a worker was sent while it answered another is not lost with that, and has all its
        time.
        """
        messages = ["exit 1", "a", "exit 2", "exit 3", "b", "c"]
        ends = [Lost("exit code 1"), "a", Lost("exit code 2"), Lost("exit code 3"), "b", "c"]
        slow = ["sleep 0.5"] * 3

        assert ends == list(run(messages, workers=1))
        assert slow == list(run(slow, workers=1, deadline=0.9))

    @linux
    def test_idle_worker_that_stands_still(self, tmp_path: Path) -> None:
        """A message longer than a pipe holds is not sent for ever; the other one is answered."""
        large = "x" * 1_000_000

        def messages() -> Iterator[str]:
            yield f"touch {tmp_path / 'done'}"
            until((tmp_path / "done").exists)
            time.sleep(0.3)
            (idle,) = children(os.getpid())
            os.kill(idle, signal.SIGSTOP)
            yield from (large, "b")

        # either may be sent first, and that one is lost
        answers = list(run(messages(), workers=1, deadline=1))[1:]
        assert answers in ([Lost(None), "b"], [large, Lost(None)])

    def test_nothing_is_asked_of_a_process_that_ended(self) -> None:
        """Who came upon one that ended by itself has its pipes closed; the next asks another."""
        with subprocess.Popen(
            [sys.executable, "-c", ""], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            life = _Life(process)
            process.wait()
            assert life.has_ended()
        assert life.ask("a", 5) is None

    @posix
    def test_ended_worker_is_replaced(self) -> None:
        """Whatever ends a process costs one answer, and is named."""
        messages = ["kill SIGKILL", "a", "kill SIGSEGV", "exit 7", "b"]
        expected = [Lost("SIGKILL"), "a", Lost("SIGSEGV"), Lost("exit code 7"), "b"]

        assert expected == list(run(messages))

    @linux
    def test_worker_that_ended_idle_costs_no_answer(self, tmp_path: Path) -> None:
        """A process that is killed between two messages is replaced before the next."""

        def messages() -> Iterator[str]:
            yield f"touch {tmp_path / 'done'}"
            until((tmp_path / "done").exists)
            time.sleep(0.3)
            (idle,) = children(os.getpid())
            os.kill(idle, signal.SIGKILL)
            until(lambda: not alive(idle))
            yield "a"

        assert "a" == list(run(messages(), workers=1))[1]

    def test_what_a_worker_prints_or_reads_disturbs_nothing(self) -> None:
        """The messages have their pipes to themselves."""
        assert ["print x", "a"] == list(run(["print x", "a"], workers=1))

    @posix
    def test_workers_leave_ctrl_c_to_the_parent(self) -> None:
        """An interruption does not end them."""
        assert ["kill SIGINT", "a"] == list(run(["kill SIGINT", "a"], workers=1))

    @pytest.mark.parametrize(
        ("start", "kind", "message"),
        [
            ("policy", PolicyError, "no such profile"),
            ("die", QuoteprovError, "ended at its start .exit code 3"),
        ],
    )
    def test_failed_start_ends_the_run(
        self, start: str, kind: type[Exception], message: str
    ) -> None:
        """A worker that cannot start is not started again and again."""
        with pytest.raises(kind, match=message):
            list(run(["a", "b", "c"], start=start))

    def test_failed_input_comes_after_what_was_read(self) -> None:
        """The answers to what was read come first, as they would without processes."""

        def messages() -> Iterator[str]:
            yield from "ab"
            raise KeyError

        answers = run(messages())

        assert ["a", "b"] == [next(answers), next(answers)]
        with pytest.raises(KeyError):
            next(answers)

    @linux
    @pytest.mark.parametrize("end", ["close", "drop", "throw"])
    def test_no_process_is_left(self, end: str) -> None:
        """Closed, dropped or failed at its consumer, a run kills and reaps its workers."""
        jobs = ((n, "sleep 60" if n else "a") for n in itertools.count())
        answers = ordered_map(jobs, worker, "", workers=2, deadline=60)
        next(answers)
        workers = children(os.getpid())
        began = time.monotonic()
        if end == "throw":
            with pytest.raises(KeyboardInterrupt):
                answers.throw(KeyboardInterrupt())
        elif end == "close":
            answers.close()
        del answers

        assert workers
        assert time.monotonic() - began < 1
        # not even as zombies
        assert [] == [pid for pid in workers if Path(f"/proc/{pid}").exists()]

    @linux
    def test_workers_end_with_a_killed_parent(self) -> None:
        """A parent that is killed leaves no worker behind, however busy."""
        code = (
            "from test_workers import run\n"
            "for answer in run(['a', 'sleep 60', 'sleep 60'], workers=2): print(flush=True)"
        )
        path = os.pathsep.join(p for p in sys.path if p)
        with subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        ) as parent:
            assert parent.stdout
            parent.stdout.readline()
            until(lambda: len(children(parent.pid)) == 2)
            workers = children(parent.pid)
            parent.kill()

        until(lambda: not any(map(alive, workers)), 5)


@pytest.fixture(name="verifier", scope="module")
def _verifier() -> Verifier:
    return quoteprov.Verifier(STATEMENTS)


def as_bytes(reports: Iterable[Report]) -> list[str]:
    """Each report as JSON."""
    return [r.model_dump_json(by_alias=True) for r in reports]


def codes(reports: Iterable[Report]) -> list[list[tuple[str, str]]]:
    """What is said of articles that were not checked."""
    return [
        [(f.code, f.message) for f in r.findings] if r.model == "none" else [] for r in reports
    ]


@pytest.fixture(name="broken", scope="module")
def _broken(tmp_path_factory: pytest.TempPathFactory) -> Verifier:
    """With a spaCy pipeline of the user's that fails at the word "boom"."""
    import spacy

    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"ORTH": "boom"}]], {"TAG": "NN"}, index=5)  # type: ignore[attr-defined]
    path = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(path)
    return quoteprov.Verifier(STATEMENTS, model=str(path))


class TestVerifyMany:
    """The whole path, from articles to reports."""

    def test_same_bytes_for_any_number_of_workers(self, broken: Verifier, tmp_path: Path) -> None:
        """Order and reports are the same, those of bad articles included."""
        (tmp_path / "lines.jsonl").write_text(
            "no JSON\n"
            + json.dumps({"id": "a\u2028b", "text": "“So be it,” Kim said.", "date": "2022-11-08"})
            + "\n"
            + json.dumps({"id": "c", "text": "They went boom."}),
            "utf-8",
        )
        given: list[str | Path | Article] = [
            *ARTICLES,
            "a lone \ud800 surrogate, “keep its mouth shut,” North Korea said",
            quoteprov.Article(id="\udcff", text="“So be it,” he said.", lang="no language"),
            tmp_path / "lines.jsonl",
            tmp_path / "gone.txt",
            SEEDS / "articles",
        ]
        reports = list(broken.verify_many(given))
        alone = as_bytes(reports)
        not_checked = [found for found in codes(reports) if found]

        for workers in (2, 3):
            assert alone == as_bytes(broken.verify_many(given, workers=workers, deadline=60))
        assert 12 == len(alone)
        assert ["QP904"] * 4 == [code for ((code, _),) in not_checked]
        assert "is not a language" in not_checked[0][0][1]
        assert not_checked[2][0][1].startswith("was not checked: ValueError: [E1001]")

    def test_reports_survive_json(self, verifier: Verifier) -> None:
        """A report that is read again is the report."""
        for report in verifier.verify_many(ARTICLES):
            text = report.model_dump_json(by_alias=True)
            assert report == type(report).model_validate_json(text)
            assert text == type(report).model_validate_json(text).model_dump_json(by_alias=True)

    def test_slow_article_is_given_up(self, verifier: Verifier) -> None:
        """It is named with what it was given, as an error; the next has a new process."""
        slow = quoteprov.Article(id="slow", text=SLOW, path="feed.jsonl", line=7)
        before, late, after = verifier.verify_many([ARTICLES[0], slow, ARTICLES[0]], deadline=0.8)
        (finding,) = late.findings

        assert before == after == verifier.verify(ARTICLES[0])
        assert ("slow", "feed.jsonl", "none") == (late.article.id, late.article.path, late.model)
        assert ("QP903", "error", 7) == (finding.code, finding.severity, finding.line)
        assert "was not checked: it took more than the 0.8 seconds it was given" == finding.message

    @linux
    def test_an_index_that_is_another_one_now(self, tmp_path: Path) -> None:
        """A worker does not answer from other statements than the command."""
        path = tmp_path / "corpus.qpx"
        Corpus.build(STATEMENTS, path)
        start = json.dumps({"index": str(path), "digest": "another", "options": {}})
        with pytest.raises(CorpusError, match="the index was changed while it was in use"):
            _worker(start)

    def test_killed_worker_costs_one_article(self, verifier: Verifier) -> None:
        """As when the system runs out of memory."""
        reports = verifier.verify_many([ARTICLES[0], SLOW, ARTICLES[0]], deadline=60)
        before = next(reports)
        (pid,) = children(os.getpid())
        time.sleep(0.2)
        os.kill(pid, signal.SIGKILL)
        killed, after = reports

        assert before == after
        assert [("QP904", "was not checked: the process that worked on it ended (SIGKILL)")] == [
            *codes([killed])[0]
        ]

    def test_endless_input(self, verifier: Verifier) -> None:
        """Articles that never end are checked as they come."""
        reports = verifier.verify_many(itertools.cycle(ARTICLES), workers=2)
        with closing(reports):
            names = [r.article.id for r in itertools.islice(reports, 7)]

        assert [ARTICLES[n % 3].name for n in range(7)] == names

    @pytest.mark.parametrize("workers", [1, 2])
    def test_wrong_configuration_is_no_finding(self, workers: int) -> None:
        """What is wrong for every article ends the run, with the same words."""
        verifier = quoteprov.Verifier(STATEMENTS, model="xx_y")

        with pytest.raises(QuoteprovError, match="'xx_y' is not installed"):
            list(verifier.verify_many(ARTICLES, workers=workers))
        with pytest.raises(QuoteprovError, match="is not a language"):
            list(verifier.verify_many(ARTICLES, workers=workers, lang="?!"))

    def test_index_that_changes_is_noticed(self, tmp_path: Path) -> None:
        """Two processes never search different statements."""
        index = tmp_path / "kcna.qpx"
        quoteprov.Corpus.build(STATEMENTS, index)
        verifier = quoteprov.Verifier(index)
        quoteprov.Corpus.build(sorted(STATEMENTS.iterdir())[:1], index)

        with pytest.raises(QuoteprovError, match="changed while it was in use"):
            list(verifier.verify_many(ARTICLES, workers=2))


def has_workers(pid: int, shown: Path) -> bool:
    """The work is handed out."""
    del shown
    return bool(children(pid))


def has_printed(pid: int, shown: Path) -> bool:
    """The first report is there, long before the last."""
    del pid
    return shown.stat().st_size > 0


def imports(pid: int, shown: Path) -> bool:
    """The command is at its beginning."""
    del shown
    return "pydantic_core" in Path(f"/proc/{pid}/maps").read_text("utf-8")


@linux
@pytest.mark.parametrize(
    ("form", "workers", "ready", "delay", "sign"),
    [
        ("json", 2, imports, 0.2, signal.SIGINT),
        ("json", 2, has_workers, 0.1, signal.SIGINT),
        ("json", 2, has_workers, 2.2, signal.SIGINT),
        ("jsonl", 2, has_printed, 0.3, signal.SIGTERM),
        ("jsonl", 1, has_printed, 0.3, signal.SIGINT),
        ("full", 1, has_printed, 0.0, signal.SIGTERM),
    ],
)
def test_interrupted_command(
    *,
    form: str,
    workers: int,
    ready: Callable[[int, Path], bool],
    delay: float,
    sign: signal.Signals,
    tmp_path: Path,
) -> None:
    """Within a second, at any moment: what is done is printed, and no process is left."""
    output, temporary = tmp_path / "output", tmp_path / "temporary"
    temporary.mkdir()
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for number, path in enumerate(ARTICLES * 300):
        (drafts / f"{number:03}.txt").write_bytes(path.read_bytes())
    given = [str(drafts), "--output-format", form, "--workers", str(workers)]
    with (
        output.open("wb") as stdout,
        subprocess.Popen(
            [sys.executable, "-m", "quoteprov", "check", *given, "--against", str(STATEMENTS)],
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": str(temporary)},
            start_new_session=True,
        ) as process,
    ):
        until(lambda: ready(process.pid, output))
        time.sleep(delay)
        started = children(process.pid)
        began = time.monotonic()
        os.killpg(process.pid, sign)  # as a terminal does
        said = process.communicate(timeout=20)[1]

    took = time.monotonic() - began
    shown = output.read_text("utf-8")
    assert (130, "quoteprov: interrupted\n") == (process.returncode, said)
    assert took < 2
    assert not any(map(alive, started))
    assert [] == list(temporary.iterdir())
    if form == "json" and started:
        assert "reports" in json.loads(shown)
    elif form == "jsonl":
        lines = [json.loads(line) for line in shown.splitlines()]
        names = sorted(path.name for path in drafts.iterdir())
        assert names[: len(lines)] == [line["article"]["id"] for line in lines]
    else:
        assert ready is imports or "quotations: " in shown
