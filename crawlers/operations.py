"""What an operator asks for, as plain functions: sources and their health, drafts, trials, jobs, checks, replays."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.errors import NotFoundError
from config.schema import Page
from config.source import Source, load_families, load_source
from crawlers.crawl import crawl
from crawlers.job import CrawlReport, Progress
from crawlers.ledger import Ledger
from crawlers.ledger_reader import LedgerReader, iso
from crawlers.pages import load_page
from crawlers.schedule import next_start
from crawlers.store import archive_dir, find_ledger, ledger_path


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """A source as `eip source list` and `eip jobs` show it; times are ISO 8601 in UTC."""

    id: str
    name: str
    verified: bool
    schedule: str | None
    statuses: Mapping[str, int]
    last_start: str | None
    last_end: str | None
    last_outcome: str | None  # None while a run goes on, or after it died
    next_start: str | None
    breaches: tuple[str, ...]  # why the last run was degraded


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a source file brings: the run's report and the pages that would be ingested."""

    report: CrawlReport
    pages: tuple[Page, ...]


def list_sources(
    sources: Mapping[str, Source], data_dir: Path, now: datetime, place: Path | str | None = None
) -> list[SourceHealth]:
    """List sources with their counts, last and next runs; a folder without ledger has none.

    Here and below, `place` is the ledger's, if it does not lie in `data_dir`.
    """
    counts: Mapping[str, Mapping[str, int]] = {}
    runs: Mapping[str, Mapping[str, Any]] = {}
    if ledger := find_ledger(place or ledger_path(data_dir)):
        with ledger:
            counts, runs = ledger.counts_by_source(), ledger.latest_runs()
    return [_health(source, counts.get(source.id, {}), runs.get(source.id), now) for source in sources.values()]


def _health(source: Source, counts: Mapping[str, int], run: Mapping[str, Any] | None, now: datetime) -> SourceHealth:
    due = next_start(source, datetime.fromtimestamp(run["started_at"], UTC) if run else now)
    return SourceHealth(
        id=source.id,
        name=source.name,
        verified=source.verified,
        schedule=source.schedule,
        statuses=counts,
        last_start=iso(run["started_at"]) if run else None,
        last_end=iso(run["ended_at"]) if run and run["ended_at"] else None,
        last_outcome=run["outcome"] if run else None,
        next_start=iso(max(due, now).timestamp()) if due else None,
        breaches=tuple(json.loads(run["report"]).get("breaches", ())) if run and run["report"] else (),
    )


def list_runs(
    data_dir: Path, source: str | None = None, limit: int = 50, place: Path | str | None = None
) -> list[dict[str, Any]]:
    """List runs, newest first, as the ledger's `iter_runs` gives them."""
    ledger = find_ledger(place or ledger_path(data_dir))
    if ledger is None:
        return []
    with ledger:
        return list(ledger.iter_runs(source, limit))


def try_source(
    path: Path,
    work_dir: Path,
    *,
    limit: int = 8,
    on_progress: Callable[[Progress], None] | None = None,
    **politeness: Any,
) -> Trial:
    """Fetch a handful of a source file's pages into a folder of their own and return what would be ingested."""
    source = load_source(path, {**load_families(), **load_families(path.parent)})
    report = crawl(source, work_dir, limit=limit, on_progress=on_progress or (lambda _: None), **politeness)
    with LedgerReader.read(ledger_path(work_dir)) as ledger:
        pages = tuple(load_page(archive_dir(work_dir), item.reference) for item in ledger.iter_pending())
    return Trial(report=report, pages=pages)


def replay(data_dir: Path, target: str = "ALL", place: Path | str | None = None) -> int:
    """Let ingest take archived pages again: a URL's, a source's, or ALL; return how many.

    Raises NotFoundError when nothing of the kind is archived.
    """
    with Ledger.open(place or ledger_path(data_dir)) as ledger:
        if "://" in target:
            count = ledger.make_pending(url=target)
        else:
            count = ledger.make_pending(source=None if target == "ALL" else target)
    if not count:
        raise NotFoundError(f"nothing is archived of {target}", remedy="name a URL, a source, or ALL")
    return count
