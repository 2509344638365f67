"""Propose a source file: look at a site's sitemap, feeds and one list page, and write down what was seen."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from protego import Protego

from config.errors import InputError
from config.source import Source
from crawlers.address import normalize_url
from crawlers.crawl import crawl
from crawlers.discovery import parse_listing
from crawlers.discovery.document import load_html
from crawlers.ledger_reader import LedgerReader
from crawlers.pages import load_page
from crawlers.store import archive_dir, ledger_path

_FEED_TYPES = {"application/rss+xml", "application/atom+xml"}
LEAST_SLUG = 12
LEAST_DELAY = 3.0
_SLUG = re.compile(r"(?P<words>.*?)(?P<number>(?:-[a-z]{0,4})?\d{2,})?(?P<ending>\.[a-z]{2,5})?")
_GUESSES = ("/sitemap.xml", "/sitemap_index.xml")
_FAMILIES = {
    "wordpress": (b"wp-content", b"wp-includes"),
    "nukeviet": (b"NukeViet",),
    "mastercms": (b"__MASTERCMS", b"MASTERCMS_TPL"),
    "vccorp": (b"detail-sapo", b"afcbc-body", b"sohatv"),
    "epi": (b"article__sapo", b"cms-body"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposed file's name and text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was seen of a site."""

    base: str
    start: str
    body: bytes
    sitemaps: list[str]


def draft_source(url: str, work_dir: Path, *, allow_private: bool = False, **politeness: Any) -> Draft:
    """Look at a site by a few polite requests and propose a source file with comments.

    `politeness` is passed on to `crawl` (user_agent, contact, min_delay). Raises InputError if the page cannot be had.
    """
    start = normalize_url(url)
    if start is None:
        raise InputError(f"not an address that can be crawled: {url}", remedy="write it with https://")
    parts = urlsplit(start)
    base = f"{parts.scheme}://{parts.netloc}/"
    name = re.sub(r"[^a-z0-9]+", "-", (parts.hostname or "").removeprefix("www.").rsplit(".", 1)[0]).strip("-")
    probe = _probe(name, base, start, allow_private)
    crawl(probe, work_dir, limit=6, **politeness)
    with LedgerReader.read(ledger_path(work_dir)) as ledger:
        entries = {address: ledger.find(address) for address in (start, *(base.rstrip("/") + g for g in _GUESSES))}
        listed = next(_iter_listed(ledger, work_dir, start), None)
        robots = next(_iter_listed(ledger, work_dir, f"{base}robots.txt"), b"")
    if listed is None:
        entry = entries[start]
        raise InputError(f"{start} cannot be had: {entry.reason if entry else 'it was never asked'}")
    rules = Protego.parse(robots.decode("utf-8", "replace"))
    sitemaps = [a for a, entry in entries.items() if a != start and entry and entry.status == "listed"]
    seen = _Seen(start=start, base=base, body=listed, sitemaps=[*dict.fromkeys([*rules.sitemaps, *sitemaps])])
    delay = max(LEAST_DELAY, float(rules.crawl_delay("*") or 0))
    return Draft(name=name, text=_write(name, seen, delay=delay, allow_private=allow_private))


def _probe(name: str, base: str, start: str, allow_private: bool) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "name": name,
            "publisher": name,
            "base": base,
            "languages": ["vi", "en"],
            "allow_private": allow_private,
            "articles": {"allow": ["(?!)"]},
            "politeness": {"delay": 0 if allow_private else 2},
            "discovery": {
                "sitemaps": list(_GUESSES),
                "lists": [{"url": url, "depth": 1} for url in (start, "/robots.txt")],
            },
        }
    )


def _iter_listed(ledger: LedgerReader, work_dir: Path, url: str) -> Iterator[bytes]:
    """Iterate over the stored bodies of a list page, newest first."""
    for address, _, reference in reversed(list(ledger.iter_versions())):
        if address == url:
            yield load_page(archive_dir(work_dir), reference).body


def find_feeds(body: bytes, url: str) -> list[str]:
    """Find the feeds that a page's head names."""
    root = load_html(body)
    links = root.iter("link") if root is not None else ()
    found = [normalize_url(link.get("href", ""), url) for link in links if link.get("type") in _FEED_TYPES]
    return [feed for feed in dict.fromkeys(found) if feed]


def find_patterns(urls: Iterable[str]) -> list[tuple[str, int]]:
    """Find the forms that addresses of articles (long slugs, numbers) share, most frequent first."""
    forms = Counter(form for form in map(_form, urls) if form)
    return forms.most_common(3)


def _form(url: str) -> str | None:
    """Turn "/news/a-long-slug-d1234.html" into "^/[^/]+/[^/]+-d\\d+\\.html$"."""
    path = urlsplit(url).path
    folder, _, last = path.rstrip("/").rpartition("/")
    match = _SLUG.fullmatch(last)
    if match is None or (len(last) < LEAST_SLUG and not match["number"]):
        return None
    number = re.sub(r"\d+", r"\\d+", match["number"] or "")
    ending = re.escape(match["ending"] or "") + ("/?" if path.endswith("/") else "")
    return "^" + re.sub(r"/[^/]+", "/[^/]+", folder) + "/" + ("[^/]+" if match["words"] else "") + number + ending + "$"


def find_family(body: bytes) -> str | None:
    """Find which shared profile a page's marks speak for."""
    marks: Mapping[str, int] = {name: sum(mark in body for mark in marks) for name, marks in _FAMILIES.items()}
    best = max(marks, key=lambda name: marks[name])
    return best if marks[best] else None


def _write(name: str, seen: _Seen, *, delay: float, allow_private: bool) -> str:
    base, start, body = seen.base, seen.start, seen.body
    links = [found.url for found in parse_listing(body, start) if found.url.startswith(base)]
    forms = find_patterns(links)
    family = find_family(body)
    root = load_html(body)
    title = (root.findtext(".//title") or name).strip() if root is not None else name
    language = "en" if root is not None and str(root.get("lang", "vi")).startswith("en") else "vi"
    values: dict[str, Any] = {"id": name, "name": title[:80], "publisher": title[:80], "base": base}
    values |= {"languages": [language], "topical": False}
    if family:
        values["family"] = family
    path = start.removeprefix(base.rstrip("/")) or "/"
    values["discovery"] = {"sitemaps": [address.removeprefix(base.rstrip("/")) for address in seen.sitemaps]}
    values["discovery"] |= {"feeds": find_feeds(body, start), "lists": [{"url": path}]}
    values["articles"] = {"allow": [form for form, _ in forms[:1]] or ["."]}
    values["politeness"] = {"delay": delay}
    if allow_private:
        values["allow_private"] = True
    comments = [
        f"# Proposed from {start}; look at each line before you use it.",
        f"# {len(links)} links on the page; their forms: " + (", ".join(f"{f} ({n})" for f, n in forms) or "none seen"),
        f"# System: {family or 'not recognised; add selectors under profile'}.",
    ]
    return "\n".join(comments) + "\n" + yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=110)
