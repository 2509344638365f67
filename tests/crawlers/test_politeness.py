"""Politeness: robots.txt by RFC 9309, Crawl-delay, Retry-After, hours, pauses over runs, and when to look again."""

import itertools
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.source import Revisit
from crawlers import Ledger, Scheduler, crawl, ledger_path
from crawlers.leases import HostLease
from crawlers.ledger_reader import Entry
from crawlers.politeness import MOST_WAIT, HostMemory, is_open, normalize_retry_after
from crawlers.revisit import HOUR, MOST_RETRY, next_interval, retry_delay
from crawlers.robots import RefusedByRobots, RobotsRules, RobotsUnavailable
from tests.crawlers.making import Clock, answer, make_source, serve, site

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT: 05:13 in Vietnam


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        # seconds
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999", MOST_WAIT),
        # dates
        ("Tue, 14 Nov 2023 22:15:20 GMT", 120),
        ("Wed, 15 Nov 2023 05:15:20 +0700", 120),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MOST_WAIT),
        # neither
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("Tue, 99 Nov 2023", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert normalize_retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("hours", "is_it"),
    [(None, True), ("05:00-06:00", True), ("06:00-20:00", False), ("22:00-05:30", True), ("22:00-05:00", False)],
)
def test_hours_are_vietnamese(hours: str | None, is_it: bool) -> None:
    assert is_open(hours, NOW) is is_it


@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (200, "User-agent: *\nDisallow: /a", RefusedByRobots),
        (200, "User-agent: EIPAtlas\nDisallow: /\n\nUser-agent: *\nAllow: /", RefusedByRobots),
        (200, "User-agent: eipatlas\nAllow: /\n\nUser-agent: *\nDisallow: /", None),
        (200, "User-agent: *\nDisallow: /\nAllow: /a/", None),
        (200, "User-agent: *\nDisallow: /*?*\n", None),
        (200, "\ufeffUser-agent: *\nDisallow: /a", RefusedByRobots),
        (200, "<html>not found</html>", None),
        (200, "", None),
        (401, "User-agent: *\nDisallow: /", None),
        (403, "", None),
        (404, "", None),
        (429, "", None),
        (500, "", RobotsUnavailable),
        (503, "User-agent: *\nAllow: /", RobotsUnavailable),
        (None, "", RobotsUnavailable),
    ],
)
def test_robots(status: int | None, body: str, fault: type[Exception] | None) -> None:
    found = RobotsRules(status, body.encode(), "EIPAtlas").find_fault("https://x.vn/a/1")
    assert type(found) is (fault or type(None))


def test_rules_after_the_first_500_kib_are_not_read() -> None:
    body = b"#" * 512_001 + b"\nUser-agent: *\nDisallow: /\n"
    assert RobotsRules(200, body, "EIPAtlas").find_fault("https://x.vn/a") is None


def test_crawl_delay_is_kept(data_dir: Path) -> None:
    stamps: list[float] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        stamps.append(time.monotonic())
        pages = {
            "/robots.txt": "User-agent: *\nCrawl-delay: 0.4\n",
            "/list": "".join(f'<a href="/a/{n}">{n}</a>' for n in range(4)),
        }
        site(pages | {f"/a/{n}": "<p>x</p>" for n in range(4)})(handler)

    with serve(respond) as base:
        report = crawl(make_source(base, politeness={"delay": 0, "concurrency": 4}), data_dir)
    assert report.statuses == {"fetched": 4, "listed": 1}
    assert min(later - earlier for earlier, later in itertools.pairwise(stamps[1:])) > 0.35


def test_robots_are_found_behind_redirects(data_dir: Path) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        if path == "/robots.txt":
            answer(handler, status=301, Location="/other.txt")
        elif path == "/other.txt":
            answer(handler, "User-agent: *\nDisallow: /a/", kind="text/plain")
        else:
            site({"/list": '<a href="/a/1">1</a>'})(handler)

    with serve(respond) as base:
        assert crawl(make_source(base), data_dir).statuses == {"listed": 1, "refused": 1}


def test_a_restart_never_bursts(tmp_path: Path) -> None:
    clock = Clock(NOW)
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock) as ledger:
        HostMemory(ledger, "x.vn").note_request()
    clock.seconds += 2
    with Ledger.open(tmp_path / "ledger.sqlite", clock=clock) as ledger:
        memory = HostMemory(ledger, "x.vn")
        assert memory.wait(5) == 3
        assert memory.wait(1) == 0
        memory.back_off(60, "429")
        assert memory.wait(0) == 60
        clock.seconds -= 3600  # a clock put back must not close a host for longer than its delay
        assert HostMemory(ledger, "y.vn").wait(5) == 0
        assert memory.wait(5) <= 3600 + 60


def test_the_budget_of_a_source_bounds_a_run(data_dir: Path) -> None:
    pages = {"/list": "".join(f'<a href="/a/{n}">{n}</a>' for n in range(9))} | {
        f"/a/{n}": "<p>x</p>" for n in range(9)
    }
    with serve(site(pages)) as base:
        report = crawl(make_source(base, politeness={"delay": 0, "budget": 4}), data_dir)
    assert (report.outcome, report.requests) == ("budget", 4)


def test_a_page_that_is_gone_stays_until_that_is_sure(data_dir: Path) -> None:
    """404 of a page once good: kept for days, then gone; the archived copy stays."""
    from crawlers.reception import Answer, Reception
    from crawlers.store import Store

    clock = Clock(NOW)
    url = "http://127.0.0.1/a/1"
    with Store.open(data_dir, "test", clock=clock) as store:
        reception = Reception(store, make_source("http://127.0.0.1/"))

        def entry() -> Entry:
            found = store.ledger.find(url)
            assert found is not None
            return found

        store.ledger.discover(url, "test")
        assert reception.receive(entry(), Answer(status=200, headers=[], body=b"<p>good</p>")) == "new"
        for day in range(3):
            assert reception.receive(entry(), Answer(status=404, headers=[], body=b"")) == "missing"
            assert entry().status == "fetched"
            clock.seconds = NOW + (day + 1) * 24 * HOUR
        assert reception.receive(entry(), Answer(status=404, headers=[], body=b"")) == "gone"
        assert entry().status == "gone"
        assert [item.url for item in store.ledger.iter_archived()] == [url]
        assert reception.receive(entry(), Answer(status=200, headers=[], body=b"<p>good</p>")) == "unchanged"
        assert entry().status == "fetched"


@given(st.lists(st.booleans(), max_size=40), st.floats(0, 100), st.floats(100, 5000))
def test_intervals_stay_within_bounds(changes: list[bool], least: float, most: float) -> None:
    bounds = Revisit(least=least, most=most)
    interval: float | None = None
    for changed in changes:
        later = next_interval(interval, changed=changed, bounds=bounds)
        assert least * HOUR <= later <= most * HOUR
        if interval is not None:
            assert later <= interval if changed else later >= interval
        interval = later


def test_failures_are_tried_less_and_less_often() -> None:
    delays = [retry_delay(failures) for failures in range(40)]
    assert delays == sorted(delays)
    assert delays[-1] == MOST_RETRY


def test_lastmod_is_believed_as_long_as_it_proves_right(data_dir: Path) -> None:
    """A sitemap that calls every page new each day is heard less and less; an honest one stays heard."""
    from crawlers.reception import Answer, Reception
    from crawlers.store import Store

    looks: dict[str, list[int]] = {"liar": [], "honest": []}
    for name, days in looks.items():
        clock = Clock(NOW)
        with Store.open(data_dir / name, name, clock=clock) as store:
            source = make_source("http://127.0.0.1/", id=name, revisit={"least": 1000, "most": 2000})
            reception = Reception(store, source)
            for day in range(12):
                clock.seconds = NOW + day * 24 * HOUR
                for number in range(6):
                    changed = day % 6 == number
                    stamp = clock.seconds - 60 if name == "liar" or changed else NOW - HOUR
                    store.ledger.discover(f"http://127.0.0.1/a/{number}", name, lastmod=stamp)
                due = list(store.ledger.iter_due(name, 99))
                for entry in due:
                    number = int(entry.url[-1])
                    edition = (day - number) // 6 if name == "honest" else 0
                    body = f"<p>Edition {edition} of page {number}</p>".encode()
                    reception.receive(entry, Answer(status=200, headers=[], body=body))
                days.append(len(due))
    assert looks["liar"][1] == 6
    assert sum(looks["liar"][4:]) == 0
    assert looks["honest"][1:] == [1] * 11


def test_a_clock_that_is_put_back_stops_nothing(data_dir: Path) -> None:
    """Two years ahead by mistake, then right again: looks, waits, leases and starts of the future hold nobody up."""
    wrong, source = time.time() + 2 * 365 * 86400, make_source("http://127.0.0.1/", schedule="0 5 * * *", jitter=0)
    with Ledger.open(ledger_path(data_dir), clock=lambda: wrong) as ledger:
        ledger.discover("http://127.0.0.1/a/1", "test")
        ledger.record_unchanged("http://127.0.0.1/a/1", "same", due_at=wrong + 9e6, interval=9e6)
        HostMemory(ledger, "127.0.0.1").back_off(3600, "busy")
        HostLease(ledger, source, "other").take()
        ledger.begin_run("test")
    with Ledger.open(ledger_path(data_dir)) as ledger:
        assert HostMemory(ledger, "127.0.0.1").wait(0) == 0
        assert ledger.count_due("test") == 0
        assert ledger.mend_clock("test") == 1
        assert [entry.url for entry in ledger.iter_due("test", 9)] == ["http://127.0.0.1/a/1"]
        assert [source.id for source in Scheduler({"test": source}, data_dir, lambda _: None).due()] == ["test"]
        HostLease(ledger, source, "mine").take()
        assert ledger.mend_clock("test") == 0


def test_a_clock_that_is_put_back_a_little_fetches_nothing_before_its_time(data_dir: Path) -> None:
    clock = Clock()
    with Ledger.open(ledger_path(data_dir), clock=clock) as ledger:
        ledger.discover("http://127.0.0.1/a/1", "test")
        ledger.record_unchanged("http://127.0.0.1/a/1", "same", due_at=clock.seconds + 7200, interval=7200)
        clock.seconds -= 3600
        assert ledger.mend_clock("test") == 0
        assert ledger.count_due("test") == 0
