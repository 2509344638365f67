"""When a source is due, and the scheduler that runs what is due: one crawl a source, a missed one made up once."""

import logging
import random
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from config.errors import AtlasError
from config.source import Source
from crawlers.archive import HeldArchiveError
from crawlers.job import LEAST_LEASE
from crawlers.leases import HeldLeaseError, HostLease, is_free, read_leases
from crawlers.ledger import Ledger
from crawlers.ledger_reader import AHEAD
from crawlers.store import ledger_path

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_LOOK_BACK = timedelta(days=1)
REST = 3600.0  # seconds after a run that could not be made: a full disk is not mended sooner
SHORT_REST = 60.0  # where another process crawls the source still
_NAP = 0.2
log = logging.getLogger(__name__)


def next_start(source: Source, after: datetime) -> datetime | None:
    """Return the first scheduled start after a moment, with the source's jitter for that day; None without schedule."""
    if not source.schedule:
        return None
    trigger = CronTrigger.from_crontab(source.schedule, timezone=ZONE)
    start: datetime | None = trigger.get_next_fire_time(None, after.astimezone(ZONE) + timedelta(seconds=1))
    if start is None:
        return None
    chance = random.Random(f"{source.id} {start.isoformat()}")  # noqa: S311  # the same slip whenever it is asked
    return start.astimezone(UTC) + timedelta(seconds=chance.uniform(0, source.jitter))


def is_due(source: Source, last_start: datetime | None, now: datetime) -> bool:
    """Tell whether a start lies between the last one and now; many missed ones count as one.

    A last start far in the future was written before a clock was put back, and is none.
    """
    if last_start and last_start > now + timedelta(seconds=AHEAD):
        last_start = None
    start = next_start(source, last_start or now - FIRST_LOOK_BACK)
    return start is not None and start <= now


class Scheduler:
    """Runs due sources until stopped; what ran when stands in the ledger, so a killed scheduler goes on as it was."""

    def __init__(
        self,
        sources: Mapping[str, Source],
        data_dir: Path,
        run: Callable[[Source], object],
        *,
        at_once: int = 4,
        place: Path | str | None = None,
        worker: str = "local",
        lease: float = LEAST_LEASE,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._sources = {name: source for name, source in sources.items() if source.schedule}
        self._run = run
        self._place = place or ledger_path(data_dir)
        self._worker = worker
        self._lease = lease
        self._clock = clock
        self._at_once = at_once
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="crawl")
        self._rests: dict[str, float] = {}  # sources that failed here, until when
        self._running: dict[str, Future[object]] = {}
        self._stopped = False  # no Event: setting one in a signal handler may wait for its own lock

    def due(self) -> list[Source]:
        """List the sources that are due, longest waiting first: neither run here nor by another worker.

        A run that died is due again as soon as its hosts are free, once: two deaths in a row wait for the schedule.
        """
        with Ledger.open(self._place, clock=self._clock) as ledger:
            return self._list_due(ledger)

    def _list_due(self, ledger: Ledger) -> list[Source]:
        now = datetime.fromtimestamp(self._clock(), UTC)
        runs, leases = ledger.latest_runs(), read_leases(ledger)
        starts = {name: datetime.fromtimestamp(run["started_at"], UTC) for name, run in runs.items()}
        due = [
            source
            for source in self._sources.values()
            if source.id not in self._running
            and self._rests.get(source.id, 0.0) <= now.timestamp()
            and is_free(source, leases, self._worker, now.timestamp())
            and (is_due(source, starts.get(source.id), now) or _died_once(ledger, runs.get(source.id)))
        ]
        return sorted(due, key=lambda source: starts.get(source.id, datetime.min.replace(tzinfo=UTC)))

    def tick(self) -> list[str]:
        """Start what is due; return the names."""
        for name in [name for name, future in self._running.items() if future.done()]:
            del self._running[name]
        started = []
        with Ledger.open(self._place, clock=self._clock) as ledger:
            for source in self._list_due(ledger)[: self._at_once - len(self._running)]:
                if self._take(ledger, source):
                    self._running[source.id] = self._pool.submit(self._guarded, source)
                    started.append(source.id)
        return started

    def _take(self, ledger: Ledger, source: Source) -> bool:
        """Lease a source's hosts for the crawl to come, unless another worker was faster."""
        lease = HostLease(ledger, source, self._worker, self._lease)
        try:
            lease.take()
        except HeldLeaseError:
            return False
        if source in self._list_due(ledger):
            return True
        lease.release()
        return False

    def serve(self, seconds: float = 20.0) -> None:
        """Tick until `stop` is called, then wait for the crawls that run.

        Raises StoreError where the ledger cannot be used from the start; later it is told and tried again.
        """
        tick, tick_at = self.tick, 0.0
        while not self._stopped:
            if time.monotonic() >= tick_at:
                tick()
                tick, tick_at = self._tick_again, time.monotonic() + seconds
            time.sleep(_NAP)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _tick_again(self) -> list[str]:
        try:
            return self.tick()
        except AtlasError as error:
            log.error("nothing can be started now: %s", error)
            return []

    def stop(self) -> None:
        """Start nothing more; safe in a signal handler."""
        self._stopped = True

    def is_stopped(self) -> bool:
        """Tell whether `stop` was called; hand it to `crawl` as `should_stop`."""
        return self._stopped

    def wait(self) -> None:
        """Wait for the crawls that run."""
        for future in list(self._running.values()):
            future.result()

    def _guarded(self, source: Source) -> object:
        try:
            return self._run(source)
        except HeldArchiveError as error:  # what a killed scheduler had begun: its hosts stay leased to this worker
            log.info("the crawl of %s waits: %s", source.id, error)
            self._rests[source.id] = self._clock() + SHORT_REST
            return error
        except Exception as error:  # a scheduler goes on, whatever befalls one crawl
            log.error("the crawl of %s failed: %s", source.id, error, exc_info=not isinstance(error, AtlasError))
            self._rests[source.id] = self._clock() + REST
            self._release(source)
            return error

    def _release(self, source: Source) -> None:
        try:
            with Ledger.open(self._place, clock=self._clock) as ledger:
                HostLease(ledger, source, self._worker).release()
        except AtlasError as error:
            log.error("the hosts of %s stay leased until the lease lapses: %s", source.id, error)


def _died_once(ledger: Ledger, newest: Mapping[str, Any] | None) -> bool:
    if newest is None or newest["ended_at"] is not None:
        return False
    return sum(run["ended_at"] is None for run in ledger.iter_runs(newest["source"], 2)) == 1
