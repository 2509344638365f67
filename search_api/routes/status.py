"""/api/status, /api/sources, /healthz and /metrics"""

from collections.abc import Mapping
from itertools import islice

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from search_api.crawling import CrawlState, read_crawls
from search_api.deps import Deps, DepsParam
from search_api.metrics import CONTENT_TYPE, Metrics
from search_api.models import HealthAnswer, RunModel, SourceModel, SourcesAnswer, StatusAnswer

RUNS = 10
router = APIRouter(tags=["status"])


@router.get("/api/status")
def status(deps: DepsParam) -> StatusAnswer:
    """Tell what the catalog holds, how far the index has come, and the latest runs."""
    return status_of(deps)


@router.get("/api/sources")
def sources(deps: DepsParam) -> SourcesAnswer:
    """List all sources: those that are declared, and those that only have articles."""
    return SourcesAnswer(sources=sources_of(deps, deps.catalog.counts()["sources"]))


@router.get("/healthz")
def health(deps: DepsParam) -> HealthAnswer:
    """Tell whether the catalog and the engine answer."""
    deps.catalog.count_pending(deps.engine.name)
    deps.engine.count()
    return HealthAnswer(status="ok")


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses={200: {"description": "Prometheus's text format", "content": {"text/plain": {}}}},
)
def metrics(request: Request) -> Response:
    """Tell Prometheus about answers, the catalog, the index and the latest runs."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE)


def sources_of(deps: Deps, articles: Mapping[str, int]) -> list[SourceModel]:
    """Join declared sources and those of the catalog, by id."""
    declared = deps.directory.sources
    ids = sorted(declared.keys() | articles.keys())
    crawls = read_crawls(deps.ledger, ids)
    return [
        SourceModel.build(found, declared.get(found), articles.get(found, 0), crawls.get(found, CrawlState()))
        for found in ids
    ]


def status_of(deps: Deps) -> StatusAnswer:
    """Gather the status."""
    runs = [RunModel.model_validate(run) for run in islice(deps.catalog.iter_runs(), RUNS)]
    return StatusAnswer(
        **deps.catalog.counts(),
        indexed=deps.engine.count(),
        pending=deps.catalog.count_pending(deps.engine.name),
        runs=runs,
    )
