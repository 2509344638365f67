"""What an answer means: which status its URL gets, what is archived, which addresses it names."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from config.errors import InputError
from config.schema import Page
from config.source import ListPage, Source
from crawlers.address import is_trap, normalize_url
from crawlers.archive import Headers
from crawlers.discovery import (
    find_next,
    iter_archive,
    parse_feed,
    parse_links,
    parse_listing,
    parse_relations,
    parse_sitemap,
)
from crawlers.fingerprint import read_page
from crawlers.ledger import GOOD, Entry, Kind
from crawlers.politeness import normalize_retry_after
from crawlers.records import Found
from crawlers.revisit import GONE_AFTER, MOVED, next_interval, retry_delay
from crawlers.store import LISTING, Store

Mode = Literal["watch", "backfill"]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_DAY = 86400.0
_BACKFILL_AGE = 7 * _DAY
_SITEMAP_DEPTH = 3
_OLDER = 10  # lists of an archive taken up at a time: their articles come before the next ones
_WANTED = ("text/", "application/xhtml", "application/xml", "application/pdf", "application/rss", "application/atom",
           "application/rdf", "application/octet-stream", "application/gzip", "application/x-gzip")  # fmt: skip
_ROBOTS_META = re.compile(rb"<meta[^>]{0,200}name\s*=\s*[\"']?robots[\"']?[^>]{0,200}>", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer with its body unpacked, and the request's headers."""

    status: int
    headers: Headers
    body: bytes
    request: Headers = ()

    def header(self, name: str) -> str:
        """Return a header's value, or ""."""
        return next((value for key, value in self.headers if key.lower() == name), "")


class Reception:
    """Takes the answers of one run of one source; each method returns the outcome's name, for counting."""

    def __init__(
        self, store: Store, source: Source, *, mode: Mode = "watch", on_busy: Callable[[float], None] | None = None
    ) -> None:
        self.store = store
        self.ledger = store.ledger
        self.source = source
        self.mode = mode
        self.read_by_profile: Counter[bool] = Counter()
        self.emptied = 0  # lists that name no article any more
        self._on_busy = on_busy
        self._archives = self._iter_archives()
        self._declared = {normalize_url(source.url(page.url)): page for page in source.discovery.lists}

    def seed(self) -> None:
        """Enter the source's entry points and let them be fetched."""
        discovery = self.source.discovery
        entries: list[tuple[Kind, str]] = [("sitemap", url) for url in discovery.sitemaps]
        entries += [("feed", url) for url in discovery.feeds] + [("list", page.url) for page in discovery.lists]
        with self.ledger.transaction():
            self.ledger.mend_clock(self.source.id)
            for kind, address in entries:
                url = normalize_url(self.source.url(address))
                if url:
                    self.ledger.discover(url, self.source.id, kind=kind)
                    self.ledger.make_due(url)
                    deepest = self.ledger.find_deepest(url, self.source.id) if self.mode == "backfill" else None
                    if deepest:
                        self.ledger.make_due(deepest)

    def seed_older(self) -> bool:
        """Let the next lists of the archives by date be fetched, the newest not read yet; tell if there were any.

        A list that was read before its period was over is read again.
        """
        count = 0
        with self.ledger.transaction():
            for url, root, over in self._archives:
                known = self.ledger.find(url)
                if known is None:
                    self.ledger.discover(url, self.source.id, kind="list", found_on=root)
                elif (known.checked_at or 0.0) < over:
                    self.ledger.make_due(url)
                else:
                    continue
                count += 1
                if count == _OLDER:
                    break
        return count > 0

    def _iter_archives(self) -> Iterator[tuple[str, str, float]]:
        """Iterate over the lists of all archives, each with the declared list it belongs to and when it was over."""
        today = datetime.fromtimestamp(self.ledger.now(), UTC).date()
        for page in self.source.discovery.lists:
            root = normalize_url(self.source.url(page.url))
            for address, last in iter_archive(page.archive, page.since, today) if page.archive and root else ():
                url = normalize_url(self.source.url(address))
                over = datetime(last.year, last.month, last.day, tzinfo=UTC).timestamp() + _DAY
                if url and root:
                    yield url, root, over

    def receive(self, entry: Entry, answer: Answer) -> str:
        """Take an answer."""
        outcome = self._receive(entry, answer)
        caused = entry.lastmod is not None and entry.checked_at is not None and entry.checked_at < entry.lastmod
        if caused and outcome in {"changed", "unchanged"}:
            self.ledger.note_lastmod(self.source.id, right=outcome == "changed")
        return outcome

    def _receive(self, entry: Entry, answer: Answer) -> str:
        if answer.status == 304 and entry.good:
            self.store.note_revisit(entry, answer.headers, answer.status)
            return self._unchanged(entry)
        if answer.status in _REDIRECTS:
            return self._redirected(entry, answer)
        if answer.status in {404, 410}:
            return self._missing(entry, answer.status)
        if answer.status in _BUSY and self._on_busy:
            wait = normalize_retry_after(answer.header("retry-after"), self.ledger.now())
            self._on_busy(wait if wait is not None else retry_delay(entry.failures))
        if answer.status != 200:
            return self.fail(entry, f"HTTP {answer.status}", http_status=answer.status)
        kind = answer.header("content-type").split(";")[0].strip().lower()
        if kind and not kind.startswith(_WANTED):
            self.ledger.record_outcome(entry.url, "unsupported", f"content type {kind}", due_at=self._in(MOVED))
            return "unsupported"
        return self._listed(entry, answer) if entry.kind in LISTING else self._page(entry, answer)

    def fail(self, entry: Entry, reason: str, *, http_status: int | None = None) -> str:
        """Write down a look that failed; it is tried again, each time after a longer while."""
        self.ledger.record_outcome(
            entry.url,
            "failed",
            reason,
            due_at=self._in(retry_delay(entry.failures)),
            http_status=http_status,
            failure=True,
            keep=entry.good,
        )
        if not entry.good:
            self.ledger.free_duplicates(entry.url)
        return "failed"

    def refuse(self, entry: Entry, status: Literal["refused", "forbidden", "too_large"], reason: str) -> str:
        """Write down that a URL was not fetched and why; asked again after a month."""
        self.ledger.record_outcome(entry.url, status, reason, due_at=self._in(MOVED), keep=entry.good)
        return status

    def postpone(self, entry: Entry, reason: str) -> str:
        """Leave a URL for another day without a look at it."""
        self.ledger.record_outcome(entry.url, "discovered", reason, due_at=self._in(_DAY), keep=True)
        return "postponed"

    def _in(self, seconds: float) -> float:
        return self.ledger.now() + seconds

    def _unchanged(self, entry: Entry, reason: str = "not modified") -> str:
        interval = self._interval(entry, changed=False)
        self.ledger.record_unchanged(entry.url, reason, due_at=self._due(entry, interval), interval=interval)
        return "unchanged"

    def _interval(self, entry: Entry, *, changed: bool) -> float:
        return next_interval(entry.interval, changed=changed, bounds=self.source.revisit)

    def _due(self, entry: Entry, interval: float) -> float | None:
        return None if entry.kind in LISTING else self._in(interval)

    def _redirected(self, entry: Entry, answer: Answer) -> str:
        location = answer.header("location")
        target = normalize_url(location, entry.url)
        if target is None:
            return self.refuse(entry, "forbidden", f"redirects to {location[:200]!r}")
        if target == entry.url:
            return self.fail(entry, "redirects to itself", http_status=answer.status)
        ours = self.source.matches(target)
        reason = f"HTTP {answer.status} to {target}"
        with self.ledger.transaction():
            wanted = entry.kind != "article" or self.source.is_article(target)
            if ours and wanted:
                listing = entry.kind in LISTING
                found_on = self._root(entry) if listing else entry.url
                self.ledger.discover(target, self.source.id, kind=_kind(entry), found_on=found_on, depth=entry.depth)
                if listing:
                    self.ledger.make_due(target)
            elif ours:
                reason += ", which is no article"
            status: Literal["redirected", "off_site"] = "redirected" if ours else "off_site"
            self.ledger.record_outcome(
                entry.url, status, reason, due_at=self._in(MOVED), http_status=answer.status, target=target
            )
        return status

    def _missing(self, entry: Entry, status: int) -> str:
        since = entry.missing_since or self.ledger.now()
        sure = not entry.good or self.ledger.now() - since >= GONE_AFTER
        self.ledger.record_outcome(
            entry.url,
            "gone",
            f"HTTP {status}" if sure else f"HTTP {status}; gone when it stays so",
            due_at=self._in(MOVED if sure else _DAY),
            http_status=status,
            missing_since=since,
            failure=True,
            keep=not sure,
        )
        if sure:
            self.ledger.free_duplicates(entry.url)
        return "gone" if sure else "missing"

    def _archive(self, entry: Entry, answer: Answer, status: Literal["fetched", "listed", "duplicate"]) -> bool:
        page = Page(
            source=self.source.id,
            url=entry.url,
            final_url=entry.url,
            fetched_at=datetime.fromtimestamp(self.ledger.now(), UTC),
            status=answer.status,
            content_type=answer.header("content-type"),
            body=answer.body,
            digest=hashlib.sha256(answer.body).hexdigest(),
        )
        interval = self._interval(entry, changed=page.digest != entry.digest)
        return self.store.store_page(
            page,
            kind=_kind(entry),
            status=status,
            request=answer.request,
            response=answer.headers,
            due_at=self._due(entry, interval),
            interval=interval,
            entry=entry,
        )

    def _page(self, entry: Entry, answer: Answer) -> str:
        if _says_noindex(answer):
            return self.refuse(entry, "refused", "the page asks not to be indexed")
        is_html = b"<" in answer.body[:2000] and not answer.body.startswith(b"%PDF")
        said = self._read(answer.body) if is_html else None
        if said and entry.good and entry.status in GOOD and said == entry.fingerprint:
            if hashlib.sha256(answer.body).hexdigest() == entry.digest:
                self.store.note_revisit(entry, answer.headers, answer.status)
            return self._unchanged(entry, "same text")
        canonical = self._canonical(entry, answer) if is_html else None
        named = self._named_by(entry, answer) if is_html else ()
        with self.ledger.transaction():
            stored = self._archive(entry, answer, "duplicate" if canonical else "fetched")
            self.ledger.set_fingerprint(entry.url, said)
            if canonical:
                self.ledger.discover(canonical, self.source.id, found_on=entry.url)
                self.ledger.set_target(entry.url, canonical, f"its canonical address is {canonical}")
                return "duplicate"
            for kind, url in named:
                self.ledger.discover(url, self.source.id, kind=kind, found_on=entry.url)
            if not stored and entry.status not in GOOD:
                self.ledger.mark(entry.url, "fetched", "the page is back")
        if not stored:
            return "unchanged"
        return "changed" if entry.good else "new"

    def _read(self, body: bytes) -> str | None:
        reading = read_page(body, self.source.profile)
        if reading is None:
            return None
        if self.source.profile.container:
            self.read_by_profile[reading.by_profile] += 1
        return reading.digest

    def _canonical(self, entry: Entry, answer: Answer) -> str | None:
        found = parse_relations(answer.body, entry.url, "canonical")
        url = found[0].url if found else entry.url
        if url == entry.url or not self.source.is_article(url):
            return None
        other = self.ledger.find(url)
        return None if other and other.status in {"duplicate", "gone", "failed", "redirected"} else url

    def _named_by(self, entry: Entry, answer: Answer) -> Sequence[tuple[Kind, str]]:
        twins = parse_relations(answer.body, entry.url, "alternate")
        if self.source.profile.twin:
            twins = (*twins, *parse_listing(answer.body, entry.url, self.source.profile.twin))
        named: list[tuple[Kind, str]] = [("article", found.url) for found in twins if self.source.is_article(found.url)]
        if self.source.discovery.attachments:
            patterns = [re.compile(pattern) for pattern in self.source.discovery.attachments]
            for found in parse_links(answer.body, entry.url):
                place = found.url.split("/", 3)[-1]
                if self.source.matches(found.url) and any(p.search(f"/{place}") for p in patterns):
                    named.append(("attachment", found.url))
        return named

    def _listed(self, entry: Entry, answer: Answer) -> str:
        try:
            named, following = self._read_listing(entry, answer)
        except InputError as error:
            return self.fail(entry, str(error), http_status=answer.status)
        with self.ledger.transaction():
            changed = self._archive(entry, answer, "listed")
            new = sum(self._enter(kind, found, entry) for kind, found in named)
            if following and (new or self.mode == "backfill"):
                self.ledger.discover(
                    following, self.source.id, kind="list", found_on=self._root(entry), depth=entry.depth + 1
                )
                if not self._read_lately(following):
                    self.ledger.make_due(following, depth=entry.depth + 1)
            if not named:
                self.ledger.mark(entry.url, "listed", "names no article")
                self.emptied += self.ledger.led_to_pages(entry.url, self.source.id)
        return "listed" if changed else "unchanged"

    def _read_lately(self, url: str) -> bool:
        """Tell whether a backfill has been at a list page: it goes on behind the deepest one, not through all again."""
        entry = self.ledger.find(url) if self.mode == "backfill" else None
        return entry is not None and (entry.checked_at or 0.0) > self.ledger.now() - _BACKFILL_AGE

    def _enter(self, kind: Kind, found: Found, entry: Entry) -> bool:
        lastmod = found.modified.timestamp() if found.modified else None
        new = self.ledger.discover(
            found.url, self.source.id, kind=kind, found_on=entry.url, lastmod=lastmod, depth=entry.depth + 1
        )
        if kind == "sitemap" and not new:
            self.ledger.make_due(found.url)
        return new

    def _read_listing(self, entry: Entry, answer: Answer) -> tuple[list[tuple[Kind, Found]], str | None]:
        if entry.kind == "feed":
            return self._articles(parse_feed(answer.body)), None
        if entry.kind == "sitemap":
            sitemap = parse_sitemap(answer.body)
            further = [self._tidy(found) for found in sitemap.sitemaps] if entry.depth < _SITEMAP_DEPTH else []
            ours: list[tuple[Kind, Found]] = [("sitemap", f) for f in further if f and self.source.matches(f.url)]
            return self._articles(sitemap.pages) + ours, None
        page = self._list_page(entry)
        named = self._articles(parse_listing(answer.body, entry.url, page.links if page else ()))
        return named, self._following(page, entry, answer) if page else None

    def _articles(self, found: Iterable[Found]) -> list[tuple[Kind, Found]]:
        tidy = (self._tidy(item) for item in found)
        return [("article", item) for item in tidy if item and self._is_article(item.url)]

    def _is_article(self, url: str) -> bool:
        return self.source.is_article(url) and not is_trap(url)

    def _tidy(self, found: Found) -> Found | None:
        url = normalize_url(found.url, self.source.base)
        return Found(url=url, modified=found.modified, title=found.title) if url else None

    def _root(self, entry: Entry) -> str:
        """Name the declared list page that an entry belongs to: itself, or whence pages and redirects led to it."""
        return entry.url if entry.url in self._declared else entry.found_on

    def _list_page(self, entry: Entry) -> ListPage | None:
        return self._declared.get(self._root(entry))

    def _following(self, page: ListPage, entry: Entry, answer: Answer) -> str | None:
        if entry.depth + 1 >= (page.backfill if self.mode == "backfill" else page.depth):
            return None
        if page.pages:
            return normalize_url(self.source.url(page.pages.replace("{page}", str(page.first + entry.depth))))
        url = find_next(answer.body, entry.url, page.next)
        return url if url and self.source.matches(url) else None


def _kind(entry: Entry) -> Kind:
    return entry.kind  # type: ignore[return-value]


def _says_noindex(answer: Answer) -> bool:
    directives = [answer.header("x-robots-tag").lower()]
    directives += [tag.group().decode("latin-1").lower() for tag in _ROBOTS_META.finditer(answer.body[:200_000])]
    return any("noindex" in value or re.search(r"\bnone\b", value) for value in directives)
