"""Monitors: a site that has changed says so, one that breathes does not."""

import random
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawlers import crawl
from crawlers.monitors import find_breaches
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
