"""What the crawl's ledger tells of sources and their runs."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.source import Source
from crawlers.ledger_reader import LedgerReader
from crawlers.schedule import next_start
from crawlers.store import find_ledger

RECENT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRun:
    """A crawl of a source; `ended` and `outcome` are None while it runs, and for ever if it was killed."""

    source: str
    started: datetime
    ended: datetime | None
    outcome: str | None
    reason: str
    requests: int
    outcomes: Mapping[str, int]
    breaches: tuple[str, ...]  # why it is unlike the source's past

    @property
    def broken(self) -> bool:
        return bool(self.breaches) or self.outcome == "failed"

    @property
    def gained(self) -> int:
        """How many pages were new or changed."""
        return self.outcomes.get("new", 0) + self.outcomes.get("changed", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlState:
    """URLs of a source by status, its latest crawls, newest first, and when the next one begins."""

    urls: Mapping[str, int] = field(default_factory=dict)
    runs: tuple[CrawlRun, ...] = ()
    next_start: datetime | None = None

    @property
    def last_run(self) -> CrawlRun | None:
        return self.runs[0] if self.runs else None


def read_crawls(place: Path | str | None, sources: Mapping[str, Source], now: datetime) -> dict[str, CrawlState]:
    """Read the state of each source; raises StoreError."""
    with _reading(place) as ledger:
        counts = ledger.counts_by_source() if ledger else {}
        runs = {source: tuple(map(_run, ledger.iter_runs(source, RECENT))) for source in sources} if ledger else {}
    return {
        source.id: CrawlState(
            urls=counts.get(source.id, {}),
            runs=runs.get(source.id, ()),
            next_start=_next(source, runs.get(source.id, ()), now),
        )
        for source in sources.values()
    }


def read_runs(place: Path | str | None, source: str | None, limit: int) -> list[CrawlRun]:
    """Read the latest runs, newest first; raises StoreError."""
    with _reading(place) as ledger:
        return [_run(run) for run in ledger.iter_runs(source, limit)] if ledger else []


def _next(source: Source, runs: tuple[CrawlRun, ...], now: datetime) -> datetime | None:
    start = next_start(source, runs[0].started if runs else now)
    return max(start, now) if start else None


@contextmanager
def _reading(place: Path | str | None) -> Iterator[LedgerReader | None]:
    ledger = find_ledger(place) if place else None
    if ledger is None:
        yield None
        return
    with ledger:
        yield ledger


def _run(row: Mapping[str, Any]) -> CrawlRun:
    report = json.loads(row["report"]) if row["report"] else {}
    return CrawlRun(
        source=row["source"],
        started=datetime.fromtimestamp(row["started_at"], UTC),
        ended=datetime.fromtimestamp(row["ended_at"], UTC) if row["ended_at"] is not None else None,
        outcome=row["outcome"],
        reason=report.get("reason", ""),
        requests=report.get("requests", 0),
        outcomes=report.get("outcomes", {}),
        breaches=tuple(report.get("breaches", ())),
    )
