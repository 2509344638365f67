"""What the API answers with."""

from search_api.models.articles import (
    ArticleAnswer,
    FigureModel,
    MentionModel,
    PassageModel,
    PublishedModel,
    VersionModel,
)
from search_api.models.base import ENTITY_FACETS, FacetValue
from search_api.models.entities import EntitiesAnswer, EntityAnswer, EntityModel
from search_api.models.facts import EvidenceModel, FactAnswer, FactModel, PeriodModel, StatisticsModel, StoredFactModel
from search_api.models.search import HitModel, SearchAnswer, SnippetModel, SuggestAnswer, SuggestionModel
from search_api.models.status import (
    CrawlRunModel,
    HealthAnswer,
    JobsAnswer,
    RunModel,
    SourceModel,
    SourcesAnswer,
    StatusAnswer,
)

__all__ = [
    "ENTITY_FACETS",
    "ArticleAnswer",
    "CrawlRunModel",
    "EntitiesAnswer",
    "EntityAnswer",
    "EntityModel",
    "EvidenceModel",
    "FacetValue",
    "FactAnswer",
    "FactModel",
    "FigureModel",
    "HealthAnswer",
    "HitModel",
    "JobsAnswer",
    "MentionModel",
    "PassageModel",
    "PeriodModel",
    "PublishedModel",
    "RunModel",
    "SearchAnswer",
    "SnippetModel",
    "SourceModel",
    "SourcesAnswer",
    "StatisticsModel",
    "StatusAnswer",
    "StoredFactModel",
    "SuggestAnswer",
    "SuggestionModel",
    "VersionModel",
]
