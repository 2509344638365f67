"""Run a crawl as the settings want it, and tell of it where something is wrong."""

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from config.errors import AtlasError
from pipelines.cli.output import remark
from pipelines.cli.session import Session

if TYPE_CHECKING:
    from config.source import Source
    from crawlers import Channels, CrawlReport

CHECK_FAILED = 4


@dataclass(frozen=True, kw_only=True)
class CrawlSettings:
    """What every crawl of a command gets: data folder, ledger, how it names itself, and whom to tell."""

    data_dir: Path
    place: Path | str
    worker: str
    politeness: dict[str, Any]
    channels: "Channels"

    @classmethod
    def of(cls, session: Session) -> Self:
        """Take it from the session's settings."""
        from crawlers import Channels

        settings = session.settings
        webhook = settings.alert_webhook.get_secret_value() if settings.alert_webhook else None
        return cls(
            data_dir=settings.data_dir,
            place=settings.ledger_place,
            worker=settings.worker or socket.gethostname(),
            politeness={
                "user_agent": settings.user_agent,
                "contact": settings.contact,
                "min_delay": settings.min_delay,
            },
            channels=Channels(webhook=webhook, mail=settings.alert_mail, smtp_url=settings.smtp_url.get_secret_value()),
        )

    def crawl(self, source: "Source", **wishes: Any) -> "CrawlReport":
        """Crawl a source; `wishes` are those of `crawlers.crawl`."""
        from crawlers import crawl

        ledger = self.place if isinstance(self.place, str) else None
        return crawl(source, self.data_dir, ledger=ledger, worker=self.worker, **self.politeness, **wishes)


def judge_ingested(session: Session, report: "CrawlReport", settings: CrawlSettings) -> "CrawlReport":
    """Judge a run by the articles that ingest made of it; tell what is newly wrong."""
    from crawlers import find_ingested, find_ledger, watch_articles

    ledger = find_ledger(settings.place)
    if ledger is None:
        return report
    with ledger:
        urls = find_ingested(ledger, report)
    with session.open_catalog() as catalog:
        ids = [article for url in urls for article in catalog.find_articles(url)]
        articles = [stored.article for stored in catalog.get_articles(ids)]
    judged = watch_articles(settings.place, report, articles)
    if judged.breaches != report.breaches:
        tell_alarm(judged, settings, quiet=session.quiet)
    return judged


def tell_failure(source: "Source", error: Exception, settings: CrawlSettings, *, quiet: bool = False) -> None:
    """Write and send the report of a run that could not be made."""
    tell_alarm(_failed(source.id, error), settings, quiet=quiet)


def tell_ingest_failure(error: Exception, settings: CrawlSettings, *, quiet: bool = False) -> None:
    """Write and send the report of an ingest that failed, whichever crawl it followed."""
    from crawlers import INGEST

    tell_alarm(_failed(INGEST, error), settings, quiet=quiet)


def _failed(source: str, error: Exception) -> "CrawlReport":
    from datetime import UTC, datetime

    from crawlers import CrawlReport

    now = datetime.now(UTC).isoformat(timespec="seconds")
    return CrawlReport(source=source, outcome="failed", started_at=now, ended_at=now, reason=describe_error(error))


def describe_error(error: Exception) -> str:
    """Say in a line what went wrong; of what nobody foresaw, name the kind too."""
    return str(error) if isinstance(error, AtlasError) else f"{type(error).__name__}: {error}"


def tell_alarm(report: "CrawlReport", settings: CrawlSettings, *, quiet: bool = False) -> None:
    """Write and send the report of a degraded or failed run, and say where it lies."""
    from crawlers import is_alarming, raise_alarm

    if is_alarming(report):
        path, problems = raise_alarm(report, settings.data_dir, settings.channels)
        if path:
            remark(f"{report.source}: see {path}", quiet=quiet)
        for problem in problems:
            remark(problem)
