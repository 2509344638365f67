"""The ledger: one row a URL, one status each, every change of status with its time and reason.

    discovered ─┬─► fetched ──► parsed, off_topic, unreadable, third_language, duplicate   (said by ingest)
                │      ▲                          │
                │      └──── the page changed ────┘
                ├─► listed        list pages, feeds and sitemaps: read for links, never ingested
                ├─► redirected    `target` is a row of its own
                ├─► refused       by robots.txt, or noindex
                ├─► off_site      leads to a host that is not the source's
                ├─► forbidden     scheme, port or address that is never fetched
                ├─► too_large, unsupported
                ├─► failed        tried again later, each time after a longer while
                └─► gone          404 or 410; of a page once good only after days of it

`fetched` means archived and waiting for ingest. A page that was once good keeps its status when a later look fails or
finds nothing new: `checks`, `failures` and `reason` tell of that, and nothing is lost because one fetch failed.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, Self, get_args

from config.errors import NotFoundError, StoreError
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
VERSION = 1
SCHEMA = """
CREATE TABLE urls (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    found_on TEXT NOT NULL, found_at REAL NOT NULL, depth INTEGER NOT NULL DEFAULT 0, lastmod REAL,
    priority INTEGER NOT NULL, due_at REAL, checked_at REAL, fetched_at REAL, interval REAL,
    checks INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
    missing_since REAL, http_status INTEGER, content_type TEXT, etag TEXT, last_modified TEXT, digest TEXT,
    file TEXT, offset INTEGER, length INTEGER, target TEXT
) STRICT;
CREATE INDEX urls_due ON urls (source, priority, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX urls_status ON urls (status, fetched_at);
CREATE INDEX urls_source ON urls (source, status);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, fetched_at REAL NOT NULL, digest TEXT NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL
) STRICT;
CREATE INDEX versions_url ON versions (url);
CREATE TABLE transitions (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, at REAL NOT NULL, before TEXT, after TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX transitions_url ON transitions (url);
CREATE TABLE archives (file TEXT PRIMARY KEY, end INTEGER NOT NULL) STRICT;
CREATE TABLE hosts (
    host TEXT PRIMARY KEY, last_at REAL, wait_until REAL, failures INTEGER NOT NULL DEFAULT 0, reason TEXT
) STRICT;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, started_at REAL NOT NULL, ended_at REAL, outcome TEXT, report TEXT
) STRICT;
CREATE INDEX runs_source ON runs (source, id);
"""
_PENDING = "SELECT url, source, digest, file, offset, length, fetched_at FROM urls WHERE "


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

    @property
    def good(self) -> bool:
        """Tell whether a copy of the page is in the archive."""
        return self.digest is not None


_ENTRY = ", ".join(Entry.__slots__)


class Ledger:
    """Open with `Ledger.open`; usable from one thread; several processes may hold the same file open."""

    def __init__(self, connection: sqlite3.Connection, clock: Callable[[], float]) -> None:
        self._db = connection
        self.now = clock

    @classmethod
    def open(cls, path: Path, *, clock: Callable[[], float] = time.time) -> Self:
        """Open the ledger, creating it where there is none; StoreError if that cannot be."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            ledger = cls(connection, clock)
            ledger._prepare(path)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"the ledger {path} cannot be opened: {error}") from error
        return ledger

    def _prepare(self, path: Path) -> None:
        with self.transaction() as db:
            found = int(db.execute("PRAGMA user_version").fetchone()[0])
            if found == 0:
                for statement in SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version={VERSION}")
            elif found != VERSION:
                raise StoreError(f"the ledger {path} has format {found}; this program writes {VERSION}")

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing; nested ones join the outermost."""
        if self._db.in_transaction:
            yield self._db
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield self._db
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            self._rollback()
            raise StoreError(f"the ledger cannot be written: {error}") from error
        except BaseException:
            self._rollback()
            raise

    def _rollback(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def find(self, url: str) -> Entry | None:
        """Find what is known of a URL."""
        row = self._db.execute(f"SELECT {_ENTRY} FROM urls WHERE url = ?", (url,)).fetchone()  # noqa: S608
        return Entry(**dict(zip(Entry.__slots__, row, strict=True))) if row else None

    def discover(
        self,
        url: str,
        source: str,
        *,
        kind: Kind = "article",
        found_on: str = "",
        depth: int = 0,
        lastmod: float | None = None,
        due: bool = True,
    ) -> bool:
        """Enter a URL once; tell whether it is new. A later `lastmod` than the last look makes a known page due."""
        now = self.now()
        with self.transaction() as db:
            new = db.execute(
                "INSERT OR IGNORE INTO urls (url, source, kind, status, reason, found_on, found_at, depth, lastmod,"
                " priority, due_at) VALUES (?, ?, ?, 'discovered', '', ?, ?, ?, ?, ?, ?)",
                (url, source, kind, found_on, now, depth, lastmod, PRIORITY[kind], now if due else None),
            ).rowcount
            if new:
                self._note(url, None, "discovered", f"found on {found_on}" if found_on else "named by the source file")
            elif lastmod is not None:
                db.execute(
                    "UPDATE urls SET lastmod = ?, due_at = CASE WHEN checked_at < ? AND ? <= ? THEN ? ELSE due_at END"
                    " WHERE url = ? AND lastmod IS NOT ?",
                    (lastmod, lastmod, lastmod, now, now, url, lastmod),
                )
        return bool(new)

    def make_due(self, url: str, *, depth: int | None = None) -> None:
        """Let a URL be fetched in this run."""
        with self.transaction() as db:
            db.execute("UPDATE urls SET due_at = ?, depth = ifnull(?, depth) WHERE url = ?", (self.now(), depth, url))

    def make_all_due(self, source: str) -> None:
        """Let every page of a source that was once good be looked at again in this run."""
        with self.transaction() as db:
            db.execute(
                "UPDATE urls SET due_at = ? WHERE source = ? AND due_at IS NOT NULL AND digest IS NOT NULL",
                (self.now(), source),
            )

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

    def record_version(
        self, url: str, reference: Reference, digest: str, *, fetched_at: float, http_status: int = 200,
        content_type: str = "", etag: str | None = None, last_modified: str | None = None,
        due_at: float | None = None, interval: float | None = None, status: UrlStatus = "fetched",
    ) -> None:  # fmt: skip
        """Write down a page that is new or changed and lies in the archive: it waits for ingest."""
        with self.transaction() as db:
            known = db.execute("SELECT digest FROM urls WHERE url = ?", (url,)).fetchone()
            changed = int(known is not None and known[0] is not None)
            db.execute(
                "UPDATE urls SET fetched_at = ?, checked_at = ?, checks = checks + 1, changes = changes + ?,"
                " failures = 0, missing_since = NULL, http_status = ?, content_type = ?, etag = ?, last_modified = ?,"
                " digest = ?, file = ?, offset = ?, length = ?, due_at = ?, interval = ?, priority = ?, target = NULL"
                " WHERE url = ?",
                (
                    fetched_at, fetched_at, changed, http_status, content_type, etag, last_modified, digest,
                    reference.file, reference.offset, reference.length, due_at, interval,
                    0 if status == "listed" else REVISITED, url,
                ),
            )  # fmt: skip
            db.execute(
                "INSERT INTO versions (url, fetched_at, digest, file, offset, length) VALUES (?, ?, ?, ?, ?, ?)",
                (url, fetched_at, digest, reference.file, reference.offset, reference.length),
            )
            self._set(url, status, "changed" if changed else "")
            self.record_end(reference)

    def record_unchanged(
        self, url: str, reason: str, *, due_at: float | None, interval: float | None,
        etag: str | None = None, last_modified: str | None = None,
    ) -> None:  # fmt: skip
        """Write down that a look found nothing new; the status stays."""
        with self.transaction() as db:
            db.execute(
                "UPDATE urls SET checked_at = ?, checks = checks + 1, failures = 0, missing_since = NULL, due_at = ?,"
                " interval = ?, reason = ?, etag = ifnull(?, etag), last_modified = ifnull(?, last_modified)"
                " WHERE url = ?",
                (self.now(), due_at, interval, reason, etag, last_modified, url),
            )

    def record_outcome(
        self, url: str, status: UrlStatus, reason: str, *, due_at: float | None = None, http_status: int | None = None,
        target: str | None = None, failure: bool = False, missing_since: float | None = None, keep: bool = False,
    ) -> None:  # fmt: skip
        """Write down how a look ended that brought no page; `keep` leaves the status as it was."""
        with self.transaction() as db:
            db.execute(
                "UPDATE urls SET checked_at = ?, checks = checks + 1, failures = CASE WHEN ? THEN failures + 1 ELSE 0"
                " END, due_at = ?, http_status = ?, target = ?, missing_since = ?, reason = ? WHERE url = ?",
                (self.now(), failure, due_at, http_status, target, missing_since, reason, url),
            )
            if not keep:
                self._set(url, status, reason)

    def set_target(self, url: str, target: str, reason: str) -> None:
        """Name the address under which a duplicate or moved page is kept."""
        with self.transaction() as db:
            db.execute("UPDATE urls SET target = ?, reason = ? WHERE url = ?", (target, reason, url))

    def host_times(self, host: str) -> tuple[float, float]:
        """Return when a host was last asked and until when it wants to be left alone; 0 where that is not known."""
        row = self._db.execute("SELECT last_at, wait_until FROM hosts WHERE host = ?", (host,)).fetchone()
        return (row[0] or 0.0, row[1] or 0.0) if row else (0.0, 0.0)

    def note_host(
        self, host: str, *, last_at: float | None = None, wait_until: float | None = None, reason: str | None = None
    ) -> None:
        """Remember when a host was asked, or until when it is left alone and why."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO hosts (host, last_at, wait_until, reason) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (host) DO"
                " UPDATE SET last_at = ifnull(?2, last_at), wait_until = ifnull(?3, wait_until),"
                " reason = ifnull(?4, reason)",
                (host, last_at, wait_until, reason),
            )

    def begin_run(self, source: str) -> int:
        """Enter a run and return its number."""
        with self.transaction() as db:
            cursor = db.execute("INSERT INTO runs (source, started_at) VALUES (?, ?)", (source, self.now()))
        return int(cursor.lastrowid or 0)

    def end_run(self, number: int, outcome: str, report: str) -> None:
        """Enter how a run ended; `report` is JSON."""
        with self.transaction() as db:
            db.execute(
                "UPDATE runs SET ended_at = ?, outcome = ?, report = ? WHERE id = ?",
                (self.now(), outcome, report, number),
            )

    def iter_runs(self, source: str | None = None, limit: int = 50) -> Iterator[dict[str, Any]]:
        """Iterate over runs, newest first; one without `ended_at` runs still, or died."""
        cursor = self._db.execute(
            "SELECT id, source, started_at, ended_at, outcome, report FROM runs WHERE ?1 IS NULL OR source = ?1"
            " ORDER BY id DESC LIMIT ?2",
            (source, limit),
        )
        names = [column[0] for column in cursor.description]
        yield from (dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    def record_end(self, reference: Reference) -> None:
        """Remember how far an archive file is known to the ledger."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO archives (file, end) VALUES (?, ?) ON CONFLICT (file) DO UPDATE SET end = excluded.end",
                (reference.file, reference.offset + reference.length),
            )

    def known_end(self, file: str) -> int:
        """Tell up to which byte an archive file is known to the ledger."""
        row = self._db.execute("SELECT end FROM archives WHERE file = ?", (file,)).fetchone()
        return int(row[0]) if row else 0

    def mark(self, url: str, status: UrlStatus, reason: str = "", *, digest: str | None = None) -> None:
        """Set the status of a URL; with `digest`, only if that is still its newest version.

        Raises NotFoundError for an unknown URL and ValueError for an unknown status.
        """
        if status not in STATUSES:
            raise ValueError(f"no status {status!r}; known: {', '.join(STATUSES)}")
        with self.transaction():
            entry = self.find(url)
            if entry is None:
                raise NotFoundError(f"the ledger does not know {url}")
            if digest is None or entry.digest == digest:
                self._set(url, status, reason)

    def _set(self, url: str, status: str, reason: str) -> None:
        before = self._db.execute("SELECT status FROM urls WHERE url = ?", (url,)).fetchone()
        self._db.execute("UPDATE urls SET status = ?, reason = ? WHERE url = ?", (status, reason, url))
        if before is None or before[0] != status:
            self._note(url, before and before[0], status, reason)

    def _note(self, url: str, before: str | None, after: str, reason: str) -> None:
        self._db.execute(
            "INSERT INTO transitions (url, at, before, after, reason) VALUES (?, ?, ?, ?, ?)",
            (url, self.now(), before, after, reason),
        )

    def iter_pending(self) -> Iterator[Pending]:
        """Iterate over archived pages that wait for ingest, oldest first; the list is fixed when it is begun."""
        rows = self._db.execute(_PENDING + "status = 'fetched' ORDER BY fetched_at, url").fetchall()
        yield from map(_pending, rows)

    def iter_archived(self, source: str | None = None, url: str | None = None) -> Iterator[Pending]:
        """Iterate over the newest archived version of every page that ingest may take."""
        query = _PENDING + (
            "file IS NOT NULL AND status <> 'listed' AND (?1 IS NULL OR source = ?1) AND (?2 IS NULL OR url = ?2)"
            " ORDER BY fetched_at, url"
        )
        yield from map(_pending, self._db.execute(query, (source, url)).fetchall())

    def counts(self, source: str | None = None) -> dict[str, int]:
        """Count URLs by status; they add up to the number of rows."""
        query = "SELECT status, count(*) FROM urls WHERE ?1 IS NULL OR source = ?1 GROUP BY status ORDER BY status"
        return dict(self._db.execute(query, (source,)))

    def story(self, url: str) -> dict[str, Any]:
        """Tell all that is known of a URL: its row, its versions and its transitions, with ISO 8601 times.

        Raises NotFoundError for an unknown URL.
        """
        cursor = self._db.execute("SELECT * FROM urls WHERE url = ?", (url,))
        row = cursor.fetchone()
        if row is None:
            raise NotFoundError(f"the ledger does not know {url}")
        story = dict(zip((column[0] for column in cursor.description), row, strict=True))
        for name in ("found_at", "lastmod", "due_at", "checked_at", "fetched_at", "missing_since"):
            story[name] = story[name] and iso(story[name])
        story["versions"] = [
            {"fetched_at": iso(at), "digest": digest, "file": file, "offset": offset}
            for at, digest, file, offset in self._db.execute(
                "SELECT fetched_at, digest, file, offset FROM versions WHERE url = ? ORDER BY id", (url,)
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
