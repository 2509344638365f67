"""How many new pages the last crawls of a source brought, as small bars."""

from collections.abc import Mapping
from dataclasses import dataclass

from search_api.crawling import CrawlState

HEIGHT = 24
STEP = 7


@dataclass(frozen=True, slots=True)
class Bar:
    """One crawl: its place, its height, what it brought and whether something was wrong."""

    x: int
    height: int
    gained: int
    broken: bool


def trends(crawls: Mapping[str, CrawlState]) -> dict[str, list[Bar]]:
    """Bars of each source that was crawled more than once, oldest first."""
    return {source: _bars(crawl) for source, crawl in crawls.items() if len(crawl.runs) > 1}


def _bars(crawl: CrawlState) -> list[Bar]:
    most = max(run.gained for run in crawl.runs) or 1
    return [
        Bar(STEP * place, 2 + (HEIGHT - 2) * run.gained // most, run.gained, run.broken)
        for place, run in enumerate(reversed(crawl.runs))
    ]
