"""Sitemaps (sitemaps.org 0.9): pages, further sitemaps, and the other languages that they name."""

from dataclasses import dataclass

from lxml import etree

from config.errors import InputError
from crawlers.discovery.document import inflate, load_xml, local_name, normalize_stamp
from crawlers.records import Found

MAX_URLS = 50_000  # the protocol's own limit


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names: pages, and sitemaps of its kind."""

    pages: tuple[Found, ...] = ()
    sitemaps: tuple[Found, ...] = ()


def parse_sitemap(body: bytes) -> Sitemap:
    """Parse a sitemap, a sitemap index or a plain list of addresses, gzipped or not.

    Alternates (xhtml:link hreflang) count as pages. Raises InputError for what is none of these.
    """
    body = inflate(body)
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _parse_text(body)
    root = load_xml(body)
    if local_name(root) not in {"urlset", "sitemapindex"}:
        raise InputError(f"not a sitemap: <{local_name(root)}>")
    pages: dict[str, Found] = {}
    sitemaps: dict[str, Found] = {}
    for entry in root:
        goal = sitemaps if local_name(entry) == "sitemap" else pages
        for found in _entry(entry):
            goal.setdefault(found.url, found)
        if len(pages) >= MAX_URLS:
            break
    return Sitemap(tuple(pages.values()), tuple(sitemaps.values()))


def _entry(entry: etree._Element) -> list[Found]:
    url, stamp, alternates = "", None, []
    for child in entry:
        name = local_name(child)
        if name == "loc":
            url = (child.text or "").strip()
        elif name == "lastmod":
            stamp = normalize_stamp(child.text or "")
        elif name == "link" and child.get("hreflang") and child.get("href"):
            alternates.append(Found(url=str(child.get("href")).strip()))
    return [Found(url=url, modified=stamp), *alternates] if url else []


def _parse_text(body: bytes) -> Sitemap:
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
    urls = [line for line in lines if line.startswith(("http://", "https://"))]
    if not urls:
        raise InputError("not a sitemap: no address in it")
    return Sitemap(tuple(Found(url=url) for url in dict.fromkeys(urls[:MAX_URLS])))
