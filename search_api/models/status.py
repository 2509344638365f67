"""Answers on the state of the atlas and its sources."""

from datetime import datetime
from typing import Self

from pydantic import ConfigDict, Field

from config.source import Source
from search_api import examples
from search_api.models.base import AnswerModel


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

    @classmethod
    def build(cls, source_id: str, source: Source | None, articles: int) -> Self:
        if source is not None:
            declared = {name: getattr(source, name) for name in cls.model_fields if name != "articles"}
            return cls.model_validate({**declared, "languages": list(source.languages), "articles": articles})
        return cls(
            id=source_id,
            name=source_id,
            publisher=None,
            base=None,
            languages=[],
            schedule=None,
            verified=False,
            articles=articles,
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

    status: str
