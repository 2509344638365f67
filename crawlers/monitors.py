"""Watch a source: each run's measures against what its own past runs were like.

A measure is a number by name. Shares (`share_...`, 0 to 1) break when they fall far under their usual level, counts and
lengths when they leave the usual range; both need `LEAST_RUNS` good runs in the past before they say anything. What
must never be (`zero_...`) breaks at once.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from config.schema import Article
from crawlers.job import CrawlReport

LEAST_RUNS = 3
PAST_RUNS = 30
SHARE_DROP = 0.3
LEAST_PAGES = 8  # of a run, before what ingest made of them says anything
LEAST_LOOKS = 20  # at known pages, before their share says anything
SPREADS = 6.0
LEAST_SPREAD = 0.25  # of the usual level: sites breathe
_LOOKS = ("new", "changed", "unchanged", "listed", "redirected", "duplicate")
_READ = ("parsed", "off_topic", "duplicate", "third_language")
_UNREAD = ("unreadable",)
_BAD = ("failed", "forbidden", "off_site", "too_large", "unsupported", "refused", "gone", "missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule that broke: the measure, what it is, what it usually is, and a sentence that a person understands."""

    measure: str
    value: float
    usual: float
    reason: str


def measure_crawl(report: CrawlReport, read_by_profile: Mapping[bool, int], emptied: int = 0) -> dict[str, float]:
    """Measure what a crawl itself shows: looks that went well, known pages that stayed the same, broken lists.

    `read_by_profile` counts pages in which the profile found the body, and those in which it did not: a redesign shows
    there first; `emptied` counts lists that named pages once and name none now. The number of looks is no measure:
    pages come up for another look in waves.
    """
    outcomes = report.outcomes
    good = sum(outcomes.get(name, 0) for name in _LOOKS)
    bad = sum(outcomes.get(name, 0) for name in _BAD)
    kept = sum(report.statuses.get(name, 0) for name in ("parsed", "fetched", "off_topic"))
    measures = {"zero_runs_without_answer": float(good + bad == 0), "pages_known": float(kept)}
    measures["zero_lists_that_became_empty"] = float(emptied)
    if good + bad:
        measures["share_good_looks"] = good / (good + bad)
    read = read_by_profile.get(True, 0) + read_by_profile.get(False, 0)
    if read:
        measures["share_read_by_profile"] = read_by_profile.get(True, 0) / read
    again = outcomes.get("unchanged", 0) + outcomes.get("changed", 0)
    if again >= LEAST_LOOKS:
        measures["share_same_pages"] = outcomes.get("unchanged", 0) / again
    measures["zero_broken_lists"] = float(
        sum(
            issue.detail.startswith(("not a feed", "not a sitemap", "not XML", "broken gzip"))
            for issue in report.issues
        )
    )
    if report.outcomes.get("postponed"):
        measures["zero_closed_by_robots"] = float(report.outcomes["postponed"])
    return measures


def measure_articles(statuses: Iterable[str], articles: Sequence[Article], now: float) -> dict[str, float]:
    """Measure what ingest made of a run's pages: share read, fields filled, languages, length, dates, sameness.

    A consent or block page in place of the articles shows as one text on many pages. Few pages say nothing.
    """
    counts = Counter(statuses)
    tomorrow = datetime.fromtimestamp(now, UTC).date() + timedelta(days=1)
    dates = [article.published.day for article in articles if article.published]
    measures = {"zero_dates_in_the_future": float(sum(day > tomorrow for day in dates))}
    pages = sum(count for status, count in counts.items() if status in _READ + _UNREAD)
    if pages >= LEAST_PAGES:
        read = sum(counts[status] for status in _READ)
        measures |= {"share_pages_read": read / pages, "zero_runs_that_read_nothing": float(not read)}
    if (many := len(articles)) < LEAST_PAGES:
        return measures
    return measures | {
        "share_with_date": len(dates) / many,
        "share_with_lead": sum(bool(article.summary) for article in articles) / many,
        "share_vietnamese": sum(article.language == "vi" for article in articles) / many,
        "share_english": sum(article.language == "en" for article in articles) / many,
        "share_own_text": len({article.text.partition("\n")[2] for article in articles}) / many,
        "body_length": float(median(len(article.text) for article in articles)),
    }


def find_breaches(measures: Mapping[str, float], past: Sequence[Mapping[str, float]]) -> tuple[Breach, ...]:
    """Compare measures with those of past good runs, newest first."""
    breaches = []
    for name, value in sorted(measures.items()):
        known = [run[name] for run in past[:PAST_RUNS] if name in run]
        breach = _zero(name, value) if name.startswith("zero_") else _judge(name, value, known)
        if breach:
            breaches.append(breach)
    return tuple(breaches)


def _zero(name: str, value: float) -> Breach | None:
    if not value:
        return None
    words = name.removeprefix("zero_").replace("_", " ")
    return Breach(measure=name, value=value, usual=0, reason=f"{value:g} {words}, where there must be none")


def _judge(name: str, value: float, known: Sequence[float]) -> Breach | None:
    if len(known) < LEAST_RUNS:
        return None
    usual = median(known)
    words = name.removeprefix("share_").replace("_", " ")
    if name.startswith("share_"):
        if value < usual * (1 - SHARE_DROP):
            reason = f"{words}: {value:.0%}, usually {usual:.0%}"
            return Breach(measure=name, value=value, usual=usual, reason=reason)
        return None
    spread = max(median(abs(one - usual) for one in known), LEAST_SPREAD * abs(usual) / 2, 0.5)
    if abs(value - usual) > SPREADS * spread or (usual >= 1 and value == 0):
        return Breach(measure=name, value=value, usual=usual, reason=f"{words}: {value:g}, usually {usual:g}")
    return None


def iter_past_measures(runs: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, float]]:
    """Iterate over the measures of finished runs that broke no rule, as the ledger's `iter_runs` gives them."""
    for run in runs:
        report = json.loads(run["report"]) if run["report"] else {}
        if run["outcome"] == "finished" and "measures" in report and not report.get("breaches"):
            yield report["measures"]
