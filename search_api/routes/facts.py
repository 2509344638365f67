"""/api/facts and /api/facts/{id}"""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from search_api.deps import DepsParam
from search_api.models import FactAnswer, StoredFactModel
from search_api.params import FactParams, Identifier

router = APIRouter(prefix="/api", tags=["facts"])


@router.get("/facts")
def facts(params: Annotated[FactParams, Query()], deps: DepsParam) -> FactAnswer:
    """Find facts by words, filters and amounts, each with the sentence that says so; with statistics a unit."""
    return FactAnswer.build(deps.engine.search_facts(params.query()), deps.directory)


@router.get("/facts/{fact_id}")
def fact(
    deps: DepsParam, fact_id: Annotated[Identifier, Path(description="id of the fact", examples=["90ab12cd34ef5678"])]
) -> StoredFactModel:
    """Get a fact with the article that says so; of a former version if the current one does not say it any more."""
    return StoredFactModel.build(deps.catalog.get_fact(fact_id))
