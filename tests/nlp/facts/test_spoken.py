"""Whom a figure is about where its sentence does not name it: the province, the company, a market, several parks."""

import pytest

from tests.nlp.facts.reading import Case, Names, pick, read

TWO_PARKS: Names = [("PARK", "An Thinh IP"), ("PARK", "Bao Long IP")]
HAI_KHU: Names = [("PARK", "KCN An Thịnh"), ("PARK", "KCN Bảo Long")]
MILL: Names = [("PARK", "An Thinh IP"), ("ORG", "Minh Phat Steel Company"), ("PLACE", "Vinh Long")]

PROVINCE: list[Case] = [
    (
        "en",
        "An Thinh IP in Vinh Long covers 127 ha.\n\nThe province wants to cut water use by 15%.",
        MILL,
        {"127 ha": "An Thinh IP", "15%": "Vinh Long"},
    ),
    (
        "vi",
        "KCN An Thịnh (Vĩnh Long) rộng 127 ha.\n\nTỉnh phấn đấu thu hút 1,2 tỷ USD vốn FDI.",
        [*HAI_KHU, ("PLACE", "Vĩnh Long")],
        {"127 ha": "KCN An Thịnh", "1,2 tỷ USD": "Vĩnh Long"},
    ),
    (
        "vi",
        "Vĩnh Long mời gọi đầu tư. KCN An Thịnh còn 86 ha; toàn tỉnh thu hút 20 dự án.",
        [*HAI_KHU, ("PLACE", "Vĩnh Long")],
        {"86 ha": "KCN An Thịnh", "20 dự án": "Vĩnh Long"},
    ),
    (
        "vi",
        "Vĩnh Long có nhiều khu. KCN An Thịnh xuất khẩu 118 triệu USD, bằng 62% kim ngạch cả tỉnh.",
        [*HAI_KHU, ("PLACE", "Vĩnh Long")],
        {"118 triệu USD": "KCN An Thịnh"},
    ),
]
COMPANY: list[Case] = [
    (
        "vi",
        "KCN An Thịnh đã kín 98%. Khách lớn nhất là Thép Minh Phát. Tập đoàn này có 2.400 lao động.",
        [*HAI_KHU, ("ORG", "Thép Minh Phát")],
        {"98%": "KCN An Thịnh", "2.400 lao động": "Thép Minh Phát"},
    ),
    (
        "en",
        ("In An Thinh IP we met Minh Phat Steel Company. The mill was cold. The company employs 42 people."),
        MILL,
        {"42 people": "Minh Phat Steel Company"},
    ),
    (
        "en",
        (
            "Minh Phat Steel Company has changed its lamps, its manager told us in An Thinh IP. "
            '"Our bill fell by 15%," he said.'
        ),
        MILL,
        {"15%": "Minh Phat Steel Company"},
    ),
    (
        "vi",
        "Các khu bớt 87 tỷ đồng. Lò ở KCN An Thịnh đã thay. Riêng Thép Minh Phát tiết kiệm 11,2 tỷ đồng.",
        [*HAI_KHU, ("ORG", "Thép Minh Phát")],
        {"11,2 tỷ đồng": "Thép Minh Phát"},
    ),
    (
        "en",
        "Work goes on in the region.\n\nAn Thinh IP is the largest. Its 240 ha are 97% full.",
        MILL,
        {"240 ha": "An Thinh IP", "97%": "An Thinh IP"},
    ),
]
OWN_PAGES: list[Case] = [
    (
        "en",
        (
            "Annual Report 2023\n\nMinh Phat Steel Company runs An Thinh IP.\n\nAn Thinh IP is full.\n\n"
            "Purchased electricity fell to 6.37 GWh.\n\nAn Thinh IP covers 127 ha."
        ),
        MILL,
        {"6.37 GWh": "Minh Phat Steel Company", "127 ha": "An Thinh IP"},
    ),
    (
        "en",
        (
            "Planet\n\nWe brew with care. Our boilers burn husk.\n\nWe saved 5,200 tonnes of coal.\n\n"
            "Our goal is zero waste.\n\nCopyright Minh Phat Steel Company"
        ),
        MILL,
        {"5,200 tonnes": "Minh Phat Steel Company"},
    ),
]
SEVERAL_PARKS: list[Case] = [
    (
        "vi",
        (
            "Vĩnh Long có thêm trạm xử lý.\n\n- KCN An Thịnh xây trạm 1.500 m3/ngày đêm;\n\n"
            "Tính chung, 27 KCN đều có trạm, tổng công suất 191.200 m3/ngày đêm."
        ),
        [*HAI_KHU, ("PLACE", "Vĩnh Long")],
        {"1.500 m3/ngày đêm": "KCN An Thịnh", "27 KCN": "Vĩnh Long", "191.200 m3/ngày đêm": "Vĩnh Long"},
    ),
    (
        "en",
        "Vinh Long has two parks: An Thinh IP and Bao Long IP. Together they measure 383 ha.",
        [*TWO_PARKS, ("PLACE", "Vinh Long")],
        {"383 ha": "Vinh Long"},
    ),
    (
        "en",
        "An Thinh IP in Vinh Long covers 127 ha. It is one of the 5 parks that pay.",
        [*TWO_PARKS, ("PLACE", "Vinh Long")],
        {"127 ha": "An Thinh IP"},
    ),
]
MARKETS: list[Case] = [
    (
        "en",
        "Land rents in Q3\n\nNorth: the rent reached $134/m2. Take-up came to 220 ha.\n\nSouth: the rent was $173/m2.",
        [("PLACE", "North"), ("PLACE", "South")],
        {"$134/m2": "North", "220 ha": "North", "$173/m2": "South"},
    ),
    (
        "vi",
        "Thị trường miền Bắc\n\nHải Phòng kín 95%. Tổng diện tích toàn vùng là 15.300 ha.",
        [("PLACE", "miền Bắc"), ("PLACE", "Hải Phòng")],
        {"95%": "Hải Phòng", "15.300 ha": "miền Bắc"},
    ),
]
PLACES: list[Case] = [
    (
        "en",
        "We expect rents to climb 5-8% a year in Bac Ninh and 3-7% in Hai Phong.",
        [("PLACE", "Bac Ninh"), ("PLACE", "Hai Phong")],
        {"5-8%": "Bac Ninh", "3-7%": "Hai Phong"},
    ),
    (
        "vi",
        "Hải Phòng dẫn đầu với 52 ha, Bắc Ninh đứng sau với 33 ha.",
        [("PLACE", "Bắc Ninh"), ("PLACE", "Hải Phòng")],
        {"52 ha": "Hải Phòng", "33 ha": "Bắc Ninh"},
    ),
    (
        "vi",
        "Bắc Ninh đứng đầu.\n\nTừ đầu năm, vốn ngoại đăng ký vào Việt Nam 15,2 tỷ USD.",
        [("PLACE", "Bắc Ninh"), ("PLACE", "Việt Nam")],
        {"15,2 tỷ USD": "Vietnam"},
    ),
]
CASES = [
    *(("province", case) for case in PROVINCE),
    *(("company", case) for case in COMPANY),
    *(("own page", case) for case in OWN_PAGES),
    *(("several parks", case) for case in SEVERAL_PARKS),
    *(("market", case) for case in MARKETS),
    *(("places", case) for case in PLACES),
]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[f"{what}: {case[1][:40]}" for what, case in CASES])
def test_what_is_spoken_of_is_found(case: Case) -> None:
    language, text, names, wanted = case
    assert pick(read(text, language, names), wanted) == wanted
