"""Archive and ledger together: what is stored is written to the first, then entered in the second."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from config.errors import StoreError
from config.schema import Page
from crawlers.archive import IDENTITY, Archive, Headers, make_identity, read_identity
from crawlers.database import NoLedgerError
from crawlers.ledger import Entry, Kind, Ledger, UrlStatus
from crawlers.ledger_reader import LedgerReader
from crawlers.pages import iter_located_pages
from crawlers.records import Reference

LOCAL = "local"
LISTING = frozenset({"list", "feed", "sitemap"})


def ledger_path(data_dir: Path) -> Path:
    """Name the ledger's file in a data folder."""
    return data_dir / "ledger.sqlite"


def find_ledger(place: Path | str) -> LedgerReader | None:
    """Open a ledger for reading, in a file or on a server; None where there is none yet."""
    try:
        return LedgerReader.read(place)
    except NoLedgerError:
        return None


def archive_dir(data_dir: Path) -> Path:
    """Name the archive's folder in a data folder."""
    return data_dir / "archive"


def check_identity(data_dir: Path, ledger: Ledger) -> None:
    """Make sure that a data folder holds the archive that a ledger tells of, by the random id that both keep.

    Data without one gets one. Raises StoreError for another archive, as where it is not mounted.
    """
    directory = archive_dir(data_dir)
    known, found = ledger.find_mark("archive"), read_identity(directory)
    if known is None:
        known = ledger.set_mark("archive", found := found or make_identity(directory))
    if found != known:
        raise StoreError(
            f"{directory} is not the archive of this ledger (is it mounted?)",
            remedy=f"mount the archive that all machines share; if it is this one, write {known} into"
            f" {directory / IDENTITY}",
        )


class Store:
    """Stores the pages of one source; open one a process and source."""

    def __init__(self, archive: Archive, ledger: Ledger) -> None:
        self.archive = archive
        self.ledger = ledger

    @classmethod
    def open(
        cls,
        data_dir: Path,
        name: str = LOCAL,
        *,
        place: Path | str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """Open both and mend what a dying process left: a torn record is cut, a whole one entered, a lost one freed.

        `place` is the ledger's, a file or a server, if it does not lie in `data_dir`; several machines that share a
        ledger must share the archive's folder too.
        Raises StoreError where another process stores pages of the same name, or the archive is not the ledger's.
        """
        archive = Archive.open(archive_dir(data_dir), name)
        try:
            store = cls(archive, Ledger.open(place or ledger_path(data_dir), clock=clock))
        except BaseException:
            archive.close()
            raise
        try:
            check_identity(data_dir, store.ledger)
            store._mend()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        self.archive.close()
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def store_page(
        self,
        page: Page,
        *,
        kind: Kind = "file",
        status: UrlStatus = "fetched",
        request: Headers = (),
        response: Headers = (),
        due_at: float | None = None,
        interval: float | None = None,
        entry: Entry | None = None,
    ) -> bool:
        """Store a page unless its newest stored version has the same bytes; tell whether it was stored.

        `entry` is what the ledger knows of it, for whoever has just read that.
        """
        if entry is None:
            with self.ledger.transaction():
                self.ledger.discover(page.url, page.source, kind=kind, due=False)
                entry = self.ledger.find(page.url)
        if entry and entry.digest == page.digest:
            headers = _lower(response)
            if response:
                self.note_revisit(entry, response, page.status)
            self.ledger.record_unchanged(
                page.url,
                "same bytes",
                due_at=due_at,
                interval=interval,
                etag=headers.get("etag"),
                last_modified=headers.get("last-modified"),
            )
            return False
        reference = self.archive.write_page(
            page, request=request, response=response, via=entry.found_on if entry else ""
        )
        self._enter(page, reference, response, status, due_at, interval)
        return True

    def note_revisit(self, entry: Entry, response: Headers, status: int) -> None:
        """Write into the archive that a page was found as it was."""
        reference = self.archive.write_revisit(
            entry.url,
            entry.digest or "",
            at=datetime.fromtimestamp(self.ledger.now(), UTC),
            first_at=datetime.fromtimestamp(entry.fetched_at or 0, UTC),
            status=status,
            response=response,
        )
        self.ledger.record_end(reference)

    def _enter(
        self,
        page: Page,
        reference: Reference,
        response: Headers,
        status: UrlStatus,
        due_at: float | None,
        interval: float | None,
    ) -> None:
        headers = _lower(response)
        self.ledger.record_version(
            page.url,
            reference,
            page.digest,
            fetched_at=page.fetched_at.timestamp(),
            http_status=page.status,
            content_type=page.content_type,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            due_at=due_at,
            interval=interval,
            status=status,
        )

    def _mend_cut(self, path: Path) -> None:
        """Let the pages be fetched again that a file has lost: it ends before what the ledger knows of it.

        So it is where the power failed before the disk had all, or where a copy was put back.
        """
        if path.stat().st_size < self.ledger.known_end(path.name):
            end = self.archive.cut_torn_end(path, 0)
            with self.ledger.transaction():
                self.ledger.forget_lost(path.name, end)
                self.ledger.record_end(Reference(file=path.name, offset=0, length=end))

    def _mend(self) -> None:
        files = self.archive.files()
        if not files:
            return
        for path in files:
            self._mend_cut(path)
        known = self.ledger.known_end(files[-1].name)
        end = self.archive.cut_torn_end(files[-1], known)
        if end == known:
            return
        for page, reference in iter_located_pages(files[-1], start=known):
            entry = self.ledger.find(page.url)
            if entry is not None and entry.kind in LISTING:  # its links may not be entered yet: let it be read again
                self.ledger.record_end(reference)
            elif entry is not None and entry.digest != page.digest:
                self._enter(page, reference, (), "fetched", entry.due_at, entry.interval)
            elif entry is None and page.source == LOCAL:
                self.ledger.discover(page.url, page.source, kind="file", due=False)
                self._enter(page, reference, (), "fetched", None, None)
        self.ledger.record_end(Reference(file=files[-1].name, offset=0, length=end))


def _lower(headers: Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def store_page(data_dir: Path, page: Page) -> bool:
    """Store one page of its source, opening and closing archive and ledger; for many, open a `Store`."""
    with Store.open(data_dir, page.source or LOCAL) as store:
        return store.store_page(page)
