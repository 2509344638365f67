"""/api/search"""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.deps import DepsParam
from search_api.models import SearchAnswer
from search_api.params import SearchParams

router = APIRouter(prefix="/api", tags=["search"])


@router.get("/search")
def search(params: Annotated[SearchParams, Query()], deps: DepsParam) -> SearchAnswer:
    """Find articles by words and filters, with facet counts and highlighted passages."""
    return SearchAnswer.build(deps.engine.search(params.query()), deps.directory)
