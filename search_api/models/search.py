"""Answers of /api/search and /api/suggest."""

from datetime import date
from typing import Literal, Self

from pydantic import ConfigDict, Field

from config.schema import LanguageCode
from index.search import Hit, Results
from search_api import examples
from search_api.directory import Directory
from search_api.models.base import AnswerModel, FacetValue, Mark, Url, facet_values


class SnippetModel(AnswerModel):
    """A piece of a passage as it is written."""

    text: str
    marks: list[Mark]
    passage: int = Field(description="ordinal of the passage in the article")
    start: int = Field(description="where the piece begins in the article's text")


class HitModel(AnswerModel):
    """A found article."""

    id: str
    title: str
    url: Url
    source: str
    language: str
    published: date | None
    score: float
    snippet: str = Field(description="the best snippet's text")
    title_marks: list[Mark]
    snippets: list[SnippetModel]
    why: list[str] = Field(
        description="how it matched: title, text, folded (without marks), story, entity:ID or concept:ID"
    )
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


class SearchAnswer(AnswerModel):
    """A page of hits; totals and counts cover all pages."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SEARCH]})

    total: int
    hits: list[HitModel]
    facets: dict[str, list[FacetValue]] = Field(description="at most 100 values each")
    cursor: str | None = Field(description="continues after the last hit; null at the end")
    notes: list[str] = Field(
        description="mistakes in the query, each with what became of it: left out, or all searched as plain words"
    )
    suggestion: str | None = Field(description="what may have been meant")
    relaxed: bool = Field(
        description="few articles hold all words, by date none; after these come those that hold some of them"
    )

    @classmethod
    def build(cls, results: Results, directory: Directory) -> Self:
        return cls(
            total=results.total,
            hits=[HitModel.build(hit) for hit in results.hits],
            facets={name: facet_values(name, counts, directory) for name, counts in results.facets.items()},
            cursor=results.cursor,
            notes=list(results.notes),
            suggestion=results.suggestion,
            relaxed=results.relaxed,
        )


class SuggestionModel(AnswerModel):
    """A name of an entity or a term of the glossary."""

    text: str
    kind: Literal["entity", "term"]
    id: str
    language: LanguageCode


class SuggestAnswer(AnswerModel):
    """Ways to go on typing, the likeliest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.SUGGESTIONS]})

    suggestions: list[SuggestionModel]
