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

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from config.errors import NotFoundError, StoreError
from crawlers.database import Database, PostgresqlDatabase, SqliteDatabase, is_server
from crawlers.ledger_reader import (
    AHEAD,
    GOOD,
    LEAST_TRUST,
    MIGRATIONS,
    PRIORITY,
    REVISITED,
    SCHEMA,
    STATUSES,
    VERSION,
    Entry,
    Kind,
    LedgerReader,
    Pending,
    UrlStatus,
    iso,
)
from crawlers.records import Reference

__all__ = ["GOOD", "STATUSES", "Entry", "Kind", "Ledger", "Pending", "UrlStatus", "iso"]


class Ledger(LedgerReader):
    """Open with `Ledger.open`; usable from one thread; several processes may hold the same file open."""

    @classmethod
    def open(cls, place: Path | str, *, clock: Callable[[], float] = time.time) -> Self:
        """Open the ledger in a file or on a PostgreSQL server, creating it where there is none.

        Raises StoreError if that cannot be.
        """
        on_server = isinstance(place, str) and is_server(place)
        database = PostgresqlDatabase.open(str(place)) if on_server else SqliteDatabase.open(Path(place))
        ledger = cls(database, clock)
        try:
            ledger._prepare()
        except BaseException:
            ledger.close()
            raise
        return ledger

    def _prepare(self) -> None:
        with self.transaction() as db:
            found = db.find_version()
            if found not in {0, VERSION, *MIGRATIONS}:
                raise StoreError(f"the ledger has format {found}; this program writes {VERSION}")
            steps = [SCHEMA.split(";")] if not found else [MIGRATIONS[version] for version in range(found, VERSION)]
            for statement in (statement for step in steps for statement in step if statement.strip()):
                db.execute(statement)
            if found != VERSION:
                db.set_version(VERSION)

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Write all or nothing; nested ones join the outermost."""
        if self._db.in_transaction:
            yield self._db
            return
        try:
            self._db.begin()
            yield self._db
            self._db.execute("COMMIT")
        except BaseException:
            self._rollback()
            raise

    def _rollback(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

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
        """Enter a URL once; tell whether it is new.

        A later `lastmod` than the last look makes a known page due, as long as those of its source prove right.
        """
        now = self.now()
        with self.transaction() as db:
            new = db.execute(
                "INSERT INTO urls (url, source, kind, status, reason, found_on, found_at, depth, lastmod, priority,"
                " due_at) VALUES (?, ?, ?, 'discovered', '', ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING",
                (url, source, kind, found_on, now, depth, lastmod, PRIORITY[kind], now if due else None),
            ).rowcount
            if new:
                self._note(url, None, "discovered", f"found on {found_on}" if found_on else "named by the source file")
            elif lastmod is not None and self.trust(source) >= LEAST_TRUST:
                db.execute(
                    "UPDATE urls SET lastmod = ?, due_at = CASE WHEN checked_at < ? AND ? <= ? THEN ? ELSE due_at END"
                    " WHERE url = ? AND lastmod IS DISTINCT FROM ?",
                    (lastmod, lastmod, lastmod, now, now, url, lastmod),
                )
        return bool(new)

    def make_due(self, url: str, *, depth: int | None = None) -> None:
        """Let a URL be fetched in this run."""
        with self.transaction() as db:
            db.execute("UPDATE urls SET due_at = ?, depth = coalesce(?, depth) WHERE url = ?", (self.now(), depth, url))

    def make_all_due(self, source: str) -> None:
        """Let every page of a source that was once good be looked at again in this run."""
        with self.transaction() as db:
            db.execute(
                "UPDATE urls SET due_at = ? WHERE source = ? AND due_at IS NOT NULL AND digest IS NOT NULL",
                (self.now(), source),
            )

    def mend_clock(self, source: str) -> int:
        """Let pages be looked at again whose last look lies in the future: a clock was put back. Return how many."""
        now = self.now()
        with self.transaction() as db:
            return db.execute(
                "UPDATE urls SET checked_at = ?, due_at = ? WHERE source = ? AND due_at IS NOT NULL AND checked_at > ?",
                (now - 1, now, source, now + AHEAD),
            ).rowcount

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
                ' digest = ?, file = ?, "offset" = ?, length = ?, due_at = ?, interval = ?, priority = ?, target = NULL'
                " WHERE url = ?",
                (
                    fetched_at, fetched_at, changed, http_status, content_type, etag, last_modified, digest,
                    reference.file, reference.offset, reference.length, due_at, interval,
                    0 if status == "listed" else REVISITED, url,
                ),
            )  # fmt: skip
            db.execute(
                'INSERT INTO versions (url, fetched_at, digest, file, "offset", length) VALUES (?, ?, ?, ?, ?, ?)',
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
                " interval = ?, reason = ?, etag = coalesce(?, etag), last_modified = coalesce(?, last_modified)"
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

    def note_lastmod(self, source: str, *, right: bool) -> None:
        """Remember whether a look that a `lastmod` caused found a change."""
        with self.transaction() as db:
            db.execute(
                'INSERT INTO trust (source, "right", wrong) VALUES (?1, ?2, ?3) ON CONFLICT (source) DO UPDATE SET'
                ' "right" = trust."right" + ?2, wrong = trust.wrong + ?3',
                (source, int(right), int(not right)),
            )

    def set_fingerprint(self, url: str, fingerprint: str | None) -> None:
        """Remember what a page says, boxes and counters apart."""
        with self.transaction() as db:
            db.execute("UPDATE urls SET fingerprint = ? WHERE url = ?", (fingerprint, url))

    def free_duplicates(self, url: str) -> None:
        """Let ingest take the pages that named `url` as their canonical address, since that one cannot be had."""
        with self.transaction() as db:
            rows = db.execute("SELECT url FROM urls WHERE status = 'duplicate' AND target = ?", (url,)).fetchall()
            db.execute("UPDATE urls SET target = NULL WHERE status = 'duplicate' AND target = ?", (url,))
            for (duplicate,) in rows:
                self._set(duplicate, "fetched", "its canonical address cannot be had")

    def set_target(self, url: str, target: str, reason: str) -> None:
        """Name the address under which a duplicate or moved page is kept."""
        with self.transaction() as db:
            db.execute("UPDATE urls SET target = ?, reason = ? WHERE url = ?", (target, reason, url))

    def note_host(
        self, host: str, *, last_at: float | None = None, wait_until: float | None = None, reason: str | None = None
    ) -> None:
        """Remember when a host was asked, or until when it is left alone and why."""
        with self.transaction() as db:
            db.execute(
                "INSERT INTO hosts (host, last_at, wait_until, reason) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (host) DO"
                " UPDATE SET last_at = coalesce(?2, hosts.last_at), wait_until = coalesce(?3, hosts.wait_until),"
                " reason = coalesce(?4, hosts.reason)",
                (host, last_at, wait_until, reason),
            )

    def begin_run(self, source: str) -> int:
        """Enter a run and return its number."""
        with self.transaction() as db:
            row = db.execute(
                "INSERT INTO runs (source, started_at) VALUES (?, ?) RETURNING id", (source, self.now())
            ).fetchone()
        return int(row[0])

    def end_run(self, number: int, outcome: str, report: str) -> None:
        """Enter how a run ended; `report` is JSON."""
        with self.transaction() as db:
            db.execute(
                "UPDATE runs SET ended_at = ?, outcome = ?, report = ? WHERE id = ?",
                (self.now(), outcome, report, number),
            )

    def amend_run(self, number: int, report: str) -> None:
        """Replace the report of a run that has ended."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET report = ? WHERE id = ?", (report, number))

    def set_mark(self, name: str, value: str) -> str:
        """Write a word down once; return the one that stands there."""
        with self.transaction() as db:
            db.execute("INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", (name, value))
            return str(db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()[0])

    def record_end(self, reference: Reference) -> None:
        """Remember how far an archive file is known to the ledger."""
        with self.transaction() as db:
            db.execute(
                'INSERT INTO archives (file, "end") VALUES (?, ?) ON CONFLICT (file)'
                ' DO UPDATE SET "end" = excluded."end"',
                (reference.file, reference.offset + reference.length),
            )

    def forget_lost(self, file: str, end: int) -> int:
        """Forget the versions that began at or behind byte `end` of a file; return how many pages lost their newest.

        Those are to be fetched again; files that somebody gave are taken when they are given again.
        """
        lost = 'file = ? AND "offset" >= ?'  # the page is the first record of its length
        with self.transaction() as db:
            urls = [url for (url,) in self.query(f"SELECT url FROM urls WHERE {lost}", (file, end))]  # noqa: S608
            for url in urls:
                db.execute(
                    'UPDATE urls SET digest = NULL, fingerprint = NULL, file = NULL, "offset" = NULL, length = NULL,'
                    " etag = NULL, last_modified = NULL, target = NULL, fetched_at = NULL,"
                    " due_at = CASE WHEN kind = 'file' THEN NULL ELSE CAST(? AS REAL) END WHERE url = ?",
                    (self.now(), url),
                )
                self._set(url, "discovered", f"its copy was lost with the end of {file}")
            db.execute(f"DELETE FROM versions WHERE {lost}", (file, end))  # noqa: S608
        return len(urls)

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

    def make_pending(self, *, source: str | None = None, url: str | None = None, reason: str = "replay") -> int:
        """Let ingest take archived pages again: of a URL, a source, or all; return how many."""
        count = 0
        with self.transaction():
            for item in self.iter_archived(source, url):
                self._set(item.url, "fetched", reason)
                count += 1
        return count
