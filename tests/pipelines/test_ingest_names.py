"""Entities in the catalog: the declared ones, and those that texts name beside them."""

from datetime import date
from pathlib import Path

import pytest

from config.gazetteer import Decision, Gazetteer
from config.schema import Entity, Label
from index import Catalog
from pipelines.ingest.names import Names, merge
from tests.pipelines.desk import Desk


def _entity(en: str, vi: str | None = None, label: Label = "ORG", *, provisional: bool = True) -> Entity:
    return Entity(
        id="org--sao-mai", label=label, kind="unknown", names={"en": en, "vi": vi or en}, provisional=provisional
    )


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog.open(tmp_path / "catalog.sqlite")


def test_an_english_and_a_vietnamese_text_name_one_entity() -> None:
    english, vietnamese = _entity("Sao Mai JSC"), _entity("Công ty Sao Mai")
    for one, other in ((english, vietnamese), (vietnamese, english)):
        gathered = merge(one, other)
        assert gathered.names == {"en": "Sao Mai JSC", "vi": "Công ty Sao Mai"}
        assert gathered.aliases == ()
        assert merge(gathered, one) == merge(gathered, other) == gathered


def test_other_spellings_become_aliases() -> None:
    gathered = merge(merge(_entity("Sao Mai JSC"), _entity("SAO MAI")), _entity("Sao-Mai"))
    assert gathered.names["en"] == "Sao Mai JSC"
    assert gathered.aliases == ("SAO MAI", "Sao-Mai")


def test_what_is_known_already_is_not_written_again(catalog: Catalog) -> None:
    with catalog:
        Names(catalog, Gazetteer([])).save([_entity("Sao Mai JSC"), _entity("Công ty Sao Mai")])
        before = list(catalog.iter_entities())
        Names(catalog, Gazetteer([])).save([_entity("Công ty Sao Mai"), _entity("Sao Mai JSC")])
        assert list(catalog.iter_entities()) == before


def test_a_reviewer_renames_and_it_stays(catalog: Catalog) -> None:
    decision = Decision(
        action="rename", surface="sao mai jsc", label="ORG", target="Sao Mai Group", day=date(2026, 1, 1), reason="site"
    )
    with catalog:
        for _ in range(2):
            Names(catalog, Gazetteer([], [decision])).save([_entity("Sao Mai JSC")])
        (entity,) = catalog.iter_entities()
    assert entity.names["en"] == "Sao Mai Group"


def test_declared_and_found_entities_are_in_the_catalog(desk: Desk, tmp_path: Path) -> None:
    text = "Vành Đai Xanh mở rộng\n\nCông ty Cổ phần Vành Đai Xanh thuê 5 ha tại KCN Khánh Phú và KCN Lũng Cát Vàng.\n"
    (tmp_path / "a.txt").write_text(text + "Công ty Cổ phần Vành Đai Xanh tuyển 120 công nhân.\n", "utf-8")
    desk.ingest(tmp_path / "a.txt")
    with desk.catalog() as catalog:
        named = {counted.entity.id: counted for counted in catalog.list_entities()}
    assert named["khanh-phu"].articles == 1
    found = [counted.entity for counted in named.values() if counted.entity.provisional]
    assert any("Vành Đai Xanh" in entity.names["vi"] for entity in found)
    assert all(entity.names["en"] for entity in found)
