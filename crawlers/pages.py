"""Read pages back from WARC files: ours and other people's, one record in memory at a time."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from w3lib.url import safe_url_string
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from config.errors import InputError, StoreError
from config.schema import Issue, Page
from crawlers.archive import SOURCE_FIELD, iter_member_lengths
from crawlers.records import Reference

MAX_BODY_BYTES = 50 << 20
_UNREADABLE = (ArchiveLoadFailed, EOFError, ValueError, OverflowError, KeyError, AttributeError, OSError)
_FILE = re.compile(r"[A-Za-z0-9_.-]{1,200}\.warc\.gz")
_SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


def _ignore(issue: Issue) -> None:
    del issue


def iter_pages(
    paths: Path | Iterable[Path],
    *,
    source: str = "",
    max_body_bytes: int = MAX_BODY_BYTES,
    on_issue: Callable[[Issue], None] = _ignore,
) -> Iterator[Page]:
    """Iterate over the pages of WARC files: answers with status 200 and resources.

    `source` names pages of files that do not say it themselves. What is no page (other statuses, too large, torn or
    broken records) is told to `on_issue`. Raises InputError for a file that is no WARC file at all.
    """
    for path in [paths] if isinstance(paths, Path) else paths:
        for page, _ in iter_located_pages(path, source=source, max_body_bytes=max_body_bytes, on_issue=on_issue):
            yield page


def iter_located_pages(
    path: Path,
    *,
    source: str = "",
    start: int = 0,
    max_body_bytes: int = MAX_BODY_BYTES,
    on_issue: Callable[[Issue], None] = _ignore,
) -> Iterator[tuple[Page, Reference]]:
    """Iterate over a WARC file's pages from byte `start` on, and where each lies; as `iter_pages` else.

    Behind a record that cannot be read it goes on with the next; where that begins cannot be known in a file that is
    not packed, if the record's own header is broken.
    """

    def tell(url: str, reason: str, detail: str) -> None:
        detail = f"record {number} of {path.name}: {detail}"
        on_issue(Issue(source=source, url=url or path.as_uri(), stage="archive", reason=reason, detail=detail))

    number, end = 0, start
    with path.open("rb") as file:
        file.seek(start)
        iterator = ArchiveIterator(file)
        while True:
            try:
                record = next(iterator, None)
                if record is None:
                    return
                page, reason, detail = _take_page(record, source, max_body_bytes)
                offset, length = iterator.get_record_offset(), iterator.get_record_length()
            except _UNREADABLE as error:
                if not number and not start:
                    raise InputError(f"{path} is no WARC file: {error}") from error
                number += 1
                tell("", "torn_record", f"it cannot be read: {error}")
                file.seek(end)
                length = next(iter_member_lengths(file), 0)
                if not length:
                    return
                end += length
                file.seek(end)
                iterator = ArchiveIterator(file)
                continue
            number, end = number + 1, offset + length
            if page:
                yield page, Reference(file=path.name, offset=offset, length=length)
            elif reason:
                tell(_address(record), reason, detail)


def is_file_name(name: str) -> bool:
    """Tell whether a name can be that of an archive's file: one that a ledger tells must not lead out of the folder."""
    return _FILE.fullmatch(name) is not None


def load_page(directory: Path, reference: Reference, url: str = "") -> Page:
    """Load one page of the archive; StoreError if it is not there, cannot be read, or is of another address."""
    if not is_file_name(reference.file):
        raise StoreError(f"{reference.file!r} is no name of a file in {directory}", remedy="run eip archive check")
    path = directory / reference.file
    try:
        with path.open("rb") as file:
            file.seek(reference.offset)
            record = next(ArchiveIterator(file), None)
            page = record and _read_page(record, "", MAX_BODY_BYTES)
    except _UNREADABLE as error:
        raise StoreError(f"no page at byte {reference.offset} of {path}: {error}") from error
    if not page:
        raise StoreError(f"no page at byte {reference.offset} of {path}")
    if url and page.url != _shown(url):
        raise StoreError(f"another page at byte {reference.offset} of {path}: {page.url}")
    return page


def _take_page(record: ArcWarcRecord, source: str, max_body_bytes: int) -> tuple[Page | None, str, str]:
    """Read a record's page, or else why it gives none, and a detail; no reason for records that accompany a page."""
    if record.rec_type not in {"response", "resource"}:
        return None, "", ""
    if reason := _skip_reason(record):
        return None, reason, f"{record.rec_type} record of {_address(record)}"
    try:
        page = _read_page(record, source, max_body_bytes)
    except _UNREADABLE as error:
        return None, "torn_record", f"it cannot be read: {error}"
    return (page, "", "") if page else (None, "too_large", f"more than {max_body_bytes} bytes")


def _address(record: ArcWarcRecord) -> str:
    """Read the address; what cannot be shown is percent-encoded in it, as browsers do."""
    return _shown((record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"))


def _shown(url: str) -> str:
    return "".join(char if char.isprintable() else quote(char, errors="replace") for char in url)


def _source(record: ArcWarcRecord, default: str) -> str:
    """Read who published it; what can be no source's id is passed over."""
    name = record.rec_headers.get_header(SOURCE_FIELD) or ""
    return name if _SOURCE.fullmatch(name) else default


def _is_page_address(url: str) -> bool:
    """Tell whether an address can be that of a page: http, https or a file, and its parts can be read."""
    try:
        _ = urlsplit(url.lower()).port, urlsplit(safe_url_string(url)).port
    except ValueError:
        return False
    return url.startswith(("http://", "https://", "file://"))


def _skip_reason(record: ArcWarcRecord) -> str:
    """Tell why an answer is no page; "" if it is one."""
    if not _is_page_address(_address(record)):
        return "not_a_page"
    if record.rec_type == "response":
        if record.http_headers is None:
            return "no_http_headers"
        status = record.http_headers.get_statuscode()
        if status != "200":
            return f"http_{status}"
    return ""


def _read_page(record: ArcWarcRecord, source: str, max_body_bytes: int) -> Page | None:
    if record.rec_type not in {"response", "resource"}:
        return None
    headers = record.http_headers
    body = record.content_stream().read(max_body_bytes + 1)
    if len(body) > max_body_bytes:
        return None
    url = _address(record)
    kind = headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")
    return Page(
        source=_source(record, source),
        url=url,
        final_url=url,
        fetched_at=_when(record.rec_headers.get_header("WARC-Date")),
        status=int(headers.get_statuscode()) if headers else 200,
        content_type=kind or "",
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
    )


def _when(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).astimezone(UTC)
