import multiprocessing
import os
import signal
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from config.errors import NotFoundError, QueryError, StoreError
from config.schema import Annotation, Issue, stable_id
from index import Catalog, FactFilter
from index.tables import metadata
from tests.index.making import KHANH_PHU, make_annotation, make_article


def test_an_article_comes_back_as_it_was_saved(catalog: Catalog) -> None:
    article = make_article()
    annotation = make_annotation(article)
    run = catalog.begin_run("ingest", program="0.1")
    assert catalog.save_article(run, article, annotation) == "new"
    stored = catalog.get_article(article.id)
    assert stored.article == article
    assert stored.annotation == annotation
    assert (stored.number, stored.superseded, stored.run_id) == (1, False, run)
    assert catalog.find_articles(article.url) == (article.id,)


def test_saving_again_changes_nothing(catalog: Catalog) -> None:
    article = make_article()
    run = catalog.begin_run("ingest")
    catalog.save_article(run, article, make_annotation(article))
    catalog.acknowledge("an index", catalog.pending("an index")[-1][0])
    assert catalog.save_article(catalog.begin_run("ingest"), article, make_annotation(article)) == "unchanged"
    assert catalog.count_pending("an index") == 0
    assert catalog.counts()["records"]["versions"] == 1


def test_a_corrected_page_is_a_new_version_and_marks_the_former(catalog: Catalog) -> None:
    first, second = make_article(), make_article(text="Khánh Phú rộng 355 ha.")
    assert first.id == second.id
    run = catalog.begin_run("ingest")
    catalog.save_article(run, first, make_annotation(first))
    assert catalog.save_article(run, second, make_annotation(second)) == "changed"
    assert [(v.number, v.superseded) for v in catalog.iter_versions(first.id)] == [(1, True), (2, False)]
    assert catalog.get_article(first.id).article == second
    assert catalog.get_article(first.id, first.version).annotation == make_annotation(first)
    assert [f.version for f in catalog.iter_facts()] == [second.version]
    assert catalog.count_facts(FactFilter(superseded=True)) == 2
    assert catalog.get_fact(next(catalog.iter_facts()).fact.id).version == second.version
    assert catalog.save_article(run, first, make_annotation(first)) == "changed"
    assert [(v.number, v.superseded) for v in catalog.iter_versions(first.id)] == [(1, False), (2, True)]


def test_a_new_understanding_replaces_the_old_one_and_is_logged(catalog: Catalog) -> None:
    article = make_article()
    old = make_annotation(article, facts=2)
    first, second = catalog.begin_run("ingest"), catalog.begin_run("replay")
    catalog.save_article(first, article, old)
    changed = replace(old.facts[0], confidence=0.5)
    added = replace(old.facts[1], id=stable_id("added"), extractor="table")
    assert catalog.save_article(second, article, replace(old, facts=(changed, added))) == "reannotated"
    assert [(c.change, c.rule) for c in catalog.iter_changes(first)] == [("added", "near")] * 2
    log = {c.change: c for c in catalog.iter_changes(second)}
    assert log["withdrawn"].before["value"] == "351"
    assert (log["changed"].before["confidence"], log["changed"].after["confidence"]) == (0.9, 0.5)
    assert (log["added"].fact_id, log["added"].rule) == (added.id, "table")
    assert [c.change for c in catalog.iter_changes(first, second)] == ["withdrawn", "changed", "added"]
    assert catalog.get_article(article.id).annotation.facts == (changed, added)


def test_a_change_of_metadata_alone_is_not_a_version(catalog: Catalog) -> None:
    article = make_article()
    run = catalog.begin_run("ingest")
    catalog.save_article(run, article, make_annotation(article))
    again = replace(article, twin_url="http://newsroom.test/en/1")
    assert catalog.save_article(run, again, make_annotation(article)) == "reannotated"
    assert catalog.get_article(article.id).article == again


def test_facts_are_filtered_and_paged(catalog: Catalog) -> None:
    run = catalog.begin_run("ingest")
    for number in range(5):
        article = make_article(number, source=f"s{number % 2}")
        catalog.save_article(run, article, make_annotation(article, facts=3))
    everything = list(catalog.iter_facts())
    assert len(everything) == catalog.count_facts() == 15
    paged, cursor = [], None
    while True:
        page = catalog.list_facts(cursor=cursor, limit=4)
        paged.extend(page.facts)
        if (cursor := page.cursor) is None:
            break
    assert paged == everything
    assert catalog.count_facts(FactFilter(source="s1")) == 6
    assert catalog.count_facts(FactFilter(entity="khanh-phu", predicate="area", status="achieved")) == 15
    assert catalog.count_facts(FactFilter(subject="unknown")) == 0
    with pytest.raises(QueryError):
        catalog.list_facts(cursor="nonsense")


def test_entities_are_counted_where_they_are_current(catalog: Catalog) -> None:
    run = catalog.begin_run("ingest")
    assert catalog.save_entities([KHANH_PHU]) == 1
    assert catalog.save_entities([KHANH_PHU]) == 0
    assert catalog.list_entities() == ()
    for text in ("Khánh Phú rộng 1 ha.", "Khánh Phú rộng 2 ha."):
        article = make_article(text=text)
        catalog.save_article(run, article, make_annotation(article))
    counted = catalog.get_entity("khanh-phu")
    assert counted.entity == KHANH_PHU
    assert (counted.articles, counted.mentions, counted.facts) == (1, 1, 1)
    assert catalog.list_entities(label="PARK") == (counted,)
    assert catalog.list_entities(label="ORG", named=False) == ()


def test_runs_and_issues_are_kept(catalog: Catalog) -> None:
    run = catalog.begin_run("crawl", program="0.1")
    issue = Issue(source="s", url="http://x/", stage="decode", reason="binary", detail="It is a picture.")
    catalog.record_issue(issue, run)
    catalog.finish_run(run, {"fetched": 3})
    (stored,) = catalog.iter_runs()
    assert (stored.id, stored.kind, dict(stored.counts)) == (run, "crawl", {"fetched": 3})
    assert stored.finished >= stored.started
    assert [i.issue for i in catalog.iter_issues(run_id=run)] == [issue]
    assert catalog.counts()["issues"] == {"binary": 1}


@pytest.mark.parametrize("get", ["get_article", "get_fact", "get_entity"])
def test_what_is_not_there_is_said(catalog: Catalog, get: str) -> None:
    with pytest.raises(NotFoundError):
        getattr(catalog, get)("missing")


def test_stories_are_announced_to_the_index(catalog: Catalog) -> None:
    article = make_article()
    catalog.save_article(catalog.begin_run("ingest"), article, make_annotation(article))
    (place,) = catalog.pending("an index")
    assert catalog.set_stories({article.id: "story"}) == 1
    assert catalog.set_stories({article.id: "story"}) == 0
    (later,) = catalog.pending("an index")
    assert later[0] > place[0]
    assert catalog.get_article(article.id).story == "story"


def test_the_migrations_lead_to_the_tables(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "c.sqlite"):
        pass
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'c.sqlite'}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_catalog_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with Catalog.open(tmp_path / "c.sqlite"):
        pass
    connection = sqlite3.connect(tmp_path / "c.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        Catalog.open(tmp_path / "c.sqlite")


@pytest.mark.parametrize("address", ["mysql://host/name", "://", "postgresql://nobody:secret@127.0.0.1:1/none"])
def test_errors_of_the_database_are_ours_and_keep_secrets(address: str) -> None:
    with pytest.raises(StoreError) as caught:
        Catalog.open(address)
    assert "secret" not in str(caught.value)


def _save_many(path: Path, source: str, count: int) -> None:
    with Catalog.open(path) as catalog:
        run = catalog.begin_run("ingest")
        for number in range(count):
            article = make_article(number, source=source)
            catalog.save_article(run, article, make_annotation(article, facts=2))


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "c.sqlite"
    writers = [context.Process(target=_save_many, args=(path, f"s{n}", 40)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with Catalog.open(path) as catalog:
        counts = catalog.counts()
        assert counts["sources"] == {"s0": 40, "s1": 40, "s2": 40}
        assert counts["records"]["facts"] == 240
        assert len(catalog.pending("an index")) == 120


def test_a_killed_writer_leaves_whole_articles(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "c.sqlite"
    for attempt in range(3):
        writer = context.Process(target=_save_many, args=(path, f"s{attempt}", 100_000))
        writer.start()
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and _saved(path, f"s{attempt}") < 5:
            time.sleep(0.02)
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        with Catalog.open(path) as catalog:
            records = catalog.counts()["records"]
            assert records["articles"] >= 5
            assert records["passages"] == 2 * records["articles"]
            assert records["facts"] == 2 * records["articles"]
            assert len(catalog.pending("an index", limit=10**6)) == records["articles"]


def _saved(path: Path, source: str) -> int:
    if not path.exists():
        return 0
    with Catalog.open(path) as catalog:
        return catalog.counts()["sources"].get(source, 0)


def test_an_article_without_anything_is_saved(catalog: Catalog) -> None:
    article = replace(make_article(), title="", blocks=(), published=None, language="und")
    assert catalog.save_article(catalog.begin_run("ingest"), article, Annotation(language="und")) == "new"
    assert [s.article for s in catalog.iter_articles()] == [article]
