"""Pages for tests, made of bytes."""

import hashlib
from datetime import UTC, datetime

from config.schema import Article, Page
from config.source import Profile, Source
from pipelines.parse import parse_page

FETCHED = datetime(2026, 11, 20, 8, tzinfo=UTC)


def make_page(
    body: bytes | str,
    url: str = "https://bao.example.vn/tin-1.html",
    content_type: str = "text/html",
    fetched_at: datetime = FETCHED,
) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(
        source="sample", url=url, final_url=url, fetched_at=fetched_at, status=200, content_type=content_type,
        body=data, digest=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def make_source(profile: Profile | None = None, base: str = "https://bao.example.vn/") -> Source:
    return Source.model_validate(
        {
            "id": "sample",
            "name": "Sample",
            "publisher": "Sample publisher",
            "base": base,
            "languages": ["vi", "en"],
            "prefixes": {},
            "discovery": {},
            "profile": (profile or Profile()).model_dump(),
        }
    )


def parse_one(
    body: bytes | str, *, url: str = "https://bao.example.vn/tin-1.html", content_type: str = "text/html"
) -> Article:
    parsed = parse_page(make_page(body, url, content_type))
    assert len(parsed.articles) == 1, parsed
    return parsed.articles[0]


def reasons(
    body: bytes | str, content_type: str = "text/html", url: str = "https://bao.example.vn/tin-1.html"
) -> list[str]:
    parsed = parse_page(make_page(body, url, content_type))
    assert not parsed.articles
    assert all(len(issue.detail.split()) >= 4 for issue in parsed.issues)
    return [issue.reason for issue in parsed.issues]
