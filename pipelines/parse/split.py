"""Several articles on one HTML page, as archive pages of WordPress hold them in full."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from config.source import Profile
from pipelines.parse.letters import normalize_line, slug
from pipelines.parse.metadata import clean_url, join_url

LEAST_PART = 200
MOST_PARTS = 300
_MORE = re.compile(
    r"\[(?:…|\.\.\.)\]|(?:…|\.\.\.)\s*$|continue reading|read more|đọc tiếp|xem thêm|xem tiếp|chi tiết", re.IGNORECASE
)
_COMMENT = re.compile(r"comment|related|widget|sidebar|respond", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One of several articles: its box, its title and its own address."""

    root: Tag
    title: str
    url: str


def find_parts(soup: BeautifulSoup, profile: Profile, url: str) -> list[Part]:
    """Find the articles of a page that holds several in full; a list of teasers and a single article give none."""
    parts = _parts(soup, profile, url)
    full = [part for part in parts if _is_full(part)]
    return full if len(full) > 1 and len(full) >= 0.5 * len(parts) else []


def find_teasers(soup: BeautifulSoup, profile: Profile, url: str) -> list[Tag]:
    """Return the boxes of three or more teasers, each with a link to its article."""
    parts = [part for part in _parts(soup, profile, url) if not _is_full(part) and "#" not in part.url]
    return [part.root for part in parts] if len(parts) >= 3 else []


def _parts(soup: BeautifulSoup, profile: Profile, url: str) -> list[Part]:
    if profile.article_split:
        boxes = list(soup.select(profile.article_split))
    else:
        boxes = [*soup.find_all("article"), *soup.select("div.hentry, div.type-post")]
    known = {id(box) for box in boxes[:MOST_PARTS]}
    boxes = [box for box in boxes[:MOST_PARTS] if not any(id(parent) in known for parent in box.parents)]
    boxes = [box for box in boxes if not _COMMENT.search(" ".join(box.get("class") or ()))]
    return [part for box in boxes if (part := _part(box, url)) is not None]


def _part(box: Tag, url: str) -> Part | None:
    head = box.select_one("h1.entry-title, h2.entry-title, h3.entry-title") or box.find(["h1", "h2", "h3"])
    if not isinstance(head, Tag):
        return None
    title = normalize_line(head.get_text(" "))
    anchor = head.find("a", href=True) or (head.parent if head.parent is not None and head.parent.name == "a" else None)
    if not title:
        return None
    own = join_url(url, str(anchor["href"])) if isinstance(anchor, Tag) and anchor.get("href") else None
    return Part(box, title, own or f"{clean_url(url)}#{slug(title)}")


def _is_full(part: Part) -> bool:
    paragraphs = [normalize_line(tag.get_text(" ")) for tag in part.root.find_all(["p", "li", "td"])]
    text = " ".join(p for p in paragraphs if p) or normalize_line(part.root.get_text(" "))
    return len(text) >= LEAST_PART and not _MORE.search(text[-120:]) and sum(len(p) > 60 for p in paragraphs) >= 2
