"""Read pages in several processes: in order, with little in memory, and without falling over a page that kills."""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from config.errors import StoreError
from config.source import Source
from crawlers.ledger_reader import Pending
from pipelines.ingest.record import Outcome, give_up

AHEAD = 2  # pages that a worker holds, so that it never waits for the next one
WINDOW = 64  # pages a worker that may be read before an earlier one is done
PAGE_SECONDS = 600.0  # that one page may take
START_SECONDS = 300.0
_READY = "ready"


def work(connection: Connection, archive: Path, sources: Mapping[str, Source]) -> None:
    """Read the pages that come over a connection until its other end is closed or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    from pipelines.ingest.reader import Reader

    reader = Reader.build(sources)
    try:
        connection.send(_READY)
        while True:
            pending = connection.recv()
            try:
                outcome: Outcome | StoreError = reader.read_pending(archive, pending)
            except StoreError as error:
                outcome = error
            connection.send(outcome)
    except (EOFError, OSError):
        return


@dataclass(eq=False, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    held: deque[tuple[int, Pending]] = field(default_factory=deque)
    ready: bool = False
    since: float = field(default_factory=time.monotonic)  # when it took up the first of what it holds

    def take(self, number: int, page: Pending) -> None:
        if not self.held:
            self.since = time.monotonic()
        self.held.append((number, page))
        with suppress(OSError):  # it died: its successor gets what it held
            self.connection.send(page)

    def end(self) -> None:
        self.connection.close()
        self.process.kill()
        self.process.join()


class Workers:
    """Processes that read pages; use it as a context, so that none outlives the run."""

    def __init__(
        self, count: int, archive: Path, sources: Mapping[str, Source], *, page_seconds: float = PAGE_SECONDS
    ) -> None:
        self._arguments = (archive, dict(sources))
        self._context = multiprocessing.get_context("spawn")
        self._page_seconds = page_seconds
        self._again: deque[tuple[int, Pending]] = deque()
        self._done: dict[int, Outcome] = {}
        self._workers = [self._start() for _ in range(count)]

    @property
    def processes(self) -> tuple[int, ...]:
        """The ids of the processes that now read."""
        return tuple(worker.process.pid or 0 for worker in self._workers)

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def read(self, pages: Iterable[Pending]) -> Iterator[Outcome]:
        """Read pages and yield their outcomes in the order of the pages.

        A page at which a worker dies or hangs is unreadable. Raises StoreError when no worker can start or the
        archive is gone.
        """
        waiting = enumerate(pages)
        taken = given = 0
        while True:
            handed = self._hand_out(waiting, WINDOW * len(self._workers) - (taken - given))
            taken += handed
            while given in self._done:
                yield self._done.pop(given)
                given += 1
            if given < taken:
                self._listen()
            elif not handed:
                return

    def _hand_out(self, waiting: Iterator[tuple[int, Pending]], room: int) -> int:
        """Give every worker what it may hold, evenly; return how many of the waiting pages were taken."""
        taken = 0
        for level in range(AHEAD):
            for worker in self._workers:
                if len(worker.held) != level:
                    continue
                if self._again:
                    worker.take(*self._again.popleft())
                elif taken < room and (item := next(waiting, None)) is not None:
                    worker.take(*item)
                    taken += 1
        return taken

    def _listen(self) -> None:
        connections: Mapping[Any, _Worker] = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(connections), timeout=1.0):
            self._receive(connections[connection])
        now = time.monotonic()
        for worker in list(self._workers):
            limit = self._page_seconds if worker.ready else START_SECONDS
            if worker.held and now - worker.since > limit:
                self._replace(worker, f"reading took more than {self._page_seconds:g} seconds")

    def _receive(self, worker: _Worker) -> None:
        try:
            said = worker.connection.recv()
        except (EOFError, OSError):
            self._replace(worker, "reading it killed the process")
            return
        worker.since = time.monotonic()
        if isinstance(said, StoreError):
            raise said
        if isinstance(said, Outcome):
            number, _ = worker.held.popleft()
            self._done[number] = said
        else:
            worker.ready = said == _READY

    def _replace(self, worker: _Worker, reason: str) -> None:
        """Begin a new process for one that died or hangs, and give up the page that it was reading."""
        worker.end()
        if not worker.ready:
            raise StoreError("a process that reads pages cannot start", remedy="see the error above")
        if worker.held:
            number, page = worker.held.popleft()
            self._done[number] = give_up(page, reason)
        self._again.extendleft(reversed(worker.held))
        self._workers[self._workers.index(worker)] = self._start()

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(theirs, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)
