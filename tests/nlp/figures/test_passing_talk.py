"""Figures as reports and interviews say them in passing: rates behind long nouns, rare things, counts taken up."""

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures
from tests.nlp.figures.reading import values

NOUNS: list[tuple[Language, str, list[str]]] = [
    ("vi", "Lớp học thu hút 528 lượt học viên, 400 lượt lao động.", ["528 participant", "400 worker"]),
    (
        "vi",
        "Khu đón 300 lượt khách và 148 lượt điều chỉnh vốn; trang có 20 lượt.",
        ["300 visit", "148 project", "20 visit"],
    ),
    ("vi", "Đó là chỗ làm của 318 con người; trại nuôi 500 con.", ["318 person", "500 animal"]),
    ("vi", "Xưởng thay 11 động cơ, gửi 180 phiếu khảo sát.", ["11 motor", "180 questionnaire"]),
    ("vi", "Nhà máy lắp 12 đồng hồ nước, giá 2 đồng.", ["12 water meter", "2 VND"]),
    ("vi", "Ban tổ chức chốt bảy khuyến nghị; khu có 13 dòng trao đổi.", ["7 recommendation", "13 stream"]),
    ("vi", "Lắp 2,5 MWp trên mái nhà xưởng.", ["2.5 MW"]),
    ("vi", "Chi 310 tỷ, trong đó 88 tỷ dành cho mô-đun mới.", ["310000000000 VND", "88000000000 VND"]),
    ("vi", "Đầu tư chỉ 185 triệu; đầu tư 2 triệu cây giống.", ["185000000 VND", "2000000 tree"]),
    ("vi", "So với năm cơ sở 2021, phạm vi 1 và 2 phát thải 5 tấn.", ["5 t CO2e"]),
    ("vi", "Mức nằm giữa 48.000 và 52.000 tấn; giữa 22 công ty.", ["48000..52000 t", "22 company"]),
    ("en", "Husk from five mills replaces coal in two plants.", ["5 mill", "2 plant"]),
    ("en", "It set up a team of nine and intends to grow; a team of 9 people.", ["9 person", "9 person"]),
    ("en", "A crew of five engineers; the value of nine and the like.", ["5 engineer"]),
    ("vi", "Sản lượng năm cơ sở 2021 là 7 tấn; phạt năm cơ sở sản xuất.", ["7 t", "5 facility"]),
    ("vi", "Giá có thể tăng từ 5 đến 7% mỗi năm; lấp đầy tăng từ 60 đến 70%.", ["5..7 %", "60 %", "70 %"]),
    ("en", "It treats 9,000 m3/day and reused 415,000 m3 in all.", ["9000 m3/day", "415000 m3"]),
    (
        "vi",
        "Từng khu:\n\nKhu | Diện tích | Lao động\nKCN Phú | 351 ha | 14.250\nKCN Gián | 303 ha | 11.800",
        ["351 ha", "14250 worker", "303 ha", "11800 worker"],
    ),
    (
        "en",
        "Park | Area | Workers\nLam Son | 3 ha | 1,250\nPhu My | 4 ha | 360",
        ["3 ha", "1250 worker", "4 ha", "360 worker"],
    ),
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
TAKEN_UP: list[tuple[Language, str, list[str]]] = [
    ("en", "It reached 62 firms; 38 went on to an audit.", ["62 firm", "38 firm"]),
    ("en", "188 options were found and 103 implemented.", ["188 option", "103 option"]),
    ("en", "Of nine exchanges, five of those hang in the air.", ["9 exchange", "5 exchange"]),
    ("en", "It found 19 measures, did 15, and signed off on 12.", ["19 measure", "15 measure", "12 measure"]),
    ("en", "It has 1,800 workers, up from 600 at the start.", ["1800 worker", "600 worker"]),
    ("en", "It costs $5 instead of 7; 31 tenants out of 58 pay.", ["5 USD", "7 USD", "31 tenant", "58 tenant"]),
    ("en", "All 365 samples met it except three.", ["365 sample", "3 sample"]),
    ("en", "It has 31 options: 12 were free and 6 for later.", ["31 option", "12 option", "6 option"]),
    ("en", "It looked for 300 technicians and found fewer than 120.", ["300 technician", "120 technician"]),
    ("en", "310 attended, not counting over 900 who followed online.", ["310 person", "900 person"]),
    ("en", "It trained 500 officials; 310 attended in May.", ["500 official", "310 official"]),
    ("en", "The number of parks rose to 45 in 2024.", ["45 park"]),
    ("en", "It cut the number of required documents from 14 to six.", ["14 document", "6 document"]),
    ("en", "It shrank from seven years to a little over five.", ["7 year", "5 year"]),
    (
        "en",
        "Seven of the auditor's items remain; one of the items is new; number three of the world's makers.",
        ["7 item"],
    ),
    ("en", "Route 66 reached the sea. On 5 May group 14 joined, in 2019 20 reached.", []),
    ("vi", "Rà soát 74 doanh nghiệp, chọn 32 để đánh giá.", ["74 enterprise", "32 enterprise"]),
    ("vi", "Có 139 giải pháp, làm được 86.", ["139 solution", "86 solution"]),
    ("vi", "Có 4 đơn vị; năm 2024 con số này là 17.", ["4 enterprise", "17 enterprise"]),
    ("vi", "Có 58 nhà máy, bốn mươi mốt trong số ấy là mới.", ["58 factory", "41 factory"]),
    ("vi", "Số dự án cấp mới dừng ở 231. Tổng số hộ đạt 40.", ["231 project", "40 household"]),
    ("vi", "Chỉ số giá đạt 105. Một số hộ đạt 5. Hệ số là 2.", []),
    ("vi", "Giá 2.300 đồng/kg thay vì 1.400 như trước.", ["2300 VND/kg", "1400 VND/kg"]),
]
SHARES: list[tuple[Language, str, list[str]]] = [
    ("en", "One in eight knew it; it took seven out of every ten.", ["12.5 %", "70 %"]),
    ("en", "One in five hundred; built two in three years; four out of six plants.", ["3 year", "4 of 6 plant"]),
    ("en", "It is a third less than tap water; a third phase.", ["33.3 %"]),
    ("en", "They paid a full month of wages; a full house.", ["1 month"]),
    ("vi", "Một cơ sở nhận quá nửa về phối liệu; quá nửa đêm.", ["50 %"]),
    ("vi", "Long An gánh già nửa; người già 70 tuổi.", ["50 %", "70 year"]),
    ("en", "5.5 People. Nine men. A city of 5.5 million people.", ["9 person", "5500000 person"]),
]
ZONES: list[tuple[str, list[str]]] = [
    ("Khu công nghiệp là đích.\n\nCả nước có 425 khu, 301 khu đang chạy.", ["industrial park", "industrial park"]),
    ("Các KCN ở tỉnh: hai khu mở bán, thêm từ 1 đến 2 khu.", ["industrial park", "industrial park"]),
    ("KCN có 3 khu chức năng; KCN được chia làm 4 khu; 7 khu khách sạn.", ["zone", "zone", "zone"]),
    ("KKT Nghi Sơn có 3 khu; tỉnh có 5 KCN.", ["zone", "industrial park"]),
    ("Tỉnh có 10 cụm công nghiệp; mới 4 cụm đầy.", ["industrial cluster", "industrial cluster"]),
    ("Có cụm cảng lớn và 3 cụm khác.", ["cluster"]),
]
COMPARED: list[tuple[Language, str, list[str]]] = [
    ("en", "It takes 4.1 m3 per tonne, a third of the average of 12.5 m3.", ["m3/t", "%", "m3/t"]),
    ("en", "It pays VND9,000 per cu m, versus VND13,500 for tap water.", ["VND/m3", "VND/m3"]),
    ("en", "It takes 500 tonnes a year. Versus 300 tonnes, no.", ["t/year", "t"]),
    ("vi", "Xả 300 m3/ngày so với mức 500 m3.", ["m3/day", "m3/day"]),
    ("vi", "Mỗi tấn giấy cần 612 kWh và 14,5 m3 nước; vốn 5 tỷ đồng.", ["kWh/t", "m3/t", "VND"]),
    ("en", "Investment per hectare is $12.4 million; it needs 9 m3.", ["USD/ha", "m3"]),
    ("en", "It pays 5,000 dong per m3 for 300 tonnes.", ["VND/m3", "t"]),
    ("en", "It saves 22 GWh of power, 60 m3 of water and 3 tonnes of coal a year.", ["kWh/year", "m3/year", "t/year"]),
    ("en", "A loan of $5 million paid for it. It saves 3 tonnes of coal a year.", ["USD", "t/year"]),
    ("en", "It treats 6,000 m3 a day and its neighbour 2,500 m3. A pond holds 900 m3.", ["m3/day", "m3/day", "m3"]),
    ("vi", "Trạm 9.000 m3/ngày có hồ sự cố 12.000 m3.", ["m3/day", "m3"]),
    ("en", "A promise of $2 billion, and 5 million tonnes per year.", ["USD", "t/year"]),
    ("en", "CO2 is down by 6,150 tonnes annually.", ["t CO2e/year"]),
    ("en", "The annual general meeting approved $5 million; the annual budget is $5 million.", ["USD", "USD/year"]),
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


@pytest.mark.parametrize(("language", "text", "wanted"), TAKEN_UP)
def test_what_was_counted_is_taken_up(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted


@pytest.mark.parametrize(("language", "text", "wanted"), SHARES)
def test_shares_and_wholes_in_words(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted


@pytest.mark.parametrize(("language", "text", "units"), COMPARED)
def test_what_is_compared_has_the_rate_too(language: Language, text: str, units: list[str]) -> None:
    assert [figure.unit for figure in extract_figures(text, language)] == units


@pytest.mark.parametrize(("text", "units"), ZONES)
def test_bare_zones_are_those_spoken_of(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in extract_figures(text, "vi")] == units
