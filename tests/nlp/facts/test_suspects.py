"""Values that cannot be right say why; nothing is corrected."""

from dataclasses import replace
from decimal import Decimal

import pytest

from config.schema import Fact
from nlp.components.quantity.lexicon import Language
from nlp.facts.conversion import convert_to_base, convert_to_usd
from nlp.facts.suspects import find_suspect
from nlp.figures import extract_figures
from tests.nlp.facts.reading import VOCABULARY, Names, figure_facts, read

NAMES: Names = [("PARK", "An Thinh IP"), ("PARK", "KCN An Thịnh"), ("ORG", "Minh Phat Steel")]

OUTSIDE: list[tuple[str, str, str, str, str]] = [
    (
        "investment",
        "13000000000000000",
        "VND",
        "money",
        "investment of 520,000,000,000 USD is more than the 500,000,000,000",
    ),
    ("area", "900000", "ha", "area", "area of 900,000 ha is more than the 400,000 ha that is plausible"),
    ("area", "6000000", "km2", "area", "area of 600,000,000 ha is more than the 400,000 ha that is plausible"),
    ("occupancy", "180", "%", "share", "occupancy of 180 % is more than the 100 % that is plausible"),
    ("investment", "1000", "USD", "money", "investment of 1,000 USD is less than the 100,000 USD that is plausible"),
    ("land_price", "0.001", "USD/m2", "price", "rent or land price of 0.001 USD/m2 is less than the 0.01 USD/m2"),
]


@pytest.mark.parametrize(("predicate", "value", "unit", "dimension", "reason"), OUTSIDE)
def test_values_out_of_the_band_are_suspect(predicate: str, value: str, unit: str, dimension: str, reason: str) -> None:
    (fact,) = figure_facts(read("An Thinh IP covers 351 ha.", "en", NAMES)).values()
    told = replace(fact, predicate=predicate, value=Decimal(value), unit=unit, dimension=dimension)
    assert (find_suspect(told, VOCABULARY) or "").startswith(reason)


def test_a_suspect_is_told_with_the_fact() -> None:
    (fact,) = figure_facts(read("An Thinh IP covers 900,000 ha.", "en", NAMES)).values()
    assert fact.value == 900_000
    assert fact.suspect == "area of 900,000 ha is more than the 400,000 ha that is plausible"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "An Thinh IP covers 351 ha."),
        ("vi", "KCN An Thịnh có tổng vốn đầu tư 1.300 tỷ đồng."),
        ("en", "Rents at An Thinh IP are 90 USD/m2."),
        ("en", "An Thinh IP has an occupancy rate of 85%."),
    ],
)
def test_plausible_values_are_not_suspect(language: Language, text: str) -> None:
    assert [fact.suspect for fact in figure_facts(read(text, language, NAMES)).values()] == [None]


def test_a_unit_that_does_not_fit_is_suspect() -> None:
    (fact,) = figure_facts(read("An Thinh IP covers 351 ha.", "en", NAMES)).values()
    wrong: Fact = replace(fact, unit="kWh", dimension="energy")
    assert find_suspect(wrong, VOCABULARY) == "area is not told in kWh"


def test_the_figures_own_doubt_is_carried_over() -> None:
    text = "An Thinh IP covers 351 ha."
    (figure,) = extract_figures(text, "en")
    doubted = replace(figure, suspect="the digits may mean something else")
    (fact,) = figure_facts(read(text, "en", NAMES, figures=[doubted])).values()
    assert fact.suspect == "the digits may mean something else"


def achieved(text: str) -> dict[str, Fact]:
    """Read a text whose figures are all achieved: what contradicts has the same status."""
    figures = [replace(figure, status="achieved") for figure in extract_figures(text, "en")]
    return figure_facts(read(text, "en", NAMES, figures=figures))


def test_two_areas_of_one_park_contradict_each_other() -> None:
    facts = achieved("An Thinh IP covers 481 ha.\n\nThe land of An Thinh IP covers 497 ha.")
    assert facts["481 ha"].suspect == "the article also says 497 ha of the same"
    assert facts["497 ha"].suspect == "the article also says 481 ha of the same"


def test_a_value_with_zeros_too_many_contradicts_the_right_one() -> None:
    facts = achieved("Minh Phat Steel invests 40 million USD.\n\nMinh Phat Steel invests 40 billion USD.")
    assert facts["40 million USD"].suspect == "the article also says 40 billion USD of the same"


@pytest.mark.parametrize(
    "text",
    [
        "An Thinh IP covers 481.2 ha.\n\nAn Thinh IP covers about 480 ha.",  # rounding
        "An Thinh IP covers 480 ha.\n\nThe first phase of An Thinh IP covers 300 ha.",  # a part
        "An Thinh IP covers 480 ha.\n\nAn Thinh IP covers 4.8 km2.",  # the same in another unit
        "An Thinh IP covers 480 ha and An Thinh IP leased 300 ha.",  # another predicate
        "Minh Phat Steel invests 40 million USD.\n\nMinh Phat Steel invests 55 million USD.",  # may be two plants
    ],
)
def test_what_only_looks_like_a_contradiction(text: str) -> None:
    assert {fact.suspect for fact in achieved(text).values()} == {None}


CORRECTIONS: list[tuple[Language, str, str, str]] = [
    ("vi", "KCN An Thịnh không phải 400 ha mà là 351 ha.", "400 ha", "351 ha"),
    ("vi", "Diện tích KCN An Thịnh được nêu là 395,7 ha. Con số đúng là 394 ha.", "395,7 ha", "394 ha"),
    (
        "vi",
        "KCN An Thịnh đính chính: bài viết trước nêu 9,8 tỷ đồng, con số đúng là 8,9 tỷ đồng.",
        "9,8 tỷ đồng",
        "8,9 tỷ đồng",
    ),
    ("en", "An earlier version of this article said An Thinh IP covers 400 ha; it is 351 ha.", "400 ha", "351 ha"),
    ("en", "An Thinh IP covers 351 ha, not 400 ha.", "400 ha", "351 ha"),
]


@pytest.mark.parametrize(("language", "text", "wrong", "right"), CORRECTIONS)
def test_a_number_that_the_text_takes_back_is_suspect(language: Language, text: str, wrong: str, right: str) -> None:
    facts = figure_facts(read(text, language, NAMES))
    suspects = {next(word for word in (wrong, right) if word in shown): f.suspect for shown, f in facts.items()}
    assert suspects == {wrong: "corrected in the text", right: None}


def test_two_numbers_side_by_side_correct_nothing() -> None:
    facts = figure_facts(read("An Thinh IP covers 351 ha, but not 20 ha of it is leased.", "en", NAMES))
    assert {fact.suspect for fact in facts.values()} == {None}


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        ("2", "km2", (Decimal(200), "ha")),
        ("15000", "m2", (Decimal("1.5"), "ha")),
        ("10", "m3/hour", (Decimal(87600), "m3/year")),
        ("3", "GWh", (Decimal(3000000), "kWh")),
        ("1", "TJ", (Decimal("277777.777778"), "kWh")),
        ("75000000", "VND", (Decimal(75000000), "VND")),
        ("4", "enterprise", (Decimal(4), "enterprise")),
        ("1", None, (Decimal(1), "")),
        ("9" * 25, "ha", (Decimal("9" * 25), "ha")),
    ],
)
def test_values_in_their_base_unit(value: str, unit: str | None, wanted: tuple[Decimal, str]) -> None:
    assert convert_to_base(Decimal(value), unit) == wanted


@pytest.mark.parametrize(
    ("value", "unit", "wanted"),
    [
        ("25000", "VND", (Decimal(1), "USD")),
        ("2500000000", "VND/ha", (Decimal(10), "USD/m2")),
        ("90", "USD/m2/month", (Decimal(90), "USD/m2")),
        ("5", "ha", None),
    ],
)
def test_money_in_dollars_for_plausibility(value: str, unit: str, wanted: tuple[Decimal, str] | None) -> None:
    assert convert_to_usd(Decimal(value), unit) == wanted


def test_what_is_beyond_all_measure_is_not_converted() -> None:
    assert convert_to_usd(Decimal("1e30"), "VND") is None
    assert convert_to_base(Decimal("1e30"), "t") == (Decimal("1e30"), "t")
