"""Put local files into the archive, so that all that was ever read can be read again: texts, pages, PDF and WARC."""

import os
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from config.errors import InputError
from config.schema import Issue, Page
from config.source import Source
from crawlers.pages import iter_pages
from crawlers.store import LOCAL, Store
from pipelines.ingest.record import Tally
from pipelines.parse import page_from_file

STANDARD_INPUT = "-"


class Intake:
    """Stores what local paths hold; every file ends in a status of the ledger or, if it is missing, in the tally."""

    def __init__(
        self,
        store: Store,
        sources: Mapping[str, Source],
        tally: Tally,
        *,
        max_bytes: int,
        record: Callable[[Issue], None],
    ) -> None:
        self._store = store
        self._sources = sources
        self._tally = tally
        self._max_bytes = max_bytes
        self._record = record

    def take(self, paths: Iterable[str], read_input: Callable[[], bytes]) -> Iterator[str]:
        """Store all files and yield the addresses of their pages, new or not."""
        for name in paths:
            if name == STANDARD_INPUT:
                yield from self._take_input(read_input())
                continue
            for path in iter_files(Path(name)):
                if path != Path(name) and path.exists() and not path.is_file():  # reading one may wait for ever
                    self._skip(path.absolute().as_uri(), "missing", f"{path} is a pipe, a socket or a device.")
                else:
                    yield from self._take_file(path)

    def _take_input(self, data: bytes) -> Iterator[str]:
        """Store standard input under an address made of its bytes: the same text is the same page."""
        if len(data) > self._max_bytes:
            self._skip("file:///-", "too_large", self._size_reason(len(data)))
            return
        page = page_from_file(data, "file:///-")
        address = f"file:///-/{page.digest[:16]}"
        yield self._store_page(page_from_file(data, address))

    def _take_file(self, path: Path) -> Iterator[str]:
        try:
            if is_warc(path):
                yield from self._take_warc(path)
                return
            size = path.stat().st_size
            if size > self._max_bytes:
                self._enter_too_large(path.resolve().as_uri(), self._size_reason(size))
                return
            yield self._store_page(page_from_file(path))
        except InputError as error:
            self._skip(path.absolute().as_uri(), "missing", error.message)
        except OSError as error:
            self._skip(path.absolute().as_uri(), "missing", f"{path} cannot be read: {error.strerror or error}")

    def _take_warc(self, path: Path) -> Iterator[str]:
        for page in iter_pages(path, source=LOCAL, max_body_bytes=self._max_bytes, on_issue=self._tell):
            owner = next((source.id for source in self._sources.values() if source.matches(page.url)), LOCAL)
            owned = page if page.source != LOCAL else replace(page, source=owner)
            known = self._store.ledger.find(owned.url)
            if known is not None and known.fetched_at and known.fetched_at > owned.fetched_at.timestamp():
                self._tally.unchanged += 1  # what we have is newer
                yield owned.url
            else:
                yield self._store_page(owned)

    def _store_page(self, page: Page) -> str:
        if not self._store.store_page(page):
            entry = self._store.ledger.find(page.url)
            self._tally.unchanged += entry is not None and entry.status != "fetched"
        return page.url

    def _tell(self, issue: Issue) -> None:
        self._skip(issue.url, issue.reason, issue.detail, issue)

    def _skip(self, url: str, status: str, reason: str, issue: Issue | None = None) -> None:
        self._tally.skip(url, status, reason)
        self._tally.issues[status] += 1
        self._record(issue or Issue(source=LOCAL, url=url, stage="read", reason=status, detail=reason))

    def _enter_too_large(self, url: str, reason: str) -> None:
        ledger = self._store.ledger
        with ledger.transaction():
            ledger.discover(url, LOCAL, kind="file", due=False)
            ledger.record_outcome(url, "too_large", reason)
        self._skip(url, "too_large", reason)

    def _size_reason(self, size: int) -> str:
        most = self._max_bytes >> 20
        return f"The file has {size >> 20} MB; more than {most} MB are not read (EIP_MAX_UPLOAD_MB)."


def iter_files(path: Path) -> Iterator[Path]:
    """Iterate over a file, or in a stable order over all files below a folder but hidden ones."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def is_warc(path: Path) -> bool:
    """Tell by its first bytes whether a file is a web archive, packed or not."""
    with path.open("rb") as file:
        start = file.read(512)
    if start[:2] == b"\x1f\x8b":
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, 16)
        except zlib.error:
            return False
    return start.startswith(b"WARC/")
