"""Find addresses in sitemaps, feeds and list pages: pure functions from bytes to what they name."""

from crawlers.discovery.archive import iter_archive
from crawlers.discovery.feed import parse_feed
from crawlers.discovery.listing import find_next, parse_links, parse_listing, parse_relations
from crawlers.discovery.sitemap import Sitemap, parse_sitemap

__all__ = [
    "Sitemap",
    "find_next",
    "iter_archive",
    "parse_feed",
    "parse_links",
    "parse_listing",
    "parse_relations",
    "parse_sitemap",
]
