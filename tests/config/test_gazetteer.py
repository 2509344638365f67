"""The gazetteer is whole, and a bad row stops with file, line and remedy."""

import shutil
from pathlib import Path

import pytest

from config.errors import DeclarationError
from config.gazetteer import (
    GAZETTEER_DIR,
    TIE_COLUMNS,
    Gazetteer,
    Tie,
    fold_name,
    is_provisional,
    load_gazetteer,
    provisional_id,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GAZETTEER_DIR, tmp_path / "gazetteer"))


def _change(path: Path, old: str, new: str) -> int:
    """Change a text that stands once in a file, and return its line."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_every_row_has_an_id_of_its_own_and_a_source() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer) > 2500
    assert all(entity.source and not is_provisional(entity.id) for entity in gazetteer)
    assert {entity.label for entity in gazetteer} == {"PARK", "ORG", "PLACE"}


def test_parks_know_their_provinces_before_and_after_the_merger() -> None:
    park = load_gazetteer().entities["vsip-iii"]
    assert (park.province_before_2025, park.province_after_2025) == (("binh-duong-province",), ("ho-chi-minh",))


def test_groups_know_their_parks() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.entities["tra-noc"].group_of == ("tra-noc-1", "tra-noc-2")
    assert gazetteer.groups_of["tra-noc-1"] == ("tra-noc",)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("parks.csv", "\nkhanh-phu,", "\nthang-long,", "the id thang-long is taken by parks.csv:2"),
        ("parks.csv", "\nkhanh-phu,", "\nKhánh Phú,", "is not lower-case words with hyphens"),
        ("parks.csv", "\nkhanh-phu,", "\npark--khanh-phu,", "begins like that of a found name"),
        (
            "parks.csv",
            "\nkhanh-phu,Khánh Phú,",
            "\nkhanh-phu,Nội Bài,",
            "'noi bai' is a name of noi-bai and of khanh-phu",
        ),
        ("parks.csv", "\nkhanh-phu,Khánh Phú,", "\nkhanh-phu,Kha\u0301nh Phú,", "name_vi is not NFC"),
        ("districts.csv", "urban district,ha-noi,001", "urban district,ha-nooi,001", "no province 'ha-nooi'"),
        ("organisations.csv", ",developer,VN,dinh-vu,", ",developer,VN,dinh-vuu,", "no park 'dinh-vuu'"),
    ],
)
def test_bad_rows_stop(folder: Path, file: str, old: str, new: str, said: str) -> None:
    line = _change(folder / file, old, new) + old.startswith("\n")
    with pytest.raises(DeclarationError) as caught:
        load_gazetteer(folder)
    assert said in caught.value.message
    assert caught.value.path.name == file
    assert caught.value.line == line or "is a name of" in said
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("join,X,PARK,khanh-phu,2026-11-25,why", "no decision 'join'"),
        ("merge,X,PARK,nowhere,2026-11-25,why", "no entity 'nowhere'"),
        ("merge,X,TOWN,khanh-phu,2026-11-25,why", "no label 'TOWN'"),
        ("rename,X,PARK,,2026-11-25,why", "the new name is missing"),
        ("reject,X,PARK,,25/11/2026,why", "'25/11/2026' is no day"),
        ("reject,X,PARK,,2026-11-25,", "the reason is empty"),
    ],
)
def test_bad_decisions_stop(folder: Path, row: str, said: str) -> None:
    with (folder / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    with pytest.raises(DeclarationError, match=said) as caught:
        load_gazetteer(folder)
    assert caught.value.line == 2


def test_decisions_are_kept_by_folded_surface(folder: Path) -> None:
    with (folder / "decisions.csv").open("a", encoding="utf-8") as file:
        file.write("merge,KCN Khánh Phúu,PARK,khanh-phu,2026-11-25,typing error in one outlet\n")
    decision = load_gazetteer(folder).decisions["kcn khanh phuu", "PARK"]
    assert (decision.action, decision.target) == ("merge", "khanh-phu")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("khanh-phu,rents,ninh-binh,x", "no tie 'rents'"),
        ("khanh-phuu,located_in,ninh-binh,x", "no entity 'khanh-phuu'"),
        ("Minh Phat,tenant_of,khanh-phu,", "told_in is empty"),
    ],
)
def test_bad_ties_stop(folder: Path, row: str, said: str) -> None:
    (folder / "ties.csv").write_text(",".join(TIE_COLUMNS) + "\n" + row + "\n", "utf-8")
    with pytest.raises(DeclarationError, match=said) as caught:
        load_gazetteer(folder)
    assert caught.value.line == 2


def test_ties_that_only_some_texts_tell_can_be_left_out() -> None:
    ties = [
        Tie(subject="Minh Phat", relation="tenant_of", object="khanh-phu", told_in=("a", "b")),
        Tie(subject="Minh Tam", relation="tenant_of", object="khanh-phu", told_in=("a",)),
    ]
    gazetteer = Gazetteer(load_gazetteer(), (), ties)
    assert gazetteer.untold({"a"}).ties == (ties[0],)
    assert gazetteer.untold({"a", "b"}).ties == ()
    assert gazetteer.without(["khanh-phu"]).ties == ()


def test_folding_and_provisional_ids() -> None:
    assert fold_name("KCN Đình Vũ – Cát Hải") == "kcn dinh vu cat hai"
    assert fold_name("Nam Ðịnh, ðất") == "nam dinh dat"  # the Icelandic letter, as old pages have it
    assert provisional_id("PARK", "tan xuan my") == "park--tan-xuan-my"
    assert is_provisional("org--zhongmeng")
    assert not is_provisional("dong-nai--huyen-long-thanh")
