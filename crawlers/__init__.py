"""Crawls: polite fetching into an archive and a ledger that lose and double nothing."""

from crawlers.archive import Archive
from crawlers.crawl import crawl
from crawlers.job import CrawlReport, Progress
from crawlers.ledger import Ledger, Pending
from crawlers.pages import iter_pages, load_page
from crawlers.records import Reference
from crawlers.store import Store, archive_dir, ledger_path, store_page

__all__ = [
    "Archive",
    "CrawlReport",
    "Ledger",
    "Pending",
    "Progress",
    "Reference",
    "Store",
    "archive_dir",
    "crawl",
    "iter_pages",
    "ledger_path",
    "load_page",
    "store_page",
]
