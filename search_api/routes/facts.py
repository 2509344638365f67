"""/api/facts"""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.deps import DepsParam
from search_api.models import FactAnswer
from search_api.params import FactParams

router = APIRouter(prefix="/api", tags=["facts"])


@router.get("/facts")
def facts(params: Annotated[FactParams, Query()], deps: DepsParam) -> FactAnswer:
    """Find facts by words, filters and amounts, each with the sentence that says so; with statistics a unit."""
    return FactAnswer.build(deps.engine.search_facts(params.query()), deps.directory)
