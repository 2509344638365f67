"""Whom a figure is about by the clauses of its sentence."""

import pytest

from nlp.components.quantity.lexicon import Language
from tests.nlp.facts.reading import Case, Names, pick, read

HAI_TINH: Names = [("PLACE", "Hà Yên"), ("PLACE", "Lâm Sơn"), ("PLACE", "Phú Cường")]
PARKS: Names = [("PARK", "An Thinh IP"), ("PARK", "An Thinh II IP"), ("PARK", "Bao Long IP")]
KHU: Names = [("PARK", "KCN An Thịnh"), ("PARK", "KCN An Thịnh II"), ("PARK", "KCN Bảo Long")]
HANG: Names = [("ORG", "Minh Phát"), ("ORG", "Sao Khuê")]

SIDE_BY_SIDE: list[Case] = [
    (
        "vi",
        "Các huyện có nhiều khu, như Hà Yên có 5 khu rộng 900 ha, Lâm Sơn có 3 khu rộng 410 ha.",
        HAI_TINH,
        {"5 khu": "Hà Yên", "900 ha": "Hà Yên", "3 khu": "Lâm Sơn", "410 ha": "Lâm Sơn"},
    ),
    (
        "vi",
        "Giá thuê tại Hà Yên tăng 12% so với năm trước, và Lâm Sơn tăng 7%.",
        HAI_TINH,
        {"12%": "Hà Yên", "7%": "Lâm Sơn"},
    ),
    (
        "en",
        "An Thinh IP lets its land at $90 per square metre, while in Bao Long IP plots go for $75 per square metre.",
        PARKS,
        {"$90 per square metre": "An Thinh IP", "$75 per square metre": "Bao Long IP"},
    ),
    (
        "en",
        "Minh Phát employs 300 people and Sao Khuê takes on 120 people.",
        HANG,
        {"300 people": "Minh Phát", "120 people": "Sao Khuê"},
    ),
]
FRONTED: list[Case] = [
    (
        "vi",
        "KCN An Thịnh ra đời trước. Với 240 ha, KCN An Thịnh II được lập năm năm sau.",
        KHU,
        {"240 ha": "KCN An Thịnh II"},
    ),
    (
        "en",
        "An Thinh IP came first. Covering 240 ha, the An Thinh II IP followed five years later.",
        PARKS,
        {"240 ha": "An Thinh II IP"},
    ),
]
MADE_BY: list[Case] = [
    (
        "en",
        "Minh Phát opened its works here. A $45 million plant built by Sao Khuê will follow.",
        HANG,
        {"$45 million": "Sao Khuê"},
    ),
    (
        "en",
        "Minh Phát with 40 million USD and the factory of Sao Khuê are the largest.",
        HANG,
        {"40 million USD": "Minh Phát"},
    ),
]
WHICH: list[Case] = [
    (
        "en",
        "An Thinh IP is part of Bao Long IP, which covers 720 ha in all.",
        PARKS,
        {"720 ha": "Bao Long IP"},
    ),
    (
        "vi",
        "Hàng được đưa sang KCN Bảo Long, nơi có 35 doanh nghiệp.",
        KHU,
        {"35 doanh nghiệp": "KCN Bảo Long"},
    ),
]
LYING_IN: list[Case] = [
    (
        "vi",
        "Ba khu mới gồm: KCN An Thịnh - tỉnh Hà Yên (310 ha), KCN Bảo Long - tỉnh Lâm Sơn (180 ha).",
        [*KHU, ("PLACE", "tỉnh Hà Yên"), ("PLACE", "tỉnh Lâm Sơn")],
        {"310 ha": "KCN An Thịnh", "180 ha": "KCN Bảo Long"},
    ),
]
COMPANIES: Names = [
    ("ORG", "Minh Phat Steel"),
    ("ORG", "Sao Khue Cement"),
    ("PARK", "An Thinh IP"),
    ("ORG", "Eco Fund"),
]
CONG_TY: Names = [
    ("ORG", "Công ty Minh Phát"),
    ("ORG", "Công ty Sao Khuê"),
    ("PARK", "KCN An Thịnh"),
    ("ORG", "Quỹ Đất Lành"),
]
COMPARED: list[Case] = [
    (
        "en",
        "After Minh Phat Steel poured in $60 million, Sao Khue Cement announced a plan of $25 million.",
        COMPANIES,
        {"$60 million": "Minh Phat Steel", "$25 million": "Sao Khue Cement"},
    ),
    (
        "en",
        "Minh Phat Steel saved 2 GWh last year, and a further 500 MWh came from Sao Khue Cement.",
        COMPANIES,
        {"2 GWh": "Minh Phat Steel", "500 MWh": "Sao Khue Cement"},
    ),
    (
        "en",
        "The share of solar power reached 30% at Minh Phat Steel and 45% at Sao Khue Cement.",
        COMPANIES,
        {"30%": "Minh Phat Steel", "45%": "Sao Khue Cement"},
    ),
    (
        "en",
        "The project of Minh Phat Steel is worth $60 million, that of Sao Khue Cement $25 million.",
        COMPANIES,
        {"$60 million": "Minh Phat Steel", "$25 million": "Sao Khue Cement"},
    ),
    (
        "vi",
        "Dự án của Công ty Minh Phát có vốn 60 triệu USD, còn dự án của Công ty Sao Khuê có vốn 25 triệu USD.",
        CONG_TY,
        {"60 triệu USD": "Công ty Minh Phát", "25 triệu USD": "Công ty Sao Khuê"},
    ),
    (
        "en",
        "After An Thinh IP (350 ha), Bao Long IP is the second park of Ha Yen with 120 ha.",
        [*PARKS, ("PLACE", "Ha Yen")],
        {"350 ha": "An Thinh IP", "120 ha": "Bao Long IP"},
    ),
]
APPOSED: list[Case] = [
    (
        "vi",
        "Công ty Minh Phát, chủ đầu tư KCN An Thịnh, đạt doanh thu 900 tỷ đồng.",
        CONG_TY,
        {"900 tỷ đồng": "Công ty Minh Phát"},
    ),
    (
        "en",
        "It signed with Minh Phat Steel, a subsidiary of Sao Khue Cement, to lease 50 ha of An Thinh IP.",
        COMPANIES,
        {"50 ha": "An Thinh IP"},
    ),
]
BACKED: list[Case] = [
    (
        "en",
        "Under the programme of the Eco Fund, Minh Phat Steel cut its power use by 15%.",
        [*COMPANIES, ("ORG", "programme of the Eco Fund")],
        {"15%": "Minh Phat Steel"},
    ),
    ("vi", "Quỹ Đất Lành tài trợ 2 triệu USD cho KCN An Thịnh.", CONG_TY, {"2 triệu USD": "KCN An Thịnh"}),
]
TITLED: list[Case] = [
    (
        "en",
        "Two\n\n1. Minh Phat Steel: new\nIt has 900 panels.\n2. Sao Khue Cement: neat\nIt burns 3,000 tonnes a year.",
        COMPANIES,
        {"900 panels": "Minh Phat Steel", "3,000 tonnes a year": "Sao Khue Cement"},
    ),
    (
        "vi",
        "Công ty Minh Phát\n\nNhà máy dùng 900 lao động.\n\nCông ty Sao Khuê\n\nTỷ lệ tái chế đạt 95%.",
        CONG_TY,
        {"900 lao động": "Công ty Minh Phát", "95%": "Công ty Sao Khuê"},
    ),
]
NOWHERE: list[Case] = [
    (
        "en",
        "Hanoi (VNA) – Some 90 enterprises in five parks saved 4 million USD.",
        [("PLACE", "Hanoi"), ("ORG", "VNA")],
        {"4 million USD": None},
    ),
    (
        "en",
        "Ha Yen (VNA) – Five parks were filled to 83%.",
        [("PLACE", "Ha Yen"), ("ORG", "VNA")],
        {"83%": "Ha Yen"},
    ),
    (
        "vi",
        "Toàn tỉnh có 14 khu công nghiệp, tổng diện tích 3.100 ha.",
        [],
        {"14 khu công nghiệp": None, "3.100 ha": None},
    ),
]
REASONS = {
    "side by side": SIDE_BY_SIDE,
    "fronted": FRONTED,
    "made by": MADE_BY,
    "which": WHICH,
    "lying in": LYING_IN,
    "compared": COMPARED,
    "apposed": APPOSED,
    "backed": BACKED,
    "titled": TITLED,
    "nowhere": NOWHERE,
}
CASES = [pytest.param(*case, id=f"{reason}: {case[1][:40]}") for reason, cases in REASONS.items() for case in cases]


@pytest.mark.parametrize(("language", "text", "names", "wanted"), CASES)
def test_clauses_say_whom(language: Language, text: str, names: Names, wanted: dict[str, str | None]) -> None:
    assert pick(read(text, language, names), wanted) == wanted
