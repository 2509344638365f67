"""What may be asked, with its limits: one model a question, for the API and for the page."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from config.schema import FactKind, Label, LanguageCode, Status
from index.records import FactFilter
from index.search import FactGroup, FactQuery, Query

LONGEST_QUERY = 1000
Identifier = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Cursor = Annotated[str, StringConstraints(max_length=500, pattern=r"^[\x21-\x7e]*$")]
Several = Annotated[list[Identifier], Field(max_length=20)]


def _day(value: Any) -> Any:
    """Take only whole days: pydantic alone reads bare numbers as seconds."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError("not a day; write it as 2024-12-31") from None
    return value


Day = Annotated[date, BeforeValidator(_day)]


class _Params(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SearchParams(_Params):
    """A search: the values of one filter are alternatives, all filters must hold."""

    q: str = Field("", max_length=LONGEST_QUERY, description="words, in the query language", examples=["nước thải"])
    language: list[LanguageCode] = Field([], max_length=3, description="language of the article")
    source: Several = Field([], description="id of a source", examples=[["vncpc"]])
    park: Several = Field([], description="id of a park that is named", examples=[["khanh-phu"]])
    organisation: Several = Field([], description="id of an organisation that is named")
    province: Several = Field([], description="id of a province, before or after the merger of 2025")
    topic: Several = Field([], description="id of a concept of the glossary")
    year: list[Annotated[int, Field(ge=1900, le=2200)]] = Field([], max_length=50, description="year of publication")
    since: Day | None = Field(None, description="first day of publication", examples=["2023-01-01"])
    until: Day | None = Field(None, description="last day of publication", examples=["2025-12-31"])
    figures: bool | None = Field(None, description="whether the article states figures")
    sort: Literal["relevance", "date"] = Field("relevance", description="without words the newest comes first anyway")
    widen: bool = Field(True, description="look across languages too, by entities and concepts")
    limit: int = Field(10, ge=1, le=100, description="hits a page")
    cursor: Cursor | None = Field(None, description="as the page before gave it")

    def query(self, *, facets: bool = True) -> Query:
        """Put the question into the words of the index."""
        return Query(
            text=self.q,
            language=tuple(self.language),
            source=tuple(self.source),
            park=tuple(self.park),
            organisation=tuple(self.organisation),
            province=tuple(self.province),
            topic=tuple(self.topic),
            year=tuple(self.year),
            since=self.since,
            until=self.until,
            has_figures=self.figures,
            sort=self.sort,
            widen=self.widen,
            limit=self.limit,
            cursor=self.cursor,
            facets=facets,
        )


Amount = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=30, decimal_places=10)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class FactParams(_Params):
    """A search for facts: the values of one filter are alternatives, all filters must hold."""

    q: str = Field("", max_length=LONGEST_QUERY, description="words of the sentence or of a name", examples=["steam"])
    kind: list[FactKind] = Field([], max_length=3, description="figures, relations of two names, events")
    predicate: Several = Field([], description="what is asserted", examples=[["energy_saved"]])
    entity: Several = Field([], description="entity that is subject or object", examples=[["khanh-phu"]])
    park: Several = Field([], description="park that the fact is about")
    organisation: Several = Field([], description="organisation that the fact is about")
    province: Several = Field([], description="province of its park, before or after the merger of 2025")
    status: list[Status] = Field([], max_length=5, description="achieved, planned ...")
    language: list[LanguageCode] = Field([], max_length=3, description="language of the sentence")
    source: Several = Field([], description="id of a source")
    year: list[Annotated[int, Field(ge=1, le=9999)]] = Field(
        [], max_length=50, description="last year that the fact is about"
    )
    unit: Identifier | None = Field(
        None, description="unit of the amounts; others of its kind are converted, currencies are not", examples=["GWh"]
    )
    min: Amount | None = Field(None, description="least amount, in `unit`", examples=["1.5"])
    max: Amount | None = Field(None, description="greatest amount, in `unit`")
    since: Year | None = Field(None, description="first year that the fact is about", examples=[2020])
    until: Year | None = Field(None, description="last year that the fact is about")
    suspect: bool | None = Field(None, description="whether the value is doubtful")
    sort: Literal["relevance", "date"] = Field("relevance", description="without words the newest comes first anyway")
    group: FactGroup | None = Field(None, description="also tell statistics for each value of this")
    limit: int = Field(50, ge=1, le=500, description="facts a page")
    cursor: Cursor | None = Field(None, description="as the page before gave it")

    def query(self) -> FactQuery:
        """Put the question into the words of the index."""
        return FactQuery(
            text=self.q,
            kind=tuple(self.kind),
            predicate=tuple(self.predicate),
            entity=tuple(self.entity),
            park=tuple(self.park),
            organisation=tuple(self.organisation),
            province=tuple(self.province),
            status=tuple(self.status),
            language=tuple(self.language),
            source=tuple(self.source),
            year=tuple(self.year),
            unit=self.unit,
            low=self.min,
            high=self.max,
            since=self.since,
            until=self.until,
            suspect=self.suspect,
            sort=self.sort,
            group=self.group,
            limit=self.limit,
            cursor=self.cursor,
        )


class ExportParams(_Params):
    """What to take along; the filters hold for facts only."""

    what: Literal["facts", "articles", "entities"] = Field("facts", description="what to take along")
    format: Literal["csv", "jsonl", "parquet", "xlsx"] = Field("csv", description="kind of file")
    entity: Identifier | None = Field(None, description="entity that is subject or object", examples=["khanh-phu"])
    predicate: Identifier | None = Field(None, description="what is asserted", examples=["energy_saved"])
    kind: FactKind | None = Field(None, description="a figure, a relation of two names, or an event")
    status: Status | None = Field(None, description="achieved, planned ...")
    language: LanguageCode | None = Field(None, description="language of the sentence")
    source: Identifier | None = Field(None, description="id of a source")
    article: Identifier | None = Field(None, description="id of the article that says so")
    suspect: bool | None = Field(None, description="whether the value is doubtful")
    superseded: bool = Field(False, description="also facts of former versions of articles")

    def filter(self) -> FactFilter:
        """Put the filter into the words of the index."""
        return FactFilter(
            entity=self.entity,
            predicate=self.predicate,
            kind=self.kind,
            status=self.status,
            language=self.language,
            source=self.source,
            article_id=self.article,
            suspect=self.suspect,
            superseded=self.superseded,
        )


class SuggestParams(_Params):
    """The beginning of a word or name."""

    q: str = Field(description="at least two letters, marks may be missing", max_length=100, examples=["khanh"])
    limit: int = Field(8, ge=1, le=20, description="how many at most")


class EntityParams(_Params):
    """A page of entities."""

    q: str = Field("", max_length=200, description="words of a name, marks may be missing", examples=["khanh phu"])
    label: Label | None = Field(None, description="PARK, ORG, PERSON, PLACE")
    named: bool = Field(True, description="only those that some article names")
    limit: int = Field(50, ge=1, le=500, description="entities a page")
    offset: int = Field(0, ge=0, le=1_000_000, description="how many to pass over")


class JobParams(_Params):
    """Which crawls."""

    source: Identifier | None = Field(None, description="id of a source")
    limit: int = Field(50, ge=1, le=500, description="how many at most")


class _OfPage(BaseModel):
    """A form sends empty fields, and a link from elsewhere may carry more than we know: both are forgiven."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        kept = {name: _filled(value) for name, value in values.items()}
        return {name: value for name, value in kept.items() if value not in ("", [], None)}


def _filled(value: Any) -> Any:
    return [part for part in value if part != ""] if isinstance(value, list) else value


class SearchPageParams(_OfPage, SearchParams):
    """A search on the page."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class FactPageParams(_OfPage, FactParams):
    """The fact table on the page."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class EntityPageParams(_OfPage, EntityParams):
    """The list of entities on the page."""

    model_config = ConfigDict(extra="ignore", frozen=True)
