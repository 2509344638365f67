"""Files and archived pages become articles: once, in versions, with one status each."""

import hashlib
import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.errors import StoreError
from config.schema import Page
from config.source import Source
from config.topic import load_topic
from crawlers import Archive, LedgerReader, Store, replay
from index import Catalog, open_engine
from nlp.annotate import Annotator
from pipelines.ingest.reader import Reader
from pipelines.ingest.record import Outcome
from pipelines.ingest.run import Ingest
from tests.crawlers.making import make_source
from tests.pipelines.desk import STORY, Desk
from tests.pipelines.parse.pdfs import make_pdf
from tests.servers import PostgresqlServer, find_postgresql

POSTGRESQL = find_postgresql()
BASE = "https://bao.example.vn/"
TEXTS = Path(__file__).parent / "parse" / "texts"
DAY = datetime(2024, 5, 1, 12, tzinfo=UTC)


def _file(folder: Path, text: str = STORY, name: str = "steam.txt") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _html(title: str, *paragraphs: str, head: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}</body></html>".encode()


PARAGRAPHS = (
    "Nhà máy giấy trong khu công nghiệp Suối Ngọc bán 20 tấn hơi nước mỗi giờ cho nhà máy bia bên cạnh từ tháng 3.",
    "Hai nhà máy tiết kiệm 1.250 tấn than mỗi năm, theo ban quản lý khu công nghiệp; đường ống dài 800 m.",
    "Tuyến thứ hai dẫn sang xưởng dệt sẽ được xây dựng trong năm 2026 với vốn đầu tư 4,5 tỷ đồng.",
) * 3  # fmt: skip


def _page(path: str, body: bytes, *, source: str = "test", at: datetime = DAY) -> Page:
    url = BASE + path
    return Page(
        source=source,
        url=url,
        final_url=url,
        fetched_at=at,
        status=200,
        content_type="text/html; charset=utf-8",
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
    )


def _store(desk: Desk, *pages: Page) -> None:
    with Store.open(desk.data_dir, "test") as store:
        for page in pages:
            store.store_page(page, kind="article")


@pytest.fixture
def source() -> Source:
    return make_source(BASE, languages=["vi", "en"])


def test_a_file_becomes_an_article_that_is_found(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path)
    report = desk.ingest(path)
    assert (report.pages, report.articles, report.indexed) == ({"parsed": 1}, {"new": 1}, 1)
    (stored,) = desk.articles()
    assert stored.article.url == path.as_uri()
    assert stored.annotation.language == "en"
    assert len(stored.annotation.figures) >= 4
    assert desk.search("steam brewery") == ["Khanh Phu Industrial Park reuses its steam"]


def test_the_same_file_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path)
    desk.ingest(path)
    before = desk.fingerprint()
    report = desk.ingest(path)
    assert (report.run_id, report.pages, report.unchanged, report.indexed) == (None, {}, 1, 0)
    assert desk.fingerprint() == before
    assert len(desk.story(path.as_uri())["versions"]) == 1


def test_a_changed_file_is_a_new_version(desk: Desk, tmp_path: Path) -> None:
    path = _file(tmp_path)
    desk.ingest(path)
    _file(tmp_path, STORY.replace("1,250 tonnes", "1,300 tonnes"))
    assert desk.ingest(path).articles == {"changed": 1}
    (stored,) = desk.articles()
    assert stored.number == 2
    with desk.catalog() as catalog:
        assert [v.superseded for v in catalog.iter_versions(stored.article.id)] == [True, False]


def test_a_file_with_several_articles(desk: Desk) -> None:
    report = desk.ingest(TEXTS / "dated_three.txt")
    assert report.articles == {"new": 3}
    urls = {stored.article.url for stored in desk.articles()}
    assert len(urls) == 3
    assert all(url.startswith((TEXTS / "dated_three.txt").as_uri() + "#") for url in urls)


def test_a_folder_with_text_page_and_pdf(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    _file(folder)
    (folder / "page.html").write_bytes(_html("Suối Ngọc bán hơi nước", *PARAGRAPHS))
    (folder / "report.pdf").write_bytes(make_pdf([["Steam report", *PARAGRAPHS]]))
    (folder / ".hidden.txt").write_text("No page of ours", "utf-8")
    assert desk.ingest(tmp_path / "in").pages == {"parsed": 3}
    assert {Path(s.article.url).name for s in desk.articles()} == {"steam.txt", "page.html", "report.pdf"}


def test_standard_input_is_named_by_its_bytes(desk: Desk) -> None:
    assert desk.ingest("-", data=STORY.encode()).articles == {"new": 1}
    assert desk.ingest("-", data=STORY.encode()).unchanged == 1
    assert desk.ingest("-", data=STORY.replace("800", "900").encode()).articles == {"new": 1}
    assert len(desk.articles()) == 2


def test_a_foreign_warc_file(desk: Desk, tmp_path: Path, source: Source) -> None:
    desk = replace(desk, sources={"test": source})
    with Archive.open(tmp_path / "warc", "foreign") as archive:
        archive.write_page(_page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS), source=""))
        archive.write_page(_page("a/other", b"<html><body></body></html>", source=""))
    report = desk.ingest(*(tmp_path / "warc").glob("*.warc.gz"))
    assert report.pages == {"parsed": 1, "unreadable": 1}
    (stored,) = desk.articles()
    assert (stored.article.source, stored.article.url) == ("test", BASE + "a/steam")


def test_an_older_copy_in_a_warc_file_does_not_replace_a_newer_one(desk: Desk, tmp_path: Path) -> None:
    new = _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS, "Mới hơn."), source="local")
    old = _page("a/steam", _html("Suối Ngọc", *PARAGRAPHS), source="local", at=DAY - timedelta(days=30))
    for name, page in (("new", new), ("old", old)):
        with Archive.open(tmp_path / name, name) as archive:
            archive.write_page(page)
    desk.ingest(*(tmp_path / "new").glob("*.warc.gz"))
    desk.ingest(*(tmp_path / "old").glob("*.warc.gz"))
    (stored,) = desk.articles()
    assert (stored.article.title, stored.number) == ("Suối Ngọc bán hơi nước", 1)


def test_archived_pages_are_read_once_and_again_after_a_replay(desk: Desk, source: Source) -> None:
    desk = replace(desk, sources={"test": source})
    _store(desk, _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)))
    assert desk.ingest().articles == {"new": 1}
    assert desk.ingest().run_id is None
    replay(desk.data_dir)
    assert desk.ingest().articles == {"unchanged": 1}


def test_general_papers_are_judged_page_by_page(desk: Desk) -> None:
    desk = replace(desk, sources={"test": make_source(BASE, topical=False)})
    football = ("The striker scored in the 91st minute after the goalkeeper had kept his side in the match.",) * 4
    _store(
        desk,
        _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)),
        _page("a/goal", _html("Striker's late goal sends the club to the final", *football)),
    )
    report = desk.ingest()
    assert report.pages == {"off_topic": 1, "parsed": 1}
    assert [skip.status for skip in report.skips] == ["off_topic"]
    assert "striker" in report.skips[0].reason
    assert [stored.article.url for stored in desk.articles()] == [BASE + "a/steam"]


def test_a_broken_parse_does_not_replace_a_good_article(desk: Desk, source: Source) -> None:
    desk = replace(desk, sources={"test": source})
    _store(desk, _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)))
    desk.ingest()
    broken = _html("Suối Ngọc bán hơi nước", "Bạn cần đăng nhập để đọc tiếp bài viết này của chúng tôi.")
    _store(desk, _page("a/steam", broken, at=DAY + timedelta(days=1)))
    report = desk.ingest()
    assert report.pages == {"unreadable": 1}
    (stored,) = desk.articles()
    assert stored.number == 1
    assert "1.250 tấn" in stored.article.text
    assert desk.story(BASE + "a/steam")["status"] == "unreadable"


def test_one_article_under_two_addresses_is_one(desk: Desk, source: Source) -> None:
    desk = replace(desk, sources={"test": source})
    canonical = f'<link rel="canonical" href="{BASE}a/steam">'
    _store(
        desk,
        _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS, head=canonical)),
        _page("a/steam-print", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS, "In", head=canonical)),
    )
    assert desk.ingest().pages == {"duplicate": 1, "parsed": 1}
    assert desk.story(BASE + "a/steam-print")["target"] == BASE + "a/steam"
    assert len(desk.articles()) == 1


def test_one_process_or_three_write_the_same(tmp_path: Path, desk: Desk) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        _file(folder, STORY.replace("800", str(100 + number)), f"{number:02}.txt")
    _file(folder, (TEXTS / "timeline.txt").read_text("utf-8"), "timeline.txt")
    one, three = replace(desk, data_dir=tmp_path / "one"), replace(desk, data_dir=tmp_path / "three")
    assert one.ingest(folder).pages == {"parsed": 41}
    assert three.ingest(folder, workers=3).pages == {"parsed": 41}
    assert one.fingerprint() == three.fingerprint()


def test_a_lost_archive_stops_the_run_and_marks_nothing(desk: Desk, source: Source) -> None:
    _store(desk, _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)))
    for path in (desk.data_dir / "archive").glob("*.warc.gz"):
        path.rename(path.with_suffix(".away"))
    with pytest.raises(StoreError, match="the archive lacks test-000001"):
        desk.ingest()
    assert desk.statuses() == {"fetched": 1}


@pytest.mark.parametrize(
    ("column", "value"),
    [("file", "../../outside.warc.gz"), ("file", "/etc/passwd"), ("file", "a\0.warc.gz"), ("file", "x" * 5000),
     ("offset", 1 << 62), ("offset", -1), ("offset", "another's")],
)  # fmt: skip
def test_a_wrong_row_of_the_ledger_costs_one_page(
    desk: Desk, source: Source, tmp_path: Path, column: str, value: object
) -> None:
    """Whoever can change the ledger leads ingest to no file outside of the archive, nor to another page."""
    _store(desk, _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)))
    _store(desk, _page("a/wrong", _html("Suối Ngọc bán nước", *PARAGRAPHS)))
    (archived,) = (desk.data_dir / "archive").glob("*.warc.gz")
    shutil.copy(archived, desk.data_dir.parent / "outside.warc.gz")
    with sqlite3.connect(desk.data_dir / "ledger.sqlite") as ledger:
        if value == "another's":
            (value,) = ledger.execute("SELECT offset FROM urls WHERE url LIKE '%/a/steam'").fetchone()
        ledger.execute(f"UPDATE urls SET {column} = ? WHERE url LIKE '%/a/wrong'", (value,))
    ledger.close()
    assert desk.ingest().pages == {"parsed": 1, "unreadable": 1}
    assert desk.statuses() == {"parsed": 1, "unreadable": 1}


class _Faulty(Reader):
    """A reader with a fault of ours."""

    def read(self, page: Page) -> Outcome:
        if page.url.endswith("/fault"):
            raise LookupError("the table lacks a row")
        return super().read(page)


def test_a_fault_of_ours_costs_one_page(desk: Desk, source: Source) -> None:
    _store(
        desk,
        _page("a/fault", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)),
        _page("a/steam", _html("Suối Ngọc bán hơi nước", *PARAGRAPHS)),
    )
    report = desk.ingest(reader=_Faulty(desk.annotator, {}, load_topic()))
    assert report.pages == {"parsed": 1, "unreadable": 1}
    assert "LookupError: the table lacks a row" in report.skips[0].reason


def test_the_run_after_a_death_groups_what_that_had_saved(desk: Desk, tmp_path: Path) -> None:
    english = STORY + "\nKhanh Phu Industrial Park covers 355 ha in Ninh Binh Province.\n"
    vietnamese = (
        "KCN Khánh Phú dùng lại hơi nước\n\n12/03/2024\n\nNhà máy giấy trong KCN Khánh Phú bán 20 tấn hơi nước mỗi giờ "
        "cho nhà máy bia bên cạnh. Hai nhà máy tiết kiệm 1.250 tấn than mỗi năm. Đường ống dài 800 m, trị giá 4,5 tỷ "
        "đồng. KCN Khánh Phú rộng 355 ha tại tỉnh Ninh Bình.\n"
    )
    for name, text in (("en.txt", english), ("vi.txt", vietnamese)):
        _file(tmp_path, text, name)
    assert desk.ingest(tmp_path / "en.txt", tmp_path / "vi.txt").stories == 1
    with desk.catalog() as catalog:
        catalog.set_stories({stored.article.id: None for stored in catalog.iter_articles()})
        catalog.begin_run("ingest")  # and it died
    report = desk.ingest()
    assert (report.pages, report.stories, report.indexed) == ({}, 1, 2)
    assert len({stored.story for stored in desk.articles()}) == 1
    assert desk.ingest().run_id is None


@pytest.mark.postgresql
@pytest.mark.skipif(POSTGRESQL is None, reason="no PostgreSQL: apt-get install postgresql")
def test_catalog_and_ledger_on_a_server(tmp_path: Path, annotator: Annotator) -> None:
    assert POSTGRESQL is not None
    server = PostgresqlServer(POSTGRESQL)
    try:
        url = server.create_database("ingest")
        path = _file(tmp_path)
        with Catalog.open(url) as catalog:
            engine = open_engine(tmp_path / "data")
            run = Ingest(
                data_dir=tmp_path / "data",
                catalog=catalog,
                engine=engine,
                sources={},
                workers=1,
                ledger=url,
                reader=Reader(annotator, {}, load_topic()),
            )
            assert run.run([str(path)]).articles == {"new": 1}
            assert run.run([str(path)]).unchanged == 1
            engine.close()
        with LedgerReader.read(url) as ledger:
            assert ledger.counts() == {"parsed": 1}
    finally:
        server.stop()
