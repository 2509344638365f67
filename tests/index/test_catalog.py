import multiprocessing
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from config.errors import NotFoundError, QueryError, StoreError
from config.schema import Annotation, Issue, stable_id
from index import Catalog, FactFilter, database
from index.database import HEAD
from index.migrations import versions
from index.records import StoredFact
from index.tables import metadata
from tests.index.making import KHANH_PHU, make_annotation, make_article


@pytest.fixture
def catalog(catalog_url: str) -> Iterator[Catalog]:
    with Catalog.open(catalog_url) as opened:
        yield opened


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
    assert (log["withdrawn"].before or {})["value"] == "351"
    confidences = [(values or {})["confidence"] for values in (log["changed"].before, log["changed"].after)]
    assert confidences == [0.9, 0.5]
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
    paged: list[StoredFact] = []
    cursor = None
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
    assert stored.finished is not None
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
    later_one = make_article(2)
    catalog.save_article(catalog.begin_run("ingest"), later_one, make_annotation(later_one))
    catalog.set_stories({later_one.id: "story"})
    assert catalog.find_story("story") == (article.id, later_one.id)
    assert catalog.find_story("another") == ()


def test_the_migrations_lead_to_the_tables(catalog: Catalog) -> None:
    with catalog.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_an_older_catalog_is_brought_up_to_date(catalog_url: str) -> None:
    article = make_article()
    with Catalog.open(catalog_url) as catalog:
        catalog.save_article(catalog.begin_run("ingest"), article, make_annotation(article))
        with catalog.database.writing() as connection:
            connection.execute(sa.text("ALTER TABLE versions DROP COLUMN title"))
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    with Catalog.open(catalog_url) as catalog:
        assert [stored.title for stored in catalog.iter_facts()] == [article.title]
        with catalog.database.reading() as connection:
            assert connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_the_newest_migration_is_the_head() -> None:
    newest = max(Path(versions.__path__[0]).glob("0*.py")).name
    assert newest.startswith(HEAD)


def test_a_catalog_of_a_newer_program_is_refused(catalog_url: str) -> None:
    with Catalog.open(catalog_url) as catalog, catalog.database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        Catalog.open(catalog_url)


@pytest.mark.parametrize("address", ["mysql://host/name", "://", "postgresql://nobody:secret@127.0.0.1:1/none"])
def test_errors_of_the_database_are_ours_and_keep_secrets(address: str) -> None:
    with pytest.raises((StoreError, QueryError)) as caught:
        Catalog.open(address)
    assert "secret" not in str(caught.value)


def _save_many(url: str, source: str, count: int) -> None:
    with Catalog.open(url) as catalog:
        run = catalog.begin_run("ingest")
        for number in range(count):
            article = make_article(number, source=source)
            catalog.save_article(run, article, make_annotation(article, facts=2))


def test_several_processes_write_at_once(catalog_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_save_many, args=(catalog_url, f"s{n}", 40)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with Catalog.open(catalog_url) as catalog:
        counts = catalog.counts()
        assert counts["sources"] == {"s0": 40, "s1": 40, "s2": 40}
        assert counts["records"]["facts"] == 240
        assert len(catalog.pending("an index")) == 120


def test_several_processes_write_the_same_articles(catalog_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_save_many, args=(catalog_url, "s", 40)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    with Catalog.open(catalog_url) as catalog:
        records = catalog.counts()["records"]
        assert (records["articles"], records["versions"], records["facts"]) == (40, 40, 80)


def _save_names(catalog_url: str, order: int) -> None:
    with Catalog.open(catalog_url) as catalog:
        for number in range(20):
            named = [replace(KHANH_PHU, id=f"{number}-{n}", kind=f"of {order}") for n in range(40)]
            catalog.save_entities(named[::order])
            catalog.acknowledge(f"index {number}", number)


def _save_and_group(catalog_url: str, first: int) -> None:
    with Catalog.open(catalog_url) as catalog:
        run = catalog.begin_run("ingest")
        ids = [make_article(number).id for number in range(30)]
        for turn in range(first, 12, 2):
            for number in range(30):
                article = make_article(number, text=f"Khánh Phú {turn}")
                catalog.save_article(run, article, make_annotation(article))
            catalog.set_stories(dict.fromkeys(ids, f"story {turn}"))


@pytest.mark.parametrize(("work", "ways"), [(_save_names, (1, -1)), (_save_and_group, (0, 1))])
def test_two_ingests_do_not_hinder_each_other(
    catalog_url: str, work: Callable[[str, int], None], ways: tuple[int, int]
) -> None:
    context = multiprocessing.get_context("spawn")
    Catalog.open(catalog_url).close()
    writers = [context.Process(target=work, args=(catalog_url, way)) for way in ways]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0


def test_a_killed_writer_leaves_whole_articles(catalog_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    with Catalog.open(catalog_url) as catalog:
        for attempt in range(3):
            writer = context.Process(target=_save_many, args=(catalog_url, f"s{attempt}", 100_000))
            writer.start()
            deadline = time.monotonic() + 30
            while catalog.counts()["sources"].get(f"s{attempt}", 0) < 5 and time.monotonic() < deadline:
                time.sleep(0.02)
            writer.kill()
            writer.join()
            time.sleep(0.2)  # a database server may still be ending the last transaction
            records = catalog.counts()["records"]
            assert records["articles"] >= 5
            assert records["passages"] == 2 * records["articles"]
            assert records["facts"] == 2 * records["articles"]
            assert len(catalog.pending("an index", limit=10**6)) == records["articles"]


def test_the_outbox_shows_its_numbers_in_order(catalog_url: str) -> None:
    """An index that has seen a number must never have missed a lower one."""
    context = multiprocessing.get_context("spawn")
    with Catalog.open(catalog_url) as catalog:
        writers = [context.Process(target=_save_many, args=(catalog_url, f"s{n}", 60)) for n in range(3)]
        for writer in writers:
            writer.start()
        taken: set[str] = set()
        while any(writer.is_alive() for writer in writers):
            for seq, article_id in catalog.pending("an index"):
                taken.add(article_id)
                catalog.acknowledge("an index", seq)
        taken |= {article_id for _, article_id in catalog.pending("an index", limit=1000)}
        assert len(taken) == 180


def test_an_article_without_anything_is_saved(catalog: Catalog) -> None:
    article = replace(make_article(), title="", blocks=(), published=None, language="und")
    assert catalog.save_article(catalog.begin_run("ingest"), article, Annotation(language="und")) == "new"
    assert [s.article for s in catalog.iter_articles()] == [article]


def test_what_databases_refuse_keeps_its_place(catalog: Catalog) -> None:
    article = make_article(title="A\x00B", text="Khánh Phú \ud800 350 ha.\x00")
    annotation = make_annotation(article)
    run = catalog.begin_run("ingest")
    assert catalog.save_article(run, article, annotation) == "new"
    assert catalog.save_article(run, article, annotation) == "unchanged"
    stored = catalog.get_article(article.id)
    assert stored.article.title == "A\ufffdB"
    assert len(stored.article.text) == len(article.text)
    assert stored.annotation.passages[1].text == stored.article.blocks[0].text
    catalog.record_issue(Issue(source="s", url="http://x/\x00", stage="parse", reason="nul", detail="\udfff"))


def test_a_catalog_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(b"no database at all " * 99)
    with pytest.raises(StoreError, match=r"catalog\.sqlite failed: file is not a database \(.*restore it"):
        Catalog.open(path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match=r"folder failed: .*\(see whether"):
        Catalog.open(tmp_path / "folder")


def test_a_server_that_cannot_be_reached_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match=r"eip on 127\.0\.0\.1:1 failed: .*whether the server runs") as caught:
        Catalog.open("postgresql://desk:secret@127.0.0.1:1/eip")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["postgresql://desk:secret@127.0.0.1:port/eip", "postgresql://[::1/eip", "mysql://h/eip"]
)
def test_an_address_that_cannot_be_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(QueryError, match=r"the catalog .*write postgresql://") as caught:
        Catalog.open(url)
    assert caught.value.exit_code == 2
    assert "secret" not in str(caught.value)


def test_a_catalog_that_another_process_writes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with Catalog.open(tmp_path / "catalog.sqlite") as catalog:
        other = sqlite3.connect(tmp_path / "catalog.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"database is locked \(another process writes it: wait"):
            catalog.begin_run("ingest")
        other.close()
