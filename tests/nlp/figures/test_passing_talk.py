"""Figures as reports and interviews say them in passing: rates behind long nouns, rare things, counts taken up."""

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures
from tests.nlp.figures.reading import values

NOUNS: list[tuple[Language, str, list[str]]] = [
    ("vi", "Lớp học thu hút 528 lượt học viên, 400 lượt lao động.", ["528 trainee", "400 worker"]),
    (
        "vi",
        "Khu đón 300 lượt khách và 148 lượt điều chỉnh vốn; trang có 20 lượt.",
        ["300 visit", "148 project", "20 visit"],
    ),
    ("vi", "Đó là chỗ làm của 318 con người; trại nuôi 500 con.", ["318 person", "500 animal"]),
    ("vi", "Xưởng thay 11 động cơ, gửi 180 phiếu khảo sát.", ["11 motor", "180 questionnaire"]),
    ("vi", "Nhà máy lắp 12 đồng hồ nước, giá 2 đồng.", ["12 meter", "2 VND"]),
    ("vi", "Ban tổ chức chốt bảy khuyến nghị; khu có 13 dòng trao đổi.", ["7 recommendation", "13 stream"]),
    ("vi", "Lắp 2,5 MWp trên mái nhà xưởng.", ["2.5 MW"]),
    ("vi", "Chi 310 tỷ, trong đó 88 tỷ dành cho mô-đun mới.", ["310000000000 VND", "88000000000 VND"]),
    ("vi", "Đầu tư chỉ 185 triệu; đầu tư 2 triệu cây giống.", ["185000000 VND", "2000000 tree"]),
    ("vi", "So với năm cơ sở 2021, phạm vi 1 và 2 phát thải 5 tấn.", ["5 t CO2e"]),
    ("vi", "Mức nằm giữa 48.000 và 52.000 tấn; giữa 22 công ty.", ["48000..52000 t", "22 company"]),
    ("en", "Husk from five mills replaces coal in two plants.", ["5 mill", "2 plant"]),
    ("en", "It set up a team of nine and intends to grow.", []),
    ("en", "Headcount fell to 1,870.", ["1870 worker"]),
    ("en", "It crept from 44 to 52 per cent, tumbling from 9,600 to 900 tonnes.", ["44 %", "52 %", "9600 t", "900 t"]),
]
RATES: list[tuple[str, list[str]]] = [
    ("It takes 22 tonnes of steam an hour from the plant next door.", ["22 t/hour"]),
    ("It could move 5,200 tonnes of rice-husk ash a year to a kiln.", ["5200 t/year"]),
    ("It sold 300 tonnes a year from now; 40 tonnes a year from the start.", ["300 t", "40 t"]),
]
NEAR: list[tuple[Language, str, list[str]]] = [
    ("en", "Rents edged up to USD148 per square metre.", ["exact"]),
    ("en", "The flow hardly exceeds 600 m3; another exceeds 600 m3.", ["at_most", "at_least"]),
    ("en", "It needs an estimated $9 million.", ["about"]),
    ("vi", "Giá quanh quẩn mức 130 USD/m2; mái có thể lắp tới 45 MWp.", ["about", "at_most"]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), NOUNS)
def test_things_counted_in_passing(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted


@pytest.mark.parametrize(("text", "wanted"), RATES)
def test_a_rate_behind_a_long_noun(text: str, wanted: list[str]) -> None:
    assert values("en", text) == wanted


@pytest.mark.parametrize(("language", "text", "modifiers"), NEAR)
def test_words_of_nearness(language: Language, text: str, modifiers: list[str]) -> None:
    assert [figure.modifier for figure in extract_figures(text, language)] == modifiers
