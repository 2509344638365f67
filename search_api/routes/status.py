"""/api/status, /api/sources, /api/jobs, /healthz and /metrics"""

import logging
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from config.errors import AtlasError
from search_api.crawling import CrawlState, read_crawls, read_runs
from search_api.deps import Deps, DepsParam
from search_api.metrics import CONTENT_TYPE, Metrics
from search_api.models import (
    CrawlRunModel,
    HealthAnswer,
    JobsAnswer,
    RunModel,
    SourceModel,
    SourcesAnswer,
    StatusAnswer,
)
from search_api.params import JobParams

RUNS = 10
log = logging.getLogger(__name__)
router = APIRouter(tags=["status"])


@router.get("/api/status")
def status(deps: DepsParam) -> StatusAnswer:
    """Tell what the catalog holds, how far the index has come, and the latest runs."""
    return status_of(deps)


@router.get("/api/sources")
def sources(deps: DepsParam) -> SourcesAnswer:
    """List all sources: those that are declared, and those that only have articles."""
    return SourcesAnswer(sources=sources_of(deps, deps.catalog.counts()["sources"], crawls_of(deps)))


@router.get("/api/jobs")
def jobs(params: Annotated[JobParams, Query()], deps: DepsParam) -> JobsAnswer:
    """List the latest crawls with what came of them."""
    runs = read_runs(deps.ledger, params.source, params.limit)
    return JobsAnswer(runs=[CrawlRunModel.model_validate(run) for run in runs])


@router.get("/healthz", responses={503: {"model": HealthAnswer, "description": "A part failed"}})
def health(deps: DepsParam, response: Response) -> HealthAnswer:
    """Tell whether the catalog and the engine answer, and the index's age; with status 503 if one does not answer."""
    catalog = _state_of("catalog", lambda: deps.catalog.find_articles(""))
    index = _state_of("index", deps.engine.count)
    if index == "ok" and (age := deps.engine.age) != "current":
        index = age
    failed = "failed" in (catalog, index)
    if failed:
        response.status_code = 503
    return HealthAnswer(status="failed" if failed else "ok", catalog=catalog, index=index)


def _state_of(part: str, ask: Callable[[], object]) -> str:
    """Whether a part answers; why it does not is for the log only."""
    try:
        ask()
    except AtlasError as error:
        log.error("%s: %s", part, error)
        return "failed"
    return "ok"


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses={200: {"description": "Prometheus's text format", "content": {"text/plain": {}}}},
)
def metrics(request: Request) -> Response:
    """Tell Prometheus about answers, the catalog, the index and the latest runs."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE)


def sources_of(deps: Deps, articles: Mapping[str, int], crawls: Mapping[str, CrawlState]) -> list[SourceModel]:
    """Join declared sources and those of the catalog, by id."""
    declared = deps.directory.sources
    return [
        SourceModel.build(found, declared.get(found), articles.get(found, 0), crawls.get(found, CrawlState()))
        for found in sorted(declared.keys() | articles.keys())
    ]


def crawls_of(deps: Deps) -> dict[str, CrawlState]:
    """Read what the ledger tells of the declared sources."""
    return read_crawls(deps.ledger, deps.directory.sources, deps.clock())


def status_of(deps: Deps) -> StatusAnswer:
    """Gather the status."""
    runs = [RunModel.model_validate(run) for run in islice(deps.catalog.iter_runs(), RUNS)]
    return StatusAnswer(
        **deps.catalog.counts(),
        indexed=deps.engine.count(),
        pending=deps.catalog.count_pending(deps.engine.name),
        runs=runs,
    )
