"""Every error as application/problem+json (RFC 9457), or as a page for readers of pages; never a trace or a path."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from config.errors import AtlasError, QueryError
from search_api.security import HEADERS

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
PageOfProblem = Callable[[Request, "Problem"], Response | None]


class Problem(BaseModel):
    """Why a request was not answered."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Bad Request",
                    "status": 400,
                    "detail": "since: not a day",
                    "remedy": "write it as 2024-12-31",
                    "parameter": "since",
                    "position": None,
                }
            ]
        }
    )

    type: str = "about:blank"
    title: str = Field(description="the status in words")
    status: int = Field(description="HTTP status")
    detail: str = Field(description="what is wrong, for a person")
    remedy: str = Field("", description="what would help")
    parameter: str | None = Field(None, description="the parameter that is wrong")
    position: int | None = Field(None, description="where in the query, in code points from its start")


def install(app: FastAPI, page_of: PageOfProblem) -> None:
    """Answer all errors of the app; `page_of` makes a page of a problem where a person reads, else None."""

    def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
        page = page_of(request, problem)
        if page is None:
            page = JSONResponse(problem.model_dump(), problem.status, media_type=MEDIA_TYPE)
        page.headers.update(HEADERS | (headers or {}))  # this may be outside all middleware
        return page

    def on_atlas(request: Request, error: Any) -> Response:
        return answer(request, _of_atlas(error))

    def on_validation(request: Request, error: Any) -> Response:
        return answer(request, _of_validation(error))

    def on_http(request: Request, error: Any) -> Response:
        detail = "there is nothing at this address" if error.status_code == HTTPStatus.NOT_FOUND else str(error.detail)
        return answer(request, _problem(error.status_code, detail), dict(error.headers or {}))

    def on_any(request: Request, error: Exception) -> Response:
        del error  # the server logs it
        return answer(request, _problem(500, "the atlas made a mistake", remedy="try again; it was noted in the log"))

    app.add_exception_handler(AtlasError, on_atlas)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_any)


def _problem(status: int, detail: str, **more: Any) -> Problem:
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, **more)


def _of_atlas(error: AtlasError) -> Problem:
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # What a store or a file says may hold addresses and paths: it goes to the log only.
        log.error("%s: %s", type(error).__name__, error, exc_info=error)
        detail = "the atlas cannot answer now" if error.http_status == 503 else "the atlas made a mistake"
        return _problem(error.http_status, detail, remedy="try again in a while")
    place: dict[str, Any] = {}
    if isinstance(error, QueryError):
        place = {"position": error.position, "parameter": error.parameter}
    return _problem(error.http_status, error.message, remedy=error.remedy, **place)


def _of_validation(error: RequestValidationError) -> Problem:
    first = error.errors()[0]
    place = [str(part) for part in first["loc"] if part not in {"query", "path"}]
    name = place[0] if place else None
    message = str(first["msg"]).removeprefix("Value error, ")
    return _problem(400, f"{name}: {message}" if name else message, parameter=name, remedy="see /openapi.json")


RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "A parameter makes no sense", "content": {MEDIA_TYPE: {}}},
    404: {"model": Problem, "description": "No such thing", "content": {MEDIA_TYPE: {}}},
    503: {"model": Problem, "description": "The catalog or the engine failed", "content": {MEDIA_TYPE: {}}},
}
