"""Whom a figure is about, grouped by why it is known."""

from datetime import date

import pytest

from nlp.components.quantity.lexicon import Language
from nlp.facts.scene import Scene
from nlp.segment import iter_text_passages
from tests.nlp.facts.reading import Case, Names, figure_facts, mentions_of, pick, read, subjects
from tests.nlp.facts.tables import read_rows

TWO_PARKS: Names = [("PARK", "An Thinh IP"), ("PARK", "Bao Long IP")]
AREAS = {"An Thinh IP": 127, "Bao Long IP": 350}
HAI_KHU: Names = [("PARK", "KCN An Thịnh"), ("PARK", "KCN Bảo Long")]

BRACKETS: list[Case] = [
    (
        "en",
        "Two parks are full: An Thinh IP (127 ha) and Bao Long IP (350 ha).",
        TWO_PARKS,
        {"127 ha": "An Thinh IP", "350 ha": "Bao Long IP"},
    ),
    (
        "vi",
        "Hai khu đã kín là KCN An Thịnh (127 ha) và KCN Bảo Long (350 ha).",
        HAI_KHU,
        {"127 ha": "KCN An Thịnh", "350 ha": "KCN Bảo Long"},
    ),
]
LISTS: list[Case] = [
    (
        "vi",
        "Các khu gồm: KCN An Thịnh 135 ha, KCN Bảo Long rộng 165 ha.",
        HAI_KHU,
        {"165 ha": "KCN Bảo Long"},
    ),
    (
        "en",
        "Areas differ: An Thinh IP covers 90 ha; Bao Long IP covers 210 ha.",
        TWO_PARKS,
        {"90 ha": "An Thinh IP", "210 ha": "Bao Long IP"},
    ),
]
RESPECTIVELY: list[Case] = [
    (
        "en",
        "An Thinh IP and Bao Long IP charge $90 and $110 per square metre respectively.",
        TWO_PARKS,
        {"$90": "An Thinh IP", "$110 per square metre": "Bao Long IP"},
    ),
    (
        "vi",
        "KCN An Thịnh và KCN Bảo Long lần lượt rộng 120 ha và 240 ha.",
        HAI_KHU,
        {"120 ha": "KCN An Thịnh", "240 ha": "KCN Bảo Long"},
    ),
]
APPOSITION: list[Case] = [
    (
        "en",
        "Work goes on at the 425-hectare An Thinh IP.",
        TWO_PARKS,
        {"425-hectare": "An Thinh IP"},
    ),
    (
        "en",
        "Minh Phat Steel, which employs 2,500 workers, has a plant there.",
        [("ORG", "Minh Phat Steel")],
        {"2,500 workers": "Minh Phat Steel"},
    ),
]
OF_WHICH: list[Case] = [
    (
        "en",
        "An Thinh IP has 60 projects, of which 25 projects are foreign.",
        TWO_PARKS,
        {"60 projects": "An Thinh IP", "25 projects": "An Thinh IP"},
    ),
    (
        "vi",
        "KCN An Thịnh rộng 300 ha, trong đó 210 ha là đất công nghiệp.",
        HAI_KHU,
        {"300 ha": "KCN An Thịnh", "210 ha": "KCN An Thịnh"},
    ),
]
ONE_OF: list[Case] = [
    (
        "en",
        "An Thinh IP is one of the 5 industrial parks of Ha Yen.",
        [*TWO_PARKS, ("PLACE", "Ha Yen")],
        {"5 industrial parks": "Ha Yen"},
    ),
    (
        "vi",
        "KCN An Thịnh là một trong 5 khu công nghiệp của tỉnh Hà Yên.",
        [*HAI_KHU, ("PLACE", "tỉnh Hà Yên")],
        {"5 khu công nghiệp": "tỉnh Hà Yên"},
    ),
]
EACH: list[Case] = [
    (
        "en",
        "An Thinh IP builds two workshops, each of 5,000 m2.",
        TWO_PARKS,
        {"5,000 m2": "An Thinh IP"},
    ),
]
POINTING_BACK: list[Case] = [
    (
        "en",
        "An Thinh IP opened in May. The park covers 250 ha and has 18 tenants.",
        TWO_PARKS,
        {"250 ha": "An Thinh IP", "18 tenants": "An Thinh IP"},
    ),
    (
        "vi",
        "KCN An Thịnh vừa khánh thành. Khu này rộng 250 ha, lấp đầy 60%.",
        HAI_KHU,
        {"250 ha": "KCN An Thịnh", "60%": "KCN An Thịnh"},
    ),
]
PLANTS: list[Case] = [
    (
        "vi",
        "Công ty Minh Phát khởi công nhà máy tại KCN An Thịnh. Nhà máy rộng 12 ha, cần 60 triệu USD.",
        [*HAI_KHU, ("ORG", "Công ty Minh Phát")],
        {"12 ha": "Công ty Minh Phát", "60 triệu USD": "Công ty Minh Phát"},
    ),
    (
        "en",
        "Minh Phat Steel built a plant in An Thinh IP. The plant employs 900 workers.",
        [*TWO_PARKS, ("ORG", "Minh Phat Steel")],
        {"900 workers": "Minh Phat Steel"},
    ),
]
HEADINGS: list[Case] = [
    (
        "en",
        "An Thinh IP doubles in size\n\nThe extension takes 120 ha more and costs 45 million USD.",
        TWO_PARKS,
        {"45 million USD": "An Thinh IP"},
    ),
    (
        "vi",
        "Mở rộng KCN An Thịnh\n\nDự án cần 1.200 tỷ đồng, dùng 120 ha đất.",
        HAI_KHU,
        {"1.200 tỷ đồng": "KCN An Thịnh", "120 ha": "KCN An Thịnh"},
    ),
]
NOBODY: list[Case] = [
    ("en", "It takes 12 km to get there.", [], {"12 km": None}),
    ("vi", "Giá thuê là 110 USD/m2.", [], {"110 USD/m2": None}),
    ("en", "Five industrial parks took part in the workshop.", [], {"Five industrial parks": None}),
    ("en", "Results of three parks", [], {"three parks": None}),
    ("en", "Dong A Textile saves 145,000 kWh/yr.", [], {"145,000 kWh/yr": None}),
    ("en", "Dong A Textile has 900 workers.", [], {"900 workers": None}),
    (
        "en",
        "Asking rents averaged USD 139 per sqm, according to Halden Research.",
        [("ORG", "Halden Research")],
        {"USD 139 per sqm": None},
    ),
    ("en", "Halden Research expects rents to grow 4-6% per annum.", [("ORG", "Halden Research")], {"4-6%": None}),
    (
        "en",
        "An enterprise in an eco-industrial park can cut 40% of its waste.",
        TWO_PARKS,
        {"40%": None},
    ),
]
ROWS: list[Case] = [
    (
        "vi",
        "Lấp đầy: Bình Dương 99%, Đồng Nai 94%, Long An 84%.",
        [("PLACE", "Bình Dương"), ("PLACE", "Đồng Nai"), ("PLACE", "Long An")],
        {"99%": "Bình Dương", "94%": "Đồng Nai", "84%": "Long An"},
    ),
]
RANKS: list[Case] = [
    (
        "en",
        "Bau Bang District lies in Binh Duong Province. When last year closed, the district counted 1,000 projects.",
        [("PLACE", "Bau Bang District"), ("PLACE", "Binh Duong Province")],
        {"1,000 projects": "Bau Bang District"},
    ),
    (
        "en",
        "Long An Province has set up Bau Lam District. When last year closed, the province counted 5,000 projects.",
        [("PLACE", "Bau Lam District"), ("PLACE", "Long An Province")],
        {"5,000 projects": "Long An Province"},
    ),
]
PROGRAMMES: list[Case] = [
    (
        "en",
        "The Blue Water Programme began. River Institute opened it.\n\nActivities of the project:\n\n- Study of ink"
        + "\n\n- Study of salts" * 4
        + "\n\n- Training of 40 dyers",
        [("ORG", "Blue Water Programme"), ("ORG", "River Institute")],
        {"40 dyers": "Blue Water Programme"},
    ),
    (
        "en",
        "The Blue Water Programme began. According to the River Institute, the programme has helped 60 dyers.",
        [("ORG", "Blue Water Programme"), ("ORG", "River Institute")],
        {"60 dyers": "Blue Water Programme"},
    ),
    (
        "vi",
        "Viện Sông khởi động Chương trình Nước Xanh tại KCN An Thịnh. Theo Viện Sông, dự án đã hỗ trợ 60 nhà máy.",
        [("ORG", "Chương trình Nước Xanh"), ("ORG", "Viện Sông"), ("PARK", "KCN An Thịnh")],
        {"60 nhà máy": "Chương trình Nước Xanh"},
    ),
    (
        "vi",
        "Chương trình Nước Xanh ghé KCN An Thịnh. KCN An Thịnh có 16 dự án, 12 dự án đã sản xuất trên 60 ha.",
        [("ORG", "Chương trình Nước Xanh"), ("PARK", "KCN An Thịnh")],
        {"trên 60 ha": "KCN An Thịnh"},
    ),
]
SEATS: list[Case] = [
    (
        "en",
        "Quang Ninh People's Committee report\n\nThe province had eight industrial parks.",
        [("ORG", "Quang Ninh People's Committee")],
        {"eight industrial parks": "quang-ninh"},
    ),
    (
        "vi",
        "UBND tỉnh Quảng Ninh báo cáo\n\nNăm 2023 tỉnh có 8 KCN.",
        [("ORG", "UBND tỉnh Quảng Ninh")],
        {"8 KCN": "quang-ninh"},
    ),
]
DEVELOPERS: list[Case] = [
    (
        "en",
        "An Thinh IP, developed by Minh Phat Group, spans 1,329 hectares.",
        [*TWO_PARKS, ("ORG", "Minh Phat Group")],
        {"1,329 hectares": "An Thinh IP"},
    ),
    (
        "vi",
        "KCN An Thịnh do Công ty Minh Phát đầu tư, diện tích 268,32 ha.",
        [*HAI_KHU, ("ORG", "Công ty Minh Phát")],
        {"268,32 ha": "KCN An Thịnh"},
    ),
]
JOINT: list[Case] = [  # of all together, so of none of them
    ("en", "An Thinh IP and Bao Long IP together employ 57,400 workers.", TWO_PARKS, {"57,400 workers": None}),
    (
        "vi",
        "Hai khu An Thịnh và Bảo Long tiết kiệm 4.530 MWh mỗi năm.",
        [("PARK", "An Thịnh"), ("PARK", "Bảo Long")],
        {"4.530 MWh mỗi năm": None},
    ),
    (
        "en",
        "Ha Yen has two new parks: An Thinh IP and Bao Long IP (350 ha).",
        [*TWO_PARKS, ("PLACE", "Ha Yen")],
        {"350 ha": "Bao Long IP"},
    ),
]
RANKINGS: list[Case] = [
    (
        "vi",
        "TP.HCM dẫn đầu với 255 USD/m2, tiếp theo là Long An 183 USD/m2 và Tây Ninh 160 USD/m2.",
        [("PLACE", "TP.HCM"), ("PLACE", "Long An"), ("PLACE", "Tây Ninh")],
        {"255 USD/m2": "TP.HCM", "183 USD/m2": "Long An", "160 USD/m2": "Tây Ninh"},
    ),
    (
        "en",
        "Hanoi remained the most expensive market at USD 208 per sqm, ahead of Bac Ninh (USD 152).",
        [("PLACE", "Hanoi"), ("PLACE", "Bac Ninh")],
        {"USD 208 per sqm": "Hanoi", "USD 152": "Bac Ninh"},
    ),
]
COMMITTEES: list[Case] = [
    (
        "vi",
        "UBND tỉnh Vĩnh Long đặt mục tiêu lắp 110 MWp điện mặt trời.",
        [("ORG", "UBND tỉnh Vĩnh Long")],
        {"110 MWp": "vinh-long"},
    ),
    (
        "en",
        "Vinh Long has nine parks. The People's Committee wants to reuse 8,000 m3/day.",
        [("PLACE", "Vinh Long"), ("ORG", "The People's Committee")],
        {"8,000 m3/day": "Vinh Long"},
    ),
    (
        "vi",
        "UBND huyện Bình Minh đặt mục tiêu lắp 11 MWp điện mặt trời.",
        [("ORG", "UBND huyện Bình Minh")],
        {"11 MWp": "UBND huyện Bình Minh"},
    ),
]
MILL: Names = [("ORG", "Hai Long Foods"), ("PARK", "An Thinh IP")]
SEATED: list[Case] = [
    (
        "en",
        "Case study: Hai Long Foods, An Thinh IP\n\nElectricity use fell by 1.52 million kWh in 2022.",
        MILL,
        {"1.52 million kWh": "Hai Long Foods"},
    ),
    (
        "vi",
        "Dệt Hải Long, đặt tại KCN An Thịnh, đã thay nồi hơi.\n\nMỗi năm xưởng bớt 600 tấn than.",
        [("ORG", "Dệt Hải Long"), ("PARK", "KCN An Thịnh")],
        {"600 tấn": "Dệt Hải Long"},
    ),
    (
        "en",
        "Hai Long Foods runs a mill in An Thinh IP.\n\nThe 418-hectare park, opened in 1996, has 70 tenants.",
        MILL,
        {"70 tenants": "An Thinh IP"},
    ),
]
LEFT: list[Case] = [
    (
        "vi",
        "Dệt Hải Long có 300 lao động.\n\nỞ KCN An Thịnh, thiếu nước. KCN An Thịnh đã chật. Trạm 19.000 m3/ngày đầy.",
        [("ORG", "Dệt Hải Long"), ("PARK", "KCN An Thịnh")],
        {"300 lao động": "Dệt Hải Long", "19.000 m3/ngày": "KCN An Thịnh"},
    ),
]
PARTNERS: list[Case] = [
    (
        "vi",
        "Giấy Đại Lâm làm 64.000 tấn giấy. Giấy Đại Lâm bán bã bột cho Biogreen.\n\nTháng 3, tỉnh phạt 170 triệu đồng.",
        [("ORG", "Giấy Đại Lâm"), ("ORG", "Biogreen")],
        {"170 triệu đồng": "Giấy Đại Lâm"},
    ),
]
REASONS = {
    "seated": SEATED,
    "left": LEFT,
    "partners": PARTNERS,
    "committees": COMMITTEES,
    "joint": JOINT,
    "rankings": RANKINGS,
    "seats": SEATS,
    "developers": DEVELOPERS,
    "programmes": PROGRAMMES,
    "brackets": BRACKETS,
    "lists": LISTS,
    "respectively": RESPECTIVELY,
    "apposition": APPOSITION,
    "of which": OF_WHICH,
    "one of": ONE_OF,
    "each": EACH,
    "pointing back": POINTING_BACK,
    "plants": PLANTS,
    "headings": HEADINGS,
    "rows": ROWS,
    "ranks": RANKS,
}
CASES = [pytest.param(*case, id=f"{reason}: {case[1][:40]}") for reason, cases in REASONS.items() for case in cases]


@pytest.mark.parametrize(("language", "text", "names", "wanted"), CASES)
def test_figures_are_bound(language: Language, text: str, names: Names, wanted: dict[str, str | None]) -> None:
    assert pick(read(text, language, names), wanted) == wanted


@pytest.mark.parametrize(("language", "text", "names", "wanted"), NOBODY)
def test_nobody_near_is_null(language: Language, text: str, names: Names, wanted: dict[str, str | None]) -> None:
    built = read(text, language, names)
    assert pick(built, wanted) == wanted
    assert not figure_facts(built)


def test_what_an_organisation_expects_of_itself_is_its_own() -> None:
    text = "Halden Research expects its revenue to grow 12% this year."
    assert subjects(read(text, "en", [("ORG", "Halden Research")])) == {"12%": "Halden Research"}


def test_rows_belong_to_their_first_cell() -> None:
    text = "Park | Area | Price\nAn Thinh IP | 120 ha | 90 USD/m2\nBao Long IP | 240 ha | 85 USD/m2"
    found = subjects(read_rows(text, TWO_PARKS))
    assert (found["120 ha"], found["90 USD/m2"]) == ("An Thinh IP", "An Thinh IP")
    assert (found["240 ha"], found["85 USD/m2"]) == ("Bao Long IP", "Bao Long IP")


@pytest.mark.parametrize("word", ["Total", "Total (2 parks)", "Average", "Tổng", "Tổng cộng", "Cộng", "Bình quân"])
def test_the_sum_of_a_table_is_of_none_of_its_rows(word: str) -> None:
    text = f"Park | Area | Price\nAn Thinh IP | 120 ha | 90 USD/m2\nBao Long IP | 240 ha | 85 USD/m2\n{word} | 360 ha |"
    found = subjects(read_rows(text, TWO_PARKS))
    assert (found["240 ha"], found["360 ha"]) == ("Bao Long IP", None)
    named = text.replace(word, f"{word} of An Thinh IP")
    assert subjects(read_rows(named, TWO_PARKS))["360 ha"] == "An Thinh IP"


def test_the_sum_of_a_table_may_be_of_what_the_text_is_about() -> None:
    table = "Company | Electricity (MWh/year)\nMinh Phat Steel | 120\nAn Binh Paper | 60\nTotal | 180"
    firms: Names = [("ORG", "Minh Phat Steel"), ("ORG", "An Binh Paper"), ("PARK", "Parks of the north")]
    assert subjects(read_rows(table, firms)) == {
        "120": "Minh Phat Steel",
        "60": "An Binh Paper",
        "180": "Parks of the north",
    }


def test_the_country_is_a_subject_whatever_it_is_called() -> None:
    built = read("Cả nước có 326 khu công nghiệp, rộng 95.000 ha.", "vi", [])
    assert subjects(built)["326 khu công nghiệp"] == "Vietnam"


def test_a_place_that_signs_the_article_stays_a_place() -> None:
    text = "DANANG – The city has drawn 120 projects.\n\nDANANG wants to build five parks."
    passages = tuple(iter_text_passages("article", text))
    scene = Scene(text, passages, mentions_of(text, passages, "PLACE", "DANANG", None), None)
    assert [name.sort for name in scene.names] == ["province", "province"]
    assert scene.signed == {0}


def test_twelve_of_fourteen_proposals() -> None:
    built = read("Minh Phat Steel has implemented 12 of the 14 proposals.", "en", [("ORG", "Minh Phat Steel")])
    (fact,) = figure_facts(built).values()
    assert [fact.value, fact.of] == [12, 14]
    assert (fact.subject, fact.predicate, fact.status) == ("Minh Phat Steel", "solutions_implemented", "achieved")


def test_planned_and_done_are_two_facts() -> None:
    text = (
        "Minh Phat Steel will invest 40 million USD in the plant by 2026. "
        "So far it has already spent 15 million USD on the site."
    )
    facts = figure_facts(read(text, "en", [("ORG", "Minh Phat Steel")]))
    assert facts["40 million USD"].status == "planned"
    assert facts["15 million USD"].status == "achieved"
    assert facts["40 million USD"].id != facts["15 million USD"].id


def test_a_fact_says_where_it_comes_from() -> None:
    text = "An Thinh IP covers 250 ha.\n\nBao Long IP covers 310 ha."
    facts = figure_facts(read(text, "en", TWO_PARKS, published=date(2024, 6, 10)))
    fact = facts["310 ha"]
    assert (fact.evidence.article_id, fact.evidence.passage, fact.sentence) == ("", 1, "Bao Long IP covers 310 ha.")
    assert text[fact.evidence.start : fact.evidence.end] == "310 ha"
    assert (fact.subject_label, fact.as_of, fact.extractor) == ("PARK", "2024-06-10", "figure.clause")
    assert 0 < fact.confidence <= 1


@pytest.mark.parametrize(
    ("language", "text", "names", "surface"),
    [
        ("en", "There are two parks: An Thinh IP and Bao Long IP, 1,106 hectares in all.", TWO_PARKS, "1,106 hectares"),
        ("vi", "Các dự án vào KCN An Thịnh và KCN Bảo Long, tổng cộng 900 ha.", HAI_KHU, "tổng cộng 900 ha"),
    ],
)  # fmt: skip
def test_a_sum_is_not_surely_the_last_ones(language: Language, text: str, names: Names, surface: str) -> None:
    (fact,) = [f for shown, f in figure_facts(read(text, language, names)).items() if shown in surface]
    assert fact.confidence < 0.9


def test_the_project_of_a_long_text_is_still_known_on_its_next_page() -> None:
    filler = "\n\n".join(["People talked of rain, of tea and of the long way home until the hall was dark again."] * 40)
    text = f"The Blue Water Programme began.\n\n{filler}\n\nIn seven years the programme has helped 60 dyers."
    assert subjects(read(text, "en", [("ORG", "Blue Water Programme")]))["60 dyers"] == "Blue Water Programme"


def test_a_cell_means_what_its_header_says() -> None:
    table = "Park | Occupancy (%) | Electricity saved (MWh/year)\nAn Thinh IP | 72 | 15\nBao Long IP | 88 | 20"
    facts = [fact for fact in read_rows(table, TWO_PARKS).facts if fact.kind == "figure"]
    told = [(fact.subject, fact.predicate, fact.evidence.surface) for fact in facts]
    assert told == [
        ("An Thinh IP", "occupancy", "72"),
        ("An Thinh IP", "energy_saved", "15"),
        ("Bao Long IP", "occupancy", "88"),
        ("Bao Long IP", "energy_saved", "20"),
    ]


@pytest.mark.parametrize("lead", ["Main results at {}:", "{}:"])
def test_items_are_about_the_park_above_them(lead: str) -> None:
    lists = [f"{lead.format(park)}\n\n• Area: {area} ha\n\n• Jobs: {area}0 workers" for park, area in AREAS.items()]
    found = subjects(read("\n\n".join(["The board told the news of its parks.", *lists]), "en", TWO_PARKS))
    assert found == {
        "127 ha": "An Thinh IP",
        "1270 workers": "An Thinh IP",
        "350 ha": "Bao Long IP",
        "3500 workers": "Bao Long IP",
    }


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Tenants of An Thinh IP save each year:\n\n- electricity: 22,000 MWh\n- water: 60,000 m3\n- 9 ha let\n",
            ["energy_saved", "water_saved", "leasable_area"],
        ),
        (
            "vi",
            "KCN An Thịnh có đất cho thuê như sau:\n\n- Giai đoạn 1: 120 ha\n- Giai đoạn 2: 90 ha\n",
            ["leasable_area", "leasable_area"],
        ),
        ("en", "An Thinh IP in short:\n\n- Area: 120 ha\n- Occupancy: 90%\n", ["area", "occupancy"]),
    ],
)
def test_the_line_above_a_list_says_what_its_items_mean(language: Language, text: str, wanted: list[str]) -> None:
    names: Names = [("PARK", "An Thinh IP"), ("PARK", "KCN An Thịnh")]
    assert [fact.predicate for fact in figure_facts(read(text, language, names)).values()] == wanted
