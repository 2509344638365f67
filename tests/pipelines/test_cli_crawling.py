"""The commands about crawling, as an operator calls them, against the newsroom over HTTP."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from config.errors import StoreError
from config.source import SOURCES_DIR, load_sources
from crawlers import Archive, Ledger, Store, ledger_path
from crawlers.newsroom import Newsroom, open_newsroom
from index import Catalog
from pipelines.cli import app
from pipelines.cli.crawl_jobs import ScheduledJob
from pipelines.cli.session import Session
from tests.crawlers.making import Clock, answer, make_page, serve, site
from tests.crawlers.test_alerts import serve_hook
from tests.servers import PostgresqlServer, find_postgresql

EIP = [sys.executable, "-c", "from pipelines.cli import main; main()"]


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def sources_dir(newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the newsroom's file alone, at its address of today."""
    folder = tmp_path / "sources"
    folder.mkdir()
    values = yaml.safe_load((SOURCES_DIR / "newsroom.yml").read_text("utf-8"))
    _declare(folder, **(values | {"base": newsroom.base}))
    monkeypatch.setenv("EIP_SOURCES_DIR", str(folder))
    monkeypatch.setenv("EIP_DATA_DIR", str(tmp_path / "data"))
    return folder


def _declare(folder: Path, **values: Any) -> None:
    (folder / f"{values['id']}.yml").write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8")


def _eip(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == code, (result.output, result.stderr, result.exception)
    return result


def _json(*words: str, code: int = 0) -> Any:
    return json.loads(_eip(*words, "--json", code=code).stdout)


@pytest.mark.usefixtures("sources_dir")
class TestCrawl:
    """`eip crawl`, `eip jobs`, `eip archive`, `eip replay`."""

    def test_a_crawl_tells_what_it_brought(self, tmp_path: Path) -> None:
        (run,) = _json("crawl", "newsroom")["runs"]
        assert (run["outcome"], run["degraded"], run["statuses"]["fetched"]) == ("finished", False, 19)
        assert "newsroom" in _eip("crawl", "newsroom").stdout
        assert _json("jobs", "--source", "newsroom")["jobs"][0]["trend"] == [19, 0]
        assert len(_json("jobs")["runs"]) == 2
        assert "finished" in _eip("jobs").stdout
        (health,) = _json("source", "list")
        assert (health["id"], health["last_outcome"]) == ("newsroom", "finished")
        assert "newsroom" in _eip("source", "list").stdout
        assert _json("archive", "check")["clean"]
        assert Path(_eip("archive", "index").stdout.strip()).name == "index.cdxj"
        assert _json("archive", "copy", str(tmp_path / "copy"))["written"] == 3
        with Ledger.open(ledger_path(tmp_path / "data")) as ledger:
            for item in list(ledger.iter_pending()):
                ledger.mark(item.url, "parsed")
        assert _json("replay", "newsroom") == {"pages": 19}
        assert "nothing is archived" in _eip("replay", "nobody", code=1).stderr

    def test_a_backfill_by_date_needs_an_archive_by_date(self, newsroom: Newsroom, sources_dir: Path) -> None:
        told = _eip("crawl", "newsroom", "--backfill", "--since", "2019-01-01", code=2)
        assert "--since has no meaning for newsroom" in told.stderr
        lists = [{"url": "/", "archive": "/archive/{year}", "since": "2014-01-01"}]
        values = yaml.safe_load((sources_dir / "newsroom.yml").read_text("utf-8"))
        _declare(sources_dir, **(values | {"discovery": {"lists": lists}}))
        _json("crawl", "newsroom", "--backfill", "--since", "2019-01-01", code=0)
        asked = {path for path, _ in newsroom.requests}
        assert "/archive/2019" in asked
        assert "/archive/2018" not in asked

    def test_limit_and_recheck(self, newsroom: Newsroom) -> None:
        assert _json("crawl", "newsroom", "--limit", "5")["runs"][0]["outcome"] == "budget"
        _json("crawl", "newsroom")
        asked = len(newsroom.requests)
        _json("crawl", "newsroom", "--recheck")
        assert len(newsroom.requests) - asked > 20

    def test_a_source_that_is_not_there(self) -> None:
        assert "no source 'nobody' (known: newsroom)" in _eip("jobs", "--source", "nobody", code=1).stderr
        assert "no source 'nobody' (known: newsroom)" in _eip("crawl", "nobody", code=1).stderr

    def test_a_damaged_archive_ends_with_its_code(self, tmp_path: Path) -> None:
        _json("crawl", "newsroom")
        (path,) = (tmp_path / "data" / "archive").glob("*.warc.gz")
        path.write_bytes(path.read_bytes()[:-50])
        assert {fault["reason"] for fault in _json("archive", "check", code=4)["faults"]} >= {"torn_end"}
        assert "torn_end" in _eip("archive", "index", code=4).stderr

    def test_an_archive_that_cannot_be_written_ends_with_its_code(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "archive").write_text("a file where the folder should be")
        told = _json("crawl", "newsroom", code=3)
        assert "cannot be written" in told["errors"]["newsroom"]
        (page,) = (tmp_path / "data" / "reports").glob("newsroom-*.html")
        assert "cannot be written" in page.read_text("utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_a_crawl_cleanly(sources_dir: Path, tmp_path: Path, number: signal.Signals) -> None:
    values = yaml.safe_load((sources_dir / "newsroom.yml").read_text("utf-8"))
    _declare(sources_dir, **(values | {"politeness": {"delay": 1.5}}))
    process = subprocess.Popen([*EIP, "--quiet", "crawl", "newsroom"], env=dict(os.environ))
    place, end = ledger_path(tmp_path / "data"), time.monotonic() + 60
    while not place.exists() or not _requests_begun(place):
        assert time.monotonic() < end
        time.sleep(0.1)
    process.send_signal(number)
    assert process.wait(timeout=60) == 130
    with Ledger.open(place) as ledger:
        assert [run["outcome"] for run in ledger.iter_runs("newsroom")] == ["stopped"]


def test_a_page_that_vanished_is_counted(sources_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    (sources_dir / "newsroom.yml").unlink()  # which has the same host
    pages = {"/list": '<a href="/a/1">x</a><a href="/a/2">x</a>', "/a/1": "<p>one</p>", "/a/2": "<p>two</p>"}
    with serve(site(pages)) as base:
        _declare(sources_dir, id="bare", name="B", publisher="B", base=base, languages=["en"], allow_private=True,
                 discovery={"lists": [{"url": "/list"}]}, politeness={"delay": 0}, articles={"allow": ["^/a/"]},
                 domains=["127.0.0.1"])  # fmt: skip
        _eip("crawl", "bare")
        del pages["/a/2"]
        table = _eip("crawl", "bare", "--recheck").stdout.splitlines()
    names, row = (re.split(r" {2,}", line.strip()) for line in table[:2])
    told = dict(zip(names, row, strict=False))  # without reasons
    assert (told["same"], told["gone"], told["refused or failed"]) == ("2", "1", "0"), table


@pytest.mark.usefixtures("sources_dir")
def test_a_crawl_that_goes_on_elsewhere_is_no_alarm(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "data" / "archive", "newsroom"):
        assert "another process writes the archive of newsroom" in _eip("crawl", "newsroom", code=3).stderr
    assert not (tmp_path / "data" / "reports").exists()


def test_a_report_that_cannot_be_written_is_told_by_the_webhook(
    sources_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "archive").write_text("a file where the folder should be")
    (tmp_path / "data" / "reports").write_text("another")
    with serve_hook() as (hook, posts):
        monkeypatch.setenv("EIP_ALERT_WEBHOOK", hook)
        told = _eip("crawl", "newsroom", code=3)
    assert "the files were not told of newsroom" in told.stderr
    assert [post["source"] for post in posts] == ["newsroom"]


def test_a_degraded_run_ends_with_four_and_leaves_a_report(
    sources_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def respond(handler: Any) -> None:
        found = handler.path in {"/rss", "/a/1"}
        answer(handler, "<html>Just a moment...</html>" if found else "", 200 if found else 404)

    with serve(respond) as base:
        _declare(sources_dir, id="feeds", name="F", publisher="F", base=base, languages=["en"], allow_private=True,
                 discovery={"feeds": ["/rss"]}, politeness={"delay": 0}, domains=["localhost"])  # fmt: skip
        result = _eip("crawl", "feeds", code=4)
        with serve_hook() as (hook, posts):
            monkeypatch.setenv("EIP_ALERT_WEBHOOK", hook)
            _eip("--quiet", "crawl", "feeds", code=4)
    assert [(post["source"], post["degraded"]) for post in posts] == [("feeds", True)]
    assert "degraded" in result.stdout
    page = min((tmp_path / "data" / "reports").glob("feeds-*.html"))
    assert "broken lists" in page.read_text("utf-8")
    assert str(page) in result.stderr


@pytest.mark.postgresql
@pytest.mark.skipif(find_postgresql() is None, reason="no PostgreSQL: apt-get install postgresql")
def test_the_ledger_lies_beside_a_catalog_on_a_server(
    sources_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = find_postgresql()
    assert programs is not None
    server = PostgresqlServer(programs)
    try:
        monkeypatch.setenv("EIP_DATABASE_URL", server.create_database("eip"))
        monkeypatch.setenv("EIP_WORKER", "desk-1")
        (run,) = _json("crawl", "newsroom")["runs"]
        assert run["statuses"]["fetched"] == 19
        assert _json("status")["urls"]["fetched"] == 19
        assert _json("jobs", "--source", "newsroom")["jobs"][0]["trend"] == [19]
        assert _json("archive", "check")["clean"]
        assert _json("replay", "newsroom") == {"pages": 19}
        assert not list((tmp_path / "data").glob("ledger*"))
    finally:
        server.stop()


@pytest.mark.postgresql
@pytest.mark.skipif(find_postgresql() is None, reason="no PostgreSQL: apt-get install postgresql")
@pytest.mark.usefixtures("sources_dir")
def test_the_ledger_moves_with_the_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    programs = find_postgresql()
    assert programs is not None
    _json("crawl", "newsroom", "--ingest")
    before = _json("status")
    server = PostgresqlServer(programs)
    try:
        url = server.create_database("eip")
        with monkeypatch.context() as patched:
            patched.setenv("EIP_DATABASE_URL", url)
            (fault,) = _json("archive", "check", code=4)["faults"]
            assert fault["reason"] == "unknown_pages"
        tables = {row["table"]: row["rows"] for row in _json("copy", "--to", url)["tables"]}
        assert tables["crawl.urls"] == sum(before["urls"].values())
        monkeypatch.setenv("EIP_DATABASE_URL", url)
        assert _json("status")["urls"] == before["urls"]
        assert _json("archive", "check")["clean"]
        (run,) = _json("crawl", "newsroom", "--recheck")["runs"]
        assert run["outcomes"].get("new", 0) == 0
        assert _json("replay", "ALL")["pages"] >= 17
    finally:
        server.stop()


@pytest.fixture
def frozen_dir() -> Iterator[Path]:
    """A data folder with a page that this process, nobody where it was root, may read and not write."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Catalog.open(folder / "catalog.sqlite") as catalog:
            catalog.begin_run("ingest")
        with Store.open(folder) as store:
            store.store_page(make_page("http://x.vn/a", b"<p>one</p>"))
        was, was_root = folder.stat().st_mode, os.geteuid() == 0
        folder.chmod(0o555)
        if was_root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if was_root:
                os.seteuid(0)
            folder.chmod(was)


def test_a_folder_that_cannot_be_written_can_be_read(frozen_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIP_DATA_DIR", str(frozen_dir))
    found = _json("status")
    assert (found["urls"], len(found["runs"])) == ({"fetched": 1}, 1)
    assert _json("archive", "check")["clean"]
    assert "see whether the file and its folder can be written" in _eip("replay", "ALL", code=3).stderr
    with (
        Catalog.open(frozen_dir / "catalog.sqlite") as catalog,
        pytest.raises(StoreError, match="see whether the file and its folder can be written"),
    ):
        catalog.begin_run("ingest")


class TestSource:
    """`eip source new` and `eip source try`."""

    @pytest.mark.usefixtures("sources_dir")
    def test_a_proposed_file_can_be_tried(self, newsroom: Newsroom, tmp_path: Path) -> None:
        name = Path(_eip("source", "new", newsroom.base + "en/", "--private", "-o", str(tmp_path)).stdout.strip())
        name.write_text(name.read_text().replace("delay: 3.0", "delay: 0"))
        told = _json("source", "try", str(name), "--limit", "9")
        assert len(told["articles"]) >= 2
        assert all(article["published"] and article["words"] > 20 for article in told["articles"])
        assert not (tmp_path / "data").exists()

    def test_pages_that_cannot_be_read_are_told(self, sources_dir: Path) -> None:
        pages = {"/list": '<a href="/a/1">x</a>', "/a/1": "<html><body></body></html>"}
        with serve(site(pages)) as base:
            _declare(sources_dir, id="bare", name="B", publisher="B", base=base, languages=["en"], allow_private=True,
                     discovery={"lists": [{"url": "/list"}]}, politeness={"delay": 0},
                     articles={"allow": ["^/a/"]}, domains=["localhost", "127.0.0.1"])  # fmt: skip
            told = _eip("source", "try", str(sources_dir / "bare.yml"), code=4)
            issues = _json("source", "try", str(sources_dir / "bare.yml"), code=4)["issues"]
        assert f"{base}a/1" in told.stdout
        assert [(issue["stage"], issue["url"]) for issue in issues] == [("parse", f"{base}a/1")]

    @pytest.mark.usefixtures("sources_dir")
    def test_a_folder_that_is_not_there(self, newsroom: Newsroom, tmp_path: Path) -> None:
        told = _eip("source", "new", newsroom.base + "vi/", "--private", "-o", str(tmp_path / "nodir"), code=1)
        assert "cannot be written: No such file or directory (name a folder" in told.stderr

    @pytest.mark.usefixtures("sources_dir")
    def test_a_proposal_is_printed(self, newsroom: Newsroom) -> None:
        assert yaml.safe_load(_eip("source", "new", newsroom.base + "vi/", "--private").stdout)["base"] == newsroom.base

    @pytest.mark.usefixtures("sources_dir")
    def test_a_file_that_is_there_is_kept(self, newsroom: Newsroom, tmp_path: Path) -> None:
        (tmp_path / "127-0-0.yml").write_text("mine")
        result = _eip("source", "new", newsroom.base + "vi/", "--private", "-o", str(tmp_path), code=1)
        assert "is there already" in result.stderr
        assert (tmp_path / "127-0-0.yml").read_text() == "mine"


class TestScheduler:
    """`eip scheduler`: runs what is due, ends on SIGTERM, goes on after kill -9."""

    def _start(self) -> "subprocess.Popen[str]":
        words = [*EIP, "scheduler", "--every", "0.5", "--no-ingest"]
        return subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=dict(os.environ))

    def _wait_for(self, process: "subprocess.Popen[str]", text: str) -> None:
        assert process.stderr
        for line in process.stderr:
            if text in line:
                return
        raise AssertionError(f"the scheduler never said {text!r}")

    def test_it_makes_up_a_missed_run_once_and_survives_its_death(self, sources_dir: Path, tmp_path: Path) -> None:
        values = yaml.safe_load((sources_dir / "newsroom.yml").read_text("utf-8"))
        _declare(sources_dir, **(values | {"schedule": "0 0 * * *", "jitter": 0}))
        place = ledger_path(tmp_path / "data")
        with Ledger.open(place, clock=Clock(time.time() - 9 * 86400)) as ledger:
            ledger.end_run(ledger.begin_run("newsroom"), "finished", "{}")
        process = self._start()
        self._wait_for(process, "newsroom: finished")
        process.kill()
        process.communicate()
        again = self._start()
        self._wait_for(again, "scheduling")
        time.sleep(1.5)
        again.send_signal(signal.SIGTERM)
        _, said = again.communicate(timeout=20)
        assert (again.returncode, "ended" in said) == (0, True)
        with Ledger.open(place) as ledger:
            assert [run["outcome"] for run in ledger.iter_runs("newsroom")] == ["finished", "finished"]

    def test_sigterm_ends_a_crawl_that_runs(self, sources_dir: Path, tmp_path: Path) -> None:
        values = yaml.safe_load((sources_dir / "newsroom.yml").read_text("utf-8"))
        _declare(sources_dir, **(values | {"schedule": "* * * * *", "jitter": 0, "politeness": {"delay": 1.5}}))
        process = self._start()
        place, end = ledger_path(tmp_path / "data"), time.monotonic() + 20
        while not place.exists() or not _requests_begun(place):
            assert time.monotonic() < end
            time.sleep(0.1)
        process.terminate()
        process.communicate(timeout=20)
        assert process.returncode == 0
        with Ledger.open(place) as ledger:
            assert [run["outcome"] for run in ledger.iter_runs("newsroom")] == ["stopped"]


def test_a_search_engine_that_is_down_is_the_ingests_fault(
    sources_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = load_sources(sources_dir)["newsroom"]
    with serve_hook() as (hook, posts), monkeypatch.context() as patched:
        patched.setenv("EIP_ALERT_WEBHOOK", hook)
        patched.setenv("EIP_SEARCH_URL", "http://127.0.0.1:1")
        job = ScheduledJob(Session(quiet=True), ingest=True)
        report = job.run(source)
        job.run(source)
    assert (report.outcome, report.degraded, report.measures["share_pages_read"]) == ("finished", False, 1.0)
    (post,) = posts
    assert str(post["text"]).startswith("EIP Atlas: ingest failed: not indexed yet")
    assert [path.name.split("-")[0] for path in (tmp_path / "data" / "reports").glob("*.html")] == ["ingest"]
    assert _json("status")["index"]["documents"] == 0
    assert not ScheduledJob(Session(quiet=True), ingest=True).run(source).statuses.get("fetched")
    index = _json("status")["index"]
    assert index["documents"] >= 17
    assert index["pending"] == 0


def _requests_begun(place: Path) -> bool:
    with Ledger.open(place) as ledger:
        return ledger.counts().get("listed", 0) > 0


@pytest.mark.usefixtures("sources_dir")
def test_a_crawl_can_be_ingested_and_judged_at_once() -> None:
    (run,) = _json("crawl", "newsroom", "--ingest")["runs"]
    assert (run["degraded"], run["measures"]["share_pages_read"]) == (False, 1.0)
    assert run["measures"]["body_length"] > 300
    assert run["statuses"]["parsed"] >= 17


def test_nothing_of_the_current_folder_is_run(
    newsroom: Newsroom, sources_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever unpacks a folder and calls eip in it does not run what lies there by our modules' names."""
    monkeypatch.setenv("EIP_WORKERS", "2")
    for name in ("crawlers", "search_api", "multiprocessing"):
        (tmp_path / "unpacked" / name).mkdir(parents=True)
        (tmp_path / "unpacked" / name / "__init__.py").write_text(
            "import sys\nprint('TAKEN', file=sys.stderr)\nsys.exit(7)"
        )
    command = str(Path(sys.executable).with_name("eip"))
    monkeypatch.chdir(tmp_path / "unpacked")
    done = subprocess.run([command, "crawl", "newsroom", "--ingest"], capture_output=True, text=True, check=False)
    assert (done.returncode, "TAKEN" in done.stderr) == (0, False), done.stderr
    with subprocess.Popen([command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stdout.readline().startswith("EIP Atlas: http://127.0.0.1:")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0


@pytest.mark.usefixtures("sources_dir")
def test_a_search_engine_that_is_down_is_told_by_the_crawl_that_ingests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIP_SEARCH_URL", "http://127.0.0.1:1")
    told = _eip("crawl", "newsroom", "--ingest", "--json", code=3)
    found = json.loads(told.stdout)
    assert "not indexed yet, the next run will: " in found["errors"]["ingest"]
    assert "ingest: not indexed yet" in told.stderr
    assert found["runs"][0]["measures"]["share_pages_read"] == 1.0
