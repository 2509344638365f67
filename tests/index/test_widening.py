from collections.abc import Callable

import pytest

from config.gazetteer import load_gazetteer
from config.schema import Entity
from index import Catalog, Engine, FactQuery, Query, index_pending
from index.analysis import words_of
from index.vocabulary import Sense, Vocabulary
from tests.index.making import KHANH_PHU, make_annotation, make_article, make_document

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


def test_facts_are_found_across_languages(filled: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = filled
    sentences = [hit.fact.fact.sentence for hit in engine.search_facts(FactQuery(text="nước thải")).hits]
    assert sentences[-1] == "It treats wastewater of the zone."
    assert len(sentences) == 3
    assert engine.search_facts(FactQuery(text="nước thải", widen=False)).total == 2
    (*_, hit) = engine.search_facts(FactQuery(text="nước thải")).hits
    assert [hit.fact.fact.sentence[a:b] for a, b in hit.marks] == ["wastewater"]


def test_facts_are_found_by_the_names_of_their_subject(filled: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = filled
    assert engine.search_facts(FactQuery(text='"Khanh Phu Industrial Park"', widen=False)).total == len(TEXTS)


def test_widened_words_are_marked(filled: tuple[Engine, dict[str, str]]) -> None:
    engine, names = filled
    hits = {names[hit.id]: hit for hit in engine.search(Query(text="nước thải")).hits}
    (snippet,) = hits["wastewater"].snippets
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["wastewater"]


def test_a_word_of_another_language_is_not_marked(engine: Engine) -> None:
    coal = {"concepts": ("coal",)}
    engine.index(
        (
            make_document(1, "Coal", "More coal than before is burnt.", language="en", **coal),
            make_document(2, "Giá", "Giá than tăng ở Việt Nam.", **coal),
        )
    )
    engine.commit()
    marked = [s.text[a:b] for hit in engine.search(Query(text="coal")).hits for s in hit.snippets for a, b in s.marks]
    assert marked == ["coal", "than"]


def test_a_name_finds_what_is_linked_to_it(filled: tuple[Engine, dict[str, str]]) -> None:
    why = found(filled, Query(text="Khanh Phu Industrial Park"))
    assert set(why.values()) == {("entity:khanh-phu",)}


@pytest.mark.parametrize("typed", ['park:"KCN Khánh Phú"', "park:khanh-phu-industrial-park", 'topic:"nước thải" steam'])
def test_filters_take_names(filled: tuple[Engine, dict[str, str]], typed: str) -> None:
    assert list(found(filled, Query(text=f"{typed} steam"))) == (["steam"] if "park" in typed else [])


def test_a_name_that_nobody_has_is_told(filled: tuple[Engine, dict[str, str]]) -> None:
    engine, _ = filled
    assert engine.search(Query(text="park:khanh")).notes == ("at 1: no park is known as khanh (perhaps khanh-phu)",)
    assert engine.search_facts(FactQuery(text="x org:nobody")).notes == ("at 3: no org is known as nobody",)
    assert engine.search(Query(text="park:khanh-phu nonsense")).notes == ()


def test_legal_forms_are_known_by_their_abbreviations_and_spoil_no_name(engine: Engine) -> None:
    joint, limited = {"concepts": ("joint-stock-company",)}, {"concepts": ("limited-liability-company",)}
    engine.index(
        (
            make_document(1, "Một", "CTCP Kim Tín lãi lớn.", **joint),
            make_document(2, "Hai", "Công ty cổ phần Kim Tín lãi lớn.", **joint),
            make_document(3, "Ba", "CTCP Long Vân lãi lớn.", **joint),
            make_document(4, "Bốn", "Công ty trách nhiệm hữu hạn Kim Tín.", **limited),
            make_document(5, "Năm", "Công ty TNHH Kim Tín.", **limited),
        )
    )
    engine.commit()

    def titles(text: str) -> list[str]:
        return [hit.title for hit in engine.search(Query(text=text)).hits]

    assert set(titles("CTCP")) == set(titles("công ty cổ phần")) == {"Một", "Hai", "Ba"}
    assert titles("CTCP Kim Tín")[:2] == ["Một", "Hai"]
    assert titles("Công ty cổ phần Kim Tín")[:2] == ["Hai", "Một"]
    assert titles("trách nhiệm hữu hạn")[0] == "Bốn"
    assert set(titles("trách nhiệm hữu hạn")) == set(titles("TNHH")) == {"Bốn", "Năm"}


def test_a_long_term_finds_what_it_is_made_of_last(engine: Engine) -> None:
    engine.index(
        (
            make_document(1, "Chuyện nước", "Xử lý nước thải tập trung ở khu."),
            make_document(2, "Chuyện khác", "Nhà máy xử lý nước thải."),
            make_document(3, "Chuyện thép", "Thép và nước tập trung."),
        )
    )
    engine.commit()
    results = engine.search(Query(text="xử lý nước thải tập trung"))
    assert [hit.title for hit in results.hits] == ["Chuyện nước", "Chuyện khác"]


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


STORY = (
    make_document(
        1, "Goertek tăng vốn gấp năm lần", "Hôm nay, Goertek rót 280 triệu USD vào WHA Nghệ An, làm 12.500 việc."
    ),
    make_document(
        2, "Audio maker goes big", "The firm Goertek adds $280 million in WHA, for 12,500 jobs.", language="en"
    ),
    make_document(3, "Pandora goes to Binh Duong", "It invests $100 million and hires 6,000.", language="en"),
    make_document(4, "Một nhà máy khác ở Nghệ An tăng vốn", "Nhà máy thêm 12 triệu USD.", published=None),
)


@pytest.mark.parametrize(("headline", "other"), [(0, 1), (1, 0)])
def test_a_headline_finds_the_story_in_the_other_language(engine: Engine, headline: int, other: int) -> None:
    engine.index(STORY)
    engine.commit()
    found = [hit.id for hit in engine.search(Query(text=STORY[headline].title)).hits]
    assert found[:2] == [STORY[headline].id, STORY[other].id]
    alone = [hit.id for hit in engine.search(Query(text=STORY[headline].title, widen=False)).hits]
    assert alone[0] == STORY[headline].id
    assert STORY[other].id not in alone


def test_a_headline_finds_all_that_tell_its_story_in_the_other_language(engine: Engine) -> None:
    told = {"story": "goertek"}
    tellings = (
        make_document(11, "Goertek tăng vốn gấp năm lần", "Hôm nay Goertek rót vốn vào WHA.", **told),
        make_document(12, "Goertek tăng vốn ở Nghệ An", "Goertek rót vốn.", **told),
        make_document(13, "Audio maker goes big", "Its zone welcomes it.", language="en", **told),
        make_document(14, "Supplier expands", "Jobs are to come.", language="en", **told),
    )
    engine.index((*tellings, *STORY[2:]))
    engine.commit()
    hits = engine.search(Query(text="Goertek tăng vốn gấp năm lần")).hits
    assert [hit.title for hit in hits[:1]] == ["Goertek tăng vốn gấp năm lần"]
    assert hits[0].copies == (tellings[1].id,)
    assert {hit.id for hit in hits if hit.why == ("story",)} == {tellings[2].id, tellings[3].id}


def test_many_words_need_not_all_be_there(engine: Engine) -> None:
    engine.index(STORY)
    engine.commit()
    strict = engine.search(Query(text="Goertek steel"))
    assert (strict.total, strict.relaxed) == (0, False)
    results = engine.search(Query(text="nhà máy Goertek Nghệ An steel"))
    assert results.hits[0].id in (STORY[0].id, STORY[3].id)
    assert 0 < results.total < 4
    assert results.relaxed


def test_by_date_some_words_do_only_where_no_text_holds_all(engine: Engine) -> None:
    engine.index(STORY)
    engine.commit()
    none = engine.search(Query(text="nhà máy Goertek Nghệ An steel", sort="date"))
    assert none.relaxed
    assert none.total == engine.search(Query(text="nhà máy Goertek Nghệ An steel")).total
    days = [hit.published for hit in none.hits if hit.published]
    assert days == sorted(days, reverse=True)
    all_words = engine.search(Query(text="Goertek tăng vốn", sort="date"))
    assert (all_words.total, all_words.relaxed) == (1, False)


def test_wrong_marks_are_mended_though_a_text_without_marks_holds_the_words(engine: Engine) -> None:
    engine.index((make_document(1, "Nuoc thai", "Xu ly nuoc thai."), make_document(2, "Xử lý nước thải", "Nước thải.")))
    engine.commit()
    results = engine.search(Query(text="nuớc thải"))
    assert (results.total, results.suggestion) == (1, "nước thải")
    assert engine.search(Query(text="nước thải")).suggestion is None


def test_a_park_s_letter_may_stand_behind_a_digit() -> None:
    vocabulary = Vocabulary(entities=load_gazetteer())
    (typed,) = vocabulary.find_in_query(words_of("Yên Phong 2C"))
    assert Sense("entity", "yen-phong-ii-c") in typed.senses
