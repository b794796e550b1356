"""
An ordered, bounded, streaming map over worker processes. It knows nothing of quotations.

A worker is a fresh interpreter at the other end of two pipes that carry a line for each message.
`multiprocessing` is not used: forking a process that has threads (numpy starts some) may deadlock,
and its other ways run ``__main__`` again, which needs a guard in every script and fails in a
notebook.

The parent decides everything. It kills a worker that takes too long, and all of them at the end,
however the end comes; should it be killed itself, each worker sees its pipe close and ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import threading

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from quoteprov import errors
from quoteprov.limits import START_SECONDS, WINDOW


if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from typing import BinaryIO


Item = TypeVar("Item")

_SERVE = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from quoteprov.workers import serve; serve()"
)
# Ctrl-C reaches every process of the terminal's group; what it means is for the parent to say.
_OWN_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
AHEAD = 2
"""Messages in the hands of a worker."""
_COLLECT_AFTER = 20_000
"""Objects more than before after which a worker looks for cycles."""


@dataclass(frozen=True, slots=True)
class Lost:
    """
    No answer came.

    Args:
        how: How the worker ended, such as ``SIGSEGV`` or ``exit code 1``; None if it took too long
            and was killed for that.
    """

    how: str | None


def ordered_map(
    jobs: Iterable[tuple[Item, str | None]],
    make: Callable[[str], Callable[[str], str]],
    start: str,
    *,
    workers: int,
    deadline: float,
) -> Generator[tuple[Item, str | Lost | None], None, None]:
    """
    Give every item with the answer to its message, in order; None where there was no message.

    The jobs are read as they are needed, and a worker is started when there is work for it. If
    reading them fails, the answers to those that were read come first.

    Args:
        jobs: Items, each with the message to a worker.
        make: A function of an importable module; each worker calls it once, and then the function
            it gives for each message. Messages and answers hold no line end.
        start: What *make* is called with.
        workers: Most processes at a time.
        deadline: Seconds of wall time for each message; starting a worker does not count.

    Raises:
        QuoteprovError: A worker cannot be started; raised as *make* raised it.
    """
    failed: list[Exception] = []
    waiting: deque[tuple[Item, Future[str | Lost | None]]] = deque()
    crew = _Crew(make, start, workers, deadline)
    try:
        for item, message in _until_failure(jobs, failed):
            waiting.append((item, crew.submit(message)))
            while waiting and (len(waiting) >= WINDOW * workers or waiting[0][1].done()):
                first, answer = waiting.popleft()
                yield first, answer.result()
        for item, answer in waiting:
            yield item, answer.result()
    finally:
        crew.close()
    if failed:
        raise failed[0]


def _until_failure(jobs: Iterable[Item], failed: list[Exception]) -> Iterator[Item]:
    try:
        yield from jobs
    except Exception as error:  # noqa: BLE001 - raised again when what was read is answered
        failed.append(error)


class _Crew:
    """
    The workers, and threads that wait for their answers: waiting for a pipe, with a deadline, in a
    way that works on every system.
    """

    def __init__(
        self,
        make: Callable[[str], Callable[[str], str]],
        start: str,
        workers: int,
        deadline: float,
    ) -> None:
        call = {"module": make.__module__, "name": make.__qualname__, "start": start}
        self._call = json.dumps(call)
        self._deadline = deadline
        self._lock = threading.Lock()
        self._closed = False
        self._running: set[subprocess.Popen[bytes]] = set()
        self._workers = [_Worker() for _ in range(workers)]
        self._threads = ThreadPoolExecutor(AHEAD * workers)

    def submit(self, message: str | None) -> Future[str | Lost | None]:
        return self._threads.submit(self._ask, message)

    def close(self) -> None:
        """Kill and reap every worker."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in list(self._running):
            self._reap(process)

    def _ask(self, message: str | None) -> str | Lost | None:
        if message is None:
            return None
        while True:
            with self._lock:
                # no more are started than are needed, and none is asked twice before all are once
                worker = min(self._workers, key=lambda one: (one.asked, one.life is None))
                worker.asked += 1
            try:
                life = self._life(worker)
                answer = life.ask(message, self._deadline)
            finally:
                with self._lock:
                    worker.asked -= 1
            if answer is not None:
                return answer

    def _life(self, worker: _Worker) -> _Life:
        """The process of a worker, a fresh one if that has ended."""
        with worker.lock:
            if worker.life and worker.life.has_ended():
                self._reap(worker.life.process)
                worker.life = None
            worker.life = worker.life or _Life(self._started())
            return worker.life

    def _started(self) -> subprocess.Popen[bytes]:
        """
        Start a process and wait until it is ready.

        Raises:
            QuoteprovError: It cannot be started.
        """
        process = self._spawned()
        answer = _Life(process).ask(self._call, START_SECONDS)
        if answer == "":
            return process
        self._reap(process)
        if isinstance(answer, str):
            kind, msg = json.loads(answer)
            raise getattr(errors, kind, errors.QuoteprovError)(msg)
        how = (answer and answer.how) or f"not ready after {START_SECONDS:g} seconds"
        msg = f"a worker process ended at its start ({how})"
        raise errors.QuoteprovError(msg)

    def _spawned(self) -> subprocess.Popen[bytes]:
        path = json.dumps([entry for entry in sys.path if isinstance(entry, str)])
        with self._lock:
            if self._closed:
                msg = "the run has ended"
                raise errors.QuoteprovError(msg)
            try:
                # -P: a file of the working directory must not pass for a module
                process = subprocess.Popen(  # noqa: S603 - this interpreter, with our own words
                    [sys.executable, "-P", "-c", _SERVE, path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    process_group=0,
                    creationflags=_OWN_GROUP,
                )
            except OSError as error:
                msg = f"a worker process cannot be started: {error.strerror or error}"
                raise errors.QuoteprovError(msg) from error
            self._running.add(process)
        return process

    def _reap(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not sent cannot be flushed
                pipe and pipe.close()
        with self._lock:
            self._running.discard(process)


class _Worker:
    """One process after another, and how many messages are in its hands."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.life: _Life | None = None
        self.asked = 0


class _Life:
    """
    A process from its start to its end, which may be sent a message while it answers another: it
    would wait for the next one as long as the parent takes to read its answer.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._lock = threading.Lock()
        self._turns: deque[threading.Event] = deque()
        self._lost = False

    def has_ended(self) -> bool:
        """It was lost, or ended by itself when nothing was asked; then nothing is asked again."""
        with self._lock:
            self._lost = self._lost or (not self._turns and self.process.poll() is not None)
            return self._lost

    def ask(self, message: str, seconds: float) -> str | Lost | None:
        """
        Send a line and read one; the process is killed when either takes longer than *seconds*,
        the reading from the answer before on. There is no answer if it was lost with another
        message.
        """
        turn = threading.Event()
        with self._lock:
            if self._lost:
                return None
            self._turns.append(turn)
            if len(self._turns) == 1:
                turn.set()
            # a process that stands still takes no more than a pipe holds
            with _limited(self.process, seconds) as late:
                self._send(message)
        turn.wait()
        if self._lost:
            return None
        answer = Lost(None) if late.is_set() else _read(self.process, seconds)
        with self._lock:
            self._turns.popleft()
            self._lost = isinstance(answer, Lost)
            for following in self._turns if self._lost else islice(self._turns, 1):
                following.set()
        return answer

    def _send(self, message: str) -> None:
        if self.process.stdin is None:
            msg = "a worker has two pipes"
            raise AssertionError(msg)
        with suppress(OSError):  # it has ended, as its answer will show
            self.process.stdin.write(message.encode() + b"\n")
            self.process.stdin.flush()


@contextmanager
def _limited(process: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kill a process when something takes longer than *seconds*; the event tells of it."""
    late = threading.Event()

    def expire() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(min(seconds, threading.TIMEOUT_MAX), expire)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        # joined, so that a worker whose answer came at the last moment is not killed after it
        timer.cancel()
        timer.join()


def _read(process: subprocess.Popen[bytes], seconds: float) -> str | Lost:
    """Read a line; the process is killed when that takes longer than *seconds*."""
    if process.stdout is None:
        msg = "a worker has two pipes"
        raise AssertionError(msg)
    line = b""
    with _limited(process, seconds) as late, suppress(OSError):
        line = process.stdout.readline()
    if line.endswith(b"\n") and not late.is_set():
        return line[:-1].decode()
    process.kill()
    code = process.wait()
    return Lost(None if late.is_set() else _ending(code))


def _ending(code: int) -> str:
    """How a process ended."""
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


def serve() -> None:
    """
    Be a worker: answer the lines of standard input until it is closed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # whatever a library prints or reads must not get between the messages
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(questions, lines), daemon=True).start()
    call = json.loads(lines.get())
    try:
        answer = getattr(import_module(call["module"]), call["name"])(call["start"])
    except errors.QuoteprovError as error:
        _say(answers, json.dumps([type(error).__name__, str(error)]))
        return
    except Exception as error:  # noqa: BLE001 - the parent raises it
        cause = f"a worker process cannot start: {type(error).__name__}: {error}"
        _say(answers, json.dumps(["QuoteprovError", cause]))
        return
    # what is there now stays, and answers leave few cycles behind: a twentieth of the time of a
    # worker went into looking for them
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER)
    _say(answers, "")
    with suppress(BrokenPipeError):  # nobody waits any more
        while True:
            _say(answers, answer(lines.get()))


def _listen(questions: BinaryIO, lines: SimpleQueue[str]) -> None:
    """Hand on every line; after the last the parent is gone, so this worker ends, busy or not."""
    for line in questions:
        lines.put(line[:-1].decode())
    os._exit(0)


def _say(answers: BinaryIO, line: str) -> None:
    answers.write(line.encode() + b"\n")
    answers.flush()
