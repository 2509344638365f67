from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from config.errors import QueryError
from config.schema import Fact, Period
from index import Engine, FactQuery
from index.documents import FactDocument
from index.search import FACT_FACETS
from tests.index.making import make_annotation, make_article, make_document

BASE = make_annotation(make_article()).facts[0]


def fact(number: int, value: str | None, unit: str | None, sentence: str, **given: Any) -> FactDocument:
    values: dict[str, Any] = {"predicate": "energy_saved", "subject": "khanh-phu", "upper": None, "as_of": "2024-05-02"}
    values |= {"id": f"{number:016x}", "value": Decimal(value) if value else None, "unit": unit, "sentence": sentence}
    built: Fact = replace(BASE, **{**values, **given})
    park = (built.subject,) if built.subject and built.subject != "shinec" else ()
    organisation = ("shinec",) if built.subject == "shinec" else ()
    return FactDocument(fact=built, parks=park, organisations=organisation, provinces=("ninh-binh",))


FACTS = (
    fact(1, "1500000", "kWh", "Khu tiết kiệm 1,5 triệu kWh điện mỗi năm."),
    fact(2, "900", "MWh", "The park saves 900 MWh.", language="en"),
    fact(3, "3", "GWh", "Tiết kiệm 3 GWh.", subject="tra-noc", status="planned", as_of="2030"),
    fact(4, "500", "MWh", "Từ 500 đến 1.200 MWh.", upper=Decimal("1200"), subject="shinec"),
    fact(5, "75000000000", "VND", "Vốn 75 tỷ đồng.", predicate="investment", suspect="too much"),
    fact(6, "3000000", "USD", "Vốn 3 triệu USD.", predicate="investment", period=Period(start="2021", end="2023")),
    fact(7, None, None, "Shinec vận hành Nam Cầu Kiền.", kind="relation", predicate="operates", subject="shinec"),
)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    engine.index([make_document(1, "Bài một", "x", facts=FACTS[:4]), make_document(2, "Hai", "y", facts=FACTS[4:])])
    engine.commit()
    return engine


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (FactQuery(predicate=("energy_saved",), low=Decimal(1), unit="GWh"), [1, 3, 4]),
        (FactQuery(low=Decimal(1000000), unit="kWh", high=Decimal("2000000")), [1, 4]),
        (FactQuery(high=Decimal("3.24"), unit="TJ"), [2, 4]),
        (FactQuery(unit="MWh"), [1, 2, 3, 4]),
        (FactQuery(unit="VND"), [5]),
        (FactQuery(high=Decimal(500), unit="tỷ đồng"), [5]),
        (FactQuery(low=Decimal("0.075"), unit="nghìn tỷ đồng"), [5]),
        (FactQuery(low=Decimal("0.076"), unit="nghìn tỷ đồng"), []),
        (FactQuery(low=Decimal(1), unit="USD"), [6]),
        (FactQuery(status=("planned",)), [3]),
        (FactQuery(park=("tra-noc", "none")), [3]),
        (FactQuery(organisation=("shinec",)), [4, 7]),
        (FactQuery(entity=("shinec",), kind=("relation",)), [7]),
        (FactQuery(since=2025), [3]),
        (FactQuery(until=2021), [6]),
        (FactQuery(since=2022, until=2022), [6]),
        (FactQuery(year=(2030, 2023)), [3, 6]),
        (FactQuery(suspect=True), [5]),
        (FactQuery(language=("en",)), [2]),
        (FactQuery(province=("ninh-binh",), text="tiết kiệm"), [1, 3]),
        (FactQuery(text="von -usd"), [5]),
        (FactQuery(text='"1,5 triệu"'), [1]),
        (FactQuery(text="3 GWh"), [3]),
        (FactQuery(text="energy_saved >= 1 GWh"), [1, 3, 4]),
        (FactQuery(text="energy_saved > 1.5 GWh"), [3]),
        (FactQuery(text="< 950 mwh"), [2, 4]),
        (FactQuery(text="= 3 triệu"), [6]),
        (FactQuery(text=">= 3000000 usd"), [6]),
        (FactQuery(text="predicate:energy_saved status:planned"), [3]),
        (FactQuery(text="org:shinec -kind:relation"), [4]),
        (FactQuery(text="after:2030 unit:kWh"), [3]),
        (FactQuery(text="before:2022"), [6]),
        (FactQuery(text="Language:EN"), [2]),
        (FactQuery(text="tiết kiệm topic:water"), [1, 3]),
        (FactQuery(text="tiết kiệm -topic:water OR"), [1, 3]),
    ],
)
def test_facts_are_found(filled: Engine, query: FactQuery, numbers: list[int]) -> None:
    results = filled.search_facts(query)
    assert sorted(int(hit.fact.fact.id, 16) for hit in results.hits) == numbers
    assert results.total == len(numbers)


@pytest.mark.parametrize(
    ("query", "numbers", "notes"),
    [
        (FactQuery(text="energy_saved >= 100 MWh"), [1], ("told in kWh/year, not in kWh: 2 more",)),
        (FactQuery(text="energy_saved >= 150 MWh/năm"), [3], ("told in kWh, not in kWh/year: 1 more",)),
        (FactQuery(low=Decimal(500), unit="MWh"), [], ()),
        (FactQuery(unit="kWh"), [1], ()),
    ],
)
def test_amounts_of_the_other_kind_are_told_of(
    engine: Engine, query: FactQuery, numbers: list[int], notes: tuple[str, ...]
) -> None:
    facts = (
        fact(1, "200", "MWh", "Đã tiết kiệm 200 MWh."),
        fact(2, "120000", "kWh/year", "Mỗi năm tiết kiệm 120.000 kWh."),
        fact(3, "180000", "kWh/year", "Mỗi năm tiết kiệm 180.000 kWh."),
    )
    engine.index([make_document(1, "Bài một", "x", facts=facts)])
    engine.commit()
    results = engine.search_facts(query)
    assert sorted(int(hit.fact.fact.id, 16) for hit in results.hits) == numbers
    assert results.notes == notes


def test_a_price_of_so_many_is_compared_and_an_unknown_unit_named(engine: Engine) -> None:
    facts = (
        fact(1, "0.09", "USD/kWh", "The tariff is 9 cents a kWh.", predicate="tariff"),
        fact(2, "0.05", "USD/kWh", "The tariff is 5 cents a kWh.", predicate="tariff"),
    )
    engine.index([make_document(1, "Bài một", "x", facts=facts)])
    engine.commit()
    results = engine.search_facts(FactQuery(text="tariff >= 70 USD/MWh"))
    assert [int(hit.fact.fact.id, 16) for hit in results.hits] == [1]
    assert results.notes == ()
    remedy = "(write it: tariff >= 70 VND/kWh)"
    for unit in ("USD/xyz", "xyz"):
        (note, *_) = engine.search_facts(FactQuery(text=f"tariff >= 70 {unit}")).notes
        assert note.startswith(f"at 1: unknown unit {unit} {remedy}")


def test_a_fact_comes_back_whole_with_its_origin(filled: Engine) -> None:
    (hit,) = filled.search_facts(FactQuery(text="tu 500")).hits
    evidence = replace(BASE.evidence, article_id=hit.fact.article_id)
    assert hit.fact.fact == replace(FACTS[3].fact, evidence=evidence)
    assert (hit.fact.title, hit.fact.source, hit.fact.superseded) == ("Bài một", "newsroom", False)
    assert [hit.fact.fact.sentence[a:b] for a, b in hit.marks] == ["Từ 500"]


def test_amounts_are_summed_by_unit_and_group(filled: Engine) -> None:
    results = filled.search_facts(FactQuery(group="park", limit=1))
    assert tuple(results.facets) == FACT_FACETS
    assert results.facets["predicate"] == (("energy_saved", 4), ("investment", 2), ("operates", 1))
    assert results.facets["unit"] == (("kWh", 4), ("USD", 1), ("VND", 1))
    energy = results.statistics[0]
    assert (energy.unit, energy.count, energy.total, energy.low, energy.high) == ("kWh", 4, 5.9e6, 5e5, 3e6)
    assert energy.mean == pytest.approx(1_475_000)
    assert [(s.unit, s.count) for s in results.statistics] == [("kWh", 4), ("USD", 1), ("VND", 1)]
    groups = [(s.group, s.unit, s.total) for s in results.groups]
    assert groups == [
        ("khanh-phu", "kWh", 2.4e6),
        ("khanh-phu", "USD", 3e6),
        ("khanh-phu", "VND", 7.5e10),
        ("tra-noc", "kWh", 3e6),
    ]


def test_facts_are_paged(filled: Engine) -> None:
    found, cursor = [], None
    while True:
        results = filled.search_facts(FactQuery(limit=2, cursor=cursor, facets=False))
        found += [hit.fact.fact.id for hit in results.hits]
        if (cursor := results.cursor) is None:
            break
    assert len(found) == len(set(found)) == 7


def test_amounts_need_a_unit(filled: Engine) -> None:
    with pytest.raises(QueryError):
        filled.search_facts(FactQuery(low=Decimal(1)))


def test_facts_go_with_their_article(filled: Engine) -> None:
    filled.index([make_document(1, "Bài một", "x")])
    filled.commit()
    assert filled.search_facts(FactQuery()).total == 3
    filled.delete([make_document(2, "Hai").id])
    filled.commit()
    assert filled.search_facts(FactQuery()).total == 0
