"""Answers on the state of the atlas and its sources."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from config.source import Source
from search_api import examples
from search_api.crawling import CrawlState
from search_api.models.base import AnswerModel


class CrawlRunModel(AnswerModel):
    """A crawl of a source; `ended` and `outcome` are null while it runs, and for ever if it was killed."""

    source: str
    started: datetime
    ended: datetime | None
    outcome: str | None
    reason: str
    requests: int
    outcomes: dict[str, int] = Field(description="what became of the looks of this run")
    breaches: list[str] = Field(description="why the run is unlike the source's past; empty if it is not")


class JobsAnswer(AnswerModel):
    """Crawls, the latest ones first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.JOBS]})

    runs: list[CrawlRunModel]


class SourceModel(AnswerModel):
    """A source: declared, or only known by its articles (such as local files)."""

    id: str
    name: str
    publisher: str | None
    base: str | None
    languages: list[str]
    schedule: str | None = Field(description="cron expression, Vietnamese time")
    verified: bool = Field(description="someone has crawled it and looked at the result")
    articles: int = Field(description="current articles in the catalog")
    urls: dict[str, int] = Field(description="URLs by status in the crawl's ledger")
    last_run: CrawlRunModel | None
    next_start: datetime | None = Field(description="when its schedule begins the next crawl")

    @classmethod
    def build(cls, source_id: str, source: Source | None, articles: int, crawl: CrawlState) -> Self:
        return cls(
            id=source_id,
            name=source.name if source else source_id,
            publisher=source.publisher if source else None,
            base=source.base if source else None,
            languages=list(source.languages) if source else [],
            schedule=source.schedule if source else None,
            verified=source.verified if source else False,
            articles=articles,
            urls=dict(crawl.urls),
            last_run=CrawlRunModel.model_validate(crawl.last_run) if crawl.last_run else None,
            next_start=crawl.next_start,
        )


class SourcesAnswer(AnswerModel):
    """All sources by id."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SOURCES]})

    sources: list[SourceModel]


class RunModel(AnswerModel):
    """A run of the program; `finished` is null while it runs, and for ever if it was killed."""

    id: str
    kind: str
    started: datetime
    finished: datetime | None
    counts: dict[str, int]


class StatusAnswer(AnswerModel):
    """What the catalog holds and how far the index has come."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.STATUS]})

    articles: dict[str, int] = Field(description="by language")
    sources: dict[str, int] = Field(description="articles by source")
    records: dict[str, int] = Field(description="articles, versions, passages, mentions, figures, facts, entities")
    issues: dict[str, int] = Field(description="by reason")
    indexed: int = Field(description="articles that a search can find")
    pending: int = Field(description="articles that the index does not hold yet")
    runs: list[RunModel] = Field(description="the latest ones first")


class HealthAnswer(AnswerModel):
    """Whether the catalog and the engine answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.HEALTH]})

    status: str = Field(description="ok, or failed if a part failed")
    catalog: str = Field(description="ok or failed")
    index: str = Field(description="ok, failed, outdated (the next ingest builds it anew), or of a newer program")
