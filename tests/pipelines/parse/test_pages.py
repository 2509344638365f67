"""Each folder under pages/ is a page in the structure of a content management system, and what must be read from it.

Read twice: with the site's profile, and by the generic reader alone.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.schema import Article
from config.source import Profile
from pipelines.parse import parse_page
from tests.pipelines.parse.making import make_page, make_source, parse_one

CASES = sorted(path.parent for path in (Path(__file__).parent / "pages").glob("*/expected.yml"))


def _read(case: Path, *, generic: bool) -> tuple[Article, dict[str, Any]]:
    wanted = yaml.safe_load((case / "expected.yml").read_text("utf-8"))
    profile = Profile() if generic else Profile.model_validate(wanted["profile"])
    base = "/".join(wanted["url"].split("/")[:3]) + "/"
    parsed = parse_page(make_page((case / "page.html").read_bytes(), wanted["url"]), make_source(profile, base))
    assert len(parsed.articles) == 1
    assert parsed.issues == ()
    return parsed.articles[0], wanted


@pytest.mark.parametrize("generic", [False, True], ids=["profile", "generic"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_is_read_block_by_block(case: Path, generic: bool) -> None:
    article, wanted = _read(case, generic=generic)
    blocks = [(block.kind, block.text) for block in article.blocks]
    assert blocks == [(block[0], block[1]) for block in wanted["blocks"]]
    headers = [block.text for block in article.blocks if block.kind == "row" and block.level == 1]
    assert headers == [block[1] for block in wanted["blocks"] if len(block) > 2]


@pytest.mark.parametrize("generic", [False, True], ids=["profile", "generic"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_says_who_and_when(case: Path, generic: bool) -> None:
    article, wanted = _read(case, generic=generic)
    assert article.title == wanted["title"]
    assert article.published is not None
    assert article.published.day == wanted["published"]["day"]
    assert article.published.origin == wanted["published"]["generic" if generic else "origin"]
    authors = wanted["authors"] if not generic else wanted.get("generic_authors", wanted["authors"])
    assert list(article.authors) == authors
    assert article.twin_url == wanted.get("twin_url")
    assert article.url == wanted["url"]
    assert article.language == (wanted["language"] or "und")


def test_redesign_is_noticed_and_the_generic_reader_helps() -> None:
    case = next(case for case in CASES if case.name == "vccorp")
    profile = Profile.model_validate({"container": "div.related-news", "title": "h1"})
    parsed = parse_page(make_page((case / "page.html").read_bytes()), make_source(profile))
    assert [issue.reason for issue in parsed.issues] == ["profile_mismatch"]
    assert len(parsed.articles[0].blocks) == 8


def test_powers_stay_powers() -> None:
    raised = "<p>The park used 3.2 × 10<sup>6</sup> kWh and 500 m<sup>3</sup>, as note 10<sup>2</sup> says.</p>"
    lines = "".join(
        f"<p>The park of Hoa Lam has used water again for the {i} th year, to cool its mills.</p>" for i in range(9)
    )
    article = parse_one(f"<html><body><h1>Water used again</h1>{raised}{lines}</body></html>")
    assert "3.2 × 10^6 kWh and 500 m3, as note 102 says" in article.text
