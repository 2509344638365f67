"""After a crawl: keep a degraded run's pages from replacing good ones, and judge a run by what ingest made of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from config.schema import Article
from crawlers.job import CrawlReport
from crawlers.ledger import GOOD, Ledger
from crawlers.ledger_reader import LedgerReader
from crawlers.monitors import find_breaches, iter_past_measures, measure_articles

HELD = "held back: the run that changed it was degraded; `eip replay` takes it"
_CHANGED = "SELECT url FROM urls WHERE source = ? AND status = 'fetched' AND changes > 0 AND fetched_at >= ?"
_BEFORE = "SELECT before FROM transitions WHERE url = ? AND after = 'fetched' ORDER BY id DESC LIMIT 1"
_INGESTED = "SELECT url, status FROM urls WHERE source = ? AND fetched_at >= ? AND digest IS NOT NULL"


def hold_back(ledger: Ledger, source: str, since: float) -> int:
    """Give pages that changed since a moment their former status back and return how many.

    The new versions lie in the archive, the articles made of the old ones stay; `replay` lets ingest take them.
    """
    held = 0
    with ledger.transaction():
        for (url,) in ledger.query(_CHANGED, (source, since)):
            rows = ledger.query(_BEFORE, (url,))
            if rows and rows[0][0] in GOOD - {"fetched"}:
                ledger.mark(url, rows[0][0], HELD)
                held += 1
    return held


def find_ingested(ledger: LedgerReader, report: CrawlReport) -> dict[str, str]:
    """Find the pages that a run brought and the status that each has now."""
    since = datetime.fromisoformat(report.started_at).timestamp()
    rows = ledger.query(_INGESTED, (report.source, since))
    return {url: status for url, status in rows if status in GOOD}


def watch_articles(place: Path | str, report: CrawlReport, articles: Sequence[Article]) -> CrawlReport:
    """Judge a finished run by the articles that ingest made of it, and enter the verdict with the run."""
    with Ledger.open(place) as ledger:
        run = ledger.latest_runs().get(report.source)
        if run is None or report.outcome != "finished":
            return report
        found = measure_articles(find_ingested(ledger, report).values(), articles, ledger.now())
        past = tuple(iter_past_measures(ledger.iter_runs(report.source)))[int(not report.breaches) :]
        breaches = tuple(breach.reason for breach in find_breaches(found, past))
        judged = replace(
            report,
            measures={**report.measures, **found},
            breaches=(*report.breaches, *breaches),
            statuses=ledger.counts(report.source),
        )
        ledger.amend_run(run["id"], judged.dump())
    return judged
