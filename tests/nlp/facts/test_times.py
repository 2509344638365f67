"""When a fact holds: which period is a figure's own, and what day the article speaks of."""

import pytest

from config.schema import Period
from nlp.components.quantity.lexicon import Language
from tests.nlp.facts.reading import Names, figure_facts, read

NAMES: Names = [("PARK", "An Thinh IP"), ("PARK", "KCN An Thịnh"), ("PLACE", "Ha Yen"), ("PLACE", "Hà Yên")]

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
    # a length of time has no period
    ("en", "In 2022 An Thinh IP was given a term of 50 years.", "50 years", None),
]


@pytest.mark.parametrize(("language", "text", "surface", "wanted"), OWN)
def test_periods(language: Language, text: str, surface: str, wanted: Period | None) -> None:
    built = read(text, language, NAMES)
    fact = figure_facts(built)[surface]
    figure = next(figure for figure in built.figures if figure.evidence.surface == surface)
    assert fact.period == figure.period == wanted


def test_as_of_is_the_articles_day() -> None:
    assert figure_facts(read("An Thinh IP covers 250 ha.", "en", NAMES))["250 ha"].as_of == "2024-06-10"


def test_as_of_is_the_end_of_a_period_that_is_over() -> None:
    assert figure_facts(read("In 2022 Ha Yen drew 48 projects.", "en", NAMES))["48 projects"].as_of == "2022"


def test_as_of_of_a_running_year_is_the_articles_day() -> None:
    assert figure_facts(read("In 2024 Ha Yen drew 48 projects.", "en", NAMES))["48 projects"].as_of == "2024-06-10"


def test_as_of_is_unknown_without_a_day() -> None:
    facts = figure_facts(read("An Thinh IP covers 250 ha.", "en", NAMES, published=None))
    assert facts["250 ha"].as_of is None
