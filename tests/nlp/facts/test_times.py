"""When a fact holds: which period is a figure's own, and what day the article speaks of."""

from datetime import date

import pytest

from config.schema import Period
from nlp.components.quantity.lexicon import Language
from tests.nlp.facts.reading import Names, figure_facts, read

NAMES: Names = [
    ("ORG", "Minh Phat"),
    ("PARK", "An Thinh IP"),
    ("PARK", "KCN An Thịnh"),
    ("PLACE", "Ha Yen"),
    ("PLACE", "Hà Yên"),
]

YEAR = Period(start="2023", end="2023")
FIRST_MONTHS = Period(start="2024-01-01", end="2024-03-31")
UNTIL_2030 = Period(start=None, end="2030")
OWN: list[tuple[Language, str, str, Period | None]] = [
    ("en", "In 2022 Ha Yen drew 48 projects.", "48 projects", Period(start="2022", end="2022")),
    ("vi", "Năm 2022, Hà Yên thu hút 48 dự án.", "48 dự án", Period(start="2022", end="2022")),
    # handed on along the list
    (
        "vi",
        "Năm 2022, Hà Yên thu hút 48 dự án, xuất khẩu 225 triệu USD.",
        "225 triệu USD",
        Period(start="2022", end="2022"),
    ),
    # of another clause, behind the figure
    ("en", "An Thinh IP covers 250 ha, and its second phase was opened in 2019.", "250 ha", None),
    # when something began is not when its figures hold
    ("en", "An Thinh IP, established in 1998, has 63 projects.", "63 projects", None),
    ("en", "Established: 1998, An Thinh IP has 63 projects.", "63 projects", None),
    (
        "en",
        "Some 126 projects have come to Ha Yen for good since 2016.",
        "Some 126 projects",
        Period(start="2016", end=None),
    ),
    ("en", "An Thinh IP asks 95 USD/m2 up to 2054.", "95 USD/m2", None),
    ("en", "A plan of $6.4 million for An Thinh IP was announced on 12 March 2025.", "$6.4 million", None),
    (
        "en",
        "More than $6.4 million has, in the first half of 2023, gone to Ha Yen.",
        "More than $6.4 million",
        Period(start="2023-01-01", end="2023-06-30"),
    ),
    (
        "vi",
        "Quý I vừa rồi, Hà Yên thu hút 48 dự án; quý II/2024 có thể là 30 dự án.",
        "48 dự án",
        Period(start="2024-01-01", end="2024-03-31"),
    ),
    (
        "en",
        "Exports of Ha Yen rose by 12%, 13.5% and 20%, respectively, in the first nine months of 2022.",
        "13.5%",
        Period(start="2022-01-01", end="2022-09-30"),
    ),
    ("en", "Minh Phat owns 12% of An Thinh IP, which was let in 2022.", "12%", None),
    ("en", "An Thinh IP was set up in 2003 and has 63 projects.", "63 projects", None),
    ("vi", "KCN An Thịnh khởi công tháng 9/2013, hiện có 39 dự án.", "39 dự án", None),
    ("vi", "KCN An Thịnh đi vào hoạt động từ năm 2005. Năm qua, khu thu hút 39 dự án.", "39 dự án", None),
    ("vi", "KCN An Thịnh khởi công tháng 9/2013, hiện có 39 dự án. Khu có 900 lao động.", "900 lao động", None),
    ("vi", "Năm 2013, KCN An Thịnh thu hút 5 dự án, hiện có 39 dự án.", "39 dự án", None),
    ("vi", "KCN An Thịnh rộng 250 ha được khởi công vào năm 1998.", "250 ha", None),
    (
        "en",
        "In Ha Yen, 3 industrial parks were set up in 2022.",
        "3 industrial parks",
        Period(start="2022", end="2022"),
    ),
    # but what was there from the beginning, what was founded then, and what goes on until now
    (
        "en",
        "An Thinh IP was established in 1998 with an area of 250 ha.",
        "250 ha",
        Period(start="1998", end="1998"),
    ),
    (
        "vi",
        "Năm 2022, Hà Yên đã thành lập 3 khu công nghiệp.",
        "3 khu công nghiệp",
        Period(start="2022", end="2022"),
    ),
    ("vi", "Từ năm 2015 đến nay, Hà Yên thu hút 48 dự án.", "48 dự án", Period(start="2015", end=None)),
    # the day of an announcement is not that of the plan
    ("en", "Minh Phat said on 12 March 2025 that it would spend $6.4 million.", "$6.4 million", None),
    ("vi", "Minh Phat cho biết ngày 12/3/2025 sẽ chi 6,4 triệu USD.", "6,4 triệu USD", None),
    ("vi", "Ngày 12/3/2025 Minh Phat cho biết sẽ chi 6,4 triệu USD.", "6,4 triệu USD", None),
    ("en", "Come 2030, Minh Phat said, it will spend $6.4 million.", "$6.4 million", Period(start="2030", end="2030")),
    # a length of time has no period
    ("en", "In 2022 An Thinh IP was given a term of 50 years.", "50 years", None),
]


# the period of the next clause is that of what follows it
FIRST_HALF = "6 tháng đầu năm, các doanh nghiệp tại KCN An Thịnh xuất khẩu 2,3 tỷ USD; 6 tháng cuối năm đạt 3 tỷ USD."
TWO_YEARS = "Năm 2023, KCN An Thịnh thu hút 12 dự án với tổng vốn 80 triệu USD, năm 2024 thu hút 15 dự án."
OWN += [
    ("vi", FIRST_HALF, "2,3 tỷ USD", Period(start="2024-01-01", end="2024-06-30")),
    ("vi", FIRST_HALF, "3 tỷ USD", Period(start="2024-07-01", end="2024-12-31")),
    ("vi", TWO_YEARS, "80 triệu USD", Period(start="2023", end="2023")),
    ("vi", TWO_YEARS, "15 dự án", Period(start="2024", end="2024")),
    ("vi", "Cùng kỳ năm ngoái, KCN An Thịnh thu hút 3 dự án.", "3 dự án", Period(start="2023", end="2023")),
]


# a year in brackets or in a comparison is that of the figure it stands with
OWN += [
    (
        "en",
        "Profit was $231 million (2022: $198 million), and Minh Phat paid $96 million in taxes.",
        "$96 million",
        None,
    ),
    ("en", "An Thinh IP let 96 ha against 71 ha in 2022.", "96 ha", None),
    ("vi", "KCN An Thịnh cho thuê 38 ha so với 92 ha năm 2022.", "38 ha", None),
]

BRACKET = "Quý I/2024, Hà Yên thu hút 52 triệu USD, tăng 60% so với cùng kỳ năm 2023 (32 triệu USD)."
OWN += [
    ("vi", BRACKET, "32 triệu USD", Period(start="2023-01-01", end="2023-03-31")),
    ("vi", BRACKET, "60%", Period(start="2024-01-01", end="2024-03-31")),
    (
        "en",
        "In 2023 An Thinh IP let 96 ha, up from the level of 2022 (71 ha).",
        "71 ha",
        Period(start="2022", end="2022"),
    ),
    ("vi", "Năm 2023 Minh Phat lãi 52 tỷ đồng, cao gấp 3,5 lần so với kết quả năm 2022.", "3,5 lần", YEAR),
    ("en", "Profit was $231 million (2022: $198 million) at Minh Phat.", "$231 million", None),
    (
        "en",
        "Profit was $231 million (2022: $198 million) at Minh Phat.",
        "$198 million",
        Period(start="2022", end="2022"),
    ),
    ("vi", "Doanh thu của Minh Phat bằng 94% năm 2022.", "94%", None),
    ("vi", "Doanh thu của Minh Phat năm 2022 bằng 94% kế hoạch.", "94%", Period(start="2022", end="2022")),
    (
        "en",
        "Minh Phat aims to use 8-10 per cent of its water again in all plants by 2030.",
        "8-10 per cent",
        UNTIL_2030,
    ),
]

QUARTER = Period(start="2024-01-01", end="2024-03-31")
APRIL = Period(start="2024-04-01", end="2024-04-30")

# a time named before
OWN += [
    ("en", "In 2023 An Thinh IP won 3 firms. Rain fell. During the year it met 24 investors.", "24 investors", YEAR),
    ("en", "In 2023 An Thinh IP won 3 firms. Rain fell. It has 24 investors.", "24 investors", None),
    ("vi", "Riêng tháng 4/2024 Hà Yên có 12 dự án. Trong tháng, 9 dự án tăng vốn.", "9 dự án", APRIL),
    ("vi", "Năm 2023 Hà Yên đón 3 dự án. Mưa to. Cả năm, tỉnh thu 80 tỷ đồng.", "80 tỷ đồng", YEAR),
    ("en", "By the end of 2023 An Thinh IP had 3 firms. Over that year it met 24 investors.", "24 investors", YEAR),
    ("vi", "Quý I/2024 Hà Yên có 12 dự án. Cùng 3 tháng này, có 9 dự án tăng vốn.", "9 dự án", QUARTER),
]

# a time without a year that opens a sentence, and a change behind its level
OWN += [
    ("vi", "Ba tháng đầu năm, Minh Phat lãi 52 tỷ đồng. Riêng gạch mang về 12 tỷ đồng.", "12 tỷ đồng", FIRST_MONTHS),
    ("vi", "Minh Phat lãi 52 tỷ đồng sau 3 tháng đầu năm.", "52 tỷ đồng", FIRST_MONTHS),
    ("vi", "Kế hoạch cả năm 2023 của Minh Phat là lãi 52 tỷ đồng.", "52 tỷ đồng", YEAR),
    ("en", "Minh Phat had revenue of $52 million in 2023, up 12% from 2022.", "12%", YEAR),
]

# things and their size
PAIRS = "By decree of 6 May 2023, Ha Yen will have 9 industrial parks covering 815 ha by 2030, and 12 spanning 948 ha."
OWN += [
    ("en", PAIRS, "9 industrial parks", UNTIL_2030),
    (
        "en",
        "Ha Yen had 9 industrial parks with a total area of 815 ha by the end of 2023.",
        "9 industrial parks",
        Period(start=None, end="2023"),
    ),
    ("en", "Ha Yen has 9 industrial parks, let at 95 USD/m2 in 2023.", "9 industrial parks", None),
]

# a target is for the years far behind it
OWN += [
    (
        "vi",
        "Minh Phat đặt mục tiêu đáp ứng 45% nhu cầu của các nhà máy bằng điện tái tạo trong giai đoạn 2025-2028.",
        "45%",
        Period(start="2025", end="2028"),
    ),
]

# today is not the quarter named before
OWN += [
    (
        "en",
        "In the first quarter of 2024, Ha Yen drew 3 firms and has so far drawn 126 projects.",
        "126 projects",
        None,
    ),
    ("en", "After a good first quarter, Ha Yen has so far attracted 126 projects.", "126 projects", None),
    ("vi", "Từ đầu năm 2023 đến nay, Hà Yên thu hút 48 dự án.", "48 dự án", Period(start="2023", end=None)),
]

# a report tells of its period wherever it names no other time
MARKET = "Industrial market\n\nIn the first quarter of 2024, Ha Yen drew 48 projects.\n\n"
SNAPSHOT = "Market snapshot Q1 2024\n\n"
ANNUAL = "BÁO CÁO THƯỜNG NIÊN 2023\n\nDoanh thu của Minh Phat đạt 1.284 tỷ đồng.\n\n"
REPORTS: list[tuple[Language, str, str, Period | None]] = [
    ("en", MARKET + "An Thinh IP asks 95 USD/m2.", "95 USD/m2", QUARTER),
    ("en", MARKET + "Registered capital came to $80 million.", "$80 million", QUARTER),
    ("en", MARKET + "Last year it was better. Registered capital came to $90 million in 2023.", "$90 million", YEAR),
    (
        "en",
        MARKET + "In the same period last year, Ha Yen drew 19 projects.",
        "19 projects",
        Period(start="2023-01-01", end="2023-03-31"),
    ),
    (
        "vi",
        "Quý I/2024, Hà Yên thu hút 48 dự án, vượt 9,7% kế hoạch cả năm.",
        "9,7%",
        Period(start="2024-01-01", end="2024-03-31"),
    ),
    ("en", MARKET + "An Thinh IP covers 250 ha.", "250 ha", None),
    ("en", MARKET + "Currently, the zone has 126 projects.", "126 projects", None),
    ("vi", "Quý I/2024, Hà Yên có 12 dự án.\n\nĐến nay, tỉnh có vốn đăng ký 80 tỷ đồng.", "80 tỷ đồng", None),
    ("vi", "Quý I/2024, Hà Yên có 12 dự án.\n\nĐầu năm đến nay, vốn đăng ký 80 tỷ đồng.", "80 tỷ đồng", QUARTER),
    ("en", MARKET + "Minh Phat will spend $6.4 million.", "$6.4 million", None),
    ("en", "Industrial market\n\nHa Yen drew 48 projects.\n\nAn Thinh IP asks 95 USD/m2.", "95 USD/m2", None),
    ("vi", ANNUAL + "Công ty tiết kiệm được 8,9 triệu kWh điện.", "8,9 triệu kWh điện", YEAR),
    ("vi", ANNUAL + "Trong năm, công ty xử lý 415.000 m3 nước thải.", "415.000 m3", YEAR),
    ("vi", ANNUAL + "KCN An Thịnh rộng 250 ha.", "250 ha", None),
    ("vi", ANNUAL + "Công ty trồng 6.200 cây xanh.", "6.200 cây xanh", YEAR),
    ("en", SNAPSHOT + "Factories took up 46% of the space let in Ha Yen.", "46%", QUARTER),
    ("en", SNAPSHOT + "An Thinh IP asks 95 USD/m2, 4% more than in 2023.", "95 USD/m2", QUARTER),
    ("en", SNAPSHOT + "An Thinh IP will be let at 99 USD/m2.", "99 USD/m2", None),
]


@pytest.mark.parametrize(("language", "text", "figure", "wanted"), REPORTS)
def test_a_report_tells_of_its_period(language: Language, text: str, figure: str, wanted: Period | None) -> None:
    assert figure_facts(read(text, language, NAMES))[figure].period == wanted


TURN = "Các khu của Hà Yên năm 2023: {}\n\nTổng kết hôm nay.\n\nThu ngân sách Hà Yên đạt 78 tỷ đồng."


@pytest.mark.parametrize(
    ("headline", "published", "wanted"),
    [
        ("vốn vượt kế hoạch", date(2024, 1, 5), None),  # it speaks of plans
        ("vốn tăng mạnh", date(2024, 1, 5), YEAR),
        ("vốn tăng mạnh", date(2023, 12, 28), YEAR),
        ("vốn tăng mạnh", date(2024, 6, 10), None),
        ("vốn sẽ tăng", date(2023, 12, 28), None),
    ],
)
def test_a_headline_of_the_turn_of_the_year_looks_back(headline: str, published: date, wanted: Period | None) -> None:
    built = read(TURN.format(headline), "vi", NAMES, published=published)
    assert figure_facts(built)["78 tỷ đồng"].period == wanted


@pytest.mark.parametrize(("language", "text", "surface", "wanted"), OWN)
def test_periods(language: Language, text: str, surface: str, wanted: Period | None) -> None:
    built = read(text, language, NAMES)
    fact = figure_facts(built)[surface]
    figure = next(figure for figure in built.figures if figure.evidence.surface == surface)
    assert fact.period == figure.period == wanted


def test_months_of_a_period_are_no_fact() -> None:
    facts = figure_facts(read("Trong 9 tháng năm 2023, KCN An Thịnh thu hút 12 dự án.", "vi", NAMES))
    assert list(facts) == ["12 dự án"]


PLANS: list[tuple[Language, str, str | None, Period | None]] = [
    ("en", "In 2026, An Thinh IP will invest $45 million in pumps.", "2025-06-10", Period(start="2026", end="2026")),
    ("en", "In 2026, An Thinh IP will invest $45 million in pumps.", None, Period(start="2026", end="2026")),
    ("vi", "Năm 2026, KCN An Thịnh sẽ đầu tư 45 triệu USD cho máy bơm.", None, Period(start="2026", end="2026")),
    (
        "en",
        "An Thinh IP plans to invest $45 million in new pumps by the end of 2027.",
        None,
        Period(start=None, end="2027"),
    ),
    (
        "en",
        "An Thinh IP plans to invest $45 million in new pumps by the end of 2027.",
        "2025-06-10",
        Period(start=None, end="2027"),
    ),
    ("en", "In 2024, after long talks, An Thinh IP agreed to invest $45 million.", "2025-06-10", None),
    ("en", "By December 31, An Thinh IP will invest $45 million.", "2025-06-10", Period(start=None, end="2025-12-31")),
    ("vi", "Đến ngày 31/12, KCN An Thịnh sẽ đầu tư 45 triệu USD.", "2025-06-10", Period(start=None, end="2025-12-31")),
    ("vi", "Đến cuối năm nay, KCN An Thịnh sẽ đầu tư 45 triệu USD.", "2025-06-10", Period(start=None, end="2025")),
    ("en", "On June 10 An Thinh IP began to plan an investment of $45 million.", "2025-06-10", None),
    ("en", "The road is due in 2027; An Thinh IP plans to invest $45 million.", "2025-06-10", None),
    ("en", "An Thinh IP plans to invest $45 million, and a road is to be opened in 2027.", "2025-06-10", None),
]


@pytest.mark.parametrize(("language", "text", "published", "wanted"), PLANS)
def test_a_plan_is_for_a_period_to_come(
    language: Language, text: str, published: str | None, wanted: Period | None
) -> None:
    day = date.fromisoformat(published) if published else None
    (fact,) = figure_facts(read(text, language, NAMES, published=day)).values()
    assert (fact.status, fact.period) == ("planned", wanted)


def test_nothing_was_achieved_in_a_time_to_come() -> None:
    text, published = "In 2025 Ha Yen drew 48 projects.", date(2024, 12, 18)
    ahead, told = (read(text, "en", NAMES, published=day) for day in (published, date(2026, 1, 5)))
    assert (figure_facts(ahead)["48 projects"].status, figure_facts(told)["48 projects"].status) == (
        "planned",
        "achieved",
    )


def test_as_of_is_the_articles_day() -> None:
    assert figure_facts(read("An Thinh IP covers 250 ha.", "en", NAMES))["250 ha"].as_of == "2024-06-10"


def test_as_of_is_the_end_of_a_period_that_is_over() -> None:
    assert figure_facts(read("In 2022 Ha Yen drew 48 projects.", "en", NAMES))["48 projects"].as_of == "2022"


def test_as_of_of_a_running_year_is_the_articles_day() -> None:
    assert figure_facts(read("In 2024 Ha Yen drew 48 projects.", "en", NAMES))["48 projects"].as_of == "2024-06-10"


def test_as_of_is_unknown_without_a_day() -> None:
    facts = figure_facts(read("An Thinh IP covers 250 ha.", "en", NAMES, published=None))
    assert facts["250 ha"].as_of is None
