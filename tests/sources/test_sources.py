"""Pages in the structure of real sites, with text of our own: what the site's file lets the parser find.

The structures follow what is known of the sites; none of the pages is a copy.
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.schema import Page
from config.source import load_sources
from crawlers.fingerprint import read_page
from crawlers.source_draft import find_family
from pipelines.parse import parse_page

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/*/expected.yml"))
SOURCES = load_sources()


def _load(case: Path) -> tuple[Page, dict[str, Any]]:
    expected = yaml.safe_load((case / "expected.yml").read_text("utf-8"))
    body = (case / "page.html").read_bytes()
    page = Page(
        source=case.parent.name,
        url=expected["url"],
        final_url=expected["url"],
        fetched_at=datetime(2026, 3, 8, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
    )
    return page, expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_case(case: Path) -> None:
    page, expected = _load(case)
    articles = parse_page(page, SOURCES[case.parent.name]).articles
    assert len(articles) == expected["articles"]
    article = articles[0]
    assert article.title == expected["title"]
    assert article.published is not None
    assert article.published.day == expected["published"]
    text = f"{article.summary or ''}\n{article.text}"
    assert [part for part in expected["has"] if part not in text] == []
    assert [part for part in expected["lacks"] if part in text] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_body_is_found_by_the_profile(case: Path) -> None:
    page, _ = _load(case)
    profile = SOURCES[case.parent.name].profile
    reading = read_page(page.body, profile)
    assert reading is not None
    assert reading.by_profile == bool(profile.container)


@pytest.mark.parametrize(
    ("site", "family"), [("tuoitre", "vccorp"), ("kinhtevadubao", "mastercms"), ("nhandan", "epi")]
)
def test_families_are_told_by_their_marks(site: str, family: str) -> None:
    (body,) = (path.read_bytes() for path in (Path(__file__).parent / site).glob("*/page.html"))
    assert find_family(body) == family == SOURCES[site].family


def test_every_family_has_a_case() -> None:
    assert {SOURCES[case.parent.name].family for case in CASES} >= {s.family for s in SOURCES.values()}
