"""What all answers have in common: built from records by their attributes, numbers as decimal strings."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer

from config.decimals import plain
from search_api.addresses import without_folders
from search_api.directory import Directory
from search_api.vocabulary import concept_name, predicate_name

Number = Annotated[Decimal, PlainSerializer(plain, return_type=str)]
Url = Annotated[str, AfterValidator(without_folders), Field(description="of a local file without its folders")]
Mark = Annotated[tuple[int, int], Field(description="half-open, in code points")]


class AnswerModel(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class FacetValue(AnswerModel):
    """A value of a facet with the number of articles that have it."""

    value: str
    count: int
    name: str = Field(description="English name, if the value is an id")


MOST_VALUES = 100  # a facet, those with most first
ENTITY_FACETS = frozenset({"park", "organisation", "province"})


def facet_values(name: str, counts: Sequence[tuple[str, int]], directory: Directory) -> list[FacetValue]:
    english = partial(directory.name, language="en")
    name_of: dict[str, Callable[[str], str]] = {
        "source": directory.source_name,
        "predicate": partial(predicate_name, language="en"),
        "topic": partial(concept_name, language="en"),
        **dict.fromkeys(ENTITY_FACETS, english),
    }
    said = name_of.get(name, str)
    return [FacetValue(value=value, count=count, name=said(value)) for value, count in counts[:MOST_VALUES]]
