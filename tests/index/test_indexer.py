import json
import multiprocessing
import random
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.errors import EngineError
from index import Catalog, Engine, FactQuery, Query, index_pending, open_engine, reindex
from index.fields import LAYOUT, SCHEMA
from tests.index.making import make_annotation, make_article


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """The embedded one: these tests look behind it, or kill it."""
    opened = open_engine(tmp_path)
    yield opened
    opened.close()


def fill(catalog: Catalog, count: int, *, first: int = 0) -> None:
    run = catalog.begin_run("ingest")
    for number in range(first, first + count):
        article = make_article(number, text=f"Khu công nghiệp Khánh Phú, bài số {number}.")
        catalog.save_article(run, article, make_annotation(article))


@pytest.mark.parametrize(("part", "searchable"), [("schema", False), ("content", True)])
def test_an_index_of_other_fields_or_words_is_built_anew(
    catalog: Catalog, engine: Engine, tmp_path: Path, part: str, searchable: bool
) -> None:
    fill(catalog, 2)
    index_pending(catalog, engine)
    pointer = tmp_path / "index" / "current"
    pointer.write_text(pointer.read_text().replace(f'"{part}": "', f'"{part}": "former-'))
    other = open_engine(tmp_path)
    ages = [other.age]
    if searchable:
        assert other.search(Query(text="bài")).total == 2
    else:
        with pytest.raises(EngineError, match="another version"):
            other.search(Query(text="bài"))
    assert index_pending(catalog, other) == 2
    assert [*ages, other.age] == ["outdated", "current"]
    assert other.search(Query(text="bài")).total == 2


def test_an_index_of_a_newer_program_is_left_alone(catalog: Catalog, engine: Engine, tmp_path: Path) -> None:
    fill(catalog, 2)
    index_pending(catalog, engine)
    pointer = tmp_path / "index" / "current"
    newer = json.dumps({**json.loads(pointer.read_text()), "content": "newer", "layout": LAYOUT + 1})
    pointer.write_text(newer)
    fill(catalog, 3)
    ages = [engine.age]
    with pytest.raises(EngineError, match=r"newer version .*update this one.* `eip reindex`"):
        index_pending(catalog, engine)
    assert pointer.read_text() == newer
    assert reindex(catalog, engine) == 3
    assert [*ages, engine.age] == ["newer", "current"]


def test_other_fields_are_another_layout() -> None:
    """Who changes the fields raises LAYOUT and writes both here: so an older program knows a newer index."""
    assert (LAYOUT, SCHEMA) == (6, "1606f35a2086")


def test_a_broken_pointer_is_told_and_mended_by_reindexing(catalog: Catalog, engine: Engine, tmp_path: Path) -> None:
    fill(catalog, 2)
    (tmp_path / "index" / "current").write_text("{")
    for ask in (lambda: engine.search(Query()), lambda: index_pending(catalog, engine)):
        with pytest.raises(EngineError, match="pointer"):
            ask()
    assert reindex(catalog, engine) == 2
    assert engine.search(Query()).total == 2


def test_a_lost_index_folder_is_filled_again(catalog: Catalog, tmp_path: Path) -> None:
    fill(catalog, 2)
    first = open_engine(tmp_path)
    index_pending(catalog, first)
    first.close()
    shutil.rmtree(tmp_path / "index")
    second = open_engine(tmp_path)
    assert index_pending(catalog, second) == 2


def test_a_lost_part_of_the_index_is_told_and_mended_by_reindexing(catalog: Catalog, tmp_path: Path) -> None:
    fill(catalog, 2)
    first = open_engine(tmp_path)
    index_pending(catalog, first)
    first.close()
    shutil.rmtree(tmp_path / "index" / first.name / "facts")
    second = open_engine(tmp_path)
    with pytest.raises(EngineError, match=f"a part of the index is gone from .*{first.name}.*reindex"):
        second.count()
    assert reindex(catalog, second) == second.search_facts(FactQuery()).total == 2
    second.close()


def index_for_ever(folder: Path) -> None:
    with Catalog.open(folder / "catalog.sqlite") as catalog:
        engine = open_engine(folder)
        while True:
            catalog.announce(stored.article.id for stored in catalog.iter_articles())
            index_pending(catalog, engine)


def test_a_killed_indexer_loses_and_doubles_nothing(catalog: Catalog, tmp_path: Path) -> None:
    fill(catalog, 30)
    context = multiprocessing.get_context("spawn")
    chance = random.Random(7)
    for _ in range(4):
        indexer = context.Process(target=index_for_ever, args=(tmp_path,))
        indexer.start()
        time.sleep(0.6 + chance.random())
        indexer.kill()
        indexer.join()
        engine = open_engine(tmp_path)
        index_pending(catalog, engine)
        assert engine.count() == engine.search(Query(text="bài")).total == 30
        engine.close()


def test_a_reader_sees_the_commits_of_other_processes(catalog: Catalog, engine: Engine, tmp_path: Path) -> None:
    fill(catalog, 5)
    assert engine.search(Query(text="bài")).total == 0
    indexer = multiprocessing.get_context("spawn").Process(target=index_for_ever, args=(tmp_path,))
    indexer.start()
    deadline = time.monotonic() + 20
    while engine.search(Query(text="bài")).total != 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    indexer.kill()
    indexer.join()
    assert engine.search(Query(text="bài")).total == 5


def test_those_who_open_first_at_once_share_one_index(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        engines = list(pool.map(lambda _: open_engine(tmp_path), range(8)))
    assert len({engine.name for engine in engines}) == 1
    assert len(list((tmp_path / "index").iterdir())) == 2  # the version and the pointer to it
