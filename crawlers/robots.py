"""robots.txt by RFC 9309: 4xx allows all, 5xx and silence forbid all for now, redirects are followed five times."""

import asyncio
import time
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawlers.address import normalize_url

MAX_REDIRECTS = 5
MAX_BYTES = 500 * 1024  # RFC 9309, 2.5
MOST_DELAY = 120.0
MOST_AGE = 86400.0  # seconds; RFC 9309, 2.4
EXEMPT = "eip_robots"


class RefusedByRobots(IgnoreRequest):
    """robots.txt forbids the address."""


class RobotsUnavailable(IgnoreRequest):
    """robots.txt cannot be had: nothing may be fetched today."""


class RobotsRules:
    """What one host's robots.txt says to us."""

    def __init__(self, status: int | None, body: bytes, agent: str) -> None:
        self.available = status is not None and status < 500
        text = body[:MAX_BYTES].decode("utf-8", "replace") if status == 200 else ""
        self._rules = Protego.parse(text.removeprefix("\ufeff"))
        self._agent = agent

    def find_fault(self, url: str) -> IgnoreRequest | None:
        """Return why the address may not be fetched, or None."""
        if not self.available:
            return RobotsUnavailable("robots.txt cannot be had")
        if not self._rules.can_fetch(url, self._agent):
            return RefusedByRobots("robots.txt forbids it")
        return None

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests."""
        return min(float(self._rules.crawl_delay(self._agent) or 0.0), MOST_DELAY)


class RobotsMiddleware:
    """Scrapy downloader middleware: asks robots.txt once a host and day, obeys it, and slows down to Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = str(crawler.settings["EIP_ROBOTS_AGENT"])
        self._rules: dict[str, asyncio.Future[RobotsRules]] = {}
        self._until: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(EXEMPT):
            return
        rules = await self._host_rules(request.url)
        self._slow_down(request, rules.delay)
        if fault := rules.find_fault(request.url):
            raise fault

    async def _host_rules(self, url: str) -> RobotsRules:
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules or time.monotonic() > self._until[root]:
            self._until[root] = time.monotonic() + MOST_AGE
            future = self._rules[root] = asyncio.get_running_loop().create_future()
            future.set_result(await self._fetch(f"{root}/robots.txt"))
        return await self._rules[root]

    async def _fetch(self, url: str) -> RobotsRules:
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._download(url)
            if response is None:
                return RobotsRules(None, b"", self._agent)
            location = response.headers.get("Location")
            if response.status not in {301, 302, 303, 307, 308} or not location:
                return RobotsRules(response.status, response.body, self._agent)
            target = normalize_url(location.decode("latin-1"), url)
            if target is None:
                break
            url = target
        return RobotsRules(404, b"", self._agent)  # RFC 9309, 2.3.1.2: too many redirects count as unavailable

    async def _download(self, url: str) -> Response | None:
        engine = self._crawler.engine
        if engine is None:
            return None
        try:
            return await engine.download_async(Request(url, meta={EXEMPT: True}, callback=NO_CALLBACK, priority=1000))
        except Exception:  # any failure means the same: the file cannot be had
            return None

    def _slow_down(self, request: Request, delay: float) -> None:
        engine = self._crawler.engine
        if engine is None or not delay:
            return
        slot = engine.downloader.slots.get(engine.downloader.get_slot_key(request))
        if slot and slot.delay < delay:
            slot.delay = delay
        throttle = self._crawler.get_extension(AutoThrottle)
        if throttle:
            throttle.mindelay = max(throttle.mindelay, delay)
