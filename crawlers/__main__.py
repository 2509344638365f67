"""Run one crawl in a process of its own: a job on standard input, progress and report as lines on standard output."""

import asyncio
import json
import logging
import os
import sys
import time
from dataclasses import asdict, replace

from scrapy.crawler import AsyncCrawlerProcess

from config.errors import AtlasError
from crawlers.archive import HeldArchiveError
from crawlers.holding import hold_back
from crawlers.job import CrawlReport, Job, Progress
from crawlers.leases import HostLease
from crawlers.ledger import Ledger, iso
from crawlers.monitors import find_breaches, iter_past_measures, measure_crawl
from crawlers.scrapy_settings import build_settings
from crawlers.spider import SourceSpider
from crawlers.store import Store

_TOGETHER = 0.05  # seconds


def run(job: Job) -> CrawlReport:
    """Run a crawl in this process; possible once, since Twisted's reactor cannot start again."""
    with Store.open(job.data_dir, job.source.id, place=job.ledger) as store:
        lease = HostLease(store.ledger, job.source, job.worker, job.lease_seconds)
        lease.take()
        number, started = store.ledger.begin_run(job.source.id), store.ledger.now()
        process = AsyncCrawlerProcess(build_settings(job))
        crawler = process.create_crawler(SourceSpider)
        lines = _ProgressLines()
        process.crawl(crawler, job=job, store=store, lease=lease, on_progress=lines.tell, on_lost=_die)
        process.start()
        lines.flush()
        spider = crawler.spider
        if not isinstance(spider, SourceSpider):
            raise AtlasError("the spider did not start")
        stopped = crawler.stats.get_value("finish_reason") if crawler.stats else None
        report = CrawlReport(
            source=job.source.id,
            outcome="stopped" if stopped in {"shutdown", None} else spider.outcome,  # None: told so twice
            started_at=iso(started),
            ended_at=iso(store.ledger.now()),
            requests=spider.requests,
            bytes=spider.bytes,
            outcomes=dict(sorted(spider.outcomes.items())),
            statuses=store.ledger.counts(job.source.id),
            issues=tuple(spider.issues),
            reason=spider.reason,
        )
        report = _watch(report, spider, store.ledger, started)
        store.ledger.end_run(number, report.outcome, report.dump())
        lease.release()
        return report


def _watch(report: CrawlReport, spider: SourceSpider, ledger: Ledger, since: float) -> CrawlReport:
    measures = measure_crawl(report, spider.reception.read_by_profile, spider.reception.emptied)
    past = tuple(iter_past_measures(ledger.iter_runs(report.source)))
    breaches = tuple(breach.reason for breach in find_breaches(measures, past)) if report.outcome == "finished" else ()
    held = hold_back(ledger, report.source, since) if breaches else 0
    return replace(report, measures=measures, breaches=breaches, held_back=held, statuses=ledger.counts(report.source))


def _tell(kind: str, values: object) -> None:
    _write(json.dumps({kind: values}, ensure_ascii=False) + "\n")


def _write(lines: str) -> None:
    try:
        sys.stdout.write(lines)
        sys.stdout.flush()
    except (BrokenPipeError, ValueError):  # whoever started the crawl is gone: end as at a kill
        os._exit(1)


def _die(error: AtlasError) -> None:
    """End at once, with requests that wait: whoever has taken the hosts over must be alone with them."""
    _tell("error", {"message": error.message, "remedy": error.remedy})
    os._exit(error.exit_code)


class _ProgressLines:
    """Tells progress at once, or in one write where pages come faster than anybody reads."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._told_at = 0.0

    def tell(self, progress: Progress) -> None:
        """Tell how far the crawl is; called in the running loop."""
        self._lines.append(json.dumps({"progress": asdict(progress)}, ensure_ascii=False) + "\n")
        if time.monotonic() - self._told_at > _TOGETHER:
            self.flush()
        elif len(self._lines) == 1:
            asyncio.get_running_loop().call_later(_TOGETHER, self.flush)

    def flush(self) -> None:
        """Write what is not written yet."""
        if self._lines:
            _write("".join(self._lines))
            self._lines.clear()
            self._told_at = time.monotonic()


def main() -> int:
    """Run the job on standard input."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setLevel(logging.ERROR)  # what is wrong with a page stands in the ledger
    logging.getLogger().addHandler(handler)
    job = Job.read(sys.stdin.readline())
    try:
        report = run(job)
    except HeldArchiveError as error:
        _tell("held", error.name)
        return error.exit_code
    except AtlasError as error:
        _tell("error", {"message": error.message, "remedy": error.remedy})
        return error.exit_code
    _tell("report", json.loads(report.dump()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
