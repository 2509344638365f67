"""Values as a reader of the page sees them."""

from decimal import Decimal
from typing import Any

import pytest

from config.quantity import load_units
from config.schema import Evidence, Fact, Figure
from index.search import Statistics
from search_api.web.facts import article_fact_rows, plural, quantity, summaries, unit_name
from search_api.web.interface import load_interface

UNNAMED = {"GPU", "camera", "container", "kiosk", "module", "other", "one", "robot"}
EVIDENCE = Evidence(article_id="a", passage=0, start=0, end=1, surface="x", sentence_start=0, sentence_end=1)


@pytest.mark.parametrize(
    ("figure", "english", "vietnamese"),
    [
        ({"value": 75, "unit": "ha"}, "75 ha", "75 ha"),
        ({"value": "75e9", "unit": "VND", "dimension": "money"}, "75 billion VND", "75 tỷ VND"),
        ({"value": "12.5", "unit": "%", "dimension": "share"}, "12.5%", "12,5%"),
        ({"value": 3000, "unit": "m3/day", "modifier": "about"}, "about 3,000 m³/day", "khoảng 3.000 m³/ngày"),
        ({"value": 5, "unit": "t CO2e", "modifier": "at_least"}, "≥ 5 t CO₂e", "≥ 5 t CO₂e"),
        ({"value": 5, "upper": 7, "unit": "MW", "modifier": "range"}, "5 to 7 MW", "5 đến 7 MW"),
        ({"value": 12, "of": 14, "unit": "factory", "dimension": "count"}, "12 of 14 factories", "12 trên 14 nhà máy"),
        ({"value": 5, "unit": "industrial park", "dimension": "count"}, "5 industrial parks", "5 khu công nghiệp"),
        ({"value": 1, "unit": "industrial park", "dimension": "count"}, "1 industrial park", "1 khu công nghiệp"),
        ({"value": 2, "unit": "expert", "dimension": "count"}, "2 experts", "2 chuyên gia"),
        ({"value": 2, "unit": "plant", "dimension": "count"}, "2 plants", "2 nhà máy"),
        ({"value": 2, "unit": "percentage point", "dimension": "share"}, "2 percentage point", "2 điểm phần trăm"),
        ({"value": 2, "unit": "kg/person/year"}, "2 kg/person/year", "2 kg/người/năm"),
        ({"value": 6, "unit": "t", "per": "year"}, "6 t per year", "6 t mỗi năm"),
        ({"value": 3, "unit": "", "dimension": "count"}, "3", "3"),
    ],
)
def test_values(figure: dict[str, Any], english: str, vietnamese: str) -> None:
    decimals: dict[str, Any] = {name: Decimal(figure[name]) for name in ("value", "upper", "of") if name in figure}
    values: dict[str, Any] = {"dimension": "mass", **figure, **decimals}
    made = Figure(evidence=EVIDENCE, **values)
    assert quantity(made, load_interface("en")) == english
    assert quantity(made, load_interface("vi")) == vietnamese


def test_a_counted_thing_is_named_as_the_text_does() -> None:
    fact = Fact(
        id="f", kind="figure", subject=None, subject_label=None, predicate="other", evidence=EVIDENCE, sentence="x",
        language="vi", extractor="own", confidence=1.0, value=Decimal(60), unit="expert", dimension="count",
        item="chuyên gia",
    )  # fmt: skip
    assert quantity(fact, load_interface("vi")) == "60 chuyên gia"
    assert quantity(fact, load_interface("en")) == "60 experts"


@pytest.mark.parametrize(
    ("kind", "status", "shown"),
    [
        ("relation", "achieved", ""),
        ("relation", "planned", "planned"),
        ("figure", "achieved", "achieved"),
        ("event", "achieved", "achieved"),
        ("figure", "unknown", ""),
    ],
)
def test_a_relation_that_holds_has_no_status(kind: Any, status: Any, shown: str) -> None:
    reason = "investment of 48,000 USD is less than the 100,000 USD that is plausible"
    fact = Fact(
        id="f", kind=kind, subject=None, subject_label=None, predicate="investment", evidence=EVIDENCE, sentence="x",
        language="vi", extractor="own", confidence=1.0, status=status, suspect=reason,
    )  # fmt: skip
    directory: Any = None  # names are asked for of entities only
    for language, said in (("vi", "vốn đầu tư 48.000 USD thấp hơn mức hợp lý là 100.000 USD"), ("en", reason)):
        (row,) = article_fact_rows([fact], load_interface(language), directory, article_id="a", version="")
        assert (row.status, row.suspect) == (shown, said)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1234567.0, "1.235 million"), (0.012345, "0.01235"), (12.0, "12"), (98765.4, "98,770"), (0.0, "0")],
)
def test_statistics_are_rounded_to_four_digits(value: float, written: str) -> None:
    found = Statistics(unit="kWh", count=2, total=value, low=value, high=value)
    (summary,) = summaries([found], load_interface("en"))
    assert summary.total == written


@pytest.mark.parametrize(
    ("noun", "plurals"), [("company", "companies"), ("survey", "surveys"), ("bus", "buses"), ("plant", "plants")]
)
def test_plurals(noun: str, plurals: str) -> None:
    assert plural(noun) == plurals


@pytest.mark.parametrize("unit", sorted({row.unit for row in load_units() if row.dimension == "count"} - UNNAMED))
def test_all_that_is_counted_has_a_vietnamese_name(unit: str) -> None:
    assert unit_name(unit, load_interface("vi")) != unit
