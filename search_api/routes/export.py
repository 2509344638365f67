"""/api/export"""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from index.exports import FORMATS, iter_export
from search_api.addresses import without_folders
from search_api.deps import DepsParam
from search_api.params import ExportParams

router = APIRouter(prefix="/api", tags=["export"])

_CONTENT: dict[str, Any] = {format_.content_type: {} for format_ in FORMATS.values()}


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
        iter_export(deps.catalog, params.what, params.format, filters, without_folders),
        media_type=format_.content_type,
        headers={"content-disposition": f'attachment; filename="eip-{params.what}{format_.suffix}"'},
    )
