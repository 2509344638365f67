"""What the API answers with, built from the records by their attributes; numbers are decimal strings."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import AliasPath, BaseModel, ConfigDict, Field, PlainSerializer

from config.schema import Entity, FactKind, Label, LanguageCode, Modifier, Status
from config.source import Source
from index.records import CountedEntity, StoredArticle, StoredFact
from index.search import FactHit, FactResults, Hit, Results
from search_api import examples
from search_api.directory import Directory


def plain_number(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


Number = Annotated[Decimal, PlainSerializer(plain_number, return_type=str)]
Mark = Annotated[tuple[int, int], Field(description="half-open, in code points")]


class _Model(BaseModel):
    model_config = ConfigDict(from_attributes=True)


def _evidence(name: str) -> Any:
    return Field(validation_alias=AliasPath("evidence", name))


class SnippetModel(_Model):
    """A piece of a passage as it is written."""

    text: str
    marks: list[Mark]
    passage: int = Field(description="ordinal of the passage in the article")
    start: int = Field(description="where the piece begins in the article's text")


class HitModel(_Model):
    """A found article."""

    id: str
    title: str
    url: str
    source: str
    language: str
    published: date | None
    score: float
    snippet: str = Field(description="the best snippet's text")
    title_marks: list[Mark]
    snippets: list[SnippetModel]
    why: list[str] = Field(description="how it matched, strongest first")
    copies: list[str] = Field(description="ids of near copies folded under it")

    @classmethod
    def build(cls, hit: Hit) -> Self:
        snippets = [SnippetModel.model_validate(snippet) for snippet in hit.snippets]
        return cls(
            id=hit.id,
            title=hit.title,
            url=hit.url,
            source=hit.source,
            language=hit.language,
            published=hit.published,
            score=hit.score,
            snippet=snippets[0].text if snippets else "",
            title_marks=list(hit.title_marks),
            snippets=snippets,
            why=list(hit.why),
            copies=list(hit.copies),
        )


class FacetValue(_Model):
    """A value of a facet with the number of articles that have it."""

    value: str
    count: int
    name: str = Field(description="English name, if the value is an id")


class SearchAnswer(_Model):
    """A page of hits; totals and counts cover all pages."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SEARCH]})

    total: int
    hits: list[HitModel]
    facets: dict[str, list[FacetValue]] = Field(description="at most 100 values each")
    cursor: str | None = Field(description="continues after the last hit; null at the end")
    notes: list[str] = Field(description="mistakes in the query, which was searched as plain words then")
    suggestion: str | None = Field(description="what may have been meant")

    @classmethod
    def build(cls, results: Results, directory: Directory) -> Self:
        return cls(
            total=results.total,
            hits=[HitModel.build(hit) for hit in results.hits],
            facets={name: _facet(name, counts, directory) for name, counts in results.facets.items()},
            cursor=results.cursor,
            notes=list(results.notes),
            suggestion=results.suggestion,
        )


MOST_VALUES = 100  # a facet, those with most first
ENTITY_FACETS = frozenset({"park", "organisation", "province"})


def _facet(name: str, counts: Sequence[tuple[str, int]], directory: Directory) -> list[FacetValue]:
    english = partial(directory.name, language="en")
    name_of: dict[str, Callable[[str], str]] = {
        "source": directory.source_name,
        **dict.fromkeys(ENTITY_FACETS, english),
    }
    said = name_of.get(name, str)
    return [FacetValue(value=value, count=count, name=said(value)) for value, count in counts[:MOST_VALUES]]


class PeriodModel(_Model):
    """From and to, ISO dates or years, inclusive; null is open."""

    start: str | None
    end: str | None


class PassageModel(_Model):
    """A block of the article; offsets count code points of `text` of the article."""

    ordinal: int
    start: int
    end: int
    language: LanguageCode
    kind: str
    level: int
    headings: list[str]


class MentionModel(_Model):
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


class FigureModel(_Model):
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


class EvidenceModel(_Model):
    """Where a fact is said, in the article's text."""

    start: int
    end: int
    surface: str
    passage: int
    sentence_start: int
    sentence_end: int


class FactModel(_Model):
    """What is asserted about whom, with its sentence."""

    id: str
    kind: FactKind
    subject: str | None = Field(description="entity id, or the surface of an unknown name")
    subject_label: str | None
    predicate: str
    object: str | None
    object_label: str | None
    value: Number | None
    upper: Number | None
    of: Number | None
    unit: str | None
    dimension: str | None
    modifier: Modifier | None
    item: str | None
    per: str | None
    period: PeriodModel | None
    as_of: str | None
    place: str | None
    status: Status
    language: LanguageCode
    sentence: str
    evidence: EvidenceModel
    extractor: str
    confidence: float
    suspect: str | None


class StoredFactModel(FactModel):
    """A fact with the article that says so."""

    article_id: str
    version: str
    superseded: bool
    source: str
    url: str
    title: str
    published: str | None
    marks: list[Mark] = Field(description="words of the query in the sentence")

    @classmethod
    def build(cls, hit: FactHit) -> Self:
        origin = {name: getattr(hit.fact, name) for name in StoredFact.__dataclass_fields__ if name in cls.model_fields}
        fact = FactModel.model_validate(hit.fact.fact).model_dump()
        return cls.model_validate({**fact, **origin, "marks": list(hit.marks)})


class StatisticsModel(_Model):
    """Amounts in one base unit, of all that match or of one group."""

    unit: str
    count: int
    total: float
    mean: float
    low: float
    high: float
    group: str | None


class FactAnswer(_Model):
    """A page of facts; totals, counts and statistics cover all pages."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.FACTS]})

    total: int
    facts: list[StoredFactModel]
    facets: dict[str, list[FacetValue]] = Field(description="at most 100 values each")
    statistics: list[StatisticsModel] = Field(description="one a base unit, those of most amounts first")
    groups: list[StatisticsModel] = Field(description="one a value of `group` and base unit")
    cursor: str | None
    notes: list[str] = Field(description="mistakes in the query, which was searched as plain words then")

    @classmethod
    def build(cls, results: FactResults, directory: Directory) -> Self:
        return cls(
            total=results.total,
            facts=[StoredFactModel.build(hit) for hit in results.hits],
            facets={name: _facet(name, counts, directory) for name, counts in results.facets.items()},
            statistics=[StatisticsModel.model_validate(found) for found in results.statistics],
            groups=[StatisticsModel.model_validate(found) for found in results.groups],
            cursor=results.cursor,
            notes=list(results.notes),
        )


class SuggestionModel(_Model):
    """A name of an entity or a term of the glossary."""

    text: str
    kind: Literal["entity", "term"]
    id: str
    language: LanguageCode


class SuggestAnswer(_Model):
    """Ways to go on typing, the likeliest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SUGGESTIONS]})

    suggestions: list[SuggestionModel]


class PublishedModel(_Model):
    """The day of publication and where it was read."""

    day: date
    stamp: datetime | None
    origin: str
    confidence: float


class VersionModel(_Model):
    """A line in the history of an article."""

    version: str
    number: int
    superseded: bool
    saved: datetime


class ArticleAnswer(_Model):
    """One version of an article with all that was understood of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ARTICLE]})

    id: str
    version: str
    number: int
    superseded: bool
    saved: datetime
    source: str
    url: str
    title: str
    summary: str | None
    authors: list[str]
    published: PublishedModel | None
    modified: datetime | None
    language: LanguageCode
    story: str | None = Field(description="near copies share it")
    twin_url: str | None = Field(description="the same article in the other language")
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


class EntityModel(_Model):
    """An entity with how often it is named."""

    id: str
    label: Label
    kind: str
    names: dict[str, str]
    aliases: list[str]
    province_before_2025: list[str]
    province_after_2025: list[str]
    developer: str | None
    provisional: bool
    articles: int
    mentions: int
    facts: int

    @classmethod
    def build(cls, counted: CountedEntity) -> Self:
        return cls.model_validate(_entity_values(cls, counted))


class EntityAnswer(EntityModel):
    """All that is known of an entity."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ENTITY]})

    group_of: list[str]
    park_ids: list[str]
    attributes: dict[str, str]
    origin: str = Field(description="where the entity's row comes from")

    @classmethod
    def build(cls, counted: CountedEntity) -> Self:
        return cls.model_validate(_entity_values(cls, counted) | {"origin": counted.entity.source})


def _entity_values(model: type[BaseModel], counted: CountedEntity) -> dict[str, Any]:
    known = Entity.__dataclass_fields__.keys() & model.model_fields.keys()
    counts = {name: getattr(counted, name) for name in ("articles", "mentions", "facts")}
    return {name: getattr(counted.entity, name) for name in known} | counts


class EntitiesAnswer(_Model):
    """A page of entities, those named by most articles first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ENTITIES]})

    total: int
    entities: list[EntityModel]


class SourceModel(_Model):
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


class SourcesAnswer(_Model):
    """All sources by id."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SOURCES]})

    sources: list[SourceModel]


class RunModel(_Model):
    """A run of the program; `finished` is null while it runs, and for ever if it was killed."""

    id: str
    kind: str
    started: datetime
    finished: datetime | None
    counts: dict[str, int]


class StatusAnswer(_Model):
    """What the catalog holds and how far the index has come."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.STATUS]})

    articles: dict[str, int] = Field(description="by language")
    sources: dict[str, int] = Field(description="articles by source")
    records: dict[str, int] = Field(description="articles, versions, passages, mentions, figures, facts, entities")
    issues: dict[str, int] = Field(description="by reason")
    indexed: int = Field(description="articles that a search can find")
    pending: int = Field(description="articles that the index does not hold yet")
    runs: list[RunModel] = Field(description="the latest ones first")


class HealthAnswer(_Model):
    """Whether the catalog and the engine answer."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.HEALTH]})

    status: str
