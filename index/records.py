"""What the catalog hands out beside the records of the schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from config.schema import Annotation, Article, Entity, Fact, FactKind, Issue, Status

RunKind = Literal["crawl", "ingest", "replay"]
Saved = Literal["new", "changed", "unchanged", "reannotated"]
ChangeKind = Literal["added", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the program; `finished` is None while it runs, and for ever if it was killed."""

    id: str
    kind: RunKind
    program: str
    started: datetime
    finished: datetime | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """A version of an article with all that was understood of it; `number` counts its versions from 1."""

    article: Article
    annotation: Annotation
    number: int
    superseded: bool
    saved: datetime
    run_id: str
    story: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """A line in the history of an article."""

    version: str
    number: int
    superseded: bool
    saved: datetime
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFact:
    """A fact with where it comes from; of a superseded version it is marked, not deleted."""

    fact: Fact
    article_id: str
    version: str
    superseded: bool
    run_id: str
    source: str
    url: str
    title: str
    published: str | None  # ISO day


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter:
    """Which facts; all that is given must hold, `entity` is subject or object."""

    entity: str | None = None
    subject: str | None = None
    object: str | None = None
    predicate: str | None = None
    kind: FactKind | None = None
    status: Status | None = None
    language: str | None = None
    source: str | None = None
    article_id: str | None = None
    extractor: str | None = None
    suspect: bool | None = None
    superseded: bool = False  # also facts of superseded versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some facts and where to go on; `cursor` is None at the end."""

    facts: tuple[StoredFact, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedEntity:
    """An entity with how many articles name it, how often, and how many facts are about it."""

    entity: Entity
    articles: int
    mentions: int
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a run did to a fact; `before` and `after` are its columns, None where there is none."""

    run_id: str
    article_id: str
    change: ChangeKind
    fact_id: str
    rule: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedIssue:
    """An issue with when and in which run it came up."""

    issue: Issue
    run_id: str | None
    at: datetime
