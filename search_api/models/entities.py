"""Answers of /api/entities and /api/entities/{id}."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field

from config.schema import Entity, Label
from index.records import CountedEntity
from search_api import examples
from search_api.models.base import AnswerModel


class EntityModel(AnswerModel):
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


class EntitiesAnswer(AnswerModel):
    """A page of entities, those named by most articles first."""

    model_config = ConfigDict(json_schema_extra={"examples": [examples.ENTITIES]})

    total: int
    entities: list[EntityModel]
