from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from config.schema import Evidence, Fact, Period
from pipelines.report import Contradiction, Statement, contradiction_object, find_contradictions
from pipelines.stories import Story

DAY = date(2024, 3, 12)


def _statement(
    article: str, value: str, unit: str = "VND", *, day: date | None = DAY, source: str = "one", **changes: Any
) -> Statement:
    values: Mapping[str, Any] = {
        "id": f"{article}-{value}-{unit}",
        "kind": "figure",
        "subject": "suoi-ngoc",
        "subject_label": "Suoi Ngoc",
        "predicate": "investment",
        "evidence": Evidence(
            article_id=article, passage=0, start=0, end=1, surface="x", sentence_start=0, sentence_end=1
        ),
        "sentence": "x",
        "language": "vi",
        "extractor": "test",
        "confidence": 1.0,
        "value": Decimal(value),
        "unit": unit,
        "dimension": "money",
        "modifier": "exact",
    }
    return Statement(
        fact=Fact(**{**values, **changes}),
        source=source,
        url=f"https://a.example/{article}",
        title=article,
        published=day,
    )


def _found(*statements: Statement) -> list[Contradiction]:
    return list(find_contradictions(statements))


def test_lost_zeros_between_languages_are_a_clear_contradiction() -> None:
    (found,) = _found(_statement("a", "13300e9"), _statement("b", "13300e12", source="two", language="en"))
    assert (found.reason, found.across, found.clear) == ("a thousand times", ("languages", "outlets"), True)


def test_rounding_is_none() -> None:
    assert _found(_statement("a", "13276491e6"), _statement("b", "13.3e12")) == []
    assert _found(_statement("a", "6361e9"), _statement("b", "6300e9", modifier="at_least")) == []


def test_an_article_speaks_with_all_its_figures() -> None:
    assert _found(_statement("a", "1e9"), _statement("a", "92e6"), _statement("b", "1e9")) == []
    (found,) = _found(_statement("a", "1e9"), _statement("a", "90e6"), _statement("b", "95e6"))
    assert (found.one.amount.value, found.other.amount.value) == (Decimal("90e6"), Decimal("95e6"))


def test_same_number_in_another_currency_is_a_slip() -> None:
    (found,) = _found(_statement("a", "954e9", "USD"), _statement("b", "954e9", "VND"))
    assert (found.reason, found.clear) == ("currency", True)
    assert _found(_statement("a", "1e9", "USD"), _statement("b", "22e12", "VND")) == []


def test_growth_over_years_is_a_development_and_shrinking_is_not() -> None:
    later = date(2026, 3, 12)
    assert _found(_statement("a", "70e9"), _statement("b", "85e9", day=later)) == []
    (found,) = _found(_statement("a", "85e9"), _statement("b", "70e9", day=later))
    assert (found.reason, found.across) == ("shrinks", ("years",))
    period = Period(start="2023", end="2023")
    (found,) = _found(_statement("a", "70e9", period=period), _statement("b", "85e9", day=later, period=period))
    assert found.reason == "differs"


def test_plan_is_not_held_against_result_nor_another_period_or_subject() -> None:
    first = _statement("a", "70e9", status="planned")
    assert _found(first, _statement("b", "85e9", status="achieved")) == []
    assert _found(first, _statement("b", "85e9", period=Period(start=None, end="2030"))) == []
    assert _found(first, _statement("b", "85e9", subject="nam-cau-kien")) == []
    assert _found(first, _statement("b", "85e9", subject=None)) == []
    assert _found(first, _statement("b", "85e9", suspect="out of band")) == []
    assert len(_found(first, _statement("b", "85e9", status="unknown"))) == 1


def test_distant_values_may_mean_different_things() -> None:
    (found,) = _found(_statement("a", "70e9"), _statement("b", "500e9"))
    assert (found.reason, found.clear) == ("scope", False)


def test_clear_ones_inside_a_story_come_first_and_repeats_are_shown_once() -> None:
    story = Story(id="s", articles=("c", "d"), likenesses=())
    areas = (("c", "40"), ("d", "44"), ("e", "44"))
    statements = [_statement(name, value, "ha", predicate="area", dimension="area") for name, value in areas]
    statements += [_statement("a", "70000000000.0"), _statement("b", "500e9")]
    found = find_contradictions(statements, [story])
    assert [(c.predicate, c.story, c.clear) for c in found] == [("area", "s", True), ("investment", None, False)]
    assert found == find_contradictions(reversed(statements), [story])
    shown = contradiction_object(found[0])
    assert {s["value"] for s in contradiction_object(found[1])["statements"]} == {"70000000000", "500000000000"}
    assert [statement["value"] for statement in shown["statements"]] == ["40", "44"]
    assert shown["statements"][0]["published"] == "2024-03-12"


def test_counts_are_held_together_by_what_is_counted_in_either_language() -> None:
    counted: dict[str, Any] = {"predicate": "jobs", "dimension": "count", "unit": "worker"}
    vietnamese = _statement("a", "60000", **counted, item="lao động")
    (found,) = _found(vietnamese, _statement("b", "66000", **counted, item="workers", language="en"))
    assert (found.reason, found.across, found.clear) == ("differs", ("languages",), True)
    assert len(_found(vietnamese, _statement("b", "45000", **counted, item="công nhân"))) == 1
    assert _found(vietnamese, _statement("b", "45000", **{**counted, "unit": "household"}, item="hộ dân")) == []
    assert _found(vietnamese, _statement("b", "45000", **counted, item="lao động nữ")) == []


@pytest.mark.parametrize(("one", "other", "unit"), [("flow", "capacity", "m3/day"), ("rate", "share", "%")])
def test_dimensions_that_languages_word_otherwise_are_held_together(one: str, other: str, unit: str) -> None:
    first = _statement("a", "12", unit, predicate="wastewater_capacity", dimension=one)
    (found,) = _found(first, _statement("b", "21", unit, predicate="wastewater_capacity", dimension=other))
    assert found.reason == "differs"
    assert _found(first, _statement("b", "21", unit, predicate="wastewater_capacity", dimension="ratio")) == []


AREA: dict[str, Any] = {"predicate": "area", "unit": "ha", "dimension": "area"}


@pytest.mark.parametrize(
    ("period", "as_of", "status", "count"),
    [
        (Period(start="2024", end="2024"), "2025-02-06", "achieved", 1),  # ended lately
        (Period(start="2024", end="2024"), "2024-03-12", "achieved", 1),  # runs
        (Period(start=None, end="2024-12-31"), "2025-02-06", "achieved", 1),
        (Period(start="2019", end="2019"), "2025-02-06", "achieved", 0),
        (Period(start=None, end="2025"), "2025-02-06", "planned", 0),
        (Period(start="2024", end="2024"), None, "achieved", 0),
    ],
)
def test_what_there_is_one_of_is_held_against_a_year_that_one_outlet_names(
    period: Period, as_of: str | None, status: str, count: int
) -> None:
    first = _statement("a", "351", **AREA, status=status, period=period)
    second = _statement("b", "300", **AREA, status="achieved", as_of=as_of, source="two")
    assert len(_found(first, second)) == count


def test_years_of_one_thing_are_not_held_against_each_other() -> None:
    years = [Period(start=year, end=year) for year in ("2023", "2024")]
    first, second = (_statement(y.end or "", v, **AREA, period=y) for y, v in zip(years, ("351", "300"), strict=True))
    assert _found(first, second) == []
    money = _statement("a", "70e9", period=years[0])
    assert _found(money, _statement("b", "85e9", as_of="2024-01-10")) == []  # there may be several investments


def test_what_agrees_is_set_aside_and_slips_among_the_rest_are_told() -> None:
    common = [_statement("a", "1800e9"), _statement("b", "1800e9")]
    (found,) = _found(*common, _statement("a", "420e9"), _statement("b", "420e6", "USD"))
    assert (found.reason, found.clear) == ("currency", True)
    (found,) = _found(*common, _statement("a", "60e9"), _statement("b", "6e9"))
    assert found.reason == "ten times"
    assert [statement.amount.value for statement in (found.one, found.other)] == [Decimal("60e9"), Decimal("6e9")]


def test_other_values_beside_agreeing_ones_may_be_of_other_things() -> None:
    common = [_statement("a", "1800e9"), _statement("b", "1800e9")]
    assert _found(*common, _statement("a", "70e9"), _statement("b", "85e9")) == []
    assert _found(*common, _statement("a", "180e9")) == []
    rest = [_statement("a", "60e9"), _statement("b", "6e9"), _statement("b", "25e9")]
    assert _found(*common, *rest) == []  # one digit is the same by chance
    assert len(_found(*common, *rest, _statement("a", "2500e9"))) == 1
    assert _found(*common, _statement("a", "60e9", confidence=0.4), _statement("b", "6e9")) == []


def test_vague_figures_settle_nothing_and_are_held_against_nothing() -> None:
    vague: dict[str, Any] = {"upper": Decimal("10e9"), "modifier": "range", "confidence": 0.36}
    first, second = _statement("a", "1e9", **vague), _statement("b", "1e9", **vague)
    (found,) = _found(_statement("a", "2.4e9"), first, _statement("b", "4.2e9"), second)
    assert [statement.amount.value for statement in (found.one, found.other)] == [Decimal("2.4e9"), Decimal("4.2e9")]
    assert _found(_statement("a", "2.4e9"), second) == []
    assert _found(_statement("a", "24e9"), second) == []


def test_counts_in_a_place_are_clear_inside_one_story_only() -> None:
    counted: dict[str, Any] = {"predicate": "parks", "dimension": "count", "subject_label": "PLACE"}
    statements = [
        _statement("a", "18", "industrial park", **counted),
        _statement("b", "24", "industrial park", **counted),
    ]
    assert [found.clear for found in _found(*statements)] == [False]
    assert [c.clear for c in find_contradictions(statements, [Story(id="s", articles=("a", "b"), likenesses=())])] == [
        True
    ]


def test_money_of_another_currency_has_not_grown() -> None:
    (found,) = _found(_statement("a", "420e6", "USD"), _statement("b", "420e9", day=date(2026, 3, 12)))
    assert found.reason == "currency"
    assert _found(_statement("a", "4e6", "USD"), _statement("b", "4e9")) == []
