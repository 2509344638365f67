"""Facts with their evidence, and the answer of /api/facts."""

from collections.abc import Sequence
from typing import Self

from pydantic import ConfigDict, Field

from config.schema import FactKind, LanguageCode, Modifier, Status
from index.records import StoredFact
from index.search import FactResults
from search_api import examples
from search_api.directory import Directory
from search_api.models.base import AnswerModel, FacetValue, Mark, Number, Url, facet_values


class PeriodModel(AnswerModel):
    """From and to, ISO dates or years, inclusive; null is open."""

    start: str | None
    end: str | None


class EvidenceModel(AnswerModel):
    """Where a fact is said, in the article's text."""

    start: int
    end: int
    surface: str
    passage: int
    sentence_start: int
    sentence_end: int


class FactModel(AnswerModel):
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

    model_config = ConfigDict(json_schema_extra={"examples": examples.FACTS["facts"]})

    article_id: str
    version: str
    superseded: bool
    source: str
    url: Url
    title: str
    published: str | None
    marks: list[Mark] = Field(description="words of the query in the sentence")

    @classmethod
    def build(cls, stored: StoredFact, marks: Sequence[tuple[int, int]] = ()) -> Self:
        origin = {name: getattr(stored, name) for name in StoredFact.__dataclass_fields__ if name in cls.model_fields}
        fact = FactModel.model_validate(stored.fact).model_dump()
        return cls.model_validate({**fact, **origin, "marks": list(marks)})


class StatisticsModel(AnswerModel):
    """Amounts in one base unit, of all that match or of one group."""

    unit: str
    count: int
    total: float
    mean: float
    low: float
    high: float
    group: str | None


class FactAnswer(AnswerModel):
    """A page of facts; totals, counts and statistics cover all pages."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.FACTS]})

    total: int
    facts: list[StoredFactModel]
    facets: dict[str, list[FacetValue]] = Field(description="at most 100 values each")
    statistics: list[StatisticsModel] = Field(description="one a base unit, those of most amounts first")
    groups: list[StatisticsModel] = Field(description="one a value of `group` and base unit")
    cursor: str | None
    notes: list[str] = Field(
        description="mistakes in the query, each with what became of it: left out, or all searched as plain words"
    )

    @classmethod
    def build(cls, results: FactResults, directory: Directory) -> Self:
        return cls(
            total=results.total,
            facts=[StoredFactModel.build(hit.fact, hit.marks) for hit in results.hits],
            facets={name: facet_values(name, counts, directory) for name, counts in results.facets.items()},
            statistics=[StatisticsModel.model_validate(found) for found in results.statistics],
            groups=[StatisticsModel.model_validate(found) for found in results.groups],
            cursor=results.cursor,
            notes=list(results.notes),
        )
