"""`eip crawl`, and the commands about sources, the archive and scheduled jobs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from config.errors import AtlasError, NotFoundError, QueryError, StoreError
from pipelines.cli import crawl_archive, crawl_jobs, crawl_sources
from pipelines.cli.crawl_running import (
    CHECK_FAILED,
    CrawlSettings,
    describe_error,
    judge_ingested,
    tell_alarm,
    tell_failure,
)
from pipelines.cli.ingesting import ENGINE_ERROR, describe_unindexed, run_ingest
from pipelines.cli.output import complain, open_progress, write_json, write_table, write_text
from pipelines.cli.session import Session, session_of

if TYPE_CHECKING:
    from config.source import Source
    from crawlers import CrawlReport

AT_ONCE = 4
GONE = ("missing", "gone")  # pages that cannot be found any more; those once good are gone after some days
FAILED = ("failed", "refused", "forbidden", "too_large", "unsupported")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("crawl")(crawl_command)
    crawl_sources.register(app)
    crawl_archive.register(app)
    crawl_jobs.register(app)


def crawl_command(
    context: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(help="Ids of sources; all that have a schedule if none.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Requests to each source at most.")] = None,
    recheck: Annotated[bool, typer.Option(help="Look again at every known page before its time.")] = False,
    backfill: Annotated[bool, typer.Option(help="Read list pages to their end, years back.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="First day of a backfill by date, for all sources named."),
    ] = None,
    ingest: Annotated[bool, typer.Option("--ingest", help="Ingest what was fetched, and judge that too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Fetch new and changed pages of sources into the archive.

    Ends with 4 if a run was degraded or failed, with 3 if one could not be made at all, or --ingest could not index.
    """
    session = session_of(context)
    chosen = choose_sources(session, sources or [])
    if since is not None:
        chosen = [_beginning(source, since.date(), backfill=backfill) for source in chosen]
    crawls = _Crawls(session, limit=limit, recheck=recheck, backfill=backfill)
    crawls.run(chosen)
    if ingest:
        crawls.ingest()
    if as_json:
        write_json({"runs": crawls.told(), "errors": crawls.errors})
    else:
        _write(crawls.reports)
    for source, error in crawls.errors.items():
        complain(f"{source}: {error}")
    if crawls.errors:
        raise typer.Exit(crawls.exit_code)
    if not all(report.outcome != "failed" and not report.degraded for report in crawls.reports):
        raise typer.Exit(CHECK_FAILED)


def _beginning(source: "Source", since: date, *, backfill: bool) -> "Source":
    if not backfill or not any(page.archive for page in source.discovery.lists):
        raise QueryError(
            f"--since has no meaning for {source.id}",
            remedy="give --backfill too, and an `archive` by date in a list of the source file",
        )
    return source.beginning(since)


def choose_sources(session: Session, names: list[str]) -> "list[Source]":
    """Return the named sources, or all that have a schedule."""
    declared = session.sources
    unknown = [name for name in names if name not in declared]
    if unknown:
        raise NotFoundError(f"no source {unknown[0]!r}", remedy=f"known: {', '.join(sorted(declared))}")
    return [declared[name] for name in dict.fromkeys(names)] or [s for s in declared.values() if s.schedule]


class _Crawls:
    """Crawls of several sources, a few at once, one process each."""

    def __init__(self, session: Session, *, limit: int | None, recheck: bool, backfill: bool) -> None:
        self._session = session
        self._settings = CrawlSettings.of(session)
        self._limit = limit
        self._recheck = recheck
        self._backfill = backfill
        self._stop = Event()
        self.reports: list[CrawlReport] = []
        self.errors: dict[str, str] = {}
        self.exit_code = 0

    def run(self, sources: "list[Source]") -> None:
        """Crawl them; a KeyboardInterrupt ends all cleanly before it is raised again."""
        with open_progress(quiet=self._session.quiet) as self._bar, ThreadPoolExecutor(AT_ONCE) as pool:
            futures = [pool.submit(self._crawl, source) for source in sources]
            try:
                for future in futures:
                    future.result()
            except KeyboardInterrupt:
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def ingest(self) -> None:
        """Ingest what was fetched and judge the runs by what came of it."""
        try:
            report = run_ingest(self._session, None)
            if report.index_error:
                self.errors["ingest"] = describe_unindexed(report)
                self.exit_code = ENGINE_ERROR
            self.reports = [judge_ingested(self._session, report, self._settings) for report in self.reports]
        except AtlasError as error:  # the crawls are told all the same
            self.errors["ingest"] = str(error)
            self.exit_code = max(self.exit_code, error.exit_code)

    def told(self) -> list[dict[str, object]]:
        """Return the reports as `--json` prints them."""
        from crawlers.alerts import summarize

        return [summarize(report) for report in self.reports]

    def _crawl(self, source: "Source") -> None:
        from crawlers import HeldArchiveError

        task = self._bar.add_task(source.id, total=None)
        try:
            report = self._settings.crawl(
                source,
                limit=self._limit,
                recheck=self._recheck,
                mode="backfill" if self._backfill else "watch",
                on_progress=lambda p: self._bar.update(task, completed=p.requests, total=p.requests + p.due),
                should_stop=self._stop.is_set,
            )
        except (AtlasError, OSError) as error:
            self.errors[source.id] = describe_error(error)
            self.exit_code = max(self.exit_code, getattr(error, "exit_code", StoreError.exit_code))
            if not isinstance(error, HeldArchiveError):  # then the other process tells
                tell_failure(source, error, self._settings, quiet=self._session.quiet)
            return
        self.reports.append(report)
        tell_alarm(report, self._settings, quiet=self._session.quiet)


def _write(reports: "list[CrawlReport]") -> None:
    rows = [
        (
            report.source,
            "degraded" if report.degraded else report.outcome,
            report.requests,
            report.outcomes.get("new", 0),
            report.outcomes.get("changed", 0),
            report.outcomes.get("unchanged", 0),
            sum(report.outcomes.get(name, 0) for name in GONE),
            sum(report.outcomes.get(name, 0) for name in FAILED),
            report.statuses.get("fetched", 0),
            "; ".join(report.breaches) or report.reason,
        )
        for report in sorted(reports, key=lambda report: report.source)
    ]
    names = ("requests#", "new#", "changed#", "same#", "gone#", "refused or failed#", "to ingest#")
    write_table(("source", "outcome", *names, "why"), rows)
    if any(row[8] for row in rows):
        write_text("`eip ingest` reads what was fetched.")
