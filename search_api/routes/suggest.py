"""/api/suggest"""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api.deps import DepsParam
from search_api.models import SuggestAnswer, SuggestionModel
from search_api.params import SuggestParams

router = APIRouter(prefix="/api", tags=["search"])


@router.get("/suggest")
def suggest(params: Annotated[SuggestParams, Query()], deps: DepsParam) -> SuggestAnswer:
    """Suggest names and terms of both languages while somebody types."""
    found = deps.engine.suggest(params.q, params.limit)
    return SuggestAnswer(suggestions=[SuggestionModel.model_validate(suggestion) for suggestion in found])
