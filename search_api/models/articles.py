"""The answer of /api/articles/{id}."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Self

from pydantic import AliasPath, ConfigDict, Field

from config.schema import Label, LanguageCode, Modifier, Status
from index.records import StoredArticle
from search_api import examples
from search_api.models.base import AnswerModel, Number, Url
from search_api.models.facts import FactModel, PeriodModel


def _evidence(name: str) -> Any:
    return Field(validation_alias=AliasPath("evidence", name))


class PassageModel(AnswerModel):
    """A block of the article; offsets count code points of `text` of the article."""

    ordinal: int
    start: int
    end: int
    language: LanguageCode
    kind: str
    level: int
    headings: list[str]


class MentionModel(AnswerModel):
    """A name or date in the text."""

    start: int = _evidence("start")
    end: int = _evidence("end")
    surface: str = _evidence("surface")
    label: Label
    entity_id: str | None
    name: str | None
    kind: str | None
    role: str | None
    value: str | None
    candidates: list[str]
    reason: str
    score: float
    extractor: str


class FigureModel(AnswerModel):
    """A quantity in canonical units."""

    start: int = _evidence("start")
    end: int = _evidence("end")
    surface: str = _evidence("surface")
    value: Number
    upper: Number | None
    of: Number | None
    unit: str
    dimension: str
    modifier: Modifier
    item: str | None
    per: str | None
    period: PeriodModel | None
    status: Status
    subject: str | None
    score: float
    suspect: str | None


class PublishedModel(AnswerModel):
    """The day of publication and where it was read."""

    day: date
    stamp: datetime | None
    origin: str
    confidence: float


class VersionModel(AnswerModel):
    """A line in the history of an article."""

    version: str
    number: int
    superseded: bool
    saved: datetime


class ArticleAnswer(AnswerModel):
    """One version of an article with all that was understood of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ARTICLE]})

    id: str
    version: str
    number: int
    superseded: bool
    saved: datetime
    source: str
    url: Url
    title: str
    summary: str | None
    authors: list[str]
    published: PublishedModel | None
    modified: datetime | None
    language: LanguageCode
    story: str | None = Field(description="near copies share it")
    twin_url: Url | None = Field(description="the same article in the other language")
    flags: list[str]
    text: str = Field(description="title and blocks: all offsets count in it")
    passages: list[PassageModel]
    mentions: list[MentionModel]
    figures: list[FigureModel]
    facts: list[FactModel]
    versions: list[VersionModel]

    @classmethod
    def build(cls, stored: StoredArticle, versions: Sequence[object]) -> Self:
        article, annotation = stored.article, stored.annotation
        same = ("id", "version", "source", "url", "title", "summary", "authors", "published", "modified")
        found = ("language", "passages", "mentions", "figures", "facts")
        values: Mapping[str, Any] = {
            **{name: getattr(article, name) for name in (*same, "twin_url", "flags", "text")},
            **{name: getattr(annotation, name) for name in found},
            **{name: getattr(stored, name) for name in ("number", "superseded", "saved", "story")},
        }
        return cls.model_validate({**values, "versions": list(versions)})
