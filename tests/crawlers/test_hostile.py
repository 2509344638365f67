"""Hostile answers: none ends the run, each ends in one status with a reason."""

import os
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from crawlers import Ledger, check_archive, crawl, ledger_path, replay
from tests.crawlers.hostile import serve_hostile
from tests.crawlers.making import answer, make_source, serve, site

COUNT = int(os.environ.get("EIP_TEST_HOSTILE", "300"))


def test_every_hostile_answer_gets_a_status(data_dir: Path) -> None:
    with serve_hostile(COUNT, seed=COUNT) as base:
        source = make_source(base, articles={"allow": [r"^/a/\d+$"]}, politeness={"delay": 0, "concurrency": 4})
        report = crawl(source, data_dir)
    assert report.outcome == "finished", report.reason
    assert sum(report.statuses.values()) == COUNT + 1
    assert "discovered" not in report.statuses
    with Ledger.open(ledger_path(data_dir)) as ledger:
        for number in range(COUNT):
            story = ledger.story(f"{base}a/{number}")
            assert story["reason"] or story["status"] == "fetched", story
    assert check_archive(data_dir).clean


def test_a_bomb_is_not_unpacked(data_dir: Path) -> None:
    from tests.crawlers.hostile import BOMB, BROTLI_BOMB

    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        if path == "/list":
            answer(handler, '<a href="/a/1">1</a><a href="/a/2">2</a>')
        elif path == "/a/1":
            answer(handler, BOMB, Content_Encoding="gzip")
        elif path == "/a/2":
            answer(handler, BROTLI_BOMB, Content_Encoding="br")
        else:
            answer(handler, status=404)

    with serve(respond) as base:
        report = crawl(make_source(base, politeness={"delay": 0, "max_mb": 5}), data_dir)
    assert report.statuses == {"listed": 1, "too_large": 2}


def test_a_body_without_end_is_cut_off(data_dir: Path) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        if handler.path != "/a/1":
            site({"/list": '<a href="/a/1">1</a>'})(handler)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            handler.close_connection = True

    started = time.monotonic()
    with serve(respond) as base:
        report = crawl(make_source(base, politeness={"delay": 0, "max_mb": 1}), data_dir)
    assert report.statuses == {"listed": 1, "too_large": 1}
    assert time.monotonic() - started < 30


def test_redirect_loops_end(data_dir: Path) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        if path.startswith("/a/"):
            number = (int(path[3:]) + 1) % 5
            answer(handler, status=302, Location=f"/a/{number}")
        else:
            site({"/list": '<a href="/a/0">0</a>'})(handler)

    with serve(respond) as base:
        report = crawl(make_source(base), data_dir)
    assert report.statuses == {"listed": 1, "redirected": 5}


def test_a_calendar_without_end_is_bounded(data_dir: Path) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        number = int(path.rsplit("=", 1)[-1]) if "=" in path else 0
        if path.startswith("/list"):
            body = f'<a href="/a/{number}">x</a><a class="next" href="/list?month={number + 1}">next</a>'
            answer(handler, body)
        else:
            answer(handler, "<p>x</p>" if path.startswith("/a/") else "", 200 if "/a/" in path else 404)

    with serve(respond) as base:
        source = make_source(base, discovery={"lists": [{"url": "/list", "next": "a.next", "depth": 4, "backfill": 9}]})
        assert crawl(source, data_dir).statuses == {"fetched": 4, "listed": 4}
        assert crawl(source, data_dir, mode="backfill").statuses == {"fetched": 9, "listed": 9}


def test_no_cookie_is_kept(data_dir: Path) -> None:
    cookies: list[str | None] = []

    def respond(handler: BaseHTTPRequestHandler) -> None:
        cookies.append(handler.headers.get("Cookie"))
        if handler.path == "/list":
            answer(handler, '<a href="/a/1">1</a>', Set_Cookie="id=1; Path=/")
        else:
            answer(handler, "<p>x</p>", Set_Cookie="id=2; Path=/")

    with serve(respond) as base:
        crawl(make_source(base), data_dir)
    assert len(cookies) == 3
    assert set(cookies) == {None}


def test_pages_that_ask_not_to_be_indexed_are_not_kept(data_dir: Path) -> None:
    pages = {
        "/list": "".join(f'<a href="/a/{n}">x</a>' for n in range(3)),
        "/a/0": '<meta name="robots" content="noindex, follow"><p>x</p>',
        "/a/1": "<META CONTENT='none' NAME=robots>",
        "/a/2": '<meta name="robots" content="index, noarchive"><p>x</p>',
    }
    with serve(site(pages)) as base:
        report = crawl(make_source(base), data_dir)
    assert report.statuses == {"fetched": 1, "listed": 1, "refused": 2}


def test_one_article_under_several_addresses_is_one(data_dir: Path) -> None:
    body = '<link rel="canonical" href="/a/1"><p>text</p>'
    pages = {"/list": '<a href="/a/1?ref=x">x</a><a href="/a/1?p=2">y</a>', "/a/1": body}
    pages |= {"/a/1?ref=x": body, "/a/1?p=2": body}
    with serve(site(pages)) as base:
        report = crawl(make_source(base), data_dir)
    assert report.statuses == {"duplicate": 2, "fetched": 1, "listed": 1}
    assert replay(data_dir) == 1


def test_pages_that_name_each_other_canonical_are_not_both_lost(data_dir: Path) -> None:
    pages = {
        "/list": '<a href="/a/1">x</a>',
        "/a/1": '<link rel="canonical" href="/a/2"><p>one</p>',
        "/a/2": '<link rel="canonical" href="/a/1"><p>two</p>',
    }
    with serve(site(pages)) as base:
        report = crawl(make_source(base), data_dir)
    assert report.statuses == {"duplicate": 1, "fetched": 1, "listed": 1}


def test_a_page_is_kept_when_its_canonical_address_is_gone(data_dir: Path) -> None:
    pages = {"/list": '<a href="/a/1">x</a>', "/a/1": '<link rel="canonical" href="/a/2"><p>one</p>'}
    with serve(site(pages)) as base:
        report = crawl(make_source(base), data_dir)
    assert report.statuses == {"fetched": 1, "gone": 1, "listed": 1}


def test_boxes_and_counters_make_no_version(data_dir: Path) -> None:
    """The same article with another counter, advert and related box is the same; another figure is a new version."""
    looks = 0
    figure = "71,000"

    def respond(handler: BaseHTTPRequestHandler) -> None:
        nonlocal looks
        if handler.path == "/a/1":
            looks += 1
            body = (
                f"<title>A</title><nav>{looks} visitors</nav><script>token={looks}</script><div class=body>"
                f"<p>{'Words. ' * 40}{figure} tonnes of CO2.</p><div class=related>Story {looks}</div></div>"
                f"<aside>Advert {looks}</aside><p>{looks} read this</p>"
            )
            answer(handler, body)
        else:
            site({"/list": '<a href="/a/1">1</a>'})(handler)

    with serve(respond) as base:
        source = make_source(base, profile={"container": "div.body", "drop": ".related"})
        reports = [crawl(source, data_dir) for _ in range(3)]
        figure = "74,000"
        reports.append(crawl(source, data_dir))
    assert looks == 4
    assert [report.outcomes.get("changed", 0) for report in reports] == [0, 0, 0, 1]
