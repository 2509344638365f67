"""What a heading, the lead of a list or the words that open a paragraph say of the figures below."""

from datetime import date

import pytest

from config.schema import Period, Status
from nlp.components.quantity.lexicon import Language
from tests.nlp.facts.reading import Names, figure_facts, read

AT_PRESENT = "b) Recycled water of 25 percent in Ha Yen, from 3 percent at present;"
BASELINE = "Ha Yen\n\nBaseline (2020). Ha Yen used 8 million kWh."
TABLE = "Hà Yên\n\n(Số liệu chốt ngày 31/12/2023)\n\nHà Yên có 48 dự án."
CALLS = "List of projects calling for investment\n\n"
BEGUN = "Hà Yên\n\nHạng mục khởi công trong năm 2025:\n"
YEAR = Period(start="2023", end="2023")
LED = "Ha Yen\n\nWorks that begin in 2025:\n\n"
LAST_QUARTER = Period(start="2023-10-01", end="2023-12-31")
NEXT_YEAR = Period(start="2025", end="2025")
COLUMNS = "Ha Yen\n\nItem | 2023 | Tasks for 2025\nPumps in Ha Yen | VND92 bn | VND95 bn\nPipes | VND4 bn | VND8 bn"
NAMES: Names = [("PARK", "An Thinh IP"), ("PARK", "KCN An Thịnh"), ("PLACE", "Ha Yen"), ("PLACE", "Hà Yên")]
UNTIL_2030 = Period(start=None, end="2030")
PLAN = "Ha Yen approves a scheme\n\n3. Specific targets to 2030\n\n"
SCHEME = "Hà Yên duyệt đề án\n\nII. MỤC TIÊU\n\n1. Đến năm 2030:\n\n"
REPORT = "Báo cáo thường niên 2023\n\n1. Điểm lại năm 2023\n\nHà Yên có doanh thu 90 tỷ đồng.\n\n5. Kế hoạch 2024\n\n"
PROJECT = "A project in Ha Yen\n\nResults so far (to 31 March 2023)\n\n"
HALF = "Hà Yên báo cáo\n\nI. KẾT QUẢ 6 THÁNG ĐẦU NĂM\n\n1. Thu hút đầu tư\n\nHà Yên có 48 dự án.\n\n"
HALF_YEAR = Period(start="2024-01-01", end="2024-06-30")
TOLD = Period(start=None, end="2023-03-31")

CASES: list[tuple[Language, str, str, Status, Period | None]] = [
    ("en", PLAN + "a) Rooftop solar of 120 MWp in Ha Yen;", "120 MWp", "target", UNTIL_2030),
    ("en", PLAN + AT_PRESENT, "3 percent", "achieved", None),
    ("en", PLAN + "c) An Thinh IP (205 ha) certified;", "205 ha", "planned", None),
    ("en", PLAN + "d) Ha Yen has trained 600 workers;", "600 workers", "achieved", None),
    ("vi", SCHEME + "a) Hà Yên chuyển đổi 3 khu công nghiệp;", "3 khu công nghiệp", "target", UNTIL_2030),
    ("vi", SCHEME + "b) Tỷ lệ tái sử dụng nước của Hà Yên nâng lên 85%;", "85%", "target", UNTIL_2030),
    ("vi", REPORT + "Doanh thu của Hà Yên 705 tỷ đồng.", "705 tỷ đồng", "planned", Period(start="2024", end="2024")),
    ("vi", REPORT + "Doanh thu của Hà Yên 705 tỷ đồng.", "90 tỷ đồng", "achieved", Period(start="2023", end="2023")),
    ("en", PROJECT + "Ha Yen saw 62 companies assessed.", "62 companies", "achieved", TOLD),
    ("en", PROJECT + "In 2021 Ha Yen drew 48 projects.", "48 projects", "achieved", Period(start="2021", end="2021")),
    ("en", BASELINE, "8 million kWh", "achieved", Period(start="2020", end="2020")),
    ("en", CALLS + "Project 2. A solar cluster in Ha Yen. Capacity: 60 MWp.", "60 MWp", "planned", None),
    ("en", CALLS + "Ha Yen has 48 projects.", "48 projects", "achieved", None),
    # a line break alone may part a heading from its text, but no header of a table is one
    (
        "en",
        "Ha Yen\n\nArticle 2. Objectives\n1. By 2030:\na) 60 MWp of solar in Ha Yen;",
        "60 MWp",
        "target",
        UNTIL_2030,
    ),
    ("en", "Ha Yen\n\nTasks for 2025\nHa Yen spends VND70 billion on pumps.", "VND70 billion", "planned", NEXT_YEAR),
    ("vi", BEGUN + "- Hà Yên: 640 căn hộ;", "640 căn hộ", "planned", NEXT_YEAR),
    ("vi", "Hà Yên\n\nChỉ tiêu | 2022\nDự án | 40\n\nHà Yên có 48 dự án.", "48 dự án", "achieved", None),
    # a column of plans tells plans
    ("en", COLUMNS, "VND92 bn", "achieved", Period(start="2023", end="2023")),
    ("en", COLUMNS, "VND95 bn", "planned", NEXT_YEAR),
    # a heading that says little but a time
    ("en", "Ha Yen\n\nQ4/2023 in short\n\nHa Yen drew 48 projects.", "48 projects", "achieved", LAST_QUARTER),
    ("en", "Ha Yen\n\nFounded: 2003\nArea of Ha Yen: 205 ha", "205 ha", "achieved", None),
    # a question is over its answer, a line with a colon over what follows at once
    ("en", "Ha Yen\n\nHow did Ha Yen fare in 2023?\n\nHa Yen drew 48 projects.", "48 projects", "achieved", YEAR),
    ("en", "Ha Yen\n\nHow did Ha Yen fare?\n\nHa Yen drew 48 projects.", "48 projects", "achieved", None),
    ("en", "Ha Yen\n\nAims for 2025\n\nHa Yen lets 9 ha.", "9 ha", "target", NEXT_YEAR),
    ("en", LED + "Ha Yen | 9 ha", "9 ha", "planned", NEXT_YEAR),
    ("en", LED + "Ha Yen grows.\n\nHa Yen lets 9 ha.", "9 ha", "achieved", None),
    # goals told at the end of a lead; what a list proposes
    ("en", "Ha Yen\n\nFor 2025 Ha Yen set itself these goals:\n- let 9 ha", "9 ha", "target", NEXT_YEAR),
    ("vi", "Hà Yên\n\nCác giải pháp đề xuất\n\nHà Yên tiết kiệm 90 kWh.", "90 kWh", "potential", None),
    ("vi", "Hà Yên\n\nCác giải pháp đề xuất\n\nHà Yên đã tiết kiệm 90 kWh.", "90 kWh", "achieved", None),
    # a day above a text is when it was put up, a year in a headline need not be that of its figures
    ("en", "Ha Yen\n\n28/8/2020\n\nHa Yen drew 48 projects.", "48 projects", "achieved", None),
    ("en", "Ha Yen\n\nGreen parks 2018\n\nHa Yen drew 48 projects.", "48 projects", "achieved", None),
    # what is expected of a plan; what a numbered heading says holds under those below it
    (
        "en",
        "Ha Yen\n\nEXPECTED RESULTS BY 2030\n\n• Ha Yen saves 58 GWh a year",
        "58 GWh a year",
        "planned",
        UNTIL_2030,
    ),
    ("vi", "Hà Yên\n\nHiệu quả dự kiến\n\nHà Yên tiết kiệm 90 kWh.", "90 kWh", "planned", None),
    ("vi", HALF + "2. Ngân sách\n\nThu ngân sách Hà Yên 78 tỷ đồng.", "78 tỷ đồng", "achieved", HALF_YEAR),
    ("vi", HALF + "2. Lao động\n\nHà Yên có 1.760 lao động.", "1.760 lao động", "achieved", None),
    ("vi", HALF + "II. NHIỆM VỤ\n\nThu ngân sách Hà Yên 78 tỷ đồng.", "78 tỷ đồng", "achieved", None),
    # all that a table of numbers tells is of one day
    ("vi", TABLE, "48 dự án", "achieved", Period(start=None, end="2023-12-31")),
]


@pytest.mark.parametrize(("language", "text", "surface", "status", "period"), CASES)
def test_sections(language: Language, text: str, surface: str, status: Status, period: Period | None) -> None:
    built = read(text, language, NAMES, published=date(2024, 6, 10))
    fact = figure_facts(built)[surface]
    figure = next(figure for figure in built.figures if figure.evidence.surface == surface)
    assert (fact.status, fact.period) == (figure.status, figure.period) == (status, period)


def test_a_long_list_is_read_in_one_go() -> None:
    items = "\n\n".join(f"- Ha Yen saves {n} MWh;" for n in range(2, 400))
    built = read("Ha Yen\n\nTargets to 2030:\n\n" + items, "en", NAMES, published=date(2024, 6, 10))
    assert {figure.status for figure in built.figures} == {"target"}
