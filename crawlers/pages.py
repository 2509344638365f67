"""Read pages back from WARC files: ours and other people's, one record in memory at a time."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from config.errors import InputError, StoreError
from config.schema import Issue, Page
from crawlers.archive import SOURCE_FIELD
from crawlers.records import Reference

MAX_BODY_BYTES = 50 << 20
_UNREADABLE = (ArchiveLoadFailed, EOFError, ValueError, KeyError, AttributeError, OSError)


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
    """Iterate over a WARC file's pages from byte `start` on, and where each lies; as `iter_pages` else."""

    def tell(url: str, reason: str, detail: str) -> None:
        on_issue(Issue(source=source, url=url or path.as_uri(), stage="archive", reason=reason, detail=detail))

    records = 0
    with path.open("rb") as file:
        file.seek(start)
        iterator = ArchiveIterator(file)
        while True:
            try:
                record = next(iterator, None)
                if record is None:
                    return
                records += 1
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                reason = _skip_reason(record, url)
                page = None if reason else _read_page(record, source, max_body_bytes)
                offset, length = iterator.get_record_offset(), iterator.get_record_length()
            except _UNREADABLE as error:
                if not records and not start:
                    raise InputError(f"{path} is no WARC file: {error}") from error
                tell("", "torn_record", f"record {records + 1} cannot be read: {error}")
                return
            if page:
                yield page, Reference(file=path.name, offset=offset, length=length)
            elif reason:
                tell(url, reason, f"{record.rec_type} record of {url}")
            elif record.rec_type in {"response", "resource"} and reason is None:
                tell(url, "too_large", f"more than {max_body_bytes} bytes")


def load_page(directory: Path, reference: Reference) -> Page:
    """Load one page of the archive; StoreError if it is not there or cannot be read."""
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
    return page


def _skip_reason(record: ArcWarcRecord, url: str) -> str | None:
    """Tell why a record is no page; "" for records that accompany one."""
    if record.rec_type not in {"response", "resource"}:
        return ""
    if not url.strip("<>").startswith(("http://", "https://", "file://")):
        return "not_a_page"
    if record.rec_type == "response":
        if record.http_headers is None:
            return "no_http_headers"
        status = record.http_headers.get_statuscode()
        if status != "200":
            return f"http_{status}"
    return None


def _read_page(record: ArcWarcRecord, source: str, max_body_bytes: int) -> Page | None:
    if record.rec_type not in {"response", "resource"}:
        return None
    headers = record.http_headers
    body = record.content_stream().read(max_body_bytes + 1)
    if len(body) > max_body_bytes:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    kind = headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")
    return Page(
        source=record.rec_headers.get_header(SOURCE_FIELD) or source,
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
