"""Numbers as newsrooms write them, grouped by why they are hard."""

import pytest

from nlp.components.quantity.lexicon import Language
from tests.nlp.figures.reading import values

Case = tuple[Language, str, list[str]]

MAGNITUDES: list[Case] = [
    ("vi", "Tổng vốn 1,08 triệu euro.", ["1080000 EUR"]),
    ("vi", "Tổng vốn 2,34 triệu tỷ đồng.", ["2340000000000000 VND"]),
    ("vi", "Trong đó 1,2 nghìn tỷ đồng đã giải ngân và 560 tỷ còn lại.", ["1200000000000 VND", "560000000000 VND"]),
    ("vi", "Chi 50 tỉ; nộp ngân sách 1.234 tỉ.", ["50000000000 VND", "1234000000000 VND"]),
    ("en", "It needs VND1.2 trillion (US$53mn).", ["1200000000000 VND", "53000000 USD"]),
    ("en", "They saved 1.2bn yen; ¥300 million; £5m; Rs 20 crore.",
     ["1200000000 JPY", "300000000 JPY", "5000000 GBP", "200000000 INR"]),
    ("en", "A quarter of a million people and half a dozen companies came.", ["250000 person", "6 company"]),
]  # fmt: skip
POWERS: list[Case] = [
    ("en", "It used 3.2×10^6 m3, 3.2 x 10³ MWh and 1.2E+06 kWh.", ["3200000 m3", "3200000 kWh", "1200000 kWh"]),
    ("en", "It saves 1,200 ± 50 MWh.", ["1200000 kWh"]),
    ("en", "It saves 217 mil. VND a year.", ["217000000 VND/year"]),
    ("vi", "Chi 217 tr. đồng. Vốn 5 tỷ. Đồng Nai có 3 KCN.", ["217000000 VND", "5000000000 VND", "3 industrial park"]),
]
WRONG_CONVENTION: list[Case] = [
    ("vi", "Công ty vay 4.55 triệu USD và 12.5 triệu EUR.", ["4550000 USD", "12500000 EUR"]),
    ("en", "Investment of 4,55 million USD, 182.000 tonnes, 6.000 m3.", ["4550000 USD", "182000 t", "6000 m3"]),
    ("en", "More than 1.200 workers moved in.", ["1200 worker"]),
    ("en", "Revenue was $1.201 billion.", ["1201000000 USD"]),
    ("vi", "Vốn 1,188 tỷ USD.", ["1188000000 USD"]),
    ("vi", "Vốn 13.276,491 tỷ đồng.", ["13276491000000 VND"]),
]
BOTH_SIGNS: list[Case] = [
    ("en", "The bank lends USD 4,218.000 and VND 812,500.000.", ["4218000 USD", "812500000 VND"]),
    ("en", "A loan of 4,218.500 and 4,218.00 USD.", ["4218.5 USD", "4218 USD"]),
]
FRACTIONS: list[Case] = [
    ("en", "About one-sixth (17 percent) of the cost and one-eighth of the land.", ["16.7 %", "17 %", "12.5 %"]),
    ("vi", "Trạm chỉ chạy ¼ công suất.", ["25 %"]),
    ("en", "A sixth plant opened.", []),
    ("en", "It works in three of their hotel assets and four of its mills.", ["3 asset", "4 mill"]),
]
SPELLED: list[Case] = [
    ("en", "Eighteen tenant companies share a pipe.", ["18 tenant company"]),
    ("en", "Twelve glass recyclers and three wetland ponds opened.", ["12 recycler", "3 pond"]),
    ("vi", "Bốn doanh nghiệp thử mười tám giải pháp.", ["4 enterprise", "18 solution"]),
    ("vi", "Cần hai trăm ba mươi lăm công nhân.", ["235 worker"]),
    ("vi", "Báo cáo của năm khu công nghiệp.", ["5 industrial park"]),
    ("vi", "Hàng trăm doanh nghiệp, hàng chục nghìn lao động, vài trăm hộ dân.",
     ["100..1000 enterprise", "10000..100000 worker", "200..1000 household"]),
    ("en", "Dozens of firms came.", ["12..120 firm"]),
    ("en", "To this day 559 new homes and with the project 35 training courses were made.", ["559 house", "35 course"]),
    ("en", "There 63 small- and medium-sized firms are.", ["63 firm"]),
    ("en", "They inspect 410 construction works.", ["410 construction work"]),
]  # fmt: skip
SPOKEN: list[Case] = [
    ("vi", "Tăng bảy phẩy năm phần trăm; vốn 5 nghìn 300 tỷ đồng.", ["7.5 %", "5300000000000 VND"]),
    ("en", "It took two and a half years and one and a half million dong.", ["2.5 year", "1500000 VND"]),
    ("en", "Seven point five percent; three-quarters.", ["7.5 %", "75 %"]),
]
SHARES: list[Case] = [
    ("vi", "Hai phần ba số KCN và một nửa số doanh nghiệp.", ["66.7 %", "50 %"]),
    ("en", "Two thirds of the parks, a quarter of water.", ["66.7 %", "25 %"]),
    ("vi", "Khoảng 1/3 tổng vốn.", ["33.3 %"]),
    ("en", "About 1⁄3 of the firms, 1/16 of the output and 1⁄32 of the heat.", ["33.3 %", "6.25 %", "3.12 %"]),
    ("vi", "½ số hộ dùng nước sạch, ¾ doanh nghiệp tiết kiệm điện.", ["50 %", "75 %"]),
    ("en", "They cut waste by over a third.", ["33.3 %"]),
    ("vi", "Có 12/14 KCN đạt chuẩn.", ["12 of 14 industrial park"]),
    ("en", "There 18 of the 25 enterprises and 6/9 industrial parks joined.",
     ["18 of 25 enterprise", "6 of 9 industrial park"]),
    ("en", "It is one of eight key economic zones.", ["8 economic zone"]),
    ("vi", "Đạt 85,5%, tăng 3,2 điểm phần trăm.", ["85.5 %", "3.2 percentage point"]),
    ("en", "It made 44 and 67 percent of FDI.", ["44 %", "67 %"]),
]  # fmt: skip
MULTIPLES: list[Case] = [
    ("vi", "Trạm 110/22kV, 2x63MVA; tường 10 x 20 m.", ["110 kV", "126 MVA", "20 m"]),
    ("vi", "Gấp 3 lần, tăng gấp đôi.", ["3 x", "2 x"]),
    ("en", "The output doubled, tripled and rose 2.5 times.", ["2 x", "3 x", "2.5 x"]),
]
RANGES: list[Case] = [
    ("vi", "Giảm 20-40%, 20–40 %.", ["20..40 %", "20..40 %"]),
    ("vi", "Từ 5 đến 7 triệu tấn.", ["5000000..7000000 t"]),
    ("vi", "Lương 8-10 triệu đồng/tháng.", ["8000000..10000000 VND/month"]),
    ("en", "Between 5 and 7 million tonnes within 5-10 years.", ["5000000..7000000 t", "5..10 year"]),
    ("en", "Rent of USD 90-120 per sq.m.", ["90..120 USD/m2"]),
]
LEFT_OUT: list[Case] = [
    ("vi", "Dân số khoảng 2 triệu.", ["2000000 person"]),
    ("vi", "Nhiệt độ giảm từ 180 xuống 150 độ C.", ["180 °C", "150 °C"]),
    ("vi", "Lương 15 triệu/tháng.", ["15000000 VND/month"]),
    ("en", "They raised 280 million of the 1.5 billion won.", ["280000000 KRW", "1500000000 KRW"]),
    ("en", "There are four-, five- and six-storey blocks.", ["4 storey", "5 storey", "6 storey"]),
    ("en", "Of the 367 projects, 62 belong to local firms and the remaining 305 are foreign.",
     ["367 project", "62 project", "305 project"]),
    ("en", "The pipe grew from 21 km to 23.", ["21 km", "23 km"]),
    ("vi", "Có 37 dự án, trong đó 12 đã hoạt động.", ["37 project", "12 project"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        *MAGNITUDES,
        *POWERS,
        *BOTH_SIGNS,
        *FRACTIONS,
        *WRONG_CONVENTION,
        *SPELLED,
        *SPOKEN,
        *SHARES,
        *MULTIPLES,
        *RANGES,
        *LEFT_OUT,
    ],
)
def test_number(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted
