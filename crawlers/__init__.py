"""Crawls: polite fetching into an archive and a ledger that lose and double nothing."""

from crawlers.alerts import INGEST, Channels, is_alarming, raise_alarm
from crawlers.archive import Archive, HeldArchiveError
from crawlers.cdx import ArchiveReport, check_archive, write_index
from crawlers.copying import Copied, copy_archive
from crawlers.crawl import crawl
from crawlers.holding import find_ingested, watch_articles
from crawlers.job import CrawlReport, Progress
from crawlers.ledger import Ledger, Pending
from crawlers.ledger_copying import copy_ledger, ledger_beside
from crawlers.ledger_reader import LedgerReader
from crawlers.operations import SourceHealth, Trial, list_runs, list_sources, replay, try_source
from crawlers.pages import iter_pages, load_page
from crawlers.records import Reference
from crawlers.schedule import Scheduler, next_start
from crawlers.source_draft import Draft, draft_source
from crawlers.store import Store, archive_dir, find_ledger, ledger_path, store_page

__all__ = [
    "INGEST",
    "Archive",
    "ArchiveReport",
    "Channels",
    "Copied",
    "CrawlReport",
    "Draft",
    "HeldArchiveError",
    "Ledger",
    "LedgerReader",
    "Pending",
    "Progress",
    "Reference",
    "Scheduler",
    "SourceHealth",
    "Store",
    "Trial",
    "archive_dir",
    "check_archive",
    "copy_archive",
    "copy_ledger",
    "crawl",
    "draft_source",
    "find_ingested",
    "find_ledger",
    "is_alarming",
    "iter_pages",
    "ledger_beside",
    "ledger_path",
    "list_runs",
    "list_sources",
    "load_page",
    "next_start",
    "raise_alarm",
    "replay",
    "store_page",
    "try_source",
    "watch_articles",
    "write_index",
]
