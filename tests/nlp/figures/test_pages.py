"""What pages leave out: nouns said before, rates of a whole row, units of a line above; and things of many names."""

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.components.quantity.reader import read_passage
from nlp.figures import extract_figures
from nlp.segment import iter_leads, iter_text_passages
from tests.nlp.figures.reading import values

LEFT_OUT: list[tuple[Language, str, list[str]]] = [
    ("en", "Local parks, of which 16 are ready and nine take tenants, grew.", ["16 park", "9 park"]),
    ("en", "The city has 40 parks, of which 16 are ready.", ["40 park", "16 park"]),
    ("en", "Some 900 people work there, at least 80 more are wanted.", ["900 person", "80 person"]),
    ("en", "It cost $8 more per month; 80 more than enough.", ["8 USD/month"]),
    ("en", "They found 12 options, and three more, and taught 118 people.", ["12 option", "3 option", "118 person"]),
    ("vi", "Các KCN, trong đó 12 đã lấp đầy; thêm 5 nữa đang xây.", ["12 industrial park", "5 industrial park"]),
    ("en", "Some 31 projects were licensed and 18 raised their capital.", ["31 project", "18 project"]),
    ("en", "932 proposals came; 541, or 58%, were implemented.", ["932 proposal", "541 proposal", "58 %"]),
    ("en", "It is 10, 20, or 30% of it.", ["10 %", "20 %", "30 %"]),
    ("en", "18 projects start this year and 15 next year.", ["18 project", "15 project"]),
    ("en", "A wage is VND 4,160,000 in zone I (3,640,000 in zone II).", ["4160000 VND", "3640000 VND"]),
    ("en", "32 factories were seen, against 25 foreseen.", ["32 factory", "25 factory"]),
    ("en", "It got 7,500 m3 a day and was built for 6,000.", ["7500 m3/day", "6000 m3/day"]),
    ("en", "One builds roads, 270 are secondary projects.", ["270 project"]),
    ("en", "In all 24 no cost and low cost options were found.", ["24 option"]),
    ("vi", "Tổ chi trả 216 ha/271 ha, 408 hộ/477 hộ.", ["216 ha", "271 ha", "408 household", "477 household"]),
    ("vi", "Cung cấp 300 m3/24h; giá cao hơn đầu tháng 11%.", ["300 m3/day", "11 %"]),
    ("en", "It ties 14 of its more than 80 firms.", ["14 of 80 firm"]),
    ("en", "Two 110kV substations and three 50-MW turbines.", ["2 substation", "110 kV", "3 turbine", "50 MW"]),
    ("en", "At least 01 solution is in place; it takes one solution or more.", ["1 solution", "1 solution"]),
    ("en", "It is twice the level of 2020; they met twice a week, twice last year.", ["2 x"]),
    ("en", "Hoa Khanh 1, 2 industrial parks; in Da Nang, 2 industrial parks.", ["2 industrial park"]),
]
RATES: list[tuple[Language, str, list[str]]] = [
    ("vi", "Hạ được 5 kWh điện, 24 m3 nước và 21 tấn sơn, keo mỗi năm.", ["5 kWh/year", "24 m3/year", "21 t/year"]),
    ("vi", "Sản xuất 500 tấn thép, mỗi năm nộp 3 tỷ đồng.", ["500 t", "3000000000 VND/year"]),
    ("vi", "Bớt 7 kWh/năm, tương ứng 2 đồng và 3 tấn CO2 mỗi năm.", ["7 kWh/year", "2 VND/year", "3 t CO2e/year"]),
    ("vi", "Nhà máy 50 tấn/năm, trị giá 30 USD.", ["50 t/year", "30 USD"]),
    ("en", "Annual savings are 15 kWh, 34 m3 of water and US$ 3.", ["15 kWh/year", "34 m3/year", "3 USD/year"]),
    ("en", "It saves 3 USD a year and attracted 9 USD of investment.", ["3 USD/year", "9 USD"]),
    ("en", "It replaces 31 t of coal every year and cuts emissions by 7 tCO2.", ["31 t/year", "7 t CO2e/year"]),
    ("en", "It saves 31 t of coal every year and has saved 7 m3 so far.", ["31 t/year", "7 m3"]),
    ("en", "Every year it makes 5 t of paper, and its investment was 30 USD.", ["5 t/year", "30 USD"]),
    ("en", "They treat 44 m3 per day. The old works do 4 m3 of that.", ["44 m3/day", "4 m3/day"]),
    ("vi", "Giao 62,7 ha cho một hãng; 5 tỷ đồng cho mỗi dự án.", ["62.7 ha", "5000000000 VND/project"]),
    ("vi", "Giá 178 USD/m2/chu kỳ thuê; 8,38 UScent/kWh.", ["178 USD/m2/cycle", "0.0838 USD/kWh"]),
    ("vi", "Giá 142 USD/m2/kỳ hạn còn lại, kém 2 đpt.", ["142 USD/m2/cycle", "2 percentage point"]),
    ("en", "Rents of $185/sqm/term, a 5-year term, -2 ppts.", ["185 USD/m2/cycle", "5 year", "-2 percentage point"]),
    ("vi", "Mỗi ngày đưa 9 tấn bùn đi, giá 420 đồng/tấn.", ["9 t/day", "420 VND/t"]),
    ("en", "It emits 500 tons less greenhouse gas a year.", ["500 t CO2e/year"]),
    ("en", "It cut 300 tonnes of greenhouse gas and moved 40 tonnes of sludge.", ["300 t CO2e", "40 t"]),
    ("en", "It takes 1.1m new cars off a 4.5m road.", ["1100000 vehicle", "4.5 m"]),
    (
        "vi",
        "Cả năm miền Bắc cho thuê 9 ha; 5 năm qua cả năm khu công nghiệp đều lớn.",
        ["9 ha", "5 year", "5 industrial park"],
    ),
    ("en", "It sells 70 tons of liquid CO2 a day, not 7 tons of CO2.", ["70 t/day", "7 t CO2e"]),
]
READ: list[tuple[Language, str, list[str]]] = [
    ("vi", "Lô đất 15,269m2, chia nhỏ 308m2-3,300m2; rộng 15,269 ha.", ["15269 m2", "308..3300 m2", "15.269 ha"]),
    ("en", "Plots cost 75 USD/m2 -> 85 USD/m2.", ["75..85 USD/m2"]),
    (
        "vi",
        "Chạy 3 ca; 1.930 hệ thống; 46 đợt kiểm tra; 9 ca nhiễm.",
        ["3 shift", "1930 system", "46 inspection", "9 case"],
    ),
    ("vi", "Báo cáo năm kế hoạch 2020; 46 thủ tục hành chính; 8 kế hoạch.", ["46 procedure", "8 plan"]),
]
LINES: list[tuple[Language, str, list[str]]] = [
    (
        "vi",
        "Tên KCN\nCông suất (m3/ngày)\nLưu lượng (m3/ngày)\n\nMỹ Phước\n8.000\n5.920",
        ["8000 m3/day", "5920 m3/day"],
    ),
    ("vi", "Giá điện (đồng/kWh):\n- Giờ thấp điểm: 983\n- Áp dụng từ: 2021", ["983 VND/kWh"]),
    (
        "en",
        "Savings each year:\n- Water: 34 m3\n- CO2: down by 7 t\n\nFund: 5 USD",
        ["34 m3/year", "7 t CO2e/year", "5 USD"],
    ),
    ("en", "Raw material: 3,600 tonnes\nCO2: 32 tonnes", ["3600 t", "32 t CO2e"]),
    ("vi", "Giá thuê (USD/m2/tháng): 5\nDân số (người): 12.345", ["5 USD/m2/month", "12345 person"]),
    (
        "vi",
        "- Số doanh nghiệp được đánh giá: 88\n- Số giải pháp: 35; đã áp dụng: 29 (8%)",
        ["88 enterprise", "35 solution", "29 solution", "8 %"],
    ),
    ("en", "Number of companies assessed: 288\nSavings: none", ["288 company"]),
    ("vi", "Số quyết định: 1234\nSố điện thoại: 0912345678\nSố hiệu: 88", []),
    ("vi", "Việc làm: hơn 55.000\nTrạm xử lý nước thải: 12 m3/ngày", ["55000 worker", "12 m3/day"]),
]
ROWS = [
    ("SOLAR POWER (MWp, end of August)", "Long An | 418", ["418 MW"]),
    ("Table 1. Stock of projects as of March", "FDI | 289", ["289 project"]),
]
MODIFIERS: list[tuple[Language, str, list[str]]] = [
    ("en", "They pay 10% over 15 years; it has run for over 15 years.", ["exact", "exact", "at_least"]),
    (
        "en",
        "It was rebuilt over 18 months, has over 20 years of use, pumps over 9 years old.",
        ["exact", *["at_least"] * 2],
    ),
    ("en", "Plots not smaller than 1ha. Rents averaged USD 182/m2.", ["at_least", "exact"]),
    ("vi", "Nhiều hơn 105 dự án (bằng 75%) so với cùng kỳ; quanh 17.900 đồng.", ["exact", "exact", "about"]),
]
ITEMS: list[tuple[Language, str, list[str | None]]] = [
    ("en", "It saved 15 kWh of electricity and 7 USD.", ["electricity", None]),
    ("vi", "Diện tích: 513 ha\nGiá thuê: 5 USD/m2", ["diện tích", "giá thuê"]),
    ("en", "12 projects start production this year and 15 next year.", ["projects", None]),
]


@pytest.mark.parametrize(("language", "text", "wanted"), [*LEFT_OUT, *RATES, *READ, *LINES])
def test_what_pages_leave_out(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted


@pytest.mark.parametrize(("caption", "text", "wanted"), ROWS)
def test_a_line_above_rows_names_their_unit(caption: str, text: str, wanted: list[str]) -> None:
    drafts = read_passage(text, "en", is_row=True, caption=caption)
    assert [f"{draft.value} {draft.unit}" for draft in drafts] == wanted


def test_a_line_leads_to_what_stands_below_it() -> None:
    text = "Table 2: Output in 2023 (MWh)\nAlpha | 12\nBeta | 13\n\nRent:\n- Land: 95\n\nFund: 5\n\nEnd of this page."
    leads = list(iter_leads(iter_text_passages("", text)))
    assert leads == [None, "Table 2: Output in 2023 (MWh)", "Table 2: Output in 2023 (MWh)", None, "Rent:", None, None]


@pytest.mark.parametrize(("language", "text", "modifiers"), MODIFIERS)
def test_nearness_of_pages(language: Language, text: str, modifiers: list[str]) -> None:
    assert [figure.modifier for figure in extract_figures(text, language)] == modifiers


@pytest.mark.parametrize(("language", "text", "items"), ITEMS)
def test_items_of_pages(language: Language, text: str, items: list[str | None]) -> None:
    assert [figure.item for figure in extract_figures(text, language)] == items
