"""What stands beside the number: item, recurrence, period, status, dimension."""

import re
from itertools import pairwise, product
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.chain import share_out
from nlp.components.quantity.cues import Cues
from nlp.components.quantity.lexicon import Language
from nlp.figures import extract_figures
from tests.nlp.figures.reading import PUBLISHED, periods

Period = tuple[str | None, str | None] | None
PERIODS: list[tuple[Language, str, list[Period]]] = [
    ("vi", "KCN tiết kiệm 6,8 GWh trong năm tài chính 2023-2024.", [("2023", "2024")]),
    ("en", "Exports rose 12 per cent compared to 2022.", [None]),
    ("en", "As of October 2023 the park had 45 tenants.", [(None, "2023-10-31")]),
    # the end of a time is when something stands so, not since when
    ("en", "At the end of 2023 the park had 45 tenants.", [(None, "2023")]),
    ("vi", "Cuối năm 2023, khu có 45 doanh nghiệp.", [(None, "2023")]),
    ("vi", "Từ cuối năm 2023, khu thu hút 45 dự án.", [("2023", None)]),
    # written short
    ("en", "In 1H24, exports rose 7 per cent.", [("2024-01-01", "2024-06-30")]),
    ("en", "Vacancy fell to 12% in 3Q2023.", [("2023-07-01", "2023-09-30")]),
    ("en", "9M23 sales came to $8 million.", [("2023-01-01", "2023-09-30")]),
    ("en", "Q4/23: 21 ha were let.", [("2023-10-01", "2023-12-31")]),
    ("en", "Profit of FY23 was $8 million.", [("2023", "2023")]),
    ("en", "FY2022-23 brought $8 million.", [("2022", "2023")]),
    ("en", "The group raised $9M 2022.", [("2022", "2022")]),
    ("vi", "9T2023, khu cho thuê 21 ha.", [("2023-01-01", "2023-09-30")]),
    ("vi", "H1/23, khu cho thuê 21 ha.", [("2023-01-01", "2023-06-30")]),
    ("vi", "T4/2023, khu cho thuê 21 ha.", [("2023-04-01", "2023-04-30")]),
    ("vi", "Lúc 2h30, khu cho thuê 21 ha.", [None]),
    ("vi", "Qúy II/2023, khu cho thuê 21 ha.", [("2023-04-01", "2023-06-30")]),
    ("vi", "Qui 3/2023, khu cho thuê 21 ha.", [("2023-07-01", "2023-09-30")]),
    ("en", "As of 31 December 2023 the park had 45 tenants.", [(None, "2023-12-31")]),
    ("vi", "Tính đến ngày 31/12/2023, khu có 45 doanh nghiệp.", [(None, "2023-12-31")]),
    ("vi", "Đến năm 2030, phấn đấu 40-50% địa phương chuyển đổi.", [(None, "2030")]),
    ("vi", "Trong giai đoạn 2021-2025, tỉnh thu hút 3 tỷ USD.", [("2021", "2025")]),
    ("vi", "Giai đoạn 2016 đến 2020, chi 3 tỷ USD.", [("2016", "2020")]),
    ("vi", "Quý I/2021, doanh thu đạt 1.500 tỷ đồng.", [("2021-01-01", "2021-03-31")]),
    ("vi", "Từ tháng 1 đến tháng 6/2022, tỉnh cấp 59 dự án.", [("2022-01-01", "2022-06-30")]),
    ("vi", "Chín tháng đầu năm 2023 có 150 dự án.", [None, ("2023-01-01", "2023-09-30")]),
    ("vi", "Năm ngoái, khu thu hút 12 dự án.", [("2023", "2023")]),
    ("vi", "Từ đầu năm đến ngày 15-5, tỉnh cấp 59 dự án.", [("2024-01-01", "2024-05-15")]),
    ("vi", "Tính đến ngày 31/12, tỉnh cấp 59 dự án.", [(None, "2023-12-31")]),
    ("vi", "Đến ngày 31/12, tỉnh cấp 59 dự án.", [(None, "2024-12-31")]),
    ("vi", "Tháng 12, tỉnh cấp 59 dự án.", [("2023-12-01", "2023-12-31")]),
    ("vi", "Quý IV, tỉnh cấp 59 dự án.", [("2024-10-01", "2024-12-31")]),
    ("en", "As of November 30, the park had 45 tenants.", [(None, "2023-11-30")]),
    ("vi", "Từ đầu năm tới 20/5, tỉnh cấp 59 dự án.", [("2024-01-01", "2024-05-20")]),
    ("vi", "Từ đầu năm đến nay, tỉnh cấp 59 dự án.", [("2024", "2024")]),
    ("vi", "Tính tới ngày 15-5, có 408 hộ ký nhận.", [(None, "2024-05-15")]),
    ("vi", "Giá thuê từ 5-6 USD/m2, giảm 2%.", [None, None]),
    ("vi", "Thành lập: 1994\nDiện tích: 513 ha", [None]),
    ("vi", "Năm 2023, doanh nghiệp trong khu\nthu hút 12 dự án.", [("2023", "2023")]),
    ("en", "Land use until: 2056\n- Area in total: 425 ha", [None]),
    ("en", "Rents were 4% above the first quarter.", [None]),
    ("vi", "Quý 4-2024 thu hút 12 dự án.", [("2024-10-01", "2024-12-31")]),
    ("vi", "Trong quý 3-2025, khu thu hút 12 dự án.", [("2025-07-01", "2025-09-30")]),
    ("vi", "Quý 1-2/2024 thu hút 12 dự án.", [("2024-01-01", "2024-06-30")]),
    ("vi", "Quý II-2025 thu hút 12 dự án.", [("2025-04-01", "2025-06-30")]),
    ("vi", "Quý I và quý II/2024 thu hút 12 dự án.", [("2024-01-01", "2024-06-30")]),
    ("vi", "Quý I và II/2024 thu hút 12 dự án.", [("2024-01-01", "2024-06-30")]),
    ("vi", "Từ quý I đến quý III/2024, khu thu hút 12 dự án.", [("2024-01-01", "2024-09-30")]),
    ("vi", "Hai quý đầu năm 2024 thu hút 12 dự án.", [None, ("2024-01-01", "2024-06-30")]),
    ("vi", "Cùng kỳ năm ngoái, khu thu hút 3 dự án.", [("2023", "2023")]),
    ("vi", "So với cùng kỳ năm ngoái, khu thu hút thêm 3 dự án.", [None]),
    ("vi", "Năm kia, khu thu hút 3 dự án.", [("2022", "2022")]),
    ("vi", "Quý trước, khu thu hút 3 dự án.", [("2024-01-01", "2024-03-31")]),
    ("vi", "Tháng trước, khu thu hút 3 dự án.", [("2024-05-01", "2024-05-31")]),
    ("vi", "Tháng 12 năm ngoái, khu thu hút 3 dự án.", [("2023-12-01", "2023-12-31")]),
    ("vi", "Hai tháng trước, khu thu hút 3 dự án.", [None, None]),
    ("vi", "Đến cuối năm nay, khu có 3 dự án.", [(None, "2024")]),
    ("vi", "Sang năm, khu thu hút 3 dự án.", [("2025", "2025")]),
    ("vi", "Trong những năm tới, khu thu hút 3 dự án.", [None]),
    ("vi", "6 tháng đầu năm ngoái, khu thu hút 3 dự án.", [None, ("2023-01-01", "2023-06-30")]),
    ("vi", "4 tháng đầu năm, khu thu hút 3 dự án.", [None, ("2024-01-01", "2024-04-30")]),
    ("vi", "So với 6 tháng đầu năm 2023, khu thu hút thêm 3 dự án.", [None, None]),
    ("vi", "11 tháng năm 2023, khu thu hút 3 dự án.", [None, ("2023-01-01", "2023-11-30")]),
    ("vi", "Miễn tiền thuê 6 tháng đầu cho dự án.", [None]),
    ("en", "In the same period last year, the park drew 3 projects.", [("2023", "2023")]),
    ("en", "Compared with the same period last year, the park drew 3 more projects.", [None]),
    ("en", "The park drew 3 projects last quarter.", [("2024-01-01", "2024-03-31")]),
    ("en", "In the last quarter of the year the park drew 3 projects.", [("2024-10-01", "2024-12-31")]),
    ("en", "In 2001-2005 it was 9%, during 2006-2010 US$5 billion.", [("2001", "2005"), ("2006", "2010")]),
    ("en", "Exports reached $3 billion, in 2023 alone.", [("2023", "2023")]),
    ("en", "Last month, the park drew 3 projects.", [("2024-05-01", "2024-05-31")]),
    ("en", "In the first half of last year, the park drew 3 projects.", [("2023-01-01", "2023-06-30")]),
    ("en", "In the first 9 months of last year, the park drew 3 projects.", [None, ("2023-01-01", "2023-09-30")]),
    ("vi", "Năm 2006, doanh thu 740 triệu USD, tăng so với năm 2005.", [("2006", "2006")]),
    ("en", "By 2030, at least 40 percent of localities will convert parks.", [(None, "2030")]),
    ("en", "Since 1997, it has attracted 840 projects.", [("1997", None)]),
    ("en", "In the first nine months of 2023 it drew $1.3 billion.", [None, ("2023-01-01", "2023-09-30")]),
    ("en", "Between January and June 2022 they drew 59 projects.", [("2022-01-01", "2022-06-30")]),
    ("en", "Another five parks open between 2030 and 2033.", [("2030", "2033")]),
    ("en", "Revenue was 3 billion USD in 2019 and 6 billion USD in 2020.", [("2019", "2019"), ("2020", "2020")]),
    ("en", "In 2022 exports were 41 billion USD, more than in 2021.", [("2022", "2022")]),
    ("en", "The zone drew 12 projects this year.", [("2024", "2024")]),
    ("en", "By the end of April, 309 projects ran.", [(None, "2024-04-30")]),
    ("en", "The project (2020-2023) has a budget of CHF 1.8 million.", [("2020", "2023")]),
    ("en", "July 2020 to June 2023: 62 firms were assessed.", [("2020-07-01", "2023-06-30")]),
    ("vi", "Từ tháng 3/2022 đến tháng 2/2024, dự án đào tạo 62 học viên.", [("2022-03-01", "2024-02-29")]),
    ("vi", "Giai đoạn 10/2022–9/2023, nhà máy tiết kiệm 97.400 m3 nước.", [("2022-10-01", "2023-09-30")]),
    (
        "en",
        "In the 12 months to September 2022 it saved 40 tonnes.",
        [("2021-10-01", "2022-09-30"), ("2021-10-01", "2022-09-30")],
    ),
    ("en", "It saved 40 tonnes in the year to 30 June 2023.", [("2022-07-01", "2023-06-30")]),
    ("en", "It saved 40 tonnes in January-May.", [("2024-01-01", "2024-05-31")]),
    ("en", "It saved 40 tonnes in July-September.", [("2023-07-01", "2023-09-30")]),
    ("en", "By mid-2025 it will save 40 tonnes.", [(None, "2025")]),
    ("en", "In mid-2023 it saved 40 tonnes.", [("2023", "2023")]),
    ("en", "It will save 40 tonnes by the year-end.", [(None, "2024")]),
    ("vi", "Lũy kế 6 tháng, khu thu hút 3 dự án.", [None, ("2024-01-01", "2024-06-30")]),
    ("vi", "Tới hết năm 2023, khu có 3 dự án.", [(None, "2023")]),
    ("vi", "Tới đầu tháng 5/2024, khu có 3 dự án.", [(None, "2024-05-31")]),
    ("en", "By the norm TCVN 5945:2005, 3 projects fail.", [None]),
    ("en", "Decree 06/2022/NĐ-CP binds 3 projects.", [None]),
    ("en", "At km 1930 of the road stand 3 projects.", [None]),
    ("en", "Rents are 4.6% up on Q3 2023.", [None]),
    ("en", "It saved 40 tonnes.", [None]),
    ("vi", "Xử lý 2000 m3/ngày, thu 500 kg/giờ.", [None, None]),
]
MEASURES: list[tuple[Language, str, str, str | None]] = [
    ("vi", "Nhà máy xả 2.000 m3 nước thải mỗi ngày.", "flow", "nước thải"),
    ("vi", "Có 14 giải pháp RECP.", "count", "giải pháp RECP"),
    ("vi", "Tổng vốn đầu tư là 207 tỷ đồng.", "money", "tổng vốn đầu tư"),
    ("vi", "Diện tích 300 ha.", "area", "diện tích"),
    ("vi", "Lạm phát tăng 4%.", "rate", None),
    ("vi", "Cao tốc dài 120 km.", "length", None),
    ("vi", "Cách Hà Nội 45 km.", "distance", None),
    ("en", "The park has 889 RECP options.", "count", "RECP options"),
    ("en", "It recycled 2,500 cubic meters of wastewater.", "volume", "wastewater"),
    ("en", "Occupancy reached 95 per cent.", "share", "occupancy"),
    ("en", "Payback is 2 years.", "duration", None),
    ("en", "The plant has a capacity of 500,000 tonnes a year.", "capacity", "capacity"),
    ("en", "A 20-person team.", "count", "person"),
]
STATUSES: list[tuple[Language, str, str]] = [
    ("vi", "Tỉnh phấn đấu đến năm 2030 có 20 khu công nghiệp sinh thái.", "target"),
    ("vi", "Công ty dự kiến sẽ đầu tư 200 triệu USD xây dựng nhà máy.", "planned"),
    ("vi", "Đến nay, khu công nghiệp đã thu hút 45 dự án.", "achieved"),
    ("en", "The company will invest $200 million to build a plant.", "planned"),
    ("en", "The park has attracted 45 projects so far.", "achieved"),
    ("en", "The province aims to have 20 eco-industrial parks by 2030.", "target"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), PERIODS)
def test_period(language: Language, text: str, wanted: list[Period]) -> None:
    assert periods(language, text) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("vi", "6 tháng đầu năm, khu thu hút dự án.", True),
        ("vi", "Trong 9 tháng năm 2023, khu thu hút dự án.", True),
        ("en", "In the first nine months of last year the park drew projects.", True),
        ("vi", "Nhà máy xây trong 9 tháng, rồi chạy thử.", False),
        ("vi", "Miễn tiền thuê 6 tháng đầu cho dự án.", False),
        ("en", "Over the last six months the park drew projects.", True),
        ("vi", "10 tháng qua, khu thu hút dự án.", True),
        ("en", "The ten-month FDI figure was high.", True),
        ("en", "Its nine-month net profit fell.", True),
        ("en", "It wants a nine-month loan.", False),
        ("en", "It was built over the last 18 months.", False),
    ],
)
def test_months_of_a_period_say_when(language: Language, text: str, wanted: bool) -> None:
    (figure,) = extract_figures(text, language, published=PUBLISHED)
    assert (figure.rule == "months") is wanted


@pytest.mark.parametrize(("language", "text", "dimension", "item"), MEASURES)
def test_dimension_and_item(language: Language, text: str, dimension: str, item: str | None) -> None:
    (figure,) = extract_figures(text, language)
    assert (figure.dimension, figure.item) == (dimension, item)


@pytest.mark.parametrize(
    ("language", "text", "surface", "wanted"),
    [
        ("vi", "Vốn trong nước chiếm 1/3.", "1/3", "vốn"),
        ("vi", "Tỉnh đã lấp đầy 10 KCN, tiền thuê đất tăng 8-10%.", "8-10%", "tiền thuê đất"),
        ("vi", "Giảm 32.000 tấn CO₂/năm và 600 nghìn m³ nước sạch.", "32.000 tấn CO₂/năm", "CO₂"),
        ("vi", "Giảm 32.000 tấn CO₂/năm và 600 nghìn m³ nước sạch.", "600 nghìn m³", "nước sạch"),
        ("vi", "Tiết kiệm gần chục tỷ đồng và giảm phát thải.", "gần chục tỷ đồng", "tiết kiệm"),
        ("vi", "Đường rộng 21m với kinh phí 20 tỷ đồng.", "21m", None),
        ("vi", "Xuất khẩu đạt 3 tỷ USD, tăng 10%.", "10%", "xuất khẩu"),
        ("vi", "Amoni là 5 mg/l, tổng nitơ 20 mg/l.", "20 mg/l", "tổng nitơ"),
        ("en", "The COD of Khanh Phu IP is 62 mg/l.", "62 mg/l", "COD"),
        ("en", "COD was 450 mg/l, BOD5 30 mg/l and TSS 50 mg/l.", "30 mg/l", "BOD5"),
        ("en", "Specific energy consumption was 1.85 kWh/kg.", "1.85 kWh/kg", "specific energy consumption"),
        ("en", "It lay above the norm: COD (62 mg/l) and BOD (30 mg/l).", "30 mg/l", "BOD"),
        ("en", "Half of it, 44 and 67 percent of the FDI, was paid.", "44", "FDI"),
        ("vi", "Có 75/139 doanh nghiệp tham gia.", "75/139 doanh nghiệp", "doanh nghiệp"),
        ("vi", "Khu đạt 40 lao động/ha.", "40 lao động/ha", "lao động/ha"),
    ],
)
def test_item_is_what_is_measured(language: Language, text: str, surface: str, wanted: str | None) -> None:
    items = {figure.evidence.surface: figure.item for figure in extract_figures(text, language)}
    assert items[surface] == wanted


@pytest.mark.parametrize(("language", "text", "status"), STATUSES)
def test_status(language: Language, text: str, status: str) -> None:
    (figure,) = extract_figures(text, language, published=PUBLISHED)
    assert figure.status == status


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("In 2024 and since 2024 it drew 9 projects. By 2027 it wants 30 projects.", {"period.gap.0", "period.gap.3"}),
        (
            "It drew 9 projects in 2016, after 5 projects in 2008. The park of 2016 grew.",
            {"period.gap.0", "period.gap.-3"},
        ),
        ("By 2040 it wants 30 projects.", set()),
    ],
)
def test_the_text_s_own_year_is_that_it_names_most(text: str, gaps: set[str]) -> None:
    cues = Cues(text, "en")
    names = {name for figure in extract_figures(text, "en") for name, _ in cues.iter_own(figure)}
    assert {name for name in names if re.fullmatch(r"period\.gap\.-?\d+", name)} == gaps


def test_figures_of_one_sentence_share_a_status() -> None:
    text = "Hết tháng 10, KCN Đồng Văn II đã lấp đầy 98% với 63 dự án, vốn 895 triệu USD, 12.000 lao động."
    assert {figure.status for figure in extract_figures(text, "vi", published=PUBLISHED)} == {"achieved"}


@given(st.lists(st.tuples(*[st.floats(-2, 2)] * 8), min_size=1, max_size=5))
def test_shares_add_up_all_chains(rows: list[tuple[float, ...]]) -> None:
    own, gains = [row[:4] for row in rows], [row[4:] for row in rows[1:]]
    shares = [[0.0] * 4 for _ in rows]
    for chain in product(range(4), repeat=len(rows)):
        kept = sum(gain[b] for gain, (a, b) in zip(gains, pairwise(chain), strict=True) if a == b)
        weight = exp(sum(row[status] for row, status in zip(own, chain, strict=True)) + kept)
        for share, status in zip(shares, chain, strict=True):
            share[status] += weight
    found = share_out(own, [[], *([*enumerate(gain)] for gain in gains)])
    for share, row in zip(shares, found, strict=True):
        assert row == pytest.approx([weight / sum(share) for weight in share])


def test_what_recurs_is_said_beside_the_unit() -> None:
    (figure,) = extract_figures("Mỗi ngày nhà máy xả 2.000 m3 nước thải.", "vi")
    assert (figure.unit, figure.per) == ("m3/day", "day")
