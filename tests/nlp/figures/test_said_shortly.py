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
        (
            "vi",
            "Trong số 14 dự án, hạ tầng 8 KCN đã xong; danh mục 5 cụm.",
            ["14 project", "8 industrial park", "5 cluster"],
        ),
        ("vi", "Mỗi tháng 4-6 triệu đồng, cần 50.000 LĐ.", ["4000000..6000000 VND/month", "50000 worker"]),
        ("vi", "Lò chạy 8h/ngày, cắt điện 24h; thay bóng 250w.", ["8 hour/day", "24 hour", "250 W"]),
        ("vi", "Xuất khẩu 23-24 tỷUSD.", ["23000000000..24000000000 USD"]),
        ("vi", "Phía Nam 7 KCN, phía Bắc 3 KCN.", ["7 industrial park", "3 industrial park"]),
        ("vi", "Có 146 nhà đầu tư ở khu hiện hữu, 84 ở khu mở rộng.", ["146 investor", "84 investor"]),
        (
            "en",
            "It has 292 industrial parks, and 106 under construction.",
            ["292 industrial park", "106 industrial park"],
        ),
        ("en", "About 4'500 employees on 65’000 square metres.", ["4500 employee", "65000 m2"]),
        ("en", "It made 7x the output with 5 IT firms in three Grade A warehouses.", ["7 x", "5 firm", "3 warehouse"]),
        ("en", "In 46 out of 63 centrally-run cities.", ["46 of 63 city"]),
        ("vi", "Trên 1 nghìn 200 ha; 4 trong 6 nhà máy; 2 trong 3 ngày.", ["1200 ha", "4 of 6 factory", "3 day"]),
        ("vi", "Dệt 2,5 triệu mét vải/năm ở áp suất 25 mmHg.", ["2500000 m/year", "25 mmHg"]),
        (
            "vi",
            "Vốn khoảng 300–500 triệu, lương 10 triệu, làm 2 triệu cái.",
            ["300000000..500000000 VND", "10000000 VND", "2000000 piece"],
        ),
        ("vi", "Lên tới 4,500 tấn và 101,407 người; 4,5 tấn.", ["4500 t", "101407 person", "4.5 t"]),
        ("vi", "Hai “siêu dự án” có:\n• Ba bến chung\n• Hai bến riêng", ["2 project", "3 berth", "2 berth"]),
        ("vi", "Độ ẩm:80-85%, từ 130 usd/m2 đến 150 usd/m2.", ["80..85 %", "130..150 USD/m2"]),
        ("vi", "Vượt từ 5 lần đến dưới 10 lần trong 50 (năm mươi) năm.", ["5..10 x", "50 year"]),
        ("en", "US$ 14.5 M for 100 M liters a year.", ["14500000 USD", "100000000 l/year"]),
        ("en", "Area: 50(ha), flow 15000 (m3/day), fifty (50) percent.", ["50 ha", "15000 m3/day", "50 %"]),
        ("en", "It takes 3.3ha and over VND478.8 billion.", ["3.3 ha", "478800000000 VND"]),
        ("en", "Phase 1 of 13,000m3 per day; 29 of its 58 parks.", ["13000 m3/day", "29 of 58 park"]),
        ("en", "Two S.Korean plants and 543 small-and-medium sized firms.", ["2 plant", "543 firm"]),
        (
            "en",
            "81 foreign and 29 domestic projects; 3.000 m3 per 24 hours.",
            ["81 project", "29 project", "3000 m3/day"],
        ),
        (
            "en",
            "Land 21,000㎡ for ships of 70,000 deadweight tonnes; 2.310 VND/m2.",
            ["21000 m2", "70000 DWT", "2310 VND/m2"],
        ),
        (
            "vi",
            "Từ 144 tỷ thành 158 tỷ; 1.200 tỷ dọn nhà máy; 2,5 tỷ viên mỗi năm.",
            ["144000000000 VND", "158000000000 VND", "1200000000000 VND", "2500000000 viên/year"],
        ),
        ("vi", "Dừng 7 tháng rưỡi; mệnh giá 100.000 đồng/trái phiếu.", ["7.5 month", "100000 VND/bond"]),
        (
            "vi",
            "Mỗi năm 2 triệu tấn thép cuộn (HRC)/năm ở CCN Phong Khê 1, 160 triệu đồng.",
            ["2000000 t/year", "160000000 VND"],
        ),
        ("vi", "Nam Ðịnh phải trả 45 triệu VNÐ, bán 40 triệu Kw giờ điện/năm.", ["45000000 VND", "40000000 kWh/year"]),
        ("en", "Two of these zones are full; it has 9 parks, three of which are new.", ["2 zone", "9 park", "3 park"]),
        (
            "en",
            "Families have 1 - 2 children and a line of 2500tpd at 25.5″.",
            ["1..2 person", "2500 t/day", "25.5 inch"],
        ),
        (
            "en",
            "Population: 3,640,128; trade rose from $0.5 billion in 1992 to US$45 billion.",
            ["3640128 person", "500000000 USD", "45000000000 USD"],
        ),
        ("en", "Half a year ago 3PLs came with 500 tones.", ["0.5 year", "500 t"]),
        ("vi", "Công suất 3000m 3 /ngày, giá 0,3 USD/m 2 .", ["3000 m3/day", "0.3 USD/m2"]),
        ("vi", "Diện tích234,35 km²\nTổng cộng364.578 người", ["234.35 km2", "364578 person"]),
        (
            "vi",
            "Vốn điều lệ (tỷ đồng): 1.820,5; vốn đầu tư tới 3.885 tỷ đồng.",
            ["1820500000000 VND", "3885000000000 VND"],
        ),
        (
            "en",
            "It pays between USD10 million and USD20 million; it rose from US$32 million to US$51 million.",
            ["10000000..20000000 USD", "32000000 USD", "51000000 USD"],
        ),
        ("en", "Agency Fee ($): 352,400 Project Duration (Months) 36", ["352400 USD", "36 month"]),
        ("en", "Thanh Loc Park (Phase 1 - 152ha) took about 10 FDI project of them.", ["152 ha", "10 project"]),
        ("en", "Total Area: 181 Ha\nInfrastructure investors", ["181 ha"]),
        ("vi", "Khu rộng 588.84 ha, 12.5 MW, vốn 3.885 tỷ đồng.", ["588.84 ha", "12.5 MW", "3885000000000 VND"]),
        ("en", "Area: 2.191,97 Ha Infrastructure is ready.", ["2191.97 ha"]),
    ],
)
def test_said_shortly(language: Language, text: str, wanted: list[str]) -> None:
    assert values(language, text) == wanted
