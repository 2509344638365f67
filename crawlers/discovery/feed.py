"""Feeds: RSS 2.0, RSS 1.0 (RDF) and Atom."""

from lxml import etree

from config.errors import InputError
from crawlers.discovery.document import load_xml, local_name, normalize_stamp
from crawlers.records import Found

_STAMPS = {"pubdate", "published", "updated", "date"}


def parse_feed(body: bytes) -> tuple[Found, ...]:
    """Parse a feed into its items' addresses, stamps and titles, in the feed's order.

    An empty feed gives nothing; InputError for what is no feed (an HTML page with status 200, say).
    """
    root = load_xml(body)
    if local_name(root) not in {"rss", "rdf", "feed"}:
        raise InputError(f"not a feed: <{local_name(root)}>")
    items = [element for element in root.iter() if local_name(element) in {"item", "entry"}]
    found = {item.url: item for item in map(_item, items) if item}
    return tuple(found.values())


def _item(element: etree._Element) -> Found | None:
    url, title, stamp = "", "", None
    for child in element:
        name, text = local_name(child), (child.text or "").strip()
        if name == "link" and child.get("rel", "alternate") == "alternate":
            url = url or child.get("href", "").strip() or text
        elif name == "guid" and not url and text.startswith("http") and child.get("isPermaLink") != "false":
            url = text
        elif name == "title":
            title = text
        elif name in _STAMPS and stamp is None:
            stamp = normalize_stamp(text)
    return Found(url=url, modified=stamp, title=title) if url else None
