"""The spider of `scrapy bench` (follows all links, keeps nothing) on a site of our choice; prints pages a second."""

import json
import sys
import time
from collections.abc import Iterator

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import TextResponse
from scrapy.linkextractors import LinkExtractor


class FollowSpider(scrapy.Spider):
    """Follows all links."""

    name = "follow"
    link_extractor = LinkExtractor()
    pages = 0
    first = 0.0

    def parse(self, response: TextResponse) -> Iterator[scrapy.Request]:  # type: ignore[override]
        type(self).pages += 1
        type(self).first = self.first or time.perf_counter()
        for link in self.link_extractor.extract_links(response):
            yield scrapy.Request(link.url, callback=self.parse)  # type: ignore[arg-type]


if __name__ == "__main__":
    FollowSpider.start_urls = [sys.argv[1] + "list"]
    process = AsyncCrawlerProcess(
        {"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}
    )
    process.crawl(FollowSpider)
    process.start()
    seconds = time.perf_counter() - FollowSpider.first
    print(json.dumps({"pages": FollowSpider.pages, "pages_a_second": round(FollowSpider.pages / seconds, 1)}))
