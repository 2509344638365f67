"""What a page says about itself: JSON-LD, meta tags, canonical address, twin in the other language, authors."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from config.source import Source
from pipelines.parse.letters import key, normalize_line

_ARTICLES = re.compile(
    r"(?:News|Blog|Scholarly|Report|Analysis|Tech|Opinion)?Article|BlogPosting|Report$|LiveBlogPosting|Event$"
)
_SUFFIX = re.compile(r"\s+[|–—»·]\s+[^|–—»·]{2,60}$|\s+-\s+[^-]{2,60}$")
_SWITCH = re.compile(
    r"^(?:english|tiếng anh|en|eng|english version|vietnamese|tiếng việt|việt nam|vi|vn|vie)$", re.IGNORECASE
)
_PUBLISHED = (
    "article:published_time datepublished pubdate publishdate publish-date publish_date published_time "
    "article:published og:published_time dc.date.issued dcterms.created dc.date cms-date date sailthru.date "
    "parsely-pub-date citation_publication_date"
).split()
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|zarsrc|ref|spm|share)$")


@dataclass(slots=True)
class Metadata:
    """What was found; every field may be missing."""

    title: str | None = None
    site_title: str | None = None  # og:title or <title>, as it stands
    description: str | None = None
    canonical: str | None = None
    twin_url: str | None = None
    language: Literal["vi", "en"] | None = None
    authors: tuple[str, ...] = ()
    published: list[tuple[str, str]] = field(default_factory=list)  # (origin, raw), best first
    modified: list[str] = field(default_factory=list)
    noindex: bool = False


def read_metadata(soup: BeautifulSoup, url: str, source: Source | None) -> Metadata:
    """Collect what a page says of itself; never raises on what pages write there."""
    metas = _metas(soup)
    found = Metadata(site_title=_first(metas, "og:title", "twitter:title") or _tag_text(soup, "title"))
    found.description = _first(metas, "og:description", "description", "twitter:description")
    found.canonical = _canonical(soup, metas, url, source)
    found.language = _language(soup, metas, url, source)
    found.noindex = "noindex" in (_first(metas, "robots") or "").lower()
    authors: list[str] = []
    for node in iter_json_ld(soup):
        if _ARTICLES.search(" ".join(_strings(node.get("@type")))):
            _take_article(found, node, authors)
    _take_metas(found, metas, authors)
    if soup.find(attrs={"itemprop": "datePublished"}) is not None:
        _take_microdata(found, soup)
    found.authors = _clean_authors(authors, source)
    found.twin_url = _twin(soup, url, found.canonical, found.language, source)
    return found


def strip_site(title: str) -> str:
    """Cut a site's name from the end of a page title."""
    short = _SUFFIX.sub("", title)
    return short if len(short) >= 15 else title


def clean_url(url: str) -> str:
    """Drop the fragment and tracking parameters of an address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.match(p.split("=")[0]))
    return parts._replace(query=query, fragment="").geturl()


def join_url(base: str, address: str) -> str | None:
    """Complete and clean an address found in a page, or None for what is none."""
    try:
        return clean_url(urljoin(base, address.strip()))
    except ValueError:
        return None


def iter_json_ld(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    """Yield all objects of a page's JSON-LD, also from what strict JSON refuses."""
    for script in soup.find_all("script", attrs={"type": re.compile(r"ld\+json", re.IGNORECASE)}):
        stack = [_lenient_json(script.string or script.get_text())]
        seen = 0
        while stack and seen < 2000:
            node, seen = stack.pop(0), seen + 1
            if isinstance(node, list):
                stack.extend(node[:200])
            elif isinstance(node, dict):
                yield node
                stack.extend(
                    v
                    for k, v in node.items()
                    if k in {"@graph", "mainEntity", "hasPart"} and isinstance(v, dict | list)
                )


def _lenient_json(text: str) -> Any:
    text = (
        re.sub(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$", "", text.strip()).strip().rstrip(";")
    )
    without_commas = re.sub(r",\s*([}\]])", r"\1", text)
    escaped = re.sub(r"\\(?![\"\\/bfnrtu])", r"\\\\", without_commas)
    for candidate in (text, without_commas, escaped, html.unescape(escaped)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvage(text)


def _salvage(text: str) -> dict[str, Any]:
    """Take single fields from an object that no reader accepts, such as one with bare quotes in a headline."""
    pattern = r'"(@type|datePublished|dateModified|headline)"\s*:\s*\[?"([^"\n]{3,300})"\s*[\],}\n]'
    return dict(reversed(re.findall(pattern, text)))


def _take_article(found: Metadata, node: dict[str, Any], authors: list[str]) -> None:
    headline = next(iter(_strings(node.get("headline")) or _strings(node.get("name"))), None)
    found.title = found.title or (normalize_line(html.unescape(headline)) if headline else None)
    found.published += [
        ("jsonld", raw) for raw in _strings(node.get("datePublished")) or _strings(node.get("dateCreated"))
    ]
    found.modified += _strings(node.get("dateModified"))
    described = _strings(node.get("description"))
    found.description = found.description or (normalize_line(html.unescape(described[0])) if described else None)
    writers = node.get("author")
    for writer in writers if isinstance(writers, list) else [writers]:
        if isinstance(writer, dict) and "Organization" not in _strings(writer.get("@type")):
            authors += _strings(writer.get("name"))
        elif isinstance(writer, str):
            authors.append(writer)


def _take_metas(found: Metadata, metas: dict[str, str], authors: list[str]) -> None:
    found.published += [("meta", metas[name]) for name in _PUBLISHED if name in metas]
    found.modified += [
        metas[n] for n in ("article:modified_time", "datemodified", "og:updated_time", "lastmod") if n in metas
    ]
    if not authors:
        authors += [metas[n] for n in ("author", "article:author", "dc.creator", "dable:author") if n in metas]


def _take_microdata(found: Metadata, soup: BeautifulSoup) -> None:
    for name, target in (("datePublished", found.published), ("dateModified", found.modified)):
        for tag in soup.find_all(attrs={"itemprop": name})[:3]:
            raw = str(tag.get("content") or tag.get("datetime") or tag.get_text(" ", strip=True))
            if name == "datePublished":
                found.published.append(("meta", raw))
            else:
                target.append(raw)  # type: ignore[arg-type]


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    metas: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("class")
        content = tag.get("content")
        if name and isinstance(content, str) and content.strip():
            label = " ".join(name) if isinstance(name, list) else str(name)
            metas.setdefault(label.strip().lower(), normalize_line(html.unescape(content)))
    return metas


def _canonical(soup: BeautifulSoup, metas: dict[str, str], url: str, source: Source | None) -> str | None:
    """Believe a canonical address only on the page's own host or one of the source's."""
    tag = soup.find("link", attrs={"rel": "canonical"})
    raw = str(tag.get("href") or "") if isinstance(tag, Tag) else metas.get("og:url", "")
    if not raw.strip():
        return None
    try:
        target = clean_url(urljoin(url, raw.strip()))
        here, there = urlsplit(url), urlsplit(target)
        hosts = {(here.hostname or "").removeprefix("www.")} | {
            h.removeprefix("www.") for h in (source.hosts if source else ())
        }
        own = (there.hostname or "").removeprefix("www.") in hosts
    except ValueError:
        return None
    front = there.path in {"", "/"} and not there.query and here.path not in {"", "/"}
    return target if own and there.scheme in {"http", "https"} and not front else None


def _language(
    soup: BeautifulSoup, metas: dict[str, str], url: str, source: Source | None
) -> Literal["vi", "en"] | None:
    promised = source.language_of(url) if source is not None else None
    root = soup.find("html")
    declared = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    for value in (promised or "", declared, metas.get("og:locale", ""), metas.get("content-language", "")):
        code = value[:2].lower()
        if code == "vi":
            return "vi"
        if code == "en":
            return "en"
    return None


def _twin(
    soup: BeautifulSoup, url: str, canonical: str | None, language: Literal["vi", "en"] | None, source: Source | None
) -> str | None:
    """Find the same page in the other language; an address that names this page or a front page is none."""
    own = {clean_url(url).rstrip("/"), (canonical or url).rstrip("/")}
    links = soup.find_all("link", attrs={"hreflang": True})
    candidates = [
        str(t.get("href") or "") for t in links if str(t.get("hreflang"))[:2].lower() in {"vi", "en"} - {language}
    ]
    for selector in source.profile.twin if source is not None else ():
        candidates += [str(tag.get("href") or "") for tag in soup.select(selector)]
    anchors = soup.find_all("a", href=True, hreflang=True)
    candidates += [str(a["href"]) for a in anchors if str(a.get("hreflang"))[:2].lower() in {"vi", "en"} - {language}]
    candidates += [
        str(a["href"]) for a in soup.find_all("a", href=True) if len(a.get_text()) < 30 and _is_switch(a, language)
    ]
    for raw in candidates:
        try:
            target = clean_url(urljoin(url, raw.strip()))
            parts = urlsplit(target)
        except ValueError:
            continue
        deep = (
            len([p for p in parts.path.split("/") if p]) > int(bool(re.match(r"/(?:vi|en)(?:/|$)", parts.path)))
            or parts.query
        )
        if parts.scheme in {"http", "https", "file"} and deep and target.rstrip("/") not in own:
            return target
    return None


def _is_switch(anchor: Tag, language: Literal["vi", "en"] | None) -> bool:
    text = normalize_line(anchor.get_text(" ")).lower()
    if not _SWITCH.match(text):
        return False
    english = text.startswith("en") or text == "tiếng anh"
    return language is None or english != (language == "en")


def _clean_authors(raw: list[str], source: Source | None) -> tuple[str, ...]:
    publisher = {key(name) for name in (source.publisher, source.name)} if source is not None else set()
    names: dict[str, None] = {}
    for text in raw:
        for part in re.split(r"\s*(?:[,;|/&]|\s-\s|\svà\s|\sand\s)\s*", normalize_line(html.unescape(text))):
            name = re.sub(r"^(?:by|bởi|theo|tác giả|author)\s*:?\s+", "", part, flags=re.IGNORECASE).strip()
            plausible = 2 <= len(name) <= 60 and not re.search(r"https?:|@|\d{3}|www\.|\.(?:vn|com|net|org)\b", name)
            if plausible and key(name) not in publisher | {"admin", "administrator", "editor"}:
                names.setdefault(name)
    return tuple(names)[:8]


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v.strip() for v in values if isinstance(v, str) and v.strip()]


def _first(metas: dict[str, str], *names: str) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _tag_text(soup: BeautifulSoup, name: str) -> str | None:
    tag = soup.find(name)
    return normalize_line(tag.get_text(" ")) or None if isinstance(tag, Tag) else None
