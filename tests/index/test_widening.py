from collections.abc import Callable

import pytest

from config.schema import Entity
from index import Catalog, Engine, Query, index_pending
from tests.index.making import KHANH_PHU, make_annotation, make_article

MPI = Entity(
    id="mpi",
    label="ORG",
    kind="ministry",
    names={"en": "Ministry of Planning and Investment", "vi": "Bộ Kế hoạch và Đầu tư"},
    aliases=("MPI", "Bộ KH&ĐT"),
)
TEXTS = {
    "nước thải": ("Xử lý nước thải", "Nhà máy xử lý nước thải mới."),
    "wastewater": ("Plant opens", "It treats wastewater of the zone."),
    "nuoc thai": ("Nuoc thai", "Xu ly nuoc thai tai khu."),
    "steam": ("Steam", "Steam is shared among factories."),
}


@pytest.fixture
def filled(catalog: Catalog, new_engine: Callable[..., Engine]) -> tuple[Engine, dict[str, str]]:
    entities = [KHANH_PHU, MPI]
    catalog.save_entities(entities)
    run = catalog.begin_run("ingest")
    names = {}
    for number, (name, (title, text)) in enumerate(TEXTS.items()):
        article = make_article(number, title=title, text=text)
        annotation = make_annotation(article)
        catalog.save_article(run, article, annotation)
        names[article.id] = name
    engine = new_engine(entities=entities)
    index_pending(catalog, engine)
    return engine, names


def found(filled: tuple[Engine, dict[str, str]], query: Query) -> dict[str, tuple[str, ...]]:
    engine, names = filled
    return {names[hit.id]: hit.why for hit in engine.search(query).hits}


def test_a_concept_finds_the_other_language_after_the_words(filled: tuple[Engine, dict[str, str]]) -> None:
    why = found(filled, Query(text="nước thải"))
    assert list(why) == ["nước thải", "nuoc thai", "wastewater"]
    assert why["nước thải"] == ("title", "text")
    assert why["nuoc thai"] == ("title", "text", "folded")
    assert why["wastewater"] == ("concept:wastewater",)
    assert next(iter(found(filled, Query(text="wastewater")))) == "wastewater"
    assert set(found(filled, Query(text="wastewater"))) == set(why)
    assert set(found(filled, Query(text="nuoc thai"))) == set(why)


def test_widening_can_be_switched_off(filled: tuple[Engine, dict[str, str]]) -> None:
    assert list(found(filled, Query(text="nước thải", widen=False))) == ["nước thải", "nuoc thai"]
    assert list(found(filled, Query(text='"nước thải"'))) == ["nước thải", "nuoc thai"]
    assert "wastewater" not in found(filled, Query(text="nước thải -wastewater"))


def test_widened_words_are_marked(filled: tuple[Engine, dict[str, str]]) -> None:
    engine, names = filled
    hits = {names[hit.id]: hit for hit in engine.search(Query(text="nước thải")).hits}
    (snippet,) = hits["wastewater"].snippets
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["wastewater"]


def test_a_name_finds_what_is_linked_to_it(filled: tuple[Engine, dict[str, str]]) -> None:
    why = found(filled, Query(text="Khanh Phu Industrial Park"))
    assert set(why.values()) == {("entity:khanh-phu",)}


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("wastew", "wastewater"),
        ("nuoc th", "nước thải"),
        ("nước th", "nước thải"),
        ("khánh", "Khánh Phú"),
        ("MP", "MPI"),
    ],
)
def test_suggestions_begin_as_typed(filled: tuple[Engine, dict[str, str]], prefix: str, first: str) -> None:
    assert filled[0].suggest(prefix)[0].text == first


def test_suggestions_need_two_letters_and_respect_marks(filled: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = filled
    assert engine.suggest("n") == ()
    assert len(engine.suggest("nu", limit=3)) == 3
    assert all("nước" in suggestion.text.lower() for suggestion in engine.suggest("nước"))
