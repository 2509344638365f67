"""List pages: the links of HTML pages, and the page that follows."""

import re
from collections.abc import Iterator, Sequence

from cssselect import SelectorError
from lxml import html

from crawlers.address import normalize_url
from crawlers.discovery.document import load_html
from crawlers.records import Found

_NOT_FOLLOWED = frozenset({"nofollow", "ugc", "sponsored"})


def parse_listing(body: bytes, url: str, selectors: Sequence[str] = ()) -> tuple[Found, ...]:
    """Find the links of a list page: of the first selector that finds any, else all; rel=nofollow is heeded."""
    root = load_html(body)
    if root is None:
        return ()
    return tuple(_iter_links(root, url, selectors))


def parse_links(body: bytes, url: str) -> tuple[Found, ...]:
    """Find all links of a page."""
    return parse_listing(body, url)


def find_next(body: bytes, url: str, selectors: Sequence[str]) -> str | None:
    """Find the address of the following list page, or None."""
    root = load_html(body)
    if root is None or not selectors:
        return None
    found = next(_iter_links(root, url, selectors, fallback=False), None)
    return found.url if found and found.url != normalize_url(url) else None


def parse_relations(body: bytes, url: str, rel: str) -> tuple[Found, ...]:
    """Find what a page's head names with `<link rel=...>`: canonical, alternate (other languages only)."""
    if not re.search(rel.encode(), body, re.IGNORECASE):  # most pages name none: spare them the parser
        return ()
    root = load_html(body)
    if root is None:
        return ()
    found = []
    for link in root.iter("link"):
        if rel in link.get("rel", "").lower().split() and (rel != "alternate" or link.get("hreflang")):
            target = normalize_url(link.get("href", ""), url)
            if target:
                found.append(Found(url=target))
    return tuple(found)


def _iter_links(
    root: html.HtmlElement, url: str, selectors: Sequence[str], *, fallback: bool = True
) -> Iterator[Found]:
    base = normalize_url(next(iter(root.xpath("//base/@href")), ""), url) or url
    seen: set[str] = set()
    for anchor in _anchors(root, selectors, fallback):
        if _NOT_FOLLOWED & set(anchor.get("rel", "").lower().split()):
            continue
        target = normalize_url(anchor.get("href", ""), base) if anchor.get("href") else None
        if target and target not in seen:
            seen.add(target)
            yield Found(url=target, title=" ".join(anchor.text_content().split()))


def _anchors(root: html.HtmlElement, selectors: Sequence[str], fallback: bool) -> list[html.HtmlElement]:
    for selector in selectors:
        try:
            boxes = root.cssselect(selector)
        except SelectorError:
            continue
        anchors = [anchor for box in boxes for anchor in ([box] if box.tag == "a" else box.iter("a"))]
        if anchors:
            return anchors
    return list(root.iter("a")) if fallback else []
