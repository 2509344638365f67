"""Scrapy's settings for a job: polite, closed, and with our own redirects, robots and retries in place of Scrapy's."""

from typing import Any
from urllib.parse import urlsplit

from crawlers.job import Job

_OFF = (
    "offsite.OffsiteMiddleware", "robotstxt.RobotsTxtMiddleware", "httpauth.HttpAuthMiddleware",
    "retry.RetryMiddleware",
    "redirect.MetaRefreshMiddleware", "redirect.RedirectMiddleware", "cookies.CookiesMiddleware",
    "httpproxy.HttpProxyMiddleware", "httpcache.HttpCacheMiddleware",
)  # fmt: skip


# What the closed doors and the ledger do in place of Scrapy, and what may listen or write: nothing.
_CLOSED: dict[str, Any] = {
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    },
    "HTTPERROR_ALLOW_ALL": True,
    "TWISTED_DNS_RESOLVER": "crawlers.guard.GuardedResolver",
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "MEMUSAGE_ENABLED": False,
    "STATS_DUMP": False,
    "LOG_LEVEL": "WARNING",
    "LOG_INSTALL_ROOT_HANDLER": False,
    "CONCURRENT_ITEMS": 1,  # callbacks yield nothing; more would start as many idle tasks for every answer
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_TIMEOUT": 60,
    "DOWNLOAD_DELAY_JITTER": 0,
    "AUTOTHROTTLE_MAX_DELAY": 120,
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "vi,en;q=0.8",
    },
}


def build_settings(job: Job) -> dict[str, Any]:
    """Build the settings of one crawl."""
    politeness = job.source.politeness
    port = urlsplit(job.source.base).port
    middlewares: dict[str, int | None] = {f"scrapy.downloadermiddlewares.{name}": None for name in _OFF}
    middlewares["crawlers.guard.GuardMiddleware"] = 10
    if politeness.robots:
        middlewares["crawlers.robots.RobotsMiddleware"] = 100
    return _CLOSED | {
        "USER_AGENT": job.agent,
        "EIP_ROBOTS_AGENT": job.agent.split("/")[0],
        "EIP_ALLOW_PRIVATE": job.source.allow_private,
        "EIP_PORTS": [80, 443, *([port] if port else [])],
        "DOWNLOADER_MIDDLEWARES": middlewares,
        "DOWNLOAD_DELAY": job.delay,
        "CONCURRENT_REQUESTS": politeness.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
        "AUTOTHROTTLE_ENABLED": not job.source.allow_private,
        "AUTOTHROTTLE_START_DELAY": job.delay,
        "DOWNLOAD_MAXSIZE": politeness.max_mb << 20,
        "DOWNLOAD_VERIFY_CERTIFICATES": politeness.verify_tls,
    }
