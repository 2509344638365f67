"""The one spider for all sources: asks the ledger what is due, hands every answer to the reception."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from config.errors import StoreError
from config.schema import Issue
from crawlers.guard import ForbiddenAddress, is_refused
from crawlers.job import Job, Outcome, Progress
from crawlers.leases import HostLease, LostLeaseError
from crawlers.ledger import Entry
from crawlers.politeness import HostMemory, is_open
from crawlers.reception import Answer, Reception
from crawlers.robots import RefusedByRobots, RobotsUnavailable
from crawlers.store import LISTING, Store

MAX_ISSUES = 1000
GOOD_OUTCOMES = frozenset({"new", "changed", "unchanged", "listed", "redirected", "duplicate"})
_AHEAD = 16  # requests handed to Scrapy before they are answered, for each connection


class SourceSpider(scrapy.Spider):
    """Crawls one source until nothing is due, the budget is spent, or the host wants to be left alone."""

    name = "source"

    def __init__(
        self,
        job: Job,
        store: Store,
        lease: HostLease,
        on_progress: Callable[[Progress], None],
        on_lost: Callable[[LostLeaseError], None],
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._lease = lease
        self._on_lost = on_lost
        self.job = job
        self.store = store
        self.outcomes: Counter[str] = Counter()
        self.issues: list[Issue] = []
        self.requests = 0
        self.bytes = 0
        self.outcome: Outcome = "finished"
        self.reason = ""
        self._on_progress = on_progress
        self.reception = Reception(store, job.source, mode=job.mode, on_busy=self._back_off)
        self._host = HostMemory(store.ledger, urlsplit(job.source.base).netloc)
        self._waiting: set[str] = set()
        self._answered = asyncio.Event()
        self._since = store.ledger.now()
        self._noted = 0.0
        self._pause = self._host.wait(0)

    async def start(self) -> AsyncIterator[Any]:
        self.reception.seed()
        if self.job.recheck:
            self.store.ledger.make_all_due(self.job.source.id)
        await asyncio.sleep(min(self._host.wait(self.job.delay), self.job.delay))
        ahead = _AHEAD * self.job.source.politeness.concurrency
        asked, older = 0, self.job.mode == "backfill"
        while not self._must_end(asked):
            batch = self._next_batch(ahead)
            if older:  # what is known already comes after the whole past
                batch = list(filter(_is_new, batch))
                if not batch and not self._waiting:
                    older = self.reception.seed_older()
                    continue
            for entry in batch:
                if self._must_end(asked):
                    break
                asked += 1
                self._waiting.add(entry.url)
                yield self._request(entry)
            if not batch and not self._waiting:
                break
            await self._next_answer()

    def _next_batch(self, ahead: int) -> list[Entry]:
        room = ahead - len(self._waiting)
        if room < ahead // 2:
            return []
        due = self.store.ledger.iter_due(self.job.source.id, ahead, since=self._since)
        return [entry for entry in due if entry.url not in self._waiting][:room]

    async def _next_answer(self) -> None:
        if self._waiting:
            self._answered.clear()
            await self._answered.wait()

    def _must_end(self, asked: int) -> bool:
        if self.outcome != "finished":
            return True
        now = self.store.ledger.now()
        if self.job.budget is not None and asked >= self.job.budget:
            self.outcome, self.reason = "budget", f"{asked} requests were made"
        elif self._pause > 0:
            self.outcome, self.reason = "waiting", f"the host wants to be left alone for {self._pause:.0f} s"
        elif not is_open(self.job.source.politeness.hours, now):
            self.outcome, self.reason = "closed_hours", f"only between {self.job.source.politeness.hours}"
        return self.outcome != "finished"

    def _back_off(self, seconds: float) -> None:
        self._host.back_off(seconds, "429 or 503")
        self._pause = self._host.wait(0)

    def _request(self, entry: Entry) -> scrapy.Request:
        headers = {}
        known = entry.good and not (self.job.mode == "backfill" and entry.kind in LISTING)  # its links are wanted
        if known and entry.etag:
            headers["If-None-Match"] = entry.etag
        if known and entry.last_modified:
            headers["If-Modified-Since"] = entry.last_modified
        return scrapy.Request(
            entry.url,
            callback=self.receive,
            errback=self.miss,
            headers=headers,
            dont_filter=True,
            cb_kwargs={"entry": entry},
        )

    async def receive(self, response: Response, entry: Entry) -> None:
        """Take an answer."""
        self.bytes += len(response.body)
        self.requests += 1
        answer = Answer(
            status=response.status,
            headers=_headers(response.headers),
            body=response.body,
            request=_headers(response.request.headers) if response.request else (),
        )
        if (now := self.store.ledger.now()) - self._noted >= 1:
            self._host.note_request()
            self._noted = now
        self._settle(entry, lambda: self.reception.receive(entry, answer))

    def miss(self, failure: Failure) -> None:
        """Take a request that brought no answer."""
        entry: Entry = failure.request.cb_kwargs["entry"]  # type: ignore[attr-defined]
        self._settle(entry, lambda: self._missed(entry, failure.value))

    def _missed(self, entry: Entry, error: BaseException | None) -> str:
        host = urlsplit(entry.url).hostname or ""
        if isinstance(error, RefusedByRobots):
            return self.reception.refuse(entry, "refused", str(error))
        if isinstance(error, ForbiddenAddress):
            return self.reception.refuse(entry, "forbidden", str(error))
        if is_refused(host):
            return self.reception.refuse(entry, "forbidden", f"{host} leads to an address that is not public")
        if isinstance(error, RobotsUnavailable):
            return self.reception.postpone(entry, str(error))
        if isinstance(error, DownloadCancelledError) or (isinstance(error, IgnoreRequest) and "MAXSIZE" in str(error)):
            limit = self.job.source.politeness.max_mb
            return self.reception.refuse(entry, "too_large", f"more than {limit} MB")
        self.requests += 1
        return self.reception.fail(entry, f"{type(error).__name__}: {error}"[:300])

    def _settle(self, entry: Entry, decide: Callable[[], str]) -> None:
        try:
            self._lease.keep()
            outcome = decide()
        except LostLeaseError as error:
            self._on_lost(error)
            raise
        except StoreError as error:
            outcome, self.outcome, self.reason = "failed", "failed", str(error)
        except Exception as error:  # one hostile page must not end a run; what it was is told
            self.logger.exception("cannot take the answer of %s", entry.url)
            outcome = self.reception.fail(entry, f"{type(error).__name__}: {error}"[:300])
        finally:
            self._waiting.discard(entry.url)
            self._answered.set()
        self.outcomes[outcome] += 1
        if outcome not in GOOD_OUTCOMES and len(self.issues) < MAX_ISSUES:
            self.issues.append(self._issue(entry.url, outcome))
        self._on_progress(
            Progress(
                source=self.job.source.id,
                requests=self.requests,
                due=len(self._waiting),
                url=entry.url,
                outcome=outcome,
            )
        )

    def _issue(self, url: str, outcome: str) -> Issue:
        entry = self.store.ledger.find(url)
        detail = entry.reason if entry else ""
        return Issue(source=self.job.source.id, url=url, stage="fetch", reason=outcome, detail=detail)


def _is_new(entry: Entry) -> bool:
    return entry.checked_at is None or entry.kind in LISTING


def _headers(headers: Any) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values]
