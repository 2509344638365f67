"""Write the newsroom's pages: HTML as news sites write it, lead outside the body, boxes in between."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
PER_PAGE = 5
_DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
_SITE = {"vi": "Bản tin Khu công nghiệp sinh thái", "en": "Eco-Industrial Park Bulletin"}
_WORDS = {
    "vi": {"related": "Tin liên quan", "next": "Trang sau", "share": "Chia sẻ bài viết", "other": "English",
           "menu": "Trang chủ", "more": "Đọc báo cáo đầy đủ (PDF)",
           "licence": "Giấy phép số 15/GP-BC cấp ngày 17/10/2015"},
    "en": {"related": "Related stories", "next": "Next page", "share": "Share this story", "other": "Tiếng Việt",
           "menu": "Home", "more": "Read the whole report (PDF)", "licence": "Licence 15/GP-BC of 17/10/2015"},
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story in one language and edition."""

    number: int
    language: str
    slug: str
    title: str
    lead: str
    author: str
    section: str
    body: Sequence[Mapping[str, Any]]
    published: datetime
    modified: datetime
    stamp: str
    twin: str
    pdf: bool

    @property
    def path(self) -> str:
        return f"/{self.language}/{self.slug}-{self.number}.html"


@cache
def load_stories(edition: int = 1) -> tuple[Story, ...]:
    """Load all stories, newest first; edition 2 has its corrections."""
    stories = []
    for entry in yaml.safe_load((HERE / "stories.yml").read_text("utf-8")):
        for language, other in (("vi", "en"), ("en", "vi")):
            corrections = entry.get("edition", {}).get(language, {}) if edition >= 2 else {}
            text = _correct(entry[language], corrections)
            published = datetime.fromisoformat(entry["published"])
            modified = datetime.fromisoformat(entry.get("modified", entry["published"]))
            stories.append(
                Story(
                    number=entry["number"],
                    language=language,
                    published=published,
                    modified=modified.replace(day=modified.day + 2) if corrections else modified,
                    stamp=entry["stamp"],
                    twin=f"/{other}/{entry[other]['slug']}-{entry['number']}.html",
                    pdf=entry.get("pdf", False),
                    **text,
                )
            )
    return tuple(sorted(stories, key=lambda story: (story.language, -story.number)))


def _correct(value: Any, corrections: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for wrong, right in corrections.items():
            value = value.replace(wrong, right)
        return value
    if isinstance(value, dict):
        return {key: _correct(item, corrections) for key, item in value.items()}
    return [_correct(item, corrections) for item in value] if isinstance(value, list) else value


def render_story(story: Story, base: str, edition: int = 1) -> str:
    """Write an article page."""
    words = _WORDS[story.language]
    related = [s for s in load_stories(edition) if s.language == story.language and s.number != story.number][:3]
    links = "".join(f'<li><a href="{s.path}">{escape(s.title)}</a></li>' for s in related)
    more = f'<p class="more"><a href="/files/bao-cao-2023.pdf">{words["more"]}</a></p>' if story.pdf else ""
    body = "\n".join(map(_render_block, story.body[:1]))
    rest = "\n".join(map(_render_block, story.body[1:]))
    content = f"""<div class="detail">
<p class="breadcrumb"><a href="/{story.language}/">{words["menu"]}</a> » {escape(story.section)}</p>
<h1 class="detail-title">{escape(story.title)}</h1>
<span class="detail-time">{_written(story.published, story.language)}</span>
<h2 class="detail-sapo">{escape(story.lead)}</h2>
<div class="detail-content">
{body}
<div class="related"><b>{words["related"]}</b><ul>{links}</ul></div>
{rest}
{more}<div class="share">{words["share"]}: <a href="#" rel="nofollow">Zalo</a></div>
</div>
<p class="detail-author">{escape(story.author)}</p>
</div>"""
    return _render_page(story.language, story.title, content, _head(story, base), story.twin)


def _head(story: Story, base: str) -> str:
    url = base.rstrip("/") + story.path
    lines = [f'<link rel="canonical" href="{url}">', f'<meta property="og:title" content="{escape(story.title)}">',
             f'<meta property="og:description" content="{escape(story.lead)}">']  # fmt: skip
    if story.stamp == "meta":
        lines.append(f'<meta property="article:published_time" content="{story.published.isoformat()}">')
        lines.append(f'<meta property="article:modified_time" content="{story.modified.isoformat()}">')
    if story.stamp == "jsonld":
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": story.title,
            "description": story.lead,
            "datePublished": story.published.isoformat(),
            "dateModified": story.modified.isoformat(),
            "inLanguage": story.language,
            "author": {"@type": "Person", "name": story.author},
            "publisher": {"@type": "Organization", "name": _SITE[story.language]},
        }
        lines.append(f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>')
    return "\n".join(lines)


def _written(stamp: datetime, language: str) -> str:
    if language == "vi":
        return f"{_DAYS[stamp.weekday()]}, {stamp:%d/%m/%Y} | {stamp:%H:%M} GMT+7"
    return f"{stamp:%B} {stamp.day}, {stamp:%Y} | {stamp:%H:%M}"


def _render_block(block: Mapping[str, Any]) -> str:
    ((kind, value),) = block.items()
    if kind == "figure":
        return f'<figure><img src="/images/photo.svg" alt=""><figcaption>{escape(value)}</figcaption></figure>'
    if kind == "list":
        return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in value) + "</ul>"
    if kind == "table":
        header = "".join(f"<th>{escape(cell)}</th>" for cell in value["header"])
        rows = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>\n" for row in value["rows"])
        caption = f"<caption>{escape(value['caption'])}</caption>"
        return f"<table>{caption}\n<thead><tr>{header}</tr></thead>\n<tbody>{rows}</tbody></table>"
    return f"<h3>{escape(value)}</h3>" if kind == "h" else f"<p>{escape(value)}</p>"


def render_list(language: str, page: int, edition: int = 1) -> str:
    """Write page N (from 1) of a language's list of stories."""
    stories = [story for story in load_stories(edition) if story.language == language]
    cards = "\n".join(
        f'<li><a class="card" href="{s.path}">{escape(s.title)}</a><p>{escape(s.lead)}</p></li>'
        for s in stories[(page - 1) * PER_PAGE : page * PER_PAGE]
    )
    further = len(stories) > page * PER_PAGE
    following = f'<a class="next" href="/{language}/?page={page + 1}">{_WORDS[language]["next"]}</a>' if further else ""
    extra = f'<p><a href="/internal/drafts.html">·</a> <a href="/{language}/old-address-101.html">101</a></p>'
    content = f'<ul class="list">\n{cards}\n{_extra_cards(language) if page == 1 else ""}</ul>{following}{extra}'
    return _render_page(language, _SITE[language], content, "", f"/{'en' if language == 'vi' else 'vi'}/")


def _extra_cards(language: str) -> str:
    """Links that test the visitor: forbidden by robots.txt, moved, broken."""
    paths = [f"/{language}/private/draft-900.html", f"/{language}/old-address-901.html", f"/{language}/broken-902.html"]
    return "".join(f'<li><a class="card" href="{path}">…</a></li>' for path in paths)


def _render_page(language: str, title: str, content: str, head: str, twin: str) -> str:
    words = _WORDS[language]
    other = "en" if language == "vi" else "vi"
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} - {_SITE[language]}</title>
{head}
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header class="top"><a class="brand" href="/{language}/">{_SITE[language]}</a>
<nav><a href="/{language}/">{words["menu"]}</a>
<a class="switch" href="{twin}" lang="{other}">{words["other"]}</a></nav></header>
<main>{content}</main>
<footer>{words["licence"]}. © EIP Atlas</footer>
</body>
</html>
"""


def render_sitemap(base: str, edition: int = 1) -> str:
    """Write the sitemap: every story with its day of change and the other language's address."""
    root = base.rstrip("/")
    entries = "".join(
        f"<url><loc>{root}{s.path}</loc><lastmod>{s.modified.isoformat()}</lastmod>"
        f'<xhtml:link rel="alternate" hreflang="{"en" if s.language == "vi" else "vi"}" href="{root}{s.twin}"/></url>\n'
        for s in load_stories(edition)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{entries}</urlset>\n'
    )


def render_feed(base: str, language: str, edition: int = 1) -> str:
    """Write a language's RSS feed."""
    root = base.rstrip("/")
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{root}{s.path}</link><guid>{root}{s.path}</guid>"
        f"<pubDate>{s.published:%a, %d %b %Y %H:%M:%S %z}</pubDate><description>{escape(s.lead)}</description></item>\n"
        for s in load_stories(edition)
        if s.language == language
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{_SITE[language]}</title><link>{root}/{language}/</link>\n{items}</channel></rss>\n"
    )
