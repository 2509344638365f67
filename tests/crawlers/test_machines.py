"""Several machines on one PostgreSQL: every page once, one at a time at a host, a dead one's hosts taken over."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from config.errors import StoreError
from config.source import Source
from crawlers import Archive, Ledger, Store, archive_dir, check_archive, copy_archive, crawl, ledger_path, replay
from crawlers.job import Job
from crawlers.leases import HostLease, LostLeaseError, is_free, list_hosts, read_leases
from crawlers.newsroom import Newsroom
from tests.crawlers.conftest import ON_SERVER
from tests.crawlers.making import Clock, answer, make_page, make_source, serve

SITES, PAGES, DELAY, LEASE = 5, 12, 0.2, 3.0


class TestLease:
    """A lease, on each database."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def ledgers(self, ledger_place: Path | str, clock: Clock) -> Iterator[tuple[Ledger, Ledger]]:
        with Ledger.open(ledger_place, clock=clock) as first, Ledger.open(ledger_place, clock=clock) as second:
            yield first, second

    def test_one_worker_at_a_time(self, ledgers: tuple[Ledger, Ledger], clock: Clock) -> None:
        source = make_source("http://x.vn:81/", domains=["x.vn", "en.x.vn"])
        mine, theirs = (HostLease(ledger, source, name, 60) for ledger, name in zip(ledgers, "ab", strict=True))
        mine.take()
        mine.take()
        with pytest.raises(StoreError, match=r"a crawls x\.vn:81"):
            theirs.take()
        assert set(read_leases(ledgers[1])) == {"x.vn:81", "en.x.vn"} == set(list_hosts(source))
        mine.release()
        theirs.take()

    def test_all_hosts_or_none(self, ledgers: tuple[Ledger, Ledger]) -> None:
        HostLease(ledgers[0], make_source("http://en.x.vn/"), "a", 60).take()
        with pytest.raises(StoreError, match="a crawls"):
            HostLease(ledgers[1], make_source("http://x.vn/", domains=["x.vn", "en.x.vn"]), "b", 60).take()
        assert set(read_leases(ledgers[1])) == {"en.x.vn"}

    def test_a_dead_workers_hosts_fall_free(self, ledgers: tuple[Ledger, Ledger], clock: Clock) -> None:
        source = make_source("http://x.vn/")
        mine, theirs = (HostLease(ledger, source, name, 60) for ledger, name in zip(ledgers, "ab", strict=True))
        mine.take()
        for _ in range(5):  # it lives
            clock.seconds += 30
            mine.keep()
            assert not is_free(source, read_leases(ledgers[1]), "b", clock.seconds)
        clock.seconds += 61  # it hangs
        assert is_free(source, read_leases(ledgers[1]), "b", clock.seconds)
        theirs.take()
        with pytest.raises(LostLeaseError, match=r"taken x\.vn over"):
            mine.keep()
        mine.release()
        assert read_leases(ledgers[0])["x.vn"][0] == "b"


def test_another_archive_than_the_ledgers_is_refused(ledger_place: Path | str, tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    Archive.open(archive_dir(theirs), "local").close()  # as an archive without an id
    with Store.open(ours, place=ledger_place) as store:
        store.store_page(make_page("http://x.vn/a", b"<p>one</p>"))
    for _ in range(2):
        with pytest.raises(StoreError, match=r"theirs/archive is not the archive of this ledger \(is it mounted\?\)"):
            Store.open(theirs, place=ledger_place)
    copy_archive(ours, str(archive_dir(theirs)))
    with Store.open(theirs, place=ledger_place) as store:  # as where both have mounted it
        assert not store.store_page(make_page("http://x.vn/a", b"<p>one</p>"))
    with Store.open(theirs, place=tmp_path / "new.sqlite"):  # a ledger without an id takes it
        pass
    Store.open(tmp_path / "third", place=tmp_path / "third.sqlite").close()
    with pytest.raises(StoreError, match="is not the archive of this ledger"):
        Store.open(tmp_path / "third", place=ledger_place)


def test_a_machine_that_slept_too_long_leaves_its_host(data_dir: Path) -> None:
    """It hangs, another takes its host, it wakes: it ends at once, with all that it still wanted to ask."""
    asked: dict[str, list[tuple[float, str]]] = defaultdict(list)
    with serve(_site(asked, "x")) as base, Ledger.open(ledger_path(data_dir)) as ledger:
        source = make_source(base, politeness={"delay": DELAY})
        process = subprocess.Popen(
            [sys.executable, "-m", "crawlers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(Job(source=source, data_dir=data_dir, worker="sleeper", lease=1).dump() + "\n")
        process.stdin.close()
        for _ in range(3):
            process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
        time.sleep(1.2)
        HostLease(ledger, source, "other", 60).take()
        before = len(asked["x"])
        process.send_signal(signal.SIGCONT)
        said = process.stdout.read()
        process.stdout.close()
        assert process.wait(20) == StoreError.exit_code
        assert "another worker has taken" in said
        assert len(asked["x"]) - before <= 1
        assert read_leases(ledger)[list_hosts(source)[0]][0] == "other"
    assert check_archive(data_dir).clean


@pytest.mark.postgresql
@pytest.mark.skipif(ON_SERVER[1].args[0], reason="no PostgreSQL: apt-get install postgresql")
class TestServer:
    """The whole crawl with its ledger on a server."""

    def test_the_newsroom(self, newsroom: Newsroom, source: Source, data_dir: Path, database_url: str) -> None:
        expected = {"failed": 2, "fetched": 19, "listed": 7, "redirected": 2, "refused": 2}
        assert crawl(source, data_dir, limit=12, ledger=database_url).outcome == "budget"
        assert crawl(source, data_dir, ledger=database_url).statuses == expected
        newsroom.edition = 2
        assert crawl(source, data_dir, ledger=database_url).outcomes["changed"] == 2
        assert check_archive(data_dir, database_url).clean
        assert not list(data_dir.glob("*.sqlite"))
        with Ledger.open(database_url) as ledger:
            assert read_leases(ledger) == {}
            assert len(ledger.story(newsroom.base + "en/deep-c-adds-rooftop-solar-103.html")["versions"]) == 2
            for item in list(ledger.iter_pending()):
                ledger.mark(item.url, "parsed", "nul \0 and half a pair \ud800")
        assert replay(data_dir, "newsroom", database_url) == 19

    def test_a_server_that_is_not_there(self, data_dir: Path, source: Source) -> None:
        with pytest.raises(StoreError, match="cannot be reached") as told:
            crawl(source, data_dir, ledger="postgresql://eip:secret@127.0.0.1:1/none")
        assert "secret" not in str(told.value)

    def test_three_machines_and_one_is_killed(self, data_dir: Path, database_url: str) -> None:
        asked: dict[str, list[tuple[float, str]]] = defaultdict(list)
        with ExitStack() as stack:
            bases = [stack.enter_context(serve(_site(asked, str(n)))) for n in range(SITES)]
            sources = [_source(number, base) for number, base in enumerate(bases)]
            workers = {name: _start(name, sources, data_dir, database_url) for name in "abc"}
            stack.callback(_kill_running, workers.values())
            with Ledger.open(database_url) as ledger:
                victim = _wait_for_work(ledger, asked)
                _kill_all(workers[victim].pid)
                workers[victim].wait()
                orphans = {host for host, (name, _) in read_leases(ledger).items() if name == victim}
                _wait_for_end(ledger)
                takers = {name for name, process in workers.items() if process.poll() is None}
                for name in takers:
                    workers[name].terminate()
                assert {workers[name].wait(30) for name in takers} == {0}
                runs = list(ledger.iter_runs(limit=100))
                counts = ledger.counts()
        assert len(takers) == 2
        assert orphans
        assert counts == {"fetched": SITES * PAGES, "listed": SITES}
        assert sum(run["ended_at"] is None for run in runs) == len(orphans)
        assert check_archive(data_dir, database_url).clean
        _check_requests(asked, len(orphans))


def _check_requests(asked: dict[str, list[tuple[float, str]]], deaths: int) -> None:
    paths = Counter((site, path) for site, requests in asked.items() for _, path in requests if path[:3] == "/a/")
    assert len(paths) == SITES * PAGES
    assert sum(paths.values()) - len(paths) <= deaths, "only what was on its way at the death is asked again"
    for requests in asked.values():
        gaps = [later - earlier for (earlier, _), (later, _) in pairwise(requests)]
        assert min(gaps) > DELAY * 0.7


def _site(asked: dict[str, list[tuple[float, str]]], name: str) -> Any:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        asked[name].append((time.monotonic(), handler.path))
        if handler.path == "/list":
            answer(handler, "".join(f'<a href="/a/{number}">x</a>' for number in range(PAGES)))
        else:
            answer(handler, f"<p>{handler.path}</p>", 200 if handler.path[:3] == "/a/" else 404)

    return respond


def _source(number: int, base: str) -> dict[str, Any]:
    values = {"schedule": "0 0 * * *", "jitter": 0, "politeness": {"delay": DELAY}, "revisit": {"least": 24}}
    source = make_source(base, id=f"s{number}", name=f"Site {number}", **values)
    return source.model_dump(mode="json")


def _start(name: str, sources: list[dict[str, Any]], data_dir: Path, url: str) -> "subprocess.Popen[bytes]":
    job = {"worker": name, "sources": sources, "data_dir": str(data_dir), "ledger": url, "lease": LEASE}
    return subprocess.Popen([sys.executable, "-m", "tests.crawlers.worker", json.dumps(job)])


def _wait_for_work(ledger: Ledger, asked: dict[str, list[tuple[float, str]]]) -> str:
    """Wait until some pages were fetched and return a worker that is at work."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if sum(map(len, asked.values())) > SITES * 3 and (leases := read_leases(ledger)):
            return sorted(worker for worker, _ in leases.values())[0]
        time.sleep(0.05)
    raise AssertionError("no worker began")


def _wait_for_end(ledger: Ledger) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        runs = ledger.latest_runs()
        if len(runs) == SITES and all(run["ended_at"] for run in runs.values()):
            return
        time.sleep(0.2)
    raise AssertionError(f"the crawls never ended: {ledger.latest_runs()}")


def _kill_running(processes: Iterable["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        if process.poll() is None:
            process.kill()


def _kill_all(pid: int) -> None:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = Path(f"/proc/{pid}/task").iterdir()
    children += [child for thread in threads for child in (thread / "children").read_text().split()]
    for number in (pid, *map(int, dict.fromkeys(children))):
        os.kill(number, signal.SIGKILL)
