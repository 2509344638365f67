from collections.abc import Iterator
from pathlib import Path

import pytest

from config.errors import StoreError
from config.schema import Issue
from index import Catalog, copy_catalog
from tests.index.making import KHANH_PHU, make_annotation, make_article


@pytest.fixture
def source(catalog: Catalog) -> Catalog:
    run = catalog.begin_run("ingest")
    catalog.save_entities([KHANH_PHU])
    catalog.record_issue(Issue(source="s", url="http://x/é", stage="parse", reason="empty"), run)
    for number in range(30):
        for text in ("Khánh Phú 1", "Khánh Phú 2"):
            article = make_article(number, text=text)
            catalog.save_article(run, article, make_annotation(article, facts=3))
    catalog.acknowledge("an index", 7)
    return catalog


@pytest.fixture
def target(catalog_url: str, tmp_path: Path) -> Iterator[Catalog]:
    url = catalog_url if "://" in catalog_url else str(tmp_path / "other.sqlite")
    with Catalog.open(url) as opened:
        yield opened


def test_everything_goes_over(source: Catalog, target: Catalog) -> None:
    copied = {table.table: table.rows for table in copy_catalog(source, target)}
    assert copied["articles"] == 30
    assert copied["facts"] == 180
    assert target.counts() == source.counts()
    assert list(target.iter_articles()) == list(source.iter_articles())
    assert list(target.iter_facts()) == list(source.iter_facts())
    assert target.pending("an index", 1000) == source.pending("an index", 1000)
    article = make_article(99)
    assert target.save_article(target.begin_run("ingest"), article, make_annotation(article)) == "new"
    assert target.pending("an index", 1000)[-1][1] == article.id


def test_an_interrupted_copy_goes_on(source: Catalog, target: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stop(Exception):
        pass

    steps = iter(range(9))

    def stop_at_last(table: str, rows: int) -> None:
        if next(steps, None) == 8:
            raise Stop

    monkeypatch.setattr("index.copying.CHUNK_ROWS", 20)
    with pytest.raises(Stop):
        copy_catalog(source, target, advance=stop_at_last)
    again: list[int] = []
    copied = copy_catalog(source, target, advance=lambda table, rows: again.append(rows))
    assert sum(again) < sum(table.rows for table in copied)
    assert target.counts() == source.counts()


def test_a_target_with_other_things_in_it_is_noticed(source: Catalog, target: Catalog) -> None:
    target.begin_run("crawl")
    with pytest.raises(StoreError, match="runs differs"):
        copy_catalog(source, target)
