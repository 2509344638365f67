"""Sixty days of a simulated site: `python -m benchmarks.crawl.soak` prints one JSON object.

Ours beside a fixed recrawl of the pages looked at longest ago, at as many and at ten times as many requests a day.
Delays are hours from a page's appearance or correction until it is in the archive.
"""

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.crawl.simulated import BASE, DAY, Site, Story
from config.source import Source
from crawlers.job import CrawlReport
from crawlers.ledger import Ledger
from crawlers.monitors import find_breaches, measure_crawl
from crawlers.politeness import HostMemory
from crawlers.reception import Reception
from crawlers.store import Store

START = 1_700_000_000.0
DAYS = 60
HOST = "simulated.example"
SOURCE = Source.model_validate(
    {
        "id": "simulated",
        "name": "Simulated",
        "publisher": "Simulated",
        "base": BASE,
        "languages": ["en"],
        "articles": {"allow": ["^/a/"]},
        "discovery": {"feeds": ["/rss"], "lists": [{"url": "/list", "depth": 1}]},
        "profile": {"container": "article.barticle"},
    }
)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


def run_day(store: Store, site: Site, clock: Clock, memory: HostMemory) -> tuple[CrawlReport, dict[str, float]]:
    """Crawl as the spider does, one request every two seconds."""
    outcomes: dict[str, int] = {}
    reception = Reception(store, SOURCE, on_busy=lambda seconds: memory.back_off(seconds, "busy"))
    since = clock.now
    reception.seed()
    while memory.wait(0) == 0:
        entry = next(iter(store.ledger.iter_due(SOURCE.id, 1, since=since)), None)
        if entry is None:
            break
        clock.now += 2
        outcome = reception.receive(entry, site.answer(entry, clock.now))
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    ended = "finished" if memory.wait(0) == 0 else "waiting"
    report = CrawlReport(
        source=SOURCE.id, outcome=ended, started_at="", ended_at="", outcomes=outcomes,
        statuses=store.ledger.counts(SOURCE.id),
    )  # fmt: skip
    return report, measure_crawl(report, reception.read_by_profile)


def soak(data_dir: Path) -> dict[str, Any]:
    """Run ours for sixty days, two runs a day, then the fixed recrawls."""
    clock, site = Clock(), Site(START, DAYS)
    past: list[Mapping[str, float]] = []
    alarms: list[float] = []
    first = 0
    with Store.open(data_dir, SOURCE.id, clock=clock) as store:
        memory = HostMemory(store.ledger, HOST)
        for half in range(DAYS * 2):
            clock.now = max(clock.now, START + half * DAY / 2)
            report, measures = run_day(store, site, clock, memory)
            if report.outcome == "finished" and find_breaches(measures, past):
                alarms.append(half / 2)
            elif report.outcome == "finished":
                past.insert(0, measures)
            first = first or site.requests
        seen = _versions(store.ledger)
    daily = (site.requests - first) / DAYS
    looks = len(site.stories) * DAYS
    result: dict[str, Any] = {
        "requests": site.requests,
        "requests_a_day_after_the_first": round(daily, 1),
        "share_skipped_or_304": round(1 - (site.requests - first - site.not_modified) / looks, 4),
        "ours": _delays(site, seen),
        "redesign_on_day": (site.redesign - START) / DAY,
        "alarms_on_days": alarms,
    }
    for factor in (1, 10):
        result[f"fixed_at_{factor}x"] = _delays(site, _recrawl(site, daily * factor))
    return result


def _versions(ledger: Ledger) -> dict[str, list[float]]:
    seen: dict[str, list[float]] = {}
    for item in ledger.iter_archived(SOURCE.id):
        stamps = [version["fetched_at"] for version in ledger.story(item.url)["versions"]]
        seen[item.url] = [datetime.fromisoformat(stamp).timestamp() for stamp in stamps]
    return seen


def _recrawl(site: Site, a_day: float) -> dict[str, list[float]]:
    """Look at the front list once a day, then at the pages looked at longest ago."""
    looked: dict[str, list[float]] = {s.url: [START] for s in site.stories if s.born <= START}
    for day in range(1, DAYS):
        now = START + day * DAY
        if any(begin <= now < end for begin, end in site.outages):
            continue
        for story in site.stories:
            if story.born <= now:
                looked.setdefault(story.url, [now])
        oldest = sorted(looked, key=lambda url: looked[url][-1])
        for url in oldest[: round(a_day)]:
            looked[url].append(now)
    return looked


def _delays(site: Site, seen: Mapping[str, list[float]]) -> dict[str, Any]:
    new = [_delay(story.born, seen.get(story.url, [])) for story in site.stories if story.born > START]
    end = START + DAYS * DAY
    corrections = [_delay(at, seen.get(s.url, [])) for s in _corrected(site) for at in s.corrected if at < end - DAY]
    return {"new": _summary(new), "corrected": _summary(corrections)}


def _corrected(site: Site) -> list[Story]:
    return [story for story in site.stories if story.corrected]


def _delay(moment: float, looks: list[float]) -> float | None:
    return next(((look - moment) / 3600 for look in looks if look >= moment), None)


def _summary(delays: list[float | None]) -> dict[str, float]:
    known = sorted(delay for delay in delays if delay is not None)
    return {
        "known": round(len(known) / len(delays), 3),
        "median_hours": round(median(known), 1),
        "p95_hours": round(quantiles(known, n=20)[-1], 1),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(soak(Path(folder)), indent=1))
