"""`eip jobs` and `eip scheduler`."""

import dataclasses
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from config.errors import AtlasError, EngineError, NotFoundError, StoreError
from pipelines.cli.crawl_running import (
    CrawlSettings,
    describe_error,
    judge_ingested,
    tell_alarm,
    tell_failure,
    tell_ingest_failure,
)
from pipelines.cli.output import remark, write_json, write_table
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from config.source import Source
    from crawlers import CrawlReport, SourceHealth

TREND = 6
_INGEST = "import sys; from pipelines.cli import main; sys.argv[0] = 'eip'; main()"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("jobs")(jobs_command)
    app.command("scheduler")(scheduler_command)


def jobs_command(
    context: typer.Context,
    source: Annotated[str | None, typer.Option(help="Only this source's runs.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Runs at most.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show each scheduled source's last and next start with the trend of its new pages, then the latest runs."""
    from datetime import UTC, datetime

    from crawlers import list_runs, list_sources

    session = session_of(context)
    if source and source not in session.sources:
        raise NotFoundError(f"no source {source!r}", remedy=f"known: {', '.join(sorted(session.sources))}")
    data_dir, place = session.settings.data_dir, session.settings.ledger_place
    runs = [_read(run) for run in list_runs(data_dir, source, limit, place)]
    health = [h for h in list_sources(session.sources, data_dir, datetime.now(UTC), place) if _is_job(h, source)]
    trends = {h.id: [_gained(_read(run)) for run in reversed(list_runs(data_dir, h.id, TREND, place))] for h in health}
    if as_json:
        write_json({"jobs": [dataclasses.asdict(h) | {"trend": trends[h.id]} for h in health], "runs": runs})
        return
    write_table(
        ("source", "schedule", "last start", "outcome", "next start", "new or changed"),
        [(h.id, h.schedule, h.last_start, _outcome(h), h.next_start, " ".join(map(str, trends[h.id]))) for h in health],
        title="Jobs",
    )
    write_table(
        ("run#", "source", "start", "outcome", "requests#", "new or changed#", "why"),
        [(r["id"], r["source"], r["started_at"], r["outcome"] or "running or died", r["report"].get("requests", 0),
          _gained(r), "; ".join(r["report"].get("breaches", ())) or r["report"].get("reason", "")) for r in runs],
        title="Runs",
    )  # fmt: skip


def _is_job(health: "SourceHealth", source: str | None) -> bool:
    return health.id == source if source else bool(health.schedule)


def _outcome(health: "SourceHealth") -> str | None:
    if health.breaches:
        return "degraded"
    return health.last_outcome or ("running or died" if health.last_start else None)


def _read(run: Mapping[str, Any]) -> dict[str, Any]:
    from crawlers.ledger_reader import iso

    stamps = {name: iso(run[name]) if run[name] else None for name in ("started_at", "ended_at")}
    return {**run, **stamps, "report": json.loads(run["report"]) if run["report"] else {}}


def _gained(run: Mapping[str, Any]) -> int:
    outcomes = run["report"].get("outcomes", {})
    return int(outcomes.get("new", 0)) + int(outcomes.get("changed", 0))


def scheduler_command(
    context: typer.Context,
    at_once: Annotated[int, typer.Option(min=1, max=64, help="Crawls at once.")] = 4,
    every: Annotated[float, typer.Option(min=0.5, max=3600, help="Seconds between two looks at what is due.")] = 20,
    ingest: Annotated[bool, typer.Option(help="Ingest what a crawl has fetched.")] = True,
) -> None:
    """Run sources by their schedules until SIGTERM or SIGINT, and ingest what they bring.

    Each source runs once at a time; starts that were missed are made up once. What ran when stands in the ledger, so a
    scheduler that was killed goes on where it was.
    """
    from crawlers import Scheduler

    session = session_of(context)
    job = ScheduledJob(session, ingest=ingest)
    settings = job.settings
    scheduler = Scheduler(
        session.sources, settings.data_dir, job.run, at_once=at_once, place=settings.place, worker=settings.worker
    )
    job.should_stop = scheduler.is_stopped
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: scheduler.stop())
    count = sum(bool(source.schedule) for source in session.sources.values())
    remark(f"scheduling {count} sources; SIGTERM ends", quiet=session.quiet)
    scheduler.serve(every)
    remark("ended", quiet=session.quiet)


class ScheduledJob:
    """One scheduled run: crawl, tell what is wrong, ingest; ingest runs one at a time in a process of its own."""

    def __init__(self, session: Session, *, ingest: bool) -> None:
        self._session = session
        self.settings = CrawlSettings.of(session)
        self._ingest = ingest
        self._ingest_failed = False
        self._lock = threading.Lock()
        self.should_stop: Callable[[], bool] = lambda: False

    def run(self, source: "Source") -> "CrawlReport":
        """Run a source; raises what failed, after telling of it, where the crawl does.

        An ingest that fails is told by itself: what was fetched waits for the next one, and the source is not at fault.
        """
        from crawlers import HeldArchiveError

        try:
            report = self._crawl(source)
        except HeldArchiveError:
            remark(f"{source.id}: crawled by another process, tried again in a minute", quiet=self._session.quiet)
            raise
        except Exception as error:  # whatever it is: the scheduler goes on
            tell_failure(source, error, self.settings, quiet=self._session.quiet)
            raise
        if not self._ingest or self.should_stop():
            return report
        with self._lock:
            return self._ingest_brought(report)

    def _crawl(self, source: "Source") -> "CrawlReport":
        report = self.settings.crawl(source, should_stop=self.should_stop)
        quiet = self._session.quiet
        remark(
            f"{source.id}: {'degraded' if report.degraded else report.outcome}, {report.requests} requests", quiet=quiet
        )
        tell_alarm(report, self.settings, quiet=quiet)
        return report

    def _ingest_brought(self, report: "CrawlReport") -> "CrawlReport":
        """Ingest if something waits, and judge the run by what came of it; a failure is alarming once."""
        try:
            if report.statuses.get("fetched") or self._ingest_failed or self._index_waits():
                self._run_ingest()
                self._ingest_failed = False
        except Exception as error:  # whatever it is: the crawl is done
            remark(f"ingest failed: {describe_error(error)}", quiet=self._session.quiet)
            if not self._ingest_failed:
                tell_ingest_failure(error, self.settings, quiet=self._session.quiet)
            self._ingest_failed = True
        if not report.statuses.get("fetched"):
            return report
        try:
            return judge_ingested(self._session, report, self.settings)
        except (AtlasError, OSError) as error:
            remark(f"{report.source}: not judged: {describe_error(error)}", quiet=self._session.quiet)
            return report

    def _index_waits(self) -> bool:
        """Tell whether the search engine has not taken all articles, or cannot say so."""
        from index.engine import open_engine

        with self._session.open_catalog() as catalog:
            try:
                engine = open_engine(self.settings.data_dir, self._session.search_url)
                try:
                    return catalog.count_pending(engine.name) > 0
                finally:
                    engine.close()
            except EngineError:
                return True

    def _run_ingest(self) -> None:
        command = [sys.executable, "-c", _INGEST, "--data-dir", str(self.settings.data_dir), "--quiet", "ingest"]
        with subprocess.Popen(  # noqa: S603  # our own interpreter and command
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            start_new_session=True,
        ) as process:  # fmt: skip
            told = False
            while True:
                try:
                    _, said = process.communicate(timeout=0.5)
                    break
                except subprocess.TimeoutExpired:
                    if self.should_stop() and not told:  # what is not ingested yet stays pending
                        process.terminate()
                        told = True
        sys.stderr.write(said)
        if process.returncode not in {0, 4} and not self.should_stop():
            reason = next(reversed(said.strip().splitlines()), f"it ended with {process.returncode}")
            raise StoreError(reason.removeprefix("eip: "))
