"""Texts as people save them. Each file under texts/ is such a text; its .yml says what must be read from it."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from config.schema import Article
from pipelines.parse import parse_page
from pipelines.parse.date import is_stamp_line
from tests.pipelines.parse.making import make_page

FILES = sorted((Path(__file__).parent / "texts").glob("*.txt"))


def _articles(text: str) -> tuple[Article, ...]:
    return parse_page(make_page(text, "file:///notes/a.txt", "text/plain")).articles


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_holds_its_articles(path: Path) -> None:
    wanted: list[dict[str, Any]] = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))
    articles = _articles(path.read_text("utf-8"))
    assert [article.title for article in articles] == [case["title"] for case in wanted]
    days = [article.published.day if article.published else None for article in articles]
    assert days == [case.get("day") for case in wanted]
    for article, case in zip(articles, wanted, strict=True):
        kinds = "".join(
            {"paragraph": "p", "heading": "h", "caption": "c", "item": "i", "row": "r"}[b.kind] for b in article.blocks
        )
        assert kinds == case["kinds"], [(block.kind, block.text) for block in article.blocks]
    assert len({article.id for article in articles}) == len(articles)


def test_nothing_is_lost_between_the_articles() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        kept = " ".join(
            part for article in _articles(text) for part in (article.title, *(b.text for b in article.blocks))
        )
        lines = [line for line in text.splitlines() if not is_stamp_line(line)]
        lost = [word for word in " ".join(lines).split() if len(word) > 6 and word.isalpha() and word not in kept]
        assert not lost


def test_one_article_has_the_files_address_and_several_have_fragments() -> None:
    one, three = (
        _articles((Path(__file__).parent / "texts" / f"{name}.txt").read_text("utf-8"))
        for name in ("headings", "dated_three")
    )
    assert one[0].url == "file:///notes/a.txt"
    assert three[0].url == "file:///notes/a.txt#suoi-ngoc-opens-a-water-station"


def test_same_text_gives_the_same_ids_and_a_changed_one_a_new_version() -> None:
    text = (Path(__file__).parent / "texts" / "headings.txt").read_text("utf-8")
    before, same, changed = _articles(text)[0], _articles(text)[0], _articles(text.replace("1,250", "1,350"))[0]
    assert before == same
    assert changed.id == before.id
    assert changed.version != before.version


def test_wrapped_lines_are_joined() -> None:
    text = (
        "Waste steam heats the dye works\n\nThe paper mill of the Suoi Ngoc industrial park sends "
        "its\nwaste steam to the dye works on the other side of the\n"
        "road, which saves coal and money, as the two managers\nexplained to visitors on Monday.\n\nThe "
        "pipe was laid in ten weeks and is insulated with rock\nwool.\n"
    )
    (article,) = _articles(text)
    assert [block.text[-19:] for block in article.blocks] == ["visitors on Monday.", "ted with rock wool."]


def test_decomposed_text_is_composed() -> None:
    text = unicodedata.normalize(
        "NFD",
        "Khu công nghiệp sinh thái Suối Ngọc\n\nHơi dư được dẫn sang xưởng dệt bên cạnh và tiết kiệm nhiều "
        "than đá mỗi năm.\n",
    )
    (article,) = _articles(text)
    assert article.title == "Khu công nghiệp sinh thái Suối Ngọc"
    assert unicodedata.is_normalized("NFC", article.text)


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        (
            "On November 6th, 2018, at the ministry, the board opened the pilot project for two craft villages.",
            "2018-11-06",
        ),
        (
            "Ngày 6/11/2018, tại Hà Nội, ban quản lý dự án mở cuộc họp khởi động cho hai làng nghề thí điểm.",
            "2018-11-06",
        ),
        (
            "(Hanoi, 6 November 2018) The board opened the pilot project for two craft villages near the capital.",
            "2018-11-06",
        ),
        ("On December 21, the board opened the pilot project for two craft villages near the capital city.", None),
        (
            "Decree 82/2018/ND-CP issued on May 22, 2018 rules how industrial zones and economic zones are managed.",
            None,
        ),
        ("By 31 December 2020 the province had eight industrial parks, and four more of them were being built.", None),
        ("The project, which has been running since May 22, 2018, has trained two hundred and twenty people.", None),
    ],
)
def test_day_is_taken_from_the_lead_only_where_it_opens_the_news(lead: str, day: str | None) -> None:
    (article,) = _articles(
        f"Two craft villages try new lines\n\n{lead}\n\nA second paragraph, which tells more, 1 May 2019.\n"
    )
    published = article.published
    assert (published and (published.day.isoformat(), published.origin)) == (day and (day, "text"))


def test_the_letter_of_old_fonts_becomes_the_vietnamese_one() -> None:
    body = "Tỉnh Nam Ðịnh vừa giao đất cho 12 doanh nghiệp dệt may trong khu công nghiệp Hòa Xá. " * 4
    (article,) = _articles(f"Nam Ðịnh mở rộng khu công nghiệp\n\n{body}")
    assert article.title == "Nam Định mở rộng khu công nghiệp"
    assert "Tỉnh Nam Định" in article.text and "Ð" not in article.text
