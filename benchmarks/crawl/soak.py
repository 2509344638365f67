"""Sixty days of a simulated site, deaths, hostile answers: `python -m benchmarks.crawl.soak` prints one JSON object.

Of the simulated site: ours beside a fixed recrawl of the pages looked at longest ago, at as many and at ten times as
many requests a day. Delays are hours from a page's appearance or correction until it is in the archive.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Literal

from benchmarks.crawl import deaths, hostile
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
    ended: Literal["finished", "waiting"] = "finished" if memory.wait(0) == 0 else "waiting"
    report = CrawlReport(
        source=SOURCE.id, outcome=ended, started_at="", ended_at="", outcomes=outcomes,
        statuses=store.ledger.counts(SOURCE.id),
    )  # fmt: skip
    return report, measure_crawl(report, reception.read_by_profile)


def soak(data_dir: Path, days: int = DAYS) -> dict[str, Any]:
    """Run ours for so many days, two runs a day, then the fixed recrawls."""
    clock, site = Clock(), Site(START, days)
    past: list[Mapping[str, float]] = []
    alarms: list[float] = []
    first = 0
    with Store.open(data_dir, SOURCE.id, clock=clock) as store:
        memory = HostMemory(store.ledger, HOST)
        for half in range(days * 2):
            clock.now = max(clock.now, START + half * DAY / 2)
            report, measures = run_day(store, site, clock, memory)
            if report.outcome == "finished" and find_breaches(measures, past):
                alarms.append(half / 2)
            elif report.outcome == "finished":
                past.insert(0, measures)
            first = first or site.requests
        seen = _versions(store.ledger)
    daily = (site.requests - first) / days
    looks = len(site.stories) * days
    result: dict[str, Any] = {
        "requests": site.requests,
        "requests_a_day_after_the_first": round(daily, 1),
        "share_skipped_or_304": round(1 - (site.requests - first - site.not_modified) / looks, 4),
        "ours": _delays(site, seen, days),
        "redesign_on_day": (site.redesign - START) / DAY,
        "alarms_on_days": alarms,
    }
    for factor in (1, 10):
        result[f"fixed_at_{factor}x"] = _delays(site, _recrawl(site, daily * factor, days), days)
    return result


def _versions(ledger: Ledger) -> dict[str, list[float]]:
    seen: dict[str, list[float]] = {}
    for item in ledger.iter_archived(SOURCE.id):
        stamps = [version["fetched_at"] for version in ledger.story(item.url)["versions"]]
        seen[item.url] = [datetime.fromisoformat(stamp).timestamp() for stamp in stamps]
    return seen


def _recrawl(site: Site, a_day: float, days: int) -> dict[str, list[float]]:
    """Look at the front list once a day, then at the pages looked at longest ago."""
    looked: dict[str, list[float]] = {s.url: [START] for s in site.stories if s.born <= START}
    for day in range(1, days):
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


def _delays(site: Site, seen: Mapping[str, list[float]], days: int) -> dict[str, Any]:
    new = [_delay(story.born, seen.get(story.url, [])) for story in site.stories if story.born > START]
    end = START + days * DAY
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


def main() -> None:
    """Print one JSON object; exit status 1 if anything was lost or came twice, or a hostile answer has no status."""
    parser = argparse.ArgumentParser(description="Simulated weeks, deaths and hostile answers, as one JSON object.")
    parser.add_argument("--days", type=int, default=DAYS, help="days of the simulated site")
    parser.add_argument("--deaths", type=int, default=12, help="kill -9 of a crawl (200 is the full size)")
    parser.add_argument("--hostile", type=int, default=1000, help="hostile answers (10000 is the full size)")
    given = parser.parse_args()
    result: dict[str, Any] = {}
    parts: dict[str, Callable[[Path], Any]] = {
        "simulated": lambda folder: soak(folder, given.days),
        "deaths": lambda _: deaths.measure(given.deaths),
        "hostile": lambda folder: hostile.measure(given.hostile, folder),
    }
    for name, run in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            result[name] = run(Path(folder))
    print(json.dumps(result, indent=1))
    bad = [result["deaths"][name] for name in ("lost", "twice", "faulty_archives")]
    bad += [result["hostile"][name] for name in ("without_status", "without_reason")]
    sys.exit(any(bad) or result["hostile"]["outcome"] != "finished")


if __name__ == "__main__":
    main()
