"""What an operator asks for: drafts, trials, health, jobs, checks, replays, schedules."""

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.errors import InputError, NotFoundError, StoreError
from config.source import Source, load_source
from crawlers import (
    Archive,
    Ledger,
    LedgerReader,
    Scheduler,
    archive_dir,
    check_archive,
    crawl,
    draft_source,
    ledger_path,
    list_runs,
    list_sources,
    next_start,
    replay,
    store_page,
    try_source,
    write_index,
)
from crawlers.cdx import normalize_surt
from crawlers.leases import read_leases
from crawlers.newsroom import Newsroom
from crawlers.schedule import is_due
from crawlers.source_draft import find_family, find_patterns
from tests.crawlers.making import Clock, make_page, make_source, serve, site, write_foreign

NOW = datetime(2024, 5, 6, 3, 0, tzinfo=UTC)  # a Monday, 10:00 in Vietnam


class TestDraft:
    """`eip source new URL`."""

    def test_a_draft_can_be_crawled(self, newsroom: Newsroom, data_dir: Path, tmp_path: Path) -> None:
        draft = draft_source(newsroom.base + "en/", data_dir, allow_private=True, min_delay=0)
        path = tmp_path / f"{draft.name}.yml"
        path.write_text(draft.text.replace("delay: 3.0", "delay: 0"))
        source = load_source(path)
        assert source.discovery.sitemaps == ("/sitemap.xml",)
        assert not source.verified
        assert source.is_article(newsroom.base + "en/khanh-phu-reuses-co2-101.html")
        assert not source.is_article(newsroom.base + "en/")
        trial = try_source(path, tmp_path / "trial", min_delay=0, limit=7)
        assert trial.report.outcome == "budget"
        assert trial.pages
        assert draft.text.startswith("# Proposed from")

    def test_a_page_that_cannot_be_had_is_an_error(self, data_dir: Path) -> None:
        with serve(site({})) as base, pytest.raises(InputError, match="HTTP 404"):
            draft_source(base + "list", data_dir, allow_private=True, min_delay=0)

    def test_what_is_no_address_is_an_error(self, data_dir: Path) -> None:
        with pytest.raises(InputError, match="https://"):
            draft_source("news of the day", data_dir)

    @pytest.mark.parametrize(
        ("url", "form"),
        [
            ("https://x.vn/mot-bai-bao-d123456.html", r"^/[^/]+-d\d+\.html$"),
            ("https://x.vn/kinh-te/mot-bai-bao-post845027.html", r"^/[^/]+/[^/]+-post\d+\.html$"),
            ("https://x.vn/article/41", r"^/[^/]+/\d+$"),
            ("https://x.vn/en/a-rather-long-slug/", r"^/[^/]+/[^/]+/?$"),
        ],
    )
    def test_forms_of_addresses(self, url: str, form: str) -> None:
        assert find_patterns([url, url, "https://x.vn/lien-he"]) == [(form, 2)]

    def test_families_are_recognised(self) -> None:
        assert find_family(b'<link href="/wp-content/themes/a.css">') == "wordpress"
        assert find_family(b'<meta name="generator" content="NukeViet 4.5">') == "nukeviet"
        assert find_family(b"<p>plain</p>") is None


def test_health_tells_counts_and_runs(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    scheduled = Source.model_validate(source.model_dump() | {"schedule": "0 5 * * *", "jitter": 0})
    (before,) = list_sources({"newsroom": scheduled}, data_dir, NOW)
    assert (before.statuses, before.last_start, before.last_outcome) == ({}, None, None)
    assert before.next_start == "2024-05-06T22:00:00+00:00"
    crawl(scheduled, data_dir)
    (after,) = list_sources({"newsroom": scheduled}, data_dir, NOW)
    assert after.statuses["fetched"] == 19
    assert after.last_outcome == "finished"
    (run,) = list_runs(data_dir, "newsroom")
    assert run["outcome"] == "finished"
    assert list_runs(data_dir, "other") == []


def test_a_reader_makes_no_file(data_dir: Path) -> None:
    with pytest.raises(StoreError, match="no ledger yet"):
        LedgerReader.read(ledger_path(data_dir))
    assert not data_dir.exists()
    assert list_runs(data_dir) == []


class TestArchive:
    """`eip archive check` and `eip replay`."""

    def test_a_whole_archive_is_clean(self, newsroom: Newsroom, source: Source, data_dir: Path) -> None:
        crawl(source, data_dir)
        report = check_archive(data_dir)
        assert report.clean, report.faults
        assert (report.files, report.pages) == (1, 26)

    def test_faults_are_found(self, newsroom: Newsroom, source: Source, data_dir: Path) -> None:
        crawl(source, data_dir)
        (path,) = archive_dir(data_dir).glob("*.warc.gz")
        whole = path.read_bytes()
        path.write_bytes(whole[:-100])
        assert "torn_end" in {fault.reason for fault in check_archive(data_dir).faults}
        third = len(whole) // 3  # many records, whichever kind stands where
        path.write_bytes(whole[:third] + b"\0" * third + whole[2 * third :])
        assert {"torn_end", "missing_page"} <= {fault.reason for fault in check_archive(data_dir).faults}

    def test_pages_that_the_ledger_does_not_know_are_a_fault(self, data_dir: Path, tmp_path: Path) -> None:
        store_page(data_dir, make_page("http://x.vn/a", b"<p>one</p>"))
        store_page(data_dir, make_page("http://x.vn/b", b"<p>two</p>"))
        assert check_archive(data_dir).clean
        with Ledger.open(tmp_path / "other.sqlite") as ledger:
            ledger.discover("http://x.vn/b", "local")
        (fault,) = check_archive(data_dir, tmp_path / "other.sqlite").faults
        assert (fault.url, fault.reason) == ("local-000001.warc.gz", "unknown_pages")
        assert fault.detail == "1 page is not in the ledger (was it moved by `eip copy`?): http://x.vn/a"
        (fault,) = check_archive(data_dir, tmp_path / "none.sqlite").faults
        assert fault.detail.startswith("2 pages are not in the ledger")

    def test_the_index_finds_every_page(self, newsroom: Newsroom, source: Source, data_dir: Path) -> None:
        crawl(source, data_dir)
        path, faults = write_index(data_dir)
        lines = path.read_text().splitlines()
        assert faults == ()
        assert len(lines) == 26
        assert lines == sorted(lines)
        assert any(line.startswith("1,0,0,127:") and '"mime": "application/pdf"' in line for line in lines)

    def test_what_a_fault_quotes_can_be_shown(self, data_dir: Path) -> None:
        store_page(data_dir, make_page("http://x.vn/a", b"<p>one</p>"))
        (path,) = archive_dir(data_dir).glob("*.warc.gz")
        path.write_bytes(gzip.compress(b"WARC/1.0\r\n\x1b[2J\xff\x00" + bytes(range(256)) * 9 + b"\r\n\r\n"))
        (archive_dir(data_dir) / "other-000001.warc.gz").write_bytes(gzip.compress(b"\x1b[2J" + bytes(range(256)) * 9))
        report = check_archive(data_dir)
        assert {"unreadable", "missing_page"} <= {fault.reason for fault in report.faults}
        assert "other-000001.warc.gz is no WARC file" in " ".join(fault.detail for fault in report.faults)
        assert all(fault.detail.isprintable() and len(fault.detail) <= 120 for fault in report.faults)

    def test_the_index_tells_of_pages_that_cannot_be_read(self, data_dir: Path) -> None:
        store_page(data_dir, make_page("http://x.vn/a", b"<p>one</p>"))
        store_page(data_dir, make_page("http://x.vn/b", b"<p>two</p>"))
        (path,) = archive_dir(data_dir).glob("*.warc.gz")
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) * 2 // 3])
        (archive_dir(data_dir) / "other-000001.warc.gz").write_bytes(b"no archive")
        index, faults = write_index(data_dir)
        assert len(index.read_text().splitlines()) == 1
        assert {"torn_end", "torn_record", "unreadable"} == {fault.reason for fault in faults}

    def test_records_that_cannot_be_are_faults(self, data_dir: Path) -> None:
        store_page(data_dir, make_page("http://x.vn/a", b"<p>one</p>"))
        (path,) = archive_dir(data_dir).glob("*.warc.gz")
        write_foreign(path, {"WARC-Target-URI": "http://x.vn/over", "WARC-Date": "9999-12-31T23:59:59-23:59"})
        write_foreign(path, {"WARC-Target-URI": "http://[::1/bad"}, {"WARC-Target-URI": "http://x.vn/b"})
        told = [
            ("torn_record", f"record 4 of {path.name}"),
            ("not_a_page", f"record 5 of {path.name}"),
            ("unknown_pages", "1 page is not in the ledger (was it moved by `eip copy`?)"),
        ]
        report = check_archive(data_dir)
        assert [(fault.reason, fault.detail.split(":")[0]) for fault in report.faults] == told
        assert report.pages == 2
        index, faults = write_index(data_dir)
        assert faults == report.faults[:2]  # what the ledger knows is no matter of the index
        assert len(index.read_text().splitlines()) == 2

    def test_an_index_needs_no_archive_but_a_folder(self, data_dir: Path) -> None:
        assert write_index(data_dir)[0].read_text() == ""
        (data_dir / "file").touch()
        with pytest.raises(StoreError, match=r"index\.cdxj cannot be written"):
            write_index(data_dir / "file")

    @pytest.mark.parametrize(
        ("url", "key"),
        [
            ("https://www.X.vn/A?b=C", "vn,x)/a?b=c"),
            ("http://en.x.com.vn/", "vn,com,x,en)/"),
            ("http://x.vn:8080/a", "vn,x:8080)/a"),
        ],
    )
    def test_sort_keys(self, url: str, key: str) -> None:
        assert normalize_surt(url) == key

    def test_replay_lets_ingest_take_pages_again(self, newsroom: Newsroom, source: Source, data_dir: Path) -> None:
        crawl(source, data_dir)
        with Ledger.open(ledger_path(data_dir)) as ledger:
            for item in list(ledger.iter_pending()):
                ledger.mark(item.url, "parsed")
        assert replay(data_dir, newsroom.base + "files/bao-cao-2023.pdf") == 1
        with Ledger.open(ledger_path(data_dir)) as ledger:
            assert len(list(ledger.iter_pending())) == 1
        assert replay(data_dir, "newsroom") == 19
        assert replay(data_dir) == 19
        with pytest.raises(NotFoundError):
            replay(data_dir, "nobody")


class TestSchedule:
    """Cron in Vietnamese time, jitter that stays, missed runs made up once."""

    @pytest.mark.parametrize(
        ("schedule", "start"),
        [
            ("0 5 * * *", datetime(2024, 5, 6, 22, 0, tzinfo=UTC)),
            ("30 */6 * * *", datetime(2024, 5, 6, 5, 30, tzinfo=UTC)),
            ("0 5 * * sun", datetime(2024, 5, 11, 22, 0, tzinfo=UTC)),
        ],
    )
    def test_next_start(self, schedule: str, start: datetime) -> None:
        assert next_start(make_source("http://127.0.0.1/", schedule=schedule, jitter=0), NOW) == start

    def test_jitter_stays(self) -> None:
        source = make_source("http://127.0.0.1/", schedule="0 5 * * *", jitter=600)
        first = next_start(source, NOW)
        assert first is not None
        assert first == next_start(source, NOW)
        assert timedelta(0) <= first - datetime(2024, 5, 6, 22, 0, tzinfo=UTC) <= timedelta(seconds=600)

    def test_many_missed_runs_are_made_up_once(self) -> None:
        source = make_source("http://127.0.0.1/", schedule="0 * * * *", jitter=0)
        assert is_due(source, NOW - timedelta(days=9), NOW)
        assert not is_due(source, NOW, NOW + timedelta(minutes=59))
        assert is_due(source, NOW, NOW + timedelta(minutes=60))

    def test_a_source_without_schedule_is_never_due(self) -> None:
        assert not is_due(make_source("http://127.0.0.1/"), None, NOW)

    def test_the_scheduler_runs_what_is_due_once(self, data_dir: Path) -> None:
        clock = Clock(NOW.timestamp())
        ran: list[str] = []

        def run(source: Source) -> None:
            with Ledger.open(ledger_path(data_dir), clock=clock) as ledger:
                ledger.end_run(ledger.begin_run(source.id), "finished", "{}")
            ran.append(source.id)

        source = make_source("http://127.0.0.1/", schedule="0 * * * *", jitter=0)
        sources = {"test": source, "idle": make_source("http://127.0.0.1/", id="idle")}
        scheduler = Scheduler(sources, data_dir, run, clock=clock)
        for minutes in (0, 30, 59, 61, 200):
            clock.seconds = NOW.timestamp() + minutes * 60
            scheduler.tick()
            scheduler.wait()
        again = Scheduler(sources, data_dir, run, clock=clock)  # as after kill -9
        again.tick()
        again.wait()
        assert ran == ["test"] * 3

    def test_a_failed_crawl_is_tried_again_after_an_hour(self, data_dir: Path) -> None:
        def run(source: Source) -> None:
            raise StoreError("no space left")

        clock = Clock(NOW.timestamp())
        source = make_source("http://127.0.0.1/", schedule="* * * * *", jitter=0)
        scheduler = Scheduler({"test": source}, data_dir, run, clock=clock)
        started = []
        for minutes in (0, 1, 59, 61):
            clock.seconds = NOW.timestamp() + minutes * 60
            started.append(scheduler.tick())
            scheduler.wait()
        assert started == [["test"], [], [], ["test"]]

    @pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), ValueError("nobody foresaw this")])
    def test_whatever_befalls_a_crawl_is_logged_and_its_hosts_fall_free(
        self, data_dir: Path, caplog: pytest.LogCaptureFixture, fault: Exception
    ) -> None:
        def run(source: Source) -> None:
            raise fault

        clock = Clock(NOW.timestamp())
        source = make_source("http://127.0.0.1/", schedule="* * * * *", jitter=0)
        scheduler = Scheduler({"test": source}, data_dir, run, clock=clock)
        assert scheduler.tick() == ["test"]
        scheduler.wait()
        clock.seconds += 60
        assert scheduler.tick() == []
        assert str(fault) in caplog.text
        with Ledger.open(ledger_path(data_dir)) as ledger:
            assert not read_leases(ledger)

    def test_a_crawl_that_goes_on_elsewhere_is_waited_for(self, data_dir: Path) -> None:
        """As after kill -9 of a scheduler: its crawl lives on, and needs its lease."""
        clock = Clock(NOW.timestamp())
        source = make_source("http://127.0.0.1/", schedule="* * * * *", jitter=0)
        scheduler = Scheduler({"test": source}, data_dir, lambda s: crawl(s, data_dir), clock=clock)
        with Archive.open(archive_dir(data_dir), "test"):
            assert scheduler.tick() == ["test"]
            scheduler.wait()
            with Ledger.open(ledger_path(data_dir)) as ledger:
                assert read_leases(ledger)
        started = []
        for _ in range(2):
            clock.seconds += 45
            started.append(scheduler.tick())
            scheduler.wait()
        assert started == [[], ["test"]]

    def test_stop_ends_serving(self, data_dir: Path) -> None:
        scheduler = Scheduler({}, data_dir, lambda source: None)
        thread = threading.Thread(target=scheduler.serve)
        thread.start()
        scheduler.stop()
        thread.join(5)
        assert not thread.is_alive()


def test_a_crawl_stops_cleanly_when_asked(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    slow = Source.model_validate(source.model_dump() | {"politeness": {"delay": 0.2}})
    seen: list[str] = []
    started = time.monotonic()
    report = crawl(
        slow, data_dir, on_progress=lambda progress: seen.append(progress.url), should_stop=lambda: len(seen) >= 3
    )
    assert report.outcome == "stopped"
    assert time.monotonic() - started < 20
    assert check_archive(data_dir).clean
    assert crawl(source, data_dir).statuses["fetched"] == 19


@pytest.mark.parametrize("together", [False, True])  # as systemd does: the crawl's own process is told twice
def test_sigterm_ends_a_crawl_with_a_report(newsroom: Newsroom, source: Source, data_dir: Path, together: bool) -> None:
    code = (
        "import sys, signal\nfrom pathlib import Path\nfrom config.source import load_sources, Source\n"
        "from crawlers import crawl\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background\n"
        "source = load_sources()['newsroom'].at(sys.argv[1])\n"
        "source = Source.model_validate(source.model_dump() | {'politeness': {'delay': 1.0}})\n"
        "crawl(source, Path(sys.argv[2]), on_progress=lambda p: print(p.url, flush=True))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, newsroom.base, str(data_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    process.stdout.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for child in children if together else ():
        os.kill(int(child), signal.SIGTERM)
    os.kill(process.pid, signal.SIGINT)
    process.wait(30)
    process.stdout.close()
    assert check_archive(data_dir).clean
    (run,) = list_runs(data_dir)
    assert run["outcome"] == "stopped"


def test_pages_of_local_files_are_left_out_of_the_index(data_dir: Path) -> None:
    store_page(data_dir, make_page("file:///home/me/secret.txt", b"text"))
    assert write_index(data_dir)[0].read_text() == ""
