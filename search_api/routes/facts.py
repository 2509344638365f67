"""/api/facts"""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.deps import DepsParam
from search_api.models import FactAnswer, StoredFactModel
from search_api.params import FactParams

router = APIRouter(prefix="/api", tags=["facts"])


@router.get("/facts")
def facts(params: Annotated[FactParams, Query()], deps: DepsParam) -> FactAnswer:
    """List facts, each with the sentence that says so."""
    wanted = params.filter()
    page = deps.catalog.list_facts(wanted, cursor=params.cursor, limit=params.limit)
    return FactAnswer(
        total=deps.catalog.count_facts(wanted),
        facts=[StoredFactModel.build(stored) for stored in page.facts],
        cursor=page.cursor,
    )
