"""What every engine promises; the suite runs on each engine that is there."""

import os
import unicodedata
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import QueryError
from index import Document, Engine, FactQuery, Query, Results
from index.search import FACETS
from tests.index.making import make_document

DOCUMENTS = (
    make_document(1, "Khánh Phú tái sử dụng nước thải", "Khu công nghiệp rộng 350 ha.", parks=("khanh-phu",)),
    make_document(
        2, "Khanh Phu reuses water", "The industrial parks of Ninh Binh.", language="en", parks=("khanh-phu",)
    ),
    make_document(3, "Chuyện ở Khánh Phủ", "Làng Phú Khánh có hoa.", organisations=("mpi", "unido")),
    make_document(
        4, "Hoà bình", "Thuỷ điện, kỹ thuật, CO₂ và 6.000 m³ theo Nghị định 35/2022/NĐ-CP.", has_figures=True
    ),
    make_document(
        5,
        "Steel",
        "VSIP III takes 1,08 triệu m³ of steam.",
        language="en",
        source="other",
        published=None,
        provinces=("binh-duong-province",),
    ),
    make_document(6, "Hoa", "Vườn hoa.", published=date(2020, 2, 2), provinces=("ninh-binh", "ha-nam")),
)


def number_of(documents: Sequence[Document], ids: Sequence[str]) -> list[int]:
    places = {document.id: number for number, document in enumerate(documents, 1)}
    return [places[found] for found in ids]


def found(results: Results) -> list[int]:
    return number_of(DOCUMENTS, [hit.id for hit in results.hits])


@pytest.fixture
def filled(engine: Engine) -> Engine:
    assert engine.index(DOCUMENTS) == len(DOCUMENTS)
    engine.commit()
    return engine


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Khánh Phú", [1, 2, 3]),
        ("khánh phú", [1, 2, 3]),
        (unicodedata.normalize("NFD", "Khánh Phú"), [1, 2, 3]),
        ("khanh phu", [2, 1, 3]),
        ("Khánh Phu", [1, 2, 3]),
        ("nuoc thai", [1]),
        ("nươc thải", [1]),
        ("nước thai", [1]),
        ("nước thái", []),
        ("hòa", [4]),
        ("hoà", [4]),
        ("hoa", [6, 3, 4]),
        ("thủy điện", [4]),
        ("kĩ thuật", [4]),
        ("CO2", [4]),
        ("6.000 m3", [4]),
        ("35/2022/NĐ-CP", [4]),
        ("35/2023/NĐ-CP", []),
        ("1,08 triệu", [5]),
        ("VSIP III", [5]),
        ("industrial park", [2]),
        ('"Khu công nghiệp"', [1]),
        ('"công nghiệp khu"', []),
        ('"khanh phu"', [2, 1, 3]),
        ("khanh -water", [1, 3]),
        ("hoa của", [3, 4, 6]),
        ("của những", []),
        ("the of", [2]),
        ('phu -"khanh phu"', []),
        ("steam OR vườn", [6, 5]),
        ("(steam OR vườn) hoa", [6]),
        ("park:khanh-phu nước", [1]),
        ("language:en", [2, 5]),
        ("after:2024 hoa", [3, 4]),
        ("before:2021", [6]),
        ("has:figures", [4]),
        ("-language:vi", [2, 5]),
        ("org:unido OR province:ha-nam", [3, 6]),
        ('park:"Khánh Phú"', [1, 2]),
        ('-park:"Khánh Phú" language:en', [5]),
        ("province:binh-duong", [5]),
        ("!!!", [4, 3, 2, 1, 6, 5]),
    ],
)
def test_words_find_what_they_should(filled: Engine, text: str, numbers: list[int]) -> None:
    results = filled.search(Query(text=text))
    assert sorted(found(results)) == sorted(numbers)
    assert results.total == len(numbers)


@pytest.mark.parametrize(
    ("text", "first"),
    [("Khánh Phú", 1), ("khanh phu", 2), ("Khánh Phủ", 3), ("hoa", 6), ("industrial parks", 2)],
)
def test_what_is_written_as_typed_comes_first(filled: Engine, text: str, first: int) -> None:
    assert found(filled.search(Query(text=text)))[0] == first


def test_a_mistake_is_searched_as_words_and_noted(filled: Engine) -> None:
    results = filled.search(Query(text='"khanh phu'))
    assert results.total == 3
    assert "at 1" in results.notes[0]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (Query(language=("vi",)), [1, 3, 4, 6]),
        (Query(language=("vi", "en")), [1, 2, 3, 4, 5, 6]),
        (Query(source=("other",)), [5]),
        (Query(park=("khanh-phu",), text="khanh"), [1, 2]),
        (Query(organisation=("mpi",)), [3]),
        (Query(province=("ninh-binh",)), [6]),
        (Query(province=("binh-duong",)), [5]),
        (Query(year=(2020,)), [6]),
        (Query(since=date(2024, 1, 3), until=date(2024, 1, 4)), [2, 3]),
        (Query(has_figures=True), [4]),
        (Query(has_figures=False, text="hoa"), [3, 6]),
    ],
)
def test_filters_hold(filled: Engine, query: Query, numbers: list[int]) -> None:
    assert sorted(found(filled.search(query))) == numbers


def test_facets_count_everything_that_matches(filled: Engine) -> None:
    facets = filled.search(Query(limit=1)).facets
    assert tuple(facets) == FACETS
    assert facets["language"] == (("vi", 4), ("en", 2))
    assert facets["park"] == (("khanh-phu", 2),)
    assert facets["province"] == (("binh-duong-province", 1), ("ha-nam", 1), ("ninh-binh", 1))
    assert facets["year"] == (("2024", 4), ("2020", 1))
    assert filled.search(Query(text="water")).facets["language"] == (("en", 1),)
    assert filled.search(Query(facets=False)).facets == {}


def test_newest_first_without_words_or_when_asked(filled: Engine) -> None:
    assert found(filled.search(Query())) == [4, 3, 2, 1, 6, 5]
    assert found(filled.search(Query(text="hoa", sort="date"))) == [4, 3, 6]


@pytest.mark.parametrize("query", [Query(), Query(text="khu"), Query(text="khu số"), Query(text="khu", sort="date")])
def test_pages_show_every_hit_once(engine: Engine, query: Query) -> None:
    # All alike, so that ties have to be broken; every fourth ranks higher.
    engine.index(make_document(n, "Khu" if n % 4 else "Khu khu", f"khu số {n % 3}") for n in range(60))
    engine.commit()
    everything = [hit.id for hit in engine.search(Query(text=query.text, sort=query.sort, limit=100)).hits]
    assert len(set(everything)) == 60
    paged, cursor = [], None
    while True:
        results = engine.search(Query(text=query.text, sort=query.sort, limit=7, cursor=cursor))
        assert results.total == 60
        paged += [hit.id for hit in results.hits]
        if (cursor := results.cursor) is None:
            break
    assert paged == everything


@pytest.mark.parametrize("cursor", ["x", "é", "W10", "bm9uZQ", "W251bGwsIDEsIDFd"])
def test_a_cursor_of_others_is_refused(filled: Engine, cursor: str) -> None:
    with pytest.raises(QueryError):
        filled.search(Query(cursor=cursor))


@pytest.mark.parametrize("limit", [0, -1, 100_000])
def test_a_page_has_a_size(filled: Engine, limit: int) -> None:
    with pytest.raises(QueryError):
        filled.search(Query(limit=limit))


def test_marks_lie_on_the_original_text(engine: Engine) -> None:
    body = unicodedata.normalize("NFD", "Ở đây 😀 nước thải của KCN Khánh Phú được xử lý.")
    document = make_document(1, "Nước thải", "Mở đầu.", body)
    engine.index([document])
    engine.commit()
    (hit,) = engine.search(Query(text="nuoc thai khánh")).hits
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["Nước thải"]
    snippet = hit.snippets[0]
    assert [unicodedata.normalize("NFC", snippet.text[a:b]) for a, b in snippet.marks] == ["nước thải", "Khánh"]
    whole = "\n\n".join([document.title, "Mở đầu.", body])
    assert whole[snippet.start : snippet.start + len(snippet.text)] == snippet.text


def test_the_best_two_passages_are_shown(engine: Engine) -> None:
    long = "Lời dẫn. " * 60
    texts = ("Không có gì.", f"{long} nước thải {long}", "nước", "thải, nước thải, nước.")
    engine.index([make_document(1, "Bài", *texts)])
    engine.commit()
    (hit,) = engine.search(Query(text="nước thải")).hits
    assert [snippet.passage for snippet in hit.snippets] == [2, 4]
    cut = hit.snippets[0]
    assert len(cut.text) <= 320
    assert [cut.text[a:b] for a, b in cut.marks] == ["nước thải"]
    assert not cut.text.startswith("ời")
    (plain,) = engine.search(Query()).hits
    assert [s.text for s in plain.snippets] == ["Không có gì."]


def test_an_article_replaces_itself_and_goes(filled: Engine) -> None:
    filled.index([make_document(1, "Anew", "Altogether different.")])
    filled.delete([DOCUMENTS[1].id, "unknown"])
    assert filled.count() == 6
    filled.commit()
    assert filled.count() == 5
    assert filled.search(Query(text="tái sử dụng")).total == 0
    assert filled.search(Query(text="different")).total == 1


def test_a_new_index_is_built_beside_and_switched_to(filled: Engine) -> None:
    former = filled.name
    beside = filled.rebuild()
    beside.index([DOCUMENTS[0]])
    beside.commit()
    assert (filled.count(), beside.count()) == (6, 1)
    beside.switch()
    beside.close()
    assert filled.name != former
    assert filled.count() == 1
    assert filled.search(Query(text="nước")).total == 1


def test_an_empty_index_answers(engine: Engine) -> None:
    results = engine.search(Query(text="nước"))
    assert (results.total, results.hits, results.cursor) == (0, (), None)
    assert engine.count() == 0


FUZZED = int(os.environ.get("EIP_TEST_FUZZ", "100"))  # make soak asks for more
STRANGE = st.one_of(
    st.text(max_size=200),
    st.text(alphabet='nước thải-"()OR:park<>=1,0kWh\x00\u202e\ud800 ', max_size=80),
    st.text(alphabet='ab ("-', min_size=1900, max_size=2000),
)


@settings(max_examples=FUZZED, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STRANGE)
def test_any_text_is_answered(filled: Engine, text: str) -> None:
    results = filled.search(Query(text=text, park=(text[:20],) if len(text) % 3 == 0 else ()))
    assert len(results.hits) == min(results.total, 10)
    assert filled.search_facts(FactQuery(text=text, unit=text[:9] or None)).total == 0
    filled.suggest(text)


def test_an_endless_text_is_refused(filled: Engine) -> None:
    with pytest.raises(QueryError, match="10000"):
        filled.search(Query(text="x" * 10_000))
    with pytest.raises(QueryError, match="10000"):
        filled.search_facts(FactQuery(text="x" * 10_000))
