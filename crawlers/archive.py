"""The archive: WARC 1.1 files, one gzip member a record, written before anything else is done with a page.

A page's response and request go to the disk in one write, so that a dying process leaves at most one torn pair at the
end of one file; the next `Archive.open` cuts it off. One writer a name (`<name>.lock`); readers need no lock.
"""

import fcntl
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO, FileIO
from pathlib import Path
from typing import IO, Self
from urllib.parse import urlsplit
from uuid import uuid4

from w3lib.url import safe_url_string
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from config.errors import StoreError
from config.schema import Page
from crawlers.records import Reference

Headers = Sequence[tuple[str, str]]
MAX_FILE_BYTES = 1 << 30
IDENTITY = "archive.id"
SOURCE_FIELD = "X-EIP-Source"
_PROFILES = (
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
)
_CHUNK = 1 << 16


class HeldArchiveError(StoreError):
    """Another process writes the archive of a source."""

    def __init__(self, name: str) -> None:
        super().__init__(f"another process writes the archive of {name}", remedy="wait for it to end, or stop it")
        self.name = name


class Archive:
    """Appends pages to `<name>-<number>.warc.gz` in a folder."""

    def __init__(self, directory: Path, name: str, lock: FileIO, max_bytes: int) -> None:
        self.directory = directory
        self.name = name
        self._lock = lock
        self._max_bytes = max_bytes
        self._file: FileIO | None = None

    @classmethod
    def open(cls, directory: Path, name: str, *, max_bytes: int = MAX_FILE_BYTES) -> Self:
        """Open for appending; HeldArchiveError where another process holds the name, StoreError for a broken folder."""
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the archive {directory} cannot be written: {error.strerror}") from error
        path = directory / f"{name}.lock"
        try:
            lock = FileIO(path, "r+", opener=_open_lock)
        except OSError as error:
            raise StoreError(
                f"the archive's lock {path} cannot be written: {error.strerror}",
                remedy="remove it where it is a link, else see who may write it",
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise HeldArchiveError(name) from error
        return cls(directory, name, lock, max_bytes)

    def close(self) -> None:
        if self._file:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def files(self) -> list[Path]:
        """List this name's files in the order they were written."""
        own = re.compile(re.escape(self.name) + r"-\d{6}\.warc\.gz")
        return sorted(path for path in self.directory.iterdir() if own.fullmatch(path.name))

    def cut_torn_end(self, path: Path, start: int) -> int:
        """Cut what a dying process left half written at the end of a file, whole up to `start`; return its new end."""
        end = find_end(path, start)
        if end < path.stat().st_size:
            os.truncate(path, end)
        return end

    def write_page(self, page: Page, *, request: Headers = (), response: Headers = (), via: str = "") -> Reference:
        """Write a page, by `request` and `response` headers or as a bare resource, and flush it.

        `via`, the page that led to it, is written as a metadata record behind it. Raises StoreError, and leaves the
        file as it was, when the disk is full or gone.
        """
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        fields = {"WARC-Date": _stamp(page.fetched_at), SOURCE_FIELD: page.source}
        if response or page.url.startswith(("http://", "https://")):
            answer = writer.create_warc_record(
                page.url,
                "response",
                payload=BytesIO(page.body),
                length=len(page.body),
                http_headers=_response_headers(page, response),
                warc_headers_dict=fields,
            )
            writer.write_request_response_pair(_request_record(writer, page.url, request), answer)
            if via:
                writer.write_record(_via_record(writer, page, via, answer))
        else:
            writer.write_record(
                writer.create_warc_record(
                    page.url,
                    "resource",
                    payload=BytesIO(page.body),
                    length=len(page.body),
                    warc_content_type=page.content_type or "application/octet-stream",
                    warc_headers_dict=fields,
                )
            )
        return self._append(buffer.getvalue())

    def write_revisit(
        self, url: str, digest: str, *, at: datetime, first_at: datetime, status: int, response: Headers = ()
    ) -> Reference:
        """Write that a page was looked at again and is what `digest` (sha256) and `first_at` name; raises as above."""
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        headers = StatusAndHeaders(f"{status} {_phrase(status)}", list(response), protocol="HTTP/1.1")
        record = writer.create_revisit_record(
            url, f"sha256:{digest}", url, _stamp(first_at), http_headers=headers,
            warc_headers_dict={"WARC-Date": _stamp(at), "WARC-Profile": _PROFILES[status == HTTPStatus.NOT_MODIFIED]},
        )  # fmt: skip
        writer.write_record(record)
        return self._append(buffer.getvalue())

    def _append(self, data: bytes) -> Reference:
        try:
            file = self._current()
            offset = file.seek(0, os.SEEK_END)
            try:
                view = memoryview(data)
                while view:
                    view = view[file.write(view) :]
            except OSError:
                os.ftruncate(file.fileno(), offset)
                raise
        except OSError as error:
            raise StoreError(f"the archive {self.directory} cannot be written: {error.strerror}") from error
        return Reference(file=Path(str(file.name)).name, offset=offset, length=len(data))

    def _current(self) -> FileIO:
        if self._file is None or self._file.tell() >= self._max_bytes:
            if self._file:
                self._file.close()
            files = self.files()
            path = files[-1] if files else None
            if path is None or path.stat().st_size >= self._max_bytes:
                number = int(path.name[-14:-8]) + 1 if path else 1
                path = self.directory / f"{self.name}-{number:06d}.warc.gz"
                path.write_bytes(_warcinfo(path.name))
            self._file = FileIO(path, "r+")
            self._file.seek(0, os.SEEK_END)
        return self._file


def _open_lock(path: str, flags: int) -> int:
    """Open or create a lock as it is: a link to a file elsewhere is not followed, and nothing is emptied."""
    return os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o666)


def read_identity(directory: Path) -> str | None:
    """Read the random id of an archive's folder; None where it has none. Raises StoreError."""
    try:
        return (directory / IDENTITY).read_text("ascii").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{directory / IDENTITY} cannot be read: {error}", remedy="restore it from a backup"
        ) from error


def make_identity(directory: Path) -> str:
    """Give an archive's folder a random id, unless another process is faster; return what stands there."""
    identity = uuid4().hex
    part = directory / f"{identity}.part"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{identity}\n", "ascii")
        with suppress(FileExistsError):
            (directory / IDENTITY).hardlink_to(part)
        part.unlink()
    except OSError as error:
        raise StoreError(f"the archive {directory} cannot be written: {error.strerror}") from error
    return read_identity(directory) or identity


def find_end(path: Path, start: int = 0) -> int:
    """Find the end of the last whole gzip member at or after `start`."""
    end = start
    with path.open("rb") as file:
        file.seek(start)
        for length in iter_member_lengths(file):
            end += length
    return end


def iter_member_lengths(file: IO[bytes]) -> Iterator[int]:
    """Iterate over the compressed lengths of whole gzip members; stops at a torn or foreign one."""
    data = b""
    while True:
        inflate, length = zlib.decompressobj(zlib.MAX_WBITS + 16), 0
        while not inflate.eof:
            data = data or file.read(_CHUNK)
            if not data:
                return
            try:
                inflate.decompress(data, _CHUNK)
            except zlib.error:
                return
            rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            length += len(data) - len(rest)
            data = rest
        yield length


def _stamp(moment: datetime) -> str:
    """Write a date as WARC 1.1 has it; strftime would write the year 999 in three digits."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _via_record(writer: WARCWriter, page: Page, via: str, answer: ArcWarcRecord) -> ArcWarcRecord:
    body = f"via: {via}\r\n".encode("utf-8", "replace")
    fields = {"WARC-Date": _stamp(page.fetched_at)}
    fields["WARC-Concurrent-To"] = answer.rec_headers.get_header("WARC-Record-ID")
    return writer.create_warc_record(
        page.url,
        "metadata",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="application/warc-fields",
        warc_headers_dict=fields,
    )


def _request_record(writer: WARCWriter, url: str, headers: Headers) -> ArcWarcRecord:
    parts = urlsplit(safe_url_string(url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    given = [("Host", parts.netloc), *headers]
    line = StatusAndHeaders(f"{target} HTTP/1.1", given, protocol="GET", is_http_request=True)
    return writer.create_warc_record(url, "request", http_headers=line)


def _response_headers(page: Page, headers: Headers) -> StatusAndHeaders:
    given = [(name, value) for name, value in headers if name.lower() not in {"content-length", "transfer-encoding"}]
    if not headers and page.content_type:
        given = [("Content-Type", page.content_type)]
    given.append(("Content-Length", str(len(page.body))))
    return StatusAndHeaders(f"{page.status} {_phrase(page.status)}", given, protocol="HTTP/1.1")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _warcinfo(name: str) -> bytes:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
    info = {"software": "EIP Atlas (warcio)", "format": "WARC File Format 1.1", "robots": "obey"}
    writer.write_record(writer.create_warcinfo_record(name, info))
    return buffer.getvalue()
