"""Monitors: a site that has changed says so, one that breathes does not."""

import json
import random
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from config.schema import Article, Block, PublicationDate
from crawlers import Ledger, crawl, find_ingested, ledger_path, replay, watch_articles
from crawlers.monitors import find_breaches, measure_articles
from tests.crawlers.making import answer, make_source, serve

USUAL = [{"looks": 50.0 + n % 5, "share_good_looks": 0.96, "body_length": 2400.0 + 40 * n} for n in range(8)]


@pytest.mark.parametrize(
    ("measures", "broken"),
    [
        ({"looks": 53, "share_good_looks": 0.95, "body_length": 2500}, set()),
        ({"looks": 44, "share_good_looks": 0.80, "body_length": 2100}, set()),
        ({"looks": 0, "share_good_looks": 0.95}, {"looks"}),
        ({"looks": 51, "share_good_looks": 0.3}, {"share_good_looks"}),
        ({"looks": 51, "body_length": 300}, {"body_length"}),
        ({"looks": 500}, {"looks"}),
        ({"zero_broken_lists": 1}, {"zero_broken_lists"}),
        ({"zero_broken_lists": 0, "never_seen_before": 7}, set()),
    ],
)
def test_rules(measures: dict[str, float], broken: set[str]) -> None:
    assert {breach.measure for breach in find_breaches(measures, USUAL)} == broken


def test_nothing_is_said_before_the_past_is_known() -> None:
    assert find_breaches({"looks": 0, "share_good_looks": 0}, USUAL[:2]) == ()


def test_a_breathing_site_raises_no_alarm() -> None:
    chance = random.Random(7)
    runs = [{"looks": float(chance.randint(35, 65)), "share_good_looks": chance.uniform(0.9, 1)} for _ in range(300)]
    alarms = sum(bool(find_breaches(runs[n], runs[max(0, n - 30) : n])) for n in range(30, 300))
    assert alarms <= 3


def test_a_feed_that_became_a_page_degrades_the_run(data_dir: Path) -> None:
    broken = False

    def respond(handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        if path == "/rss":
            feed = "<rss><channel><item><link>/a/1</link></item></channel></rss>"
            answer(handler, "<html>Just a moment...</html>" if broken else feed)
        elif path == "/a/1":
            answer(handler, "<p>one</p>")
        else:
            answer(handler, status=404)

    with serve(respond) as base:
        source = make_source(base, discovery={"feeds": ["/rss"]})
        reports = [crawl(source, data_dir) for _ in range(2)]
        broken = True
        reports.append(crawl(source, data_dir))
    assert [report.degraded for report in reports] == [False, False, True]
    assert "broken lists" in reports[-1].breaches[0]
    assert reports[-1].statuses["fetched"] == 1


NOW = datetime(2024, 5, 6, tzinfo=UTC).timestamp()


def _article(number: int, *, text: str = "", day: date | None = date(2024, 5, 5), language: str = "vi") -> Article:
    published = day and PublicationDate(day=day, stamp=None, origin="meta", confidence=1, raw=day.isoformat())
    body = text or f"Story {number}: " + "a factory saves water. " * 30
    return Article(
        id=str(number), version="1", source="test", url=f"http://x.vn/a/{number}", title=f"Title {number}",
        blocks=(Block(kind="paragraph", text=body),), summary="Lead", published=published, language=language,  # type: ignore[arg-type]
    )  # fmt: skip


GOOD = [_article(number) for number in range(10)]
ARTICLES = [measure_articles(["parsed"] * 10, GOOD, NOW)] * 4


@pytest.mark.parametrize(
    ("statuses", "articles", "broken"),
    [
        (["parsed"] * 10, GOOD, set()),
        (["parsed"] * 4 + ["unreadable"] * 6, GOOD, {"share_pages_read"}),
        (["parsed"] * 10, [_article(n, day=None) for n in range(10)], {"share_with_date"}),
        (["parsed"] * 10, [_article(n, day=date(2024, 6, 5)) for n in range(10)], {"zero_dates_in_the_future"}),
        (["parsed"] * 10, [_article(n, language="en") for n in range(10)], {"share_vietnamese"}),
        (["parsed"] * 10, [_article(n, text="We value your privacy. " * 30) for n in range(10)], {"share_own_text"}),
        (["parsed"] * 10, [_article(n, text=f"Ad {n}.") for n in range(10)], {"body_length"}),
        (["unreadable"] * 3, [], set()),
        (["unreadable"] * 9, [], {"share_pages_read", "zero_runs_that_read_nothing"}),
    ],
)
def test_what_ingest_made_is_judged(statuses: list[str], articles: list[Article], broken: set[str]) -> None:
    found = {breach.measure for breach in find_breaches(measure_articles(statuses, articles, NOW), ARTICLES)}
    assert found == broken


def test_a_redesign_replaces_nothing_good(data_dir: Path) -> None:
    """Every body moved into another box and shrank: the run is degraded, known pages keep their articles."""
    box, pages = "story", 12

    def respond(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/list":
            answer(handler, "".join(f'<a href="/a/{n}">x</a>' for n in range(pages)))
        elif handler.path.startswith("/a/"):
            text = f"Story {handler.path}. " + "A factory saves water. " * 30
            answer(handler, f"<title>T</title><div class={box}><p>{text}</p></div>")
        else:
            answer(handler, status=404)

    with serve(respond) as base, Ledger.open(ledger_path(data_dir)) as ledger:
        source = make_source(base, profile={"container": "div.story"})
        for _ in range(3):
            assert crawl(source, data_dir).breaches == ()
            for item in list(ledger.iter_pending()):
                ledger.mark(item.url, "parsed", digest=item.digest)
        box, pages = "redesigned", 13
        report = crawl(source, data_dir)
    assert report.degraded
    assert "read by profile" in " ".join(report.breaches)
    assert report.held_back == 12
    assert report.statuses == {"fetched": 1, "listed": 1, "parsed": 12}
    with Ledger.open(ledger_path(data_dir)) as ledger:
        story = ledger.story(f"{base}a/3")
        assert (story["status"], len(story["versions"])) == ("parsed", 2)
        assert "held back" in story["reason"]
    assert replay(data_dir, "test") == 13


def test_the_verdict_on_articles_is_kept_with_the_run(data_dir: Path) -> None:
    def respond(handler: BaseHTTPRequestHandler) -> None:
        links = "".join(f'<a href="/a/{n}">x</a>' for n in range(10))
        found = handler.path == "/list" or handler.path.startswith("/a/")
        answer(handler, links if handler.path == "/list" else handler.path, 200 if found else 404)

    place = ledger_path(data_dir)
    with serve(respond) as base:
        report = crawl(make_source(base), data_dir)
    with Ledger.open(place) as ledger:
        for item in list(ledger.iter_pending()):
            ledger.mark(item.url, "unreadable" if item.url.endswith("3") else "parsed")
        assert len(find_ingested(ledger, report)) == 10
    future = [_article(n, day=date(2999, 1, 1)) for n in range(2)]
    judged = watch_articles(place, report, future)
    assert judged.breaches == ("2 dates in the future, where there must be none",)
    with Ledger.open(place) as ledger:
        kept = json.loads(next(ledger.iter_runs("test"))["report"])
    assert kept["measures"]["share_pages_read"] == 0.9
    assert kept["breaches"] == list(judged.breaches)


def test_a_feed_that_became_empty_degrades_the_run(data_dir: Path) -> None:
    item = "<item><link>/a/1</link></item>"

    def respond(handler: BaseHTTPRequestHandler) -> None:
        feed = f"<rss><channel>{item if handler.path == '/rss' else ''}</channel></rss>"
        found = handler.path in {"/rss", "/always-empty"}
        answer(handler, feed if found else "<p>one</p>", 200 if found or handler.path == "/a/1" else 404)

    with serve(respond) as base:
        source = make_source(base, discovery={"feeds": ["/rss", "/always-empty"]})
        assert not crawl(source, data_dir).degraded
        item = ""
        report = crawl(source, data_dir)
    assert report.breaches == ("1 lists that became empty, where there must be none",)
