"""The ledger's tables, and what can be read from them."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self, get_args

from config.errors import NotFoundError
from crawlers.database import Database, PostgresqlDatabase, SqliteDatabase, is_server
from crawlers.records import Reference

UrlStatus = Literal[
    "discovered", "fetched", "parsed", "off_topic", "unreadable", "third_language", "duplicate", "listed",
    "redirected", "refused", "off_site", "forbidden", "too_large", "unsupported", "failed", "gone",
]  # fmt: skip
Kind = Literal["article", "list", "feed", "sitemap", "attachment", "file"]
STATUSES: tuple[str, ...] = get_args(UrlStatus)
GOOD = frozenset({"fetched", "parsed", "off_topic", "unreadable", "third_language", "duplicate"})
PRIORITY = {"sitemap": 0, "feed": 0, "list": 0, "article": 1, "attachment": 1, "file": 1}
REVISITED = 2
VERSION = 5
SCHEMA = """
CREATE TABLE urls (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    found_on TEXT NOT NULL, found_at REAL NOT NULL, depth INTEGER NOT NULL DEFAULT 0, lastmod REAL,
    priority INTEGER NOT NULL, due_at REAL, checked_at REAL, fetched_at REAL, interval REAL,
    checks INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    missing_since REAL, http_status INTEGER, content_type TEXT, etag TEXT, last_modified TEXT, digest TEXT,
    file TEXT, "offset" INTEGER, length INTEGER, target TEXT, fingerprint TEXT
) STRICT;
CREATE INDEX urls_due ON urls (source, priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX urls_status ON urls (status, fetched_at);
CREATE INDEX urls_source ON urls (source, status);
CREATE INDEX urls_duplicate ON urls (target) WHERE status = 'duplicate';
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, fetched_at REAL NOT NULL, digest TEXT NOT NULL,
    file TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL
) STRICT;
CREATE INDEX versions_url ON versions (url);
CREATE TABLE transitions (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, at REAL NOT NULL, before TEXT, after TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX transitions_url ON transitions (url);
CREATE TABLE archives (file TEXT PRIMARY KEY, "end" INTEGER NOT NULL) STRICT;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY, last_at REAL, wait_until REAL, failures INTEGER NOT NULL DEFAULT 0, reason TEXT
) STRICT;
CREATE TABLE trust (source TEXT PRIMARY KEY, "right" INTEGER NOT NULL, wrong INTEGER NOT NULL) STRICT;
CREATE TABLE leases (host TEXT PRIMARY KEY, worker TEXT NOT NULL, until REAL NOT NULL) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, started_at REAL NOT NULL, ended_at REAL, outcome TEXT, report TEXT
) STRICT;
CREATE INDEX runs_source ON runs (source, id);
CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
MIGRATIONS = {  # from version: statements that lead to the next
    1: (
        "ALTER TABLE urls ADD COLUMN fingerprint TEXT",
        "CREATE INDEX urls_duplicate ON urls (target) WHERE status = 'duplicate'",
    ),
    2: ('CREATE TABLE trust (source TEXT PRIMARY KEY, "right" INTEGER NOT NULL, wrong INTEGER NOT NULL) STRICT',),
    3: ("CREATE TABLE leases (host TEXT PRIMARY KEY, worker TEXT NOT NULL, until REAL NOT NULL) STRICT",),
    4: ("CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",),
}
COPIED = {  # the tables that a copy takes, with their keys: all but the leases, which lapse
    "urls": "url", "versions": "id", "transitions": "id", "archives": "file", "hosts": "host", "trust": "source",
    "runs": "id", "marks": "name",
}  # fmt: skip
LEAST_TRUST = 0.2
AHEAD = 86400.0  # what lies further ahead was written before a clock was put back
_PENDING = 'SELECT url, source, digest, file, "offset", length, fetched_at FROM urls WHERE '
_BATCH = 500  # pages held at a time
ALL = 1 << 60  # no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A page in the archive, as ingest takes it."""

    url: str
    source: str
    digest: str
    reference: Reference
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the ledger knows of a URL; times are seconds since 1970."""

    url: str
    source: str
    kind: str
    status: str
    reason: str
    found_on: str
    depth: int
    found_at: float
    lastmod: float | None
    checked_at: float | None
    fetched_at: float | None
    due_at: float | None
    interval: float | None
    checks: int
    changes: int
    failures: int
    missing_since: float | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    target: str | None
    fingerprint: str | None

    @property
    def good(self) -> bool:
        """Tell whether a copy of the page is in the archive."""
        return self.digest is not None


_ENTRY = ", ".join(Entry.__slots__)


class LedgerReader:
    """Reads a ledger; open one with `LedgerReader.read`, or use a `Ledger`, which writes too."""

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._db = database
        self.now = clock

    @classmethod
    def read(cls, place: Path | str, *, clock: Callable[[], float] = time.time) -> Self:
        """Open an existing ledger, by path or address, for reading only; NoLedgerError if there is none.

        Cheap: open one a request.
        """
        if isinstance(place, str) and is_server(place):
            return cls(PostgresqlDatabase.read(place), clock)
        return cls(SqliteDatabase.read(Path(place)), clock)

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a SELECT over tables that another module of the package keeps."""
        return self._db.execute(sql, parameters).fetchall()

    def read_table(self, rest: str, parameters: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the names of a table's columns and its rows; `rest` is the statement from the table's name on."""
        cursor = self._db.execute(f"SELECT * FROM {rest}", parameters)  # noqa: S608
        return [column[0] for column in cursor.description or ()], cursor.fetchall()

    def find(self, url: str) -> Entry | None:
        """Find what is known of a URL."""
        row = self._db.execute(f"SELECT {_ENTRY} FROM urls WHERE url = ?", (url,)).fetchone()  # noqa: S608
        return Entry(**dict(zip(Entry.__slots__, row, strict=True))) if row else None

    def iter_due(self, source: str, limit: int, *, since: float | None = None) -> Iterator[Entry]:
        """Iterate over what may be fetched now: lists first, then new pages, then those to be looked at again.

        What was looked at after `since` is left out: a run looks at each address once.
        """
        query = (
            f"SELECT {_ENTRY} FROM urls WHERE source = ? AND priority = ? AND due_at <= ?"  # noqa: S608
            " AND (checked_at IS NULL OR checked_at < ?) ORDER BY due_at LIMIT ?"
        )
        for priority in sorted({*PRIORITY.values(), REVISITED}):
            rows = self._db.execute(query, (source, priority, now := self.now(), since or now, limit)).fetchall()
            yield from (Entry(**dict(zip(Entry.__slots__, row, strict=True))) for row in rows)
            limit -= len(rows)
            if limit <= 0:
                return

    def count_due(self, source: str) -> int:
        """Count what may be fetched now."""
        query = "SELECT count(*) FROM urls WHERE source = ? AND due_at <= ?"
        return int(self._db.execute(query, (source, self.now())).fetchone()[0])

    def find_deepest(self, root: str, source: str) -> str | None:
        """Find the list page that lies deepest behind a declared one: there a backfill goes on."""
        query = "SELECT url FROM urls WHERE source = ? AND kind = 'list' AND found_on = ? ORDER BY depth DESC LIMIT 1"
        row = self._db.execute(query, (source, root)).fetchone()
        return row[0] if row else None

    def led_to_pages(self, url: str, source: str) -> bool:
        """Tell whether a list ever named a page first; looks through all pages of the source."""
        query = "SELECT 1 FROM urls WHERE source = ? AND found_on = ? LIMIT 1"
        return self._db.execute(query, (source, url)).fetchone() is not None

    def find_mark(self, name: str) -> str | None:
        """Return a word that was written down with `set_mark`."""
        row = self._db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def known_end(self, file: str) -> int:
        """Tell up to which byte an archive file is known to the ledger."""
        row = self._db.execute('SELECT "end" FROM archives WHERE file = ?', (file,)).fetchone()
        return int(row[0]) if row else 0

    def trust(self, source: str) -> float:
        """Return how often a source's `lastmod` was right: the share of looks it caused that found a change.

        Two looks of each kind are taken for granted, so that a new source begins at one half.
        """
        row = self._db.execute('SELECT "right", wrong FROM trust WHERE source = ?', (source,)).fetchone()
        right, wrong = row or (0, 0)
        return float(right + 2) / (right + wrong + 4)

    def host_times(self, host: str) -> tuple[float, float]:
        """Return when a host was last asked and until when it wants to be left alone; 0 where that is not known."""
        row = self._db.execute("SELECT last_at, wait_until FROM hosts WHERE host = ?", (host,)).fetchone()
        return (row[0] or 0.0, row[1] or 0.0) if row else (0.0, 0.0)

    def count_pending(self) -> int:
        """Count the archived pages that wait for ingest."""
        return int(self._db.execute("SELECT count(*) FROM urls WHERE status = 'fetched'").fetchone()[0])

    def iter_pending(self) -> Iterator[Pending]:
        """Iterate over archived pages that wait for ingest, oldest first, up to the newest of when it is begun."""
        (until,) = self._db.execute("SELECT max(fetched_at) FROM urls WHERE status = 'fetched'").fetchone()
        mark: tuple[float, str] = (-math.inf, "")
        query = (
            _PENDING + "status = 'fetched' AND fetched_at <= ? AND (fetched_at, url) > (?, ?)"
            " ORDER BY fetched_at, url LIMIT ?"
        )
        while rows := self._db.execute(query, (until, *mark, _BATCH)).fetchall():
            yield from map(_pending, rows)
            mark = (rows[-1][-1], rows[-1][0])

    def find_pending(self, url: str) -> Pending | None:
        """Return a page if it waits for ingest."""
        row = self._db.execute(_PENDING + "status = 'fetched' AND url = ?", (url,)).fetchone()
        return _pending(row) if row else None

    def iter_archived(self, source: str | None = None, url: str | None = None) -> Iterator[Pending]:
        """Iterate by URL over the newest version of every page that ingest may take; moved and doubled ones are out."""
        query = _PENDING + (
            "file IS NOT NULL AND status <> 'listed' AND target IS NULL AND (CAST(?1 AS TEXT) IS NULL OR source = ?1)"
            " AND (CAST(?2 AS TEXT) IS NULL OR url = ?2) AND url > ?3 ORDER BY url LIMIT ?4"
        )
        mark = ""
        while rows := self._db.execute(query, (source, url, mark, _BATCH)).fetchall():
            yield from map(_pending, rows)
            mark = rows[-1][0]

    def iter_runs(self, source: str | None = None, limit: int = 50) -> Iterator[dict[str, Any]]:
        """Iterate over runs, newest first; one without `ended_at` runs still, or died."""
        cursor = self._db.execute(
            "SELECT id, source, started_at, ended_at, outcome, report FROM runs"
            " WHERE CAST(?1 AS TEXT) IS NULL OR source = ?1 ORDER BY id DESC LIMIT ?2",
            (source, limit),
        )
        names = [column[0] for column in cursor.description or ()]
        yield from (dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    def counts(self, source: str | None = None) -> dict[str, int]:
        """Count URLs by status; they add up to the number of rows."""
        rows = self._db.execute(
            "SELECT status, count(*) FROM urls WHERE CAST(?1 AS TEXT) IS NULL OR source = ?1"
            " GROUP BY status ORDER BY status",
            (source,),
        )
        return dict(rows.fetchall())

    def counts_by_source(self) -> dict[str, dict[str, int]]:
        """Count each source's URLs by status."""
        counts: dict[str, dict[str, int]] = {}
        for source, status, count in self._db.execute(
            "SELECT source, status, count(*) FROM urls GROUP BY source, status ORDER BY source, status"
        ):
            counts.setdefault(source, {})[status] = count
        return counts

    def latest_runs(self) -> dict[str, dict[str, Any]]:
        """Return each source's newest run, as `iter_runs` gives it."""
        newest = {run: source for source, run in self._db.execute("SELECT source, max(id) FROM runs GROUP BY source")}
        return {newest[run["id"]]: run for run in self.iter_runs(limit=ALL) if run["id"] in newest}

    def iter_versions(self) -> Iterator[tuple[str, str, Reference]]:
        """Iterate over all archived versions: URL, digest, place."""
        for url, digest, file, offset, length in self._db.execute(
            'SELECT url, digest, file, "offset", length FROM versions ORDER BY file, "offset"'
        ):
            yield url, digest, Reference(file=file, offset=offset, length=length)

    def story(self, url: str) -> dict[str, Any]:
        """Tell all that is known of a URL: its row, its versions and its transitions, with ISO 8601 times.

        Raises NotFoundError for an unknown URL.
        """
        cursor = self._db.execute("SELECT * FROM urls WHERE url = ?", (url,))
        row = cursor.fetchone()
        if row is None:
            raise NotFoundError(f"the ledger does not know {url}")
        story = dict(zip((column[0] for column in cursor.description or ()), row, strict=True))
        for name in ("found_at", "lastmod", "due_at", "checked_at", "fetched_at", "missing_since"):
            story[name] = story[name] and iso(story[name])
        story["versions"] = [
            {"fetched_at": iso(at), "digest": digest, "file": file, "offset": offset}
            for at, digest, file, offset in self._db.execute(
                'SELECT fetched_at, digest, file, "offset" FROM versions WHERE url = ? ORDER BY id', (url,)
            )
        ]
        story["transitions"] = [
            {"at": iso(at), "from": before, "to": after, "reason": reason}
            for at, before, after, reason in self._db.execute(
                "SELECT at, before, after, reason FROM transitions WHERE url = ? ORDER BY id", (url,)
            )
        ]
        return story


def iso(seconds: float) -> str:
    """Write seconds since 1970 as ISO 8601 in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _pending(row: tuple[Any, ...]) -> Pending:
    url, source, digest, file, offset, length, fetched_at = row
    return Pending(
        url=url,
        source=source,
        digest=digest,
        reference=Reference(file=file, offset=offset, length=length),
        fetched_at=datetime.fromtimestamp(fetched_at, UTC),
    )
