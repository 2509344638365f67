"""Figures that the press says without a noun, in words, or at the length of one day or year."""

import pytest

from nlp.components.quantity.lexicon import Language
from tests.nlp.figures.reading import values


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "It employs 6,400. Its neighbour gives work to over 24,300.", ["6400 worker", "24300 worker"]),
        ("en", "Workforce: 800. It hires 50% of them in the village.", ["800 worker", "50 %"]),
        ("vi", "Công ty tuyển 2.000 trong quý này, tuyển thêm 500 kỹ sư.", ["2000 worker", "500 engineer"]),
        (
            "en",
            "The city has 31 industrial parks and eight others on paper.",
            ["31 industrial park", "8 industrial park"],
        ),
        ("en", "It holds 22 local projects and 48 foreign ones.", ["22 project", "48 project"]),
        ("en", "A licence comes in a day; the hall stood after less than one year.", ["1 day", "1 year"]),
        ("en", "A day later a year of talks began.", []),
        ("vi", "Thủ tục xong sau một ngày; chậm một quý.", ["1 day", "1 quarter"]),
        ("vi", "Một phần ba đã cho thuê, giảm hai phần ba.", ["33.3 %", "66.7 %"]),
        ("en", "The trip is cut by half. A third phase begins.", ["50 %"]),
        ("vi", "Tỉnh chủ trương đầu tư hai dự án, thu hồi 18 dự án.", ["2 project", "18 project"]),
        ("vi", "THÊM HAI DỰ ÁN VỀ TỈNH", ["2 project"]),
        ("en", "A 74,000-sq.-meter hall beside 5 million sq. meters.", ["74000 m2", "5000000 m2"]),
        ("en", "The port took 118,000 TEUs.", ["118000 TEU"]),
    ],
)
def test_said_shortly(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted
