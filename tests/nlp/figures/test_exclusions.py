"""Numbers that are no figures."""

import pytest

from config.quantity import load_words
from nlp.components.quantity.lexicon import WORDS, Language
from nlp.components.quantity.tokens import cut
from nlp.figures import extract_figures
from tests.nlp.figures.reading import values

CASES: list[tuple[Language, str]] = [
    ("vi", "Theo Nghị định số 35/2022/NĐ-CP ngày 28/5/2022, Quyết định 1107/QĐ-TTg, Thông tư 05/2025/TT-BTC."),
    ("vi", "Điện thoại: 0912 345 678; (84-24) 3843 1234; hotline 1900 1234."),
    ("vi", "Lúc 14h30 ngày 12/5, tại lô A2, đường số 3, KCN Biên Hòa 2, phường 5, quận 7."),
    ("vi", "Tiêu chuẩn ISO 14001:2015, QCVN 40:2011/BTNMT cột A, TCVN 6772."),
    ("vi", "Khởi công dịp 2/9, khai trương ngày 6/8."),
    ("vi", "Tỉnh Bắc Ninh, tỉnh Hà Nam."),
    ("vi", "Tỷ giá USD/VND 25.450."),
    ("vi", "Cách mạng công nghiệp 4.0 và ba lô."),
    ("vi", "Các quốc lộ 10, 21, 38 khiến tỉnh thành cửa ngõ."),
    ("en", "Decree 35/2022/ND-CP, Decision No. 1107/QD-TTg, ISO 14001:2015, Article 37, Clause 2."),
    ("en", "Tel: +84 24 3843 1234; open 24/7; 10:30 am on 4 May 2023; Phase 2; Zone 3; page 4 of 12."),
    ("vi", "Hội chợ từ 29/2 tới 2/3; Công ty Trung Hòa, 27/50 đường DX 68."),
    ("en", "Green Farms ...... 17 Clean Rivers ...... 19"),
    ("en", "Route 5, flight VN123, Tax code 0101234567, Room 305; PM2.5, H2SO4, 3D printing, 5G, G20."),
    ("vi", "Xe buýt số 5, tuyến 86, chuyến bay VN123, mã ngành 2011, tài khoản 1234567890; giờ mở cửa 8h-17h."),
    ("en", "In 2022 Ha Yen grew."),
    ("en", "The 3rd meeting on COVID -19 was held in Zone 4."),
    ("vi", "Đất giao năm 2023 ký lại, hết 2020 khu đầy; Quyết định số 825 ngày 3/7/2023; tổ máy số 2 năm 2024."),
    ("vi", "Hôm 15 thông báo này đến; đợt 2 bắt đầu lúc 13giờ 20 chiều; 09:01 GMT+7 hãng tin."),
    ("vi", "Trang\n29\nNhà máy lớn nhất nước. Năm giờ chiều tan ca."),
    ("vi", "Sáng 7/11 người ta thấy khói; so với quý 3 năm ngoái, quí 1 năm 2025."),
    ("en", "VSIP 3 Industrial Park and Hoa Phu IP, copyright 2021 Hoa Phu IP."),
    ("vi", "Cả hai đều hết hạn. Lượt tải: 0download."),
    ("en", "It lies at 21°18′N 105°36′E / 21.300°N 105.600°E."),
    ("vi", "Ảnh 360 độ: đứng thứ 56/63 cả nước."),
    ("en", "On March 31, 2015 Loans; since 1 May 2024 clusters; in late May 2004 the parks; in 2015 Ha said."),
    ("en", 'The "3-in-1" model of "Long Thanh 1" closed at 10 p.m. at Hung Phu 2A and Hung Phu 2B industrial parks.'),
    ("en", "A net zero, one-stop shop for industry 4.0."),
    ("en", "The two sides met; the two countries and both their partners look for a second leg."),
    ("en", "0 Comments. Feed: 1661745-xathai1-rbfo. See 1.1 Fees for other services."),
    ("en", "Collection 22 22 LOGISTICS CENTER IN THE NORTH, high in SO2 still."),
    ("vi", "Hai bên ký; Thủ tướng hai nước dự; đề án chia hai phần: nay và sau."),
    ("vi", "Cẩm Anh | 5 giờ trước | Tin\n3 năm trước\nThép, nhựa"),
    ("vi", "Covid -19 kéo tụt giá; 0 download; quy hoạch chi tiết tỷ lệ 1/500 khu tái định cư."),
    ("vi", "Khoảng 19 giờ 50 phút ngày 19-4; chừng 20 giờ ngày 10.5."),
    ("vi", "Trạm biến áp 220kV Phú Bình nối đường dây 110 kV Vân Canh - Long Mỹ."),
    ("vi", "Người dân 1\n“Khu công nghiệp mở cống.” Long Hậu 3.1 sẵn chỗ; 4 HCM 13\n5 Đồng Nai 25."),
    ("vi", "Làm từ 7 giờ sáng tới 20 giờ tối; chiều 4-7 nhà máy báo nghỉ đến 14 tháng Giêng."),
    ("vi", "Quy hoạch tỷ lệ 1/2.000 chủ đầu tư đã làm; vào top 5 địa phương; nhà cấp 4 tuềnh toàng; điện 3 pha."),
    ("vi", "Hôm 10.2 ký quyết định; qua 9T 2025."),
    ("en", 'A five-star hotel; it was called one "with services".'),
    ("vi", "1,159 lượt xem. Họ không đồng tình, hai phía đàm phán; 8 CN."),
    ("en", "It is one of the top 50 dairy producers. ꧙ Binh Duong sets up the Phu My 3.1 thermal power plant."),
    ("en", "It is a Fortune 500 company on the VNR 500 list, won a CSI 100 award and cut its BOD5 levels."),
    ("vi", "Bảo vệ trực 24/24h. Nhiều năm trở lại đây khu đông; qúy 2 năm 2024 khu vắng."),
    ("vi", "1 Khu công nghiệp Hòa An\n2 Nhà máy"),
    ("en", "In a year the mill spins yarn; only one other did better in the 1st half of 2023."),
]


@pytest.mark.parametrize(("language", "text"), CASES)
def test_no_figure(language: Language, text: str) -> None:
    assert values(language, text) == []


def test_a_decree_number_beside_money_stays_apart() -> None:
    assert values("vi", "Theo Quyết định 75/QĐ-UBND, 2 tỷ đồng được cấp.") == ["2000000000 VND"]


def test_numbers_of_a_list_are_no_counts() -> None:
    rows = "Tên cụm\n1 CCN Nam Hồng 42,9\n2 CCN Trung Lương 26,4\n5 CCN Kỳ Ninh 4,4"
    assert values("vi", rows) == []
    assert values("vi", "Tỉnh có\n5 CCN đã lấp đầy\n2 CCN đang xây\n4 CCN còn chờ") == [
        "5 industrial cluster",
        "2 industrial cluster",
        "4 industrial cluster",
    ]


def test_unmarked_names_are_no_numbers() -> None:
    assert values("vi", "Hai Phong cap van ban moi cho 18 du an FDI.") == ["18 project"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_word_is_declared_where_it_is_never_found(language: Language) -> None:
    words = load_words(language)
    tables = {name: getattr(words, name) for name in WORDS} | {"bridges": words.period_words.bridges}
    assert [(name, word) for name, table in tables.items() for word in table if len(tuple(cut(word))) > 1] == []


def test_a_time_of_the_day_counts_nobody() -> None:
    assert extract_figures("At 5 o'clock workers say goodbye, at 6 o’clock too.", "en") == ()
