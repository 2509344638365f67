"""How the index follows the catalog, on every engine that is there."""

import threading
from dataclasses import replace

from index import Catalog, Engine, FactQuery, Query, check_index, index_pending, reindex
from index.documents import DocumentBuilder
from index.fields import rows_of_facts
from index.searcher import Searcher
from tests.index.making import KHANH_PHU, make_annotation, make_article, make_document
from tests.index.test_indexer import fill


def test_the_index_takes_what_is_new(catalog: Catalog, engine: Engine) -> None:
    catalog.save_entities([KHANH_PHU])
    fill(catalog, 3)
    assert index_pending(catalog, engine) == 3
    assert index_pending(catalog, engine) == 0
    fill(catalog, 3, first=2)
    assert index_pending(catalog, engine) == 2
    results = engine.search(Query(text="nước thải", park=("khanh-phu",), province=("ninh-binh",), has_figures=True))
    assert results.total == engine.count() == 5
    assert results.hits[0].title_marks


def test_a_corrected_article_replaces_the_former(catalog: Catalog, engine: Engine) -> None:
    fill(catalog, 1)
    index_pending(catalog, engine)
    corrected = make_article(0, text="Đã sửa.")
    catalog.save_article(catalog.begin_run("ingest"), corrected, make_annotation(corrected))
    assert index_pending(catalog, engine) == 1
    assert engine.search(Query(text="sửa")).total == engine.count() == 1
    assert engine.search(Query(text="bài")).total == 0


def test_reindexing_goes_on_beside_searches(catalog: Catalog, engine: Engine) -> None:
    fill(catalog, 50)
    index_pending(catalog, engine)
    former, wrong, stop = engine.name, [], threading.Event()

    def search() -> None:
        while not stop.is_set():
            if (total := engine.search(Query(text="bài")).total) != 50:
                wrong.append(total)

    searching = threading.Thread(target=search)
    searching.start()
    for _ in range(3):
        assert reindex(catalog, engine) == 50
    stop.set()
    searching.join()
    assert wrong == []
    assert engine.name != former
    assert index_pending(catalog, engine) == 0


def test_the_index_is_checked_against_the_catalog_and_mended(catalog: Catalog, engine: Engine) -> None:
    fill(catalog, 5)
    assert check_index(catalog, engine).pending == 5
    index_pending(catalog, engine)
    assert check_index(catalog, engine).sound
    first, second, *_ = (stored.article.id for stored in catalog.iter_articles())
    engine.delete([first])
    engine.index([make_document(1, "Stray"), replace(make_document(2, "Old"), id=second)])
    engine.commit()
    check = check_index(catalog, engine, repair=True)
    assert (check.missing, check.stale, check.surplus) == ((first,), (second,), (make_document(1, "Stray").id,))
    assert index_pending(catalog, engine) == 2
    assert check_index(catalog, engine).sound


def test_lost_facts_are_found_and_mended(catalog: Catalog, engine: Engine) -> None:
    fill(catalog, 3)
    index_pending(catalog, engine)
    first, second, _ = (stored.article.id for stored in catalog.iter_articles())
    assert isinstance(engine, Searcher)
    engine._backend.put("facts", first, [])
    document = DocumentBuilder((), ()).build(catalog.get_article(second))
    engine._backend.put("facts", "stray", rows_of_facts(replace(document, id="stray")))
    engine.commit()
    check = check_index(catalog, engine, repair=True)
    assert (check.missing, check.stale, check.surplus) == ((), (first,), ("stray",))
    assert index_pending(catalog, engine) == 1
    assert check_index(catalog, engine).sound
    assert engine.search_facts(FactQuery()).total == 3


def test_a_strange_text_does_not_stop_the_others(catalog: Catalog, engine: Engine) -> None:
    run = catalog.begin_run("ingest")
    for number, text in enumerate(["\x00\ud800", "x" * 50_000, "a\u0301" * 20_000, "\u202e\ufeff", "nước"]):
        article = make_article(number, title=text[:40_000], text=text, source="s" * 40_000)
        catalog.save_article(run, article, make_annotation(article))
    assert index_pending(catalog, engine) == 5
    assert engine.search(Query(text="nước")).total == 1
    assert engine.count() == 5
