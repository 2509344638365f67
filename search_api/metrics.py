"""What Prometheus is told: requests as they are answered, and the state of catalog and index when it asks."""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.errors import EngineError
from search_api.crawling import CrawlRun, CrawlState, read_crawls
from search_api.deps import Deps

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """Counts for one app."""

    def __init__(self, deps: Deps) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_State(deps))
        self._answers = Counter("eip_http_answers", "Answers", ("route", "status"), registry=self._registry)
        self._seconds = Histogram(
            "eip_http_seconds", "Time until an answer was sent", ("route",), registry=self._registry, buckets=_SECONDS
        )

    def count(self, route: str, status: int, seconds: float) -> None:
        """Count an answer."""
        self._answers.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Write everything in Prometheus's text format; raises StoreError."""
        return generate_latest(self._registry)


class _State(Collector):
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return ()  # asked at registration: the catalog is read at each scrape only

    def collect(self) -> Iterator[GaugeMetricFamily]:
        catalog, engine = self._deps.catalog, self._deps.engine
        counts = catalog.counts()
        yield _gauges("eip_articles", "Current articles", "language", counts["articles"])
        yield _gauges("eip_source_articles", "Current articles", "source", counts["sources"])
        crawls = read_crawls(self._deps.ledger, self._deps.directory.sources, self._deps.clock())
        urls = GaugeMetricFamily("eip_urls", "URLs in the crawl's ledger", labels=("source", "status"))
        for source, crawl in crawls.items():
            for status, number in crawl.urls.items():
                urls.add_metric((source, status), number)
        yield urls
        ended = {source: run.ended.timestamp() for source, run in _last(crawls) if run.ended}
        yield _gauges("eip_last_crawl_timestamp_seconds", "When the last crawl of a source ended", "source", ended)
        broken = {source: float(run.broken) for source, run in _last(crawls)}
        yield _gauges("eip_last_crawl_degraded", "Whether it failed or was unlike the source's past", "source", broken)
        yield _gauges("eip_records", "What the catalog holds", "kind", counts["records"])
        yield _gauges("eip_issues", "What was skipped or is doubtful", "reason", counts["issues"])
        try:
            found, name = engine.count(), engine.name
        except EngineError as error:
            log.error("the index has no numbers in /metrics: %s", error)
            yield _index_up(0)
        else:
            yield _index_up(1)
            yield GaugeMetricFamily("eip_index_articles", "Articles that a search finds", value=found)
            waiting = catalog.count_pending(name)
            yield GaugeMetricFamily("eip_index_pending", "Articles that wait to be indexed", value=waiting)
        latest: dict[str, float] = {}
        for run in catalog.iter_runs():
            if run.finished is not None:
                latest.setdefault(run.kind, run.finished.timestamp())
        yield _gauges("eip_last_run_timestamp_seconds", "When the last run of a kind finished", "kind", latest)


def _index_up(value: int) -> GaugeMetricFamily:
    return GaugeMetricFamily("eip_index_up", "Whether the search engine answers", value=value)


def _last(crawls: Mapping[str, CrawlState]) -> list[tuple[str, CrawlRun]]:
    return [(source, crawl.last_run) for source, crawl in crawls.items() if crawl.last_run]


def _gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=(label,))
    for value, number in values.items():
        family.add_metric((value,), number)
    return family


class MetricsMiddleware:
    """Counts every answer under the route that gave it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.count(route, status, time.perf_counter() - begun)
