"""/api/export"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from index.exports import FORMATS, iter_export
from search_api.deps import DepsParam
from search_api.params import FactFilterParams

router = APIRouter(prefix="/api", tags=["export"])

Kind = Literal["facts", "articles", "entities"]
FormatName = Literal["csv", "jsonl", "parquet", "xlsx"]
_CONTENT: dict[str, Any] = {format_.content_type: {} for format_ in FORMATS.values()}


class ExportParams(FactFilterParams):
    """What to take along; filters hold for facts only."""

    what: Kind = Field("facts", description="what to take along")
    format: FormatName = Field("csv", description="kind of file")


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"description": "The file, streamed", "content": _CONTENT}},
)
def export(params: Annotated[ExportParams, Query()], deps: DepsParam) -> StreamingResponse:
    """Take facts, articles or entities along as csv, JSON Lines, Parquet or Excel; columns keep their order."""
    format_ = FORMATS[params.format]
    filters = params.filter() if params.what == "facts" else None
    return StreamingResponse(
        iter_export(deps.catalog, params.what, params.format, filters),
        media_type=format_.content_type,
        headers={"content-disposition": f'attachment; filename="eip-{params.what}{format_.suffix}"'},
    )
