"""What the crawl's ledger tells of each source."""

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from config.errors import StoreError
from crawlers.ledger import Ledger

PATIENCE = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRun:
    """A crawl of a source; `ended` and `outcome` are None while it runs, and for ever if it was killed."""

    started: datetime
    ended: datetime | None
    outcome: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlState:
    """URLs of a source by status, and its latest crawl."""

    urls: Mapping[str, int] = field(default_factory=dict)
    last_run: CrawlRun | None = None


def read_crawls(ledger: Path | None, sources: Iterable[str]) -> dict[str, CrawlState]:
    """Read the state of each source; empty where nothing was crawled yet. Raises StoreError."""
    if ledger is None or not ledger.is_file():
        return {}
    try:
        # Read-only: opening it as the crawl does would take its lock for writing.
        with closing(sqlite3.connect(f"{ledger.resolve().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            opened = Ledger(connection, time.time)
            return {found: CrawlState(urls=opened.counts(found), last_run=_last(opened, found)) for found in sources}
    except sqlite3.Error as error:
        raise StoreError(f"the ledger cannot be read: {error}", remedy="see `eip status`") from error


def _last(ledger: Ledger, source: str) -> CrawlRun | None:
    for run in ledger.iter_runs(source, 1):
        report = json.loads(run["report"]) if run["report"] else {}
        return CrawlRun(
            started=datetime.fromtimestamp(run["started_at"], UTC),
            ended=datetime.fromtimestamp(run["ended_at"], UTC) if run["ended_at"] is not None else None,
            outcome=run["outcome"],
            reason=report.get("reason", ""),
        )
    return None
