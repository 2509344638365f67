"""What may be asked, with its limits: one model a question, for the API and for the page."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from config.schema import FactKind, Label, LanguageCode, Status
from index.records import FactFilter
from index.search import Query

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


class FactFilterParams(_Params):
    """Which facts; all that is given must hold."""

    entity: Identifier | None = Field(None, description="entity that is subject or object", examples=["khanh-phu"])
    predicate: Identifier | None = Field(None, description="what is asserted", examples=["investment"])
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


class FactParams(FactFilterParams):
    """A page of facts."""

    limit: int = Field(50, ge=1, le=500, description="facts a page")
    cursor: Cursor | None = Field(None, description="as the page before gave it")


class EntityParams(_Params):
    """A page of entities."""

    q: str = Field("", max_length=200, description="words of a name, marks may be missing", examples=["khanh phu"])
    label: Label | None = Field(None, description="PARK, ORG, PERSON, PLACE")
    named: bool = Field(True, description="only those that some article names")
    limit: int = Field(50, ge=1, le=500, description="entities a page")
    offset: int = Field(0, ge=0, le=1_000_000, description="how many to pass over")


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
