"""The archive's index (CDXJ: SURT key, timestamp, JSON) and its check, record by record."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from config.errors import AtlasError, StoreError
from config.schema import Issue, Page
from crawlers.archive import find_end
from crawlers.ledger_reader import LedgerReader
from crawlers.pages import iter_located_pages, load_page
from crawlers.records import Reference
from crawlers.store import archive_dir, find_ledger, ledger_path

INDEX = "index.cdxj"
MOST_DETAIL = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveReport:
    """What a check found: whole files, pages and bytes, and every fault."""

    files: int
    pages: int
    bytes: int
    faults: tuple[Issue, ...]

    @property
    def clean(self) -> bool:
        return not self.faults


def normalize_surt(url: str) -> str:
    """Write an address as its sort key: host reversed, then path and query, in lower case."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def iter_index_lines(directory: Path, on_issue: Callable[[Issue], None]) -> Iterator[str]:
    """Iterate over the index lines of an archive folder's pages, in file order; local files are left out."""
    for path in sorted(directory.glob("*.warc.gz")):
        for page, reference in _iter_pages(path, on_issue):
            if not page.url.startswith("file:"):
                values = {
                    "url": page.url,
                    "mime": page.content_type.split(";")[0],
                    "status": str(page.status),
                    "digest": f"sha256:{page.digest}",
                    "length": str(reference.length),
                    "offset": str(reference.offset),
                    "filename": reference.file,
                }
                stamp = f"{page.fetched_at.year:04}{page.fetched_at:%m%d%H%M%S}"
                yield f"{normalize_surt(page.url)} {stamp} {json.dumps(values, ensure_ascii=False)}"


def write_index(data_dir: Path) -> tuple[Path, tuple[Issue, ...]]:
    """Write the archive's index anew, sorted, as replay tools such as pywb read it; return its path and all faults.

    Raises StoreError where it cannot be written.
    """
    path = archive_dir(data_dir) / INDEX
    part = path.with_suffix(".part")
    faults: list[Issue] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text("".join(f"{line}\n" for line in sorted(iter_index_lines(path.parent, faults.append))), "utf-8")
        part.replace(path)
    except OSError as error:
        raise StoreError(
            f"the index {path} cannot be written: {error.strerror}", remedy="see whether its folder can be written"
        ) from error
    return path, tuple(faults)


def check_archive(data_dir: Path, place: Path | str | None = None) -> ArchiveReport:
    """Read the whole archive and compare it with the ledger.

    Faults are torn ends, broken records, pages that are not there, and pages whose URL the ledger does not know.
    """
    directory = archive_dir(data_dir)
    faults: list[Issue] = []
    pages = size = 0
    files = sorted(directory.glob("*.warc.gz"))
    with find_ledger(place or ledger_path(data_dir)) or nullcontext() as ledger:
        for path in files:
            size += path.stat().st_size
            unknown: list[str] = []
            for page, _ in _iter_pages(path, faults.append):
                pages += 1
                if ledger is None or ledger.find(page.url) is None:
                    unknown.append(page.url)
            if unknown:
                many = "pages are" if len(unknown) > 1 else "page is"
                detail = f"{len(unknown)} {many} not in the ledger (was it moved by `eip copy`?): {unknown[0]}"
                faults.append(_fault(path.name, "unknown_pages", detail))
        if ledger is not None:
            faults += _compare(data_dir, ledger)
    return ArchiveReport(files=len(files), pages=pages, bytes=size, faults=tuple(faults))


def _iter_pages(path: Path, on_issue: Callable[[Issue], None]) -> Iterator[tuple[Page, Reference]]:
    """Iterate over a file's pages; what cannot be read is told, whatever it is, but answers that are no pages."""

    def tell(issue: Issue) -> None:
        if not issue.reason.startswith("http_"):
            on_issue(replace(issue, url=_printable(issue.url, 2000), detail=_printable(issue.detail)))

    try:
        torn = path.stat().st_size - find_end(path)
        if torn:
            on_issue(_fault(path.name, "torn_end", f"{torn} bytes at the end are no whole record"))
        yield from iter_located_pages(path, on_issue=tell)
    except (AtlasError, OSError) as error:
        on_issue(_fault(path.name, "unreadable", str(error).replace(f"{path.parent}/", "")))


def _compare(data_dir: Path, ledger: LedgerReader) -> Iterator[Issue]:
    for url, digest, reference in ledger.iter_versions():
        try:
            page = load_page(archive_dir(data_dir), reference)
        except AtlasError as error:
            yield _fault(url, "missing_page", str(error).replace(f"{archive_dir(data_dir)}/", ""))
            continue
        if page.url != url or hashlib.sha256(page.body).hexdigest() != digest:
            yield _fault(url, "wrong_page", f"byte {reference.offset} of {reference.file} holds {page.url}")


def _fault(url: str, reason: str, detail: str) -> Issue:
    return Issue(source="", url=url, stage="archive", reason=reason, detail=_printable(detail))


def _printable(text: str, most: int = MOST_DETAIL) -> str:
    """Shorten what may quote a damaged file, and replace what a terminal would obey."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:most])
    return shown if len(text) <= most else shown[:-3] + "..."
