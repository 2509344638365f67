"""Figures beside figures and names: what of the words around belongs to which."""

import pytest

from nlp.components.dates import iter_dates
from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures

UNITS: list[tuple[Language, str, list[str]]] = [
    ("en", "It cut 2,500 tonnes of CO2 and 400 tonnes of solid waste.", ["t CO2e", "t"]),
    ("vi", "KCN giảm 3.000 tấn CO2 và 90 tấn bao bì.", ["t CO2e", "t"]),
    ("en", "It saved 40 tonnes of waste and 3 tonnes of CO2.", ["t", "t CO2e"]),
    ("en", "It cut 2,500 tonnes of CO2, then 400 tonnes of greenhouse gases.", ["t CO2e", "t CO2e"]),
]
ITEMS: list[tuple[Language, str, list[str | None]]] = [
    ("en", "It saved 30,000 m3 of water and 200 tonnes of solvents.", ["water", None]),
    ("vi", "Dự án giảm 3.000 tấn CO2.", ["CO2"]),
    ("en", "Occupancy reached 95 per cent.", ["occupancy"]),
]
RANGES: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("Dự án giảm từ 8.000 đến 10.000 tấn CO2 mỗi năm.", [("8000", "10000")]),
    ("Giải pháp giảm từ 15 đến 20% lượng nước.", [("15", "20")]),
    ("Lượng rác giảm từ 800 xuống 500 tấn.", [("800", None), ("500", None)]),
    ("Chi phí giảm từ 800 đến 500 triệu đồng.", [("800000000", None), ("500000000", None)]),
    ("Diện tích tăng từ 100 đến 150 ha.", [("100", None), ("150", None)]),
]
MOST: list[tuple[str, str]] = [
    ("giúp tiết kiệm tới 12 triệu kWh/năm", "at_most"),
    ("có thể giảm đến 30% lượng nước", "at_most"),
    ("tạo ra tới 5.000 việc làm", "at_most"),
    ("xe chạy tới 5.000 nhà máy", "exact"),
    ("giảm từ 50 đến 30 tấn", "exact"),
]
PARKS: list[tuple[str, list[str]]] = [
    ("KCN Trà Nóc 2 năm 2023 tiết kiệm 1,45 triệu kWh.", ["kWh"]),
    ("VSIP 3 năm 2024 đón 4 doanh nghiệp.", ["enterprise"]),
    ("KCN Quế Võ 3 ngày 5/6/2024 khởi công.", []),
    ("KCN Bàu Bàng 2 quý I/2024 đón 4 doanh nghiệp.", ["enterprise"]),
    ("Sau 3 năm, dự án hoàn thành.", ["year"]),
]


@pytest.mark.parametrize(("language", "text", "units"), UNITS)
def test_gases_of_one_figure_are_not_those_of_the_next(language: Language, text: str, units: list[str]) -> None:
    assert [figure.unit for figure in extract_figures(text, language)] == units


@pytest.mark.parametrize(("language", "text", "items"), ITEMS)
def test_an_item_is_the_figures_own(language: Language, text: str, items: list[str | None]) -> None:
    assert [figure.item for figure in extract_figures(text, language)] == items


@pytest.mark.parametrize(("text", "values"), RANGES)
def test_what_falls_does_not_rise(text: str, values: list[tuple[str, str | None]]) -> None:
    found = extract_figures(text, "vi")
    assert [(str(f.value), None if f.upper is None else str(f.upper)) for f in found] == values


@pytest.mark.parametrize(("text", "modifier"), MOST)
def test_up_to_behind_a_verb_is_at_most(text: str, modifier: str) -> None:
    assert {figure.modifier for figure in extract_figures(text, "vi")} == {modifier}


@pytest.mark.parametrize(("text", "units"), PARKS)
def test_the_number_of_a_park_lasts_no_years(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in extract_figures(text, "vi")] == units


def test_the_number_of_a_park_is_no_day() -> None:
    days = [("KCN Sóng Thần 2 tháng 5/2023", "2023-05"), ("Ngày 2 tháng 5/2023", "2023-05-02")]
    days += [("thông tin Thứ Hai 2 tháng 5/2023", "2023-05-02")]
    assert [[mention.value for mention in iter_dates(text, "vi")] for text, _ in days] == [[day] for _, day in days]


def test_the_number_of_a_quarter_is_no_month() -> None:
    texts = ("Quý 4-2024 có mưa.", "Quý 1-2/2024 có mưa.", "Đến quý 3/2025 sẽ xong.")
    assert [mention.value for text in texts for mention in iter_dates(text, "vi")] == []


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Hơn 1/3 doanh nghiệp đã áp dụng.", ("33.3", None, "%", "at_least")),
        ("Gần 1/2 lao động là nữ.", ("50.0", None, "%", "about")),
        ("2/3 doanh nghiệp đã áp dụng.", ("2", "3", "enterprise", "exact")),
        ("Gần 12/14 doanh nghiệp đã áp dụng.", ("12", "14", "enterprise", "about")),
    ],
)
def test_a_plain_part_that_is_only_near_is_a_share(text: str, figure: tuple[str, str | None, str, str]) -> None:
    (found,) = extract_figures(text, "vi")
    assert (str(found.value), None if found.of is None else str(found.of), found.unit, found.modifier) == figure


@pytest.mark.parametrize(
    "text",
    [
        "1" * 5000 + "/2024",
        "2 1/" + "1" * 5000,
        "123 456 789 123 456 789 123 456 789 100 doanh nghiệp",
        "123 456 789 123 456 789 123 456 789 100 tỷ %",
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_endless_numbers_end_nothing(language: Language, text: str) -> None:
    extract_figures(text, language)
