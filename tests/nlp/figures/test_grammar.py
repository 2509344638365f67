"""Surface forms and what they mean, grouped by why they are hard."""

from decimal import Decimal

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures

Case = tuple[Language, str, list[tuple[str, str]]]

MONEY: list[Case] = [
    ("vi", "Vốn 75 tỷ đồng.", [("75000000000", "VND")]),
    ("vi", "Tổng mức 2,34 triệu tỷ đồng.", [("2340000000000000", "VND")]),
    ("vi", "Tổng vốn khoảng 560.000 tỷ.", [("560000000000000", "VND")]),
    ("vi", "Chi 1,2 nghìn tỷ đồng cho hạ tầng.", [("1200000000000", "VND")]),
    ("vi", "Rót 4.55 triệu USD vào nhà máy.", [("4550000", "USD")]),
    ("vi", "Khoản vay 3 triệu 200 ngàn USD.", [("3200000", "USD")]),
    ("vi", "Giá 5 triệu rưỡi đồng.", [("5500000", "VND")]),
    ("vi", "Thu 1,5 tỷ đô la Mỹ.", [("1500000000", "USD")]),
    ("en", "It cost VND1.2 trillion.", [("1200000000000", "VND")]),
    ("en", "It cost US$53mn, or 1.2bn yen.", [("53000000", "USD"), ("1200000000", "JPY")]),
    ("en", "A $1-billion plant.", [("1000000000", "USD")]),
    ("en", "EUR 1.7 million was lent.", [("1700000", "EUR")]),
    ("en", "They spent 75 million VND on it.", [("75000000", "VND")]),
    ("en", "Half a million dollars went in.", [("500000", "USD")]),
]
UNITS: list[Case] = [
    ("vi", "Khu rộng 1.200 ha.", [("1200", "ha")]),
    ("vi", "Diện tích 600haof land.", [("600", "ha")]),
    ("vi", "Tiết kiệm 1,08 triệu kWh/năm.", [("1080000", "kWh/year")]),
    ("vi", "Công suất 6.000 m3/ngày đêm.", [("6000", "m3/day")]),
    ("vi", "Thu hồi 6.000 m3 CO2/giờ.", [("6000", "m3/hour")]),
    ("vi", "Cắt 32.000 tấn CO2 tương đương mỗi năm.", [("32000", "t CO2e/year")]),
    ("vi", "Trạm 220 kV và 50 MWp điện mặt trời.", [("220", "kV"), ("50", "MW")]),
    ("en", "It emitted over 74 Kt of CO2.", [("74000", "t CO2e")]),
    ("en", "Rent is $90 per sqm.", [("90", "USD/m2")]),
    ("en", "Factories pay $2.8/m2/month.", [("2.8", "USD/m2/month")]),
    ("en", "It treats 10,000 cubic metres a day.", [("10000", "m3/day")]),
    ("en", "A 20-hectare site heated to 1,450 °C.", [("20", "ha"), ("1450", "°C")]),
    ("en", "They cut 23 ktCO2.", [("23000", "t CO2e")]),
    ("en", "It fills 796 million litres of soft drinks, water and milk a year.", [("796000000", "l/year")]),
]
CONVENTIONS: list[Case] = [
    ("vi", "Cấp 6.000 tấn.", [("6000", "t")]),
    ("en", "It made 6,000 tonnes.", [("6000", "t")]),
    ("en", "It made 182.000 tonnes.", [("182000", "t")]),
    ("vi", "Cấp 1 200 000 tấn.", [("1200000", "t")]),
    ("vi", "Rộng 25,6 ha.", [("25.6", "ha")]),
]
WORDS: list[Case] = [
    ("en", "Eighteen companies joined.", [("18", "company")]),
    ("en", "One hundred and five workers left.", [("105", "worker")]),
    ("en", "Twenty-one parks opened.", [("21", "park")]),
    ("en", "Two thirds of the land is let.", [("66.7", "%")]),
    ("vi", "Có mười tám doanh nghiệp.", [("18", "enterprise")]),
    ("vi", "Có hai mươi mốt nhà máy.", [("21", "factory")]),
    ("vi", "Cần một trăm linh năm công nhân.", [("105", "worker")]),
    ("vi", "Khoảng hai phần ba diện tích đã cho thuê.", [("66.7", "%")]),
    ("vi", "Sau năm năm, năm doanh nghiệp rời đi.", [("5", "year"), ("5", "enterprise")]),
]
COUNTS: list[Case] = [
    ("en", "Some 18 tenant companies came.", [("18", "tenant company")]),
    ("en", "Three glimmering orchards bloomed.", [("3", "orchard")]),
    ("en", "Five phone and electronic components production factories run.", [("5", "factory")]),
    ("en", "Two 12-storey dormitories stand.", [("2", "dormitory")]),
    ("vi", "Có 14 giải pháp RECP.", [("14", "solution")]),
    ("vi", "Tạo 1.200 lao động, 37 doanh nghiệp.", [("1200", "worker"), ("37", "enterprise")]),
    ("vi", "Trồng 30 khóm lan.", [("30", "khóm lan")]),
    ("vi", "Tại 5 tỉnh phía Bắc.", [("5", "province")]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), [*MONEY, *UNITS, *CONVENTIONS, *WORDS, *COUNTS])
def test_value_and_unit(language: Language, text: str, wanted: list[tuple[str, str]]) -> None:
    found = [(figure.value, figure.unit) for figure in extract_figures(text, language)]
    assert found == [(Decimal(value), unit) for value, unit in wanted]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Theo Nghị định 35/2022/NĐ-CP ngày 28/5/2022 của Chính phủ."),
        ("vi", "Quyết định số 118-QĐ/TW, Điều 5, khoản 2."),
        ("vi", "Ngày 05 tháng 05 năm 2003, lúc 8 giờ 30."),
        ("vi", "Giai đoạn 2021-2025, năm 2030, quý I/2021."),
        ("vi", "Quốc lộ 5, phường 7, quận 1, điện thoại 0225 383 1234."),
        ("vi", "Khí CO2, tiêu chuẩn ISO 14001, mở cửa 24/7."),
        ("vi", "Khu công nghiệp Trà Nóc 1 và Trà Nóc 2."),
        ("vi", "Một doanh nghiệp đã đến."),
        ("en", "On May 4, 2023 at 11:30 the 3rd meeting began."),
        ("en", "Decree No. 82/2018/ND-CP and Circular 18/2020/TT-BCT."),
        ("en", "Tra Noc 1&2 and VSIP 3 Industrial Park."),
        ("en", "Phase 2, Article 14, Component 3."),
        ("en", "The net zero emissions pledge of 2021."),
        ("en", "In 2023 industrial parks grew."),
    ],
)
def test_no_figure(language: Language, text: str) -> None:
    assert [figure.evidence.surface for figure in extract_figures(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text", "value", "upper", "modifier"),
    [
        ("vi", "Giảm 20-40% điện.", "20", "40", "range"),
        ("vi", "Giảm 20–40 % điện.", "20", "40", "range"),
        ("vi", "Cần từ 5 đến 7 triệu USD.", "5000000", "7000000", "range"),
        ("en", "It costs between 5 and 7 million USD.", "5000000", "7000000", "range"),
        ("en", "Rents went for $45 to $85 per square metre.", "45", "85", "range"),
        ("vi", "Trên dưới 100 doanh nghiệp.", "100", None, "about"),
        ("vi", "Trải trên 4 xã.", "4", None, "exact"),
        ("vi", "Có trên 400 dự án.", "400", None, "at_least"),
        ("en", "There are 100-odd firms.", "100", None, "about"),
        ("en", "A hundred or so households moved.", "100", None, "about"),
        ("en", "It takes 5 m3 or less.", "5", None, "at_most"),
        ("en", "It wants at least one eco-industrial park.", "1", None, "at_least"),
        ("vi", "Hơn 30 ha.", "30", None, "at_least"),
        ("vi", "Gần 30 ha.", "30", None, "about"),
        ("vi", "Tối đa 30 ha.", "30", None, "at_most"),
        ("vi", "Không quá 24 tháng.", "24", None, "at_most"),
        ("vi", "Từ 30 ha trở lên.", "30", None, "at_least"),
        ("en", "Over 30 ha.", "30", None, "at_least"),
        ("en", "Up to 30 ha.", "30", None, "at_most"),
        ("en", "Some 30 ha.", "30", None, "about"),
        ("en", "A site of 30 ha or more.", "30", None, "at_least"),
        ("en", "It covers 30 ha.", "30", None, "exact"),
        ("en", "It will spread over 30 ha.", "30", None, "exact"),
        ("en", "They hand over 30 ha.", "30", None, "exact"),
        ("en", "A budget approximating $30.", "30", None, "about"),
        ("en", "They turn c. 9.5K ha.", "9500", None, "about"),
        ("vi", "Giá không thấp hơn 30 đồng.", "30", None, "at_least"),
        ("vi", "Giá không cao hơn 30 đồng.", "30", None, "at_most"),
        ("vi", "Tiền gửi quanh mức 30 tỷ đồng.", "30000000000", None, "about"),
        ("vi", "Thợ bỏng đến 90%.", "90", None, "at_most"),
        ("vi", "Làng có tới 85% hộ dân theo nghề.", "85", None, "at_most"),
        ("vi", "Bên dưới là 106 xã.", "106", None, "exact"),
        ("vi", "Nhà máy xây năm 2009 trên 4,7 ha.", "4.7", None, "exact"),
        ("vi", "IIP giảm tới 18,67%.", "18.67", None, "at_most"),
        ("vi", "Tua bin cao đến 100m.", "100", None, "at_most"),
        ("vi", "Khu rộng trên 600 ha.", "600", None, "at_least"),
        ("vi", "Trên 69,42 ha là nhà máy.", "69.42", None, "exact"),
        ("vi", "Trên 302 ha ấy có nhà máy.", "302", None, "exact"),
        ("vi", "Khổ hơn cả là 19 hộ dân.", "19", None, "exact"),
        ("vi", "Cháy khoảng trên 1.000 m2.", "1000", None, "at_least"),
        ("vi", "Thu tầm 500 nghìn đồng.", "500000", None, "about"),
        ("en", "As many as 736 workers came.", "736", None, "at_most"),
        ("en", "It costs closer to US$10 billion.", "10000000000", None, "about"),
        ("en", "Mills of 100,000 tons or more per annum.", "100000", None, "at_least"),
        ("en", "It brought less than the VND800 billion hoped for.", "800000000000", None, "exact"),
        ("en", "It fell to about minus 5 degrees Celsius.", "-5", None, "about"),
        ("en", "They cool it to below -20 °C.", "-20", None, "at_most"),
        ("vi", "Nhờ thế điện giảm từ 5-15%.", "5", "15", "range"),
        ("vi", "Nước thải từ 05 m³/ngày - dưới 10 m³/ngày.", "5", "10", "range"),
        ("vi", "Giá thuê cao hơn 4,7% so với cùng kỳ.", "4.7", None, "exact"),
        ("vi", "Doanh thu nhiều hơn 2,5%.", "2.5", None, "exact"),
        ("vi", "Tỷ lệ trống thấp hơn 3%.", "3", None, "at_most"),
        ("vi", "Tăng hơn 4,7% so với cùng kỳ.", "4.7", None, "at_least"),
        ("vi", "Công ty vượt 21% kế hoạch năm.", "21", None, "exact"),
        ("vi", "Thu ngân sách tăng vượt 10%.", "10", None, "at_least"),
        ("en", "Their capital adds up to $8.2 billion.", "8200000000", None, "exact"),
        ("en", "Sales rose above the $32 billion of 2015.", "32000000000", None, "exact"),
    ],
)
def test_modifier_and_range(language: Language, text: str, value: str, upper: str | None, modifier: str) -> None:
    (figure,) = extract_figures(text, language)
    assert (figure.value, figure.upper, figure.modifier) == (Decimal(value), upper and Decimal(upper), modifier)


def test_a_change_is_two_figures() -> None:
    found = [(str(f.value), f.unit) for f in extract_figures("Diện tích tăng từ 10 lên 20 ha.", "vi")]
    assert found == [("10", "ha"), ("20", "ha")]


def test_a_part_names_its_whole() -> None:
    (figure,) = extract_figures("Có 75/139 doanh nghiệp hoạt động.", "vi")
    assert (figure.value, figure.of, figure.dimension) == (Decimal(75), Decimal(139), "ratio")
    (figure,) = extract_figures("Already 309 out of 367 projects run.", "en")
    assert (figure.value, figure.of, figure.unit) == (Decimal(309), Decimal(367), "project")


def test_doubt_keeps_both_readings() -> None:
    (figure,) = extract_figures("A park of 2.308 ha.", "en")
    assert figure.readings
    assert figure.score < 1
    assert {figure.value, *figure.readings} == {Decimal("2.308"), Decimal(2308)}


def test_three_noughts_are_no_decimals() -> None:
    text = "Rộng 11,552m2.\n\nHuy động 15,000 tỷ đồng, giá 50,000 đồng, nợ 12,245 tỷ đồng."
    assert [figure.value for figure in extract_figures(text, "vi")] == [
        11552, 15_000 * 10**9, 50_000, 12_245 * 10**9,
    ]  # fmt: skip


def test_decimals_of_a_unit_settle_those_with_three_places() -> None:
    text = "It has 80.941 hectares: services 1.16 hectares (1.43%), industry 54.655 hectares (67.53%)."
    found = [figure for figure in extract_figures(text, "en") if figure.unit == "ha"]
    assert [str(figure.value) for figure in found] == ["80.941", "1.16", "54.655"]
    assert not any(figure.suspect for figure in found)


def test_more_and_up_to_stay_apart() -> None:
    found = extract_figures("52 million passengers a year and up to 2 tonnes.", "en")
    assert [figure.value for figure in found] == [52_000_000, 2]
    assert [figure.modifier for figure in found] == ["exact", "at_most"]


def test_what_a_change_leads_to_has_no_bound() -> None:
    found = extract_figures("Hút 24 dự án hơn 210 tỷ đồng, nâng cổ tức từ 30% lên tới 87%.", "vi")
    assert [figure.modifier for figure in found] == ["exact", "at_least", "exact", "exact"]


def test_other_numbers_of_the_text_settle_the_convention() -> None:
    (doubtful, _) = extract_figures("A park of 2.308 ha, of which 1.500,5 ha are let.", "en")
    assert doubtful.value == 2308


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The industrial park has an area of 2.308 ha."),
        ("en", "Retrofit investment of 75 million VND in the park."),
        ("vi", "Tỷ lệ lấp đầy 120%."),
    ],
)
def test_what_cannot_be_is_suspect_and_stays(language: Language, text: str) -> None:
    (figure,) = extract_figures(text, language)
    assert figure.suspect


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Nộp ngân sách bằng 105% kế hoạch."),
        ("en", "Exports reached 124% of the target."),
        ("vi", "Rộng 263 ha."),
    ],
)
def test_what_can_be_is_not_suspect(language: Language, text: str) -> None:
    (figure,) = extract_figures(text, language)
    assert figure.suspect is None


def test_bare_numbers_only_on_demand() -> None:
    assert extract_figures("The index closed at 96.088 again.", "en") == ()
    (figure,) = extract_figures("The index closed at 96.088 again.", "en", bare=True)
    assert figure.unit == ""


def test_unmarked_vietnamese() -> None:
    (figure,) = extract_figures("Tinh ca lai, nha dau tu phai bo ra khoang 4.520 ty dong.", "vi")
    assert (figure.value, figure.unit, figure.modifier) == (Decimal(4520000000000), "VND", "about")
