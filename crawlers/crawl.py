"""Start a crawl in a process of its own and listen to it: Twisted's reactor runs only once a process."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

from config.errors import StoreError
from config.source import Source
from crawlers.archive import HeldArchiveError
from crawlers.job import CrawlReport, Job, Progress
from crawlers.ledger_reader import iso
from crawlers.reception import Mode


def _ignore(progress: Progress) -> None:
    del progress


def crawl(
    source: Source,
    data_dir: Path,
    *,
    user_agent: str = "EIPAtlas/0.1",
    contact: str = "",
    min_delay: float = 1.0,
    limit: int | None = None,
    recheck: bool = False,
    mode: Mode = "watch",
    ledger: str | None = None,
    worker: str = "local",
    lease: float | None = None,
    on_progress: Callable[[Progress], None] = _ignore,
    should_stop: Callable[[], bool] = lambda: False,
) -> CrawlReport:
    """Crawl a source into `data_dir` (archive and ledger) and report what came of it.

    `limit` bounds the requests of this run, `recheck` looks again at every page before its time, `backfill` reads list
    pages to their end, `should_stop` is asked several times a second by another thread. A KeyboardInterrupt ends the
    crawl cleanly before it is raised again. Raises HeldArchiveError where another process crawls the
    source, StoreError where the archive cannot be written, or the crawl's process dies.

    On several machines, `ledger` is the address of a PostgreSQL database, `worker` the machine's name, and `data_dir`
    holds the same archive on all; the source's hosts are leased for `lease` seconds, renewed while the crawl lives.
    """
    job = Job(
        source=source,
        data_dir=data_dir,
        user_agent=user_agent,
        contact=contact,
        min_delay=min_delay,
        limit=limit,
        recheck=recheck,
        mode=mode,
        ledger=ledger,
        worker=worker,
        lease=lease,
    )
    return _run(job, on_progress, should_stop)


def _run(job: Job, on_progress: Callable[[Progress], None], should_stop: Callable[[], bool]) -> CrawlReport:
    with subprocess.Popen(  # our own interpreter and module, never one of the current folder
        [sys.executable, "-P", "-m", "crawlers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        stopping = Event()
        Thread(target=_watch, args=(process, should_stop, stopping), daemon=True).start()
        try:
            return _listen(process, job, on_progress, stopping)
        except KeyboardInterrupt:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=90)
            raise
        finally:
            if process.poll() is None:
                process.terminate()


def _watch(process: "subprocess.Popen[str]", should_stop: Callable[[], bool], stopping: Event) -> None:
    while process.poll() is None:
        if should_stop():
            stopping.set()
            process.terminate()
            return
        time.sleep(0.2)


def _listen(
    process: "subprocess.Popen[str]", job: Job, on_progress: Callable[[Progress], None], stopping: Event
) -> CrawlReport:
    assert process.stdin and process.stdout
    started = iso(time.time())
    process.stdin.write(job.dump() + "\n")
    process.stdin.close()
    report: CrawlReport | None = None
    for line in process.stdout:
        said: dict[str, Any] = json.loads(line)
        if "progress" in said:
            on_progress(Progress(**said["progress"]))
        elif "held" in said:
            raise HeldArchiveError(said["held"])
        elif "error" in said:
            raise StoreError(said["error"]["message"], remedy=said["error"]["remedy"])
        elif "report" in said:
            report = CrawlReport.read(said["report"])
    code = process.wait()
    if report is None and stopping.is_set():  # asked before it had begun
        return CrawlReport(source=job.source.id, outcome="stopped", started_at=started, ended_at=iso(time.time()))
    if report is None:
        raise StoreError(
            f"the crawl of {job.source.id} died ({code})", remedy="start it again: nothing that was fetched is lost"
        )
    return report
