"""/api/entities and /api/entities/{id}"""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from search_api.deps import DepsParam
from search_api.models import EntitiesAnswer, EntityAnswer, EntityModel
from search_api.params import EntityParams, Identifier

router = APIRouter(prefix="/api", tags=["entities"])


@router.get("/entities")
def entities(params: Annotated[EntityParams, Query()], deps: DepsParam) -> EntitiesAnswer:
    """List parks, organisations, people and places, those named by most articles first."""
    found = deps.directory.list(text=params.q, label=params.label, named=params.named)
    page = found[params.offset : params.offset + params.limit]
    return EntitiesAnswer(total=len(found), entities=[EntityModel.build(entity) for entity in page])


@router.get("/entities/{entity_id:path}")
def entity(
    deps: DepsParam, entity_id: Annotated[Identifier, Path(description="id of the entity", examples=["khanh-phu"])]
) -> EntityAnswer:
    """Get an entity with its names, place and counts."""
    return EntityAnswer.build(deps.catalog.get_entity(entity_id))
