"""The newsroom, crawled over HTTP by the real spider in a process of its own."""

import re
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from config.errors import StoreError
from config.source import Source
from crawlers import Ledger, archive_dir, check_archive, crawl, iter_pages, ledger_path, load_page
from crawlers.archive import Archive
from crawlers.discovery import iter_archive
from crawlers.newsroom import Newsroom
from crawlers.newsroom.render import load_stories
from tests.crawlers.making import answer, make_source, serve, site


def _statuses(data_dir: Path) -> dict[str, int]:
    with Ledger.open(ledger_path(data_dir)) as ledger:
        return ledger.counts()


def test_first_crawl_gives_every_page_one_status(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    report = crawl(source, data_dir, contact="desk@example.org")
    assert report.outcome == "finished"
    assert report.statuses == {"failed": 2, "fetched": 19, "listed": 7, "redirected": 2, "refused": 2}
    assert report.statuses == _statuses(data_dir)
    assert {issue.reason for issue in report.issues} == {"failed", "refused"}
    with Ledger.open(ledger_path(data_dir)) as ledger:
        pending = list(ledger.iter_pending())
        assert {page.url for page in pending} == {
            newsroom.base.rstrip("/") + path
            for path in [*(story.path for story in load_stories()), "/files/bao-cao-2023.pdf"]
        }
        for item in pending:
            page = load_page(archive_dir(data_dir), item.reference)
            assert (page.url, page.source, page.digest) == (item.url, "newsroom", item.digest)
    asked = [path for path, _ in newsroom.requests]
    assert asked[0] == "/robots.txt"
    assert len(asked) == len(set(asked)), "no page twice"
    assert not any("private" in path or "internal" in path for path in asked)
    assert {agent for _, agent in newsroom.requests} == {"EIPAtlas/0.1 (+desk@example.org)"}


def test_second_crawl_stores_nothing_unchanged(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    crawl(source, data_dir)
    with Ledger.open(ledger_path(data_dir)) as ledger:
        for item in list(ledger.iter_pending()):
            ledger.mark(item.url, "parsed")
    files = sorted(archive_dir(data_dir).glob("*.warc.gz"))
    before = len(list(iter_pages(files)))
    report = crawl(source, data_dir)
    assert set(report.outcomes) == {"unchanged"}
    assert len(list(iter_pages(files))) == before
    assert check_archive(data_dir).clean
    with Ledger.open(ledger_path(data_dir)) as ledger:
        assert list(ledger.iter_pending()) == []


def test_correction_becomes_a_second_version(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    crawl(source, data_dir)
    newsroom.edition = 2
    report = crawl(source, data_dir)
    assert report.outcomes["changed"] == 2
    url = newsroom.base + "en/deep-c-adds-rooftop-solar-103.html"
    with Ledger.open(ledger_path(data_dir)) as ledger:
        versions = ledger.story(url)["versions"]
        page = load_page(archive_dir(data_dir), next(ledger.iter_archived(url=url)).reference)
    assert len(versions) == 2
    assert "4,900 tonnes of CO2" in page.body.decode()


def test_redirect_keeps_both_addresses(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    crawl(source, data_dir)
    with Ledger.open(ledger_path(data_dir)) as ledger:
        moved = ledger.find(newsroom.base + "vi/old-address-901.html")
        assert moved is not None
        assert moved.status == "redirected"
        target = ledger.find(moved.target or "")
        assert target is not None
        assert target.status == "fetched"


def test_limit_ends_a_run_and_the_next_goes_on(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    first = crawl(source, data_dir, limit=12)
    assert (first.outcome, sum(first.outcomes.values())) == ("budget", 12)
    second = crawl(source, data_dir)
    assert second.outcome == "finished"
    assert second.statuses["fetched"] == 19
    stored = [page.url for page in iter_pages(sorted(archive_dir(data_dir).glob("*.warc.gz")))]
    assert len(stored) == len(set(stored))


def test_progress_tells_each_page(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    seen: list[str] = []
    report = crawl(source, data_dir, on_progress=lambda progress: seen.append(progress.url))
    assert len(seen) == len(set(seen)) == sum(report.outcomes.values())


def test_a_source_is_crawled_once_at_a_time(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    with Archive.open(archive_dir(data_dir), source.id), pytest.raises(StoreError, match="another process"):
        crawl(source, data_dir)


def test_the_archive_holds_what_was_served(newsroom: Newsroom, source: Source, data_dir: Path) -> None:
    crawl(source, data_dir)
    pages = {page.url: page for page in iter_pages(sorted(archive_dir(data_dir).glob("*.warc.gz")))}
    for story in load_stories():
        body = newsroom.reply(story.path).body
        assert pages[newsroom.base.rstrip("/") + story.path].body == body


def test_robots_that_cannot_be_had_close_the_site(data_dir: Path) -> None:
    paths: list[str] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        paths.append(handler.path)
        answer(handler, "busy", 503)

    with serve(respond) as base:
        report = crawl(make_source(base), data_dir)
    assert paths == ["/robots.txt"]
    assert report.outcomes == {"postponed": 1}


def test_robots_that_do_not_exist_open_the_site(data_dir: Path) -> None:
    with serve(site({"/list": '<a href="/a/1">one</a>', "/a/1": "<p>text</p>"})) as base:
        report = crawl(make_source(base), data_dir)
    assert report.statuses == {"fetched": 1, "listed": 1}


def test_busy_host_is_left_alone_over_runs(data_dir: Path) -> None:
    paths: list[str] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        paths.append(path)
        if path == "/robots.txt":
            answer(handler, "", 404)
        else:
            answer(handler, "slow down", 429, Retry_After="3600")

    with serve(respond) as base:
        source = make_source(base, discovery={"lists": [{"url": f"/list{n}"} for n in range(9)]})
        first = crawl(source, data_dir)
        count = len(paths)
        second = crawl(source, data_dir)
    assert (first.outcome, second.outcome) == ("waiting", "waiting")
    assert second.requests == 0
    assert len(paths) == count


def test_a_list_that_moved_is_read_at_each_run(data_dir: Path) -> None:
    """http to https, a new path: the list's selectors and pages go with it."""
    numbers = [1]

    def respond(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/list":
            answer(handler, status=301, Location="/new-list")
        elif handler.path == "/new-list":
            links = "".join(f'<a class="card" href="/a/{n}">{n}</a>' for n in numbers)
            answer(handler, f'{links}<a href="/a/999">menu</a><a class="next" href="/new-list?p=2">2</a>')
        elif handler.path == "/new-list?p=2":
            answer(handler, '<a class="card" href="/a/50">50</a><a href="/a/999">menu</a>')
        else:
            answer(handler, "<p>x</p>" if handler.path.startswith("/a/") else "", 200 if "/a/" in handler.path else 404)

    with serve(respond) as base:
        lists = [{"url": "/list", "links": "a.card", "next": "a.next", "depth": 2}]
        source = make_source(base, discovery={"lists": lists})
        assert crawl(source, data_dir).statuses == {"fetched": 2, "listed": 2, "redirected": 1}
        numbers.append(2)
        report = crawl(source, data_dir)
    assert report.outcomes["new"] == 1
    assert report.statuses == {"fetched": 3, "listed": 2, "redirected": 1}


def test_a_backfill_goes_on_where_its_budget_ended(data_dir: Path) -> None:
    """Twelve pages of a list, eight requests a run: no list page but the first is read again and again."""
    asked: list[str] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        number = int(handler.path.rsplit("=", 1)[-1]) if "=" in handler.path else 1
        if handler.path.startswith("/list") and handler.headers.get("If-None-Match"):
            handler.send_response(304)
            handler.end_headers()
        elif handler.path.startswith("/list"):
            following = f'<a class="next" href="/list?p={number + 1}">older</a>' if number < 12 else ""
            answer(handler, f'<a href="/a/{number}">x</a>{following}', ETag=f'"{number}"')
        else:
            found = handler.path.startswith("/a/")
            answer(handler, "<p>text</p>" if found else "", 200 if found else 404)

    with serve(respond) as base:
        lists = [{"url": "/list", "next": "a.next", "depth": 2, "backfill": 40}]
        source = make_source(base, discovery={"lists": lists}, revisit={"least": 24})
        assert crawl(source, data_dir).statuses == {"fetched": 2, "listed": 2}
        for _ in range(9):
            report = crawl(source, data_dir, mode="backfill", limit=8)
            if report.outcome == "finished":
                break
    assert report.outcome == "finished"
    assert report.statuses == {"fetched": 12, "listed": 12}
    deep = [path for path in asked if path.startswith("/list?p=")]
    assert len(deep) - len(set(deep)) <= 3


def test_a_backfill_reads_archives_by_date_from_the_newest_back(data_dir: Path) -> None:
    """A year in runs of eight requests: each list is read once, its articles before those of older months."""
    asked: list[str] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        if month := re.fullmatch(r"/(\d{4}/\d\d)/", handler.path):
            answer(handler, f'<a href="/a/{month[1]}">x</a>')
        else:
            found = handler.path == "/new" or handler.path.startswith("/a/")
            answer(handler, "<p>text</p>" if found else "", 200 if found else 404)

    today = datetime.now(UTC).date()
    since = today.replace(day=1) - timedelta(days=11 * 30)
    months = [address for address, _ in iter_archive("/{year}/{month}/", since, today)]
    with serve(respond) as base:
        lists = [{"url": "/new", "archive": "/{year}/{month}/", "since": since.isoformat()}]
        source = make_source(base, discovery={"lists": lists})
        assert crawl(source, data_dir).statuses == {"listed": 1}
        for _ in range(5):  # known pages, due again at once, do not come before the past
            report = crawl(source, data_dir, mode="backfill", limit=8)
    assert report.statuses == {"fetched": len(months), "listed": len(months) + 1}
    lists_asked = [path for path in asked if path in months]
    assert len(lists_asked) - len(months) <= 4, "only the month that is not over is read again"
    assert asked.index(f"/a{months[0]}".rstrip("/")) < asked.index(months[-1])
